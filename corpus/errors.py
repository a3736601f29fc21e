"""The errors a user can meet, from the corpus upwards.

    PolicyQAError                 message for the user, and a hint: what to do next
    ├── CorpusError
    │   ├── ReadError             a file that cannot be read as a document
    │   │   └── LockedError       one that a password opens
    │   ├── DocumentsError        a documents folder that is missing or holds nothing readable
    │   └── SidecarError          a NAME.meta.toml that cannot be taken over
    ├── RetrievalError            (index/errors.py)
    ├── AnswerError               (app/errors.py)
    └── EvaluationError           (eval/errors.py)

A PolicyQAError is shown as its message and its hint, in Chinese, without a traceback. Anything else
is a fault of the program and may crash.
"""

from __future__ import annotations

import re
from pathlib import Path

# What a name can hold that harms who reads it on a terminal: codes of control, marks
# that turn the direction of writing, halves of characters, which cannot be printed at all.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


UNSEEN = "\ufffd"


def visible(name: str) -> str:
    """Return a name of a file on one line, what cannot be seen in it replaced by a sign that can."""
    return _UNSEEN.sub(UNSEEN, name).replace("\n", UNSEEN)


class PolicyQAError(Exception):
    """An error that the user can understand and act on.

    Attributes:
        message: What went wrong, in Chinese, naming the value and the place; of names that it
            tells, what cannot be seen is replaced by a sign that can.
        hint: The next step, in Chinese.
    """

    def __init__(self, message: str, *, hint: str) -> None:
        shown = _UNSEEN.sub(UNSEEN, message)
        super().__init__(shown)
        self.message = shown
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n下一步：{self.hint}"


class CorpusError(PolicyQAError):
    """An error about documents, whose names may hold anything, line ends too."""

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(visible(message), hint=hint)


class ReadError(CorpusError):
    """A file that cannot be read as a policy document."""

    def __init__(self, path: Path, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.path = path


class LockedError(ReadError):
    """A file that can be read with its password, which is missing or wrong."""


class DocumentsError(CorpusError):
    """A documents folder that is missing, or in which nothing can be read."""

    def __init__(self, path: Path, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.path = path


class SidecarError(CorpusError):
    """A file NAME.meta.toml that is damaged, or says something no document has."""

    def __init__(self, path: Path, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.path = path
