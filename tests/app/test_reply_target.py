"""多少, 哪一年: one figure with qualifier and year, and what is put right or declined."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Premise, Question, QuestionKind
from app.reply_target import figure
from app.stated_value import expected_unit, holds_amount, holds_time
from corpus.facts import Target
from tests.app.small_corpus import DOGS, WATER, ask, assistant_over, cited


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("到2027年要更新老化渠道多少公里？", "到2027年，更新老化渠道400公里。"),
        ("农业用水总量到2030年要下降多少？", "到2030年，农业用水总量比2020年下降12%以上。"),
        ("准低温储粮仓容占比要达到多少？", "到2028年，全省准低温储粮仓容占比达到45%左右。"),
        ("高标准农田要建多少亩？", "到2027年，累计建成高标准农田30万亩。"),
        ("绿色粮库要建几座？", "到2028年，建成绿色粮库60座。"),
        ("节水灌溉技术要达到什么水平？", "到2030年，节水灌溉技术达到全国先进水平。"),
    ],
)
def test_a_figure_with_qualifier_and_deadline(question, answer):
    """The words of the text with the year they hold for, and nothing besides."""
    reply = ask(question)
    assert reply.kind is QuestionKind.TARGET
    assert (reply.answer, reply.premise) == (answer, None)


def test_a_goal_of_a_table_is_its_cell(tmp_path):
    """The year of the column, the indicator of the row, and the value; both are quoted."""
    folder = tmp_path / "文件"
    folder.mkdir()
    table = "指标\t单位\t2020年\t2025年\t2030年\n净水产能\t万吨\t1580\t4200\t7000\n绿地面积\t公顷\t7\t8\t9"
    (folder / "某市水务方案.txt").write_text(
        f"某市水务方案\n一、主要目标\n{table}\n二、保障措施\n加强领导。"
    )

    reply = assistant_over(folder).ask(Question(text="2030年净水产能是多少万吨？"))

    assert reply.answer == "2030年，净水产能：7000万吨。"
    assert [one.quote for one in reply.citations] == ["净水产能\t万吨\t1580\t4200\t7000", "2030年"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("大型灌区渠系改造完成比例是多少？", "90%"),
        ("中型灌区渠系改造完成比例是多少？", "75%"),
    ],
)
def test_paired_figures_are_told_apart(question, value):
    """分别为 binds each figure to its own metric; the whole phrase is quoted."""
    reply = ask(question)
    assert reply.answer.split("：", 1)[1].startswith(value)
    assert "分别为90%、75%" in reply.citations[0].quote


@pytest.mark.parametrize(
    ("question", "premise"),
    [
        ("中型灌区渠系改造完成比例要达到80%吗？", Premise(asked="80%", found="75%")),
        ("大型灌区渠系改造完成比例要达到75%吗？", Premise(asked="75%", found="90%")),
        ("绿色粮库是要建100座吗？", Premise(asked="100座", found="60座")),
        ("喷灌滴灌面积新增5万亩对吗？", Premise(asked="5万亩", found="8万亩")),
        ("农业用水总量是比2015年下降12%吗？", Premise(asked="2015年", found="2020年")),
        ("农业用水总量2030年下降20%吗？", Premise(asked="20%", found="12%以上")),
    ],
)
def test_a_wrong_premise_is_put_right_first(question, premise):
    """What is taken for granted and denied by the text is corrected, with the text."""
    reply = ask(question)
    assert reply.premise == premise
    assert reply.answer.startswith(f"不是{premise.asked}，文件写的是{premise.found}：")


def test_a_right_premise_is_confirmed():
    """What the text says is confirmed with its place."""
    reply = ask("绿色粮库是要建60座吗？")
    assert reply.premise is None
    assert reply.answer.startswith("是。《江西省")
    assert "建成绿色粮库60座" in reply.answer


@pytest.mark.parametrize(
    "question",
    [
        "到2029年要更新老化渠道多少公里？",
        "2035年农业用水总量目标是多少？",
        "更新老化渠道要花多少钱？",
        "更新老化渠道要多少人？",
        "选育耐旱品种的比例是多少？",
    ],
)
def test_another_year_or_unit_is_declined(question):
    """A figure for another year, or in another unit, is no answer."""
    reply = ask(question)
    assert reply.status is AnswerStatus.NOT_FOUND
    assert reply.near


def test_the_year_asked_for_is_named_when_declining():
    """The reason says which year is missing."""
    assert "2029年的数值" in ask("到2029年要更新老化渠道多少公里？").reason


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("高标准农田哪一年建成30万亩？", "2027"),
        ("绿色粮库什么时候建成？", "2028"),
        ("农业用水总量下降12%要到哪年？", "2030"),
    ],
)
def test_a_deadline(question, year):
    """When is answered with the deadline and what is due; a right amount needs no 是."""
    reply = ask(question)
    assert reply.kind is QuestionKind.DEADLINE
    assert reply.answer.startswith(f"到{year}年，")


def test_no_deadline_is_said():
    """A task without a year is not given one."""
    reply = ask("量水闸门什么时候装好？")
    assert reply.status is AnswerStatus.NOT_FOUND
    assert "没有写明所问的时间" in reply.reason


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("烘干中心每县几个？", "不少于2个"),
        ("牵引绳的绳长不得超过多少米？", "不得超过1.5米"),
        ("要培训多少人次保管员？", "培训保管员5000人次"),
    ],
)
def test_a_figure_that_is_no_dated_goal(question, words):
    """A count or a limit in a sentence answers as well."""
    assert words in ask(question).answer


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("要建多少家？", "家|个"),
        ("几辆?", "辆|台"),
        ("占比要多少", "%|百分点|成"),
        ("要花多少钱", "元"),
        ("多少亩", "亩"),
        ("目标是什么", ""),
    ],
)
def test_the_unit_a_question_expects(question, unit):
    """The unit is read from the question's words; none where any will do."""
    assert expected_unit(question) == unit


@pytest.mark.parametrize(
    ("qualifier", "shown"),
    [
        ("比2020年下降…以上", "12%以上"),
        ("不低于", "不低于12%"),
        ("累计", "12%"),
        ("左右", "12%左右"),
    ],
)
def test_a_figure_keeps_what_qualifies_it(qualifier, shown):
    """以上, 不低于 and 左右 belong to the value, 累计 does not."""
    target = Target(
        metric="用水总量",
        value="12",
        unit="%",
        qualifier=qualifier,
        year=2030,
        period=None,
        historical=False,
        source=cited("农业用水总量比2020年下降12%以上"),
    )
    assert figure(target) == shown


def test_a_figure_is_short():
    """One fact takes one sentence."""
    questions = ("大型灌区渠系改造完成比例是多少？", "绿色粮库要建几座？")
    assert [len(ask(one).answer) for one in questions if len(ask(one).answer) > 120] == []


def test_a_document_without_figures_declines():
    """Where nothing is measured, nothing is made up."""
    assert ask("养犬登记的比例是多少？", DOGS).status is AnswerStatus.NOT_FOUND


def test_a_figure_of_another_document_is_not_taken():
    """Limited to the one document, the other's figure is not there."""
    reply = ask("绿色粮库要建几座？", documents=(WATER,))
    assert reply.status is not AnswerStatus.ANSWERED


BOILERS = """青禾市锅炉管理办法

第一条 为了加强锅炉安全管理，制定本办法。
第二条 锅炉使用登记证有效期为四年。有效期届满需要延续登记的，应当在届满三个月前提出申请。
第三条 锅炉运行记录应当至少保存5年，检修档案应当移交市档案馆。
第四条 锅炉使用单位应当于每年9月30日前，向市场监管部门报送检验计划。
第五条 燃煤锅炉配煤系数按0.5810计算，锅炉房照度不低于200 lx。
第六条 锅炉改造补助总额不超过3000万元。
第七条 计划到二〇二七年，改造燃煤锅炉一百二十台。
第八条 锅炉房应当配备灭火器材。
"""


@pytest.fixture(scope="module")
def boilers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("锅炉")
    (folder / "青禾市锅炉管理办法.txt").write_text(BOILERS, "utf-8")
    return assistant_over(folder)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("锅炉使用登记证有效期是几年？", "有效期为四年"),
        ("延续锅炉登记什么时候提出申请？", "届满三个月前"),
        ("锅炉运行记录要保存多久？", "至少保存5年"),
        ("锅炉检验计划什么时候报送？", "每年9月30日前"),
        ("燃煤锅炉配煤系数是多少？", "0.5810"),
        ("锅炉房照度不低于多少？", "200 lx"),
        ("锅炉改造补助总额多少？", "3000万元"),
        ("2027年要改造燃煤锅炉多少台？", "一百二十台"),
    ],
)
def test_a_value_in_any_notation_is_stated(boilers, question, words):
    """Days of the year, lengths of time, coefficients, Chinese numerals and rare units."""
    answer = boilers.ask(Question(text=question))
    assert answer.status is AnswerStatus.ANSWERED
    assert words in answer.answer


def test_what_stands_in_the_quotation_is_not_called_absent(boilers):
    """A decline beside a figure of the kind asked for sends to the text; without one it says so."""
    near = boilers.ask(Question(text="锅炉检修档案保存几年？"))
    if near.status is not AnswerStatus.ANSWERED:
        assert "没有写明" not in near.reason
    absent = boilers.ask(Question(text="锅炉房要配备几个灭火器材？"))
    assert absent.status is AnswerStatus.NOT_FOUND
    assert "没有写明" in absent.reason


@pytest.mark.parametrize(
    ("text", "time", "amount"),
    [
        ("应于12月底前完成", True, False),
        ("自收到申请之日起十五日内答复", True, True),
        ("报送2024年度总结", False, False),
        ("第三条第二款规定的", False, False),
        ("占比达到六成以上", False, True),
        ("抽取百分之二十", False, True),
        ("二〇三〇年实现", True, False),
    ],
)
def test_the_kinds_of_value_are_told_apart(text, time, amount):
    """A day or term answers when, an amount how much; numbers of articles and years are neither."""
    assert (holds_time(text), holds_amount(text, "")) == (time, amount)


_CHORES = dict(
    zip(
        "二三四五六七",
        ("管网巡查", "煤场清理", "热费收缴", "应急抢修", "用户回访", "安全检查"),
        strict=True,
    )
)


def test_a_figure_is_read_with_what_opens_its_part(tmp_path):
    """The matter asked about opens the part; the figure alone would be read of another thing."""
    (tmp_path / "文").mkdir()
    text = (
        "青禾市供热规划\n一、目标\n到2027年，供热安全水平提高；新型储能技术更加成熟，投资成本降低三成以上；"
        "新建住宅全部分户计量，旧房改造比例达到40%。\n"
        + "".join(f"{n}、{name}\n抓好{name}，落实责任。\n" for n, name in _CHORES.items())
    )
    (tmp_path / "文" / "青禾市供热规划.txt").write_text(text, "utf-8")
    reply = assistant_over(tmp_path / "文").ask(Question(text="2027年新型储能成本降低多少？"))
    assert "新型储能技术更加成熟，投资成本降低三成以上" in reply.answer
    assert "供热安全" not in reply.answer


NATIONAL = """全国清洁供暖行动方案

一、目标
支持陕西、山西发展地热供暖。到2030年，全国地热供暖面积达到9亿平方米以上。
二、任务
（一）推广绿色低碳燃料。到2030年，老旧工厂用煤占比降到70%。
"""
PROVINCE = """陕西省清洁供暖行动方案

一、目标
推进地热供暖，提高清洁供暖水平。
"""


def test_a_national_figure_is_not_a_provinces(tmp_path) -> None:
    """陕西 is named among the measures of the national plan; its figure is the country's."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "全国.txt").write_text(NATIONAL, "utf-8")
    (folder / "陕西.txt").write_text(PROVINCE, "utf-8")
    assistant = assistant_over(folder)
    answer = assistant.ask(Question(text="陕西2030年地热供暖面积达到多少？"))
    assert answer.status is AnswerStatus.NOT_FOUND
    whole = assistant.ask(Question(text="全国2030年地热供暖面积达到多少？"))
    assert "9亿平方米以上" in whole.answer


def test_two_halves_of_a_name_in_two_places_are_not_the_name(tmp_path) -> None:
    """绿色工厂 is not said where 绿色 is said of fuel and 工厂 of old ones."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "全国.txt").write_text(NATIONAL, "utf-8")
    answer = assistant_over(folder).ask(Question(text="2030年绿色工厂占比达到多少？"))
    assert answer.status is not AnswerStatus.ANSWERED


LAY = """清溪市技术改造扶持指南

一、扶持对象
在本市登记注册的工业企业。

二、扶持标准
（一）技术改造项目
资助金额不超过审计核定的项目总投资的30%，单个项目资助金额不超过800万元。同一申报单位每年度最多申报一个项目。

（二）研发中心
对新认定的企业研发中心给予奖励，奖励金额不超过60万元。

三、罚则
虚报材料的，处三万元罚款。
"""


@pytest.fixture(scope="module")
def over_grants(tmp_path_factory):
    folder = tmp_path_factory.mktemp("扶持") / "文件"
    folder.mkdir()
    (folder / "清溪市技术改造扶持指南.txt").write_text(LAY, encoding="utf-8")
    return assistant_over(folder)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("技术改造那个扶持，投的钱里头能补几成？", "总投资的30%"),
        ("做技术改造项目，一家单位一年顶多报几个？", "每年度最多申报一个项目"),
    ],
)
def test_lay_words_get_the_figure_of_the_clause_found(over_grants, question, words):
    """Few words in common, but the only figure of the kind, in the clause that speaks of it."""
    reply = over_grants.ask(Question(text=question))
    assert reply.status is AnswerStatus.ANSWERED
    assert words in reply.answer


@pytest.mark.parametrize(
    "question",
    [
        "研发中心装修一平方米补多少钱？",
        "研发中心2035年要建多少家？",
        "技术改造项目的评审专家年龄不能超过多少岁？",
    ],
)
def test_a_figure_of_another_kind_or_year_is_none(over_grants, question):
    """Money is no age, and a figure without a year is not that of a year asked about."""
    assert over_grants.ask(Question(text=question)).status is AnswerStatus.NOT_FOUND


def test_the_year_ahead_of_all_aims_holds_for_each(tmp_path) -> None:
    """主要目标：到2027年，…; an aim below it without a year is of that year, of no other."""
    folder = tmp_path / "documents"
    folder.mkdir()
    text = (
        "青禾市竹业发展意见\n一、总体要求\n（一）指导思想\n坚持绿色发展，稳步推进竹业。\n（二）主要目标\n"
        "到2027年，竹业形成绿色发展格局。\n创新能力显著增强。行业研发投入强度力争达到1.6%。\n"
        "加工水平稳步提高。建成竹材加工厂20家以上。\n二、主要任务\n（三）扩大面积。推进低产林改造。\n"
    )
    (folder / "青禾市竹业发展意见.txt").write_text(text, encoding="utf-8")
    assistant = assistant_over(folder)
    found = assistant.ask(Question(text="竹业2027年研发投入强度要到多少？"))
    assert "1.6%" in found.answer
    other = assistant.ask(Question(text="竹业2030年研发投入强度要到多少？"))
    assert other.status is AnswerStatus.NOT_FOUND


_CHANGE = """青禾市粮食发展方案

一、现状

近年来，全市烘干能力从2018年的3万吨提高到2023年的9万吨，累计增长200%，仓储条件改善。

二、目标

到2030年，建成粮库8座，培训保管员500人，更新输送机90台。
"""


@pytest.fixture(scope="module")
def over_change(tmp_path_factory):
    folder = tmp_path_factory.mktemp("change") / "文件"
    folder.mkdir()
    (folder / "青禾市粮食发展方案.txt").write_text(_CHANGE, encoding="utf-8")
    return assistant_over(folder)


@pytest.mark.parametrize(
    "question",
    [
        "2018年青禾市烘干能力是多少吨？",
        "2018年和2023年青禾市烘干能力各是多少？",
        "2018年到2023年，青禾市烘干能力提高到多少吨？",
    ],
)
def test_a_change_is_stated_whole(over_change, question):
    """从…提高到… is one phrase: no half of it is given as a sentence."""
    answer = over_change.ask(Question(text=question)).answer
    assert "从2018年的3万吨提高到2023年的9万吨，累计增长200%。" in answer
    assert "3万吨。" not in answer


def test_all_figures_of_one_sentence_are_given_where_they_are_asked_for(over_change):
    """各项指标 with the names of most of them asks for the sentence that sets them."""
    question = "青禾市到2030年建粮库、培训保管员、更新输送机的各项指标是多少？"
    answer = over_change.ask(Question(text=question)).answer
    assert all(one in answer for one in ("8座", "500人", "90台"))


def test_what_a_question_says_it_does_not_ask_is_left_out(over_change):
    """…，不是粮库 behind a question names no part of its matter."""
    answer = over_change.ask(Question(text="到2030年更新多少台输送机，不是粮库")).answer
    assert "90台" in answer
