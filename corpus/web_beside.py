"""Columns that a site sets beside an article: what is read with it, what is read most; pure.

Government sites set them to the right of the article or behind it and name them by what they are, in
the class or id of the element (sidebar, related, hot; in the initials of pinyin: xgwj for 相关文件) and in
a heading (相关阅读, 热门文件). They belong to other documents, whether or not their items are links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bs4.element import NavigableString, PageElement, Tag

from corpus.markers import read_marker
from corpus.view import fold_width
from corpus.web_furniture import is_beside_head, may_head_text
from corpus.web_sentences import count_sentences, is_text

_NAME = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")  # in rightSide, xl-side, xgwj2
_COLUMN = re.compile(
    r"side|sidebars?|aside|related?|relevant|recommend(?:ed|ation)?s?|hots?|hotnews|tuijian|xiangguan|remen"
    r"|xg(?:wj|yd|zc|lj|jd|xw|nr|xx|wz|wd|bd|tj|list|box)?|rm(?:wj|yd|xx|wz|zx|tj|zc)|tj(?:yd|wj|wz|xx|zc)|zxwj"
)
_RIGHT = re.compile(r"right|fr|rightbar|rightbox|rightside")
_HOLDERS = {"div", "section", "ul", "ol", "dl", "td", "table", "article"}
_HEADED = re.compile(r"h[1-6]|[uod]l")
_LONGEST_HEAD = 16  # characters
_MOST_HEADS = 50  # of columns, that are looked at
_COLUMN_SHARE = 0.5  # of the page's sentences that a column may have at most
_ARTICLE_SHARE = 0.7  # of the sentences stand in what a column stands beside
_ANNEX = re.compile(r"\s{0,20}(?:相关)?附\s?[件表录]")


@dataclass(slots=True)
class _Page:
    """A page's elements in order, with the sentences and the characters that each holds."""

    place: Tag
    tags: list[Tag] = field(default_factory=list)
    sentences: dict[int, int] = field(default_factory=dict)
    words: dict[int, int] = field(default_factory=dict)
    linked: dict[int, int] = field(default_factory=dict)
    # The last number of every scheme before an element, for those that may be columns.
    before: dict[int, dict[int, int]] = field(default_factory=dict)

    @property
    def whole(self) -> int:
        return self.sentences[id(self.place)]


def drop_beside(place: Tag) -> None:
    """Take out of `place` the columns beside its article.

    One stays that holds half of the page's sentences, goes on with the numbers before it, or opens with
    an annex: it is a part of the text, whatever the site calls it.
    """
    page = _measure(place)
    left: set[int] = set()  # elements that are out, or found to belong to the text
    for tag in page.tags:
        if id(tag.parent) in left:
            left.add(id(tag))
        elif _is_column(tag, page) and not _is_too_large([tag], page):
            left.add(id(tag))
            if not _is_text_of_article([tag], page):
                tag.extract()
    heads = [tag for tag in page.tags if is_beside_head(_own_words(tag))]
    for tag in heads[:_MOST_HEADS]:
        if not any(id(one) in left for one in (tag, *tag.parents)):
            for one in _headed(tag, page, left):
                left.add(id(one))
                one.extract()


def _measure(place: Tag) -> _Page:
    tags = [place, *(tag for tag in place.descendants if isinstance(tag, Tag))]
    page = _Page(place=place, tags=tags[1:], sentences=count_sentences(place))
    for tag in tags:
        page.words[id(tag)] = sum(len("".join(one.split())) for one in _own_strings(tag))
        page.linked[id(tag)] = 0
    for tag in reversed(tags[1:]):
        above = id(tag.parent)
        page.words[above] += page.words[id(tag)]
        page.linked[above] += page.words[id(tag)] if tag.name == "a" else page.linked[id(tag)]
    numbers: dict[int, int] = {}
    for node in place.descendants:
        if isinstance(node, Tag):
            if node.name in _HOLDERS or is_beside_head(_own_words(node)):
                page.before[id(node)] = dict(numbers)
        elif is_text(node) and (marker := read_marker(fold_width(str(node).strip()))):
            numbers[marker.rank] = marker.number
    return page


def _own_strings(tag: Tag) -> list[str]:
    return [str(child) for child in tag.children if is_text(child)]


def _own_words(tag: Tag) -> str:
    return "".join("".join(_own_strings(tag)).split())[: _LONGEST_HEAD + 1]


def _names_of(tag: Tag) -> list[str]:
    said = tag.get("class")
    classes = said if isinstance(said, list) else [said or ""]
    return [*map(str, classes), str(tag.get("id") or "")]


def _is_column(tag: Tag, page: _Page) -> bool:
    """Tell whether a site's own name for an element says that it is a column beside the article."""
    if tag.name not in _HOLDERS:
        return False
    names = [one.lower() for name in _names_of(tag) for one in _NAME.findall(name)]
    whole = ["".join(re.findall("[a-z]+", name.lower())) for name in _names_of(tag)]
    if any(_COLUMN.fullmatch(name) for name in (*names, *whole)):
        return True
    is_right = any(_RIGHT.fullmatch(name) for name in (*names, *whole))
    return is_right and _stands_beside(tag, page) and tag.find(_HEADED) is not None


def _stands_beside(tag: Tag, page: _Page) -> bool:
    """Tell whether an element stands beside one that holds the article."""
    others = tag.find_previous_siblings(True, limit=4) + tag.find_next_siblings(True, limit=4)
    return any(page.sentences.get(id(one), 0) >= _ARTICLE_SHARE * page.whole for one in others)


def _is_too_large(found: list[Tag], page: _Page) -> bool:
    held = sum(page.sentences[id(one)] for one in found)
    return held > 0 and held >= _COLUMN_SHARE * page.whole


def _is_text_of_article(found: list[Tag], page: _Page) -> bool:
    """Tell whether elements hold a part of the text: its next number, or its annexes."""
    before = page.before.get(id(found[0]), {})
    seen: set[int] = set()
    for tag in found:
        for node in tag.descendants:
            if not is_text(node) or not str(node).strip():
                continue
            words = fold_width(str(node).strip())
            if _ANNEX.match(words):
                return True
            marker = read_marker(words)
            if marker and marker.rank not in seen:
                seen.add(marker.rank)
                if marker.number > 1 and before.get(marker.rank, 0) == marker.number - 1:
                    return True
    return False


def _headed(tag: Tag, page: _Page, left: set[int]) -> list[Tag]:
    """Return the elements of the column whose heading `tag` is; none where it heads no column.

    The heading stands first in an element of its own, which is the column; or in the article itself,
    where all behind it in its element is the column, if no text of an article is headed so.
    """
    words = _own_words(tag)
    if not is_beside_head(words) or page.words[id(tag)] != len(words):
        return []
    head = tag
    while (above := head.parent) is not None and above is not page.place:
        if page.words[id(above)] != len(words):
            break
        head = above
    if above is None:
        return []
    behind = [head, *(one for one in head.find_next_siblings(True) if id(one) not in left)]
    is_first = not any(map(_has_words, head.previous_siblings))
    found = [above] if is_first and above is not page.place and above.name != "tr" else behind
    if _is_too_large(found, page):
        found = []
    if found and may_head_text(words):
        is_links = _all_links(found, page, len(words))
        beside = is_first and any(_stands_beside(one, page) for one in found)
        found = found if is_first and (is_links or beside) else []
    return [] if found and _is_text_of_article(found, page) else found


def _all_links(found: list[Tag], page: _Page, head: int) -> bool:
    words = sum(page.words[id(one)] for one in found)
    linked = sum(page.words[id(one)] if one.name == "a" else page.linked[id(one)] for one in found)
    return linked > 0 and linked + head >= words


def _has_words(node: PageElement) -> bool:
    if isinstance(node, Tag):
        return next((True for one in node.descendants if is_text(one) and str(one).strip()), False)
    return isinstance(node, NavigableString) and is_text(node) and bool(node.strip())
