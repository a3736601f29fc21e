"""什么是X, 依据什么, 总体目标是什么, 下面分几条: what a document says of its words, its grounds and its aim."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question, QuestionKind
from tests.app.small_corpus import assistant_over

RULES = """东湖市雨水利用管理办法
第一条 为了规范雨水利用，根据《中华人民共和国水法》《东湖市节水条例》等法律法规，制定本办法。
第二条 本办法所称雨水利用，是指收集屋面、路面的雨水加以使用的活动。
本办法所称雨水设施，是指收集、储存雨水的设施。雨水设施，包括管道、水池和水泵。
第三条 新建园区应当建设雨水设施，参照《园区雨水工程技术规程》确定水池容积，不符合的不予验收。
第四条 下列单位为用水大户：
（一）年用水量十万立方米以上的企业；
（二）年用水量五万立方米以上的学校。
第五条 市水务局（以下称主管部门）负责监督管理。
用水大户应当使用“三色”标识。
鼓励建设“两池一网”（集水池、调蓄池和管网），建立监测站、调度中心、抢修队“三点联动”机制。
"""
PLAN = """西岭市竹产业发展实施方案
为落实《南岭省竹产业发展意见》（南政发〔2021〕8号），结合我市实际，制定本方案。
一、总体要求
（一）指导思想。坚持绿色发展。
（二）主要目标。到2025年，竹林面积达到30万亩，竹产业产值稳步提高。加工企业明显增多。到2030年，建成全国竹产业基地，产值达到百亿元。
二、重点任务
（三）扩大竹林面积。推进低产林改造。
（四）发展竹材加工。培育龙头企业。建立“林场、农户、工厂”三方联营机制。
三、重点工程
（五）种苗繁育工程。建设苗圃三处，配备喷淋设备、电去离子装置（EDI）、温室。
（六）加工园区工程。建设园区一处。
"""
RULES_TITLE, PLAN_TITLE = (text.split("\n", 1)[0] for text in (RULES, PLAN))


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Return what asks the assistant over the rules and the plan."""
    folder = tmp_path_factory.mktemp("meaning") / "documents"
    folder.mkdir()
    for title, text in ((RULES_TITLE, RULES), (PLAN_TITLE, PLAN)):
        (folder / f"{title}.txt").write_text(text, encoding="utf-8")
    assistant = assistant_over(folder)
    return lambda text, *history: assistant.ask(Question(text=text, history=history))


def told(answer) -> list[str]:
    """Return what an answer quotes, without line breaks."""
    return ["".join(one.quote.split()) for one in answer.citations]


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        (
            "雨水利用办法里“雨水利用”怎么界定？",
            ["本办法所称雨水利用，是指收集屋面、路面的雨水加以使用的活动。"],
        ),
        ("什么叫雨水设施", ["本办法所称雨水设施，是指收集、储存雨水的设施。"]),
        (
            "什么样的单位才算“用水大户”？",
            [
                "第四条下列单位为用水大户：",
                "（一）年用水量十万立方米以上的企业；",
                "（二）年用水量五万立方米以上的学校。",
            ],
        ),
        ("雨水办法说的“主管部门”是什么意思", ["市水务局（以下称主管部门）"]),
        ("“三方联营机制”指的是什么", ["“林场、农户、工厂”三方联营机制"]),
    ],
)
def test_a_term_is_told_by_the_words_that_explain_it(ask, question, quotes):
    """Of a clause that explains several terms, the words for the one asked are given alone."""
    answer = ask(question)
    assert answer.kind is QuestionKind.DEFINITION
    assert [one.removeprefix("第四条") for one in told(answer)] == [
        one.removeprefix("第四条") for one in quotes
    ]


@pytest.mark.parametrize("question", ["“三色”指什么？", "“三色”的定义是什么"])
def test_a_term_that_is_only_used_is_not_explained_by_its_use(ask, question):
    """That the document uses it is said, and shown as near."""
    answer = ask(question)
    assert answer.status is AnswerStatus.NOT_FOUND
    assert "没有说明" in answer.reason
    assert "用水大户应当使用“三色”标识。" in [one.quote.strip() for one in answer.near]


def test_grounds_are_listed_title_by_title(ask):
    """Two documents that a document rests on are two rows; 等 in the text is not left out."""
    answer = ask("雨水利用管理办法依据了哪些法律法规？")
    assert [one.text for one in answer.statements] == [
        "《中华人民共和国水法》",
        "《东湖市节水条例》",
    ]
    assert "等" in answer.answer.splitlines()[0]


def test_one_ground_is_told_in_the_words_of_the_text(ask):
    """The number stands with it; what is asked for the number asks for the ground's."""
    answer = ask("竹产业那个方案是根据哪份文件搞的？文号也报一下")
    assert answer.kind is QuestionKind.BASIS
    assert told(answer) == [
        "为落实《南岭省竹产业发展意见》（南政发〔2021〕8号），结合我市实际，制定本方案。"
    ]


def test_a_ground_wrongly_supposed_is_put_right(ask):
    """What the text names in its place is said."""
    answer = ask("西岭市竹产业方案是照着国家《竹林碳汇规划》写的吧？")
    assert answer.premise is not None
    assert answer.answer.startswith("不是《竹林碳汇规划》，文件写的是《南岭省竹产业发展意见》")


def test_what_a_measure_follows_is_no_ground_of_the_whole(ask):
    """The sentence of the measure is given, from the document it follows on."""
    answer = ask("雨水办法里园区的水池容积参照什么标准定？")
    assert told(answer) == ["参照《园区雨水工程技术规程》确定水池容积"]


@pytest.mark.parametrize(
    ("question", "history", "has", "has_not"),
    [
        ("西岭竹产业到2030年要做到什么样？", (), ["全国竹产业基地"], ["30万亩"]),
        ("竹产业方案的总体目标是什么", (), ["30万亩", "全国竹产业基地"], ["低产林"]),
        ("西岭市竹产业方案2025年的目标是什么？", (), ["30万亩", "明显增多"], ["基地"]),
    ],
)
def test_the_goal_of_a_document_is_told_by_its_year(ask, question, history, has, has_not):
    """What follows a year is for that year; without a year all of the goal is given."""
    answer = ask(question, *history)
    assert all(one in answer.answer for one in has)
    assert not any(one in answer.answer for one in has_not)


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("竹产业方案第（四）条讲了什么？", "二（四）"),
        ("竹产业方案 （三） 内容", "二（三）"),
        ("竹产业方案第二部分第（四）条讲什么", "二（四）"),
    ],
)
def test_a_number_that_counts_through_the_parts(ask, question, label):
    """（四） is one clause, whatever part it stands in."""
    answer = ask(question)
    assert {one.label for one in answer.citations} == {f"《{PLAN_TITLE}》{label}"}


def test_the_place_after_the_one_before(ask):
    """下一条呢 goes on from the place asked before."""
    answer = ask("下一条呢？", "雨水利用管理办法第二条讲什么？")
    assert {one.label for one in answer.citations} == {f"《{RULES_TITLE}》第三条"}


def test_works_of_one_kind_are_counted_and_named(ask):
    """几大工程 is answered by the part that has them side by side."""
    answer = ask("西岭市竹产业方案安排了几大重点工程？分别叫什么")
    assert [one.text for one in answer.statements] == ["（五）种苗繁育工程", "（六）加工园区工程"]
    assert "共2项" in answer.answer


@pytest.mark.parametrize("question", ["EDI是个啥", "西岭方案里的EDI指什么？", "EDI的全称"])
def test_an_abbreviation_is_told_by_the_name_it_stands_behind(ask, question):
    """Y（X）: the name, back to the mark before it."""
    answer = ask(question)
    assert answer.kind is QuestionKind.DEFINITION
    assert told(answer)[0].endswith("电去离子装置（EDI）")


def test_whether_something_counts_as_a_term_is_answered_by_its_meaning(ask):
    """算X吗: what the text calls X; of another term it has nothing to say."""
    assert told(ask("把屋面的雨水收起来浇花算雨水利用吗？")) == [
        "本办法所称雨水利用，是指收集屋面、路面的雨水加以使用的活动。"
    ]
    assert ask("收集雨水的单位算园区吗？").kind is not QuestionKind.DEFINITION


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("“两池一网”是指什么？", "“两池一网”（集水池、调蓄池和管网）"),
        ("“三点联动”是指那三点？", "建立监测站、调度中心、抢修队“三点联动”"),
    ],
)
def test_what_a_name_sums_up_is_told(ask, question, words):
    """In the bracket behind it, or in the row ahead of it."""
    assert told(ask(question)) == [words]
