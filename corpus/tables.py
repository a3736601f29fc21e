"""Rows of tables, and tables that a text layer has broken into lines: cells open no clause; pure.

A caption stands above a table: 表1 …指标 (GB/T 1.1), or a line that says what it is (…主要指标), above
the header. Below it come short lines without a full stop, among them group rows that are numbered
like headings: （一）绿色低碳发展.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.annex_titles import annex_end
from corpus.asides import is_row
from corpus.markers import Marker, read_marker
from corpus.paragraphs import Paragraph

# The sign for what stands above (〃): the readers put it into a cell that is merged with the one above
# it, so that it differs from an empty one.
MERGED = "〃"
_CAPTION = re.compile(
    r"(?:附\s?)?表\s?[\d一二三四五六七八九十]{1,3}(?:[-—.]\d{1,2})?\s?[^\d,。;]{2,60}"
)
# A caption without a number, known by the header below it, which names what the columns hold.
_NAMED_CAPTION = re.compile(r"[^。;!?]{2,60}(?:指标|指标体系|[标览况划总录]表)(?:\([^()]{1,20}\))?")
_COLUMN = re.compile(r"指标|序\s?号|单位|属性|类别|目标值|现状值?|基准|20\d\d年")
_MOST_HEADER = 4  # lines
_LONGEST_HEADER = 40  # characters
_FEWEST_COLUMNS = 2
_FIGURES = re.compile(  # columns run together at a line's end, or one run on to what it counts
    r"\d[\d.,]{0,12}\s{1,3}[\d.,]{1,16}[%‰]?$|[\u4e00-\u9fff)]\d{1,6}\.\d{1,4}$"
)
_CLAUSE_MARK = re.compile(r"[。;,!?]")
_RULE = re.compile(r"\|[\s|:-]+")
# Below a table, and after its last row, stand its notes: 注：1.…, then 2.… on lines of their own.
_NOTES = re.compile(r"(?:备\s?)?注\s?:\s?(?=\d{1,2}\s?[.、)]|\(\d|[①-⑳])")
_NOTES_HEAD = re.compile(r"(?:备\s?)?注\s?:")  # alone, its notes on the lines below
_SCORE = re.compile(r"[得扣加减计为]\s?\d{1,3}(?:\.\d{1,2})?\s?分(?![之钟])|\(\s?\d{1,3}\s?分\s?\)")
_LONGEST_CELL = 45  # characters
_FORM_CAPTION = re.compile(r"附\s?表\s?(?P<number>\d{1,2})(?![\d.、,和至-])\s?[\u4e00-\u9fff]")
_TABLE_TITLE = re.compile(r"[^代]表(?:\([^()]{1,20}\))?$")
_LONGEST_FORM = 80  # lines
_LONGEST_LINE = 60  # characters of a line of one
_FEWEST_ROWS = 3
_FEWEST_SCORED, _MOST_UNSCORED = (
    5,
    6,
)  # lines with points in a table of scores; lines to one of them


def has_cells(text: str) -> bool:
    """Tell whether a text may hold rows whose cells are kept apart."""
    return "\t" in text or "|" in text


def split_cells(line: str) -> list[tuple[int, str]]:
    r"""Return the cells of a row with their places: parted by tabs, or set in the | of Markdown.

    The line of dashes below a Markdown table's header has no cells.

    >>> split_cells("任务\t牵头单位"), split_cells("| 任务 | 牵头单位 |"), split_cells("|--|:-:|")
    ([(0, '任务'), (3, '牵头单位')], [(1, ' 任务 '), (6, ' 牵头单位 ')], [])
    """
    mark, start = "\t", 0
    if set(line[:1] + line.rstrip()[-1:]) == {"|"}:
        if _RULE.fullmatch(line):
            return []
        mark, start, line = "|", 1, line.rstrip()[1:-1]
    cells = []
    for piece in line.split(mark):
        cells.append((start, piece))
        start += len(piece) + 1
    return cells


def cells_of(text: str) -> tuple[str, ...]:
    r"""Return the cells of a row of a table, blanks trimmed; none where a text is no row.

    >>> cells_of("节水\t市水利局"), cells_of("| 节水 | 市水利局 |"), cells_of("节水。")
    (('节水', '市水利局'), ('节水', '市水利局'), ())
    """
    cells = split_cells(text) if "\n" not in text else []
    return tuple(cell.strip() for _, cell in cells) if len(cells) > 1 else ()


def without_cells(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> list[Marker | None]:
    """Return `markers` without those that stand in the cells of a table."""
    kept = list(markers)
    at = 0
    while at < len(paragraphs):
        end = max(_table_end(paragraphs, markers, at), _scored_end(paragraphs, markers, at))
        for cell in range(at + (markers[at] is not None), end):
            kept[cell] = None
        at = max(end, at + 1)
    last = -1  # where the form before ended
    for at in range(len(paragraphs)):
        end = _form_end(paragraphs, markers, at, goes_on=at == last)
        for cell in range(at + 1, end):
            kept[cell] = None
        last = end if end > at else last
    for at in _torn_groups(paragraphs, kept):
        kept[at] = None
    return kept


def first_note(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], at: int
) -> Marker | None:
    """Return the number of the first of several notes, if they begin on line `at` or below it; else None."""
    text = paragraphs[at].text
    if begin := list(_NOTES.finditer(text)):
        return read_marker(text[begin[-1].end() :])
    below = markers[at + 1] if at + 1 < len(markers) and _NOTES_HEAD.fullmatch(text) else None
    return below if below is not None and below.is_low and below.number == 1 else None


def _torn_groups(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> Iterator[int]:
    """Yield the numbers of groups of rows in annexes that are tables: 一、 alone, 预计建成 below it.

    Such an annex is called …表 and holds no sentence; a cell of its own parts the number from the
    name of the group.
    """
    for start, annex in enumerate(markers):
        if not _is_annex(annex) or not _names_table(paragraphs, markers, start):
            continue
        following = range(start + 1, len(paragraphs))
        end = next((at for at in following if _is_annex(markers[at])), len(paragraphs))
        if not any("。" in one.text for one in paragraphs[start:end]):
            yield from (at for at in range(start + 1, end) if _is_torn(paragraphs[at], markers[at]))


def _names_table(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], start: int
) -> bool:
    title = paragraphs[annex_end(paragraphs, markers, start) - 1].text
    return bool(_TABLE_TITLE.search(title[-_LONGEST_LINE:]))


def _is_torn(paragraph: Paragraph, marker: Marker | None) -> bool:
    """Tell whether a line break parts 一、 from what stands behind it."""
    if marker is None or not marker.is_upper:
        return False
    offsets = paragraph.view.offsets[marker.length - 1 : marker.length + 1]
    return len(offsets) < 2 or offsets[1] - offsets[0] > 1


def _form_end(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], start: int, *, goes_on: bool
) -> int:
    """Return where the form ends whose caption (附表1 …) stands at `start`, `start` where none does.

    Forms behind a text follow each other: what stands between 附表1 and 附表2 are short lines of cells, the
    lists in a cell among them (数据源：1.…；2.…). The last of several (`goes_on`) ends at the next annex.
    """
    match = _FORM_CAPTION.match(paragraphs[start].text)
    if match is None or "。" in paragraphs[start].text:
        return start
    following = str(int(match["number"]) + 1)
    for at in range(start + 1, min(start + _LONGEST_FORM, len(paragraphs))):
        other = _FORM_CAPTION.match(paragraphs[at].text)
        if other and other["number"] == following:
            return at
        marker = markers[at]
        if goes_on and _is_annex(marker):
            return at
        if len(paragraphs[at].text) > _LONGEST_LINE or (marker is not None and not marker.is_low):
            break
    return start


def _table_end(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], start: int
) -> int:
    """Return where the table whose caption stands at `start` ends, `start` where none begins.

    It ends with its last row of figures: heads of the text below it stand behind that.
    """
    if not _is_caption(paragraphs, start):
        return start
    end = start + 1
    while end < len(paragraphs) and _is_cell(paragraphs[end], markers[end]):
        end += 1
    rows = [
        at
        for at in range(start + 1, end)
        if is_row(paragraphs[at]) or _FIGURES.search(paragraphs[at].text)
    ]
    return rows[-1] + 1 if len(rows) >= _FEWEST_ROWS else start


def _is_caption(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Tell whether a line is the caption of a table: numbered, or above a header."""
    text = paragraphs[at].text
    if "。" in text:
        return False
    if _CAPTION.match(text):
        return True
    header = paragraphs[at + 1 : at + 1 + _MOST_HEADER]
    return bool(_NAMED_CAPTION.fullmatch(text)) and any(map(_names_columns, header))


def _names_columns(paragraph: Paragraph) -> bool:
    text = paragraph.text
    is_short = len(text) <= _LONGEST_HEADER and not _CLAUSE_MARK.search(text)
    return is_short and len(_COLUMN.findall(text)) >= _FEWEST_COLUMNS


def _scored_end(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], start: int
) -> int:
    """Return where the annex ends that is a table of scores (评分标准), `start` where it is none.

    Such a table gives points in most of its lines: 得5分, （20分）. It is the whole annex.
    """
    if not _is_annex(markers[start]):
        return start
    following = range(start + 1, len(paragraphs))
    end = next((at for at in following if _is_annex(markers[at])), len(paragraphs))
    scored = sum(bool(_SCORE.search(paragraphs[at].text)) for at in range(start + 1, end))
    return end if scored >= _FEWEST_SCORED and scored * _MOST_UNSCORED >= end - start else start


def _is_annex(marker: Marker | None) -> bool:
    return marker is not None and marker.is_annex


def _is_cell(paragraph: Paragraph, marker: Marker | None) -> bool:
    is_head = marker is not None and (marker.is_division or marker.is_annex)
    text = paragraph.text if marker is None else paragraph.text.rstrip("。")
    is_short = len(text) <= _LONGEST_CELL or is_row(paragraph)
    return not is_head and is_short and "。" not in text
