"""The parse of both plans, read by eye against the text and kept under tests/golden.

`pytest tests/corpus --update-golden` rewrites the files; the difference is read before it is kept.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus.facts import ParsedDocument
from corpus.listing import ClauseFacts, clause_fact_rows, facts_by_clause
from corpus.model import Clause, ClauseRole
from corpus.store import DEFAULT_DOCUMENTS

GOLDEN = Path(__file__).parents[1] / "golden"
NAMES = sorted(path.stem for path in DEFAULT_DOCUMENTS.glob("*.txt"))
EDGE = 12  # characters shown of a clause's beginning and end


def parsed_plan(plans: tuple[ParsedDocument, ...], name: str) -> ParsedDocument:
    return next(one for one in plans if one.document.id == name)


def golden_rows(parsed: ParsedDocument) -> dict[str, Any]:
    """Return what the golden file keeps of a parse: enough to read it beside the text."""
    facts = facts_by_clause(parsed)
    return {
        "title": parsed.document.title,
        "heads": [[head.level, head.path.label, head.title] for head in parsed.heads],
        "clauses": [
            clause_row(clause, facts[clause.id], parsed.document.text) for clause in parsed.clauses
        ],
    }


def clause_row(clause: Clause, facts: ClauseFacts, text: str) -> dict[str, Any]:
    body = clause.span.of(text)
    rows = clause_fact_rows(facts)
    for task in rows["tasks"]:
        task["measures"] = len(task["measures"])
    return {
        "id": clause.id,
        "path": list(clause.path.headings),
        "role": clause.role.value,
        "titles": list(clause.titles),
        "host_id": clause.host_id,
        "begins": body[:EDGE],
        "ends": body[-EDGE:],
        "length": len(body),
    } | {kind: found for kind, found in rows.items() if found}


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_is_parsed_as_it_was_read_by_eye(
    name: str, plans: tuple[ParsedDocument, ...], update_golden: bool
) -> None:
    """Clauses and facts equal the golden file, character by character."""
    path = GOLDEN / f"{name}.json"
    rows = golden_rows(parsed_plan(plans, name))
    if update_golden:
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    assert rows == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("place", "clauses", "named", "roles"),
    [
        ("省", 35, 25, {"导语": 1, "指导思想": 1, "基本原则": 4, "目标": 1, "任务": 25, "专栏": 3}),
        ("市", 54, 44, {"导语": 2, "指导思想": 1, "基本原则": 4, "目标": 1, "任务": 44, "专栏": 2}),
    ],
)
def test_the_plans_have_the_clauses_counted_by_hand(
    place: str,
    clauses: int,
    named: int,
    roles: dict[str, int],
    plans: tuple[ParsedDocument, ...],
) -> None:
    """The counts were made on paper before there was a parser."""
    parsed = next(one for one in plans if one.document.title[2] == place)

    assert len(parsed.clauses) == clauses
    assert Counter(clause.role.value for clause in parsed.clauses) == roles
    assert len({fact.source.clause_id for fact in parsed.facts.responsibilities}) == named


def test_one_paragraph_with_two_lead_phrases_is_one_clause(
    plans: tuple[ParsedDocument, ...],
) -> None:
    """Exactly one clause of the plans carries two titles."""
    double = [clause for plan in plans for clause in plan.clauses if len(clause.titles) == 2]

    assert len(double) == 1
    assert double[0].role is ClauseRole.TASK


def test_every_box_hangs_on_a_task_with_agencies(plans: tuple[ParsedDocument, ...]) -> None:
    """Boxes name no agencies of their own and inherit those of the task above them."""
    for plan in plans:
        named = {fact.source.clause_id for fact in plan.facts.responsibilities}
        boxes = [clause for clause in plan.clauses if clause.role is ClauseRole.BOX]

        assert boxes
        assert all(box.host_id in named and box.id not in named for box in boxes)
