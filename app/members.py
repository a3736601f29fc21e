"""Runs inside a sentence: what a thing is divided into, made of, or done in, named side by side; pure.

Convention (GB/T 15834: 顿号 stands between things named side by side; 公文写作): X分为A、B和C, X包括A、B等3个部分,
由A、B、C组成, 以A、B、C等行业为重点, 在A、B、C等领域, 不A、不B、不C. The verb ahead or the words behind 等 say what the
things are, and 等N个 how many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
    r"|(?<=[\u4e00-\u9fff])[两\d三四五六七八九十]{1,3}(?:大类|类|个)"
)
_LAST_JOINT = re.compile(r"以及|及其|(?<!以)及|[和与或]")
_STATED = re.compile(
    rf"^(?:等)?(?P<number>{_NUMBER})(?:大类|[个大种类项级档层条步流位]|部分|方面|领域|行业|维度|环节|步骤)"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Things named side by side in a sentence.

    `start:end` is the part of the sentence between its commas that holds them; `ahead` are its folded words
    ahead of the first, `behind` those behind the last.
    """

    start: int
    end: int
    ahead: str
    items: tuple[str, ...]
    behind: str

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
        *between, (last, behind) = _closed(pieces[-1])
        items = (first, *pieces[1:-1], *(one for one, _ in between), last)
        if all(one and len(one) <= _LONGEST for one in items):
            yield Run(start, end, ahead, tuple(one.strip(_MARKS) for one in items), behind)


def _held(sentence: str, start: int, end: int) -> Iterator[Run]:
    """Yield the runs that marks hold together: “交投点、中转站、分拣中心”三级, (物质流、能量流、信息流)."""
    for held in _HELD.finditer(sentence, start, end):
        opening = _HELD_OPENS.match(held["held"])
        words = held["held"][opening.end() if opening else 0 :]
        items = tuple(_plain(one).strip(_MARKS) for one in re.split("[、，,]", words))
        if len(items) > _LEAST_HELD and all(0 < len(one) <= _LONGEST for one in items):
            ahead = _plain(sentence[start : held.start()]) + (opening.group() if opening else "")
            yield Run(start, end, ahead, items, _plain(sentence[held.end() : end]))


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
