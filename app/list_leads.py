"""The words that an item of a list is completed by: those that open the list, and the list that it is nested in; pure.

Convention (立法技术规范; GB/T 9704): what ends in a colon is completed by the items behind it, numbered （一）, 1., （1）, ①
in this order, one style a level; an item means nothing without what opens its list (待遇限额标准如下：（一）机构护理…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_STYLES = (
    re.compile(r"\s{0,20}[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\s{0,20}\d{1,2}\s?[.．、]"),
    re.compile(r"\s{0,20}[(（]\d{1,2}[)）]"),
    re.compile(r"\s{0,20}[①-⑳]"),
    re.compile(r"\s{0,20}[一二三四五六七八九十]{1,3}是"),
)
_OPENS = re.compile(r"[：:]\s*$")
# … or by these words, the colon misprinted, right ahead of the first item.
_SAYS_IT_OPENS = re.compile(r"(?:下列|如下|之一)[^。；;]{0,60}[。；;，,]\s*$")
_FIRST = re.compile(r"\s{0,20}(?:[(（]一[)）]|1\s?[.．、]|[(（]1[)）]|①)")
# An item that is a case: what holds in it is said by the words that open the list alone.
IS_CASE = re.compile(r"的[;；。]?$")


def leads_of(sentences: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Yield for each sentence of a clause which ones open the lists it stands in, the outermost first; () for none.

    >>> list(leads_of(["标准如下：", "（一）机构护理30元；", "（二）居家护理：", "1.职工90元；", "（三）其他。"]))
    [(), (0,), (0,), (0, 2), (0,)]
    >>> list(leads_of(["有下列行为之一的，列入名单，期限五年。", "（一）作假的；"]))
    [(), (0,)]
    """
    open_lists: list[tuple[int, int]] = []
    for at, sentence in enumerate(sentences):
        level = next((rank for rank, one in enumerate(_STYLES) if one.match(sentence)), -1)
        opens = bool(_OPENS.search(sentence)) or (
            bool(_SAYS_IT_OPENS.search(sentence))
            and at + 1 < len(sentences)
            and bool(_FIRST.match(sentences[at + 1]))
        )
        if level >= 0:
            levels = [one for one, _ in open_lists]
            open_lists = open_lists[: levels.index(level)] if level in levels else open_lists
        elif opens:
            open_lists = []
        yield tuple(place for _, place in open_lists) if level >= 0 else ()
        if opens:
            open_lists.append((level, at))
