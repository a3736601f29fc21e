"""Replies about a document itself, from its metadata: 文号, 发文机关, dates, 有效性, what it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Any

from app.answer import Note, QuestionKind
from app.catalogue import Catalogue
from app.document_question import DocumentQuestion, Particular, read_document_question
from app.draft import Draft, DraftStatement, Findings, answered, declined, on_one_line
from app.evidence import fold
from app.in_force import in_force_notes
from app.reply_basis import reply_basis
from corpus.dates import find_dates
from corpus.description import Description
from corpus.metadata import Metadata, Origin, Reading
from corpus.references import ReferenceKind
from corpus.sheet import cite_range, sheet_of
from corpus.standing import Force, Standing, day_words, name_words
from corpus.validity import find_validity
from index.question_words import BASIS

_MOST = 3  # documents that are answered one by one
_KINDS = {
    Particular.SIGNED: QuestionKind.DEADLINE,
    Particular.PUBLISHED: QuestionKind.DEADLINE,
    Particular.EFFECTIVE: QuestionKind.DEADLINE,
    Particular.EXPIRES: QuestionKind.DEADLINE,
    Particular.BASIS: QuestionKind.BASIS,
}
# Where the day asked for is not said, the nearest that is: a notice is 印发 on its 成文日期.
_FIELDS: dict[Particular, tuple[tuple[str, str], ...]] = {
    Particular.NUMBER: (("number", "文号"),),
    Particular.ISSUER: (("issuer", "发文机关"),),
    Particular.SIGNED: (("signed", "成文日期"), ("published", "发布日期")),
    Particular.PUBLISHED: (("published", "发布日期"), ("signed", "成文日期")),
    Particular.EFFECTIVE: (("effective", "施行日期"),),
    Particular.EXPIRES: (("expires", "有效期至"),),
}
_NEVER = {
    Particular.STATUS: "有效期，已收录的文件中也没有废止或替代它的规定",
    Particular.REPLACED_BY: "由哪份文件替代，已收录的文件中也没有废止它的规定或更新的版本",
    Particular.REPLACES: "废止或替代哪份文件",
    Particular.BASIS: "依据哪些文件制定",
}

Told = DraftStatement | None


def reply_document(findings: Findings) -> Draft | None:
    """Answer what is asked of a document itself; None for any other question."""
    draft = reply_basis(findings) if BASIS.search(findings.analysis.text) else None
    question = None if draft else read_document_question(findings)
    if question is None:
        return draft
    kind = _KINDS.get(question.asked[0], QuestionKind.OTHER)
    question = _narrowed(question, findings.catalogue)
    if reason := _unanswerable(question):
        return declined(kind, reason)
    if question.asked == (Particular.BASIS,):
        meant = tuple(one.document_id for one in question.meant)
        return reply_basis(replace(findings, analysis=replace(findings.analysis, documents=meant)))
    draft = _of_meant(question, findings.catalogue, kind)
    if findings.analysis.both and len(question.meant) == 1:
        title = question.meant[0].metadata.title.value
        only = Note(code="ambiguous", text=f"问题问到几份文件，只认出《{title}》；其余请分别提问。")
        return replace(draft, notes=(*draft.notes, only))
    return draft


def _narrowed(question: DocumentQuestion, catalogue: Catalogue) -> DocumentQuestion:
    """Keep of the documents meant those that hold no longer, where those are asked for."""
    if not question.ended:
        return question
    meant = tuple(one for one in question.meant if _has_ended(one, catalogue))
    return replace(question, meant=meant)


def _unanswerable(question: DocumentQuestion) -> str:
    """Return why a question about documents cannot be answered; "" where it can."""
    count = len(question.meant)
    if question.ended:
        return "" if count else "已收录的文件中，没有写明已失效或已废止的。"
    if not count:
        return f"已收录的文件中没有《{question.named}》。"
    if count > _MOST:
        return f"有 {count} 份文件，问题没有写明是哪一份；请写出文件的名称或文号。"
    return ""


def _has_ended(one: Description, catalogue: Catalogue) -> bool:
    return catalogue.standing(one.document_id).force in {Force.EXPIRED, Force.REPEALED}


def _of_meant(question: DocumentQuestion, catalogue: Catalogue, kind: QuestionKind) -> Draft:
    statements: list[DraftStatement] = []
    silent: list[str] = []
    for one in question.meant:
        for asked in question.asked:
            if told := _TELLERS[asked](one, asked, catalogue):
                statements.append(_told_apart(told, one, question.meant))
            else:
                silent.append(_unsaid(one, asked, catalogue))
    statements = _merged(statements)
    lead = "".join(dict.fromkeys(silent))
    meant = [one.document_id for one in question.meant]
    if not statements:
        return declined(kind, lead, [catalogue.clauses((one,))[0].sentences[0] for one in meant])
    stated = "".join(statement.text for statement in statements)
    notes = in_force_notes(meant, catalogue, stated=stated)
    return replace(answered(kind, *statements, lead=lead), notes=notes)


def _told_apart(
    told: DraftStatement, one: Description, meant: Sequence[Description]
) -> DraftStatement:
    """Name a document with its number, where another edition of the same title is told of as well."""
    title, number = one.metadata.title.value, one.metadata.number
    same = [two for two in meant if two.metadata.title.value == title]
    numbers = {two.metadata.number.value if two.metadata.number else "" for two in same}
    named = name_words(one)
    if len(numbers) < 2 or number is None or not number.citation or named in told.text:
        return told
    text = told.text.replace(f"《{title}》", named, 1)
    return replace(told, text=text, citations=(*told.citations, number.citation))


def _merged(statements: Sequence[DraftStatement]) -> list[DraftStatement]:
    """Join what two copies of a document say in the same words."""
    found: dict[str, DraftStatement] = {}
    for one in statements:
        said = found.get(one.text)
        found[one.text] = replace(one, citations=(*said.citations, *one.citations)) if said else one
    return list(found.values())


def _unsaid(one: Description, asked: Particular, catalogue: Catalogue) -> str:
    """Say that a document does not say it; what stands beside its text is told, but proves nothing."""
    title = f"《{one.metadata.title.value}》"
    readings = [(name, getattr(one.metadata, field)) for field, name in _FIELDS.get(asked, ())]
    for name, reading in readings:
        if reading is not None and reading.origin in {Origin.SIDECAR, Origin.FILE}:
            words = f"{reading.origin.value}写的是{_words(reading.value)}"
            return f"{title}的原文没有写明{name}，{words}。"
    standing = catalogue.standing(one.document_id)
    if asked is Particular.STATUS and (standing.reason or standing.force is Force.HOLDS):
        return f"{title}的原文没有写明；按旁注文件：{standing.reason or '现行有效。'}"
    return f"{title}没有写明{_NEVER.get(asked, asked.value)}。"


def _tell_field(one: Description, asked: Particular, catalogue: Catalogue) -> Told:
    for field, name in _FIELDS[asked]:
        reading: Reading[Any] | None = getattr(one.metadata, field)
        if reading and (told := _stated(one, reading, _called(name, reading))):
            return told
    if asked in {Particular.EFFECTIVE, Particular.EXPIRES}:
        return _tell_term(one, asked, catalogue)
    return None


def _tell_term(one: Description, asked: Particular, catalogue: Catalogue) -> Told:
    """Quote the closing article that counts from an act whose day the text does not give.

    自印发之日起施行，有效期5年 of a document without its 成文日期 says no day, and still says how long it holds.
    """
    sheet = sheet_of(catalogue.document(one.document_id).text)
    said = find_validity(sheet)
    if said is None or not (said.months if asked is Particular.EXPIRES else said.act):
        return None
    quote = cite_range(sheet, one.document_id, one.document_id, said.start, said.end)
    clause = next(
        (
            facts.clause.id
            for facts in catalogue.clauses((one.document_id,))
            if facts.clause.span.contains(quote.span)
        ),
        None,
    )
    if clause is None:
        return None
    words = on_one_line(quote.quote)
    return DraftStatement(
        text=f"《{one.metadata.title.value}》写明：“{words}”；文件没有写明起算的日期。",
        citations=(replace(quote, clause_id=clause),),
    )


def _called(name: str, reading: Reading[Any]) -> str:
    """Return how a field is introduced; a statute has no 成文日期 but a day on which it was passed."""
    quote = reading.citation.quote if reading.citation else ""
    is_passed = reading.origin is Origin.CAPTION and "通过" in quote
    if is_passed:
        return {"成文日期": "的通过日期：", "发文机关": "的通过机关："}.get(name, f"的{name}：")
    return name if name.endswith("至") else f"的{name}："


def _stated(one: Description, reading: Reading[Any], before: str, after: str = "") -> Told:
    """State what is read, in the words of the text: `before` it and `after` it what it is.

    A day that no words give as such is left to the reader, with all that it follows from:
    自印发之日起施行，有效期3年 gives its last day only together with the day of 印发.
    """
    if reading.citation is None:
        return None
    title = f"《{one.metadata.title.value}》"
    if words := _verbatim(reading):
        text = f"{title}{before}{words}{after}。"
        return DraftStatement(text=text, citations=(reading.citation,), counted=before + after)
    made = one.metadata.signed or one.metadata.published
    lead = before.partition("，")[0] if "，" in before else "写明"
    text = f"{title}{lead}：“{on_one_line(reading.citation.quote)}”"
    if made is None or made.citation is None or not (day := _verbatim(made)):
        return DraftStatement(text=f"{text}。", citations=(reading.citation,))
    return DraftStatement(
        text=f"{text}；成文或发布的日期是{day}。", citations=(reading.citation, made.citation)
    )


def _verbatim(reading: Reading[Any]) -> str:
    """Return a value as its quotation writes it; "" for a day that was reckoned."""
    words = _words(reading.value)
    if not isinstance(reading.value, date) or reading.citation is None:
        return words
    quote = "".join(fold(reading.citation.quote).split())
    if words in quote:
        return words
    found = (one for one in find_dates(quote) if one.day == reading.value)
    return next((quote[one.start : one.end] for one in found), "")


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, Enum):
        return str(value.value)
    return day_words(value) if isinstance(value, date) else str(value)


def _tell_status(one: Description, asked: Particular, catalogue: Catalogue) -> Told:
    """Tell whether a document holds: why not, else what says that it does, else from when it does."""
    del asked
    said = one.metadata
    standing = catalogue.standing(one.document_id)
    if not standing.holds:
        return _tell_ended(one, standing, catalogue)
    if said.expires:
        return _stated(one, said.expires, "在有效期内，有效期至")
    if standing.force is Force.HOLDS:
        return _stated(one, said.status, "标明") if said.status else None
    if said.effective:
        rest = "起施行，没有写明有效期；已收录的文件中没有废止或替代它的规定"
        return _stated(one, said.effective, "自", rest)
    return None


def _tell_ended(one: Description, standing: Standing, catalogue: Catalogue) -> Told:
    newer = standing.successor
    if standing.force is Force.SUPERSEDED and newer:
        return _tell_version(one, newer, standing.reason)
    if standing.source is None:
        return None
    text = standing.reason
    if newer and name_words(newer) not in text:
        text += f"替代它的是{name_words(newer)}。"
    return DraftStatement(
        text=text,
        citations=(catalogue.sentence_of(standing.source),),
        counted=_named(one, newer, catalogue) + _reckoned_end(one),
    )


def _named(one: Description, newer: Description | None, catalogue: Catalogue) -> str:
    """Return the names of a document and of what takes its place: they say which, and state nothing."""
    found = catalogue.register.successor(one.document_id)
    by = catalogue.register[found.document_id] if found else newer
    return "".join(name_words(two) for two in (one, newer, by) if two)


def _reckoned_end(one: Description) -> str:
    """Return the last day of a term that is reckoned from its length; "" where there is none."""
    return day_words(one.metadata.expires.value) if one.metadata.expires else ""


def _tell_version(one: Description, newer: Description, words: str) -> Told:
    """Say that there is a newer version, with the days of both as the proof."""
    days = [_made(two.metadata) for two in (newer, one)]
    proofs = tuple(day.citation for day in days if day and day.citation)
    made = "，".join(
        f"{which}的日期是{words}"
        for which, day in zip(("新的", "这份"), days, strict=True)
        if day and (words := _verbatim(day))
    )
    text = f"{words[:-1]}（{made}）。"
    counted = name_words(one) + name_words(newer)
    return DraftStatement(text=text, citations=proofs, counted=counted) if proofs else None


def _made(said: Metadata) -> Reading[date] | None:
    days = (said.amended, said.signed, said.published, said.effective)
    return next((day for day in days if day), None)


def _tell_replaced_by(one: Description, asked: Particular, catalogue: Catalogue) -> Told:
    del asked
    found = catalogue.register.successor(one.document_id)
    if found is None:
        return None
    newer = catalogue.register[found.document_id]
    title = f"《{one.metadata.title.value}》"
    if found.source is None:
        return _tell_version(one, newer, f"{title}另有更新的版本：{name_words(newer)}。")
    text = f"{title}由{name_words(newer)}废止。"
    return DraftStatement(
        text=text,
        citations=(catalogue.sentence_of(found.source),),
        counted=_named(one, newer, catalogue),
    )


def _tell_references(one: Description, asked: Particular, catalogue: Catalogue) -> Told:
    """Tell in the document's own sentences what it ends, or what it rests on first of all."""
    kind = ReferenceKind.ENDS if asked is Particular.REPLACES else ReferenceKind.GROUND
    named = (reference.source for reference in one.references if reference.kind is kind)
    sentences = tuple(dict.fromkeys(catalogue.sentence_of(source) for source in named))
    kept = sentences if kind is ReferenceKind.ENDS else sentences[:1]
    if not kept:
        return None
    text = "".join(on_one_line(sentence.quote) for sentence in kept)
    return DraftStatement(text=text, citations=kept)


_TELLERS: dict[Particular, Callable[[Description, Particular, Catalogue], Told]] = {
    **dict.fromkeys(_FIELDS, _tell_field),
    Particular.STATUS: _tell_status,
    Particular.REPLACED_BY: _tell_replaced_by,
    Particular.REPLACES: _tell_references,
    Particular.BASIS: _tell_references,
}
