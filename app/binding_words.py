"""The words that bind or limit, kept as data, and a text cut into them and all else; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).parent / "binding_words.tsv"
_COURTS = "最高人民(?:法院|检察院)"  # 最高 limits nothing there
_NEXT, _PREVIOUS, _SINGLE = "后面", "前面", "单字"


@dataclass(frozen=True, slots=True)
class BindingWords:
    """The words by the side they govern; `pattern` finds them, numbers, Latin words, characters.

    `following` govern what stands behind them (不得擅自…), `preceding` the amount before (30家以上). The
    `single` characters negate; they stand in many words, so only their place is looked at.
    """

    following: frozenset[str]
    preceding: frozenset[str]
    single: frozenset[str]
    pattern: re.Pattern[str]

    @property
    def stated(self) -> frozenset[str]:
        """Those that have to stand in what is cited."""
        return self.following | self.preceding

    def binds(self, token: str) -> bool:
        """Tell whether a token is one of the words."""
        return token in self.following or token in self.preceding or token in self.single


@cache
def load_binding_words(path: Path = PATH) -> BindingWords:
    """Read the table: a side, a tab, words with blanks between; # starts a remark."""
    sides: dict[str, set[str]] = {_NEXT: set(), _PREVIOUS: set(), _SINGLE: set()}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            side, words = line.split("\t")
            sides[side] |= set(words.split())
    longest_first = sorted(set().union(*sides.values()), key=lambda word: (-len(word), word))
    pattern = "|".join(map(re.escape, longest_first))
    return BindingWords(
        following=frozenset(sides[_NEXT]),
        preceding=frozenset(sides[_PREVIOUS]),
        single=frozenset(sides[_SINGLE]),
        pattern=re.compile(rf"\d+(?:\.\d+)?|[a-z]+|{_COURTS}|{pattern}|."),
    )


def tokens_of(narrow: str) -> tuple[str, ...]:
    """Cut a text in one width into numbers, Latin words, words that bind, and characters.

    >>> tokens_of("力争达到15%以上")
    ('力争', '达', '到', '15', '%', '以上')
    """
    return tuple(load_binding_words().pattern.findall(narrow))
