"""Both sides of a comparison are answered, each from its clause; what follows a list is told."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question
from app.continuing import asks_for_the_rest
from app.sides import as_each, read_sides
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over

PLAN = """石门市农机更新实施方案

为更新农机，制定本实施方案。

一、主要任务

（一）更新拖拉机。到2026年，更新拖拉机300台。（责任单位：市农业农村局、市财政局）

（二）更新收割机。到2026年，更新收割机120台。（责任单位：市商务局、市财政局）

（三）发展无人机。到2026年，植保无人机达到50架。到2028年，植保无人机达到90架。（责任单位：市科技局、市财政局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    """A plan made for the purpose."""
    folder = tmp_path_factory.mktemp("sides") / "documents"
    folder.mkdir()
    (folder / "石门市农机更新实施方案.txt").write_text(PLAN, encoding="utf-8")
    return assistant_over(folder)


def ask(assistant, text, *history):
    return assistant.ask(Question(text=text, history=history))


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("拖拉机和收割机各要更新多少台?", ["拖拉机要更新多少台?", "收割机要更新多少台?"]),
        ("甲机和乙机的单价分别是多少?", ["甲机的单价是多少?", "乙机的单价是多少?"]),
        ("不申报,跟申报不实,罚款分别是多少?", ["不申报,罚款是多少?", "申报不实,罚款是多少?"]),
        (
            "农机2026年和2028年的目标有什么不同?",
            ["农机2026年的目标是什么?", "农机2028年的目标是什么?"],
        ),
        ("无人机,2026年有多少,2028年又要多少?", ["无人机,2026年有多少?", "无人机,2028年要多少?"]),
        ("各区的农机由谁负责?", []),
        ("拖拉机由谁负责?", []),
        ("水泥和陶瓷熟料产能各是多少?", ["水泥产能是多少?", "陶瓷熟料产能是多少?"]),
        ("石门水泥产能和产量各是多少?", ["石门水泥产能是多少?", "石门水泥产量是多少?"]),
        (
            "农机补贴,第一年和第三年各给多少?",
            ["农机补贴,第一年给多少?", "农机补贴,第三年给多少?"],
        ),
        ("水源地分一级和二级,两级差在哪里?", ["一级水源地是什么?", "二级水源地是什么?"]),
        ("甲机和乙机,两者的单价标准有何异同?", ["甲机的单价标准是多少?", "乙机的单价标准是多少?"]),
        ("偷挖沟渠与偷倒渣土,罚得一样重吗?", ["偷挖沟渠,罚多少?", "偷倒渣土,罚多少?"]),
        (
            "旧泵站的更新和新泵站的更新,出钱和用人的路子有何不同?",
            ["旧泵站的更新,出钱和用人的路子是什么?", "新泵站的更新,出钱和用人的路子是什么?"],
        ),
        ("三轮车的长度和宽度限制一样吗?", ["三轮车的长度是什么?", "三轮车的宽度限制是什么?"]),
    ],
)
def test_a_comparison_is_parted_into_its_sides(text, questions):
    """What both share stands in both questions; a question about one thing has no sides."""
    assert [one.question for one in read_sides(text)] == questions


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("石门市拖拉机和收割机到2026年各要更新多少台？", ["300台", "120台"]),
        ("更新拖拉机和更新收割机分别由哪些部门负责？", ["市农业农村局", "市商务局"]),
    ],
)
def test_both_sides_are_answered(assistant, question, words):
    """Each by a statement that cites its own clause."""
    answer = ask(assistant, question)
    assert all(word in answer.answer for word in words)
    assert len({one.clause_id for one in answer.citations}) >= len(words)
    assert_lawful(answer, assistant)


def test_a_side_that_is_nowhere_is_said_to_be_missing(assistant):
    """Nothing is made up for it, and it is not passed over."""
    answer = ask(assistant, "更新拖拉机和更新挖泥船分别由哪些部门负责？")
    if answer.status is AnswerStatus.ANSWERED:
        assert "没有找到" in answer.answer
        assert "市商务局" not in answer.answer


def test_the_rest_of_a_list_is_what_was_not_named(assistant):
    """Who guessed at one row wants the others; after a whole list there is nothing more."""
    asked = "石门市财政局负责哪些任务？是不是更新拖拉机那条？"
    others = ask(assistant, "还有吗？", asked)
    assert others.total == len(others.statements) == 2
    assert "更新拖拉机" not in "".join(one.text for one in others.statements)
    whole = ask(assistant, "还有吗？", "石门市财政局负责哪些任务？")
    assert whole.total == 3
    assert whole.answer.startswith("没有别的了")


def test_only_a_bare_wish_to_go_on_asks_for_the_rest():
    """还有哪些部门 asks for something."""
    asked = ("还有吗？", "后面的呢？", "接着说", "还有哪些部门负责？", "那收割机呢？")
    assert [asks_for_the_rest(one) for one in asked] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("两市谁的占比目标更高", "两市谁的占比目标更高"),  # no two are named
        ("甲市和乙市谁的占比目标更高？", "甲市和乙市的占比目标各是多少？"),
        ("造纸和陶瓷哪个责任单位多", "造纸和陶瓷的责任单位各有哪些"),
        ("甲厂与乙厂哪个建成更早?", "甲厂与乙厂的建成各是什么时候?"),
        ("这项工作谁管得多", "这项工作谁管得多"),
        ("哪个部门负责造纸和陶瓷", "哪个部门负责造纸和陶瓷"),
        ("甲厂和乙厂的产能差多少吨？", "甲厂和乙厂的产能各是多少吨?"),
        ("甲厂产能2028年比2026年多多少吨?", "甲厂产能2028年和2026年各是多少吨?"),
        ("拿2026年跟2028年比,甲厂产能变化多大?", "2026年和2028年甲厂产能各是多少?"),
        ("到2028年新能源占比比2026年高几个点?", "到2028年和2026年新能源占比各是几个点?"),
        ("甲市和乙市哪边降得快", "甲市和乙市的下降各是多少"),
        ("普查和登记哪个先完成？", "普查和登记各是什么时候？"),
        ("单位能耗比2025年下降多少?", "单位能耗比2025年下降多少?"),  # a goal against its base
        ("温差多少算超标?", "温差多少算超标?"),
    ],
)
def test_which_of_two_has_more_is_asked_of_each(asked, read):
    """What each has is told; who has more the text does not say."""
    assert as_each(asked) == read


RULES = """石门市农机通行办法
第一条 拖拉机整车长度不超过五米，整车宽度不超过两米。
第二条 收割机的名额按下列规定确定：
（一）县的收割机名额为四十台；
（二）乡的收割机名额为十二台。
第三条 本办法自2026年1月1日起施行。
"""


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("石门拖拉机的长度和宽度限制差多少？", ("五米", "两米")),
        ("县级和乡级的收割机名额差多少？", ("四十台", "十二台")),
    ],
)
def test_what_one_clause_tells_apart_is_given_for_both_sides(tmp_path, question, stated):
    """One sentence, or the items of one list, give each side its figure."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "石门市农机通行办法.txt").write_text(RULES, encoding="utf-8")
    answer = assistant_over(tmp_path / "documents").ask(Question(text=question))
    assert answer.status is AnswerStatus.ANSWERED
    assert all(one in answer.answer for one in stated)


PARTED = """石门市农机网点管理办法

一、网点目标

到2026年，网点体系初步建立。农机入库率和代管率稳步提高；流动网点覆盖三成村庄。
到2028年，网点体系更加完善。流动网点覆盖六成村庄。

二、机库管理

机库分为两级：
（一）常年使用、不得停用的，定为一级机库；
（二）农忙使用、可以停用的，定为二级机库。

三、网点扶持

一是扶持流动网点。由农机户出车，按趟领取贴补。二是扶持固定网点。由合作社出房，每季领取租金。
"""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("机库分一级和二级，两级差在哪里？", ["不得停用", "可以停用"]),
        ("2026年和2028年流动网点的目标有什么变化？", ["三成", "六成"]),
        ("流动网点和固定网点，扶持的办法有何不同？", ["按趟领取", "每季领取"]),
    ],
)
def test_sides_within_one_document_are_told_by_their_own_words(tmp_path, question, words):
    """Items side by side, sentences behind a year, and the sentences of an item that a short one opens."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "石门市农机网点管理办法.txt").write_text(PARTED, encoding="utf-8")
    assistant = assistant_over(folder)
    answer = ask(assistant, question)
    assert all(word in answer.answer for word in words)
    assert_lawful(answer, assistant)
