"""The sentences in the elements of a web page, and which of them are titles of other pages; pure."""

from __future__ import annotations

import re

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

# The article is the innermost element that holds nearly all of the page's sentences.
MOST = 0.9
_SENTENCE_MARK = re.compile(r"[，。；：]")


def count_sentences(place: Tag) -> dict[int, int]:
    """Count the sentence marks in every element under `place`, each once, without recursion.

    What is a link is no sentence but the title of another page, unless the page is nothing else.
    """
    tags = [place, *(tag for tag in place.descendants if isinstance(tag, Tag))]
    own = [own_sentences(tag) for tag in tags]
    linked: set[int] = set()
    for tag in tags:  # a parent stands before its children
        if is_link(tag) or id(tag.parent) in linked:
            linked.add(id(tag))
    in_links = sum(count for tag, count in zip(tags, own, strict=True) if id(tag) in linked)
    skipped = linked if in_links <= MOST * sum(own) else set()
    counts = {
        id(tag): 0 if id(tag) in skipped else count for tag, count in zip(tags, own, strict=True)
    }
    for tag in reversed(tags[1:]):
        if tag.parent is not None:
            counts[id(tag.parent)] += counts[id(tag)]
    return counts


def is_link(tag: Tag) -> bool:
    """Tell whether an element leads elsewhere; an <a> with a name alone may be an anchor round text."""
    if tag.name != "a":
        return False
    return tag.attrs.keys().isdisjoint(("name", "id")) or not tag.attrs.keys().isdisjoint(
        ("href", "onclick")
    )


def own_sentences(tag: Tag) -> int:
    """Count the sentence marks of an element itself, without the elements in it."""
    own = (child for child in tag.children if is_text(child))
    return sum(len(_SENTENCE_MARK.findall(str(child))) for child in own)


def is_text(node: PageElement) -> bool:
    """Tell whether a node is text that a page shows, and no comment or declaration."""
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)
