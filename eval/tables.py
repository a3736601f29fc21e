"""Tables of scores: per kind, document, turn and system, and misses; as text, Markdown and JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from html import escape
from typing import Any

from eval.causes import MEANINGS, cause_of, count_causes, count_faults
from eval.judgement import Judgement
from eval.metrics import Scores, summarise
from eval.runner import Record
from eval.search_faults import SearchFault
from eval.sheets import KINDS
from eval.statistics import Mean, Rate

KIND_NAMES = {kind: name for name, kind in KINDS.items()}
UNANSWERABLE = "不可答"
ALL = "合计"
NOTHING = "—"

STYLE_NAMES = {
    "formal": "公文式",
    "everyday": "日常",
    "colloquial": "口语",
    "typo": "错别字",
    "keyword": "关键词",
    "synonym": "换说法",
    "long": "长问题",
}

Column = tuple[str, Callable[[Scores], str]]

ANSWER_COLUMNS: tuple[Column, ...] = (
    ("可答", lambda one: str(one.right.n)),
    ("答对且条款对", lambda one: format_rate(one.right_clause)),
    ("答对", lambda one: format_rate(one.right)),
    ("首条引用对", lambda one: format_rate(one.first_citation)),
    ("引用在出处内", lambda one: format_mean(one.gold_precision)),
    ("出处被引用", lambda one: format_mean(one.gold_recall)),
    ("引用精确率", lambda one: format_mean(one.citation_precision)),
    ("引用召回率", lambda one: format_mean(one.citation_recall)),
)
LIST_COLUMNS: tuple[Column, ...] = (
    ("清单题", lambda one: str(one.list_exact.n)),
    ("精确率", lambda one: format_mean(one.list_precision)),
    ("召回率", lambda one: format_mean(one.list_recall)),
    ("F1", lambda one: format_mean(one.list_f1)),
    ("完全一致", lambda one: format_rate(one.list_exact)),
)
SAFETY_COLUMNS: tuple[Column, ...] = (
    ("题数", lambda one: str(one.cases)),
    ("应拒已拒", lambda one: format_rate(one.refusal)),
    ("误拒", lambda one: format_rate(one.false_refusal)),
    ("平衡准确率", lambda one: format_share(one.balanced_accuracy)),
    ("AUROC", lambda one: format_share(one.auroc)),
    ("前提更正", lambda one: format_rate(one.premise_met)),
    ("编造", lambda one: format_count(one.fabricated)),
    ("引文不符", lambda one: format_count(one.inexact_spans)),
)
FORM_COLUMNS: tuple[Column, ...] = (
    ("120 字以内", lambda one: format_rate(one.short)),
    ("答案字数中位", lambda one: format_number(one.characters_p50)),
    ("p50 毫秒", lambda one: format_number(one.latency_p50_ms)),
    ("p95 毫秒", lambda one: format_number(one.latency_p95_ms)),
)
SEARCH_COLUMNS: tuple[Column, ...] = (
    ("首位检中", lambda one: format_rate(one.hit_at_1)),
    ("前五检中", lambda one: format_rate(one.hit_at_5)),
    ("召回@5", lambda one: format_mean(one.recall_at_5)),
    ("召回@20", lambda one: format_mean(one.recall_at_20)),
    ("MRR", lambda one: format_mean(one.mrr)),
)
SYSTEM_COLUMNS: tuple[Column, ...] = (
    ("答对且条款对", lambda one: format_rate(one.right_clause)),
    ("不限字数", lambda one: format_rate(one.right_clause_at_any_length)),
    ("首条引用对", lambda one: format_rate(one.first_citation)),
    ("清单完全一致", lambda one: format_rate(one.list_exact)),
    ("应拒已拒", lambda one: format_rate(one.refusal)),
    ("误拒", lambda one: format_rate(one.false_refusal)),
    ("编造", lambda one: format_count(one.fabricated)),
    ("p50 毫秒", lambda one: format_number(one.latency_p50_ms)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of text cells under a header; the first column names the row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def to_markdown(self) -> str:
        """Return the table as Markdown; what is in a cell stays text in that cell."""
        rule = ["---", *("---:" for _ in self.header[1:])]
        lines = (self.header, rule, *self.rows)
        return "\n".join(f"| {' | '.join(map(escape_markdown, cells))} |" for cells in lines)

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


def escape_markdown(text: str) -> str:
    r"""Return text as it is written in one line of Markdown: no tag, no cell border, no line end.

    >>> escape_markdown("<b>甲|乙")
    '&lt;b&gt;甲\\|乙'
    """
    return " ".join(escape(text, quote=False).replace("|", r"\|").splitlines())


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


def scores_by_turn(judgements: Sequence[Judgement]) -> dict[str, Scores]:
    """Return the scores of first questions, of second turns, and so on."""
    return _grouped(judgements, lambda one: f"第 {one.turn} 轮")


def scores_by_document(judgements: Sequence[Judgement]) -> dict[str, Scores]:
    """Return the scores of the answerable cases of every document."""
    return _grouped([one for one in judgements if one.answerable], lambda one: one.document)


def scores_by_style(judgements: Sequence[Judgement]) -> dict[str, Scores]:
    """Return the scores of every way of wording a question."""
    styled = [one for one in judgements if one.style]
    return _grouped(styled, lambda one: STYLE_NAMES.get(one.style, one.style))


def _grouped(
    judgements: Sequence[Judgement], name_of: Callable[[Judgement], str]
) -> dict[str, Scores]:
    groups: dict[str, list[Judgement]] = {}
    for one in judgements:
        groups.setdefault(name_of(one), []).append(one)
    return {name: summarise(groups[name]) for name in sorted(groups)}


def table_of(groups: Mapping[str, Scores], columns: Sequence[Column], *, first: str) -> Table:
    """Return a row for each group and a cell for each column; `first` heads the names."""
    return Table(
        header=(first, *(name for name, _ in columns)),
        rows=tuple((name, *(cell(one) for _, cell in columns)) for name, one in groups.items()),
    )


def answer_table(groups: Mapping[str, Scores]) -> Table:
    """Return the quality of answers and citations of every group that has answerable cases."""
    return table_of(_with_answers(groups), ANSWER_COLUMNS, first="类别")


def list_table(groups: Mapping[str, Scores]) -> Table:
    """Return the completeness of lists, comparisons and outlines."""
    listed = {name: one for name, one in groups.items() if one.list_exact.n}
    return table_of(listed, LIST_COLUMNS, first="类别")


def safety_table(groups: Mapping[str, Scores]) -> Table:
    """Return refusals, premises and fabrications of every group."""
    return table_of(groups, SAFETY_COLUMNS, first="类别")


def form_table(groups: Mapping[str, Scores]) -> Table:
    """Return length and time of every group."""
    return table_of(groups, FORM_COLUMNS, first="类别")


def search_table(groups: Mapping[str, Scores]) -> Table:
    """Return how the search ranks the gold, of the groups for which that is known."""
    searched = {name: one for name, one in groups.items() if one.mrr.n}
    return table_of(searched, SEARCH_COLUMNS, first="类别")


def system_table(systems: Mapping[str, Scores]) -> Table:
    """Return several systems side by side, over all cases of the same set."""
    return table_of(systems, SYSTEM_COLUMNS, first="系统")


def _with_answers(groups: Mapping[str, Scores]) -> dict[str, Scores]:
    return {name: one for name, one in groups.items() if one.right.n}


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


def format_mean(mean: Mean) -> str:
    """Return a mean with its bootstrap interval.

    >>> format_mean(Mean(value=0.5, low=0.25, high=0.75, n=8))
    '0.50 (0.25–0.75)'
    """
    if mean.value is None or mean.low is None or mean.high is None:
        return NOTHING
    return f"{mean.value:.2f} ({mean.low:.2f}–{mean.high:.2f})"


def explain_miss(found: Judgement) -> str:
    """Say in Chinese what is wrong with a reply, its cause first; empty when nothing is."""
    cause = cause_of(found)
    if cause is None:
        return ""
    reasons = [cause.value]
    if found.answerable and not found.declined:
        reasons += [f"缺：{'、'.join(found.missing)}"] if found.missing else []
        reasons += [f"多出：{'、'.join(found.foreign)}"] if found.foreign else []
        reasons += [_rows(found)] if found.row_recall is not None else []
        reasons += ["首条引用错"] if found.any_citation and not found.first_citation else []
    reasons += [f"编造：{'、'.join(found.fabricated)}"] if found.fabricated else []
    if found.answerable and found.ranks:
        ranks = "、".join(f"第 {rank} 位" if rank else "没有检到" for rank in found.ranks)
        reasons.append(f"出处：{ranks}")
    reasons += [_fault_words(found.fault)] if found.fault else []
    return "；".join(reason for reason in reasons if reason)


def _fault_words(fault: SearchFault) -> str:
    """Say why the search did not put the clause first: 检索第 7 位（词语不合；没有“…”；排第一的是…）."""
    rank = f"检索第 {fault.rank} 位" if fault.rank else "没有检到"
    lacking = f"没有“{'”“'.join(fault.lacking)}”" if fault.lacking else ""
    first = f"排第一的是 {fault.first}" if fault.first and fault.rank != 1 else ""
    return f"{rank}（{'，'.join(one for one in (fault.fault.value, lacking, first) if one)}）"


def _rows(found: Judgement) -> str:
    if found.row_precision == 1 and found.row_recall == 1:
        return ""
    return f"条目精确率 {found.row_precision or 0:.2f}、召回率 {found.row_recall or 0:.2f}"


def miss_lines(records: Sequence[Record]) -> list[str]:
    """Return the cases with anything wrong: id, kind, question and what is wrong; none of sealed."""
    return [
        f"{record.case_id} [{KIND_NAMES[record.judgement.kind]}] {record.question}\n    {reason}"
        for record in records
        if record.question is not None and (reason := explain_miss(record.judgement))
    ]


def cause_table(judgements: Sequence[Judgement]) -> Table:
    """Return how many replies miss for each cause, and what the cause means."""
    rows = tuple(
        (cause.value, str(n), MEANINGS[cause]) for cause, n in count_causes(judgements).items()
    )
    return Table(header=("原因", "题数", "含义"), rows=rows)


def fault_table(judgements: Sequence[Judgement]) -> Table:
    """Return how many replies miss for each fault of the search, by cause."""
    rows = tuple(
        (cause.value, fault.value, str(n)) for (cause, fault), n in count_faults(judgements).items()
    )
    return Table(header=("原因", "检索上的缘由", "题数"), rows=rows)


def scores_to_dict(scores: Scores) -> dict[str, Any]:
    """Return scores as a JSON object; rates and means carry their n and interval."""
    return {field.name: _measure(getattr(scores, field.name)) for field in fields(Scores)}


def _measure(value: object) -> object:
    if isinstance(value, Rate):
        bounds = list(value.interval) if value.interval else None
        return {"hits": value.hits, "n": value.n, "value": value.value, "interval": bounds}
    if isinstance(value, Mean):
        ends = [value.low, value.high] if value.n else None
        return {"n": value.n, "value": value.value, "interval": ends}
    return value
