"""Which of the clauses found answers: the search score together with what is asked of a clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.answer import QuestionKind
from app.catalogue import Catalogue, ClauseFacts
from app.draft import Candidate, Findings
from app.evidence import Term, fold, read_terms, support
from app.question import QuestionAnalysis, focus
from app.stated_value import expected_unit, holds_amount, holds_time
from corpus.doers import names_doer
from corpus.model import ClauseRole
from corpus.regions import load_regions
from index.model import Hit, Query
from index.places_named import is_of, stem
from index.query import with_related
from index.synonyms import NO_SYNONYMS, load_synonyms

# Weights of what makes a clause the answer: softmax regression of the clause that answers on these
# shares, over the develop questions, each set left out in turn (Joachims 2002 for the idea of
# learning to rank from features of this kind); the first is the unit of the others.
_SEARCH = 1.0
_SUPPORT = 0.7
_SENTENCE = 0.7
_SENTENCE_ALONE = 0.85
_HEADING = 0.6
_ASKING_PART = 0.5
_BIGRAMS = 0.65
_NAMED_DOCUMENT = 0.35
_FITTING_VALUE = 0.25
_FITTING_FACTS = 0.2
_RESPONSIBLE = 0.7
_DOER = 0.4
_INTRODUCES = 0.35
_ELSEWHERE = 1.5
# Clauses that set the tone of a plan; what is to be done stands elsewhere.
INTRODUCTORY = frozenset({ClauseRole.PREAMBLE, ClauseRole.GUIDELINE, ClauseRole.PRINCIPLE})
_FORM = 1.5
_SHORT_FORM = 150  # characters
_BETWEEN_MARKS = 80  # characters; a sentence of a policy text has a mark every twenty
_NEARLY = 0.7  # of the best sentence's support
# Of two documents that answer, the one in force comes first, a new version before the old one.
_NOT_IN_FORCE = 0.1
_SUPERSEDED = 0.4

_LONGEST_COMPOUND = 6
# With these behind it a word names what it names without them: 控制目标.
_SAYS_NO_MORE = frozenset({"目标", "指标", "要求", "任务", "情况"})
_WORDS = re.compile(r"[\u4e00-\u9fff]+|[a-z][a-z0-9.+-]*")


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
    names = fold(" ".join(analysis.scope_words))
    words: list[str] = []
    for run in _WORDS.findall(analysis.subject.lower()):
        found = [word for word in _joined(cut(run), catalogue) if word not in names]
        words += [*found, *(_compounds(found, catalogue) if parts.compounds else ())]
    terms = read_terms(
        words,
        idf=lambda word: idf(word) or catalogue.idf(word),
        synonyms=synonyms,
        context=context,
    )
    query = Query(
        text=analysis.text,
        subject=analysis.subject,
        years=analysis.years,
        preferred=frozenset(analysis.documents),
        by_title=analysis.by_title,
        asked=asked or analysis.text,
        regions=analysis.regions,
        agencies=tuple(one.text for one in analysis.agencies),
    )
    query = with_related(query, synonyms)
    return Search(analysis=analysis, terms=terms, query=query)


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
    candidates = (
        _candidate(search, catalogue[hit.clause_id], max(hit.score / top, 0.0), catalogue)
        for hit in hits
    )
    ranked = sorted(candidates, key=lambda one: -one.score) if parts.reading else candidates
    return Findings(
        analysis=search.analysis,
        terms=search.terms,
        candidates=tuple(ranked),
        catalogue=catalogue,
    )


def _candidate(
    search: Search, facts: ClauseFacts, searched: float, catalogue: Catalogue
) -> Candidate:
    analysis, terms = search.analysis, search.terms
    heading, text, quotes = facts.folded
    sentences = tuple(support(terms, quote + heading) for quote in quotes)
    asking = fold(focus(analysis.text))
    in_focus = tuple(term for term in terms if term.word in asking)
    best = max(sentences, default=0.0)
    best_quote = quotes[sentences.index(best)] if quotes else ""
    whole = support(terms, heading + text)
    in_heading = support(terms, heading)
    score = _SEARCH * searched + _SUPPORT * whole + _SENTENCE * best
    score += _SENTENCE_ALONE * max((support(terms, quote) for quote in quotes), default=0.0)
    score += _HEADING * in_heading + _ASKING_PART * support(in_focus, best_quote + heading)
    score += _BIGRAMS * _share_of_bigrams(fold(analysis.subject), text)
    score += _NAMED_DOCUMENT * (facts.document.id in analysis.documents)
    score += _FITTING_VALUE * _fits_value(analysis, quotes, sentences)
    score -= _ELSEWHERE * bool(regions_not_covered(analysis, facts))
    score -= _out_of_force(facts, catalogue)
    score -= _FORM * _is_form(facts)
    if analysis.kind is QuestionKind.TASK:
        score -= _INTRODUCES * (facts.clause.role in INTRODUCTORY)
    if analysis.kind is QuestionKind.AGENCY:
        host = catalogue[facts.clause.host_id] if facts.clause.host_id else facts
        if facts.responsibilities or host.responsibilities:
            score += _RESPONSIBLE
        elif names_doer(best_quote):
            score += _DOER
    if analysis.kind is QuestionKind.TARGET:
        score += _FITTING_FACTS * bool(_due(facts, analysis.years))
    return Candidate(
        facts=facts,
        score=score,
        support=whole,
        heading_support=in_heading,
        sentence_support=sentences,
    )


def _share_of_bigrams(asked: str, text: str) -> float:
    """Return the share of the question's pairs of characters that a text has."""
    pairs = {asked[at : at + 2] for at in range(len(asked) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


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
    marks = sum(facts.text.count(mark) for mark in "。；，")
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
    regions = analysis.regions
    if analysis.each_here or (analysis.both and facts.document.id in analysis.documents):
        return []  # a question about several places is answered for each
    return [
        region
        for region in regions
        if region not in facts.text
        and stem(region) not in fold(facts.heading)
        and not re.search(f"{region[:-1]}{region[-1]}?", facts.heading)
        and not is_of(region, facts.document)
        and not _lies_in_another(region, analysis, facts)
    ]


def _lies_in_another(region: str, analysis: QuestionAnalysis, facts: ClauseFacts) -> bool:
    """Tell whether a city is named beside its province, whose document the clause is of: 安徽…合肥一家厂."""
    provinces = load_regions().provinces
    around = provinces.get(stem(region))
    named = [stem(one) for one in analysis.regions if one != region]
    return around in named and is_of(around or "", facts.document)


def _due(facts: ClauseFacts, years: Iterable[int]) -> list[object]:
    wanted = set(years)
    return [target for target in facts.targets if not wanted or target.year in wanted]
