"""Documents, clauses and citations: frozen values, no input or output."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

_ARTICLE = re.compile(r"第.{1,12}条(?:之[一二三四五六七八九十]{1,3})?")
_MOST_NAMED = 20  # page numbers in a message
_DECIMAL = re.compile(r"(?:[A-Z]|\d+)(?:\.\d+)+")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of characters in `Document.text`: `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """Return the characters this span names in `text`."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Heading(NamedTuple):
    """A line that the file itself marks as a heading: where it begins, and its level (from 1).

    Level 8 is a line that is only bold from end to end.
    """

    start: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One policy document as it is read and quoted.

    `text` is the canonical text: the decoded characters in reading order, residue such as
    `[bookmark: …]` removed and nothing else changed. `pages` holds the offset at which each page
    begins and is empty where the format has no pages; `ocr_pages` the numbers (from 1) of the pages
    whose text was read from their picture; `headings` the lines that the format marks as headings
    (Word's heading styles, h1 to h6 of a web page, bold lines); `particulars` what the file says of itself outside
    the text, by field of `Metadata` (the PubDate of a web page). `content_hash` (SHA-256 of the file) tells whether the
    file has changed; it is not the identity.
    """

    id: str
    title: str
    text: str
    source: str
    content_hash: str
    pages: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    headings: tuple[Heading, ...] = ()
    particulars: tuple[tuple[str, str], ...] = ()

    def page_of(self, offset: int) -> int | None:
        """Return the page (from 1) on which `offset` lies; None where there are no pages."""
        return bisect_right(self.pages, offset) if self.pages else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePath:
    """Where a clause (条款) stands: its headings from the top, and their numbers.

    >>> path = ClausePath(headings=("三、重大行动", "（一）重点行业行动", "1.钢铁行业"),
    ...                   numbers=("三", "（一）", "1"))
    >>> str(path), path.label
    ('三、重大行动 > （一）重点行业行动 > 1.钢铁行业', '三（一）1')
    """

    headings: tuple[str, ...]
    numbers: tuple[str, ...]

    def __str__(self) -> str:
        return " > ".join(self.headings)

    @property
    def label(self) -> str:
        """The short name officials write: 三（一）1.

        Articles are cited without their chapter; a decimal number (4.4.3) holds those above it.
        """
        articles = [at for at, number in enumerate(self.numbers) if _ARTICLE.fullmatch(number)]
        decimals = [at for at, number in enumerate(self.numbers) if _DECIMAL.fullmatch(number)]
        return "".join(self.numbers[next(iter((*articles, *reversed(decimals))), 0) :])

    @property
    def is_article(self) -> bool:
        """Tell whether this is 第X条, or 第X条之一, the unit that statutes are cited by."""
        return bool(self.numbers) and bool(_ARTICLE.fullmatch(self.numbers[-1]))

    def cited_in(self, title: str) -> str:
        """Return how officials cite the clause of the document `title`: 《…方案》三（一）1.

        A text that a notice prints is cited by its own name, as it will be known.

        >>> ClausePath(headings=(), numbers=("附件1", "《节水办法》", "一")).cited_in("关于印发……的通知")
        '《节水办法》一'
        """
        at = next((at for at, one in enumerate(self.numbers) if one.startswith("《")), -1)
        below = ClausePath(headings=(), numbers=self.numbers[at + 1 :])
        return f"{self.numbers[at] if at >= 0 else f'《{title}》'}{below.label}"


class ClauseRole(Enum):
    """What a clause is for, told by the headings it stands under.

    Plans in the manner of GB/T 9704 open with a preamble, guiding thought, principles and goals
    (总体要求), and only then come to tasks, safeguards and organisation.
    """

    PREAMBLE = "导语"
    GUIDELINE = "指导思想"
    PRINCIPLE = "基本原则"
    GOAL = "目标"
    TASK = "任务"
    BOX = "专栏"
    ARTICLE = "条"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A leaf clause (条款): the smallest numbered or titled unit, cited as a whole.

    `titles` are the clause's own titles: none for a bare paragraph, two where one paragraph carries
    two lead phrases. `host_id` is the clause a box (专栏) hangs on, else None.
    """

    id: str
    document_id: str
    path: ClausePath
    titles: tuple[str, ...]
    span: Span
    role: ClauseRole
    host_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A heading or a title line: the part of the text that is no clause."""

    path: ClausePath
    title: str
    span: Span
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A verbatim piece of a document: `document.text[span.start:span.end] == quote`."""

    document_id: str
    clause_id: str
    span: Span
    quote: str


def cite(document: Document, clause: Clause, span: Span) -> Citation:
    """Cite `span` of `document` as part of `clause`.

    Raises:
        ValueError: `span` is empty or not inside the clause.
    """
    if span.start == span.end or not clause.span.contains(span):
        raise ValueError(f"{span} is not a part of clause {clause.id} at {clause.span}")
    return Citation(
        document_id=document.id, clause_id=clause.id, span=span, quote=span.of(document.text)
    )


def name_pages(numbers: Sequence[int]) -> str:
    """Name pages in words, runs of them shortened.

    >>> name_pages([2, 3, 4, 7])
    '第 2—4、7 页'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    names = [str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs]
    more = f"等 {len(numbers)} " if len(names) > _MOST_NAMED else " "
    return f"第 {'、'.join(names[:_MOST_NAMED])}{more}页"
