"""What a metric is: what is measured, whose it is, against what base, as a share or a total.

Conventions of statistics that plans follow (统计公报, 能耗双控, 指标表): a metric's name has the thing measured (能耗,
碳排放), the kind of energy or plant it is of (非化石能源, 风电), the base it is set against (单位地区生产总值, 人均), and
its form (比重, 总量). 强度 without a base is per unit of GDP, and the share of a kind of energy without
more is its share in consumption; what stands between 占 and 比重 is the whole, and not what is measured.
The words are a table that staff extend, `app/metric_words.tsv`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.question_words import DOCUMENT_NOUN
from index.texts import fold

PATH = Path(__file__).parent / "metric_words.tsv"
_MEASURE, _THING, _OF, _BASE, _FORM = "量", "对象", "主体", "基数", "形式"
_SHARE, _TOTAL, _INTENSITY = "占比", "总量", "强度"
_OF_GDP = "地区生产总值"
_ENERGY = "能耗"
_CONSUMED = frozenset({"非化石能源", "化石能源", "可再生能源", "煤炭", "天然气"})
_PER_GDP_BY_CUSTOM = frozenset({_ENERGY, "碳排放"})
_WHOLE = re.compile(r"占(?P<whole>[^,;。占]{2,14}?)的?(?=比[重例]|份额|百分)")
# A document named ahead of what is asked of it: 节能减排方案规定, 规划里.
_NAMED_AHEAD = re.compile(
    rf"^[^,;。?]{{0,40}}?(?:{DOCUMENT_NOUN.pattern})(?:里|中|规定|提出|要求|明确|说|讲|对|,)"
)
_TITLE = re.compile(r"《[^》]{0,100}》")
# Whom a rule is for, by an amount: 用水10万立方米以上的单位.
_CONDITION = re.compile(
    r"[^,;。?]{0,14}\d[\d.]{0,9}[万亿]?[^\d,;。?]{1,10}(?:以上|以下|以内)的?(?:企业|单位|项目)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """What the words of a metric, of a question or of a sentence measure.

    Attributes:
        measures: What is measured: 能耗, 装机; empty where no word of the table says it.
        of: The kinds of energy or plant it is of: 风电.
        bases: What it is set against: 地区生产总值.
        share: It is said to be a share.
        total: It is said to be a total.
        words: The words it was read from, folded, the longest first.
    """

    measures: frozenset[str]
    of: frozenset[str]
    bases: frozenset[str]
    share: bool
    total: bool
    words: tuple[str, ...]

    def contradicts(self, told: Metric) -> bool:
        """Tell whether `told` measures something else than what is asked for; unsaid is no contradiction.

        >>> read_metric("单位GDP碳排放").contradicts(read_metric("单位地区生产总值能耗"))
        True
        >>> read_metric("能耗").contradicts(read_metric("单位地区生产总值能耗"))
        False
        """
        if any(
            mine and theirs and mine.isdisjoint(theirs)
            for mine, theirs in (
                (self.measures, told.measures),
                (self.of, told.of),
                (self.bases, told.bases),
            )
        ):
            return True
        if self.measures.isdisjoint(told.measures):
            return False
        of_unit = bool(self.bases) and told.total and not told.bases
        return of_unit or (self.total and not self.bases and bool(told.bases))

    def is_same(self, told: Metric) -> bool:
        """Tell whether `told` is the metric asked for, whatever the words.

        >>> read_metric("能耗强度").is_same(read_metric("单位生产总值能源消耗"))
        True
        """
        return (
            bool(self.measures)
            and (self.measures, self.of, self.bases) == (told.measures, told.of, told.bases)
            and (self.share == told.share or not self.of)
        )


def read_metric(text: str) -> Metric:
    """Return the metric that the words of `text` name.

    >>> metric = read_metric("非化石能源占能源消费总量比重")
    >>> sorted(metric.of), sorted(metric.measures), metric.share
    (['非化石能源'], ['能耗'], True)
    """
    folded = fold(text)
    found = _found(_WHOLE.sub("占", folded))
    measures, of, bases, forms = (found[one] for one in (_MEASURE, _OF, _BASE, _FORM))
    measures = measures or found[_THING]
    share = _SHARE in forms
    whole = _WHOLE.search(folded)
    of_whole = _found(whole["whole"]) if whole else {}
    if share and not measures:
        measures = of_whole.get(_MEASURE, set())
    if share and not measures and of and of <= _CONSUMED:
        measures = {_ENERGY}
    if _INTENSITY in forms and not bases and measures & _PER_GDP_BY_CUSTOM:
        bases = {_OF_GDP}
    return Metric(
        measures=frozenset(measures),
        of=frozenset(of),
        bases=frozenset(bases),
        share=share,
        total=_TOTAL in forms or any("总量" in one for one in found["写法"]),
        words=_longest_first(found["写法"] | of_whole.get("写法", set())),
    )


def read_asked_metric(question: str) -> Metric:
    """Return the metric a question asks for; the names of documents in it are none.

    >>> sorted(read_asked_metric("碳排放双控方案里,用水总量要降到多少?").measures)
    ['用水']
    """
    plain = _CONDITION.sub(" ", _TITLE.sub(" ", question))
    bare = read_metric(_NAMED_AHEAD.sub("", plain))
    asked = bare if bare.measures else read_metric(plain)
    # A thing by itself is no metric, its share is: 绿色建筑占比.
    is_thing = not asked.share and not _found(fold(plain))[_MEASURE]
    return replace(asked, measures=frozenset()) if is_thing else asked


def _longest_first(words: set[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda one: (-len(one), one)))


def _found(folded: str) -> dict[str, set[str]]:
    """Return the names that stand in folded text by their part, and under 写法 the words themselves."""
    words, pattern = _table()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for match in pattern.finditer(folded):
        for part, name in words[match.group()]:
            found[part].add(name)
            found["写法"].add(match.group())
    return found


@cache
def _table(path: Path = PATH) -> tuple[dict[str, list[tuple[str, str]]], re.Pattern[str]]:
    """Read the table: for each way to write it, the parts and names; and a pattern, the longest first."""
    words: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            part, name, written = line.split("\t")
            for one in written.split():
                words[fold(one)].append((part, name))
    return dict(words), re.compile("|".join(map(re.escape, _longest_first(set(words)))))
