"""Documents and what became of files, as lines to read and as JSON rows; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.shelf import Outcome
from app.uploads import KnownDocument, Place

HASH_SHOWN = 12  # characters of a content hash
_NAMED = 3  # documents of one file that are named


def listing_lines(known: Sequence[KnownDocument]) -> Iterator[str]:
    """Yield the list of documents: two lines each, and how many there are."""
    for one in known:
        yield f"《{one.title}》"
        pages = f"{one.pages} 页，" if one.pages else ""
        yield (
            f"    编号 {one.id}；{pages}{one.clauses} 条条款；{one.place.value}：{one.source}，"
            f"{size_words(one.size)}，{one.content_hash[:HASH_SHOWN]}"
        )
    counts = [(place.value, sum(one.place is place for one in known)) for place in Place]
    shown = "、".join(f"{name} {count}" for name, count in counts if count)
    yield f"共 {len(known)} 份{f'（{shown}）' if shown else ''}"


def document_row(one: KnownDocument) -> dict[str, Any]:
    """Return a document as one JSON object."""
    return {
        "id": one.id,
        "title": one.title,
        "source": one.source,
        "path": str(one.path),
        "place": one.place.value,
        "pages": one.pages or None,
        "clauses": one.clauses,
        "bytes": one.size,
        "content_hash": one.content_hash,
    }


def outcome_line(outcome: Outcome) -> str:
    """Return what became of a file in one line."""
    name = outcome.path.name
    if outcome.duplicates:
        return f"已有，没有加入：{name}（内容与{_named(outcome.duplicates)}相同）"
    clauses = sum(one.clauses for one in outcome.added)
    old = f"，替换了 {outcome.replaced.source}" if outcome.replaced else ""
    return f"已加入：{name} → {_named(outcome.added)}，{clauses} 条条款{old}"


def removal_line(name: str, removed: Sequence[KnownDocument]) -> str:
    """Return what was removed in one line."""
    return f"已删去：{_named(removed) if removed else name}"


def _named(known: Sequence[KnownDocument]) -> str:
    names = "、".join(_name(one) for one in known[:_NAMED])
    more = f"等 {len(known)} 份" if len(known) > _NAMED else ""
    return f"{names}{more}"


def _name(one: KnownDocument) -> str:
    return f"《{one.title}》" if one.id == one.title else f"《{one.title}》（编号 {one.id}）"


def size_words(size: int) -> str:
    """Return a file's size as people say it.

    >>> [size_words(size) for size in (500, 20_600, 3_400_000)]
    ['1 KB', '21 KB', '3.4 MB']
    """
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(round(size / 1000), 1)} KB"
