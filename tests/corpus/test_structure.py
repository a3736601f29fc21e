"""Numbering, headings and leaf clauses, in a table of small documents."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.model import ClauseRole, Span
from corpus.reader import from_text
from corpus.structure import parse_document, split_clauses
from corpus.view import fold_width, split_sentences, view_of
from tests.corpus.factories import document_of

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "structure.jsonl").read_text("utf-8").splitlines()
]


def read(text: str):
    return from_text(text, path=Path("样本.txt"), content_hash="")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_document_is_cut_at_its_numbers_in_sequence(case: dict[str, object]) -> None:
    """Headings and clauses carry the labels an official would write."""
    heads, clauses = split_clauses(read(str(case["text"])))

    assert [head.path.label for head in heads if head.level] == case["heads"]
    assert [clause.path.label for clause in clauses] == case["clauses"]


def test_a_blank_parts_names_from_texts_where_siblings_are_made_alike() -> None:
    """A row of （一）名称 正文 has names; a blank that a page has put into a sentence makes none."""
    text = "\n".join(
        (
            "一、任务",
            "（一）实施小区改造 到2027年，完成200个小区改造。",
            "（二）完善城市设施　加快补齐短板，新建管网300公里。",
            "二、附则",
            "（一）财政部门应当 及时拨付资金。",
            "（二）资金使用单位应当接受监督。",
        )
    )
    clauses = split_clauses(read(text))[1]

    assert [clause.titles for clause in clauses] == [
        ("实施小区改造",),
        ("完善城市设施",),
        ("财政部门应当 及时拨付资金",),
        ("资金使用单位应当接受监督",),
    ]


def test_roles_follow_the_headings() -> None:
    """The customary parts of a plan are told by what stands above a clause."""
    text = "\n".join(
        (
            "为做好工作，制定本方案。",
            "一、总体要求",
            "（一）指导思想",
            "以新发展理念为指导。",
            "（二）基本原则",
            "坚持统筹。统筹推进。",
            "坚持创新。创新驱动。",
            "（三）主要目标",
            "到2030年，取得进展。",
            "二、主要任务",
            "（一）建设管网。加快建设。",
        )
    )

    roles = [clause.role for clause in split_clauses(read(text))[1]]

    assert roles == [
        ClauseRole.PREAMBLE,
        ClauseRole.GUIDELINE,
        ClauseRole.PRINCIPLE,
        ClauseRole.PRINCIPLE,
        ClauseRole.GOAL,
        ClauseRole.TASK,
    ]


def test_a_box_hangs_on_the_task_above_it() -> None:
    """A 专栏 names the clause whose agencies answer for it."""
    text = "一、任务\n1.甲。做甲。（责任单位：市甲局）\n\n专栏1 工程\n\n建设一批工程。\n\n\n2.乙。做乙。"

    task, box, following = split_clauses(read(text))[1]

    assert (box.role, box.host_id) == (ClauseRole.BOX, task.id)
    assert following.host_id is None


def test_a_paragraph_with_two_lead_phrases_is_one_clause_with_two_titles() -> None:
    """Two lead phrases set in parallel share the paragraph and its one bracket."""
    filler = "完善有关办法，落实各方责任，做到有部署、有检查、有总结，确保各项工作按期完成、取得实际成效，并及时总结推广好的经验做法。"
    text = (
        f"（一）创新\n加强技术攻关。研发甲。{filler}推广先进装备。使装备用于乙。{filler}（省甲厅）"
        f"\n强化平台建设。建设丙。{filler}（省甲厅）"
    )

    first, second = split_clauses(read(text))[1]

    assert first.titles == ("加强技术攻关", "推广先进装备")
    assert second.titles == ("强化平台建设",)


def test_headings_keep_the_characters_of_the_document() -> None:
    """What is matched in one width is shown in the width of the text."""
    text = "一、（试点）城市\n（一）５Ｇ网络。建设基站。"

    heads, clauses = split_clauses(read(text))

    assert heads[0].title == "（试点）城市"
    assert clauses[0].titles == ("５Ｇ网络",)
    assert clauses[0].path.headings[-1] == "（一）５Ｇ网络"


def test_heads_are_found_in_letters_set_apart() -> None:
    """Spaced print is read without its blanks, letters among it too; the text keeps them."""
    text = (
        "一、总体要求\n（ 一 ） 建 设 节 水 城 市 。 到 2030 年用水降低 5 %。\n"
        "（ 二 ） 推 广 G I S 系 统 。 各县共建。（ 市 水 利\n局 、 市 城 管 局 负 责 ）"
    )
    document = document_of(text)

    _, clauses = split_clauses(document)

    assert [clause.path.headings[-1] for clause in clauses] == [
        "（一）建设节水城市",
        "（二）推广GIS系统",
    ]
    assert clauses[1].span.of(document.text) == text.split("5 %。\n")[1]


def test_markdown_is_read_without_its_signs() -> None:
    """Its # are heads with or without numbers, ** is no word, | parts cells; lines are not joined."""
    text = (
        "# 某某市节水方案\n\n## 全文\n\n## 总体要求\n\n### 主要目标\n\n"
        "- 到**2025年**，用水总量下降 **3%**。\n- 到2030年，用水总量下降 5%。\n\n"
        "## 重点任务\n\n**1.工业节水。** 企业**必须**装表。\n\n"
        "| 任务 | 牵头单位 | 配合单位 |\n| --- | :-: | --- |\n| 装表 | 市水利局 | 市城管局 |\n"
    )
    parsed = parse_document(document_of(text))

    assert [clause.path.headings for clause in parsed.clauses[1:]] == [
        ("总体要求", "主要目标"),
        ("重点任务", "1.工业节水"),
    ]
    assert [(one.metric, one.value, one.year) for one in parsed.facts.targets] == [
        ("用水总量", "3", 2025),
        ("用水总量", "5", 2030),
    ]
    assert [(one.agencies, one.leads) for one in parsed.facts.responsibilities] == [
        (("市水利局", "市城管局"), ("市水利局",))
    ]
    assert [one.subject for one in parsed.facts.obligations] == ["企业"]


def test_heads_run_on_in_bold_tile_the_text() -> None:
    """A head cut out of a paragraph leaves the signs round it in one of the pieces."""
    text = "**一、总则。**为了节水。**二、目的**\n甲要求乙。\n**三、附则**\n丙。"
    heads, clauses = split_clauses(document_of(text))

    held = {at for one in (*heads, *clauses) for at in range(one.span.start, one.span.end)}

    assert [at for at, sign in enumerate(text) if not sign.isspace() and at not in held] == []


def test_what_stands_behind_a_text_is_no_part_of_its_last_clause() -> None:
    """Annexes listed, names, date, notes and colophon are one clause; a day between numbers is text."""
    text = (
        "一、任务\n某某局\n2024年1月5日\n完成。\n二、附则\n1.各地落实制度。\n2.本方案自印发之日起施行。\n"
        "附件：1.任务分工表\n2.名单\n某某市人民政府\n某某市财政局\n2024年5月6日\n（此件公开发布）\n"
        "抄送：市委各部门。\n某某市人民政府办公室 2024年5月7日印发"
    )
    _, clauses = split_clauses(document_of(text))

    assert [clause.path.label for clause in clauses] == ["一", "二1", "二2", "落款"]
    assert clauses[2].span.of(text) == "2.本方案自印发之日起施行。"
    assert clauses[3].span.of(text) == text[text.index("附件") :]


def test_an_article_ends_before_the_way_it_is_published() -> None:
    """公开方式 is a note behind the last article; what a table or a front says is none."""
    text = "某某市办法\n公开方式：主动公开\n第一条 为了节水。\n第二条 自发布之日起施行。\n公开方式：主动公开"

    _, clauses = split_clauses(document_of(text))

    assert [clause.path.label for clause in clauses[-3:]] == ["第一条", "第二条", "落款"]


def test_two_sections_of_one_number_keep_their_own_ids() -> None:
    """Ids stay unique where a document repeats a number."""
    text = "一、甲\n做甲。\n附件\n一、甲\n做乙。\n附件\n一、甲\n做丙。"

    ids = [clause.id for clause in split_clauses(read(text))[1]]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "lines",
    [
        ("目录", "甲"),
        ("1.甲", "2.乙"),
        ("一、甲", "1.1 乙", "1.1.1 丙"),
        ("专栏1 甲",),
        ("附件1",),
        ("1.甲",),
    ],
    ids=lambda lines: lines[0],
)
def test_hostile_numbering_is_read_to_the_end(lines: tuple[str, ...]) -> None:
    """Twenty thousand lines that begin again and again lose nothing."""
    text = "\n".join(f"{line}{at}" for at in range(20_000 // len(lines)) for line in lines)

    heads, clauses = split_clauses(read(text))

    assert max(one.span.end for one in (*heads, *clauses)) == len(text)


def test_a_question_heads_its_answer() -> None:
    """In 问答体 the numbered question is the title of what answers it."""
    text = "一、如何申领补贴？\n本人向街道申请。\n二、按月发放吗？\n按月发放。"
    _, clauses = split_clauses(read(text))
    assert [clause.path.headings[-1] for clause in clauses] == [
        "一、如何申领补贴",
        "二、按月发放吗",
    ]


def test_a_case_is_no_part_of_the_item_above_it() -> None:
    """案例1 explains the whole answer: it stands beside its items, and cases count on through questions."""
    text = (
        "一、需要什么条件？\n（一）缴费满一年。\n（二）已经登记。\n案例1：某人未登记，能否申领？\n答：不能。\n"
        "案例2：某人已登记。\n二、如何申领？\n网上申领。\n案例3：某人线下申领。\n答：可以。"
    )
    _, clauses = split_clauses(read(text))

    assert [clause.path.label for clause in clauses] == [
        "一（一）",
        "一（二）",
        "一案例1",
        "一案例2",
        "二",
        "二案例3",
    ]


def labels(text: str) -> list[str]:
    """Return what the clauses of a text are called."""
    return [clause.path.label for clause in split_clauses(read(text))[1]]


def test_the_terms_explained_at_the_end_are_an_annex() -> None:
    """名词解释 alone on its line begins what stands beside the chapters, though no 附件 marks it."""
    text = "一、任务\n做好节水。\n二、保障\n加强保障。\n名词解释\n1.节水\n节水是指少用水。\n2.再生水\n再生水是指回用的水。"

    assert labels(text) == ["一", "二", "名词解释1", "名词解释2"]


def test_a_footnote_inside_a_sentence_opens_nothing() -> None:
    """A page puts its footnote between two lines of a sentence: a number 1 that nothing follows."""
    text = (
        "一、成效\n（一）节水成效。全市用水下降，主要行业利用量分别为\n1.利用率（%）=利用量÷总量。主要行业包括钢铁。\n"
        "万吨、二百万吨。节水成效明显。\n（二）形势。形势严峻。"
    )

    assert labels(text) == ["一（一）", "一（二）"]


def test_an_ordinal_broken_behind_its_first_character_is_no_number() -> None:
    """第 ends a line and 一、第二阶梯 begins the next: no 一、 of the document."""
    assert labels(
        "一、位置\n全市地跨三大阶梯中的第\n一、第二阶梯，物种丰富。\n二、任务\n做好保护。"
    ) == ["一", "二"]


def test_a_preface_begins_behind_whatever_stands_above_it() -> None:
    """前言 needs no finished line before it, nor a number behind."""
    assert labels("某市规划\n二〇二一年\n前言\n规划是行动纲领。\n一、基础\n基础良好。") == [
        "导语",
        "前言",
        "一",
    ]


def test_annexes_and_the_stamp_are_no_part_of_the_last_clause() -> None:
    """The day torn into one line with the 版记, and a list of annexes without a signature, end the text."""
    stamped = "一、任务\n做好节水。\n附件：节水指标\n某市水利局\n2024年1月4日某市水利局办公室2024年1月4日印发"
    listed = "一、任务\n做好节水。\n附件：节水任务表\n附件\n节水任务表\n甲县 乙县"

    assert labels(stamped) == ["一", "落款"]
    assert labels(listed) == ["一", "落款", "附件"]


def test_a_call_for_projects_counts_by_nouns() -> None:
    """专题一、 and 方向1. on lines of their own open units below 一、; mentions in a sentence do not."""
    text = "\n".join(
        (
            "一、支持重点",
            "专题一、新型能源技术",
            "方向1.高压加氢站增压技术研究",
            "面向方向2.之外的需求，开展研究。",
            "方向2.多能互补能源技术集成",
            "项目3：按年度申报。",
            "专题二、低碳技术",
            "方向1.水泥低碳生产技术",
            "开展研究。",
            "二、申报要求",
            "1.申报单位应为企业。",
        )
    )
    heads, clauses = split_clauses(read(text))
    found = [one.path.numbers for one in (*heads, *clauses) if one.path.numbers]
    assert ("一", "专题一", "方向1") in found
    assert ("一", "专题一", "方向2") in found
    assert ("一", "专题二", "方向1") in found
    assert ("二", "1") in found
    assert not [numbers for numbers in found if "项目3" in numbers]


def test_a_call_counts_its_subjects_by_codes() -> None:
    """Codes of four digits stand below the head above them, and have 1. and （1） below; years are none."""
    text = (
        "一、指南\n（一）项目指南\n1．重点专题\n①材料技术\n1011高效材料\n研究内容：（1）制备。\n1012节水设备\n研究设备。\n"
        "②其他\n2031除上述方向外，符合需要的技术。\n（二）要求\n1.须为企业。\n2022年度已立项的除外。\n"
        "二、示范\n1001技术示范\n1.企业牵头。\n2.限报一项。\n1002行业示范\n1.不限。"
    )

    assert [clause.path.label for clause in split_clauses(read(text))[1]] == [
        "一（一）1①“1011”",
        "一（一）1①“1012”",
        "一（一）1②“2031”",
        "一（二）1",
        "二“1001”1",
        "二“1001”2",
        "二“1002”1",
    ]


def test_figures_of_four_digits_that_do_not_count_on_are_no_codes() -> None:
    """A table of industries has codes of four digits too; two that count on are not enough."""
    text = "一、范围\n3110炼铁\n3120炼钢\n4412热电联产\n4413供热\n二、要求\n做好核算。"

    assert [clause.path.label for clause in split_clauses(read(text))[1]] == ["一", "二"]


def test_an_annex_without_its_mark_begins_with_its_listed_title() -> None:
    """The list at a notice's foot has the title; the lines that repeat it behind the signature begin the annex."""
    text = (
        "关于申报项目的通知\n各有关单位：\n一、重点\n支持节水。\n二、方式\n网上申报。\n附件：2024年度节水专项项目指南\n"
        "某市水利局\n2024年5月1日\n2024年度节水\n专项项目指南\n一、基础\n研究基础。\n二、示范\n开展示范。"
    )

    assert [clause.path.numbers for clause in split_clauses(read(text))[1]][-2:] == [
        ("《2024年度节水专项项目指南》", "一"),
        ("《2024年度节水专项项目指南》", "二"),
    ]


NOTICE = (
    "某市人民政府办公室关于印发某市节水行动方案的通知\n各县区：\n{body}\n某市人民政府办公室\n2022年3月1日\n"
    "（此件公开发布）\n某市节约用水三年\n行动实施方案\n为做好节水工作，制定本方案。\n一、目标\n节水。\n二、任务\n改造管网。"
)


def test_what_a_notice_prints_has_its_title_though_the_notice_calls_it_otherwise() -> None:
    """It stands behind signature and notes, on lines of its own, above the text."""
    text = NOTICE.format(body="现将《某市节水行动方案》印发给你们，请认真贯彻执行。")

    heads, clauses = split_clauses(read(text))

    assert [one.title for one in heads if not one.level][-1:] == ["某市节约用水三年行动实施方案"]
    assert clauses[1].span.of(text) == "为做好节水工作，制定本方案。"


def test_what_a_notice_with_parts_of_its_own_prints_is_a_part() -> None:
    """The numbers of the plan do not go on with those of the notice."""
    text = NOTICE.format(body="一、提高认识。各县区要提高认识。\n二、加强领导。各县区要加强领导。")

    _, clauses = split_clauses(read(text))

    title = "《某市节约用水三年行动实施方案》"
    assert [one.path.numbers[0] for one in clauses][-3:] == [title, title, title]


def test_brackets_that_text_recognition_mistook_still_number() -> None:
    """〈五〉 and (五〉 are （五）."""
    text = "\n".join(
        ("一、任务", "（一）改造。改造老旧小区。", "(二〉建设。建设新区。", "〈三〉管理。管理好。")
    )
    _, clauses = split_clauses(read(text))
    assert [one.path.label for one in clauses] == ["一（一）", "一（二）", "一（三）"]


def test_a_chapter_title_on_two_lines_is_whole() -> None:
    """Its second line is no text; what a page left above an article is no title."""
    text = "第一章健全治理体系推进环境治理\n体制机制现代化\n健全责任体系。\n第二章加强监督管理\n附则\n第一条 施行。"

    heads, _ = split_clauses(read(text))

    assert [head.title for head in heads] == [
        "健全治理体系推进环境治理体制机制现代化",
        "加强监督管理",
    ]


def test_the_mark_of_an_annex_is_no_part_of_a_title() -> None:
    """附件 above the title of the enclosed text belongs to that head, not to its name."""
    text = "关于印发《节水方案》的通知\n现将《节水方案》印发给你们。\n附件：\n节水方案\n一、任务\n推进节水。"

    heads, _ = split_clauses(read(text))

    assert heads[1].title == "节水方案"
    assert heads[1].span.of(text) == "附件：\n节水方案"


def test_the_title_of_a_box_begins_behind_a_full_line() -> None:
    """In text that a page wraps, a full line does not go on in the title of a box."""
    full = "推动各行业各领域节约集约利用水资源并加快建设再生水循环利用体系不断提升用水效率"
    lines = ["一、任务", *[full] * 24, "专栏1 节水工程", "建设一批工程。"]

    clauses = split_clauses(read("\n".join(lines)))[1]

    assert [clause.role for clause in clauses][-1] is ClauseRole.BOX


_TERMS = (
    ("海绵城市", "指能够吸水、蓄水、净水的城市，雨天吸收雨水，需要时放出来加以利用。"),
    ("“三线一单”", "指生态保护红线、环境质量底线、资源利用上线和生态环境准入清单。"),
    ("碳汇", "指通过植树造林、植被恢复等措施，吸收大气中的二氧化碳的过程。"),
)


def test_short_lines_in_a_row_head_the_text_below_them() -> None:
    """小标题 without numbers, as in a glossary, are heads where several stand in a row."""
    text = "\n".join(("一、任务", "（一）改造。改造老旧小区。", "附件", "名词解释"))
    lines = [line for term in _TERMS for line in term]
    heads, clauses = split_clauses(read("\n".join((text, *lines))))
    whole = "\n".join((text, *lines))
    assert [one.title for one in heads][-3:] == [term for term, _ in _TERMS]
    assert [one.span.of(whole) for one in clauses][-3:] == [words for _, words in _TERMS]


def test_two_short_lines_are_no_row() -> None:
    """A signature or a caption between paragraphs is no head."""
    lines = [line for term in _TERMS[:2] for line in term]
    heads, _ = split_clauses(read("\n".join(("一、说明", *lines))))
    assert [one.title for one in heads if one.level] == ["说明"]


def test_a_text_that_closes_sentences_with_points_is_read_so() -> None:
    """Fonts that call 。 a point leave no 。 at all; then a point behind Chinese closes a sentence."""
    text = (
        "一、任务\n（一）改造小区.推进改造工作.各县共同建设.\n（二）建设园区.投资2.5亿元.加快推进."
    )
    _, clauses = split_clauses(read(text))
    assert [one.titles for one in clauses] == [("改造小区",), ("建设园区",)]
    assert clauses[1].span.of(text) == "（二）建设园区.投资2.5亿元.加快推进."


def test_items_of_a_box_are_told_from_the_numbers_that_go_on_behind_it() -> None:
    """Both count in （一）: the number that comes again behind the box is the text's."""
    box = [
        f"（{number}）{name}治理工程\n建设一批设施。"
        for number, name in zip("一二三", "水气土", strict=True)
    ]
    text = "\n".join(
        ["一、任务", "（一）治水", "做好治水。", "专栏1 治理工程", *box, "（二）治气", "做好治气。"]
    )

    clauses = split_clauses(read(text))[1]

    assert [clause.path.label for clause in clauses] == ["一（一）", "一（一）专栏1", "一（二）"]


def test_items_of_a_box_are_called_alike() -> None:
    """No number comes again behind the last box of a chapter; its items are all 工程."""
    text = "\n".join(
        [
            *("一、任务", "（一）治水", "做好治水。", "专栏1 治理工程"),
            *("（一）水源治理工程", "建设一批。", "（二）河道治理工程", "整治一批。"),
            *("二、保障", "做好保障。"),
        ]
    )

    clauses = split_clauses(read(text))[1]

    assert [clause.path.label for clause in clauses] == ["一（一）", "一（一）专栏1", "二"]


def test_a_box_over_two_pages_has_its_title_on_both() -> None:
    """The second title begins no other box."""
    text = "一、任务\n做好治理。\n专栏1 治理工程\n建设一期、\n专栏1 治理工程\n二期。\n专栏2 其他工程\n建设三期。"

    clauses = split_clauses(read(text))[1]

    assert [clause.path.label for clause in clauses] == ["一", "一专栏1", "一专栏2"]


def test_a_list_of_two_classes_is_no_number() -> None:
    """一、二级保护区 begins a wrapped line, not a part."""
    text = "一、任务\n做好保护，划定\n一、二级保护区范围。\n二、保障\n做好保障。"

    clauses = split_clauses(read(text))[1]

    assert [clause.path.label for clause in clauses] == ["一", "二"]


@pytest.mark.parametrize("number", ["— 7 —", "-7一", "7一"])
def test_the_number_of_a_page_cuts_no_paragraph(number: str) -> None:
    """A sentence goes on behind it, and no lead phrase begins there."""
    begun = "加强统计。建立健全能源消费统计核算制度，完善重点用能单位在线监测系统建设，推广节能低碳先进适用技术和"
    rest = "智能化示范项目。鼓励各地探索统计方法创新。"
    text = f"一、任务\n{begun}\n{number}\n{rest}\n加强核查。组织开展年度核查工作，公布核查结果。"

    document = read(text)
    clauses = split_clauses(document)[1]

    assert [clause.titles for clause in clauses] == [("加强统计",), ("加强核查",)]
    assert view_of(document.text, clauses[0].span).text == fold_width(begun + rest)


def test_annexes_stand_side_by_side_whatever_they_hold() -> None:
    """A text that a numbered annex holds stands in it, and the next annex beside it; its own are in it."""
    text = "\n".join(
        (
            "关于印发修窖办法和护窖细则的通知",
            "现将《修窖办法》《护窖细则》印发给你们。",
            "一、抓紧落实。",
            "附件1",
            "修窖办法",
            "一、总则",
            "（一）目的。",
            "1.甲。",
            "（1）乙。",
            "附件1",
            "申报表",
            "一、填表。",
            "附件2",
            "护窖细则",
            "第一条 护窖。",
            "附件3",
            "汇总表",
            "一、填表。",
        )
    )

    heads, clauses = split_clauses(read(text))

    paths = [one.path.numbers for one in (*heads, *clauses) if one.path.numbers[-1:] != ("导语",)]
    assert ("附件1", "《修窖办法》", "附件1", "一") in paths
    assert ("附件1", "《修窖办法》", "一", "（一）", "1", "（1）") in paths
    assert ("附件2", "《护窖细则》", "第一条") in paths
    assert ("附件3", "一") in paths


def test_a_page_of_short_lines_is_no_page_layout() -> None:
    """Twenty lines without a full stop, each a few characters wide, are lines of their own."""
    text = "\n".join(
        ["一、范围", *(f"山区第{at}口水窖" for at in range(10, 34)), "二、要求", "修好。"]
    )

    assert [clause.path.label for clause in split_clauses(read(text))[1]] == ["一", "二"]


@pytest.mark.parametrize("form", ["（{}）", "{}）", "{}."])
def test_numbers_go_on_behind_a_hundred(form: str) -> None:
    """A list of a hundred and twenty items is one of as many clauses; a lone （120） opens nothing."""
    items = "\n".join(f"{form.format(at)}修第{at}口窖，不得拖延。" for at in range(1, 121))
    lone = f"一、任务\n修好水窖。\n{form.format(120)}以上的村先修。"

    clauses = split_clauses(read(f"一、任务\n{items}\n二、要求\n按时修好。"))[1]

    assert len(clauses) == 121
    assert [clause.path.label for clause in split_clauses(read(lone))[1]] == ["一"]


def test_bold_lines_of_markdown_are_heads_and_numbers_stay_numbers() -> None:
    """**制定背景** above running text is a head; **一、…** is the number that it is; one alone is none."""
    text = "水窖年久失修的要一窖一策，限期修好，不得拖延，谁用谁管。"
    bold = f"**一、总则**\n\n**制定背景**\n\n{text}\n\n**主要内容**\n\n{text}\n\n**二、附则**\n\n{text}"

    heads, _ = split_clauses(read(bold))
    alone, _ = split_clauses(read(f"{text}\n\n**制定背景**\n\n{text}"))

    assert [head.path.label for head in heads] == ["一", "一“制定背景”", "一“主要内容”", "二"]
    assert alone == ()


def test_radicals_that_a_font_names_for_characters_number_clauses() -> None:
    """⼀ (Kangxi) and ⻔ (the supplement) are drawn like 一 and 门; quotations keep them."""
    text = "⼀、总体要求\n做好统筹。\n⼆、部⻔任务\n（⼀）第⼀项。做好保障。\n三、实施\n做好实施。"

    heads, clauses = split_clauses(read(text))

    assert [head.title for head in heads] == ["总体要求", "部⻔任务", "实施"]
    assert [clause.path.label for clause in clauses] == ["一", "二（一）", "三"]


def test_the_radical_that_the_mainland_draws_otherwise() -> None:
    """⼾ is 户 in a text of the mainland, though Unicode names 戶 for it."""
    _, clauses = split_clauses(read("一、农⼾\n登记农⼾。\n二、其他\n做好登记。"))

    assert clauses[0].path.label == "一"
    assert fold_width("农⼾、⻪池") == "农户、黾池"


def test_an_annex_that_gives_points_is_one_table() -> None:
    """Numbers in a table of scores that fell into lines open no clause."""
    rows = [f"{at}.项目{at}（5分）\n内容合理的得5分；\n不合理的不得分" for at in range(1, 5)]
    text = "\n".join(
        [
            "一、任务",
            "做好评审。",
            "附件1",
            "申报评价指标体系",
            *rows,
            "附件2",
            "名单",
            "一、甲",
            "甲厂。",
        ]
    )

    labels = [clause.path.label for clause in split_clauses(read(text))[1]]

    assert labels == ["一", "附件1", "附件2一"]


def test_a_short_numbered_line_is_called_by_what_stands_before_its_colon() -> None:
    """1、工业规划：各行业规划 names the kind, then tells it."""
    text = "一、范围\n1、工业规划：省级以上各行业规划\n2、交通规划：主要港口总体规划\n二、要求\n做好评价。"

    clauses = split_clauses(read(text))[1]

    assert [clause.titles for clause in clauses] == [("工业规划",), ("交通规划",), ("要求",)]


def test_an_annex_of_an_annex_has_two_numbers() -> None:
    """附件2-1 stands beside 附件2."""
    text = "一、任务\n做好。\n附件2\n建设方案\n一、甲\n做甲。\n附件2-1\n编制指南\n一、乙\n做乙。"

    labels = [clause.path.label for clause in split_clauses(read(text))[1]]

    assert labels == ["一", "附件2一", "附件2-1一"]


def test_a_class_at_the_start_of_a_broken_line_is_no_head() -> None:
    """（一）类标准 behind a line that is not finished names a class; behind a finished one it is a head."""
    broken = "一、目标\n水质稳定达到\n（一）类标准，长期保持。\n二、任务\n（一）建设管网。"
    whole = "一、分类\n标准分两类。\n（一）类标准的适用。\n（二）其他标准。\n二、任务"

    paths = [clause.path.numbers for clause in parse_document(document_of(broken)).clauses]
    assert paths == [("一",), ("二", "（一）")]
    numbers = [clause.path.numbers for clause in parse_document(document_of(whole)).clauses]
    assert ("一", "（一）") in numbers


def _labels(*lines: str) -> list[str]:
    text = "\n".join(lines)
    heads, clauses = split_clauses(read(text))
    pieces = [(one.span.start, one.path) for one in heads if one.level]
    pieces += [(one.span.start, one.path) for one in clauses if one.path.numbers[-1] != "导语"]
    return list(
        dict.fromkeys(path.headings[-1] for _, path in sorted(pieces, key=lambda one: one[0]))
    )


def test_the_numbers_of_a_standard_are_cut_from_the_sentence_before() -> None:
    """A text layer that lost the break sets 2 要求 and 2.2 方法 behind the full stop."""
    lines = (
        "1 范围",
        "1.1 对象",
        "本指南适用于园区。1.2 时段",
        "按年度核算。2 要求",
        "2.1 边界",
        "以园区为边界。2.2 方法",
        "采用实测法，误差不超过2个百分点。",
    )

    assert _labels(*lines) == ["1 范围", "1.1 对象", "1.2 时段", "2 要求", "2.1 边界", "2.2 方法"]


def test_a_term_stands_on_the_line_below_its_number() -> None:
    """In the terms of a standard (GB/T 1.1) the number has a line of its own."""
    lines = (
        "1 范围",
        "1.1 对象",
        "园区。",
        "2 术语",
        "2.1",
        "园区边界 park boundary",
        "园区的法定界限。",
    )
    more = ("2.2", "排放源", "排放气体的设施。")

    assert _labels(*lines, *more)[-2:] == ["2.1园区边界 park boundary", "2.2排放源"]


def test_a_number_may_stand_before_a_month() -> None:
    """1.4月底前 is the first point, about April."""
    lines = ("一、安排", "1.4月底前完成摸底。", "2.组织整改。", "3.5月开展验收。")

    assert _labels(*lines)[1:] == ["1.4月底前完成摸底", "2.组织整改", "3.5月开展验收"]


def test_a_dash_that_text_recognition_read_is_the_number_one() -> None:
    """—、 above 二、 is 一、."""
    assert _labels("—、加强领导", "各区要落实。", "二、强化考核", "按年考核。") == [
        "—、加强领导",
        "二、强化考核",
    ]


def test_the_number_of_a_formula_is_no_head() -> None:
    """It stands in brackets beside or below the formula (GB/T 1.1)."""
    lines = ("一、方法", "排放量按公式（1）计算。", "E = A × B", "（1）", "式中：A 为活动数据。")

    assert _labels(*lines) == ["一、方法"]


@pytest.mark.parametrize("caption", ["某市“十四五”主要指标", "表5-1 某市投资计划表"])
def test_group_rows_of_a_table_without_lines_are_no_heads(caption: str) -> None:
    """Rows that a text layer has torn stand below a caption and a header, and are numbered too."""
    header = ("指标", "2020年2025年属性") if "指标" in caption else ("项目分类", "资金")
    rows = (
        "（一）环境治理",
        "1.空气优良天数比率（%） 87.4",
        "完成省级任务约束性",
        "2.河湖好水比例60.5",
    )
    more = (
        "（二）生态保护",
        "3.森林覆盖率（%） 31 31.5约束性",
        "4.湿地面积（公顷） 预期性",
        "小计12.5",
    )
    lines = ("一、目标", "总体目标如下。", caption, *header, *rows, *more)

    assert _labels(*lines, "二、任务", "（一）治水。做好治水。", "（二）治气。做好治气。") == [
        "一、目标",
        "二、任务",
        "（一）治水",
        "（二）治气",
    ]


def test_a_heading_that_names_indicators_may_have_numbers_below_it() -> None:
    """What stands below it is a table only where a header and rows of figures do."""
    lines = ("一、主要指标", "（一）水质指标", "到2025年达标。", "（二）大气指标", "到2025年达标。")

    assert _labels(*lines)[1:] == ["（一）水质指标", "（二）大气指标"]


def test_a_wrapped_line_goes_on_where_it_stops_in_a_sentence() -> None:
    """Stretched characters leave lines of unequal length; one that stops behind 、 is not finished."""
    full = "企业应当按照国家有关规定和标准建立健全网络安全管理制度，"
    short = "（一）企业应建立安全监测预警机制，采取监测、"
    lines = [
        "一、要求",
        *[full] * 22,
        f"{full[:-1]}。",
        short,
        "记录等技术措施。",
        "（二）企业应保存记录。",
    ]

    clauses = split_clauses(read("\n".join(lines)))[1]

    assert clauses[-2].span.of("\n".join(lines)) == "\n".join((short, "记录等技术措施。"))
    assert clauses[-2].titles == ("企业应建立安全监测预警机制，采取监测、记录等技术措施",)


def test_a_list_of_annexes_below_their_mark_is_no_annex() -> None:
    """附件 alone, then 1.申请表 and 2.承诺书: what is enclosed is listed."""
    lines = (
        "一、申报条件",
        "近三年无事故。",
        "二、材料",
        "提交申请。",
        "附件",
        "1.项目申请表（试",
        "行）.docx",
        "2.诚信承诺书（企业）",
        "3.情况汇总表.xls",
    )

    assert _labels(*lines) == ["一、申报条件", "二、材料"]
    holds = (*lines[:5], "1.支持建设园区。", "2.支持改造设备。")
    assert _labels(*holds)[-2:] == ["1.支持建设园区", "2.支持改造设备"]


def test_an_annex_whose_title_shares_its_line_stands_above_a_table() -> None:
    """附件：任务分工表 above rows begins an annex; above the signature it lists one."""
    table = ("附件：重点任务分工表", "序号\t任务\t责任单位", "1\t建设管网\t市住建局")
    notice = ("一、目标", "全部达标。", "附件：重点任务分工表", "某市人民政府", "2024年5月6日")

    heads = split_clauses(read("\n".join((*notice, *table))))[0]

    assert [one.title for one in heads if one.level] == ["目标", "重点任务分工表"]
    assert _labels(*notice) == ["一、目标", "落款"]


def test_pages_of_pictures_behind_the_signature_stand_for_themselves() -> None:
    """Their recognised words are annexes, a clause for each page; those of a scan are the text itself."""
    first = "一、任务\n做好统计。\n某市人民政府\n2024年5月6日\n抄送：市委办公室。\n"
    second, third = "行业分类表\n电力行业\n", "企业名单\n某电厂\n"
    document = replace(
        read(first + second + third),
        pages=(0, len(first), len(first) + len(second)),
        ocr_pages=(2, 3),
    )

    clauses = split_clauses(document)[1]

    assert [one.path.label for one in clauses] == ["一", "落款", "附件（第2页）", "附件（第3页）"]
    assert clauses[2].span.of(document.text) == second.strip()
    scan = split_clauses(replace(document, ocr_pages=(1, 2, 3)))[1]
    assert [one.path.label for one in scan] == ["一", "落款"]


def test_rows_of_markdown_are_sentences_and_their_rule_is_none() -> None:
    """As the rows whose cells are parted by tabs are."""
    text = "按下表落实。\n| 任务 | 单位 |\n|:---|---:|\n| 节水 | 市水利局 |\n以上。"
    view = view_of(text, Span(start=0, end=len(text)))

    assert [view.text[start:end] for start, end in split_sentences(view)] == [
        "按下表落实。",
        "| 任务 | 单位 |",
        "| 节水 | 市水利局 |",
        "以上。",
    ]


_LONG = "各有关单位要结合实际抓好落实，完善配套措施，加强沟通协调，定期开展评估，及时总结推广经验做法，不断提升管理和服务水平，确保各项任务落到实处"


def test_a_head_of_the_first_level_stands_out_behind_a_paragraph_without_its_full_stop() -> None:
    """The first head may be lost, and the full stop of the paragraph before the second one too."""
    text = f"{_LONG}\n二、培育场景\n（一）开放\n{_LONG}。\n三、攻关\n（二）突破\n{_LONG}。\n"

    heads, clauses = split_clauses(document_of(text))

    assert [head.title for head in heads] == ["培育场景", "开放", "攻关", "突破"]
    assert [clause.path.label for clause in clauses][1:] == ["二（一）", "三（二）"]


def test_an_excerpt_begins_with_the_chapter_it_is_cut_from() -> None:
    """Parts of a plan keep their numbers: 第二节, 第三节, then 第七章 with its own 第一节."""
    text = (
        f"第二节加大防治力度\n{_LONG}。\n第三节提高处置水平\n{_LONG}。\n"
        f"第七章强化生态修复\n{_LONG}。\n第一节维护安全\n{_LONG}。\n"
    )

    heads, _ = split_clauses(document_of(text, "摘编"))

    assert [str(head.path.numbers[-1]) for head in heads if head.path.numbers] == [
        "第二节",
        "第三节",
        "第七章",
        "第一节",
    ]


def test_a_dash_opens_an_item_behind_a_line_without_its_full_stop() -> None:
    """—— and -- begin an item although the item before lost its full stop."""
    text = (
        f"一、原则\n--加强统筹。{_LONG}\n--创新引领。{_LONG}。\n--突出主体。{_LONG}。\n"
        f"二、任务\n{_LONG}。\n"
    )

    _, clauses = split_clauses(document_of(text))

    assert [clause.path.numbers[-1] for clause in clauses] == [
        "加强统筹",
        "创新引领",
        "突出主体",
        "二",
    ]


def test_a_wrapped_item_that_is_set_in_keeps_its_last_words() -> None:
    """An indent on both its sides makes the line of an item narrower than those of the text."""
    full = "企业应当按照国家有关规定和标准建立健全网络安全管理制度并且报告"
    short = "（一）在本市境内注册满三年且上年度主营业务收入不低于五千万"
    lines = ["一、条件", *[full] * 22, f"{full[:-1]}。", short, "元；", "（二）企业应保存记录。"]

    clauses = split_clauses(read("\n".join(lines)))[1]

    assert clauses[-2].span.of("\n".join(lines)) == "\n".join((short, "元；"))
    assert clauses[-2].path.label == "一（一）"


def test_a_title_behind_a_decimal_number_may_open_with_a_figure() -> None:
    """Emergency plans have 1.1 Ⅰ级响应 and 2.1 5G…; what a broken line goes on with is no number."""
    lines = (
        "1 应急响应",
        "1.1 Ⅰ级响应",
        "指挥长到场，泵站的排水能力不得低于",
        "1.2 Ⅱ类泵站的能力。",
        "1.2 Ⅱ级响应",
        "副指挥长到场。",
        "2 保障措施",
        "2.1 5G通信保障",
        "开通应急基站，其数量按每平方公里不少于",
        "2.2 5G基站计算。",
        "2.2 24小时值班制度",
        "专人值守。",
        "2.3 2025年修订安排",
        "三年一修。",
    )

    assert _labels(*lines) == [
        "1 应急响应",
        "1.1 Ⅰ级响应",
        "1.2 Ⅱ级响应",
        "2 保障措施",
        "2.1 5G通信保障",
        "2.2 24小时值班制度",
        "2.3 2025年修订安排",
    ]


def test_a_lost_first_decimal_number_takes_no_other_with_it() -> None:
    """Where a copy has lost 第三章's 3.1, its 3.2 opens a clause all the same; a broken figure does not."""
    lines = (
        "第三章 重点工程",
        "3.2 护理站建设",
        "新建护理站，床位达到原有床位的",
        "3.4 倍，由区民政局验收。",
        "3.3 食堂改造",
        "改造食堂。",
    )

    assert _labels(*lines) == ["第三章 重点工程", "3.2 护理站建设", "3.3 食堂改造"]


def test_a_decimal_number_goes_on_behind_items_that_count_as_far() -> None:
    """Behind （2） of 2.1 comes 2.2 all the same; so does 3.2 behind the third 1. of 3.1."""
    lines = (
        "1 总则",
        "1.1 目的",
        "(1)保障安全。",
        "1.2 依据",
        "依据规定。",
        "2 组织",
        "2.1 指挥部",
    )
    more = (
        "(1)水务局监测。",
        "(2)财政局出资。",
        "2.2 办公室",
        "设在水务局。",
        "3 响应",
        "3.1 启动",
    )
    last = ("1.启动。", "2.报告。", "3.通报。", "3.2 终止", "由指挥部终止。")
    clauses = split_clauses(read("\n".join((*lines, *more, *last))))[1]

    assert [one.path.numbers[1:] for one in clauses] == [
        ("1.1", "（1）"),
        ("1.2",),
        ("2.1", "（1）"),
        ("2.1", "（2）"),
        ("2.2",),
        ("3.1", "1"),
        ("3.1", "2"),
        ("3.1", "3"),
        ("3.2",),
    ]


def test_what_closes_a_decision_stands_behind_its_last_item() -> None:
    """From when it holds, that the statute is printed anew, and who signs it are no part of 三、."""
    text = "\n".join(
        (
            "青禾省人民政府关于修改《青禾省机井管理办法》的决定",
            "省政府决定对《青禾省机井管理办法》作如下修改：",
            "一、第四条修改为：“开凿机井应当报批。”",
            "二、第九条中的“农业部门”修改为“农业农村部门”。",
            "三、删去第十五条。",
            "此外，对条文顺序作相应调整。",
            "本决定自2024年7月1日起施行。",
            "《青禾省机井管理办法》根据本决定作相应修改，重新公布。",
            "省长　林某某",
            "2024年5月20日",
        )
    )
    document = read(text)
    clauses = split_clauses(document)[1]
    bodies = {one.path.label: one.span.of(document.text) for one in clauses}

    assert bodies["三"] == "三、删去第十五条。"
    assert bodies["结语"].startswith("此外")
    assert bodies["结语"].endswith("重新公布。")
    assert bodies["落款"].split() == ["省长", "林某某", "2024年5月20日"]


@pytest.mark.parametrize(
    "closing",
    [
        "各县区可结合实际制定配套措施，确保落地见效。",
        "各地可以参照本意见制定办法。",
        "请各单位结合实际认真组织实施。",
        "本预案自印发之日起实施。",
    ],
)
def test_what_holds_for_all_of_a_text_closes_it(closing: str) -> None:
    """Behind a row of points with one paragraph each, what all have to do is no part of the last."""
    lines = (
        "一、扶持",
        "（一）建苗圃。建设苗圃。",
        "（二）参展。",
        "（三）评选。每年评选。",
        closing,
    )
    clauses = split_clauses(read("\n".join(lines)))[1]

    assert [one.path.label for one in clauses] == ["一（一）", "一（二）", "一（三）", "结语"]


def test_the_text_below_a_title_with_a_full_stop_is_no_closing() -> None:
    """Where all titles end in 。 and have text below, the last one keeps its own."""
    lines = ("一、保障", "（一）领导。", "成立专班。", "（二）宣传。", "各地要做好宣传，营造氛围。")
    clauses = split_clauses(read("\n".join(lines)))[1]

    assert [one.path.label for one in clauses] == ["一（一）", "一（二）"]


def test_a_line_that_goes_on_in_the_next_one_is_no_title() -> None:
    """A hard break falls behind 达到 and before 12月; a short line with a year may be a title."""
    lines = (
        "一、安排",
        "（一）各校要建立台账，于2021年",
        "12月底前完成。",
        "（二）公布率应达到",
        "95%以上。",
        "（三）展望2035年",
        "全面建成。",
    )
    clauses = split_clauses(read("\n".join(lines)))[1]

    assert [one.titles for one in clauses] == [(), (), ("展望2035年",)]
