"""What a question says exactly is answered exactly: the only one, so many parts, degrees, ratios, a month."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question
from tests.app.small_corpus import assistant_over

PLAN = """随州市冷链物流行动方案

为发展冷链物流，制定本方案。

一、总体要求

坚持节约优先。

二、主要任务

（一）改造冷库。新建冷库能耗减量置换比例不低于1.5:1，冻结间温度不高于零下18摄氏度，冷藏间保持在4℃以下。年用电200万千瓦时以上的冷库，新换的压缩机使用2级以上能效产品。（责任单位：市商务局、市交通运输局）

（二）提升装备。

专栏1 冷链装备提升
推广节能压缩机。优先采用变频机组和蓄冷材料，更换老旧保温门。
更新冷藏车辆。加快淘汰老旧冷藏车，推广新能源冷藏车和车载温度记录仪。
（责任单位：市工业和信息化局）

（三）资金安排。市财政每年安排2亿元支持冷链设施建设。

（四）宣传培训。每年5月底前组织一次从业人员培训。（责任单位：市教育局、市商务局）

三、保障措施

各地要加强组织领导。商务主管部门查实企业隐瞒温度记录的，列为重点关注企业。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    """One plan made for the purpose."""
    folder = tmp_path_factory.mktemp("exact") / "documents"
    folder.mkdir()
    (folder / "随州市冷链物流行动方案.txt").write_text(PLAN, encoding="utf-8")
    return assistant_over(folder)


def ask(assistant, text):
    return assistant.ask(Question(text=text))


@pytest.mark.parametrize(
    "text", ["改造冷库是不是只由市商务局负责？", "改造冷库就市商务局一家在管吗？"]
)
def test_one_of_several_units_is_not_the_only_one(assistant, text):
    answer = ask(assistant, text)
    assert answer.answer.startswith("否，不只是市商务局")
    assert answer.premise is not None
    assert "市交通运输局" in answer.premise.found


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("随州冷链物流方案一共五个部分，对吧？", "五个部分"),
        ("随州冷链物流方案是不是分为4章？", "4章"),
    ],
)
def test_a_wrong_number_of_parts_is_put_right(assistant, text, asked):
    answer = ask(assistant, text)
    assert answer.answer.startswith(f"不是{asked}，")
    assert "共3个部分" in answer.answer
    assert answer.premise is not None
    assert answer.premise.asked == asked


def test_the_right_number_of_parts_is_no_premise(assistant):
    answer = ask(assistant, "随州冷链物流方案一共三个部分，对吧？")
    assert "共3个部分" in answer.answer
    assert answer.premise is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("冷藏间要保持在几度以下？", "4℃以下"),
        ("冻结间温度最高多少度？", "零下18摄氏度"),
        ("随州新建冷库减量置换比例是多少", "1.5:1"),
        ("随州冷链从业人员培训最迟哪个月组织？", "5月底前"),
    ],
)
def test_values_of_rarer_kinds_are_found(assistant, text, told):
    answer = ask(assistant, text)
    assert answer.status is AnswerStatus.ANSWERED
    assert told in answer.answer


def test_so_many_hundred_millions_are_an_amount(assistant):
    answer = ask(assistant, "随州市财政每年掏3个亿支持冷链设施建设，对不对？")
    assert answer.premise is not None
    assert answer.premise.asked == "3亿元"
    assert answer.premise.found.startswith("2亿元")


def test_which_side_of_the_work_a_unit_has_asks_for_its_tasks(assistant):
    answer = ask(assistant, "市教育局在随州冷链物流工作中承担的是哪方面任务？")
    assert answer.total == 1
    assert "宣传培训" in answer.answer


def test_points_of_a_box_stand_behind_what_calls_them(assistant):
    answer = ask(assistant, "冷链装备提升专栏里有哪些措施？")
    assert "推广节能压缩机。优先采用变频机组" in answer.answer
    assert "更新冷藏车辆。加快淘汰老旧冷藏车" in answer.answer


def test_a_unit_named_in_passing_is_not_who_is_asked_for(assistant):
    answer = ask(assistant, "企业隐瞒温度记录被市商务局查出来，会被列为什么？")
    assert answer.status is AnswerStatus.ANSWERED
    assert "重点关注企业" in answer.answer


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """A plan and a measure of two places; what one has the other has not."""
    folder = tmp_path_factory.mktemp("two") / "documents"
    folder.mkdir()
    (folder / "随州市冷链物流行动方案.txt").write_text(PLAN, encoding="utf-8")
    (folder / "荆门市菜市场管理办法.txt").write_text(RULES, encoding="utf-8")
    return assistant_over(folder)


RULES = """荆门市菜市场管理办法

（荆门市人民政府办公室2023年5月8日印发）

第一条 为规范菜市场管理，制定本办法。

第二条 到2025年，全市菜市场检测室覆盖率达到90%，垃圾分类率达到85%，屠宰场改造任务全面完成。

第三条 菜市场开办者应当每日公示检测结果。开办者不按规定公示的，由商务主管部门约谈并通报批评。

第四条 市场监管部门要切实承担牵头职能，密切配合。
"""


def test_a_trade_of_another_document_is_not_in_the_one_named(two):
    answer = ask(two, "随州冷链物流方案对屠宰场的改造有哪些任务？")
    assert answer.status is AnswerStatus.NOT_FOUND
    assert "屠宰场" in answer.answer


def test_who_does_another_thing_is_no_answer(two):
    answer = ask(two, "荆门菜市场办法里氢能由哪个局牵头？")
    assert answer.status is AnswerStatus.NOT_FOUND


def test_what_happens_is_told_by_the_sentence_with_the_sanction(two):
    answer = ask(two, "荆门的菜市场开办者不按规定公示检测结果会怎样？")
    assert "约谈并通报批评" in answer.answer
    assert "每日公示" not in answer.answer


def test_metrics_typed_one_behind_another_are_each_answered(two):
    answer = ask(two, "荆门菜市场 2025 检测室覆盖率 垃圾分类率")
    assert "90%" in answer.answer
    assert "85%" in answer.answer


def test_the_issuer_calls_the_document(two):
    answer = ask(two, "市政府办公室印发的荆门菜市场办法 2025 检测室覆盖率")
    assert answer.status is AnswerStatus.ANSWERED
    assert "90%" in answer.answer


def test_a_number_of_people_is_no_share(two):
    answer = ask(two, "荆门市菜市场2025年常住人口多少？")
    assert answer.status is not AnswerStatus.ANSWERED


def test_an_amount_given_as_a_circumstance_is_no_answer(two):
    answer = ask(two, "随州年用电200万千瓦时以上的冷库，新换的压缩机至少几级能效？")
    assert "2级以上" in answer.answer


def test_a_punishment_that_no_clause_has_is_not_told(two):
    answer = ask(two, "随州的冷库没有按期改造会怎么处罚？")
    assert answer.status is AnswerStatus.NOT_FOUND


def test_a_trip_is_no_question_to_documents(two):
    answer = ask(two, "推荐两个周末带娃去荆门玩的地方")
    assert answer.status is AnswerStatus.OUT_OF_SCOPE


def test_an_article_that_alone_is_named_is_given(two):
    answer = ask(two, "荆门市菜市场管理办法第三条是冲谁去的？")
    assert "每日公示检测结果" in answer.answer
