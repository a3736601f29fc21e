"""Replies to 谁负责: the complete list of units of a clause, and whether a unit is among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.answer import Note, Premise, QuestionKind
from app.catalogue import ClauseFacts
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
from app.evidence import fold, support
from app.excerpt import excerpt, in_words
from app.question import OTHERS_TOO
from app.reply_task import reply_task, whole_list
from corpus.aliases import AgencyMention, load_aliases
from corpus.doers import names_doer
from corpus.facts import Responsibility, SharedDuty
from corpus.model import Citation, ClauseRole, Span
from corpus.tables import cells_of
from corpus.unit_lists import LABEL
from index.question_words import WHO

_KIND = QuestionKind.AGENCY
# A clause this near to the best one may answer where the best one names nobody.
_NEAR_ENOUGH = 0.85
_SHOWN = 24  # characters of the sentences a list is for
_ROW_SUPPORT = 0.5  # share of the question that a row has to hold
_REST_SUPPORT = 0.75  # or of what of the question stands nowhere round the table
_FOUND = 0.5  # of a term: so much of it in the words round a table, it stands there
_NO_NAME = re.compile(r"[\W\d]*")  # a cell that does not say what its row is about
_MARK = re.compile(r"[，,；;。：:]")
_HANDED_ON = re.compile(r"[^，,；;。]后[，,]?(?:再|由|报|提交|送|转)|提交至|报送?至|转[交送]")
_CUT_SHORT = re.compile(r"[\dA-Za-z.%〇一二三四五六七八九十百千万亿不应须必要可得禁严鼓限]{1,24}$")
_GIVES = re.compile(r"由(?!于|此|来)|负责|牵头|配合|实施|决定")
_COUNTS = re.compile(r"(?:几|多少)个?(?:家|个)(?:责任)?(?:部门|单位|委办局|机构)")
_NEAREST = 5  # clauses
# Taken for the unit that leads or is listed first: 是不是市发改委牵头, 排第一位.
_LEADS = re.compile(r"牵头|首列|打头|[排列摆]在?(?:第一|首位|最前)")
# Asked for are offices of one government, and no governments: 哪几个厅局, 哪些委办局.
# 城市公园由市园林绿化中心管护: what stands ahead, who, and what he does.
_ACT_PART = re.compile(r"[^，,；;。：:\s][^，,；;。：:]{3,80}(?<!\s)")  # a wrapped line goes on
_BY_ACT = re.compile(
    r"由[^由,;。]{2,24}?(?:厅|局|委|办|部|署|会|院|中心|机构|部门|机关|单位|政府|公司)(?P<act>[^,;。]{2,20})$"
)
_ALL_OF_IT = 0.9  # of the question's words
_OF_OFFICES = re.compile(r"[哪几].{0,3}(?:厅局|委办|厅[、和]?局)")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:委员会|领导小组|办公室|人民政府|党委|研究院|科学院|交易所|公司|协会|银行|部门|机构|中心(?![城区]))"
)
_NEARLY = 0.8  # of the support of the list that speaks most of the question
_NEXT_BEST = 0.6  # of the support of the sentence found
_SPEAKS_OF_IT = 0.45  # share of the question in the sentence
_SAYS_MOST = 0.6
_LONGEST_QUOTE = 200  # characters
_CLOSING = re.compile(
    r"[。；;！!”]\s{0,20}(?P<bracket>[（(](?P<names>[^（）()\n]{2,120})[）)])\s{0,20}$"
)
_MAY_BE_UNIT = re.compile(r"(?!见|详|略|含|即|如)[\u4e00-\u9fff]{2,16}")
_BRACKETS = ("(", "[", "【", "〔", "〈")


def reply_agency(findings: Findings) -> Draft:
    """Answer who is responsible; declined where the clauses found name nobody."""
    best = findings.candidates[0]
    if told := _told_by_act(findings, best):
        return answered(_KIND, told)
    for candidate in findings.candidates:
        if candidate.score < best.score * _NEAR_ENOUGH:
            break
        host = _host(findings, candidate)
        if fitting := _fitting(findings, candidate, host):
            return _answer(findings, candidate, host, fitting)
    if denied := _denied_in_prose(findings, best):
        return denied
    if told := _told_in_prose(findings, best) or _named_in(findings, best):
        return answered(_KIND, told)
    if _takes_for_granted(findings, best):
        return reply_task(findings)
    return _untold(findings, best)


def _untold(findings: Findings, best: Candidate) -> Draft:
    """Show the bracket that may name who answers, else decline."""
    if shown := _closing_bracket(best):
        return answered(_KIND, shown)
    reason = "没有写明由哪个单位负责"
    if _may_name(findings):
        reason = "没有认出由哪个单位负责，请核对原文"
    return declined(_KIND, f"{name(best.facts)}谈到这件事，但{reason}。", [best.best_sentence])


def _told_by_act(findings: Findings, best: Candidate) -> DraftStatement | None:
    """Quote the part of the sentence found that gives the very act asked for to a unit: 公园由…中心管护.

    A bracket behind the clause is for all that stands in it; who does one thing of it is said there.
    """
    analysis = findings.analysis
    if analysis.whether or analysis.first or OTHERS_TOO.search(analysis.text):
        return None
    words = [one for one in findings.terms if len(one.word) > 1]
    sentence = best.best_sentence
    found = []
    for part in _ACT_PART.finditer(sentence.quote):
        match = _BY_ACT.search(fold(part.group()))
        if match is None or support(words, fold(part.group())) < _ALL_OF_IT:
            continue
        if any(one.found_in(match["act"]) >= _FOUND for one in words):
            found.append(part)
    if len(found) != 1:
        return None
    start = sentence.span.start + found[0].start()
    span = Span(start=start, end=start + len(found[0].group()))
    piece = replace(sentence, span=span, quote=found[0].group())
    return DraftStatement(text=f"{on_one_line(piece.quote)}。", citations=(piece,))


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


def _may_name(findings: Findings) -> bool:
    """Tell whether the nearest clauses of the document have words that give a duty to somebody.

    That a document names nobody is said only where nothing near could name one.
    """
    best, *others = findings.candidates[:_NEAREST]
    unread = (one for one in others if not one.facts.responsibilities)
    same = (one for one in unread if one.facts.document.id == best.facts.document.id)
    return any(_GIVES.search(fold(one.facts.text)) for one in (best, *same))


def _told_in_prose(findings: Findings, best: Candidate) -> DraftStatement | None:
    """Quote the sentence found where it says who acts in it, or the next best one; None where none does."""
    asked = findings.analysis.agencies
    pairs = zip(best.facts.sentences, best.sentence_support, strict=True)
    floor = best.best_support * _NEXT_BEST
    near = [one for one, share in sorted(pairs, key=lambda pair: -pair[1]) if share >= floor]
    for sentence in dict.fromkeys((best.best_sentence, *near)):
        words = on_one_line(sentence.quote)
        is_other = findings.analysis.whether and not any(one.text in words for one in asked)
        if not is_other and names_doer(fold(words)):
            if listed := whole_list(best.facts, sentence):
                text = "\n".join(on_one_line(one.quote) for one in listed)
                return DraftStatement(text=text, citations=listed)
            units = [one.text for one in load_aliases().mentions(words)]
            return _in_short(findings, sentence, units)
    return None


def _in_short(findings: Findings, sentence: Citation, units: Sequence[str]) -> DraftStatement:
    """Quote of a long sentence the part that speaks of the question and names one of `units`."""
    stating = re.compile("|".join(map(re.escape, units))) if units else None
    # Where a sentence hands one thing from one unit to the next (由甲初审后，提交乙复审), it is given whole.
    is_chain = bool(_HANDED_ON.search(sentence.quote))
    pieces = (sentence,) if is_chain else excerpt(sentence, findings.terms, stating)
    text = in_words(pieces) if pieces != (sentence,) else on_one_line(sentence.quote)
    return DraftStatement(text=text, citations=pieces)


def _denied_in_prose(findings: Findings, best: Candidate) -> Draft | None:
    """Put right who was taken for responsible where the sentence found gives it to another; else None."""
    sentence, asked = best.best_sentence, findings.analysis.agencies
    words = fold(on_one_line(sentence.quote))
    aliases = load_aliases()
    doers = [one for one in aliases.mentions(words) if names_doer(words)]
    is_same = any(one.office == two.office for one in asked for two in doers)
    if not findings.analysis.whether or not asked or not doers or is_same:
        return None
    if best.best_support < _SPEAKS_OF_IT or not names_doer(words[words.index(doers[0].text) :]):
        return None
    claimed = "、".join(one.text for one in asked)
    text = f"不是{claimed}，文件写的是：{on_one_line(sentence.quote)}"
    draft = answered(_KIND, DraftStatement(text=text, citations=(sentence,)))
    return replace(draft, premise=Premise(asked=claimed, found=doers[0].text))


def _named_in(findings: Findings, best: Candidate) -> DraftStatement | None:
    """Quote the sentence found where it names an organisation that the question does not; else None."""
    sentence = best.best_sentence
    plain = fold(sentence.quote)
    named = {one.group() for one in _ORGANISATION.finditer(plain)}
    asked = fold(findings.analysis.text)
    new = [one for one in named if one not in asked]
    if not new or best.best_support < _SPEAKS_OF_IT or len(plain) > _LONGEST_QUOTE:
        return None
    return _in_short(findings, sentence, new)


def _host(findings: Findings, candidate: Candidate) -> ClauseFacts:
    """Return the clause whose bracket holds: the candidate's own, or that of the task it hangs on."""
    host_id = candidate.facts.clause.host_id
    if candidate.facts.responsibilities or host_id is None:
        return candidate.facts
    return findings.catalogue[host_id]


def _fitting(
    findings: Findings, candidate: Candidate, host: ClauseFacts
) -> tuple[Responsibility, ...]:
    """Return the lists of a clause that speak of what is asked.

    A bracket closes the clause it stands in. The row of a table is for what the row says alone, and
    of several sentences that each name somebody the one found is meant.
    """
    rows = [one.source for one in host.responsibilities if cells_of(one.source.quote)]
    meant = _rows_meant(findings, host, rows)
    told = [one.source for one in host.responsibilities if _is_told(one)]
    if len(told) > 1:
        sentence = candidate.best_sentence
        inside = [one for one in told if sentence.span.contains(one.span)]
        is_theirs = inside or names_doer(fold(sentence.quote))
        of_them = inside if is_theirs else told
        asks_all = OTHERS_TOO.search(findings.analysis.text)
        spoken = of_them if asks_all else _spoken_of(findings, host, of_them)
        if len(spoken) < len(told) and len(spoken) == 1 and inside:
            return tuple(one for one in host.responsibilities if one.source in spoken)
        meant |= set(spoken)
    else:
        meant |= set(told)
    return tuple(
        one
        for one in host.responsibilities
        if one.source in meant or (one.source not in rows and one.source not in told)
    )


def _spoken_of(
    findings: Findings, host: ClauseFacts, told: Sequence[Citation]
) -> Sequence[Citation]:
    """Return of units that sentences name one after another those named for what is asked.

    由甲局牵头A、B;由乙局牵头C: each stretch, up to where the next is named, says what its units are for.
    """
    spans = [*sorted(one.span.start for one in host.sentences), host.clause.span.end]
    named = sorted({one.span.start for one in told})
    share: dict[Citation, float] = {}
    for one in told:
        start = one.span.start
        end = min(at for at in (*spans, *named) if at > start or at == spans[-1])
        share[one] = support(
            findings.terms, fold(host.document.text[start : max(end, one.span.end)])
        )
    most = max(share.values(), default=0.0)
    return [one for one in told if share[one] >= most * _NEARLY]


def _rows_meant(findings: Findings, host: ClauseFacts, rows: Sequence[Citation]) -> set[Citation]:
    """Return the rows of a clause that a question is about.

    What it asks for stands in the row, or in the words round the table but for what tells the row
    from others; where all of it stands round the table, all rows are meant.
    """
    if not rows:
        return set()
    held = {one: support(findings.terms, fold(one.quote)) for one in rows}
    if max(held.values()) >= _ROW_SUPPORT:
        return {one for one in rows if held[one] == max(held.values())}
    start, end = rows[0].span.start, rows[-1].span.end
    text, clause = host.document.text, host.clause.span
    parts = (host.document.title, host.heading, text[clause.start : start], text[end : clause.end])
    round_it = fold(" ".join(parts))
    rest = [term for term in findings.terms if term.found_in(round_it) < _FOUND]
    told = {one: support(rest, fold(one.quote)) for one in rows}
    if not rest:
        return set(rows)
    return {one for one in rows if told[one] >= max(_REST_SUPPORT, *told.values())}


def _is_told(responsibility: Responsibility) -> bool:
    """Tell whether running text names the units, neither a bracket nor a label nor a row."""
    quote = fold(responsibility.source.quote)
    is_listed = quote.startswith(_BRACKETS) or LABEL.match(quote) is not None
    return not is_listed and not cells_of(responsibility.source.quote)


def _answer(
    findings: Findings,
    candidate: Candidate,
    host: ClauseFacts,
    responsibilities: tuple[Responsibility, ...],
) -> Draft:
    asked = findings.analysis.agencies
    inherited = host is not candidate.facts
    statements = []
    for responsibility in nearest_first(responsibilities, candidate.best_sentence):
        place = f"{name(host)}{covered(responsibility)}"
        if findings.analysis.whether and asked:
            text = _whether(asked, responsibility, place)
            if _LEADS.search(fold(findings.analysis.text)):
                leading = _taken_to_lead(findings, asked)
                text = _whether_leading(leading, responsibility, place) or text
        elif findings.analysis.first:
            text = _first(responsibility, place)
        else:
            text = f"{place}的责任单位：{_listed(responsibility)}。"
        is_row = bool(cells_of(responsibility.source.quote))
        proof = responsibility.covers or (None if is_row else candidate.best_sentence)
        cited = [responsibility.source, proof, responsibility.lead_source]
        statements.append(
            DraftStatement(text=text, citations=tuple(one for one in cited if one is not None))
        )
        is_meant = not (findings.analysis.whether and asked) or _is_in_shared(asked, responsibility)
        is_meant = is_meant and not _OF_OFFICES.search(findings.analysis.text)
        if responsibility.shared and is_meant:
            statements.append(state_shared(responsibility.shared, place, responsibility.source))
    units = [one for two in responsibilities for one in two.agencies]
    asks_count = _COUNTS.search(findings.analysis.text) and len(responsibilities) == 1
    lead = f"共{len(units)}个单位：" if asks_count and not findings.analysis.whether else ""
    draft = answered(_KIND, *statements, lead=lead)
    if findings.analysis.whether:
        denied = _denied(asked, responsibilities)
        if _LEADS.search(fold(findings.analysis.text)):
            denied = denied or _denied_lead(_taken_to_lead(findings, asked), responsibilities)
        draft = replace(draft, premise=denied)
    if inherited and candidate.facts.clause.role is ClauseRole.BOX:
        text = f"专栏未单列责任单位，以上是所属任务“{'、'.join(host.clause.titles)}”的责任单位。"
        draft = replace(draft, notes=(Note(code="inherited", text=text),))
    return draft


def _is_in_shared(asked: tuple[AgencyMention, ...], responsibility: Responsibility) -> bool:
    """Tell whether a unit asked about is one that a note of the document adds to every list."""
    aliases = load_aliases()
    shared = responsibility.shared.agencies if responsibility.shared else ()
    return any(aliases.is_same(one, fold(two)) for one in asked for two in shared)


def _denied(
    asked: tuple[AgencyMention, ...], responsibilities: tuple[Responsibility, ...]
) -> Premise | None:
    """Return who was taken for responsible and is in no list, with who is; None where one is."""
    listed = [one for two in responsibilities for one in two.agencies]
    shared = [one for two in responsibilities if two.shared for one in two.shared.agencies]
    aliases = load_aliases()
    absent = [
        mention
        for mention in asked
        if not any(aliases.is_same(mention, fold(one)) for one in (*listed, *shared))
    ]
    if not absent or len(absent) != len(asked):
        return None
    found = "、".join(dict.fromkeys(listed))
    return Premise(asked="、".join(one.text for one in absent), found=found)


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
        return f"（“{_shortened(on_one_line(_row_name(cells)))}”）"
    if responsibility.covers is None:
        return ""
    return f"（“{_shortened(on_one_line(responsibility.covers.quote))}”）"


def _row_name(cells: Sequence[str]) -> str:
    """Return the cell that says what a row is about: the first one with words, no number nor 〃."""
    return next((cell for cell in cells if not _NO_NAME.fullmatch(cell)), " ".join(cells))


def _shortened(words: str) -> str:
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
    manner = f"，{responsibility.manner}" if responsibility.manner else ""
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


def _whether(asked: tuple[AgencyMention, ...], responsibility: Responsibility, place: str) -> str:
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
        part = next((supporting[one] for one in same if one in supporting), "责任")
        verdicts.append(
            f"是，{'、'.join(same)}是{part}单位" if same else f"否，责任单位中没有{mention.text}"
        )
    return f"{'；'.join(verdicts)}。{place}的责任单位：{listed}{others}。"
