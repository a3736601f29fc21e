"""Parts that a question wrongly takes a document to have: 一共五个部分,对吧 of one with four; pure.

Convention (问句): who takes a number for granted says it with 共, 分成, 有 and the word that counts parts (章, 部分, 方面),
and asks for a yes (对吧, 是不是). What is counted is the list of parts the reply has made.
"""

from __future__ import annotations

import re
from dataclasses import replace

from app.answer import AnswerStatus, Premise, QuestionKind
from app.draft import Draft
from app.evidence import fold
from corpus.model import Citation
from corpus.numerals import parse_integer

_PARTS = "(?:部分|章|编|篇|板块|大块|块|方面|大?项|条|大类|节|大点)"
_CLAIM = re.compile(
    rf"(?:共|总共|一共|共有|分|分为|分成|包括|有|是|设|列)了?(?P<count>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})个?大?{_PARTS}"
)
_TOLD = re.compile(r"共(?P<count>\d{1,3})(?P<unit>[^：，。\d]{1,6})：$")

# How a document counts its own parts: 包括总体要求、重点任务与组织实施3个部分.
_OWN = re.compile(
    rf"(?P<count>\d{{1,2}}|[一二两三四五六七八九十]{{1,3}})个?大?{_PARTS}(?=[。，；,;]|$)"
)


def with_count_corrected(draft: Draft, question: str) -> Draft:
    """Open a list of parts with the number of them, where a question that wants a yes takes it for another.

    >>> with_count_corrected(Draft(kind=QuestionKind.TASK, status=AnswerStatus.NOT_FOUND), "共三章吧").premise
    """
    claim, told = _CLAIM.search(question), _TOLD.search(draft.lead)
    is_list = draft.kind is QuestionKind.OUTLINE and draft.status is AnswerStatus.ANSWERED
    if not is_list or claim is None or told is None:
        return draft
    own = next(filter(None, map(_own_count, draft.statements[0].citations)), None)
    found = own.group() if own else f"{told['count']}{told['unit']}"
    count = parse_integer(own["count"]) if own else int(told["count"])
    if parse_integer(claim["count"]) == count:
        return draft
    asked = question[claim.start("count") : claim.end()]
    return replace(
        draft, lead=f"不是{asked}，{draft.lead}", premise=Premise(asked=asked, found=found)
    )


def _own_count(citation: Citation) -> re.Match[str] | None:
    return _OWN.search(fold(citation.quote))
