"""The index alone reads a question as the chain does, so that a search shows what an answer rests on."""

from __future__ import annotations

import pytest

from app.answer import Question
from app.catalogue import Catalogue
from app.chain import build_explainer, build_finder
from corpus.store import DEFAULT_DOCUMENTS
from index.library import Embedders, Library, open_library
from index.model import Query
from index.query import read_query
from index.synonyms import load_synonyms
from tests.fakes import HashEmbedder

QUESTIONS = (
    "到2025年短流程练钢产量占比要达到多少？",
    "福州市工信局管电动车电池回收吗",
    "《福建省有色金属行业碳达峰实施方案》的主要目标是什么",
    "省里对再生铝有什么要求？",
    "两个方案“十五五”期间的目标分别是什么？",
    "的",
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    embedders = Embedders(build=lambda *_: HashEmbedder(), question=lambda *_: HashEmbedder())
    home = tmp_path_factory.mktemp("home")
    return open_library([DEFAULT_DOCUMENTS], home=home, embedders=embedders)


@pytest.fixture(scope="module")
def explain(library: Library):
    return build_explainer(library, Catalogue(library.parsed, library.descriptions))


def read_alone(library: Library, text: str) -> Query:
    described = zip(library.parsed, library.descriptions, strict=True)
    pairs = [(item.document, one) for item, one in described]
    return read_query(text, pairs, library.retriever, synonyms=load_synonyms())


@pytest.mark.parametrize("text", QUESTIONS)
def test_both_search_for_the_same(library, explain, text):
    """Spelling, subject, synonyms, years and documents are read by the same functions."""
    chain, alone = explain(Question(text=text), 1).query, read_alone(library, text)
    read = ("text", "subject", "related", "years", "preferred", "by_title", "asked", "synonyms")
    assert {name: getattr(alone, name) for name in read} == {
        name: getattr(chain, name) for name in read
    }


def test_the_explanation_is_of_the_search_that_answers(library, explain):
    """The clauses explained are those that the chain goes on with, in the search's order."""
    question = Question(text=QUESTIONS[0])
    catalogue = Catalogue(library.parsed, library.descriptions)
    findings = build_finder(library, catalogue).invoke(question)
    found = {one.facts.clause.id for one in findings.candidates}
    assert {one.hit.clause_id for one in explain(question, 40).hits} == found


def test_a_question_limited_to_a_document_is_explained_within_it(explain):
    """The scope of the question is the scope of the search."""
    named = "福州市工业领域碳达峰实施方案"
    explanation = explain(Question(text="保障措施", documents=(named,)), 50)
    assert explanation.scope == {named}
    assert {one.hit.clause_id.split("/")[0] for one in explanation.hits} == {named}
