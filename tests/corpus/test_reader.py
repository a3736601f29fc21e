"""Files of every format become documents, or errors that say what to do."""

from __future__ import annotations

import json
import logging
import re
import stat
from io import BytesIO
from pathlib import Path

import docx
import pytest
import zstandard
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from corpus.errors import ReadError
from corpus.reader import SUFFIXES, from_text, read_document, read_documents
from corpus.store import DEFAULT_DOCUMENTS
from corpus.structure import parse_document
from tests.corpus.word_files import paragraph, word_file
from tests.growth import assert_in_proportion

TEXT = "某某市节水办法\n\n第一条 为了节水，制定本办法。\n"


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.encode("utf-16"),
        TEXT.encode() + "某".encode()[:2],
        TEXT.encode("gb18030") + "某".encode("gb18030")[:1],
    ],
    ids=[
        "utf-8",
        "utf-8 with its mark",
        "gb18030",
        "lines of Windows",
        "utf-16 with its mark",
        "utf-8 cut in a character",
        "gb18030 cut in a character",
    ],
)
def test_plain_text_is_read_in_its_encoding(data: bytes, tmp_path: Path) -> None:
    """UTF-8 with and without BOM and GB18030 give the same text."""
    document = read_document(write(tmp_path, "办法.txt", data))

    assert document.text == TEXT
    assert (document.id, document.title, document.source) == (
        "办法",
        "某某市节水办法",
        "办法.txt",
    )


def test_the_name_of_the_file_is_the_title_where_the_text_shows_none(tmp_path: Path) -> None:
    """A first line that is a sentence, or numbered, is no title."""
    for line in ("为了节水，制定本办法。", "一、专项行动", "前  言"):
        path = write(tmp_path, "节水.txt", f"{line}\n正文。".encode())
        assert read_document(path).title == "节水"


@pytest.mark.parametrize(
    ("name", "data", "message", "hint"),
    [
        ("空.txt", b"", "文件是空的", "有内容"),
        ("空白.txt", b" \n\t\n", "文件是空的", "有内容"),
        ("只有书签.txt", b"[bookmark: _Toc1]\n", "没有文字", "文字识别"),
        ("二进制.txt", b"\x00\x01\x02 abc", "不是文本文件", "UTF-8"),
        ("乱码.txt", b"\xff\xff\xff\xff", "文字编码无法识别", "GB18030"),
        ("表格.xlsx", b"PK", "不支持的文件格式", "docx"),
        ("无后缀", b"abc", "不支持的文件格式", "txt"),
        ("噪声.txt", bytes(range(1, 256)) * 9, "文字编码无法识别", "GB18030"),
        ("拒收.html", b"<![<p>x", "没有正文", "网页"),
        ("噪声.html", b"<html>" + bytes(range(128, 256)) * 9, "不是网页文件", "后缀"),
        ("控制.htm", b"<p>" + bytes(range(1, 32)) * 9, "不是网页文件", "后缀"),
        ("无标记.html", b"\x00\x01abc", "不是网页文件", "后缀"),
        ("噪声.doc", bytes(range(1, 256)) * 9, "不是 Word、WPS 或 RTF 文件", "后缀"),
        ("图片.wps", b"\x89PNG\r\n\x1a\n" + bytes(90), "不是 Word、WPS 或 RTF 文件", "后缀"),
        ("坏.docx", b"not a zip", "Word 文件无法打开", "另存为"),
        ("坏.pdf", b"%PDF-1.4 nothing", "PDF", "重新下载"),
        ("空壳.html", b"<html><body><script>1</script></body></html>", "没有正文", "网页"),
        ("坏.jsonl.zst", b"not zstandard", "压缩文件损坏", "重新下载"),
        (
            "断.jsonl.zst",
            zstandard.compress(b'{"title": "x", "text": "y"}\n' * 9000)[:-9],
            "压缩文件",
            "重新下载",
        ),
    ],
)
def test_a_file_that_gives_no_text_is_an_error_with_a_next_step(
    name: str, data: bytes, message: str, hint: str, tmp_path: Path
) -> None:
    """The message names the file, the hint what to do."""
    with pytest.raises(ReadError) as caught:
        list(read_documents(write(tmp_path, name, data)))

    assert message in caught.value.message
    assert name in caught.value.message
    assert hint in caught.value.hint


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """The path is named."""
    with pytest.raises(ReadError, match="找不到文件"):
        read_document(tmp_path / "没有.txt")


def test_a_folder_in_place_of_a_file_is_an_error(tmp_path: Path) -> None:
    """What the system refuses to open is told in words."""
    (tmp_path / "夹.txt").mkdir()

    with pytest.raises(ReadError, match="文件无法读取"):
        read_document(tmp_path / "夹.txt")
    assert stat.S_ISDIR((tmp_path / "夹.txt").stat().st_mode)


def pdf_of(pages: list[list[str]], password: str = "") -> bytes:
    """Make a PDF whose pages carry these lines of Latin text."""
    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(width=300, height=400)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 360 Td {shown}ET".encode())
        page[NameObject("/Contents")] = stream
    if password:
        writer.encrypt(password, algorithm="AES-256")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_pdf_keeps_its_pages_and_loses_their_numbers(tmp_path: Path) -> None:
    """The offset of each page is known; a page number alone on a line is page furniture."""
    data = pdf_of(
        [["Goals 2030", "reach 30", "- 1 -"], ["Second page", "2"], [" - 3 - ", "  Third"]]
    )

    document = read_document(write(tmp_path, "plan.pdf", data))

    assert document.text.rstrip() == "Goals 2030\nreach 30\nSecond page\n  Third"
    assert document.page_of(document.text.index("reach")) == 1
    assert document.page_of(document.text.index("Second")) == 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf_of([["secret"]], password="x"), "PDF 有密码"),
        (pdf_of([[], []]), r"PDF 没有文字层（共 2 页"),
        (pdf_of([["text"]])[:200], "PDF"),
        (pdf_of([["text"]])[200:], "PDF"),
    ],
    ids=["encrypted", "blank", "cut at the end", "cut at the start"],
)
def test_a_pdf_without_readable_text_is_an_error(data: bytes, message: str, tmp_path: Path) -> None:
    """Locked, scanned and damaged files are told apart."""
    with pytest.raises(ReadError, match=message):
        read_document(write(tmp_path, "坏.pdf", data))


def test_a_word_file_keeps_the_order_of_paragraphs_and_tables(tmp_path: Path) -> None:
    """Cells of a row are parted by tabs; what stands after the table comes after it."""
    word = docx.Document()
    word.add_paragraph("某某市节水方案")
    word.add_paragraph("一、目标")
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ("指标", "目标值", "利用率", "25%"),
        strict=True,
    ):
        cell.text = text
    word.add_paragraph("二、任务")
    word.save(str(tmp_path / "方案.docx"))

    document = read_document(tmp_path / "方案.docx")

    assert document.text == "某某市节水方案\n一、目标\n指标\t目标值\n利用率\t25%\n二、任务"


def test_a_web_page_gives_its_article(tmp_path: Path) -> None:
    """Navigation, scripts and the footer go; words split by tags stay together."""
    html = """<html><head><title>网站</title><script>var a = "，。";</script></head><body>
    <nav>首页</nav><div class="menu"><a>政务公开</a><a>互动交流</a></div>
    <h1>某某市节水办法</h1>
    <div id="c"><p>第一条 为了<b>节</b>水，制定本办法。</p>
    <p>第二条 用水单位应当：<br>（一）计量；<br>（二）公开；<br>（三）巡查；<br>（四）维修。</p><!-- 注释。 -->
    <table><tr><td>指标</td><td>25%，约束性，到期考核。</td></tr></table></div>
    <div class="foot"><p>版权所有：某某市</p></div></body></html>"""

    document = read_document(write(tmp_path, "网页.html", html.encode()))

    assert document.title == "某某市节水办法"
    assert document.text.split("\n") == [
        "第一条 为了节水，制定本办法。",
        "第二条 用水单位应当：",
        "（一）计量；",
        "（二）公开；",
        "（三）巡查；",
        "（四）维修。",
        "指标\t25%，约束性，到期考核。",
    ]


def test_headings_of_a_web_page_are_heads(tmp_path: Path) -> None:
    """The h2 and h3 of an article are known as headings, also round a paragraph; an empty h2 is none."""
    page = (
        "<html><body><div><h1>某某市节水办法</h1><h2></h2><h2><p>目的</p></h2><p>为了节水，制定。</p>"
        "<h2>职责</h2><h3>市级</h3><p>市水利局负责，汇总。</p><h3>区级</h3><p>各区水利局负责，上报。</p></div>"
    )
    document = read_document(write(tmp_path, "办法.html", page.encode()))

    paths = [clause.path.headings for clause in parse_document(document).clauses]

    assert document.text.startswith("某某市节水办法\n目的\n为了")
    assert paths == [("目的",), ("职责", "市级"), ("职责", "区级")]


def test_a_short_article_is_found_among_menus(tmp_path: Path) -> None:
    """Lists of links, tools, the way to the page and the foot of the site are no text; annexes are."""
    menu = "<ul>" + "".join(f"<li><a>{name}</a></li>" for name in ("首页", "政务", "服务", "互动"))
    annexes = "".join(f"<p><a>附件{number}.doc</a></p>" for number in range(1, 6))
    page = (
        f"<html><body><div><a>首页</a>{menu}</ul></div><table><tr><td>您当前的位置：首页 &gt; 公告</td></tr>"
        "<tr><td><h1>某某市停水公告</h1><p>5月6日停水。</p><p>主办单位：市水利局</p>"
        f"<div>{annexes}</div><p>【打印】 【关闭】</p></td></tr></table>"
        "<div>主办：某某市人民政府<br>网站地图<br>京ICP备1号</div></body></html>"
    )

    text = read_document(write(tmp_path, "公告.html", page.encode())).text

    annexes = [f"附件{number}.doc" for number in range(1, 6)]
    assert text.split("\n") == ["某某市停水公告", "5月6日停水。", "主办单位：市水利局", *annexes]


def test_a_web_page_drops_what_it_hides_and_copies_of_the_article(tmp_path: Path) -> None:
    """Hidden parts and the copy for other screens go; a row of a table is a line, its cells whole."""
    article = """<p>第一条 甲，乙；丙：丁。</p><p>第二条 戊，己。</p>
    <table><tr><td colspan="2"><p>专栏</p><p>一行。</p></td></tr>
    <tr><td></td><td><p>某局</p><p>某委</p></td><td>庚</td></tr></table>"""
    html = f"""<html><head><meta charset="gb2312"><meta name="ArticleTitle" content="节水办法">
    </head><body><div>首页<a>政务</a></div><div class="wide">{article}</div>
    <div class="narrow">{article}</div><p style="display: none">藏起来。</p>
    <span hidden>也藏。</span></body></html>"""

    document = read_document(write(tmp_path, "网页.html", html.encode("gb18030")))

    assert document.title == "节水办法"
    assert document.text.split("\n") == [
        "第一条 甲，乙；丙：丁。",
        "第二条 戊，己。",
        "专栏",
        "一行。",
        "\t某局 某委\t庚",
    ]


@pytest.mark.parametrize(
    "piece",
    [
        *("<a ", "<div>", '<a href="', "<!--", "<![CDATA[", "<table><tr><td>"),
        *(
            '<a href="1">',
            "<p><b>",
            "<span>文号",
            "<div><dt>来源</dt>",
            "<p>文号</p>",
            "<tr><td>",
            "<table><tr>",
        ),
    ],
)
def test_a_web_page_that_never_closes_is_read_in_proportion(piece: str, tmp_path: Path) -> None:
    """What opens thousands of times and is never closed takes no more work than its length."""

    def page(times: int) -> Path:
        return write(tmp_path, f"{times}.html", (piece * times + "甲，乙。").encode())

    assert read_document(page(1_000)).text.endswith("甲，乙。")
    assert_in_proportion(read_document, page, 200)


@pytest.mark.parametrize("name", ["方案.doc", "方案.docx", "方案.pdf"])
def test_the_content_says_what_a_file_is(name: str, tmp_path: Path) -> None:
    """A web page called .doc, a PDF called .docx and a Word file called .doc are read."""
    page = "<html><body><p>某某，方案。</p></body></html>".encode()

    assert read_document(write(tmp_path, name, page)).text == "某某，方案。"
    assert read_document(write(tmp_path, name, pdf_of([["Goals"]]))).text == "Goals"
    word = word_file(paragraph("某某方案"))
    assert read_document(write(tmp_path, name, word)).text == "某某方案"


@pytest.mark.parametrize("name", ["方案.doc", "方案.wps", "方案.html"])
def test_plain_text_is_read_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    """A text without markup under another format's name keeps its lines."""
    text = "某某方案\n一、节水。"

    assert read_document(write(tmp_path, name, text.encode("gb18030"))).text == text


def test_a_file_too_large_to_be_a_document_is_not_read(tmp_path: Path) -> None:
    """The size is looked at first; a text of more characters than any document is refused too."""
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)

    with pytest.raises(ReadError, match=r"文件过大（200 MB，上限 100 MB）：大\.txt"):
        read_document(path)
    with pytest.raises(ReadError, match="文件过大（1000 万字"):
        from_text("长" * 10_000_001, path=path, content_hash="")


def test_json_too_deep_to_be_a_document_is_a_bad_line(tmp_path: Path) -> None:
    """Ten thousand open brackets end in a warning."""
    data = b'{"title": "x", "text": ' + b"[" * 100_000 + b"\n" + rows("一篇。")

    assert [one.text for one in read_documents(write(tmp_path, "深.jsonl", data))] == ["一篇。"]


def rows(*texts: str) -> bytes:
    lines = [json.dumps({"title": "文件", "text": text, "source": "x"}) for text in texts]
    return "\n".join([*lines[:1], "{坏行", '{"title": "缺正文"}', "", *lines[1:]]).encode()


@pytest.mark.parametrize("name", ["篇.jsonl", "篇.jsonl.zst"])
def test_json_lines_are_a_document_each_and_bad_lines_are_named(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A bad line is a warning with its number; titles that repeat get a number."""
    data = rows("第一篇。", "第二篇\u2028分行。")
    path = write(tmp_path, name, zstandard.compress(data) if name.endswith("zst") else data)

    with caplog.at_level(logging.WARNING, logger="corpus.reader"):
        documents = list(read_documents(path))

    assert [document.id for document in documents] == ["文件", "文件（2）"]
    assert [document.text for document in documents] == ["第一篇。", "第二篇\u2028分行。"]
    assert [re.findall(r"第 (\d) 行", record.message) for record in caplog.records] == [
        ["2"],
        ["3"],
    ]


def test_residue_goes_and_nothing_else_changes() -> None:
    """The text of the shipped plans equals an independent removal of the bookmarks."""
    paths = sorted(DEFAULT_DOCUMENTS.glob("*.txt"))
    marked = 0
    for path in paths:
        raw = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        pieces = raw.split("[bookmark: ")
        plain = pieces[0] + "".join(piece.split("]", 1)[1] for piece in pieces[1:])
        marked += len(pieces) - 1

        assert read_document(path).text == plain
    assert marked > 20


def test_pages_move_with_the_residue() -> None:
    """Removed characters before a page shift its offset."""
    text = "[bookmark: _Toc1]甲。\n乙。"

    document = from_text(text, path=Path("a.pdf"), content_hash="", pages=(0, text.index("乙")))

    assert [document.text[page] for page in document.pages] == ["甲", "乙"]


def test_the_same_file_has_the_same_hash(tmp_path: Path) -> None:
    """The hash tells whether a file has changed, whatever its name."""
    one = read_document(write(tmp_path, "一.txt", TEXT.encode()))
    two = read_document(write(tmp_path, "二.txt", TEXT.encode()))
    three = read_document(write(tmp_path, "三.txt", TEXT.encode() + b"x"))

    assert one.content_hash == two.content_hash != three.content_hash


def test_every_format_is_named() -> None:
    """The folder reader asks for exactly these."""
    assert set(SUFFIXES) == {
        ".txt",
        ".md",
        ".docx",
        ".doc",
        ".wps",
        ".rtf",
        ".pdf",
        ".html",
        ".htm",
        ".jsonl",
        ".jsonl.zst",
    }


def test_a_file_without_permission_is_named(tmp_path, monkeypatch):
    """The message speaks of permissions (root may open any file, hence the fake)."""
    path = tmp_path / "密.txt"
    path.write_text("办法", "utf-8")

    def refuse(place):
        raise PermissionError(13, "Permission denied", str(place))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ReadError, match=r"密\.txt") as caught:
        read_document(path)

    assert "权限" in caught.value.hint
