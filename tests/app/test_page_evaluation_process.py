"""Evaluations as processes: started, followed, stopped, ended with the server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.errors import SettingsError
from app.page_evaluation_process import (
    EVALUATE,
    SHIPPED_SETS,
    BusyError,
    EvaluationDesk,
    GuardedProcess,
    ProcessError,
    explain_failure,
)
from app.settings import CHECKOUT, Settings
from tests.app.fakes_evaluation import FAKE_EVALUATE, FAULT, HINT, write_run, write_set

LIMIT = 20.0  # seconds until something that has to happen counts as missing


def wait_until(happened):
    """Return what `happened` returns once that is true."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if found := happened():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen")


def runs_still(pid: int) -> bool:
    """Tell whether a process is there and no zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


@pytest.fixture
def desk(tmp_path):
    """A desk in a data home of its own, with the fake command."""
    made = EvaluationDesk(Settings(home=tmp_path / "home"), evaluate=FAKE_EVALUATE)
    yield made
    made.close()


def start(desk, name, cases=3, split="develop"):
    """Start the fake on a set of staff's own called `name`."""
    path = write_set(desk.own_sets, f"{name}.jsonl", *[split] * cases)
    return desk.start(str(path), split)


def finish(job):
    wait_until(lambda: not job.running)


def told(desk):
    """Return what the command was told: arguments, environment, process id."""
    path = desk.runs_home / "told.json"
    return wait_until(lambda: path.exists() and path.read_text() and json.loads(path.read_text()))


def test_a_set_is_run_to_its_end(desk):
    """The run it writes is found, and nothing runs any more."""
    job = start(desk, "quick")
    finish(job)
    assert job.finished_run().progress.done == 3
    assert desk.job is None
    assert [run.folder.name for run in desk.runs()] == ["quick-develop"]


def test_nothing_of_the_users_settings_goes_along(desk, monkeypatch):
    """Neither a variable nor a file; the data home and the set are named."""
    monkeypatch.setenv("WENCE_DOCUMENTS", "/elsewhere")
    monkeypatch.setenv("WENCE_ENCODER", "foreign")
    finish(start(desk, "quick"))
    environment = told(desk)["environment"]
    ours = {name: value for name, value in environment.items() if name.startswith("WENCE_")}
    ours.pop("WENCE_SAMPLES", None)
    ours.pop("WENCE_TEST_ALL", None)
    assert ours == {"WENCE_HOME": str(desk.settings.home), "WENCE_CONFIG": os.devnull}
    assert told(desk)["arguments"][:5] == [
        str(desk.own_sets / "quick.jsonl"), "--split", "develop", "--home", str(desk.runs_home),
    ]  # fmt: skip


def test_progress_is_seen_while_it_runs(desk):
    """Ever more cases, and after a while the time that is left."""
    job = start(desk, "slow", cases=40)
    assert job.progress()[0].total == 40
    first = wait_until(lambda: job.progress()[0].done)
    left = wait_until(lambda: job.progress()[1])
    assert 0 < left < LIMIT
    assert job.progress()[0].done > first


def test_only_one_runs_at_a_time(desk):
    """The second is told which one runs; when that is stopped the way is free."""
    job = start(desk, "slow", cases=400)
    with pytest.raises(BusyError, match=r"slow\.jsonl 开发集") as busy:
        start(desk, "quick")
    assert busy.value.job is job
    assert desk.job is job
    desk.stop()
    finish(start(desk, "quick"))


def test_a_stopped_run_is_gone_on_with(desk):
    """What was done is kept, and it is not done again."""
    job = start(desk, "slow", cases=40)
    wait_until(lambda: job.progress()[0].done >= 3)
    desk.stop()
    assert job.stopped
    assert not job.running
    assert job.finished_run() is None
    kept = job.run().progress.done
    assert 3 <= kept < 40
    again = start(desk, "slow", cases=40)
    wait_until(lambda: again.run())
    assert again.progress()[0].done >= kept
    finish(again)
    assert again.finished_run().progress.done == 40


def test_a_stop_reaches_the_command_itself(desk):
    """Not only the guard in front of it."""
    job = start(desk, "slow", cases=400)
    pid = told(desk)["pid"]
    assert runs_still(pid)
    job.stop()
    wait_until(lambda: not runs_still(pid))


def test_a_command_that_ignores_the_stop_is_killed(desk):
    """After a while that a user can wait."""
    job = start(desk, "stubborn", cases=4000)
    pid = told(desk)["pid"]
    wait_until(lambda: job.progress()[0].done)
    job.stop()
    wait_until(lambda: not runs_still(pid))


def test_closing_the_desk_ends_what_runs(desk):
    """As the server does when it goes."""
    job = start(desk, "slow", cases=400)
    pid = told(desk)["pid"]
    desk.close()
    assert not job.running
    wait_until(lambda: not runs_still(pid))


@pytest.mark.skipif(os.name != "posix", reason="kills as Unix does")
def test_a_server_that_is_killed_takes_the_command_along(tmp_path):
    """No handler of the server's runs; the guard sees its input end."""
    path = write_set(tmp_path / "home" / "sets", "slow.jsonl", *["develop"] * 4000)
    program = (
        "from pathlib import Path\nimport time\n"
        "from app.page_evaluation_process import EvaluationDesk\n"
        "from app.settings import Settings\n"
        "from tests.app.fakes_evaluation import FAKE_EVALUATE\n"
        f"desk = EvaluationDesk(Settings(home=Path({str(tmp_path / 'home')!r})), evaluate=FAKE_EVALUATE)\n"
        f"job = desk.start({str(path)!r}, 'develop')\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=CHECKOUT) as server:
        told_file = tmp_path / "home" / "eval" / "told.json"
        pid = wait_until(lambda: told_file.exists() and told_file.read_text())
        pid = json.loads(told_file.read_text())["pid"]
        assert runs_still(pid)
        server.send_signal(signal.SIGKILL)
    wait_until(lambda: not runs_still(pid))


def test_a_failure_is_told_in_the_commands_own_words(desk, caplog):
    """Message and next step; the log has everything."""
    job = start(desk, "bad")
    finish(job)
    assert job.finished_run() is None
    assert (job.error().message, job.error().hint) == (FAULT, HINT)
    assert FAULT in caplog.text


def test_where_documents_are_missing_the_page_says_how_it_takes_them(desk):
    """The hint is meant for who types the command."""
    desk._evaluate = (
        sys.executable, "-c", "raise SystemExit('缺文件。' + chr(10) + '下一步：用 --corpus 给出。')",
    )  # fmt: skip
    job = start(desk, "quick")
    finish(job)
    assert "用 --corpus 给出。" in job.error().hint
    assert "python -m app serve --corpus" in job.error().hint


def test_a_crash_is_told_too(desk):
    """It says that, its last words, and where the rest is."""
    job = start(desk, "crash")
    finish(job)
    assert "评测程序意外结束（退出码 1；最后的话：RuntimeError: <script>boom" in job.error().message
    assert "服务窗口" in job.error().hint


def test_an_end_without_a_run_is_no_success(desk):
    """Exit code 0 and nothing written."""
    job = start(desk, "empty")
    finish(job)
    assert job.finished_run() is None
    assert "意外结束（退出码 0）" in job.error().message


@pytest.mark.parametrize(
    ("errors", "message", "hint"),
    [
        ("跳过甲\n错了。\n下一步：改。\n", "错了。", "改。"),
        ("评测:  5%|▌| 1/20\r评测: 9%|▌| 2/20\n满了。\n下一步：腾。", "满了。", "腾。"),
        ("甲。\n下一步：一。\n乙。\n下一步：二。\n", "乙。", "二。"),
    ],
)
def test_the_last_message_counts(errors, message, hint):
    """Whatever was logged before it, progress bars included."""
    error = explain_failure(errors, 2)
    assert (error.message, error.hint) == (message, hint)


@pytest.mark.parametrize("errors", ["", "Killed\n", "下一步：没有前一句\n", "\x00\r\r\n"])
def test_without_a_message_the_code_is_told(errors):
    """Nothing is made up."""
    assert "退出码 137" in explain_failure(errors, 137).message


def test_a_set_must_be_one_of_those_offered(desk, tmp_path):
    """A path of somebody's own choosing is not run; nor a half that is not there."""
    other = write_set(tmp_path, "other.jsonl", "develop")
    own = write_set(desk.own_sets, "own.jsonl", "develop")
    for name, split in ((str(other), "develop"), (None, "develop"), (str(own), "--open")):
        with pytest.raises(ProcessError, match="没有选评测集"):
            desk.start(name, split)
    with pytest.raises(ProcessError, match=r"own\.jsonl 没有测试集的题"):
        desk.start(str(own), "test")
    assert not desk.runs_home.exists()


def test_a_set_kept_in_a_sheet_can_be_run(desk):
    """How many cases it has of a half is not known before: the run says so if there are none."""
    desk.own_sets.mkdir(parents=True)
    sheet = desk.own_sets / "题.xlsx"
    sheet.write_bytes(b"PK")
    assert desk.start(str(sheet), "test").label == "题.xlsx 测试集"
    assert told(desk)["arguments"][0] == str(sheet)


def test_the_sets_that_ship_are_offered(desk):
    """By name, with how many cases."""
    write_set(desk.own_sets, "科室.jsonl", "develop")
    labels = [one.label for one in desk.sets()]
    assert "ci.jsonl（60 题：开发集 60）" in labels
    assert labels[-1] == "科室.jsonl（1 题：开发集 1，自备）"


def test_documents_are_named_to_the_run_where_they_are_not_those_that_ship(tmp_path):
    """A set that names its own, or that staff wrote, is run over all that the page answers from."""
    folders = (tmp_path / "a", tmp_path / "b")

    def named(name, **fields):
        desk = EvaluationDesk(Settings(home=tmp_path / "home", **fields))
        (one,) = [found for found in desk.sets() if found.path.name == name]
        command = desk.command(one, "test")
        assert command[:5] == [*EVALUATE, "run", str(one.path)]
        return [command[at + 1] for at, word in enumerate(command) if word == "--corpus"]

    write_set(tmp_path / "home" / "sets", "own.jsonl", "develop")
    shipped = str(CHECKOUT / "corpus" / "documents")
    both = [str(folder) for folder in folders]
    assert SHIPPED_SETS.joinpath("others.documents.tsv").is_file()
    assert named("plans.jsonl") == []
    assert named("plans.jsonl", documents=folders) == both
    assert named("others.jsonl") == named("own.jsonl") == [shipped]
    uploads = tmp_path / "home" / "uploads"
    uploads.mkdir()
    (uploads / "方案.txt").write_text("一、甲", "utf-8")
    assert named("others.jsonl", documents=folders) == [*both, str(uploads)]
    assert named("own.jsonl") == [shipped, str(uploads)]
    assert named("plans.jsonl") == []


def test_a_report_is_made_once_and_lies_where_files_are_served(desk):
    """Named after its run, in the four formats."""
    write_run(desk.runs_home, "x", 10)
    made = desk.report("x")
    folder = desk.settings.home / "gradio" / "reports" / "x"
    assert [path.relative_to(folder).as_posix() for path in made.files] == [
        "评测报告-x.html", "评测报告-x.xlsx", "评测报告-x.md", "评测报告-x.json",
    ]  # fmt: skip
    assert made.report.total.cases == 10
    assert desk.report("x") is made
    desk.clear_reports()
    assert desk.report("x") is not made


def test_a_report_is_made_again_when_the_run_went_on(desk):
    """What was done since belongs in it."""
    write_run(desk.runs_home, "x", 4, finished=None)
    made = desk.report("x")
    write_run(desk.runs_home, "x", 5, finished=None)
    desk.clear_reports()
    assert desk.report("x") is not made


def test_only_a_run_of_the_home_is_reported(desk, tmp_path):
    """A name is no path."""
    write_run(tmp_path, "outside", 10)
    for name in ("outside", str(tmp_path / "outside"), "../../outside", "", None):
        with pytest.raises(ProcessError, match="没有选评测结果"):
            desk.report(name)


def test_a_report_that_cannot_be_made_says_why(desk, tmp_path):
    """In the command's own words."""
    desk._evaluate = (
        sys.executable,
        "-c",
        f"raise SystemExit({FAULT + chr(10) + '下一步：' + HINT!r})",
    )
    write_run(desk.runs_home, "x", 10)
    with pytest.raises(ProcessError) as failed:
        desk.report("x")
    assert (failed.value.message, failed.value.hint) == (FAULT, HINT)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "bureau.lan"])
def test_who_can_be_reached_from_elsewhere_runs_nothing(tmp_path, host):
    """Neither a run nor a report, whatever a page may send."""
    desk = EvaluationDesk(Settings(home=tmp_path, host=host), evaluate=FAKE_EVALUATE)
    own = write_set(desk.own_sets, "quick.jsonl", "develop")
    write_run(desk.runs_home, "x", 10)
    for act in (lambda: desk.start(str(own), "develop"), lambda: desk.report("x")):
        with pytest.raises(SettingsError, match="评测只在本机地址上开放") as refused:
            act()
        assert "127.0.0.1" in refused.value.hint
    assert desk.job is None


def test_the_guard_passes_the_exit_code_on(tmp_path):
    """Also that of a command killed by a signal, as a shell tells it."""
    for program, code in (("raise SystemExit(7)", 7), ("import os; os.kill(os.getpid(), 9)", 137)):
        process = GuardedProcess([sys.executable, "-c", program], tmp_path)
        assert process.wait() == process.code == code
