"""Number, issuer and dates of real documents against what was read from them by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.metadata import Metadata
from corpus.model import Document
from corpus.particulars import read_metadata
from corpus.reader import SUFFIXES, hash_of
from corpus.structure import parse_document

GOLD = json.loads((Path(__file__).parent / "data/metadata_samples.json").read_text("utf-8"))

pytestmark = pytest.mark.samples


def row_of(metadata: Metadata) -> dict[str, object]:
    days = {name: getattr(metadata, name) for name in ("signed", "effective", "expires")}
    return {
        "number": metadata.number and metadata.number.value,
        "issuer": list(metadata.issuer.value) if metadata.issuer else None,
    } | {name: reading and reading.value.isoformat() for name, reading in days.items()}


def test_real_documents_say_what_was_read_by_hand(
    samples: Path, read_sample: Callable[[Path], Document]
) -> None:
    """Every field of every document, told by its content."""
    files = [path for path in samples.rglob("*") if path.name.lower().endswith(SUFFIXES)]
    by_hash = {hash_of(path.read_bytes()): path for path in files}
    known = [key for key in GOLD if key in by_hash]

    found = {key: row_of(read_metadata(parse_document(read_sample(by_hash[key])))) for key in known}

    assert len(known) >= 9
    assert found == {
        key: {name: value for name, value in GOLD[key].items() if name != "source"} for key in known
    }
