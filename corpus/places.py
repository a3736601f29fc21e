"""Where in a long unit a quotation stands: 款 and 项 of an article, parts of a long clause; pure.

An article is cited as a whole, a long clause keeps one id; officials name the place inside:
第二款第（三）项 (立法技术规范: 条 → 款 → 项; a 款 is a paragraph without a number, a 项 has one in
brackets), and of a clause longer than anybody reads at once, the part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Clause, ClauseRole, Document, Span
from corpus.numerals import CHINESE_NUMERAL, parse_integer
from corpus.view import fold_width

LONGEST_PART = 3000  # characters
_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(rf"\s{{0,20}}\(\s?({CHINESE_NUMERAL})\s?\)")
# A 目 below a 项: 1. or (1) or ①; it is no 款.
_POINT = re.compile(r"\s*(?:\d{1,2}\s?[.、]|\(\d{1,2}\)|[①-⑳])")
_FINISHED = re.compile(r"[。;!?:]\s*$")  # a line without one of these goes on in the next
_DIGITS = "〇一二三四五六七八九"


def place_in_clause(document: Document, clause: Clause, span: Span) -> str:
    r"""Return the 款 and 项 or the part of a clause that hold all of `span`; "" where none does.

    >>> from corpus.model import ClausePath
    >>> text = "第五条 企业应当节水。\n有下列行为的，责令改正：\n（一）浪费用水；\n（二）隐瞒用量。"
    >>> document = Document(id="a", title="a", text=text, source="a.txt", content_hash="")
    >>> clause = Clause(
    ...     id="a/第五条", document_id="a", path=ClausePath(headings=("第五条",), numbers=("第五条",)),
    ...     titles=(), span=Span(start=0, end=len(text)), role=ClauseRole.ARTICLE)
    >>> place_in_clause(document, clause, Span(start=35, end=41))
    '第二款第（二）项'
    """
    if clause.role is ClauseRole.ARTICLE:
        named = _holding(list(_items(document.text, clause.span)), span)
        if named:
            return named
    parts = list(_parts(document.text, clause.span))
    if len(parts) == 1:
        return ""
    return _holding([(part, f"（第{at}部分，共{len(parts)}部分）") for at, part in parts], span)


def _holding(places: list[tuple[Span, str]], span: Span) -> str:
    return next((name for place, name in places if place.contains(span)), "")


def find_part(document: Document, clause: Clause, *, paragraph: int, item: int) -> Span | None:
    """Return where a 款 of an article stands, with its 项, or one 项 of it; None where there is none.

    Both count from one, as the text does; 0 stands for any: 第（三）项 alone is the first of them.
    """
    if clause.role is not ClauseRole.ARTICLE:
        return None
    found = [
        span
        for span, count, number in paragraphs_of(document.text, clause.span)
        if (not paragraph or count == paragraph)
        and (not item or (number and parse_integer(number) == item))
    ]
    if not found:
        return None
    return found[0] if item else Span(start=found[0].start, end=found[-1].end)


def count_paragraphs(document: Document, clause: Clause) -> int:
    """Return how many 款 an article has."""
    return max(count for _, count, _ in paragraphs_of(document.text, clause.span))


def _items(text: str, whole: Span) -> Iterator[tuple[Span, str]]:
    """Yield the 款 and 项 of an article with their names; 款 have none where there is one only."""
    paragraphs = list(paragraphs_of(text, whole))
    several = sum(not number for _, _, number in paragraphs) > 1
    for span, count, number in paragraphs:
        name = f"第{in_chinese(count)}款" if several else ""
        yield span, f"{name}第（{number}）项" if number else name


def paragraphs_of(text: str, whole: Span) -> Iterator[tuple[Span, int, str]]:
    """Yield the 款 and 项 of the article at `whole`, each with the count of the 款 and the 项's number.

    The number is written as in the text, and "" for a 款 itself.
    """
    paragraphs: list[tuple[Span, str]] = []  # with the number of the 项, empty for a 款
    before = ""
    for match in _LINE.finditer(text, whole.start, whole.end):
        line = fold_width(match.group())
        item = _ITEM.match(line)
        goes_on = not _FINISHED.search(before) or _POINT.match(line)
        if paragraphs and not item and goes_on:
            start, number = paragraphs[-1][0].start, paragraphs[-1][1]
            paragraphs[-1] = Span(start=start, end=match.end()), number
        else:
            paragraphs.append(
                (Span(start=match.start(), end=match.end()), item.group(1) if item else "")
            )
        before = line
    count = 0
    for span, number in paragraphs:
        count += not number
        yield span, count, number


def in_chinese(number: int) -> str:
    """Return a number below a hundred as statutes write it; others in figures."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def _parts(text: str, whole: Span) -> Iterator[tuple[int, Span]]:
    """Yield the parts of a clause, cut at the ends of lines, with their numbers from one."""
    start, count = whole.start, 1
    while whole.end - start > LONGEST_PART:
        cut = text.rfind("\n", start + 1, start + LONGEST_PART) + 1
        end = cut if cut > start else start + LONGEST_PART
        yield count, Span(start=start, end=end)
        start, count = end, count + 1
    yield count, Span(start=start, end=whole.end)
