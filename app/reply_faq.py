"""Replies from questions and answers (问答): a question nearly equal to one in a document takes its answer.

The document's own words say what belongs to what, so they go before any clause that search finds.
"""

from __future__ import annotations

import re

from app.catalogue import ClauseFacts
from app.draft import Draft, DraftStatement, Findings, answered, name, on_one_line
from app.evidence import Term, fold
from app.selection import regions_not_covered
from app.stated_value import expected_unit, holds_amount, holds_time
from app.time_asked import speaks_of_act
from corpus.inquiries import Inquiry
from corpus.model import Citation
from index.question_words import HOW_LONG, HOW_MUCH, SCAFFOLD, WHEN, WHO

_ENOUGH = 0.8  # of the question's weight that stands in the document's question
_ENOUGH_BACK = 0.6  # of the document's question that stands in the asked one
_MOST_SENTENCES = 6
_MOST_VALUES = 3
_SHORT = 120  # characters of an answer that is given whole
_ANSWER_MARK = re.compile(r"^\s*(?:答|A)\s*\d{0,3}\s*[:：]\s*")
# What a question asks for, by its words; two questions are alike only where they ask for the same.
_WANTED = (
    ("time", re.compile(f"{WHEN.pattern}|{HOW_LONG.pattern}|几年|几个月|多长")),
    ("amount", re.compile(HOW_MUCH.pattern)),
    ("who", re.compile(f"{WHO.pattern}|哪些人|谁")),
    ("how", re.compile("怎么|怎样|如何|咋")),
    ("what", re.compile("什么|哪些|哪|啥|何种")),
    ("whether", re.compile("吗|是否|能否|可否|能不能|可不可以|需不需要|要不要|有没有|是不是")),
)
_SCAFFOLD = re.compile(
    "|".join(sorted(map(re.escape, {*SCAFFOLD, "最长", "最多", "最短"}), key=len, reverse=True))
)


def reply_faq(findings: Findings) -> Draft | None:
    """Answer with what a document says under nearly the same question; None where it has none."""
    wanted = _wanted(findings.analysis.text)
    if not wanted or not findings.terms:
        return None
    scored = [
        (likeness, inquiry)
        for inquiry in findings.catalogue.inquiries(findings.analysis.documents)
        if _wanted(inquiry.asked) == wanted and (likeness := _likeness(findings, inquiry)) > 0
    ]
    if not scored:
        return None
    inquiry = max(scored, key=lambda one: one[0])[1]
    clauses = findings.catalogue.clauses((inquiry.document_id,))
    sentences = [
        (facts, sentence)
        for facts in clauses
        for sentence in facts.sentences
        if inquiry.answer.contains(sentence.span)
    ]
    if not sentences or regions_not_covered(findings.analysis, sentences[0][0]):
        return None
    return _answer(findings, wanted, sentences)


def _answer(
    findings: Findings, wanted: str, sentences: list[tuple[ClauseFacts, Citation]]
) -> Draft:
    chosen = [sentence for _, sentence in sentences]
    if sum(len(one.quote) for one in chosen) > _SHORT and wanted in {"time", "amount"}:
        unit = expected_unit(findings.analysis.text) if wanted == "amount" else ""
        valued = [
            one
            for one in chosen
            if (wanted == "time" and holds_time(fold(one.quote)))
            or holds_amount(fold(one.quote), unit)
        ]
        chosen = valued[:_MOST_VALUES] or chosen
    statements = [
        DraftStatement(text=_ANSWER_MARK.sub("", on_one_line(one.quote)), citations=(one,))
        for one in chosen[:_MOST_SENTENCES]
    ]
    lead = "" if wanted in {"time", "amount"} else f"{name(sentences[0][0])}写明："
    return answered(findings.analysis.kind, *statements, lead=lead)


def _wanted(text: str) -> str:
    """Return what a question asks for; "" where no word says."""
    folded = fold(text)
    return next((wanted for wanted, pattern in _WANTED if pattern.search(folded)), "")


def _likeness(findings: Findings, inquiry: Inquiry) -> float:
    """Return how much alike two questions are, 0 where not nearly."""
    asked = fold(inquiry.asked)
    title = fold(findings.catalogue.document(inquiry.document_id).title)
    there = sum(one.weight * _is_in(one, asked, title) for one in findings.terms)
    time = findings.analysis.time
    if time and not speaks_of_act(time, asked):
        return 0.0
    share = there / sum(one.weight for one in findings.terms)
    text = fold(findings.analysis.text)
    others = [word for one in findings.terms if one.found_in(asked) for word in one.alternatives]
    own = fold("".join((text, *others)))
    pieces = [piece for piece in _SCAFFOLD.split(re.sub(r"[^\w]", " ", asked)) if piece.strip()]
    pairs = [two for piece in pieces for two in _bigrams(piece.strip())]
    back = sum(two in own for two in pairs) / len(pairs) if pairs else 0.0
    return share + back if share >= _ENOUGH and back >= _ENOUGH_BACK else 0.0


def _is_in(term: Term, asked: str, title: str) -> float:
    """Return how far a term stands in a document's question; its title says the matter of all."""
    return max(term.found_in(asked), float(term.word in title))


def _bigrams(piece: str) -> list[str]:
    return [piece[at : at + 2] for at in range(len(piece) - 1)] or [piece]
