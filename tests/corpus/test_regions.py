"""Regions of province and prefecture level."""

from __future__ import annotations

import pytest

from corpus.regions import PATH, load_regions


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("福州市与厦门的企业，福州", ("福州", "厦门")),
        ("内蒙古和海南省", ("内蒙古", "海南")),
        ("黑龙江省齐齐哈尔市", ("黑龙江", "齐齐哈尔")),
        ("张家口与张家界", ("张家口", "张家界")),
        ("更新老化渠道", ()),
    ],
)
def test_regions_named_in_a_text(text, regions):
    """Each once, in order, without 省 or 市."""
    assert load_regions().found_in(text) == regions


@pytest.mark.parametrize(
    ("name", "province"), [("厦门", "福建"), ("福建", "福建"), ("深圳", "广东"), ("北京", "北京")]
)
def test_the_province_of_a_region(name, province):
    """A prefecture lies in its province, a province in itself."""
    assert load_regions().province_of(name) == province


def test_an_unknown_region_is_a_key_error():
    """No province is guessed."""
    with pytest.raises(KeyError):
        load_regions().province_of("桃花源")


def test_a_table_is_read_as_it_stands(tmp_path):
    """Province, short name, prefectures; remarks are none."""
    path = tmp_path / "regions.tsv"
    path.write_text("# 甲\t\t乙\n东海\t东\t北港 南港\n", encoding="utf-8")
    assert load_regions(path).provinces == {"东海": "东海", "北港": "东海", "南港": "东海"}


def test_the_shipped_table_is_complete():
    """Thirty-four province-level regions, and no region in two provinces."""
    lines = PATH.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    names = [name for province, _, rest in rows for name in (province, *rest.split())]
    assert len(rows) == 34
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
