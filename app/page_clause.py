"""A clause in full as the page shows it, by its id; all words inert."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.page_markup import clause_html, error_html
from corpus.errors import PolicyQAError
from corpus.model import Span

if TYPE_CHECKING:
    from app.assistant import Assistant
    from app.live_assistant import LiveAssistant

_NO_CLAUSE = PolicyQAError("现有文件中已没有这个条款。", hint="文件可能已更新，请重新提问。")


def show_clause(assistant: Assistant | LiveAssistant, clause_id: str, marked: Span | None) -> str:
    """Return a clause with what is `marked` of it, or that it is not there any more."""
    try:
        view = assistant.clause_view(clause_id)
    except KeyError:
        return error_html(_NO_CLAUSE)
    return clause_html(
        view.document,
        view.clause,
        marked=marked,
        neighbours=(view.previous, view.next),
        ended=view.ended,
    )


def read_span(target: Mapping[str, Any]) -> Span | None:
    """Return the span that an event of the page names; None where it names none."""
    match target:
        case {"start": int(start), "end": int(end)} if 0 <= start < end:
            return Span(start=start, end=end)
    return None
