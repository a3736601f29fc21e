"""Statutes that have lost their line breaks are cut at their articles again."""

from __future__ import annotations

import pytest

from corpus.model import ClauseRole
from corpus.structure import split_clauses
from tests.corpus.factories import document_of

_STATUTE = (
    "青禾县秸秆利用办法 第一章 总则 第一条 为了加强秸秆利用，制定本办法。第二条 县农业农村局负责监督管理。"
    "依照第一条规定的目的开展工作。第二章 管理 第一节 收集 第三条 禁止露天焚烧秸秆。"
    "第四条 违反第三条规定的，依照第五条的规定处理：（一）警告；（二）罚款。第三章 附则 "
    "第五条 本办法自2024年5月1日起施行。"
)


def numbers(text: str, name: str = "样本") -> list[str]:
    _, clauses = split_clauses(document_of(text, name))
    return ["".join(one.path.numbers) for one in clauses if one.role is ClauseRole.ARTICLE]


def test_articles_on_one_line_are_clauses_below_their_chapters() -> None:
    """Each article begins one; what refers to an article does not."""
    assert numbers(_STATUTE) == [
        "第一章第一条",
        "第一章第二条",
        "第二章第一节第三条",
        "第二章第一节第四条",
        "第三章第五条",
    ]


def test_chapters_on_a_line_each_are_cut_at_their_articles() -> None:
    """A chapter runs on to its articles although the chapters have lines of their own."""
    text = _STATUTE.replace(" 第一章", "\n第一章").replace("第二章", "\n第二章")

    assert numbers(text) == numbers(_STATUTE)


def test_an_excerpt_of_a_statute_begins_with_any_article() -> None:
    """第十六条 opens an excerpt as 第一条 opens a statute, where the next one follows it."""
    text = (
        "公开的范围。第十六条机关应当公开。第十七条企业可以查询。第三章服务第十八条窗口应当受理。"
    )

    assert numbers(text) == ["第十六条", "第十七条", "第三章第十八条"]
    lines = "某县查询办法\n第二条机关应当公开。\n第三条企业可以查询。\n"
    assert numbers(lines) == ["第二条", "第三条"]


@pytest.mark.parametrize(
    "text",
    [
        "工作依据。第三条规定的期限届满的，第四条的规定仍适用。各地要落实。",
        "会议认为要落实条例。第三条、第四条讲得清楚。第五条第二款也要落实。",
        "要落实条例。第三条很重要。要反复学习。第七条也很重要。",
    ],
)
def test_what_is_said_of_articles_is_no_statute(text: str) -> None:
    """References, and numbers that do not go on, cut nothing."""
    assert numbers(text) == []


def test_another_text_behind_the_last_article_stands_beside_the_statute() -> None:
    """…起施行。 closes a statute: a 一、 that 二、 follows begins what comes behind it."""
    text = (
        "第一条 制定本办法。\n第二条 本办法自2024年5月1日起施行。\n"
        "一、总体要求\n要坚持绿色发展。\n二、重点任务\n要抓好落实。\n"
    )

    _, clauses = split_clauses(document_of(text))

    assert [one.path.numbers for one in clauses] == [("第一条",), ("第二条",), ("一",), ("二",)]


def test_a_statute_that_lacks_an_article_goes_on() -> None:
    """A lost line is a gap in the sequence, not the end of the statute."""
    text = "\n".join(
        f"第{one}条市场主体应当依照规定办理登记。"
        for one in ["一", "二", "三", "五", "六", "八", "九"]
    )

    assert numbers(text) == [f"第{one}条" for one in "一二三五六八九"]


def test_the_items_of_an_article_stay_in_it() -> None:
    """—— items of an article are parts of it, whatever opens them."""
    text = (
        "第一条 建设遵循以下原则：\n——生态优先。统筹各类资源，因地制宜推进建设。\n"
        "——自愿开展。尊重各方意愿，不搞强制摊派。\n第二条 本办法自发布之日起施行。\n"
    )

    assert numbers(text) == ["第一条", "第二条"]


def test_a_plan_on_one_line_is_cut_at_its_heads() -> None:
    """现提出以下意见：一、 begins the heads, each directly above the （一） below it."""
    text = (
        "为了推进重组，现提出以下意见：一、主要目标（一）完善机制。健全各项制度，明显改善环境。"
        "（二）优化结构。产业布局更加合理。二、改善服务（三）优化信贷。引导银行加强管理。"
        "（四）发挥市场作用。符合条件的企业可以发债。三、强化保障（五）加强领导。各地要抓好落实。"
    )

    heads, clauses = split_clauses(document_of(text))

    assert [head.title for head in heads] == ["主要目标", "改善服务", "强化保障"]
    assert ["".join(one.path.numbers) for one in clauses][1:] == [
        "一（一）",
        "一（二）",
        "二（三）",
        "二（四）",
        "三（五）",
    ]
