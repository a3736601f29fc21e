"""The goals in the words between two commas: which value belongs to which metric; pure.

Conventions of the genre: 分别 binds several metrics, or several years, to as many values, and values
side by side with nothing between them (60%、80%) are bound without it; 比…, 由…提高到… belong to the
qualifier; a count stands before what is counted or behind it (培育企业50家, 建成10个园区); a share
that opens the words is one of those named behind it (80%以上的社区建成…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.amounts_in_names import SHARE_OF, is_part_of_name, is_quoted
from corpus.deadlines import FIRMNESS, Deadline
from corpus.each_goals import EachGoal, find_each_goal
from corpus.facts import Target
from corpus.metric_names import BARE_ACT, split_extent, split_metrics, strip_metric
from corpus.model import Citation, Clause, Document, cite
from corpus.quantities import Quantity, find_quantities
from corpus.view import MatchingView

# How a value changed, and against what: part of the qualifier, not of the metric.
_CHANGE = re.compile(
    r"(?:(?:(?:较|(?<![占同贷车收])比(?![例重率]))[^,;]{1,12}?|与[^,;]{1,12}?相?比|相比|同比)[^,;]{0,12}?)?(?:累计|年均|平均|每年|逐年|总体|同比)?(?:再)?(?:下降|降低|提高|提升|增长|减少|增加|压减|新增|上升|缩减|削减|改善|增)"
    r"(?:到|至|了)?(?:20\d\d年的)?$"
)
# What stands before a deadline without being a metric: another deadline, 预计, 将.
_NO_METRIC = re.compile(r"[“”年]|五$|期间|^(?:[预总]?计|规划|目标|计划|全[球国]|[我本全该]\w|.)?$")
_FROM = re.compile(r"(?:从|由)[^,;]*$")
# The verbs of counted goals; 建设用地, 开发强度 and the like are nouns.
_VERB = re.compile(
    r"^(?:新?(?:培育|创建|建设(?!施|用地|项目|投资|规模|面积)|建成(?!区)|打造|形成|推广应用|开发推广|推广(?!面积)|开发(?!区|强度|面积)|完成(?!率|投资)|实施|发布|遴选|改造建设|培养"
    r"|引进|认定|选树|争创|创成|(?:(?<=新)|[新改扩]{1,3})建(?:[、和]?改造|(?!成|设(?!施)|筑|议|立|制|材|言))|组织|布局|扶持|淘汰|攻克|制定|制修订|修订))+"
)
_COMPARED = re.compile(r"(?:较|相?(?<!占)比|与)(?:20\d\d年|“.五”末|上年|去年)(?:底|末|相比)?$")
# An earlier goal in the same words: 能耗逐年下降、….
_OTHER_GOAL = re.compile(r"^.*(?:下降|提高|提升|增长|改善|优化|降低|扩大|减少)、")
_PEAK = re.compile(r"(?:碳?达峰|达到峰值)$|(?:(?<=实现)|(?<=领域|行业))碳?达峰目标$")
_AND = re.compile(r"[、和与及]|以及")
_FEWEST_LISTED = 2
# What a share that opens the words is not a share of: 50%达到先进水平, 30%左右水平.
_NOT_SHARED = re.compile(
    r"(?:使用|实现|达|由|留|完成|用于|计[入提]|提取|足额|回|保证|来|额定|以|通过|采用|建[成设]|符合|满足|纳入|获|执行|为|是|水平|左右|目标|标准|约束|预期|[一二三四五六七八九十\d])"
)
_BORDER = re.compile(r"[|\t]")  # of two cells of a table's row
_ANOTHER = re.compile(r"[、和及](?=一[个家座所处条])")  # 三个甲类站和一个乙类站
_ROUGHLY = re.compile(r"[约近]|达$")
_VERBS_OF_COUNTS = ("新增", "改造提升", "提升改造", "更新改造", "不断提升")
# Metrics told above, named together: 上述两项指标.
_ABOVE = re.compile(r"(?:上述|以上|前述|这)[两二三四五六七八九]?[项个](?:指标|目标|比例|占比|比率)")
_EACH_OF = re.compile(r"(?:其中)?各")  # 各县分别新建5处: whose they are, not what
_GLUE = "…"  # between the parts of a qualifier that stand apart


@dataclass(frozen=True, slots=True)
class Place:
    """A clause on its view, and the way back from view positions to citations."""

    document: Document
    clause: Clause
    view: MatchingView

    def cite(self, start: int, end: int) -> Citation:
        """Cite what stands at `start:end` of the view."""
        return cite(self.document, self.clause, self.view.span(start, end))

    def verbatim(self, phrase: str, start: int, end: int) -> str:
        """Return a phrase of the view at `start:end` in the characters of the document."""
        return self.view.verbatim(phrase, self.document.text, start, end)


@dataclass(frozen=True, slots=True)
class Segment:
    """The words between two commas, `text` standing at `start` of the view, and their deadline.

    `ahead` is what stands in the segment before the deadline: a metric that comes first. `listed` are
    the deadlines side by side up to this one (到2027年、2030年), empty for one alone.
    """

    start: int
    text: str
    ahead: str
    deadline: Deadline | None
    listed: tuple[Deadline, ...] = ()

    @property
    def firmness(self) -> str:
        """The words that say how firmly the deadline is meant."""
        return self.deadline.firmness if self.deadline else ""


def read_goals(place: Place, segment: Segment) -> Iterator[Target]:
    """Read the goals of a segment, in order; their metric is empty where the words do not name it."""
    if each := find_each_goal(segment.text):
        yield _of_each(place, segment, each)
        return
    quantities = _measures(segment.text)
    if not quantities and (peak := _PEAK.search(segment.text)):
        yield _peak(place, segment, peak)
    elif by_year := _bound_to_years(segment, quantities):
        yield from _by_year(place, segment, by_year)
    elif bound := _bound(segment.text, quantities) or _side_by_side(segment.text, quantities):
        yield from _paired(place, segment, bound)
    else:
        for piece in _pieces(segment, quantities):
            yield from _piece_targets(place, piece)


def with_metrics_before(
    goals: Iterator[Target], segment: Segment, known: Sequence[Target], opens: int
) -> Iterator[Target]:
    """Name what 分别 binds to metrics told before it: 建成园2所、学位90个;明年分别新增3所、50个.

    `known` are those of the clause, from `opens` on those of the sentence, which alone are meant but
    for 上述两项指标. Where they are not counted alike, nothing is read, but for a change in percent of
    all of them: 分别增长6%、4%.
    """
    found = list(goals)
    names_above = any(_ABOVE.fullmatch(one.metric) for one in found)
    is_named = len(found) < _FEWEST_LISTED or any(one.metric or one.year for one in found)
    if not names_above and (is_named or "分别" not in segment.text):
        yield from found
        return
    told = known if names_above else known[opens:]
    units = {one.metric: one.unit for one in told if not one.historical}
    names = list(units)[-len(found) :]
    is_change = all(one.qualifier and one.unit.endswith(("%", "百分点")) for one in found)
    is_alike = [units[name] for name in names] == [one.unit for one in found]
    if is_alike or (is_change and len(units) == len(found)):
        yield from (replace(one, metric=name) for one, name in zip(found, names, strict=True))


def _measures(text: str) -> list[Quantity]:
    """Return the amounts of a segment.

    A number in words beside figures is a name (十种有色金属), and so is one in a motto (“三个一千亿”工程).
    """
    found = [one for one in find_quantities(text) if not is_quoted(text, one)]
    figures = [one for one in found if one.value[0].isdecimal()]
    return figures or found


def _bound(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Return the amounts behind 分别, which binds them to the metrics before it."""
    at = text.find("分别")
    return [one for one in quantities if 0 <= at < one.start and not one.is_base]


def _side_by_side(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Return the amounts of a segment that stand behind as many metrics: 甲、乙产量达到5万吨、8万吨."""
    if len(quantities) < _FEWEST_LISTED or any(one.is_base for one in quantities):
        return []
    between = [text[one.end : two.start] for one, two in pairwise(quantities)]
    left, change = _before_values(text[: quantities[0].start])
    items = split_metrics(left, len(quantities))
    is_listed = all(_AND.fullmatch(one) for one in between) and len(set(items)) == len(items)
    is_closed = not strip_metric(text[quantities[-1].end :])
    return quantities if is_listed and is_closed and (change or quantities[0].reaches) else []


def _before_values(left: str) -> tuple[str, str]:
    """Part the words before the values of several metrics: the metrics, and how they change."""
    change = _CHANGE.search(left) or _COMPARED.search(left)
    return (left[: change.start()], change.group()) if change else (left, "")


def _bound_to_years(segment: Segment, quantities: list[Quantity]) -> list[Quantity]:
    """Return the amounts that 分别 binds to years listed side by side, one for each; else none."""
    words = segment.ahead + segment.text
    values = [one for one in quantities if not one.is_base]
    is_bound = "分别" in words and len(values) == len(segment.listed) > 1
    return values if is_bound else []


def _by_year(place: Place, segment: Segment, values: list[Quantity]) -> Iterator[Target]:
    """Bind the values of one metric to its years: 到2027年、2030年，占比分别不低于70%和80%.

    The metric stands before 分别, or before the years (占比分别于2027年、2030年达到…).
    """
    left = segment.text[: values[0].start].partition("分别")[0]
    change = _CHANGE.search(segment.text[: values[0].start])
    left = left[: change.start()] if change and change.start() < len(left) else left
    ahead = replace(segment, ahead=segment.ahead.partition("分别")[0])
    metric = strip_metric(left) or _metric_ahead(ahead) or _metric_behind(segment, values)
    start = segment.start
    if not strip_metric(left) and segment.deadline is not None:
        start = segment.deadline.start - len(segment.ahead)
    shared = values[-1].after if all(not one.after for one in values[:-1]) else ""
    first = values[0].comparison
    for due, one in zip(segment.listed, values, strict=True):
        lead = segment.firmness + (change.group() if change else "") + (one.comparison or first)
        qualifier = _GLUE.join(part for part in (lead, one.after or shared) if part)
        span = (start, segment.start + values[-1].end)
        target = goal(place, span, metric, one.value, one.unit)
        yield replace(target, qualifier=qualifier, year=due.year)


def _metric_behind(segment: Segment, values: list[Quantity]) -> str:
    """Return what stands between 分别 and its first value: 2025年、2026年分别新建泵站3座、4座."""
    words = segment.text[: values[0].start].rpartition("分别")[2]
    change = _CHANGE.search(words)
    return strip_metric(_VERB.sub("", words[: change.start()] if change else words))


def _of_each(place: Place, segment: Segment, each: EachGoal) -> Target:
    span = (segment.start + each.start, segment.start + each.end)
    metric = place.verbatim(each.whose, *span) + place.verbatim(each.what, *span)
    target = goal(place, span, metric, each.value, each.unit)
    return replace(target, qualifier=segment.firmness + each.qualifier)


def _peak(place: Place, segment: Segment, peak: re.Match[str]) -> Target:
    before, extent = split_extent(segment.text[: peak.start()])
    metric = strip_metric(before) or strip_metric(segment.ahead)
    start = segment.start
    if segment.deadline is not None and segment.deadline.end == segment.start:
        start = segment.deadline.start - len(segment.ahead)
    firmness = segment.firmness or _firmness(segment.ahead + segment.text)
    target = goal(place, (start, segment.start + len(segment.text)), metric, peak.group())
    return replace(target, qualifier=firmness + extent)


def _pieces(segment: Segment, quantities: list[Quantity]) -> Iterator[Segment]:
    """Cut a segment at the 、 and 和 that part one goal from the next: 建成企业10家、园区5个."""
    joints = [m.start() for m in re.finditer(r"[、和及]", segment.text)]
    start = 0
    for before, after in pairwise(quantities):
        joint = next((at for at in joints if before.end <= at < after.start and at > start), None)
        between = segment.text[before.end : after.start]
        if joint is not None and (before.end == joint or not re.search(r"[的以]", between)):
            yield replace(segment, start=segment.start + start, text=segment.text[start:joint])
            start = joint + 1
            segment = replace(segment, ahead="")
    yield replace(segment, start=segment.start + start, text=segment.text[start:])


def _piece_targets(place: Place, piece: Segment) -> Iterator[Target]:
    text = piece.text
    base: Quantity | None = None
    quantities = _measures(text)
    for quantity, later in zip(quantities, [*quantities[1:], None], strict=False):
        if quantity.is_base:
            base = quantity
            continue
        if base is not None:
            before = text[: base.start]
            yield _base_target(place, piece, base)
        else:
            before = text[: quantity.start]
        if is_part_of_name(text, quantity, before, later):
            continue
        yield _single(place, piece, quantity, before)
        return


def _base_target(place: Place, piece: Segment, base: Quantity) -> Target:
    metric = strip_metric(_FROM.sub("", piece.text[: base.start]))
    span = (piece.start, piece.start + base.end)
    target = goal(place, span, metric, base.value, base.unit)
    return replace(target, year=base.year, historical=True, qualifier="从")


def _single(place: Place, piece: Segment, quantity: Quantity, before: str) -> Target:
    text = piece.text
    behind = _BORDER.split(text[quantity.end :])[0]  # in the row of a table, the rest of the cell
    behind = _ANOTHER.split(behind)[0]
    change = _CHANGE.search(text[: quantity.start])
    added = ""
    if change and not (_is_verb_of_count(change.group(), quantity) and strip_metric(behind)):
        before = before[: change.start()]
    else:
        added = change.group() if change else ""
        change = _COMPARED.search(before)  # 比2020年翻一番
        before = before[: change.start()] if change else before
    before, extent = split_extent(_FROM.sub("", _OTHER_GOAL.sub("", before)))
    metric, counted = strip_metric(before), False
    is_opened = not metric or (quantity.is_share and not strip_metric(_VERB.sub("", metric)))
    opens = is_opened and not change and not quantity.reaches
    if not quantity.is_share:
        metric = strip_metric(_VERB.sub("", metric))
        is_aside = bool(metric) and behind.startswith("(")  # 风电186万千瓦(海上风电45万千瓦)
        is_level = behind.startswith(("水平", "的水平"))
        is_act = BARE_ACT.fullmatch(metric) is not None
        is_told = (bool(metric) and quantity.reaches and not is_act) or is_aside or is_level
        counted = not is_told and bool(strip_metric(behind)) and quantity.value != "全覆盖"
    elif is_opened:
        is_named = opens and behind[:1] >= "\u4e00" and not _NOT_SHARED.match(behind)
        counted = bool(SHARE_OF.match(behind)) or is_named
    metric = strip_metric(behind if counted else _last_cell(metric))
    start = piece.start
    if not metric and piece.deadline is not None and (metric := _metric_ahead(piece)):
        start = piece.deadline.start - len(piece.ahead)
    changed = re.sub(r"20\d\d年的$", "", change.group()) if change else ""
    changed = changed or (added if metric and added not in metric else "")
    firmness = piece.firmness or _firmness(before.replace(metric, ""))
    lead = firmness + extent + changed + quantity.comparison
    qualifier = _GLUE.join(part for part in (lead, quantity.after) if part)
    end = piece.start + quantity.end + (len(behind) if counted else 0)
    target = goal(place, (start, end), metric, quantity.value, quantity.unit)
    return replace(target, qualifier=qualifier, year=quantity.year)


def _metric_ahead(segment: Segment) -> str:
    """Return the metric that stands before the deadline: 人均收入到2030年翻一番; empty for none."""
    ahead, _ = _before_values(segment.ahead)
    metric = strip_metric(_last_cell(_FROM.sub("", ahead)))
    return "" if _NO_METRIC.search(metric) else metric


def _last_cell(words: str) -> str:
    """Return the last cell that is not empty, where words run over the cells of a row."""
    cells = [one.strip() for one in _BORDER.split(words)]
    return next((one for one in reversed(cells) if one), "") if len(cells) > 1 else words


def _is_verb_of_count(change: str, quantity: Quantity) -> bool:
    """Tell whether 新增, 提升 opens a count (新增装机100万千瓦) rather than a comparison."""
    return change.endswith(_VERBS_OF_COUNTS) and not quantity.is_share


def _firmness(text: str) -> str:
    return "".join(match.group() for match in FIRMNESS.finditer(text))


def _paired(place: Place, segment: Segment, values: list[Quantity]) -> Iterator[Target]:
    """Bind metrics to values: A、B行业…的比例分别为60%、80%; 以上 behind the last holds for all."""
    left, _, between = segment.text[: values[0].start].partition("分别")
    left, against = _before_values(left)
    start = segment.start
    if not strip_metric(left) and segment.deadline is not None and _metric_ahead(segment):
        left, start = segment.ahead, segment.deadline.start - len(segment.ahead)
    items = split_metrics(left, len(values))
    if len(items) == 1 and _EACH_OF.match(left):
        return
    change = _CHANGE.search(between)
    shared = values[-1].after if all(not one.after for one in values[:-1]) else ""
    is_shared = not any(one.comparison for one in values[1:])
    is_shared = is_shared and not _ROUGHLY.search(values[0].comparison)
    first = values[0].comparison if is_shared else ""
    span = (start, segment.start + values[-1].end)
    for item, one in zip(items, values, strict=True):
        changed = against + (change.group() if change else "")
        lead = segment.firmness + changed + (one.comparison or first)
        qualifier = _GLUE.join(part for part in (lead, one.after or shared) if part)
        unit = values[-1].unit if values[-1].unit.startswith(one.unit or "-") else one.unit
        target = goal(place, span, strip_metric(item), one.value, unit)
        yield replace(target, qualifier=qualifier)


def goal(place: Place, span: tuple[int, int], metric: str, value: str, unit: str = "") -> Target:
    """Return a goal in the characters of the document, quoted from the words at `span` of the view."""
    return Target(
        metric=place.verbatim(metric, *span),
        value=place.verbatim(value, *span),
        unit=place.verbatim(unit, *span),
        qualifier="",
        year=None,
        period=None,
        historical=False,
        source=place.cite(*_trimmed(place.view.text, span)),
    )


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while start < end and text[start] in " 、,:\n":
        start += 1
    while start < end and text[end - 1] in " \n":
        end -= 1
    return start, end
