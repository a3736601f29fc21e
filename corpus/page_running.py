"""Which lines of a document's pages run: headers and footers that stand on page after page; pure.

A line runs that stands first or last on most pages, on three at the least. Where it is known how high
lines stand, two pages are enough: what stands at the same height on both, in the margin or set off
from the text (a header is parted from it, or smaller), is no part of the text. Recognition reads a
header now so, now so; what is nearly alike counts as the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, pairwise
from statistics import median

from corpus.page_places import PlacedLine, words_of

_DEPTH = 3  # lines at a page's end that are looked at; longer headers are not customary
# A running line stands on most pages; where left and right pages have their own, on most of those.
_FEWEST_PAGES, _FEWEST_PLACED = 3, 2
_MOST = 0.6
_LONGEST_RUNNING = 80  # characters
_HEAD = re.compile(
    r"附[件录表图]|[表图]\d|第.{1,6}?[编章节条]|专栏|[(（]?[一二三四五六七八九十]{1,3}[)）、]"
)
# A line of running text that goes on on the next page, and one in which it does.
_SHORTEST_TEXT = 12
_OPEN_END = re.compile(r"[\u4e00-\u9fff，、]$")
_CLAUSE = re.compile("[，。；]")
_SENTENCE_ENDS = ("。", ";", "；", ":", "：")
_SAME_HEIGHT = 0.015  # of the page's height; lines of text are further apart
_ONE_LINE = 0.004  # of the page's height: nearer ones stand beside each other
_MARGIN = 0.08  # of the page's height: GB/T 9704 begins the text at 0.125, Word at 0.086
_SMALLER, _LARGER = 0.85, 1.1  # times the size of the text: a header is smaller, never larger
_WIDER = 1.3  # times the distance of the text's lines
_ALIKE, _FEWEST_ALIKE = 0.75, 4  # of the characters; so many there are at the least
_LOOKED_BACK = 12  # lines at the ends of the last pages, of which one may be alike

_Sign = tuple[str, bool]  # what a line says on every page, and whether it stands above


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, each with its place where that is known."""

    lines: list[str]
    places: list[PlacedLine | None]
    is_recognised: bool = False

    def ends(self) -> tuple[list[int], list[int]]:
        """Return the numbers of the first and of the last lines that are not blank, outermost first."""
        filled = [at for at, line in enumerate(self.lines) if line.strip()]
        return filled[:_DEPTH], filled[-_DEPTH:][::-1]

    def edges(self) -> tuple[list[int], list[int]]:
        """Return the numbers of the highest and of the lowest lines on paper, outermost first."""
        known = [(place.height, at) for at, place in enumerate(self.places) if place]
        order = [at for _, at in sorted(known, key=lambda one: -one[0])]
        return order[:_DEPTH], order[-_DEPTH:][::-1]

    def is_alone(self, at: int) -> bool:
        """Tell whether nothing else stands at the height of a line."""
        return self._nearest(at, inwards=0) > _ONE_LINE

    def gap(self, at: int, *, is_above: bool) -> float:
        """Return how far a line stands from the next one towards the middle of the page."""
        return self._nearest(at, inwards=-1 if is_above else 1)

    def _nearest(self, at: int, *, inwards: int) -> float:
        own = self.places[at]
        if own is None:
            return 0.0
        apart = [
            (one.height - own.height) * (inwards or 1)
            for other, one in enumerate(self.places)
            if one and other != at
        ]
        if not inwards:
            return min(map(abs, apart), default=1.0)
        return min((one for one in apart if one > _ONE_LINE), default=1.0)

    def is_in_margin(self, at: int, *, is_above: bool) -> bool:
        """Tell whether a line stands in the upper or the lower margin of the page."""
        place = self.places[at]
        if place is None:
            return False
        return place.height > 1 - _MARGIN if is_above else place.height < _MARGIN

    def without(self, dropped: Collection[int]) -> Page:
        """Return the page without some of its lines."""
        kept = [at for at in range(len(self.lines)) if at not in dropped]
        lines, places = [self.lines[at] for at in kept], [self.places[at] for at in kept]
        return Page(lines, places, self.is_recognised)


def read_page(text: str, placed: Sequence[PlacedLine], *, is_recognised: bool = False) -> Page:
    """Return the lines of a page with their places, by their words; a row of a table has none."""
    known: defaultdict[str, deque[PlacedLine]] = defaultdict(deque)
    for line in placed:
        known[line.words].append(line)
    lines = text.split("\n")
    if not known:
        return Page(lines, [None] * len(lines), is_recognised)
    found = (known[words] if (words := words_of(line)) else None for line in lines)
    return Page(lines, [one.popleft() if one else None for one in found], is_recognised)


def running_lines(pages: Sequence[Page]) -> list[set[int]]:
    """Return for each page the numbers of the lines that run."""
    filled = [(at, page) for at, page in enumerate(pages) if any(map(str.strip, page.lines))]
    words = _repeated(filled)
    signs = _placed_signs(filled)
    heights = _repeated_heights(filled, signs)
    found: list[set[int]] = [set() for _ in pages]
    for at, page in filled:
        for line in set(chain(*page.ends(), *page.edges())):
            if not words.isdisjoint(_words(page.lines[line], at + 1)):
                found[at].add(line)
        for line, own in signs[at].items():
            place = page.places[line]
            if place and any(
                abs(height - place.height) <= _SAME_HEIGHT
                for one in own
                for height in heights.get(one, ())
            ):
                found[at].add(line)
    for at, line in _lone_headers(filled):
        found[at].add(line)
    return found


def _lone_headers(filled: list[tuple[int, Page]]) -> Iterator[tuple[int, int]]:
    """Yield the lines in the upper margin, set off, inside a sentence that goes on from the page before.

    The first page of a document often has no header, and a short one has but two pages.
    """
    _, distance = _measures(filled, is_recognised=False)
    for (_, before), (at, page) in pairwise(filled):
        top = page.edges()[0][:2]
        ends = (before.lines[line].strip() for line in before.ends()[1])
        last = next((line for line in ends if len(line) >= _SHORTEST_TEXT), "")
        is_open = _OPEN_END.search(last) and len(top) > 1 and _CLAUSE.search(page.lines[top[1]])
        if not is_open or page.is_recognised or not page.is_in_margin(top[0], is_above=True):
            continue
        is_far = page.gap(top[0], is_above=True) > _WIDER * distance > 0
        if is_far and _words(page.lines[top[0]], at + 1):
            yield at, top[0]


def _sides(filled: list[tuple[int, Page]]) -> Iterator[list[tuple[int, Page]]]:
    """Yield all pages, then every other one: left and right pages may have lines of their own."""
    yield filled
    yield filled[::2]
    yield filled[1::2]


def _repeated(filled: list[tuple[int, Page]]) -> set[str]:
    """Return the words of the lines that are first or last on most pages."""
    running: set[str] = set()
    for side in _sides(filled):
        needed = max(_FEWEST_PAGES, _MOST * len(side))
        for end in (0, 1):
            counts = Counter(
                words
                for at, page in side
                for words in {
                    words for line in page.ends()[end] for words in _words(page.lines[line], at + 1)
                }
            )
            running |= {words for words, count in counts.items() if count >= needed}
    return running


def _words(line: str, page: int) -> set[str]:
    """Return what a line on a page would say on every page: its words, its number counted off.

    Heads of annexes and chapters, sentences, and rows of tables (a head repeated on each page, without
    which the first column's meaning is lost) are text wherever they stand.
    """
    if "\t" in line.strip():
        return set()
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", line))
    if len(folded) > _LONGEST_RUNNING or not re.search(r"[^\W\d]", folded) or _HEAD.match(folded):
        return set()
    if folded.endswith(_SENTENCE_ENDS):
        return set()
    counted = {
        f"{folded[: match.start()]}#{int(match.group()) - page}#{folded[match.end() :]}"
        for match in re.finditer(r"\d{1,4}", folded)
    }
    return {folded} | counted


def _placed_signs(filled: list[tuple[int, Page]]) -> dict[int, dict[int, set[_Sign]]]:
    """Return, by page and line, what the lines say that stand apart from the text of their page."""
    measures = {kind: _measures(filled, is_recognised=kind) for kind in (False, True)}
    is_recognised = any(page.is_recognised for _, page in filled)
    found: dict[int, dict[int, set[_Sign]]] = {at: {} for at, _ in filled}
    seen: deque[tuple[str, str]] = deque(maxlen=_LOOKED_BACK)
    for at, page in filled:
        for end, lines in enumerate(page.edges()):
            for line in lines:
                words = _words(page.lines[line], at + 1)
                is_above = end == 0
                if words and _stands_apart(
                    page, line, measures[page.is_recognised], is_above=is_above
                ):
                    if is_recognised:
                        words |= _alike(page.lines[line], seen)
                    found[at].setdefault(line, set()).update((one, is_above) for one in words)
    return found


def _measures(filled: list[tuple[int, Page]], *, is_recognised: bool) -> tuple[float, float]:
    """Return the size of the text's lines and their distance, zero where no page tells."""
    pages = [page for _, page in filled if page.is_recognised is is_recognised]
    placed = [
        sorted((one for one in page.places if one), key=lambda one: one.height) for page in pages
    ]
    sizes = [one.size for page in placed for one in page]
    gaps = [
        upper.height - lower.height
        for page in placed
        for lower, upper in pairwise(page)
        if upper.height - lower.height > _ONE_LINE
    ]
    return median(sizes or [0.0]), median(gaps or [0.0])


def _stands_apart(page: Page, line: int, measures: tuple[float, float], *, is_above: bool) -> bool:
    """Tell whether a line stands in the margin, is smaller than the text, or far from it."""
    place = page.places[line]
    size, distance = measures
    if place is None or place.size > _LARGER * size:
        return False
    in_margin = page.is_in_margin(line, is_above=is_above)
    is_far = page.gap(line, is_above=is_above) > _WIDER * distance
    return in_margin or is_far or place.size < _SMALLER * size


def _alike(line: str, seen: deque[tuple[str, str]]) -> set[str]:
    """Return what a line of recognised pages is nearly alike to, first of all itself; no figures."""
    own = re.sub(r"\d", "", words_of(line))
    if len(own) < _FEWEST_ALIKE:
        return set()
    for other, first in seen:
        match = SequenceMatcher(None, own, other, autojunk=False)
        if match.quick_ratio() >= _ALIKE and match.ratio() >= _ALIKE:
            seen.append((own, first))
            return {f"≈{first}"}
    seen.append((own, own))
    return {f"≈{own}"}


def _repeated_heights(
    filled: list[tuple[int, Page]], signs: dict[int, dict[int, set[_Sign]]]
) -> dict[_Sign, set[float]]:
    """Return what is said at the same height on most pages, and at which heights."""
    running: defaultdict[_Sign, set[float]] = defaultdict(set)
    for side in _sides(filled):
        needed = max(_FEWEST_PLACED, _MOST * len(side))
        heights: defaultdict[_Sign, dict[int, float]] = defaultdict(dict)
        for at, page in side:
            for line, own in signs[at].items():
                place = page.places[line]
                for one in own if place else ():  # outermost first: a title may repeat the header
                    heights[one].setdefault(at, place.height if place else 0.0)
        for one, found in heights.items():
            middle = median(found.values())
            count = sum(abs(height - middle) <= _SAME_HEIGHT for height in found.values())
            if count >= needed:
                running[one].add(middle)
    return running
