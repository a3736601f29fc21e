"""The judgement of a perfect reply, to be changed for what a test is about."""

from __future__ import annotations

from app.answer import QuestionKind
from eval.cases import Split
from eval.judgement import Judgement


def perfect_judgement(**changes) -> Judgement:
    """Return the judgement of a perfect reply, with some of it changed."""
    perfect = {
        "case_id": "c",
        "kind": QuestionKind.TARGET,
        "split": Split.DEVELOP,
        "document": "海州市绿色行动方案",
        "cluster": "一/1",
        "turn": 1,
        "style": "",
        "answerable": True,
        "declined": False,
        "missing": (),
        "foreign": (),
        "too_long": False,
        "first_citation": True,
        "any_citation": True,
        "citations": 1,
        "citations_in_gold": 1,
        "citations_exact": 1,
        "gold": 1,
        "gold_cited": 1,
        "fabricated": (),
        "row_precision": None,
        "row_recall": None,
        "premise_met": None,
        "statements": 1,
        "supported": 1,
        "citations_made": 1,
        "citations_good": 1,
        "characters": 20,
        "ranks": (),
        "confidence": None,
        "elapsed_ms": 10.0,
    }
    return Judgement(**{**perfect, **changes})
