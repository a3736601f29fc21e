"""Replies to 谁负责: the complete list of units of a clause, and whether a unit is among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.answer import Note, Premise, QuestionKind
from app.catalogue import ClauseFacts
from app.claimed_units import left_out, with_left_out
from app.draft import (
    Candidate,
    Draft,
    DraftStatement,
    Findings,
    answered,
    declined,
    name,
    on_one_line,
    units_with_parts,
)
from app.duties_meant import duties_meant, host_of
from app.evidence import fold, support
from app.list_question import ONLY
from app.question import OTHERS_TOO
from app.reply_task import reply_task
from app.who_acts import given_act, in_its_words, in_prose, may_name, told_outright
from corpus.aliases import AgencyMention, load_aliases
from corpus.facts import Responsibility, SharedDuty
from corpus.model import Citation, ClauseRole, Span
from corpus.tables import cells_of
from index.question_words import WHO

_KIND = QuestionKind.AGENCY
# A clause this near to the best one may answer where the best one names nobody.
_NEAR_ENOUGH = 0.85
_SHOWN = 24  # characters of the sentences a list is for
_NO_NAME = re.compile(r"[\W\d]*")  # a cell that does not say what its row is about
_MARK = re.compile(r"[，,；;。：:]")
_CUT_SHORT = re.compile(r"[\dA-Za-z.%〇一二三四五六七八九十百千万亿不应须必要可得禁严鼓限]{1,24}$")
_DUTY = re.compile(
    r"负责|牵头|主管|参[与加]|配合|协[助同办]|责任|职责|归|份(?!额)|关系|沾|挨|(?:的|谁的)事|名单|[在列]内|列[入在没]|首列|第一|单位|部门|[管审][吗么不批]|管$"
)
_COUNTS = re.compile(r"(?:几|多少)个?(?:家|个)(?:责任)?(?:部门|单位|委办局|机构)")
# Taken for the unit that leads or is listed first: 是不是市发改委牵头, 排第一位.
_LEADS = re.compile(r"牵头|首列|打头|[排列摆]在?(?:第一|首位|最前)")
# Asked for are offices of one government, and no governments: 哪几个厅局, 哪些委办局.
_OF_OFFICES = re.compile(
    r"[哪几].{0,3}(?:厅局|委办|厅[、和]?局|部委)|(?:国家|中央|[省市县区])(?:里|级|直)?的?(?:有|是)?哪.{0,3}(?:部门|厅|局)"
)
# … and only the one that leads: 谁牵头.
_WITHOUT_SHARED = re.compile(
    rf"{_OF_OFFICES.pattern}|(?:谁|哪[^,。?]{{0,6}})牵头[?]?$|牵头(?:单位|部门)?是"
)
_FIELD = re.compile(r"^[省市县区州]|(?:主管)?(?:部门|机构|单位)$|[局委厅办部]$")
_TAKES_PART = re.compile("参[与加]|配合|有份|职责")
_SAYS_MOST = 0.6
_NEAREST = 5  # clauses
_CLOSING = re.compile(
    r"[。；;！!”]\s{0,20}(?P<bracket>[（(](?P<names>[^（）()\n]{2,120})[）)])\s{0,20}$"
)
_MAY_BE_UNIT = re.compile(r"(?!见|详|略|含|即|如)[\u4e00-\u9fff]{2,16}")


def reply_agency(findings: Findings) -> Draft:
    """Answer who is responsible; declined where the clauses found name nobody."""
    best = findings.candidates[0]
    if told := given_act(findings, best):
        return answered(_KIND, told)
    for candidate in findings.candidates:
        if candidate.score < best.score * _NEAR_ENOUGH:
            break
        host = host_of(findings, candidate)
        if fitting := duties_meant(findings, candidate, host):
            is_denied = _denied(findings.analysis.agencies, fitting, only=False) is not None
            in_row = _among_fields(findings, (host,)) if is_denied else None
            return in_row or _listing(findings, candidate, host, fitting)
        if candidate is best and (told := told_outright(findings, best)):
            return answered(_KIND, told)
    prose = in_prose(findings, best)
    near = [one.facts for one in findings.candidates[:_NEAREST]]
    if draft := _among_fields(findings, near, unless=prose) or prose:
        return draft
    if _takes_for_granted(findings, best) or _names_in_passing(findings):
        return reply_task(findings)
    return _untold(findings, best)


def _untold(findings: Findings, best: Candidate) -> Draft:
    """Show the bracket that may name who answers, else decline."""
    if shown := _closing_bracket(best):
        return answered(_KIND, shown)
    reason = "没有写明由哪个单位负责"
    if may_name(findings):
        reason = "没有认出由哪个单位负责，请核对原文"
    return declined(_KIND, f"{name(best.facts)}谈到这件事，但{reason}。", [best.best_sentence])


def _closing_bracket(best: Candidate) -> DraftStatement | None:
    """Show the bracket of names that closes a clause, where it was not read as a list of units.

    Convention: who does a thing stands in a bracket behind the last sentence of its clause.
    """
    match = _CLOSING.search(best.facts.text)
    if match is None or not all(map(_MAY_BE_UNIT.fullmatch, match["names"].split("、"))):
        return None
    start = best.facts.clause.span.start + match.start("bracket")
    span = Span(start=start, end=start + len(match["bracket"]))
    piece = replace(best.best_sentence, span=span, quote=match["bracket"])
    text = f"{on_one_line(best.best_sentence.quote)}\n{piece.quote}"
    return DraftStatement(text=text, citations=(best.best_sentence, piece))


def _takes_for_granted(findings: Findings, best: Candidate) -> bool:
    """Tell whether a question only names a unit, and asks whether something else of it holds.

    税务局是拿身份证号当标识的吧 asks of the identifier; its sentence has the unit and most of the rest.
    """
    asked = findings.analysis.agencies
    stands = any(one.text in fold(best.best_sentence.quote) for one in asked)
    is_plain = findings.analysis.whether and not WHO.search(findings.analysis.text)
    return bool(is_plain and stands and best.best_support >= _SAYS_MOST)


def _names_in_passing(findings: Findings) -> bool:
    """Tell whether a question names a unit and neither asks for one nor for its duty: 被税务局查出来了,会被列成什么."""
    text = findings.analysis.text
    return not (WHO.search(text) or _DUTY.search(text))


def _listing(
    findings: Findings,
    candidate: Candidate,
    host: ClauseFacts,
    responsibilities: tuple[Responsibility, ...],
) -> Draft:
    """Give the list of units; to who takes one of them to be left out, the whole list, and whether it is."""
    analysis = findings.analysis
    claims = left_out(fold(analysis.text), analysis.agencies)
    if not claims:
        return _answer(findings, candidate, host, responsibilities)
    plain = replace(findings, analysis=replace(analysis, agencies=(), whether=False))
    draft = _answer(plain, candidate, host, responsibilities)
    return with_left_out(draft, claims, responsibilities, whether=analysis.whether)


def _answer(
    findings: Findings,
    candidate: Candidate,
    host: ClauseFacts,
    responsibilities: tuple[Responsibility, ...],
) -> Draft:
    asked = findings.analysis.agencies
    responsibilities = _of_what_is_asked(findings, responsibilities)
    inherited = host is not candidate.facts
    is_only = bool(ONLY.search(fold(findings.analysis.text)))
    statements = []
    for responsibility in nearest_first(responsibilities, candidate.best_sentence):
        place = f"{name(host)}{covered(responsibility)}"
        if findings.analysis.whether and asked:
            text = _whether(asked, responsibility, place, only=is_only)
            if _LEADS.search(fold(findings.analysis.text)):
                leading = _taken_to_lead(findings, asked)
                text = _whether_leading(leading, responsibility, place) or text
        elif findings.analysis.first:
            text = _first(responsibility, place)
        elif told := in_its_words(findings, host, responsibility):
            statements.append(told)
            continue
        else:
            text = f"{place}的责任单位：{_listed(responsibility)}。"
        is_row = bool(cells_of(responsibility.source.quote))
        proof = responsibility.covers or (None if is_row else candidate.best_sentence)
        cited = [responsibility.source, proof, responsibility.lead_source]
        statements.append(
            DraftStatement(text=text, citations=tuple(one for one in cited if one is not None))
        )
        is_meant = not (findings.analysis.whether and asked) or _is_in_shared(asked, responsibility)
        is_meant = is_meant and not _WITHOUT_SHARED.search(fold(findings.analysis.text))
        if responsibility.shared and is_meant:
            statements.append(state_shared(responsibility.shared, place, responsibility.source))
    units = [one for two in responsibilities for one in two.agencies]
    asks_count = _COUNTS.search(findings.analysis.text) and len(responsibilities) == 1
    lead = f"共{len(units)}个单位：" if asks_count and not findings.analysis.whether else ""
    draft = answered(_KIND, *statements, lead=lead)
    if findings.analysis.whether:
        denied = _denied(asked, responsibilities, only=is_only)
        if _LEADS.search(fold(findings.analysis.text)):
            denied = denied or _denied_lead(_taken_to_lead(findings, asked), responsibilities)
        draft = replace(draft, premise=denied)
    if inherited and candidate.facts.clause.role is ClauseRole.BOX:
        text = f"专栏未单列责任单位，以上是所属任务“{'、'.join(host.clause.titles)}”的责任单位。"
        draft = replace(draft, notes=(Note(code="inherited", text=text),))
    return draft


def _among_fields(
    findings: Findings, clauses: Sequence[ClauseFacts], *, unless: Draft | None = None
) -> Draft | None:
    """Answer with the sentence of the clauses that has a unit asked about among others by their fields; None for none.

    Convention: 公安、邮政管理等部门按照各自职责做好相关工作 names units without 局; to say 否 would be wrong,
    `unless` a draft at hand says it of a sentence that speaks more of what is asked.
    """
    said = unless.statements[0].citations[0].quote if unless and unless.statements else ""
    least = support(findings.terms, fold(said))
    asked = findings.analysis.agencies if findings.analysis.whether else ()
    fields = (re.escape(_FIELD.sub("", fold(one.text))) for one in asked)
    for field in (one for one in fields if len(one) > 1):
        rest = r"[\u4e00-\u9fff]{2,8}"
        row = rf"(?:、{field}(?:[、和及]{rest}){{0,8}}|{field}(?:[、和及]{rest}){{1,8}})等?(?:有关|相关)?部门"
        for sentence in (one for facts in clauses for one in facts.sentences):
            words = fold(sentence.quote)
            if re.search(row, words) and support(findings.terms, words) >= least:
                opening = "是，" if _TAKES_PART.search(findings.analysis.text) else ""
                text = f"{opening}文件写的是：{on_one_line(sentence.quote)}"
                return answered(_KIND, DraftStatement(text=text, citations=(sentence,)))
    return None


def _of_what_is_asked(
    findings: Findings, responsibilities: tuple[Responsibility, ...]
) -> tuple[Responsibility, ...]:
    """Return of lists that each close sentences of their own the one whose sentences alone speak of the question; else all."""
    covers = [one.covers for one in responsibilities]
    if len(covers) < 2 or None in covers or OTHERS_TOO.search(findings.analysis.text):
        return responsibilities
    share = [support(findings.terms, fold(one.quote)) for one in covers if one]
    best, *others = sorted(share, reverse=True)
    if best < _SAYS_MOST / 2 or max(others) > best / 3:
        return responsibilities
    return (responsibilities[share.index(best)],)


def _is_in_shared(asked: tuple[AgencyMention, ...], responsibility: Responsibility) -> bool:
    """Tell whether a unit asked about is one that a note of the document adds to every list."""
    aliases = load_aliases()
    shared = responsibility.shared.agencies if responsibility.shared else ()
    return any(aliases.is_same(one, fold(two)) for one in asked for two in shared)


def _denied(
    asked: tuple[AgencyMention, ...], responsibilities: tuple[Responsibility, ...], *, only: bool
) -> Premise | None:
    """Return who was taken for responsible and is in no list, with who is; None where one is.

    So is who was taken to be the `only` one, and is one of several.
    """
    listed = [one for two in responsibilities for one in two.agencies]
    shared = [one for two in responsibilities if two.shared for one in two.shared.agencies]
    aliases = load_aliases()
    absent = [
        mention
        for mention in asked
        if not any(aliases.is_same(mention, fold(one)) for one in (*listed, *shared))
    ]
    is_one_of_several = only and not absent and len(set(listed)) > len(asked)
    if not is_one_of_several and (not absent or len(absent) != len(asked)):
        return None
    found = "、".join(dict.fromkeys(listed))
    return Premise(asked="、".join(one.text for one in absent or asked), found=found)


def _taken_to_lead(
    findings: Findings, asked: tuple[AgencyMention, ...]
) -> tuple[AgencyMention, ...]:
    """Return of several units named the one that is said to lead: 甲局牵头,乙局只是配合; all where none is."""
    text = fold(findings.analysis.text)
    leading = [
        one for one in asked if re.search(rf"{re.escape(fold(one.text))}(?:来|去)?牵头", text)
    ]
    return tuple(leading) if len(leading) == 1 else asked


def _denied_lead(
    asked: tuple[AgencyMention, ...], responsibilities: tuple[Responsibility, ...]
) -> Premise | None:
    """Return who was taken for the leading unit and is only in the list, with the one that leads."""
    first = responsibilities[0]
    leads = first.leads or first.agencies[:1]
    aliases = load_aliases()
    if len(asked) != 1 or any(aliases.is_same(asked[0], fold(one)) for one in leads):
        return None
    return Premise(asked=asked[0].text, found="、".join(leads))


def nearest_first(
    responsibilities: tuple[Responsibility, ...], sentence: Citation
) -> list[Responsibility]:
    """Put the list that closes the sentence found before the others of its clause."""

    def is_apart(one: Responsibility) -> bool:
        return one.covers is None or not one.covers.span.contains(sentence.span)

    return sorted(responsibilities, key=is_apart)


def covered(responsibility: Responsibility) -> str:
    """Say which sentences a list is for, where its clause has several."""
    if responsibility.covers is None and (cells := cells_of(responsibility.source.quote)):
        return f"（“{shortened(on_one_line(_row_name(cells)))}”）"
    if responsibility.covers is None:
        return ""
    return f"（“{shortened(on_one_line(responsibility.covers.quote))}”）"


def _row_name(cells: Sequence[str]) -> str:
    """Return the cell that says what a row is about: the first one with words, no number nor 〃."""
    return next((cell for cell in cells if not _NO_NAME.fullmatch(cell)), " ".join(cells))


def shortened(words: str) -> str:
    """Return the beginning of a sentence, cut where no number and no word that binds is cut in two."""
    part = _MARK.split(words, maxsplit=1)[0]
    if len(part) > _SHOWN:
        part = _CUT_SHORT.sub("", words[:_SHOWN])
    return part if part == words else f"{part}…"


def state_shared(shared: SharedDuty, place: str, listed: Citation) -> DraftStatement:
    """State the units that a note of the document adds to those `listed` at a place, with the note."""
    text = f"文件另有统一说明，{place}还需{'、'.join(shared.agencies)}落实。"
    return DraftStatement(text=text, citations=(shared.source, listed))


def _listed(responsibility: Responsibility) -> str:
    """Write the units in order with their parts, and the first of several who answer as 首列单位."""
    agencies = units_with_parts(responsibility)
    supporting = responsibility.support_of
    is_several = len(agencies) - len(supporting) > 1 and not responsibility.leads
    if is_several and responsibility.agencies[0] not in supporting:
        agencies[0] = f"{agencies[0]}（首列单位，文件未明确牵头）"
    others = "等" if responsibility.others else ""
    says_how = responsibility.manner and responsibility.manner != "负责"  # …局负责 says no more
    manner = f"，{responsibility.manner}" if says_how else ""
    return "、".join(agencies) + others + manner


def _first(responsibility: Responsibility, place: str) -> str:
    if responsibility.leads:
        return f"{place}的牵头单位：{'、'.join(responsibility.leads)}。"
    return f"{place}的首列单位是{responsibility.agencies[0]}（文件未明确牵头单位）。"


def _whether_leading(
    asked: tuple[AgencyMention, ...], responsibility: Responsibility, place: str
) -> str:
    """Say whether a unit of the list leads or is listed first; "" for one that is in no list."""
    aliases = load_aliases()
    leads = responsibility.leads or responsibility.agencies[:1]
    same = [one for one in responsibility.agencies if aliases.is_same(asked[0], fold(one))]
    if len(asked) != 1 or not same:
        return ""
    is_first = same[0] in leads
    if responsibility.leads:
        verdict = f"{same[0]}{'是' if is_first else '不是'}牵头单位"
    else:
        verdict = f"首列单位是{leads[0]}（文件未明确牵头单位）"
    others = "等" if responsibility.others else ""
    listed = f"{place}的责任单位：{'、'.join(responsibility.agencies)}{others}。"
    named = f"牵头单位：{'、'.join(leads)}。" if responsibility.leads and not is_first else ""
    return f"{'是' if is_first else '否'}，{verdict}。{named}{listed}"


def _whether(
    asked: tuple[AgencyMention, ...], responsibility: Responsibility, place: str, *, only: bool
) -> str:
    """Say of each unit asked about whether it is one of the list, or the `only` one of it."""
    aliases = load_aliases()
    is_meant = responsibility.shared and _is_in_shared(asked, responsibility)
    shared = responsibility.shared.agencies if responsibility.shared and is_meant else ()
    listed = "、".join((*units_with_parts(responsibility), *shared))
    supporting = responsibility.support_of
    others = "等" if responsibility.others else ""
    verdicts = []
    for mention in asked:
        named = (*responsibility.agencies, *shared)
        same = [one for one in named if aliases.is_same(mention, fold(one))]
        if same and only and len(set(named)) > len(asked):
            verdicts.append(f"否，不只是{'、'.join(same)}")
            continue
        part = next((supporting[one] for one in same if one in supporting), "责任")
        verdicts.append(
            f"是，{'、'.join(same)}是{part}单位" if same else f"否，责任单位中没有{mention.text}"
        )
    return f"{'；'.join(verdicts)}。{place}的责任单位：{listed}{others}。"
