"""What stands round the body of a document: number, caption, signature, colophon; pure.

GB/T 9704-2012 sets them in fixed places: 发文字号 under the red head (7.2.5), 成文日期 under the names of
the 发文机关 behind the text and before the annexes (7.3.5), 印发日期 in the 版记 at the very end (7.4.3).
Statutes name who passed them and when in a caption (题注) under the title (立法技术规范（试行）).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.dates import DATE, find_dates, parse_day
from corpus.issuers import split_issuers
from corpus.sheet import Line, Sheet

_YEAR = r"[〔\[(](?:(?:19|20)\d\d)年?[〕\])]"
# 机关代字 + 年份 + 序号: 国办发〔2021〕15号.
NUMBER = re.compile(
    rf"[\u4e00-\u9fffA-Za-z]{{1,16}}(?:\([\u4e00-\u9fff]{{1,6}}\))?{_YEAR}第?\d{{1,5}}号"
)
_OWN_LINE = re.compile(
    r"[(\[]?(?P<number>"
    rf"{NUMBER.pattern}"
    r"|[\u4e00-\u9fff、]{0,40}(?:令|公告)\(?(?:(?:19|20)\d\d年)?第[\d〇零一二三四五六七八九十百]{1,7}号\)?"
    r"|(?:19|20)\d\d年第\d{1,4}号)[)\]]?(?:签发人?:.{0,20})?"
)
_ORDER_LINE = re.compile(r"[\u4e00-\u9fff、]{2,40}(?:令|公告)")
_ORDER_COUNT = re.compile(r"\(?(?:(?:19|20)\d\d年)?第[\d〇零一二三四五六七八九十百]{1,7}号\)?")
_ORDER = re.compile(
    r"(?:中华人民共和国)?[\u4e00-\u9fff]{0,20}令第?[\d〇零一二三四五六七八九十百]{1,7}号"
)
_AFTER_DATE = re.compile(r"(?:\(|资料来源|来源|附件|抄送|$)")
_COLOPHON = re.compile(rf"(?P<who>[\u4e00-\u9fff]{{0,40}}?)(?P<day>{DATE})印发")
_EVENT = re.compile(r"通过|批准|修正|修订|公布|发布|起?施行")
_ASSEMBLY = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{0,20}?)第[〇零一二三四五六七八九十\d]{1,4}届(?P<rest>[\u4e00-\u9fff]{0,8}?人民代表大会(?:常务委员会)?)"
    r"|(?P<court>最高人民(?:法院|检察院))|(?P<council>国务院)(?=第\d+次常务会议)"
)
_MOST_SIGNATURE_LINES = 16


@dataclass(frozen=True, slots=True)
class Found:
    """Something read at `start:end` of a sheet."""

    start: int
    end: int
    text: str = ""
    day: date | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One step in the making of a statute, as its caption tells: 通过, 批准, 公布, 修正, 施行."""

    start: int
    end: int
    kind: str
    day: date
    names: tuple[str, ...]
    number: str


def normal_number(text: str) -> str:
    """Write a document number (发文字号) in one form.

    >>> normal_number("国发[2021]第0023号"), normal_number("皖政办秘(2021)82 号")
    ('国发〔2021〕23号', '皖政办秘〔2021〕82号')
    """
    whole = "".join(text.split())
    whole = re.sub(r"[〔\[(]((?:19|20)\d\d)年?[〕\])]第?0*(\d{1,5}号)", r"〔\1〕\2", whole)
    return re.sub(r"\((第[^()]*号)\)$", r"\1", whole)


def find_number(sheet: Sheet) -> Found | None:
    """Return the document's own number: on a line of its own above the body, or closing its title.

    A number behind 《…》 is that of another document, whose name it follows.
    """
    front = sheet.lines[: sheet.front]
    for at, line in enumerate(front):
        if match := _OWN_LINE.fullmatch(line.text):
            return _found(line, match.start("number"), match.end("number"))
        above = front[at - 1] if at else None
        if above and _ORDER_COUNT.fullmatch(line.text) and _ORDER_LINE.fullmatch(above.text):
            return Found(
                start=above.start, end=line.end, text=sheet.text[above.start : line.end].strip("()")
            )
        if match := re.search(rf"文件(?:[\u4e00-\u9fff]{{0,30}}厅)?({NUMBER.pattern})$", line.text):
            return _red_head(line, match)
        match = re.search(rf"\(({NUMBER.pattern})\)$", line.text)
        if match and line.text[: match.start()].endswith(("通知", "意见", "决定", "办法", "方案")):
            return _found(line, match.start(1), match.end(1))
    return None


def _found(line: Line, start: int, end: int) -> Found:
    return Found(start=line.start + start, end=line.start + end, text=line.text[start:end])


def _red_head(line: Line, match: re.Match[str]) -> Found:
    number = NUMBER.search(line.text, match.start() + len("文件"))
    return _found(line, *(number or match).span())


def find_signature(sheet: Sheet) -> tuple[Found | None, Found | None]:
    """Return the names and the day of the first signature (落款), each None where there is none.

    Of a notice with its plan in one file the notice is signed first, and its signature is the
    document's. A day alone counts where the text's last sentence stands directly above it.
    """
    for at, line in enumerate(sheet.lines):
        mention = next(find_dates(line.text), None)
        if mention is None or mention.start > 60 or at < 1:
            continue
        if not _AFTER_DATE.match(line.text, mention.end) or "年" not in line.text[: mention.end]:
            continue
        day = Found(start=line.start + mention.start, end=line.start + mention.end, day=mention.day)
        before = line.text[: mention.start]
        if before.strip("("):
            names = split_issuers(before)
            if names:
                start = _signature_start(sheet, at - 1, names)
                return _names(sheet, start, at - 1, line, mention.start), day
            continue
        if line.text.startswith("(") or at < sheet.front:
            continue
        top = _signature_start(sheet, at - 1, ())
        if top < at:
            return _names(sheet, top, at - 1, None, 0), day
        if sheet.lines[at - 1].text.endswith(("。", "!", "。)")):
            return None, day
    return None, None


def _signature_start(sheet: Sheet, bottom: int, names: tuple[str, ...]) -> int:
    """Return the first of the lines above that hold nothing but names of issuing bodies."""
    del names
    at = bottom
    while at >= 0 and bottom - at < _MOST_SIGNATURE_LINES:
        if not split_issuers(sheet.spaced(sheet.lines[at])):
            break
        at -= 1
    return at + 1


def _names(sheet: Sheet, first: int, last: int, tail: Line | None, length: int) -> Found:
    """Join the names of signature lines, and of those that stand before the day on its own line."""
    names: list[str] = []
    for line in sheet.lines[first : last + 1]:
        names += split_issuers(sheet.spaced(line))
    start = sheet.lines[first].start if first <= last else 0
    end = sheet.lines[last].end
    if tail is not None:
        names += split_issuers(tail.text[:length])
        start = start if first <= last else tail.start
        end = tail.start + length
    return Found(start=start, end=end, names=tuple(dict.fromkeys(names)))


def find_caption_day(sheet: Sheet) -> Found | None:
    """Return the day in brackets, or alone, under the title (题注): （2021年9月22日）."""
    for line in sheet.lines[1 : sheet.front + 1]:
        mention = next(find_dates(line.text), None)
        if mention and "年" in line.text and line.text.strip("()") == line.text[mention.start : mention.end]:
            return Found(start=line.start + mention.start, end=line.start + mention.end, day=mention.day)
    return None


def find_colophon(sheet: Sheet) -> Found | None:
    """Return the day of printing in the 版记: …办公厅　2021年7月13日印发."""
    for line in sheet.lines:
        match = _COLOPHON.fullmatch(line.text)
        if match and (day := parse_day(match.group("day"))):
            return Found(
                start=line.start + match.start("day"), end=line.start + match.end(), day=day
            )
    return None


def find_title_issuers(sheet: Sheet) -> Found | None:
    """Return the bodies a title opens with: 国务院关于印发…, or those on the lines above 关于….

    GB/T 9704-2012, 7.3.1: a title is 发文机关名称 + 事由 + 文种.
    """
    for at, line in enumerate(sheet.lines[: sheet.front]):
        spaced = sheet.spaced(line)
        match = re.search(r"关\s*于|印\s*发|转\s*发", spaced)
        if match is None:
            continue
        opening = spaced[: match.start()].lstrip("#* \t")
        names = split_issuers(opening)
        top = at
        while not opening.strip() and top and split_issuers(sheet.spaced(sheet.lines[top - 1])):
            top -= 1
        if names:
            end = line.start + len("".join(opening.split()))
            return Found(start=line.start, end=end, names=names)
        if top < at:
            return _names(sheet, top, at - 1, None, 0)
    return None


def read_caption(sheet: Sheet) -> tuple[Event, ...]:
    """Read the steps a statute's caption tells, in its order.

    （1994年7月5日第八届全国人民代表大会常务委员会第八次会议通过　根据2009年8月27日…《关于修改…的决定》修正）
    """
    if not sheet.front:
        return ()
    end = sheet.lines[sheet.front - 1].end
    mentions = list(find_dates(sheet.text, 0, end))
    ends = [*(mention.start for mention in mentions), end][1:]
    return tuple(
        event
        for mention, stop in zip(mentions, ends, strict=False)
        for event in _event(sheet, mention.start, mention.end, mention.day, stop)
    )


def _event(sheet: Sheet, start: int, after: int, day: date, stop: int) -> Iterator[Event]:
    words = list(_EVENT.finditer(sheet.text, after, stop))
    if not words:
        return
    kind = words[-1].group().removeprefix("起")
    body = sheet.text[after : words[-1].start()]
    match = _ASSEMBLY.search(re.sub(r"《.*", "", body))
    names: tuple[str, ...] = ()
    if match:
        named = match.group("court") or match.group("council")
        names = (named or (match.group("body") + match.group("rest")),)
    order = _ORDER.search(body)
    yield Event(
        start=start,
        end=words[-1].end(),
        kind=kind,
        day=day,
        names=names,
        number=order.group() if order else "",
    )
