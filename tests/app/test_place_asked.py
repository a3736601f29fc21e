"""Places as questions name them: every spelling, and one place after another."""

from __future__ import annotations

import pytest

from app.place_asked import (
    BRACKETS,
    LAST,
    next_place,
    place_of_the_same,
    read_place,
    read_reference,
)


@pytest.mark.parametrize(
    ("text", "numbers", "unit"),
    [
        ("第三部分“重大行动”(二)里面第4点是什么", (3, 2, 4), "点"),
        ("第二部分第三条第2小点", (2, 3, 2), "小点"),
        ("三(二)1讲什么", (3, 2, 1), ""),
        ("第3章(二)", (3, 2), ""),
        ("意见第(二十五)条的内容", (25,), BRACKETS),
        ("意见 (十一) 内容", (11,), BRACKETS),
        ("节水法45条怎么说", (45,), "条"),
        ("最后一章讲什么", (LAST,), "章"),
        ("专栏2是什么", (2,), "专栏"),
        ("出台了20条措施吗", (), ""),
        ("方案 专栏 一共几个", (), ""),
        ("(二)条件是什么", (2,), BRACKETS),
        ("方案“四、政策保障”第(三)项写了什么", (4, 3), ""),
        ("方案三、保障措施的(一)说了啥", (3, 1), ""),
    ],
)
def test_a_place_is_read_in_every_spelling(text, numbers, unit):
    """Numbers of one place belong together, whatever stands between them; a count is no place."""
    assert read_reference(text)[:2] == (numbers, unit)


def test_the_words_of_a_place_are_kept():
    """What is declined is named as it was asked."""
    assert read_place("本法第六十条讲什么").words == "第六十条"


@pytest.mark.parametrize(
    ("text", "history", "asked"),
    [
        ("下一条呢？", ("节水法第九条讲什么",), "节水法第十条讲什么"),
        ("那上一条呢", ("节水法第九条第二款讲什么",), "节水法第八条讲什么"),
        ("再下一条呢", ("节水法第9条讲什么", "下一条呢"), "节水法第11条讲什么"),
        ("下一条呢", ("意见(十)是什么内容",), "意见(十一)是什么内容"),
        ("下一点呢", ("方案三(二)4讲什么",), "方案三(二)5讲什么"),
        ("下一章讲什么", ("办法第二章讲什么",), "办法第三章讲什么"),
        ("上一条呢", ("节水法第一条讲什么",), ""),
        ("下一条呢", (), ""),
        ("下一步有哪些工作", ("节水法第九条讲什么",), ""),
        ("由谁负责", ("节水法第九条讲什么",), ""),
    ],
)
def test_the_next_place_follows_from_the_one_before(text, history, asked):
    """下一条呢 goes on from the place asked before; anything else is no such question."""
    assert next_place(text, history) == asked


@pytest.mark.parametrize(
    ("text", "history", "asked"),
    [
        ("那第(五)项呢", ("方案“四、保障”第(三)项写了什么",), "方案“四、保障”第(五)项写了什么"),
        (
            "（四）呢？",
            ("方案“四、资金保障”第（三）项写了什么",),
            "方案“四、资金保障”第(四)项写了什么",
        ),
        ("（三）写的啥", ("方案“三、保障措施”有哪几项？",), "方案“三、保障措施”(三)写的啥"),
        ("再看第（七）项", ("条例第六条第（六）项写了什么",), "条例第六条第(七)项写了什么"),
        ("第（二）项呢", ("条例第六条写了什么",), "条例第六条第(二)项讲什么"),
        ("那第八条呢", ("条例第六条讲什么", "第七条呢"), "条例第八条讲什么"),
        ("第三章呢", ("条例第六条讲什么",), ""),
        ("第（二）项由谁负责", ("条例第六条写了什么",), ""),
        ("第（二）项呢", (), ""),
    ],
)
def test_a_number_alone_stays_in_the_part_asked_before(text, history, asked):
    """第（五）项 behind 四（三） is 四（五）, never another part's; what asks something else is no such question."""
    assert place_of_the_same(text, history) == asked


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("某法修正案(六)第二条说了什么", (2,)),
        ("《某某规定(二)》第五条", (5,)),
        ("某某解释(三)第八条", (8,)),
        ("alert(1)钢铁行业由谁负责", ()),
        ("方案(三)讲什么", (3,)),
    ],
)
def test_the_number_of_a_title_is_no_place(question: str, numbers: tuple[int, ...]) -> None:
    """修正案（六） and 解释（三） are names; a number behind letters is code."""
    assert read_reference(question)[0] == numbers
