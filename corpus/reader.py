"""Files become documents: the reader of each format is chosen by content, then by name."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from corpus.errors import ReadError
from corpus.model import Document, Heading
from corpus.reading import LONGEST_TEXT, Content, bytes_of, too_large
from corpus.reading_lines import json_lines
from corpus.reading_office import read_office
from corpus.reading_pdf import read_pdf
from corpus.reading_plain import read_plain
from corpus.reading_web import read_web
from corpus.reading_word import read_word
from corpus.recognised_pages import NOTHING_KEPT, RecognisedPages
from corpus.titles import title_of
from corpus.word_package import is_word_package

__all__ = [
    "JSON_LINES",
    "SUFFIXES",
    "from_text",
    "hash_of",
    "json_lines",
    "pages_without_text",
    "read_document",
    "read_documents",
]

logger = logging.getLogger(__name__)

# Word leaves its bookmarks in text copied out of it: "[bookmark: _Toc120547039]"; and signs that
# have no width and are no text.
_RESIDUE = re.compile(
    r"\[bookmark: [^\[\]\n]{1,80}\]|[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\u200b-\u200f\u2060]"
)
# Half of a character of another plane: no text can be written with it (JSON and PDF can say it).
_LONE_HALF = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"[\t-\r\x1c-\x1e\x85\u2028\u2029]+")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # turns what stands behind it
_LONGEST_TITLE = 200  # characters; titles of documents have under a hundred
_UNNAMED = "未命名"
_SUFFIX_HINT = "支持 txt、md、docx、doc、rtf、wps、pdf、html，以及每行含 title、text、source 的 jsonl；请换用这些格式。"
# What the first bytes say, whatever the file is called.
_PDF, _ZIP, _OLE, _RTF = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_WEB = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!DOCTYPE\s+html|<html)", re.IGNORECASE)
_BYTE_MARK = b"\xef\xbb\xbf"
_LOOKED_AT = 1024

Reader = Callable[[Path, bytes], Content]


def read_documents(
    path: Path, *, password: str = "", recognised: RecognisedPages = NOTHING_KEPT
) -> Iterator[Document]:
    """Read the documents of a file: one, or one per line of a `.jsonl` / `.jsonl.zst`.

    Raises:
        ReadError: the file is missing, empty, of an unknown format, damaged or without text.
    """
    if path.name.endswith(JSON_LINES):
        yield from _read_json_lines(path)
    else:
        yield read_document(path, password=password, recognised=recognised)


def read_document(
    path: Path, *, password: str = "", recognised: RecognisedPages = NOTHING_KEPT
) -> Document:
    """Read one file as one document; `password` opens an encrypted PDF.

    Pages of a scan that are in `recognised` are not recognised again, the others are put there.

    Raises:
        ReadError: as `read_documents`.
    """
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise ReadError(path, f"不支持的文件格式：{path.name}", hint=_SUFFIX_HINT)
    data = bytes_of(path)
    reader = _reader_of(data, suffix)
    is_pdf = reader is read_pdf
    content = read_pdf(path, data, password, recognised) if is_pdf else reader(path, data)
    document = from_text(
        content.text,
        path=path,
        content_hash=hash_of(data),
        pages=content.pages,
        headings=content.headings,
    )
    title = _one_line(content.title) or document.title
    said = tuple((field, _one_line(words)) for field, words in content.particulars)
    return replace(document, title=title, ocr_pages=content.ocr_pages, particulars=said)


def _reader_of(data: bytes, suffix: str) -> Reader:
    """Choose by content: many a .doc is a web page or a docx, and downloads get wrong names."""
    start = data[:_LOOKED_AT].removeprefix(_BYTE_MARK)
    named = _READERS[suffix]
    if _PDF in start and named is not read_plain:
        return read_pdf
    if start.startswith(_ZIP) and (named is read_word or is_word_package(data)):
        return read_word
    if start.startswith(_OLE) or start.lstrip().startswith(_RTF):
        return read_office
    if named in (read_word, read_office, read_pdf) and _WEB.match(start):
        return read_web
    return named


def pages_without_text(document: Document) -> tuple[int, ...]:
    """Return the numbers (from 1) of the pages of which the text holds nothing."""
    ends = [*document.pages[1:], len(document.text)]
    spans = zip(document.pages, ends, strict=False)
    blank = (not document.text[start:end].strip() for start, end in spans)
    return tuple(number for number, is_blank in enumerate(blank, start=1) if is_blank)


def from_text(
    text: str,
    *,
    path: Path,
    content_hash: str,
    pages: tuple[int, ...] = (),
    headings: tuple[Heading, ...] = (),
    title: str = "",
) -> Document:
    """Make a document of decoded text; id and, where the text shows none, title come from `path`.

    Raises:
        ReadError: the text is blank, or longer than any document.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST_TEXT:
        raise too_large(path, f"{len(text) // 10_000} 万字，上限 {LONGEST_TEXT // 10_000} 万字")
    text = _LONE_HALF.sub("\ufffd", text)
    clean = _RESIDUE.sub("", text)
    if not clean.strip():
        raise ReadError(
            path, f"文件里没有文字：{path.name}", hint="请检查文件内容；扫描件需先做文字识别。"
        )
    name = _one_line(unicodedata.normalize("NFC", path.stem)) or _UNNAMED
    title = _one_line(title)
    starts = _moved(tuple(one.start for one in headings), text)
    return Document(
        id=title or name,
        title=title or title_of(clean, name),
        text=clean,
        source=_one_line(path.name),
        content_hash=content_hash,
        pages=_moved(pages, text),
        headings=tuple(map(Heading, starts, (one.level for one in headings))),
    )


def _one_line(title: str) -> str:
    """Return a title or a name as it can be shown in a line: no line end, no sign of control."""
    shown = _LINE_END.sub(" ", _LONE_HALF.sub("\ufffd", title))
    return _DIRECTION.sub("", _RESIDUE.sub("", shown)).strip()[:_LONGEST_TITLE].rstrip()


def _moved(pages: tuple[int, ...], text: str) -> tuple[int, ...]:
    """Return where `pages`, or headings, begin once the residue is gone from `text`."""
    removed = [match.span() for match in _RESIDUE.finditer(text)] if pages else []
    starts = [start for start, _ in removed]
    lengths = [0, *accumulate(end - start for start, end in removed)]
    moved = []
    for page in pages:
        before = bisect_left(starts, page)
        inside = max(0, removed[before - 1][1] - page) if before else 0
        moved.append(page - lengths[before] + inside)
    return tuple(moved)


def _read_json_lines(path: Path) -> Iterator[Document]:
    seen: dict[str, int] = {}
    is_empty = True
    for number, line in json_lines(path):
        try:
            row = json.loads(line)
            title, text = _one_line(str(row["title"])), str(row["text"])
        except (ValueError, KeyError, TypeError, RecursionError):
            logger.warning("%s 第 %d 行不是含 title 和 text 的 JSON，已跳过", path.name, number)
            continue
        seen[title] = seen.get(title, 0) + 1
        name = title if seen[title] == 1 else f"{title}（{seen[title]}）"
        try:
            document = from_text(text, path=path, content_hash=hash_of(line.encode()), title=name)
        except ReadError as error:
            logger.warning("%s 第 %d 行：%s", path.name, number, error.message)
        else:
            is_empty = False
            yield document
    if is_empty:
        raise ReadError(
            path,
            f"文件里没有可读的文档：{path.name}",
            hint="每行写一份文件：含 title、text、source 的 JSON。",
        )


def hash_of(content: bytes) -> str:
    """Return what a document's content is known by: of a file its bytes, else its JSON line."""
    return hashlib.sha256(content).hexdigest()


_READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".docx": read_word,
    ".doc": read_office,
    ".wps": read_office,
    ".rtf": read_office,
    ".pdf": read_pdf,
    ".html": read_web,
    ".htm": read_web,
}
JSON_LINES = (".jsonl", ".jsonl.zst")
SUFFIXES = (*_READERS, *JSON_LINES)
