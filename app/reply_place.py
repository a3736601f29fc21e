"""Replies about a document's places: one clause by its number, or what a part consists of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.answer import Note, QuestionKind
from app.articles_named import articles_named
from app.catalogue import Catalogue, ClauseFacts
from app.document_places import (
    Place,
    children_of,
    family_of,
    list_places,
    numbers_of,
    places_of,
)
from app.draft import (
    Draft,
    DraftStatement,
    Findings,
    answered,
    declined,
    on_one_line,
    unsearched,
)
from app.evidence import fold, support
from app.question import LAST
from corpus.model import Citation, ClausePath, ClauseRole, Document, cite
from corpus.numerals import parse_integer
from corpus.places import count_paragraphs, find_part, in_chinese
from index.question_words import OUTLINE
from index.synonyms import load_synonyms

_NUMBER = re.compile(r"[零〇一二三四五六七八九十百]+|\d+")
_BOX_LABEL = re.compile(r"专栏\s*([零〇一二三四五六七八九十]+|\d+)")
# The share of a heading that the question has, or of the question that the heading has.
_ENOUGH = 0.55
_TELLING = 1.5  # weight of a word that asks for more than a document's parts
_LONG_NAME = 4  # characters
_MOST_PLACES = 3
_PUT_FIRST = 20  # clauses of a part
# An annex is cited by its number: 附件2第三项.
_ANNEX = re.compile(r"附[件表录]\s{0,4}([零〇一二三四五六七八九十]{1,3}|\d{1,3})")
_UNITS = frozenset("编章节条")
_CONSISTS = re.compile(r"(?:包括|分为|共分|由).{4,60}?(?:部分|章|篇)")


def reply_clause(findings: Findings) -> Draft | None:
    """Answer what stands at the place the question names; None where it names none that is there."""
    places = _asked_places(findings, places_of(findings.catalogue, findings.analysis.documents))
    if not places and _ANNEX.search(findings.analysis.text) and not findings.analysis.by_title:
        places = _asked_places(findings, places_of(findings.catalogue, ()))
    places = places or _numbered_throughout(findings)
    if len(places) < 2:
        return _tell(findings, places[0]) if places else None
    drafts = [(place, _tell(findings, place)) for place in places[:_MOST_PLACES]]
    statements = tuple(
        replace(statement, text=f"{place.path.cited_in(place.document.title)}：{statement.text}")
        for place, draft in drafts
        for statement in draft.statements
    )
    if not statements:
        return drafts[0][1]
    draft = answered(QuestionKind.CLAUSE, *statements)
    if len({place.document.id for place in places}) > 1:
        note = Note(code="ambiguous", text="问题没有指明文件，以上把各文件中这一条都列出。")
        draft = replace(draft, notes=(note,))
    return draft


def _numbered_throughout(findings: Findings) -> list[Place]:
    """Return what 第6条 means in a document whose measures are numbered throughout: 三6.

    Convention: such a document counts on over its parts, so that a number stands in it once.
    """
    analysis = findings.analysis
    if len(analysis.reference) != 1 or analysis.unit != "条" or len(analysis.documents) != 1:
        return []
    places = places_of(findings.catalogue, analysis.documents)
    held = [
        one
        for one in places
        if not one.is_box and len(one.path.numbers) > 1
        if numbers_of(one.path)[-1:] == analysis.reference and _unit(one) == ""
    ]
    return held if len(held) == 1 else []


def clauses_at(findings: Findings) -> tuple[ClauseFacts, ...]:
    """Return the clauses at the place the question names, its parts' clauses where it has parts."""
    places = _asked_places(findings, places_of(findings.catalogue, findings.analysis.documents))
    found = (facts for place in places for facts in _clauses_of(findings, place))
    return tuple({facts.clause.id: facts for facts in found}.values())


def _clauses_of(findings: Findings, place: Place) -> Iterator[ClauseFacts]:
    for facts in findings.catalogue.clauses((place.document.id,)):
        if facts.clause.id == place.clause_id or facts.clause.id.startswith(f"{place.clause_id}/"):
            yield facts


def _asked_places(findings: Findings, places: Sequence[Place]) -> list[Place]:
    """Return the places with the number asked for, in each document those called as it is asked.

    An article (第三条) leaves aside the sections 三、 of other documents, a chapter does not.
    """
    # The parts of an annex are called 条 and 项 as they come, whatever their numbers look like.
    unit = "" if _ANNEX.search(findings.analysis.text) else findings.analysis.unit
    found = [place for place in places if _is_at(place, findings)]
    called = [place for place in found if _unit(place) == unit]
    settled = {place.document.id for place in called if unit}
    if unit == "条" and called:
        return called
    return [
        place
        for place in found
        if place in called or (place.document.id not in settled and not (unit and _unit(place)))
    ]


def _unit(place: Place) -> str:
    """Return what a place's number calls it (章, 条, 专栏); empty for a number alone."""
    if place.is_box:
        return "专栏"
    if place.path.is_article:
        return "条"
    last = place.path.numbers[-1][-1:] if place.path.numbers else ""
    return last if last in _UNITS else ""


def no_such_place(findings: Findings) -> Draft:
    """Decline a place that no document has."""
    article = findings.analysis.article
    reference = findings.analysis.reference
    titles = _named(findings)
    if article and article[1]:
        name = f"第{in_chinese(article[0])}条之{in_chinese(article[1])}"
        return declined(QuestionKind.CLAUSE, f"{titles}中没有{name}。")
    numbers = "-".join("最后" if number == LAST else str(number) for number in reference)
    return declined(QuestionKind.CLAUSE, f"{titles}中没有编号为 {numbers} 的章节或条款。")


def _named(findings: Findings) -> str:
    """Name the documents asked about; of many the first few and how many they are."""
    scope = _scope(findings)
    titles = "、".join(f"《{one.title}》" for one in scope[:_MOST_PLACES])
    return titles if len(scope) <= _MOST_PLACES else f"{titles}等{len(scope)}份文件"


def reply_outline(findings: Findings) -> Draft | None:
    """Answer what a document or a part of it consists of; None where no part fits the question."""
    analysis = findings.analysis
    places = places_of(findings.catalogue, analysis.documents)
    if analysis.box:
        boxes = [place for place in places if place.is_box]
        return list_places(boxes, "专栏") if boxes else None
    parts = [place for place in places if not place.is_box]
    parents, children = _parts_asked(findings, parts)
    if children:
        return list_places(children, parents[0].shown if len(parents) == 1 else "")
    if findings.terms and not _only_names_documents(findings):
        return None
    top = [place for place in parts if len(place.path.headings) == 1 and numbers_of(place.path)]
    if parents or analysis.reference or not top:
        return None
    draft, own = list_places(top, ""), _own_words(findings)
    if own is None:
        return draft
    statement = DraftStatement(text=on_one_line(own.quote), citations=(own,))
    return replace(draft, statements=(statement, *draft.statements), total=None)


def _parts_asked(findings: Findings, parts: Sequence[Place]) -> tuple[list[Place], list[Place]]:
    """Return the parts that a question asks to have listed, and what they consist of."""
    if findings.analysis.reference:
        parents = _asked_places(findings, parts)
    else:
        parents = _named_parts(findings, parts)
    return parents, [child for parent in parents for child in children_of(parts, parent)]


def with_place_first(findings: Findings) -> Findings:
    """Put the clauses at the place that a question names before all others that were found.

    A number is matched as a fact: 二（四）3 shares no word with what stands there. Where it stands in
    several documents, that of the best clause found comes first.
    """
    documents = findings.analysis.documents
    if len(documents or findings.catalogue.documents) > _MOST_PLACES:
        return findings
    clauses = _clauses_asked(findings)
    found = {one.facts.clause.id: one for one in findings.candidates}
    order = {one.facts.document.id: at for at, one in reversed([*enumerate(findings.candidates)])}
    clauses = sorted(clauses, key=lambda one: order.get(one.document.id, len(found)))[:_PUT_FIRST]
    named = [found.get(one.clause.id) or unsearched(one) for one in clauses]
    ids = {one.facts.clause.id for one in named}
    others = (one for one in findings.candidates if one.facts.clause.id not in ids)
    return replace(findings, candidates=(*named, *others))


def _clauses_asked(findings: Findings) -> Sequence[ClauseFacts]:
    analysis = findings.analysis
    if analysis.kind is QuestionKind.CLAUSE:
        return clauses_at(findings)
    if analysis.kind is not QuestionKind.OUTLINE:
        return ()
    places = places_of(findings.catalogue, analysis.documents)
    _, children = _parts_asked(findings, [one for one in places if not one.is_box])
    return [one for child in children for one in _clauses_of(findings, child)]


def _own_words(findings: Findings) -> Citation | None:
    """Return the sentence in which the one document asked about says what it consists of."""
    scope = _scope(findings)
    if len(scope) != 1:
        return None
    for facts in findings.catalogue.clauses((scope[0].id,)):
        if facts.clause.role is ClauseRole.PREAMBLE:
            for sentence in facts.sentences:
                if _CONSISTS.search(sentence.quote):
                    return sentence
    return None


def _only_names_documents(findings: Findings) -> bool:
    titles = fold("".join(one.title for one in findings.catalogue.documents))
    spoken_of = (one for one in findings.terms if one.known or one.subject)
    telling = [one for one in spoken_of if one.weight >= _TELLING and not OUTLINE.search(one.word)]
    return all(term.word in titles for term in telling)


def _named_parts(findings: Findings, parts: Sequence[Place]) -> list[Place]:
    """Return the part with children whose heading the question names best, the outer of equals.

    Parts of several documents that the question calls by the same whole heading are all returned.
    """
    asked = fold(findings.analysis.text)
    titles = fold("".join(one.title for one in _scope(findings)))
    terms = [one for one in findings.terms if len(one.word) > 1 and one.word not in titles]
    families = {family_of(part, len(part.path.headings) - 1) for part in parts if not part.is_box}
    scored = [
        (max(support(terms, fold(part.shown)), _share_in(part.title, asked)), part)
        for part in parts
        if family_of(part, len(part.path.headings)) in families
    ]
    ranked = sorted(
        scored,
        key=lambda one: (-one[0], fold(one[1].title) not in asked, len(one[1].path.headings)),
    )
    if not ranked or ranked[0][0] < _ENOUGH:
        return []
    best = ranked[0][1]
    if fold(best.title) not in asked:
        return [best]
    return [part for _, part in ranked if fold(part.title) == fold(best.title)]


def names_a_part(findings: Findings) -> bool:
    """Tell whether the question calls a part with parts of its own by its whole heading."""
    asked = fold(findings.analysis.text)
    parts = places_of(findings.catalogue, findings.analysis.documents)
    return any(
        len(part.title) >= _LONG_NAME and fold(part.title) in asked and children_of(parts, part)
        for part in parts
    )


def _share_in(title: str, asked: str) -> float:
    """Return the share of a heading's bigrams that the question has, its synonyms tried as well."""
    forms = (fold(title), *load_synonyms().of(fold(title)))
    return max(
        sum(form[at : at + 2] in asked for at in range(len(form) - 1)) / max(len(form) - 1, 1)
        for form in forms
    )


def _is_at(place: Place, findings: Findings) -> bool:
    analysis = findings.analysis
    annex = _ANNEX.search(analysis.text)
    inner = place.path.numbers
    if annex:
        own = _ANNEX.match(fold(inner[0])) if inner else None
        if not own or parse_integer(own[1]) != parse_integer(annex[1]):
            return False
        inner = inner[1:]
    if analysis.box:
        match = _BOX_LABEL.match(fold(place.path.numbers[-1])) if place.is_box else None
        return bool(match and parse_integer(match.group(1)) == analysis.reference[-1])
    reference = analysis.reference
    if analysis.article and place.path.is_article:
        return _article(place.path) == analysis.article
    if reference[0] == LAST:
        reference = (_last_part(findings.catalogue, place.document), *reference[1:])
    numbered = numbers_of(place.path)
    exact = len(numbered) == len(inner) and numbered == reference
    article = place.path.numbers[-1].endswith("条") and numbered[-1:] == reference
    return not place.is_box and (exact or article)


def _article(path: ClausePath) -> tuple[int, int] | None:
    """Return the number of an article and how many were added behind that number before it."""
    return next((one.article for one in articles_named(path.numbers[-1])), None)


def _last_part(catalogue: Catalogue, document: Document) -> int:
    """Return the number of a document's last numbered part, 0 where it has none."""
    heads = (head.path for _, head in catalogue.heads((document.id,)))
    leaves = (facts.clause.path for facts in catalogue.clauses((document.id,)))
    firsts = (numbers_of(path)[:1] for path in (*heads, *leaves))
    return max((first[0] for first in firsts if first), default=0)


def _tell(findings: Findings, place: Place) -> Draft:
    """Tell a place: the parts of a heading, or the sentences of a clause."""
    parts = places_of(findings.catalogue, (place.document.id,))
    children = [] if place.is_clause else children_of(parts, place)
    if children:
        return list_places(children, place.shown, kind=QuestionKind.CLAUSE)
    clause_id = place.clause_id
    facts = findings.catalogue.at(clause_id)
    if any(findings.analysis.part) and place.path.is_article:
        return _tell_part(findings, place, facts)
    statements = tuple(
        DraftStatement(text=on_one_line(sentence.quote), citations=(sentence,))
        for sentence in facts.sentences
    )
    lead = f"{place.path.cited_in(place.document.title)}："
    return answered(QuestionKind.CLAUSE, *statements, lead=lead)


def _tell_part(findings: Findings, place: Place, facts: ClauseFacts) -> Draft:
    """Tell a 款 or a 项 of an article, or that the article has none of that number."""
    paragraph, item = findings.analysis.part
    name = f"第{in_chinese(paragraph)}款" if paragraph else ""
    name += f"第（{in_chinese(item)}）项" if item else ""
    whole = place.path.cited_in(place.document.title)
    span = find_part(place.document, facts.clause, paragraph=paragraph, item=item)
    if span is None:
        count = count_paragraphs(place.document, facts.clause)
        return declined(QuestionKind.CLAUSE, f"{whole}没有{name}，该条共{count}款。")
    inside = [one for one in facts.sentences if span.contains(one.span)]
    statements = tuple(
        DraftStatement(text=on_one_line(one.quote), citations=(one,))
        for one in inside or [cite(place.document, facts.clause, span)]
    )
    return answered(QuestionKind.CLAUSE, *statements, lead=f"{whole}{name}：")


def _scope(findings: Findings) -> tuple[Document, ...]:
    documents = findings.analysis.documents
    return tuple(
        one for one in findings.catalogue.documents if not documents or one.id in documents
    )
