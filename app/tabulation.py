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

from app.box_rows import BOX_MARK, INHERITED, is_box
from app.catalogue import Catalogue, ClauseFacts
from app.draft import on_one_line
from app.table_rows import (
    NO_UNIT,
    NOTHING_LEFT_OUT,
    RowMaker,
    Wanted,
    cell_words,
    unit_words,
)
from app.tables import FactTable, Row
from app.task_clauses import is_task
from app.task_rows import TaskItem, task_cells, task_items
from corpus.facts import Target
from corpus.model import Citation

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
_BEHIND = re.compile(r"及?其?[以之][上下内外前后]|左右|上下")


def task_table(
    catalogue: Catalogue, wanted: Wanted = NOTHING_LEFT_OUT, *, tracking: bool = False
) -> FactTable:
    """Return the 任务分解表: every task and every list of units, in the order of the text.

    With `tracking` there are five more columns, empty, for the office that follows the work.
    """
    maker = RowMaker(catalogue=catalogue, wanted=wanted)
    items = list(task_items(maker))
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
        cells = (shown, *task_cells(maker, item), *("" for _ in TRACKING_COLUMNS if tracking))
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


def _surveys_left_out(maker: RowMaker) -> Iterator[str]:
    count = sum(facts.task is not None and not is_task(facts) for facts in maker.clauses)
    if count:
        yield f"写形势、回顾、现状一类章节里没有责任单位的 {count} 条不是任务，没有列入。"


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
        cell_words(target.source),
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
                cell_words(one.source),
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


def _parts(items: Sequence[TaskItem]) -> Iterator[str]:
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
