"""What can be put before the referee: the program, it without each of its parts, and baselines."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.assistant import Assistant
from app.catalogue import Catalogue
from app.confidence import confidence, read_features
from app.draft import Findings
from app.selection import ALL_PARTS, Parts
from corpus.facts import ParsedDocument
from eval.judgement import Place
from eval.runner import Search, System, warm_up
from index.library import Library, open_library
from index.model import IndexManifest
from index.retriever import WEIGHTS, Weights

if TYPE_CHECKING:
    from eval.baselines import Pipeline

OURS = "问策"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The program with its parts and the weights of its search."""

    parts: Parts = ALL_PARTS
    weights: Weights = WEIGHTS


VARIANTS: Mapping[str, Variant] = {
    OURS: Variant(),
    "去掉语义向量（编码器、FAISS）": Variant(weights=replace(WEIGHTS, dense=0.0)),
    "去掉词语检索（jieba、BM25）": Variant(weights=replace(WEIGHTS, lexical=0.0)),
    "去掉错别字改正": Variant(parts=replace(ALL_PARTS, spelling=False)),
    "去掉同义词": Variant(parts=replace(ALL_PARTS, synonyms=False)),
    "去掉词语组合": Variant(parts=replace(ALL_PARTS, compounds=False)),
    "去掉条款细读（只按检索排序）": Variant(parts=replace(ALL_PARTS, reading=False)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Documents opened once for any number of systems, in a data home that is new and goes away."""

    parsed: Sequence[ParsedDocument]
    manifest: IndexManifest
    words: Callable[[str], list[str]]
    open: Callable[[str], System]


def system_names() -> tuple[str, ...]:
    """Return the names of all systems: the program, without each part, the baselines."""
    from eval.baselines import PIPELINES

    return (*VARIANTS, *(pipeline.name for pipeline in PIPELINES))


def settings_of(name: str) -> dict[str, Any]:
    """Return what a system is put together from, as a JSON object."""
    from eval.baselines import PIPELINES

    made: Variant | Pipeline = (
        VARIANTS.get(name) or {pipeline.name: pipeline for pipeline in PIPELINES}[name]
    )
    settings: dict[str, Any] = json.loads(json.dumps(asdict(made), default=lambda one: one.value))
    return settings


@contextmanager
def open_stage(folders: Sequence[Path], *, progress: bool = False) -> Iterator[Stage]:
    """Open exactly these documents; no setting of the user's is read.

    `Stage.open` gives the system of a name, warmed up; it raises KeyError for one there is not.

    Raises:
        PolicyQAError: no documents, or an encoder that cannot be loaded.
    """
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wence-eval-")))
        library = open_library(folders, home=home, progress=progress)
        catalogue = Catalogue(library.parsed, library.descriptions)
        embeddings = cache(partial(_embeddings, home))  # one encoder for all the baselines

        def open_system(name: str) -> System:
            if name in VARIANTS:
                system = _variant(name, library, catalogue)
            else:
                system = _baseline(name, library.parsed, home, embeddings)
            warm_up(system.ask)
            return system

        yield Stage(
            parsed=library.parsed,
            manifest=library.manifest,
            words=library.retriever.words,
            open=open_system,
        )


def _variant(name: str, library: Library, catalogue: Catalogue) -> System:
    from app.chain import build_chain, build_explainer, build_finder

    variant = VARIANTS[name]
    weighed = replace(library, retriever=library.retriever.weighed(variant.weights))
    ask = Assistant(catalogue, build_chain(weighed, catalogue, parts=variant.parts).invoke).ask
    finder = build_finder(weighed, catalogue, parts=variant.parts)
    return System(
        name=name,
        ask=ask,
        find=lambda question: _search(finder.invoke(question)),
        explain=build_explainer(weighed, catalogue, parts=variant.parts),
    )


def _search(findings: Findings) -> Search:
    found = tuple(
        Place(document_id=one.facts.document.id, span=one.facts.clause.span)
        for one in findings.candidates
    )
    features = read_features(findings) if findings.candidates else None
    return Search(found=found, confidence=confidence(findings), features=features)


def _embeddings(home: Path) -> Any:  # noqa: ANN401 - only eval.baselines may name LangChain's types
    from eval.baselines import open_embeddings

    return open_embeddings(home)


def _baseline(
    name: str,
    parsed: Sequence[ParsedDocument],
    home: Path,
    open_embeddings: Callable[[], Any],
) -> System:
    from eval.baselines import PIPELINES, build_pipeline, open_pipeline

    pipeline = {one.name: one for one in PIPELINES}[name]
    folder = home / f"baseline-{PIPELINES.index(pipeline)}"
    embeddings = open_embeddings()
    build_pipeline(pipeline, parsed, embeddings, folder)
    baseline = open_pipeline(pipeline, [one.document for one in parsed], embeddings, folder)
    return System(name=name, ask=baseline.ask, find=baseline.find)
