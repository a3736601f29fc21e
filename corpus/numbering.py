r"""Numbers that open clauses, and the sequence they have to continue; pure.

The levels are those of GB/T 9704-2012, 7.3.3 (一、 → （一） → 1. → （1）) and of statutes
(立法技术规范: 编 → 章 → 节 → 条 → 款 → 项). Real plans mix them (第1章 above （一）), so a level is
recognised by its place in the sequence, not by its glyph: a number opens a clause only if it
continues its sequence or begins one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from string import ascii_uppercase

from corpus.numerals import CHINESE_NUMERAL, parse_integer

# What stands behind a figure that is a quantity and no number: "1.1 万吨/日", "2.5%"; but not the
# words of titles that begin alike: "4.1 项目概况", "5.2 分析方法".
_WORDS = r"项目|个[人体性别]|年[度鉴]|元素|人[员才口类工均民大文]|户[外籍]|家[庭电具]|座谈|条[件款例]|期[限间刊]|版[权面]|日常|天然|度量|级别|位[置于]|次[序要]|分[析类级布配解别期步阶工项]|百[姓年]|千方|万物|至[今上]|到位"
_QUANTITY = rf"(?!{_WORDS})(?:万|亿|千|百|[%‰个吨倍项年元米人户家座条期版月日天度级位次分度]|公[里顷斤]|平方|立方|兆|小时|左右|以[上下]|至|到)"
_HAN = CHINESE_NUMERAL
_ANY = rf"(?:{_HAN}|\d{{1,4}})"
# Annexes of standards (GB/T 1.1) have their title behind the letter; a running head says 续.
_ANNEX_TITLE = (
    r"(?:(?<=录[\dA-Z])|(?<=录\s[\dA-Z]))\s?(?![中的和与及所给规])"
    r"(?=[\u4e00-\u9fff][^。;!?,:]{1,40}(?<![\d续])(?<!续\))$)"
)
# Scheme, its shape on the matching view, and how its number is written in a label. Blanks that
# typesetters put round a number belong to its shape.
# Order is rank: a scheme never stands below one that comes after it, unless the text shows so.
_SCHEMES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "附件",
        re.compile(
            rf"(?P<unit>附)(?=\s?[件录\d一二三四五六七八九十])\s?(?P<kind>[件录]?)\s?(?P<number>(?:{_HAN}|\d{{1,2}}|[A-Z])?)(?P<part>(?:-\d{{1,2}})?)(?:\s?[:.]?\s*$|{_ANNEX_TITLE})"
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
            rf"(?P<number>\d{{1,2}})\s?(?!{_QUANTITY})(?=[\u4e00-\u9fff][^。;!?,:\d]{{1,18}}$)"
        ),
        "{number}",
    ),
    (
        "1.1",
        re.compile(
            rf"(?P<number>(?:[A-Z]|\d{{1,2}})(?:\.\d{{1,2}}){{1,5}})(?![\d.])[、.]?\s*(?!{_QUANTITY})(?=[\u4e00-\u9fff“《A-Z]|$)"
        ),
        "{number}",
    ),
    (  # 一、二级保护区 is a list of two, no number; text recognition takes 一 for a dash
        "一、",
        re.compile(
            rf"(?P<number>{_HAN}|[—―](?=、))\s?[、.]\s*(?![二三四五六七八九十](?:[级星类期等批档线层]|产业|季度|年级))"
        ),
        "{number}",
    ),
    # Text recognition takes the brackets of （五） for 〈五〉, one or both.
    (
        "（一）",
        re.compile(rf"[(〈]\s?(?P<number>{_HAN})\s?[)〉][、.]?\s*"),
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
            r"(?P<number>\d{1,3}|l(?=、))(?:\s?、|\s?\.(?:(?!\d)|(?=(?:19|20)\d\d\s?[年—-]|1?\d月)))\s*"
        ),
        "{number}",
    ),
    ("（1）", re.compile(r"\(\s?(?P<number>\d{1,3})\s?\)[、.]?\s*"), "（{number}）"),
    ("1）", re.compile(r"(?P<number>\d{1,3})\)[、.]?\s*"), "{number}）"),
    ("①", re.compile(r"(?P<number>[①-⑳])\s*"), "{number}"),
    ("一是", re.compile(r"(?P<number>[一二三四五六七八九十])是(?!否)\s*"), "{number}是"),
)
# A preface has no number; the first numbered head ends it.
_UNNUMBERED = re.compile(r"(前\s*言|引\s*言|序\s*言|导\s*言)\s*$")
_TITLED_ANNEX = re.compile(r"附\s?件\s?(?P<number>\d{0,2})\s?:\s?(?=[^\d\s:][^。;!?:\t]{3,40}$)")
# Markdown's signs for a heading, and bullets, which fonts call by private names; the number of a page
# that was left standing before 三、 or （三）.
_PREFIX = re.compile(rf"[#*\s\ue000-\uf8ff]*(?:\d{{1,3}}\s?(?=\({_HAN}\)|{_HAN}、))?")
_CIRCLED_ONE = ord("①")
_MISREAD = str.maketrans("l—―", "1一一")  # what text recognition takes a one for


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

    def has_part(self, below: Marker) -> bool:
        """Tell whether `below` is the first decimal number below this one: 5.1 below 5 要求."""
        return below.rank == _DECIMAL and below.number == 1 and below.prefix == self.repeated

    @property
    def lists_annexes(self) -> bool:
        """Tell whether this numbers the list of annexes at a notice's foot: 附件：1.…, then 2.…"""
        return self.rank == _ARABIC

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
    def is_title(self) -> bool:
        """Tell whether this is no number but the title of a text enclosed by a notice."""
        return self.rank == _TITLE


def title_marker(title: str, start: int = 0) -> Marker:
    """Return what stands for the number of an enclosed text: its title in 《》, behind `start`."""
    return Marker(rank=_TITLE, number=1, label=f"《{title}》", length=start, start=start)


def heading_marker(title: str, level: int) -> Marker:
    """Return what stands for the number of a heading without one: its words in “”."""
    return Marker(rank=_HEADING, number=level, label=f"“{title}”", length=0)


def titled_annex(text: str) -> Marker | None:
    """Read the mark of an annex with its title on the same line: 附件1：重点任务分工表.

    So is an annex listed at a notice's foot; what stands below the line tells them apart.
    """
    match = _TITLED_ANNEX.match(text)
    if match is None:
        return None
    number = match.group("number")
    return Marker(
        rank=_ANNEX, number=_value(number), label=f"附件{number}", length=match.end(), start=0
    )


def read_marker(text: str) -> Marker | None:
    """Read the number that `text` (a paragraph of the matching view) begins with, if any.

    >>> read_marker("(三)深化宣传引导。"), read_marker("1.1 万吨/日")
    (Marker(rank=8, number=3, label='（三）', length=3, start=0, prefix='', added=0), None)
    """
    start = _PREFIX.match(text).end()  # type: ignore[union-attr] # the pattern matches nothing too
    if match := _UNNUMBERED.match(text, start):
        name = re.sub(r"\s", "", match.group(1))
        return Marker(rank=len(_SCHEMES), number=1, label=name, length=match.start(1), start=start)
    for rank, (_, pattern, label) in enumerate(_SCHEMES):
        if match := pattern.match(text, start):
            prefix, _, last = match.group("number").rpartition(".")
            added = match.groupdict().get("added")
            return Marker(
                rank=rank,
                number=_value(last),
                label=label.format(**match.groupdict()).translate(_MISREAD),
                length=match.end(),
                start=start,
                prefix=prefix,
                added=parse_integer(added[1:]) if added else 0,
            )
    return None


def _value(digits: str) -> int:
    if digits in {"", "l", "—", "―"}:  # the last three as text recognition reads a one
        return 1
    if digits[0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return ord(digits) - _CIRCLED_ONE + 1
    if digits in ascii_uppercase:
        return ascii_uppercase.index(digits) + 1
    return parse_integer(digits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the text round a marker says for it being a number of the document.

    `follows`: the next number of its scheme is the one after it. `returns_to`: the number of its
    scheme that comes after the run it begins (0 for none). `is_clean`: the paragraph before it is
    finished. `is_head`: what stands behind it reads as a title. `is_rank`: it names a class or a
    place, as a broken line may begin with: （一）类标准, 三、（二）的规定.
    """

    follows: bool = False
    returns_to: int = 0
    is_clean: bool = False
    is_head: bool = False
    is_rank: bool = False


# What makes of a number the name of a class, or of a place in a text.
RANK_NAME = re.compile(r"[类级档款条种项](?:标准|规定|要求|情形|以[上下]|的|[、,。;)]|$)")
_NO_OUTLOOK = Outlook()


@dataclass(slots=True)
class Sequence:
    """The numbers that are open at a place of a document, outermost first.

    `accept` decides about the next marker and moves on; this is the one mutable thing of the
    parser, alive for one document.
    """

    _open: list[Marker] = field(default_factory=list)
    _last: dict[int, int] = field(default_factory=dict)

    @property
    def inside_article(self) -> bool:
        """Tell whether the place is inside a 条, whose 款 and 项 are parts, not clauses."""
        return any(marker.is_article for marker in self._open)

    def begin(self, marker: Marker, annex: Marker | None = None) -> int:
        """Begin an enclosed text, where all numbers start anew; return its depth.

        It stands on its own, or is what the `annex` holds that was just opened.
        """
        self._open = [annex, marker] if annex else [marker]
        self._last.clear()
        return len(self._open) - 1

    def end_text(self) -> None:
        """End all that is open: what comes next stands beside the text that is enclosed here."""
        self._open.clear()

    def leave(self, level: int) -> None:
        """Close the headings without number that are not above `level`, and what stands in them."""
        closed = (at for at, one in enumerate(self._open) if one.is_heading and one.number >= level)
        del self._open[next(closed, len(self._open)) :]

    def open_heading(self, heading: Marker) -> int:
        """Open a heading without number; return the depth at which it stands.

        It stands below what is of a higher level: the headings by their own, numbers by their
        depth; and in the annex or enclosed text that is open.
        """
        self.leave(heading.number)
        depth = len(self._open)
        while depth and self._level(depth - 1) >= heading.number:
            depth -= 1
        del self._open[depth:]
        self._open.append(heading)
        return depth

    def _level(self, depth: int) -> int:
        one, above = self._open[depth], self._open[:depth]
        if one.is_heading:
            return one.number
        return 0 if one.is_whole else 1 + sum(not other.is_whole for other in above)

    def accept(self, marker: Marker, outlook: Outlook = _NO_OUTLOOK) -> int | None:
        """Return the depth at which `marker` opens a clause, or None where it continues nothing.

        A marker continues the open number of its scheme; or begins a scheme (number one) below
        what is open; or goes on with a scheme that runs through the chapters; or begins its scheme
        anew; or steps over a number that the text has lost, where the text round it bears it out.
        """
        depth = None if _is_loose(marker, outlook) else self._depth(marker, outlook)
        if depth is None:
            return None
        del self._open[depth:]
        self._open.append(marker)
        self._last[marker.rank] = marker.number
        return depth

    def continues(self, marker: Marker) -> bool:
        """Tell whether `marker` goes on with something that is open, rather than beginning."""
        return any(
            one.rank == marker.rank and one.prefix == marker.prefix and marker.follows(one)
            for one in self._open
        )

    def _depth(self, marker: Marker, outlook: Outlook) -> int | None:
        if self.inside_article and _ARTICLE < marker.rank < len(_SCHEMES):
            return None
        if marker.rank == _DECIMAL:
            return self._decimal_depth(marker, outlook)
        same = [depth for depth, one in enumerate(self._open) if one.rank == marker.rank]
        for depth in reversed(same):
            if marker.follows(self._open[depth]):
                return depth
        if marker.is_bare:
            return None if same or marker.number > 1 else self._beside(marker)
        if same:
            return self._anew(marker, outlook, same)
        return self._beside(marker) if self._may_begin(marker, outlook) else None

    def _may_begin(self, marker: Marker, outlook: Outlook) -> bool:
        """Tell whether a scheme that is not open may begin, or go on, with this number."""
        last = self._last.get(marker.rank, 0)
        if marker.is_annex or marker.number in {1, last + 1}:
            return True
        begins = () if marker.rank >= _ARABIC else (marker.number,)
        steps = (marker.number - last, *begins) if last else begins
        return any(_is_gap(marker, outlook, step) for step in steps)

    def _beside(self, marker: Marker) -> int:
        """Return the depth below what is open of a higher rank."""
        depth = len(self._open)
        while depth > self._floor and self._open[depth - 1].rank > marker.rank:
            depth -= 1
        return depth

    @property
    def _floor(self) -> int:
        """Return the depth below the enclosed text that is open, which has numbers of its own."""
        return next((at for at, one in enumerate(self._open[:2], start=1) if one.is_title), 0)

    def _anew(self, marker: Marker, outlook: Outlook, same: list[int]) -> int | None:
        """Return the depth of a number whose scheme is open at the depths `same`, out of step.

        A run that starts again stands beside the open number, or below it where the open run goes
        on afterwards (1. 2. [1. 2. 3.] 3.).
        """
        depth = same[-1]
        if marker.number == 1 and same[0] == self._floor:
            return same[0]
        if marker.number == 1 and marker.is_annex and depth < self._floor:
            return self._floor  # the first annex of a text that is itself an annex
        if marker.number == 1 and outlook.follows and outlook.is_clean:
            goes_on = outlook.returns_to == self._open[depth].number + 1
            return depth + 1 if goes_on else depth
        if marker.is_annex:
            return depth
        step = marker.number - self._open[depth].number
        return depth if _is_gap(marker, outlook, step) else None

    def _decimal_depth(self, marker: Marker, outlook: Outlook) -> int | None:
        """Return the depth of 4.4.3: below 4.4, or of 4.4 below the fourth chapter or section.

        Standards (GB/T 1.1) set the number of a section without a mark ("5 要求"), so that it does
        not read as one: 5.1 then goes on where 5.2 follows it.
        """
        for depth in range(len(self._open) - 1, -1, -1):
            one = self._open[depth]
            if one.rank == _DECIMAL and one.prefix == marker.prefix:
                step = marker.number - one.number
                return depth if step == 1 or (step and _is_gap(marker, outlook, step)) else None
            if one.repeated == marker.prefix:
                return depth + 1 if marker.number == 1 else None
        if marker.number != 1 or not (outlook.follows and outlook.is_head):
            return None
        levels = marker.label.count(".")
        beside = (
            depth
            for depth, one in enumerate(self._open)
            if one.rank == _DECIMAL and one.label.count(".") >= levels
        )
        return next(beside, sum(one.rank < len(_SCHEMES) for one in self._open))


def _is_loose(marker: Marker, outlook: Outlook) -> bool:
    """Tell whether a number stands within a text: 一是, or （一）类, behind what is not finished."""
    if outlook.is_rank and not outlook.is_clean:
        return True
    return marker.is_point and not (outlook.is_clean and (outlook.follows or marker.number > 1))


def _is_gap(marker: Marker, outlook: Outlook, step: int) -> bool:
    """Tell whether a number may stand `step` behind the last one: some were lost, or one doubled.

    Texts copied from pages lose lines, and editors count twice; the paragraph before has to be
    finished, and the next number or the title has to bear the number out. Arabic numbers, which
    open the rows of tables too, need both.
    """
    if not outlook.is_clean or step < 0 or step > _WIDEST_GAP:
        return False
    if marker.rank < _ARABIC and not marker.is_article:
        return outlook.follows or outlook.is_head
    return outlook.follows and outlook.is_head


_WIDEST_GAP = 3
_RANKS = {scheme[0]: rank for rank, scheme in enumerate(_SCHEMES)}
_TITLE, _HEADING = -1, -2
_ANNEX, _ARTICLE, _BARE, _DECIMAL, _ARABIC, _POINT = (
    _RANKS[name] for name in ("附件", "条", "1", "1.1", "1.", "一是")
)
