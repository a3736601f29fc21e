"""What a question in the chat can be limited to: documents, and what documents are; pure.

One choice holds both. A condition is written /名称/值, which no document's id looks like: ids come from
the names of files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.uploads_listing import Named, document_choices
from corpus.issuers import Level
from corpus.metadata import Metadata
from index.scope import ENDED, IN_FORCE, NATION, Scope

_REGION, _LEVEL, _YEAR, _VALID = "地区", "层级", "成文年份", "有效性"
_KINDS = (_REGION, _LEVEL, _YEAR, _VALID)


def scope_choices(named: Sequence[Named]) -> list[tuple[str, str]]:
    """Return the documents and, where there are several, the conditions that some of them meet."""
    conditions = _conditions(named) if len(named) > 1 else ()
    return [
        *document_choices(named),
        *((f"{kind}：{value}", f"/{kind}/{value}") for kind, value in conditions),
    ]


def read_scope(chosen: Sequence[str]) -> tuple[tuple[str, ...], Scope]:
    """Return the documents (ids) that were chosen, and the conditions as a scope."""
    values: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    documents: list[str] = []
    for one in chosen:
        kind, _, value = one.removeprefix("/").partition("/")
        is_condition = one.startswith("/") and kind in values and bool(value)
        (values[kind] if is_condition else documents).append(value if is_condition else one)
    years = [
        int(year) for year in values[_YEAR] if year.isdecimal() and 0 < int(year) <= date.max.year
    ]
    scope = Scope(
        regions=tuple(values[_REGION]),
        levels=tuple(values[_LEVEL]),
        since=date(min(years), 1, 1) if years else None,
        until=date(max(years), 12, 31) if years else None,
        validities=tuple(values[_VALID]),
    )
    return tuple(documents), scope


def _conditions(named: Sequence[Named]) -> Iterator[tuple[str, str]]:
    said = [one.said for one in named if one.said is not None]
    levels = {one.level.value for one in said if one.level}
    regions = {one.region.value for one in said if one.region}
    yield from ((_REGION, region) for region in sorted(regions))
    if Level.NATION in levels:
        yield _REGION, NATION
    yield from ((_LEVEL, level.value) for level in Level if level in levels)
    yield from ((_YEAR, year) for year in sorted({*map(_year_of, said)} - {""}, reverse=True))
    yield from ((_VALID, validity) for validity in (IN_FORCE, ENDED))


def _year_of(said: Metadata) -> str:
    day = said.signed or said.published
    return str(day.value.year) if day else ""
