"""The last gate: a reply leaves only with citations that the documents prove."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.answer import (
    Answer,
    AnswerCitation,
    AnswerStatus,
    Note,
    Premise,
    Question,
    QuestionKind,
    Statement,
)
from app.catalogue import Catalogue
from app.draft import Draft, DraftStatement
from app.in_force import in_force_notes
from app.proof import find_faults, words_of
from app.scans import scan_notes
from corpus.model import Citation

logger = logging.getLogger(__name__)

LOST = "unproven"
UNPROVEN = "找到的内容未能通过原文核对，因此不作回答。"


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
    """Keep what is proven: citations that are verbatim, statements that they bear out."""
    numbers: dict[Citation, int] = {}
    statements: list[Statement] = []
    for statement in draft.statements:
        proven = [one for one in statement.citations if is_proven(one, catalogue)]
        faults = find_faults(
            statement.text, proven, catalogue, granted=_granted(statement, draft.premise)
        )
        if faults:
            logger.warning("未通过核对，已去掉：%s（%s）", statement.text, words_of(faults))
            continue
        for citation in proven:
            numbers.setdefault(citation, len(numbers) + 1)
        used = tuple(dict.fromkeys(numbers[one] for one in proven))
        statements.append(Statement(text=statement.text, citations=used))
    return Checked(statements=tuple(statements), citations=tuple(numbers))


def _granted(statement: DraftStatement, premise: Premise | None) -> str:
    """Return what a statement may say besides what it cites: what was asked, what was reckoned."""
    return f"{premise.asked if premise else ''} {statement.counted}"


def finish(question: Question, resolved: str, draft: Draft, catalogue: Catalogue) -> Answer:
    """Check a draft and make it the answer; what cannot be proven is declined.

    `resolved` is the question as it was understood, typing errors put right.
    """
    status, reason = draft.status, draft.reason
    checked = check(draft, catalogue)
    draft = _without_lost(draft, lost=len(draft.statements) - len(checked.statements))
    if status is AnswerStatus.ANSWERED and not checked.statements:
        status, reason = AnswerStatus.NOT_FOUND, UNPROVEN
    is_answered = status is AnswerStatus.ANSWERED
    near = [one for one in dict.fromkeys(draft.near) if is_proven(one, catalogue)]
    return Answer(
        id=question.id,
        question=question.text,
        resolved_question=resolved,
        kind=draft.kind,
        status=status,
        answer=_compose(draft, checked) if is_answered else reason or UNPROVEN,
        statements=checked.statements if is_answered else (),
        citations=_shown(checked.citations, catalogue) if is_answered else (),
        near=() if is_answered else _shown(near, catalogue),
        total=draft.total if is_answered else None,
        notes=_notes(draft, checked, catalogue) if is_answered else (),
        premise=draft.premise if is_answered else None,
        reason=None if is_answered else reason,
        suggestions=draft.suggestions,
    )


def _without_lost(draft: Draft, *, lost: int) -> Draft:
    """Say how many statements were not proven; a list that lost some states no total."""
    if not lost:
        return draft
    note = Note(code=LOST, text=f"另有{lost}处内容未能通过原文核对，没有列出。")
    draft = replace(draft, notes=(*draft.notes, note))
    return draft if draft.total is None else replace(draft, total=None, lead="")


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
    is_list = draft.kind in {QuestionKind.OUTLINE, QuestionKind.LIST} or (
        draft.total and draft.lead
    )
    # The items of a clause keep their own numbers, behind the words that open them.
    if is_list and draft.total in {None, len(texts)}:
        rows = (f"{n}. {text}" for n, text in enumerate(texts, start=1))
        return "\n".join((draft.lead, *rows) if draft.lead else rows)
    return "\n".join(text for text in (draft.lead, *texts) if text)


def _shown(citations: Iterable[Citation], catalogue: Catalogue) -> tuple[AnswerCitation, ...]:
    return tuple(
        catalogue.show(citation, number) for number, citation in enumerate(citations, start=1)
    )
