"""Lead phrases (段首句): the short first sentence that names an unnumbered paragraph's task; pure.

Convention: below a numbered heading a plan sets its tasks, principles, aims and results as
paragraphs of their own, each opened by a short phrase closed by 。 (加强组织领导。各地要…). The
paragraphs of one unit are written alike: one opens with such a phrase if its neighbours do. A
phrase is a verb with its object or two or three such clauses set in parallel; it asserts nothing
(是, 了), dates nothing and refers to nothing before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from corpus.asides import Aside
from corpus.paragraphs import Paragraph
from corpus.view import split_sentences

# One short clause, or two of equal length set in parallel: a lead phrase wherever it opens.
_CLOSE = re.compile(
    r"(?:[—-]{1,4}\s*)?([\u4e00-\u9fff“”、·]{4,20}|([\u4e00-\u9fff]{3,8}),([\u4e00-\u9fff]{3,8}))。"
)
# Longer ones, with names, letters and clauses: lead phrases where their neighbours have them.
_WIDE = re.compile(
    r"(?:[—-]{1,4}\s*)?((?!\d|\(|[A-Za-z]\s?[.、]|[一二三四五六七八九十]{1,3}、)[\u4e00-\u9fffA-Za-z\d.“”\"'《》〈〉、·()+/,〔〕\[\]\s-]{4,36}|[\u4e00-\u9fff]{2,8}——[\u4e00-\u9fff“”、,]{4,40})。"
)
FOOTNOTE_MARK = re.compile(r"\s?\[\d{1,2}\]")
_QUOTED = re.compile(r"“[^”]{1,30}”")
# Four characters and four, as principles are set: 以人为本,人水和谐; whatever they begin with.
_PARALLEL = re.compile(
    r"(?!其中|同时|此外|目前)[\u4e00-\u9fff]{4}[,、](?!其中|并)[\u4e00-\u9fff]{4}"
)
# One clause that opens like a sentence (对口援疆提升造血功能): a name in a row of names.
_ROW = re.compile(r"([对为在以将把由经][\u4e00-\u9fff“”、]{5,30})。(?=.{40})")
_MANY_LED = 3
_MOST_COMMAS = 3
_ORDINARY_OPENING = re.compile(
    r"(?:[本该对为在到按凡以其各如若由将把当的年月日]|自(?![然主贸动愿])|经(?!济|营))|[一二三四五六七八九十]是|[首其]先|其次|最后|同时|此外|截至|目前|近年|具体|通过"
    r"|(?:根据|依据|围绕|结合|针对|依托)[^,]{6,30},"
)
# A sentence that asserts, orders or dates; a phrase that is cut off at its beginning or its end.
_SENTENCE = re.compile(
    r"是|了|指(?![导标引挥数令示南定])|会同|负责|牵头|不得|必须|应当?[由在将按]|\d年|\d月|见[表图附]|[%‰]|^[、,)”》]|[(“《、,]$"
)
_UNFINISHED = re.compile(r"[\u4e00-\u9fff、,A-Za-z\d]$")  # the line goes on in the next one
_MARK = re.compile(r"[。;:,]")
# What stands between two lines without belonging to either: a page number, a footnote.
# The sign of an item: it begins one although the line before lacks its full stop.
_DASHED = re.compile(r"(?:—{1,2}|-{2})\s?[\u4e00-\u9fff]")
_FURNITURE = re.compile(r"[-—–·\s\d一.、]{1,12}$|\[\d{1,2}\]|[①-⑳]")
_BRACKETED = re.compile(r"\([^()]{2,400}\)。?$")  # who answers for the paragraphs above
_LONGEST_INNER = 16
_TOPIC = 160  # characters round a phrase
_SHORTEST_AROUND = 50  # characters before a second phrase, and behind it
_LONGEST_OF_TWO = 24  # characters of a phrase of several clauses among phrases of one
_LOOKED_BACK = 40  # paragraphs
_ORDERS = re.compile("督促|要求|责成|责令")
_MATTER = ("工程", "项目")
_ENDING = 2  # characters
_SHORTEST_BEHIND_BOX = 60
_DATED = re.compile(r"\d[年月%‰]|指(?![导标引挥数令示南定])|见[表图附]|不得|必须|应当|负责|牵头")
_WHOLE_CLAUSE = re.compile(r"([\u4e00-\u9fff“”、]{10,44})。")
_ALIKE = re.compile(r"((?:按照?|依照?|根据|对|为|围绕)[\u4e00-\u9fff“”、,]{6,32})。")
_LABELLED = re.compile(r"([\u4e00-\u9fff“”]{2,12}):(?=\S{8})")
_NO_NAME = re.compile(
    r"单位|部门|电话|联系|地址|邮[箱编]|时间|日期|备注|说明|来源|附[件表注]|送$|其中|如下|包括|[为是有指注]$|出$|要求$|规定$|强调$"
)
_SHORTEST_BELOW = 40  # characters of a paragraph that a phrase on the line above names
_FEWEST_CLAUSES = 3  # paragraphs
_FEWEST = 2  # paragraphs that open alike
_TEXT_BEHIND = 4  # characters


@dataclass(frozen=True, slots=True)
class _Start:
    """A paragraph that begins a text of its own, with its lead phrase ("" for none)."""

    paragraph: Paragraph
    phrase: str
    is_close: bool

    @property
    def is_item(self) -> bool:
        """Tell whether a dash opens it: ——创新驱动。"""
        return self.paragraph.text.startswith(("—", "--"))


def led_paragraphs(
    body: Sequence[Paragraph | Aside], *, alone_too: bool = False
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a unit that open with a lead phrase.

    A single one counts where the units beside it have some (`alone_too`), or where it holds a
    second phrase in parallel.
    """
    starts = list(_starts(body))
    whole = [one.paragraph for one in starts]
    if len(whole) >= _FEWEST_CLAUSES and all(map(_clause, whole)):
        return tuple(whole)
    if len(whole) >= _FEWEST and all(map(_label, whole)):
        return tuple(whole)
    if len(whole) >= _FEWEST_CLAUSES and _open_alike(whole):
        return tuple(whole)
    led = _of_one_kind([start for start in starts if start.phrase])
    if not led or not _is_alike(starts, led, alone_too=alone_too):
        return ()
    named = {one.paragraph.span.start for one in led}
    others = [one for one in starts if one.paragraph.span.start not in named]
    odd = {one.paragraph.span.start for one in others if _row_phrase(one.paragraph)}
    all_named = named | odd
    if len(led) >= _MANY_LED * len(odd):  # the odd members of a row of names are names too
        led = [one for one in starts if one.paragraph.span.start in all_named]
    return tuple(start.paragraph for start in led)


def _row_phrase(paragraph: Paragraph) -> str:
    """Return the clause that may be a name although it opens like a sentence, "" for none."""
    match = _ROW.match(paragraph.text)
    return match.group(1) if match and not _SENTENCE.search(match.group(1)) else ""


def _clause(paragraph: Paragraph) -> str:
    """Return the one whole clause that opens a longer paragraph, "" for none.

    Where all paragraphs of a unit open so, the clauses are their names although they assert:
    …为工作提供了机遇。
    """
    match = _WHOLE_CLAUSE.match(paragraph.text)
    phrase = match.group(1) if match else ""
    is_name = phrase and not (_DATED.search(phrase) or _ORDINARY_OPENING.match(phrase))
    return phrase if is_name and len(paragraph.text) > 2.5 * len(phrase) else ""


def _alike(paragraph: Paragraph) -> str:
    """Return the one clause with 按照 or 根据 that opens a longer paragraph, "" for none."""
    match = _ALIKE.match(paragraph.text)
    phrase = match.group(1) if match else ""
    is_name = phrase and not (_DATED.search(phrase) or _SENTENCE.search(phrase))
    return phrase if is_name and len(paragraph.text) > 2.5 * len(phrase) else ""


def _open_alike(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether all paragraphs open with clauses of one build: 按照…划定生态保护红线。按照…划定….

    Such a clause is an ordinary opening where it stands alone.
    """
    phrases = [_alike(one) for one in paragraphs]
    return all(phrases) and len({phrase[:2] for phrase in phrases}) == 1


def _label(paragraph: Paragraph) -> str:
    """Return the word before a colon that opens a paragraph (研究目标:面向…), "" for none.

    Calls for projects and glossaries name their paragraphs so; who is responsible or to be asked
    is no such name.
    """
    match = _LABELLED.match(paragraph.text)
    return match.group(1) if match and not _NO_NAME.search(match.group(1)) else ""


def has_leads(body: Sequence[Paragraph | Aside]) -> bool:
    """Tell whether several paragraphs of a unit open with lead phrases."""
    return len(led_paragraphs(body)) >= _FEWEST


def are_named(
    body: Sequence[Paragraph | Aside],
    led: Sequence[Paragraph],
    *,
    behind: Paragraph | None = None,
) -> bool:
    """Tell whether `led` are the paragraphs of a unit, not just some: it is cut at them.

    Where there are three, one more may be odd, such as the address 各位代表 of a report, but not the
    first; and the rest of a wrapped line is no paragraph, also of the opening they stand `behind`.
    """
    named = {one.span.start for one in led}
    if _FEWEST <= len(led) == sum(isinstance(one, Paragraph) for one in body):
        return True
    starts = [one.paragraph.span.start for one in _starts([*([behind] if behind else []), *body])]
    if behind and starts[:1] == [behind.span.start]:
        del starts[0]
    odd = set(starts) - named
    return len(led) >= _MANY_LED and named <= set(starts) and len(odd) <= 1 and starts[0] in named


def lead_phrases(paragraph: Paragraph) -> tuple[str, ...]:
    """Return the lead phrase that opens a paragraph and those inside it, set in parallel.

    A second phrase has the same number of characters as the first (对仗); text stands before it and
    behind it.
    """
    openings = (lead_phrase, _lone_phrase, _row_phrase, _clause, _alike, _label)
    first = next(filter(None, (opening(paragraph) for opening in openings)), "")
    return (first, *_inner_leads(paragraph, first)) if first else ()


def lead_phrase(paragraph: Paragraph) -> str:
    """Return the phrase that may open a paragraph as its name, "" where none does."""
    match = _WIDE.match(paragraph.text)
    if not match or len(paragraph.text) - match.end() < _TEXT_BEHIND:
        return ""
    phrase = match.group(1)
    return phrase if may_name(FOOTNOTE_MARK.sub("", phrase)) else ""


def may_name(phrase: str) -> bool:
    """Tell whether a phrase may name a task: it asserts nothing and is whole."""
    if _PARALLEL.fullmatch(phrase):
        return True
    return not (
        _ORDINARY_OPENING.match(phrase)
        or _SENTENCE.search(phrase)
        or phrase.count(",") > _MOST_COMMAS
        or any(phrase.count(one) != phrase.count(other) for one, other in ("“”", "()", "《》"))
    )


def _lone_phrase(paragraph: Paragraph) -> str:
    """Return the phrase that stands alone on its line, above the text it names; "" for none."""
    match = _CLOSE.fullmatch(paragraph.text)
    phrase = match.group(1) if match else ""
    return phrase if phrase and may_name(phrase) else ""


def _is_close(paragraph: Paragraph) -> bool:
    match = _CLOSE.match(FOOTNOTE_MARK.sub("", paragraph.text[:60]))
    return bool(match) and (not match.group(2) or len(match.group(2)) == len(match.group(3)))  # type: ignore[union-attr] # a match where it is asked


def _starts(body: Sequence[Paragraph | Aside]) -> Iterator[_Start]:
    """Yield the paragraphs of running text that begin one, the rest of wrapped lines left out."""
    is_open = False
    for item, below in zip_longest(body, body[1:]):
        if not isinstance(item, Paragraph):
            is_open = False
            continue
        text = item.text
        if _FURNITURE.match(text):
            continue
        phrase = "" if is_open and not _DASHED.match(text) else lead_phrase(item)
        if not phrase and not is_open and isinstance(below, Paragraph) and _is_text(below):
            phrase = _lone_phrase(item)
        if "。" in text and (phrase or not is_open) and not _BRACKETED.match(text):
            yield _Start(item, phrase, bool(phrase) and _is_close(item))
        is_text = is_open or bool(_MARK.search(text))  # not the row of a table
        is_open = is_text and bool(_UNFINISHED.search(text[-1:]))


def _is_text(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is what a phrase on the line above it may name."""
    is_long = len(paragraph.text) >= _SHORTEST_BELOW and paragraph.text.endswith("。")
    return is_long and not lead_phrase(paragraph)


def _of_one_kind(led: list[_Start]) -> list[_Start]:
    """Leave out plain sentences: long phrases of several clauses where most phrases have one.

    So is a long one that orders others to do something (督促某单位开展…).
    """
    orders = [one for one in led if _ORDERS.match(one.phrase) and len(one.phrase) > _LONGEST_OF_TWO]
    led = [one for one in led if one not in orders]
    several = [one for one in led if "," in _QUOTED.sub("", one.phrase)]
    if 2 * len(several) >= len(led):
        return led
    long = [one for one in several if len(one.phrase) > _LONGEST_OF_TWO and not one.is_item]
    others = {one.paragraph.span.start for one in long}
    return [one for one in led if one.paragraph.span.start not in others]


def _is_alike(starts: Sequence[_Start], led: Sequence[_Start], *, alone_too: bool) -> bool:
    """Tell whether so many paragraphs open with a phrase that the unit is written that way."""
    close = sum(start.is_close for start in led)
    if len(led) < _FEWEST:
        is_double = len(lead_phrases(led[0].paragraph)) > 1
        return close > 0 and len(starts) <= _FEWEST and (alone_too or is_double)
    named = {one.paragraph.span.start for one in led}
    places = [at for at, start in enumerate(starts) if start.paragraph.span.start in named]
    between = places[-1] - places[0] + 1
    if close:
        return 2 * len(led) >= len(starts) or (len(led) > _FEWEST and 2 * len(led) >= between)
    commas = {one.phrase.count(",") for one in led}
    if len(led) > _FEWEST and len(commas) == 1 and min(commas) and 2 * len(led) >= between:
        return True  # clauses set in parallel all through the unit
    behind = sum(len(one.paragraph.text) > 2.5 * len(one.phrase) for one in led)
    return 2 * behind > len(led) and len(led) == between and len(led) + 2 >= len(starts)


def _inner_leads(paragraph: Paragraph, first: str) -> Iterator[str]:
    """Yield the phrases inside a paragraph that are set like its first: text stands round them.

    Where there are two or more of them, the paragraph is a row of tasks. A single one opens a topic
    of its own: its words come again behind it more than before it; else it is a plain sentence.
    """
    if len(first) > _LONGEST_INNER or "," in first:
        return
    text = paragraph.text
    places = [
        (start, end)
        for start, end in list(split_sentences(paragraph.view))[2:]
        if end - start == len(first) + 1
        and _stands_inside(text, start, end)
        and may_name(text[start : end - 1])
    ]
    apart = min((two[0] - one[1] for one, two in pairwise(places)), default=0)
    is_row = apart >= _SHORTEST_AROUND
    for start, end in places:
        if is_row or begins_topic(text, start, end - 1, known=first):
            yield text[start : end - 1]


def _stands_inside(text: str, start: int, end: int) -> bool:
    """Tell whether one plain clause has text on both its sides, and no bracket behind it."""
    match = _CLOSE.fullmatch(text, start, end)
    if match is None or match.group(2) is not None:
        return False
    return min(start, len(text) - end) >= _SHORTEST_AROUND and text[end] != "("


def begins_topic(text: str, start: int, end: int, *, known: str = "") -> bool:
    """Tell whether the words of a phrase, but for the `known` ones, come again behind it.

    They come more often behind it than before it where it names what follows.
    """
    words = {text[at : at + 2] for at in range(start, end - 1)}
    words = {word for word in words if word not in known}
    old, new = text[max(start - _TOPIC, 0) : start], text[end : end + _TOPIC]
    return sum(word in new for word in words) > sum(word in old for word in words)


def may_end_box(unit: Sequence[Paragraph | Aside], box: Sequence[Paragraph]) -> frozenset[str]:
    """Return the last characters of the lead phrases before a box, if one may end it, else none.

    The text round a box goes on behind it as it did before; where the first line of the box
    (`box`) opens with such a phrase itself, nothing tells them apart.
    """
    phrases = [lead_phrase(one) for one in unit[-_LOOKED_BACK:] if isinstance(one, Paragraph)]
    own = any(map(lead_phrase, box))
    return frozenset() if own else frozenset(phrase[-_ENDING:] for phrase in phrases if phrase)


def ends_box(paragraph: Paragraph, last: Sequence[Paragraph], endings: frozenset[str]) -> bool:
    """Tell whether `paragraph` goes on with the text round a box, whose lines before it are `last`.

    It is a whole paragraph with a short phrase; what is called 工程 or 项目 is the matter of boxes,
    unless the text round this one names its tasks so. A line that goes on in the next is no end of a
    box; items that have no full stop (——某项目) do not go on.
    """
    phrase = lead_phrase(paragraph)
    if not phrase or "," in phrase or len(phrase) > _LONGEST_OF_TWO:
        return False
    is_matter = phrase.endswith(_MATTER) and phrase[-_ENDING:] not in endings
    are_open = [bool(_UNFINISHED.search(one.text[-1:])) for one in last]
    is_listed = len(last) > 1 and all(are_open) and all(_DASHED.match(one.text) for one in last)
    is_open = are_open[-1] and not is_listed
    return not is_matter and not is_open and len(paragraph.text) >= _SHORTEST_BEHIND_BOX
