"""What was recognised in a document, measured from outside: the work of `python -m corpus check`; pure.

Every figure is reckoned from the document and the values the parser gave, and where it counts
something itself (brackets, numbered lines) by rules of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from corpus.check_brackets import count_brackets
from corpus.check_heads import missed_codes, statutes_together, unmarked_texts
from corpus.check_leads import loose_leads
from corpus.check_numbers import (
    NumberLine,
    Reason,
    is_number,
    numbered_levels,
    out_of_sequence,
    refused_lines,
)
from corpus.facts import ParsedDocument
from corpus.model import Clause, ClauseRole, Document, Span, name_pages
from corpus.titles import is_title
from corpus.view import fold_width

LONG_CLAUSE = 3000  # characters: longer than anybody reads as one citation
_QUOTED = 30  # characters of the text in a warning


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something to look at: the line of the text (from 1; None for the whole), and what it is."""

    line: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brackets:
    """Brackets that name who does a thing: counted, of these read as responsibilities, and others.

    `other` are responsibilities that the count has no bracket for (prose, tables).
    """

    counted: int
    parsed: int
    other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCheck:
    """What was recognised in one document.

    Attributes:
        document: The document.
        characters: Its characters that are not blank.
        inside: Those of them that stand in a clause or a head: all of them, if nothing is lost.
        levels: Numbered units by level, run-in ones counted with the headings.
        heads: Headings, title lines left out.
        clauses: Leaf clauses.
        lengths: The length of every clause in characters, ascending.
        longest: The longest clause; None where there is none.
        brackets: Brackets that name who does a thing.
        tasks: Tasks read.
        targets: Targets read.
        obligations: Obligations read.
        penalties: Penalties read.
        thresholds: Thresholds and limits read.
        blank_pages: Pages without text, from 1.
        ocr_pages: Pages whose text was read from their picture, from 1.
        is_fallback: Whether no structure was found and the text was cut at its paragraphs.
        sequence_faults: Numbered units whose number follows nothing.
        refused: Lines that start like a number and are no head.
        leads: Lines that start like a lead phrase (段首句) and open no clause.
        warnings: What to look at, in the order of the text.
    """

    document: Document
    characters: int
    inside: int
    levels: dict[int, int]
    heads: int
    clauses: int
    lengths: tuple[int, ...]
    longest: Clause | None
    brackets: Brackets
    tasks: int
    targets: int
    obligations: int
    penalties: int
    thresholds: int
    blank_pages: tuple[int, ...]
    ocr_pages: tuple[int, ...]
    is_fallback: bool
    sequence_faults: int
    refused: tuple[NumberLine, ...]
    leads: tuple[NumberLine, ...]
    warnings: tuple[Remark, ...]


def check_document(parsed: ParsedDocument) -> DocumentCheck:
    r"""Measure what was recognised in a document.

    >>> from pathlib import Path
    >>> from corpus.reader import from_text
    >>> from corpus.structure import parse_document
    >>> text = "一、总则\n（一）节水。做好节水。（责任单位：市水利局）"
    >>> check = check_document(parse_document(from_text(text, path=Path("a.txt"), content_hash="")))
    >>> check.inside == check.characters, check.levels, check.brackets
    (True, {1: 1, 2: 1}, Brackets(counted=1, parsed=1, other=0))
    """
    document, facts = parsed.document, parsed.facts
    outside, doubled = _coverage(parsed)
    characters = sum(not one.isspace() for one in document.text)
    counted = count_brackets(document.text)
    sources = [fact.source.span for fact in facts.responsibilities]
    missed = _without(counted, sources)
    refused = refused_lines(parsed)
    faults = out_of_sequence(parsed)
    is_fallback = not _is_structured(parsed)
    found = [
        *_lost(document.text, outside, doubled),
        *((span.start, f"责任括注没有读出：{_quote(document.text, span)}") for span in missed),
        *((unit.span.start, f"编号不接续：{unit.path.headings[-1][:_QUOTED]}") for unit in faults),
        *missed_codes(parsed),
        *unmarked_texts(parsed),
        *statutes_together(parsed),
        *_weak_places(parsed),
    ]
    return DocumentCheck(
        document=document,
        characters=characters,
        inside=characters - sum(_filled(document.text, span) for span in outside),
        levels=numbered_levels(parsed),
        heads=sum(head.level > 0 for head in parsed.heads),
        clauses=len(parsed.clauses),
        lengths=tuple(sorted(map(_length, parsed.clauses))),
        longest=max(parsed.clauses, key=_length, default=None),
        brackets=Brackets(
            counted=len(counted),
            parsed=len(counted) - len(missed),
            other=len(_without(sources, counted)),
        ),
        tasks=len(facts.tasks),
        targets=len(facts.targets),
        obligations=len(facts.obligations),
        penalties=len(facts.penalties),
        thresholds=len(facts.thresholds),
        blank_pages=blank_pages(document),
        ocr_pages=recognised_pages(document),
        is_fallback=is_fallback,
        sequence_faults=len(faults),
        refused=refused,
        leads=loose_leads(parsed),
        warnings=_warnings(document, found, refused, is_fallback=is_fallback),
    )


def _warnings(
    document: Document,
    found: Sequence[tuple[int, str]],
    refused: Sequence[NumberLine],
    *,
    is_fallback: bool,
) -> tuple[Remark, ...]:
    lines = Lines(document.text)
    warnings = [Remark(line=lines.of(at), text=text) for at, text in found]
    warnings += [
        Remark(line=one.line, text=f"以编号开头，没有读作标题：{one.text[:_QUOTED]}")
        for one in refused
        if one.reason is Reason.UNKNOWN
    ]
    if is_fallback:
        warnings.append(Remark(line=None, text="没有找到编号或标题，按自然段切分"))
    return tuple(sorted(warnings, key=lambda one: one.line or 0))


def _weak_places(parsed: ParsedDocument) -> Iterator[tuple[int, str]]:
    """Yield the pages without text, the clauses that are too long to be cited well, a text cut by length."""
    for page in blank_pages(parsed.document):
        yield parsed.document.pages[page - 1], f"第 {page} 页没有文字（可能是扫描页）"
    for clause in parsed.clauses:
        if _length(clause) > LONG_CLAUSE:
            yield clause.span.start, f"条款长达 {_length(clause):,} 字：{clause.id}"
    text = parsed.document.text
    for one, other in pairwise(parsed.clauses):
        is_torn = one.path == other.path and one.role is other.role is ClauseRole.PREAMBLE
        if is_torn and "\n" not in text[one.span.end : other.span.start]:
            yield one.span.start, "正文没有分行，也没有编号，按长度在句末切分"
            return


class Lines:
    """The lines of a text, to name the one an offset lies on."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def of(self, offset: int) -> int:
        """Return the number (from 1) of the line that `offset` lies on."""
        return bisect_right(self._starts, offset)


def blank_pages(document: Document) -> tuple[int, ...]:
    """Return the pages (from 1) that have no text; none where the format has no pages."""
    ends = (*document.pages[1:], len(document.text))
    pages = enumerate(zip(document.pages, ends, strict=False), start=1)
    return tuple(page for page, (start, end) in pages if not document.text[start:end].strip())


def recognised_pages(document: Document) -> tuple[int, ...]:
    """Return the pages (from 1) whose text was recognised (OCR), those that gave none left out."""
    blank = blank_pages(document)
    return tuple(page for page in document.ocr_pages if page not in blank)


def named_by_file(document: Document) -> bool:
    """Tell whether a document is called by the name of its file, which is no title and nowhere in its text."""
    title = _key(document.title)
    is_name = title == _key(Path(document.source).stem) and not is_title(document.title)
    return is_name and title not in _key(document.text)


def _key(words: str) -> str:
    return "".join(fold_width(words).split())


def reading_warnings(parsed: ParsedDocument) -> tuple[str, ...]:
    """Return in short what of a document could not be read as it should: structure, pages, pictures."""
    blank = blank_pages(parsed.document)
    recognised = recognised_pages(parsed.document)
    found = (
        "" if _is_structured(parsed) else "没有编号或标题，按段落切分",
        f"{name_pages(blank)}没有文字" if blank else "",
        f"{name_pages(recognised)}是文字识别（OCR）" if recognised else "",
    )
    return tuple(filter(None, found))


def _coverage(parsed: ParsedDocument) -> tuple[list[Span], list[Span]]:
    """Return the ranges in no unit and in more than one, in order; blanks may stand in them."""
    spans = sorted([*(head.span for head in parsed.heads), *(one.span for one in parsed.clauses)])
    outside, doubled = [], []
    end = 0
    for span in spans:
        if span.start > end:
            outside.append(Span(start=end, end=span.start))
        elif span.start < end:
            doubled.append(Span(start=span.start, end=min(end, span.end)))
        end = max(end, span.end)
    outside.append(Span(start=end, end=max(end, len(parsed.document.text))))
    return outside, doubled


def _lost(text: str, outside: Sequence[Span], doubled: Sequence[Span]) -> Iterator[tuple[int, str]]:
    for remark, spans in (("文字不在任何条款或标题里", outside), ("文字重复归入", doubled)):
        for span in spans:
            if count := _filled(text, span):
                start = span.start + len(span.of(text)) - len(span.of(text).lstrip())
                yield start, f"{count} 个字，{remark}：{_quote(text, span)}"


def _filled(text: str, span: Span) -> int:
    return sum(not one.isspace() for one in span.of(text))


def _quote(text: str, span: Span) -> str:
    words = " ".join(text[span.start : min(span.end, span.start + 4 * _QUOTED)].split())
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"


def _length(clause: Clause) -> int:
    return clause.span.end - clause.span.start


def _without(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Return those of `spans` that overlap none of `others`."""
    ordered = sorted(others)
    starts = [other.start for other in ordered]
    ends = [0, *accumulate((other.end for other in ordered), max)]
    return [span for span in spans if ends[bisect_left(starts, span.end)] <= span.start]


def _is_structured(parsed: ParsedDocument) -> bool:
    """Tell whether a number, a heading or a lead phrase opens anything."""
    if any(head.level for head in parsed.heads):
        return True
    return any(
        clause.titles
        or clause.role is ClauseRole.ARTICLE
        or any(is_number(number) for number in clause.path.numbers)
        for clause in parsed.clauses
    )
