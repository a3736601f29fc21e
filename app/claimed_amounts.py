"""Amounts that a question claims and the text denies, each against the words that speak of it; pure.

Convention (GB/T 15835 出版物上数字用法): a figure stands with its unit in the part of a sentence that says of
what it is; a count may be written 三家, 3家, 百分之三 or 3%. A claim is compared with the part of the clauses
read that has most of its own part's words, and only with an amount of its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.evidence import Term, fold, support
from corpus.model import Citation
from corpus.numerals import parse_integer

_NUMERAL = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千万亿半]{1,8})"
_MANY = r"(?:万亿|亿|万)?"
_UNIT = (
    r"吨标准煤|吨标煤|吨|千瓦时|千瓦|平方米|立方米|平方公里|公里|千米|米|公顷|亩|元|块钱|块|家|个月|个工作日|个(?!百分点|方面)|百分点|%|"
    r"户|人|辆|台|套|项|种|座|条|倍|批|份|天|日(?!常)|小时|分钟|兆帕|千帕|帕|℃|度(?!电)|级(?!别)|成(?=[^立为员果本都效])|岁|张|名|次|"
    r"年(?![级底末初前度内度])"
)
# Money is often told without its unit: 罚一百万.
_AMOUNT = re.compile(
    rf"(?<![\d.第年月-])(?:百分之(?P<share>\d+(?:\.\d+)?|[一二三四五六七八九十百]{{1,5}})"
    rf"|(?P<number>{_NUMERAL})(?:多|余|来)?(?P<many>{_MANY})(?P<unit>{_UNIT}|(?<=[万亿])(?=以|[,，吧吗的?]|$)))"
    r"(?P<after>及?以[上下内外]|左右|[之以]?[内前])?"
)
_LIMITS = re.compile(r"(?:不(?:低|少|高|超)(?:于|过)|超过|至少)?(?:(?P<low>[\d.]{1,6})[-—~至到])?$")
_LONGEST_LIMIT = 12  # characters
_PART = re.compile(r"[^,，;；。:：?？!！]+")
_SMALL = 10  # a count below it, in words, may be said in passing (一家, 两个)
_CALENDAR = 1000  # 2025年 is a year, 三年 a length of time
_SPEAKS = 0.45  # share of the claim's words in the part that denies it
_CLEARLY = 0.1  # by which another part has to speak less of it
_SAME_UNIT = {"吨标煤": "吨标准煤", "千米": "公里", "块钱": "元", "块": "元", "": "元", "日": "天"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit as a text writes it; `low` is where its range begins (1-2家), else `value`."""

    text: str
    value: float
    low: float
    unit: str
    start: int
    end: int

    def has(self, other: Amount) -> bool:
        """Tell whether `other` is this amount or within its range."""
        return self.unit == other.unit and self.low <= other.value <= self.value

    @property
    def is_small(self) -> bool:
        """Whether it is a small count in words."""
        return not self.text[0].isdigit() and self.value < _SMALL


@dataclass(frozen=True, slots=True, kw_only=True)
class DeniedAmount:
    """An amount claimed, what stands in its place, and the sentence where that stands."""

    asked: str
    found: str
    sentence: Citation


def read_amounts(text: str) -> list[Amount]:
    """Return the amounts of a folded text, in order.

    >>> [(one.value, one.unit) for one in read_amounts("建三家,占百分之二十")]
    [(3.0, '家'), (20.0, '%')]
    """
    found = (_amount(match, text) for match in _AMOUNT.finditer(text))
    return [one for one in found if one is not None]


def _amount(match: re.Match[str], text: str) -> Amount | None:
    number, unit = match["share"] or match["number"], match["unit"]
    try:
        value = float(number) if number[0].isdigit() else float(parse_integer(number))
    except ValueError:
        return None
    if match["share"]:
        unit = "%"
    value *= {"万": 1e4, "亿": 1e8, "万亿": 1e12}.get(match["many"] or "", 1.0)
    if unit == "成":
        value, unit = value * 10, "%"
    if unit == "年" and value >= _CALENDAR:
        return None
    before = _LIMITS.search(text[max(match.start() - _LONGEST_LIMIT, 0) : match.start()])
    low = float(before["low"]) if before and before["low"] else value
    return Amount(
        text=match.group(),
        value=value,
        low=min(low, value),
        unit=_SAME_UNIT.get(unit, unit),
        start=match.start(),
        end=match.end(),
    )


def deny_amount(
    parts: Iterable[str], sentences: Sequence[Citation], terms: Sequence[Term]
) -> DeniedAmount | None:
    """Return the first amount in `parts` of a question that the sentences deny; None for none.

    What the sentences say anywhere is not denied, nor is a claim that two parts speak of alike.
    """
    stated = [amount for one in sentences for amount in read_amounts(fold(one.quote))]
    for part in parts:
        told = [term for term in terms if term.word in fold(part)]
        for claim in read_amounts(part):
            if any(one.has(claim) for one in stated) or not told:
                continue
            if found := _in_its_place(claim, told, sentences):
                return DeniedAmount(asked=claim.text, found=found[0], sentence=found[1])
    return None


def _in_its_place(
    claim: Amount, told: Sequence[Term], sentences: Sequence[Citation]
) -> tuple[str, Citation] | None:
    """Return the amount that stands where the claim is spoken of most, as written, and its sentence."""
    speaking = sorted(_speaking(claim, told, sentences), key=lambda one: -one[0])
    if not speaking or speaking[0][0] < _SPEAKS:
        return None
    share, amount, part, sentence = speaking[0]
    rivals = [one for one in speaking[1:] if one[0] > share - _CLEARLY]
    if any(one[1].value != amount.value for one in rivals):
        return None
    return with_limit(part, amount), sentence


def _speaking(
    claim: Amount, told: Sequence[Term], sentences: Sequence[Citation]
) -> Iterator[tuple[float, Amount, str, Citation]]:
    """Yield the amounts of the claim's unit, with how far the part each stands in speaks of it."""
    for sentence in sentences:
        for match in _PART.finditer(fold(sentence.quote)):
            part = match.group()
            for amount in read_amounts(part):
                if amount.unit == claim.unit:
                    yield support(told, part), amount, part, sentence


def with_limit(part: str, amount: Amount) -> str:
    """Return an amount with the limiting words and the range before it and what it counts: 不低于1-2家."""
    before = _LIMITS.search(part[max(amount.start - _LONGEST_LIMIT, 0) : amount.start])
    thing = re.match(r"[^,，;；。、()（]{0,10}(?=[,，;；。、(（]|$)", part[amount.end :])
    return (before.group() if before else "") + amount.text + (thing.group() if thing else "")
