"""Amounts that are no goal: they pick somebody out, belong to a name, or stand in a motto; pure.

Conventions: 产值10亿元以上企业, 利用率超过30%的园区 and 500米覆盖率 say whom or what a goal is for; 等9种 closes a
list of kinds; figures between quotation marks (“三个一千亿”工程) name an action.
"""

from __future__ import annotations

import re

from corpus.metric_names import strip_metric
from corpus.quantities import Quantity

# Whose share it is, behind the figure: 80%以上的企业, 三成以上规上企业.
SHARE_OF = re.compile(
    r"的|(?:规模以上|规上|重点|大型|公立)?(?:企业|单位|项目|园区|地区|机关|城市|县|行政村|社区|医院|学校|家庭)"
)
# A rate that an amount before it belongs to: 500米覆盖率, 20万元以上的村占比.
_RATE = re.compile(r"(?:率|占?比[例重]?|覆盖面)$")
_REACHED = re.compile(r"[到至在达]|突破")
_COUNTS = frozenset("家个项座户所处条名")
# What picks somebody out by a measure of his: 空置率超过30%的园区; 达到95%的目标 is a goal.
_OF_A_CASE = re.compile(r"(?:率|占?比[例重]?|指数|系数|强度|[量度积额值龄数])未?$")
# By what he earns, or it covers: 产值10亿元以上企业, 流域面积200平方公里以上河流整治.
_EARNED = re.compile(r"(?:(?:产值|收入|营收|投资|面积|规模|能力)(?:超?过)?|过|逾)$")
_EARNER = re.compile(r"[\u4e00-\u9fff]")
_PICKED = re.compile(
    r"的(?![\u4e00-\u9fff]{0,4}(?:目标|任务|要求|水平|标准|比例|速度))[\u4e00-\u9fff]"
)
_OF_KINDS = re.compile(r"等\d{1,2}大?[种类项个家]$|\d大?[种类]$")  # 甲、乙等9种…
_PAID = re.compile(r"[资额值量入本金润税费款]$")
_ACTIONS = ("行动", "计划", "工程")
_LONGEST_MOTTO = 14  # characters between quotation marks


def is_quoted(text: str, quantity: Quantity) -> bool:
    """Tell whether an amount stands in a motto: “三个一千亿”工程, “两清零”行动."""
    opens = text.rfind("“", max(quantity.start - _LONGEST_MOTTO, 0), quantity.start)
    closes = text.find("”", quantity.end, quantity.end + _LONGEST_MOTTO)
    is_inside = opens >= 0 <= closes and "”" not in text[opens : quantity.start]
    if not is_inside or closes - opens > _LONGEST_MOTTO:
        return False
    is_figure = quantity.value[0].isdecimal() or bool(quantity.unit)
    return is_figure or text.startswith(_ACTIONS, closes + 1)


def is_part_of_name(text: str, quantity: Quantity, before: str, later: Quantity | None) -> bool:
    """Tell whether an amount says whom or what a goal is for: 用水量在100万立方米以上的企业, 500米覆盖率.

    The goal is then the amount behind it, `later`, if there is one.
    """
    picks = quantity.reaches and _OF_A_CASE.search(before) and _PICKED.match(text, quantity.end)
    if before.endswith("未") or (picks and not quantity.comparison.endswith(("到", "至", "在"))):
        return True
    if quantity.is_share:
        return False
    is_limited = bool(quantity.after or quantity.comparison)
    is_measured = bool(re.search(r"[量耗积模额口度]在?$", before))
    is_plain = bool(quantity.after) or not quantity.reaches
    is_whose = is_limited and is_measured and SHARE_OF.match(text, quantity.end)
    if is_whose or (is_plain and _EARNED.search(before) and _EARNER.match(text, quantity.end)):
        return True
    if later is None or strip_metric(text[later.end :]):
        return False
    between = text[quantity.end : later.start]
    closes_list = later.reaches and _OF_KINDS.search(before + quantity.value + quantity.unit)
    if closes_list or later.is_share:
        return bool(closes_list or _RATE.search(between))
    picks_out = is_limited and not _REACHED.search(quantity.comparison)
    is_counted = later.unit in _COUNTS and quantity.unit not in _COUNTS
    is_paid = quantity.unit.endswith("元") and not _PAID.search(before)  # 10亿元企业5家
    picks_out = (picks_out and (later.reaches or is_counted)) or (is_paid and is_counted)
    return picks_out and re.fullmatch(r"[^()、]+", between) is not None
