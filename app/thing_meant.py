"""The thing of a question in whose place a follow-up puts another: 职工医保 for 居民医保; pure.

What stands in turn is named alike, measured alike, makes the same words with what stands beside it, or
stands in the same places of the documents (distributional likeness, Harris 1954).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from app.asked_before import AND, Asked, Cut, Piece, is_measure, measure_start, read_asked
from corpus.model import Document, Span

LONG_PHRASE = (
    8  # characters: a case of its own (政策没看懂、不小心弄错), not a thing put for another
)
_SHARED = 2  # characters: 职工医保, 居民医保
_BY_NAME = 2  # finders that go by how a thing is named
_HAS_ASKED = re.compile(r"谁|哪|什么|怎|多少|几|如何")
_ROW_MARKS = "、和或"
_MOSTLY = 0.5  # of the characters of two names
_ALIKE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of words and documents while a follow-up is read."""

    cut: Cut
    alike: Callable[[str, str], float]
    has: Callable[[str], bool]
    documents: Sequence[Document]

    def read(self, text: str) -> Asked:
        """Take a question apart."""
        return read_asked(text, self.cut, self.documents)


def put_thing(thing: str, asked: Asked, known: Known) -> str:
    """Return the question with `thing` in the place of the one it stands in turn with; "" for none.

    They are named alike (职工医保, 居民医保), make with what stands beside them words of the documents
    (秸秆综合利用率, 畜禽粪污综合利用率), or stand in the same places of the documents.
    """
    finders = [_measured, _named_alike, _making_words, _in_a_row, _standing_alike]
    for at, find in enumerate(finders if len(thing) <= LONG_PHRASE else finders[:_BY_NAME]):
        if found := find(thing, asked if at < _BY_NAME else _behind_comma(asked), known):
            row = next(
                (one for one in asked.things if one[0].start <= found.start < one[-1].end), ()
            )
            named = _row_around(found, row, thing)
            return asked.text[: named.start] + thing + asked.text[named.end :]
    return ""


def _row_around(found: Span, run: Sequence[Piece], thing: str) -> Span:
    """Return all that a row names, for what was found in it: 合成氨、烧碱 for 烧碱; a thing of the row is asked of alone."""
    marks = [one for one in run if one.text in AND]
    if not marks or words_of(run).endswith(thing):
        return found
    start = run[0].start if found.start >= marks[0].end else found.start
    is_before = found.end <= marks[-1].start
    last = next((one for one in run if one.start >= marks[-1].end), run[-1])
    return Span(start=start, end=last.end if is_before else found.end)


def _behind_comma(asked: Asked) -> Asked:
    """Return a question without the matter told ahead of what it asks: 入库项目,网上填报哪天截止.

    As it is where behind the last comma no thing is named, but only done (谁负责).
    """
    last = max(asked.text.rfind(mark) for mark in ",，")
    if not any(
        run[0].start > last
        and len(words_of(run)) > _SHARED
        and not _HAS_ASKED.search(asked.text, last + 1, run[0].start)
        for run in asked.things
    ):
        return asked
    pieces = (replace(one, carries=one.carries and one.start > last) for one in asked.pieces)
    return replace(asked, pieces=tuple(pieces))


def _measured(thing: str, asked: Asked, known: Known) -> Span | None:
    """Find for a measure (装配式建筑比例) the measure that was asked: all of it, or what 的 or the documents part.

    废旧物资回收量, 加工利用量: the documents have 废旧物资加工利用量.
    """
    runs = [run for run in asked.things if is_measure(run[-1].text)]
    if not runs or not is_measure(thing):
        return None
    words, start, end = words_of(runs[-1]), runs[-1][0].start, runs[-1][-1].end
    for at in range(len(words) - _SHARED, _SHARED - 1, -1):
        if known.has(words[:at] + thing):
            return Span(start=start + at, end=end)
    return Span(start=start, end=end)


def _runs(asked: Asked) -> list[tuple[Piece, ...]]:
    """Return every run of neighbouring words that the question is about, longest first."""
    found = [
        run[at:end]
        for run in asked.things
        for at in range(len(run))
        for end in range(at + 1, len(run) + 1)
    ]
    return sorted(found, key=lambda run: run[0].start - run[-1].end)


def words_of(run: Sequence[Piece]) -> str:
    """Return the words of a run as the question has them."""
    return "".join(one.text for one in run)


def _place_of(run: Sequence[Piece]) -> Span:
    return Span(start=run[0].start, end=run[-1].end)


def _named_alike(thing: str, asked: Asked, known: Known) -> Span | None:
    """Find the words that end like `thing` or share most of its characters.

    Of those the longest name that the documents have: 新建项目储备配额 for 价格平抑储备配额.
    """
    runs = _runs(asked)
    likeness = {run: _in_common(words_of(run), thing) for run in runs}
    best = max(likeness.values(), default=0)
    if best >= _SHARED:
        same = [run for run in runs if likeness[run] == best]
        whole = next((run for run in same if len(words_of(run)) <= len(thing) + _SHARED), same[-1])
        named = next((run for run in same if known.has(words_of(run))), whole)
        return _place_of(max(named, whole, key=lambda run: len(words_of(run))))
    opening = [run for run in asked.things if words_of(run)[:_SHARED] == thing[:_SHARED]]
    if opening:
        return _place_of(opening[0])
    shares = {run: SequenceMatcher(None, words_of(run), thing).ratio() for run in runs}
    closest = max(runs, key=lambda run: shares[run], default=None)
    return _place_of(closest) if closest and _MOSTLY <= shares[closest] < 1 else None


def _making_words(thing: str, asked: Asked, known: Known) -> Span | None:
    """Find the words in whose place `thing` makes, with what stands beside, a name of the documents."""
    for run in asked.things:
        words, (start, end) = words_of(run), (run[0].start, run[-1].end)
        for at in range(_SHARED, len(words) - _SHARED + 1):
            if known.has(thing + words[at:]):
                return Span(start=start, end=start + at)
        for at in range(len(words) - _SHARED, _SHARED - 1, -1):
            if known.has(words[:at] + thing):
                return Span(start=start + at, end=end)
    return None


def _in_a_row(thing: str, asked: Asked, known: Known) -> Span | None:
    """Find the words that the documents name beside `thing` in one row: 优秀、良好."""
    runs = _runs(asked)
    ahead = (
        run
        for run in reversed(runs)
        for mark in _ROW_MARKS
        if known.has(f"{words_of(run)}{mark}{thing}")
    )
    behind = (
        run for run in runs for mark in _ROW_MARKS if known.has(f"{thing}{mark}{words_of(run)}")
    )
    found = next(ahead, None) or next(behind, None)  # 智能语音、计算机视觉: all of it
    return _place_of(found) if found else None


def _standing_alike(thing: str, asked: Asked, known: Known) -> Span | None:
    """Find the words, one or two, that stand in the same places of the documents as `thing`."""
    runs = [run for run in _runs(asked) if len(run) <= _SHARED and len(words_of(run)) > 1]
    shares = {run: known.alike(words_of(run), thing) for run in runs}
    best = max(runs, key=lambda run: shares[run], default=None)
    return _whole_name(thing, best, asked, known) if best and shares[best] >= _ALIKE else None


def _whole_name(thing: str, part: Sequence[Piece], asked: Asked, known: Known) -> Span:
    """Return the name that a word opens, up to its measure: 计算机视觉 for 计算机, unless the documents have it with `thing`."""
    run = next(one for one in asked.things if part[0] in one)
    end = part[-1].end
    for one in run[run.index(part[-1]) + 1 :]:
        if known.has(thing + asked.text[end : end + _SHARED]) or one.text in AND:
            break
        if is_measure(one.text):
            return Span(start=part[0].start, end=measure_start(one))
        end = one.end
    return Span(start=part[0].start, end=end)


def _in_common(one: str, other: str) -> int:
    """Return how many characters two words end with in common."""
    shared = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        shared += 1
    return 0 if one == other else shared
