"""Files become documents: one function per format."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import ReadError
from corpus.model import Document
from corpus.numbering import read_marker
from corpus.view import fold_width

logger = logging.getLogger(__name__)

# Word leaves its bookmarks in text copied out of it: "[bookmark: _Toc120547039]".
_RESIDUE = re.compile(r"\[bookmark: [^\[\]\n]{1,80}\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\u200b-\u200f\u2060]")
# The kinds of official document (公文种类, 条例 2012 and common plan names) close a title.
_TITLE = re.compile(
    r"(方案|规划|计划|意见|通知|办法|条例|规定|细则|决定|纲要|措施|指南|公告|通告|通报|行动|报告|法|章程|准则|标准|政策|要点|批复|函|令|决议|目录)"
    r"(\([^()]{1,20}\))?$"
)
# A page's number, alone on its first or last line: "3", "— 3 —", "-3-".
_NUMBER_LINE = r"(?:[-—–－][^\S\n]*+)?\d{1,4}[^\S\n]*+(?:[-—–－][^\S\n]*+)?"
_PAGE_NUMBER = re.compile(rf"\A\s*+{_NUMBER_LINE}(?:\n|\Z)|\n\s*+{_NUMBER_LINE}\s*+\Z")
_SUFFIX_HINT = (
    "支持 txt、md、docx、pdf、html，以及每行含 title、text、source 的 jsonl；请换用这些格式。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What a format gives: text, the offsets of its pages, and the title it names ("" if none)."""

    text: str
    pages: tuple[int, ...] = ()
    title: str = ""


def read_documents(path: Path) -> Iterator[Document]:
    """Read the documents of a file: one, or one per line of a `.jsonl` / `.jsonl.zst`.

    Raises:
        ReadError: the file is missing, empty, of an unknown format, damaged or without text.
    """
    if path.name.endswith(JSON_LINES):
        yield from _read_json_lines(path)
    else:
        yield read_document(path)


def read_document(path: Path) -> Document:
    """Read one file as one document.

    Raises:
        ReadError: as `read_documents`.
    """
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise ReadError(path, f"不支持的文件格式：{path.name}", hint=_SUFFIX_HINT)
    data = _bytes_of(path)
    content = _READERS[suffix](path, data)
    document = from_text(
        content.text,
        path=path,
        content_hash=hash_of(data),
        pages=content.pages,
    )
    return replace(document, title=content.title) if content.title else document


def from_text(
    text: str, *, path: Path, content_hash: str, pages: tuple[int, ...] = (), title: str = ""
) -> Document:
    """Make a document of decoded text; id and, where the text shows none, title come from `path`.

    Raises:
        ReadError: the text is blank.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = [
        (match.start(), match.end()) for p in (_RESIDUE, _CONTROL) for match in p.finditer(text)
    ]
    clean = _CONTROL.sub("", _RESIDUE.sub("", text))
    if not clean.strip():
        raise ReadError(
            path, f"文件里没有文字：{path.name}", hint="请检查文件内容；扫描件需先做文字识别。"
        )
    name = unicodedata.normalize("NFC", path.stem)
    return Document(
        id=title or name,
        title=title or _title_of(clean, name),
        text=clean,
        source=path.name,
        content_hash=content_hash,
        pages=tuple(page - sum(min(e, page) - s for s, e in kept if s < page) for page in pages),
    )


def _title_of(text: str, name: str) -> str:
    """Return the first line where it reads as a title, else the name of the file."""
    first = next(line.strip() for line in text.split("\n") if line.strip())
    first = re.sub(r"^#+\s*|\*\*", "", first)
    folded = fold_width(first)
    is_title = 4 <= len(first) <= 60 and _TITLE.search(folded) and not re.search("[。;!?]", folded)
    return first if is_title and read_marker(folded) is None else name


def _bytes_of(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(path, f"找不到文件：{path}", hint="检查路径是否正确。") from error
    except OSError as error:
        raise ReadError(
            path, f"文件无法读取：{path}（{error.strerror}）", hint="检查文件权限。"
        ) from error
    if not data.strip():
        raise ReadError(path, f"文件是空的：{path.name}", hint="请放入有内容的文件。")
    return data


def _read_plain(path: Path, data: bytes) -> _Content:
    if b"\x00" in data:
        raise ReadError(
            path, f"不是文本文件：{path.name}", hint="文件内容是二进制；请另存为 UTF-8 文本。"
        )
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return _Content(text=data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise ReadError(
        path, f"文字编码无法识别：{path.name}", hint="请用 UTF-8 或 GB18030 编码另存后重试。"
    )


def _read_word(path: Path, data: bytes) -> _Content:
    import io
    import zipfile

    import docx
    from docx.opc.exceptions import OpcError
    from docx.table import Table

    try:
        word = docx.Document(io.BytesIO(data))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ReadError(
            path,
            f"Word 文件无法打开：{path.name}",
            hint="文件可能损坏或加密；请在 Word 中另存为 docx。",
        ) from error
    lines: list[str] = []
    for block in word.iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text.strip() for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return _Content(text="\n".join(lines))


def _read_pdf(path: Path, data: bytes) -> _Content:
    import io

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its English remarks; we say our own

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError(path, f"PDF 有密码：{path.name}", hint="请先去除密码再放入。")
        pages = [_PAGE_NUMBER.sub("", page.extract_text()) for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError) as error:
        raise ReadError(
            path, f"PDF 无法解析：{path.name}", hint="文件可能损坏；请重新下载。"
        ) from error
    if not any(page.strip() for page in pages):
        raise ReadError(
            path,
            f"PDF 没有文字层（共 {len(pages)} 页，应为扫描件）：{path.name}",
            hint="请先做文字识别（OCR）。",
        )
    starts: list[int] = []
    offset = 0
    for page in pages:
        starts.append(offset)
        offset += len(page) + 1
    return _Content(text="\n".join(pages), pages=tuple(starts))


def _read_web(path: Path, data: bytes) -> _Content:
    from corpus.webpage import read_article

    text, title = read_article(data)
    if not text:
        raise ReadError(path, f"网页里没有正文：{path.name}", hint="请保存为完整网页或文本后重试。")
    return _Content(text=text, title=title)


def _read_json_lines(path: Path) -> Iterator[Document]:
    seen: dict[str, int] = {}
    for number, line in json_lines(path):
        try:
            row = json.loads(line)
            title, text = str(row["title"]), str(row["text"])
        except (ValueError, KeyError, TypeError):
            logger.warning("%s 第 %d 行不是含 title 和 text 的 JSON，已跳过", path.name, number)
            continue
        seen[title] = seen.get(title, 0) + 1
        name = title if seen[title] == 1 else f"{title}（{seen[title]}）"
        try:
            yield from_text(text, path=path, content_hash=hash_of(line.encode()), title=name)
        except ReadError as error:
            logger.warning("%s 第 %d 行：%s", path.name, number, error.message)


def hash_of(content: bytes) -> str:
    """Return what a document's content is known by: of a file its bytes, else its JSON line."""
    return hashlib.sha256(content).hexdigest()


def json_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Return the lines of a `.jsonl` or `.jsonl.zst` that are not blank, with their numbers.

    Raises:
        ReadError: the file is missing, empty or damaged.
    """
    data = _bytes_of(path)
    if path.name.endswith(".zst"):
        import zstandard

        hint = "请重新下载或解压后重试。"
        frame = zstandard.ZstdDecompressor().decompressobj()
        try:
            data = frame.decompress(data)
        except zstandard.ZstdError as error:
            raise ReadError(path, f"压缩文件损坏：{path.name}", hint=hint) from error
        if not frame.eof:
            raise ReadError(path, f"压缩文件不完整：{path.name}", hint=hint)
    lines = data.decode("utf-8-sig", errors="replace").split("\n")
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


_READERS: dict[str, Callable[[Path, bytes], _Content]] = {
    ".txt": _read_plain,
    ".md": _read_plain,
    ".docx": _read_word,
    ".pdf": _read_pdf,
    ".html": _read_web,
    ".htm": _read_web,
}
JSON_LINES = (".jsonl", ".jsonl.zst")
SUFFIXES = (*_READERS, *JSON_LINES)
