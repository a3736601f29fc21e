"""The one way of a question, as a LangChain chain: understand, search, select, reply, check.

The only module of the program that imports LangChain, besides the language model's.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

# LangChain reads it at the first question: what is asked goes to no tracing service.
os.environ["LANGSMITH_TRACING_V2"] = "false"

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as FoundDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from app.alike import with_alike
from app.answer import Answer, AnswerStatus, Question, QuestionKind
from app.assistant import Assistant, Explain
from app.beside_before import asks_beside
from app.catalogue import Catalogue
from app.citations import finish
from app.claimed_more import with_claim_held
from app.continuing import with_the_rest, without_excepted
from app.document_sides import DocumentSide, read_document_sides
from app.documents_meant import one_meant
from app.draft import Draft, Findings
from app.editions import reply_of_editions
from app.follow_up import asks_of_the_same, complete, complete_each
from app.in_force import with_numbered, with_successors
from app.item_meant import with_items
from app.other_document import with_document_corrected
from app.place_asked import next_place, place_of_the_same
from app.place_first import with_place_first
from app.places_against import as_joined
from app.plain_question import plainly_asked
from app.question import analyse
from app.reply import reply
from app.selection import ALL_PARTS, Parts, Search, plan_search, select
from app.settings import Settings
from app.several import (
    asks_in_turn,
    parted_from_claim,
    split_questions,
    tell,
    tell_each,
    tell_in_turn,
)
from app.sides import as_each
from app.sides_told import told_beside, with_sides
from app.told_before import leans_on_before, says_of_follow_up, without_act_before
from app.uploads_folder import settle
from app.wording import Write, may_be_worded, word
from corpus.model import Document
from index.explaining import explain_search
from index.explanation import Explanation
from index.library import Library, open_library
from index.model import Hit, Query
from index.places_named import is_of
from index.query import question_speller, spell_question

# Mistyped on purpose: the table of sounds is loaded as well.
_WARM_UP = Question(text="重点任务由哪些部门负则？")
FOUND = 40  # clauses looked at for one question
_SEVERAL_PLACES = 2
_TOLD = 2  # clauses that answered the question before, at most
_OF_THE_SAME = frozenset({QuestionKind.AGENCY, QuestionKind.DEADLINE, QuestionKind.TARGET})
_TALKED_OF = 3  # clauses found for a follow-up that it may be about


class ClauseRetriever(BaseRetriever):
    """Our retriever as LangChain sees it: a query in, clauses out as documents.

    `understood` is the query with what was understood of it, None to search for its words alone. A
    document's `page_content` is the clause; its metadata holds the clause id and the scores.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Any  # a Retriever; pydantic cannot check a protocol
    catalogue: Any
    understood: Query | None = None
    documents: frozenset[str] | None = None
    k: int = FOUND

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[FoundDocument]:
        del run_manager
        asked = self.understood or query
        hits = self.retriever.retrieve(asked, k=self.k, documents=self.documents)
        return [
            FoundDocument(
                page_content=self.catalogue[hit.clause_id].text,
                metadata={
                    "clause_id": hit.clause_id,
                    "score": hit.score,
                    "lexical": hit.lexical,
                    "dense": hit.dense,
                },
            )
            for hit in hits
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What a question has become on its way."""

    question: Question
    resolved: str = ""
    search: Search | None = None
    within: frozenset[str] | None = None
    findings: Findings | None = None
    draft: Draft | None = None


def build_chain(
    library: Library,
    catalogue: Catalogue,
    *,
    parts: Parts = ALL_PARTS,
    write: Write | None = None,
) -> Runnable[Question, Answer]:
    """Return the chain from a question to its checked answer.

    With `write` a language model puts answers into words: streamed, the chain gives the answer as it
    grows by one checked sentence after another; the last one stands.
    """
    found = ClauseRetriever(retriever=library.retriever, catalogue=catalogue)
    understand = _understanding(library, catalogue, parts)

    def look(step: _Step, documents: frozenset[str] | None = None) -> Findings:
        return _look(step, found, catalogue, parts, only=documents)

    def answer(step: _Step) -> _Step:
        return replace(step, draft=_answer(step, understand, look))

    def verify(step: _Step) -> Iterator[Answer]:
        draft, findings = _required(step.draft), _required(step.findings)
        growing: Iterable[Draft] = (draft,)
        if write is not None and may_be_worded(draft, findings):
            growing = word(step.question, draft, findings, write)
        for grown in growing:
            yield finish(step.question, step.resolved, grown, catalogue)

    def names_its_own(text: str) -> bool:
        analysis = _required(understand(Question(text=text)).search).analysis
        return bool(analysis.documents or analysis.regions)

    def of_both(question: Question) -> tuple[str, ...]:
        cut, history = library.retriever.cut, question.history
        return complete_each(
            question.text,
            history,
            cut=cut,
            alike=catalogue.alike,
            has=catalogue.has,
            documents=catalogue.documents,
        )

    steps = _search_steps(library, catalogue, found, parts)
    one = steps | RunnableLambda(answer) | RunnableLambda(verify)

    def is_joined(text: str) -> bool:
        return as_joined(text, partial(_is_here, catalogue.documents)) != text

    return RunnableLambda(_answering_each(one, names_its_own, of_both, is_joined))


def _is_here(documents: Sequence[Document], place: str) -> bool:
    """Tell whether one of the documents is of a place."""
    return any(is_of(place, one) for one in documents)


def _answering_each(
    one: Runnable[Question, Answer],
    names_its_own: Callable[[str], bool],
    of_both: Callable[[Question], tuple[str, ...]],
    is_joined: Callable[[str], bool],
) -> Callable[[Question], Iterator[Answer]]:
    """Return what answers the questions of a message: a later one as a follow-up of those before.

    Who asks on speaks of the same document: a later question that names no document or place of its
    own, and would be answered from other documents than those before it, is asked of theirs.
    """

    def each(question: Question) -> Iterator[Answer]:
        meant = with_items(plainly_asked(question), one.invoke)
        for answer in each_of(meant):
            yield replace(answer, question=question.text) if meant is not question else answer

    def each_of(question: Question) -> Iterator[Answer]:
        both = [one.invoke(replace(question, text=text, history=())) for text in of_both(question)]
        if any(told.status is AnswerStatus.ANSWERED for told in both):
            yield tell_each(question, both)
            return
        if is_joined(question.text) or (question.history and asks_beside(question.text)):
            yield from one.stream(question)
            return
        asked = split_questions(question.text)
        in_turn = asks_in_turn(question.text) if len(asked) == 1 else ()
        asked = in_turn if len(in_turn) > 1 else asked
        if len(asked) == 1 and (parted := parted_from_claim(question.text)):
            yield _behind_claim(one, question, *parted)
            return
        if len(asked) == 1:
            yield from one.stream(question)
            return
        told: list[Answer] = []
        for at, text in enumerate(asked):
            part = replace(question, text=text, history=(*question.history, *asked[:at]))
            answer = one.invoke(part)
            before = tuple(dict.fromkeys(name for done in told for name in _cited(done)))
            is_elsewhere = before and not set(_cited(answer)) <= set(before)
            if is_elsewhere and not question.documents and not names_its_own(text):
                answer = one.invoke(replace(part, documents=before))
            told.append(answer)
        choose = tell_in_turn if in_turn else tell
        yield choose(question, one.invoke(question), told)

    return each


def _behind_claim(
    one: Runnable[Question, Answer], question: Question, claim: str, rest: str
) -> Answer:
    """Answer what is asked behind a claim; where the claim is put right, what is asked as well."""
    whole = one.invoke(question)
    if whole.premise is None:
        checked = one.invoke(replace(question, text=f"{claim}，对吗？"))
        is_wrong = checked.premise is not None and set(_cited(checked)) & set(_cited(whole))
        return tell_each(question, [checked, whole]) if is_wrong else whole
    history, documents = (*question.history, claim), _cited(whole)
    told = one.invoke(replace(question, text=rest, history=history, documents=documents))
    is_new = any(citation.quote not in whole.answer for citation in told.citations)
    if told.status is not AnswerStatus.ANSWERED or not is_new or told.answer in whole.answer:
        return whole
    return tell_each(question, [whole, told])


def _cited(answer: Answer) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.document_id for one in answer.citations))


def _answer(
    step: _Step, understand: Callable[[Question], _Step], look: Callable[..., Findings]
) -> Draft:
    """Answer from what was found: the newest edition, both sides of a comparison, the rest of a list."""
    findings = _required(step.findings)

    def ask(text: str) -> tuple[Draft, Findings]:
        only = _one_document(findings, step.question)
        side = understand(replace(step.question, text=text, history=(), documents=only))
        found_for_it = look(side)
        return reply_of_editions(found_for_it, partial(look, side)), found_for_it

    if of_before := _of_answer_before(step, understand, look):
        return of_before
    if of_sides := _of_sides(step, understand, look):
        return of_sides
    narrow = partial(look, step)
    draft = with_sides(reply_of_editions(findings, narrow), findings, ask)
    draft = without_excepted(draft, findings.analysis.excepted)
    draft = with_the_rest(draft, step.question.text, step.question.history)
    draft = with_alike(draft, findings, narrow)
    if not step.question.documents:
        draft = with_document_corrected(draft, findings, narrow)
    if draft.status is AnswerStatus.NOT_FOUND and asks_of_the_same(step.question):
        return _of_same_clauses(step, understand, look) or draft
    return draft


def _of_sides(
    step: _Step, understand: Callable[[Question], _Step], look: Callable[..., Findings]
) -> Draft | None:
    """Answer for each of the documents or places that a question sets side by side; None for none."""
    findings = _required(step.findings)
    if step.question.documents:
        return None
    sides = read_document_sides(findings.analysis, findings.catalogue.documents)

    def ask(side: DocumentSide) -> Draft:
        question = replace(step.question, text=side.question, history=(), documents=side.documents)
        asked = understand(question)
        return reply_of_editions(look(asked), partial(look, asked))

    drafts = {one.name: ask(one) for one in sides}
    told = told_beside(drafts, findings.analysis.kind, findings.catalogue)
    return told and with_claim_held(step.question.text, told, drafts)


def _of_answer_before(
    step: _Step, understand: Callable[[Question], _Step], look: Callable[..., Findings]
) -> Draft | None:
    """Answer who, when or how much of what was just told, from the clauses that told it.

    None where a follow-up names its matter, the question before has no plain answer, or its clauses
    do not hold what is asked now.
    """
    question, findings = step.question, _required(step.findings)
    if not leans_on_before(question, step.resolved) or findings.analysis.kind not in _OF_THE_SAME:
        return None
    *earlier, last = question.history
    before = understand(replace(question, text=last, history=tuple(earlier)))
    told = reply_of_editions(look(before), partial(look, before))
    cited = {one.clause_id for statement in told.statements for one in statement.citations}
    if told.status is not AnswerStatus.ANSWERED or told.total is not None or len(cited) > _TOLD:
        return None
    within = look(step, frozenset(findings.catalogue[one].document.id for one in cited))
    kept = tuple(one for one in within.candidates if one.facts.clause.id in cited)
    if not kept or not says_of_follow_up(question, step.resolved, within.terms, kept):
        return None
    analysis = without_act_before(within.analysis, question)
    draft = reply(replace(within, analysis=analysis, candidates=kept))
    return draft if draft.status is AnswerStatus.ANSWERED and not draft.premise else None


def _one_document(findings: Findings, question: Question) -> tuple[str, ...]:
    """Return the document that both sides of a comparison are of, where it names no two of them."""
    analysis = findings.analysis
    named = question.documents or one_meant(findings)
    best = tuple(one.facts.document.id for one in findings.candidates[:1])
    if len(named) > 1 and not analysis.each_here and len(analysis.regions) < _SEVERAL_PLACES:
        return best if set(best) <= set(named) else question.documents
    if named or analysis.regions:
        return named if len(named) == 1 else question.documents
    return best


def _of_same_clauses(
    step: _Step, understand: Callable[[Question], _Step], look: Callable[..., Findings]
) -> Draft | None:
    """Answer what was asked from the clauses that the talk is about; None where they do not."""
    talked_of = [one.facts for one in _required(step.findings).candidates[:_TALKED_OF]]
    documents = tuple(sorted({one.document.id for one in talked_of}))
    alone = look(understand(replace(step.question, history=(), documents=documents)))
    clauses = {one.clause.id for one in talked_of}
    kept = tuple(one for one in alone.candidates if one.facts.clause.id in clauses)
    draft = reply(replace(alone, candidates=kept)) if kept else None
    return draft if draft and draft.status is AnswerStatus.ANSWERED else None


def build_finder(
    library: Library, catalogue: Catalogue, *, parts: Parts = ALL_PARTS
) -> Runnable[Question, Findings]:
    """Return the chain's first half: from a question to the clauses it is answered from."""

    def findings(step: _Step) -> Findings:
        found: Findings = _required(step.findings)
        return found

    found = ClauseRetriever(retriever=library.retriever, catalogue=catalogue)
    return _search_steps(library, catalogue, found, parts) | RunnableLambda(findings)


def build_explainer(library: Library, catalogue: Catalogue, *, parts: Parts = ALL_PARTS) -> Explain:
    """Return what says why the chain's search finds what it finds for a question.

    Of the clauses (ids) given it says so even where they are not among the best `k`.
    """
    understand = _understanding(library, catalogue, parts)

    def explain(question: Question, k: int, clauses: Collection[str] = ()) -> Explanation:
        step = understand(question)
        query = _required(step.search).query
        scope = _scope(step)
        return explain_search(library, query, k=k, documents=scope, clauses=clauses)

    return explain


def _search_steps(
    library: Library, catalogue: Catalogue, found: ClauseRetriever, parts: Parts
) -> Runnable[Question, _Step]:
    def look(step: _Step) -> _Step:
        return replace(step, findings=_look(step, found, catalogue, parts))

    return RunnableLambda(_understanding(library, catalogue, parts)) | RunnableLambda(look)


def _understanding(
    library: Library, catalogue: Catalogue, parts: Parts
) -> Callable[[Question], _Step]:
    retriever = library.retriever
    speller = question_speller(retriever, characters=catalogue.characters, has=catalogue.has)

    def understand(question: Question) -> _Step:
        question = plainly_asked(question)
        chosen = catalogue.select(question.scope)
        here = catalogue if chosen is None else catalogue.without(_others(catalogue, chosen))
        in_scope = [
            one for one in here.documents if not question.documents or one.id in question.documents
        ]
        spelt = spell_question(question.text, speller) if parts.spelling else question.text
        history = question.history
        going_on = next_place(spelt, history) or place_of_the_same(spelt, history)
        spelt = going_on or complete(
            spelt,
            history,
            cut=retriever.cut,
            alike=catalogue.alike,
            has=catalogue.has,
            documents=in_scope,
        )
        spelt = as_each(as_joined(spelt, partial(_is_here, in_scope)))
        analysis = analyse(spelt, in_scope, cut=retriever.cut, has=catalogue.has)
        analysis = with_numbered(with_successors(analysis, here), here)
        if question.documents:
            analysis = replace(analysis, documents=question.documents)
        search = plan_search(
            analysis,
            here,
            cut=retriever.cut,
            idf=retriever.idf,
            parts=parts,
            asked=question.text,
        )
        return _Step(question=question, resolved=spelt, search=search, within=chosen)

    return understand


def _scope(step: _Step) -> frozenset[str] | None:
    """Return the documents that a question is limited to or calls by title; None for all."""
    search: Search = _required(step.search)
    named = search.analysis.documents if search.analysis.by_title else ()
    return frozenset(step.question.documents or named) or step.within


def _others(catalogue: Catalogue, documents: frozenset[str]) -> frozenset[str]:
    return frozenset(one.id for one in catalogue.documents if one.id not in documents)


def _look(
    step: _Step,
    found: ClauseRetriever,
    catalogue: Catalogue,
    parts: Parts,
    *,
    only: frozenset[str] | None = None,
) -> Findings:
    """Search for a question's clauses; `only` in these documents, as if there were no others."""
    search: Search = _required(step.search)
    scope = _scope(step)
    if step.within is not None:
        catalogue = catalogue.without(_others(catalogue, step.within))
    if only is not None:
        scope = (scope & only if scope else only) or only
        documents = tuple(one for one in search.analysis.documents if one in only)
        documents = documents or (tuple(only) if len(only) == 1 else ())
        search = replace(search, analysis=replace(search.analysis, documents=documents))
        catalogue = catalogue.without(_others(catalogue, only))
    scoped = found.model_copy(update={"documents": scope, "understood": search.query})
    clauses = scoped.invoke(search.query.text)
    hits = [Hit(**document.metadata) for document in clauses]
    findings = select(search, hits, catalogue, parts=parts)
    return with_place_first(findings) if parts.reading else findings


def _required(value: Any) -> Any:  # noqa: ANN401 - a step's field, filled by the step before
    if value is None:
        raise ValueError("a step of the chain was left out")
    return value


def open_assistant(
    settings: Settings,
    *,
    progress: bool = False,
    warm: bool = False,
    clock: Callable[[], date] = date.today,
) -> Assistant:
    """Open the library the settings name and put the chain on top of it.

    With `warm` a first question is asked here, so that nobody waits for what is loaded on first use.
    `clock` gives the day on which documents are in force or not.

    Raises:
        PolicyQAError: no documents, no index to be had, a data home that cannot be written, or a
            language model is configured whose package is not installed.
    """
    settle(settings.uploads)
    library = open_library(
        settings.sources,
        home=settings.home,
        encoder=settings.encoder,
        progress=progress,
        limits=settings.limits,
    )
    catalogue = Catalogue(library.parsed, library.descriptions, clock=clock)
    plain = build_chain(library, catalogue)
    chain = (
        build_chain(library, catalogue, write=_open_model(settings))
        if settings.has_model
        else plain
    )
    if warm:
        plain.invoke(_WARM_UP)
    return Assistant(
        catalogue,
        chain.invoke,
        explain=build_explainer(library, catalogue),
        stream=chain.stream if settings.has_model else None,
        skipped=library.skipped,
        reason=library.reason,
    )


def _open_model(settings: Settings) -> Write:
    from app.language_model import LanguageModel

    return LanguageModel(settings).write
