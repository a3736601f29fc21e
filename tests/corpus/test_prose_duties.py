"""Units named in running text, in a table of sentences of the genre."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.agencies import extract_responsibilities
from corpus.model import ClauseRole
from tests.corpus.factories import document_of, whole_clause
from tests.growth import assert_in_proportion

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "prose_duties.jsonl")
    .read_text("utf-8")
    .split("\n")
    if line
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_the_units_before_a_duty_are_named(case: dict[str, Any]) -> None:
    """由…负责 and …牵头 name units; 对…负责, 负责人 and 政府负责 name none."""
    document = document_of(case["text"])

    found = extract_responsibilities(document, whole_clause(document))

    assert [one.agencies for one in found] == (
        [tuple(case["agencies"])] if case["agencies"] is not None else []
    )
    assert all(one.leads == tuple(case["leads"]) for one in found)


@pytest.mark.parametrize(
    "line",
    (Path(__file__).parent / "data" / "prose_duties_several.jsonl")
    .read_text("utf-8")
    .split("\n")[:-1],
)
def test_each_unit_has_its_own_duty(line: str) -> None:
    """Several duties in a row are all read; 要 binds named offices only, 负责人 nobody."""
    case = json.loads(line)
    document = document_of(case["text"])

    role = ClauseRole.ARTICLE if case.get("article") else ClauseRole.TASK
    found = extract_responsibilities(document, whole_clause(document, role))

    assert [list(one.agencies) for one in found] == case["duties"]


@pytest.mark.parametrize(
    "text", ["县甲局要切实履行牵头职责。", "县甲局发挥规划实施牵头作用，做好统筹。"]
)
def test_whose_part_it_is_to_lead_leads(text: str) -> None:
    """履行牵头职责 and 发挥牵头作用 are said of the lead."""
    document = document_of(text)
    (found,) = extract_responsibilities(document, whole_clause(document))

    assert found.leads == ("县甲局",)


def test_nothing_but_marks_between_two_semicolons_names_nobody() -> None:
    """A sentence may be empty of words: what the fuzzer made of shredded pieces."""
    document = document_of("市甲局负责审核；，：；市乙局配合。")

    found = extract_responsibilities(document, whole_clause(document))

    assert [one.agencies for one in found] == [("市甲局",), ("市乙局",)]


def test_a_list_that_goes_on_says_so() -> None:
    """等 is kept, in a bracket and in running text."""
    for text, others in (
        ("做好甲。（市甲局、市乙局等按职责分工负责）", True),
        ("做好甲。（市甲局、市乙局按职责分工负责）", False),
        ("由市发改委、市财政局等负责。", True),
        ("提高等级。（责任单位：市甲局）", False),
    ):
        document = document_of(text)
        (found,) = extract_responsibilities(document, whole_clause(document))

        assert found.others is others


@pytest.mark.parametrize(
    "piece",
    [
        "市发改委、",
        "市由",
        "负责，",
        "（市局",
        "成立局",
        "各部门和",
        "市局会同",
        "教育、",
        "市局:保障",
        "部门主管",
        "按照各自职责",
        "机关会同部门",
        "市、县",
    ],
)
def test_hostile_text_is_read_in_proportion(piece: str) -> None:
    """Ten thousand repetitions take about 8 times the work of an eighth of them."""
    assert_in_proportion(
        lambda document: extract_responsibilities(document, whole_clause(document)),
        lambda times: document_of(piece * times + "负责。"),
        625,
    )
