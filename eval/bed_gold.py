"""Which clauses answer a question, wherever the same words stand; and cases no list can be judged by."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.answer import Question, QuestionKind
from corpus.facts import ParsedDocument
from corpus.regions import load_regions
from corpus.view import fold_width
from eval.cases import Case, Gold
from eval.gold import GoldPlace, Shelf

SHORTEST_QUOTE = 8  # characters; a shorter one may stand anywhere
MOST_GOLD = 8  # entries; for more a list of clauses is the wrong kind of reply

_LISTS = frozenset({QuestionKind.LIST, QuestionKind.COMPARE, QuestionKind.OUTLINE})
_NAMED_RUN = 4
_HAN_RUN = re.compile(rf"(?=([\u4e00-\u9fff]{{{_NAMED_RUN}}}))")
_LEADING_REGION = re.compile(r"《?([\u4e00-\u9fff]{2,4}?)[省市]")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An answerable case that ranked lists cannot be judged by, and why (for the user)."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question, for each of its gold entries the ids of the passages that answer it, a cluster.

    A follow-up is searched together with the question before it: lists have no memory.
    """

    question: Question
    gold: tuple[frozenset[str], ...]
    cluster: str

    @property
    def text(self) -> str:
        """What is searched for."""
        return "；".join((*self.question.history[-1:], self.question.text))

    @property
    def documents(self) -> frozenset[str] | None:
        """The ids of the documents searched, None for all of them."""
        return frozenset(self.question.documents) or None


def gold_of(
    cases: Sequence[Case], parsed: Sequence[ParsedDocument], names: Mapping[str, str]
) -> tuple[tuple[Query, ...], tuple[LeftOut, ...]]:
    """Return the queries that answerable `cases` make over documents, and the cases left out.

    Left out is a case with a gold quotation under 8 characters (blanks aside), a list, comparison
    or outline of more than 8 entries, and one whose gold lies in no clause. Entries that the same
    clauses answer count once.

    Raises:
        CaseFormatError: gold that is not in its document.
    """
    shelf = Shelf(parsed, names)
    words = _words_by_document(parsed)
    queries: list[Query] = []
    left_out: list[LeftOut] = []
    for case in cases:
        places = shelf.locate(case)
        entries = [
            _own_clauses(place, parsed) | _equal_clauses(case, gold, place, words)
            for gold, place in zip(case.gold, places, strict=True)
        ]
        if reason := _unsuitable(case, entries):
            left_out.append(LeftOut(id=case.id, reason=reason))
            continue
        gold_entries = tuple(dict.fromkeys(entries))
        question = shelf.question(case)
        queries.append(Query(question=question, gold=gold_entries, cluster=places[0].cluster))
    return tuple(queries), tuple(left_out)


def names_document(question: str, title: str) -> bool:
    """Tell whether `question` says which document it means, by its title or its region.

    It does where four Chinese characters of the title stand in it in one run, or the region that
    the title names, without 省 or 市: one of the table of regions, or what leads the title.

    >>> [names_document(text, "福州市工业领域碳达峰实施方案")
    ...  for text in ("福州怎么做？", "工业领域怎么做？", "钢铁行业怎么做？")]
    [True, True, False]
    """
    leading = _LEADING_REGION.match(title)
    regions = (*load_regions().found_in(title), *(leading.groups() if leading else ()))
    return any(words in question for words in (*regions, *_HAN_RUN.findall(title)))


def _own_clauses(place: GoldPlace, parsed: Sequence[ParsedDocument]) -> frozenset[str]:
    document = next(one for one in parsed if one.document.id == place.document_id)
    return frozenset(
        clause.id for clause in document.clauses if place.holds(place.document_id, clause.span)
    )


def _equal_clauses(
    case: Case, gold: Gold, place: GoldPlace, words: Mapping[str, Mapping[str, str]]
) -> frozenset[str]:
    """Return the clauses of other documents that hold the quotation as well.

    They answer alike, unless the case is limited to documents or its question says which it means.
    """
    titles = (place.document, gold.document)
    asked = "\n".join((*case.history, case.question))
    if gold.quote is None or case.documents or any(names_document(asked, one) for one in titles):
        return frozenset()
    quote = compact(gold.quote)
    return frozenset(
        clause_id
        for document_id, clauses in words.items()
        if document_id != place.document_id
        for clause_id, text in clauses.items()
        if quote in text
    )


def _unsuitable(case: Case, entries: Sequence[frozenset[str]]) -> str:
    quotes = [compact(gold.quote) for gold in case.gold if gold.quote is not None]
    if any(len(quote) < SHORTEST_QUOTE for quote in quotes):
        return f"引文不足 {SHORTEST_QUOTE} 字"
    if case.kind in _LISTS and len(case.gold) > MOST_GOLD:
        return f"出处超过 {MOST_GOLD} 处"
    return "" if all(entries) else "出处不在任何条款里"


def _words_by_document(parsed: Sequence[ParsedDocument]) -> dict[str, dict[str, str]]:
    return {
        one.document.id: {
            clause.id: compact(clause.span.of(one.document.text)) for clause in one.clauses
        }
        for one in parsed
    }


def compact(text: str) -> str:
    """Return `text` in one width and without blanks."""
    return fold_width("".join(text.split()))
