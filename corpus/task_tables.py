"""Goals in tables of tasks (任务清单, 任务分解表): a row for each, what is to be reached in a cell of words; pure.

Conventions: the head names the tasks (项目名称, 工作任务), what is to be reached (年度目标, 目标任务) and by when
(完成时限); the cell of the goal is worded as a sentence is (新建幼儿园3所，新增学位900个; 投入使用), and names nothing
where the row's task does. Without a year beside it, it is due in that of the caption or the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.completions import project_name, read_completion
from corpus.facts import Target
from corpus.goal_segments import Place, Segment, read_goals
from corpus.indicator_tables import Cell, caption_of, rows_of
from corpus.model import Clause, Document
from corpus.sentence_parts import find_parts
from corpus.tables import MERGED, has_cells
from corpus.undated_goals import is_asked, is_size, period_end
from corpus.view import view_of
from corpus.yearly import own_year

_AIM = re.compile(
    r"(?:\d{4}年)?(?:年度|工作|主要|预期|总体|阶段性?|绩效|推进|建设|任务|量化)*目标(?:任务|要求|内容|及要求)?(?:\(.{1,12}\))?|目标(?:任务)?(?:[及与和](?:工作)?内容)?"
)
_NAME = re.compile(
    r"(?:重点|主要|工作|建设|具体|任务|项目|实事)*(?:项目|任务|事项|工程|名称|内容|措施|举措|工作)(?:名称)?"
)
_DUE = re.compile(
    r"(?:计划|预计|拟)?(?:完成|办结|时间|推进)?(?:时限|时间|期限|节点|年限|年份)(?:要求)?"
)
_YEAR = re.compile(r"20\d\d(?=年)")
_FEWEST_COLUMNS = 3
_LONGEST_HEAD = 14


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a table of tasks has the goal, the task it belongs to, and the date (None for none)."""

    aim: int
    name: int
    due: int | None


def extract_task_targets(
    document: Document, clause: Clause, *, written: int | None = None
) -> tuple[Target, ...]:
    """Read the goals in the tables of tasks of a clause, row by row.

    `written` is a year that the document was not written before, None where nothing tells.
    """
    text = clause.span.of(document.text)
    if not has_cells(text) or "目标" not in text:
        return ()
    place = Place(document, clause, view_of(document.text, clause.span))
    year = own_year(caption_of(clause)) or own_year(document.title) or period_end(document.title)
    columns: _Columns | None = None
    name = ""
    found: list[Target] = []
    for cells in rows_of(document, clause):
        if (head := _columns(cells)) is not None:
            columns, name = head, ""
        elif len(cells) < _FEWEST_COLUMNS:
            columns = None
        elif columns is not None and columns.aim < len(cells):
            own = cells[columns.name].text
            name = name if own == MERGED else own
            found += _read_row(place, columns, cells, name, year)
    return tuple(one for one in found if written is None or one.year is None or one.year >= written)


def _columns(cells: Sequence[Cell]) -> _Columns | None:
    """Return the columns of the head of a table of tasks; None where a row is none."""
    heads = [cell.text.replace(" ", "") for cell in cells]
    if len(heads) < _FEWEST_COLUMNS or any(len(one) > _LONGEST_HEAD for one in heads):
        return None
    aim = next((at for at, one in enumerate(heads) if _AIM.fullmatch(one)), None)
    if aim is None:
        return None
    name = next((at for at, one in enumerate(heads[:aim]) if _NAME.fullmatch(one)), None)
    due = next((at for at, one in enumerate(heads) if _DUE.fullmatch(one)), None)
    return _Columns(aim=aim, name=name, due=due) if name is not None else None


def _read_row(
    place: Place, columns: _Columns, cells: Sequence[Cell], name: str, year: int | None
) -> Iterator[Target]:
    """Read the goals in the cell of a row, part by part."""
    cell = cells[columns.aim]
    due = cells[columns.due].text if columns.due is not None and columns.due < len(cells) else ""
    dated = [int(one) for one in _YEAR.findall(due)]
    if not cell.text or cell.text == MERGED or is_asked(cell.text):
        return
    start, end = place.view.find(cell.start), place.view.find(cell.end)
    project = project_name(name)
    for part in find_parts(place.view.text, start, end):
        segment = part.segment(place)
        for goal in _goals(place, segment, project):
            own = _YEAR.search(segment.text)
            at = int(own.group()) if own else dated[-1] if dated else year
            if at is not None and goal.metric and not is_size(goal, segment.text):
                yield replace(goal, year=at, inherits_year=not (own or dated))


def _goals(place: Place, segment: Segment, project: str) -> Iterator[Target]:
    goals = list(read_goals(place, segment))
    if not goals:
        state = read_completion(place, segment, project, is_listed=True, in_row=True)
        goals = [state] if state else []
    for goal in goals:
        yield goal if goal.metric else replace(goal, metric=project)
