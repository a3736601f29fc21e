"""The last word of several names in a list, said once for all of them; pure.

Convention: fields or places named side by side share the word for the kind of office that closes them:
住建、商务部门 = 住建部门、商务部门; 县住建、水利局 = 县住建局、县水利局; 广州、深圳市政府 = 广州市政府、深圳市政府.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.aliases import load_aliases
from corpus.regions import load_counties, load_regions

_DEPARTMENT_END = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:(?:行政)?主管|行政|管理)?部门$")
_OFFICE_END = re.compile(r"(?<=[\u4e00-\u9fff]{2})[局厅]$")
_GOVERNMENT_END = re.compile(r"[市县区州旗](?:人民)?政府$")
_NAMES_NOBODY = re.compile(
    r"(?:有关|相关|各|其他|所属|上述|责任|成员|牵头|配合)[\u4e00-\u9fff]{0,4}$"
)
_ANY_KIND = "局厅委部"


def with_shared_endings(
    pieces: Sequence[tuple[int, str]], names: Sequence[str]
) -> list[tuple[int, str]]:
    """Return the items of a list, each with its group, that lack the word behind them with that word.

    `names` are the items without the words about their part in the work.

    >>> with_shared_endings([(0, "住建"), (0, "商务部门牵头")], ["住建", "商务部门"])
    [(0, '住建部门'), (0, '商务部门牵头')]
    """
    found = list(pieces)
    behind: tuple[int, str] | None = None  # the group of the item behind, and the word it shares
    for at in range(len(found) - 1, -1, -1):
        group, item = found[at]
        if shared := _shared_end(names[at]):
            behind = group, shared
        elif behind and behind[0] == group and _lacks(item, behind[1]):
            found[at] = group, item + behind[1]
        else:
            behind = None
    return found


def _shared_end(name: str) -> str:
    """Return the word that ends a name and may hold for those named before it; "" for none."""
    government = _GOVERNMENT_END.search(name)
    if government and _is_region(name[: government.start()]):
        return government.group()
    ending = _DEPARTMENT_END.search(name) or _OFFICE_END.search(name)
    return ending.group() if ending and not _NAMES_NOBODY.search(name[: ending.start()]) else ""


def _lacks(item: str, shared: str) -> bool:
    """Tell whether an item is a field without the word 部门 or 局, or a place without 市政府."""
    if shared.endswith("政府"):
        return _is_region(item)
    kinds = _ANY_KIND if shared.endswith("部门") else shared
    return is_field_alone(item.removeprefix("由"), kinds)


def is_field_alone(name: str, kinds: str = _ANY_KIND) -> bool:
    """Tell whether a name is a field without the word for its kind, one of `kinds`: 发改, 市财政.

    >>> is_field_alone("市财政"), is_field_alone("市财政局")
    (True, False)
    """
    aliases = load_aliases()
    return aliases.is_field(name, kinds) or aliases.is_field(name[1:], kinds)


def _is_region(name: str) -> bool:
    return name in load_regions().provinces or name in load_counties()
