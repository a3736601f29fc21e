"""The ends of an article: above its title and behind its last words a page has links and tools; pure.

Whatever a site calls its menus and lists, they are links, and they stand before the article's title or
behind its end (as extractors of articles measure it: density of links, and position). Links in the
midst of a text belong to it, and so do its annexes (附件), the files it offers to load, the rules that a
line with a colon announces, and every sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.labels import opens_with_label
from corpus.markers import read_marker
from corpus.reading import HEADING_SIGN, without_marks
from corpus.view import fold_width
from corpus.web_furniture import is_beside_head, names_operator

_SENTENCE = re.compile("[。；]")
_MARKS = re.compile("[，。；：]")
_ANNEX = re.compile(r"\s{0,20}(?:相关)?附\s?[件表录图]?\s?\d{0,3}\s?[:：.]?|文件下载|下载")
_FILE = re.compile(
    r"\.(?:docx?|wps|pdf|xlsx?|et|rtf|zip|rar|7z|ofd|pptx?|txt|ceb)\b", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://|www\.|@", re.IGNORECASE)
# What is no link and still a site's own: the way to a page, the day, pages of a list.
_BETWEEN = re.compile(
    r"[>＞»›|/·-]{0,3}(?:正文|首页|内容|详情)?[>＞»›|/·-]{0,3}"
)  # blanks taken out
_TODAY = re.compile(r"今天是.{0,30}|.{0,12}星期[一二三四五六日天].{0,12}")
_NAMES = re.compile(r"首页(?:[|｜>＞/·][^|｜>＞/·。，；]{1,8}){2,20}")  # blanks taken out
_PAGES = re.compile(
    r"[共第]\s?\d{1,4}\s?[页条](?:[\s,，/]*[共第]?\s?\d{1,6}\s?[页条])?|\d{1,4}\s?/\s?\d{1,4}"
)
_LONGEST_HEAD = 16  # characters
_SHORTEST_TITLE = 6


def leads_to_file(address: str) -> bool:
    """Tell whether a link's address is that of a document to load."""
    return bool(_FILE.search(address))


def without_edges(
    lines: Sequence[str], linked: Collection[str], files: Collection[str], title: str
) -> list[str]:
    """Return the lines of an article without the site's own above its title and behind its end.

    Args:
        lines: The lines of a page, headings marked.
        linked: The words of those that are nothing but links.
        files: The words of those whose links lead to documents.
        title: That of the article; "" where the page names none.
    """
    words = [without_marks(line).strip() for line in lines]
    links = [one in linked and not _is_text(one, files) for one in words]
    texts = [at for at, one in enumerate(words) if not links[at] and _MARKS.search(one)]
    if not texts:
        return list(lines)
    top = _top(words, links, title)
    above = {at for at in range(top) if _is_above(words[at], is_link=links[at])}
    if top and links[top - 1] and read_marker(fold_width(words[top - 1])):
        above.discard(top - 1)  # the head of the first section, linked to from elsewhere
    last = _last(lines, words, links, top)
    behind = _behind(words, links, last)
    return [line for at, line in enumerate(lines) if at not in above | behind]


def _is_text(words: str, files: Collection[str]) -> bool:
    """Tell whether a line belongs to the text though it is a link: a sentence, an address, an annex."""
    is_annex = words in files or _ANNEX.match(words) or _FILE.search(words)
    return bool(is_annex or _SENTENCE.search(words) or _ADDRESS.search(words))


def _top(words: Sequence[str], links: Sequence[bool], title: str) -> int:
    """Return the number of the line where the article begins: its title, or its first text."""
    whole = "".join(title.split())
    for at, line in enumerate(words):
        plain = "".join(line.split())
        if len(plain) >= _SHORTEST_TITLE and whole.startswith(plain):
            return at
        if not links[at] and _SENTENCE.search(line):
            break
    texts = (at for at, one in enumerate(words) if not links[at] and _MARKS.search(one))
    return next(texts)


def _is_above(words: str, *, is_link: bool) -> bool:
    plain = "".join(words.split())
    is_own = any(one.fullmatch(plain) for one in (_BETWEEN, _TODAY, _NAMES))
    return (is_link or is_own) and not opens_with_label(words)


def _last(lines: Sequence[str], words: Sequence[str], links: Sequence[bool], top: int) -> int:
    """Return the number of the last line that is text, and no heading of links alone.

    Who runs the site stands below its links; below the text these lines may belong to a notice.
    """
    at = len(words) - 1
    while at > top and names_operator(words[at]):
        at -= 1
    at = at if links[at] else len(words) - 1
    while at > top:
        is_head = at + 1 < len(words) and links[at + 1] and _heads_links(lines[at], words[at])
        if not (links[at] or is_head or _PAGES.fullmatch(words[at])):
            break
        at -= 1
    return at


def _heads_links(line: str, words: str) -> bool:
    """Tell whether a line is the heading of a list of links: a site's usual one, or one by its style."""
    if is_beside_head(words):
        return True
    is_short = len(words) <= _LONGEST_HEAD and not _MARKS.search(words)
    return HEADING_SIGN in line and is_short and read_marker(fold_width(words)) is None


def _behind(words: Sequence[str], links: Sequence[bool], last: int) -> set[int]:
    """Return the numbers of the lines behind the text that do not belong to it."""
    is_led = words[last].endswith(("：", ":"))
    is_annex = bool(_ANNEX.match(words[last]) or _FILE.search(words[last]))
    dropped: set[int] = set()
    for at in range(last + 1, len(words)):
        is_item = is_annex and read_marker(fold_width(words[at])) is not None
        if links[at] and (is_led or is_item):
            continue
        is_led = is_annex = False
        dropped.add(at)
    return dropped
