"""Articles of a statute that have lost their line breaks: where each begins in a run-on text; pure.

Convention (立法技术规范): 条 are numbered through the whole statute, each begins behind a finished
sentence or the title of its 章 or 节, and goes on with the number before it. What refers to an article
(第十六条规定的期限) stands inside a sentence, or does not go on with the sequence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.numerals import parse_integer
from corpus.paragraphs import Paragraph

_NUMBER = r"[一二三四五六七八九十百零〇]{1,6}"
# An article, but no reference to one: 第十六条规定的, 第十六条第二款, 第十六条、第十七条.
_ARTICLE = re.compile(
    rf"第(?P<number>{_NUMBER})条(?!规定|所[称列述指]|第|的|[、,和及或与至到中之]|款|以[上下])"
)
_FINISHED = re.compile(r"[。;!?)”\]]\s?$")
# The heads above an article, on one line with it: 第三章市场环境 第一节 一般规定.
_DIVISION = re.compile(rf"第{_NUMBER}[编章节]\s?(?:(?!第{_NUMBER}[编章节条])[^。;!?,:(\n]){{2,30}}")
_LONGEST_HEADS = 90  # characters of the heads above an article
_LONGEST_TITLE = 60  # characters before the first article that may be the title of the statute
_FEWEST = 2  # articles inside paragraphs, one behind the other


@dataclass(frozen=True, slots=True)
class _Article:
    """An article at `start` of paragraph `owner`; the heads above it begin at `begin`.

    Where these open the paragraph, the article was run on to them: 第一章总则第一条 为了….
    """

    owner: int
    start: int
    begin: int
    number: int

    @property
    def opens(self) -> bool:
        return self.start == 0


def article_cuts(paragraphs: Sequence[Paragraph]) -> dict[int, list[int]]:
    """Return for each paragraph where the articles, and the heads above them, begin inside it.

    An article inside a paragraph goes on with the number before it, or begins the sequence, and
    the next one follows it; the last goes on with the one before it in the same paragraph.
    """
    found = [one for at, paragraph in enumerate(paragraphs) for one in _articles(at, paragraph)]
    if sum(one.start > 0 for one in found) < _FEWEST:
        return {}
    cuts: dict[int, list[int]] = {}
    last: _Article | None = None
    for at, one in enumerate(found):
        goes_on = last is not None and one.number == last.number + 1
        is_followed = any(other.number == one.number + 1 for other in found[at + 1 : at + 2])
        begins = last is None and (one.number == 1 or is_followed)
        is_last = goes_on and last is not None and last.owner == one.owner
        is_last |= (
            goes_on and not one.begin and at + 1 == len(found)
        )  # all there is in the last chapter
        if not (one.opens or is_last or ((goes_on or begins) and is_followed)):
            continue
        last = one
        inside = {one.start, *_heads(paragraphs[one.owner].text, one.begin, one.start)}
        if inside := inside - {0}:
            cuts.setdefault(one.owner, []).extend(sorted(inside))
    return cuts


def _articles(at: int, paragraph: Paragraph) -> Iterator[_Article]:
    text = paragraph.text
    for match in _ARTICLE.finditer(text):
        start = match.start()
        number = parse_integer(match["number"])
        begin = _heads_begin(text, start)
        before = text[max(begin - 2, 0) : begin]
        is_titled = number == 1 and begin <= _LONGEST_TITLE and "。" not in text[:begin]
        if begin == 0 or _FINISHED.search(before) or is_titled:
            yield _Article(owner=at, start=start, begin=begin, number=number)


def _heads_begin(text: str, start: int) -> int:
    """Return where the heads directly before an article begin; its own start for none."""
    return next(iter(_heads(text, max(start - _LONGEST_HEADS, 0), start)), start)


def _heads(text: str, begin: int, end: int) -> list[int]:
    """Return where the heads begin that stand one behind the other up to `end`."""
    heads: list[int] = []
    last = -1
    for match in _DIVISION.finditer(text, begin, end):
        if match.start() != last:
            heads = []
        heads.append(match.start())
        last = match.end()
    return heads if last == end else []
