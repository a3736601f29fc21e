"""Evaluations as HTML."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.evaluation_runs import Progress, parse_report, read_run
from app.page_evaluation_markup import (
    EMPTY_REPORT,
    SEALED_NOTE,
    SHOWN_MISSES,
    WRITING,
    closed_html,
    done_html,
    failure_html,
    hint_html,
    progress_html,
    report_html,
    stopped_html,
)
from corpus.errors import PolicyQAError
from tests.app.fakes_evaluation import (
    make_group,
    make_manifest,
    make_miss,
    make_report,
    make_score,
    write_run,
)
from tests.app.fakes_page import HOSTILE_QUOTE
from tests.app.page_reading import read_html

OURS = {
    "article", "b", "dd", "details", "div", "dl", "dt", "h3", "h4", "h5", "header", "li", "p",
    "section", "span", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
OUR_ATTRIBUTES = {
    "class", "style", "scope", "role", "tabindex", "aria-hidden", "aria-label", "aria-valuemin",
    "aria-valuemax", "aria-valuenow",
}  # fmt: skip
HALF_DONE = Progress(done=12, total=60, finished=False)


def read_report(**fields):
    """Read a report as it is shown."""
    return read_html(report_html(parse_report(json.dumps(make_report(**fields)))))


def shown_progress(progress, *, elapsed=8.0, left=None, notice=None):
    return read_html(
        progress_html("题库.jsonl 开发集", progress, elapsed=elapsed, left=left, notice=notice)
    )


def test_a_report_shows_scores_kinds_causes_and_misses():
    """With how many of how many, and the interval."""
    reading = read_report()
    for words in (
        "题库.jsonl　开发集",
        "2026-03-01 10:15",
        "代码版本 1a2b3c",
        "89 条条款",
        "每题 10 毫秒（中位数），95% 在 26 毫秒内",
        "答对且条款对75% 6/8，65%–85%",
        "清单完全一致—（没有这样的题）",
        "误拒（越低越好）12% 1/8",
        "责任单位875% 6/8，65%–85%88% 7/8—12% 1/8",
        "不可答2——50% 1/2—",
        "合计10",
        "引错2 题",
        "没做对的题（3）",
    ):
        assert words in reading.text
    assert ("style", "width:75.0%") in reading.attributes
    assert ("style", "left:65.0%;width:20.0%") in reading.attributes


def test_misses_stand_under_their_cause_and_open_one_by_one():
    """What was asked stands in the line; why, the answer and what was cited below it."""
    reading = read_report()
    assert reading.tags.count("details") == reading.tags.count("summary") == 3
    assert reading.text.index("引错（2）") < reading.text.index("谁负责？")
    assert reading.text.index("谁负责？") < reading.text.index("应拒未拒（1）")
    assert "说明<i>detail</i>答案<i>answer</i>引用条款<i>cited</i>编号c1" in reading.text
    assert "答案（拒答）引用条款（没有）编号c2" in reading.text


def test_of_a_test_half_only_totals_are_shown():
    """No question, no answer; scores and causes are sums."""
    reading = read_report(run=make_manifest(split="test", sealed=True))
    assert SEALED_NOTE in reading.text
    assert "题库.jsonl　测试集" in reading.text
    assert "details" not in reading.tags
    assert "谁负责" not in reading.text


def test_a_run_without_a_miss_says_so():
    """Neither an empty table of causes nor a division by nothing."""
    reading = read_report(causes={}, misses=[])
    assert "没有：每道题都做对了。" in reading.text
    assert "没做对的题（0）" in reading.text


def test_a_run_that_was_cut_off_says_so():
    """Its scores are of the part that was done."""
    assert "没有做完，10/60 题" in read_report(run=make_manifest(cases=60, finished=None)).text


def test_very_many_misses_are_counted_not_shown():
    """The page stays light; the files hold them all."""
    reading = read_report(misses=[make_miss(cause="引错")] * (SHOWN_MISSES + 7))
    assert reading.tags.count("details") == SHOWN_MISSES
    assert "另有 7 题没有列出" in reading.text


def test_numbers_out_of_range_do_not_bend_the_page():
    """A bar is never longer than its track."""
    wild = {"hits": 1, "n": 1, "value": 7.5, "interval": [-3.0, 9.0]}
    reading = read_report(kinds={"合计": make_group(1, right_clause=wild)})
    widths = [value for name, value in reading.attributes if name == "style"]
    assert "width:100.0%" in widths
    assert "left:0.0%;width:100.0%" in widths


@pytest.mark.parametrize(
    ("progress", "left", "words"),
    [
        (HALF_DONE, 90.0, "12/60 题，约剩 2 分钟"),
        (HALF_DONE, 8.2, "12/60 题，约剩 8 秒"),
        (HALF_DONE, 0.1, "12/60 题，约剩 1 秒"),
        (HALF_DONE, None, "12/60 题，正在答题…"),
        (Progress(done=0, total=60, finished=False), None, "0/60 题，正在读文件、建索引…（8 秒）"),
        (Progress(done=60, total=60, finished=False), 0.0, "60/60 题，正在收尾…"),
    ],
)
def test_progress_is_told_in_words(progress, left, words):
    """How many of how many, and how long it will take where that can be told."""
    assert f"题库.jsonl 开发集　{words}" in shown_progress(progress, left=left).text


def test_progress_is_a_bar_for_eyes_and_screen_readers():
    """Its width is the share that is done; nothing to do is no division by nothing."""
    reading = shown_progress(HALF_DONE)
    assert ("style", "width:20.0%") in reading.attributes
    assert ("role", "progressbar") in reading.attributes
    assert ("aria-valuenow", "12") in reading.attributes
    assert ("aria-valuemax", "60") in reading.attributes
    empty = shown_progress(Progress(done=0, total=0, finished=False))
    assert ("style", "width:0.0%") in empty.attributes


def test_who_comes_second_is_told_above_the_progress():
    """The notice and the bar of the run that is going on."""
    text = shown_progress(HALF_DONE, notice=PolicyQAError("已有一个。", hint="等它。")).text
    assert text.startswith("已有一个。下一步：等它。题库.jsonl")


def test_a_stop_says_what_is_kept(tmp_path):
    """And how to go on."""
    kept = read_html(stopped_html(read_run(write_run(tmp_path, "x", 4, finished=None))))
    assert "答完的 4/10 题都保存着" in kept.text
    assert ("role", "status") in kept.attributes
    assert read_html(stopped_html(None)).text == "已停止，还没有答完一题。"


def test_the_end_is_told():
    """With its time."""
    assert read_html(done_html(60, elapsed=12.3)).text == "评测完成：60 题，用时 12 秒。"


@pytest.mark.parametrize(
    "markup",
    [
        failure_html(PolicyQAError(HOSTILE_QUOTE, hint=HOSTILE_QUOTE)),
        closed_html(PolicyQAError(HOSTILE_QUOTE, hint=HOSTILE_QUOTE)),
        progress_html(
            HOSTILE_QUOTE,
            HALF_DONE,
            elapsed=1,
            left=None,
            notice=PolicyQAError(HOSTILE_QUOTE, hint=HOSTILE_QUOTE),
        ),
        report_html(
            parse_report(
                json.dumps(
                    make_report(
                        run=make_manifest(
                            set_name=HOSTILE_QUOTE,
                            split=HOSTILE_QUOTE,
                            code=HOSTILE_QUOTE,
                            started=HOSTILE_QUOTE,
                        ),
                        kinds={
                            HOSTILE_QUOTE: make_group(1, right_clause=make_score(1, 1)),
                            "合计": make_group(1),
                        },
                        causes={HOSTILE_QUOTE: 1},
                        misses=[
                            make_miss(
                                **dict.fromkeys(
                                    (
                                        "id",
                                        "kind",
                                        "question",
                                        "cause",
                                        "detail",
                                        "answer",
                                        "cited",
                                    ),
                                    HOSTILE_QUOTE,
                                )
                            )
                        ],
                    )
                )
            )
        ),
    ],
)
def test_hostile_words_are_shown_as_words(markup):
    """Only our elements and attributes come out; the words come out whole, as text."""
    reading = read_html(markup)
    assert set(reading.tags) <= OURS
    assert {name for name, _ in reading.attributes} <= OUR_ATTRIBUTES
    assert HOSTILE_QUOTE.split(" &amp;")[0] in reading.text
    assert "\u202e" not in markup


def test_a_folder_may_be_called_anything():
    """Its name is words too."""
    reading = read_html(hint_html(Path("/data/<b>处室</b>/sets")))
    assert reading.text.endswith("放在 /data/<b>处室</b>/sets")
    assert reading.tags == ["p"]


def test_fixed_pieces_are_whole():
    """Every element is closed where it belongs."""
    assert "开始评测" in read_html(EMPTY_REPORT).text
    assert read_html(WRITING).text == "正在整理报告…"
