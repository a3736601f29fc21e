"""The word for the kind of office that several names share: 住建、商务部门."""

from __future__ import annotations

import pytest

from corpus.unit_lists import is_responsibility, read_agencies


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("责任单位:住建、商务部门", ("住建部门", "商务部门")),
        ("市住建、商务部门负责", ("市住建部门", "商务部门")),
        (
            "住房城乡建设、自然资源主管部门牵头,各区人民政府配合",
            ("住房城乡建设主管部门", "自然资源主管部门", "各区人民政府"),
        ),
        ("县住建、交通、水利局分别负责", ("县住建局", "县交通局", "县水利局")),
        ("省金融监管局牵头,广州、深圳市政府配合", ("省金融监管局", "广州市政府", "深圳市政府")),
        ("责任单位:鼓楼、台江区政府,市林业局", ("鼓楼区政府", "台江区政府", "市林业局")),
    ],
)
def test_the_word_that_closes_several_names_holds_for_each(
    content: str, names: tuple[str, ...]
) -> None:
    """Fields and places named side by side before one word are units each."""
    assert read_agencies(content).names == names


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("市发改委、各市、县政府", ("市发改委", "各市、县政府")),
        ("责任单位:市发展改革、工信等部门,各区政府", ("市发展改革", "市工信", "各区政府")),
        ("省妇联、团省委、有关部门", ("省妇联", "团省委")),
        ("市园区、商务局", ("市园区", "市商务局")),
    ],
)
def test_names_that_are_whole_and_words_that_name_nobody_share_nothing(
    content: str, names: tuple[str, ...]
) -> None:
    """Levels of government, 等部门, 有关部门 and names that are no field stay as they are."""
    assert read_agencies(content).names == names


def test_departments_named_by_their_fields_are_a_list_of_units() -> None:
    """（住建、商务部门负责） says who answers, （产业、市场部门负责） names no field of government."""
    assert is_responsibility("住建、商务部门负责", closes_sentence=True)
    assert not is_responsibility("规模、结构负责", closes_sentence=True)
