"""Why a reply misses: one cause each, from the verdict and the ranks of the gold; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import Enum

from eval.judgement import Judgement
from eval.metrics import first_rank
from eval.rows import ROW_KINDS
from eval.search_faults import Fault


class Cause(Enum):
    """What went wrong first on the way from the question to the answer."""

    NOT_DECLINED = "应拒未拒"
    DECLINED = "误拒"
    NOT_FOUND = "没检到"
    RANKED_LOW = "排序低"
    WRONG_CITATION = "引错"
    MISSING_ROWS = "漏项"
    EXTRA_ROWS = "多列"
    INCOMPLETE = "答案不全"
    TOO_LONG = "过长"
    PREMISE = "未更正前提"
    FABRICATED = "编造"


MEANINGS = {
    Cause.NOT_DECLINED: "文件没有写，却作了回答",
    Cause.DECLINED: "文件写了，却说没有",
    Cause.NOT_FOUND: "答案所在的条款不在检索到的前 20 条里",
    Cause.RANKED_LOW: "答案所在的条款检到了，但不在第一位，引用的是别的条款",
    Cause.WRONG_CITATION: "答案所在的条款排在第一位（或检索情况不明），引用的却是别的条款",
    Cause.MISSING_ROWS: "清单少了该有的项",
    Cause.EXTRA_ROWS: "答案里有出处以外的数字、部门或条目",
    Cause.INCOMPLETE: "答案缺要点",
    Cause.TOO_LONG: "单一事实的答案超过 120 字",
    Cause.PREMISE: "问题的前提与原文不符，没有指出来",
    Cause.FABRICATED: "引文与原文不符，或答案里有引文没有的内容",
}


# Causes that may lie in the search: the clause that answers was not the one answered from.
OF_SEARCH = frozenset({Cause.DECLINED, Cause.NOT_FOUND, Cause.RANKED_LOW, Cause.WRONG_CITATION})


def cause_of(one: Judgement) -> Cause | None:
    """Return the cause of a miss; None for a reply with nothing wrong.

    The order is the order of the work: what was made up comes before all, then declining, then
    finding, ranking and citing the clause, then the rows of a list, then the words of the answer.
    """
    if one.fabricated:
        return Cause.FABRICATED
    if not one.answerable:
        return None if one.declined else Cause.NOT_DECLINED
    if one.declined:
        return Cause.DECLINED
    if not one.any_citation:
        return _of_search(one)
    return _of_answer(one)


def _of_search(one: Judgement) -> Cause:
    rank = first_rank(one)
    if one.ranks and rank is None:
        return Cause.NOT_FOUND
    return Cause.RANKED_LOW if rank is not None and rank > 1 else Cause.WRONG_CITATION


def _of_answer(one: Judgement) -> Cause | None:
    if one.kind in ROW_KINDS and one.row_recall is not None and one.row_recall < 1:
        return Cause.MISSING_ROWS
    if one.missing:
        return Cause.INCOMPLETE
    if one.foreign or (one.kind in ROW_KINDS and one.row_precision not in {None, 1.0}):
        return Cause.EXTRA_ROWS
    if one.too_long:
        return Cause.TOO_LONG
    if one.premise_met is False:
        return Cause.PREMISE
    return None if one.first_citation else Cause.WRONG_CITATION


def count_faults(judgements: Iterable[Judgement]) -> dict[tuple[Cause, Fault], int]:
    """Return how many replies miss for each cause and fault of the search, the most frequent first."""
    found = Counter(
        (cause, one.fault.fault)
        for one in judgements
        if one.fault is not None and (cause := cause_of(one)) is not None
    )
    return dict(found.most_common())


def count_causes(judgements: Iterable[Judgement]) -> dict[Cause, int]:
    """Return how many replies miss for each cause, the most frequent first."""
    found = Counter(cause for one in judgements if (cause := cause_of(one)) is not None)
    return dict(found.most_common())
