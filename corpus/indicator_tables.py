"""Goals in tables of indicators (主要指标表): a row for each, a column for each year; pure.

Convention of plans: the header names the indicator (指标, 名称) and the years; the first year of
several is where things stand, the later ones are to be reached, unless the header says otherwise: 现状,
完成 and 预计完成 tell of the former, 目标, 预期 and 计划 of the latter. A year of the plan itself (the period
in its title, else the year it was written in and later) is to be reached too. Cells are parted by tabs, as the readers of
docx and html leave them, or by blanks in plain text, where every row has as many as the header. A table of
what is aimed at (绩效目标表) has one column of values (指标值, 目标值), due in the year of its caption. A list of
tasks for places (任务分解表: 县（市、区）, then 改造道路（公里）, …) has a goal of each place in each column. A row that is a part of the one above it (其中：光伏, or set in) is named with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from corpus.facts import Target
from corpus.model import Clause, Document, Span, cite
from corpus.quantities import UNIT
from corpus.tables import MERGED, has_cells, split_cells
from corpus.view import POINT, fold_width
from corpus.yearly import own_year

_YEAR = re.compile(r"(20\d\d)\s*年?")
_NAME = re.compile(r"指标(?:名称|内容|体系)?$|名称$|项目$|^主要指标")
_UNIT = re.compile(r"^(?:计量)?单位$")
_BASE = re.compile(r"现状|基期|基数|实际|完成|达到值|基准|实绩|执行")
_GOAL = re.compile(r"目标|预期(?!完成)|计划|规划|要求|力争|指标值")
_UNIT_IN_NAME = re.compile(r"^(?P<name>.{1,100}?)\s{0,9}[((](?P<unit>[^()()]{1,16})[))]$")
_VALUE = re.compile(
    r"^(?P<before>≥|≤|>|<|>=|<=|不低于|不高于|不超过|超过|大于|小于|左右|约)?\s*(?P<value>\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?(?:\s*[-—~～]\s*\d{1,12}(?:\.\d{1,6})?)?)"
    rf"\s*(?P<unit>[%‰]|{UNIT})?\s*(?P<after>以上|以下|以内|左右)?(?:\s?\([^()\d]{{1,16}}\))?$"
)
# A part of what the row above counts: 其中：光伏, （一）光伏, ①光伏, or a name that is set in.
_PART = re.compile(
    r"(?:其中\s?[:,]?|[#·•—-]{1,2}|\([一二三四五六七八九十\d]{1,3}\)|[①-⑳])\s?(?=\S)"
)
_NUMBER_OF_ROW = re.compile(r"^(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、]?$")
_PERIOD = re.compile(r"(20\d\d)年?\s?[-—~～至到]{1,2}\s?20\d\d年?")
# The head of a column of places, and columns that set them no task.
_AREA = re.compile(
    r"省份|地区|地市|市州|县区|区县|[省市州县区]|设区市|乡镇|(?:[省市州县区]|乡镇)\([省市州县区街道、自治]{1,8}\)(?:名称)?"
)
_TASKS = re.compile(r"(?:任务|目标)[^,。;]{0,10}(?:清单|分解|分配|下达|计划|表)")
_NO_TASK = re.compile(r"资金|补[助贴]|预算|已|完成|现状|实际|得分|\d")
_AIM = re.compile(r"(?:年度|绩效|预期|考核)?(?:指标|目标)值")
_SPACED = re.compile(r"[^ \u3000]+")
_FEWEST_SPACED = 3
_LONGEST_LABEL = 14  # characters of a column's head


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `is_set_in` tells of blanks before its words."""

    start: int
    text: str
    is_set_in: bool = False
    last: int = 0  # where it ends on the next page, 0 for nowhere

    @property
    def end(self) -> int:
        """Where its words end in the document."""
        return self.last or self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class _Header:
    """The columns of a table: the indicator, its unit (None: not a column), and the years."""

    name: int
    unit: int | None
    years: tuple[tuple[int, int | None, Span, bool], ...]


@dataclass(frozen=True, slots=True)
class _Tasks:
    """The columns of a list of tasks for places: the place, then what it is to do, with units."""

    place: int
    columns: tuple[tuple[int, str, str], ...]


def extract_table_targets(
    document: Document, clause: Clause, *, written: int | None = None
) -> tuple[Target, ...]:
    """Read the goals that stand in tables of a clause, row by row.

    `written` is a year that the document was not written before, None where nothing tells.
    """
    text = clause.span.of(document.text)
    if not (has_cells(text) or "指标" in text):
        return ()
    found: list[Target] = []
    header: _Header | _Tasks | None = None
    planned = _first_planned(document.title, written)
    above = ""  # what the last row counts that is no part of another
    rows = list(rows_of(document, clause))
    for at, cells in enumerate(rows):
        if len(cells) == 1:
            header = None
        elif (read := _header(cells, planned) or _tasks(cells, clause)) is not None:
            header, above = read, ""
        elif isinstance(header, _Tasks):
            found += _task_targets(document, clause, header, cells)
        elif header is not None:
            below = _rest_of_row(document, header, rows[at : at + 3])
            row = _joined(cells, below)
            if header.name < len(row) and row[header.name].text == MERGED:
                row[header.name] = replace(row[header.name], text=above)
            found += _row_targets(document, clause, header, row, above)
            above = _counted(header, row) or above
    return tuple(found)


def _tasks(cells: list[Cell], clause: Clause) -> _Tasks | None:
    """Return the columns of a list of tasks for places, as the clause's caption calls it."""
    if not _TASKS.search(fold_width(caption_of(clause))):
        return None
    place = next((at for at, cell in enumerate(cells) if _AREA.fullmatch(cell.text)), None)
    named = [(at, _UNIT_IN_NAME.match(cell.text)) for at, cell in enumerate(cells)]
    columns = tuple(
        (at, match["name"], match["unit"])
        for at, match in named
        if match and re.fullmatch(UNIT, match["unit"]) and not _NO_TASK.search(match["name"])
    )
    return _Tasks(place=place, columns=columns) if place is not None and columns else None


def _task_targets(
    document: Document, clause: Clause, tasks: _Tasks, cells: list[Cell]
) -> Iterator[Target]:
    place = cells[tasks.place].text if tasks.place < len(cells) else ""
    if not place or place == MERGED or _NUMBER_OF_ROW.match(place):
        return
    filled = [cell for cell in cells if cell.text]
    year = own_year(caption_of(clause)) or own_year(document.title)
    for at, name, unit in tasks.columns:
        value = _value_of(cells[at].text) if at < len(cells) else None
        if value is not None:
            yield Target(
                metric=place + name,
                value=value.group("value"),
                unit=value.group("unit") or unit,
                qualifier=_signs(value),
                year=year,
                period=None,
                historical=False,
                source=cite(document, clause, Span(start=filled[0].start, end=filled[-1].end)),
                inherits_year=year is not None,
            )


def caption_of(clause: Clause) -> str:
    """Return the heading right above a clause, "" for none."""
    return clause.path.headings[-1] if clause.path.headings else ""


def _rest_of_row(document: Document, header: _Header, rows: list[list[Cell]]) -> list[Cell]:
    """Return the half of the first of `rows` that the end of a page has put below it, else nothing.

    That row, which may stand under the table's head again, has neither its first cell nor a value.
    What the cut row is of, or one of its values, stands half on the next page.
    """
    below = next((row for row in rows[1:] if _header(row) is None), rows[0])
    if below[0].text or not any(cell.text for cell in below):
        return []
    has_value = any(at < len(below) and _value_of(below[at].text) for at, *_ in header.years)
    is_cut = len({document.page_of(row[-1].start) for row in (rows[0], below)}) > 1
    return below if is_cut and not has_value else []


def _joined(cells: list[Cell], below: list[Cell]) -> list[Cell]:
    """Return a row with what stands below its cells on the next page."""
    pairs = zip_longest(cells, below)
    joined = []
    for one, rest in pairs:
        first, last = one or rest, rest or one
        words = "".join(cell.text for cell in (one, rest) if cell is not None)
        joined.append(replace(first, text=words, last=last.end if last.text else first.end))
    return joined


def _counted(header: _Header, cells: list[Cell]) -> str:
    """Return what a row counts, without the unit, "" where it is a part of another."""
    cell = cells[header.name] if len(cells) > header.name else None
    if cell is None or cell.is_set_in or _PART.match(cell.text):
        return ""
    match = _UNIT_IN_NAME.match(cell.text)
    return match.group("name") if match else cell.text


def stated_in_row(target: Target) -> str:
    """Return what a goal from a table's row says, without the other cells; "" for one from a sentence.

    The value is as its cell has it, with signs: 光伏：≥4200万千瓦.
    """
    quote = target.source.quote
    if not has_cells(quote) and target.metric not in _SPACED.findall(quote):
        return ""
    part = split_cells if has_cells(quote) else lambda row: _spaced(row, len(_SPACED.findall(row)))
    cells = (cell for row in quote.split("\n") for _, cell in part(row))
    for cell in cells:
        match = _value_of(cell.strip())
        if match and match.group("value") == target.value and _signs(match) == target.qualifier:
            unit = "" if match.group("unit") else target.unit
            bare = cell.strip().removesuffix(match.group("after") or "")
            return f"{target.metric}：{bare}{unit}{cell.strip()[len(bare) :]}"
    return ""


def _value_of(cell: str) -> re.Match[str] | None:
    """Match a cell that is a value; some fonts have a decimal point that takes a blank with it."""
    return _VALUE.match(fold_width(cell).replace(f"{POINT} ", ".").replace(POINT, "."))


def _signs(value: re.Match[str]) -> str:
    return (value.group("before") or "") + (value.group("after") or "")


def rows_of(document: Document, clause: Clause) -> Iterator[list[Cell]]:
    """Yield the rows of the tables in a clause; a line without cells is a row of one."""
    text = clause.span.of(document.text)
    start, width = clause.span.start, 0
    for line in text.splitlines(keepends=True):
        cells = []
        pieces = split_cells(line.rstrip("\n"))
        if not has_cells(line) and (spaced := _spaced(line.rstrip("\n"), width)):
            pieces = spaced
        width = len(pieces) if not has_cells(line) else 0
        for at, piece in pieces:
            lead = len(piece) - len(piece.lstrip())
            words = fold_width(piece.strip())
            cells.append(Cell(start + at + lead, words, is_set_in=bool(lead and words)))
        if cells:
            yield cells
        start += len(line)


def _spaced(line: str, width: int) -> list[tuple[int, str]]:
    """Return the cells of a row of `width` cells that blanks part, or of a header (0); else none."""
    pieces = [(match.start(), match.group()) for match in _SPACED.finditer(line)]
    if len(pieces) == max(width, _FEWEST_SPACED) and width > 1:
        return pieces
    is_short = all(len(piece) <= _LONGEST_LABEL for _, piece in pieces)
    if len(pieces) < _FEWEST_SPACED or not is_short:
        return []
    cells = [Cell(at, fold_width(piece)) for at, piece in pieces]
    return pieces if _header(cells) else []


def _first_planned(title: str, written: int | None) -> int | None:
    """Return the first year a document plans for: that of the period in its title, else its own."""
    match = _PERIOD.search(fold_width(title))
    return int(match.group(1)) if match else written


def _header(cells: list[Cell], planned: int | None = None) -> _Header | None:
    years = [
        (at, int(match.group(1)), cell)
        for at, cell in enumerate(cells)
        if (match := _YEAR.match(cell.text)) and len(cell.text) <= _LONGEST_LABEL
    ]
    name = next((at for at, cell in enumerate(cells) if _NAME.search(cell.text)), None)
    if not years:
        return _aims(cells)
    if name is None:
        return None
    unit = next((at for at, cell in enumerate(cells) if _UNIT.match(cell.text)), None)
    first = min(year for _, year, _ in years)
    is_before = planned is None or first < planned
    columns = tuple(
        (
            at,
            year,
            Span(start=cell.start, end=cell.start + len(cell.text)),
            _is_past(cell.text, is_first=len(years) > 1 and year == first and is_before),
        )
        for at, year, cell in years
    )
    return _Header(name=name, unit=unit, years=columns)


def _aims(cells: list[Cell]) -> _Header | None:
    """Return the columns of a table with one column of values: 一级指标, 二级指标, 指标值."""
    value = next((at for at, cell in enumerate(cells) if _AIM.fullmatch(cell.text)), 0)
    names = [at for at, cell in enumerate(cells[:value]) if _NAME.search(cell.text)]
    unit = next((at for at, cell in enumerate(cells) if _UNIT.match(cell.text)), None)
    if not names:
        return None
    label = Span(start=cells[value].start, end=cells[value].end)
    return _Header(name=names[-1], unit=unit, years=((value, None, label, False),))


def _is_past(label: str, *, is_first: bool) -> bool:
    """Tell whether a column reports: by its head, else because it is the first of several years."""
    if _GOAL.search(label) and not re.search(r"(?:目标|计划|任务)(?:完成|实现|执行)", label):
        return False
    return bool(_BASE.search(label)) or is_first


def _row_targets(
    document: Document, clause: Clause, header: _Header, cells: list[Cell], above: str
) -> Iterator[Target]:
    if len(cells) <= header.name or not cells[header.name].text:
        return
    name, unit = cells[header.name].text, ""
    if header.unit is not None and header.unit < len(cells):
        unit = cells[header.unit].text
    if unit.startswith("1/"):  # 1/10万
        unit = unit[1:]
    if not unit and (match := _UNIT_IN_NAME.match(name)):
        name, unit = match.group("name"), match.group("unit")
    if _NUMBER_OF_ROW.match(name):
        return
    part = _PART.match(name)
    if above and (part or cells[header.name].is_set_in):
        name = f"{above}（其中：{name[part.end() if part else 0 :]}）"
    filled = [cell for cell in cells if cell.text]
    row = Span(start=filled[0].start, end=max(cell.end for cell in filled))
    caption = caption_of(clause)
    for at, labelled, label, is_past in header.years:
        value = _value_of(cells[at].text) if at < len(cells) else None
        is_other = (
            labelled is None and "目标" not in caption + document.text[label.start : label.end]
        )
        if value is None or is_other:
            continue
        year = labelled or own_year(caption) or own_year(document.title)
        yield Target(
            metric=name,
            value=value.group("value"),
            unit=value.group("unit") or unit.strip("-—").removesuffix("/"),
            qualifier=_signs(value),
            year=year,
            period=cite(document, clause, label) if labelled else None,
            historical=is_past,
            source=cite(document, clause, row),
            inherits_year=year is not None and labelled is None,
        )
