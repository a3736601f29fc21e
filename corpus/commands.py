"""The command lines' shared manners: click in Chinese, errors as message and next step, exit codes.

Every face that has a command line builds it from `Group` and `Command`:

    @click.group(cls=Group)
    def cli() -> None: ...

    @cli.command("build")            # becomes a Command by itself
    def build() -> None: ...

A `PolicyQAError` becomes its message and its hint on stderr and exit code 2, and so does a wrong
option or argument, named in Chinese. A command that returns an int exits with it (0 answered,
1 not found, 2 error); one that returns nothing exits with 0. While a command runs, the program's
own log (INFO and above) and the libraries' warnings go to stderr.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click

from corpus.errors import PolicyQAError

INTERRUPTED = 130  # what a shell reports for Ctrl-C
FAILED = 2

OWN_LOGS = ("corpus", "index", "app", "eval")

# click's own English sentences, where the class of the error does not say enough.
SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"Missing command\."), "缺少命令。"),
    (
        re.compile(r"Got unexpected extra arguments? \((?P<value>.*)\)", re.S),
        "多出了参数：{value}。",
    ),
    (re.compile(r"Option '?(?P<value>[^' ]+)'? requires an? .*"), "选项 {value} 后面要写一个值。"),
    (re.compile(r"Option '?(?P<value>[^' ]+)'? requires .*"), "选项 {value} 后面的值不够。"),
    (
        re.compile(r"Option '?(?P<value>[^' ]+)'? does not take a value\."),
        "选项 {value} 后面不写值。",
    ),
    (re.compile(r".* '(?P<value>.*)' does not exist\.", re.S), "“{value}”不存在"),
    (re.compile(r".* '(?P<value>.*)' is a file\.", re.S), "“{value}”是文件，这里要文件夹"),
    (re.compile(r".* '(?P<value>.*)' is a directory\.", re.S), "“{value}”是文件夹，这里要文件"),
    (re.compile(r".* '(?P<value>.*)' is not readable\.", re.S), "“{value}”不可读"),
    (re.compile(r".* '(?P<value>.*)' is not writable\.", re.S), "“{value}”不可写"),
    (re.compile(r"'(?P<value>.*)' is not a valid integer( range)?\.", re.S), "“{value}”不是整数"),
    (re.compile(r"'(?P<value>.*)' is not a valid float( range)?\.", re.S), "“{value}”不是数"),
    (re.compile(r"(?P<value>\S+) is not in the range (?P<range>.*)\."), "{value} 超出范围 {range}"),
    (
        re.compile(r"'(?P<value>.*)' is not one of (?P<choices>.*)\.", re.S),
        "“{value}”不在 {choices} 之中",
    ),
)

corpus_option = click.option(
    "--corpus",
    "documents",
    multiple=True,
    envvar="WENCE_DOCUMENTS",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="政策文件所在的文件夹（也可以是单个文件），代替默认文件；可重复：--corpus 甲 --corpus 乙。",
)


def explain_usage_error(error: click.UsageError) -> str:
    """Say in Chinese what is wrong with the options or arguments given."""
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}。{_suggest(error.possibilities)}"
        case click.NoSuchCommand():
            return f"没有命令 {error.command_name}。{_suggest(error.possibilities)}"
        case click.MissingParameter():
            return f"缺少{_parameter_kind(error.param)} {_parameter_name(error)}。"
        case click.BadParameter():
            return f"{_parameter_name(error)} 的值不可用：{_translate(error.message)}。"
        case _:
            return _translate(error.message)


def _translate(sentence: str) -> str:
    for pattern, chinese in SENTENCES:
        if found := pattern.fullmatch(sentence):
            return chinese.format(**found.groupdict())
    return sentence


def _suggest(possibilities: Sequence[str] | None) -> str:
    return f"是不是 {'、'.join(possibilities)}？" if possibilities else ""


def _parameter_kind(parameter: click.Parameter | None) -> str:
    return "参数" if isinstance(parameter, click.Argument) else "选项"


def _parameter_name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx) if error.param and error.ctx else "参数"


def _help_command(error: click.UsageError) -> str:
    return f"运行 {error.ctx.command_path} --help " if error.ctx else "在命令后加上 --help "


@contextmanager
def log_to_stderr() -> Iterator[None]:
    """Show the program's log, one plain line each, on stderr; leave logging as it was."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    handler.addFilter(_is_for_users)
    root = logging.getLogger()
    own = [logging.getLogger(name) for name in OWN_LOGS]
    levels = [logger.level for logger in own]
    root.addHandler(handler)
    for logger in own:
        logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(handler)
        for logger, level in zip(own, levels, strict=True):
            logger.setLevel(level)


def _is_for_users(record: logging.LogRecord) -> bool:
    own = record.name.split(".")[0] in OWN_LOGS
    return record.levelno >= (logging.INFO if own else logging.WARNING)


def _exit_code(run: Callable[[], object]) -> int:
    """Run a command line; show what went wrong; return the code to exit with."""
    try:
        code = run()
    except PolicyQAError as error:
        click.echo(str(error), err=True)
        return FAILED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message, err=True)
        return FAILED
    except click.UsageError as error:
        click.echo(explain_usage_error(error), err=True)
        click.echo(f"下一步：{_help_command(error)}查看用法。", err=True)
        return FAILED
    except click.FileError as error:
        click.echo(f"文件打不开：{error.ui_filename}（{error.message}）", err=True)
        click.echo("下一步：检查路径和权限。", err=True)
        return FAILED
    except click.Abort:
        click.echo("已中断。", err=True)
        return INTERRUPTED
    return code if isinstance(code, int) else 0


class Command(click.Command):
    """A click command whose help, usage and errors are Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - click's own signature
        kwargs.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **kwargs)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,  # noqa: ANN401 - click's own signature
    ) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command line and exit with the code the module's docstring names."""
        run = partial(super().main, args, prog_name, complete_var, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        with log_to_stderr():
            sys.exit(_exit_code(run))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option, with its own help in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段帮助。"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line after 用法."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the arguments under 参数 and the options under 选项."""
        for title, kind in (("参数", click.Argument), ("选项", click.Option)):
            parameters = [item for item in self.get_params(ctx) if isinstance(item, kind)]
            records = [item.get_help_record(ctx) for item in parameters]
            if rows := [record for record in records if record and record[1]]:
                with formatter.section(title):
                    formatter.write_dl(rows)


class Group(Command, click.Group):
    """A group of commands in Chinese; its commands and groups are Chinese by themselves."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - click's own signature
        kwargs.setdefault("subcommand_metavar", "命令 [参数]…")
        super().__init__(*args, **kwargs)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the commands under 命令."""
        super().format_options(ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, found.get_short_help_str(80)) for name, found in commands if found]
        with formatter.section("命令"):
            formatter.write_dl(rows)
