"""Runs on disk: kept as they are made, gone on with after a kill or a full disk, sealed, read back."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.answer import Premise
from app.settings import CHECKOUT
from eval.cases import Split, load_cases
from eval.commands import run_kept
from eval.errors import EvaluationError, RunError
from eval.gold import Shelf
from eval.runner import Record
from eval.runs import (
    MANIFEST,
    RECORDS,
    SEALED,
    Run,
    RunManifest,
    describe_run,
    find_run,
    keep_records,
    load_run,
    make_folder,
    only_run,
    seal,
    start_run,
    write_bytes,
)
from eval.search_faults import Fault, SearchFault
from eval.systems import OURS

GOAL = "到2030年，累计创建绿色工厂200家以上"
ENOUGH = 20  # records after which a process is killed
TIMES = 40  # as often the five questions of the tiny set are asked


@pytest.fixture
def cases(make_case):
    """Five cases, of which the fifth is of the test half."""
    fields = {"keys": ("200家以上",)}
    develop = [
        make_case("target", "绿色工厂200家以上", id=f"d{n}", question=f"问{n}？", **fields)
        for n in range(1, 5)
    ]
    return (*develop, replace(develop[0], id="t1", question="测试？", split=Split.TEST))


@pytest.fixture
def ask(scripted, cases, make_answer):
    return scripted({case.question: make_answer("200家以上", GOAL) for case in cases})


@pytest.fixture
def records(cases, ask, judged):
    return judged(cases, ask)


@pytest.fixture
def set_path(write_set, case_line):
    """The file of the five cases; only its bytes count here."""
    return write_set(case_line(id="d1"), case_line(id="d2"))


@pytest.fixture
def manifest(set_path, cases, index_manifest) -> RunManifest:
    return describe_run(
        set_path, cases, split="all", system=OURS, index=index_manifest, opened=False
    )


@pytest.fixture
def home(tmp_path) -> Path:
    return tmp_path / "runs"


@pytest.fixture
def run_set(home, set_path, cases, ask, make_stage, shelf):
    """Return a function that runs the five cases to the end."""

    def run() -> Run:
        return run_kept(
            set_path,
            cases,
            make_stage(ask),
            shelf,
            system=OURS,
            split="all",
            home=home,
            progress=False,
        )

    return run


def cut(run: Run, *, lines: int, tail: bytes = b"") -> None:
    """Leave a run as a kill leaves it: unfinished, some lines, and the beginning of another."""
    row = json.loads((run.folder / MANIFEST).read_text(encoding="utf-8"))
    (run.folder / MANIFEST).write_text(json.dumps(row | {"finished": None}), encoding="utf-8")
    kept = (run.folder / RECORDS).read_bytes().splitlines(keepends=True)[:lines]
    (run.folder / RECORDS).write_bytes(b"".join(kept) + tail)


def untimed(records: tuple[Record, ...]) -> list[Record]:
    """Return records without the times, which differ from run to run."""
    return [
        replace(
            one,
            judgement=replace(one.judgement, elapsed_ms=0.0),
            reply=one.reply and one.reply | {"elapsed_ms": 0.0},
        )
        for one in records
    ]


def test_a_run_is_read_back_as_it_was(keep_run, records):
    """Every field of every record; those of the test half sealed."""
    kept = keep_run(records)
    assert load_run(kept.folder) == kept
    assert kept.records == (*records[:4], seal(records[4]))
    assert kept.judgements == tuple(record.judgement for record in kept.records)
    assert kept.manifest.finished is not None
    assert (kept.manifest.cases, kept.manifest.sealed) == (5, True)
    assert kept.manifest.encoder == "编码器"


def test_a_fault_of_the_search_is_kept_and_sealed(keep_run, records):
    """Read back as it was; of a test case the fault and the place, and no word or clause."""
    fault = SearchFault(fault=Fault.WORDS, rank=7, lacking=("占比", "渠道"), first="甲/1")
    faulty = [
        replace(one, judgement=replace(one.judgement, fault=fault))
        for one in (records[0], records[4])
    ]
    run = keep_run(faulty)
    assert load_run(run.folder) == run
    plain, sealed = (one.judgement.fault for one in run.records)
    assert plain == fault
    assert sealed == replace(fault, lacking=(SEALED, SEALED), first="")


def test_a_run_of_before_there_were_faults_is_read(keep_run, records):
    """Its judgements have none."""
    run = keep_run(records[:1])
    path = run.folder / RECORDS
    row = json.loads(path.read_text(encoding="utf-8"))
    del row["judgement"]["fault"]
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    assert load_run(run.folder).records[0].judgement.fault is None


def test_a_character_that_is_half_a_pair_is_kept(keep_run, make_case, make_answer, judged):
    """JSON may hold what no UTF-8 file can."""
    case = make_case(question="半个\ud800字")
    records = judged([case], lambda _: make_answer("没有\udc00"))
    assert load_run(keep_run(records).folder).records == records


def test_each_record_is_on_disk_before_the_next_is_made(home, manifest, records):
    """What a kill leaves is all that was answered."""
    started = start_run(manifest, home)
    lines = []

    def watched():
        for record in records:
            lines.append((started.folder / RECORDS).read_bytes().count(b"\n"))
            yield record

    keep_records(started, watched(), frozenset())
    assert lines == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "tail", [b"", b'{"id": "d3", "ques', '{"id": "d3", "question": "问'.encode()[:-1]]
)
def test_a_run_cut_off_goes_on_where_it_stopped(run_set, ask, tail):
    """A last line that was cut off is dropped and asked again; the others are not."""
    whole = run_set()
    cut(whole, lines=2, tail=tail)
    ask.asked.clear()
    again = run_set()
    assert again.folder == whole.folder
    assert [question.text for question in ask.asked] == ["问3？", "问4？", "测试？"]
    assert untimed(again.records) == untimed(whole.records)
    assert again.records[:2] == whole.records[:2]
    assert load_run(again.folder) == again


def test_a_finished_run_is_never_overwritten(run_set):
    """The same command again makes a folder of its own."""
    first = run_set()
    before = {path.name: path.read_bytes() for path in first.folder.iterdir()}
    second = run_set()
    assert second.folder != first.folder
    assert len(second.records) == 5
    assert {path.name: path.read_bytes() for path in first.folder.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("set_hash", "0" * 64),
        ("set_name", "别的.jsonl"),
        ("split", "test"),
        ("sealed", False),
        ("cases", 4),
        ("system", "别的系统"),
        ("settings", {"weights": {"dense": 0.5}}),
        ("code_hash", "0" * 64),
        ("corpus_hash", "0" * 64),
        ("clauses", 4),
        ("encoder", "别的编码器"),
        ("encoder_hash", "0" * 64),
    ],
)
def test_a_run_of_another_making_is_not_gone_on_with(home, manifest, name, value):
    """Records of two makings in one run would be nobody's scores."""
    started = start_run(manifest, home)
    other = start_run(replace(manifest, **{name: value}), home)
    assert other.folder != started.folder
    assert other.records == ()


def test_time_machine_and_the_name_of_the_code_make_no_difference(home, manifest):
    """A commit that changes no module, or another machine, produces the same records."""
    started = start_run(manifest, home)
    later = replace(manifest, machine="64 核", started="2030-01-01T00:00:00", code="v9")
    assert start_run(later, home).folder == started.folder


def test_a_changed_set_is_a_new_run(run_set, set_path, case_line):
    """One byte more is another set."""
    cut(first := run_set(), lines=2)
    set_path.write_bytes(set_path.read_bytes() + b"\n")
    second = run_set()
    assert second.folder != first.folder
    assert len(load_run(first.folder).records) == 2


def test_a_damaged_line_is_named_and_the_run_not_gone_on_with(run_set, home):
    """File and line; a new run leaves the damaged one as it is."""
    run = run_set()
    lines = (run.folder / RECORDS).read_bytes().split(b"\n")
    cut(run, lines=0, tail=b"\n".join([*lines[:2], lines[2][:40], *lines[3:]]))
    with pytest.raises(RunError) as caught:
        load_run(run.folder)
    assert f"{run.folder / RECORDS} 第 3 行损坏" in caught.value.message
    assert "重新运行" in caught.value.hint
    assert run_set().folder != run.folder


@pytest.mark.parametrize(
    "line", [b"5", b"[]", b"{}", b'{"id": "x", "question": "", "history": 5}', b"\xd6\xd0", b""]
)
def test_a_line_that_is_no_record_is_damaged(run_set, line):
    """Whatever it is instead."""
    run = run_set()
    (run.folder / RECORDS).write_bytes(line + b"\n")
    with pytest.raises(RunError, match="第 1 行损坏"):
        load_run(run.folder)


def test_a_folder_that_is_no_run_is_named(tmp_path):
    """With what to give instead."""
    with pytest.raises(RunError, match="不是评测结果文件夹") as caught:
        load_run(tmp_path)
    assert "python -m eval run" in caught.value.hint
    (tmp_path / MANIFEST).write_text('{"set_name": "甲"}', encoding="utf-8")
    (tmp_path / RECORDS).write_text("", encoding="utf-8")
    with pytest.raises(RunError, match="不是评测结果文件夹"):
        load_run(tmp_path)


def test_a_run_is_found_by_folder_by_name_and_as_the_latest_finished(run_set, home):
    """An unfinished one is never meant by saying nothing."""
    first, second, third = (run_set() for _ in range(3))
    for age, run in enumerate((third, second, first)):
        os.utime(run.folder / MANIFEST, (1e9 - age, 1e9 - age))
    assert find_run(first.folder, home) == first
    assert find_run(Path(first.folder.name), home) == first
    assert find_run(None, home) == third
    cut(third, lines=2)
    os.utime(third.folder / MANIFEST, (1e9, 1e9))
    assert find_run(None, home) == second


def test_no_run_at_all_says_what_to_do(tmp_path):
    """Not a traceback of a missing folder."""
    with pytest.raises(RunError, match="还没有评测结果") as caught:
        find_run(None, tmp_path / "没有")
    assert "python -m eval run" in caught.value.hint
    with pytest.raises(RunError, match="不是评测结果文件夹"):
        find_run(Path("没有"), tmp_path)


def test_a_sealed_record_holds_no_word_of_the_case(keep_run, make_case, make_answer, judged):
    """Neither what is asked, nor what is right, nor what was replied, nor which clause answers."""
    case = make_case(
        "outline",
        "一、重点任务",
        id="t1",
        question="海州要抓的大事是哪些？",
        history=("先前问过的事？",),
        keys=("光伏行业",),
        key_alternatives={"光伏行业": ("太阳能行业",)},
        premise=Premise(asked="两百件", found="三百件"),
        note="出题人的话",
        split=Split.TEST,
    )
    reply = make_answer("到2025年，清洁能源占比达到41%", GOAL)
    run = keep_run(judged([case], lambda _: reply), split="test")
    text = "".join(path.read_text(encoding="utf-8") for path in run.folder.iterdir())
    for words in (
        case.question,
        *case.history,
        *case.keys,
        "太阳能行业",
        "两百件",
        "三百件",
        "出题人的话",
        "重点任务",
        "清洁能源",
        "41%",
        GOAL,
        "\\u",  # nor escaped
    ):
        assert words not in text, words
    (record,) = run.records
    assert (record.question, record.history, record.reply) == (None, None, None)
    assert record.judgement.missing == (SEALED,)
    assert set(record.judgement.foreign) == set(record.judgement.fabricated) == {SEALED}
    assert (record.judgement.gold, record.judgement.answerable) == (1, True)


def test_sealing_changes_no_verdict_and_keeps_clauses_apart(records, make_case):
    """Counts, verdicts and which questions share a clause stay, so the scores are the same."""
    one, other = (seal(records[number]).judgement for number in (0, 1))
    assert one.cluster == other.cluster
    far = replace(records[0], judgement=replace(records[0].judgement, cluster="别处"))
    assert seal(far).judgement.cluster != one.cluster
    for found, was in zip((one, other), records, strict=False):
        assert found.right_clause is was.judgement.right_clause
        assert replace(found, cluster=was.judgement.cluster) == was.judgement


def test_only_what_is_not_shown_is_sealed(keep_run, records):
    """With --open the test half is kept as it is, and such a run is another one."""
    closed, opened = keep_run(records), keep_run(records, opened=True)
    assert closed.folder != opened.folder
    assert [one.question for one in closed.records] == [*(f"问{n}？" for n in range(1, 5)), None]
    assert opened.records == records
    assert not opened.manifest.sealed


def test_two_runs_at_once_in_one_home_are_refused(home):
    """They would go on with the same records."""
    with (
        only_run(home),
        pytest.raises(EvaluationError, match="另一个评测正在进行") as caught,
        only_run(home),
    ):
        pass
    assert "--home" in caught.value.hint
    with only_run(home):
        pass  # the lock is let go


def test_a_place_that_cannot_be_written_is_named(tmp_path, manifest):
    """The path and the reason, in words."""
    (tmp_path / "文件").write_text("", encoding="utf-8")
    inside = tmp_path / "文件" / "里"
    for act in (
        lambda: make_folder(inside),
        lambda: start_run(manifest, inside),
        lambda: only_run(inside).__enter__(),
        lambda: write_bytes(inside, b"x"),
    ):
        with pytest.raises(RunError, match=r"结果无法写入：.*文件") as caught:
            act()
        assert "检查磁盘空间和写入权限" in caught.value.hint


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    """Nothing half-written is left, and what was there stays."""
    write_bytes(tmp_path / "a", b"one")
    write_bytes(tmp_path / "a", b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"two"
    (tmp_path / "b").mkdir()
    with pytest.raises(RunError):
        write_bytes(tmp_path / "b", b"three")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


# Runs a set through a system that answers with the first 60 characters, its files no larger than
# argv[2] bytes: what a full disk does to them, without a disk.
FULL_DISK = """
import resource, sys
from contextlib import nullcontext
from pathlib import Path

from corpus.model import Span
from eval.__main__ import cli
from eval.baselines import chunk_answer
from eval.runner import System, read_documents
from eval.systems import Stage
from index.model import IndexManifest

parsed = read_documents([Path(sys.argv[1])])
index = IndexManifest(
    version="1", corpus_hash="c", code_hash="d", encoder="e", encoder_hash="f", segmented=True,
    clauses=3, dimensions=16, files=(),
)
ask = lambda question: chunk_answer(question, parsed[0].document, Span(start=0, end=60))
stage = Stage(
    parsed=parsed, manifest=index, words=list, open=lambda name: System(name=name, ask=ask)
)
if limit := int(sys.argv[2]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
cli(sys.argv[3:], obj=lambda _: nullcontext(stage), prog_name="python -m eval")
"""


@pytest.fixture
def tiny_set(write_set, tiny_rows):
    return write_set(*tiny_rows(TIMES), name="tiny.jsonl")


def test_a_full_disk_loses_nothing_and_the_next_run_goes_on(tiny_folder, tiny_set, home):
    """Exit code 2, the file named, what was written kept; with room again the rest is asked."""

    def run(limit: int) -> subprocess.CompletedProcess[str]:
        arguments = [str(tiny_folder), str(limit), "run", str(tiny_set), "--home", str(home)]
        command = [sys.executable, "-c", FULL_DISK, *arguments]
        return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)

    full = run(40_000)
    (folder,) = home.glob("*/")
    path = folder / RECORDS
    assert full.returncode == 2, full.stderr
    assert full.stdout == ""
    assert f"结果无法写入：{path}（" in full.stderr
    assert "从断处接着做" in full.stderr
    assert "Traceback" not in full.stderr
    kept = load_run(folder)
    assert 0 < len(kept.records) < 5 * TIMES
    assert f"已答的 {len(kept.records)} 题都在" in full.stderr
    assert kept.manifest.finished is None
    before = path.read_bytes().splitlines()[: len(kept.records)]
    again = run(0)
    assert again.returncode == 0, again.stderr
    assert str(folder) in again.stdout
    done = load_run(folder)
    assert path.read_bytes().splitlines()[: len(before)] == before
    assert [one.case_id for one in done.records] == [one.id for one in load_cases(tiny_set)]
    assert done.manifest.finished


def test_a_disk_too_full_for_a_run_to_begin_is_named(tiny_folder, tiny_set, home):
    """Not even the manifest: nothing is asked, and the folder counts as no run."""
    arguments = [str(tiny_folder), "100", "run", str(tiny_set), "--home", str(home)]
    command = [sys.executable, "-c", FULL_DISK, *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"{MANIFEST}（" in done.stderr
    assert "再运行同一条命令" in done.stderr
    with pytest.raises(RunError, match="还没有评测结果"):
        find_run(None, home)


def test_a_run_killed_midway_goes_on_and_ends_like_one_that_was_not(
    tiny_folder, tiny_stage, tiny_set, home, tmp_path, run_eval
):
    """SIGKILL of the real command; the same command again does the rest and nothing twice."""
    command = ["run", str(tiny_set), "--corpus", str(tiny_folder), "--home", str(home)]
    with subprocess.Popen(
        [sys.executable, "-m", "eval", *command],
        cwd=CHECKOUT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        while count_records(home) < ENOUGH and process.poll() is None:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    (folder,) = home.glob("*/")
    killed = load_run(folder)
    assert ENOUGH <= len(killed.records) < 5 * TIMES
    assert killed.manifest.finished is None
    again = run_eval(*command, stage=tiny_stage)
    assert again.exit_code == 0, again.output
    assert f"结果在 {folder}" in again.stdout
    finished = load_run(folder)
    assert finished.records[: len(killed.records)] == killed.records
    whole = run_kept(
        tiny_set,
        load_cases(tiny_set),
        tiny_stage,
        Shelf(tiny_stage.parsed),
        system=OURS,
        split="develop",
        home=tmp_path / "whole",
        progress=False,
    )
    assert untimed(finished.records) == untimed(whole.records)
    assert finished.manifest.corpus_hash == whole.manifest.corpus_hash


def count_records(home: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in home.glob(f"*/{RECORDS}"))
