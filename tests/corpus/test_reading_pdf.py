"""Tables of PDF files are rows with tabs between their cells; all other text is as it was."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from corpus.indicator_tables import stated_in_row
from corpus.model import Document
from corpus.page_lines import set_lines
from corpus.page_rules import Rule
from corpus.page_tables import Piece, set_tables
from corpus.reader import read_document
from corpus.ruled_tables import find_grids
from corpus.structure import parse_document
from tests.corpus.pdf_files import (
    SIZE,
    Draw,
    bar,
    lines_at,
    pdf_file,
    rule,
    ruled,
    shown,
    text_at,
    written,
)
from tests.corpus.test_reader import write
from tests.growth import assert_in_proportion

XS = (60, 200, 300, 400)
YS = (700, 670, 640, 610)
ROWS = ("指标|单位|2025年", "光伏/装机|万千瓦|4200", "用水量|亿立方米|≤30")
TABLE = ["指标\t单位\t2025年", "光伏装机\t万千瓦\t4200", "用水量\t亿立方米\t≤30"]
ABOVE = lines_at(60, 760, "一、目标", "到2025年，做好节水。")
BELOW = lines_at(60, 580, "二、任务", "推广滴灌。")


def read(folder: Path, *pages: str, form: str = "") -> Document:
    return read_document(write(folder, "方案.pdf", pdf_file(pages, form)))


def lines_of(folder: Path, *pages: str, form: str = "") -> list[str]:
    return read(folder, *pages, form=form).text.split("\n")


def plain_lines(*pages: str) -> list[str]:
    """Return what pypdf alone reads."""
    reader = PdfReader(BytesIO(pdf_file(pages)))
    return "\n".join(page.extract_text() for page in reader.pages).split("\n")


@pytest.mark.parametrize("draw", [rule, bar])
def test_a_ruled_table_is_a_row_a_line_between_its_neighbours(draw: Draw, tmp_path: Path) -> None:
    """Lines of a cell are joined; the text above and below stays, whatever draws the rules."""
    table = ruled(XS, YS, draw) + written(XS, YS, ROWS)

    assert lines_of(tmp_path, ABOVE + table + BELOW) == [
        "一、目标",
        "到2025年，做好节水。",
        *TABLE,
        "二、任务",
        "推广滴灌。",
    ]


def test_text_without_a_table_is_as_pypdf_reads_it(tmp_path: Path) -> None:
    """Underlines, the line of a red head, a page's border and a box of one column are no table."""
    underlined = rule(60, 758, 120, 758) + rule(60, 740, 540, 740) + bar(60, 735, 540, 735)
    border = f"20 20 560 {800 - 40} re S\n"
    box = ruled((55, 500), (775, 752, 560))

    for marks in (underlined, border, box, border + box, ""):
        assert lines_of(tmp_path, marks + ABOVE + BELOW) == plain_lines(ABOVE + BELOW)


def test_a_box_round_a_table_keeps_its_title_as_a_line(tmp_path: Path) -> None:
    """The title's cell reaches across all columns."""
    box = ruled((60, 400), (730, 700)) + text_at(120, 710, "专栏1 主要目标")

    assert lines_of(tmp_path, box + ruled(XS, YS) + written(XS, YS, ROWS)) == [
        "专栏1 主要目标",
        *TABLE,
    ]


def test_merged_cells_have_their_text_once_at_their_upper_left(tmp_path: Path) -> None:
    """A head over two columns takes two places, a cell over two rows has nothing below."""
    xs = (60, 120, 200, 260, 320, 380)
    ys = (700, 680, 660, 640, 620)
    flat = [(60, 700, 380), (200, 680, 320), (60, 660, 380), (120, 640, 380), (60, 620, 380)]
    drawn = "".join(rule(left, y, right, y) for left, y, right in flat)
    drawn += "".join(rule(x, 620, x, 700) for x in (60, 120, 200, 320, 380))
    drawn += rule(260, 620, 260, 680)
    cells = ("类别|项目|2025年||说明", "||累计|年均|", "供应|水电|16|2.1|", "|光伏|42|9.8|领先")

    assert lines_of(tmp_path, drawn + written(xs, ys, cells)) == [
        "类别\t项目\t2025年\t\t说明",
        "\t\t累计\t年均",
        "供应\t水电\t16\t2.1",
        "\t光伏\t42\t9.8\t领先",
    ]


def test_rules_drawn_twice_and_sides_left_open_make_the_same_grid(tmp_path: Path) -> None:
    """A double line is one; a statistical table has no sides, a page may end without its foot."""
    doubled = ruled(XS, YS) + ruled((62, 398), (702, 668, 608))
    flat = "".join(rule(60, y, 400, y) for y in YS)
    open_sides = flat + "".join(rule(x, 610, x, 700) for x in XS[1:-1])
    open_foot = ruled(XS, YS[:-1]) + "".join(rule(x, 610, x, 640) for x in XS)

    for drawn in (doubled, open_sides, open_foot):
        assert lines_of(tmp_path, drawn + written(XS, YS, ROWS)) == TABLE


def test_a_table_over_two_pages_keeps_its_pages_and_its_repeated_head(tmp_path: Path) -> None:
    """Each page has its own rows; the page's number below goes, the head above stays."""
    first = ruled(XS, YS) + written(XS, YS, ROWS) + text_at(290, 30, "— 1 —")
    more = (ROWS[0], "绿地|公顷|88", "|万千瓦/时|7")
    second = ruled(XS, YS) + written(XS, YS, more) + BELOW + text_at(290, 30, "— 2 —")
    third = ruled(XS, YS) + written(XS, YS, (ROWS[0], "风电|万千瓦|9")) + text_at(290, 30, "— 3 —")

    document = read(tmp_path, first, second, third)

    head = TABLE[0]
    rows = [*TABLE, head, "绿地\t公顷\t88", "\t万千瓦时\t7", "二、任务", "推广滴灌。", head]
    assert document.text.split("\n") == [*rows, "风电\t万千瓦\t9"]
    assert document.page_of(document.text.index("绿地")) == 2
    assert document.page_of(document.text.index("风电")) == 3


def test_lines_of_a_cell_are_parted_only_between_words_and_figures(tmp_path: Path) -> None:
    """Two English words and two figures do not run together, nor do the items of a list."""
    cells = (
        "甲|乙|丙",
        "CCUS/center|20/30|节水/2025/年",
        "1.推广/滴灌/2.供水|（一）用/水|2/（二）节水",
    )

    ys = (700, 670, 610, 550)

    assert lines_of(tmp_path, ruled(XS, ys) + written(XS, ys, cells))[1:] == [
        "CCUS center\t20 30\t节水2025年",
        "1.推广滴灌 2.供水\t（一）用水\t2 （二）节水",
    ]


def test_a_table_turned_on_its_page_is_read_as_its_text_runs(tmp_path: Path) -> None:
    """Wide tables are printed along the page."""
    for turn in ("0 1 -1 0 600 0", "0 -1 1 0 0 800", "-1 0 0 -1 600 800"):
        drawn = f"q {turn} cm\n{ruled(XS, (500, 470, 440, 410))}"
        drawn += f"{written(XS, (500, 470, 440), ROWS)}Q\n"
        assert lines_of(tmp_path, drawn) == TABLE


def test_a_table_in_a_form_is_read_with_the_rules_of_the_form(tmp_path: Path) -> None:
    """Rules of the page lie elsewhere than those of a form it draws."""
    form = ruled(XS, YS) + written(XS, YS, ROWS)
    page = f"q 1 0 0 1 50 -30 cm /X1 Do Q\n{rule(100, 600, 100, 720)}{BELOW}"

    assert lines_of(tmp_path, page, form=form) == [*TABLE, "二、任务", "推广滴灌。"]


@pytest.mark.parametrize(
    "row",
    [
        f"BT /F1 {SIZE} Tf 1 0 0 1 63 658 Tm [{shown('光伏')} -9000 {shown('4200')}] TJ ET\n",
        text_at(
            63,
            658,
            "光伏装机规模万千瓦四千二百个单位以上并且继续增加到很多很多很多很多很多为止再来一些字才算得上满满的",
        ),
        f"BT /F1 {SIZE} Tf 0 1 -1 0 90 645 Tm {shown('光伏')} Tj ET\n",
    ],
    ids=["set far apart in one string", "over the side of its cell", "turned"],
)
def test_a_table_whose_text_is_not_surely_in_its_cells_stays_as_it_is(
    row: str, tmp_path: Path
) -> None:
    """Nothing is put into a wrong column, and nothing is lost."""
    drawn = ABOVE + ruled(XS, YS) + written(XS, YS, (ROWS[0], "", ROWS[2])) + row + BELOW

    assert lines_of(tmp_path, drawn) == plain_lines(drawn)


def test_cells_that_are_no_rectangles_are_no_table(tmp_path: Path) -> None:
    """Boxes joined by lines, as an organisation is drawn."""
    boxes = (
        ruled((60, 160), (700, 670)) + ruled((260, 360), (700, 670)) + ruled((60, 160), (600, 570))
    )
    drawn = boxes + rule(160, 685, 260, 685) + rule(110, 670, 110, 600)
    drawn += text_at(70, 680, "领导小组") + text_at(270, 680, "办公室") + text_at(70, 580, "专家组")

    assert lines_of(tmp_path, drawn) == plain_lines(drawn)


def test_rows_of_a_table_with_columns_for_units_are_duties(tmp_path: Path) -> None:
    """A cell merged downward holds for the rows below, also behind the head of a second page."""
    xs, head = (60, 100, 300, 420, 540), "序号|重点任务|牵头单位|配合单位"
    opening = lines_at(60, 780, "某市节水方案", "一、任务分工", "各单位按下表落实。")
    ys = (730, 700, 670)
    first = (
        opening
        + ruled(xs, ys)
        + written(xs, ys, (head, "1|推广滴灌/节水|市水利局|市财政局、/住建局"))
    )
    second = ruled(xs, ys) + written(xs, ys, (head, "2|改造灌区||市发改委"))

    document = read(tmp_path, first, second)
    found = parse_document(document).facts.responsibilities

    assert [(one.leads, one.agencies) for one in found] == [
        (("市水利局",), ("市水利局", "市财政局", "市住建局")),
        (("市水利局",), ("市水利局", "市发改委")),
    ]
    assert [document.page_of(one.source.span.start) for one in found] == [1, 2]


def test_a_table_of_indicators_gives_goals_of_its_page(tmp_path: Path) -> None:
    """A year whose cell is empty gives none, the others still do."""
    xs, ys = (60, 160, 260, 340, 420, 500), YS
    rows = (
        "指标|单位|2020年|2025年|2030年",
        "光伏|万千瓦|1580|4200|",
        "绿地|公顷|70|>88|≥90",
    )
    page = lines_at(60, 760, "一、目标", "专栏1 主要目标") + ruled(xs, ys) + written(xs, ys, rows)

    document = read(tmp_path, lines_at(60, 700, "某市方案", "总的要求。"), page)
    found = parse_document(document).facts.targets

    assert [(one.metric, one.qualifier, one.value, one.unit, one.year) for one in found] == [
        ("光伏", "", "1580", "万千瓦", 2020),
        ("光伏", "", "4200", "万千瓦", 2025),
        ("绿地", "", "70", "公顷", 2020),
        ("绿地", ">", "88", "公顷", 2025),
        ("绿地", "≥", "90", "公顷", 2030),
    ]
    assert {document.page_of(one.source.span.start) for one in found} == {2}


@pytest.mark.parametrize("head", [(), ("序号|指标|单位|2025年",)])
def test_a_row_that_the_end_of_a_page_cuts_is_one(head: tuple[str, ...], tmp_path: Path) -> None:
    """Its name stands half on both pages, and both are quoted; rows before and behind it are read."""
    xs, top = (60, 120, 300, 380, 460), (760, 730, 700, 670, 640)
    first = ("序号|指标|单位|2025年", "1|光伏|万千瓦|4200", "2|建成区公|%|88")
    second = (*head, "|园绿地占比||", "3|湿地|公顷|90")
    above = lines_at(60, 790, "一、目标") + ruled(xs, top[:4]) + written(xs, top, first)
    below = ruled(xs, top[: len(second) + 1]) + written(xs, top, second)

    document = read(tmp_path, above, below)
    found = parse_document(document).facts.targets

    assert [(one.metric, one.value) for one in found] == [
        ("光伏", "4200"),
        ("建成区公园绿地占比", "88"),
        ("湿地", "90"),
    ]
    cut = found[1].source
    assert cut.quote.startswith("2\t建成区公\t%\t88\n")
    assert cut.quote.endswith("园绿地占比")
    assert [document.page_of(at) for at in (cut.span.start, cut.span.end - 1)] == [1, 2]
    assert stated_in_row(found[1]) == "建成区公园绿地占比：88%"


PLACES = st.integers(0, 12).map(lambda at: at * 25.0)
PIECES = st.builds(
    Piece,
    text=st.text("节水表12 \n\t", max_size=5),
    layer=st.integers(0, 1),
    x=PLACES,
    y=PLACES,
    size=st.sampled_from([0.0, 8.0, 12.0]),
    is_sure=st.booleans(),
    width=st.sampled_from([0.0, 20.0, 40.0]),
)
RULES = st.builds(
    lambda layer, is_flat, at, ends: Rule(layer, is_flat, at, *sorted(ends)),
    st.integers(0, 1),
    st.booleans(),
    PLACES,
    st.tuples(PLACES, PLACES),
)


@given(st.lists(PIECES, max_size=30), st.lists(RULES, max_size=30))
def test_no_character_is_lost_or_made(pieces: list[Piece], rules: list[Rule]) -> None:
    """Whatever is drawn, all text is there once, blanks aside."""
    text = set_tables(pieces, find_grids(rules))

    assert Counter("".join(text.split())) == Counter(
        "".join("".join(p.text for p in pieces).split())
    )


def test_the_work_grows_with_the_marks_of_a_page() -> None:
    """Also where rules cross each other everywhere, or make one long table."""

    def crossing(length: int) -> list[Rule]:
        places = [float(6 * at) for at in range(length)]
        return [Rule(0, is_flat, at, 0, 6.0 * length) for at in places for is_flat in (True, False)]

    def long_table(length: int) -> list[Rule]:
        flat = [Rule(0, True, 10.0 * at, 0, 90) for at in range(length)]
        upright = [
            Rule(0, False, x, 10.0 * at, 10.0 * at + 10)
            for x in (0, 40, 90)
            for at in range(length)
        ]
        return flat + upright

    assert_in_proportion(find_grids, crossing, 200)
    assert_in_proportion(find_grids, long_table, 200)


def test_a_page_with_endless_rules_is_read_without_them(tmp_path: Path) -> None:
    """A drawing is no table, and is not even looked through."""
    drawn = ABOVE + rule(10, 10, 90, 10) * 60_000

    assert lines_of(tmp_path, drawn) == plain_lines(ABOVE)


@pytest.mark.parametrize(
    "mark",
    [
        f"1{'0' * 30} 0 m 9 9 l S",
        "/Name (text) re f [1 2] 3 l S h f m",
        "1 0 0 1 /x 2 cm 9 9 9 re S",
        "Q Q Q S h f W n Do /None Do",
        f"9{'9' * 30} 0 0 9{'9' * 30} 0 0 cm 1 1 5 5 re S",
    ],
)
def test_marks_that_no_page_should_have_cost_no_text(mark: str, tmp_path: Path) -> None:
    """Neither on the page nor in a form, and the table above them is read."""
    table = ruled(XS, YS) + written(XS, YS, ROWS)
    drawn = f"{table}q {mark}\nQ {BELOW}"

    assert lines_of(tmp_path, drawn) == [*TABLE, "二、任务", "推广滴灌。"]
    assert lines_of(tmp_path, "/X1 Do " + rule(0, 0, 9, 9) * 9, form=drawn)[-1] == "推广滴灌。"


def marks_of(y: float, *marks: tuple[float, str]) -> str:
    """Draw strings on one line, each from its place on, a string of several parts with its gaps."""
    shows = "".join(
        f"1 0 0 1 {x} {y} Tm [{' -1000 '.join(shown(one) for one in text.split('|'))}] TJ "
        for x, text in marks
    )
    return f"BT /F1 {SIZE} Tf {shows}ET\n"


@pytest.mark.parametrize(
    "marks",
    [
        ((100, "〔"), (160, "〕"), (60, "推行一次"), (110, "一件事集成"), (170, "服务。")),
        ((100, "〔|||||〕"), (60, "推行一次|一件事集成|服务。")),
        ((60, "推行一次|一件事集成|服务。"), (100, "〔|||||〕")),
    ],
)
def test_what_is_drawn_late_stands_in_its_place(
    marks: tuple[tuple[float, str], ...], tmp_path: Path
) -> None:
    """Marks of another font are drawn before or after the text that they enclose."""
    drawn = ABOVE + marks_of(700, *marks) + BELOW

    assert lines_of(tmp_path, drawn)[2] == "推行一次〔一件事集成〕服务。"


@pytest.mark.parametrize(
    "drawn",
    [
        lines_at(320, 700, "右一", "右二") + lines_at(60, 700, "左一", "左二"),
        lines_at(60, 700, "左一", "左二") + lines_at(320, 700, "右一", "右二"),
        marks_of(700, (60, "文字"), (61, "文字"), (60.5, "文字")),
        marks_of(700, (60, "节水|节能"), (120, "年 月")),
    ],
)
def test_columns_and_letters_drawn_twice_stay_as_they_are_drawn(drawn: str, tmp_path: Path) -> None:
    assert lines_of(tmp_path, ABOVE + drawn) == plain_lines(ABOVE + drawn)


def test_a_table_on_a_page_with_late_marks_is_still_a_table(tmp_path: Path) -> None:
    table = ruled(XS, YS) + written(XS, YS, ROWS)
    late = marks_of(560, (100, "〔|||||〕"), (60, "推行一次|一件事集成|服务。"))

    assert lines_of(tmp_path, table + late) == [*TABLE, "推行一次〔一件事集成〕服务。"]


@given(st.lists(PIECES, max_size=12))
def test_setting_lines_loses_no_character_and_no_end_of_a_line(pieces: list[Piece]) -> None:
    text, after = ("".join(p.text for p in some) for some in (pieces, set_lines(pieces)))

    assert Counter("".join(text.split())) == Counter("".join(after.split()))
    assert text.count("\n") == after.count("\n")


@pytest.mark.samples
def test_real_files_lose_no_character_and_no_line_outside_tables(samples: Path) -> None:
    """Of each page: the same characters, and on the same lines all that is no row."""
    for path in sorted(samples.rglob("*.pdf")):
        for page in PdfReader(path).pages:
            from corpus.reading_pdf import _text_of

            before, after = page.extract_text(), _text_of(page).text
            assert Counter("".join(before.split())) == Counter("".join(after.split()))
            if "\t" not in after:
                lines, again = (
                    [sorted("".join(line.split())) for line in text.strip().split("\n")]
                    for text in (before, after)
                )
                assert lines == again
