"""The documents at hand (馆藏), in reading order: each is read from the index when it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Protocol, Self, overload

from corpus.facts import ParsedDocument
from corpus.inquiries import Inquiry, find_inquiries
from corpus.model import Document
from index.texts import FoldedTexts, Texts


class Source(Protocol):
    """Where documents come from, by number: a segment of an index, or what was just parsed."""

    @property
    def texts(self) -> FoldedTexts:
        """The folded texts of all of them."""

    def parsed(self, number: int) -> ParsedDocument:
        """Return a document with its clauses and facts."""

    def inquiries(self, number: int) -> tuple[Inquiry, ...]:
        """Return the questions that a document asks itself."""


class ParsedDocuments:
    """Documents that were parsed and lie in memory."""

    def __init__(self, parsed: Sequence[ParsedDocument]) -> None:
        self._parsed = tuple(parsed)

    @cached_property
    def texts(self) -> FoldedTexts:
        """The folded texts of all of them."""
        return FoldedTexts.of(self._parsed)

    def parsed(self, number: int) -> ParsedDocument:
        """Return a document with its clauses and facts."""
        return self._parsed[number]

    def inquiries(self, number: int) -> tuple[Inquiry, ...]:
        """Return the questions that a document asks itself."""
        return tuple(find_inquiries(self._parsed[number]))


Place = tuple[Source, int]


class Holdings(Sequence[ParsedDocument]):
    """Documents in reading order, with what is known of all of them without reading each.

    Args:
        documents: The documents, without their clauses, as they are called now.
        places: Where each of them comes from.
    """

    def __init__(self, documents: Sequence[Document], places: Sequence[Place]) -> None:
        self.documents = tuple(documents)
        self._places = tuple(places)
        self._numbers = {one.id: number for number, one in enumerate(self.documents)}

    @classmethod
    def of(cls, parsed: Sequence[ParsedDocument]) -> Self:
        """Hold what was parsed."""
        source = ParsedDocuments(parsed)
        places = [(source, number) for number in range(len(parsed))]
        return cls([one.document for one in parsed], places)

    def __len__(self) -> int:
        return len(self.documents)

    @overload
    def __getitem__(self, at: int) -> ParsedDocument: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[ParsedDocument, ...]: ...

    def __getitem__(self, at: int | slice) -> ParsedDocument | tuple[ParsedDocument, ...]:
        if isinstance(at, slice):
            return tuple(self[number] for number in range(*at.indices(len(self))))
        source, number = self._places[at]
        item, document = source.parsed(number), self.documents[at]
        # A sidecar may have given it another title since it was stored.
        return item if item.document == document else replace(item, document=document)

    def document(self, document_id: str) -> Document:
        """Return a document by its id.

        Raises:
            KeyError: it is not here.
        """
        return self.documents[self._numbers[document_id]]

    def parsed(self, document_id: str) -> ParsedDocument:
        """Return a document with its clauses and facts, by its id.

        Raises:
            KeyError: it is not here.
        """
        return self[self._numbers[document_id]]

    def owner_of(self, place_id: str) -> str:
        """Return the id of the document of a clause or heading, whose own id begins with it.

        Raises:
            KeyError: no document is here whose id it begins with.
        """
        name = place_id
        while name not in self._numbers:
            name, parted, _ = name.rpartition("/")
            if not parted:
                raise KeyError(place_id)
        return name

    def without(self, documents: Collection[str]) -> Self:
        """Return the others, still read but once."""
        kept = [at for at, one in enumerate(self.documents) if one.id not in documents]
        return type(self)([self.documents[at] for at in kept], [self._places[at] for at in kept])

    @cached_property
    def texts(self) -> Texts:
        """What stands in them."""
        numbers: defaultdict[int, list[int]] = defaultdict(list)
        for source, number in self._places:
            numbers[id(source)].append(number)
        sources = {id(source): source for source, _ in self._places}
        return Texts([(sources[key].texts, found) for key, found in numbers.items()])

    def inquiries(self) -> Iterator[Inquiry]:
        """Yield the questions that they ask themselves, in order."""
        for source, number in self._places:
            yield from source.inquiries(number)
