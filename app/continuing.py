"""还有吗 behind a list: what the question before has not named yet, or that there is nothing more; pure.

A list is given whole, so that after one there is nothing to go on with; but who asked for it and guessed
at one row (…负责什么？是不是固废那条？) wants the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from app.answer import AnswerStatus
from app.draft import Draft
from app.evidence import fold
from index.question_words import SCAFFOLD, WHETHER

# What only goes on: a word that links to what was told, one that says it stands there, one for whatever it is.
_LINK = (
    r"(?:那么?|好的?|还|都|又|再|也|的|接下来|接着|继续|然后|往下|(?:后|下|剩)[面头下边]|之后|以后|此外|另外|其[余他]|别的"
    r"|除此之外|排?(?:它|这[一个条点项章])的?[后下][面头边]|在?这[一个条点项章部分]{0,3}(?:之后|里面?|中)?|[,， ])"
)
_STANDS = r"(?:有|列出?|提到?|写|讲|说|规定|包括|看)(?:了|着|过)?"
_WHATEVER = r"(?:没有?|别的|其[余他]的?|什么|啥|哪些|东西|内容|[吗呢么嘛吧呀啊的了])"
_REST = re.compile(
    rf"^(?=[^还后下接继然剩余他别再]{{0,12}}(?:还|[后下][面头边]|之后|接|继续|往下|剩|其余|其他|别的|然后|再往|再说))"
    rf"{_LINK}{{0,6}}(?:{_STANDS})?{_WHATEVER}{{0,4}}{_LINK}{{0,2}}(?:{_STANDS})?{_WHATEVER}{{0,4}}[?。!]*$"
    r"|^(?:那么?)?(?:就这些吗?|没有了吗?|就没了吗?|完了吗)[?。!]*$"
)
_PART = re.compile(r"[^,;。?!]+")
_TOTAL = re.compile(r"共(?P<count>\d{1,4})(?=[项条个章])")
_LEAST = 2  # rows
_GUESSES = re.compile(r"是不是|是否|对不对|对吗|包括|有没有|吗$|那条|那项|第一[条项点个]")
_NAMED = 0.8  # share of what was guessed, by characters, in the row that was meant


def asks_for_the_rest(text: str) -> bool:
    """Tell whether a question only asks to go on.

    >>> [asks_for_the_rest(one) for one in ("还有吗？", "后面的呢", "还有哪些部门？")]
    [True, True, False]
    """
    return bool(_REST.match(unicodedata.normalize("NFKC", text).strip()))


def with_the_rest(draft: Draft, text: str, history: Sequence[str]) -> Draft:
    """Return the rows that the question before did not name; of a list told whole that it is whole."""
    told = [one for one in history if not asks_for_the_rest(one)]
    is_list = draft.status is AnswerStatus.ANSWERED and draft.total is not None
    if not asks_for_the_rest(text) or not told or not is_list:
        return draft
    guess = _guess(unicodedata.normalize("NFKC", told[-1]))
    kept = [one for one in draft.statements if not _is_meant(guess, one.text)]
    if guess and len(kept) == len(draft.statements) - 1:
        lead = f"除已说到的“{guess}”外，还有{len(kept)}项："
        if not kept:
            return replace(draft, lead="没有别的了，只有这一项：")
        return replace(draft, statements=tuple(kept), total=len(kept), lead=lead)
    return replace(draft, lead=f"没有别的了，以下就是全部。{draft.lead}")


def _guess(question: str) -> str:
    """Return the row that a question guesses at: 大宗固废 of 是不是大宗固废那条; "" for none."""
    parts = [one for one in _PART.findall(question) if WHETHER.search(one) or "那条" in one]
    if not parts:
        return ""
    words = re.sub(
        r"^第.{1,3}?[条项点个]|那?[条项个件]?[吗呢吧]?$", "", _GUESSES.sub(" ", parts[-1]).strip()
    )
    bare = words.strip()
    return "" if bare in SCAFFOLD else bare


def _is_meant(guess: str, row: str) -> bool:
    if not guess:
        return False
    folded = fold(row)
    return sum(one in folded for one in fold(guess)) >= _NAMED * len(fold(guess))


def without_excepted(draft: Draft, excepted: Sequence[str]) -> Draft:
    """Return a list without the rows that name what the question leaves out, and say so."""
    total = _TOTAL.search(draft.lead)
    if not excepted or draft.total is None or total is None:
        return draft
    words = [fold(one) for one in excepted]
    kept = tuple(
        one for one in draft.statements if not any(word in fold(one.text) for word in words)
    )
    gone = len(draft.statements) - len(kept)
    if not gone or len(kept) < _LEAST or int(total["count"]) != draft.total:
        return draft
    count = draft.total - gone
    said = f"除“{'、'.join(excepted)}”外共{count}"
    lead = draft.lead[: total.start()] + said + draft.lead[total.end() :]
    return replace(draft, statements=kept, lead=lead, total=count)
