"""A comparison of two runs as a table, as text and as JSON; pure."""

from __future__ import annotations

from collections.abc import Sequence

from eval.comparison import Change, Comparison
from eval.tables import Table, explain_miss, format_mean, format_rate

_SHOWN = 80  # characters of an answer


def difference_table(found: Comparison) -> Table:
    """Return both rates of every measure, the difference with its interval, and McNemar's test."""
    rows = tuple(
        (
            one.measure,
            format_rate(one.before),
            format_rate(one.after),
            format_mean(one.change),
            f"{one.test.won}/{one.test.lost}",
            f"{one.test.p:.3f}",
        )
        for one in found.differences
        if one.before.n
    )
    return Table(header=("指标", "旧", "新", "差值", "变好/变差", "p"), rows=rows)


def change_text(found: Comparison, *, hidden: int) -> str:
    """Return every question that changed and how, and how many changes are `hidden`."""
    by_case: dict[str, list[Change]] = {}
    for one in found.changes:
        by_case.setdefault(one.record.case_id, []).append(one)
    lines = [line for changes in by_case.values() for line in _case_lines(changes)]
    shown = [f"变了的题（{len(by_case)}）：", *lines] if lines else []
    if hidden:
        shown.append(f"测试集有 {hidden} 处变化，不显示。")
    return "\n" + ("\n".join(shown) or "没有题变了。")


def _case_lines(changes: Sequence[Change]) -> list[str]:
    """Say of one question which measures changed, and what it was answered before and after."""
    first = changes[0]
    flips = "，".join(f"{'＋' if one.won else '－'}{one.measure}" for one in changes)
    lines = [f"{first.record.case_id} {first.record.question or ''}：{flips}"]
    for name, record in (("旧", first.before), ("新", first.record)):
        why = explain_miss(record.judgement) or "对"
        answer = " ".join(str((record.reply or {}).get("answer", "")).split())
        lines.append(f"    {name}：{why}｜{answer[:_SHOWN]}{'…' if len(answer) > _SHOWN else ''}")
    return lines


def comparison_to_dict(found: Comparison) -> dict[str, object]:
    """Return a comparison as a JSON object."""
    return {
        "differences": [
            {
                "measure": one.measure,
                "before": one.before.value,
                "after": one.after.value,
                "n": one.before.n,
                "change": one.change.value,
                "interval": [one.change.low, one.change.high],
                "won": one.test.won,
                "lost": one.test.lost,
                "p": one.test.p,
            }
            for one in found.differences
            if one.before.n
        ],
        "changes": [
            {
                "id": one.record.case_id,
                "question": one.record.question,
                "measure": one.measure,
                "won": one.won,
                "before": explain_miss(one.before.judgement) or "对",
                "after": explain_miss(one.record.judgement) or "对",
            }
            for one in found.changes
        ],
    }
