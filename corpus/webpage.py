"""The text of a web page's article, without the site round it; pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from bs4.exceptions import ParserRejectedMarkup

from corpus.labels import opens_with_label, particulars_end
from corpus.reading import BOLD_LINE, HEADING_SIGN, heading_mark, raised, without_marks
from corpus.tables import MERGED
from corpus.web_beside import drop_beside
from corpus.web_edges import leads_to_file, without_edges
from corpus.web_furniture import is_beside_head, without_beside, without_site
from corpus.web_head import PageHead, join_labels, read_head
from corpus.web_hidden import drop_hidden
from corpus.web_lists import number_lists, style_rules
from corpus.web_menus import drop_menus, drop_round
from corpus.web_sentences import MOST, count_sentences, is_link, is_text, own_sentences

_FURNITURE = [
    "script", "style", "nav", "header", "footer", "noscript", "template", "form", "svg", "iframe",
    "select", "button", "head", "aside",
]  # fmt: skip
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|br|caption|center|d[dlt]|div|fieldset|fig\w+|h[1-6r]|li|main|[ou]l|p|pre"
    r"|section|table|t(?:body|foot|head|r)"
)
_WRAPPED = re.compile(r"(?<!\s)\s*\n\s*")
_CELLS = {"td", "th"}
_HEADINGS = re.compile(r"h[1-6]")
_MOST_COLUMNS = 63  # of a table
_AFTER_MARK = re.compile(rf"(?<={HEADING_SIGN}[1-9])\s+")  # blanks that set a heading in
_IN_CELL = "\x1f"  # between the paragraphs of a cell, until its row is put together
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LONGEST_LINE = 40  # characters of a bold one that may be a heading
_MOST_PIECES = 40  # that it consists of
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_INNERMOST = {"p"}
_TABLE = {"table", "tbody", "thead", "tfoot", "tr"}
_LINKS = "\x11\x12"  # where the words of a link begin and end, until its line is put together
_TO_FILE = "\x14"  # behind a link to a document
_SIGNS = str.maketrans("", "", HEADING_SIGN + _LINKS + _TO_FILE)
_ARTICLE_BEGINS = "\x13"
_MOST_PARTICULARS = 30  # lines
# A copy of the whole article (for printing, for narrow screens) has this many sentences at least.
_FEWEST_COPIED = 5
_NO_LINK = re.compile(r"[^\W\d年月日]")  # a line of links has only dates and signs beside them


def read_article(html: str) -> tuple[str, PageHead]:
    """Return the text of a page's article, one paragraph per line, and what the page says of it.

    Headings are marked for `take_headings`. What the page hides is left out, and so is a second copy of the article that a site keeps for
    other screens or for printing. The labelled particulars above the article belong to it.
    """
    try:
        soup = BeautifulSoup(_closed(html.translate(_SIGNS)), "html.parser")
    except ParserRejectedMarkup:
        return "", PageHead()
    head, rules = read_head(soup), style_rules(soup)
    drop_hidden(soup)
    for tag in soup.find_all(_FURNITURE) + soup.find_all(_is_hidden):
        if not tag.decomposed:
            tag.decompose()
    join_labels(soup)
    _raise(soup)
    for table in soup("table"):
        _fill_merged(table)
    body = soup.body or soup
    drop_menus(body)
    drop_beside(body)
    second = soup("h2")
    headings = soup("h1") or (second if len(second) == 1 else [])  # a page's only one
    head = head.titled([" ".join(tag.get_text().split()) for tag in headings], body.get_text())
    drop_round(body, head.title)
    number_lists(body, rules)
    article = _article(soup)
    text = _text_of(article, head.title)
    above = [] if article is body else _particulars_above(body, article)
    lines = [line for line in above if line not in text]
    return "\n".join([*lines, text] if text else []), head


def _raise(soup: BeautifulSoup) -> None:
    """Write the superscripts of figures (10<sup>4</sup>吨) so that they are not read as digits."""
    for tag in soup("sup"):
        before, words = tag.previous_sibling, tag.string
        if words is not None and before is not None and is_text(before):
            tag.string = raised(str(words), str(before))


def _particulars_above(body: Tag, article: Tag) -> list[str]:
    """Return the lines of labelled particulars that the page has above its article."""
    article.insert_before(NavigableString(_ARTICLE_BEGINS))
    above, _, _ = "".join(_pieces(body)).partition(_ARTICLE_BEGINS)
    lines = [one for one in map(without_marks, _rows(above)) if opens_with_label(one)]
    lines = lines[-_MOST_PARTICULARS:]
    return lines if particulars_end(lines, 0) else []


def _fill_merged(table: Tag) -> None:
    """Put a cell with 〃 wherever a cell reaches into the rows below, so that columns stay aligned.

    A row that has one cell of its own is a title across the table and is left as it is.
    """
    reaching: dict[int, int] = {}  # how many more rows a cell of this column reaches into
    for row in _rows_of(table):
        cells = _cells_of(row)
        if not (len(cells) > 1 or reaching):
            continue
        below: dict[int, int] = {at: rows - 1 for at, rows in reaching.items() if rows > 1}
        at = 0
        for cell in cells:
            while at in reaching and at < _MOST_COLUMNS:
                cell.insert_before(_merged_cell())
                at += 1
            rows = _reach(cell, "rowspan")
            columns = _reach(cell, "colspan")
            below |= dict.fromkeys(range(at, at + columns), rows - 1) if rows > 1 else {}
            for _ in range(min(columns, _MOST_COLUMNS - at) - 1):
                cell.insert_after(Tag(name="td"))
            at += columns
        while at in reaching and at < _MOST_COLUMNS:
            row.append(_merged_cell())
            at += 1
        reaching = below


def _merged_cell() -> Tag:
    cell = Tag(name="td")
    cell.append(NavigableString(MERGED))
    return cell


def _rows_of(table: Tag) -> Iterator[Tag]:
    """Yield the rows of a table itself, not those of a table inside one of its cells."""
    parts = [one for one in table.children if isinstance(one, Tag)]
    for part in parts:
        rows = part.children if part.name in {"thead", "tbody", "tfoot"} else [part]
        yield from [row for row in rows if isinstance(row, Tag) and row.name == "tr"]


def _reach(cell: Tag, name: str) -> int:
    """Return how many rows or columns a cell takes; what is no sensible number is one."""
    value = str(cell.get(name, "1")).strip()
    return min(int(value), _MOST_COLUMNS) if re.fullmatch(r"[1-9]\d{0,3}", value) else 1


def _closed(html: str) -> str:
    """Drop the signs that open what nothing closes: the parser would look for its end each time.

    After the page's last > a < opens no tag; after its last --> a <!-- opens no comment.
    """
    ends = html.rfind("-->")
    html = html[: ends + 1] + html[ends + 1 :].replace("<!--", "")
    ends = html.rfind(">")
    return html[: ends + 1] + html[ends + 1 :].replace("<", " ")


def _is_hidden(tag: Tag) -> bool:
    """Tell whether the page shows nothing of `tag`; what is only closed to readers aloud counts not."""
    return "hidden" in tag.attrs or bool(_HIDDEN.search(str(tag.get("style", ""))))


def _article(soup: BeautifulSoup) -> Tag:
    place: Tag = soup.body or soup
    counts = count_sentences(place)
    while inner := [child for child in place.children if isinstance(child, Tag)]:
        inner = _without_copies(inner, counts)
        fullest = max(inner, key=lambda tag: counts[id(tag)])
        needed = max(1, MOST * (sum(counts[id(tag)] for tag in inner) + own_sentences(place)))
        if fullest.name == "table":  # one that lays out the page has all in one of its cells
            cells = [cell for row in _rows_of(fullest) for cell in _cells_of(row)]
            fullest = max(cells, key=lambda tag: counts[id(tag)], default=fullest)
        if counts[id(fullest)] < needed or fullest.name in _INNERMOST | _TABLE:
            break
        place = fullest
    return place


def _without_copies(tags: list[Tag], counts: dict[int, int]) -> list[Tag]:
    """Drop the elements that say, word for word, what one before them says.

    A copy has as many sentences; the words of an element without its like are not even looked at,
    or a page of thousands of elements, one inside the other, would be read as often.
    """
    alike = Counter(counts[id(tag)] for tag in tags)
    seen: set[str] = set()
    kept = []
    for tag in tags:
        if (count := counts[id(tag)]) >= _FEWEST_COPIED and alike[count] > 1:
            words = "".join(tag.get_text().split())
            if words in seen:
                tag.extract()
                continue
            seen.add(words)
        kept.append(tag)
    return kept


@dataclass(slots=True)
class _Links:
    """The words of lines that are nothing but links and dates, of those with a link, and to documents."""

    lines: set[str] = field(default_factory=set)
    leading: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    def add(self, words: str, free: str, *, has_link: bool, is_file: bool) -> None:
        """Take a line, `free` being what of it is no link; a site's heading may stand before the link."""
        is_headed = has_link and is_beside_head("".join(free.split()))
        if is_headed or not _NO_LINK.search(free):
            self.lines.add(words)
            is_row = "\t" in words and re.search(r"\w", free) is not None  # of a table with numbers
            self.leading |= {words} if has_link and not is_row else set()
        if is_file:
            self.files.add(words)


def _text_of(tag: Tag, title: str) -> str:
    links = _Links()
    rows = _rows("".join(_pieces(tag)), links)
    rows = without_site(without_beside(rows, links.lines))
    return "\n".join(without_edges(rows, links.leading, links.files, title))


def _rows(pieces: str, links: _Links | None = None) -> list[str]:
    """Return the lines that have text; what is known of their links is put into `links`."""
    rows = []
    is_open = False
    for line in pieces.split("\n"):
        words, free, is_open = _without_links(line.replace(_TO_FILE, ""), is_open)
        cells = words.split("\t")
        rows.append("\t".join(" ".join(_paragraphs(cell)) for cell in cells).rstrip())
        plain = without_marks(rows[-1]).strip()
        if links is not None and plain:
            links.add(plain, free, has_link=len(free) < len(words), is_file=_TO_FILE in line)
    return list(_filled(rows))


def _without_links(line: str, is_open: bool) -> tuple[str, str, bool]:
    """Return a line without the marks of links, what of it is no link, and whether one is open."""
    free = []
    pieces = re.split(f"([{_LINKS}])", line)
    for piece in pieces:
        if piece in {_LINKS[0], _LINKS[1]}:
            is_open = piece == _LINKS[0]
        elif not is_open:
            free.append(piece)
    return "".join(pieces[::2]), "".join(free), is_open


def _filled(rows: Iterable[str]) -> Iterator[str]:
    """Yield the rows that have text, a heading's mark that stands alone before the next of them."""
    mark = ""
    for row in rows:
        if without_marks(row):
            yield f"{mark}{row}"
            mark = ""
        else:
            mark = row or mark


def _paragraphs(cell: str) -> list[str]:
    pieces = (_AFTER_MARK.sub("", piece.strip()) for piece in cell.split(_IN_CELL))
    return [piece for piece in pieces if piece]


def _pieces(place: Tag) -> Iterator[str]:
    """Yield the strings of `place`, line breaks only where its blocks begin and end.

    In a row of several cells nothing but the row's end breaks the line: a tab parts the cells, a
    blank the paragraphs of one cell.
    """
    rows = 0  # how many rows of several cells are open
    laid_out = _rows_round_tables(place)
    todo: list[tuple[PageElement, bool]] = [(child, False) for child in reversed(place.contents)]
    while todo:
        node, is_end = todo.pop()
        if not isinstance(node, Tag):
            if is_text(node):
                yield _WRAPPED.sub("", str(node))
            continue
        is_row = node.name == "tr" and len(_cells_of(node)) > 1 and id(node) not in laid_out
        is_cell = node.name in _CELLS
        rows -= is_row and is_end
        if is_link(node):
            yield _LINKS[is_end] + _TO_FILE * (is_end and leads_to_file(str(node.get("href", ""))))
        if is_cell and is_end:
            yield _after_cell(node, rows)
        elif not is_cell and _BLOCKS.fullmatch(node.name):
            yield _IN_CELL if rows else "\n"
            if _HEADINGS.fullmatch(node.name) and not (is_end or rows):
                yield heading_mark(int(node.name[1]))
            elif node.name == "p" and not (is_end or rows) and _is_bold(node):
                yield heading_mark(BOLD_LINE)
        rows += is_row and not is_end
        if not is_end:
            todo.append((node, True))
            todo += [(child, False) for child in reversed(node.contents)]


def _is_bold(paragraph: Tag) -> bool:
    """Tell whether all words of a short paragraph are bold."""
    words = seen = 0
    todo = [(child, False) for child in reversed(paragraph.contents)]
    while todo:
        node, is_bold = todo.pop()
        seen += 1
        if isinstance(node, Tag):
            is_bold = is_bold or _sets_bold(node)
            todo += [(child, is_bold) for child in reversed(node.contents)]
        elif is_text(node) and (piece := str(node).strip()):
            words += len(piece)
            if not is_bold:
                return False
        if words > _LONGEST_LINE or seen > _MOST_PIECES:
            return False
    return words > 0


def _sets_bold(tag: Tag) -> bool:
    return tag.name in {"b", "strong"} or bool(_BOLD.search(str(tag.get("style", ""))))


def _cells_of(row: Tag) -> list[Tag]:
    return [cell for cell in row.children if isinstance(cell, Tag) and cell.name in _CELLS]


def _rows_round_tables(place: Tag) -> set[int]:
    """Return the rows in which other tables stand: they lay out the page, and are no rows of text."""
    above: dict[int, Tag] = {}  # the row in which a tag stands
    found: set[int] = set()
    for tag in place.descendants:  # a parent stands before its children
        if not isinstance(tag, Tag) or tag.parent is None:
            continue
        outer = tag.parent if tag.parent.name == "tr" else above.get(id(tag.parent))
        if outer is not None:
            above[id(tag)] = outer
        while tag.name == "table" and outer is not None and id(outer) not in found:
            found.add(id(outer))
            outer = above.get(id(outer))
    return found


def _after_cell(cell: Tag, rows: int) -> str:
    if not rows:
        return "\n"
    is_last = cell.find_next_sibling(_CELLS) is None
    return "" if is_last else "\t"
