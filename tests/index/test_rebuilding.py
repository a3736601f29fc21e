"""What makes an index be built whole again: its size, another encoder or program, damage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.building import (
    Upkeep,
    site_of,
)
from index.contents import load_contents
from index.errors import IndexDamagedError
from index.persistence import current_generation
from tests.index.small_indexes import (
    ADDED,
    TEXTS,
    open_with,
    write,
)


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


def test_contents_that_cannot_be_read_are_damage(tmp_path: Path) -> None:
    """Whatever stands in the file."""
    for text in ("", "[]", '{"files": [{}], "segments": {}}'):
        (tmp_path / "contents.json").write_text(text, encoding="utf-8")
        with pytest.raises(IndexDamagedError):
            load_contents(tmp_path)
