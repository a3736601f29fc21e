"""A grown index built whole in the background, while it serves and is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.contents import Contents, IndexedFile, StoredDocument, load_contents
from index.persistence import current_generation, read_manifest, require_fresh
from tests.crashes import Crasher, CrashError
from tests.fakes import HashEmbedder
from tests.index.small_indexes import (
    ADDED,
    NEVER_WHOLE,
    QUESTIONS,
    begin,
    compact,
    crash_site,
    found,
    open_with,
    renew,
    serve,
    write,
)


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


@pytest.mark.usefixtures("one_tokenizer")
def test_a_kill_at_every_write_of_a_compaction_leaves_an_index_of_the_same(
    write_crasher: Crasher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Grown or whole, it serves the same documents; half a base is never in use."""
    folder = begin(tmp_path)
    renew(tmp_path, "甲丙")
    monkeypatch.setattr("index.compaction.site_of", lambda *_: crash_site(tmp_path, "x"))
    sizes = []
    for changes in range(2000):
        try:
            with write_crasher.after(changes):
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
