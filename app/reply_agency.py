"""Replies to 谁负责: the complete list of units of a clause, and whether a unit is among them."""

from __future__ import annotations

from dataclasses import replace

from app.answer import Note, QuestionKind
from app.catalogue import ClauseFacts
from app.draft import Candidate, Draft, DraftStatement, Findings, answered, declined, name
from corpus.aliases import AgencyMention, load_aliases
from corpus.facts import Responsibility
from corpus.model import ClauseRole

_KIND = QuestionKind.AGENCY
# A clause this near to the best one may answer where the best one names nobody.
_NEAR_ENOUGH = 0.85


def reply_agency(findings: Findings) -> Draft:
    """Answer who is responsible; declined where the clauses found name nobody."""
    best = findings.candidates[0]
    for candidate in findings.candidates:
        if candidate.score < best.score * _NEAR_ENOUGH:
            break
        host = _host(findings, candidate)
        if host.responsibilities:
            return _answer(findings, candidate, host)
    return declined(
        _KIND,
        f"{name(best.facts)}谈到这件事，但没有写明由哪个单位负责。",
        [best.best_sentence],
    )


def _host(findings: Findings, candidate: Candidate) -> ClauseFacts:
    """Return the clause whose bracket holds: the candidate's own, or that of the task it hangs on."""
    host_id = candidate.facts.clause.host_id
    if candidate.facts.responsibilities or host_id is None:
        return candidate.facts
    return findings.catalogue[host_id]


def _answer(findings: Findings, candidate: Candidate, host: ClauseFacts) -> Draft:
    asked = findings.analysis.agencies
    inherited = host is not candidate.facts
    statements = []
    for responsibility in host.responsibilities:
        if findings.analysis.whether and asked:
            text = _whether(asked, responsibility, name(host))
        elif findings.analysis.first:
            text = _first(responsibility, name(host))
        else:
            text = f"{name(host)}的责任单位：{_listed(responsibility)}。"
        cited = (responsibility.source, candidate.best_sentence)
        statements.append(DraftStatement(text=text, citations=cited))
    draft = answered(_KIND, *statements)
    if inherited and candidate.facts.clause.role is ClauseRole.BOX:
        text = f"专栏未单列责任单位，以上是所属任务“{'、'.join(host.clause.titles)}”的责任单位。"
        draft = replace(draft, notes=(Note(code="inherited", text=text),))
    return draft


def _listed(responsibility: Responsibility) -> str:
    """Write the units in order, 牵头 where the text says so, else the first one as 首列单位."""
    agencies = list(responsibility.agencies)
    if responsibility.leads:
        leads = set(responsibility.leads)
        agencies = [f"{one}（牵头）" if one in leads else one for one in agencies]
    elif len(agencies) > 1:
        agencies[0] = f"{agencies[0]}（首列单位，文件未明确牵头）"
    manner = f"，{responsibility.manner}" if responsibility.manner else ""
    return "、".join(agencies) + manner


def _first(responsibility: Responsibility, place: str) -> str:
    if responsibility.leads:
        return f"{place}的牵头单位：{'、'.join(responsibility.leads)}。"
    return f"{place}的首列单位是{responsibility.agencies[0]}（文件未明确牵头单位）。"


def _whether(asked: tuple[AgencyMention, ...], responsibility: Responsibility, place: str) -> str:
    aliases = load_aliases()
    listed = "、".join(responsibility.agencies)
    verdicts = []
    for mention in asked:
        same = [one for one in responsibility.agencies if aliases.is_same(mention, one)]
        verdicts.append(
            f"是，{'、'.join(same)}是责任单位" if same else f"否，责任单位中没有{mention.text}"
        )
    return f"{'；'.join(verdicts)}。{place}的责任单位：{listed}。"
