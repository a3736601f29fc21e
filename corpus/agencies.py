"""Who answers for a clause: the bracket of responsible units (责任单位) at its end; pure.

Conventions of the genre: the bracket closes the sentences it is for; units stand in protocol order;
the region is written once and elided afterwards (省工信厅、发改委 = 省工信厅、省发改委); units named after a
place of their own (海关, 管委会, 人民政府) take no region; 各有关部门 names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.facts import Responsibility
from corpus.model import Clause, Document, cite
from corpus.view import MatchingView, view_of

_LABEL = re.compile(
    r"^(?:主要)?(责任|牵头|主责|负责|配合|协同|协办|参与|落实|实施|主办|承办)(?:和配合)?(?:单位|部门|主体)[::]?"
)
_UNIT_END = re.compile(
    r"(?:部|委|办|局|厅|署|院|行|会|社|司|处|站|所|政府|海关|办公室|小组|单位|部门|中心|公司|集团|总队|支队|大队"
    r"|团|联|校|园区|开发区|指挥部|街道|乡镇|区|州|县|市)(?:等)?$"
)
# From here on the bracket says how the units share the work, not who they are.
_MANNER = re.compile(
    r"(?:等)?(?:按|依|根据)(?:照|据)?(?:各自)?(?:的)?(?:职责|职能|分工|责任)|(?:分别|共同|分工|具体|组织)?负责|分工落实|落实$"
)
_LEAD = re.compile(r"牵头(?:负责|落实|组织实施)?$")
_SUPPORT = re.compile(r"(?:配合|参与|协助|协同)(?:落实|实施)?$")
_NOBODY = re.compile(
    r"^(?:市|省|县|区)?(?:各|有关|相关|各有关|各相关|等有关|等相关)+(?:市直|省直)?(?:部门|单位|方面|企业|地区)$"
)
_JOINED = re.compile(r"(?:以及|及|和)")
_REGION = re.compile(r"(省|市|县|区|州|旗|盟|自治区|自治州)(?=.{2})")
# Names that begin with a word of region without carrying one: 市场监管局, 市政园林局, 区域合作办.
_REGION_LOOKALIKE = re.compile(r"市场|市政|市容|市民|省际|区域|区块|县域|州际")
_NAMED_REGION = re.compile(r"[\u4e00-\u9fff]{2,7}?(省|自治区|市|自治州|州|县)(?=.{2})")
_OWN_NAME = re.compile(
    r"(?:海关|管委会|管理委员会|人民政府|政府|领导小组|领导小组办公室|分行|支行|银行|公司|集团|企业|协会|商会"
    r"|学校|高校|院校|单位|部门|街道|乡镇|园区|开发区|机构|铁路局|海事局)$"
)
_NO_REGION_OPENING = re.compile(r"各|有关|相关|国家|国务院|中央|全国|中国|人民银行|人行|国网|中共")
# Departments of the Party committee follow 省委/市委 without repeating it.
_PARTY = re.compile(
    r"(?:组织部|宣传部|统战部|政法委|网信办|编办|金融办|改革办|农办|台办|社会工作部|党校)$"
)


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket on a matching view: `view.text[start:end]` with its parentheses."""

    start: int
    end: int


def find_brackets(text: str) -> Iterator[Bracket]:
    """Yield the outermost (…) of a matching view, nested ones included in them.

    >>> list(find_brackets("落实。(各县(市)区人民政府)"))
    [Bracket(start=3, end=15)]
    """
    depth = start = 0
    for at, character in enumerate(text):
        if character == "(":
            start = start if depth else at
            depth += 1
        elif character == ")" and depth:
            depth -= 1
            if depth == 0:
                yield Bracket(start=start, end=at + 1)


def extract_responsibilities(document: Document, clause: Clause) -> tuple[Responsibility, ...]:
    """Read the responsibility brackets of a clause, in order."""
    view = view_of(document.text, clause.span)
    found = (_read_bracket(document, clause, view, bracket) for bracket in find_brackets(view.text))
    return tuple(one for one in found if one is not None)


def _read_bracket(
    document: Document, clause: Clause, view: MatchingView, bracket: Bracket
) -> Responsibility | None:
    content = view.text[bracket.start + 1 : bracket.end - 1].strip()
    before = view.text[: bracket.start].rstrip()
    if not is_responsibility(content, closes_sentence=before.endswith(("。", ";", "!", "”"))):
        return None
    agencies, leads, manner = read_agencies(content)
    return Responsibility(
        agencies=agencies,
        leads=leads,
        manner=manner,
        source=cite(document, clause, view.span(bracket.start, bracket.end)),
    )


def is_responsibility(content: str, *, closes_sentence: bool) -> bool:
    """Tell whether the inside of a bracket lists units, rather than explaining a word.

    It does where it is labelled (责任单位:), or stands behind a full sentence and is a list of names
    that end as units of government do.
    """
    if _LABEL.match(content):
        return True
    items = [item for item in _split(_without_manner(content)[0]) if item]
    units = sum(bool(_UNIT_END.search(item)) for item in items)
    return closes_sentence and bool(items) and units * 5 >= len(items) * 4


def read_agencies(content: str) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """Return the units of a bracket, those called 牵头, and the manner of sharing (or None).

    >>> read_agencies("责任单位:市发改委、工信局、市场监管局,各县(市)区人民政府按职责分工负责")[0]
    ('市发改委', '市工信局', '市市场监管局', '各县(市)区人民政府')
    """
    names: list[str] = []
    leads: list[str] = []
    manner: str | None = None
    region = ""
    for part in re.split(r"[;。]", content):
        label = _LABEL.match(part)
        body, part_manner = _without_manner(part[label.end() :] if label else part)
        manner = part_manner or manner
        pending: list[str] = []
        leading = bool(label and label.group(1) in {"牵头", "主责", "主办"})
        for item in _split(body):
            is_lead, is_support = _LEAD.search(item), _SUPPORT.search(item)
            name = _SUPPORT.sub("", _LEAD.sub("", item))
            if name and not _NOBODY.match(name):
                region = _region_of(name) or region
                pending.append(_expanded(name.removesuffix("等"), region))
            if is_lead:
                leads += pending
            if is_lead or is_support:
                names, pending = names + pending, []
        leads += pending if leading else []
        names += pending
    return tuple(dict.fromkeys(names)), tuple(dict.fromkeys(leads)), manner


def _without_manner(content: str) -> tuple[str, str | None]:
    match = _MANNER.search(content)
    if match is None:
        return content, None
    return content[: match.start()].rstrip("、,"), content[match.start() :].removeprefix("等")


def _split(content: str) -> Iterator[str]:
    """Split a list of units at 、 and ， and at 和/及 behind a unit, outside nested brackets."""
    depth = 0
    item = ""
    for at, character in enumerate(content):
        depth += (character == "(") - (character == ")")
        joined = _JOINED.match(content, at) if depth == 0 else None
        if (depth == 0 and character in "、,") or (
            joined and _UNIT_END.search(item) and _UNIT_END.search(content[joined.end() :])
        ):
            yield item.strip()
            item = ""
        elif not (character in "以及和" and not item):
            item += character
    if item.strip():
        yield item.strip()


def _region_of(name: str) -> str:
    """Return the region a name carries for those after it: 省, 市委, … or nothing."""
    if _NO_REGION_OPENING.match(name) or _REGION_LOOKALIKE.match(name):
        return ""
    match = _REGION.match(name) or _NAMED_REGION.match(name)
    if match is None:
        return ""
    return match.group(1)


def _expanded(name: str, region: str) -> str:
    if not region or _region_of(name) or _OWN_NAME.search(name) or _NO_REGION_OPENING.match(name):
        return name
    return f"{region}委{name}" if _PARTY.search(name) else f"{region}{name}"
