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
_ADDRESS = re.compile(r"https?://|www\.|\d{1,2}:\d{2}", re.IGNORECASE)

Page = list[str]


def strip_furniture(pages: Sequence[str]) -> tuple[str, ...]:
    """Return the texts of the pages without page numbers, running lines and blank ends.

    A running line that is the only place where its words stand (the title on a first page without
    cover) is kept there once.
    """
    lines = [page.split("\n") for page in pages]
    running = _running_lines(lines)
    diffs = _number_offsets(lines)
    kept = [_trim(page, at, running, diffs) for at, page in enumerate(lines)]
    kept = _restore_lost(lines, kept, running)
    return tuple("\n".join(_without_blank_ends(page)) for page in kept)


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


def _number_offsets(pages: Sequence[Page]) -> set[tuple[bool, int]]:
    """Return by how much bare numbers are ahead of the count of pages, where two pages agree.

    A table's or a sentence's lone figure at a page's end agrees with no other page.
    """
    found: Counter[tuple[bool, int]] = Counter()
    for at, page in enumerate(pages, start=1):
        seen = set()
        for line in set(chain(*_ends(page))):
            number, is_decorated = _number(page[line])
            if number is not None:
                key = (
                    _folded(page[line]).isascii() and page[line].strip()[:1].isalpha(),
                    number - at,
                )
                seen.add(key)
                found[key] += is_decorated  # one decorated number vouches for its bare neighbours
        found.update(seen)
    return {key for key, count in found.items() if count > 1}


def _running_lines(pages: Sequence[Page]) -> set[str]:
    """Return the lines, digits left out, that stand at the ends of most pages."""
    filled = [page for page in pages if any(line.strip() for line in page)]
    running: set[str] = set()
    for side in (filled, filled[::2], filled[1::2]):
        if len(side) < _FEWEST_PAGES:
            continue
        for end in (0, 1):
            counts = Counter(
                word for page in side for word in {_masked(page[line]) for line in _ends(page)[end]}
            )
            needed = max(_FEWEST_PAGES, _MOST * len(side))
            running |= {word for word, count in counts.items() if word and count >= needed}
    return running


def _masked(line: str) -> str:
    """Return a line without blanks and with # for its figures; "" for what may not run."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", line))
    if len(folded) > _LONGEST_RUNNING or not re.search(r"[^\W\d]", folded):
        return ""
    return re.sub(r"\d+", "#", folded)


def _trim(page: Page, at: int, running: set[str], diffs: set[tuple[bool, int]]) -> Page:
    """Drop furniture from both ends inwards; the first line of text stops it."""
    dropped: set[int] = set()
    for end in _ends(page):
        for line in end:
            if not _is_furniture(page[line], at + 1, running, diffs):
                break
            dropped.add(line)
    return [line for number, line in enumerate(page) if number not in dropped]


def _is_furniture(line: str, page: int, running: set[str], diffs: set[tuple[bool, int]]) -> bool:
    number, is_decorated = _number(line)
    if number is not None:
        is_roman = line.strip()[:1].isalpha()
        return is_decorated or number == page or (is_roman, number - page) in diffs
    return _masked(line) in running


def _restore_lost(before: Sequence[Page], after: list[Page], running: set[str]) -> list[Page]:
    """Put back, where it first stood, a running line whose words stand nowhere else."""
    rest = {_masked(line) for page in after for line in page}
    lost = {word for word in running if word not in rest and "#" not in word}
    for at, page in enumerate(before):
        for line in page:
            word = _masked(line)
            if word in lost and _is_title(line):
                after[at] = [line, *after[at]]
                lost.discard(word)
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
