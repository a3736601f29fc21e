"""Labelled particulars (著录项) of web pages and law databases: 发文机关：…　文号：…; pure.

The portals of governments print them above the text (政府信息公开目录: 索引号, 发文机关, 成文日期, 文号,
发布日期, 有效性), law databases likewise (发布部门, 时效性, 实施日期), several to a line or one each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.view import fold_width

if TYPE_CHECKING:
    from corpus.sheet import Line, Sheet

FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("标题", "名称", "文件名称", "信息名称", "文件标题", "法规标题", "公文标题"),
    "number": ("发文字号", "发文文号", "公文文号", "文件编号", "文件文号", "文件号", "文号"),
    "issuer": (
        "发文机关",
        "发布机关",
        "发布机构",
        "发文单位",
        "发布单位",
        "发布部门",
        "发文机构",
        "制定机关",
        "制定单位",
        "制发机关",
        "公开机构",
        "公开机关",
        "颁布单位",
        "颁布机构",
        "公布机关",
        "印发机关",
    ),
    "signed": (
        "成文日期",
        "成文时间",
        "签发日期",
        "签发时间",
        "签署日期",
        "发文日期",
        "发文时间",
        "制发日期",
        "生成日期",
        "落款日期",
    ),
    "published": (
        "发布日期",
        "发布时间",
        "公布日期",
        "公布时间",
        "颁布日期",
        "颁布时间",
        "公开日期",
        "公开时间",
        "印发日期",
        "印发时间",
    ),
    "effective": (
        "实施日期",
        "实施时间",
        "施行日期",
        "施行时间",
        "生效日期",
        "生效时间",
        "执行日期",
    ),
    "expires": (
        "失效日期",
        "失效时间",
        "废止日期",
        "废止时间",
        "有效期至",
        "有效期截止",
        "失效/废止日期",
    ),
    "status": (
        "有效性",
        "时效性",
        "时效",
        "时效状态",
        "效力状态",
        "有效状态",
        "文件状态",
        "是否有效",
        "文件有效性",
    ),
}
# Labels that only end the value before them.
_OTHER = (
    "主题词|关键词|关键字|信息来源|文章来源|来源|浏览次数|浏览量|访问次数|字号|字体|发布人|发布者|公开形式|公开类别|公开范围|内容概述|服务对象|URL|网址"
    "|访问量|责任编辑|编辑|作者|点击数|点击量|点击率|阅读次数|阅读量|阅读|备注|分享到|分享|专题分类|标签"
)
# Labels that no text has but those of a catalogue of public information (政府信息公开目录) or of laws.
_CATALOGUE = (
    "索引号|信息索引号|索取号|主题分类|组配分类|公文种类|文种|体裁分类|体裁|信息分类|信息类别|公开方式|公开责任部门|信息公开选项|效力级别|效力位阶|法规类别"
    "|所属机构|所属主题|载体类型"
)
_FIELD_OF = {word: field for field, words in FIELDS.items() for word in words}
_WORDS = f"{'|'.join(sorted(_FIELD_OF, key=len, reverse=True))}|{_CATALOGUE}|{_OTHER}"
_LABEL = re.compile(rf"[\[|]?({_WORDS})(?:\]?\**:|\](?!$))")
_WORD = re.compile(_WORDS)
_CATALOGUED = re.compile(_CATALOGUE)
_LOOSE = {"title"}  # fields whose labels other texts have too
_LONGEST_VALUE = 40  # characters, where a value stands on the line below its label
_CELL = re.compile(r"[\t|]")
_FRONT_LINES = 60
_BACK_LINES = 20


@dataclass(frozen=True, slots=True)
class Label:
    """The value of a labelled particular, `sheet.text[start:end]`."""

    field: str
    start: int
    end: int


def is_label(words: str) -> bool:
    """Tell whether words without blanks are a label, with or without its colon.

    >>> is_label("发文字号："), is_label("成文日期"), is_label("成文日期和文号")
    (True, True, False)
    """
    return _WORD.fullmatch(fold_width(words).strip("[]【】*").removesuffix(":")) is not None


def is_particular(words: str) -> bool:
    """Tell whether words without blanks are a label that only catalogues have: 备注 stands in any text."""
    word = fold_width(words).strip("[]【】*").removesuffix(":")
    is_field = word in _FIELD_OF and _FIELD_OF[word] not in _LOOSE
    return is_field or _CATALOGUED.fullmatch(word) is not None


def opens_with_label(line: str) -> bool:
    """Tell whether a line opens with a label and its colon, or has one for its first cell."""
    folded = fold_width(line).translate(_BRACKETS)
    first = _CELL.split(folded.strip("|"), 1)[0] if _CELL.search(folded) else ""
    words = "".join(first.split()).strip("*")
    return (bool(words) and is_label(words)) or bool(_LABEL.match(_squeezed(folded)))


def particulars_end(lines: Sequence[str], start: int) -> int:
    """Return where the particulars that begin with line `start` end, `start` where none begin.

    Among them is one that only catalogues have, and a value may stand on the line below its label.
    """
    end, named = start, False
    while end < len(lines) and opens_with_label(lines[end]):
        words = _squeezed(fold_width(lines[end]).translate(_BRACKETS))
        found = {_FIELD_OF.get(match[0]) for match in _WORD.finditer(words)}
        named |= bool(found - _LOOSE - {None}) or bool(_CATALOGUED.match(words.lstrip("[|")))
        is_open = words.endswith(":") and end + 1 < len(lines)
        end += 1
        if is_open and _is_value(lines[end]):
            end += 1
    return end if named else start


def _is_value(line: str) -> bool:
    """Tell whether a line below a label reads as its value: short, no label and no sentence."""
    return len(line) <= _LONGEST_VALUE and not opens_with_label(line) and "。" not in line


_BRACKETS = str.maketrans("【】", "[]")


def _squeezed(line: str) -> str:
    return "".join(line.split()).lstrip("#*>|-—·•◆■●")


def find_labels(sheet: Sheet) -> tuple[Label, ...]:
    """Return the labelled particulars above the text and below it, in order, empty ones left out.

    A label opens its line or follows another on it; its value may stand on the next line. In the
    row of a table it fills a cell, without a colon or with one, and its value is the next cell.
    """
    lines = sheet.lines
    back = max(len(lines) - _BACK_LINES, _FRONT_LINES)
    places = [*range(min(len(lines), _FRONT_LINES)), *range(back, len(lines))]
    return tuple(label for at in places for label in _labels_of(sheet, lines, at))


def _labels_of(sheet: Sheet, lines: tuple[Line, ...], at: int) -> Iterator[Label]:
    line = lines[at]
    if (cells := _cells_of(sheet, line)) and is_label(cells[0][0]):
        yield from _labels_in_cells(sheet, cells)
        return
    found = list(_LABEL.finditer(line.text)) if _LABEL.match(line.text) else []
    for number, match in enumerate(found):
        field = _FIELD_OF.get(match.group(1))
        is_last = number + 1 == len(found)
        start = line.start + match.end()
        end = line.end if is_last else line.start + found[number + 1].start()
        if is_last and start == end and at + 1 < len(lines):
            following = lines[at + 1]
            if not _LABEL.match(following.text) and len(following.text) <= _LONGEST_VALUE:
                start, end = following.start, following.end
        if label := _label(sheet, field, start, end):
            yield label


def _labels_in_cells(sheet: Sheet, cells: Sequence[tuple[str, int]]) -> Iterator[Label]:
    """Yield the labels of a row whose values stand in the cells behind them."""
    at = 0
    while at < len(cells):
        words, start = cells[at]
        at += 1
        if is_label(words):
            field = _FIELD_OF.get(words.strip("[]*").removesuffix(":"))
            if at < len(cells) and not is_label(cells[at][0]):
                value, start = cells[at]
                at += 1
                if label := _label(sheet, field, start, start + len(value)):
                    yield label
        elif match := _LABEL.match(words):  # label and value in one cell
            field, begin = _FIELD_OF.get(match.group(1)), start + match.end()
            if label := _label(sheet, field, begin, start + len(words)):
                yield label


def _cells_of(sheet: Sheet, line: Line) -> list[tuple[str, int]]:
    """Return the cells of a row, blanks taken out, with their places in the sheet; none if no row."""
    written = sheet.spaced(line)
    if not _CELL.search(written):
        return []
    cells, start = [], line.start
    for piece in _CELL.split(written):
        words = "".join(piece.split())
        if words:
            cells.append((words, start))
        start += len(words)
        start += sheet.text[start : start + 1] == "|"
    return cells


def _label(sheet: Sheet, field: str | None, start: int, end: int) -> Label | None:
    while start < end and sheet.text[start] in "*|":
        start += 1
    while start < end and sheet.text[end - 1] in "*|":
        end -= 1
    return Label(field=field, start=start, end=end) if field is not None and start < end else None
