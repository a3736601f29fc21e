"""Ranked lists alone: how far up each search puts what answers a question.

No answer is composed here. A bed is a number of questions, the passages they are searched in, and
for each question its gold entries, each with the passages that answer it. Every system of a bed
ranks the same passages for the same questions; what the lists are worth is told by eval/ranking.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from tqdm import tqdm

from app.assistant import Explain
from eval.bed_gold import LeftOut, Query
from eval.bed_parts import Finder, Gain, gain_of
from eval.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank
from eval.search_faults import Fault, find_fault
from eval.statistics import Mean, Rate, bootstrap_mean
from eval.tables import format_mean, format_rate
from index.measure import bm25
from index.model import Passage
from index.retriever import HybridRetriever, Weights
from index.tokens import bigrams

BIGRAM_BM25 = "二元字 BM25"
WORD_BM25 = "jieba BM25"
ENCODER = "编码器"
SEARCH = "问策检索"
CHAIN = "问策（含条款细读）"

DEPTH = 20
DEEP = 100
_FIVE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the lists of one system are worth; `recall_at_100` is None where lists are shorter."""

    system: str
    hit_at_1: Rate
    hit_at_5: Rate
    recall_at_5: Mean
    recall_at_20: Mean
    recall_at_100: Mean | None
    mrr_at_10: Mean
    ndcg_at_10: Mean

    @property
    def n(self) -> int:
        """How many questions were searched."""
        return self.hit_at_1.n


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """A measured bed.

    `left_out` are the answerable cases of the chosen half that are not among the `queries`; `note`
    is what a reader has to know, empty where there is nothing; `gains` are those of the parts of
    the chain's search, () where no chain was measured. `told` are the rows over the questions that
    say what they look for by a name or a rare word, () where all or none do. `faults` are why
    the chain did not put a clause that answers first: how often in all, and where not even among
    the first five.
    """

    name: str
    documents: int
    passages: int
    queries: int
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...] = ()
    note: str = ""
    gains: tuple[Gain, ...] = ()
    told: tuple[Row, ...] = ()
    faults: Mapping[Fault, tuple[int, int]] = field(default_factory=dict)

    @property
    def left_out_share(self) -> float:
        """Cases left out / answerable cases; 0 where there are none."""
        return len(self.left_out) / ((self.queries + len(self.left_out)) or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A bed before it is measured; `find` is None where there is no chain over the passages.

    `without` are the chain's searches that lack a part, by what is left out; `told` says of every
    question whether it names what it looks for, () where nobody asked; `explain` is the chain's
    search explained.
    """

    name: str
    passages: tuple[Passage, ...]
    queries: tuple[Query, ...]
    retriever: HybridRetriever
    find: Finder | None = None
    without: Mapping[str, Finder] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    told: tuple[bool, ...] = ()
    explain: Explain | None = None
    depth: int = DEPTH
    note: str = ""


_Rank = Callable[[], Iterator[Sequence[str]]]  # for every query the ids found, best first


def measure(ground: Ground, *, progress: bool) -> Bed:
    """Rank the passages of a bed for its questions with every system, and judge the lists."""
    queries = ground.queries
    judged = {
        system: _judge(ground, system, rank, progress=progress)
        for system, rank in _systems(ground, progress=progress).items()
    }
    clusters = [query.cluster for query in queries]
    gains = tuple(
        gain_of(
            part,
            judged[CHAIN],
            _judge(ground, part, partial(_find_all, ground, find), progress=progress),
            clusters,
        )
        for part, find in ground.without.items()
    )
    deep = ground.depth >= DEEP
    told = [at for at, is_told in enumerate(ground.told) if is_told]
    return Bed(
        name=ground.name,
        documents=len({passage.document_id for passage in ground.passages}),
        passages=len(ground.passages),
        queries=len(queries),
        rows=tuple(_row(system, queries, found, deep=deep) for system, found in judged.items()),
        left_out=ground.left_out,
        note=ground.note,
        gains=gains,
        told=tuple(
            _row(system, [queries[at] for at in told], [found[at] for at in told], deep=deep)
            for system, found in judged.items()
            if 0 < len(told) < len(queries)
        ),
        faults=_faults(ground, judged[CHAIN]) if CHAIN in judged else {},
    )


def _faults(
    ground: Ground, judged: Sequence[Sequence[Collection[int]]]
) -> dict[Fault, tuple[int, int]]:
    """Count why the chain put no clause that answers first, and why none among the first five."""
    if ground.explain is None:
        return {}
    first: Counter[Fault] = Counter()
    five: Counter[Fault] = Counter()
    owners = {one.clause_id: one.document_id for one in ground.passages}
    for query, at in zip(ground.queries, judged, strict=True):
        if hit_at(at, 1):
            continue
        gold = frozenset().union(*query.gold)
        explanation = ground.explain(query.question, 1, gold)
        found = find_fault(explanation, gold, {owners[clause] for clause in gold})
        if found is not None:
            first[found.fault] += 1
            five[found.fault] += not hit_at(at, _FIVE)
    return {fault: (count, five[fault]) for fault, count in first.most_common()}


def _judge(
    ground: Ground, system: str, rank: _Rank, *, progress: bool
) -> list[list[frozenset[int]]]:
    """Return for every question the gold entries at each rank of its list."""
    bar = tqdm(
        zip(ground.queries, rank(), strict=True),
        desc=f"{ground.name} {system}",
        unit="题",
        total=len(ground.queries),
        disable=not progress,
    )
    return [[_entries_at(query, name) for name in names] for query, names in bar]


def _systems(ground: Ground, *, progress: bool) -> dict[str, _Rank]:
    retriever = ground.retriever
    systems: dict[str, _Rank] = {
        BIGRAM_BM25: lambda: _rank_words(ground, bigrams, progress=progress),
        WORD_BM25: lambda: _rank_words(ground, retriever.words, progress=progress),
        ENCODER: lambda: _retrieve(ground, retriever.weighed(Weights(lexical=0.0, dense=1.0))),
        SEARCH: lambda: _retrieve(ground, retriever),
    }
    if find := ground.find:
        systems[CHAIN] = partial(_find_all, ground, find)
    return systems


def _find_all(ground: Ground, find: Finder) -> Iterator[list[str]]:
    for query in ground.queries:
        yield [one.facts.clause.id for one in find(query.question).candidates]


def _retrieve(ground: Ground, retriever: HybridRetriever) -> Iterator[list[str]]:
    for query in ground.queries:
        hits = retriever.retrieve(query.text, k=ground.depth, documents=query.documents)
        yield [hit.clause_id for hit in hits]


def _rank_words(
    ground: Ground, cut: Callable[[str], list[str]], *, progress: bool
) -> Iterator[list[str]]:
    """Rank by plain BM25 over title, path and body in one, none of them counted twice.

    A passage that shares no word is not in the list; equal scores rank in passage order.
    """
    passages = ground.passages
    bar = tqdm(passages, desc="切分词语", unit="条", disable=not progress)
    texts = [cut("\n".join((one.title, one.path, one.body))) for one in bar]
    scores = bm25([cut(query.text) for query in ground.queries], texts)
    del texts  # the largest thing here by far
    owners = np.array([passage.document_id for passage in passages])
    for query, row in zip(ground.queries, scores, strict=True):
        allowed = row > 0
        if query.documents is not None:
            allowed &= np.isin(owners, sorted(query.documents))
        numbers = np.flatnonzero(allowed)
        best = numbers[np.argsort(-row[numbers], kind="stable")][: ground.depth]
        yield [passages[number].clause_id for number in best]


def _entries_at(query: Query, name: str) -> frozenset[int]:
    return frozenset(number for number, entry in enumerate(query.gold) if name in entry)


def _row(
    system: str, queries: Sequence[Query], found: Sequence[Sequence[frozenset[int]]], *, deep: bool
) -> Row:
    clusters = [query.cluster for query in queries]
    judged = [(at, len(query.gold)) for query, at in zip(queries, found, strict=True)]

    def rate(k: int) -> Rate:
        return Rate(hits=sum(hit_at(at, k) for at, _ in judged), n=len(judged))

    def recall(k: int) -> Mean:
        return bootstrap_mean([recall_at(at, gold, k) for at, gold in judged], clusters)

    return Row(
        system=system,
        hit_at_1=rate(1),
        hit_at_5=rate(5),
        recall_at_5=recall(5),
        recall_at_20=recall(20),
        recall_at_100=recall(DEEP) if deep else None,
        mrr_at_10=bootstrap_mean([reciprocal_rank(at) for at, _ in judged], clusters),
        ndcg_at_10=bootstrap_mean([ndcg_at(at, gold) for at, gold in judged], clusters),
    )


def _means(row: Row) -> list[Mean]:
    means = (row.recall_at_5, row.recall_at_20, row.recall_at_100, row.mrr_at_10, row.ndcg_at_10)
    return [mean for mean in means if mean is not None]


def _plain(value: object) -> object:
    match value:
        case Rate(hits=hits, n=n):
            interval = None if value.interval is None else list(value.interval)
            return {"hits": hits, "n": n, "value": value.value, "interval": interval}
        case Mean(value=mean, low=low, high=high, n=n):
            return {"n": n, "value": mean, "interval": None if low is None else [low, high]}
    return value


def _plain_row(row: Row) -> dict[str, object]:
    return {name: _plain(getattr(row, name)) for name in Row.__slots__}


def fault_table(bed: Bed) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return header and rows of text: why clauses that answer did not come first."""
    header = ("没有排在首位的成因（问策，含条款细读）", "题数", "其中不在前五")
    rows = ((fault.value, str(all_), str(five)) for fault, (all_, five) in bed.faults.items())
    return header, tuple(rows)


def bed_table(
    bed: Bed, given: Sequence[Row] = ()
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return header and rows of text: shares with their counts and 95 % intervals; of `given` rows."""
    deep = any(row.recall_at_100 for row in bed.rows)
    first = ("系统", "题数", "首位检中", "前五检中", "召回@5", "召回@20")
    header = (*first, *(("召回@100",) if deep else ()), "MRR@10", "nDCG@10")
    rows = tuple(
        (
            row.system,
            str(row.n),
            *(format_rate(rate) for rate in (row.hit_at_1, row.hit_at_5)),
            *(format_mean(mean) for mean in _means(row)),
        )
        for row in given or bed.rows
    )
    return header, rows


def bed_to_dict(bed: Bed) -> dict[str, Any]:
    """Return a bed as a JSON object; rates and means carry their n and interval."""
    return {
        "name": bed.name,
        "documents": bed.documents,
        "passages": bed.passages,
        "queries": bed.queries,
        "left_out": [{"id": one.id, "reason": one.reason} for one in bed.left_out],
        "left_out_share": bed.left_out_share,
        "note": bed.note,
        "parts": [
            {name: _plain(getattr(one, name)) for name in Gain.__slots__} for one in bed.gains
        ],
        "systems": [_plain_row(row) for row in bed.rows],
        "told": [_plain_row(row) for row in bed.told],
        "faults": {fault.value: list(counts) for fault, counts in bed.faults.items()},
    }
