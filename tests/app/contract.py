"""The keys of the public answer, in their order."""

from __future__ import annotations

ANSWER_KEYS = [
    "id",
    "question",
    "resolved_question",
    "kind",
    "status",
    "answer",
    "statements",
    "citations",
    "near",
    "total",
    "notes",
    "premise",
    "parts",
    "reason",
    "suggestions",
    "elapsed_ms",
]
