"""Names of one office."""

from __future__ import annotations

import pytest

from corpus.aliases import PATH, AgencyMention, load_aliases


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("市水务局和省环保厅", [("市水务局", "市", "水利局"), ("省环保厅", "省", "生态环境局")]),
        ("工商局管不管？", [("工商局", "", "市场监管局")]),
        ("市市场监管局", [("市市场监管局", "市", "市场监管局")]),
        ("地方金融监管局", [("地方金融监管局", "", "金融监管局")]),
        ("谁负责？", []),
    ],
)
def test_agencies_named_in_a_text(text, mentions):
    """Words, region and office, in order; the longest name at each place."""
    found = load_aliases().mentions(text)
    assert [(one.text, one.region, one.office) for one in found] == mentions


@pytest.mark.parametrize(
    ("asked", "agency", "same"),
    [
        ("市水务局", "市水利局", True),
        ("水务局", "省水利厅", True),
        ("市水务局", "省水利厅", False),
        ("市发展和改革委员会", "市发改委", True),
        ("市财政局", "市税务局", False),
        ("市科委", "省科技厅", False),
        ("市水务局", "各县(市)区人民政府", False),
        ("发改委", "国家发展改革委", True),
        ("国家发改委", "发展改革委", True),
        ("国家发改委", "省发展改革委", False),
        ("国家网信办", "中央网信办", True),
        ("经信局", "县工业和信息化局", True),
        ("地区卫健委", "地区卫生健康委", True),
        ("旗环保局", "盟生态环境局", False),
        ("市财政局", "市财政", True),
        ("县教育局", "教体", True),
        ("市财政局", "省财政", False),
        ("市财政局", "市税务", False),
    ],
)
def test_an_office_under_another_name(asked, agency, same):
    """Names of one group are one office; another region's office is another."""
    (mention,) = load_aliases().mentions(asked)
    assert load_aliases().is_same(mention, agency) is same


def test_a_table_is_read_as_it_stands(tmp_path):
    """The first name of a line is the office; remarks and blank lines are none."""
    path = tmp_path / "aliases.tsv"
    path.write_text("# 灌区局\n\n灌区局 渠道处\n", encoding="utf-8")
    assert load_aliases(path).mentions("县渠道处") == (
        AgencyMention(text="县渠道处", region="县", office="灌区局"),
    )


def test_no_name_stands_in_two_groups():
    """A name means one office."""
    lines = PATH.read_text(encoding="utf-8").splitlines()
    names = [name for line in lines if not line.startswith("#") for name in line.split()]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
