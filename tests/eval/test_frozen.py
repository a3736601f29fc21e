"""The frozen test halves: what changes the hash, what is refused, what is written down."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from eval import frozen
from eval.errors import CaseFormatError, FrozenError
from eval.frozen import digest_of, freeze, note_opened, read_seals, require_frozen

NOTHING = {"answerable": False, "keys": [], "gold": [], "status": None}


@pytest.fixture
def lines(case_line):
    """Two cases to develop on and two to be measured on."""
    return [
        case_line(id="d1"),
        case_line(id="t1", split="test", question="测试一？"),
        case_line(id="d2"),
        case_line(id="t2", split="test", question="测试二？"),
    ]


@pytest.fixture
def sets(tmp_path):
    """A folder of sets of its own, with the files that would lie in eval/."""
    folder = tmp_path / "sets"
    folder.mkdir()
    return folder


@pytest.fixture
def seal_set(sets, tmp_path):
    """Return a function that writes a set and freezes it."""

    def act(lines, why="新写的题", name="plans.jsonl"):
        path = write(sets / name, lines)
        return path, freeze(path, why, sets / "FROZEN", tmp_path / "CHANGES.md")

    return act


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_the_order_of_lines_and_fields_and_the_develop_half_do_not_count(sets, lines, case_line):
    """Work on the develop half goes on while the test half is frozen."""
    digest = digest_of(write(sets / "a.jsonl", lines))
    assert digest.cases == 2
    shuffled = [json.dumps(dict(reversed(json.loads(line).items()))) for line in reversed(lines)]
    developed = [case_line(id="d1", question="改过的？"), case_line(id="d3"), "", *lines[1::2]]
    for name, other in (("b.jsonl", shuffled), ("c.jsonl", developed)):
        assert digest_of(write(sets / name, other)) == digest


@pytest.mark.parametrize(
    "change",
    [
        {"question": "测试三？"},
        {"keys": ["200家"]},
        {"note": "改"},
        {"id": "t9"},
        {"split": "develop"},
        {"key_alternatives": {"200家以上": ["不少于200家"]}},
    ],
)
def test_any_change_of_a_test_case_counts(sets, lines, change):
    """A note as well as a key: what is frozen is what stands in the file."""
    digest = digest_of(write(sets / "a.jsonl", lines))
    changed = json.dumps(json.loads(lines[1]) | change, ensure_ascii=False)
    assert digest_of(write(sets / "b.jsonl", [lines[0], changed, *lines[2:]])) != digest


def test_one_case_more_or_fewer_counts(sets, lines, case_line):
    """Nothing is dropped or added unnoticed."""
    digest = digest_of(write(sets / "a.jsonl", lines))
    more = [*lines, case_line(id="t3", split="test", question="测试三？")]
    assert digest_of(write(sets / "b.jsonl", lines[:-1])).digest != digest.digest
    assert digest_of(write(sets / "c.jsonl", more)).cases == 3


def test_a_set_without_a_test_half_has_no_digest_and_cannot_be_frozen(sets, lines, seal_set):
    """There is nothing to freeze."""
    assert digest_of(write(sets / "a.jsonl", lines[::2])) is None
    with pytest.raises(FrozenError, match="没有测试集"):
        seal_set(lines[::2])


def test_a_bad_line_is_named_before_anything_is_hashed(sets, lines):
    """As when the set is run."""
    with pytest.raises(CaseFormatError, match=r"第 5 行"):
        digest_of(write(sets / "a.jsonl", [*lines, "{"]))


def test_a_set_as_it_was_frozen_passes(seal_set, lines, sets):
    """Also after its lines were moved about."""
    path, _ = seal_set(lines)
    require_frozen(path, sets / "FROZEN")
    require_frozen(write(path, lines[::-1]), sets / "FROZEN")


def test_a_changed_test_half_is_refused_with_what_to_do(seal_set, lines, sets):
    """Restore it, or freeze it and say why."""
    path, _ = seal_set(lines)
    write(path, lines[:-1])
    with pytest.raises(FrozenError, match=r"plans.jsonl 的测试集与冻结的第 1 版不同") as caught:
        require_frozen(path, sets / "FROZEN")
    assert "git checkout" in caught.value.hint
    assert f'python -m eval freeze {path} --why "原因"' in caught.value.hint
    write(path, lines[::2])
    with pytest.raises(FrozenError):
        require_frozen(path, sets / "FROZEN")


def test_a_set_that_is_not_listed_passes(seal_set, lines, sets, tmp_path):
    """A user's own set elsewhere passes, whatever its name; beside the list it has to be on it."""
    seal_set(lines)
    with pytest.raises(FrozenError, match="没有冻结"):
        require_frozen(write(sets / "mine.jsonl", lines[:-1]), sets / "FROZEN")
    require_frozen(write(tmp_path / "plans.jsonl", lines[:-1]), sets / "FROZEN")


def test_freezing_raises_the_version_and_says_why(seal_set, lines, sets, tmp_path):
    """One dated line a version; the other sets keep theirs."""
    seal_set(lines, name="others.jsonl")
    _, first = seal_set(lines)
    _, second = seal_set(lines[:-1], why="第 4 题\n  重复了")
    assert (first.version, first.cases) == (1, 2)
    assert (second.version, second.cases) == (2, 1)
    seals = read_seals(sets / "FROZEN")
    assert list(seals) == ["others.jsonl", "plans.jsonl"]
    assert seals["plans.jsonl"] == second
    assert (seals["others.jsonl"].version, seals["others.jsonl"].digest) == (1, first.digest)
    today = date.today().isoformat()
    text = (tmp_path / "CHANGES.md").read_text(encoding="utf-8")
    assert text.startswith("# 评测集的改动\n")
    assert text.splitlines()[-3:] == [
        f"- {today}：others.jsonl 第 1 版，测试集 2 题：新写的题",
        f"- {today}：plans.jsonl 第 1 版，测试集 2 题：新写的题",
        f"- {today}：plans.jsonl 第 2 版，测试集 1 题：第 4 题 重复了",
    ]


def test_freezing_what_has_not_changed_is_refused(seal_set, lines, sets, tmp_path):
    """A version stands for a change; nothing is written."""
    seal_set(lines)
    before = (sets / "FROZEN").read_bytes(), (tmp_path / "CHANGES.md").read_bytes()
    with pytest.raises(FrozenError, match="没有变，仍是第 1 版"):
        seal_set(lines[::-1])
    assert ((sets / "FROZEN").read_bytes(), (tmp_path / "CHANGES.md").read_bytes()) == before


def test_a_set_elsewhere_cannot_take_the_place_of_a_frozen_one(seal_set, lines, sets, tmp_path):
    """A user's own plans.jsonl would otherwise overwrite the seal of the shipped one."""
    seal_set(lines)
    own = write(tmp_path / "plans.jsonl", lines[:-1])
    with pytest.raises(FrozenError, match="不在那里"):
        freeze(own, "换成我的", sets / "FROZEN", tmp_path / "CHANGES.md")
    assert read_seals(sets / "FROZEN")["plans.jsonl"].cases == 2


def test_opening_a_test_half_is_written_down(tmp_path):
    """The set, the command and the day."""
    changes = tmp_path / "CHANGES.md"
    changes.write_text("# 评测集的改动\n\n- 早先的一行\n", encoding="utf-8")
    note_opened("plans.jsonl", "python -m eval run --open", changes)
    today = date.today().isoformat()
    assert changes.read_text(encoding="utf-8").splitlines()[2:] == [
        "- 早先的一行",
        f"- {today}：打开了 plans.jsonl 的测试集（python -m eval run --open）",
    ]


@pytest.mark.parametrize("line", ["plans.jsonl", "plans.jsonl 一 2 abc", "a b c d e"])
def test_a_damaged_line_of_the_seals_is_named(sets, line):
    """File and line."""
    path = write(sets / "FROZEN", [f"others.jsonl 1 2 {'0' * 64}", line])
    with pytest.raises(FrozenError, match="第 2 行") as caught:
        read_seals(path)
    assert str(path) in caught.value.message


def test_without_seals_nothing_is_frozen(sets):
    """A checkout without the file still runs."""
    assert read_seals(sets / "FROZEN") == {}


@pytest.fixture
def own_seals(sets, tmp_path, monkeypatch):
    """Point the commands at seals and a list of changes of the test's own."""
    for name, act in (
        ("require_frozen", partial(require_frozen, path=sets / "FROZEN")),
        ("freeze_set", partial(freeze, path=sets / "FROZEN", changes=tmp_path / "CHANGES.md")),
        ("note_opened", partial(note_opened, changes=tmp_path / "CHANGES.md")),
    ):
        monkeypatch.setattr(f"eval.commands.{name}", act)
    return tmp_path / "CHANGES.md"


@pytest.fixture
def declining(lines, make_stage, scripted, make_answer):
    """A stage on which every question is declined, and what was asked there."""
    questions = [json.loads(line)["question"] for line in lines]
    ask = scripted(dict.fromkeys(questions, make_answer("没有")))
    return make_stage(ask), ask


@pytest.fixture
def run_sealed(own_seals, seal_set, lines, declining, run_eval):
    """Return a function that runs the frozen set with options."""
    path, _ = seal_set(lines)

    def run(*options: str):
        home = own_seals.parent / "runs"
        return run_eval("run", path, *options, "--home", home, stage=declining[0])

    return run


@pytest.mark.usefixtures("own_seals")
@pytest.mark.parametrize(
    "command",
    [
        ["run"],
        ["run", "--split", "test"],
        ["gate"],
        ["baselines"],
        ["score", "answers.jsonl"],
    ],
    ids=" ".join,
)
def test_no_command_measures_on_a_changed_test_half(command, seal_set, lines, refused, declining):
    """Neither half: the set is not the one that was frozen. Nothing is asked."""
    path, _ = seal_set(lines)
    write(path, lines[:-1])
    stage, ask = declining
    name, *rest = command
    paths = [*rest[:1], path, *rest[1:]] if name == "score" else [path, *rest]
    said = refused(name, *paths, stage=stage)
    assert "plans.jsonl 的测试集与冻结的第 1 版不同" in said
    assert "freeze" in said
    assert ask.asked == []


def test_the_command_freezes_and_tells_the_version(own_seals, seal_set, lines, run_eval, refused):
    """A changed half becomes the next version; an unchanged one and an empty reason are refused."""
    path, _ = seal_set(lines)
    assert "没有变，仍是第 1 版" in refused("freeze", path, "--why", "无")
    write(path, lines[:-1])
    assert "--why" in refused("freeze", path)
    assert "--why" in refused("freeze", path, "--why", " ")
    done = run_eval("freeze", path, "--why", "少一题")
    assert (done.exit_code, done.stdout) == (0, "plans.jsonl 冻结为第 2 版：测试集 1 题。\n")
    last = own_seals.read_text(encoding="utf-8").splitlines()[-1]
    assert last.endswith("plans.jsonl 第 2 版，测试集 1 题：少一题")
    assert "没有找到评测集" in refused("freeze", path.with_name("none.jsonl"), "--why", "无")


@pytest.mark.parametrize(
    ("options", "opened"),
    [
        (["--split", "test", "--open"], True),
        (["--split", "all", "--open"], True),
        (["--split", "develop", "--open"], False),
        (["--split", "test"], False),
    ],
)
def test_opening_is_noted_where_test_cases_are_shown(own_seals, run_sealed, options, opened):
    """Not for the develop half, nor where nothing is opened."""
    before = own_seals.read_text(encoding="utf-8")
    done = run_sealed(*options)
    assert done.exit_code == 0, done.output
    assert ("测试一？" in done.stdout) is opened
    added = own_seals.read_text(encoding="utf-8").removeprefix(before)
    if opened:
        assert re.fullmatch(
            r"- [\d-]{10}：打开了 plans.jsonl 的测试集（python -m eval run --open）\n", added
        )
    else:
        assert added == ""


def test_the_seals_lie_beside_the_sets_and_the_changes_above():
    """Where the module's docstring says."""
    assert frozen.FROZEN.relative_to(frozen.SETS.parent).as_posix() == "sets/FROZEN"
    assert frozen.CHANGES.relative_to(frozen.SETS.parent).as_posix() == "CHANGES.md"
