"""Replies to 分几部分, 几大工程, 下面有哪几条: what a document or a part of it consists of.

Convention (GB/T 9704): parts have headings with numbers; a document may say in its preamble what it
consists of (方案包括总体要求、主要任务、保障措施 3 个部分), and names several works of one kind side by side (（一）…工程（二）…工程).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.document_places import Place, children_of, family_of, list_places, numbers_of, places_of
from app.documents_meant import documents_meant, without_names
from app.draft import Draft, Findings
from app.evidence import fold, support
from app.reply_place import asked_places
from corpus.model import Citation, ClauseRole
from index.question_words import OUTLINE
from index.synonyms import load_synonyms

# The share of a heading that the question has, or of the question that the heading has.
_ENOUGH = 0.55
_TELLING = 1.5  # weight of a word that asks for more than a document's parts
_LONG_NAME = 4  # characters
_CONSISTS = re.compile(r"(?:包括|分为|共分|由).{4,60}?(?:部分|章|篇)")
# Works of one kind that a plan counts: 几大重点工程, 多少项行动.
_WORKS = re.compile(
    r"(?:几|多少|哪几)(?:个|大|项|类|条)(?P<works>(?:重点|主要|重大|专项|具体|关键|保障|支撑){0,3}(?P<noun>工程|行动|任务|举措|措施|专项|计划))"
)
_LEAST_WORKS = 2


def reply_outline(findings: Findings) -> Draft | None:
    """Answer what a document or a part of it consists of; None where no part fits the question."""
    analysis = findings.analysis
    meant = documents_meant(findings)
    places = places_of(findings.catalogue, meant)
    if analysis.box:
        boxes = [place for place in places if place.is_box]
        return list_places(boxes, "专栏") if boxes else None
    parts = [place for place in places if not place.is_box]
    parents, children = parts_asked(findings, parts)
    if children:
        return list_places(children, parents[0].shown if len(parents) == 1 else "")
    if findings.terms and not _only_names_documents(findings):
        return None
    top = [place for place in parts if len(place.path.headings) == 1 and numbers_of(place.path)]
    # What is asked of a year is no part of a document.
    if parents or analysis.reference or analysis.years or not top:
        return None
    return _with_own_words(list_places(top, ""), top, _own_words(findings, meant))


def parts_asked(findings: Findings, parts: Sequence[Place]) -> tuple[list[Place], list[Place]]:
    """Return the parts that a question asks to have listed, and what they consist of."""
    if findings.analysis.reference:
        parents = [one for one in asked_places(findings) if not one.is_box]
    else:
        parents = _named_parts(findings, parts)
    return parents, [child for parent in parents for child in children_of(parts, parent)]


def reply_works(findings: Findings) -> Draft | None:
    """Answer 几大重点工程, 多少项行动 by the part that has them side by side; None where none has."""
    asked = _WORKS.search(fold(findings.analysis.text))
    meant = documents_meant(findings)
    if asked is None or len(meant) != 1:
        return None
    parts = [one for one in places_of(findings.catalogue, meant) if not one.is_box]
    having = [(part, children_of(parts, part)) for part in parts]
    having = [(part, below) for part, below in having if len(below) >= _LEAST_WORKS]
    called = [one for one in having if asked["works"] in fold(one[0].title)]
    alike = [
        (part, below)
        for part, below in having
        if all(fold(one.title).endswith(asked["noun"]) for one in below)
    ]
    rest = without_names(fold(findings.analysis.text), [parts[0].document]) if parts else ""
    terms = [one for one in findings.terms if one.word in rest and one.word not in asked.group()]
    # A plan has but one 重点任务; 行动 without more is what several parts may be about.
    found = called if len(called) == 1 else [one for one in alike if one in called] or alike
    if terms and len(found) > 1:
        best = max(support(terms, fold(part.shown)) for part, _ in found)
        found = [one for one in found if support(terms, fold(one[0].shown)) == best]
    if len(found) != 1 or (terms and support(terms, _told(found[0])) < _ENOUGH):
        return None
    (part, below), *_ = found
    return list_places(below, part.shown)


def _told(works: tuple[Place, list[Place]]) -> str:
    """Return what a part and its works are called, with the document's title."""
    part, below = works
    return fold("".join((part.document.title, *part.path.headings, *(one.shown for one in below))))


def _with_own_words(draft: Draft, parts: Sequence[Place], own: Citation | None) -> Draft:
    """Cite beside each part the sentence in which the document itself names it."""
    if own is None:
        return draft
    words = fold(own.quote)
    statements = tuple(
        replace(statement, citations=(own, *statement.citations))
        if fold(part.title) in words
        else statement
        for statement, part in zip(draft.statements, parts, strict=True)
    )
    return replace(draft, statements=statements)


def _own_words(findings: Findings, meant: Sequence[str]) -> Citation | None:
    """Return the sentence in which the one document asked about says what it consists of."""
    if len(meant) != 1:
        return None
    for facts in findings.catalogue.clauses(meant):
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
    whole = fold(findings.analysis.text)
    scope = list({one.document.id: one.document for one in parts}.values())
    asked = without_names(whole, scope)
    titles = fold("".join(one.title for one in scope))
    terms = [one for one in findings.terms if len(one.word) > 1 and one.word not in titles]
    families = {family_of(part, len(part.path.headings) - 1) for part in parts if not part.is_box}
    scored = [
        (max(support(terms, fold(part.shown)), _share_of(part.title, whole, asked)), part)
        for part in parts
        if family_of(part, len(part.path.headings)) in families
    ]
    ranked = sorted(
        scored,
        key=lambda one: (-one[0], fold(one[1].title) not in whole, len(one[1].path.headings)),
    )
    if not ranked or ranked[0][0] < _ENOUGH:
        return []
    best = ranked[0][1]
    if fold(best.title) not in whole:
        return [best]
    return [part for _, part in ranked if fold(part.title) == fold(best.title)]


def names_a_part(findings: Findings) -> bool:
    """Tell whether the question calls a part with parts of its own by its whole heading."""
    asked = fold(findings.analysis.text)
    parts = places_of(findings.catalogue, documents_meant(findings))
    return any(
        len(part.title) >= _LONG_NAME and fold(part.title) in asked and children_of(parts, part)
        for part in parts
    )


def _share_of(title: str, whole: str, asked: str) -> float:
    """Return the share of a heading that a question has beside the name of its document."""
    return 1.0 if fold(title) in whole and len(title) >= _LONG_NAME else _share_in(title, asked)


def _share_in(title: str, asked: str) -> float:
    """Return the share of a heading's bigrams that the question has, its synonyms tried as well."""
    forms = (fold(title), *load_synonyms().of(fold(title)))
    return max(
        sum(form[at : at + 2] in asked for at in range(len(form) - 1)) / max(len(form) - 1, 1)
        for form in forms
    )
