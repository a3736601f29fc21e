"""What a metric is: the same in other words, its neighbours, and what leaves something unsaid."""

from __future__ import annotations

import pytest

from app.metric import read_asked_metric, read_metric


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("单位GDP能耗", "单位地区生产总值能源消耗"),
        ("能耗强度", "单位生产总值能源消费"),
        ("碳排放强度", "单位国内生产总值二氧化碳排放"),
        ("碳排放的总盘子", "二氧化碳排放（以下简称“碳排放”）总量"),
        ("数据中心PUE", "数据中心电能利用效率"),
        ("非化石能源占比", "非化石能源占能源消费总量比重"),
        ("非化石能源消费比重", "非化石能源消费占比"),
        ("新能源发电量占比", "新能源发电总量占总发电量比重"),
        ("光伏装机", "太阳能发电总装机容量"),
        ("节约型机关建成比例", "县级及以上党政机关达到节约型机关创建要求"),
        ("规上工业单位增加值能耗", "万元工业增加值能耗"),
    ],
)
def test_the_same_in_other_words(asked, told):
    """Terms of statistics that plans use for one another are one metric."""
    assert read_metric(asked).is_same(read_metric(told))
    assert not read_metric(asked).contradicts(read_metric(told))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("单位GDP二氧化碳排放", "单位地区生产总值能耗"),
        ("碳排放总量", "年度能源消费总量"),
        ("碳排放总量", "单位建筑面积碳排放"),
        ("单位建筑面积能耗", "能源消费总量"),
        ("单位地区生产总值用水量", "万元工业增加值用水量"),
        ("核电装机容量", "风电、太阳能发电总装机容量"),
        ("新能源装机规模", "风电累计装机规模"),
        ("风电装机", "海上风电装机"),
        ("森林覆盖率", "森林蓄积量"),
        ("非化石能源消费比重", "非化石能源发电装机容量占比"),
    ],
)
def test_neighbours_contradict(asked, told):
    """Another thing measured, of another kind, against another base: never the answer."""
    assert read_metric(asked).contradicts(read_metric(told))
    assert not read_metric(asked).is_same(read_metric(told))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("能耗", "单位地区生产总值能耗"),
        ("碳排放", "行业碳排放"),
        ("单位建筑面积碳排放", "碳排放"),
        ("煤电装机", "发电装机总规模"),
        ("绿色工厂", "绿色工厂"),
    ],
)
def test_what_is_unsaid_leaves_it_open(asked, told):
    """Neither contradicted nor known to be the same: other words have to decide."""
    assert not read_metric(asked).contradicts(read_metric(told))


@pytest.mark.parametrize(
    ("question", "measures"),
    [
        ("《北湖市碳排放行动方案》里,用水总量控制在多少?", {"用水"}),
        ("北湖市能耗双控方案规定装机容量是多少?", {"装机"}),
        ("年综合能耗1万吨标准煤以上的企业,森林覆盖率要到多少?", {"森林覆盖率"}),
        ("碳排放权交易和碳排放报告由谁管?", set()),
        ("北湖市的碳排放总量是多少?", {"碳排放"}),
        ("节约型机关占比要到多少?", {"节约型机关"}),
        ("节约型机关要建多少个?", set()),
    ],
)
def test_what_a_question_asks_for(question, measures):
    """Documents named, conditions, and words that only look like a metric are none."""
    assert read_asked_metric(question).measures == measures
