"""Columns beside an article: pages in the manner of several government sites."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.reader import read_document

TITLE = "青禾市水窖收费办法"
LINES = (
    "第一条 为规范收费，制定本办法。",
    "第二条 居民水窖每月收费六元，商户每月三十元。",
    "第三条 逾期不缴的，加收滞纳金。",
    "第四条 本办法自2024年1月1日起施行。",
)
ARTICLE = f"<h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in LINES)


def read(tmp_path: Path, body: str) -> list[str]:
    path = tmp_path / "网页.html"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return read_document(path).text.split("\n")


# Each page has a sentence of another document in its column, which is no link.
OTHER = "水费每月三元，由水务局收取。"
PAGES = {
    "sidebar beside": f'<div class="main">{ARTICLE}</div><div class="sidebar"><h3>本站推送</h3><p>{OTHER}</p></div>',
    "right of two": f'<div class="l">{ARTICLE}</div><div class="right"><h3>最近更新</h3><ul><li>{OTHER}</li></ul></div>',
    "pinyin inside": f'<div>{ARTICLE}<div class="xgwj"><h3>有关</h3><p>{OTHER}</p></div></div>',
    "camel case and id": f'<div>{ARTICLE}<section id="hotNews"><b>看点</b><p>{OTHER}</p></section></div>',
    "heading in a box": f'<div>{ARTICLE}<div class="box"><div class="tt"><span>热门文件</span></div><p>{OTHER}</p></div></div>',
    "heading in the article": f"<div>{ARTICLE}<h3>延伸阅读</h3><p>一、{OTHER}</p><p>二、另一件。</p></div>",
    "own column of policies": f'<div><div class="l">{ARTICLE}</div><dl><dt>相关政策</dt><dd>{OTHER}</dd></dl></div>',
    "links that lead nowhere": f"<div>{ARTICLE}<div><h4>相关文件</h4><p><a>{OTHER}</a></p></div></div>",
}


@pytest.mark.parametrize("name", PAGES)
def test_columns_are_no_text_of_the_article(name: str, tmp_path: Path) -> None:
    """A column is known by the name of its element or by its heading, links or not."""
    assert read(tmp_path, PAGES[name]) == [TITLE, *LINES]


KEPT = {
    "the article in it": (f'<div class="has-sidebar">{ARTICLE}</div>', ()),
    "goes on with the numbers": (
        f'<div>{ARTICLE}<div class="related"><p>第五条 由水务局解释。</p></div></div>',
        ("第五条 由水务局解释。",),
    ),
    "annexes": (
        f'<div>{ARTICLE}<div class="relevant"><p>附件：收费表，一式三份。</p></div></div>',
        ("附件：收费表，一式三份。",),
    ),
    "signature to the right": (
        f'<div>{ARTICLE}<div class="right">青禾市水利局</div></div>',
        ("青禾市水利局",),
    ),
    "a section of an explanation": (
        f"<div>{ARTICLE}<div><h2>相关政策</h2><p>{OTHER}</p></div></div>",
        ("相关政策", OTHER),
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_parts_of_the_article_stay(name: str, tmp_path: Path) -> None:
    """Neither a class nor a heading takes away what the text itself says."""
    body, more = KEPT[name]

    assert read(tmp_path, body) == [TITLE, *LINES, *more]
