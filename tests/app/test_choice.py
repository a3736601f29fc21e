"""Which sentences answer, what is too little to answer from, and under which words a time is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.answer import Answer, AnswerStatus, Question
from app.names_asked import lacks_names
from tests.app.small_corpus import assistant_over

RULES = """长河市餐饮油烟管理办法
第一条 为了防治餐饮油烟污染，制定本办法。
第二条 餐饮服务单位应当自开业之日起十五日内将油烟净化设施的型号发送所在地街道办事处。
第三条 餐饮服务单位应当每年3月1日至5月31日报送上一年度清洗台账。
第四条 清洗台账填写有误的，餐饮服务单位应当在每年6月15日之前完成更正。
第五条 清洗台账包括下列内容：
（一）清洗日期、清洗单位名称；
（二）灶头数量、营业面积、年度营业收入。
第一项规定的内容应当公开，第二项规定的内容由餐饮服务单位自行决定是否公开。
第六条 油烟检测报告的备案有效期，原则上不少于18个月。
第七条 违反本办法被列入重点监管名单的，由街道办事处约谈；满两年仍未整改的，由市生态环境局列入失信名单。
"""
PLAN = """长河市陶瓷行业绿色发展方案
一、主要目标
到2026年，陶瓷行业建成绿色工厂12家，原料加工能耗“双控”任务全面完成。到2029年，陶瓷行业清洁能源窑炉占比达到70%。
二、重点任务
（一）加强绿色运输合作。支持建设陶瓷原料铁路专用线。推广新能源重卡短驳。发展窑炉余热共享。鼓励组建陶瓷联合运输车队。
（二）建设检测平台。依托长河陶瓷研究院建设检测平台，对新建窑炉按国内先进水平开展能效评估。检测收费标准由各产业园自行确定，并报市发展改革委备案。
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    folder = tmp_path_factory.mktemp("choice") / "documents"
    folder.mkdir()
    for text in (RULES, PLAN):
        (folder / f"{text.splitlines()[0]}.txt").write_text(text, encoding="utf-8")
    assistant = assistant_over(folder)
    return lambda text: assistant.ask(Question(text=text))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("饭店新开业，油烟净化设施的型号要几天内寄到街道？", "十五日内"),
        ("餐饮单位报清洗台账，一年里从哪天到哪天可以报？", "3月1日至5月31日"),
        ("清洗台账填错了，最迟哪天前改好？", "6月15日之前"),
        ("油烟检测报告备案，有效期至少多长？", "18个月"),
        ("被列入重点监管名单一直不整改，几年之后进失信名单？", "满两年"),
    ],
)
def test_a_time_is_found_under_the_askers_own_words(
    asked: Callable[[str], Answer], question: str, said: str
) -> None:
    answer = asked(question)
    assert answer.status is AnswerStatus.ANSWERED
    assert said in answer.answer
    assert len(answer.answer) <= 120


def test_the_condition_of_another_rule_is_left_out(asked: Callable[[str], Answer]) -> None:
    """由街道办事处约谈 belongs to the rule ahead of the semicolon."""
    answer = asked("被列入重点监管名单一直不整改，几年之后进失信名单？")
    assert "市生态环境局列入失信名单" in answer.answer


def test_an_item_comes_with_what_is_laid_down_for_it(asked: Callable[[str], Answer]) -> None:
    answer = asked("餐饮单位的营业面积、年度营业收入非得公开吗？")
    assert "自行决定是否公开" in answer.answer


def test_a_clause_whose_heading_is_asked_for_is_given_whole(asked: Callable[[str], Answer]) -> None:
    answer = asked("我们窑厂要拉原料，陶瓷方案在绿色运输上打算合作做哪些事？")
    for measure in ("铁路专用线", "新能源重卡", "余热共享", "联合运输车队"):
        assert measure in answer.answer


def test_the_unit_named_in_the_next_sentence_is_found(asked: Callable[[str], Answer]) -> None:
    answer = asked("陶瓷检测平台的检测收费标准由谁定，报给谁备案？")
    assert "报市发展改革委备案" in answer.answer


def test_a_catchword_is_found_without_its_quotation_marks(asked: Callable[[str], Answer]) -> None:
    answer = asked("陶瓷行业能耗双控要做到什么样？")
    assert answer.status is AnswerStatus.ANSWERED
    assert "能耗“双控”" in answer.answer


def test_a_level_asked_for_is_a_value(asked: Callable[[str], Answer]) -> None:
    answer = asked("新建窑炉的能效评估按什么水平来？")
    assert "国内先进水平" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "造纸行业到2026年要建成多少家绿色工厂？",
        "玻璃行业2029年清洁能源窑炉占比要达到多少？",
        "陶瓷检测平台由哪家公司承建？",
        "首批绿色工厂有哪几家企业？",
    ],
)
def test_another_trade_and_an_unnamed_firm_are_declined(
    asked: Callable[[str], Answer], question: str
) -> None:
    assert asked(question).status is not AnswerStatus.ANSWERED


def test_a_particular_that_is_only_told_is_not_asked_for(asked: Callable[[str], Answer]) -> None:
    """The asker's 电话 is circumstance; what he asks is where the form goes."""
    answer = asked("我打了电话没人接，净化设施型号几天内要寄到街道办事处？")
    assert answer.status is AnswerStatus.ANSWERED


@pytest.mark.parametrize(
    ("words", "lacks"),
    [
        ("打造一批龙头企业和骨干企业。", True),
        ("支持大型集团和上市公司参与。", True),
        ("以长河瓷业集团、北岭矿业为核心。", False),
        ("由长河市水务有限公司承建。", False),
    ],
)
def test_a_sort_of_firm_is_no_firm(words: str, lacks: bool) -> None:
    assert bool(lacks_names("由哪家企业承建？", [words])) is lacks
