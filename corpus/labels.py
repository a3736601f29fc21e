"""Labelled particulars (著录项) of web pages and law databases: 发文机关：…　文号：…; pure.

The portals of governments print them above the text (政府信息公开目录: 索引号, 发文机关, 成文日期, 文号,
发布日期, 有效性), law databases likewise (发布部门, 时效性, 实施日期), several to a line or one each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.sheet import Line, Sheet

FIELDS: dict[str, tuple[str, ...]] = {
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
        "颁布单位",
        "颁布机构",
        "公布机关",
        "印发机关",
    ),
    "signed": ("成文日期", "成文时间", "签发日期", "签发时间", "发文日期", "发文时间", "落款日期"),
    "published": (
        "发布日期",
        "发布时间",
        "公布日期",
        "公布时间",
        "颁布日期",
        "颁布时间",
        "公开日期",
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
    "expires": ("失效日期", "失效时间", "废止日期", "有效期至", "有效期截止", "失效/废止日期"),
    "status": ("有效性", "时效性", "效力状态", "有效状态", "文件状态", "是否有效", "文件有效性"),
}
# Labels that only end the value before them.
_OTHER = (
    "索引号|主题分类|组配分类|标题|名称|文件名称|主题词|关键词|信息来源|来源|浏览次数|字号|公开方式|公开形式|公开类别|效力级别|法规类别"
    "|体裁分类|内容概述|信息分类|服务对象|URL|网址|信息公开选项|访问量|责任编辑|作者|点击数|阅读次数|所属机构|备注|分享到"
)
_FIELD_OF = {word: field for field, words in FIELDS.items() for word in words}
_LABEL = re.compile(
    rf"[\[|]?({'|'.join(sorted(_FIELD_OF, key=len, reverse=True))}|{_OTHER})\]?\**:"
)
_FRONT_LINES = 60
_BACK_LINES = 20


@dataclass(frozen=True, slots=True)
class Label:
    """The value of a labelled particular, `sheet.text[start:end]`."""

    field: str
    start: int
    end: int


def find_labels(sheet: Sheet) -> tuple[Label, ...]:
    """Return the labelled particulars above the text and below it, in order, empty ones left out.

    A label opens its line or follows another on it; its value may stand on the next line.
    """
    lines = sheet.lines
    back = max(len(lines) - _BACK_LINES, _FRONT_LINES)
    places = [*range(min(len(lines), _FRONT_LINES)), *range(back, len(lines))]
    return tuple(label for at in places for label in _labels_of(sheet, lines, at))


def _labels_of(sheet: Sheet, lines: tuple[Line, ...], at: int) -> Iterator[Label]:
    line = lines[at]
    found = list(_LABEL.finditer(line.text)) if _LABEL.match(line.text) else []
    for number, match in enumerate(found):
        field = _FIELD_OF.get(match.group(1))
        is_last = number + 1 == len(found)
        start = line.start + match.end()
        end = line.end if is_last else line.start + found[number + 1].start()
        if is_last and start == end and at + 1 < len(lines):
            following = lines[at + 1]
            if not _LABEL.match(following.text) and len(following.text) <= 40:
                start, end = following.start, following.end
        while start < end and sheet.text[start] in "*|":
            start += 1
        while start < end and sheet.text[end - 1] in "*|":
            end -= 1
        if field is not None and start < end:
            yield Label(field=field, start=start, end=end)
