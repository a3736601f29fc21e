"""Replies to 几大重点工程, 一共几个体系: the parts of one kind that stand side by side in a document.

Convention (GB/T 9704 and the style of plans): works of one kind have headings of one level that end with its noun
（一）…工程（二）…工程; where only some of the parts side by side are of the kind, they have the noun in their headings (…生产体系, …流通体系).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.document_places import Place, children_of, family_of, list_places, places_of
from app.documents_meant import documents_meant, without_names
from app.draft import Draft, Findings
from app.evidence import Term, fold, support
from app.reply_outline import ENOUGH, part_inside
from index.question_words import DOCUMENT_NOUN

_WORKS = re.compile(
    r"(?:几|多少|哪几|哪[两二三四五六七八九十]{1,2})(?:个|大|项|类|条)(?P<works>(?:重点|主要|重大|专项|具体|关键|保障|支撑){0,3}"
    r"(?P<noun>工程|行动|任务|举措|措施|专项|计划|体系|机制|能力|基地|平台|板块|领域|行业|优势))"
)
_LEAST_WORKS = 2
_LEAST_OF_SOME = 3  # parts with the noun, where others beside them are without it
_LIGHT = 1.0  # weight of a word that tells nothing


def reply_works(findings: Findings) -> Draft | None:
    """Answer with the parts of the kind asked for; None where no part has them, or several have."""
    asked = _WORKS.search(fold(findings.analysis.text))
    meant = documents_meant(findings)
    if asked is None or len(meant) != 1:
        return None
    places = [one for one in places_of(findings.catalogue, meant) if not one.is_box]
    terms = _own_terms(findings, asked, places)
    having = [(part, children_of(places, part)) for part in places]
    having = [(part, below) for part, below in having if len(below) >= _LEAST_WORKS]
    called = [one for one in having if asked["works"] in fold(one[0].title)]
    alike = [
        (part, below)
        for part, below in having
        if all(_title(one).endswith(asked["noun"]) for one in below)
    ]
    # A plan has but one 重点任务; 行动 without more is what several parts may be about.
    found = called if len(called) == 1 else [one for one in alike if one in called] or alike
    if terms and len(found) > 1:
        best = max(support(terms, fold(part.shown)) for part, _ in found)
        found = [one for one in found if support(terms, fold(one[0].shown)) == best]
    if len(found) == 1 and not (terms and support(terms, _told(found[0])) < ENOUGH):
        (part, below), *_ = found
        # 提升质量的那几条任务 are those of one part of 重点任务.
        inner = part_inside(terms, places, part) if found[0] in called else None
        return (
            list_places(children_of(places, inner), inner.shown)
            if inner
            else list_places(below, part.shown)
        )
    return None if found else _some_of(places, asked["noun"], terms)


def _some_of(places: Sequence[Place], noun: str, terms: Sequence[Term]) -> Draft | None:
    """List the parts side by side that have the noun, of the one family that has the most of them."""
    families: dict[object, list[Place]] = {}
    for place in places:
        if noun in _title(place):
            families.setdefault(family_of(place, len(place.path.headings) - 1), []).append(place)
    ranked = sorted(families.values(), key=lambda one: -len(one))
    if not ranked or len(ranked[0]) < _LEAST_OF_SOME:
        return None
    if len(ranked) > 1 and len(ranked[1]) == len(ranked[0]):
        return None
    told = fold("".join(one.shown for one in ranked[0]))
    return list_places(ranked[0], noun) if not terms or support(terms, told) >= ENOUGH else None


def _title(place: Place) -> str:
    return fold(place.title or place.shown).rstrip("。")


def _own_terms(findings: Findings, asked: re.Match[str], places: Sequence[Place]) -> list[Term]:
    """Return the telling words of a question besides its document's name and what it counts.

    Whatever stands ahead of 方案 or 意见 calls the document: 某市双碳意见.
    """
    text = fold(findings.analysis.text)
    named = DOCUMENT_NOUN.search(text, 0, asked.start())
    rest = without_names(text[named.end() if named else 0 :], [one.document for one in places[:1]])
    return [
        one
        for one in findings.terms
        if one.word in rest
        and len(one.word) > 1
        and one.weight >= _LIGHT
        and one.word not in asked.group()
        and asked["noun"] not in one.word
    ]


def _told(works: tuple[Place, list[Place]]) -> str:
    """Return what a part and its works are called, with the document's title."""
    part, below = works
    return fold("".join((part.document.title, *part.path.headings, *(one.shown for one in below))))
