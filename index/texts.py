"""The documents' characters as words are looked for in them: in one width and case, without blanks.

They are stored with each segment, with the places of its clauses and with every pair of neighbouring
characters: most words that no document has are told by a pair that none has (Manber and Wu's GLIMPSE
holds a small index over plain text in the same way), and only the others are looked for.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from corpus.facts import ParsedDocument
from corpus.view import RADICALS
from index.errors import IndexDamagedError

TEXT_NAME = "texts.txt"
_ARRAYS = ("texts-documents", "texts-clauses", "texts-pairs")
_UNITS = 1 << 16  # values of a UTF-16 code unit
_PIECE = 1 << 20
_MOST_SURROUNDINGS = 400
_BARE = re.compile(r"[\s,，。、;；:：()（）]")  # what stands round anything

Places = NDArray[np.int64]
Range = tuple[int, int]


def fold(text: str) -> str:
    """Return `text` in one width and case, without blanks, as terms are looked for in it."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(RADICALS).lower())


@dataclass(frozen=True, eq=False, kw_only=True)
class FoldedTexts:
    """Texts of documents, folded, one behind the other, each closed by a line break.

    Attributes:
        starts: Where each document begins in `text`, and at last the end of all.
        clauses: The number of its document, the beginning and the end of each clause, in order.
        pairs: Every two neighbouring UTF-16 code units of `text` as one number, ascending.
        read: Gives `text`.
    """

    starts: Places
    clauses: Places
    pairs: NDArray[np.uint32]
    read: Callable[[], str]

    @classmethod
    def of(cls, parsed: Sequence[ParsedDocument]) -> Self:
        """Fold the texts of documents."""
        pieces: list[str] = []
        starts, clauses, at = [0], [], 0
        for number, item in enumerate(parsed):
            places = {at: at for at in (0, len(item.document.text))}
            places |= {at: 0 for one in item.clauses for at in (one.span.start, one.span.end)}
            length = 0
            bounds = sorted(places)
            for start, end in pairwise(bounds):
                pieces.append(fold(item.document.text[start:end]))
                length += len(pieces[-1])
                places[end] = length
            clauses += [
                (number, at + places[one.span.start], at + places[one.span.end])
                for one in item.clauses
            ]
            pieces.append("\n")
            at += length + 1
            starts.append(at)
        text = "".join(pieces)
        return cls(
            starts=np.array(starts, dtype=np.int64),
            clauses=np.array(clauses, dtype=np.int64).reshape(-1, 3),
            pairs=_pairs_of(text),
            read=lambda: text,
        )

    def save(self, folder: Path) -> None:
        """Write the texts into a folder that is there.

        Raises:
            OSError: it cannot be written.
        """
        (folder / TEXT_NAME).write_bytes(self.text.encode("utf-8", "surrogatepass"))
        arrays: tuple[NDArray[Any], ...] = (self.starts, self.clauses, self.pairs)
        for name, array in zip(_ARRAYS, arrays, strict=True):
            np.save(folder / f"{name}.npy", array)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open what `save` wrote, memory-mapped; the text itself is read when it is needed.

        Raises:
            IndexDamagedError: a file is missing or cannot be understood.
        """
        try:
            starts, clauses, pairs = (
                np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _ARRAYS
            )
            stored = np.memmap(folder / TEXT_NAME, mode="r")  # stays when the file is taken away
        except (OSError, ValueError, EOFError) as error:
            raise IndexDamagedError(folder, "文件文字无法打开") from error
        return cls(
            starts=starts,
            clauses=clauses,
            pairs=pairs,
            read=lambda: stored.tobytes().decode("utf-8", "surrogatepass"),
        )

    @cached_property
    def text(self) -> str:
        """All characters."""
        return self.read()

    @cached_property
    def clause_starts(self) -> list[int]:
        """Where the clauses begin in `text`."""
        starts: list[int] = self.clauses[:, 1].tolist()
        return starts

    @cached_property
    def clause_ends(self) -> list[int]:
        """Where the clauses end in `text`."""
        ends: list[int] = self.clauses[:, 2].tolist()
        return ends

    def may_have(self, words: str) -> bool:
        """Tell whether every pair of neighbouring characters of `words` stands somewhere."""
        wanted = _pair_numbers(words)
        if not len(wanted) or not len(self.pairs):
            return not len(wanted)
        at = np.minimum(np.searchsorted(self.pairs, wanted), len(self.pairs) - 1)
        return bool((self.pairs[at] == wanted).all())


class Texts:
    """What stands in documents, of one or of several segments.

    Args:
        parts: The texts of segments, and the numbers of those of their documents that are meant.
    """

    def __init__(self, parts: Sequence[tuple[FoldedTexts, Sequence[int]]]) -> None:
        self._parts = [(texts, _runs(texts, numbers)) for texts, numbers in parts if numbers]
        self._known: dict[str, bool] = {}
        self._counts: dict[str, int] = {}

    @cached_property
    def clauses(self) -> int:
        """How many clauses there are."""
        return sum(
            bisect_right(texts.clause_starts, end - 1)
            - bisect_right(texts.clause_starts, start - 1)
            for texts, runs in self._parts
            for start, end in runs
        )

    def has(self, words: str) -> bool:
        """Tell whether `words` stand in a document, in one width and case."""
        known = self._known.get(words)
        if known is None:
            known = self._known[words] = next(self._places(words), None) is not None
        return known

    def count(self, words: str) -> int:
        """Return how many clauses have `words`."""
        found = self._counts.get(words)
        if found is None:
            found = self._counts[words] = self._count(words)
        return found

    def _count(self, words: str) -> int:
        """Count the clauses, going from one to the next that has them."""
        found = 0
        for texts, runs in self._having(words):
            starts, ends = texts.clause_starts, texts.clause_ends
            for start, end in runs:
                at = texts.text.find(words, start, end)
                while at >= 0:
                    clause = bisect_right(starts, at) - 1
                    is_inside = clause >= 0 and at + len(words) <= ends[clause]
                    found += is_inside
                    at = texts.text.find(words, ends[clause] if is_inside else at + 1, end)
        return found

    def alike(self, one: str, other: str) -> float:
        """Tell how far two words stand in the same places of the documents, 0 to 1.

        What is named in turn (电机、变压器) has the same words round it (节能…占比): the share of what stands
        two characters before and behind `other` that stands so round `one` too (Harris 1954).
        """
        mine, theirs = self._surroundings(fold(one)), self._surroundings(fold(other))
        rarer = min(len(mine), len(theirs))
        return len(mine & theirs) / rarer if rarer else 0.0

    def _surroundings(self, word: str) -> frozenset[str]:
        found: set[str] = set()
        for text, at in self._places(word):
            end = at + len(word)
            found |= {f"{text[max(at - 2, 0) : at]}<", f">{text[end : end + 2]}"}
            if len(found) >= _MOST_SURROUNDINGS:
                break
        return frozenset(one for one in found if not _BARE.search(one))

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character of the texts that has a neighbour, of removed documents of theirs too."""
        units: set[int] = set()
        for texts, _ in self._parts:
            units.update(np.unique(texts.pairs >> 16).tolist())
        return frozenset(chr(one) for one in units)

    def __iter__(self) -> Iterator[str]:
        """Yield the text of every document, folded."""
        for texts, runs in self._parts:
            for start, end in runs:
                yield from texts.text[start:end].splitlines()

    def _places(self, words: str) -> Iterator[tuple[str, int]]:
        """Yield where `words` stand: the texts of a segment, and the place in them."""
        for texts, runs in self._having(words):
            for start, end in runs:
                at = texts.text.find(words, start, end)
                while at >= 0:
                    yield texts.text, at
                    at = texts.text.find(words, at + max(len(words), 1), end)

    def _having(self, words: str) -> Iterator[tuple[FoldedTexts, list[Range]]]:
        yield from ((texts, runs) for texts, runs in self._parts if texts.may_have(words))


def _runs(texts: FoldedTexts, numbers: Sequence[int]) -> list[Range]:
    """Return where documents lie, neighbouring ones as one."""
    runs: list[Range] = []
    for number in sorted(numbers):
        start, end = int(texts.starts[number]), int(texts.starts[number + 1])
        if runs and runs[-1][1] == start:
            start = runs.pop()[0]
        runs.append((start, end))
    return runs


def _pair_numbers(text: str) -> NDArray[np.uint32]:
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    return _joined(units[:-1], units[1:])


def _joined(first: NDArray[Any], second: NDArray[Any]) -> NDArray[np.uint32]:
    numbers: NDArray[np.uint32] = np.bitwise_or(first.astype(np.uint32) << np.uint32(16), second)
    return numbers.astype(np.uint32)


def _pairs_of(text: str) -> NDArray[np.uint32]:
    """Return every pair of neighbours once, by a table of the few thousand characters in use."""
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    used = np.flatnonzero(np.bincount(units, minlength=_UNITS)).astype(np.uint32)
    places = np.zeros(_UNITS, dtype=np.int64)
    places[used] = np.arange(len(used))
    stands = np.zeros(len(used) ** 2, dtype=np.bool_)
    for start in range(0, len(units) - 1, _PIECE):
        piece = places[units[start : start + _PIECE + 1]]
        stands[piece[:-1] * len(used) + piece[1:]] = True
    first, second = np.divmod(np.flatnonzero(stands), max(len(used), 1))
    return _joined(used[first], used[second])
