"""The one way of a question: every face goes through the chain, and every part takes part."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

import pytest
from click.testing import CliRunner
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

import app.chain
from app.answer import Question
from app.chain import FOUND, ClauseRetriever, build_chain
from app.cli import cli
from app.page import PageHandlers
from app.settings import load_settings
from corpus.store import DEFAULT_DOCUMENTS
from eval.runner import WARM_UP_QUESTIONS
from eval.systems import OURS, open_stage
from index.postings import Postings
from tests.app.small_corpus import (
    DOGS,
    WATER,
    shipped_assistant,
    small_assistant,
    small_catalogue,
    small_library,
)

QUESTION = "喷灌滴灌由哪些部门负责？"


@dataclass
class Spy:
    """Counts what passes through the chains that are built."""

    built: list[Runnable] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def build(self, *args, **options) -> Runnable[Question, object]:
        """Build the chain with a first step that writes down the question."""
        self.built.append(build_chain(*args, **options))
        return RunnableLambda(self._pass) | self.built[-1]

    def _pass(self, question: Question) -> Question:
        self.asked.append(question.text)
        return question


@pytest.fixture
def spy(monkeypatch):
    """Watches the chain of an assistant that is opened on the invented documents."""
    spy = Spy()
    monkeypatch.setattr(app.chain, "open_library", lambda *_, **__: small_library())
    monkeypatch.setattr(app.chain, "build_chain", spy.build)
    return spy


def test_the_chain_is_langchains():
    """From question to answer it is a Runnable, and the search in it a BaseRetriever."""
    chain = build_chain(small_library(), small_catalogue())
    assert isinstance(chain, Runnable)
    assert isinstance(ClauseRetriever(retriever=None, catalogue=None), BaseRetriever)
    asked = small_assistant().ask(Question(text=QUESTION))
    assert chain.invoke(Question(text=QUESTION)) == replace(asked, elapsed_ms=0.0)


def test_the_command_line_goes_through_the_chain(spy):
    """`ask` opens one chain and sends its question through it."""
    result = CliRunner().invoke(cli, ["ask", QUESTION])
    assert (result.exit_code, spy.asked, len(spy.built)) == (0, [QUESTION], 1)
    assert "市农业农村局（首列单位" in result.stdout


def test_a_batch_goes_through_the_chain(spy, tmp_path):
    """Every line of a batch, one chain."""
    lines = [{"id": str(number), "question": f"{QUESTION}{'？' * number}"} for number in range(3)]
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = CliRunner().invoke(cli, ["ask", "--batch", str(questions), "--output", str(answers)])
    assert (result.exit_code, len(spy.built)) == (0, 1)
    assert spy.asked == [line["question"] for line in lines]
    assert len(answers.read_text(encoding="utf-8").splitlines()) == 3


def test_the_page_goes_through_the_chain(spy):
    """What the page does on a question, with the assistant it is served with."""
    handlers = PageHandlers(assistant=app.chain.open_assistant(load_settings()))
    handlers.ask(QUESTION, [], ())
    assert (spy.asked, len(spy.built)) == ([QUESTION], 1)


def test_evaluation_goes_through_the_chain(spy):
    """The system that is measured is the program's chain, warmed up by questions of its own."""
    with open_stage([DEFAULT_DOCUMENTS]) as stage:
        stage.open(OURS).ask(Question(text=QUESTION))
    assert (spy.asked, len(spy.built)) == ([*WARM_UP_QUESTIONS, QUESTION], 1)


@pytest.fixture
def calls(monkeypatch):
    """Counts the calls of jieba, the encoder, FAISS and BM25F, under the assistant as it ships."""
    shipped_assistant()
    import faiss
    import jieba
    import model2vec

    counted: dict[str, int] = {}

    def count(name, owner, method):
        original = getattr(owner, method)

        def passed_on(*args, **options):
            counted[name] = counted.get(name, 0) + 1
            return original(*args, **options)

        monkeypatch.setattr(owner, method, passed_on)

    count("jieba", jieba.Tokenizer, "cut")
    count("encoder", model2vec.StaticModel, "encode")
    count("faiss", faiss.IndexFlatIP, "range_search")
    count("postings", Postings, "scores")
    return counted


@pytest.mark.parametrize(
    "question",
    ["钢铁行业由哪些部门负责？", "有色方案第2章（三）由谁负责清洁能源？", "今天天气怎么样？"],
)
def test_every_part_takes_part_in_a_retrieval(calls, question):
    """Jieba cuts, the encoder embeds, FAISS and BM25F score, whatever is asked."""
    shipped_assistant().ask(Question(text=question))
    assert calls.keys() == {"jieba", "encoder", "faiss", "postings"}


def test_the_retriever_as_langchain_sees_it():
    """Clauses come back as documents with their id and scores, best first, inside the scope."""
    retriever = ClauseRetriever(
        retriever=small_library().retriever,
        catalogue=small_catalogue(),
        documents=frozenset({DOGS}),
        k=3,
    )
    found = retriever.invoke("养犬登记")
    scores = [one.metadata["score"] for one in found]
    assert len(found) == 3
    assert scores == sorted(scores, reverse=True)
    assert {one.metadata["clause_id"].split("/")[0] for one in found} == {DOGS}
    assert found[0].page_content == small_catalogue()[found[0].metadata["clause_id"]].text
    assert {"lexical", "dense"} <= found[0].metadata.keys()


def test_the_chain_looks_at_a_fixed_number_of_clauses():
    """No more than FOUND clauses are looked at."""
    found = ClauseRetriever(retriever=small_library().retriever, catalogue=small_catalogue())
    assert len(found.invoke("节水")) <= FOUND


def test_a_follow_up_takes_its_subject_from_the_question_before():
    """谁负责 alone asks about what was asked before, and says so."""
    answer = small_assistant().ask(
        Question(text="那由谁负责？", history=("发展喷灌滴灌有哪些举措？",))
    )
    assert "喷灌滴灌" in answer.resolved_question
    assert answer.citations[0].clause_id == f"{WATER}/二/（二）/1"
