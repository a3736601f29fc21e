"""`python -m corpus`: text, outline and facts on the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.__main__ import cli
from corpus.facts import ParsedDocument
from corpus.store import DEFAULT_DOCUMENTS
from tests.corpus.test_reader import pdf_of

PLAN = """某某市节水方案

一、总体目标
到2030年，再生水利用率达到25%以上。
二、主要任务
1.管网改造。企业必须安装计量设备。（责任单位：市水利局、住建局）
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*arguments: str):
    return CliRunner().invoke(cli, arguments)


def test_text_prints_what_quotes_are_taken_from(plan: Path) -> None:
    """The canonical text, and nothing round it."""
    result = run("text", str(plan))

    assert (result.exit_code, result.stdout) == (0, PLAN + "\n")


def test_outline_is_a_tree_of_headings_and_clauses(plan: Path) -> None:
    """Indented by level; clauses show id, role and length."""
    result = run("outline", str(plan))

    assert result.stdout.split("\n") == [
        "《某某市节水方案》 条款 2 条（目标 1、任务 1）",
        "  一、总体目标  [方案/一]（目标，21 字）",
        "  二、主要任务",
        "    1.管网改造  [方案/二/1]（任务，33 字）",
        "",
    ]


def test_facts_stand_under_their_clause(plan: Path) -> None:
    """Targets, tasks, responsibilities and obligations, each with words of the text."""
    result = run("facts", str(plan))

    assert result.stdout.split("\n") == [
        "《某某市节水方案》 责任 1 处、任务 1 项、目标 1 个、约束与鼓励 1 句、罚则 0 处、门槛与限值 0 个",
        "方案/一",
        "  目标  再生水利用率 25%（以上） 2030年  「再生水利用率达到25%以上」",
        "方案/二/1",
        "  任务  管网改造：1 项举措",
        "  责任  市水利局、市住建局",
        "  必须  企业  「企业必须安装计量设备。」",
        "",
    ]


@pytest.mark.parametrize("command", ["outline", "facts"])
def test_json_is_one_object_per_document(command: str, plan: Path) -> None:
    """Two files give two lines that parse, with Chinese characters as they are."""
    other = plan.with_name("办法.txt")
    other.write_text("第一条 为了节水，制定本办法。", encoding="utf-8")

    result = run(command, str(plan), str(other), "--json")

    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert {first["document_id"], second["document_id"]} == {"方案", "办法"}
    assert "节水" in result.stdout


def test_the_json_outline_gives_spans_that_quote(plan: Path) -> None:
    """Start and end cut the clause out of the canonical text."""
    row = json.loads(run("outline", str(plan), "--json").stdout)

    shown = [PLAN[clause["start"] : clause["end"]] for clause in row["clauses"]]

    assert shown[0] == "到2030年，再生水利用率达到25%以上。"
    assert shown[1].startswith("1.管网改造。")


@pytest.mark.parametrize("command", ["outline", "facts"])
def test_the_shipped_documents_are_the_default(command: str) -> None:
    """Without a path, and with --corpus, whole folders are shown."""
    default, named = run(command), run(command, "--corpus", str(DEFAULT_DOCUMENTS))

    assert default.stdout == named.stdout
    for path in DEFAULT_DOCUMENTS.glob("*.txt"):
        assert f"《{path.stem}》" in default.stdout


def test_a_missing_path_is_told_with_the_next_step() -> None:
    """No traceback: message, hint, code 2."""
    result = run("outline", "没有这个文件夹")

    assert result.exit_code == 2
    assert "没有这个文件夹" in result.stderr
    assert "下一步：" in result.stderr


@pytest.mark.parametrize("command", ["text", "outline", "facts", "check"])
def test_help_shows_real_examples(command: str) -> None:
    """Every command's help has a line that can be typed."""
    assert f"python -m corpus {command}" in run(command, "--help").stdout


def test_check_prints_what_was_recognised(plan: Path) -> None:
    """The report stands on stdout, the progress bar on stderr."""
    result = run("check", str(plan))

    assert result.exit_code == 0
    assert result.stdout.split("\n")[0] == "《某某市节水方案》（方案.txt）"
    assert "责任括注 另行计数 1 处，读出 1 处" in result.stdout
    assert "检查文件" in result.stderr


def test_one_bad_file_does_not_stop_the_check(plan: Path) -> None:
    """Missing, empty, foreign and broken files are listed at the end; the good ones are reported."""
    folder = plan.parent
    (folder / "空.txt").write_bytes(b"")
    (folder / "图.png").write_bytes(b"\x89PNG")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    bad = [str(folder / name) for name in ("没有.txt", "空.txt", "图.png", "坏.docx")]
    result = run("check", *bad, str(plan), "--json")

    assert result.exit_code == 2
    assert json.loads(result.stdout)["document_id"] == "方案"
    assert "出错 4 个：" in result.stderr
    listed = result.stderr.split("出错 4 个：")[1]
    for name in ("没有.txt", "空.txt", "图.png", "坏.docx"):
        assert name in listed


def test_files_of_unknown_formats_in_a_folder_are_named(plan: Path) -> None:
    """They are no errors: nobody named them; and nobody is to think that they were read."""
    for name in ("表.xlsx", ".DS_Store"):
        (plan.parent / name).write_bytes(b"x")
    result = run("check", str(plan.parent), "--json")

    assert result.exit_code == 0
    assert f"没有读 1 个，格式不支持：\n  {plan.parent / '表.xlsx'}\n" in result.stderr
    assert ".DS_Store" not in result.stderr


def test_references_tell_of_older_versions(tmp_path: Path) -> None:
    """The newer one of the same title says nothing of the older one, and replaces it all the same."""
    for day in ("2015年2月1日", "2024年5月6日"):
        text = f"云南省节水办法\n第一条 为了节水，制定本办法。\n\n云南省水利厅\n{day}\n"
        (tmp_path / f"{day[:4]}.txt").write_text(text, "utf-8")
    result = run("references", str(tmp_path))
    assert result.stdout.splitlines() == [
        "《云南省节水办法》 引用文件 0 份",
        "《云南省节水办法》 引用文件 0 份",
        "  替代  《云南省节水办法》  → 2015（同一标题的旧版本）",
    ]
    rows = [
        json.loads(line) for line in run("references", str(tmp_path), "--json").stdout.splitlines()
    ]
    assert [[one["target_id"] for one in row["replaces"]] for row in rows] == [[], ["2015"]]


def test_a_fault_of_the_program_does_not_stop_the_check(plan: Path, monkeypatch) -> None:
    """What nobody foresaw in one file is said, and the next file is checked."""
    from corpus import checking

    def fail_once(parsed: ParsedDocument):
        monkeypatch.setattr(checking, "check_document", real)
        raise RecursionError("too deep")

    real = checking.check_document
    monkeypatch.setattr(checking, "check_document", fail_once)
    other = plan.with_name("另一.txt")
    other.write_text(PLAN, encoding="utf-8")
    result = run("check", str(plan), str(other), "--json")

    assert result.exit_code == 2
    assert json.loads(result.stdout)["document_id"] == "另一"
    assert "程序处理时出错：方案.txt（RecursionError：too deep）" in result.stderr


def test_warnings_are_no_error(plan: Path) -> None:
    """A document to look at exits with 0 all the same."""
    plan.write_text("随便写的一段话。", encoding="utf-8")
    result = run("check", str(plan))

    assert result.exit_code == 0
    assert "没有找到编号或标题，按自然段切分" in result.stdout


def test_a_locked_file_is_shown_with_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command takes it from the variable, and says without it how to give it."""
    path = tmp_path / "密.pdf"
    path.write_bytes(pdf_of([["Water saving"]], password="x"))
    locked = run("text", str(path))
    monkeypatch.setenv("WENCE_PASSWORD", "x")

    assert (locked.exit_code, locked.stdout) == (2, "")
    assert "PDF 有密码：密.pdf" in locked.stderr
    assert run("text", str(path)).stdout == "Water saving\n"
    assert run("check", str(path)).exit_code == 0
    assert "12 字，第 1 页" in run("outline", str(path)).stdout


def test_several_locked_files_are_read_without_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password of the variable is tried on each; the one it does not open is told with the way."""
    for name, password in (("甲", "x"), ("乙", "x"), ("丙", "y")):
        data = pdf_of([[f"Water saving {password}"]], password=password)
        (tmp_path / f"{name}.pdf").write_bytes(data)
    monkeypatch.setenv("WENCE_PASSWORD", "x")

    result = run("check", str(tmp_path), "--password")

    assert result.exit_code == 2
    assert all(f"（{name}.pdf）" in result.stdout for name in "甲乙")
    assert "PDF 的密码不对：丙.pdf" in result.stderr
    assert "甲.pdf" not in result.stderr.split("出错 1 个")[1]


def test_the_help_shows_how_passwords_are_given() -> None:
    """With an example for several files, and for a pipe."""
    for words in (run("check", "--help").stdout, run("--help").stdout):
        assert "WENCE_PASSWORD=密码 python -m corpus check" in words
    assert "没有\n  终端（管道、定时任务）时不提示" in run("check", "--help").stdout


def test_limits_are_options(tmp_path: Path) -> None:
    """A file that takes longer is given up; a limit out of range is refused in words."""
    os.mkfifo(tmp_path / "管.txt")
    late = run("text", str(tmp_path / "管.txt"), "--read-seconds", "1")

    assert late.exit_code == 2
    assert "读取超过 1 秒，已中止：管.txt" in late.stderr
    assert run("check", "--read-megabytes", "1").exit_code == 2
