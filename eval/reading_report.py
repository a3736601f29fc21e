"""The totals over many documents read as tables of the page of results; pure."""

from __future__ import annotations

from typing import Any

from eval.results import Part
from eval.tables import NOTHING, Table

Row = dict[str, Any]  # one JSON object

TEXT = """每份文件只计一次（同名的不同格式算一份）。“不成条”指既没有编号也没有标题，按自然段切分；编号前后不接续的算\
“不接续”；责任括注由另一套规则独立计数；速度包括读取、解析和抽取事实。"""
REASONS_TEXT = "以编号或短句开头、没有单独成条的行，按原因计数；原因由另一套规则判断。"
OUTLINES_TEXT = (
    "标题由人逐份写出，写的时候没有看解析结果；F1 按编号和标题比较，责任单位按次序完全一致计。"
)


def reading_parts(row: Row) -> tuple[Part, ...]:
    """Return the totals, the refused lines by reason and the hand-written outlines, as tables."""
    parts = [
        Part(title="", text=TEXT, tables=(totals_table(row),)),
        Part(title="没有成条的行", text=REASONS_TEXT, tables=(reasons_table(row),)),
    ]
    if row["outlines"]:
        tables = (outlines_table(row["outlines"]),)
        parts.append(Part(title="与人工提纲比较", text=OUTLINES_TEXT, tables=tables))
    return tuple(parts)


def totals_table(row: Row) -> Table:
    """Return the totals, a line for each."""
    lengths, speed, brackets = row["lengths"], row["speed"], row["brackets"]
    sequence, fallback, unexplained = row["sequence"], row["fallback"], row["unexplained"]
    rows = (
        ("文件", f"{row['documents']:,}"),
        ("条款", f"{row['clauses']:,}"),
        ("读不了的文件", str(len(row["failures"]))),
        ("不在条款或标题里的字", f"{row['lost']:,} / {row['characters']:,}"),
        ("不成条的文件", f"{_percent(fallback['share'])}（{fallback['documents']}）"),
        (
            "编号不接续",
            f"{_percent(sequence['share'])}（{sequence['faults']} / {sequence['units']:,}）",
        ),
        ("原因不明的行", f"{_percent(unexplained['share'])}（{unexplained['lines']}）"),
        ("条款字数 p50 / p95 / 最长", " / ".join(f"{value:,.0f}" for value in lengths.values())),
        (
            "责任括注召回率",
            f"{_percent(brackets['recall'])}（{brackets['parsed']} / {brackets['counted']}）",
        ),
        ("每秒文件 / 条款", f"{_number(speed['documents'])} / {_number(speed['clauses'])}"),
    )
    return Table(header=("项目", "结果"), rows=rows)


def reasons_table(row: Row) -> Table:
    """Return how many lines were refused for each reason: with a number, with a lead phrase."""
    numbers, leads = row["refused"]["numbers"], row["refused"]["leads"]
    names = dict.fromkeys((*numbers, *leads))
    return Table(
        header=("原因", "编号开头", "短句开头"),
        rows=tuple(
            (name, f"{numbers.get(name, 0):,}", f"{leads.get(name, 0):,}") for name in names
        ),
    )


def outlines_table(outlines: list[Row]) -> Table:
    """Return how each document agrees with its outline, and each lot of them together."""
    rows: list[tuple[str, ...]] = []
    for lot in dict.fromkeys(one["lot"] for one in outlines):
        members = [one for one in outlines if one["lot"] == lot]
        rows += [_outline_cells(one) for one in (*members, _together(members, lot))]
    return Table(
        header=("文件", "标题 F1", "对", "漏", "多", "层级对", "责任单位一致"), rows=tuple(rows)
    )


def _together(members: list[Row], lot: str) -> Row:
    keys = ("matched", "missed", "invented", "levels", "exact", "duties")
    total: Row = {key: sum(one[key] for one in members) for key in keys}
    wrong = total["missed"] + total["invented"]
    total["f1"] = 2 * total["matched"] / max(2 * total["matched"] + wrong, 1)
    return total | {"title": f"**合计：{lot or '按格式和体例选的'}**"}


def _outline_cells(one: Row) -> tuple[str, ...]:
    counts = (str(one[key]) for key in ("matched", "missed", "invented", "levels"))
    return (one["title"], f"{one['f1']:.3f}", *counts, f"{one['exact']}/{one['duties']}")


def _percent(share: float | None) -> str:
    return NOTHING if share is None else f"{100 * share:.2f} %"


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:,.1f}"
