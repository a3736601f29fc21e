"""The gate: a run passes when no law is broken and no measure fell past what is stated.

The laws hold for every reply: no citation that is not verbatim, nothing made up, no statement that
cites a number that is not there. The measures are those of a comparison with a baseline file, which
keeps the verdicts of a run, no words of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.comparison import MEASURES
from eval.errors import RunError
from eval.metrics import summarise
from eval.runner import Record
from eval.runs import Run, write_text
from eval.statistics import Rate

ALLOWED_DROP = 0.01  # as a share; the program is deterministic, so one question of sixty is a loss
_ROUNDING = 1e-9  # of 49/50 − 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What the gate compares with: of each case, the measures it met; and the set's hash."""

    set_name: str
    set_hash: str
    code: str
    met: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """Each line says what was looked at, in Chinese; `faults` are those that close the gate.

    `lost` names the cases that met a measure in the baseline and do not any more.
    """

    checks: tuple[str, ...]
    faults: tuple[str, ...]
    lost: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the gate is open."""
        return not self.faults


def baseline_of(run: Run) -> Baseline:
    """Return the baseline that a run is for later ones.

    Raises:
        RunError: the run is unfinished.
    """
    if not run.manifest.finished:
        raise RunError("这次评测没有做完。", hint="再运行一次同样的 python -m eval run。")
    return Baseline(
        set_name=run.manifest.set_name,
        set_hash=run.manifest.set_hash,
        code=run.manifest.code,
        met={record.case_id: _met(record) for record in run.records},
    )


def write_baseline(baseline: Baseline, path: Path) -> None:
    """Write a baseline, one case a line, so that its history can be read.

    Raises:
        RunError: the file cannot be written.
    """
    lines = ",\n".join(
        f"    {json.dumps(name, ensure_ascii=False)}: {json.dumps(met, ensure_ascii=False)}"
        for name, met in sorted(baseline.met.items())
    )
    head = {"set": baseline.set_name, "set_hash": baseline.set_hash, "code": baseline.code}
    text = json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
    write_text(path, f'{text},\n  "met": {{\n{lines}\n  }}\n}}\n')


def read_baseline(path: Path) -> Baseline:
    """Read what `write_baseline` wrote.

    Raises:
        RunError: there is none, or it is damaged.
    """
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        return Baseline(
            set_name=row["set"],
            set_hash=row["set_hash"],
            code=row["code"],
            met={name: tuple(met) for name, met in row["met"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RunError(
            f"基线无法读取：{path}（{error}）",
            hint="检查路径，或用 python -m eval gate 评测集 --baseline 文件 --renew 新建。",
        ) from error


def check_gate(
    records: Sequence[Record],
    baseline: Baseline,
    *,
    allowed: float = ALLOWED_DROP,
    set_hash: str | None = None,
) -> GateResult:
    """Hold records against the laws and the baseline; a measure may fall by `allowed`, a share.

    `set_hash` is that of the set the records are of, None where it is known to be the baseline's.

    Raises:
        RunError: the cases are not those of the baseline.
    """
    is_same_set = set_hash in {None, baseline.set_hash}
    if not is_same_set or {record.case_id for record in records} != set(baseline.met):
        raise RunError(
            "题目与基线的不同。", hint="题目有意改过的：加 --renew 重做基线，并说明原因。"
        )
    checks: list[str] = []
    faults: list[str] = []
    for text, broken in (*_laws(records), *_drops(records, baseline, allowed)):
        checks.append(text)
        if broken:
            faults.append(text)
    lost = (
        f"{one.case_id}（{'、'.join(gone)}）"
        for one in records
        if (gone := sorted(set(baseline.met[one.case_id]) - set(_met(one))))
    )
    return GateResult(checks=tuple(checks), faults=tuple(faults), lost=tuple(lost))


def _met(record: Record) -> tuple[str, ...]:
    one = record.judgement
    return tuple(m.name for m in MEASURES if m.applies(one) and m.verdict(one))


def _laws(records: Sequence[Record]) -> list[tuple[str, bool]]:
    scores = summarise([record.judgement for record in records])
    inexact, made_up = scores.inexact_spans, scores.fabricated
    return [
        (f"引文与原文不符 {inexact.hits}/{inexact.n}（应为 0）", inexact.hits > 0),
        (f"编造 {made_up.hits}/{made_up.n}（应为 0）", made_up.hits > 0),
    ]


def _drops(records: Sequence[Record], baseline: Baseline, allowed: float) -> list[tuple[str, bool]]:
    found = []
    for measure in MEASURES:
        chosen = [record for record in records if measure.applies(record.judgement)]
        if not chosen:
            continue
        now = Rate(hits=sum(measure.verdict(one.judgement) for one in chosen), n=len(chosen))
        was = Rate(
            hits=sum(measure.name in baseline.met[one.case_id] for one in chosen), n=len(chosen)
        )
        change = (now.value or 0.0) - (was.value or 0.0)
        text = f"{measure.name} {was.hits}/{was.n} → {now.hits}/{now.n}（{change:+.3f}，最多降 {allowed:g}）"
        found.append((text, change < -allowed - _ROUNDING))
    return found
