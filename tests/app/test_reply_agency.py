"""谁负责: complete lists, the first-listed unit, yes or no, boxes, and nobody named."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answer import AnswerStatus, Question, QuestionKind
from app.reply_agency import covered, nearest_first, state_shared
from corpus.reader import from_text
from corpus.structure import parse_document
from tests.app.small_corpus import DOGS, WATER, ask, assistant_over


def test_the_list_is_complete_and_marks_the_first_unit():
    """Every unit with its prefix, in order; the first is first-listed, not 牵头."""
    answer = ask("泉州更新老化渠道由哪些部门负责？")
    assert answer.kind is QuestionKind.AGENCY
    assert answer.answer == (
        f"《{WATER}》二（一）1“更新老化渠道”的责任单位：市水利局（首列单位，文件未明确牵头）、"
        "市农业农村局、市财政局、各县(市)区人民政府，按职责分工负责落实。"
    )
    assert answer.citations[0].quote.startswith("（责任单位:市水利局、农业农村局")


def test_the_first_listed_unit_is_not_called_lead():
    """首列 is answered with the first unit and the remark that nobody is named 牵头."""
    answer = ask("更新老化渠道首列单位是谁？").answer
    assert "首列单位是市水利局（文件未明确牵头单位）" in answer
    assert "农业农村局" not in answer


def test_a_lead_that_the_text_names_is_marked():
    """市水利局牵头 stands in the text, so it is said, and nobody is called first-listed."""
    answer = ask("建设量水设施由哪些部门负责？").answer
    assert "市水利局（牵头）、市发改委（配合）、市财政局（配合）" in answer
    assert "首列" not in answer


def test_the_first_unit_is_the_lead_where_there_is_one():
    """Asked for the unit in front, the named lead is given."""
    assert "牵头单位：市水利局。" in ask("建设量水设施，排第一的是哪个单位？").answer


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("喷灌滴灌这块，市水利局参与吗？", "是，市水利局是责任单位"),
        ("喷灌滴灌这块，市水务局参与吗？", "是，市水利局是责任单位"),
        ("喷灌滴灌，农业局是不是责任单位？", "是，市农业农村局是责任单位"),
        ("喷灌滴灌有没有科委的份？", "是，市科技局是责任单位"),
        ("喷灌滴灌这块，市公安局参不参与？", "否，责任单位中没有市公安局"),
        ("发展喷灌滴灌由省水利厅负责吗？", "否，责任单位中没有省水利厅"),
    ],
)
def test_yes_or_no_with_any_name_of_the_office(question, verdict):
    """Other names of an office count as it; another region's office does not; the list follows."""
    answer = ask(question).answer
    assert answer.startswith(verdict)
    assert "市农业农村局、市水利局、市科技局、各县(市)区人民政府" in answer


def test_each_office_asked_about_gets_its_verdict():
    """Two offices, one in and one not."""
    answer = ask("喷灌滴灌这块，市科技局和市公安局是不是都参与？").answer
    assert answer.startswith("是，市科技局是责任单位；否，责任单位中没有市公安局")


@pytest.mark.parametrize("question", ["土工膜衬砌归哪些部门管？", "专栏1由谁负责？"])
def test_a_box_inherits_the_units_of_its_task(question):
    """A box has no units: those of its task are given, both cited, and a note says so."""
    answer = ask(question)
    assert "市水利局（首列单位，文件未明确牵头）、市农业农村局" in answer.answer
    assert [note.code for note in answer.notes] == ["inherited"]
    assert "更新老化渠道" in answer.notes[0].text
    assert [one.clause_id.removeprefix(f"{WATER}/") for one in answer.citations] == [
        "二/（一）/1",
        "二/（一）/1/专栏1",
    ]


def test_nobody_named_is_said():
    """A task without units is not given another one's."""
    answer = ask("耐旱品种选育由谁负责？")
    assert answer.status is AnswerStatus.NOT_FOUND
    assert "选育耐旱品种”谈到这件事，但没有写明由哪个单位负责" in answer.reason
    assert answer.near[0].clause_id == f"{WATER}/二/（二）/2"


def test_a_place_by_its_number():
    """二（一）1 is enough to say what is meant."""
    answer = ask("二、（一）1的责任单位", WATER, DOGS)
    assert answer.answer.startswith(f"《{WATER}》二（一）1“更新老化渠道”的责任单位：市水利局")


def test_a_part_by_its_number_lists_all_its_clauses():
    """The units of a part are those of every clause in it."""
    answer = ask("第三部分由哪些部门负责？", WATER)
    assert [one.text.split("的责任单位")[0] for one in answer.statements] == [
        f"《{WATER}》三（一）“加大资金支持”",
        f"《{WATER}》三（二）“加强宣传培训”",
    ]


def test_a_place_that_is_not_there():
    """A number no document has is declined, not answered with another clause."""
    answer = ask("第十章由谁负责？")
    assert answer.status is AnswerStatus.NOT_FOUND
    assert "中没有" in answer.reason


def test_a_place_without_units():
    """An article names no units."""
    assert ask("第五条由谁负责？", DOGS).status is AnswerStatus.NOT_FOUND


def test_several_lists_of_a_clause_say_what_each_is_for(tmp_path):
    """Each list is told with its sentences; a note for all later lists is told and cited."""
    text = (
        "某市供水方案\n一、任务\n（一）建设泵站。新建泵站。（市甲局。以下均需各区人民政府落实，不再列出）\n"
        "（二）改造管网。更换老旧管道三百公里。（市乙局、丙局）安装智能水表十万只。（市丁局）\n"
    )
    document = from_text(text, path=tmp_path / "某市供水方案.txt", content_hash="")
    responsibilities = parse_document(document).facts.responsibilities

    (pipes,) = [one for one in responsibilities if "市乙局" in one.agencies]
    (meters,) = [one for one in responsibilities if "市丁局" in one.agencies]
    nearest = nearest_first(responsibilities[1:], meters.covers)

    assert nearest == [meters, pipes]
    assert covered(meters) == "（“安装智能水表十万只…”）"
    assert (
        state_shared(meters.shared, "某处", meters.source).text
        == "文件另有统一说明，某处还需各区人民政府落实。"
    )
    assert state_shared(meters.shared, "某处", meters.source).citations[0].quote in text


@pytest.fixture(scope="module")
def over_bees(tmp_path_factory):
    """Return an assistant over a plan whose sentences say who acts in words of their own."""
    folder = tmp_path_factory.mktemp("bees")
    (folder / "蜂业.txt").write_text(_BEES, "utf-8")
    return assistant_over(folder)


_BEES = """青禾县蜂业发展方案

一、重点任务

（一）建设蜂场

蜂场占地补偿由村两委商议后实施。蜂农应当在取蜜后12小时内将蜂蜡交付收购单位。

（二）推广摇蜜机

添置摇蜜机。（牵头单位：县农业农村局；配合单位：县财政局）

（三）清洗巢箱

每年清洗巢箱。

附件：1.补助标准
2.申报材料

附件1

补助标准

一、蜂箱每只补助30元

二、摇蜜机每台补助400元

附件2

申报材料

一、申请书

二、蜂场照片
"""


def ask_bees(over_bees, question):
    """Ask about the plan for bees."""
    return over_bees.ask(Question(text=question))


def test_a_clause_that_may_name_somebody_is_not_said_to_name_nobody(over_bees):
    """由…实施 stands there: that nobody is named would be false."""
    reason = ask_bees(over_bees, "蜂场占地补偿由哪个部门负责？").reason or ""
    assert "没有写明由哪个单位" not in reason


def test_who_leads_and_who_helps_asks_for_all(over_bees):
    """谁牵头谁配合 is answered with both."""
    answer = ask_bees(over_bees, "添置摇蜜机谁牵头谁配合？").answer
    assert "县农业农村局（牵头）" in answer
    assert "县财政局" in answer


def test_how_long_that_ends_in_a_unit_is_no_question_for_units(over_bees):
    """多久…交付收购单位 asks for a time."""
    assert ask_bees(over_bees, "蜂蜡应当在多久之内交付收购单位？").kind is QuestionKind.DEADLINE


@pytest.mark.parametrize(
    ("question", "said"),
    [("附件1第二项说什么？", "摇蜜机每台补助400元"), ("附件2第二条是什么？", "蜂场照片")],
)
def test_a_part_of_an_annex_by_its_number(over_bees, question, said):
    """The number is that of a part of the annex, not of the body."""
    answer = ask_bees(over_bees, question)
    assert answer.kind is QuestionKind.CLAUSE
    assert said in answer.answer
    assert len(answer.statements) == 1


def test_a_penalty_for_another_act_is_none(over_two_penalties):
    """What is not spoken of is not answered with the penalty for something else."""
    answer = over_two_penalties.ask(Question(text="酒后驾驶拖拉机会怎么处罚？"))
    assert answer.status is not AnswerStatus.ANSWERED


def test_a_document_that_is_not_here_is_not_judged_by_another(over_two_penalties):
    """Whether rules of 2012 hold is not told by a sentence on another matter."""
    answer = over_two_penalties.ask(Question(text="2012年的烟花爆竹燃放管理规定还有效吗？"))
    assert answer.status is AnswerStatus.NOT_FOUND
    assert "烟花爆竹燃放管理规定" in answer.reason


@pytest.fixture(scope="module")
def over_two_penalties(tmp_path_factory):
    """Return an assistant over questions and answers about an allowance, and over rules for honey."""
    folder = tmp_path_factory.mktemp("penalties")
    (folder / "问答.txt").write_text(
        "蜂农补贴问答\n\n1.问：骗取补贴怎么处理？\n\n答：责令退回，并处一倍罚款。\n", "utf-8"
    )
    (folder / "拖拉机.txt").write_text(
        "拖拉机购置方案\n\n一、任务\n\n（一）添置拖拉机。购置拖拉机十台，蜂蜜添加剂若干。\n",
        "utf-8",
    )
    return assistant_over(folder)


def test_two_questions_in_one_are_answered_each(over_bees):
    """谁牵头?什么时候完成? gives the units, and says of the other that nothing is found."""
    units, when = ask_bees(over_bees, "添置摇蜜机谁牵头？什么时候完成？").parts
    assert units.status is AnswerStatus.ANSWERED
    assert when.status is AnswerStatus.NOT_FOUND
    assert not ask_bees(over_bees, "添置摇蜜机谁牵头？").parts


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        (
            "做好节水由哪些部门负责？",
            "的责任单位：市水利局、市财政局（配合）、市教育局（配合）等。",
        ),
        ("改造管网，财政局是不是责任单位？", "是，市财政局是配合单位。"),
        ("做好供水由哪些部门负责？", "的责任单位：市财政局（牵头）、市公安局（参与）。"),
    ],
)
def test_a_unit_that_only_supports_is_told_apart(question, reply, tmp_path):
    """配合单位 and 参与 are said as the text says them; the only one that answers is not first of several."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "泉州市节水方案.txt").write_text(
        "泉州市节水方案\n一、任务\n（一）做好节水。改造管网，减少漏损。（责任单位：市水利局，配合单位：市财政局、教育局等）\n"
        "（二）做好供水。建设水厂，保障供水。（市财政局牵头，市公安局参与）\n",
        encoding="utf-8",
    )

    assert reply in assistant_over(folder).ask(Question(text=question)).answer


def test_a_bracket_that_was_not_read_is_shown(tmp_path: Path):
    """Names that close the clause may be who answers; the text is shown instead of denied."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "某市医养意见.txt").write_text(
        "一、主要任务\n（一）建设站点。在城区建设服务站，配备护理员。（基层处、医管科）\n"
        "（二）培训。举办护理培训班。\n",
        encoding="utf-8",
    )
    answer = assistant_over(folder).ask(Question(text="服务站由谁建设？"))

    assert "（基层处、医管科）" in answer.answer
