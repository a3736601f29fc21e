"""Evaluations as processes of their own: one at a time, stopped on request and with the server.

The page may not import `eval`, which stands above it, and a run may take minutes: so it runs as
`python -m eval`, with none of the user's settings but the documents it is given.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from app.errors import SettingsError
from app.evaluation_runs import (
    SPLITS,
    EvaluationSet,
    KeptRun,
    Progress,
    Report,
    find_sets,
    find_started,
    list_runs,
    mark_runs,
    parse_report,
    seconds_left,
)
from app.page_evaluation_guard import PATIENCE
from app.settings import CHECKOUT, Settings, isolated_environment
from corpus.errors import PolicyQAError

logger = logging.getLogger(__name__)

EVALUATE = (sys.executable, "-m", "eval")
SHIPPED_SETS = CHECKOUT / "eval" / "sets"
LOCAL_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})
FORMATS = ("html", "xlsx", "md", "json")

_GUARD = (sys.executable, "-m", "app.page_evaluation_guard")
_NEXT_STEP = "下一步："
_BAR = re.compile(r"\d%\|")  # a line of tqdm's
_SERVE_WITH = "网页要在启动时给出，例：python -m app serve --corpus 我的文件夹"
_KEPT = "做完的部分都在；再按“开始评测”会从断处接着做。"


class ProcessError(PolicyQAError):
    """An evaluation that cannot be started, or that ended before it was done."""


class BusyError(ProcessError):
    """Another evaluation is going on."""

    def __init__(self, job: EvaluationJob) -> None:
        super().__init__(
            f"已有一个评测正在进行（{job.label}），同一时间只能做一个。",
            hint="等它结束，或按“停止”；下面是它的进度。",
        )
        self.job = job


class GuardedProcess:
    """A command run behind the guard, which ends it when this process ends or `end` is called."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self._lock = threading.Lock()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - read and closed after the end
        self._said = ""
        self._ended = False
        self._process = subprocess.Popen(
            [*_GUARD, *command],
            cwd=CHECKOUT,
            env=isolated_environment(home) | {"PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            start_new_session=True,
        )

    @property
    def code(self) -> int | None:
        """The exit code; None while it runs."""
        code = self._process.poll()
        if code is not None:
            self._tidy()
        return code

    def wait(self) -> int:
        """Wait for its end; return the exit code."""
        code = self._process.wait()
        self._tidy()
        return code

    def end(self) -> None:
        """End the command and all it started; return when they have ended."""
        self._ended = True
        self._let_go()
        try:
            self._process.wait(PATIENCE + 2)
        except subprocess.TimeoutExpired:
            if os.name == "posix":
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
        self.wait()

    def error(self) -> PolicyQAError:
        """Say why it failed, in the words it ended with."""
        return explain_failure(self._said, self.wait())

    def _let_go(self) -> None:
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()

    def _tidy(self) -> None:
        """Keep what it said and close the files, once."""
        with self._lock:
            if self._errors.closed:
                return
            self._let_go()
            self._errors.seek(0)
            self._said = self._errors.read().decode("utf-8", "replace")
            self._errors.close()
            if self._process.returncode and not self._ended:
                logger.warning("评测进程以 %s 结束：\n%s", self._process.returncode, self._said)


def explain_failure(errors: str, code: int) -> PolicyQAError:
    """Return what a command says on standard error before it fails: a message and the next step.

    A command that ends without them failed by a fault of the program, or was killed.
    """
    lines = [line.strip() for line in re.split(r"[\r\n]+", errors)]
    said = [line for line in lines if line and not _BAR.search(line)]
    for at in range(len(said) - 1, 0, -1):
        if said[at].startswith(_NEXT_STEP):
            return ProcessError(said[at - 1], hint=said[at].removeprefix(_NEXT_STEP))
    last = f"；最后的话：{said[-1]}" if said else ""
    return ProcessError(
        f"评测程序意外结束（退出码 {code}{last}）。",
        hint=f"{_KEPT}若仍然出现，请把服务窗口中的记录交给维护人员。",
    )


class EvaluationJob:
    """One run of a set, from the start of its process to its end."""

    def __init__(self, chosen: EvaluationSet, split: str, runs: Path) -> None:
        self.chosen = chosen
        self.split = split
        self.stopped = False
        self._runs = runs
        self._before = mark_runs(runs)
        self._started = monotonic()
        self._seen: tuple[float, int] | None = None  # when records were first seen, and how many
        self._process: GuardedProcess | None = None

    @property
    def label(self) -> str:
        """What is run: ci.jsonl 开发集."""
        return f"{self.chosen.path.name} {SPLITS[self.split]}"

    @property
    def running(self) -> bool:
        """Whether the process still runs."""
        return self._process is not None and self._process.code is None

    @property
    def elapsed(self) -> float:
        """The seconds since it was started."""
        return monotonic() - self._started

    def begin(self, command: Sequence[str], home: Path) -> None:
        """Start the process."""
        self._process = GuardedProcess(command, home)

    def stop(self) -> None:
        """End the process; what is done is kept."""
        if self._process is not None and self.running:
            self.stopped = True
            self._process.end()

    def run(self) -> KeptRun | None:
        """Return the run it writes; None before it writes any."""
        return find_started(self._runs, self._before, self.chosen.path.name, self.split)

    def progress(self) -> tuple[Progress, float | None]:
        """Return how far it is, and the seconds left where that can be told."""
        run = self.run()
        if run is None:
            total = self.chosen.cases.get(self.split, 0)
            return Progress(done=0, total=total, finished=False), None
        done, now = run.progress.done, monotonic()
        if done and self._seen is None:
            self._seen = now, done
        since, first = self._seen or (now, done)
        return run.progress, seconds_left(run.progress, first=first, elapsed=now - since)

    def finished_run(self) -> KeptRun | None:
        """Return the run it brought to its end; None where it did not."""
        run = self.run()
        return run if run is not None and run.progress.finished else None

    def error(self) -> PolicyQAError:
        """Say why it ended before it was done."""
        if self._process is None:
            return ProcessError("评测没有启动。", hint="再按一次“开始评测”。")
        error = self._process.error()
        if (
            "--corpus" in error.hint
        ):  # said to who types the command; a page takes it when it starts
            return ProcessError(error.message, hint=f"{error.hint}{_SERVE_WITH}")
        return error


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeReport:
    """A run's report as values and as files, in the order of `FORMATS`."""

    report: Report
    files: tuple[Path, ...]


class EvaluationDesk:
    """All evaluations of one server: what can be run, what runs, what was run.

    Runs lie in `eval/` of the data home; of the default data home that is where `python -m eval` puts
    them too. Reports lie in the folder from which Gradio serves files, the one place that is served;
    every server makes its own.
    """

    def __init__(self, settings: Settings, *, evaluate: Sequence[str] = EVALUATE) -> None:
        self.settings = settings
        self.runs_home = settings.home / "eval"
        self.reports_home = settings.home / "gradio" / "reports"
        self.own_sets = settings.home / "sets"
        self._evaluate = tuple(evaluate)
        self._lock = threading.Lock()
        self._report_lock = threading.Lock()
        self._job: EvaluationJob | None = None
        self._reporting: GuardedProcess | None = None
        self._made: dict[tuple[str, Progress], MadeReport] = {}

    @property
    def is_open(self) -> bool:
        """Whether evaluations can be run: only where nobody but this machine's users reach the page."""
        return self.settings.host in LOCAL_HOSTS

    @property
    def job(self) -> EvaluationJob | None:
        """The evaluation that runs now."""
        job = self._job
        return job if job is not None and job.running else None

    def sets(self) -> tuple[EvaluationSet, ...]:
        """Return the sets that ship, and those in `sets/` of the data home."""
        return find_sets(SHIPPED_SETS, self.own_sets)

    def runs(self) -> tuple[KeptRun, ...]:
        """Return the runs that can be shown, the newest first."""
        return list_runs(self.runs_home)

    def start(self, name: str | None, split: str) -> EvaluationJob:
        """Start to run the half `split` of the set whose path is `name`.

        Raises:
            BusyError: another one runs.
            ProcessError: there is no such set, or it has no such half.
            SettingsError: the page can be reached from other machines.
        """
        self.require_open()
        chosen = next((one for one in self.sets() if str(one.path) == name), None)
        if chosen is None or split not in SPLITS:
            raise ProcessError("没有选评测集，或所选的已不在。", hint="在“评测集”里另选一个。")
        if chosen.is_counted and not chosen.cases.get(split):
            raise ProcessError(
                f"{chosen.path.name} 没有{SPLITS[split]}的题。", hint="换另一半，或换一个评测集。"
            )
        with self._lock:
            if (job := self.job) is not None:
                raise BusyError(job)
            job = EvaluationJob(chosen, split, self.runs_home)
            job.begin(self.command(chosen, split), self.settings.home)
            self._job = job
        return job

    def require_open(self) -> None:
        """Make sure that evaluations can be run.

        Raises:
            SettingsError: the page can be reached from other machines.
        """
        if not self.is_open:
            raise SettingsError(
                f"评测只在本机地址上开放，现在的网页开在 {self.settings.host}。",
                hint="在服务器上另开一个只供本机的网页："
                "python -m app serve --host 127.0.0.1 --port 7861；"
                "或在终端运行 python -m eval run。",
            )

    def command(self, chosen: EvaluationSet, split: str) -> list[str]:
        """Return the command that runs the half `split` of a set."""
        options = ["--split", split, "--home", str(self.runs_home)]
        for folder in self.documents_for(chosen):
            options += ["--corpus", str(folder)]
        return [*self._evaluate, "run", str(chosen.path), *options]

    def documents_for(self, chosen: EvaluationSet) -> tuple[Path, ...]:
        """Return the documents to name to a run; none for what ships.

        A set that names its documents, and staff's own sets, are about all that the page answers
        from, uploads included; of those the former takes just the documents it names.
        """
        if chosen.names_documents or not chosen.shipped:
            return self.settings.sources
        documents = self.settings.documents
        return () if documents == Settings().documents else documents

    def stop(self) -> None:
        """Stop what runs; what is done is kept."""
        if (job := self.job) is not None:
            job.stop()

    def clear_reports(self) -> None:
        """Drop the reports that an earlier server made: they would be served still."""
        shutil.rmtree(self.reports_home, ignore_errors=True)

    def close(self) -> None:
        """End every process; the server goes."""
        self.stop()
        reporting = self._reporting
        if reporting is not None:
            reporting.end()

    def report(self, name: str | None) -> MadeReport:
        """Make the report of the run in the folder `name`, or return it as made before.

        Raises:
            PolicyQAError: there is no such run, or no report can be made of it.
        """
        self.require_open()
        with self._report_lock:
            run = next((one for one in self.runs() if one.folder.name == name), None)
            if run is None:
                raise ProcessError(
                    "没有选评测结果，或所选的已不在。", hint="在“以往结果”里另选一个。"
                )
            key = run.folder.name, run.progress
            made = self._made.get(key)
            if made is None or not all(path.is_file() for path in made.files):
                made = self._made[key] = self._make_report(run)
            return made

    def _make_report(self, run: KeptRun) -> MadeReport:
        folder = self.reports_home / run.folder.name
        command = [*self._evaluate, "report", str(run.folder), "--output", str(folder)]
        process = self._reporting = GuardedProcess(command, self.settings.home)
        if process.wait():
            raise process.error()
        text = (folder / "报告.json").read_text(encoding="utf-8")
        files = []
        for form in FORMATS:  # named after the run, so that several can lie in one folder
            file = folder / f"评测报告-{run.folder.name}.{form}"
            (folder / f"报告.{form}").replace(file)
            files.append(file)
        return MadeReport(report=parse_report(text), files=tuple(files))
