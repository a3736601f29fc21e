"""Answers made false on purpose: the checker finds every kind, and passes the honest ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner

from app.answer import Note, Question
from eval.__main__ import cli
from eval.tampering import KINDS, measure
from tests.app.small_corpus import small_assistant, small_catalogue

QUESTIONS = (
    "更新老化渠道由哪些部门负责？",
    "到2027年更新老化渠道多少公里？",
    "大型灌区渠系改造完成比例是多少？",
    "农业用水总量2030年下降多少？",
    "怎么发展喷灌滴灌？",
    "市水利局负责哪些任务？",
    "养犬有哪些要求？",
    "第五条讲了什么？",
    "产粮大县烘干中心每县建几个？",
    "2027年有哪些目标？",
    "加大资金支持有哪些措施？",
)


@pytest.fixture(scope="module")
def result():
    answers = [small_assistant().ask(Question(text=text)) for text in QUESTIONS]
    return measure(answers, small_catalogue())


def test_honest_answers_pass(result):
    """No statement that the program itself composed is taken for a false one."""
    assert result.statements > 20
    assert result.alarms == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_caught(result, kind):
    """All that was made false is found."""
    caught, total = result.caught[kind]
    assert total > 3
    assert caught == total


def test_what_the_checker_took_away_is_an_alarm():
    """An honest answer that lost a statement on its way out is counted against the checker."""
    answer = small_assistant().ask(Question(text=QUESTIONS[0]))
    lost = replace(answer, notes=(Note(code="unproven", text="另有1处内容未能通过原文核对。"),))
    (alarm,) = measure([lost], small_catalogue()).alarms
    assert alarm.startswith(QUESTIONS[0])


def test_the_command_tells_the_kinds():
    """Its help names them, so that nobody has to read the code."""
    shown = CliRunner().invoke(cli, ["tamper", "--help"], prog_name="python -m eval").stdout
    assert "编造引语" in shown
