"""The places of documents: headings and clauses in reading order, what lies below one, how they are listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.answer import QuestionKind
from app.catalogue import Catalogue
from app.draft import Draft, DraftStatement, answered, on_one_line
from app.evidence import fold
from corpus.model import Citation, ClausePath, ClauseRole, Document, Head, Span
from corpus.numerals import parse_integer

_COUNTED = frozenset("编章节条")
_LABEL = re.compile(r"第?\(?([零〇一二三四五六七八九十百]{1,12}|\d{1,6})\)?[编章节条]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A heading or a clause of a document, with the span that names it.

    `words` is the first sentence of a clause whose number stands alone (（1）设备层是指…), else "".
    """

    document: Document
    path: ClausePath
    span: Span
    clause_id: str
    is_clause: bool
    is_box: bool
    shown: str
    title: str
    words: str = ""

    @property
    def told(self) -> str:
        """What a list of parts says of this one: its heading; its first words where that is a bare number （1）."""
        return self.words if self.words and not self.title else self.shown

    def cite(self) -> Citation:
        """Cite the characters that name the place."""
        quote = self.span.of(self.document.text)
        return Citation(
            document_id=self.document.id, clause_id=self.clause_id, span=self.span, quote=quote
        )


def places_of(catalogue: Catalogue, documents: Sequence[str]) -> list[Place]:
    """Return headings and clauses in reading order; a clause that has a heading is one place."""
    found: list[Place] = []
    for document, head in catalogue.heads(documents):
        found.append(_of_head(document, head))
    taken = {(place.document.id, place.path.headings) for place in found}
    for facts in catalogue.clauses(documents):
        clause = facts.clause
        if (facts.document.id, clause.path.headings) in taken or _is_lead_in(
            clause.path, clause.id
        ):
            continue
        length = min(len(facts.text), _title_length(facts.text, clause.titles))
        span = Span(start=clause.span.start, end=clause.span.start + length)
        shown = clause.path.headings[-1]
        is_bare = _LABEL.match(fold(shown)) and not clause.path.is_article and not clause.titles
        if is_bare:
            span = facts.sentences[0].span
        found.append(
            Place(
                document=facts.document,
                path=clause.path,
                span=span,
                clause_id=clause.id,
                is_clause=True,
                is_box=clause.role is ClauseRole.BOX,
                shown=shown,
                title="".join(clause.titles),
                words=on_one_line(facts.sentences[0].quote) if is_bare else "",
            )
        )
    order = {one.id: number for number, one in enumerate(catalogue.documents)}
    return sorted(found, key=lambda place: (order[place.document.id], place.span))


def _is_lead_in(path: ClausePath, clause_id: str) -> bool:
    return clause_id.endswith("导语") and path.headings[-1:] != ("前言",)


def _title_length(text: str, titles: Sequence[str]) -> int:
    ends = [text.find(title) + len(title) for title in titles if title in text]
    return max(ends) if ends else min(len(text), 40)


def _of_head(document: Document, head: Head) -> Place:
    return Place(
        document=document,
        path=head.path,
        span=head.span,
        clause_id="/".join((document.id, *head.path.numbers)),
        is_clause=False,
        is_box=False,
        shown=head.path.headings[-1],
        title=head.title,
    )


def numbers_of(path: ClausePath) -> tuple[int, ...]:
    """Return the numbers of a path, lead phrases left out: 第2章, （一） → (2, 1)."""
    labels = (_LABEL.match(fold(label)) for label in path.numbers)
    return tuple(parse_integer(match.group(1)) for match in labels if match)


def children_of(places: Sequence[Place], parent: Place) -> list[Place]:
    """Return the places right below one, boxes left out."""
    depth = len(parent.path.headings)
    family = family_of(parent, depth)
    return [
        place
        for place in places
        if len(place.path.headings) == depth + 1
        and family_of(place, depth) == family
        and not place.is_box
    ]


def count_on(places: Sequence[Place]) -> bool:
    """Tell whether the numbers of parts side by side count on; where one is left out, a heading was not recognised."""
    labels = [re.search(r"\d{1,6}$|^\d{1,6}", one) for one in map(_own_number, places)]
    numbers = [int(one.group()) for one in labels if one]
    return len(numbers) < len(places) or all(b <= a + 1 for a, b in pairwise(numbers))


def _own_number(place: Place) -> str:
    label = fold(place.path.numbers[-1]).strip("“”") if place.path.numbers else ""
    match = _LABEL.match(label)
    return str(parse_integer(match.group(1))) if match else label


def family_of(place: Place, depth: int) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return what the parts below one part have in common."""
    return place.document.id, place.path.headings[:depth], place.path.numbers[:depth]


def list_places(
    places: Sequence[Place], title: str, *, kind: QuestionKind = QuestionKind.OUTLINE
) -> Draft:
    """List places, which are not none, and say how many there are in each document."""
    statements = tuple(
        DraftStatement(text=place.told, citations=(place.cite(),)) for place in places
    )
    documents = dict.fromkeys(place.document.title for place in places)
    of_title = f"“{title}”" if title else ""
    counts = (
        f"《{name}》{of_title}共{len(own)}{_counted(own)}"
        for name in documents
        if (own := [one for one in places if one.document.title == name])
    )
    if len(documents) == 1 and not count_on(places):
        lead = f"《{places[0].document.title}》{of_title}的编号不连续，认出的有："
        return answered(kind, *statements, lead=lead)
    lead = f"{'；'.join(counts)}："
    return replace(answered(kind, *statements, lead=lead), total=len(places))


def _counted(places: Sequence[Place]) -> str:
    """Return what places are counted by: 章, 条, 个专栏, 个部分 for the parts of a whole document, else 项."""
    units = {one.path.numbers[-1][-1:] for one in places if one.path.numbers}
    if all(one.is_box for one in places):
        return "个专栏"
    if len(units) == 1 and (unit := units.pop()) in _COUNTED:
        return unit
    return "个部分" if all(len(one.path.headings) == 1 for one in places) else "项"
