"""Running a set with a scripted assistant, and the command line around it."""

from __future__ import annotations

import json
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from eval.__main__ import cli
from eval.cases import Gold, Split
from eval.errors import CaseFormatError, EvaluationError
from eval.gold import Shelf
from eval.runner import read_documents, run_cases, write_records

GOAL = "到2030年，累计创建绿色工厂200家以上"


def test_every_case_is_asked_with_its_history_and_documents(
    shelf, make_case, make_answer, scripted
):
    """What the case says reaches the program as a question; the time is measured outside it."""
    ask = scripted({"然后呢？": make_answer("200家以上", GOAL, elapsed_ms=1e9)})
    case = make_case(
        "target",
        "绿色工厂200家以上",
        question="然后呢？",
        history=("绿色工厂有什么目标？",),
        documents=("海州市绿色行动方案",),
        keys=("200家以上",),
    )
    (record,) = run_cases([case], ask, shelf)
    assert ask.asked == [case.as_question()]
    assert record.judgement.right_clause
    assert 0 < record.judgement.elapsed_ms < 1e9


def test_bad_gold_stops_a_run_before_the_first_question(shelf, make_case, scripted):
    """An hour of asking must not end in a mistake of the set."""
    ask = scripted({})
    bad = make_case("target", gold=(Gold(document="海州市绿色行动方案", quote="三百家"),))
    with pytest.raises(CaseFormatError):
        run_cases([make_case(), bad], ask, shelf)
    assert ask.asked == []


def test_a_record_keeps_the_reply_and_the_reasons(
    tmp_path, shelf, make_case, make_answer, scripted
):
    """One JSON object a case: question, verdict, why, and the whole reply."""
    case = make_case("target", "绿色工厂200家以上", keys=("200家以上",))
    records = run_cases([case], scripted({case.question: make_answer("40%", GOAL)}), shelf)
    write_records(records, tmp_path / "out.jsonl")
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    kept = json.loads(line)
    assert (kept["id"], kept["kind"], kept["split"]) == ("c1", "target", "develop")
    assert (kept["right"], kept["missing"], kept["foreign"]) == (False, ["200家以上"], ["40%"])
    assert kept["reply"]["citations"][0]["quote"] == GOAL


def test_an_unwritable_output_is_a_clear_error(tmp_path):
    """The folder is named and the next step given."""
    with pytest.raises(EvaluationError, match="结果文件无法写入"):
        write_records([], tmp_path / "none" / "out.jsonl")


@pytest.fixture
def plan_folder(tmp_path, plan):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / f"{plan.document.title}.txt").write_text(plan.document.text, encoding="utf-8")
    return folder


@pytest.fixture
def set_path(tmp_path, case_line):
    path = tmp_path / "set.jsonl"
    nothing = {"answerable": False, "keys": [], "gold": [], "status": None}
    lines = [
        case_line(),
        case_line(id="c2", question="开发集没有的？", **nothing),
        case_line(id="t1", question="测试集的问题？", split="test"),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def run_command(plan_folder, set_path, make_answer, scripted):
    """Return a function that runs `python -m eval run` with every question answered wrongly."""

    def run(*options: str):
        wrong = make_answer("40%", GOAL)
        questions = ("绿色工厂要建多少家？", "开发集没有的？", "测试集的问题？")
        ask = scripted(dict.fromkeys(questions, wrong))
        arguments = ["run", str(set_path), "--corpus", str(plan_folder), *options]
        return CliRunner().invoke(cli, arguments, obj=lambda _: nullcontext(ask))

    return run


def test_the_develop_half_shows_its_misses(run_command):
    """What is wrong with each reply is said in words."""
    result = run_command()
    assert result.exit_code == 0, result.output
    assert "c1 [目标] 绿色工厂要建多少家？" in result.stdout
    assert "缺：200家以上；多出：40%" in result.stdout
    assert "c2 [目标] 开发集没有的？\n    应拒未拒" in result.stdout
    assert "测试集的问题" not in result.stdout
    assert "合计" in result.stdout


def test_the_test_half_shows_totals_only_unless_opened(run_command, tmp_path):
    """The half one is measured on stays unread, on the screen and in the output file."""
    output = tmp_path / "out.jsonl"
    closed = run_command("--split", "test", "--output", str(output))
    assert closed.exit_code == 0, closed.output
    assert "合计" in closed.stdout
    assert "测试集的问题" not in closed.stdout
    assert output.read_text(encoding="utf-8") == ""
    opened = run_command("--split", "test", "--open", "--output", str(output))
    assert "t1 [目标] 测试集的问题？" in opened.stdout
    assert '"id": "t1"' in output.read_text(encoding="utf-8")


def test_scores_come_as_json(run_command):
    """Rates carry hits, n, value and interval."""
    found = json.loads(run_command("--split", "all", "--json").stdout)
    assert found["scores"]["合计"]["right"]["n"] == 2
    assert found["scores"]["不可答"]["refusal"]["hits"] == 0
    assert len(found["misses"]) == 2


def test_a_missing_set_is_named(tmp_path):
    """Exit code 2 and the next step, no traceback."""
    result = CliRunner().invoke(cli, ["run", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 2
    assert "没有找到评测集" in result.stderr
    assert "下一步" in result.stderr


def test_documents_are_read_as_the_program_reads_them(plan_folder, make_case):
    """A set runs over any folder of documents, gold by title."""
    shelf = Shelf(read_documents([plan_folder]))
    (place,) = shelf.locate(make_case("target", "绿色工厂200家以上", split=Split.TEST))
    assert "市生态环境局" in place.support.agencies
