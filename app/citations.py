"""The last gate: a reply leaves only with citations that the documents prove."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.answer import Answer, AnswerCitation, AnswerStatus, Note, Question, QuestionKind, Statement
from app.catalogue import Catalogue
from app.draft import Draft, DraftStatement
from app.evidence import fold
from app.in_force import in_force_notes
from app.scans import scan_notes
from corpus.dates import find_dates
from corpus.model import Citation
from corpus.standing import day_words
from corpus.tables import split_cells

logger = logging.getLogger(__name__)

_NUMBERS = re.compile(r"\d+(?:\.\d+)?%?")
_UNPROVEN = "找到的内容未能通过原文核对，因此不作回答。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A draft's statements that are proven, with the citations in the order they are used."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]


def is_proven(citation: Citation, catalogue: Catalogue) -> bool:
    """Tell whether the quotation stands in its document at its place, inside its clause or head."""
    document = next((one for one in catalogue.documents if one.id == citation.document_id), None)
    if document is None or not citation.quote:
        return False
    return citation.span.of(document.text) == citation.quote and catalogue.holds(citation)


def check(draft: Draft, catalogue: Catalogue) -> Checked:
    """Keep what is proven: citations that are verbatim, statements whose numbers are in them."""
    numbers: dict[Citation, int] = {}
    statements: list[Statement] = []
    for statement in draft.statements:
        proven = [one for one in statement.citations if is_proven(one, catalogue)]
        if not proven or not _has_its_numbers(statement, proven, catalogue, draft):
            logger.warning("未通过核对，已去掉：%s", statement.text)
            continue
        for citation in proven:
            numbers.setdefault(citation, len(numbers) + 1)
        used = tuple(dict.fromkeys(numbers[one] for one in proven))
        statements.append(Statement(text=statement.text, citations=used))
    return Checked(statements=tuple(statements), citations=tuple(numbers))


def _has_its_numbers(
    statement: DraftStatement, proven: Iterable[Citation], catalogue: Catalogue, draft: Draft
) -> bool:
    """Tell whether each number stated stands in what is cited, in its headings, or was asked about.

    Figures in neighbouring cells of a row are numbers of their own.
    The title of the document and the number of the clause state nothing: they say where it stands.
    A day that is cited in another notation (二〇二一年…, 2021-10-24) may be stated as 2021年10月24日.
    """
    asked = [draft.premise.asked if draft.premise else "", statement.counted]
    places = [text for one in proven for text in _words_at(one, catalogue)]
    allowed = {number for text in (*asked, *places) for number in _NUMBERS.findall(fold(text))}
    return set(_NUMBERS.findall(fold(statement.text))) <= allowed


def _words_at(citation: Citation, catalogue: Catalogue) -> Iterator[str]:
    path = catalogue.path_of(citation)
    title = catalogue.document(citation.document_id).title
    cells = (cell for line in citation.quote.split("\n") for _, cell in split_cells(line))
    yield from (citation.quote, *cells, *path.headings, path.label, title)
    yield from (day_words(one.day) for one in find_dates(fold(citation.quote)))


def finish(question: Question, resolved: str, draft: Draft, catalogue: Catalogue) -> Answer:
    """Check a draft and make it the answer; what cannot be proven is declined.

    `resolved` is the question as it was understood, typing errors put right.
    """
    status, reason = draft.status, draft.reason
    checked = check(draft, catalogue)
    if status is AnswerStatus.ANSWERED and not checked.statements:
        status, reason = AnswerStatus.NOT_FOUND, _UNPROVEN
    is_answered = status is AnswerStatus.ANSWERED
    near = [one for one in dict.fromkeys(draft.near) if is_proven(one, catalogue)]
    return Answer(
        id=question.id,
        question=question.text,
        resolved_question=resolved,
        kind=draft.kind,
        status=status,
        answer=_compose(draft, checked) if is_answered else reason or _UNPROVEN,
        statements=checked.statements if is_answered else (),
        citations=_shown(checked.citations, catalogue) if is_answered else (),
        near=() if is_answered else _shown(near, catalogue),
        total=draft.total if is_answered else None,
        notes=_notes(draft, checked, catalogue) if is_answered else (),
        premise=draft.premise if is_answered else None,
        reason=None if is_answered else reason,
        suggestions=draft.suggestions,
    )


def _notes(draft: Draft, checked: Checked, catalogue: Catalogue) -> tuple[Note, ...]:
    cited = dict.fromkeys(one.document_id for one in checked.citations)
    stated = "".join(statement.text for statement in checked.statements)
    found = (
        *in_force_notes(cited, catalogue, stated=stated),
        *scan_notes(checked.citations, catalogue),
    )
    return tuple(dict.fromkeys((*draft.notes, *found)))


def _compose(draft: Draft, checked: Checked) -> str:
    texts = [statement.text for statement in checked.statements]
    if draft.kind in {QuestionKind.OUTLINE, QuestionKind.LIST} or (draft.total and draft.lead):
        return "\n".join((draft.lead, *(f"{n}. {text}" for n, text in enumerate(texts, start=1))))
    return "\n".join(text for text in (draft.lead, *texts) if text)


def _shown(citations: Iterable[Citation], catalogue: Catalogue) -> tuple[AnswerCitation, ...]:
    return tuple(
        catalogue.show(citation, number) for number, citation in enumerate(citations, start=1)
    )
