"""Tables, misses, and the page of results."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from eval.benchmarks.processes import (
    Measure,
    compare,
    measure_in_turn,
    measure_process,
    read_process,
)
from eval.benchmarks.suite import FLOOR, OURS, PIPELINE, Bench, cold_table, ratio_line
from eval.cases import Split
from eval.errors import EvaluationError
from eval.metrics import Rate
from eval.report import (
    Table,
    answer_table,
    explain_miss,
    format_count,
    format_number,
    format_rate,
    format_share,
    safety_table,
    scores_by_kind,
    text_width,
)
from eval.results import Results, results_to_markdown
from eval.runner import run_cases

GOAL = "到2030年，累计创建绿色工厂200家以上"
ENERGY = "到2025年，清洁能源占比达到40%"


@pytest.fixture
def records(shelf, make_case, make_answer, scripted):
    """One right, one wrong, one rightly declined, one right in the test half."""
    keys = ("200家以上",)
    cases = [
        make_case("target", "绿色工厂200家以上", id="c1", question="一？", keys=keys),
        make_case("task", "绿色工厂200家以上", id="c2", question="二？", keys=keys),
        make_case("target", id="c3", question="三？"),
        make_case(
            "target", "绿色工厂200家以上", id="c4", question="四？", keys=keys, split=Split.TEST
        ),
    ]
    right = make_answer("200家以上", GOAL)
    answers = {
        "一？": right,
        "二？": make_answer("40%", ENERGY),
        "三？": make_answer("没有"),
        "四？": right,
    }
    return run_cases(cases, scripted(answers), shelf)


@pytest.fixture
def bench():
    def measures(*seconds: float) -> tuple[Measure, ...]:
        return tuple(Measure(seconds=one, memory_mb=100.0) for one in seconds)

    cold = {OURS: measures(2.0, 3.0, 2.0), PIPELINE: measures(8.0, 6.0, 10.0), FLOOR: measures(1.0)}
    return Bench(
        question="？",
        cold=cold,
        ratio=compare(cold[OURS], cold[PIPELINE]),
        build={"seconds": 3.0, "clauses": 89, "memory_mb": 700.0},
        warm={
            "open_seconds": 1.5,
            "questions": 60,
            "p50_ms": 5.0,
            "p95_ms": 20.0,
            "max_ms": 30.0,
            "memory_mb": 250.0,
        },
    )


def test_a_table_lines_up_in_a_terminal():
    """A Chinese character takes two places."""
    table = Table(header=("类别", "n"), rows=(("目标", "10"), ("all", "2")))
    assert table.to_text().splitlines() == ["类别  n", "目标  10", "all   2"]
    assert text_width("目标a") == 5


def test_a_table_is_markdown():
    """Header, rule, rows."""
    table = Table(header=("类别", "n"), rows=(("目标", "10"),))
    assert table.to_markdown() == "| 类别 | n |\n| --- | ---: |\n| 目标 | 10 |"


def test_what_cannot_be_counted_is_a_dash():
    """Not 0: nothing was there to count."""
    assert format_rate(Rate(hits=0, n=0)) == "—"
    assert (format_count(Rate(hits=0, n=0)), format_share(None), format_number(None)) == ("—",) * 3


def test_kinds_hold_their_answerable_cases_and_the_rest_stands_apart(records):
    """A kind's score is about answering; the unanswerable have a row of their own."""
    groups = scores_by_kind([record.judgement for record in records])
    assert {name: scores.cases for name, scores in groups.items()} == {
        "目标": 2,
        "举措": 1,
        "不可答": 1,
        "合计": 4,
    }
    rows = {row[0]: row for row in answer_table(groups).rows}
    assert rows["目标"][2].startswith("1.00 (2/2")
    assert rows["合计"][2].startswith("0.67 (2/3")
    assert "不可答" not in rows
    safety = {row[0]: row for row in safety_table(groups).rows}
    assert safety["不可答"][2].startswith("1.00 (1/1")


def test_a_miss_says_what_is_wrong(records):
    """The right ones say nothing."""
    reasons = [explain_miss(record) for record in records]
    assert reasons[0] == reasons[2] == ""
    assert reasons[1] == "缺：200家以上；多出：40%；引错条款"


def test_the_page_of_results_holds_both_halves_and_its_commands(records, bench):
    """Every table stands under the command that makes it again."""
    page = results_to_markdown(
        Results(
            cases=Path("eval/sets/plans.jsonl").absolute(),
            ours=records,
            baselines={"别的流程": records},
            bench=bench,
            practice=Path("eval/sets/practice.jsonl").absolute(),
            parts={"全部": records, "去掉同义词": records},
        )
    )
    for words in (
        "python -m eval run --split develop",
        "python -m eval run --split test",
        "python -m eval baselines --split test",
        "python -m eval bench",
        "python -m eval parts eval/sets/practice.jsonl",
        "| 去掉同义词 |",
        "开发集 3，测试集 1",
        "| 别的流程 |",
        "冷启动用时是 LangChain 500/50 的 0.25",
    ):
        assert words in page
    assert "二？" not in page


def test_the_ratio_is_of_medians_with_the_extremes_of_the_rounds(bench):
    """2 of 8 seconds; round by round 2/8, 3/6, 2/10."""
    ratio = bench.ratio
    assert (ratio.value, ratio.low, ratio.high) == (0.25, 0.2, 0.5)
    assert (
        ratio_line(bench) == "冷启动用时是 LangChain 500/50 的 0.25（3 轮交替，各轮 0.20–0.50）。"
    )
    assert cold_table(bench).rows[0] == (OURS, "2.00", "2.00–3.00", "100")


def test_a_process_is_measured_from_outside():
    """The peak memory of a process that takes 50 MB, and a time."""
    program = "block = b'x' * 50_000_000; print('完')"
    measured, output = read_process([sys.executable, "-c", program], os.environ)
    assert measured.seconds > 0
    assert measured.memory_mb > 50
    assert output == "完\n"


def test_the_memory_of_a_process_is_its_own():
    """What the measuring process itself takes does not count."""
    block = b"x" * 300_000_000
    assert measure_process([sys.executable, "-c", "pass"], os.environ).memory_mb < 100
    assert len(block) == 300_000_000


def test_processes_are_measured_in_turn_after_one_round_that_is_not_kept(tmp_path):
    """A b | a b a b: every round runs every command."""
    log = tmp_path / "log"
    programs = {
        name: [sys.executable, "-c", f"open({str(log)!r}, 'a').write({name!r})"] for name in "ab"
    }
    kept = measure_in_turn(programs, os.environ, rounds=2)
    assert log.read_text() == "ababab"
    assert {name: len(found) for name, found in kept.items()} == {"a": 2, "b": 2}


def test_a_process_that_fails_is_an_error_not_a_quick_run():
    """A crash must not win the benchmark."""
    command = [sys.executable, "-c", "raise SystemExit(2)"]
    with pytest.raises(EvaluationError, match="退出码 2"):
        measure_process(command, os.environ)
    with pytest.raises(EvaluationError, match="退出码 2"):
        read_process(command, os.environ)
