"""NAME.meta.toml beside a document, and the two commands that show what is known of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.__main__ import cli
from corpus.errors import SidecarError
from corpus.sidecar import KEYS, read_sidecar, sidecar_values

NOTICE = """青禾市水利局关于节水的通知
青水〔2023〕15号
各县水利局：
根据《云岭省节水条例》，请节约用水。
青禾市水利局
2023年5月6日
"""
STATUTE = "云岭省节水条例\n第一条　要节水。\n第二条　本条例自2020年1月1日起施行。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "通知.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "条例.txt").write_text(STATUTE, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def sidecar(folder: Path, text: str, name: str = "通知.meta.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_metadata_is_shown_field_by_field_with_its_words(folder: Path) -> None:
    """Value, origin, quote; what is not said is said to be so."""
    assert run("metadata", folder / "通知.txt").stdout.splitlines() == [
        "《青禾市水利局关于节水的通知》 通知.txt",
        "  文号  青水〔2023〕15号  [文首]  「青水〔2023〕15号」",
        "  发文机关  青禾市水利局  [落款]  「青禾市水利局」",
        "  成文日期  2023-05-06  [落款]  「2023年5月6日」",
        "  发布日期  （未写明）",
        "  最近修正  （未写明）",
        "  施行日期  （未写明）",
        "  有效期至  （未写明）",
        "  地区  青禾市  [落款]  「青禾市水利局」",
        "  层级  市  [文首]  「各县水利局：」",
        "  有效性  未写明",
    ]


def test_a_document_stands_as_it_stands_in_the_list_of_documents(folder: Path) -> None:
    """A term that has ended, or still runs, is told; the reason names the day."""
    ended = "本通知自2020年1月1日起施行，有效期2年。"
    running = "本通知自2020年1月1日起施行，有效期至2099年12月31日。"
    for name, words in (("旧", ended), ("新", running)):
        (folder / f"{name}.txt").write_text(f"节约用纸{name}规定\n第一条 {words}\n", "utf-8")

    assert run("metadata", folder / "旧.txt").stdout.splitlines()[-1] == (
        "  有效性  已失效  《节约用纸旧规定》有效期至2021年12月31日，已过期。"
    )
    assert run("metadata", folder / "新.txt").stdout.splitlines()[-1] == "  有效性  现行有效"
    row = json.loads(run("metadata", folder / "旧.txt", "--json").stdout)
    assert row["status"]["value"] == "已失效"
    assert "有效期2年" in row["status"]["citation"]["quote"]


def test_references_are_shown_with_the_document_that_is_meant(folder: Path) -> None:
    """An arrow leads to the document at hand."""
    lines = run("references", folder).stdout.splitlines()

    assert "《青禾市水利局关于节水的通知》 引用文件 1 份（依据 1）" in lines
    assert "  依据  [根据] 《云岭省节水条例》  → 条例" in lines


@pytest.mark.parametrize("command", ["metadata", "references"])
def test_json_is_one_object_per_document(command: str, folder: Path) -> None:
    """Quotes with their places."""
    rows = [json.loads(line) for line in run(command, folder, "--json").stdout.splitlines()]

    assert {row["document_id"] for row in rows} == {"条例", "通知"}
    notice = next(row for row in rows if row["document_id"] == "通知")
    shown = notice["signed"] if command == "metadata" else notice["references"][0]
    citation = shown["citation"]
    assert NOTICE[citation["start"] : citation["end"]] == citation["quote"]


def test_references_are_told_under_the_title_of_the_sidecar(folder: Path) -> None:
    """As a line and as a row; the document is also meant by that title."""
    sidecar(folder, 'title = "青禾市节水通知"\n')

    assert run("references", folder / "通知.txt").stdout.startswith("《青禾市节水通知》 引用文件")
    row = json.loads(run("references", folder / "通知.txt", "--json").stdout)
    assert row["title"] == "青禾市节水通知"


def test_a_sidecar_corrects_any_field(folder: Path) -> None:
    """What it names replaces what was read; the rest stays."""
    sidecar(
        folder,
        'title = "节水通知"\nnumber = "青水[2023]第16号"\nissuer = "甲局、乙局"\nsigned = 2023-05-08\n'
        'published = "２０２３年５月９日"\nstatus = "已失效"\nlevel = "市"\nregion = ""\n',
    )

    row = json.loads(run("metadata", folder / "通知.txt", "--json").stdout)
    said = {key: value and value["value"] for key, value in row.items() if key in KEYS}

    assert said == {
        "title": "节水通知",
        "number": "青水〔2023〕16号",
        "issuer": ["甲局", "乙局"],
        "signed": "2023-05-08",
        "published": "2023-05-09",
        "amended": None,
        "effective": None,
        "expires": None,
        "region": None,
        "level": "市",
        "status": "已失效",
    }
    assert row["signed"] | {} == {"value": "2023-05-08", "origin": "旁注文件", "citation": None}


def test_a_sidecar_by_the_whole_name_goes_first(folder: Path) -> None:
    """Two files of one name are told apart by their suffix."""
    sidecar(folder, 'region = "甲"')
    sidecar(folder, 'region = "乙"', "通知.txt.meta.toml")

    assert [*sidecar_values([folder / "通知.txt"]).values()] == [{"region": "乙"}]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ('colour = "红"', ["colour", "number"]),
        ('signed = "去年"', ["signed", "去年"]),
        ("signed = 2023-05-08T10:00:00", ["signed"]),
        ('status = "有点旧"', ["status", "有点旧", "现行有效"]),
        ('level = "乡"', ["level", "乡", "国家"]),
        ("number = 15", ["number", "15"]),
        ("issuer = [1]", ["issuer"]),
        ('status = ""', ["status"]),
        ('title = ""', ["title"]),
        ("number = ", ["无法读取"]),
        ("[signed]\nday = 1", ["signed"]),
    ],
)
def test_a_wrong_sidecar_is_refused(folder: Path, text: str, pieces: list[str]) -> None:
    """The message names file and key, the hint what may be written."""
    sidecar(folder, text)

    result = run("metadata", folder)

    assert result.exit_code == 2
    assert "下一步：" in result.stderr
    for piece in ["通知.meta.toml", *pieces]:
        assert piece in result.stderr


@pytest.mark.parametrize("command", ["metadata", "references", "check"])
def test_a_wrong_sidecar_costs_no_other_document(folder: Path, command: str) -> None:
    """All documents are printed; the sidecar is named below them."""
    sidecar(folder, 'title = "没有收尾')

    result = run(command, folder)

    assert result.exit_code == 2
    assert "条例" in result.stdout
    assert "节水的通知" in result.stdout
    assert "通知.meta.toml" in result.stderr


def test_a_sidecar_that_is_no_text_is_refused(folder: Path) -> None:
    """Bytes that are no UTF-8."""
    path = folder / "通知.meta.toml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SidecarError, match=r"通知\.meta\.toml"):
        read_sidecar(path)


def test_a_file_of_many_documents_has_no_sidecar(tmp_path: Path) -> None:
    """Which of them it is for could not be told."""
    (tmp_path / "文集.jsonl").write_text('{"title": "甲", "text": "甲。"}', encoding="utf-8")
    sidecar(tmp_path, 'region = "甲"', "文集.meta.toml")

    result = run("metadata", tmp_path)

    assert result.exit_code == 2
    assert "文集.meta.toml" in result.stderr


def test_dates_of_a_sidecar_are_dates(folder: Path) -> None:
    """TOML's own dates and written ones."""
    path = sidecar(folder, 'signed = 2023-05-08\neffective = "2023年6月1日"')

    assert read_sidecar(path) == {"signed": date(2023, 5, 8), "effective": date(2023, 6, 1)}


@pytest.mark.parametrize("command", ["metadata", "references"])
def test_help_shows_real_examples(command: str) -> None:
    """Every command's help has a line that can be typed."""
    assert f"python -m corpus {command}" in run(command, "--help").stdout
