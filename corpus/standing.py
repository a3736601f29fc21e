"""Whether a document is in force on a day, and in whose words; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from corpus.description import Description
from corpus.metadata import Metadata, Origin, Status
from corpus.model import Citation
from corpus.versions import Successor, find_editions, find_successors


class Force(Enum):
    """Whether a document holds (有效性) on a day."""

    HOLDS = "现行有效"
    UNKNOWN = "未写明"
    SUPERSEDED = "有更新的版本"
    COMING = "尚未施行"
    DRAFT = "征求意见稿"
    EXPIRED = "已失效"
    REPEALED = "已废止"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a document stands on a day.

    `reason` says why it does not hold, in a sentence; "" where it holds or nothing is known.
    `source` are the words that say so, None where it follows from dates or titles of a sidecar.
    `successor` is the document that takes its place, None where none is at hand.
    """

    force: Force
    reason: str = ""
    source: Citation | None = None
    successor: Description | None = None

    @property
    def holds(self) -> bool:
        """Whether it may be relied on as far as is known."""
        return self.force in {Force.HOLDS, Force.UNKNOWN}


def day_words(day: date) -> str:
    """Return a day as GB/T 9704-2012 writes it.

    >>> day_words(date(2023, 12, 31))
    '2023年12月31日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def name_words(description: Description) -> str:
    """Return a document's title with its number behind, as officials name it."""
    number = description.metadata.number
    return f"《{description.metadata.title.value}》{f'（{number.value}）' if number else ''}"


class Register:
    """How documents at hand stand; immutable once made.

    `editions` are the groups of documents under one title, each with the newest first.

    Args:
        descriptions: Descriptions as `relate` gives them.
    """

    def __init__(self, descriptions: Sequence[Description]) -> None:
        self._descriptions = {one.document_id: one for one in descriptions}
        self._successors: Mapping[str, Successor] = find_successors(descriptions)
        self.editions = find_editions(descriptions)

    def __getitem__(self, document_id: str) -> Description:
        return self._descriptions[document_id]

    def successor(self, document_id: str) -> Successor | None:
        """Return what takes the place of a document; None where nothing at hand does."""
        return self._successors.get(document_id)

    def standing(self, document_id: str, day: date) -> Standing:
        """Return how a document stands on `day`."""
        one = self._descriptions[document_id]
        found = self._successors.get(document_id)
        successor = self._descriptions[found.document_id] if found else None
        force, reason, source = self._force(one, found, day)
        replaces = successor if found and found.replaces else None
        return Standing(force=force, reason=reason, source=source, successor=replaces)

    def _force(
        self, one: Description, found: Successor | None, day: date
    ) -> tuple[Force, str, Citation | None]:
        said = one.metadata
        title = f"《{said.title.value}》"
        status = _status(said, day)
        by = self._descriptions[found.document_id] if found and found.source else None
        if by and status is Status.REPEALED and _comes(by, day):
            status, found = Status.UNKNOWN, None  # what ends it is itself still to come
        if status is Status.REPEALED:
            words = f"{title}已被{name_words(by)}废止。" if by else f"{title}已废止。"
            return Force.REPEALED, words, said.status.citation
        if status is Status.EXPIRED:
            return _expired(said, title, day)
        if status is Status.DRAFT:
            words = f"{title}是征求意见稿，不是正式文件。"
            return Force.DRAFT, words, said.status.citation
        newer = name_words(self._descriptions[found.document_id]) if found else ""
        return _standing_still(said, title, newer, day)


def _expired(said: Metadata, title: str, day: date) -> tuple[Force, str, Citation | None]:
    if said.expires and day > said.expires.value:
        words = f"{title}有效期至{day_words(said.expires.value)}，已过期。"
        return Force.EXPIRED, words, said.expires.citation
    return Force.EXPIRED, f"{title}已失效。", said.status.citation


def _standing_still(
    said: Metadata, title: str, newer: str, day: date
) -> tuple[Force, str, Citation | None]:
    """Tell how a document stands that nothing has ended; `newer` names its newer version, or is ""."""
    if said.effective and day < said.effective.value:
        words = f"{title}自{day_words(said.effective.value)}起施行，尚未施行。"
        return Force.COMING, words, said.effective.citation
    if newer:
        return Force.SUPERSEDED, f"{title}另有更新的版本：{newer}。", None
    in_force = (
        said.status.value is Status.IN_FORCE or said.expires is not None
    )  # in its stated term
    return (Force.HOLDS if in_force else Force.UNKNOWN), "", None


def _comes(one: Description, day: date) -> bool:
    effective = one.metadata.effective
    return effective is not None and day < effective.value


def _status(said: Metadata, day: date) -> Status:
    """Return the status on `day`; what a sidecar says goes before a term that only the text sets."""
    corrected = said.status.origin is Origin.SIDECAR and said.status.value is not Status.UNKNOWN
    if corrected and not (said.expires and said.expires.origin is Origin.SIDECAR):
        return said.status.value
    return said.status_on(day)
