"""What a question takes for granted of documents, units, years, shares and ways is put right in any wording."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question, QuestionKind
from tests.app.small_corpus import assistant_over

CITY = "泉州市海水养殖绿色发展方案"
PROVINCE = "福建省渔港建设实施方案"
_CITY = f"""{CITY}

为推动海水养殖绿色发展，依据《福建省“十五五”水产品加工专项规划》《福建省海水养殖绿色发展方案》《海水养殖绿色发展方案》制定本方案。

一、重点任务

（一）改造养殖设施。推广深水网箱，适度扩大外海养殖面积。网箱面积从2019年的400亩增加到2023年的700亩，累计增长75%，渔排数量从2019年的900排压减到2023年的450排，累计下降50%。到2027年，新建抗风浪网箱300套。（责任单位:市海洋渔业局、财政局、供销社，各县(市)区人民政府按职责分工负责落实）

（二）治理养殖尾水。2027年新增循环水车间占比达到60%以上。2027年新增尾水处理池占比达到80%以上。到2027年，养殖渔船单位油耗较2023年下降8%，运输渔船单位油耗较2023年下降6%。建设“蓝色车间”示范点，引导业主共用沉淀池。（责任单位:市海洋渔业局，各县(市)区人民政府按职责分工负责落实）

（三）培育养殖品牌。支持合作社申报地理标志，举办品牌推介会。依托惠安苗种场培育耐高温牡蛎品种，依托石狮交易中心开展水产拍卖。鼓励企业编制品牌年报。（责任单位:市商务局、海洋渔业局按职责分工负责落实）
"""
_PROVINCE = f"""{PROVINCE}

为加快渔港建设，制定本方案。方案包括总体要求、重点任务与组织实施3个部分。

第1章 总体要求

到2028年，建成避风渔港12座。

第2章 重点任务

（一）完善渔港设施
建设智慧渔港。推广渔船北斗终端，建立进出港报告制度，推行“港长制”管理。（省海洋渔业局、交通运输厅）

第3章 组织实施

（一）加强领导
建立渔港联席会议。（省海洋渔业局）
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Return what asks over a plan of a city and one of its province."""
    folder = tmp_path_factory.mktemp("claims") / "documents"
    folder.mkdir()
    (folder / f"{CITY}.txt").write_text(_CITY, encoding="utf-8")
    (folder / f"{PROVINCE}.txt").write_text(_PROVINCE, encoding="utf-8")
    assistant = assistant_over(folder)
    return lambda text: assistant.ask(Question(text=text))


@pytest.mark.parametrize(
    ("question", "asked", "found"),
    [
        ("泉州海水养殖方案提出的渔船北斗终端怎么推广？", CITY, PROVINCE),
        ("福建渔港方案说的抗风浪网箱300套，由谁负责？", PROVINCE, CITY),
        (
            "泉州改造养殖设施没让供销社掺和，那是哪些单位在管？",
            "没让供销社掺和",
            "市供销社是责任单位",
        ),
        ("泉州培育养殖品牌不关商务局的事，到底归谁？", "不关商务局的事", "市商务局是责任单位"),
        ("泉州由市教育局牵头的养殖尾水治理，要建设什么示范点？", "市教育局", "市海洋渔业局"),
        ("泉州渔排数量五年砍了三成，从多少排减到多少排？", "三成", "累计下降50%"),
        ("泉州网箱面积2019年就有600亩吧？", "600亩", "400亩"),
        ("泉州2027年新增循环水车间占比要到八成，怎么推？", "八成", "60%以上"),
        ("泉州运输渔船单位油耗2027年要比2023年降8%，怎么做到？", "8%", "下降6%"),
        ("泉州抗风浪网箱300套的期限是2030年吗，原文怎么写？", "2030年", "2027年"),
        ("还有两年就到2029了，福建避风渔港12座的期限怎么写的？", "2029", "2028年"),
        ("泉州2030年要建抗风浪网箱300套，归谁管？", "2030年", "2027年"),
        ("泉州外海养殖面积今后一点都不准再加，那怎么办？", "不准再加", "适度扩大外海养殖面积"),
        ("福建渔港方案分成五大部分，分别是什么？", "五大部分", "3个部分"),
    ],
)
def test_what_is_taken_for_granted_is_put_right(ask, question, asked, found):
    """The document, the unit, the year, the share or the way claimed, and what the text has instead."""
    answer = ask(question)
    assert answer.status is AnswerStatus.ANSWERED, answer.reason
    assert answer.premise is not None, answer.answer
    assert answer.premise.asked == asked
    assert found in answer.premise.found
    assert answer.answer.startswith("不是")


@pytest.mark.parametrize(
    "question",
    [
        "福建渔港方案提出的渔船北斗终端怎么推广？",
        "福建渔港方案对远洋捕捞有什么要求？",
        "泉州改造养殖设施有没有供销社参与？",
        "泉州由市商务局负责的培育养殖品牌，鼓励企业编制什么？",
        "泉州渔排数量五年砍了一半，从多少排减到多少排？",
        "泉州养殖渔船单位油耗2027年要比2023年降8%，怎么做到？",
        "泉州抗风浪网箱300套的期限是2027年吗，原文怎么写？",
        "现在都2026年了，泉州抗风浪网箱300套的期限怎么写的？",
        "福建渔港方案分成三大部分，分别是什么？",
    ],
)
def test_what_is_so_is_not_put_right(ask, question):
    """The same questions with what the text has, or of what no document has."""
    assert ask(question).premise is None


def test_a_document_of_a_place_no_table_has_is_asked_as_any_other(tmp_path):
    """What only another document has is looked for there, whatever the places are called."""
    folder = tmp_path / "documents"
    folder.mkdir()
    places = "青禾县", "云岭县"
    for place, measure in zip(places, ("新建冷库30座。", "发放竹编补贴。"), strict=True):
        text = (
            f"{place}特产发展方案\n一、主要任务\n（一）扶持特产。{measure}（责任单位：县商务局）\n"
        )
        (folder / f"{place}特产发展方案.txt").write_text(text, encoding="utf-8")
    answer = assistant_over(folder).ask(Question(text="青禾县特产发展方案里的竹编补贴由谁负责？"))
    assert answer.premise is None


def test_a_correction_keeps_the_answer_behind_it(ask):
    """Who asks who, of a figure of another document or year, is told who."""
    assert "市海洋渔业局" in ask("福建渔港方案说的抗风浪网箱300套，由谁负责？").answer
    assert "市供销社" in ask("泉州2030年要建抗风浪网箱300套，是哪几个单位的活？").answer


def test_one_thing_asked_of_a_clause_is_told_in_its_one_sentence(ask):
    """A place, and a catchword in quotation marks, that only one sentence has; a story does not widen it."""
    story = "我和两个朋友去石狮、惠安、晋江三个地方都看过了，想试试做育苗，心里没底。按泉州海水养殖方案，惠安苗种场要培育什么品种？"
    answer = ask(story).answer
    assert "牡蛎" in answer
    assert "品牌推介会" not in answer
    answer = ask("泉州海水养殖方案里的“蓝色车间”是怎么规定的？").answer
    assert "沉淀池" in answer
    assert "油耗" not in answer


def test_grounds_are_those_of_the_kind_asked_for(ask):
    """哪部“十五五”专项规划 names one of several; a plan of the same name of the state is a ground as well."""
    one = ask("泉州海水养殖方案参照了哪部“十五五”专项规划？")
    assert one.kind is QuestionKind.BASIS
    assert [two.text for two in one.statements] == ["《福建省“十五五”水产品加工专项规划》"]
    assert "《海水养殖绿色发展方案》" in ask("泉州海水养殖方案依据哪些文件制定？").answer


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("泉州方案里，除了县区，只有海洋渔业局一家扛的任务有哪些？", ["尾水"]),
        ("泉州方案由商务局和海洋渔业局两家负责的任务有哪几项？", ["品牌"]),
        ("泉州方案里占比超过七成的目标有哪些？", ["尾水处理池占比"]),
        (
            "泉州方案2027年的目标，带具体数量的，帮我全拎出来",
            ["300套", "60%", "80%", "油耗", "油耗"],
        ),
        ("供销社在泉州方案里干啥？", ["设施"]),
    ],
)
def test_lists_are_read_in_everyday_words(ask, question, rows):
    """Units set aside, shares as people say them, and what is to be listed in speech."""
    answer = ask(question)
    assert answer.total == len(rows), answer.answer
    assert all(row in one.text for row, one in zip(rows, answer.statements, strict=True))
