"""The parts of a Word file: XML in a zip, opened with care."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ReadError
from corpus.reading import too_large

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

# The XML of a document of a thousand pages has about 30 MB. A zip of zeros packs 1000 : 1, so the
# declared size is looked at before a part is unpacked; zipfile never unpacks more than declared.
_LARGEST_PART = 64 * 2**20
_MOST_PARTS = 20_000
_OFFICE_DOCUMENT = "/officeDocument"
# Office writes no DTD, and readers must refuse one (ECMA-376 part 2, 9.1.4): entities are bombs.
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_UTF16_DTD = "<!DOCTYPE".encode("utf-16-le")
# Office's "strict" files say the same in other words (ECMA-376 part 1 against part 4).
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def is_word_package(data: bytes) -> bool:
    """Tell whether `data` is a zip that holds a Word document, not a sheet or a plain archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.startswith("word/") for name in archive.namelist()[:_MOST_PARTS])
    except _ZIP_FAULTS:
        return False


@dataclass(frozen=True, slots=True)
class WordPackage:
    """The XML parts of one Word file: the document, its numbering, its styles and its notes."""

    document: BaseOxmlElement
    numbering: BaseOxmlElement | None
    styles: BaseOxmlElement | None
    footnotes: BaseOxmlElement | None = None
    endnotes: BaseOxmlElement | None = None


def open_package(path: Path, data: bytes) -> WordPackage:
    """Open the parts of a Word file that its text depends on.

    Raises:
        ReadError: the file is damaged, locked, no Word document, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _Parts(path, archive)
            name = parts.main_name()
            folder = posixpath.dirname(name)
            document = parts.read(name)
            if document is None:
                raise damaged(path)
            return WordPackage(
                document=document,
                numbering=parts.read(f"{folder}/numbering.xml"),
                styles=parts.read(f"{folder}/styles.xml"),
                footnotes=parts.read(f"{folder}/footnotes.xml"),
                endnotes=parts.read(f"{folder}/endnotes.xml"),
            )
    except _ZIP_FAULTS as error:
        raise damaged(path) from error


# What zipfile raises for bytes that are no zip, for a cut or a changed one, and for a method or a
# password it does not know.
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


def damaged(path: Path) -> ReadError:
    """Return the error about a Word file that cannot be opened."""
    return ReadError(
        path,
        f"Word 文件无法打开：{path.name}",
        hint="文件可能损坏或加密；请在 Word 中另存为 docx。",
    )


class _Parts:
    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive
        self._entries = {entry.filename: entry for entry in archive.infolist()}
        if len(self._entries) > _MOST_PARTS:
            raise too_large(path, f"压缩包内有 {len(self._entries)} 个文件")

    def main_name(self) -> str:
        """Return the name of the part that holds the text; Word always calls it document.xml."""
        relations = self.read("_rels/.rels")
        for relation in relations if relations is not None else ():
            if str(relation.get("Type", "")).endswith(_OFFICE_DOCUMENT):
                name = posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
                if name in self._entries:
                    return name
        return "word/document.xml"

    def read(self, name: str) -> BaseOxmlElement | None:
        from docx.oxml import parse_xml

        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.file_size > _LARGEST_PART:
            raise too_large(self._path, f"解压后 {entry.file_size / 2**20:.0f} MB")
        xml = self._archive.read(entry)
        if _DTD.search(xml) or _UTF16_DTD in xml:
            raise damaged(self._path)
        try:
            return parse_xml(xml.replace(_STRICT, _TRANSITIONAL))
        except SyntaxError as error:  # XML that is not well formed
            raise damaged(self._path) from error
