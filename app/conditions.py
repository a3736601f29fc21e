"""Conditions that a text names, each with how it stands for an enterprise: places and amounts; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from app.profile import Amount, Profile, places_from_above
from corpus.facts import Threshold
from corpus.numerals import parse_integer
from corpus.view import fold_width

_ENERGY_METRIC = re.compile(r"能耗|能源消[费耗]|用能|用煤|耗能")
_INTENSITY = re.compile(r"单位|每|产品|万元|强度|单耗|增加值")
_STANDARD_COAL = re.compile(r"标准?煤|tce")
_LOWER = re.compile(r"以上|不[低少小]于|超过|[大高多]于|达到?|≥|>|满")
_UPPER = re.compile(r"以下|以内|不[超高大多]于?过?|[低小少]于|不足|不满|未达|≤|<")
# What stands round the name of an amount and says no other: 年度用水总量 is 用水量.
_ROUND_NAME = re.compile(r"上?年度?|全年|累计|总(?=[量数额值])|合计|达到?|在$")
_UNIT_NAMES = (
    (re.compile(r"m3|m³|方$|吨水"), "立方米"),
    (re.compile(r"m2|m²|㎡|平米"), "平方米"),
    (re.compile(r"名|个人$"), "人"),
    (re.compile(r"tco2e?|吨(?:二氧化碳|co2)(?:当量)?e?"), "吨二氧化碳"),
    (re.compile(r"^(亿|万|千|百)?元人民币$"), r"\1元"),
)
_SCALES = {"亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2}
_STAFF = re.compile(r"职工|员工|从业|用工|人员|人数|^人$")
_STAFF_WORDS = re.compile(r"(?:在[岗职册])?(?:职工|员工|从业人员|用工)(?:总?人?数|总量)?在?")
_STRICT = re.compile(r"(?<!不)(?:超过|[大高多]于|[低小少]于)|不足|不满|未达|(?<![≥=])[<>](?!=)")


class Verdict(IntEnum):
    """How a condition stands: failed, open (to be looked at), met."""

    FAILED = 0
    OPEN = 1
    MET = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing the text says of whom it is for: its words, and how it stands; `told` says why."""

    kind: str
    words: str
    verdict: Verdict
    told: str = ""

    @property
    def line(self) -> str:
        """The condition in one line: 行业：原文“钢铁企业”，企业属钢铁."""
        told = f"，{self.told}" if self.told else ""
        return (
            f"{self.kind}：原文“{self.words}”{told}" if self.words else f"{self.kind}：{self.told}"
        )


def verdict_of(conditions: Sequence[Condition]) -> Verdict:
    """Return how conditions stand together: the worst of them."""
    return min((one.verdict for one in conditions), default=Verdict.MET)


def judge_place(region: str | None, *, is_national: bool, profile: Profile) -> Condition:
    """Judge whether a document of `region` (None: not known) holds where the enterprise lies."""
    if region is None:
        if is_national:
            return Condition(kind="地区", words="", verdict=Verdict.MET, told="国家层面的文件")
        told = "文件没有写明适用地区，请核对"
        return Condition(kind="地区", words="", verdict=Verdict.OPEN, told=told)
    if not profile.region:
        return Condition(
            kind="地区", words="", verdict=Verdict.OPEN, told=f"{region}的文件，没有写企业所在地区"
        )
    wanted = places_from_above(region)
    verdict = max(_lies_in(path, wanted, region) for path in profile.region)
    where = "、".join("".join(path) for path in profile.region)
    return Condition(kind="地区", words="", verdict=verdict, told=f"{region}的文件，企业在{where}")


def _lies_in(path: tuple[str, ...], wanted: tuple[str, ...], region: str) -> Verdict:
    if not wanted:
        named = any(place.rstrip("县区市旗") in region for place in path[-1:])
        return Verdict.MET if named else Verdict.OPEN
    for own, place in zip(path, wanted, strict=False):
        if own.rstrip("县区市旗") != place.rstrip("县区市旗"):
            return Verdict.FAILED
    return Verdict.MET if len(path) >= len(wanted) else Verdict.OPEN


def judge_threshold(threshold: Threshold, profile: Profile) -> Condition:
    """Judge an amount that picks out whom a rule is for, by the energy or another amount told."""
    before, _, after = threshold.qualifier.rpartition("…")
    qualifier = threshold.qualifier
    words = f"{threshold.metric}{threshold.value}{threshold.unit}{after or ''}"
    if before or not re.search(r"以|之", qualifier):
        words = f"{threshold.metric}{qualifier}{threshold.value}{threshold.unit}"
    amount = _tons(threshold)
    own = _same_amount(threshold, profile)
    if amount is None and own is not None:
        told = f"企业{own.words}"
        verdict = _compare(_scaled(own.value, own.unit)[0], _limit_of(threshold)[0], qualifier)
        return Condition(kind="门槛", words=words, verdict=verdict, told=told)
    if amount is None:
        told = "企业情况里没有这个数，请核对"
        return Condition(kind="门槛", words=words, verdict=Verdict.OPEN, told=told)
    if profile.energy is None:
        return Condition(
            kind="门槛", words=words, verdict=Verdict.OPEN, told="没有写企业的年综合能耗"
        )
    told = f"企业年综合能耗{profile.energy:,.10g}吨标准煤"
    return Condition(
        kind="门槛", words=words, verdict=_compare(profile.energy, amount, qualifier), told=told
    )


def _compare(energy: float, amount: float, qualifier: str) -> Verdict:
    has_lower, has_upper = _LOWER.search(qualifier), _UPPER.search(qualifier)
    if energy == amount:
        is_met = not _STRICT.search(qualifier)
    elif has_upper and (not has_lower or has_upper.start() <= has_lower.start()):
        is_met = energy < amount
    else:
        is_met = energy > amount
    is_range = bool(re.search(r"[\d一二三四五六七八九十]", qualifier))
    if is_met and (is_range or not (has_lower or has_upper)):
        return Verdict.OPEN
    return Verdict.MET if is_met else Verdict.FAILED


def _same_amount(threshold: Threshold, profile: Profile) -> Amount | None:
    """Return the amount told of the enterprise that a threshold is about: the same thing, the same unit."""
    limit, unit = _limit_of(threshold)
    if not limit:
        return None
    name = fold_width(threshold.metric)
    for own in profile.amounts:
        is_staff = (
            unit == "人" and bool(_STAFF.search(own.name)) and (not name or _STAFF.search(name))
        )
        is_named = bool(name) and _core(name) == _core(fold_width(own.name))
        if _scaled(own.value, own.unit)[1] == unit and (is_staff or is_named):
            return own
    return None


def _core(name: str) -> str:
    return _ROUND_NAME.sub("", name)


def _limit_of(threshold: Threshold) -> tuple[float, str]:
    """Return the number of a threshold and its unit; 0 where it is no plain number."""
    value = fold_width(threshold.value).replace(",", "")
    try:
        number = float(value) if value[:1].isdigit() else float(parse_integer(value))
    except ValueError:
        return 0, ""
    return _scaled(number, threshold.unit)


def _scaled(value: float, unit: str) -> tuple[float, str]:
    """Return an amount in its plain unit: 12万立方米 are 120,000 立方米."""
    plain = fold_width(unit).lower().removesuffix("/年")
    for pattern, name in _UNIT_NAMES:
        plain = pattern.sub(name, plain)
    scale = _SCALES.get(plain[:1], 1) if len(plain) > 1 else 1
    return value * scale, plain[1:] if scale != 1 else plain


def _tons(threshold: Threshold) -> float | None:
    """Return an amount of energy a year in tons of standard coal; None for any other amount."""
    metric, unit = fold_width(threshold.metric), fold_width(threshold.unit)
    if _INTENSITY.search(metric) or "/" in unit:
        return None
    is_coal = bool(_STANDARD_COAL.search(unit))
    if not is_coal and not (_ENERGY_METRIC.search(metric) and unit in {"吨", "万吨"}):
        return None
    value = fold_width(threshold.value).replace(",", "")
    try:
        number = float(value) if value[:1].isdigit() else float(parse_integer(value))
    except ValueError:
        return None
    return (number or (10_000 if value == "万" else 0)) * (10_000 if "万" in unit else 1) or None


def without_amount(words: str, threshold: Threshold) -> str:
    """Return a phrase without the words of an amount: its metric, limit, value and unit."""
    parts = [threshold.metric, threshold.value, threshold.unit, *threshold.qualifier.split("…")]
    for part in filter(None, map(fold_width, parts)):
        words = words.replace(part, "", 1)
    return _STAFF_WORDS.sub("", words) if fold_width(threshold.unit) in {"人", "名"} else words
