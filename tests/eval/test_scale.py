"""The benchmark by size: what it makes, what it calls, what it shows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from eval.bars import Line, lines_svg
from eval.benchmarks import scale
from eval.benchmarks.processes import Measure
from eval.benchmarks.scale import OWN_ROWS, run_scale, scale_parts
from eval.benchmarks.scale_stages import CLAUSES_A_DOCUMENT, files_of, resize
from tests.fakes import parsed_document

DOCUMENTS = [
    parsed_document(name, [(f"{name}{at}", f"推进第{at}项改造。") for at in range(40)])
    for name in ("甲", "乙", "丙")
]


def test_fewer_clauses_are_the_first_documents() -> None:
    """As many as fit, whole."""
    assert [one.document.id for one in resize(DOCUMENTS, 100)] == ["甲", "乙"]


def test_more_clauses_are_real_ones_put_together_anew() -> None:
    """The same each time; every clause is one of the real ones, word for word, under an id of its own."""
    made = resize(DOCUMENTS, 300)

    assert made == resize(DOCUMENTS, 300)
    assert len(made) == len(DOCUMENTS) + 180 // CLAUSES_A_DOCUMENT
    clauses = [(item, clause) for item in made for clause in item.clauses]
    assert len({clause.id for _, clause in clauses}) == len(clauses) == 300
    bodies = {clause.span.of(item.document.text) for item, clause in clauses}
    assert bodies == {f"推进第{at}项改造。" for at in range(40)}
    assert sum(one.clauses for file in files_of(made) for one in file.documents) == 300


def fake_stage(command: Sequence[str], _: Mapping[str, str]) -> tuple[Measure, str]:
    stage = command[3]
    numbers = {key: float(len(stage)) for _, own, key, _ in OWN_ROWS if own in command}
    if "langchain" in command:
        numbers = {"seconds": 9.0, "processor_seconds": 9.0, "disk_mb": 2.0, "files_seconds": 1.0}
        numbers |= {"p50_ms": 10.0, "p95_ms": 20.0, "resident_mb": 400.0, "processor_ms": 9.0}
    numbers |= {"clauses": 89.0, "growth": 0.04, "overlap": 0.99, "questions": 400.0}
    return Measure(seconds=1.0, memory_mb=100.0), json.dumps(numbers)


def test_every_stage_is_measured_once_and_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stage whose result lies in the folder is not measured again; the pipeline stands beside."""
    called: list[str] = []

    def stage(command: Sequence[str], environment: Mapping[str, str]) -> tuple[Measure, str]:
        called.append(command[3])
        return fake_stage(command, environment)

    monkeypatch.setattr(scale, "read_process", stage)
    sizes = (89, 26_000, 260_000)

    measured = run_scale([], sizes=sizes, work=tmp_path)
    once = len(called)
    assert run_scale([], sizes=sizes, work=tmp_path) == measured
    assert len(called) == once == len(measured)
    assert "langchain-build-260000" not in measured

    table, *plots = scale_parts(measured, sizes)
    own, beside = table.tables
    assert "0.990" in table.text
    assert own.header == ("问策", "89 条", "89 条", "89 条")
    assert len(own.rows) == len(OWN_ROWS)
    assert {row[0].split("：")[0] for row in beside.rows} == {"89 条", "26,000 条"}
    assert [len(plot.plot.lines[0].points) for plot in plots if plot.plot] == [3, 3, 3, 3]

    del measured["ask-260000"]
    own = scale_parts(measured, sizes)[0].tables[0]
    assert {row[-1] for row in own.rows if "检索" in row[0]} == {"未量"}


def test_lines_are_drawn_over_logarithmic_axes() -> None:
    """Each point at its place with its value, each line with its name."""
    picture = lines_svg(
        [
            Line(name="问策", points=((100, 1), (1000, 10), (10000, 100))),
            Line(name="另一个 & 甲", points=((100, 100),)),
        ],
        "检索",
    )

    assert picture.count("<circle") == 4
    assert "另一个 &amp; 甲" in picture
    assert 'points="70.0,254.0 280.0,144.0 490.0,34.0"' in picture
    assert lines_svg([], "空").startswith("<svg")
