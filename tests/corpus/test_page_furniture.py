"""Page numbers and running lines go; figures, titles and table heads of the text stay."""

from __future__ import annotations

import pytest

from corpus.page_furniture import strip_furniture
from corpus.web_furniture import without_printed_beside, without_site


def pages(*texts: str) -> list[str]:
    return list(texts)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("— 1 —", "— 2 —"),
        ("-1-", "- 2 -"),
        ("－１－", "－２－"),
        ("第 1 页 共 9 页", "第 2 页 共 9 页"),
        ("第1页", "第2页"),
        ("1/9", "2/9"),
        ("Page 1 of 9", "Page 2 of 9"),
        ("1", "2"),
        ("  7 ", "8  "),
        ("i", "ii"),
        ("III", "IV"),
        ("· 1 ·", "· 2 ·"),
    ],
)
def test_a_page_number_goes_wherever_it_stands(first: str, second: str) -> None:
    """First or last on its page, blank lines round it, and inside a sentence."""
    last = strip_furniture([f"到本世纪\n\n{first}\n", f"中叶达峰。\n{second}"])
    top = strip_furniture([f" \n{first}\n到本世纪", f"{second}\n \n中叶达峰。"])

    assert last == top == ("到本世纪", "中叶达峰。")


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("3/5/26, 9:05 AM 节水办法", "https://a.gov.cn/b.html 1/1"),
        ("2026/3/5 09:05 节水办法", "ﬁle:///tmp/a.html 1/1"),
        ("2026/3/5 上午9:05", "https://a.gov.cn/b?c=1 1/1"),
    ],
)
def test_what_a_browser_prints_round_a_single_page_goes(head: str, foot: str) -> None:
    """Wherever the text layer gives it; one of the two alone is text."""
    text = "第一条\u3000节约用水。\n第二条\u3000本办法自印发之日起施行。"

    assert strip_furniture([f"{text}\n{head}\n{foot}"]) == (text,)
    assert strip_furniture([f"{head}\n{text}\n{foot}"]) == (text,)
    assert strip_furniture([f"{text}\n{head}"]) == (f"{text}\n{head}",)
    assert strip_furniture([f"{text}\n网址：\n{foot}"]) == (f"{text}\n网址：\n{foot}",)


@pytest.mark.parametrize("figure", ["2030", "35", "7"])
def test_a_lone_figure_that_is_no_page_number_stays(figure: str) -> None:
    """A wrapped year or a table's figure agrees with no count of pages."""
    texts = (f"到\n{figure}", "年达峰。", f"{figure}\n家企业。")

    assert strip_furniture(texts) == texts


def test_annexes_that_count_their_pages_anew_lose_their_numbers() -> None:
    """Each run of pages counts by itself."""
    texts = [f"正文{at}。\n{number}" for at, number in enumerate([1, 2, 3, 1, 2, 1, 2])]

    assert strip_furniture(texts) == tuple(f"正文{at}。" for at in range(7))


def test_running_headers_and_footers_go() -> None:
    """Also where left and right pages carry different ones, and with figures in them."""
    texts = [
        f"{'某某市文件' if at % 2 else '节水方案汇编'}\n第 {at} 章讲了{'甲乙丙丁戊己'[at]}。\n打印 {at}/6 http://a.cn"
        for at in range(6)
    ]

    assert strip_furniture(texts) == tuple(
        f"第 {at} 章讲了{'甲乙丙丁戊己'[at]}。" for at in range(6)
    )


def test_the_head_of_a_table_on_every_page_stays() -> None:
    """Its columns tell what the rows below are; a running line beside it goes."""
    head = "序号\t任务\t单位"
    rows = [f"某市方案\n{head}\n{at}\t{'甲乙丙丁'[at]}\t局" for at in range(4)]

    assert strip_furniture(rows)[1:] == tuple(row.removeprefix("某市方案\n") for row in rows[1:])


def test_a_running_title_that_stands_nowhere_else_is_kept_once() -> None:
    """The title on a first page without cover is a running line, and the only title there is."""
    words = "甲乙丙丁"
    texts = [f"某某市节水方案\n{word}。" for word in words]

    assert strip_furniture(texts) == ("某某市节水方案\n甲。", "乙。", "丙。", "丁。")


def test_what_repeats_inside_the_pages_stays() -> None:
    """Only lines at a page's ends run; the head of a table below its caption stays."""
    texts = [
        f"附表{at}甲\n序号 项目\n乙{at}丙。\n责任单位：某局\n丁{'戊' * at}。" for at in range(5)
    ]

    assert strip_furniture(texts) == tuple(texts)


def test_blank_pages_are_kept_as_pages() -> None:
    """A page of nothing but its number is blank, and still a page."""
    assert strip_furniture(["甲。", "— 2 —", " \n", "乙。"]) == ("甲。", "", "", "乙。")


def test_long_pages_are_read_to_the_end() -> None:
    """Neither long lines nor many of them hold the rules up."""
    pages = ["- " * 200_000, "第 " * 200_000, "\n" * 200_000, "1 / " * 100_000] * 3

    assert len(strip_furniture(pages)) == len(pages)


def test_the_print_of_a_web_page_loses_its_menus() -> None:
    """A menu floats between two halves of a sentence; names that are no menu stay."""
    lines = ["为了加强节水，推进", "首页", " 要闻", " 政策", "互动", "打印  收藏", "农业节水。"]
    names = ["首页", "推进", "名单", "张三", "李四", "王五", "赵六", "主办：市水利局", "版权所有"]

    assert without_site(lines) == ["为了加强节水，推进", "农业节水。"]
    assert without_site(["名单：", *names[3:]]) == ["名单：", "张三", "李四", "王五", "赵六"]


def test_what_a_browser_prints_round_a_page_goes() -> None:
    """Day, hour and the window's title above, the address and 1/2 below, also of two pages only."""
    first = "11/21/24, 9:40 AM 关于节水的通知_某市政府\n第一条 节水，\nhttps://a.cn/b.html 1/2"
    second = "2024/3/5 09:40 关于节水的通知_某市政府\n人人有责。\nﬁle:///tmp/c.html 2/2"

    assert strip_furniture([first, second]) == ("第一条 节水，", "人人有责。")


@pytest.mark.parametrize(
    "beside",
    [
        ("相关阅读", "节水办法发布", "图说节水"),
        ("相关解读：节水办法看点",),
        ("【延伸阅读】", "各地节水经验"),
    ],
)
def test_a_print_loses_what_its_site_sets_below_the_article(beside: tuple[str, ...]) -> None:
    """Titles of other pages stand below their heading to the page's end."""
    text = ["一、加强节水。", "2024年5月6日", "（此件公开发布）"]

    assert without_printed_beside([*text, *beside]) == text


@pytest.mark.parametrize(
    "lines",
    [
        ["相关阅读", "一、总则", "二、任务"],
        ["相关阅读", "学校要组织学生阅读节水读物。"],
        ["相关政策", "节水奖励"],
    ],
)
def test_a_heading_of_the_text_stays_with_what_stands_below_it(lines: list[str]) -> None:
    """Numbers and sentences are the document's, and 相关政策 may head a part of it."""
    assert without_printed_beside(lines) == lines
