"""The parts of a sentence that may each state a goal: between two commas, or between two years; pure.

Conventions of the genre: a comma or semicolon closes a part; years side by side, each with its own
figure, are a row of goals (2025年新建3座、2026年4座), and a row behind 其中 only parts the figure before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.deadlines import Deadline
from corpus.goal_segments import Place, Segment
from corpus.quantities import find_quantities

# A motto may hold a comma: 建设10家以“率先达峰,推动发展”为主题的示范区.
_PART = re.compile(r"(?:“[^“”\d]{1,40}”|\"[^\"\d]{1,40}\"|[^,;]|(?<=\d),(?=\d{3}(?!\d)))+")
_JOINT = re.compile(r"[、和及与(](?:其中|力争|确保|预计)?$")
_LISTED = re.compile(r"[、,]?(?:和|与|及|以及)?(?:到|至)?")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence at `start:end` of the view, and its deadline, None for none."""

    start: int
    end: int
    deadline: Deadline | None
    deadlines: Sequence[Deadline]

    def segment(self, place: Place) -> Segment:
        """Return the words of the part that stand behind its deadline."""
        text, due = place.view.text, self.deadline
        inside = due is not None and self.start <= due.start
        opens = due.end if due is not None and inside else self.start
        ahead = text[self.start : due.start] if due is not None and inside else ""
        listed = _listed(text, self.deadlines, due)
        return Segment(
            start=opens, text=text[opens : self.end], ahead=ahead, deadline=due, listed=listed
        )


def find_parts(
    text: str, start: int, end: int, deadlines: Sequence[Deadline] = ()
) -> Iterator[Part]:
    """Yield the parts of the sentence `text[start:end]`, in order.

    The years of a row behind 其中 date its own figures, not what stands behind the row. Words that
    only say in which case something holds (…未达到50%的) state no goal and are left out.
    """
    for match in _PART.finditer(text, start, end):
        if match.group().rstrip().endswith("的"):
            continue
        spans = list(_cut_at_years(text, match, deadlines))
        for opens, closes in spans:
            due = next((one for one in reversed(deadlines) if one.start < closes), None)
            yield Part(start=opens, end=closes, deadline=due, deadlines=deadlines)
        if len(spans) > 1 and match.group().lstrip("、:").startswith("其中"):
            deadlines = [one for one in deadlines if not match.start() <= one.start < match.end()]


def _cut_at_years(
    text: str, match: re.Match[str], deadlines: Sequence[Deadline]
) -> Iterator[tuple[int, int]]:
    """Yield the spans of words between two commas, one for each year that has its own figure."""
    start = opens = match.start()
    for due in deadlines:
        if due.year and match.start() < due.start < match.end():
            joint = _JOINT.search(text, opens, due.start)
            if joint and any(find_quantities(text[opens : joint.start()])):
                yield start, joint.start()
                start = joint.start() + 1
            opens = due.end
    yield start, match.end()


def _listed(
    text: str, deadlines: Sequence[Deadline], last: Deadline | None
) -> tuple[Deadline, ...]:
    """Return the deadlines that only 、 or 和 parts from each other, up to `last`."""
    if last is None:
        return ()
    listed = [last]
    for before in reversed(deadlines[: deadlines.index(last)]):
        if not _LISTED.fullmatch(text, before.end, listed[0].start):
            break
        listed.insert(0, before)
    return tuple(listed) if len(listed) > 1 and all(one.year for one in listed) else ()
