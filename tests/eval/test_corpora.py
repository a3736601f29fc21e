"""The documents of a set: found by content or by title, copied, and what is missing named."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
import zstandard

from corpus.errors import DocumentsError
from corpus.reader import hash_of
from corpus.store import DEFAULT_DOCUMENTS
from eval.corpora import documents_file, open_sources, read_names
from eval.errors import EvaluationError
from eval.gold import Shelf
from eval.runner import read_documents

A = "甲市工作办法\n\n第一条 甲市建设一座灯塔。\n"
B = "乙市工作办法\n\n第一条 乙市建设两座桥梁。\n"


@pytest.fixture
def cases(tmp_path):
    """The path of a set; only what is named beside it counts here."""
    return tmp_path / "set.jsonl"


@pytest.fixture
def name_documents(cases):
    """Return a function that names documents, given as title=content, beside the set."""

    def name(**contents: str | bytes) -> Path:
        lines = []
        for title, content in contents.items():
            data = content if isinstance(content, bytes) else content.encode()
            lines.append(f"{hash_of(data)}\t{title}\n")
        documents_file(cases).write_text("".join(lines), encoding="utf-8")
        return cases

    return name


@pytest.fixture
def folder(tmp_path):
    """Return a maker of folders with files given as (path, content)."""

    def make(name: str, *files: tuple[str, str | bytes]) -> Path:
        for path, content in files:
            target = tmp_path / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / name

    return make


def row(title: str, text: str) -> str:
    return json.dumps({"title": title, "text": text, "source": "网"}, ensure_ascii=False)


def shelf_of(cases: Path, *folders: Path) -> Shelf:
    with open_sources(cases, folders) as sources:
        return Shelf(read_documents(sources.folders), sources.names)


def test_a_set_that_names_no_documents_is_about_what_is_given_or_ships(cases, tmp_path):
    """Nothing is copied or searched for."""
    assert read_names(cases) == {}
    with open_sources(cases, ()) as sources:
        assert (sources.folders, sources.names) == ((DEFAULT_DOCUMENTS,), {})
    with open_sources(cases, (tmp_path, tmp_path / "b")) as sources:
        assert sources.folders == (tmp_path, tmp_path / "b")


def test_a_document_is_found_by_its_content_whatever_its_file_is_called(
    cases, name_documents, folder, caplog
):
    """Only what the set names is opened, under the name the set gives it."""
    name_documents(甲办法=A)
    given = folder("docs", ("2023/1.txt", A), ("2.txt", B))
    with open_sources(cases, [given]) as sources:
        (home,) = sources.folders
        (copy,) = (path for path in home.rglob("*") if path.is_file())
        assert copy.read_bytes() == A.encode()
        assert sources.names == {hash_of(A.encode()): "甲办法"}
        parsed = read_documents(sources.folders)
    assert [one.document.title for one in parsed] == ["甲市工作办法"]
    assert Shelf(parsed, sources.names).find("《甲办法》") is parsed[0]
    assert not home.exists()
    assert caplog.records == []


def test_a_document_of_another_content_is_taken_by_its_title_with_a_warning(
    cases, name_documents, folder, caplog
):
    """A later crawl of the same page is better than nothing, but is said."""
    name_documents(甲办法=A)
    shelf = shelf_of(cases, folder("docs", ("甲办法.txt", A + "第二条 新增。\n"), ("2.txt", B)))
    assert "新增" in shelf.find("甲办法").document.text
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert record.getMessage() == "《甲办法》的内容与评测集所用的不同，按标题采用"


def test_the_content_comes_before_the_title(cases, name_documents, folder, caplog):
    """A file that is called right but says something else does not displace the right one."""
    name_documents(甲办法=A)
    shelf = shelf_of(cases, folder("docs", ("甲办法.txt", B), ("z.txt", A)))
    assert "灯塔" in shelf.find("甲办法").document.text
    assert caplog.records == []


@pytest.mark.parametrize("packed", [False, True], ids=["jsonl", "jsonl.zst"])
def test_rows_of_json_lines_are_documents_too(cases, name_documents, folder, packed, caplog):
    """By the hash of the row or, with a warning, by its title; the other rows are left out."""
    rows = [row("甲办法", A), row("丙办法", B), row("乙办法", B)]
    name_documents(甲办法=rows[0], 乙办法=row("乙办法", "从前的内容"))
    data = "\n".join(rows).encode()
    given = (
        ("all.jsonl.zst", zstandard.ZstdCompressor().compress(data))
        if packed
        else ("all.jsonl", data)
    )
    with open_sources(cases, [folder("docs", given)]) as sources:
        parsed = read_documents(sources.folders)
    assert [one.document.title for one in parsed] == ["甲办法", "乙办法"]
    shelf = Shelf(parsed, sources.names)
    assert "灯塔" in shelf.find("甲办法").document.text
    assert "桥梁" in shelf.find("乙办法").document.text
    assert [one.getMessage()[:5] for one in caplog.records] == ["《乙办法》"]


def test_files_of_one_name_in_two_folders_are_two_documents(cases, name_documents, folder):
    """附件.txt is not overwritten by the other 附件.txt, and each keeps the set's name for it."""
    name_documents(甲附件=A, 乙附件=B)
    shelf = shelf_of(cases, folder("one", ("附件.txt", A)), folder("two", ("附件.txt", B)))
    assert "灯塔" in shelf.find("甲附件").document.text
    assert "桥梁" in shelf.find("乙附件").document.text


def test_a_single_file_may_be_given(cases, name_documents, folder):
    """As to the program."""
    name_documents(甲办法=A)
    assert shelf_of(cases, folder("docs", ("1.txt", A)) / "1.txt").find("甲办法")


def test_what_cannot_be_read_on_the_way_is_skipped(cases, name_documents, folder, caplog):
    """A damaged archive and a line that is no JSON beside the right file."""
    name_documents(甲办法=A)
    given = folder("docs", ("1.txt", A), ("bad.jsonl.zst", b"no"), ("half.jsonl", '[1]\n{"tit'))
    assert shelf_of(cases, given).find("甲办法")
    skipped = [one.getMessage() for one in caplog.records]
    assert ["bad.jsonl.zst" in skipped[0], "half.jsonl" in skipped[1]] == [True, True]


def test_missing_documents_are_named(cases, name_documents, folder, refused):
    """The first five of them, how many there are, and what to do."""
    name_documents(**{f"{number}号文件": f"{number}" for number in range(7)}, 甲办法=A)
    given = folder("docs", ("1.txt", A))
    with pytest.raises(EvaluationError) as caught, open_sources(cases, [given]):
        pass
    assert "评测集用到的 7 份文件没有找到：《0号文件》、《1号文件》" in caught.value.message
    assert caught.value.message.endswith("《4号文件》等")
    assert "--corpus" in caught.value.hint


def test_without_folders_the_command_to_run_is_given(cases, name_documents):
    """The documents do not ship."""
    name_documents(甲办法=A, 乙办法=B)
    with pytest.raises(EvaluationError, match="用到的 2 份文件不随程序提供") as caught:
        open_sources(cases, ()).__enter__()
    assert f"python -m eval run {cases} --corpus" in caught.value.hint


def test_a_missing_folder_is_named(cases, name_documents, tmp_path):
    """As when the program is given it."""
    name_documents(甲办法=A)
    with (
        pytest.raises(DocumentsError, match="文件夹不存在"),
        open_sources(cases, [tmp_path / "没有"]),
    ):
        pass


@pytest.mark.parametrize(
    "line",
    ["甲办法", f"{'0' * 64} 甲办法", f"{'0' * 63}\t甲办法", f"{'0' * 64}\t", f"{'0' * 64}\t ", ""],
)
def test_a_malformed_line_of_the_names_is_named(cases, line):
    """File and line, and what should stand there."""
    path = documents_file(cases)
    path.write_text(f"{'1' * 64}\t甲办法\n{line}\n", encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        read_names(cases)
    assert caught.value.message.startswith(f"{path} 第 2 行：应是“SHA-256、制表符、标题”")


def test_names_saved_by_an_editor_on_windows_are_read(cases):
    """A byte order mark and CRLF do no harm."""
    content = f"\ufeff{'1' * 64}\t甲办法\r\n{'2' * 64}\t乙办法\r\n"
    documents_file(cases).write_bytes(content.encode())
    assert read_names(cases) == {"1" * 64: "甲办法", "2" * 64: "乙办法"}


def test_names_in_another_encoding_are_refused_in_words(cases):
    """With the byte that is wrong."""
    documents_file(cases).write_bytes(f"{'1' * 64}\t甲办法\n".encode("gb18030"))
    with pytest.raises(EvaluationError, match=r"第 66 个字节不是 UTF-8"):
        read_names(cases)
