"""Which of two places has more, where a question takes it to be one of them: 甲省的目标应该比乙省高吧; pure.

Held against each other are the amounts of one kind that the replies for both give, where each gives one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from app.amounts import DAY, TIME, Amount, read_amounts
from app.answer import AnswerStatus, Premise
from app.draft import Draft
from app.evidence import fold
from corpus.regions import load_regions

_PLACE = rf"(?:{load_regions().pattern.pattern})"
_LESS = "低少小短"
_CLAIM = re.compile(
    rf"(?P<one>{_PLACE})[^。?]{{0,60}}?(?P<asked>比(?P<two>{_PLACE})[省市县]?的?(?:还|更|要|都){{0,2}}(?:[定降增涨升减建提]得?)?"
    rf"(?P<how>[高多大长快狠{_LESS}]))(?:一?些|一?点|得多|很多)?(?:[吧吗么]|,?(?:对|是)[吧吗]|$|(?=[,?]))"
)
_WANTS_YES = re.compile(r"应该|应当|肯定|是不是|是否|听说|据说|[吧吗]|对不对")


def with_claim_held(text: str, draft: Draft, drafts: Mapping[str, Draft]) -> Draft:
    """Open a reply for two places with whether the one has more that a question takes to have more."""
    claim = _CLAIM.search(fold(text))
    if claim is None or not _WANTS_YES.search(text) or draft.status is not AnswerStatus.ANSWERED:
        return draft
    sides = {name: one for name, one in drafts.items() if one.status is AnswerStatus.ANSWERED}
    named = [next((it for it in sides if claim[key] in it), "") for key in ("one", "two")]
    if len(drafts) != len(named) or not all(named):
        return draft
    one, two = (_amounts(sides[it]) for it in named)
    common = [kind for kind in one if kind in two]
    if len(common) != 1:
        return draft
    mine, theirs = one[common[0]], two[common[0]]
    more = mine.value - theirs.value
    if more < 0 if claim["how"] in _LESS else more > 0:
        return replace(draft, lead=f"是。{draft.lead}")
    verdict = f"{named[1]}更{claim['how']}" if more else "两者相同"
    found = f"{named[1]}{theirs.text}，{named[0]}{mine.text}，{verdict}"
    asked = f"{named[0]}{claim['asked']}"
    return replace(
        draft, lead=f"不是，{verdict}。{draft.lead}", premise=Premise(asked=asked, found=found)
    )


def _amounts(reply: Draft) -> dict[str, Amount]:
    """Return what a reply gives of each kind of which it gives one amount."""
    found = [
        one for one in read_amounts(fold(reply.statements[0].text)) if one.kind not in {TIME, DAY}
    ]
    kinds = [one.kind for one in found]
    return {one.kind: one for one in found if kinds.count(one.kind) == 1}
