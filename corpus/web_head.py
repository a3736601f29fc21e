"""What a web page says of its article: title, day and source in its head, labels beside their values; pure.

Sites of the government name the title, the day of publication and the source of an article in its
head (ArticleTitle, PubDate, ContentSource: 政府网站发展指引, 国办发〔2017〕47 号, 附件), and set the items of
the catalogue (政府信息公开目录) above it, each a label and its value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from corpus.labels import is_label, is_particular

_PARTICULARS = (("published", "PubDate"), ("issuer", "ContentSource"))
_SITE = re.compile(r"[_|—–-]")  # between the title of an article and the names of its site
_SHORTEST_TITLE = 6
_MOST_PARTS = 8
_LABELS = ["dt", "span", "label", "strong", "b", "em", "i", "div", "p"]
_OF_TEXT = {"div", "p"}  # in which texts have lines like 备注 and 来源 too
_LONGEST_LABEL, _LONGEST_VALUE = 16, 200  # characters, blanks between them included


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What a page says of its article: `title` ("" if nothing), and `particulars` by field of `Metadata`.

    `named` is the title that its head gives for the article, `general` one that it gives for anything,
    `whole` that of the window.
    """

    title: str = ""
    particulars: tuple[tuple[str, str], ...] = ()
    named: str = ""
    general: str = ""
    whole: str = ""

    def titled(self, headings: list[str], words: str) -> PageHead:
        """Choose the title: the named one, the first of `headings`, the general one, or what the window's begins with.

        `words` are those of the page.
        """
        found = (self.named, *headings, self.general, title_in(self.whole, words))
        return replace(self, title=next(filter(None, found), ""))


def title_in(whole: str, words: str) -> str:
    """Return what a window's title begins with and `words` hold, "" for nothing.

    It goes on with the names of column and site; what stands in the words of the page is the article's.
    """
    text = "".join(words.split())
    ends = [*(match.start() for match in _SITE.finditer(whole)), len(whole)][-_MOST_PARTS:]
    parts = [whole[:end].strip() for end in reversed(ends) if end >= _SHORTEST_TITLE]
    return next((one for one in parts if "".join(one.split()) in text), "")


def read_head(soup: BeautifulSoup) -> PageHead:
    """Read what the head of a page names."""
    fields = {
        str(tag.get("name", "")).lower(): " ".join(str(tag.get("content", "")).split())
        for tag in reversed(soup.find_all("meta"))
        if isinstance(tag, Tag)
    }
    said = ((field, fields.get(name.lower(), "")) for field, name in _PARTICULARS)
    window = soup.find("title")
    return PageHead(
        particulars=tuple((field, value) for field, value in said if value),
        named=fields.get("articletitle", ""),
        general=fields.get("title", ""),
        whole=" ".join(window.get_text().split()) if window else "",
    )


def join_labels(soup: BeautifulSoup) -> None:
    """Put every label that has an element of its own into the element of its value, with a tab.

    Pages set them apart by their style alone: 发文机关 and 某某市水利局 would run together, or lie on two lines.
    """
    for tag in soup.find_all(_LABELS):
        words = _words(tag, _LONGEST_LABEL)
        label = "".join(words.split())
        is_named = is_particular(label) if tag.name in _OF_TEXT else is_label(label)
        if not is_named:
            continue
        value = tag.find_next_sibling()
        between = tag.next_sibling
        is_free = between is value or (isinstance(between, NavigableString) and not between.strip())
        if value is None or not is_free:
            continue
        said = "".join(_words(value, _LONGEST_VALUE).split())
        if not said or is_label(said):
            continue
        value.insert(0, NavigableString(f"{words.strip()}\t"))
        tag.extract()


def _words(tag: Tag, longest: int) -> str:
    """Return the words of a tag where they are few and at most one tag deep in it, else ""."""
    found: list[str] = []
    for child in tag.children:
        strings = child.children if isinstance(child, Tag) else (child,)
        for one in strings:
            if isinstance(one, Tag) or sum(map(len, found)) > longest:
                return ""
            found.append(str(one))
    return "".join(found) if sum(map(len, found)) <= longest else ""
