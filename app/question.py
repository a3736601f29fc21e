"""What a question asks: its kind, its subject, the documents and the place it names; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.answer import QuestionKind
from app.excepted import part_excepted, without_contrast
from app.place_asked import read_article, read_reference
from app.time_asked import TimeAsked, read_time_asked
from app.units_named import units_named
from corpus.aliases import AgencyMention, load_aliases
from corpus.model import Document
from index.documents_named import (
    BOTH,
    COMPARES,
    words_for_documents,
)
from index.places_named import is_of
from index.query import read_meant, subject_of, years_asked
from index.question_words import (
    ALL_TASKS,
    ASKS,
    ASKS_HOLDER,
    ASKS_WHO_APPOINTS,
    ATTRIBUTE,
    BASIS,
    BOX,
    DEFINITION,
    FIRST,
    HOW_LONG,
    HOW_MUCH,
    MAY_ASK_MEANING,
    MEMBERS,
    METRIC_ALONE,
    OF_DUTY,
    OUTLINE,
    PART_COUNT,
    POST,
    WHEN,
    WHETHER,
    WHO,
)

_NO_ARTICLE = None, (0, 0), (0, 0)
_PART = re.compile(r"[^,，;；。?？!！]+")
# Who asks tells who he is.
_SELF = re.compile(r"(?:我们?|咱们?|俺们?|本人)(?:就|刚|现在|目前|一直)?(?:是|在|当|做|开|干|住)")
_WISHES = re.compile(r"想(?!问|请|了解)|打算")  # … and what he wants: that is the matter
_AFTERTHOUGHT = 6  # characters of a last part that only asks again: 有具体数吗
_QUANTITY = re.compile(
    r"\d+(?:\.\d+)?(?:\s*[-—~至到]\s*\d+)?\s*(?:%|个百分点|[万亿千]?(?:吨|家|亩|元|人次?|户|公顷|公里|平方米|米|千瓦|立方米)|个(?!月)|种|辆|台|项|座|倍|成)|(?<![第十百千])[一二两三四五六七八九]成(?![为员立本果都效功人品交分])"
)
# So many of a kind by a year are a figure, no outline: 到2025年累计制定几项标准.
_COUNTS = re.compile(
    r"(?:累计|建成?|定|修订|创建|培育|研制|打造|攒出?|新增|完成|达到?)了?几[项条个]"
)
_IS_THERE = ("有没有", "有无", "有", "没有")
_UNIT_WORDS = frozenset({"单位", "部门"})
# What asks for a day, a length or a figure of whoever is named ahead of it: 各牵头单位什么时候报送.
_ASKS_OF_UNIT = re.compile(
    r"(?:主管|牵头|责任)(?:部门|单位)(?:应当?|要|须|需|得|在|于|每[年月季])?"
    r"(?:什么时[候间]|啥时候?|何时|几时|哪一?[天年月]|几月|几[号日]|多久|多长时间|多少|几(?![个家]))"
)
# 谁牵头谁配合 asks for all the units, not for the first alone.
# Asked for beside the one that leads: 还有谁一块儿管, 另外哪些部门也有责任.
OTHERS_TOO = re.compile(
    r"配合|参与|协[同助办]|[还另](?:外)?有?(?:谁|哪)|(?:跟|和|同|与)(?:谁|哪)|一[起块同道]|谁(?:来)?帮|其他|其余|哪些人?(?:跟|陪)"
)


# What is to be done about a quantity is no quantity: 围绕…总量怎么做, 控制强度有哪些措施.
_ASKS_MEASURES = re.compile(
    r"(?:怎么|怎样|如何|咋)(?:样?去|来)?(?:做|办|抓|搞|干|弄|推进|推动|落实|实施|开展|控制)(?:的)?(?=[?,。;!的呢呀啊]|$)"
    r"|(?:哪些|什么|哪几[条项种个])(?:具体|主要|重点|相应)?的?(?:措施|举措|办法|做法|手段|路径|途径|抓手)"
)
_ASKS_FIGURE = re.compile(r"多少|几(?!条|项|种|个)|百分|多大|多高|数值|比例是|目标")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnalysis:
    """What was understood of a question.

    Attributes:
        text: The question in one width, blanks trimmed.
        kind: What is asked for.
        subject: The question without the words that only carry it; what is searched for.
        documents: Ids of the documents it names or limits itself to; empty means any.
        by_title: It calls them by title, so that no other document can answer.
        called: The words of a shortened title by which it calls the one of them, "" for none.
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
        excepted: What it leaves out of the answer (除了甲以外还有谁); no part of `text`.
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
    excepted: tuple[str, ...] = ()
    called: str = ""


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
    plain = without_contrast(unicodedata.normalize("NFKC", text).strip())
    folded, excepted = part_excepted(plain)
    reference, unit, rest = read_reference(folded)
    meant = read_meant(folded, documents, has)
    agencies = (*meant.agencies, *units_named(folded, meant.agencies, has))
    kind = _kind(folded, reference, agencies)
    title = meant.title if meant.by_title else ""
    places = (*meant.places, *meant.others)
    article, part, (start, end) = read_article(folded, unit) if reference else _NO_ARTICLE
    if article and article[1]:
        rest = folded[:start] + " " + folded[end:]
    return QuestionAnalysis(
        text=folded,
        kind=kind,
        subject=subject_of(rest.replace(title, " ", 1) if title else rest, cut),
        documents=meant.documents,
        by_title=meant.by_title,
        regions=(*(_as_written(place, folded) for place in meant.places), *meant.others),
        years=years_asked(folded, meant.title),
        reference=reference,
        unit="条" if article else unit,
        article=article,
        part=part,
        box=bool(BOX.search(folded)),
        agencies=agencies,
        whether=bool(WHETHER.search(folded)),
        first=bool(FIRST.search(folded)) and not OTHERS_TOO.search(folded),
        quantities=tuple(one.group() for one in _QUANTITY.finditer(folded)),
        when=bool(WHEN.search(folded)),
        both=bool(
            BOTH.search(folded)
            or (min(len(meant.documents), len(places)) > 1 and COMPARES.search(folded))
        ),
        scope_words=(*meant.regions, *meant.others, *words_for_documents(folded, documents)),
        attributes=_attributes(folded),
        time=read_time_asked(folded, cut),
        each_here=len(places) > 1
        and all(any(is_of(one, two) for two in documents) for one in places),
        excepted=excepted,
        called=meant.title if meant.called else "",
    )


def _as_written(region: str, text: str) -> str:
    """Return a region with the 省, 市 or 县 that the question writes behind it."""
    following = text[text.index(region) + len(region) :][:1]
    return region + following if following and following in "省市县" else region


def _kind(
    text: str, reference: tuple[int, ...], agencies: tuple[AgencyMention, ...]
) -> QuestionKind:
    whole, text = text, focus(text)
    outlined = bool(OUTLINE.search(whole))
    counted = bool(HOW_MUCH.search(text) or (_COUNTS.search(text) and years_asked(whole)))
    counted = counted and not (_ASKS_MEASURES.search(text) and not _ASKS_FIGURE.search(text))
    # The first that holds, in this order.
    asked = {
        QuestionKind.LIST: agencies and ALL_TASKS.search(text) and not WHETHER.search(text),
        QuestionKind.BASIS: BASIS.search(text),
        QuestionKind.DEFINITION: DEFINITION.search(text),
        QuestionKind.AGENCY: not MEMBERS.search(text)
        and (_asks_who(text) or _asks_of_duty(text, whole, agencies)),
        QuestionKind.CLAUSE: reference and not counted and not outlined,
        QuestionKind.OUTLINE: outlined
        and (PART_COUNT.search(text) or not counted)
        and not (WHEN.search(text) or HOW_LONG.search(text)),
        QuestionKind.DEADLINE: WHEN.search(text) or HOW_LONG.search(text),
        QuestionKind.TARGET: counted or _QUANTITY.search(whole) or METRIC_ALONE.search(whole),
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
    """Tell whether a question asks for a unit; one that only ends in 单位 may ask how long or how much.

    Behind 才算 stands the term whose meaning is asked: 什么样的企业才算重点用能单位.
    """
    meaning = MAY_ASK_MEANING.search(text)
    named = {at for one in _ASKS_OF_UNIT.finditer(text) for at in range(*one.span())}
    found = [
        one
        for one in WHO.finditer(text)
        if not (meaning and one.start() >= meaning.end()) and one.start() not in named
    ]
    only_named = all(one.group() in _UNIT_WORDS and one.end() == len(text) for one in found)
    asks_else = only_named and (HOW_LONG.search(text) or WHEN.search(text))
    return bool(found) and not asks_else


def _asks_of_duty(text: str, whole: str, agencies: Sequence[AgencyMention]) -> bool:
    """Tell whether a question asks if something is a unit's business; 有没有甲局 asks it, too."""
    if not agencies or not WHETHER.search(text):
        return False
    is_there = (f"{one}{unit.text}" for unit in agencies for one in _IS_THERE)
    return bool(OF_DUTY.search(whole)) or any(one in whole for one in is_there)


def _attributes(text: str) -> tuple[str, ...]:
    """Return the particulars a question asks for; a post (局长) only where its holder is asked for.

    Where parts of it ask, they are named there: 不肯留电话,往哪儿寄? asks for no 电话.
    """
    parts = _PART.findall(not_of_self(text))
    asking = [part for part in parts if ASKS.search(part)] or parts
    found = ATTRIBUTE.findall(",".join(asking))
    asks_holder = ASKS_HOLDER.search(text) and not ASKS_WHO_APPOINTS.search(text)
    return tuple(one for one in found if asks_holder or not POST.fullmatch(one))


def not_of_self(text: str) -> str:
    """Leave out of a question the parts in which its asker tells who he is: 我是后勤科长, 我在中学当老师.

    >>> not_of_self("我是后勤科长,应急电源按多少来配?")
    '应急电源按多少来配'
    """
    parts = [
        part
        for part in _PART.findall(text)
        if ASKS.search(part) or _WISHES.search(part) or not _SELF.match(part)
    ]
    return ",".join(parts)


def focus(text: str) -> str:
    """Return the part of a long question that asks: from the last part with a question word on.

    Agencies named before stay in it, for they are what a yes or no is about.
    """
    parts = [part for part in re.split(r"[,。;!?、:]+", text) if part.strip()]
    asking = [at for at, part in enumerate(parts) if ASKS.search(part)]
    if not asking:
        return text
    first = asking[-1]
    is_own = re.search(r"怎|如何|咋", parts[first])  # 大概怎么收 asks by itself
    if len(parts[first]) <= _AFTERTHOUGHT and len(asking) > 1 and not is_own:
        first = asking[-2]
    return ",".join(parts[first:])
