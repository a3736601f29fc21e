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
