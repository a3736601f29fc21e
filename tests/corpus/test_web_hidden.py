"""What a page's own style sheet hides is not read, unless it only unfolds at a click."""

from __future__ import annotations

import pytest

from corpus.webpage import read_article
from tests.growth import assert_in_proportion

LINES = tuple(
    f"第{number}条　河道管理单位应当巡查第{number}段堤岸，记录水位；" for number in "一二三四五六七"
)
TEXT = "".join(f"<p>{line}</p>" for line in LINES)
MORE = "".join(
    f"<p>本页另外说明之{number}：巡查人员须持证上岗；</p>" for number in "甲乙丙丁戊己庚"
)


def page(style: str, hidden: str, shown: str = TEXT) -> str:
    return (
        f"<html><head><title>堤岸巡查办法</title>{style}</head><body><h1>堤岸巡查办法</h1>"
        f"<div>{shown}</div>{hidden}</body></html>"
    )


def lines(html: str) -> list[str]:
    text, _ = read_article(html)
    return [line for line in text.split("\n") if line.startswith(("第", "本页"))]


@pytest.mark.parametrize(
    ("style", "opening"),
    [
        ("<style>.m{display:none}</style>", '<div class="m">'),
        ("<style>p{} .x, div.m.k { DISPLAY : none !important; }</style>", '<div class="k m">'),
        ("<style><!-- #copy{visibility:hidden} --></style>", '<div id="copy">'),
        ("<style>/* .m{} */section{display:none}</style>", "<section>"),
        ("<style>@media screen{.m{display:none}}</style>", '<div class="m">'),
        ("<style>.m{display:block}.m{display:none}</style>", '<div class="m">'),
        ("", "<textarea>"),
        ("", '<div aria-hidden="true">'),
    ],
)
def test_a_hidden_copy_is_not_read(style: str, opening: str) -> None:
    """The copy differs a little from the article, as one for printing does."""
    closing = f"</{opening[1:-1].split()[0]}>"
    copy = opening + TEXT + "<p>本页由值班人员打印，共两页；</p>" + closing

    assert lines(page(style, copy)) == list(LINES)


@pytest.mark.parametrize(
    ("style", "opening"),
    [
        ("<style>@media print{.m{display:none}}</style>", '<div class="m">'),
        ("<style>@media (max-width:600px){.m{display:none}}</style>", '<div class="m">'),
        ('<style media="print">.m{display:none}</style>', '<div class="m">'),
        ("<style>.m{display:none}.m.on{display:block}</style>", '<div class="m on">'),
        ("<style>.m{display:none}</style>", '<div class="m" style="display:block">'),
        ("<style>/* .m{display:none} */</style>", '<div class="m">'),
        ("<style>.m{display:none}</style>", '<div class="other">'),
        ("<style>.m{display:none}</style>", '<div class="m">'),
        ("", '<div aria-hidden="true">'),
    ],
)
def test_what_is_shown_or_unfolds_is_read(style: str, opening: str) -> None:
    """The last but one: what stands nowhere else is half of the page, and so no small note."""
    html = page(style, f"{opening}{MORE}</div>")

    assert len(lines(html)) == 2 * len(LINES)


def test_a_page_that_a_script_shows_is_read() -> None:
    """All of it is hidden until the script has run."""
    assert lines(page("<style>body{display:none}</style>", "")) == list(LINES)


@pytest.mark.parametrize(
    ("piece", "body"),
    [
        (".a{", ""),
        ("/*", ""),
        (".m,", ""),
        ("@media screen{.m{display:none}", '<i class="m">甲</i>'),
    ],
)
def test_adversarial_style_is_read_in_proportion(piece: str, body: str) -> None:
    """Rules without end, comments without end, and as many elements as rules."""

    def text_of(length: int) -> str:
        return page(f"<style>{piece * length}</style>", body * length)

    assert_in_proportion(read_article, text_of, 300)
