"""A checklist of an enterprise's duties as two tables, and as one JSON object; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from app.checklist import ORDER, Category, Checklist, Item
from app.table_rows import NO_UNIT
from app.tables import FactTable, Row

COLUMNS = (
    "序号", "类别", "要求（原文）", "对象（原文）", "为什么适用", "待核对", "时限", "责任单位",
    "后果", "依据条款",
)  # fmt: skip


def to_tables(found: Checklist) -> tuple[FactTable, FactTable]:
    """Return a checklist as two tables: what surely applies, and what may."""
    name = found.profile.name
    whose = f"{name}" if name else "企业"
    certain, possible = found.of(certain=True), found.of(certain=False)
    return (
        _table(f"{whose}义务清单（确定适用）", certain, (f"企业情况：{found.profile.words}",)),
        _table(f"{whose}义务清单（可能适用，请核对）", possible, found.remarks),
    )


def _table(title: str, items: Sequence[Item], remarks: tuple[str, ...]) -> FactTable:
    counts = Counter(one.category for one in items)
    kinds = "，".join(f"{one.value}{counts[one]}条" for one in ORDER if counts[one])
    return FactTable(
        title=title,
        columns=COLUMNS,
        rows=tuple(
            Row(cells=(str(at), *_cells(one)), source=one.source) for at, one in enumerate(items, 1)
        ),
        totals=(f"共{len(items)}条{'：' if kinds else ''}{kinds}。",),
        remarks=remarks,
    )


def _cells(one: Item) -> tuple[str, ...]:
    weight = (
        f"（{one.modality.value}）" if one.category is Category.SUPPORT and one.modality else ""
    )
    return (
        one.category.value + weight,
        one.words,
        "；".join(one.subjects) or "（未写明）",
        "\n".join(one.reasons),
        "\n".join(one.unsettled),
        "、".join(one.deadlines),
        one.units or NO_UNIT,
        one.consequence,
        one.place,
    )


def to_record(found: Checklist) -> dict[str, Any]:
    """Return a checklist as one JSON object: certain and possible items, each with its citation."""
    return {
        "profile": found.profile.words,
        "total": len(found.items),
        "certain": [_record(one) for one in found.of(certain=True)],
        "possible": [_record(one) for one in found.of(certain=False)],
        "left_out": found.left_out,
        "remarks": list(found.remarks),
    }


def _record(one: Item) -> dict[str, Any]:
    return {
        "category": one.category.value,
        "modality": one.modality.value if one.modality else None,
        "text": one.words,
        "subjects": list(one.subjects),
        "reasons": list(one.reasons),
        "unsettled": list(one.unsettled),
        "deadlines": list(one.deadlines),
        "units": one.units or None,
        "consequence": one.consequence or None,
        "place": one.place,
        "citation": {
            "document_id": one.source.document_id,
            "clause_id": one.source.clause_id,
            "start": one.source.span.start,
            "end": one.source.span.end,
            "quote": one.source.quote,
        },
    }
