"""The test halves, frozen by hash: a change needs a new version and a line that says why.

`eval/sets/FROZEN` holds one line a set: file, version, number of test cases, SHA-256 of them. The
hash is of the test cases' JSON, keys sorted, in the order of their ids, so that moving lines about
or working on the develop half changes nothing. `eval/CHANGES.md` holds a dated line for each
version and for each time a test half was opened.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eval.cases import Split, load_cases, read_fields
from eval.errors import FrozenError
from eval.runner import SETS
from eval.runs import write_text

FROZEN = SETS / "FROZEN"
CHANGES = SETS.parent / "CHANGES.md"
HEAD = """# 评测集的改动

测试集按哈希冻结（`eval/sets/FROZEN`）。改动测试集要用 `python -m eval freeze 评测集 --why "原因"` 升一个版本；\
用 `--open` 看过测试集的题也记在这里。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The frozen test half of a set: its version, how many cases, and their hash."""

    version: int
    cases: int
    digest: str


def digest_of(cases: Path) -> Seal | None:
    """Return the test half of a set as it is now, as version 0; None where it has none.

    Raises:
        EvaluationError: the set cannot be read.
    """
    load_cases(cases)  # names the line of whatever is wrong
    test = [row for row in read_fields(cases) if row.get("split") == Split.TEST.value]
    if not test:
        return None
    ordered = sorted(test, key=lambda row: str(row["id"]))
    text = json.dumps(ordered, ensure_ascii=False, sort_keys=True)
    return Seal(
        version=0,
        cases=len(test),
        digest=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def read_seals(path: Path = FROZEN) -> dict[str, Seal]:
    """Return the frozen sets by file name.

    Raises:
        FrozenError: a line is not file, version, number and hash.
    """
    seals: dict[str, Seal] = {}
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        parts = line.split()
        try:
            name, version, cases, digest = parts
            seals[name] = Seal(version=int(version), cases=int(cases), digest=digest)
        except ValueError as error:
            raise FrozenError(
                f"{path} 第 {number} 行：应是“文件 版本 题数 哈希”", hint="改正这一行。"
            ) from error
    return seals


def require_frozen(cases: Path, path: Path = FROZEN) -> None:
    """Make sure that the test half of a frozen set is the one that was frozen.

    A set that lies elsewhere, such as a user's own, passes.

    Raises:
        FrozenError: it is another one, or it was never frozen.
    """
    if cases.parent.resolve() != path.parent.resolve():
        return
    seal, now = read_seals(path).get(cases.name), digest_of(cases)
    if seal is None:
        if now is not None:
            raise FrozenError(
                f"{cases.name} 的测试集没有冻结。",
                hint=f'先冻结：python -m eval freeze {cases} --why "原因"',
            )
        return
    if now is None or (now.digest, now.cases) != (seal.digest, seal.cases):
        raise FrozenError(
            f"{cases.name} 的测试集与冻结的第 {seal.version} 版不同。",
            hint="不是有意改的：用 git checkout 恢复；有意改的："
            f'python -m eval freeze {cases} --why "原因"',
        )


def freeze(cases: Path, why: str, path: Path = FROZEN, changes: Path = CHANGES) -> Seal:
    """Freeze the test half of a set as its next version and say why in the list of changes.

    Raises:
        FrozenError: the set has no test half, is already frozen as it is, or lies elsewhere than
            the frozen sets, where its name could be that of one of them.
    """
    if cases.parent.resolve() != path.parent.resolve():
        raise FrozenError(
            f"只冻结 {path.parent} 里的评测集，{cases} 不在那里。", hint="自己的评测集不用冻结。"
        )
    now = digest_of(cases)
    if now is None:
        raise FrozenError(f"{cases.name} 没有测试集。", hint='给用例写上 "split": "test"。')
    seals = read_seals(path)
    old = seals.get(cases.name)
    if old and old.digest == now.digest:
        raise FrozenError(
            f"{cases.name} 的测试集没有变，仍是第 {old.version} 版。", hint="不用再冻结。"
        )
    seal = Seal(version=old.version + 1 if old else 1, cases=now.cases, digest=now.digest)
    note_change(f"{cases.name} 第 {seal.version} 版，测试集 {seal.cases} 题：{why}", changes)
    seals[cases.name] = seal
    lines = (f"{name} {s.version} {s.cases} {s.digest}\n" for name, s in sorted(seals.items()))
    write_text(path, "".join(lines))
    return seal


def note_opened(cases: str, command: str, changes: Path = CHANGES) -> None:
    """Write down that the cases of the test half of a set, by its file name, were shown."""
    note_change(f"打开了 {cases} 的测试集（{command}）", changes)


def note_change(what: str, changes: Path = CHANGES) -> None:
    """Add a dated line to the list of changes."""
    text = changes.read_text(encoding="utf-8") if changes.is_file() else HEAD + "\n"
    line = " ".join(what.split())
    write_text(changes, f"{text}- {date.today().isoformat()}：{line}\n")
