"""A citation can always be shown again: its page, a scan's remark, and after the file is gone."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from app.answer import Answer, Question, QuestionKind
from app.assistant import Assistant
from app.catalogue import Catalogue
from app.chain import build_chain
from app.citations import finish
from app.draft import DraftStatement, answered
from app.page_markup import answer_html, clause_html
from app.present import answer_to_dict, to_text
from corpus.model import Citation, Document, Span
from corpus.structure import parse_document
from index.library import Library, open_library
from index.persistence import current_generation, index_folder
from index.segments import StoredDocuments
from tests.app.small_corpus import EMBEDDERS
from tests.corpus.test_reading_office import joined, needs_ocr, scan_of

PLAN = (
    "某某市工业节水实施方案\n一、总体要求\n做好节水工作。\n二、主要任务\n"
    "（一）改造灌区。推广喷灌技术。（责任单位：市水利局、市财政局）\n"
)
QUESTION = Question(text="改造灌区由哪些部门负责？")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    return tmp_path / "documents"


def opened(folder: Path) -> Library:
    return open_library([folder], home=folder.parent / "home", embedders=EMBEDDERS)


def assistant_over(library: Library) -> Assistant:
    catalogue = Catalogue(library.parsed)
    return Assistant(catalogue, build_chain(library, catalogue).invoke)


@pytest.mark.parametrize("change", ["moved", "changed"])
def test_a_citation_is_shown_though_its_file_is_gone(folder: Path, change: str) -> None:
    """The index holds text and hash: the page shows the clause, and what is stored proves it."""
    path = folder / "方案.txt"
    path.write_text(PLAN, "utf-8")
    content = hashlib.sha256(path.read_bytes()).hexdigest()
    assistant = assistant_over(opened(folder))
    citation = assistant.ask(QUESTION).citations[0]
    if change == "moved":
        path.unlink()
    else:
        path.write_text("别的文件\n一、别的\n别的内容。\n", "utf-8")

    view = assistant.clause_view(citation.clause_id)
    shown = clause_html(
        view.document,
        view.clause,
        marked=Span(start=citation.start, end=citation.end),
        neighbours=(view.previous, view.next),
    )
    generation = current_generation(index_folder(folder.parent / "home", [folder]))
    (segment,) = generation.glob("segment-*")
    stored = StoredDocuments(segment).parsed(0)

    assert f"<mark>{citation.quote}</mark>" in shown
    assert assistant.ask(QUESTION).citations[0] == citation
    assert stored.document.text[citation.start : citation.end] == citation.quote
    assert (stored.document.text, stored.document.content_hash) == (PLAN, content)


def answer_from(document: Document, quotes: list[str]) -> Answer:
    """Answer with these quotations of a document."""
    parsed = parse_document(document)
    statements = []
    for quote in quotes:
        start = document.text.index(quote)
        span = Span(start=start, end=start + len(quote))
        clause = next(one for one in parsed.clauses if one.span.contains(span))
        citation = Citation(document_id=document.id, clause_id=clause.id, span=span, quote=quote)
        statements.append(DraftStatement(text=quote, citations=(citation,)))
    draft = answered(QuestionKind.TASK, *statements)
    return finish(QUESTION, QUESTION.text, draft, Catalogue([parsed]))


def scanned(ocr_pages: tuple[int, ...]) -> Document:
    text = "节水方案\n一、总则\n甲事要做好。\n二、任务\n乙事要做好，\n丙事也要做好。"
    pages = (0, text.index("甲"), text.index("乙"), text.index("丙"))
    return Document(
        id="方案", title="节水方案", text=text, source="方案.pdf", content_hash="0",
        pages=pages, ocr_pages=ocr_pages,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ocr_pages", "quotes", "said"),
    [
        ((), ["甲事要做好。"], []),
        ((1,), ["甲事要做好。"], []),
        ((2,), ["甲事要做好。"], ["《节水方案》第 2 页为扫描件，文字由识别得来，请核对原件。"]),
        ((4,), ["乙事要做好，\n丙事也要做好。"], ["《节水方案》第 4 页为扫描件，文字由识别得来，请核对原件。"]),
        (
            (2, 3, 4),
            ["丙事也要做好。", "甲事要做好。", "乙事要做好，"],
            ["《节水方案》第 2—4 页为扫描件，文字由识别得来，请核对原件。"],
        ),
    ],
)  # fmt: skip
def test_a_quote_from_a_scan_says_so(ocr_pages, quotes, said) -> None:
    """Only pages that are quoted count, also where a quote runs on to one; once a document."""
    answer = answer_from(scanned(ocr_pages), quotes)

    assert [(note.code, note.text) for note in answer.notes] == [("ocr", one) for one in said]


def test_the_page_is_that_of_the_quote() -> None:
    """Not that of the clause: in text, JSON and on the page, which names it beside the clause."""
    document = scanned(())
    answer = answer_from(document, ["丙事也要做好。"])
    (citation,) = answer.citations
    clause = next(one for one in parse_document(document).clauses if one.id == citation.clause_id)
    marked = Span(start=citation.start, end=citation.end)

    assert answer_to_dict(answer)["citations"][0]["page"] == 4
    assert "（方案.pdf 第4页）" in to_text(answer)
    assert "第 4 页" in answer_html(answer)
    assert "第 4 页" in clause_html(document, clause, marked=marked, neighbours=(None, None))


@needs_ocr
def test_a_scan_is_asked_with_page_and_remark(folder: Path) -> None:
    """The whole way: two pictures become an answer with the second page and the remark."""
    first, _ = PLAN.split("二、主要任务\n")
    pages = (
        first.split("\n"),
        ("二、主要任务", "（一）改造灌区。推广喷灌技术。", "（责任单位：市水利局、市财政局）"),
    )
    (folder / "扫描.pdf").write_bytes(joined(*(scan_of(*lines) for lines in pages)))
    answer = assistant_over(opened(folder)).ask(QUESTION)
    record = json.loads(json.dumps(answer_to_dict(answer)))

    assert "市水利局" in answer.answer
    assert {one["page"] for one in record["citations"]} == {2}
    (note,) = record["notes"]
    assert note["code"] == "ocr"
    assert "第 2 页为扫描件，文字由识别得来，请核对原件。" in note["text"]
    assert f"说明：{note['text']}" in to_text(answer)
    assert note["text"] in answer_html(answer)
