"""What a set is like: how many cases of each kind, and how many of a question's words its gold has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.cases import Case
from eval.gold import GoldPlace
from eval.matching import normalise
from eval.statistics import Mean, bootstrap_mean
from eval.tables import ALL, KIND_NAMES, UNANSWERABLE, Table, format_mean

Cut = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Of one kind: the cases, their share of words found in the gold, the longest common run."""

    cases: int
    words: Mean
    run: Mean


def word_overlap(question: str, texts: Sequence[str], cut: Cut) -> float | None:
    """Return the share of the question's words that stand in any of `texts`, None without words."""
    words = {normalise(word) for word in cut(question)} - {""}
    plain = "\n".join(normalise(text) for text in texts)
    return sum(word in plain for word in words) / len(words) if words else None


def longest_run(question: str, text: str) -> int:
    """Return how many characters in a row the question and the text have in common.

    >>> longest_run("绿色工厂要建多少家", "累计创建绿色工厂200家")
    4
    """
    asked, plain = normalise(question), normalise(text)
    best = 0
    for start in range(len(asked)):
        while start + best < len(asked) and asked[start : start + best + 1] in plain:
            best += 1
    return best


def overlaps(
    cases: Sequence[Case], places: Sequence[Sequence[GoldPlace]], cut: Cut
) -> dict[str, Overlap]:
    """Return the overlap of question and gold by kind, over the answerable cases."""
    groups: dict[str, list[tuple[Case, Sequence[GoldPlace]]]] = {}
    for case, gold in zip(cases, places, strict=True):
        if case.answerable:
            groups.setdefault(KIND_NAMES[case.kind], []).append((case, gold))
    groups = {name: groups[name] for name in KIND_NAMES.values() if name in groups}
    groups[ALL] = [one for group in list(groups.values()) for one in group]
    return {name: _overlap(group, cut) for name, group in groups.items() if group}


def _overlap(group: Sequence[tuple[Case, Sequence[GoldPlace]]], cut: Cut) -> Overlap:
    found = []
    for case, gold in group:
        texts = [text for place in gold for text in place.support.texts]
        share = word_overlap(case.question, texts, cut)
        runs = [longest_run(case.question, one.quote) for one in case.gold if one.quote]
        found.append((share or 0.0, float(max(runs, default=0)), gold[0].cluster))
    clusters = [cluster for _, _, cluster in found]
    return Overlap(
        cases=len(group),
        words=bootstrap_mean([share for share, _, _ in found], clusters),
        run=bootstrap_mean([run for _, run, _ in found], clusters),
    )


def overlap_table(found: dict[str, Overlap]) -> Table:
    """Return the overlaps by kind."""
    rows = tuple(
        (name, str(one.cases), format_mean(one.words), format_mean(one.run))
        for name, one in found.items()
    )
    return Table(header=("类别", "可答", "问题的词见于条款", "与引文最长相同字数"), rows=rows)


def make_up_table(named: dict[str, Sequence[Case]]) -> Table:
    """Return what each set is made up of: kinds, the unanswerable, false premises, several turns."""
    rows = []
    for name, cases in named.items():
        kinds = {
            kind: sum(case.answerable and case.kind is member for case in cases)
            for member, kind in KIND_NAMES.items()
        }
        rows.append(
            (
                name,
                str(len(cases)),
                *(str(kinds[kind]) for kind in KIND_NAMES.values()),
                str(sum(not case.answerable for case in cases)),
                str(sum(case.premise is not None for case in cases)),
                str(sum(bool(case.history) for case in cases)),
            )
        )
    header = ("评测集", "题数", *KIND_NAMES.values(), UNANSWERABLE, "前提有误", "追问")
    return Table(header=header, rows=tuple(rows))
