"""Who supports those a sentence names, or shares the work with them: …牵头，会同…制定，…配合; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.prose_names import (
    BRACKETED,
    ENDS_AS_UNIT,
    FIELDS,
    LONGEST_PART,
    NAMED_UNITS,
    UNITS,
    ProseDuty,
    are_offices,
    are_units,
    has_others,
)
from corpus.shared_endings import is_field_alone

_MOST_PARTS = 4  # of a sentence that are looked at for those who support
_SHARED_DEPARTMENT = re.compile("等(?:有关|相关)?部门")
TRIGGER = re.compile(
    r"(?:负责|牵头)(?!人|制(?!定|订)|任|的|者|同志|单位|部门|机构|揭榜|岗位|类别|主体|企业|申报|成功)"
)
_SUPPORTING = re.compile(
    rf"(?:由)?(?P<names>{UNITS}|{FIELDS})(?P<others>等)?(?:有关|相关)?(?:部门|单位)?(?:按[^,]{{0,8}}职责[^,]{{0,4}})?(?:要|应)?(?:积极|共同|予以|做好|负责)?(?:参与|配合|参加|协助|协同)"
)
_TOGETHER_BELOW = re.compile(rf"并?(?:会同|联合|商)(?P<names>{NAMED_UNITS})(?P<others>等)?")
# Those who share the work with the lead: …牵头，市工信局、市财政局按职责分工负责.
SHARES = re.compile("职责|职能|分工")
SHARING = re.compile(
    rf"(?P<names>{UNITS})(?P<others>等)?(?:有关|相关)?(?:部门|单位)?(?:要|应)?(?:按照?|依据?|根据)(?:各自)?的?(?:职责|职能|分工){{1,2}}(?:分别|共同|抓好|组织)?(?:负责|落实|推进|实施|做好)(?:落实|实施|推进|相关工作|有关工作)?"
)
# 市教育局要加强指导，市卫健委要做好培训: of named offices only.
HAS_TO = re.compile(rf"(?P<names>{NAMED_UNITS})要(?![求素点是])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The units that support others, as a list; where the words about them end; 等."""

    names: str
    end: int
    others: bool


def read_support(
    text: str, parts: list[tuple[int, int]], at: int, rest: str, *, led: bool = True
) -> Support | None:
    """Return the units that support others, and where the words about them end.

    They follow in the same part (牵头、…配合), or in the next ones: …牵头，会同…制定，…配合. Behind a
    lead, `led`, stand those who share the work: …牵头，…按职责分工负责.
    """
    found: list[re.Match[str]] = []
    last = parts[at][1]
    if rest.startswith("、") and (match := _SUPPORTING.match(rest[1:])):
        found.append(match)
    for start, end in parts[at + 1 : at + 1 + _MOST_PARTS]:
        part = BRACKETED.sub("", text[start : min(end, start + LONGEST_PART)])
        match = _SUPPORTING.match(part) or _beside(part, led=led)
        if match and are_units(_in_full(match)):
            found.append(match)
            last = end
        elif TRIGGER.search(part) or HAS_TO.match(part):
            break
    if not found:
        return None
    return Support(
        names=";".join(_in_full(match) + _support_word(match) for match in found),
        end=last,
        others=any(match.group("others") or has_others(match.group("names")) for match in found),
    )


def _in_full(match: re.Match[str]) -> str:
    """Return the names matched; fields each with the 部门 that they share: 财政、税务等部门."""
    items = match.group("names").split("、")
    fields = [not ENDS_AS_UNIT.search(one) for one in items]
    is_shared = _SHARED_DEPARTMENT.match(match.string, match.end("names"))
    if not is_shared or not all(
        is_field_alone(one) for one, is_field in zip(items, fields, strict=True) if is_field
    ):
        return match.group("names")
    return "、".join(
        f"{one}部门" if field else one for one, field in zip(items, fields, strict=True)
    )


def _support_word(match: re.Match[str]) -> str:
    """Return the word that tells of units that they support others: 配合; "" for 会同 and 按职责分工."""
    return match.group()[-2:] if match.re is _SUPPORTING else ""


def _beside(part: str, *, led: bool) -> re.Match[str] | None:
    """Match those who act together with the units named before, or share the work with a lead."""
    match = _TOGETHER_BELOW.match(part)
    if match and (led or are_offices(match.group("names"))):
        return match
    return SHARING.fullmatch(part.rstrip()) if led else None


def read_support_alone(text: str, start: int, end: int) -> ProseDuty | None:
    """Read those who support the units named before a semicolon: …负责审核；市审计局配合."""
    match = _SUPPORTING.match(text, start, min(end, start + LONGEST_PART))
    if match is None or not (are_offices(match["names"]) and are_units(match["names"])):
        return None
    return ProseDuty(start, end, f"{match['names']}配合", match["others"] is not None)
