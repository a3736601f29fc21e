"""The rows of the 任务分解表: what of a clause is one row, and the words that stand in its cells; pure.

One clause is one row, or one for each list of units where several share it, and one for what none of
them is for, as governments split such rows (1-1, 1-2). The words are those of the text, and only what
it says itself: who is 牵头 and what is due when are said to be missing where they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.box_rows import box_contents, box_remark, is_box, whole_box
from app.catalogue import ClauseFacts
from app.draft import on_one_line, units_with_parts
from app.reply_target import state_goal
from app.table_rows import CELL, NO_UNIT, RowMaker, cell_words, is_unit, unit_words
from app.task_clauses import is_task
from corpus.facts import Responsibility, Target
from corpus.model import Citation, Span

NO_LEAD = "文件未明确牵头"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskItem:
    """A row to be: the clause, what of it the row is about, and who answers for that."""

    facts: ClauseFacts
    contents: tuple[Citation, ...]
    unit: Responsibility | None
    source: Citation


def task_items(maker: RowMaker) -> Iterator[TaskItem]:
    """Yield the rows that are wanted, tasks and boxes (专栏), in the order of the text."""
    for facts in maker.clauses:
        if not (is_task(facts) or is_box(facts)):
            continue
        for item in _items_of(facts):
            units = _units_of(maker, item)
            words = [one.quote for one in (*item.contents, item.source)]
            spans = [one.span for one in item.contents]
            wanted = maker.wanted
            if (
                wanted.keeps_units(units)
                and wanted.keeps_words(facts, words)
                and (wanted.year is None or wanted.keeps_years(_years(maker, facts, spans)))
            ):
                yield item


def _units_of(maker: RowMaker, item: TaskItem) -> tuple[Responsibility, ...]:
    """Return the lists of units of a row; a box has those of the task that it hangs on."""
    if is_box(item.facts):
        return maker.units_for(item.facts, item.source)
    return (item.unit,) if item.unit else ()


def _years(maker: RowMaker, facts: ClauseFacts, spans: Sequence[Span]) -> Iterator[int | None]:
    """Yield the years in which something of a row is due."""
    yield from maker.deadlines(facts, spans).values()
    yield from (one.year for one in _due(facts, spans))


def _items_of(facts: ClauseFacts) -> Iterator[TaskItem]:
    """Yield a clause as one row, or where several lists of units share it as one for each of them.

    What none of the lists is for is a row of its own, so that nothing of the clause is lost.
    """
    if is_box(facts) and (contents := box_contents(facts)):
        unit = facts.responsibilities[0] if len(facts.responsibilities) == 1 else None
        yield TaskItem(facts=facts, contents=contents, unit=unit, source=whole_box(facts))
        return
    measures = facts.task.measures if facts.task else ()
    units = facts.responsibilities
    if len(units) <= 1:
        contents = measures or facts.sentences
        unit = next(iter(units), None)
        source = facts.task.source if facts.task else contents[0]
        yield TaskItem(facts=facts, contents=contents, unit=unit, source=source)
        return
    covered: list[Span] = []
    for unit in units:
        sentences = tuple(one for one in facts.sentences if one.span.contains(unit.source.span))
        row = (unit.source,) if CELL in unit.source.quote else ()
        whole = tuple(filter(None, (unit.covers,)))
        inside = tuple(one for one in measures if whole and whole[0].span.contains(one.span))
        contents = row or inside or whole or sentences or (unit.source,)
        covered += [unit.source.span, *(one.span for one in contents)]
        yield TaskItem(facts=facts, contents=contents, unit=unit, source=contents[0])
    rest = tuple(
        one
        for one in measures
        if not any(span.contains(one.span) or one.span.contains(span) for span in covered)
    )
    if rest:
        yield TaskItem(facts=facts, contents=rest, unit=None, source=rest[0])


def task_cells(maker: RowMaker, item: TaskItem) -> tuple[str, ...]:
    """Return the cells of a row from the document to the remarks, its number left out."""
    facts, headings = item.facts, item.facts.clause.path.headings
    spans = [one.span for one in item.contents]
    titles = "、".join(on_one_line(title) for title in facts.clause.titles)
    above = [on_one_line(one) for one in headings[:-1]]
    category = next(iter(above), "正文")
    goals = dict.fromkeys(state_goal(facts, one).text for one in _due(facts, spans))
    lists = _units_of(maker, item)
    lead, others = _unit_cells(lists[0]) if len(lists) == 1 else ("", unit_words(lists) or NO_UNIT)
    return (
        f"《{facts.document.title}》",
        category,
        "　".join(above[1:]),
        titles or (on_one_line(headings[-1]) if headings else ""),
        _numbered([cell_words(one) for one in item.contents]),
        "\n".join(goals),
        lead,
        others,
        _deadline_cell(maker, facts, spans),
        maker.place(facts, item.source),
        "；".join(_remarks(maker, item)),
    )


def _due(facts: ClauseFacts, spans: Sequence[Span]) -> list[Target]:
    """Return the goals that stand in `spans`, what has been reached already left out."""
    return [
        one
        for one in facts.targets
        if not one.historical and any(span.contains(one.source.span) for span in spans)
    ]


def _numbered(contents: Sequence[str]) -> str:
    """Number what is to be done inside its cell; one thing alone needs no number."""
    if len(contents) == 1:
        return contents[0]
    return "\n".join(f"{at}）{one}" for at, one in enumerate(contents, 1))


def _unit_cells(unit: Responsibility | None) -> tuple[str, str]:
    """Return who leads and who else answers; first-listed is not lead where the text does not say so."""
    if unit is None:
        return "", NO_UNIT
    others = "等" if unit.others else ""
    rest = [
        words
        for name, words in zip(unit.agencies, units_with_parts(unit), strict=True)
        if name not in unit.leads
    ]
    if unit.leads:
        return "、".join(unit.leads), "、".join(rest) + (others if rest else "")
    if len(unit.agencies) - len(unit.support_of) == 1 or unit.agencies[0] in unit.support_of:
        return f"（{NO_LEAD}）", "、".join(rest) + others
    first, *later = unit.agencies[0], *rest[1:]
    return f"{first}（首列单位，{NO_LEAD}）", "、".join(later) + others


def _deadline_cell(maker: RowMaker, facts: ClauseFacts, spans: Sequence[Span]) -> str:
    own = maker.deadlines(facts, spans)
    if own:
        return "、".join(own)
    label, overall = maker.overall_deadlines(facts.document.id)
    if not overall:
        return "（文件未写明时限）"
    return f"（条款未单列时限；{label or '文件'}总体目标：{'、'.join(overall)}）"


def _remarks(maker: RowMaker, item: TaskItem) -> Iterator[str]:
    unit, facts = next(iter(_units_of(maker, item)), None), item.facts
    if unit and maker.wanted.agency:
        yield f"本单位为{_part_of(maker.wanted.agency, unit)}"
    if is_box(facts) and facts.clause.host_id:
        yield box_remark(facts, maker.catalogue[facts.clause.host_id])
        return
    if unit and unit.manner:
        yield unit.manner
    if unit and unit.shared:
        yield f"文件统一说明：还需{'、'.join(unit.shared.agencies)}落实"
    if unit and unit.source not in item.contents:
        yield f"责任单位原文：{on_one_line(unit.source.quote)}"
    elif item.unit is None and facts.responsibilities:
        yield "本条其余内容，未列单位"
    boxes = [
        "、".join(one.clause.titles) or one.clause.path.label
        for one in maker.boxes.get(facts.clause.id, ())
    ]
    if boxes:
        yield f"所附专栏：{'；'.join(on_one_line(one) for one in boxes)}"


def _part_of(agency: str, unit: Responsibility) -> str:
    """Say what part a unit has in a list: 牵头 only where the text says so."""
    if any(is_unit(agency, one) for one in unit.leads):
        return "牵头单位"
    for name, word in unit.support_of.items():
        if is_unit(agency, name):
            return f"{word}单位"
    if unit.leads:
        return "责任（配合）单位"
    return "首列单位" if is_unit(agency, unit.agencies[0]) else "责任单位"
