"""Duties: who they are of, and duties that stand in a numbered title."""

from __future__ import annotations

import pytest

from corpus.facts import Modality
from corpus.obligations import read_modalities
from corpus.structure import parse_document
from tests.corpus.factories import document_of
from tests.growth import assert_in_proportion


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("吊销执照的,其开办单位三年内不得重新申请", "其开办单位"),
        ("冷库管理单位在货物出库前应当查验单证", "冷库管理单位"),
        ("树木移植后不得擅自修剪", None),
        ("情节严重的,终身不得从事导游工作", "情节严重的"),
        ("施工单位未设围挡,或者未覆盖渣土的,必须停工", "未覆盖渣土的"),
        ("中小学校自批准后三十日内应当公布章程", "中小学校自批准后三十日内"),
    ],
)
def test_times_are_no_subjects(sentence: str, subject: str | None) -> None:
    """When something is to be done says nothing of who is to do it."""
    assert [named for _, named in read_modalities(sentence)][-1] == subject


@pytest.mark.parametrize(
    "sentence", ["技术支持电话:0700-1234567", "提供必要的技术支持", "机关要合理控制室内温度"]
)
def test_nouns_and_housekeeping_do_not_bind(sentence: str) -> None:
    """技术支持 is a noun; 合理控制 limits production and use, not the temperature of rooms."""
    found = {modality for modality, _ in read_modalities(sentence)}

    assert not found & {Modality.ENCOURAGE, Modality.RESTRICT}


def test_a_title_that_is_a_rule_binds() -> None:
    """A numbered line may be the whole duty, or lead to acts that are numbered below it."""
    parsed = parse_document(
        document_of(
            "关于维护公园秩序的通告\n一、游园单位应当登记人数。\n二、严禁在草坪烧烤\n"
            "三、禁止下列行为：\n（一）采摘果实；\n（二）投喂猴群。\n四、建立健全奖励机制\n五、注意事项\n按时离园。\n"
        )
    )

    assert [(one.modality, one.subject, one.source.quote) for one in parsed.facts.obligations] == [
        (Modality.SHALL, "游园单位", "一、游园单位应当登记人数。"),
        (Modality.FORBID, None, "二、严禁在草坪烧烤"),
        (Modality.FORBID, None, "（一）采摘果实；"),
        (Modality.FORBID, None, "（二）投喂猴群。"),
    ]


@pytest.mark.parametrize("piece", ["学校在", "一二三", "企业企业", "在前后时"])
def test_hostile_sentences_take_time_in_proportion(piece: str) -> None:
    """Words that nearly are subjects and times are read once."""
    assert_in_proportion(
        read_modalities, lambda length: piece * (length // len(piece)) + "不得", 3_000
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("街道办事处应当建立台账。", [("应当", "街道办事处")]),
        ("教务管理处应当公布课表。", [("应当", "教务管理处")]),
        ("在校生应当参加体检。", [("应当", "在校生")]),
        ("经营者应当明码标价,也不得拒收现金。", [("应当", "经营者"), ("禁止", "经营者")]),
        (
            "受理机关应当即时办结,材料齐全的,当场发证,不得收费。",
            [("应当", "受理机关"), ("禁止", "受理机关")],
        ),
        ("部门应当加强巡查,严禁新增产能。", [("应当", "部门"), ("禁止", None)]),
        (
            "企业应当建立台账;数据应当真实,不得篡改。",
            [("应当", "企业"), ("应当", "数据"), ("禁止", None)],
        ),
        ("禁止任何单位和个人从事下列行为:", [("禁止", "任何单位和个人")]),
        ("严禁公立医院举债建设。", [("禁止", "公立医院")]),
        ("禁止向企业摊派费用。", [("禁止", None)]),
        ("井口周围30米范围内不得建圈舍。", [("禁止", None)]),
        ("第一条为鼓励创新,规范奖励,根据有关法律,制定本办法。", []),
        ("奖励资金专账核算。", []),
    ],
)
def test_who_is_spoken_to_is_the_one_who_acts(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    """Offices keep their names, a further word is for the same actor, places and purposes name nobody."""
    assert [(one.value, who) for one, who in read_modalities(text)] == expected


def test_a_fine_by_another_statute_names_nobody() -> None:
    """依照《…》处骗取资金10%以上的罚款 says by what, not who is punished."""
    found = read_modalities("对套取资金的,责令改正,并依照《处分规定》处骗取资金10%以上的罚款。")

    assert [who for _, who in found] == ["套取资金的"]


def test_who_punishes_is_not_who_is_punished() -> None:
    """The case ahead names who is punished; the office behind it only acts."""
    text = "经营者违反第五条规定的，市级监督检查部门应当责令停止违法行为，可以处以一万元罚款。"
    subjects = [
        subject
        for modality, subject in read_modalities(text.replace("，", ","))
        if modality is Modality.PENALISE
    ]
    assert subjects == ["经营者违反第五条规定的"]
