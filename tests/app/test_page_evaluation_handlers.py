"""What the tab 评测 does on its events, without a browser."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys

import gradio as gr
import pytest

from app import page_evaluation
from app.page_evaluation import EvaluationHandlers, updates
from app.page_evaluation_markup import WRITING
from app.page_evaluation_process import FORMATS, EvaluationDesk
from app.settings import CHECKOUT, Settings
from tests.app.fakes_evaluation import FAKE_EVALUATE, FAULT, HINT, write_run, write_set
from tests.app.page_reading import read_html

PARTS = ("start", "stop", "status", "report", "sets", "runs", *FORMATS)


@pytest.fixture
def desk(tmp_path):
    made = EvaluationDesk(Settings(home=tmp_path / "home"), evaluate=FAKE_EVALUATE)
    yield made
    made.close()


@pytest.fixture
def handlers(desk):
    return EvaluationHandlers(desk=desk)


def own_set(desk, name, *splits):
    return str(write_set(desk.own_sets, f"{name}.jsonl", *(splits or ["develop"] * 3)))


def collect(events):
    """Run an event to its end; return its updates by the name of the part, without what stays."""

    async def run():
        return [named(one) async for one in events]

    return asyncio.run(run())


def named(update):
    parts = dict(zip(PARTS, update, strict=True))
    return {name: value for name, value in parts.items() if value != gr.skip()}


def last(seen, part):
    """Return the last update of a part."""
    return [one[part] for one in seen if part in one][-1]


def texts(seen):
    """Return what the status said, one after the other."""
    return [read_html(one["status"]).text for one in seen if "status" in one]


def interactive(seen):
    return last(seen, "start")["interactive"], last(seen, "stop")["interactive"]


def test_a_run_is_followed_to_its_report(handlers, desk, monkeypatch):
    """Progress, end, report, files, and the run among the earlier ones."""
    monkeypatch.setattr(page_evaluation, "PACE", 0.05)
    seen = collect(handlers.start(own_set(desk, "slow", *["develop"] * 60), "develop"))
    assert seen[0]["start"] == gr.update(interactive=False)
    assert seen[0]["report"] == ""
    said = texts(seen)
    assert said[0].startswith("slow.jsonl 开发集　0/60 题，正在读文件、建索引…")
    assert any("/60 题，约剩" in words for words in said)
    assert said[-2] == read_html(WRITING).text
    assert said[-1].startswith("评测完成：60 题")
    assert interactive(seen) == (True, False)
    assert "没做对的题（3）" in read_html(last(seen, "report")).text
    assert [last(seen, form)["value"].suffix for form in FORMATS] == [
        f".{form}" for form in FORMATS
    ]
    assert last(seen, "runs")["value"] == "slow-develop"


def test_of_a_test_half_only_totals_come(handlers, desk):
    """Whatever was asked."""
    seen = collect(handlers.start(own_set(desk, "quick", "test"), "test"))
    report = read_html(last(seen, "report"))
    assert "测试集只给合计" in report.text
    assert "details" not in report.tags


def test_a_failure_is_shown_and_the_way_is_free(handlers, desk):
    """Its words are words, whatever they hold."""
    seen = collect(handlers.start(own_set(desk, "bad"), "develop"))
    assert texts(seen)[-1] == f"{FAULT}下一步：{HINT}"
    assert "b" not in read_html(last(seen, "status")).tags
    assert interactive(seen) == (True, False)


def test_what_cannot_be_started_is_said(handlers, desk):
    """The rest of the tab stays as it is."""
    (only,) = collect(handlers.start(None, "develop"))
    assert set(only) == {"status"}
    assert "没有选评测集" in read_html(only["status"]).text


def test_a_second_user_is_told_and_sees_the_first_ones_progress(handlers, desk):
    """And, when it is stopped, what is kept of it."""
    first = own_set(desk, "slow", *["develop"] * 400)
    second = own_set(desk, "quick")

    async def both():
        seen = []
        desk.start(first, "develop")
        async for update in handlers.start(second, "develop"):
            seen.append(named(update))
            if "400 题，约剩" in seen[-1].get("status", ""):
                assert set(named(handlers.stop())) == {"start", "stop"}
        return seen

    said = texts(asyncio.run(both()))
    assert said[0].startswith(
        "已有一个评测正在进行（slow.jsonl 开发集），同一时间只能做一个。下一步："
    )
    assert "slow.jsonl 开发集　" in said[0]
    assert said[-1].startswith("已停止：答完的 ")
    assert [run.folder.name for run in desk.runs()] == ["slow-develop"]


def test_opening_the_tab_offers_sets_and_runs(handlers, desk):
    """The usual set is chosen, or what was chosen before; the newest run likewise."""
    write_run(desk.runs_home, "new", 10, started="2026-03-02T10:00:00")
    write_run(desk.runs_home, "old", 10, started="2026-03-01T10:00:00")
    path = own_set(desk, "own")
    (first,) = collect(handlers.open(None, None))
    assert first["sets"]["value"].endswith("plans.jsonl")
    assert path in [value for _, value in first["sets"]["choices"]]
    assert first["runs"]["value"] == "new"
    assert [name for _, name in first["runs"]["choices"]] == ["new", "old"]
    assert (first["start"]["interactive"], first["stop"]["interactive"]) == (True, False)
    (again,) = collect(handlers.open(path, "old"))
    assert (again["sets"]["value"], again["runs"]["value"]) == (path, "old")


def test_opening_the_tab_follows_what_someone_else_started(handlers, desk):
    """To its end and its report."""
    desk.start(own_set(desk, "slow", *["develop"] * 10), "develop")
    seen = collect(handlers.open(None, None))
    assert (seen[0]["start"]["interactive"], seen[0]["stop"]["interactive"]) == (False, True)
    assert texts(seen)[-1].startswith("评测完成：10 题")
    assert "report" in seen[-1]


def test_an_earlier_run_is_shown(handlers, desk):
    """While the report is made, that is said; afterwards nothing needs to be."""
    write_run(desk.runs_home, "x", 10)
    seen = collect(handlers.show("x"))
    assert [one["status"] for one in seen] == [WRITING, ""]
    assert last(seen, "html") == gr.update(
        value=desk.reports_home / "x" / "评测报告-x.html", visible=True
    )
    (_, missing) = collect(handlers.show(None))
    assert set(missing) == {"status"}


def test_a_fault_of_the_program_is_said(handlers):
    """And nothing is left as if it ran."""
    shown = named(handlers.report_fault())
    assert "程序内部出错" in read_html(shown["status"]).text
    assert shown["stop"] == gr.update(interactive=False)


def test_nothing_stays_to_download_when_a_new_run_starts():
    """Else the files of the old one would stand under the new one's name."""
    assert [named(updates(files=()))[form]["visible"] for form in FORMATS] == [False] * len(FORMATS)


PROGRAM = """
import json, sys
from pathlib import Path
from app.page import build_page
from app.page_evaluation_process import EvaluationDesk
from app.settings import CHECKOUT, Settings
from tests.app.fakes_evaluation import FAKE_EVALUATE, write_set
from tests.app.fakes_page import ScriptedAssistant

home = Path(sys.argv[1])
found = {}
for host in ("127.0.0.1", "0.0.0.0"):
    page = build_page(ScriptedAssistant(), Settings(home=home, host=host))
    parts = page.config["components"]
    found[host] = {
        "tabs": [part["props"]["label"] for part in parts if part["type"] == "tabitem"],
        "words": [
            str(part["props"].get(name))
            for part in parts
            if part["props"].get("visible", True)
            for name in ("label", "value")
        ],
        "events": [target[1] for event in page.config["dependencies"] for target in event["targets"]],
        "made": sorted(path.name for path in home.iterdir()) if home.exists() else [],
    }
page = build_page(ScriptedAssistant(), Settings(home=home))
page.evaluations = EvaluationDesk(Settings(home=home), evaluate=FAKE_EVALUATE)
path = write_set(home / "sets", "slow.jsonl", *["develop"] * 400)
job = page.evaluations.start(str(path), "develop")
found["running"] = [job.running]
page.close(verbose=False)
found["running"].append(job.running)
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """What a process found that built the page: Gradio's event loops end with it."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path_factory.mktemp("built") / "home")],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


TABS = ["问答", "任务与责任", "目标指标", "义务自查", "文件", "评测"]


def test_the_page_has_its_tabs_the_chat_first(built):
    """Building it starts nothing and writes no run."""
    assert built["127.0.0.1"]["tabs"] == TABS
    assert "开始评测" in built["127.0.0.1"]["words"]
    assert "select" in built["127.0.0.1"]["events"]
    assert set(built["127.0.0.1"]["made"]) <= {"gradio"}


def test_where_others_reach_the_page_the_tab_is_closed(built):
    """It says so and what to do, and has nothing to press."""
    assert built["0.0.0.0"]["tabs"] == TABS
    assert any("评测只在本机地址上开放" in words for words in built["0.0.0.0"]["words"])
    assert any("文件只在本机地址上管理" in words for words in built["0.0.0.0"]["words"])
    assert not {"开始评测", "删除"} & set(built["0.0.0.0"]["words"])
    assert "send" in built["127.0.0.1"]["events"]
    assert "send" not in built["0.0.0.0"]["events"]


def test_closing_the_page_ends_the_evaluation(built):
    """Also when the page was never served."""
    assert built["running"] == [True, False]
