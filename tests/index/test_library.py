"""The library: built when it must be, opened otherwise."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import DocumentsError
from corpus.loading import load_documents
from index.errors import HomeError
from index.library import Embedders, Library, open_library
from index.passages import corpus_words, passages_of
from index.persistence import current_generation, index_folder
from index.tokens import Tokenizer
from tests.fakes import HashEmbedder, parsed_document

PLAN = """甲市节水行动方案

一、总体目标
到2027年，再生水利用率达到25%以上。

二、重点任务
（一）管网改造。推进老旧管网改造，控制漏损。（责任单位：市水务局、市住建局）
（二）再生水。建设再生水厂。（责任单位：市水务局）
"""
RULES = """乙市供热办法

第一条 为了规范供热活动，制定本办法。
第二条 供热单位应当改造老旧管网。
"""


class CountingEmbedder(HashEmbedder):
    """Counts how often texts were embedded for an index."""

    def __init__(self) -> None:
        self.builds = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.builds += len(texts) > 1
        return super().encode(texts)

    def openers(self) -> Embedders:
        return Embedders(build=self.open, question=self.open)

    def open(self, *_: str | Tokenizer) -> HashEmbedder:
        return self


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "甲市节水行动方案.txt").write_text(PLAN, encoding="utf-8")
    (folder / "乙市供热办法.txt").write_text(RULES, encoding="utf-8")
    (folder / "坏.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def built_home(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    open_library([documents], home=home, embedders=CountingEmbedder().openers())
    return home


@pytest.fixture
def home(built_home: Path, tmp_path: Path) -> Path:
    """A copy of the data home with an index built; the tests may spoil it."""
    return Path(shutil.copytree(built_home, tmp_path / "home"))


def reopen(documents: Path, home: Path, **options: str) -> tuple[Library, int]:
    embedder = CountingEmbedder()
    library = open_library([documents], home=home, embedders=embedder.openers(), **options)
    return library, embedder.builds


def test_a_fresh_index_is_opened_without_building(documents: Path, home: Path) -> None:
    """Nothing is parsed or embedded; what comes back equals what was parsed."""
    library, builds = reopen(documents, home)

    assert (library.reason, builds) == (None, 0)
    paths = [path for path in sorted(documents.iterdir()) if path.name != "坏.txt"]
    assert tuple(library.parsed) == load_documents(paths)[0]
    assert library.manifest.clauses == sum(len(item.clauses) for item in library.parsed)
    assert library.skipped == ("文件是空的：坏.txt",)


def test_the_library_finds_a_clause(documents: Path, home: Path) -> None:
    """Retrieval over what was opened, words and their weight included."""
    retriever = reopen(documents, home)[0].retriever

    (hit,) = retriever.retrieve("老旧管网改造由谁负责", k=1)

    assert hit.clause_id == "甲市节水行动方案/二/（一）"
    assert hit.lexical > 0
    assert "市住建局" in retriever.words("市住建局")
    assert retriever.idf("市住建局") > retriever.idf("管网") > retriever.idf("量子") == 0


def test_a_changed_document_is_read_again(documents: Path, home: Path, tmp_path: Path) -> None:
    """Changed in place: built once with the reason, then opened as it lies there."""
    folder = Path(shutil.copytree(documents, tmp_path / "documents"))
    assert reopen(folder, home)[0].reason == "还没有索引"
    status = (folder / "乙市供热办法.txt").stat()
    (folder / "乙市供热办法.txt").write_text(RULES.replace("老旧", "陈旧"), encoding="utf-8")
    os.utime(folder / "乙市供热办法.txt", ns=(status.st_atime_ns, status.st_mtime_ns))

    library, builds = reopen(folder, home)

    assert (library.reason, builds) == ("政策文件有增减或修改", 1)
    assert any("陈旧管网" in item.document.text for item in library.parsed)
    assert reopen(folder, home)[0].reason is None
    assert reopen(documents, home)[0].reason is None  # other folders keep their own index


def test_a_truncated_index_is_rebuilt_with_a_line_saying_why(
    documents: Path, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Damage is no error to the user: it is told once and mended."""
    generation = current_generation(index_folder(home, [documents]))
    (vectors,) = generation.glob("*/dense/vectors.faiss")
    vectors.write_bytes(vectors.read_bytes()[:100])

    with caplog.at_level(logging.INFO, logger="index.library"):
        library, builds = reopen(documents, home)

    assert builds == 1
    assert library.reason is not None
    assert "dense/vectors.faiss 大小不符" in library.reason
    assert [record.message for record in caplog.records if record.name == "index.library"] == [
        f"正在建立索引：{library.reason}"
    ]
    assert library.retriever.retrieve("老旧管网", k=1)


def test_another_encoder_makes_the_index_stale(documents: Path, home: Path) -> None:
    """Vectors of two encoders never meet."""
    library, builds = reopen(documents, home, encoder="another/encoder")

    assert (library.reason, builds) == ("更换了文本编码器", 1)
    assert library.manifest.encoder == "another/encoder"


def test_two_processes_at_once_build_once(documents: Path, tmp_path: Path) -> None:
    """The second waits for the lock and opens what the first has built."""
    embedder = CountingEmbedder()
    reasons: list[str | None] = []

    def work() -> None:
        opened = open_library([documents], home=tmp_path / "home", embedders=embedder.openers())
        reasons.append(opened.reason)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(reasons, key=str) == [None, None, "还没有索引"]
    assert embedder.builds == 1


def test_a_home_that_cannot_be_written_is_told_before_anything_is_read(
    documents: Path, tmp_path: Path
) -> None:
    """The data home is a file: an error with the next step, and nothing was embedded."""
    (tmp_path / "home").write_text("x", encoding="utf-8")
    embedder = CountingEmbedder()

    with pytest.raises(HomeError, match="WENCE_HOME"):
        open_library([documents], home=tmp_path / "home", embedders=embedder.openers())

    assert embedder.builds == 0


def test_a_missing_folder_does_not_touch_the_index(documents: Path, home: Path) -> None:
    """An error of the input loses no good data."""
    with pytest.raises(DocumentsError):
        reopen(documents / "没有", home)

    assert reopen(documents, home)[0].reason is None


def test_passages_carry_title_path_and_body() -> None:
    """What a clause is found by: the document's title, the headings and titles, the text."""
    (passage,) = passages_of([parsed_document("甲市方案", [("一、节水", "推进管网改造。")])])

    assert (passage.clause_id, passage.document_id) == ("甲市方案/1", "甲市方案")
    assert (passage.title, passage.path, passage.body) == (
        "甲市方案",
        "一、节水 一、节水",
        "推进管网改造。",
    )


def test_the_user_dictionary_is_made_of_the_documents() -> None:
    """Agencies, metrics and the words that titles join; phrases and marks are left out."""
    parsed = parsed_document(
        "甲", [("管网改造和水厂建设", "推进。"), ("加强组织领导并落实各项保障措施", "落实。")]
    )

    assert corpus_words([parsed]) == (
        "再生水利用率",
        "市工信局",
        "市水务局",
        "水厂建设",
        "管网改造",
    )


def test_sidecars_are_seen_at_once_and_cost_no_building(
    documents: Path, home: Path, tmp_path: Path
) -> None:
    """Added, changed, faulty, taken away: each opening reads them, and nothing is embedded."""
    folder = Path(shutil.copytree(documents, tmp_path / "documents"))
    reopen(folder, home)
    name = next(path for path in sorted(folder.iterdir()) if path.name != "坏.txt")
    sidecar = folder / f"{name.stem}.meta.toml"

    def said(text: str | None) -> tuple[str, object, tuple[str, ...]]:
        if text is None:
            sidecar.unlink()
        else:
            sidecar.write_text(text, "utf-8")
        library, builds = reopen(folder, home)
        assert (library.reason, builds) == (None, 0)
        number = library.descriptions[0].metadata.number
        return library.parsed[0].document.title, number and number.value, library.skipped[1:]

    title = reopen(folder, home)[0].parsed[0].document.title
    assert said('number = "甲发〔2024〕1号"') == (title, "甲发〔2024〕1号", ())
    assert said('title = "改过的标题"') == ("改过的标题", None, ())
    assert said("nummer = 1")[2] != ()
    assert said(None) == (title, None, ())
