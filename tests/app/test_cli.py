"""The command line: what is printed where, exit codes, batches, and bad input."""

from __future__ import annotations

import json
import socket
from datetime import date

import pytest
from click.testing import CliRunner

from app.answer import Question
from app.cli import cli
from index.scope import Dated, Scope
from tests.app.contract import ANSWER_KEYS
from tests.app.fakes_app import DOCUMENT, QUOTE, Opener


@pytest.fixture
def opener():
    """Opens a scripted assistant."""
    return Opener()


@pytest.fixture
def run(opener):
    """Run the command line over the scripted assistant."""

    def invoke(*args, stdin=None):
        return CliRunner().invoke(cli, args, obj=opener, input=stdin, prog_name="python -m app")

    return invoke


def write_lines(path, *records):
    """Write one JSON object per line; bytes and strings as they are."""
    lines = [
        record
        if isinstance(record, bytes)
        else (record if isinstance(record, str) else json.dumps(record)).encode()
        for record in records
    ]
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def read_lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_an_answer_is_printed_with_its_quote(run):
    """An answered question exits with 0; the answer and its proof stand on stdout alone."""
    result = run("ask", "谁负责？")
    assert result.exit_code == 0
    assert "市水利局。" in result.stdout
    assert QUOTE in result.stdout
    assert result.stderr == ""


def test_a_declined_question_exits_with_one(run):
    """Out of scope is no error: the reason stands on stdout, the exit code is 1."""
    result = run("ask", "天气如何？")
    assert result.exit_code == 1
    assert "文件不谈天气。" in result.stdout


def test_json_is_the_public_contract(run):
    """--json prints one object with the keys of the contract in their order."""
    result = run("ask", "谁负责？", "--json")
    assert list(json.loads(result.stdout)) == ANSWER_KEYS


def test_options_reach_the_question_and_the_settings(run, opener, tmp_path):
    """Scope and history go into the question, --corpus into the settings."""
    result = run(
        "ask", "那2030年呢？", "--history", "甲？", "--history", "乙？",
        "--document", DOCUMENT, "--corpus", str(tmp_path), "--corpus", str(tmp_path / "b"),
    )  # fmt: skip
    assert result.exit_code == 0
    assert opener.assistant.asked == [
        Question(text="那2030年呢？", history=("甲？", "乙？"), documents=(DOCUMENT,))
    ]
    assert opener.opened[0].documents == (tmp_path, tmp_path / "b")


def test_a_question_comes_from_stdin(run, opener):
    """A question named - is read from standard input."""
    assert run("ask", "-", stdin="谁负责？\n").exit_code == 0
    assert opener.assistant.asked[0].text == "谁负责？"


def test_bytes_that_are_no_text_do_no_harm(run, opener):
    """Standard input that is not UTF-8 is asked with replacement characters."""
    assert run("ask", "-", stdin="谁负责".encode("gb18030")).exit_code == 0
    assert "\ufffd" in opener.assistant.asked[0].text


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("谁\x00负\x1b[31m责？", "谁负[31m责？"),
        ("谁负责？\n", "谁负责？"),
        ("谁\t负责\u200b？\u202e", "谁 负责？"),
        ("谁负责\udcff？", "谁负责？"),
        ("-x 谁负责", "-x 谁负责"),
    ],
)
def test_control_characters_are_dropped(run, opener, typed, asked):
    """What cannot be shown goes before the question is worked on."""
    assert run("ask", "--", typed).exit_code == 0
    assert opener.assistant.asked[0].text == asked


@pytest.mark.parametrize("question", ["", "   ", "\u3000\n", "\x00\x07", "\u200b"])
def test_an_empty_question_is_refused(run, opener, question):
    """Nothing to ask is an error before anything is opened."""
    result = run("ask", question)
    assert result.exit_code == 2
    assert result.stderr.startswith("问题是空的。\n下一步：")
    assert opener.opened == []


def test_a_long_question_is_refused_and_says_so(run, opener):
    """3,000 characters are too many, 2,000 are not."""
    result = run("ask", "长" * 3000)
    assert result.exit_code == 2
    assert "问题太长：3000 个字，最多 2000 个字。" in result.stderr
    assert opener.opened == []
    assert run("ask", "长" * 2000).exit_code == 0


def test_an_unknown_document_is_an_error(run):
    """A scope that is not there is an error, not an empty answer."""
    result = run("ask", "谁负责？", "--document", "别的方案")
    assert result.exit_code == 2
    assert result.stderr == "没有这份文件：别的方案\n下一步：看看有哪些文件。\n"
    assert result.stdout == ""


def test_ctrl_c_is_one_line_and_130(run):
    """An interrupted question leaves no traceback."""
    result = run("ask", "中断")
    assert result.exit_code == 130
    assert result.stderr.strip() == "已中断。"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["ask"], "要有一个问题。"),
        (["ask", "甲", "乙"], "多出了参数：乙。"),
        (["ask", "甲", "--jsonn"], "没有选项 --jsonn。是不是 --json？"),
        (["ask", "甲", "--history"], "选项 --history 后面要写一个值。"),
        (["ask", "甲", "--output", "x.jsonl"], "--output 要和 --batch 一起用。"),
        (["ask", "--batch", "/no/such"], "--batch 的值不可用：“/no/such”不存在。"),
        (["aks", "甲"], "没有命令 aks。是不是 ask？"),
        (["serve", "--port", "x"], "--port 的值不可用：“x”不是整数。"),
        (["serve", "--port", "70000"], "设置 port 的值不可用：70000（不能大于 65535）"),
    ],
)
def test_wrong_use_is_said_in_chinese(run, args, said):
    """A wrong command line names what is wrong and the next step, and exits with 2."""
    result = run(*args)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{said}\n下一步：")


@pytest.mark.parametrize(
    ("name", "value"), [("WENCE_PORT", "x"), ("WENCE_CONFIG", "/no/such.toml")]
)
def test_a_bad_setting_is_an_error(run, monkeypatch, name, value):
    """Settings that cannot be used are named before anything is opened."""
    monkeypatch.setenv(name, value)
    result = run("ask", "谁负责？")
    assert result.exit_code == 2
    assert name in result.stderr
    assert "下一步：" in result.stderr


def test_what_documents_are_limits_a_question(run, opener, tmp_path):
    """The options and the fields of a line say the same."""
    options = "--region 福建 --level 省 --since 2021 --until 2023-06 --dated 施行 --valid 有效"
    assert run("ask", "谁负责？", *options.split()).exit_code == 0
    line = {
        "id": "a",
        "question": "谁负责？",
        "regions": ["福建"],
        "levels": ["省"],
        "since": 2021,
        "until": "2023-06",
        "dated": "施行",
        "valid": ["有效"],
    }
    batch = write_lines(tmp_path / "in.jsonl", line)
    assert run("ask", "--batch", str(batch), "--output", str(tmp_path / "out")).exit_code == 0
    asked, from_line = (one.scope for one in opener.assistant.asked)
    assert asked == from_line
    assert asked == Scope(
        regions=("福建",),
        levels=("省",),
        since=date(2021, 1, 1),
        until=date(2023, 6, 30),
        dated=Dated.EFFECTIVE,
        validities=("有效",),
    )


def test_a_batch_replies_to_every_line(run, opener, tmp_path):
    """One object a line in the order of the questions; declined lines are no errors."""
    batch = write_lines(
        tmp_path / "in.jsonl",
        {"id": "a", "question": "谁负责？", "history": ["甲？"], "documents": [DOCUMENT]},
        "",
        {"id": "b", "question": "天气如何？", "kind": "other"},
        {"id": 3, "question": "谁监督？", "history": None},
    )
    output = tmp_path / "out.jsonl"
    result = run("ask", "--batch", str(batch), "--output", str(output))
    assert result.exit_code == 0
    assert [(row["id"], row["status"]) for row in read_lines(output)] == [
        ("a", "answered"),
        ("b", "out_of_scope"),
        ("3", "answered"),
    ]
    assert opener.assistant.asked[0].history == ("甲？",)
    assert result.stdout == ""
    assert f"共 3 题，出错 0 题，结果在 {output}" in result.stderr


BAD_LINES = [
    (b"{", None, "这一行不是 JSON"),
    (b"[1]", None, "这一行不是 JSON 对象"),
    (b'{"id": "x", "question": "\xff"}', None, "这一行不是 UTF-8"),
    (b"[" * 100_000, None, "这一行不是 JSON"),
    ({"question": "谁负责？"}, None, "这一行缺少 id"),
    ({"id": True, "question": "谁负责？"}, None, "这一行缺少 id"),
    ({"id": "x"}, "x", "这一行缺少 question"),
    ({"id": "x", "question": 3}, "x", "这一行缺少 question"),
    ({"id": "x", "question": "谁？", "history": "甲"}, "x", "这一行的 history 应为文字的列表"),
    ({"id": "x", "question": "谁？", "documents": [1]}, "x", "这一行的 documents 应为文字的列表"),
    ({"id": "x", "question": "谁？", "regions": "福建"}, "x", "这一行的 regions 应为文字的列表"),
    ({"id": "x", "question": "谁？", "levels": ["村"]}, "x", "这一行的 levels 不认识：村"),
    ({"id": "x", "question": "谁？", "since": "去年"}, "x", "这一行的 since 不是日期：去年"),
    ({"id": "x", "question": "谁？", "valid": ["好的"]}, "x", "这一行的 valid 不认识：好的"),
    ({"id": "x", "question": "谁？", "dated": "印发"}, "x", "这一行的 dated 不认识：印发"),
    ({"id": "x", "question": " \u0000"}, "x", "问题是空的"),
    ({"id": "x", "question": "长" * 3000}, "x", "问题太长：3000 个字"),
    ({"id": "x", "question": "谁？", "documents": ["别的"]}, "x", "没有这份文件：别的"),
]


@pytest.mark.parametrize(("line", "known_id", "reason"), BAD_LINES)
def test_a_bad_line_gets_its_reason_and_the_batch_goes_on(run, tmp_path, line, known_id, reason):
    """A line that cannot be taken is an error of its own; the batch exits with 2 at its end."""
    batch = write_lines(tmp_path / "in.jsonl", line, {"id": "last", "question": "谁负责？"})
    output = tmp_path / "out.jsonl"
    result = run("ask", "--batch", str(batch), "--output", str(output))
    bad, good = read_lines(output)
    assert result.exit_code == 2
    assert list(bad) == ["id", "status", "reason"]
    assert (bad["id"], bad["status"]) == (known_id, "error")
    assert bad["reason"].startswith(reason)
    assert good["status"] == "answered"


def test_broken_code_units_in_an_id_are_written(run, tmp_path):
    """An id that is no Unicode text does not stop the batch."""
    batch = write_lines(tmp_path / "in.jsonl", '{"id": "\\ud800", "question": "谁负责？"}')
    output = tmp_path / "out.jsonl"
    assert run("ask", "--batch", str(batch), "--output", str(output)).exit_code == 0
    assert read_lines(output)[0]["id"] == "?"


def test_a_file_with_a_byte_order_mark_is_read(run, tmp_path):
    """Windows editors put one in front."""
    batch = tmp_path / "in.jsonl"
    batch.write_text('{"id": "1", "question": "谁负责？"}\r\n', "utf-8-sig")
    output = tmp_path / "out.jsonl"
    assert run("ask", "--batch", str(batch), "--output", str(output)).exit_code == 0


def test_an_interrupted_batch_leaves_the_old_output(run, tmp_path):
    """The output is the old one or the new one, never half, and no draft stays behind."""
    batch = write_lines(
        tmp_path / "in.jsonl", {"id": "1", "question": "谁？"}, {"id": "2", "question": "中断"}
    )
    output = tmp_path / "out.jsonl"
    output.write_text("old", "utf-8")
    assert run("ask", "--batch", str(batch), "--output", str(output)).exit_code == 130
    assert output.read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_an_output_that_cannot_be_written_is_an_error(run, tmp_path):
    """A missing output folder is named."""
    batch = write_lines(tmp_path / "in.jsonl", {"id": "1", "question": "谁？"})
    result = run("ask", "--batch", str(batch), "--output", str(tmp_path / "no" / "out.jsonl"))
    assert result.exit_code == 2
    assert f"结果文件无法写入：{tmp_path / 'no' / 'out.jsonl'}" in result.stderr


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "用 --batch 时要用 --output 说明回答写到哪个文件。"),
        (["--output", "same"], "--output 不能和 --batch 是同一个文件。"),
        (
            ["--output", "out", "谁？"],
            "用 --batch 时，问题、history 和 documents 等都写在文件的每一行里。",
        ),
        (
            ["--output", "out", "--json"],
            "用 --batch 时，问题、history 和 documents 等都写在文件的每一行里。",
        ),
    ],
)
def test_a_batch_is_not_mixed_with_a_single_question(run, tmp_path, monkeypatch, more, said):
    """Options that make no sense together are refused."""
    monkeypatch.chdir(tmp_path)
    write_lines(tmp_path / "same", {"id": "1", "question": "谁？"})
    result = run("ask", "--batch", "same", *more)
    assert result.exit_code == 2
    assert result.stderr.startswith(said)


def test_a_port_in_use_is_said_before_anything_is_opened(run, opener):
    """Serving on a taken port is one sentence and a way out."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 2
    assert f"端口 {port} 已被占用" in result.stderr
    assert "下一步：" in result.stderr
    assert opener.opened == []


def test_a_host_that_is_not_here_is_said(run, opener):
    """An address of another machine cannot be listened on."""
    result = run("serve", "--host", "203.0.113.1", "--port", "7861")
    assert result.exit_code == 2
    assert "网页不能在 203.0.113.1 的 7861 端口上启动" in result.stderr
    assert opener.opened == []


@pytest.mark.parametrize("args", [[], ["ask"], ["serve"], ["doctor"]])
def test_help_is_chinese_and_shows_examples(run, args):
    """Every help text has its usage and at least one call to copy."""
    result = run(*args, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("用法：python -m app")
    assert "python -m app" in result.stdout.split("例：")[1]
    assert "Show this message" not in result.stdout
