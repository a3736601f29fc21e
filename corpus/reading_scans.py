"""Pages that are pictures: rendered, and read by tesseract where that is installed (OCR)."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.outside import find_program, run_program
from corpus.page_places import PlacedLine, has_read, recognised_lines
from corpus.recognised_pages import NOTHING_KEPT, RecognisedPages

INSTALL_HINT = (
    "安装 tesseract 和它的简体中文数据后可自动识别（Debian/Ubuntu：sudo apt-get install"
    " tesseract-ocr tesseract-ocr-chi-sim；macOS：brew install tesseract tesseract-lang）；"
    "或先用别的软件做文字识别（OCR）再放入。"
)
_LANGUAGE = "chi_sim"
_PAGE_SECONDS = 120.0
_AS_IT_LIES, _TURNED = (
    "3",
    "1",
)  # how tesseract is to take a page; 1 turns it as its data (osd) tell
_DOTS_PER_INCH = 250  # on a plan of six pages 99.6 % of the characters, as with 300
_WORKERS = min(4, os.cpu_count() or 1)  # programs at a time, one thread each
# tesseract parts Chinese characters and their marks by blanks; between them there are none.
_WIDE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…·]"
_LOOSE = re.compile(rf"(?<={_WIDE}) +(?={_WIDE})")


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """The text of a page, "" where nothing can be read, and where its lines stand."""

    text: str = ""
    lines: tuple[PlacedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadScan:
    """A page (from 1) as it was recognised; `is_kept`: before this."""

    number: int
    page: ScannedPage
    is_kept: bool


def can_read_scans() -> bool:
    """Tell whether tesseract and its data for simplified Chinese are installed."""
    return _LANGUAGE in _languages()


def _can_turn() -> bool:
    """Tell whether tesseract has the data by which it finds how a page lies."""
    return "osd" in _languages()


@cache
def _languages() -> frozenset[str]:
    program = find_program("tesseract")
    if program is None:
        return frozenset()
    with TemporaryDirectory(prefix="wence-ocr-") as folder:
        listed = run_program([program, "--list-langs"], deadline=20, folder=Path(folder))
    return frozenset((listed or b"").decode("utf-8", "replace").split())


def read_scans(
    pdf: bytes,
    numbers: Sequence[int],
    images_of: Callable[[int], Sequence[bytes]],
    recognised: RecognisedPages = NOTHING_KEPT,
) -> Iterator[ReadScan]:
    """Yield pages in their order, as they are done.

    A page is rendered by pdftoppm where that is installed; else its pictures are read, which
    `images_of` gives. Pages in `recognised` are taken from there, the others put there.
    """
    renderer = find_program("pdftoppm")
    kept = recognised.of(pdf, f"{_version()} {_DOTS_PER_INCH} {bool(renderer)} placed turned")
    with TemporaryDirectory(prefix="wence-ocr-") as name, ThreadPoolExecutor(_WORKERS) as workers:
        folder = Path(name)
        source = folder / "pages.pdf"
        source.write_bytes(pdf)

        def read(number: int, pictures: Sequence[Path] | None) -> ScannedPage:
            if pictures is None and renderer:
                pictures = _rendered(renderer, source, number)
            parts = [_recognised(picture) for picture in pictures or ()]
            page = _joined([one for one in parts if one])
            if parts and None not in parts:  # else a program failed; it may not the next time
                kept.put(number, json.dumps([page.text, list(map(_row_of, page.lines))]))
            return page

        def start(number: int) -> Future[ScannedPage]:
            # The pictures come from the reader of the file, which no two threads may use at once.
            pictures = None if renderer else _extracted(folder, number, images_of(number))
            return workers.submit(read, number, pictures)

        stored = {number: kept.get(number) for number in numbers}
        known = {number: _page_of(row) for number, row in stored.items() if row is not None}
        reading = {number: start(number) for number in numbers if number not in known}
        for number in numbers:
            page = known[number] if number in known else reading[number].result()
            yield ReadScan(number=number, page=page, is_kept=number in known)
    if reading:
        recognised.prune()


def _row_of(line: PlacedLine) -> tuple[str, float, float]:
    return line.words, line.height, line.size


def _page_of(stored: str) -> ScannedPage:
    text, lines = json.loads(stored)
    return ScannedPage(text, tuple(PlacedLine(*line) for line in lines))


def _joined(parts: Sequence[ScannedPage]) -> ScannedPage:
    """Return the pictures of a page as one; where there are several, no line's place on it is known."""
    if len(parts) == 1:
        return parts[0]
    return ScannedPage("\n".join(one.text for one in parts if one.text))


@cache
def _version() -> str:
    """Return what the recognising program says of itself; another one reads other words."""
    with TemporaryDirectory(prefix="wence-ocr-") as folder:
        told = run_program(["tesseract", "--version"], deadline=20, folder=Path(folder))
    return " ".join((told or b"").decode("utf-8", "replace").split()[:2])


def _rendered(program: str, source: Path, number: int) -> list[Path]:
    target = source.with_name(f"page{number}")
    page = ["-singlefile", "-f", str(number), "-l", str(number)]
    options = ["-r", str(_DOTS_PER_INCH), "-gray", "-png", *page]
    run_program([program, *options, source, target], deadline=_PAGE_SECONDS, folder=source.parent)
    picture = target.with_suffix(".png")
    return [picture] if picture.is_file() else []


def _extracted(folder: Path, number: int, images: Sequence[bytes]) -> list[Path]:
    pictures = [folder / f"page{number}-{at}" for at in range(len(images))]
    for picture, image in zip(pictures, images, strict=True):
        picture.write_bytes(image)
    return pictures


def _recognised(picture: Path) -> ScannedPage | None:
    """Read a picture; one of which nothing can be read may lie on its side or stand on its head."""
    try:
        page = _read_by(picture, _AS_IT_LIES)
        if page is not None and not page.text and _can_turn():
            turned = _read_by(picture, _TURNED)
            return ScannedPage(turned.text) if turned is not None else page
        return page
    finally:
        picture.unlink(missing_ok=True)


def _read_by(picture: Path, segmentation: str) -> ScannedPage | None:
    """Return what tesseract reads, nothing for noise; None where it fails."""
    options = ["-l", _LANGUAGE, "--psm", segmentation, "-c", "preserve_interword_spaces=1"]
    command: list[str | Path] = ["tesseract", picture, picture, *options, "txt", "tsv"]
    done = run_program(command, deadline=_PAGE_SECONDS, folder=picture.parent)
    told = picture.with_name(f"{picture.name}.tsv")
    printed = picture.with_name(f"{picture.name}.txt")
    try:
        if done is None or not printed.is_file() or not told.is_file():
            return None
        table = told.read_text(encoding="utf-8", errors="replace")
        text = clean_recognised(printed.read_text(encoding="utf-8", errors="replace"))
        return ScannedPage(text, recognised_lines(table)) if has_read(table) else ScannedPage()
    finally:
        for file in (told, printed):
            file.unlink(missing_ok=True)


def clean_recognised(text: str) -> str:
    r"""Take out the blanks that recognition puts between Chinese characters, and blank lines.

    >>> clean_recognised("到 2025 年 ， 利 用 率\n\n达 到 30%\f")
    '到 2025 年，利用率\n达到 30%'
    """
    lines = (_LOOSE.sub("", line).strip() for line in text.replace("\f", "\n").split("\n"))
    return "\n".join(line for line in lines if line)
