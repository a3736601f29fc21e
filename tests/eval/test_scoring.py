"""Scoring answers that any system gave: ours score as in a run, foreign ones as far as they keep the form."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from app.answer import AnswerStatus, QuestionKind
from app.cli import cli as ask_cli
from app.present import answer_to_dict
from eval.cases import Split, load_cases
from eval.errors import AnswersError
from eval.gold import Shelf
from eval.runner import System, run_cases
from eval.scoring import answer_from_dict, read_answers, score_answers
from eval.systems import OURS

GOAL = "到2030年，累计创建绿色工厂200家以上"
TITLE = "海州市绿色行动方案"
WORDS = "绿色工厂200家以上"


@pytest.fixture
def cases(make_case):
    keys = ("200家以上",)
    return (
        make_case("target", WORDS, id="c1", question="甲？", keys=keys),
        make_case("target", id="c2", question="乙？"),
        make_case("target", WORDS, id="c3", question="丙？", keys=keys),
    )


@pytest.fixture
def write_answers(tmp_path):
    """Return a function that writes lines, objects as JSON, and gives the path."""

    def write(*lines: object):
        texts = [
            line if isinstance(line, str | bytes) else json.dumps(line, ensure_ascii=False)
            for line in lines
        ]
        path = tmp_path / "回答.jsonl"
        path.write_bytes(b"\n".join(t if isinstance(t, bytes) else t.encode() for t in texts))
        return path

    return write


@pytest.fixture
def good(make_answer):
    """The public JSON object of a right answer to c1."""
    return answer_to_dict(make_answer("200家以上[1]", GOAL, elapsed_ms=12.5))


def test_our_own_answers_score_as_in_a_run(tiny_folder, tiny_stage, tiny_rows, write_set, tmp_path):
    """`ask --batch` and then `score` is `run`, but for times and for what only a run can see."""
    path = write_set(*tiny_rows())
    questions = write_set(
        *(
            json.dumps({"id": case.id, "question": case.question}, ensure_ascii=False)
            for case in load_cases(path)
        ),
        name="questions.jsonl",
    )
    output = tmp_path / "answers.jsonl"
    arguments = ["ask", "--batch", questions, "--output", output, "--corpus", tiny_folder]
    asked = CliRunner().invoke(
        ask_cli, [str(one) for one in arguments], obj=lambda _: tiny_stage.open(OURS)
    )
    assert asked.exit_code == 0, asked.output
    shelf = Shelf(tiny_stage.parsed)
    cases = load_cases(path)
    scored, missing = score_answers(cases, output, shelf)
    ran = tuple(run_cases(cases, tiny_stage.open(OURS), shelf))
    assert missing == ()
    assert [one.judgement for one in scored] == [
        replace(two.judgement, elapsed_ms=one.judgement.elapsed_ms, ranks=(), confidence=None)
        for one, two in zip(scored, ran, strict=True)
    ]
    assert [one.judgement.right_clause for one in scored] == [True] * 4 + [False]
    assert [one.question for one in scored] == [one.question for one in ran]


def test_every_field_of_the_contract_is_read_back(make_answer, make_citation, make_premise):
    """What `answer_to_dict` writes is what is judged."""
    part = make_answer("200家以上[1]", GOAL, kind=QuestionKind.TARGET)
    answer = make_answer(
        "两问两答",
        GOAL,
        near=(make_citation(2, "清洁能源占比达到40%", page=3),),
        total=2,
        premise=make_premise(asked="100家", found="200家以上"),
        parts=(part, make_answer("没有")),
        elapsed_ms=3.5,
    )
    assert answer_from_dict(answer_to_dict(answer)) == answer
    through_json = json.loads(json.dumps(answer_to_dict(answer)))
    assert answer_from_dict(through_json) == answer


def test_missing_answers_and_failed_ones_count_as_declined(shelf, cases, good, write_answers):
    """And the ids that have no line are given, so that they can be said."""
    failed = {"id": "c3", "status": "error", "reason": "出错"}
    records, missing = score_answers(cases, write_answers(good, failed), shelf)
    assert missing == ("c2",)
    assert [one.judgement.declined for one in records] == [False, True, True]
    assert records[0].judgement.right_clause
    assert records[0].judgement.elapsed_ms == 12.5
    assert records[1].reply is None


def test_lines_of_other_ids_are_left_aside(shelf, cases, good, write_answers):
    """Even where their form is wrong: they answer nothing that is asked."""
    records, missing = score_answers(cases, write_answers({"id": "x"}, good), shelf)
    assert len(records) == 3
    assert missing == ("c2", "c3")


def test_parts_count_as_the_answer(shelf, make_case, make_answer, write_answers):
    """The citations of the parts are its own."""
    quote = "清洁能源占比达到40%"
    case = make_case("target", WORDS, quote, keys=("200家以上", "40%"))
    parts = (make_answer("200家以上[1]", GOAL), make_answer("40%[1]", quote))
    row = answer_to_dict(
        make_answer("200家以上；40%", status=AnswerStatus.ANSWERED, parts=parts, reason=None)
    )
    (record,), _ = score_answers([case], write_answers(row), shelf)
    assert record.judgement.right_clause
    assert (record.judgement.citations, record.judgement.gold_cited) == (2, 2)


def test_fields_that_judge_nothing_may_be_left_out(shelf, cases, write_answers):
    """Another system need not know our clauses, labels or notes."""
    start = shelf.find(TITLE).document.text.index(GOAL)
    place = {"number": 1, "document_id": TITLE, "quote": GOAL}
    row = {
        "id": "c1",
        "status": "answered",
        "answer": "200家以上[1]",
        "statements": [{"text": "200家以上", "citations": [1]}],
        "citations": [place | {"start": start, "end": start + len(GOAL)}],
        "confidence": 0.25,
    }
    (record, *_), _ = score_answers(cases, write_answers(row), shelf)
    assert record.judgement.right_clause
    assert record.judgement.confidence == 0.25
    assert record.judgement.elapsed_ms == 0.0


def test_a_byte_order_mark_blank_lines_and_crlf_do_no_harm(shelf, cases, good, write_answers):
    """A file saved by an editor on Windows."""
    line = json.dumps(good, ensure_ascii=False).encode()
    path = write_answers(b"\xef\xbb\xbf" + line + b"\r", b"\r", b"")
    records, missing = score_answers(cases, path, shelf)
    assert records[0].judgement.right
    assert len(missing) == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "不是 UTF-8 的 JSON"),
        ('{"id": "c2", "answer": "中文"}'.encode("gb18030"), "不是 UTF-8 的 JSON"),
        ("[" * 100_000, "不是 UTF-8 的 JSON"),
        ('{"id": ' + "9" * 5000 + "}", "不是 UTF-8 的 JSON"),
        ("[1]", "应是一个有 id 的 JSON 对象"),
        ("{}", "应是一个有 id 的 JSON 对象"),
        ({"id": 7}, "应是一个有 id 的 JSON 对象"),
        ({"id": "c1"}, "编号 c1 重复"),
    ],
    ids=["half", "encoding", "too deep", "too long", "list", "no id", "number as id", "repeated"],
)
def test_a_malformed_line_is_named(write_answers, good, line, words):
    """File, line, what is wrong, and the form it should have."""
    path = write_answers(good, line)
    with pytest.raises(AnswersError) as caught:
        read_answers(path)
    assert caught.value.message.startswith(f"{path} 第 2 行：")
    assert words in caught.value.message
    assert "python -m app ask --json" in caught.value.hint
    assert (caught.value.path, caught.value.line) == (path, 2)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "maybe"}, "maybe"),
        ({"status": ...}, "KeyError：'status'"),
        ({"answer": ...}, "KeyError：'answer'"),
        ({"answer": None}, "TypeError"),
        ({"kind": "poem"}, "poem"),
        ({"statements": []}, "ValueError"),
        ({"statements": ["200家"]}, "TypeError"),
        ({"statements": [{"text": "200家", "citations": ["甲"]}]}, "ValueError"),
        ({"statements": [{"text": "200家", "citations": 1}]}, "TypeError"),
        ({"statements": 5}, "TypeError"),
        ({"citations": [{"number": 1}]}, "KeyError"),
        ({"citations": ["甲"]}, "TypeError"),
        ({"parts": ["甲"]}, "TypeError"),
        ({"premise": {"asked": "100家"}}, "KeyError"),
        ({"premise": "100家"}, "TypeError"),
        ({"elapsed_ms": "快"}, "TypeError"),
        ({"elapsed_ms": -5}, "ValueError"),
        ({"elapsed_ms": float("nan")}, "ValueError"),
        ({"total": [1]}, "TypeError"),
        ({"total": "77%"}, "TypeError"),
        ({"status": "not_found", "citations": [], "reason": None}, "ValueError"),
    ],
)
def test_a_line_that_is_no_answer_is_named(shelf, cases, good, write_answers, changes, words):
    """Whatever is wrong with it: a crash in the middle of judging would name nothing."""
    row = {name: value for name, value in (good | changes).items() if value is not ...}
    path = write_answers({"id": "x"}, row)
    with pytest.raises(AnswersError) as caught:
        score_answers(cases, path, shelf)
    assert caught.value.message.startswith(f"{path} 第 2 行：不合回答的格式（")
    assert words in caught.value.message


@pytest.mark.parametrize("place", [{"start": -1}, {"start": 9, "end": 5}, {"end": 1e999}])
def test_a_citation_of_an_impossible_place_is_named(shelf, cases, good, write_answers, place):
    """A negative offset is no span, and infinity no number."""
    row = good | {"citations": [good["citations"][0] | place]}
    with pytest.raises(AnswersError, match="第 1 行：不合回答的格式"):
        score_answers(cases, write_answers(row), shelf)


def test_a_citation_past_the_end_or_of_no_document_is_made_up(shelf, cases, good, write_answers):
    """Well formed, so judged: it is no quotation."""
    for change in ({"end": 10**6}, {"document_id": "无此文件"}, {"quote": "别的话"}):
        row = good | {"citations": [good["citations"][0] | change]}
        (record, *_), _ = score_answers(cases, write_answers(row), shelf)
        assert record.judgement.citations_exact == 0
        assert "引文1" in record.judgement.fabricated


@pytest.mark.parametrize("numbers", [[], None, [9], [1, 9]])
def test_a_statement_that_cites_nothing_is_judged_not_refused(
    shelf, cases, good, write_answers, numbers
):
    """Other systems state things without proof; that counts against them, not against the file."""
    uncited = {"text": "共200家以上", "citations": numbers}
    zero = good["citations"][0] | {"number": 0}
    row = good | {
        "statements": [{"text": "200家以上", "citations": [0]}, uncited],
        "citations": [zero, *good["citations"]],
    }
    (record, *_), _ = score_answers(cases, write_answers(row), shelf)
    assert (record.judgement.statements, record.judgement.citations) == (2, 3)
    assert record.judgement.citations_exact == 2
    assert len(record.judgement.fabricated) == 1


def test_a_missing_file_is_named(tmp_path):
    """Without a line."""
    with pytest.raises(AnswersError, match="无法读取") as caught:
        read_answers(tmp_path / "没有.jsonl")
    assert "行" not in caught.value.message.split("：")[0]
    assert caught.value.line == 0


def test_a_system_is_judged_alike_live_and_from_its_file(
    shelf, cases, make_answer, write_answers, make_case
):
    """The referee does not know where an answer comes from."""
    answers = {
        "甲？": make_answer("300家[1]", GOAL, id="c1"),
        "乙？": make_answer("没有", id="c2"),
        "丙？": make_answer("没有", id="c3"),
    }
    live = tuple(run_cases(cases, System(name="甲", ask=lambda q: answers[q.text]), shelf))
    rows = [answer_to_dict(one) for one in answers.values()]
    scored, _ = score_answers(cases, write_answers(*rows), shelf)
    assert [replace(one.judgement, elapsed_ms=0.0) for one in scored] == [
        replace(one.judgement, elapsed_ms=0.0) for one in live
    ]
    assert cases[0].split is Split.DEVELOP
