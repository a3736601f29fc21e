"""Clauses to facts: who answers, what is to be done, how much by when, what binds; pure."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.agencies import extract_responsibilities, find_brackets, is_responsibility
from corpus.facts import Facts, Task
from corpus.model import Clause, ClauseRole, Document, cite
from corpus.obligations import extract_obligations, is_title
from corpus.targets import document_year, extract_targets
from corpus.view import split_sentences, view_of


def extract_facts(document: Document, clauses: Sequence[Clause]) -> Facts:
    """Read every fact of every clause; each is proven by a citation into its clause."""
    written = document_year(document)
    return Facts(
        responsibilities=tuple(
            fact for clause in clauses for fact in extract_responsibilities(document, clause)
        ),
        tasks=tuple(
            extract_task(document, clause) for clause in clauses if clause.role is ClauseRole.TASK
        ),
        targets=tuple(
            fact
            for clause in clauses
            for fact in extract_targets(document, clause, written=written)
        ),
        obligations=tuple(
            fact for clause in clauses for fact in extract_obligations(document, clause)
        ),
    )


def extract_task(document: Document, clause: Clause) -> Task:
    """Read a task: its title, and its sentences without title and responsibility bracket."""
    view = view_of(document.text, clause.span)
    brackets = [
        bracket
        for bracket in find_brackets(view.text)
        if is_responsibility(view.text[bracket.start + 1 : bracket.end - 1], closes_sentence=True)
    ]
    measures = []
    for start, end in split_sentences(view):
        sentence = view.text[start:end]
        is_bracket = any(b.start <= start and end <= b.end for b in brackets)
        if not is_title(sentence, clause) and not is_bracket:
            measures.append(cite(document, clause, view.span(start, end)))
    return Task(
        title="、".join(clause.titles),
        measures=tuple(measures),
        source=cite(document, clause, clause.span),
    )
