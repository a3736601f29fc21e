"""What one task of a plan wants to reach by a year; goals without a figure, and names of one character."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question
from tests.app.small_corpus import assistant_over

_PLAN = """临江市轻工业绿色发展方案

一、总体目标

到2030年，单位产值能耗持续下降，建成一批绿色工厂和绿色园区。

二、重点任务

（一）造纸行业。淘汰老旧纸机，推广热泵干燥。到2027年，新增脱墨设备占比达到60%以上。到2030年，无氯漂白广泛应用，培育一批节水纸厂。（责任单位：市工信局、市水利局）

（二）食品行业。推广冷链回收。提高再生锡供应能力。到2028年，建成冷链回收站90座。（责任单位：市工信局、市商务局）

（三）包装行业。发展可降解包装。到2030年，镀锡包装使用可再生材料比例达到35%以上。（责任单位：市工信局）

（四）培育绿色工厂。完善评价办法。到2030年，累计创建绿色工厂80家。（责任单位：市工信局、市市场监管局）
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Return a function that asks the plan."""
    folder = tmp_path_factory.mktemp("文件")
    (folder / "方案.txt").write_text(_PLAN, encoding="utf-8")
    assistant = assistant_over(folder)
    return lambda question: assistant.ask(Question(text=question))


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("造纸行业2030年要达到什么水平？", ["无氯漂白广泛应用", "节水纸厂"], "脱墨"),
        ("临江造纸行业2027年目标是什么？", ["60%以上"], "无氯"),
        ("造纸行业的目标是什么？", ["60%以上", "无氯漂白"], "绿色园区"),
    ],
)
def test_a_task_tells_its_goals_by_their_year(ask, question, told, untold):
    """The sentence of the year whole: it may set several things, some without a figure."""
    answer = ask(question)
    assert answer.status is AnswerStatus.ANSWERED
    assert all(words in answer.answer for words in told)
    assert untold not in answer.answer


def test_who_asks_how_many_is_given_the_number_first(ask):
    """一批 is no number."""
    assert ask("绿色工厂的目标是多少？").answer.splitlines()[0].endswith("累计创建绿色工厂80家。")


def test_a_goal_without_a_figure_tells_of_no_metric(ask):
    """单位产值能耗 has none in the plan; 一批绿色工厂 is not it."""
    answer = ask("2030年临江单位产值能耗下降多少？")
    assert "一批" not in answer.answer


def test_a_name_of_one_character_is_told_by_what_stands_before_it(ask):
    """再生锡 is neither 镀锡 nor 可再生, though its parts stand there."""
    assert ask("再生锡的比例要达到多少？").status is AnswerStatus.NOT_FOUND
    assert "35%以上" in ask("镀锡包装使用可再生材料的比例要达到多少？").answer


def test_what_people_say_ahead_of_a_unit_is_no_place(ask):
    """不是说市工信局… asks of 市工信局."""
    answer = ask("不是说市水利局参与食品行业吗？")
    assert answer.status is AnswerStatus.ANSWERED
    assert "没有市水利局" in answer.answer
