"""The page of results: made from what was measured alone; and the processes that are measured."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from eval.bars import Bar
from eval.benchmarks.processes import (
    Measure,
    compare,
    measure_in_turn,
    measure_process,
    read_process,
)
from eval.benchmarks.suite import (
    FLOOR,
    OURS,
    PIPELINE,
    Bench,
    bench_to_dict,
    cold_table,
    ratio_line,
    warm_table,
)
from eval.chapters import PAGE_ORDER
from eval.errors import EvaluationError, RunError
from eval.results import (
    HEAD,
    MEASURED,
    PAGE,
    PLOTS,
    Chapter,
    Part,
    Plot,
    keep_chapter,
    read_chapter,
    write_page,
)
from eval.tables import Table

BARS = (
    Bar(name="答对且条款对", value=0.9, low=0.8, high=0.95, n=100),
    Bar(name="<没有>", value=None, low=None, high=None, n=0),
)
CHAPTER = Chapter(
    name="halves",
    title="成绩",
    command="python -m eval run 评测集 --split test",
    parts=(
        Part(
            title="两份方案·测试集",
            text="157 题。",
            tables=(
                Table(header=("类别", "答对"), rows=(("目标", "0.90 (9/10, 0.60–0.98)"),)),
                Table(header=("类别",), rows=()),
            ),
            plot=Plot(file="plans-test.svg", title="两份方案 & 测试集", bars=BARS),
        ),
        Part(title="", text="**没做对的原因**"),
    ),
)


@pytest.fixture
def folders(tmp_path):
    """Where a page of the test's own is measured, written and plotted."""
    return {
        "measured": tmp_path / "measured",
        "page": tmp_path / "RESULTS.md",
        "plots": tmp_path / "plots",
    }


def test_a_chapter_is_read_back_as_it_was_measured(folders):
    """With the code and the machine of the moment it was kept."""
    keep_chapter(CHAPTER, folders["measured"])
    (path,) = folders["measured"].iterdir()
    assert path.name == "halves.json"
    chapter = read_chapter(path)
    assert chapter.code
    assert "核" in chapter.machine
    assert replace(chapter, code="", machine="") == CHAPTER


def test_the_page_is_made_of_the_measurements_alone(folders):
    """Head, then the chapters in the order wanted, each with its command, tables and plots."""
    part = Part(title="冷启动")
    other = replace(CHAPTER, name="speed", title="速度", command="eval bench", parts=(part,))
    for chapter in (other, CHAPTER):
        keep_chapter(chapter, folders["measured"])
    write_page(["halves", "speed"], **folders)
    page = folders["page"].read_text(encoding="utf-8")
    assert page.startswith(HEAD.strip())
    assert page.index("## 成绩\n") < page.index("## 速度\n")
    for words in (
        "```\npython -m eval run 评测集 --split test\n```",
        "代码版本 ",
        "### 两份方案·测试集\n\n157 题。\n\n![两份方案 & 测试集](plots/plans-test.svg)\n\n| 类别 | 答对 |",
        "| 目标 | 0.90 (9/10, 0.60–0.98) |",
        "**没做对的原因**",
    ):
        assert words in page
    assert "\n\n\n" not in page
    assert "| 类别 |\n" not in page  # the table without rows
    (folders["measured"] / "speed.json").unlink()
    write_page(["halves", "speed"], **folders)
    assert "## 速度" not in folders["page"].read_text(encoding="utf-8")


def test_a_chapter_measured_anew_leaves_the_others_as_they_were(folders):
    """Not a word of them changes."""
    other = replace(CHAPTER, name="speed", title="速度", parts=())
    for chapter in (CHAPTER, other):
        keep_chapter(chapter, folders["measured"])
    write_page(["halves", "speed"], **folders)
    before = folders["page"].read_text(encoding="utf-8").split("## 速度")[0]
    keep_chapter(replace(other, title="速度", parts=(Part(title="新"),)), folders["measured"])
    write_page(["halves", "speed"], **folders)
    after = folders["page"].read_text(encoding="utf-8")
    assert after.split("## 速度")[0] == before
    assert "### 新" in after


def test_a_plot_is_a_picture_of_its_bars(folders):
    """Well-formed, with a name and a value a bar; what looks like a tag is text."""
    keep_chapter(CHAPTER, folders["measured"])
    write_page(["halves"], **folders)
    (path,) = folders["plots"].iterdir()
    assert path.name == "plans-test.svg"
    words = [one.text for one in ET.parse(path).iter() if one.text and one.text.strip()]
    for text in ("两份方案 & 测试集", "答对且条款对", "0.90  n=100", "<没有>", "—"):
        assert text in words


@pytest.mark.parametrize("text", ["{", "[]", '{"name": "halves"}', '{"parts": [1]}'])
def test_a_damaged_measurement_is_named(folders, text):
    """With what to do."""
    folders["measured"].mkdir()
    path = folders["measured"] / "halves.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RunError, match="测量结果无法读取") as caught:
        write_page(["halves"], **folders)
    assert str(path) in caught.value.message
    assert "python -m eval results" in caught.value.hint


def test_the_committed_page_is_what_the_committed_measurements_give(tmp_path):
    """Nobody wrote a number into it by hand, and every plot shown is there and up to date."""
    page, plots = tmp_path / "RESULTS.md", tmp_path / "plots"
    write_page(PAGE_ORDER, measured=MEASURED, page=page, plots=plots)
    made = page.read_text(encoding="utf-8")
    measured = [name for name in PAGE_ORDER if (MEASURED / f"{name}.json").is_file()]
    assert made.count("\n代码版本 ") == len(measured)
    assert made.startswith(HEAD.strip())
    shown = PAGE.read_text(encoding="utf-8")
    if measured:
        assert shown == made
    else:
        assert shown.startswith("# 评测结果\n")
    for plot in plots.iterdir():
        assert f"](plots/{plot.name})" in made
        assert (PLOTS / plot.name).read_text(encoding="utf-8") == plot.read_text(encoding="utf-8")


def test_only_known_chapters_are_measured():
    """A file that no command would measure again has no place there."""
    assert {path.stem for path in MEASURED.glob("*.json")} <= set(PAGE_ORDER)


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


def test_the_ratio_is_of_medians_with_the_extremes_of_the_rounds(bench):
    """2 of 8 seconds; round by round 2/8, 3/6, 2/10."""
    ratio = bench.ratio
    assert (ratio.value, ratio.low, ratio.high) == (0.25, 0.2, 0.5)
    assert (
        ratio_line(bench) == "冷启动用时是 LangChain 500/50 的 0.25（3 轮交替，各轮 0.20–0.50）。"
    )
    assert cold_table(bench).rows[0] == (OURS, "2.00", "2.00–3.00", "100")


def test_a_bench_is_shown_and_is_json(bench):
    """Building and warm answers with their memory; every single measure is kept."""
    rows = {name: cells for name, *cells in warm_table(bench).rows}
    assert rows["建立索引（89 条，含导入）"] == ["3.00 秒", "700"]
    assert rows["回答 p50（60 题，同一进程）"] == ["5.0 毫秒", ""]
    assert rows["回答最长"] == ["30.0 毫秒", "250"]
    found = json.loads(json.dumps(bench_to_dict(bench)))
    assert [one["seconds"] for one in found["cold"][OURS]] == [2.0, 3.0, 2.0]


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
