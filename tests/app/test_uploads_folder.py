"""The folder of uploads: changed whole or not at all, and by one process at a time."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app.uploads_folder import CHANGE_NAME, INCOMING_PREFIX, change, only_writer, settle
from corpus.store import has_documents
from index.errors import HomeError
from tests.crashes import Crasher, CrashError


@pytest.fixture(scope="module")
def crasher() -> Crasher:
    return Crasher()


def crashes(crasher: Crasher, changes: int, action) -> bool:
    """Run `action`, which crashes after that many changes; tell whether it came to that."""
    try:
        with crasher.after(changes):
            action()
    except CrashError:
        return True
    return False


def seen(folder: Path) -> dict[str, bytes]:
    """Return what a reader sees."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


OLD = {"a.txt": b"old", "a.txt.meta.toml": b"old", "b.txt": b"other"}


def write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


CHANGES = {
    "add": ({"c.txt": b"new"}, (), OLD | {"c.txt": b"new"}),
    "replace in place": ({"a.txt": b"new"}, ("a.txt", "a.txt.meta.toml"),
                         {"a.txt": b"new", "b.txt": b"other"}),
    "replace by another name": ({"c.pdf": b"new", "c.pdf.meta.toml": b"n"},
                                ("a.txt", "a.txt.meta.toml"),
                                {"b.txt": b"other", "c.pdf": b"new", "c.pdf.meta.toml": b"n"}),
    "remove": ({}, ("a.txt", "a.txt.meta.toml"), {"b.txt": b"other"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_crash_at_any_instant_leaves_old_or_new(crasher, tmp_path, name):
    """After each crash the next look sees one or the other, and the next change sweeps up."""
    puts, removes, new = CHANGES[name]

    def act() -> None:
        with only_writer(folder):
            change(folder, puts, removes)

    states = []
    for after in range(200):
        folder = tmp_path / str(after)
        write(folder, OLD)
        crashed = crashes(crasher, after, act)
        settle(folder)
        states.append(seen(folder))
        with only_writer(folder):
            left = [path.name for path in folder.iterdir() if path.name.startswith(".")]
        assert left == [".lock"]
        if not crashed:
            break
    assert OLD in states
    assert states[-1] == new
    assert all(state in (OLD, new) for state in states)
    first_new = states.index(new)
    assert all(state == new for state in states[first_new:])  # once decided, it stays so


def test_a_crash_while_finishing_is_finished_by_the_next(crasher, tmp_path):
    """Finishing what a crash left may crash itself, again and again."""
    folder = tmp_path / "uploads"
    puts, removes, new = CHANGES["replace by another name"]
    write(folder, OLD)

    def act() -> None:
        with only_writer(folder):
            change(folder, puts, removes)

    after = 0
    while not (folder / CHANGE_NAME).exists():
        crashes(crasher, after, act)
        after += 1
    for count in range(100):
        if not crashes(crasher, count, lambda: settle(folder)):
            break
    assert seen(folder) == new


def test_settling_what_is_settled_touches_nothing(tmp_path):
    """A look makes no folder and no lock."""
    settle(tmp_path / "uploads")
    assert list(tmp_path.iterdir()) == []


def test_files_on_their_way_are_no_documents(tmp_path):
    """What lies in a hidden folder is not read."""
    incoming = tmp_path / f"{INCOMING_PREFIX}1"
    incoming.mkdir()
    (incoming / "a.txt").write_text("一、甲", "utf-8")
    assert not has_documents(tmp_path)


def test_writers_wait_for_each_other(tmp_path):
    """While one holds the lock another does not get in; then it does."""
    entered = threading.Event()

    def enter() -> None:
        with only_writer(tmp_path):
            entered.set()

    other = threading.Thread(target=enter)
    with only_writer(tmp_path):
        other.start()
        assert not entered.wait(0.2)
    other.join(5)
    assert entered.is_set()


def test_a_home_that_cannot_be_written_is_named(tmp_path):
    """A file in the way is an error in Chinese that says where."""
    (tmp_path / "home").write_text("", "utf-8")
    with pytest.raises(HomeError, match="数据目录无法写入"), only_writer(tmp_path / "home" / "u"):
        pass


def test_a_full_disk_leaves_the_old(tmp_path, monkeypatch):
    """What cannot be written is taken back, and said."""
    write(tmp_path / "u", OLD)

    def no_space(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", no_space)
    with pytest.raises(HomeError, match="磁盘空间不足"), only_writer(tmp_path / "u"):
        change(tmp_path / "u", {"c.txt": b"new"})
    assert seen(tmp_path / "u") == OLD
    assert [one.name for one in (tmp_path / "u").iterdir() if one.name[0] == "."] == [".lock"]
