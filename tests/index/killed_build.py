"""`python -m tests.index.killed_build FOLDER`: builds that are killed, each at another write.

Each build is a process of its own that gets SIGKILL: first before its n-th change of files, for
every n; then in the middle of a file that grows past so many bytes, whoever writes it (RLIMIT_FSIZE
kills in the system call, so that half a file is left). It prints what the index serves after each.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import index.building
from corpus.facts import ParsedDocument
from index.building import build_whole
from index.tokens import Tokenizer
from tests.crashes import CHANGES
from tests.index.small_indexes import DOCUMENTS, crash_site, files_of, hash_embedders, serve

OLD, NEW = "甲乙", "甲丙"
BYTES = (0, 1, 20, 100, 200, 400, 800, 1600)


def build(folder: Path, names: str) -> None:
    """Build the index whole from documents with these names."""
    site = crash_site(folder, names)
    site.folder.mkdir(exist_ok=True)
    parsed: list[ParsedDocument] = [DOCUMENTS[one] for one in names]
    build_whole(site, hash_embedders(), files_of(names), parsed, progress=False)


def kill_before(changes: int) -> None:
    """Let so many changes of files happen, and kill this process before the next one."""
    left = [changes]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event not in CHANGES:
            return
        if event == "open" and not int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR):
            return
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    sys.addaudithook(watch)


def kill_within(size: int) -> None:
    """Kill this process when it makes a file larger than so many bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it and raises instead
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def is_killed(folder: Path, arrange: Callable[[], None]) -> bool:
    """Build in a process of its own, and tell whether it was killed."""
    child = os.fork()
    if not child:
        arrange()
        build(folder, NEW)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main(folder: Path) -> None:
    """Kill builds and print what is served after each; the last line is of one that was let be."""
    tokenizer = Tokenizer()
    tokenizer.cut("管网")
    setattr(index.building, "open_tokenizer", lambda *_: tokenizer)  # noqa: B010 - one for all builds
    place = crash_site(folder, OLD).folder
    build(folder, OLD)
    changes = 0
    while is_killed(folder, partial(kill_before, changes)):
        print("before", serve(place))  # noqa: T201 - it is what the program is for
        if serve(place) == NEW:
            build(folder, OLD)
        changes += 1
    print("whole", serve(place))  # noqa: T201 - as above
    build(folder, OLD)
    for size in BYTES:
        if is_killed(folder, partial(kill_within, size)):
            print("within", serve(place))  # noqa: T201 - as above
    build(folder, NEW)
    print("left", *sorted(path.name for path in place.iterdir() if path.is_dir()))  # noqa: T201 - as above


if __name__ == "__main__":
    main(Path(sys.argv[1]))
