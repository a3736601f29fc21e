"""What a page's own style sheet hides, and copies that nobody is shown; pure.

Sites keep a copy of the article for printing or for phones in the same page, and hide it by a class
or id whose rule stands in a <style> (CSS 2.2, 9.2.4 `display: none`, 11.2 `visibility: hidden`); others
leave it in a text box of their editor, or close it to readers aloud. What unfolds at a click is
hidden in the same way, and is no copy: it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

from corpus.web_sentences import is_text

_BRACE = re.compile(r"[{}]")
_SELECTOR = re.compile(r"(?P<tag>[a-zA-Z][\w-]{0,30})?(?P<names>(?:[.#][\w-]{1,60}){0,4})")
_NAME = re.compile(r"[.#][\w-]{1,60}")
_SAID = re.compile(r"(display|visibility)\s{0,3}:\s{0,3}([\w-]{1,20})(\s{0,3}!\s{0,3}important)?")
_HIDING = {("display", "none"), ("visibility", "hidden"), ("visibility", "collapse")}
# Rules for what is on a common screen; those for print and narrow screens hide other things.
_ON_SCREEN = re.compile(
    r"@media\s{1,3}(?:only\s{1,3})?(?:screen|all)?(?:\s{0,3}(?:and\s{0,3})?\(min-width[^()]{0,20}\))?\s{0,3}"
)
_MOST_RULES = 400
_LONGEST_PRELUDE = 2000  # characters of selectors before a rule
_UNREAD = {"script", "style"}
_STOP = re.compile(r"[。；！？;!?\n]")
_SHORTEST_SENTENCE = 4  # characters; less is a number or a button
_FEWEST_COPIED = 5
_MOST_FRESH = 0.25  # of the sentences shown: more that stand nowhere else are text to unfold


@dataclass(frozen=True, slots=True)
class _Rule:
    """A simple selector (tag, .class, #id together), and whether it hides; the highest weight wins."""

    tag: str
    names: frozenset[str]
    hides: bool
    weight: tuple[bool, int, int, int, int]


def drop_hidden(soup: BeautifulSoup) -> None:
    """Take out of a page what its style sheets hide, and copies in text boxes and closed elements.

    What they hide stays where it holds much that is said nowhere else: it unfolds at a click, or a
    script shows it as soon as the page is there.
    """
    by_style = {id(tag): tag for tag in _hidden_by_style(soup)}
    unread = [*soup("textarea"), *soup.find_all(_is_closed)]
    if not (by_style or unread):
        return
    texts = _texts(soup, by_style.keys() | {id(tag) for tag in unread})
    shown = set(_sentences(texts.pop(0, [])))
    told = {at: list(_sentences(texts.get(at, []))) for at in texts}
    hidden = [one for at in by_style for one in told.get(at, ())]
    if sum(one not in shown for one in hidden) <= _MOST_FRESH * len(shown):
        _drop(by_style.values())
    else:
        _drop(tag for at, tag in by_style.items() if _is_copy(told.get(at, []), shown))
    _drop(tag for tag in unread if _is_copy(told.get(id(tag), []), shown))


def _is_closed(tag: Tag) -> bool:
    return tag.get("aria-hidden") == "true"


def _drop(tags: Iterable[Tag]) -> None:
    for tag in list(tags):
        if not tag.decomposed:
            tag.decompose()


def _is_copy(sentences: list[str], shown: set[str]) -> bool:
    fresh = sum(one not in shown for one in sentences)
    return len(sentences) >= _FEWEST_COPIED and fresh <= _MOST_FRESH * len(sentences)


def _texts(soup: BeautifulSoup, apart: set[int]) -> dict[int, list[str]]:
    """Return the pieces of text by the outermost of the elements `apart` they stand in, 0 for none."""
    owners: dict[int, int] = {}
    found: dict[int, list[str]] = {}
    for node in soup.descendants:  # a parent stands before its children
        above = owners.get(id(node.parent), 0)
        if isinstance(node, Tag):
            owners[id(node)] = above or (id(node) if id(node) in apart else 0)
        elif is_text(node) and node.parent is not None and node.parent.name not in _UNREAD:
            found.setdefault(above, []).append(str(node))
    return found


def _sentences(pieces: Iterable[str]) -> Iterator[str]:
    for piece in pieces:
        for one in _STOP.split(piece):
            if len(words := "".join(one.split())) >= _SHORTEST_SENTENCE:
                yield words


def _hidden_by_style(soup: BeautifulSoup) -> Iterator[Tag]:
    rules: dict[str, list[_Rule]] = {}
    for one in _rules(soup):
        rules.setdefault(min(one.names, default=one.tag), []).append(one)
    if not any(one.hides for some in rules.values() for one in some):
        return
    for tag in soup.find_all(True):
        names = {f".{one}" for one in tag.get_attribute_list("class") if one}
        names.add(f"#{tag.get('id', '')}")
        said = [one for key in (*names, tag.name) for one in rules.get(key, ())]
        said = [one for one in said if one.names <= names and one.tag in {"", tag.name}]
        own = [one for *_, one in _declared(str(tag.get("style", "")))]
        best = max(said, key=lambda one: one.weight, default=None)
        if best is not None and best.hides and (best.weight[0] or not own):
            yield tag


def _rules(soup: BeautifulSoup) -> Iterator[_Rule]:
    count = 0
    for sheet in soup("style"):
        media = str(sheet.get("media", "screen")).lower()
        if not _ON_SCREEN.fullmatch(f"@media {media}"):
            continue
        for prelude, body in _blocks(_without_comments(sheet.get_text())):
            for _, is_important, hides in _declared(body):
                for selector in prelude.split(","):
                    match = _SELECTOR.fullmatch(selector.strip())
                    if match and match.group() and count < _MOST_RULES:
                        count += 1
                        yield _rule(match, (is_important, count), hides=hides)


def _rule(match: re.Match[str], place: tuple[bool, int], *, hides: bool) -> _Rule:
    names, tag = _NAME.findall(match["names"]), (match["tag"] or "").lower()
    ids = sum(one.startswith("#") for one in names)
    weight = (place[0], ids, len(names) - ids, int(bool(tag)), place[1])
    return _Rule(tag, frozenset(names), hides, weight)


def _declared(body: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield what declarations say of showing: the property, whether it is !important, whether it hides."""
    found: Mapping[str, tuple[str, bool, bool]] = {
        name: (name, bool(important), (name, value) in _HIDING)
        for name, value, important in _SAID.findall(body.lower())
    }
    some = list(found.values())
    yield from [one for one in some if one[2]] or some[:1]


def _without_comments(sheet: str) -> str:
    first, *others = sheet.replace("<!--", " ").split("/*")
    return first + " ".join(one.partition("*/")[2] for one in others)


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield the rules of a style sheet that hold on a common screen: selectors and declarations."""
    open_: list[str] = []
    start = 0
    for brace in _BRACE.finditer(sheet):
        words = sheet[start : brace.start()]
        start = brace.end()
        if brace.group() == "{":
            open_.append(words.rpartition(";")[2].strip()[:_LONGEST_PRELUDE])
        elif open_:
            prelude = open_.pop()
            outer = all(_ON_SCREEN.fullmatch(one) for one in open_[:3]) and len(open_) <= 2
            if outer and not prelude.startswith("@"):
                yield prelude, words
