"""What a question in the chat can be limited to, and what becomes of the choice."""

from __future__ import annotations

from datetime import date

import pytest

from app.page_scope import read_scope, scope_choices
from app.uploads_listing import Named
from corpus.description import describe
from index.scope import EVERYTHING, Scope
from tests.corpus.test_standing import parsed_of


def named(place: str, year: int) -> Named:
    text = f"{place}节水办法\n\n第一条 应当节水。\n\n{place}人民政府办公厅\n{year}年3月5日\n"
    said = describe(parsed_of(text, f"{place}{year}")).metadata
    return Named(id=f"{place}{year}", title=f"{place}节水办法", source="a.txt", said=said)


def test_documents_come_first_then_what_they_are():
    """Regions, levels and years that documents have, and validity."""
    choices = scope_choices([named("福建省", 2021), named("福州市", 2023)])
    assert choices[:2] == [("福建省节水办法", "福建省2021"), ("福州市节水办法", "福州市2023")]
    assert [label for label, _ in choices[2:]] == [
        "地区：福州市",
        "地区：福建省",
        "层级：省",
        "层级：市",
        "成文年份：2023",
        "成文年份：2021",
        "有效性：有效",
        "有效性：失效",
    ]
    assert scope_choices([named("福建省", 2021)]) == [("福建省节水办法", "福建省2021")]


def test_a_choice_becomes_documents_and_a_scope():
    """Several values of one kind are alternatives; years make a span."""
    documents, scope = read_scope(
        ["甲", "/地区/福建省", "/层级/市", "/成文年份/2023", "/成文年份/2021", "/有效性/有效"]
    )
    assert documents == ("甲",)
    assert scope == Scope(
        regions=("福建省",),
        levels=("市",),
        since=date(2021, 1, 1),
        until=date(2023, 12, 31),
        validities=("有效",),
    )


@pytest.mark.parametrize("sent", ["/地区/", "/别的/值", "/", "地区/福建", "/成文年份"])
def test_what_is_no_condition_is_taken_for_a_document(sent):
    """A page may send anything: what is no document is refused by its name later."""
    assert read_scope([sent]) == ((sent,), EVERYTHING)


@pytest.mark.parametrize("year", ["0", "99999", "二〇二一", "-1"])
def test_a_year_that_is_none_limits_nothing(year):
    """No fault of the program comes of it."""
    assert read_scope([f"/成文年份/{year}"]) == ((), EVERYTHING)
