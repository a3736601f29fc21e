"""Running cases through a system: what is asked, when bad gold is noticed, what a record keeps."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus
from corpus.errors import DocumentsError
from eval.cases import Gold, Split
from eval.errors import CaseFormatError
from eval.gold import Shelf
from eval.judgement import Place
from eval.runner import WARM_UP_QUESTIONS, Search, System, read_documents, run_cases, warm_up

TITLE = "海州市绿色行动方案"
GOAL = "到2030年，累计创建绿色工厂200家以上"
WORDS = "绿色工厂200家以上"


def test_every_case_is_asked_with_its_history_and_documents(
    shelf, make_case, make_answer, scripted, judged
):
    """What the case says reaches the program as a question; the time is measured outside it."""
    ask = scripted({"然后呢？": make_answer("200家以上", GOAL, elapsed_ms=1e9)})
    case = make_case(
        "target",
        WORDS,
        question="然后呢？",
        history=("绿色工厂有什么目标？",),
        documents=(f"《{TITLE}》",),
        keys=("200家以上",),
    )
    (record,) = judged([case], ask)
    assert ask.asked == [shelf.question(case)]
    assert ask.asked[0].documents == (TITLE,)
    assert ask.asked[0].history == ("绿色工厂有什么目标？",)
    assert record.judgement.right_clause
    assert 0 < record.judgement.elapsed_ms < 1e9


def test_records_come_one_by_one(shelf, make_case, make_answer, scripted):
    """A record is there before the next question is asked, so that it can be kept."""
    ask = scripted(dict.fromkeys("甲乙", make_answer("没有")))
    cases = [make_case(id=name, question=name) for name in "甲乙"]
    records = run_cases(cases, System(name="照稿", ask=ask), shelf)
    assert next(records).case_id == "甲"
    assert [question.text for question in ask.asked] == ["甲"]
    assert next(records).case_id == "乙"


def test_bad_gold_stops_a_run_before_the_first_question(make_case, scripted, judged):
    """An hour of asking must not end in a mistake of the set."""
    ask = scripted({})
    bad = make_case("target", gold=(Gold(document=TITLE, quote="三百家"),))
    with pytest.raises(CaseFormatError):
        judged([make_case(), bad], ask)
    assert ask.asked == []


def test_an_unknown_scope_stops_a_run_before_the_first_question(make_case, scripted, judged):
    """A question limited to a document that is not there would look like a refusal."""
    ask = scripted({})
    with pytest.raises(CaseFormatError, match="没有这份文件：无名方案"):
        judged([make_case(documents=("无名方案",), line=3)], ask)
    assert ask.asked == []


def test_what_a_system_found_is_ranked_and_its_confidence_kept(
    shelf, make_case, make_answer, scripted, judged
):
    """The place of the gold in the list, from 1; None for gold that is not in it."""
    first, second, _ = shelf.find(TITLE).clauses
    places = tuple(Place(document_id=TITLE, span=one.span) for one in (second, first))
    case = make_case("list", WORDS, "推广双面组件", keys=("200家以上",))
    (record,) = judged(
        [case],
        scripted({case.question: make_answer("200家以上", GOAL)}),
        lambda _: Search(found=places, confidence=0.75),
    )
    assert record.judgement.ranks == (2, 1)
    assert record.judgement.confidence == 0.75


def test_a_search_that_cannot_be_looked_into_has_no_ranks(make_case, make_answer, scripted, judged):
    """Nothing known is not the same as nothing found."""
    case = make_case("target", WORDS, keys=("200家以上",))
    answer = make_answer("200家以上", GOAL)
    (unknown,) = judged([case], scripted({case.question: answer}))
    (empty,) = judged(
        [case], scripted({case.question: answer}), lambda _: Search(found=(), confidence=None)
    )
    assert (unknown.judgement.ranks, unknown.judgement.confidence) == ((), None)
    assert empty.judgement.ranks == (None,)


def test_a_record_keeps_the_reply_and_the_reasons(make_case, make_answer, scripted, judged):
    """The question, the verdict with its reasons, and the reply as the public JSON object."""
    case = make_case("target", WORDS, keys=("200家以上",), history=("先前？",))
    (record,) = judged([case], scripted({case.question: make_answer("40%", GOAL)}))
    assert (record.case_id, record.question, record.history) == ("c1", case.question, ("先前？",))
    assert (record.judgement.missing, record.judgement.foreign) == (("200家以上",), ("40%",))
    assert not record.judgement.right
    assert record.reply["status"] == AnswerStatus.ANSWERED.value
    assert record.reply["citations"][0]["quote"] == GOAL


def test_what_is_loaded_on_first_use_is_loaded_before_the_first_case(make_answer, scripted):
    """Three questions that are not timed."""
    ask = scripted(dict.fromkeys(WARM_UP_QUESTIONS, make_answer("没有")))
    warm_up(ask)
    assert tuple(question.text for question in ask.asked) == WARM_UP_QUESTIONS


def test_documents_are_read_as_the_program_reads_them(plan_folder, make_case):
    """A set runs over any folder of documents, gold by title."""
    shelf = Shelf(read_documents([plan_folder]))
    (place,) = shelf.locate(make_case("target", WORDS, split=Split.TEST))
    assert "市生态环境局" in place.support.agencies


def test_no_folder_means_what_ships_and_a_missing_one_is_named(tmp_path):
    """The two plans; never an empty list of documents."""
    assert len(read_documents(())) == 2
    with pytest.raises(DocumentsError, match="文件夹不存在"):
        read_documents([tmp_path / "没有"])
