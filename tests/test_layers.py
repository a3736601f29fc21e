"""The house: imports go one way, and each library has its own module."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath

import pytest

from app.settings import CHECKOUT

LAYERS = ("corpus", "index", "app", "eval")

# Where a library may be imported; every module of a package that ends with "/".
ONLY = {
    "jieba": {"index/tokens.py"},
    "faiss": {"index/dense.py"},
    "gradio": {
        "app/page.py",
        "app/page_documents.py",
        "app/page_evaluation.py",
        "app/page_serving.py",
        "app/page_tables.py",
    },
    "langchain": {"app/chain.py", "app/language_model.py", "eval/baselines.py"},
    "langchain_core": {"app/chain.py", "app/language_model.py", "eval/baselines.py"},
    "langchain_openai": {"app/language_model.py"},
    "openai": {"app/language_model.py"},
    "langchain_classic": {"eval/baselines.py"},
    "langchain_community": {"eval/baselines.py"},
    "langchain_huggingface": {"eval/baselines.py"},
    "langchain_text_splitters": {"eval/baselines.py"},
    "rank_bm25": {"eval/baselines.py"},
    "model2vec": {"index/embed.py"},
    "pypdf": {"corpus/reading_pdf.py"},
    "pydantic_settings": {"app/settings.py"},
}
# What may be used without being pinned by name: it comes with the pinned package named.
COMES_WITH = {
    "safetensors": "model2vec",
    "tokenizers": "model2vec",
    "starlette": "gradio",
    "pydantic": "pydantic-settings",
}


def imported_modules(source: str, package: str) -> Iterator[str]:
    """Name every module that `source` imports anywhere in it, also inside functions.

    `package` is the package the source stands in, from which relative imports count.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=module, level=0) if module:
                yield module
            case ast.ImportFrom(module=module):
                yield f"{package}.{module or ''}".rstrip(".")
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module")
                | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name


def find_faults(place: str, source: str) -> list[str]:
    """Say what `source` imports that a module at `place` ("index/dense.py") may not."""
    layer = PurePosixPath(place).parts[0]
    allowed = LAYERS[: LAYERS.index(layer) + 1]
    faults = []
    for name in sorted(set(imported_modules(source, ".".join(PurePosixPath(place).parent.parts)))):
        top = name.split(".")[0]
        if top == "tests" or (top in LAYERS and top not in allowed):
            faults.append(f"{place} imports {name}, which stands above it")
        if top in ONLY and place not in ONLY[top]:
            faults.append(f"{place} imports {name}, which only {sorted(ONLY[top])} may")
        if name == "eval":
            faults.append(f"{place} imports eval, which hides the builtin")
    return faults


def modules() -> list[Path]:
    """Return every module of the four packages."""
    return sorted(path for layer in LAYERS for path in (CHECKOUT / layer).rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_imports_go_one_way(path):
    """No module imports from a layer above it, or a library that has another home."""
    assert find_faults(path.relative_to(CHECKOUT).as_posix(), path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("corpus/x.py", "from index.model import Hit"),
        ("index/x.py", "def f():\n    import app.settings"),
        ("index/x.py", "import importlib\nimportlib.import_module('eval.cases')"),
        ("app/x.py", "from eval.cases import Case"),
        ("app/x.py", "if True:\n    import jieba.posseg"),
        ("app/page_markup.py", "import gradio as gr"),
        ("index/retriever.py", "import faiss"),
        ("index/dense.py", "import model2vec"),
        ("app/assistant.py", "from langchain_core.runnables import Runnable"),
        ("app/chain.py", "from langchain_community.retrievers import BM25Retriever"),
        ("eval/x.py", "import eval"),
        ("eval/x.py", "from tests.fakes import HashEmbedder"),
        ("app/sub/x.py", "from ..eval import cases\nfrom eval import cases"),
    ],
)
def test_a_wrong_import_is_found(place, source):
    """The check itself can fail."""
    assert find_faults(place, source)


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("index/dense.py", "import faiss\nfrom corpus.model import Span\nfrom index import model"),
        ("eval/baselines.py", "from langchain_classic.retrievers import EnsembleRetriever"),
        ("app/x.py", "from . import answer\nfrom .answer import Answer"),
        ("app/x.py", '"""import jieba"""'),
    ],
)
def test_a_right_import_is_let_through(place, source):
    """The check does not fail on what is allowed."""
    assert find_faults(place, source) == []


def test_every_library_is_pinned():
    """Each third-party module comes from a package that the requirements pin by name."""
    homes = packages_distributions()
    pins = {
        line.split("[")[0].split("==")[0].strip().lower()
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (CHECKOUT / name).read_text("utf-8").splitlines()
        if "==" in line
    }
    for path in modules():
        for name in imported_modules(path.read_text("utf-8"), ""):
            top = name.split(".")[0]
            if not top or top in sys.stdlib_module_names or top in LAYERS:
                continue
            packages = {COMES_WITH.get(top, home).lower() for home in homes.get(top, [top])}
            assert packages & pins, f"{path.relative_to(CHECKOUT)} imports {top}: pin it"
