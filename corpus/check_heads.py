"""Places where a head was probably missed, so that text hangs on the wrong one; pure.

Written against the values that the parser gives, not its rules. A call's subjects have codes of four
digits that count on (1011, 1012, 1013); a text numbers its parts once, so that what begins with 一、
anew at the top is another text, whose title or mark (附件) was not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.check_numbers import numbered_units, read_number
from corpus.facts import ParsedDocument
from corpus.model import Clause, ClauseRole, Head
from corpus.view import fold_width

_CODE = re.compile(r"[1-9]\d{3}(?=\s?[\u4e00-\u9fff“A-Z])(?!\s?[年月日元万亿个项家吨米度版多余])")
_CODE_LINE = re.compile(rf"^[^\S\n]{{0,8}}(?P<code>{_CODE.pattern})", re.M)
_FEWEST_CODES = 3
_WIDEST_STEP = 20  # from one code to the next of its class
_FEWEST_NUMBERED = 2  # units that a text has numbered before another begins
_FEWEST_ARTICLES = 3  # of the first of several statutes
_MOST_NAMED = 5
_TEXTS_OWN = ("附", "《", "前言", "引言", "序言", "导言")  # what begins a text, or counts for none


def missed_codes(parsed: ParsedDocument) -> Iterator[tuple[int, str]]:
    """Yield where codes stand that open nothing though others of the document do, with a remark."""
    text = fold_width(parsed.document.text)
    lines = {match.start("code"): int(match["code"]) for match in _CODE_LINE.finditer(text)}
    values = sorted(set(lines.values()))
    counted = sum(after == one + 1 for one, after in pairwise(values))
    if len(lines) < _FEWEST_CODES or counted < _FEWEST_CODES - 1:
        return
    opened = {unit.span.start for unit in numbered_units(parsed)}
    run = {code for code in values if {code - 1, code + 1} & set(values)}
    for at, code in lines.items():
        if at not in opened and code in run:
            yield at, f"代码 {code} 没有读作标题，它的内容可能接在上一个标题后面"
    places = sorted((at, code) for at, code in lines.items() if at in opened)
    for (at, one), (end, after) in pairwise(places):
        for missing in range(one + 1, after if after - one <= _WIDEST_STEP else one):
            if found := re.search(rf"(?<!\d){missing}(?=\s?[\u4e00-\u9fff“A-Z\d])", text[at:end]):
                yield (
                    at + found.start(),
                    f"代码 {missing} 没有读作标题，它的内容可能接在上一个标题后面",
                )


def unmarked_texts(parsed: ParsedDocument) -> Iterator[tuple[int, str]]:
    """Yield where the numbers of the top begin anew though nothing says that another text begins."""
    last: dict[str, int] = {}
    for unit in numbered_units(parsed):
        if len(unit.path.numbers) > 1:
            continue
        if unit.path.numbers[0].startswith(_TEXTS_OWN):
            last.clear()
            continue
        scheme, number = _top_number(unit)
        if number == 1 and last.get(scheme, 0) >= _FEWEST_NUMBERED:
            heading = unit.path.headings[0][:20]
            yield (
                unit.span.start,
                f"从头编号：{heading}，前面没有附件或文件的标题，可能是另一份文件",
            )
        last[scheme] = number


def statutes_together(parsed: ParsedDocument) -> Iterator[tuple[int, str]]:
    """Yield where the second of several statutes in one file begins, with the titles of all behind the first."""
    articles = [one for one in parsed.clauses if one.role is ClauseRole.ARTICLE]
    first: dict[str, int] = {}
    for one in articles:
        if one.path.numbers[0].startswith("《"):
            first.setdefault(one.path.numbers[0], one.span.start)
    own = sum(not one.path.numbers[0].startswith("《") for one in articles)
    if first and own >= _FEWEST_ARTICLES:
        names = "".join(list(first)[:_MOST_NAMED]) + ("等" if len(first) > _MOST_NAMED else "")
        yield (
            min(first.values()),
            f"这个文件里除《{parsed.document.title}》外还有 {len(first)} 部法规：{names}，建议分成单独的文件",
        )


def _top_number(unit: Head | Clause) -> tuple[str, int]:
    number = read_number(fold_width(unit.path.headings[0])) or read_number(
        f"{unit.path.numbers[0]}、"
    )
    return (number.scheme, number.number) if number else ("", 0)
