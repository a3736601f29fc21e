"""Sets, runs and reports as `python -m eval` writes them, and a command that stands in for it.

Run as a program it takes the options of `python -m eval run` and `report`. What it does is told by
the set's name: `bad` ends with a message, `crash` with a traceback, `empty` writes nothing,
`stubborn` ignores Ctrl-C, `slow` takes its time; all others answer each case in no time.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

from app.settings import CHECKOUT

FAKE_EVALUATE = (sys.executable, "-m", "tests.app.fakes_evaluation")
FAULT = "题库.jsonl 第 3 行：缺少 <b>gold</b>"
HINT = "改正这一行。"


def make_score(hits: int = 0, n: int = 0) -> dict[str, object]:
    """Return a rate as the report writes it; the interval is not Wilson's."""
    if not n:
        return {"hits": 0, "n": 0, "value": None, "interval": None}
    value = hits / n
    interval = [max(0.0, value - 0.1), min(1.0, value + 0.1)]
    return {"hits": hits, "n": n, "value": value, "interval": interval}


def make_group(cases: int, **scores: dict[str, object]) -> dict[str, object]:
    """Return the scores of a group; what is not given was not counted."""
    names = (
        "right_clause", "first_citation", "list_exact", "refusal", "false_refusal", "premise_met",
        "hit_at_1", "fabricated",
    )  # fmt: skip
    rates = {name: scores.get(name, make_score()) for name in names}
    return {"cases": cases, **rates, "latency_p50_ms": 10.4, "latency_p95_ms": 25.6}


def make_miss(**words: str) -> dict[str, str]:
    """Return a miss as the report writes it."""
    names = ("id", "kind", "question", "cause", "detail", "answer", "cited")
    return {name: words.get(name, f"<i>{name}</i>") for name in names}


def make_manifest(**fields: object) -> dict[str, object]:
    """Return `run.json`."""
    return {
        "set_name": "题库.jsonl",
        "split": "develop",
        "sealed": False,
        "cases": 10,
        "system": "问策",
        "code": "1a2b3c",
        "clauses": 89,
        "started": "2026-03-01T10:15:00",
        "finished": "2026-03-01T10:16:00",
        **fields,
    }


def make_report(**fields: object) -> dict[str, object]:
    """Return `报告.json` of ten cases, two of them unanswerable, three missed."""
    agency = make_group(
        8, right_clause=make_score(6, 8), first_citation=make_score(7, 8),
        false_refusal=make_score(1, 8),
    )  # fmt: skip
    total = agency | {"cases": 10, "refusal": make_score(1, 2), "fabricated": make_score(0, 10)}
    return {
        "run": make_manifest(),
        "kinds": {
            "责任单位": agency,
            "不可答": make_group(2, refusal=make_score(1, 2)),
            "合计": total,
        },
        "causes": {"引错": 2, "应拒未拒": 1},
        "misses": [
            make_miss(id="c1", kind="责任单位", question="谁负责？", cause="引错"),
            make_miss(id="c2", cause="应拒未拒", answer="", cited=""),
            make_miss(id="c3", cause="引错"),
        ],
        **fields,
    }


def write_run(home: Path, name: str, done: int, **fields: object) -> Path:
    """Write a run of which `done` cases are answered."""
    folder = home / name
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(make_manifest(**fields), ensure_ascii=False)
    (folder / "run.json").write_text(text, encoding="utf-8")
    (folder / "records.jsonl").write_text('{"id": "c"}\n' * done, encoding="utf-8")
    return folder


def write_set(folder: Path, name: str, *splits: str) -> Path:
    """Write a set with a case for each of `splits`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    lines = (json.dumps({"id": str(n), "split": one}) + "\n" for n, one in enumerate(splits))
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _option(arguments: list[str], name: str) -> str:
    return arguments[arguments.index(name) + 1]


def _run(arguments: list[str]) -> int:
    path, home = Path(arguments[0]), Path(_option(arguments, "--home"))
    split = _option(arguments, "--split")
    home.mkdir(parents=True, exist_ok=True)
    (home / "told.json").write_text(
        json.dumps({"arguments": arguments, "environment": dict(os.environ), "pid": os.getpid()})
    )
    match path.stem:
        case "bad":
            sys.stderr.write(
                f"评测:  50%|█████     | 5/10 [00:01<00:01]\r\n{FAULT}\n下一步：{HINT}\n"
            )
            return 2
        case "crash":
            raise RuntimeError("<script>boom</script>")
        case "empty":
            return 0
        case "stubborn":
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    total = len(path.read_text(encoding="utf-8").splitlines())
    facts = {"set_name": path.name, "split": split, "cases": total, "sealed": split == "test"}
    folder = home / f"{path.stem}-{split}"
    done = 0
    if (folder / "run.json").exists():
        done = (folder / "records.jsonl").read_bytes().count(b"\n")
    write_run(home, folder.name, done, **facts, finished=None)
    with (folder / "records.jsonl").open("a") as records:
        for _ in range(total - done):
            time.sleep(0.05 if path.stem in {"slow", "stubborn"} else 0)
            records.write('{"id": "c"}\n')
            records.flush()
    text = json.dumps(make_manifest(**facts), ensure_ascii=False)
    (folder / "run.json").write_text(text, encoding="utf-8")
    return 0


def _report(arguments: list[str]) -> int:
    run, folder = Path(arguments[0]), Path(_option(arguments, "--output"))
    folder.mkdir(parents=True)  # a second time would fail: reports are kept
    manifest = json.loads((run / "run.json").read_bytes())
    report = make_report(run=manifest)
    if manifest["sealed"]:
        report["misses"] = []
    (folder / "报告.json").write_text(json.dumps(report), encoding="utf-8")
    for form in ("html", "xlsx", "md"):
        (folder / f"报告.{form}").write_text(form, encoding="utf-8")
    return 0


if __name__ == "__main__":
    assert Path.cwd() == CHECKOUT
    try:
        sys.exit({"run": _run, "report": _report}[sys.argv[1]](sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit(130)
