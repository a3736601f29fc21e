"""Whether a document is in force: its own dates and words, others that end it, newer versions."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.description import Description, describe
from corpus.description_store import load_descriptions, save_descriptions
from corpus.errors import CorpusError
from corpus.facts import ParsedDocument
from corpus.metadata import Status
from corpus.reference_graph import relate
from corpus.standing import Force, Register
from corpus.structure import parse_document
from corpus.versions import find_older_versions
from tests.corpus.factories import document_of

TODAY = date(2026, 6, 1)
OLD = """节水办法

云水发〔2015〕3号

第一条 为了节水，制定本办法。
第二条 本办法自2015年3月1日起施行。

云南省水利厅
2015年2月1日
"""
NEW = """用水管理办法

云水发〔2024〕8号

第一条 为了管好用水，根据《中华人民共和国水法》，制定本办法。
第二条 本办法自{day}起施行。《节水办法》（云水发〔2015〕3号）同时废止。

云南省水利厅
2024年5月6日
"""
TERM = "供热办法\n第一条 为了供热，制定本办法。\n第二条 本办法自2021年1月1日起施行，{term}。\n"


def parsed_of(text: str, name: str) -> ParsedDocument:
    return parse_document(document_of(text, name))


def related(*texts: str, **corrections: dict[str, object]) -> tuple[Description, ...]:
    said = [describe(parsed_of(text, f"文{at}")) for at, text in enumerate(texts)]
    return relate(said, corrections)


def standing(*texts: str, day: date = TODAY, **corrections: dict[str, object]):
    """Return how the first of the documents stands."""
    return Register(related(*texts, **corrections)).standing("文0", day)


def test_a_document_that_another_one_ends_is_repealed():
    """The note names the one that ends it, with its number, and quotes where."""
    found = standing(OLD, NEW.format(day="2024年7月1日"))
    assert found.force is Force.REPEALED
    assert found.reason == "《节水办法》已被《用水管理办法》（云水发〔2024〕8号）废止。"
    assert found.source.document_id == "文1"
    assert found.successor.document_id == "文1"


def test_what_ends_a_document_must_itself_be_in_force():
    """Until the new rules take effect the old ones hold."""
    assert standing(OLD, NEW.format(day="2026年7月1日")).holds
    later = standing(OLD, NEW.format(day="2026年7月1日"), day=date(2026, 7, 1))
    assert later.force is Force.REPEALED


def test_a_decision_that_only_ends_documents_takes_the_place_of_none():
    """A list of what is repealed answers no question in its place."""
    decision = "关于废止部分文件的决定\n第一条 《节水办法》（云水发〔2015〕3号）予以废止。\n"
    found = standing(OLD, decision)
    assert found.force is Force.REPEALED
    assert found.successor is None


@pytest.mark.parametrize(
    ("term", "day", "reason"),
    [
        ("有效期3年", date(2023, 12, 31), ""),
        ("有效期3年", date(2024, 1, 1), "《文0》有效期至2023年12月31日，已过期。"),
        ("有效期至2023年12月31日", TODAY, "《文0》有效期至2023年12月31日，已过期。"),
        ("有效期3年", date(2020, 12, 31), "《文0》自2021年1月1日起施行，尚未施行。"),
    ],
)
def test_a_document_holds_from_its_first_day_to_its_last(term, day, reason):
    """Both days are read from the closing article and belong to the term."""
    text = TERM.format(term=term).replace("供热办法\n", "", 1)
    assert standing(text, day=day).reason == reason


def test_a_sidecar_that_says_in_force_goes_before_the_term_of_the_text():
    """A term that was prolonged is corrected beside the document."""
    text = TERM.format(term="有效期1年")
    assert standing(text).force is Force.EXPIRED
    assert standing(text, 文0={"status": Status.IN_FORCE}).force is Force.HOLDS


VERSION = "云南省节水办法{mark}\n第一条 为了节水，制定本办法。\n\n云南省水利厅\n{day}\n"


def version(day: str, mark: str = "") -> str:
    return VERSION.format(day=day, mark=mark)


def test_a_newer_version_of_the_same_title_is_named():
    """Neither says a word of the other; title, issuer and dates tell."""
    found = standing(version("2015年2月1日"), version("2024年5月6日", "（2024年修订）"))
    assert found.force is Force.SUPERSEDED
    assert found.reason == "《云南省节水办法》另有更新的版本：《云南省节水办法（2024年修订）》。"
    assert found.successor.document_id == "文1"


@pytest.mark.parametrize(
    "other",
    [
        version("2015年2月1日"),
        version("2014年2月1日"),
        version("2024年5月6日", "（征求意见稿）"),
        version("2024年5月6日").replace("云南省", "贵州省"),
    ],
)
def test_a_copy_an_older_one_a_draft_and_another_province_take_no_place(other):
    """Only what is newer, final and of the same authority does."""
    assert standing(version("2015年2月1日"), other).holds


def test_reports_of_other_years_are_no_versions():
    """A report is made anew every year and none takes the place of the last."""
    reports = [version(f"{year}年2月1日").replace("办法", "工作报告") for year in (2023, 2024)]
    assert standing(*reports).holds


def test_descriptions_are_read_back_as_they_were(tmp_path):
    """Values, origins, quotations and references survive being written."""
    parsed = [parsed_of(OLD, "旧"), parsed_of(NEW.format(day="2024年7月1日"), "新")]
    said = tuple(describe(one) for one in parsed)
    save_descriptions(said, tmp_path / "descriptions.jsonl")
    assert (
        load_descriptions(tmp_path / "descriptions.jsonl", [one.document for one in parsed]) == said
    )
    assert said[1].references


@pytest.mark.parametrize("left", [-9, 0, 2])
def test_damaged_descriptions_are_an_error_that_says_what_to_do(tmp_path, left):
    """The index is built anew from it."""
    parsed = [parsed_of(OLD, "旧")]
    path = tmp_path / "descriptions.jsonl"
    save_descriptions([describe(parsed[0])], path)
    path.write_text(path.read_text("utf-8")[:left], "utf-8")
    with pytest.raises(CorpusError, match="元数据损坏"):
        load_descriptions(path, [parsed[0].document])


def test_the_newest_version_replaces_all_older_ones():
    """What it says itself that it ends is told by its references, and not twice."""
    texts = [version("2015年2月1日"), version("2018年2月1日"), version("2024年5月6日")]
    found = find_older_versions(related(*texts))
    assert {one: [old.document_id for old in olds] for one, olds in found.items()} == {
        "文2": ["文0", "文1"]
    }
    ends = texts[2].replace("本办法。", "本办法。《云南省节水办法（试行）》同时废止。")
    trial = version("2015年2月1日", "（试行）")
    assert standing(trial, ends).successor.document_id == "文1"
    assert find_older_versions(related(trial, ends)) == {}


def edition(day: str, number: str = "", ends: str = "") -> str:
    """An edition of one rule, which ends the one before under the same title."""
    numbered = f"云南省节水办法\n{number}\n" if number else "云南省节水办法\n"
    said = f"第二条 本办法自{day}起施行。{ends}《云南省节水办法》同时废止。"
    return f"{numbered}第一条 为了节水，制定本办法。\n{said}\n\n云南省水利厅\n{day}\n"


def test_an_edition_ends_the_one_before_under_the_same_title():
    """Not a newer one, not a copy, and nothing where no day tells which is the older."""
    old, new = edition("2015年2月1日"), edition("2024年5月6日")
    found = standing(old, new)
    assert found.force is Force.REPEALED
    assert found.reason == "《云南省节水办法》已被《云南省节水办法》废止。"
    assert standing(new, old).holds
    assert standing(new, new.replace("第一条 为了", "第一条为了")).holds
    undated = old.replace("\n\n云南省水利厅\n2015年2月1日\n", "\n").replace(
        "2015年2月1日", "公布之日"
    )
    assert standing(undated, new).holds
