"""The options of command lines on how files are read: limits, passwords, pages recognised before."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.errors import LockedError
from corpus.reading import (
    DEFAULT_LIMITS,
    LEAST_MEGABYTES,
    LEAST_SECONDS,
    MOST_MEGABYTES,
    MOST_SECONDS,
    Limits,
)
from corpus.recognised_pages import FOLDER

if TYPE_CHECKING:
    from corpus.reading_worker import AskPassword

PASSWORD_VARIABLE = "WENCE_PASSWORD"
# For the help of commands that take files.
PASSWORD_HELP = """\b
有密码的 PDF：加 --password，对每个这样的文件在终端上提示输入，最多试三次，直接回车跳过；没有
终端（管道、定时任务）时不提示，改设环境变量 WENCE_PASSWORD，对各个文件都先试这一个密码；
几个文件密码不同的，分几次运行。打不开的列在最后，不影响其余。"""
_TRIES = 3

_HOME = Path(__file__).resolve().parents[1] / "var"

password_option = click.option(
    "--password",
    "asks",
    is_flag=True,
    help="遇到有密码的 PDF 时，在终端上逐个提示输入打开密码（不显示，直接回车跳过）。"
    "环境变量 WENCE_PASSWORD 里的密码先试，不用写 --password。",
)


def passwords(*, asks: bool) -> AskPassword:
    """Return what gives the passwords of locked files: the variable, then with `asks` the terminal."""
    tried: Counter[Path] = Counter()

    def ask(error: LockedError) -> str | None:
        known = [one for one in (os.environ.get(PASSWORD_VARIABLE),) if one]
        at = tried[error.path]
        tried[error.path] += 1
        if at < len(known):
            return known[at]
        if not asks or at >= len(known) + _TRIES or not _has_terminal():
            return None
        return _ask(error)

    return ask


def _has_terminal() -> bool:
    return sys.stdin.isatty()


def _ask(error: LockedError) -> str | None:
    words = f"\n{error.message}。打开密码（直接回车跳过）"
    given: str = click.prompt(words, default="", hide_input=True, show_default=False, err=True)
    return given or None


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options on limits, and these as its argument `limits`."""

    @click.option(
        "--read-seconds",
        type=click.FloatRange(LEAST_SECONDS, MOST_SECONDS),
        envvar="WENCE_READ_SECONDS",
        default=DEFAULT_LIMITS.seconds,
        metavar="秒",
        help="读一个文件时，这么久没有进展就中止，默认 300。",
    )
    @click.option(
        "--read-megabytes",
        type=click.IntRange(LEAST_MEGABYTES, MOST_MEGABYTES),
        envvar="WENCE_READ_MEGABYTES",
        default=DEFAULT_LIMITS.megabytes,
        metavar="兆",
        help="读文件的进程最多用的内存，默认 3072。",
    )
    @wraps(command)
    def run(
        *args: Any,  # noqa: ANN401 - what click gives the command
        read_seconds: float,
        read_megabytes: int,
        **options: Any,  # noqa: ANN401 - what click gives the command
    ) -> Any:  # noqa: ANN401 - what the command gives click
        limits = Limits(seconds=read_seconds, megabytes=read_megabytes)
        return command(*args, limits=limits, **options)

    return run


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command all options on reading, and a `worker` made of them as its argument."""

    @click.option(
        "--home",
        envvar="WENCE_HOME",
        default=_HOME,
        metavar="文件夹",
        type=click.Path(path_type=Path),
        help="数据目录，识别过的扫描页记在其中（环境变量 WENCE_HOME，默认 var）。",
    )
    @password_option
    @limit_options
    @wraps(command)
    def run(
        *args: Any,  # noqa: ANN401 - what click gives the command
        limits: Limits,
        asks: bool,
        home: Path,
        **options: Any,  # noqa: ANN401 - what click gives the command
    ) -> Any:  # noqa: ANN401 - what the command gives click
        from corpus.reading_worker import ReadingWorker

        kept = home.expanduser().absolute() / FOLDER
        with ReadingWorker(limits=limits, recognised=kept, ask=passwords(asks=asks)) as worker:
            return command(*args, worker=worker, **options)

    return run
