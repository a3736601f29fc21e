"""Runs the real `ingest` again and again, killed after one more change of files each time: FOLDER ARG….

FOLDER holds `home`, which is copied for every run. The killed process is a child with a SIGKILL of
its own, so nothing in it can tidy up. A line on standard output for each: whether it was killed,
and the texts that the program answers from afterwards.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path

from app.settings import Settings
from app.shelf import Shelf
from corpus.loading import load_documents
from corpus.reading_worker import ReadingWorker

EVENTS = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"})


def main(folder: Path, arguments: list[str]) -> None:
    """Kill until the command gets through."""
    import app.ingest  # loaded once, before the children are made

    del app.ingest
    _warm_up(folder)
    for after in range(1000):
        home = folder / f"home-{after}"
        shutil.copytree(folder / "home", home)
        killed = _run(home, after, arguments)
        print(json.dumps([killed, _texts(home)], ensure_ascii=False), flush=True)  # noqa: T201 - it is what the program is for
        if not killed:
            return


def _warm_up(folder: Path) -> None:
    """Load what reading needs, so that the children open no modules."""
    shutil.copytree(folder / "home", folder / "warm")
    with Shelf(_settings(folder / "warm")) as shelf:
        shelf.documents()


def _settings(home: Path) -> Settings:
    return Settings(home=home, documents=(home.parent / "documents",))


def _run(home: Path, after: int, arguments: list[str]) -> bool:
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    with Path(os.devnull).open("w") as quiet:
        os.dup2(quiet.fileno(), 1)
        os.dup2(quiet.fileno(), 2)
    os.environ["WENCE_HOME"] = str(home)
    _kill_after(after, home / "uploads")
    from app.cli import cli

    try:
        cli(["ingest", *arguments], prog_name="python -m app")
    finally:
        os._exit(0)


def _kill_after(count: int, uploads: Path) -> None:
    """Kill this process at the next change after `count` changes inside `uploads`."""
    left = count

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        inside = any(str(one).startswith(str(uploads)) for one in arguments)
        if event not in EVENTS or not (inside or event in {"os.rmdir", "os.remove"}):
            return
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    sys.addaudithook(watch)


def _texts(home: Path) -> list[str]:
    settings = _settings(home)
    with Shelf(settings) as shelf, ReadingWorker() as worker:
        known = shelf.documents()
        parsed, _ = load_documents([one.path for one in known], worker=worker)
    return sorted(one.document.text for one in parsed)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
