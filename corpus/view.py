"""The matching view of a text: the same characters in one width, wrapped lines joined.

Rules match on the view; what they find is mapped back, so that quotes are original characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from corpus.model import Span

# Full-width ASCII (U+FF01–U+FF5E) stands for ASCII (U+0021–U+007E), one character for one.
# The sentence marks ，！？；： fold too; 、 。 and Chinese quotation marks have no narrow form.
_WIDTH: dict[int, int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,  # ideographic space
    0x00A0: 0x20,  # no-break space
    0x3014: ord("〔"),
    0x2236: ord(":"),  # ratio sign typed for a colon
    0x2014: ord("—"),
    0x2013: ord("-"),
    0x2212: ord("-"),
    0xFE52: ord("."),  # small forms, which some typesetters put behind numbers
    0xFE54: ord(";"),
    0xFE55: ord(":"),
    0xFE59: ord("("),
    0xFE5A: ord(")"),
    0xA3AC: ord(","),  # what some fonts of PDF files call ，。；：
    0xA3AE: ord("。"),
    0xA3BB: ord(";"),
    0xA3BA: ord(":"),
    0xAB: ord("《"),  # the quotation marks that some fonts and converters put for those of titles
    0xBB: ord("》"),
}
# Signs that are set for those of titles too; between them stands the title of a document then, which
# closes with its kind (公文种类): <某省节能条例>. Inside 《》 they are what they are.
_TITLED = re.compile(
    r"《[^《》]{0,200}》|[<≪](?P<title>(?=[\u4e00-\u9fff“]|20\d\d年)[^<>≪≫《》。;!?]{2,80}"
    r"(?:法|法典|条例|办法|规定|细则|方案|规划|计划|意见|通知|决定|公告|纲要|要点|指南|标准|规范|措施|政策|目录|规程|导则)"
    r"(?:\([^()]{1,20}\))?)[>≫]"
)
# Radicals that a PDF's font names in place of the character it draws alike: ⼀ for 一, ⻔ for 门.
# Unicode gives the characters of the Kangxi block, of which the mainland (GB 18030) draws ⼾ as 户, not as
# 戶; of the supplement those that are whole ones.
RADICALS = {code: ord(unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, 0x2FD6)}
RADICALS[0x2F3E] = ord("户")
RADICALS |= dict(
    zip(
        map(
            ord,
            "⺒⺓⺝⺟⺠⺫⺬⺮⺷⺹⺺⺼⻁⻂⻃⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        ),
        map(
            ord,
            "巳幺月母民目示竹羊老聿肉虎衣西西见角贝足车长长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        ),
        strict=True,
    )
)
_WIDTH |= RADICALS
# Word keeps what it sets in the font Symbol under private names (U+F020 to U+F0FF: the font's code + F000).
_SYMBOLS = {0xF000 + code: code for code in (*range(0x21, 0x41), 0x5B, 0x5D, 0x7B, 0x7C, 0x7D)} | {
    0xF000 + code: ord(sign)
    for code, sign in zip(
        (0xA3, 0xB0, 0xB1, 0xB3, 0xB4, 0xB8, 0xB9, 0xBB, 0xD7, 0xE5), "≤°±≥×÷≠≈·∑", strict=True
    )
}
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_BULLET = re.compile(rf"{_PRIVATE.pattern}[ \t]?")
_RULE = re.compile(r"\|[\s|:-]*\|")  # below the head of Markdown's tables, no sentence
_LINE_BREAK = re.compile(r"(?<![ \t])[ \t]*\n\s*")
_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
# What some fonts of PDF files call the decimal point; its place is wide, and a blank follows it.
POINT = "\U001001b0"
_LAYOUT_BLANK = re.compile(
    rf"(?<=[\u4e00-\u9fff]) (?=\d)|(?<=[\d%]) (?=[\u4e00-\u9fff])|(?<=\d{POINT}) (?=\d)"
)
# Markdown's bold, also inside a name, and its italics (* and _) inside brackets.
_EMPHASIS = re.compile(r"\*\*|(?<=[(:,;、])(?:__|[*_])|(?:__|[*_])(?=[):,;、。])")
# The number of a page (— 7 —, GB/T 9704) that was left standing; text recognition reads 一 for a dash.
PAGE_LINE = re.compile(r"[-—–―一]{1,2} ?\d{1,3} ?[-—–―一]{1,2}|\d{1,3}一")
_PAGE_NUMBER = re.compile(
    rf"(?:(?<=[\u4e00-\u9fff])-)?\n\s{{0,2}}(?:{PAGE_LINE.pattern})\s{{0,2}}(?:\Z|\n)|"
    r"(?<=[\u4e00-\u9fff、,])(?:\s{0,4}[—―] ?\d{1,3} ?[—―]\s{0,4}|\s{0,2}\n-? ?\d{1,3} ?-\s{0,2}\n)(?=[\u4e00-\u9fff])"
    r"|(?<=\d)\s{0,2}\n- ?\d{1,3} ?-\s{0,2}\n(?=[\u4e00-\u9fff\d])"
)
# What closes the sentences of a text that has no 。 at all: some fonts of PDF files call it so.
_STOP = re.compile(
    r"(?:(?<=[\u4e00-\u9fff]{2}[\u4e00-\u9fff)”»》%])|(?<=[a-zA-Z][\u4e00-\u9fff]{2}))"
    r"\.(?=\s|$|[\u4e00-\u9fff“«《(]|(?:19|20)\d\d年)"
)
_SPACED = re.compile(r"(?:\S ){3,}\S?")
_SPACED_CHINESE = re.compile(r"(?:[^\s\x21-\x27\x2a\x2b\x2d-\x39\x3c-\x3e\x40-\x7e] ){3,}")
_LONG_SPACED = 8  # characters: so long a run of spaced print holds figures and letters too
_LONGEST_SENTENCE = 2000  # characters
_VIEWS_KEPT = 32  # the rules ask for the view of a clause one after the other
_SENTENCE_END = re.compile(r"[。!?\n][”’』」)]*")

_ASIDE = re.compile(r"\s{0,9}[(\[【〔](?!\s?(?:\d{1,3}|[一二三四五六七八九十百]{1,5})\s?\))")
_BRACKET = re.compile(r"[(\[【〔)\]】〕]")
_ASIDE_STOP = re.compile(r"[。;]")
_LONGEST_ASIDE = 1000  # characters; a longer one is a mistake of typing


def fold_width(text: str) -> str:
    """Return `text` with full-width letters, digits and marks in their narrow form, same length.

    Signs that stand for 《》 become these.

    >>> fold_width("（２０３０年，３０％）"), fold_width("依据«节能法»和＜某省节水条例＞")
    ('(2030年,30%)', '依据《节能法》和《某省节水条例》')
    """
    folded = text.translate(_WIDTH)
    return _TITLED.sub(_in_title_marks, folded) if "<" in folded or "≪" in folded else folded


def _in_title_marks(match: re.Match[str]) -> str:
    return f"《{match['title']}》" if match["title"] else match.group()


def readable(text: str) -> str:
    r"""Return `text` as a reader's fonts can show it: signs of the font Symbol as they look, no private ones.

    What is left of the private signs are bullets of Wingdings and names that a font has for itself.

    >>> readable("\uf06c 车桩比小于2.5\uf03a1，E\uf03dA\uf0b4B")
    '车桩比小于2.5:1，E=A×B'
    """
    if not _PRIVATE.search(text):
        return text
    return _BULLET.sub("", text.translate(_SYMBOLS))


@dataclass(frozen=True, slots=True)
class MatchingView:
    r"""Folded text of a piece of a document, with the way back to the original offsets.

    >>> view = view_of("第一条 到２０３０\n年达峰。", Span(start=4, end=14))
    >>> view.text, view.span(1, 6)
    ('到2030年达峰。', Span(start=5, end=11))
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the original span of `text[start:end]`; the range must not be empty."""
        return Span(start=self.offsets[start], end=self.offsets[end - 1] + 1)

    def verbatim(self, phrase: str, text: str, start: int = 0, end: int | None = None) -> str:
        """Return `phrase`, found at `start:end` of this view, in the characters of `text`, not spaced.

        Line breaks and what layout puts into words are left out, blanks beside figures are kept.
        A phrase that was put together, and so stands nowhere in one piece, is returned as it is.
        """
        at = self.text.find(phrase, start, end) if phrase else -1
        if at < 0:
            return phrase
        return self.unspaced(at, at + len(phrase), text).replace("\n", "")

    def unspaced(self, start: int, end: int, text: str) -> str:
        """Return the characters of `text` behind a range: no blanks of spaced print, no signs of bold."""
        span = self.span(start, end)
        piece = span.of(text)
        kept = {one - span.start for one in self.offsets[start:end]}
        kept.update(match.start() for match in _LAYOUT_BLANK.finditer(fold_width(piece)))
        return "".join(one for at, one in enumerate(piece) if at in kept or one == "\n")

    def find(self, offset: int) -> int:
        """Return the position in the view of the first character at or after original `offset`."""
        return next((i for i, at in enumerate(self.offsets) if at >= offset), len(self.offsets))


def view_of(text: str, span: Span, *, join_lines: bool = True) -> MatchingView:
    """Fold `span` of `text`; with `join_lines` a line break inside it disappears.

    So do what layout puts inside sentences: the blanks between Chinese characters and figures (到
    2030 年) and those of spaced print, the number of a page, Markdown's signs for bold. Where
    there is no 。 at all, a point behind Chinese characters stands for one.

    >>> view_of("（ 省 工 信 厅 、 市 局 、**县局**）", Span(start=0, end=24)).text
    '(省工信厅、市局、县局)'
    """
    return _view_of(text, span, join_lines)


@lru_cache(maxsize=_VIEWS_KEPT)
def _view_of(text: str, span: Span, join_lines: bool) -> MatchingView:  # a key of the cache
    folded = fold_width(span.of(text))
    if "。" not in folded:
        folded = _STOP.sub("。", folded)
    kept = _kept_ranges(folded) if join_lines else [(0, len(folded))]
    loose: list[tuple[int, int]] = []
    if " " in folded:
        loose += [(at, at + 1) for at in _loose_blanks(folded)]
        loose += [match.span() for match in _LAYOUT_BLANK.finditer(folded)]
    if "*" in folded or "_" in folded:
        loose += [match.span() for match in _EMPHASIS.finditer(folded)]
    if "\n" in folded or "—" in folded or "―" in folded:  # what a page's number has beside it
        loose += [match.span() for match in _PAGE_NUMBER.finditer(folded)]
    kept = _without(kept, sorted(loose)) if loose else kept
    shown = "".join(folded[start:end] for start, end in kept).replace(POINT, ".")
    first = span.start
    offsets = (range(first + start, first + end) for start, end in kept)
    return MatchingView(text=shown, offsets=tuple(chain.from_iterable(offsets)))


def _without(
    ranges: Sequence[tuple[int, int]], holes: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return `ranges` without the `holes` in them, both in order; holes may overlap."""
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in ranges:
        while at < len(holes) and holes[at][1] <= start:
            at += 1
        inside = at
        while inside < len(holes) and holes[inside][0] < end:
            if holes[inside][0] > start:
                found.append((start, holes[inside][0]))
            start = max(start, holes[inside][1])
            inside += 1
        if start < end:
            found.append((start, end))
    return found


def close_spacing(text: str) -> str:
    """Return `text` without the blanks of spaced print, in which one follows every character.

    Typesetters stretch lines, and editors emphasise, by setting Chinese characters apart; figures
    and Latin words keep their blanks.

    >>> close_spacing("（ 十 一 ） 加 强 节 水 。 用水 18 18 立方米")
    '（十一）加强节水。用水 18 18 立方米'
    """
    loose = _loose_blanks(fold_width(text))
    return "".join(one for at, one in enumerate(text) if at not in loose) if loose else text


def _loose_blanks(folded: str) -> set[int]:
    """Return the blanks of spaced print, in which a blank follows every character: 省 工 信 厅.

    Figures and letters in it are spaced too: 到 2 0 2 5 年. A row of figures alone is no such print.
    """
    found: set[int] = set()
    for run in _SPACED.finditer(folded):
        words = run.group().split()
        figures = sum(one.isascii() and one.isalnum() for one in words)
        is_mixed = len(words) >= _LONG_SPACED and figures * 3 <= len(words)
        parts = [run] if is_mixed else _SPACED_CHINESE.finditer(folded, run.start(), run.end())
        found.update(at for one in parts for at in range(*one.span()) if folded[at] == " ")
    return found


def _kept_ranges(folded: str) -> list[tuple[int, int]]:
    """Return the ranges left when line breaks are dropped, but those that end a paragraph."""
    ranges: list[tuple[int, int]] = []
    last = 0
    row_ends = _row_ends(folded) if "\t" in folded or "|" in folded else set()
    for match in _LINE_BREAK.finditer(folded):
        ranges.append((last, match.start()))
        last = match.end()
        is_end = folded[match.start() - 1 : match.start()] in {"。", "!", "?", ";", ":"}
        if is_end or match.start() in row_ends:
            at = match.start() + match.group().index("\n")  # a paragraph ends here
            ranges.append((at, at + 1))
    return [*ranges, (last, len(folded))]


def _row_ends(folded: str) -> set[int]:
    """Return where lines end that are rows of a table, cells parted by tabs or Markdown's |, or have one below."""
    ends: set[int] = set()
    last = was_row = None
    for line in _LINE.finditer(folded):
        words = line.group()
        is_row = "\t" in words or (words.startswith("|") and words.endswith("|"))
        if last is not None and (is_row or was_row):
            ends.add(last)
        last, was_row = line.end(), is_row
    return ends


def split_sentences(view: MatchingView) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) positions in the view of its sentences, blanks trimmed.

    A sentence ends at 。！？ outside brackets, or at a paragraph's end; what stands in brackets behind
    the full stop (句外括号, GB/T 15834) is one of its own; a table that was run together into one
    endless sentence is cut at its commas.

    >>> view = view_of("改造管网。（责任单位：市甲局）加装水表。", Span(start=0, end=20))
    >>> [view.text[start:end] for start, end in split_sentences(view)]
    ['改造管网。', '(责任单位:市甲局)', '加装水表。']
    """
    start = 0
    for match in _SENTENCE_END.finditer(view.text):
        if match.end() <= start:
            continue
        piece = view.text[start : match.end()]
        is_inside = match.group()[0] != "\n" and _depth(piece[: match.start() - start]) > 0
        if is_inside and len(piece) < _LONGEST_SENTENCE:
            continue
        yield from _cut(view.text, start, match.end())
        start = match.end()
        if end := _aside_end(view.text, start):
            yield from _trimmed(view.text, start, end)
            start = end
    yield from _cut(view.text, start, len(view.text))


def _aside_end(text: str, start: int) -> int:
    """Return where the bracket ends that stands behind the full stop, 0 where none does.

    The number of an item is none: …。（1）开展….
    """
    if not (opening := _ASIDE.match(text, start)):
        return 0
    depth = 0
    for mark in _BRACKET.finditer(text, opening.end() - 1, opening.end() + _LONGEST_ASIDE):
        depth += 1 if mark.group() in "([【〔" else -1
        if depth == 0:
            stop = _ASIDE_STOP.match(text, mark.end())
            return stop.end() if stop else mark.end()
    return 0


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST_SENTENCE:
        comma = text.rfind(",", start, start + _LONGEST_SENTENCE)
        middle = comma + 1 if comma > start else start + _LONGEST_SENTENCE
        yield from _trimmed(text, start, middle)
        start = middle
    yield from _trimmed(text, start, end)


def _depth(piece: str) -> int:
    return piece.count("(") - piece.count(")")


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end and not _RULE.fullmatch(text, start, end):
        yield start, end
