"""Replies to 什么是X, X指什么, 什么样的才算X: the words of a document that say what it means by a term.

Conventions (立法技术规范, GB/T 9704 and the notes of tables): 本办法所称X，是指Y; X是指Y, X：指Y or X*指Y at the head of a
sentence, also item by item under 用语的含义; Y（以下简称X）, Y（X） for an abbreviation; X（即Y）, X（包括Y）; A、B、C等“X”. A sentence that only
uses a term says nothing of what it means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.answer import QuestionKind
from app.catalogue import ClauseFacts
from app.documents_meant import documents_meant, without_names
from app.draft import Draft, DraftStatement, Findings, answered, declined, name, on_one_line
from app.evidence import fold
from corpus.model import Citation, cite
from corpus.view import MatchingView, split_sentences, view_of
from index.question_words import DEFINITION, EXPLAINS, MAY_ASK_MEANING

_KIND = QuestionKind.DEFINITION
_BEHIND = {"after", "counts"}  # of the patterns: the term stands behind the words that ask
_MOST = 3  # documents, or terms, that are answered for
_SHOWN_NEAR = 3
_QUOTED_TERM = re.compile(r"[“「‘\"]([^“”「」‘’\"]{1,24})[”」’\"]")
_MARKS = '“”"‘’「」《》*'
_MEANING = r"(?:(?:就?是|系|特|专|即)?指(?![导标出定引挥向数示派明南令])(?:的是)?)"
_NUMBERING = r"(?:第[零〇一二三四五六七八九十百\d]{1,6}条(?:之[一二三四五六七八九十])?|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．]|\d{1,2}(?=[“\"])|[①-⑳]|——?|[-•●*]|注\d?:|【[^】]{1,20}】)?\s{0,4}"
# 本办法所称X，是指Y, several of them in one sentence.
_CALLED = re.compile(
    rf"(?:本[\u4e00-\u9fff]{{1,8}}?)?所[称指说]的?[“\"]?(?P<term>[^,。:;“”\"]{{1,30}}?)[”\"]?(?:\([^()]{{1,40}}\))?[,]?(?:主要)?(?:{_MEANING}|包括|是(?![否不])|为)"
)
_HEADED = re.compile(
    rf"(?:^|(?<=;)){_NUMBERING}[“\"]?(?P<term>[^,。:;“”\"()]{{2,30}}?)[”\"]?(?:\([^()]{{1,40}}\))?[,:*]{{0,2}}\s?{_MEANING}(?=[^,。;]{{4}})"
)
# Looser forms, for a term that is known to be asked about.
_INCLUDES = rf"^{_NUMBERING}[“\"]?TERM[”\"]?(?:,(?:主要)?包括|(?:主要)?包括|,?即|=)"
_IS = rf"^{_NUMBERING}[“\"]?TERM[”\"]?(?:是|为)(?![否不])"
# X是…的Y, which says what kind of thing it is, also behind a plan that is quoted (《规划》指出，X是…).
_IS_A = (
    rf"(?:^{_NUMBERING}|(?:指出|提出|明确|规定|认为)[,:])[“\"]?TERM[”\"]?是(?![否不])"
    r"[^。;]{6,200}的[^,。;的]{2,16}$"
)
_IN_PLACE = (
    rf"[“\"]TERM[”\"](?:是(?!否)|为|即|,即|,是|{_MEANING})[^“”。;]{{2,80}}"
    r"|TERM[”\"]?\((?:即|指|是指|系指|包括|含|具体为|为)[^()]{2,120}\)"
    r"|[“\"]TERM[”\"]\([^()、]{1,40}、[^()]{2,120}\)"
)
_SHORT_NAME = (
    r"[^,。;]{2,120}\(?(?:以下|下)(?:简称|称|统称|统一简称|合称)[为:]?[“\"]?TERM[”\"]?"
    r"(?:[^()。;]{0,80}(?:\([^()]{0,40}\))?[^()。;]{0,40}\))?"
)
_APPOSED = (
    r"[^,。;:、]{1,40}、[^。;:]{1,80}?等[“\"]?TERM[”\"]?"
    r"|[^,。;:、]{1,40}、[^,。;:()“”\"]{1,60}?[“\"]TERM[”\"]"
    r"|[“\"][^“”\",。;]{1,30}、[^“”\",。;]{1,60}[”\"](?:[两二三四五六七八九十\d]{1,2}[级类种大个项位])?TERM[^,。;]{0,8}"
)
_LISTS = re.compile(
    r"(?:下列|以下)[^,。:]{0,30}(?:为|是|属于|称为)(?:本\w{2,6}所称的?)?(?P<term>[^,。:]{2,24}):$"
)
_ITEM = re.compile(r"^\s{0,4}(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．]|[①-⑳]|——?)")
_LABEL = re.compile(
    r"^\s{0,4}第[零〇一二三四五六七八九十百\d]{1,6}条(?:之[一二三四五六七八九十])?\s{0,4}"
)
# What stands round the term in a question: 条例所称的X到底.
_AHEAD = re.compile(
    r"^.{0,40}(?:[称说提讲写](?:到|的|过){1,2}|所[称说提讲指写]|[里中上](?:面|边)?(?:的)?|请问|想问|老提)"
)
_ROUND = re.compile(
    r"^(?:的|叫|做|到底|究竟|具体|这个|那个|所谓的?){1,4}|(?:的|是|到底|究竟|具体|都|分别|各|又|一词|这个词|该|应该?|干嘛|干啥|干什么|[吗么呢不]){1,6}$"
)
_BREAK = re.compile(r"[?？。!,，;；:：、\s]+")
_ANY_RULE = re.compile(
    r"(?:法律|法规|法|文件|条例|办法|规定|政策|方案|规划|官方|具体|准确|怎么|怎样|如何|里|中|上|的){1,4}"
)


# The name that an abbreviation stands behind: 高级计划排程系统（APS）.
_ABBREVIATED = r"[^,。;:、()“”]{2,30}[”\"]?\((?:[^()]{1,40}[,、:])?TERM\)"
_FORMS = (_IN_PLACE, _INCLUDES, _IS_A, _SHORT_NAME, _APPOSED, _IS, _ABBREVIATED)
_SURE_FORMS = (_IN_PLACE, _APPOSED)
_LATIN = re.compile(r"[a-z0-9.&/+-]{2,}")
# The short names that a sentence gives, and how far behind the first the second stands.
_NAMED_SHORT = re.compile(r"\((?:以下|下)(?:简称|称)[为:]?[“\"]?([^()“”\"]{2,20})[”\"]?\)")
_BEHIND_NAME = 80
_TELLS = re.compile(r"指|所称|下列|以下")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A term and the words of a clause that say what it means, at `start:end` of its view."""

    term: str
    start: int
    end: int


Reader = Callable[[MatchingView], Iterator[Meaning]]


def reply_definition(findings: Findings) -> Draft | None:
    """Answer what a term means where a document says so; a mention is no definition.

    None where the question asks for no meaning, or where it may well ask for something else.
    """
    text = findings.analysis.text
    asks = bool(DEFINITION.search(text))
    explains = bool(EXPLAINS.search(text))
    if not (asks or explains or MAY_ASK_MEANING.search(text)):
        return None
    terms = _terms_asked(findings)
    meant = documents_meant(findings)
    sure = asks or explains
    statements = list(_meanings(findings, terms, meant, sure=sure))
    if meant and not statements and not findings.analysis.documents:
        # The title that was recognised may only have the term in it: 示范园区 of 《示范园区管理办法》.
        statements = list(_meanings(findings, terms, (), sure=sure))
    if statements:
        return answered(_KIND, *statements)
    return _unexplained(findings, terms) if asks and terms else None


def _unexplained(findings: Findings, terms: Sequence[str]) -> Draft | None:
    """Decline a term that no document explains, with sentences that use it.

    None for one that stands in a heading: what is below it may tell, though in no form of a definition.
    """
    clauses = findings.catalogue.clauses(documents_meant(findings))
    titles = (fold("".join((*one.clause.path.headings, *one.clause.titles))) for one in clauses)
    if any(term in title for title in titles for term in terms):
        return None
    near = [
        sentence
        for facts in clauses
        if any(term in fold(facts.text) for term in terms)
        for sentence in facts.sentences
        if any(term in fold(sentence.quote) for term in terms)
    ]
    if near:
        reason = f"文件提到了“{_as_asked(terms[0], findings)}”，但没有说明它指什么。"
        return declined(_KIND, reason, near[:_SHOWN_NEAR])
    return None  # nowhere in these words, and perhaps in others


def _as_asked(term: str, findings: Findings) -> str:
    """Return a term as the question writes it: PUE, not pue."""
    text = findings.analysis.text
    at = text.lower().find(term)
    return text[at : at + len(term)] if at >= 0 else term


def _terms_asked(findings: Findings) -> list[str]:
    """Return the terms a question asks the meaning of: those it quotes, else what stands at 是指, 定义."""
    text = findings.analysis.text.lower()
    titles = _titles(findings)
    named = (fold(one) for one in _QUOTED_TERM.findall(text))
    quoted = [one for one in named if f"“{one}”" not in titles]  # “十四五” of a plan's title
    if quoted:
        return quoted
    found: list[str] = []
    for match in (*DEFINITION.finditer(text), *MAY_ASK_MEANING.finditer(text)):
        before = _telling(reversed(_BREAK.split(text[: match.start()])))
        after = _telling(_BREAK.split(text[match.end() :]))
        found += _cleaned(after if match.lastgroup in _BEHIND else before)
    for match in EXPLAINS.finditer(text):
        sides = (_BREAK.split(text[match.end() :]), reversed(_BREAK.split(text[: match.start()])))
        parts = (match["term"],) if match["term"] else map(_telling, sides)
        found += [one for part in parts for one in _cleaned(part)]
    found += [code for one in found for code in _LATIN.findall(one)]
    scope = [fold(one) for one in findings.analysis.scope_words]
    found += [one.removeprefix(word) for one in found for word in scope if one.startswith(word)]
    kept = [one for one in dict.fromkeys(found) if len(one) > 1]
    known = [one for one in kept if findings.catalogue.has(one)]
    return known[:1] or sorted(kept, key=len)[:1]


def _telling(pieces: Iterable[str]) -> str:
    """Return the first piece that is no word for any rule: 能源作物 in 能源作物 法律定义."""
    return next((one for one in pieces if one and not _ANY_RULE.fullmatch(one)), "")


def _cleaned(part: str) -> Iterator[str]:
    """Yield what a stretch of a question may call the term, whole first: 规模以上工程; 办法里说的X, X."""
    whole = fold(part)
    for one in (whole, _AHEAD.sub("", whole)):
        yield _ROUND.sub("", one).strip(_MARKS)


def _titles(findings: Findings) -> str:
    return fold("".join(one.title for one in findings.catalogue.documents))


def _meanings(
    findings: Findings, terms: Sequence[str], meant: Sequence[str], *, sure: bool
) -> Iterator[DraftStatement]:
    """Yield what the documents asked about say a term means, one statement a term and document.

    The terms asked for come first, in the surest form that has one; else what the question speaks of.
    """
    documents = [one for one in findings.catalogue.documents if not meant or one.id in meant]
    spoken = without_names(fold(findings.analysis.text), documents)
    quotes = bool(_QUOTED_TERM.search(findings.analysis.text))
    clauses = _in_force_first(findings, meant)
    forms = [form for form in _FORMS if sure or form in _SURE_FORMS]
    latin = [one for one in terms if _LATIN.fullmatch(one)]
    readers: list[Reader] = [_defining(lambda term: _name_of(term, terms))]
    readers += [_by_form(form, latin if form is _ABBREVIATED else terms) for form in forms]
    counts = any(one["counts"] for one in MAY_ASK_MEANING.finditer(findings.analysis.text))
    if not quotes and not counts:
        readers.append(_defining(lambda term: term if term in spoken else ""))
    for reader in readers:
        told: dict[tuple[str, str], DraftStatement] = {}
        for facts in clauses:
            view = view_of(facts.document.text, facts.clause.span)
            for one in reader(view):
                key = (facts.document.id, one.term)
                told.setdefault(key, _state(facts, view, one, several=len(documents) > 1))
        if told:
            names = {term for _, term in told}
            yield from [
                statement
                for (_, term), statement in told.items()
                if not any(term != other and term in other for other in names)
            ][:_MOST]
            return
    yield from _by_headings(findings, latin, meant)


def _by_headings(
    findings: Findings, codes: Sequence[str], meant: Sequence[str]
) -> Iterator[DraftStatement]:
    """Yield the headings that end in one of the codes in brackets: 1.设计建设标准（CICA）."""
    for document, head in findings.catalogue.heads(meant):
        if any(fold(head.title).endswith(f"({code})") for code in codes):
            number = "/".join((document.id, *head.path.numbers))
            quote = head.span.of(document.text)
            citation = Citation(
                document_id=document.id, clause_id=number, span=head.span, quote=quote
            )
            yield DraftStatement(text=on_one_line(quote), citations=(citation,))


def _state(
    facts: ClauseFacts, view: MatchingView, one: Meaning, *, several: bool
) -> DraftStatement:
    citation = cite(facts.document, facts.clause, view.span(one.start, one.end))
    words = on_one_line(citation.quote)
    items = _items_behind(facts, citation) if words.endswith(("：", ":")) else ()
    items = items or _taken_up(facts, view, one)
    words = "".join((words, *(on_one_line(item.quote) for item in items)))
    lead = f"{name(facts)}写明：" if several else ""
    return DraftStatement(text=f"{lead}{words}", citations=(citation, *items))


def _taken_up(facts: ClauseFacts, view: MatchingView, one: Meaning) -> tuple[Citation, ...]:
    """Return the sentence that takes up one of two short names as 前者 or 后者: 后者是指….

    Convention: a sentence that gives two things short names is followed by one that says of the former, then of
    the latter, what it is.
    """
    starts = (start for start, end in split_sentences(view) if start <= one.start < end)
    names = _NAMED_SHORT.findall(view.text.lower(), next(starts, 0), one.end + _BEHIND_NAME)
    if len(names) != 2 or one.term not in names:
        return ()
    wanted = ("前者", "后者")[names.index(one.term)]
    return tuple(
        sentence
        for sentence in facts.sentences
        if fold(sentence.quote).startswith(wanted) and _TELLS.search(sentence.quote)
    )[:1]


def _items_behind(facts: ClauseFacts, opening: Citation) -> tuple[Citation, ...]:
    """Return the items （一）… that complete words which end in a colon."""
    behind = [one for one in facts.sentences if one.span.start >= opening.span.end]
    return tuple(takewhile(lambda one: bool(_ITEM.match(one.quote)), behind))


def _defining(named: Callable[[str], str]) -> Reader:
    """Return a reader of 所称X是指, X：指, 下列…为X:, which keeps the terms that `named` gives a name."""

    def read(view: MatchingView) -> Iterator[Meaning]:
        if not _TELLS.search(view.text):
            return
        for start, end in split_sentences(view):
            sentence = view.text[start:end].rstrip()
            listed = _LISTS.search(sentence)
            called = list(_CALLED.finditer(sentence))
            ends = {one.end() for one in called}
            headed = [
                one
                for one in _HEADED.finditer(sentence)
                if one.end() not in ends and "所" not in one["term"]
            ]
            found = sorted((*called, *headed, *([listed] if listed else ())), key=re.Match.start)
            first = _first(sentence)
            for at, match in enumerate(found):
                if term := named(fold(match["term"]).strip(_MARKS)):
                    stop = found[at + 1].start() if at + 1 < len(found) else len(sentence)
                    begin = max(first, match.start()) if len(found) > 1 else first
                    yield Meaning(term, start + begin, start + max(stop, match.end()))

    return read


def _name_of(term: str, terms: Sequence[str]) -> str:
    """Return which of the terms asked for a defined one is: the same, or a longer one (就业见习人员)."""
    return next((one for one in terms if term == one or (len(one) > 2 and term.endswith(one))), "")


def _by_form(form: str, terms: Sequence[str]) -> Reader:
    """Return a reader of one of the looser forms."""
    patterns = {term: re.compile(form.replace("TERM", re.escape(term))) for term in terms}

    def read(view: MatchingView) -> Iterator[Meaning]:
        for term, pattern in patterns.items():
            if term not in view.text.lower():
                continue
            for start, end in split_sentences(view):
                sentence = view.text[start:end].rstrip("。; \n")
                match = pattern.search(sentence.lower())
                if match and not (form is _APPOSED and _miscounts(term, match.group())):
                    whole = form in {_INCLUDES, _IS, _IS_A}
                    first = _first(sentence) if whole else max(match.start(), _first(sentence))
                    last = len(sentence) if whole else match.end()
                    yield Meaning(term, start + first, start + last)

    return read


def _miscounts(term: str, words: str) -> bool:
    """Tell whether a term that counts what it sums up (“两高”, 三化) stands behind a row of another length."""
    counted = "一二三四五六七八九十".find(term[0].replace("两", "二")) + 1
    return counted > 1 and len(term) == len("两高") and words.count("、") + 1 != counted


def _first(sentence: str) -> int:
    """Return where a sentence begins behind the number of its article."""
    label = _LABEL.match(sentence)
    return label.end() if label else 0


def _in_force_first(findings: Findings, documents: Sequence[str]) -> list[ClauseFacts]:
    catalogue = findings.catalogue
    clauses = catalogue.clauses(documents)
    holds = {one: catalogue.standing(one).holds for one in {c.document.id for c in clauses}}
    return sorted(clauses, key=lambda one: not holds[one.document.id])
