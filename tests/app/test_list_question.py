"""Lists by unit and part, by year and amount, by modality and by word: total first, all rows, in order."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question, QuestionKind
from app.list_filter import amount_of
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over

RIVER = """临江市清洁取暖实施方案

为改善空气质量，制定本实施方案。

一、主要目标

到2027年，清洁取暖率达到85%以上，新建换热站120座，散煤用量下降40%。到2030年，清洁取暖率超过95%。

二、重点任务

（一）改造热源。推广空气源热泵，改造燃煤锅炉。到2027年，改造燃煤锅炉60台。（责任单位：市住建局牵头，市发改委、市财政局配合）

（二）改造管网。更换老旧管网，试点相变储热。（责任单位：市住建局）

（三）改造农房。鼓励农户加装外墙保温层。禁止拆除原有保温层。（责任单位：市农业农村局、市住建局）

（四）保障气源。建设储气设施，试点相变储热站。（责任单位：市发改委牵头，市住建局、市供气集团配合）

三、保障措施

（一）资金支持。统筹补助资金，不得截留补助。（责任单位：市财政局、市发改委）
"""
HILL = """青岭市清洁取暖工作方案

一、工作目标

到2027年，清洁取暖率达到70%。

二、工作任务

（一）推广热泵。在集镇推广空气源热泵。（责任单位：市发改委、市住建局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    """Two plans made for the purpose, of two places."""
    folder = tmp_path_factory.mktemp("lists") / "documents"
    folder.mkdir()
    for text in (RIVER, HILL):
        (folder / f"{text.splitlines()[0]}.txt").write_text(text, encoding="utf-8")
    return assistant_over(folder)


def rows(answer):
    """Return the places of a list's rows."""
    by_number = {one.number: one.label for one in answer.citations}
    return [by_number[row.citations[0]].split("》")[1] for row in answer.statements]


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("临江市住建局牵头的任务有哪些？", ["二（一）"]),
        ("临江市住建局不牵头、只是配合的有哪几项？", ["二（四）"]),
        ("临江市发改委参与的任务有几项？", ["二（一）", "二（四）", "三（一）"]),
        ("临江方案里只由市住建局负责的有哪些？", ["二（二）"]),
        ("临江方案里只由一个单位负责的任务有哪些？", ["二（二）"]),
        ("临江方案里市住建局一家管的任务有哪些？", ["二（二）"]),
        ("临江方案里市住建局和市发改委都参与的有哪些？", ["二（一）", "二（四）"]),
        ("临江方案保障措施中市财政局负责哪些任务？", ["三（一）"]),
        ("临江市供气集团负责哪些任务？", ["二（四）"]),
        ("临江方案里市财政局要出力的任务一共几条，分别是啥", ["二（一）", "三（一）"]),
        ("临江方案里市供气集团摊上的事有哪几件？", ["二（四）"]),
        (
            "临江方案里有没有只压给住建局一家、没有别的单位一起干的活，是哪件？",
            ["二（二）"],
        ),
        ("临江方案里不是市住建局牵头、而由市发改委牵头的任务有哪些？", ["二（四）"]),
        ("临江方案哪些条款提到相变储热？", ["二（二）", "二（四）"]),
        ("临江方案提到空气源热泵的有几处？", ["二（一）"]),
        ("临江方案里相变储热出现在哪几条里？", ["二（二）", "二（四）"]),
        ("把临江方案说到相变储热的条款都列出来", ["二（二）", "二（四）"]),
        ("临江市发改委参与负责的任务共有哪几项？", ["二（一）", "二（四）", "三（一）"]),
        ("临江 清洁取暖 市财政局 全部任务", ["二（一）", "三（一）"]),
        ("请列出临江市发改委牵头或参与的全部条款。", ["二（一）", "二（四）", "三（一）"]),
        ("临江方案里市财政局排在最前面的任务有哪些？", ["三（一）"]),
        ("临江方案里禁止类的要求有哪些？", ["二（三）", "三（一）"]),
        ("临江方案中鼓励类规定一共几条？", ["二（三）"]),
        ("临江市供气集团参与的条款有几个？", ["二（四）"]),
        ("临江市财政局有几条任务", ["二（一）", "三（一）"]),
        ("临江市供气集团的任务", ["二（四）"]),
        ("临江方案里哪些条款没有市住建局", ["三（一）"]),
        ("临江市发改委没有参与的条款", ["二（二）", "二（三）"]),
        ("临江方案里哪些是禁止的", ["二（三）", "三（一）"]),
        ("临江的农户不能做什么", ["二（三）", "三（一）"]),
        ("临江方案有哪些鼓励政策", ["二（三）"]),
        ("临江方案里市财政局摊上了几桩事，是哪几桩？", ["二（一）", "三（一）"]),
        ("把临江方案里市供气集团的活儿全给我捋出来", ["二（四）"]),
        ("临江方案里哪几条把市财政局列进去了？", ["二（一）", "三（一）"]),
        ("临江方案里跟市供气集团沾边的有哪几条？", ["二（四）"]),
        ("市财政局 临江方案 任务清单", ["二（一）", "三（一）"]),
        ("临江方案里不让干的事有哪些？", ["二（三）", "三（一）"]),
        ("临江方案里责任单位含市财政局的是哪几项？", ["二（一）", "三（一）"]),
        ("临江方案重点任务里，责任单位有市供气集团的有几项？", ["二（四）"]),
        ("临江方案里责任单位在三家以上的任务有几项？", ["二（一）", "二（四）"]),
        ("临江方案里由两家单位共同负责的任务有哪些？", ["二（三）", "三（一）"]),
        (
            "临江方案里责任单位不止一家的任务一共有几项？",
            ["二（一）", "二（三）", "二（四）", "三（一）"],
        ),
        ("我是供气上的，临江方案里哪几条要我们集团配合？", ["二（四）"]),
        ("临江方案中涉及相变储热的内容出现在哪几处？", ["二（二）", "二（四）"]),
        ("临江方案里责任单位是一家的有哪些任务？", ["二（二）"]),
        ("临江方案里市发改委牵头、市住建局配合的任务有哪些？", ["二（四）"]),
        ("临江方案里市发改委参与的重点工程有哪几个？", ["二（一）", "二（四）", "三（一）"]),
    ],
)
def test_a_list_has_all_its_rows_and_no_other(assistant, question, places):
    """The total is said first and is the number of the rows."""
    answer = assistant.ask(Question(text=question))
    assert rows(answer) == places
    assert answer.total == len(places)
    assert f"共{len(places)}" in answer.answer.splitlines()[0]
    assert answer.kind is QuestionKind.LIST
    assert_lawful(answer, assistant)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("临江到2027年的量化目标有哪些？", ["85%", "120座", "40%", "60台"]),
        ("临江方案明确写了到2030年的目标有哪几条？", ["95%"]),
        ("临江方案 2030年 数字目标 全部", ["95%"]),
        ("临江方案里凡是以2030年为期限、带明确数字的目标，一个不漏地整理出来", ["95%"]),
        ("临江方案里写明到2030年的具体数字目标全部列给我", ["95%"]),
        ("临江方案里不低于85%的目标有哪些？", ["85%", "95%"]),
        ("临江方案里超过85%的目标有哪些？", ["95%"]),
        ("临江方案里低于50%的目标有哪些？", ["40%"]),
        ("临江方案里100座以上的目标有哪些？", ["120座"]),
        ("临江方案到2027年带百分比的目标有哪些？", ["85%", "40%"]),
        ("临江方案里到2027年数量在60个（座）及以上的目标有哪些？", ["120座", "60台"]),
        ("临江方案超过百分之八十五的目标有哪些？", ["95%"]),
        ("汇总临江方案到2027年的全部量化目标（取暖率、锅炉等）", ["85%", "120座", "40%", "60台"]),
    ],
)
def test_goals_are_held_against_years_and_amounts(assistant, question, figures):
    """As many rows as figures, in the order of the text."""
    answer = assistant.ask(Question(text=question))
    assert len(answer.statements) == len(figures) == answer.total
    assert all(figure in row.text for figure, row in zip(figures, answer.statements, strict=True))


def test_first_listed_is_given_where_no_lead_is_named(assistant):
    """首列 is no 牵头, and it is said so."""
    answer = assistant.ask(Question(text="青岭市发改委牵头的任务有哪些？"))
    assert rows(answer) == ["二（一）"]
    assert "没有写明牵头单位" in answer.answer


def test_each_of_several_units_has_its_own_rows(assistant):
    """市农业农村局 and 市供气集团 are told apart."""
    answer = assistant.ask(Question(text="临江市农业农村局和市供气集团分别负责哪些任务？"))
    assert [row.text.split("：")[0] for row in answer.statements] == [
        "市农业农村局",
        "市供气集团",
    ]


def test_a_word_that_stands_nowhere_is_declined(assistant):
    """A list of nothing is no list."""
    answer = assistant.ask(Question(text="哪些条款提到地下水回灌？"))
    assert answer.status is AnswerStatus.NOT_FOUND
    assert "地下水回灌" in answer.reason


def test_a_document_without_a_row_is_said_to_be_silent(assistant):
    """Of two documents asked about, one does not have the word."""
    answer = assistant.ask(Question(text="临江和青岭两份方案提到相变储热的条款有哪些？"))
    assert rows(answer) == ["二（二）", "二（四）"]
    assert "《青岭市清洁取暖工作方案》没有写明" in answer.answer


@pytest.mark.parametrize(
    "question",
    ["改造管网由哪些部门负责？", "除了市住建局还有谁负责改造热源？", "市住建局参与改造管网吗？"],
)
def test_who_is_responsible_is_no_list_of_tasks(assistant, question):
    """A question for units, or for yes or no, is none for the tasks of one."""
    assert assistant.ask(Question(text=question)).kind is QuestionKind.AGENCY


def test_the_goals_of_a_matter_are_all_of_them_and_of_each_document(assistant):
    """清洁取暖率 has three goals, two in one plan and one in the other."""
    answer = assistant.ask(Question(text="清洁取暖率的目标有哪些？"))
    assert [one for one in ("85%", "95%", "70%") if one in answer.answer] == ["85%", "95%", "70%"]
    assert answer.total == 3
    assert "《临江市清洁取暖实施方案》2项，《青岭市清洁取暖工作方案》1项" in answer.answer
    assert "换热站" not in answer.answer


def test_a_word_with_a_negation_before_it_is_another_word(tmp_path):
    """不可燃 is no 可燃."""
    folder = tmp_path / "documents"
    folder.mkdir()
    text = "渡口市仓库管理办法\n\n第一条 不可燃物品单独存放。\n\n第二条 可燃物品远离火源。\n"
    (folder / "渡口市仓库管理办法.txt").write_text(text, encoding="utf-8")
    answer = assistant_over(folder).ask(Question(text="哪些条款提到可燃？"))
    assert rows(answer) == ["第二条"]


def test_how_many_units_is_said_first(assistant):
    """The number, and then the names."""
    answer = assistant.ask(Question(text="临江方案的改造热源由几个部门负责？"))
    assert answer.answer.startswith("共3个单位")


def test_values_are_read_as_numbers():
    """Words that count nothing have no number."""
    assert [amount_of(one) for one in ("85", "1-2", "百", "国内先进水平")] == [85, 1, 100, None]


def test_which_of_two_places_is_higher_is_answered_for_both(assistant):
    """Both figures stand in the answer, each cited from its document."""
    answer = assistant.ask(Question(text="临江和青岭2027年清洁取暖率要到多少，哪个更高？"))
    assert {one.document_title for one in answer.citations} >= {
        "临江市清洁取暖实施方案",
        "青岭市清洁取暖工作方案",
    }
    assert "85%" in answer.answer
    assert "70%" in answer.answer


def test_units_together_need_no_question_word(assistant):
    """同时由…负责的 asks for the tasks of both."""
    answer = assistant.ask(Question(text="临江方案里同时由市住建局和市发改委负责的"))
    assert rows(answer) == ["二（一）", "二（四）"]


def test_a_unit_listed_without_its_level_is_no_unknown_thing(assistant):
    """（市发改委、财政局） names 市财政局: whether it takes part is told, and never that no text has it."""
    answer = assistant.ask(Question(text="临江市财政局负责改造管网吗"))
    assert (answer.answer or "").startswith("否")
