"""Sentences that answer how much or when without being a goal: a count, a date, a level, a length of time."""

from __future__ import annotations

import re
from dataclasses import replace

from app.amounts import read_amounts
from app.catalogue import ClauseFacts
from app.draft import Candidate, DraftStatement, Findings, on_one_line
from app.evidence import Term, fold, support
from app.excerpt import excerpt, in_words
from app.fitting_words import parts_asked
from app.goals_found import ENOUGH, MOST_CLAUSES, Goal, beside_metric, is_of_wider_place
from app.list_leads import IS_CASE
from app.metric import read_asked_metric, read_metric
from app.other_matter import is_of_another
from app.selection import regions_not_covered
from app.stated_value import (
    TIME_UNIT,
    WHEN,
    amount_pattern,
    expected_unit,
    holds_time,
    is_no_price,
)
from app.time_asked import speaks_of_act
from app.value_fits import (
    amounts_told,
    gives_length,
    is_beside_place,
    is_in_rule_meant,
    is_of_other_grade,
    is_of_year,
    is_stated,
    matter_of,
    measures_another,
    next_case,
    only_opens_list,
)
from corpus.model import Citation
from index.background import load_background
from index.question_words import SEVERAL

_LEVEL = re.compile(r"达到.{2,12}(?:水平|标准)|全覆盖")
# What a question for a figure names; without it a goal in words answers (目标是什么, 要到什么水平).
_FIGURE = re.compile(
    r"多少|多大|多高|几|占比|比例|比重|总量|数量|规模|幅度|降幅|增幅|增速|产能|产量|定量|量化"
)
# What breaking a rule costs is no price, no grant and no goal.
_FINE = re.compile(r"罚款|罚金")
_OF_A_BREACH = re.compile(
    r"罚|处理|后果|会怎|违|责任|追究|不按|没按|未按|逾期|超期|骗|套取|虚假|造假|挪用"
)
# From when a document holds is no day of anything that it orders (本办法自…起施行).
_FROM_WHEN = re.compile(
    r"(?:本[\u4e00-\u9fff]{2,4}|[公发]布[，,]?|通过[，,]?)自[^，,。]{2,24}起(?:施行|实施|执行|生效|试行)"
)
_ASKS_FROM_WHEN = re.compile(
    r"[施执实试]行|实施|生效|启用|有效|废止|作废|管用|[起从]|开始|出台|发布|公布|适用|作数|算数|截止|到期"
)
_SURE = 0.4
_ENOUGH_QUALITATIVE = 0.7
_NEAR = 0.8  # of the best score
_FAR_AHEAD, _SPEAKS_PLAINLY = 1.15, 0.5
_NEAREST = 0.97  # … for a value taken on confidence alone
_NEAR_LENGTH = 0.6  # a length is known by the word beside it, so clauses farther off are read
_MOST_GOALS = 3
_CLEARLY = 0.15  # share of the question by which one sentence has to have more of it than another
_AGAIN = frozenset({"重新", "再次", "继续", "另行"})  # adverbs, whose act stands behind them
_IN_USE = 30  # policy texts that have a word of theirs; one that fewer have is the asker's own
_LONGEST_OF_TWO = 200  # characters of a sentence that may answer two questions at once
_SHORT = 115  # characters of an answer to a question for one figure
_LONGEST_OPENER = 30  # characters
_LONGEST_QUOTE = 300  # characters; longer is a table run together


def stating_sentence(findings: Findings) -> DraftStatement | None:
    """Return a sentence that answers without being a target: a count, a date or a stated level."""
    analysis = findings.analysis
    unit = expected_unit(analysis.text)
    is_of_time = analysis.when or unit == TIME_UNIT
    asks_length = analysis.time is not None and not analysis.time.day
    best = findings.candidates[0].score
    for candidate in findings.candidates[: MOST_CLAUSES * (2 if asks_length else 1)]:
        if candidate.score < best * (_NEAR_LENGTH if asks_length else _NEAR):
            break
        ranked = sorted(
            zip(candidate.facts.sentences, candidate.sentence_support, strict=True),
            key=lambda pair: -pair[1],
        )
        for sentence, share in ranked:
            pieces = _stating_pieces(findings, sentence, unit)
            enough = ENOUGH if is_of_time else _ENOUGH_QUALITATIVE
            if share >= enough and pieces:
                return _told(findings, sentence, pieces)
    return None


def _stating_pieces(findings: Findings, sentence: Citation, unit: str) -> tuple[Citation, ...]:
    """Return what of a sentence answers how much or when; () where it does not."""
    analysis = findings.analysis
    is_fine = _FINE.search(sentence.quote) and not _OF_A_BREACH.search(analysis.text)
    is_fine = (
        is_fine and analysis.time is None
    )  # how long whoever cheats is shut out stands beside it
    is_grant = is_no_price(analysis.text, sentence.quote)
    is_other = _FROM_WHEN.search(sentence.quote) and not _ASKS_FROM_WHEN.search(analysis.text)
    is_other = is_other or is_fine or is_grant or measures_another(findings, sentence)
    if is_other or only_opens_list(findings, sentence, unit):
        return ()
    if analysis.years and not is_of_year(findings, sentence):
        return ()
    if analysis.time and not gives_length(findings, analysis.time, sentence):
        return ()
    facts = findings.catalogue[sentence.clause_id]
    elsewhere = is_of_wider_place(analysis, facts, sentence.quote)
    elsewhere = elsewhere or is_beside_place(findings, sentence)
    elsewhere = elsewhere or not is_in_rule_meant(findings, sentence)
    if elsewhere or is_of_other_grade(findings, sentence):
        return ()
    if is_stated(findings, sentence.quote, unit):
        stating = re.compile(WHEN if analysis.when else amount_pattern(unit))
        terms = _without_title(findings, facts)
        # 几天答复?办不完能拖多久? is answered by all of a sentence
        is_of_two = len(sentence.quote) <= _LONGEST_OF_TWO and len(parts_asked(analysis.text)) > 1
        told = amounts_told(findings)
        pieces = (sentence,) if is_of_two else excerpt(sentence, terms, stating, told)
        return pieces if sum(len(one.quote) for one in pieces) <= _LONGEST_QUOTE else ()
    is_worded = not _FIGURE.search(analysis.text) or _LEVEL.search(sentence.quote)
    return (sentence,) if not unit and not analysis.when and is_worded else ()


def _without_title(findings: Findings, facts: ClauseFacts) -> tuple[Term, ...]:
    """Return the terms that the title of a clause's document does not say; all where it says them all.

    What the title says holds for every sentence, and needs no words of the one that is quoted.
    """
    title = fold(facts.document.title)
    return tuple(one for one in findings.terms if one.word not in title) or findings.terms


def _told(findings: Findings, sentence: Citation, pieces: tuple[Citation, ...]) -> DraftStatement:
    """State the pieces of a sentence, of an item behind the short words that open its list and are asked for.

    1.专职看护人员每人每天九十元 says nothing without （一）汛期看护：.
    """
    facts = findings.catalogue[sentence.clause_id]
    openers = dict(zip(facts.sentences, facts.openers, strict=True)).get(sentence, ())
    own = fold("".join(one.quote for one in pieces))
    for opener in openers[-1:]:
        more = support(findings.terms, own + fold(opener.quote)) > support(findings.terms, own)
        is_case = IS_CASE.search(sentence.quote.rstrip()) and len(own) + len(opener.quote) <= _SHORT
        if is_case or (more and len(opener.quote) <= _LONGEST_OPENER):
            pieces = (opener, *pieces)
    text = in_words(pieces)
    if pieces == (sentence,) and (case := next_case(findings, sentence)):
        return DraftStatement(text=text + on_one_line(case.quote), citations=(sentence, case))
    return DraftStatement(text=text, citations=pieces)


def nearest_value(findings: Findings) -> DraftStatement | None:
    """Return the sentence of the nearest clauses that gives a value of the kind asked for.

    Who asks in his own words shares few of them with the text. Where the documents surely answer, the
    value that stands in the clause found is the one asked for: of its kind, its year and its matter.
    """
    unit = expected_unit(findings.analysis.text)
    for candidate in _nearest(findings):
        findings = _in_words_of(findings, candidate)
        ranked = sorted(
            candidate.facts.sentences,
            key=lambda one: (
                -_has_act(findings, one),
                -support(findings.terms, fold(one.quote)),
            ),
        )
        for sentence in ranked:
            pieces = _stating_pieces(findings, sentence, unit)
            if any(is_stated(findings, one.quote, unit) for one in pieces):
                return _told(findings, sentence, pieces)
    return None


def has_only_length(findings: Findings) -> bool:
    """Tell whether one clause plainly is the one asked about, and has no length of time but one.

    Convention (立法技术规范): a duty with a deadline is one article; who tells his case at length has few of its words.
    """
    best, *others = findings.candidates[:2]
    if findings.analysis.time is None or findings.analysis.time.day:
        return False
    unit = expected_unit(findings.analysis.text)
    lengths = [one for one in best.facts.folded[2] for _ in re.finditer(amount_pattern(unit), one)]
    is_clear = all(best.score >= one.score * _FAR_AHEAD for one in others)
    return is_clear and len(lengths) == 1 and best.best_support >= _SPEAKS_PLAINLY


def _nearest(findings: Findings) -> list[Candidate]:
    """Return the clauses nearest to a question; asked for a time, first those that use its word.

    哪天前改好 is asked of the clause that says 更正, not of the one that says more of the rest.
    """
    best = findings.candidates[0]
    near = [one for one in findings.candidates[:MOST_CLAUSES] if one.score >= best.score * _NEAREST]
    asked = findings.analysis.time
    if asked is None or not asked.act:
        return near
    speaking = [
        one
        for one in findings.candidates[:MOST_CLAUSES]
        if one.score >= best.score * _NEAR_LENGTH
        and one.best_support >= best.best_support * _NEAR
        and any(
            holds_time(sentence.quote) and _has_act(findings, sentence)
            for sentence in one.facts.sentences
        )
    ]
    return list(dict.fromkeys((*speaking, *near)))


def _has_act(findings: Findings, sentence: Citation) -> bool:
    asked = findings.analysis.time
    return bool(asked and asked.act and speaks_of_act(asked, sentence.quote))


def _in_words_of(findings: Findings, candidate: Candidate) -> Findings:
    """Leave out of the time asked for what it is the time of, where only the asker calls it so.

    几天内寄给我: no policy text says 寄给, this one says 发送. A word of policy texts (公示) is another act
    where the clause lacks it, and one that the clause has tells its lengths apart; both are kept.
    """
    asked = findings.analysis.time
    if asked is None or asked.act in _AGAIN:
        return findings
    if load_background().counts.get(asked.act, 0) >= _IN_USE:
        return findings
    if speaks_of_act(asked, candidate.facts.heading + candidate.facts.text):
        return findings
    return replace(findings, analysis=replace(findings.analysis, time=replace(asked, act="")))


def said_beside(findings: Findings, goal: Goal) -> DraftStatement | None:
    """Return a sentence beside a goal of the metric asked for that has more of the rest of the question.

    新建大型数据中心…不超过1.3 without a year stands beside 到2025年，数据中心…普遍不超过1.5.
    """
    asked = read_asked_metric(findings.analysis.text)
    beside = beside_metric(findings, asked)
    if not goal.is_same or not beside or findings.analysis.years:
        return None
    unit = expected_unit(findings.analysis.text)
    own = findings.catalogue.sentence_of(goal.target.source)
    least = support(beside, fold(own.quote)) + _CLEARLY
    for sentence in goal.facts.sentences:
        if sentence == own or not asked.measures & read_metric(sentence.quote).measures:
            continue
        pieces = _stating_pieces(findings, sentence, unit)
        if pieces and support(beside, fold(sentence.quote)) >= least:
            return DraftStatement(text=in_words(pieces), citations=pieces)
    return None


def several_figures(findings: Findings) -> tuple[DraftStatement, ...]:
    """Return the sentences with figures for a question that asks for two at once (各, 分别, 差在哪)."""
    analysis = findings.analysis
    if not SEVERAL.search(analysis.text) or analysis.when:
        return ()
    unit = expected_unit(analysis.text)
    best = findings.candidates[0].score
    found: dict[Citation, float] = {}
    for candidate in findings.candidates[:_MOST_GOALS]:
        if candidate.score < best * _NEAR or regions_not_covered(analysis, candidate.facts):
            continue
        for sentence, share in zip(
            candidate.facts.sentences, candidate.sentence_support, strict=True
        ):
            stated = share >= _SURE and len(sentence.quote) <= _LONGEST_QUOTE
            if stated and is_stated(findings, sentence.quote, unit):
                found[sentence] = share
    ranked = sorted(found, key=lambda one: -found[one])[:2]
    if not ranked or any(
        is_of_another(findings, fold(one.quote + matter_of(findings, one))) for one in ranked[:1]
    ):
        return ()
    if len(ranked) > 1 and not _adds(findings, *ranked):
        ranked = ranked[:1]
    return tuple(DraftStatement(text=on_one_line(one.quote), citations=(one,)) for one in ranked)


def _adds(findings: Findings, first: Citation, second: Citation) -> bool:
    """Tell whether a second sentence has more of a question than the first, which has two figures itself."""
    own = fold(first.quote)
    said = support(findings.terms, own)
    more = support(findings.terms, own + fold(second.quote))
    return len(read_amounts(own)) < 2 or more > said + 1e-6
