"""Brackets that name who does a thing, counted on their own, to measure what the parser reads; pure.

Nothing here is shared with the parser of responsibilities: two readings of the same convention that
agree are worth more than one. The convention (plans and their 任务分工): the sentences of a task are
closed by a bracket, or followed by a line, that names the units; it is labelled (责任单位：…), or says
how they share the work (…牵头，…配合；…按职责分工负责), or is a bare list of units behind the full stop,
or, where an office of some level opens it, at the end of a head, a sentence, or each part of a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from corpus.model import Span
from corpus.view import fold_width

LONGEST = 600  # characters between the parentheses; a longer pair is a mistake of typing
_MOST_INNER = 12  # pairs nested in one that is looked at
_SPACED = 3  # one blank in fewer characters: the print is spaced out
_FEWEST_UNITS = 0.6  # share of a bare list's items that end as the name of a unit

_PART = r"(?:责任|牵头|主责|负责|主办|承办|协办|配合|协同|协助|参与|参加|落实|实施)"
_LABEL = rf"(?:主要)?{_PART}(?:[和与及、]{_PART})?(?:单位|部门|处室|主体|科室)?\s?:"
_LABELLED = re.compile(rf"\s?{_LABEL}\s?\S")
# On a line of its own or behind a sentence, in brackets of another kind or in none.
_LABELLED_LINE = re.compile(
    rf"(?:^[^\S\n]{{0,20}}|(?<=[。;!]))[\[【〔]?{_LABEL}\s?\S[^\n〕】\]]*", re.M
)
_SHARES = re.compile(r"牵头|配合|按.{0,6}(?:职责|职能|分工)|分工|负责(?!人|任)|共同|协同|参与")
_UNIT = re.compile(
    r"(?:[部委局厅办署院会社司处站所府室组联行队馆省市县区州旗盟]"
    r"|海关|中心|公司|集团|单位|部门|机构|高校|街道|乡镇)$"
)
_AND = re.compile(r"[、,;。\s]|以及|会同|(?<=[局厅委部办会府门])[和及](?=[省市县区国各有])")
_PART_WORDS = re.compile(rf"等?(?:分别|共同|按.*|依.*|{_PART}.*)$|等$")
# 发改、财政、住建等部门: the last word is said of every field.
_FIELDS = re.compile(
    r"(?:(?<=[,;、])|^)(?:[\u4e00-\u9fff]{2,6}、){0,12}[\u4e00-\u9fff]{2,6}等?(?:有关|相关)?部门"
)
_PLACED = re.compile(
    r"(?:[省市县区州盟旗国][^、,;]{0,30}[局厅委部办署联院]|各[^、,;]{1,30})(?=[、,;(]|$)"
)
_A_NAME = re.compile(r"[》”\"人者员长]$")
_COUNTED = re.compile(r"\d[\u4e00-\u9fff]$")  # 2所 is no name
_NUMBER = re.compile(
    r"[^\S\n]{0,8}(?:第?[一二三四五六七八九十百\d]{1,4}[、.章节条]|\([一二三四五六七八九十\d]{1,4}\))"
)
_LONGEST_HEAD = 200
# The next part of the same sentence is closed by such a bracket as well.
_NEXT_PART = re.compile(r",[^。;!?\n]{1,200}\([省市县区州盟旗国各][^()\n]{1,80}\)\s?(?:[。;\n]|$)")
_DUE = re.compile(r"(?:到|于)?(?:20\d\d年|\d{1,2}月|每[年月季]|年[内底]|长期|持续|常态)")  # by when
# Brackets of other purposes: short names, numbers of documents, seals, sources, places to look up.
_OTHER = re.compile(
    r"简称|下称|[〔\[]\d{4}[〕\]]|第\d+号|盖章|公章|签[字章]|联系|电话|详见|参见|见附|附件|附表|解释"
    r"|截至|起施行|征求意见|^(?:含|包括|例如|如|即)|或"
)


def count_brackets(text: str) -> tuple[Span, ...]:
    r"""Return the places of `text` that say who does a thing, brackets and labelled lines, in order.

    >>> text = "做好节水（CCUS）。（责任单位：市水利局）\n推广。（市工信局、各县（区）政府）"
    >>> [span.of(text) for span in count_brackets(text)]
    ['（责任单位：市水利局）', '（市工信局、各县（区）政府）']
    """
    folded = fold_width(text)
    found = [span for span in _pairs(folded) if _names_who(folded, span)]
    outer = list(_outermost(found))
    starts, ends = [span.start for span in outer], [span.end for span in outer]
    lines = [
        Span(start=match.start() + _indent(match.group()), end=match.end())
        for match in _LABELLED_LINE.finditer(folded)
    ]
    free = [
        line for line in lines if bisect_left(starts, line.end) == bisect_right(ends, line.start)
    ]
    return tuple(sorted([*outer, *free]))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _pairs(text: str) -> Iterator[Span]:
    """Yield every matching pair of parentheses that is short enough, inner ones first."""
    opened: list[tuple[int, int]] = []  # place, and how many pairs closed before it
    closed = 0
    for match in re.finditer(r"[()]", text):
        at = match.start()
        if match.group() == "(":
            opened.append((at, closed))
            continue
        if not opened:
            continue
        start, before = opened.pop()
        if at - start <= LONGEST and closed - before <= _MOST_INNER:
            yield Span(start=start, end=at + 1)
        closed += 1


def _outermost(spans: Sequence[Span]) -> Iterator[Span]:
    end = -1
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.start >= end:
            yield span
            end = span.end


def _names_who(text: str, span: Span) -> bool:
    content = _closed_up(text[span.start + 1 : span.end - 1])
    if _LABELLED.match(content):
        return True
    if len(content) < 3 or _OTHER.search(content):
        return False
    items = [item for item in _items(content) if item and not _DUE.match(item)]
    units = sum(bool(_UNIT.search(item)) and len(item) > 2 for item in items)
    if not items or units < _FEWEST_UNITS * len(items):
        return False
    if _SHARES.search(content) or _stands_behind_a_sentence(text, span):
        return True
    return units == len(items) and bool(_PLACED.match(content)) and _closes_words(text, span)


def _closed_up(content: str) -> str:
    """Join wrapped lines; in spaced print (省 工 信 厅) take the blanks out as well."""
    joined = "".join(line.strip(" \t") for line in content.split("\n"))
    spaced = joined.count(" ") * _SPACED > len(joined)
    return joined.replace(" ", "") if spaced else joined.strip()


def _items(content: str) -> Iterator[str]:
    """Yield the listed names, without what stands in brackets of their own and their parts."""
    depth = 0
    kept = []
    for character in content:
        depth += character == "("
        if not depth:
            kept.append(character)
        depth -= character == ")" and depth > 0
    words = _FIELDS.sub(lambda one: one.group().replace("、", "部门、"), "".join(kept))
    for item in _AND.split(words):
        yield _PART_WORDS.sub("", item.strip())


def _stands_behind_a_sentence(text: str, span: Span) -> bool:
    """Tell whether the bracket follows a finished sentence, blanks and line breaks apart."""
    before = text[max(span.start - 20, 0) : span.start].rstrip()
    return not before or before[-1] in "。;!?"


def _closes_words(text: str, span: Span) -> bool:
    """Tell whether the bracket closes a numbered head, a sentence, or one of its parts that all have one.

    Behind the name of a unit or a person it says more about that name.
    """
    before = text[max(span.start - _LONGEST_HEAD, 0) : span.start].rstrip()
    if (_UNIT.search(before) and not _COUNTED.search(before)) or _A_NAME.search(before):
        return False
    after = text[span.end : span.end + 1]
    if after in ("。", ";"):
        return True
    if after == "\n":
        line = before[before.rfind("\n") + 1 :]
        return bool(_NUMBER.match(line)) and not re.search("[。;!?]", line)
    return bool(_NEXT_PART.match(text, span.end))
