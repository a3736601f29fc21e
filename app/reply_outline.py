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
from app.evidence import Term, fold, support
from app.reply_place import asked_places, no_such_place, reply_clause
from corpus.model import Citation, ClauseRole
from index.question_words import OUTLINE
from index.synonyms import load_synonyms

# The share of a heading that the question has, or of the question that the heading has.
ENOUGH = 0.55
_TELLING = 1.5  # weight of a word that asks for more than a document's parts
_STANDS = 0.45  # found_in of a term that is there, itself, by a synonym or in part
_WHOLE = 0.9  # share of a heading, or of a synonym of it, that stands in a question
_LONG_NAME = 4  # characters
_CONSISTS = re.compile(r"(?:包括|分为|共分|由).{4,60}?(?:部分|章|篇)")
# How many parts there are in all: 一共几条, 共分几个部分, 全文有多少章.
_IN_ALL = re.compile(
    r"(?:一共|总共|共计|共|全文|全部|总计|合计)(?:是|有|分|设){0,2}(?:成|为|了)?(?:哪?几|多少)(?:个|大){0,2}(?P<unit>条|章|节|部分|大块|块|板块)"
)
_COUNTING = frozenset("大每各")  # 几个大的部分, 每部分
# Verbs that only ask for what belongs to a thing.
_RELATING = """
覆盖 涵盖 包括 包含 涉及 囊括 组成 构成 分为 分成 细分 划分 构建 列举
"""
RELATES = frozenset(_RELATING.split())
_HALF = 0.5  # of the bigrams of a word: 工业碳达峰 only names 工业领域碳达峰方案


def reply_outline(findings: Findings) -> Draft | None:
    """Answer what a document or a part of it consists of; None where no part fits the question."""
    analysis = findings.analysis
    meant = documents_meant(findings)
    places = places_of(findings.catalogue, meant)
    if analysis.box:
        boxes = [place for place in places if place.is_box]
        if analysis.reference and boxes:  # 专栏3列了哪些行动
            return reply_clause(findings) or no_such_place(findings)
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


def reply_whole(findings: Findings) -> Draft | None:
    """Answer 一共几条, 共分几部分 of a document as a whole; None where a question speaks of something in it."""
    analysis = findings.analysis
    asked = _IN_ALL.search(analysis.text)
    meant = documents_meant(findings)
    if asked is None or len(meant) != 1 or analysis.reference or analysis.box:
        return None
    if names_a_part(findings):
        return None
    named = fold(findings.catalogue.document(meant[0]).title + asked.group())
    rest = (one for one in findings.terms if one.weight >= _TELLING and one.known)
    if any(one.found_in(named) < _STANDS and one.word not in _COUNTING for one in rest):
        return None
    places = [one for one in places_of(findings.catalogue, meant) if not one.is_box]
    articles = [one for one in places if one.path.is_article and one.is_clause]
    top = [one for one in places if len(one.path.headings) == 1 and numbers_of(one.path)]
    found = articles if asked["unit"] == "条" and articles else top
    if not found:
        return None
    return _with_own_words(list_places(found, ""), found, _own_words(findings, meant))


def parts_asked(findings: Findings, parts: Sequence[Place]) -> tuple[list[Place], list[Place]]:
    """Return the parts that a question asks to have listed, and what they consist of."""
    if findings.analysis.reference:
        parents = [one for one in asked_places(findings) if not one.is_box]
    else:
        parents = _named_parts(findings, parts)
    return parents, [child for parent in parents for child in children_of(parts, parent)]


def matter_of(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms without verbs that only relate, and without what two of them make together (领域|开展)."""
    words = {one.word for one in terms}
    return tuple(
        one
        for one in terms
        if one.word not in RELATES
        and not any(one.word[:at] in words and one.word[at:] in words for at in range(2, 5))
    )


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
    telling = [
        one
        for one in spoken_of
        if one.weight >= _TELLING and not OUTLINE.search(one.word) and one.word not in _COUNTING
    ]
    return all(term.word in titles for term in telling)


def _named_parts(findings: Findings, parts: Sequence[Place]) -> list[Place]:
    """Return the part with children whose heading the question names best, the outer of equals.

    Parts of several documents that the question calls by the same whole heading are all returned.
    """
    whole = plain(findings.analysis.text)
    ranked = _scored(findings, parts)
    if not ranked or ranked[0][0] < ENOUGH:
        return []
    best = ranked[0][1]
    if plain(best.title) not in whole:
        return [best]
    if several := _side_by_side([part for _, part in ranked], best, whole):
        return several
    if inner := part_inside(findings.terms, parts, best):
        return [inner]
    return [part for _, part in ranked if fold(part.title) == fold(best.title)]


def plain(words: str) -> str:
    """Return words as they are compared with headings: 支持的重点方向 names 支持重点方向."""
    return fold(words).replace("的", "")


def _side_by_side(parts: Sequence[Place], best: Place, whole: str) -> list[Place]:
    """Return the parts beside the best that a question calls by their whole headings as well: 甲和乙各有几条."""
    depth = len(best.path.headings) - 1
    named = [
        one
        for one in parts
        if len(one.path.headings) == depth + 1
        and family_of(one, depth) == family_of(best, depth)
        and len(one.title) >= _LONG_NAME
        and plain(one.title) in whole
    ]
    return sorted(named, key=lambda one: one.span) if len(named) > 1 else []


def _scored(findings: Findings, parts: Sequence[Place]) -> list[tuple[float, Place]]:
    """Return the parts with parts of their own and how far a question names them, the best first, the outer of equals."""
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
    return sorted(
        scored,
        key=lambda one: (-one[0], fold(one[1].title) not in whole, len(one[1].path.headings)),
    )


def part_inside(terms: Sequence[Term], parts: Sequence[Place], outer: Place) -> Place | None:
    """Return the part inside another that the words of a question besides that one's title describe; None for none."""
    named = fold(outer.document.title + outer.title)
    telling = [one for one in terms if len(one.word) > 1 and share_in(one.word, named) <= _HALF]
    depth = len(outer.path.headings)
    inside = [
        (support(telling, fold(one.shown)), one)
        for one in parts
        if len(one.path.headings) > depth
        and family_of(one, depth) == family_of(outer, depth)
        and children_of(parts, one)
    ]
    best, part = max(inside, key=lambda one: one[0], default=(0.0, None))
    return part if best >= ENOUGH else None


def has_parts_at(findings: Findings) -> bool:
    """Tell whether parts stand below the place that the question calls by its number: 三（一）下面分几个行业."""
    if not findings.analysis.reference:
        return False
    return bool(parts_asked(findings, places_of(findings.catalogue, documents_meant(findings)))[1])


def names_a_part(findings: Findings) -> bool:
    """Tell whether the question calls a part with parts of its own by its whole heading."""
    asked = plain(findings.analysis.text)
    parts = places_of(findings.catalogue, documents_meant(findings))
    return any(
        len(part.title) >= _LONG_NAME and plain(part.title) in asked and children_of(parts, part)
        for part in parts
    )


def names_only_a_part(findings: Findings) -> bool:
    """Tell whether a question names a part with tasks below it and nothing in it: 主要任务是什么, 保障措施列一下.

    Convention (GB/T 9704): such a part is told by the headings of what it consists of.
    """
    if findings.analysis.reference or findings.analysis.years or not findings.terms:
        return False
    places = places_of(findings.catalogue, documents_meant(findings))
    parts = [one for one in places if not one.is_box]
    parents, children = parts_asked(findings, parts)
    if len(parents) != 1 or not children:
        return False
    named = fold(parents[0].document.title + parents[0].title)
    is_whole = share_in(parents[0].title, plain(findings.analysis.text)) >= _WHOLE
    if not is_whole or any(one.found_in(named) < _STANDS for one in findings.terms):
        return False
    clauses = findings.catalogue.clauses((parents[0].document.id,))
    inside = (one.clause for one in clauses if one.clause.id.startswith(f"{parents[0].clause_id}/"))
    return {one.role for one in inside} <= {ClauseRole.TASK, ClauseRole.BOX}


def _share_of(title: str, whole: str, asked: str) -> float:
    """Return the share of a heading that a question has beside the name of its document."""
    is_whole = len(title) >= _LONG_NAME and plain(title) in plain(whole)
    return 1.0 if is_whole else share_in(title, asked)


def share_in(title: str, asked: str) -> float:
    """Return the share of a heading's bigrams that the question has, its synonyms tried as well."""
    forms = (fold(title), *load_synonyms().of(fold(title)))
    return max(
        sum(form[at : at + 2] in asked for at in range(len(form) - 1)) / max(len(form) - 1, 1)
        for form in forms
    )
