"""Measurable goals: metric, value, qualifier and the year they are due; pure.

Conventions of the genre: the deadline (到2025年, “十四五”期间, 2030年前) opens the sentence and holds for its
parts until the next deadline; 分别 binds several metrics to as many values; 从…增加到… and …以来 report what has
been reached already; a number without a deadline is a threshold or a count, not a goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.facts import Target
from corpus.model import Citation, Clause, ClauseRole, Document, cite
from corpus.numerals import plan_period_end
from corpus.view import MatchingView, split_sentences, view_of

_DEADLINE = re.compile(
    r"(?:力争|确保)?(?:到|至|在)?(?P<year>20\d\d)年(?:底|末|年底)?(?:前|之前|以前)?"
    r"|(?:到)?“[一二三四五六七八九十]+五”(?:期间|时期|期末|末|规划期)?"
)
# Years that compare or report rather than set a date, and periods that are over.
_NO_DEADLINE_BEFORE = re.compile(r"(?:比|较|从|自|以|与|同|于|对照|〔|[《(][^》)]{0,40})$")
_NO_DEADLINE_AFTER = re.compile(r"(?:以来|的\d|基数|水平(?:相比)?|至20|[-—~]20|相比|为基)")
_HISTORICAL = re.compile(
    r"从20\d\d年|自20\d\d年|以来|过去|已(?:建成|达|完成|经)|(?:增加|增长|压减|提高|下降|减少)到20\d\d年"
)
_NUMBER = r"\d+(?:\.\d+)?(?:\s*[-—~至]\s*\d+(?:\.\d+)?)?"
_UNIT = (
    r"个百分点|%|‰|(?:万|亿|百|千)?(?:吨标准煤|吨标煤|吨|千瓦时|千瓦|立方米|平方米|平方公里|公里|元|辆|台|套|家|个|项|种|座|户|人次|人|名"
    r"|条|件|亩|公顷|艘|架|枚|所|处|倍|天|小时|兆瓦|度|批|次|只|款|支|篇|期|万|亿)"
)
_BEFORE = (
    r"不低于|不少于|不高于|不超过|不小于|不大于|超过|超|高于|低于|大于|小于|至少|达到|达|控制在|稳定在|保持在|提高到|提升到|提高至|提升至|增至|增加到"
    r"|降至|下降到|降低到|压减到|约|为|力争达到|突破"
)
_AFTER = r"及以上|及以下|以上|以下|以内|之内|左右|上下"
_VALUE = re.compile(
    rf"(?P<before>(?:{_BEFORE})*)\s*(?P<value>{_NUMBER}|[一二两三四五六七八九十]?[百千万](?=种|家|个|项|亿)|一批(?=[\u4e00-\u9fff])|翻一番)"
    rf"\s*(?P<unit>(?:{_UNIT})?)(?P<after>(?:{_AFTER})?)"
)
_NOT_A_VALUE_BEFORE = re.compile(r"(?:[A-Za-z]|第|〔|“|前|比|较|从|从20\d\d年的)$")
_YEAR = re.compile(r"20\d\d$")
# How a value changed, and against what: part of the qualifier, not of the metric.
_CHANGE = re.compile(
    r"((?:较|比|与)[^,;]{2,12}?)?(?:累计)?(?:下降|降低|提高|提升|增长|减少|增加|压减)(?:到|至|了)?(?:20\d\d年的)?$"
)
_FROM = re.compile(r"从.*$")
# Words that say how firmly, and the verbs of counted goals; neither belongs to the metric.
_FIRMNESS = re.compile(r"力争|确保|累计|争取|基本|努力|全市|全省|全国|我市|我省|实现")
_FIRM = ("力争", "确保", "累计", "争取", "基本")
_VERB = re.compile(
    r"^(?:新)?(?:培育|创建|建设|建成|打造|形成|开发推广|推广|开发|完成|实施|发布|遴选|改造建设|改造|培养|引进)(?:创建|形成)?"
)
_PEAK = re.compile(r"达峰(?=[。;]?$)")
_COMMON_TAIL = re.compile(r"(?:行业|产业|领域|企业|产品|新车|项目|园区|单位|地区|设备)")
_SEGMENT = re.compile(r"[^,;]+")


@dataclass(frozen=True, slots=True)
class _Deadline:
    start: int
    end: int
    year: int | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands, and the way back from view positions to citations."""

    document: Document
    clause: Clause
    view: MatchingView

    def cite(self, start: int, end: int) -> Citation:
        return cite(self.document, self.clause, self.view.span(start, end))


def extract_targets(document: Document, clause: Clause) -> tuple[Target, ...]:
    """Read the goals of a clause, in order; figures already reached are marked historical."""
    place = _Place(document, clause, view_of(document.text, clause.span))
    found: list[Target] = []
    for start, end in split_sentences(place.view):
        found += _sentence_targets(place, start, end)
    return tuple(found)


def _sentence_targets(place: _Place, start: int, end: int) -> Iterator[Target]:
    sentence = place.view.text[start:end].rstrip("。;")
    historical = bool(_HISTORICAL.search(sentence))
    deadlines = list(_deadlines(sentence))
    subject = ""
    for segment in _SEGMENT.finditer(sentence):
        deadline = next((d for d in reversed(deadlines) if d.start < segment.end()), None)
        if deadline is None and not historical and place.clause.role is not ClauseRole.GOAL:
            continue
        opens = deadline.end if deadline and deadline.end > segment.start() else segment.start()
        period = place.cite(start + deadline.start, start + deadline.end) if deadline else None
        ahead = (start + segment.start(), start + (deadline.start if deadline else 0))
        for target in _segment_targets(place, start + opens, start + segment.end(), ahead):
            metric = target.metric or subject
            subject = metric
            if metric and not (historical and target.value == "达峰"):
                year = deadline.year if deadline else None
                yield replace(
                    target, metric=metric, year=year, period=period, historical=historical
                )


def _deadlines(sentence: str) -> Iterator[_Deadline]:
    for match in _DEADLINE.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        if _NO_DEADLINE_BEFORE.search(before) or _NO_DEADLINE_AFTER.match(after):
            continue
        year = match.group("year")
        value = int(year) if year else plan_period_end(match.group())
        if year or re.search("期|末", match.group()):
            yield _Deadline(start=match.start(), end=match.end(), year=value)


def _segment_targets(
    place: _Place, start: int, end: int, ahead: tuple[int, int]
) -> Iterator[Target]:
    """Yield the goals between two commas; year and period are still to be filled in.

    `ahead` is where the segment's words before its deadline stand: a metric that comes first.
    """
    if start >= end:
        return
    text = place.view.text[start:end]
    values = [match for match in _VALUE.finditer(text) if _is_value(text, match)]
    if not values and (peak := _PEAK.search(text)):
        first = place.view.text[ahead[0] : ahead[1]]
        metric = _metric(text[: peak.start()], "") or _metric(first, "")
        source = place.cite(ahead[0] if first else start, end)
        yield _target(source, metric, ("达峰", ""), _firmness(first + text))
    elif values and "分别" in text[: values[0].start()]:
        yield from _paired(place, start, text, values)
    else:
        for match in values:
            yield _single(place, start, text, match)


def _single(place: _Place, start: int, text: str, match: re.Match[str]) -> Target:
    before, after = text[: match.start()], text[match.end() :]
    unit = match.group("unit")
    counted = bool(after) and unit not in {"%", "个百分点"}
    change = _CHANGE.search(before)
    before = before[: change.start()] if change else before
    metric = _metric(after if counted else _FROM.sub("", before), unit)
    lead = _firmness(before) + (change.group() if change else "") + _comparison(match)
    qualifier = "…".join(part for part in (lead, match.group("after")) if part)
    source = place.cite(start, start + (len(text) if counted else match.end()))
    return _target(source, metric, (match.group("value"), unit), qualifier)


def _comparison(match: re.Match[str]) -> str:
    words = match.group("before")
    return "" if words in {"达到", "达", "为"} else words


def _firmness(text: str) -> str:
    return "".join(word for word in _FIRM if word in text)


def _is_value(text: str, match: re.Match[str]) -> bool:
    if _NOT_A_VALUE_BEFORE.search(text[: match.start("value")]):
        return False
    value = match.group("value")
    if not match.group("unit") and value not in {"一批", "翻一番"}:
        return False
    return not _YEAR.fullmatch(value)


def _metric(text: str, unit: str) -> str:
    text = _FIRMNESS.sub("", text).strip("“” ")
    text = re.sub(r"(?:分别|达到)$", "", text)
    if unit not in {"%", "个百分点"}:
        text = _VERB.sub("", text)
    return text.strip("的,、在于 ")


def _paired(place: _Place, start: int, text: str, values: list[re.Match[str]]) -> Iterator[Target]:
    """Bind metrics to values: A、B行业…的比例分别为60%、80%."""
    left, right = text.split("分别", maxsplit=1)
    items = re.split(r"、|和|与", left)
    tail = ""
    if len(items) == len(values) and (common := _COMMON_TAIL.search(items[-1])):
        tail = items[-1][common.start() :]
        items = [*items[:-1], items[-1][: common.start()]]
    elif len(items) != len(values):
        items = [left] * len(values)
    change = _CHANGE.search(right[: values[0].start() - len(left) - len("分别")])
    source = place.cite(start, start + values[-1].end())
    for item, match in zip(items, values, strict=True):
        parts = (change.group() if change else "", match.group("after"))
        qualifier = "…".join(part for part in parts if part)
        metric = _metric(item + tail, match.group("unit"))
        yield _target(source, metric, (match.group("value"), match.group("unit")), qualifier)


def _target(source: Citation, metric: str, value: tuple[str, str], qualifier: str) -> Target:
    return Target(
        metric=metric,
        value=value[0],
        unit=value[1],
        qualifier=qualifier,
        year=None,
        period=None,
        historical=False,
        source=source,
    )
