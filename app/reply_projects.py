"""Replies to 位于某县的项目有哪几个: the things that a box names one after another, those asked for among them.

Convention: a box (专栏) whose title ends in 项目 or 名单 names them in one run, parted by 、, each with its size (…项目、…项目; 甲（2万千瓦）、乙（3万千瓦）等
…项目); what they have in common stands ahead of the run or behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.answer import QuestionKind
from app.catalogue import ClauseFacts
from app.documents_meant import documents_meant
from app.draft import Draft, DraftStatement, Findings, answered, name, on_one_line
from app.evidence import Term, fold, support
from app.reply_items import box_numbers
from corpus.model import Citation, ClauseRole, Span, cite
from index.places_named import stem

_ASKS = re.compile(r"(?:哪|那)(?:几|些)")
_OF_PROJECTS = re.compile(r"项目|名单|清单|电站|电厂|试点")
_BOX_OF_PROJECTS = re.compile(r"(?:项目|名单|清单)(?:表|布局)?$")
_MARK = re.compile(r"[，,。；;\n、（(）)]")
_OPENING, _CLOSING = "（(", "）)"
_LEAST_ITEMS = 2
_MOST_DOCUMENTS = 3
_LEAST_SUPPORT = 0.5  # share of the question that the box has round the run
_TELLING = 1.0  # weight of a word that picks out some of the items
_LEAD_PHRASE = 12  # characters of 生物质发电。
_ENDING = 2  # characters that the items of a run end with
_MOST_END_SO = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Things named one after another: where, the items, and the words round them."""

    facts: ClauseFacts
    start: int
    end: int
    items: tuple[tuple[int, int], ...]
    around: str

    def words(self, place: tuple[int, int]) -> str:
        return self.facts.text[slice(*place)]


def reply_projects(findings: Findings) -> Draft | None:
    """Give the run of a box that a question asks for, or those of its items that have the word asked for."""
    asked = findings.analysis.text
    if not (_ASKS.search(asked) and _OF_PROJECTS.search(asked)):
        return None
    terms = [one for one in findings.terms if len(one.word) > 1]
    runs = [run for facts in _boxes(findings) for run in _runs(facts)]
    runs = [one for one in runs if support(terms, fold(one.around)) >= _LEAST_SUPPORT]
    if not runs:
        return None
    best = max(runs, key=lambda one: _fit(one, terms, _places(findings, one.facts)))
    words = _picking(findings, best)
    if not words:
        whole = _cited(best.facts, (best.start, best.end))
        row = DraftStatement(text=on_one_line(whole.quote), citations=(whole,))
        return answered(QuestionKind.LIST, row, lead=f"{name(best.facts)}：")
    kept = [one for one in best.items if all(word in best.words(one) for word in words)]
    cited = [_cited(best.facts, one) for one in kept]
    rows = (DraftStatement(text=on_one_line(one.quote), citations=(one,)) for one in cited)
    told = "、".join(f"“{word}”" for word in words)
    lead = f"{name(best.facts)}含{told}的共{len(kept)}项："
    return replace(answered(QuestionKind.LIST, *rows, lead=lead), total=len(kept))


def _boxes(findings: Findings) -> list[ClauseFacts]:
    meant = documents_meant(findings)
    if not 1 <= len(meant) <= _MOST_DOCUMENTS:
        return []
    wanted = findings.analysis.reference if findings.analysis.box else ()
    boxes = [one for one in findings.catalogue.clauses(meant) if one.clause.role is ClauseRole.BOX]
    return [
        one
        for one in boxes
        if _BOX_OF_PROJECTS.search(one.clause.path.headings[-1])
        and (not wanted or wanted[-1] in box_numbers(one))
    ]


def _fit(run: _Run, terms: Sequence[Term], places: Sequence[str]) -> float:
    own = fold(run.facts.text[run.start : run.end])
    named = sum(place in own for place in places)
    return support(terms, fold(run.around)) + support(terms, own) + named


def _places(findings: Findings, facts: ClauseFacts) -> list[str]:
    """Return the places that a question names besides that of the document."""
    return [
        one for one in map(stem, findings.analysis.regions) if one not in fold(facts.document.title)
    ]


def _picking(findings: Findings, run: _Run) -> list[str]:
    """Return the words of a question that some items of a run have and others have not.

    What only the first or the last has may stand ahead of the run or behind it: 建成甲、乙、丙等风电项目.
    """
    items = [fold(run.words(one)) for one in run.items]
    telling = [one.word for one in findings.terms if one.weight >= _TELLING and len(one.word) > 1]
    having = {word: sum(word in item for item in items) for word in telling}
    found = [one for one in _places(findings, run.facts) if any(one in item for item in items)]
    found += [
        word
        for word, count in having.items()
        if 0 < count < len(items) and any(word in item for item in items[1:-1])
    ]
    return [one for one in found if not any(one != other and one in other for other in found)]


def _runs(facts: ClauseFacts) -> Iterator[_Run]:
    """Yield the runs of a box: the parts between commas that name three things or more."""
    heading = facts.clause.path.headings[-1]
    lead = ""
    for segment in _parted(facts.text, (0, len(facts.text)), "。；;\n"):
        words = facts.text[slice(*segment)]
        if len(words.strip()) <= _LEAD_PHRASE:
            lead = words
        for part in _parted(facts.text, segment, "，,"):
            items = _whole(facts.text, list(_parted(facts.text, part, "、")))
            if len(items) >= _LEAST_ITEMS:
                start, end = items[0][0], items[-1][1]
                around = f"{facts.document.title} {heading} {lead} {words}"
                yield _Run(facts=facts, start=start, end=end, items=tuple(items), around=around)


def _parted(text: str, place: tuple[int, int], signs: str) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a stretch of text between these signs outside brackets."""
    start, depth = place[0], 0
    for match in _MARK.finditer(text, *place):
        sign = match.group()
        depth = max(depth + (sign in _OPENING) - (sign in _CLOSING), 0)
        if not depth and sign in signs:
            if text[start : match.start()].strip():
                yield start, match.start()
            start = match.end()
    if text[start : place[1]].strip():
        yield start, place[1]


def _whole(text: str, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join to the next what is no item by itself: of items that end alike (…项目), one that does not."""
    ends = [text[slice(*one)].strip()[-_ENDING:] for one in items]
    common = max(set(ends), key=ends.count, default="")
    if not items or ends.count(common) < len(ends) * _MOST_END_SO:
        return items
    joined: list[tuple[int, int]] = []
    open_from = -1
    for (start, end), last in zip(items, ends, strict=True):
        open_from = start if open_from < 0 else open_from
        if last == common or end == items[-1][1]:
            joined.append((open_from, end))
            open_from = -1
    return joined


def _cited(facts: ClauseFacts, place: tuple[int, int]) -> Citation:
    words = facts.text[slice(*place)]
    start = place[0] + len(words) - len(words.lstrip())
    end = place[1] - len(words) + len(words.rstrip())
    at = facts.clause.span.start
    return cite(facts.document, facts.clause, Span(start=at + start, end=at + end))
