"""PDF files made by hand, mark by mark: text at its place, and rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

Draw = Callable[[float, float, float, float], str]

SIZE = 10  # points, of all text


def pdf_file(pages: Sequence[str], form: str = "") -> bytes:
    """Make a PDF of what each page draws; `form` is what /X1 draws."""
    writer = PdfWriter()
    fonts = DictionaryObject({NameObject("/F1"): _chinese()})
    resources = DictionaryObject({NameObject("/Font"): fonts})
    for drawn in pages:
        page = writer.add_blank_page(width=600, height=800)
        inside = DictionaryObject({NameObject("/X1"): _form(form, resources)})
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): fonts, NameObject("/XObject"): inside}
        )
        stream = DecodedStreamObject()
        stream.set_data(drawn.encode())
        page[NameObject("/Contents")] = stream
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _form(drawn: str, resources: DictionaryObject) -> DecodedStreamObject:
    form = DecodedStreamObject()
    form.set_data(drawn.encode())
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(map(NumberObject, (0, 0, 600, 800)))
    form[NameObject("/Resources")] = resources
    return form


def _chinese() -> DictionaryObject:
    """A font of Adobe's collection for simplified Chinese: two bytes are a character of Unicode."""
    system = DictionaryObject(
        {
            NameObject("/Registry"): TextStringObject("Adobe"),
            NameObject("/Ordering"): TextStringObject("GB1"),
            NameObject("/Supplement"): NumberObject(2),
        }
    )
    inner = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/CIDSystemInfo"): system,
        }
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light-UniGB-UTF16-H"),
            NameObject("/Encoding"): NameObject("/UniGB-UTF16-H"),
            NameObject("/DescendantFonts"): ArrayObject([inner]),
        }
    )


def shown(text: str) -> str:
    """Return a string as the page's operators write it."""
    return f"<{text.encode('utf-16-be').hex()}>"


def text_at(x: float, y: float, text: str) -> str:
    """Write a line of text from a place on."""
    return f"BT /F1 {SIZE} Tf 1 0 0 1 {x} {y} Tm {shown(text)} Tj ET\n"


def lines_at(x: float, y: float, *lines: str) -> str:
    """Write lines of running text, from the first one down."""
    return "".join(text_at(x, y - 15 * at, line) for at, line in enumerate(lines))


def rule(left: float, low: float, right: float, high: float) -> str:
    """Draw a line."""
    return f"{left} {low} m {right} {high} l S\n"


def bar(left: float, low: float, right: float, high: float) -> str:
    """Draw a line as Word does: a rectangle half a point wide, filled."""
    wide, tall = max(right - left, 0.5), max(high - low, 0.5)
    return f"{left} {low} {wide} {tall} re f\n"


def ruled(xs: Sequence[float], ys: Sequence[float], draw: Draw = rule) -> str:
    """Draw all rules of a table, side by side of its cells."""
    flat = "".join(draw(left, y, right, y) for y in ys for left, right in pairwise(xs))
    upright = "".join(draw(x, low, x, high) for x in xs for low, high in pairwise(sorted(ys)))
    return flat + upright


def written(xs: Sequence[float], ys: Sequence[float], rows: Sequence[str]) -> str:
    """Write the cells of a table, its `ys` from the top down; | parts them, / the lines of one."""
    drawn = ""
    for top, row in zip(ys, rows, strict=False):
        for x, cell in zip(xs, row.split("|"), strict=False):
            drawn += lines_at(x + 3, top - 12, *cell.split("/")) if cell else ""
    return drawn
