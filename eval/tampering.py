"""Statements made false on purpose, one word at a time, to measure the checker of answers; pure.

Each kind changes what an official would be held to: a value, a year, a unit, a word that binds, a
limit, a quotation. A statement gives at most one tampered text for each kind and place, always the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from app.binding_words import load_binding_words
from corpus.aliases import load_aliases

_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?=[%％\u4e00-\u9fff])")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")
# A word that binds, and one that binds otherwise.
_OPPOSITES = {
    "不得": "应当",
    "禁止": "鼓励",
    "严禁": "鼓励",
    "必须": "可以",
    "应当": "可以",
    "鼓励": "必须",
    "支持": "禁止",
    "引导": "严禁",
    "限制": "鼓励",
    "严格控制": "大力支持",
    "可以": "必须",
    "牵头": "配合",
}
_OTHER_OFFICES = ("档案局", "气象局", "体育局", "民政局", "退役军人局")
INVENTED = "对符合条件的单位给予一次性奖励"


def swap_values(text: str) -> Iterator[str]:
    """Yield `text` with two different numbers in each other's place."""
    places = list(_NUMBER.finditer(text))
    for first, second in combinations(places, 2):
        if first.group() != second.group():
            between = text[first.end() : second.start()]
            changed = second.group() + between + first.group()
            yield text[: first.start()] + changed + text[second.end() :]


def change_number(text: str) -> Iterator[str]:
    """Yield `text` with a number made one larger."""
    for match in _NUMBER.finditer(text):
        whole, point, rest = match.group().partition(".")
        yield text[: match.start()] + str(int(whole) + 1) + point + rest + text[match.end() :]


def change_year(text: str) -> Iterator[str]:
    """Yield `text` with a year five years on."""
    for match in _YEAR.finditer(text):
        yield text[: match.start()] + str(int(match[1]) + 5) + text[match.end() :]


def change_agency(text: str) -> Iterator[str]:
    """Yield `text` with a unit named in another's place."""
    for mention in load_aliases().pattern.finditer(text):
        if text[: mention.start()].endswith("没有"):
            continue  # 责任单位中没有… is as true of another
        office = next(one for one in _OTHER_OFFICES if one not in text)
        yield text[: mention.start(2)] + office + text[mention.end(2) :]


def change_binding(text: str) -> Iterator[str]:
    """Yield `text` with a word that binds turned into one that binds otherwise: 不得 → 应当."""
    for match in re.finditer("|".join(sorted(_OPPOSITES, key=len, reverse=True)), text):
        yield text[: match.start()] + _OPPOSITES[match.group()] + text[match.end() :]


def drop_limit(text: str) -> Iterator[str]:
    """Yield `text` without a word that binds or limits what it stands beside: 力争, 以上."""
    words = sorted(load_binding_words().stated, key=len, reverse=True)
    for match in re.finditer("|".join(words), text):
        yield text[: match.start()] + text[match.end() :]


def invent_quotation(text: str) -> Iterator[str]:
    """Yield `text` with a quotation that stands nowhere."""
    yield f"{text.rstrip('。')}，文件写明“{INVENTED}”。"


KINDS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "两个数值对调": swap_values,
    "改一个数": change_number,
    "改年份": change_year,
    "换一个单位": change_agency,
    "换约束词": change_binding,
    "去掉限定词": drop_limit,
    "编造引语": invent_quotation,
}
