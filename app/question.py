"""What a question asks: its kind, its subject, the documents and the place it names; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from app.answer import QuestionKind
from app.documents_named import (
    BOTH,
    TITLE_MARKS,
    named_documents,
    titled_documents,
    words_for_documents,
)
from app.places_named import is_of, places_in
from app.question_words import (
    ALL_DOCUMENTS,
    ALL_TASKS,
    ASKS,
    ATTRIBUTE,
    BASIS,
    BOX,
    DEFINITION,
    FIRST,
    HOW_LONG,
    HOW_MUCH,
    MEMBERS,
    OUTLINE,
    PART_COUNT,
    SCAFFOLD,
    WHEN,
    WHETHER,
    WHO,
)
from app.time_asked import TimeAsked, read_time_asked
from corpus.aliases import AgencyMention, load_aliases
from corpus.matter import SPOKEN_NUMBER
from corpus.model import Document
from corpus.numerals import CHINESE_NUMERAL, parse_integer, plan_period_end
from corpus.regions import load_regions

_ANY = rf"(?:{CHINESE_NUMERAL}|\d{{1,3}})"
# A place in a document as people write it: 第2章（二）, 二、（四）3, 第四部分第（四）条, 专栏2.
_STEP = re.compile(
    rf"(?:第|最后)?\s*({_ANY})\s*(章|大?部分|编|节|条|款|项|大点|小点|点)|第?\s*\(({_ANY})\)(?:[条点项款](?=第))?"
    rf"|({CHINESE_NUMERAL})\s*、(?=\s*第?\s*\()"
    rf"|({_ANY})(?=\s*\()|(?<=\))\s*第?({_ANY})(?:条|点|项|款)?(?![\d年月日%家个万吨])"
)
# Statutes are cited 第十二条第二款第（三）项; amendments put 第十七条之一 behind 第十七条.
_ARTICLE = re.compile(
    rf"第?({_ANY})\s{{0,2}}条(?:\s{{0,2}}之\s{{0,2}}([一二三四五六七八九十]{{1,3}}|\d{{1,2}}))?"
    rf"(?:的?\s{{0,2}}第?\s{{0,2}}({_ANY})\s{{0,2}}款)?(?:的?\s{{0,2}}第?\s{{0,2}}\(?({_ANY})\)?\s{{0,2}}项)?"
)
_INSIDE = frozenset({"条", "款", "项", ""})
_POINTS_BACK = re.compile(
    r"^(?:那么?|它|其)(?!些)|上述|前面(?:说|提)|刚才|(?:这|那)(?:个|项|条)(?:任务|工作|目标|行业)?(?:是|的|由|要|呢|有|会|能|几|多)"
    r"|^(?:(?:里面|里头|里边|前面|后面|上面|下面)(?!的)|其中|还有(?=[吗没么]))"
)
# 变压器呢 asks the same of something else: nothing but 呢 asks.
_ELLIPTIC = re.compile(r"呢[?!。]*$")
_AFTERTHOUGHT = 6  # characters of a last part that only asks again: 有具体数吗
LAST = -1  # stands in a reference for the last one: 最后一章
_GAP = re.compile(r"[\s、,的之里中下面]*")
_BOX_NUMBER = re.compile(rf"专栏\s*({_ANY})|第\s*({_ANY})\s*个?专栏")
_YEAR = re.compile(r"(20\d\d)(?!\d)年?")
_SHORT_YEAR = re.compile(r"(?<![\d.])(1[5-9]|[2-6]\d)年(?!级|[以之]上|来)")
_CHINESE_YEAR = re.compile(r"(?:二[〇零0])?([一二三四五六])([〇零一二三四五六七八九])年")
# A year something is compared with (比2020年下降) is no year that is asked about.
_BASE_YEAR = re.compile(r"(?<![占同环对])[比较](?:20)?\d\d年")
_PERIOD = re.compile(
    r"“?[一二三四五六七八九十]{1,2}五”?(?=期间|时期|末|规划|[时以的那里这]|[^\u4e00-\u9fff]|收官|能|$)"
)
_QUANTITY = re.compile(
    r"\d+(?:\.\d+)?(?:\s*[-—~至到]\s*\d+)?\s*(?:%|个百分点|[万亿千]?(?:吨|家|亩|元|人次?|户|公顷|公里|平方米|米|千瓦|立方米)|个(?!月)|种|辆|台|项|座|倍|成)"
)
_UNIT_WORDS = frozenset({"单位", "部门"})
# 谁牵头谁配合 asks for all the units, not for the first alone.
_BESIDE = re.compile(r"配合|参与|协[同助办]")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnalysis:
    """What was understood of a question.

    Attributes:
        text: The question in one width, blanks trimmed.
        kind: What is asked for.
        subject: The question without the words that only carry it; what is searched for.
        documents: Ids of the documents it names or limits itself to; empty means any.
        by_title: It calls them by title, so that no other document can answer.
        regions: Regions it names, as it writes them.
        years: Years it names, as numbers.
        reference: Numbers of the place it names (二（四）3 → 2, 4, 3); empty where it names none.
        unit: What it calls that place (章, 条, 部分); empty where it says a number alone.
        article: The article it names (第十七条之一 → 17, 1; 第十二条 → 12, 0); None for none.
        part: The 款 and the 项 of that article (第二款第三项 → 2, 3); 0 where it names none.
        box: It asks for boxes (专栏); with `reference`, for that one.
        agencies: Agencies it names.
        whether: It wants yes or no.
        first: It asks for the first-listed unit.
        quantities: Amounts it takes for granted ("50%").
        when: It asks for a date.
        both: It asks the same of several documents.
        scope_words: The words by which it names documents and places.
        attributes: Particulars it asks for, such as 电话.
        time: What it asks the length of; None where it asks for no length of time.
        each_here: It names several places, and documents at hand are of every one of them.
    """

    text: str
    kind: QuestionKind
    subject: str
    documents: tuple[str, ...]
    by_title: bool
    regions: tuple[str, ...]
    years: tuple[int, ...]
    reference: tuple[int, ...]
    unit: str
    article: tuple[int, int] | None
    part: tuple[int, int]
    box: bool
    agencies: tuple[AgencyMention, ...]
    whether: bool
    first: bool
    quantities: tuple[str, ...]
    when: bool
    both: bool
    scope_words: tuple[str, ...]
    attributes: tuple[str, ...]
    time: TimeAsked | None = None
    each_here: bool = False


def analyse(
    text: str,
    documents: Sequence[Document],
    *,
    cut: Callable[[str], list[str]],
    has: Callable[[str], bool],
) -> QuestionAnalysis:
    """Understand a question about `documents`.

    `cut` segments Chinese into words, `has` tells whether words stand in the documents.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    reference, unit, rest = _read_reference(folded)
    regions = load_regions().found_in(folded)
    places = tuple(one for one in regions if not _is_in_name(one, folded, has))
    others = places_in(folded, documents)
    titled, title = titled_documents(folded, places, documents)
    agencies = load_aliases().mentions(folded)
    # The name of a unit names no document: 发展改革委 no plan for 改革.
    unnamed = reduce(lambda left, one: left.replace(one.text, " "), agencies, folded)
    named = titled or named_documents(unnamed, (*places, *others), documents)
    if ALL_DOCUMENTS.search(folded) and not named:
        named = tuple(document.id for document in documents)
    kind = _kind(folded, reference, agencies)
    article, part = None, (0, 0)
    if reference and unit in _INSIDE and (match := _ARTICLE.search(folded)):
        article, part = _read_article(match)
        if article[1]:
            rest = folded[: match.start()] + " " + folded[match.end() :]
    return QuestionAnalysis(
        text=folded,
        kind=kind,
        subject=_subject(rest.replace(title, " ", 1) if title else rest, cut),
        documents=named,
        by_title=bool(titled),
        regions=(*(_as_written(place, folded) for place in places), *others),
        years=_years(SPOKEN_NUMBER.sub(" ", folded)),
        reference=reference,
        unit="条" if article else unit,
        article=article,
        part=part,
        box=bool(BOX.search(folded)),
        agencies=agencies,
        whether=bool(WHETHER.search(folded)),
        first=bool(FIRST.search(folded)) and not _BESIDE.search(folded),
        quantities=tuple(one.group() for one in _QUANTITY.finditer(folded)),
        when=bool(WHEN.search(folded)),
        both=bool(BOTH.search(folded)),
        scope_words=(*regions, *others, *words_for_documents(folded, documents)),
        attributes=tuple(ATTRIBUTE.findall(folded)),
        time=read_time_asked(folded, cut),
        each_here=len(places) + len(others) > 1
        and all(any(is_of(one, two) for two in documents) for one in (*places, *others)),
    )


def _as_written(region: str, text: str) -> str:
    """Return a region with the 省, 市 or 县 that the question writes behind it."""
    following = text[text.index(region) + len(region) :][:1]
    return region + following if following and following in "省市县" else region


def _is_in_name(region: str, text: str, has: Callable[[str], bool]) -> bool:
    """Tell whether a region only opens a name of the documents, as 厦门 in 厦门海关."""
    following = re.match(r"[\u4e00-\u9fff]{2}", text[text.index(region) + len(region) :])
    return bool(
        following and following.group()[0] not in "市省的" and has(region + following.group())
    )


def complete(text: str, history: Sequence[str], *, cut: Callable[[str], list[str]]) -> str:
    """Return a follow-up with the subject of the question before it; any other question as it is.

    A follow-up has no subject of its own (由谁负责?), points back (那它的目标呢?) or asks the same of
    something else, by 呢 alone (变压器呢?). The words of the earlier question are taken over as they are.

    >>> complete("那由谁负责?", ["钢铁行业有哪些举措?"], cut=lambda text: text.split("有哪些举措"))
    '钢铁行业,由谁负责?'
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    has_subject = len(re.sub(r"\s", "", _subject(_read_reference(folded)[-1], cut))) > 1
    if not history or (has_subject and not _follows(folded)):
        return text
    earlier = [unicodedata.normalize("NFKC", one).strip() for one in history]
    subjects = [_subject(one, cut) for one in earlier]
    subject = next((one for one in reversed(subjects) if one), "")
    rest = re.sub(r"^(?:那么?|那它|它|其)(?:的)?", "", folded)
    return f"{subject},{rest}" if subject else text


def _follows(text: str) -> bool:
    """Tell whether a question with words of its own is understood only by the one before it."""
    said, is_elliptic = _ELLIPTIC.subn("", text)
    return bool(_POINTS_BACK.search(text) or (is_elliptic and not ASKS.search(said)))


def _kind(
    text: str, reference: tuple[int, ...], agencies: tuple[AgencyMention, ...]
) -> QuestionKind:
    whole, text = text, focus(text)
    outlined = bool(OUTLINE.search(whole))
    counted = bool(HOW_MUCH.search(text))
    # The first that holds, in this order.
    asked = {
        QuestionKind.LIST: agencies and ALL_TASKS.search(text) and not WHETHER.search(text),
        QuestionKind.BASIS: BASIS.search(text),
        QuestionKind.DEFINITION: DEFINITION.search(text),
        QuestionKind.AGENCY: not MEMBERS.search(text)
        and (_asks_who(text) or (agencies and WHETHER.search(text))),
        QuestionKind.CLAUSE: reference and not counted and not outlined,
        QuestionKind.OUTLINE: outlined and (PART_COUNT.search(text) or not counted),
        QuestionKind.DEADLINE: WHEN.search(text) or HOW_LONG.search(text),
        QuestionKind.TARGET: counted or _QUANTITY.search(whole),
    }
    return next((kind for kind, is_asked in asked.items() if is_asked), QuestionKind.TASK)


def kinds_asked(text: str) -> frozenset[QuestionKind]:
    """Return which of who, when and how much the parts of a question ask: 谁牵头?什么时候完成?

    >>> sorted(one.value for one in kinds_asked("渠道更新谁牵头?什么时候完成?"))
    ['agency', 'deadline']
    """
    parts = [part for part in re.split(r"[,。;!?]+", text) if ASKS.search(part)]
    kinds = {_kind(part, (), load_aliases().mentions(part)) for part in parts}
    return frozenset(kinds & {QuestionKind.AGENCY, QuestionKind.DEADLINE, QuestionKind.TARGET})


def _asks_who(text: str) -> bool:
    """Tell whether a question asks for a unit; one that only ends in 单位 may ask how long or how much."""
    found = list(WHO.finditer(text))
    only_named = all(one.group() in _UNIT_WORDS and one.end() == len(text) for one in found)
    asks_else = only_named and (HOW_LONG.search(text) or WHEN.search(text))
    return bool(found) and not asks_else


def focus(text: str) -> str:
    """Return the part of a long question that asks: from the last part with a question word on.

    Agencies named before stay in it, for they are what a yes or no is about.
    """
    parts = [part for part in re.split(r"[,。;!?、:]+", text) if part.strip()]
    asking = [at for at, part in enumerate(parts) if ASKS.search(part)]
    if not asking:
        return text
    first = asking[-1]
    if len(parts[first]) <= _AFTERTHOUGHT and len(asking) > 1:
        first = asking[-2]
    return ",".join(parts[first:])


def _read_reference(text: str) -> tuple[tuple[int, ...], str, str]:
    """Read the first place named in `text`: its numbers, its unit, and the text without it."""
    if box := _BOX_NUMBER.search(text):
        number = box.group(1) or box.group(2)
        return (parse_integer(number),), "专栏", text[: box.start()] + " " + text[box.end() :]
    for start in _STEP.finditer(text):
        numbers: list[int] = []
        at = end = start.start()
        unit, explicit = "", False
        while match := _STEP.match(text, at):
            words = match.group()
            groups = (match.group(1), *match.groups()[2:])
            number = parse_integer(next(group for group in groups if group))
            numbers.append(LAST if words.startswith("最后") else number)
            unit = match.group(2) or ""
            explicit = explicit or bool(match.group(3))
            explicit = explicit or bool(match.group(2) and words[0] in "第最")
            end = match.end()
            at = _GAP.match(text, end).end()  # type: ignore[union-attr] # matches nothing too
        if numbers and explicit:
            return tuple(numbers), unit, text[: start.start()] + " " + text[end:]
    return (), "", text


def _read_article(match: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Read the number of an article, what an amendment added to it, and its 款 and 项, 0 for none."""
    number, added, paragraph, item = (parse_integer(one) if one else 0 for one in match.groups())
    return (number, added), (paragraph, item)


def _years(text: str) -> tuple[int, ...]:
    text = _BASE_YEAR.sub(" ", text)
    years = [int(one) for one in _YEAR.findall(text)]
    years += [2000 + int(one) for one in _SHORT_YEAR.findall(text)]
    years += [
        2000 + parse_integer(tens) * 10 + parse_integer(ones)
        for tens, ones in _CHINESE_YEAR.findall(text)
    ]
    periods = (plan_period_end(match.group()) for match in _PERIOD.finditer(text))
    return tuple(dict.fromkeys([*years, *(year for year in periods if year)]))


def _subject(text: str, cut: Callable[[str], list[str]]) -> str:
    """Return `text` with scaffold words, years and titles' marks taken out."""
    text = SPOKEN_NUMBER.sub(" ", TITLE_MARKS.sub(" ", text))
    text = _PERIOD.sub(" ", _CHINESE_YEAR.sub(" ", _YEAR.sub(" ", text)))
    text = WHEN.sub(" ", text)
    kept: list[str] = []
    for piece in re.split(r"([\u4e00-\u9fff]+)", text):
        if re.match(r"[\u4e00-\u9fff]", piece):
            kept += [" " if word in SCAFFOLD else word for word in cut(piece)]
        else:
            kept.append(re.sub(r"[^\w%.+-]+", " ", piece))
    return re.sub(r"\s+", " ", "".join(kept)).strip()
