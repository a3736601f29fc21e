"""Rates over many judgements, each with its formula; pure functions.

Sources:

* citation precision and recall: after ALCE (Gao, Yen, Yu, Chen: Enabling Large Language Models to
  Generate Text with Citations, EMNLP 2023). There a model of entailment judges whether a citation
  supports a statement; here the judge is offline: the citation lies in a gold clause or not.
* Wilson interval: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical
  Inference, JASA 22 (1927).
* percentile: Hyndman and Fan, Sample Quantiles in Statistical Packages (1996), type 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

from eval.judgement import Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """`hits` of `n`; None as `value` where there was nothing to count."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """The share: hits / n."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson interval at 95 %."""
        return wilson(self.hits, self.n) if self.n else None


def wilson(hits: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """Return the Wilson score interval of a rate (default 95 %).

    centre = (p + z²/2n) / (1 + z²/n), half width = z·√(p(1−p)/n + z²/4n²) / (1 + z²/n).

    >>> [round(bound, 4) for bound in wilson(8, 10)]
    [0.4902, 0.9433]
    """
    p = hits / n
    scale = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / scale
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale
    return max(0.0, centre - half), min(1.0, centre + half)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which `share` of the sorted values lie, interpolated linearly.

    Position (n − 1)·share between the neighbours (Hyndman and Fan 1996, type 7); None for no values.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.5
    """
    if not values:
        return None
    ranked = sorted(values)
    position = (len(ranked) - 1) * share
    low, high = ranked[floor(position)], ranked[ceil(position)]
    return low + (high - low) * (position - floor(position))


def mean(values: Sequence[float]) -> float | None:
    """Return the arithmetic mean, None for no values."""
    return sum(values) / len(values) if values else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The measures over a number of judgements; see `summarise` for what each divides by what."""

    cases: int
    right: Rate
    right_clause: Rate
    right_clause_at_any_length: Rate
    first_citation: Rate
    citation_precision: float | None
    citation_recall: float | None
    row_precision: float | None
    row_recall: float | None
    refusal: Rate
    false_refusal: Rate
    premise_met: Rate
    fabricated: Rate
    inexact_spans: Rate
    latency_p50_ms: float | None
    latency_p95_ms: float | None


def summarise(judgements: Sequence[Judgement]) -> Scores:
    """Return the measures over `judgements`.

    Over all answerable cases, a declined one counting as wrong: right, right with right clause
    (the same with a single fact of any length, which is what a pipeline of chunks can reach),
    first citation right (the clause of the first citation is a gold clause), and citation recall
    (mean of gold entries cited / gold entries). Over the answerable cases that cite anything:
    citation precision (mean of citations in gold clauses / citations). Refusal: declined /
    unanswerable. False refusal: declined / answerable. Fabricated: replies with anything made up /
    all replies. Inexact spans: citations that are not verbatim / citations.
    """
    wanted = [one for one in judgements if one.answerable]
    unwanted = [one for one in judgements if not one.answerable]
    times = [one.elapsed_ms for one in judgements]
    return Scores(
        cases=len(judgements),
        right=_rate([one.right for one in wanted]),
        right_clause=_rate([one.right_clause for one in wanted]),
        right_clause_at_any_length=_rate([one.right_clause_at_any_length for one in wanted]),
        first_citation=_rate([one.first_citation for one in wanted]),
        citation_precision=mean(
            [one.citations_in_gold / one.citations for one in wanted if one.citations]
        ),
        citation_recall=mean([one.gold_cited / one.gold for one in wanted if one.gold]),
        row_precision=mean([p for one in wanted if (p := one.row_precision) is not None]),
        row_recall=mean([r for one in wanted if (r := one.row_recall) is not None]),
        refusal=_rate([one.declined for one in unwanted]),
        false_refusal=_rate([one.declined for one in wanted]),
        premise_met=_rate([one.premise_met for one in wanted if one.premise_met is not None]),
        fabricated=_rate([bool(one.fabricated) for one in judgements]),
        inexact_spans=Rate(
            hits=sum(one.citations - one.citations_exact for one in judgements),
            n=sum(one.citations for one in judgements),
        ),
        latency_p50_ms=percentile(times, 0.5),
        latency_p95_ms=percentile(times, 0.95),
    )


def _rate(verdicts: Sequence[bool]) -> Rate:
    return Rate(hits=sum(verdicts), n=len(verdicts))
