"""What becomes of a file that comes in, and what it is called: decided without touching a disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UploadError
from app.uploads import (
    LONGEST_NAME,
    Addition,
    Candidate,
    Choice,
    Duplicate,
    KnownDocument,
    Place,
    Refusal,
    Undecided,
    decide,
    free_name,
    hash_text,
    named_for,
    safe_name,
)
from corpus.reader import SUFFIXES


def known(name: str, text: str = "旧", **fields: object) -> KnownDocument:
    """Make a document that is known, of a file of that name."""
    given: dict[str, object] = {
        "id": name.rsplit(".", 1)[0],
        "title": name.rsplit(".", 1)[0],
        "path": Path("/uploads") / name,
        "place": Place.UPLOADED,
        "pages": 0,
        "clauses": 1,
        "size": 1,
        "shared": 1,
        "content_hash": "",
        "text_hash": hash_text(text),
    }
    return KnownDocument(**given | fields)


def candidate(name: str, *texts: str, titles: tuple[str, ...] = ()) -> Candidate:
    """Make a file that comes in with these texts."""
    return Candidate(
        path=Path(name),
        name=name,
        titles=titles or tuple(name.rsplit(".", 1)[0] for _ in texts),
        text_hashes=tuple(map(hash_text, texts)),
    )


def test_a_file_of_new_title_and_name_is_added():
    """Nothing is asked about it."""
    assert decide(candidate("新.txt", "新"), [known("旧.txt")], None) == Addition(name="新.txt")


def test_the_same_content_is_known_under_any_name_and_place():
    """Blanks and line ends do not count; neither does where it lies."""
    shipped = known("方案.txt", "一、总则\n节水。", place=Place.SHIPPED)
    again = candidate("另一个名字.md", "一、总则\r\n\r\n  节水。\n")
    for choice in (None, *Choice):
        assert decide(again, [shipped], choice) == Duplicate(known=(shipped,))


@pytest.mark.parametrize(
    "old",
    [known("方案.txt"), known("方案.TXT", title="方案（试行）"), known("旧名.pdf", title="方 案")],
    ids=["both", "name", "title"],
)
def test_a_new_version_has_the_title_or_the_name(old):
    """Of the title, or of the name with a like title; letters and blanks do not matter. It is asked about."""
    new = candidate("方案.txt", "新")
    assert decide(new, [old, known("其他.txt")], None) == Undecided(versions=(old,))


def test_another_document_of_the_same_name_is_no_version():
    """Every office has its 通知.txt: nothing is replaced, the new one gets a number."""
    old = known("通知.txt", title="星河市绿化管理办法")
    new = candidate("通知.txt", "新", titles=("月湾市养老服务条例",))
    decision = decide(new, [old], Choice.REPLACE, taken=["通知.txt"])
    assert decision == Addition(name="通知（2）.txt")


def test_a_new_version_replaces_under_its_own_name():
    """The old file goes, whatever it is called."""
    old = known("方案（2021）.pdf", title="方案")
    new = candidate("方案（2025）.docx", "新", titles=("方案",))
    assert decide(new, [old], Choice.REPLACE) == Addition(name="方案（2025）.docx", replaced=old)


def test_a_new_version_of_the_same_name_keeps_it():
    """Replaced in its place: neither name nor id changes."""
    old = known("方案.txt")
    decision = decide(candidate("方案.txt", "新"), [old], Choice.REPLACE, taken=["方案.txt"])
    assert decision == Addition(name="方案.txt", replaced=old)


def test_a_new_version_beside_gets_a_number():
    """Neither the file nor the id may collide, nor a file that nobody could read."""
    old = known("方案.pdf")
    decision = decide(
        candidate("方案.txt", "新"), [old], Choice.BESIDE, taken=["方案.pdf", "方案（2）.txt"]
    )
    assert decision == Addition(name="方案（3）.txt")


def test_only_uploads_are_replaced():
    """A file of the program or of the user's own folders is left as it is."""
    for place in (Place.SHIPPED, Place.CONFIGURED):
        decision = decide(
            candidate("方案.txt", "新"), [known("方案.txt", place=place)], Choice.REPLACE
        )
        assert isinstance(decision, Refusal)
        assert "--beside" in decision.hint


def test_among_several_versions_the_one_of_the_same_name_is_replaced():
    """Where neither name nor date tells, nothing is replaced but what is named; the others stay."""
    first = known("甲.txt", title="方案", changed=1)
    second = known("乙.txt", title="方案", changed=2)
    new = candidate("乙.txt", "新", titles=("方案",))
    assert decide(new, [first, second], Choice.REPLACE) == Addition(name="乙.txt", replaced=second)
    other = candidate("丙.txt", "新", titles=("方案",))
    refusal = decide(other, [first, second], Choice.REPLACE)
    assert isinstance(refusal, Refusal)
    assert "甲.txt" in refusal.message
    assert "乙.txt" in refusal.message
    assert "remove" in refusal.hint
    assert decide(other, [first, second], first) == Addition(name="丙.txt", replaced=first)
    gone = known("丁.txt", title="方案")
    assert isinstance(decide(other, [first, second], gone), Refusal)


def test_a_sidecar_means_the_upload_of_its_name():
    """By the whole name of the file or by its stem; two of one stem have to be told apart."""
    text, page = known("方案.txt"), known("方案.html")
    other = known("方案2.txt")
    assert named_for("方案.html", [text, page]) == (page,)
    assert named_for("方案2", [text, other]) == (other,)
    with pytest.raises(UploadError, match=r"有 2 个：方案\.html、方案\.txt"):
        named_for("方案", [text, page])
    with pytest.raises(UploadError, match="没有叫“方案”的上传文件"):
        named_for("方案", [known("方案.txt", place=Place.SHIPPED), other])


def test_json_lines_are_versions_by_name_only():
    """A file of many documents does not replace one of them; all known, it is a duplicate."""
    old = known("方案.txt", "旧")
    many = candidate("全集.jsonl", "新", "旧", titles=("方案", "方案"))
    assert decide(many, [old], None) == Addition(name="全集.jsonl")
    assert isinstance(decide(candidate("全集.jsonl", "旧", "旧"), [old], None), Duplicate)
    of_many = known("全集.jsonl", "甲", id="方案", title="方案", shared=2)
    assert decide(candidate("方案.txt", "新"), [of_many], None) == Addition(name="方案（2）.txt")
    assert isinstance(decide(candidate("全集.jsonl", "新"), [of_many], None), Undecided)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\a.PDF", "a.pdf"),
        (".htaccess.txt", "htaccess.txt"),
        ("~$方案.docx", "方案.docx"),
        ("-rf.txt", "rf.txt"),
        ("方案\u202etxt.exe.md", "方案txt.exe.md"),
        ("方\n案\x00\x1b[31m.txt", "方案[31m.txt"),
        ("a:b|c?.txt", "abc.txt"),
        ("..", "文件"),
        (".txt", "文件.txt"),
        ("   .txt", "文件.txt"),
        ("CON.txt", "文件CON.txt"),
        ("全集.JSONL.ZST", "全集.jsonl.zst"),
        ("方案（2021）修订.docx", "方案（2021）修订.docx"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_tricks_in_names_do_nothing(name, safe):
    """What is left is a name of one folder that is shown as it reads and is not hidden."""
    assert safe_name(name) == safe


@given(st.text(max_size=300), st.sampled_from(SUFFIXES))
def test_any_name_is_made_safe(stem, suffix):
    """Whatever comes: one part, not hidden, short enough, its format kept, and safe already."""
    name = safe_name(stem + suffix)
    assert Path(name).name == name
    assert name.endswith(suffix)
    assert not name.startswith((".", "~$", "-"))
    assert len(name.encode()) <= LONGEST_NAME
    assert name.isprintable()
    assert safe_name(name) == name


def test_a_long_name_leaves_room_for_a_number():
    """Numbered names stay within what file systems allow."""
    long = safe_name("长" * 200 + ".txt")
    numbered = free_name(long, [], [long])
    assert numbered.endswith("（2）.txt")
    assert len(numbered.encode()) <= LONGEST_NAME
