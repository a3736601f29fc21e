"""Reading evaluation sets: what is taken, and what is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answer import AnswerStatus, Premise, QuestionKind
from eval.cases import Gold, Split, in_split, load_cases, read_fields
from eval.errors import CaseFormatError, EvaluationError


def write(path: Path, *lines: str | bytes) -> Path:
    raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
    path.write_bytes(b"\n".join(raw) + b"\n")
    return path


def test_every_field_of_a_case_is_read(tmp_path, case_line):
    """All fields of the schema arrive in the case, with their types."""
    line = case_line(
        history=["先前的问题"],
        key_alternatives={"200家以上": ["不少于200家"]},
        documents=["海州市绿色行动方案"],
        premise={"asked": "100家", "found": "200家以上"},
        split="test",
        source="一1",
        note="记",
    )
    (case,) = load_cases(write(tmp_path / "set.jsonl", line))
    assert case.kind is QuestionKind.TARGET
    assert case.gold == (Gold(document="海州市绿色行动方案", quote="绿色工厂200家以上"),)
    assert case.keys == ("200家以上",)
    assert case.key_alternatives == {"200家以上": ("不少于200家",)}
    assert case.status is AnswerStatus.ANSWERED
    assert case.premise == Premise(asked="100家", found="200家以上")
    assert case.split is Split.TEST
    assert case.as_question().history == ("先前的问题",)
    assert case.as_question().documents == ("海州市绿色行动方案",)


def test_optional_fields_may_be_left_out(tmp_path, case_line):
    """Only the fields without which nothing can be judged are required."""
    names = ("history", "key_alternatives", "documents", "status", "premise", "source", "note")
    line = case_line(**dict.fromkeys(names, ...))
    (case,) = load_cases(write(tmp_path / "set.jsonl", line))
    assert (case.history, case.status, case.premise) == ((), None, None)


def test_blank_lines_and_a_byte_order_mark_do_no_harm(tmp_path, case_line):
    """A set saved by an editor on Windows reads like any other, and lines keep their numbers."""
    path = write(
        tmp_path / "set.jsonl", b"\xef\xbb\xbf" + case_line().encode(), b"\r", case_line(id="c2")
    )
    assert [(case.id, case.line) for case in load_cases(path)] == [("c1", 1), ("c2", 3)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"keys": ...}, "缺少字段 keys"),
        ({"gold": ..., "split": ...}, "缺少字段 gold、split"),
        ({"kind": "agencies"}, "kind 的值 'agencies' 不在 agency、target"),
        ({"split": "dev"}, "split 的值 'dev'"),
        ({"status": "refused"}, "status 的值 'refused'"),
        ({"answerable": "yes"}, "answerable 应是 true 或 false"),
        ({"question": " "}, "question 应是非空文字"),
        ({"keys": "200家"}, "keys 应是非空文字的列表"),
        ({"keys": [""]}, "keys 应是非空文字的列表"),
        ({"keys": []}, "可答的用例要有 gold 和 keys"),
        ({"gold": []}, "可答的用例要有 gold 和 keys"),
        ({"gold": [{"document": "甲"}]}, "quote 或 label"),
        ({"gold": [{"document": "甲", "qoute": "乙"}]}, "gold 的每一项应是"),
        ({"gold": "甲"}, "gold 应是列表"),
        ({"answerable": False, "status": "not_found"}, "不可答的用例不应有 keys"),
        ({"answerable": False, "keys": []}, "status 是 answered，与 answerable 矛盾"),
        ({"status": "not_found"}, "status 是 not_found，与 answerable 矛盾"),
        ({"key_alternatives": {"300家": ["三百家"]}}, "key_alternatives 中的 300家 不在 keys 里"),
        ({"key_alternatives": {"200家以上": "二百家"}}, "应是文字的列表"),
        ({"premise": {"asked": "100家"}}, "premise 应是"),
        ({"premise": {"asked": 1, "found": 2}}, "premise 的 asked 与 found"),
        ({"key": ["200家"]}, "未知字段 key"),
    ],
)
def test_a_bad_line_is_named_with_file_and_line(tmp_path, case_line, fields, words):
    """The message says which file, which line and what is wrong, and what to do."""
    path = write(tmp_path / "set.jsonl", case_line(), case_line(**{"id": "c2", **fields}))
    with pytest.raises(CaseFormatError) as caught:
        load_cases(path)
    assert f"{path} 第 2 行" in caught.value.message
    assert words in caught.value.message
    assert caught.value.hint


def test_a_false_premise_is_answered_not_declined(tmp_path, case_line):
    """A question with a false premise that counts as unanswerable contradicts itself."""
    premise = {"asked": "100家", "found": "200家"}
    line = case_line(answerable=False, keys=[], status=None, premise=premise)
    with pytest.raises(CaseFormatError, match="先更正，再回答"):
        load_cases(write(tmp_path / "set.jsonl", line))


def test_an_id_used_twice_is_refused(tmp_path, case_line):
    """Both lines are named, or the second answer would overwrite the first."""
    path = write(tmp_path / "set.jsonl", case_line(), case_line(id="c2"), case_line())
    with pytest.raises(CaseFormatError, match="第 3 行：编号 c1 与第 1 行重复"):
        load_cases(path)


def test_a_line_in_another_encoding_is_named(tmp_path, case_line):
    """One GB18030 line in a UTF-8 file is found where it stands."""
    path = write(tmp_path / "set.jsonl", case_line(), case_line(id="c2").encode("gb18030"))
    with pytest.raises(CaseFormatError, match=r"第 2 行：第 \d+ 个字节不是 UTF-8"):
        load_cases(path)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", r"不是合法的 JSON（第 \d+ 列）"),
        ("[1]", "JSON 对象"),
        ("[" * 100_000, "不是合法的 JSON"),
        ('{"id": ' + "9" * 5000 + "}", "不是合法的 JSON"),
    ],
    ids=["half a line", "a list", "too deep", "too long a number"],
)
def test_what_is_no_json_object_is_refused(tmp_path, line, words):
    """Half a line, a list, or what no reader of JSON takes, is no case."""
    with pytest.raises(CaseFormatError, match=words):
        load_cases(write(tmp_path / "set.jsonl", line))


def test_fields_are_given_back_as_they_are_written(tmp_path, case_line):
    """What is frozen is what stands in the file, not what is made of it."""
    path = write(tmp_path / "set.jsonl", case_line(note="记"), "", case_line(id="c2"))
    rows = read_fields(path)
    assert [(row["id"], row["note"]) for row in rows] == [("c1", "记"), ("c2", "")]
    assert rows[0]["gold"] == [{"document": "海州市绿色行动方案", "quote": "绿色工厂200家以上"}]
    with pytest.raises(CaseFormatError, match="第 1 行"):
        read_fields(write(tmp_path / "bad.jsonl", "{"))


def test_a_missing_and_an_empty_set_are_errors(tmp_path):
    """Nothing measured must not look like a perfect score."""
    with pytest.raises(EvaluationError, match="没有找到评测集"):
        load_cases(tmp_path / "none.jsonl")
    with pytest.raises(EvaluationError, match="评测集是空的"):
        load_cases(write(tmp_path / "set.jsonl", "", ""))


def test_a_half_holds_its_own_cases_only(make_case):
    """Develop, test and all."""
    cases = (make_case(id="a"), make_case(id="b", split=Split.TEST))
    assert [case.id for case in in_split(cases, Split.TEST)] == ["b"]
    assert in_split(cases, None) == cases
