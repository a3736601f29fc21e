"""The library: parsed documents and the retriever over them, opened from disk or built anew."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

import numpy as np

from corpus.description import Description, describe
from corpus.errors import ReadError
from corpus.facts import ParsedDocument
from corpus.loading import FileRead, nothing_read, read_files
from corpus.model import Document
from corpus.reading import DEFAULT_LIMITS, Limits
from corpus.reading_worker import ReadingWorker
from corpus.recognised_pages import FOLDER as RECOGNISED
from corpus.reference_graph import relate
from corpus.sidecar import read_sidecars
from index.building import (
    EMBEDDERS,
    UPKEEP,
    Embedders,
    Site,
    Upkeep,
    build_whole,
    extend,
    load_origins,
    open_tokenizer,
    read_words,
    site_of,
)
from index.compaction import start_compaction
from index.contents import Contents, load_contents, place, settle, unread_paths
from index.dense import DenseIndex
from index.errors import IndexDamagedError, IndexMissingError, IndexStaleError
from index.holdings import Holdings
from index.lexical import LexicalIndex
from index.locks import only_builder
from index.model import IndexManifest
from index.order import Clauses, Order
from index.persistence import current_generation, read_manifest
from index.retriever import HybridRetriever
from index.segments import DENSE_NAME, LEXICAL_NAME, StoredDocuments, read_documents

__all__ = ["EMBEDDERS", "Embedders", "Library", "documents_at_hand", "open_library"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What is answered from.

    `descriptions` are in the order of `parsed`, the sidecars of the moment laid over them.
    `reason` says why the index was built or updated just now, None where it was opened as it lay
    there. `skipped` holds what was wrong with each file that could not be read.
    """

    parsed: Holdings
    descriptions: tuple[Description, ...]
    retriever: HybridRetriever
    manifest: IndexManifest
    reason: str | None
    skipped: tuple[str, ...]


def open_library(  # noqa: PLR0913 - how it is opened and how it is built
    documents: Sequence[Path],
    *,
    home: Path,
    encoder: str | None = None,
    progress: bool = False,
    embedders: Embedders = EMBEDDERS,
    limits: Limits = DEFAULT_LIMITS,
    upkeep: Upkeep = UPKEEP,
) -> Library:
    """Open the index of these folders and files; build it when it is missing, stale or damaged.

    Where documents came or went, the others are neither read nor embedded again; see `Upkeep`.

    Args:
        documents: Folders, read recursively, and files.
        home: The data home; the index lies under `home/index`, jieba's cache under `home/jieba`.
        encoder: A sentence-transformers model, None for the shipped one.
        progress: Show progress bars on stderr while building.
        embedders: How the encoder is opened.
        limits: What reading a file may take while building.
        upkeep: When to build the index whole.

    Raises:
        DocumentsError: a folder is missing, or nothing in it can be read.
        EncoderError: the encoder cannot be loaded.
        HomeError: the index has to be built and the data home cannot be written.
    """
    site = site_of(documents, home, encoder)
    library, contents = _open_or_renew(site, embedders, upkeep, limits, home, progress=progress)
    if upkeep.is_due(contents):
        start_compaction(documents, home=home, encoder=encoder, folder=site.folder)
    return library


def _open_or_renew(
    site: Site,
    embedders: Embedders,
    upkeep: Upkeep,
    limits: Limits,
    home: Path,
    *,
    progress: bool,
) -> tuple[Library, Contents]:
    try:
        return _open(site, embedders, reason=None)
    except (IndexMissingError, IndexStaleError, IndexDamagedError):
        pass  # asked again under the lock: another process may be building it this very moment
    with only_builder(site.folder):
        try:
            return _open(site, embedders, reason=None)
        except IndexMissingError:
            reason = "还没有索引"
        except IndexStaleError as error:
            reason = error.reason
        except IndexDamagedError as error:
            reason = error.message
        logger.info("正在建立索引：%s", reason)
        with ReadingWorker(limits=limits, recognised=home / RECOGNISED) as worker:
            _renew(site, embedders, upkeep, worker, progress=progress)
        return _open(site, embedders, reason=reason)


def _renew(
    site: Site, embedders: Embedders, upkeep: Upkeep, worker: ReadingWorker, *, progress: bool
) -> None:
    """Bring the index up to date: what was read before is not read again, if it can be used."""
    old, known, same_encoder = _usable(site)
    unread = unread_paths(site.paths, known)
    read = read_files(unread, worker, progress=progress)
    files, origins = settle(site.paths, read, known)
    if not origins:
        raise nothing_read(tuple(site.paths), _failures(read))
    if old is not None and known is not None and same_encoder:
        placed, missing = place(files, known)
        if not upkeep.is_whole(placed, known):
            fresh = load_origins(missing, origins, old)
            extend(site, embedders, files=placed, fresh=fresh, old=old, known=known)
            return
    parsed = load_origins(tuple(origins), origins, old)
    build_whole(site, embedders, files, parsed, progress=progress)


def _usable(site: Site) -> tuple[Path | None, Contents | None, bool]:
    """Return the generation in use and what it holds, where this program has read its documents.

    The last value tells whether it was built with today's encoder as well.
    """
    try:
        generation = current_generation(site.folder)
        manifest = read_manifest(generation)
        if not site.recipe.has_read(manifest):
            return None, None, False
        return generation, load_contents(generation), site.recipe.has_embedded(manifest)
    except (IndexMissingError, IndexDamagedError):
        return None, None, False


def _failures(read: Sequence[FileRead]) -> tuple[ReadError, ...]:
    return tuple(one.failure for one in read if one.failure)


def documents_at_hand(
    documents: Sequence[Path],
    *,
    home: Path,
    worker: ReadingWorker,
    encoder: str | None = None,
    progress: bool = False,
) -> tuple[tuple[ParsedDocument, Description], ...]:
    """Return the documents, no sidecar laid over: as the index holds them, read where it does not.

    What came or changed since the index was built is read by `worker`, and nothing else.

    Raises:
        DocumentsError: a folder is missing or holds nothing of a known format.
    """
    site = site_of(documents, home, encoder)
    try:
        generation = current_generation(site.folder)
        read_manifest(generation, site.recipe)
        places = _read(generation, load_contents(generation))
        return tuple((one.parsed(number), one.descriptions[number]) for one, number in places)
    except (IndexMissingError, IndexStaleError, IndexDamagedError):
        pass
    old, known, _ = _usable(site)
    try:
        return _read_since(site, old, known, worker, progress=progress)
    except IndexDamagedError:
        return _read_since(site, None, None, worker, progress=progress)


def _read_since(
    site: Site,
    old: Path | None,
    known: Contents | None,
    worker: ReadingWorker,
    *,
    progress: bool,
) -> tuple[tuple[ParsedDocument, Description], ...]:
    read = read_files(unread_paths(site.paths, known), worker, progress=progress)
    _, origins = settle(site.paths, read, known)
    parsed = load_origins(tuple(origins), origins, old)
    return tuple((one, describe(one)) for one in parsed)


def _read(generation: Path, contents: Contents) -> tuple[tuple[StoredDocuments, int], ...]:
    """Open the segments, and return where each document lies, in reading order."""
    held = {name: read_documents(generation / name) for name in contents.segments}
    places = tuple((held[one.segment or ""], one.number) for one in contents.documents())
    for segment, number in places:
        segment.document(number)  # or the contents are damaged
    return places


def _open(site: Site, embedders: Embedders, *, reason: str | None) -> tuple[Library, Contents]:
    library, contents = open_generation(site, embedders)
    return replace(library, reason=reason), contents


def open_generation(site: Site, embedders: Embedders) -> tuple[Library, Contents]:
    """Open the index in use as it lies there.

    Raises:
        IndexMissingError, IndexStaleError, IndexDamagedError: it has to be built.
    """
    generation = current_generation(site.folder)
    manifest = read_manifest(generation, site.recipe)
    contents = load_contents(generation)
    places = _read(generation, contents)
    documents, descriptions, faults = _corrected(places, tuple(site.paths))
    holdings = Holdings(documents, places)
    library = Library(
        parsed=holdings,
        descriptions=descriptions,
        retriever=_retriever(
            site,
            embedders,
            generation,
            contents,
            lambda number: [one.id for one in holdings[number].clauses],
        ),
        manifest=manifest,
        reason=None,
        skipped=(*contents.skipped, *faults),
    )
    return library, contents


def open_retriever(site: Site, embedders: Embedders) -> HybridRetriever:
    """Open the index in use without its documents: clauses go by document and number.

    Raises:
        IndexMissingError, IndexStaleError, IndexDamagedError: as `open_generation`.
    """
    generation = current_generation(site.folder)
    read_manifest(generation, site.recipe)
    contents = load_contents(generation)
    known = list(contents.documents())

    def ids_of(number: int) -> list[str]:
        one = known[number]
        return [f"{one.id}#{at}" for at in range(one.clauses)]

    return _retriever(site, embedders, generation, contents, ids_of)


def _retriever(
    site: Site,
    embedders: Embedders,
    generation: Path,
    contents: Contents,
    ids_of: Callable[[int], Sequence[str]],
) -> HybridRetriever:
    """Map the index files of a generation; `ids_of` gives the ids of the clauses of a document."""
    try:
        words = read_words(generation)
    except (OSError, ValueError) as error:
        raise IndexDamagedError(generation, str(error).splitlines()[0]) from error
    tokenizer = open_tokenizer(words, site.cache)
    segments = {name: sum(sizes) for name, sizes in contents.segments.items()}
    lexical = [LexicalIndex.load(generation / name / LEXICAL_NAME, tokenizer) for name in segments]
    dense = [
        DenseIndex.load(generation / name / DENSE_NAME, size) for name, size in segments.items()
    ]
    order = _order(contents)
    documents = list(contents.documents())
    return HybridRetriever(
        Clauses([one.id or "" for one in documents], [one.clauses for one in documents], ids_of),
        lexical=LexicalIndex.joined(lexical, order),
        dense=DenseIndex.joined(dense, order),
        embedder=embedders.question(site.recipe.encoder, tokenizer),
        tokenizer=tokenizer,
    )


def _order(contents: Contents) -> Order:
    """Return where each clause in reading order stands among those of the segments.

    A segment holds the clauses of its documents one behind the other, the removed ones included.
    """
    sizes = [size for counts in contents.segments.values() for size in counts]
    keys = [(name, at) for name, counts in contents.segments.items() for at in range(len(counts))]
    starts = dict(zip(keys, accumulate(sizes, initial=0), strict=False))
    live = [
        starts[one.segment or "", one.number] + np.arange(one.clauses)
        for one in contents.documents()
    ]
    return Order([sum(counts) for counts in contents.segments.values()], np.concatenate(live))


def _corrected(
    places: Sequence[tuple[StoredDocuments, int]], paths: Sequence[Path]
) -> tuple[tuple[Document, ...], tuple[Description, ...], tuple[str, ...]]:
    """Lay the sidecars of the moment over what the index holds; a faulty one counts as not there.

    They are read whenever an index is opened, so that one that was changed, added or taken away
    costs no building.
    """
    corrections, faults = read_sidecars(paths)
    for fault in faults:
        logger.warning("跳过旁注文件：%s（%s）", fault.message, fault.hint)
    documents = [one.document(number) for one, number in places]
    by_id = {one.id: corrections.get(one.content_hash, {}) for one in documents}
    related = relate([one.descriptions[number] for one, number in places], by_id)
    titled = tuple(
        document
        if document.title == one.metadata.title.value
        else replace(document, title=one.metadata.title.value)
        for document, one in zip(documents, related, strict=True)
    )
    return titled, related, tuple(fault.message for fault in faults)
