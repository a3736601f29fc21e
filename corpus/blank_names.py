"""Names that a blank parts from the text on their line: （一）完善设施 加快补齐短板。; pure.

Plans set the name of a numbered paragraph off by 。, and some by a blank, or by a tab that a copy has turned
into one. A blank is no mark, so it counts where the paragraphs of one unit are made alike: all
of them (but one of four) have behind their number a name of a few words, then a blank, then a sentence. A
text layer that loses or puts in blanks makes no such row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.leads import may_name
from corpus.markers import Marker
from corpus.paragraphs import Paragraph

_NAME = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”、·A-Za-z\d-]{4,28}(?<=[\u4e00-\u9fff”]))\s{1,4}(?=[\u4e00-\u9fff“《])"
)
_BLANK = re.compile(r"[\u4e00-\u9fff,、]\s{1,4}[\u4e00-\u9fff]")
_LOOKED_AT = 200  # characters of the text, in which no other blank may stand
_SHORTEST_TEXT = 8
_SENTENCE = re.compile(r"[,。;]")
_FEWEST = 2
_MOST_ODD = 4  # one of so many may be made otherwise


def blank_names(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> dict[int, str]:
    """Return the names of the numbered paragraphs that have one before a blank, by their places."""
    found: dict[int, str] = {}
    for unit in _units(markers):
        named = {at: name for at in unit if (name := _name_of(paragraphs[at], markers[at]))}
        if len(named) >= _FEWEST and (len(unit) - len(named)) * _MOST_ODD <= len(unit):
            found |= named
    return found


def _units(markers: Sequence[Marker | None]) -> Iterator[list[int]]:
    """Yield the places of the numbers that count on in one unit."""
    open_units: dict[tuple[int, str], list[int]] = {}
    for at, marker in enumerate(markers):
        if marker is None or marker.is_heading or marker.is_article:
            continue
        for scheme in [one for one in open_units if one[0] > marker.rank]:
            yield open_units.pop(scheme)
        scheme = (marker.rank, marker.prefix)
        unit = open_units.get(scheme)
        last = markers[unit[-1]] if unit else None
        if unit and last is not None and marker.follows(last):
            unit.append(at)
        else:
            if unit:
                yield unit
            open_units[scheme] = [at]
    yield from open_units.values()


def _name_of(paragraph: Paragraph, marker: Marker | None) -> str:
    if marker is None:
        return ""
    text = paragraph.text[marker.length :].lstrip("#* ")
    match = _NAME.match(text)
    if match is None or not may_name(match["name"]):
        return ""
    behind = text[match.end() : match.end() + _LOOKED_AT]
    is_text = len(behind) >= _SHORTEST_TEXT and _SENTENCE.search(behind) is not None
    return match["name"] if is_text and not _BLANK.search(behind) else ""
