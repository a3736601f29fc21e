"""Outlines written by hand from real documents, and how far a parse agrees with them.

A golden file `tests/golden/outlines/SHA256.json` belongs to the file of that content. Its `heads`
are `[level, number, title, kind]` as a careful official reads them. Compared are all kinds but two,
because the model keeps them inside one citable unit by design:

- 项 and 目 under a 条: an article is cited as a whole;
- lead phrases inside a 专栏: a box is one clause.

The document's own title is no head (a level-0 head that repeats it is left out), the title of a
text enclosed by a notice is one. A head matches by number and title, blanks and widths aside, in
order; where the golden title ends in "…" (a numbered sentence without a title) the text behind the
number has to begin with it. A short sentence may stand there whole. Levels are compared apart: each body (from one enclosed title or annex
to the next) may be shifted as a whole, and the share that agrees under the best shift counts.

A `lot` names the draw of documents that a file belongs to.

Responsibilities are exact where the agencies are the same in the same order; "等" is counted apart.
Rows of a table that name a department without any word for responsibility ("form": "table row")
are not compared. A trap is a line that begins like a head and is none.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from corpus.facts import ParsedDocument
from corpus.model import Clause, ClauseRole
from corpus.view import fold_width

FOLDER = Path(__file__).parents[1] / "tests" / "golden" / "outlines"
OTHERS = "等"
_LONGEST_NUMBER = 8  # characters
_BREAK = ("title", "annex")
_BOX_NUMBER = re.compile(
    r"专\s*栏\s*(?:\d{1,3}(?:\s?[-—–－.]\s?\d{1,2})?|[一二三四五六七八九十]{1,3})?"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A head of the outline: of the golden file, or what the parser takes for one."""

    level: int
    number: str
    title: str
    kind: str
    text: str = ""  # what stands from the number on; empty in a golden file


@dataclass(frozen=True, slots=True)
class Score:
    """How far one parse agrees with its golden file; `lot` is "" for a file chosen by its make."""

    lot: str
    missed: tuple[Unit, ...]
    invented: tuple[Unit, ...]
    matched: int
    levels: int
    responsibilities: int
    exact: int
    others: int
    others_kept: int
    unlike: tuple[tuple[object, object], ...]
    invented_duties: int
    trapped: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Share of the parser's heads that are heads."""
        return self.matched / max(self.matched + len(self.invented), 1)

    @property
    def recall(self) -> float:
        """Share of the heads that the parser has."""
        return self.matched / max(self.matched + len(self.missed), 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.matched / max(2 * self.matched + len(self.missed) + len(self.invented), 1)


def golden_of(content_hash: str, folder: Path = FOLDER) -> dict[str, Any] | None:
    """Return the outline written for the file of that content, None where there is none."""
    golden = folder / f"{content_hash}.json"
    return json.loads(golden.read_text(encoding="utf-8")) if golden.exists() else None


def score(golden: dict[str, Any], parsed: ParsedDocument) -> Score:
    """Compare a parse with its golden outline."""
    wanted = list(wanted_units(golden))
    found = list(found_units(parsed, golden["title"]))
    pairs = align(wanted, found)
    missed = [unit for at, unit in enumerate(wanted) if at not in {a for a, _ in pairs}]
    invented = [unit for at, unit in enumerate(found) if at not in {b for _, b in pairs}]
    traps = [same(trap) for trap in golden["traps"]]
    duties = compare_duties(golden, parsed)
    return Score(
        lot=golden.get("lot", ""),
        missed=tuple(missed),
        invented=tuple(invented),
        matched=len(pairs),
        levels=sum(_levels(wanted, found, pairs)),
        trapped=tuple(
            unit.text[:30]
            for unit in invented
            if any(trap and same(unit.text).startswith(trap) for trap in traps)
        ),
        **duties,
    )


def same(text: str) -> str:
    """Return `text` in one width without blanks and Markdown's signs."""
    folded = fold_width(text).replace("﹒", ".").replace("—", "-").replace("–", "-")
    return re.sub(r"[\s*#]", "", folded)


def wanted_units(golden: dict[str, Any]) -> Iterator[Unit]:
    """Yield the heads of a golden file that are compared."""
    inside = 0  # the level below which parts belong to an article or a box
    for level, number, title, kind in golden["heads"]:
        inside = 0 if level <= inside else inside
        if not inside:
            yield Unit(level=level, number=number, title=title, kind=kind)
        if kind in {"article", "box"} and not inside:
            inside = level


def found_units(parsed: ParsedDocument, title: str) -> Iterator[Unit]:
    """Yield what the parser takes for heads, in reading order."""
    text = parsed.document.text
    headed = {head.path for head in parsed.heads if head.level}
    units: list[tuple[int, Unit]] = []
    for head in parsed.heads:
        number = head.path.numbers[-1] if head.path.numbers else ""
        is_title = not head.level or number.startswith("《")
        if is_title and _unremarked(head.title) == _unremarked(title):
            continue
        unit = Unit(
            level=max(head.level, 1),
            number="" if is_title or number in {head.title, f"“{head.title}”"} else number,  # 前言
            title=head.title,
            kind="title" if is_title else "annex" if number.startswith("附件") else "own line",
            text=head.span.of(text),
        )
        units.append((head.span.start, unit))
    for clause in parsed.clauses:
        if clause.path not in headed or clause.role is ClauseRole.BOX:
            units += [(clause.span.start, unit) for unit in _clause_units(clause, text)]
    yield from (unit for _, unit in sorted(units, key=lambda one: one[0]))


def _unremarked(title: str) -> str:
    """Return a title without the （试行） behind it, which is printed in one place and not in another."""
    return re.sub(r"\([^()]{1,20}\)$", "", same(title))


def _clause_units(clause: Clause, text: str) -> Iterator[Unit]:
    body, last, level = clause.span.of(text), clause.path.numbers[-1], len(clause.path.numbers)
    identity = clause.id.rsplit("/", 1)[-1].split("（2")[0]
    if clause.role is ClauseRole.BOX:
        title = clause.titles[0]
        match = _BOX_NUMBER.match(title)
        rest = title[match.end() :].strip(" \t:：") if match else title
        yield Unit(level=level, number=last, title=rest, kind="box", text=body)
    elif last == "、".join(clause.titles):
        for title in clause.titles:
            yield Unit(level=level, number="", title=title, kind="lead phrase", text=body)
    elif last not in {"导语", "目录", "著录项", "结语", "落款"} and (
        not identity.startswith("导语") or same(body).startswith(same(clause.path.headings[-1]))
    ):
        title = "".join(clause.titles) or _title_of(clause)
        yield Unit(level=level, number=last, title=title, kind="run-in", text=body)


def _title_of(clause: Clause) -> str:
    """Return the title in the heading of a unit whose own text only introduces others."""
    number, heading = same(clause.path.numbers[-1]), same(clause.path.headings[-1])
    return heading.removeprefix(number).lstrip(".、:)") if heading.startswith(number) else ""


def align(wanted: Sequence[Unit], found: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the longest run of matches in order, as pairs of positions."""
    best = [[0] * (len(found) + 1) for _ in range(len(wanted) + 1)]
    for a in range(len(wanted) - 1, -1, -1):
        for b in range(len(found) - 1, -1, -1):
            taken = best[a + 1][b + 1] + 1 if is_match(wanted[a], found[b]) else 0
            best[a][b] = max(taken, best[a + 1][b], best[a][b + 1])
    pairs, a, b = [], 0, 0
    while a < len(wanted) and b < len(found):
        if is_match(wanted[a], found[b]) and best[a][b] == best[a + 1][b + 1] + 1:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a + 1][b] >= best[a][b + 1]:
            a += 1
        else:
            b += 1
    return pairs


def is_match(wanted: Unit, found: Unit) -> bool:
    """Tell whether two heads have the same number and title."""
    if same(wanted.number) != same(found.number):
        return False
    title = same(wanted.title)
    if title.endswith("…"):
        body = same(found.text)
        number = same(found.number)
        at = max(body[:_LONGEST_NUMBER].find(number), 0) + len(number)  # OCR may spell 1 as l
        return (
            body[at : at + 4].find(title[:1]) >= 0 and title[:-1] in body[at : at + len(title) + 4]
        )
    whole = same(found.text).removeprefix(same(found.number)).strip(".、。;")
    return title == (same(found.title).rstrip(":.") or (whole if title else ""))


def _levels(
    wanted: Sequence[Unit], found: Sequence[Unit], pairs: Sequence[tuple[int, int]]
) -> Iterator[int]:
    """Yield for every body how many matched heads have the right level, shifted as a whole."""
    body: Counter[int] = Counter()
    for a, b in pairs:
        if wanted[a].kind in _BREAK:
            yield max(body.values(), default=0)
            yield 1
            body = Counter()
        else:
            body[wanted[a].level - found[b].level] += 1
    yield max(body.values(), default=0)


def compare_duties(golden: dict[str, Any], parsed: ParsedDocument) -> dict[str, Any]:
    """Compare who answers for what, place by place in the order of the text.

    Nothing is compared where the outline was written without it.
    """
    if "responsibilities" not in golden:
        return dict.fromkeys(
            ("responsibilities", "exact", "others", "others_kept", "invented_duties"), 0
        ) | {"unlike": ()}
    places = [one for one in golden["responsibilities"] if one.get("form") != "table row"]
    wanted = [tuple(same(name) for name in one["agencies"]) for one in places]
    named = [tuple(name for name in one if name != OTHERS) for one in wanted]
    facts = parsed.facts.responsibilities
    found = [tuple(same(name) for name in fact.agencies) for fact in facts]
    exact = others = 0
    unlike: list[tuple[object, object]] = []
    matcher = SequenceMatcher(None, named, found, autojunk=False)
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind == "equal":
            exact += a2 - a1
            others += sum(
                OTHERS in one and fact.others
                for one, fact in zip(wanted[a1:a2], facts[b1:b2], strict=True)
            )
        else:
            unlike.append((named[a1:a2], found[b1:b2]))
    return {
        "responsibilities": len(named),
        "exact": exact,
        "others": sum(OTHERS in one for one in wanted),
        "others_kept": others,
        "unlike": tuple(unlike),
        "invented_duties": max(len(found) - len(named), 0),
    }
