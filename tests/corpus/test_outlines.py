"""Parses against outlines written by hand, and the scorer that compares them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.model import Document
from corpus.reader import SUFFIXES, hash_of
from corpus.structure import parse_document
from eval.outlines import Score, golden_of, score
from tests.corpus.factories import document_of

TEXT = "\n".join(
    (
        "某市供热方案",
        "一、目标",
        "到2030年，全部达标。",
        "二、任务",
        "（一）建设管网。加快建设。（责任单位：市住建局、财政局等）",
        "（二）改造热源。由市发改委负责改造。",
    )
)
GOLDEN = {
    "title": "某市供热方案",
    "heads": [
        [1, "一", "目标", "own line"],
        [1, "二", "任务", "own line"],
        [2, "（一）", "建设管网", "run-in"],
        [2, "（二）", "改造热源", "run-in"],
    ],
    "responsibilities": [
        {"agencies": ["市住建局", "市财政局", "等"]},
        {"agencies": ["市发改委"]},
    ],
    "traps": ["到2030年，全部达标。"],
}


def scored(golden: dict[str, object], text: str = TEXT) -> Score:
    return score(golden, parse_document(document_of(text, "某市供热方案")))


def test_a_right_parse_scores_full() -> None:
    """Heads, levels, units and 等 all agree."""
    result = scored(GOLDEN)

    assert (result.f1, result.levels, result.exact, result.others_kept) == (1, 4, 2, 1)
    assert (result.missed, result.invented, result.unlike, result.trapped) == ((), (), (), ())


def test_what_is_missed_or_invented_is_found() -> None:
    """A head too many and one too few cost precision and recall; a trap is named."""
    heads = [[1, "一", "目标", "own line"], [1, "三", "保障", "own line"]]
    result = scored(GOLDEN | {"heads": heads, "traps": ["二、任务"]})

    assert [unit.number for unit in result.missed] == ["三"]
    assert [unit.number for unit in result.invented] == ["二", "（一）", "（二）"]
    assert (result.precision, result.recall) == (1 / 4, 1 / 2)
    assert result.trapped == ("二、任务",)


def test_units_in_another_order_are_not_exact() -> None:
    """The order of the text counts."""
    result = scored(GOLDEN | {"responsibilities": [{"agencies": ["市财政局", "市住建局"]}]})

    assert (result.responsibilities, result.exact) == (1, 0)


def test_a_wrong_level_is_seen_apart() -> None:
    """The head still matches; its level does not."""
    heads = [*GOLDEN["heads"][:3], [3, "（二）", "改造热源", "run-in"]]
    result = scored(GOLDEN | {"heads": heads})

    assert (result.matched, result.levels) == (4, 3)


@pytest.fixture(scope="module")
def results(samples: Path, read_sample: Callable[[Path], Document]) -> dict[str, Score]:
    """The score of every sample that has an outline and a reader."""
    found = {}
    for path in sorted(samples.rglob("*")):
        golden = golden_of(hash_of(path.read_bytes())) if path.is_file() else None
        if golden is not None and path.name.lower().endswith(SUFFIXES):
            found[path.name] = score(golden, parse_document(read_sample(path)))
    return found


@pytest.mark.samples
def test_heads_agree_with_the_outlines(results: dict[str, Score]) -> None:
    """F1 is at least 0.97 over all and 0.93 in every document."""
    matched, missed, invented = (
        sum(part(one) for one in results.values())
        for part in (
            lambda one: one.matched,
            lambda one: len(one.missed),
            lambda one: len(one.invented),
        )
    )

    assert len(results) >= 10
    assert 2 * matched / (2 * matched + missed + invented) >= 0.97
    assert {name: one.f1 for name, one in results.items() if one.f1 < 0.93} == {}


@pytest.mark.samples
def test_no_trap_is_taken_for_a_head(results: dict[str, Score]) -> None:
    """Wrapped figures, references and lists of annexes open nothing."""
    assert {name: one.trapped for name, one in results.items() if one.trapped} == {}


@pytest.mark.samples
def test_responsibilities_agree_with_the_outlines(results: dict[str, Score]) -> None:
    """At least 95 in a hundred places name the same units in the same order."""
    places = sum(one.responsibilities for one in results.values())

    assert sum(one.exact for one in results.values()) >= 0.95 * places
    assert sum(one.others_kept for one in results.values()) >= 0.95 * sum(
        one.others for one in results.values()
    )
