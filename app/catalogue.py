"""The parsed documents as answers need them: clauses, their neighbours and their facts, by id."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Protocol, TypeVar

from app.answer import AnswerCitation
from app.evidence import fold
from app.inquiries import Inquiry, find_inquiries
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
from corpus.model import Citation, Clause, ClausePath, Document, Head, Span, cite
from corpus.places import place_in_clause
from corpus.reference_graph import relate
from corpus.standing import Register, Standing
from corpus.view import split_sentences, view_of
from index.documents_named import numbered_documents
from index.scope import Scope, select_documents

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
    def sentences(self) -> tuple[Citation, ...]:
        """The clause's sentences, in order."""
        view = view_of(self.document.text, self.clause.span)
        return tuple(
            cite(self.document, self.clause, view.span(start, end))
            for start, end in split_sentences(view)
        )


_MOST_SURROUNDINGS = 400
_BARE = re.compile(r"[\s,，。、;；:：()（）]")  # what stands round anything


class Catalogue:
    """Every clause with its facts, in reading order; immutable once made.

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
        self.parsed = tuple(parsed)
        self._descriptions = descriptions
        self._clock = clock
        self._smaller: dict[frozenset[str], Catalogue] = {}
        self._clauses = {facts.clause.id: facts for item in self.parsed for facts in _gather(item)}
        self._heads = {
            _head_id(item.document, head): (item.document, head)
            for item in self.parsed
            for head in item.heads
        }

    @cached_property
    def _first(self) -> dict[str, str]:
        """The id of the first clause of every document, by the document's id."""
        return {item.document.id: item.clauses[0].id for item in self.parsed if item.clauses}

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents, in order."""
        return tuple(item.document for item in self.parsed)

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
            kept = [item for item in self.parsed if item.document.id not in documents]
            smaller = Catalogue(kept, clock=self._clock)
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
        return self._clauses[clause_id]

    def clauses(self, documents: Sequence[str] = ()) -> tuple[ClauseFacts, ...]:
        """Return the clauses of `documents` (ids), or all of them, in reading order."""
        return tuple(
            one for one in self._clauses.values() if not documents or one.document.id in documents
        )

    def heads(self, documents: Sequence[str] = ()) -> tuple[tuple[Document, Head], ...]:
        """Return the headings below the title of `documents` (ids), or of all, in order."""
        return tuple(
            (item.document, head)
            for item in self.parsed
            for head in item.heads
            if head.level and (not documents or item.document.id in documents)
        )

    def inquiries(self, documents: Sequence[str] = ()) -> tuple[Inquiry, ...]:
        """Return the questions that `documents` (ids), or all of them, ask themselves, in order."""
        return tuple(
            one for one in self._inquiries if not documents or one.document_id in documents
        )

    @cached_property
    def _inquiries(self) -> tuple[Inquiry, ...]:
        return tuple(one for item in self.parsed for one in find_inquiries(item))

    def document(self, document_id: str) -> Document:
        """Return a document by its id, which must be there."""
        return next(one for one in self.documents if one.id == document_id)

    def numbered(self, text: str) -> tuple[str, ...]:
        """Return the ids of the documents whose number (发文字号) is the first that `text` names."""
        return numbered_documents(text, [self.register[one.id] for one in self.documents])

    def has(self, words: str) -> bool:
        """Tell whether `words` stand in a document, in one width and case."""
        return words in self._all_text

    def idf(self, words: str) -> float:
        """Return how telling a run of characters is among the clauses; 0 where none has it."""
        holding = self._count(words)
        if not holding:
            return 0.0
        return math.log(1 + (len(self._clauses) - holding + 0.5) / (holding + 0.5))

    def alike(self, one: str, other: str) -> float:
        """Tell how far two words stand in the same places of the documents, 0 to 1.

        What is named in turn (电机、变压器) has the same words round it (节能…占比): what stands
        two characters before and behind both, of what stands round each (Harris 1954; cosine).
        """
        mine, theirs = self._surroundings(fold(one)), self._surroundings(fold(other))
        total = math.sqrt(len(mine) * len(theirs))
        return len(mine & theirs) / total if total else 0.0

    def _surroundings(self, word: str) -> frozenset[str]:
        text, found = self._all_text, set[str]()
        at = text.find(word)
        while at >= 0 and len(found) < _MOST_SURROUNDINGS:
            end = at + len(word)
            found |= {f"{text[max(at - 2, 0) : at]}<", f">{text[end : end + 2]}"}
            at = text.find(word, end)
        return frozenset(one for one in found if not _BARE.search(one))

    @cached_property
    def unit_names(self) -> frozenset[str]:
        """Every unit that a list of the documents names, as it is written in full."""
        return frozenset(
            name
            for facts in self._clauses.values()
            for one in facts.responsibilities
            for name in one.agencies
        )

    def _count(self, words: str) -> int:
        """Return how many clauses have `words`, going from one to the next that has them."""
        text, ends = self._clause_texts
        found, at = 0, text.find(words)
        while at >= 0:
            found += 1
            end = bisect_right(ends, at)
            at = text.find(words, ends[end]) if end < len(ends) else -1
        return found

    @cached_property
    def _clause_texts(self) -> tuple[str, list[int]]:
        """The clauses in one width and case, one behind the other, and where each ends."""
        folded = [f"{fold(one.text)}\n" for one in self._clauses.values()]
        return "".join(folded), list(accumulate(map(len, folded)))

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character of the documents, in one width and case."""
        return frozenset(self._all_text)

    @cached_property
    def _all_text(self) -> str:
        return "\n".join(fold(one.text) for one in self.documents)

    def at(self, place_id: str) -> ClauseFacts:
        """Return a clause by its id, or the first clause below a heading or of a document.

        Raises:
            KeyError: there is none of these.
        """
        if place_id in self._clauses:
            return self._clauses[place_id]
        if place_id in self._first:
            return self._clauses[self._first[place_id]]
        document, head = self._heads[place_id]
        return next(
            one for one in self.clauses((document.id,)) if one.clause.span.start > head.span.start
        )

    def with_heading(self, place_id: str, clause: Clause) -> Clause:
        """Return `clause` as it is read below the heading `place_id`: from the heading on.

        Where `place_id` names no heading, it is the clause as it stands.
        """
        if place_id in self._first:
            span = Span(start=0, end=clause.span.end)
            path = ClausePath(headings=("文首",), numbers=())
            return replace(clause, id=place_id, path=path, titles=(), span=span)
        _, head = self._heads.get(place_id, (None, None))
        if head is None:
            return clause
        span = Span(start=head.span.start, end=clause.span.end)
        return replace(clause, id=place_id, path=head.path, titles=(head.title,), span=span)

    def holds(self, citation: Citation) -> bool:
        """Tell whether the clause or heading a citation names covers its span."""
        if citation.clause_id == citation.document_id:
            return self._is_outside_clauses(citation)
        facts = self._clauses.get(citation.clause_id)
        if facts is not None and facts.clause.span.contains(citation.span):
            return True
        _, head = self._heads.get(citation.clause_id, (None, None))
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
        facts = self._clauses.get(citation.clause_id)
        return facts.clause.path if facts else self._heads[citation.clause_id][1].path

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
        facts = self._clauses.get(citation.clause_id)
        return place_in_clause(document, facts.clause, citation.span) if facts else ""

    def sentence_of(self, citation: Citation) -> Citation:
        """Return the sentence a quotation stands in; itself where it is in no clause or in two."""
        facts = self._clauses.get(citation.clause_id)
        sentences = facts.sentences if facts else ()
        return next((one for one in sentences if one.span.contains(citation.span)), citation)

    def title_lines(self, document_id: str) -> tuple[str, ...]:
        """Return the title lines of a document as they stand in it."""
        return tuple(
            head.title
            for item in self.parsed
            if item.document.id == document_id
            for head in item.heads
            if head.level == 0
        )

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
