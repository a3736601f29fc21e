"""The title of an annex on the lines below its mark; pure.

GB/T 9704-2012, 7.3.7 sets the mark (附件1) alone at the top of the page and the title below it; a long title is
wrapped, as a rule before the word for what it is (…专项资金 / 申报说明), and a note in brackets
（模板） or the years it is for may follow. Annexes of annexes keep the mark that they were printed
with before (附件4-1： / 附件2), or the mark is printed twice (附件3： / 附件：3).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.asides import LONGEST_TITLE, is_box
from corpus.dates import DATE
from corpus.issuers import is_body
from corpus.markers import Marker
from corpus.paragraphs import Paragraph

_MOST_LINES = 4  # that a title is wrapped into
_BINDING = re.compile(r"\((?:规范|资料)性(?:附录)?\)")
_NO_TITLE = re.compile(r"[。;!?:,\t]")
_DAY = re.compile(DATE)
_NOTE = r"(?:\([^()]{1,20}\))?"
_KIND = re.compile(
    rf"(?:方案|规划|计划|意见|通知|办法|条例|规定|细则|措施|指南|指引|标准|政策|要点|目录|名单|清单|[^代]表|职责|分工|目标|领域|体系|大纲|(?<!填表)说明|报告|[请报告诺议]书|范本|模板|须知|(?<!总体)(?<!工作)(?<!有关)(?<!相关)(?<!具体)要求|[计核测]算方法){_NOTE}$"
)
# The last words of a title that was whole without them: …建设方案 / 编制指南. A head is no such line.
_LAST_WORDS = re.compile(
    rf"(?!填[表报写]|工作|实施)[\u4e00-\u9fff]{{0,8}}(?:指南|大纲|(?<!填表|编制|有关)说明|[请报诺]书|申[请报]表|名单|范本|模板|(?:申报|编制)要求){_NOTE}"
)
_BRACKETED = re.compile(r"\((?!盖|加盖|单位|签)[^()]{2,24}\)")
# A mark that says again which annex this is, or which it was.
_MARK = re.compile(r"附\s?件\s?:?\s?(?P<number>\d{1,2}(?:-\d{1,2})?)\s?:?")


def annex_end(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], start: int) -> int:
    """Return the end of the annex mark at `start` with its title, which stands on the next lines.

    A title is wrapped where only a later line ends as titles of documents do, or where the last
    words of one stand alone below it. Standards say below the mark whether the annex binds:
    （规范性附录）.
    """
    marker = markers[start]
    if marker is not None and paragraphs[start].text[marker.length :].strip():
        return start + 1
    start += repeats_mark(paragraphs, markers, start)
    if len(paragraphs) > start + 1 and _BINDING.fullmatch(paragraphs[start + 1].text):
        start += 1
    lines, ends = _title_lines(paragraphs, markers, start + 1), 0
    for at in range(start + 1, start + 1 + lines):
        if is_box(paragraphs[at]):
            return start + 1
        if not ends and _KIND.search(paragraphs[at].text):
            ends = at - start
    ends = ends or min(lines, 1)
    while 0 < ends < lines and _goes_on(paragraphs[start + 1 + ends].text):
        ends += 1
    return start + 1 + ends


def repeats_mark(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], start: int
) -> bool:
    """Tell whether the line below the mark at `start` is a mark too, of the same annex.

    The next annex has the next number; any other one is not counted here.
    """
    if start + 2 >= len(paragraphs) or markers[start + 2] is not None:
        return False
    own, other = (_MARK.fullmatch(one.text) for one in paragraphs[start : start + 2])
    if own is None or other is None:
        return False
    number, _, part = own["number"].partition("-")
    return other["number"] == own["number"] or int(other["number"].partition("-")[0]) not in {
        int(number) + 1,
        int(number) if part else 0,
    }


def without_marks(lines: Sequence[str]) -> list[str]:
    """Return the lines of a title without the marks that stand among them."""
    return [line for line in lines if not _MARK.fullmatch(line.strip().replace("：", ":"))]


def _title_lines(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], start: int
) -> int:
    """Return in how many lines from `start` on a title may stand."""
    if _is_signed(paragraphs[start : start + _MOST_LINES]):
        return 0
    lines = 0
    for one, marker in zip(paragraphs[start:][:_MOST_LINES], markers[start:], strict=False):
        if marker is not None or len(one.text) > LONGEST_TITLE or _NO_TITLE.search(one.text):
            break
        lines += 1
    return lines


def _is_signed(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether the names and the day of a signature stand here: the mark is that of a notice's list."""
    lines = ["".join(one.text.split()) for one in paragraphs]
    days = (at for at, line in enumerate(lines) if _DAY.fullmatch(line))
    return all(map(is_body, lines[: next(days, 0)])) and any(map(_DAY.fullmatch, lines))


def _goes_on(line: str) -> bool:
    return bool(_LAST_WORDS.fullmatch(line) or _BRACKETED.fullmatch(line))
