"""Replies that have to be complete: all tasks of a unit, all goals of a year.

They are read from the facts of every clause, never from the clauses a search finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.answer import QuestionKind
from app.catalogue import ClauseFacts
from app.draft import Draft, DraftStatement, Findings, answered, declined, name
from app.evidence import fold
from app.reply_target import state_goal
from corpus.aliases import load_aliases
from corpus.model import Citation


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
                yield DraftStatement(text=name(facts), citations=cited)


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


def _clauses(findings: Findings) -> list[ClauseFacts]:
    """Return the clauses asked about, those of documents in force first."""
    catalogue = findings.catalogue
    clauses = catalogue.clauses(findings.analysis.documents)
    documents = dict.fromkeys(one.document.id for one in clauses)
    holds = {one: catalogue.standing(one).holds for one in documents}
    return sorted(clauses, key=lambda one: not holds[one.document.id])
