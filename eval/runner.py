"""Runs: a set of cases through the chain, each reply judged, and the records kept."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from time import perf_counter
from typing import Any

from tqdm import tqdm

from app.answer import Answer, Question
from app.present import answer_to_dict
from app.settings import Settings
from corpus.facts import ParsedDocument
from corpus.store import DEFAULT_DOCUMENTS, document_paths, load_documents
from eval.cases import Case
from eval.errors import EvaluationError
from eval.gold import Shelf
from eval.judgement import Judgement, judge

Ask = Callable[[Question], Answer]

DEFAULT_SET = Path(__file__).parent / "sets" / "plans.jsonl"
PRACTICE_SET = DEFAULT_SET.with_name("practice.jsonl")

# Asked before anything is timed: between them they go the ways that load something on first use.
WARM_UP_QUESTIONS = ("总体目标是什么？", "加强组织领导由哪些部门负责？", "绿色低碳方面有哪些举措？")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One case, the reply to it, and what the referee found."""

    case: Case
    answer: Answer
    judgement: Judgement


def read_documents(documents: Sequence[Path]) -> tuple[ParsedDocument, ...]:
    """Read and parse the documents a set is judged against; () stands for those that ship.

    Raises:
        DocumentsError: a folder is missing or holds nothing readable.
    """
    parsed, _ = load_documents(document_paths(documents or [DEFAULT_DOCUMENTS]))
    return parsed


@contextmanager
def fresh_assistant(documents: Sequence[Path] = ()) -> Iterator[Ask]:
    """Open the program on exactly these documents, in a data home that is new and goes away.

    No setting of the user's is read, and what is loaded on first use is loaded before.
    """
    from app.chain import open_assistant

    with tempfile.TemporaryDirectory(prefix="wence-eval-") as home:
        folders = tuple(documents) or (DEFAULT_DOCUMENTS,)
        settings = Settings(home=Path(home), documents=folders)
        ask = open_assistant(settings, progress=True).ask
        warm_up(ask)
        yield ask


def warm_up(ask: Ask) -> None:
    """Ask questions that are not timed, so that the first case does not pay for what is loaded."""
    for text in WARM_UP_QUESTIONS:
        ask(Question(text=text))


def run_cases(
    cases: Sequence[Case], ask: Ask, shelf: Shelf, *, progress: bool = False
) -> tuple[Record, ...]:
    """Ask every case in order and judge the replies.

    The gold of all cases is found before the first question is asked.

    Raises:
        CaseFormatError: gold that is not in its document.
    """
    places = [shelf.locate(case) for case in cases]
    pairs = tqdm(
        zip(cases, places, strict=True),
        desc="评测",
        unit="题",
        total=len(cases),
        disable=not progress,
    )
    records = []
    for case, gold in pairs:
        started = perf_counter()
        answer = ask(case.as_question())
        elapsed_ms = (perf_counter() - started) * 1000
        judgement = judge(case, gold, answer, shelf, elapsed_ms)
        records.append(Record(case=case, answer=answer, judgement=judgement))
    return tuple(records)


def write_records(records: Sequence[Record], path: Path) -> None:
    """Write one JSON object per case: the case, the whole reply, the verdict with its reasons.

    Raises:
        EvaluationError: the file cannot be written.
    """
    lines = (json.dumps(record_to_dict(record), ensure_ascii=False) for record in records)
    write_result("".join(f"{line}\n" for line in lines), path)


def write_result(text: str, path: Path) -> None:
    """Write `text` to `path`.

    Raises:
        EvaluationError: the file cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EvaluationError(
            f"结果文件无法写入：{path}（{error.strerror}）",
            hint="检查文件夹是否存在、可写，磁盘是否有空间。",
        ) from error


def record_to_dict(record: Record) -> dict[str, Any]:
    """Return a record as a JSON object."""
    judgement = record.judgement
    return {
        "id": record.case.id,
        "question": record.case.question,
        "history": list(record.case.history),
        "right": judgement.right,
        "right_clause": judgement.right_clause,
        **_plain(asdict(judgement)),
        "reply": answer_to_dict(record.answer),
    }


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.value if isinstance(value, Enum) else value for name, value in fields.items()
    }
