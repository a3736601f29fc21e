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
from app.places_named import is_of, stem
from app.question import QuestionAnalysis
from corpus.model import ClauseRole
from index.amounts import other_spellings
from index.model import Hit, Query
from index.synonyms import NO_SYNONYMS, load_synonyms

# Weights of what makes a clause the answer; eval/RESULTS.md has the gain of each.
_SEARCH = 1.0
_SUPPORT = 0.8
_SENTENCE = 0.8
_NAMED_DOCUMENT = 0.35
_ELSEWHERE = 1.0
_FITTING_FACTS = 0.1
_INTRODUCES = 0.15
# Clauses that set the tone of a plan; what is to be done stands elsewhere.
INTRODUCTORY = frozenset({ClauseRole.PREAMBLE, ClauseRole.GUIDELINE, ClauseRole.PRINCIPLE})
_NO_AGENCY = 0.5
# Of two documents that answer, the one in force comes first, a new version before the old one.
_NOT_IN_FORCE = 0.1
_SUPERSEDED = 0.4

_LONGEST_COMPOUND = 6
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
) -> Search:
    """Weigh the question's words and add their synonyms and the spellings of amounts to the query.

    `cut` segments Chinese into words, `idf` tells how telling a word is among the clauses.
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
    related = [other for word in synonyms.found_in(context) for other in synonyms.of(word)]
    query = Query(
        text=analysis.text,
        subject=analysis.subject,
        related=(
            *related,
            *other_spellings(analysis.text),
            *(f"{year}年" for year in analysis.years),
        ),
        years=tuple(analysis.years),
        preferred=frozenset(analysis.documents),
    )
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
    pairs = (first + second for first, second in pairwise(words))
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
    heading = fold(facts.heading)
    sentences = tuple(support(terms, fold(one.quote) + heading) for one in facts.sentences)
    whole = support(terms, heading + fold(facts.text))
    score = _SEARCH * searched + _SUPPORT * whole + _SENTENCE * max(sentences, default=0.0)
    score += _NAMED_DOCUMENT * (facts.document.id in analysis.documents)
    score -= _ELSEWHERE * bool(regions_not_covered(analysis, facts))
    score -= _out_of_force(facts, catalogue)
    if analysis.kind is QuestionKind.TASK:
        score -= _INTRODUCES * (facts.clause.role in INTRODUCTORY)
    if analysis.kind is QuestionKind.AGENCY:
        host = catalogue[facts.clause.host_id] if facts.clause.host_id else facts
        score -= _NO_AGENCY * (not facts.responsibilities and not host.responsibilities)
    if analysis.kind is QuestionKind.TARGET:
        score += _FITTING_FACTS * bool(_due(facts, analysis.years))
    return Candidate(
        facts=facts,
        score=score,
        support=whole,
        heading_support=support(terms, heading),
        sentence_support=sentences,
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
    ]


def _due(facts: ClauseFacts, years: Iterable[int]) -> list[object]:
    wanted = set(years)
    return [target for target in facts.targets if not wanted or target.year in wanted]
