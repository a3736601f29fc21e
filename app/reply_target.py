"""Replies to 多少, 哪一年: one goal with its qualifier and year, verbatim; a wrong premise put right."""

from __future__ import annotations

import re
from dataclasses import replace

from app.amounts import Amount, read_amounts
from app.answer import Premise, QuestionKind
from app.binding_words import load_binding_words, tokens_of
from app.catalogue import ClauseFacts
from app.confidence import confidence
from app.draft import (
    Candidate,
    Draft,
    DraftStatement,
    Findings,
    answered,
    declined,
    name,
    on_one_line,
)
from app.evidence import fold, support
from app.excerpt import excerpt, in_words
from app.goals_found import (
    ALL_FIGURES,
    ENOUGH,
    MOST_CLAUSES,
    Goal,
    beside_metric,
    find_goals,
    is_aim_of,
    is_of_another_than,
    is_of_wider_place,
)
from app.metric import read_asked_metric, read_metric
from app.other_matter import is_of_another
from app.ranges import amounts_given, spans_meant
from app.selection import regions_not_covered
from app.stated_value import (
    DURATION,
    TIME_UNIT,
    WHEN,
    amount_pattern,
    expected_unit,
    holds_amount,
    holds_time,
    years_in,
)
from app.time_asked import (
    FREQUENCY,
    WORDED_FREQUENCY,
    TimeAsked,
    says_length,
    speaks_of_act,
)
from corpus.facts import Target
from corpus.indicator_tables import stated_in_row
from corpus.model import Citation, Span, cite
from index.background import load_background
from index.places_named import is_of
from index.question_words import SEVERAL

_GRADE = re.compile(r"(?<![\d.~-])\d{1,2}级|[A-Z]类")  # 2级待遇, C类护理
_LEVEL = re.compile(r"达到.{2,12}(?:水平|标准)|全覆盖")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
# A level asked for, and how a text names one: 国内先进水平, 全国平均水平.
_ASKS_LEVEL = re.compile(r"(?:什么|何种|哪[个种]|啥)(?:样的?)?(?:水平|标准|等级|程度)")
_NAMES_LEVEL = re.compile(
    r"(?:国[内际家]|世界|全[国省市]|行业|同类|平均|先进|领先|标杆|基准|中上)[\u4e00-\u9fff]{0,6}水平"
)
_BASE_YEAR = re.compile(r"(?<![占同环对])[比较](20\d\d)年")
_PART = re.compile(r"[^,，;；。]+")
_OPENS_LIST = re.compile(r"(?:如下|下列|以下)[^。]{0,12}[：:]\s*$")  # the figures stand in its items
_TITLES = re.compile(r"《[^》]{0,200}》")
_ASKED_FIGURE = re.compile(r"多少|几(?:家|成|种|个|辆|台|吨)|百分之几")
# What a question for a figure names; without it a goal in words answers (目标是什么, 要到什么水平).
_FIGURE = re.compile(
    r"多少|多大|多高|几|占比|比例|比重|总量|数量|规模|幅度|降幅|增幅|增速|产能|产量|定量|量化"
)
# What breaking a rule costs is no price, no grant and no goal.
_FINE = re.compile(r"罚")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SURE = 0.4
_ENOUGH_QUALITATIVE = 0.7
_NEAR = 0.8  # of the best score
_CLEARLY = 0.15  # share of the question by which one sentence has to have more of it than another
_NEAREST = 0.97  # … for a value taken on confidence alone
_AGAIN = frozenset({"重新", "再次", "继续", "另行"})  # adverbs, whose act stands behind them
_IN_USE = 30  # policy texts that have a word of theirs; one that fewer have is the asker's own
_PART_OF_THE_QUESTION = 0.15  # of its words in one of several metrics asked for
_SURE_ENOUGH = 0.75  # confidence
_NEAR_LENGTH = 0.6  # a length is known by the word beside it, so clauses farther off are read
_MOST_GOALS = 3
_SHOWN_NEAR = 3
_LONGEST_OPENER = 30  # characters
_LONGEST_GOAL = 120  # characters
_LONGEST_QUOTE = 300  # characters; longer is a table run together
_QUALIFIER_AFTER = re.compile(r"及以上|及以下|以上|以下|以内|左右")


def reply_target(findings: Findings) -> Draft:
    """Answer how much or by when; declined where the text gives no such figure."""
    asked = findings.analysis.time
    goals = [] if asked and asked.often else find_goals(findings)
    goals = [one for one in goals if not _is_beside_place(findings, one.target.source)]
    goals = [one for one in goals if _is_in_rule_meant(findings, one.target.source)]
    if goals and goals[0].fit >= ENOUGH:
        whole = _in_one_sentence(findings, goals[0]) or _more_of_the_question(findings, goals[0])
        if whole:
            return answered(findings.analysis.kind, whole)
        best = _asked_goals(findings, goals)
        return _with_premise(findings, _answer(findings, best), best[0])
    return _reply_in_words(findings)


def _reply_in_words(findings: Findings) -> Draft:
    """Answer from a sentence that is no goal; how often also from one that says it without a number."""
    asked = findings.analysis.time
    sentence = _stating_sentence(findings)
    if sentence is not None:
        return answered(findings.analysis.kind, sentence)
    if several := _several_figures(findings):
        return answered(findings.analysis.kind, *several)
    if confidence(findings) >= _SURE_ENOUGH and (nearest := _nearest_value(findings)):
        return answered(findings.analysis.kind, nearest)
    if asked and asked.often and not asked.worded:
        worded = replace(findings.analysis, time=replace(asked, worded=True))
        return _reply_in_words(replace(findings, analysis=worded))
    return _declined(findings)


def _more_of_the_question(findings: Findings, goal: Goal) -> DraftStatement | None:
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


def _nearest_value(findings: Findings) -> DraftStatement | None:
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
            if _FINE.search(sentence.quote) and not _FINE.search(findings.analysis.text):
                continue
            pieces = _stating_pieces(findings, sentence, unit)
            if any(_is_stated(findings, one.quote, unit) for one in pieces):
                return _told(findings, sentence, pieces)
    return None


def _told(
    findings: Findings, sentence: Citation, pieces: tuple[Citation, ...]
) -> DraftStatement:
    """State the pieces of a sentence, of an item behind the short words that open its list and are asked for.

    1.专职看护人员每人每天九十元 says nothing without （一）汛期看护：.
    """
    facts = findings.catalogue[sentence.clause_id]
    openers = dict(zip(facts.sentences, facts.openers, strict=True)).get(sentence, ())
    own = fold("".join(one.quote for one in pieces))
    for opener in openers[-1:]:
        more = support(findings.terms, own + fold(opener.quote)) > support(findings.terms, own)
        if more and len(opener.quote) <= _LONGEST_OPENER:
            pieces = (opener, *pieces)
    return DraftStatement(text=in_words(pieces), citations=pieces)


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


def _several_figures(findings: Findings) -> tuple[DraftStatement, ...]:
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
            if stated and _is_stated(findings, sentence.quote, unit):
                found[sentence] = share
    ranked = sorted(found, key=lambda one: -found[one])[:2]
    if not ranked or any(
        is_of_another(findings, fold(one.quote + _matter(findings, one))) for one in ranked[:1]
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


def _in_one_sentence(findings: Findings, goal: Goal) -> DraftStatement | None:
    """Return the goals of one sentence that are asked for together (各, 分别, 各项数值), in its words.

    They are told from the first to the last of them, behind the year that governs them.
    """
    analysis = findings.analysis
    if analysis.when or not (SEVERAL.search(analysis.text) or ALL_FIGURES.search(analysis.text)):
        return None
    sentence = findings.catalogue.sentence_of(goal.target.source)
    inside = [one for one in goal.facts.targets if sentence.span.contains(one.source.span)]
    is_table = len(sentence.quote) > _LONGEST_QUOTE or "\t" in sentence.quote
    if len(inside) < 2 or is_table:
        return None
    asked = [one for one in inside if _is_asked(findings, one)] or inside
    if len({one.source for one in asked}) == 1:
        return state_goal(goal.facts, asked[0])
    span = Span(start=asked[0].source.span.start, end=asked[-1].source.span.end)
    quote = cite(goal.facts.document, goal.facts.clause, span)
    return state_goal(goal.facts, replace(asked[0], source=quote))


def _is_asked(findings: Findings, target: Target) -> bool:
    """Tell whether a question for several figures has what one of them measures."""
    asked, told = read_asked_metric(findings.analysis.text), read_metric(target.metric)
    if asked.of and told.of and asked.of.isdisjoint(told.of):
        return False
    if asked.measures & told.measures or (asked.of & told.of):
        return True
    return support(findings.terms, fold(target.metric)) >= _PART_OF_THE_QUESTION


def _asked_goals(findings: Findings, goals: list[Goal]) -> list[Goal]:
    """Return the best goals: equals, and for a question that asks for two figures the next one."""
    first = goals[0]
    best = [one for one in goals if one.fit >= first.fit - 1e-6 and one.is_same == first.is_same]
    if first.is_same:  # a plan repeats its figures, among its aims and with the measures
        values = {(one.target.value, one.target.unit): one for one in reversed(best)}
        best = [one for one in best if one in values.values()]
    asked = len(_ASKED_FIGURE.findall(findings.analysis.text))
    beside = [
        goal
        for goal in goals
        if goal.facts is goals[0].facts and goal.fit >= ENOUGH and goal not in best
    ]
    return [*best, *beside[: max(asked - len(best), 0)]]


def _answer(findings: Findings, goals: list[Goal]) -> Draft:
    statements: dict[Citation, DraftStatement] = {}
    spans = [goal.target.source.span for goal in goals]
    for goal in goals:
        span = goal.target.source.span
        if not any(other.contains(span) and other != span for other in spans):
            statements.setdefault(goal.target.source, _state(findings, goal))
    return answered(findings.analysis.kind, *list(statements.values())[:_MOST_GOALS])


def _state(findings: Findings, goal: Goal) -> DraftStatement:
    """State a goal; of several bound by 分别, first the one that was asked about.

    A word that governs them all (力争, 不低于) may not be parted from its figures: then as the text has it.
    """
    target = goal.target
    stated = state_goal(goal.facts, target)
    quote = target.source.quote
    asked = support(findings.terms, fold(target.metric)) > 0
    is_governed = not load_binding_words().following.isdisjoint(tokens_of(fold(quote)))
    if len(stated.text) > _LONGEST_GOAL and not stated_in_row(target):
        stating = re.compile(re.escape(fold(f"{target.value}{target.unit}")))
        pieces = excerpt(target.source, findings.terms, stating, _given(findings))
        if pieces != (target.source,):
            period = target.period
            is_apart = period is not None and not _covers(target.source.span, period.span)
            ahead = f"{on_one_line(period.quote)}，" if period and is_apart else ""
            cited = (*pieces, period) if period and is_apart else pieces
            stated = DraftStatement(text=ahead + in_words(pieces), citations=cited)
    if "分别" not in quote or findings.analysis.quantities or not asked or is_governed:
        return stated
    value = f"{target.value}{target.unit}{_after(target)}"
    return replace(stated, text=f"{target.metric}：{value}（{stated.text.rstrip('。')}）。")


def state_goal(facts: ClauseFacts, target: Target) -> DraftStatement:
    """State a goal in the words of the text: the deadline, then the words that carry the value.

    Of a row of a table that is the cell with the value, behind what the row is about.
    """
    row = stated_in_row(target)
    text = source = row or on_one_line(target.source.quote).rstrip("。；;")
    citations: tuple[Citation, ...] = (target.source,)
    if target.period is not None and not _covers(target.source.span, target.period.span):
        joined = None if row else _joined(facts, target.period, target.source)
        period = on_one_line(target.period.quote)
        citations = (joined,) if joined else (target.source, target.period)
        text = on_one_line(joined.quote).rstrip("。；;") if joined else f"{period}，{source}"
    year = f"（{target.year}年，据标题）" if target.inherits_year else ""
    return DraftStatement(text=f"{text}{year}。", citations=citations)


def _covers(outer: Span, inner: Span) -> bool:
    return outer.contains(inner)


def _joined(facts: ClauseFacts, first: Citation, second: Citation) -> Citation | None:
    """Return one citation for two that only a comma parts, else None."""
    between = facts.document.text[first.span.end : second.span.start]
    if first.span.end > second.span.start or between.strip(" ，,\n") != "":
        return None
    span = Span(start=first.span.start, end=second.span.end)
    return replace(second, span=span, quote=span.of(facts.document.text))


def _after(target: Target) -> str:
    match = _QUALIFIER_AFTER.search(target.qualifier)
    return match.group() if match else ""


def figure(target: Target) -> str:
    """Return a target's value with unit and qualifier, as a correction names it: "15%以上"."""
    before = re.search(r"超过|不少于|不低于|不超过|至少", target.qualifier)
    return f"{before.group() if before else ''}{target.value}{target.unit}{_after(target)}"


def _with_premise(findings: Findings, draft: Draft, goal: Goal) -> Draft:
    """Put right an amount or a base year that the question takes for granted and the text denies."""
    base_asked = _BASE_YEAR.search(findings.analysis.text)
    base_found = _BASE_YEAR.search(goal.target.source.quote)
    if base_asked and base_found and base_asked.group(1) != base_found.group(1):
        return _corrected(draft, f"{base_asked.group(1)}年", f"{base_found.group(1)}年")
    unit = goal.target.unit
    asked = [one for one in findings.analysis.quantities if unit and one.endswith(unit)]
    if not asked:
        return draft
    found = figure(goal.target)
    first, *others = draft.statements
    if set(_DIGITS.findall(asked[0])) & set(_DIGITS.findall(found)):
        if findings.analysis.when:
            return draft
        opening = f"是。{name(goal.facts)}写明："
        return replace(draft, statements=(replace(first, text=opening + first.text), *others))
    if _is_said(findings, goal.facts, asked[0]):
        return draft
    # To contradict takes more than to answer: the goal has to be the very one that was meant.
    return _corrected(draft, asked[0], found) if goal.fit >= _SURE else _declined(findings)


def _is_said(findings: Findings, facts: ClauseFacts, asked: str) -> bool:
    """Tell whether a clause has an amount anywhere, but for another year than those asked about.

    Which of its amounts is meant is told in `app.premise`.
    """
    claims = read_amounts(fold(asked))
    for sentence in facts.sentences:
        years = set(_YEAR.findall(sentence.quote))
        is_of_other = findings.analysis.years and years.isdisjoint(
            map(str, findings.analysis.years)
        )
        stated = read_amounts(fold(sentence.quote))
        if not (years and is_of_other) and any(one.has(two) for two in claims for one in stated):
            return True
    return False


def _corrected(draft: Draft, asked: str, found: str) -> Draft:
    first, *others = draft.statements
    opening = f"不是{asked}，文件写的是{found}："
    return replace(
        draft,
        statements=(replace(first, text=opening + first.text), *others),
        premise=Premise(asked=asked, found=found),
    )


def _stating_sentence(findings: Findings) -> DraftStatement | None:
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
    if _measures_another(findings, sentence) or _only_opens_list(findings, sentence, unit):
        return ()
    if analysis.years and not _is_of_year(findings, sentence):
        return ()
    if analysis.time and not _says_length(findings, analysis.time, sentence):
        return ()
    facts = findings.catalogue[sentence.clause_id]
    elsewhere = is_of_wider_place(analysis, facts, sentence.quote)
    elsewhere = elsewhere or _is_beside_place(findings, sentence)
    elsewhere = elsewhere or not _is_in_rule_meant(findings, sentence)
    if elsewhere or _is_of_other_grade(findings, sentence):
        return ()
    if _is_stated(findings, sentence.quote, unit):
        stating = re.compile(WHEN if analysis.when else amount_pattern(unit))
        pieces = excerpt(sentence, findings.terms, stating, _given(findings))
        return pieces if sum(len(one.quote) for one in pieces) <= _LONGEST_QUOTE else ()
    is_worded = not _FIGURE.search(analysis.text) or _LEVEL.search(sentence.quote)
    return (sentence,) if not unit and not analysis.when and is_worded else ()


def _only_opens_list(findings: Findings, sentence: Citation, unit: str) -> bool:
    """Tell whether a sentence opens a list whose items have the figures: 享受2级待遇的人员，限额标准如下：."""
    opening = _OPENS_LIST.search(sentence.quote) is not None
    return opening and not _is_stated(findings, _GRADE.sub("", fold(sentence.quote)), unit)


def _given(findings: Findings) -> tuple[Amount, ...]:
    """Return the amounts that a question gives as a circumstance, none of the kind that it asks for."""
    unit = expected_unit(findings.analysis.text)
    given = amounts_given(fold(findings.analysis.text))
    return tuple(one for one in given if not unit or not re.search(unit, one.unit))


def _is_in_rule_meant(findings: Findings, words: Citation) -> bool:
    """Tell whether words stand in the rule for an amount given, where their clause has one (红线宽度45米的道路)."""
    facts = findings.catalogue[words.clause_id]
    meant = spans_meant(facts.text, _given(findings))
    start, end = (at - facts.clause.span.start for at in (words.span.start, words.span.end))
    return not meant or any(one < end and start < two for one, two in meant)


def _is_beside_place(findings: Findings, words: Citation) -> bool:
    """Tell whether words pass over a place asked about that its clause names elsewhere.

    山西煤, asked of a document of 河北: 我省煤炭… is not meant where another sentence says 山西煤炭….
    """
    sentence = findings.catalogue.sentence_of(words)
    facts = findings.catalogue[words.clause_id]
    others = [one for one in findings.analysis.regions if not is_of(one, facts.document)]
    return any(one not in sentence.quote and one in facts.text for one in others)


def _is_of_year(findings: Findings, sentence: Citation) -> bool:
    """Tell whether a sentence is of a year asked about: it names it, or is an aim of a plan up to then."""
    own = years_in(fold(sentence.quote))
    facts = findings.catalogue[sentence.clause_id]
    return bool(own & set(findings.analysis.years)) or (
        not own and is_aim_of(facts, findings.analysis.years, findings.catalogue)
    )


def _measures_another(findings: Findings, sentence: Citation) -> bool:
    """Tell whether a sentence is of another metric, or of another matter, than the one asked about."""
    asked, told = read_asked_metric(findings.analysis.text), read_metric(sentence.quote)
    parts = [one for part in _PART.findall(sentence.quote) if (one := read_metric(part)).measures]
    others = [asked.contradicts(one) for one in parts] or [asked.contradicts(told)]
    if not findings.analysis.when and (all(others) or asked.contradicts(told)):
        return True
    where = fold(sentence.quote + _matter(findings, sentence))
    if asked.measures & told.measures and not any(one in where for one in asked.words):
        return is_of_another_than(findings, asked, where)  # it stands there in other words
    return is_of_another(findings, where)


def _is_of_other_grade(findings: Findings, sentence: Citation) -> bool:
    """Tell whether a sentence or its article's first one is of another grade than the one asked about."""
    opening = findings.catalogue[sentence.clause_id].sentences[0].quote
    asked = set(_GRADE.findall(findings.analysis.text))
    own = set(_GRADE.findall(fold(opening + sentence.quote)))
    return bool(asked and own and not asked & own)


def _says_length(findings: Findings, asked: TimeAsked, sentence: Citation) -> bool:
    facts = findings.catalogue[sentence.clause_id]
    plain = fold(_TITLES.sub("", sentence.quote))
    if asked.day and holds_time(re.sub(DURATION, "", plain)):
        return True  # a date, which needs no word beside it
    return says_length(asked, sentence.quote, "".join(facts.clause.titles))


def _matter(findings: Findings, sentence: Citation) -> str:
    """Return the words that say what a sentence is about beside its own.

    They are the headings above it, the title of its document, what opens the list it is an item of, and the
    sentence before it in the clause: one that opens without a subject (有效期届满需要延续的，…) goes on with the matter of that.
    """
    facts = findings.catalogue[sentence.clause_id]
    earlier = (
        one.quote for one in reversed(facts.sentences) if one.span.end <= sentence.span.start
    )
    leads = dict(zip(facts.sentences, facts.leads, strict=True))
    return facts.setting + leads.get(sentence, "") + next(earlier, "")


def _is_stated(findings: Findings, quote: str, unit: str) -> bool:
    """Tell whether a quotation holds a value of the kind asked for: a time, else an amount."""
    plain = fold(_TITLES.sub("", quote))
    if not unit and not findings.analysis.when and _ASKS_LEVEL.search(findings.analysis.text):
        return bool(_NAMES_LEVEL.search(plain)) or holds_amount(plain, unit)
    if findings.analysis.time and findings.analysis.time.often:
        is_worded = findings.analysis.time.worded and re.search(WORDED_FREQUENCY, plain)
        return bool(re.search(FREQUENCY, plain) or is_worded)
    return holds_time(plain) if findings.analysis.when else holds_amount(plain, unit)


def _declined(findings: Findings) -> Draft:
    best: Candidate = findings.candidates[0]
    years = "、".join(f"{year}年" for year in findings.analysis.years)
    what = "时间" if findings.analysis.when else "数值"
    asked = (
        f"所问内容在{years}的{what}" if years and not findings.analysis.when else f"所问的{what}"
    )
    speaking = [one for one in findings.candidates[:_SHOWN_NEAR] if one is best or one.support]
    near = [one.best_sentence for one in speaking]
    reason = f"文件没有写明{asked}；最接近的内容见{name(best.facts)}。"
    if any(_may_answer(findings, one) for one in near):
        reason = f"没有找到能直接回答这个问题的语句；最接近的内容见{name(best.facts)}，请核对原文。"
    return declined(QuestionKind(findings.analysis.kind), reason, near)


def _may_answer(findings: Findings, near: Citation) -> bool:
    """Tell whether a passage shown as near holds a value of the kind asked for.

    Then nobody may say that the documents lack it: a reader sees it there. A value of another year
    than the one asked about is none.
    """
    years = years_in(fold(near.quote))
    is_of_years = not findings.analysis.years or not years or years & set(findings.analysis.years)
    unit = expected_unit(findings.analysis.text)
    return bool(is_of_years) and _is_stated(findings, near.quote, unit)
