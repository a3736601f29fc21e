"""The text of a web page's article, without the site round it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

_FURNITURE = ["script", "style", "nav", "header", "footer", "noscript", "template", "form", "svg"]
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|br|center|d[dlt]|div|fieldset|fig\w+|h[1-6r]|li|main|[ou]l|p|pre"
    r"|section|table|t(?:body|foot|head|r)"
)
_SENTENCE_MARK = re.compile(r"[，。；：]")
# The article is the innermost element that holds nearly all of the page's sentences.
_MOST = 0.9


def read_article(html: bytes) -> tuple[str, str]:
    """Return the text of a page's article, one paragraph per line, and its title ("" if none)."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup(_FURNITURE):
        tag.decompose()
    headings = [" ".join(tag.get_text().split()) for tag in soup("h1")]
    title = next((heading for heading in headings if heading), "")
    return _text_of(_article(soup)), title


def _article(soup: BeautifulSoup) -> Tag:
    place: Tag = soup.body or soup
    enough = _sentences(place) * _MOST
    while inner := list(place.find_all(True, recursive=False)):
        fullest = max(inner, key=_sentences)
        if _sentences(fullest) < enough or fullest.name in {"p", "tbody", "tr", "td"}:
            break
        place = fullest
    return place


def _sentences(tag: Tag) -> int:
    return len(_SENTENCE_MARK.findall(tag.get_text()))


def _text_of(tag: Tag) -> str:
    lines = [line.strip() for line in "".join(_pieces(tag)).split("\n")]
    return "\n".join(line for line in lines if line)


def _pieces(tag: Tag) -> Iterator[str]:
    """Yield the strings of `tag`, line breaks only where its blocks begin and end."""
    for child in tag.children:
        if isinstance(child, Comment):
            continue
        if isinstance(child, NavigableString):
            yield re.sub(r"\s*\n\s*", "", str(child))
        elif isinstance(child, Tag):
            edge = "\n" if _BLOCKS.fullmatch(child.name) else ""
            yield edge
            yield from _pieces(child)
            yield "\t" if child.name in {"td", "th"} else edge
