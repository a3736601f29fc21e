"""An index built, whole or by what has changed: documents in, a generation on disk out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from corpus.errors import DocumentsError
from corpus.facts import ParsedDocument
from corpus.loading import renamed
from corpus.store import document_paths
from index.contents import (
    Contents,
    IndexedFile,
    Origin,
    growth_of,
    put,
    save_contents,
)
from index.cutting import cut_passages, embedded_text
from index.dense import DenseIndex
from index.embed import (
    DEFAULT_ENCODER,
    BuildEmbedder,
    Embedder,
    is_segmented,
    open_build_embedder,
    open_question_embedder,
)
from index.fusion import Scores
from index.lexical import LexicalIndex, LexicalStatistics
from index.model import Passage, Recipe
from index.passages import corpus_words, passages_of
from index.persistence import (
    FORMAT,
    hash_code,
    hash_encoder,
    hash_hashes,
    hash_readable,
    index_folder,
    link_folder,
    new_generation,
    new_segment_name,
    write_manifest,
)
from index.segments import (
    DENSE_NAME,
    LEXICAL_NAME,
    Told,
    read_documents,
    save_segment,
    uncollected,
)
from index.tokens import Tokenizer, load_lexicon

OpenEmbedder = Callable[[str, Tokenizer], Embedder]

WORDS_NAME = "words.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedders:
    """How an encoder is opened for clauses and for questions; both give equal vectors."""

    build: OpenEmbedder = open_build_embedder
    question: OpenEmbedder = open_question_embedder


EMBEDDERS = Embedders()


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """When an index is built whole, and when what has changed is put beside it.

    Attributes:
        whole_below: An index of fewer clauses is built whole, which takes two or three seconds.
        whole_past: So is one of which such a share of the clauses came or went.
        compact_past: Past this share it is built whole in the background.
        most_segments: And past this number of segments, each of which every question asks.
    """

    whole_below: int = 2000
    whole_past: float = 0.25
    compact_past: float = 0.05
    most_segments: int = 16

    def is_whole(self, files: Sequence[IndexedFile], known: Contents) -> bool:
        """Tell whether to build an index of `files` whole, where it held what is `known`."""
        is_small = sum(known.segments[known.base]) < self.whole_below
        return is_small or growth_of(files, known) > self.whole_past

    def is_due(self, contents: Contents) -> bool:
        """Tell whether to build whole in the background."""
        is_grown = contents.growth > self.compact_past
        return is_grown or len(contents.segments) > self.most_segments


UPKEEP = Upkeep()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where a library comes from and where its index lies.

    `paths` are the files of the moment in reading order, each with the hash of its content.
    """

    paths: Mapping[Path, str]
    folder: Path
    cache: Path
    recipe: Recipe


def site_of(documents: Sequence[Path], home: Path, encoder: str | None) -> Site:
    """Return where the index of folders and files lies, and what it would be built from today.

    Raises:
        DocumentsError: one of them is missing or holds nothing of a known format.
    """
    paths = {path: hash_readable(path) for path in document_paths(documents)}
    name = encoder or str(DEFAULT_ENCODER)
    folder = index_folder(home, documents)
    recipe = Recipe(
        version=FORMAT,
        corpus_hash=hash_hashes(paths),
        code_hash=hash_code(),
        encoder=name,
        encoder_hash=hash_encoder(name),
        segmented=is_segmented(name),
    )
    return Site(paths=paths, folder=folder, cache=home / "jieba" / folder.name, recipe=recipe)


@lru_cache(maxsize=1)  # an update keeps the words, and their dictionary takes half a second to load
def open_tokenizer(words: tuple[str, ...], cache: Path) -> Tokenizer:
    """Return what cuts the clauses and questions of an index with these words of its own."""
    return Tokenizer((*words, *load_lexicon()), tmp_dir=cache)


def read_words(generation: Path) -> tuple[str, ...]:
    """Read the documents' own words, as they were at the last full build.

    Raises:
        OSError, ValueError: they cannot be read.
    """
    return tuple((generation / WORDS_NAME).read_text(encoding="utf-8").splitlines())


def build_whole(
    site: Site,
    embedders: Embedders,
    files: Sequence[IndexedFile],
    parsed: Sequence[ParsedDocument],
    *,
    progress: bool,
) -> None:
    """Build a generation of one segment, with statistics and a dictionary of its own.

    The caller holds the lock.

    Raises:
        DocumentsError: the documents have no clause.
        HomeError: the data home cannot be written.
    """
    with uncollected():
        base = prepare_base(site, embedders, parsed, progress=progress)
    with new_generation(site.folder) as building, uncollected():
        contents = base.write(building, files)
        _finish(site, building, contents, base.dimensions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A full build before it is written."""

    parsed: tuple[ParsedDocument, ...]
    told: Told
    words: tuple[str, ...]
    lexical: LexicalIndex
    dense: DenseIndex

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self.dense.dimensions

    def write(self, folder: Path, files: Sequence[IndexedFile]) -> Contents:
        """Write words and segment into `folder`, and return what it then holds."""
        segment = new_segment_name()
        save_segment(folder / segment, self.parsed, self.told, self.lexical, self.dense)
        text = "".join(f"{word}\n" for word in self.words)
        (folder / WORDS_NAME).write_text(text, encoding="utf-8")
        ids = [one.document.id for one in self.parsed]
        placed = put(files, ids, segment)
        return Contents(files=placed, segments={segment: clause_counts(self.parsed)})


def clause_counts(parsed: Sequence[ParsedDocument]) -> tuple[int, ...]:
    """Return how many clauses each document has."""
    return tuple(len(one.clauses) for one in parsed)


def prepare_base(
    site: Site, embedders: Embedders, parsed: Sequence[ParsedDocument], *, progress: bool
) -> Base:
    """Cut and embed all documents.

    Raises:
        DocumentsError: they have no clause.
    """
    passages = passages_of(parsed)
    if not passages:
        raise DocumentsError(
            next(iter(site.paths)),
            "文件里没有可检索的条款。",
            hint="检查文件内容是否完整，或换用别的文件。",
        )
    words = corpus_words(parsed)
    shutil.rmtree(site.cache, ignore_errors=True)  # dictionaries of earlier documents
    with ThreadPoolExecutor(1) as beside:  # other processes cut meanwhile
        told = beside.submit(Told.of, parsed)
        lexical, dense = _index(passages, words, site, embedders.build, None, progress=progress)
    return Base(parsed=tuple(parsed), told=told.result(), words=words, lexical=lexical, dense=dense)


def extend(
    site: Site,
    embedders: Embedders,
    *,
    files: Sequence[IndexedFile],
    fresh: Sequence[ParsedDocument],
    old: Path,
    known: Contents,
) -> None:
    """Build a generation of the segments of `old` that are still wanted and one of `fresh` documents.

    They are cut and scored as those of the last full build: by its dictionary and its statistics.
    The caller holds the lock.

    Args:
        site: Where the index lies.
        embedders: How the encoder is opened.
        files: What it is to hold; the documents that are not `fresh` have their places.
        fresh: The documents to be indexed, in reading order.
        old: A folder with words and segments.
        known: What these segments hold.

    Raises:
        HomeError: the data home cannot be written.
    """
    used = {one.segment for file in files for one in file.documents}
    segments = {
        name: sizes for name, sizes in known.segments.items() if name in used or name == known.base
    }
    with new_generation(site.folder) as building:
        shutil.copyfile(old / WORDS_NAME, building / WORDS_NAME)
        for name in segments:
            link_folder(old / name, building / name)
        if fresh:
            added = new_segment_name()
            _add_segment(building / added, site, embedders, fresh, old, known.base)
            files = put(files, [one.document.id for one in fresh], added)
            segments[added] = clause_counts(fresh)
        contents = Contents(files=tuple(files), segments=segments)
        dense = DenseIndex.load(old / known.base / DENSE_NAME, sum(segments[known.base]))
        _finish(site, building, contents, dense.dimensions)


def _add_segment(
    folder: Path,
    site: Site,
    embedders: Embedders,
    fresh: Sequence[ParsedDocument],
    old: Path,
    base: str,
) -> None:
    words = read_words(old)
    tokenizer = open_tokenizer(words, site.cache)
    statistics = LexicalIndex.load(old / base / LEXICAL_NAME, tokenizer).statistics
    passages = passages_of(fresh)
    lexical, dense = _index(passages, words, site, embedders.question, statistics, progress=False)
    save_segment(folder, fresh, Told.of(fresh), lexical, dense)


def _finish(site: Site, building: Path, contents: Contents, dimensions: int) -> None:
    save_contents(contents, building)
    write_manifest(building, site.recipe, clauses=contents.clauses, dimensions=dimensions)


def _index(
    passages: Sequence[Passage],
    words: tuple[str, ...],
    site: Site,
    open_embedder: OpenEmbedder,
    statistics: LexicalStatistics | None,
    *,
    progress: bool,
) -> tuple[LexicalIndex, DenseIndex]:
    """Cut, count and embed passages, a batch at a time, the cutting on all cores."""
    from tqdm import tqdm

    tokenizer = open_tokenizer(words, site.cache)
    embedder = open_embedder(site.recipe.encoder, tokenizer)
    spelling = embedder.vocabulary if isinstance(embedder, BuildEmbedder) else ()
    cuts = cut_passages(passages, tokenizer, spelling)
    counted = []
    vectors: Scores = np.zeros((len(passages), embedder.dimensions), dtype=np.float32)
    at = 0
    with tqdm(
        total=len(passages), desc="切分词语、计算向量", unit="条", disable=not progress
    ) as bar:
        for cut in cuts:
            counted.append(cut.counted)
            end = at + len(cut.counted.words.sizes)
            if isinstance(embedder, BuildEmbedder) and cut.spelt:
                vectors[at:end] = embedder.encode_inputs(cut.spelt)
            else:
                vectors[at:end] = embedder.encode([*map(embedded_text, passages[at:end])])
            bar.update(end - at)
            at = end
    lexical = LexicalIndex.of(counted, tokenizer, statistics)
    owners = np.arange(len(passages), dtype=np.int32)
    return lexical, DenseIndex.build(vectors, owners, len(passages))


def load_origins(
    ids: Sequence[str], origins: Mapping[str, Origin], generation: Path | None
) -> tuple[ParsedDocument, ...]:
    """Return documents, just read or from the segments of a generation, under these ids.

    Raises:
        IndexDamagedError: a segment cannot be read.
    """
    found = []
    for name in ids:
        one = origins[name]
        if not isinstance(one, ParsedDocument):
            if generation is None or one.segment is None:
                raise ValueError(f"{name} lies in no segment")
            one = read_documents(generation / one.segment).parsed(one.number)
        found.append(renamed(one, name))
    return tuple(found)
