"""The numbers of a web page's lists: not in its text, but shown in front of every item; pure.

A browser counts the items of an <ol> (HTML, 4.4.5: `start`, `reversed`, `type`, and `value` of an item)
and writes the number as the style `list-style-type` says (CSS Counter Styles). Editors of sites number
一、 and 1. so, and without these numbers a document loses its structure, as one made with Word's lists does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from corpus.markers import read_marker
from corpus.view import fold_width
from corpus.web_menus import is_led
from corpus.web_sentences import is_link, is_text
from corpus.word_numbers import format_number

_LISTS = {"ol", "ul", "menu", "dir"}
# The attribute `type`, as it is written, and the styles that number, as Word calls their forms.
_TYPES = {
    "1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
}  # fmt: skip
_FORMS = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-decimal": "ideographDigital",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "chineseLegalSimplified",
}
_NO_NUMBERS = {"none", "disc", "circle", "square", "disclosure-closed", "disclosure-open"}
_HAN_FORMS = ("cjk", "simp", "trad")  # these end in 、, the others in a full stop
_STYLE = re.compile(r"list-style(?:-type)?\s{0,3}:\s{0,3}([^;}!]{1,100})", re.IGNORECASE)
# Rules of a style sheet, and of their selectors those by an element, its class or id, below another such.
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,800})\}")
_ONE = r"[\w-]{0,40}(?:[.#][\w-]{1,60}){0,2}"
_SELECTOR = re.compile(rf"(?:(?P<above>{_ONE})\s{{1,3}})?(?P<own>\*|{_ONE})")
_MOST_RULES = 40
_MOST_ABOVE = 30  # elements round a list that a selector is compared with
_WHOLE = re.compile(r"[+-]?\d{1,6}")
_LINKED_SHARE = 0.8  # of its characters that stand in links: a list of pages, numbered by nobody


@dataclass(slots=True)
class _List:
    """A list: its items, how their numbers look, and what of it is words of links."""

    tag: Tag
    items: list[Tag] = field(default_factory=list)
    texts: dict[int, NavigableString] = field(default_factory=dict)
    words: int = 0
    linked: int = 0

    @property
    def is_menu(self) -> bool:
        return self.linked >= _LINKED_SHARE * self.words

    @property
    def has_own_numbers(self) -> bool:
        """Tell whether its items open with numbers that are typed: the site shows no others."""
        typed = [read_marker(fold_width(str(one).strip())) for one in self.texts.values()]
        return 2 * sum(one is not None for one in typed) > len(typed)


def style_rules(soup: BeautifulSoup) -> Mapping[str, str]:
    """Return the selectors of a page's own style sheets that say how lists are numbered."""
    found: dict[str, str] = {}
    for sheet in soup("style"):
        for match in _RULE.finditer(sheet.get_text()):
            if said := _STYLE.search(match[2]):
                found |= {one.strip(): said[1] for one in match[1].split(",")}
    kept = [one for one in found if _SELECTOR.fullmatch(one)]
    return {one: found[one] for one in kept[:_MOST_RULES]}


def number_lists(place: Tag, rules: Mapping[str, str]) -> None:
    """Put before the first words of every item of the numbered lists of `place` the number shown there.

    A list that is links for the most part, and announced by no words, is the site's and is left as it is.
    """
    for one in _lists_of(place):
        if one.has_own_numbers or (one.is_menu and not is_led(one.tag)):
            continue
        usual = _style_of(one.tag, rules)
        for item, number in zip(one.items, _counted(one), strict=True):
            style = _style_of(item, rules) or usual
            if not style and one.tag.name != "ol":
                continue
            shown = _shown(number, style or "decimal")
            if shown and (words := one.texts.get(id(item))) is not None:
                words.replace_with(NavigableString(shown + str(words).lstrip()))


def _lists_of(place: Tag) -> list[_List]:
    """Return the lists of a page with the items of each, those of lists in it left out."""
    lists: dict[int, _List] = {}
    inside: dict[int, _List | None] = {id(place): None}  # the innermost list round an element
    items: dict[int, Tag | None] = {id(place): None}  # the innermost item
    linked: set[int] = set()
    for node in place.descendants:
        above = id(node.parent)
        holder, item = inside.get(above), items.get(above)
        if isinstance(node, Tag):
            if node.name in _LISTS:
                holder = lists[id(node)] = _List(tag=node)
                item = None
            elif node.name == "li" and holder is not None:
                holder.items.append(node)
                item = node
            inside[id(node)], items[id(node)] = holder, item
            if is_link(node) or above in linked:
                linked.add(id(node))
        elif holder is not None and is_text(node) and (length := len(str(node).strip())):
            holder.words += length
            holder.linked += length if above in linked else 0
            if item is not None and isinstance(node, NavigableString):
                holder.texts.setdefault(id(item), node)
    return list(lists.values())


def _counted(one: _List) -> list[int]:
    """Return the numbers of a list's items."""
    is_reversed = "reversed" in one.tag.attrs
    number = _whole(one.tag, "start", len(one.items) if is_reversed else 1)
    numbers = []
    for item in one.items:
        number = _whole(item, "value", number)
        numbers.append(number)
        number += -1 if is_reversed else 1
    return numbers


def _whole(tag: Tag, name: str, usual: int) -> int:
    said = str(tag.get(name, "")).strip()
    return int(said) if _WHOLE.fullmatch(said) else usual


def _shown(number: int, style: str) -> str:
    if style in _NO_NUMBERS:
        return ""
    mark = "、" if style.startswith(_HAN_FORMS) else ". "
    return format_number(number, _FORMS.get(style, "decimal")) + mark


def _style_of(tag: Tag, rules: Mapping[str, str]) -> str:
    """Return the style that an element's own attributes, or the page's rules, give it; "" for none."""
    said = _STYLE.search(str(tag.get("style", "")))
    values = [said[1]] if said else []
    values += reversed([value for rule, value in rules.items() if _selects(rule, tag)])
    for value in values:
        words = value.lower().split()
        if known := next((one for one in words if one in _FORMS or one in _NO_NUMBERS), ""):
            return known
    return _TYPES.get(str(tag.get("type", "")).strip(), "")


def _selects(rule: str, tag: Tag) -> bool:
    match = _SELECTOR.fullmatch(rule)
    if match is None or not _is_meant(match["own"], tag):
        return False
    near = islice(tag.parents, _MOST_ABOVE)
    return not match["above"] or any(_is_meant(match["above"], one) for one in near)


def _is_meant(selector: str, tag: Tag) -> bool:
    name, *marks = re.split(r"(?=[.#])", selector)
    said = tag.get("class")
    classes = said if isinstance(said, list) else [str(said or "")]
    named = {*(f".{one}" for one in classes), f"#{tag.get('id') or ''}"}
    return name in {"", "*", tag.name} and named.issuperset(marks)
