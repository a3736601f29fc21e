"""What each part of the search brings to a bed: the same lists with one part left out, in pairs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from app.answer import Question
from app.catalogue import Catalogue
from app.draft import Findings
from eval.ranking import hit_at, reciprocal_rank
from eval.statistics import Mean, Rate, bootstrap_mean
from eval.systems import OURS, VARIANTS, Variant
from eval.tables import format_mean, format_rate
from index.library import Library
from index.retriever import WEIGHTS

Finder = Callable[[Question], Findings]
Judged = Sequence[Sequence[Collection[int]]]  # for every question and rank the gold entries there

LEFT_OUT: Mapping[str, Variant] = {
    **{name: variant for name, variant in VARIANTS.items() if name != OURS},
    "去掉所指的文件、地区": Variant(weights=replace(WEIGHTS, preferred=0.0)),
    "去掉所问的年份": Variant(weights=replace(WEIGHTS, year=0.0)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What a part brings.

    `hit_at_1` and `hit_at_5` are reached without it; `first` and `mrr_at_10` are what the whole has
    more of them, question by question.
    """

    part: str
    hit_at_1: Rate
    hit_at_5: Rate
    first: Mean
    mrr_at_10: Mean


def open_finders(library: Library, catalogue: Catalogue) -> dict[str, Finder]:
    """Return the chain's search without each of its parts, by what is left out."""
    from app.chain import build_finder

    return {
        name: build_finder(
            replace(library, retriever=library.retriever.weighed(variant.weights)),
            catalogue,
            parts=variant.parts,
        ).invoke
        for name, variant in LEFT_OUT.items()
    }


def gain_of(part: str, whole: Judged, without: Judged, clusters: Sequence[str]) -> Gain:
    """Compare the lists of the whole with those without `part`, for the same questions."""
    pairs = list(zip(whole, without, strict=True))
    first = [float(hit_at(ours, 1)) - float(hit_at(less, 1)) for ours, less in pairs]
    ranks = [reciprocal_rank(ours) - reciprocal_rank(less) for ours, less in pairs]
    return Gain(
        part=part,
        hit_at_1=Rate(hits=sum(hit_at(less, 1) for less in without), n=len(pairs)),
        hit_at_5=Rate(hits=sum(hit_at(less, 5) for less in without), n=len(pairs)),
        first=bootstrap_mean(first, clusters),
        mrr_at_10=bootstrap_mean(ranks, clusters),
    )


def gain_table(gains: Sequence[Gain]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return header and rows of text: what is left without each part, what the whole has more."""
    header = (
        "问策（含条款细读）",
        "首位检中",
        "前五检中",
        "首位检中：部件之功",
        "MRR@10：部件之功",
    )
    rows = tuple(
        (
            one.part,
            format_rate(one.hit_at_1),
            format_rate(one.hit_at_5),
            format_mean(one.first),
            format_mean(one.mrr_at_10),
        )
        for one in gains
    )
    return header, rows
