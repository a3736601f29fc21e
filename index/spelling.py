"""Homophones: the word of the documents that a mistyped one sounds like.

Chinese is typed by its sound, so most typing errors put a character of the same pinyin (同音字) in
the place of the right one. Tones are ignored, and so are the pairs that speakers of southern
dialects type alike (zh/z, ch/c, sh/s, n/l at the start, ng/n at the end).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache

_SHORTEST, _LONGEST = 2, 5
_MERGED = ((re.compile("^([zcs])h"), r"\1"), (re.compile("^l"), "n"), (re.compile("ng$"), "n"))


def heard_alike(text: str, vocabulary: Iterable[str], known: Collection[str]) -> dict[str, str]:
    """Return the pieces of `text` that are no word but sound like one, with that word.

    A piece qualifies if it is not among `known` words, has the length of the word, differs from it,
    shares a character with it, and every other character sounds the same. Longer words win.

    >>> heard_alike("新增节能店机占比", ["电机", "节能电机"], {"节能", "占比"})
    {'节能店机': '节能电机'}
    """
    pieces = {
        text[start : start + length]
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(text) - length + 1)
    }
    by_place: dict[tuple[int, int, str], list[str]] = {}
    for piece in pieces - set(known):
        for place, character in enumerate(piece):
            by_place.setdefault((len(piece), place, character), []).append(piece)
    found: dict[str, str] = {}
    for word in sorted(set(vocabulary), key=lambda word: (-len(word), word)):
        candidates = {
            piece
            for place, character in enumerate(word)
            for piece in by_place.get((len(word), place, character), ())
        }
        for piece in sorted(candidates - {word}):
            if not any(piece in longer for longer in found) and _sounds_like(piece, word):
                found[piece] = word
    return found


def _sounds_like(piece: str, word: str) -> bool:
    return all(a == b or _readings(a) & _readings(b) for a, b in zip(piece, word, strict=True))


@cache
def _readings(character: str) -> frozenset[str]:
    # Only a question with an unknown piece needs the table; it takes 0.15 s to import.
    from pypinyin.pinyin_dict import pinyin_dict

    return frozenset(_merged(one) for one in pinyin_dict.get(ord(character), "").split(",") if one)


def _merged(reading: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))
    for pattern, replacement in _MERGED:
        bare = pattern.sub(replacement, bare)
    return bare
