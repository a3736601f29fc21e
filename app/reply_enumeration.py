"""Replies that give a list of a clause whole: 哪几种情形可以拒绝, 要交哪些材料, 职责有哪几条.

Convention (立法技术规范): what is asked for in the plural stands behind the words that open a list, which call it by
what its items are (下列情形, 下列材料, 下列职责); the opening words rule the items, so that both are given, all items
in their order, with their number first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from app.answer import QuestionKind
from app.draft import Candidate, Draft, DraftStatement, Findings, answered, name, on_one_line
from app.enumerations import Enumeration, enumerations_of
from app.evidence import fold, missing, support
from app.other_matter import is_asked_for
from app.question import focus
from app.reply_members import reply_members
from app.reply_place import clauses_at

PATH = Path(__file__).parent / "listed_nouns.tsv"

_ASKS_SEVERAL = re.compile(
    r"(?:哪|那)(?:几|一?些)|哪[种类条项样]|什么(?:样的?)?(?:情[况形]|条件|材料|文件|资料|手续|权利|义务|职责|责任|要求|事项|内容|程序|步骤|行为)"
    r"|几(?:[种类条项样步]|个(?:条件|情形|方面|步骤))|列(?:出|一|全)|(?:说|写|讲|数)(?:全|齐)|分别(?:都|有|是|叫)*(?:什么|啥|哪)"
)
# What stands right behind the word that asks is what is asked for: 哪些配额, 哪几种基金会.
_THING = re.compile(
    r"(?:哪(?:几|一?些)(?:[种类条项个样])?|哪[种类条项样])(?P<thing>[\u4e00-\u9fff]{2})"
)
# What is not allowed, or ends; what is excepted from it is allowed.
_REFUSED = re.compile(
    r"不[予得准许能让给可接收批]|不(?:允许|受理|用)|禁止|严禁|拒绝?|可以不|终止|停止|取消|撤销|注销|吊销|免[予除于]"
)
_ALLOWED = re.compile(r"(?<!不)(?:可以?|能够?|允许|准予|予以|才)(?!不)")
_EXCEPTED = re.compile(r"除外|例外")
# What the opening words call the items: 下列企业信息, 以下情形.
_KIND_NAMED = re.compile(r"(?:下列|以下|如下)[^,，:：。]{1,24}")
_COUNTS_ITEMS = re.compile(r"(?:哪|多少|几)(?:几)?(?:[项种类样条]|个(?:方面|条件|情形|步骤))")
_NEAR = 6  # characters between the word that asks and the noun that it asks for
_LEAST_FIT = 0.3  # share of the question that the opening words have
_OF_THE_BEST = 0.6  # of what the best sentence has
_OF_THE_BEST_UNCALLED = 0.9  # where nothing shows that it is such a list that is asked for
_CALLED = 0.25  # what the noun asked for counts, as a share of the question
# A noun of policy this telling, which the documents lack, is what was asked about, unless the rest is there.
_CENTRAL, _ENOUGH_WITHOUT = 0.2, 0.62
_RANKED = 0.6  # of the best clause's score


@dataclass(frozen=True, slots=True)
class _Fitting:
    listed: Enumeration
    candidate: Candidate
    fit: float
    called: bool

    @property
    def rank(self) -> float:
        return self.fit + _CALLED * self.called


def reply_enumeration(findings: Findings) -> Draft | None:
    """Give the list that a question asks for, total first; None where none is asked for or fits."""
    asked = findings.analysis.text
    if not _ASKS_SEVERAL.search(asked) or not findings.candidates:
        return None
    fitting = list(_fitting(findings))
    if not fitting:
        return None
    best = max(fitting, key=lambda one: (one.rank, one.candidate.score))
    if not best.called and (told := reply_members(findings)):
        return told
    return None if _lacks_the_matter(findings, best) else _give(best.listed)


def reply_list_at(findings: Findings) -> Draft | None:
    """Give the one list of the clause at the place a question names, where it counts its items; else None."""
    clauses = clauses_at(findings) if _COUNTS_ITEMS.search(findings.analysis.text) else ()
    lists = enumerations_of(clauses[0]) if len(clauses) == 1 else ()
    return _give(lists[0]) if len(lists) == 1 else None


def _lacks_the_matter(findings: Findings, best: _Fitting) -> bool:
    """Tell whether a question is about something that no document has, and little else of it is in the list."""
    told = fold(best.candidate.facts.heading + best.candidate.facts.text)
    asked = findings.analysis.text
    lost = [one for one in missing(findings.terms, told) if is_asked_for(one, asked)]
    total = sum(one.weight for one in findings.terms)
    return best.fit < _ENOUGH_WITHOUT and sum(one.weight for one in lost) >= total * _CENTRAL


def _fitting(findings: Findings) -> Iterator[_Fitting]:
    first = findings.candidates[0]
    nouns = _nouns_asked(findings.analysis.text)
    most = max(one.best_support for one in findings.candidates[:5])
    asked = focus(findings.analysis.text)
    for candidate in findings.candidates:
        if candidate.score < first.score * _RANKED:
            continue
        heading = fold(candidate.facts.heading)
        for listed in enumerations_of(candidate.facts):
            words = fold(listed.lead.quote)
            fit = support(findings.terms, heading + words)
            if _says_the_opposite(asked, words):
                continue
            kind = _KIND_NAMED.search(words)
            called = any(noun in (kind[0] if kind else words) for noun in nouns)
            share = _OF_THE_BEST if called else _OF_THE_BEST_UNCALLED
            if fit >= max(_LEAST_FIT, most * share):
                yield _Fitting(listed, candidate, fit, called)


def _give(listed: Enumeration) -> Draft:
    count = len(listed.items)
    rows = (
        DraftStatement(text=on_one_line(one.quote), citations=(one, listed.lead))
        for one in listed.items
    )
    opening = DraftStatement(text=on_one_line(listed.lead.quote), citations=(listed.lead,))
    lead = f"{name(listed.facts)}，共{count}项："
    return replace(answered(QuestionKind.LIST, opening, *rows, lead=lead), total=count)


def _says_the_opposite(asked: str, words: str) -> bool:
    """Tell whether one of question and opening words is about what is allowed, the other about what is not."""
    refused = bool(_REFUSED.search(words)) != bool(_EXCEPTED.search(words))
    if _REFUSED.search(asked):
        return not refused
    return bool(_ALLOWED.search(asked)) and refused


def _nouns_asked(text: str) -> frozenset[str]:
    """Return what a text may call what is asked for: 情形 and 条件 for 哪几种情况."""
    near = [
        text[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        for match in _ASKS_SEVERAL.finditer(text)
    ]
    return frozenset(
        noun
        for asked, called in _nouns()
        if any(word in part for word in asked for part in near)
        for noun in called
    ) | {match["thing"] for match in _THING.finditer(text)}


@cache
def _nouns() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    lines = PATH.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((tuple(asked.split()), tuple(called.split())) for asked, called in rows)
