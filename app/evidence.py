"""How far a text speaks of what a question is about: weighted terms found in it; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.background import load_background
from index.synonyms import load_synonyms

_SMALL_TALK = 0.3  # weight of a word that neither the documents nor policy texts use
_HEAVIEST = 4.0  # no single word decides alone
_SYNONYM = 0.9  # credit for a synonym or a homophone in place of the word
_PART = 0.6  # credit for all the bigrams of a word without the word itself
_LATIN = re.compile(r"[a-z][a-z0-9.+-]*")


def fold(text: str) -> str:
    """Return `text` in one width and case, without blanks, as terms are looked for in it."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of a question, how telling it is, and what may stand in its place."""

    word: str
    weight: float
    alternatives: tuple[str, ...]
    known: bool

    def found_in(self, folded: str) -> float:
        """Return how far `folded` has this term, 0 to 1."""
        if self.word in folded:
            return 1.0
        if any(one in folded for one in self.alternatives):
            return _SYNONYM
        if len(self.word) < 3:
            return 0.0
        pairs = [self.word[at : at + 2] for at in range(len(self.word) - 1)]
        return _PART * sum(pair in folded for pair in pairs) / len(pairs)


def read_terms(
    words: Sequence[str],
    *,
    idf: Callable[[str], float],
    homophones: dict[str, str],
    context: str,
) -> tuple[Term, ...]:
    """Weigh the words of a question's subject.

    A word of the documents weighs its idf; a word they lack weighs as much as policy texts in
    general make it weigh, so that the very thing asked about is missed and small talk is not.
    `context` is the folded question: synonyms and homophones may span several words.
    """
    background = load_background()
    synonyms = load_synonyms()
    spanning = synonyms.found_in(context)
    terms: list[Term] = []
    for word in dict.fromkeys(words):
        weight = idf(word)
        known = weight > 0
        if not known:
            weight = background.weight(word) or _SMALL_TALK
            weight = _HEAVIEST if _LATIN.fullmatch(word) and len(word) > 1 else weight
        related = [one for span in spanning if word in span for one in synonyms.of(span)]
        heard = [right for wrong, right in homophones.items() if word in wrong or wrong in word]
        terms.append(
            Term(
                word=word,
                weight=min(weight, _HEAVIEST),
                alternatives=tuple(dict.fromkeys((*synonyms.of(word), *related, *heard))),
                known=known,
            )
        )
    return tuple(terms)


def support(terms: Sequence[Term], folded: str) -> float:
    """Return the share of the terms' weight that `folded` has, 0 to 1; 0 without terms."""
    total = sum(term.weight for term in terms)
    return sum(term.weight * term.found_in(folded) for term in terms) / total if total else 0.0


def missing(terms: Sequence[Term], folded: str) -> tuple[Term, ...]:
    """Return the terms that `folded` has not, heaviest first."""
    lost = [term for term in terms if term.found_in(folded) < _PART / 2]
    return tuple(sorted(lost, key=lambda term: -term.weight))
