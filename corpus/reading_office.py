"""Files of older word processors (doc, rtf, wps): turned into docx by LibreOffice, then read."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import ReadError
from corpus.outside import find_program, run_program
from corpus.reading import LARGEST_FILE, Content, too_large
from corpus.reading_plain import decode

# A document of a hundred pages takes two seconds, the first start ten.
_SECONDS = 120.0
_INSTALL_HINT = (
    "安装 LibreOffice Writer 后可直接读取（Debian/Ubuntu：sudo apt-get install"
    " libreoffice-writer-nogui；macOS：brew install --cask libreoffice；Windows：从 libreoffice.org"
    " 下载）；或在 Word、WPS 中另存为 docx。"
)
_FOREIGN_HINT = (
    "文件内容不是文档，可能已损坏或改错了后缀；请重新下载，或在 Word、WPS 里另存为 docx。"
)
_LOCKED_HINT = "请在 Word 或 WPS 里打开，在“文件—信息—保护文档”里去除密码，另存后再放入。"
_PLACES = (  # where installers put it without telling the shell
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
)
# A document may not run macros nor fetch what it links to while it is turned into another format.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
# What the files of word processors begin with: OLE (Word 97 on, WPS), RTF, XML (Word 2003), Word 2,
# Write. LibreOffice would turn anything at all into a document.
_OLE, _RTF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_SIGNATURES = (_OLE, _RTF, b"<?xml", b"\xdb\xa5", b"\x31\xbe")
_LOOKED_AT = 1024
_BYTE_MARK = b"\xef\xbb\xbf"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # a docx with a password is an OLE file
_WORD_HEADER, _HEADER_AT, _LOCKED_BIT = b"\xec\xa5", 512, 0x01  # of Word 97–2003, usual place
_CUT_HINT = "文件没有下载完整或已损坏；请重新下载，或在 Word、WPS 中打开后另存为 docx。"
# Of a compound file ([MS-CFB], 2.2): the header's length, where in it sizes and first sectors stand, and
# what a sector's number means that is none.
_HEADER, _SHIFT_AT, _DIRECTORY_AT, _TABLES_AT = 512, 30, 48, 76
_TABLES, _SHIFTS, _FREE = 109, (9, 12), 0xFFFFFFFF


def read_office(path: Path, data: bytes) -> Content:
    """Read a file of an older format by way of LibreOffice; plain text of such a name as it is.

    Raises:
        ReadError: it is no document, LibreOffice is not installed, or cannot read it in time.
    """
    from corpus.reading_word import read_word

    if not data[:_LOOKED_AT].removeprefix(_BYTE_MARK).lstrip().startswith(_SIGNATURES):
        text = decode(data)
        if text is None:
            raise ReadError(path, f"不是 Word、WPS 或 RTF 文件：{path.name}", hint=_FOREIGN_HINT)
        return Content(text=text)
    if is_locked(data):
        raise ReadError(path, f"Word 文件有密码：{path.name}", hint=_LOCKED_HINT)
    program = find_program("soffice", "libreoffice", *_PLACES)
    if program is None:
        raise ReadError(path, f"读取这种格式需要 LibreOffice：{path.name}", hint=_INSTALL_HINT)
    if data.startswith(_OLE) and is_cut_off(data):  # LibreOffice would try for a minute
        raise ReadError(path, f"文件不完整，无法转换：{path.name}", hint=_CUT_HINT)
    return read_word(path, _converted(path, data, program))


def is_locked(data: bytes) -> bool:
    """Tell whether an OLE file is a document with a password."""
    header = data[_HEADER_AT : _HEADER_AT + 12]
    return _ENCRYPTED_PACKAGE in data or (
        header.startswith(_WORD_HEADER) and len(header) == 12 and bool(header[11] & _LOCKED_BIT)
    )


def is_cut_off(data: bytes) -> bool:
    """Tell whether an OLE file ends before the sectors that its own tables name: it was cut off.

    A compound file lists its sectors in tables (FAT), and these in its header. One whose tables or whose
    directory lie behind its end cannot be read by anybody.
    """
    if len(data) < _HEADER:
        return True
    (shift,) = struct.unpack_from("<H", data, _SHIFT_AT)
    if shift not in _SHIFTS:
        return True
    size = 1 << shift
    (directory,) = struct.unpack_from("<I", data, _DIRECTORY_AT)
    tables = [one for one in struct.unpack_from(f"<{_TABLES}I", data, _TABLES_AT) if one != _FREE]
    ends = len(data) // size  # the header takes the place of one sector
    if any(one >= ends for one in (directory, *tables)):
        return True
    return any(number > ends for number in _used_sectors(data, size, tables))


def _used_sectors(data: bytes, size: int, tables: list[int]) -> Iterator[int]:
    """Yield the numbers of the sectors that the tables of a compound file say are in use."""
    entries = size // 4
    for at, table in enumerate(tables):
        found = data[(table + 1) * size : (table + 2) * size]
        for one, (after,) in enumerate(struct.iter_unpack("<I", found[: len(found) // 4 * 4])):
            if after != _FREE:
                yield at * entries + one


def _converted(path: Path, data: bytes, program: str) -> bytes:
    with TemporaryDirectory(prefix="wence-office-") as name:
        folder = Path(name)
        # The name comes from us: the user's could end in anything or read like an option.
        source = folder / ("document.rtf" if data.lstrip().startswith(_RTF) else "document.doc")
        source.write_bytes(data)
        settings = folder / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        run_program(
            [
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless", "--norestore", "--nolockcheck", "--nodefault",
                "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder / "out", source,
            ],
            deadline=_SECONDS,
            folder=folder,
        )  # fmt: skip
        made = folder / "out" / "document.docx"
        if not made.is_file():
            raise ReadError(
                path,
                f"LibreOffice 无法转换：{path.name}",
                hint="文件可能损坏、有密码或不是文档；请在 Word 或 WPS 中另存为 docx 后重试。",
            )
        if made.stat().st_size > LARGEST_FILE:
            raise too_large(path, "转换后超过上限")
        return made.read_bytes()
