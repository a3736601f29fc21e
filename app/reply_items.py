"""Replies to 专栏1列了哪几个: the items of a box (专栏), all or those named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answer import QuestionKind
from app.catalogue import ClauseFacts
from app.draft import Draft, DraftStatement, Findings, answered, name, on_one_line
from app.evidence import fold, support
from app.members import Members, names_of_parts
from app.reply_members import give_members, tell_of_one
from corpus.model import Citation, ClauseRole
from corpus.numerals import parse_integer

_ASKS_ITEMS = re.compile(
    r"(?:哪|那)(?:几|些)(?:个|类|种|样|项|大|产业|行业|领域|品种|品类|方向)?|(?<!有)几(?:个|类|种|样|大)(?:品类|产业|行业|方向|领域|方面)|列了(?:哪|些|什么)|名单|分别|各(?:自|要|有|是)?[\u4e00-\u9fff]{0,6}(?:什么|哪)"
)
# How many boxes there are, or what they are called: no items of one.
_ASKS_BOXES = re.compile(
    r"专栏[”\"]?,?(?:一共|总共|都|共|各|分别)*(?:有|是|叫|设)(?:几|多少|哪)|(?:几|多少)个?专栏|专栏的?(?:标题|名[称字])"
)
_NUMBER = re.compile(r"专栏\s*([零〇一二三四五六七八九十]+|\d+)")
_NEAR = 0.6  # of the best clause's score
_LEAST_SUPPORT = 0.25


def reply_items(findings: Findings) -> Draft | None:
    """List the items of the box asked about, or tell those it names; None where none are asked for or named.

    Of a clause that is no box several of its items are told where a question names two or more.
    """
    analysis = findings.analysis
    if not _ASKS_ITEMS.search(analysis.text) or analysis.kind is QuestionKind.AGENCY:
        return None
    if not analysis.reference and _ASKS_BOXES.search(analysis.text):
        return None
    if not analysis.box:
        return _of_several(findings) if len(findings.candidates) > 0 else None
    facts = _box(findings)
    items = names_of_parts(facts) if facts else None
    if facts is None or items is None:
        return None
    named = _named(items, analysis.text)
    if not named and (told := tell_of_one(items, findings)):
        return told
    return _tell(items, named) if len(named) == 1 else give_members(findings, items)


def _of_several(findings: Findings) -> Draft | None:
    """Tell the items that a question names side by side; None where no clause near the best has two of them."""
    least = findings.candidates[0].score * _NEAR
    for candidate in findings.candidates:
        items = names_of_parts(candidate.facts) if candidate.score >= least else None
        named = _named(items, findings.analysis.text) if items else []
        if items and len(named) > 1 and len(named) < items.count:
            return _tell(items, named)
    return None


def _named(items: Members, asked: str) -> list[Citation]:
    text = fold(asked)
    names = {one: fold(one.quote).rstrip(":") for one in items.items}
    return [
        one
        for one, name in names.items()
        if name in text
        and (
            len(name) > 1
            or re.search(
                rf"(?:[、和与]|^|[^\u4e00-\u9fff中里]){re.escape(name)}|{re.escape(name)}[、和与]",
                text,
            )
        )
    ]


def _tell(items: Members, named: Sequence[Citation]) -> Draft:
    """Tell items of a clause: the sentences of each, up to the next."""
    starts = [one.span.start for one in items.items]
    rows: list[DraftStatement] = []
    for item in named:
        end = next((at for at in starts if at > item.span.start), items.facts.clause.span.end)
        rows += [
            DraftStatement(text=on_one_line(one.quote), citations=(one,))
            for one in items.facts.sentences
            if item.span.start < one.span.end <= end + 1
        ]
    return answered(QuestionKind.TASK, *rows, lead=f"{name(items.facts)}写明：")


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
