"""Lead phrases that lost line breaks have run on to the paragraph before; pure.

A plan begins each of its tasks on a line of its own, by its lead phrase (`corpus.leads`). Where a
copy has lost those line breaks the phrases stand inside long paragraphs: 完善林网结构。…优化林木品质。….
Text that does begin such lines has short sentences inside its paragraphs too, which name nothing;
so what is looked at is how the whole text is written. Names in fours (统筹规划，突出重点) are never plain
sentences; they are told by their own paragraph. So is a phrase behind the bracket that says who is
responsible (…负责）: such a bracket closes a task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from corpus.brackets import find_brackets
from corpus.leads import begins_topic, lead_phrase, may_name
from corpus.markers import read_marker
from corpus.one_line import lone_line
from corpus.paragraphs import Paragraph
from corpus.unit_lists import is_responsibility
from corpus.view import split_sentences

_PHRASE = re.compile(r"[\u4e00-\u9fff“”、·A-Za-z\d.]{4,20}。")
# What tells a result or an order, in no name of a task.
_TOLD = re.compile(r"被|已|均|即可|必须|确定为")
_FOURS = re.compile(
    r"(?!其中|同时|此外|目前|到|截至|按照|根据|通过)[\u4e00-\u9fff]{4},(?!其中|并)[\u4e00-\u9fff]{4}。"
)
_FEWEST_FOURS = 2
# Two clauses, as rows of names are set that have the same two lengths: 打造某某湖,靓丽省城名片。
_COUPLET = re.compile(r"(?P<verb>[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{3,8},[\u4e00-\u9fff]{5,10}。")
_FEWEST_COUPLETS = 3
_NEXT_TASK = re.compile(r"[\u4e00-\u9fff“”、·A-Za-z\d.]{4,20}(?:,[\u4e00-\u9fff“”、]{3,16})?。")
_SHORTEST = 120  # characters of a paragraph that holds several
_SHORTEST_TEXT = 40  # characters behind a phrase, up to the next
_PLAIN = re.compile(r"[\u4e00-\u9fff“”]{4,13}。")
_FEWEST_LED = 6  # paragraphs, which tell how long those of a text are
_LONG, _LEAST_APART = 1.5, 0.6  # of the usual length: a paragraph with two tasks, each of them
_MOST_UNLIKE = 3  # characters
_MOST_INSIDE = 2  # short sentences
_FEWEST_INSIDE = 3  # phrases behind a sentence that is none
_FEWEST = 3  # paragraphs


def lead_cuts(paragraphs: Sequence[Paragraph]) -> dict[int, list[int]]:
    """Return where lost line breaks stood before lead phrases: places of the view, by paragraph.

    They were lost where more paragraphs hold several phrases (one at the start and another inside,
    or a row of them behind an introduction) than begin with the only one, or the text is on one line. Paragraphs that close
    with a bracket stay whole: it names who answers for all of them.
    """
    torn: dict[int, list[int]] = {}
    whole = 0
    for at, one in enumerate(paragraphs):
        if "。" not in one.text or one.text.rstrip("。").endswith(")") or read_marker(one.text):
            continue
        places = _phrases(one)
        is_opened = bool(places) and places[0] == 0
        inside = [place for place in places if place]
        if inside and len(one.text) >= _SHORTEST and (is_opened or len(inside) >= _FEWEST_INSIDE):
            torn[at] = inside
        elif is_opened:
            whole += 1
    parallel = _parallel_cuts(paragraphs) | _long_cuts(paragraphs)
    parallel |= _cuts_behind_units(paragraphs) | _couplet_cuts(paragraphs)
    taken_up = [_is_taken_up(paragraphs[at].text, start) for at in torn for start in torn[at]]
    lone = lone_line(paragraphs)
    is_whole = lone in torn and len(torn[lone]) >= _FEWEST_INSIDE
    is_torn = (is_whole or len(torn) >= max(_FEWEST, whole + 1)) and sum(taken_up) * 2 >= len(
        taken_up
    )
    return parallel | torn if is_torn else parallel


def _parallel_cuts(paragraphs: Sequence[Paragraph]) -> dict[int, list[int]]:
    """Return where the principles of a plan stand behind each other in one paragraph.

    They are named in fours (对仗): 统筹规划，突出重点。 The paragraph opens with such a name, and text
    follows each; a single one inside it counts where the paragraph beside it opens so too.
    """
    found = {
        at: [place for place in _fours(one) if place]
        for at, one in enumerate(paragraphs)
        if _FOURS.match(one.text) and not one.text.rstrip("。").endswith(")")
    }
    return {
        at: places
        for at, places in found.items()
        if len(places) >= _FEWEST_FOURS or (places and ({at - 1, at + 1} & found.keys()))
    }


def _couplet_cuts(paragraphs: Sequence[Paragraph]) -> dict[int, list[int]]:
    """Return where a row of names stands in one paragraph that are made of two clauses alike (对仗).

    All begin with one verb and have as many characters in every clause; text follows each.
    """
    found: dict[int, list[int]] = {}
    for at, one in enumerate(paragraphs):
        if len(one.text) < _FEWEST_COUPLETS * _SHORTEST_TEXT:
            continue
        rows: dict[tuple[str, int, int], list[int]] = {}
        for start, end in split_sentences(one.view):
            match = _COUPLET.fullmatch(one.text, start, end)
            if match:
                comma = one.text.index(",", start)
                rows.setdefault((match["verb"], comma - start, end - start), []).append(start)
        for (_, _, length), row in rows.items():
            apart = min(two - one for one, two in pairwise((*row, len(one.text)))) - length
            if len(row) >= _FEWEST_COUPLETS and apart >= _SHORTEST_TEXT:
                found[at] = [place for place in row if place]
    return found


def _long_cuts(paragraphs: Sequence[Paragraph]) -> dict[int, list[int]]:
    """Return where two tasks stand in one paragraph of a text that gives each its own.

    Such a paragraph is longer than the others that open with a lead phrase, as is the text before and
    behind the second phrase by itself; and that is set like the first, or like that of a paragraph
    beside it, and says what comes behind it.
    """
    led = {
        at: phrase
        for at, one in enumerate(paragraphs)
        if read_marker(one.text) is None and (phrase := lead_phrase(one)) and "," not in phrase
    }
    if len(led) < _FEWEST_LED:
        return {}
    usual = median(len(paragraphs[at].text) for at in led)
    found: dict[int, list[int]] = {}
    for at, first in led.items():
        text = paragraphs[at].text
        is_long = len(text) >= _LONG * usual and not text.rstrip("。").endswith(")")
        alike = [first, *(led[beside] for beside in (at - 1, at + 1) if beside in led)]
        if is_long and len(alike) > 1:
            apart = _LEAST_APART * usual
            if inside := [*_second_tasks(paragraphs[at], alike, apart)]:
                found[at] = inside
    return found


def _second_tasks(paragraph: Paragraph, alike: Sequence[str], apart: float) -> Iterator[int]:
    """Yield where phrases begin that are about as long as one of `alike`, of what follows them.

    So much text stands `apart` them. A paragraph with more short sentences has them for points of
    the task that it opens with, as has one where the first point follows its name at once.
    """
    text = paragraph.text
    plain = [
        (start, end)
        for start, end in split_sentences(paragraph.view)
        if _PLAIN.fullmatch(text, start, end)
        and may_name(text[start : end - 1])
        and not _TOLD.search(text, start, end)
    ]
    inside = [one for one in plain if one[0]]
    if len(inside) > _MOST_INSIDE or any(start <= len(alike[0]) + 2 for start, _ in inside):
        return
    last = 0
    for start, end in inside:
        is_apart = min(start - last, len(text) - end) >= apart
        is_like = any(abs(end - start - 1 - len(one)) <= _MOST_UNLIKE for one in alike)
        if is_apart and is_like and begins_topic(text, start, end - 1):
            yield start
            last = start


def _cuts_behind_units(paragraphs: Sequence[Paragraph]) -> dict[int, list[int]]:
    """Return where the next task begins behind the bracket that names who is responsible for one.

    The paragraph, or one beside it, opens with a lead phrase itself.
    """
    found: dict[int, list[int]] = {}
    for at, one in enumerate(paragraphs):
        places = [] if read_marker(one.text) else [*_tasks_behind_units(one)]
        beside = (other for other in paragraphs[max(at - 1, 0) : at + 2] if places)
        if places and any(
            read_marker(other.text) is None and lead_phrase(other) for other in beside
        ):
            found[at] = places
    return found


def _tasks_behind_units(paragraph: Paragraph) -> Iterator[int]:
    """Yield where a phrase with text of its own begins directly behind a bracket with units."""
    text = paragraph.text
    for bracket in find_brackets(text) if ")" in text else ():
        end = bracket.end + text.startswith("。", bracket.end)
        match = _NEXT_TASK.match(text, end)
        if match is None or len(text) - match.end() < _SHORTEST_TEXT:
            continue
        phrase, closes = match.group()[:-1], text[bracket.start - 1 : bracket.start] == "。"
        content = text[bracket.start + 1 : bracket.end - 1]
        is_name = may_name(phrase) and not _TOLD.search(phrase)
        if is_name and is_responsibility(content, closes_sentence=closes):
            yield end


def _fours(paragraph: Paragraph) -> list[int]:
    """Return where names in fours begin that have text of their own behind them."""
    text = paragraph.text
    starts = [
        (start, end)
        for start, end in split_sentences(paragraph.view)
        if _FOURS.fullmatch(text, start, end)
    ]
    pairs = pairwise((*starts, (len(text), len(text))))
    return [one[0] for one, following in pairs if following[0] - one[1] >= _SHORTEST_TEXT]


def _phrases(paragraph: Paragraph) -> list[int]:
    """Return where the short clauses begin that have text of their own behind them."""
    text = paragraph.text
    starts = [
        (start, end)
        for start, end in split_sentences(paragraph.view)
        if _PHRASE.fullmatch(text, start, end)
        and may_name(text[start : end - 1])
        and not _TOLD.search(text, start, end)
    ]
    pairs = pairwise((*starts, (len(text), len(text))))
    return [one[0] for one, following in pairs if following[0] - one[1] >= _SHORTEST_TEXT]


def _is_taken_up(text: str, start: int) -> bool:
    return begins_topic(text, start, text.index("。", start))
