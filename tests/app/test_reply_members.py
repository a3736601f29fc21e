"""Runs inside a sentence, parts and grounds by name, terms explained: whole, of the document asked, counted where asked."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question
from app.members import runs_of
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over

GUIDE = """临江省渔港建设指南
临渔发〔2023〕217号

为规范渔港建设，依据《国家渔港总体规划》《临江省渔业发展规划》《临江省海洋条例》等文件，制定本指南。

一、总体安排
（一）渔港体系
渔港体系是指为渔船停泊、补给提供服务的设施的总称，包括中心渔港、一级渔港、二级渔港和避风锚地。
（二）评价等级
渔港每两年评价一次，评价等级按“示范”“达标”“不达标”三档划分。
（三）冷链建设
以虾类、贝类、藻类等品种为重点，建设产地冷库。推进渔获物“捕捞、分拣、冷藏、运输”全程记录。
（四）岸线保护
严格保护岸线，不填滩涂、不占航道、不毁红树林。
二、重点任务
（一）改造老旧码头。更换护舷和系缆桩。
（二）完善供油设施。建设岸基供油站。
（三）推广智能渔港。建设渔船动态监管系统（VMS），智能渔港是基于物联网技术实现船舶、人员、渔获物统一管理的新型渔港。
三、保障措施
（一）加强组织领导。建立联席会议制度。
（二）落实资金保障。统筹渔业发展补助资金。
（三）强化人才培养。每年培训渔港经营人员。
"""
RULES = """临江市码头管理办法

第一条 为规范码头经营，制定本办法。
第二条 本办法所称服务机构，包括码头经营机构（以下简称经营机构）和码头检测机构（以下简称检测机构）两大类。前者是指取得码头经营许可的单位。后者是指接受委托检查码头设施的技术单位。
第三条 经营码头应当具备下列条件：
（一）有固定岸线；
（二）有消防设备；
（三）有安全制度。
第四条 经营机构应当保存作业记录。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    """A guide and rules made for the purpose."""
    folder = tmp_path_factory.mktemp("members") / "documents"
    folder.mkdir()
    (folder / "临江省渔港建设指南.txt").write_text(GUIDE, encoding="utf-8")
    (folder / "临江市码头管理办法.txt").write_text(RULES, encoding="utf-8")
    return assistant_over(folder)


@pytest.mark.parametrize(
    ("sentence", "items", "divides", "stated"),
    [
        ("渔具分为刺网、围网和钓具等3个类别。", ("刺网", "围网", "钓具"), True, 3),
        ("以虾类、贝类等品种为重点，建设冷库。", ("虾类", "贝类"), False, None),
        ("近亲属（包括父母、子女、兄弟姐妹）可以使用。", ("父母", "子女", "兄弟姐妹"), True, None),
        ("等级按“优”“良”“差”三档划分。", ("优", "良", "差"), False, 3),
        (
            "从业者包括船长(含大副、二副)、轮机长和水手。",
            ("船长(含大副、二副)", "轮机长", "水手"),
            True,
            None,
        ),
    ],
)
def test_a_run_is_read_with_the_words_round_it(sentence, items, divides, stated):
    """Its things, whether a verb divides them, and how many the text says they are."""
    run = next(one for one in runs_of(sentence) if one.items == items)
    assert (run.divides, run.stated) == (divides, stated)


def test_hostile_text_takes_no_time():
    """Brackets, quotation marks and commas without end are read once."""
    assert list(runs_of("（“、" * 4000)) == []
    assert len(list(runs_of("甲、" * 4000))) <= 1


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("渔港体系由哪几类渔港组成？", "中心渔港、一级渔港、二级渔港和避风锚地"),
        ("渔港评价等级分哪几档", "“示范”“达标”“不达标”三档"),
        ("渔港评价等级都有哪三档？", "“示范”“达标”“不达标”三档"),
        ("临江省渔港冷链建设抓哪些品种", "虾类、贝类、藻类等品种"),
        ("渔港岸线保护提了哪几个“不”？", "不填滩涂、不占航道、不毁红树林"),
        ("渔获物全程记录是哪几个环节", "捕捞、分拣、冷藏、运输"),
    ],
)
def test_members_are_given_whole_in_their_sentence(assistant, question, said):
    """Whatever the noun is that asks for them."""
    answer = assistant.ask(Question(text=question))
    assert_lawful(answer, assistant)
    assert said in answer.answer


def test_members_are_counted_where_the_text_does_not(assistant):
    """几类 is answered with the number of the things named."""
    answer = assistant.ask(Question(text="渔港体系包括几类渔港？"))
    assert answer.total == 4
    assert "中心渔港、一级渔港、二级渔港和避风锚地" in answer.answer


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("渔港指南“保障措施”那部分第二条写的什么", "落实资金保障", "供油"),
        ("渔港建设指南重点任务里头第（二）项是啥", "完善供油设施", "资金"),
        ("临江省渔港指南，保障措施中最后一条讲什么", "强化人才培养", "智能"),
        ("217号文第二部分第（一）条讲什么", "改造老旧码头", "组织领导"),
    ],
)
def test_a_number_is_found_below_the_part_named(assistant, question, said, not_said):
    """A part is called by its title, a document by the count of its number."""
    answer = assistant.ask(Question(text=question)).answer
    assert said in answer
    assert not_said not in answer


@pytest.mark.parametrize(
    ("question", "total"),
    [("渔港建设指南一共分几部分？", 3), ("码头管理办法总共有几条", 4), ("217号文共几个部分", 3)],
)
def test_a_whole_document_is_counted(assistant, question, total):
    """一共几条 asks for the articles of the document named, not for a list in it."""
    assert assistant.ask(Question(text=question)).total == total


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("渔港建设指南依据的省级文件有哪些？", "临江省", "国家渔港总体规划"),
        ("渔港建设指南依据里国家层面的文件是哪个", "国家渔港总体规划", "渔业发展规划"),
    ],
)
def test_grounds_are_limited_to_the_level_asked(tmp_path, question, said, not_said):
    """省级文件 gives only titles that open with a province, 国家层面 those that name no place."""
    real = GUIDE.replace("临江省", "浙江省")
    (tmp_path / "documents").mkdir()
    path = tmp_path / "documents" / "浙江省渔港建设指南.txt"
    path.write_text(real, encoding="utf-8")
    answer = assistant_over(path.parent).ask(Question(text=question)).answer
    assert said.replace("临江省", "浙江省") in answer
    assert not_said not in answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("渔港建设指南怎么解释“渔港体系”这个词？", "设施的总称"),
        ("所谓渔港体系是什么", "设施的总称"),
        ("智能渔港怎么理解", "新型渔港"),
        ("码头管理办法给“检测机构”下的定义是什么", "后者是指接受委托检查码头设施的技术单位"),
        ("码头办法里经营机构怎么界定", "前者是指取得码头经营许可的单位"),
    ],
)
def test_a_term_is_explained_in_any_wording(assistant, question, said):
    """By the sentence that says what it is; of two short names by the one that takes it up."""
    answer = assistant.ask(Question(text=question))
    assert_lawful(answer, assistant)
    assert said in answer.answer


def test_what_is_not_explained_is_not_made_up(assistant):
    """A term that the documents only use has no explanation."""
    answer = assistant.ask(Question(text="什么叫联席会议制度？"))
    assert answer.status is not AnswerStatus.ANSWERED


def test_an_article_that_counts_items_gives_its_list(assistant):
    """第三条列了几项 is answered by the items, the number first."""
    answer = assistant.ask(Question(text="码头管理办法第三条列了几项条件？"))
    assert answer.total == 3
    assert "有消防设备" in answer.answer
