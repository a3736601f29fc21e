"""What one sentence says otherwise than a question by its own words: an order, a means, a manner; pure.

Conventions (行文规范): 以…为主、…为辅 ranks two things, 以…为… says what serves as what, and 鼓励, 支持 do not bind
as 必须, 不得 do.
"""

from __future__ import annotations

import re

_PART = re.compile(r"[^,，;；。:：?？!！]+")
_MEANS_CLAIMED = re.compile(
    r"(?:拿|用|以|把)(?P<by>[^,，。;；]{2,16}?)(?:当成?|作为?|做|为)(?P<end>[^,，。;；]{2,24})"
)
_MEANS = re.compile(r"以(?P<by>[^,，。;；以]{2,20}?)(?:作为|为)(?P<end>[^,，。;；]{2,24})")
_SAME_MEANS = 0.3  # of the pairs of characters
_END_OF_MEANS = 6  # characters
_OPENS_PAIR = ("坚持", "实施", "实行")
_BINDING = re.compile(
    r"强制|必须|硬性|一律|不准|不许|(?<!可以)(?<!能)禁止|不得|严禁|(?<!让)不让|要禁"
)
_ENCOURAGING = re.compile(r"鼓励|自愿|支持|引导|(?<!不)允许|适度|适当|(?<!不)可以|探索")
_BINDS = re.compile(r"必须|不得|禁止|严禁|应当|一律|不准|强制")
_ARTICLE = re.compile(r"^第[〇零一二三四五六七八九十百\d]{1,6}条(?:之[一二三四五六七八九十])?")
# Which way something goes (公文用语): more of it, or less.
_MORE = r"扩大|扩张|扩建|增加|提高|提升|增长|上升|上调|放宽|新增|扩|(?<=[再准许得])[加增](?![强快])"
_LESS = r"压减|压缩|削减|缩减|减少|下降|降低|下调|收紧|压"
_WAY = re.compile(rf"(?P<more>{_MORE})|(?P<less>{_LESS})")
_NO_WAY = re.compile(
    r"防范|防止|遏制|避免|严禁|禁止|不得|不再|严控|控制|不[会能]|没有?|未|杜绝|停止"
)
_BARS = (
    r"(?:不准|不许|不得|禁止|严禁|不让|不能)(?:再|继续)?"  # 不准再扩 takes it to go the other way
)
# What stands between a thing and the word for its way: 产能今后一吨都不准再加.
_BETWEEN = re.compile(
    r"(?:今后|以后|将来|未来|一[点吨家个台分]都|一律|全部|全|都|就|要|得|会|将|再|还|也|被|给|继续|进一步|大幅|不断|逐步|坚决|必须|应当|应该|可以|能){1,6}$"
)
_HOW_FAR = re.compile(
    r"(?:适度|适当|合理|进一步|逐步|稳步|持续|不断|大幅|大力|明显|显著|有序){1,4}$"
)
_HAS_GONE = re.compile(
    r"[从由][^到至]{0,12}\d[^到至]{0,8}$"
)  # 从15万吨压减到…: what a plan looks back on
_GOES = 6  # characters between what goes up or down and the word for it
_BESIDE = 20
_SHORTEST_THING, _LONGEST = 4, 14
_EITHER = re.compile(r"还是")
_ORDER = re.compile(
    r"(?P<first>[^,，。;；]{2,24}?)为主[、,，]?(?:以)?(?P<second>[^,，。;；]{2,24}?)为辅"
)


def other_order(question: str, sentence: str, whole: str) -> tuple[str, str] | None:
    """Return what is claimed to come first and what does, where a pair is told in the other order."""
    del whole
    claim, found = _ORDER.search(question), _ORDER.search(sentence)
    if claim is None or found is None:
        return None
    first = _shared(claim.group("first"), found.group("first"))
    if first >= _shared(claim.group("first"), found.group("second")):
        return None
    said = claim.group("first")
    asked = said[max(said.rfind(mark) for mark in "以是的") + 1 :]
    stated = found.group("first")
    starts = [
        stated.rfind("以"),
        *(stated.rfind(word) + 2 for word in _OPENS_PAIR if word in stated),
    ]
    stated = stated[max(*starts, 0) :]
    return f"{asked}为主", f"{stated}为主、{found.group('second')}为辅"


def other_means(question: str, sentence: str, whole: str) -> tuple[str, str] | None:
    """Return what a question takes for something (拿身份证号当标识) and what the sentence says is (以…为标识)."""
    claim, found = _MEANS_CLAIMED.search(question), _MEANS.search(sentence)
    if claim is None or found is None or claim["by"] in whole:
        return None
    is_same = _shared(claim["by"], found["by"]) > _SAME_MEANS
    if is_same or _shared(found["end"][:_END_OF_MEANS], claim["end"]) <= _SAME_MEANS:
        return None
    return claim["by"], found["by"]


def closest_part(question: str, sentence: str) -> float:
    """Return how much of a question the part of a sentence has that speaks most of it."""
    subject = _BINDING.sub("", question)
    return max((_shared(subject, one) for one in _PART.findall(sentence)), default=0.0)


def other_manner(question: str, sentence: str, whole: str) -> tuple[str, str] | None:
    """Return a binding word claimed and the part that speaks most of the question, where it encourages."""
    del whole
    claim = next(
        (match for part in _PART.findall(question) if (match := _BINDING.search(part))), None
    )
    if claim is None or _EITHER.search(question):
        return None
    asks = re.search(
        rf"(?:哪些|(?<!为)什么|几[类种项]).{{0,12}}{claim.group()}|{claim.group()}.{{0,8}}(?:哪|什么|多少)",
        question,
    )
    if asks or _BINDS.search(sentence):
        return None
    subject = question.replace(claim.group(), "")
    part = max(_PART.findall(sentence), key=lambda one: _shared(subject, one), default="")
    return (claim.group(), _ARTICLE.sub("", part)) if _ENCOURAGING.search(part) else None


def other_direction(question: str, sentence: str, whole: str) -> tuple[str, str] | None:
    """Return the way a question takes something to go (压减铜冶炼产能) and the other way that the sentence says (扩大).

    What goes that way stands beside the word in both; a part that only guards against a way (防范…无序扩张) says none.
    """
    claim = next((one for one in _WAY.finditer(question)), None)
    if claim is None or re.search(r"还是|是否|有没有|会不会|吗,", question):
        return None
    ahead = re.split(r"[,，。;；?？]", question[: claim.start()])[-1]
    behind = re.split(r"[,，。;；?？]", question[claim.end() :])[0]
    barred = re.search(rf"{_BARS}$", ahead)
    thing = ahead[: barred.start()] if barred else ahead
    things = [
        one
        for one in (*_ends(_BETWEEN.sub("", thing)[-_BESIDE:]), *_starts(behind[:_BESIDE]))
        if one in whole
    ]
    if barred is None and _NO_WAY.search(ahead[-_GOES:]):
        return None
    claims_past = behind.startswith(("了", "过"))
    told: dict[bool, str] = {}
    for part in _PART.findall(sentence):
        thing = next((one for one in things if one in part), None)
        if thing is None:
            continue
        for way in _WAY.finditer(part):
            before, after = part[: way.start()], part[way.end() :]
            is_beside = thing in after[: len(thing) + _GOES] or thing in before
            is_past = not claims_past and _HAS_GONE.search(before)
            if is_beside and not _NO_WAY.search(before) and not is_past:
                how = _HOW_FAR.search(before)
                words = (how.group() if how else "") + way.group() + after
                told.setdefault(way.lastgroup == "more", words)
    is_more = (claim.lastgroup == "more") is not bool(barred)
    if (is_more in told) or (not is_more) not in told:
        return None
    return (barred.group() if barred else "") + claim.group(), told[not is_more]


def _ends(piece: str) -> list[str]:
    """Return the last characters of words, where what goes up or down is named, the longest first."""
    return [piece[-length:] for length in range(min(len(piece), _LONGEST), _SHORTEST_THING - 1, -1)]


def _starts(piece: str) -> list[str]:
    return [piece[:length] for length in range(min(len(piece), _LONGEST), _SHORTEST_THING - 1, -1)]


def _shared(one: str, other: str) -> float:
    """Return the share of the bigrams of `one` that `other` has."""
    pairs = {one[at : at + 2] for at in range(len(one) - 1)}
    return sum(pair in other for pair in pairs) / len(pairs) if pairs else 0.0
