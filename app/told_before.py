"""Whether a follow-up asks of what was just told, and whether the clauses that told it speak of it; pure.

Who asks on without naming a matter (这块归哪几个厅局管, 最长能领几年, 哪年前要建成) speaks of what he has just read,
so the clause that answered is looked into first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.answer import Question
from app.draft import Candidate
from app.evidence import Term, fold, support
from app.follow_up import asks_of_the_same, bare_follow_up
from app.question import QuestionAnalysis
from index.question_words import HOW_LONG, HOW_MUCH, WHEN, WHO

_SPOKEN = 0.5  # share of a follow-up's own words in the clause
_ALL_SPOKEN = 0.9  # … of one that may name a matter of its own
_SHORT = 10  # characters of a question that leaves out what it is of (要用几级能效, 多久答复)
_ASKING = tuple(re.compile(one.pattern) for one in (WHO, WHEN, HOW_LONG, HOW_MUCH))


def leans_on_before(question: Question, resolved: str) -> bool:
    """Tell whether a follow-up may lean on what was just told: completed by the talk, or short and of no other place."""
    rest = bare_follow_up(question.text)
    is_short = len(rest) <= _SHORT and resolved.endswith(rest)
    return asks_of_the_same(question) and (is_short or _is_completed(question, resolved))


def _is_completed(question: Question, resolved: str) -> bool:
    rest = bare_follow_up(question.text)
    return resolved.endswith(f",{rest}") and resolved != rest


def says_of_follow_up(
    question: Question, resolved: str, terms: Sequence[Term], candidates: Sequence[Candidate]
) -> bool:
    """Tell whether clauses have most of what a follow-up says beside the words that ask; all where it is whole."""
    rest = fold(bare_follow_up(question.text))
    for pattern in _ASKING:
        rest = pattern.sub(" ", rest)
    own = [one for one in terms if one.word in rest and len(one.word) > 1]
    if not own:
        return True
    words = "".join(fold(one.facts.heading + one.facts.text) for one in candidates)
    least = _SPOKEN if _is_completed(question, resolved) else _ALL_SPOKEN
    return support(own, words) >= least


def without_act_before(analysis: QuestionAnalysis, question: Question) -> QuestionAnalysis:
    """Return what was understood without an act beside 多久 that only the talk before names."""
    time = analysis.time
    if time is None or not time.act or time.act in fold(bare_follow_up(question.text)):
        return analysis
    return replace(analysis, time=replace(time, act=""))
