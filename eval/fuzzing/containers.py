"""What is done to the containers of text: zip and XML, PDF objects, web pages, JSON lines, RTF; pure."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from eval.fuzzing.mutations import Mutation
from eval.fuzzing.seeds import WORD_PARTS, pack_zip

_VALUES = (
    b"0",
    b"-1",
    b"1",
    b"7",
    b"999999999",
    b"-2147483649",
    b"18446744073709551616",
    b"1e308",
    b"." * 3,
)
_DEPTHS = (30, 1000, 20_000)


def _pick(data: bytes, pattern: re.Pattern[bytes], random: Random) -> re.Match[bytes] | None:
    found = list(pattern.finditer(data))
    return random.choice(found) if found else None


def _replace_some(
    data: bytes, pattern: re.Pattern[bytes], values: Callable[[], bytes], random: Random
) -> bytes:
    for _ in range(random.choice((1, 1, 4))):
        if match := _pick(data, pattern, random):
            data = data[: match.start()] + values() + data[match.end() :]
    return data


_NUMBER = re.compile(rb"(?<=[ /\[\n])-?\d+(?:\.\d+)?(?=[ /\]\n>])")
_NAME = re.compile(rb"/[A-Z][A-Za-z0-9]{2,20}")
_REFERENCE = re.compile(rb"\d+ 0 R")
_PDF_WORDS = (
    b"/FlateDecode", b"/LZWDecode", b"/ASCII85Decode", b"/DCTDecode", b"/Crypt", b"/Kids", b"/Parent", b"/Contents",
    b"/Font", b"/Encrypt", b"/ObjStm", b"/XRef", b"/Pages", b"/Length", b"/ToUnicode", b"/Prev", b"null", b"[", b"<<",
    b">>", b"]", b"endobj", b"stream",
)  # fmt: skip


def _pdf_numbers(data: bytes, random: Random) -> bytes:
    return _replace_some(data, _NUMBER, lambda: random.choice(_VALUES), random)


def _pdf_names(data: bytes, random: Random) -> bytes:
    return _replace_some(data, _NAME, lambda: random.choice(_PDF_WORDS), random)


def _pdf_references(data: bytes, random: Random) -> bytes:
    """Let objects point to others, to themselves, and to none."""
    return _replace_some(data, _REFERENCE, lambda: b"%d 0 R" % random.randrange(20), random)


def _pdf_loops(data: bytes, random: Random) -> bytes:
    """Let a table point back to itself, or pages hold pages, on and on."""
    start = data.rfind(b"xref")
    loop = (b"/Root 1 0 R /Prev %d" % max(start, 0), b"/Root 2 0 R", b"/Root 1 0 R /XRefStm 9")
    kids = (b"/Kids [2 0 R]", b"/Kids [2 0 R 2 0 R 2 0 R]", b"/Kids 2 0 R", b"/Kids []")
    data = data.replace(b"/Root 1 0 R", random.choice(loop)) if random.random() < 0.5 else data
    return re.sub(rb"/Kids \[[^\]]{0,4000}\]", random.choice(kids), data, count=1)


def _pdf_nesting(data: bytes, random: Random) -> bytes:
    opening, closing = random.choice(((b"[", b"]"), (b"<< /A ", b">>"), (b"(", b")")))
    depth = random.choice(_DEPTHS)
    deep = opening * depth + closing * depth
    return data.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox " + deep, 1)


# What zipfile raises for a package that was damaged before.
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, OSError, KeyError, ValueError, RuntimeError, NotImplementedError, EOFError,
)  # fmt: skip


def _repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except _ZIP_FAULTS:
        return data
    if not parts:
        return data
    change(parts)
    return pack_zip(parts)


def _zip_members(data: bytes, random: Random) -> bytes:
    """Drop, rename, empty or exchange the files of a package."""

    def change(parts: dict[str, bytes]) -> None:
        name, other = (random.choice(list(parts)) for _ in range(2))
        way = random.randrange(5)
        if way == 0:
            del parts[name]
        elif way == 1:
            new = random.choice(
                ("../../etc/passwd", "/word/document.xml", "word\\document.xml", "x" * 3000)
            )
            parts[new] = parts.pop(name)
        elif way == 2:
            parts[name] = b""
        elif way == 3:
            parts[name], parts[other] = parts[other], parts[name]
        else:
            parts |= {f"word/{at}.xml": b"<x/>" for at in range(200)}

    return _repacked(data, change)


_ZIP_HEADERS = re.compile(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)")


def _zip_headers(data: bytes, random: Random) -> bytes:
    """Change sizes, methods and flags that a zip declares."""
    if match := _pick(data, _ZIP_HEADERS, random):
        at = match.end() + random.randrange(26)
        value = struct.pack("<I", random.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)))
        size = random.choice((1, 2, 4))
        data = data[:at] + value[:size] + data[at + size :]
    return data


def _in_part(data: bytes, random: Random, change: Callable[[bytes], bytes]) -> bytes:
    def changed(parts: dict[str, bytes]) -> None:
        name = random.choice([name for name in WORD_PARTS if name in parts] or list(parts))
        parts[name] = change(parts[name])

    return _repacked(data, changed)


_LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
_ENTITIES = (
    f'<!DOCTYPE w [<!ENTITY l0 "lol">{_LAUGHS}]>'.encode(),
    b'<!DOCTYPE w [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE w [<!ENTITY l9 SYSTEM "http://127.0.0.1:9/x">]>',
    b'<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">',
    b'<!DOCTYPE w [<!ENTITY % l9 SYSTEM "file:///dev/zero"> %l9;]>',
)


def _xml_entities(data: bytes, random: Random) -> bytes:
    entity = random.choice(_ENTITIES)

    def change(xml: bytes) -> bytes:
        head, mark, rest = xml.partition(b"?>")
        rest = rest.replace(b'<w:t xml:space="preserve">', b"<w:t>&l9;", 1)
        return head + mark + entity + rest

    return _in_part(data, random, change)


def _xml_nesting(data: bytes, random: Random) -> bytes:
    tag = random.choice((b"w:p", b"w:tbl", b"w:sdt", b"w:r", b"w:tc", b"w:txbxContent", b"x"))
    depth = random.choice(_DEPTHS)
    deep = b"<%s>" % tag * depth + b"</%s>" % tag * depth
    return _in_part(data, random, lambda xml: xml.replace(b"<w:p>", deep + b"<w:p>", 1))


_XML_VALUE = re.compile(rb'(?<=w:val=")[^"]{0,40}(?=")|(?<=Id=")[^"]{0,40}(?=")|(?<=ilvl=")\d')


def _xml_values(data: bytes, random: Random) -> bytes:
    return _in_part(
        data,
        random,
        lambda xml: _replace_some(
            xml, _XML_VALUE, lambda: random.choice((*_VALUES, b"", b"%1%2%9" * 9)), random
        ),
    )


def _xml_bytes(data: bytes, random: Random) -> bytes:
    from eval.fuzzing.mutations import BYTE_MUTATIONS

    mutate = random.choice(list(BYTE_MUTATIONS.values()))
    return _in_part(data, random, lambda xml: mutate(xml, random) if xml else xml)


def _web_nesting(data: bytes, random: Random) -> bytes:
    tag = random.choice((b"div", b"table", b"tr", b"td", b"ul", b"span", b"p", b"b"))
    depth = random.choice(_DEPTHS)
    closed = random.choice((depth, depth // 2, 0))
    return data.replace(b"<h1>", b"<%s>" % tag * depth + b"<h1>" + b"</%s>" % tag * closed, 1)


_WEB_PIECES = (
    b"<", b"<!--", b"<![CDATA[", b"<!DOCTYPE x [", b"&", b"&#xD800;", b"&#x110000;", b"&#99999999999;", b"&lt", b"</div>",
    b"<script>", b"<style>", b"<p hidden>", b"<td colspan=99999999>", b"<a b='", b'<a b="', b"<?php ", b"<meta charset=utf-7>",
    b"<br>", b"\0", b"<p style='display:none'>", b"]]>", b"-->", b"<textarea>", b"<title>",
)  # fmt: skip


def _web_signs(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_WEB_PIECES) * random.choice((1, 20, 3000)) + data[at:]


def _json_rows(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    lines.insert(random.randrange(len(lines) + 1), random.choice(_ROWS))
    return b"\n".join(lines)


_TEXT = "一、某事\n（一）某事。"
_ROWS = (
    b"[" * 100_000, b'{"a":' * 50_000, b"9" * 5000, b'{"title": 1e999, "text": -0}', b"null", b"[]", b'"x"',
    b'{"title": "\\ud800", "text": "\\udfff\\ud800\\u0000\\u202e"}', b'{"title": null, "text": null}',
    b'{"title": "", "text": ""}', json.dumps({"title": "甲\n乙/../\0", "text": _TEXT}).encode(),
    json.dumps({"title": "长" * 100_000, "text": _TEXT}).encode(), json.dumps({"title": {"a": [1]}, "text": [1]}).encode(),
    json.dumps({"title": "", "text": _TEXT}).encode(), b'{"title": "x", "title": "y", "text": NaN}', b"{" + b" " * 99_999,
    b"\xff\xfe\x00", json.dumps({"title": "甲", "text": "\u2028".join(_TEXT)}, ensure_ascii=False).encode(),
)  # fmt: skip


def _rich_groups(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    piece = random.choice(
        (b"{", b"}", b"\\bin99999999 ", b"\\u-99999?", b"\\uc9999 ", b"{\\*\\x", b"\\trowd\\cell ")
    )
    return data[:at] + piece * random.choice((1, 50, 3000)) + data[at:]


CONTAINER_MUTATIONS: dict[str, dict[str, Mutation]] = {
    ".pdf": {
        "PDF 数值": _pdf_numbers,
        "PDF 名称": _pdf_names,
        "PDF 指向": _pdf_references,
        "PDF 循环": _pdf_loops,
        "PDF 嵌套": _pdf_nesting,
    },
    ".docx": {
        "压缩包成员": _zip_members,
        "压缩包头": _zip_headers,
        "XML 实体": _xml_entities,
        "XML 嵌套": _xml_nesting,
        "XML 取值": _xml_values,
        "XML 内容": _xml_bytes,
    },
    ".html": {"网页嵌套": _web_nesting, "网页标记": _web_signs},
    ".jsonl": {"JSON 行": _json_rows},
    ".rtf": {"RTF 组": _rich_groups},
}
