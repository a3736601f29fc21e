"""What a document is called: its first line, the name of its file, or the title above its body; pure.

GB/T 9704-2012 (7.3.1) sets the title under the red head and the number, centred and in several lines
where it is long; it closes with the kind of the document (公文种类).
"""

from __future__ import annotations

import re

from corpus.dates import DATE
from corpus.issuers import is_body
from corpus.labels import find_labels, is_label, opens_with_label
from corpus.markers import read_marker
from corpus.matter import NUMBER, ORDER_NUMBER
from corpus.sheet import Line, sheet_of
from corpus.view import fold_width

# The kinds of official document (公文种类, 条例 2012 and common plan names) close a title.
_KIND = re.compile(
    r"(方案|规划|计划|意见|通知|办法|条例|规定|细则|决定|纲要|措施|指南|公告|通告|通报|行动|报告|法|章程|准则|标准|政策|要点|批复|答复|函|令|决议|目录|(?<!负责)解释|修正案|预案|规程|规则|导则|指引)"
    r"(\([^()]{1,20}\))?$"
)
# A first line that is a title may have no kind (某某诉某某案, 某某简介): the text begins right below it.
_LONGEST_FIRST = 40
_TEXT_BELOW = 1.5  # how much longer the line below is, where it is the text
_NO_FIRST = re.compile(
    r"[。;!?:,/|·]|、$|[a-z]{2}|(?:文件|[页日])$|\d$|^(?:[^\u4e00-\u9fff“《\dA-Z]|根据|按照|为了?[^一])|第.{1,4}条"
)
_BELOW = re.compile(rf"\({DATE}|{DATE}|(?:前|引|序)言$|目录$")
# A notice that encloses a text names it first: 关于印发…方案 is not yet the end of the title.
_ENCLOSING = re.compile(r"关于(?:印发|发布|公布|转发|批转|下达|颁发)")
_ENCLOSED_END = re.compile(r"(?:通知|公告|通报|决定|令|函|批复)(?:\([^()]{1,20}\))?$")
# Names that carry a place in a list or come from a program: 11-附件2:…, 网页打印_…; names put together of a
# number and words (某规2号 节水标准), for a title is in one piece.
_NUMBERED_NAME = re.compile(
    r"\d+[-—_、.\s]|附件|附表|.*_|.{0,20}\d号|(?!.*关于).{0,40}[\u4e00-\u9fff)] +[\u4e00-\u9fff(]"
)
# An annex on its own: 附件2 above its title.
_ANNEX_MARK = re.compile(
    r"^\s{0,20}附[件表]\s{0,3}[\d０-９一二三四五六七八九十]{0,3}\s{0,3}[:：]?[^\S\n]{0,20}\n"
)
_PRINTED = re.compile(
    r"^.{0,80}?(?:印发|发布|公布|转发|批转)(?:<<|[《<])?(?P<name>[^《》<>]{4,60}?)[》>]?的(?:通知|公告|决定|函)$"
)
_ORDER = re.compile(
    r"[\u4e00-\u9fff、]{2,60}(?:政府|主席|[部委局署会院行厅])令(?:\(?第?[\d〇零一二三四五六七八九十百]{1,5}号\)?)?"
)
_PUT_IN_FORCE = re.compile(r"《(?P<name>[^《》]{4,80})》(?=已|业|经|由|于|\d)")
_STATE = re.compile(r"^中华人民共和国(?=.{2})")
_REMARK = re.compile(r"\([^()]{1,20}\)$")
# The caption or the order of a statute, no remark that belongs to its title.
_CAPTION = re.compile(rf"\((?:{DATE}|{ORDER_NUMBER.pattern}\))")
# What a Markdown file says of itself above its text (front matter), and the signs of heads and bold.
_FRONT_MATTER = re.compile(r"\s*---[^\S\n]*\n(?:(?!---)[^\n]*\n){1,40}---[^\S\n]*(?:\n|$)")
_SAID_TITLE = re.compile(r"(?m)^title:[ \t]*[\"']?([^\"'\n]{4,120})")
_HEAD_SIGNS = re.compile(r"^#+\s*|\*\*")
# The number of the page that the title stood on: 22中共…市委, II某省…规划.
_PAGE_NUMBER = re.compile(
    r"^(?:\d{1,3}|[IVX]{1,5})\s?(?![年条项个号批届家大])(?=中共|国务院|[\u4e00-\u9fff]{2,4}(?:省|自治区|市|县|区|厅|局|部|委))"
)
_QUOTED = re.compile(r"[“\"][^“”\"\n]{1,50}[”\"]")  # 对“关于…，…的建议”的答复
_SHORTEST, _LONGEST_LINE, _LONGEST = 4, 60, 120  # characters
_MOST_LINES = 5  # that a title is wrapped over
_PART_OF_BODY = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[编章节条](?!例)")
_TORN_NUMBER = re.compile(r"(?m)^[ \t]{0,8}号[ \t]{0,8}$")
_FRONT = 6000  # characters that are looked at


def title_of(text: str, name: str) -> str:
    r"""Return the title of a document whose file is called `name`, `name` itself if none is found.

    >>> title_of("市政府办公室文件\n某政办〔2024〕3号\n关于加强\n节水的通知\n各区县政府:\n为……。", "扫描件_01")
    '关于加强节水的通知'
    >>> title_of("某政办〔\n2024\n〕\n3\n号\n某市水利局\n关于加强\n节水的通知\n各区县政府:\n为……。", "扫描件_01")
    '某市水利局关于加强节水的通知'
    >>> title_of("前言\n为……。", "某市节水方案")
    '某市节水方案'
    """
    return _PAGE_NUMBER.sub("", _title_of(text, name))


def _title_of(text: str, name: str) -> str:
    said = ""
    if front := _FRONT_MATTER.match(text):
        said = next((one.group(1) for one in _SAID_TITLE.finditer(front.group())), "")
        text = text[front.end() :]
    if ordered := _title_below_order(text):
        return ordered
    first = _HEAD_SIGNS.sub("", next((one.strip() for one in text.split("\n") if one.strip()), ""))
    if is_title(first) and not opens_with_label(first):
        return _wrapped_title(text) or first
    if said:
        return said
    is_name = is_title(name) and not _NUMBERED_NAME.match(fold_width(name))
    above = _above_body(text)
    if _TORN_NUMBER.search(text[:_FRONT]):  # 某政〔2024〕 6 号, each on a line of its own
        above = re.sub(r"^\d{0,4}号", "", above)
    if is_name:
        return above if above and _shortens(name, above) else name
    return above or _first_line(text) or name


def _title_below_order(text: str) -> str:
    """Return the title of what an order (某市人民政府令) puts into force, "" where it is not below.

    Convention: the order stands on the sheet before the text and names it: 《…》已经…通过，现予公布.
    """
    sheet = sheet_of(text[:_FRONT])
    lines = sheet.lines
    if not lines or not _ORDER.fullmatch(lines[0].text):
        return ""
    named = next((one["name"] for line in lines if (one := _PUT_IN_FORCE.search(line.text))), "")
    below = (line for line in lines[1:] if named and line.text == named)
    return next((sheet.verbatim(one.start, one.end) for one in below), "")


def _wrapped_title(text: str) -> str:
    """Return the title that begins with the first line and goes on below it, "" where none does.

    The end of a notice's title (的通知) and a remark (（试行）) fall into lines of their own.
    """
    sheet = sheet_of(text[:_FRONT])
    front = sheet.lines[: sheet.front]
    end = _end_of_title(front[:_MOST_LINES])
    return sheet.verbatim(front[0].start, end) if end > (front[0].end if front else 0) else ""


def _shortens(name: str, title: str) -> bool:
    """Tell whether a file's name is a title cut short (某市节水通知), no name of what a notice prints.

    All its characters stand in the title, in their order.
    """
    words, whole = sheet_of(name).text, sheet_of(title).text
    if _ENCLOSED_END.search(whole) and not _ENCLOSED_END.search(words):
        return False
    rest = iter(whole)
    return all(one in rest for one in words)


def own_name(title: str) -> str:
    """Return what a text is called in speech: without its notice, the state's name and a remark.

    Convention: a notice of printing names what it prints; laws are cited without 中华人民共和国
    (立法技术规范（试行）（一）, 法工委发〔2009〕62号); （试行） is no part of the name.

    >>> own_name("某市财政局关于印发某市节水办法（试行）的通知"), own_name("中华人民共和国水法")
    ('某市节水办法', '水法')
    """
    folded = fold_width(title)
    if printed := _PRINTED.match(folded):
        folded = printed["name"]
    return _REMARK.sub("", _STATE.sub("", folded))


def is_title(line: str) -> bool:
    """Tell whether one line reads as a whole title: closed by a kind, no sentence, no number."""
    folded = _QUOTED.sub("", fold_width(line))
    return (
        _SHORTEST <= len(line) <= _LONGEST_LINE
        and _KIND.search(folded) is not None
        and not re.search("[。;!?,]", folded)
        and read_marker(folded) is None
    )


def _above_body(text: str) -> str:
    """Return the title above the body, "" where none is closed by a kind of document."""
    sheet = sheet_of(_ANNEX_MARK.sub("", text[:_FRONT]))
    front = sheet.lines[: sheet.front]
    for label in find_labels(sheet):
        if label.field == "title" and _KIND.search(sheet.text[label.start : label.end]):
            return sheet.verbatim(label.start, label.end)
    for at in range(len(front)):
        if end := _end_of_title(front[at : at + _MOST_LINES]):
            return sheet.verbatim(front[at].start, end)
    return ""


def _first_line(text: str) -> str:
    """Return the first line where it is plainly a title, "" where it may be anything else.

    Convention: a title stands alone above the text. It is short and no sentence, no number, name
    or label; below it begin the text, its numbers, or a caption.
    """
    sheet = sheet_of(text[:_FRONT])
    if len(sheet.lines) < 2:
        return ""
    first, second = sheet.lines[:2]
    words = first.text
    if not _SHORTEST <= len(words) <= _LONGEST_FIRST or _NO_FIRST.search(words):
        return ""
    if read_marker(words) or NUMBER.search(words) or is_body(words) or is_label(words):
        return ""
    if number := read_marker(second.text):
        begins = number.number == 1
    else:
        is_text = "。" in second.text and len(second.text) >= _TEXT_BELOW * len(words)
        begins = is_text or _BELOW.match(second.text) is not None
    return sheet.verbatim(first.start, first.end) if begins else ""


def _end_of_title(lines: tuple[Line, ...]) -> int:
    """Return where a title that begins with the first of `lines` ends, 0 where none begins."""
    joined = ""
    for at, line in enumerate(lines):
        if _is_no_title(line.text) or len(joined) + len(line.text) > _LONGEST:
            return 0
        joined += line.text
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        if _KIND.search(joined) and len(joined) >= _SHORTEST and not _goes_on(joined, following):
            return line.end
    return 0


def _is_no_title(line: str) -> bool:
    return (
        line.endswith("文件")
        or any(mark in line for mark in ":。;!?/,")
        or NUMBER.search(line) is not None
        or _PART_OF_BODY.match(line) is not None
    )


def _goes_on(joined: str, following: str) -> bool:
    is_open = _ENCLOSING.search(joined) and not _ENCLOSED_END.search(joined)
    is_cut = joined.count("《") > joined.count("》")
    is_remark = following.startswith("(") and not _CAPTION.match(following)
    return is_cut or following.startswith("的") or is_remark or (bool(is_open) and bool(following))
