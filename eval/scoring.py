"""Answers that any system gave, in the form of the public contract, before the same referee."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.answer import (
    Answer,
    AnswerCitation,
    AnswerStatus,
    Note,
    Premise,
    QuestionKind,
    Statement,
)
from corpus.model import Span
from eval.cases import Case
from eval.errors import AnswersError
from eval.gold import Shelf
from eval.judgement import Observed, judge
from eval.runner import Record, no_answer

FAILED = "error"  # the status of a line that a system could not answer
UNCITED = -1  # the number of a citation that a statement does not have; some count from 0
CONFIDENCE = "confidence"  # beyond the contract: how sure the system was that it can answer


def read_answers(path: Path) -> dict[str, dict[str, Any]]:
    """Return the lines of a file of answers by case id.

    Raises:
        AnswersError: the file is missing, a line is no JSON object with an id, or repeats one.
    """
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise AnswersError(path, 0, f"无法读取（{error.strerror}）") from error
    found: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise AnswersError(path, number, "不是 UTF-8 的 JSON") from error
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise AnswersError(path, number, "应是一个有 id 的 JSON 对象")
        if row["id"] in found:
            raise AnswersError(path, number, f"编号 {row['id']} 重复")
        found[row["id"]] = row | {"_line": number}
    return found


def score_answers(
    cases: Sequence[Case], path: Path, shelf: Shelf
) -> tuple[tuple[Record, ...], tuple[str, ...]]:
    """Judge the answers of a file; return the records and the ids that have no answer.

    A case without an answer, or whose line says error, counts as declined. Lines of other ids are
    left aside.

    Raises:
        AnswersError: a line is not in the form of the contract.
        CaseFormatError: gold that is not in its document.
    """
    rows = read_answers(path)
    missing = tuple(case.id for case in cases if case.id not in rows)
    if len(missing) == len(cases):
        raise AnswersError(path, 0, "没有一个回答的编号在评测集里")
    records = []
    for case in cases:
        row = rows.get(case.id)
        answer = (
            no_answer(case.as_question(), "没有回答") if row is None else _read(path, row, case)
        )
        observed = Observed(
            elapsed_ms=answer.elapsed_ms,
            confidence=_confidence(path, row) if row else None,
        )
        records.append(
            Record(
                case_id=case.id,
                question=case.question,
                history=case.history,
                judgement=judge(case, shelf.locate(case), answer, shelf, observed),
                reply=row,
            )
        )
    return tuple(records), missing


def _confidence(path: Path, row: dict[str, Any]) -> float | None:
    value = row.get(CONFIDENCE)
    if value is None:
        return None
    try:
        return float(_number(value, float))
    except (TypeError, ValueError) as error:
        raise AnswersError(path, int(row["_line"]), f"{CONFIDENCE} 应是不小于 0 的数") from error


def _read(path: Path, row: dict[str, Any], case: Case) -> Answer:
    if row.get("status") == FAILED:
        return no_answer(case.as_question(), "没有回答")
    try:
        return answer_from_dict(row)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        message = f"不合回答的格式（{type(error).__name__}：{error}）"
        raise AnswersError(path, int(row["_line"]), message) from error


def answer_from_dict(row: dict[str, Any]) -> Answer:
    """Return the answer that a JSON object of the public contract describes.

    Fields that judge nothing may be left out: question, path, label, near, notes and the like. A
    statement without a citation, or with a number that is not there, gets one that quotes nothing
    and so is never right.

    Raises:
        KeyError, TypeError, ValueError, ArithmeticError: it describes none.
    """
    premise = row.get("premise")
    statements = _each(row, "statements", _statement)
    citations = _each(row, "citations", _citation)
    there = {one.number for one in citations}
    cited = {number for one in statements for number in one.citations}
    is_answered = row["status"] == AnswerStatus.ANSWERED.value
    return Answer(
        id=str(row.get("id", "")),
        question=str(row.get("question", "")),
        resolved_question=str(row.get("resolved_question", "")),
        kind=QuestionKind(row.get("kind", QuestionKind.OTHER.value)),
        status=AnswerStatus(row["status"]),
        answer=_text(row["answer"]),
        statements=statements,
        citations=(*citations, *map(_nothing_cited, sorted(cited - there if is_answered else ()))),
        near=_each(row, "near", _citation),
        total=None if row.get("total") is None else _number(row["total"], int),
        notes=_each(
            row, "notes", lambda one: Note(code=_text(one["code"]), text=_text(one["text"]))
        ),
        premise=Premise(asked=_text(premise["asked"]), found=_text(premise["found"]))
        if premise
        else None,
        parts=_each(row, "parts", answer_from_dict),
        reason=row.get("reason") or None,
        elapsed_ms=float(_number(row.get("elapsed_ms") or 0.0, float)),
    )


def _number(value: object, kind: type[int] | type[float]) -> Any:  # noqa: ANN401 - int or float
    """Return a number of that kind that counts or measures something, so not below nought."""
    allowed = (int,) if kind is int else (int, float)
    if isinstance(value, bool) or not isinstance(value, allowed):
        raise TypeError(f"not a number: {value!r}")
    if not 0 <= value < float("inf"):
        raise ValueError(f"not a number from 0 on: {value!r}")
    return value


def _each(row: dict[str, Any], name: str, read: Callable[[dict[str, Any]], Any]) -> tuple[Any, ...]:
    return tuple(read(_object(one)) for one in row.get(name) or ())


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"not an object: {value!r}")
    return value


def _statement(row: dict[str, Any]) -> Statement:
    numbers = tuple(int(number) for number in row.get("citations") or ())
    return Statement(text=_text(row["text"]), citations=numbers or (UNCITED,))


def _nothing_cited(number: int) -> AnswerCitation:
    return AnswerCitation(
        number=number,
        document_id="",
        document_title="",
        clause_id="",
        path=(),
        label="",
        quote="",
        start=0,
        end=0,
        page=None,
        source="",
    )


def _citation(row: dict[str, Any]) -> AnswerCitation:
    span = Span(start=int(row["start"]), end=int(row["end"]))
    return AnswerCitation(
        number=int(row["number"]),
        document_id=_text(row["document_id"]),
        document_title=str(row.get("document_title", "")),
        clause_id=str(row.get("clause_id", "")),
        path=tuple(str(part) for part in row.get("path") or ()),
        label=str(row.get("label", "")),
        quote=_text(row["quote"]),
        start=span.start,
        end=span.end,
        page=row.get("page"),
        source=str(row.get("source", "")),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not a text: {value!r}")
    return value
