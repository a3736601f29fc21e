"""Many questions from a file: one JSON object a line in, one a line out."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.answer import Answer, Question
from app.errors import QuestionError
from app.intake import take_question
from corpus.errors import PolicyQAError
from corpus.issuers import Level
from index.scope import VALIDITIES, Dated, Scope, read_day
from index.scope_options import DAY_HINT

DATED = tuple(one.value for one in Dated)
LINE_HINT = '每行写一个 JSON 对象，例：{"id": "1", "question": "…", "history": [], "documents": []}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What one line got: the JSON object to write, and whether it is an error."""

    record: dict[str, Any]
    failed: bool


def read_lines(path: Path) -> tuple[bytes, ...]:
    """Return the lines of a file that are not blank, without their ends and without a BOM.

    Raises:
        QuestionError: the file cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise QuestionError(
            f"问题文件无法读取：{path}（{error.strerror}）", hint="检查路径和读取权限。"
        ) from error
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return tuple(line.strip() for line in lines if line.strip())


def parse_line(line: bytes) -> Question:
    """Read one line as a question.

    Raises:
        QuestionError: the line is no such object; the message says what is wrong with it.
    """
    record = _decode(line)
    return Question(
        id=_require_id(record),
        text=take_question(_require_text(record)),
        history=_texts(record, "history"),
        documents=_texts(record, "documents"),
        scope=_scope(record),
    )


def answer_lines(
    lines: Iterable[bytes],
    ask: Callable[[Question], Answer],
    to_record: Callable[[Answer], dict[str, Any]],
) -> Iterator[Reply]:
    """Answer every line; a line that cannot be taken gets its reason, and the next one its turn."""
    for line in lines:
        try:
            question = parse_line(line)
            yield Reply(record=to_record(ask(question)), failed=False)
        except PolicyQAError as error:
            record = {"id": _known_id(line), "status": "error", "reason": error.message}
            yield Reply(record=record, failed=True)


def write_replies(replies: Iterable[Reply], path: Path) -> int:
    """Write one line per reply, all of them or nothing, and return how many are errors.

    The lines go to a new file beside `path`, which takes its place when the last one is on disk.

    Raises:
        QuestionError: the file cannot be written.
    """
    failed = 0
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritable(path, error) from error
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for reply in replies:
                line = json.dumps(reply.record, ensure_ascii=False) + "\n"
                file.write(line.encode("utf-8", "replace"))
                failed += reply.failed
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        draft.unlink(missing_ok=True)
    return failed


def _unwritable(path: Path, error: OSError) -> QuestionError:
    return QuestionError(
        f"结果文件无法写入：{path}（{error.strerror}）",
        hint="检查文件夹是否存在、可写，磁盘是否有空间。",
    )


def _decode(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise QuestionError("这一行不是 UTF-8 编码的文字", hint=LINE_HINT) from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise QuestionError(f"这一行不是 JSON：{error}", hint=LINE_HINT) from error
    if not isinstance(record, dict):
        raise QuestionError("这一行不是 JSON 对象", hint=LINE_HINT)
    return record


def _require_id(record: dict[str, Any]) -> str:
    match record.get("id"):
        case str(text):
            return text
        case int(number) if not isinstance(number, bool):
            return str(number)
        case _:
            raise QuestionError("这一行缺少 id（应为文字）", hint=LINE_HINT)


def _require_text(record: dict[str, Any]) -> str:
    text = record.get("question")
    if not isinstance(text, str):
        raise QuestionError("这一行缺少 question（应为文字）", hint=LINE_HINT)
    return text


def _texts(record: dict[str, Any], name: str) -> tuple[str, ...]:
    values = record.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise QuestionError(f"这一行的 {name} 应为文字的列表", hint=LINE_HINT)
    return tuple(values)


def _scope(record: dict[str, Any]) -> Scope:
    """Read what a line limits its question to, besides documents by name."""
    return Scope(
        regions=_texts(record, "regions"),
        levels=_chosen(record, "levels", [one.value for one in Level]),
        since=_day(record, "since"),
        until=_day(record, "until", last=True),
        dated=Dated(_chosen({"dated": [record.get("dated", "成文")]}, "dated", DATED)[0]),
        validities=_chosen(record, "valid", VALIDITIES),
    )


def _chosen(record: dict[str, Any], name: str, known: Sequence[str]) -> tuple[str, ...]:
    values = _texts(record, name)
    if unknown := [value for value in values if value not in known]:
        raise QuestionError(
            f"这一行的 {name} 不认识：{'、'.join(unknown)}", hint=f"可以写：{'、'.join(known)}。"
        )
    return values


def _day(record: dict[str, Any], name: str, *, last: bool = False) -> date | None:
    value = record.get(name)
    if value is None:
        return None
    day = read_day(str(value), last=last)
    if day is None:
        raise QuestionError(f"这一行的 {name} 不是日期：{value}", hint=f"{DAY_HINT}。")
    return day


def _known_id(line: bytes) -> str | None:
    """Return the id of a line that is otherwise bad, None where none can be made out."""
    try:
        return _require_id(_decode(line))
    except QuestionError:
        return None
