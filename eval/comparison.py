"""The program beside its baselines: the same cases, the same referee."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.facts import ParsedDocument
from eval.baselines import PIPELINES, build_pipeline, open_embeddings, open_pipeline
from eval.cases import Case
from eval.gold import Shelf
from eval.runner import Record, run_cases, warm_up

OURS = "问策"


def run_baselines(
    cases: Sequence[Case], parsed: Sequence[ParsedDocument], *, progress: bool = False
) -> dict[str, tuple[Record, ...]]:
    """Run every baseline over `cases`; each is built anew, saved, and opened from disk.

    Raises:
        EncoderError: the shipped encoder is missing or damaged.
        CaseFormatError: gold that is not in its document.
    """
    shelf = Shelf(parsed)
    documents = [item.document for item in parsed]
    records = {}
    with tempfile.TemporaryDirectory(prefix="wence-baselines-") as home:
        embeddings = open_embeddings(Path(home))
        for number, pipeline in enumerate(PIPELINES):
            folder = Path(home) / str(number)
            build_pipeline(pipeline, parsed, embeddings, folder)
            baseline = open_pipeline(pipeline, documents, embeddings, folder)
            warm_up(baseline.ask)
            records[pipeline.name] = run_cases(cases, baseline.ask, shelf, progress=progress)
    return records
