"""Where documents name responsible units: brackets of every kind, lines, tables, notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.agencies import extract_responsibilities
from corpus.facts import Responsibility
from corpus.listing import fact_lines, fact_rows
from corpus.reader import read_document
from corpus.store import load_parsed, save_parsed
from corpus.structure import parse_document
from tests.corpus.factories import document_of, whole_clause
from tests.corpus.word_files import cell, paragraph, table, word_file
from tests.growth import assert_in_proportion


def named(text: str) -> tuple[Responsibility, ...]:
    """Return who answers for what in a document of `text`."""
    return parse_document(document_of(text)).facts.responsibilities


@pytest.mark.parametrize(
    "bracket",
    [
        "〔责任单位：市甲局、乙局，各县（市、区）人民政府〕",
        "［责任单位：市甲局、乙局，各县（市、区）人民政府］",
        "【责任单位：市甲局、乙局，各县（市、区）人民政府】",
        "[责任单位：市甲局、乙局，各县（市、区）人民政府]",
        "（ 市 甲 局 、 市 乙 局 ， 各 县 （ 市 、 区 ） 人 民 政 府 按 职 责 分 工 负 责 ）",
        "（责任单位：市甲\n局、市乙局，各县（市、\n区）人民政府）",
    ],
)
def test_brackets_of_every_kind_name_units(bracket: str) -> None:
    """Square, lenticular and tortoise-shell brackets, spaced print, names broken by a line's end."""
    (found,) = named(f"一、任务\n（一）节水。做好节水。{bracket}\n（二）其他。做好其他。")

    assert found.agencies == ("市甲局", "市乙局", "各县（市、区）人民政府")
    assert found.source.quote == bracket


def test_an_open_bracket_hides_nothing_behind_it() -> None:
    """A bracket that is never closed leaves those after it readable."""
    (found,) = named("一、任务\n（一）节水。做好（节水。\n（二）供水。做好供水。（市甲局、乙局）")

    assert found.agencies == ("市甲局", "市乙局")


@pytest.mark.parametrize(
    "text",
    [
        "改造场站。（车站、机场、港口）",
        "发展医药。（化学药、中药、生物药）",
        "重点企业。（水泥、钢铁企业）",
        "建设园区。（经济开发区、高新区）",
        "分三区。（规划区、准备区、生产区）",
        "覆盖全市。（1个中心、35个区县）",
        "执行规定。〔2023〕5号。",
        "第十六条 【社会参与】鼓励参与。",
    ],
)
def test_what_a_bracket_explains_is_no_unit(text: str) -> None:
    """Places, goods and short titles are no units of government."""
    assert named(text) == ()


def test_lines_that_follow_each_other_are_one_list() -> None:
    """牵头单位 leads, 配合单位 and 责任单位 follow; dates and people among them name nobody."""
    text = (
        "一、任务\n（一）节水。做好节水。\n责任领导：王某某\n牵头单位：县甲局\n完成时限：2025年6月底前\n"
        "配合单位：县乙局、丙局\n责任单位：各乡镇人民政府、县丁\n局、县戊局\n（二）供水。做好供水。"
    )
    (found,) = named(text)

    assert found.agencies == ("县甲局", "县乙局", "县丙局", "各乡镇人民政府", "县丁局", "县戊局")
    assert found.leads == ("县甲局",)
    assert found.source.quote.startswith("牵头单位")
    assert found.source.quote.endswith("县戊局")


def test_a_line_ends_where_the_list_ends() -> None:
    """The sentence on the next line is no part of the list."""
    (found,) = named("一、任务\n（一）节水。做好节水。\n责任单位：市甲局\n继续推进其他工作。")

    assert (found.agencies, found.source.quote) == (("市甲局",), "责任单位：市甲局")


@pytest.mark.parametrize(
    ("content", "agencies", "leads"),
    [
        ("市甲局、乙局按职责分别牵头，市丙局配合", "市甲局 市乙局 市丙局", "市甲局 市乙局"),
        ("责任单位：市甲局（牵头）、市乙局、丙局", "市甲局 市乙局 市丙局", "市甲局"),
        ("牵头：市甲局；配合：市乙局、丙局", "市甲局 市乙局 市丙局", "市甲局"),
        ("市甲局为牵头单位，市乙局为配合单位", "市甲局 市乙局", "市甲局"),
        ("市甲局牵头负责，市乙局、丙局按职责分工负责", "市甲局 市乙局 市丙局", "市甲局"),
        ("责任单位：市甲局，各市、县（区）人民政府", "市甲局 各市、县（区）人民政府", ""),
        ("责任单位：市甲局，各市州、县市区人民政府", "市甲局 各市州、县市区人民政府", ""),
        ("省甲厅，各市、县、自治县人民政府", "省甲厅 各市、县、自治县人民政府", ""),
        ("责任单位：市、区甲局，市、区财政局", "市、区甲局 市、区财政局", ""),
        ("市甲局，各县（市、区）党委和政府", "市甲局 各县（市、区）党委和政府", ""),
        ("省甲厅负责，各市政府、某新区管委会负责落实", "省甲厅 各市政府 某新区管委会", ""),
        (
            "市甲局、人民银行深圳市中心支行、深圳证券交易所",
            "市甲局 人民银行深圳市中心支行 深圳证券交易所",
            "",
        ),
        ("市甲局、北海火车站、乙局", "市甲局 北海火车站 市乙局", ""),
        ("平和县发改局、工信局", "平和县发改局 县工信局", ""),
        ("关税处、企管处、各隶属海关", "关税处 企管处 各隶属海关", ""),
        ("集团办公室、党群工作部，各子公司", "集团办公室 党群工作部 各子公司", ""),
        ("省级有关部门和单位，省甲厅", "省甲厅", ""),
        ("有关部门按职责分工负责", "有关部门", ""),
        ("县甲局负责牵头，县乙局配合", "县甲局 县乙局", "县甲局"),
        ("省甲办（省乙办）会同省直有关部门", "省甲办（省乙办）", ""),
        ("省甲厅、省乙厅（按职责分工负责，下同）", "省甲厅 省乙厅", ""),
        ("县甲局牵头，发改、财政、住建等部门配合", "县甲局 县发改 县财政 县住建", "县甲局"),
        ("民政、财政等部门及各乡镇负责", "民政 财政 各乡镇", ""),
        ("县甲局及教育、公安等有关部门负责", "县甲局 县教育 县公安", ""),
        ("教育、公安等部门负责", "教育 公安", ""),
        ("甲部牵头，国家乙局等国务院有关部门负责", "甲部 国家乙局", "甲部"),
    ],
)
def test_the_words_between_names_are_understood(content: str, agencies: str, leads: str) -> None:
    """Who leads, which governments are one name, whose region is elided."""
    document = document_of(f"做好节水。（{content}）")

    (found,) = extract_responsibilities(document, whole_clause(document))

    assert found.agencies == tuple(agencies.split())
    assert found.leads == tuple(leads.split())


@pytest.mark.parametrize(
    ("content", "supports"),
    [
        ("市甲局牵头，市乙局、丙局按职责分工配合", {"市乙局": "配合", "市丙局": "配合"}),
        ("市甲局牵头，市乙局负责配合", {"市乙局": "配合"}),
    ],
)
def test_who_supports_by_the_division_of_work_supports(
    content: str, supports: dict[str, str]
) -> None:
    """按职责分工配合 gives a part of its own, unlike 按职责分工负责."""
    (found,) = named(f"一、任务\n做好节水。（{content}）")

    assert found.support_of == supports


def test_facts_are_listed_with_the_parts_the_text_gives() -> None:
    """Those who lead and those who only support are told apart in lines and in JSON."""
    parsed = parse_document(
        document_of("一、任务\n做好节水。（市甲局牵头，市乙局、丙局配合，市丁局参与，市戊局负责）")
    )

    assert "（牵头：市甲局；配合：市乙局、市丙局；参与：市丁局）" in "".join(fact_lines(parsed))
    (clause,) = [one for one in fact_rows(parsed)["clauses"] if one["responsibilities"]]
    assert clause["responsibilities"][0]["supports"] == {
        "市乙局": "配合",
        "市丙局": "配合",
        "市丁局": "参与",
    }


@pytest.mark.parametrize(
    ("content", "others"),
    [
        ("县甲局、县直各有关单位", True),
        ("省甲厅牵头，国务院有关部门参与", True),
        ("甲部、国家乙局等国务院相关部门及各地区按职责分工负责", True),
        ("市甲局、各有关部门", False),
        ("责任单位：省直有关单位", False),
    ],
)
def test_units_of_a_level_that_have_no_name_are_others(content: str, *, others: bool) -> None:
    """县直各有关单位 beside named ones says that the list goes on."""
    (found,) = named(f"一、任务\n做好节水。（{content}）")

    assert found.others == others


def test_brackets_that_close_the_parts_of_a_sentence_are_units() -> None:
    """Each part of a sentence has the offices for it, the last in front of the full stop."""
    found = named(
        "一、任务\n新建堤防（县甲局、县乙局），新建学校2所（县丙局、移动公司），疏浚河道（县丁局）。"
    )

    assert [one.agencies for one in found] == [
        ("县甲局", "县乙局"),
        ("县丙局", "移动公司"),
        ("县丁局",),
    ]
    assert found[1].covers is not None
    assert found[1].covers.quote == "新建学校2所"


@pytest.mark.parametrize(
    "text",
    [
        "召集人（县甲局），成员单位（县乙局）。",
        "新建堤防（县甲局），改造泵站12座。",
        "新建堤防（县甲局）和泵站（县乙局），并通过验收。",
        "新建堤防（鱼塘、水库），改造泵站（农田、果园）。",
    ],
)
def test_brackets_inside_a_sentence_that_explain_a_word_are_no_units(text: str) -> None:
    """One alone, those behind people and bodies, and those of other words close no part."""
    assert named(f"一、任务\n{text}") == ()


@pytest.mark.parametrize("below", ["修建路面。", "（一）路面。修建路面。"])
def test_the_units_of_a_head_stand_at_its_end(below: str) -> None:
    """二、…（县甲局，有关乡镇） tells who does what stands below the head."""
    (found,) = named(
        f"一、节水\n做好节水。\n二、修路（县甲局、国网某县供电公司，有关乡镇）\n{below}"
    )

    assert found.agencies == ("县甲局", "国网某县供电公司", "有关乡镇")


TASKS = "\n（二）供水。做好供水。（市丙局、丁局）\n（三）排水。做好排水。（市戊局）"


@pytest.mark.parametrize(
    "note",
    [
        "以下均需各区人民政府、某园区管委会落实，不再列出",
        "以下任务均由各区人民政府、某园区管委会负责，不再逐一列出",
        "以下责任单位均包括各区人民政府、某园区管委会，不再列出",
    ],
)
def test_units_named_once_for_all_are_told_of_every_later_list(note: str) -> None:
    """以下均需…，不再列出 holds for the brackets below, and is quoted there."""
    first, *later = named(f"一、任务\n（一）节水。做好节水。（市甲局、乙局。{note}）{TASKS}")

    assert (first.agencies, first.shared) == (("市甲局", "市乙局"), None)
    for found in later:
        assert found.shared is not None
        assert found.shared.agencies == ("各区人民政府", "某园区管委会")
        assert found.shared.source.quote == note


@pytest.mark.parametrize(
    ("note", "leads"),
    [
        ("列第一位的为牵头单位，下同", [("市甲局",), ("市丙局",), ("市戊局",)]),
        ("排名第一的为牵头单位，下同", [("市甲局",), ("市丙局",), ("市戊局",)]),
        ("排在首位的为牵头单位", [("市甲局",), (), ()]),
        ("逗号前为牵头单位，下同", [("市甲局", "市乙局"), ("市丙局", "市丁局"), ("市戊局",)]),
    ],
)
def test_a_note_on_leads_makes_leads(note: str, leads: list[tuple[str, ...]]) -> None:
    """The note is quoted with the leads; without 下同 it holds for its own list alone."""
    found = named(f"一、任务\n（一）节水。做好节水。（市甲局、乙局，市己局，{note}）{TASKS}")

    assert [one.leads for one in found] == leads
    assert [one.lead_source is not None for one in found] == [bool(one) for one in leads]


def test_a_sign_marks_the_leads() -> None:
    """A star is a lead where the document says so."""
    text = "一、任务\n（一）节水。做好节水。（责任单位：★市甲局、乙局）\n"

    assert [one.leads for one in named(text)] == [()]
    assert [one.leads for one in named(f"{text}注：标★的为牵头单位。")] == [("市甲局",)]


def test_each_bracket_quotes_the_sentences_before_it() -> None:
    """Of two brackets each covers its own; a bracket alone covers the whole clause."""
    first, second, alone = named(
        "一、任务\n（一）节水。完成甲。完成乙。（市甲局）完成丙。（市乙局）\n（二）供水。完成丁。（市丙局）"
    )

    assert first.covers is not None
    assert first.covers.quote.endswith("完成甲。完成乙。")
    assert second.covers is not None
    assert second.covers.quote == "完成丙。"
    assert alone.covers is None


def test_the_columns_of_a_table_name_units() -> None:
    """牵头单位 leads, the row is quoted, a merged cell holds for the rows below it."""
    rows = "\n".join(
        (
            "任务分工表",
            "序号\t任务\t牵头单位\t配合单位\t完成时限",
            "1\t节水\t市甲局\t市乙局、丙局\t6月底",
            "2\t供水\t市丁局\t各县（市、区）人民政府\t7月底",
            "3\t排水\t\t\t8月底",
        )
    )
    found = named(rows)

    assert [one.agencies for one in found] == [
        ("市甲局", "市乙局", "市丙局"),
        ("市丁局", "各县（市、区）人民政府"),
        ("市丁局", "各县（市、区）人民政府"),
    ]
    assert [one.leads for one in found] == [("市甲局",), ("市丁局",), ("市丁局",)]
    assert found[0].source.quote == "1\t节水\t市甲局\t市乙局、丙局\t6月底"


def test_what_a_page_cuts_off_a_row_is_no_row_of_its_own() -> None:
    """A repeated head keeps what is merged downward; the end of a sentence goes with its row."""
    rows = "\n".join(
        (
            "序号\t任务\t牵头单位\t配合单位",
            "1\t推广滴灌\t市甲局\t市乙局",
            "序号\t任务\t牵头单位\t配合单位",
            "\t并改造灌区",
            "2\t供水。建设水\t\t市丙局",
            "\t厂。更新管网",
            "\t改造泵站。",
            "\t排水",
        )
    )
    found = named(rows)

    assert [(one.source.quote.split("\t")[0], one.agencies) for one in found] == [
        ("1", ("市甲局", "市乙局")),
        ("2", ("市甲局", "市丙局")),
        ("排水", ("市甲局", "市丙局")),
    ]


@pytest.mark.parametrize(
    ("text", "agencies", "leads"),
    [
        (
            "由市甲局牵头，会同市乙局、市丙局制定细则，各县（市、区）人民政府配合。",
            "市甲局 市乙局 市丙局 各县（市、区）人民政府",
            "市甲局",
        ),
        ("市甲局会同市乙局组织实施。", "市甲局 市乙局", ""),
        (
            "市甲局、乙局分别牵头制定方案，市丙局等部门配合。",
            "市甲局 市乙局 市丙局",
            "市甲局 市乙局",
        ),
        ("工程由国家甲委会同乙部、丙部等部门组织实施。", "国家甲委 乙部 丙部", ""),
        ("配合单位为市甲局、市乙局。", "市甲局 市乙局", ""),
        ("以市甲局为主，市乙局配合。", "市甲局 市乙局", ""),
    ],
)
def test_units_are_named_in_sentences(text: str, agencies: str, leads: str) -> None:
    """会同, 分别牵头, …为…单位 and 以…为主."""
    (found,) = named(text)

    assert (found.agencies, found.leads) == (tuple(agencies.split()), tuple(leads.split()))


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("加强巡查（市甲局）。", "市甲局"),
        ("加强巡查（县甲局、乙局）；加强宣传。", "县甲局 县乙局"),
        ("完善标准（国家能源局）。", "国家能源局"),
        ("1.加强巡查（县甲局、乙局）\n2.加强宣传", "县甲局 县乙局"),
        ("委托第三方机构（市甲中心）。", None),
        ("报主管部门（市甲局）。", None),
        ("报甲部乙司（国家甲办公室）。", None),
        ("印发《方案》（市甲局）。", None),
        ("各级党校（行政学院）。", None),
        ("纳入资金（市级财政）。", None),
        ("统筹城乡（县、区）。", None),
        ("向企业（市甲局）报告。", None),
    ],
)
def test_a_bare_bracket_before_a_stop_names_offices_alone(text: str, agencies: str | None) -> None:
    """Inside a sentence a bracket explains the name before it, unless it ends what is to be done."""
    document = document_of(text)

    found = extract_responsibilities(document, whole_clause(document))

    assert [one.agencies for one in found] == ([tuple(agencies.split())] if agencies else [])


def test_a_title_is_followed_by_its_units() -> None:
    """A line of title and bracket is no heading alone: the bracket is a fact, and no part of the title."""
    parsed = parse_document(
        document_of(
            "某县节水方案\n一、任务分工\n（一）整治停车（责任单位：县甲局）\n规范停车。\n（二）整治广告（县乙局）\n1.拆除广告。\n"
            "二、重点企业（含国有企业）\n（一）节水（县甲局、县乙局）\n（二）供水（城区）\n完成供水。"
        )
    )

    titles = [one.titles for one in parsed.clauses]
    assert titles[0] == ("整治停车",)
    assert ("节水",) in titles
    assert [head.title for head in parsed.heads] == [
        "某县节水方案",
        "任务分工",
        "重点企业（含国有企业）",
        "供水（城区）",
    ]
    assert [one.source.quote for one in parsed.facts.responsibilities] == [
        "（责任单位：县甲局）",
        "（县乙局）",
        "（县甲局、县乙局）",
    ]


def test_what_a_list_covers_begins_with_words() -> None:
    """The stop behind the bracket above is no part of the sentence below."""
    first, second = named("一、任务\n（一）节水。完成甲（市甲局牵头）。完成乙（市乙局牵头）。")

    assert first.covers is not None
    assert second.covers is not None
    assert second.covers.quote == "完成乙"


def test_the_items_of_a_markdown_list_are_one_list() -> None:
    """Signs of lists and of bold type part no lines that belong together."""
    text = "一、任务\n（一）节水。做好节水。\n- **牵头单位：** 市甲局\n- **完成时限**：6月\n- **配合单位：** 市**乙**局、丙局"
    (found,) = named(text)

    assert found.agencies == ("市甲局", "市乙局", "市丙局")
    assert found.leads == ("市甲局",)


@pytest.mark.parametrize("mark", ["*", "_", "**", "__"])
def test_bold_and_italic_brackets_name_their_units(mark: str) -> None:
    """Markdown sets off a bracket with * or _, once or twice, whole or part by part."""
    whole = f"一、任务\n（一）节水。做好节水。（{mark}牵头单位：市甲局；责任单位：市乙局{mark}）"
    parts = f"一、任务\n（一）节水。做好节水。（{mark}牵头单位：市甲局{mark}；{mark}责任单位：市乙局{mark}）"
    units = f"一、任务\n（一）节水。做好节水。（牵头单位：{mark}市甲局{mark}；责任单位：{mark}市乙局{mark}、市丙局）"
    assert [named(text)[0].agencies for text in (whole, parts)] == [("市甲局", "市乙局")] * 2
    assert named(units)[0].agencies == ("市甲局", "市乙局", "市丙局")
    assert {named(text)[0].leads for text in (whole, parts, units)} == {("市甲局",)}


@pytest.mark.parametrize(
    "text",
    [
        "由市甲局牵头，市乙局、市丙局等部门配合。",
        "由市甲局、市乙局等单位牵头。",
        "市甲局牵头，会同市乙局等制定细则。",
    ],
)
def test_sentences_keep_that_others_take_part(text: str) -> None:
    """等 and 等部门 behind those who support are kept like those behind the lead."""
    (found,) = named(text)

    assert found.others


@pytest.mark.parametrize(
    "text",
    [
        "由负责综合协调的部门责令改正。",
        "县人民政府负责清洁生产综合协调的部门责令改正。",
        "会同有关部门办理。",
    ],
)
def test_words_for_a_kind_of_unit_name_none(text: str) -> None:
    """负责…的部门 and 有关部门 are no names."""
    assert named(text) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "责任单位：市局\n",
        "〔（【",
        "以下均需不再列出",
        "市、",
        "省 局 ",
        "会同",
        "建（县局），",
        "建（县局）；",
        "（甲）",
    ],
)
def test_hostile_lists_are_read_in_proportion(piece: str) -> None:
    """Ten thousand repetitions take about 8 times the work of an eighth of them."""
    assert_in_proportion(
        lambda document: extract_responsibilities(document, whole_clause(document)),
        lambda times: document_of(piece * times),
        625,
    )


@pytest.mark.parametrize(
    "text", ["任务\t牵头单位\n节水\t市甲局{}市乙局\n", "责任单位：市甲局{}市乙局\n"]
)
def test_blanks_between_units_are_read_in_proportion(text: str) -> None:
    """A scan or a page of the web may leave thousands of them in a cell or on a line."""
    assert_in_proportion(
        lambda document: extract_responsibilities(document, whole_clause(document)),
        lambda blanks: document_of(text.format(" " * blanks)),
        2_000,
    )


WEB = """<html><body><h1>节水方案</h1><p>一、目标</p><p>到2030年，用水下降。</p><p>二、分工</p><table>
<tr><th>任务</th><th>牵头单位</th><th>配合单位</th></tr>
<tr><td>农业节水</td><td rowspan="2">市甲局</td><td><p>市乙局、</p><p>丙局</p></td></tr>
<tr><td>工业节水</td><td>市丁局</td></tr></table></body></html>"""


def test_a_table_of_a_web_page_keeps_its_columns(tmp_path: Path) -> None:
    """A cell over two rows leads both; the cells right of it stay in their columns."""
    path = tmp_path / "方案.html"
    path.write_text(WEB, encoding="utf-8")

    first, second = parse_document(read_document(path)).facts.responsibilities

    assert (first.agencies, first.leads) == (("市甲局", "市乙局", "市丙局"), ("市甲局",))
    assert (second.agencies, second.leads) == (("市甲局", "市丁局"), ("市甲局",))
    assert second.source.quote == "工业节水\t〃\t市丁局"


def test_a_table_of_a_word_file_names_units(tmp_path: Path) -> None:
    """Merged cells of Word read the same way."""
    below = "<w:vMerge/>"
    rows = table(
        cell("任务") + cell("牵头部门") + cell("配合部门"),
        cell("农业节水")
        + cell("市甲局", properties='<w:vMerge w:val="restart"/>')
        + cell("市乙局"),
        cell("工业节水") + cell("", properties=below) + cell("市丁局、戊局"),
    )
    path = tmp_path / "方案.docx"
    path.write_bytes(word_file(paragraph("任务分工表") + rows))

    first, second = parse_document(read_document(path)).facts.responsibilities

    assert (first.agencies, first.leads) == (("市甲局", "市乙局"), ("市甲局",))
    assert (second.agencies, second.leads) == (("市甲局", "市丁局", "市戊局"), ("市甲局",))


def test_an_empty_cell_beside_merged_ones_names_nobody(tmp_path: Path) -> None:
    """A file says which cells are merged; what it leaves empty is empty."""
    html = WEB.replace(
        "</table>", "<tr><td>生活节水</td><td></td><td>市戊局</td></tr></table>"
    ).replace(
        '<td rowspan="2">市甲局</td><td><p>市乙局、</p><p>丙局</p></td>',
        "<td>市甲局</td><td rowspan='2'>市乙局</td>",
    )
    path = tmp_path / "方案.html"
    path.write_text(html, encoding="utf-8")

    found = parse_document(read_document(path)).facts.responsibilities

    assert [one.agencies for one in found] == [
        ("市甲局", "市乙局"),
        ("市丁局", "市乙局"),
        ("市戊局",),
    ]


def test_notes_and_scopes_survive_saving(tmp_path: Path) -> None:
    """What a list covers, who made its leads and who is shared are stored with it."""
    note = "列第一位的为牵头单位，下同；以下均需各区人民政府落实，不再列出"
    text = f"一、任务\n（一）节水。完成甲。（市甲局、乙局，{note}）完成乙。（市丙局、丁局）{TASKS}"
    parsed = parse_document(document_of(text))

    save_parsed([parsed], tmp_path / "parsed.jsonl")

    assert next(iter(load_parsed(tmp_path / "parsed.jsonl"))) == parsed
    assert parsed.facts.responsibilities[1].covers is not None
    assert parsed.facts.responsibilities[1].lead_source is not None
    assert parsed.facts.responsibilities[1].shared is not None


@pytest.mark.parametrize(
    ("content", "agencies", "leads", "supports"),
    [
        ("责任单位：市甲局，配合单位：市乙局、丙局等", "市甲局 市乙局 市丙局", "", "- 配合 配合"),
        ("牵头单位：市甲局；参与单位：市乙局", "市甲局 市乙局", "市甲局", "- 参与"),
        (
            "主办单位：市甲局，协办单位：市乙局、丙局",
            "市甲局 市乙局 市丙局",
            "市甲局",
            "- 协办 协办",
        ),
        (
            "市甲局牵头，市乙局、丙局，市丁局配合",
            "市甲局 市乙局 市丙局 市丁局",
            "市甲局",
            "- 配合 配合 配合",
        ),
        (
            "市甲局牵头，市乙局按职责分工负责，市丙局参与",
            "市甲局 市乙局 市丙局",
            "市甲局",
            "- - 参与",
        ),
        ("责任单位：市甲局牵头，市乙局按职责分工负责", "市甲局 市乙局", "市甲局", ""),
        ("责任单位：市甲局、市乙局", "市甲局 市乙局", "", ""),
        ("配合单位：市甲局", "市甲局", "", "配合"),
    ],
)
def test_each_unit_has_the_part_that_the_text_gives_it(
    content: str, agencies: str, leads: str, supports: str
) -> None:
    """Those who lead, those who answer and those who only support are told apart, by the text's word."""
    (found,) = named(f"一、任务\n（一）节水。做好节水。（{content}）\n（二）供水。做好供水。")

    assert (found.agencies, found.leads) == (tuple(agencies.split()), tuple(leads.split()))
    assert found.supports == tuple("" if one == "-" else one for one in supports.split())


def test_columns_and_lines_keep_the_parts_of_units() -> None:
    """A column of 配合单位, and a line of it, says who supports; so does running text."""
    rows = named("任务\t牵头单位\t配合单位\n节水\t市水利局\t市住建局、财政局")
    lines = named("一、任务\n（一）节水。做好节水。\n责任单位：市甲局\n配合单位：市乙局")
    prose = named("一、任务\n（一）节水。由市甲局牵头，市乙局会同市丁局制定，市丙局配合。")

    assert [one.support_of for one in rows] == [{"市住建局": "配合", "市财政局": "配合"}]
    assert [one.support_of for one in lines] == [{"市乙局": "配合"}]
    assert [one.support_of for one in prose] == [{"市丙局": "配合"}]


def test_the_parts_of_units_are_kept_on_disk(tmp_path: Path) -> None:
    """What was stored is read again."""
    parsed = parse_document(
        document_of("一、节水\n做好节水。（责任单位：市甲局，配合单位：市乙局）")
    )
    path = tmp_path / "parsed.jsonl"

    save_parsed([parsed], path)

    assert list(load_parsed(path)) == [parsed]
    assert parsed.facts.responsibilities[0].supports == ("", "配合")


def test_the_head_of_a_table_proves_who_leads_its_rows() -> None:
    """It is cited with each row whose columns are 牵头 and 配合, not with those of one column."""
    parts = "任务\t牵头单位\t配合单位\n节水\t市水利局\t市财政局\n供水\t市住建局\t"
    alone = "任务\t责任单位\n节水\t市水利局"
    bars = "| 任务 | 牵头单位 |\n|---|---|\n| 节水 | 市水利局 |"
    heads = [
        [
            one.lead_source and one.lead_source.quote
            for one in named(f"一、分工\n按下表落实。\n{table}")
        ]
        for table in (parts, alone, bars)
    ]

    assert heads == [["任务\t牵头单位\t配合单位"] * 2, [None], ["| 任务 | 牵头单位 |"]]


def test_the_lines_of_a_cell_in_markdown_name_units() -> None:
    """A tag parts them, and bold is no part of a name."""
    rows = "| 任务 | 牵头单位 | 配合单位 |\n|---|---|---|\n| 节水 | **市甲局** | 市乙局<br>市丙局 |"
    (found,) = named(f"一、分工\n{rows}")

    assert found.agencies == ("市甲局", "市乙局", "市丙局")
