"""What stands before the referee: the program, it without each part, the baselines; no settings read."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from app.answer import AnswerStatus, Question
from eval.baselines import PIPELINES
from eval.cases import load_cases
from eval.gold import Shelf
from eval.judgement import is_exact
from eval.runner import run_cases
from eval.systems import OURS, VARIANTS, open_stage, system_names

TINY, FARM = "示例市制造业行动方案", "另一市农业发展意见"
BASELINES = tuple(pipeline.name for pipeline in PIPELINES)
WITHOUT_VECTORS = "去掉语义向量（编码器、FAISS）"
WITHOUT_WORDS = "去掉词语检索（jieba、BM25）"
WITHOUT_READING = "去掉条款细读（只按检索排序）"
MISTYPED = "公共服务平台由那些部门负则？"
EVERYDAY = "给小微企业办的公共服务平台由哪些部门负责？"


def needs_langchain_community() -> None:
    """Skip what requirements-dev.txt installs, where it is not."""
    pytest.importorskip("langchain_community", reason="requirements-dev.txt is not installed")


@pytest.fixture(scope="module")
def opened(tiny_stage):
    """Return a function that opens a system once for all the tests here."""
    return cache(tiny_stage.open)


@pytest.fixture
def found(tiny_stage, opened):
    """Return a function that tells which clauses a system finds, by document and number, in order."""
    names = {
        (one.document.id, clause.span): f"{one.document.title[:2]}{clause.path.numbers[-1]}"
        for one in tiny_stage.parsed
        for clause in one.clauses
    }

    def search(name: str, question: str) -> list[str]:
        places = opened(name).find(Question(text=question)).found
        return [names[place.document_id, place.span] for place in places]

    return search


def test_the_program_comes_first_then_its_variants_then_the_baselines():
    """Each name once."""
    names = system_names()
    assert names[0] == OURS
    assert names == (*VARIANTS, *BASELINES)
    assert len(set(names)) == len(names)


def test_each_variant_but_the_program_lacks_exactly_one_part():
    """Weights and parts of a variant differ from the program's in one place."""
    whole = VARIANTS[OURS]
    for name, variant in VARIANTS.items():
        changed = [
            part
            for one, other in ((whole.parts, variant.parts), (whole.weights, variant.weights))
            for part in one.__slots__
            if getattr(one, part) != getattr(other, part)
        ]
        assert len(changed) == (name != OURS), name


@pytest.mark.parametrize("name", VARIANTS)
def test_every_variant_answers_cites_and_says_what_it_found(
    tiny_stage, opened, tiny_rows, write_set, name
):
    """A whole set runs through it; what it cites is verbatim, and its search can be looked into."""
    shelf = Shelf(tiny_stage.parsed)
    cases = load_cases(write_set(*tiny_rows()))
    records = tuple(run_cases(cases, opened(name), shelf))
    assert [one.judgement.right_clause for one in records] == [True] * 4 + [False]
    assert records[-1].judgement.declined
    for record in records:
        verdict = record.judgement
        assert verdict.citations == verdict.citations_exact
        assert verdict.fabricated == ()
        assert verdict.confidence is not None
        assert len(verdict.ranks) == verdict.gold


@pytest.mark.parametrize("name", BASELINES)
def test_every_baseline_answers_with_a_piece_of_a_document(tiny_stage, opened, name):
    """Even a question about nothing; it does not say how sure it is."""
    needs_langchain_community()
    system = opened(name)
    assert system.name == name
    answer = system.ask(Question(text="绿色车间要建成多少个？"))
    assert answer.status is AnswerStatus.ANSWERED
    assert is_exact(answer.citations[0], Shelf(tiny_stage.parsed))
    search = system.find(Question(text="太空探索"))
    assert search.found
    assert search.confidence is None


@pytest.mark.parametrize("name", BASELINES)
def test_a_scope_limits_every_baseline(opened, name):
    """Nothing outside the documents asked for is found, and a document without a chunk has no answer."""
    needs_langchain_community()
    system = opened(name)
    question = Question(text="绿色车间要建成多少个？", documents=(FARM,))
    assert {place.document_id for place in system.find(question).found} == {FARM}
    assert {citation.document_id for citation in system.ask(question).citations} == {FARM}
    nowhere = system.ask(replace(question, documents=("无此文件",)))
    assert nowhere.status is AnswerStatus.NOT_FOUND
    assert nowhere.citations == ()


def test_a_scope_limits_the_program_too(opened):
    """The same question, asked of each document."""
    ours = opened(OURS)
    for title in (TINY, FARM):
        search = ours.find(Question(text="绿色车间有什么要求？", documents=(title,)))
        assert {place.document_id for place in search.found} == {title}


def test_without_vectors_only_shared_words_find_a_clause(found):
    """A question that shares no word with any clause finds nothing."""
    assert found(OURS, "院子怎么收拾得漂亮？")
    assert found(WITHOUT_VECTORS, "院子怎么收拾得漂亮？") == []
    assert "示例2" in found(WITHOUT_VECTORS, "绿色车间要建成多少个？")


def test_without_words_a_word_the_encoder_does_not_know_finds_nothing(found):
    """犇羴 has no vector; only BM25 can find it."""
    assert found(OURS, "犇羴由哪些部门负责？")[0] == "示例5"
    assert found(WITHOUT_VECTORS, "犇羴由哪些部门负责？")[0] == "示例5"
    assert found(WITHOUT_WORDS, "犇羴由哪些部门负责？") == []


def test_without_spelling_the_typing_error_stays(opened):
    """The question as it was understood keeps its error only where nothing puts it right."""
    question = Question(text=MISTYPED)
    assert "负责" in opened(OURS).ask(question).resolved_question
    assert "负则" in opened("去掉错别字改正").ask(question).resolved_question


def test_without_synonyms_an_everyday_word_is_not_understood(opened):
    """小微企业 is 中小企业 in the document."""
    question = Question(text=EVERYDAY)
    assert opened(OURS).ask(question).status is AnswerStatus.ANSWERED
    assert opened("去掉同义词").ask(question).status is AnswerStatus.NOT_FOUND


def test_without_compounds_two_words_in_a_row_tell_less(opened):
    """再生 and 铝 stand in the clause either way, but 再生铝 is no term of its own any more."""
    question = Question(text="再生铝的公共服务平台谁来建？")
    whole, without = (opened(name).find(question).confidence for name in (OURS, "去掉词语组合"))
    assert whole > without > 0


def test_without_reading_the_order_is_that_of_the_search(found):
    """A clause that says the word often comes before one that names who is responsible."""
    question = "平台由哪些部门负责？"
    read, searched = found(OURS, question), found(WITHOUT_READING, question)
    assert sorted(read) == sorted(searched)
    assert searched.index("示例3") < searched.index("示例1")
    assert read.index("示例1") < read.index("示例3")


def test_an_unknown_system_is_a_key_error(tiny_stage):
    """The command line asks for a known name before it opens anything."""
    with pytest.raises(KeyError):
        tiny_stage.open("没有这个系统")


def test_nothing_of_the_users_is_read(tiny_stage, tiny_folder, tmp_path, monkeypatch):
    """An upload, a settings file and variables of the user's make no difference, nor do we write there.

    Index and caches lie in a temporary folder that is gone afterwards.
    """
    home = tmp_path / "home"
    (home / "uploads").mkdir(parents=True)
    upload = "犇羴管理办法\n\n第一条 犇羴由市文旅局负责。\n第二条 公共服务平台由市文旅局负责。\n"
    (home / "uploads" / "犇羴管理办法.txt").write_text(upload, encoding="utf-8")
    (tmp_path / "wence.toml").write_text('encoder = "没有这个编码器"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WENCE_CONFIG", str(tmp_path / "wence.toml"))
    monkeypatch.setenv("WENCE_HOME", str(home))
    monkeypatch.setenv("WENCE_DOCUMENTS", str(home / "uploads"))
    monkeypatch.setenv("WENCE_ENCODER", "没有这个编码器")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with open_stage([tiny_folder]) as stage:
        assert list(tmp_path.glob("wence-eval-*/index"))
        assert [one.document.title for one in stage.parsed] == [FARM, TINY]
        # A segment has a name of its own, and so have its files.
        mine, usual = (replace(one.manifest, files=()) for one in (stage, tiny_stage))
        assert mine == usual
        question = Question(text="公共服务平台由哪些部门负责？")
        mine, usual = (one.open(OURS).ask(question) for one in (stage, tiny_stage))
    assert replace(mine, elapsed_ms=0.0) == replace(usual, elapsed_ms=0.0)
    assert [path.name for path in home.iterdir()] == ["uploads"]
    assert list(tmp_path.glob("wence-eval-*")) == []
