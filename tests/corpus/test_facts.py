"""Responsibilities, targets and obligations, in tables of sentences of the genre."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.agencies import extract_responsibilities
from corpus.extract import extract_task
from corpus.indicator_tables import extract_table_targets, stated_in_row
from corpus.model import ClauseRole, Span
from corpus.obligations import extract_obligations, read_modalities
from corpus.structure import parse_document
from corpus.targets import extract_targets
from corpus.unit_lists import read_agencies
from corpus.view import fold_width, split_sentences, view_of
from corpus.yearly import read_years
from tests.corpus.factories import document_of, whole_clause
from tests.growth import assert_in_proportion


def table(name: str) -> list[dict[str, Any]]:
    lines = (Path(__file__).parent / "data" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("case", table("agencies"), ids=lambda case: case["content"])
def test_the_units_of_a_bracket_are_expanded_in_order(case: dict[str, Any]) -> None:
    """Elided prefixes are restored, leads are those called 牵头, nobody is invented."""
    document = document_of(f"推进建设。（{case['content']}）")

    (found,) = extract_responsibilities(document, whole_clause(document))

    assert found.agencies == tuple(case["agencies"])
    assert found.leads == tuple(case["leads"])
    assert found.manner == case["manner"]
    assert found.source.quote == f"（{case['content']}）"


@pytest.mark.parametrize(
    "text",
    [
        "推广碳捕集利用与封存技术（CCUS）。",
        "发展高品质医药（化学药、中药、生物药）。",
        "落实实施方案（工信部联节〔2022〕88号）要求。",
        "推广首台（套）装备。",
        "建设各县（市）区示范项目。",
        "本办法自印发之日起施行。（此件公开发布）",
        "依托企业（集团、公司）开展试点。",
        "解释工作（由市发改委负责解释）另行规定。",
    ],
)
def test_a_bracket_that_explains_names_nobody(text: str) -> None:
    """Only brackets that list units behind a sentence, or are labelled, are responsibilities."""
    document = document_of(text)

    assert extract_responsibilities(document, whole_clause(document)) == ()


@pytest.mark.parametrize(
    ("text", "agencies", "quote"),
    [
        (
            "推进建设。\n责任单位：市水利局、住建局",
            ("市水利局", "市住建局"),
            "责任单位：市水利局、住建局",
        ),
        (
            "推进建设（市水利局、住建局负责）。",
            ("市水利局", "市住建局"),
            "（市水利局、住建局负责）",
        ),
        ("推进建设。【责任单位：县教育局】", ("县教育局",), "【责任单位：县教育局】"),
        ("推进建设；（省甲厅、乙厅）\n继续推进。", ("省甲厅", "省乙厅"), "（省甲厅、乙厅）"),
    ],
)
def test_units_are_named_in_other_ways_too(
    text: str, agencies: tuple[str, ...], quote: str
) -> None:
    """A line of its own, a bracket before the full stop, and square brackets."""
    document = document_of(text)

    (found,) = extract_responsibilities(document, whole_clause(document))

    assert (found.agencies, found.source.quote) == (agencies, quote)


def test_names_keep_their_own_brackets() -> None:
    """Full-width and half-width brackets inside a name stay as the document writes them."""
    document = document_of("推进。（市甲局，各县（市）区人民政府、各县(区)管委会）")

    (found,) = extract_responsibilities(document, whole_clause(document))

    assert found.agencies == ("市甲局", "各县（市）区人民政府", "各县(区)管委会")


@pytest.mark.parametrize("case", table("targets"), ids=lambda case: case["text"])
def test_a_goal_has_metric_value_qualifier_and_year(case: dict[str, Any]) -> None:
    """Values and metrics are the characters of the text; figures of the past are marked."""
    document = document_of(case["text"])
    clause = whole_clause(document, ClauseRole(case.get("role", "任务")))

    found = extract_targets(document, clause, years=read_years(document, [clause]))

    rows = [[t.metric, t.value, t.unit, t.qualifier, t.year, t.historical] for t in found]
    assert rows == case["targets"]


def test_a_goal_quotes_the_words_that_carry_it() -> None:
    """The quote holds metric and value, the period the words the year is read from."""
    document = document_of("完善制度。到2025年，建成一批园区，水耗下降5%。")

    first, second = extract_targets(document, whole_clause(document))

    assert (first.source.quote, first.period and first.period.quote) == (
        "建成一批园区",
        "到2025年",
    )
    assert second.source.quote == "水耗下降5%"


@pytest.mark.parametrize("case", table("obligations"), ids=lambda case: case["sentence"])
def test_a_modality_has_its_subject(case: dict[str, Any]) -> None:
    """Words that bind, forbid, reward or encourage, and who they speak to."""
    found = read_modalities(fold_width(case["sentence"]))

    assert [[modality.value, subject] for modality, subject in found] == case["modalities"]


def test_items_are_to_be_done_as_their_lead_says() -> None:
    """应当采取以下措施 holds for every item below it, with the same subject."""
    document = document_of(
        "企业应当采取以下措施：\n（一）采用无毒原料；\n（二）综合利用废物。\n鼓励研究新工艺。"
    )

    found = extract_obligations(document, whole_clause(document))

    assert [(one.modality.value, one.subject, one.source.quote) for one in found] == [
        ("应当", "企业", "企业应当采取以下措施："),
        ("应当", "企业", "（一）采用无毒原料；"),
        ("应当", "企业", "（二）综合利用废物。"),
        ("鼓励", None, "鼓励研究新工艺。"),
    ]


def test_an_item_keeps_its_subject_and_adds_its_own_words() -> None:
    """What an item forbids is forbidden to whom its lead names; acts below 不得 are no duties."""
    document = document_of(
        "店主应当遵守下列规定：\n（一）执行价目，不得抬价；\n（二）不得掺假；\n（三）建立奖惩制度。\n"
        "店主不得有下列行为：\n（一）应当明示而未明示。"
    )
    found = extract_obligations(document, whole_clause(document))
    assert [(one.modality.value, one.subject) for one in found] == [
        ("应当", "店主"),
        ("应当", "店主"),
        ("禁止", "店主"),
        ("禁止", "店主"),
        ("应当", "店主"),
        ("禁止", "店主"),
        ("禁止", "店主"),
    ]


def test_what_is_forbidden_below_a_lead_is_no_duty() -> None:
    """应当…，不得有下列行为: forbids its items, to whom the sentence speaks."""
    document = document_of("用户应当安全用气，不得有下列行为：\n（一）盗用燃气；\n（二）改装管道。")

    _, *items = extract_obligations(document, whole_clause(document))

    assert [(one.modality.value, one.subject) for one in items[1:]] == [("禁止", "用户")] * 2


def test_cases_listed_below_a_lead_are_no_duties() -> None:
    """有下列情形之一的，应当…： lists when, not what."""
    document = document_of("有下列情形之一的，企业应当报告：\n（一）停产的；\n（二）搬迁的。")

    assert len(extract_obligations(document, whole_clause(document))) == 1


def test_a_table_of_indicators_gives_a_goal_for_each_row_and_year() -> None:
    """The first year is where things stand, the later one is to be reached; dashes are nothing."""
    document = document_of(
        "指标\t单位\t2020年\t2025年\t属性\n"
        "森林覆盖率\t%\t23.04\t24.1\t约束性\n"
        "单位能耗下降（%）\t\t—\t≥13.5\t约束性\n"
    )

    found = extract_table_targets(document, whole_clause(document))

    assert [(t.metric, t.qualifier, t.value, t.unit, t.year, t.historical) for t in found] == [
        ("森林覆盖率", "", "23.04", "%", 2020, True),
        ("森林覆盖率", "", "24.1", "%", 2025, False),
        ("单位能耗下降", "≥", "13.5", "%", 2025, False),
    ]
    assert found[1].source.quote == "森林覆盖率\t%\t23.04\t24.1\t约束性"


def test_a_goal_of_a_row_is_stated_without_the_other_cells() -> None:
    """Its signs and its unit with it, in the words of the cell; an empty cell gives no goal."""
    document = document_of(
        "序号\t指标\t单位\t2020年\t2025年\t2030年\n"
        "5\t绿地\t公顷\t5\t>５\t60\n6\t用水\t%\t1\t2%\n7\t节水\t升\n"
    )

    found = extract_table_targets(document, whole_clause(document))

    assert [(one.year, stated_in_row(one)) for one in found] == [
        (2020, "绿地：5公顷"),
        (2025, "绿地：>５公顷"),
        (2030, "绿地：60公顷"),
        (2020, "用水：1%"),
        (2025, "用水：2%"),
    ]
    assert (
        stated_in_row(replace(found[0], source=replace(found[0].source, quote="绿地5公顷"))) == ""
    )


def test_a_part_of_an_indicator_is_named_with_it() -> None:
    """其中：光伏, （一）风电 and a name set in belong to the row above them; a remark follows a value."""
    document = document_of(
        "指标\t2020年\t2025年\n可再生能源装机（万千瓦）\t3000\t4624（预估值）\n其中：光伏（万千瓦）\t800\t1600\n"
        "　　风电（万千瓦）\t700\t900\n森林覆盖率（%）\t23\t24\n（一）天然林（%）\t9\t10\n"
    )

    found = extract_table_targets(document, whole_clause(document))

    assert [(one.metric, one.value, one.unit) for one in found if not one.historical] == [
        ("可再生能源装机", "4624", "万千瓦"),
        ("可再生能源装机（其中：光伏）", "1600", "万千瓦"),
        ("可再生能源装机（其中：风电）", "900", "万千瓦"),
        ("森林覆盖率", "24", "%"),
        ("森林覆盖率（其中：天然林）", "10", "%"),
    ]
    assert stated_in_row(found[1]) == "可再生能源装机：4624（预估值）万千瓦"


def test_a_decimal_point_of_a_font_is_one() -> None:
    """Some fonts of PDF files call it by a private name, and a blank stands behind it."""
    text = "到2030年，森林覆盖率达到６\U001001b0 ５％。"
    document = document_of(f"{text}\n指标\t单位\t2030年\n绿地\t公顷\t３\U001001b0 ５")

    found = [*extract_targets(document, whole_clause(document, ClauseRole.GOAL))]
    found += extract_table_targets(document, whole_clause(document))

    assert [(one.value, one.unit) for one in found] == [
        ("６\U001001b0 ５", "％"),
        ("3.5", "公顷"),
    ]
    assert stated_in_row(found[1]) == "绿地：３\U001001b0 ５公顷"


def test_rows_of_a_table_are_sentences_of_their_own() -> None:
    """Wrapped lines are joined, rows are not; a line that is only indented is no row."""
    text = "目标\n如下\n\t项目\t值\n光伏\t42 \n接着\n\t——缩进"
    view = view_of(text, Span(start=0, end=len(text)))

    assert [view.text[start:end] for start, end in split_sentences(view)] == [
        "目标如下",
        "项目\t值",
        "光伏\t42",
        "接着——缩进",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "改造管网。（责任单位：市甲局）加装水表。（市乙局。）检查。",
            ["改造管网。", "(责任单位:市甲局)", "加装水表。", "(市乙局。)", "检查。"],
        ),
        (
            "改造管网。\n【责任单位：市甲局】\n加装水表。",
            ["改造管网。", "【责任单位:市甲局】", "加装水表。"],
        ),
        ("改造管网。（1）加装水表。（二）检查。", ["改造管网。", "(1)加装水表。", "(二)检查。"]),
        ("改造（新建）管网。（未闭合加装。检查。", ["改造(新建)管网。", "(未闭合加装。检查。"]),
        ("改造管网（含阀门。）和水表。（见附件）。", ["改造管网(含阀门。)和水表。", "(见附件)。"]),
    ],
)
def test_a_bracket_behind_the_full_stop_is_a_sentence_of_its_own(
    text: str, sentences: list[str]
) -> None:
    """It says something of the sentence before it and opens no other; the number of an item does."""
    view = view_of(text, Span(start=0, end=len(text)))

    assert [view.text[slice(*one)] for one in split_sentences(view)] == sentences


def test_what_binds_does_not_open_with_the_units_of_the_sentence_before() -> None:
    """Measures and what binds stand in their own words behind a list of units."""
    document = document_of("改造管网。（责任单位：市甲局）企业应当加装水表。")
    clause = whole_clause(document)

    task = extract_task(document, clause, extract_responsibilities(document, clause))

    assert [one.quote for one in task.measures] == ["改造管网。", "企业应当加装水表。"]
    assert [one.source.quote for one in extract_obligations(document, clause)] == [
        "企业应当加装水表。"
    ]


def test_the_head_of_a_table_of_units_is_no_measure() -> None:
    """What the columns are called is nothing to be done."""
    document = document_of("任务\t责任单位\n节水\t市甲局\n推广滴灌。")
    clause = whole_clause(document)

    task = extract_task(document, clause, extract_responsibilities(document, clause))

    assert [measure.quote for measure in task.measures] == ["推广滴灌。"]


@pytest.mark.parametrize(
    ("first", "second", "past"),
    [
        ("2024年", "2027年", [True, False]),
        ("2024年现状值", "2027年目标值", [True, False]),
        ("2025年目标", "2027年目标", [False, False]),
        ("2024年预期目标", "2025年预期目标", [False, False]),
        ("2023年完成", "2024年计划完成情况", [True, True]),
        ("2024年计划", "2025年规划值", [False, False]),
    ],
)
def test_the_head_of_a_column_tells_goals_from_reports(
    first: str, second: str, past: list[bool]
) -> None:
    """Words decide; without them the first of several years is where things stand."""
    document = document_of(f"指标名称\t{first}\t{second}\n绿地率\t38\t40\n")

    found = extract_table_targets(document, whole_clause(document))

    assert [t.historical for t in found] == past


def test_a_task_has_the_sentences_that_say_how() -> None:
    """Title and responsibility bracket are no measures; a sentence that ends in the title is one."""
    document = document_of("供水改造。更新管网。重点支持供水改造。（市水利局）")
    clause = whole_clause(document)
    clause = replace(clause, titles=("供水改造",))
    named = extract_responsibilities(document, clause)

    task = extract_task(document, clause, named)

    assert task.title == "供水改造"
    assert [measure.quote for measure in task.measures] == ["更新管网。", "重点支持供水改造。"]


def test_an_empty_piece_of_a_list_names_no_unit() -> None:
    """What torn lines leave between two marks is passed over."""
    assert [one.name for one in read_agencies("市、 、县财政局").units] == ["市", "县财政局"]


@pytest.mark.parametrize(
    ("text", "agencies", "leads"),
    [
        ("推行一证多址。（市场监管部门负责）", ("市场监管部门",), ()),
        (
            "推广网点（发展改革部门牵头，财政部门、税务部门配合）",
            ("发展改革部门", "财政部门", "税务部门"),
            ("发展改革部门",),
        ),
        (
            "探索场景。（省科技厅、省“五大产业”协调机制牵头部门负责）",
            ("省科技厅", "省“五大产业”协调机制牵头部门"),
            (),
        ),
    ],
)
def test_a_bracket_may_name_departments_by_their_field(
    text: str, agencies: tuple[str, ...], leads: tuple[str, ...]
) -> None:
    """某某部门负责 names who answers; 某机制牵头部门 is the name of a department, not a part in the work."""
    document = document_of(text)

    (found,) = extract_responsibilities(document, whole_clause(document))

    assert (found.agencies, found.leads) == (agencies, leads)


@pytest.mark.parametrize(
    "text",
    ["开展评审（专家负责）。", "本办法解释（市场监管部门负责解释）。", "推进。（牵头部门负责）"],
)
def test_a_bracket_that_names_no_department_is_no_responsibility(text: str) -> None:
    """People, who explains a rule, and nobody in particular are no responsible units."""
    document = document_of(text)

    assert extract_responsibilities(document, whole_clause(document)) == ()


def test_short_names_that_close_one_task_after_another_are_units() -> None:
    """A body's own offices say no level; one such bracket alone proves nothing."""
    tasks = (
        "一、编写教材。组织教师编写教材。（装备中心、教研院）\n",
        "二、培训教师。每年培训一次。（教研院、师训处）\n",
        "三、建设机房。配齐机房设备。（装备中心）\n",
    )

    together = parse_document(document_of("".join(tasks)))
    alone = parse_document(document_of(tasks[0]))

    assert [one.agencies for one in together.facts.responsibilities] == [
        ("装备中心", "教研院"),
        ("教研院", "师训处"),
        ("装备中心",),
    ]
    assert alone.facts.responsibilities == ()


@pytest.mark.parametrize(
    ("title", "written", "past"),
    [
        ("节水行动方案（2023—2025年）", None, False),
        ("节水方案", 2023, False),
        ("节水方案", 2024, True),
        ("节水规划（2024—2026年）", 2023, True),
    ],
)
def test_the_first_year_of_a_table_is_a_goal_where_the_plan_covers_it(
    title: str, written: int | None, past: bool
) -> None:
    """The period in the title says so, else the year the document was written in."""
    document = replace(document_of("指标\t单位\t2023年\t2025年\n节水率\t%\t35\t38\n"), title=title)

    found = extract_table_targets(document, whole_clause(document), written=written)

    assert [one.historical for one in found] == [past, False]


@pytest.mark.parametrize(
    "text",
    [
        "2022年任一年用水量达到2.6万吨的单位应当报告。",
        "2022年自备电厂（不限于附件1所列行业）应当报告。",
        "2022年对节水园区给予每个最高50万元奖补。",
    ],
)
def test_whom_a_rule_is_for_and_what_he_gets_is_no_goal(text: str) -> None:
    """Amounts that pick out units, numbers of annexes and grants are not to be reached."""
    document = document_of(text)

    assert extract_targets(document, whole_clause(document)) == ()


def test_what_a_project_is_and_costs_is_no_goal() -> None:
    """Contents, size and estimated cost describe a project; what is dated or to be spent is aimed at."""
    text = (
        "某市水网建设方案（2024—2026年）\n一、重点项目\n"
        "（一）污水处理厂项目。建设规模：新建管网20公里。建设泵站5座。总投资3亿元。\n"
        "（二）再生水项目。主要建设内容：到2025年，新增处理能力2万吨。\n"
        "（三）投资。规划总投资40亿元，2025年完成项目投资10亿元。\n"
    )
    found = parse_document(document_of(text)).facts.targets

    assert [(one.metric, one.value + one.unit, one.year) for one in found] == [
        ("新增处理能力", "2万吨", 2025),
        ("项目投资", "10亿元", 2025),
    ]


def test_what_a_value_rises_from_is_not_due_with_it() -> None:
    """由20个增至32个: only the second is a goal of the year."""
    text = "某省监测规划\n一、任务\n到2025年，监测站点由20个增至32个。\n"
    found = parse_document(document_of(text)).facts.targets

    assert [(one.value, one.year, one.historical) for one in found] == [
        ("20", None, True),
        ("32", 2025, False),
    ]


def test_a_clause_of_many_sentences_is_read_in_proportion() -> None:
    """Whether it states goals without a year is looked up once, not for each sentence."""

    def read(text: str) -> object:
        document = document_of(text)
        return extract_targets(document, whole_clause(document))

    assert_in_proportion(read, lambda length: "东溪镇护林方案\n" + "每日巡山。\n" * length, 250)
