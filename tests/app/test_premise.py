"""What a question takes for granted and the text denies is put right before it is answered."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question
from tests.app.small_corpus import WATER, ask, assistant_over


@pytest.mark.parametrize(
    ("question", "asked", "found"),
    [
        ("听说泉州要更新老化渠道600公里，归哪些部门管？", "600公里", "400公里"),
        ("泉州2030年要更新老化渠道400公里，由谁负责？", "2030年", "2027年"),
        ("泉州是不是强制种植大户采用水肥一体化技术？", "强制", "鼓励种植大户采用水肥一体化技术"),
        ("泉州新增喷灌滴灌面积80万亩，这事谁负责？", "80万亩", "8万亩"),
    ],
)
def test_a_false_premise_is_put_right_first(question, asked, found):
    """The claim, what the text says instead, and the words of the text that say so."""
    answer = ask(question, WATER)
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.premise is not None
    assert (answer.premise.asked, answer.premise.found) == (asked, found)
    assert answer.statements[0].text.startswith(f"不是{asked}，文件写的是{found}：")
    assert found in answer.citations[0].quote


def test_what_was_asked_is_answered_behind_the_correction():
    """A wrong figure in a question for units does not cost the units."""
    answer = ask("听说泉州要更新老化渠道600公里，归哪些部门管？", WATER)
    assert "市水利局" in answer.answer
    assert "市财政局" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "泉州要更新老化渠道400公里，归哪些部门管？",
        "泉州2027年要更新老化渠道400公里，由谁负责？",
        "我们镇有600公里渠道，更新老化渠道由谁负责？",
        "泉州鼓励种植大户采用水肥一体化技术吗？",
        "更新老化渠道是必须做还是鼓励做？",
    ],
)
def test_what_the_text_bears_out_or_the_asker_says_of_himself_is_not_corrected(question):
    """No correction where the figure is the text's, the circumstance the asker's, or both are named."""
    assert ask(question, WATER).premise is None


def test_a_question_for_every_goal_claims_nothing():
    """Lists have to be complete and are left alone."""
    answer = ask("2027年有哪些量化目标？", WATER)
    assert answer.premise is None
    assert answer.total


def test_a_unit_that_is_in_no_list_is_a_premise():
    """Whether a unit is responsible: no, and who is."""
    answer = ask("更新老化渠道是不是市教育局负责？", WATER)
    assert answer.premise is not None
    assert answer.premise.asked == "市教育局"
    assert answer.premise.found.startswith("市水利局")


RULES = """泉州市节水奖补办法
第一条 灌区应当建立三级巡查制度。
第二条 用水台账应当至少保存五年。
第三条 市水利局预留年度补助资金的百分之二作为应急资金。
第四条 对申请结果有异议的，可以自收到结果之日起七个工作日内申请复核，市水利局应当自收到申请之日起十个工作日内作出决定。
第五条 用水单位虚报用水数据的，由市水利局责令改正，处二万元以上五万元以下罚款。
第六条 到2027年，建设1-2家节水示范园区。
第七条 鼓励用水大户编制节水报告。
第八条 市水利局对水权交易实施统一监督管理。
"""
PLAN = """泉州市节水行动方案
一、主要任务
（一）更新老化渠道。更新老化渠道400公里。（市水利局牵头，市财政局、市发改委配合）
（二）推广水肥一体化。推广水肥一体化技术。（责任单位：市农业农村局、市水利局）
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    """Return an assistant over a rule with counts in words and a plan with a leading unit."""
    folder = tmp_path_factory.mktemp("rules") / "documents"
    folder.mkdir()
    (folder / "泉州市节水奖补办法.txt").write_text(RULES, encoding="utf-8")
    (folder / "泉州市节水行动方案.txt").write_text(PLAN, encoding="utf-8")
    assistant = assistant_over(folder)
    return lambda text: assistant.ask(Question(text=text))


@pytest.mark.parametrize(
    ("question", "asked", "found"),
    [
        ("泉州灌区建立的是四级巡查制度吧？", "四级", "三级"),
        ("泉州用水台账要保存三年吧？", "三年", "五年"),
        ("泉州应急资金是年度补助资金的百分之五，谁来预留？", "百分之五", "百分之二"),
        (
            "泉州对申请结果有异议，可以在十五个工作日内申请复核，对吗？",
            "十五个工作日",
            "七个工作日",
        ),
        ("泉州用水单位虚报用水数据要罚一百万以上吧？", "一百万", "二万元以上五万元以下"),
        ("泉州到2027年要建三家节水示范园区，对吧？", "三家", "1-2家"),
        ("为什么泉州强制用水大户编制节水报告？", "强制", "鼓励用水大户编制节水报告"),
        ("泉州是市财政局对水权交易实施统一监督管理吧？", "市财政局", "市水利局"),
    ],
)
def test_small_counts_terms_shares_and_units_are_put_right(rules, question, asked, found):
    """A claim is held against the words that speak of it: counts in words, years, shares, ranges, who."""
    answer = rules(question)
    assert answer.premise is not None, answer.answer
    assert answer.premise.asked.startswith(asked)
    assert answer.premise.found.startswith(found)


@pytest.mark.parametrize(
    "question",
    [
        "泉州灌区建立的是三级巡查制度吧？",
        "泉州用水台账要保存5年吧？",
        "泉州应急资金是年度补助资金的2%，谁来预留？",
        "泉州对申请结果有异议，可以在七个工作日内申请复核，对吗？",
        "泉州对申请要在十个工作日内作出决定，对吗？",
        "泉州用水单位虚报用水数据要罚三万元，对吗？",
        "泉州到2027年要建一家节水示范园区，对吧？",
        "为什么泉州鼓励用水大户编制节水报告？",
        "泉州是市水利局对水权交易实施统一监督管理吧？",
    ],
)
def test_what_is_true_in_other_words_is_not_corrected(rules, question):
    """The same amount in figures or words, within the range, or of the other of two terms."""
    assert rules(question).premise is None


def test_a_unit_that_only_helps_does_not_lead(rules):
    """牵头 is said of the unit the text says it of; the list follows."""
    answer = rules("更新老化渠道是不是市财政局牵头？")
    assert answer.answer.startswith("否，市财政局不是牵头单位")
    assert answer.premise is not None
    assert answer.premise.found == "市水利局"
    assert rules("更新老化渠道是不是市水利局牵头？").premise is None


def test_a_unit_listed_first_is_not_said_to_lead(rules):
    """Where the text names no leading unit the first one is 首列单位."""
    answer = rules("推广水肥一体化是不是市农业农村局牵头？")
    assert answer.answer.startswith("是，首列单位是市农业农村局（文件未明确牵头单位）。")
