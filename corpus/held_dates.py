"""Which date holds for a sentence that names none: one told before it, or by words that lead in a list; pure.

Conventions of the genre: in a section of goals a date holds until the next one, to the paragraph's end;
elsewhere for a next sentence that says where a metric is to stand. Words that lead in a list date its
items (到2027年，…：), and so does a line that calls them the goals of a year (2025年…主要目标：).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.deadlines import Deadline, find_deadlines
from corpus.sentence_parts import find_parts

# How a sentence opens that says where a metric is to stand, as the one before it dates it.
_LEVEL = re.compile(
    r"(?!累计)[^,;:。]{0,40}?(?:率|比[例重]|占比|强度|指数|总?量|面积|规模|里程)[^,;:。]{0,16}?(?:达|提高[到至]|提升[到至]|[降升增][低至到]|下降|增长|控制在|稳定在|保持在|不[低少高多]于|超过|突破)"
)
# How an item of a list opens that goes on below the words that lead it in: ——, 1., （1）, 一是.
_ITEM = re.compile(
    r"\s{0,8}(?:[—―–-]{1,3}|[●•·◆■▪○]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\)|\d{1,2}[.、](?!\d)|[①-⑳]|[一二三四五六七八九]是)"
)
_SETS_DATE = re.compile(r"^[到至]|前$|期间$|时期$|期末$")
# A line that calls what stands below it the goals of the year it names.
_AIMS_LINE = re.compile(
    r"[^,。;:\d]{0,12}20\d\d年[^,。;:\d]{0,24}(?:目标|愿景)(?:任务)?(?:[是为]|如下)?:\s{0,8}$"
)
_LONGEST_OPENING = 4  # characters before the deadline that opens a sentence: 力争到2026年
# A sentence that only lists what is to be reached goes on with the year before it; money is for conditions.
_GOAL_IN_LIST = re.compile(
    r"(?:下降|降低|减少|提[高升]|增长|达到?|超过|控制在|稳定在|不低于|不少于|不超过|突破).{0,12}\d|\d[\d.]{0,9}(?:%|个百分点)"
)
_OF_MONEY = re.compile(r"\d[万亿]?元|补[贴助]|奖|罚|给予|投资|应当|不得|(?<!消)费")
_FEWEST_IN_LIST = 2


class HeldDates:
    """The date that holds as the sentences of a clause are read one by one.

    `since` is a year before which nothing is due, None where nothing tells.
    """

    def __init__(
        self, text: str, *, of_goals: bool, plan_end: int | None, since: int | None
    ) -> None:
        self.text, self.of_goals = text, of_goals
        self.plan_end, self.since = plan_end, since
        self.held: Deadline | None = None
        self.led: Deadline | None = None  # the date of the words that lead in a list
        self.is_line = False  # they stand in a line of their own

    def open_paragraph(self, start: int, end: int) -> None:
        """Let go of the date before, but for an item of the list that it leads in."""
        self.held = None
        if not self.of_goals:
            return
        is_item = _ITEM.match(self.text, start, end) is not None
        names_date = any(find_deadlines(self.text, start, end, plan_end=self.plan_end))
        if not is_item and (names_date or not self.is_line):
            self.led = leads_in(self.text, start, end, self.plan_end)
            self.is_line = self.text[start:end].rstrip().endswith(":")
        elif self.led is not None:
            self.held = self.led

    def hold(
        self, start: int, end: int, own: list[Deadline], *, reports: bool
    ) -> Sequence[Deadline]:
        """Return the dates of a sentence, of which `own` stand in it, and hold the last for the next."""
        goes_on = (
            not own
            and not reports
            and not is_over(self.held, self.since)
            and (_LEVEL.match(self.text, start, end) is not None or _lists(self.text[start:end]))
        )
        found = [self.held, *own] if self.held and (self.of_goals or goes_on) else own
        if self.of_goals:
            self.held = found[-1] if found else None
        else:
            self.held = _leading(self.text, start, found)
        return found


def sets_date(text: str, deadlines: Sequence[Deadline]) -> bool:
    """Tell whether one of `deadlines` says by when, not only in which year."""
    return any(_SETS_DATE.search(text[one.start : one.end]) for one in deadlines)


def leads_in(text: str, start: int, end: int, plan_end: int | None) -> Deadline | None:
    """Return the date that words set for the list they lead in; None for none, or several.

    Of several, the one of the last sentence holds, where that ends with a colon.
    """
    is_line = _AIMS_LINE.match(text, start, end) is not None
    found = [
        one
        for one in find_deadlines(text, start, end, plan_end=plan_end)
        if one.year and (is_line or sets_date(text, [one]))
    ]
    if len({one.year for one in found}) > 1 and text[start:end].rstrip().endswith(":"):
        last = max(text.rfind(mark, start, end) for mark in "。;\n")
        found = [one for one in found if one.start > last]
    return found[-1] if len({one.year for one in found}) == 1 else None


def is_over(deadline: Deadline | None, since: int | None) -> bool:
    """Tell whether a deadline lies before the document was written, or its plan begins."""
    due = deadline.year if deadline else None
    return due is not None and since is not None and due < since


def _leading(text: str, start: int, deadlines: Sequence[Deadline]) -> Deadline | None:
    """Return the deadline that opens a sentence and is its only one: the next may go on with it.

    到2026年 and 2026年底前 set a date; 2020年 alone opens a report.
    """
    if len(deadlines) != 1 or deadlines[0].start > start + _LONGEST_OPENING:
        return None
    return deadlines[0] if sets_date(text, deadlines) else None


def _lists(sentence: str) -> bool:
    """Tell whether a sentence only lists what is to be reached: …下降15%，…达到30%以上，…."""
    parts = [sentence[one.start : one.end] for one in find_parts(sentence, 0, len(sentence))]
    is_of_goals = all(_GOAL_IN_LIST.search(one) for one in parts)
    return len(parts) >= _FEWEST_IN_LIST and is_of_goals and not _OF_MONEY.search(sentence)
