"""Measurable goals: metric, value, qualifier and the year they are due; pure.

Conventions of the genre: the deadline (到2025年, “十四五”期间, 2030年前) opens the sentence and holds for its
parts until the next deadline, in a section of goals until the paragraph's end; 分别 binds several metrics to as
many values; …以来 and 从…到… report what has been reached already; a number without a deadline is a
threshold or a count, not a goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.deadlines import Deadline, find_deadlines
from corpus.facts import Target
from corpus.goal_segments import Place, Segment, read_goals
from corpus.model import Citation, Clause, ClauseRole, Document
from corpus.numerals import plan_period_end
from corpus.view import split_sentences, view_of

_REPORT = re.compile(r"以来|过去[一二三四五\d]|[上前]一?[个]?年度?,")
_REACHED = re.compile(r"已(?:经|建成|达到?|完成|累计|形成)")
_DATED_CHANGE = re.compile(r"(?:到|至)20\d\d年的")
_OF_A_TABLE = re.compile(r"\d [\d.]|预期性|约束性|预期目标")  # rows run together
_SEGMENT = re.compile(r"(?:[^,;]|(?<=\d),(?=\d{3}(?!\d)))+")
_LONGEST_METRIC = 60  # longer is a table run together
_LISTED = re.compile(r"[、,]?(?:和|与|及|以及)?(?:到|至)?")


def extract_targets(
    document: Document, clause: Clause, *, written: int | None = None
) -> tuple[Target, ...]:
    """Read the goals of a clause, in order; figures already reached are marked historical.

    `written` is a year in or before which the document was certainly not finished yet
    (`document_year`), None where nothing tells.
    """
    place = Place(document, clause, view_of(document.text, clause.span))
    found: list[Target] = []
    plan_end = plan_period_end(document.title)
    report = False
    held: Deadline | None = None
    paragraph_end = -1
    for start, end in split_sentences(place.view):
        if start > paragraph_end:
            report, held = False, None
            paragraph_end = _paragraph_end(place.view.text, start)
        deadlines = list(find_deadlines(place.view.text, start, end, plan_end=plan_end))
        report = bool(_REPORT.search(place.view.text, start, end)) or (report and not deadlines)
        if clause.role is ClauseRole.GOAL:
            deadlines = [*([held] if held else []), *deadlines]
            held = deadlines[-1] if deadlines else None
        past = report or bool(_REACHED.search(place.view.text, start, end))
        found += _sentence_targets(place, (start, end), deadlines, past=past)
    return tuple(_dated(target, written) for target in found)


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _dated(target: Target, written: int | None) -> Target:
    if written is None or target.year is None or target.year == written:
        return target
    return replace(target, historical=target.year < written)


def _sentence_targets(
    place: Place, sentence: tuple[int, int], deadlines: Sequence[Deadline], *, past: bool
) -> Iterator[Target]:
    start, end = sentence
    length = len(place.view.text[start:end].rstrip("。;!"))
    subject, year, is_goal = "", None, place.clause.role is ClauseRole.GOAL
    for match in _SEGMENT.finditer(place.view.text, start, start + length):
        deadline = next((d for d in reversed(deadlines) if d.start < match.end()), None)
        is_dated = deadline is not None or bool(_DATED_CHANGE.search(match.group()))
        if not is_dated and not past and not is_goal:
            continue
        segment = _segment(place, match, deadline, deadlines)
        for target in read_goals(place, segment):
            metric = target.metric or subject
            if len(metric) > _LONGEST_METRIC or _OF_A_TABLE.search(metric):
                continue
            if not metric or (past and target.unit == "" and "达峰" in target.value):
                continue
            own = target.year or (year if metric == subject else None)
            subject, year = metric, None if target.historical else own
            yield replace(
                target,
                metric=metric,
                year=own or (deadline.year if deadline else None),
                period=_period(place, segment),
                historical=target.historical or past,
            )


def _segment(
    place: Place,
    match: re.Match[str],
    deadline: Deadline | None,
    deadlines: Sequence[Deadline],
) -> Segment:
    inside = deadline is not None and match.start() <= deadline.start
    opens = deadline.end if deadline is not None and inside else match.start()
    ahead = place.view.text[match.start() : deadline.start] if deadline and inside else ""
    text = place.view.text[opens : match.end()]
    listed = _listed(place.view.text, deadlines, deadline)
    return Segment(start=opens, text=text, ahead=ahead, deadline=deadline, listed=listed)


def _period(place: Place, segment: Segment) -> Citation | None:
    """Cite the deadline of a segment, with those that are listed before it."""
    if segment.deadline is None:
        return None
    first = segment.listed[0] if segment.listed else segment.deadline
    return place.cite(first.start, segment.deadline.end)


def _listed(
    text: str, deadlines: Sequence[Deadline], last: Deadline | None
) -> tuple[Deadline, ...]:
    """Return the deadlines that only 、 or 和 parts from each other, up to `last`."""
    if last is None:
        return ()
    listed = [last]
    for before in reversed(deadlines[: deadlines.index(last)]):
        if not _LISTED.fullmatch(text, before.end, listed[0].start):
            break
        listed.insert(0, before)
    return tuple(listed) if len(listed) > 1 and all(one.year for one in listed) else ()
