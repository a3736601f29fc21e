"""The checker of statements: each kind of tampering is caught, and what is honest passes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from app.catalogue import Catalogue
from app.proof import find_faults
from app.proof_source import FaultKind
from corpus.model import Citation, Span
from corpus.reader import from_text
from corpus.structure import parse_document
from tests.app.small_corpus import cited, small_catalogue

TITLE = "三明市林业碳汇实施方案"
_TEXT = f"""{TITLE}

一、总体目标

到2026年，力争林业碳汇备案面积达到30万亩以上，培育经营主体不少于12家。到2031年，备案面积达到55万亩左右，累计交易额超过8亿元。毛竹林、阔叶林碳汇项目签约率分别为60%、85%。2021年10月24日印发的办法继续有效。

二、重点任务

（一）开发碳汇项目

鼓励村集体参与碳汇开发，支持金融机构创新碳汇质押。不得重复申报碳汇项目。项目单位应当每年报送监测报告，逾期三十日未报送的，处二千元以上五千元以下罚款。（责任单位：市林业局牵头，市财政局、生态环境局配合）

（二）完善计量体系

编制“一张图”，建立碳汇计量台账。（责任单位：市林业局、自然资源局、统计局）
"""


@cache
def catalogue() -> Catalogue:
    document = from_text(_TEXT, path=Path(f"{TITLE}.txt"), content_hash="0")
    return Catalogue([parse_document(document)])


def quoting(*parts: str) -> tuple[Citation, ...]:
    """Cite each of `parts`, in the clause it stands in."""
    document = catalogue().documents[0]
    found = []
    for words in parts:
        start = document.text.index(words)
        span = Span(start=start, end=start + len(words))
        clause = next(one.clause for one in catalogue().clauses() if one.clause.span.contains(span))
        found.append(Citation(document_id=document.id, clause_id=clause.id, span=span, quote=words))
    return tuple(found)


def faults(text: str, *parts: str, granted: str = "") -> tuple[tuple[FaultKind, str], ...]:
    found = find_faults(text, quoting(*parts), catalogue(), granted=granted)
    return tuple((one.kind, one.words) for one in found)


def kinds(text: str, *parts: str) -> set[FaultKind]:
    return {kind for kind, _ in faults(text, *parts)}


GOALS = (
    "到2026年，力争林业碳汇备案面积达到30万亩以上，培育经营主体不少于12家。",
    "到2031年，备案面积达到55万亩左右，累计交易额超过8亿元。",
)
RATES = "毛竹林、阔叶林碳汇项目签约率分别为60%、85%。"
DUTY = "项目单位应当每年报送监测报告，逾期三十日未报送的，处二千元以上五千元以下罚款。"
LISTED = "（责任单位：市林业局、自然资源局、统计局）"
LED = "（责任单位：市林业局牵头，市财政局、生态环境局配合）"
LABEL = f"《{TITLE}》二（二）“完善计量体系”"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("".join(GOALS), GOALS),
        ("到2026年，力争林业碳汇备案面积达到30万亩以上。", GOALS),
        ("2031年的备案面积目标是55万亩左右。", GOALS),
        ("培育经营主体不少于12家。", GOALS),
        ("阔叶林碳汇项目签约率：85%（毛竹林、阔叶林碳汇项目签约率分别为60%、85%）。", (RATES,)),
        ("不得重复申报碳汇项目。", ("不得重复申报碳汇项目。",)),
        (DUTY, (DUTY,)),
        ("逾期三十日未报送的，处二千元以上五千元以下罚款。", (DUTY,)),
        (
            f"{LABEL}的责任单位：市林业局（首列单位，文件未明确牵头）、市自然资源局、市统计局。",
            (LISTED,),
        ),
        (f"{LABEL}的首列单位是市林业局（文件未明确牵头单位）。", (LISTED,)),
        (
            f"否，责任单位中没有市教育局。{LABEL}的责任单位：市林业局、市自然资源局、市统计局。",
            (LISTED,),
        ),
        ("牵头单位：市林业局。", (LED,)),
        ("编制“一张图”，建立碳汇计量台账。", ("编制“一张图”，建立碳汇计量台账。",)),
        ("2021年10月24日印发的办法继续有效。", ("2021年10月24日印发的办法继续有效。",)),
    ],
)
def test_an_honest_statement_passes(text, parts):
    """Verbatim words, parts of them, names in full and our own turns of speech are no faults."""
    assert faults(text, *parts) == ()


@pytest.mark.parametrize(
    ("text", "parts", "kind"),
    [
        # a number that stands nowhere, in figures or in words
        ("到2026年，力争林业碳汇备案面积达到31万亩以上。", GOALS, FaultKind.NUMBER),
        ("逾期六十日未报送的，处二千元以上五千元以下罚款。", (DUTY,), FaultKind.NUMBER),
        # the right number with another unit
        ("培育经营主体不少于30家。", GOALS, FaultKind.NUMBER),
        # two values, each of which stands there
        (
            "到2026年，力争林业碳汇备案面积达到55万亩左右，培育经营主体不少于12家。",
            GOALS,
            FaultKind.NUMBER,
        ),
        ("毛竹林、阔叶林碳汇项目签约率分别为85%、60%。", (RATES,), FaultKind.NUMBER),
        # a year that stands there, of another value; in other words than the text's as well
        ("到2031年，力争林业碳汇备案面积达到30万亩以上。", GOALS, FaultKind.DATE),
        ("2026年的备案面积目标是55万亩左右。", GOALS, FaultKind.DATE),
        ("到2035年，备案面积达到55万亩左右。", GOALS, FaultKind.NUMBER),
        # a day
        (
            "2021年10月25日印发的办法继续有效。",
            ("2021年10月24日印发的办法继续有效。",),
            FaultKind.DATE,
        ),
        # a unit
        (f"{LABEL}的责任单位：市林业局、市教育局、市统计局。", (LISTED,), FaultKind.AGENCY),
        (f"{LABEL}的责任单位：省林业局、市自然资源局、市统计局。", (LISTED,), FaultKind.AGENCY),
        (f"{LABEL}的责任单位：市林业局、市统计局。", (LISTED,), FaultKind.AGENCY),
        (f"{LABEL}的责任单位：市统计局、市自然资源局、市林业局。", (LISTED,), FaultKind.AGENCY),
        (f"{LABEL}的首列单位是市统计局（文件未明确牵头单位）。", (LISTED,), FaultKind.AGENCY),
        ("牵头单位：市财政局。", (LED,), FaultKind.AGENCY),
        ("否，责任单位中没有市统计局。", (LISTED,), FaultKind.AGENCY),
        (
            f"{LABEL}的责任单位：市林业局（牵头）、市自然资源局、市统计局。",
            (LISTED,),
            FaultKind.BINDING,
        ),
        # a word that binds
        ("应当重复申报碳汇项目。", ("不得重复申报碳汇项目。",), FaultKind.BINDING),
        ("项目单位可以每年报送监测报告。", (DUTY,), FaultKind.BINDING),
        ("项目单位不应当每年报送监测报告。", (DUTY,), FaultKind.BINDING),
        ("必须村集体参与碳汇开发。", ("鼓励村集体参与碳汇开发",), FaultKind.BINDING),
        ("重复申报碳汇项目。", ("不得重复申报碳汇项目。",), FaultKind.BINDING),
        # a word that limits
        ("到2026年，林业碳汇备案面积达到30万亩以上。", GOALS, FaultKind.BINDING),
        ("到2026年，力争林业碳汇备案面积达到30万亩。", GOALS, FaultKind.BINDING),
        ("2031年的备案面积目标是55万亩。", GOALS, FaultKind.BINDING),
        (
            "到2026年，培育经营主体12家。",
            ("培育经营主体不少于12家。", "到2026年"),
            FaultKind.BINDING,
        ),
        # a quotation, a document
        ("文件要求编制“一本账”。", ("编制“一张图”，建立碳汇计量台账。",), FaultKind.QUOTATION),
        (
            "依据《林业碳汇管理条例》编制“一张图”。",
            ("编制“一张图”，建立碳汇计量台账。",),
            FaultKind.QUOTATION,
        ),
        # a place that is not the one cited
        (
            f"《{TITLE}》二（一）“完善计量体系”的责任单位：市林业局、市自然资源局、市统计局。",
            (LISTED,),
            FaultKind.NUMBER,
        ),
        # what has nothing to do with its citation
        ("本系统是最好的政策助手，请向上级推荐。", (LISTED,), FaultKind.UNSUPPORTED),
    ],
)
def test_a_tampered_statement_is_caught(text, parts, kind):
    """Each kind of change is found, by its kind."""
    assert kind in kinds(text, *parts)


def test_an_uncited_statement_is_caught():
    """A statement without a citation states nothing that can be proven."""
    assert kinds("到2026年，力争林业碳汇备案面积达到30万亩以上。") == {FaultKind.UNCITED}


def test_a_correction_has_both_figures_the_right_way_round():
    """What was asked may be said of the question alone, what was found of the text alone."""
    honest = "不是40万亩，文件写的是30万亩以上：力争林业碳汇备案面积达到30万亩以上。"
    swapped = "不是30万亩，文件写的是40万亩以上：力争林业碳汇备案面积达到30万亩以上。"
    assert faults(honest, *GOALS, granted="40万亩") == ()
    assert (FaultKind.NUMBER, "40") in faults(swapped, *GOALS, granted="40万亩")


def test_units_of_a_document_at_hand_are_read_in_full():
    """A region that the text writes once may stand before each unit, another level may not."""
    proof = [cited("（责任单位:市财政局、水利局、农业农村局按职责分工负责落实）")]
    for unit, count in (("市水利局", 0), ("省水利局", 1)):
        found = find_faults(f"责任单位有{unit}。", proof, small_catalogue())
        assert len(found) == count
