"""How far a text speaks of what a question is about: weighted terms found in it; pure."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.background import load_background
from index.question_words import NO_MATTER
from index.synonyms import Synonyms
from index.texts import fold as fold

_LONGEST_AFFIX = 2  # characters a synonym's word may have around it: 实现 in 实现碳达峰
_SMALL_TALK = 0.5  # weight of a word that neither the documents nor policy texts use
_HEAVIEST = 4.0  # no single word decides alone
_SYNONYM = 0.9  # credit for a synonym in place of the word
_HALF = 0.5  # from this on a text has a term
_LEAST_TELLING = 0.1  # what a term in all the clauses found still counts
_PART = 0.6  # credit for all the bigrams of a word without the word itself
_VERB = 0.6  # a verb says less of the subject than a noun
_SMOOTHING, _FULL_WEIGHT = 0.5, 2.0  # a policy term counts in full from ln(texts / count) = 1.5 on
_SHORT_RATE = 3  # characters; a longer one is a metric of its own (生活污水治理率)
_RARE = 3.0  # a word few policy texts use is as likely small talk
_COMMON = 0.35  # a word of everyday Chinese, or a single character
_NAME = re.compile(r"(?=..)[0-9]{0,3}[a-z][a-z0-9.+-]*")
_POINTS = "此该这那其"  # at the head of a word
# Single characters that name a matter by themselves: the elements that industry and environment
# documents deal with (names of the periodic table) and carriers of energy (GB/T 2589). Not 碳 and 金,
# which stand for emissions and money as well.
SUBSTANCES = frozenset(
    "氢氦锂铍硼氮氧氟钠镁铝硅磷硫氯钾钙钛钒铬锰铁钴镍铜锌镓锗砷硒溴锆铌钼钯银镉铟锡锑碘钨铂汞铊铅铋钍铀钢煤油"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of a question, how telling it is, and what may stand in its place.

    `known` tells whether the documents asked have the word, `subject` whether it is a term of policy
    that a text can be about or a name, `own` whether it is a longer name that these documents use.
    """

    word: str
    weight: float
    alternatives: tuple[str, ...]
    known: bool
    subject: bool
    own: bool

    def found_in(self, folded: str) -> float:
        """Return how far `folded` has this term, 0 to 1."""
        if self.word in folded:
            return 1.0
        for one in self.alternatives:
            if one in folded:
                return _SYNONYM
        if len(self.word) < 3:
            return 0.0
        pairs = [self.word[at : at + 2] for at in range(len(self.word) - 1)]
        return _PART * sum(pair in folded for pair in pairs) / len(pairs)


def read_terms(
    words: Sequence[str],
    *,
    idf: Callable[[str], float],
    synonyms: Synonyms,
    context: str,
    has: Callable[[str], bool] = lambda _: True,
) -> tuple[Term, ...]:
    """Weigh the words of a question's subject.

    A word of the documents weighs its idf; a word they lack weighs as much as policy texts in
    general make it weigh, so that the very thing asked about is missed and small talk is not; a rate
    that only documents not asked have is such a thing.
    `context` is the folded question: a synonym may span several of its words. `has` tells whether
    those of the documents that are asked have a word that any of them has.
    """

    def here(word: str) -> float:
        return idf(word) if has(word) else 0.0

    spanning = synonyms.found_in(context)
    terms: list[Term] = []
    for word in dict.fromkeys(words):
        spans = (
            one
            for one in spanning
            if word in one or (one in word and len(word) - len(one) <= _LONGEST_AFFIX)
        )
        related = [one for span in spans for one in synonyms.of(span)]
        standing = (one for one in (*synonyms.of(word), *related) if here(one))
        alternatives = tuple(dict.fromkeys(standing))
        own = here(word)
        weight = _known_weight(word, own) if own else _unknown_weight(word, here)
        if not own:
            is_rate = word.endswith("率") and len(word) > _SHORT_RATE
            elsewhere = min(idf(word), _RARE) if is_rate else 0.0
            weight = max(weight, elsewhere, *(here(one) for one in alternatives))
        terms.append(
            Term(
                word=word,
                weight=min(weight, _HEAVIEST),
                alternatives=alternatives,
                known=own > 0,
                subject=_is_subject(word, here),
                own=own > 0 and _is_name_of_something(word),
            )
        )
    return tuple(terms)


def _known_weight(word: str, idf: float) -> float:
    """Weigh a word of the documents: a term in full, a verb or a common word less.

    A word that stands in nearly every policy text says little even where these documents have it
    once.
    """
    background = load_background()
    if word not in background.counts:
        is_name = len(word) > 2 or not SUBSTANCES.isdisjoint(word) or _NAME.fullmatch(word)
        return idf if is_name else idf * _COMMON
    common = (background.weight(word) + _SMOOTHING) / _FULL_WEIGHT
    share = 1.0 if word in background.terms else _VERB
    return idf * share * min(max(common, _COMMON), 1.0)


def _unknown_weight(word: str, idf: Callable[[str], float]) -> float:
    background = load_background()
    if _NAME.fullmatch(word):
        return _HEAVIEST
    if word in SUBSTANCES:
        return _RARE
    if _names_nothing(word):
        return _SMALL_TALK
    if word not in background.counts:
        return max((background.weight(one) for one in _core(word, idf)), default=_SMALL_TALK)
    share = 1.0 if word in background.terms else _VERB
    return min(background.weight(word), _RARE) * share


def _names_nothing(word: str) -> bool:
    """Tell whether a word no document has names nothing: 情形, 专门, 此项工作."""
    return word in NO_MATTER or word[0] in _POINTS


def _is_name_of_something(word: str) -> bool:
    background = load_background()
    return len(word) > 2 and (word in background.terms or word not in background.counts)


def _is_subject(word: str, idf: Callable[[str], float]) -> bool:
    if not idf(word) and _names_nothing(word):
        return False
    is_known = word in load_background().subjects or word in SUBSTANCES
    return is_known or bool(_NAME.fullmatch(word) or _core(word, idf))


def _core(word: str, idf: Callable[[str], float]) -> list[str]:
    """Return the policy nouns inside a word no table has (养老 in 养老院) that the documents lack."""
    background = load_background()
    if word in background.counts or len(word) < 3 or idf(word):
        return []
    pieces = (word[at : at + 2] for at in range(len(word) - 1))
    nouns = [one for one in pieces if one in background.terms]
    return [one for one in nouns if not idf(one) and background.weight(one) <= _RARE]


def telling_among(terms: Sequence[Term], texts: Sequence[str]) -> tuple[Term, ...]:
    """Weigh `terms` by how well each tells these folded texts apart, as idf does for all clauses.

    What stands in nearly every text found, as the matter of a whole document does, says nothing of
    which of them answers.
    """
    highest = _idf(0, len(texts))
    counts = (sum(term.found_in(text) >= _HALF for text in texts) for term in terms)
    shares = (max(_idf(count, len(texts)) / highest, _LEAST_TELLING) for count in counts)
    return tuple(
        replace(term, weight=term.weight * share) for term, share in zip(terms, shares, strict=True)
    )


def _idf(count: int, texts: int) -> float:
    return math.log(1 + (texts - count + 0.5) / (count + 0.5))


def support(terms: Sequence[Term], folded: str, *, of: Sequence[Term] = ()) -> float:
    """Return the share of the terms' weight, or that `of` others, that `folded` has; 0 without terms."""
    total = sum(term.weight for term in of or terms)
    found = 0.0
    for term in terms:  # asked for every sentence of every clause looked at
        found += term.weight * term.found_in(folded)
    return found / total if total else 0.0


def beside(terms: Sequence[Term], told: str) -> tuple[Term, ...]:
    """Return the terms that the words round a clause do not have: those tell the parts of it apart."""
    return tuple(one for one in terms if not one.found_in(told))


def missing(terms: Sequence[Term], folded: str) -> tuple[Term, ...]:
    """Return the terms that `folded` has not, heaviest first."""
    lost = [term for term in terms if term.found_in(folded) < _PART / 2]
    return tuple(sorted(lost, key=lambda term: -term.weight))
