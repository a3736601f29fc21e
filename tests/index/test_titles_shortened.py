"""Documents called by a shortened title, by who issued them, by the place of who signed them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.aliases import load_aliases
from corpus.model import Document
from corpus.reader import from_text
from index.places_named import is_of, signers
from index.query import read_meant
from index.titles_shortened import shortened_titles

SMOKING = "青禾市控制吸烟条例"
DOCTORS = "青禾市卫生健康局关于推进家庭医生签约服务高质量发展的实施方案"
METALS = "云岭省有色金属行业碳达峰实施方案"
INDUSTRY = "云岭省工业领域碳达峰实施方案"
SAVING = "“十四五”公共机构节约能源资源工作规划"
PEAK = "云岭省关于完整准确全面贯彻新发展理念做好碳达峰碳中和工作的实施意见"
BUYING = "关于印发《促进绿色消费实施方案》的通知"

TEXTS = {
    SAVING: "“十四五”公共机构节约能源资源工作规划\n国管局 国家发展改革委\n2021年6月1日\n一、总体要求。",
    BUYING: "关于印发《促进绿色消费实施方案》的通知\n各市：\n现印发给你们。\n山西省商务厅\n2022年5月23日\n一、目标。",
}


def _document(title: str, text: str = "") -> Document:
    said = text or f"{title}\n第一条 为做好工作，制定本文。"
    return from_text(said, path=Path(f"{title}.txt"), content_hash=title, title=title)


DOCUMENTS = [
    _document(title, TEXTS.get(title, ""))
    for title in (SMOKING, DOCTORS, METALS, INDUSTRY, SAVING, PEAK, BUYING)
]


def _called(text: str, *places: str) -> tuple[list[str], str]:
    ids, words = shortened_titles(text, places, DOCUMENTS)
    return [one.title for one in DOCUMENTS if one.id in ids], words


@pytest.mark.parametrize(
    ("text", "places", "title", "words"),
    [
        ("青禾控烟条例里怎么说", ("青禾",), SMOKING, "青禾控烟条例"),
        ("控烟条例对室内怎么规定", (), SMOKING, "控烟条例"),
        ("有色方案保障措施有几条", (), METALS, "有色方案"),
        ("省里有色那个方案讲什么", (), METALS, "有色那个方案"),
        ("云岭有色碳达峰，第二章讲什么", ("云岭",), METALS, "有色碳达峰"),
        ("云岭工业达峰文件的要求", ("云岭",), INDUSTRY, "云岭工业达峰文件"),
        ("青禾家庭医生签约，老人算不算重点人群", ("青禾",), DOCTORS, "家庭医生签约"),
        ("青禾搞家庭医生签约要几年", ("青禾",), DOCTORS, "家庭医生签约"),
        ("全国公共机构十四五节能规划定了什么目标", (), SAVING, "公共机构十四五节能规划"),
        ("云岭双碳意见的目标", ("云岭",), PEAK, "云岭双碳意见"),
        ("绿色消费方案怎么说外卖", (), BUYING, "绿色消费方案"),
    ],
)
def test_a_shortened_title_calls_its_document(
    text: str, places: tuple[str, ...], title: str, words: str
) -> None:
    """Characters are left out and the rest stays in order; the kind closes it, or a place opens it."""
    assert _called(text, *places) == ([title], words)


@pytest.mark.parametrize(
    "text",
    [
        "企业要编制节能方案吗",  # a plan to be drawn up is none of these
        "企业的年度计划报给谁",
        "云岭打算怎么发展工业",  # who plans is no title
        "方案什么时候到期",
        "",
    ],
)
def test_other_words_call_no_document(text: str) -> None:
    """What is no shortened title calls no document."""
    assert _called(text, "云岭") == ([], "")


def test_a_name_that_many_titles_have_calls_none() -> None:
    """达峰方案 is short for too many titles to call one, but not behind a place that has one of them."""
    many = [
        _document(f"{name}市碳达峰实施方案") for name in ("青禾", "东海", "白石", "南溪", "北岭")
    ]
    assert shortened_titles("达峰方案的目标", (), many)[0] == ()
    assert shortened_titles("东海达峰方案的目标", ("东海市",), many)[0] == ("东海市碳达峰实施方案",)


def test_who_issued_a_document_helps_to_call_it() -> None:
    """国管局那份节能规划: of the documents that an office signed, the one called so."""
    issuers = load_aliases().mentions("国管局")
    assert shortened_titles("国管局那份节能规划的目标", (), DOCUMENTS, issuers)[0] == (SAVING,)


def test_a_document_is_of_the_place_of_who_signed_it() -> None:
    """A notice whose title names no place is of the place of those who signed it."""
    notice = next(one for one in DOCUMENTS if one.title == BUYING)
    assert signers(notice) == ("山西省商务厅",)
    assert is_of("山西省", notice)
    assert not is_of("陕西省", notice)


def test_the_words_of_a_shortened_title_are_no_subject() -> None:
    """What calls the one document says nothing of its clauses; the document is preferred, not alone."""
    meant = read_meant("云岭有色碳达峰，第二章讲什么", DOCUMENTS, lambda _: False)
    assert (meant.documents, meant.title, meant.by_title) == ((METALS,), "有色碳达峰", False)


def test_hostile_text_is_read_in_time() -> None:
    """Long runs without a mark are looked at to a bounded length."""
    assert _called("方案" * 4000 + "有" * 4000)[0] == []
