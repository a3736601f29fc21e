"""Outlines and facts as lines to read and as JSON rows; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.facts import (
    Obligation,
    ParsedDocument,
    Penalty,
    Responsibility,
    Target,
    Task,
    Threshold,
)
from corpus.model import Citation, Clause, Head

Row = dict[str, Any]  # one JSON object

_INDENT = "  "
_SHOWN = 40  # characters of a quote on a line
_LONGEST_HEADING = 30  # characters of a heading on a line


@dataclass(slots=True)
class ClauseFacts:
    """The facts of one clause, each kind in the order of the text."""

    responsibilities: list[Responsibility] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    obligations: list[Obligation] = field(default_factory=list)
    penalties: list[Penalty] = field(default_factory=list)
    thresholds: list[Threshold] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(getattr(self, kind) for kind in self.__slots__)


def facts_by_clause(parsed: ParsedDocument) -> dict[str, ClauseFacts]:
    """Return the facts of every clause by its id, in reading order."""
    found = {clause.id: ClauseFacts() for clause in parsed.clauses}
    for responsibility in parsed.facts.responsibilities:
        found[responsibility.source.clause_id].responsibilities.append(responsibility)
    for task in parsed.facts.tasks:
        found[task.source.clause_id].tasks.append(task)
    for target in parsed.facts.targets:
        found[target.source.clause_id].targets.append(target)
    for obligation in parsed.facts.obligations:
        found[obligation.source.clause_id].obligations.append(obligation)
    for penalty in parsed.facts.penalties:
        found[penalty.source.clause_id].penalties.append(penalty)
    for threshold in parsed.facts.thresholds:
        found[threshold.source.clause_id].thresholds.append(threshold)
    return found


def outline_lines(parsed: ParsedDocument) -> Iterator[str]:
    """Yield the outline of a document as an indented tree: headings, and clauses with their ids."""
    roles = Counter(clause.role.value for clause in parsed.clauses)
    counts = "、".join(f"{name} {count}" for name, count in roles.items())
    yield f"《{parsed.document.title}》 条款 {len(parsed.clauses)} 条（{counts}）"
    own_lines = {clause.path for clause in parsed.clauses}
    units: list[Head | Clause] = [*parsed.heads, *parsed.clauses]
    for unit in sorted(units, key=lambda unit: unit.span.start):
        indent = _INDENT * len(unit.path.numbers)
        if isinstance(unit, Clause):
            yield f"{indent}{_shown_heading(unit)}  [{unit.id}]（{_measures(parsed, unit)}）"
        elif unit.level and unit.path not in own_lines:
            yield f"{indent}{_shown_heading(unit)}"


def _shown_heading(unit: Head | Clause) -> str:
    heading = _one_line(unit.path.headings[-1])
    return f"{heading[:_LONGEST_HEADING]}…" if len(heading) > _LONGEST_HEADING else heading


def _measures(parsed: ParsedDocument, clause: Clause) -> str:
    page = parsed.document.page_of(clause.span.start)
    place = f"，第 {page} 页" if page else ""
    return f"{clause.role.value}，{clause.span.end - clause.span.start} 字{place}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def outline_row(parsed: ParsedDocument) -> Row:
    """Return the outline of a document as one JSON object."""
    return {
        "document_id": parsed.document.id,
        "title": parsed.document.title,
        "source": parsed.document.source,
        "heads": [_head_row(head) for head in parsed.heads],
        "clauses": [clause_row(clause) for clause in parsed.clauses],
    }


def _head_row(head: Head) -> Row:
    return {
        "path": list(head.path.headings),
        "title": head.title,
        "level": head.level,
        "start": head.span.start,
        "end": head.span.end,
    }


def clause_row(clause: Clause) -> Row:
    """Return a clause as one JSON object."""
    return {
        "id": clause.id,
        "path": list(clause.path.headings),
        "label": clause.path.label,
        "role": clause.role.value,
        "titles": list(clause.titles),
        "host_id": clause.host_id,
        "start": clause.span.start,
        "end": clause.span.end,
    }


def fact_lines(parsed: ParsedDocument) -> Iterator[str]:
    """Yield the facts of a document clause by clause; clauses without facts are left out."""
    facts = parsed.facts
    yield (
        f"《{parsed.document.title}》 责任 {len(facts.responsibilities)} 处、任务 {len(facts.tasks)} 项、"
        f"目标 {len(facts.targets)} 个、约束与鼓励 {len(facts.obligations)} 句、"
        f"罚则 {len(facts.penalties)} 处、门槛与限值 {len(facts.thresholds)} 个"
    )
    for clause_id, found in facts_by_clause(parsed).items():
        if found:
            yield clause_id
            yield from (f"{_INDENT}{line}" for line in _clause_lines(found))


def _clause_lines(found: ClauseFacts) -> Iterator[str]:
    for task in found.tasks:
        yield f"任务  {task.title or '（无标题）'}：{len(task.measures)} 项举措"
    for one in found.responsibilities:
        parts = _parts_told(one)
        manner = f"；{one.manner}" if one.manner else ""
        others = " 等" if one.others else ""
        yield f"责任  {'、'.join(one.agencies)}{others}{parts}{manner}"
    for target in found.targets:
        yield f"目标  {_target_words(target)}  「{_shortened(target.source)}」"
    for obligation in found.obligations:
        subject = obligation.subject or "（未写明主体）"
        yield f"{obligation.modality.value}  {subject}  「{_shortened(obligation.source)}」"
    for penalty in found.penalties:
        yield f"罚则  {_penalty_words(penalty)}  「{_shortened(penalty.source)}」"
    for threshold in found.thresholds:
        kind = "门槛" if threshold.selects else "限值"
        yield f"{kind}  {_threshold_words(threshold)}  「{_shortened(threshold.source)}」"


def _parts_told(one: Responsibility) -> str:
    """Return the parts that the text gives units, in brackets: （牵头：市甲局；配合：市乙局）."""
    told: dict[str, list[str]] = {"牵头": list(one.leads)} if one.leads else {}
    for name, word in one.support_of.items():
        told.setdefault(word, []).append(name)
    shown = "；".join(f"{word}：{'、'.join(names)}" for word, names in told.items())
    return f"（{shown}）" if shown else ""


def _target_words(target: Target) -> str:
    when = f"{target.year}年" if target.year else "（未写年份）"
    when += "（据标题）" if target.inherits_year else ""
    past = "，已实现" if target.historical else ""
    qualifier = f"（{target.qualifier}）" if target.qualifier else ""
    return f"{target.metric} {target.value}{target.unit}{qualifier} {when}{past}"


def _penalty_words(penalty: Penalty) -> str:
    condition = f"{_one_line(penalty.condition)}：" if penalty.condition else ""
    listed = f"（列举 {len(penalty.items)} 种行为）" if penalty.items else ""
    imposed = _one_line("、".join((*penalty.measures, *penalty.fines)))
    return f"{condition}{imposed}{listed}  {penalty.imposed_by or '（未写明由谁处罚）'}"


def _threshold_words(threshold: Threshold) -> str:
    subject = f"{threshold.subject}：" if threshold.subject else ""
    amount = f"{threshold.value}{threshold.unit}（{threshold.qualifier}）"
    return _one_line(f"{subject}{threshold.metric} {amount}")


def _shortened(citation: Citation) -> str:
    quote = _one_line(citation.quote)
    return quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"


def fact_rows(parsed: ParsedDocument) -> Row:
    """Return the facts of a document as one JSON object, clause by clause."""
    return {
        "document_id": parsed.document.id,
        "title": parsed.document.title,
        "clauses": [
            {"id": clause_id} | clause_fact_rows(found)
            for clause_id, found in facts_by_clause(parsed).items()
            if found
        ],
    }


def clause_fact_rows(found: ClauseFacts) -> Row:
    """Return the facts of one clause as lists of JSON objects, kind by kind."""
    return {
        "responsibilities": [_responsibility_row(one) for one in found.responsibilities],
        "tasks": [_task_row(one) for one in found.tasks],
        "targets": [_target_row(one) for one in found.targets],
        "obligations": [_obligation_row(one) for one in found.obligations],
        "penalties": [_penalty_row(one) for one in found.penalties],
        "thresholds": [_threshold_row(one) for one in found.thresholds],
    }


def _responsibility_row(one: Responsibility) -> Row:
    row: Row = {
        "agencies": list(one.agencies),
        "leads": list(one.leads),
        "manner": one.manner,
        "quote": one.source.quote,
    }
    told: Row = {
        "others": one.others,
        "supports": one.support_of,
        "covers": one.covers and one.covers.quote,
        "lead_quote": one.lead_source and one.lead_source.quote,
        "shared": one.shared and list(one.shared.agencies),
        "shared_quote": one.shared and one.shared.source.quote,
    }
    return row | {name: value for name, value in told.items() if value}


def _task_row(task: Task) -> Row:
    return {"title": task.title, "measures": [measure.quote for measure in task.measures]}


def _target_row(target: Target) -> Row:
    return {
        "metric": target.metric,
        "value": target.value,
        "unit": target.unit,
        "qualifier": target.qualifier,
        "year": target.year,
        "period": target.period.quote if target.period else None,
        "historical": target.historical,
        "quote": target.source.quote,
    } | ({"inherits_year": True} if target.inherits_year else {})


def _obligation_row(obligation: Obligation) -> Row:
    return {
        "modality": obligation.modality.value,
        "subject": obligation.subject,
        "quote": obligation.source.quote,
    }


def _penalty_row(one: Penalty) -> Row:
    return {
        "act": one.act.quote if one.act else None,
        "items": [item.quote for item in one.items],
        "condition": one.condition,
        "fines": list(one.fines),
        "measures": list(one.measures),
        "imposed_by": one.imposed_by,
        "quote": one.source.quote,
    }


def _threshold_row(one: Threshold) -> Row:
    return {
        "subject": one.subject,
        "metric": one.metric,
        "value": one.value,
        "unit": one.unit,
        "qualifier": one.qualifier,
        "selects": one.selects,
        "quote": one.source.quote,
    }
