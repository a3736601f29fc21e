"""Which questions of a bed say what they look for by a name or a rare word; decided before any search, pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from eval.bed_gold import Query, names_document
from index.model import Passage
from index.query import subject_of
from index.texts import fold

RARE = 3  # documents that have a telling word, at most
_SHORTEST = 2  # characters


def says_where(
    queries: Sequence[Query], passages: Iterable[Passage], cut: Callable[[str], list[str]]
) -> tuple[bool, ...]:
    """Tell for every question whether it names its document or region, or has a telling word.

    Its document is named as `names_document` has it. Telling is a word of its subject, as `cut`
    segments it, that one to three documents have. What was asked before counts as well.
    """
    parts: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, str] = {}
    owners: dict[str, str] = {}
    for one in passages:
        parts[one.document_id] += [one.title, one.path, one.body]
        titles[one.document_id] = one.title
        owners[one.clause_id] = one.document_id
    texts = [fold("\n".join(text)) for text in parts.values()]
    return tuple(
        _names_its_own(one, titles, owners) or _has_telling_word(_asked(one), texts, cut)
        for one in queries
    )


def _asked(query: Query) -> str:
    return "\n".join((*query.question.history, query.question.text))


def _names_its_own(query: Query, titles: dict[str, str], owners: dict[str, str]) -> bool:
    own = {titles[owners[clause]] for entry in query.gold for clause in entry}
    return any(names_document(_asked(query), title) for title in own)


def _has_telling_word(asked: str, texts: Sequence[str], cut: Callable[[str], list[str]]) -> bool:
    words = {
        word
        for run in subject_of(fold(asked), cut).split()
        for word in cut(run)
        if len(word) >= _SHORTEST
    }
    return any(1 <= sum(word in text for text in texts) <= RARE for word in words)
