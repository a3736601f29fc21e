"""Documents that come to an index: put beside the rest, and found as in an index built whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.building import (
    open_tokenizer,
    read_words,
    site_of,
)
from index.contents import load_contents
from index.dense import DenseIndex
from index.lexical import LexicalIndex
from index.order import Clauses
from index.passages import passages_of
from index.persistence import current_generation
from index.retriever import HybridRetriever
from index.segments import LEXICAL_NAME
from tests.crashes import Crasher, CrashError
from tests.fakes import HashEmbedder
from tests.index.small_indexes import (
    ADDED,
    QUESTIONS,
    TEXTS,
    begin,
    found,
    open_with,
    renew,
    serve,
    write,
)


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


def test_a_document_without_clauses_is_kept_beside_the_rest(root: Path) -> None:
    """A title alone: nothing to be found, nothing that fails."""
    write(root / "documents", "丙市空白办法", "")

    library, texts = open_with([root / "documents"], root / "home")

    assert texts == []
    assert "丙市空白办法" in [one.document.id for one in library.parsed]
    assert found(library) == sorted(TEXTS)


@pytest.mark.usefixtures("one_tokenizer")
def test_a_kill_at_every_write_of_an_update_leaves_the_old_index_or_the_new(
    write_crasher: Crasher, tmp_path: Path
) -> None:
    """One document comes, one goes; whatever is left behind is cleared by the next update."""
    folder = begin(tmp_path)
    seen = []
    for changes in range(2000):
        try:
            with write_crasher.after(changes):
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
