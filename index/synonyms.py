"""Words that mean the same in policy questions and policy texts, kept as data that staff extend."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).parent / "synonyms.tsv"


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of words that stand for one another."""

    groups: dict[str, tuple[str, ...]]
    pattern: re.Pattern[str]

    def found_in(self, text: str) -> tuple[str, ...]:
        """Return the words of `text` that have synonyms, the longest at each place, in order."""
        return tuple(dict.fromkeys(self.pattern.findall(text))) if self.groups else ()

    def of(self, word: str) -> tuple[str, ...]:
        """Return the other words of the groups `word` belongs to; none for an unknown word."""
        return self.groups.get(word, ())


NO_SYNONYMS = Synonyms(groups={}, pattern=re.compile(""))


@cache
def load_synonyms(path: Path = PATH) -> Synonyms:
    """Read the table: one group per line, words separated by blanks; # starts a remark.

    A word in brackets is known in questions but never looked for in documents, where it is a piece
    of other words: (租房) is asked for 房屋租赁, and stands in 公租房.
    """
    groups: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        members = tuple(dict.fromkeys(line.lower().split())) if not line.startswith("#") else ()
        written = tuple(member for member in members if not _is_only_asked(member))
        for member in members:
            word = member[1:-1] if _is_only_asked(member) else member
            others = tuple(other for other in written if other != word)
            groups[word] = tuple(dict.fromkeys((*groups.get(word, ()), *others)))
    longest_first = sorted(groups, key=lambda word: (-len(word), word))
    return Synonyms(groups=groups, pattern=re.compile("|".join(map(re.escape, longest_first))))


def _is_only_asked(member: str) -> bool:
    return member.startswith("(") and member.endswith(")")
