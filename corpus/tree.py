"""Paragraphs to a tree of numbered units, with what stands beside them; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Row
from dataclasses import replace

from corpus.annex_titles import annex_end, repeats_mark
from corpus.asides import (
    Box,
    Contents,
    EnclosedTitle,
    Particulars,
    Picture,
    Tail,
    TitleLine,
    captions_table,
    contents_end,
    early_contents,
    enclosed_titles,
    is_box,
    key_of,
    lists_title,
)
from corpus.blank_names import blank_names
from corpus.box_below_head import units_behind_box
from corpus.closing import part_closing
from corpus.group_labels import group_labels
from corpus.headings import heading_levels
from corpus.labels import opens_with_label, particulars_end
from corpus.leads import ends_box, may_end_box
from corpus.markers import Marker, group_marker, heading_marker, title_marker
from corpus.model import Document, Span
from corpus.nodes import Node
from corpus.numbering import Sequence
from corpus.openings import next_of_scheme, opening_markers
from corpus.outlooks import Outlooks
from corpus.paragraphs import Paragraph, split_paragraphs
from corpus.reading import BOLD_LINE
from corpus.run_on import cut_run_on
from corpus.running_heads import running_heads
from corpus.tables import first_note, without_cells
from corpus.tail import find_tails, lists_annexes, printed_titles, statute_titles
from corpus.unnumbered_heads import unnumbered_heads
from corpus.view import view_of

# At the foot of a notice the annexes are listed (GB/T 9704-2012, 7.3.4): 附件：1.…, below it 2.….
_ANNEX_LIST = re.compile(r"附\s{0,3}[件表录]?\s{0,3}:\s{0,3}[1l]\s{0,3}[.、]")
_MOST_ANNEX_LINES = 4  # that the title of one annex is wrapped into
_LONGEST_RUN = 99  # numbers that are looked through for one that comes again
# The last article of a statute.
_IN_FORCE = re.compile(r"自[^。]{2,24}施行")
_LONGEST_CLOSING = 80
_MOST_FRONT = 60  # paragraphs above a text, among which its particulars stand
_FINISHED = re.compile(r"(?:[。;!?:)\]】”》]|(?<=[\u4e00-\u9fff])\.)\s*$")


def build_tree(document: Document) -> Node:
    """Read a document's numbered units, each with its own paragraphs and the units below it."""
    builder = _Builder(document)
    builder.read()
    part_closing(builder.root)
    return builder.root


class _Builder:
    """Reads the paragraphs once, in order; alive for one document."""

    def __init__(self, document: Document) -> None:
        self.root = Node()
        self._document = document
        self._text = document.text
        self._stack = [self.root]
        self._sequence = Sequence()
        heads = [one.start for one in document.headings if one.level < BOLD_LINE]
        self._paragraphs = cut_run_on(document.text, split_paragraphs(document.text, heads))
        self._contents = early_contents(self._paragraphs)
        markers = opening_markers(self._paragraphs)
        self._markers = without_cells(self._paragraphs, markers)
        self._tails = find_tails(self._paragraphs, self._markers)
        self._levels = heading_levels(document, self._paragraphs, self._markers)
        self._groups = group_labels(self._paragraphs, self._markers)
        self._named = blank_names(self._paragraphs, self._markers)
        self._next = next_of_scheme(self._markers)
        self._annex_lines = 0  # lines in which the next title of a list of annexes may stand
        self._notes: int | None = None  # the rank of the numbers of the notes that go on
        self._title = key_of(document.title)
        self._outlooks = Outlooks(
            paragraphs=self._paragraphs,
            markers=self._markers,
            following=self._next,
            named=self._named,
            title=self._title,
        )
        printed = printed_titles(self._paragraphs, self._markers, self._tails.values())
        printed |= statute_titles(self._paragraphs, self._markers)
        titles = enclosed_titles(document, self._paragraphs, self._markers, printed)
        self._titles = {one.start: one for one in titles}
        self._names = {one.key: one.start for one in titles}
        self._annexes = sum(one is not None and one.is_annex for one in self._markers)
        tops = unnumbered_heads(
            self._paragraphs, self._markers, self._next, {self._title, *self._names}
        )
        self._groups |= tops
        self._running = running_heads(self._paragraphs, self._markers, self._levels)
        self._groups |= {at: rank for at, (rank, _) in self._running.items()}
        # What ends a box.
        self._heads = self._titles.keys() | self._levels.keys() | tops.keys()
        self._front = list(self._lines_above())

    def read(self) -> None:
        """Hang every paragraph on the tree."""
        at = 0
        while at < len(self._paragraphs):
            at = self._read_at(at)

    def _read_at(self, at: int) -> int:
        """Read what begins at paragraph `at`; return where it ends."""
        paragraph, body = self._paragraphs[at], self._stack[-1].body
        if enclosed := self._titles.get(at):
            self._enclose(enclosed)
            return enclosed.end
        if aside := self._front_aside(at):
            body.append(aside)
            return at + len(aside.paragraphs)
        if len(paragraph.text) <= 2 * len(self._title) and key_of(paragraph.text) == self._title:
            body.append(TitleLine(paragraph))
        elif is_box(paragraph):
            end = self._box_end(at)
            body.append(Box(self._paragraphs[at:end]))
            return end
        elif self.root.children and (end := self._tails.get(at, 0)):
            self._end_text(self._paragraphs[at:end])
            return end
        elif not self._opens(at):
            self._add(paragraph)
        elif self._stack[-1].marker is not None and self._stack[-1].marker.is_annex:
            return self._title_annex(at)
        return self._running.get(at, (0, at + 1))[1]

    def _lines_above(self) -> Iterator[str]:
        """Yield the lines above the text, which begins with its first number or sentence."""
        for one, marker in zip(self._paragraphs[:_MOST_FRONT], self._markers, strict=False):
            line = one.span.of(self._text)
            if marker is not None or ("。" in line and not opens_with_label(line)):
                return
            yield line

    def _front_aside(self, at: int) -> Contents | Particulars | None:
        """Return the table of contents, or the particulars above the text, that begin at `at`."""
        if end := self._contents.get(at) or contents_end(self._paragraphs, at):
            return Contents(self._paragraphs[at:end])
        if (end := particulars_end(self._front, at)) > at:
            return Particulars(self._paragraphs[at:end])
        return None

    def _add(self, paragraph: Paragraph) -> None:
        """Add a paragraph to the open unit, or to the tail of the text, which has begun in it.

        Behind the tail of a text with a text layer, pages that are pictures are no part of it.
        """
        body = self._stack[-1].body
        last = body[-1] if body else None
        page = self._document.page_of(paragraph.span.start) or 0
        if isinstance(last, Picture) and last.page == page:
            body[-1] = Picture(page, (*last.paragraphs, paragraph))
        elif isinstance(last, Tail | Picture) and self._is_picture(page, last):
            body.append(Picture(page, (paragraph,)))
        elif isinstance(last, Tail):
            self._end_text((paragraph,))
        else:
            body.append(paragraph)

    def _is_picture(self, page: int, last: Tail | Picture) -> bool:
        pictures = self._document.ocr_pages
        before = self._document.page_of(last.paragraphs[0].span.start)
        return page in pictures and (isinstance(last, Picture) or before not in pictures)

    def _end_text(self, tail: Row[Paragraph]) -> None:
        body = self._stack[-1].body
        if body and isinstance(last := body[-1], Tail):
            body[-1] = Tail((*last.paragraphs, *tail))
        else:
            body.append(Tail(tuple(tail)))

    def _opens(self, at: int) -> bool:
        marker = self._markers[at]
        if self._is_note(at):
            return False
        begins = bool(_ANNEX_LIST.match(self._paragraphs[at].text)) or lists_annexes(
            self._paragraphs, at
        )
        goes_on = self._annex_lines > 0 and marker is not None and marker.lists_annexes
        is_line = marker is None and "。" not in self._paragraphs[at].text
        left = self._annex_lines - 1 if is_line else 0
        self._annex_lines = _MOST_ANNEX_LINES if begins or goes_on else left
        if goes_on or begins or (marker is not None and self._is_whole(at, marker)):
            return False
        is_annex = marker is not None and marker.is_annex
        if is_annex and lists_title(self._paragraphs, at, self._names):
            return False
        if at in self._groups and not self._sequence.inside_article:
            self._open_group(self._label(at), self._groups[at])
            return True
        level = self._levels.get(at, 0)
        if level:
            self._sequence.leave(level)
        if is_annex and at + 1 in self._titles:  # it holds the next of the texts that are enclosed
            self._sequence.end_text()
        if marker is not None and marker.is_upper and self._is_past_statute(at, marker):
            self._sequence.end_text()
        depth = (
            self._sequence.accept(marker, self._outlooks.at(at, marker, self._stack[-1]))
            if marker
            else None
        )
        if depth is None and level:
            marker = heading_marker("".join(self._paragraphs[at].text.strip("#* ").split()), level)
            depth = self._sequence.open_heading(marker)
        if depth is not None:
            named = self._named.get(at, "")
            self._push(Node(marker=marker, opening=self._paragraphs[at], named=named), depth)
        return depth is not None

    def _label(self, at: int) -> Paragraph:
        """Return the head at `at` with the lines it is wrapped into."""
        first, end = self._paragraphs[at], self._running.get(at, (0, at + 1))[1]
        if end == at + 1:
            return first
        span = Span(start=first.span.start, end=self._paragraphs[end - 1].span.end)
        return replace(first, span=span, view=view_of(self._text, span))

    def _open_group(self, label: Paragraph, rank: int) -> None:
        marker = group_marker(label.text)
        self._push(Node(marker=marker, opening=label), self._sequence.open_group(marker, rank))

    def _is_past_statute(self, at: int, marker: Marker) -> bool:
        """Tell whether 一、 begins another text behind the article that closes a statute: …起施行。"""
        last, other = self._stack[-1], self._markers[self._next[at]] if self._next[at] else None
        is_article = last.marker is not None and last.marker.is_article
        if marker.number != 1 or not is_article or last.opening is None:
            return False
        follows = other is not None and other.follows(marker)
        return follows and _IN_FORCE.search(last.opening.text[:_LONGEST_CLOSING]) is not None

    def _is_note(self, at: int) -> bool:
        """Tell whether the number at `at` goes on with the notes below a table."""
        marker = self._markers[at]
        if marker is not None and marker.rank == self._notes:
            return True
        first = first_note(self._paragraphs, self._markers, at)
        is_wrapped = marker is None and not _FINISHED.search(self._paragraphs[at - 1].text[-3:])
        if first or not is_wrapped:  # the rest of a note's line ends no notes
            self._notes = first.rank if first else None
        return False

    def _is_whole(self, at: int, marker: Marker) -> bool:
        """Tell whether an annex, marked at `at`, is the document itself: its notice is not here."""
        is_first = marker.number == 1 and self._annexes > 1
        if not marker.is_annex or is_first or self.root.children:
            return False
        following = self._paragraphs[at + 1].text if at + 1 < len(self._paragraphs) else ""
        return at == 0 or key_of(following[: 2 * len(self._title)]) == self._title

    def _push(self, node: Node, depth: int) -> None:
        del self._stack[depth + 1 :]
        self._stack[-1].children.append(node)
        self._stack.append(node)

    def _enclose(self, enclosed: EnclosedTitle) -> None:
        """Begin an enclosed text: a unit of its own where the file holds numbers outside it."""
        several = sum(not one.is_own for one in self._titles.values()) > 1
        is_here = enclosed.is_own and not enclosed.begin
        if is_here or not (several or self.root.children):
            self._stack[-1].body.append(TitleLine(enclosed.paragraph, enclosed.begin))
            return
        words = enclosed.paragraph.text[enclosed.begin :].strip("#* ")
        marker = title_marker("".join(words.split()), enclosed.begin)
        depth = self._sequence.begin(marker, self._open_annex(enclosed.start))
        self._push(Node(marker=marker, opening=enclosed.paragraph), depth)

    def _open_annex(self, start: int) -> Marker | None:
        """Return the annex whose mark stands directly above paragraph `start`: it holds that text."""
        one = self._stack[-1]
        is_outermost = len(self._stack) == 2 and one.marker is not None and one.marker.is_annex
        if not (is_outermost and one.opening and start):
            return None
        return one.marker if one.opening.span == self._paragraphs[start - 1].span else None

    def _title_annex(self, at: int) -> int:
        end = annex_end(self._paragraphs, self._markers, at)
        if any(line in self._titles for line in range(at + 1, end + 1)):
            end = at + 1  # the text itself, printed as the annex of its notice
        last = self._paragraphs[end - 1]
        first = self._paragraphs[at]
        span = Span(start=first.span.start, end=last.span.end)
        view = view_of(self._text, span)
        node = self._stack[-1]
        node.opening = Paragraph(span, view, first.blank_lines_before)
        if repeats_mark(self._paragraphs, self._markers, at) and node.marker is not None:
            length = view.find(self._paragraphs[at + 1].span.end + 1)
            node.marker = replace(node.marker, length=length)
        return end

    def _box_end(self, title: int) -> int:
        """Return where a box ends: at the next number in sequence or box, or a double blank.

        It ends too where the lead phrases go on that name the paragraphs before it. Parts, chapters
        and sections never stand in a box, whatever their number. A box over two pages may have its
        title on both.
        """
        start, name = title + 1, key_of(self._paragraphs[title].text)
        endings = may_end_box(self._stack[-1].body, self._paragraphs[start : start + 1])
        items: dict[int, int] = {}
        units = units_behind_box(self._paragraphs, self._markers, title, self._stack)
        for at in range(start, units or len(self._paragraphs)):
            paragraph, marker = self._paragraphs[at], self._markers[at]
            is_next = marker is not None and (
                marker.is_division
                or self._is_outer(marker, items.get(marker.rank))
                or (
                    self._sequence.continues(marker)
                    and not self._is_item(at, items.get(marker.rank))
                )
            )
            blank = at > start and paragraph.blank_lines_before >= 2
            before = self._paragraphs[at - 1]
            is_led = (
                bool(endings)
                and at > start
                and not self._is_item_head(at - 1)
                and ends_box(paragraph, self._paragraphs[max(at - 2, start) : at], endings)
            )
            is_other = is_box(paragraph) and key_of(paragraph.text) != name
            is_other |= at > start and captions_table(paragraph, before)
            if is_next or blank or is_led or is_other or at in self._heads:
                return at
            if marker is not None:
                items[marker.rank] = at
        return units or len(self._paragraphs)

    def _is_outer(self, marker: Marker, before: int | None) -> bool:
        """Tell whether a number is out of step with the items of a box: they only count on."""
        last = self._markers[before] if before is not None else None
        return last is not None and marker.number not in {1, last.number + 1}

    def _is_item(self, at: int, before: int | None) -> bool:
        """Tell whether a number goes on with the items of a box rather than the text round it.

        Both may go on with it: the text does where the number comes again before the run is over.
        An item is written as the one before it, a text or a line, or is called the same (工程).
        """
        marker, last = self._markers[at], self._markers[before] if before is not None else None
        if marker is None or last is None or marker.number != last.number + 1:
            return False
        outer = next(
            one for one in self._stack[::-1] if one.marker and one.marker.rank == marker.rank
        )
        item, above = (self._outlooks.node(place) for place in (at, before or 0))
        if self._comes_again(at):
            return True
        is_alike = item.title[-2:] == above.title[-2:] != outer.title[-2:]
        return is_alike or item.stands_alone == above.stands_alone != outer.stands_alone

    def _comes_again(self, at: int) -> bool:
        """Tell whether the number at `at` comes again before its scheme begins anew."""
        number, following = self._markers[at], self._next[at]
        for _ in range(_LONGEST_RUN):
            other = self._markers[following] if following else None
            if number is None or other is None or other.number == 1:
                break
            if other.number == number.number:
                return True
            following = self._next[following]
        return False

    def _is_item_head(self, at: int) -> bool:
        return self._markers[at] is not None and self._outlooks.node(at).stands_alone
