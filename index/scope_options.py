"""The options of a command that limit a question to documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

import click

from corpus.issuers import Level
from index.scope import NATION, VALIDITIES, Dated, Scope, read_day

DAY_HINT = "写成 2023、2023-05、2023-05-01 或 2023年5月1日"


class _Day(click.ParamType[date]):
    """A year, a month or a day; of a year or a month the first day, or the last."""

    name = "day"

    def __init__(self, *, last: bool) -> None:
        self._last = last

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read a day."""
        day = value if isinstance(value, date) else read_day(str(value), last=self._last)
        if day is None:
            self.fail(f"“{value}”不是日期，{DAY_HINT}", param, ctx)
        return day


class _Levels(click.Choice[str]):
    """A level, also as people write it: 省级, 国家级."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read a level."""
        return super().convert(value.strip().removesuffix("级"), param, ctx)


def scope_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that limit a question, and these as its argument `within`."""

    @click.option(
        "--region",
        "regions",
        multiple=True,
        metavar="地区",
        help=f"只用这个地区的文件，省包括下辖的市县；{NATION}性文件写“{NATION}”；可重复。",
    )
    @click.option(
        "--level",
        "levels",
        multiple=True,
        metavar="层级",
        type=_Levels([level.value for level in Level]),
        help="只用这一级的文件：国家、省、市、县；可重复。",
    )
    @click.option(
        "--since",
        metavar="日期",
        type=_Day(last=False),
        help="只用这一天起的文件：2023、2023-05 或 2023-05-01；没有写明日期的不在内。",
    )
    @click.option(
        "--until", metavar="日期", type=_Day(last=True), help="只用到这一天为止的文件，写法同上。"
    )
    @click.option(
        "--dated",
        default=Dated.MADE.value,
        metavar="哪个日期",
        type=click.Choice([one.value for one in Dated]),
        help="上面两项说的日期：成文（默认；没有写的按发布）或施行。",
    )
    @click.option(
        "--valid",
        "validities",
        multiple=True,
        metavar="有效性",
        type=click.Choice(VALIDITIES),
        help=f"只用这样的文件：{'、'.join(VALIDITIES)}；“有效”含没有写明失效的；可重复。",
    )
    @wraps(command)
    def run(
        *args: Any,  # noqa: ANN401 - what click gives the command
        regions: tuple[str, ...],
        levels: tuple[str, ...],
        since: date | None,
        until: date | None,
        dated: str,
        validities: tuple[str, ...],
        **options: Any,  # noqa: ANN401 - what click gives the command
    ) -> Any:  # noqa: ANN401 - what the command gives click
        within = Scope(
            regions=regions,
            levels=levels,
            since=since,
            until=until,
            dated=Dated(dated),
            validities=validities,
        )
        return command(*args, within=within, **options)

    return run
