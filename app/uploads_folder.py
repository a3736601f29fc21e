"""The folder of uploads: changed whole or not at all, by one process at a time.

    HOME/uploads/
        方案.pdf            what is answered from, under the name it came with
        .lock               held by the one process that changes the folder
        .change.json        a change that is decided but perhaps not yet done
        .incoming-…/        files on their way in, or what a crash left of them

A file is written and flushed beside the others, where no reader looks, and then renamed. A change
of several files (a new version under another name, a file with its sidecar) is written down first:
once `.change.json` stands it is done, and whoever comes next finishes it. So a crash at any instant
leaves the old documents or the new ones.
"""

from __future__ import annotations

import errno
import json
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.locks import hold_lock
from index.persistence import flush_path, home_errors

LOCK_NAME = ".lock"
CHANGE_NAME = ".change.json"
INCOMING_PREFIX = ".incoming-"


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the lock of the uploads, whose folder is made; wait while another process changes them.

    What a crash left is finished or swept away first.

    Raises:
        HomeError: the data home cannot be written.
    """
    with hold_lock(folder / LOCK_NAME, waiting="另一个进程正在改动上传的文件，请稍候……"):
        with home_errors(folder):
            _finish(folder)
            for left in folder.glob(f"{INCOMING_PREFIX}*"):
                shutil.rmtree(left, ignore_errors=True)
        yield


def settle(folder: Path) -> None:
    """Finish a change that was cut off, if there is one; wait for one that is under way.

    Raises:
        HomeError: there is one, and the data home cannot be written.
    """
    if (folder / CHANGE_NAME).exists():
        with only_writer(folder):
            pass


def change(folder: Path, puts: Mapping[str, bytes], removes: Sequence[str] = ()) -> None:
    """Put files in, over those of the same name, and take others out, all or nothing.

    The caller holds `only_writer`. `removes` are paths inside the folder, `puts` names in it.

    Raises:
        HomeError: the data home cannot be written (permissions, or the disk is full).
    """
    incoming = folder / f"{INCOMING_PREFIX}{uuid.uuid4().hex[:8]}"
    with home_errors(folder):
        try:
            incoming.mkdir()
            for name, data in puts.items():
                (incoming / name).write_bytes(data)
                flush_path(incoming / name)
            flush_path(incoming)
            record = {"incoming": incoming.name, "puts": [*puts], "removes": [*removes]}
            _write_record(folder, incoming, record)
            _finish(folder)
        finally:
            if not (folder / CHANGE_NAME).exists():
                shutil.rmtree(incoming, ignore_errors=True)


def _write_record(folder: Path, incoming: Path, record: Mapping[str, object]) -> None:
    draft = incoming / CHANGE_NAME
    draft.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    flush_path(draft)
    flush_path(folder)
    draft.replace(folder / CHANGE_NAME)
    flush_path(folder)


def _finish(folder: Path) -> None:
    """Do what `.change.json` says, as far as it is not done, and take it away."""
    try:
        record = json.loads((folder / CHANGE_NAME).read_bytes())
    except FileNotFoundError:
        return
    incoming = folder / str(record["incoming"])
    for name in record["puts"]:
        if (incoming / name).exists():  # else it has been renamed already
            (incoming / name).replace(folder / name)
    for name in set(record["removes"]) - set(record["puts"]):
        (folder / name).unlink(missing_ok=True)
    for parent in {(folder / name).parent for name in record["removes"]} | {folder}:
        _flush_if_there(parent)
    (folder / CHANGE_NAME).unlink()
    flush_path(folder)
    shutil.rmtree(incoming, ignore_errors=True)


def _flush_if_there(folder: Path) -> None:
    try:
        flush_path(folder)
    except OSError as error:
        if error.errno != errno.ENOENT:
            raise
