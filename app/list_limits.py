"""What limits the rows of a list: an amount, a share, how many units take part; read from the question; pure.

Convention (公文写作): goals are told apart by what they are counted by (家, 项, 座; 吨; %), and a clause closes
with the units that share it, so that 2000家（项）以上的目标, 带百分比的指标 and 牵头单位不止一家的任务 name rows by their form.
"""

from __future__ import annotations

import re

from app.list_filter import COUNTED, Bound, plain_unit
from corpus.numerals import parse_integer

_ONE_UNIT = r"%|个百分点|[万亿千百]{0,2}(?:吨|家|亩|元|人次?|户|公顷|公里|平方米|米|千瓦时?|立方米|座|辆|台|项|个(?!月|百分)|种|套|倍|次|条|处|所|张|名)"
_UNIT = rf"(?:{_ONE_UNIT})(?:[(/、或](?:{_ONE_UNIT})\)?){{0,3}}"
_AMOUNT = re.compile(
    rf"(?P<before>超过|大于等于|大于|高于|多于|不低于|不少于|不小于|至少|达到|≥|>|低于|少于|小于|不超过|不高于|不大于|≤|<)?(?:了|到|在)?"
    rf"(?P<number>\d{{1,9}}(?:\.\d{{1,4}})?|[一二两三四五六七八九十百千]{{1,5}})(?P<unit>{_UNIT})?(?![\d年月])(?P<behind>及?以上|或?更多|及?以下|以内)?"
)
_HUNDREDTHS = re.compile(r"百分之(?P<number>[一二三四五六七八九十]{1,3}|\d{1,3})")
_OVER_HALF, _HALF = re.compile(r"过半(?!数)|过一半"), re.compile(r"一半|半数")
_TENTHS = re.compile(r"([一二三四五六七八九])成(?=[以之]|的|[,，。?？、]|$)")
_ABOVE = {"超过", "大于", "高于", "多于", ">"}
_BELOW = {"低于", "少于", "小于", "<"}
_AT_MOST = {"不超过", "不高于", "不大于", "≤", "以下", "及以下", "以内"}
_BY_NUMBER = re.compile(r"数量|数目|个数")
_SHARE = re.compile(r"比例|占比|比重|百分比|率")
_AS_SHARE = re.compile(
    r"百分[比率数号点]|[带有含用以是为按](?:有|着)?%|(?:比例|比率|占比|比重)(?:性|类|型)|[带含]有?(?:比例|比率)"
)

_HOW_MANY = r"(?P<more>不止|不只|不仅仅?|不是|不限于|超过|多于|大于)?(?:有|是|为|在|由|仅|只){0,2}(?P<least>至少|不少于|不低于|达到?|大于等于)?(?P<number>[一二两三四五六七八九十]|\d{1,2}|多|好几)(?:家|个(?!月|百分))(?P<up>及?以上|或?更多)?"
_MANY = 99  # units
_SHARING = (
    re.compile(rf"(?:单位|部门)(?:数量?)?(?:都|并|共)?(?:有|是|为|在)?{_HOW_MANY}"),
    re.compile(
        rf"{_HOW_MANY}(?:责任|牵头|[省市区县]直|不同)?(?:单位|部门|[局厅委])?(?:一起|共同|联合|合力|并列|同时|都|来){{0,2}}(?:牵头|负责|承担|主办|落实|参与|干)"
    ),
)


def _spoken_shares_written(text: str) -> str:
    """Return a question with shares as people say them written out: 一半, 三成, 过半.

    >>> _spoken_shares_written("占比过半的,三成以下的")
    '占比超过50%的,30%以下的'
    """
    text = _HALF.sub("50%", _OVER_HALF.sub("超过50%", text))
    return _TENTHS.sub(lambda match: f"{parse_integer(match.group(1))}0%", text)


def read_bound(text: str) -> Bound | None:
    """Read the first amount with a word that makes it a limit; None where there is none.

    >>> [read_bound(one).number for one in ("100座以上的目标", "在2000家(项)及以上", "超过百分之三十")]
    [100.0, 2000.0, 30.0]
    """
    text = _spoken_shares_written(text)
    text = _HUNDREDTHS.sub(lambda match: f"{_number(match['number']):g}%", text)
    by_number = bool(_BY_NUMBER.search(text))
    for match in _AMOUNT.finditer(text):
        said = {match["before"], match["behind"]} - {None}
        if not said or not (match["unit"] or by_number):
            continue
        unit = match["unit"] or ""
        units = re.findall(_ONE_UNIT, unit)
        below = bool(said & (_BELOW | _AT_MOST))
        return Bound(
            words=match.group(),
            number=_number(match["number"]),
            unit=plain_unit(units[0] if units else "个"),
            above=not below,
            strict=bool(said & (_ABOVE | _BELOW)) and match["behind"] is None,
            counted=not units or len(units) > 1 or (by_number and unit in COUNTED),
        )
    return None


def _number(words: str) -> float:
    return float(words) if words[0].isdigit() else float(parse_integer(words))


def asks_for_shares(text: str, bound: Bound | None) -> bool:
    """Tell whether only goals that are a share of something are asked for: 带百分比的指标, 占比超过30%的."""
    if bound is not None:
        return bound.unit == "%" and bool(_SHARE.search(text))
    return bool(_AS_SHARE.search(text))


def units_sharing(text: str) -> tuple[int, int] | None:
    """Read how many units at least and at most are to share a task; None where it is no matter, or one alone.

    >>> [units_sharing(one) for one in ("牵头单位不止一家的任务", "由三家以上单位负责的", "责任单位只有一家")]
    [(2, 99), (3, 99), None]
    """
    for pattern in _SHARING:
        for match in pattern.finditer(text):
            word = match["number"]
            number = 2 if word in {"多", "好几"} else int(_number(word))
            number += match["more"] is not None
            if number > 1:
                is_open = match["more"] or match["least"] or match["up"] or word in {"多", "好几"}
                return number, _MANY if is_open else number
    return None
