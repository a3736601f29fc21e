"""PDF files: the text of each page without its furniture, scans read by OCR where possible."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ReadError
from corpus.model import name_pages
from corpus.page_furniture import strip_furniture
from corpus.page_lines import set_lines
from corpus.page_marks import PageMarks, parted
from corpus.page_places import PlacedLine, placed_lines
from corpus.page_tables import Piece, set_tables
from corpus.reading import LONGEST_TEXT, Content, locked, too_large
from corpus.recognised_pages import NOTHING_KEPT, RecognisedPages
from corpus.ruled_tables import find_grids
from corpus.view import RADICALS
from corpus.web_furniture import without_printed_beside, without_site

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader
    from pypdf.generic import PdfObject

    from corpus.reading_scans import ScannedPage

logger = logging.getLogger(__name__)

_MOST_PAGES = 5000
_BROWSER = re.compile(r"Mozilla/|Chrome|Firefox|Safari")  # the maker of a page's print
# What draws rules: rectangles and lines (ISO 32000-1, 8.5.2). A table has two lines and two columns.
_RULE = re.compile(rb"\s(?:re|l)\s")
_FEWEST_RULES = 4
_MOST_RULES = 50_000
# What pypdf raises, besides its own errors, for bytes that no PDF should have.
_FAULTS = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError,
    RecursionError, NotImplementedError, EOFError, OSError, struct.error, zlib.error,
)  # fmt: skip


def read_pdf(
    path: Path, data: bytes, password: str = "", recognised: RecognisedPages = NOTHING_KEPT
) -> Content:
    """Read a PDF; an encrypted one with `password`, or without where it needs none to be opened.

    Pages in `recognised` are not recognised again.

    Raises:
        ReadError: the file is damaged, locked, or nothing in it can be read.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its English remarks; we say our own
    pages = _open_pages(path, data, password)
    layers = [_text_of(page) for page in pages]
    # Radicals are what a font names: the page shows the characters drawn alike.
    texts = [layer.text.translate(RADICALS) for layer in layers]
    places = [layer.lines for layer in layers]
    if sum(map(len, texts)) > LONGEST_TEXT:
        raise too_large(path, f"超过 {LONGEST_TEXT // 10_000} 万字")
    own = strip_furniture(texts, places)
    scans = [at for at, text in enumerate(own) if not text and _has_marks(pages[at])]
    numbers = [at + 1 for at in scans]
    read = _recognise(path, data, password, numbers, pages, recognised) if numbers else {}
    for at, page in read.items():
        texts[at], places[at] = page.text, page.lines
    stripped = [
        "\n".join(without_printed_beside(without_site(text.split("\n")))).strip("\n")
        for text in strip_furniture(texts, places, recognised=read.keys())
    ]
    _tell_unread(path, stripped, [at + 1 for at in scans if not stripped[at]])
    starts: list[int] = []
    offset = 0
    for text in stripped:
        starts.append(offset)
        offset += len(text) + 1
    marked = tuple(at + 1 for at in sorted(read) if stripped[at])
    text = "\n".join(stripped)
    title = _title_of_print(pages, text) if pages else ""
    return Content(text=text, title=title, pages=tuple(starts), ocr_pages=marked)


def _title_of_print(pages: Sequence[PageObject], text: str) -> str:
    """Return the title of a web page that was printed: that of its window, as far as the text has it."""
    from corpus.web_head import title_in

    said = getattr(pages[0].pdf, "metadata", None) or {}
    maker, title = (str(said.get(name) or "") for name in ("/Creator", "/Title"))
    return title_in(" ".join(title.split()), text) if _BROWSER.search(maker) else ""


def unlocked_pdf(path: Path, data: bytes, password: str) -> bytes:
    """Return a PDF without its password: the same pages, which anybody can open.

    Raises:
        LockedError: `password` does not open it.
        ReadError: the file is damaged.
    """
    from pypdf import PdfWriter
    from pypdf.errors import PyPdfError

    try:
        reader = _open(path, data, password)
        written = BytesIO()
        PdfWriter(clone_from=reader).write(written)
    except (PyPdfError, *_FAULTS) as error:
        raise _damaged(path) from error
    return written.getvalue()


def _open(path: Path, data: bytes, password: str) -> PdfReader:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not _unlocks(reader, password):
        raise locked(path, password)
    return reader


def _open_pages(path: Path, data: bytes, password: str) -> list[PageObject]:
    from pypdf.errors import PyPdfError

    try:
        reader = _open(path, data, password)
        if len(reader.pages) > _MOST_PAGES:
            raise too_large(path, f"{len(reader.pages)} 页")
        pages = list(reader.pages)
    except (PyPdfError, *_FAULTS) as error:
        raise _damaged(path) from error
    if not pages:
        raise _damaged(path)
    return pages


def _unlocks(reader: PdfReader, password: str) -> bool:
    """Open an encrypted file; many forbid only copying and open with the empty password."""
    return any(reader.decrypt(one) for one in dict.fromkeys(("", password)))


def _damaged(path: Path) -> ReadError:
    hint = "文件可能损坏，或者扩展名不对（内容不是 PDF）；请重新下载，或改回原来的扩展名。"
    return ReadError(path, f"PDF 无法解析：{path.name}", hint=hint)


@dataclass(frozen=True, slots=True)
class _Layer:
    """The text layer of a page, and where its lines stand; none where that is not known."""

    text: str = ""
    lines: tuple[PlacedLine, ...] = ()


def _text_of(page: PageObject) -> _Layer:
    """Return the text layer of a page; "" where it has none or it is damaged."""
    from pypdf.errors import PyPdfError

    for read in (_with_tables, _plain_layer):
        try:
            layer = read(page)
        except (PyPdfError, *_FAULTS):
            continue
        return layer if layer.text.strip() else _Layer()
    return _Layer()


def _plain_layer(page: PageObject) -> _Layer:
    return _Layer(page.extract_text())


def _may_have_tables(page: PageObject) -> bool:
    """Tell whether a page draws rules, or forms, which may; where there are too many, it is a drawing."""
    contents = page.get_contents()
    data = b"" if contents is None else contents.get_data()
    rules = sum(1 for _ in _RULE.finditer(data))
    return rules <= _MOST_RULES and (rules >= _FEWEST_RULES or b"Do" in data)


def _with_tables(page: PageObject) -> _Layer:
    """Return the text of a page, its tables as rows, its lines in order, all else as pypdf gives it."""
    from pypdf.generic import ContentStream, NameObject

    if "/Contents" not in page:
        return _plain_layer(page)
    may_have_tables = _may_have_tables(page)
    drawn = page.raw_get("/Contents")
    page[NameObject("/Contents")] = ContentStream(drawn, page.pdf, "bytes")
    try:
        seen = PageMarks()
        text = page.extract_text(
            visitor_operand_before=seen.before,
            visitor_operand_after=seen.after,
            visitor_text=seen.show,
        )
        if not text.strip():
            return _Layer(text)
        has_tables = may_have_tables and bool(find_grids(seen.rules))
        pieces: tuple[Piece, ...] | None = None
        marks: PageMarks | None = None
        if seen.is_disordered and (marks := _marks(page, drawn, text, at_gaps=True)):
            ordered = set_lines(marks.pieces)
            pieces = None if ordered == marks.pieces else ordered
        if pieces is None and has_tables and (marks := _marks(page, drawn, text)):
            pieces = marks.pieces
    finally:
        page[NameObject("/Contents")] = drawn
    lines = placed_lines(seen.pieces, *seen.upright(tuple(map(float, page.cropbox))))
    if pieces is None or marks is None:
        return _Layer(text, lines)
    return _Layer(set_tables(pieces, find_grids(marks.rules) if has_tables else ()), lines)


def _marks(
    page: PageObject, drawn: PdfObject, text: str, *, at_gaps: bool = False
) -> PageMarks | None:
    """Return the pieces of a page whose text is known; None where they are not that text."""
    from pypdf.generic import ContentStream, NameObject

    contents = ContentStream(drawn, page.pdf, "bytes")
    contents.operations = parted(contents.operations, at_gaps=at_gaps)
    page[NameObject("/Contents")] = contents
    marks = PageMarks(widths=_widths if at_gaps else None)
    again = page.extract_text(
        visitor_operand_before=marks.before,
        visitor_operand_after=marks.after,
        visitor_text=marks.show,
    )
    is_same = text == again == "".join(piece.text for piece in marks.pieces)
    return marks if is_same else None


def _widths(resource: object) -> dict[str, float]:
    """Return how wide the letters of a font are, in sizes."""
    from pypdf.generic import DictionaryObject
    from pypdf.generic._font import Font

    if not isinstance(resource, DictionaryObject):
        return {}
    font = Font.from_font_resource(resource)
    found = {one: wide / 1000 for one, wide in font.character_widths.items()}
    if resource.get("/Subtype") != "/Type0":  # its widths are by code, not by letter
        for code, letter in font.character_map.items():
            if code in font.character_widths:
                found[letter] = font.character_widths[code] / 1000
    return found


def _has_marks(page: PageObject) -> bool:
    """Tell whether a page without text shows something: a picture, or drawn letters."""
    from pypdf.errors import PyPdfError

    try:
        contents = page.get_contents()
        return contents is not None and bool(contents.get_data().strip())
    except (PyPdfError, *_FAULTS):
        return True


def _images_of(page: PageObject) -> list[bytes]:
    from pypdf.errors import PyPdfError

    try:
        return [image.data for image in page.images]
    except (PyPdfError, ImportError, *_FAULTS):
        return []


def _recognise(
    path: Path,
    data: bytes,
    password: str,
    numbers: Sequence[int],
    pages: Sequence[PageObject],
    recognised: RecognisedPages,
) -> dict[int, ScannedPage]:
    """Return the scanned pages that OCR can read, by their place (from 0)."""
    from corpus.reading_scans import can_read_scans, read_scans

    if not can_read_scans():
        return {}
    plain = unlocked_pdf(path, data, password) if password else data
    found: dict[int, ScannedPage] = {}
    scans = read_scans(plain, numbers, lambda number: _images_of(pages[number - 1]), recognised)
    for done, scan in enumerate(scans, start=1):
        if not scan.is_kept:
            progress = f"{done}/{len(numbers)} 页（第 {scan.number} 页没有文字层）"
            logger.info("%s：文字识别 %s", path.name, progress)
        if scan.page.text:
            found[scan.number - 1] = scan.page
    return found


def _tell_unread(path: Path, texts: Sequence[str], unread: Sequence[int]) -> None:
    """Raise where no page has text; warn of the pages that have none.

    Raises:
        ReadError: no page has text.
    """
    from corpus.reading_scans import INSTALL_HINT, can_read_scans

    if not any(texts):
        hint = (
            "图像过于模糊、没有文字，或页面横置、倒置；请把页面转正，或换一份文件。"
            if can_read_scans()
            else INSTALL_HINT
        )
        raise ReadError(
            path, f"PDF 没有文字层（共 {len(texts)} 页，应为扫描件）：{path.name}", hint=hint
        )
    if unread:
        advice = (
            "文字识别也没有读到文字，可能是空白页或图片。"
            if can_read_scans()
            else f"内容读不到：{INSTALL_HINT}"
        )
        logger.warning("%s：%s没有文字层，%s", path.name, name_pages(unread), advice)
