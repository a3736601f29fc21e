"""Bars: lengths and places worked out by hand, and pages that are well formed."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from eval.bars import Bar, bars_html, bars_svg, label_of

SVG = "{http://www.w3.org/2000/svg}"
HALF = Bar(name="答对", value=0.5, low=0.25, high=0.75, n=8)
BARE = Bar(name="平衡", value=0.5, low=None, high=None, n=8)
NONE = Bar(name="没有", value=None, low=None, high=None, n=0)
SLY = Bar(name='<b>"甲"</b>&', value=1.0, low=1.0, high=1.0, n=1)


def drawn(*bars: Bar, title: str = "标题") -> ElementTree.Element:
    """Return the picture as a tree: it has to be well formed."""
    return ElementTree.fromstring(bars_svg(bars, title))


def laid_out(*bars: Bar) -> ElementTree.Element:
    """Return the HTML of bars as a tree."""
    return ElementTree.fromstring(f"<div>{bars_html(bars)}</div>")


@pytest.mark.parametrize(
    ("bar", "label"),
    [
        (HALF, "0.50（0.25–0.75） n=8"),
        (BARE, "0.50 n=8"),
        (NONE, "—"),
        (Bar(name="", value=0.0, low=0.0, high=0.336, n=8), "0.00（0.00–0.34） n=8"),
    ],
)
def test_the_label_gives_value_interval_and_number(bar, label):
    """A value of 0 is a value; nothing counted is a dash."""
    assert label_of(bar) == label


def test_a_bar_is_as_long_as_its_value():
    """0 lies at 330 and 1 at 750: ½ is 210 wide, ¼ to ¾ reaches from 435 to 645."""
    picture = drawn(HALF)
    background, bar = picture.iter(f"{SVG}rect")
    assert background.get("width") == "100%"
    assert (bar.get("x"), bar.get("width")) == ("330", "210.0")
    (whisker,) = picture.iter(f"{SVG}path")
    assert whisker.get("d") == "M435.0 49H645.0"


@pytest.mark.parametrize(("bar", "x"), [(HALF, "651.0"), (BARE, "546.0"), (NONE, "336.0")])
def test_the_label_stands_behind_the_longer_of_bar_and_whisker(bar, x):
    """Six pixels behind ¾ (645), behind ½ (540) without an interval, behind 0 (330) without value."""
    *_, label = drawn(bar).iter(f"{SVG}text")
    assert label.get("x") == x


def test_without_an_interval_there_is_no_whisker():
    """Neither in the picture nor on the page."""
    assert list(drawn(BARE, NONE).iter(f"{SVG}path")) == []
    assert list(laid_out(BARE, NONE).iter("i")) == []


def test_every_bar_has_its_row():
    """A row is 26 high: 2 bars with title and scale take 4 rows and a margin of 6."""
    picture = drawn(HALF, NONE)
    assert picture.get("height") == str(26 * 4 + 6)
    _, first, second = picture.iter(f"{SVG}rect")
    assert int(second.get("y")) - int(first.get("y")) == 26
    assert second.get("width") == "0.0"


def test_the_scale_goes_from_0_to_1():
    """Five lines, 105 apart."""
    picture = drawn()
    assert [line.get("x1") for line in picture.iter(f"{SVG}line")] == [
        "330",
        "435.0",
        "540.0",
        "645.0",
        "750",
    ]


def test_a_page_says_the_same_in_per_cent():
    """½ is 50 % wide; the whisker begins at 25 % and is 50 % wide."""
    page = laid_out(HALF)
    (bar,) = page.iter("b")
    (whisker,) = page.iter("i")
    assert "width:50.0%" in bar.get("style")
    assert whisker.get("style").endswith("left:25.0%;width:50.0%")
    assert [span.text for span in page.iter("span")] == ["答对", label_of(HALF)]


def test_names_and_titles_are_text_and_no_markup():
    """What is in a name is shown as it is written."""
    picture = drawn(SLY, title=SLY.name)
    assert [one.text for one in picture.iter(f"{SVG}text")].count(SLY.name) == 2
    assert next(laid_out(SLY).iter("span")).text == SLY.name


def test_no_bars_make_an_empty_page_and_a_picture_of_the_scale():
    """Nothing measured is no fault."""
    assert bars_html([]) == ""
    assert len(list(drawn().iter(f"{SVG}rect"))) == 1
