"""Web pages: decoded, and the article found in them."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import ReadError
from corpus.reading import Content
from corpus.reading_plain import decode

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_LOOKED_AT = 4096  # bytes; the declaration stands at the beginning
# Declared name to codec: sites declare GB2312 and use the characters of its successors.
_CODECS = dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "gb18030", "x-gbk"), "gb18030") | {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "big5": "big5hkscs",
}


def read_web(path: Path, data: bytes) -> Content:
    """Read the article of a web page.

    Raises:
        ReadError: there is no text in it.
    """
    from corpus.webpage import read_article

    text, title = read_article(_text_of(data))
    if not text:
        raise ReadError(path, f"网页里没有正文：{path.name}", hint="请保存为完整网页或文本后重试。")
    return Content(text=text, title=title)


def _text_of(data: bytes) -> str:
    declared = _DECLARED.search(data[:_LOOKED_AT])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    codec = _CODECS.get(name, "utf-8-sig")
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        text = decode(data)
    return data.decode(codec, errors="replace") if text is None else text
