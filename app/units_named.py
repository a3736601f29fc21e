"""Units that a question names by a name no table of agencies has: 市网络理政办, 各区(市)县政府; pure.

Convention (机构名称): a unit's name ends in the word for its kind (办, 中心, 公司, 管委会, 政府). Which words before it
belong to the name is told by where it stands (由X负责, X要参与) and by the documents, which have the same name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from corpus.aliases import AgencyMention

_KIND = (
    "(?:办公室|办|中心|公司|集团|委员会|管委会|工委|总队|支队|大队|队|协会|学会|联合会|联社|政府|街道|公署|专员公署|银行|分行|站|馆|"
    "研究院|学院|大学|医院|总院|院|研究所|所|企业|部门|单位|机构|[局厅委部署处])"
)
_NAME = rf"(?P<unit>(?:(?![由归让是的])[\u4e00-\u9fff()]){{2,18}}?{_KIND})"
_ACTS = "(?:负责|牵头|主管|主抓|在管|来管|管理?|承担|落实|参与|参加|配合|推进|实施|组织|承办|办理|抓|做)"
_AHEAD = "(?:由|归|轮到|属于|是不是由?|是否由?|是由?|让|靠)"
_MAY = "(?:是不是|是否|要不要|用不用|会不会|需不需要|需要|应该|应当|还|也|都|要|该|得|来|去|在|有没有|具体|主要|一共|总共|共){0,3}"
_PLACES = (
    re.compile(rf"{_AHEAD}{_NAME}{_MAY}{_ACTS}"),
    re.compile(rf"(?:^|[,。;!?]){_NAME}{_MAY}{_ACTS}(?:的|了|着)?"),
    re.compile(
        rf"(?:^|[,。;!?里中]|方案|规划|意见){_NAME}(?:的|有|要|都|一共|总共|共){{0,2}}(?:任务|职责|工作)(?:有|是|包括)"
    ),
)
_SHORTEST = 3  # characters of a name
# Who asks may tell what he is at and call his own unit by its kind: 我是消防上的,哪几条要我们总队配合.
_ASKER = re.compile(
    r"我们?(?:是|在)(?:搞|管|做|干|负责){0,1}(?P<field>[\u4e00-\u9fff]{2,6}?)(?:上|系统|口|口子|线上|部门|战线|条线|那边)?(?:工作|上班)?的"
)
_OWN = re.compile(r"(?:我们?|咱们?)(?P<kind>总队|支队|大队|分?局|厅|委|办|院|中心|公司|集团|银行)")
_FEWEST_OPENING = 3  # characters that a place or a connective may put ahead of a name


def units_named(
    text: str, known: Sequence[AgencyMention], has: Callable[[str], bool]
) -> tuple[AgencyMention, ...]:
    """Return the units named where a question says who acts, that are not among those `known`.

    `has` tells whether a name stands in the documents.
    """
    taken = [one.text for one in known]
    found: dict[str, AgencyMention] = {}
    for place in _PLACES:
        for match in place.finditer(text):
            name = _name_in(match["unit"], has)
            if name and not any(one in name or name in one for one in taken):
                found.setdefault(name, AgencyMention(text=name, region="", office=name))
    return tuple(found.values())


def _name_in(words: str, has: Callable[[str], bool]) -> str:
    """Return the longest end of `words` that the documents have; "" for none."""
    ends = (words[at:] for at in range(min(len(words) - _SHORTEST, _FEWEST_OPENING * 4) + 1))
    return next((one for one in ends if has(one)), "")


def unit_of_asker(text: str, names: Iterable[str]) -> str:
    """Return the one unit of the documents that who asks says is his own; "" for none, or several.

    >>> unit_of_asker("我是消防上的,哪几条要我们总队配合", ["省消防救援总队", "省公安厅"])
    '省消防救援总队'
    """
    asker, own = _ASKER.search(text), _OWN.search(text)
    if asker is None or own is None:
        return ""
    found = [one for one in names if asker["field"] in one and one.endswith(own["kind"])]
    return found[0] if len(found) == 1 else ""
