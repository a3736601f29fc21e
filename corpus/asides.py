"""What stands beside the numbered units: boxes, contents, titles of enclosed texts; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest

from corpus.markers import Marker
from corpus.model import Document, Span
from corpus.paragraphs import Paragraph
from corpus.view import fold_width, view_of

LONGEST_TITLE = 40
_LONGEST_LINE = 200  # of a table or of a table of contents
_LONGEST_DOTTED = 2000  # of several entries run together, with their dots
_LONGEST_ENTRY = 80  # of a table of contents, without its dots
_MOST_ENTRIES = 500
_FEWEST_ENTRIES = 4  # above a foreword
_LONGEST_FOREWORD = 12  # paragraphs
_MOST_LOST = 80  # entries without dots before those that have them
_BETWEEN = 2  # lines between two that have page numbers: a number alone, the foot of a page
_LONGEST_NAME = 80  # of a document
_MOST_LINES = 4  # that a title is wrapped into
# 专栏, 专栏1, 专栏三, and by chapters 专栏3-1.
BOX_NUMBER = re.compile(
    r"专\s*栏\s*(?:\d{1,3}(?:\s?[-—.]\s?\d{1,2})?|[一二三四五六七八九十]{1,3})?"
)
# The title and the lead phrase of the first item on one line: 专栏1 研发重点总体技术。研究….
_RUN_IN_BOX = re.compile(r"专\s?栏\s?\d{1,2}\s?(?![中所的列])[^。;!?,:\d]{6,40}。(?=[^。]{8})")
_BOX = re.compile(rf"{BOX_NUMBER.pattern}\s*[:.]?\s*\S")
# A table of contents leads to page numbers by dots; a row of a table ends in its figures, or, in
# the table of indicators of a plan, in the kind of the indicator.
# Some fonts call the dots by private names.
_DOT_SIGNS = r".·…‥・\ue000-\uf8ff\U000f0000-\U0010fffd"
_DOTS = rf"[{_DOT_SIGNS}]"
_DOTTED = re.compile(rf"{_DOTS}{{4,}}")
_CONTENTS_LINE = re.compile(
    rf"(?:(?<!{_DOTS}){_DOTS}{{4,300}}|(?<!\.\s)(?:\.\s){{4,150}})\s{{0,3}}[-—(]?\s?\d{{1,4}}\s?[-—)]?$"
    rf"|\(\s?\d{{1,4}}\s?\)\s{{0,3}}{_DOTS}{{4,300}}$"
)
# Below 目录, what a text layer has torn apart: the dots alone, 第一节 (7), a page number alone.
_TORN_ENTRY = re.compile(
    rf"^(?:{_DOTS}{{4,300}}\S{{0,20}}|[^。;]{{0,30}}{_DOTS}{{0,300}}\s?\(\s?\d{{1,4}}\s?\))$"
)
# Its number and its page, the title torn from them: 第五节 …… (80), below it 完善要素支撑.
_BARE_ENTRY = re.compile(
    rf"第[一二三四五六七八九十百\d]{{1,4}}[编章节]\s?{_DOTS}{{0,300}}\s?\(\s?\d{{1,4}}\s?\)"
)
_BARE_TITLE = re.compile(r"(?!前\s*言|引\s*言|序\s*言|第)[\u4e00-\u9fff“”、]{3,30}")
_CONTENTS_TITLE = re.compile(r"目\s*[录次]")
_GLUED_CONTENTS = re.compile(
    r"目\s*[录次]\s?([\d一二三四五六七八九十第(].{2,60}\d)"
)  # its first entry
_HAN = re.compile(r".{0,9}[\u4e00-\u9fff]")
_FRONT_TITLE = re.compile(r".{0,80}目\s*[录次]")  # the document's title run together with it
_FRONT = 5  # paragraphs
_LEADERS = re.compile(rf"(?<![{_DOT_SIGNS}\s\d()—-])[{_DOT_SIGNS}\s\d()—-]+$")
_TABLE_ROW = re.compile(
    r"(?:(?<!\s)\s+(?:[-+≥≤<>=~〔\[(]{0,3}\d[\d.,]*[%‰*)〕\]]{0,3}|[-—/])){2}\s*$|(?:约束|预期|参考|指导)性\s*$"
)
_CLAUSE_MARK = re.compile(r"。|[^\d],")
# The caption of a table: 表1 主要指标, 表3-1 “十四五”主要指标表.
_CAPTION = re.compile(
    r"表\s?\d{1,2}(?:\s?[-—.]\s?\d{1,2}){0,2}\s?(?:[\u4e00-\u9fff“]|20\d\d年)[^,:\t]{2,36}(?:表|指标|目标|情况|清单|名单|项目|工程|任务)(?:\([^()]{1,10}\))?$"
)
SENTENCE_MARK = re.compile(r"[。;!?]")
# A notice names what it prints: 关于印发…的通知, 现将《…》印发给你们.
_QUOTED = re.compile(r"《([^《》\n]{4,80})》")
_ISSUED = re.compile(
    r"(?:印发|发布|公布|转发)(?!<)《?([^《》。;\n]{4,80}?)》?(?:的(?:通知|公告|通告|决定|函)|$)"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A box (专栏): its title line and what stands in it."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents (目录): its title line and its lines with page numbers."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line that is the title of the document, or of the one text that a notice encloses.

    `begin` is where the title begins on the view, behind the mark that it is an annex.
    """

    paragraph: Paragraph
    begin: int = 0


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands behind a text: annexes listed, signature, date, notes, colophon."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """What closes a text behind its last part: 各地、各部门要…, 本方案自…起施行."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page behind the end of a text that is a picture, its words recognised: an annex, as a rule."""

    page: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Particulars:
    """Labelled particulars (著录项) above a text: 索引号, 发文机关, 成文日期 and the like."""

    paragraphs: tuple[Paragraph, ...]


Aside = Box | TitleLine | Contents | Closing | Tail | Picture | Particulars


def key_of(text: str) -> str:
    """Return the words of a title line, in one width, without blanks and Markdown's signs."""
    folded = fold_width(text).replace("—", "-").strip("#* ")
    return re.sub(r"-+", "-", "".join(folded.split()))


def is_row(paragraph: Paragraph) -> bool:
    """Tell whether a line is the row of a table, whose figures end it, and no sentence."""
    return not _CLAUSE_MARK.search(paragraph.text) and _matches(_TABLE_ROW, paragraph)


def _matches(pattern: re.Pattern[str], paragraph: Paragraph) -> bool:
    """Search a line; a paragraph of body text is neither a row nor a line of contents."""
    return _is_line(paragraph.text) and bool(pattern.search(paragraph.text))


def _is_line(text: str) -> bool:
    """Tell whether a text is no longer than a line is, the dots of a table of contents apart."""
    if len(text) <= _LONGEST_LINE:
        return True
    return len(text) <= _LONGEST_DOTTED and len(_DOTTED.sub("", text)) <= _LONGEST_LINE


def is_box(paragraph: Paragraph) -> bool:
    """Tell whether a line is the title of a box, or begins with one and goes on with its first item."""
    text = paragraph.text
    if _RUN_IN_BOX.match(text):
        return True
    return len(text) <= LONGEST_TITLE and bool(_BOX.match(text)) and not SENTENCE_MARK.search(text)


def captions_table(paragraph: Paragraph, above: Paragraph) -> bool:
    """Tell whether a line is the caption of a numbered table (表1 主要指标) below a finished text."""
    text = paragraph.text
    is_line = len(text) <= LONGEST_TITLE and not SENTENCE_MARK.search(text)
    return is_line and bool(_CAPTION.match(text)) and above.text.endswith("。")


def contents_end(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return where the table of contents that begins at `start` ends; 0 where none does.

    A table of contents has page numbers behind dots; or stands under 目录 and lists titles, until
    the first of them comes again as the first of the text.
    """
    pattern = _FRONT_TITLE if start < _FRONT else _CONTENTS_TITLE
    titled = pattern.fullmatch(paragraphs[start].text[:_LONGEST_LINE].strip("#* "))
    if titled and (end := _repeats(paragraphs, start + 1, foreword=0)):
        return end
    if glued := _GLUED_CONTENTS.fullmatch(paragraphs[start].text[:_LONGEST_LINE]):
        return _repeats(paragraphs, start + 1, foreword=0, first=_entry_of(glued.group(1)))
    first = start + 1 if titled else start
    if not titled and not _HAN.match(paragraphs[start].text):
        return 0
    end = at = first
    while at < len(paragraphs) and at - end <= _BETWEEN and _may_be_entry(paragraphs[at]):
        at += 1
        if _matches(_CONTENTS_LINE, paragraphs[at - 1]) or (
            titled and _matches(_TORN_ENTRY, paragraphs[at - 1])
        ):
            end = at
        elif end == first and not titled:
            break
    if end > first + 1 or (titled and end > first):
        return end + (titled is not None and _is_title_below(paragraphs, end))
    return _repeats(paragraphs, start + 1, foreword=_LONGEST_FOREWORD) if titled else 0


def _is_title_below(paragraphs: Sequence[Paragraph], end: int) -> bool:
    """Tell whether the last entry before `end` is a bare number whose title stands below it."""
    below = paragraphs[end].text if end < len(paragraphs) else ""
    is_bare = _BARE_ENTRY.fullmatch(paragraphs[end - 1].text) is not None
    return is_bare and len(below) <= LONGEST_TITLE and _BARE_TITLE.fullmatch(below) is not None


def early_contents(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Return where contents begin whose first entries have lost their dots, with their ends.

    The first head behind the entries with dots is the first entry; it stands before them again.
    """
    found: dict[int, int] = {}
    at = 0
    while at < len(paragraphs):
        end = contents_end(paragraphs, at) if _matches(_CONTENTS_LINE, paragraphs[at]) else 0
        if 0 < end < len(paragraphs) and (first := _entry_of(paragraphs[end].text)):
            begin = at
            while begin > max(at - _MOST_LOST, 0) and _may_be_entry(paragraphs[begin - 1]):
                begin -= 1
                if _entry_of(paragraphs[begin].text) == first:
                    found[begin] = end
        at = max(end, at + 1)
    return found


def _may_be_entry(paragraph: Paragraph) -> bool:
    """Tell whether a line may stand in a table of contents: a title, a number, a page number."""
    return _is_line(paragraph.text) and "。" not in paragraph.text


def _entry_of(line: str) -> str:
    return key_of(_LEADERS.sub("", line[:_LONGEST_LINE]))


def _repeats(paragraphs: Sequence[Paragraph], start: int, *, foreword: int, first: str = "") -> int:
    """Return where the entries at `start` end, if the first of them comes again as a head; else 0.

    So many paragraphs of a `foreword` may stand between the entries and the first head. `first` is
    the first entry where it stands before `start`.
    """
    end = 0
    for at in range(start, min(start + _MOST_ENTRIES, len(paragraphs))):
        text = paragraphs[at].text
        entry = _entry_of(text)
        if first and entry == first and at > start + 2:
            return end or at
        if len(entry) > _LONGEST_ENTRY or "。" in text:
            end = end or at
            if end < start + _FEWEST_ENTRIES or at >= end + foreword:
                return 0
        first = first or (entry if len(entry) > 1 else "")
    return 0


@dataclass(frozen=True, slots=True)
class EnclosedTitle:
    """The title of a text that a notice encloses: paragraphs `start:end`, joined.

    `is_own` tells that the text is the document itself, its title wrapped. `begin` is where the
    title begins on the view, behind the mark 附件.
    """

    start: int
    end: int
    paragraph: Paragraph
    is_own: bool
    begin: int = 0

    @property
    def key(self) -> str:
        """The words of the title."""
        return key_of(self.paragraph.text[self.begin :])


def enclosed_titles(
    document: Document,
    paragraphs: Sequence[Paragraph],
    markers: Sequence[Marker | None],
    printed: Mapping[int, int],
) -> tuple[EnclosedTitle, ...]:
    """Find the lines that are titles of enclosed texts, in order.

    Convention: a notice (印发通知) names the texts it prints, in its title or in 《》, and each of
    them begins with its title on lines of its own, after which numbers start from one. So does an
    annex whose mark was lost: the list at the notice's foot (附件：某某指南) has its title. `printed`
    are the titles that stand behind the end of a notice, whatever it calls them.
    """
    own = key_of(document.title)
    names = _names(document, paragraphs)
    listed = _listed_names(paragraphs)
    first = _first_numbers(markers)
    found: list[EnclosedTitle] = []
    at = 0
    while at < len(paragraphs):
        end = _title_end(paragraphs, markers, at, names)
        if not end and listed and not _is_below_mark(paragraphs, markers, at):
            end = _title_end(paragraphs, markers, at, listed)
        end = end or printed.get(at, 0)
        start = at - 1 if at and _MARK.fullmatch(paragraphs[at - 1].text) else at
        is_own = end == at + 1 and key_of(paragraphs[at].text) == own  # wherever it stands
        if end and first[end] == 1 and not (is_own and start == at):
            span = Span(start=paragraphs[start].span.start, end=paragraphs[end - 1].span.end)
            view = view_of(document.text, span)
            whole = Paragraph(span, view, paragraphs[start].blank_lines_before)
            begin = view.find(paragraphs[at].span.start)
            is_own = key_of(whole.text[begin:]) == own
            found.append(EnclosedTitle(start, end, whole, is_own, begin))
        at = end or at + 1
    pairs = zip_longest(found, found[1:])
    return tuple(one for one, later in pairs if not _is_listed(one, later, markers))


def _is_listed(
    one: EnclosedTitle, later: EnclosedTitle | None, markers: Sequence[Marker | None]
) -> bool:
    """Tell whether a title only stands in the list at a notice's foot, above the text of that title."""
    if later is None or not one.begin or one.key != later.key:
        return False
    between = markers[one.end : later.start]
    return all(marker is None or marker.is_annex for marker in between)


def lists_title(paragraphs: Sequence[Paragraph], at: int, titles: Mapping[str, int]) -> bool:
    """Tell whether the mark 附件 at `at` begins the list at a notice's foot: it names what follows.

    `titles` tells where the texts enclosed begin, by the words of their titles.
    """
    if not _MARK.fullmatch(paragraphs[at].text) or at + 1 == len(paragraphs):
        return False
    return titles.get(key_of(paragraphs[at + 1].text).strip("《》"), 0) > at


def _names(document: Document, paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    opening = "".join(one.text for one in paragraphs[:_MOST_LINES])
    texts = (fold_width(document.title), opening, *(one.text for one in paragraphs[:_MOST_LINES]))
    issued = {key_of(match.group(1)) for text in texts for match in _ISSUED.finditer(text)}
    quoted = {key_of(name) for one in paragraphs[:_NOTICE] for name in _QUOTED.findall(one.text)}
    return frozenset(issued | quoted | {key_of(document.title)})


def _listed_names(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """Return the titles of the annexes listed behind their mark: 附件：1.某某指南, below it 2.某某表."""
    names: list[str] = []
    for at, one in enumerate(paragraphs):
        if match := _LISTED_WITH_MARK.match(one.text):
            names.append(match["name"])
            below = (_LISTED_ANNEX.match(other.text) for other in paragraphs[at + 1 :])
            names += [other[2] for other in takewhile(bool, below) if other]
    return frozenset(key_of(name).strip("《》") for name in names if len(name) >= _SHORTEST_NAME)


def _is_below_mark(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], at: int
) -> bool:
    above = markers[at - 1] if at else None
    is_marked = at > 0 and _MARK.fullmatch(paragraphs[at - 1].text) is not None
    return is_marked or (above is not None and above.is_annex)


def _title_end(
    paragraphs: Sequence[Paragraph],
    markers: Sequence[Marker | None],
    start: int,
    names: frozenset[str],
) -> int:
    """Return the end of the lines from `start` on that together are one of `names`, else 0.

    The first line of a wrapped title may itself be one, where the notice wraps it there too.
    """
    whole, end = "", 0
    for at in range(start, min(start + _MOST_LINES, len(paragraphs))):
        if len(paragraphs[at].text) > _LONGEST_NAME or markers[at] is not None:
            break
        whole += key_of(paragraphs[at].text)
        if whole in names:
            end = at + 1
    return end


def _first_numbers(markers: Sequence[Marker | None]) -> list[int]:
    """Return for every paragraph, and for the end, the first number from there on; 0 for none."""
    numbers = [0]
    for marker in reversed(markers):
        numbers.append(numbers[-1] if marker is None else marker.number)
    return numbers[::-1]


_LISTED_WITH_MARK = re.compile(
    r"附\s?件\s?:\s?(?:1\s?[.、]\s?)?(?!\d{1,2}\s?[.、])(?P<name>[^。;!?:,\t]{4,60})$"
)
_SHORTEST_NAME = 6  # characters: a shorter one may stand anywhere
_MARK = re.compile(r"附\s?件\s?:?\s*")  # alone on its line, without a number
_LISTED_ANNEX = re.compile(r"(\d{1,2})\s?[.、]\s?([^。!?]{3,60})$")
_NOTICE = 40  # paragraphs in which a notice names what it prints
