"""Bad input by hand: bombs, nesting, cut and empty files, tricks of names and places."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
import zstandard
from click.testing import CliRunner

from corpus.__main__ import cli
from corpus.checking import check_file, find_files
from corpus.errors import DocumentsError, ReadError
from corpus.reader import SUFFIXES
from corpus.reading_worker import Limits, ReadingWorker
from corpus.structure import parse_document
from tests.corpus.factories import document_of
from tests.corpus.test_properties import check as check_laws
from tests.corpus.test_reader import pdf_of
from tests.corpus.word_files import paragraph, part, word_file

PLAN = "某市节水方案\n一、总则\n（一）改造灌区。推广滴灌。（责任单位：市水利局）\n" * 3
HTML = "<html><body>{}<p>一、节水，做好节水。</p></body></html>"
OFFICE = (".doc", ".wps", ".rtf")  # LibreOffice would be started; its reader has its own tests


@pytest.fixture(scope="module")
def worker() -> Iterator[ReadingWorker]:
    with ReadingWorker(limits=Limits(seconds=60)) as one:
        yield one


def outcome(worker: ReadingWorker, folder: Path, name: str, data: bytes) -> str:
    """Read a file: its message where it is an error in Chinese with a next step, else its text."""
    path = folder / name
    path.write_bytes(data)
    fault = None
    documents = []
    try:
        documents += worker.read_documents(path)
    except ReadError as error:
        fault = error
    if fault is not None:
        assert fault.hint
        assert "已中止" not in fault.message
        return fault.message
    for document in documents:
        check_laws(parse_document(document))
    return "\n".join(document.text for document in documents)


@pytest.mark.parametrize("suffix", [one for one in SUFFIXES if one not in OFFICE])
def test_random_bytes_under_every_name(suffix: str, worker: ReadingWorker, tmp_path: Path) -> None:
    """Noise is an error that says so, or text that keeps the laws."""
    random = Random(suffix)
    for size in (1, 30, 5000):
        outcome(worker, tmp_path, f"噪声{suffix}", random.randbytes(size))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("断.txt", PLAN.encode()),
        ("断.md", PLAN.encode("gb18030")),
        ("断.html", HTML.format("<table><tr><td>甲</td></tr></table>").encode()),
        ("断.docx", word_file(paragraph("一、总则") + paragraph("（一）节水。"))),
        ("断.pdf", pdf_of([["One two"], ["Three"]])),
        ("断.jsonl", '{"title": "方案", "text": "一、节水。"}\n'.encode() * 3),
        ("断.jsonl.zst", zstandard.compress(b'{"title": "x", "text": "y"}\n' * 500)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_cut_off_anywhere(
    name: str, data: bytes, worker: ReadingWorker, tmp_path: Path
) -> None:
    """A download that broke off is an error, or as much of the text as came through."""
    for share in range(1, 20):
        assert outcome(worker, tmp_path, name, data[: max(len(data) * share // 20, 1)])


def test_a_zip_bomb_is_refused(worker: ReadingWorker, tmp_path: Path) -> None:
    """A small docx that unpacks to a hundred megabytes is too large before it is unpacked."""
    bomb = BytesIO(word_file(""))
    with (
        zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive,
        pytest.warns(match="Duplicate"),
    ):
        archive.writestr("word/document.xml", b" " * (100 * 2**20))

    assert "文件过大" in outcome(worker, tmp_path, "炸弹.docx", bomb.getvalue())


def test_a_zip_that_says_it_is_of_a_later_version(worker: ReadingWorker, tmp_path: Path) -> None:
    """What zip files declare is not believed, whatever the file is called."""
    data = bytearray(word_file(paragraph("一、总则")))
    data[data.index(b"PK\x01\x02") + 6] = 255  # the version that is needed to unpack it

    for name in ("版本.docx", "版本.md", "版本.html"):
        assert outcome(worker, tmp_path, name, bytes(data))


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY a "笑"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY b SYSTEM "{secret}">',
        '<!ENTITY % c SYSTEM "{secret}"> %c;<!ENTITY b "x">',
    ],
)
def test_xml_entities_open_nothing(entities: str, worker: ReadingWorker, tmp_path: Path) -> None:
    """Word writes no entities: they neither multiply nor bring in another file."""
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", "utf-8")
    declared = f"<!DOCTYPE w [{entities.replace('{secret}', secret.as_uri())}]>"
    body = part("document", f"<w:body>{paragraph('&b;')}</w:body>")
    package = BytesIO()
    with zipfile.ZipFile(BytesIO(word_file(""))) as whole, zipfile.ZipFile(package, "w") as made:
        for name in whole.namelist():
            is_text = name == "word/document.xml"
            made.writestr(
                name, body.replace("?>", f"?>{declared}") if is_text else whole.read(name)
            )

    said = outcome(worker, tmp_path, "实体.docx", package.getvalue())

    assert "Word 文件无法打开" in said


@pytest.mark.parametrize("tag", ["div", "table", "td", "b", "ul"])
@pytest.mark.parametrize("is_closed", [True, False])
def test_a_page_of_ten_thousand_nested_elements(
    tag: str, *, is_closed: bool, worker: ReadingWorker, tmp_path: Path
) -> None:
    """The sentences inside are read all the same."""
    text = "一、节水，做好节水；二是节水。" * 3
    page = f"<{tag}>" * 10_000 + text + f"</{tag}>" * (10_000 * is_closed)

    assert text in outcome(worker, tmp_path, "深.html", HTML.format(page).encode())


@pytest.mark.parametrize("tag", ["w:p", "w:tbl", "w:sdt", "w:r"])
def test_a_word_file_of_nested_elements(tag: str, worker: ReadingWorker, tmp_path: Path) -> None:
    """Thousands of elements one inside the other are an error or are read; nothing dies."""
    for depth in (100, 3000):
        body = f"<{tag}>" * depth + paragraph("节水。") + f"</{tag}>" * depth
        assert outcome(worker, tmp_path, "深.docx", word_file(body + paragraph("一、总则")))


def test_a_file_of_two_hundred_megabytes_is_refused(tmp_path: Path, worker: ReadingWorker) -> None:
    """Its size is looked at before it is read (the file is sparse)."""
    for name in ("巨.txt", "巨.pdf", "巨.docx", "巨.html"):
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(200 * 2**20)
        with pytest.raises(ReadError, match="200 MB，上限 100 MB"):
            list(worker.read_documents(path))


@pytest.mark.parametrize(
    "text",
    [
        "某事项，按规定办理\n" * 50_000,
        "推进节水，到2025年下降10%。（责任单位：市水利局）" * 4_000,
        "\n".join(f"{at}.某事项。" for at in range(1, 10_001)),
        "\n".join(f"{'（' * (at % 2)}{at % 9 + 1}{'）' * (at % 2)}.事项" for at in range(10_000)),
        "一、总则\n" + "（" * 10_000 + "市水利局" + "）" * 10_000,
        "一、总则\n" + "（市水利局" * 10_000,
        "第一条 " + "《" * 10_000 + "》" * 10_000,
    ],
    ids=[
        "fifty thousand lines",
        "one line of a hundred thousand characters",
        "ten thousand numbers",
        "numbers in turn",
        "ten thousand nested brackets",
        "brackets never closed",
        "nested titles",
    ],
)
def test_endless_text_is_read_to_the_end(text: str) -> None:
    """Length alone is no fault: every character lies in one clause or head."""
    check_laws(parse_document(document_of(text)))


def test_a_line_of_five_megabytes_is_read(worker: ReadingWorker, tmp_path: Path) -> None:
    """A text without any line end is one document (its parse is tested with a shorter one)."""
    path = tmp_path / "长.txt"
    path.write_bytes("节水，".encode() * (5 * 2**20 // 9))

    assert len(next(worker.read_documents(path)).text) > 1_700_000


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.txt", b"", "文件是空的"),
        ("空.pdf", b"", "文件是空的"),
        ("空白.md", b" \t\r\n\r\n", "文件是空的"),
        ("全角空白.txt", "\u3000\n\u3000".encode(), "没有文字"),
        ("只有标记.txt", b"\xef\xbb\xbf", "没有文字"),
        ("只有标记二.txt", b"\xff\xfe", "没有文字"),
        ("空.html", b"<html></html>", "没有正文"),
        ("空.docx", word_file(""), "没有文字"),
        ("空.jsonl", b"\n\n", "文件是空的"),
        (
            "图.docx",
            word_file("<w:p><w:r><w:drawing><x/></w:drawing></w:r></w:p>"),
            "没有文字",
        ),
    ],
)
def test_a_file_without_text_says_so(
    name: str, data: bytes, said: str, worker: ReadingWorker, tmp_path: Path
) -> None:
    """Nothing, blanks, a byte mark, or a picture alone are no document."""
    assert said in outcome(worker, tmp_path, name, data)


NAMES = [
    "换\n行.txt",
    "\u202egnp.fdp.txt",
    "-rf.txt",
    "--help.txt",
    "\x1b[31m红.txt",
    "半\udcffx.txt",
    "..txt",
    "a'\"$(x)`.txt",
    "长" * 83 + ".txt",
]


@pytest.mark.skipif(sys.platform != "linux", reason="other file systems refuse such names")
@pytest.mark.parametrize("name", NAMES, ids=[f"name {at}" for at in range(len(NAMES))])
def test_a_name_full_of_tricks_is_checked_like_any(name: str, tmp_path: Path) -> None:
    """The document is read, and nothing of its name reaches the terminal but signs one can see."""
    path = tmp_path / name
    path.write_text(PLAN, "utf-8")

    done = CliRunner().invoke(cli, ["check", "--", os.fspath(path)])

    assert done.exit_code in {0, 1}
    assert not isinstance(done.exception, Exception), done.exception
    assert not {"\x1b", "\u202e", "\udcff"} & set(done.output)


@pytest.mark.skipif(sys.platform != "linux", reason="other file systems refuse such names")
@pytest.mark.parametrize("name", NAMES, ids=[f"name {at}" for at in range(len(NAMES))])
def test_a_bad_file_of_such_a_name_is_named_in_signs_one_can_see(
    name: str, tmp_path: Path, worker: ReadingWorker
) -> None:
    """The same for a message."""
    path = tmp_path / name
    path.write_bytes(b"\x00\x01")

    checks, error = check_file(path, worker)

    assert checks == ()
    assert error is not None
    assert error.message.isprintable()


@pytest.mark.parametrize("place", ["x" * 300 + ".txt", "../" * 40 + "没有.txt"])
def test_a_place_that_cannot_be_is_an_error(place: str, tmp_path: Path) -> None:
    """A path that no system has is told like one that is missing."""
    done = CliRunner().invoke(cli, ["check", "--", f"{tmp_path}/{place}"])

    assert done.exit_code == 2
    assert "不存在" in done.output


def test_a_name_with_a_nul_is_of_no_file() -> None:
    """No command line can give one, a page or a program can."""
    files, faults = find_files([Path("甲\0乙.txt")])

    assert files == ()
    assert [type(one) for one in faults] == [DocumentsError]


def test_a_folder_that_is_called_like_a_file(tmp_path: Path) -> None:
    """x.pdf may be a folder: what lies in it is read; empty, it says so."""
    folder = tmp_path / "x.pdf"
    folder.mkdir()
    empty = CliRunner().invoke(cli, ["check", str(folder)])
    (folder / "方案.txt").write_text(PLAN, "utf-8")
    filled = CliRunner().invoke(cli, ["check", str(folder)])

    assert empty.exit_code == 2
    assert "没有可读的政策文件" in empty.output
    assert "某市节水方案" in filled.output


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_that_go_in_circles_are_passed_by(tmp_path: Path) -> None:
    """A folder that links to itself is read once; a link to itself is an error."""
    (tmp_path / "方案.txt").write_text(PLAN, "utf-8")
    (tmp_path / "环").symlink_to(tmp_path, target_is_directory=True)
    loop = tmp_path / "圈.txt"
    loop.symlink_to(loop)

    folder = CliRunner().invoke(cli, ["check", str(tmp_path)])
    alone = CliRunner().invoke(cli, ["check", str(loop)])

    assert "某市节水方案" in folder.output
    assert not isinstance(folder.exception, Exception), folder.exception
    assert alone.exit_code == 2
    assert "不存在" in alone.output


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """A pipe nobody writes to would be waited for without end; it is told and passed by."""
    pipe = tmp_path / "管.txt"
    os.mkfifo(pipe)

    done = CliRunner().invoke(cli, ["check", str(pipe)])

    assert done.exit_code == 2
    assert "没有可读的政策文件" in done.output
