"""Homophones: the characters a question has mistyped, put right by the words of the documents.

Chinese is typed by its sound, so most typing errors put a character of the same pinyin (同音字) in
the place of the right one. Tones are ignored, and so are the pairs that speakers of southern
dialects type alike (zh/z, ch/c, sh/s at the start, ng/n at the end).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_MERGED = ((re.compile("^([zcs])h"), r"\1"), (re.compile("ng$"), "n"))


@dataclass(frozen=True, kw_only=True)
class Speller:
    """Puts questions right by what the documents are written in.

    Attributes:
        characters: Gives every character of the documents; asked for only where one is suspected.
        stands: Whether a run of characters stands in the documents.
        is_term: Whether a run is a word of the documents.
        is_word: Whether a run is a word of Chinese.
        keep: Characters left alone: function words such as 里 and 是.
        alone: Verbs of one syllable (罚, 死), which stand beside anything in speech: replaced only
            where three characters of the documents fit.
        cut: Cuts a run into words; what lies in a word of Chinese is no typing error, for one
            breaks a word up.
    """

    characters: Callable[[], Collection[str]]
    stands: Callable[[str], bool]
    is_term: Callable[[str], bool]
    is_word: Callable[[str], bool]
    keep: Collection[str] = ()
    alone: Collection[str] = ()
    cut: Callable[[str], Sequence[str]] = list

    def correct(self, text: str) -> str:
        """Return `text` with mistyped characters replaced.

        A character is suspected when it is in no word of Chinese and stands beside neither
        neighbour in the documents. It is replaced by one of the same sound that makes a word of the
        documents there: best one that also fits into three of their characters, or, where it makes
        no word as it is, one that takes in another character without a word.

        >>> corpus = "新增高效节能电机占比"
        >>> speller = Speller(characters=lambda: corpus, stands=corpus.__contains__,
        ...                   is_term="电机".__eq__, is_word="占比".__eq__)
        >>> speller.correct("节能店机占比要多少")
        '节能电机占比要多少'
        """
        return _HAN.sub(lambda match: self._correct_run(match.group()), text)

    def _correct_run(self, run: str) -> str:
        loose = self._loose(run)
        for at, character in enumerate(run):
            pairs = _windows(run, at, 2)
            is_kept = character in self.keep or not loose[at]
            if is_kept or any(self.stands(pair) for pair in pairs):
                continue
            changes = [run[:at] + heard + run[at + 1 :] for heard in self._heard_as(character)]
            changes = [one for one in changes if self._makes_term(one, at)]
            fitting = [one for one in changes if self._fits(one, at)]
            is_word = character in self.alone or any(self.is_word(pair) for pair in pairs)
            if not fitting and not is_word:
                fitting = [one for one in changes if self._mends(one, at, loose)]
            run = fitting[0] if fitting else run
        return run

    def _loose(self, run: str) -> list[bool]:
        """Tell of each character whether it lies in no word of Chinese of two characters or more."""
        return [len(word) == 1 or not self.is_word(word) for word in self.cut(run) for _ in word]

    def _mends(self, run: str, at: int, loose: Sequence[bool]) -> bool:
        """Tell whether a change makes a term with another character that had no word: 店机 → 电机."""
        for size in (2, 3):
            for start in range(max(at - size + 1, 0), min(at, len(run) - size) + 1):
                others = [one for one in range(start, start + size) if one != at]
                if self.is_term(run[start : start + size]) and any(
                    loose[one] and run[one] not in self.keep for one in others
                ):
                    return True
        return False

    def _makes_term(self, run: str, at: int) -> bool:
        return any(self.is_term(piece) for size in (2, 3) for piece in _windows(run, at, size))

    def _fits(self, run: str, at: int) -> bool:
        return any(self.stands(piece) for piece in _windows(run, at, 3))

    def _heard_as(self, character: str) -> list[str]:
        alike = self._by_sound.get(_sound(character), [])
        return sorted(one for one in alike if one != character)

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for character in self.characters():
            found.setdefault(_sound(character), []).append(character)
        return found


def _windows(run: str, at: int, length: int) -> list[str]:
    """Return the pieces of `run` of that length that hold the character at `at`."""
    starts = range(max(at - length + 1, 0), min(at, len(run) - length) + 1)
    return [run[start : start + length] for start in starts]


@cache
def _sound(character: str) -> str:
    # Only a question with an unknown pair of characters needs the table; its import takes 0.15 s.
    from pypinyin.pinyin_dict import pinyin_dict

    first = pinyin_dict.get(ord(character), "").split(",")[0]  # the usual reading comes first
    return _merged(first)


def _merged(reading: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))
    for pattern, replacement in _MERGED:
        bare = pattern.sub(replacement, bare)
    return bare
