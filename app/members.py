"""Where members of one class stand in a clause: side by side in a sentence, or as its numbered items; pure.

Convention (GB/T 15834: 顿号 stands between things named side by side; 公文写作): X分为A、B和C, X包括A、B等3个部分,
由A、B、C组成, 以A、B、C等行业为重点, 在A、B、C等领域, 不A、不B、不C. The verb ahead or the words behind 等 say what the
things are, and 等N个 how many. Convention (立法技术规范, GB/T 9704): a sentence that ends in a colon is completed by
items with numbers that count on from one (（一）…；（二）…, 1.…2.…, ①…②…), each on a line of its own or behind the one
before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.catalogue import ClauseFacts
from app.evidence import Term, fold
from corpus.model import Citation, Span, cite
from corpus.numerals import parse_integer
from corpus.view import fold_width

_OPENING, _CLOSING = "(《“〔[「", ")》”〕]」"
_ENDS_PART = frozenset(",;:。!?")
_MARKS = "“”\"'《》 "
_HELD = re.compile(r"[“(（](?P<held>[^“”()（）。;；]{2,80}、[^“”()（）。;；]{1,80})[”)）]")
_HELD_OPENS = re.compile(r"(?:主要|具体|分别)?(?:包括|包含|即|指)")
_ASIDE = re.compile(r"\([^()]{0,60}\)?|“[^“”]{0,60}”?")
_LEAST_HELD = 2
_LONGEST = 30  # characters of one thing named
_NEAR = 40  # characters ahead of a colon
_NUMBER = r"[一二两三四五六七八九十]{1,3}|\d{1,3}"
# The verbs that divide a thing; what stands ahead of them is the thing.
_DIVIDES = re.compile(
    r"(?:细|划|区|共|拆)?分(?:为|成|别为|别是)|包括|包含|涵盖|囊括|即|指(?=[^、]{1,30}$)|主要(?:有|是|为)"
)
_OPENS = re.compile(
    rf"{_DIVIDES.pattern}|由|含|共?有|以|在|按照?|围绕|聚焦|针对|遵循|落实|选用|推广|推进|重点|使用|利用|通过|从|对|将|如|[的是为]"
)
_ENDS = re.compile(
    r"等|组成|构成|为(?:重点|主|核心|导向|代表)"
    r"|(?<=”)[两\d一二三四五六七八九十]{1,3}(?:大类|[个大种类项级档层]|部分)"
    r"|(?<=[\u4e00-\u9fff])[两\d三四五六七八九十]{1,3}(?:大类|[类个级层])"
)
_LAST_JOINT = re.compile(r"以及|及其|(?<!以)及|[和与或]")
_STATED = re.compile(
    rf"^(?:等)?(?P<number>{_NUMBER})(?:大类|[个大种类项级档层条步流位]|部分|方面|领域|行业|维度|环节|步骤)"
)

_NUMERAL = r"[一二三四五六七八九十]{1,3}"
_STYLES = (
    re.compile(rf"[（(]\s?(?P<number>{_NUMERAL})\s?[）)]"),
    re.compile(r"[（(]\s?(?P<number>\d{1,2})\s?[）)]"),
    re.compile(r"(?P<number>\d{1,2})\s?[.．、](?!\d)"),
    re.compile(r"(?P<number>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])"),
    re.compile(rf"(?P<number>{_NUMERAL})是"),
)
_COLON = re.compile(r"[：:]\s*")
_NAMED_PART = re.compile(
    r"(?:^|(?<=[\n。；;]))[ \t\u3000]{0,8}(?:——?|[-•·●]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．]|[①-⑳])?[ \t\u3000]{0,4}"
    r"(?P<name>[^，,。：:；;\n \t\u3000][^，,。：:；;\n]{0,20})[：:]"
)
_FIRST_CIRCLE = ord("①") - 1
_LEAST_ITEMS = 2
# What may stand ahead of an item: the end of a line, or of the item before it.
_AHEAD = frozenset("\n：:；;。，,、")
# What the opening words call the items: 下列企业信息, 以下情形.
_KIND_NAMED = re.compile(r"(?:下列|以下|如下)[^,，:：。]{1,24}")


@dataclass(frozen=True, slots=True)
class Run:
    """Things named side by side in a sentence.

    `start:end` is the part of the sentence between its commas that holds them; `ahead` are its folded words
    ahead of the first, `behind` those behind the last. `is_held` tells whether marks hold them together.
    """

    start: int
    end: int
    ahead: str
    items: tuple[str, ...]
    behind: str
    is_held: bool = False

    @property
    def divides(self) -> bool:
        """Tell whether the words round it say that something consists of these things."""
        ends = self.behind.startswith(("等组成", "等构成", "组成", "构成", "共同组成", "共同构成"))
        found = [one for one in _DIVIDES.finditer(self.ahead) if one.end() == len(self.ahead)]
        return ends or bool(found)

    @property
    def stated(self) -> int | None:
        """How many the text says they are; None where it does not."""
        match = _STATED.match(self.behind)
        return parse_integer(match["number"]) if match else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Members of one class as a clause names them.

    Attributes:
        facts: The clause.
        opening: The sentence that names them, or the words that open their items; None for the names of parts.
        run: How the sentence names them side by side; None where they are items behind it.
        items: The items, cited with their numbers; () where the sentence names them itself.
    """

    facts: ClauseFacts
    opening: Citation | None = None
    run: Run | None = None
    items: tuple[Citation, ...] = ()

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.run.items) if self.run else len(self.items)

    @property
    def kind(self) -> str:
        """The words that say what they are: 下列企业信息 ahead of items; what stands behind a run."""
        if self.run:
            return self.run.behind
        words = self.opening.quote if self.opening else ""
        named = _KIND_NAMED.search(words)
        return named.group() if named else words


def runs_of(sentence: str) -> Iterator[Run]:
    """Yield the runs of a sentence of one line or several, each with the part between commas that holds it.

    >>> [run.items for run in runs_of("层级划分，包括设备层、单元层和协同层。")]
    [('设备层', '单元层', '协同层')]
    """
    for start, end in _parts(sentence):
        yield from _held(sentence, start, end)
        cuts = list(_cuts(sentence, start, end))
        if not cuts:
            continue
        edges = [start, *(at for cut in cuts for at in cut), end]
        pieces = [
            _plain(sentence[first:last])
            for first, last in zip(edges[::2], edges[1::2], strict=True)
        ]
        if any(not one or len(one) > _LONGEST for one in pieces[1:-1]):
            continue
        ahead, first = _opened(pieces[0])
        ahead = ahead or _ahead_of_colon(sentence, start)
        *between, (last, behind) = _closed(pieces[-1])
        items = (first, *pieces[1:-1], *(one for one, _ in between), last)
        if all(one and len(one) <= _LONGEST for one in items):
            yield Run(start, end, ahead, tuple(one.strip(_MARKS) for one in items), behind)


def _ahead_of_colon(sentence: str, start: int) -> str:
    """Return the words that a colon joins to the things behind it: 病种包括：甲、乙."""
    if sentence[max(start - 1, 0) : start] not in {":", "："}:
        return ""
    words = _plain(sentence[max(start - _NEAR, 0) : start - 1])
    return re.split("[,;。!?]", words)[-1]


def _held(sentence: str, start: int, end: int) -> Iterator[Run]:
    """Yield the runs that marks hold together: “交投点、中转站、分拣中心”三级, (物质流、能量流、信息流)."""
    for held in _HELD.finditer(sentence, start, end):
        opening = _HELD_OPENS.match(held["held"])
        words = held["held"][opening.end() if opening else 0 :]
        items = tuple(_plain(one).strip(_MARKS) for one in re.split("[、，,]", words))
        if len(items) > _LEAST_HELD and all(0 < len(one) <= _LONGEST for one in items):
            ahead = _plain(sentence[start : held.start()]) + (opening.group() if opening else "")
            behind = _plain(sentence[held.end() : end])
            yield Run(start, end, ahead, items, behind, is_held=True)


def _plain(words: str) -> str:
    return fold_width("".join(words.split()))


def _parts(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a sentence between its commas outside brackets and quotation marks."""
    folded = [fold_width(sign) for sign in sentence]
    start, depth = 0, 0
    for at, sign in enumerate(folded):
        depth = max(depth + (sign in _OPENING) - (sign in _CLOSING), 0)
        if not depth and sign in _ENDS_PART:
            yield start, at
            start = at + 1
    yield start, len(sentence)


def _cuts(sentence: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the marks that part the things of a run: 、 outside brackets, or where one quotation follows another."""
    depth = 0
    for at in range(start, end):
        sign = fold_width(sentence[at])
        if not depth and sign == "、":
            yield at, at + 1
        if depth == 1 and sign == "”" and sentence[at + 1 : at + 2] == "“":
            yield at + 1, at + 1
        depth = max(depth + (sign in _OPENING) - (sign in _CLOSING), 0)


def _opened(piece: str) -> tuple[str, str]:
    """Part the words ahead of a run from its first thing: the last verb that may open one ends them."""
    bare = _ASIDE.sub(lambda aside: "\0" * len(aside.group()), piece)
    found = [one for one in _OPENS.finditer(bare) if one.end() < len(piece)]
    dividing = [one for one in found if _DIVIDES.fullmatch(one.group())]
    at = (dividing or found)[-1].end() if found else 0
    return piece[:at], piece[at:]


def _closed(piece: str) -> Iterator[tuple[str, str]]:
    """Yield the last things of a run, the last with the words behind it."""
    ends = _ENDS.search(piece)
    at = ends.start() if ends else len(piece)
    joint = _LAST_JOINT.search(piece, 1, at)
    if joint and joint.end() < at:
        yield piece[: joint.start()], ""
        yield piece[joint.end() : at], piece[at:]
    else:
        yield piece[:at], piece[at:]


def lists_of(facts: ClauseFacts) -> tuple[Members, ...]:
    """Return the lists of a clause in reading order; a list inside an item belongs to the item."""
    found: list[Members] = []
    for match in _COLON.finditer(facts.text):
        inside = found and _offset(facts, found[-1].items[-1].span.end) > match.start()
        if not inside and (listed := _listed(facts, match)):
            found.append(listed)
    return tuple(found)


def names_of_parts(facts: ClauseFacts) -> Members | None:
    """Return the names that a box or a clause opens its parts with; None where it does not.

    Convention: a box (专栏) and a clause about several trades or products open each part with its name and a
    colon (——新材料产业：…; 铜：…；铝：…).
    """
    titles = {fold_width(one) for one in facts.clause.titles}
    found = [
        _cited(facts, match.start("name"), match.end())
        for match in _NAMED_PART.finditer(facts.text)
        if fold_width(match["name"]) not in titles and "单位" not in match["name"]
    ]
    return Members(facts=facts, items=tuple(found)) if len(found) > _LEAST_ITEMS else None


def told_of_one(parts: Members, terms: Sequence[Term]) -> tuple[Citation, ...]:
    """Return the sentences with a name that stands inside one part alone, and in no name of a part; () for none.

    给面砖行业推荐了哪几种技术 names what one part of a box is told of, and asks for none of the parts.
    """
    names, around = fold("".join(one.quote for one in parts.items)), fold(parts.facts.setting)
    own = [one.word for one in terms if one.own and one.word not in around]
    if any(word in names for word in own):
        return ()
    starts = [one.span.start for one in parts.items]
    for word in own:
        having = [
            (one, sum(start < one.span.end for start in starts))
            for one in parts.facts.sentences
            if word in fold(one.quote)
        ]
        if len({part for _, part in having}) == 1:
            return tuple(one for one, _ in having)
    return ()


def _listed(facts: ClauseFacts, colon: re.Match[str]) -> Members | None:
    """Return the list that begins behind a colon; None where none does."""
    for style in _STYLES:
        first = style.match(facts.text, colon.end())
        if first and _value(first) == 1:
            starts = list(_counted_on(facts.text, style, first))
            break
    else:
        return None
    if len(starts) < _LEAST_ITEMS:
        return None
    at = facts.clause.span.start
    opening = _sentence_at(facts, at + colon.start())
    if opening is None:
        return None
    ends = [*starts[1:], _end_of_last(facts, starts[-1])]
    items = (_cited(facts, start, end) for start, end in zip(starts, ends, strict=True))
    lead = _cited(facts, opening.span.start - at, colon.start() + 1)
    return Members(facts=facts, opening=lead, items=tuple(items))


def _counted_on(text: str, style: re.Pattern[str], first: re.Match[str]) -> Iterator[int]:
    """Yield where the items start, as long as their numbers count on."""
    yield first.start()
    wanted = 2
    for match in style.finditer(text, first.end()):
        if text[: match.start()].rstrip(" \t\u3000")[-1:] not in _AHEAD:
            continue
        if _value(match) == 1:  # another list begins
            return
        if _value(match) == wanted:
            yield match.start()
            wanted += 1


def _value(match: re.Match[str]) -> int:
    number = match["number"]
    return ord(number) - _FIRST_CIRCLE if number >= "①" and number <= "⑳" else parse_integer(number)


def _end_of_last(facts: ClauseFacts, start: int) -> int:
    """Return where the last item ends: with its sentence, and those that follow on the same line."""
    at, end = facts.clause.span.start, start
    for sentence in facts.sentences:
        if sentence.span.end <= at + start:
            continue
        goes_on = end == start or "\n" not in facts.text[end : sentence.span.start - at]
        if not goes_on:
            break
        end = sentence.span.end - at
    return end


def _sentence_at(facts: ClauseFacts, at: int) -> Citation | None:
    holding = (one for one in facts.sentences if one.span.start <= at < one.span.end)
    return next(holding, None)


def _cited(facts: ClauseFacts, start: int, end: int) -> Citation:
    """Cite the characters from `start` to `end` of the clause, without the blanks around them."""
    words = facts.text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    at = facts.clause.span.start
    return cite(facts.document, facts.clause, Span(start=at + start, end=at + end))


def _offset(facts: ClauseFacts, position: int) -> int:
    return position - facts.clause.span.start
