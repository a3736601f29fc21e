"""How sure the program is that the documents answer a question, before anything is composed; pure.

A few features that a reader can check (which words of the question are nowhere, which subject the best
clause lacks, whether a value of the kind asked for stands there, whether place and year agree) go into one
number by logistic regression (Cox 1958), 0 to 1: of the questions given 0.8, four in five are
answerable. The weights are data, learned by `python -m eval calibration --learn`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from app.answer import QuestionKind
from app.draft import Candidate, Findings
from app.evidence import Term, fold, missing
from app.other_matter import is_asked_for, is_of_another
from app.question import focus
from app.selection import regions_not_covered
from app.stated_value import expected_unit, holds_amount, holds_time, years_in
from index.question_words import FOR_A_CHATBOT

WEIGHTS_PATH = Path(__file__).parent / "confidence.tsv"
ALWAYS = "always"  # the intercept
_HEAD = "# 把握的权重：特征<制表符>权重（由 python -m eval calibration --learn 学得）\n"
_COMPLETE = frozenset(
    {
        QuestionKind.LIST,
        QuestionKind.OUTLINE,
        QuestionKind.CLAUSE,
        QuestionKind.DEFINITION,
        QuestionKind.BASIS,
    }
)
_OF_A_FIGURE = frozenset({QuestionKind.TARGET, QuestionKind.DEADLINE})
_NEARLY = 0.7  # of the best sentence's support
_MOST_CLAUSES = 5
_HEAVIEST = 4.0  # weight of the most telling word
_NOTHING_FOUND = 0.0


def confidence(findings: Findings) -> float:
    """Return how likely it is that the documents answer a question, 0 to 1."""
    if not findings.candidates:
        return _NOTHING_FOUND
    weights = load_weights()
    features = read_features(findings)
    return logistic(
        weights[ALWAYS] + sum(weights[name] * value for name, value in features.items())
    )


def logistic(score: float) -> float:
    """Return 1 / (1 + e^-score), without overflow.

    >>> logistic(0.0), round(logistic(-1000.0), 3)
    (0.5, 0.0)
    """
    return 1 / (1 + math.exp(-max(min(score, 500.0), -500.0)))


def read_features(findings: Findings) -> dict[str, float]:
    """Return what the confidence in the best clause found is reckoned from, by name, each about 0 to 1."""
    best = findings.candidates[0]
    return {name: float(read(findings, best)) for name, read in FEATURES.items()}


@cache
def load_weights(path: Path = WEIGHTS_PATH) -> Mapping[str, float]:
    """Read the table that `save_weights` wrote; a feature without a weight counts nothing."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    read = {name: float(weight) for name, weight in rows}
    return {name: read.get(name, 0.0) for name in (ALWAYS, *FEATURES)}


def save_weights(weights: Mapping[str, float], path: Path = WEIGHTS_PATH) -> None:
    """Write the table of weights, in the order of the features."""
    lines = "".join(f"{name}\t{weights[name]:.3f}\n" for name in (ALWAYS, *FEATURES))
    path.write_text(f"{_HEAD}{lines}", encoding="utf-8")


def _similar(findings: Findings, best: Candidate) -> float:
    del findings
    return best.similar


def _unknown(findings: Findings, best: Candidate) -> float:
    """Return the share of the question's weight in words that no document has, nor a synonym of."""
    del best
    total = sum(term.weight for term in findings.terms)
    lost = sum(one.weight for one in findings.terms if not one.known and not one.alternatives)
    return lost / total if total else 1.0


def _absent(findings: Findings, best: Candidate) -> tuple[Term, ...]:
    return missing(findings.terms, fold(best.facts.heading + best.facts.text))


def _subject_lost(findings: Findings, best: Candidate) -> float:
    """Return how telling the heaviest subject is that the question asks for and the clause lacks."""
    asking = fold(focus(findings.analysis.text))
    lost = (
        one.weight
        for one in _absent(findings, best)
        if one.word in asking and (one.subject or one.own)
    )
    return max(lost, default=0.0) / _HEAVIEST


def _matter_lost(findings: Findings, best: Candidate) -> float:
    """Return the share of the weight in matters of policy that no document at hand has."""
    total = sum(term.weight for term in findings.terms)
    text = findings.analysis.text
    lost = sum(one.weight for one in _absent(findings, best) if is_asked_for(one, text))
    return lost / total if total else 0.0


def _elsewhere(findings: Findings, best: Candidate) -> bool:
    return bool(regions_not_covered(findings.analysis, best.facts))


def _no_attribute(findings: Findings, best: Candidate) -> bool:
    """Tell whether a particular is asked for (电话, 地址) whose word the clause has not."""
    return any(one not in best.facts.text for one in findings.analysis.attributes)


def _other_year(findings: Findings, best: Candidate) -> bool:
    """Tell whether a year is asked about that neither the clause nor its headings name."""
    years = set(findings.analysis.years)
    return bool(years) and not years & years_in(fold(best.facts.heading + best.facts.text))


def _speaking(candidate: Candidate) -> Iterator[str]:
    """Yield the sentences, folded, that have nearly as much of the question as the best one."""
    floor = candidate.best_support * _NEARLY
    pairs = zip(candidate.facts.sentences, candidate.sentence_support, strict=True)
    return (fold(sentence.quote) for sentence, share in pairs if share >= floor)


def _wants_value(findings: Findings) -> bool:
    return findings.analysis.when or bool(expected_unit(findings.analysis.text))


def _holds_value(findings: Findings, quote: str) -> bool:
    if findings.analysis.when:
        return holds_time(quote)
    return holds_amount(quote, expected_unit(findings.analysis.text))


def _value_missing(findings: Findings, best: Candidate) -> bool:
    """Tell whether no sentence that speaks of the question has a value of the kind asked for."""
    return _wants_value(findings) and not any(
        _holds_value(findings, one) for one in _speaking(best)
    )


def _no_figure(findings: Findings, best: Candidate) -> bool:
    """Tell whether a figure is asked for and no clause near has one of its kind, year and matter."""
    del best
    if findings.analysis.kind not in _OF_A_FIGURE:
        return False
    years = set(findings.analysis.years)
    return not any(
        _holds_value(findings, quote)
        and (not years or years & years_in(quote))
        and not is_of_another(findings, quote + fold(candidate.facts.setting))
        for candidate in findings.candidates[:_MOST_CLAUSES]
        for quote in _speaking(candidate)
    )


def _of_a_figure(findings: Findings, best: Candidate) -> bool:
    del best
    return findings.analysis.kind in _OF_A_FIGURE


def _complete(findings: Findings, best: Candidate) -> bool:
    """Tell whether what is asked for is read from every clause or named by its place."""
    del best
    return findings.analysis.kind in _COMPLETE


def _gap(findings: Findings, best: Candidate) -> float:
    """Return by how much of its own score the best clause is ahead of the next one."""
    if len(findings.candidates) < 2 or best.score <= 0:
        return 0.0
    return min((best.score - findings.candidates[1].score) / best.score, 1.0)


def _for_a_chatbot(findings: Findings, best: Candidate) -> bool:
    del best
    return bool(FOR_A_CHATBOT.search(findings.analysis.text.lower()))


FEATURES: Mapping[str, Callable[[Findings, Candidate], float | bool]] = {
    "similar": _similar,
    "gap": _gap,
    "unknown": _unknown,
    "subject_lost": _subject_lost,
    "matter_lost": _matter_lost,
    "elsewhere": _elsewhere,
    "other_year": _other_year,
    "no_attribute": _no_attribute,
    "of_a_figure": _of_a_figure,
    "value_missing": _value_missing,
    "no_figure": _no_figure,
    "complete": _complete,
    "for_a_chatbot": _for_a_chatbot,
}
