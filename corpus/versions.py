"""Which document at hand takes the place of which: 废止 by another one, or a newer version beside; pure.

A newer version (修订, 2024年版) is issued under the same title by the same authority; 立法技术规范（试行） and
the rules on 行政规范性文件 have it name and end the old one, but many do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.description import Description
from corpus.metadata import Status
from corpus.model import Citation
from corpus.reference_graph import DocumentNames, made_on, names_of
from corpus.references import ReferenceKind

# What a title carries to tell versions of one document apart.
_VERSION = re.compile(
    r"[(（](?:[^()（）]{0,12}(?:版|本|修订|修正|修改|修订稿)|试行|暂行|暂定|征求意见稿|草案|送审稿|送审|讨论稿"
    r"|(?:19|20)\d\d(?:年|[-.年]\d{1,2}[-.月]\d{1,2}日?)?)[)）]$"
)
# Issued anew each time under one title, and none takes the place of the one before.
_SERIAL = re.compile(
    r"(?:报告|公报|公告|通告|通报|总结|要点|名单|预算|决算|解读|问答|解答|讲话|批复|函)$"
)
# A decision that ends documents takes the place of none.
_ENDING = re.compile(r"废止|失效|宣布|清理")


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """The document that takes the place of another.

    `source` is where it says that it ends the other (同时废止《…》); None for a newer version of the
    same title, which says nothing. `replaces` is False for a decision that only ends documents.
    """

    document_id: str
    source: Citation | None
    replaces: bool


def find_successors(descriptions: Sequence[Description]) -> dict[str, Successor]:
    """Return what takes the place of each related description, by id; nothing of those that stand."""
    found = _newer_versions(descriptions)
    drafts = {one.document_id for one in descriptions if _is_draft(one)}
    for one in descriptions:
        ends = (ref for ref in one.references if ref.kind is ReferenceKind.ENDS and ref.target_id)
        for reference in ends:
            if one.document_id not in drafts and reference.target_id:
                found[reference.target_id] = Successor(
                    document_id=one.document_id,
                    source=reference.source,
                    replaces=not _ENDING.search(one.metadata.title.value),
                )
    return found


def find_older_versions(
    descriptions: Sequence[Description],
) -> dict[str, tuple[Description, ...]]:
    """Return the documents that each related one is the newest version of, by its id.

    What one of them says that it ends is left out: its references say that.
    """
    found: dict[str, tuple[Description, ...]] = {}
    successors = _newer_versions(descriptions)
    said = {
        (one.document_id, reference.target_id)
        for one in descriptions
        for reference in one.references
        if reference.kind is ReferenceKind.ENDS
    }
    for old in descriptions:
        newer = successors.get(old.document_id)
        if newer and (newer.document_id, old.document_id) not in said:
            found[newer.document_id] = (*found.get(newer.document_id, ()), old)
    return found


def find_editions(descriptions: Sequence[Description]) -> tuple[tuple[Description, ...], ...]:
    """Return the related documents that share a title and a place of issue, group by group.

    Within a group what is final comes before a draft, then the newest first; what says no day comes
    last, in the order given.
    """
    return tuple(
        tuple(sorted(group, key=_rank, reverse=True)) for group in _same_titles(descriptions)
    )


def _rank(one: Description) -> tuple[bool, date]:
    return not _is_draft(one), made_on(one) or date.min


def is_same_number(one: Description, other: Description) -> bool:
    """Tell whether two documents have the same number (发文字号): copies of one."""
    number, other_number = one.metadata.number, other.metadata.number
    return bool(number and other_number and number.value == other_number.value)


def _newer_versions(descriptions: Sequence[Description]) -> dict[str, Successor]:
    found: dict[str, Successor] = {}
    for group in _same_titles(descriptions):
        final = [one for one in group if not _is_draft(one)]
        for old in group:
            newer = [one for one in final if _is_newer(one, old)]
            if newer:
                latest = max(newer, key=lambda one: made_on(one) or date.min)
                found[old.document_id] = Successor(
                    document_id=latest.document_id, source=None, replaces=True
                )
    return found


def _same_titles(descriptions: Sequence[Description]) -> Iterable[list[Description]]:
    """Yield the documents that share a title, version marks left out, and a place of issue."""
    groups: dict[tuple[str, object], dict[str, Description]] = {}
    for one in descriptions:
        names: DocumentNames = names_of(one)
        for title in names.titles:
            key = unversioned(title)
            if not _SERIAL.search(key):
                groups.setdefault((key, names.place), {})[one.document_id] = one
    return (list(group.values()) for group in groups.values() if len(group) > 1)


def unversioned(title: str) -> str:
    """Return a title without the marks that tell its versions apart.

    >>> unversioned("某某管理办法（2022年修订）"), unversioned("某某办法(试行)(征求意见稿)")
    ('某某管理办法', '某某办法')
    """
    while match := _VERSION.search(title):
        title = title[: match.start()]
    return title


def _is_draft(one: Description) -> bool:
    return one.metadata.status.value is Status.DRAFT


def _is_newer(one: Description, other: Description) -> bool:
    if is_same_number(one, other):
        return False
    made, before = made_on(one), made_on(other)
    return made is not None and before is not None and made > before
