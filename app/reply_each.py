"""Replies to 每个行业到2030年做到哪一步: one row for each part of a heading, by the year or the words asked for.

Convention of plans: a heading about several of a kind (重点行业碳达峰行动) has a part for each, and each part says for itself
what is to be reached by which year. What has nothing to say of it is said to have nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.answer import QuestionKind
from app.document_places import Place, children_of, family_of, places_of
from app.documents_meant import documents_meant
from app.draft import Draft, DraftStatement, Findings, answered, on_one_line
from app.evidence import Term, fold, support
from app.stated_value import years_in
from corpus.model import Citation

_EACH = re.compile(
    r"(?:每一?[个类项条种家]|各个?|[两二三四五六七八九十]个|哪[几些]个?)(?P<noun>[\u4e00-\u9fff]{2})"
)
_ASKS_OF_EACH = re.compile(r"每|各|分别")
_LEAST_PARTS = 3
_MOST_OF_KIND = 0.6  # share of the parts that are called by the noun
_TELLING = 1.5  # weight of a word that a sentence has to have
_SAYS = 0.5  # of those words
_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]?\s*")
_STEM = 2  # characters


def reply_each(findings: Findings) -> Draft | None:
    """Give what each part of one heading says for the year asked about; None where no such parts are asked of."""
    text = fold(findings.analysis.text)
    if not _ASKS_OF_EACH.search(text) or findings.analysis.box or not findings.analysis.years:
        return None
    for match in _EACH.finditer(text):
        if parts := _parts_called(findings, match["noun"]):
            return _give(findings, _named(parts, match["noun"], text), match["noun"])
    return None


def _parts_called(findings: Findings, noun: str) -> list[Place]:
    """Return the parts side by side that are called by a noun, of the heading a question speaks of most."""
    places = [
        one
        for one in places_of(findings.catalogue, documents_meant(findings))
        if not one.is_box and one.title
    ]
    families = {family_of(one, len(one.path.headings) - 1) for one in places}
    found: list[tuple[float, list[Place]]] = []
    for parent in places:
        if family_of(parent, len(parent.path.headings)) not in families:
            continue
        parts = children_of(places, parent)
        called = sum(fold(one.title).rstrip("。").endswith(noun) for one in parts)
        if len(parts) >= _LEAST_PARTS and called >= len(parts) * _MOST_OF_KIND:
            heading = fold(parent.document.title + parent.shown)
            found.append((support(findings.terms, heading), parts))
    found.sort(key=lambda one: -one[0])
    is_one = len(found) == 1 or (len(found) > 1 and found[0][0] > found[1][0])
    return found[0][1] if is_one else []


def _named(parts: Sequence[Place], noun: str, text: str) -> list[Place]:
    """Return the parts that a question names, where it names two or more; else all."""
    stems = {one.path: fold(one.title).rstrip("。").removesuffix(noun) for one in parts}
    named = [one for one in parts if stems[one.path][:_STEM] and stems[one.path][:_STEM] in text]
    return named if len(named) > 1 else list(parts)


def _give(findings: Findings, parts: Sequence[Place], noun: str) -> Draft | None:
    above = fold(parts[0].document.title + "".join(parts[0].path.headings) + noun)
    titles = fold("".join(one.title for one in parts))
    telling = tuple(
        one
        for one in findings.terms
        if one.weight >= _TELLING and one.known and one.word not in above + titles
    )
    told = {one.path: list(_sentences(findings, one, telling)) for one in parts}
    if sum(bool(one) for one in told.values()) < len(parts) / 2:
        return None
    rows = [
        DraftStatement(
            text=f"{_NUMBER.sub('', one.title).rstrip('。')}：{on_one_line(sentence.quote)}",
            citations=(sentence, one.cite()),
        )
        for one in parts
        for sentence in told[one.path]
    ]
    silent = "、".join(
        _NUMBER.sub("", one.title).rstrip("。") for one in parts if not told[one.path]
    )
    years = "、".join(f"{year}年" for year in findings.analysis.years)
    heading = parts[0].path.headings[-2]
    lead = f"《{parts[0].document.title}》“{heading}”"
    lead += f"{'没有写明' + silent + '；' if silent else ''}{years}共{len(rows)}项："
    return replace(answered(QuestionKind.LIST, *rows, lead=lead), total=len(rows))


def _sentences(findings: Findings, part: Place, telling: Sequence[Term]) -> Iterator[Citation]:
    depth = len(part.path.headings)
    wanted = set(findings.analysis.years)
    for facts in findings.catalogue.clauses((part.document.id,)):
        if facts.clause.path.headings[:depth] != part.path.headings:
            continue
        for sentence in facts.sentences:
            words = fold(sentence.quote)
            if wanted & years_in(words) and (not telling or support(telling, words) >= _SAYS):
                yield sentence
