"""What the question before a follow-up was about: its place, its things, its asking words; pure.

Chinese puts what a question is about first and asks behind it (话题—说明: 钢铁行业 | 2025年要达到多少), so a
second question that names another thing keeps the words that ask, and one that only asks keeps the
thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.aliases import load_aliases
from corpus.model import Document
from corpus.regions import load_counties, load_regions
from index.background import load_background
from index.documents_named import named_documents, titled_documents
from index.places_named import is_of, places_in
from index.question_words import (
    DOCUMENT_NOUN,
    HOW,
    HOW_LONG,
    MEASURES,
    SCAFFOLD,
    WHEN,
    WHETHER,
)

Cut = Callable[[str], list[str]]

# A year or a five-year period as people name it: 2030年, 三〇年, “十四五”末.
YEARS_NAMED = re.compile(
    r"(?:(?<!\d)20\d\d年?(?!\d)|(?<![\d.])[2-6]\d年(?!级|[以之]上)|(?:二[〇零0])?[二三四五六][〇零一二三四五六七八九]年|“?十[四五六七]五”?)(?:年?末|年?底|期间|时期|之?前)?"
)

_RUN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z0-9.%+-]+|.", re.S)
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A level of government named at the head: 省里对电解铝有什么限制, 我市….
_LEVEL_AT_HEAD = re.compile(r"^(?:[省市县区](?:里|上|级|内)|[我本全][省市县区])(?:的|对)?(?=..)")
_TITLE_AT_HEAD = re.compile(r"^《[^《》]{2,80}》(?:[里中上的]|提出|规定|要求|说|写){0,2}")
# A document named at the head of a question: 福建有色方案里…, 《…办法》规定….
_AT_HEAD = re.compile(
    rf"^[^,，。;；:：?？]{{0,24}}?(?:{DOCUMENT_NOUN.pattern})(?:[》里中上的]|提出|规定|要求|说|写)+"
    r"|^[^,，。;；:：?？]{2,24}?(?:专项|部分|附件|[章节编])(?:里面?|当?中)?[,，]"
)
# A document called by its place or its field, with no word behind it: 福建节能减排方案园区怎么做.
_CALLED_SO = re.compile(
    rf"^[^,，。;；:：?？]{{2,20}}?(?:{DOCUMENT_NOUN.pattern})(?=[^,，?？]{{2}})"
)
# What may stand behind the title of a document that opens a question: 《…》规定, …方案里.
_BEHIND_TITLE = re.compile(
    rf"[》”]?(?:{DOCUMENT_NOUN.pattern})?(?:[里中上的]|提出|规定|要求|说|写){{0,2}}"
)
# A clause as this program cites it, ahead of what is asked of it: 《…方案》四(二)“强化财税政策支持”,由谁负责.
CLAUSE_CITED = re.compile(
    r"^(?P<document>《[^《》]{2,80}》)(?P<place>[^,，《》“”?？]{0,40})(?:“(?P<called>[^“”]{1,200})”)?,"
)
_NUMBERED = re.compile(r"^[第章节条编款项()（）〇一二三四五六七八九十百\d.、]+")
_BEFORE_TITLE = 6  # characters ahead of it at most: 按照《, 请问
# Who or what is asked for, with the kind of it: 哪个部门, 什么材料, 几家.
_ASKED_FOR = re.compile(
    r"谁|(?:哪(?:一?些|几)?|什么|几)[个家种类项条]?(?:[^,，。?？]{0,3}?(?:部门|单位|机构|[厅局委]))?"
)
_LEVEL_BEHIND = "省市县区"
_MEASURE_END = re.compile(
    r"(?:[率量额度数值]|比例|占比|比重|标准|补贴|补助|资助|强度|能耗|煤耗|期限|规模|目标|指标|产能|能力|装机|面积|里程)$"
)
_MEASURE_ALONE = re.compile(r"(?:综合|平均|累计)?[\u4e00-\u9fff]{2}[率量额度]$")
# Words that carry no matter by themselves and are part of a name beside another: 重点排放单位.
_NAMING = frozenset(
    [
        "重点",
        "单位",
        "部门",
        "机构",
        "公司",
        "领导",
        "责任",
        "年度",
        "内容",
        "政策",
        "计划",
        "指标",
        "目标",
        "实际",
        "合计",
    ]
)
AND = frozenset("和与及、")  # 城市更新和绿色建筑 is one thing asked about
# They ask or round off, and name nothing: 该怎么选, 多久一次, 建得差不多.
_IDLE = frozenset(
    [
        "那么",
        "包括",
        "包含",
        "该",
        "来",
        "完",
        "差不多",
        "具体内容",
        "主要内容",
        "详细内容",
        "大致",
        "大体",
        "一次",
        "换成",
        "换作",
        "做完",
        "建完",
        "弄完",
        "全部",
        "全都",
        "一块",
        "摊",
    ]
)
_KINDS_ASKED = frozenset(
    [
        "措施",
        "举措",
        "做法",
        "要求",
        "条件",
        "流程",
        "程序",
        "目标",
        "指标",
        "任务",
        "安排",
        "规定",
        "限制",
    ]
)
# An amount asked for with the measure it is counted by: 多少公里, 几家.
_COUNT = re.compile(
    r"(?:多少|几)(?:[万亿]|千(?!瓦|米|伏))?(?:公里|千米|平方?米|立方米|公顷|千瓦时?|兆瓦|[个家座种项条台套辆亩户处所名张吨米](?=[\u4e00-\u9fff]))"
)
_ASKED_FIRST = re.compile(rf"{WHEN.pattern}|谁|哪")
_NEGATION = re.compile(r"(?<![\u4e00-\u9fff]有)(?:没有?|未|不)$")  # 没按时清缴
_LIMITS = frozenset({"最高", "最低", "最多", "最少", "最大", "最小", "至少", "不超过"})
_TELLING = 1.5  # ln(policy texts / texts with the word)
_UNKNOWN_NAME = 3  # characters of a word no table has that is a name
_NAME = 4  # characters of words that stand together in the documents: 换电设施


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A word of a question and where it stands; `carries` what the question is about."""

    text: str
    start: int
    end: int
    carries: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question in pieces.

    Attributes:
        text: The question in one width.
        pieces: Its words, in order, each character in one.
        places: The regions it names, as it writes them (福州市), in order.
        head: The words by which it opens with a document or a part of one; "" for none.
    """

    text: str
    pieces: tuple[Piece, ...]
    places: tuple[str, ...]
    head: str

    @property
    def things(self) -> tuple[tuple[Piece, ...], ...]:
        """The runs of words that the question is about: 钢铁行业, 短流程炼钢产量占比."""
        runs: list[list[Piece]] = []
        for at, one in enumerate(self.pieces):
            beside = self.pieces[at - 1 : at] + self.pieces[at + 1 : at + 2]
            links = one.text in AND and all(two.carries for two in beside) and len(beside) > 1
            if not one.carries and not links:
                continue
            if runs and runs[-1][-1].end == one.start:
                runs[-1].append(one)
            else:
                runs.append([one])
        return tuple(tuple(run) for run in runs)


def read_asked(text: str, cut: Cut, documents: Sequence[Document] = ()) -> Asked:
    """Take a question apart: places, years, names of documents and asking words carry no matter."""
    places = _places(text, cut, documents)
    head = _head_of(text, places, documents)
    idle = [*_spans_idle(text), *((at, at + len(one)) for one in places for at in _at(one, text))]
    pieces = tuple(_pieces(text, cut, [(0, len(head)), *idle]))
    return Asked(text=text, pieces=pieces, places=places, head=head)


def _head_of(text: str, places: tuple[str, ...], documents: Sequence[Document]) -> str:
    """Return the document, or the part of one, that a question opens with, as it is written there."""
    for pattern in (CLAUSE_CITED, _TITLE_AT_HEAD, _AT_HEAD):
        if head := pattern.match(text):
            return head.group()
    called_so = _CALLED_SO.match(text)
    if called_so and len(named_documents(called_so.group(), places, documents)[0]) == 1:
        return called_so.group()
    _, called = titled_documents(text, places, documents)
    at = text.find(called) if called else -1
    if not 0 <= at <= _BEFORE_TITLE:
        level = _LEVEL_AT_HEAD.match(text)
        return level.group() if level and not places else ""
    behind = _BEHIND_TITLE.match(text, at + len(called))
    return text[: behind.end()] if behind else ""


def _places(text: str, cut: Cut, documents: Sequence[Document]) -> tuple[str, ...]:
    named = [*load_regions().found_in(text), *places_in(text, documents)]
    # A county or a district named without its 县 or 区, which a document at hand is of.
    for word in cut(text):
        is_county = len(word) > 1 and word in load_counties() and word not in "".join(named)
        if is_county and any(is_of(word, one) for one in documents):
            named.append(word)
    return tuple(sorted((_as_written(one, text) for one in named), key=text.find))


def _as_written(place: str, text: str) -> str:
    behind = text[text.index(place) + len(place) :][:1]
    return place + behind if behind and behind in _LEVEL_BEHIND else place


def _at(word: str, text: str) -> Iterator[int]:
    yield from (match.start() for match in re.finditer(re.escape(word), text))


def _spans_idle(text: str) -> Iterator[tuple[int, int]]:
    """Yield where years and what only asks stand."""
    for pattern in (YEARS_NAMED, _ASKED_FOR, WHEN, HOW_LONG, WHETHER, _COUNT):
        yield from (match.span() for match in pattern.finditer(text))


def _pieces(text: str, cut: Cut, idle: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """Yield the words of `text`; one that reaches into an idle place is cut there."""
    is_idle = [False] * len(text)
    for start, end in idle:
        is_idle[start:end] = [True] * (end - start)
    found: list[Piece] = []
    for match in _RUN.finditer(text):
        words = cut(match.group()) if _HAN.match(match.group()) else [match.group()]
        at = match.start()
        for word in words:
            found += _split(word, at, is_idle)
            at += len(word)
    carrying = [one.carries for one in found]
    for at, one in enumerate(found):
        joins = one.text in _NAMING and any(carrying[max(at - 1, 0) : at + 2])
        yield replace(one, carries=one.carries or (joins and not is_idle[one.start]))


def _split(word: str, at: int, is_idle: Sequence[bool]) -> Iterator[Piece]:
    start = 0
    for end in range(1, len(word) + 1):
        if end == len(word) or is_idle[at + end] != is_idle[at + start]:
            part = word[start:end]
            carries = not is_idle[at + start] and part not in SCAFFOLD | _IDLE and part.isalnum()
            yield Piece(text=part, start=at + start, end=at + end, carries=carries)
            start = end


def moved_from_clause(earlier: str, scope: str) -> str:
    """Return a question on a cited clause asked of another place or document; "" for any other.

    A clause is numbered otherwise there, so that its heading goes with it alone.
    """
    clause = CLAUSE_CITED.match(earlier)
    if clause is None:
        return ""
    heading = clause["called"] or _NUMBERED.sub("", clause["place"])
    return f"{scope}{heading},{earlier[clause.end() :]}"


def topic_of(asked: Asked) -> str:
    """Return what a question is about in its own words, without what it asks; "" for nothing.

    Years are left out: what is asked next need not be of that year. A clause cited at the head of a
    question is what it is about.
    """
    if clause := CLAUSE_CITED.match(asked.text):
        return clause.group().rstrip(",")
    told = [one for one in asked.pieces if one.carries and one.text not in _LIMITS]
    if asked.head and told and _ASKED_FIRST.search(asked.text, len(asked.head), told[0].start):
        return asked.head.rstrip(",里中的")  # 《…办法》谁发布的: of the document alone
    how = HOW.search(asked.text)
    ahead = [one for one in told if how and one.end <= how.start()]
    if any(_tells(one.text) for one in ahead):  # 装备行业 | 怎么低碳发展
        told = ahead
    while len(told) > 1 and _only_asks(told[-1]):  # 要建 多少: the verb that asks
        told.pop()
    if not told:
        return "".join(asked.places)
    kept = _scope_before(asked, told[0].start)
    negated = _NEGATION.search(asked.text, 0, told[0].start)
    kept += negated.group() if negated else ""
    for before, one in zip([None, *told[:-1]], told, strict=True):
        between = asked.text[before.end : one.start] if before else ""
        kept += _link(between) + one.text
    return kept.strip()


def _only_asks(last: Piece) -> bool:
    """Tell whether a last word is the verb of what is asked or names it: 要建 of 要建多少, 措施 of 有哪些措施."""
    return last.text in _KINDS_ASKED or (len(last.text) == 1 and not is_measure(last.text))


def _link(between: str) -> str:
    """Return what to write between two words told: 的 and 和 as they stand, nothing for a year."""
    bare = YEARS_NAMED.sub("", between)
    return bare if not bare or bare[-1] in "的和与及、" else " "


def _scope_before(asked: Asked, start: int) -> str:
    return asked.head if 0 < len(asked.head) <= start else "".join(asked.places)


def is_telling(asked: Asked, has: Callable[[str], bool]) -> bool:
    """Tell whether a question names a matter by itself: a noun that few policy texts use, or a name.

    The name of a unit is none: 供销社参与吗 asks of a matter that was named before. `has` tells whether
    words stand in the documents.
    """
    background = load_background()
    units = "".join(one.text for one in load_aliases().mentions(asked.text))
    told = [one.text for one in asked.pieces if one.carries and one.text not in units]
    told = [one for one in told if one not in MEASURES]
    behind = any(one.start and one.carries for one in asked.pieces)
    if len(told) == 1 and behind and told[0] not in background.subjects:
        return False  # 谁负责解释, 找哪个部门兑现: what is done, not what it is done with
    named = (_words(run) for run in asked.things if len(run) > 1)
    return any(_tells(one) for one in told) or any(
        len(one) >= _NAME and has(one) and one not in units for one in named
    )


def _words(run: Sequence[Piece]) -> str:
    return "".join(one.text for one in run)


def _tells(word: str) -> bool:
    background = load_background()
    if word in background.counts:
        return word in background.terms and background.weight(word) >= _TELLING
    return len(word) >= _UNKNOWN_NAME


def is_measure(word: str) -> bool:
    """Tell whether a word names what is measured of a thing (利用率, 占比) and no thing."""
    return bool(_MEASURE_END.search(word))


def measure_start(piece: Piece) -> int:
    """Return where in a question the measure of a name begins: behind 秸秆 in 秸秆综合利用率."""
    match = _MEASURE_ALONE.search(piece.text)
    return piece.start + (match.start() if match else 0)


def scope_of(asked: Asked) -> str:
    """Return the words by which a question limits itself to a place or a document; "" for none."""
    return asked.head or "".join(asked.places)


def documents_of(asked: Asked, documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return the documents of the places that a question names."""
    return tuple(one for one in documents if any(is_of(place, one) for place in asked.places))
