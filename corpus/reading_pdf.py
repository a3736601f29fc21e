"""PDF files: the text of each page without its furniture, scans read by OCR where possible."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ReadError
from corpus.page_furniture import strip_furniture
from corpus.reading import LONGEST_TEXT, Content, locked, too_large

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

logger = logging.getLogger(__name__)

_MOST_PAGES = 5000
_MOST_NAMED = 20  # page numbers in a message
# What pypdf raises, besides its own errors, for bytes that no PDF should have.
_FAULTS = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError,
    RecursionError, NotImplementedError, EOFError, OSError, struct.error, zlib.error, MemoryError,
)  # fmt: skip


def read_pdf(path: Path, data: bytes, password: str = "") -> Content:
    """Read a PDF; an encrypted one with `password`, or without where it needs none to be opened.

    Raises:
        ReadError: the file is damaged, locked, or nothing in it can be read.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its English remarks; we say our own
    pages = _open_pages(path, data, password)
    texts = [_text_of(page) for page in pages]
    if sum(map(len, texts)) > LONGEST_TEXT:
        raise too_large(path, f"超过 {LONGEST_TEXT // 10_000} 万字")
    scans = [
        at for at, text in enumerate(strip_furniture(texts)) if not text and _has_marks(pages[at])
    ]
    read = _recognise(path, data, pages, scans)
    for at, text in read.items():
        texts[at] = text
    stripped = strip_furniture(texts)
    _tell_unread(path, stripped, [at + 1 for at in scans if not stripped[at]])
    starts: list[int] = []
    offset = 0
    for text in stripped:
        starts.append(offset)
        offset += len(text) + 1
    numbers = tuple(at + 1 for at in sorted(read) if stripped[at])
    return Content(text="\n".join(stripped), pages=tuple(starts), ocr_pages=numbers)


def name_pages(numbers: Sequence[int]) -> str:
    """Name pages in words, runs of them shortened.

    >>> name_pages([2, 3, 4, 7])
    '第 2—4、7 页'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    names = [str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs]
    more = f"等 {len(numbers)} " if len(names) > _MOST_NAMED else " "
    return f"第 {'、'.join(names[:_MOST_NAMED])}{more}页"


def _open_pages(path: Path, data: bytes, password: str) -> list[PageObject]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not _unlocks(reader, password):
            raise locked(path, "PDF", password)
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
    return ReadError(path, f"PDF 无法解析：{path.name}", hint="文件可能损坏；请重新下载。")


def _text_of(page: PageObject) -> str:
    """Return the text layer of a page; "" where it has none or it is damaged."""
    from pypdf.errors import PyPdfError

    try:
        text = page.extract_text()
    except (PyPdfError, *_FAULTS):
        return ""
    return text if text.strip() else ""


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
    path: Path, data: bytes, pages: Sequence[PageObject], scans: Sequence[int]
) -> dict[int, str]:
    """Return the text of the scanned pages that OCR can read, by their place (from 0)."""
    from corpus.reading_scans import can_read_scans, read_scans

    if not scans or not can_read_scans():
        return {}
    numbers = [at + 1 for at in scans]
    logger.info("%s：%s没有文字层，正在做文字识别（OCR）", path.name, name_pages(numbers))
    found = read_scans(data, numbers, lambda number: _images_of(pages[number - 1]))
    return {number - 1: text for number, text in found}


def _tell_unread(path: Path, texts: Sequence[str], unread: Sequence[int]) -> None:
    """Raise where no page has text; warn of the pages that have none.

    Raises:
        ReadError: no page has text.
    """
    from corpus.reading_scans import INSTALL_HINT, can_read_scans

    if not any(texts):
        hint = "图像过于模糊或没有文字；请换一份文件。" if can_read_scans() else INSTALL_HINT
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
