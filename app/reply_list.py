"""Replies that have to be complete: all tasks of a unit, all goals of a year; and 依据, 定义.

They are read from the facts of every clause, never from the clauses a search finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.answer import QuestionKind
from app.catalogue import ClauseFacts
from app.draft import Draft, DraftStatement, Findings, answered, declined, name, on_one_line
from app.evidence import fold
from app.reply_target import state_goal
from corpus.aliases import load_aliases
from corpus.facts import Responsibility
from corpus.model import Citation, ClauseRole
from corpus.references import ReferenceKind, title_key

_OPENING = 5  # clauses
_MOST_DEFINITIONS = 3
_QUOTED_TERM = re.compile(r"[“「\"]([^”」\"]{2,20})[”」\"]")
_ASKS_MEANING = re.compile(
    r"定义|含义|意思|所称|所说|所指|概念|界定|是指|条例|办法|规定|法里|怎样|怎么"
)
_RESTS_ON = re.compile(r"(?:依据|根据|按照|遵照|贯彻).{0,60}《")
_DEFINES = r"(?:本\w{{2,4}}所称)?{term}[,，]?(?:是指|系指|指的是|,指)|所称{term}"


def reply_list(findings: Findings) -> Draft:
    """List every clause a unit answers for, or every goal, with the total first."""
    analysis = findings.analysis
    rows = list(_tasks_of(findings) if analysis.agencies else _goals(findings))
    if not rows:
        asked = "、".join(mention.text for mention in analysis.agencies) or "所问的目标"
        what = "列为责任单位" if analysis.agencies else "写明"
        spoken = [one.text for one in analysis.agencies if findings.catalogue.has(fold(one.text))]
        if spoken:
            reason = f"已收录的文件提到{'、'.join(spoken)}，但没有认出把它列为责任单位的条款。"
            return declined(QuestionKind.LIST, reason)
        return declined(QuestionKind.LIST, f"已收录的文件没有把{asked}{what}。")
    what = "列为责任单位的条款" if analysis.agencies else "量化或有时限的目标"
    asked = "、".join(mention.text for mention in analysis.agencies)
    years = "、".join(f"{year}年" for year in analysis.years)
    lead = f"{asked}{years}{what}共{len(rows)}项："
    return replace(answered(QuestionKind.LIST, *rows, lead=lead), total=len(rows))


def _tasks_of(findings: Findings) -> Iterator[DraftStatement]:
    aliases = load_aliases()
    for facts in _clauses(findings):
        for one in facts.responsibilities:
            shared = one.shared.agencies if one.shared else ()
            if named := [
                agency
                for agency in (*one.agencies, *shared)
                if any(
                    aliases.is_same(mention, fold(agency)) for mention in findings.analysis.agencies
                )
            ]:
                is_shared = not set(named) & set(one.agencies)
                note = (one.shared.source,) if one.shared and is_shared else ()
                cited = (one.source, one.covers or facts.sentences[0], *note)
                yield DraftStatement(text=f"{name(facts)}{_part(one, named)}", citations=cited)


def _part(responsibility: Responsibility, named: Sequence[str]) -> str:
    """Say that a unit leads or only supports, in brackets; "" where the text says neither."""
    leads = [f"{one}为牵头单位" for one in named if one in responsibility.leads]
    supports = [
        f"{one}为{word}单位" for one, word in responsibility.support_of.items() if one in named
    ]
    return f"（{'，'.join((*leads, *supports))}）" if leads or supports else ""


def _goals(findings: Findings) -> Iterator[DraftStatement]:
    years = findings.analysis.years
    seen: set[Citation] = set()
    for facts in _clauses(findings):
        for target in facts.targets:
            wanted = not target.historical and (not years or target.year in years)
            if wanted and target.source not in seen:
                seen.add(target.source)
                stated = state_goal(facts, target)
                yield replace(stated, text=f"{stated.text.rstrip('。')}（{name(facts)}）")


def reply_basis(findings: Findings) -> Draft:
    """Answer what a document rests on: the sentences of its preamble that name other documents."""
    statements = [
        DraftStatement(text=on_one_line(sentence.quote), citations=(sentence,))
        for facts in _clauses(findings)
        if facts.clause.role is ClauseRole.PREAMBLE
        for sentence in facts.sentences
        if _RESTS_ON.search(fold(sentence.quote)) and _names_another(facts, sentence)
    ]
    statements = statements or list(_grounds(findings))
    if not statements:
        return declined(QuestionKind.BASIS, "文件没有写明依据哪些文件制定。")
    once = {statement.text: statement for statement in reversed(statements)}
    return answered(QuestionKind.BASIS, *reversed(once.values()))


def _names_another(facts: ClauseFacts, sentence: Citation) -> bool:
    """Tell whether a sentence names a document beside the one it stands in."""
    own = title_key(facts.document.title)
    named = (title_key(one) for one in re.findall(r"《([^》]{2,100})》", fold(sentence.quote)))
    return any(one not in own and own not in one for one in named)


def _grounds(findings: Findings) -> Iterator[DraftStatement]:
    """Yield the sentences among a document's first clauses that name what it rests on.

    Statutes and rules say it in their first article (立法技术规范: 根据《…》，制定本办法).
    """
    catalogue = findings.catalogue
    for document in dict.fromkeys(one.document.id for one in _clauses(findings)):
        opening = {one.clause.id for one in catalogue.clauses((document,))[:_OPENING]}
        grounds = (
            reference.source
            for reference in catalogue.register[document].references
            if reference.kind is ReferenceKind.GROUND and reference.source.clause_id in opening
        )
        for sentence in dict.fromkeys(catalogue.sentence_of(source) for source in grounds):
            yield DraftStatement(text=on_one_line(sentence.quote), citations=(sentence,))


def reply_definition(findings: Findings) -> Draft:
    """Answer what a term means where a document defines it; a mention is no definition."""
    for term in _terms_asked(findings):
        pattern = re.compile(_DEFINES.format(term=re.escape(term)))
        statements = [
            DraftStatement(text=on_one_line(sentence.quote), citations=(sentence,))
            for facts in _clauses(findings)
            for sentence in facts.sentences
            if pattern.search(fold(sentence.quote))
        ]
        if statements:
            return answered(QuestionKind.DEFINITION, *statements[:_MOST_DEFINITIONS])
    term = re.sub(r"\s+", "", findings.analysis.subject)
    near = [one.best_sentence for one in findings.candidates[:3] if one.support > 0]
    return declined(QuestionKind.DEFINITION, f"文件没有给出“{term}”的定义。", near)


def _terms_asked(findings: Findings) -> list[str]:
    """Return what the term asked about may be: what is in quotation marks, else the longest first.

    The names of documents round it (条例里所说的慈善组织) are no part of it, so the ends of what is asked count
    as well.
    """
    quoted = [fold(one) for one in _QUOTED_TERM.findall(findings.analysis.text)]
    words = fold(_ASKS_MEANING.sub("", findings.analysis.subject)) or "—"
    parts = _ASKS_MEANING.sub(" ", findings.analysis.subject).split()
    ends = [fold("".join(parts[at:])) for at in range(len(parts))]
    found = [one for one in (*quoted, words, *ends) if len(one) > 1]
    return list(dict.fromkeys(found))


def _clauses(findings: Findings) -> list[ClauseFacts]:
    """Return the clauses asked about, those of documents in force first."""
    catalogue = findings.catalogue
    clauses = catalogue.clauses(findings.analysis.documents)
    documents = dict.fromkeys(one.document.id for one in clauses)
    holds = {one: catalogue.standing(one).holds for one in documents}
    return sorted(clauses, key=lambda one: not holds[one.document.id])
