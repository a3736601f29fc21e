"""What became of files that were sent to the page: values, and the list of them on the disk."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from app.uploads import Choice
from corpus.errors import PolicyQAError
from corpus.sidecar import SUFFIX
from index.persistence import flush_path

_LIST = "list.json"

logger = logging.getLogger(__name__)


class SentState(Enum):
    """What has become of a file."""

    WAITING = "等待读取"
    READING = "正在读取"
    ADDED = "已加入"
    LOCKED = "要密码"
    UNDECIDED = "是新版本"
    FAILED = "没有加入"


OVER = {SentState.ADDED, SentState.FAILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file that was sent to the page.

    `name` is as the user has it. `path` is where it waits, None once it is not kept any more.
    `words` say what became of it, `hint` the next step where it was not added. `stored` is the name
    of the upload it became. `versions` are the documents of which it is a new version: the id, ""
    for one that cannot be replaced, and the words that tell it from the others.
    """

    number: int
    name: str
    path: Path | None
    state: SentState = SentState.WAITING
    words: str = ""
    hint: str = ""
    stored: str = ""
    document_id: str = ""
    versions: tuple[tuple[str, str], ...] = ()
    choice: Choice | None = None

    @property
    def is_sidecar(self) -> bool:
        """Whether it corrects a document instead of being one."""
        return self.name.endswith(SUFFIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The files of the last batch at one moment.

    `revision` grows with every change. `is_updating` tells that the index follows, `fault` what was
    wrong with that.
    """

    files: tuple[SentFile, ...]
    revision: int
    is_busy: bool
    is_updating: bool
    fault: PolicyQAError | None = None

    def of(self, *states: SentState) -> tuple[SentFile, ...]:
        """Return the files in one of `states`."""
        return tuple(one for one in self.files if one.state in states)


def write_list(folder: Path, files: Sequence[SentFile]) -> None:
    """Write the list of files in `folder` whole; a full disk costs only the memory of it."""
    rows = [
        asdict(one)
        | {
            "state": one.state.name,
            "choice": one.choice.name if one.choice else None,
            "path": str(one.path) if one.path else None,
        }
        for one in files
    ]
    draft = folder / f"{_LIST}.new"
    try:
        draft.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        flush_path(draft)
        draft.replace(folder / _LIST)
    except (OSError, UnicodeError):
        logger.warning("收到的文件没有记下：%s", folder, exc_info=True)


def read_list(folder: Path) -> list[SentFile]:
    """Return what `write_list` wrote; nothing where there is no list or it is damaged."""
    try:
        return [_sent_file(row) for row in json.loads((folder / _LIST).read_bytes())]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError):
        logger.warning("收到的文件的清单已损坏：%s", folder)
        return []


def _sent_file(row: dict[str, Any]) -> SentFile:
    return SentFile(
        **row
        | {
            "state": SentState[row["state"]],
            "choice": Choice[row["choice"]] if row["choice"] else None,
            "path": Path(row["path"]) if row["path"] else None,
            "versions": tuple(map(tuple, row["versions"])),
        }
    )
