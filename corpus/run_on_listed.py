"""Numbered titles run on to their text without a mark between them, told by the contents; pure.

Convention: a head (三、某某) stands on a line of its own, and the table of contents (目录) repeats it word
by word before its page. Where a copy has lost the line break behind a title that has no full stop,
nothing else tells where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.markers import read_marker
from corpus.paragraphs import Paragraph

_ENTRY = re.compile(
    r"(?P<head>[^.·…\t]{4,60}[^.·…\t\s\d()—-])(?:\s?[.·…]{3,300}|\s)?\s?[-—(]?\s?\d{1,3}\s?[-—)]?"
)
_LONGEST_ENTRY = 400  # with its dots
_FEWEST_ENTRIES = 4
_SHORTEST_TITLE, _LONGEST_TITLE = 2, 60  # characters
_SHORTEST_TEXT = 40  # characters behind a title
# No beginning of a text: a mark, or what goes on with the words before it.
_GOES_ON = re.compile(r"[。;!?,:、)”》和与及或的等中]")


def listed_ends(paragraphs: Sequence[Paragraph]) -> dict[int, list[int]]:
    """Return where titles end that the text below them is run on to: places of the view, by paragraph.

    The contents above list the same number with the same words; of several that begin alike (总体要求,
    总体要求和目标) the longest is the title.
    """
    found: dict[int, list[int]] = {}
    listed: dict[str, set[str]] = {}  # titles by their numbers
    entries = 0
    for at, one in enumerate(paragraphs):
        marker = read_marker(one.text)
        if marker is None or marker.is_article:
            continue
        entry = None if "。" in one.text else _ENTRY.fullmatch(one.text[: _LONGEST_ENTRY + 1])
        if entry:
            listed.setdefault(marker.label, set()).add(entry["head"][marker.length :].strip())
            entries += 1
            continue
        titles = listed.get(marker.label, set())
        places = range(marker.length + _LONGEST_TITLE, marker.length + _SHORTEST_TITLE - 1, -1)
        end = next((end for end in places if one.text[marker.length : end] in titles), 0)
        if entries < _FEWEST_ENTRIES or not end:
            continue
        is_text = len(one.text) - end >= _SHORTEST_TEXT and "。" in one.text[end:]
        if is_text and not _GOES_ON.match(one.text, end):
            found[at] = [end]
    return found
