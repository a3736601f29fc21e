"""What an answer says of documents that are not in force: notes, the document that stands named; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.answer import Note
from app.catalogue import Catalogue
from corpus.standing import Force, Standing, name_words

NOT_IN_FORCE = "expired"


def in_force_notes(documents: Iterable[str], catalogue: Catalogue) -> tuple[Note, ...]:
    """Return a note for each of `documents` (ids) that does not hold today: why, and what does."""
    standings = (catalogue.standing(one) for one in documents)
    return tuple(
        Note(code=NOT_IN_FORCE, text="".join(_words(standing)))
        for standing in standings
        if not standing.holds
    )


def _words(standing: Standing) -> Iterator[str]:
    yield standing.reason
    source = standing.source
    if source is not None and standing.force is not Force.SUPERSEDED:
        quote = "".join(source.quote.split())
        yield f"（原文：“{quote}”）" if quote and quote not in standing.reason else ""
    newer = standing.successor
    if newer is not None and newer.metadata.title.value not in standing.reason:
        yield f"替代它的是{name_words(newer)}。"
