"""Documents on the command line: listed, added, replaced, removed; whatever happens in between."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from app import ingest as ingest_module
from app.cli import cli
from app.settings import CHECKOUT, Settings, isolated_environment
from app.shelf import Shelf
from app.uploads_folder import only_writer
from corpus import reading_options
from index.library import open_library
from tests.corpus.test_reader import pdf_of

RULES = "节水办法\n第一条 为了节水，制定本办法。\n第二条 由市水利局负责。\n"
PLAN = "节能方案\n一、总则\n做好节能工作。\n二、任务\n推广节能灯。（市发改委、工信局）\n"
NEWER = PLAN.replace("节能灯", "热泵")


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """A data home beside a folder of one configured document."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "节水办法.txt").write_text(RULES, "utf-8")
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WENCE_DOCUMENTS", str(tmp_path / "documents"))
    return tmp_path / "home"


@pytest.fixture
def bring(tmp_path):
    """Write a file that a user has somewhere."""

    def write(name: str, content: str | bytes = PLAN) -> str:
        path = tmp_path / "mine" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def run(*arguments: str, stdin: str | None = None):
    return CliRunner().invoke(cli, arguments, input=stdin, prog_name="python -m app")


def listed() -> dict[str, dict]:
    lines = run("documents", "--json").stdout.splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def files(home: Path) -> list[str]:
    """Name the files of the uploads that are not hidden."""
    folder = home / "uploads"
    found = folder.iterdir() if folder.exists() else []
    return sorted(path.name for path in found if not path.name.startswith("."))


def test_documents_say_where_they_lie(home, bring):
    """Configured and uploaded; id, title, pages, clauses, size and the hash's beginning."""
    run("ingest", bring("方案.txt"))
    result = run("documents")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[:6:3] == ["《节水办法》", "《节能方案》"]
    assert "编号 方案；2 条条款；上传：方案.txt，1 KB，" in result.stdout
    assert "设置的文件夹：节水办法.txt" in result.stdout
    assert result.stdout.splitlines()[-1] == "共 2 份（设置的文件夹 1、上传 1）"
    row = listed()["方案"]
    assert (row["title"], row["clauses"], row["pages"]) == ("节能方案", 2, None)
    assert Path(row["path"]).read_text("utf-8") == PLAN
    assert row["content_hash"][:12] in result.stdout


def test_shipped_documents_are_told_apart(tmp_path, monkeypatch):
    """Without settings the two plans are there, and nobody can remove them."""
    monkeypatch.setenv("WENCE_HOME", str(tmp_path))
    rows = listed()
    assert {row["place"] for row in rows.values()} == {"随程序"}
    result = run("remove", next(iter(rows)))
    assert result.exit_code == 2
    assert "不是上传的文件，程序不删除它" in result.stderr


def test_the_index_follows_by_itself(home, bring):
    """After an upload the next look has its clauses; after its removal not, and no error."""
    settings = Settings(home=home, documents=(home.parent / "documents",))

    def titles() -> list[str]:
        library = open_library(settings.sources, home=settings.home)
        return [item.document.title for item in library.parsed]

    assert titles() == ["节水办法"]
    run("ingest", bring("方案.txt"))
    assert titles() == ["节水办法", "节能方案"]
    with Shelf(settings) as shelf:
        assert [one.title for one in shelf.documents()] == titles()  # from the index, too
    assert run("remove", "方案").stdout == "已删去：《节能方案》（编号 方案）\n"
    assert titles() == ["节水办法"]
    assert files(home) == []


def test_an_empty_folder_of_uploads_is_no_error(home):
    """It counts as none in every command."""
    (home / "uploads").mkdir(parents=True)
    assert list(listed()) == ["节水办法"]
    assert run("ask", "由谁负责节水？").exit_code in {0, 1}
    assert "政策文件：1 个文件，读到 1 篇" in run("doctor").stdout


def test_the_same_content_is_added_once(home, bring):
    """Known among the uploads and among the configured documents, in another encoding as well."""
    run("ingest", bring("方案.txt"))
    again = [bring("副本.txt"), bring("编码.md", PLAN.encode("gb18030")), bring("办法.txt", RULES)]
    result = run("ingest", *again)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "已有，没有加入：副本.txt（内容与《节能方案》（编号 方案）相同）",
        "已有，没有加入：编码.md（内容与《节能方案》（编号 方案）相同）",
        "已有，没有加入：办法.txt（内容与《节水办法》相同）",
    ]
    assert files(home) == ["方案.txt"]


def test_the_same_content_twice_in_one_call_is_added_once(home, bring):
    """The second file sees what the first has done."""
    result = run("ingest", bring("甲.txt"), bring("乙.txt"))
    assert files(home) == ["甲.txt"]
    assert "已有，没有加入：乙.txt" in result.stdout


def test_a_new_version_needs_a_choice(home, bring):
    """Without a terminal it is an error that says what to do, and the other files are added."""
    run("ingest", bring("方案.txt"))
    newer = bring("方案2025.txt", NEWER)
    result = run("ingest", newer, bring("其他.txt", "一、其他\n做别的事。"))

    assert result.exit_code == 2
    assert files(home) == ["其他.txt", "方案.txt"]
    assert "没有加入 1 个：" in result.stderr
    assert "方案2025.txt 是已有文件的新版本：《节能方案》（方案.txt，上传）" in result.stderr
    assert "加 --replace 替换旧的（有几份时替换日期最新的），或加 --beside" in result.stderr


def test_a_new_version_replaces(home, bring):
    """The old file is gone, the new one has its own name."""
    run("ingest", bring("方案.txt"))
    result = run("ingest", bring("方案2025.txt", NEWER), "--replace")
    assert result.exit_code == 0
    assert "，替换了 方案.txt" in result.stdout
    assert files(home) == ["方案2025.txt"]
    assert "热泵" in (home / "uploads" / "方案2025.txt").read_text("utf-8")


def test_a_new_version_stands_beside(home, bring):
    """Both are answered from, under ids of their own."""
    run("ingest", bring("方案.txt"))
    assert run("ingest", bring("方案.txt", NEWER), "--beside").exit_code == 0
    assert files(home) == ["方案.txt", "方案（2）.txt"]
    assert list(listed()) == ["节水办法", "方案", "方案（2）"]


def test_of_two_versions_the_newest_is_replaced(home, bring):
    """The one made last, whenever it was added; which one that is is said, and what stays."""
    dated = "节能方案\n（2024年5月6日印发）\n" + PLAN.partition("\n")[2]
    run(
        "ingest", bring("新.txt", dated), bring("旧.txt", dated.replace("2024", "2019")), "--beside"
    )
    result = run("ingest", bring("最新.txt", NEWER), "--replace")
    assert "，替换了旧版本中最新的 2024-05-06，新.txt，上传；旧.txt 仍在" in result.stdout
    assert files(home) == ["旧.txt", "最新.txt"]


def test_a_sidecar_alone_corrects_an_upload(home, bring):
    """It is named after the upload; of a file that comes along it is that file's own."""
    run("ingest", bring("方案.txt"))
    result = run("ingest", bring("方案.meta.toml", 'number = "甲发〔2024〕1号"\n'))
    assert result.stdout == "已更新旁注：方案.meta.toml → 《节能方案》（编号 方案）\n"
    assert listed()["方案"]["number"] == "甲发〔2024〕1号"
    newer = [bring("方案.meta.toml", 'number = "甲发〔2025〕2号"\n'), bring("方案.txt", NEWER)]
    run("ingest", *newer, "--beside")
    rows = listed()
    assert [rows[one]["number"] for one in ("方案", "方案（2）")] == [
        "甲发〔2024〕1号", "甲发〔2025〕2号",
    ]  # fmt: skip
    for content, words in (("x = [", "无法读取"), ("[" * 9999, "无法读取"), ("甲 = 1", "无法读取")):
        result = run("ingest", bring("方案.txt.meta.toml", content))
        assert words in result.stderr
        assert result.exit_code == 2
    assert "没有叫“别的”的上传文件" in run("ingest", bring("别的.meta.toml", "")).stderr


def test_what_ingest_does_not_read_in_a_folder_is_named(home, bring):
    """At the end, and it is no error."""
    folder = Path(bring("方案.txt")).parent
    bring("表.xlsx")
    result = run("ingest", str(folder))
    assert result.exit_code == 0
    assert f"没有读 1 个，格式不支持：\n  {folder / '表.xlsx'}\n" in result.stderr


def test_a_configured_document_is_not_replaced(home, bring):
    """The user's own folder is not the program's; beside it goes."""
    newer = bring("节水办法.txt", RULES + "第三条 本办法自发布之日起施行。")
    result = run("ingest", newer, "--replace")
    assert result.exit_code == 2
    assert "不是上传的文件，程序不替换它" in result.stderr
    assert run("ingest", newer, "--beside").exit_code == 0
    assert list(listed()) == ["节水办法", "节水办法（2）"]


@pytest.mark.parametrize(
    ("answer", "left"),
    [("1", ["乙.txt"]), ("b", ["乙.txt", "甲.txt"]), ("s", ["甲.txt"]), ("", ["甲.txt"])],
)
def test_on_a_terminal_it_is_asked(home, bring, monkeypatch, answer, left):
    """Replace, beside, or skip, which is what Enter does."""
    run("ingest", bring("甲.txt"))

    class Terminal:
        @staticmethod
        def isatty() -> bool:
            return True

    monkeypatch.setattr(ingest_module.sys, "stdin", Terminal())
    monkeypatch.setattr(ingest_module.click, "prompt", lambda *_, default, **__: answer or default)
    shelf_file = Path(bring("乙.txt", NEWER))
    ingest_module.add_files(
        Settings(home=home, documents=(home.parent / "documents",)), [shelf_file], None
    )
    assert files(home) == left


def test_a_sidecar_comes_and_goes_with_its_file(home, bring):
    """NAME.meta.toml is copied under the name that the file gets, and removed with it."""
    bring("方案.txt.meta.toml", 'title = "节能"')
    assert "→ 《节能》（编号 方案）" in run("ingest", bring("方案.txt")).stdout
    assert "（内容与《节能》（编号 方案）相同）" in run("ingest", bring("方案.txt")).stdout
    assert files(home) == ["方案.txt", "方案.txt.meta.toml"]
    run("ingest", bring("新方案.txt", NEWER), "--replace")
    assert files(home) == ["新方案.txt"]


def test_a_locked_file_is_kept_without_its_password(home, bring, monkeypatch):
    """Without the password it is refused with the way to give it; the password is kept nowhere."""
    locked = bring("密.pdf", pdf_of([["Water saving"], ["Goals"]], password="开门暗号"))
    refused = run("ingest", locked)
    monkeypatch.setenv("WENCE_PASSWORD", "开门暗号")
    result = run("ingest", locked, bring("方案.txt"))
    monkeypatch.delenv("WENCE_PASSWORD")

    assert refused.exit_code == 2
    assert "PDF 有密码：密.pdf" in refused.stderr
    assert "--password" in refused.stderr
    assert result.exit_code == 0, result.stderr
    assert files(home) == ["密.pdf", "方案.txt"]
    assert listed()["密"]["pages"] == 2
    kept = home / "uploads" / "密.pdf"
    assert [one.extract_text().strip() for one in PdfReader(kept).pages] == [
        "Water saving",
        "Goals",
    ]
    assert listed()["密"]["content_hash"] == hashlib.sha256(kept.read_bytes()).hexdigest()
    assert "开门暗号" not in refused.output + result.output
    written = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    assert not any("开门暗号".encode() in one for one in written)


def test_the_help_of_ingest_shows_how_passwords_are_given():
    """On a terminal and without one, for several files."""
    words = run("ingest", "--help").stdout
    assert "python -m app ingest 加密.pdf 另一份.pdf --password" in words
    assert "WENCE_PASSWORD=密码 python -m app ingest" in words


def test_a_password_is_asked_for_on_the_terminal(home, bring, monkeypatch):
    """Hidden, again where it is wrong; an empty one skips the file."""
    told = iter(["错", "", "错", "开门"])
    asked = []

    def prompt(words, *, hide_input, **_):
        asked.append((words.strip(), hide_input))
        return next(told)

    monkeypatch.setattr(reading_options.click, "prompt", prompt)
    monkeypatch.setattr(reading_options, "_has_terminal", lambda: True)
    locked = bring("密.pdf", pdf_of([["Water saving"]], password="开门"))
    assert run("ingest", locked).exit_code == 2
    assert asked == []
    assert run("ingest", locked, "--password").exit_code == 2
    assert files(home) == []
    assert run("ingest", locked, "--password").exit_code == 0
    assert files(home) == ["密.pdf"]
    assert asked[:2] == [
        ("PDF 有密码：密.pdf。打开密码（直接回车跳过）", True),
        ("PDF 的密码不对：密.pdf。打开密码（直接回车跳过）", True),
    ]


def test_a_file_that_cannot_be_read_is_refused_before_anything_is_copied(home, bring, tmp_path):
    """Of each kind, all said at the end; the data home is not even made."""
    os.mkfifo(tmp_path / "pipe.txt")
    bad = [
        bring("空.txt", ""),
        bring("坏.pdf", b"%PDF-1.7 nothing"),
        bring("坏.docx", b"PK\x03\x04nothing"),
        bring("图.png", b"\x89PNG"),
        bring("空.jsonl", "{}\n"),
        str(tmp_path / "没有.txt"),
        str(tmp_path / "pipe.txt"),
    ]
    result = run("ingest", *bad)
    assert result.exit_code == 2
    assert "没有加入 7 个：" in result.stderr
    assert not (home / "uploads").exists()
    assert run("ingest", *bad, bring("方案.txt")).exit_code == 2
    assert files(home) == ["方案.txt"]


def test_a_file_that_is_too_large_is_refused(home, bring):
    """The limit is a setting; the message says size, limit and what to do."""
    settings = Settings(home=home, documents=(home.parent / "documents",), upload_megabytes=1)
    path = Path(bring("大.txt", PLAN + "字" * 400_000))
    faults = ingest_module.add_files(settings, [path], None)
    assert faults == 1
    assert not (home / "uploads").exists()


def test_folders_are_walked(home, bring, tmp_path):
    """A folder brings all it holds, and is no error when some of it cannot be read."""
    bring("甲.txt")
    bring("乙.txt", NEWER.replace("节能方案", "另一方案"))
    bring("说明.doc.bak", "x")
    assert run("ingest", str(tmp_path / "mine")).exit_code == 0
    assert files(home) == ["乙.txt", "甲.txt"]


@pytest.mark.parametrize("name", ["~$锁.txt", ".隐.txt", "名\u202e字.txt"])
def test_tricks_in_names_leave_a_plain_file(home, bring, name):
    """What is named is added under a name that is seen."""
    assert run("ingest", bring(name)).exit_code == 0
    (file,) = files(home)
    assert file in {"锁.txt", "隐.txt", "名字.txt"}
    assert len(listed()) == 2


def test_json_lines_are_removed_as_a_file(home, bring):
    """One document of many cannot go alone; the file can."""
    rows = [{"title": f"办法{n}", "text": f"第一条 办法{n}。", "source": ""} for n in range(3)]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    assert run("ingest", bring("全集.jsonl", lines)).exit_code == 0
    refused = run("remove", "办法1")
    assert refused.exit_code == 2
    assert "下一步：整个删去：python -m app remove 全集.jsonl" in refused.stderr
    assert "等" not in run("remove", "全集.jsonl").stdout
    assert list(listed()) == ["节水办法"]


def test_an_unknown_document_is_not_removed(home, bring):
    """The error names what there is."""
    run("ingest", bring("方案.txt"))
    result = run("remove", "../../documents/节水办法.txt")
    assert result.exit_code == 2
    assert result.stderr.endswith("下一步：上传的文件：方案。\n")
    assert files(home) == ["方案.txt"]


def test_a_file_nobody_can_read_can_be_removed_by_name(home):
    """Put there by hand: it is no document, but it is in the way."""
    (home / "uploads").mkdir(parents=True)
    (home / "uploads" / "坏.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert run("remove", "坏.pdf").stdout == "已删去：坏.pdf\n"
    assert files(home) == []


def test_options_exclude_each_other(home, bring):
    """Both choices at once are wrong use."""
    result = run("ingest", bring("方案.txt"), "--replace", "--beside")
    assert result.exit_code == 2
    assert "--replace 和 --beside 只能写一个。" in result.stderr


def test_uploads_changed_meanwhile_are_seen(home, bring):
    """A shelf that stays open sees what others add, replace and remove."""
    with Shelf(Settings(home=home, documents=(home.parent / "documents",))) as shelf:
        assert [one.id for one in shelf.documents()] == ["节水办法"]
        run("ingest", bring("方案.txt"))
        assert [one.id for one in shelf.documents()] == ["节水办法", "方案"]
        run("ingest", bring("方案2.txt", NEWER), "--replace")
        assert [one.id for one in shelf.documents()] == ["节水办法", "方案2"]
        run("remove", "方案2")
        assert [one.id for one in shelf.documents()] == ["节水办法"]


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX")
@pytest.mark.parametrize("arguments", [["--beside"], ["--replace"]])
def test_killed_at_any_instant_old_or_new_is_left(tmp_path, arguments):
    """SIGKILL after each change of files: the old document, or the new (one, or both beside)."""
    for folder in ("documents", "mine", "home/uploads"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "documents" / "节水办法.txt").write_text(RULES, "utf-8")
    (tmp_path / "home" / "uploads" / "方案.txt").write_text(PLAN, "utf-8")
    newer = tmp_path / "mine" / "方案2025.md"
    newer.write_text(NEWER, "utf-8")
    environment = isolated_environment(tmp_path / "home") | {
        "WENCE_DOCUMENTS": str(tmp_path / "documents")
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.killed_ingest", str(tmp_path), str(newer), *arguments],
        cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    runs = [json.loads(line) for line in done.stdout.splitlines()]

    old = sorted([RULES, PLAN])
    new = sorted([RULES, NEWER] if arguments == ["--replace"] else [RULES, PLAN, NEWER])
    assert runs[-1] == [False, new]
    assert all(killed for killed, _ in runs[:-1])
    assert len(runs) > 10
    states = [texts for _, texts in runs]
    turn = states.index(new)
    assert states == [old] * turn + [new] * (len(states) - turn)
    assert 3 < turn < len(states) - 1  # killed before and behind the decision


def test_ingests_at_once_are_done_one_after_the_other(home, bring):
    """Four processes add the same and different files while the lock is held; none is lost."""
    ways = [bring(f"方案{n}.txt", PLAN.replace("节能方案", f"方案{n}")) for n in range(4)]
    command = [sys.executable, "-m", "app", "ingest"]
    with only_writer(home / "uploads"):
        running = [
            subprocess.Popen([*command, way, ways[0]], cwd=CHECKOUT, stderr=subprocess.PIPE)
            for way in ways
        ]
        time.sleep(3)
        assert [process.poll() for process in running] == [None] * 4
        assert files(home) == []
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors.decode()
    assert files(home) == [f"方案{n}.txt" for n in range(4)]


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX")
def test_a_lock_dies_with_its_holder(home, bring):
    """A killed process blocks nobody."""
    (home / "uploads").mkdir(parents=True)
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom app.uploads_folder import only_writer\n"
        f"with only_writer(Path({str(home / 'uploads')!r})):\n"
        "    print('held', flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGKILL)
    assert run("ingest", bring("方案.txt")).exit_code == 0


def test_documents_come_with_their_metadata(home, bring):
    """Number, issuer, dates and whether a document holds stand in the list and in JSON."""
    text = (
        "云南省节水办法\n云水发〔2019〕3号\n第一条 为了节水，制定本办法。\n"
        "第二条 本办法自2019年3月1日起施行，有效期2年。\n云南省水利厅\n2019年2月1日\n"
    )
    assert run("ingest", bring("办法.txt", text)).exit_code == 0
    row = listed()["办法"]
    assert row["number"] == "云水发〔2019〕3号"
    assert row["issuer"] == ["云南省水利厅"]
    assert (row["signed"], row["effective"], row["expires"]) == (
        "2019-02-01", "2019-03-01", "2021-02-28",
    )  # fmt: skip
    assert (row["region"], row["status"]) == ("云南省", "已失效")
    assert row["reason"].endswith("有效期至2021年2月28日，已过期。")
    shown = run("documents").stdout
    assert "文号 云水发〔2019〕3号；发文机关 云南省水利厅；成文日期 2019-02-01" in shown
    assert "留意：" in shown


def test_a_document_without_structure_is_marked_in_the_list(home, bring):
    """It was cut at its paragraphs, and the list says so."""
    run("ingest", bring("散文.txt", "今天开会讨论节水。\n\n大家都说好，散会以后各自回去。\n"))
    assert listed()["散文"]["warnings"] == ["没有编号或标题，按段落切分"]


def test_a_sidecar_comes_along_under_either_name(home, bring):
    """通知.meta.toml beside 通知.txt corrects what is read; both are removed together."""
    plan = bring("方案.txt")
    bring("方案.meta.toml", 'number = "节发〔2020〕1号"\nstatus = "已废止"\n')
    assert "连同旁注文件" in run("ingest", plan).stdout
    row = listed()["方案"]
    assert (row["number"], row["status"]) == ("节发〔2020〕1号", "已废止")
    run("remove", "方案")
    assert files(home) == []


def test_a_sidecar_alone_is_brought_up_to_date(home, bring):
    """The same file once more, its sidecar changed: only that is taken."""
    plan = bring("方案.txt")
    run("ingest", plan)
    bring("方案.txt.meta.toml", 'number = "节发〔2021〕2号"\n')
    assert "已有，只更新了旁注文件" in run("ingest", plan).stdout
    assert listed()["方案"]["number"] == "节发〔2021〕2号"
    assert "已有，没有加入" in run("ingest", plan).stdout


def test_a_faulty_sidecar_keeps_its_file_out(home, bring):
    """Nothing is added half: the error names the sidecar and what may stand in it."""
    plan = bring("方案.txt")
    bring("方案.txt.meta.toml", 'nummer = "1"\n')
    failed = run("ingest", plan)
    assert failed.exit_code == 2
    assert "不认识的字段 nummer" in failed.stderr
    assert "方案" not in listed()
