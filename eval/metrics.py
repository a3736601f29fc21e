"""The measures over many judgements; each formula and its source stand in docs/metrics.md; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.judgement import FACT_KINDS, Judgement
from eval.rows import ROW_KINDS
from eval.statistics import Mean, Rate, auroc, bootstrap_mean, percentile

DEPTH = 20  # ranks that count: as many as the program looks at; some baselines list more


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The measures over a number of judgements; docs/metrics.md says what divides by what.

    Rates carry hits and n, means their bootstrap interval. `balanced_accuracy` and `auroc` are None
    where there are no answerable or no unanswerable cases, `auroc` also where the system does not
    say how sure it is.
    """

    cases: int
    right: Rate
    right_clause: Rate
    right_clause_at_any_length: Rate
    first_citation: Rate
    gold_precision: Mean
    gold_recall: Mean
    citation_precision: Mean
    citation_recall: Mean
    list_precision: Mean
    list_recall: Mean
    list_f1: Mean
    list_exact: Rate
    refusal: Rate
    false_refusal: Rate
    balanced_accuracy: float | None
    auroc: float | None
    premise_met: Rate
    fabricated: Rate
    inexact_spans: Rate
    short: Rate
    characters_p50: float | None
    hit_at_1: Rate
    hit_at_5: Rate
    recall_at_5: Mean
    recall_at_20: Mean
    mrr: Mean
    latency_p50_ms: float | None
    latency_p95_ms: float | None


def summarise(judgements: Sequence[Judgement]) -> Scores:
    """Return the measures over `judgements`."""
    wanted = [one for one in judgements if one.answerable]
    unwanted = [one for one in judgements if not one.answerable]
    answered = [one for one in wanted if not one.declined]
    lists = [one for one in wanted if one.kind in ROW_KINDS]
    searched = [one for one in wanted if one.ranks]
    times = [one.elapsed_ms for one in judgements]
    refusal = _rate(unwanted, lambda one: one.declined)
    false_refusal = _rate(wanted, lambda one: one.declined)
    return Scores(
        cases=len(judgements),
        right=_rate(wanted, lambda one: one.right),
        right_clause=_rate(wanted, lambda one: one.right_clause),
        right_clause_at_any_length=_rate(wanted, lambda one: one.right_clause_at_any_length),
        first_citation=_rate(wanted, lambda one: one.first_citation),
        gold_precision=_mean(wanted, gold_precision),
        gold_recall=_mean(wanted, lambda one: one.gold_cited / one.gold if one.gold else None),
        citation_precision=_mean(judgements, citation_precision),
        citation_recall=_mean(judgements, citation_recall),
        list_precision=_mean(lists, lambda one: one.row_precision),
        list_recall=_mean(lists, lambda one: one.row_recall or 0.0),
        list_f1=_mean(lists, list_f1),
        list_exact=_rate(lists, is_exact_list),
        refusal=refusal,
        false_refusal=false_refusal,
        balanced_accuracy=_balanced(refusal, false_refusal),
        auroc=auroc(_confidences(wanted), _confidences(unwanted)),
        premise_met=_rate([one for one in wanted if one.premise_met is not None], _meets_premise),
        fabricated=_rate(judgements, lambda one: bool(one.fabricated)),
        inexact_spans=Rate(
            hits=sum(one.citations - one.citations_exact for one in judgements),
            n=sum(one.citations for one in judgements),
        ),
        short=_rate(
            [one for one in answered if one.kind in FACT_KINDS], lambda one: not one.too_long
        ),
        characters_p50=percentile([float(one.characters) for one in answered], 0.5),
        hit_at_1=_rate(searched, lambda one: first_rank(one) == 1),
        hit_at_5=_rate(searched, lambda one: (first_rank(one) or 99) <= 5),
        recall_at_5=_mean(searched, lambda one: recall_within(one, 5)),
        recall_at_20=_mean(searched, lambda one: recall_within(one, 20)),
        mrr=_mean(searched, lambda one: 1 / rank if (rank := first_rank(one) or 0) else 0.0),
        latency_p50_ms=percentile(times, 0.5),
        latency_p95_ms=percentile(times, 0.95),
    )


def gold_precision(one: Judgement) -> float | None:
    """Return the share of the citations that lie in gold clauses, None without citations."""
    return one.citations_in_gold / one.citations if one.citations else None


def citation_precision(one: Judgement) -> float | None:
    """Return good citations / citations of the statements (ALCE), None without statements."""
    if not one.statements:
        return None
    return one.citations_good / one.citations_made if one.citations_made else 0.0


def citation_recall(one: Judgement) -> float | None:
    """Return supported statements / statements (ALCE), None without statements."""
    return one.supported / one.statements if one.statements else None


def list_f1(one: Judgement) -> float:
    """Return the harmonic mean of row precision and recall, 0 for a declined list."""
    precision, recall = one.row_precision or 0.0, one.row_recall or 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def is_exact_list(one: Judgement) -> bool:
    """Tell whether the rows are the gold entries, none more and none fewer, with every key."""
    return one.row_precision == 1.0 and one.row_recall == 1.0 and not one.missing


def first_rank(one: Judgement) -> int | None:
    """Return the first rank that held any gold entry, None where none of the first 20 did."""
    return min((rank for rank in one.ranks if rank is not None and rank <= DEPTH), default=None)


def recall_within(one: Judgement, k: int) -> float:
    """Return the share of the gold entries found within the first `k`."""
    return sum(rank is not None and rank <= k for rank in one.ranks) / len(one.ranks)


def _meets_premise(one: Judgement) -> bool:
    return bool(one.premise_met)


def _balanced(refusal: Rate, false_refusal: Rate) -> float | None:
    if refusal.value is None or false_refusal.value is None:
        return None
    return (refusal.value + 1 - false_refusal.value) / 2


def _confidences(judgements: Sequence[Judgement]) -> list[float]:
    return [one.confidence for one in judgements if one.confidence is not None]


def _rate(judgements: Sequence[Judgement], is_hit: Callable[[Judgement], bool]) -> Rate:
    return Rate(hits=sum(is_hit(one) for one in judgements), n=len(judgements))


def _mean(judgements: Sequence[Judgement], value_of: Callable[[Judgement], float | None]) -> Mean:
    found = [(value, one.cluster) for one in judgements if (value := value_of(one)) is not None]
    return bootstrap_mean([value for value, _ in found], [cluster for _, cluster in found])
