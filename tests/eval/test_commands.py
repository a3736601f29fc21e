"""The command line: help, what is shown and what is not, JSON, and errors with their next step."""

from __future__ import annotations

import json
import re
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.present import answer_to_dict
from corpus.store import DEFAULT_DOCUMENTS
from eval.__main__ import cli
from eval.causes import Cause
from eval.frozen import note_opened
from eval.runs import MANIFEST, RECORDS
from eval.statistics import Rate
from eval.systems import OURS, system_names

GOAL = "到2030年，累计创建绿色工厂200家以上"
ENERGY = "到2025年，清洁能源占比达到40%"
NOTHING = {"answerable": False, "keys": [], "gold": [], "status": None}
COMMANDS = ("run", "compare", "misses", "report", "score", "freeze", "baselines", "sets")
SECRET = "测试集的问题？"


@pytest.fixture
def home(tmp_path):
    return tmp_path / "runs"


@pytest.fixture
def set_path(write_set, case_line):
    """A set of three cases to develop on and two to be measured on."""
    return write_set(
        case_line(),
        case_line(id="c2", question="没写的？", **NOTHING),
        case_line(id="c3", question="还有呢？", history=["绿色工厂要建多少家？"]),
        case_line(id="t1", question=SECRET, split="test"),
        case_line(id="t2", question="测试集没写的？", split="test", **NOTHING),
    )


@pytest.fixture
def right(make_answer):
    return make_answer("200家以上[1]", GOAL)


@pytest.fixture
def wrong(make_answer):
    return make_answer("40%[1]", ENERGY)


@pytest.fixture
def stage_of(make_stage, right, make_answer):
    """Return a maker of a stage that answers everything as it should, but for the questions given."""

    def make(**others):
        none = make_answer("没有")
        answers = {
            "绿色工厂要建多少家？": right,
            "没写的？": none,
            "还有呢？": right,
            SECRET: right,
            "测试集没写的？": none,
        }
        return make_stage(lambda question: (answers | others)[question.text])

    return make


@pytest.fixture
def run_set(run_eval, set_path, home, stage_of):
    """Return a function that runs the set with some of its answers others, and gives the result."""

    def run(*options: str, **others):
        stage = stage_of(**others)
        result = run_eval("run", set_path, "--home", home, *options, stage=stage)
        assert result.exit_code == 0, (result.output, result.exception)
        return result

    return run


def folder_of(result) -> str:
    return re.search("结果在 (.+)", result.stdout)[1]


@pytest.mark.parametrize("command", [None, *COMMANDS, "gate", "beds", "bench", "results"])
def test_help_is_chinese_and_shows_real_commands(run_eval, command):
    """Usage, examples that begin with the command, and no English word of click's."""
    result = run_eval(*([command] if command else []), "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("用法：python -m eval")
    lines = result.stdout.splitlines()
    examples = [line.strip() for line in lines if line.startswith("    python -m eval")]
    assert examples
    if command:
        assert all(example.startswith(f"python -m eval {command}") for example in examples)
    for word in ("Usage", "Options", "Commands", "Show this", "required", "default", "Error"):
        assert word not in result.stdout


def test_every_option_of_an_example_is_one_of_the_command(run_eval):
    """Help cannot rot: what an example writes, the command takes."""
    for command in COMMANDS:
        text, options = run_eval(command, "--help").stdout.split("选项:")
        for line in text.splitlines():
            if line.startswith(f"    python -m eval {command} "):
                for name in re.findall(r"(?<=\s)--[a-z]+", line):
                    assert name in options, (command, name)


def test_the_commands_are_listed(run_eval):
    """All of them, in the group's help."""
    text = run_eval("--help").stdout
    for command in (*COMMANDS, "gate", "beds", "bench", "results"):
        assert re.search(rf"(?m)^  {command}  ", text), command


def test_the_develop_half_shows_its_misses(run_set, wrong):
    """What is wrong with each reply is said in words; what is right is not listed."""
    shown = run_set(**{"绿色工厂要建多少家？": wrong, "没写的？": wrong}).stdout
    assert "c1 [目标] 绿色工厂要建多少家？\n    引错；缺：200家以上；多出：40%" in shown
    assert "c2 [目标] 没写的？\n    应拒未拒" in shown
    assert "没做对的题（2）" in shown
    assert "c3" not in shown
    for title in ("回答与引用", "拒答、前提与编造", "长短与快慢", "按轮次", "没做对的原因"):
        assert f"\n{title}\n" in shown
    assert SECRET not in shown


def test_the_test_half_shows_totals_only(run_set, wrong, home):
    """The half one is measured on stays unread, on the screen and on the disk."""
    result = run_set("--split", "test", **{SECRET: wrong, "测试集没写的？": wrong})
    assert "合计" in result.stdout
    assert "应拒未拒" in result.stdout  # as a count
    kept = "".join(path.read_text(encoding="utf-8") for path in home.glob("*/*"))
    assert '"id": "t1"' in kept
    for words in (SECRET, "测试集没写的", "200家", "40%", "t1 ["):
        assert words not in result.output
        assert words not in kept


def test_all_shows_the_develop_half_and_counts_the_other(run_set, wrong):
    """Both are scored together; only one is shown."""
    shown = run_set("--split", "all", **{SECRET: wrong, "还有呢？": wrong}).stdout
    assert "c3 [目标] 还有呢？" in shown
    assert SECRET not in shown
    assert "0.33 (1/3" in shown


def test_opening_shows_the_test_half(run_set, wrong, tmp_path, monkeypatch):
    """And writes it down (to a file of this test's own)."""
    changes = tmp_path / "CHANGES.md"
    monkeypatch.setattr("eval.commands.note_opened", partial(note_opened, changes=changes))
    shown = run_set("--split", "test", "--open", **{SECRET: wrong}).stdout
    assert f"t1 [目标] {SECRET}" in shown
    assert "打开了 set.jsonl 的测试集" in changes.read_text(encoding="utf-8")


def test_scores_come_as_json(run_set, wrong):
    """Rates carry hits, n, value and interval; nothing else is on stdout."""
    found = json.loads(run_set("--json", **{"没写的？": wrong}).stdout)
    assert list(found) == ["scores", "run", "misses"]
    assert list(found["scores"]) == ["目标", "不可答", "合计"]
    assert found["scores"]["合计"]["right"] == {
        "hits": 2,
        "n": 2,
        "value": 1.0,
        "interval": list(Rate(hits=2, n=2).interval),
    }
    assert found["scores"]["不可答"]["refusal"]["hits"] == 0
    assert found["scores"]["目标"]["gold_recall"]["n"] == 2
    assert len(found["misses"]) == 1


def test_the_documents_of_the_environment_are_not_taken(set_path, home, stage_of, monkeypatch):
    """WENCE_DOCUMENTS is the user's setting for asking; a measurement reads what it is given."""
    monkeypatch.setenv("WENCE_DOCUMENTS", "/somewhere/else")
    opened = []

    def opener(folders):
        opened.append(folders)
        return nullcontext(stage_of())

    arguments = ["run", str(set_path), "--home", str(home)]
    for more, expected in (([], DEFAULT_DOCUMENTS), (["--corpus", "甲"], Path("甲"))):
        result = CliRunner().invoke(cli, [*arguments, *more], obj=opener)
        assert result.exit_code == 0, result.output
        assert opened.pop() == (expected,)


def test_another_system_is_run_by_its_name(run_set, home):
    """The run says which one it was."""
    name = system_names()[1]
    run_set("--system", name)
    (path,) = home.glob(f"*/{MANIFEST}")
    assert json.loads(path.read_text(encoding="utf-8"))["system"] == name


def test_a_comparison_tells_what_changed_and_how_surely(run_set, run_eval, home, wrong):
    """Both rates, the difference with its interval, won and lost, p, and the questions."""
    before = folder_of(run_set(**{"还有呢？": wrong}))
    after = folder_of(run_set(**{"没写的？": wrong}))
    result = run_eval("compare", before, after, "--home", home)
    assert result.exit_code == 0, result.output
    rows = {line.split()[0]: line for line in result.stdout.splitlines() if line.strip()}
    assert "0.50 (1/2" in rows["答对且条款对"]
    assert "1.00 (2/2" in rows["答对且条款对"]
    assert "1/0" in rows["答对且条款对"]
    assert "0/1" in rows["应拒已拒"]
    assert "1.000" in rows["应拒已拒"]
    assert "变了的题（2）：" in result.stdout
    assert "c3 还有呢？：＋答对且条款对" in result.stdout
    assert "c2 没写的？：－应拒已拒\n    旧：对｜" in result.stdout
    assert "    新：应拒未拒｜40%" in result.stdout
    assert result.stdout.startswith(f"旧：{OURS}")
    same = run_eval("compare", after, after, "--home", home)
    assert "没有题变了" in same.stdout


def test_a_comparison_comes_as_json(run_set, run_eval, home, wrong):
    """The measures that apply, and the changes."""
    before, after = folder_of(run_set()), folder_of(run_set(**{"没写的？": wrong}))
    found = json.loads(run_eval("compare", before, after, "--home", home, "--json").stdout)
    by_name = {one["measure"]: one for one in found["differences"]}
    assert set(by_name["应拒已拒"]) == {
        *("measure", "before", "after", "n", "change", "interval", "won", "lost", "p"),
    }
    assert (by_name["应拒已拒"]["change"], by_name["应拒已拒"]["lost"]) == (-1.0, 1)
    assert "清单完全一致" not in by_name
    assert found["changes"] == [
        {
            "id": "c2",
            "question": "没写的？",
            "measure": "应拒已拒",
            "won": False,
            "before": "对",
            "after": "应拒未拒",
        }
    ]


def test_a_comparison_of_test_halves_shows_totals_only(
    run_set, run_eval, home, wrong, tmp_path, monkeypatch
):
    """How many changed, not which; opened, which, and that is written down."""
    changes = tmp_path / "CHANGES.md"
    monkeypatch.setattr("eval.commands.note_opened", partial(note_opened, changes=changes))
    runs = [folder_of(run_set("--split", "test", **one)) for one in ({}, {SECRET: wrong})]
    closed = run_eval("compare", *runs, "--home", home)
    assert "1/1" in closed.stdout
    assert "0/1" in closed.stdout
    assert "\n测试集有 2 处变化，不显示。\n" in closed.stdout
    assert "没有题变了" not in closed.stdout
    assert "t1" not in closed.stdout
    hidden = json.loads(run_eval("compare", *runs, "--home", home, "--json").stdout)
    assert hidden["changes"] == []
    assert not changes.exists()
    opened = run_eval("compare", *runs, "--home", home, "--open")
    assert "t1 ：－答对且条款对" in opened.stdout
    assert "python -m eval compare --open" in changes.read_text(encoding="utf-8")


def test_runs_of_different_halves_or_unfinished_ones_are_not_compared(run_set, refused, home):
    """The numbers would mean nothing."""
    develop, test = folder_of(run_set()), folder_of(run_set("--split", "test"))
    assert "两次评测的题目不同" in refused("compare", develop, test, "--home", home)
    path = home / test / MANIFEST
    path.write_text(
        json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"finished": None}),
        encoding="utf-8",
    )
    assert "没有做完" in refused("compare", test, test, "--home", home)
    assert "不是评测结果文件夹" in refused("compare", develop, "没有", "--home", home)


def test_misses_are_listed_by_cause(run_set, run_eval, home, wrong):
    """Of the latest run, or of one named; one cause alone if wanted."""
    first = folder_of(run_set(**{"绿色工厂要建多少家？": wrong, "没写的？": wrong}))
    shown = run_eval("misses", "--home", home).stdout
    assert "2/3 题没做对" in shown
    assert "文件没有写，却作了回答" in shown
    assert "c1 [目标]" in shown
    only = run_eval("misses", first, "--home", home, "--cause", "应拒未拒").stdout
    assert "1/3 题没做对" in only
    assert "c1" not in only
    run_set()
    assert "0/3 题没做对" in run_eval("misses", "--home", home).stdout


def test_misses_come_as_json(run_set, run_eval, home, wrong):
    """With the reply, so that a case can be worked on."""
    run_set(**{"还有呢？": wrong})
    (one,) = json.loads(run_eval("misses", "--home", home, "--json").stdout)
    assert one["reply"]["citations"][0]["quote"] == ENERGY
    del one["reply"]
    assert one == {
        "id": "c3",
        "kind": "target",
        "cause": Cause.WRONG_CITATION.value,
        "question": "还有呢？",
        "history": ["绿色工厂要建多少家？"],
        "missing": ["200家以上"],
        "foreign": ["40%"],
        "ranks": [],
        "fault": None,
    }


def test_misses_of_the_test_half_are_counted_only(run_set, run_eval, home, wrong):
    """Neither ids nor words, on the screen or as JSON."""
    run_set("--split", "test", **{SECRET: wrong})
    shown = run_eval("misses", "--home", home).stdout
    assert "1/2 题没做对" in shown
    assert "测试集的题目不显示" in shown
    for words in ("t1", SECRET, "200家", "40%"):
        assert words not in shown
    assert json.loads(run_eval("misses", "--home", home, "--json").stdout) == []


def test_a_report_is_written_beside_the_run_or_where_wanted(run_set, run_eval, home, tmp_path):
    """All formats, or those named; the files are told."""
    folder = home / folder_of(run_set())
    told = run_eval("report", "--home", home).stdout.split()
    names = ["报告.md", "报告.json", "报告.xlsx", "报告.html"]
    assert told == [str(folder / name) for name in names]
    assert all((folder / name).stat().st_size for name in names)
    elsewhere = tmp_path / "新" / "报告"
    options = ["--output", elsewhere, "--format", "html", "--format", "md"]
    assert run_eval("report", folder, *options, "--home", home).exit_code == 0
    assert sorted(path.name for path in elsewhere.iterdir()) == ["报告.html", "报告.md"]


def test_a_report_that_cannot_be_written_is_a_clear_error(run_set, refused, home, tmp_path):
    """A file where a folder should be."""
    run_set()
    (tmp_path / "文件").write_text("", encoding="utf-8")
    said = refused("report", "--home", home, "--output", tmp_path / "文件" / "里")
    assert "结果无法写入" in said


@pytest.mark.parametrize("command", ["misses", "report"])
def test_without_a_run_the_first_step_is_told(refused, home, command):
    """Nothing was run yet, or what is named is no run."""
    assert "python -m eval run" in refused(command, "--home", home)
    assert "不是评测结果文件夹" in refused(command, "没有", "--home", home)


@pytest.mark.parametrize("command", ["misses", "report"])
def test_a_damaged_record_is_named_with_file_and_line(run_set, refused, home, command):
    """Not a traceback."""
    path = home / folder_of(run_set()) / RECORDS
    path.write_bytes(path.read_bytes().replace(b'"judgement"', b'"judgment"', 1))
    assert f"{path} 第 1 行损坏" in refused(command, "--home", home)


def test_answers_of_any_system_are_scored(run_eval, set_path, plan_folder, tmp_path, right, wrong):
    """The same tables and misses as of a run; what is missing is said."""
    answers = tmp_path / "answers.jsonl"
    rows = [answer_to_dict(right), answer_to_dict(wrong) | {"id": "c2"}]
    answers.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    arguments = ["score", answers, set_path, "--corpus", plan_folder]
    result = run_eval(*arguments)
    assert result.exit_code == 0, result.output
    assert "c2 [目标] 没写的？\n    应拒未拒" in result.stdout
    assert "c3 [目标] 还有呢？\n    误拒" in result.stdout
    assert "1 题没有回答，按拒答计。" in result.stderr
    found = json.loads(run_eval(*arguments, "--json").stdout)
    assert list(found) == ["scores", "unanswered", "misses"]
    assert found["unanswered"] == 1
    assert found["scores"]["合计"]["right_clause"]["hits"] == 1
    assert len(found["misses"]) == 2


def test_answers_to_the_test_half_are_scored_in_totals(
    run_eval, set_path, plan_folder, tmp_path, wrong
):
    """As in a run."""
    answers = tmp_path / "answers.jsonl"
    row = answer_to_dict(wrong) | {"id": "t1"}
    answers.write_text(json.dumps(row), encoding="utf-8")
    arguments = ["score", answers, set_path, "--corpus", plan_folder, "--split", "test"]
    shown = run_eval(*arguments).output
    assert "引错" in shown
    assert SECRET not in shown
    assert "t1" not in shown
    found = json.loads(run_eval(*arguments, "--json").stdout)
    assert found["misses"] == []


def test_a_bad_file_of_answers_is_named(refused, set_path, plan_folder, tmp_path):
    """File and line, or that it cannot be read."""
    answers = tmp_path / "answers.jsonl"
    arguments = ["score", answers, set_path, "--corpus", plan_folder]
    assert f"{answers}：无法读取" in refused(*arguments)
    answers.write_text('{"id": "c1", "status": "answered"}\n', encoding="utf-8")
    assert f"{answers} 第 1 行：不合回答的格式" in refused(*arguments)


def test_all_systems_are_put_side_by_side(run_eval, set_path, home, stage_of):
    """Every one of them over the same cases, and how each differs from the program."""
    arguments = ["baselines", set_path, "--home", home]
    result = run_eval(*arguments, stage=stage_of())
    assert result.exit_code == 0, (result.output, result.exception)
    for name in system_names():
        expected = 1 if name == OURS else 2
        assert len(re.findall(rf"(?m)^{re.escape(name)}  ", result.stdout)) == expected, name
    assert "与问策之差" in result.stdout
    assert len(list(home.glob(f"*/{MANIFEST}"))) == len(system_names())
    found = json.loads(run_eval(*arguments, "--json", stage=stage_of()).stdout)
    assert list(found) == list(system_names())
    assert found[OURS]["right_clause"]["hits"] == 2


def test_the_sets_are_described(run_eval):
    """What they are made up of, that they are frozen, and how the questions overlap with the text."""
    result = run_eval("sets")
    assert result.exit_code == 0, (result.output, result.exception)
    for words in (
        "ci.jsonl（开发集）",
        "plans.jsonl（测试集）",
        "others.jsonl（测试集）",
        "SHA-256",
    ):
        assert words in result.stdout
    for name in ("ci", "plans", "practice"):
        assert f"{name}.jsonl：问题与原文用词的重合" in result.stdout
    assert "others.jsonl：" not in result.stdout  # its documents were not given
    assert "问题的词见于条款" in result.stdout


@pytest.fixture
def refused_set(refused, make_stage, home):
    """Return a function that runs a set that must be refused before anything is asked or kept."""

    def run(path: Path) -> str:
        said = refused("run", path, "--home", home, stage=make_stage(None))
        assert not list(home.glob("*/"))
        return said

    return run


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"keys": ...}, "缺少字段 keys"),
        ({"id": "c1"}, "编号 c1 与第 1 行重复"),
        ({"kind": "poem"}, "kind 的值 'poem'"),
        ({"gold": [{"document": "海州市绿色行动方案", "quote": "三百家"}]}, "引文“三百家”"),
        ({"gold": [{"document": "无名方案", "quote": "三百家"}]}, "没有这份文件：无名方案"),
        ({"gold": [{"document": "海州市绿色行动方案", "quote": "责任单位"}]}, "出现了 2 次"),
        ({"documents": ["无名方案"]}, "没有这份文件：无名方案"),
    ],
)
def test_a_fault_of_the_set_names_file_and_line(refused_set, write_set, case_line, fields, words):
    """Before anything is asked; nothing is kept."""
    path = write_set(case_line(), case_line(**{"id": "c9", **fields}))
    said = refused_set(path)
    assert f"{path} 第 2 行：" in said
    assert words in said


def test_mixed_encodings_in_a_set_are_named(refused_set, write_set, case_line):
    """The line that is GB18030 in a UTF-8 file."""
    path = write_set(case_line(), case_line(id="c2").encode("gb18030"))
    said = refused_set(path)
    assert f"{path} 第 2 行：第 " in said
    assert "文件混用了编码" in said


@pytest.mark.parametrize("command", ["run", "baselines", "gate"])
def test_a_missing_set_and_a_missing_half_are_named(
    refused, write_set, case_line, tmp_path, command
):
    """Nothing measured must not look like a score."""
    assert "没有找到评测集" in refused(command, tmp_path / "none.jsonl")
    path = write_set(case_line())
    assert "没有这一半题（test）" in refused(command, path, "--split", "test")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--system", "没有"], f"可选：{OURS}、"),
        (["--split", "half"], "“half”不在"),
        (["--corpus", "/没有/这里"], "文件夹不存在：/没有/这里"),
        (["--nothing"], "没有选项 --nothing"),
    ],
)
def test_a_wrong_option_is_named(refused, set_path, home, options, words):
    """In Chinese, with the next step."""
    assert words in refused("run", set_path, "--home", home, *options)


def test_a_home_that_cannot_be_written_is_named(refused, set_path, stage_of, tmp_path):
    """A file where the folder of runs should be."""
    (tmp_path / "文件").write_text("", encoding="utf-8")
    home = tmp_path / "文件" / "里"
    assert f"结果无法写入：{home}" in refused("run", set_path, "--home", home, stage=stage_of())
