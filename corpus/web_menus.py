"""Menus of a web page: lists that are nothing but short links, which no text is; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4.element import NavigableString, Tag

# Of an element that is all links so many make a menu; their names are short.
_FEWEST_LINKS = 4
_LONGEST_NAME = 10
_TEXT = re.compile("[。；，]|附件")
_BLOCKS = {"ul", "ol", "div", "table", "tr", "td", "p", "section"}


@dataclass(slots=True)
class _Words:
    """What an element holds: its characters, those of links among them, and its links."""

    length: int = 0
    linked: int = 0
    links: int = 0
    has_text: bool = False

    @property
    def is_menu(self) -> bool:
        is_short = self.length <= _LONGEST_NAME * self.links
        return self.links >= _FEWEST_LINKS and self.length == self.linked and is_short


def drop_menus(place: Tag) -> None:
    """Take out of `place` the lists that are nothing but short links: menus, never text."""
    tags = [place, *(tag for tag in place.descendants if isinstance(tag, Tag))]
    found = {id(tag): _own_words(tag) for tag in tags}
    for tag in reversed(tags[1:]):
        one = found[id(tag)]
        if tag.name == "a" and one.length:
            one.linked, one.links = one.length, 1
        if tag.parent is not None:
            above = found[id(tag.parent)]
            above.length += one.length
            above.linked += one.linked
            above.links += one.links
            above.has_text |= one.has_text
    whole = found[id(place)]
    for tag in tags[1:]:
        one = found[id(tag)]
        is_list = one.is_menu and not one.has_text and one.length < whole.length
        if is_list and tag.name in _BLOCKS:
            tag.extract()


def _own_words(tag: Tag) -> _Words:
    strings = (child for child in tag.children if type(child) is NavigableString)
    own = ["".join(str(piece).split()) for piece in strings]
    return _Words(length=sum(map(len, own)), has_text=any(map(_TEXT.search, own)))
