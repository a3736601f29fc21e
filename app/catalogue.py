"""The parsed documents as answers need them: clauses, their neighbours and their facts, by id."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from app.answer import AnswerCitation
from app.evidence import fold
from app.list_leads import leads_of
from corpus.description import Description, describe
from corpus.facts import (
    Obligation,
    ParsedDocument,
    Penalty,
    Responsibility,
    Target,
    Task,
    Threshold,
)
from corpus.inquiries import Inquiry
from corpus.matter import SPOKEN_NUMBER, normal_number
from corpus.model import Citation, Clause, ClausePath, Document, Head, Span, cite
from corpus.places import place_in_clause
from corpus.reference_graph import relate
from corpus.references import title_key
from corpus.standing import Register, Standing
from corpus.view import split_sentences, view_of
from index.documents_named import numbered_documents
from index.holdings import Holdings
from index.places_named import is_national
from index.scope import Scope, select_documents

_ABOVE_BODY = 600  # characters of a document in which its number stands
# The level of a place in a title, which is none in 市场, 区域, 园区, 社区.
_AREA = re.compile(r"(?<![园社城小])[省市县区州](?![场域政容])")
_KEPT = 8  # smaller catalogues; each holds the facts of its clauses


class _Sourced(Protocol):
    @property
    def source(self) -> Citation: ...


_Fact = TypeVar("_Fact", bound=_Sourced)


@dataclass(frozen=True, kw_only=True)
class ClauseFacts:
    """A clause, its document and the facts that stand in it."""

    document: Document
    clause: Clause
    responsibilities: tuple[Responsibility, ...] = field(repr=False)
    task: Task | None = field(repr=False)
    targets: tuple[Target, ...] = field(repr=False)
    obligations: tuple[Obligation, ...] = field(repr=False)
    penalties: tuple[Penalty, ...] = field(repr=False)
    thresholds: tuple[Threshold, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """The clause's own characters."""
        return self.clause.span.of(self.document.text)

    @property
    def heading(self) -> str:
        """Everything above the clause: the document's title and the path."""
        return " ".join((self.document.title, *self.clause.path.headings))

    @cached_property
    def setting(self) -> str:
        """The heading, and what the document calls the whole of its area: 全国, 全省.

        A document of a place speaks of all of that place, one of no place of the whole country.
        """
        levels = "国" if is_national(self.document) else set(_AREA.findall(self.document.title))
        return " ".join((self.heading, *(f"全{one}" for one in sorted(levels))))

    @cached_property
    def sentences(self) -> tuple[Citation, ...]:
        """The clause's sentences, in order."""
        view = view_of(self.document.text, self.clause.span)
        return tuple(
            cite(self.document, self.clause, view.span(start, end))
            for start, end in split_sentences(view)
        )

    @cached_property
    def folded(self) -> tuple[str, str, tuple[str, ...]]:
        """Heading, text and sentences as words are looked for in them."""
        return fold(self.heading), fold(self.text), tuple(fold(one.quote) for one in self.sentences)

    @cached_property
    def openers(self) -> tuple[tuple[Citation, ...], ...]:
        """For each sentence those that open the lists it is an item of, the outermost first."""
        found = leads_of([one.quote for one in self.sentences])
        return tuple(tuple(self.sentences[at] for at in places) for places in found)

    @cached_property
    def leads(self) -> tuple[str, ...]:
        """For each sentence the words that open the lists it is an item of, folded; "" for none."""
        return tuple(fold("".join(one.quote for one in opening)) for opening in self.openers)


class _Places:
    """The clauses and headings of one document, by id and in order."""

    def __init__(self, item: ParsedDocument) -> None:
        self.clauses = {facts.clause.id: facts for facts in _gather(item)}
        self.heads = {_head_id(item.document, head): head for head in item.heads}
        self.title_lines = tuple(head.title for head in item.heads if head.level == 0)


class Catalogue:
    """Every clause with its facts, in reading order; immutable once made.

    A document is read when something of it is asked for; what stands in all is looked for in their
    stored texts.

    Args:
        parsed: The documents.
        descriptions: What is known of them, related; None to read it from them here.
        clock: Gives the day on which a document is in force or not.
    """

    def __init__(
        self,
        parsed: Sequence[ParsedDocument],
        descriptions: Sequence[Description] | None = None,
        *,
        clock: Callable[[], date] = date.today,
    ) -> None:
        self.parsed = parsed if isinstance(parsed, Holdings) else Holdings.of(parsed)
        self._descriptions = descriptions
        self._clock = clock
        self._smaller: dict[frozenset[str], Catalogue] = {}
        self._read: dict[str, _Places] = {}  # shared with the smaller ones

    def _places(self, document_id: str) -> _Places:
        found = self._read.get(document_id)
        if found is None:
            found = self._read[document_id] = _Places(self.parsed.parsed(document_id))
        return found

    def _places_of(self, place_id: str) -> _Places:
        """Return the places of the document of a clause or heading.

        Raises:
            KeyError: it is of no document here.
        """
        return self._places(self.parsed.owner_of(place_id))

    def _chosen(self, documents: Sequence[str]) -> Iterator[tuple[Document, _Places]]:
        for one in self.documents:
            if not documents or one.id in documents:
                yield one, self._places(one.id)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, in order."""
        return self.parsed.documents

    @cached_property
    def register(self) -> Register:
        """What is known of the documents beside their clauses, and how they stand."""
        if self._descriptions is not None:
            return Register(self._descriptions)
        return Register(relate([describe(item) for item in self.parsed]))

    def without(self, documents: frozenset[str]) -> Catalogue:
        """Return a catalogue of the other documents, which stand as they do here; kept once made."""
        if documents not in self._smaller:
            if len(self._smaller) == _KEPT:
                del self._smaller[next(iter(self._smaller))]
            smaller = Catalogue(self.parsed.without(documents), clock=self._clock)
            smaller._read = self._read
            smaller.register = self.register
            self._smaller[documents] = smaller
        return self._smaller[documents]

    def select(self, scope: Scope) -> frozenset[str] | None:
        """Return the ids of the documents that a scope takes in; None for all.

        Raises:
            ScopeError: there is none.
        """
        if scope.is_everything:
            return None
        ids = [one.id for one in self.documents]
        return select_documents(scope, self.register, ids, self._clock())

    def standing(self, document_id: str) -> Standing:
        """Return how a document stands today."""
        return self.register.standing(document_id, self._clock())

    def __getitem__(self, clause_id: str) -> ClauseFacts:
        return self._places_of(clause_id).clauses[clause_id]

    def get(self, clause_id: str) -> ClauseFacts | None:
        """Return a clause; None where there is none of that id, as for a heading."""
        try:
            return self[clause_id]
        except KeyError:
            return None

    def _head(self, place_id: str) -> Head | None:
        try:
            return self._places_of(place_id).heads.get(place_id)
        except KeyError:
            return None

    def clauses(self, documents: Sequence[str] = ()) -> tuple[ClauseFacts, ...]:
        """Return the clauses of `documents` (ids), or all of them, in reading order."""
        chosen = self._chosen(documents)
        return tuple(one for _, places in chosen for one in places.clauses.values())

    def heads(self, documents: Sequence[str] = ()) -> tuple[tuple[Document, Head], ...]:
        """Return the headings below the title of `documents` (ids), or of all, in order."""
        return tuple(
            (document, head)
            for document, places in self._chosen(documents)
            for head in places.heads.values()
            if head.level
        )

    def inquiries(self, documents: Sequence[str] = ()) -> tuple[Inquiry, ...]:
        """Return the questions that `documents` (ids), or all of them, ask themselves, in order."""
        return tuple(
            one for one in self._inquiries if not documents or one.document_id in documents
        )

    @cached_property
    def _inquiries(self) -> tuple[Inquiry, ...]:
        return tuple(self.parsed.inquiries())

    def document(self, document_id: str) -> Document:
        """Return a document by its id, which must be there."""
        return self.parsed.document(document_id)

    def numbered(self, text: str) -> tuple[str, ...]:
        """Return the ids of the documents whose number (发文字号) is the first that `text` names.

        Where no document is known by it, those meant that have it on a line of its own above their body.
        """
        found = numbered_documents(text, [self.register[one.id] for one in self.documents])
        number = SPOKEN_NUMBER.search("".join(text.split()))
        if found or number is None:
            return found
        wanted = normal_number(number.group())
        return tuple(
            one.id
            for one in self.documents
            if any(normal_number(line) == wanted for line in one.text[:_ABOVE_BODY].splitlines())
        )

    @cached_property
    def title_keys(self) -> tuple[str, ...]:
        """The titles of the documents as titles are compared, in order."""
        return tuple(title_key(one.title) for one in self.documents)

    def has(self, words: str) -> bool:
        """Tell whether `words` stand in a document, in one width and case."""
        return self.parsed.texts.has(words)

    def idf(self, words: str) -> float:
        """Return how telling a run of characters is among the clauses; 0 where none has it."""
        holding = self.parsed.texts.count(words)
        if not holding:
            return 0.0
        return math.log(1 + (self.parsed.texts.clauses - holding + 0.5) / (holding + 0.5))

    def alike(self, one: str, other: str) -> float:
        """Tell how far two words stand in the same places of the documents, 0 to 1."""
        return self.parsed.texts.alike(one, other)

    @cached_property
    def unit_names(self) -> frozenset[str]:
        """Every unit that a list of the documents names, as it is written in full."""
        return frozenset(
            name
            for facts in self.clauses()
            for one in facts.responsibilities
            for name in one.agencies
        )

    @property
    def texts(self) -> Iterable[str]:
        """The text of every document, in one width and case."""
        return self.parsed.texts

    def characters(self) -> frozenset[str]:
        """Return every character of the documents, in one width and case."""
        return self.parsed.texts.characters

    def at(self, place_id: str) -> ClauseFacts:
        """Return a clause by its id, or the first clause below a heading or of a document.

        Raises:
            KeyError: there is none of these.
        """
        places = self._places_of(place_id)
        if place_id in places.clauses:
            return places.clauses[place_id]
        if self.parsed.owner_of(place_id) == place_id and places.clauses:
            return next(iter(places.clauses.values()))
        start = places.heads[place_id].span.start
        return next(one for one in places.clauses.values() if one.clause.span.start > start)

    def with_heading(self, place_id: str, clause: Clause) -> Clause:
        """Return `clause` as it is read below the heading `place_id`: from the heading on.

        Where `place_id` names no heading, it is the clause as it stands.
        """
        if self.parsed.owner_of(place_id) == place_id:
            span = Span(start=0, end=clause.span.end)
            path = ClausePath(headings=("文首",), numbers=())
            return replace(clause, id=place_id, path=path, titles=(), span=span)
        head = self._head(place_id)
        if head is None:
            return clause
        span = Span(start=head.span.start, end=clause.span.end)
        return replace(clause, id=place_id, path=head.path, titles=(head.title,), span=span)

    def holds(self, citation: Citation) -> bool:
        """Tell whether the clause or heading a citation names covers its span."""
        if citation.clause_id == citation.document_id:
            return self._is_outside_clauses(citation)
        facts = self.get(citation.clause_id)
        if facts is not None and facts.clause.span.contains(citation.span):
            return True
        head = self._head(citation.clause_id)
        return head is not None and head.span.contains(citation.span)

    def _is_outside_clauses(self, citation: Citation) -> bool:
        """Tell whether a quotation stands in no single clause, so that the document is cited for it.

        It is a title line, a signature on a line of its own, or runs from one into the other.
        """
        return not any(
            one.clause.span.contains(citation.span) for one in self.clauses((citation.document_id,))
        )

    def path_of(self, citation: Citation) -> ClausePath:
        """Return the path of the clause or heading a citation names; of a document, the empty one."""
        if citation.clause_id == citation.document_id:
            return ClausePath(headings=(), numbers=())
        places = self._places_of(citation.clause_id)
        facts = places.clauses.get(citation.clause_id)
        return facts.clause.path if facts else places.heads[citation.clause_id].path

    def show(self, citation: Citation, number: int) -> AnswerCitation:
        """Return a citation as it is shown, with document, path and page."""
        document = self.document(citation.document_id)
        path = self.path_of(citation)
        return AnswerCitation(
            number=number,
            document_id=document.id,
            document_title=document.title,
            clause_id=citation.clause_id,
            path=path.headings,
            label=path.cited_in(document.title),
            quote=citation.quote,
            start=citation.span.start,
            end=citation.span.end,
            page=document.page_of(citation.span.start),
            source=document.source,
            place=self._place(citation, document),
        )

    def _place(self, citation: Citation, document: Document) -> str:
        facts = self.get(citation.clause_id)
        return place_in_clause(document, facts.clause, citation.span) if facts else ""

    def sentence_of(self, citation: Citation) -> Citation:
        """Return the sentence a quotation stands in; itself where it is in no clause or in two."""
        facts = self.get(citation.clause_id)
        sentences = facts.sentences if facts else ()
        return next((one for one in sentences if one.span.contains(citation.span)), citation)

    def title_lines(self, document_id: str) -> tuple[str, ...]:
        """Return the title lines of a document as they stand in it."""
        return self._places(document_id).title_lines

    def neighbours(self, clause_id: str) -> tuple[Clause | None, Clause | None]:
        """Return the clauses before and after a clause in its document; None at the ends."""
        document_id = self[clause_id].document.id
        ids = [one.clause.id for one in self.clauses((document_id,))]
        at = ids.index(clause_id)
        before = self[ids[at - 1]].clause if at else None
        return before, self[ids[at + 1]].clause if at + 1 < len(ids) else None


def _gather(item: ParsedDocument) -> Iterable[ClauseFacts]:
    responsibilities = _by_clause(item.facts.responsibilities)
    tasks = _by_clause(item.facts.tasks)
    targets = _by_clause(item.facts.targets)
    obligations = _by_clause(item.facts.obligations)
    penalties = _by_clause(item.facts.penalties)
    thresholds = _by_clause(item.facts.thresholds)
    for clause in item.clauses:
        yield ClauseFacts(
            document=item.document,
            clause=clause,
            responsibilities=tuple(responsibilities[clause.id]),
            task=next(iter(tasks[clause.id]), None),
            targets=tuple(targets[clause.id]),
            obligations=tuple(obligations[clause.id]),
            penalties=tuple(penalties[clause.id]),
            thresholds=tuple(thresholds[clause.id]),
        )


def _by_clause(facts: Iterable[_Fact]) -> defaultdict[str, list[_Fact]]:
    found: defaultdict[str, list[_Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.source.clause_id].append(fact)
    return found


def _head_id(document: Document, head: Head) -> str:
    return "/".join((document.id, *head.path.numbers))
