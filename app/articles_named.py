"""The places of a statute that its other articles name: 第十条第二款, 第三条第（一）（四）项; pure.

Convention (立法技术规范（试行））: an article (条) is made of paragraphs (款), each a line of its own, and
these of items （一）（二）, each on a line too; a place of the same statute is named without its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Span
from corpus.numerals import CHINESE_NUMERAL, parse_integer
from corpus.places import paragraphs_of

_NUMBER = rf"(?:{CHINESE_NUMERAL}|\d{{1,3}})"
# 《…》第七条 is another law's.
_ARTICLE = re.compile(rf"(?<!》)第({_NUMBER})条(?:之({_NUMBER}))?")
# 第二款, 第（三）项 and 第三项; 第一项至第三项 names all between.
_WITHIN = re.compile(
    rf"(?:[、和或及,，]|(?P<to>[至到]))?(?:第(?P<paragraph>{_NUMBER})款|(?:第?[（(](?P<bracketed>{_NUMBER})[)）]项?|第(?P<plain>{_NUMBER})项))"
)
_MOST_ITEMS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleNamed:
    """An article, and the 款 and 项 of it that are meant; empty means all.

    Attributes:
        article: Its number, and the one behind 之 (第四条之一 → 4, 1), else 0.
        paragraphs: The 款 meant.
        items: The 项 meant.
    """

    article: tuple[int, int]
    paragraphs: frozenset[int]
    items: frozenset[int]


def articles_named(text: str) -> Iterator[ArticleNamed]:
    """Yield the articles of the same statute that `text` names.

    >>> [(one.article, set(one.paragraphs), sorted(one.items)) for one in
    ...  articles_named("违反本条例第十条第二款、第三条之一第（一）（四）项规定的")]
    [((10, 0), {2}, []), ((3, 1), set(), [1, 4])]
    >>> [sorted(one.items) for one in articles_named("第八条第一项至第三项、第六项")]
    [[1, 2, 3, 6]]
    """
    for match in _ARTICLE.finditer(text):
        paragraphs: set[int] = set()
        items: set[int] = set()
        at = match.end()
        while within := _WITHIN.match(text, at):
            at = within.end()
            number = parse_integer(within["paragraph"] or within["bracketed"] or within["plain"])
            named = paragraphs if within["paragraph"] else items
            first = max(named, default=number) if within["to"] else number
            named.update(range(max(first, number - _MOST_ITEMS), number + 1))
        yield ArticleNamed(
            article=(parse_integer(match[1]), parse_integer(match[2]) if match[2] else 0),
            paragraphs=frozenset(paragraphs),
            items=frozenset(items),
        )


def spans_named(text: str, span: Span, named: ArticleNamed) -> Iterator[Span]:
    """Yield the 款 and 项 of an article at `span` of `text` that are meant; all, where none is told.

    A 项 comes with the 款 that leads to it, which names who and what.
    """
    lead: Span | None = None
    for part, paragraph, item in paragraphs_of(text, span):
        if named.paragraphs and paragraph not in named.paragraphs:
            continue
        if not named.items:
            yield part
        elif not item:
            lead = part
        elif parse_integer(item) in named.items:
            if lead:
                yield lead
            lead = None
            yield part
