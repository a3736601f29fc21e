"""义务自查: duties whose addressee the grammar hides, amounts other than energy, trades not known."""

from __future__ import annotations

import pytest

from app.addressees import actor_of, find_recipient
from app.applicability import judge_subject
from app.catalogue import Catalogue
from app.conditions import Verdict, verdict_of
from app.errors import ProfileError
from app.industries import load_industries
from app.obligations import check_obligations
from app.profile import make_profile
from corpus.structure import parse_document
from tests.corpus.factories import document_of

HEAD = "甲市用水办法\n\n"
PLAN = "甲市节水方案\n一、任务\n"


def check(text, **told):
    """Check a paper mill, changed, against one document of no known place."""
    profile = make_profile({"行业": "造纸", "项目类型": ["存量"]} | told)
    return check_obligations(Catalogue([parse_document(document_of(text, "d"))]), profile)


def said(found):
    return [(one.category.value, one.words.split(" ", 1)[-1]) for one in found.items]


def open_kinds(found):
    """Return for each item what keeps it from being certain, the place apart."""
    return [
        {one.kind for one in item.conditions if one.verdict is Verdict.OPEN} - {"地区"}
        for item in found.items
    ]


def test_what_is_to_be_given_up_is_no_support():
    """坚决淘汰 is a ban, also beside 鼓励; who fails by the date meets a consequence."""
    found = check(
        PLAN
        + "坚决淘汰落后工艺，鼓励企业回用废水。未按期改造的项目坚决依法关停。市局坚决维护秩序。\n"
    )
    first = "坚决淘汰落后工艺，鼓励企业回用废水。"
    assert said(found) == [
        ("禁止", first),
        ("可争取的支持", first),
        ("处罚", "未按期改造的项目坚决依法关停。"),
    ]


def test_who_receives_is_looked_for_behind_the_giver():
    """The government gives to units: the support is theirs, and what is given to schools is not."""
    found = check(
        HEAD + "第一条 市人民政府对节水成绩显著的单位和个人，给予奖励。\n"
        "第二条 市人民政府对节水的学校给予补助。\n第三条 对成绩突出的，由市局给予表彰。\n"
    )
    assert [words[:3] for _, words in said(found)] == ["市人民", "对成绩"]
    assert not found.of(certain=True)


@pytest.mark.parametrize(
    ("sentence", "recipient"),
    [
        ("国家对使用再生水的企业，实行税收优惠政策。", "使用再生水的企业"),
        ("市局引导银行为节水项目提供贷款。", None),
        ("市局引导银行，为节水项目提供优惠贷款。", "节水项目"),
        ("鼓励企业使用再生水。", None),
    ],
)
def test_a_recipient_is_read(sentence, recipient):
    """对…给予 and 为…提供; the sentence that gives nothing has none."""
    assert find_recipient(sentence) == recipient


@pytest.mark.parametrize(
    ("act", "actor"),
    [
        ("违反本办法规定，用水单位未按照规定装表的", "用水单位"),
        ("设计单位、施工单位违反节水标准的", "设计单位、施工单位"),
        ("无偿向本单位职工供水的", ""),
        ("各级人民政府、水务部门，有下列情形之一的", "各级人民政府、水务部门"),
    ],
)
def test_who_acts_opens_what_is_punished(act, actor):
    """The words before the act; an act that opens with what is done names nobody."""
    assert actor_of(act) == actor


def test_penalties_of_others_and_of_officials_are_left_out():
    """Developers, testing bodies, passengers and officials are punished in the same statute."""
    found = check(
        HEAD + "第一条 用水单位未装水表的，由市局处一万元罚款。\n"
        "第二条 房地产开发企业未明示的，由市局处一万元罚款。\n"
        "第三条 从事水质检测的机构出具虚假报告的，由市局处一万元罚款。\n"
        "第四条 有下列情形之一的，由上级主管机关责令改正，对负责人给予处分：（一）不作为的。\n"
        "第五条 乘客在乘车时应当节约用水。\n"
    )
    assert [one.subjects for one in found.items] == [("用水单位未装水表的",)]


def test_an_act_without_a_noun_is_punished_in_plans_too():
    """不按规定…的，予以处罚 is for whoever does it; 约谈 and 问责 meet governments."""
    found = check(
        PLAN + "督促企业装表，不按规定装表的，依法予以处罚。未完成任务的，予以约谈问责。\n"
    )
    assert [(category, words[:4]) for category, words in said(found)] == [("处罚", "督促企业")]


def test_things_bind_whoever_has_to_do_with_them():
    """An article binds by a thing or a case; what is the government's own is left out."""
    found = check(
        HEAD + "第一条 取水口应当设置标志。\n第二条 用水规划应当公布。\n第三条 考核结果应当公开。\n"
        "第四条 市局受理申请后，应当答复。\n第五条 学校应当节水，不得浪费。\n"
    )
    assert [words for _, words in said(found)] == ["取水口应当设置标志。"]
    assert open_kinds(found) == [{"对象"}]


def test_a_statute_that_applies_to_others_is_never_certain():
    """本办法适用于… limits all of it: to another trade nothing, to a case nothing is sure."""
    rules = "甲市管理办法\n\n第一条 本办法适用于{}。\n第二条 企业应当装表。\n"
    assert said(check(rules.format("本市行政区域内的水泥企业"))) == []
    assert open_kinds(check(rules.format("取用地下水的单位")))[-1] == {"适用范围"}
    assert open_kinds(check(rules.format("本市造纸企业")))[-1] == set()
    assert open_kinds(check(rules.format("本市行政区域内的用水活动")))[-1] == set()


def test_a_paragraph_with_a_lead_is_about_its_trade():
    """——某行业： in a box holds for the lines below it, until the next."""
    found = check(
        PLAN + "改造。推进改造。\n专栏1 方向\n"
        "——钢铁行业：推广技术。支持企业回收余热。\n——造纸行业：支持企业回用白水。\n"
    )
    assert [words for _, words in said(found)] == ["支持企业回用白水。"] or [
        words.rpartition("：")[2] for _, words in said(found)
    ] == ["支持企业回用白水。"]


@pytest.mark.parametrize(
    ("rule", "amounts", "verdict"),
    [
        ("年用水量超过10万立方米的企业", ["年用水量12万立方米"], Verdict.MET),
        ("年用水量超过10万立方米的企业", ["用水总量 90000 m3"], Verdict.FAILED),
        ("年用水量超过10万立方米的企业", ["年取水量12万立方米"], Verdict.OPEN),
        ("年用水量超过10万立方米的企业", ["年用水量12万吨"], Verdict.OPEN),
        ("职工三百人以上的企业", ["员工：300人"], Verdict.MET),
        ("从业人员在一千人以上的企业", ["职工人数800人"], Verdict.FAILED),
        ("建筑面积两万平方米以上的企业", ["建筑面积3万㎡"], Verdict.MET),
    ],
)
def test_amounts_are_compared_by_name_and_unit(rule, amounts, verdict):
    """Another thing or another unit is no answer to a threshold: it stays open."""
    found = check(HEAD + f"第一条 {rule}应当备案。\n", 其他数量=amounts)
    verdicts = [
        one.verdict for item in found.items for one in item.conditions if one.kind == "门槛"
    ]
    assert verdicts == ([] if verdict is Verdict.FAILED else [verdict])
    assert found.left_out == (verdict is Verdict.FAILED)


def test_an_amount_needs_name_and_unit():
    """What cannot be compared is not taken."""
    for words in ("300", "职工", "职工300"):
        with pytest.raises(ProfileError, match="“其他数量”的值不可用"):
            make_profile({"行业": "造纸", "其他数量": [words]})


@pytest.mark.parametrize(
    ("industry", "subject", "verdict"),
    [
        ("蜡烛制造", "工业企业", Verdict.OPEN),
        ("蜡烛制造", "水泥企业", Verdict.FAILED),
        ("蜡烛", "蜡烛生产企业", Verdict.MET),
        ("出租汽车客运", "出租汽车经营者", Verdict.MET),
        ("出租汽车客运", "汽车制造企业", Verdict.FAILED),
        ("印刷", "石化、化工等工业企业", Verdict.OPEN),
        ("印刷", "生产单位", Verdict.MET),
        ("出租汽车客运", "生产单位", Verdict.OPEN),
        ("印刷", "房地产开发企业", Verdict.FAILED),
        ("印刷", "从事生产经营活动的单位", Verdict.MET),
        ("印刷", "项目单位", Verdict.OPEN),
        ("印刷", "用人单位未给职工发放用品的", Verdict.OPEN),
    ],
)
def test_trades_by_the_table_and_beside_it(industry, subject, verdict):
    """A trade not in the table may lie in a broad one, and is none of those named by other words."""
    profile = make_profile({"行业": industry, "项目类型": "存量"})
    assert verdict_of(judge_subject(subject, profile, ()) or ()) is verdict


def test_a_trade_not_in_the_table_is_told():
    """What is only found by its own words is said, with what to do about it."""
    assert any("行业用词表里没有“蜡烛”" in one for one in check(PLAN, 行业="蜡烛").remarks)
    assert not any("行业用词表" in one for one in check(PLAN, 行业="印刷").remarks)


def test_a_thing_is_no_piece_of_another_word():
    """电机 is not named by 风电机组 and 发电机组."""
    plan = PLAN + "鼓励研制风电机组。鼓励更新电机。\n"
    assert [words for _, words in said(check(plan, 设备=["电机"]))] == ["鼓励更新电机。"]


def test_terms_explained_at_the_end_are_definitions():
    """本办法下列用语的含义: (一)X，是指Y says whom X means."""
    rules = (
        HEAD + "第一条 用水重点单位应当审计。\n第二条 本办法下列用语的含义：\n"
        "（一）用水重点单位，是指年用水量十万立方米以上的单位。\n"
    )
    audits = {
        amount: [one for one in check(rules, 其他数量=[amount]).items if "审计" in one.words]
        for amount in ("年用水量20万立方米", "年用水量1万立方米")
    }
    assert [len(found) for found in audits.values()] == [1, 0]


def test_every_wider_industry_of_the_table_is_one_of_it():
    """A name that is not at the beginning of a line would lie in nothing."""
    wider = load_industries().wider
    assert all(above in wider for each in wider.values() for above in each)


def test_what_the_government_is_to_press_for_is_told_and_no_duty():
    """督促企业装表 binds the government: it is named in a remark, and stands in no list."""
    found = check(PLAN + "督促造纸企业装表。督促水泥企业限产。推动学校节水。\n")
    assert not found.items
    (remark,) = (one for one in found.remarks if "督促企业" in one)
    assert remark.startswith("另有 1 句")
    assert "《甲市节水方案》一" in remark


def test_things_of_a_statute_about_another_trade_are_left_out():
    """物业管理条例 binds a paper mill where it names 单位, not by its lifts; nor by its officers' parts."""
    rules = "甲市{}条例\n\n第一条 电梯应当年检。\n第二条 任何单位应当爱护设施。\n第三条 饲养人应当牵绳。\n"
    assert [words for _, words in said(check(rules.format("物业管理")))] == [
        "任何单位应当爱护设施。"
    ]
    assert len(check(rules.format("安全管理")).items) == 2


def test_equipment_to_be_given_up_is_told_to_who_has_it():
    """加快淘汰燃煤锅炉 binds the government, and tells who runs a boiler what is coming."""
    text = PLAN + "加快淘汰不达标的燃煤锅炉，推广热泵。推广电锅炉。\n"
    (remark,) = (one for one in check(text, 设备=["锅炉"]).remarks if "所写设备" in one)
    assert remark.startswith("另有 1 句")
    assert not any("所写设备" in one for one in check(text, 设备=["风机"]).remarks)


@pytest.mark.parametrize(("energy", "is_open"), [(1800, True), (6000, False)])
def test_a_size_that_limits_another_part_of_a_sentence_leaves_it_open(energy, is_open):
    """The words quoted go on to those of 5000 t and more; below that the sentence is no sure one."""
    text = PLAN + (
        "引导工业企业开展变压器普查，引导年综合能耗5000吨标准煤及以上的重点用能单位使用高效产品。\n"
    )
    first = check(text, 年综合能耗=energy).items[0]
    assert first.subjects == ("工业企业",)
    assert ("数量" in open_kinds(check(text, 年综合能耗=energy))[0]) is is_open


def test_what_limits_somebody_is_shown_in_the_words_of_the_text():
    """What is left when a trade is judged away from within a name is no word: 产业链链主企业."""
    found = check(PLAN + "支持有能力的产业链链主企业建厂。引导其他企业赶超。\n")
    told = [one.told for item in found.items for one in item.conditions if one.kind == "对象"]
    assert told == [
        "限定了“有能力的产业链链主企业”，企业情况里没有，请核对",
        "限定了“其他企业”，企业情况里没有，请核对",
    ]


def test_an_office_is_no_industry():
    """A plan for industry is none for a hotel or an office building."""
    text = "甲市工业领域达峰方案\n一、任务\n鼓励企业使用绿电。\n"
    assert not check(text, 行业="酒店").items
    assert not check(text, 行业="写字楼").items
