"""Heads that a lost line break has run on to the paragraph before: cut apart again; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.dates import DATE
from corpus.markers import Marker, read_marker
from corpus.model import Span
from corpus.one_line import one_line_cuts
from corpus.paragraphs import Paragraph
from corpus.run_on_articles import article_cuts
from corpus.run_on_leads import lead_cuts
from corpus.run_on_listed import listed_ends
from corpus.view import view_of

LONGEST_TITLE = 40
_LONGEST_STAMP = 200  # characters of it with the line of the title
_LONGEST_ABOVE = 34  # characters of a head with its number that runs on to one below it
# Only the numbers of heads: 第三章, 三、 and （三）; lists of 1. and （1） run on by intention. Those
# of standards (GB/T 1.1: 5 要求, 5.2 方法) have nothing but their title behind them.
_CANDIDATE = re.compile(
    r"第[一二三四五六七八九十百]{1,5}[章节篇编]|[一二三四五六七八九十]{1,4}、|\([一二三四五六七八九十]{1,4}\)"
    r"|(?<=[。;)])[1-9]\d?(?:\.\d{1,2}){0,4}(?=\s?[\u4e00-\u9fff][^。;!?,:\d]{1,28}(?:\([A-Za-z][A-Za-z ,-]{1,60}\))?$)"
)
_FINISHED = re.compile(r"[。!?;)\]][”)]?\s*$")
# What a reference to a number, or a list inside a sentence, has before it.
_REFERS = re.compile(r"[按照据见第至到与和及或之在为即如,、:(《“〔条款项的了\d]\s*$")
_SENTENCE_MARK = re.compile(r"[。;!?,:]")
# The head above it, which it goes on: 二、设施（三）管网.
_ABOVE = re.compile(
    r"(?:^|[。;!?):])\s?((?:第[一二三四五六七八九十百]{1,5}[章节篇编]|[一二三四五六七八九十]{1,4}、)[^。;!?,:、(\n]{2,24})$"
)
# A number cut in two by the end of a line: …和信息共享。十 | 一、健全法规标准.
_FIRST_HALF = re.compile(r"[。!?][一二三四五六七八九十]$")
_LONE = re.compile(
    r"第[一二三四五六七八九十百]{1,5}[章节篇编]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)"
)
_LONE_TERM = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}")
# A term of a standard, with what it is called in English.
_TERM = re.compile(r"[\u4e00-\u9fff“][^。;!?,:\t.·…=]{1,28}(?:\s[A-Za-z][A-Za-z ,-]{1,60})?")
_DIVISION = re.compile(r"第[一二三四五六七八九十]{1,5}[章节篇编]\s?")
_HALF_TITLE = re.compile(r"[\u4e00-\u9fff“”、,]{6,40}")
_TITLE = re.compile(r"[\u4e00-\u9fff“][^。;!?,:\t.·…]{0,28}[\u4e00-\u9fff”)]")
# An item of a list with its lead phrase: …取得进展。——创新驱动。
_DASHED = re.compile(r"(?<=[。;])\s?(?=[—-]{2,4}\s?[^。;!?—-]{4,24}。)")
# The last page number of a table of contents and what is run on to it: …结论......41适用范围.
_LAST_ENTRY = re.compile(r"[.·…]{4}\s{0,3}(?P<page>\d{1,3})(?=.{2,40}$)(?=[^.·…]+$)")
_MOST_ENTRIES = 80
_SECOND_HALF = re.compile(r"[一二三四五六七八九]、")
# The day that signs a notice, or the last line of its 版记, 印发机关和印发日期 (GB/T 9704-2012, 7.3.5 and
# 7.4.3), run on to the title of the text that begins on the next page.
_STAMP = re.compile(
    rf"[\u4e00-\u9fff ()]{{4,60}}(?<!于){DATE}\s?印发\s?(?=[\u4e00-\u9fff“《])(?![的了给至到])(?=[^。;!?:,]{{6,80}}$)"
    rf"|(?:[\u4e00-\u9fff ]{{3,40}}[局委厅部办会院署室府])?{DATE}\s?(?!发布|公布|印发|出台|下发|制定|施行|起|的)(?=[\u4e00-\u9fff“《][^。;!?:,]{{6,60}}(?:方案|规划|计划|意见|办法|细则|措施|指南|要点|目录)(?:\([^()]{{1,20}}\))?$)"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A number in the text: at the start of paragraph `owner`, or at `start` inside it."""

    owner: int
    start: int
    marker: Marker
    finished: bool = True

    @property
    def opens(self) -> bool:
        return self.start == 0

    @property
    def scheme(self) -> tuple[int, str]:
        """What numbers in one sequence share: the kind, and what a decimal number repeats."""
        return self.marker.rank, self.marker.prefix


def cut_run_on(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Cut paragraphs of `text` before the heads that were run on to them.

    Copies lose line breaks, so that a head ends the paragraph before it or goes on with its own
    text. A number inside a paragraph is a head where it goes on with the sequence of its scheme
    from the heads round it, a title stands behind it, and a finished sentence before it; or where
    the numbers on both its sides open paragraphs and only this one is missing. The first head may be
    run on to the contents. A number alone on
    its line has its title on the next; one that the contents list ends where its entry does. The stamp of a notice ends before the title of what it prints. Dashes with a lead phrase open an item of a list. Lead phrases
    are cut apart where the text has lost the line breaks before them (`corpus.run_on_leads`), and so
    are the articles of statutes (`corpus.run_on_articles`). A text on one line
    is parted at its numbers, else by its length (`corpus.one_line`).
    """
    paragraphs = tuple(_with_titles(text, tuple(_with_whole_numbers(text, paragraphs))))
    places = [place for at, one in enumerate(paragraphs) for place in _places(at, one)]
    cuts: dict[int, list[int]] = {}
    for at, one in enumerate(paragraphs):
        if dashed := [match.end() for match in _DASHED.finditer(one.text)]:
            cuts[at] = dashed
        if entry := _first_head(paragraphs, at):
            cuts[at] = [entry]
        if stamp := _STAMP.match(one.text[:_LONGEST_STAMP]):
            cuts[at] = [stamp.end()]
    for inside in (lead_cuts(paragraphs), article_cuts(paragraphs), listed_ends(paragraphs)):
        for at, starts in inside.items():
            cuts.setdefault(at, []).extend(starts)
    last: dict[tuple[int, str], _Place] = {}
    following = _next_of_scheme(places)
    for at, place in enumerate(places):
        after = places[following[at]] if following[at] else None
        before = last.get(place.scheme)
        whole = paragraphs[place.owner].text
        if place.opens or _is_head(place, before, after, whole):
            last[place.scheme] = place
            if not place.opens:
                cuts.setdefault(place.owner, []).append(place.start)
    cuts |= one_line_cuts(paragraphs, cuts)
    return tuple(
        piece
        for at, one in enumerate(paragraphs)
        for piece in (_pieces(text, one, sorted(set(cuts[at]))) if at in cuts else (one,))
    )


def _places(at: int, paragraph: Paragraph) -> Iterator[_Place]:
    if marker := read_marker(paragraph.text):
        yield _Place(owner=at, start=0, marker=marker)
    for match in _CANDIDATE.finditer(paragraph.text, 1):
        start = match.start()
        if marker is not None and start < marker.length:
            continue
        before = paragraph.text[max(start - 4, 0) : start]
        inner = read_marker(paragraph.text[start : start + LONGEST_TITLE])
        # 现提出以下意见:一、总体要求 is the first head; a list in a sentence has lower numbers.
        is_upper = inner is not None and (inner.is_upper or inner.is_division)
        begins = inner is not None and inner.number == 1 and is_upper and before[-1:] == ":"
        if inner is not None and (begins or not _REFERS.search(before)):
            finished = begins or _FINISHED.search(before) or _is_below_head(paragraph.text, start)
            yield _Place(at, start, inner, finished=bool(finished))


def _next_of_scheme(places: Sequence[_Place]) -> list[int]:
    """Return for every place the next of its scheme that opens a paragraph or ends none, or 0."""
    following = [0] * len(places)
    seen: dict[tuple[int, str], int] = {}
    for at in range(len(places) - 1, -1, -1):
        scheme = places[at].scheme
        following[at] = seen.get(scheme, 0)
        if places[at].finished:
            seen[scheme] = at
    return following


def _is_head(place: _Place, before: _Place | None, after: _Place | None, whole: str) -> bool:
    """Tell whether the number inside the paragraph `whole` is a head that was run on to it."""
    number = place.marker.number
    ends = _title_ends(whole, place.start + place.marker.length)
    goes_on = after is not None and after.marker.number == number + 1
    if not ends or (number == 1 and not goes_on):
        return False
    if number == 1:
        return place.finished
    if before is None or before.marker.number != number - 1:
        return False
    if place.finished:
        return goes_on or ends == len(whole) or before.owner == place.owner
    return goes_on and after is not None and after.opens


def _is_below_head(text: str, start: int) -> bool:
    """Tell whether the head above it stands directly before the number at `start`, as a whole."""
    begin = max(start - _LONGEST_ABOVE, 0)
    above = _ABOVE.search(text[begin:start])
    return bool(above) and (begin == 0 or above.start(1) > 0) and text[start] == "("  # type: ignore[union-attr] # a match where it is asked


def _first_head(paragraphs: Sequence[Paragraph], at: int) -> int:
    """Return where the first head of a text begins that is run on to its contents, 0 where none is.

    It is one of the entries above, each of which dots lead from its words to its page.
    """
    text = paragraphs[at].text
    found = _LAST_ENTRY.search(text) if text[-1:] >= "\u4e00" else None
    if found is None:
        return 0
    above = "\n".join(
        one.text[:_LONGEST_STAMP] for one in paragraphs[max(at - _MOST_ENTRIES, 0) : at]
    )
    for begin in range(found.start("page") + 1, found.end("page") + 1):
        if any(f"\n{text[begin:]}{dots}" in f"\n{above}" for dots in ("..", "…", "·")):
            return begin
    return 0


def _with_whole_numbers(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs, each number that the end of a line cuts in two joined to its head."""
    half: int | None = None  # where the first half of a number begins
    for at, one in enumerate(paragraphs):
        start = one.span.start if half is None else half
        following = paragraphs[at + 1].text if at + 1 < len(paragraphs) else ""
        is_cut = _FIRST_HALF.search(one.text[-3:]) and _SECOND_HALF.match(following)
        half = one.span.end - 1 if is_cut else None
        end = one.span.end if half is None else half
        if (start, end) == (one.span.start, one.span.end):
            yield one
            continue
        span = Span(start=start, end=end)
        yield Paragraph(span, view_of(text, span), one.blank_lines_before)


def _with_titles(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs, each number that stands alone joined to the title on the next line.

    So are the two lines of a chapter's long title.
    """
    at = 0
    while at < len(paragraphs):
        one = paragraphs[at]
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        behind = paragraphs[at + 2].text if at + 2 < len(paragraphs) else ""
        is_open = _LONE.fullmatch(one.text) or (_is_half_title(one.text) and _is_below(behind))
        is_term = _LONE_TERM.fullmatch(one.text) and _is_below(behind)
        if following and (
            (is_open and _is_title(following.text))
            or (is_term and _TERM.fullmatch(following.text) and read_marker(following.text) is None)
        ):
            span = Span(start=one.span.start, end=following.span.end)
            one = Paragraph(span, view_of(text, span), one.blank_lines_before)
            at += 1
        yield one
        at += 1


def _is_half_title(text: str) -> bool:
    """Tell whether a line is a chapter with the first line of a title, which may go on."""
    match = _DIVISION.match(text)
    return bool(match) and bool(_HALF_TITLE.fullmatch(text, match.end()))  # type: ignore[union-attr] # a match where it is asked


def _is_below(text: str) -> bool:
    """Tell whether the line behind a title is the text or the head below it, and no article.

    The titles of statutes are short; what stands between them and an article was left by a page.
    """
    marker = read_marker(text)
    return not marker.is_article if marker else "。" in text


def _is_title(text: str) -> bool:
    return bool(_TITLE.fullmatch(text)) and read_marker(text) is None


def _title_ends(text: str, start: int) -> int:
    """Return where the title at `start` ends, by 。 or with the paragraph; 0 where none stands."""
    found = _SENTENCE_MARK.search(text, start, start + LONGEST_TITLE + 1)
    while found and found.group() in ",:":
        found = _SENTENCE_MARK.search(text, found.end(), start + LONGEST_TITLE + 1)
    if found is None:
        return len(text) if 2 <= len(text) - start <= LONGEST_TITLE else 0
    return found.end() if found.group() == "。" and found.start() - start >= 2 else 0


def _pieces(text: str, paragraph: Paragraph, cuts: Sequence[int]) -> Iterator[Paragraph]:
    """Cut a paragraph at places of its view; what the view leaves out stays with the piece before."""
    offsets = [paragraph.view.offsets[cut] for cut in cuts]
    starts = [paragraph.span.start, *offsets]
    ends = [*offsets, paragraph.span.end]
    for start, end in zip(starts, ends, strict=True):
        words = text[start:end]
        begin = start + len(words) - len(words.lstrip())
        span = Span(start=begin, end=begin + len(words.strip()))
        blank = paragraph.blank_lines_before if start == paragraph.span.start else 0
        yield Paragraph(span=span, view=view_of(text, span), blank_lines_before=blank)
