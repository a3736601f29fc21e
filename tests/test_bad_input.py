"""Bad input over the whole program: a clear message, the next step, the exit code, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from app.cli import cli
from app.settings import CHECKOUT, isolated_environment

PLAN = """青禾市节水行动方案

一、总体要求
到2027年，全市万元工业增加值用水量下降12%以上。

二、主要任务
（一）改造灌区。推广喷灌、滴灌等高效节水灌溉技术，新增高效节水灌溉面积3万亩。（责任单位：市水利局、农业农村局）
（二）工业节水。新建项目必须采用节水工艺，不得使用淘汰设备。（责任单位：市工信局）

三、保障措施
各级政府要安排资金，鼓励社会资本参与。
"""
QUESTION = "改造灌区由哪些部门负责？"
AGENCY = "市水利局"


@pytest.fixture
def documents(tmp_path):
    """A folder with one small plan."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "节水方案.txt").write_text(PLAN, "utf-8")
    return folder


@pytest.fixture
def run(documents, tmp_path, monkeypatch):
    """Ask in this process, with a data home and the small plan of the test's own."""
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "home"))

    def invoke(*args, corpus=documents):
        return CliRunner().invoke(
            cli, ["ask", *args, "--corpus", str(corpus)], prog_name="python -m app"
        )

    return invoke


def require_message(result, code, *pieces):
    """Check for a Chinese message with its next step in place of a traceback."""
    assert result.exit_code == code, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert "下一步：" in result.stderr
    for piece in pieces:
        assert piece in result.stderr


def run_process(*args, home):
    """Run `python -m app` as a user does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "app", *args],
        env=isolated_environment(home),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_small_plan_is_answered_from(run):
    """The ground for the rest: without bad input there is an answer."""
    result = run(QUESTION)
    assert result.exit_code == 0, result.output
    assert AGENCY in result.stdout


@pytest.mark.parametrize("question", ["", "   ", "\u3000", "\x07\x00"])
def test_an_empty_question_is_an_error(run, question):
    """Nothing is asked, nothing is searched."""
    require_message(run(question), 2, "问题是空的")


def test_a_question_of_3000_characters_is_an_error(run):
    """The message names both lengths."""
    require_message(run("责" * 3000), 2, "3000", "2000")


@pytest.mark.parametrize("question", ["Who is in charge?", "12345", "!!!???", "😀😀", "ελληνικά"])
def test_a_question_without_chinese_is_out_of_scope(run, question):
    """What no term of the index matches is declined with its reason, which is no error."""
    result = run(question, "--json")
    assert result.exit_code == 1, result.output
    assert '"status": "out_of_scope"' in result.stdout


def test_control_characters_change_nothing(run):
    """A question copied from a terminal or a web page is answered like the clean one."""
    clean, dirty = run(QUESTION), run("\x1b" + QUESTION.replace("灌", "\u200b灌\x00") + "\r\n")
    assert dirty.exit_code == 0
    assert dirty.stdout == clean.stdout


def test_a_documents_folder_that_is_missing_is_named(run, tmp_path):
    """The folder stands in the message."""
    missing = tmp_path / "没有"
    require_message(run(QUESTION, corpus=missing), 2, str(missing), "不存在")


def test_an_empty_documents_folder_is_named(run, tmp_path):
    """The folder stands in the message."""
    empty = tmp_path / "空"
    empty.mkdir()
    require_message(run(QUESTION, corpus=empty), 2, str(empty))


def test_a_folder_of_nothing_readable_is_an_error(run, tmp_path):
    """Broken files alone are no documents."""
    broken = tmp_path / "坏"
    broken.mkdir()
    (broken / "甲.txt").write_bytes(b"")
    (broken / "乙.pdf").write_bytes(b"%PDF-1.7\nbroken")
    (broken / "丙.docx").write_bytes(b"PK\x03\x04broken")
    require_message(run(QUESTION, corpus=broken), 2, "3 个文件都无法读取")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.txt", b""),
        ("空白.txt", " \n\u3000\n".encode()),
        ("二进制.txt", b"\x00\x01\x02" * 50),
        ("坏.pdf", b"%PDF-1.7\nbroken"),
        ("坏.docx", b"PK\x03\x04broken"),
        ("坏.jsonl", b"{broken\n"),
        ("坏.jsonl.zst", b"broken"),
    ],
)
def test_an_unreadable_file_is_named_and_the_rest_answers(run, documents, name, content):
    """One bad file does not take the good ones with it."""
    (documents / name).write_bytes(content)
    result = run(QUESTION)
    assert result.exit_code == 0, result.output
    assert AGENCY in result.stdout
    assert name in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def index_files(home):
    """Return the files of the index, without the lock."""
    return sorted(
        path for path in (home / "index").rglob("*") if path.is_file() and path.name != "lock"
    )


def test_a_truncated_index_is_rebuilt(run, documents, tmp_path):
    """Whichever file of the index is cut short, the answer is the same and a line says why."""
    whole = run(QUESTION)
    names = [path.name for path in index_files(tmp_path / "home")]
    assert len(names) > 5
    for position in range(len(names)):
        path = index_files(tmp_path / "home")[position]
        content = path.read_bytes()
        if not content:
            continue
        path.write_bytes(content[: len(content) // 2])
        result = run(QUESTION)
        assert result.exit_code == 0, f"{path}: {result.output}"
        assert result.stdout == whole.stdout
        assert "正在建立索引：" in result.stderr
    assert (documents / "节水方案.txt").read_text("utf-8") == PLAN


def test_an_unwritable_home_is_an_error(run, tmp_path, monkeypatch):
    """A data home that cannot be made is named, with the setting to change."""
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "file" / "home"))
    require_message(run(QUESTION), 2, str(tmp_path / "file"), "WENCE_HOME")


def test_an_unknown_document_is_an_error(run):
    """A scope that names no document is refused, not answered from all."""
    require_message(run(QUESTION, "--document", "别的方案"), 2, "别的方案")


def test_a_process_shows_no_traceback(tmp_path):
    """As processes: wrong option, empty question and missing folder end with 2 and a message."""
    calls = [
        ["ask", QUESTION, "--no-such-option"],
        ["ask", ""],
        ["ask", QUESTION, "--corpus", str(tmp_path / "没有")],
    ]
    for call in calls:
        done = run_process(*call, home=tmp_path / "home")
        assert done.returncode == 2, done.stderr
        assert done.stdout == ""
        assert "下一步：" in done.stderr
        assert "Traceback" not in done.stderr


def test_an_answer_needs_neither_torch_nor_the_page(tmp_path, documents):
    """Once the index is there, asking imports no torch, sentence-transformers or Gradio."""
    code = (
        "import sys\n"
        "from app.cli import cli\n"
        f"code = cli.main({['ask', QUESTION, '--corpus', str(documents)]!r}, standalone_mode=False)\n"
        "print(code, *sorted({'torch', 'sentence_transformers', 'gradio'} & set(sys.modules)))\n"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=isolated_environment(tmp_path / "home"),
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout.splitlines()[-1] == "0", done.stderr


def test_an_answer_starts_no_process(run, monkeypatch):
    """Files are read by a process of its own, which an index that is there does not need."""
    whole = run(QUESTION)

    def refuse(*_, **__):
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess.Popen, "__init__", refuse)
    assert run(QUESTION).stdout == whole.stdout
