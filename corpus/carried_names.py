"""Names that a goal takes from the one told before it in its sentence, and words that name nothing; pure.

Conventions: a goal without a metric goes on with the last one (…达到50家，增长8%); a share or a bare act is one
of what was counted before it: 装机…，占总装机的30%; 改造小区9个、新开工12个.
"""

from __future__ import annotations

import re

from corpus.facts import Target
from corpus.metric_names import ACT, BARE_ACT, with_base_of

# What a method reckons with is no goal: 缺省值为0.5, 取值为0.1048.
_OF_A_FORMULA = re.compile(r"(?:取值|(?:缺省|默认|推荐)值|计算)$")
_OF_A_TABLE = re.compile(
    r"^20\d\d年?$|\d{6}|^[(（]?[一二三四五六七八九十\d]{1,3}[)）]?[.、．]?$|\d [\d.]|预期性|约束性|预期目标"
)  # rows run together
_LONGEST_METRIC = 60  # longer is a table run together
_EACH_OF_COUNTED = re.compile(r"每[个支家所座处]")  # 应急队伍5支、每支20人
_BARE_SHARE = re.compile(r"[其总]?(?:占比|比[重例])")
_ACTED_ON = re.compile(rf"^(?:谋划|实施|推进|扩大|新增|{ACT}){{1,3}}")


class Told:
    """What a sentence has told so far: the last metric (`subject`), and the last one that was counted."""

    def __init__(self) -> None:
        self.subject = self.counted = ""
        self.before = ""  # the goal told before in the same words, only 、 or 和 between them
        self.is_near = self.tells = False  # the part before tells a goal, and so does this one

    def open_part(self) -> None:
        """Go on to the words behind the next comma."""
        self.before, self.is_near, self.tells = "", self.tells, False

    def name(self, target: Target) -> str:
        """Return the metric of a goal, "" where nothing tells whose share or act it is."""
        metric = with_base_of(target.metric, self.before)
        if BARE_ACT.fullmatch(metric):
            whose = _ACTED_ON.sub("", self.counted)
            metric = whose + metric if whose and metric not in whose else ""
        elif _BARE_SHARE.fullmatch(metric) and not (self.counted and (self.is_near or self.tells)):
            metric = ""
        elif metric.startswith("占") and self.counted:
            metric = self.counted.partition("占")[0] + metric
        elif not metric:
            metric = self.subject
        elif _EACH_OF_COUNTED.fullmatch(metric) and self.counted:
            metric = self.counted + metric
        self.before = metric
        if not metric:
            self.subject = ""
        return metric

    def go_on(self, metric: str, target: Target) -> None:
        """Keep a goal that was read, for those behind it."""
        self.subject, self.tells = metric, True
        self.counted = metric if target.unit not in {"", "%"} or "占" in metric else ""


def names_nothing(metric: str) -> bool:
    """Tell whether words are no metric: too long, a table run together, part of a formula."""
    is_bad = len(metric) > _LONGEST_METRIC or _OF_A_TABLE.search(metric)
    return not metric or bool(is_bad or _OF_A_FORMULA.search(metric))
