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

from corpus.facts import ParsedDocument
from corpus.model import Clause, ClauseRole, Head, Span
from corpus.numerals import parse_integer
from corpus.view import fold_width

_HAN = "[〇零一二三四五六七八九十百]{1,7}"
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
    ("1.", re.compile(r"(\d{1,3})(?:[、)]|\.(?!\d))")),
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
_SENTENCE_END = tuple("。!?;:”」》)|")
_TABLE = re.compile(r"\t|(?:\s[-+]?\d[\d.,]{0,12}%?){2,4}\s{0,4}$")
_ANNEXES = re.compile(r"附\s?[件表录]\s?:")
_WIDEST_LAYOUT = 80  # characters; the lines of text that is not wrapped are longer
_NEARLY = 0.8  # of the usual full line: a shorter one ends where its author ended it
_LONGEST_SHOWN = 80


class Reason(Enum):
    """Why a line that starts like a number opens no clause."""

    ARTICLE = "条内的款项"
    BOX = "专栏内"
    CONTENTS = "目录"
    ANNEXES = "附件清单"
    TABLE = "表格行"
    FIGURE = "数字而非编号"
    REFERENCE = "引用其他条款"
    WRAPPED = "折行续句"
    SEQUENCE = "不接续编号"
    UNKNOWN = "原因不明"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """A line that starts like a number and opens nothing: where it is, its beginning, and why."""

    line: int
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Number:
    """What a line starts with; `scheme` is empty for a bare figure, `end` lies behind it."""

    scheme: str
    number: int
    end: int


def refused_lines(parsed: ParsedDocument) -> tuple[NumberLine, ...]:
    """Return the lines that start like a number and open no head or clause, in order."""
    opened = _opened(parsed)
    text = parsed.document.text
    lines = list(_lines(text))
    reader = _Reader(parsed.clauses, full=_full_line(lines))
    refused = []
    for line_number, span in lines:
        line = fold_width(span.of(text))
        number = _read(line)
        if number is None or span.start in opened:
            reader.take(number, line)
            continue
        reason = reader.refuse(number, line, span)
        shown = span.of(text)[:_LONGEST_SHOWN]
        refused.append(NumberLine(line=line_number, text=shown, reason=reason))
    return tuple(refused)


def _full_line(lines: Sequence[tuple[int, Span]]) -> float:
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
    for unit in _numbered(parsed):
        number = _read(fold_width(unit.path.headings[-1])) or _read(
            fold_width(unit.path.numbers[-1]) + "、"
        )
        if number is None or not number.scheme:
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
    for unit in _numbered(parsed):
        level = len(unit.path.numbers)
        levels[level] = levels.get(level, 0) + 1
    return dict(sorted(levels.items()))


def _numbered(parsed: ParsedDocument) -> list[Head | Clause]:
    """Return the heads and clauses that a number opens, each once, in reading order."""
    heads = [head for head in parsed.heads if head.level and is_number(head.path.numbers[-1])]
    seen = {head.path for head in heads}
    clauses = []
    for clause in parsed.clauses:
        if clause.path in seen or clause.role is ClauseRole.BOX:
            continue
        if clause.path.numbers and is_number(clause.path.numbers[-1]):
            clauses.append(clause)
            seen.add(clause.path)
    units: list[Head | Clause] = [*heads, *clauses]
    return sorted(units, key=lambda unit: unit.span.start)


def is_number(label: str) -> bool:
    """Tell whether a label of a path is a number (三, （一）, 第二条), not a name (导语)."""
    return bool(re.fullmatch(rf"{_HAN}|\d{{1,4}}(?:\.\d{{1,4}}){{0,4}}", label)) or (
        _read(fold_width(label)) is not None
    )


def _opened(parsed: ParsedDocument) -> frozenset[int]:
    return frozenset(unit.span.start for unit in _numbered(parsed))


def _lines(text: str) -> Iterator[tuple[int, Span]]:
    """Yield the non-blank lines with their numbers from 1, blanks trimmed."""
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if stripped := line.strip():
            at = start + line.index(stripped[0])
            yield number, Span(start=at, end=at + len(stripped))
        start += len(line) + 1


def _read(line: str) -> _Number | None:
    """Read what a folded line starts with; None where it is no number."""
    match = _PREFIX.match(line)
    start = match.end() if match else 0
    for scheme, shape in _SHAPES:
        if found := shape.match(line, start):
            return _Number(scheme, _value(found.group(1)), found.end())
    found = _FIGURE.match(line, start)
    return _Number("", 0, found.end()) if found else None


def _value(digits: str) -> int:
    if digits in _CIRCLED:
        return _CIRCLED.index(digits) + 1
    try:
        return parse_integer(digits)
    except ValueError:
        return 0


class _Reader:
    """Follows the numbers through a document and says why one is refused."""

    def __init__(self, clauses: Sequence[Clause], *, full: float) -> None:
        self._clauses = sorted(clauses, key=lambda clause: clause.span.start)
        self._full = full
        self._at = 0
        self._last: dict[str, int] = {}
        self._refused: dict[str, tuple[int, Reason]] = {}
        self._before = ""
        self._neighbour: tuple[str, int, Reason] | None = None

    def take(self, number: _Number | None, line: str) -> None:
        """Note a line whose number opened a unit, or that has none."""
        if number is not None:
            self._last[number.scheme] = number.number
            self._refused.pop(number.scheme, None)
        self._before, self._neighbour = line, None

    def refuse(self, number: _Number, line: str, span: Span) -> Reason:
        """Return why `number`, which starts `line`, opened nothing."""
        reason = self._place(span) or self._looks(number, line) or self._sequence(number)
        if number.scheme:
            self._refused[number.scheme] = number.number, reason
        self._before, self._neighbour = line, (number.scheme, number.number + 1, reason)
        return reason

    def _place(self, span: Span) -> Reason | None:
        while self._at < len(self._clauses) and self._clauses[self._at].span.end <= span.start:
            self._at += 1
        if self._at == len(self._clauses) or self._clauses[self._at].span.start > span.start:
            return None
        holder = self._clauses[self._at]
        if holder.role is ClauseRole.BOX:
            return Reason.BOX
        if holder.path.numbers[-1:] == ("目录",):
            return Reason.CONTENTS
        inside = holder.role is ClauseRole.ARTICLE and holder.span.start < span.start
        return Reason.ARTICLE if inside else None

    def _looks(self, number: _Number, line: str) -> Reason | None:
        """Return the reason that the line itself and the one before it show."""
        if _TABLE.search(line):
            return Reason.TABLE
        goes_on = len(self._before) >= self._full and not self._before.endswith(_SENTENCE_END)
        if _is_figure(number, line, goes_on):
            return Reason.FIGURE
        if self._neighbour and self._neighbour[:2] == (number.scheme, number.number):
            return self._neighbour[2]
        if number.scheme == "1." and number.number == 2 and _ANNEXES.match(self._before):
            return Reason.ANNEXES
        if number.scheme[0] in "编篇部章节条款项" and (goes_on or _refers(number, line)):
            return Reason.REFERENCE
        return Reason.WRAPPED if goes_on else None

    def _sequence(self, number: _Number) -> Reason:
        """Compare with the last number of the scheme; after a refused one its reason holds on."""
        refused, reason = self._refused.get(number.scheme, (0, Reason.UNKNOWN))
        if refused and number.number == refused + 1:
            return reason
        expected = {1, self._last.get(number.scheme, 0) + 1}
        return Reason.UNKNOWN if number.number in expected else Reason.SEQUENCE


def _is_figure(number: _Number, line: str, goes_on: bool) -> bool:
    """Tell whether it measures something: 2030 年, or 1.1 万吨 where a sentence goes on."""
    is_decimal = number.scheme == "1.1"
    return not number.scheme or (is_decimal and (goes_on or bool(_MEASURE.match(line, number.end))))


def _refers(number: _Number, line: str) -> bool:
    return bool(_REFERENCE.match(line, number.end))
