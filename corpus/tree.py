"""Paragraphs to a tree of numbered units, with what stands beside them: boxes, titles, contents; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.model import Document
from corpus.numbering import Marker, Sequence, read_marker
from corpus.paragraphs import Paragraph, split_paragraphs
from corpus.view import fold_width

LONGEST_TITLE = 40
_LONGEST_LINE = 200  # of a table or of a table of contents
_BOX = re.compile(r"专\s*栏\s*[\d一二三四五六七八九十]{0,3}\s*[:.]?\s*\S")
# A table of contents leads to page numbers by dots; a row of a table ends in its figures.
_CONTENTS_LINE = re.compile(r"[.·…]{4,}\s*[-—]?\s*\d{1,4}\s*[-—]?$|(?:\.\s){4,}\s*\d{1,4}$")
_CONTENTS_TITLE = re.compile(r"目\s*[录次]")
_TABLE_ROW = re.compile(r"(?:\s+[-+]?\d[\d.,]*%?){2,}\s*$")
_SENTENCE_MARK = re.compile(r"[。;!?]")
# Articles have text, not titles, but for the bracketed ones of some codes: 第三条（适用范围）….
_ARTICLE_TITLE = re.compile(r"[(\[【][^)\]】]{2,20}[)\]】]")


@dataclass(frozen=True, slots=True)
class Box:
    """A box (专栏): its title line and what stands in it."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents (目录): its title line and its lines with page numbers."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line that repeats the document's title."""

    paragraph: Paragraph


Aside = Box | TitleLine | Contents


@dataclass(slots=True)
class Node:
    """A numbered unit while the tree is built."""

    marker: Marker | None = None
    opening: Paragraph | None = None
    body: list[Paragraph | Aside] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The title behind the number: the whole line, or the lead phrase it runs in with."""
        first, _, rest = self._first_sentence
        if self.marker is not None and self.marker.is_article:
            named = _ARTICLE_TITLE.match(first)
            return named.group() if named else ""
        is_title = len(first) <= LONGEST_TITLE and (bool(rest) or self.stands_alone)
        return first if is_title else ""

    @property
    def stands_alone(self) -> bool:
        """Tell whether the opening paragraph is a heading on a line of its own.

        An article never is: its number belongs to its text.
        """
        if self.marker is not None and self.marker.is_article:
            return False
        first, mark, rest = self._first_sentence
        return not rest and len(first) <= LONGEST_TITLE and mark in {"", "。"}

    @property
    def _first_sentence(self) -> tuple[str, str, str]:
        if self.opening is None or self.marker is None:
            return "", "", ""
        text = self.opening.text[self.marker.length :].strip("* ")
        match = _SENTENCE_MARK.search(text)
        if match is None:
            return text.rstrip(":"), "", ""
        return text[: match.start()], match.group(), text[match.end() :].strip()


def build_tree(document: Document) -> Node:
    """Read a document's numbered units, each with its own paragraphs and the units below it."""
    root = Node()
    stack = [root]
    sequence = Sequence()
    paragraphs = split_paragraphs(document.text)
    title = "".join(fold_width(document.title).split())
    at = 0
    while at < len(paragraphs):
        paragraph = paragraphs[at]
        at += 1
        marker = _opening_marker(paragraph)
        if "".join(paragraph.text.strip("#* ").split()) == title:
            stack[-1].body.append(TitleLine(paragraph))
        elif end := _contents_end(paragraphs, at - 1):
            stack[-1].body.append(Contents(paragraphs[at - 1 : end]))
            at = end
        elif _is_box(paragraph):
            end = _box_end(paragraphs, at, sequence)
            stack[-1].body.append(Box((paragraph, *paragraphs[at:end])))
            at = end
        elif marker is not None and (depth := sequence.accept(marker)) is not None:
            del stack[depth + 1 :]
            node = Node(marker=marker, opening=paragraph)
            stack[-1].children.append(node)
            stack.append(node)
        else:
            stack[-1].body.append(paragraph)
    return root


def _opening_marker(paragraph: Paragraph) -> Marker | None:
    return None if _matches(_TABLE_ROW, paragraph) else read_marker(paragraph.text)


def _matches(pattern: re.Pattern[str], paragraph: Paragraph) -> bool:
    """Search a line; a paragraph of body text is neither a row nor a line of contents."""
    return len(paragraph.text) <= _LONGEST_LINE and bool(pattern.search(paragraph.text))


def _contents_end(paragraphs: tuple[Paragraph, ...], start: int) -> int:
    """Return where the table of contents that begins at `start` ends; 0 where none does."""
    titled = _CONTENTS_TITLE.fullmatch(paragraphs[start].text.strip("#* "))
    end = start + 1 if titled else start
    while end < len(paragraphs) and _matches(_CONTENTS_LINE, paragraphs[end]):
        end += 1
    return end if end > start + 1 or (end > start and not titled) else 0


def _is_box(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return len(text) <= LONGEST_TITLE and bool(_BOX.match(text)) and not _SENTENCE_MARK.search(text)


def _box_end(paragraphs: tuple[Paragraph, ...], start: int, sequence: Sequence) -> int:
    """Return where a box ends: at the next number in sequence, the next box, or a double blank."""
    for at in range(start, len(paragraphs)):
        paragraph = paragraphs[at]
        marker = _opening_marker(paragraph)
        is_next = marker is not None and sequence.continues(marker)
        if is_next or _is_box(paragraph) or (at > start and paragraph.blank_lines_before >= 2):
            return at
    return len(paragraphs)
