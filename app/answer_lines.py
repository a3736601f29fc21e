"""The text of an answer cut into lines, each piece with the citations that prove it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from app.answer import Answer, Statement

_MARKERS = re.compile(r"(?:\[\d+\])+(?=\s*(?:\||$))")
_UNSHOWN = {"Cc", "Cs"}
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of answer text and the numbers of the citations that prove it (none: it runs on)."""

    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedLine:
    """One line of an answer in its pieces."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The line without citation numbers."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def numbers(self) -> tuple[int, ...]:
        """All numbers of the line, each once, in order."""
        return tuple(dict.fromkeys(n for piece in self.pieces for n in piece.numbers))


def plain(text: str) -> str:
    """Return `text` without control characters, broken code units and direction overrides.

    Newline and tab stay. What a document or a user wrote must not steer a terminal, turn a page's
    text round or fail to be sent.
    """
    return "".join(
        character
        for character in text
        if character in "\n\t"
        or (unicodedata.category(character) not in _UNSHOWN and character not in _BIDI_CONTROLS)
    )


def cited_lines(answer: Answer) -> tuple[CitedLine, ...]:
    """Cut the answer text into lines and put each statement's numbers where it ends.

    A statement is a row of the answer's table where there are as many rows as statements, else
    stands in the text word for word; one that does neither follows as a line "- statement".
    """
    lines = [line.rstrip() for line in plain(answer.answer).splitlines() if line.strip()]
    rows = _body_rows(lines)
    if rows and len(rows) == len(answer.statements):
        owners = {
            index: [(len(lines[index]), statement)]
            for index, statement in zip(rows, answer.statements, strict=True)
        }
        left: list[Statement] = []
    else:
        owners, left = _find_statements(lines, answer.statements)
    known = {citation.number for citation in answer.citations}
    cited = [_cut_line(line, owners.get(index, []), known) for index, line in enumerate(lines)]
    rest = [
        Piece(text=f"- {' '.join(plain(item.text).split())}", numbers=item.citations)
        for item in left
    ]
    return (*cited, *(CitedLine(pieces=(piece,)) for piece in rest))


def _body_rows(lines: list[str]) -> list[int]:
    """Return the indexes of the table rows below their rule."""
    found = []
    below_rule = False
    for index, line in enumerate(lines):
        if is_rule(line):
            below_rule = True
        elif not is_row(line):
            below_rule = False
        elif below_rule:
            found.append(index)
    return found


def is_row(line: str) -> bool:
    """Tell whether `line` is a row of a Markdown table."""
    return line.lstrip().startswith("|")


def is_rule(line: str) -> bool:
    """Tell whether `line` is the rule under the head of a Markdown table."""
    return is_row(line) and not set(line.strip()) - set("|-: ")


def _find_statements(
    lines: list[str], statements: Iterable[Statement]
) -> tuple[dict[int, list[tuple[int, Statement]]], list[Statement]]:
    """Find where each statement ends in the lines, and the statements that are in none.

    Of several places a free one counts first, then one at the end of its line: the same words may
    be two statements, of two documents, and stand within a longer one.
    """
    owners: dict[int, list[tuple[int, Statement]]] = {}
    left = []
    taken: set[tuple[int, int]] = set()
    for statement in statements:
        words = "".join(plain(statement.text).strip().splitlines()[-1:])
        places = [
            (index, line.index(words) + len(words))
            for index, line in enumerate(lines)
            if words in line
        ]
        if not words or not places:
            left.append(statement)
            continue
        index, end = min(places, key=lambda at: (at in taken, at[1] < len(lines[at[0]]), at[0]))
        taken.add((index, end))
        owners.setdefault(index, []).append((end, statement))
    return owners, left


def _cut_line(line: str, owners: list[tuple[int, Statement]], known: set[int]) -> CitedLine:
    """Cut `line` behind its statements; numbers already written in it are taken as they are."""
    if written := _written_numbers(line, known):
        numbers = dict.fromkeys(n for _, statement in owners for n in statement.citations)
        text = _MARKERS.sub("", line).rstrip()
        return CitedLine(
            pieces=(Piece(text=text, numbers=tuple(dict.fromkeys([*written, *numbers]))),)
        )
    pieces = []
    start = 0
    for end in sorted({end for end, _ in owners}):
        numbers = dict.fromkeys(n for at, item in owners if at == end for n in item.citations)
        pieces.append(Piece(text=line[start:end], numbers=tuple(numbers)))
        start = end
    if start < len(line) or not pieces:
        pieces.append(Piece(text=line[start:]))
    return CitedLine(pieces=tuple(pieces))


def _written_numbers(line: str, known: set[int]) -> list[int]:
    numbers = [int(n) for found in _MARKERS.finditer(line) for n in re.findall(r"\d+", found[0])]
    return numbers if known.issuperset(numbers) else []


def row_cells(line: str) -> tuple[str, ...]:
    r"""Return the cells of a table row, `\|` read as the character it stands for.

    >>> row_cells(r"| 任务 | a\|b |")
    ('任务', 'a|b')
    """
    cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|"))
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return tuple(cell.strip().replace("\\|", "|") for cell in cells) or ("",)


def item_text(line: str) -> str | None:
    """Return what a list line "- …" says; None for any other line."""
    stripped = line.lstrip()
    return stripped[2:] if stripped.startswith("- ") else None
