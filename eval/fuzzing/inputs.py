"""Hostile inputs, drawn by seed and number: the same two give the same bytes, wherever; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import zstandard

from eval.fuzzing.containers import CONTAINER_MUTATIONS
from eval.fuzzing.mutations import BYTE_MUTATIONS, LARGEST, TEXT_MUTATIONS, Mutation, mix_encodings
from eval.fuzzing.seeds import WRITERS, invent_plan

# How often a format is drawn. A file that LibreOffice converts takes seconds, any other milliseconds.
SHARES = {
    ".txt": 28.0,
    ".md": 8.0,
    ".html": 15.0,
    ".docx": 20.0,
    ".pdf": 16.0,
    ".jsonl": 7.0,
    ".jsonl.zst": 5.0,
    ".rtf": 0.3,
    ".doc": 0.2,
}
UNHARMED, SPLICED, MISNAMED, MIXED = "原样", "拼接两份文件", "后缀不符", "混用编码"
_OWN_SHARE = 0.5  # of the inputs, the files that are given
_TEXT_SUFFIXES = (".txt", ".md", ".html", ".jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One hostile file: the ending of its name, its bytes, and what was done to it, in order.

    `suffix` is that of the document it was made of; `name` ends in another where that is the harm.
    """

    number: int
    suffix: str
    name: str
    data: bytes
    harms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A real file to be damaged too."""

    suffix: str
    data: bytes


def draw_input(seed: int, number: int, given: Sequence[Given] = ()) -> Input:
    """Make input `number` of a seed: a document, damaged once or several times."""
    random = Random(f"{seed}/{number}")
    suffix, data = _document(random, given)
    harms: list[str] = []
    named = suffix
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        data = data[:LARGEST] or b"\n"
        harm, data, named = _harmed(suffix, named, data, random, given)
        harms.append(harm)
    return Input(
        number=number, suffix=suffix, name=f"文件{named}", data=data[:LARGEST], harms=tuple(harms)
    )


def _document(random: Random, given: Sequence[Given]) -> tuple[str, bytes]:
    if given and random.random() < _OWN_SHARE:
        own = random.choice(given)
        return own.suffix, own.data
    return _invented(random)


def _invented(random: Random) -> tuple[str, bytes]:
    suffix = random.choices(list(SHARES), list(SHARES.values()))[0]
    return suffix, WRITERS[suffix](invent_plan(random), random)


def _harmed(
    suffix: str, named: str, data: bytes, random: Random, given: Sequence[Given]
) -> tuple[str, bytes, str]:
    """Return what is done, the bytes it gives, and the ending of the name."""
    way = random.random()
    if way < 0.02:
        return UNHARMED, data, named
    if way < 0.07:
        other = random.choice([one for one in SHARES if one not in {".rtf", ".doc"}])
        return MISNAMED, data, other
    if way < 0.12:
        cut = random.randrange(len(data))
        other_data = _document(random, given)[1]
        return SPLICED, data[:cut] + other_data[random.randrange(len(other_data)) :], named
    return *_harm_inside(suffix, data, random), named


def _harm_inside(suffix: str, data: bytes, random: Random) -> tuple[str, bytes]:
    """Harm a file by its format: its container, its text or its bytes."""
    way = random.random()
    own = CONTAINER_MUTATIONS.get(suffix, {})
    is_text = suffix in _TEXT_SUFFIXES
    if suffix == ".jsonl.zst" and way < 0.65:
        harm, inner = _harm_text(_unpacked(data), random)
        return harm, zstandard.compress(inner)
    if own and way < (0.32 if is_text else 0.8):
        return _applied(own, data, random)
    if is_text and way < 0.83:
        return _harm_text(data, random)
    return _applied(BYTE_MUTATIONS, data, random)


def _applied(ways: dict[str, Mutation], data: bytes, random: Random) -> tuple[str, bytes]:
    harm = random.choice(list(ways))
    return harm, ways[harm](data, random)


def _harm_text(data: bytes, random: Random) -> tuple[str, bytes]:
    if random.random() < 0.1:
        return MIXED, mix_encodings(data, random)
    harm = random.choice(list(TEXT_MUTATIONS))
    encoding = "utf-16" if data.startswith(b"\xff\xfe") else "utf-8"
    try:
        text, lone = data.decode(encoding), "surrogatepass"
    except UnicodeDecodeError:
        encoding, lone = "gb18030", "replace"
        text = data.decode(encoding, lone)
    return harm, TEXT_MUTATIONS[harm](text, random)[:LARGEST].encode(encoding, lone)


def _unpacked(data: bytes) -> bytes:
    try:
        return zstandard.ZstdDecompressor().decompress(data, max_output_size=LARGEST)
    except zstandard.ZstdError:
        return data
