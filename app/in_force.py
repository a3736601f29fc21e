"""What an answer says of documents that are not in force: notes, the document that stands named; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.answer import Note
from app.catalogue import Catalogue
from app.draft import on_one_line
from app.evidence import fold
from app.question import QuestionAnalysis
from corpus.standing import Standing, name_words

NOT_IN_FORCE = "expired"
_LONGEST = 80  # characters of a sentence that is quoted whole


def in_force_notes(
    documents: Iterable[str], catalogue: Catalogue, *, stated: str = ""
) -> tuple[Note, ...]:
    """Return a note for each of `documents` (ids) that does not hold today: why, and what does.

    What the answer has `stated` already is not said again.
    """
    standings = (catalogue.standing(one) for one in documents)
    return tuple(
        Note(code=NOT_IN_FORCE, text="".join(_words(standing, catalogue)))
        for standing in standings
        if not standing.holds and standing.reason not in stated
    )


def with_numbered(analysis: QuestionAnalysis, catalogue: Catalogue) -> QuestionAnalysis:
    """Let a question that has a document's number (发文字号) mean that document alone."""
    same = catalogue.numbered(analysis.text)
    return replace(analysis, documents=same, by_title=True) if same else analysis


def with_successors(analysis: QuestionAnalysis, catalogue: Catalogue) -> QuestionAnalysis:
    """Let a question that a word of its subject leads to an old document mean the new one as well.

    A document that is asked for by its whole title is meant alone.
    """
    found = dict.fromkeys(analysis.documents)
    for one in analysis.documents:
        newer = catalogue.standing(one).successor
        if newer is not None and fold(catalogue.document(one).title) not in fold(analysis.text):
            found[newer.document_id] = None
    return replace(analysis, documents=tuple(found))


def _words(standing: Standing, catalogue: Catalogue) -> Iterator[str]:
    quote = ""
    if standing.source is not None:
        sentence = on_one_line(catalogue.sentence_of(standing.source).quote)
        short = on_one_line(standing.source.quote)
        quote = sentence if len(sentence) <= _LONGEST else short
    is_said = not quote or quote in standing.reason
    yield standing.reason if is_said else f"{standing.reason[:-1]}（原文：“{quote}”）。"
    newer = standing.successor
    if newer is not None and newer.metadata.title.value not in standing.reason:
        yield f"替代它的是{name_words(newer)}。"
