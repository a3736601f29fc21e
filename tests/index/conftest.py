"""An index of three documents to change, and power cuts at every write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.tokens import Tokenizer
from tests.crashes import CHANGES, Crasher
from tests.index.small_indexes import (
    TEXTS,
    WriteCrasher,
    open_with,
    write,
)


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def write_crasher() -> Crasher:
    return WriteCrasher(CHANGES | {"os.link"})


@pytest.fixture
def one_tokenizer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut with one tokenizer, so that its dictionary is not made for every cut of the power."""
    tokenizer = Tokenizer()
    tokenizer.cut("管网")
    monkeypatch.setattr("index.building.open_tokenizer", lambda *_: tokenizer)
