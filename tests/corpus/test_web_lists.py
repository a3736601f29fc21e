"""The numbers that a browser shows before the items of lists stand in the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.reader import read_document
from corpus.structure import split_clauses

ITEMS = "<li>推进节水。</li><li>推进治污。</li><li>推进修复。</li>"


def lines(tmp_path: Path, body: str, head: str = "") -> list[str]:
    path = tmp_path / "网页.html"
    page = (
        f"<html><head>{head}</head><body><h1>节水方案</h1><p>制定本方案。</p>{body}</body></html>"
    )
    path.write_text(page, encoding="utf-8")
    return read_document(path).text.split("\n")[2:]


@pytest.mark.parametrize(
    ("opening", "numbers"),
    [
        ("<ol>", ("1. ", "2. ", "3. ")),
        ('<ol start="4">', ("4. ", "5. ", "6. ")),
        ("<ol reversed>", ("3. ", "2. ", "1. ")),
        ('<ol type="a">', ("a. ", "b. ", "c. ")),
        ('<ol type="I">', ("I. ", "II. ", "III. ")),
        ('<ol style="list-style-type: cjk-ideographic">', ("一、", "二、", "三、")),
        ('<ol style="list-style: none">', ("", "", "")),
        ('<ol style="list-style: disc inside">', ("", "", "")),
        ("<ul>", ("", "", "")),
    ],
)
def test_items_have_the_numbers_shown(
    opening: str, numbers: tuple[str, ...], tmp_path: Path
) -> None:
    """Start, type, direction and style of a list say how its numbers look."""
    shown = lines(tmp_path, f"{opening}{ITEMS}</{opening[1:3]}>")

    words = ("推进节水。", "推进治污。", "推进修复。")
    assert [number + word for number, word in zip(numbers, words, strict=True)] == shown


def test_an_item_sets_the_count_and_lists_nest(tmp_path: Path) -> None:
    """A value goes on counting from there; the list in an item counts for itself."""
    body = '<ol><li><p>甲类。</p><ol type="A"><li>子项。</li></ol></li><li value="7">乙类。<li>丙类。</ol>'

    assert lines(tmp_path, body) == ["1. 甲类。", "A. 子项。", "7. 乙类。", "8. 丙类。"]


def test_a_style_sheet_takes_numbers_away_and_gives_them(tmp_path: Path) -> None:
    """Sites reset all lists, and number those of one class."""
    rules = "<style>ul, ol {list-style:none} .text ol.no {list-style-type: decimal}</style>"
    body = f'<ol>{ITEMS}</ol><div class="text"><ol class="no"><li>补助。</li></ol></div>'

    assert lines(tmp_path, body, rules) == ["推进节水。", "推进治污。", "推进修复。", "1. 补助。"]


def test_typed_numbers_and_links_get_no_others(tmp_path: Path) -> None:
    """Items that open with numbers show no second ones; a list of links is the site's."""
    links = "".join(f'<li><a href="{one}">关于{one}的通知</a></li>' for one in "甲乙")
    body = f"<ol><li>1.申报。</li><li>2.审核。</li></ol><ol>{links}</ol><p>解释权归本局。</p>"

    assert lines(tmp_path, body) == [
        "1.申报。", "2.审核。", "关于甲的通知", "关于乙的通知", "解释权归本局。",
    ]  # fmt: skip


def test_shown_numbers_make_clauses(tmp_path: Path) -> None:
    """一、 above 1. is a plan, whoever has counted."""
    path = tmp_path / "网页.html"
    han = '<ol style="list-style-type:simp-chinese-informal">'
    path.write_text(
        f"<html><body><h1>节水方案</h1>{han}<li>任务<ol>{ITEMS}</ol></li><li>保障。</li></ol></body></html>",
        encoding="utf-8",
    )
    clauses = split_clauses(read_document(path))[1]

    assert [one.path.label for one in clauses] == ["一1", "一2", "一3", "二"]


def test_who_runs_the_site_stands_below_its_links(tmp_path: Path) -> None:
    """Links behind a short text go although a line that is no link follows them."""
    foot = '<ul><li><a href="1">关于开会的通知</a> 2024-05-01</li></ul><p>主办：某局 电话：123</p>'

    assert lines(tmp_path, f"<p>请参加。</p>{foot}") == ["请参加。"]
    assert lines(tmp_path, "<p>请参加。</p><p>主办单位：某局</p>") == ["请参加。", "主办单位：某局"]
