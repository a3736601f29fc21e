"""Duties outside running text: labelled lines (牵头单位：…) and tables with a column for them; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from corpus.tables import MERGED, split_cells
from corpus.unit_items import DUTY_LABEL, NO_UNIT
from corpus.unit_lists import is_unit_list

_PLAIN_LABEL = DUTY_LABEL.replace("?P<duty>", "?:")
# On a line of its own or behind a sentence, with Markdown's signs or a bracket that stays open.
_LABELLED = re.compile(
    rf"(?:^|(?<=[。;!]))[^\S\n]{{0,20}}[-*>#•·◆]{{0,3}}\s?[\[【〔(]?\**(?P<duty>{_PLAIN_LABEL}[】\]]?\**\s?:\**[^\n。]*)",
    re.M,
)
_ANY_LABEL = re.compile(rf"{_PLAIN_LABEL}[】\]]?\**\s?:")
_WEBSITE = re.compile(r"网站|版权|标识码|备案|(?:主办|承办|协办)单位.{0,40}(?:主办|承办)单位")
# Between two lines that belong together: blanks and lines on dates and people.
_SIGN = r"(?:[-*>#•·◆]{1,3}\s?)?"
_BETWEEN = re.compile(rf"\s*(?:{_SIGN}(?:{NO_UNIT.pattern})[。;]?\s*)*{_SIGN}")
_LONGEST_LIST = 400  # characters of a wrapped list
_ROW_CELLS = 40  # that are looked at
_LEAD_COLUMN = re.compile(r"牵头|主责|主办")
_SUPPORT_COLUMN = re.compile(r"配合|协办|参与|参加|协助")
_COLUMN = re.compile(
    rf"(?:{_PLAIN_LABEL}|(?:主要|第一)?(?:牵头|责任|配合|协办|参与)(?:及?(?:牵头|责任|配合|参与))?(?:科室|地区|地方|市县|县区|方)|责任分工|任务分工|分工单位|部门分工)"
)
_COLUMN_NOTE = re.compile(r"\([^()]{1,30}\)$")
# Only from the first of many blanks: else all of them are read anew from each.
_BREAK = re.compile(r"(?<!\s)\s*\n\s*")
_AT_COMMA = re.compile(r"(?<!\s)\s+(?=[、,])|(?<=[、,])\s+")
# What parts the lines of a cell in Markdown, and its signs for bold.
_LINE_TAG = re.compile(r"\s?<br\s?/?>\s?", re.IGNORECASE)
_SENTENCE = re.compile(r"[。;]")
_ENDS = ("。", ";", "!", ")")
_NO_UNITS = re.compile(r"^[\d\s.,%/年月日底前-]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """A row of a table, or labelled lines: where they stand, and their units as one labelled list.

    `written` is where the units stand: above, in a row whose cells are merged with it. `head` is where
    the head of a row's table begins and ends, which names the columns; None for lines.
    """

    start: int
    end: int
    content: str
    written: int
    head: tuple[int, int] | None = None


def find_duty_lines(text: str) -> Iterator[DutyLine]:
    r"""Yield the labelled lines of a view whose lines are not joined.

    Lines that follow each other (牵头单位, 配合单位, with 完成时限 among them) are one place.

    >>> [one.content for one in find_duty_lines("牵头单位:市甲局\n完成时限:6月底\n配合单位:市乙局")]
    ['牵头单位:市甲局;配合单位:市乙局']
    """
    start = end = -1
    lists: list[str] = []
    for match in _LABELLED.finditer(text):
        opening = match.start("duty")
        if opening < end or _WEBSITE.search(match.group()):
            continue
        if lists and not _BETWEEN.fullmatch(text, end, opening):
            yield DutyLine(start=start, end=end, content=";".join(lists), written=start)
            lists = []
        start = start if lists else opening
        end = _wrapped_end(text, match)
        lists.append(_BREAK.sub("", text[opening:end]))
    if lists:
        yield DutyLine(start=start, end=end, content=";".join(lists), written=start)


def has_label(text: str) -> bool:
    """Tell whether a text may hold labelled lines at all."""
    return bool(_ANY_LABEL.search(text))


def _wrapped_end(text: str, match: re.Match[str]) -> int:
    """Return the end of a labelled list that goes on in the next lines, name by name."""
    end = match.end()
    while text.startswith("\n", end):
        line_end = text.find("\n", end + 1)
        line_end = len(text) if line_end < 0 else line_end
        line = text[end + 1 : line_end].strip()
        whole = text[match.start("duty") : line_end].replace("\n", "")
        is_open = text[match.start("duty") : end].rstrip().endswith(("、", ",", ":"))
        goes_on = "、" in line or is_open or len(line) < 8
        if not line or ":" in line or len(whole) > _LONGEST_LIST or not goes_on:
            break
        if not is_unit_list(whole.split(":", 1)[1]):
            break
        end = line_end
    return end


def find_duty_rows(text: str) -> Iterator[DutyLine]:
    r"""Yield the rows of tables that have a column for units, on a view whose lines are not joined.

    A cell merged with a filled one above it (〃), or left empty below it where no cell is marked so, has
    its units, also where a page has ended between them and repeats the header. What a page has cut off a row is no row of its own.

    >>> table = "任务\t牵头单位\t配合单位\n节水\t市水利局\t市住建局、财政局"
    >>> [row.content for row in find_duty_rows(table)]
    ['牵头单位:市水利局;配合单位:市住建局、财政局']
    """
    columns: dict[int, str] = {}
    above: dict[int, str] = {}
    over: list[str] = []  # the cells of the row above
    width = written = 0
    head = (0, 0)
    is_top = False  # the head of the table stands here again, on a new page
    is_marked = MERGED in text
    for line in re.finditer(r"[^\n]+", text):
        cells = [_closed(cell) for _, cell in split_cells(line.group())[:_ROW_CELLS]]
        if not cells:
            continue
        if len(cells) < 2:
            columns = columns if _may_stand_in_table(line.group()) else {}
            continue
        if header := _header(cells):
            is_top = header == columns and len(cells) == width
            head = _filled(line)
            if not is_top:
                columns, above, over, width = header, {}, [], len(cells)
            continue
        if not columns or len(cells) > width + 1:
            continue
        if _goes_on(over, cells, columns, is_top=is_top):
            over = [upper + lower for upper, lower in zip_longest(over, cells, fillvalue="")]
            continue
        over, is_top = cells, False
        start, end = _filled(line)
        named = dict(_named(cells, columns, above, is_marked=is_marked))
        if all(cells[at : at + 1] == [units] for at, units in named.items()):
            written = start
        above = named
        if named:
            content = ";".join(f"{columns[at]}:{units}" for at, units in named.items())
            yield DutyLine(start=start, end=end, content=content, written=written, head=head)


def _filled(line: re.Match[str]) -> tuple[int, int]:
    """Return where a line begins and ends without the blanks of empty cells at its ends."""
    words = line.group()
    return line.end() - len(words.lstrip()), line.start() + len(words.rstrip())


def _goes_on(
    over: Sequence[str], cells: Sequence[str], columns: Iterable[int], *, is_top: bool
) -> bool:
    """Tell whether a row only ends the sentences of the row above, which its page has cut.

    It has no first cell and no units itself. Above its cells stand sentences, at the top of a page
    any words, and the last of them has no end.
    """
    filled = [at for at, cell in enumerate(cells) if cell]
    if not filled or filled[0] == 0 or not set(filled).isdisjoint(columns):
        return False
    return all(
        at < len(over) and (is_top or _SENTENCE.search(over[at])) and not over[at].endswith(_ENDS)
        for at in filled
    )


def _closed(cell: str) -> str:
    if "<" in cell or "**" in cell:
        cell = _LINE_TAG.sub("、", cell.replace("**", ""))
    return _AT_COMMA.sub("", cell.strip())


def is_duty_head(line: str) -> bool:
    """Tell whether a line is the head of a table that has columns for units."""
    return len(cells := split_cells(line)) > 1 and bool(_header([_closed(one) for _, one in cells]))


def _header(cells: Sequence[str]) -> dict[int, str]:
    """Return the columns of units by place, with the label of each; none where it is no header."""
    columns = {}
    for at, cell in enumerate(cells):
        shown = "".join(_COLUMN_NOTE.sub("", cell).split())
        if _COLUMN.fullmatch(shown):
            is_lead = _LEAD_COLUMN.match(shown) and "配合" not in shown
            is_support = _SUPPORT_COLUMN.match(shown)
            columns[at] = "牵头单位" if is_lead else "配合单位" if is_support else "责任单位"
    return columns if len(columns) < len([cell for cell in cells if cell]) else {}


def _named(
    cells: Sequence[str], columns: dict[int, str], above: dict[int, str], *, is_marked: bool
) -> Iterator[tuple[int, str]]:
    """Yield the units of a row by column; a cell left empty before a filled one may be merged."""
    filled = [at for at in columns if at < len(cells) and cells[at]]
    for at in columns:
        own = "".join(cells[at : at + 1])
        is_left = at not in filled and at < min(filled, default=_ROW_CELLS)
        is_merged = own == MERGED or (is_left and not is_marked)
        cell = above.get(at, "") if is_merged else own
        if cell and not _NO_UNITS.match(cell):
            yield at, cell


def _may_stand_in_table(line: str) -> bool:
    """Tell whether a line of one cell may stand between rows: the title of a section."""
    return len(line) <= 40 and "。" not in line
