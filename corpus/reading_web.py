"""Web pages: decoded, and the article found in them."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import ReadError
from corpus.reading import Content, take_headings
from corpus.reading_plain import decode, is_readable, read_plain

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_LOOKED_AT = 4096  # bytes; the declaration stands at the beginning
# Declared name to codec: sites declare GB2312 and use the characters of its successors.
_CODECS = dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "gb18030", "x-gbk"), "gb18030") | {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "big5": "big5hkscs",
}
_TAG = re.compile(r"<[A-Za-z!/?]")
_FOREIGN_HINT = "文件内容不是网页，可能已损坏或改错了后缀；请重新保存网页，或换用原来的格式。"


def read_web(path: Path, data: bytes) -> Content:
    """Read the article of a web page.

    Raises:
        ReadError: there is no text in it, or it is no web page.
    """
    from corpus.webpage import read_article

    html = _text_of(data)
    if not is_readable(html):
        raise ReadError(path, f"不是网页文件：{path.name}", hint=_FOREIGN_HINT)
    if not _TAG.search(html):  # a text that is called a page
        return read_plain(path, data)
    marked, head = read_article(html)
    text, headings = take_headings(marked)
    if not text:
        raise ReadError(path, f"网页里没有正文：{path.name}", hint="请保存为完整网页或文本后重试。")
    return Content(text=text, title=head.title, headings=headings, particulars=head.particulars)


def _text_of(data: bytes) -> str:
    """Decode as the page declares, else as it can be read; damaged bytes become U+FFFD."""
    declared = _DECLARED.search(data[:_LOOKED_AT])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    codec = _CODECS.get(name, "utf-8-sig")
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        text = decode(data)
    return data.decode(codec, errors="replace") if text is None else text
