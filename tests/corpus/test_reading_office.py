"""Older formats go through LibreOffice; scans through tesseract; without them the error says so."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter

from corpus import reading_office, reading_scans
from corpus.errors import ReadError
from corpus.model import name_pages
from corpus.outside import run_program
from corpus.reader import pages_without_text, read_document
from tests.corpus.test_reader import pdf_of, write
from tests.corpus.test_reading_word import OFFICIAL
from tests.corpus.word_files import num, paragraph, word_file

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is missing")
needs_ocr = pytest.mark.skipif(
    not reading_scans.can_read_scans(), reason="tesseract chi_sim is missing"
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORDS = "某某市节水方案"
LINES = (
    "某某市工业节水实施方案",
    "为做好全市节水工作，制定本方案。",
    "一、总体要求",
    "到二〇三〇年，工业用水重复利用率明显提高，用水效率",
    "达到国内先进水平。",
)


def rich_text(text: str) -> bytes:
    return (r"{\rtf1\ansi " + "".join(rf"\u{ord(sign)}?" for sign in text) + "}").encode()


@needs_office
@pytest.mark.parametrize("name", ["方案.rtf", "方案.doc", "--help.doc", "方案.docx"])
def test_rich_text_is_read_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    """The content decides; a name that reads like an option does no harm."""
    assert read_document(write(tmp_path, name, rich_text(WORDS))).text.strip() == WORDS


@needs_office
def test_a_file_of_word_97_keeps_the_numbers_of_its_lists(tmp_path: Path) -> None:
    """Generated numbers survive the way through LibreOffice."""
    lines = ((WORDS, None), ("目标", (1, 0)), ("节水", (1, 1)), ("任务", (1, 0)))
    data = word_file("".join(paragraph(*line) for line in lines), OFFICIAL + num(1, 7))
    write(tmp_path, "方案.docx", data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "doc", "方案.docx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )

    document = read_document(tmp_path / "方案.doc")

    assert document.text.split() == [WORDS, "一、目标", "（一）节水", "二、任务"]
    assert document.source == "方案.doc"


def test_without_libreoffice_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The hint names the package."""
    monkeypatch.setattr(reading_office, "find_program", lambda *_: None)

    with pytest.raises(ReadError, match="需要 LibreOffice") as caught:
        read_document(write(tmp_path, "旧.doc", OLE + b"x" * 600))

    assert "libreoffice-writer" in caught.value.hint


@pytest.mark.parametrize(
    "data",
    [
        OLE + b"x" * 900 + "EncryptedPackage".encode("utf-16-le"),
        OLE.ljust(512, b"x") + b"\xec\xa5" + b"x" * 9 + b"\x01",
    ],
    ids=["docx", "doc"],
)
def test_a_word_file_with_a_password_asks_for_it(data: bytes, tmp_path: Path) -> None:
    """Both the new and the old way to lock are known."""
    with pytest.raises(ReadError, match="有密码"):
        read_document(write(tmp_path, "密.docx", data))


@needs_office
def test_an_old_file_that_is_damaged_is_an_error(tmp_path: Path) -> None:
    """What LibreOffice cannot turn into a document, or turns into nothing, has no text."""
    with pytest.raises(ReadError, match=r"无法转换|没有文字"):
        read_document(write(tmp_path, "坏.doc", OLE + bytes(3000)))


@needs_office
def test_an_old_file_that_was_cut_off_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Its own tables name sectors behind its end; no converter is started for it. The whole file is read."""
    data = word_file("".join(paragraph(line) for line in LINES * 400))
    write(tmp_path, "方案.docx", data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "doc", "方案.docx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    whole = (tmp_path / "方案.doc").read_bytes()

    assert not reading_office.is_cut_off(whole)
    monkeypatch.setattr(reading_office, "run_program", None)
    for length in (300, 5000, len(whole) // 2, len(whole) * 9 // 10):
        with pytest.raises(ReadError, match="不完整"):
            read_document(write(tmp_path, "断.doc", whole[:length]))


def test_an_outside_program_is_ended_at_its_deadline(tmp_path: Path) -> None:
    """A program that hangs, fails or is missing gives nothing."""
    assert run_program(["sleep", "30"], deadline=0.2, folder=tmp_path) is None
    assert run_program(["false"], deadline=5, folder=tmp_path) is None
    assert run_program(["no-such-program"], deadline=5, folder=tmp_path) is None
    assert run_program(["echo", "x"], deadline=5, folder=tmp_path) == b"x\n"


def scan_of(*lines: str, head: str = "", foot: str = "", specks: int = 0) -> bytes:
    """Make a PDF of one page that is a picture of these lines, or of strokes that are no writing."""
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", "sans:lang=zh-cn"], capture_output=True, check=True
    )
    font = ImageFont.truetype(found.stdout.decode(), 48)
    picture = Image.new("L", (1240, 1754), 255)
    for at, line in enumerate(lines):
        ImageDraw.Draw(picture).text((160, 300 + 90 * at), line, font=font, fill=0)
    ImageDraw.Draw(picture).text((400, 60), head, font=font, fill=0)
    ImageDraw.Draw(picture).text((560, 1640), foot, font=font, fill=0)
    for at in range(specks):
        x, y = 37 * at % 1200, 91 * at % 1700
        ImageDraw.Draw(picture).line((x, y, x + 5 * at % 31, y + 7 * at % 29), fill=0, width=3)
    buffer = BytesIO()
    picture.save(buffer, "PDF", resolution=150)
    return buffer.getvalue()


def joined(*files: bytes) -> bytes:
    writer = PdfWriter()
    for data in files:
        writer.append(PdfReader(BytesIO(data)))
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@needs_ocr
@pytest.mark.parametrize("renderer", ["pdftoppm", "pypdf"])
def test_a_scanned_page_is_read_and_marked(
    renderer: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The page with text is kept as it is; the picture is recognised and marked; blank is blank."""
    if renderer == "pypdf":
        monkeypatch.setattr(reading_scans, "find_program", lambda *_: None)
    data = joined(
        pdf_of([["Goals 2030"], []]),
        scan_of(*LINES),
    )

    document = read_document(write(tmp_path, "部分扫描.pdf", data))

    assert document.ocr_pages == (3,)
    assert pages_without_text(document) == (2,)
    assert document.page_of(document.text.index("总体要求")) == 3
    assert document.text.startswith("Goals 2030\n\n")
    assert "制定本方案。" in document.text


@needs_ocr
@pytest.mark.skipif("osd" not in reading_scans._languages(), reason="tesseract osd is missing")
@pytest.mark.parametrize("turn", [90, 180])
def test_a_page_that_lies_on_its_side_or_head_is_read(turn: int, tmp_path: Path) -> None:
    """Put into the scanner the wrong way round."""
    reader = PdfReader(BytesIO(scan_of(*LINES)))
    writer = PdfWriter()
    writer.add_page(reader.pages[0].rotate(turn))
    buffer = BytesIO()
    writer.write(buffer)

    document = read_document(write(tmp_path, "横放.pdf", buffer.getvalue()))

    assert document.ocr_pages == (1,)
    assert "工业节水实施方案" in document.text


def test_without_ocr_the_pages_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A partly scanned file is read with a warning; a wholly scanned one is an error."""
    monkeypatch.setattr(reading_scans, "can_read_scans", lambda: False)
    scan = scan_of("方案")

    document = read_document(
        write(tmp_path, "部分.pdf", joined(pdf_of([["Goals"]]), scan, scan, pdf_of([["End"]])))
    )
    with pytest.raises(ReadError, match=r"PDF 没有文字层（共 1 页") as caught:
        read_document(write(tmp_path, "全部.pdf", scan))

    assert pages_without_text(document) == (2, 3)
    assert document.ocr_pages == ()
    assert "部分.pdf：第 2—3 页没有文字层" in caplog.text
    assert "tesseract" in caught.value.hint


def test_a_locked_pdf_opens_with_its_password(tmp_path: Path) -> None:
    """The error asks for it, or says that it is wrong."""
    path = write(tmp_path, "密.pdf", pdf_of([["Secret"]], password="x"))

    assert read_document(path, password="x").text == "Secret"
    with pytest.raises(ReadError, match="密码不对"):
        read_document(path, password="y")
    with pytest.raises(ReadError, match="PDF 有密码") as caught:
        read_document(path)
    assert "请给出打开密码" in caught.value.hint


def test_pages_are_named_in_runs() -> None:
    """Many pages are cut short, with their count."""
    assert name_pages([1]) == "第 1 页"
    assert name_pages(list(range(1, 100, 2))).endswith("、39等 50 页")
