"""The page of measures cannot rot: whatever is printed stands in it, with the numbers of the code."""

from __future__ import annotations

import re

import pytest

from app.settings import CHECKOUT
from eval import tables
from eval.causes import Cause
from eval.comparison import MEASURES
from eval.gate import ALLOWED_DROP
from eval.gold import LONGEST
from eval.judgement import FACT_CHARACTERS, FACT_KINDS
from eval.metrics import DEPTH
from eval.overlap import overlap_table
from eval.rows import ROW_KINDS
from eval.runner import WARM_UP_QUESTIONS
from eval.statistics import RESAMPLES, Z_95

PAGE = (CHECKOUT / "docs" / "metrics.md").read_text("utf-8")
COLUMNS = {name: value for name, value in vars(tables).items() if name.endswith("_COLUMNS")}
FIRST_CELL = re.compile(r"^\| ([^|]+?) \|", re.M)


def section(title: str) -> str:
    """Return the page from the heading `title` to the next heading."""
    _, found = PAGE.split(f"## {title}\n", 1)
    return found.split("\n#", 1)[0]


def names_in(text: str) -> list[str]:
    """Return what the first cells of the tables name, several in one cell parted by 、."""
    return [name for match in FIRST_CELL.finditer(text) for name in match[1].split("、")]


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_every_column_has_its_row(table):
    """Each name of a printed column heads a row of the page."""
    printed = [name for name, _ in COLUMNS[table]]
    assert printed
    assert [name for name in printed if name not in names_in(PAGE)] == []


def test_every_measure_compared_has_its_row():
    """The part on comparing names the measures in their order; the gate holds them as well."""
    assert names_in(section("对照与比较"))[1:] == [measure.name for measure in MEASURES]


def test_every_cause_has_its_row():
    """The table of causes names each of them, once."""
    named = names_in(section("没做对的题和原因"))[1:]
    assert sorted(named) == sorted(cause.value for cause in Cause)


def test_the_overlap_of_a_set_has_its_rows():
    """The columns that `sets` prints beside kind and number."""
    printed = overlap_table({}).header[2:]
    assert [name for name in printed if name not in names_in(PAGE)] == []


@pytest.mark.parametrize(
    "words",
    [
        f"重抽 {RESAMPLES:,} 次",
        f"z = {Z_95:.2f}",
        f"条款超过 {LONGEST:,} 字",
        f"答案超过 {FACT_CHARACTERS} 字",
        f"最多比基线低 {ALLOWED_DROP:g}",
        f"第 {DEPTH} 位以后",
        f"先问{'零一二三四五'[len(WARM_UP_QUESTIONS)]}题热身",
    ],
)
def test_the_numbers_are_those_of_the_code(words):
    """A threshold that changes has to change here."""
    assert words in PAGE


def test_the_kinds_are_those_of_the_code():
    """Which questions ask for a single fact, and which for a whole list."""
    facts = re.search(r"单一事实（([^）]+)）", PAGE)
    assert facts is not None
    assert set(facts[1].split("、")) == {tables.KIND_NAMES[kind] for kind in FACT_KINDS}
    assert {tables.KIND_NAMES[kind] for kind in ROW_KINDS} == {"清单", "对比", "结构"}


def test_every_source_is_listed_and_every_one_listed_is_used():
    """The numbers in brackets are those of the list, in the order of their first use."""
    body, references = PAGE.split("## 文献\n")
    used = [int(number) for number in re.findall(r"(?<!`)\[(\d+)\]", body)]
    listed = [int(number) for number in re.findall(r"^(\d+)\. ", references, re.M)]
    assert list(dict.fromkeys(used)) == listed
