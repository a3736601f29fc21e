"""Items named one by one, counted parts, contacts, lists with their opening, terms in quotation marks."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question, QuestionKind
from tests.app.small_corpus import assistant_over

PLAN = """临江市园区提升实施方案

为提升园区，制定本实施方案。

一、重点任务

（一）做强特色产业。围绕特色产业延伸链条。

	专栏1 特色产业

——竹木制品：发展竹结构材。

——精细陶瓷：发展耐磨陶瓷。

——水产加工：发展冷链配送。

（二）开展园区行动。

1.道路畅通行动。硬化园区道路。

2.管网改造行动。更换老旧管道。

3.环境整治行动。清理堆场。

二、附则

（一）用语。本方案所称示范园区，是指经市政府认定、集中布局的产业园区。

（二）联系方式。园区提升工作咨询电话：0771-5551234，投诉电话：0771-5555678。
"""

RULES = """临江市示范园区管理办法

第一条 为规范示范园区管理，制定本办法。

第二条 申请示范园区的企业应当具备下列条件：
（一）在本市登记满两年；
（二）上一年度没有重大事故；
（三）依法缴纳税款。

第三条 本办法自2026年1月1日起施行。
"""

LAMPS = """关于开展灯具置换补贴发放工作的通知

各有关单位：

现就灯具置换补贴发放工作通知如下。

一、申报时间。各单位于2026年5月10日前通过系统填报，市节能办审核后将结果发送至申报单位的工作邮箱（notice@example.com）。

二、申报要求。申报材料应当真实完整。

联系人：吴青（系统填报相关事项） 0771-5559000
周明（补贴发放相关事项） 0771-5559001
邮箱：lamps@example.org
"""


def ask(tmp_path, text):
    """Ask a plan and rules made for the purpose."""
    folder = tmp_path / "documents"
    folder.mkdir(exist_ok=True)
    (folder / "临江市示范园区管理办法.txt").write_text(RULES, encoding="utf-8")
    (folder / "临江市园区提升实施方案.txt").write_text(PLAN, encoding="utf-8")
    return assistant_over(folder).ask(Question(text=text))


def test_the_items_of_a_box_are_listed_with_their_total(tmp_path):
    """Each item by its name, cited where it stands."""
    answer = ask(tmp_path, "专栏1列了哪几个产业？")
    assert answer.total == 3
    assert [one.text for one in answer.statements] == ["竹木制品", "精细陶瓷", "水产加工"]
    assert [one.quote for one in answer.citations] == ["竹木制品：", "精细陶瓷：", "水产加工："]


def test_parts_are_listed_by_their_number_and_noun(tmp_path):
    """三大行动 are the three parts whose headings end in 行动."""
    answer = ask(tmp_path, "园区提升的三大行动有哪些？")
    assert answer.kind is QuestionKind.OUTLINE
    assert answer.total == 3
    assert "管网改造行动" in answer.answer


def test_parts_that_are_not_so_many_are_not_taken_for_them(tmp_path):
    """五大行动 are none of three."""
    answer = ask(tmp_path, "园区提升的五大行动有哪些？")
    assert answer.total != 3


def test_a_list_comes_whole_with_the_words_that_open_it(tmp_path):
    """A sentence that says 下列 means nothing without its items."""
    answer = ask(tmp_path, "申请示范园区要具备什么条件？")
    assert "在本市登记满两年" in answer.answer
    assert "依法缴纳税款" in answer.answer


def test_the_contact_asked_for_is_given(tmp_path):
    """A notice gives its telephone; nothing is said of what it does not give."""
    assert "0771-5551234" in ask(tmp_path, "园区提升工作的咨询电话是多少？").answer
    assert ask(tmp_path, "园区提升工作的邮箱是什么？").status is not AnswerStatus.ANSWERED


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("灯具置换补贴发放有问题打什么电话？", "周明（补贴发放相关事项） 0771-5559001"),
        ("灯具置换系统填报的联系电话是多少？", "联系人：吴青（系统填报相关事项） 0771-5559000"),
        ("灯具置换通知的邮箱是什么？", "邮箱：lamps@example.org"),
    ],
)
def test_of_several_contacts_the_one_for_the_matter_is_given(tmp_path, question, given):
    """A line of a list of contacts is an entry of its own; prose with an address is none."""
    (tmp_path / "灯具置换通知.txt").write_text(LAMPS, encoding="utf-8")
    answer = assistant_over(tmp_path).ask(Question(text=question))
    assert [one.text for one in answer.statements] == [given]


def test_a_contact_of_another_matter_is_none(tmp_path):
    """The number of a notice answers for its own matter alone."""
    (tmp_path / "灯具置换通知.txt").write_text(LAMPS, encoding="utf-8")
    answer = assistant_over(tmp_path).ask(Question(text="渔港防汛值班电话是多少？"))
    assert answer.status is not AnswerStatus.ANSWERED


def test_the_term_in_quotation_marks_is_what_is_defined(tmp_path):
    """Words round the term are no part of it."""
    answer = ask(tmp_path, "方案里所说的“示范园区”是怎么定义的？")
    assert answer.status is AnswerStatus.ANSWERED
    assert "经市政府认定" in answer.answer


REPORT = """临江市低碳经济体系建设意见

一、总体要求

（一）基本原则

1.节约优先。把节约放在首位。

2.分步推进。先易后难。

二、健全低碳生产体系

（一）改造窑炉。更新燃烧装置。

（二）培育集群。引导企业集中。

三、健全低碳流通体系

（一）发展水运。疏浚航道。

（二）共享仓储。推广循环托盘。

四、健全低碳消费体系

（一）推广绿色商场。完善标识。

五、加强保障

（一）落实资金。安排专项资金。
"""


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("低碳经济意见要健全几大体系，分别叫什么？", ["二、", "三、", "四、"]),
        ("低碳经济意见的基本原则是哪两条？", ["1.", "2."]),
        ("意见里讲流通体系的那一块分哪几条写的？", ["（一）发展水运", "（二）共享仓储"]),
        ("园区提升的重点任务里，讲园区行动的时候写了哪几个？", ["1.道路", "2.管网", "3.环境"]),
    ],
)
def test_the_part_that_words_describe_is_listed(tmp_path, question, parts):
    """The parts of the kind asked for, or those below the heading described; no more, in order."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "临江市低碳经济体系建设意见.txt").write_text(REPORT, encoding="utf-8")
    answer = ask(tmp_path, question)
    assert answer.total == len(parts)
    rows = [one.text for one in answer.statements]
    assert all(row.startswith(part) for row, part in zip(rows, parts, strict=True))


@pytest.mark.parametrize(
    "question",
    [
        "园区提升方案“一、重点任务”第（五）项写了什么？",
        "示范园区管理办法第二条第（六）项写了什么？",
    ],
)
def test_a_number_that_a_part_has_not_is_declined_with_its_last(tmp_path, question):
    """Where the numbers of the part end is said, and shown beside it."""
    answer = ask(tmp_path, question)
    assert answer.status is AnswerStatus.NOT_FOUND
    final = "（二）" if "方案" in question else "（三）"
    assert f"到第{final}项为止" in answer.reason
    assert answer.near[-1].quote.startswith(final)


@pytest.mark.parametrize(
    "text",
    ["园区提升方案专栏有几个，标题分别是什么？", "园区提升方案里的专栏，都叫啥名，挨个报一遍"],
)
def test_what_boxes_are_called_is_no_item_of_one(tmp_path, text):
    """The boxes themselves are listed, not what stands in one."""
    answer = ask(tmp_path, text)
    assert [one.text.partition(" ")[2] for one in answer.statements] == ["特色产业"]
