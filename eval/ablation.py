"""What each part of the program brings: the same cases with one part left out at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.answer import Answer, Question
from app.assistant import Assistant
from app.catalogue import Catalogue
from app.chain import build_chain
from app.selection import ALL_PARTS, Parts
from corpus.store import DEFAULT_DOCUMENTS
from eval.cases import Case
from eval.gold import Shelf
from eval.runner import Record, run_cases, warm_up
from index.library import Library, open_library
from index.retriever import WEIGHTS, Weights

Ask = Callable[[Question], Answer]

WHOLE = "全部"
# What is left out, by the name it has in the table.
WITHOUT_PARTS: dict[str, Parts] = {
    "去掉错别字改正": replace(ALL_PARTS, spelling=False),
    "去掉同义词": replace(ALL_PARTS, synonyms=False),
    "去掉词语组合": replace(ALL_PARTS, compounds=False),
    "去掉条款细读（只按检索排序）": replace(ALL_PARTS, reading=False),
}
OTHER_WEIGHTS: dict[str, Weights] = {
    "去掉语义向量（编码器、FAISS）": replace(WEIGHTS, dense=0.0),
    "去掉词语检索（jieba、BM25）": replace(WEIGHTS, lexical=0.0),
}


def run_ablation(
    cases: Sequence[Case], documents: Sequence[Path] = (), *, progress: bool = False
) -> dict[str, tuple[Record, ...]]:
    """Run `cases` through the whole program and through it without each part in turn."""
    folders = tuple(documents) or (DEFAULT_DOCUMENTS,)
    with tempfile.TemporaryDirectory(prefix="wence-eval-") as home:
        library = open_library(folders, home=Path(home), progress=progress)
        catalogue = Catalogue(library.parsed)
        shelf = Shelf(library.parsed)
        variants = {
            WHOLE: _ask(library, catalogue, ALL_PARTS, WEIGHTS),
            **{
                name: _ask(library, catalogue, ALL_PARTS, weights)
                for name, weights in OTHER_WEIGHTS.items()
            },
            **{
                name: _ask(library, catalogue, parts, WEIGHTS)
                for name, parts in WITHOUT_PARTS.items()
            },
        }
        records = {}
        for name, ask in variants.items():
            warm_up(ask)
            records[name] = run_cases(cases, ask, shelf, progress=progress)
    return records


def _ask(library: Library, catalogue: Catalogue, parts: Parts, weights: Weights) -> Ask:
    weighed = replace(library, retriever=library.retriever.weighed(weights))
    return Assistant(catalogue, build_chain(weighed, catalogue, parts=parts).invoke).ask
