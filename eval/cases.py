"""Evaluation cases: their schema, and reading them with errors that name file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from pathlib import Path
from typing import TypeVar

from app.answer import AnswerStatus, Premise, Question, QuestionKind
from eval.errors import CaseFormatError, EvaluationError
from eval.sheets import SUFFIXES, read_sheet

E = TypeVar("E", bound=Enum)


class Split(Enum):
    """The half a case belongs to: one to improve on, one to be measured on only."""

    DEVELOP = "develop"
    TEST = "test"


ALL_SPLITS = "all"  # both halves, where one is asked for by its name


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Where the answer stands: a document (id or title) and either a quote or a clause label.

    The quote is verbatim and stands exactly once in its document.
    """

    document: str
    quote: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question with what a right reply holds.

    `keys` all have to stand in the answer, each as it is or as one of its `key_alternatives`.
    `history` holds earlier questions, oldest first; `documents` limits the question to documents.
    `status` is None where the set leaves it open; `premise` is None unless the question rests on
    something the text contradicts. `path` and `line` say where the case was read.
    """

    id: str
    question: str
    kind: QuestionKind
    answerable: bool
    gold: tuple[Gold, ...]
    keys: tuple[str, ...]
    split: Split
    history: tuple[str, ...] = ()
    key_alternatives: Mapping[str, tuple[str, ...]]
    documents: tuple[str, ...] = ()
    status: AnswerStatus | None = None
    premise: Premise | None = None
    source: str = ""
    note: str = ""
    path: Path
    line: int

    def as_question(self) -> Question:
        """Return the question as the program is asked it."""
        return Question(
            id=self.id, text=self.question, history=self.history, documents=self.documents
        )


REQUIRED = ("id", "question", "kind", "answerable", "gold", "keys", "split")
ALLOWED = {field.name for field in fields(Case)} - {"path", "line"}


def load_cases(path: Path) -> tuple[Case, ...]:
    """Read an evaluation set: JSON lines in UTF-8, one case a line, or a sheet (see `eval.sheets`).

    Raises:
        EvaluationError: the file is missing or holds no case.
        CaseFormatError: a line is not UTF-8 or not JSON, lacks a field, has an unknown one or a
            value of the wrong type, repeats an id, or contradicts itself.
    """
    cases: dict[str, Case] = {}
    for line in _lines(path):
        case = line.case()
        if case.id in cases:
            raise line.wrong(f"编号 {case.id} 与第 {cases[case.id].line} 行重复")
        cases[case.id] = case
    if not cases:
        raise EvaluationError(
            f"评测集是空的：{path}", hint="每行写一个用例（字段见 eval/cases.py）。"
        )
    return tuple(cases.values())


def read_fields(path: Path) -> tuple[dict[str, object], ...]:
    """Return the JSON object of every line, as it is written.

    Raises:
        EvaluationError: the file is missing.
        CaseFormatError: a line is not UTF-8 or no JSON object.
    """
    return tuple(line.fields for line in _lines(path))


def _lines(path: Path) -> Iterator[_Line]:
    if not path.is_file():
        raise EvaluationError(
            f"没有找到评测集：{path}", hint="检查路径，或用 eval/sets 里的评测集。"
        )
    if path.suffix.lower() in SUFFIXES:
        yield from (_Line(path, number, fields) for number, fields in read_sheet(path))
        return
    content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    for number, raw in enumerate(content.split(b"\n"), 1):
        if raw.strip():
            yield _Line(path, number, _decode(path, number, raw))


def _decode(path: Path, number: int, raw: bytes) -> dict[str, object]:
    try:
        value = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise CaseFormatError(
            path,
            number,
            f"第 {error.start + 1} 个字节不是 UTF-8（文件混用了编码，请整份另存为 UTF-8）",
        ) from error
    except json.JSONDecodeError as error:
        raise CaseFormatError(path, number, f"不是合法的 JSON（第 {error.colno} 列）") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, [[[[…
        raise CaseFormatError(path, number, "不是合法的 JSON") from error
    if not isinstance(value, dict):
        raise CaseFormatError(path, number, "应是一个 JSON 对象")
    return value


def in_split(cases: tuple[Case, ...], split: Split | None) -> tuple[Case, ...]:
    """Keep the cases of one half; None keeps them all."""
    return tuple(case for case in cases if split is None or case.split is split)


class _Line:
    """One line of a set, read field by field; every complaint names file and line."""

    def __init__(self, path: Path, number: int, fields: dict[str, object]) -> None:
        self.path = path
        self.number = number
        self.fields = fields

    def wrong(self, message: str) -> CaseFormatError:
        return CaseFormatError(self.path, self.number, message)

    def case(self) -> Case:
        """Return the case this line describes."""
        self._check_names()
        case = Case(
            id=self.text("id"),
            question=self.text("question"),
            kind=self.choice("kind", QuestionKind),
            answerable=self.flag("answerable"),
            gold=self.gold(),
            keys=self.texts("keys"),
            split=self.choice("split", Split),
            history=self.texts("history"),
            key_alternatives=self.alternatives(),
            documents=self.texts("documents"),
            status=self.choice("status", AnswerStatus) if self.fields.get("status") else None,
            premise=self.premise(),
            source=self.text("source", default=""),
            note=self.text("note", default=""),
            path=self.path,
            line=self.number,
        )
        self._check_sense(case)
        return case

    def _check_names(self) -> None:
        missing = [name for name in REQUIRED if name not in self.fields]
        if missing:
            raise self.wrong(f"缺少字段 {'、'.join(missing)}")
        unknown = sorted(set(self.fields) - ALLOWED)
        if unknown:
            raise self.wrong(f"未知字段 {'、'.join(unknown)}")

    def _check_sense(self, case: Case) -> None:
        if case.answerable and not (case.gold and case.keys):
            raise self.wrong("可答的用例要有 gold 和 keys")
        if not case.answerable and case.keys:
            raise self.wrong("不可答的用例不应有 keys")
        answered = AnswerStatus.ANSWERED if case.answerable else None
        if case.status and (case.status is AnswerStatus.ANSWERED) != (answered is not None):
            raise self.wrong(f"status 是 {case.status.value}，与 answerable 矛盾")
        if case.premise and not case.answerable:
            raise self.wrong("前提有误的问题应是可答的（先更正，再回答）")
        strange = sorted(set(case.key_alternatives) - set(case.keys))
        if strange:
            raise self.wrong(f"key_alternatives 中的 {'、'.join(strange)} 不在 keys 里")

    def text(self, name: str, *, default: str | None = None) -> str:
        value = self.fields.get(name, default)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(f"{name} 应是非空文字")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.fields.get(name) or []
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.wrong(f"{name} 应是非空文字的列表")
        return tuple(value)

    def flag(self, name: str) -> bool:
        value = self.fields[name]
        if not isinstance(value, bool):
            raise self.wrong(f"{name} 应是 true 或 false")
        return value

    def choice(self, name: str, values: type[E]) -> E:
        value = self.fields[name]
        for member in values:
            if member.value == value:
                return member
        known = "、".join(str(member.value) for member in values)
        raise self.wrong(f"{name} 的值 {value!r} 不在 {known} 之中")

    def gold(self) -> tuple[Gold, ...]:
        value = self.fields["gold"]
        if not isinstance(value, list):
            raise self.wrong("gold 应是列表")
        return tuple(self._gold(entry) for entry in value)

    def _gold(self, entry: object) -> Gold:
        if not isinstance(entry, dict) or not set(entry) <= {"document", "quote", "label"}:
            raise self.wrong("gold 的每一项应是 {document, quote 或 label}")
        document, quote, label = entry.get("document"), entry.get("quote"), entry.get("label")
        place = quote or label
        if not (isinstance(document, str) and document and isinstance(place, str) and place):
            raise self.wrong("gold 的每一项要有 document，以及 quote 或 label")
        return Gold(document=document, quote=quote or None, label=label or None)

    def alternatives(self) -> dict[str, tuple[str, ...]]:
        value = self.fields.get("key_alternatives") or {}
        if not isinstance(value, dict):
            raise self.wrong("key_alternatives 应是 {要点: [其他写法]}")
        found: dict[str, tuple[str, ...]] = {}
        for key, others in value.items():
            if not isinstance(others, list) or not all(isinstance(o, str) and o for o in others):
                raise self.wrong(f"key_alternatives 中 {key} 的值应是文字的列表")
            found[key] = tuple(others)
        return found

    def premise(self) -> Premise | None:
        value = self.fields.get("premise")
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) != {"asked", "found"}:
            raise self.wrong('premise 应是 null 或 {"asked": …, "found": …}')
        if not all(isinstance(part, str) for part in value.values()):
            raise self.wrong("premise 的 asked 与 found 应是文字")
        return Premise(asked=value["asked"], found=value["found"])
