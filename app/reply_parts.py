"""Replies to 重点工程有哪些, 几大行动, 保障措施分几条: the parts below the heading, or of the kind, that a question describes.

Convention (GB/T 9704 and the style of plans): a heading says what the parts below it are (三、实施重点工程), and parts of one
kind have headings that end with its noun (（一）…工程（二）…工程); where only some of the parts side by side are of the kind,
they have the noun in their headings (…生产体系, …流通体系). What a question names besides (the document, the part further out)
stands in the headings above; where a word of it stands in none of them, something else is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.answer import QuestionKind
from app.document_places import Place, family_of, list_places, numbers_of, places_of
from app.documents_meant import documents_meant, without_names
from app.draft import Draft, Findings
from app.evidence import Term, fold
from app.reply_outline import RELATES, matter_of, plain, share_in
from corpus.numerals import parse_integer
from index.query import years_asked
from index.question_words import DOCUMENT_NOUN

_NUMBER = r"[两二三四五六七八九十]{1,3}|\d{1,2}"
_ASKS_SEVERAL = re.compile(
    rf"[哪那](?:几|一?些|{_NUMBER})|几[大个项条点类种块件]|多少[大个项条点类种块件]"
    r"|(?:都|各|分别|主要|一共)(?:有|是|叫|讲|写)(?:了|的)?(?:什么|啥)|(?:包括|包含|涵盖|有)(?:了)?(?:什么|啥)|分别|依次|[列说数][出全举]|逐[一个项条]"
)
_COUNT = re.compile(
    rf"哪(?P<which>{_NUMBER})[大个项条点类种]|(?<!十)(?P<count>{_NUMBER})[大项条个](?![\d月])"
)
_COUNTER = re.compile(rf"[几哪]|(?:{_NUMBER})[大个项条类种]")
# Whatever stands ahead of the noun calls the document: 某市双碳意见里…; but 财政政策措施 names no document.
_CALLS = re.compile(
    r"(?:方案|规划|计划|意见|文件|办法|通知|条例|规定|细则|纲要|政策(?![\u4e00-\u9fff]{0,2}(?:机制|措施|保障|支持|支撑|体系|环境|工具)))(?:里面?|中|的|[,、]|$|(?=[\u4e00-\u9fff]))"
)
_SAYING = """
部署 提出 明确 规定 要求 安排 列出 拿出 给出 设置 设立 下设 分设 逐一 逐项 逐个 围绕 最后 开头 一轮 写了 点名 归纳 名字 名称 命名 板块 叫什么
"""
_SAYS = frozenset(_SAYING.split())
_NOT_ASKED = {
    QuestionKind.AGENCY,
    QuestionKind.BASIS,
    QuestionKind.DEFINITION,
    QuestionKind.DEADLINE,
}
# What only asks for all of it to be told: 请一个个数出来, 麻烦列全.
_TELL_ALL = re.compile(
    r"[,。?!](?:还?请|麻烦|烦请|帮忙)[^,。?!]{0,12}(?:列|数|说|写|讲|点|报)[^,。?!]{0,8}[。?!]{0,9}$"
)
# 政策 that helps somebody is none that a document is called by.
_HELP = tuple(
    f"{one}政策" for one in ["扶持", "支持", "优惠", "补贴", "激励", "奖励", "税收", "金融"]
)
_QUOTED = re.compile(r"[“\"]([^“”\"]{1,12})[”\"]")
# What any part may be called, and the document's parts themselves.
_CALLED_SO = """
任务 措施 举措 工作 要求 内容 事项 方面 方向 做法 重点 部分 东西 事情
"""
_ANY_PART = frozenset(_CALLED_SO.split())
_OF_THE_WHOLE = re.compile(r"部分|大块|板块|章|篇")
_NOUNS = range(2, 7)  # characters of the noun that headings end with
_LEAST, _LEAST_OF_SOME = 2, 3  # parts; … with the noun, where others beside them are without it
_STANDS = 0.45  # found_in of a term that is there, itself, by a synonym or in part
_COVERED = 0.75  # weight of the question's words that stand in the headings
_SHARE = 0.5  # of a heading's pairs of characters
_TELLING = 2.5  # weight of the words that only one heading has
_LONG_RUN = 4  # characters in a row that a heading and a question share


@dataclass(frozen=True, slots=True)
class _Group:
    """Parts side by side: `heading` is what they stand below, `above` all that is written over them, `kind` their noun."""

    heading: str
    above: str
    kind: str
    parts: tuple[Place, ...]
    title: str
    is_some: bool = False

    @property
    def own(self) -> str:
        return fold(self.heading + self.kind)


def reply_parts(findings: Findings) -> Draft | None:
    """List the parts that a question for several describes; None where no group of parts has all that it names."""
    analysis = findings.analysis
    text = _TELL_ALL.sub("", fold(analysis.text))
    if analysis.kind in _NOT_ASKED or analysis.reference or analysis.box:
        return None
    if not _ASKS_SEVERAL.search(text) or not findings.candidates:
        return None
    documents = documents_meant(findings)
    if analysis.kind is QuestionKind.OUTLINE and len(documents) != 1:
        return None  # the same part may stand in several
    if len(documents) != 1:
        documents = (findings.candidates[0].facts.document.id,)
    places = [one for one in places_of(findings.catalogue, documents) if not one.is_box]
    group = _best(findings, places, text)
    if group is None or (analysis.kind is QuestionKind.OUTLINE and not group.heading):
        return None
    return list_places(group.parts, group.title)


def _best(findings: Findings, places: Sequence[Place], text: str) -> _Group | None:
    if not places:
        return None
    document = places[0].document
    named = _CALLS.search(text)
    asks = _ASKS_SEVERAL.search(text)
    after = text[named.end() :] if named and asks and named.end() <= asks.start() else text
    rest = plain(without_names(after, [document]))
    if years_asked(without_names(text, [document])):  # 到2025年的目标 is no part
        return None
    terms = _terms_asked(findings, after)
    title = fold(document.title)
    count = _count_asked(text)
    ranked: list[tuple[tuple[bool, float, int], _Group]] = []
    quoted = [fold(one) for one in _QUOTED.findall(after)]
    for group in _groups(places, rest):
        told, covered = _told(terms, group.own, title), _covered(terms, group, title)
        called = bool(group.kind)
        whole = len(group.heading) >= _LONG_RUN and plain(group.heading) in plain(text)
        share = 1.0 if whole else share_in(group.heading, rest) if group.heading else 0.0
        is_named = (
            share >= _SHARE
            or told >= _TELLING
            or _longest_run(plain(group.heading), rest) >= _LONG_RUN
        )
        if any(one not in group.own + fold(group.above) + title for one in quoted):
            continue
        if not (terms or group.heading):
            whole = bool(_OF_THE_WHOLE.search(rest))
        if covered < _COVERED or not (called or whole or (is_named and told)):
            continue
        is_titled = whole and bool(group.heading)
        if count is not None and not is_titled and count != len(group.parts):
            continue
        depth = len(group.parts[0].path.headings)
        ranked.append(((not group.is_some, told + called + share, -depth), group))
    if not ranked:
        return None
    best = max(ranked, key=lambda one: one[0])[1]
    leaves = (
        one
        for one in places
        if one.is_clause and one.title and not any(part.path == one.path for part in best.parts)
    )
    most = max((_told(terms, fold(one.title), title) for one in leaves), default=0.0)
    return best if most <= _told(terms, best.own, title) else None


def _groups(places: Sequence[Place], rest: str) -> Iterator[_Group]:
    """Yield what stands below each heading and below the title, and of those side by side what is of a kind that is asked for."""
    families: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Place]] = {}
    for place in places:
        if place.title and (len(place.path.headings) > 1 or numbers_of(place.path)):
            depth = len(place.path.headings) - 1
            families.setdefault(family_of(place, depth), []).append(place)
    heads = {family_of(one, len(one.path.headings)): one for one in places}
    for family, parts in families.items():
        parent = heads.get(family)
        shown, heading = (parent.shown, parent.title or parent.shown) if parent else ("", "")
        above = "".join(parts[0].path.headings[:-1])
        kinds = dict(_kinds(parts, rest))
        whole = max((one for one in kinds if len(kinds[one]) == len(parts)), key=len, default="")
        if len(parts) >= _LEAST:
            yield _Group(heading, above, whole, tuple(parts), shown)
        for noun, some in kinds.items():
            if _LEAST_OF_SOME <= len(some) < len(parts):
                yield _Group(heading, above, noun, tuple(some), noun, is_some=True)


def _kinds(parts: Sequence[Place], rest: str) -> Iterator[tuple[str, list[Place]]]:
    """Yield the nouns of a question that several parts end with, and those parts."""
    titles = [fold(one.title).rstrip("。") for one in parts]
    ends = dict.fromkeys(one[-length:] for one in titles for length in _NOUNS if len(one) > length)
    for end in ends:
        some = [part for part, one in zip(parts, titles, strict=True) if one.endswith(end)]
        if end in rest and len(some) > 1:
            yield end, some


def _terms_asked(findings: Findings, asked: str) -> tuple[Term, ...]:
    """Return the terms that say what is asked for: no place, no office, no kind of document, no verb that only relates."""
    analysis = findings.analysis
    words = {one.word for one in findings.terms}
    said = fold("".join((*analysis.regions, *(one.text for one in analysis.agencies))))
    return tuple(
        one
        for one in matter_of(findings.terms)
        if one.word in asked
        and one.word not in said
        and one.word not in _SAYS
        and one.word not in RELATES
        and not _COUNTER.match(one.word)
        and not (one.word[0] == "大" and one.word[1:] in words)  # 几|大行动
        and len(one.word) > 1
        and (
            one.word.endswith(_HELP)
            or not DOCUMENT_NOUN.search(one.word, max(len(one.word) - 2, 0))
        )
    )


def _told(terms: Sequence[Term], words: str, title: str) -> float:
    return sum(
        one.weight
        for one in terms
        if one.found_in(words) >= _STANDS and one.found_in(title) < _STANDS
    )


def _covered(terms: Sequence[Term], group: _Group, title: str) -> float:
    words = group.own + fold(group.above) + title
    titles = [fold(one.title) for one in group.parts] if group.kind else []
    # What most of a kind have in their headings is said of them all: 健全…体系.
    found = {
        one: one.found_in(words) >= _STANDS
        or sum(one.word in title for title in titles) > len(titles) / 2
        for one in terms
    }
    total = sum(one.weight for one in terms if found[one] or one.word not in _ANY_PART)
    return sum(one.weight for one in terms if found[one]) / total if total else 1.0


def _count_asked(text: str) -> int | None:
    match = _COUNT.search(text)
    return parse_integer(match["which"] or match["count"]) if match else None


def _longest_run(words: str, other: str) -> int:
    """Return how many characters in a row two texts share at most."""
    best = 0
    for at in range(len(words)):
        while words[at : at + best + 1] in other and at + best < len(words):
            best += 1
    return best
