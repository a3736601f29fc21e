"""The library: parsed documents and the retriever over them, opened from disk or built anew."""

from __future__ import annotations

import json
import logging
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.description import Description, describe
from corpus.description_store import load_descriptions, save_descriptions
from corpus.errors import CorpusError, DocumentsError, ReadError
from corpus.facts import ParsedDocument
from corpus.loading import load_documents
from corpus.reading import DEFAULT_LIMITS, Limits
from corpus.reading_worker import ReadingWorker
from corpus.recognised_pages import FOLDER as RECOGNISED
from corpus.reference_graph import relate
from corpus.sidecar import read_sidecars
from corpus.store import document_paths, load_parsed, save_parsed
from corpus.view import close_spacing
from index.dense import DenseIndex
from index.embed import (
    DEFAULT_ENCODER,
    Embedder,
    is_segmented,
    open_build_embedder,
    open_question_embedder,
)
from index.errors import IndexDamagedError, IndexMissingError, IndexStaleError
from index.fusion import Scores
from index.lexical import LexicalIndex
from index.model import IndexManifest, Passage
from index.persistence import (
    FORMAT,
    Recipe,
    current_generation,
    hash_code,
    hash_encoder,
    hash_files,
    index_folder,
    new_generation,
    only_builder,
    read_manifest,
    require_fresh,
    write_manifest,
)
from index.retriever import HybridRetriever
from index.tokens import Tokenizer, load_lexicon

OpenEmbedder = Callable[[str, Tokenizer], Embedder]

logger = logging.getLogger(__name__)

PARSED_NAME = "parsed.jsonl"
DESCRIPTIONS_NAME = "descriptions.jsonl"
WORDS_NAME = "words.txt"
SKIPPED_NAME = "skipped.json"
LEXICAL_NAME = "lexical"
DENSE_NAME = "dense"

EMBEDDED_AT_ONCE = 256  # texts between two steps of the progress bar

# Longer names are phrases: as one word they would hide the words in them.
LONGEST_WORD = 8
LONGEST_TITLE_WORD = 6
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_JOINTS = re.compile(r"[和与及或]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What is answered from.

    `descriptions` are in the order of `parsed`, the sidecars of the moment laid over them.
    `reason` says why the index was built just now, None where it was opened as it lay there.
    `skipped` holds what was wrong with each file that could not be read.
    """

    parsed: tuple[ParsedDocument, ...]
    descriptions: tuple[Description, ...]
    retriever: HybridRetriever
    manifest: IndexManifest
    reason: str | None
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedders:
    """How an encoder is opened for clauses and for questions; both give equal vectors."""

    build: OpenEmbedder = open_build_embedder
    question: OpenEmbedder = open_question_embedder


EMBEDDERS = Embedders()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a library comes from and where its index lies."""

    paths: tuple[Path, ...]
    folder: Path
    cache: Path
    recipe: Recipe


def open_library(
    documents: Sequence[Path],
    *,
    home: Path,
    encoder: str | None = None,
    progress: bool = False,
    embedders: Embedders = EMBEDDERS,
    limits: Limits = DEFAULT_LIMITS,
) -> Library:
    """Open the index of these folders and files; build it when it is missing, stale or damaged.

    Args:
        documents: Folders, read recursively, and files.
        home: The data home; the index lies under `home/index`, jieba's cache under `home/jieba`.
        encoder: A sentence-transformers model, None for the shipped one.
        progress: Show progress bars on stderr while building.
        embedders: How the encoder is opened.
        limits: What reading a file may take while building.

    Raises:
        DocumentsError: a folder is missing, or nothing in it can be read.
        EncoderError: the encoder cannot be loaded.
        HomeError: the index has to be built and the data home cannot be written.
    """
    place = _place(documents, home, encoder)
    try:
        return _open(place, embedders, reason=None)
    except (IndexMissingError, IndexStaleError, IndexDamagedError):
        pass  # asked again under the lock: another process may be building it this very moment
    with only_builder(place.folder):
        try:
            return _open(place, embedders, reason=None)
        except IndexMissingError:
            reason = "还没有索引"
        except IndexStaleError as error:
            reason = error.reason
        except IndexDamagedError as error:
            reason = error.message
        logger.info("正在建立索引：%s", reason)
        with ReadingWorker(limits=limits, recognised=home / RECOGNISED) as worker:
            parsed, failures = load_documents(place.paths, worker=worker, progress=progress)
        _build(place, embedders, parsed, failures, progress=progress)
        return _open(place, embedders, reason=reason)


def _place(documents: Sequence[Path], home: Path, encoder: str | None) -> _Place:
    paths = document_paths(documents)
    name = encoder or str(DEFAULT_ENCODER)
    folder = index_folder(home, documents)
    recipe = Recipe(
        version=FORMAT,
        corpus_hash=hash_files(paths),
        code_hash=hash_code(),
        encoder=name,
        encoder_hash=hash_encoder(name),
        segmented=is_segmented(name),
    )
    return _Place(paths=paths, folder=folder, cache=home / "jieba" / folder.name, recipe=recipe)


def stored_documents(
    documents: Sequence[Path], *, home: Path, encoder: str | None = None
) -> tuple[tuple[ParsedDocument, Description], ...] | None:
    """Return the documents as the index holds them, no sidecar laid over; None where it is stale.

    Raises:
        DocumentsError: a folder is missing or holds nothing of a known format.
    """
    place = _place(documents, home, encoder)
    try:
        generation = current_generation(place.folder)
        require_fresh(read_manifest(generation), place.recipe, generation)
        parsed = load_parsed(generation / PARSED_NAME)
        descriptions = load_descriptions(generation / DESCRIPTIONS_NAME, parsed)
        return tuple(zip(parsed, descriptions, strict=True))
    except (IndexMissingError, IndexStaleError, IndexDamagedError, CorpusError):
        return None


def _open(place: _Place, embedders: Embedders, *, reason: str | None) -> Library:
    generation = current_generation(place.folder)
    manifest = read_manifest(generation)
    require_fresh(manifest, place.recipe, generation)
    try:
        parsed = load_parsed(generation / PARSED_NAME)
        descriptions = load_descriptions(generation / DESCRIPTIONS_NAME, parsed)
        skipped = tuple(json.loads((generation / SKIPPED_NAME).read_bytes()))
        words = (generation / WORDS_NAME).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError, CorpusError) as error:
        raise IndexDamagedError(generation, str(error).splitlines()[0]) from error
    parsed, descriptions, faults = _corrected(parsed, descriptions, place.paths)
    tokenizer = _tokenizer(words, place.cache)
    retriever = HybridRetriever(
        passages_of(parsed),
        lexical=LexicalIndex.load(generation / LEXICAL_NAME, tokenizer),
        dense=DenseIndex.load(generation / DENSE_NAME, manifest.clauses),
        embedder=embedders.question(place.recipe.encoder, tokenizer),
        tokenizer=tokenizer,
    )
    return Library(
        parsed=parsed,
        descriptions=descriptions,
        retriever=retriever,
        manifest=manifest,
        reason=reason,
        skipped=(*skipped, *faults),
    )


def _corrected(
    parsed: tuple[ParsedDocument, ...], descriptions: Sequence[Description], paths: Sequence[Path]
) -> tuple[tuple[ParsedDocument, ...], tuple[Description, ...], tuple[str, ...]]:
    """Lay the sidecars of the moment over what the index holds; a faulty one counts as not there.

    They are read whenever an index is opened, so that one that was changed, added or taken away
    costs no building.
    """
    corrections, faults = read_sidecars(paths)
    for fault in faults:
        logger.warning("跳过旁注文件：%s（%s）", fault.message, fault.hint)
    by_id = {item.document.id: corrections.get(item.document.content_hash, {}) for item in parsed}
    related = relate(descriptions, by_id)
    titled = tuple(
        replace(item, document=replace(item.document, title=one.metadata.title.value))
        for item, one in zip(parsed, related, strict=True)
    )
    return titled, related, tuple(fault.message for fault in faults)


def _build(
    place: _Place,
    embedders: Embedders,
    parsed: Sequence[ParsedDocument],
    failures: Sequence[ReadError],
    *,
    progress: bool,
) -> None:
    from tqdm import tqdm

    passages = passages_of(parsed)
    if not passages:
        raise DocumentsError(
            place.paths[0],
            "文件里没有可检索的条款。",
            hint="检查文件内容是否完整，或换用别的文件。",
        )
    words = corpus_words(parsed)
    shutil.rmtree(place.cache, ignore_errors=True)  # dictionaries of earlier documents
    tokenizer = _tokenizer(words, place.cache)
    embedder = embedders.build(place.recipe.encoder, tokenizer)
    vectors = _embed(passages, embedder, progress=progress)
    owners = np.arange(len(passages), dtype=np.int32)
    with new_generation(place.folder) as building:
        save_parsed(parsed, building / PARSED_NAME)
        save_descriptions([describe(one) for one in parsed], building / DESCRIPTIONS_NAME)
        _write_lines(building / WORDS_NAME, words)
        skipped = json.dumps([failure.message for failure in failures], ensure_ascii=False)
        (building / SKIPPED_NAME).write_text(skipped, encoding="utf-8")
        cut = tqdm(passages, desc="切分词语", unit="条", disable=not progress)
        LexicalIndex.build(cut, tokenizer).save(building / LEXICAL_NAME)
        DenseIndex.build(vectors, owners, len(passages)).save(building / DENSE_NAME)
        write_manifest(
            building, place.recipe, clauses=len(passages), dimensions=embedder.dimensions
        )


def _write_lines(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _tokenizer(words: Sequence[str], cache: Path) -> Tokenizer:
    return Tokenizer((*words, *load_lexicon()), tmp_dir=cache)


def _embed(passages: Sequence[Passage], embedder: Embedder, *, progress: bool) -> Scores:
    from tqdm import tqdm

    texts = [f"{passage.path}\n{passage.body}" for passage in passages]
    vectors: Scores = np.zeros((len(texts), embedder.dimensions), dtype=np.float32)
    with tqdm(total=len(texts), desc="计算向量", unit="条", disable=not progress) as bar:
        for start in range(0, len(texts), EMBEDDED_AT_ONCE):
            batch = texts[start : start + EMBEDDED_AT_ONCE]
            vectors[start : start + len(batch)] = embedder.encode(batch)
            bar.update(len(batch))
    return vectors


def passages_of(parsed: Sequence[ParsedDocument]) -> tuple[Passage, ...]:
    """Return every clause as it is searched, in reading order."""
    return tuple(
        Passage(
            clause_id=clause.id,
            document_id=item.document.id,
            title=item.document.title,
            path=" ".join((*clause.path.headings, *clause.titles)),
            body=close_spacing(clause.span.of(item.document.text)),
        )
        for item in parsed
        for clause in item.clauses
    )


def corpus_words(parsed: Sequence[ParsedDocument]) -> tuple[str, ...]:
    """Return the documents' own words for the user dictionary, sorted.

    These are the names of agencies, the metrics of targets and the words that clause titles join
    by 和, 与, 及, 或 or punctuation.
    """
    return tuple(sorted({word for item in parsed for word in _words_of(item)}))


def _words_of(parsed: ParsedDocument) -> Iterator[str]:
    facts = parsed.facts
    for responsibility in facts.responsibilities:
        yield from _short_words(responsibility.agencies, LONGEST_WORD)
    yield from _short_words((target.metric for target in facts.targets), LONGEST_WORD)
    titles = (title for clause in parsed.clauses for title in clause.titles)
    pieces = (piece for title in titles for piece in _JOINTS.split(title))
    yield from _short_words(pieces, LONGEST_TITLE_WORD)


def _short_words(names: Iterable[str], longest: int) -> Iterator[str]:
    for name in names:
        yield from (word for word in _HAN_WORD.findall(name) if len(word) <= longest)
