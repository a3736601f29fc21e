"""The tab 评测: run a set, see how far it is, read the report, take the files away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from app.evaluation_runs import SPLITS, EvaluationSet
from app.page_evaluation_markup import (
    EMPTY_REPORT,
    FAULT,
    WRITING,
    closed_html,
    done_html,
    failure_html,
    hint_html,
    progress_html,
    report_html,
    stopped_html,
)
from app.page_evaluation_process import (
    FORMATS,
    BusyError,
    EvaluationDesk,
    EvaluationJob,
)
from corpus.errors import PolicyQAError

PACE = 0.5  # seconds between two looks at a run
USUAL_SET = "plans.jsonl"
FORMAT_NAMES = {
    "html": "网页 HTML",
    "xlsx": "表格 Excel",
    "md": "文本 Markdown",
    "json": "数据 JSON",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationHandlers:
    """What the tab does on its events; a reply is a list of updates, as `updates` makes it."""

    desk: EvaluationDesk

    async def start(self, name: str | None, split: str) -> AsyncIterator[list[Any]]:
        """Start a run and follow it to its report; where one runs, say so and follow that one."""
        notice: PolicyQAError | None = None
        try:
            job = await asyncio.to_thread(self.desk.start, name, split)
        except BusyError as error:
            job, notice = error.job, error
        except PolicyQAError as error:
            yield updates(status=failure_html(error))
            return
        yield updates(running=True, report="", files=())
        async for shown in self._follow(job, notice):
            yield shown

    async def open(self, name: str | None, shown: str | None) -> AsyncIterator[list[Any]]:
        """Show what there is to choose, and how far the run is that someone started."""
        sets = await asyncio.to_thread(self.desk.sets)
        job = self.desk.job
        yield updates(
            running=job is not None, sets=_set_choices(sets, name), runs=self._run_choices(shown)
        )
        if job is not None:
            async for follow in self._follow(job, None):
                yield follow

    def stop(self) -> list[Any]:
        """Stop what runs; whoever follows it says what is kept."""
        self.desk.stop()
        return updates(running=self.desk.job is not None)

    async def show(self, name: str | None) -> AsyncIterator[list[Any]]:
        """Show the report of an earlier run."""
        yield updates(status=WRITING)
        yield await self._reported(name, "")

    def report_fault(self) -> list[Any]:
        """Say that the program failed; the page goes on."""
        return updates(running=self.desk.job is not None, status=failure_html(FAULT))

    async def _follow(
        self, job: EvaluationJob, notice: PolicyQAError | None
    ) -> AsyncIterator[list[Any]]:
        while job.running:
            progress, left = job.progress()
            bar = progress_html(job.label, progress, elapsed=job.elapsed, left=left, notice=notice)
            yield updates(status=bar)
            await asyncio.sleep(PACE)
        done = job.finished_run()
        if done is None:
            status = stopped_html(job.run()) if job.stopped else failure_html(job.error())
            yield updates(running=False, status=status, runs=self._run_choices(None))
            return
        yield updates(running=False, status=WRITING, runs=self._run_choices(done.folder.name))
        yield await self._reported(
            done.folder.name, done_html(done.progress.total, elapsed=job.elapsed)
        )

    async def _reported(self, name: str | None, status: str) -> list[Any]:
        """Return the report of a run with `status` above it, or why there is none."""
        try:
            made = await asyncio.to_thread(self.desk.report, name)
        except PolicyQAError as error:
            return updates(status=failure_html(error))
        return updates(status=status, report=report_html(made.report), files=made.files)

    def _run_choices(self, chosen: str | None) -> Any:  # noqa: ANN401 - an update of Gradio's
        choices = [(run.label, run.folder.name) for run in self.desk.runs()]
        names = [name for _, name in choices]
        value = chosen if chosen in names else next(iter(names), None)
        return gr.update(choices=choices, value=value)


def updates(
    *,
    running: bool | None = None,
    status: str | None = None,
    report: str | None = None,
    files: tuple[Path, ...] | None = None,
    sets: Any = None,  # noqa: ANN401 - an update of Gradio's
    runs: Any = None,  # noqa: ANN401 - an update of Gradio's
) -> list[Any]:
    """Return the updates of all parts in the order of the outputs; what is None stays."""
    skip = gr.skip()
    buttons = [skip, skip]
    if running is not None:
        buttons = [gr.update(interactive=not running), gr.update(interactive=running)]
    downloads = [skip for _ in FORMATS]
    if files is not None:
        paths = files or (None,) * len(FORMATS)
        downloads = [gr.update(value=path, visible=path is not None) for path in paths]
    rest = [skip if one is None else one for one in (status, report, sets, runs)]
    return [*buttons, *rest, *downloads]


def _set_choices(sets: tuple[EvaluationSet, ...], chosen: str | None) -> Any:  # noqa: ANN401 - Gradio's
    choices = [(one.label, str(one.path)) for one in sets]
    paths = [path for _, path in choices]
    usual = [path for path in paths if Path(path).name == USUAL_SET] or paths
    value = chosen if chosen in paths else next(iter(usual), None)
    return gr.update(choices=choices, value=value)


def lay_evaluation(desk: EvaluationDesk, tab: gr.Tab, options: dict[str, Any]) -> None:
    """Lay out the tab's content inside `tab` and connect its events.

    `options` are those of every event that is answered at once.
    """
    with gr.Column(elem_id="evaluation", min_width=0):
        try:
            desk.require_open()
        except PolicyQAError as error:
            gr.HTML(closed_html(error), apply_default_css=False)
            return
        _connect(EvaluationHandlers(desk=desk), tab, options)


def _connect(handlers: EvaluationHandlers, tab: gr.Tab, options: dict[str, Any]) -> None:
    sets, split, start, stop = _lay_controls()
    gr.HTML(hint_html(handlers.desk.own_sets), apply_default_css=False)
    status = gr.HTML("", elem_id="evaluation-status", apply_default_css=False)
    runs, show = _lay_runs()
    files = _lay_downloads()
    report = gr.HTML(EMPTY_REPORT, elem_id="evaluation-report", apply_default_css=False)
    outputs = [start, stop, status, report, sets, runs, *files]
    lasting: dict[str, Any] = {
        "show_progress": "hidden",
        "api_visibility": "private",
        "concurrency_limit": None,
    }
    for event in (
        start.click(handlers.start, [sets, split], outputs, **lasting),
        tab.select(handlers.open, [sets, runs], outputs, **lasting),
        show.click(handlers.show, runs, outputs, **lasting),
        stop.click(handlers.stop, None, outputs, **options),
    ):
        event.failure(handlers.report_fault, None, outputs, **options)


def _lay_controls() -> tuple[gr.Dropdown, gr.Radio, gr.Button, gr.Button]:
    with gr.Row(elem_id="evaluation-controls"):
        sets = gr.Dropdown(
            [], value=None, label="评测集", elem_id="evaluation-set", min_width=0, scale=3
        )
        split = gr.Radio(
            [(SPLITS[half], half) for half in ("develop", "test")],
            value="develop",
            label="哪一半",
            elem_id="evaluation-split",
            min_width=0,
            scale=2,
        )
        start = gr.Button(
            "开始评测", variant="primary", elem_id="evaluation-start", min_width=104, scale=0
        )
        stop = gr.Button(
            "停止", interactive=False, elem_id="evaluation-stop", min_width=72, scale=0
        )
    return sets, split, start, stop


def _lay_runs() -> tuple[gr.Dropdown, gr.Button]:
    with gr.Row(elem_id="evaluation-runs-row"):
        runs = gr.Dropdown(
            [], value=None, label="以往结果", elem_id="evaluation-runs", min_width=0, scale=3
        )
        show = gr.Button("查看结果", elem_id="evaluation-show", min_width=104, scale=0)
    return runs, show


def _lay_downloads() -> list[gr.DownloadButton]:
    with gr.Row(elem_id="evaluation-files"):
        return [_lay_download(form) for form in FORMATS]


def _lay_download(form: str) -> gr.DownloadButton:
    button = gr.DownloadButton(
        f"下载{FORMAT_NAMES[form]}",
        size="sm",
        visible=False,
        min_width=0,
        elem_classes="file",
        elem_id=f"evaluation-file-{form}",
    )
    # Gradio's own example is a file at github.com, and the page would name that address.
    button.example_inputs = lambda: None  # type: ignore[method-assign] # Gradio has no switch for it
    return button
