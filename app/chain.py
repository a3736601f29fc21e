"""The one way of a question, as a LangChain chain: understand, search, select, reply, check.

The only module of the program that imports LangChain, besides the language model's.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

# LangChain reads it at the first question: what is asked goes to no tracing service.
os.environ["LANGSMITH_TRACING_V2"] = "false"

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as FoundDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from app.answer import Answer, Question
from app.assistant import Assistant
from app.catalogue import Catalogue
from app.citations import finish
from app.draft import Draft, Findings
from app.editions import reply_of_editions
from app.in_force import with_numbered, with_successors
from app.question import analyse, complete
from app.question_words import LONE_VERBS, SCAFFOLD, SPELT
from app.selection import ALL_PARTS, Parts, Search, plan_search, select
from app.settings import Settings
from app.uploads_folder import settle
from app.wording import Write, may_be_worded, word
from corpus.matter import SPOKEN_NUMBER
from index.library import Library, open_library
from index.model import Hit, Query
from index.spelling import Speller

# Mistyped on purpose: the table of sounds is loaded as well.
_WARM_UP = Question(text="重点任务由哪些部门负则？")
FOUND = 40  # clauses looked at for one question


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

    def answer(step: _Step) -> _Step:
        findings = _required(step.findings)

        def narrow(documents: frozenset[str]) -> Findings:
            return _look(step, found, catalogue, parts, only=documents)

        return replace(step, draft=reply_of_editions(findings, narrow))

    def verify(step: _Step) -> Iterator[Answer]:
        draft, findings = _required(step.draft), _required(step.findings)
        growing: Iterable[Draft] = (draft,)
        if write is not None and may_be_worded(draft, findings):
            growing = word(step.question, draft, findings, write)
        for grown in growing:
            yield finish(step.question, step.resolved, grown, catalogue)

    steps = _search_steps(library, catalogue, found, parts)
    return steps | RunnableLambda(answer) | RunnableLambda(verify)


def build_finder(
    library: Library, catalogue: Catalogue, *, parts: Parts = ALL_PARTS
) -> Runnable[Question, Findings]:
    """Return the chain's first half: from a question to the clauses it is answered from."""

    def findings(step: _Step) -> Findings:
        found: Findings = _required(step.findings)
        return found

    found = ClauseRetriever(retriever=library.retriever, catalogue=catalogue)
    return _search_steps(library, catalogue, found, parts) | RunnableLambda(findings)


def _search_steps(
    library: Library, catalogue: Catalogue, found: ClauseRetriever, parts: Parts
) -> Runnable[Question, _Step]:
    retriever = library.retriever
    speller = Speller(
        characters=catalogue.characters.union(*SPELT),
        stands=lambda run: catalogue.has(run) or run in SPELT,
        is_term=lambda run: retriever.idf(run) > 0 or run in SPELT,
        is_word=retriever.is_word,
        keep=SCAFFOLD,
        alone=LONE_VERBS,
    )

    def understand(question: Question) -> _Step:
        in_scope = [
            one
            for one in catalogue.documents
            if not question.documents or one.id in question.documents
        ]
        spelt = _spelt(question.text, speller) if parts.spelling else question.text
        spelt = complete(spelt, question.history, cut=retriever.cut)
        analysis = analyse(spelt, in_scope, cut=retriever.cut, has=catalogue.has)
        analysis = with_numbered(with_successors(analysis, catalogue), catalogue)
        if question.documents:
            analysis = replace(analysis, documents=question.documents)
        search = plan_search(analysis, catalogue, cut=retriever.cut, idf=retriever.idf, parts=parts)
        return _Step(question=question, resolved=spelt, search=search)

    def look(step: _Step) -> _Step:
        return replace(step, findings=_look(step, found, catalogue, parts))

    return RunnableLambda(understand) | RunnableLambda(look)


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
    named = search.analysis.documents if search.analysis.by_title else ()
    scope = frozenset(step.question.documents or named) or None
    if only is not None:
        scope = (scope & only if scope else only) or only
        documents = tuple(one for one in search.analysis.documents if one in only)
        documents = documents or (tuple(only) if len(only) == 1 else ())
        search = replace(search, analysis=replace(search.analysis, documents=documents))
        hidden = frozenset(one.id for one in catalogue.documents if one.id not in only)
        catalogue = catalogue.without(hidden)
    scoped = found.model_copy(update={"documents": scope, "understood": search.query})
    clauses = scoped.invoke(search.query.text)
    hits = [Hit(**document.metadata) for document in clauses]
    return select(search, hits, catalogue, parts=parts)


def _spelt(text: str, speller: Speller) -> str:
    """Return `text` with its typing errors put right, but for document numbers: 青政办发 is no 办法."""
    number = SPOKEN_NUMBER.search(text)
    if number is None:
        return speller.correct(text)
    before, behind = text[: number.start()], text[number.end() :]
    around = [speller.correct(one) if one else "" for one in (before, behind)]
    return number.group().join(around)


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
        stream=chain.stream if settings.has_model else None,
        skipped=library.skipped,
        reason=library.reason,
    )


def _open_model(settings: Settings) -> Write:
    from app.language_model import LanguageModel

    return LanguageModel(settings).write
