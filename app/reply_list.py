"""Replies that have to be complete: all tasks of a unit, all goals of a year; and 依据, 定义.

They are read from the facts of every clause, never from the clauses a search finds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.answer import AnswerStatus, Note, QuestionKind
from app.catalogue import ClauseFacts
from app.draft import (
    Draft,
    DraftStatement,
    Findings,
    answered,
    declined,
    label,
    name,
    on_one_line,
    units_with_parts,
)
from app.evidence import fold
from app.list_filter import ListQuestion, Role, RowKind
from app.list_question import read_list_question
from app.reply_acts import reply_acts
from app.reply_agency import covered, shortened
from app.reply_target import state_goal
from corpus.aliases import load_aliases
from corpus.facts import Modality, Responsibility
from corpus.model import Citation, Span, cite
from index.places_named import is_of
from index.synonyms import load_synonyms

_OPENING = 5  # clauses
_LONGEST_ROW = 90  # characters of a sentence that is shown whole
_LONGEST_WORD = 6  # characters of what is looked for word by word; longer may be put in other words
_SHOWN_NEAR = 3
_FEW_DOCUMENTS = 4
_LEAST_OF_A_MATTER = 2  # goals; a single one is no list
_OF_A_FIELD = re.compile(r"(?:方面|领域)的?(?:[量数][化字量]|具体)?的?[目指]标")
_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[)）.、．]\s{0,4}")
_NUMBERED = 6  # characters of a title's number and full stop


def reply_list(findings: Findings) -> Draft | None:
    """List every fact that meets what is asked, with the total first; None where no list is asked for."""
    analysis = findings.analysis
    question = read_list_question(findings)
    if question is None:
        if draft := reply_acts(findings):
            return draft
        return _unlisted(findings) if analysis.kind is QuestionKind.LIST else None
    documents = findings.catalogue.documents
    looked_for = fold("".join(question.words))
    elsewhere = [one for one in analysis.regions if fold(one) not in looked_for]
    if any(not any(is_of(region, one) for one in documents) for region in elsewhere):
        return None
    return _REPLIES[question.kind](findings, question)


def _of_units(findings: Findings, question: ListQuestion) -> Draft:
    """List the clauses whose lists of units are asked for; each of several units by itself."""
    if len(question.units) > 1 and not question.together and not question.only:
        each = [replace(question, units=(unit,)) for unit in question.units]
        drafts = [_of_units(findings, one) for one in each]
        return _one_behind_another(question, drafts)
    rows = list(_duties(findings, question))
    opening = ""
    if not rows and question.role is not Role.ANY and question.units:
        other = Role.FIRST if question.role is Role.LEAD else Role.ANY
        told = list(_duties(findings, replace(question, role=other)))
        if told and not _names_leads(findings, question):
            rows, question = told, replace(question, role=other)
            opening = "文件没有写明牵头单位，只有排列的先后；"
    if not rows:
        return _no_duty(findings, question)
    lead = f"{opening}{_what(question)}共{len(rows)}项{_by_document(findings, rows)}："
    return replace(answered(QuestionKind.LIST, *rows, lead=lead), total=len(rows))


def _what(question: ListQuestion) -> str:
    names = "、".join(
        f"{unit.text}{unit.role.value if unit.role else ''}" for unit in question.units
    )
    topic = f"、提到{'、'.join(term.word for term in question.topic)}" if question.topic else ""
    part = f"“{'、'.join(question.parts)}”中" if question.parts else ""
    role = question.role
    if question.alone:
        leads = "牵头单位" if role is Role.LEAD else "责任单位"
        who = f"，即{names}，" if names else ""
        return f"{part}{leads}只有一个{who}{topic}的条款"
    if question.sharing:
        least, most = question.sharing
        leads = "牵头单位" if role is Role.LEAD else "责任单位"
        who = f"{names}{role.value}、" if names else ""
        return f"{part}{who}{leads}有{least}家{'' if least == most else '以上'}{topic}的条款"
    if question.only:
        return f"{part}{'牵头单位' if role is Role.LEAD else '责任单位'}只有{names}{topic}的条款"
    own = any(unit.role for unit in question.units)
    together = "共同" if question.together and not own else ""
    others = "、".join(unit.text for unit in question.without)
    if not question.units:
        return f"{part}{topic}责任单位中没有{others}的条款"
    return f"{part}{names}{together}{'' if own else role.value}{f'、而非{others}' if others else ''}{topic}的条款"


def _one_behind_another(question: ListQuestion, drafts: Sequence[Draft]) -> Draft:
    """Give the list of each unit under its name; who has none is said to have none."""
    answering = [one for one in drafts if one.status is AnswerStatus.ANSWERED]
    if not answering:
        return drafts[0]
    counts, statements = [], []
    for unit, draft in zip(question.units, drafts, strict=True):
        count = len(draft.statements)
        counts.append(f"{unit.text}{count}项" if count else f"{unit.text}没有")
        # The unit goes by the name that the question gives it.
        statements += [
            replace(one, text=f"{unit.text}：{one.text}", counted=unit.text)
            for one in draft.statements
        ]
    lead = f"{question.role.value}的条款，{'，'.join(counts)}："
    draft = answered(QuestionKind.LIST, *statements, lead=lead)
    return replace(draft, total=len(statements))


def _duties(findings: Findings, question: ListQuestion) -> Iterator[DraftStatement]:
    for facts in _clauses(findings, question):
        lists = facts.responsibilities
        for one in lists:
            words = one.covers.quote if one.covers else facts.text
            if not question.keeps_units(one) or not question.keeps_topic(facts.heading, words):
                continue
            noted = one.shared and not any(
                unit.is_named(name) for unit in question.units for name in one.agencies
            )
            note = (one.shared.source,) if one.shared and noted else ()
            proof = one.covers or facts.sentences[0]
            lead = (one.lead_source,) if one.lead_source else ()
            place = _named(facts) + (covered(one) if len(lists) > 1 else "") + _part(one, question)
            if not question.units and (question.alone or question.sharing):
                names = units_with_parts(one)
                if question.sharing and question.role is Role.LEAD:
                    names = names[: len(one.leads)]
                place += f"，{'、'.join(names)}"
            yield DraftStatement(text=place, citations=(one.source, proof, *note, *lead))


def _named(facts: ClauseFacts) -> str:
    """Return a clause's label and title; of a task without a title the words that it begins with."""
    words = _NUMBER.sub("", on_one_line(facts.sentences[0].quote)) if facts.sentences else ""
    is_article = facts.clause.path.numbers[-1:] and facts.clause.path.numbers[-1].endswith("条")
    if facts.clause.titles or not words or is_article or load_aliases().mentions(fold(words)):
        return name(facts)
    return f"{label(facts)}“{shortened(words)}”"


def _part(responsibility: Responsibility, question: ListQuestion) -> str:
    """Say that a unit leads or only supports, as its list does; "" where the text says neither."""
    shared = responsibility.shared.agencies if responsibility.shared else ()
    named = [
        one
        for one in (*responsibility.agencies, *shared)
        if any(unit.is_named(one) for unit in question.units)
    ]
    leads = [f"，{one}（牵头）" for one in named if one in responsibility.leads]
    supports = [
        f"，{one}（{word}）" for one, word in responsibility.support_of.items() if one in named
    ]
    return "".join((*leads, *supports))


def _names_leads(findings: Findings, question: ListQuestion) -> bool:
    """Tell whether the documents asked about call any unit 牵头."""
    return any(
        one.leads for facts in _clauses(findings, question) for one in facts.responsibilities
    )


def _no_duty(findings: Findings, question: ListQuestion) -> Draft:
    named = [unit.text for unit in question.units]
    if (question.alone or question.sharing) and not named:
        return declined(QuestionKind.LIST, f"没有{_what(question)}。")
    units = tuple(replace(one, role=None) for one in question.units)
    plain = ListQuestion(
        kind=question.kind, documents=question.documents, units=units, together=True
    )
    if question != plain and any(_duties(findings, plain)):
        return declined(QuestionKind.LIST, f"已收录的文件中没有{_what(question)}。")
    return _unlisted(findings, named)


def _unlisted(findings: Findings, named: Sequence[str] = ()) -> Draft:
    """Decline a list of the tasks of a unit that no list names."""
    named = named or [one.text for one in findings.analysis.agencies]
    if spoken := [one for one in named if findings.catalogue.has(fold(one))]:
        reason = f"已收录的文件提到{'、'.join(spoken)}，但没有认出把它列为责任单位的条款。"
        return declined(QuestionKind.LIST, reason)
    asked = "、".join(named) or "所问的单位"
    return declined(QuestionKind.LIST, f"已收录的文件没有把{asked}列为责任单位。")


def _of_goals(findings: Findings, question: ListQuestion) -> Draft | None:
    rows = list(_goals(findings, question))
    least = 1 if _OF_A_FIELD.search(findings.analysis.text) else _LEAST_OF_A_MATTER
    if question.topic and not question.bound and len(rows) < least:
        return None
    years = "、".join(f"{year}年" for year in question.years)
    bound = question.bound.words if question.bound else ""
    if not rows:
        asked = f"{years}{bound}" or "所问"
        return declined(QuestionKind.LIST, f"已收录的文件没有写明{asked}的目标。")
    what = "量化或有时限的目标"
    if question.share and not bound:
        what = "以百分数写明的目标"
    elif question.quantified or bound:
        what = f"{bound}的量化目标" if bound else "量化目标"
    counts = _by_document(findings, rows)
    lead = f"{_silent(findings, question, rows)}{years}{what}共{len(rows)}项{counts}："
    return replace(answered(QuestionKind.LIST, *rows, lead=lead), total=len(rows))


def _goals(findings: Findings, question: ListQuestion) -> Iterator[DraftStatement]:
    seen: set[Citation] = set()
    for facts in _clauses(findings, question):
        for target in facts.targets:
            words = (target.metric, target.source.quote, facts.heading)
            if target.source in seen or not question.keeps_goal(target):
                continue
            if not question.keeps_topic(*words):
                continue
            seen.add(target.source)
            stated = state_goal(facts, target, years=findings.analysis.years)
            yield replace(stated, text=f"{stated.text.rstrip('。')}（{name(facts)}）")


def _of_modality(findings: Findings, question: ListQuestion) -> Draft:
    clauses = _clauses(findings, question)
    statutes = {one.document.id for one in clauses if one.penalties}
    rows = [
        DraftStatement(
            text=f"{on_one_line(source.quote).rstrip('。；;')}（{name(facts)}）",
            citations=(source,),
        )
        for facts in clauses
        for source in dict.fromkeys(
            _punishing(facts)
            if Modality.PENALISE in question.modalities and facts.document.id in statutes
            else _binding(facts, question)
        )
    ]
    said = "、".join(one.value for one in question.modalities)
    if not rows:
        return declined(QuestionKind.LIST, f"已收录的文件没有认出属于{said}的要求。")
    # Only what a row says itself may be said of the rows: none may read 应当.
    told = [one.value for one in question.modalities if any(one.value in row.text for row in rows)]
    said = "、".join(told) or said
    lead = f"{_silent(findings, question, rows)}属于{said}的要求共{len(rows)}项："
    return replace(answered(QuestionKind.LIST, *rows, lead=lead), total=len(rows))


def _binding(facts: ClauseFacts, question: ListQuestion) -> Iterator[Citation]:
    return (one.source for one in facts.obligations if one.modality in question.modalities)


def _punishing(facts: ClauseFacts) -> Iterator[Citation]:
    """Yield the sentences that punish; what a statute only says of penalties elsewhere is none."""
    for sentence in facts.sentences:
        if any(sentence.span.contains(one.source.span) for one in facts.penalties):
            yield sentence


def _mentioning(findings: Findings, question: ListQuestion) -> Draft | None:
    """List the clauses that have the words asked for; those that only have a synonym are told apart."""
    asked = "、".join(f"“{one}”" for one in question.words)
    own = list(_with_words(findings, question, question.words))
    others = {
        synonym: list(_with_words(findings, question, (synonym,), without=question.words))
        for synonym in _other_words(question.words)
    }
    others = {word: rows for word, rows in others.items() if rows}
    if own:
        counts = _by_document(findings, own, "条")
        shown = f"专栏共{len(own)}个" if question.boxes else f"条款共{len(own)}条"
        lead = f"{_silent(findings, question, own)}提到{asked}的{shown}{counts}："
        draft = answered(QuestionKind.LIST, *own, lead=lead)
        notes = tuple(
            Note(code="synonym", text=f"另有{len(rows)}条没有用{asked}，写的是“{word}”。")
            for word, rows in others.items()
            if not any(word in one for one in question.words)
        )
        return replace(draft, total=len(own), notes=notes)
    if others:
        word, rows = max(others.items(), key=lambda one: len(one[1]))
        lead = f"没有条款写{asked}；提到“{word}”的条款共{len(rows)}条："
        return replace(answered(QuestionKind.LIST, *rows, lead=lead), total=len(rows))
    if any(len(one) > _LONGEST_WORD for one in question.words):
        return None
    near = [one.best_sentence for one in findings.candidates[:_SHOWN_NEAR] if one.support > 0]
    return declined(QuestionKind.LIST, f"文件没有提到{asked}。", near)


def _other_words(words: Sequence[str]) -> list[str]:
    synonyms = load_synonyms()
    return [other for word in words for other in synonyms.of(fold(word)) if len(other) > 1]


def _with_words(
    findings: Findings,
    question: ListQuestion,
    words: Sequence[str],
    *,
    without: Sequence[str] = (),
) -> Iterator[DraftStatement]:
    wanted = _pattern_of(words)
    other = _pattern_of(without) if without else None
    for facts in _clauses(findings, question):
        text = fold(facts.text)
        if not wanted.search(text) or (other and other.search(text)):
            continue
        titles = {fold(one) for one in facts.clause.titles}
        having = [one for one in facts.sentences if wanted.search(fold(one.quote))]
        stating = [one for one in having if not any(_is_title(one, title) for title in titles)]
        if having:
            part = _part_with(facts, (stating or having)[0], wanted)
            words_of_it = on_one_line(part.quote).rstrip("，；。;,")
            yield DraftStatement(text=f"{name(facts)}：{words_of_it}", citations=(part,))


def _pattern_of(words: Sequence[str]) -> re.Pattern[str]:
    """Return what finds one of the words; 可再生资源 is no 再生资源, 非化石能源 no 化石能源."""
    return re.compile("|".join(rf"(?<![可不非未无]){re.escape(fold(one))}" for one in words))


def _is_title(sentence: Citation, title: str) -> bool:
    """Tell whether a sentence is no more than the title of its clause."""
    return (
        bool(title)
        and title in fold(sentence.quote)
        and (len(fold(sentence.quote)) <= len(title) + _NUMBERED)
    )


def _part_with(facts: ClauseFacts, sentence: Citation, wanted: re.Pattern[str]) -> Citation:
    """Return a long sentence's part between commas that has one of the words."""
    if len(sentence.quote) <= _LONGEST_ROW:
        return sentence
    part = next(
        (
            one
            for one in re.finditer(r"[^，,；。;]+[，,；。;]?", sentence.quote)
            if wanted.search(fold(one.group()))
        ),
        None,
    )
    if part is None:
        return sentence
    start = sentence.span.start
    return cite(
        facts.document, facts.clause, Span(start=start + part.start(), end=start + part.end())
    )


def _silent(findings: Findings, question: ListQuestion, rows: Sequence[DraftStatement]) -> str:
    """Say which of several documents asked about have no row."""
    if len(question.documents) < 2:
        return ""
    telling = {one.citations[0].document_id for one in rows}
    silent = [one for one in question.documents if one not in telling]
    titles = "、".join(f"《{findings.catalogue.document(one).title}》" for one in silent)
    return f"{titles}没有写明。" if silent else ""


def _by_document(findings: Findings, rows: Sequence[DraftStatement], counted: str = "项") -> str:
    """Say how many rows are of each document, where they are of a few."""
    counts = Counter(one.citations[0].document_id for one in rows)
    if not 1 < len(counts) <= _FEW_DOCUMENTS:
        return ""
    each = (
        f"《{findings.catalogue.document(one).title}》{n}{counted}" for one, n in counts.items()
    )
    return f"（{'，'.join(each)}）"


_REPLIES: dict[RowKind, Callable[[Findings, ListQuestion], Draft | None]] = {
    RowKind.DUTY: _of_units,
    RowKind.GOAL: _of_goals,
    RowKind.SENTENCE: _of_modality,
    RowKind.MENTION: _mentioning,
}


def _clauses(findings: Findings, question: ListQuestion | None = None) -> list[ClauseFacts]:
    """Return the clauses asked about, those of documents in force first."""
    catalogue = findings.catalogue
    named = question.documents if question else findings.analysis.documents
    clauses = catalogue.clauses(named)
    documents = dict.fromkeys(one.document.id for one in clauses)
    holds = {one: catalogue.standing(one).holds for one in documents}
    kept = (one for one in clauses if question is None or question.keeps_place(one))
    return sorted(kept, key=lambda one: not holds[one.document.id])
