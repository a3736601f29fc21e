"""What an enterprise must do, must not do, may receive and by when (义务自查), with its reasons; pure.

Read from the facts of every clause of the documents in force: who a sentence speaks to, from what size
on, in which industry and place. What surely applies is kept apart from what may; what speaks to
government, to others or to another trade is counted and left out. A sentence that encourages binds
nobody, and a goal of an industry is no duty of one enterprise: both are listed as what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.addressees import (
    find_pushed,
    find_recipient,
    find_scope,
    is_for_officials,
    lead_above,
    punished_act,
)
from app.applicability import (
    find_cases,
    judge_actor,
    judge_headings,
    judge_matter,
    judge_part,
    judge_sentence,
    judge_subject,
    names_own_thing_in,
)
from app.catalogue import Catalogue, ClauseFacts
from app.checklist import ORDER, Category, Checklist, Item
from app.conditions import Condition, Verdict, judge_place, verdict_of
from app.definitions import Definition, read_definitions
from app.draft import on_one_line
from app.industries import is_about_other_trade, is_of_trade, load_industries
from app.named import is_of_authority, named_first, names_somebody, speaks_of_firms
from app.profile import Profile
from app.reply_target import state_goal
from app.selection import INTRODUCTORY
from app.table_rows import RowMaker, Wanted, unit_words
from corpus.facts import Modality, Obligation, Penalty
from corpus.issuers import Level
from corpus.model import ClauseRole, Span

_OPENING = 12  # characters in which 违反… opens an article of 法律责任
_SETS_TONE = INTRODUCTORY | {ClauseRole.GOAL}
_NAMED = 10  # documents in a remark
_ALTERED = re.compile(r"淘汰|更新|替[换代]|改造|退出|拆除")


_CATEGORIES = {
    Modality.MUST: Category.MUST,
    Modality.SHALL: Category.SHALL,
    Modality.FORBID: Category.FORBID,
    Modality.RESTRICT: Category.RESTRICT,
    Modality.ENCOURAGE: Category.SUPPORT,
    Modality.REWARD: Category.SUPPORT,
    Modality.PENALISE: Category.PENALTY,
}
_BINDING = {Category.MUST, Category.SHALL, Category.FORBID, Category.RESTRICT}
_GIVEN_TO = "给予的对象，请核对企业是否属于"
Defined = Mapping[str, Sequence[Definition]]


def check_obligations(
    catalogue: Catalogue, profile: Profile, *, documents: tuple[str, ...] = ()
) -> Checklist:
    """Find what applies to an enterprise in `documents` (ids), or in all."""
    maker = RowMaker(catalogue=catalogue, wanted=Wanted(documents=documents))
    remarks = list(_unknown_trades(profile))
    found: list[Item] = []
    elsewhere: list[str] = []
    of_others: list[str] = []
    pushed: list[str] = []
    left_out = 0
    for document_id, clauses in maker.by_document.items():
        title = clauses[0].document.title
        ended = maker.standing_remark(document_id)
        place = _place_of(catalogue, document_id, profile)
        if ended:
            remarks.append(f"没有列入：{ended}")
        elif place.verdict is Verdict.FAILED:
            elsewhere.append(f"《{title}》")
        elif verdict_of(judge_headings((title,), profile)) is Verdict.FAILED:
            of_others.append(f"《{title}》")
        else:
            items, out = _check_document(maker, clauses, profile, place)
            pushed += _pushed(maker, clauses, profile)
            found += items
            left_out += out
    for what, titles in (("别的地区", elsewhere), ("别的行业", of_others)):
        more = f"等 {len(titles)} 份" if len(titles) > _NAMED else ""
        if titles:
            remarks.append(f"{what}的文件没有列入：{'、'.join(titles[:_NAMED])}{more}")
    if left_out:
        remarks.append(
            f"另有 {left_out} 句没有列入：对政府部门、其他主体或别的行业说的，或与所填情况没有联系的"
        )
    if pushed:
        remarks.append(
            f"另有 {len(pushed)} 句是要政府推动、督促企业做的，或是淘汰、改造企业所写设备的，没有约束企业的语气，没有列入，请留意："
            f"{'；'.join(pushed)}"
        )
    found.sort(key=_rank)
    return Checklist(profile=profile, items=tuple(found), left_out=left_out, remarks=tuple(remarks))


def _unknown_trades(profile: Profile) -> Iterator[str]:
    """Say which industries are not in the table, so that they are only found by their own words."""
    unknown = [one for one in profile.industry if not load_industries().of_enterprise(one)]
    if unknown:
        yield (
            f"行业用词表里没有“{'、'.join(unknown)}”，只按字面找；对工业、服务业等大类的要求列为待核对。"
            "换一个常见的叫法再查，或请维护人员补进行业用词表"
        )


def _pushed(maker: RowMaker, clauses: Sequence[ClauseFacts], profile: Profile) -> Iterator[str]:
    """Yield where plans say what the government is to press enterprises like this one to do.

    So do they where equipment that the enterprise has is to be given up or altered.
    """
    for facts in clauses:
        above = judge_headings(facts.clause.path.headings, profile)
        is_out = facts.clause.role in _SETS_TONE or verdict_of(above) is Verdict.FAILED
        for sentence in () if is_out else facts.sentences:
            who = find_pushed(on_one_line(sentence.quote))
            judged = judge_subject(who, profile, ()) if who else None
            is_pushed = judged and verdict_of(judged) is not Verdict.FAILED
            is_listed = any(sentence.span.contains(one.source.span) for one in facts.obligations)
            is_about_own = not is_listed and names_own_thing_in(sentence.quote, profile, _ALTERED)
            if is_pushed or is_about_own:
                yield maker.place(facts, sentence)


def _rank(one: Item) -> tuple[bool, int, bool]:
    """Put what surely applies first, then by category, money before encouragement."""
    is_word = one.modality is Modality.ENCOURAGE
    return not one.is_certain, ORDER.index(one.category), is_word


def _place_of(catalogue: Catalogue, document_id: str, profile: Profile) -> Condition:
    said = catalogue.register[document_id].metadata
    is_national = said.level is not None and said.level.value is Level.NATION
    region = said.region.value if said.region else None
    return judge_place(region, is_national=is_national, profile=profile)


def _check_document(
    maker: RowMaker, clauses: Sequence[ClauseFacts], profile: Profile, place: Condition
) -> tuple[list[Item], int]:
    found: list[Item] = []
    left_out = 0
    defined = read_definitions(clauses)
    general = (place, *_judge_scope(clauses, profile, defined))
    for facts in clauses:
        headings = (facts.document.title, *facts.clause.path.headings, *facts.clause.titles)
        above = (*general, *judge_headings(tuple(dict.fromkeys(headings)), profile))
        if verdict_of(above) is Verdict.FAILED:
            left_out += len(facts.obligations)
            continue
        for one, conditions in _judged(facts, profile, defined):
            if conditions is None:
                left_out += 1
            else:
                found.append(_item(maker, facts, one, (*above, *conditions)))
        found += _penalties(maker, facts, (profile, defined), above)
        found += _goals(maker, facts, profile, above)
    return found, left_out


def _judge_scope(
    clauses: Sequence[ClauseFacts], profile: Profile, defined: Defined
) -> tuple[Condition, ...]:
    """Judge whom a statute says that it applies to; nothing where it names activities and no one."""
    found: list[Condition] = []
    for who in find_scope(clauses):
        judged = judge_subject(who, profile, (), defined) if names_somebody(who) else None
        if judged is not None:
            found.append(Condition(kind="适用范围", words=who, verdict=verdict_of(judged)))
    return tuple(found)


def _judged(
    facts: ClauseFacts, profile: Profile, defined: Defined
) -> list[tuple[Obligation, tuple[Condition, ...] | None]]:
    """Judge each sentence of a clause for each it speaks to; None where it does not apply.

    What a statute punishes is read from its penalties instead.
    """
    punished = [each.source.span for each in facts.penalties]
    found: list[tuple[Obligation, tuple[Condition, ...] | None]] = []
    spoken_to: dict[Span, str] = {}  # whom a sentence has bound already: 机构应当节约,杜绝浪费
    for each in facts.obligations:
        one = each
        if _CATEGORIES[one.modality] in _BINDING:
            subject = one.subject or spoken_to.get(one.source.span)
            one = replace(one, subject=subject)
            if subject:
                spoken_to[one.source.span] = subject
        is_penalty = one.modality is Modality.PENALISE
        is_read = any(one.source.span.contains(span) for span in punished)
        if is_read and (
            is_penalty or on_one_line(one.source.quote).find("违反") in range(_OPENING)
        ):
            continue
        conditions = _conditions(facts, one, profile, defined)
        lead = lead_above(facts, one.source)
        about = judge_headings((lead,), profile) if lead else ()
        is_out = conditions is None or verdict_of((*conditions, *about)) is Verdict.FAILED
        found.append((one, None if is_out else (*about, *(conditions or ()))))
    return found


def _conditions(
    facts: ClauseFacts, one: Obligation, profile: Profile, defined: Defined
) -> tuple[Condition, ...] | None:
    """Return what a sentence says of whom it is for; None where it is not for an enterprise.

    Guiding thought, principles and goals set the tone. A sentence that names nobody has to speak of
    something of the enterprise, where it only encourages; where it binds, a plan has to speak of
    enterprises or projects, while an article binds whoever does what it says.
    """
    span = one.source.span
    thresholds = [
        each for each in facts.thresholds if each.selects and span.contains(each.source.span)
    ]
    is_article = facts.clause.role is ClauseRole.ARTICLE
    is_general = is_article and not is_about_other_trade(facts.document.title, profile.industry)
    category, sentence = _CATEGORIES[one.modality], on_one_line(one.source.quote)
    recipient = find_recipient(sentence) if category is Category.SUPPORT else None
    if recipient:
        judged = judge_subject(recipient, profile, thresholds, defined)
        case = Condition(kind="对象", words=recipient, verdict=Verdict.OPEN, told=_GIVEN_TO)
        is_matter = is_article and not names_somebody(recipient)
        return judged or ((case,) if is_matter else None)
    if category is Category.PENALTY and (judged := _judge_act(facts, one, profile, defined)):
        return judged
    if one.subject:
        subject = on_one_line(one.subject)
        judged = judge_subject(subject, profile, thresholds, defined)
        if judged is None and is_general and category in _BINDING:
            judged = judge_matter(subject, profile)
        cases = find_cases(sentence, subject, is_article=is_article)
        return judged and (*judged, *cases, *judge_part(thresholds, subject, profile))
    first = named_first(sentence)
    if facts.clause.role in _SETS_TONE or first is None:
        return None
    if first:
        return judge_subject(first, profile, thresholds, defined)
    judged = judge_sentence(sentence, profile)
    speaks_of_it = any(each.verdict is Verdict.MET for each in judged)
    may_bind = category in _BINDING and (is_general or speaks_of_firms(sentence))
    return judged if may_bind or speaks_of_it else None


def _judge_act(
    facts: ClauseFacts, one: Obligation, profile: Profile, defined: Defined
) -> tuple[Condition, ...] | None:
    """Judge who does what is punished (不按规定监测的, 违法用能行为); None where a noun names who it meets.

    It is for an enterprise where it is not named for others, and threatens more than what befalls
    officials alone.
    """
    sentence = on_one_line(one.source.quote)
    is_article = facts.clause.role is ClauseRole.ARTICLE
    act = on_one_line(one.subject or (punished_act(sentence) if is_article else ""))
    is_act = act and (act.endswith(("的", "行为")) or not one.subject)
    if not is_act or is_of_authority(act) or is_for_officials(sentence):
        return None
    conditions = judge_actor(act, profile, defined)
    return None if conditions is None else (*conditions, _case_of(act))


def _case_of(act: str) -> Condition:
    return Condition(kind="行为", words=act, verdict=Verdict.OPEN, told="有所列行为的才适用")


def _item(
    maker: RowMaker, facts: ClauseFacts, one: Obligation, conditions: tuple[Condition, ...]
) -> Item:
    source = one.source
    inside = [each for each in facts.penalties if source.span.contains(each.source.span)]
    return Item(
        category=_CATEGORIES[one.modality],
        modality=one.modality,
        words=on_one_line(source.quote),
        subjects=(on_one_line(one.subject),) if one.subject else (),
        conditions=conditions,
        deadlines=tuple(maker.deadlines(facts, [source.span])),
        units=unit_words(maker.units_for(facts, source)),
        consequence="；".join(map(_consequence, inside)),
        place=maker.place(facts, source),
        source=source,
    )


def _consequence(one: Penalty) -> str:
    return "；".join(on_one_line(words) for words in (*one.measures, *one.fines))


def _penalties(
    maker: RowMaker,
    facts: ClauseFacts,
    of: tuple[Profile, Defined],
    above: tuple[Condition, ...],
) -> Iterator[Item]:
    """Yield the penalties of a clause that an enterprise can incur: each applies where its act is done."""
    profile, defined = of
    for one in facts.penalties:
        act = on_one_line(one.act.quote) if one.act else ""
        judged = judge_subject(act, profile, (), defined) if act else ()
        about = judge_sentence(act, profile)[1:]
        actor = judge_actor(act, profile, defined)
        is_out = verdict_of((*(judged or ()), *about)) is Verdict.FAILED or is_for_officials(
            f"{one.imposed_by}{one.source.quote}"
        )
        if actor is None or is_of_authority(act) or is_out:
            continue
        case = _case_of(act)
        met = [each for each in (*(judged or ()), *about) if each.verdict is Verdict.MET]
        yield Item(
            category=Category.PENALTY,
            modality=Modality.PENALISE,
            words=on_one_line(one.source.quote),
            subjects=(act,) if act else (),
            conditions=(*above, *met, case),
            deadlines=(),
            units=on_one_line(one.imposed_by or ""),
            consequence="；".join(filter(None, (one.condition or "", _consequence(one)))),
            place=maker.place(facts, one.source),
            source=one.source,
        )


def _goals(
    maker: RowMaker, facts: ClauseFacts, profile: Profile, above: tuple[Condition, ...]
) -> Iterator[Item]:
    """Yield the goals of the enterprise's own industry, which say by when; no duty of one enterprise."""
    for one in facts.targets:
        if one.historical or one.year is None:
            continue
        about = judge_sentence(on_one_line(f"{one.metric}，{one.source.quote}"), profile)[1:]
        met = [each for each in about if each.verdict is Verdict.MET]
        if not (met or _is_of_own_trade(facts, profile)) or verdict_of(about) is Verdict.FAILED:
            continue
        told = "是行业或地区的目标，不是对单个企业的要求"
        stated = state_goal(facts, one)
        yield Item(
            category=Category.DEADLINE,
            modality=None,
            words=stated.text,
            subjects=(),
            conditions=(
                *above,
                *about,
                Condition(kind="对象", words="", verdict=Verdict.OPEN, told=told),
            ),
            deadlines=(on_one_line(one.period.quote) if one.period else f"{one.year}年",),
            units=unit_words(maker.units_for(facts, one.source)),
            consequence="",
            place=maker.place(facts, one.source),
            source=one.source,
        )


def _is_of_own_trade(facts: ClauseFacts, profile: Profile) -> bool:
    """Tell whether a heading above a clause is about the enterprise's trade, not about 工业 at large."""
    headings = (facts.document.title, *facts.clause.path.headings)
    return any(
        each.verdict is Verdict.MET
        for heading in headings
        if is_of_trade(heading)
        for each in judge_sentence(heading, profile)[1:]
    )
