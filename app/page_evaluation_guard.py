"""`python -m app.page_evaluation_guard COMMAND…`: runs a command that ends when its starter does.

Whoever starts it holds the other end of its standard input. When that is closed, on purpose or
because the starter was killed, the command is interrupted as by Ctrl-C, so that it can tidy up, and
killed if it does not end within `PATIENCE` seconds.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence

PATIENCE = 5.0


def guard(command: Sequence[str]) -> int:
    """Run `command` until it ends or standard input is closed; return its exit code."""
    # Where the starter was put in the background Ctrl-C is ignored, also by what is started.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        watch = threading.Thread(target=_end_with_input, args=(process,), daemon=True)
        watch.start()
        while True:
            try:
                code = process.wait()
            except KeyboardInterrupt:  # the command got it too and ends by itself
                continue
            return code if code >= 0 else 128 - code


def _end_with_input(process: subprocess.Popen[bytes]) -> None:
    while os.read(0, 1024):
        pass
    if os.name == "posix":
        process.send_signal(signal.SIGINT)
    else:
        process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


if __name__ == "__main__":
    # Not sys.exit: the watching thread may stand in a read that only the starter ends.
    os._exit(guard(sys.argv[1:]))
