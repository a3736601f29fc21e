"""The index on disk: whole or not at all, and checked before it is used."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import HomeError, IndexDamagedError, IndexMissingError, IndexStaleError
from index.locks import only_builder
from index.model import IndexManifest, Recipe
from index.persistence import (
    BUILDING_PREFIX,
    POINTER_NAME,
    current_generation,
    hash_code,
    hash_encoder,
    hash_files,
    index_folder,
    new_generation,
    read_manifest,
    require_fresh,
    write_manifest,
)
from tests.crashes import CHANGES, Crasher, CrashError

RECIPE = Recipe(
    version="1",
    corpus_hash="文件一",
    code_hash="程序一",
    encoder="hash",
    encoder_hash="编码器一",
    segmented=False,
)


@pytest.fixture(scope="module")
def crasher() -> Crasher:
    return Crasher(CHANGES | {"os.scandir"})


def build(folder: Path, recipe: Recipe) -> None:
    with only_builder(folder), new_generation(folder) as building:
        (building / "parsed.jsonl").write_text(recipe.corpus_hash, encoding="utf-8")
        (building / "lexical").mkdir()
        (building / "lexical" / "data.npy").write_bytes(b"0123456789")
        write_manifest(building, recipe, clauses=3, dimensions=2)


def opened(folder: Path) -> tuple[IndexManifest, str]:
    generation = current_generation(folder)
    return read_manifest(generation), (generation / "parsed.jsonl").read_text(encoding="utf-8")


def test_a_file_that_no_manifest_lists_is_damage(tmp_path: Path) -> None:
    """A manifest that lists nothing would let every damaged file pass."""
    build(tmp_path, RECIPE)
    path = current_generation(tmp_path) / "manifest.json"
    stored = json.loads(path.read_bytes()) | {"files": {}, "sizes": {}, "stamps": {}}
    path.write_text(json.dumps(stored), encoding="utf-8")

    with pytest.raises(IndexDamagedError, match="不在清单里"):
        opened(tmp_path)


def test_what_is_built_is_opened(tmp_path: Path) -> None:
    """The manifest comes back with the recipe, the sizes and a hash of every file."""
    build(tmp_path / "i", RECIPE)

    manifest, parsed = opened(tmp_path / "i")

    require_fresh(manifest, RECIPE, tmp_path)
    assert (manifest.clauses, manifest.dimensions, parsed) == (3, 2, "文件一")
    assert [name for name, _ in manifest.files] == ["lexical/data.npy", "parsed.jsonl"]


def test_a_crash_at_any_instant_leaves_the_old_index_or_the_new_one(
    crasher: Crasher, tmp_path: Path
) -> None:
    """Cut off after each change of files in turn; then the next build clears what is left."""
    folder, after = tmp_path / "i", replace(RECIPE, corpus_hash="文件二")
    seen = []
    for changes in range(1000):
        build(folder, RECIPE)
        try:
            with crasher.after(changes):
                build(folder, after)
        except CrashError:
            seen.append(opened(folder)[1])
        else:
            break

    assert seen == sorted(seen)  # first the old, from one change on the new (一 < 二)
    assert set(seen) == {"文件一", "文件二"}
    build(folder, RECIPE)
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [POINTER_NAME, "lock", current_generation(folder).name]
    )


def test_a_crash_in_the_first_build_leaves_no_index(crasher: Crasher, tmp_path: Path) -> None:
    """Half an index is none."""
    folder = tmp_path / "i"
    with pytest.raises(CrashError), crasher.after(6):
        build(folder, RECIPE)

    assert any(path.name.startswith(BUILDING_PREFIX) for path in folder.iterdir())
    with pytest.raises(IndexMissingError):
        current_generation(folder)


def test_a_failed_build_leaves_nothing_behind(tmp_path: Path) -> None:
    """An error while building keeps the old index and removes the new files."""
    folder = tmp_path / "i"
    build(folder, RECIPE)

    with pytest.raises(ValueError, match="surrogates not allowed"):
        build(folder, replace(RECIPE, corpus_hash="\ud800"))

    assert opened(folder)[1] == "文件一"
    assert not any(path.name.startswith(BUILDING_PREFIX) for path in folder.iterdir())


def test_two_builders_take_turns(tmp_path: Path) -> None:
    """The second waits for the lock; both find their work whole."""
    inside = threading.Lock()
    overlaps = []

    def work(number: int) -> None:
        with only_builder(tmp_path / "i"):
            overlaps.append(not inside.acquire(blocking=False))
            with new_generation(tmp_path / "i") as building:
                (building / "parsed.jsonl").write_text(str(number), encoding="utf-8")
                write_manifest(building, RECIPE, clauses=0, dimensions=0)
            inside.release()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert overlaps == [False] * 6
    assert opened(tmp_path / "i")[1] in "012345"


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "parsed.jsonl").write_text("文件", encoding="utf-8"),
        lambda folder: (folder / "parsed.jsonl").write_text("文件九", encoding="utf-8"),
        lambda folder: (folder / "parsed.jsonl").unlink(),
        lambda folder: (folder / "manifest.json").unlink(),
        lambda folder: (folder / "manifest.json").write_text("{", encoding="utf-8"),
        lambda folder: (folder / "manifest.json").write_text("[]", encoding="utf-8"),
        lambda folder: (folder / "manifest.json").write_text(
            json.dumps({"sizes": {}, "files": {}}), encoding="utf-8"
        ),
    ],
)
def test_damage_is_noticed(damage: Callable[[Path], object], tmp_path: Path) -> None:
    """Truncated, changed at the same length, missing, or a manifest that is none."""
    build(tmp_path / "i", RECIPE)
    generation = current_generation(tmp_path / "i")
    damage(generation)

    with pytest.raises(IndexDamagedError) as caught:
        read_manifest(generation)

    assert "index build" in caught.value.hint


def test_a_file_not_written_since_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size and time are enough; one of another time is looked into."""
    with only_builder(tmp_path), new_generation(tmp_path) as building:
        path = building / "parsed.jsonl"
        path.write_text("文件一", encoding="utf-8")
        os.utime(path, ns=(0, 10**18))
        write_manifest(building, RECIPE, clauses=1, dimensions=2)
    generation = current_generation(tmp_path)

    with monkeypatch.context() as patched:
        patched.setattr("index.persistence.checksum", lambda _: pytest.fail("read"))
        read_manifest(generation)

    os.utime(generation / "parsed.jsonl")
    read_manifest(generation)
    (generation / "parsed.jsonl").write_text("文件二", encoding="utf-8")
    with pytest.raises(IndexDamagedError, match="内容有变"):
        read_manifest(generation)


@pytest.mark.parametrize("pointer", [b"", b"gone\n", b"\xff\xfe"])
def test_a_pointer_to_nothing_is_a_missing_index(pointer: bytes, tmp_path: Path) -> None:
    """Whatever is wrong with CURRENT, the answer is to build."""
    build(tmp_path / "i", RECIPE)
    (tmp_path / "i" / POINTER_NAME).write_bytes(pointer)

    with pytest.raises(IndexMissingError):
        current_generation(tmp_path / "i")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"version": "2"}, "索引格式有更新"),
        ({"code_hash": "x"}, "程序有更新"),
        ({"encoder": "x"}, "更换了文本编码器"),
        ({"encoder_hash": "x"}, "文本编码器有更新"),
        ({"segmented": True}, "文本编码器有更新"),
        ({"corpus_hash": "x"}, "政策文件有增减或修改"),
    ],
)
def test_a_stale_index_is_refused_with_the_reason(
    change: dict[str, object], reason: str, tmp_path: Path
) -> None:
    """Each thing an index is made of makes it stale."""
    build(tmp_path / "i", RECIPE)
    manifest, _ = opened(tmp_path / "i")

    with pytest.raises(IndexStaleError) as caught:
        require_fresh(manifest, replace(RECIPE, **change), tmp_path)

    assert caught.value.reason == reason


def test_a_home_that_cannot_be_written_is_told_with_its_setting(tmp_path: Path) -> None:
    """A file where the folder should be; the hint names WENCE_HOME."""
    (tmp_path / "home").write_text("x", encoding="utf-8")

    with pytest.raises(HomeError) as caught:
        build(tmp_path / "home" / "index" / "i", RECIPE)

    assert "WENCE_HOME" in caught.value.hint
    assert "是文件而不是文件夹" in caught.value.message
    assert str(tmp_path / "home") in caught.value.message


def test_the_place_depends_on_the_set_of_folders_alone(tmp_path: Path) -> None:
    """Order and spelling of the folders do not matter, nor the uploads; other folders have another index."""
    one, two = tmp_path / "一", tmp_path / "二"

    place = index_folder(tmp_path, [one, two])

    assert place == index_folder(tmp_path, [two, one, two / ".." / "一"])
    assert place != index_folder(tmp_path, [one])
    assert place == index_folder(tmp_path, [one, two, tmp_path / "uploads"])


def test_hashes_follow_names_and_contents(tmp_path: Path) -> None:
    """A file changed, renamed, added or removed changes the hash; a missing one counts too."""
    one, two = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text("甲", encoding="utf-8")
    first = hash_files([one])
    assert first == hash_files([one])
    assert hash_files([one, two]) != first
    two.write_text("甲", encoding="utf-8")
    assert hash_files([two]) != first
    one.write_text("乙", encoding="utf-8")
    assert hash_files([one]) != first


def test_the_code_hash_covers_code_and_lexicon(tmp_path: Path) -> None:
    """Both .py and .tsv count; other files do not."""
    (tmp_path / "a.py").write_text("x = 1", encoding="utf-8")
    first = hash_code([tmp_path])
    (tmp_path / "notes.md").write_text("x", encoding="utf-8")
    assert hash_code([tmp_path]) == first
    (tmp_path / "lexicon.tsv").write_text("词\t3", encoding="utf-8")
    assert hash_code([tmp_path]) != first


def test_the_encoder_hash_covers_its_folder(tmp_path: Path) -> None:
    """A folder by its files; a name on the hub by the name."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "weights").write_bytes(b"1")
    first = hash_encoder(str(tmp_path / "model"))
    (tmp_path / "model" / "weights").write_bytes(b"2")
    assert hash_encoder(str(tmp_path / "model")) != first
    assert hash_encoder("someone/model") == hash_encoder("someone/model")
