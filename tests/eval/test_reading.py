"""Totals over documents read: each document once, bad files listed, tables made of the JSON alone."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from corpus.reader import hash_of
from eval.__main__ import cli
from eval.reading import read_folders, reading_row
from eval.reading_report import reading_parts

TEXT = "\n".join(
    (
        "某市供热方案",
        "一、目标",
        "到2030年，全部达标。",
        "二、任务",
        "（一）建设管网。加快建设。（责任单位：市住建局、财政局）",
        "（二）改造热源。加快改造。",
        "2030 年前完成。",
    )
)
OUTLINE = {
    "title": "某市供热方案",
    "heads": [[1, "一", "目标", "own line"], [1, "三", "保障", "own line"]],
    "responsibilities": [{"agencies": ["市住建局", "市财政局"]}],
    "traps": [],
}


def folder_with(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "文件"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_document_in_two_files_counts_once(tmp_path: Path) -> None:
    """The same title in another file is the same document."""
    folder = folder_with(tmp_path, 甲=TEXT, 乙=TEXT + "\n")

    row = reading_row(read_folders([folder]))

    assert (row["documents"], row["clauses"], row["lost"]) == (1, 3, 0)
    assert row["sequence"] == {"units": 4, "faults": 0, "share": 0}
    assert row["refused"] == {"numbers": {"数字而非编号": 1}, "leads": {}}
    assert row["brackets"] == {"counted": 1, "parsed": 1, "recall": 1}
    assert row["fallback"]["documents"] == 0


def test_a_document_without_structure_is_a_fallback(tmp_path: Path) -> None:
    """Paragraphs alone make clauses, and the totals say of how many documents."""
    folder = folder_with(tmp_path, 甲="关于节水的函\n请做好节水工作，并于月底前报告进展情况。")

    assert reading_row(read_folders([folder]))["fallback"] == {"documents": 1, "share": 1}


def test_a_bad_file_is_listed_and_costs_no_other(tmp_path: Path) -> None:
    """A file that cannot be read stands among the failures; the rest is counted."""
    folder = folder_with(tmp_path, 甲=TEXT)
    (folder / "坏.txt").write_bytes(b"")

    row = reading_row(read_folders([folder]))

    assert row["documents"] == 1
    assert len(row["failures"]) == 1


def test_an_outline_written_by_hand_is_scored(tmp_path: Path) -> None:
    """The outline of a document is found by the hash of its file."""
    folder = folder_with(tmp_path, 甲=TEXT)
    outlines = tmp_path / "提纲"
    outlines.mkdir()
    name = f"{hash_of((folder / '甲.txt').read_bytes())}.json"
    (outlines / name).write_text(json.dumps(OUTLINE), encoding="utf-8")

    (one,) = reading_row(read_folders([folder], outlines=outlines))["outlines"]

    assert (one["matched"], one["missed"], one["invented"]) == (1, 1, 3)
    assert (one["exact"], one["duties"]) == (1, 1)


def test_the_tables_are_made_of_the_totals_alone(tmp_path: Path) -> None:
    """What a JSON file keeps is enough for the page of results; nothing is shown as nothing."""
    row = reading_row(read_folders([folder_with(tmp_path, 甲="关于节水的函\n请做好工作。")]))
    totals, reasons = reading_parts(json.loads(json.dumps(row)))

    cells = dict(totals.tables[0].rows)
    assert cells["责任括注召回率"].startswith("—")
    assert cells["不成条的文件"] == "100.00 %（1）"
    assert reasons.tables[0].rows == ()


def test_the_command_prints_tables_and_writes_json(tmp_path: Path) -> None:
    """`python -m eval reading --corpus FOLDER --output FILE` does both."""
    output = tmp_path / "合计.json"
    folder = folder_with(tmp_path, 甲=TEXT)

    result = CliRunner().invoke(cli, ["reading", "--corpus", str(folder), "--output", str(output)])

    assert result.exit_code == 0
    assert "编号不接续" in result.stdout
    assert json.loads(output.read_text(encoding="utf-8"))["documents"] == 1
