"""The referee: what one reply is worth, with its reasons; pure functions.

The rule of the right answer is this project's own: the keys of closed-book question answering, made
strict for official texts, where nothing may be stated from outside the gold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.answer import Answer, AnswerCitation, AnswerStatus, QuestionKind
from corpus.aliases import load_aliases
from corpus.model import Span
from eval.apparatus import (
    MARK,
    all_citations,
    all_near,
    without_apparatus,
    without_labels,
    without_marks,
)
from eval.cases import Case, Split
from eval.citing import score_citations
from eval.gold import LONGEST, GoldPlace, Shelf
from eval.matching import (
    Support,
    agencies_in,
    exchanged,
    foreign_modality,
    normalise,
    numbers_in,
    stands_in,
)
from eval.rows import in_gold, score_rows
from eval.search_faults import SearchFault

FACT_CHARACTERS = 120
FACT_KINDS = frozenset(
    {
        QuestionKind.AGENCY,
        QuestionKind.TARGET,
        QuestionKind.DEADLINE,
        QuestionKind.DEFINITION,
        QuestionKind.BASIS,
        QuestionKind.OTHER,
    }
)

_ROW = re.compile(r"(?m)^\s*(?:\||[-*+•]\s|\d{1,3}[.、)）](?!\d)).*$")
_YEAR = re.compile(r"20\d\d")
_LONGEST_SIDE = 16  # characters of the name that opens the rows of a side
_SEPARATORS = re.compile(r"[\s、，,；;和及]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the referee found in the reply to one case; the reasons are given, not only the verdict.

    `missing` are keys that do not stand in the answer, `foreign` numbers and agencies from outside
    the gold, `fabricated` those found in no cited span and citations that are no quotations.
    `row_precision` and `row_recall` are None where no whole set is wanted or nothing was answered;
    `premise_met` is None where the question has no false premise.

    `statements` and `citations_made` count what the answer states and the citations it states it
    with; `supported` and `citations_good` those that hold (see `eval.citing`). `characters` is the
    length of the answer without blanks and marks. `ranks` are the places, from 1, at which each
    gold entry was found, None for one that was not, and () where nothing is known of the search;
    `confidence` is how sure the system was that it can answer, None where it does not say.
    `fault` says why the gold was not found first, where the reply misses for that.
    `document` is the gold's (the first), `cluster` the clause that answers: questions of one
    cluster are no independent evidence. `turn` counts from 1, `style` is how the question is worded.
    """

    case_id: str
    kind: QuestionKind
    split: Split
    document: str
    cluster: str
    turn: int
    style: str
    answerable: bool
    declined: bool
    missing: tuple[str, ...]
    foreign: tuple[str, ...]
    too_long: bool
    first_citation: bool
    any_citation: bool
    citations: int
    citations_in_gold: int
    citations_exact: int
    gold: int
    gold_cited: int
    fabricated: tuple[str, ...]
    row_precision: float | None
    row_recall: float | None
    premise_met: bool | None
    statements: int
    supported: int
    citations_made: int
    citations_good: int
    characters: int
    ranks: tuple[int | None, ...]
    confidence: float | None
    elapsed_ms: float
    fault: SearchFault | None = None

    @property
    def right(self) -> bool:
        """Answered with every key, nothing from outside or made up, a false premise put right, short."""
        return self.right_at_any_length and not self.too_long

    @property
    def right_at_any_length(self) -> bool:
        """As `right`, but a single fact may take a page: what a pipeline of chunks can reach."""
        wrong = self.missing or self.foreign or self.fabricated or self.premise_met is False
        return self.answerable and not (self.declined or wrong)

    @property
    def right_clause(self) -> bool:
        """Right, and at least one citation lies in a gold clause."""
        return self.right and self.any_citation

    @property
    def right_clause_at_any_length(self) -> bool:
        """As `right_clause`, but a single fact may take a page."""
        return self.right_at_any_length and self.any_citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A piece of a document that a system found."""

    document_id: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What was seen of a system beside its answer: time, what it found in order, how sure it was."""

    elapsed_ms: float = 0.0
    found: tuple[Place, ...] | None = None
    confidence: float | None = None


UNSEEN = Observed()


def judge(
    case: Case,
    gold: Sequence[GoldPlace],
    answer: Answer,
    shelf: Shelf,
    observed: Observed = UNSEEN,
) -> Judgement:
    """Judge one reply; `gold` are the places of the case.

    Citations of the parts of an answer count as its own.
    """
    declined = answer.status is not AnswerStatus.ANSWERED
    citations = all_citations(answer)
    inside = [in_gold(citation, gold) for citation in citations]
    precision, recall = score_rows(case, gold, answer, shelf)
    keyed = case.answerable and not declined
    proof = score_citations(
        answer,
        support_of=lambda some: _support_of(case, answer, some, shelf),
        claim_of=lambda one, text: without_apparatus(replace(one, answer=text), shelf),
        known=shelf.agencies,
    )
    return Judgement(
        case_id=case.id,
        kind=case.kind,
        split=case.split,
        document=gold[0].document if gold else "",
        cluster=gold[0].cluster if gold else case.id,
        turn=len(case.history) + 1,
        style=case.source,
        answerable=case.answerable,
        declined=declined,
        missing=missing_keys(case, answer, shelf) if keyed else (),
        foreign=foreign_statements(case, gold, answer, shelf) if keyed else (),
        too_long=keyed and exceeds_length(case, answer, shelf),
        first_citation=bool(inside) and inside[0],
        any_citation=any(inside),
        citations=len(citations),
        citations_in_gold=sum(inside),
        citations_exact=sum(is_exact(citation, shelf) for citation in citations),
        gold=len(gold),
        gold_cited=sum(any(in_gold(one, [place]) for one in citations) for place in gold),
        fabricated=fabrications(case, answer, shelf),
        row_precision=precision,
        row_recall=recall,
        premise_met=None if case.premise is None else _meets_premise(case, answer),
        statements=proof.statements,
        supported=proof.supported,
        citations_made=proof.citations,
        citations_good=proof.good,
        characters=len(_SEPARATORS.sub("", MARK.sub("", normalise(answer.answer)))),
        ranks=ranks_of(gold, observed.found),
        confidence=observed.confidence,
        elapsed_ms=observed.elapsed_ms,
    )


def missing_keys(case: Case, answer: Answer, shelf: Shelf) -> tuple[str, ...]:
    """Return the keys that stand in the answer neither themselves nor as an alternative.

    What "stands in" means is `eval.matching.stands_in`: character by character after folding width
    and case, whole numbers only (5年 does not stand in 2025年, nor 5% in 15%). Marks of citations
    are left out, and for a key that is a bare number labels, titles and enumerators as well.
    """
    words, counts = without_marks(answer), without_labels(answer, shelf)
    return tuple(
        key
        for key in case.keys
        if not any(
            stands_in(form, counts if form.isdecimal() else words)
            for form in (key, *case.key_alternatives.get(key, ()))
        )
    )


def foreign_statements(
    case: Case, gold: Sequence[GoldPlace], answer: Answer, shelf: Shelf
) -> tuple[str, ...]:
    """Return the numbers and agencies of the answer that come from outside the gold.

    A number or agency comes from outside when it stands neither in the text, headings and document
    titles of the gold clauses, nor among their agencies with prefixes restored, nor as the year
    their targets are due by, nor in the question (or the questions before it), nor as the total of
    a list. What belongs to the form of an answer and states nothing is left out before: citation
    marks, enumerators, row numbers, the labels of its citations, the count of the units it names.
    """
    support = Support(
        texts=(case.question, *case.history, *(t for place in gold for t in place.support.texts)),
        agencies=tuple(name for place in gold for name in place.support.agencies),
        numbers=(*(n for place in gold for n in place.support.numbers), *_totals(answer)),
    )
    return support.missing_from(without_apparatus(answer, shelf), shelf.agencies)


def fabrications(case: Case, answer: Answer, shelf: Shelf) -> tuple[str, ...]:
    """Return what the reply made up: quotes that are not in the text, and statements from nowhere.

    A citation, of a near clause too, is made up when its document is unknown or `text[start:end]`
    is not its quote. A number or agency of the answer is made up when it stands in no cited span
    (agencies with prefixes restored and the year of a period count where the cited span is what
    they are read from), nor in the question, nor as a total (of the list, or of its rows
    of a document); two numbers are when a line of the answer has them in each other's place, but for
    the one that a correction denies (不是2030年，文件写的是…). A word
    that binds, allows or forbids is made up when it stands in no cited span nor in the question. A
    declined reply is held against its near clauses; it may name a year in figures that the question
    names by its plan (“十四五”).
    """
    cited, near = all_citations(answer), all_near(answer)
    made_up = [f"引文{one.number}" for one in cited if not is_exact(one, shelf)]
    made_up += [f"相近引文{one.number}" for one in near if not is_exact(one, shelf)]
    citations = (*cited, *near)
    support = _support_of(case, answer, citations, shelf)
    stated = without_apparatus(answer, shelf)
    statements = support.missing_from(stated, shelf.agencies)
    if answer.status is not AnswerStatus.ANSWERED:
        statements = tuple(one for one in statements if not _YEAR.fullmatch(one))
    quotes = [one.quote for one in citations]
    told = _without_claim(case, answer, stated)
    swapped = [f"对调：{pair}" for line in told.splitlines() for pair in exchanged(line, quotes)]
    asked = (case.question, *case.history)
    binding = [f"语气：{word}" for word in foreign_modality(stated, (*quotes, *asked))]
    return (*made_up, *statements, *swapped, *binding)


def _without_claim(case: Case, answer: Answer, stated: str) -> str:
    """Return a corrected answer without the claim it denies, where that is the question's own: 不是2030年.

    What the question says sits in the place of the true number and is exchanged with nothing.
    """
    claim = f"不是{answer.premise.asked}，" if answer.premise else ""
    is_asked = answer.premise and normalise(answer.premise.asked) in normalise(case.question)
    return stated.replace(claim, "", 1) if is_asked else stated


def _support_of(
    case: Case, answer: Answer, citations: Sequence[AnswerCitation], shelf: Shelf
) -> Support:
    """Return what `citations` hold, the question's numbers and agencies, the totals of lists."""
    agencies, years = _read_from(citations, shelf)
    asked = "\n".join((case.question, *case.history))
    return Support(
        texts=tuple(one.quote for one in citations if len(one.quote) <= LONGEST),
        agencies=(*agencies, *agencies_in(asked, shelf.agencies)),
        numbers=(*years, *_totals(answer), *numbers_in(asked)),
    )


def ranks_of(gold: Sequence[GoldPlace], found: Sequence[Place] | None) -> tuple[int | None, ...]:
    """Return for each gold entry the first rank, from 1, at which it was found; None if nowhere."""
    if found is None:
        return ()
    return tuple(
        next(
            (rank for rank, one in enumerate(found, 1) if place.holds(one.document_id, one.span)),
            None,
        )
        for place in gold
    )


def is_exact(citation: AnswerCitation, shelf: Shelf) -> bool:
    """Tell whether the quote is what stands at its place: `text[start:end] == quote`, not empty."""
    parsed = shelf.find(citation.document_id)
    if parsed is None or not 0 <= citation.start < citation.end:
        return False
    return parsed.document.text[citation.start : citation.end] == citation.quote


def exceeds_length(case: Case, answer: Answer, shelf: Shelf) -> bool:
    """Tell whether the answer to a question for a single fact takes more than 120 characters.

    Single facts are the kinds agency, target, deadline, definition, basis and other. Blanks, names
    of agencies and what separates them are not counted; neither are rows (table rows, list items)
    where the case wants more than one thing (several keys or several gold entries).
    """
    if case.kind not in FACT_KINDS:
        return False
    text = answer.answer
    if len(case.keys) > 1 or len(case.gold) > 1:
        text = _ROW.sub("", text)
    plain = normalise(text)
    for name in agencies_in(text, shelf.agencies):
        plain = plain.replace(name, "、")
    return len(_SEPARATORS.sub("", plain)) > FACT_CHARACTERS


def _totals(answer: Answer) -> tuple[str, ...]:
    """Return what an answer counts: the totals of its lists, its rows of each document and of each side.

    A side of a comparison opens its rows (商务厅：…).
    """
    totals = [one.total for one in (answer, *answer.parts) if one.total is not None]
    owners = [
        {by_number[number] for number in statement.citations if number in by_number}
        for one in (answer, *answer.parts)
        for by_number in ({c.number: c.document_id for c in one.citations},)
        for statement in one.statements
    ]
    documents = {name for owner in owners for name in owner}
    counts = [sum(name in owner for owner in owners) for name in documents]
    sides = Counter(
        side
        for one in (answer, *answer.parts)
        for statement in one.statements
        for side, mark, _ in (statement.text.partition("："),)
        if mark and len(side) <= _LONGEST_SIDE
    )
    counts += sides.values()
    return tuple(str(number) for number in dict.fromkeys((*totals, *counts)))


def _read_from(
    citations: Sequence[AnswerCitation], shelf: Shelf
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the agencies and the years of the facts whose sources overlap the cited spans."""
    agencies: list[str] = []
    years: list[str] = []
    for citation in citations:
        parsed = shelf.find(citation.document_id)
        if parsed is None:
            continue
        for responsibility in parsed.facts.responsibilities:
            if _touches(responsibility.source.span, citation):
                agencies += responsibility.agencies
        for target in parsed.facts.targets:
            if target.period is not None and _touches(target.period.span, citation):
                years.append(str(target.year))
    return tuple(agencies), tuple(years)


def _touches(span: Span, citation: AnswerCitation) -> bool:
    return span.start < citation.end and citation.start < span.end


def _meets_premise(case: Case, answer: Answer) -> bool:
    """Tell whether the reply names the false premise and what the text says instead."""
    if case.premise is None or answer.premise is None:
        return False
    wanted, found = case.premise.found, answer.premise.found
    is_part = stands_in(found, wanted) and 2 * len(normalise(found)) >= len(normalise(wanted))
    return is_part or stands_in(wanted, found) or _names_units(wanted, found)


def _names_units(wanted: str, found: str) -> bool:
    """Tell whether `wanted` is a list of units that `found` names, elided prefixes restored or not."""
    aliases = load_aliases()
    units = aliases.mentions(wanted)
    is_list = units and not _SEPARATORS.sub("", aliases.pattern.sub("", wanted))
    return bool(is_list) and all(aliases.is_same(one, found) for one in units)
