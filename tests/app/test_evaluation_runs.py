"""Evaluations as they lie on disk."""

from __future__ import annotations

import json
import os
from dataclasses import fields

import pytest

from app import evaluation_runs
from app.evaluation_runs import (
    SCORES,
    SPLITS,
    TOTAL,
    Progress,
    ReportError,
    find_sets,
    find_started,
    list_runs,
    mark_runs,
    parse_report,
    read_run,
    seconds_left,
    short_time,
)
from app.page_evaluation_markup import SEALED_NOTE
from app.page_evaluation_process import FORMATS, SHIPPED_SETS
from eval import report as eval_report
from eval import runner, runs, tables
from eval.metrics import Scores
from tests.app.fakes_evaluation import make_group, make_manifest, make_report, write_run, write_set


def test_names_are_those_that_eval_writes():
    """What the page may not import from eval, it must repeat exactly."""
    assert set(SCORES) <= {field.name for field in fields(Scores)}
    assert (runs.MANIFEST, runs.RECORDS) == (evaluation_runs._MANIFEST, evaluation_runs._RECORDS)
    assert TOTAL == tables.ALL
    assert SPLITS == eval_report.SPLIT_NAMES
    assert SEALED_NOTE == eval_report.SEALED_NOTE
    assert {name: f"报告.{name}" for name in FORMATS} == {
        name: file for name, (file, _) in eval_report.FORMATS.items()
    }
    assert runner.SETS == SHIPPED_SETS


def test_sets_are_found_with_their_halves(tmp_path):
    """Those that ship come first; a set may name its documents."""
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    write_set(shipped, "b.jsonl", "develop", "test", "test")
    write_set(shipped, "a.jsonl", "develop")
    write_set(own, "科室.jsonl", "develop")
    (shipped / "b.documents.tsv").touch()
    found = find_sets(shipped, own)
    assert [one.path.name for one in found] == ["a.jsonl", "b.jsonl", "科室.jsonl"]
    assert [one.names_documents for one in found] == [False, True, False]
    assert [one.label for one in found] == [
        "a.jsonl（1 题：开发集 1）",
        "b.jsonl（3 题：开发集 1，测试集 2）",
        "科室.jsonl（1 题：开发集 1，自备）",
    ]


def test_a_set_that_cannot_be_read_is_listed_all_the_same(tmp_path):
    """The run will name the line; here it only counts for nothing."""
    (tmp_path / "x.jsonl").write_bytes(b"\xff\xfe{\n[]\n\n")
    (one,) = find_sets(tmp_path, tmp_path / "none")
    assert one.label == "x.jsonl（0 题：无法读取）"


def test_a_run_is_read_with_its_progress(tmp_path):
    """A line that is being written does not count."""
    folder = write_run(tmp_path, "x", 4, finished=None)
    with (folder / "records.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "half')
    run = read_run(folder)
    assert run.progress == Progress(done=4, total=10, finished=False)
    assert run.label == "2026-03-01 10:15　题库.jsonl 开发集（没有做完，4/10 题）"
    done = read_run(write_run(tmp_path, "y", 10, system="基线"))
    assert done.progress == Progress(done=10, total=10, finished=True)
    assert done.label.endswith("（10 题，基线）")


@pytest.mark.parametrize("content", ["", "[]", "{}", "{", '{"cases": "many"}'])
def test_what_is_no_run_is_left_out(tmp_path, content):
    """A folder of something else, or a file cut off."""
    write_run(tmp_path, "x", 1)
    (tmp_path / "x" / "run.json").write_text(content)
    assert read_run(tmp_path / "x") is None
    assert read_run(tmp_path / "nothing") is None
    assert list_runs(tmp_path) == ()


def test_runs_are_listed_the_newest_first(tmp_path):
    """One in which nothing is answered yet has no report and is left out."""
    write_run(tmp_path, "a", 10, started="2026-03-01T10:00:00")
    write_run(tmp_path, "b", 10, started="2026-03-03T10:00:00")
    write_run(tmp_path, "c", 0, started="2026-03-04T10:00:00", finished=None)
    write_run(tmp_path, "d", 10, started="2026-03-02T10:00:00")
    assert [run.folder.name for run in list_runs(tmp_path)] == ["b", "d", "a"]
    assert [run.folder.name for run in list_runs(tmp_path, limit=1)] == ["b"]
    assert list_runs(tmp_path / "none") == ()


def test_the_run_that_was_started_is_found_by_its_change(tmp_path):
    """New or gone on with; another set's, another half's and the old ones are not it."""
    old = write_run(tmp_path, "old", 3, finished=None)
    before = mark_runs(tmp_path)
    assert find_started(tmp_path, before, "题库.jsonl", "develop") is None
    write_run(tmp_path, "other", 1, set_name="别的.jsonl")
    write_run(tmp_path, "half", 1, split="test")
    assert find_started(tmp_path, before, "题库.jsonl", "develop") is None
    records = old / "records.jsonl"
    os.utime(records, ns=(0, records.stat().st_mtime_ns + 1))
    assert find_started(tmp_path, before, "题库.jsonl", "develop").folder == old
    assert find_started(tmp_path, {}, "题库.jsonl", "test").folder.name == "half"


@pytest.mark.parametrize(
    ("done", "first", "elapsed", "left"),
    [
        (10, 0, 5.0, 45.0),
        (60, 50, 5.0, 20.0),
        (100, 0, 5.0, 0.0),
        (2, 0, 5.0, None),
        (9, 0, 0, None),
    ],
)
def test_the_time_left_is_told_from_what_was_seen(done, first, elapsed, left):
    """Cases done before it was gone on with say nothing about its pace."""
    progress = Progress(done=done, total=100, finished=False)
    assert seconds_left(progress, first=first, elapsed=elapsed) == left


def test_times_are_short():
    """What is no time stays as it is."""
    assert short_time("2026-03-01T10:15:59") == "2026-03-01 10:15"
    assert short_time("<昨天>") == "<昨天>"


def test_a_report_is_read():
    """Totals apart from the kinds, causes in order, misses in words."""
    report = parse_report(json.dumps(make_report()))
    assert report.total.cases == 10
    assert [group.name for group in report.kinds] == ["责任单位", "不可答"]
    assert report.kinds[0].scores["right_clause"].value == 0.75
    assert report.kinds[1].scores["right_clause"].value is None
    assert report.causes == (("引错", 2), ("应拒未拒", 1))
    assert [miss.id for miss in report.misses] == ["c1", "c2", "c3"]
    assert (report.p50_ms, report.p95_ms) == (10.4, 25.6)


def test_a_sealed_report_has_no_misses_even_if_the_file_has():
    """The page shows no case of a test half, whatever the file holds."""
    sealed = make_report(run=make_manifest(split="test", sealed=True))
    assert parse_report(json.dumps(sealed)).misses == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        json.dumps(make_report(kinds={})),
        json.dumps(make_report(kinds={"合计": make_group(1) | {"cases": "<b>"}})),
        json.dumps(make_report(misses=[{"id": "x"}])),
        json.dumps(make_report(causes=["引错"])),
        json.dumps(
            make_report(
                kinds={
                    "合计": make_group(
                        1, refusal={"hits": 1, "n": 1, "value": "1;x", "interval": 0}
                    )
                }
            )
        ),
    ],
)
def test_a_report_of_another_shape_is_refused(text):
    """In words for the user, with what to do."""
    with pytest.raises(ReportError, match="读不懂") as refused:
        parse_report(text)
    assert refused.value.hint


def test_sets_kept_in_a_sheet_are_offered_too(tmp_path):
    """Without a count, for a sheet is not opened for it; lock files of an office program are not."""
    own = tmp_path / "own"
    own.mkdir()
    for name in ("题.xlsx", "题.csv", "~$题.xlsx", "说明.md"):
        (own / name).write_bytes(b"")
    found = find_sets(tmp_path / "none", own)
    assert [one.label for one in found] == ["题.csv（表格，自备）", "题.xlsx（表格，自备）"]
