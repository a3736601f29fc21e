"""What a statement may rest on: its cited spans, the headings over them, the facts read from them; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.binding_words import tokens_of
from app.catalogue import Catalogue, ClauseFacts
from app.evidence import fold
from corpus.dates import find_dates
from corpus.facts import Responsibility, Target
from corpus.model import Citation, ClausePath
from corpus.standing import day_words
from corpus.tables import split_cells
from corpus.view import RADICALS

_BLANK = re.compile(r"(?<=[0-9a-z.%])\s+(?=[0-9a-z])")


class FaultKind(Enum):
    """What is wrong with a statement, by what it states."""

    NUMBER = "数字"
    DATE = "日期"
    AGENCY = "机构"
    BINDING = "约束或限定词"
    QUOTATION = "引语"
    UNCITED = "没有出处"
    UNSUPPORTED = "与所引原文不符"


@dataclass(frozen=True, slots=True)
class Fault:
    """Words of a statement that its citations do not bear out."""

    kind: FaultKind
    words: str


@dataclass(frozen=True, slots=True)
class Source:
    """What a statement may rest on.

    Attributes:
        words: All that counts as there, in one width: spans, headings, names of places, facts.
        loose: The spans and headings once more, without any blank: spaced print, broken lines.
        repeated: The texts whose words a statement repeats, a line each.
        spans: The tokens of each of them, and of what is granted.
        responsibilities: Those read from the spans.
        targets: Those read from the spans.
        places: How each cited place is named: the title, and what may stand behind it: the numbers
            of the place, 三(一)1, and of the parts it lies in, 三(一), 三.
    """

    words: str
    loose: str
    repeated: str
    spans: tuple[tuple[str, ...], ...]
    responsibilities: tuple[Responsibility, ...]
    targets: tuple[Target, ...]
    places: tuple[tuple[str, tuple[str, ...]], ...]

    def has(self, words: str) -> bool:
        """Tell whether `words` stand here."""
        return words in self.words or words in self.loose


def narrowed(text: str) -> str:
    r"""Return `text` in one width and case, without blanks but for those between two figures.

    >>> narrowed("光伏 １５８０\t4200 万 千瓦")
    '光伏1580 4200万千瓦'
    """
    narrow = unicodedata.normalize("NFKC", text).translate(RADICALS).lower()
    return re.sub(r"\s+", "", _BLANK.sub("\x00", narrow)).replace("\x00", " ")


def read_source(citations: Sequence[Citation], catalogue: Catalogue, granted: str) -> Source:
    """Gather what `citations`, each verbatim at its place, bear out; `granted` counts as there."""
    words = [granted]
    loose: list[str] = []
    repeated: list[str] = []
    facts: list[ClauseFacts] = []
    for one in citations:
        path, title = catalogue.path_of(one), catalogue.document(one.document_id).title
        cells = (cell for line in one.quote.split("\n") for _, cell in split_cells(line))
        days = (day_words(found.day) for found in find_dates(fold(one.quote)))
        shown = catalogue.show(one, 1).name
        words += [one.quote, *cells, *path.headings, path.label, shown, title, *days]
        loose += [fold(one.quote), *map(fold, path.headings)]
        repeated += [one.quote, *path.headings, title]
        if one.clause_id != one.document_id:
            facts.append(catalogue.at(one.clause_id))
    duties = tuple(
        fact for clause in facts for fact in clause.responsibilities if _is_cited(fact, citations)
    )
    targets = tuple(
        fact for clause in facts for fact in clause.targets if _touches(fact.source, citations)
    )
    imposers = (fact.imposed_by for clause in facts for fact in clause.penalties)
    own = (
        *(f"{one.value}{one.unit}" for one in targets),
        *(f"{one.year}年" for one in targets if one.year),
        *(name for one in duties for name in names_of(one)),
        *(name for name in imposers if name),
    )
    return Source(
        words="\n".join(map(narrowed, (*words, *own))),
        loose="\n".join(loose),
        repeated="\n".join(map(narrowed, dict.fromkeys(repeated))),
        spans=tuple(tokens_of(narrowed(one)) for one in dict.fromkeys((*repeated, granted))),
        responsibilities=duties,
        targets=targets,
        places=tuple(_place(one, catalogue) for one in citations),
    )


def names_of(fact: Responsibility) -> tuple[str, ...]:
    """Return the units of a list, those of a note for all lists behind its own."""
    return (*fact.agencies, *(fact.shared.agencies if fact.shared else ()))


def _place(citation: Citation, catalogue: Catalogue) -> tuple[str, tuple[str, ...]]:
    """Return the title a place is cited by, and its number with those of the parts it lies in."""
    title = catalogue.document(citation.document_id).title
    numbers = catalogue.path_of(citation).numbers
    parts = [numbers[:count] for count in range(len(numbers), 0, -1)] or [()]
    named = [
        narrowed(ClausePath(headings=(), numbers=part).cited_in(title)).rpartition("》")
        for part in parts
    ]
    return named[0][0].removeprefix("《"), tuple(label for _, _, label in named if label)


def _is_cited(fact: Responsibility, citations: Sequence[Citation]) -> bool:
    proofs = (fact.source, fact.shared.source if fact.shared else fact.source)
    return any(_touches(one, citations) for one in proofs)


def _touches(source: Citation, citations: Sequence[Citation]) -> bool:
    return any(
        one.document_id == source.document_id
        and one.span.start < source.span.end
        and source.span.start < one.span.end
        for one in citations
    )
