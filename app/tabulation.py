"""任务分解表, 目标指标表 and 义务清单: every fact of every clause as a table with its clause; pure.

Conventions of 任务分解表 as governments issue them: the numbers run through the table, the order is the
document's, one clause is one row (split into 1-1, 1-2 where the clause itself gives several units their
own sentences), the words are those of the text, and the totals are stated. Who is 牵头 is said only where
the text says it; a deadline that the clause has not is not invented: the overall goal is named as such.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.box_rows import BOX_MARK, INHERITED, box_contents, box_remark, is_box, whole_box
from app.catalogue import Catalogue, ClauseFacts
from app.draft import on_one_line, units_with_parts
from app.reply_target import state_goal
from app.table_rows import (
    NO_UNIT,
    NOTHING_LEFT_OUT,
    RowMaker,
    Wanted,
    is_unit,
    unit_words,
)
from app.tables import FactTable, Row
from app.task_clauses import is_task
from corpus.facts import Responsibility, Target
from corpus.model import Citation, Span

TASK_COLUMNS = (
    "序号", "文件", "任务类别", "工作方向", "工作任务", "主要内容（原文）", "目标指标", "牵头单位",
    "责任（配合）单位", "完成时限", "依据条款", "备注",
)  # fmt: skip
TRACKING_COLUMNS = ("责任领导", "责任人", "进展情况", "存在问题", "完成状态")
TARGET_COLUMNS = (
    "序号", "文件", "指标", "目标值", "时限", "年份", "原文", "责任单位", "依据条款", "备注",
)  # fmt: skip
OBLIGATION_COLUMNS = (
    "序号", "文件", "语气", "对象（原文）", "要求（原文）", "时限", "责任单位", "依据条款", "备注",
)  # fmt: skip
NO_LEAD = "文件未明确牵头"
_BEHIND = re.compile(r"及?其?[以之][上下内外前后]|左右|上下")
_CELL = "\t"


def task_table(
    catalogue: Catalogue, wanted: Wanted = NOTHING_LEFT_OUT, *, tracking: bool = False
) -> FactTable:
    """Return the 任务分解表: every task and every list of units, in the order of the text.

    With `tracking` there are five more columns, empty, for the office that follows the work.
    """
    maker = RowMaker(catalogue=catalogue, wanted=wanted)
    items = list(_items(maker))
    rows = []
    number = 0
    clause_id = ""
    counts = Counter(item.facts.clause.id for item in items)
    part = 0
    for item in items:
        if is_box(item.facts):
            is_below = item.facts.clause.host_id == clause_id
            shown = f"{number}（{BOX_MARK}）" if is_below else BOX_MARK
        else:
            same = item.facts.clause.id == clause_id
            number, part = (number, part + 1) if same else (number + 1, 1)
            clause_id = item.facts.clause.id
            shown = f"{number}-{part}" if counts[clause_id] > 1 else str(number)
        cells = (shown, *_task_cells(maker, item), *("" for _ in TRACKING_COLUMNS if tracking))
        rows.append(Row(cells=cells, source=item.source))
    tasks = [one for one in items if not is_box(one.facts)]
    boxes = len(items) - len(tasks)
    clauses = {one.facts.clause.id: one.facts.document.title for one in tasks}
    split = f"，分列{len(tasks)}行" if len(tasks) != number else ""
    split += f"，另列所附专栏{boxes}行" if boxes else ""
    return FactTable(
        title=_title(catalogue, wanted, "任务分解表"),
        columns=(*TASK_COLUMNS, *(TRACKING_COLUMNS if tracking else ())),
        rows=tuple(rows),
        totals=(_total(Counter(clauses.values()), split=split), *_parts(tasks)),
        remarks=(*_surveys_left_out(maker), *maker.standing_remarks()),
        merged=3,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A row to be: the clause, what of it the row is about, and who answers for that."""

    facts: ClauseFacts
    contents: tuple[Citation, ...]
    unit: Responsibility | None
    source: Citation


def _items(maker: RowMaker) -> Iterator[_Item]:
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


def _units_of(maker: RowMaker, item: _Item) -> tuple[Responsibility, ...]:
    """Return the lists of units of a row; a box has those of the task that it hangs on."""
    if is_box(item.facts):
        return maker.units_for(item.facts, item.source)
    return (item.unit,) if item.unit else ()


def _years(maker: RowMaker, facts: ClauseFacts, spans: Sequence[Span]) -> Iterator[int | None]:
    """Yield the years in which something of a row is due."""
    yield from maker.deadlines(facts, spans).values()
    yield from (one.year for one in _due(facts, spans))


def _items_of(facts: ClauseFacts) -> Iterator[_Item]:
    """Yield a clause as one row, or where several lists of units share it as one for each of them.

    What none of the lists is for is a row of its own, so that nothing of the clause is lost.
    """
    if is_box(facts) and (contents := box_contents(facts)):
        unit = facts.responsibilities[0] if len(facts.responsibilities) == 1 else None
        yield _Item(facts=facts, contents=contents, unit=unit, source=whole_box(facts))
        return
    measures = facts.task.measures if facts.task else ()
    units = facts.responsibilities
    if len(units) <= 1:
        contents = measures or facts.sentences
        unit = next(iter(units), None)
        source = facts.task.source if facts.task else contents[0]
        yield _Item(facts=facts, contents=contents, unit=unit, source=source)
        return
    covered: list[Span] = []
    for unit in units:
        sentences = tuple(one for one in facts.sentences if one.span.contains(unit.source.span))
        row = (unit.source,) if _CELL in unit.source.quote else ()
        whole = tuple(filter(None, (unit.covers,)))
        inside = tuple(one for one in measures if whole and whole[0].span.contains(one.span))
        contents = row or inside or whole or sentences or (unit.source,)
        covered += [unit.source.span, *(one.span for one in contents)]
        yield _Item(facts=facts, contents=contents, unit=unit, source=contents[0])
    rest = tuple(
        one
        for one in measures
        if not any(span.contains(one.span) or one.span.contains(span) for span in covered)
    )
    if rest:
        yield _Item(facts=facts, contents=rest, unit=None, source=rest[0])


def _task_cells(maker: RowMaker, item: _Item) -> tuple[str, ...]:
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
        _numbered([on_one_line(one.quote.replace(_CELL, "　")) for one in item.contents]),
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


def _surveys_left_out(maker: RowMaker) -> Iterator[str]:
    count = sum(facts.task is not None and not is_task(facts) for facts in maker.clauses)
    if count:
        yield f"写形势、回顾、现状一类章节里没有责任单位的 {count} 条不是任务，没有列入。"


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


def _remarks(maker: RowMaker, item: _Item) -> Iterator[str]:
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


def target_table(
    catalogue: Catalogue, wanted: Wanted = NOTHING_LEFT_OUT, *, historical: bool = False
) -> FactTable:
    """Return the 目标指标表: every goal with its value as the text has it.

    With `historical` also the figures that have been reached already, which are no goals.
    """
    maker = RowMaker(catalogue=catalogue, wanted=wanted)
    found = [
        (facts, target)
        for facts in maker.clauses
        for target in facts.targets
        if wanted.keeps_years([target.year])
        and wanted.keeps_words(facts, [target.metric, target.source.quote])
        and wanted.keeps_units(maker.units_for(facts, target.source))
    ]
    kept = [one for one in found if historical or not one[1].historical]
    rows = tuple(
        Row(cells=(str(at), *_target_cells(maker, *one)), source=one[1].source)
        for at, one in enumerate(kept, 1)
    )
    past = sum(one[1].historical for one in found)
    told = f"，其中已实现的 {past} 项" if historical else f"，另有已实现的数字 {past} 项没有列入"
    documents = Counter(one[0].document.title for one in kept)
    years = Counter(f"{one[1].year}年" if one[1].year else "未写明年份" for one in kept)
    return FactTable(
        title=_title(catalogue, wanted, "目标指标表"),
        columns=TARGET_COLUMNS,
        rows=rows,
        totals=(
            _total(documents, split=told if past else ""),
            *_counted("按年份", dict(sorted(years.items()))),
        ),
        remarks=tuple(maker.standing_remarks()),
    )


def _target_cells(maker: RowMaker, facts: ClauseFacts, target: Target) -> tuple[str, ...]:
    units = maker.units_for(facts, target.source)
    remarks = [
        "已实现的数字，不是目标" if target.historical else "",
        "年份据标题" if target.inherits_year else "",
        INHERITED if units and not facts.responsibilities else "",
    ]
    return (
        f"《{facts.document.title}》",
        on_one_line(target.metric),
        _value(target),
        on_one_line(target.period.quote) if target.period else "（未写明）",
        str(target.year or ""),
        on_one_line(target.source.quote.replace(_CELL, "　")),
        unit_words(units) or NO_UNIT,
        maker.place(facts, target.source),
        "；".join(filter(None, remarks)),
    )


def _value(target: Target) -> str:
    """Return a value with all that qualifies it, in the order of the text: 力争超过15%.

    Words for a limit stand behind it (以上, 左右), all others before it.
    """
    quote = on_one_line(target.source.quote)
    words = [one for one in target.qualifier.split("…") if one]
    before = sorted((one for one in words if not _BEHIND.fullmatch(one)), key=quote.find)
    behind = [one for one in words if _BEHIND.fullmatch(one)]
    return "".join((*before, target.value, target.unit, *behind))


def obligation_table(catalogue: Catalogue, wanted: Wanted = NOTHING_LEFT_OUT) -> FactTable:
    """Return the 义务清单: every sentence that binds, allows, rewards or punishes, for each it speaks to."""
    maker = RowMaker(catalogue=catalogue, wanted=wanted)
    rows: list[Row] = []
    kinds: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for facts in maker.clauses:
        for one in facts.obligations:
            if wanted.modalities and one.modality not in wanted.modalities:
                continue
            due = maker.deadlines(facts, [one.source.span])
            units = maker.units_for(facts, one.source)
            if not (
                wanted.keeps_words(facts, [one.source.quote])
                and wanted.keeps_years(due.values())
                and wanted.keeps_units(units)
            ):
                continue
            kinds[one.modality.value] += 1
            documents[facts.document.title] += 1
            cells = (
                str(len(rows) + 1),
                f"《{facts.document.title}》",
                one.modality.value,
                on_one_line(one.subject) if one.subject else "（未写明）",
                on_one_line(one.source.quote.replace(_CELL, "　")),
                "、".join(due),
                unit_words(units) or NO_UNIT,
                maker.place(facts, one.source),
                "；".join(_consequences(facts, one.source)),
            )
            rows.append(Row(cells=cells, source=one.source))
    return FactTable(
        title=_title(catalogue, wanted, "义务清单"),
        columns=OBLIGATION_COLUMNS,
        rows=tuple(rows),
        totals=(_total(documents), *_counted("按语气", kinds)),
        remarks=tuple(maker.standing_remarks()),
    )


def _consequences(facts: ClauseFacts, source: Citation) -> Iterator[str]:
    """Yield what penalties a sentence holds: fines and measures, and who imposes them."""
    for one in facts.penalties:
        if source.span.contains(one.source.span):
            by = f"（{on_one_line(one.imposed_by)}）" if one.imposed_by else ""
            yield "；".join(on_one_line(words) for words in (*one.measures, *one.fines)) + by


def _title(catalogue: Catalogue, wanted: Wanted, name: str) -> str:
    ids = wanted.documents or tuple(one.id for one in catalogue.documents)
    limits = f"（{wanted.words}）" if wanted.words else ""
    titles = list(dict.fromkeys(catalogue.document(one).title for one in ids))
    whose = f"《{titles[0]}》" if len(titles) == 1 else ""
    return f"{whose}{name}{limits}"


def _total(by_document: Counter[str], *, split: str = "") -> str:
    """Say how many there are, and how many of each document."""
    each = "，".join(f"《{title}》{count}项" for title, count in by_document.items())
    shown = f"：{each}" if len(by_document) > 1 else ""
    return f"共{by_document.total()}项{split}{shown}。"


def _parts(items: Sequence[_Item]) -> Iterator[str]:
    """Yield for each document how many items each of its parts (方面) has."""
    counts: dict[str, dict[str, set[str]]] = {}
    for item in items:
        headings = item.facts.clause.path.headings
        part = on_one_line(headings[0]) if headings else "正文"
        parts = counts.setdefault(item.facts.document.title, {})
        parts.setdefault(part, set()).add(item.facts.clause.id)
    for title, parts in counts.items():
        yield (
            f"《{title}》："
            + "，".join(f"{name} {len(ids)}项" for name, ids in parts.items())
            + "。"
        )


def _counted(what: str, counts: dict[str, int] | Counter[str]) -> Iterator[str]:
    if counts:
        yield f"{what}：" + "，".join(f"{name} {count}项" for name, count in counts.items()) + "。"
