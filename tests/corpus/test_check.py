"""The check of a document: every figure against a small document counted by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.check import DocumentCheck, Lines, Remark, blank_pages, check_document
from corpus.check_brackets import count_brackets
from corpus.check_leads import loose_leads
from corpus.check_listing import MOST_WARNINGS, check_lines, check_row
from corpus.check_numbers import Reason, refused_lines
from corpus.facts import Facts, ParsedDocument
from corpus.model import Document, Span
from corpus.structure import parse_document
from tests.corpus.factories import document_of
from tests.growth import assert_in_proportion

PLAN = """某某市节水方案

一、总体目标
到2030年，再生水利用率达到25%以上。
二、主要任务
（一）管网改造。更新老旧管网（CCUS）。（责任单位：市水利局、住建局）
（二）灌区改造。推广滴灌。（市农业农村局牵头，市水利局配合）
三、附则
本方案自印发之日起施行。
"""


def check_of(text: str) -> DocumentCheck:
    return check_document(parse_document(document_of(text, "方案")))


def test_the_figures_of_a_plan() -> None:
    """Characters, levels, clauses, brackets and targets, counted by hand."""
    check = check_of(PLAN)

    assert (check.inside, check.characters) == (122, 122)
    assert check.levels == {1: 3, 2: 2}
    assert (check.heads, check.clauses) == (3, 4)
    assert (check.brackets.counted, check.brackets.parsed, check.brackets.other) == (2, 2, 0)
    assert (check.tasks, check.targets) == (3, 1)
    assert check.lengths[-1] == len(
        "（一）管网改造。更新老旧管网（CCUS）。（责任单位：市水利局、住建局）"
    )
    assert (check.longest and check.longest.id) == "方案/二/（一）"
    assert (check.warnings, check.refused, check.is_fallback) == ((), (), False)


def test_lost_characters_are_told_with_their_line() -> None:
    """A clause taken away leaves its text outside; the line is that of its first character."""
    parsed = parse_document(document_of(PLAN))
    check = check_document(
        replace(parsed, clauses=parsed.clauses[1:], facts=Facts())  # its first clause is lost
    )

    assert check.characters - check.inside == len("到2030年，再生水利用率达到25%以上。")
    assert check.warnings[0] == Remark(
        line=4, text="21 个字，文字不在任何条款或标题里：到2030年，再生水利用率达到25%以上。"
    )


def test_characters_in_two_units_are_told() -> None:
    """A clause that is there twice does not count twice."""
    parsed = parse_document(document_of(PLAN))
    doubled = replace(parsed, clauses=(parsed.clauses[0], *parsed.clauses))
    check = check_document(doubled)

    assert check.inside == check.characters
    assert check.warnings[0].text.startswith("21 个字，文字重复归入：到2030年")


def test_a_bracket_that_was_not_read_is_told() -> None:
    """The count is its own: where the parser gives nothing, it still finds the bracket."""
    parsed = parse_document(document_of(PLAN))
    check = check_document(replace(parsed, facts=Facts()))

    assert (check.brackets.counted, check.brackets.parsed) == (2, 0)
    assert check.warnings[0] == Remark(
        line=6, text="责任括注没有读出：（责任单位：市水利局、住建局）"
    )


def test_a_document_without_structure_says_so() -> None:
    """Paragraphs alone are cut as they are, which is told for the whole document."""
    check = check_of("各有关单位按要求做好工作。\n\n请于月底前报送。")

    assert check.is_fallback
    assert check.warnings == (Remark(line=None, text="没有找到编号或标题，按自然段切分"),)


def test_a_statute_is_structure() -> None:
    """Articles count as numbered units although they are no heads."""
    check = check_of("第一条 为了节水，制定本办法。\n第二条 本办法适用于全市。")

    assert (check.levels, check.heads, check.is_fallback) == ({1: 2}, 0, False)


def test_pages_without_text_are_named() -> None:
    """A page is blank where nothing but blanks stands between its offset and the next."""
    text = "一、甲。\n \n二、乙。\n"
    document = Document(
        id="a", title="a", text=text, source="a.pdf", content_hash="", pages=(0, 5, 7, len(text))
    )

    assert blank_pages(document) == (2, 4)
    assert blank_pages(document_of(text)) == ()
    remarks = check_document(parse_document(document)).warnings
    assert remarks[0] == Remark(line=2, text="第 2 页没有文字（可能是扫描页）")


def test_pages_that_were_recognised_are_named() -> None:
    """Of those that OCR read, the ones without a word of text are told of as such only."""
    text = "一、甲。\n \n二、乙。\n"
    document = Document(
        id="a", title="a", text=text, source="a.pdf", content_hash="", pages=(0, 5, 7),
        ocr_pages=(2, 3),
    )  # fmt: skip
    check = check_document(parse_document(document))
    pages = "  共 3 页，没有文字的：第 2 页，文字识别（OCR）的：第 3 页"
    assert pages in list(check_lines(check))
    assert (check_row(check)["blank_pages"], check_row(check)["ocr_pages"]) == ([2], [3])


def test_a_number_that_follows_nothing_is_told() -> None:
    """Heads out of sequence are counted; numbers that run through the chapters are in sequence."""
    parsed = parse_document(document_of("一、甲\n（一）子。做事。\n二、乙\n（二）丑。做事。"))
    assert check_document(parsed).sequence_faults == 0

    without = replace(parsed, clauses=(parsed.clauses[1],), heads=(parsed.heads[1],))
    check = check_document(without)
    assert check.sequence_faults == 2
    assert "编号不接续：二、乙" in {warning.text for warning in check.warnings}


def test_a_number_directly_before_a_year_is_in_sequence() -> None:
    """1.2024年 is the first number with a year behind it, so that 2. goes on with it."""
    check = check_of("一、任务\n1.2024年底前改造锅炉。\n2.加强巡查。\n3.0400年底前改造泵站。")

    assert (check.sequence_faults, check.warnings, check.refused) == (0, (), ())


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("第一条 下列行为：\n（一）甲；\n（二）乙。", [Reason.ARTICLE, Reason.ARTICLE]),
        ("一、甲\n专栏1 工程\n（一）子。\n\n\n二、乙", [Reason.BOX]),
        ("一、甲\n2030 年前达峰。\n25%，较上年提高。", [Reason.FIGURE, Reason.FIGURE]),
        ("一、甲\n做事。\n五、戊", [Reason.SEQUENCE]),
        ("一、甲\n做事。\n第五条的规定另行公布。", [Reason.REFERENCE]),
        ("一、甲\n项目\t2020\t2025\n1.甲\t1\t2", [Reason.TABLE]),
        ("一、甲\n附件：1.表格\n2.名单\n3.说明", [Reason.ANNEXES, Reason.ANNEXES]),
        ("一、甲\n做事。\n2.1总则\n做事。", [Reason.UNKNOWN]),
        ("一、甲\n2.1总则\n做事。", [Reason.UNKNOWN]),
        ("一、甲\n做事\n（二）", [Reason.ALONE]),
        (
            "一、甲\n（一）子\n做好全市各项供水工作并且报告。\n用水量的\n（一）指标",
            [Reason.UNFINISHED],
        ),
        ("一、甲\n做事。\n注：1.数据为预计数。\n2.目标以下达为准。", [Reason.NOTES]),
        ("一、甲\n做事。\n3.森林覆盖率（%） 约束性", [Reason.TABLE]),
        ("一、甲\n项 60 70\n12森林覆盖率\n率 80 90", [Reason.TABLE]),
        ("一、甲\n附件：1.长的表格名称\n后半\n2.名单", [Reason.ANNEXES]),
    ],
)
def test_refused_lines_have_their_reason(text: str, reasons: list[Reason]) -> None:
    """A line that starts like a number and opens nothing says why, where that can be told."""
    refused = refused_lines(parse_document(document_of(text)))

    assert [one.reason for one in refused] == reasons


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (
            "一、甲\n加强组织领导。各部门要落实各自的责任。\n强化资金保障。各部门要安排资金预算。",
            [],
        ),
        ("一、甲\n专栏1 工程\n节水改造工程。改造一批老旧的供水管网。\n\n\n二、乙", [Reason.BOX]),
        ("第一条 为了节水。\n建立管理制度。有关部门按照职责分工落实。", [Reason.ARTICLE]),
        ("一、甲\n做好节水改造与供水\n设施建设。有关部门按照职责分工落实。", [Reason.UNFINISHED]),
        ("一、甲\n做事。\n这是重要的举措。有关部门按照职责分工落实。", [Reason.SENTENCE]),
        ("一、甲\n（一）乙。做事。\n加强组织领导。各部门要落实各自的责任。", [Reason.LONELY]),
    ],
)
def test_a_lead_phrase_that_opens_nothing_has_its_reason(text: str, reasons: list[Reason]) -> None:
    """A short first sentence that opens no clause says why, where that can be told."""
    parsed = parse_document(document_of(text))

    assert [one.reason for one in loose_leads(parsed)] == reasons


def test_lead_phrases_in_parallel_that_open_nothing_are_unexplained() -> None:
    """Two such paragraphs in one clause are a fault of the parser, and counted as one."""
    parsed = parse_document(document_of("一、甲\n做事。"))
    text = "一、甲\n加强组织领导。各部门要落实各自的责任。\n强化资金保障。各部门要安排资金预算。"
    whole = replace(parsed.clauses[0], titles=(), span=Span(start=4, end=len(text)))
    found = loose_leads(
        ParsedDocument(
            document=replace(parsed.document, text=text),
            heads=parsed.heads,
            clauses=(whole,),
            facts=Facts(),
        )
    )

    assert [(one.line, one.reason) for one in found] == [(2, Reason.UNKNOWN), (3, Reason.UNKNOWN)]


def test_an_article_in_twice_the_same_words_is_no_refused_number() -> None:
    """Lists that repeat word for word open clauses each time."""
    text = "一、甲\n（一）子\n1.填表。\n2.盖章。\n（二）丑\n1.填表。\n2.盖章。\n二、乙\n（一）子\n1.填表。\n2.盖章。"

    assert refused_lines(parse_document(document_of(text))) == ()


def test_a_wrapped_line_that_starts_with_a_figure_is_a_figure() -> None:
    """1.1 万吨/日 in the middle of a sentence numbers nothing."""
    line = "全市新建改建污水处理厂三座并且使城市的处理能力提高到每日"
    text = (
        "一、甲\n" + f"{line}\n1.1 万吨/日，达到全省先进水平并继续提升运行管理质量和效益。\n" * 15
    )

    reasons = {one.reason for one in refused_lines(parse_document(document_of(text)))}

    assert reasons == {Reason.FIGURE}


def test_after_a_refused_number_its_reason_holds_on() -> None:
    """（二） and （三） of a list that was not seen to begin are as unexplained as its （一）."""
    parsed = parse_document(document_of("一、甲\n做事。"))
    text = "一、甲\n（一）子。\n做事。\n（二）丑。\n（三）寅。"
    document = replace(parsed.document, text=text)
    head = parsed.heads[0]
    whole = replace(parsed.clauses[0], span=Span(start=head.span.end, end=len(text)))
    refused = refused_lines(
        ParsedDocument(document=document, heads=(head,), clauses=(whole,), facts=Facts())
    )

    assert [one.reason for one in refused] == [Reason.UNKNOWN] * 3
    assert [one.line for one in refused] == [2, 4, 5]


@pytest.mark.parametrize(
    "bracket",
    [
        "（责任单位：市水利局）",
        "(牵头单位:省发展改革委;配合单位:省财政厅、各市、县(区)人民政府)",
        "（市工信局、发改委，各县（市）区人民政府）",
        "（国家发展改革委牵头，工业和信息化部、\n生态环境部配合）",
        "（ 省 工 信 厅 、 省 发 展 改 革 委 等 按 职 责 分 工 负 责 ）",
        "〔责任单位：市经信局〕",
        "[责任部门：市经信局]",
        "\n牵头单位：市林业局",
        "（教体局牵头，发改、财政、住建等部门配合）",
        "（民政、财政等部门及各乡镇负责）",
        "（省甲办（省乙办）会同省直有关部门）",
    ],
)
def test_brackets_that_name_who(bracket: str) -> None:
    """Labelled, shared or bare lists behind a sentence; other brackets, spaced print, lines."""
    text = f"做好节水工作。{bracket}\n另起一段。"
    (found,) = count_brackets(text)

    assert found.of(text).strip("〕]") == bracket.strip("\n〕]")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("一、修路（县交通局、国网某县供电公司）\n修建路面。", 1),
        ("新建堤防（县水利局），新建学校2所（县教育局、移动公司），疏浚河道（县农业局）。", 3),
        ("新建堤防（县水利局），改造泵站12座。", 0),
        ("召集人（县水利局），成员单位（县住建局）。", 0),
        ("做好节水（县水利局、县住建局）。", 1),
    ],
)
def test_bare_lists_inside_lines_are_counted_where_they_close_words(text: str, count: int) -> None:
    """At the end of a head, of a sentence, of each of its parts; not behind names and alone."""
    assert len(count_brackets(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "碳捕集（CCUS）。",
        "水利局（以下简称市局）负责。",
        "做好工作。（闽工信规〔2023〕5号）",
        "由市水利局负责（电话：123）。",
        "严格“一企一库”（重点工业企业、尾矿库）管理。",
        "医药（化学药、中药、生物药）。",
        "办法由市水利局负责解释。（市水利局负责解释）",
        "未闭合（市水利局、市住建局",
    ],
)
def test_brackets_of_other_purposes(text: str) -> None:
    """Explanations, short names, document numbers and open brackets name nobody."""
    assert count_brackets(text) == ()


@pytest.mark.parametrize(
    "text_of",
    [
        lambda times: "（" * times,
        lambda times: "）" * times,
        lambda times: "（市局" * (times // 2) + "）" * (times // 2),
        lambda times: "责任单位：" * times,
        lambda times: "一、" * times,
        lambda times: "1." * times,
        lambda times: "第一条" * times,
        lambda times: "1 " * times,
        lambda times: "附件 " * times,
        lambda times: "（一）\n" * times,
        lambda times: "1.1\n" * times,
        lambda times: "。责任单位：局\n" * (times // 4),
        lambda times: "建（县局），" * (times // 4),
    ],
    ids=lambda text_of: text_of(4)[:4].strip(),
)
def test_adversarial_text_is_checked_in_proportion(text_of: Callable[[int], str]) -> None:
    """No text makes the count or the lines crawl; the whole is one clause here."""

    def document(times: int) -> ParsedDocument:
        text = document_of(f"甲{text_of(times)}")
        return ParsedDocument(document=text, heads=(), clauses=(), facts=Facts())

    assert_in_proportion(check_document, document, 1_250)


def test_a_list_beyond_its_largest_number_is_told() -> None:
    """Numbers of four digits open nothing, for years stand so; the check says it."""
    text = "\n".join(f"{number}.事项。落实到位。" for number in range(1, 1003))

    refused = refused_lines(parse_document(document_of(f"一、任务\n{text}")))

    assert [one.reason for one in refused] == [Reason.LARGE] * 3


CODES = "一、指南\n1011高效材料\n研究材料。\n1012节水设备\n研究设备。{}1013新型技术\n研究技术。\n1014监测方法\n研究方法。\n1015评估方法\n研究评估。"


def test_a_code_that_opens_nothing_is_told() -> None:
    """Codes count on: one that stands inside a line was missed, and its text hangs on another."""
    whole = check_of(CODES.format("\n"))
    torn = check_of(CODES.format(""))

    assert [one.text for one in whole.warnings] == []
    assert [(one.line, one.text[:15]) for one in torn.warnings] == [(5, "代码 1013 没有读作标题，")]


def test_a_text_that_no_title_begins_is_told() -> None:
    """Behind the signature a second text counts from one: its mark was lost; with a mark all is well."""
    notice = "关于做好节水的通知\n一、节水\n做好节水。\n二、用水\n做好用水。\n某市水利局\n2024年5月1日\n{}一、申报\n办理申报。\n二、评审\n组织评审。"

    lost = check_of(notice.format(""))
    marked = check_of(notice.format("附件1\n申报指南\n"))

    assert [(one.line, one.text[:9]) for one in lost.warnings] == [(8, "从头编号：一、申报")]
    assert marked.warnings == ()


def test_lines_count_from_one() -> None:
    """An offset lies on the line whose break comes at or behind it."""
    lines = Lines("甲\n乙丙\n")

    assert [lines.of(at) for at in range(5)] == [1, 1, 2, 2, 2]


def test_the_listing_reads_as_lines() -> None:
    """One line a matter; nothing to look at is said too."""
    assert list(check_lines(check_of(PLAN))) == [
        "《某某市节水方案》（方案.txt）",
        "  正文 122 字，在条款或标题里的 122 字（全部）",
        "  编号 一级 3、二级 2；单独成行的标题 3 个",
        "  条款 4 条，最长 36 字（第 6 行，方案/二/（一））",
        "  责任括注 另行计数 2 处，读出 2 处",
        "  任务 3 项、目标 1 个、约束与鼓励 0 句",
        "  罚则 0 处、门槛与限值 0 个",
        "  没有要留意的地方",
    ]


def test_many_warnings_are_shortened_in_the_listing_only() -> None:
    """The listing stops at twenty and says how many more there are; the row has all."""
    check = replace(check_of(PLAN), warnings=tuple(Remark(line=n, text="x") for n in range(1, 31)))
    lines = list(check_lines(check))

    assert lines[-1] == "    另有 10 处，用 --json 查看"
    assert len([line for line in lines if line.endswith("：x")]) == MOST_WARNINGS
    assert len(check_row(check)["warnings"]) == 30


def test_the_row_is_json() -> None:
    """Every value of the row can be written as JSON, and holds what the lines say."""
    row = json.loads(json.dumps(check_row(check_of(PLAN)), ensure_ascii=False))

    assert row["brackets"] == {"counted": 2, "parsed": 2, "other": 0}
    assert row["levels"] == {"1": 3, "2": 2}
    assert row["lengths"] == {"p50": 21, "p95": 30, "max": 36}
    assert (row["fallback"], row["unexplained"], row["pages"]) == (False, 0, None)


def test_the_shipped_plans_have_nothing_to_look_at(plans: tuple[ParsedDocument, ...]) -> None:
    """Every character is placed and every bracket read: 44 of the city, 25 of the province."""
    checks = [check_document(parsed) for parsed in plans]

    assert [check.warnings for check in checks] == [(), ()]
    assert [check.inside == check.characters for check in checks] == [True, True]
    assert [check.brackets.counted for check in checks] == [44, 25]
    assert [check.brackets.parsed for check in checks] == [44, 25]


def test_statutes_in_one_file_are_texts_of_their_own() -> None:
    """Each is cited by its own title, and the check says that they stand together."""
    first = "".join(f"第{one}条 本市加强节水。\n" for one in "一二三四")
    text = (
        f"青禾市节水条例\n（2020年1月1日通过）\n{first}\n"
        f"青禾市绿化条例\n2021年3月1日青禾市人大常委会通过\n第一章 总则\n{first}"
    )
    parsed = parse_document(document_of(text))
    found = [one.path.numbers for one in parsed.clauses if one.path.numbers[-1] == "第二条"]
    remarks = [one.text for one in check_document(parsed).warnings]

    assert found == [("第二条",), ("《青禾市绿化条例》", "第一章", "第二条")]
    assert any("《青禾市绿化条例》" in one for one in remarks)


def test_a_name_of_a_file_that_stands_in_for_a_title_is_told() -> None:
    """The listing says so where the text has no title and the name is none."""
    bare = check_of("各单位：\n请于5月前报送材料。")

    assert "没有找到标题，用了文件名" in "".join(check_lines(bare))
