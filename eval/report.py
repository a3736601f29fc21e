"""Tables of scores: per kind, per system, misses; as Markdown, for a terminal, as JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from app.answer import QuestionKind
from eval.judgement import Judgement
from eval.metrics import Rate, Scores, summarise
from eval.runner import Record

KIND_NAMES = {
    QuestionKind.AGENCY: "责任单位",
    QuestionKind.TARGET: "目标",
    QuestionKind.TASK: "举措",
    QuestionKind.LIST: "清单",
    QuestionKind.OBLIGATION: "要求",
    QuestionKind.COMPARE: "对比",
    QuestionKind.CLAUSE: "条款",
    QuestionKind.OUTLINE: "结构",
    QuestionKind.DEFINITION: "定义",
    QuestionKind.BASIS: "依据",
    QuestionKind.DEADLINE: "期限",
    QuestionKind.OTHER: "其他",
}
UNANSWERABLE = "不可答"
ALL = "合计"
NOTHING = "—"

ANSWER_COLUMNS = ("题数", "答对且条款对", "答对", "首条引用对", "引用精确率", "引用召回率")
SET_COLUMNS = ("集合精确率", "集合召回率", "前提更正")
SAFETY_COLUMNS = ("应拒已拒", "误拒", "编造", "引文不符", "p50 毫秒", "p95 毫秒")
SYSTEM_COLUMNS = (
    "答对且条款对",
    "不限字数答对且条款对",
    "首条引用对",
    "引用精确率",
    "引用召回率",
    "应拒已拒",
    "误拒",
    "编造",
    "p50 毫秒",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of text cells under a header; the first column names the row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def to_markdown(self) -> str:
        """Return the table as Markdown."""
        rule = ["---", *("---:" for _ in self.header[1:])]
        lines = (self.header, rule, *self.rows)
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def to_text(self) -> str:
        """Return the table for a terminal, in columns; a Chinese character takes two places."""
        lines = (self.header, *self.rows)
        widths = [max(map(text_width, column)) for column in zip(*lines, strict=True)]
        return "\n".join(
            "  ".join(
                cell + " " * (width - text_width(cell))
                for cell, width in zip(cells, widths, strict=True)
            ).rstrip()
            for cells in lines
        )


def text_width(text: str) -> int:
    """Return how many places `text` takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def scores_by_kind(judgements: Sequence[Judgement]) -> dict[str, Scores]:
    """Return the scores of every kind that occurs, of the unanswerable, and of all."""
    groups: dict[str, list[Judgement]] = {
        name: [one for one in judgements if one.answerable and one.kind is kind]
        for kind, name in KIND_NAMES.items()
    }
    groups[UNANSWERABLE] = [one for one in judgements if not one.answerable]
    groups[ALL] = list(judgements)
    return {name: summarise(group) for name, group in groups.items() if group}


def answer_table(groups: Mapping[str, Scores]) -> Table:
    """Return the quality of answers and citations per kind, and over all answerable cases."""
    rows = tuple(
        (
            name,
            str(scores.right.n),
            format_rate(scores.right_clause),
            format_rate(scores.right),
            format_rate(scores.first_citation),
            format_share(scores.citation_precision),
            format_share(scores.citation_recall),
            format_share(scores.row_precision),
            format_share(scores.row_recall),
            format_rate(scores.premise_met),
        )
        for name, scores in groups.items()
        if scores.right.n
    )
    return Table(header=("类别", *ANSWER_COLUMNS, *SET_COLUMNS), rows=rows)


def safety_table(groups: Mapping[str, Scores]) -> Table:
    """Return refusals, fabrications and times per kind, for the unanswerable, and over all."""
    rows = tuple(
        (
            name,
            str(scores.cases),
            format_rate(scores.refusal),
            format_rate(scores.false_refusal),
            format_count(scores.fabricated),
            format_count(scores.inexact_spans),
            format_number(scores.latency_p50_ms),
            format_number(scores.latency_p95_ms),
        )
        for name, scores in groups.items()
    )
    return Table(header=("类别", "题数", *SAFETY_COLUMNS), rows=rows)


def system_table(systems: Mapping[str, Scores]) -> Table:
    """Return several systems side by side, over all cases of the same set."""
    rows = tuple(
        (
            name,
            format_rate(scores.right_clause),
            format_rate(scores.right_clause_at_any_length),
            format_rate(scores.first_citation),
            format_share(scores.citation_precision),
            format_share(scores.citation_recall),
            format_rate(scores.refusal),
            format_rate(scores.false_refusal),
            format_count(scores.fabricated),
            format_number(scores.latency_p50_ms),
        )
        for name, scores in systems.items()
    )
    return Table(header=("系统", *SYSTEM_COLUMNS), rows=rows)


def format_rate(rate: Rate) -> str:
    """Return a rate with its hits, its n and its Wilson interval.

    >>> format_rate(Rate(hits=8, n=10))
    '0.80 (8/10, 0.49–0.94)'
    """
    if rate.value is None or rate.interval is None:
        return NOTHING
    low, high = rate.interval
    return f"{rate.value:.2f} ({rate.hits}/{rate.n}, {low:.2f}–{high:.2f})"


def format_count(rate: Rate) -> str:
    """Return how many of how many."""
    return f"{rate.hits}/{rate.n}" if rate.n else NOTHING


def format_share(value: float | None) -> str:
    """Return a mean between 0 and 1."""
    return NOTHING if value is None else f"{value:.2f}"


def format_number(value: float | None) -> str:
    """Return a measured number with one decimal."""
    return NOTHING if value is None else f"{value:.1f}"


def explain_miss(record: Record) -> str:
    """Say in Chinese what is wrong with a reply; empty when nothing is."""
    found = record.judgement
    reasons = []
    if not found.answerable:
        reasons += [] if found.declined else ["应拒未拒"]
    elif found.declined:
        reasons.append("误拒")
    else:
        reasons += [f"缺：{'、'.join(found.missing)}"] if found.missing else []
        reasons += [f"多出：{'、'.join(found.foreign)}"] if found.foreign else []
        reasons += ["过长"] if found.too_long else []
        reasons += [] if found.any_citation else ["引错条款"]
        reasons += ["首条引用错"] if found.any_citation and not found.first_citation else []
        reasons += ["未指出前提有误"] if found.premise_met is False else []
    reasons += [f"编造：{'、'.join(found.fabricated)}"] if found.fabricated else []
    return "；".join(reasons)


def miss_lines(records: Sequence[Record]) -> list[str]:
    """Return the cases with anything wrong: id, kind, question and what is wrong."""
    return [
        f"{record.case.id} [{KIND_NAMES[record.case.kind]}] {record.case.question}\n    {reason}"
        for record in records
        if (reason := explain_miss(record))
    ]


def scores_to_dict(scores: Scores) -> dict[str, Any]:
    """Return scores as a JSON object; a rate carries its hits, n, value and interval."""
    return {
        name: _rate_to_dict(value) if isinstance(value := getattr(scores, name), Rate) else value
        for name in asdict(scores)
    }


def _rate_to_dict(rate: Rate) -> dict[str, Any]:
    interval = None if rate.interval is None else list(rate.interval)
    return {"hits": rate.hits, "n": rate.n, "value": rate.value, "interval": interval}
