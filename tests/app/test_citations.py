"""The last gate: what cannot be proven does not leave, and the gate can fail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.answer import AnswerStatus, Premise, Question, QuestionKind
from app.catalogue import Catalogue
from app.citations import check, finish, is_proven
from app.draft import DraftStatement, answered, declined
from corpus.model import Citation, Span, cite
from corpus.reader import from_text
from corpus.structure import parse_document
from tests.app.small_corpus import GRAIN, WATER, cited, small_catalogue

TRUE = "更新老化渠道400公里"
OTHER = "推广管道输水"


def statement(text: str, *citations: Citation) -> DraftStatement:
    return DraftStatement(text=text, citations=citations)


def shifted(citation: Citation) -> Citation:
    span = Span(start=citation.span.start + 1, end=citation.span.end + 1)
    return replace(citation, span=span)


TAMPERED = {
    "another span": shifted(cited(TRUE)),
    "another quote": replace(cited(TRUE), quote="更新老化渠道900公里"),
    "a quote cut short": replace(cited(TRUE), quote="更新老化渠道"),
    "an unknown clause": replace(cited(TRUE), clause_id=f"{WATER}/九"),
    "a neighbouring clause": replace(cited(TRUE), clause_id=f"{WATER}/二/（一）/2"),
    "an unknown document": replace(cited(TRUE), document_id="别的方案"),
    "a clause of another document": replace(cited(TRUE), clause_id=f"{GRAIN}/第2章/（二）"),
    "another document's text": replace(cited(TRUE), document_id=GRAIN),
    "nothing": replace(cited(TRUE), span=Span(start=9, end=9), quote=""),
    "a span beyond the text": replace(cited(TRUE), span=Span(start=10**6, end=10**6 + 11)),
}


def test_a_verbatim_quotation_is_proven():
    """What stands there is proven."""
    assert is_proven(cited(TRUE), small_catalogue())


def test_a_heading_is_proven_by_its_own_place():
    """A heading may be cited under its own id."""
    document = small_catalogue().document(WATER)
    start = document.text.index("（一）改造灌区设施")
    span = Span(start=start, end=start + len("（一）改造灌区设施"))
    citation = Citation(
        document_id=WATER, clause_id=f"{WATER}/二/（一）", span=span, quote="（一）改造灌区设施"
    )
    assert is_proven(citation, small_catalogue())
    assert not is_proven(shifted(citation), small_catalogue())


def test_figures_of_neighbouring_cells_are_numbers_of_their_own():
    """1580 and 4200 in a row prove 4200, and not 15804."""
    text = "光伏\t1580\t4200"
    document = from_text(f"某市方案\n一、目标\n{text}", path=Path("某市方案.txt"), content_hash="0")
    parsed = parse_document(document)
    start = document.text.index(text)
    row = cite(document, parsed.clauses[-1], Span(start=start, end=start + len(text)))
    catalogue = Catalogue([parsed])

    for figure, count in (("4200", 1), ("15804", 0)):
        draft = answered(QuestionKind.TARGET, statement(f"光伏{figure}。", row))
        assert len(check(draft, catalogue).statements) == count


@pytest.mark.parametrize("citation", TAMPERED.values(), ids=TAMPERED.keys())
def test_a_tampered_citation_is_refused(citation):
    """A citation that is not verbatim at its place proves nothing, and its statement goes."""
    assert not is_proven(citation, small_catalogue())
    draft = answered(QuestionKind.TARGET, statement("更新老化渠道400公里。", citation))
    assert check(draft, small_catalogue()).statements == ()


@pytest.mark.parametrize("citation", TAMPERED.values(), ids=TAMPERED.keys())
def test_an_answer_without_proof_is_declined(citation):
    """Where nothing is left, the reply is not found, with a reason and no citation."""
    draft = answered(QuestionKind.TARGET, statement("更新老化渠道400公里。", citation))
    answer = finish(Question(text="问"), "问", draft, small_catalogue())
    assert answer.status is AnswerStatus.NOT_FOUND
    assert "未能通过原文核对" in answer.reason
    assert (answer.citations, answer.statements, answer.total) == ((), (), None)
    assert "400" not in answer.answer


@pytest.mark.parametrize(
    "text",
    [
        "更新老化渠道500公里。",
        "到2031年，更新老化渠道400公里。",
        "更新老化渠道400公里，占40%。",
        "更新老化渠道４０１公里。",
    ],
)
def test_a_number_that_is_not_cited_goes(text):
    """A number that neither quotation nor heading has takes its statement with it."""
    draft = answered(QuestionKind.TARGET, statement(text, cited(TRUE)))
    assert check(draft, small_catalogue()).statements == ()


def test_numbers_of_headings_and_of_the_premise_may_be_said():
    """The clause's own number and the amount asked about are no inventions."""
    text = "不是500公里，文件写的是400公里：二（一）1.更新老化渠道400公里。"
    draft = answered(QuestionKind.TARGET, statement(text, cited(TRUE)))
    assert check(draft, small_catalogue()).statements == ()
    draft = replace(draft, premise=Premise(asked="500公里", found="400公里"))
    assert len(check(draft, small_catalogue()).statements) == 1


def test_only_what_is_unproven_goes():
    """A bad statement is dropped, and the others keep their citations, numbered in order."""
    draft = answered(
        QuestionKind.TASK,
        statement("甲。", shifted(cited(OTHER))),
        statement("推广管道输水。", cited(OTHER)),
        statement("更新老化渠道400公里。", cited(TRUE), cited(OTHER), shifted(cited(TRUE))),
    )
    checked = check(draft, small_catalogue())
    assert [(one.text, one.citations) for one in checked.statements] == [
        ("推广管道输水。", (1,)),
        ("更新老化渠道400公里。", (2, 1)),
    ]
    assert checked.citations == (cited(OTHER), cited(TRUE))


def test_near_passages_are_checked_too():
    """A declined reply shows only near passages that are verbatim, each once."""
    near = [cited(TRUE), shifted(cited(TRUE)), cited(TRUE), cited(OTHER)]
    draft = declined(QuestionKind.TASK, "没有。", near)
    answer = finish(Question(text="问", id="7"), "问", draft, small_catalogue())
    assert [one.quote for one in answer.near] == [TRUE, OTHER]
    assert (answer.id, answer.answer, answer.reason) == ("7", "没有。", "没有。")


def test_a_citation_is_shown_with_its_place():
    """Number, document, path, label, offsets and source are those of the document."""
    draft = answered(QuestionKind.TARGET, statement("更新老化渠道400公里。", cited(TRUE)))
    (shown,) = finish(Question(text="问"), "问", draft, small_catalogue()).citations
    text = small_catalogue().document(WATER).text
    assert (shown.number, shown.document_title, shown.page) == (1, WATER, None)
    assert shown.path == ("二、重点任务", "（一）改造灌区设施", "1.更新老化渠道")
    assert shown.label == f"《{WATER}》二（一）1"
    assert text[shown.start : shown.end] == shown.quote == TRUE
    assert shown.source.endswith(f"{WATER}.txt")


def test_a_list_that_lost_a_row_states_no_total():
    """A total over rows that are not shown would be wrong, so what was lost is told instead."""
    rows = (
        statement("推广管道输水。", cited(OTHER)),
        statement("更新老化渠道900公里。", cited(TRUE)),
    )
    draft = replace(answered(QuestionKind.LIST, *rows, lead="共2项："), total=2)
    answer = finish(Question(text="问"), "问", draft, small_catalogue())
    assert answer.total is None
    assert answer.answer == "1. 推广管道输水。"
    assert [(note.code, note.text) for note in answer.notes] == [
        ("unproven", "另有1处内容未能通过原文核对，没有列出。")
    ]
