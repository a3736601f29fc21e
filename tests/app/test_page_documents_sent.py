"""Files that were sent to the page: queued, read, waiting for an answer, and still there afterwards."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app.page_documents_markup import questions_html, sent_html
from app.page_documents_record import SentState
from app.page_documents_sent import SentFiles
from app.shelf import Outcome, UndecidedError
from app.uploads import Choice, KnownDocument, Place
from corpus.errors import LockedError, PolicyQAError, ReadError


def known(name: str, place: Place = Place.UPLOADED, **fields: object) -> KnownDocument:
    stem = name.rpartition(".")[0]
    defaults = {
        "id": stem, "title": "节水方案", "path": Path("/uploads") / name, "place": place,
        "pages": 0, "clauses": 1, "size": 1, "shared": 1, "content_hash": name, "text_hash": name,
    }  # fmt: skip
    return KnownDocument(**defaults | fields)


class Adder:
    """Adds files as a shelf would; a name says what becomes of it."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, object, str, str]] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.refreshed = 0

    def add(self, path: Path, wanted: object, password: str, file: str) -> Outcome:
        assert path.is_file()
        self.may_go_on.wait(30)
        self.calls.append((path.name, wanted, password, file))
        if "坏" in path.name:
            raise ReadError(path, f"读不了：{path.name}", hint="换一个。")
        if "密" in path.name and password != "开门":
            raise LockedError(path, f"要密码：{path.name}", hint="")
        if "新版" in path.name and wanted is None:
            raise UndecidedError(path, (known("甲.txt"), known("乙.txt", Place.SHIPPED)))
        if "怪" in path.name:
            raise ZeroDivisionError
        return Outcome(path=path, added=(known(f"存-{path.name}"),))

    def refresh(self) -> None:
        self.refreshed += 1


@pytest.fixture
def adder() -> Adder:
    return Adder()


@pytest.fixture
def send(tmp_path):
    def one(files: SentFiles, name: str, selection: str = "1", choice: Choice | None = None):
        path = tmp_path / "gradio" / "上传"
        path.parent.mkdir(exist_ok=True)
        path.write_text("内容", "utf-8")
        files.begin(selection)
        files.take(path, name, choice)

    return one


def states(files: SentFiles) -> dict[str, SentState]:
    return {one.name: one.state for one in files.now().files}


def queue(tmp_path, adder: Adder) -> SentFiles:
    return SentFiles(tmp_path / "received", adder.add, adder.refresh)


def test_files_that_come_while_others_are_read_are_read_as_well(tmp_path, adder, send):
    """Nothing is dropped; the index follows once for all of them, and nothing is left lying."""
    files = queue(tmp_path, adder)
    adder.may_go_on.clear()
    send(files, "一.txt")
    send(files, "二.txt", "2")
    send(files, "坏.txt", "2")
    assert set(states(files).values()) <= {SentState.WAITING, SentState.READING}
    assert "还有 2 个等待" in sent_html(files.now()) or "还有 3 个文件" in sent_html(files.now())
    adder.may_go_on.set()
    files.wait()
    added, failed = SentState.ADDED, SentState.FAILED
    assert states(files) == {"一.txt": added, "二.txt": added, "坏.txt": failed}
    assert adder.refreshed == 1
    assert [path.name for path in (tmp_path / "received").rglob("*.txt")] == []


def test_what_became_of_files_stays_until_the_next_selection(tmp_path, adder, send):
    """Also where the files of one selection are over one after the other, and come in any order."""
    files = queue(tmp_path, adder)
    send(files, "坏.txt")
    files.wait()
    files.begin("1")
    files.refuse_size("大.pdf", 200_000_000, 100)
    shown = sent_html(files.now())
    assert "读不了：坏.txt<br>下一步：换一个。" in shown
    assert "文件太大：大.pdf（200 MB，最大 100 MB）" in shown
    send(files, "一.txt", "2")
    files.wait()
    assert states(files) == {"一.txt": SentState.ADDED}
    files.dismiss()
    assert sent_html(files.now()) == ""


def test_a_new_version_waits_for_a_decision(tmp_path, adder, send):
    """Each version that may be replaced has a button of its own; what is decided is done."""
    files = queue(tmp_path, adder)
    send(files, "新版.txt")
    files.wait()
    (asked,) = files.now().of(SentState.UNDECIDED)
    shown = questions_html(files.now())
    assert 'data-choice="甲"' in shown
    assert shown.count("替换这一份") == 1
    assert "乙.txt，随程序" in shown
    files.decide(asked.number, known("甲.txt"))
    files.wait()
    assert adder.calls[-1][1] == known("甲.txt")
    assert states(files) == {"新版.txt": SentState.ADDED}
    files.decide(asked.number, Choice.BESIDE)  # in another window, too late
    files.wait()
    assert len(adder.calls) == 2


def test_a_choice_made_before_is_not_asked_for(tmp_path, adder, send):
    """With 与旧的并存 chosen the file goes in at once."""
    files = queue(tmp_path, adder)
    send(files, "新版.txt", choice=Choice.BESIDE)
    files.wait()
    assert [one[1] for one in adder.calls] == [Choice.BESIDE]


def test_locked_files_wait_for_their_password(tmp_path, adder, send):
    """A wrong one changes nothing; one that is given up is deleted; no password is written down."""
    files = queue(tmp_path, adder)
    send(files, "密.pdf")
    files.wait()
    for password, state in (("错", SentState.LOCKED), ("开门", SentState.ADDED)):
        files.unlock(password)
        files.wait()
        assert states(files) == {"密.pdf": state}
        assert password not in (tmp_path / "received" / "list.json").read_text("utf-8")
    send(files, "密2.pdf", "2")
    files.wait()
    files.give_up([one.number for one in files.now().files])
    assert states(files) == {"密2.pdf": SentState.FAILED}
    assert list((tmp_path / "received").rglob("*.pdf")) == []


def test_a_sidecar_is_read_after_the_document_it_came_with(tmp_path, adder, send):
    """And goes to the upload that this became, whatever that is called now."""
    files = queue(tmp_path, adder)
    adder.may_go_on.clear()
    send(files, "别的.txt")
    send(files, "方案.meta.toml")
    send(files, "方案.txt")
    adder.may_go_on.set()
    files.wait()
    assert [(one[0], one[3]) for one in adder.calls] == [
        ("别的.txt", ""), ("方案.txt", ""), ("方案.meta.toml", "存-方案.txt"),
    ]  # fmt: skip


def test_a_sidecar_waits_as_long_as_its_document_does(tmp_path, adder, send):
    """It goes with the document once that is decided; given up, it is on its own."""
    for selection, choice in (("1", Choice.BESIDE), ("2", None)):
        files = queue(tmp_path, adder)
        send(files, "新版.txt", selection)
        send(files, "新版.meta.toml", selection)
        files.wait()
        document, sidecar = files.now().files
        assert (document.state, sidecar.state) == (SentState.UNDECIDED, SentState.WAITING)
        if choice:
            files.decide(document.number, choice)
        else:
            files.give_up([document.number])
        files.wait()
        assert adder.calls[-1][0] == "新版.meta.toml"
        assert adder.calls[-1][3] == ("存-新版.txt" if choice else "")


def test_a_server_that_starts_anew_goes_on(tmp_path, adder, send):
    """What it was reading is said; what waited is read, asked or still locked."""
    cut_off = queue(tmp_path, adder)
    adder.may_go_on.clear()  # for ever: this server is as good as killed
    for name in ("一.txt", "二.txt", "密.pdf"):
        send(cut_off, name)
    while states(cut_off)["一.txt"] is not SentState.READING:
        pass
    other = Adder()
    files = queue(tmp_path, other)
    files.resume()
    files.wait()
    assert states(files) == {
        "一.txt": SentState.FAILED, "二.txt": SentState.ADDED, "密.pdf": SentState.LOCKED,
    }  # fmt: skip
    assert "服务中断，没有读完：一.txt<br>下一步：再加一次这个文件。" in sent_html(files.now())
    assert [one[0] for one in other.calls] == ["二.txt", "密.pdf"]
    adder.may_go_on.set()
    cut_off.wait()


def test_a_damaged_list_is_no_obstacle(tmp_path, adder, send):
    """What it said is forgotten, and files are taken as ever."""
    for content in (b"", b"[]", b"[1]", b'{"a": 1}', b'[{"name": 1}]', b"\xff"):
        (tmp_path / "received" / "1").mkdir(parents=True, exist_ok=True)
        (tmp_path / "received" / "list.json").write_bytes(content)
        files = queue(tmp_path, adder)
        files.resume()
        assert files.now().files == ()
        send(files, "一.txt")
        files.wait()
        assert states(files) == {"一.txt": SentState.ADDED}


def test_a_fault_of_the_program_over_one_file_is_its_own(tmp_path, adder, send):
    """The others are read, and an index that cannot follow is said."""

    def broken() -> None:
        raise PolicyQAError("磁盘已满。", hint="清理磁盘。")

    files = SentFiles(tmp_path / "received", adder.add, broken)
    send(files, "怪.txt")
    send(files, "一.txt")
    files.wait()
    assert states(files) == {"怪.txt": SentState.FAILED, "一.txt": SentState.ADDED}
    assert "磁盘已满。<br>下一步：清理磁盘。" in sent_html(files.now())


@pytest.mark.parametrize(
    "name",
    ["../../越界.txt", "<img src=x onerror=alert(1)>.txt", "😀" * 300 + ".txt", "a/b.txt", ""],
)
def test_hostile_names_stay_names(tmp_path, adder, send, name):
    """Whatever a file is called, it lies in its own folder, and its name is shown as text."""
    files = queue(tmp_path, adder)
    adder.may_go_on.clear()
    send(files, name)
    (one,) = files.now().files
    assert one.path.resolve().parent.parent == (tmp_path / "received").resolve()
    adder.may_go_on.set()
    files.wait()
    assert states(files) == {name: SentState.ADDED}
    assert "<img" not in sent_html(files.now())
