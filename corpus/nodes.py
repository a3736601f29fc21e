"""A numbered unit while the tree is built: its number, its title, what stands in it; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.asides import LONGEST_TITLE, SENTENCE_MARK, Aside
from corpus.brackets import find_brackets
from corpus.markers import Marker
from corpus.paragraphs import Paragraph
from corpus.unit_lists import is_placed_list, is_responsibility

# Articles have text, not titles, but for the bracketed ones of some codes: 第三条（适用范围）….
_ARTICLE_TITLE = re.compile(r"[(\[【][^)\]】]{2,20}[)\]】]")
# A name and what it stands for: 1.前沿基础研究:主要面向…; 3.咨询电话:0755-….
_NAMED = re.compile(
    r"([^。;!?:,\n]{2,24}(?<!\d)(?<![为是]))\s?:(?=\s?(?:[^\s\d/]|\d{4}年|0\d{2,3}-\d{7}))"
)
_LONGEST_DUTY = 400  # characters of a title with its units
# What a line ends with that goes on in the next one: 摸排率达到|100%, 建立台账，2021年|12月底前.
_UNFINISHED = re.compile(
    r"(?:,|达到|[不得]低于|不[高少多]于|不超过|提高到|控制在|下降到|,[^,]{0,12}20\d\d年)$"
)
_TOLD = 8  # characters behind the colon of a short line: what its name stands for
_LONGEST_POINT = 50  # characters of the sentence that names a point: 一是建立…机制。


def _duty_start(text: str) -> int:
    """Return where a line that is a title and its units has the units, else 0: 节水（责任单位：市甲局）."""
    if len(text) > _LONGEST_DUTY or not text.endswith(")"):
        return 0
    last = [one.start for one in find_brackets(text) if one.end == len(text)]
    if not last or SENTENCE_MARK.search(text, 0, last[0]):
        return 0
    before, content = text[: last[0]].rstrip(), text[last[0] + 1 : -1]
    is_bare = is_placed_list(content, before)
    return last[0] if is_responsibility(content, closes_sentence=is_bare) else 0


@dataclass(slots=True)
class Node:
    """A numbered unit while the tree is built.

    `named` is the name that a blank parts from the text on its line, "" for none.
    """

    marker: Marker | None = None
    opening: Paragraph | None = None
    named: str = ""
    body: list[Paragraph | Aside] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The title behind the number: the whole line, or the lead phrase it runs in with."""
        first, _, rest = self._first_sentence
        if self.marker is not None and self.marker.is_article:
            named = _ARTICLE_TITLE.match(first)
            return named.group() if named else ""
        if self._is_titled:
            return first
        is_point = self.marker is not None and self.marker.is_point
        longest = _LONGEST_POINT if is_point else LONGEST_TITLE
        is_title = len(first) <= longest and (bool(rest) or self.stands_alone)
        return first if is_title else ""

    @property
    def stands_alone(self) -> bool:
        """Tell whether the opening paragraph is a heading on a line of its own.

        An article never is: its number belongs to its text.
        """
        if self.marker is not None and self.marker.is_article:
            return False
        first, mark, rest = self._first_sentence
        is_point = self.marker is not None and self.marker.is_point  # 一是 opens a sentence
        return self._is_titled or (
            not (rest or _UNFINISHED.search(first))
            and len(first) <= LONGEST_TITLE
            and mark in ({"。"} if is_point else {"", "。", "?"})
        )

    @property
    def _is_titled(self) -> bool:
        marker = self.marker
        return marker is not None and (marker.is_title or marker.is_annex or marker.is_heading)

    @property
    def _first_sentence(self) -> tuple[str, str, str]:
        if self.opening is None or self.marker is None:
            return "", "", ""
        text = self.opening.text[self.marker.length :].strip("#* ")
        if self.named:
            return self.named, " ", text[len(self.named) :].strip()
        if not self._is_titled and (duty := _duty_start(text)):
            return text[:duty].strip(), "", text[duty:]
        match = None if self._is_titled else SENTENCE_MARK.search(text)
        named = None if self._is_titled else _NAMED.match(text)
        if named and (match or len(text) > LONGEST_TITLE or len(text) - named.end() >= _TOLD):
            match = named
        if match is None:
            return text.rstrip(":"), "", ""
        if match.re is _NAMED:
            return match.group(1), ":", text[match.end() :].strip()
        return text[: match.start()], match.group(), text[match.end() :].strip()
