"""Menus of a web page: lists that are nothing but short links, and what sites call so; pure.

Sites name what stands round an article by what it is, in the class or id of its element: nav, menu,
crumb, header, footer, share, pager.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from bs4.element import NavigableString, Tag

from corpus.labels import opens_with_label
from corpus.web_furniture import is_beside_head, is_site_line
from corpus.web_sentences import is_text

# Of an element that is all links so many make a menu; their names are short.
_FEWEST_LINKS = 4
_LONGEST_NAME = 10
_TEXT = re.compile("[。；，]|附件")
_BLOCKS = {"ul", "ol", "div", "table", "tr", "td", "p", "section"}
_MOST_BEFORE = 100  # elements before a list that are looked at
_SHORTEST_LEAD = 6  # characters of the words before a list that belongs to them: 依据下列规定：
_NAME = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")  # in topNav, foot-nav
_ROUND = re.compile(
    r"nav|navs|navbar|navi|navigation|menu|menus|crumbs?|breadcrumbs?|bread|mbx|dqwz|header|topbar|banner|search"
    r"|login|footer|foot|copyright|friendlinks?|yqlj|share|bdshare(?:buttonbox)?|toolbar|tools|qrcode|ewm|pager"
    r"|pagination|paging|prev|next"
)
_HOLDERS = {"ul", "ol", "dl", "div", "section", "table", "td"}
_LONGEST_ROUND = 400  # characters
# A sentence, an annex, a number of a document, a signature's date, an article of a statute.
_KEPT = re.compile(
    r"[。；]|附\s?件|[〔\[]\d{4}[〕\]]|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$|^第.{1,4}[条章节]",
    re.M,
)


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
        if is_list and tag.name in _BLOCKS and not is_led(tag):
            tag.extract()


def drop_round(place: Tag, title: str) -> None:
    """Take out of `place` what its site names as standing round an article, sentences and title apart."""
    tags = [tag for tag in place.descendants if isinstance(tag, Tag)]
    lengths = {id(tag): _own_words(tag).length for tag in tags}
    for tag in reversed(tags):
        if id(tag.parent) in lengths:
            lengths[id(tag.parent)] += lengths[id(tag)]
    settled: dict[int, int] = {}  # elements that are out or stay, with their lengths
    for tag in tags:
        length = lengths[id(tag)]
        above = settled.get(id(tag.parent))
        if above is not None and above in {length, -1}:
            settled[id(tag)] = above  # it is out, or says the same as the one round it
        elif length <= _LONGEST_ROUND and _is_round(tag):
            is_text = _is_kept(tag, title)
            settled[id(tag)] = length if is_text else -1
            if not is_text:
                tag.extract()


def _is_kept(tag: Tag, title: str) -> bool:
    words = tag.get_text("\n", strip=True)
    is_text = _KEPT.search(words) or any(map(opens_with_label, words.split("\n")))
    return bool(is_text) or _holds(words, title) or tag.find("h1") is not None


def _is_round(tag: Tag) -> bool:
    if tag.name not in _HOLDERS:
        return False
    said = tag.get("class")
    classes = said if isinstance(said, list) else [said or ""]
    names = (part for name in (*classes, tag.get("id") or "") for part in _NAME.findall(str(name)))
    return any(_ROUND.fullmatch(name.lower()) for name in names)


def _holds(words: str, title: str) -> bool:
    plain = "".join(title.split())
    return bool(plain) and plain in "".join(words.split())


def is_led(menu: Tag) -> bool:
    """Tell whether the words before a list announce it, and are not the site's: 依据下列规定：."""
    near = islice(menu.previous_elements, _MOST_BEFORE)
    words = next((str(one).strip() for one in near if is_text(one) and str(one).strip()), "")
    is_lead = words.endswith(("：", ":")) and len(words) >= _SHORTEST_LEAD
    return is_lead and not is_site_line(words) and not is_beside_head(words)


def _own_words(tag: Tag) -> _Words:
    strings = (child for child in tag.children if type(child) is NavigableString)
    own = ["".join(str(piece).split()) for piece in strings]
    return _Words(length=sum(map(len, own)), has_text=any(map(_TEXT.search, own)))
