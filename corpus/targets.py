"""Measurable goals: metric, value, qualifier and the year they are due; pure.

Conventions of the genre: the deadline (到2025年, “十四五”期间, 2030年前) opens the sentence and holds for its
parts until the next deadline, in a section of goals until the paragraph's end; 分别 binds several metrics to as
many values; …以来 and 从…到… report what has been reached already; a number without a deadline is a
threshold or a count, not a goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.deadlines import FIRMNESS, Deadline, find_deadlines
from corpus.facts import Target
from corpus.metric_names import split_metrics, strip_metric
from corpus.model import Citation, Clause, ClauseRole, Document, cite
from corpus.numerals import plan_period_end
from corpus.quantities import Quantity, find_quantities
from corpus.view import MatchingView, split_sentences, view_of

_REPORT = re.compile(r"以来|过去[一二三四五\d]|[上前]一?[个]?年度?,")
_REACHED = re.compile(r"已(?:经|建成|达到?|完成|累计|形成)")
# How a value changed, and against what: part of the qualifier, not of the metric.
_CHANGE = re.compile(
    r"(?:(?:较|相?(?<!占)(?<!同)比(?![例重率])|与|同比)[^,;]{0,12}?)?(?:累计|年均|平均|每年|逐年|总体|同比)?(?:再)?(?:下降|降低|提高|提升|增长|减少|增加|压减|新增|上升|缩减|削减|改善|增)"
    r"(?:到|至|了)?(?:20\d\d年的)?$"
)
_DATED_CHANGE = re.compile(r"(?:到|至)20\d\d年的")
_FROM = re.compile(r"(?:从|由)[^,;]*$")
# The verbs of counted goals; 建设用地, 开发强度 and the like are nouns.
_VERB = re.compile(
    r"^(?:新?(?:培育|创建|建设(?!用地|项目|投资|规模|面积)|建成(?!区)|打造|形成|推广应用|开发推广|推广(?!面积)|开发(?!区|强度|面积)|完成(?!率|投资)|实施|发布|遴选|改造建设|培养"
    r"|引进|认定|选树|新建|组织|布局|扶持|淘汰|攻克|制定|制修订|修订))+"
)
_COMPARED = re.compile(r"(?:较|相?(?<!占)比|与)(?:20\d\d年|“.五”末|上年|去年)(?:底|末|相比)?$")
# An earlier goal in the same words: 能耗逐年下降、….
_OTHER_GOAL = re.compile(r"^.*(?:下降|提高|提升|增长|改善|优化|降低|扩大|减少)、")
_PEAK = re.compile(r"(?:碳?达峰|达到峰值)(?:目标)?$")
# Whose share it is, behind the figure: 80%以上的企业, 三成以上规上企业.
_SHARE_OF = re.compile(
    r"的|(?:规模以上|规上|重点|大型|公立)?(?:企业|单位|项目|园区|地区|机关|城市|县|行政村|社区|医院|学校|家庭)"
)
_OF_A_TABLE = re.compile(r"\d [\d.]|预期性|约束性|预期目标")  # rows run together
_SEGMENT = re.compile(r"(?:[^,;]|(?<=\d),(?=\d{3}(?!\d)))+")
_LONGEST_METRIC = 60  # longer is a table run together
_LISTED = re.compile(r"[、,]?(?:和|与|及|以及)?(?:到|至)?")
_GLUE = "…"  # between the parts of a qualifier that stand apart


@dataclass(frozen=True, slots=True)
class _Place:
    """A clause on its view, and the way back from view positions to citations."""

    document: Document
    clause: Clause
    view: MatchingView

    def cite(self, start: int, end: int) -> Citation:
        return cite(self.document, self.clause, self.view.span(start, end))

    def verbatim(self, phrase: str, start: int, end: int) -> str:
        return self.view.verbatim(phrase, self.document.text, start, end)


@dataclass(frozen=True, slots=True)
class _Segment:
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
        return self.deadline.firmness if self.deadline else ""


def extract_targets(
    document: Document, clause: Clause, *, written: int | None = None
) -> tuple[Target, ...]:
    """Read the goals of a clause, in order; figures already reached are marked historical.

    `written` is a year in or before which the document was certainly not finished yet
    (`document_year`), None where nothing tells.
    """
    place = _Place(document, clause, view_of(document.text, clause.span))
    found: list[Target] = []
    plan_end = plan_period_end(document.title)
    report = False
    held: Deadline | None = None
    paragraph_end = -1
    for start, end in split_sentences(place.view):
        if start > paragraph_end:
            report, held = False, None
            paragraph_end = _paragraph_end(place.view.text, start)
        deadlines = list(find_deadlines(place.view.text, start, end, plan_end=plan_end))
        report = bool(_REPORT.search(place.view.text, start, end)) or (report and not deadlines)
        if clause.role is ClauseRole.GOAL:
            deadlines = [*([held] if held else []), *deadlines]
            held = deadlines[-1] if deadlines else None
        past = report or bool(_REACHED.search(place.view.text, start, end))
        found += _sentence_targets(place, (start, end), deadlines, past=past)
    return tuple(_dated(target, written) for target in found)


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _dated(target: Target, written: int | None) -> Target:
    if written is None or target.year is None or target.year == written:
        return target
    return replace(target, historical=target.year < written)


def _sentence_targets(
    place: _Place, sentence: tuple[int, int], deadlines: Sequence[Deadline], *, past: bool
) -> Iterator[Target]:
    start, end = sentence
    length = len(place.view.text[start:end].rstrip("。;!"))
    subject, year, is_goal = "", None, place.clause.role is ClauseRole.GOAL
    for match in _SEGMENT.finditer(place.view.text, start, start + length):
        deadline = next((d for d in reversed(deadlines) if d.start < match.end()), None)
        is_dated = deadline is not None or bool(_DATED_CHANGE.search(match.group()))
        if not is_dated and not past and not is_goal:
            continue
        segment = _segment(place, match, deadline, deadlines)
        for target in _segment_targets(place, segment):
            metric = target.metric or subject
            if len(metric) > _LONGEST_METRIC or _OF_A_TABLE.search(metric):
                continue
            if not metric or (past and target.unit == "" and "达峰" in target.value):
                continue
            own = target.year or (year if metric == subject else None)
            subject, year = metric, None if target.historical else own
            yield replace(
                target,
                metric=metric,
                year=own or (deadline.year if deadline else None),
                period=_period(place, segment),
                historical=target.historical or past,
            )


def _segment(
    place: _Place,
    match: re.Match[str],
    deadline: Deadline | None,
    deadlines: Sequence[Deadline],
) -> _Segment:
    inside = deadline is not None and match.start() <= deadline.start
    opens = deadline.end if deadline is not None and inside else match.start()
    ahead = place.view.text[match.start() : deadline.start] if deadline and inside else ""
    text = place.view.text[opens : match.end()]
    listed = _listed(place.view.text, deadlines, deadline)
    return _Segment(start=opens, text=text, ahead=ahead, deadline=deadline, listed=listed)


def _period(place: _Place, segment: _Segment) -> Citation | None:
    """Cite the deadline of a segment, with those that are listed before it."""
    if segment.deadline is None:
        return None
    first = segment.listed[0] if segment.listed else segment.deadline
    return place.cite(first.start, segment.deadline.end)


def _listed(
    text: str, deadlines: Sequence[Deadline], last: Deadline | None
) -> tuple[Deadline, ...]:
    """Return the deadlines that only 、 or 和 parts from each other, up to `last`."""
    if last is None:
        return ()
    listed = [last]
    for before in reversed(deadlines[: deadlines.index(last)]):
        if not _LISTED.fullmatch(text, before.end, listed[0].start):
            break
        listed.insert(0, before)
    return tuple(listed) if len(listed) > 1 and all(one.year for one in listed) else ()


def _segment_targets(place: _Place, segment: _Segment) -> Iterator[Target]:
    quantities = _measures(segment.text)
    if not quantities and (peak := _PEAK.search(segment.text)):
        yield _peak(place, segment, peak)
    elif by_year := _bound_to_years(segment, quantities):
        yield from _by_year(place, segment, by_year)
    elif bound := _bound(segment.text, quantities):
        yield from _paired(place, segment, bound)
    else:
        for piece in _pieces(segment, quantities):
            yield from _piece_targets(place, piece)


def _measures(text: str) -> list[Quantity]:
    """Return the amounts of a segment; a number in words beside figures is a name: 十种有色金属."""
    found = list(find_quantities(text))
    figures = [one for one in found if one.value[0].isdecimal()]
    return figures or found


def _bound(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Return the amounts behind 分别, which binds them to the metrics before it."""
    at = text.find("分别")
    return [one for one in quantities if 0 <= at < one.start and not one.is_base]


def _bound_to_years(segment: _Segment, quantities: list[Quantity]) -> list[Quantity]:
    """Return the amounts that 分别 binds to years listed side by side, one for each; else none."""
    words = segment.ahead + segment.text
    values = [one for one in quantities if not one.is_base]
    is_bound = "分别" in words and len(values) == len(segment.listed) > 1
    return values if is_bound else []


def _by_year(place: _Place, segment: _Segment, values: list[Quantity]) -> Iterator[Target]:
    """Bind the values of one metric to its years: 到2027年、2030年，占比分别不低于70%和80%.

    The metric stands before 分别, or before the years (占比分别于2027年、2030年达到…).
    """
    left = segment.text[: values[0].start].partition("分别")[0]
    change = _CHANGE.search(segment.text[: values[0].start])
    left = left[: change.start()] if change and change.start() < len(left) else left
    metric = strip_metric(left) or strip_metric(segment.ahead.partition("分别")[0])
    start = segment.start
    if not strip_metric(left) and segment.deadline is not None:
        start = segment.deadline.start - len(segment.ahead)
    shared = values[-1].after if all(not one.after for one in values[:-1]) else ""
    first = values[0].comparison
    for due, one in zip(segment.listed, values, strict=True):
        lead = segment.firmness + (change.group() if change else "") + (one.comparison or first)
        qualifier = _GLUE.join(part for part in (lead, one.after or shared) if part)
        span = (start, segment.start + values[-1].end)
        target = _target(place, span, metric, one.value, one.unit)
        yield replace(target, qualifier=qualifier, year=due.year)


def _peak(place: _Place, segment: _Segment, peak: re.Match[str]) -> Target:
    metric = strip_metric(segment.text[: peak.start()]) or strip_metric(segment.ahead)
    start = segment.start
    if segment.deadline is not None and segment.deadline.end == segment.start:
        start = segment.deadline.start - len(segment.ahead)
    firmness = segment.firmness or _firmness(segment.ahead + segment.text)
    target = _target(place, (start, segment.start + len(segment.text)), metric, peak.group())
    return replace(target, qualifier=firmness)


def _pieces(segment: _Segment, quantities: list[Quantity]) -> Iterator[_Segment]:
    """Cut a segment at the 、 and 和 that part one goal from the next: 建成企业10家、园区5个."""
    joints = [m.start() for m in re.finditer(r"[、和及]", segment.text)]
    start = 0
    for before, after in pairwise(quantities):
        joint = next((at for at in joints if before.end <= at < after.start and at > start), None)
        between = segment.text[before.end : after.start]
        if joint is not None and (before.end == joint or not re.search(r"[的以]", between)):
            yield replace(segment, start=segment.start + start, text=segment.text[start:joint])
            start = joint + 1
    yield replace(segment, start=segment.start + start, text=segment.text[start:])


def _piece_targets(place: _Place, piece: _Segment) -> Iterator[Target]:
    text = piece.text
    base: Quantity | None = None
    for quantity in _measures(text):
        if quantity.is_base:
            base = quantity
            continue
        if base is not None:
            before = text[: base.start]
            yield _base_target(place, piece, base)
        else:
            before = text[: quantity.start]
        if _is_threshold(text, quantity, before):
            continue
        yield _single(place, piece, quantity, before)
        return


def _is_threshold(text: str, quantity: Quantity, before: str) -> bool:
    """Tell whether an amount picks out whom a goal is for: 用水量在100万立方米以上的企业."""
    is_limited = bool(quantity.after or quantity.comparison)
    picks_out = is_limited and bool(_SHARE_OF.match(text, quantity.end))
    return picks_out and not quantity.is_share and bool(re.search(r"[量耗积模额口度]在?$", before))


def _base_target(place: _Place, piece: _Segment, base: Quantity) -> Target:
    metric = strip_metric(_FROM.sub("", piece.text[: base.start]))
    span = (piece.start, piece.start + base.end)
    target = _target(place, span, metric, base.value, base.unit)
    return replace(target, year=base.year, historical=True, qualifier="从")


def _single(place: _Place, piece: _Segment, quantity: Quantity, before: str) -> Target:
    text = piece.text
    behind = text[quantity.end :]
    change = _CHANGE.search(text[: quantity.start])
    if change and not _is_verb_of_count(change.group(), quantity):
        before = before[: change.start()]
    else:
        change = _COMPARED.search(before)  # 比2020年翻一番
        before = before[: change.start()] if change else before
    before = _FROM.sub("", _OTHER_GOAL.sub("", before))
    metric, counted = strip_metric(before), False
    if not quantity.is_share:
        metric = _VERB.sub("", metric)
        is_aside = bool(metric) and behind.startswith("(")  # 风电186万千瓦(海上风电45万千瓦)
        counted = not (metric and quantity.reaches) and not is_aside and bool(strip_metric(behind))
    elif not metric:
        counted = bool(_SHARE_OF.match(behind))
    metric = strip_metric(behind) if counted else metric
    changed = re.sub(r"20\d\d年的$", "", change.group()) if change else ""
    firmness = piece.firmness or _firmness(before.replace(metric, ""))
    lead = firmness + changed + quantity.comparison
    qualifier = _GLUE.join(part for part in (lead, quantity.after) if part)
    end = piece.start + (len(text) if counted else quantity.end)
    target = _target(place, (piece.start, end), metric, quantity.value, quantity.unit)
    return replace(target, qualifier=qualifier, year=quantity.year)


def _is_verb_of_count(change: str, quantity: Quantity) -> bool:
    """Tell whether 新增, 增加 opens a count (新增装机100万千瓦) rather than a comparison."""
    return change.endswith("新增") and not quantity.is_share


def _firmness(text: str) -> str:
    return "".join(match.group() for match in FIRMNESS.finditer(text))


def _paired(place: _Place, segment: _Segment, values: list[Quantity]) -> Iterator[Target]:
    """Bind metrics to values: A、B行业…的比例分别为60%、80%; 以上 behind the last holds for all."""
    left, _, _ = segment.text.partition("分别")
    between = segment.text[len(left) + len("分别") : values[0].start]
    against = _COMPARED.search(left)
    left = left[: against.start()] if against else left
    items = split_metrics(left, len(values))
    change = _CHANGE.search(between)
    shared = values[-1].after if all(not one.after for one in values[:-1]) else ""
    span = (segment.start, segment.start + values[-1].end)
    for item, one in zip(items, values, strict=True):
        compared = against.group() if against else ""
        lead = segment.firmness + compared + (change.group() if change else "") + one.comparison
        qualifier = _GLUE.join(part for part in (lead, one.after or shared) if part)
        target = _target(place, span, strip_metric(item), one.value, one.unit)
        yield replace(target, qualifier=qualifier)


def _target(
    place: _Place, span: tuple[int, int], metric: str, value: str, unit: str = ""
) -> Target:
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
