"""The rules are rules of the genre: other agencies, metrics, numbers and years, the same structure.

Everything a plan is about is replaced by invented words of the same form. Words of the genre stay: 省
and 市, 局, 厅 and 委, 企业 and 行业, the qualifiers, the numbering.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from corpus.facts import ParsedDocument
from corpus.listing import clause_fact_rows, facts_by_clause
from corpus.structure import parse_document
from tests.corpus.factories import document_of

# Names of agencies without the character that makes them one, and what may not change in them.
AGENCIES = [
    "发改[委]",
    "工信[局厅]",
    "(生态环境)[局厅]",
    "科技[局厅]",
    "国资[委]",
    "(市场)监管[局]",
    "水利[局]",
    "商务[局厅]",
    "数据管理[局]",
    "供销[社]",
    "财政[局厅]",
    "税务[局]",
    "住建[局]",
    "交通运输[局]",
    "教育[局]",
    "统计[局]",
    "金融监管[局]",
    "(市委)金融[办]",
    "福州[海]",
    "厦门[海]",
    "高新[区管]",
    "碳达峰碳中和[领工]",
]
# What goals are about.
METRICS = [
    "高效节能电机",
    "高效节能变压器",
    "绿色低碳",
    "绿色供应链管理",
    "再生资源",
    "废旧物资",
    "报废机动车",
    "大宗工业固废",
    "短流程炼钢",
    "合成氨",
    "烧碱",
    "陶瓷",
    "平板玻璃",
    "乘用车",
    "商用车",
    "碳排放",
    "电解铝",
    "可再生能源",
    "铜冶炼",
    "铝冶炼",
    "有色金属",
    "精铜",
    "钢铁",
    "石化化工",
    "建材",
    "纺织化纤",
    "电子信息",
    "动力电池",
    "稀土",
    "能效标杆",
    "绿色",
    "近净成形",
    "低碳零碳",
    "重点产品",
]
_INVENTED = "璃珏琮珩璧瑾瑜瑶琼琚玥珺琬璇玑旻晟昱晔煜炜烨熠岚峤嵘屿汐泓沅沁湛澜澈瀚"
_AMOUNT = re.compile(r"\d+(?:\.\d+)?(?=(?:-\d+)?(?:%|家|辆|万吨|吨标准煤|℃))")
_YEARS = {"2013": "2012", "2015": "2014", "2020": "2019", "2025": "2028", "2030": "2033"}
_PERIODS = {"十四五": "十六五", "十五五": "十七五"}
_PERIOD_YEARS = {"十四五": 2035, "十五五": 2040}

Substitution = Callable[[str], str]


def make_substitution(seed: int) -> Substitution:
    """Return a function that replaces every name, metric, amount and year by an invented one."""
    chance = random.Random(seed)
    names: dict[str, str] = {}

    def invent(length: int) -> str:
        return "".join(chance.choice(_INVENTED) for _ in range(length))

    rules: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = []
    for entry in AGENCIES:
        stem, ends = entry.removesuffix("]").split("[")
        kept = re.match(r"\((市场|市委)\)", stem)
        head = kept.group(1) if kept else ""
        body = stem[kept.end() :] if kept else stem.strip("()")
        names[head + body] = head + invent(len(body))
        rules.append((re.compile(f"{head}{body}(?=[{ends}])"), lambda m: names[m.group()]))
    names |= {word: invent(len(word)) for word in METRICS}
    longest_first = "|".join(sorted(METRICS, key=len, reverse=True))
    rules += [
        (re.compile(longest_first), lambda m: names[m.group()]),
        (re.compile(r"20\d\d(?=年)"), lambda m: _YEARS.get(m.group(), m.group())),
        (re.compile("|".join(_PERIODS)), lambda m: _PERIODS[m.group()]),
        (
            _AMOUNT,
            lambda m: re.sub(r"\d", lambda d: str((int(d.group()) * 7 + seed) % 9 + 1), m.group()),
        ),
        (re.compile("百(?=种)"), lambda _: "千"),
    ]

    def substitute(text: str) -> str:
        for pattern, change in rules:
            text = pattern.sub(change, text)
        return text

    return substitute


def shown(parsed: ParsedDocument, *, change: Substitution) -> list[dict[str, Any]]:
    """Return all that is compared of a parse, with `change` applied to every word of it."""
    facts = facts_by_clause(parsed)
    rows = []
    for clause in parsed.clauses:
        found = clause_fact_rows(facts[clause.id])
        for target in found["targets"]:
            target["value"] = target.pop("value") + target.pop("unit")
            target["year"] = changed_year(target["year"], target["period"], change)
        for threshold in found["thresholds"]:
            threshold["value"] = threshold.pop("value") + threshold.pop("unit")
        rows.append(
            {
                "path": clause.path.headings,
                "titles": clause.titles,
                "role": clause.role.value,
                "hosted": clause.host_id is not None,
                "text": clause.span.of(parsed.document.text),
            }
            | found
        )
    return [changed(row, change) for row in rows]


def changed_year(year: int | None, period: str | None, change: Substitution) -> int | None:
    named = [new for old, new in _PERIOD_YEARS.items() if period and old in period]
    if change("x") == "x" and change("2025年") == "2025年":
        return year
    if named:
        return named[0]
    return year and int(change(f"{year}年")[:4])


def changed(value: Any, change: Substitution) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: changed(item, change) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [changed(item, change) for item in value]
    return value


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_structure_does_not_hang_on_names_and_numbers(
    seed: int, plans: tuple[ParsedDocument, ...]
) -> None:
    """Parsing the replaced text gives the replaced parse of the text."""
    substitute = make_substitution(seed)
    for plan in plans:
        expected = shown(plan, change=substitute)
        text = substitute(plan.document.text)
        other = parse_document(
            replace(document_of(text), title=substitute(plan.document.title), id=plan.document.id)
        )

        found = shown(other, change=lambda words: words)

        assert text != plan.document.text
        for one, two in zip(found, expected, strict=True):
            assert one == two


def test_the_replacement_reaches_every_fact(plans: tuple[ParsedDocument, ...]) -> None:
    """No agency, no amount and no year of a goal is left as it was, so the test above can fail."""
    substitute = make_substitution(1)
    for plan in plans:
        agencies = {name for fact in plan.facts.responsibilities for name in fact.agencies}
        kept = {name for name in agencies if substitute(name) == name}
        figures = [t for t in plan.facts.targets if t.value[0].isdigit()]

        assert kept <= {"各县(市)区人民政府"}
        assert all(substitute(target.metric) != target.metric for target in plan.facts.targets)
        assert all(substitute(t.value + t.unit) != t.value + t.unit for t in figures)
        assert all(
            substitute(t.period.quote) != t.period.quote
            for t in plan.facts.targets
            if t.period and "三五" not in t.period.quote
        )
