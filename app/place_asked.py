"""The place in a document that a question names: 第2章（二）, 三（二）里面第4点, 第十二条第二款; pure.

People write a place as officials do (三（二）4) and as they speak (第三部分“重大行动”里第（二）条的第4小点), and go on
from one to the next (下一条呢?). A number in brackets alone (（十一）) is the level that documents number in brackets,
whatever part it stands in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.numerals import CHINESE_NUMERAL, parse_integer
from corpus.places import in_chinese

LAST = -1  # stands in a reference for the last one: 最后一章
BRACKETS = "（）"  # the unit of a number in brackets alone

_ANY = rf"(?:{CHINESE_NUMERAL}|\d{{1,3}})"
# A place in a document as people write it: 第2章（二）, 二、（四）3, 第四部分第（四）条, 专栏2.
_TITLE = r"[\u4e00-\u9fff、]{2,24}?[”\"]?(?:这?部分|章)?[的里中]?"  # 四、政策保障”的第（三）项
_STEP = re.compile(
    rf"(?:第|最后)?\s*({_ANY})\s*(章|大?部分|编|节|条|款|项|大点|大块|小点|小条|小项|点)|第?\s*(?<![A-Za-z_])\(({_ANY})\)(?:(?:小?[条点项款])(?![件目类])|部分)?"
    rf"|({CHINESE_NUMERAL})\s*、(?=\s*(?:{_TITLE})?第?\s*\(\s?{_ANY}\s?\))"
    rf"|({_ANY})(?=\s*\()|(?<=\))\s*第?({_ANY})(?:条|点|项|款)?(?![\d年月日%家个万吨])"
)
# An article without 第 is one where it follows the name of what has articles: 安全法45条.
_OF_A_STATUTE = re.compile(r"(?:法|条例|办法|规定|细则|解释|规则|》|□)(?:里?的|里)?\s?$")
# Statutes are cited 第十二条第二款第（三）项; amendments put 第十七条之一 behind 第十七条.
_ARTICLE = re.compile(
    rf"第?({_ANY})\s{{0,2}}条(?:\s{{0,2}}之\s{{0,2}}([一二三四五六七八九十]{{1,3}}|\d{{1,2}}))?"
    rf"(?:的?\s{{0,2}}第?\s{{0,2}}({_ANY})\s{{0,2}}款)?(?:的?\s{{0,2}}第?\s{{0,2}}\(?({_ANY})\)?\s{{0,2}}项)?"
)
# The number of a title: 《…规划（二）》, 修正案（六）, 解释（三）第八条. It is no place in the document.
_IN_TITLE = re.compile(
    rf"《[^《》]{{1,100}}》|(?<=修正案)\({_ANY}\)|(?<=解释)\({_ANY}\)|(?<=[定见法例答])\({_ANY}\)(?=的?第)"
)
INSIDE = frozenset({"条", "款", "项", "", BRACKETS})
# What stands between two numbers of one place: 第三部分“重大行动”（二）里面第4点.
_GAP = re.compile(r"(?:[\s、,的之里中下面底内头]|“[^“”]{1,40}”|\"[^\"]{1,40}\"){0,8}")
_TITLED = re.compile(rf"{_TITLE}(?=第?\s*\()")
_BOX_NUMBER = re.compile(rf"专栏\s*({_ANY})(?!共)|第\s*({_ANY})\s*个?专栏")
_WITHIN = re.compile(rf"^条(?:的?\s?第?\s?{_ANY}\s?款)?(?:的?\s?第?\s?\(?{_ANY}\)?\s?项)?")
_NEIGHBOUR = re.compile(
    r"^(?:那么?|再|看){0,2}(?P<way>接下来|下|后|上|前)(?:[面头边])?(?:那|的)?(?:一)?(?:个)?(?P<unit>条|款|项|点|章|部分|节|专栏|个)(?!.{0,6}(?:文件|方案))"
)
# A number alone, and words that ask what stands there.
_SAME_PART = re.compile(
    rf"^(?:那么?|再|看|看看|请问|还有|[,，\s]){{0,4}}(?P<place>第?\s?\((?P<inner>{_ANY})\)\s?(?:[条点项款]|部分)?|第(?P<called>{_ANY})(?:条|款|项|点|小点|部分|章|节))"
    r"(?P<asks>(?:的?内容)?(?:又|都|是|里|具体){0,2}(?:[说讲写规定]{1,2})?(?:了|的)?(?:什么|啥|哪些|怎么[说写规定]{1,2})?(?:内容|东西)?)(?:呢|吗|啊)?[?。]?$"
)
# A part by its number and title: “五、保障机制”.
_HEAD_NAMED = re.compile(
    rf"(?:{CHINESE_NUMERAL})、[\u4e00-\u9fff]{{2,24}}[”\"]|第(?:{_ANY})(?:部分|章)"
)
_INNER = ("款", "项", "点", ")")
_UNITS = frozenset("条款项点章节")
_HOLDING = frozenset({"条", "章", "部分", "大部分"})


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    """A place as a question names it.

    `numbers` are those of its path (二（四）3 → 2, 4, 3), empty where none is named; `unit` is what the
    last is called; `rest` is the question without it; `words` are the place as it is written;
    `spans` are where the numbers stand.
    """

    numbers: tuple[int, ...]
    unit: str
    rest: str
    words: str = ""
    spans: tuple[tuple[int, int], ...] = ()


def read_reference(text: str) -> tuple[tuple[int, ...], str, str]:
    """Read the first place named in `text`: its numbers, its unit, and the text without it.

    >>> read_reference("三(二)里面第4点是什么")
    ((3, 2, 4), '点', ' 是什么')
    >>> read_reference("(十一)内容")
    ((11,), '（）', ' 内容')
    """
    found = read_place(text)
    return found.numbers, found.unit, found.rest


def read_place(text: str) -> PlaceAsked:
    """Read the first place named in `text`, with where its numbers stand."""
    if box := _BOX_NUMBER.search(text):
        at = 1 if box.group(1) else 2
        rest = text[: box.start()] + " " + text[box.end() :]
        number = parse_integer(box.group(at))
        return PlaceAsked(
            numbers=(number,), unit="专栏", rest=rest, words=box.group(), spans=(box.span(at),)
        )
    whole, text = text, _IN_TITLE.sub(lambda match: "□" * len(match.group()), text)
    for start in _STEP.finditer(text):
        numbers: list[int] = []
        spans: list[tuple[int, int]] = []
        at = end = start.start()
        unit, explicit, in_brackets = "", False, False
        while match := _STEP.match(text, at):
            words = match.group()
            group = next(one for one in (1, 3, 4, 5, 6) if match.group(one))
            number = parse_integer(match.group(group))
            numbers.append(LAST if words.startswith("最后") else number)
            spans.append(match.span(group))
            unit, in_brackets = match.group(2) or "", bool(match.group(3))
            explicit = explicit or in_brackets
            explicit = explicit or bool(match.group(2) and words[0] in "第最")
            if unit == "条":
                explicit = explicit or bool(_OF_A_STATUTE.search(text, 0, match.start()))
            end = match.end()
            titled = _TITLED.match(text, end) if match.group(4) else None
            at = (titled or _GAP.match(text, end)).end()  # type: ignore[union-attr] # matches nothing too
        if numbers and explicit:
            unit = BRACKETS if in_brackets and len(numbers) == 1 else unit
            rest = whole[: start.start()] + " " + whole[end:]
            words = whole[start.start() : end].strip()
            return PlaceAsked(tuple(numbers), unit, rest, words, tuple(spans))
    return PlaceAsked(numbers=(), unit="", rest=whole)


def read_article(
    text: str, unit: str
) -> tuple[tuple[int, int] | None, tuple[int, int], tuple[int, int]]:
    """Read an article (第十七条之一 → 17, 1), its 款 and 项 (0 for none), and where they stand.

    None for a place that is no article.
    """
    match = _ARTICLE.search(text) if unit in INSIDE else None
    if match is None:
        return None, (0, 0), (0, 0)
    number, added, paragraph, item = (parse_integer(one) if one else 0 for one in match.groups())
    return (number, added), (paragraph, item), match.span()


def place_of_the_same(text: str, history: Sequence[str]) -> str:
    """Return 那第（五）项呢 as a question of its own, in the part asked before; "" for any other question.

    A number alone stands in the part, the article or the chapter that the question before names: it takes the
    place of the number that was asked there, or goes behind the part that was asked as a whole.

    >>> place_of_the_same("那第(五)项呢?", ["方案“四、政策保障”第(三)项写了什么?"])
    '方案“四、政策保障”第(五)项写了什么?'
    """
    asked = _SAME_PART.match(unicodedata.normalize("NFKC", text).strip())
    if asked is None or not history:
        return ""
    *before, last = history
    earlier = (
        place_of_the_same(last, before)
        or next_place(last, before)
        or unicodedata.normalize("NFKC", last).strip()
    )
    place, wanted = read_place(earlier), asked["place"]
    if place.numbers and LAST not in place.numbers:
        start, end = place.spans[-1]
        if _is_alike(earlier, start, end, wanted):
            number = asked["inner"] or asked["called"]
            return earlier[:start] + number + earlier[end:]
        if place.unit in _HOLDING and len(place.numbers) == 1 and wanted.endswith(_INNER):
            at = earlier.index(place.words) + len(place.words)
            return f"{earlier[:at]}{wanted}{asked['asks'] or '讲什么'}"
        return ""
    head = list(_HEAD_NAMED.finditer(earlier))
    if not head or place.numbers:
        return ""
    return f"{earlier[: head[-1].end()]}{wanted}{asked['asks'] or '讲什么'}"


def _is_alike(earlier: str, start: int, end: int, wanted: str) -> bool:
    """Tell whether the number at a place of a question is written as the one wanted: both in brackets, or 条."""
    in_brackets = earlier[max(start - 1, 0) : start] == "("
    if in_brackets or "(" in wanted:
        return in_brackets and "(" in wanted
    behind = earlier[end : end + 1]
    return wanted.endswith(behind if behind in _UNITS else ("点", "项"))


def asks_for_the_next(text: str) -> bool:
    """Tell whether a question asks for the neighbour of a place: 下一条呢, 接下来的一章讲什么."""
    return _NEIGHBOUR.match(unicodedata.normalize("NFKC", text).strip()) is not None


def next_place(text: str, history: Sequence[str]) -> str:
    """Return 下一条呢, 上一章讲什么 as a question of its own; "" for any other question.

    The place is the one the question before names, one further on.

    >>> next_place("下一条呢?", ["办法第九条讲什么?"])
    '办法第十条讲什么?'
    """
    asked = _NEIGHBOUR.match(unicodedata.normalize("NFKC", text).strip())
    if asked is None or not history:
        return ""
    *before, last = history
    earlier = next_place(last, before) or unicodedata.normalize("NFKC", last).strip()
    place = read_place(earlier)
    if not place.numbers:  # 第五条说什么?谁负责?下一条呢?
        return next_place(text, before)
    if LAST in place.numbers:
        return ""
    at = _level_meant(earlier, place, asked["unit"])
    number = place.numbers[at] + (-1 if asked["way"] in "上前" else 1)
    if number < 1:
        return ""
    start, end = place.spans[at]
    written = str(number) if earlier[start:end].isdecimal() else in_chinese(number)
    # What stands inside an article is not asked of the next one: 第九条第二款 → 第十条.
    return earlier[:start] + written + _WITHIN.sub("条", earlier[end:], count=1)


def _level_meant(earlier: str, place: PlaceAsked, unit: str) -> int:
    """Return which of a place's numbers is counted on: the one called as asked, else the last."""
    called = [
        at for at, (_, end) in enumerate(place.spans) if earlier[end : end + 3].startswith(unit)
    ]
    return called[-1] if called else len(place.spans) - 1
