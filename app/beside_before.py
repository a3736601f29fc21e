"""A follow-up that sets another place beside the one asked of before: 乙省呢,哪个高; 跟乙省比谁降得多; 比乙市多吗; pure.

What was asked of the one is asked of both; another place alone (乙省呢?) takes its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from corpus.regions import load_regions

_PLACE = rf"(?:{load_regions().pattern.pattern})(?:自治区|[省市县])?"
_OTHER = rf"(?P<other>{_PLACE}|(?:省|市|县|国家)(?:里|级|上)?)(?:那边|这边|的)?"
_SAME = r"同一|一样|一致|相同|不同|区别|差别|差异|差(?:多少|几|在|不)"
_MORE = r"(?:谁|哪)[^,?]{0,8}[高低多少大小早晚严狠快慢长短松宽]"
_FORMS = tuple(
    re.compile(one)
    for one in (
        rf"^(?:那么?)?{_OTHER}呢[,。? ]{{1,2}}[^,。?]{{0,10}}(?:{_SAME}|{_MORE}|相?比|更)[^。?]{{0,16}}[?。]?$",
        rf"^(?:那么?|这)?(?:跟|和|与|同|拿|对比|比起){_OTHER}(?:来|相|做)?(?:比|对比|比较)[^。?]{{0,16}}[?。]?$",
        rf"^(?:那么?|这)?(?:跟|和|与|同){_OTHER}(?:的|那边)?(?:是不是|是否|是|有没有|有)?[^,。?]{{0,6}}(?:{_SAME})[^。?]{{0,10}}[?。]?$",
        rf"^(?:那么?|这|它)?(?:是不是|是否|会不会|要|会)?比{_OTHER}(?:的|还|更|要){{0,2}}[高低多少大小早晚严狠快慢长短松宽][^,。?]{{0,8}}[?。]?$",
    )
)
_LEVEL = re.compile(r"^(?:省|市|县|国家)(?:里|级|上)?$")


def asks_beside(folded: str) -> bool:
    """Tell whether a follow-up may set another place beside the one asked of before."""
    return bool(_other(folded))


def beside_before(folded: str, earlier: str, put: Callable[[str], str]) -> str:
    """Return what was asked of a place before, asked of another as well; "" for any other follow-up.

    `put` returns the question before with another place in the place of its own.

    >>> beside_before("比山西高吗", "河北水耗降多少?", lambda _: "")
    '河北水耗降多少,山西呢?'
    """
    other, places = _other(folded), load_regions().found_in(earlier)
    if not other or len(places) != 1:
        return ""
    if _LEVEL.match(other):
        found = load_regions().found_in(put(f"{other}呢?"))
        other = next((one for one in found if one not in places), "")
    is_new = other and not any(one in other for one in places)
    return f"{earlier.rstrip('?。')},{other}呢?" if is_new else ""


def _other(folded: str) -> str:
    """Return the place or level that a follow-up sets beside the one before; "" for none."""
    plain = unicodedata.normalize("NFKC", folded).strip()
    found = (form.match(plain) for form in _FORMS)
    return next((one["other"] for one in found if one), "")
