"""Parsed documents as they are searched: their clauses as passages, and their own words; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.facts import ParsedDocument
from corpus.view import close_spacing
from index.model import Passage

# Longer names are phrases: as one word they would hide the words in them.
LONGEST_WORD = 8
LONGEST_TITLE_WORD = 6
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_JOINTS = re.compile(r"[和与及或]")


def passages_of(parsed: Sequence[ParsedDocument]) -> tuple[Passage, ...]:
    """Return every clause as it is searched, in reading order."""
    return tuple(
        Passage(
            clause_id=clause.id,
            document_id=item.document.id,
            title=item.document.title,
            path=" ".join((*clause.path.headings, *clause.titles)),
            body=close_spacing(clause.span.of(item.document.text)),
        )
        for item in parsed
        for clause in item.clauses
    )


def corpus_words(parsed: Sequence[ParsedDocument]) -> tuple[str, ...]:
    """Return the documents' own words for the user dictionary, sorted.

    These are the names of agencies, the metrics of targets and the words that clause titles join
    by 和, 与, 及, 或 or punctuation.
    """
    return tuple(sorted({word for item in parsed for word in _words_of(item)}))


def _words_of(parsed: ParsedDocument) -> Iterator[str]:
    facts = parsed.facts
    for responsibility in facts.responsibilities:
        yield from _short_words(responsibility.agencies, LONGEST_WORD)
    yield from _short_words((target.metric for target in facts.targets), LONGEST_WORD)
    titles = (title for clause in parsed.clauses for title in clause.titles)
    pieces = (piece for title in titles for piece in _JOINTS.split(title))
    yield from _short_words(pieces, LONGEST_TITLE_WORD)


def _short_words(names: Iterable[str], longest: int) -> Iterator[str]:
    for name in names:
        yield from (word for word in _HAN_WORD.findall(name) if len(word) <= longest)
