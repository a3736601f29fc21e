"""Why the clause that answers did not come first in the search: read from the search's explanation; pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from index.explanation import Explained, Explanation

_NAMED = 5  # words


class Fault(Enum):
    """What put another clause before the one that answers."""

    SCOPE = "不在所限的文件里"
    UNMATCHED = "没有一个相同的词"
    WORDS = "词语不合"
    DOCUMENT = "别的文件当成了所指"
    YEAR = "别的条款写明了所问年份"
    MEANING = "别的条款语义更近"
    READING = "检索排第一，细读后落后"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFault:
    """How the search missed the clause that answers.

    Attributes:
        fault: What counted most against it.
        rank: Its place in the search, before clauses are read; None where it was not found.
        lacking: The most telling words of the question that it has not.
        first: The id of the clause that came first, "" for none.
    """

    fault: Fault
    rank: int | None
    lacking: tuple[str, ...]
    first: str


def find_fault(
    explanation: Explanation, gold: Collection[str], documents: Collection[str]
) -> SearchFault | None:
    """Return why none of the `gold` clauses (ids) was first; None without gold.

    `documents` are the ids of those they stand in.
    """
    if not gold:
        return None
    first = explanation.hits[0] if explanation.hits else None
    here = [one for name in gold if (one := explanation.of(name)) is not None]
    best = min(here, key=lambda one: one.rank, default=None)
    if best is None or first is None:
        outside = explanation.scope is not None and explanation.scope.isdisjoint(documents)
        fault = Fault.SCOPE if outside else Fault.UNMATCHED
        return SearchFault(
            fault=fault, rank=None, lacking=(), first=first.hit.clause_id if first else ""
        )
    return SearchFault(
        fault=Fault.READING if best.rank == 1 else _heaviest(first, best),
        rank=best.rank,
        lacking=explanation.lacking(best)[:_NAMED],
        first=first.hit.clause_id,
    )


def _heaviest(first: Explained, other: Explained) -> Fault:
    """Return the part of the score in which one clause is furthest ahead of another."""
    ahead = {
        Fault.WORDS: first.lexical - other.lexical,
        Fault.DOCUMENT: first.preferred - other.preferred,
        Fault.YEAR: first.year - other.year,
        Fault.MEANING: first.dense - other.dense,
    }
    return max(ahead, key=lambda fault: ahead[fault])
