"""Editions of one document beside one another: one answers, what the other says otherwise is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.answer import Answer, AnswerStatus, Question
from app.catalogue import Catalogue
from app.editions import find_editions
from corpus.model import Document
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over
from tests.corpus.test_standing import parsed_of

_FIRST = """青禾市共享单车管理办法

青政办发〔2020〕7号

第一条 为了规范共享单车，制定本办法。
第二条 运营企业应当按投放车辆的百分之一配备维护人员。
第三条 骑行押金应当在两日内退还。
第四条 车辆骑行数据保存三年。
第五条 违规停放车辆的，由市城管局处二十元罚款。
第六条 本办法自2020年6月1日起施行。

青禾市人民政府办公室
2020年5月11日
"""
_SECOND = """青禾市共享单车管理办法

青政办发〔2024〕19号

第一条 为了规范共享单车，制定本办法。
第二条 运营企业应当按投放车辆的百分之三配备维护人员。
第三条 骑行押金应当在两日内退还。
第四条 违规停放车辆的，由市城管局处五十元罚款。
第五条 本办法自2024年9月1日起施行。

青禾市人民政府办公室
2024年8月2日
"""
_OTHER = """青禾市路灯管理条例

第一条 为了规范路灯，制定本条例。
第二条 路灯电费由市财政局承担。
"""

Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("editions") / "documents"
    folder.mkdir()
    for name, text in {"单车": _FIRST, "单车新": _SECOND, "路灯": _OTHER}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assistant = assistant_over(folder, clock=lambda: date(2026, 1, 1))

    def ask_lawfully(text: str) -> Answer:
        answer = assistant.ask(Question(text=text))
        assert_lawful(answer, assistant)
        return answer

    return ask_lawfully


@pytest.mark.parametrize(
    ("question", "new", "old"),
    [
        ("共享单车维护人员按百分之几配备？", "百分之三", "百分之一"),
        ("违规停放共享单车罚多少？", "五十元", "二十元"),
    ],
)
def test_the_newest_answers_and_the_other_is_said_beside(
    ask: Ask, question: str, new: str, old: str
) -> None:
    """Each value has its own citation; the older edition is named by its number."""
    answer = ask(question)
    first, second = answer.statements
    assert new in first.text
    assert old in second.text
    assert "较早的版本（青政办发〔2020〕7号）" in second.text
    cited = [answer.citations[one.citations[0] - 1].source for one in (first, second)]
    assert cited == ["单车新.txt", "单车.txt"]


def test_what_both_say_is_said_once(ask: Ask) -> None:
    """An edition that says the same is not mentioned."""
    answer = ask("骑行押金几天内退还？")
    assert len(answer.statements) == 1
    assert answer.citations[0].source == "单车新.txt"


def test_what_only_the_older_one_says_is_said_to_be_so(ask: Ask) -> None:
    """The answer opens with the edition it is from; a note says that the newer one is silent."""
    answer = ask("车辆骑行数据保存几年？")
    assert answer.answer.startswith("较早的版本（青政办发〔2020〕7号）写的是：")
    assert "更新的版本没有写明" in "".join(note.text for note in answer.notes)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("2020年的共享单车管理办法规定维护人员按百分之几配备？", "百分之一"),
        ("旧版共享单车办法违规停放罚多少？", "二十元"),
        ("青政办发〔2020〕7号规定违规停放罚多少？", "二十元"),
        ("青政办发[2020]7规定违规停放罚多少？", "二十元"),
        ("2024年版共享单车办法违规停放罚多少？", "五十元"),
    ],
)
def test_an_edition_that_is_named_answers_alone(ask: Ask, question: str, words: str) -> None:
    """By its year, its number with or without 号, or as the old one."""
    answer = ask(question)
    assert words in answer.answer
    assert {one.source for one in answer.citations} == {
        "单车新.txt" if words == "五十元" else "单车.txt"
    }


def test_metadata_of_editions_are_told_apart(ask: Ask) -> None:
    """Both have one title, so each is named with its number."""
    answer = ask("共享单车管理办法什么时候施行？")
    assert "（青政办发〔2020〕7号）的施行日期：2020年6月1日" in answer.answer
    assert "（青政办发〔2024〕19号）的施行日期：2024年9月1日" in answer.answer


@pytest.mark.parametrize(
    "question", ["东湖市路灯管理条例规定电费由谁承担？", "《东湖市路灯管理条例》第二条怎么规定？"]
)
def test_the_rules_of_another_place_are_not_at_hand(ask: Ask, question: str) -> None:
    """A document of the same name of another place is no answer by title."""
    answer = ask(question)
    if "《" in question:
        assert answer.status is AnswerStatus.NOT_FOUND
        assert "没有《东湖市路灯管理条例》" in (answer.reason or "")
    assert not answer.answer.startswith("《青禾市路灯管理条例》第二条：")


def test_a_short_name_of_an_unknown_place_names_the_document(ask: Ask) -> None:
    """青禾市 stands in no table of regions; 路灯管理条例 is still that document's name."""
    answer = ask("路灯管理条例第二条怎么规定？")
    assert {one.source for one in answer.citations} == {"路灯.txt"}


def test_a_copy_read_from_pictures_stands_behind() -> None:
    """The same document with a text layer answers first, whichever was added first."""
    scanned, plain = parsed_of(_SECOND, "扫描"), parsed_of(_SECOND, "文字")
    document: Document = scanned.document
    pictures = replace(document, pages=(0, 50), ocr_pages=(1, 2))
    catalogue = Catalogue([replace(scanned, document=pictures), plain])
    assert find_editions(catalogue).behind == {"扫描"}
