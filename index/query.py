"""From a question to what is searched for: spelling, subject, years, synonyms, documents meant; pure.

The chain of `app` reads a question with these functions and adds what it knows of the kind of
question; `read_query` is what the index alone makes of one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Protocol

from corpus.aliases import AgencyMention, load_aliases
from corpus.description import Description
from corpus.matter import SPOKEN_NUMBER
from corpus.model import Document
from corpus.numerals import parse_integer, plan_period_end
from corpus.regions import load_counties, load_regions
from index.amounts import other_spellings
from index.documents_named import (
    TITLE_MARKS,
    named_documents,
    numbered_documents,
    titled_documents,
)
from index.model import Query
from index.places_named import places_in
from index.question_words import ALL_DOCUMENTS, LONE_VERBS, NEVER_MISTYPED, SCAFFOLD, SPELT, WHEN
from index.spelling import Speller
from index.synonyms import Synonyms
from index.tokens import fold

Cut = Callable[[str], list[str]]

# Before a unit four figures are a count: 2000个, 2050吨.
_YEAR = re.compile(
    r"(?<![\d.])(20\d\d)(?!\d|\.\d|\s?(?:[个家户人次辆台套座项种条吨元亩米户头只株名%]|万|亿|公里|公顷|千瓦|平方))年?"
)
_SHORT_YEAR = re.compile(
    r"(?<![\d.])(?<![最不][多长高短少低大])(?<!至少)(?<!超过)(?<![满近期达约])(1[5-9]|[2-6]\d)年(?!级|[以之]上|来)"
)
_CHINESE_YEAR = re.compile(r"(?:二[〇零0])?([一二三四五六])([〇零一二三四五六七八九])年")
# A year something is compared with (比2020年下降) is no year that is asked about.
_BASE_YEAR = re.compile(r"(?<![占同环对])[比较](?:20)?\d\d年")
_PERIOD = re.compile(
    r"“?[一二三四五六七八九十]{1,2}五”?(?=期间|时期|末|规划|[时以的那里这]|[^\u4e00-\u9fff]|收官|能|$)"
)
# A year or period within the name of a document says nothing of when: “十四五”节能规划.
_IN_NAME = re.compile(
    r"《[^》]{2,80}》|(?:“?十[一二三四五六]五”?|20\d\d(?:年前?)?)[^,，。;；:：?？的到在提有要年]{0,16}(?:规划|方案|计划|纲要)(?!产能|建设|期)"
)
# Who issued a document, as people name it by: 发改委等部委那份…文件, 发改委和税务总局有个…通知.
_ISSUED = re.compile(
    r"(?:[和、与及][^,，。]{2,10}?)?(?:等?(?:几个|多个|几)?(?:部委|部门|单位))?(?:印发|发布|出台|下发|联合)?(?:的?那份|那个|的那个|有个|有份|印发的|发布的|出台的|下发的)[^,，。;；]{0,24}(?:文件|通知|意见|规划|方案|办法|计划|决定|公告|规定)"
)


_MEANS = re.compile(r"指的?(?:都)?(?:是|什么|哪|啥)")

MAX_CHARACTERS = 2000
_BREAKS = "\t\n\r\v\f\x85\u2028\u2029"
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})  # control, format and broken code units
_WEB_BLANK = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#12288);?", re.IGNORECASE)


class Words(Protocol):
    """What is known of the words of an index; its retriever knows it."""

    def cut(self, text: str) -> list[str]:
        """Cut `text` into words, each character in one."""

    def idf(self, word: str) -> float:
        """Return how telling a search word is; 0 for a word that no clause has."""

    def is_word(self, text: str) -> bool:
        """Tell whether `text` is a word of Chinese or of the documents."""


def readable_question(text: str) -> str:
    r"""Return a question without what cannot be shown: control and format characters, code units.

    Line ends and tabs become blanks, and so do those that a web page writes in letters (&nbsp;).

    >>> readable_question("钢铁\x00行业\n由谁\u202e负责？ ")
    '钢铁行业 由谁负责？'
    """
    text = _WEB_BLANK.sub(" ", text)
    seen = (" " if one in _BREAKS else one for one in text)
    return "".join(one for one in seen if unicodedata.category(one) not in _UNSEEN).strip()


def question_speller(
    words: Words, *, characters: Callable[[], Collection[str]], has: Callable[[str], bool]
) -> Speller:
    """Return what puts questions right by the words of the documents and of their trade (负责, 牵头).

    `characters` gives those of the documents, `has` tells whether a run stands in them.
    """
    return Speller(
        characters=lambda: frozenset(characters()).union(*SPELT),
        stands=lambda run: has(run) or run in SPELT,
        is_term=lambda run: words.idf(run) > 0 or run in SPELT,
        is_word=words.is_word,
        keep=NEVER_MISTYPED | load_regions().provinces.keys() | load_counties(),
        light=SCAFFOLD,
        alone=LONE_VERBS,
        cut=words.cut,
    )


def spell_question(text: str, speller: Speller) -> str:
    """Return `text` with its typing errors put right, but for document numbers: 青政办发 is no 办法.

    What asks is left as well: 排水指的是什么 says nothing of 水质.
    """
    number = SPOKEN_NUMBER.search(text) or _MEANS.search(text)
    if number is None:
        return speller.correct(text)
    before, behind = text[: number.start()], text[number.end() :]
    around = [speller.correct(one) if one else "" for one in (before, behind)]
    return number.group().join(around)


def years_asked(text: str, title: str = "") -> tuple[int, ...]:
    """Return the years a question names; of a five-year period its last one.

    Those in the name of a document, `title` as the question has it, are none of them.

    >>> years_asked("比2020年下降多少，到三〇年和“十四五”期间呢")
    (2030, 2025)
    """
    text = text.replace(title, " ") if title else text
    text = _BASE_YEAR.sub(" ", _IN_NAME.sub(" ", SPOKEN_NUMBER.sub(" ", text)))
    years = [int(one) for one in _YEAR.findall(text)]
    years += [2000 + int(one) for one in _SHORT_YEAR.findall(text)]
    years += [
        2000 + parse_integer(tens) * 10 + parse_integer(ones)
        for tens, ones in _CHINESE_YEAR.findall(text)
    ]
    periods = (plan_period_end(match.group()) for match in _PERIOD.finditer(text))
    return tuple(dict.fromkeys([*years, *(year for year in periods if year)]))


# 由 and 归 ahead of who is asked for end no word: 这事 | 由哪个部门, not 事由.
_AHEAD_OF_WHO = re.compile(r"(?<=.)(?=[由归](?:哪|谁|什么|啥))")


def subject_of(text: str, cut: Cut) -> str:
    """Return `text` with scaffold words, years and titles' marks taken out."""
    text = SPOKEN_NUMBER.sub(" ", TITLE_MARKS.sub(" ", text))
    text = _PERIOD.sub(" ", _CHINESE_YEAR.sub(" ", _YEAR.sub(" ", text)))
    text = WHEN.sub(" ", text)
    kept: list[str] = []
    for piece in re.split(r"([\u4e00-\u9fff]+)", text):
        if re.match(r"[\u4e00-\u9fff]", piece):
            for part in _AHEAD_OF_WHO.split(piece):
                kept += [" ", *(" " if word in SCAFFOLD else word for word in cut(part))]
        else:
            kept.append(re.sub(r"[^\w%.+-]+", " ", piece))
    return re.sub(r"\s+", " ", "".join(kept)).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a question says of where to look.

    Attributes:
        documents: Ids of the documents it names; empty means any.
        by_title: It calls them by title, so that no other document can answer.
        title: The words of that title as the question has them, "" for none.
        regions: Regions of the table that it names, without 省 or 市.
        places: Those of them that are no part of a name (厦门海关).
        others: Places that the table of regions lacks.
        agencies: Agencies it names.
    """

    documents: tuple[str, ...]
    by_title: bool
    title: str
    regions: tuple[str, ...]
    places: tuple[str, ...]
    others: tuple[str, ...]
    agencies: tuple[AgencyMention, ...]

    @property
    def called(self) -> bool:
        """Tell whether it calls one document by a shortened title."""
        return bool(self.title) and not self.by_title


def read_meant(text: str, documents: Sequence[Document], has: Callable[[str], bool]) -> Meant:
    """Read which of `documents`, places and agencies a question names.

    `has` tells whether words stand in the documents.
    """
    regions = load_regions().found_in(text)
    places = tuple(one for one in regions if not _is_in_name(one, text, has))
    others = places_in(text, documents)
    titled, title = titled_documents(text, places, documents)
    mentions = load_aliases().mentions(text)
    issuers = tuple(one for one in mentions if _issues(one.text, text))
    agencies = tuple(one for one in mentions if one not in issuers)
    # The name of a unit names no document: 发展改革委 no plan for 改革.
    unnamed = reduce(lambda left, one: left.replace(one.text, " "), agencies, text)
    named = titled
    if not named:
        named, title = named_documents(unnamed, (*places, *others), documents, issuers)
    if ALL_DOCUMENTS.search(text) and not named:
        named = tuple(document.id for document in documents)
    return Meant(
        documents=named,
        by_title=bool(titled),
        title=title,
        regions=regions,
        places=places,
        others=others,
        agencies=agencies,
    )


def _issues(agency: str, text: str) -> bool:
    """Tell whether a unit is named as who issued the document asked about: 国家发改委那份…文件."""
    behind = text[text.index(agency) + len(agency) :]
    return bool(_ISSUED.match(behind))


def _is_in_name(region: str, text: str, has: Callable[[str], bool]) -> bool:
    """Tell whether a region only opens a name of the documents, as 厦门 in 厦门海关."""
    following = re.match(r"[\u4e00-\u9fff]{2}", text[text.index(region) + len(region) :])
    return bool(
        following and following.group()[0] not in "市省的" and has(region + following.group())
    )


def with_related(query: Query, synonyms: Synonyms) -> Query:
    """Return `query` with what the documents may say in place of its words, and with its years."""
    context = "".join(fold(query.text).split())
    found = tuple((word, synonyms.of(word)) for word in synonyms.found_in(context))
    related = (other for _, others in found for other in others)
    years = (f"{year}年" for year in query.years)
    amounts = other_spellings(query.text)
    return replace(query, related=(*related, *amounts, *years), synonyms=found)


def read_query(
    text: str,
    library: Sequence[tuple[Document, Description]],
    words: Words,
    *,
    synonyms: Synonyms,
) -> Query:
    """Read a question as the index alone understands it.

    It knows neither earlier questions nor what kind of answer is wanted, and takes no place in a
    document (第十二条) out of the subject.
    """
    documents = [document for document, _ in library]
    told = "\n".join("".join(fold(one.text).split()) for one in documents)
    speller = question_speller(words, characters=lambda: frozenset(told), has=told.__contains__)
    spelt = unicodedata.normalize("NFKC", spell_question(text, speller)).strip()
    meant = read_meant(spelt, documents, told.__contains__)
    numbered = numbered_documents(spelt, [description for _, description in library])
    subject = spelt.replace(meant.title, " ", 1) if meant.title else spelt
    query = Query(
        text=spelt,
        subject=subject_of(subject, words.cut),
        years=years_asked(spelt, meant.title),
        preferred=frozenset(numbered or meant.documents),
        by_title=bool(numbered) or meant.by_title,
        called=meant.called,
        asked=text,
        regions=(*meant.regions, *meant.others),
        agencies=tuple(one.text for one in meant.agencies),
    )
    return with_related(query, synonyms)
