"""Pages with a short article in much that is none: all of the article is read, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.reader import read_document
from corpus.structure import parse_document
from corpus.webpage import read_article
from tests.growth import assert_in_proportion

TITLE = "青禾市人民政府关于支持夜市的若干措施"
LINES = (
    "各区人民政府：",
    "为支持夜市发展，制定以下措施。",
    "一、延长营业时间。鼓励商圈营业至24时。（责任单位：市商务局、市公安局）",
    "二、优化公交服务。末班车延至23时30分。（市交通运输局牵头）",
    "青禾市人民政府",
    "2024年3月2日",
)
TEXT = "".join(f"<p>{line}</p>" for line in LINES)
BROKEN = "<br>".join(LINES)
CELLS = "".join(f"<tr><td>{line}</td></tr>" for line in LINES)
HEAD = f"<h1>{TITLE}</h1>"
NEWS = ("市里召开夜市工作会议", "市商务局调研商圈", "我市新增夜间公交线路")


def a(words: str, href: str = "x.htm") -> str:
    return f'<a href="{href}">{words}</a>'


def links(*words: str, tag: str = "li", between: str = "") -> str:
    return between.join(f"<{tag}>{a(one)}</{tag}>" for one in words)


def read(folder: Path, body: str, title: str = f"{TITLE} - 青禾市人民政府") -> list[str]:
    path = folder / "网页.html"
    path.write_text(
        f"<html><head><title>{title}</title></head><body>{body}</body></html>", encoding="utf-8"
    )
    return read_document(path).text.split("\n")


DATED = "".join(f"<li>{a(one)}<span>2024-03-0{at}</span></li>" for at, one in enumerate(NEWS, 1))
# Each page sets something else round the article; none of it may be read.
PAGES = {
    "menu of a class nav": f'<div class="nav"><ul>{links("首页", "政务公开")}<li><a>一、机构职能</a></li></ul></div>'
    f'<div class="article">{HEAD}{TEXT}</div>',
    "menu in one line": f"<div>{a('首页')} | {a('政务公开')} | {a('互动交流')}</div><div>{HEAD}{TEXT}</div>",
    "menu without links": f"<p>首页|政务公开|办事服务|互动交流</p><div>{HEAD}{TEXT}</div>",
    "menu of two names": f"<ul>{links('首页', '政务公开')}</ul>{HEAD}{TEXT}",
    "side menu that is numbered": f'<div class="left-menu">{links("一、机构职能", "二、公开指南", "三、公开年报")}</div>'
    f"<div>{HEAD}{TEXT}</div>",
    "way of list items": f'<ul class="breadcrumb"><li>当前位置：</li>{links("首页", "政务公开", "政府文件")}</ul>{HEAD}{TEXT}',
    "way of spans": f'<div class="crumb"><span>您所在的位置：</span>{a("首页")}<i>&gt;</i>{a("政府文件")}<i>&gt;</i>正文</div>{HEAD}{TEXT}',
    "way of blocks without a name": f"<div><div>当前位置</div><div>{a('首页')}</div><div>&gt;</div><div>{a('政府文件')}</div></div>{HEAD}{TEXT}",
    "layout table": f"<table><tr><td>{a('首页')}</td><td>{a('政务公开')}</td></tr></table><table><tr>"
    f"<td><table>{''.join(f'<tr><td>{a(one)}</td></tr>' for one in ('机构概况', '通知公告'))}</table></td>"
    f"<td><table><tr><td>{TITLE}</td></tr>{CELLS}</table></td></tr></table>",
    "one cell of a row": f"<table><tr><td>{a('机构概况')}<br>{a('通知公告')}</td><td>{HEAD}{TEXT}</td></tr></table>",
    "soup of divs": f"<div><div><div>{a('首页')}</div><div>{a('要闻')}</div></div><div>{HEAD}"
    f"{''.join(f'<div><div><span>{one}</span></div></div>' for one in LINES)}</div></div>",
    "breaks in the body": f"{a('首页')} {a('政务公开')}<br><b>{TITLE}</b><br>{BROKEN}<br>{a('返回首页')} {a('关闭窗口')}",
    "hidden copies": f'<div>{HEAD}{TEXT}<div style="display:none">{TEXT}</div></div><div id="print" hidden>{HEAD}{TEXT}</div>',
    "copy for phones": f'<div class="pc">{HEAD}{TEXT}</div><div class="phone">{HEAD}{TEXT}</div>',
    "pages of lists": f'<div>{HEAD}{TEXT}<div class="page">{a("上一页")} {a("1")} {a("2")} {a("3")} {a("下一页")} {a("尾页")}</div><p>共3页</p></div>',
    "before and behind": f"<div>{HEAD}{TEXT}<p>上一篇：{a(NEWS[0])}</p><p>下一篇：没有了</p></div>",
    "before and behind apart": f"<div>{HEAD}{TEXT}<ul><li><span>上一条：</span><br>{a(NEWS[0])}</li><li><span>下一条：</span><br>{a(NEWS[1])}</li></ul></div>",
    "read with it in a line": f'<div class="article">{HEAD}{TEXT}</div><div class="rel">相关阅读：{a(NEWS[0])}</div>',
    "read with it without links": f"<div>{HEAD}{TEXT}<p>推荐阅读：</p><ul><li><a>{NEWS[0]}</a></li><li><a>{NEWS[1]}</a></li></ul></div>",
    "read with it, dated": f"<div>{HEAD}{TEXT}<div>相关阅读</div><ul>{DATED}</ul></div>",
    "links without a heading": f"<div>{HEAD}{TEXT}<ul>{links(*NEWS)}</ul></div>",
    "a heading of the site's own": f"<div>{HEAD}{TEXT}<h3>小编推荐</h3><ul>{links(*NEWS)}</ul></div>",
    "share and print": f"<div>{HEAD}{TEXT}<div>分享到：</div><div>{a('微信')}</div><div>{a('新浪微博')}</div><p>打印本页</p><p>关闭窗口</p><p>扫一扫在手机打开当前页</p></div>",
    "foot by its names": f'{HEAD}{TEXT}<div class="foot-nav">{a("关于我们")}|{a("联系我们")}|{a("网站地图")}</div>'
    '<div class="footer"><p>地址：青禾市青禾路1号 邮编：100000 电话：010-1234567</p><p>主办：青禾市人民政府办公室</p></div>',
    "head by its names": f'<div id="header"><a href="/">青禾市人民政府门户网站</a><p>今天是2024年3月8日，星期五</p></div><div id="search">热词：{a("医保")} {a("公积金")}</div><div>{HEAD}{TEXT}</div>',
    "languages and tools": f"<div>{a('简体')} | {a('繁体')} | {a('English')} | {a('无障碍')} | {a('长者模式')}</div>{HEAD}<p>【字体：大 中 小】 打印 分享</p>{TEXT}",
    "foot in lines": f"<div>{HEAD}{TEXT}</div><p>主办单位：青禾市人民政府办公室</p><p>承办单位：青禾市大数据局</p><p>青ICP备05000001号 网站标识码：5300000001</p>",
    "many short menus": f"{''.join(f'<div>{links(*three, tag=chr(115) + chr(112) + chr(97) + chr(110))}</div>' for three in (('要闻', '政策', '服务'), ('互动', '数据', '专题')))}{HEAD}{TEXT}",
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_but_the_article_is_read(name: str, tmp_path: Path) -> None:
    """Known by its links, by the site's own names for it, and by where it stands."""
    assert read(tmp_path, PAGES[name]) == [TITLE, *LINES]


ANNEXES = ("1.任务分工表.docx", "2.申报表.xlsx")
# What looks like a site's own and belongs to the article: the page, and the lines behind the title.
KEPT = {
    "annexes to load": (
        f"<div>{HEAD}{TEXT}<p>附件：</p><ul>{links(*ANNEXES)}</ul><h3>相关阅读</h3><ul>{links(*NEWS)}</ul></div>",
        (*LINES, "附件：", *ANNEXES),
    ),
    "annexes without the word": (
        f"<div>{HEAD}{TEXT}<p>{a('任务分工表', 'a.docx')}</p><p>{a('申报表', 'b.xlsx?c=1')}</p></div>",
        (*LINES, "任务分工表", "申报表"),
    ),
    "links in a sentence": (
        f"<div>{HEAD}<p>根据{a('《夜市管理办法》')}，{a('市商务局')}负责。</p>{TEXT}</div>",
        ("根据《夜市管理办法》，市商务局负责。", *LINES),
    ),
    "linked heads": (
        f"<div>{HEAD}<p>{a('一、总体要求')}</p><p>到2025年，建成夜市十处。</p><p>{a('二、主要任务')}</p><p>建设街区。</p></div>",
        ("一、总体要求", "到2025年，建成夜市十处。", "二、主要任务", "建设街区。"),
    ),
    "a list of rules": (
        f"<div>{HEAD}<p>依据下列规定：</p><ul>{links('夜市办法', '市容条例', '食品条例', '消防条例')}</ul>{TEXT}</div>",
        ("依据下列规定：", "夜市办法", "市容条例", "食品条例", "消防条例", *LINES),
    ),
    "a list of rules at the end": (
        f"<div>{HEAD}{TEXT}<p>下列文件同时废止：</p><p>{a('《夜市办法》')}</p><p>{a('《早市办法》')}</p></div>",
        (*LINES, "下列文件同时废止：", "《夜市办法》", "《早市办法》"),
    ),
    "a sentence that is a link": (
        f"<div>{HEAD}{TEXT}<p>{a('请登录市商务局网站申报，逾期不再受理。')}</p></div>",
        (*LINES, "请登录市商务局网站申报，逾期不再受理。"),
    ),
    "a table of links": (
        f"<div>{HEAD}{TEXT}<p>附表</p><table><tr><td>序号</td><td>名称</td></tr><tr><td>1</td><td>{a('东街')}</td></tr></table></div>",
        (*LINES, "附表", "序号\t名称", "1\t东街"),
    ),
    "names in a row": (
        f"<div>{HEAD}{TEXT}<p>夜市名单：</p><p>东街夜市</p><p>西街夜市</p></div>",
        (*LINES, "夜市名单：", "东街夜市", "西街夜市"),
    ),
    "the article in an element of a site's name": (
        f'<div class="nav-content header-wrap"><div class="footer-wrap">{HEAD}{TEXT}</div></div>',
        LINES,
    ),
    "a part of it in an element of a site's name": (
        f'<div>{HEAD}{TEXT}<div class="bottom share"><p>三、加强监管。由市城管局负责。</p></div></div>',
        (*LINES, "三、加强监管。由市城管局负责。"),
    ),
    "the number of a document in an element of a site's name": (
        f'<div>{HEAD}<div class="header">青政发〔2024〕9号</div>{TEXT}</div>',
        ("青政发〔2024〕9号", *LINES),
    ),
    "a document above its title": (
        f"<div><p>青政发〔2024〕9号</p><p>青禾市人民政府文件</p><p>{TITLE}</p>{TEXT}</div>",
        LINES,
    ),
    "tools in a sentence": (
        f"<div>{HEAD}{TEXT}<p>三、便民服务</p><p>打印、复印、扫描，当场办结。</p><p>扫一扫二维码即可申报。</p></div>",
        (*LINES, "三、便民服务", "打印、复印、扫描，当场办结。", "扫一扫二维码即可申报。"),
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_nothing_of_the_article_is_lost(name: str, tmp_path: Path) -> None:
    """Annexes, rules that a text lists, linked heads, and whatever has a sentence."""
    body, lines = KEPT[name]

    found = read(tmp_path, body)

    assert found[found.index(TITLE) + 1 :] == list(lines)


@pytest.mark.parametrize("words", ["首页", "附件"])
def test_elements_of_a_site_one_in_the_other_are_looked_at_in_proportion(words: str) -> None:
    """Whether they go or stay, none is read as often as it has others round it."""

    def page(depth: int) -> str:
        return f"<p>{LINES[1]}</p>{'<div class=nav>' * depth}{words}{'</div>' * depth}"

    assert_in_proportion(read_article, page, 100)


def test_what_stands_round_an_article_is_in_no_clause(tmp_path: Path) -> None:
    """The last clause ends with the text, the first begins with it."""
    body = PAGES["menu of a class nav"] + PAGES["read with it in a line"].replace(HEAD + TEXT, "")
    read(tmp_path, body)
    document = read_document(tmp_path / "网页.html")
    parsed = parse_document(document)

    assert [one.path.numbers[0] for one in parsed.clauses][:3] == ["导语", "一", "二"]
    assert parsed.clauses[0].span.of(document.text).startswith(LINES[0])
    assert parsed.clauses[-1].span.of(document.text).rstrip().endswith(LINES[-1])
