"""The outline of a document as HTML: its headings and clauses as an indented list; all words inert."""

from __future__ import annotations

from app.page_markup import inert
from corpus.facts import ParsedDocument
from corpus.model import Clause, Head

SHOWN_UNITS = 2000  # of an outline; more would make the page heavy
_LONGEST = 60  # characters of a heading
_SHORT = 12  # a heading up to this long says little: the clause's first words follow
_EXCERPT = 30  # characters
_READ = 200  # characters of a clause that are looked at for them


def outline_html(parsed: ParsedDocument, document_id: str) -> str:
    """Return headings and clauses in the order of the text; a clause shows its place when pressed.

    `document_id` is the id under which the document is answered from, which may carry a number.
    """
    own_lines = {clause.path for clause in parsed.clauses}
    units: list[Head | Clause] = [
        *(head for head in parsed.heads if head.level and head.path not in own_lines),
        *parsed.clauses,
    ]
    units.sort(key=lambda unit: unit.span.start)
    items = "".join(_item(parsed, unit, document_id) for unit in units[:SHOWN_UNITS])
    more = len(units) - SHOWN_UNITS
    rest = f'<p class="documents-note">另有 {more} 条没有列出</p>' if more > 0 else ""
    return f'<ul class="documents-outline">{items}</ul>{rest}'


def _item(parsed: ParsedDocument, unit: Head | Clause, document_id: str) -> str:
    depth = min(max(len(unit.path.numbers) - 1, 0), 6)
    heading = _shortened(unit.path.headings[-1] if unit.path.headings else "正文", _LONGEST)
    if isinstance(unit, Head):
        return f'<li class="depth-{depth}"><span>{inert(heading)}</span></li>'
    page = parsed.document.page_of(unit.span.start)
    place = f"<small>第 {page} 页</small>" if page else ""
    clause_id = document_id + unit.id.removeprefix(parsed.document.id)
    words = "" if len(heading) > _SHORT else _first_words(parsed, unit, heading)
    return (
        f'<li class="depth-{depth}"><button type="button" data-clause="{inert(clause_id)}">'
        f"{inert(heading)}{f'<em>{inert(words)}</em>' if words else ''}</button>{place}</li>"
    )


def _first_words(parsed: ParsedDocument, clause: Clause, heading: str) -> str:
    words = " ".join(clause.span.of(parsed.document.text)[:_READ].split())
    return _shortened(words.removeprefix(heading).lstrip("。．.、 \u3000"), _EXCERPT)


def _shortened(text: str, longest: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= longest else f"{words[:longest]}…"
