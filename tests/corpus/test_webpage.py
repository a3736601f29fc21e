"""Pages of government sites: the article, what the site says of it, and what it sets beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.facts import ParsedDocument
from corpus.metadata import Origin, Status
from corpus.model import Document
from corpus.particulars import read_metadata
from corpus.reader import read_document
from corpus.structure import parse_document
from corpus.webpage import read_article

TITLE = "青禾市水利局关于加强水窖管理的通知"
LINES = (
    "各县水利局：",
    "为管好水窖，现通知如下。",
    "一、明确责任",
    "县级政府负主体责任，统筹建设、运行、水价。",
    "二、加强检查",
    "每季度检查一次，发现问题，限期整改；整改不力的，追究责任。",
    "青禾市水利局",
    "2024年3月12日",
)
ARTICLE = "".join(f"<p>{line}</p>" for line in LINES)


def read(tmp_path: Path, body: str, head: str = "") -> Document:
    path = tmp_path / "网页.html"
    path.write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return read_document(path)


def parsed(tmp_path: Path, body: str, head: str = "") -> ParsedDocument:
    return parse_document(read(tmp_path, body, head))


@pytest.mark.parametrize(
    "beside",
    [
        '<h3>相关解读</h3><ul><li><a href="1">《通知》政策解读，一看就懂</a><i>2024-03-16</i></li></ul>',
        '<p>相关阅读：</p><p><a href="1">节水条例发布，明年施行</a></p><p>扫一扫在手机打开当前页</p>',
        '<div><b>图解</b></div><div>·<a href="1">【图解】水窖这样管</a></div>',
        '<p>上一篇：<a href="1">关于水网规划的通知</a></p><p>下一篇：没有了</p>',
        "<p>（责任编辑：某某）</p><p>分享到：微信 微博</p><p>【打印本页】【关闭窗口】</p>",
        '<table><tr><td>相关新闻：</td></tr><tr><td><a href="1">水利局开会，部署工作</a></td></tr></table>',
    ],
)
def test_lists_and_tools_beside_an_article_go(beside: str, tmp_path: Path) -> None:
    """What the site sets behind the article, under headings of its own, sticks to no clause."""
    document = read(tmp_path, f"<div><h1>{TITLE}</h1>{ARTICLE}{beside}</div>")

    assert document.text.split("\n") == [TITLE, *LINES]


def test_links_of_the_text_itself_stay(tmp_path: Path) -> None:
    """Annexes to download and rules that a text lists are links too; a heading of its own stays."""
    links = "".join(f'<p><a href="{one}">《{one}办法》</a></p>' for one in ("节水", "用水"))
    annex = '<p>附件：<a href="1">1.水窖名录</a></p><p><a href="2">2.台账</a></p>'
    body = (
        f"<div>{ARTICLE}<p>依据下列规定：</p>{links}{annex}<p>相关政策</p><p>继续执行。</p></div>"
    )

    lines = read(tmp_path, body).text.split("\n")

    tail = ["依据下列规定：", "《节水办法》", "《用水办法》", "附件：1.水窖名录", "2.台账"]
    assert lines == [*LINES, *tail, "相关政策", "继续执行。"]


def test_titles_of_other_pages_are_no_sentences(tmp_path: Path) -> None:
    """A column of news with many commas beside a short article is not taken with it."""
    news = "".join(f'<li><a href="{at}">市里开会，部署，强调</a></li>' for at in range(9))
    body = f"<div><div>{ARTICLE}</div><div><b>本站动态</b><ul>{news}</ul></div></div>"

    assert read(tmp_path, body).text.split("\n") == list(LINES)


def test_a_table_that_lays_out_the_page_is_no_table_of_the_text(tmp_path: Path) -> None:
    """Old sites set menu and article side by side in the cells of one row."""
    page = (
        "<table><tr><td><table><tr><td>机构概况</td></tr><tr><td>通知公告</td></tr></table></td><td><table>"
        f"<tr><td>{TITLE}</td></tr><tr><td>来源：某网　发布时间：2024年3月15日</td></tr><tr><td>{ARTICLE}</td></tr>"
        "</table></td></tr></table>"
    )
    document = read(tmp_path, page, f"<title>{TITLE}_通知公告_青禾市水利局</title>")

    assert document.title == TITLE
    assert document.text.split("\n") == [TITLE, "来源：某网　发布时间：2024年3月15日", *LINES]


CATALOGUES = {
    "table": "<table><tr><th>索 引 号</th><td>53-1</td><th>发文日期</th><td>2024-03-12</td></tr>"
    "<tr><th>文　　号</th><td>青水〔2024〕9号</td><th>发布日期</th><td>2024-03-15</td></tr>"
    "<tr><th>发布机构</th><td>青禾市水利局</td><th>有 效 性</th><td>已废止</td></tr></table>",
    "list": "<ul><li><label>索引号：</label><span>53-1</span></li><li><label>发文机关：</label><span>青禾市水利局"
    "</span></li><li><label>成文日期：</label><span>2024年3月12日</span></li><li><label>发文字号：</label><span>"
    "青水〔2024〕9号</span></li><li>发布日期：2024年3月15日</li><li>时效：已废止</li><li>废止日期：</li></ul>",
    "terms": "<dl><dt>索引号</dt><dd>53-1</dd><dt>发布机构</dt><dd>青禾市水利局</dd><dt>文号</dt><dd>青水〔2024〕9号"
    "</dd><dt>生成日期</dt><dd>2024-03-12</dd><dt>公开日期</dt><dd>2024-03-15</dd><dt>有效性</dt><dd>废止</dd></dl>",
    "spans": "<div><span>索引号</span><span>53-1</span></div><div><span>发文机关</span><span>青禾市水利局</span></div>"
    "<div><span>文号</span><span>青水〔2024〕9号</span></div><div><b>成文日期</b><em>2024-03-12</em></div>"
    "<div><span>发布日期</span><span>2024-03-15</span></div><div><span>时效性</span><span>已废止</span></div>",
    "laws": "<p>【发布部门】青禾市水利局</p><p>【发文字号】青水〔2024〕9号</p><p>【成文日期】2024.03.12</p>"
    "<p>【发布日期】2024.03.15</p><p>【时效性】已废止</p><p>【法规类别】水利</p>",
}


@pytest.mark.parametrize("name", CATALOGUES)
@pytest.mark.parametrize("apart", [False, True])
def test_the_catalogue_above_an_article_is_read_and_is_no_clause(
    name: str, apart: bool, tmp_path: Path
) -> None:
    """Its items are metadata with their words, also where the article stands in a part of its own."""
    article = f"<div>{ARTICLE}{ARTICLE.replace('二、', '三、')}</div>" if apart else ARTICLE
    found = parsed(tmp_path, f"<div>{CATALOGUES[name]}<h1>{TITLE}</h1>{article}</div>")
    metadata = read_metadata(found)

    readings = (metadata.number, metadata.issuer, metadata.signed, metadata.published)
    values = ("青水〔2024〕9号", ("青禾市水利局",), date(2024, 3, 12), date(2024, 3, 15))
    assert tuple(one and one.value for one in readings) == values
    assert {one and one.origin for one in (*readings, metadata.status)} == {Origin.LABEL}
    assert metadata.status.value is Status.REPEALED
    first, second, *_ = found.clauses
    assert first.path.numbers == ("著录项",)
    assert second.span.of(found.document.text).startswith("各县水利局：")


def test_the_head_of_a_page_names_its_day_and_source(tmp_path: Path) -> None:
    """ArticleTitle, PubDate and ContentSource count where the text says nothing; other sites issue nothing."""
    body = f"<h1>某某网</h1><div>{'<p>县级政府负责，统筹建设。</p>' * 3}</div>"
    fields = '<meta name="ArticleTitle" content="水窖问答"><meta name="PubDate" content="2024-03-15 10:22">'
    source = '<meta name="ContentSource" content="{}">'

    found = parsed(tmp_path, body, fields + source.format("青禾市水利局"))
    metadata = read_metadata(found)

    assert found.document.title == "水窖问答"
    assert metadata.published
    assert (metadata.published.value, metadata.published.origin) == (
        date(2024, 3, 15),
        Origin.FILE,
    )
    assert metadata.issuer
    assert metadata.issuer.value == ("青禾市水利局",)
    assert read_metadata(parsed(tmp_path, body, source.format("某某通讯社"))).issuer is None


@pytest.mark.parametrize("whole", [f"{TITLE}_政策_某网", f"{TITLE}—某网", TITLE])
def test_the_window_title_names_the_article_before_the_site(whole: str, tmp_path: Path) -> None:
    """What the page itself says of it is its title; the names of column and site are not."""
    body = f"<div><div>{TITLE}</div>{ARTICLE}</div>"

    assert read(tmp_path, body, f"<title>{whole}</title>").title == TITLE


def test_a_title_may_hold_a_dash(tmp_path: Path) -> None:
    """规划（2021—2035年） is not cut at its dash."""
    title = "青禾市水窖规划（2021—2035年）"
    body = f"<div><div>{title}</div>{ARTICLE}</div>"

    assert read(tmp_path, body, f"<title>{title}-某网</title>").title == title


def test_bold_lines_above_running_text_are_heads(tmp_path: Path) -> None:
    """A whole paragraph in bold, not numbered, with text of its own below; a bold word or notice is none."""
    text = "<p>水窖是山区群众的水源，年久失修的要一窖一策，限期修好，不得拖延。</p>"
    body = (
        f"<div><p><strong>青禾市水利局</strong></p><p><b>　　制定背景</b></p>{text}<p><span><strong>主要</strong><b>内容</b></span></p>"
        f'{text}<p><b>重点</b>如下：</p>{text}<p style="color:red"><span style="font-weight: bold">下一步工作</span></p>{text}'
        "<p><b>特此通知</b></p></div>"
    )
    found = parsed(tmp_path, body)

    paths = [clause.path.headings for clause in found.clauses]
    assert paths == [("导语",), ("制定背景",), ("主要内容",), ("下一步工作",), ("结语",)]
    assert "\n制定背景\n" in found.document.text
    assert parsed(tmp_path, f"{text}<p><b>制定背景</b></p>{text * 9}").heads == ()


def test_lines_of_a_text_that_look_like_a_site_stay(tmp_path: Path) -> None:
    """扫码 in a head, 备注 above its words, and the annexes below 相关文件 belong to the text."""
    body = (
        f"<div>{ARTICLE}<p>（一）推广扫码点餐</p><p>扫码即可办理。</p><p>备注</p><p>逐县核对。</p>"
        '<p>相关文件</p><p><a href="1">附件：水窖名录.docx</a></p></div>'
    )

    lines = read(tmp_path, body).text.split("\n")

    tail = ["（一）推广扫码点餐", "扫码即可办理。", "备注", "逐县核对。", "相关文件"]
    assert lines == [*LINES, *tail, "附件：水窖名录.docx"]


def test_a_heading_of_the_page_goes_before_the_general_title(tmp_path: Path) -> None:
    """<meta name="title"> names the site on many pages."""
    assert (
        read(tmp_path, f"<h1>{TITLE}</h1>{ARTICLE}", '<meta name="title" content="某某网">').title
        == TITLE
    )


def test_the_only_second_heading_of_a_page_without_a_first_is_its_title(tmp_path: Path) -> None:
    """Sites that set their own name in the window alone call the article in an h2."""
    body = f"<div><h2>青禾市水窖补贴政策问答</h2>{ARTICLE}</div>"

    assert read(tmp_path, body, "<title>青禾水窖问答</title>").title == "青禾市水窖补贴政策问答"


def test_superscripts_are_no_digits_on_the_line() -> None:
    """10<sup>4</sup>吨 are not 104 tonnes."""
    text, _ = read_article("<p>全年储木10<sup>4</sup>吨，林地3km<sup>2</sup>。</p>")

    assert text == "全年储木10⁴吨，林地3km2。"
