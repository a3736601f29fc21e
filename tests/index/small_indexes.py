"""Small indexes that grow: their documents, how they are opened, what they serve after a power cut."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.building import (
    Embedders,
    Site,
    Upkeep,
    build_whole,
    extend,
    site_of,
)
from index.compaction import compact_library
from index.contents import IndexedFile, StoredDocument, load_contents, place
from index.library import Library, open_library
from index.persistence import current_generation, read_manifest
from index.segments import read_documents
from index.tokens import Tokenizer
from tests.crashes import Crasher
from tests.fakes import HashEmbedder, parsed_document

NEVER_WHOLE = Upkeep(whole_below=0, whole_past=99, compact_past=99)
QUESTIONS = ("老旧管网改造由谁负责", "再生水利用率", "供热单位", "照明灯具更换", "市水务局", "办法")
TEXTS = {
    "甲市节水行动方案": "一、总体目标\n到2027年，再生水利用率达到25%以上。\n二、任务\n推进老旧管网改造。\n",
    "乙市供热办法": "第一条 为了规范供热活动，制定本办法。\n第二条 供热单位应当改造老旧管网。\n",
    "丁市公园条例": "第一条 公园应当免费开放。\n第二条 公园由市园林局管理。\n",
}
ADDED = "第一条 为了节约用电，制定本办法。\n第二条 道路照明灯具应当更换，老旧管网同时改造。\n"
# Two clauses each, for the power cuts.
DOCUMENTS = {
    name: parsed_document(
        name, [("一、管网", f"推进{name}的管网改造。"), ("二、水厂", "建设水厂。")]
    )
    for name in ("甲", "乙", "丙")
}


class TellingEmbedder(HashEmbedder):
    """Notes the texts it embeds."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        return super().encode(texts)


def open_with(
    folders: Sequence[Path], home: Path, upkeep: Upkeep = NEVER_WHOLE, **options: str
) -> tuple[Library, list[str]]:
    embedder = TellingEmbedder()

    def opened(*_: str | Tokenizer) -> HashEmbedder:
        return embedder

    embedders = Embedders(build=opened, question=opened)
    library = open_library(folders, home=home, embedders=embedders, upkeep=upkeep, **options)
    return library, embedder.texts


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(f"{name}\n\n{text}", encoding="utf-8")
    return folder / f"{name}.txt"


def found(library: Library) -> list[str]:
    """Return every clause that any question finds."""
    hits = [hit for one in QUESTIONS for hit in library.retriever.retrieve(one, k=99)]
    return sorted({hit.clause_id.split("/")[0] for hit in hits})


def compact(folders: Sequence[Path], home: Path, embedder: HashEmbedder | None = None) -> bool:
    def opened(*_: str | Tokenizer) -> HashEmbedder:
        return embedder or HashEmbedder()

    embedders = Embedders(build=opened, question=opened)
    return compact_library(folders, home=home, embedders=embedders)


class WriteCrasher(Crasher):
    """Counts the files opened for writing, and not those that are only read."""

    def _watch(self, event: str, arguments: tuple[object, ...]) -> None:
        is_write = event != "open" or bool(int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR))
        if is_write:
            super()._watch(event, arguments)


def files_of(names: Sequence[str]) -> tuple[IndexedFile, ...]:
    return tuple(
        IndexedFile(
            path=f"/{name}.txt",
            hash=name,
            documents=(StoredDocument(name=name, id=name, content_hash=name, clauses=2),),
        )
        for name in names
    )


def crash_site(folder: Path, names: Sequence[str]) -> Site:
    folder.mkdir(exist_ok=True)
    site = site_of([write(folder, "占位", "占位。")], folder / "home", "hash")
    recipe = replace(site.recipe, corpus_hash="".join(names))
    return replace(site, recipe=recipe, folder=folder / "index", cache=folder / "jieba")


def hash_embedders() -> Embedders:
    def opened(*_: str | Tokenizer) -> HashEmbedder:
        return HashEmbedder()

    return Embedders(build=opened, question=opened)


def serve(folder: Path) -> str:
    """Return the names of the documents that the index in use holds, every file of it checked."""
    generation = current_generation(folder)
    manifest = read_manifest(generation)
    contents = load_contents(generation)
    held = {name: read_documents(generation / name) for name in contents.segments}
    names = "".join(
        held[one.segment or ""].parsed(one.number).document.id for one in contents.documents()
    )
    assert names == manifest.corpus_hash
    return names


def renew(folder: Path, names: Sequence[str]) -> None:
    """Bring the index from what it holds to documents with these names, as `open_library` does."""
    site = crash_site(folder, names)
    site.folder.mkdir(exist_ok=True)
    old = current_generation(site.folder)
    known = load_contents(old)
    files, missing = place(files_of(names), known)
    fresh = [DOCUMENTS[one] for one in missing]
    extend(site, hash_embedders(), files=files, fresh=fresh, old=old, known=known)


def begin(folder: Path) -> Path:
    site = crash_site(folder, "甲乙")
    site.folder.mkdir(exist_ok=True)
    documents = [DOCUMENTS["甲"], DOCUMENTS["乙"]]
    build_whole(site, hash_embedders(), files_of("甲乙"), documents, progress=False)
    return site.folder
