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
from corpus.issuers import is_body, may_be_bodies, opens_with_rest, split_alike, split_issuers
from corpus.numerals import parse_integer
from corpus.sheet import Line, Sheet

_YEAR = r"[〔\[(](?:(?:19|20)\d\d)年?[〕\])]"
# 机关代字 + 年份 + 序号: 国办发〔2021〕15号.
NUMBER = re.compile(
    rf"[\u4e00-\u9fffA-Za-z]{{1,16}}(?:\([\u4e00-\u9fff]{{1,6}}\))?{_YEAR}第?\d{{1,5}}号"
)
# As people write it, who may leave 号 out at the end.
SPOKEN_NUMBER = re.compile(NUMBER.pattern.removesuffix("号") + r"(?:号|(?![\d号年月.]))")
_DIGIT = r"[\d〇零一二三四五六七八九十百]"
_COUNT = rf"(?:\((?:(?:19|20)\d\d年)?第{_DIGIT}{{1,7}}号\)|(?:(?:19|20)\d\d年)?第{_DIGIT}{{1,7}}号)"
# Who makes an order (令): 国务院令第641号, 中华人民共和国主席令第七十四号, 水利部令第49号.
_MAKER = r"(?:中华人民共和国)?(?:主席|国务院|[\u4e00-\u9fff]{0,12}(?:部|委|委员会|局|署|银行|[省市州县区](?:人民)?政府))"
ORDER_NUMBER = re.compile(rf"{_MAKER}令{_COUNT}")
_LONGEST_NUMBER = 60  # characters
# As people name an order: 国务院第641号令, 省政府令312号.
_SPOKEN_ORDER = re.compile(
    rf"(?P<who>[\u4e00-\u9fff]{{2,24}})(?:令第?(?P<count>{_DIGIT}{{1,7}})号|第?(?P<ahead>{_DIGIT}{{1,7}})号令)"
)
_OWN_LINE = re.compile(
    r"[(\[]?(?P<number>"
    rf"{NUMBER.pattern}"
    rf"|[\u4e00-\u9fff、]{{0,40}}(?:令|公告){_COUNT}"
    r"|(?:19|20)\d\d年第\d{1,4}号)[)\]]?(?:签发人?:.{0,20})?"
)
_BEHIND_RED_HEAD = re.compile(rf"文件({NUMBER.pattern})(?:签发人?:.{{0,20}})?$")
_BEHIND_TITLE = re.compile(
    rf".*(?:通知|意见|决定|办法|方案|公告|通告|批复|函|措施|规定|细则)\(?({NUMBER.pattern})\)?"
)
_ORDER_BEHIND_TITLE = re.compile(
    rf".{{2,60}}(?:法|条例|办法|规定|细则|规则|决定)\(({ORDER_NUMBER.pattern})\)"
)
_BEFORE_ADDRESS = re.compile(rf"({NUMBER.pattern})(?=各|有关|[\u4e00-\u9fff]{{2,30}}:$)")
# Under the title of rules printed without their notice: （某政办发〔2022〕19号印发，2022年5月12日）.
_CAPTION_NUMBER = re.compile(
    rf"\((?:{DATE})?,?(?P<number>{NUMBER.pattern})(?:文?(?:印发|发布|公布))?,?(?:{DATE})?(?:印发|发布|公布)?\)"
)
_LONGEST_LINE = 120
_ORDER_LINE = re.compile(r"[\u4e00-\u9fff、]{2,40}(?:令|公告)")
_ORDER_OF = re.compile(rf"(?P<who>[\u4e00-\u9fff、]{{2,40}})(?:令|公告)(?:{_COUNT})?")
_ORDER_COUNT = re.compile(_COUNT)
_ORDER = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,30})令第?[\d〇零一二三四五六七八九十百]{1,7}号")
_AFTER_DATE = re.compile(r"(?:\(|资料来源|来源|附件|抄送|公开|信息公开|政府信息|此件|相关|$)")
# A day in a table or a sentence rather than under a name: 2022年12月31日前.
_NO_SIGNATURE = re.compile(r"[前之起至以止到内,。、;\-~—]|印发")
_LAST_LINE = re.compile(
    r"[。!.]\)?$|^附件|^\d{1,2}[.、]|^(?:部长|主任|署长|局长|行长|总理|主席|省长|市长|州长|县长|会长|院长):?[\u4e00-\u9fff]{2,4}$"
)
_SEALED_FOR = re.compile(r"\([\u4e00-\u9fff]{2,30}代章\)")  # who seals for the body named above
# The line of the 版记 ends with 印发, a page's number, how many were printed, or an office; a day on which
# another document was printed goes on: 2019年3月5日印发的《…》, 印发|《…》.
_COLOPHON = re.compile(
    rf"(?P<day>{DATE})印发(?=[。.)]?$|[-—\d一]{{1,6}}$|\(?共印|(?![的了给并至后之以前])[\u4e00-\u9fff]{{2,40}}(?:$|:))"
)
_PRINTED_FURTHER = ("的", "《", "了", "给")
_EVENT = re.compile(r"通过|批准|修正|修订|公布|发布|起?施行")
_ASSEMBLY = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{0,20}?)第?[〇零一二三四五六七八九十\d]{1,4}届(?P<rest>[\u4e00-\u9fff]{0,8}?人民代表大会(?:常务委员会)?)"
    r"|(?P<court>最高人民(?:法院|检察院))|(?P<council>国务院)(?=第\d+次常务会议)"
)
# Under the title of a report to an assembly: the day and the session, below it who gives it.
_SESSION = re.compile(
    rf"(?P<day>{DATE})在(?P<region>[\u4e00-\u9fff]{{0,16}}?)第{_DIGIT}{{1,4}}届(?:全国)?(?:人民代表大会|人大)(?:第{_DIGIT}{{1,4}}次)?会议"
)
_REPORTER = re.compile(
    r"(?P<who>国务院|[\u4e00-\u9fff]{0,14}(?:人民)?政府)代?(?:[省市州县区旗盟]长|主席|总理)"
)
_FRONT_OF_REPORT = 8  # lines
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


def find_numbers(text: str, start: int) -> Iterator[re.Match[str]]:
    """Yield the document numbers and then the numbers of orders from `start` on, looked for at every 号.

    >>> [match.group() for match in find_numbers("按国发〔2021〕23号、国务院令第641号办理，5号楼", 0)]
    ['按国发〔2021〕23号', '国务院令第641号']
    """
    for pattern in (NUMBER, ORDER_NUMBER):
        behind, at = start, text.find("号", start)
        while at >= 0:
            before = max(behind, at - _LONGEST_NUMBER)
            if match := pattern.search(text, before, at + len("号)")):
                behind = match.end()
                yield match
            at = text.find("号", max(behind, at + 1))


def normal_number(text: str) -> str:
    """Write a document number (发文字号) in one form.

    >>> normal_number("国发[2021]第0023号"), normal_number("皖政办秘(2021)82 号")
    ('国发〔2021〕23号', '皖政办秘〔2021〕82号')
    >>> normal_number("国发〔2021〕23")
    '国发〔2021〕23号'
    """
    whole = "".join(text.split())
    whole += "号" if SPOKEN_NUMBER.fullmatch(whole) and not whole.endswith("号") else ""
    whole = re.sub(r"[〔\[(]((?:19|20)\d\d)年?[〕\])]第?0*(\d{1,5}号)", r"〔\1〕\2", whole)
    return re.sub(r"\((第[^()]*号)\)$", r"\1", whole)


def find_order(text: str) -> tuple[str, int] | None:
    """Return whose order `text` names first and which, as it is compared; None where it names none.

    >>> find_order("中华人民共和国主席令第七十四号"), find_order("国务院第641号令")
    (('主席', 74), ('国务院', 641))
    """
    match = _SPOKEN_ORDER.search(text)
    if match is None:
        return None
    who = match["who"].removesuffix("第").replace("中华人民共和国", "").replace("人民政府", "政府")
    return who, parse_integer(match["count"] or match["ahead"])


def is_same_number(one: str, other: str) -> bool:
    """Tell whether two numbers are one; an order or announcement may be named with less of its maker's name.

    >>> is_same_number("国务院令第641号", "中华人民共和国国务院令第六百四十一号")
    True
    >>> is_same_number("2022年第8号", "云岭省水利厅公告2022年第8号")
    True
    """
    order, order_too = find_order(one), find_order(other)
    if order is None or order_too is None:
        bare, whole = sorted((one, other), key=len)
        return one == other or (bare[:2] in {"19", "20"} and whole.endswith(f"公告{bare}"))
    who, who_too = order[0], order_too[0]
    return order[1] == order_too[1] and (who.endswith(who_too) or who_too.endswith(who))


def find_number(sheet: Sheet) -> Found | None:
    """Return the document's own number: on a line of its own above the body, or closing its title.

    A number behind 《…》 is that of another document, whose name it follows.
    """
    front = sheet.lines[: sheet.front]
    for at, line in enumerate(front):
        if match := _BEHIND_RED_HEAD.search(line.text):
            return _found(line, match.start(1), match.end(1))
        if match := _OWN_LINE.fullmatch(line.text) or _CAPTION_NUMBER.fullmatch(line.text):
            return _found(line, match.start("number"), match.end("number"))
        above = front[at - 1] if at else None
        if above and _ORDER_COUNT.fullmatch(line.text) and _ORDER_LINE.fullmatch(above.text):
            return Found(start=above.start, end=line.end, text=sheet.text[above.start : line.end])
        tail = line.text[-_LONGEST_LINE:]
        if match := _BEHIND_TITLE.fullmatch(tail) or _ORDER_BEHIND_TITLE.fullmatch(tail):
            skipped = max(len(line.text) - _LONGEST_LINE, 0)
            return _found(line, skipped + match.start(1), skipped + match.end(1))
    address = sheet.lines[sheet.front : sheet.front + 1]
    for line in [*front, *address]:
        if match := _BEFORE_ADDRESS.match(line.text):
            return _found(line, match.start(1), match.end(1))
    return None


def _found(line: Line, start: int, end: int) -> Found:
    return Found(start=line.start + start, end=line.start + end, text=line.text[start:end])


def find_signature(sheet: Sheet) -> tuple[Found | None, Found | None]:
    """Return the names and the day of the first signature (落款), each None where there is none.

    Of a notice with its plan in one file the notice is signed first, and its signature is the
    document's. A day alone counts where the text's last sentence or the list of annexes stands
    directly above it, or the person who signs an order (部长　某某).
    """
    for at, line in enumerate(sheet.lines):
        mention = next(find_dates(line.text), None) if "年" in line.text else None
        if mention is None or at < 1 or "年" not in line.text[mention.start : mention.end]:
            continue
        day = Found(start=line.start + mention.start, end=line.start + mention.end, day=mention.day)
        before, after = line.text[: mention.start], line.text[mention.end :]
        if before and not _AFTER_DATE.match(after):
            continue
        if before and split_issuers(before):
            return _signers(sheet, at, mention.start), day
        if before or at < sheet.front or _NO_SIGNATURE.match(after):
            continue
        if names := _signers(sheet, at, 0):
            return names, day
        if _AFTER_DATE.match(after) and _LAST_LINE.search(sheet.lines[at - 1].text):
            return None, day
    return None, None


def _signers(sheet: Sheet, at: int, length: int) -> Found | None:
    """Join the names on the lines above line `at` and in the first `length` characters of it.

    A name may be wrapped over two lines, or run into the end of the last sentence. A line that is not
    known for a name is one beside others that open alike.
    """
    line = sheet.lines[at]
    pieces = [(line.start, line.text[:length])] if length else []
    for above in reversed(sheet.lines[max(at - _MOST_SIGNATURE_LINES, 0) : at]):
        if _SEALED_FOR.fullmatch(above.text):
            continue
        spaced = sheet.spaced(above)
        behind = re.split(r"[。!]", spaced)[-1].strip()
        if pieces and opens_with_rest(pieces[0][1]):
            pieces[0] = above.start, spaced.strip() + pieces[0][1]
        elif split_issuers(spaced) or opens_with_rest(above.text) or may_be_bodies(spaced):
            pieces.insert(0, (above.start, spaced))
        elif behind != spaced.strip() and split_issuers(behind):
            pieces.insert(0, (above.end - len("".join(behind.split())), behind))
            break
        else:
            break
    return _joined_names(pieces, line.start + length if length else sheet.lines[at - 1].end)


def _joined_names(pieces: list[tuple[int, str]], end: int) -> Found | None:
    """Join the names of `pieces` from the last one up to the first that names nobody."""
    known = [one for _, piece in pieces for one in piece.split() if is_body(one)]
    names: list[str] = []
    start = end
    for begin, piece in reversed(pieces):
        found = split_issuers(piece) or split_alike(piece, known)
        if not found:
            break
        start, names = begin, [*found, *names]
    return Found(start=start, end=end, names=tuple(dict.fromkeys(names))) if names else None


def find_caption_day(sheet: Sheet) -> Found | None:
    """Return the day in brackets, or alone, under the title (题注): （2021年9月22日）."""
    for line in sheet.lines[1 : sheet.front + 1]:
        mention = next(find_dates(line.text), None)
        if (
            mention
            and "年" in line.text
            and line.text.strip("()") == line.text[mention.start : mention.end]
        ):
            return Found(
                start=line.start + mention.start, end=line.start + mention.end, day=mention.day
            )
    return None


def find_printed_day(sheet: Sheet) -> Found | None:
    """Return the day on which rules were printed, by the caption with their number under the title."""
    for line in sheet.lines[1 : sheet.front + 1]:
        mention = next(find_dates(line.text), None) if line.text[0] == "(" else None
        if mention and "印发" in line.text and _CAPTION_NUMBER.fullmatch(line.text):
            begin = line.start + mention.start
            return Found(start=begin, end=line.start + mention.end, day=mention.day)
    return None


def find_session(sheet: Sheet) -> tuple[Found, Found] | None:
    """Return the day and the region of the session that a report was given to: 2024年1月9日在某市第十届人民代表大会…会议上.

    The region is "" for the nation. Convention: the line stands in brackets or behind —— under the title.
    """
    for line in sheet.lines[:_FRONT_OF_REPORT]:
        match = _SESSION.search(line.text[:_LONGEST_LINE])
        day = parse_day(match["day"]) if match else None
        if match and day:
            start, end = line.start + match.start("day"), line.start + match.end("day")
            place = (line.start + match.start("region"), line.start + match.end("region"))
            return Found(start, end, day=day), Found(*place, text=match["region"])
    return None


def find_reporter(sheet: Sheet) -> Found | None:
    """Return the government whose head gives a report: 某市人民政府市长 某某某, on a line under the session."""
    for line in sheet.lines[:_FRONT_OF_REPORT]:
        if match := _REPORTER.match(line.text[:_LONGEST_LINE]):
            start, end = line.start + match.start("who"), line.start + match.end("who")
            return Found(start, end, names=(match["who"],))
    return None


def find_colophon(sheet: Sheet) -> Found | None:
    """Return the day of printing in the 版记: …办公厅　2021年7月13日印发."""
    following = (*sheet.lines[1:], None)
    for line, below in zip(sheet.lines, following, strict=True):
        stamped = "印发" in line.text and line.text[-_LONGEST_LINE:]
        match = _COLOPHON.search(stamped) if stamped else None
        if match is None or (below and below.text.startswith(_PRINTED_FURTHER)):
            continue
        if day := parse_day(match.group("day")):
            shift = line.end - len(stamped or "")
            return Found(start=shift + match.start("day"), end=shift + match.end("day"), day=day)
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
        if names := split_issuers(opening):
            end = line.start + len("".join(opening.split()))
            return Found(start=line.start, end=end, names=names)
        if not opening.strip() and at and (found := _signers(sheet, at, 0)):
            return found
    return None


def find_order_issuers(sheet: Sheet) -> Found | None:
    """Return the bodies whose order (令) or announcement (公告) a text is, by the line that says so.

    GB/T 9704-2012, 8.2 (命令格式): the issuer's name with 令 stands above the count of the order.
    """
    for line in sheet.lines[: sheet.front + 1]:
        match = _ORDER_OF.fullmatch(line.text)
        if match and (names := split_issuers(match["who"].removeprefix("中华人民共和国"))):
            return Found(start=line.start, end=line.start + match.end("who"), names=names)
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
    order = _ORDER.search(body)
    yield Event(
        start=start,
        end=words[-1].end(),
        kind=kind,
        day=day,
        names=_makers(body, kind, order),
        number=order.group() if order else "",
    )


def _makers(body: str, kind: str, order: re.Match[str] | None) -> tuple[str, ...]:
    """Return who passed or published a statute; the President's order names nobody who made it."""
    if kind not in {"通过", "公布", "发布", "修订"}:
        return ()
    if match := _ASSEMBLY.search(body.split("《", 1)[0]):
        named = match.group("court") or match.group("council")
        who = named or match.group("body") + match.group("rest")
        return (who.removeprefix("经"),)  # 经…人民代表大会通过
    who = (order.group("who") if order else body).removeprefix("中华人民共和国")
    return split_issuers(who) if "主席" not in who else ()
