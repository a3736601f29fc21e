"""Two runs over the same questions: how the measures differ, how surely, and which questions changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from eval.errors import RunError
from eval.judgement import Judgement
from eval.metrics import citation_recall, is_exact_list
from eval.rows import ROW_KINDS
from eval.runner import Record
from eval.runs import Run
from eval.statistics import McNemar, Mean, Rate, bootstrap_mean, mcnemar

Verdict = Callable[[Judgement], bool]
Chosen = Callable[[Judgement], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A verdict over the cases it applies to; more is better."""

    name: str
    applies: Chosen
    verdict: Verdict


MEASURES: tuple[Measure, ...] = (
    Measure(
        name="答对且条款对",
        applies=lambda one: one.answerable,
        verdict=lambda one: one.right_clause,
    ),
    Measure(
        name="首条引用对",
        applies=lambda one: one.answerable,
        verdict=lambda one: one.first_citation,
    ),
    Measure(
        name="清单完全一致",
        applies=lambda one: one.answerable and one.kind in ROW_KINDS,
        verdict=is_exact_list,
    ),
    Measure(
        name="陈述有据",
        applies=lambda one: one.answerable,
        verdict=lambda one: citation_recall(one) == 1.0,
    ),
    Measure(
        name="应拒已拒", applies=lambda one: not one.answerable, verdict=lambda one: one.declined
    ),
    Measure(
        name="没有误拒", applies=lambda one: one.answerable, verdict=lambda one: not one.declined
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One measure in two runs: both rates, the mean difference with its interval, and the test."""

    measure: str
    before: Rate
    after: Rate
    change: Mean
    test: McNemar


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A question whose verdict changed: before and now, the measure, `won` if for the better."""

    record: Record
    before: Record
    measure: str
    won: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All differences, and every question that changed, in the order of the set."""

    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]


def compare_runs(before: Run, after: Run) -> Comparison:
    """Compare two runs of the same cases.

    Raises:
        RunError: they are of different sets or halves, or one is unfinished.
    """
    one, other = before.manifest, after.manifest
    if (one.set_hash, one.split) != (other.set_hash, other.split):
        raise RunError(
            f"两次评测的题目不同：{one.set_name}（{one.split}）和 {other.set_name}（{other.split}）。",
            hint="用同一个评测集、同一半题各运行一次再比较。",
        )
    if not (one.finished and other.finished):
        raise RunError(
            "有一次评测没有做完。", hint="再运行一次同样的 python -m eval run 接着做完。"
        )
    return compare_records(before.records, after.records)


def compare_records(before: Sequence[Record], after: Sequence[Record]) -> Comparison:
    """Compare records of the same cases.

    Raises:
        RunError: the cases are not the same.
    """
    by_id = {record.case_id: record for record in before}
    if by_id.keys() != {record.case_id for record in after}:
        raise RunError("两次评测的用例不同。", hint="用同一个评测集各运行一次再比较。")
    pairs = [(by_id[record.case_id], record) for record in after]
    return Comparison(
        differences=tuple(_difference(measure, pairs) for measure in MEASURES),
        changes=tuple(
            Change(
                record=new,
                before=old,
                measure=measure.name,
                won=measure.verdict(new.judgement),
            )
            for old, new in pairs
            for measure in MEASURES
            if measure.applies(new.judgement)
            and measure.verdict(old.judgement) != measure.verdict(new.judgement)
        ),
    )


def _difference(measure: Measure, pairs: Sequence[tuple[Record, Record]]) -> Difference:
    chosen = [
        (old.judgement, new.judgement) for old, new in pairs if measure.applies(new.judgement)
    ]
    was = [measure.verdict(old) for old, _ in chosen]
    is_now = [measure.verdict(new) for _, new in chosen]
    clusters: list[Hashable] = [new.cluster for _, new in chosen]
    return Difference(
        measure=measure.name,
        before=Rate(hits=sum(was), n=len(was)),
        after=Rate(hits=sum(is_now), n=len(is_now)),
        change=bootstrap_mean(
            [float(new) - float(old) for old, new in zip(was, is_now, strict=True)], clusters
        ),
        test=mcnemar(was, is_now),
    )
