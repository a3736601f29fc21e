"""Documents and what became of files, as lines to read and as JSON rows; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from app.shelf import Outcome
from app.shelf_reading import DescribedDocument
from app.uploads import KnownDocument, Place, told_apart, version_words
from corpus.metadata import Metadata, Reading
from corpus.metadata_listing import NAMES
from corpus.sidecar import SUFFIX
from corpus.standing import name_words

HASH_SHOWN = 12  # characters of a content hash
_NAMED = 3  # documents of one file that are named


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A document by what it is chosen by; `said` is None where nothing is known beside its text."""

    id: str
    title: str
    source: str
    said: Metadata | None

    @property
    def words(self) -> str:
        """What tells it from another version."""
        return told_apart(self.said, self.source)


def listing_lines(described: Sequence[DescribedDocument]) -> Iterator[str]:
    """Yield the list of documents: some lines for each, and how many there are."""
    for one in described:
        known = one.known
        yield f"《{one.metadata.title.value}》"
        yield f"    {'；'.join(f'{name} {words}' for name, words in metadata_words(one))}"
        pages = f"{known.pages} 页，" if known.pages else ""
        yield (
            f"    编号 {known.id}；{pages}{known.clauses} 条条款；{known.place.value}："
            f"{known.source}，{size_words(known.size)}，{known.content_hash[:HASH_SHOWN]}"
        )
        yield from (f"    留意：{words}" for words in remarks(one))
    places = [one.known.place for one in described]
    counts = [(place.value, places.count(place)) for place in Place]
    shown = "、".join(f"{name} {count}" for name, count in counts if count)
    yield f"共 {len(described)} 份{f'（{shown}）' if shown else ''}"


def metadata_words(one: DescribedDocument) -> Iterator[tuple[str, str]]:
    """Yield the metadata that is known of a document, each as its name and its words; 有效性 always."""
    for field, name in NAMES.items():
        reading: Reading[Any] | None = getattr(one.metadata, field)
        if reading is not None and field not in {"title", "status"}:
            yield name, value_words(reading.value)
    yield NAMES["status"], one.standing.force.value


def value_words(value: object) -> str:
    """Return a value of the metadata as it is shown."""
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)


def document_choices(named: Sequence[Named]) -> list[tuple[str, str]]:
    """Return documents to choose from, what is shown and the id.

    Documents of one title are told apart by day, number and file; by the id where that is not enough.
    """
    titles = Counter(one.title for one in named)
    shown = [
        one.title if titles[one.title] == 1 else f"{one.title}（{one.words}）" for one in named
    ]
    twice = Counter(shown)
    return [
        (words if twice[words] == 1 else f"{words}（编号 {one.id}）", one.id)
        for words, one in zip(shown, named, strict=True)
    ]


def remarks(one: DescribedDocument) -> tuple[str, ...]:
    """Return what to look at: why a document does not hold, and what of it could not be read."""
    newer = one.standing.successor
    reason = one.standing.reason
    if newer and newer.metadata.title.value not in reason:
        reason += f"替代它的是{name_words(newer)}。"
    return tuple(filter(None, (reason, *one.known.warnings)))


def document_row(one: DescribedDocument) -> dict[str, Any]:
    """Return a document as one JSON object."""
    known, newer = one.known, one.standing.successor
    readings = {field: getattr(one.metadata, field) for field in NAMES if field != "status"}
    said = {
        field: _plain(reading.value) if reading else None for field, reading in readings.items()
    }
    return {
        "id": known.id,
        **said,
        "status": one.standing.force.value,
        "reason": one.standing.reason or None,
        "successor_id": newer.document_id if newer else None,
        "source": known.source,
        "path": str(known.path),
        "place": known.place.value,
        "pages": known.pages or None,
        "clauses": known.clauses,
        "warnings": list(known.warnings),
        "bytes": known.size,
        "content_hash": known.content_hash,
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value_words(value)


def outcome_line(outcome: Outcome) -> str:
    """Return what became of a file in one line."""
    name = outcome.path.name
    if name.endswith(SUFFIX):
        return f"已更新旁注：{name} → {_named(outcome.duplicates)}"
    if outcome.duplicates:
        same = f"（内容与{_named(outcome.duplicates)}相同）"
        if outcome.corrected:
            return f"已有，只更新了旁注文件：{name}{same}"
        return f"已有，没有加入：{name}{same}"
    clauses = sum(one.clauses for one in outcome.added)
    old = _replaced(outcome)
    sidecar = "，连同旁注文件" if outcome.corrected else ""
    return f"已加入：{name} → {_named(outcome.added)}，{clauses} 条条款{old}{sidecar}"


def _replaced(outcome: Outcome) -> str:
    old = outcome.replaced
    if old is None:
        return ""
    if not outcome.kept:
        return f"，替换了 {old.source}"
    kept = "、".join(one.source for one in outcome.kept)
    return f"，替换了旧版本中最新的 {version_words(old)}；{kept} 仍在"


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
