"""Texts that are hard for a regular expression, made of the expression itself."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from re import _constants as codes  # no public way to take one apart
from re import _parser as parser
from typing import Any

PACKAGES = ("corpus", "index", "app")
METHODS = frozenset({"match", "fullmatch", "search", "sub", "subn", "finditer", "findall", "split"})
_MOST_ATOMS = 12
_MOST_SAMPLES = 3  # characters of one class


@dataclass(frozen=True)
class OwnPattern:
    """A pattern of the program: where it stands, itself, and how it is put to texts."""

    place: str
    pattern: re.Pattern[Any]
    uses: frozenset[str]


def own_patterns(checkout: Path) -> Iterator[OwnPattern]:
    """Yield the patterns that modules keep, in tables too, and those written where they are used."""
    sources = {
        path: path.read_text("utf-8")
        for package in PACKAGES
        for path in sorted((checkout / package).rglob("*.py"))
        if path.name != "__main__.py"
    }
    called_anywhere = _methods_called(sources.values())
    seen: set[object] = set()
    for path, source in sources.items():
        place = path.relative_to(checkout).with_suffix("")
        module = importlib.import_module(".".join(place.parts).removesuffix(".__init__"))
        called_here = _methods_called([source])
        found = [
            (name, pattern, (called_here if name[0] == "_" else called_anywhere).get(name, METHODS))
            for name, value in vars(module).items()
            for pattern in _patterns_in(value)
        ]
        found += [(one.pattern[:40], one, methods) for one, methods in _written_in(source)]
        for name, pattern, uses in found:
            if pattern.pattern not in seen:
                seen.add(pattern.pattern)
                yield OwnPattern(f"{place}:{name}", pattern, uses)


def _methods_called(sources: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return by name the methods that are called on a pattern; one that only tables use has none."""
    called = re.compile(rf"\b(\w+)\.({'|'.join(METHODS)})\(")
    methods_of: dict[str, frozenset[str]] = {}
    for source in sources:
        for name, method in called.findall(source):
            methods_of[name] = methods_of.get(name, frozenset()) | {method}
    return methods_of


def _patterns_in(value: object, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, (tuple, list, frozenset)):
        for one in value:
            yield from _patterns_in(one, depth - 1)
    elif depth and isinstance(value, dict):
        for key, one in value.items():
            yield from (*_patterns_in(key, depth - 1), *_patterns_in(one, depth - 1))


def _written_in(source: str) -> Iterator[tuple[re.Pattern[Any], frozenset[str]]]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=method),
                args=[ast.Constant(value=str() | bytes() as written), *_],
            ) if method in METHODS or method == "compile":
                yield re.compile(written), METHODS if method == "compile" else frozenset({method})


def read(own: OwnPattern, text: Any) -> None:
    """Put a pattern to a text in the ways the program does."""
    if own.uses - {"match", "fullmatch"}:
        for _ in own.pattern.finditer(text):
            pass
    if "match" in own.uses:
        own.pattern.match(text)
    if "fullmatch" in own.uses:
        own.pattern.fullmatch(text)


@dataclass(frozen=True)
class HardText:
    """A piece over and over behind an opening, and at the end a sign that fits no class.

    So what has been read as far as the end does not fit, and is read again another way.
    """

    opening: str
    run: str

    def of_length(self, length: int, like: Any) -> Any:
        """Return the text, of the type of `like`."""
        text = self.opening + self.run * (length // len(self.run)) + "\ue000"
        return text.encode("latin-1", "replace") if isinstance(like, bytes) else text


def hard_texts(pattern: re.Pattern[Any]) -> Iterator[HardText]:
    """Yield runs of each piece of a pattern, of pairs of them, and of all, also behind its first."""
    atoms = list(dict.fromkeys(islice(_atoms(parser.parse(pattern.pattern, pattern.flags)), 400)))
    pieces = [one for one in atoms if one][:_MOST_ATOMS]
    pairs = [a + b for a, b in pairwise(pieces)]
    for run in filter(None, (*pieces, *pairs, "".join(pieces))):
        for opening in ("", *pieces[:1]):
            yield HardText(opening, run)


def _atoms(tree: Any) -> Iterator[str]:
    """Yield the literal words of a pattern and samples of its classes."""
    word = ""
    for code, value in tree:
        if code is codes.LITERAL:
            word += chr(value)
            continue
        if word:
            yield word
        word = ""
        yield from _atoms_in(code, value)
    if word:
        yield word


def _atoms_in(code: Any, value: Any) -> Iterator[str]:
    match code:
        case codes.IN:
            yield from islice(_samples(value), _MOST_SAMPLES)
        case codes.NOT_LITERAL | codes.ANY:
            yield "某"
        case codes.BRANCH:
            for branch in value[1]:
                yield from _atoms(branch)
        case codes.SUBPATTERN:
            yield from _atoms(value[3])
        case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
            yield from _atoms(value[2])
        case codes.ATOMIC_GROUP:
            yield from _atoms(value)
        case codes.ASSERT | codes.ASSERT_NOT:
            yield from _atoms(value[1])


_CATEGORIES = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: "某",
    codes.CATEGORY_NOT_DIGIT: "某",
    codes.CATEGORY_NOT_SPACE: "某",
    codes.CATEGORY_NOT_WORD: " ",
}


def _samples(members: Any) -> Iterator[str]:
    if members[0][0] is codes.NEGATE:
        yield "某"
        return
    for code, value in members:
        match code:
            case codes.LITERAL:
                yield chr(value)
            case codes.RANGE:
                yield chr(value[0])
            case codes.CATEGORY:
                yield _CATEGORIES[value]
