"""What is known of a document beside its text (元数据): frozen values.

`read_metadata` of `corpus/particulars.py` reads them from a `ParsedDocument`; `corpus/sidecar.py` reads
the corrections that `override` lays over them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, Generic, TypeVar

from corpus.issuers import Level
from corpus.model import Citation

T = TypeVar("T")


class Origin(Enum):
    """Where in a document (or beside it) a value is read."""

    TITLE = "标题"
    HEADING = "文首"
    CAPTION = "题注"
    SIGNATURE = "落款"
    COLOPHON = "版记"
    LABEL = "著录项"
    ARTICLE = "条文"
    OTHER_DOCUMENT = "其他文件"
    FILE = "文件属性"
    NOWHERE = "未写明"
    SIDECAR = "旁注文件"


class Status(Enum):
    """Whether a document is in force (有效性), as far as a text says."""

    IN_FORCE = "现行有效"
    REPEALED = "已废止"
    EXPIRED = "已失效"
    DRAFT = "征求意见稿"
    UNKNOWN = "未知"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[T]):
    """One value and the words it is read from.

    `citation` is None where no words of a document prove the value: it stands in a sidecar or
    in what the file says outside its text, or is a title taken from the file's name. A citation outside all clauses (a title line, a signature that
    is no clause) has the document's own id for its clause id.
    """

    value: T
    origin: Origin
    citation: Citation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of a document beside its text; None where neither text nor sidecar says it.

    `signed` is the 成文日期 (of a statute the day it was passed), `published` the day of publication or
    printing, `amended` the day of a statute's last amendment. `effective` and `expires` are counted
    from the closing articles. `region` is None for the nation.
    """

    document_id: str
    title: Reading[str]
    number: Reading[str] | None = None
    issuer: Reading[tuple[str, ...]] | None = None
    signed: Reading[date] | None = None
    published: Reading[date] | None = None
    amended: Reading[date] | None = None
    effective: Reading[date] | None = None
    expires: Reading[date] | None = None
    region: Reading[str] | None = None
    level: Reading[Level] | None = None
    status: Reading[Status]

    def status_on(self, day: date) -> Status:
        """Return the status on `day`: a document whose term has ended is 已失效 after it.

        A status that says more (已废止, 征求意见稿) stays.
        """
        runs = self.status.value in {Status.UNKNOWN, Status.IN_FORCE}
        return (
            Status.EXPIRED
            if runs and self.expires and day > self.expires.value
            else self.status.value
        )


def override(metadata: Metadata, values: Mapping[str, Any]) -> Metadata:
    """Lay the values of a sidecar over what the text says; a value of None empties its field.

    Raises:
        TypeError: a key is no field of the metadata.
    """
    readings: dict[str, Any] = {
        key: None if value is None else Reading(value=value, origin=Origin.SIDECAR)
        for key, value in values.items()
    }
    return replace(metadata, **readings)
