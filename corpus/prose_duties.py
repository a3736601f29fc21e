"""Who answers for what in running text: 由…负责, …牵头，…配合, …办公室设在…，负责…; pure.

Conventions of the genre: 负责 and 牵头 stand right behind the unit, or behind words that say how
(具体, 按职责分工, 在各自的职责范围内); a clause that begins with them goes on about the unit that the
clause before it names. 对…真实性负责, 负责人 and 属地负责 name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.prose_names import (
    BRACKETED,
    HOW,
    LONGEST_PART,
    NAMED_UNITS,
    NAMES,
    SUFFIX,
    UNIT,
    ProseDuty,
    are_names,
    has_others,
    without_number,
)
from corpus.prose_supports import TRIGGER, read_support, read_support_alone
from corpus.stated_duties import is_labelled, read_stated, read_titled

_FOUNDED = re.compile(rf"(?:成立|组建|设立)了?(?P<names>{UNIT})")
# Who is encouraged to found something has not founded it: 鼓励企业设立研发机构，牵头….
_WISHED = re.compile("鼓励|支持|引导|推动|允许")
# Behind these words stands who acts: 由市甲局负责, 市人民政府授权市乙局负责.
_HANDED_TO = re.compile(r"由|(?:授权|委托|指定)(?!的)")
_BY = re.compile(
    rf"由(?P<names>[\u4e00-\u9fff]{{1,28}}?{SUFFIX})(?=进行|承担|组织|实施|管理|开展|经办|提供|统筹|提出|归口|制定|发布)"
)
_OPENING = re.compile(
    rf"(?P<names>[\u4e00-\u9fff、]{{1,28}}?{SUFFIX})(?=设在|受|是|为|作为|主管|承担|统筹|设立|安排|明确|指定|确定|要|应)"
)
# What a unit is for, not a duty given here: 负责清洁生产综合协调的部门.
_ATTRIBUTE = re.compile(r"[^,;。]{1,20}?的(?:部门|机构|单位|人员|工作人员|同志)")
# 由市城管局会同供电、供水等单位负责: those who join are told by their trade alone.
_WITH_TRADES = re.compile(
    rf"(?P<names>{NAMED_UNITS}会同(?:[\u4e00-\u9fff]{{2,8}}、){{1,12}}[\u4e00-\u9fff]{{2,8}}?等(?:有关|相关)?(?:部门|单位|企业)){HOW}"
)
# 应当指定专人负责: who is to name them acts; 成立某机构负责 is the body's own duty.
_STAFF = re.compile(
    r"(?:专人|人员|专班|(?:确定|指定|明确|设立|设置|安排|配备)(?!的)[^,;。的]{0,16}机构)$"
)


def find_prose_duties(text: str) -> Iterator[ProseDuty]:
    """Yield the places of a matching view that say in running text who answers for something.

    >>> [one.names for one in find_prose_duties("由市财政局负责解释。对真实性负责。")]
    ['市财政局']
    """
    found = False  # in the words before a semicolon
    for sentence in re.finditer(r"[^。;!?\n]+", text):
        parts = [
            piece
            for part in re.finditer(r"[^,:]+", sentence.group())
            for piece in _pieces(
                text, sentence.start() + part.start(), sentence.start() + part.end()
            )
        ]
        last = 0
        follows = sentence.start() > 0 and text[sentence.start() - 1] == ";" and found
        if follows and parts and (support := read_support_alone(text, *parts[0])):
            last = support.end
            yield support
        for at, (start, end) in enumerate(parts):
            part = text[start : min(end, start + LONGEST_PART)]
            is_named = TRIGGER.search(part) and not is_labelled(part)
            duty = _duty(text, parts, at, part) if is_named else None
            duty = duty or read_stated(text, parts, at, part) or read_titled(text, parts, at)
            if duty is not None and duty.start >= last:
                last = duty.end
                yield duty
        found = last > 0 or (follows and text[sentence.end() : sentence.end() + 1] == ";")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a part at the 、 between two duties: 市财政局负责审核、市审计局负责监督."""
    triggers = list(TRIGGER.finditer(text, start, min(end, start + LONGEST_PART)))
    if not triggers or _named(text[start : triggers[0].start()]) is None:
        triggers = []
    for one, two in pairwise(triggers):
        for mark in re.finditer("、", text[one.end() : two.start()]):
            cut = one.end() + mark.start()
            if NAMES.fullmatch(text, cut + 1, two.start()):
                yield start, cut
                start = cut + 1
                break
    yield start, end


def _duty(text: str, parts: list[tuple[int, int]], at: int, part: str) -> ProseDuty | None:
    """Read the part of a sentence that holds 负责 or 牵头."""
    trigger = TRIGGER.search(part)
    if trigger is None or _ATTRIBUTE.match(part, trigger.end()):
        return None
    if part.count("(", 0, trigger.start()) > part.count(")", 0, trigger.start()):
        return None
    start, end = parts[at]
    before = BRACKETED.sub("", part[: trigger.start()]).strip()
    match = _named(before := without_number(before))
    if match is None and re.fullmatch(HOW, before.removeprefix("并")) and at:
        earlier = at - 1
        if earlier and re.fullmatch(HOW, text[slice(*parts[earlier])][-LONGEST_PART:]):
            earlier -= 1
        start = parts[earlier][0]
        above = BRACKETED.sub("", text[start : parts[earlier][1]][-LONGEST_PART:])
        above = without_number(above.strip())
        match = (
            (None if _WISHED.match(above) else _FOUNDED.search(above))
            or _BY.search(above)
            or _OPENING.match(above)
        )
        if match is None and text[parts[earlier][1]] == ":":  # 市财政局：负责…
            match = NAMES.fullmatch(above)
    if match is None or not are_names(match.group("names")):
        return None
    names = match.group("names").removesuffix("等")
    if match.re is _WITH_TRADES:
        names = names.replace("会同", "、")
    others = has_others(match.group("names"))
    how = match.group()[len(match.group("names")) :] + part[trigger.start() : trigger.end() + 2]
    leads = "牵头" in how
    named = f"{names}牵头" if leads else names
    if support := read_support(text, parts, at, part[trigger.end() :], led=leads):
        return ProseDuty(start, support.end, f"{named};{support.names}", others or support.others)
    return ProseDuty(start, end, named, others)


def _named(before: str) -> re.Match[str] | None:
    """Match the units that stand right before 负责, from the part's start or behind 由 and 授权."""
    by = max((one.end() for one in _HANDED_TO.finditer(before)), default=0)
    if _STAFF.search(re.sub(rf"{HOW}$", "", before[by:])):
        return _OPENING.match(before)
    if match := NAMES.fullmatch(before[by:]) or _WITH_TRADES.fullmatch(before[by:]):
        return match
    founded = re.match(r".{0,6}(?:成立|组建|设立)", before)
    if founded and (match := NAMES.fullmatch(before[founded.end() :])):
        return match
    return None
