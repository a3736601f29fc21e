"""Hostile inputs: five hundred of them break nothing; and what would break is found."""

from __future__ import annotations

import json
import logging
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from corpus import reading_worker
from corpus.errors import ReadError
from corpus.model import Document
from corpus.reader import from_text, read_documents
from corpus.reading_worker import Limits, ReadingWorker
from eval.commands import cli
from eval.errors import RunError
from eval.fuzzing import judging
from eval.fuzzing.containers import CONTAINER_MUTATIONS
from eval.fuzzing.inputs import SHARES, Given, draw_input
from eval.fuzzing.judging import DIED, LATE, Result, broken_laws, judge
from eval.fuzzing.mutations import BYTE_MUTATIONS, TEXT_MUTATIONS
from eval.fuzzing.report import fuzz_chapter, fuzz_tables, join_runs
from eval.fuzzing.running import fuzzed_to_dict, read_given, run_inputs
from eval.fuzzing.seeds import WRITERS, invent_plan


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="corpus")


@pytest.mark.parametrize("suffix", [one for one in WRITERS if one not in {".rtf", ".doc"}])
def test_the_documents_to_be_damaged_are_whole(suffix: str, tmp_path: Path) -> None:
    """Before anything is done to it, every format is read, and keeps the laws."""
    random = Random(5)
    lines = invent_plan(random)
    path = tmp_path / f"原{suffix}"
    path.write_bytes(WRITERS[suffix](lines, random))

    documents = list(read_documents(path))

    assert documents
    assert lines[0] in documents[0].text
    assert [fault for one in documents for fault in broken_laws(one)] == []


def test_the_same_seed_gives_the_same_inputs() -> None:
    """An input is known by its seed and its number alone; another seed gives others."""
    first = [draw_input(3, number) for number in range(60)]

    assert first == [draw_input(3, number) for number in range(60)]
    assert first != [draw_input(4, number) for number in range(60)]
    assert {one.suffix for one in first} >= {".txt", ".html", ".docx", ".pdf"}


def test_every_harm_is_done() -> None:
    """A few thousand inputs hold every format and every way to damage a file."""
    inputs = [draw_input(1, number) for number in range(2500)]
    own = {name for ways in CONTAINER_MUTATIONS.values() for name in ways}

    assert {harm for one in inputs for harm in one.harms} >= {
        *TEXT_MUTATIONS,
        *BYTE_MUTATIONS,
        *own,
    }
    assert {one.suffix for one in inputs} == set(SHARES)


@pytest.mark.parametrize("harm", CONTAINER_MUTATIONS[".docx"])
def test_a_package_that_lost_everything_can_still_be_harmed(harm: str) -> None:
    """One harm follows another: the first may leave nothing to damage."""
    packed = BytesIO()
    zipfile.ZipFile(packed, "w").close()
    assert isinstance(CONTAINER_MUTATIONS[".docx"][harm](packed.getvalue(), Random(1)), bytes)


def test_five_hundred_inputs_break_nothing(tmp_path: Path) -> None:
    """Each is a document that keeps the laws or an error with a next step; no process is left.

    This reads five hundred files in a process of its own, and so takes its time.
    """
    run = run_inputs(20_260_101, range(500), keep=tmp_path)

    assert [(one.number, one.harms, one.verdict.detail) for one in run.faults] == []
    assert run.passed
    results = {one.verdict.result for one in run.judged}
    assert results >= {Result.DOCUMENT, Result.ERROR}


@pytest.fixture
def worker() -> Iterator[ReadingWorker]:
    with ReadingWorker(Limits(seconds=60)) as one:
        yield one


class _Reading:
    """Stands for the process that reads: gives documents, or what is raised."""

    def __init__(self, *given: Document | Exception) -> None:
        self._given = given

    def read_documents(self, _path: Path) -> Iterator[Document]:
        for one in self._given:
            if isinstance(one, Exception):
                raise one
            yield one


@pytest.mark.parametrize(
    ("raised", "result"),
    [
        (ValueError("x"), Result.FAULT),
        (ReadError(Path("x"), "not Chinese", hint="x"), Result.FAULT),
        (ReadError(Path("x"), "文件损坏", hint="none"), Result.FAULT),
        (ReadError(Path("x"), f"{DIED}，已中止", hint="重试"), Result.FAULT),
        (ReadError(Path("x"), f"{LATE} 60 秒", hint="重试"), Result.LIMIT),
        (ReadError(Path("x"), "文件损坏：x", hint="重试"), Result.ERROR),
    ],
)
def test_what_is_raised_is_judged(raised: Exception, result: Result) -> None:
    """Only an error in Chinese with its next step is no fault."""
    assert judge(Path("x"), _Reading(raised)).result is result


def document_of(**changed: object) -> Document:
    whole = from_text("一、总则\n（一）节水。做好节水。", path=Path("a.txt"), content_hash="")
    values = {name: getattr(whole, name) for name in Document.__dataclass_fields__}
    return Document(**values | changed)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (document_of(text="一、某\ud800事"), "UTF-8"),
        (document_of(title="甲\n乙"), "不成一行"),
        (document_of(pages=(5, 0)), "页码"),
        (document_of(pages=(999,)), "页码"),
    ],
)
def test_a_document_that_breaks_a_law_is_found(document: Document, said: str) -> None:
    """Text that cannot be written, a title of two lines, pages out of order are said."""
    assert any(said in fault for fault in broken_laws(document))


def test_lost_and_doubled_text_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser that loses a clause, or gives one twice, is told so."""
    parse = judging.parse_document
    for clauses in (lambda all_: all_[1:], lambda all_: (*all_, all_[-1])):

        def spoiled(document: Document, clauses: object = clauses) -> object:
            parsed = parse(document)
            changed = clauses(parsed.clauses)
            facts = type(parsed.facts)()
            return type(parsed)(document=document, heads=parsed.heads, clauses=changed, facts=facts)

        monkeypatch.setattr(judging, "parse_document", spoiled)
        assert list(broken_laws(document_of()))


def test_the_limits_of_the_worker_are_known_by_their_words(tmp_path: Path) -> None:
    """What the judge takes for a late or a dead process is what the worker says of one."""
    source = Path(reading_worker.__file__).read_text("utf-8")

    assert f'"{LATE} {{seconds}} 秒' in source
    assert f'"{DIED}' in source


def test_a_run_is_written_shown_and_made_a_chapter(tmp_path: Path) -> None:
    """By command: results by format and harm, as text and JSON, from which the chapter is made."""
    options = ["--count", "12", "--seed", "9", "--keep", tmp_path / "keep"]
    written = ["--output", tmp_path / "run.json"]

    done = CliRunner().invoke(cli, ["fuzz", *map(str, (*options, *written))])

    assert done.exit_code == 0, done.output
    row = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert row["inputs"] == 12
    assert sum(sum(one.values()) for one in row["formats"].values()) == 12
    assert "破坏方式" in done.stdout
    by_format = fuzz_tables(row)[0]
    assert by_format.rows[0][:2] == ("合计", "12")
    chapter = fuzz_chapter([tmp_path / "run.json"])
    assert "12 个由种子 9 生成" in chapter.parts[0].text
    assert not (tmp_path / "keep").exists()


def test_a_run_in_parts_is_one_run(tmp_path: Path) -> None:
    """Numbers of one seed run one after the other are added up; those of another seed are not."""
    slow = {
        "number": 1,
        "format": ".txt",
        "harms": ["乱码"],
        "bytes": 9,
        "result": "文件",
        "detail": "",
    }
    parts = [
        {
            "seed": 3,
            "inputs": count,
            "documents": 1,
            "seconds": 2.0,
            "left_processes": 0,
            "formats": {".md": {"文件": count}, ".txt": {"报错": 1}},
            "harms": {"乱码": {"文件": count}},
            "errors": {"文件是空的": count},
            "faults": [],
            "slowest": [slow | {"seconds": float(count)}],
        }
        for count in (5, 7)
    ]

    whole = join_runs(parts)

    assert (whole["inputs"], whole["documents"], whole["seconds"]) == (12, 2, 4.0)
    assert whole["formats"] == {".txt": {"报错": 2}, ".md": {"文件": 12}}
    assert whole["errors"] == {"文件是空的": 12}
    assert [one["seconds"] for one in whole["slowest"]] == [7.0, 5.0]
    paths = [tmp_path / "a.json", tmp_path / "b.json"]
    for path, part, seed in zip(paths, parts, (3, 4), strict=True):
        path.write_text(json.dumps(part | {"seed": seed}), "utf-8")
    with pytest.raises(RunError, match="种子"):
        fuzz_chapter(paths)


def test_a_result_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """The file is named, and how to make it."""
    (tmp_path / "x.json").write_text("{}", "utf-8")

    with pytest.raises(RunError, match=r"x\.json"):
        fuzz_chapter([tmp_path / "x.json"])


def test_a_file_is_read_again(tmp_path: Path) -> None:
    """--replay says what became of one file."""
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")

    done = CliRunner().invoke(cli, ["fuzz", "--replay", str(tmp_path / "坏.docx")])

    assert done.exit_code == 0
    assert "报错：0 份文件" in done.output


def test_given_files_are_damaged_too(tmp_path: Path) -> None:
    """Files of a folder are drawn beside the invented ones; their endings are those of a format."""
    (tmp_path / "网页.htm").write_bytes("<html><p>一、某事。</p></html>".encode())
    with zipfile.ZipFile(buffer := BytesIO(), "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    (tmp_path / "文.docx").write_bytes(buffer.getvalue())

    given = read_given(tmp_path)
    run = run_inputs(1, range(6), given=given, keep=tmp_path / "keep")

    assert {one.suffix for one in given} == {".html", ".docx"}
    assert all(isinstance(one, Given) for one in given)
    assert fuzzed_to_dict(run)["faults"] == []
