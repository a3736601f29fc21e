"""Which of several rules an amount that the asker gives falls under: 40岁, 满35周岁至未满45周岁的; pure.

Convention (立法技术规范; 民法典 第一千二百五十九条: 以上, 以下, 以内 include the figure, 超过, 不满 do not): rules graded by an amount
name the range they are for in the part of the sentence ahead of what they lay down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.amounts import DAY, MONEY, OFTEN, SHARE, Amount, read_amounts
from app.evidence import fold

_ABOVE = re.compile(r"(?:超过|大于|高于|多于)(?:了)?$")
_FROM = re.compile(r"(?:(?<!未)(?<!不)满|连续|不(?:低于|少于|小于)|达到?)(?:了)?$")
_BELOW = re.compile(r"(?:未满|不满|不足|小于|低于|少于|(?<!不)(?<!不低)不到)$")
_UP_TO = re.compile(r"(?:不(?:超过|高于|大于|多于)|最多)$")
_AND_MORE = re.compile(r"^(?:及|\(含\)|含)?以上")
_AND_LESS = re.compile(r"^(?:及|\(含\)|含)?(?:以[下内]|范围[之以]?内)")
_AROUND = 4  # characters
_OF_MORE = re.compile(r"多|余|来")
# Kinds that are asked for or claimed, and seldom tell who or what is asked about.
_NOT_GIVEN = frozenset({DAY, OFTEN, MONEY, SHARE})
_ENDLESS = float("inf")
_RULE = re.compile(r"[^；;。\n]+")


def amounts_given(question: str) -> tuple[Amount, ...]:
    """Return the amounts that a folded question gives as a circumstance: 45米 in 红线宽度45米的道路.

    >>> [one.text for one in amounts_given("断了四年多,补缴以后等几个月?")]
    ['四年']
    """
    found = (one for one in read_amounts(question) if one.kind not in _NOT_GIVEN)
    return tuple(
        replace(one, value=one.value + (one.value * 0.01 if _is_more(question, one) else 0.0))
        for one in found
        if not one.is_single and one.low == one.value
    )


def _is_more(question: str, amount: Amount) -> bool:
    return bool(_OF_MORE.match(question[amount.end : amount.end + 1]))


def is_in_range(words: str, given: Sequence[Amount]) -> bool | None:
    """Tell whether the range that folded words name has an amount given; None where they name none of its kind.

    >>> road = amounts_given("红线宽度45米的道路,绿地率不能低于多少?")
    >>> [is_in_range(one, road) for one in ("四十米以上五十米以下的道路", "大于五十米的道路", "道路")]
    [True, False, None]
    """
    told: bool | None = None
    for one in given:
        if limits := [two for two in read_amounts(words) if two.is_like(one)]:
            low, high = _range(words, limits)
            if (low, high) != (-_ENDLESS, _ENDLESS):
                told = low <= one.value <= high
                if told:
                    return True
    return told


def is_within(words: str, limits: Sequence[Amount], value: float) -> bool:
    """Tell whether a value lies in the range that `limits` of folded words name; False where they name none.

    >>> words = "胸径四十厘米以上的"
    >>> [is_within(words, read_amounts(words), one) for one in (45, 30)]
    [True, False]
    """
    low, high = _range(words, limits)
    return (low, high) != (-_ENDLESS, _ENDLESS) and low <= value <= high


def spans_meant(text: str, given: Sequence[Amount]) -> tuple[tuple[int, int], ...]:
    """Return the places in a clause's text of the rules that are for an amount given; () where it has no such rule.

    A rule stands between semicolons, full stops and line ends.
    """
    if not given:
        return ()
    rules = (one.span() for one in _RULE.finditer(text))
    return tuple(one for one in rules if is_in_range(fold(text[slice(*one)]), given))


def _range(words: str, limits: Sequence[Amount]) -> tuple[float, float]:
    """Return the lowest and the highest value that the words allow."""
    low, high = -_ENDLESS, _ENDLESS
    for one in limits:
        ahead = words[max(one.start - _AROUND, 0) : one.start]
        behind = words[one.end : one.end + _AROUND]
        if one.low < one.value:  # 四十米以上五十米以下
            low, high = max(low, one.low), min(high, one.value)
        elif _ABOVE.search(ahead):
            low = max(low, one.value * (1 + 1e-9))
        elif _BELOW.search(ahead):
            high = min(high, one.value * (1 - 1e-9))
        elif _UP_TO.search(ahead) or _AND_LESS.search(behind) or re.search(r"以[下内]$", one.text):
            high = min(high, one.value)
        elif _FROM.search(ahead) or _AND_MORE.search(behind) or one.text.endswith("以上"):
            low = max(low, one.value)
    return low, high
