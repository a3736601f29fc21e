"""Word files made by hand, part by part."""

from __future__ import annotations

import zipfile
from io import BytesIO

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FORM = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = {"officeDocument": "word/document.xml"}
_PARTS = {"numbering": "numbering.xml", "styles": "styles.xml"}
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_FORM}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_FORM}.numbering+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_FORM}.styles+xml"/></Types>'
)


def relations(parts: dict[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{target}"/>'
        for name, target in parts.items()
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}</Relationships>"
    )


def word_file(body: str, numbering: str = "", styles: str = "", **parts: str) -> bytes:
    """Make a docx of the inner XML of its body, of its lists and of its styles."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", relations(_MAIN))
        archive.writestr("word/_rels/document.xml.rels", relations(_PARTS))
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        archive.writestr("word/numbering.xml", part("numbering", numbering))
        archive.writestr("word/styles.xml", part("styles", styles))
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return buffer.getvalue()


def part(name: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_NAMESPACES}>{inner}</w:{name}>'


def paragraph(text: str, number: tuple[int, int] | None = None, style: str = "") -> str:
    """Make a paragraph; `number` is its list and level."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        name, level = number
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: int, abstract_name: int, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{abstract_name}"/>{more}</w:num>'


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cell(*texts: str, properties: str = "") -> str:
    inner = "".join(paragraph(text) for text in texts)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"
