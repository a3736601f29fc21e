"""What holds for every document: nothing lost, nothing invented, the same every time."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.facts import ParsedDocument
from corpus.model import Citation
from corpus.structure import parse_document
from tests.corpus.factories import document_of

# Pieces that plans are made of, and some that break them.
_TITLES = st.sampled_from(
    ["加强领导", "优化布局", "推进治理，完善制度", "总体目标", "基本原则", ""]
)
_NUMBERS = st.sampled_from(
    [
        "一、",
        "二、",
        "三、",
        "（一）",
        "(二)",
        "（三）",
        "1.",
        "2.",
        "3．",
        "（1）",
        "①",
        "第一章 ",
        "第2章 ",
        "第一条 ",
        "第二条 ",
        "附件1",
        "\u3000\u3000",
        "",
        "# ",
        "——",
        "[表格] ",
    ]
)
_BODIES = st.sampled_from(
    [
        "推进建设。",
        "到2025年，占比达到30%以上。",
        "企业必须落实要求，鼓励先行先试。（责任单位：市甲局、乙局，各县(市)区人民政府按职责分工负责）",
        "25%，高于平均。",
        "专栏1 重点工程",
        "",
        "\t",
        "（未闭合的括号",
        "完）成。）",
        "２０３０年前达峰。",
    ]
)
_LINES = st.tuples(_NUMBERS, _TITLES, st.sampled_from(["。", "", "\n", "：", " "]), _BODIES)
made_documents = st.lists(_LINES, min_size=1, max_size=25).map(
    lambda lines: "标题\n" + "\n".join("".join(line) for line in lines)
)
any_text = st.text(
    alphabet=st.sampled_from(
        "一二、（）()1.2 　\n\t第章条。，：%％5年到“”—《》专栏责任单位市局①#*"
    ),
    min_size=1,
    max_size=200,
)


def citations(parsed: ParsedDocument) -> list[Citation]:
    facts = parsed.facts
    found = [
        fact.source
        for kind in (facts.responsibilities, facts.tasks, facts.targets, facts.obligations)
        for fact in kind
    ]
    found += [measure for task in facts.tasks for measure in task.measures]
    return found + [target.period for target in facts.targets if target.period]


def check(parsed: ParsedDocument) -> None:
    text = parsed.document.text
    cover = Counter(
        at
        for unit in (*parsed.heads, *parsed.clauses)
        for at in range(unit.span.start, unit.span.end)
    )
    uneven = [at for at, character in enumerate(text) if not character.isspace() and cover[at] != 1]
    assert not uneven, text[uneven[0] : uneven[0] + 30]
    assert max(cover.values(), default=1) == 1
    clauses = {clause.id: clause for clause in parsed.clauses}
    assert len(clauses) == len(parsed.clauses)
    for citation in citations(parsed):
        assert citation.quote == citation.span.of(text) != ""
        assert clauses[citation.clause_id].span.contains(citation.span)
    assert all(clause.host_id is None or clause.host_id in clauses for clause in parsed.clauses)
    starts = [clause.span.start for clause in parsed.clauses]
    assert starts == sorted(starts)


def test_the_plans_lose_nothing(plans: tuple[ParsedDocument, ...]) -> None:
    """Heads and leaf clauses tile the plans; every span is its quote; ids are unique."""
    for parsed in plans:
        check(parsed)


@settings(deadline=None, max_examples=150)
@given(made_documents)
def test_made_documents_lose_nothing(text: str) -> None:
    """The same for documents put together from the pieces of the genre, in any order."""
    check(parse_document(document_of(text)))


@settings(deadline=None, max_examples=150)
@given(any_text)
def test_any_characters_lose_nothing(text: str) -> None:
    """The same for runs of the characters that rules look at."""
    if text.strip():
        check(parse_document(document_of(text)))


@settings(deadline=None, max_examples=50)
@given(made_documents)
def test_parsing_is_deterministic(text: str) -> None:
    """The same text gives the same clauses and facts."""
    assert parse_document(document_of(text)) == parse_document(document_of(text))


# Counted without the parser: a bracket, nested ones inside, behind a full stop, that holds units.
_BRACKET = re.compile(r"。[（(](?P<inside>(?:[^（）()\n]|[（(][^（）()\n]*[）)])*)[）)]")
_UNIT = re.compile(r"[委厅局办署部社关]|人民政府|领导小组")


def test_no_responsibility_bracket_of_the_plans_is_lost(plans: tuple[ParsedDocument, ...]) -> None:
    """An independent count of brackets that close a sentence and list units finds no other."""
    for parsed in plans:
        text = parsed.document.text
        counted = [
            match.group()[1:]
            for match in _BRACKET.finditer(text)
            if _UNIT.search(match.group("inside"))
        ]

        assert [fact.source.quote for fact in parsed.facts.responsibilities] == counted
        assert len(counted) == len(re.findall("。[（(](?:责任单位|[省市]|福建省)", text))


def test_every_unit_of_a_bracket_is_kept(plans: tuple[ParsedDocument, ...]) -> None:
    """Cut at 、 and ，, each bracket gives as many names as it lists units."""
    for parsed in plans:
        for fact in parsed.facts.responsibilities:
            inside = re.sub(r"^责任单位[:：]", "", fact.source.quote[1:-1])
            inside = re.sub(r"按职责分工负责.*$", "", inside)
            items = [item for item in re.split("[、，]", inside) if "有关部门" not in item]

            assert len(fact.agencies) == len(items)
            assert all(name.endswith(item) for name, item in zip(fact.agencies, items, strict=True))


@pytest.mark.parametrize(
    "piece",
    [
        "推进企业、园区和项目（甲、乙）鼓励2020年的100万吨",
        "1",
        "1,",
        "（",
        "（市甲局、",
        " ",
        ". ",
        "企业、",
        "依法",
        "《",
        "2025年，",
        "[bookmark: ",
        "责任单位：",
        "从2020年",
    ],
)
def test_a_line_without_end_is_read_too(piece: str) -> None:
    """Every rule is bounded: runs of one piece, tens of thousands long, are read like any text."""
    text = "一、目标\n到2025年，" + piece * (30_000 // len(piece)) + "应当达到"

    check(parse_document(document_of(text)))
