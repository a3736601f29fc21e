"""Of several values bound by 分别 the one asked for is told first, with the sentence that gives it."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question
from app.paired import asked_pairs, read_pairings
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over

RULES = """宜昌市支持企业创新若干政策

为支持企业创新，制定本政策。

（一）研发机构奖励。对首次认定的国家级、省级、市级研发机构，分别给予90万元、40万元、15万元奖励。

（二）标准奖励。主持制定国际标准、国家标准、行业标准的，每项分别给予不超过60万元、35万元、12万元资助。

（三）申报时间。电子材料、书面材料的截止时间分别为每年3月15日、3月31日。

（四）物流企业。被评为5A、4A、3A级的物流企业，由市财政局分别补助65万元、38万元、18万元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    """Rules made for the purpose."""
    folder = tmp_path_factory.mktemp("paired") / "documents"
    folder.mkdir()
    (folder / "宜昌市支持企业创新若干政策.txt").write_text(RULES, encoding="utf-8")
    return assistant_over(folder)


@pytest.mark.parametrize(
    ("sentence", "pairs"),
    [
        (
            "对首次认定的国家级、省级、市级中心，分别给予100万元、50万元、20万元奖励。",
            [("国家级", "100万元"), ("省级", "50万元"), ("市级", "20万元")],
        ),
        (
            "新建居住区、旧区改造项目绿地率分别不低于35%、25%。",
            [("新建居住区", "不低于35%"), ("旧区改造项目绿地率", "不低于25%")],
        ),
        (
            "实现“小升规”“规改股”“股上市”目标的企业分别给予10万元、20万元和50万元奖励。",
            [("小升规", "10万元"), ("规改股", "20万元"), ("股上市", "50万元")],
        ),
        ("由市、区两级财政分别承担60%和40%。", [("市", "60%"), ("区", "40%")]),
        (
            "一类、二类、三类、四类站点分别补助4万元、3万元、2万元、1万元。",
            [("一类", "4万元"), ("二类", "3万元"), ("三类", "2万元"), ("四类", "1万元")],
        ),
        ("到2030年，甲类和乙类分别下降25%和20%以上。", [("甲类", "25%以上"), ("乙类", "20%以上")]),
    ],
)
def test_values_are_paired_with_things_in_their_order(sentence, pairs):
    """Two, three and four of them, money and shares, with the words that limit all values."""
    (pairing,) = read_pairings(sentence)
    assert [(one.thing, one.value) for one in pairing.pairs] == pairs


@pytest.mark.parametrize(
    "sentence",
    [
        "晶硅电池、薄膜电池多次创造纪录，单多晶电池平均效率分别达到22.8%和20.8%。",
        "占比达到51.4%和4.2%，分别超过国家要求11.4和0.7个百分点。",
        "甲、乙、丙分别给予10万元、20万元。",
        "由各部门分别编制报告。",
        "、" * 3000 + "分别" + "1万元、" * 3000,
    ],
)
def test_a_list_without_as_many_values_binds_nothing(sentence):
    """What does not count up, or stands in another part of the sentence, is left as it is."""
    assert read_pairings(sentence) == ()


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("书面的材料几号截止?", ["书面材料"]),
        ("电子材料几号截止?", ["电子材料"]),
        ("电子材料和书面材料各几号截止?", []),
        ("什么时候截止?", []),
    ],
)
def test_what_tells_things_apart_is_what_is_asked_for(question, things):
    """All of them, or none, is no choice."""
    (pairing,) = read_pairings("电子材料、书面材料的截止时间分别为3月15日、3月31日。")
    assert [one.thing for one in asked_pairs(pairing, question)] == things


def test_what_is_said_of_all_tells_nothing_apart():
    """The tail behind the last thing belongs to every one: 轿车 is not 商用车."""
    (pairing,) = read_pairings("乘用车和商用车新车排放强度分别比2020年下降25%和20%以上。")
    assert asked_pairs(pairing, "轿车新车的排放强度要降多少?") == ()


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("宜昌市认定为市级研发机构的奖多少钱？", "市级：15万元"),
        ("宜昌市国家级研发机构奖励多少？", "国家级：90万元"),
        ("宜昌市主持制定一项行业标准给多少钱？", "行业标准：不超过12万元"),
        ("宜昌市书面材料几号截止？", "书面材料：3月31日"),
        ("宜昌市4A级物流企业补助多少？", "4A：38万元"),
    ],
)
def test_the_value_asked_for_comes_first(assistant, question, opening):
    """Then the words of the text, which are cited."""
    answer = assistant.ask(Question(text=question))
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.answer.startswith(opening)
    assert answer.citations[0].quote in answer.answer
    assert_lawful(answer, assistant)


def test_both_are_told_where_both_are_asked_for(assistant):
    """Of three values the two that are named."""
    answer = assistant.ask(Question(text="宜昌市国家级和市级研发机构各奖励多少？"))
    assert "国家级：90万元；市级：15万元" in answer.answer
