"""Word files (docx): the text as Word shows it, with the numbers that Word generates.

Left out is what Word does not show in the text: comments, deleted and hidden words, headers and
footers. Put in front of a paragraph is its generated number; behind it, or behind the table that it
stands in, stand its notes as lines of their own (脚注1：…). A table is a row a line, cells parted by
tabs; a cell merged with the one above it has the sign for that (〃).
"""

from __future__ import annotations

import logging
from collections import Counter as Counted
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ReadError
from corpus.file_kinds import told_kind
from corpus.reading import BOLD_LINE, Content, heading_mark, raised, take_headings, without_marks
from corpus.tables import MERGED
from corpus.word_lists import Lists, W, child, is_on, number_of, read_lists, value_of
from corpus.word_numbers import Counter
from corpus.word_package import open_package

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
# Not shown where it stands: deleted or moved text, field codes, notes, the reading over a word,
# and the properties of things.
_UNSEEN = {
    f"{W}{name}"
    for name in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "footnoteRef", "endnoteRef", "commentReference",
        "annotationRef", "rt", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "sectPr",
    )
}  # fmt: skip
_TEXT = {f"{W}t", f"{_FORMULA}t"}
_PAGE_BREAKS = {"page", "column"}
_NOTES = {f"{W}footnoteReference": "脚注", f"{W}endnoteReference": "尾注"}

logger = logging.getLogger(__name__)


def read_word(path: Path, data: bytes) -> Content:
    """Read a docx file; tell how many notes it refers to and does not hold.

    Raises:
        ReadError: the file is damaged, locked or unpacks to too much.
    """
    package = open_package(path, data)
    body = child(package.document, "body")
    if body is None:
        told, hint = told_kind(data)
        raise ReadError(
            path,
            f"不是 Word 文档{told and '，' + told}：{path.name}",
            hint=hint or "请在 Word 中另存为 docx。",
        )
    lists = read_lists(package.numbering, package.styles)
    notes = (package.footnotes, package.endnotes)
    walker = _Walker(
        lists, Counter(lists.numbered), dict(zip(_NOTES, map(_by_id, notes), strict=True))
    )
    text, headings = take_headings("\n".join(walker.blocks(body)))
    if walker.lost:
        logger.warning("%s：有 %d 条脚注、尾注没有读入", path.name, walker.lost)
    return Content(text=text, headings=headings)


@dataclass(slots=True)
class _Walker:
    """Goes through a document once, in reading order, and counts its numbers on the way.

    Headings are marked, where they are no cells of a table.
    """

    _lists: Lists
    _counter: Counter
    _notes: Mapping[str, Mapping[str, BaseOxmlElement]]  # by the sign that refers to them, and id
    lost: int = 0  # notes that the file does not hold
    _read: Counted[str] = field(default_factory=Counted)
    _below: list[str] = field(default_factory=list)  # the notes of the block that is read

    def blocks(self, body: BaseOxmlElement) -> Iterator[str]:
        """Yield the lines of the paragraphs and tables of a text, each with its notes behind it."""
        for block in body:
            yield from self.lines([block])
            yield from self._below
            self._below.clear()

    def lines(self, place: Iterable[BaseOxmlElement]) -> Iterator[str]:
        """Yield the lines of the paragraphs and tables in `place`."""
        for block in place:
            if block.tag == f"{W}p":
                yield from self._paragraph(block)
            elif block.tag == f"{W}tbl":
                yield from self._table(block)
            elif block.tag == f"{_MARKUP}AlternateContent":
                yield from self.lines(_shown_choice(block))
            elif block.tag not in _UNSEEN:  # content controls, custom XML, tracked insertions
                yield from self.lines(block)

    def _paragraph(self, paragraph: BaseOxmlElement) -> Iterator[str]:
        mark = child(paragraph, "pPr", "rPr")
        place = self._lists.place_of(paragraph)
        is_counted = place is not None and not is_on(child(mark, "vanish"))
        number = self._counter.next_number(*place) if place and is_counted else ""
        boxes: list[BaseOxmlElement] = []
        text = "".join(_pieces(paragraph, boxes))
        level = self._lists.heading_level(paragraph) or (BOLD_LINE if _is_bold(paragraph) else 0)
        sign = heading_mark(level) if level and text.strip() else ""
        yield sign + number + (text.lstrip(" \t\u3000") if number else text)
        for box in boxes:
            if box.tag in _NOTES:
                self._take_note(box)
            else:
                yield from self.lines(box)

    def _take_note(self, sign: BaseOxmlElement) -> None:
        """Keep the words of the note that a sign refers to, with the number Word shows it by."""
        note = self._notes[sign.tag].get(value_of(sign, "id") or "")
        words = (
            " ".join("".join(_pieces(one, [])).strip() for one in note.iter(f"{W}p"))
            if note is not None
            else ""
        )
        self._read[sign.tag] += 1
        if words.strip():
            self._below.append(f"{_NOTES[sign.tag]}{self._read[sign.tag]}：{words.strip()}")
        else:
            self.lost += 1

    def _table(self, table: BaseOxmlElement) -> Iterator[str]:
        """Yield a row a line. A row of one cell is a frame round text, and keeps its lines."""
        for row in table.iter(f"{W}tr"):
            if _owner(row, f"{W}tbl") is not table:  # a row of a table inside this one
                continue
            cells = [cell for cell in row.iter(f"{W}tc") if _owner(cell, f"{W}tr") is row]
            if len(cells) == 1:
                yield from self.lines(cells[0])
            else:
                yield self._row(cells)

    def _row(self, cells: list[BaseOxmlElement]) -> str:
        """Return the cells parted by tabs; a cell over several columns takes as many places."""
        places: list[str] = []
        for cell in cells:
            properties = child(cell, "tcPr")
            lines = [without_marks(line).replace("\t", " ").strip() for line in self.lines(cell)]
            merged = child(properties, "vMerge")
            is_below = merged is not None and value_of(merged) != "restart"
            places.append(MERGED if is_below else " ".join(line for line in lines if line))
            span = number_of(child(properties, "gridSpan")) or 1
            places += [""] * (min(span, _MOST_COLUMNS) - 1)
        return "\t".join(places).rstrip("\t")


_MOST_COLUMNS = 63  # of a Word table


def _by_id(notes: BaseOxmlElement | None) -> dict[str, BaseOxmlElement]:
    """Return the notes of a file by their id."""
    return {value_of(one, "id") or "": one for one in (notes if notes is not None else ())}


def _is_bold(paragraph: BaseOxmlElement) -> bool:
    """Tell whether every run of a paragraph that has words is set bold."""
    runs = [run for run in paragraph.findall(f"{W}r") if "".join(_pieces(run, [])).strip()]
    return bool(runs) and all(is_on(child(run, "rPr", "b")) for run in runs)


def _owner(element: BaseOxmlElement, tag: str) -> BaseOxmlElement | None:
    return next(element.iterancestors(tag), None)


def _pieces(place: BaseOxmlElement, boxes: list[BaseOxmlElement]) -> Iterator[str]:
    """Yield the pieces of text in `place`; text boxes on the way are put into `boxes`."""
    before = ""
    for element in place:
        words = "".join(_words_of(element, boxes))
        if words and element.tag == f"{W}r" and _is_raised(element):
            words = raised(words, before)
        before = words or before
        yield words


def _words_of(element: BaseOxmlElement, boxes: list[BaseOxmlElement]) -> Iterator[str]:
    tag = element.tag
    if tag in _TEXT:
        yield (element.text or "").replace("\n", " ")
    elif tag in _SIGNS:
        yield _SIGNS[tag]
    elif tag == f"{W}br":
        yield "" if value_of(element, "type") in _PAGE_BREAKS else "\n"
    elif tag == f"{W}txbxContent" or tag in _NOTES:
        boxes.append(element)
    elif tag == f"{_MARKUP}AlternateContent":
        yield from _pieces(_shown_choice(element), boxes)
    elif tag == f"{W}r" and is_on(child(element, "rPr", "vanish")):
        return
    elif isinstance(tag, str) and tag not in _UNSEEN:
        yield from _pieces(element, boxes)


def _is_raised(run: BaseOxmlElement) -> bool:
    aligned = child(run, "rPr", "vertAlign")
    return aligned is not None and value_of(aligned) == "superscript"


def _shown_choice(element: BaseOxmlElement) -> BaseOxmlElement:
    """Return the one of the ways to show a thing that has text, the preferred one first."""
    ways = [way for way in element if way.tag in {f"{_MARKUP}Choice", f"{_MARKUP}Fallback"}]
    with_text = (way for way in ways if next(way.iter(f"{W}t"), None) is not None)
    return next(with_text, ways[0] if ways else element)
