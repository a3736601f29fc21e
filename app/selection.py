"""Which of the clauses found answers: the search score together with what is asked of a clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.amounts import read_amounts
from app.answer import QuestionKind
from app.catalogue import Catalogue, ClauseFacts
from app.clause_features import Features, load_weights
from app.draft import Candidate, Findings
from app.evidence import Term, fold, read_terms, support, telling_among
from app.fitting_words import has_fitting_words
from app.matter_named import only_asks
from app.other_matter import is_of_other_class
from app.question import QuestionAnalysis, focus
from app.stated_value import expected_unit, holds_amount, holds_time
from corpus.aliases import load_aliases
from corpus.doers import names_doer
from corpus.model import ClauseRole, Document
from corpus.regions import load_regions
from index.background import load_background
from index.model import Hit, Query
from index.places_named import is_national, is_of, stem
from index.query import with_related
from index.synonyms import NO_SYNONYMS, load_synonyms

# Clauses that set the tone of a plan; what is to be done stands elsewhere.
INTRODUCTORY = frozenset({ClauseRole.PREAMBLE, ClauseRole.GUIDELINE, ClauseRole.PRINCIPLE})
_SHORT_FORM = 150  # characters
_BETWEEN_MARKS = 80  # characters; a sentence of a policy text has a mark every twenty
_NEARLY = 0.7  # of the best sentence's support
# Of two documents that answer, the one in force comes first, a new version before the old one.
_NOT_IN_FORCE = 0.1
_SUPERSEDED = 0.4

# Where the asker says he is, and words that ask for his city's own rules.
_ASKER = r"(?:(?:我|咱|俺|本人)[^。;!?]{0,40}?(?:就?在|住在?|位于|来自|[注登][册记]在?|户[口籍]在?|总部在?|[设开落]在)|(?:我|咱|俺|本人)(?:们|家|司|厂|局|店|单位|公司|企业){0,3}是)"
_OF_THE_CITY = re.compile(r"市里|全市|[我本]市|当地|[区县]里")
_OF_THE_PROVINCE = re.compile(r"省[里内上]|全省|[我本]省|全区|自治区")

# Where a thing comes from is part of the matter, and no place a document is of: 从新疆送来的电.
_WHENCE = (
    r"从{}[^,。;?]{{0,4}}(?:[送运调引输买进迁搬来]|过来)|{}(?:送|运|调|输)(?:来|到|往|给|入|过来)"
)

_ASKS_AIM = re.compile(r"目标|指标|达到|实现|水平|程度|成效|一步|样子|样$|样[?]")

_ISSUED = "印发|转发|下发|发布|公布|出台|制定"
# Offices that issue for a government or a party committee, and bear no duty of their own.
_OFFICES = (
    "国办",
    "中办",
    "两办",
    "国务院办公厅",
    "国务院",
    "省府办",
    "市府办",
    "政府办公厅",
    "政府办公室",
    "政府办",
    "政府",
)
_LEVELS = "省市县区"
_LONGEST_COMPOUND = 6
_LONG_STORY = 50  # characters of a question with its circumstances
_TELLING, _FEWEST_TELLING, _SAYS_ENOUGH = 2.0, 2, 6.0  # weights of words in the part that asks
_GLUED = re.compile(r"(?<=[\u4e00-\u9fff]{3})(?:(?<![侵挤霸抢强乱])占|(?<=[率重比])达到?)$")
_COUNTS_PARTS = "大个项条种类次批步级档期届号"  # 十大工程 and 一级机库 are names
_LONG_NAME = 5
_SHORTEST_BRACKETED = 3  # characters of a name with a part in brackets
# With these behind it a word names what it names without them: 控制目标.
_SAYS_NO_MORE = frozenset({"目标", "指标", "要求", "任务", "情况"})
_WORDS = re.compile(r"[\u4e00-\u9fff]+|(?:(?<![a-z0-9.])[0-9](?=[a-z](?![a-z])))?[a-z][a-z0-9.+-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of understanding and ranking that can be left out, to measure what each brings.

    Attributes:
        spelling: Typing errors are put right.
        synonyms: Words are also looked for by their synonyms.
        compounds: What neighbouring words make together counts as a term.
        reading: Clauses found are read for the question's terms and ranked by them.
    """

    spelling: bool = True
    synonyms: bool = True
    compounds: bool = True
    reading: bool = True


ALL_PARTS = Parts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A question turned into what is searched for."""

    analysis: QuestionAnalysis
    terms: tuple[Term, ...]
    query: Query


def plan_search(
    analysis: QuestionAnalysis,
    catalogue: Catalogue,
    *,
    cut: Callable[[str], list[str]],
    idf: Callable[[str], float],
    parts: Parts = ALL_PARTS,
    asked: str = "",
) -> Search:
    """Weigh the question's words and add their synonyms and the spellings of amounts to the query.

    `cut` segments Chinese into words, `idf` tells how telling a word is among the clauses. `asked` is
    the question as it was typed, "" where nothing was changed.
    """
    synonyms = load_synonyms() if parts.synonyms else NO_SYNONYMS
    context = fold(analysis.text)
    involved = (
        analysis.agencies if analysis.whether and analysis.kind is QuestionKind.AGENCY else ()
    )
    issued = _issued_by(analysis, catalogue)
    names = fold(" ".join((*analysis.scope_words, *(one.text for one in involved), *issued)))
    has = _has_in_named(analysis, catalogue)
    words: list[str] = []
    told = {one.text for one in read_amounts(context) if one.unit not in _COUNTS_PARTS}
    counted = {one.removesuffix(two.unit) for one in told for two in read_amounts(one)}
    for run in _WORDS.findall(analysis.subject.lower()):
        pieces = [piece for word in cut(run) for piece in _parted(word, has)]
        found = [
            word
            for word in _joined(pieces, catalogue)
            if word not in names and (has(word) or not only_asks(word))
            if not (
                len(word) > 1 and word in counted | told
            )  # 四十五 of 四十五厘米 is a figure, no matter
            if catalogue.has(word)
            or not any(one in word for one in told)  # nor is 连续两年 where 连续二年 is written
        ]
        words += [*found, *(_compounds(found, catalogue) if parts.compounds else ())]
    terms = read_terms(
        words,
        idf=lambda word: idf(word) or catalogue.idf(word),
        has=has,
        synonyms=synonyms,
        context=context,
    )
    terms = tuple(_with_quoted(term, catalogue) for term in terms)
    terms = _without_story(terms, context)
    query = Query(
        text=analysis.text,
        subject=_sought(analysis, cut),
        years=analysis.years,
        preferred=frozenset(analysis.documents),
        by_title=analysis.by_title,
        called=bool(analysis.called),
        asked=asked or analysis.text,
        regions=analysis.regions,
        agencies=tuple(one.text for one in analysis.agencies),
    )
    query = with_related(query, synonyms)
    return Search(analysis=analysis, terms=terms, query=query)


def _issued_by(analysis: QuestionAnalysis, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the words that call a document named by who issued it: 国办转发的….

    Convention (公文的称引): a document is called by its issuer, what he did with it and its title.
    """
    if not analysis.documents:
        return ()
    read = (catalogue.register[one].metadata.issuer for one in analysis.documents)
    issuers = [fold(issuer) for found in read if found is not None for issuer in found.value]
    same = load_aliases().is_same
    names = {one.text for one in analysis.agencies if any(same(one, two) for two in issuers)}
    called = "|".join(map(re.escape, (*sorted(names), *_OFFICES)))
    match = re.search(
        rf"(?P<by>(?:{called})(?:[、和与](?:{called})){{0,8}})(?:联合)?(?:20\d\d年)?(?P<issued>{_ISSUED})",
        analysis.text,
    )
    return (match["by"], match["issued"]) if match else ()


def _without_story(terms: tuple[Term, ...], text: str) -> tuple[Term, ...]:
    """Leave out of a long question the words of its story that no document has, where the part that asks says enough.

    Who tells what befell him before he asks (前阵子买了车，发票都齐全，…，多少天内要登记？) tells it in words of his own.
    """
    asking = fold(focus(text))
    own = [one for one in terms if one.word in asking and (one.known or one.alternatives)]
    telling = [one.weight for one in own if one.weight >= _TELLING]
    if len(text) < _LONG_STORY or len(telling) < _FEWEST_TELLING or sum(telling) < _SAYS_ENOUGH:
        return terms
    return tuple(one for one in terms if one.word in asking or one.known or one.alternatives)


def _has_in_named(analysis: QuestionAnalysis, catalogue: Catalogue) -> Callable[[str], bool]:
    """Return what tells whether the documents that a question names have a word; any document where it names none.

    What only others have is as unknown to them as what none has.
    """
    every = {one.id for one in catalogue.documents}
    named = frozenset(analysis.documents) & every
    if not named or named == every:
        return lambda _: True
    return catalogue.without(frozenset(every - named)).has


def _sought(analysis: QuestionAnalysis, cut: Callable[[str], list[str]]) -> str:
    """Return the subject without the words that only call its document by a shortened title."""
    if not analysis.called:
        return analysis.subject
    words = cut(analysis.subject)
    return " ".join(one for one in words if one not in analysis.called) or analysis.subject


def _with_quoted(term: Term, catalogue: Catalogue) -> Term:
    """Add to a name that no document has the same name with a part of it in quotation marks or brackets.

    Convention (标点符号用法): a catchword inside a name is quoted: 能耗“双控”, “零碳”工厂; of two names told as one a
    part is bracketed: 充（换）电站, 首台（套）. Nobody types the marks.
    """
    word = term.word
    if not _SHORTEST_BRACKETED <= len(word) <= _LONGEST_COMPOUND:
        return term
    forms = [f"({word[0]}){word[1:]}", f"{word[:-1]}({word[-1]})"]
    if word.endswith("政府") and "人民" not in word:  # 乡镇政府 for 乡(镇)人民政府
        full = f"{word[:-2]}人民政府"
        forms += [
            full,
            *(f"{full[:at]}({full[at]}){full[at + 1 :]}" for at in range(1, len(word) - 2)),
        ]
    for at in () if term.known else range(2, len(word) - 1):
        forms += [f"{word[:at]}“{word[at:]}”", f"“{word[:at]}”{word[at:]}"]
    found = tuple(form for form in forms if catalogue.has(form))
    return replace(term, alternatives=(*term.alternatives, *found)) if found else term


def _parted(word: str, has: Callable[[str], bool]) -> list[str]:
    """Part a long name that the documents asked do not have into two that they have: 防控覆盖率.

    Only names that other documents have made, no words of policy texts: 数据中心 is no 数据 and 中心. A verb of
    statistics that often follows a name (装配式建筑占…, 覆盖率达到…) is no part of it.
    """
    word = _GLUED.sub("", word)
    if len(word) < _LONG_NAME or word in load_background().counts or has(word):
        return [word]
    cuts = range(len(word) - 2, 1, -1)
    halves = ([word[:at], word[at:]] for at in cuts if has(word[:at]) and has(word[at:]))
    return next(halves, [word])


def _joined(words: Sequence[str], catalogue: Catalogue) -> list[str]:
    """Join single characters that stand together in the documents: a name no dictionary has."""
    joined: list[str] = []
    single = False
    for word in words:
        if single and len(word) == 1 and catalogue.has(joined[-1] + word):
            joined[-1] += word
        else:
            joined.append(word)
            single = len(word) == 1
    return joined


def _compounds(words: Sequence[str], catalogue: Catalogue) -> list[str]:
    """Return what neighbouring words make together, where the documents have it: 再生 + 铝."""
    pairs = (first + second for first, second in pairwise(words) if second not in _SAYS_NO_MORE)
    return [pair for pair in pairs if len(pair) <= _LONGEST_COMPOUND and catalogue.has(pair)]


def select(
    search: Search, hits: Sequence[Hit], catalogue: Catalogue, *, parts: Parts = ALL_PARTS
) -> Findings:
    """Rank the hits by how well each answers the question."""
    top = max((hit.score for hit in hits), default=0.0) or 1.0
    found = ["".join(catalogue[hit.clause_id].folded[:2]) for hit in hits]
    telling = telling_among(search.terms, found)
    candidates = (
        replace(
            _candidate(
                search, catalogue[hit.clause_id], max(hit.score / top, 0.0), catalogue, telling
            ),
            similar=hit.dense,
        )
        for hit in hits
    )
    asked = fold(search.analysis.text)
    ranked = (
        sorted(candidates, key=lambda one: (_is_of_other_class(asked, one.facts), -one.score))
        if parts.reading
        else candidates
    )
    return Findings(
        analysis=search.analysis,
        terms=search.terms,
        candidates=tuple(ranked),
        catalogue=catalogue,
    )


def _is_of_other_class(asked: str, facts: ClauseFacts) -> bool:
    """Tell whether a clause is of another class than the one asked about: Ⅱ级响应 for Ⅰ级响应."""
    heading, text, _ = facts.folded
    return is_of_other_class(asked, heading + text)


def _candidate(
    search: Search,
    facts: ClauseFacts,
    searched: float,
    catalogue: Catalogue,
    telling: Sequence[Term],
) -> Candidate:
    """Read a clause found; `telling` are the terms by how well each tells the clauses found apart."""
    analysis, terms = search.analysis, search.terms
    heading, text, quotes = facts.folded
    sentences = tuple(
        support(terms, quote + heading + lead)
        for quote, lead in zip(quotes, facts.leads, strict=True)
    )
    asking = fold(focus(analysis.text))
    in_focus = tuple(term for term in terms if term.word in asking)
    best = max(sentences, default=0.0)
    best_quote = quotes[sentences.index(best)] if quotes else ""
    has_units = _has_units(facts, catalogue)
    asks_who = analysis.kind is QuestionKind.AGENCY
    asks_goal = analysis.kind is QuestionKind.TARGET
    introduces = analysis.kind is QuestionKind.TASK and _only_introduces(analysis, facts)
    features = Features(
        searched=searched,
        clause=support(terms, heading + text),
        sentence=best,
        sentence_alone=max((support(telling, quote, of=terms) for quote in quotes), default=0.0),
        heading=support(terms, heading),
        asking_part=support(in_focus, best_quote + heading),
        named_document=(facts.document.id in analysis.documents) * (2 if analysis.called else 1),
        fitting_value=_fits_value(analysis, quotes, sentences),
        fitting_goal=asks_goal and bool(_due(facts, analysis.years)),
        responsible=asks_who and has_units,
        doer=asks_who and not has_units and names_doer(best_quote),
        introduces=introduces,
        fitting_words=has_fitting_words(analysis, text),
        elsewhere=bool(regions_not_covered(analysis, facts)),
        out_of_force=_out_of_force(facts, catalogue),
        form=_is_form(facts),
    )
    return Candidate(
        facts=facts,
        score=features.weighed(load_weights()),
        support=features.clause,
        heading_support=features.heading,
        sentence_support=sentences,
        features=features,
    )


def _only_introduces(analysis: QuestionAnalysis, facts: ClauseFacts) -> bool:
    """Tell whether a clause only sets the tone of a plan, or its aims where none is asked for."""
    is_aim = facts.clause.role is ClauseRole.GOAL
    asks_aim = bool(analysis.years or _ASKS_AIM.search(analysis.text))
    return facts.clause.role in INTRODUCTORY or (is_aim and not asks_aim)


def _has_units(facts: ClauseFacts, catalogue: Catalogue) -> bool:
    """Tell whether a clause, or the task it hangs on, says who is responsible."""
    host = catalogue[facts.clause.host_id] if facts.clause.host_id else facts
    return bool(facts.responsibilities or host.responsibilities)


def _fits_value(
    analysis: QuestionAnalysis, quotes: Sequence[str], sentences: Sequence[float]
) -> int:
    """Return 1 where a sentence that speaks of the question has a value of the kind asked for.

    -1 where none has; 0 where no value is asked for.
    """
    unit = expected_unit(analysis.text)
    if not unit and not analysis.when:
        return 0
    floor = max(sentences, default=0.0) * _NEARLY
    speaking = (quote for quote, share in zip(quotes, sentences, strict=True) if share >= floor)
    fits = any(holds_time(one) if analysis.when else holds_amount(one, unit) for one in speaking)
    return 1 if fits else -1


def _is_form(facts: ClauseFacts) -> bool:
    """Tell whether a clause is a blank form or a torn table: many words and hardly a sentence mark."""
    marks = sum(facts.text.count(mark) for mark in "。；;，,")
    has_figures = facts.targets or facts.thresholds or facts.responsibilities
    return (
        len(facts.text) > _SHORT_FORM
        and marks * _BETWEEN_MARKS < len(facts.text)
        and not has_figures
    )


def _out_of_force(facts: ClauseFacts, catalogue: Catalogue) -> float:
    standing = catalogue.standing(facts.document.id)
    if standing.holds:
        return 0.0
    return _SUPERSEDED if standing.successor else _NOT_IN_FORCE


def regions_not_covered(analysis: QuestionAnalysis, facts: ClauseFacts) -> list[str]:
    """Return the regions a question names that neither the document nor the clause speaks of.

    厦门市 is not spoken of where only a firm or an office of that name is (厦门海关).
    """
    if analysis.each_here or (analysis.both and facts.document.id in analysis.documents):
        return []  # a question about several places is answered for each
    return [
        region
        for region in analysis.regions
        if not _comes_from(region, analysis.text)
        and not _speaks_of(region, facts)
        and not _lies_in_another(region, analysis, facts)
        and not holds_for_the_asker(region, analysis.text, facts.document)
    ]


def _comes_from(region: str, text: str) -> bool:
    place = re.escape(region)
    return bool(re.search(_WHENCE.format(place, place), text))


def _speaks_of(region: str, facts: ClauseFacts) -> bool:
    """Tell whether a document is of a region, or a clause or its headings name it."""
    return (
        region in facts.folded[1]
        or stem(region) in fold(facts.heading)
        or (region[-1] in _LEVELS and region[:-1] in facts.heading)
        or is_of(region, facts.document)
    )


def holds_for_the_asker(region: str, text: str, document: Document) -> bool:
    """Tell whether a question only says where its asker is, and a document holds there too.

    Convention (立法法, 公文处理): what a province lays down holds in its cities, so 我在…开店，省里有什么要求 asks for
    the province's document, and what the state lays down holds everywhere; who asks for his city's
    or province's own (市里, 本省) does not. What he tells before he asks (县里通知我们) does not count.
    """
    around = load_regions().provinces.get(stem(region))
    if not re.search(rf"{_ASKER}{re.escape(stem(region))}", text):
        return False
    asked = focus(text)
    others = (one for one in load_regions().found_in(asked) if one not in region)
    if any(is_of(one, document) for one in others):
        return True  # 我们注册在甲省, 想报乙市的项目
    if is_national(document):
        return not _OF_THE_CITY.search(asked) and not _OF_THE_PROVINCE.search(asked)
    return bool(around and not _OF_THE_CITY.search(asked) and is_of(around, document))


def _lies_in_another(region: str, analysis: QuestionAnalysis, facts: ClauseFacts) -> bool:
    """Tell whether a city is named beside its province, which the clause is of: 安徽…合肥一家厂."""
    around = load_regions().provinces.get(stem(region))
    is_named = around != stem(region) and around in load_regions().found_in(analysis.text)
    return bool(around and is_named and _speaks_of(around, facts))


def _due(facts: ClauseFacts, years: Iterable[int]) -> list[object]:
    wanted = set(years)
    return [target for target in facts.targets if not wanted or target.year in wanted]
