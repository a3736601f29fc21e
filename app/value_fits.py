"""Whether a sentence with a value is of what the question asks: its year, place, grade, metric, rule and kind of value."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from app.amounts import Amount, read_amounts
from app.draft import Findings
from app.evidence import fold
from app.goals_found import is_aim_of, is_of_another_than
from app.metric import read_asked_metric, read_metric
from app.other_matter import is_of_another
from app.question import focus
from app.ranges import amounts_given, spans_meant
from app.stated_value import DURATION, expected_unit, holds_amount, holds_day, holds_time, years_in
from app.time_asked import FREQUENCY, WORDED_FREQUENCY, TimeAsked, says_length
from corpus.model import Citation, Document
from index.places_named import is_of
from index.query import years_asked
from index.question_words import HOW_MUCH

_GRADE = re.compile(r"(?<![\d.~-])\d{1,2}级|[A-Z]类")  # 2级待遇, C类护理
# A level asked for, and how a text names one: 国内先进水平, 全国平均水平.
_ASKS_LEVEL = re.compile(r"(?:什么|何种|哪[个种]|啥)(?:样的?)?(?:水平|标准|等级|程度)")
_NAMES_LEVEL = re.compile(
    r"(?:国[内际家]|世界|全[国省市]|行业|同类|平均|先进|领先|标杆|基准|中上)[\u4e00-\u9fff]{0,6}水平"
)
_PART = re.compile(r"[^,，;；。]+")
_SIGNATURE = "/落款"  # ends the id of the clause with signature and date
_SPAN = re.compile(r"(20\d\d)年?\s?[-—–―~～至]{1,2}\s?(20\d\d)")
_BEFORE_YEAR = re.compile(r"20\d\d年(?:之?前|以前)")
_OPENS_LIST = re.compile(
    r"(?:如下|下列|以下)[^。]{0,12}[：:]\s*$"
)  # the figures stand in its items
_TITLES = re.compile(r"《[^》]{0,200}》")
_LONGEST_CASES = 118  # characters of two sentences that answer one question
_IN_THE_SAME_WORDS = 6  # characters in a row


def amounts_told(findings: Findings) -> tuple[Amount, ...]:
    """Return the amounts that a question gives as a circumstance, none of the kind that it asks for or asks whether it is."""
    unit, text = expected_unit(findings.analysis.text), findings.analysis.text
    is_guessed = findings.analysis.whether and not HOW_MUCH.search(text)
    given = amounts_given(fold(text.replace(focus(text), " ") if is_guessed else text))
    return tuple(one for one in given if not unit or not re.search(unit, one.unit))


def is_in_rule_meant(findings: Findings, words: Citation) -> bool:
    """Tell whether words stand in the rule for an amount given, where their clause has one (红线宽度45米的道路)."""
    facts = findings.catalogue[words.clause_id]
    given = amounts_told(findings)
    said = read_amounts(fold(words.quote))
    if any(one.is_like(two) and one.value == two.value for one in given for two in said):
        return True  # 二级 of 二级实验室: the words name the amount given themselves
    meant = spans_meant(facts.text, given)
    start, end = (at - facts.clause.span.start for at in (words.span.start, words.span.end))
    return not meant or any(one < end and start < two for one, two in meant)


def only_opens_list(findings: Findings, sentence: Citation, unit: str) -> bool:
    """Tell whether a sentence opens a list whose items have the figures: 享受2级待遇的人员，限额标准如下：."""
    opening = _OPENS_LIST.search(sentence.quote) is not None
    return opening and not is_stated(findings, _GRADE.sub("", fold(sentence.quote)), unit)


def is_beside_place(findings: Findings, words: Citation) -> bool:
    """Tell whether words pass over a place asked about that its clause names elsewhere.

    山西煤, asked of a document of 河北: 我省煤炭… is not meant where another sentence says 山西煤炭….
    """
    sentence = findings.catalogue.sentence_of(words)
    facts = findings.catalogue[words.clause_id]
    others = [one for one in findings.analysis.regions if not is_of(one, facts.document)]
    return any(one not in sentence.quote and one in facts.text for one in others)


def is_of_year(findings: Findings, sentence: Citation) -> bool:
    """Tell whether a sentence is of a year asked about: it names it, is an aim of a plan up to then, or of its document's year."""
    facts, years = findings.catalogue[sentence.clause_id], findings.analysis.years
    own = years_in(fold(sentence.quote)) or years_in(fold(" ".join(facts.clause.path.headings)))
    named = own.union(
        years_asked(fold(sentence.quote))
    )  # “十三五”期间 of whom the question asks it
    return bool(named & set(years)) or (
        not own
        and (
            is_aim_of(facts, years, findings.catalogue)
            or years_of_title(facts.document).issuperset(years)
        )
    )


def years_of_title(document: Document, *, longest: int = 1) -> frozenset[int]:
    """Return the years that a document's title is of: 2022年…申报的通知, 2019-2020年…分配实施方案.

    What such a document says without a year it says of those years. A plan of more years than `longest` (2021—2030年) or
    up to one (2030年前) states no figure for each of them.
    """
    title = fold(document.title)
    spans = [tuple(map(int, one.groups())) for one in _SPAN.finditer(title)]
    spans = [(first, last) for first, last in spans if last - first <= longest]
    of_spans = {year for first, last in spans for year in range(first, last + 1)}
    title = _SPAN.sub(" ", title)
    return years_in(_BEFORE_YEAR.sub(" ", title)) | of_spans


def measures_another(findings: Findings, sentence: Citation) -> bool:
    """Tell whether a sentence is of another metric, or of another matter, than the one asked about."""
    asked, told = read_asked_metric(findings.analysis.text), read_metric(sentence.quote)
    parts = [one for part in _PART.findall(sentence.quote) if (one := read_metric(part)).measures]
    others = [asked.contradicts(one) for one in parts] or [asked.contradicts(told)]
    if not findings.analysis.when and (all(others) or asked.contradicts(told)):
        return True
    where = fold(sentence.quote + matter_of(findings, sentence))
    if asked.measures & told.measures and not any(one in where for one in asked.words):
        return is_of_another_than(findings, asked, where)  # it stands there in other words
    return is_of_another(findings, where)


def is_of_other_grade(findings: Findings, sentence: Citation) -> bool:
    """Tell whether a sentence or its article's first one is of another grade than the one asked about."""
    opening = findings.catalogue[sentence.clause_id].sentences[0].quote
    asked = set(_GRADE.findall(findings.analysis.text))
    own = set(_GRADE.findall(fold(opening + sentence.quote)))
    return bool(asked and own and not asked & own)


def gives_length(findings: Findings, asked: TimeAsked, sentence: Citation) -> bool:
    """Tell whether a sentence gives the length of time asked for, or a date where a day is."""
    facts = findings.catalogue[sentence.clause_id]
    plain = fold(_TITLES.sub("", sentence.quote))
    if asked.day and holds_time(re.sub(DURATION, "", plain)):
        # A date needs no word beside it; one that signs a document is its own alone.
        return not (asked.act and facts.clause.id.endswith(_SIGNATURE))
    return says_length(asked, sentence.quote, "".join(facts.clause.titles))


def matter_of(findings: Findings, sentence: Citation) -> str:
    """Return the words that say what a sentence is about beside its own.

    They are the headings above it, the title of its document, what opens the list it is an item of, and the
    sentence before it in the clause: one that opens without a subject (有效期届满需要延续的，…) goes on with the matter of that.
    """
    facts = findings.catalogue[sentence.clause_id]
    earlier = (
        one.quote for one in reversed(facts.sentences) if one.span.end <= sentence.span.start
    )
    leads = dict(zip(facts.sentences, facts.leads, strict=True))
    opening = findings.catalogue.get(f"{facts.clause.id.rpartition('/')[0]}/导语")
    last = opening.sentences[-1].quote.rstrip() if opening and opening.sentences else ""
    ahead = (
        last if last.endswith(("：", ":")) else ""
    )  # 出现下列情形之一，启动…：, above clauses of its own
    return facts.setting + ahead + leads.get(sentence, "") + next(earlier, "")


def is_stated(findings: Findings, quote: str, unit: str) -> bool:
    """Tell whether a quotation holds a value of the kind asked for: a time, else an amount."""
    plain = fold(_TITLES.sub("", quote))
    if not unit and not findings.analysis.when and _ASKS_LEVEL.search(findings.analysis.text):
        return bool(_NAMES_LEVEL.search(plain)) or holds_amount(plain, unit)
    if findings.analysis.time and findings.analysis.time.often:
        is_worded = findings.analysis.time.worded and re.search(WORDED_FREQUENCY, plain)
        return bool(re.search(FREQUENCY, plain) or is_worded)
    if findings.analysis.when:
        return holds_time(plain) and holds_day(plain, findings.analysis.text)
    return holds_amount(plain, unit)


def next_case(findings: Findings, sentence: Citation) -> Citation | None:
    """Return the sentence behind one with a value that gives the value for another case of the same; None for none.

    Convention of rules graded by cases: they stand side by side in the same words, the plain case first
    (…三个月内办结并书面答复。涉及面广的…六个月内办结并书面答复。).
    """
    facts = findings.catalogue[sentence.clause_id]
    unit = expected_unit(findings.analysis.text)
    behind = next((one for one in facts.sentences if one.span.start >= sentence.span.end), None)
    if behind is None or not unit or len(sentence.quote) + len(behind.quote) > _LONGEST_CASES:
        return None
    first, second = fold(sentence.quote), fold(behind.quote)
    same = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    is_case = same.size >= _IN_THE_SAME_WORDS and holds_amount(first, unit)
    return behind if is_case and holds_amount(second, unit) else None


def may_answer(findings: Findings, near: Citation) -> bool:
    """Tell whether a passage shown as near holds a value of the kind asked for.

    Then nobody may say that the documents lack it: a reader sees it there. A value of another year
    than the one asked about is none.
    """
    years = years_in(fold(near.quote))
    is_of_years = not findings.analysis.years or not years or years & set(findings.analysis.years)
    unit = expected_unit(findings.analysis.text)
    return bool(is_of_years) and is_stated(findings, near.quote, unit)
