"""Words that mean the same in policy questions and policy texts, kept as data that staff extend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PATH = Path(__file__).parent / "synonyms.tsv"


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of words that stand for one another.

    `lengths` are those of the words that open with a character, longest first: with ten thousand
    words, looking a few pieces up at each place is faster than one pattern of them all.
    """

    groups: dict[str, tuple[str, ...]]
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def found_in(self, text: str) -> tuple[str, ...]:
        """Return the words of `text` that have synonyms, the longest at each place, in order."""
        return tuple(dict.fromkeys(self._words_of(text)))

    def of(self, word: str) -> tuple[str, ...]:
        """Return the other words of the groups `word` belongs to; none for an unknown word."""
        return self.groups.get(word, ())

    def _words_of(self, text: str) -> Iterator[str]:
        at = 0
        while at < len(text):
            pieces = (text[at : at + length] for length in self.lengths.get(text[at], ()))
            word = next((piece for piece in pieces if piece in self.groups), "")
            if word:
                yield word
            at += len(word) or 1


NO_SYNONYMS = Synonyms(groups={})


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
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in groups:
        lengths[word[0]].add(len(word))
    longest_first = {first: tuple(sorted(own, reverse=True)) for first, own in lengths.items()}
    return Synonyms(groups=groups, lengths=longest_first)


def _is_only_asked(member: str) -> bool:
    return member.startswith("(") and member.endswith(")")
