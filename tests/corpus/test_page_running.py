"""Headers, footers and numbers go from short documents too, by where they stand on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.page_places import PlacedLine, has_read, recognised_lines
from corpus.page_running import Page, read_page, running_lines
from corpus.reader import read_document
from tests.corpus.pdf_files import lines_at, pdf_file, shown, text_at
from tests.corpus.test_reader import write
from tests.corpus.test_reading_office import joined, needs_ocr, scan_of
from tests.growth import assert_in_proportion

HEADER = "某市人民政府公报 2024年第5期"
FIRST = ("一、目标", "到2025年，做好节水。", "二、任务", "推广滴灌，改造管网，建设")
SECOND = ("再生水厂，加强监督检查。", "三、保障", "落实资金。")
TEXT = [*FIRST, *SECOND]


def read(folder: Path, *pages: str) -> list[str]:
    return read_document(write(folder, "方案.pdf", pdf_file(pages))).text.split("\n")


def sized(x: float, y: float, text: str, size: float) -> str:
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm {shown(text)} Tj ET\n"


def header(words: str = HEADER) -> str:
    return text_at(200, 770, words)


def number(at: int) -> str:
    return text_at(290, 30, f"— {at} —")


@pytest.mark.parametrize("is_first", [True, False], ids=["drawn first", "drawn last"])
def test_a_header_of_two_pages_goes_from_the_sentence(is_first: bool, tmp_path: Path) -> None:
    """It stands at the same height on both, in the margin, whenever it is drawn."""
    bodies = (lines_at(60, 700, *FIRST), lines_at(60, 700, *SECOND))
    pages = [f"{header()}{body}" if is_first else f"{body}{header()}" for body in bodies]

    assert read(tmp_path, *pages) == TEXT


def test_a_footer_with_the_number_of_its_page_goes(tmp_path: Path) -> None:
    """The words are the same but for the number."""
    pages = [
        lines_at(60, 700, *lines) + text_at(60, 40, f"节水方案（送审稿）第{at}版面")
        for at, lines in enumerate((FIRST, SECOND), start=1)
    ]

    assert read(tmp_path, *pages) == TEXT


def test_a_header_below_the_margin_goes_where_it_is_set_off(tmp_path: Path) -> None:
    """Smaller than the text, or far from it."""
    small = [sized(60, 715, HEADER, 7) + lines_at(60, 700, *one) for one in (FIRST, SECOND)]
    far = [text_at(60, 730, HEADER) + lines_at(60, 700, *one) for one in (FIRST, SECOND)]

    assert read(tmp_path, *small) == TEXT
    assert read(tmp_path, *far) == TEXT


def test_a_line_of_the_text_that_two_pages_begin_with_stays(tmp_path: Path) -> None:
    """It stands as near to the next line as all lines do; or it is a title, larger than they."""
    lines = ("某市水利局名单", "张三，局长。", "李四，副局长。", "王五，科长。")
    same = [lines_at(60, 700, *lines), lines_at(60, 700, *lines)]
    titles = [sized(60, 770, "申报表", 16) + lines_at(60, 700, *lines[1:])] * 2
    apart = [lines_at(60, 700 - 40 * at, *lines) for at in (0, 1)]

    assert read(tmp_path, *same) == [*lines, *lines]
    assert read(tmp_path, *titles) == ["申报表", *lines[1:]] * 2
    assert read(tmp_path, *apart) == [*lines, *lines]


def test_the_head_of_an_annex_in_the_margin_stays(tmp_path: Path) -> None:
    """附件 and chapters are text wherever they stand, and so are sentences."""
    for words in ("附件1", "第一章 总则", "各单位要抓好落实。", "一、目标"):
        pages = [text_at(60, 770, words) + lines_at(60, 700, *one) for one in (FIRST, SECOND)]
        assert read(tmp_path, *pages).count(words) == 2 + FIRST.count(words)


def test_the_number_of_the_last_page_goes_though_a_box_is_drawn_after_it(tmp_path: Path) -> None:
    """Four pages, on the last of which the text's end is not the page's."""
    box = lines_at(100, 600, "专栏1 应急水源", "储备不少于", "200立方米，", "由水利局调度。")
    pages = [lines_at(60, 700, *one) + number(at) for at, one in enumerate((FIRST, SECOND), 1)]
    pages.append(lines_at(60, 700, "落款单位", "2024年4月18日") + number(3) + box)

    lines = read(tmp_path, *pages)

    assert lines[: len(TEXT)] == TEXT
    assert lines[len(TEXT) :] == [
        "落款单位",
        "2024年4月18日",
        *("专栏1 应急水源", "储备不少于", "200立方米，", "由水利局调度。"),
    ]


def test_a_header_that_repeats_the_title_goes_and_the_title_stays(tmp_path: Path) -> None:
    """Both stand at the head of the first page."""
    title = "某市节水方案"
    first = lines_at(60, 735, title) + lines_at(60, 700, *FIRST)

    assert read(tmp_path, header(title) + first, header(title) + lines_at(60, 700, *SECOND)) == [
        title,
        *TEXT,
    ]


def test_a_figure_in_the_lowest_line_is_no_number_beside_words(tmp_path: Path) -> None:
    """The cell of a table without rules, drawn column by column."""
    first = lines_at(60, 700, *FIRST, "用水户") + lines_at(60, 500, "甲", "乙")
    first += lines_at(400, 700, "户", "家", "处", "座") + text_at(300, 485, "1")
    first += lines_at(500, 700, "张", "李", "王", "赵")
    second = lines_at(60, 700, *SECOND)

    assert "1" in read(tmp_path, first, second)


def test_what_left_and_right_pages_carry_goes_from_four_pages(tmp_path: Path) -> None:
    """Each side has its own words."""
    words = "甲乙丙丁"
    pages = [
        header("节水方案汇编" if at % 2 else "某市水利局")
        + lines_at(60, 700, f"{word}地做好节水。")
        for at, word in enumerate(words)
    ]

    assert read(tmp_path, *pages) == [f"{word}地做好节水。" for word in words]


@needs_ocr
def test_scanned_pages_lose_headers_and_numbers(tmp_path: Path) -> None:
    """Also where one page has a text layer and the other is a picture."""
    head = "某市人民政府公报"
    scans = [
        scan_of(*lines, head=head, foot=f"— {at} —") for at, lines in enumerate((FIRST, SECOND), 1)
    ]
    layer = pdf_file([text_at(200, 745, head) + lines_at(60, 700, *FIRST) + number(1)])

    whole = read_document(write(tmp_path, "扫描.pdf", joined(*scans)))
    half = read_document(write(tmp_path, "半扫描.pdf", joined(layer, scans[1])))

    assert (whole.ocr_pages, half.ocr_pages) == ((1, 2), (2,))
    assert whole.text.startswith(FIRST[0])
    assert half.text.split("\n")[: len(FIRST)] == list(FIRST)
    for text in (whole.text, half.text):
        assert "人民政府公报" not in text
        assert text.endswith("资金。")


@needs_ocr
def test_a_picture_of_noise_is_no_document(tmp_path: Path) -> None:
    """What recognition makes of it is not sure of a word."""
    with pytest.raises(ReadError, match="没有文字层") as caught:
        read_document(write(tmp_path, "噪.pdf", scan_of(specks=300)))

    assert "没有文字" in caught.value.hint


def told(*lines: tuple[int, int, float, str]) -> str:
    """Write what tesseract tells of a page of 1000 dots: lines by top, height, confidence, words."""
    rows = ["level page_num block_num par_num line_num word_num left top width height conf text"]
    rows.append("1 1 0 0 0 0 0 0 700 1000 -1 ")
    for at, (top, high, sure, words) in enumerate(lines, start=1):
        rows.append(f"4 1 {at} 1 1 0 60 {top} 400 {high} -1 ")
        rows += [f"5 1 {at} 1 1 {n} 60 {top} 40 {high} {sure} {w}" for n, w in enumerate(words, 1)]
    return "\n".join(row.replace(" ", "\t") for row in rows)


def test_a_header_is_known_though_it_is_recognised_now_so_now_so() -> None:
    """Nearly alike at nearly the same height; another line at that height is not."""
    heads = ("某市人民政府公报2024年第5期", "其市人民攻府公报2O24年第5期", "完全不同的另外一行")
    found = []
    for at, head in enumerate(heads):
        body = [
            (200 + 40 * n, 20, 90.0, f"{'甲乙丙'[at]}地{'子丑寅卯辰巳午未'[n]}项") for n in range(8)
        ]
        table = told((40 + at, 20, 90.0, head), *body)
        text = "\n".join([head, *(words for *_, words in body)])
        found.append(read_page(text, recognised_lines(table), is_recognised=True))

    assert running_lines(found) == [{0}, {0}, set()]


def test_noise_is_told_from_words_by_how_sure_recognition_is() -> None:
    """A page of one word may be short; one of guesses has no text."""
    assert has_read(told((100, 20, 92.0, "附件")))
    assert has_read(told((100, 20, 92.0, "表格很糊"), (200, 20, 20.0, "看不清")))
    assert not has_read(told((100, 20, 0.0, "鸭人NS"), (200, 20, 95.0, " ")))
    assert not has_read(told((100, 20, 60.0, "站"), (200, 20, 10.0, "口日目田")))


def test_places_are_known_by_words_in_their_order() -> None:
    """Lines of the same words keep their order; a row that was set of cells has no place."""
    placed = [PlacedLine("甲", 0.9, 0.01), PlacedLine("乙", 0.5, 0.01), PlacedLine("甲", 0.1, 0.01)]

    page = read_page("甲\n丙\t丁\n 甲\n乙\n甲", placed)

    assert page.places == [placed[0], None, placed[2], placed[1], None]


def test_many_pages_of_noise_are_looked_at_in_proportion() -> None:
    """No line of one page is compared with those of all others."""

    def pages(count: int) -> list[Page]:
        found = []
        for at in range(count):
            words = [f"{chr(0x4E00 + at * 7 % 9000)}线{n}{'口日目'[at % 3]}" for n in range(6)]
            table = told(*((40 * n, 20, 90.0, one) for n, one in enumerate(words)))
            text = "\n".join(words)
            found.append(read_page(text, recognised_lines(table), is_recognised=True))
        return found

    assert_in_proportion(running_lines, pages, 20)


def test_a_figure_alone_in_the_margin_is_a_number_whatever_the_count(tmp_path: Path) -> None:
    """A page taken from a book has the book's number, which no other page bears out."""
    foot = text_at(290, 30, "12")

    assert read(tmp_path, foot + lines_at(60, 700, *TEXT)) == TEXT


def test_a_header_inside_a_sentence_goes_though_one_page_has_it(tmp_path: Path) -> None:
    """The first page has no header; on the second it stands in the margin, set off from the text."""
    first = (*FIRST[:-1], "推广滴灌，改造管网，加快建设城镇生活污水")
    second = lines_at(60, 700, *SECOND)

    assert read(tmp_path, lines_at(60, 700, *first), header() + second) == [*first, *SECOND]
    assert HEADER in read(tmp_path, lines_at(60, 700, *FIRST[:2]), header() + second)
