"""What an enterprise must do, must not do, may receive and by when (义务自查), with its reasons; pure.

Read from the facts of every clause of the documents in force: who a sentence speaks to, from what size
on, in which industry and place. What surely applies is kept apart from what may; what speaks to
government, to others or to another trade is counted and left out. A sentence that encourages binds
nobody, and a goal of an industry is no duty of one enterprise: both are listed as what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from app.applicability import (
    find_cases,
    is_of_authority,
    judge_headings,
    judge_sentence,
    judge_subject,
    named_first,
    speaks_of_firms,
)
from app.catalogue import Catalogue, ClauseFacts
from app.conditions import Condition, Verdict, judge_place, verdict_of
from app.definitions import Definition, read_definitions
from app.draft import on_one_line
from app.industries import is_of_trade
from app.profile import Profile
from app.reply_target import state_goal
from app.selection import INTRODUCTORY
from app.table_rows import RowMaker, Wanted, unit_words
from corpus.facts import Modality, Obligation, Penalty
from corpus.issuers import Level
from corpus.model import Citation, ClauseRole

_OPENING = 12  # characters in which 违反… opens an article of 法律责任
_SETS_TONE = INTRODUCTORY | {ClauseRole.GOAL}
_NAMED = 10  # documents in a remark


class Category(Enum):
    """What a sentence is to an enterprise, in the order they are listed."""

    MUST = "必须"
    SHALL = "应当"
    FORBID = "禁止"
    RESTRICT = "限制"
    SUPPORT = "可争取的支持"
    PENALTY = "处罚"
    DEADLINE = "时限"


_CATEGORIES = {
    Modality.MUST: Category.MUST,
    Modality.SHALL: Category.SHALL,
    Modality.FORBID: Category.FORBID,
    Modality.RESTRICT: Category.RESTRICT,
    Modality.ENCOURAGE: Category.SUPPORT,
    Modality.REWARD: Category.SUPPORT,
    Modality.PENALISE: Category.PENALTY,
}
ORDER = list(Category)
Defined = Mapping[str, Sequence[Definition]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing an enterprise has to know: its words, whether it surely applies, and why.

    `modality` is None for a goal of the industry; `subjects` are whom the text names.
    """

    category: Category
    modality: Modality | None
    words: str
    subjects: tuple[str, ...]
    conditions: tuple[Condition, ...]
    deadlines: tuple[str, ...]
    units: str
    consequence: str
    place: str
    source: Citation

    @property
    def is_certain(self) -> bool:
        """Whether every condition of the text is met by what was told."""
        return verdict_of(self.conditions) is Verdict.MET

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it applies: the conditions that are met."""
        return tuple(one.line for one in self.conditions if one.verdict is Verdict.MET)

    @property
    def unsettled(self) -> tuple[str, ...]:
        """What is to be looked at before it is known whether it applies."""
        return tuple(one.line for one in self.conditions if one.verdict is Verdict.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """What was found for an enterprise, in order: what surely applies first; and what was left out."""

    profile: Profile
    items: tuple[Item, ...]
    left_out: int
    remarks: tuple[str, ...]

    def of(self, *, certain: bool) -> tuple[Item, ...]:
        """Return what surely applies, or what may."""
        return tuple(one for one in self.items if one.is_certain is certain)


def check_obligations(
    catalogue: Catalogue, profile: Profile, *, documents: tuple[str, ...] = ()
) -> Checklist:
    """Find what applies to an enterprise in `documents` (ids), or in all."""
    maker = RowMaker(catalogue=catalogue, wanted=Wanted(documents=documents))
    remarks: list[str] = []
    found: list[Item] = []
    elsewhere: list[str] = []
    of_others: list[str] = []
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
    found.sort(key=_rank)
    return Checklist(profile=profile, items=tuple(found), left_out=left_out, remarks=tuple(remarks))


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
    for facts in clauses:
        headings = (facts.document.title, *facts.clause.path.headings, *facts.clause.titles)
        above = (place, *judge_headings(tuple(dict.fromkeys(headings)), profile))
        if verdict_of(above) is Verdict.FAILED:
            left_out += len(facts.obligations)
            continue
        for one, conditions in _judged(facts, profile, defined):
            if conditions is None:
                left_out += 1
            else:
                found.append(_item(maker, facts, one, (*above, *conditions)))
        found += _penalties(maker, facts, profile, above)
        found += _goals(maker, facts, profile, above)
    return found, left_out


def _judged(
    facts: ClauseFacts, profile: Profile, defined: Defined
) -> list[tuple[Obligation, tuple[Condition, ...] | None]]:
    """Judge each sentence of a clause for each it speaks to; None where it does not apply.

    What a statute punishes is read from its penalties instead.
    """
    punished = [each.source.span for each in facts.penalties]
    found: list[tuple[Obligation, tuple[Condition, ...] | None]] = []
    for one in facts.obligations:
        is_penalty = one.modality is Modality.PENALISE
        is_read = any(one.source.span.contains(span) for span in punished)
        if is_read and (
            is_penalty or on_one_line(one.source.quote).find("违反") in range(_OPENING)
        ):
            continue
        conditions = _conditions(facts, one, profile, defined)
        is_out = conditions is None or verdict_of(conditions) is Verdict.FAILED
        found.append((one, None if is_out else conditions))
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
    if one.subject:
        subject, sentence = on_one_line(one.subject), on_one_line(one.source.quote)
        judged = judge_subject(subject, profile, thresholds, defined)
        return judged and (*judged, *find_cases(sentence, subject, is_article=is_article))
    sentence = on_one_line(one.source.quote)
    first = named_first(sentence)
    if facts.clause.role in _SETS_TONE or first is None:
        return None
    if first:
        return judge_subject(first, profile, thresholds, defined)
    judged = judge_sentence(sentence, profile)
    binds = _CATEGORIES[one.modality] not in {Category.SUPPORT, Category.PENALTY}
    speaks_of_it = any(each.verdict is Verdict.MET for each in judged)
    may_bind = binds and (is_article or speaks_of_firms(sentence))
    return judged if may_bind or speaks_of_it else None


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
    maker: RowMaker, facts: ClauseFacts, profile: Profile, above: tuple[Condition, ...]
) -> Iterator[Item]:
    """Yield the penalties of a clause that an enterprise can incur: each applies where its act is done."""
    for one in facts.penalties:
        act = on_one_line(one.act.quote) if one.act else ""
        judged = judge_subject(act, profile, ()) if act else ()
        about = judge_sentence(act, profile)[1:]
        if is_of_authority(act) or verdict_of((*(judged or ()), *about)) is Verdict.FAILED:
            continue
        told = "有所列行为的才适用"
        case = Condition(kind="行为", words=act, verdict=Verdict.OPEN, told=told)
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
