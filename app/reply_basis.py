"""Replies to 依据什么, 照着哪个文件: the documents that a document, or one of its measures, rests on.

Conventions: the sentence that says why and by what a document is made (为…，根据《…》，制定本方案; 公文写作规范, 立法技术规范)
stands in its preamble or first articles, and names its grounds before 制定, 编制, 提出 or 现将; a measure names what it
follows before it says what is to be done (参照《…》，对…实行…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.answer import Premise, QuestionKind
from app.catalogue import ClauseFacts
from app.documents_meant import documents_meant, without_names
from app.draft import Draft, DraftStatement, Findings, answered, declined, on_one_line
from app.evidence import fold, support
from corpus.model import Citation, ClauseRole, Span, cite
from corpus.references import title_key
from corpus.regions import load_regions
from corpus.view import MatchingView, split_sentences, view_of
from index.query import read_meant
from index.question_words import BASIS

_KIND = QuestionKind.BASIS
_OPENING = 3  # clauses that may say what a document rests on, where it has no preamble
_SHORT_NAME = 4  # characters
_MOST = 3  # documents that are answered for
_TITLE = re.compile(
    r"[《«](?P<title>[^《》«»]{2,120}(?:[《«][^《》«»]{2,100}[》»][^《》«»]{0,20})?)[》»](?:\([^()]{3,60}\))?"
)
_GROUND = re.compile(r"根据|依据|依照|按照|遵照|遵循|参照|参考|对照|对标|执行|贯彻|落实|实施|符合")
_RESTS = re.compile(r"根据|依据|依照|按照|遵照")
_OWN_MAKING = re.compile(
    r"(?:制定|制订|编制|拟定)了?(?:本|《|如下|以下)|提出(?:本|如下|以下)|现[将予就]|(?:通知|公告|通告)如下|编制$"
)
_PART = re.compile(r"[^,，]+[,，]?")
_OTHERS = re.compile(r"[》»)]等|等(?:文件|法律|政策|规定|有关|相关|要求|精神)")
_ENOUGH = 0.3  # of the weight of what is asked about, for the measure that it is asked of
_TELLING = 1.5  # weight of the words that ask about something in the document
_ABOUT_MAKING = re.compile(
    r"文件|文号|依据|根据|国家|国务院|上级|上头|法律|法规|条例|规定|制定|编制|起草|要求|精神|贯彻|落实|标准|指南|规划|方案|意见|通知|办法|政策|照|按|份|省|市|写|报"
)
# 是照着《X》写的吧: what a question takes to be the ground.
_SUPPOSED = re.compile(
    r"(?:根据|依据|按照?|依照|照着?|贯彻|遵照)(?:的是)?(?:国家|国务院|中央|省里?|市里?|上级)?的?(?:《(?P<quoted>[^《》]{2,80})》|(?P<named>[^《》,。?]{2,30}?(?:法|条例|办法|方案|规划|意见|通知|指南|标准|规定)))"
    r"(?:的)?(?:要求|规定|精神)?(?:来)?(?:制定|制订|编制|编|写|定|搞|出台|做|起草|弄)?(?:出来)?的?(?:吧|吗|么|对吧|对吗|对不对|是吧)"
)


# The level of the documents that are asked for alone: 依据的省级文件, 国家层面的依据, 法律依据.
_LEVELS = {
    level: re.compile(pattern)
    for level, pattern in (
        (
            "国家",
            r"(?:国家|中央|全国)(?:层面|级|一级|出台|发布|性)?的?(?:政策|文件|依据|规划|意见)|国家(?:层面|级)",
        ),
        (
            "省",
            r"(?:省级|省一级|省里|省内|本省|自治区级?|省级?层面)的?(?:[^,。?!]{0,4})(?:文件|政策|依据|规划|意见)",
        ),
        (
            "市",
            r"(?:市级|市一级|市里|本市|市级?层面)的?(?:[^,。?!]{0,4})(?:文件|政策|依据|规划|意见)",
        ),
        ("法律", r"哪(?:些|几|一)?部?法律(?![法依、文规])"),
    )
}
# What narrows the grounds asked for to those of a kind.
_WHICH_KIND = re.compile(
    r"哪(?:一|几|些)?[部个份项]?(?P<kind>[“\"\u4e00-\u9fffA-Za-z0-9][^,。?!，？]{2,20}?(?:规划|纲要|意见|方案|通知|办法|条例|计划))"
)
_LEAST_OF_KIND = 4  # characters
_MOST_OF_KIND = 0.7
_LONGEST_PLACE = 6  # characters
_IS_LAW = re.compile(r"法(?:[(（][^()（）]{1,20}[)）])?$")


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a sentence names as grounds: the words at `start:end` of a view, and the titles in them."""

    facts: ClauseFacts
    view: MatchingView
    start: int
    end: int
    titles: tuple[tuple[int, int, str], ...]
    sentence: str

    def cite(self, start: int, end: int) -> Citation:
        span: Span = self.view.span(start, end)
        return cite(self.facts.document, self.facts.clause, span)


def reply_basis(findings: Findings) -> Draft | None:
    """Answer what a document rests on, or what a measure of it follows; None where neither is asked."""
    text = findings.analysis.text
    supposed = _SUPPOSED.search(text)
    if not (BASIS.search(text) or supposed):
        return None
    documents = _documents(findings, supposed)
    is_whole = 0 < len(documents) <= _MOST
    if not supposed and not (is_whole and not _asks_of_a_measure(findings, documents)):
        ground = _followed_by_a_measure(findings, documents)
        if ground is None or not (is_whole and _OWN_MAKING.search(ground.sentence)):
            return _told([ground]) if ground else None
    return _of_documents(findings, documents, supposed) if is_whole else None


def _of_documents(
    findings: Findings, documents: Sequence[str], supposed: re.Match[str] | None
) -> Draft:
    """Tell what each of the documents rests on, or that it does not say so."""
    text = findings.analysis.text
    grounds = {
        one: _of_kind(_of_level(list(_grounds_of(findings, one)), text), text) for one in documents
    }
    if not any(grounds.values()):
        near = [findings.catalogue.clauses((one,))[0].sentences[0] for one in documents]
        return declined(_KIND, "文件没有写明依据哪些文件制定。", near)
    if len(documents) == 1:
        own = grounds[documents[0]]
        return (
            _of_supposed(supposed["quoted"] or supposed["named"], own) if supposed else _told(own)
        )
    rows = [
        DraftStatement(
            text=f"《{findings.catalogue.document(one).title}》：{told.text}",
            citations=told.citations,
        )
        for one, each in grounds.items()
        if each
        for told in [_in_short(each)]
    ]
    silent = [findings.catalogue.document(one).title for one, each in grounds.items() if not each]
    lead = "".join(f"《{title}》没有写明依据哪些文件。" for title in silent) + "写明的依据："
    return replace(answered(_KIND, *rows, lead=lead), total=len(rows))


def _in_short(grounds: Sequence[_Ground]) -> DraftStatement:
    """Return the titles that a document rests on, side by side; its words where it names none."""
    rows = _rows(grounds)
    if not rows:
        return _in_its_words(grounds[-1])
    text = "、".join(one.text for one in rows)
    return DraftStatement(text=text, citations=tuple(one.citations[0] for one in rows))


def _of_level(grounds: Sequence[_Ground], text: str) -> list[_Ground]:
    """Keep of the grounds those titles that are of the level a question limits them to; all where it limits none.

    Convention (党政机关公文处理工作条例): a title opens with its issuer or its place; one that names no place is of the
    state. A law is one that ends in 法.
    """
    wanted = next((level for level, asks in _LEVELS.items() if asks.search(text)), "")
    if not wanted or not any(one.titles for one in grounds):
        return list(grounds)
    kept = [
        replace(one, titles=tuple(title for title in one.titles if _is_of_level(title[2], wanted)))
        for one in grounds
    ]
    return [one for one in kept if one.titles] or list(grounds)


def _of_kind(grounds: Sequence[_Ground], text: str) -> list[_Ground]:
    """Keep of the grounds the titles that have the words behind 哪部 (哪部“十四五”专项规划); all where none has most of them."""
    match = _WHICH_KIND.search(text)
    wanted = re.sub(r"[的“”\"]", "", match["kind"]) if match else ""
    shares = {title[2]: _share_in(wanted, title[2]) for one in grounds for title in one.titles}
    most = max(shares.values(), default=0)
    if len(wanted) < _LEAST_OF_KIND or most < max(_LEAST_OF_KIND, _MOST_OF_KIND * len(wanted)):
        return list(grounds)
    kept = [
        replace(one, titles=tuple(title for title in one.titles if shares[title[2]] == most))
        for one in grounds
    ]
    return [one for one in kept if one.titles]


def _share_in(wanted: str, title: str) -> int:
    """Return how many characters of words stand in a title, in runs of two and more."""
    title = re.sub(r"[“”\"]", "", title)
    found = {
        at + one for at in range(len(wanted) - 1) if wanted[at : at + 2] in title for one in (0, 1)
    }
    return len(found)


def _is_of_level(title: str, level: str) -> bool:
    places = load_regions().found_in(title)
    if level == "法律":
        return bool(_IS_LAW.search(title))
    if level == "国家":
        return not places
    provinces = load_regions().provinces
    is_province = any(provinces.get(one) == one for one in places)
    return bool(places) and is_province == (level == "省")


def _rows(grounds: Sequence[_Ground]) -> list[DraftStatement]:
    """Return the titles that sentences name as grounds, each once."""
    rows: dict[str, DraftStatement] = {}
    for ground in grounds:
        for start, end, title in ground.titles:
            citation = ground.cite(start, end)
            row = DraftStatement(text=on_one_line(citation.quote), citations=(citation,))
            rows.setdefault(title_key(title), row)
    return list(rows.values())


def is_supposed_ground(text: str) -> bool:
    """Tell whether a question names a document as the ground of another: 是照着《X》写的吧."""
    return bool(_SUPPOSED.search(text))


def _documents(findings: Findings, supposed: re.Match[str] | None) -> tuple[str, ...]:
    """Return the documents asked about; what a question takes to be the ground is none of them."""
    if supposed is None:
        return documents_meant(findings)
    text = findings.analysis.text
    rest = text[: supposed.start()] + " " + text[supposed.end() :]
    catalogue = findings.catalogue
    meant = read_meant(rest, catalogue.documents, catalogue.has).documents
    bare = replace(findings, analysis=replace(findings.analysis, text=rest, documents=meant))
    return documents_meant(bare)


def _asks_of_a_measure(findings: Findings, documents: Sequence[str]) -> bool:
    """Tell whether a question speaks of something in a document, beside its name and its making."""
    named = [one for one in findings.catalogue.documents if one.id in documents]
    rest = without_names(fold(findings.analysis.text), named)
    titles = fold("".join(one.title for one in named))
    told = (
        one.weight
        for one in findings.terms
        if one.known
        and (one.subject or one.own)
        and len(one.word) > 1
        and one.word in rest
        and not _mostly_in(one.word, titles)
        and not _ABOUT_MAKING.search(one.word)
    )
    return sum(told) >= _TELLING


def _mostly_in(word: str, titles: str) -> bool:
    """Tell whether most pairs of characters of a word stand in titles: 林业综合 mistyped as 林业综和."""
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return 2 * sum(one in titles for one in pairs) >= len(pairs)


def _grounds_of(findings: Findings, document: str) -> Iterator[_Ground]:
    """Yield what a document rests on: the sentences that name it, else the one that says so at all."""
    clauses = findings.catalogue.clauses((document,))
    opening = [
        one
        for at, one in enumerate(clauses)
        if at < _OPENING or one.clause.role is ClauseRole.PREAMBLE
    ]
    found = [ground for facts in opening for ground in _in_clause(facts)]
    titled = [one for one in found if one.titles]
    yield from titled or found[:1]


def _in_clause(facts: ClauseFacts) -> Iterator[_Ground]:
    view = view_of(facts.document.text, facts.clause.span)
    own = title_key(facts.document.title)
    for start, end in split_sentences(view):
        sentence = view.text[start:end]
        made = _OWN_MAKING.search(sentence)
        if made is None or not _GROUND.search(sentence, 0, made.start()):
            continue
        titles = [
            (start + one.start(), start + one.end(), one["title"])
            for one in _TITLE.finditer(sentence, 0, made.start())
            if _is_another(one["title"], own) and not _in_brackets(sentence, one.start())
        ]
        first, last = _stretch(sentence, made, [at - start for at, _, _ in titles])
        if titles or _RESTS.search(sentence, 0, made.start()):
            yield _Ground(facts, view, start + first, start + last, tuple(titles), sentence)


def _is_another(title: str, own: str) -> bool:
    """Tell whether a title is one of another document, and no short name (《意见》)."""
    key = title_key(title)
    is_name = len(key) > _SHORT_NAME or key.endswith(("法", "条例"))
    # A place names its plan after that of the state: 某省水泥行业…方案 rests on 《水泥行业…方案》.
    place = own.removesuffix(key)
    is_of_state = place != own and load_regions().found_in(place) and len(place) <= _LONGEST_PLACE
    return is_name and (bool(is_of_state) or (key not in own and own not in key))


def _in_brackets(sentence: str, at: int) -> bool:
    """Tell whether a remark in brackets holds what stands at `at`: (详见《…名单》)."""
    return sentence.count("(", 0, at) > sentence.count(")", 0, at)


def _stretch(sentence: str, made: re.Match[str], titles: Sequence[int]) -> tuple[int, int]:
    """Return the parts of a sentence from the first ground to the making, where that is near."""
    parts = [one.span() for one in _PART.finditer(sentence)]
    verb = _GROUND if titles else _RESTS
    upto = titles[0] if titles else made.start()
    verbs = [one.start() for one in verb.finditer(sentence, 0, upto + 1)]
    at = verbs[-1] if titles and verbs else (verbs or [0])[0]
    holding = [(a, b) for a, b in parts if a <= at < b]
    first = holding[0][0] if titles and holding else at
    last_title = titles[-1] if titles else at
    behind = [(a, b) for a, b in parts if b > last_title]
    end = behind[0][1] if behind else len(sentence)
    making = next(((a, b) for a, b in parts if a <= made.start() < b), (0, end))
    near = sum(end <= a < making[0] for a, _ in parts) <= 1
    end = max(end, making[1]) if near else end
    return first, len(sentence[:end].rstrip("，, "))


def _told(grounds: Sequence[_Ground]) -> Draft:
    """Tell the grounds of one document: its words where it names one, else the titles one by one."""
    rows = _rows(grounds)
    last = grounds[-1]
    if len(rows) == 1 and len(_TITLE.findall(last.view.text, last.start, last.end)) > 1:
        return answered(_KIND, *rows)  # the others are of another level than asked for
    if len(rows) < 2:
        return answered(_KIND, _in_its_words(last))
    others = any(_OTHERS.search(one.view.text, one.start, one.end) for one in grounds)
    more = "（原文另有“等”字）" if others else ""
    lead = f"《{grounds[0].facts.document.title}》写明的依据共{len(rows)}份{more}："
    return replace(answered(_KIND, *rows, lead=lead), total=len(rows))


def _in_its_words(ground: _Ground) -> DraftStatement:
    citation = ground.cite(ground.start, ground.end)
    return DraftStatement(text=on_one_line(citation.quote), citations=(citation,))


def _of_supposed(supposed: str, grounds: Sequence[_Ground]) -> Draft:
    """Say whether a document rests on what the question takes to be its ground."""
    key = title_key(supposed)
    for ground in grounds:
        held = [one for one in ground.titles if key in title_key(one[2])]
        words = ground.view.text[ground.start : ground.end]
        if held or key in title_key(words):
            told = _in_its_words(ground)
            return answered(_KIND, replace(told, text=f"是。{told.text}"))
    ground = grounds[-1]
    told = _in_its_words(ground)
    named = "".join(f"《{title}》" for _, _, title in ground.titles[:2])
    found = named or _plain_ground(ground)
    asked = f"《{supposed}》"
    text = f"不是{asked}，文件写的是{found}：{told.text.rstrip('。')}。"
    draft = answered(_KIND, replace(told, text=text))
    return replace(draft, premise=Premise(asked=asked, found=found))


def _plain_ground(ground: _Ground) -> str:
    words = ground.view.text[ground.start : ground.end]
    return re.split(r"[,，]", _RESTS.sub("", words, count=1))[0]


def _followed_by_a_measure(findings: Findings, documents: Sequence[str]) -> _Ground | None:
    """Return what a measure follows: the sentence that speaks most of it and names a document."""
    best: tuple[tuple[bool, float], _Ground] | None = None
    terms = [one for one in findings.terms if one.known and not _ABOUT_MAKING.search(one.word)]
    for candidate in findings.candidates:
        facts = candidate.facts
        if documents and facts.document.id not in documents:
            continue
        for ground in _followed(facts):
            words = fold(facts.heading + ground.sentence)
            share = support(terms, words)
            # The sentence that tells how the whole was made is meant only where no measure is.
            rank = not _OWN_MAKING.search(ground.sentence), share
            if share >= _ENOUGH and (best is None or rank > best[0]):
                best = rank, ground
    return best[1] if best else None


def _followed(facts: ClauseFacts) -> Iterator[_Ground]:
    """Yield the sentences of a clause that name a document as what is followed, from there on."""
    view = view_of(facts.document.text, facts.clause.span)
    for start, end in split_sentences(view):
        sentence = view.text[start:end]
        titles = list(_TITLE.finditer(sentence))
        if not titles:
            continue
        parts = [one.span() for one in _PART.finditer(sentence)]
        opening = next(((a, b) for a, b in parts if a <= titles[0].start() < b), (0, 0))
        if not _GROUND.search(sentence, opening[0], titles[0].start()):
            continue
        held = tuple((start + one.start(), start + one.end(), one["title"]) for one in titles)
        behind = [b for a, b in parts if a >= titles[-1].end() - 1][:1]
        within = next(b for a, b in parts if a <= titles[-1].start() < b)
        last = behind[0] if behind and within == titles[-1].end() + 1 else within
        yield _Ground(
            facts,
            view,
            start + opening[0],
            start + len(sentence[:last].rstrip("，, ")),
            held,
            sentence,
        )
