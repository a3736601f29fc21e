"""Replies to 列了哪几个: the items that a box or a clause names one by one, each before its colon.

Convention: a box (专栏) and a clause about several trades or products open each item with its name and a
colon (——新材料产业：…; 铜：…；铝：…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from app.answer import QuestionKind
from app.catalogue import ClauseFacts
from app.document_places import Place, family_of, list_places, places_of
from app.draft import Draft, DraftStatement, Findings, answered, name
from app.evidence import fold, support
from corpus.model import Citation, ClauseRole, Span, cite
from corpus.numerals import parse_integer

_ASKS_ITEMS = re.compile(
    r"(?:哪|那)(?:几|些)(?:个|类|种|样|项|大|产业|行业|领域|品种|品类|方向)?|(?<!有)几(?:个|类|种|样|大)(?:品类|产业|行业|方向|领域|方面)|列了(?:哪|些|什么)|名单"
)
_NAMED_ITEM = re.compile(
    r"(?:^|(?<=[\n。；;]))[ \t\u3000]{0,8}(?:——?|[-•·●]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．]|[①-⑳])?[ \t\u3000]{0,4}"
    r"(?P<name>[^，,。：:；;\n \t\u3000][^，,。：:；;\n]{0,20})[：:]"
)
# Of a clause that is no box only where kinds are asked for, and none of them by name.
_ASKS_KINDS = re.compile(
    r"几[个类种](?:品类|品种|产业|行业|方向|领域|类别)|(?:哪|那)几[个类种](?!方面|部分|大)"
)
_NUMBER = re.compile(r"专栏\s*([零〇一二三四五六七八九十]+|\d+)")
_COUNTED = re.compile(
    r"(?P<count>\d{1,2}|[一二三四五六七八九十]{1,3})(?:大|个|项)?重?[“\"]?(?P<noun>行动|工程|任务|体系|举措|措施|专项|计划|方面)[”\"]?.{0,4}(?:有哪|是哪|都?有啥|是什么|叫什么|分别|都是|包括|名称|依次|指)"
)
_STEP = re.compile(r"第.{1,3}步")
_LEAST_ITEMS = 3
_LEAST_SUPPORT = 0.25


def reply_items(findings: Findings) -> Draft | None:
    """List the items of the box or clause asked about; None where items are not asked or not named."""
    analysis = findings.analysis
    if not _ASKS_ITEMS.search(analysis.text) or analysis.kind is QuestionKind.AGENCY:
        return None
    facts = _box(findings) if analysis.box else _best(findings)
    if facts is None:
        return None
    items = list(_items(facts))
    if len(items) < _LEAST_ITEMS:
        return None
    statements = (
        DraftStatement(text=one.quote.rstrip("：:").strip(), citations=(one,)) for one in items
    )
    lead = f"{name(facts)}列出{len(items)}项："
    return replace(answered(QuestionKind.LIST, *statements, lead=lead), total=len(items))


def reply_counted(findings: Findings) -> Draft | None:
    """List the parts that a question counts and calls (十大行动有哪些); None where no parts are so many.

    Convention: a plan calls its parts 十大行动, 五大工程, 八项任务 by their number and the noun their headings end with.
    """
    match = _COUNTED.search(findings.analysis.text)
    if match is None or findings.analysis.reference:
        return None
    count = parse_integer(match["count"])
    if count < _LEAST_ITEMS:
        return None
    best = next(iter(findings.candidates), None)
    if best is None or fold(match.group()[:3]) in fold(best.best_sentence.quote):
        return None  # the text says itself which they are
    return _parts_called(findings, match["noun"], count, (best.facts.document.id,)) or (
        _parts_called(findings, match["noun"], count, findings.analysis.documents)
        if findings.analysis.documents
        else None
    )


def _parts_called(
    findings: Findings, noun: str, count: int, documents: tuple[str, ...]
) -> Draft | None:
    found: dict[object, list[Place]] = {}
    for place in places_of(findings.catalogue, documents):
        called = fold(place.title or place.shown).rstrip("。")
        if not place.is_box and called.endswith(noun):
            family = family_of(place, len(place.path.headings) - 1)
            found.setdefault(family, []).append(place)
    fitting = [one for one in found.values() if len(one) == count]
    if len(fitting) != 1:
        return None
    return list_places(fitting[0], f"{count}项{noun}")


def _box(findings: Findings) -> ClauseFacts | None:
    """Return the box asked for: the one of its number, else the one whose words the question has."""
    analysis = findings.analysis
    boxes = [
        one
        for one in findings.catalogue.clauses(analysis.documents)
        if one.clause.role is ClauseRole.BOX
    ]
    if analysis.reference:
        wanted = analysis.reference[-1]
        boxes = [one for one in boxes if wanted in box_numbers(one)]
        return boxes[0] if len(boxes) == 1 else None
    share = {one.clause.id: support(findings.terms, fold(one.heading + one.text)) for one in boxes}
    best = max(boxes, key=lambda one: share[one.clause.id], default=None)
    return best if best is not None and share[best.clause.id] >= _LEAST_SUPPORT else None


def box_numbers(facts: ClauseFacts) -> list[int]:
    """Return the number that a box has in its path."""
    labels = (_NUMBER.match(fold(label)) for label in facts.clause.path.numbers)
    return [parse_integer(match.group(1)) for match in labels if match]


def _best(findings: Findings) -> ClauseFacts | None:
    """Return the clause found first, where the question speaks of it as a whole."""
    best = next(iter(findings.candidates), None)
    asked = findings.analysis.text
    if best is None or best.support < _LEAST_SUPPORT or not _ASKS_KINDS.search(asked):
        return None
    names = (fold(one.quote).rstrip(":") for one in _items(best.facts))
    is_of_one = any(one in fold(asked) or _STEP.match(one) for one in names)
    return None if is_of_one else best.facts


def _items(facts: ClauseFacts) -> Iterator[Citation]:
    """Yield the names of a clause's items with their colons, as they stand."""
    titles = {fold(one) for one in facts.clause.titles}
    for match in _NAMED_ITEM.finditer(facts.text):
        start, end = match.start("name"), match.end()
        if fold(match["name"]) in titles or "单位" in match["name"]:
            continue
        at = facts.clause.span.start
        yield cite(facts.document, facts.clause, Span(start=at + start, end=at + end))
