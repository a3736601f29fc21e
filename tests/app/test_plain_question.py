"""A question in plain words: the table's own examples, frames, and questions left as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answer import Question
from app.plain_question import (
    FOLLOW_UP_PATH,
    PATH,
    in_plain_follow_up,
    in_plain_words,
    plainly_asked,
)


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


_ROWS = _rows(PATH)


@pytest.mark.parametrize(("pattern", "plain", "example"), _ROWS)
def test_every_row_rewrites_its_own_example(pattern: str, plain: str, example: str) -> None:
    del pattern
    rewritten = in_plain_words(example)
    assert rewritten != example
    assert plain in rewritten
    assert in_plain_words(rewritten) == rewritten


@pytest.mark.parametrize(("pattern", "plain", "example"), _rows(FOLLOW_UP_PATH))
def test_every_row_for_follow_ups_rewrites_its_own_example(
    pattern: str, plain: str, example: str
) -> None:
    del pattern
    rewritten = in_plain_follow_up(example)
    assert rewritten not in (example, in_plain_words(example))
    assert plain in rewritten
    assert in_plain_follow_up(rewritten) == rewritten


@pytest.mark.parametrize(
    "asked", ["上一条呢", "那2030年呢", "采取相应措施了吗", "好的呢", "那查处的呢"]
)
def test_a_follow_up_without_links_stays(asked: str) -> None:
    assert in_plain_follow_up(asked) == asked


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("我们在写汇报材料，渠道更新由谁负责？", "渠道更新由谁负责？"),
        ("渠道更新由谁负责？谢谢", "渠道更新由谁负责？"),
        ("领导要看，请问绿道要建多少公里？", "绿道要建多少公里？"),
        ("有市民反映，绿道要建多少公里？盼复", "绿道要建多少公里？"),
        ("某国企咨询：渠道更新补多少钱？请核对后回复。", "渠道更新补多少钱？"),
        ("答复代表建议需要，请提供绿道2025年要建多少公里", "绿道2025年要建多少公里"),
        ("统计口径需要核一下，绿道要建多少公里？", "绿道要建多少公里？"),
        ("小区业委会想弄清楚，能否帮我查一下绿道要建多少公里？", "绿道要建多少公里？"),
        ("我处正在梳理各地绿道建设情况。渠道更新由谁负责？", "渠道更新由谁负责？"),
    ],
)
def test_what_only_frames_a_question_goes(asked: str, plain: str) -> None:
    assert in_plain_words(asked) == plain


@pytest.mark.parametrize(
    "asked",
    [
        "渠道更新由谁负责？",
        "编写材料由谁负责？",
        "谢谢",
        "我们在写汇报材料",
        "2025年呢",
        "绿道引领了哪些产业？",
        "绿道由哪家单位出具证明？",
        "第三块地怎么办？",
        "材料要不要全部报一遍？",
        "全部写出来要多久？",
        "日期以什么为准？",
        "公交线路 26条",
        "企业要写绿道报告，由谁核查？",  # the matter stands in what looks like a frame
        "我在青禾市一家园林公司负责项目，手上有一段绿道要建，补多少？",
        "福州的同事想问，2025年要建几公里？",  # no other part names the place
        "绿道2025年要建50公里，请核实。",  # the request is what asks
        "咨询电话是多少？",
        "问责由谁负责？",
    ],
)
def test_a_question_that_is_all_matter_stays(asked: str) -> None:
    assert in_plain_words(asked) == asked


def test_questions_before_are_put_in_plain_words_too() -> None:
    question = Question(text="请问2030年呢？", history=("请问绿道要建多少公里？",))
    assert plainly_asked(question).text == "2030年呢？"
    assert plainly_asked(question).history == ("绿道要建多少公里？",)


@given(st.text(max_size=80))
def test_any_text_keeps_a_question(text: str) -> None:
    assert bool(in_plain_words(text)) == bool(text)
