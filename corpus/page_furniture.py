"""What a page carries besides the text: its number, and headers and footers that run; pure.

GB/T 9704-2012, 7.5 puts the page's number in the bottom margin between two dashes (— 3 —); plans
and web prints also know 第 3 页 共 10 页, 3/10, and a bare 3 or iii. Most text layers give these
lines first or last on the page, whatever their place on paper; where that is known, they are looked
for highest and lowest too. They fall between two halves of a sentence and would split it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain

from corpus.page_places import PlacedLine
from corpus.page_running import Page, read_page, running_lines

_DASH = r"[-—–－―─~·•|一]"  # the last is what recognition makes of a dash
# With dashes or in words a number is a page's number wherever it stands at a page's end.
_DECORATED = re.compile(
    rf"{_DASH}{{1,3}} ?(?P<dashed>\d{{1,4}}|[ivxl]{{1,7}}) ?{_DASH}{{1,3}}"
    r"|第 ?(?P<said>\d{1,4}) ?页(?: ?[,，/、]? ?\(?(?:共|总) ?\d{1,4} ?页\)?)?"
    r"|(?P<shared>\d{1,4}) ?/ ?\d{1,4}(?: ?页)?"
    r"|page ?(?P<english>\d{1,4})(?: ?(?:of|/) ?\d{1,4})?",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,4}|[ivxl]{1,7}", re.IGNORECASE)
_LONE_FIGURE = re.compile(r"\d{1,3}")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
# Of the number between the dashes recognition may make another sign: 一溃一, — l —.
_MISREAD = re.compile(rf"{_DASH}{{1,3}} ?[^\s。，；：、]{{1,3}} ?{_DASH}{{1,3}}")
_ADDRESS = re.compile(r"https?://|www\.|\d{1,2}:\d{2}", re.IGNORECASE)
# What browsers print above and below a page: when and the title, the address and which page of how many.
_PRINTED_AT = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? (?:[上下]午 ?)?\d{1,2}:\d{2}(?: ?[AP]M)?(?: .*)?",
    re.IGNORECASE,
)
_PRINTED_FROM = re.compile(
    r"(?:https?|file|about|data|blob):\S{1,2000} (?P<page>\d{1,4})/\d{1,4}", re.IGNORECASE
)


def strip_furniture(
    pages: Sequence[str],
    places: Sequence[Sequence[PlacedLine]] = (),
    *,
    recognised: Collection[int] = (),
) -> tuple[str, ...]:
    """Return the texts of the pages without page numbers, running lines and blank ends.

    A running line that is the only place where its words stand (the title on a first page without
    cover) is kept there once.

    Args:
        pages: The texts.
        places: Where the lines of each page stand, as far as that is known.
        recognised: The pages (from 0) whose text was read from their picture.
    """
    read = [
        read_page(text, places[at] if places else (), is_recognised=at in recognised)
        for at, text in enumerate(pages)
    ]
    found = [_without_print_marks(page, at) for at, page in enumerate(read, start=1)]
    running = running_lines(found)
    diffs = _number_offsets(found)
    kept = [_trim(page, at, running[at - 1], diffs).lines for at, page in enumerate(found, start=1)]
    kept = _restore_lost(found, kept, running)
    return tuple("\n".join(_without_blank_ends(page)) for page in kept)


def _without_print_marks(page: Page, at: int) -> Page:
    """Drop a browser's two lines; only both together, the foot with the page's number, are its."""
    ends = set(chain(*page.ends()))
    heads = {line for line in ends if _PRINTED_AT.fullmatch(_folded(page.lines[line]))}
    found = ((line, _PRINTED_FROM.fullmatch(_folded(page.lines[line]))) for line in ends)
    feet = {line for line, match in found if match and int(match["page"]) == at}
    return page.without(heads | feet) if heads and feet else page


def _folded(line: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", line).split())


def _number(line: str) -> tuple[int | None, bool]:
    """Return the page number that a line is (None if it is none) and whether it is decorated."""
    folded = _folded(line)
    if match := _DECORATED.fullmatch(folded):
        return _value(next(group for group in match.groups() if group)), True
    return (_value(folded), False) if _BARE.fullmatch(folded) else (None, False)


def _value(digits: str) -> int:
    if digits.isdecimal():
        return int(digits)
    values = [_ROMAN[sign] for sign in digits.lower()]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


def _number_offsets(pages: Sequence[Page]) -> set[int]:
    """Return by how much bare numbers are ahead of the count of pages, where two pages agree.

    A table's or a sentence's lone figure at a page's end agrees with no other page.
    """
    found: Counter[int] = Counter()
    for at, page in enumerate(pages, start=1):
        seen: set[int] = set()
        for line in set(chain(*page.ends(), *page.edges())):
            number, is_decorated = _number(page.lines[line])
            if number is not None:
                seen.add(number - at)
                found[number - at] += is_decorated  # one with dashes vouches for bare ones
        found.update(seen)
    return {offset for offset, count in found.items() if count > 1}


def _trim(page: Page, at: int, running: Collection[int], diffs: set[int]) -> Page:
    """Drop furniture from all ends inwards; the first line of text stops it."""
    dropped: set[int] = set()
    for is_placed, ends in ((False, page.ends()), (True, page.edges())):
        for is_above, end in zip((True, False), ends, strict=True):
            for line in end:
                may_be_bare = not is_placed or page.is_alone(line)
                is_number = _is_number(page, line, at, diffs, may_be_bare)
                is_number |= may_be_bare and _is_in_margin(page, line, is_above=is_above)
                if line not in running and not is_number:
                    break
                dropped.add(line)
    return page.without(dropped)


def _is_in_margin(page: Page, line: int, *, is_above: bool) -> bool:
    """Tell whether a line is a figure alone in a margin, whatever the count: a page from a book."""
    is_figure = _LONE_FIGURE.fullmatch(_folded(page.lines[line])) is not None
    return is_figure and page.is_alone(line) and page.is_in_margin(line, is_above=is_above)


def _is_number(page: Page, line: int, at: int, diffs: set[int], may_be_bare: bool) -> bool:
    """Tell whether a line is the number of its page."""
    words = page.lines[line]
    number, is_decorated = _number(words)
    if number is None:
        return page.is_recognised and bool(_MISREAD.fullmatch(_folded(words)))
    is_roman = not _folded(words).isdecimal()  # no line of a text is iv alone
    return is_decorated or is_roman or (may_be_bare and (number == at or number - at in diffs))


def _restore_lost(
    before: Sequence[Page], after: list[list[str]], running: Sequence[Collection[int]]
) -> list[list[str]]:
    """Put back, where it first stood, a running title whose words stand nowhere else."""
    rest = {"".join(line.split()) for page in after for line in page}
    for at, page in enumerate(before):
        for number in sorted(running[at]):
            line = page.lines[number]
            words = "".join(line.split())
            if words not in rest and _is_title(line):
                after[at] = [line, *after[at]]
                rest.add(words)
    return after


# The kinds of official document (公文种类, 条例 2012, and common plan names) close a title.
_TITLE = re.compile(
    r"(?:方案|规划|计划|意见|通知|办法|条例|规定|细则|决定|纲要|措施|指南|公告|报告|法|章程|标准|政策)$"
)


def _is_title(line: str) -> bool:
    return bool(_TITLE.search(line.strip())) and not _ADDRESS.search(line)


def _without_blank_ends(page: list[str]) -> list[str]:
    filled = [at for at, line in enumerate(page) if line.strip()]
    return page[filled[0] : filled[-1] + 1] if filled else []
