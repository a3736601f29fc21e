"""The baselines: cut, saved, opened and asked, with vectors that need no model."""

from __future__ import annotations

import hashlib
import sys

import pytest

pytest.importorskip("langchain_community", reason="requirements-dev.txt is not installed")

from langchain_core.embeddings import Embeddings

from app.answer import AnswerStatus, Question
from eval.baselines import (
    PIPELINES,
    REFERENCE,
    build_pipeline,
    cut_chunks,
    open_embeddings,
    open_pipeline,
)
from eval.errors import EvaluationError
from eval.judgement import is_exact
from eval.runner import System, run_cases
from index.errors import EncoderError
from index.tokens import bigrams


class GramEmbeddings(Embeddings):
    """Counts of hashed bigrams: near texts share bigrams."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = [0.0] * 64
        for gram in bigrams(text):
            vector[hashlib.sha256(gram.encode()).digest()[0] % 64] += 1.0
        return vector


@pytest.mark.parametrize("pipeline", PIPELINES, ids=lambda one: one.name)
def test_a_chunk_is_where_it_says_it_is(pipeline, plan):
    """The span of every chunk holds its words, so that a chunk can be cited and judged."""
    chunks = cut_chunks(pipeline, [plan])
    assert chunks
    for chunk in chunks:
        start = chunk.metadata["start_index"]
        assert plan.document.text[start:].startswith(chunk.page_content)


def test_chunks_of_clauses_are_the_clauses(plan):
    """The baselines over our clauses differ from ours in retrieval and answer only."""
    chunks = cut_chunks(PIPELINES[-1], [plan])
    assert [chunk.metadata["start_index"] for chunk in chunks] == [
        clause.span.start for clause in plan.clauses
    ]


@pytest.mark.parametrize("pipeline", PIPELINES, ids=lambda one: one.name)
def test_a_baseline_is_asked_and_judged_like_the_program(
    tmp_path, pipeline, plan, shelf, make_case
):
    """Saved, opened from disk and asked, it answers with a verbatim piece of the document."""
    build_pipeline(pipeline, [plan], GramEmbeddings(), tmp_path)
    baseline = open_pipeline(pipeline, [plan.document], GramEmbeddings(), tmp_path)
    case = make_case(
        "target",
        "清洁能源占比达到40%",
        question="到2025年清洁能源占比达到多少？",
        keys=("40%",),
    )
    system = System(name=pipeline.name, ask=baseline.ask, find=baseline.find)
    (record,) = run_cases([case], system, shelf)
    answer = baseline.ask(case.as_question())
    assert answer.status is AnswerStatus.ANSWERED
    assert is_exact(answer.citations[0], shelf)
    assert record.judgement.ranks == (1,)
    assert record.judgement.missing == ()
    assert record.judgement.first_citation


def test_a_baseline_declines_nothing(tmp_path, plan):
    """Even a question about nothing gets a chunk."""
    build_pipeline(REFERENCE, [plan], GramEmbeddings(), tmp_path)
    baseline = open_pipeline(REFERENCE, [plan.document], GramEmbeddings(), tmp_path)
    assert baseline.ask(Question(text="西瓜多少钱？")).status is AnswerStatus.ANSWERED


def test_a_baseline_finds_nothing_outside_the_scope(tmp_path, plan):
    """Limited to a document that is not there, it has no chunk to answer with."""
    build_pipeline(REFERENCE, [plan], GramEmbeddings(), tmp_path)
    baseline = open_pipeline(REFERENCE, [plan.document], GramEmbeddings(), tmp_path)
    question = Question(text="清洁能源占比？", documents=("别的文件",))
    assert baseline.ask(question).status is AnswerStatus.NOT_FOUND
    assert baseline.find(question).found == ()


def test_a_folder_that_is_no_encoder_is_named(tmp_path):
    """The message is ours and says which folder, not the library's traceback."""
    with pytest.raises(EncoderError, match="文本编码器无法加载"):
        open_embeddings(tmp_path, tmp_path)


def test_libraries_of_the_baselines_that_are_not_installed_are_named(tmp_path, plan, monkeypatch):
    """Who installed only requirements.txt is told what to install."""
    monkeypatch.setitem(sys.modules, "langchain_text_splitters", None)
    with pytest.raises(EvaluationError, match="langchain_text_splitters") as caught:
        cut_chunks(REFERENCE, [plan])
    assert "requirements-dev.txt" in caught.value.hint
