"""Amounts that a question claims and the text denies, each against the words that speak of it; pure.

Convention (GB/T 15835 出版物上数字用法): a figure stands with its unit in the part of a sentence that says of
what it is; a count may be written 三家, 3家, 百分之三 or 3%. A claim is compared with the part of the clauses
read that has most of its own part's words, and only with an amount of its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.evidence import Term, fold, support
from corpus.model import Citation
from corpus.numerals import parse_integer

_NUMERAL = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千半][一二三四五六七八九十百千万亿]{0,7})"
_MANY = r"(?:万亿|亿|万)?"
_UNIT = (
    r"吨标准煤|吨标煤|吨|千瓦时|千瓦|平方米|立方米|平方公里|公里|千米|米|公顷|亩|元|块钱|块|家|个月|个工作日|个(?!百分点|方面)|百分点|%|"
    r"户|人|辆|台|套|项|种|座|条|倍|批|份|天|日(?!常)|小时|分钟|兆帕|千帕|帕|℃|度(?!电)|级(?!别)|成(?=[^立为员果本都效])|岁|张|名|次|"
    r"年(?![级底末初前度内度])"
)
# Money is often told without its unit: 罚一百万.
_AMOUNT = re.compile(
    rf"(?<![\d.第年月几多数-])(?:百分之(?P<share>\d+(?:\.\d+)?|[一二三四五六七八九十百]{{1,5}})"
    rf"|(?:(?P<low>{_NUMERAL})(?:[-—~]|至|到))?(?P<number>{_NUMERAL})(?:多|余|来)?(?P<many>{_MANY})(?P<unit>{_UNIT}|(?<=[万亿])(?=以|[,，吧吗的?]|$)))"
    r"(?P<after>及?以[上下内外]|左右|[之以]?[内前])?"
)
_LIMITS = re.compile(r"(?:不(?:低|少|高|超)(?:于|过)|超过|至少)?$")
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
    """Return the amounts of a folded text, in order; a range (二万元以上二十万元以下, 1-2家) is one.

    >>> [(one.low, one.value, one.unit) for one in read_amounts("建三家,处二万元以上五万元以下罚款")]
    [(3.0, 3.0, '家'), (20000.0, 50000.0, '元')]
    """
    found: list[Amount] = []
    for match in _AMOUNT.finditer(text):
        amount = _amount(match)
        if amount is None:
            continue
        before = found[-1] if found else None
        if before and before.end == amount.start and _bound(before, amount):
            found[-1] = replace(
                amount, text=before.text + amount.text, low=before.low, start=before.start
            )
        else:
            found.append(amount)
    return found


def _bound(first: Amount, second: Amount) -> bool:
    """Tell whether two amounts are the ends of a range: 二万元以上, 二十万元以下."""
    is_range = first.text.endswith("以上") and second.text.endswith("以下")
    return is_range and first.unit == second.unit and first.value <= second.value


def _amount(match: re.Match[str]) -> Amount | None:
    number, unit = match["share"] or match["number"], match["unit"]
    many = {"万": 1e4, "亿": 1e8, "万亿": 1e12}.get(match["many"] or "", 1.0)
    try:
        value = _value(number) * many
        low = _value(match["low"]) * many if match["low"] else value
    except ValueError:
        return None
    if match["share"]:
        unit = "%"
    if unit == "成":
        value, low, unit = value * 10, low * 10, "%"
    if unit == "年" and value >= _CALENDAR:
        return None
    return Amount(
        text=match.group(),
        value=value,
        low=min(low, value),
        unit=_SAME_UNIT.get(unit, unit),
        start=match.start(),
        end=match.end(),
    )


def _value(number: str) -> float:
    return float(number) if number[0].isdigit() else float(parse_integer(number))


def deny_amount(
    parts: Iterable[str], sentences: Sequence[Citation], terms: Sequence[Term], title: str
) -> DeniedAmount | None:
    """Return the first amount in `parts` of a question that the sentences deny; None for none.

    Words of the document's `title` only name it. What the sentences say anywhere is not denied, nor is a claim that two parts speak of alike.
    """
    stated = [amount for one in sentences for amount in read_amounts(fold(one.quote))]
    for part in parts:
        told = [term for term in terms if term.word in fold(part) and term.word not in title]
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
