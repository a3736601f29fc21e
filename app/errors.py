"""Errors of asking; the tree is drawn in corpus/errors.py."""

from __future__ import annotations

from corpus.errors import PolicyQAError


class AnswerError(PolicyQAError):
    """An error about a question or the way it is answered."""


class QuestionError(AnswerError):
    """A question that cannot be taken: empty, or too long."""


class UnknownDocumentError(AnswerError):
    """A question limited to a document that is not there."""


class ModelError(AnswerError):
    """A language model that gave no answer to be used, and why; never in its own words."""


class UploadError(PolicyQAError):
    """A file that is not added, or a document that is not removed, and why."""


class SettingsError(PolicyQAError):
    """A setting with a value that cannot be used."""


class ProfileError(PolicyQAError):
    """What is told of an enterprise that cannot be used."""


class PortInUseError(PolicyQAError):
    """The port the page should listen on is taken by another program."""

    def __init__(self, host: str, port: int) -> None:
        other = port + 1 if 1024 <= port < 65535 else 7861
        super().__init__(
            f"端口 {port} 已被占用，网页没有启动。",
            hint=f"若是已在运行的问策，直接打开 http://{host}:{port}；"
            f"否则换一个端口：make chat PORT={other}（或 python -m app serve --port {other}）。",
        )
        self.host = host
        self.port = port
