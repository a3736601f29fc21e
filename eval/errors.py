"""Errors of evaluating; the tree is drawn in corpus/errors.py."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import PolicyQAError


class EvaluationError(PolicyQAError):
    """An error about an evaluation set, a run or a benchmark."""


class CaseFormatError(EvaluationError):
    """A line of an evaluation set that cannot be used."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(
            f"{path} 第 {line} 行：{message}",
            hint="改正这一行（字段说明见 eval/cases.py）后重新运行。",
        )
        self.path = path
        self.line = line


class RunError(EvaluationError):
    """A run that cannot be read, or cannot be written."""


class FrozenError(EvaluationError):
    """A test half that is not the one that was frozen."""


class AnswersError(EvaluationError):
    """A file of answers, or a line of it, that cannot be judged; line 0 is the whole file."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        place = f"{path} 第 {line} 行" if line else f"{path}"
        super().__init__(
            f"{place}：{message}",
            hint="每行写一个回答，格式与 python -m app ask --json 的输出相同。",
        )
        self.path = path
        self.line = line
