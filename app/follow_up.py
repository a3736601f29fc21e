"""A follow-up question completed from the question before it; pure.

What people leave out in a second question (省略): they name another year (那2030年呢?), another place
(福州呢?), another thing (变压器呢?, 换成纺织行业), ask for the rest (还有吗?), or point back (那由谁负责?, 里面的
三级指什么?). The completed question is what is searched for and shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

from app.place_asked import read_reference
from corpus.regions import load_regions
from index.query import subject_of
from index.question_words import ASKS, WHETHER

_POINTS_BACK = re.compile(
    r"^(?:那么?|它|其)(?!些)|上述|前面(?:说|提)|刚才|(?:这|那)(?:个|项|条)(?:任务|工作|目标|行业)?(?:是|的|由|要|呢|有)"
    r"|^(?:这?里面?|里头|其中|这?当中|文件里面?)(?:说|提|讲|那|有|(?:的?[一二两三四五六七八九十几这那]))"
)
_REST = re.compile(
    r"^(?:那|后面|下面|其他|其余|别的|此外|除此之外)?的?都?还有(?:吗|没有|没|呢|别的吗|其他的吗|哪些|什么|啥)?[?。!]*$|^(?:继续|接着说|然后呢)[?。!]*$"
)
_YEAR = r"(?:20\d\d年?|二[〇零]..年|“?十[四五六七]五”?)(?:末|底|期间|时期)?"
_YEARS = re.compile(_YEAR)
_INSTEAD = re.compile(
    r"^(?:那么?|那要是|要是|如果是?|换成|换作|换|改成|改为|至于|再问一下|对于)?(?:到|是)?(?P<other>[^,，。?？]{1,16}?)(?:方面|这边|那边|的话|的情况)?(?P<asks>呢|又?怎么样|怎样|如何)?[?？]*$"
)
_OPENING = re.compile(r"^(?:那么?|那它|它|其)(?:的)?")
_LONG_PHRASE = (
    8  # characters: a case of its own (政策没看懂、不小心弄错), not a thing put for another
)
_SHARED = 2  # characters: 职工医保, 居民医保
_PART = re.compile(r"[^,，;；。?？!！]+[?？]?")


def complete(
    text: str,
    history: Sequence[str],
    *,
    cut: Callable[[str], list[str]],
    alike: Callable[[str, str], float] | None = None,
) -> str:
    """Return a follow-up as a question of its own; any other question as it is.

    `cut` segments Chinese into words; `alike` tells how far two words stand in the same places of
    the documents, 0 for not at all.

    >>> complete("那2030年呢?", ["钢铁行业2025年的目标是什么?"], cut=list)
    '钢铁行业2030年的目标是什么?'
    >>> complete("那由谁负责?", ["钢铁行业有哪些举措?"], cut=lambda text: text.split("有哪些举措"))
    '钢铁行业,由谁负责?'
    """
    if not history:
        return text
    *before, last = history
    folded = unicodedata.normalize("NFKC", text).strip()
    if not is_follow_up(folded, cut):
        return text
    # What the question before was about may itself stand in the one before that.
    earlier = complete(last, before, cut=cut, alike=alike)
    earlier = unicodedata.normalize("NFKC", earlier).strip()
    if _REST.search(folded):
        return _without_yes_or_no(earlier, cut)
    other = _INSTEAD.match(folded)
    if other and other.group("other"):
        replaced = _put_instead(other.group("other"), earlier, cut, alike)
        if replaced:
            return replaced
    subjects = [subject_of(one, cut) for one in (*map(_plain, before), earlier)]
    subject = next((one for one in reversed(subjects) if one), "")
    rest = _OPENING.sub("", folded)
    return f"{subject},{rest}" if subject else text


def is_follow_up(folded: str, cut: Callable[[str], list[str]]) -> bool:
    """Tell whether a question needs the one before it: no subject of its own, or it points back."""
    has_subject = len(re.sub(r"\s", "", subject_of(read_reference(folded)[-1], cut))) > 1
    other = _INSTEAD.match(folded)
    puts_instead = other and (other.group("asks") or folded.startswith(("换", "改成")))
    is_instead = bool(puts_instead and not ASKS.search(_OPENING.sub("", other["other"])))  # type: ignore[index] # one was found
    return (
        not has_subject or is_instead or bool(_POINTS_BACK.search(folded) or _REST.search(folded))
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _without_yes_or_no(earlier: str, cut: Callable[[str], list[str]]) -> str:
    """Return the question before without the part that guessed an answer: 还有吗 asks for them all."""
    parts = _PART.findall(earlier)
    asking = [one for one in parts if not WHETHER.search(one.rstrip("?？"))]
    kept = ",".join(one.rstrip("?？") for one in asking)
    if len(asking) == len(parts):
        return earlier
    has_question = bool(re.search(r"哪|什么|啥|怎|几|多少|谁", kept))
    return kept if has_question else f"{kept or subject_of(earlier, cut)}有哪些部分?"


def _put_instead(
    other: str,
    earlier: str,
    cut: Callable[[str], list[str]],
    alike: Callable[[str, str], float] | None,
) -> str:
    """Return the question before with the year, the place or the thing in it replaced; "" for none."""
    if year := _YEARS.fullmatch(other):
        named = _YEARS.sub(year.group(), earlier)
        return named if named != earlier else f"{year.group()},{earlier}"
    regions = load_regions()
    places, named_before = regions.found_in(other), regions.found_in(earlier)
    if places and len(other) <= len(places[0]) + 2:
        place = other.rstrip("里的")
        named = (
            re.sub(rf"{named_before[0]}[省市]?", place, earlier, count=1) if named_before else ""
        )
        return named or f"{place},{earlier}"
    other = re.sub(r"^(?:参加|属于|关于)|(?:里|的)$", "", other)
    thing = "" if len(other) > _LONG_PHRASE else _thing_meant(other, _things(earlier, cut), alike)
    return earlier.replace(thing, other, 1) if thing else ""


def _thing_meant(
    other: str, things: Sequence[str], alike: Callable[[str, str], float] | None
) -> str:
    """Return the thing that `other` is put in the place of: like it in name, else in its places."""
    by_name = max(things, key=lambda one: _in_common(one, other), default="")
    if by_name and _in_common(by_name, other) >= _SHARED:
        return by_name
    shares = {one: alike(one, other) for one in things} if alike else {}
    by_place = max(shares, key=lambda one: shares[one], default="")
    return by_place if shares.get(by_place) else ""


def _things(earlier: str, cut: Callable[[str], list[str]]) -> list[str]:
    """Return the words a question is about, neighbours joined as well: 职工, 医保, 职工医保."""
    words = [one for one in subject_of(_YEARS.sub(" ", earlier), cut).split() if one]
    singles = [one for run in words for one in cut(run) if len(one) > 1]
    joined = [one + two for one, two in pairwise(singles) if one + two in earlier]
    named = load_regions().found_in(earlier)
    return [one for one in (*singles, *joined) if one not in named and one in earlier]


def _in_common(one: str, other: str) -> float:
    """Return how many characters two words end with in common, less where one is longer."""
    shared = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        shared += 1
    return 0.0 if one == other else shared - abs(len(one) - len(other)) * 0.1
