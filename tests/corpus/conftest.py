"""The two shipped plans, parsed; and the option that rewrites the golden files."""

from __future__ import annotations

import pytest

from corpus.facts import ParsedDocument
from corpus.loading import load_documents
from corpus.store import DEFAULT_DOCUMENTS, document_paths


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/corpus --update-golden` rewrites tests/golden; review the difference by eye."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden/*.json")


@pytest.fixture(scope="session")
def plans() -> tuple[ParsedDocument, ...]:
    """The shipped documents, parsed."""
    return load_documents(document_paths([DEFAULT_DOCUMENTS]))[0]


@pytest.fixture
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Whether the golden files are to be rewritten."""
    return bool(pytestconfig.getoption("--update-golden", default=False))
