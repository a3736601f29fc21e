"""How good a ranked list is: recall@k, hit@k, reciprocal rank and nDCG; pure functions.

A list is judged by its relevances: for each rank the set of gold entries found there. Recall and
hit rate after Manning, Raghavan and Schütze, Introduction to Information Retrieval (2008), ch. 8;
the reciprocal rank after Voorhees, The TREC-8 Question Answering Track Report (1999); nDCG after
Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques (2002).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2


def recall_at(found: Sequence[Collection[int]], gold: int, k: int) -> float:
    """Return the share of `gold` entries found in the first `k` ranks.

    recall@k = |∪_{i ≤ k} found_i| / gold; `found[i]` are the gold entries that rank i + 1 answers.

    >>> recall_at([{0}, set(), {0, 1}], 3, 3)
    0.6666666666666666
    """
    return len({entry for at_rank in found[:k] for entry in at_rank}) / gold


def hit_at(found: Sequence[Collection[int]], k: int) -> bool:
    """Tell whether any gold entry stands in the first `k` ranks.

    >>> hit_at([set(), {0}], 1), hit_at([set(), {0}], 2)
    (False, True)
    """
    return any(found[:k])


def reciprocal_rank(found: Sequence[Collection[int]], k: int = 10) -> float:
    """Return 1 / (rank of the first gold entry), 0 where none stands in the first `k` ranks.

    >>> reciprocal_rank([set(), {1}])
    0.5
    """
    return next((1 / rank for rank, entries in enumerate(found[:k], 1) if entries), 0.0)


def ndcg_at(found: Sequence[Collection[int]], gold: int, k: int = 10) -> float:
    """Return nDCG@k with binary gains: a rank gains 1 where it brings a gold entry not yet seen.

    DCG = Σ gain_i / log2(i + 1), divided by that of a list that starts with all gold entries.

    >>> ndcg_at([set(), {0}], 1)
    0.6309297535714575
    """
    seen: set[int] = set()
    gained = 0.0
    for rank, entries in enumerate(found[:k], 1):
        if set(entries) - seen:
            gained += 1 / log2(rank + 1)
            seen |= set(entries)
    return gained / sum(1 / log2(rank + 1) for rank in range(1, min(gold, k) + 1))
