"""Who answers for a clause: brackets, lines and tables of responsible units, and prose; pure.

Conventions of the genre: a bracket closes the sentences it is for; below a task stand lines such as
牵头单位：… and 配合单位：…; a table of 任务分工 has a column for each; what is said once for all
(以下均需…, 列第一位的为牵头单位) holds for the lists that follow.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.brackets import Bracket, all_brackets, find_brackets, overlaps
from corpus.duty_lines import find_duty_lines, find_duty_rows, has_label
from corpus.duty_notes import DutyNotes, LeadNote, cut_notes, has_notes, read_duty_notes
from corpus.facts import Responsibility, SharedDuty
from corpus.markers import read_marker
from corpus.model import Citation, Clause, ClauseRole, Document, Span, cite
from corpus.prose_duties import find_prose_duties
from corpus.tables import has_cells
from corpus.unit_lists import UnitList, is_placed_list, is_responsibility, read_agencies
from corpus.unit_names import UNIT_END
from corpus.view import MatchingView, fold_width, split_sentences, view_of

_LONGEST_PART = 300  # characters of a part of a sentence before the bracket that closes it
_LONGEST_HEAD = 200  # characters of a numbered line that is looked at
_MOST_BLANKS = 100  # between a sentence and the bracket behind it
_ENDS = ("。", ";", "!", "?", "”", ")", "〕")
_OPENING = re.compile(r"[\s。,;、:*>#•·◆-]*")  # what is left of the sentence above, signs of lists
_NEXT_LINE = re.compile(r"[^\S\n]{0,20}\n\s{0,20}(?P<opening>.{1,20})")
_PART_END = re.compile(r"\s{0,20}(?:[,。;]|$)")
_FULL_STOP = re.compile("[。!?]")
_STOP = re.compile(r"\s{0,100}(?:[。;\n]|$)")
# A bracket that closes a paragraph behind its last sentence, and the name of a part of a body or of
# one below it, which says no level: 教师处, 人才中心, 招考院.
_CLOSER = re.compile(r"[。;!?”)]\s{0,20}\((?P<names>[^()\n]{2,120})\)[^\S\n]{0,20}(?:\n|$)")
_SHORT_NAME = re.compile(
    rf"[\u4e00-\u9fff]{{1,10}}?(?:{UNIT_END.pattern.removesuffix('$')}|[室组队])"
)
_FEWEST_CLOSERS = 3  # that make a habit


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where units are named, and the list they are read from where it is not what stands there.

    `is_whole` tells that what is to be done stands there too: running text, the row of a table.
    `written` is where the names stand, None where that is the place itself.
    """

    span: Span
    content: str | None = None
    is_prose: bool = False
    is_whole: bool = False
    others: bool = False
    written: Span | None = None
    head: Span | None = None


def extract_responsibilities(document: Document, clause: Clause) -> tuple[Responsibility, ...]:
    """Read who answers for one clause, looked at alone."""
    return extract_all_responsibilities(document, [clause])[0]


def extract_all_responsibilities(
    document: Document, clauses: Sequence[Clause]
) -> tuple[tuple[Responsibility, ...], ...]:
    """Read who answers for every clause: its rows, brackets, lines and prose, in order.

    What a document says once for all its lists is applied to those it holds for.
    """
    whole = Span(start=0, end=len(document.text))
    rows = list(_rows(document, whole))
    habit = _names_in_closers(document)
    places = [sorted(_places(document, clause, rows, habit), key=_start) for clause in clauses]
    lists = [one.span for found in places for one in found if not one.is_prose]
    has_any = lists and has_notes(document.text)
    notes = read_duty_notes(view_of(document.text, whole), lists) if has_any else DutyNotes()
    reader = _Reader(document=document, clauses=clauses, notes=notes)
    return tuple(
        tuple(reader.read(clause, found)) for clause, found in zip(clauses, places, strict=True)
    )


def _start(place: _Place) -> int:
    return place.span.start


def _rows(document: Document, whole: Span) -> Iterator[_Place]:
    """Yield the rows of tables with a column of units; most documents have no tab at all."""
    if has_cells(document.text):
        view = view_of(document.text, whole, join_lines=False)
        for row in find_duty_rows(view.text):
            yield _Place(
                span=view.span(row.start, row.end),
                content=row.content,
                is_whole=True,
                written=view.span(row.written, row.end),
                head=view.span(*row.head) if row.head else None,
            )


def _names_in_closers(document: Document) -> frozenset[str]:
    """Return the names in the brackets that close one paragraph after another; none where they do not.

    Convention: a plan of one body gives its tasks to its own offices (教师处、人才中心) in a bracket at
    the end of each task. The names say no level, so that one such bracket alone proves nothing; most of
    the brackets at that place being lists of such names, with a name that comes again, they are units.
    """
    found = [_bare_names(match["names"]) for match in _CLOSER.finditer(fold_width(document.text))]
    lists = [names for names in found if names]
    counted = Counter(name for names in lists for name in set(names))
    is_habit = len(lists) >= _FEWEST_CLOSERS and len(lists) * 2 > len(found)
    return frozenset(counted) if is_habit and max(counted.values()) > 1 else frozenset()


def _bare_names(content: str) -> list[str]:
    """Return the short names of a bracket; none where one of its items is no name of a unit."""
    names = [one.strip() for one in content.split("、")]
    return names if all(map(_SHORT_NAME.fullmatch, names)) else []


def _places(
    document: Document, clause: Clause, rows: Sequence[_Place], habit: frozenset[str]
) -> list[_Place]:
    """Return where a clause names units; what is found first keeps its place."""
    first = bisect_left(rows, clause.span.start, key=_start)
    near = rows[first : bisect_left(rows, clause.span.end, key=_start)]
    found = [row for row in near if clause.span.contains(row.span)]
    taken = [Bracket(row.span.start, row.span.end) for row in found]
    last = 0
    view = view_of(document.text, clause.span)
    parted = _closing_parts(view.text)
    listed = [
        _Place(span=view.span(one.start, one.end))
        for one in all_brackets(view.text)
        if one in parted
        or _names_units(view.text, one, ends=_ends_item(document.text, view.offsets[one.end - 1]))
        or _is_habitual(view.text, one, habit)
    ]
    if has_label(view.text):
        lines = view_of(document.text, clause.span, join_lines=False)
        listed += [
            _Place(span=lines.span(one.start, one.end), content=one.content)
            for one in find_duty_lines(lines.text)
        ]
    # A line with brackets inside is a line; a bracket with labels inside is a bracket.
    for place in sorted(listed, key=lambda one: (one.span.start, -one.span.end)):
        if place.span.start >= last and not overlaps(taken, place.span.start, place.span.end):
            found.append(place)
            last = place.span.end
    taken = sorted(Bracket(one.span.start, one.span.end) for one in found)
    for duty in find_prose_duties(view.text):
        span = view.span(duty.start, duty.end)
        # Many bodies with one general duty are told in an article; in a plan the tasks have their own.
        if duty.is_general and clause.role is not ClauseRole.ARTICLE:
            continue
        if not overlaps(taken, span.start, span.end):
            found.append(
                _Place(
                    span=span,
                    content=duty.names,
                    is_prose=True,
                    is_whole=True,
                    others=duty.others,
                )
            )
    return found


def _ends_item(text: str, last: int) -> bool:
    """Tell whether a line ends behind `last`, and it or the next one is numbered: 1.…（县甲局）.

    A numbered line without a full stop is the head of what follows, the units of which close it.
    """
    line = _NEXT_LINE.match(text, last + 1)
    if line is None:
        return False
    opening = max(last - _LONGEST_HEAD, 0)
    start = text.rfind("\n", opening, last) + 1
    own = fold_width(text[start:last]) if start > opening or not opening else ""
    is_head = read_marker(own) is not None and not _FULL_STOP.search(own)
    return is_head or read_marker(fold_width(line.group("opening"))) is not None


def _names_units(text: str, bracket: Bracket, *, ends: bool) -> bool:
    """Tell whether a bracket of a view lists units; `ends`: the item of a list ends with it."""
    content = cut_notes(text[bracket.start + 1 : bracket.end - 1].strip())
    before = text[max(bracket.start - _MOST_BLANKS, 0) : bracket.start].rstrip()
    if before.endswith(_ENDS):
        return is_responsibility(content, closes_sentence=True)
    # Before the full stop a bare list has to be beyond doubt: 设备购置(市级财政)。
    is_last = ends or _STOP.match(text, bracket.end) is not None
    return is_responsibility(content, closes_sentence=is_last and is_placed_list(content, before))


def _closing_parts(text: str) -> frozenset[Bracket]:
    """Return the brackets of offices that close the parts of one sentence: …50座（县甲局），…（县乙局）。

    Convention: each part of the sentence has the units for it, the last one in front of the full stop.
    One such bracket alone may explain a word; several, the last of them at the end, do not.
    """
    found: list[Bracket] = []
    parts: list[Bracket] = []  # of the sentence that is looked at
    for one in find_brackets(text):
        closing = _PART_END.match(text, one.end)
        if parts and (
            one.start - parts[-1].end > _LONGEST_PART
            or _FULL_STOP.search(text, parts[-1].end, one.start)
        ):
            parts = []
        before = text[max(one.start - _MOST_BLANKS, 0) : one.start].rstrip()
        if closing and is_placed_list(text[one.start + 1 : one.end - 1].strip(), before):
            parts.append(one)
            if closing.group().strip() != ",":
                found += parts if len(parts) > 1 else ()
                parts = []
    return frozenset(found)


def _is_habitual(text: str, bracket: Bracket, habit: frozenset[str]) -> bool:
    """Tell whether a bracket behind a sentence holds nothing but names that close paragraphs."""
    before = text[max(bracket.start - _MOST_BLANKS, 0) : bracket.start].rstrip()
    names = _bare_names(text[bracket.start + 1 : bracket.end - 1])
    return bool(names) and before.endswith(_ENDS) and habit.issuperset(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads what the places of a document name."""

    document: Document
    clauses: Sequence[Clause]
    notes: DutyNotes

    def read(self, clause: Clause, places: Sequence[_Place]) -> Iterator[Responsibility]:
        """Yield the facts of a clause; several lists each hold for the sentences before them."""
        closing = [one for one in places if not one.is_whole]
        above = clause.span.start
        for place in places:
            covers = None
            if not place.is_whole:
                covers = self._covered(clause, above, place.span) if len(closing) > 1 else None
                above = place.span.end
            if fact := self._fact(clause, place, covers):
                yield fact

    def _fact(
        self, clause: Clause, place: _Place, covers: Citation | None
    ) -> Responsibility | None:
        view = view_of(self.document.text, place.written or place.span)
        listed = read_agencies(cut_notes(place.content or _unwrapped(view.text)))
        if not listed.units:
            return None
        lead = None if place.is_prose else self.notes.lead_at(place.span)
        leads = lead.leads(listed) if lead else listed.leads
        return Responsibility(
            agencies=tuple(self._original(name, view) for name in listed.names),
            leads=tuple(self._original(name, view) for name in leads),
            manner=None if place.is_prose else listed.manner and self._written(listed.manner, view),
            source=cite(self.document, clause, place.span),
            others=place.others or (listed.others and not place.is_prose),
            covers=covers,
            lead_source=self._parted(place, listed, lead if leads != listed.leads else None),
            shared=None if place.is_prose else self._shared(place.span, listed.names),
            supports=listed.supports if any(listed.supports) else (),
        )

    def _parted(self, place: _Place, listed: UnitList, lead: LeadNote | None) -> Citation | None:
        """Cite the note that says who leads, or the head of the table whose columns say who has which part."""
        if lead:
            return self._cited(lead.span)
        has_parts = listed.leads or any(listed.supports)
        return self._cited(place.head) if place.head and has_parts else None

    def _shared(self, span: Span, names: Sequence[str]) -> SharedDuty | None:
        note = self.notes.shared_at(span)
        source = self._cited(note.span) if note else None
        if note is None or source is None:
            return None
        view = view_of(self.document.text, note.span)
        agencies = [self._original(name, view) for name in note.units.names if name not in names]
        return SharedDuty(agencies=tuple(agencies), source=source) if agencies else None

    def _covered(self, clause: Clause, start: int, place: Span) -> Citation | None:
        """Cite the sentences between the list above, or the clause's start, and a list."""
        if start >= place.start:
            return None
        view = view_of(self.document.text, Span(start=start, end=place.start))
        sentences = list(split_sentences(view))
        first = _OPENING.match(view.text, sentences[0][0]) if sentences else None
        if first is None or first.end() >= sentences[-1][1]:
            return None
        return cite(self.document, clause, view.span(first.end(), sentences[-1][1]))

    def _cited(self, span: Span) -> Citation | None:
        """Cite words of any clause; None where they stand in a heading."""
        at = bisect_right(self.clauses, span.start, key=lambda clause: clause.span.start) - 1
        if at < 0 or not self.clauses[at].span.contains(span):
            return None
        return cite(self.document, self.clauses[at], span)

    def _original(self, name: str, view: MatchingView) -> str:
        """Return `name` in the characters of the document, also with its region put before it."""
        for added in range(5):
            if view.text.find(name[added:]) >= 0:
                return name[:added] + self._written(name[added:], view)
        return name

    def _written(self, phrase: str, view: MatchingView) -> str:
        at = view.text.find(phrase)
        if at < 0:
            return phrase
        return "".join(self.document.text[one] for one in view.offsets[at : at + len(phrase)])


def _unwrapped(content: str) -> str:
    """Return a list of units without the brackets round it; names keep their own."""
    inner = content.strip()
    pairs = [one for one in all_brackets(inner) if (one.start, one.end) == (0, len(inner))]
    return (inner[1:-1] if pairs else inner.lstrip("([【〔")).strip()
