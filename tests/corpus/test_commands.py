"""The shared manners of the command lines."""

from __future__ import annotations

import logging

import click
import pytest
from click.testing import CliRunner

from corpus.commands import FAILED, Group, corpus_option
from corpus.errors import PolicyQAError


@click.group(cls=Group)
def cli() -> None:
    """测试用的命令。"""


@cli.command("find")
@click.argument("question", metavar="问题")
@click.option("-k", "--count", type=click.IntRange(1, 9), default=3, help="条数。")
@click.option("--kind", type=click.Choice(["甲", "乙"]), help="种类。")
@corpus_option
def find(question: str, count: int, kind: str | None, documents: tuple[str, ...]) -> int:
    """查找条款。"""
    click.echo(f"{question} {count} {kind} {len(documents)}")
    return 1


@cli.command("fail")
def fail() -> None:
    """总是出错。"""
    logging.getLogger("index.library").info("重建索引")
    raise PolicyQAError("文件夹不存在：甲", hint="检查路径。")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["find"], "缺少参数 问题。"),
        (["find", "x", "--colour"], "没有选项 --colour。"),
        (["find", "x", "--coun", "2"], "是不是 --count"),
        (["find", "x", "-k", "a"], "--count 的值不可用：“a”不是整数。"),
        (["find", "x", "-k", "12"], "--count 的值不可用：12 超出范围 1<=x<=9。"),
        (["find", "x", "-k"], "选项 -k 后面要写一个值。"),
        (["find", "x", "--kind", "丙"], "“丙”不在 '甲', '乙' 之中"),
        (["find", "x", "y"], "多出了参数：y。"),
        (["fnd"], "没有命令 fnd。是不是 find？"),
    ],
)
def test_a_wrong_command_line_is_explained_in_chinese(arguments: list[str], message: str) -> None:
    """Every usage error of click reaches the user in Chinese, with the next step and code 2."""
    result = CliRunner().invoke(cli, arguments)

    assert result.exit_code == FAILED
    assert message in result.stderr
    assert "下一步：" in result.stderr
    assert result.stdout == ""


def test_an_error_is_its_message_and_its_hint_without_a_traceback() -> None:
    """A PolicyQAError is shown as two lines on stderr, after the log, and exits with 2."""
    result = CliRunner().invoke(cli, ["fail"])

    assert result.exit_code == FAILED
    assert result.stderr == "重建索引\n文件夹不存在：甲\n下一步：检查路径。\n"


def test_a_command_exits_with_the_number_it_returns() -> None:
    """The exit code tells a question that was not answered (1) from an error."""
    result = CliRunner().invoke(cli, ["find", "x", "--corpus", "甲", "--corpus", "乙"])

    assert (result.exit_code, result.stdout) == (1, "x 3 None 2\n")


@pytest.mark.parametrize("arguments", [["--help"], ["find", "--help"], []])
def test_help_is_chinese(arguments: list[str]) -> None:
    """Usage, section titles and the help option's own help are Chinese."""
    result = CliRunner().invoke(cli, arguments)

    assert "用法：" in result.output
    assert "显示这段帮助。" in result.output
    assert "Usage" not in result.output
    assert "Options" not in result.output


def test_logging_is_left_as_it_was() -> None:
    """A command line run inside another program leaves no log handler behind."""
    before = list(logging.getLogger().handlers)

    CliRunner().invoke(cli, ["fail"])

    assert logging.getLogger().handlers == before
