r"""Numbers that open clauses: their shapes, and what each says of itself; pure.

The levels are those of GB/T 9704-2012, 7.3.3 (一、 → （一） → 1. → （1）) and of statutes
(立法技术规范: 编 → 章 → 节 → 条 → 款 → 项), the decimals and annexes of standards (GB/T 1.1), and
what calls for projects count by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from string import ascii_uppercase

from corpus.numerals import CHINESE_NUMERAL, parse_integer

# What stands behind a figure that is a quantity and no number: "1.1 万吨/日", "2.5%"; but not the
# words of titles that begin alike: "4.1 项目概况", "5.2 分析方法".
_WORDS = r"项目|个[人体性别]|年[度鉴]|元素|人[员才口类工均民大文]|户[外籍]|家[庭电具]|座谈|条[件款例]|期[限间刊]|版[权面]|日常|天然|度量|级别|位[置于]|次[序要]|分[析类级布配解别期步阶工项]|百[姓年]|千方|万物|至[今上]|到位"
_QUANTITY = rf"(?!{_WORDS})(?:万|亿|千|百|[%‰个吨倍项年元米人户家座条期版月日天度级位次分度]|公[里顷斤]|平方|立方|兆|小时|左右|以[上下]|至|到)"
# A title behind a decimal number may open with a figure that is no quantity: 4.1 5G网络, 4.2 12345热线,
# 3.1 Ⅰ级响应; a blank parts two figures.
_ROMAN = r"\u2160-\u216b"
_FIGURE = rf"(?<=\s)(?:(?:19|20)\d\d年|24小时(?![以之]?[内前后])|\d{{1,5}}\s?(?:千伏|kV|(?!{_QUANTITY})[A-Z\u4e00-\u9fff]))"
_HAN = CHINESE_NUMERAL
_ANY = rf"(?:{_HAN}|\d{{1,4}})"
# Annexes of standards (GB/T 1.1) have their title behind the letter; a running head says 续.
_ANNEX_TITLE = (
    r"(?:(?<=录[\dA-Z])|(?<=录\s[\dA-Z]))\s?(?![中的和与及所给规])"
    r"(?=[\u4e00-\u9fff][^。;!?,:]{1,40}(?<![\d续])(?<!续\))$)"
)
_BEHIND_LETTER = r"\s?[、.)]\s{0,3}(?=[\u4e00-\u9fff“《(])"
# What to do with an annex, behind its mark: 附件（附在申报书后）.
_ANNEX_NOTE = (
    r"(?<=[件录\dA-Z])\s?:?\s?\((?![略另见共详点无]|规范性|资料性)[\u4e00-\u9fff]{2,16}\)$"
)
# Scheme, its shape on the matching view, and how its number is written in a label. Blanks that
# typesetters put round a number belong to its shape.
# Order is rank: a scheme never stands below one that comes after it, unless the text shows so.
_SCHEMES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "附件",
        re.compile(
            rf"(?P<unit>附)(?=\s?[件录\d一二三四五六七八九十])\s?(?P<kind>[件录]?)\s?(?P<number>(?:{_HAN}|\d{{1,2}}|[A-Z])?)(?P<part>(?:-\d{{1,2}})?)(?:\s?[:.]?\s*$|{_ANNEX_NOTE}|{_ANNEX_TITLE})"
        ),
        "{unit}{kind}{number}{part}",
    ),
    *(
        (
            units[0],
            re.compile(rf"第\s?(?P<number>{_ANY})\s?(?P<unit>{units[1]})\s*"),
            "第{number}{unit}",
        )
        for units in (("编", "编|篇|部分"), ("章", "章"), ("节", "节"))
    ),
    (  # an amendment puts new articles behind an old one: 第十七条之一
        "条",
        re.compile(
            rf"第\s?(?P<number>{_ANY})\s?条(?P<added>(?:之[一二三四五六七八九十]{{1,3}}(?![年月日项款种个]))?)\s*"
        ),
        "第{number}条{added}",
    ),
    (
        "1",  # chapters of standards (GB/T 1.1) have no mark behind the number: 5 要求
        re.compile(
            rf"(?P<number>\d{{1,2}})\s{{0,4}}(?!{_QUANTITY})(?=[\u4e00-\u9fff][^。;!?,:\d]{{1,18}}$)"
        ),
        "{number}",
    ),
    (
        "1.1",
        re.compile(
            rf"(?P<number>(?:[A-Z]|\d{{1,2}})(?:\.\d{{1,2}}){{1,5}})(?![\d.])[、.]?\s*(?!{_QUANTITY})(?=[\u4e00-\u9fff“《A-Z{_ROMAN}]|{_FIGURE}|$)"
        ),
        "{number}",
    ),
    (  # 一、二级保护区 is a list of two, no number; text recognition takes 一 for a dash
        "一、",
        re.compile(
            rf"(?P<number>{_HAN}|[-—―](?=、))\s?[、.]\s*(?![二三四五六七八九十](?:[级星类期等批档线层]|产业|季度|年级))"
        ),
        "{number}",
    ),
    (  # cases that explain an answer, below the question, beside the items of the answer
        "案例1",
        re.compile(rf"(?P<unit>案例|示例)\s?(?P<number>{_ANY})\s?[:、.]\s?(?=\S)"),
        "{unit}{number}",
    ),
    # Text recognition takes the brackets of （五） for 〈五〉 or {五}, one or both, or the closing one for
    # an H, and （二） for （工）.
    (
        "（一）",
        re.compile(rf"[(〈{{]\s?(?P<number>{_HAN}|工)\s?(?:[)〉}}][、.]?|H(?=[\u4e00-\u9fff]))\s*"),
        "（{number}）",
    ),
    # Calls for projects and manuals count by a noun: 专题一、 above 方向1., 步骤1:, each on its line.
    *(
        (
            units[0],
            re.compile(
                rf"(?P<unit>{units[1]})\s?(?P<number>{_ANY})\s?[、.:]\s?(?=[^。;!?\s][^。;!?]{{1,60}}$)"
            ),
            "{unit}{number}",
        )
        for units in (
            ("专题一、", "专题|任务|行动|主题|板块|模块"),
            ("方向1.", "方向|课题|步骤|方法|措施|项目"),
        )
    ),
    (  # 2.2022年, 3.5月底: a number before a year or a month, which no quantity is written like
        "1.",
        re.compile(
            r"(?P<number>\d{1,3}|l(?=\s?[、.]))(?:\s?、|\s?\.(?:(?!\d)|(?=\d{4}\s?年|(?:19|20)\d\d\s?[—-]|1?\d月)))\s*"
        ),
        "{number}",
    ),
    (  # the codes of a call's subjects: 1014氢能技术; a year or an amount is none
        "1001",
        re.compile(
            rf"(?P<number>[1-9]\d{{3}})\s?(?!{_QUANTITY}|年|指标|余|多)(?=[\u4e00-\u9fff“A-Z][^。;!?]{{3}})"
        ),
        "“{number}”",
    ),
    ("（1）", re.compile(r"\(\s?(?P<number>\d{1,3})\s?\)[、.]?\s*"), "（{number}）"),
    # Items of a list (列项, GB/T 1.1): a) b) c) above 1) 2); they count where several follow each other.
    ("A", re.compile(rf"(?P<number>[A-Z]){_BEHIND_LETTER}"), "{number}"),
    ("a）", re.compile(rf"(?P<number>[a-z]){_BEHIND_LETTER}"), "{number}）"),
    ("1）", re.compile(r"(?P<number>\d{1,3})\)[、.]?\s*"), "{number}）"),
    (  # text layers tear ⑪ to ⑳ into the circle and the figure
        "①",
        re.compile(
            rf"(?P<number>[①-⑳]|[○◯]\s?(?:1[1-9]|20)(?=\s?[\u4e00-\u9fff“])(?!\s?(?:年|{_QUANTITY})))\s*"
        ),
        "{number}",
    ),
    # Letters below 1) or ①; none is read so, `below_items` makes them.
    *((name, re.compile("(?!)(?P<number>)"), "") for name in ("A below 1）", "a below 1）")),
    ("一是", re.compile(r"(?P<number>[一二三四五六七八九十])是(?!否)\s*"), "{number}是"),
)
# All of them as one pattern: most texts open with no number.
_ANY_NUMBER = re.compile(
    "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for _, pattern, _ in _SCHEMES)
)
# A preface has no number; the first numbered head ends it.
_UNNUMBERED = re.compile(r"(前\s*言|引\s*言|序\s*言|导\s*言)\s*$")
# What closes a plan beside its annexes, without their mark: its terms explained; the last word of a white paper.
_GLOSSARY = re.compile(
    r"(?P<name>(?:附录)?(?:名词|术语|名词术语)(?:解释|说明|注释)(?:附录)?|结束语)\s*$"
)
_TITLED_ANNEX = re.compile(
    rf"附\s?(?P<kind>[件表]?)\s?(?P<number>(?:{_HAN}|\d{{1,2}}(?:-\d{{1,2}})?)?)"
    r"(?:\s?:\s{0,3}|(?<=[\d一二三四五六七八九十])\s{0,4}(?![条款中的和与及所给规]|项(?!目)))(?=[^\d\s:][^。;!?:\t]{1,40}$)"
)
_ANNEXED_TABLE = re.compile(rf"附\s?(?P<kind>表)\s?(?P<number>\d{{1,2}}|{_HAN})\s?:?\s?$")
# Markdown's signs for a heading, and bullets, which fonts call by private names; the number of a page
# that was left standing before 三、 or （三）.
_PREFIX = re.compile(rf"[#*\s\ue000-\uf8ff]*(?:\d{{1,3}}\s?(?=\({_HAN}\)|{_HAN}、))?")
_CIRCLED_ONE = ord("①")
# Numbers that are one sign with their brackets or their full stop: ㈠, ⑴, ⒈.
_ONE_SIGN = (
    {ord("㈠") + at: f"({sign})" for at, sign in enumerate("一二三四五六七八九十")}
    | {ord("⑴") + at: f"({at + 1})" for at in range(20)}
    | {ord("⒈") + at: f"{at + 1}." for at in range(20)}
)
# What text recognition takes a one or a two for.
_MISREAD = {"l": "1", "-": "一", "—": "一", "―": "一", "工": "二"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A number at the start of a paragraph: its scheme's rank, its value and its label.

    `start` and `length` are the places of the view where the number and its title begin. `prefix`
    is the number above it that a decimal number repeats (4.4 of 4.4.3), else empty. `added` counts
    the articles that an amendment put behind this one's number (2 of 第十七条之二), else 0.
    """

    rank: int
    number: int
    label: str
    length: int
    start: int = 0
    prefix: str = ""
    added: int = 0

    def follows(self, one: Marker) -> bool:
        """Tell whether this is the number behind `one` of the same scheme."""
        if self.added:
            return (self.number, self.added) == (one.number, one.added + 1)
        return self.number == one.number + 1

    @property
    def is_article(self) -> bool:
        """Tell whether this is 第X条, the unit that statutes are cited by."""
        return self.rank == _ARTICLE

    @property
    def is_division(self) -> bool:
        """Tell whether this is 第X编, 第X章 or 第X节, which have a title and nothing else."""
        return _ANNEX < self.rank < _ARTICLE

    @property
    def is_upper(self) -> bool:
        """Tell whether this is 一、, the first level of a plan."""
        return self.rank == _UPPER

    @property
    def is_bracketed(self) -> bool:
        """Tell whether this is （一）, the second level of a plan."""
        return self.rank == _BRACKETED

    @property
    def is_chapter(self) -> bool:
        """Tell whether this is 第X章."""
        return self.rank == _CHAPTER

    @property
    def is_annex(self) -> bool:
        """Tell whether this is 附件, alone on its line."""
        return self.rank == _ANNEX

    @property
    def is_whole(self) -> bool:
        """Tell whether this opens a text of its own: an annex, or one that a notice encloses."""
        return self.is_annex or self.is_title

    @property
    def is_bare(self) -> bool:
        """Tell whether this is a chapter of a standard: 5 要求."""
        return self.rank == _BARE

    @property
    def is_in_article(self) -> bool:
        """Tell whether this is a part of an article (款, 项) where it stands in one."""
        return _ARTICLE < self.rank < len(_SCHEMES)

    @property
    def is_decimal(self) -> bool:
        """Tell whether this is 4.4.3, which repeats the number above it."""
        return self.rank == _DECIMAL

    @property
    def is_low(self) -> bool:
        """Tell whether rows of tables open with the like too: 1. and all below it."""
        return self.rank >= _ARABIC

    @property
    def is_code(self) -> bool:
        """Tell whether this is the code of a subject (1014), of which the last digits count on."""
        return self.rank == _CODE

    @property
    def is_preface(self) -> bool:
        """Tell whether this is 前言, which has no number."""
        return self.rank == len(_SCHEMES)

    def has_part(self, below: Marker) -> bool:
        """Tell whether `below` is the first decimal number below this one: 5.1 below 5 要求."""
        return below.rank == _DECIMAL and below.number == 1 and below.prefix == self.repeated

    @property
    def lists_annexes(self) -> bool:
        """Tell whether this numbers the list of annexes at a notice's foot: 附件：1.…, then 2.…"""
        return self.rank == _ARABIC

    @property
    def counts_items(self) -> bool:
        """Tell whether this is （一）, 1., （1）, 1） or ①, which count the items of a unit."""
        is_other = self.is_code or self.is_point or self.is_preface
        return self.rank >= _BRACKETED and not is_other and self.rank not in _NOUNS

    @property
    def is_letter(self) -> bool:
        """Tell whether this is a) or A., which count the items of a list."""
        return self.rank in _LETTERS

    @property
    def below_items(self) -> Marker:
        """The same letter, of a list that stands below 1) or ①, not above them."""
        return replace(self, rank=_LETTERS.get(self.rank, self.rank))

    @property
    def repeated(self) -> str:
        """What the decimal numbers below this one begin with: 4.4, A of 附录A, 4 of 第四章."""
        if self.rank == _DECIMAL or (self.is_annex and self.label[-1] in ascii_uppercase):
            return self.label.removeprefix("附录").removeprefix("附件")
        return str(self.number)

    @property
    def is_point(self) -> bool:
        """Tell whether this is 一是, which opens a point of an enumeration in prose."""
        return self.rank == _POINT

    @property
    def is_heading(self) -> bool:
        """Tell whether this is no number but a heading that the file marks as one."""
        return self.rank == _HEADING

    @property
    def is_group(self) -> bool:
        """Tell whether this is a label that parts the numbers of one unit."""
        return self.is_heading and self.number == _GROUP

    @property
    def is_title(self) -> bool:
        """Tell whether this is no number but the title of a text enclosed by a notice."""
        return self.rank == _TITLE


def title_marker(title: str, start: int = 0) -> Marker:
    """Return what stands for the number of an enclosed text: its title in 《》, behind `start`."""
    return Marker(rank=_TITLE, number=1, label=f"《{title}》", length=start, start=start)


def heading_marker(title: str, level: int) -> Marker:
    """Return what stands for the number of a heading without one: its words in “”."""
    return Marker(rank=_HEADING, number=level, label=f"“{title.rstrip(':：')}”", length=0)


def group_marker(label: str) -> Marker:
    """Return what stands for the number of a label that parts the numbers of one unit: 专项条件:."""
    return heading_marker("".join(label.rstrip(":").split()), _GROUP)


def chapter_marker(name: str, number: int) -> Marker:
    """Return what stands for the number of a chapter without one: its name, 总则 or 附则."""
    return Marker(rank=_CHAPTER, number=number, label=name, length=0)


def titled_annex(text: str) -> Marker | None:
    """Read the mark of an annex with its title on the same line: 附件1：重点任务分工表, 附件1 重点任务分工表.

    附表1 has its title on the next line too. So is an annex listed at a notice's foot; what stands below the line tells them apart.
    """
    match = _TITLED_ANNEX.match(text) or _ANNEXED_TABLE.match(text)
    if match is None:
        return None
    number, _, part = match.group("number").partition("-")
    label = f"附{match['kind']}{match['number']}"
    return Marker(
        rank=_ANNEX, number=_value(part or number), label=label, length=match.end(), start=0
    )


def read_marker(text: str) -> Marker | None:
    """Read the number that `text` (a paragraph of the matching view) begins with, if any.

    >>> read_marker("(三)深化宣传引导。"), read_marker("1.1 万吨/日")
    (Marker(rank=9, number=3, label='（三）', length=3, start=0, prefix='', added=0), None)
    """
    start = _PREFIX.match(text).end()  # type: ignore[union-attr] # the pattern matches nothing too
    if written := _ONE_SIGN.get(ord(text[start])) if start < len(text) else None:
        marker = read_marker(written + text[start + 1 :])
        more = start + 1 - len(written)
        return marker and replace(marker, start=start, length=marker.length + more)
    if match := _UNNUMBERED.match(text, start):
        name = re.sub(r"\s", "", match.group(1))
        return Marker(rank=len(_SCHEMES), number=1, label=name, length=match.start(1), start=start)
    if match := _GLOSSARY.match(text, start):
        return Marker(rank=_ANNEX, number=1, label=match["name"], length=start, start=start)
    if not _ANY_NUMBER.match(text, start):
        return None
    for rank, (_, pattern, label) in enumerate(_SCHEMES):
        if match := pattern.match(text, start):
            number = _MISREAD.get(match.group("number"), match.group("number"))
            if number[:1] in {"○", "◯"}:
                number = chr(_CIRCLED_ONE + int(number[1:]) - 1)
            prefix, _, last = number.rpartition(".")
            added = match.groupdict().get("added")
            return Marker(
                rank=rank,
                number=_value(last),
                label=label.format(**match.groupdict() | {"number": number}),
                length=match.end(),
                start=start,
                prefix=prefix,
                added=parse_integer(added[1:]) if added else 0,
            )
    return None


def _value(digits: str) -> int:
    if not digits:
        return 1
    if digits[0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return ord(digits) - _CIRCLED_ONE + 1
    if digits.upper() in ascii_uppercase:
        return ascii_uppercase.index(digits.upper()) + 1
    return parse_integer(digits)


_RANKS = {scheme[0]: rank for rank, scheme in enumerate(_SCHEMES)}
_TITLE, _HEADING = -1, -2
_GROUP = 10  # the level of a label that parts numbers: below all headings
_BRACKETED = _RANKS["（一）"]
_LETTERS = {_RANKS[name]: _RANKS[f"{name[0]} below 1）"] for name in ("A", "a）")}
_NOUNS = frozenset((_RANKS["专题一、"], _RANKS["方向1."]))
_ANNEX, _CHAPTER, _ARTICLE, _BARE, _DECIMAL, _UPPER, _ARABIC, _CODE, _POINT = (
    _RANKS[name] for name in ("附件", "章", "条", "1", "1.1", "一、", "1.", "1001", "一是")
)
