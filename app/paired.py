"""Values that a sentence binds to as many things by 分别: which is whose; pure.

Convention of the genre (分别…): the things are listed first and the values behind 分别 in the same order, as
many as the things (国家级、省级、市级…，分别给予80万元、30万元、20万元); who asks for one of them wants its own value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.evidence import fold
from app.stated_value import amount_pattern
from corpus.model import Span

_RESPECTIVELY = "分别"
_MARK = r"(?:[、，,]|[、，,]?(?:以及|和|与|及|或))"
_QUALIFIED = r"(?:每[^、，,；;。\d]{1,6})?(?:不[低少高多大小]于|不超过|最高|至少|约)?"
_DAY = r"(?:每年|当年|次年|20\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|[底末初]|[上中下]旬)前?"
_VALUE = rf"{_QUALIFIED}(?:{_DAY}|{amount_pattern('')}|\d{{1,9}}(?:\.\d{{1,4}})?(?=[、，,和与及]))(?:及?以[上下内]|左右)?"
_VALUES = re.compile(rf"{_VALUE}(?:{_MARK}{_VALUE}){{1,9}}")
_LIMIT_AHEAD = re.compile(r"^(?:每[^、，,；;。\d]{1,6})?(不[低少高多大小]于|不超过|最高|至少|约)")
_LIMIT_BEHIND = re.compile(r"(?:及?以[上下内]|左右)$")
_EACH = re.compile(r"^每[^、，,；;。\d不最至约]{1,6}")
# How far behind 分别 its values may begin: 分别给予每家一次性, 分别不低于全市平均水平的.
_NEAR = 24
_SPLIT = re.compile(_MARK)
_SPLIT_THINGS = re.compile(r"[、]?(?:以及|和|与|及(?![其以]))|、|(?<=”)(?=“)")
_CLAUSE_END = "；;。：:"
_LONGEST_THING = 24  # characters
# What a list of things opens with that is none of the first: 对首次认定的国家级, 被评为省级, 其中乔木林.
_AHEAD = re.compile(
    r"^.*(?:的|为|被|由|将|把|给|在|达到|突破|制定|认定|评定|实现|对|其中|全[国省市区县]|“)(?=.)"
)
# What closes it behind the last: 两级财政, 四项主要污染物, 行业标准的企业, 比2020年.
_BEHIND = re.compile(r"(?:[两三四五六七八九十](?:级|项|类|种|个)|的|等|每|”|[较比]20\d\d).*$")
# Things are told apart by grade, and each ends with its name: 一级、二级、三级甲等; 5A, 4A, 3A.
_GRADES = frozenset("级类档等星A元")
_LONGEST_PART = 90  # characters
_LONGEST_SENTENCE = 2000  # characters; longer is a table run together
_SHORT = 6  # characters between the list and 分别 in a part of its own: ，每项分别给予
_SHARE = re.compile(r"[\d.]{1,12}(?:%|个百分点)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One thing and its value, both as the sentence writes them."""

    thing: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """What one 分别 binds, and the part of the sentence that says it."""

    pairs: tuple[Pair, ...]
    span: Span


def read_pairings(sentence: str) -> tuple[Pairing, ...]:
    """Return what the 分别 of a sentence bind; a list without as many values binds nothing.

    >>> [(one.thing, one.value) for one in read_pairings("4A、5A级景区分别奖励10万元、20万元。")[0].pairs]
    [('4A', '10万元'), ('5A', '20万元')]
    """
    return tuple(_pairings(sentence)) if len(sentence) <= _LONGEST_SENTENCE else ()


def _pairings(sentence: str) -> Iterator[Pairing]:
    after = 0
    for at in re.finditer(_RESPECTIVELY, sentence):
        values = _VALUES.search(sentence, at.end(), at.end() + 160)
        if values is None or values.start() - at.end() > _NEAR:
            continue
        listed = [one for one in _SPLIT.split(values.group()) if one]
        things = _things(sentence[after : at.start()], len(listed))
        if things:
            values_told = _with_limits(listed)
            pairs = tuple(
                Pair(thing=thing, value=value)
                for thing, value in zip(things, values_told, strict=True)
            )
            yield Pairing(pairs=pairs, span=_part(sentence, at.start(), values.end(), pairs))
        after = values.end()


def _with_limits(values: Sequence[str]) -> list[str]:
    """Return values with the words that limit all of them: 不低于 ahead of the first, 以上 behind the last."""
    ahead, behind = _LIMIT_AHEAD.search(values[0]), _LIMIT_BEHIND.search(values[-1])
    bare = [_EACH.sub("", one) for one in values]
    if ahead and not any(_LIMIT_AHEAD.search(one) for one in values[1:]):
        bare = [bare[0], *(f"{ahead[1]}{one}" for one in bare[1:])]
    if behind and not any(_LIMIT_BEHIND.search(one) for one in values[:-1]):
        bare = [*(f"{one}{behind[0]}" for one in bare[:-1]), bare[-1]]
    return bare


def _things(ahead: str, count: int) -> tuple[str, ...]:
    """Return the list right ahead of 分别 of as many things as there are values; () for none."""
    stretch = ahead[max(ahead.rfind(mark) for mark in _CLAUSE_END) + 1 :]
    *before, last = re.split(r"[，,]", stretch)
    items = _listed(last)
    if len(items) < count and before and len(last) <= _SHORT:
        items = _listed(before[-1])
    if len(items) < count or (len(items) > count and not _AHEAD.search(items[-count])):
        return ()
    return _trimmed(items[-count:])


def _listed(part: str) -> list[str]:
    return [one for one in _SPLIT_THINGS.split(part) if one.strip()]


def _trimmed(items: Sequence[str]) -> tuple[str, ...]:
    """Return the things without the words that stand round their list."""
    *others, last = (_AHEAD.sub("", items[0]), *items[1:])
    ending = _ending(others)
    if ending and ending in last:
        last = last[: last.index(ending) + len(ending)]
    else:
        last = _BEHIND.sub("", last) or last
    things = tuple(one.strip("“”\n ") for one in (*others, last))
    is_list = all(things) and not any(_SHARE.fullmatch(one) for one in things)
    return things if is_list and max(map(len, things)) <= _LONGEST_THING else ()


def _ending(words: Sequence[str]) -> str:
    """Return the character that all words end with, where that is what they are told apart by."""
    ends = {word[-1:] for word in words}
    is_shared = len(ends) == 1 and (len(words) > 1 or ends <= _GRADES)
    return next(iter(ends)) if is_shared else ""


def _part(sentence: str, start: int, end: int, pairs: Sequence[Pair]) -> Span:
    """Return the part of a sentence that lists the things and gives the values, whole to its marks.

    Of a long one only from the comma ahead of the list on.
    """
    first = max(sentence.rfind(pairs[0].thing, 0, start), 0)
    begin = max(sentence.rfind(mark, 0, first) for mark in _CLAUSE_END) + 1
    finish = min(
        (at for at in (sentence.find(mark, end) for mark in "，,；;。") if at >= 0), default=0
    )
    finish = finish or len(sentence)
    if finish - begin > _LONGEST_PART:
        begin = max(begin, *(sentence.rfind(mark, 0, first) + 1 for mark in "，,"))
    return Span(start=begin, end=finish)


def asked_pairs(pairing: Pairing, question: str) -> tuple[Pair, ...]:
    """Return the pairs whose things a question names; () where it names none or all.

    By the thing itself (市级, 烧碱行业), else by the characters that tell it from the others (书面).
    """
    asked = fold(question)
    named = [one for one in pairing.pairs if _names(asked, fold(one.thing))]
    if not named:
        told = {one: _told(asked, one, pairing.pairs) for one in pairing.pairs}
        most = max(told.values())
        named = [one for one in pairing.pairs if most and told[one] == most]
    return tuple(named) if len(named) < len(pairing.pairs) else ()


def all_named(pairing: Pairing, question: str) -> bool:
    """Tell whether a question names every one of the things: who asks so wants every value."""
    asked = fold(question)
    return all(fold(one.thing) in asked for one in pairing.pairs)


def _names(asked: str, thing: str) -> bool:
    if len(thing) == 1:
        return re.search(rf"{re.escape(thing)}(?:[级里]|本级|财政)", asked) is not None
    bound = r"(?<![\d.a-z])" if re.match(r"[\da-z]", thing) else ""
    return re.search(bound + re.escape(thing), asked) is not None


def _told(asked: str, pair: Pair, pairs: Sequence[Pair]) -> float:
    """Return the share of the two-character words of a thing that the question has and no other thing."""
    others = "　".join(fold(one.thing) for one in pairs if one is not pair)
    longest = max(len(fold(one.thing)) for one in pairs if one is not pair)
    # What stands behind the last thing is said of all: 乘用车和商用车|新车排放强度.
    thing = fold(pair.thing)[:longest] if pair is pairs[-1] else fold(pair.thing)
    own = {thing[at : at + 2] for at in range(len(thing) - 1)}
    return sum(one in asked and one not in others for one in own) / max(len(own), 1)
