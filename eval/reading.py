"""How well documents are read: totals over many of them, measured from outside.

Each document is read, parsed and checked (`corpus.check`); where an outline was written for it by
hand (`eval.outlines`) the parse is scored as well. A document found twice counts once.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from corpus.check import DocumentCheck, check_document
from corpus.check_numbers import NumberLine, Reason
from corpus.checking import faults_named, find_files
from corpus.errors import CorpusError
from corpus.facts import ParsedDocument
from corpus.reading_worker import ReadingWorker
from corpus.view import fold_width
from eval.outlines import FOLDER, Score, golden_of, score
from eval.statistics import percentile

Row = dict[str, Any]  # one JSON object

QUANTILES = (("p50", 0.5), ("p95", 0.95), ("max", 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Documents as they were read.

    Attributes:
        checks: What was recognised in each document, each once.
        scores: How far the parse agrees with the outline of its document, by title.
        failures: What stopped the files that could not be read.
        seconds: Time to read and parse all documents, twins included.
        parsed: Documents read and parsed in that time.
        clauses: Their leaf clauses.
    """

    checks: tuple[DocumentCheck, ...]
    scores: dict[str, Score]
    failures: tuple[str, ...]
    seconds: float
    parsed: int
    clauses: int


def read_folders(
    folders: Sequence[Path], *, outlines: Path = FOLDER, progress: bool = False
) -> Reading:
    """Read, parse and check every document in `folders`; a bad file is listed and costs no other."""
    files, faults = find_files(folders)
    failures = [fault.message for fault in faults]
    checks: dict[str, DocumentCheck] = {}
    scores: dict[str, Score] = {}
    seconds = 0.0
    parsed_count = clauses = 0
    with ReadingWorker() as worker:
        for path in tqdm(files, desc="读文件", unit="个", disable=not progress):
            began = time.perf_counter()
            found, fault = _parse(path, worker)
            seconds += time.perf_counter() - began
            failures += [fault] if fault else []
            parsed_count += len(found)
            clauses += sum(len(one.clauses) for one in found)
            for one in found:
                if golden := golden_of(one.document.content_hash, outlines):
                    scores[one.document.title] = score(golden, one)
                if _key(one) not in checks:
                    checks[_key(one)] = check_document(one)
    return Reading(
        checks=tuple(checks.values()),
        scores=scores,
        failures=tuple(failures),
        seconds=seconds,
        parsed=parsed_count,
        clauses=clauses,
    )


def _parse(path: Path, worker: ReadingWorker) -> tuple[list[ParsedDocument], str]:
    """Read and parse a file, and return what stopped it, if anything did."""
    found: list[ParsedDocument] = []
    try:
        with faults_named(path):
            found.extend(worker.parse_documents(path))
    except CorpusError as error:
        return found, error.message
    return found, ""


def _key(parsed: ParsedDocument) -> str:
    """Return what a document is known by in all its formats: its title."""
    words = "".join(fold_width(parsed.document.title).split())
    return words or parsed.document.content_hash


def reading_row(reading: Reading) -> Row:
    """Return the totals as one JSON object."""
    checks = reading.checks
    lengths = sorted(length for check in checks for length in check.lengths)
    units = sum(sum(check.levels.values()) for check in checks)
    faults = sum(check.sequence_faults for check in checks)
    fallback = [check.document.title for check in checks if check.is_fallback]
    numbers = Counter(_reasons(check.refused for check in checks))
    leads = Counter(_reasons(check.leads for check in checks))
    unknown = numbers[Reason.UNKNOWN.value] + leads[Reason.UNKNOWN.value]
    counted = sum(check.brackets.counted for check in checks)
    parsed = sum(check.brackets.parsed for check in checks)
    return {
        "documents": len(checks),
        "clauses": sum(check.clauses for check in checks),
        "failures": list(reading.failures),
        "characters": sum(check.characters for check in checks),
        "lost": sum(check.characters - check.inside for check in checks),
        "fallback": {"documents": len(fallback), "share": _share(len(fallback), len(checks))},
        "sequence": {"units": units, "faults": faults, "share": _share(faults, units)},
        "refused": {"numbers": dict(numbers.most_common()), "leads": dict(leads.most_common())},
        "unexplained": {
            "lines": unknown,
            "share": _share(unknown, numbers.total() + leads.total()),
        },
        "lengths": {name: percentile(lengths, at) if lengths else 0 for name, at in QUANTILES},
        "brackets": {"counted": counted, "parsed": parsed, "recall": _share(parsed, counted)},
        "outlines": sorted(
            (_score_row(title, one) for title, one in reading.scores.items()),
            key=lambda row: (row["lot"], row["title"]),
        ),
        "speed": {
            "documents": _share(reading.parsed, reading.seconds),
            "clauses": _share(reading.clauses, reading.seconds),
        },
    }


def _reasons(groups: Iterable[Sequence[NumberLine]]) -> Iterator[str]:
    return (one.reason.value for group in groups for one in group)


def _share(part: float, whole: float) -> float | None:
    """Return part / whole; None where there is nothing to share."""
    return part / whole if whole else None


def _score_row(title: str, one: Score) -> Row:
    return {
        "lot": one.lot,
        "title": title,
        "matched": one.matched,
        "missed": len(one.missed),
        "invented": len(one.invented),
        "f1": one.f1,
        "levels": one.levels,
        "duties": one.responsibilities,
        "exact": one.exact,
    }
