"""References to the documents that are meant, and what follows from them; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Self

from corpus.description import Description, describe
from corpus.facts import ParsedDocument
from corpus.issuers import Place, place_of, split_issuers
from corpus.matter import is_same_number
from corpus.metadata import Metadata, Origin, Reading, Status, override
from corpus.references import Reference, ReferenceKind, title_key

# A notice is named by its own title or by that of the plan it carries (印发类通知).
_NOTICE = re.compile(r"^.{0,60}?关于(?:印发|发布|公布|转发)《?(?P<inner>.+?)》?的(?:通知|公告|函)$")
EMPTY: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
_NATION = "中华人民共和国"
_YEAR = re.compile(r"〔((?:19|20)\d\d)〕")


Described = tuple[ParsedDocument, Metadata, tuple[Reference, ...]]


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """What a document at hand is called by: its number, and the keys of its titles."""

    id: str
    number: str
    titles: frozenset[str]
    place: Place | None


def describe_documents(
    documents: Sequence[ParsedDocument], corrections: Mapping[str, Mapping[str, Any]] = EMPTY
) -> tuple[Described, ...]:
    """Read metadata and references of documents that are at hand together.

    `corrections` are the values of sidecars by the content hash of their document.
    """
    said = {one.document.id: corrections.get(one.document.content_hash, {}) for one in documents}
    related = relate([describe(one) for one in documents], said)
    return tuple(
        (item, one.metadata, one.references) for item, one in zip(documents, related, strict=True)
    )


def relate(
    descriptions: Sequence[Description], corrections: Mapping[str, Mapping[str, Any]] = EMPTY
) -> tuple[Description, ...]:
    """Lay sidecars over descriptions, link their references and mark what one of them ends.

    `corrections` are the values of sidecars by the id of their document.
    """
    read = [
        replace(one, metadata=override(one.metadata, corrections.get(one.document_id, {})))
        for one in descriptions
    ]
    names = [names_of(one) for one in read]
    by_id = {one.document_id: one for one in read}
    known = _Known.of(names)
    linked = [
        tuple(_ending_older(_linked(reference, known), by_id) for reference in one.references)
        for one in read
    ]
    marked = mark_repealed(
        [one.metadata for one in read], (one for references in linked for one in references)
    )
    return tuple(
        replace(one, metadata=metadata, references=references)
        for one, metadata, references in zip(read, marked, linked, strict=True)
    )


def _ending_older(reference: Reference, by_id: Mapping[str, Description]) -> Reference:
    """Take back a link to a document that was made after the one that ends it, or no one knows when.

    A new edition ends the old one of the same title; the newest and a copy of it have that title too.
    """
    if reference.kind is not ReferenceKind.ENDS or reference.target_id is None:
        return reference
    one, old = by_id[reference.document_id], by_id[reference.target_id]
    made, before = made_on(one), made_on(old)
    is_namesake = bool(names_of(one).titles & names_of(old).titles)
    if made and before:
        is_older = before < made or (before == made and not is_namesake)
    else:
        is_older = not is_namesake
    return reference if is_older else replace(reference, target_id=None)


def made_on(one: Description) -> date | None:
    """Return the day a document was made in the form at hand, else the year of its number."""
    said = one.metadata
    dates = (said.amended, said.signed, said.published, said.effective)
    if day := next((reading.value for reading in dates if reading), None):
        return day
    year = _YEAR.search(said.number.value) if said.number else None
    return date(int(year.group(1)), 1, 1) if year else None


def names_of(description: Description) -> DocumentNames:
    """Return the names a document goes by."""
    metadata = description.metadata
    shown = {metadata.title.value, description.title, description.document_id}
    inner = {
        match.group("inner") for one in shown if (match := _NOTICE.match("".join(one.split())))
    }
    region = metadata.region.value if metadata.region else None
    return DocumentNames(
        place=Place(region=region, level=metadata.level.value) if metadata.level else None,
        id=description.document_id,
        number=metadata.number.value if metadata.number else "",
        titles=frozenset(_key(title) for title in shown | inner),
    )


def _key(title: str) -> str:
    return title_key(title).removeprefix(_NATION)


@dataclass(frozen=True, slots=True)
class _Known:
    """The documents at hand by what they are called: ids by number and by the key of a title."""

    names: Mapping[str, DocumentNames]
    by_number: Mapping[str, set[str]]
    by_title: Mapping[str, set[str]]

    @classmethod
    def of(cls, documents: Sequence[DocumentNames]) -> Self:
        by_number: dict[str, set[str]] = {}
        by_title: dict[str, set[str]] = {}
        for one in documents:
            if one.number:
                by_number.setdefault(one.number, set()).add(one.id)
            for key in one.titles:
                for name in {key, _split_title(key)[1]}:
                    by_title.setdefault(name, set()).add(one.id)
        return cls({one.id: one for one in documents}, by_number, by_title)


def link_references(
    references: Iterable[Reference], documents: Sequence[DocumentNames]
) -> tuple[Reference, ...]:
    """Say which documents are meant, by number, else by title; one that fits two is left open.

    A title is the same with and without the bodies before 关于, where they can have issued the
    document; two documents with different numbers are never the same.
    """
    known = _Known.of(documents)
    return tuple(_linked(one, known) for one in references)


def _linked(reference: Reference, known: _Known) -> Reference:
    is_whole = reference.number and not (reference.title and reference.number[0].isdigit())
    found = known.by_number.get(reference.number, set()) if is_whole else set()
    if not found and reference.title:
        key = _key(reference.title)
        named = {one for one in known.by_title.get(key, set()) if key in known.names[one].titles}
        found = named or _by_bare_title(key, known)
        found = {one for one in found if not _differs(reference.number, known.names[one].number)}
    found = found - {reference.document_id}
    if reference.kind is ReferenceKind.ISSUES:  # a notice issues a plan of its own region only
        own = known.names.get(reference.document_id)
        found = {one for one in found if own and known.names[one].place == own.place}
    return replace(reference, target_id=next(iter(found))) if len(found) == 1 else reference


def _by_bare_title(key: str, known: _Known) -> set[str]:
    """Return the documents of the same title from 关于 on, whose issuer may be the one named."""
    bodies, bare = _split_title(key)
    place = place_of(bodies[0]) if bodies else None
    same = known.by_title.get(bare, set())
    return {one for one in same if not bodies or known.names[one].place == place}


def _split_title(key: str) -> tuple[tuple[str, ...], str]:
    """Part a title's key into the issuing bodies before 关于 and the rest."""
    opening, found, rest = key.partition("关于")
    bodies = split_issuers(opening) if found and opening else ()
    return (bodies, f"关于{rest}") if bodies else ((), key)


def _differs(number: str, other: str) -> bool:
    return bool(number and other) and not is_same_number(number, other)


def mark_repealed(
    metadata: Sequence[Metadata], references: Iterable[Reference]
) -> tuple[Metadata, ...]:
    """Set to 已废止 what another document at hand puts an end to, with the words that do.

    A draft ends nothing; a status that a sidecar gives stays.
    """
    drafts = {one.document_id for one in metadata if one.status.value is Status.DRAFT}
    ended = {
        one.target_id: one.source
        for one in references
        if one.kind is ReferenceKind.ENDS and one.target_id and one.document_id not in drafts
    }
    return tuple(
        replace(
            one,
            status=Reading(
                value=Status.REPEALED,
                origin=Origin.OTHER_DOCUMENT,
                citation=ended[one.document_id],
            ),
        )
        if one.document_id in ended and one.status.origin is not Origin.SIDECAR
        else one
        for one in metadata
    )
