"""What stands behind the text of a document: annexes listed, signature, date, notes, colophon; pure.

GB/T 9704-2012 orders them so: 附件说明 (7.3.4: 附件：1.…), 发文机关署名 and 成文日期 (7.3.5), 附注 (7.3.6:
（此件公开发布）), and in the 版记 抄送机关 and 印发机关和印发日期 (7.4). They belong to no numbered unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.asides import SENTENCE_MARK
from corpus.dates import DATE
from corpus.markers import Marker
from corpus.paragraphs import Paragraph

_DAY = re.compile(rf"\(?{DATE}\)?")
# The day of signature and the 版记 below it, torn into one line.
_DAY_AND_STAMP = re.compile(rf"{DATE}[^\d。;:,]{{4,60}}{DATE}印发")
_STAMPED_DAY = re.compile(rf"{DATE}印发")  # the name of the office stands on the line above
_SIGNED_DAY = re.compile(rf"[^\d。;:,]{{4,60}}{DATE}")  # the name and the day on one line
_NOTE = re.compile(
    r"\(?此件(?:主动|依申请|不予|不)?(?:对外)?公开|\(?(?:信息)?公开(?:方式|属性|类别|形式|选项)\s?:|(?:抄送|抄报|分送)\s?:"
    rf"|[^\d。;:,]{{4,60}}{DATE}印发$"
)
_NAME = re.compile(
    r"[\u4e00-\u9fff()、]{2,40}(?:政府|委员会|办公[室厅]|党委|管委会|领导小组|指挥部|法院|检察院|银行|集团|公司|中心|协会|学校|医院|[厅局部委署院会处社办队行]|军分区|警备区)"
    # Who signs an order: 省长　某某 (GB/T 9704-2012, 8.2).
    r"|(?:[部省市州县区盟旗局署行]长|主任|总理|主席)[\u4e00-\u9fff]{2,4}"
)
_ANNEXES = re.compile(r"附\s?件\s?\d?\s?:\s?\S")
_MARK = re.compile(r"附\s?件\s?:?\s*")  # alone on its line, the list below it
_ITEM = re.compile(r"\d{1,2}\s?[.、]\s?[^\d。]")
_ITEMS = re.compile(r"附\s?件\s?:\s?1\s?[.、][^。]{2,80}?[\s;]2\s?[.、][^。]*")  # on one line
_NAME_REST = re.compile(r"[^()。;!?:,\t]{1,20}\)")  # of a name wrapped inside its brackets
_NAMED_ITEM = re.compile(r"(\d{1,2})\s?[.、]\s?([^。!?]{3,60})$")
_FORM = re.compile(
    r"(?:表|书|函|方案|规划|计划|名单|清单|目录|指南|模板|样表|说明|证明|提纲|大纲|办法|细则|材料|报告)(?:\([^()]{1,30}\))?(?:\.[a-z]{3,4})?[;,]?$"
)
_FIRST_ANNEX = re.compile(r"附\s?件\s?[1一]")
_FEWEST_LISTED = 2
# What a notice prints; its own kinds (通知, 函) are none of them.
_PRINTED = re.compile(
    r"(?:方案|规划|计划|意见|办法|条例|规定|细则|措施|指南|指引|标准|要点|纲要|规则|规程|制度|预案|章程|政策)(?:\([^()]{1,20}\))?$"
)
# A statute's title, and the lines between it and its first article: 题注, 目录.
_STATUTE = re.compile(
    r"[^\d附第].{3,48}(?:法|条例|办法|规定|规则|细则|决定|章程|准则|解释|规程)(?:\([^()]{1,20}\))?"
)
_CAPTION_LINE = re.compile(rf"{DATE}|通过|批准|公布|修[订正]|施行|^\(|\)$|^目\s*[录次]$")
_MOST_CAPTION = 12  # lines
_FEWEST_ARTICLES = 3
_PRINTS = re.compile(r"(?:印发|转发|下发)给你们|现(?:予以?)?(?:印发|公布|发布)")
_TITLE_LINE = re.compile(
    rf"(?!.{{0,30}}(?:{DATE}|月\d{{1,2}}日))[\u4e00-\u9fff“《\d][^。;!?:,\t]{{5,39}}"
)
_REMARK = re.compile(r"\([^()]{2,20}\)|[-—\d\s一]{1,8}")  # （本文有删减）, the number of a page
_LONGEST_SENTENCE = 120
_MOST_NOTES = 8
_MOST_TITLE_LINES = 3
_LONGEST_NAME = 40
_LONGEST_ANNEX = 80  # characters of the line that names one
_MOST_NAMES, _MOST_ANNEXES = 12, 20  # lines


def find_tails(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]) -> dict[int, int]:
    """Return where the tail of a text begins, with the end of its signature, date or first note.

    A day alone on its line is the date of a text where names of offices stand above it and no number
    goes on behind it. Annexes are listed without a signature too, directly above the first of them
    or at the end of the text.
    """
    tails: dict[int, int] = {}
    following = _following(markers)
    before: dict[int, int] = {}  # the last number of every scheme
    end = 1
    for at in range(len(paragraphs)):
        if marker := markers[at]:
            before[marker.rank] = marker.number
        start = _start(paragraphs, markers, at)
        if start is None and at >= end and (last := _list_end(paragraphs, markers, at)):
            tails[at] = end = last
            continue
        if start is not None and not _goes_on(following[at], before):
            begin = _annexes_start(paragraphs, start)
            if begin >= end:
                tails[begin] = end = at + 1
    return tails


def _start(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], at: int
) -> int | None:
    """Return where the signature that ends at `at`, or the note at `at`, begins; None for neither."""
    text = "".join(paragraphs[at].text.split())
    if markers[at] is not None or "\t" in paragraphs[at].text or len(text) > 2 * _LONGEST_NAME:
        return None
    if _NOTE.match(text):
        return at
    is_day = any(kind.fullmatch(text) for kind in (_DAY, _DAY_AND_STAMP, _STAMPED_DAY))
    if not is_day:
        signed = _SIGNED_DAY.fullmatch(text)
        return at if signed and _NAME.match(text) else None
    start = at
    while start > max(at - _MOST_NAMES, 0) and markers[start - 1] is None:
        above = "".join(paragraphs[start - 1].text.split())
        if not _NAME.fullmatch(above):
            break
        start -= 1
    return start if start < at else None


def _list_end(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], at: int) -> int:
    """Return where the list of annexes at `at` ends, if the text or an annex does there; else 0."""
    text = paragraphs[at].text
    is_line = len(text) <= _LONGEST_ANNEX and "。" not in text and bool(_ANNEXES.match(text))
    if markers[at] is not None or not (is_line or _ITEMS.fullmatch(text)):
        return 0
    end = at + 1
    for one in paragraphs[at + 1 : at + _MOST_ANNEXES]:
        is_wrapped = end > at + 1 and bool(_NAME_REST.fullmatch(one.text))
        if not is_wrapped and not _ITEM.match(one.text):
            break
        if len(one.text) > _LONGEST_ANNEX or "。" in one.text:
            return 0
        end += 1
    if end == len(paragraphs):
        return end
    behind = markers[end]
    return end if behind is not None and behind.is_annex else 0


def lists_annexes(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Tell whether the mark 附件, alone at `at`, begins a list of annexes: 1.申请表, below it 2.承诺书.

    The names are those of forms and documents; what stands in an annex is not called so. Whatever they
    are called, behind a list stand the names that sign the text, or the first annex.
    """
    if not _MARK.fullmatch(paragraphs[at].text):
        return False
    names: list[str] = []
    is_wrapped = False  # the line before goes on with a name
    end = at + 1
    for one in paragraphs[at + 1 : at + 1 + _MOST_ANNEXES]:
        match = _NAMED_ITEM.match(one.text)
        if match and int(match.group(1)) == len(names) + 1:
            names.append(match.group(2))
            is_wrapped = False
        elif _NAME.fullmatch(one.text) or _FIRST_ANNEX.fullmatch(one.text):
            break
        elif names and not is_wrapped and not SENTENCE_MARK.search(one.text):
            is_wrapped = True
        else:
            break
        end += 1
    if len(names) < _FEWEST_LISTED:
        return False
    behind = paragraphs[end].text if end < len(paragraphs) else ""
    is_closed = bool(_NAME.fullmatch(behind) or _FIRST_ANNEX.fullmatch(behind))
    return is_closed or sum(bool(_FORM.search(one)) for one in names) * 3 >= len(names) * 2


def printed_titles(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], ends: Iterable[int]
) -> dict[int, int]:
    """Return where the titles stand of texts printed behind a notice, and where they end.

    Behind the signature and the notes of a notice, at one of `ends`, or behind the sentence with
    which it prints the text, stands a line that ends as titles of documents do, above running text.
    """
    behind = (
        at
        for at, above in enumerate(paragraphs[:-1], start=1)
        if _PRINTS.search(above.text[-_LONGEST_SENTENCE:]) and above.text.endswith("。")
    )
    starts = {_behind_notes(paragraphs, at) for at in (*ends, *behind)}
    found = {at: _printed_end(paragraphs, markers, at) for at in starts}
    return {at: end for at, end in found.items() if end}


def statute_titles(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> dict[int, int]:
    """Return where the titles stand of further statutes in one file, and where they end.

    Convention (立法技术规范): a statute's title stands alone above its caption (题注, who passed it when) and
    its first chapter or article; the articles of the one before have been counted.
    """
    found: dict[int, int] = {}
    articles = 0
    for at, one in enumerate(paragraphs[:-1]):
        marker = markers[at]
        if marker is not None:
            articles += marker.is_article
        elif articles >= _FEWEST_ARTICLES and _is_statute_title(one.text):
            behind = at + 1
            while (
                behind < min(at + _MOST_CAPTION, len(paragraphs))
                and markers[behind] is None
                and _CAPTION_LINE.search(paragraphs[behind].text[:_LONGEST_SENTENCE])
            ):
                behind += 1
            first = markers[behind] if behind < len(paragraphs) else None
            if first and first.number == 1 and (first.is_article or first.is_division):
                found[at] = at + 1
                articles = 0
    return found


def _is_statute_title(line: str) -> bool:
    words = "".join(line.split())
    return _STATUTE.fullmatch(words) is not None and _TITLE_LINE.fullmatch(words) is not None


def _behind_notes(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return the first line from `start` on that is no name, no day and no remark in brackets."""
    for at in range(start, min(start + _MOST_NOTES, len(paragraphs))):
        text = "".join(paragraphs[at].text.split())
        if not (_REMARK.fullmatch(text) or _DAY.fullmatch(text) or _NAME.fullmatch(text)):
            return at
    return start


def _printed_end(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], start: int
) -> int:
    """Return the end of the title at `start`, wrapped into a few lines at most; 0 where none is."""
    for at in range(start, min(start + _MOST_TITLE_LINES, len(paragraphs) - 1)):
        line = paragraphs[at].text
        if markers[at] is not None or not _TITLE_LINE.fullmatch(line) or _NAME.fullmatch(line):
            return 0
        if _PRINTED.search(line):
            is_above = markers[at + 1] is not None or "。" in paragraphs[at + 1].text
            return at + 1 if is_above else 0
    return 0


def _following(markers: Sequence[Marker | None]) -> list[Marker | None]:
    """Return for every paragraph the next number behind it."""
    found: list[Marker | None] = []
    following: Marker | None = None
    for marker in reversed(markers):
        found.append(following)
        following = marker or following
    return found[::-1]


def _goes_on(following: Marker | None, before: dict[int, int]) -> bool:
    """Tell whether the next number behind a place goes on with those before it."""
    if following is None or following.is_annex:
        return False
    return following.number > 1 and before.get(following.rank, 0) == following.number - 1


def _annexes_start(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return where the list of annexes above `start` begins, `start` where there is none."""
    for at in range(start - 1, max(start - _MOST_ANNEXES, 0), -1):
        text = paragraphs[at].text
        if len(text) > _LONGEST_ANNEX or "。" in text:
            break
        if _ANNEXES.match(text) or (_MARK.fullmatch(text) and _ITEM.match(paragraphs[at + 1].text)):
            return at
    return start
