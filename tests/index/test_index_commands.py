"""The command line of the index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index.__main__ import cli
from index.library import Embedders
from tests.fakes import HashEmbedder

PLAN = """甲市节水行动方案

一、管网
推进老旧管网改造，控制漏损。
二、再生水
到2027年，再生水利用率达到25%以上。
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("commands")
    (root / "documents").mkdir()
    (root / "documents" / "甲市节水行动方案.txt").write_text(PLAN, encoding="utf-8")
    assert run(root, "build").exit_code == 0
    return root


def run(folder: Path, *arguments: str) -> Result:
    embedders = Embedders(build=lambda *_: HashEmbedder(), question=lambda *_: HashEmbedder())
    options = ["--corpus", str(folder / "documents"), "--home", str(folder / "home")]
    return CliRunner().invoke(cli, [*arguments, *options], obj=embedders)


def test_building_again_does_nothing(folder: Path) -> None:
    """The second build finds the index up to date and says what it holds."""
    result = run(folder, "build")

    assert result.exit_code == 0
    assert result.stdout == "索引已是最新，无需重建：1 篇文件，2 条条款。\n"


def test_a_build_says_why_and_shows_progress_on_stderr(folder: Path) -> None:
    """Uploads added to the same index, read with bars; files skipped are named; without them as before."""
    uploads = folder / "home" / "uploads"
    uploads.mkdir()
    (uploads / "乙市办法.txt").write_text("乙市办法\n\n第一条 节约用水。\n", encoding="utf-8")
    (uploads / "坏.txt").write_bytes(b"")
    result = run(folder, "build")
    for path in uploads.iterdir():
        path.unlink()

    assert result.exit_code == 0
    assert result.stdout == "索引已建好：2 篇文件，3 条条款。\n"
    for part in (
        "政策文件有增减或修改",
        "读取文件",
        "计算向量",
        "有 1 个文件无法读取",
        "文件是空的：坏.txt",
    ):
        assert part in result.stderr
    result = run(folder, "build")
    assert (result.exit_code, result.stdout) == (0, "索引已建好：1 篇文件，2 条条款。\n")


def test_words_typed_as_they_stand_come_first(folder: Path) -> None:
    """Whatever their score is, and the explanation says so; a part of the title calls the document."""
    phrase = next(line for line in PLAN.splitlines() if "再生水利用率" in line)[-9:]
    result = run(folder, "search", phrase, "--document", "甲市", "--explain")

    assert result.exit_code == 0
    assert "原样含有查询内容" in result.stdout.split("\n2. ")[0]
    assert phrase.rstrip("。") in "".join(result.stdout.split("\n1. ")[1].split())


def test_a_level_may_be_written_as_people_say_it(folder: Path) -> None:
    """省级 is 省."""
    result = run(folder, "search", "再生水", "--level", "省级")

    assert result.exit_code == 2
    assert "没有符合条件的文件：层级 省。" in result.stderr


def test_a_search_shows_clauses_with_their_place_and_scores(folder: Path) -> None:
    """The best first, with document, label, words and scores."""
    result = run(folder, "search", "再生水利用率", "-k", "1")

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "1. 《甲市节水行动方案》二"
    assert "再生水利用率达到25%以上" in lines[1]
    assert lines[2].split()[0::2] == ["综合", "词语", "语义"]


def test_a_search_gives_json(folder: Path) -> None:
    """An array of objects with the text and the component scores."""
    result = run(folder, "search", "管网", "--json")

    first, *_ = json.loads(result.stdout)
    assert first["document_title"] == "甲市节水行动方案"
    assert first["label"] == "一"
    assert "老旧管网改造" in first["text"]
    assert first["lexical"] > 0


def test_a_search_says_why(folder: Path) -> None:
    """What was understood of the question, what matched where, and what each part added."""
    result = run(folder, "search", "2027年再生水利用绿要达到多少？", "--explain", "-k", "1")

    assert result.exit_code == 0
    for part in (
        "检索用：2027年再生水利用率要达到多少?",
        "年份：2027",
        "文件里没有的词：",
        "1. 《甲市节水行动方案》二",
        "+ 年份 0.200",
        "再生水 ",
        "（路径×2、正文×1）",
    ):
        assert part in result.stdout, part


def test_an_explanation_comes_as_json(folder: Path) -> None:
    """The question as understood, and every hit with matches and parts."""
    result = run(folder, "search", "管网改造", "--explain", "--json")

    record = json.loads(result.stdout)
    assert record["query"]["asked"] == "管网改造"
    first = record["hits"][0]
    assert first["label"] == "一"
    assert first["score"] == pytest.approx(sum(first["parts"].values()), abs=1e-5)
    fields = {match["word"]: match["fields"] for match in first["words"]}
    assert fields["管网"] == {"路径": 2, "正文": 1}  # the heading is also the title of the clause


@pytest.mark.parametrize("query", ["的", "怎么办呢", "要达到多少"])
def test_a_search_for_words_that_only_ask_says_so(folder: Path, query: str) -> None:
    """What comes is by the by, and that is told."""
    result = run(folder, "search", query)

    assert result.exit_code in {0, 1}
    assert ("仅供参考" in result.stderr) is (result.exit_code == 0)


def test_a_search_for_one_character_finds_it(folder: Path) -> None:
    """A single character is a word of its own."""
    assert "漏损" in run(folder, "search", "漏").stdout
    assert run(folder, "search", "铝").exit_code in {0, 1}


def test_what_cannot_be_shown_is_not_searched_for(folder: Path) -> None:
    """Control characters, marks that turn the line and broken code units change nothing."""
    plain = run(folder, "search", "管网改造")

    assert run(folder, "search", "\x00管\x1b网\u202e改\ud800造\n").stdout == plain.stdout


def test_a_search_has_a_longest_text(folder: Path) -> None:
    """2,000 characters are searched for, one more is refused."""
    assert run(folder, "search", "管网" * 1000).exit_code == 0
    result = run(folder, "search", "管网" * 1000 + "水")
    assert result.exit_code == 2
    assert "查询内容太长：2001 个字" in result.stderr


@pytest.mark.parametrize("query", ["", "  "])
def test_a_search_that_finds_nothing_exits_with_one(folder: Path, query: str) -> None:
    """Nothing found is told on stderr; stdout stays empty, or an empty array."""
    result = run(folder, "search", query)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "没有找到" in result.stderr
    assert json.loads(run(folder, "search", query, "--json").stdout) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "--corpus", "没有这个"], "文件夹不存在：没有这个"),
        (["build", "--fast"], "没有选项 --fast。"),
        (["search"], "缺少参数 查询内容。"),
        (["search", "水", "-k", "0"], "--count 的值不可用"),
        (["search", "水", "-k", "-1"], "--count 的值不可用"),
        (["search", "水", "-k", "三"], "“三”不是整数"),
        (["find"], "没有命令 find。"),
    ],
)
def test_bad_input_is_told_in_chinese(arguments: list[str], message: str, tmp_path: Path) -> None:
    """Message and next step on stderr, exit code 2, nothing written."""
    home = ["--home", str(tmp_path / "home")] if arguments[0] == "build" else []
    result = CliRunner().invoke(cli, [*arguments, *home])

    assert result.exit_code == 2
    assert message in result.stderr
    assert "下一步：" in result.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("arguments", [["build", "--help"], ["search", "--help"]])
def test_help_shows_examples_that_exist(arguments: list[str]) -> None:
    """Each help text shows how the command is called."""
    result = CliRunner().invoke(cli, arguments)

    assert result.exit_code == 0
    assert f"python -m index {arguments[0]}" in result.output
