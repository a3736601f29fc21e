"""Plain text and Markdown: the bytes decoded, nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import ReadError
from corpus.file_kinds import is_garbled, told_kind
from corpus.reading import Content

# A file cut off in transfer ends inside a character: at most three bytes of UTF-8 or GB18030.
_LONGEST_REST = 3
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Control characters, private use, the noncharacters and what stands for a damaged byte: text has
# next to none of them.
_FOREIGN = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd-\uffff]")
_MOST_FOREIGN = 0.05


def read_plain(path: Path, data: bytes) -> Content:
    """Decode UTF-8 (with or without its mark), GB18030, or UTF-16 that is marked.

    Raises:
        ReadError: the bytes are no text in any of them.
    """
    text = decode(data)
    if text is None and (b"\x00" in data or told_kind(data)[0]):
        told, hint = told_kind(data)
        raise ReadError(
            path,
            f"不是文本文件{told and '，' + told}：{path.name}",
            hint=hint or "文件内容是二进制；请另存为 UTF-8 文本。",
        )
    if text is None:
        raise ReadError(
            path, f"文字编码无法识别：{path.name}", hint="请用 UTF-8 或 GB18030 编码另存后重试。"
        )
    if is_garbled(text):
        raise ReadError(
            path,
            f"文字是乱码：{path.name}（中文曾被当作别的编码打开后另存）",
            hint="请从原处重新下载或复制，用 UTF-8 或 GB18030 编码保存后再加入。",
        )
    return Content(text=text)


def decode(data: bytes) -> str | None:
    """Return `data` as text in the first encoding that fits and reads like text, else None."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\x00" in data:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        if (text := _decoded(data, encoding)) is not None:
            return text
    return None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if not data[: error.start].strip() or len(data) - error.start > _LONGEST_REST:
            return None
        text = data[: error.start].decode(encoding)
    return text if is_readable(text) else None


def is_readable(text: str) -> bool:
    """Tell whether decoded bytes read like text, by their signs that no text has."""
    return sum(1 for _ in _FOREIGN.finditer(text)) <= _MOST_FOREIGN * len(text)
