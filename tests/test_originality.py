"""The rules are rules of the genre: no words of the two plans stand in the code or its data.

A run of ten characters, blanks dropped, of either plan may stand in no program text and no data
file of corpus/, index/ and app/. Docstrings may quote specimens, the page may suggest questions
(`EXAMPLES`), and the lexicon may hold a term that was counted in three or more other documents.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import CHECKOUT
from corpus.store import DEFAULT_DOCUMENTS

RUN = 10
PACKAGES = ("corpus", "index", "app")
DATA = {".tsv", ".txt", ".toml", ".json", ".jsonl", ".css", ".js", ".html", ".csv", ".yaml"}
EXAMPLES = ("app/page.py", "EXAMPLES")
LEXICON = "index/lexicon.tsv"
# The list of titles that training leaves out names these plans and documents that they build on.
TITLES = "index/encoder/HELDOUT.txt"


def squeeze(text: str) -> str:
    """Drop every blank, line ends and ideographic spaces included."""
    return "".join(text.split())


def runs_of(text: str) -> set[str]:
    """Return every run of ten characters of `text`, blanks dropped."""
    squeezed = squeeze(text)
    return {squeezed[start : start + RUN] for start in range(len(squeezed) - RUN + 1)}


def program_texts(source: str, examples: str | None = None) -> Iterator[str]:
    """Return every string constant and comment of a module, but not its docstrings.

    Strings joined by standing side by side are one; `examples` names a constant that is left out.
    """
    tree = ast.parse(source)
    left_out = set(_docstrings(tree)) | set(_constant_nodes(tree, examples))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in left_out:
            if isinstance(node.value, str):
                yield node.value
            elif isinstance(node.value, bytes):
                yield node.value.decode("utf-8", "replace")
    comments = tokenize.generate_tokens(io.StringIO(source).readline)
    yield from (token.string for token in comments if token.type == tokenize.COMMENT)


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        match node:
            case (
                ast.Module(body=[ast.Expr(value=ast.Constant() as constant), *_])
                | ast.ClassDef(body=[ast.Expr(value=ast.Constant() as constant), *_])
                | ast.FunctionDef(body=[ast.Expr(value=ast.Constant() as constant), *_])
                | ast.AsyncFunctionDef(body=[ast.Expr(value=ast.Constant() as constant), *_])
            ):
                yield constant


def _constant_nodes(tree: ast.Module, name: str | None) -> Iterator[ast.AST]:
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=target)], value=ast.expr() as value)
                | ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value)
            ) if target == name:
                yield from ast.walk(value)


def lexicon_texts(content: str) -> Iterator[str]:
    """Return the lines of the lexicon that no three other documents vouch for."""
    for line in content.splitlines():
        _, _, count = line.partition("\t")
        if not (count.strip().isdecimal() and int(count) >= 3):
            yield line


def texts_of(path: Path, root: Path = CHECKOUT) -> Iterator[str]:
    """Return what of a file has to be the project's own words."""
    place = path.relative_to(root).as_posix()
    content = path.read_text("utf-8")
    if path.suffix == ".py":
        yield from program_texts(content, EXAMPLES[1] if place == EXAMPLES[0] else None)
    elif place == LEXICON:
        yield from lexicon_texts(content)
    else:
        yield content


def borrowed(texts: Iterator[str], plans: set[str]) -> set[str]:
    """Return the runs of the plans that stand in `texts`."""
    return {run for text in texts for run in runs_of(text) & plans}


def files() -> list[Path]:
    """Return every program text and text data file of the three packages, the plans excepted."""
    return sorted(
        path
        for package in PACKAGES
        for path in (CHECKOUT / package).rglob("*")
        if (path.suffix == ".py" or path.suffix in DATA)
        and not path.is_relative_to(DEFAULT_DOCUMENTS)
        and path.relative_to(CHECKOUT).as_posix() != TITLES
    )


@pytest.fixture(scope="module")
def plans() -> set[str]:
    """Every run of ten characters of the plans, the bookmarks that Word left in them excepted."""
    texts = (path.read_text("utf-8") for path in DEFAULT_DOCUMENTS.iterdir())
    return {run for text in texts for run in runs_of(re.sub(r"\[bookmark: \w+\]", "", text))}


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_nothing_is_borrowed_from_the_plans(path, plans):
    """No run of ten characters of the plans stands in the file."""
    assert borrowed(texts_of(path), plans) == set()


SPECIMEN = "甲乙丙丁戊己庚辛壬癸子丑"


@pytest.mark.parametrize(
    "source",
    [
        f'WORD = "{SPECIMEN}"',
        f'def f():\n    """Speak."""\n    return f"前{SPECIMEN}后{{1}}"',
        f'WORD = ("{SPECIMEN[:5]}"\n        "{SPECIMEN[5:]}")',
        f"x = 1  # {SPECIMEN}",
        f'WORD = "{" ".join(SPECIMEN)}"',
        f'EXAMPLES = ("{SPECIMEN}",)',
        f'PATTERNS = {{"a": ["{SPECIMEN}"]}}\n"""{SPECIMEN}"""',
        f'WORD = "{SPECIMEN}".encode()',
    ],
)
def test_a_borrowed_run_is_found(source):
    """The check itself can fail: strings, split strings, comments and constants are all read."""
    assert borrowed(program_texts(source), runs_of(SPECIMEN))


@pytest.mark.parametrize(
    ("source", "examples"),
    [
        (f'"""{SPECIMEN}"""', None),
        (f'class A:\n    """{SPECIMEN}"""\n\n    def f(self):\n        """{SPECIMEN}"""', None),
        (f'EXAMPLES = ("{SPECIMEN}",)', "EXAMPLES"),
        (f'EXAMPLES: tuple[str, ...] = ("{SPECIMEN}",)', "EXAMPLES"),
        (f'WORD = "{SPECIMEN[:9]}"\nOTHER = "{SPECIMEN[9:]}"', None),
    ],
)
def test_exceptions_are_let_through(source, examples):
    """Docstrings, page examples and shorter runs are no fault."""
    assert not borrowed(program_texts(source, examples), runs_of(SPECIMEN))


def test_the_lexicon_needs_three_documents():
    """A lexicon entry without a count, or with one below three, is no exception."""
    lines = [f"{SPECIMEN}\t3", f"{SPECIMEN}\t2", SPECIMEN, f"# {SPECIMEN}", f"{SPECIMEN}\tmany"]
    assert list(lexicon_texts("\n".join(lines))) == lines[1:]


def test_the_page_suggests_questions_under_the_excepted_name():
    """The exception is not for a constant that is gone."""
    tree = ast.parse((CHECKOUT / EXAMPLES[0]).read_text("utf-8"))
    assert list(_constant_nodes(tree, EXAMPLES[1]))
