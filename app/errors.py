"""Errors of asking; the tree is drawn in corpus/errors.py."""

from __future__ import annotations

from corpus.errors import PolicyQAError


class AnswerError(PolicyQAError):
    """An error about a question or the way it is answered."""


class QuestionError(AnswerError):
    """A question that cannot be taken: empty, or too long."""


class UnknownDocumentError(AnswerError):
    """A question limited to a document that is not there."""


class SettingsError(PolicyQAError):
    """A setting with a value that cannot be used."""
