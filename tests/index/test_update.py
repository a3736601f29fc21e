"""An index brought up to date: what came is put beside the rest, what went is never found again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.building import (
    Embedders,
    Site,
    Upkeep,
    build_whole,
    extend,
    open_tokenizer,
    read_words,
    site_of,
)
from index.compaction import compact_library
from index.contents import Contents, IndexedFile, StoredDocument, load_contents, place
from index.dense import DenseIndex
from index.errors import IndexDamagedError
from index.lexical import LexicalIndex
from index.library import Library, open_library
from index.order import Clauses, Order
from index.passages import passages_of
from index.persistence import current_generation, read_manifest, require_fresh
from index.retriever import HybridRetriever
from index.segments import LEXICAL_NAME, read_documents
from index.tokens import Tokenizer
from tests.crashes import CHANGES, Crasher, CrashError
from tests.fakes import HashEmbedder, parsed_document

NEVER_WHOLE = Upkeep(whole_below=0, whole_past=99, compact_past=99)
QUESTIONS = ("老旧管网改造由谁负责", "再生水利用率", "供热单位", "照明灯具更换", "市水务局", "办法")
TEXTS = {
    "甲市节水行动方案": "一、总体目标\n到2027年，再生水利用率达到25%以上。\n二、任务\n推进老旧管网改造。\n",
    "乙市供热办法": "第一条 为了规范供热活动，制定本办法。\n第二条 供热单位应当改造老旧管网。\n",
    "丁市公园条例": "第一条 公园应当免费开放。\n第二条 公园由市园林局管理。\n",
}
ADDED = "第一条 为了节约用电，制定本办法。\n第二条 道路照明灯具应当更换，老旧管网同时改造。\n"


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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    for name, text in TEXTS.items():
        write(root / "documents", name, text)
    open_with([root / "documents"], root / "home")
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of documents and index, which the tests may change; at another place, so built anew."""
    documents = shutil.copytree(built / "documents", tmp_path / "documents")
    open_with([documents], tmp_path / "home")
    return tmp_path


def test_an_added_document_is_embedded_alone_and_found(root: Path) -> None:
    """In the middle of the reading order; the other documents are as they were."""
    write(root / "documents", "丙市节电办法", ADDED)

    library, texts = open_with([root / "documents"], root / "home")

    assert library.reason == "政策文件有增减或修改"
    assert len(texts) == 2
    assert [one.document.id for one in library.parsed] == [
        "丁市公园条例",
        "丙市节电办法",
        "乙市供热办法",
        "甲市节水行动方案",
    ]
    assert library.retriever.retrieve("道路照明", k=1)[0].clause_id == "丙市节电办法/第二条"
    assert library.manifest.clauses == sum(len(one.clauses) for one in library.parsed)
    assert open_with([root / "documents"], root / "home")[0].reason is None


def test_an_updated_index_equals_a_full_build_by_the_same_statistics(root: Path) -> None:
    """Added, removed and changed: the same clauses with the same scores, in the same order."""
    write(root / "documents", "丙市节电办法", ADDED)
    open_with([root / "documents"], root / "home")
    (root / "documents" / "乙市供热办法.txt").unlink()
    write(
        root / "documents",
        "甲市节水行动方案",
        "一、目标\n老旧管网改造完成。\n二、再生水\n建设水厂。\n",
    )

    library, _ = open_with([root / "documents"], root / "home")

    generation = current_generation(site_of([root / "documents"], root / "home", None).folder)
    contents = load_contents(generation)
    assert len(contents.segments) == 3
    tokenizer = open_tokenizer(read_words(generation), root / "cache")
    statistics = LexicalIndex.load(generation / contents.base / LEXICAL_NAME, tokenizer).statistics
    passages = passages_of(library.parsed)
    embedder = HashEmbedder()
    vectors = embedder.encode([f"{one.path}\n{one.body}" for one in passages])
    whole = HybridRetriever(
        Clauses.of(passages),
        lexical=LexicalIndex.build(passages, tokenizer, statistics),
        dense=DenseIndex.build(vectors, np.arange(len(passages), dtype=np.int32), len(passages)),
        embedder=embedder,
        tokenizer=tokenizer,
    )
    for question in QUESTIONS:
        assert library.retriever.retrieve(question, k=99) == whole.retrieve(question, k=99)
    assert found(library) == ["丁市公园条例", "丙市节电办法", "甲市节水行动方案"]


def test_a_removed_document_is_never_found_again(root: Path) -> None:
    """Neither by its words nor by nearness; nothing is embedded for that."""
    (root / "documents" / "乙市供热办法.txt").unlink()

    library, texts = open_with([root / "documents"], root / "home")

    assert texts == []
    assert found(library) == ["丁市公园条例", "甲市节水行动方案"]
    assert library.retriever.idf("供热") == 0.0
    assert library.retriever.idf("管网") > 0
    scoped = library.retriever.retrieve("供热", k=9, documents=frozenset({"乙市供热办法"}))
    assert scoped == ()


def test_a_removed_document_that_comes_back_is_found(root: Path) -> None:
    """From the segment it lay in, or read anew: once, and as before."""
    before, _ = open_with([root / "documents"], root / "home")
    text = (root / "documents" / "乙市供热办法.txt").read_bytes()
    (root / "documents" / "乙市供热办法.txt").unlink()
    open_with([root / "documents"], root / "home")
    (root / "documents" / "乙市供热办法.txt").write_bytes(text)

    after, _ = open_with([root / "documents"], root / "home")

    assert tuple(after.parsed) == tuple(before.parsed)
    for question in QUESTIONS:
        assert after.retriever.retrieve(question, k=99) == before.retriever.retrieve(question, k=99)


def test_documents_of_one_name_are_told_apart_as_in_a_full_build(root: Path) -> None:
    """A file that sorts first takes the name, a copy counts once, and gone it leaves the other."""
    folders = [root / "documents", root / "另一处"]
    write(root / "另一处", "丙市节电办法", ADDED)
    open_with(folders, root / "home")
    steps = (
        lambda: write(root / "documents", "丙市节电办法", f"{ADDED}第三条 另有规定。\n"),
        lambda: write(root / "documents", "丙市节电办法", ADDED),
        lambda: (root / "documents" / "丙市节电办法.txt").unlink(),
        lambda: write(root / "另一处", "乙市供热办法", "第一条 供热按面积计价。\n"),
        lambda: (root / "documents" / "乙市供热办法.txt").unlink(),
    )
    for number, step in enumerate(steps):
        step()
        updated, _ = open_with(folders, root / "home")
        whole, _ = open_with(folders, root / f"home-{number}")
        assert tuple(updated.parsed) == tuple(whole.parsed)
        assert updated.descriptions == whole.descriptions


def test_a_small_index_and_a_large_change_are_built_whole(root: Path) -> None:
    """Everything is embedded again, with statistics of its own, but nothing read again."""
    site = site_of([root / "documents"], root / "home", None)
    for upkeep in (Upkeep(), Upkeep(whole_below=0, whole_past=0.1, compact_past=99)):
        write(root / "documents", f"丙市办法{upkeep.whole_below}", ADDED)
        library, texts = open_with([root / "documents"], root / "home", upkeep)

        assert len(texts) == library.manifest.clauses
        assert len(load_contents(current_generation(site.folder)).segments) == 1


def test_another_encoder_embeds_again_what_was_read_before(root: Path) -> None:
    """The documents come from the index: those of files that cannot be read are still there."""
    library, texts = open_with([root / "documents"], root / "home", encoder="another/encoder")

    assert library.reason == "更换了文本编码器"
    assert len(texts) == library.manifest.clauses
    assert len(library.parsed) == len(TEXTS)


def test_damage_is_told_and_mended(root: Path) -> None:
    """A segment that was changed: everything is read and built again, and the line says why."""
    site = site_of([root / "documents"], root / "home", None)
    write(root / "documents", "丙市节电办法", ADDED)
    open_with([root / "documents"], root / "home")
    generation = current_generation(site.folder)
    base = load_contents(generation).base
    path = generation / base / "documents.jsonl"
    path.write_bytes(path.read_bytes().replace("供热".encode(), "供暖".encode()))

    library, texts = open_with([root / "documents"], root / "home")

    assert library.reason is not None
    assert "documents.jsonl 内容有变" in library.reason
    assert len(texts) == library.manifest.clauses
    assert library.retriever.retrieve("供热单位", k=1)[0].clause_id == "乙市供热办法/第二条"


def test_an_index_of_another_version_is_told_as_such_and_built_anew(root: Path) -> None:
    """Its files are none of ours to check; its documents are read again."""
    site = site_of([root / "documents"], root / "home", None)
    path = current_generation(site.folder) / "manifest.json"
    stored = json.loads(path.read_bytes())
    stored |= {"version": "0", "files": dict.fromkeys(stored["files"], "other checksums")}
    path.write_text(json.dumps(stored), encoding="utf-8")

    library, texts = open_with([root / "documents"], root / "home")

    assert library.reason == "索引格式有更新"
    assert len(texts) == library.manifest.clauses


def test_a_document_without_clauses_is_kept_beside_the_rest(root: Path) -> None:
    """A title alone: nothing to be found, nothing that fails."""
    write(root / "documents", "丙市空白办法", "")

    library, texts = open_with([root / "documents"], root / "home")

    assert texts == []
    assert "丙市空白办法" in [one.document.id for one in library.parsed]
    assert found(library) == sorted(TEXTS)


def test_a_grown_index_is_built_whole_in_the_background(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is started past the share, and answers as a fresh build from then on."""
    started: list[Path] = []

    def note(documents: Sequence[Path], **_: object) -> None:
        started.extend(documents)

    monkeypatch.setattr("index.library.start_compaction", note)
    write(root / "documents", "丙市节电办法", ADDED)
    upkeep = replace(NEVER_WHOLE, compact_past=0.05)
    grown, _ = open_with([root / "documents"], root / "home", upkeep)
    assert started == [root / "documents"]

    assert compact([root / "documents"], root / "home")

    started.clear()
    library, _ = open_with([root / "documents"], root / "home", upkeep)
    fresh, _ = open_with([root / "documents"], root / "other home")
    assert (library.reason, started) == (None, [])
    assert tuple(library.parsed) == tuple(grown.parsed)
    for question in QUESTIONS:
        assert library.retriever.retrieve(question, k=99) == fresh.retriever.retrieve(
            question, k=99
        )


def test_what_came_during_a_compaction_is_kept(root: Path) -> None:
    """Added and removed between its start and its end: neither is lost."""
    write(root / "documents", "丙市节电办法", ADDED)
    open_with([root / "documents"], root / "home")
    done = []

    class Meanwhile(HashEmbedder):
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if not done:
                done.append(True)
                (root / "documents" / "乙市供热办法.txt").unlink()
                write(root / "documents", "戊市规定", "第一条 照明灯具更换由市城管局负责。\n")
                open_with([root / "documents"], root / "home")
            return super().encode(texts)

    assert compact([root / "documents"], root / "home", Meanwhile())

    library, texts = open_with([root / "documents"], root / "home")
    assert (library.reason, [one for one in texts if "照明" in one]) == (None, [])
    assert found(library) == ["丁市公园条例", "丙市节电办法", "戊市规定", "甲市节水行动方案"]


def compact(folders: Sequence[Path], home: Path, embedder: HashEmbedder | None = None) -> bool:
    def opened(*_: str | Tokenizer) -> HashEmbedder:
        return embedder or HashEmbedder()

    embedders = Embedders(build=opened, question=opened)
    return compact_library(folders, home=home, embedders=embedders)


# Power cuts, at every change of files.

DOCUMENTS = {
    name: parsed_document(
        name, [("一、管网", f"推进{name}的管网改造。"), ("二、水厂", "建设水厂。")]
    )
    for name in ("甲", "乙", "丙")
}


class WriteCrasher(Crasher):
    """Counts the files opened for writing, and not those that are only read."""

    def _watch(self, event: str, arguments: tuple[object, ...]) -> None:
        is_write = event != "open" or bool(int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR))
        if is_write:
            super()._watch(event, arguments)


@pytest.fixture(scope="module")
def crasher() -> Crasher:
    return WriteCrasher(CHANGES | {"os.link"})


@pytest.fixture
def one_tokenizer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut with one tokenizer, so that its dictionary is not made for every cut of the power."""
    tokenizer = Tokenizer()
    tokenizer.cut("管网")
    monkeypatch.setattr("index.building.open_tokenizer", lambda *_: tokenizer)


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


@pytest.mark.usefixtures("one_tokenizer")
def test_a_kill_at_every_write_of_an_update_leaves_the_old_index_or_the_new(
    crasher: Crasher, tmp_path: Path
) -> None:
    """One document comes, one goes; whatever is left behind is cleared by the next update."""
    folder = begin(tmp_path)
    seen = []
    for changes in range(2000):
        try:
            with crasher.after(changes):
                renew(tmp_path, "甲丙")
        except CrashError:
            seen.append(serve(folder))
            if seen[-1] == "甲丙":
                folder = begin(tmp_path)
        else:
            break

    assert set(seen) == {"甲乙", "甲丙"}
    assert serve(folder) == "甲丙"
    assert len([one for one in folder.iterdir() if one.is_dir()]) == 1


@pytest.mark.usefixtures("one_tokenizer")
def test_a_kill_at_every_write_of_a_compaction_leaves_an_index_of_the_same(
    crasher: Crasher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Grown or whole, it serves the same documents; half a base is never in use."""
    folder = begin(tmp_path)
    renew(tmp_path, "甲丙")
    monkeypatch.setattr("index.compaction.site_of", lambda *_: crash_site(tmp_path, "x"))
    sizes = []
    for changes in range(2000):
        try:
            with crasher.after(changes):
                assert compact([], tmp_path)
        except CrashError:
            assert serve(folder) == "甲丙"
            sizes.append(len(load_contents(current_generation(folder)).segments))
        else:
            break

    assert set(sizes) >= {2}
    assert serve(folder) == "甲丙"
    assert len(load_contents(current_generation(folder)).segments) == 1
    assert len([one for one in folder.iterdir() if one.is_dir()]) == 1


def test_a_compaction_of_another_program_or_beside_another_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index that has to be built anew anyway is left alone."""
    folder = begin(tmp_path)
    site = crash_site(tmp_path, "x")
    other = replace(site, recipe=replace(site.recipe, code_hash="another"))
    monkeypatch.setattr("index.compaction.site_of", lambda *_: other)
    before = current_generation(folder)

    assert not compact([], tmp_path)

    assert current_generation(folder) == before
    require_fresh(read_manifest(before), crash_site(tmp_path, "甲乙").recipe, before)


# The values it rests on.


def test_growth_counts_what_came_and_what_went() -> None:
    """As a share of the clauses of the last full build."""

    def document(name: str, segment: str, number: int) -> StoredDocument:
        return StoredDocument(
            name=name, id=name, content_hash=name, clauses=10, segment=segment, number=number
        )

    def contents(*documents: StoredDocument) -> Contents:
        files = tuple(
            IndexedFile(path=one.name, hash=one.name, documents=(one,)) for one in documents
        )
        return Contents(files=files, segments={"base": (10, 10), "more": (10,)})

    first, second, more = (
        document("甲", "base", 0),
        document("乙", "base", 1),
        document("丙", "more", 0),
    )
    assert contents(first, second).growth == 0
    assert contents(first, more, second).growth == 0.5
    assert contents(first, more).growth == 1.0
    assert contents(first, more).clauses == 20


def test_an_order_leaves_out_what_is_removed() -> None:
    """Scores and numbers of segments come out in reading order."""
    order = Order([3, 2], np.array([3, 0, 2, 4]))

    scores = order.arrange([np.array([0, 1, 2], np.float32), np.array([3, 4], np.float32)])
    numbers = order.numbers([np.array([0, 1], np.int32), np.array([0, 1], np.int32)])

    assert scores.tolist() == [3, 0, 2, 4]
    assert numbers.tolist() == [0, 1, 3]
    assert len(order) == 4


def test_contents_that_cannot_be_read_are_damage(tmp_path: Path) -> None:
    """Whatever stands in the file."""
    for text in ("", "[]", '{"files": [{}], "segments": {}}'):
        (tmp_path / "contents.json").write_text(text, encoding="utf-8")
        with pytest.raises(IndexDamagedError):
            load_contents(tmp_path)
