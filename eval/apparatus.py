"""What of a reply states nothing: marks, numbering, labels, titles; pure functions."""

from __future__ import annotations

import re

from app.answer import Answer, AnswerCitation
from eval.gold import Shelf
from eval.matching import agencies_in

_ENUMERATOR = re.compile(
    r"(?m)^\s*(?:[-*+•]\s+)?[(（]?\d{1,3}[.、)）](?!\d)|[(（]\d{1,3}[)）]|[①-⑳]"
)
_ROW_NUMBER = re.compile(r"(?m)^\s*\|\s*\d{1,3}\s*\|")
_TITLE = re.compile("《(?P<title>[^《》]{2,80})》")
MARK = re.compile(r"[\[［](?P<number>\d+)[\]］]")
_UNIT_COUNT = re.compile(r"(?<![\d.])(?P<count>\d+)\s*(?:个|家)?(?:责任)?(?:单位|部门)")
_DENIES = re.compile("责任单位中没有")
_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[编章节条款项]|[（(]?[一二三四五六七八九十\d]+[）)、.．]|附[件表录][一二三四五六七八九十\dA-Z]{0,3}\s)\s*"
)
_TRAILING = "。；;：:，, 　"


def without_apparatus(answer: Answer, shelf: Shelf) -> str:
    """Return the answer without what states nothing.

    Left out: citation marks [1] of citations that are there, enumerators (1. （2） ③), row numbers,
    the labels of its citations, the titles in 《》 of documents that are there and, in quotation
    marks, of cited clauses, a count of units that is the number of units named ("等5个单位") by the
    answer or by one of its parts, and the words by which a unit asked about is denied
    (责任单位中没有), which are part of no unit's name.
    """
    text = _without_denials(answer, shelf)
    told = (text, *(_without_denials(part, shelf) for part in answer.parts))
    named = {len(agencies_in(one, shelf.agencies)) for one in told}
    return _UNIT_COUNT.sub(lambda m: "" if int(m["count"]) in named else m.group(), text)


def _without_denials(answer: Answer, shelf: Shelf) -> str:
    return _DENIES.sub("，", without_labels(answer, shelf))


def without_labels(answer: Answer, shelf: Shelf) -> str:
    """Return the answer without marks, enumerators, row numbers, labels and titles."""
    citations = (*all_citations(answer), *all_near(answer))
    text = without_marks(answer)
    for name in sorted({n for one in citations for n in _names_of(one)}, key=len, reverse=True):
        text = text.replace(name, "，")
    text = _TITLE.sub(lambda m: "，" if shelf.find(m["title"]) else m.group(), text)
    return _ENUMERATOR.sub("", _ROW_NUMBER.sub("|", text))


def without_marks(answer: Answer) -> str:
    """Return the answer without the marks [1] of citations that are there."""
    marks = {citation.number for citation in all_citations(answer)}
    return MARK.sub(lambda m: "" if int(m["number"]) in marks else m.group(), answer.answer)


def _names_of(citation: AnswerCitation) -> tuple[str, ...]:
    place = citation.label.rpartition("》")[2]
    titles = (f"“{_NUMBERED.sub('', heading).strip(_TRAILING)}”" for heading in citation.path)
    names = (citation.label, place, f"《{citation.document_title}》", *citation.path, *titles)
    return tuple(name for name in names if len(name) > 2)


def all_citations(answer: Answer) -> tuple[AnswerCitation, ...]:
    """Return the citations of an answer and of its parts."""
    own = tuple(one for part in answer.parts for one in all_citations(part))
    return (*answer.citations, *own)


def all_near(answer: Answer) -> tuple[AnswerCitation, ...]:
    """Return the near clauses of a refusal and of the parts that are refused."""
    own = tuple(one for part in answer.parts for one in all_near(part))
    return (*answer.near, *own)
