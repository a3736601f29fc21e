"""Why a clause was found where it was: what was understood, what matched, what each part added; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from index.model import Hit, Passage, Query


class Field(Enum):
    """Where in a clause a word stands."""

    TITLE = "标题"
    PATH = "路径"
    BODY = "正文"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryWord:
    """A search word of a question.

    Attributes:
        word: The word, as clauses are cut.
        weight: What it counts in the question; a synonym counts less, a word of the subject more.
        idf: How telling it is among the clauses; 0 where none has it.
        subject: What the question is about has it.
        added: Only a synonym or a year brought it in.
    """

    word: str
    weight: float
    idf: float
    subject: bool
    added: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A word of the question in a clause: what it adds to the score of words, and where it stands.

    `fields` gives how often it stands in title, path and body, those alone that have it.
    """

    word: str
    points: float
    fields: tuple[tuple[Field, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One clause and what brought it where it is.

    `hit.score` is the sum of the four parts, but for rounding.

    Attributes:
        rank: Its place among the clauses searched, from 1.
        words: The words of the question that it has, the weightiest first.
        bigrams: The same for pairs of characters.
        lexical: What words and pairs add, scaled and weighed.
        dense: What nearness of meaning adds, scaled and weighed.
        preferred: What it adds that its document seems to be meant.
        year: What it adds that it names a year asked about.
        verbatim: It holds the whole of what was typed, and therefore stands ahead of better scores.
    """

    hit: Hit
    rank: int
    words: tuple[Match, ...]
    bigrams: tuple[Match, ...]
    lexical: float
    dense: float
    preferred: float
    year: float
    verbatim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A search as it went.

    Attributes:
        query: What was understood of the question.
        words: Its search words.
        hits: The clauses found, best first.
        wanted: Clauses that were asked for by id and stand behind those; one that no component
            speaks for, or that lies outside the scope, is in neither.
        found: How many clauses any component speaks for within the scope.
        scope: The documents (ids) searched; None for all.
    """

    query: Query
    words: tuple[QueryWord, ...]
    hits: tuple[Explained, ...]
    wanted: tuple[Explained, ...]
    found: int
    scope: frozenset[str] | None

    def of(self, clause_id: str) -> Explained | None:
        """Return what is known of a clause; None where it was not found."""
        both = (*self.hits, *self.wanted)
        return next((one for one in both if one.hit.clause_id == clause_id), None)

    def lacking(self, one: Explained) -> tuple[str, ...]:
        """Return the words of the question's subject that a clause has not, the most telling first.

        Words that no document has are not missed.
        """
        has = {match.word for match in one.words}
        asked = [one for one in self.words if one.subject and one.idf and one.word not in has]
        return tuple(word.word for word in sorted(asked, key=lambda word: -word.idf * word.weight))


def find_fields(
    words: Iterable[str], passage: Passage, cut: Callable[[str], list[str]]
) -> dict[str, tuple[tuple[Field, int], ...]]:
    """Return for each of `words` the fields of a passage that have it, and how often."""
    texts = zip(Field, (passage.title, passage.path, passage.body), strict=True)
    cuts = [(field, cut(text)) for field, text in texts]
    return {
        word: tuple((field, n) for field, found in cuts if (n := found.count(word)))
        for word in words
    }
