"""第几条讲了什么, 分为几部分: a clause by its number, and what a document consists of."""

from __future__ import annotations

import re

import pytest

from app.answer import AnswerStatus, Question, QuestionKind
from app.chain import build_finder
from app.selection import ALL_PARTS, Parts
from tests.app.small_corpus import (
    DOGS,
    GRAIN,
    WATER,
    ask,
    assistant_over,
    small_catalogue,
    small_library,
)


def places(answer) -> list[str]:
    """Return the clause ids cited, each once, without the document where there is but one."""
    ids = list(dict.fromkeys(one.clause_id for one in answer.citations))
    documents = {one.document_id for one in answer.citations}
    return [one.removeprefix(f"{next(iter(documents))}/") for one in ids] if documents else []


@pytest.mark.parametrize(
    ("question", "titles", "place"),
    [
        ("二（一）2写了什么？", (WATER,), "二/（一）/2"),
        ("第二部分第（一）条第2点讲什么", (WATER,), "二/（一）/2"),
        ("三、（二）是什么内容？", (WATER,), "三/（二）"),
        ("第五条讲了什么？", (DOGS,), "第三章/第五条"),
        ("第3条怎么规定的", (DOGS,), "第二章/第三条"),
        ("专栏2讲了什么？", (WATER,), "二/（二）/1/专栏2"),
        ("第3章（二）讲了什么", (GRAIN,), "第3章/（二）"),
    ],
)
def test_a_clause_by_its_number(question, titles, place):
    """The clause is given sentence by sentence, each with its citation."""
    answer = ask(question, *titles)
    assert answer.kind is QuestionKind.CLAUSE
    assert places(answer) == [place]
    assert [one.citations for one in answer.statements] == [
        (number,) for number in range(1, len(answer.statements) + 1)
    ]


@pytest.mark.parametrize(
    ("question", "titles", "children"),
    [
        ("第二章讲了什么？", (DOGS,), ["第二章/第三条", "第二章/第四条"]),
        ("最后一章讲什么", (DOGS,), ["第三章/第五条", "第三章/第六条"]),
        ("最后一章讲什么", (GRAIN,), ["第3章/（一）", "第3章/（二）"]),
        ("二（二）有什么内容", (WATER,), ["二/（二）/1", "二/（二）/2"]),
    ],
)
def test_a_part_by_its_number_is_told_by_its_parts(question, titles, children):
    """A chapter is told by the clauses in it, and how many they are."""
    answer = ask(question, *titles)
    assert places(answer) == children
    assert answer.total == len(children)


def test_a_chapter_is_no_article_of_the_same_number():
    """第三章 and 第三条 are told apart by what they are called."""
    assert places(ask("第三章讲了什么？", DOGS)) == ["第三章/第五条", "第三章/第六条"]
    assert places(ask("第三条讲了什么？", DOGS)) == ["第二章/第三条"]


def test_a_number_of_several_documents_is_answered_for_each():
    """Without a document named, each one's part is listed under its name, and a note says so."""
    answer = ask("第三章讲了什么？")
    assert [note.code for note in answer.notes] == ["ambiguous"]
    assert {one.document_title for one in answer.citations} == {WATER, GRAIN, DOGS}
    assert f"《{DOGS}》第三章：第五条" in [one.text for one in answer.statements]


@pytest.mark.parametrize(
    "question", ["第九章讲了什么？", "二（七）3写了什么？", "专栏8讲了什么？", "第一百条"]
)
def test_a_place_that_is_not_there(question):
    """A number that no document has is declined with that number."""
    answer = ask(question)
    assert answer.status is AnswerStatus.NOT_FOUND
    assert "中没有" in answer.reason


@pytest.mark.parametrize(
    ("question", "titles", "total"),
    [
        ("方案分为哪几章？", (GRAIN,), 3),
        ("养犬条例有多少章？", (WATER, DOGS), 3),
        ("重点任务下设哪些行动？", (WATER,), 2),
        ("推广节水灌溉包括哪几项？", (WATER,), 2),
        ("一共有几个专栏？", (WATER,), 2),
        ("有多少个专栏？", (WATER,), 2),
        ("第二章有哪几条？", (DOGS,), 2),
    ],
)
def test_an_outline_states_its_total(question, titles, total):
    """Parts are listed completely, counted, each with its citation."""
    answer = ask(question, *titles)
    assert answer.kind is QuestionKind.OUTLINE
    assert (answer.total, len(answer.statements)) == (total, total)
    assert re.search(rf"共{total}(?:项|条|章|个专栏)：", answer.answer)


def test_the_outline_of_a_document_in_its_own_words():
    """The sentence in which the document says what it consists of is a proof of each part, and no part."""
    answer = ask("方案分为哪几部分？", WATER)
    assert (answer.total, len(answer.statements)) == (3, 3)
    quotes = {one.number: one.quote for one in answer.citations}
    own = "方案包括总体要求、重点任务与保障措施三个部分。"
    assert [quotes[one.citations[0]] for one in answer.statements] == [own] * 3
    assert places(answer)[1:] == ["一", "二", "三"]


def test_parts_of_one_name_in_two_documents_are_both_listed():
    """A heading that two documents have is listed for both, each counted."""
    answer = ask("保障措施有哪几条？")
    assert answer.total == 4
    assert f"《{GRAIN}》共2项；《{WATER}》共2项：" in answer.answer


def test_a_part_that_is_not_there_has_no_outline():
    """The parts of the whole document are no answer for a part it does not have."""
    assert ask("第八章有哪几条？", DOGS).status is AnswerStatus.NOT_FOUND


def test_a_whole_document():
    """Asked what a document is about, its parts are given."""
    answer = ask("江西省方案讲了什么？")
    assert answer.kind is QuestionKind.OUTLINE
    assert places(answer) == ["第1章", "第2章", "第3章"]


def test_boxes_where_there_are_none():
    """A document without boxes is not given another's."""
    assert ask("有几个专栏？", GRAIN).status is not AnswerStatus.ANSWERED


def test_the_document_named_decides():
    """With a document named, only its place is given."""
    answer = ask("《泉州市养犬管理条例》第一章讲了什么？")
    assert places(answer) == ["第一章/第一条", "第一章/第二条"]
    assert answer.notes == ()


STATUTE = """某市节水条例
第一条 为了节约用水，制定本条例。
第二条 用水单位应当节约用水。
用水单位有下列情形的，应当报告：
（一）改变用水性质；
（二）停止用水；
（三）新增用水设备。
前款规定的报告应当在三十日内提交。
第二条之一 用水大户应当安装远传水表。
第三条 供水企业维护远传水表。
"""


@pytest.fixture(scope="module")
def over_statute(tmp_path_factory):
    """Return what asks the assistant over one statute."""
    folder = tmp_path_factory.mktemp("statute") / "documents"
    folder.mkdir()
    (folder / "条例.txt").write_text(STATUTE, encoding="utf-8")
    assistant = assistant_over(folder)
    return lambda text: assistant.ask(Question(text=text))


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("第二条第一款怎么说？", ["第二条 用水单位应当节约用水。"]),
        ("第二条第二款第（三）项是什么？", ["（三）新增用水设备。"]),
        ("第二条第二项规定了什么", ["（二）停止用水；"]),
        ("第2条第3款讲了什么", ["前款规定的报告应当在三十日内提交。"]),
        ("第二条之一怎么规定的？", ["第二条之一 用水大户应当安装远传水表。"]),
        ("第三条怎么规定的？", ["第三条 供水企业维护远传水表。"]),
    ],
)
def test_a_part_of_an_article_by_its_number(over_statute, question, quotes):
    """款 and 项 are given alone; an article that an amendment added is one of its own."""
    answer = over_statute(question)
    assert answer.kind is QuestionKind.CLAUSE
    assert [one.quote for one in answer.citations] == quotes


def test_a_part_with_its_items(over_statute):
    """A 款 is given with its 项."""
    assert len(over_statute("第二条第二款怎么说").citations) == 4


@pytest.mark.parametrize(
    ("question", "words"),
    [("第二条第五款怎么说", "没有第五款，该条共3款"), ("第二条之二怎么说", "没有第二条之二")],
)
def test_a_part_that_the_article_does_not_have(over_statute, question, words):
    """It is declined with what there is."""
    answer = over_statute(question)
    assert answer.status is AnswerStatus.NOT_FOUND
    assert words in answer.reason


def found(text: str, *documents: str, parts: Parts = ALL_PARTS) -> list[str]:
    """Return the ids of the clauses found, best first."""
    find = build_finder(small_library(), small_catalogue(), parts=parts).invoke
    candidates = find(Question(id="问", text=text, documents=documents)).candidates
    return [one.facts.clause.id for one in candidates]


@pytest.mark.parametrize(
    ("question", "title", "ids"),
    [
        ("二（一）2写了什么？", WATER, ["二/（一）/2"]),
        ("第五条讲了什么？", DOGS, ["第三章/第五条"]),
        ("第二章讲了什么？", DOGS, ["第二章/第三条", "第二章/第四条"]),
        ("第二章分为几条？", DOGS, ["第二章/第三条", "第二章/第四条"]),
    ],
)
def test_the_place_named_comes_first_among_the_clauses_found(question, title, ids):
    """A number shares no word with what stands there: it is matched as a fact."""
    assert found(question, title)[: len(ids)] == [f"{title}/{one}" for one in ids]


def test_the_search_alone_puts_no_place_first():
    """Where clauses are not read, their order is that of the words in common."""
    by_words = found("第二章讲了什么？", DOGS, parts=Parts(reading=False))
    assert by_words[0] == f"{DOGS}/第二章/第四条"


def test_every_clause_is_found_once():
    """One that is put first does not come again."""
    for question in ("二（一）2写了什么？", "第二部分有哪些内容？", "渠道谁负责？"):
        ids = found(question, WATER)
        assert len(ids) == len(set(ids))
