"""Runs on disk: what produced them, one line a case as it is done, resumed after a kill.

A run is a folder with `run.json`, what produced it, and `records.jsonl`, one record a line, each
written through to the disk before the next case is asked. A line that a kill cut off is dropped
when the run is read. A run whose set, half, code, documents, encoder and system are those of an
unfinished one goes on where that one stopped.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import IO, Any

from app.answer import QuestionKind
from app.settings import CHECKOUT
from eval.cases import Case, Split
from eval.errors import EvaluationError, RunError
from eval.judgement import Judgement
from eval.provenance import code_version, describe_machine, hash_code
from eval.runner import Record
from eval.search_faults import Fault, SearchFault
from eval.systems import settings_of
from index.model import IndexManifest

RUNS = CHECKOUT / "var" / "eval"
MANIFEST = "run.json"
RECORDS = "records.jsonl"
SEALED = "■"  # stands for a word of a sealed record


@dataclass(frozen=True, slots=True, kw_only=True)
class RunManifest:
    """What produced a run.

    All but `machine`, `started` and `finished` has to be equal for a run to be gone on with. `cases`
    counts the cases of the half; `settings` are the parts and weights of the system; `sealed` tells that its records keep no words of test cases.
    `finished` is None while cases are left. Times are local, ISO 8601.
    """

    set_name: str
    set_hash: str
    split: str
    sealed: bool
    cases: int
    system: str
    settings: dict[str, Any]
    code: str
    code_hash: str
    corpus_hash: str
    clauses: int
    encoder: str
    encoder_hash: str
    machine: str
    started: str
    finished: str | None = None

    def is_of(self, other: RunManifest) -> bool:
        """Tell whether `other` produces the same records."""
        same = {"machine": "", "started": "", "finished": None, "code": ""}
        return replace(self, **same) == replace(other, **same)  # type: ignore[arg-type] # a mixed dict of its own fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run as it lies on disk: its folder, what produced it, its records in the order of the set."""

    folder: Path
    manifest: RunManifest
    records: tuple[Record, ...]

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The verdicts, in the order of the records."""
        return tuple(record.judgement for record in self.records)


def describe_run(
    cases: Path,
    chosen: Sequence[Case],
    *,
    split: str,
    system: str,
    index: IndexManifest,
    opened: bool,
) -> RunManifest:
    """Return what a run over `chosen` cases of a set is produced by, from now on."""
    return RunManifest(
        set_name=cases.name,
        set_hash=hashlib.sha256(cases.read_bytes()).hexdigest(),
        split=split,
        sealed=not opened and any(case.split is Split.TEST for case in chosen),
        cases=len(chosen),
        system=system,
        settings=settings_of(system),
        code=code_version(),
        code_hash=hash_code(),
        corpus_hash=index.corpus_hash,
        clauses=index.clauses,
        encoder=Path(index.encoder).name,
        encoder_hash=index.encoder_hash,
        machine=describe_machine(),
        started=_now(),
    )


def start_run(manifest: RunManifest, home: Path) -> Run:
    """Go on with an unfinished run of the same making under `home`, or start a new one.

    Raises:
        RunError: the folder cannot be written.
    """
    for folder in sorted(home.glob("*/")):
        try:
            found = load_run(folder)
        except RunError:
            continue
        if found.manifest.finished is None and found.manifest.is_of(manifest):
            _write_lines(folder / RECORDS, found.records)  # without a line that was cut off
            return found
    name = f"{Path(manifest.set_name).stem}-{manifest.split}-{datetime.now():%Y%m%d-%H%M%S}"
    folder = home / name
    number = 1
    while folder.exists():
        number += 1
        folder = home / f"{name}-{number}"
    make_folder(folder)
    _write_manifest(folder, manifest)
    (folder / RECORDS).touch()
    return Run(folder=folder, manifest=manifest, records=())


def keep_records(run: Run, records: Iterator[Record], shown: frozenset[str]) -> Run:
    """Write each record as it comes; return the finished run.

    Records of cases that are not among the `shown` ids are sealed: verdict and counts alone.

    Raises:
        RunError: the disk is full or cannot be written; what was written stays and is gone on with.
    """
    kept = list(run.records)
    path = run.folder / RECORDS
    try:
        with path.open("ab") as file:
            for record in records:
                one = record if record.case_id in shown else seal(record)
                file.write(_line(one))
                file.flush()
                os.fsync(file.fileno())
                kept.append(one)
    except OSError as error:
        raise _unwritable(path, error, done=len(kept)) from error
    manifest = replace(run.manifest, finished=_now())
    _write_manifest(run.folder, manifest)
    return replace(run, manifest=manifest, records=tuple(kept))


def seal(record: Record) -> Record:
    """Return a record without any word of the case or its reply; the clause becomes a hash."""
    found = record.judgement
    judgement = replace(
        found,
        cluster=hashlib.sha256(found.cluster.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        missing=(SEALED,) * len(found.missing),
        foreign=(SEALED,) * len(found.foreign),
        fabricated=(SEALED,) * len(found.fabricated),
        fault=_seal_fault(found.fault),
    )
    return replace(record, question=None, history=None, judgement=judgement, reply=None)


def _seal_fault(fault: SearchFault | None) -> SearchFault | None:
    if fault is None:
        return None
    return replace(fault, lacking=(SEALED,) * len(fault.lacking), first="")


def load_run(folder: Path) -> Run:
    """Read a run; a last line that was cut off is left out.

    Raises:
        RunError: it is no run, or a line of it is damaged; the message names the line.
    """
    try:
        manifest = RunManifest(**json.loads((folder / MANIFEST).read_bytes()))
        lines = (folder / RECORDS).read_bytes().split(b"\n")
    except (OSError, ValueError, TypeError) as error:
        raise RunError(
            f"不是评测结果文件夹：{folder}",
            hint="给出 python -m eval run 打印的文件夹，或不写，用最近一次的结果。",
        ) from error
    lines.pop()  # what follows the last line end: nothing, or a line that was cut off
    records = tuple(_read(folder, number, line) for number, line in enumerate(lines, 1))
    return Run(folder=folder, manifest=manifest, records=records)


def find_run(named: Path | None, home: Path = RUNS) -> Run:
    """Return the run of a folder, of a name under `home`, or, for None, the latest finished one.

    Raises:
        RunError: there is none.
    """
    if named is not None:
        return load_run(named if named.is_dir() else home / named)
    found = sorted(home.glob(f"*/{MANIFEST}"), key=lambda path: path.stat().st_mtime)
    for path in reversed(found):
        run = load_run(path.parent)
        if run.manifest.finished:
            return run
    raise RunError(f"还没有评测结果：{home}", hint="先运行 python -m eval run。")


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where it is not there yet.

    Raises:
        RunError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def write_text(path: Path, text: str) -> None:
    """Write a file, whole or not at all.

    Raises:
        RunError: it cannot be written.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all.

    Raises:
        RunError: it cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):  # there may be no such folder
            draft.unlink()
        raise _unwritable(path, error) from error


def _write_manifest(folder: Path, manifest: RunManifest) -> None:
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2)
    write_text(folder / MANIFEST, text + "\n")


def _write_lines(path: Path, records: Sequence[Record]) -> None:
    write_bytes(path, b"".join(map(_line, records)))


def _unwritable(path: Path, error: OSError, *, done: int = 0) -> RunError:
    kept = f"已答的 {done} 题都在；" if done else ""
    return RunError(
        f"结果无法写入：{path}（{error.strerror}）",
        hint=f"{kept}检查磁盘空间和写入权限，再运行同一条命令"
        + ("就从断处接着做。" if done else "。"),
    )


def _line(record: Record) -> bytes:
    row = {
        "id": record.case_id,
        "question": record.question,
        "history": record.history,
        "judgement": _to_plain(record.judgement),
        "reply": record.reply,
    }
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _to_plain(judgement: Judgement) -> dict[str, object]:
    row = {name: _plain(value) for name, value in asdict(judgement).items()}
    if judgement.fault is not None:
        row["fault"] = {name: _plain(value) for name, value in asdict(judgement.fault).items()}
    return row


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


def _read(folder: Path, number: int, line: bytes) -> Record:
    try:
        row = json.loads(line)
        history = row["history"]
        return Record(
            case_id=row["id"],
            question=row["question"],
            history=None if history is None else tuple(history),
            judgement=_read_judgement(row["judgement"]),
            reply=row["reply"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(
            f"{folder / RECORDS} 第 {number} 行损坏（{error}）",
            hint="这次结果不能再用；重新运行 python -m eval run。",
        ) from error


def _read_judgement(row: dict[str, Any]) -> Judgement:
    values: dict[str, Any] = {
        field.name: tuple(value) if isinstance(value := row[field.name], list) else value
        for field in fields(Judgement)
        if field.name != "fault"
    }
    values["fault"] = _read_fault(row.get("fault"))  # runs of before have none
    values["kind"], values["split"] = QuestionKind(values["kind"]), Split(values["split"])
    return Judgement(**values)


def _read_fault(row: dict[str, Any] | None) -> SearchFault | None:
    if row is None:
        return None
    return SearchFault(
        fault=Fault(row["fault"]),
        rank=row["rank"],
        lacking=tuple(row["lacking"]),
        first=row["first"],
    )


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")


@contextmanager
def only_run(home: Path) -> Iterator[None]:
    """Hold `home` for this process, so that two runs at once do not go on with the same records.

    Raises:
        EvaluationError: another process runs a set there, or it cannot be written.
    """
    import fcntl

    make_folder(home)
    with _open_lock(home / ".lock") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise EvaluationError(
                "另一个评测正在进行。", hint="等它结束，或用 --home 换一个结果文件夹。"
            ) from error
        yield


def _open_lock(path: Path) -> IO[str]:
    try:
        return path.open("w")
    except OSError as error:
        raise _unwritable(path, error) from error
