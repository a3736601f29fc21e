"""A scope takes in exactly the documents that are as it says; one that names nothing says what there is."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from corpus.description import Description, describe
from corpus.reference_graph import relate
from corpus.standing import Register
from index.__main__ import cli
from index.errors import ScopeError
from index.scope import (
    EVERYTHING,
    Dated,
    Scope,
    find_document,
    is_within,
    left_out_unknown,
    nearest_titles,
    read_day,
    select_documents,
)
from tests.corpus.test_standing import parsed_of

TODAY = date(2026, 1, 1)


def rule(place: str, issuer: str, day: str, *, ends: str = "", effective: str = "") -> str:
    year, month, number = day.split("-")
    closing = f"自{effective}起施行" if effective else "自发布之日起施行"
    return (
        f"{place}节水管理办法\n\n第一条 应当节约用水。\n"
        f"第二条 本办法{closing}{ends}。\n\n{issuer}\n{year}年{month}月{number}日\n"
    )


TEXTS = {
    "省": rule("福建省", "福建省人民政府办公厅", "2021-3-5"),
    "市": rule("福州市", "福州市人民政府办公室", "2022-7-9", ends="，有效期至2024年12月31日"),
    "他": rule("江西省", "江西省人民政府办公厅", "2023-1-2", effective="2023年6月1日"),
    "无": "乐于节水倡议\n\n一、节水\n请随手关水。\n",
}


@pytest.fixture(scope="module")
def described() -> tuple[Description, ...]:
    return relate([describe(parsed_of(text, name)) for name, text in TEXTS.items()])


@pytest.fixture(scope="module")
def register(described) -> Register:
    return Register(described)


def select(register: Register, **scope) -> set[str]:
    return set(select_documents(Scope(**scope), register, tuple(TEXTS), TODAY))


@pytest.mark.parametrize(
    ("scope", "taken"),
    [
        ({"regions": ("福建",)}, {"省", "市"}),
        ({"regions": ("福建省",), "levels": ("省",)}, {"省"}),
        ({"regions": ("福州", "江西")}, {"市", "他"}),
        ({"levels": ("市",)}, {"市"}),
        ({"since": date(2022, 7, 9)}, {"市", "他"}),
        ({"until": date(2022, 7, 8)}, {"省"}),
        ({"since": date(2021, 3, 5), "until": date(2021, 3, 5)}, {"省"}),
        ({"since": date(2023, 6, 1), "dated": Dated.EFFECTIVE}, {"他"}),
        ({"validities": ("失效",)}, {"市"}),
        ({"validities": ("已失效",)}, {"市"}),
        ({"validities": ("有效",)}, {"省", "他", "无"}),
        ({"validities": ("有效", "失效")}, {"省", "市", "他", "无"}),
        ({"documents": ("市", "《江西省节水管理办法》")}, {"市", "他"}),
        ({"documents": ("市", "他"), "regions": ("福建",)}, {"市"}),
    ],
)
def test_a_scope_takes_in_what_is_as_it_says(register, scope, taken):
    """Every condition has to hold, of each any value; what is not known of a document is not so."""
    assert select(register, **scope) == taken


def test_no_condition_takes_in_everything(register):
    """Which date would count limits nothing."""
    assert EVERYTHING.is_everything
    assert Scope(dated=Dated.EFFECTIVE).is_everything
    assert not Scope(since=TODAY).is_everything
    assert select(register) == set(TEXTS)


@pytest.mark.parametrize(
    ("scope", "message", "hint"),
    [
        ({"regions": ("云南",)}, "地区 云南", "福州市（1）"),
        ({"levels": ("县",)}, "层级 县", "省（2）"),
        ({"since": date(2025, 1, 1)}, "成文日期 2025年1月1日起", "2021年3月5日至2023年1月2日"),
        ({"validities": ("已废止",)}, "有效性 已废止", "已失效（1）"),
        ({"documents": ("没有的",)}, "没有这份文件：没有的", "《福州市节水管理办法》"),
        ({"regions": ("江西",), "levels": ("市",)}, "同时符合", "符合“层级 市”的 1 份"),
    ],
)
def test_a_scope_that_takes_in_nothing_says_what_there_is(register, scope, message, hint):
    """The condition that fails is named, and the values that documents have."""
    with pytest.raises(ScopeError) as caught:
        select(register, **scope)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024年", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024年12月", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024.3.7", date(2024, 3, 7), date(2024, 3, 7)),
        (" 2024年3月7日 ", date(2024, 3, 7), date(2024, 3, 7)),
        ("2023-02-30", None, None),
        ("2023-13", None, None),
        ("去年", None, None),
        ("20240307", None, None),
        ("", None, None),
    ],
)
def test_days_are_read_as_people_write_them(text, first, last):
    """Of a year or a month the first or the last day."""
    assert (read_day(text), read_day(text, last=True)) == (first, last)


def test_documents_of_which_a_particular_is_not_known_are_counted(register):
    def unknown(**scope):
        return left_out_unknown(Scope(**scope), register, tuple(TEXTS))

    assert unknown(levels=("省",)) == (("层级", 1),)
    assert unknown(regions=("福建",), levels=("省",)) == (("地区", 1), ("层级", 1))
    assert unknown(validities=("有效",)) == ()


@pytest.mark.parametrize(
    ("region", "asked", "within"),
    [
        ("福建省", "福建", True),
        ("福州市", "福建省", True),
        ("福建省", "福州", False),
        ("上海市青浦区", "上海", True),
        ("上海市青浦区", "青浦", True),
        ("吉林市", "吉林", True),
        ("吉林省", "吉林市", False),
        ("三明", "三明市", True),
        ("江西省", "福建", False),
    ],
)
def test_a_province_takes_in_what_lies_in_it(region, asked, within):
    """A city takes in nothing else, and 吉林市 is not 吉林省."""
    assert is_within(region, asked) is within


def test_a_document_is_found_by_id_or_title():
    """With or without the marks of titles; a part of a title is no name."""
    documents = [("a", "甲市办法"), ("b", "乙市办法")]
    assert find_document("《乙市办法》", documents) == "b"
    assert find_document("a", documents) == "a"
    assert find_document("办法", documents) is None


def test_of_many_titles_the_nearest_are_told():
    """A hint is no list of thousands."""
    titles = [f"第{n}号通知" for n in range(300)] + ["甲市节水办法"]
    hint = nearest_titles("甲市节水管理办法", titles)
    assert hint.startswith("《甲市节水办法》")
    assert hint.endswith("等 301 份")
    assert len(hint) < 200


def test_options_that_cannot_be_read_are_told_in_chinese():
    """The value, and how to write it."""
    result = CliRunner().invoke(cli, ["search", "水", "--since", "去年"])
    assert result.exit_code == 2
    assert "“去年”不是日期，写成 2023" in result.stderr
    result = CliRunner().invoke(cli, ["search", "水", "--valid", "好的"])
    assert "“好的”不在" in result.stderr
