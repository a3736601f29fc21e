"""Lines that start like a number and open no clause, each with the reason where it can be told; pure.

Written against the values that the parser gives, not its rules. A line starts like a number as
GB/T 9704-2012, 7.3.3 (一、（一）1.（1）), the customary ① and 1.1, and 立法技术规范 (第X编/章/节/条)
write numbers, or simply with a figure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate, pairwise

from corpus.facts import ParsedDocument
from corpus.model import Clause, ClausePath, ClauseRole, Head, Span
from corpus.numerals import parse_integer
from corpus.view import fold_width

_HAN = "[〇零一二三四五六七八九十百]{1,7}"
_LARGE = re.compile(r"(\d{4,6})\s?[.、](?!\d)")
_ADDED = re.compile("条之")  # an article that an amendment put behind the one of its number
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Scheme and shape on folded text; the first group is the number.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    *(
        (unit, re.compile(rf"第\s?({_HAN}|\d{{1,4}})\s?{unit}"))
        for unit in ("编", "篇", "部分", "章", "节", "条", "款", "项")
    ),
    ("一、", re.compile(rf"({_HAN})\s?[、.]")),
    ("（一）", re.compile(rf"\(\s?({_HAN})\s?\)")),
    ("1.1", re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.(\d{1,2})(?![\d%])")),
    ("1.", re.compile(r"(\d{1,3})(?:[、)]|\s?\.(?:(?!\d)|(?=\d{4}\s?年)))")),
    ("（1）", re.compile(r"\(\s?(\d{1,3})\s?\)")),
    ("①", re.compile(f"([{_CIRCLED}])")),
)
_FIGURE = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,9}){0,4}")
_PREFIX = re.compile(r"[#*>\s]{0,12}")
# What follows a figure that measures or dates something, rather than numbering a clause.
_MEASURE = re.compile(
    r"\s{0,3}(?:[%‰℃°]|年|月|日|个|项|家|万|亿|千|百|吨|公里|平方|立方|米|元|人|户|座|台|套|辆|倍|亩|公顷|小时|分钟"
    r"|兆瓦|瓦|度|克|升|级|类|批|条|种|名|届|期|岁|号|点|左右|以上|以下|以内|[a-zA-Zμ]|[-~—至到]\s?\d)"
)
# 第十条的规定、第三章和第五章 …: a reference goes on where a head would have its title.
_REFERENCE = re.compile(
    r"\s?(?:第[〇零一二三四五六七八九十百两\d]|[、,和及至或]\s?第|(?:的|所)?(?:规定|列|称|述|要求)|之|中|以及|或者|,\s?(?:依|按|由))"
)
SENTENCE_END = tuple("。!?;:”」》)|")
# The row of a table: cells apart by tabs, figures at its end, nothing but figures, or the kind of
# the indicator that plans print in the last column.
_TABLE = re.compile(
    r"\t|(?:\s[-+≥≤>＞〔\[(]{0,2}\d[\d.,]{0,12}[%)〕\]]{0,2}){2,4}\s{0,4}$|(?:约束|预期|参考|指导)性\s{0,4}$"
    r"|^(?=[^\d]{0,12}\d)[^\u4e00-\u9fffA-Za-z。、)]{4,80}$"
)
_AROUND = 3  # lines before and behind, of which two are rows where a line stands in a table
_FEWEST_ROWS = 2
_ANNEXES = re.compile(r"附\s?[件表录]?\s?:\s?(?:1[.、]|$)")
_MOST_ANNEX_LINES = 4  # that the title of one annex is wrapped into
_NOTE = re.compile(r"(?:^|。|\s|[约束预期]性)注\s?\d?\s?[:.]|^\[?\*{1,3}\s?\S")
_WIDEST_LAYOUT = 80  # characters; the lines of text that is not wrapped are longer
_FORM = re.compile(r"附\s?表\s?(\d{1,2})(?![\d.、,和至-])\s?[\u4e00-\u9fff]")
_LONGEST_FORM = 80  # lines
_LONGEST_CELL_LINE = 60  # characters
_NEARLY = 0.8  # of the usual full line: a shorter one ends where its author ended it
_LONGEST_SHOWN = 80
_LONGEST_ROW = 300


class Reason(Enum):
    """Why a line that starts like a number opens no clause."""

    ARTICLE = "条内的款项"
    BOX = "专栏内"
    CONTENTS = "目录"
    ANNEXES = "附件清单"
    TABLE = "表格行"
    NOTES = "表注、脚注"
    ALONE = "只有编号没有文字"
    FIGURE = "数字而非编号"
    REFERENCE = "引用其他条款"
    WRAPPED = "折行续句"
    UNFINISHED = "前一行未完"
    SEQUENCE = "不接续编号"
    SENTENCE = "首句不是名称"
    LONELY = "没有并列的段落"
    LARGE = "编号超过 999"
    UNKNOWN = "原因不明"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """A line that starts like a number and opens nothing: where it is, its beginning, and why."""

    line: int
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Number:
    """What a line starts with; `scheme` is empty for a bare figure, `end` lies behind it."""

    scheme: str
    number: int
    end: int


def refused_lines(parsed: ParsedDocument) -> tuple[NumberLine, ...]:
    """Return the lines that start like a number and open no head or clause, in order."""
    opened = _opened(parsed)
    text = parsed.document.text
    lines = list(text_lines(text))
    folded = [fold_width(span.of(text)) for _, span in lines]
    reader = _Reader(parsed.clauses, full=full_line(lines), rows=rows_of(folded))
    refused = []
    for at, (line_number, span) in enumerate(lines):
        number = read_number(folded[at])
        if number is None or span.start in opened:
            reader.take(number, folded[at])
            continue
        reason = reader.refuse(number, folded[at], span, at)
        shown = span.of(text)[:_LONGEST_SHOWN]
        refused.append(NumberLine(line=line_number, text=shown, reason=reason))
    return tuple(refused)


def rows_of(lines: Sequence[str]) -> tuple[bool, ...]:
    """Tell for each folded line whether it is the row of a table or stands among rows."""
    rows = [bool(_TABLE.search(line[:_LONGEST_ROW])) and "。" not in line for line in lines]
    sums = [0, *accumulate(rows)]
    cells = _cells_of_forms(lines)
    return tuple(
        is_row
        or at in cells
        or sums[min(at + _AROUND + 1, len(rows))] - sums[max(at - _AROUND, 0)] >= _FEWEST_ROWS
        for at, is_row in enumerate(rows)
    )


def _cells_of_forms(lines: Sequence[str]) -> frozenset[int]:
    """Return which lines stand in forms (附表1 …, 附表2 …) that follow each other; all are short."""
    captions = [
        (at, int(found[1])) for at, line in enumerate(lines) if (found := _FORM.match(line))
    ]
    cells: set[int] = set()
    for (at, number), (following, next_number) in pairwise(captions):
        if next_number == number + 1:
            end = min(following, at + _LONGEST_FORM)
            if end == following and max(map(len, lines[at:end])) <= _LONGEST_CELL_LINE:
                cells.update(range(at + 1, end))
    if captions and captions[-1][0] - 1 in cells:  # the last of several ends at the next annex
        for at in range(captions[-1][0] + 1, min(captions[-1][0] + _LONGEST_FORM, len(lines))):
            if len(lines[at]) > _LONGEST_CELL_LINE or lines[at].startswith("附"):
                break
            cells.add(at)
    return frozenset(cells)


def full_line(lines: Sequence[tuple[int, Span]]) -> float:
    """Return how long a line is that the layout wraps; endless where it wraps none."""
    lengths = sorted(span.end - span.start for _, span in lines)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    return usual * _NEARLY if 0 < usual <= _WIDEST_LAYOUT else math.inf


def out_of_sequence(parsed: ParsedDocument) -> tuple[Head | Clause, ...]:
    """Return the heads and clauses whose number does not follow the one before it, nor is one.

    Numbers are compared scheme by scheme: below one unit, and over the whole document, for they may
    run through its chapters.
    """
    below: dict[tuple[tuple[str, ...], str], int] = {}
    through: dict[str, int] = {}
    found = []
    for unit in numbered_units(parsed):
        number = read_number(fold_width(unit.path.headings[-1])) or read_number(
            fold_width(unit.path.numbers[-1]) + "、"
        )
        if number is None or not number.scheme or _ADDED.search(unit.path.numbers[-1]):
            continue
        key = (unit.path.numbers[:-1], number.scheme)
        last = {below.get(key, 0), through.get(number.scheme, 0)}
        if number.number != 1 and number.number - 1 not in last:
            found.append(unit)
        below[key] = through[number.scheme] = number.number
    return tuple(found)


def numbered_levels(parsed: ParsedDocument) -> dict[int, int]:
    """Return how many numbered units there are on each level, run-in ones counted with the rest."""
    levels: dict[int, int] = {}
    for unit in numbered_units(parsed):
        level = len(unit.path.numbers)
        levels[level] = levels.get(level, 0) + 1
    return dict(sorted(levels.items()))


def numbered_units(parsed: ParsedDocument) -> list[Head | Clause]:
    """Return the heads and clauses that a number opens, each once, in reading order.

    The clauses below a head, and the further ones of a unit, have the path of what opened it.
    """
    units: list[Head | Clause] = [*(head for head in parsed.heads if head.level), *parsed.clauses]
    found = []
    opened: ClausePath | None = None
    for unit in sorted(units, key=lambda unit: unit.span.start):
        if isinstance(unit, Clause) and (unit.path == opened or unit.role is ClauseRole.BOX):
            continue
        opened = unit.path
        if unit.path.numbers and is_number(unit.path.numbers[-1]):
            found.append(unit)
    return found


def is_number(label: str) -> bool:
    """Tell whether a label of a path is a number (三, （一）, 第二条), not a name (导语)."""
    return bool(re.fullmatch(rf"{_HAN}|\d{{1,4}}(?:\.\d{{1,4}}){{0,4}}|“\d{{4}}”", label)) or (
        read_number(fold_width(label)) is not None
    )


def _opened(parsed: ParsedDocument) -> frozenset[int]:
    return frozenset(unit.span.start for unit in numbered_units(parsed))


def text_lines(text: str) -> Iterator[tuple[int, Span]]:
    """Yield the non-blank lines with their numbers from 1, blanks trimmed."""
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if stripped := line.strip():
            at = start + line.index(stripped[0])
            yield number, Span(start=at, end=at + len(stripped))
        start += len(line) + 1


def read_number(line: str) -> Number | None:
    """Read what a folded line starts with; None where it is no number."""
    match = _PREFIX.match(line)
    start = match.end() if match else 0
    for scheme, shape in _SHAPES:
        if found := shape.match(line, start):
            return Number(scheme, _value(found.group(1)), found.end())
    found = _FIGURE.match(line, start)
    return Number("", 0, found.end()) if found else None


def starts_with_number(line: str) -> bool:
    """Tell whether a folded line starts like a number."""
    return read_number(line) is not None


def _value(digits: str) -> int:
    if digits in _CIRCLED:
        return _CIRCLED.index(digits) + 1
    try:
        return parse_integer(digits)
    except ValueError:
        return 0


class _Reader:
    """Follows the numbers through a document and says why one is refused."""

    def __init__(self, clauses: Sequence[Clause], *, full: float, rows: Sequence[bool]) -> None:
        self._place = PlaceReader(clauses)
        self._full = full
        self._rows = rows
        self._last: dict[str, int] = {}
        self._refused: dict[str, tuple[int, Reason]] = {}
        self._before = ""
        self._is_open = False  # the line before is a head or the like and needs no mark at its end
        self._neighbour: tuple[str, int, Reason] | None = None
        self._large = 999  # the last number of a list that goes on beyond what opens a clause
        self._annexes = 0  # lines in which the next title of a list of annexes may stand

    def take(self, number: Number | None, line: str) -> None:
        """Note a line whose number opened a unit, or that has none."""
        if number is not None:
            self._last[number.scheme] = number.number
            self._refused.pop(number.scheme, None)
        is_list = _ANNEXES.match(line)
        self._annexes = _MOST_ANNEX_LINES if is_list else max(self._annexes - 1, 0)
        self._before, self._neighbour, self._is_open = line, None, number is not None

    def refuse(self, number: Number, line: str, span: Span, at: int) -> Reason:
        """Return why `number`, which starts `line`, the `at`-th, opened nothing."""
        place = self._place.reason(span)
        reason = (
            place or self._beyond(line) or self._looks(number, line, at) or self._sequence(number)
        )
        if number.scheme:
            self._refused[number.scheme] = number.number, reason
        if reason is Reason.ANNEXES:
            self._annexes = _MOST_ANNEX_LINES
        self._before, self._neighbour = line, (number.scheme, number.number + 1, reason)
        self._is_open = False
        return reason

    def _beyond(self, line: str) -> Reason | None:
        """Return the reason of a line that goes on with a list behind its 999th number."""
        match = _LARGE.match(line)
        if match is None or int(match.group(1)) != self._large + 1 or self._last.get("1.") != 999:
            return None
        self._large += 1
        return Reason.LARGE

    def _looks(self, number: Number, line: str, at: int) -> Reason | None:
        """Return the reason that the line itself shows."""
        if self._rows[at]:
            return Reason.TABLE
        if number.scheme and not line[number.end :].strip(" .)"):
            return Reason.ALONE
        goes_on = len(self._before) >= self._full and not self._before.endswith(SENTENCE_END)
        if _is_figure(number, line, goes_on):
            return Reason.FIGURE
        return self._company(number) or _inside(number, line, goes_on=goes_on)

    def _company(self, number: Number) -> Reason | None:
        """Return the reason that the line shares with the lines before it."""
        if self._neighbour and self._neighbour[:2] == (number.scheme, number.number):
            return self._neighbour[2]
        if self._annexes and number.scheme == "1.":
            return Reason.ANNEXES
        is_note = self._before[:1] in _CIRCLED and number.scheme == "①"
        return Reason.NOTES if is_note or _NOTE.search(self._before) else None

    def _sequence(self, number: Number) -> Reason:
        """Compare with the last number of the scheme; after a refused one its reason holds on."""
        refused, reason = self._refused.get(number.scheme, (0, Reason.UNKNOWN))
        if refused and number.number == refused + 1:
            return reason
        expected = {1, self._last.get(number.scheme, 0) + 1}
        if number.number not in expected:
            return Reason.SEQUENCE
        is_finished = self._is_open or self._before.rstrip().endswith((*SENTENCE_END, "."))
        return Reason.UNKNOWN if is_finished or not self._before else Reason.UNFINISHED


class PlaceReader:
    """Tells, line after line, whether a place lies in a unit that has no units of its own."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._clauses = sorted(clauses, key=lambda clause: clause.span.start)
        self._at = 0

    def clause(self, span: Span) -> Clause | None:
        """Return the clause in which a line begins, None for none; lines are asked in order."""
        while self._at < len(self._clauses) and self._clauses[self._at].span.end <= span.start:
            self._at += 1
        if self._at == len(self._clauses) or self._clauses[self._at].span.start > span.start:
            return None
        return self._clauses[self._at]

    def reason(self, span: Span) -> Reason | None:
        """Return the reason that the clause round a line gives, if it gives one."""
        holder = self.clause(span)
        if holder is None:
            return None
        if holder.role is ClauseRole.BOX:
            return Reason.BOX
        if holder.path.numbers[-1:] == ("目录",):
            return Reason.CONTENTS
        inside = holder.role is ClauseRole.ARTICLE and holder.span.start < span.start
        return Reason.ARTICLE if inside else None


def _is_figure(number: Number, line: str, goes_on: bool) -> bool:
    """Tell whether it measures something: 2030 年, or 1.1 万吨 where a sentence goes on."""
    is_decimal = number.scheme == "1.1"
    return not number.scheme or (is_decimal and (goes_on or bool(_MEASURE.match(line, number.end))))


def _inside(number: Number, line: str, *, goes_on: bool) -> Reason | None:
    """Return the reason that a line has inside a sentence, None where it is in none."""
    if number.scheme[0] in "编篇部章节条款项" and (goes_on or _refers(number, line)):
        return Reason.REFERENCE
    return Reason.WRAPPED if goes_on else None


def _refers(number: Number, line: str) -> bool:
    return bool(_REFERENCE.match(line, number.end))
