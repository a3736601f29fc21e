"""What a page carries besides the text: its number, and headers and footers that run; pure.

GB/T 9704-2012, 7.5 puts the page's number in the bottom margin between two dashes (— 3 —); plans
and web prints also know 第 3 页 共 10 页, 3/10, and a bare 3 or iii. Text layers give these lines
first or last on the page, whatever their place on paper. They fall between two halves of a
sentence and would split it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import chain

_DASH = r"[-—–－―─~·•|]"
# With dashes or in words a number is a page's number wherever it stands at a page's end.
_DECORATED = re.compile(
    rf"{_DASH}{{1,3}} ?(?P<dashed>\d{{1,4}}|[ivxl]{{1,7}}) ?{_DASH}{{1,3}}"
    r"|第 ?(?P<said>\d{1,4}) ?页(?: ?[,，/、]? ?\(?(?:共|总) ?\d{1,4} ?页\)?)?"
    r"|(?P<shared>\d{1,4}) ?/ ?\d{1,4}(?: ?页)?"
    r"|page ?(?P<english>\d{1,4})(?: ?(?:of|/) ?\d{1,4})?",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,4}|[ivxl]{1,7}", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_DEPTH = 3  # lines at a page's end that are looked at; longer headers are not customary
# A running line stands on most pages; where left and right pages have their own, on most of those.
_FEWEST_PAGES = 3
_MOST = 0.6
_LONGEST_RUNNING = 80  # characters
_HEAD = re.compile(
    r"附[件录表图]|[表图]\d|第.{1,6}?[编章节条]|专栏|[(（]?[一二三四五六七八九十]{1,3}[)）、]"
)
_SENTENCE_ENDS = ("。", ";", "；", ":", "：")
_ADDRESS = re.compile(r"https?://|www\.|\d{1,2}:\d{2}", re.IGNORECASE)
# What browsers print above and below a page: when and the title, the address and which page of how many.
_PRINTED_AT = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? (?:[上下]午 ?)?\d{1,2}:\d{2}(?: ?[AP]M)?(?: .*)?",
    re.IGNORECASE,
)
_PRINTED_FROM = re.compile(
    r"(?:https?|file|about|data|blob):\S{1,2000} (?P<page>\d{1,4})/\d{1,4}", re.IGNORECASE
)

Page = list[str]


def strip_furniture(pages: Sequence[str]) -> tuple[str, ...]:
    """Return the texts of the pages without page numbers, running lines and blank ends.

    A running line that is the only place where its words stand (the title on a first page without
    cover) is kept there once.
    """
    lines = [_without_print_marks(page.split("\n"), at) for at, page in enumerate(pages, start=1)]
    running = _running_lines(lines)
    diffs = _number_offsets(lines)
    kept = [_trim(page, at, running, diffs) for at, page in enumerate(lines)]
    kept = _restore_lost(lines, kept, running)
    return tuple("\n".join(_without_blank_ends(page)) for page in kept)


def _without_print_marks(page: Page, at: int) -> Page:
    """Drop a browser's two lines; only both together, the foot with the page's number, are its."""
    ends = set(chain(*_ends(page)))
    heads = {line for line in ends if _PRINTED_AT.fullmatch(_folded(page[line]))}
    found = ((line, _PRINTED_FROM.fullmatch(_folded(page[line]))) for line in ends)
    feet = {line for line, match in found if match and int(match["page"]) == at}
    if not heads or not feet:
        return page
    return [line for number, line in enumerate(page) if number not in heads | feet]


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


def _ends(page: Page) -> tuple[list[int], list[int]]:
    """Return the numbers of the first and of the last lines of a page that are not blank."""
    filled = [at for at, line in enumerate(page) if line.strip()]
    return filled[:_DEPTH], filled[-_DEPTH:][::-1]


def _number_offsets(pages: Sequence[Page]) -> set[int]:
    """Return by how much bare numbers are ahead of the count of pages, where two pages agree.

    A table's or a sentence's lone figure at a page's end agrees with no other page.
    """
    found: Counter[int] = Counter()
    for at, page in enumerate(pages, start=1):
        seen: set[int] = set()
        for line in set(chain(*_ends(page))):
            number, is_decorated = _number(page[line])
            if number is not None:
                seen.add(number - at)
                found[number - at] += is_decorated  # one with dashes vouches for bare ones
        found.update(seen)
    return {offset for offset, count in found.items() if count > 1}


def _running_lines(pages: Sequence[Page]) -> set[str]:
    """Return the words of the lines that stand at the ends of most pages, or of every other one."""
    filled = [(at, page) for at, page in enumerate(pages, start=1) if any(map(str.strip, page))]
    running: set[str] = set()
    for side in (filled, filled[::2], filled[1::2]):
        needed = max(_FEWEST_PAGES, _MOST * len(side))
        for end in (0, 1):
            counts = Counter(
                words
                for at, page in side
                for words in {
                    words for line in _ends(page)[end] for words in _words(page[line], at)
                }
            )
            running |= {words for words, count in counts.items() if count >= needed}
    return running


def _words(line: str, page: int) -> set[str]:
    """Return what a line on a page would say on every page: its words, its number counted off.

    Heads of annexes and chapters, sentences, and rows of tables (a head repeated on each page, without
    which the first column's meaning is lost) are text wherever they stand.
    """
    if "\t" in line.strip():
        return set()
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", line))
    if len(folded) > _LONGEST_RUNNING or not re.search(r"[^\W\d]", folded) or _HEAD.match(folded):
        return set()
    if folded.endswith(_SENTENCE_ENDS):
        return set()
    counted = {
        f"{folded[: match.start()]}#{int(match.group()) - page}#{folded[match.end() :]}"
        for match in re.finditer(r"\d{1,4}", folded)
    }
    return {folded} | counted


def _trim(page: Page, at: int, running: set[str], diffs: set[int]) -> Page:
    """Drop furniture from both ends inwards; the first line of text stops it."""
    dropped: set[int] = set()
    for end in _ends(page):
        for line in end:
            if not _is_furniture(page[line], at + 1, running, diffs):
                break
            dropped.add(line)
    return [line for number, line in enumerate(page) if number not in dropped]


def _is_furniture(line: str, page: int, running: set[str], diffs: set[int]) -> bool:
    number, is_decorated = _number(line)
    if number is not None:
        is_roman = not _folded(line).isdecimal()  # no line of a text is iv alone
        return is_decorated or is_roman or number == page or number - page in diffs
    return not running.isdisjoint(_words(line, page))


def _restore_lost(before: Sequence[Page], after: list[Page], running: set[str]) -> list[Page]:
    """Put back, where it first stood, a running title whose words stand nowhere else."""
    rest = {"".join(line.split()) for page in after for line in page}
    for at, page in enumerate(before):
        for line in page:
            words = "".join(line.split())
            if (
                words not in rest
                and _is_title(line)
                and not running.isdisjoint(_words(line, at + 1))
            ):
                after[at] = [line, *after[at]]
                rest.add(words)
    return after


# The kinds of official document (公文种类, 条例 2012, and common plan names) close a title.
_TITLE = re.compile(
    r"(?:方案|规划|计划|意见|通知|办法|条例|规定|细则|决定|纲要|措施|指南|公告|报告|法|章程|标准|政策)$"
)


def _is_title(line: str) -> bool:
    return bool(_TITLE.search(line.strip())) and not _ADDRESS.search(line)


def _without_blank_ends(page: Page) -> Page:
    filled = [at for at, line in enumerate(page) if line.strip()]
    return page[filled[0] : filled[-1] + 1] if filled else []
