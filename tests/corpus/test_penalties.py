"""Penalties of statutes: the act, the fine in its words, other measures, who imposes them."""

from __future__ import annotations

import pytest

from corpus.facts import Penalty
from corpus.model import ClauseRole
from corpus.penalties import extract_penalties
from tests.corpus.factories import document_of, whole_clause
from tests.growth import assert_in_proportion


def penalties(text: str) -> tuple[Penalty, ...]:
    document = document_of(text)
    return extract_penalties(document, whole_clause(document, ClauseRole.ARTICLE))


@pytest.mark.parametrize(
    ("text", "fine", "imposer"),
    [
        (
            "违反本条例规定，擅自取水的，由水行政主管部门责令停止违法行为，处五万元以上二十万元以下罚款。",
            "处五万元以上二十万元以下罚款",
            "水行政主管部门",
        ),
        (
            "无证经营的，由市场监管部门没收违法所得，并处违法所得1倍以上5倍以下的罚款。",
            "并处违法所得1倍以上5倍以下的罚款",
            "市场监管部门",
        ),
        (
            "未按期申报的，由税务机关责令改正，可以并处工程价款百分之二以上百分之四以下的罚款。",
            "可以并处工程价款百分之二以上百分之四以下的罚款",
            "税务机关",
        ),
        ("违反第三条规定的，处以100元至500元的罚款。", "处以100元至500元的罚款", None),
        ("随地吐痰的，责令改正，并处罚款五十元。", "并处罚款五十元", None),
        (
            "拒不登记的，公安机关应当责令改正，对单位处一千元罚款。",
            "对单位处一千元罚款",
            "公安机关",
        ),
    ],
)
def test_a_fine_keeps_its_words_and_who_imposes_it(
    text: str, fine: str, imposer: str | None
) -> None:
    """Amount, range and 可以并处 stand as in the text; nobody is invented."""
    (found,) = penalties(text)

    assert (found.fines, found.imposed_by) == ((fine,), imposer)
    assert found.act is not None
    assert found.act.quote == text.split("的，")[0] + "的" or found.act.quote in text


def test_what_follows_keeps_the_act_and_the_unit() -> None:
    """情节严重的 and 拒不改正的 are conditions of the same act, imposed by the unit named before."""
    first, second, third = penalties(
        "第九条 经营者违反本条例第七条规定的，由城管部门责令限期改正，给予警告；逾期不改正的，处一千元以上一万元以下罚款；情节严重的，由原发证机关吊销许可证。"
    )

    assert [one.condition for one in (first, second, third)] == [None, "逾期不改正的", "情节严重的"]
    assert first.act is not None
    assert first.act == second.act == third.act
    assert first.act.quote == "经营者违反本条例第七条规定的"
    assert first.measures == ("责令限期改正", "给予警告")
    assert second.imposed_by == "城管部门"
    assert (third.measures, third.imposed_by) == (("吊销许可证",), "原发证机关")


def test_the_acts_listed_below_belong_to_the_penalty() -> None:
    """有下列行为之一的 is followed by its items, up to the last."""
    (found,) = penalties(
        "有下列行为之一的，由环保部门责令改正，处二万元罚款：\n（一）偷排污水的；\n（二）拒绝检查的。"
    )

    assert [item.quote for item in found.items] == ["偷排污水的", "拒绝检查的"]


def test_items_with_penalties_of_their_own_keep_the_unit_of_the_lead() -> None:
    """按照下列规定处罚 leads to items, each with its act and its fine."""
    found = penalties(
        "违反规定的，由交通部门按照下列规定处罚：\n（一）无证驾驶的，处二百元罚款；\n（二）超载的，处五百元罚款。"
    )

    assert [(one.act and one.act.quote, one.fines, one.imposed_by) for one in found] == [
        ("无证驾驶的", ("处二百元罚款",), "交通部门"),
        ("超载的", ("处五百元罚款",), "交通部门"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "被吊销营业执照的，应当在三十日内办理注销登记。",
        "作出吊销许可证、较大数额罚款决定前，应当告知当事人听证权利。",
        "罚款应当全部上缴国库。",
        "综合运用行政处罚、信用惩戒等手段。",
        "人民法院可以责令当事人提供有关资料。",
    ],
)
def test_penalties_spoken_of_are_none(text: str) -> None:
    """What is said about penalties imposes nothing."""
    assert penalties(text) == ()


def test_criminal_liability_belongs_to_the_act_and_to_no_office() -> None:
    """构成犯罪的 follows in the same sentence or the next; offices do not impose it."""
    for mark in ("；", "。"):
        fine, crime = penalties(
            f"伪造证件的，由公安机关处一千元罚款{mark}构成犯罪的，依法追究刑事责任。"
        )
        assert (crime.act, crime.condition) == (fine.act, "构成犯罪的")
        assert (crime.measures, crime.imposed_by) == (("依法追究刑事责任",), None)
    assert penalties("构成犯罪的，依法追究刑事责任。") == ()


def test_a_penalty_by_another_law_is_told() -> None:
    """依照…予以处罚 names the law and who acts on it."""
    (found,) = penalties("阻碍执法的，由公安机关依照《治安处罚法》的规定予以处罚。")

    assert found.measures == ("依照《治安处罚法》的规定予以处罚",)
    assert found.imposed_by == "公安机关"


def test_a_penalty_without_an_amount_has_no_fine() -> None:
    """处以罚款 alone names no amount, and none is made up."""
    (found,) = penalties("未完成任务的，给予通报批评，可以处以罚款。")

    assert (found.fines, found.measures) == ((), ("给予通报批评",))


@pytest.mark.parametrize(
    "piece",
    [
        "处",
        "罚款",
        "由某某",
        "责令，",
        "；情节",
        "，情节严重的，",
        "（一）",
        "对单位",
        "的，",
        "按元",
        "终身不得",
        "自起",
        "《甲》",
        "停止停发",
    ],
)
def test_adversarial_text_is_read_in_proportion(piece: str) -> None:
    """Sixty thousand characters of one beginning take about 8 times the work of an eighth."""
    assert_in_proportion(
        penalties, lambda length: "违反规定，责令改正：" + piece * (length // len(piece)), 3_750
    )


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        (
            "无证经营的，由甲部门没收违法所得，违法所得二万元以上的，并处违法所得二倍罚款；没有违法所得或者违法所得不足二万元的，处三万元罚款。",
            [None, "违法所得二万元以上的", "没有违法所得或者违法所得不足二万元的"],
        ),
        (
            "擅自挖掘的，由甲部门责令改正，处一千元罚款，情节严重的，处五千元罚款。",
            [None, "情节严重的"],
        ),
        (
            "擅自挖掘的，由甲部门责令改正，给予警告。有违法所得的，予以没收，处一千元罚款；不构成犯罪的，给予处分。",
            [None, "有违法所得的", "不构成犯罪的"],
        ),
        (
            "擅自挖掘的，由甲部门处一千元罚款。其中，挖掘古迹的，处九千元罚款。",
            [None, "其中，挖掘古迹的"],
        ),
        (
            "玩忽职守，构成犯罪的，依法追究刑事责任；尚不构成犯罪的，给予处分。",
            ["构成犯罪的", "尚不构成犯罪的"],
        ),
        # What is slipped in limits nothing but itself.
        ("擅自挖掘的，由甲部门处一千元罚款，有违法所得的，没收违法所得，吊销许可证。", [None]),
    ],
)
def test_a_further_case_has_its_own_condition(text: str, conditions: list[str | None]) -> None:
    """A case behind a comma, or in the next sentence, belongs to the act before it."""
    found = penalties(text)

    assert [one.condition for one in found] == conditions
    assert len({one.act for one in found}) == 1


def test_a_further_case_is_of_those_named_before_it() -> None:
    """情节严重的 behind 对个人 is of persons, and the quotation says so."""
    *_, last = penalties(
        "泄露信息的，由甲部门对单位处三万元罚款，情节严重的，处九万元罚款；对个人处一千元罚款，情节严重的，处五千元罚款。"
    )

    assert (last.condition, last.fines) == ("情节严重的", ("处五千元罚款",))
    assert last.source.quote == "对个人处一千元罚款，情节严重的，处五千元罚款"


@pytest.mark.parametrize(
    ("text", "imposer"),
    [
        ("职工私拆信件的，由邮政企业给予处分。", "邮政企业"),
        ("未备案的，由市建管办责令改正，处一万元罚款。", "市建管办"),
        ("未报告的，由监管机构处其上一年收入百分之五的罚款。", "监管机构"),
        ("污染水体的，主管部门可责令限期治理，处一万元罚款。", "主管部门"),
        ("未备案的，由县级管理机构按下列规定责令改正，处一万元罚款。", "县级管理机构"),
    ],
)
def test_the_unit_ends_before_what_it_does(text: str, imposer: str) -> None:
    """Enterprises and offices impose, too; 处其…, 可责令, 按下列规定 are no part of a name."""
    assert [one.imposed_by for one in penalties(text)] == [imposer]


def test_items_have_the_unit_that_the_lead_names_last() -> None:
    """给予处分，由甲部门依照下列规定处罚: the items are for 甲部门."""
    *_, item = penalties(
        "负责人未履行职责的，依法给予处分，由应急部门依照下列规定处以罚款：\n（一）发生事故的，处收入百分之四十的罚款。"
    )

    assert item.imposed_by == "应急部门"


def test_a_fine_goes_on_behind_its_bracket() -> None:
    """A comma inside brackets ends no fine; 治安管理处罚 and 行政处罚 by a law are penalties."""
    fine, order, law = penalties(
        "销售假种子的，由农业部门并处货值金额（含未售出的，下同）二倍罚款；构成违反治安管理行为的，由公安机关依法给予治安管理处罚；污染土壤的，由环保部门依照有关法律的规定给予行政处罚。"
    )

    assert fine.fines == ("并处货值金额（含未售出的，下同）二倍罚款",)
    assert (order.measures, order.imposed_by) == (("依法给予治安管理处罚",), "公安机关")
    assert law.imposed_by == "环保部门"


def test_the_quotation_leaves_out_what_stands_before_the_act() -> None:
    """对先进给予表彰 before 对未完成任务的 is no part of the penalty."""
    (found,) = penalties("加强考核，对先进单位给予表彰，对未完成任务的地区依法实行通报批评。")

    assert found.source.quote == "对未完成任务的地区依法实行通报批评"


def test_what_goes_on_with_and_behind_a_penalty_stays_in_its_words() -> None:
    found = penalties("加强考核，对未完成任务的部门依规依法实行通报批评和约谈问责，并纳入督察。")
    assert [one.source.quote for one in found] == [
        "对未完成任务的部门依规依法实行通报批评和约谈问责"
    ]


@pytest.mark.parametrize(
    ("text", "fine", "imposer"),
    [
        (
            "无照摆摊的，由市场监管部门依照《街区经营查处办法》第六条的规定处二百元罚款。",
            "处二百元罚款",
            "市场监管部门",
        ),
        (
            "占用盲道停车的，由城管部门按每辆三百元处以罚款。",
            "按每辆三百元处以罚款",
            "城管部门",
        ),
        (
            "毁坏草坪的，由园林部门按照每平方米二十元以上六十元以下的标准处以罚款。",
            "按照每平方米二十元以上六十元以下的标准处以罚款",
            "园林部门",
        ),
        (
            "漏报雇员的，由人社部门按每漏报一人四百元处以罚款，但最高不超过二万元。",
            "按每漏报一人四百元处以罚款，但最高不超过二万元",
            "人社部门",
        ),
        (
            "到期不缴罚款的，每日按罚款数额的3%加处罚款。",
            "每日按罚款数额的3%加处罚款",
            None,
        ),
        (
            "欠缴水费的，由水务部门处应当缴纳水费一至三倍罚款。",
            "处应当缴纳水费一至三倍罚款",
            "水务部门",
        ),
    ],
)
def test_a_fine_by_rate_is_read_with_its_rate_and_its_cap(
    text: str, fine: str, imposer: str | None
) -> None:
    """The amount may stand before the verb; names of statutes are no fines."""
    (found,) = penalties(text)

    assert (found.fines, found.imposed_by) == ((fine,), imposer)


@pytest.mark.parametrize(
    ("text", "measure", "imposer"),
    [
        (
            "隐瞒家中收入的，由街道办事处决定停发救助金，责令退还。",
            "决定停发救助金",
            "街道办事处",
        ),
        (
            "伪造检测数据的，由交通部门吊销资质证书，终身不得从事检测业务。",
            "终身不得从事检测业务",
            "交通部门",
        ),
        (
            "被吊销执照的，其负责人三年内不得担任同类企业的经理。",
            "三年内不得担任同类企业的经理",
            None,
        ),
        (
            "违法排污受到罚款处罚，拒不改正的，可以自责令改正之日的次日起，按照原处罚数额按日连续处罚。",
            "自责令改正之日的次日起，按照原处罚数额按日连续处罚",
            None,
        ),
    ],
)
def test_what_is_stopped_barred_or_repeated_daily_is_a_measure(
    text: str, measure: str, imposer: str | None
) -> None:
    """停发, 不得从事 and 按日连续处罚 follow from an act as 吊销 does; the unit ends before them."""
    (found,) = penalties(text)

    assert measure in found.measures
    assert found.imposed_by == imposer


def test_a_measure_that_may_be_taken_follows_from_its_condition() -> None:
    """情节严重的，可以责令停业 punishes, though nothing but its condition stands before it."""
    _, second = penalties(
        "违反本办法规定的，由区消防机构处一千元罚款；情节严重的，报经区政府批准，可以责令停业。"
    )

    assert (second.condition, second.measures) == ("情节严重的", ("责令停业",))
    assert penalties("经营者迁址的，三年内不得申请补贴。执法时处以罚款的，应当出具票据。") == ()


@pytest.mark.parametrize(
    ("text", "measures", "imposer"),
    [
        (
            "对骗取种粮补贴的大户，由镇政府追回全部补贴资金，取消三年内申报资格，并列入失信名单。",
            ("追回全部补贴资金", "取消三年内申报资格", "列入失信名单"),
            "镇政府",
        ),
        (
            "以虚假材料取得称号的，由市商务局撤销认定，追回已拨付的奖补资金。",
            ("撤销认定", "追回已拨付的奖补资金"),
            "市商务局",
        ),
        (
            "未按要求整改的，由县水利局约谈并责令限期整改，整改期间暂停其申报资格。",
            ("约谈", "责令限期整改", "暂停其申报资格"),
            "县水利局",
        ),
        (
            "擅自占用岸线的，责令停止违法行为，限期拆除，补缴占用费。",
            ("责令停止违法行为", "限期拆除", "补缴占用费"),
            None,
        ),
        ("对任务完成率低于六成的乡镇，调减下年度资金。", ("调减下年度资金",), None),
        ("对连续两年垫底的村，次年调减资金并通报。", ("调减资金",), None),
        ("不履行职责的，依规追究站长责任。", ("追究站长责任",), None),
        ("有下列行为之一的，纳入行业黑名单管理。", ("纳入行业黑名单管理",), None),
    ],
)
def test_what_was_granted_is_taken_back(
    text: str, measures: tuple[str, ...], imposer: str | None
) -> None:
    """追回, 撤销认定, 取消资格, 约谈, 失信名单 and the like follow from a wrong as fines do."""
    (found,) = penalties(text)

    assert tuple(one.removeprefix("依规") for one in found.measures) == measures
    assert found.imposed_by == imposer


@pytest.mark.parametrize(
    "text",
    [
        "建立约谈机制，完善失信惩戒制度。",
        "工程验收后，退还保证金。",
        "协会撤销其分会的，应当向民政局办理分会的注销登记。",
        "经评审核减资金320万元的项目，重新公示。",
        "约谈情况应当在三日内通报。",
    ],
)
def test_what_is_only_spoken_of_is_no_penalty(text: str) -> None:
    """Systems, refunds, formalities and reports take nothing from anybody."""
    assert penalties(text) == ()


def test_a_crime_suspected_is_a_case_of_the_same_act() -> None:
    """涉嫌犯罪的，移送司法机关 follows the act named before, and no unit imposes it."""
    _, second = penalties("骗取救助的，由民政局追回救助金；涉嫌犯罪的，移送司法机关处理。")

    assert second.act is not None
    assert (second.act.quote, second.condition, second.imposed_by) == (
        "骗取救助的",
        "涉嫌犯罪的",
        None,
    )


def test_two_offices_in_one_sentence_each_have_their_own() -> None:
    """The second office's penalty stands under the condition of the first."""
    text = "擅自采砂的，由水利部门责令停止，并由公安机关处三百元罚款；情节严重的，吊销执照，并由林业部门吊销采伐许可证。"
    assert [
        (one.condition, one.fines, one.measures, one.imposed_by) for one in penalties(text)
    ] == [
        (None, (), ("责令停止",), "水利部门"),
        (None, ("处三百元罚款",), (), "公安机关"),
        ("情节严重的", (), ("吊销执照",), "水利部门"),
        ("情节严重的", (), ("吊销采伐许可证",), "林业部门"),
    ]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("在苗圃内放牧，依照《某省林业条例》规定，可以处一百元罚款。", "在苗圃内放牧"),
        ("林区内不得烧荒。依照《某省林业条例》的规定，处一百元罚款。", "林区内不得烧荒"),
    ],
)
def test_a_statute_that_a_penalty_rests_on_is_no_act(text: str, act: str) -> None:
    """The act stands before it, in the same sentence or in the one that forbids it."""
    (found,) = penalties(text)
    assert found.act is not None
    assert found.act.quote == act
