"""Metadata and references as lines to read and as JSON rows; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from corpus.description import Description
from corpus.facts import ParsedDocument
from corpus.metadata import Metadata, Reading
from corpus.model import Citation
from corpus.references import Reference, ReferenceKind
from corpus.sheet import sheet_of
from corpus.standing import Standing, name_words
from corpus.validity import find_validity

Row = dict[str, Any]  # one JSON object

# The fields in Chinese, in the order they are shown.
NAMES = {
    "title": "标题",
    "number": "文号",
    "issuer": "发文机关",
    "signed": "成文日期",
    "published": "发布日期",
    "amended": "最近修正",
    "effective": "施行日期",
    "expires": "有效期至",
    "region": "地区",
    "level": "层级",
    "status": "有效性",
}
_INDENT = "  "
_SHOWN = 40  # characters of a quote on a line
REPLACES = "替代"  # what a newer version does to an older one of the same title
_UNSAID = "（未写明）"


def metadata_lines(parsed: ParsedDocument, metadata: Metadata, standing: Standing) -> Iterator[str]:
    """Yield a document's metadata, one field a line, each with the words it is read from.

    有效性 is how the document stands (`standing`), as everywhere in the program; a reason follows it.
    """
    yield f"《{metadata.title.value}》 {parsed.document.source}"
    for field, name in NAMES.items():
        reading: Reading[Any] | None = getattr(metadata, field)
        if field == "title":
            continue
        if field == "status":
            yield _INDENT + "  ".join(filter(None, (name, *_standing_words(metadata, standing))))
            continue
        if reading is None:
            unsaid = _term_without_end(parsed) if field == "expires" else ""
            yield f"{_INDENT}{name}  {unsaid or _UNSAID}"
            continue
        quote = f"  「{_shortened(reading.citation)}」" if reading.citation else ""
        yield f"{_INDENT}{name}  {_shown(reading.value)}  [{reading.origin.value}]{quote}"


def _term_without_end(parsed: ParsedDocument) -> str:
    """Return a term of which the text does not say when it begins (本通知有效期1年), "" where there is none."""
    sheet = sheet_of(parsed.document.text)
    said = find_validity(sheet)
    if said is None or not said.months:
        return ""
    return f"（没有写明起算日期）  「{sheet.verbatim(said.start, said.end)}」"


def _standing_words(metadata: Metadata, standing: Standing) -> Iterator[str]:
    """Yield how a document stands and why: the reason, else the words that mark it."""
    yield standing.force.value
    if standing.reason:
        yield standing.reason
    elif (citation := metadata.status.citation) is not None:
        yield f"[{metadata.status.origin.value}]"
        yield f"「{_shortened(citation)}」"


def metadata_row(parsed: ParsedDocument, metadata: Metadata, standing: Standing) -> Row:
    """Return a document's metadata as one JSON object; "status" is how it stands, and why."""
    row: Row = {"document_id": metadata.document_id, "source": parsed.document.source}
    for one in fields(metadata):
        if one.name != "document_id":
            reading: Reading[Any] | None = getattr(metadata, one.name)
            row[one.name] = _reading_row(parsed, reading) if reading else None
    proof = standing.source or metadata.status.citation
    row["status"] = {
        **row["status"],
        "value": standing.force.value,
        "reason": standing.reason or None,
        "citation": _citation_row(parsed, proof) if proof else None,
    }
    return row


def _reading_row(parsed: ParsedDocument, reading: Reading[Any]) -> Row:
    value = reading.value
    return {
        "value": list(value) if isinstance(value, tuple) else _plain(value),
        "origin": reading.origin.value,
        "citation": _citation_row(parsed, reading.citation) if reading.citation else None,
    }


def _citation_row(parsed: ParsedDocument, citation: Citation) -> Row:
    own = citation.document_id == parsed.document.id
    return {
        "document_id": citation.document_id,
        "clause_id": citation.clause_id,
        "start": citation.span.start,
        "end": citation.span.end,
        "page": parsed.document.page_of(citation.span.start) if own else None,
        "quote": citation.quote,
    }


def reference_lines(one: Description, older: Sequence[Description] = ()) -> Iterator[str]:
    """Yield the documents that a document names, kind by kind, mere mentions only counted.

    `older` are the documents at hand that it is a newer version of, which it need not name.
    """
    references, title = one.references, one.metadata.title.value
    counts = [(kind, [ref for ref in references if ref.kind is kind]) for kind in ReferenceKind]
    shown = "、".join(f"{kind.value} {len(found)}" for kind, found in counts if found)
    yield f"《{title}》 引用文件 {len(references)} 份" + (f"（{shown}）" if shown else "")
    for kind, found in counts:
        if kind is not ReferenceKind.MENTIONS:
            for reference in found:
                yield f"{_INDENT}{_reference_words(reference)}"
    for old in older:
        yield f"{_INDENT}{REPLACES}  {name_words(old)}  → {old.document_id}（同一标题的旧版本）"


def _reference_words(one: Reference) -> str:
    name = (f"《{one.title}》" if one.title else "") + (f"（{one.number}）" if one.number else "")
    target = f"  → {one.target_id}" if one.target_id else ""
    word = f"[{one.word}] " if one.word and one.word != one.kind.value else ""
    return f"{one.kind.value}  {word}{name}{target}"


def reference_row(
    parsed: ParsedDocument, described: Description, older: Sequence[Description] = ()
) -> Row:
    """Return the documents that a document names, and its older versions, as one JSON object."""
    return {
        "document_id": parsed.document.id,
        "title": described.metadata.title.value,
        "source": parsed.document.source,
        "references": [
            {
                "kind": one.kind.value,
                "word": one.word,
                "title": one.title or None,
                "number": one.number or None,
                "target_id": one.target_id,
                "citation": _citation_row(parsed, one.source),
            }
            for one in described.references
        ],
        "replaces": [
            {
                "title": one.metadata.title.value,
                "number": one.metadata.number.value if one.metadata.number else None,
                "target_id": one.document_id,
            }
            for one in older
        ],
    }


def _shown(value: object) -> str:
    return "、".join(value) if isinstance(value, tuple) else str(_plain(value))


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _shortened(citation: Citation) -> str:
    quote = " ".join(citation.quote.split())
    return quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"
