"""A text without its blanks, and its lines: where front matter, signatures and colophons are read; pure.

Officials letter-space what stands alone (青 海 省 人 民 政 府, ２ ０ ２ １ 年), and layouts wrap titles, so
the rules for metadata match on characters with every blank taken out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.labels import opens_with_label
from corpus.model import Citation, Span
from corpus.view import MatchingView, fold_width

# Signs that some PDF fonts and web editors put for the usual ones.
_GLYPHS = str.maketrans(
    {
        "ꎬ": ",",
        "ꎮ": "。",
        "ꎻ": ";",
        "ꎺ": ":",
        "<": "〈",
        ">": "〉",
        "﹝": "〔",
        "﹞": "〕",
        "【": "[",
        "】": "]",
        "\u00ad": "-",
        "\u3164": " ",  # a filler that web editors put for a blank
    }
)
_LINE = re.compile(r"[^\n\f]+")
_RUN = re.compile(r"\S+")
_DECORATION = "#*>|-—·•◆■●"
# The body begins: a number of the highest levels, a preface, a table of contents.
_BODY_OPENING = re.compile(
    r"第[一1](?:编|章|节|条|部分)|[一1][、.]|\(一\)|前言|引言|序言|目[录次]$|附件\d?[:.]?$"
)
_MOST_FRONT = 60  # lines


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `sheet.text[start:end]`, decoration such as Markdown's # left out."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document's characters in one width, blanks dropped, and the lines they stand in.

    `front` counts the lines above the body: red head, number, title, caption, labels of a web page.
    """

    source: str
    view: MatchingView
    lines: tuple[Line, ...]
    front: int

    @property
    def text(self) -> str:
        """The characters that rules match on."""
        return self.view.text

    def verbatim(self, start: int, end: int) -> str:
        """Return `text[start:end]` in the characters of the document, blanks dropped."""
        return "".join(self.source[at] for at in self.view.offsets[start:end])

    def spaced(self, line: Line) -> str:
        """Return a line as it is written, blanks included, in one width."""
        return _fold(self.view.span(line.start, line.end).of(self.source))

    def line_to(self, at: int, *, longest: int = 40) -> str:
        """Return the line that holds position `at`, up to it, its last characters."""
        line = max(bisect_right(self.lines, at, key=lambda one: one.start) - 1, 0)
        return self.text[max(self.lines[line].start, at - longest) : at] if self.lines else ""

    def sentence_start(self, at: int, *, longest: int = 400) -> int:
        """Return where the sentence that holds position `at` begins, at most `longest` before."""
        return max(
            *(self.text.rfind(mark, max(at - longest, 0), at) + 1 for mark in "。!?;"),
            at - longest,
            0,
        )

    def sentence_end(self, at: int, *, longest: int = 300) -> int:
        """Return where the sentence that holds position `at` ends, at most `longest` behind."""
        ends = [self.text.find(mark, at, at + longest) for mark in "。!?;"]
        return min([end for end in ends if end >= 0], default=min(at + longest, len(self.text)))


@lru_cache(maxsize=8)  # a document is read for its metadata, then for its references
def sheet_of(text: str) -> Sheet:
    r"""Take the blanks out of `text` and find its lines.

    >>> sheet = sheet_of("青 海 省 人 民 政 府\n２ ０ ２ １ 年 ７ 月 ７ 日\n")
    >>> [line.text for line in sheet.lines], sheet.verbatim(7, 12)
    (['青海省人民政府', '2021年7月7日'], '２０２１年')
    """
    folded = _fold(text)
    characters: list[str] = []
    offsets: list[int] = []
    lines: list[Line] = []
    for match in _LINE.finditer(folded):
        start = len(characters)
        for run in _RUN.finditer(folded, *match.span()):
            characters += run.group()
            offsets += range(*run.span())
        lines += _line(characters, start)
    return Sheet(
        source=text,
        view=MatchingView(text="".join(characters), offsets=tuple(offsets)),
        lines=tuple(lines),
        front=_front_length(lines),
    )


def _fold(text: str) -> str:
    return fold_width(text).translate(_GLYPHS)


def _line(characters: list[str], start: int) -> Iterator[Line]:
    end = len(characters)
    while start < end and characters[start] in _DECORATION:
        start += 1
    if start < end:
        yield Line(start=start, end=end, text="".join(characters[start:end]))


def _front_length(lines: list[Line]) -> int:
    """Count the lines above the body.

    Convention (GB/T 9704-2012, 7.3): title and number stand above the 主送机关, which is a line closed
    by a colon; where there is none, the first sentence or the first number begins the body.
    Labelled particulars above the text (发文字号：…) are none of these.
    """
    for count, line in enumerate(lines[:_MOST_FRONT]):
        if opens_with_label(line.text):
            continue
        is_address = line.text.endswith(":") and len(line.text) > len("主送机关:") + 1
        if "。" in line.text or is_address or _BODY_OPENING.match(line.text):
            return count
    return min(len(lines), _MOST_FRONT)


def cite_range(sheet: Sheet, document_id: str, clause_id: str, start: int, end: int) -> Citation:
    """Cite `text[start:end]` of a sheet in the original characters."""
    span: Span = sheet.view.span(start, end)
    return Citation(
        document_id=document_id, clause_id=clause_id, span=span, quote=span.of(sheet.source)
    )
