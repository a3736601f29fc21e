"""Text to clauses: a document's headings and leaf clauses (条款); pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.annex_titles import without_marks
from corpus.asides import (
    BOX_NUMBER,
    LONGEST_TITLE,
    Aside,
    Box,
    Closing,
    Contents,
    Particulars,
    Picture,
    Tail,
    TitleLine,
    key_of,
)
from corpus.extract import extract_facts
from corpus.facts import ParsedDocument
from corpus.leads import FOOTNOTE_MARK, are_named, has_leads, lead_phrases, led_paragraphs
from corpus.markers import Marker
from corpus.model import Clause, ClausePath, ClauseRole, Document, Head, Span
from corpus.nodes import Node
from corpus.paragraphs import Paragraph
from corpus.tree import build_tree
from corpus.view import view_of

# Headings tell what the clauses below them are for (the customary parts of a plan).
_ROLES: tuple[tuple[re.Pattern[str], ClauseRole], ...] = (
    (re.compile(r"指导思想|总体思路"), ClauseRole.GUIDELINE),
    (re.compile(r"原则$"), ClauseRole.PRINCIPLE),
    (re.compile(r"目标$"), ClauseRole.GOAL),
    (
        re.compile(
            r"(?:^|[、.．)）章节])(?:主要|总体|工作|发展|具体|规划){0,3}目标(?:任务|要求|指标|[和与]指标)$"
        ),
        ClauseRole.GOAL,
    ),
    (re.compile(r"^(前\s*言|引\s*言|序\s*言|导\s*言)$"), ClauseRole.PREAMBLE),
)
_LATER_YEAR = re.compile(r"(?:展望|到|至)20\d\d年")
_CONTENTS = "目录"
_TAIL = "落款"  # annexes listed, signature, date, notes and colophon
_PARTICULARS = "著录项"
_CLOSING = "结语"
_PREAMBLE = "导语"  # what editors call a paragraph before the first numbered one


@dataclass(frozen=True, slots=True)
class _Group:
    """Paragraphs that make one leaf clause.

    `titles` are lead phrases of the first paragraph (`by_lead`) or the title of the unit, which
    stands in `opening`; `lead_in` marks a clause that only introduces others.
    """

    titles: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    by_lead: bool = False
    lead_in: bool = False
    opening: Paragraph | None = None


def parse_document(document: Document) -> ParsedDocument:
    """Read a document's headings, clauses and facts."""
    heads, clauses = split_clauses(document)
    facts = extract_facts(document, clauses)
    return ParsedDocument(document=document, heads=heads, clauses=clauses, facts=facts)


def split_clauses(document: Document) -> tuple[tuple[Head, ...], tuple[Clause, ...]]:
    r"""Cut a document into headings and leaf clauses (条款), each in reading order.

    Headings and leaf clauses tile the text: every non-blank character lies in exactly one of them.
    A document without any numbering is cut at its paragraphs.

    >>> from pathlib import Path
    >>> from corpus.reader import from_text
    >>> document = from_text("一、总则\n（一）目的。为了……\n（二）范围。适用……",
    ...                      path=Path("办法.txt"), content_hash="")
    >>> [clause.path.label for clause in split_clauses(document)[1]]
    ['一（一）', '一（二）']
    """
    writer = _Writer(document)
    writer.add_node(build_tree(document), ClausePath(headings=(), numbers=()))
    return tuple(writer.heads), tuple(writer.clauses)


def _groups(
    node: Node, opening: tuple[Paragraph, ...], *, beside_leads: bool
) -> list[_Group | Aside]:
    """Cut a unit's own paragraphs into leaf clauses: at its lead phrases, where it has them.

    `opening` is the numbered paragraph where title and body share it, else empty; `beside_leads`
    tells that a unit beside this one has lead phrases.
    """
    led = led_paragraphs(node.body, alone_too=beside_leads)
    is_article = node.marker is not None and node.marker.is_article
    if is_article or (opening and not are_named(node.body, led, behind=opening[-1])):
        led = ()
    starting = {item.span.start for item in led}
    by_lead = bool(led)
    one_each = node.marker is None and not node.children and not led
    pieces: list[list[Paragraph] | Aside] = [list(opening)] if opening else []
    for item in node.body:
        last = pieces[-1] if pieces else None
        starts = by_lead and isinstance(item, Paragraph) and item.span.start in starting
        above = last[0] if isinstance(last, list) else None
        starts |= by_lead and above is not None and _looks_farther(item, above, starting)
        if not isinstance(item, Paragraph):
            pieces.append(item)
        elif isinstance(last, list) and not starts and not one_each:
            last.append(item)
        else:
            pieces.append([item])
    return [
        _group(node, tuple(piece), by_lead=by_lead, is_led=piece[0].span.start in starting)
        if isinstance(piece, list)
        else piece
        for piece in pieces
    ]


def _looks_farther(item: Paragraph | Aside, above: Paragraph, starting: set[int]) -> bool:
    """Tell whether a paragraph begins the goals of a later year (到2035年,…) behind items with dashes.

    It is part of the unit then, not of the last item, which `above` begins.
    """
    is_item = above.span.start in starting and above.text.startswith(("—", "--"))
    return is_item and isinstance(item, Paragraph) and bool(_LATER_YEAR.match(item.text))


def _has_text(body: Sequence[Paragraph | Aside]) -> bool:
    """Tell whether a unit has more below its opening than what closes the text."""
    return any(not isinstance(item, Tail | Closing | Picture) for item in body)


def _first_led(node: Node, document: Document) -> Paragraph | None:
    """Return the text behind a numbered title on its line, where lead phrases open it and all else.

    None where a paragraph of the unit opens otherwise.
    """
    if node.opening is None or node.marker is None or node.marker.is_article:
        return None
    if not node.title or not node.body or node.children:
        return None
    text = node.opening.text
    end = text.index(node.title, node.marker.length) + len(node.title)
    end += len(text[end:]) - len(text[end:].lstrip("。 "))
    if end >= len(text):
        return None
    span = _trimmed(
        document,
        Span(start=node.opening.view.span(end, len(text)).start, end=node.opening.span.end),
    )
    first = Paragraph(span=span, view=view_of(document.text, span), blank_lines_before=0)
    body = [first, *node.body]
    return first if are_named(body, led_paragraphs(body)) else None


def _trimmed(document: Document, span: Span) -> Span:
    words = span.of(document.text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start=start, end=start + len(words.strip()))


def _group(node: Node, paragraphs: tuple[Paragraph, ...], *, by_lead: bool, is_led: bool) -> _Group:
    leads = lead_phrases(paragraphs[0]) if is_led else ()
    if leads:
        return _Group(titles=leads, paragraphs=paragraphs, by_lead=True)
    titles = (node.title,) if node.title else ()
    lead_in = bool(node.children) or by_lead or node.marker is None
    return _Group(
        titles=() if lead_in else titles,
        paragraphs=paragraphs,
        lead_in=lead_in,
        opening=node.opening,
    )


class _Writer:
    """Turns the tree into headings and clauses with unique ids, in reading order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.heads: list[Head] = []
        self.clauses: list[Clause] = []
        self._ids: dict[str, int] = {}
        self._last_text: Clause | None = None  # that is no box: boxes in a row stand side by side

    def _add_title(self, line: TitleLine) -> None:
        path = ClausePath(headings=(), numbers=())
        view = line.paragraph.view
        is_own = key_of(view.text[line.begin :]) == key_of(self.document.title)
        words = view.span(line.begin, len(view.text)).of(self.document.text)
        title = self.document.title if is_own else "".join(words.split("\n")).strip("#* \t\u3000")
        head = Head(path=path, title=title, span=line.paragraph.span, level=0)
        self.heads.append(head)

    def add_node(self, node: Node, path: ClausePath, *, beside_leads: bool = False) -> None:
        """Write a unit: its heading, its own clauses, then the units below it."""
        opening: tuple[Paragraph, ...] = ()
        if node.marker is not None and (own := node.opening) is not None:
            path = self._extended(path, node.marker, own, node.title)
            title = self._verbatim(own, node.title) or node.marker.label
            first = None if node.stands_alone else _first_led(node, self.document)
            if first is not None:
                above = Span(start=own.span.start, end=first.span.start)
                self._add_head(path, title, _trimmed(self.document, above))
                node = replace(node, body=[first, *node.body])
            elif node.stands_alone and (_has_text(node.body) or node.children):
                self._add_head(path, title, own.span)
            else:
                opening = (own,)
        host: Clause | None = None
        is_headed = (
            node.marker is not None and not opening
        )  # a box directly below hangs on the head
        for item in _groups(node, opening, beside_leads=beside_leads):
            if isinstance(item, TitleLine):
                self._add_title(item)
            elif isinstance(item, Contents):
                is_inside = node.marker is not None and not node.marker.is_preface
                whole = ClausePath(headings=(), numbers=())
                self._add_aside(_below(path if is_inside else whole, _CONTENTS), item.paragraphs)
            elif isinstance(item, Tail | Closing | Particulars | Picture):
                name = _name_of(item)
                self._add_aside(ClausePath(headings=(name,), numbers=(name,)), item.paragraphs)
            elif isinstance(item, Box):
                self._add_box(item, path, host or (None if is_headed else self._last_text))
            else:
                host = self._add_clause(item, path)
        family_leads = any(has_leads(child.body) for child in node.children)
        for child in node.children:
            self.add_node(child, path, beside_leads=family_leads)

    def _add_head(self, path: ClausePath, title: str, span: Span) -> None:
        self.heads.append(Head(path=path, title=title, span=span, level=len(path.numbers)))

    def _extended(
        self, path: ClausePath, marker: Marker, opening: Paragraph, title: str
    ) -> ClausePath:
        end = opening.text.index(title, marker.length) + len(title) if title else marker.length
        shown = opening.view.unspaced(marker.start, end, self.document.text)
        first, *rest = shown.split("\n")
        rest = without_marks(rest) if marker.is_annex else rest
        gap = " " if marker.is_annex and rest else ""  # 附件1 2030年目标, not 附件12030年目标
        heading = f"{first.rstrip()}{gap}{''.join(rest).lstrip()}".strip("#* \t\u3000")
        return ClausePath(headings=(*path.headings, heading), numbers=(*path.numbers, marker.label))

    def _verbatim(self, paragraph: Paragraph, phrase: str) -> str:
        """Return `phrase`, found on the paragraph's view, in the characters of the document, footnote marks left out."""
        return FOOTNOTE_MARK.sub("", paragraph.view.verbatim(phrase, self.document.text))

    def _add_clause(self, group: _Group, path: ClausePath) -> Clause:
        name = _PREAMBLE if group.lead_in else ""
        source = group.opening or group.paragraphs[0]
        titles = tuple(self._verbatim(source, title) for title in group.titles)
        if group.by_lead:
            name = "、".join(titles)
            path = _below(path, name)
        elif not path.headings:
            path = ClausePath(headings=(name,), numbers=(name,))
        segments = path.numbers if not group.lead_in else (*_real(path.numbers), name)
        return self._append(
            segments, path, titles, _covering(group.paragraphs), role=self._role(path, group)
        )

    def _add_aside(self, path: ClausePath, paragraphs: tuple[Paragraph, ...]) -> None:
        span = _covering(paragraphs)
        self._append(path.numbers, path, (), span, role=ClauseRole.PREAMBLE)

    def _add_box(self, box: Box, path: ClausePath, host: Clause | None) -> None:
        match = BOX_NUMBER.match(box.paragraphs[0].text)
        view = box.paragraphs[0].view
        title = view.span(0, len(view.text.partition("。")[0])).of(self.document.text)
        number = "".join(match.group().split()) if match else title
        above = host.path if host is not None else path
        below = ClausePath(headings=(*above.headings, title), numbers=(*above.numbers, number))
        span = _covering(box.paragraphs)
        self._append(below.numbers, below, (title,), span, role=ClauseRole.BOX, host=host)

    def _append(
        self,
        segments: tuple[str, ...],
        path: ClausePath,
        titles: tuple[str, ...],
        span: Span,
        *,
        role: ClauseRole,
        host: Clause | None = None,
    ) -> Clause:
        identity = "/".join((self.document.id, *segments))
        self._ids[identity] = self._ids.get(identity, 0) + 1
        if self._ids[identity] > 1:
            identity = f"{identity}（{self._ids[identity]}）"
        clause = Clause(
            id=identity,
            document_id=self.document.id,
            path=path,
            titles=titles,
            span=span,
            role=role,
            host_id=host.id if host is not None else None,
        )
        self.clauses.append(clause)
        if role is not ClauseRole.BOX:
            self._last_text = clause
        return clause

    def _role(self, path: ClausePath, group: _Group) -> ClauseRole:
        if group.lead_in:
            return ClauseRole.PREAMBLE
        if path.is_article:
            return ClauseRole.ARTICLE
        for heading in reversed(path.headings):
            title = "".join(heading.split()).rstrip("。")
            for pattern, role in _ROLES:
                if len(title) <= LONGEST_TITLE and pattern.search(title):
                    return role
        return ClauseRole.TASK


def _name_of(aside: Tail | Closing | Particulars | Picture) -> str:
    """Return what stands for the number of something beside the numbered units."""
    if isinstance(aside, Picture):
        return f"附件（第{aside.page}页）"
    if isinstance(aside, Closing):
        return _CLOSING
    return _TAIL if isinstance(aside, Tail) else _PARTICULARS


def _below(path: ClausePath, name: str) -> ClausePath:
    return ClausePath(headings=(*path.headings, name), numbers=(*path.numbers, name))


def _real(numbers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(number for number in numbers if number != _PREAMBLE)


def _covering(paragraphs: tuple[Paragraph, ...]) -> Span:
    return Span(start=paragraphs[0].span.start, end=paragraphs[-1].span.end)
