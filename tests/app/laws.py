"""What holds for every answer, whatever was asked."""

from __future__ import annotations

import re
import unicodedata

from app.answer import Answer, AnswerCitation, AnswerStatus
from app.assistant import Assistant

_NUMBERS = re.compile(r"\d+(?:\.\d+)?%?")


def numbers_of(text: str) -> set[str]:
    """Return the numbers that stand in a text, in one width."""
    return set(_NUMBERS.findall(unicodedata.normalize("NFKC", text)))


def assert_lawful(answer: Answer, assistant: Assistant) -> None:
    """Hold an answer to the laws: cited or silent, verbatim, and a decline that says why."""
    for citation in (*answer.citations, *answer.near):
        _assert_verbatim(citation, assistant)
    if answer.status is not AnswerStatus.ANSWERED:
        assert (answer.citations, answer.statements, answer.total) == ((), (), None)
        assert (answer.notes, answer.premise) == ((), None)
        assert answer.reason == answer.answer
        assert answer.reason
        return
    if answer.parts:
        for part in answer.parts:
            assert_lawful(part, assistant)
        assert any(part.status is AnswerStatus.ANSWERED for part in answer.parts)
        return
    assert answer.citations
    assert answer.statements
    assert answer.reason is None
    assert [one.number for one in answer.citations] == list(range(1, len(answer.citations) + 1))
    cited = {one.number: one for one in answer.citations}
    used = {number for one in answer.statements for number in one.citations}
    assert used == set(cited)
    for statement in answer.statements:
        assert statement.citations
        assert statement.text in answer.answer
        places = [cited[number] for number in statement.citations]
        allowed = "".join(f"{one.quote} {' '.join(one.path)} " for one in places)
        allowed += answer.premise.asked if answer.premise else ""
        assert numbers_of(statement.text) <= numbers_of(allowed), statement.text


def _assert_verbatim(citation: AnswerCitation, assistant: Assistant) -> None:
    document = next(one for one in assistant.documents() if one.id == citation.document_id)
    assert citation.quote
    assert document.text[citation.start : citation.end] == citation.quote
    view = assistant.clause_view(citation.clause_id)
    assert view.document.id == citation.document_id
    assert view.clause.span.start <= citation.start
    assert citation.end <= view.clause.span.end
    assert citation.label.startswith(f"《{document.title}》")
    assert citation.document_title == document.title
