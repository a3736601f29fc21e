"""Parsed documents to JSON lines and back, and folders to parsed documents."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError, DocumentsError
from corpus.facts import Facts
from corpus.loading import load_documents
from corpus.store import document_paths, load_parsed, save_parsed, unread_files
from tests.fakes import parsed_document

WATER = parsed_document(
    "甲市节水方案", [("一、再生水", "利用率达到15%以上。"), ("二、漏损", "控制漏损。")]
)
HEAT = parsed_document("乙市供热办法", [("第一条 目的", "为了规范供热，制定本办法。")])

POLICY = "甲市节水行动方案\n\n一、总体要求\n到2027年，再生水利用率达到25%以上。\n二、主要任务\n推进管网改造。\n"


def test_a_stored_document_comes_back_equal(tmp_path: Path) -> None:
    """Text, heads, clauses and every kind of fact survive the round trip."""
    save_parsed((WATER, HEAT), tmp_path / "parsed.jsonl")

    assert load_parsed(tmp_path / "parsed.jsonl") == (WATER, HEAT)


@given(body=st.text(alphabet=st.characters(exclude_characters="\n"), min_size=1, max_size=30))
def test_any_text_survives(body: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Separators, surrogates and control characters inside a text do not break a line."""
    path = tmp_path_factory.mktemp("store") / "parsed.jsonl"
    parsed = parsed_document("丙", [("一", body)])

    save_parsed((parsed,), path)

    assert load_parsed(path) == (parsed,)


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: line[: len(line) // 2],
        lambda line: line.replace('"title"', '"titel"', 1),
        lambda line: line.replace('"任务"', '"杂务"', 1),
        lambda line: json.dumps(json.loads(line) | {"clauses": []}),
        lambda line: json.dumps(json.loads(line) | {"document": None}),
        lambda line: json.dumps(
            json.loads(line) | {"tasks": [{"title": "x", "measures": [], "source": [0, 0, 9999]}]}
        ),
        lambda _: "",
    ],
)
def test_a_bad_line_is_named(damage: Callable[[str], str], tmp_path: Path) -> None:
    """A line that is not exactly what was written is an error that names file and line."""
    path = tmp_path / "parsed.jsonl"
    save_parsed((WATER, HEAT), path)
    first, second = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{first}\n{damage(second)}\n", encoding="utf-8")

    with pytest.raises(CorpusError, match=r"parsed\.jsonl 第 2 行"):
        load_parsed(path)


def test_a_truncated_file_is_noticed_even_between_two_lines_ends(tmp_path: Path) -> None:
    """The last line must be closed: a file cut just before its line end is not taken."""
    path = tmp_path / "parsed.jsonl"
    save_parsed((WATER,), path)
    path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(CorpusError, match="行不完整"):
        load_parsed(path)


def test_a_file_that_is_not_there_is_an_error_with_a_next_step(tmp_path: Path) -> None:
    """A missing store is told in words, not as an OSError."""
    with pytest.raises(CorpusError, match="index build"):
        load_parsed(tmp_path / "none.jsonl")


def test_a_citation_that_does_not_quote_is_refused(tmp_path: Path) -> None:
    """What is stored as a span must be the text there, or the quote would change on the way."""
    task = WATER.facts.tasks[0]
    wrong = replace(task, source=replace(task.source, quote="别的话"))
    forged = replace(WATER, facts=Facts(tasks=(wrong,)))

    with pytest.raises(ValueError, match="does not quote"):
        save_parsed((forged,), tmp_path / "parsed.jsonl")


def test_folders_are_read_recursively_and_files_as_they_are(tmp_path: Path) -> None:
    """Known formats at any depth, sorted and once each; hidden and unknown ones are left out."""
    inner = tmp_path / "一" / "二"
    inner.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    for name in (
        "b.txt",
        "一/a.MD",
        "一/二/c.jsonl.zst",
        ".git/x.txt",
        ".d.txt",
        "~$e.docx",
        "f.exe",
    ):
        (tmp_path / name).write_text("x", encoding="utf-8")

    found = document_paths([tmp_path, tmp_path / "b.txt"])

    assert [str(path.relative_to(tmp_path)) for path in found] == [
        "b.txt",
        "一/a.MD",
        "一/二/c.jsonl.zst",
    ]


def test_a_folder_below_a_hidden_one_is_read(tmp_path: Path) -> None:
    """Only names inside the given folder hide a file, not the way to the folder."""
    folder = tmp_path / ".cache" / "documents"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("x", encoding="utf-8")

    assert document_paths([folder]) == ((folder / "a.txt").resolve(),)


@pytest.mark.parametrize("name", ["没有", "空的", "b.exe"])
def test_a_folder_that_gives_nothing_is_an_error_in_chinese(name: str, tmp_path: Path) -> None:
    """A missing folder, an empty one and a file of an unknown format are told with a next step."""
    (tmp_path / "空的").mkdir()
    (tmp_path / "b.exe").write_text("x", encoding="utf-8")

    with pytest.raises(DocumentsError) as caught:
        document_paths([tmp_path / name])

    assert name in caught.value.message
    assert "--corpus" in caught.value.hint


def test_a_bad_file_is_skipped_and_returned(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """One unreadable file is a warning; the others are read."""
    (tmp_path / "坏.pdf").write_bytes(b"not a pdf")
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "好.txt").write_text(POLICY, encoding="utf-8")

    with caplog.at_level(logging.WARNING, logger="corpus.store"):
        parsed, failures = load_documents(document_paths([tmp_path]))

    assert [item.document.source for item in parsed] == ["好.txt"]
    assert sorted(failure.path.name for failure in failures) == ["坏.pdf", "空.txt"]
    assert sum("跳过无法读取的文件" in record.message for record in caplog.records) == 2


def test_nothing_left_to_read_is_an_error(tmp_path: Path) -> None:
    """If every file is bad there is nothing to answer from, and that is said."""
    (tmp_path / "空.txt").write_bytes(b"")

    with pytest.raises(DocumentsError, match="1 个文件都无法读取"):
        load_documents(document_paths([tmp_path]))


def test_files_of_one_name_are_told_apart_and_copies_are_read_once(tmp_path: Path) -> None:
    """Ids stay unique: another text of the same name gets a number, a copy is skipped."""
    for folder, text in (
        ("一", POLICY),
        ("二", POLICY),
        ("三", POLICY + "三、附则\n本方案自印发之日起施行。\n"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "方案.txt").write_text(text, encoding="utf-8")

    parsed, failures = load_documents(document_paths([tmp_path]))

    assert [item.document.id for item in parsed] == ["方案", "方案（2）"]
    assert failures == ()
    assert all(clause.document_id == item.document.id for item in parsed for clause in item.clauses)


def test_files_of_unknown_formats_are_told_of(tmp_path):
    """What systems put there, hidden files and the sidecars of documents are not; a lone one is."""
    names = [
        "方案.txt", "方案.meta.toml", "方案.txt.meta.toml", "表.xlsx", "子/图.PNG", "孤儿.meta.toml",
        ".DS_Store", "Thumbs.db", "desktop.ini", "~$方案.docx", ".git/config", "子/.隐/a.xlsx", "无后缀",
    ]  # fmt: skip
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("一、总则", "utf-8")
    found = [path.relative_to(tmp_path).as_posix() for path in unread_files([tmp_path])]
    assert found == sorted(["表.xlsx", "子/图.PNG", "孤儿.meta.toml", "无后缀"])
    assert unread_files([tmp_path / "表.xlsx", tmp_path / "没有"]) == ()
