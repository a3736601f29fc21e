"""Boxes, annexes and what opens or closes a text, in small documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.model import ClauseRole
from corpus.structure import split_clauses
from tests.corpus.factories import document_of, labels_of, line_labels

NOTICE = (
    "某市人民政府办公室关于印发某市节水行动方案的通知\n各县区：\n{body}\n某市人民政府办公室\n2022年3月1日\n"
    "（此件公开发布）\n某市节约用水三年\n行动实施方案\n为做好节水工作，制定本方案。\n一、目标\n节水。\n二、任务\n改造管网。"
)


_LONG = "各有关单位要结合实际抓好落实，完善配套措施，加强沟通协调，定期开展评估，及时总结推广经验做法，不断提升管理和服务水平，确保各项任务落到实处"


def test_a_box_hangs_on_the_task_above_it() -> None:
    """A 专栏 names the clause whose agencies answer for it."""
    text = "一、任务\n1.甲。做甲。（责任单位：市甲局）\n\n专栏1 工程\n\n建设一批工程。\n\n\n2.乙。做乙。"

    task, box, following = split_clauses(document_of(text))[1]

    assert (box.role, box.host_id) == (ClauseRole.BOX, task.id)
    assert following.host_id is None


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


def test_the_terms_explained_at_the_end_are_an_annex() -> None:
    """名词解释 alone on its line begins what stands beside the chapters, though no 附件 marks it."""
    text = "一、任务\n做好节水。\n二、保障\n加强保障。\n名词解释\n1.节水\n节水是指少用水。\n2.再生水\n再生水是指回用的水。"

    assert labels_of(text) == ["一", "二", "名词解释1", "名词解释2"]


def test_annexes_and_the_stamp_are_no_part_of_the_last_clause() -> None:
    """The day torn into one line with the 版记, and a list of annexes without a signature, end the text."""
    stamped = "一、任务\n做好节水。\n附件：节水指标\n某市水利局\n2024年1月4日某市水利局办公室2024年1月4日印发"
    listed = "一、任务\n做好节水。\n附件：节水任务表\n附件\n节水任务表\n甲县 乙县"

    assert labels_of(stamped) == ["一", "落款"]
    assert labels_of(listed) == ["一", "落款", "附件"]


def test_an_annex_without_its_mark_begins_with_its_listed_title() -> None:
    """The list at a notice's foot has the title; the lines that repeat it behind the signature begin the annex."""
    text = (
        "关于申报项目的通知\n各有关单位：\n一、重点\n支持节水。\n二、方式\n网上申报。\n附件：2024年度节水专项项目指南\n"
        "某市水利局\n2024年5月1日\n2024年度节水\n专项项目指南\n一、基础\n研究基础。\n二、示范\n开展示范。"
    )

    assert [clause.path.numbers for clause in split_clauses(document_of(text))[1]][-2:] == [
        ("《2024年度节水专项项目指南》", "一"),
        ("《2024年度节水专项项目指南》", "二"),
    ]


def test_what_a_notice_prints_has_its_title_though_the_notice_calls_it_otherwise() -> None:
    """It stands behind signature and notes, on lines of its own, above the text."""
    text = NOTICE.format(body="现将《某市节水行动方案》印发给你们，请认真贯彻执行。")

    heads, clauses = split_clauses(document_of(text))

    assert [one.title for one in heads if not one.level][-1:] == ["某市节约用水三年行动实施方案"]
    assert clauses[1].span.of(text) == "为做好节水工作，制定本方案。"


def test_what_a_notice_with_parts_of_its_own_prints_is_a_part() -> None:
    """The numbers of the plan do not go on with those of the notice."""
    text = NOTICE.format(body="一、提高认识。各县区要提高认识。\n二、加强领导。各县区要加强领导。")

    _, clauses = split_clauses(document_of(text))

    title = "《某市节约用水三年行动实施方案》"
    assert [one.path.numbers[0] for one in clauses][-3:] == [title, title, title]


def test_a_chapter_title_on_two_lines_is_whole() -> None:
    """Its second line is no text; what a page left above an article is no title."""
    text = "第一章健全治理体系推进环境治理\n体制机制现代化\n健全责任体系。\n第二章加强监督管理\n附则\n第一条 施行。"

    heads, _ = split_clauses(document_of(text))

    assert [head.title for head in heads] == [
        "健全治理体系推进环境治理体制机制现代化",
        "加强监督管理",
    ]


def test_the_mark_of_an_annex_is_no_part_of_a_title() -> None:
    """附件 above the title of the enclosed text belongs to that head, not to its name."""
    text = "关于印发《节水方案》的通知\n现将《节水方案》印发给你们。\n附件：\n节水方案\n一、任务\n推进节水。"

    heads, _ = split_clauses(document_of(text))

    assert heads[1].title == "节水方案"
    assert heads[1].span.of(text) == "附件：\n节水方案"


def test_the_title_of_a_box_begins_behind_a_full_line() -> None:
    """In text that a page wraps, a full line does not go on in the title of a box."""
    full = "推动各行业各领域节约集约利用水资源并加快建设再生水循环利用体系不断提升用水效率"
    lines = ["一、任务", *[full] * 24, "专栏1 节水工程", "建设一批工程。"]

    clauses = split_clauses(document_of("\n".join(lines)))[1]

    assert [clause.role for clause in clauses][-1] is ClauseRole.BOX


def test_a_text_that_closes_sentences_with_points_is_read_so() -> None:
    """Fonts that call 。 a point leave no 。 at all; then a point behind Chinese closes a sentence."""
    text = (
        "一、任务\n（一）改造小区.推进改造工作.各县共同建设.\n（二）建设园区.投资2.5亿元.加快推进."
    )
    _, clauses = split_clauses(document_of(text))
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

    clauses = split_clauses(document_of(text))[1]

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

    clauses = split_clauses(document_of(text))[1]

    assert [clause.path.label for clause in clauses] == ["一（一）", "一（一）专栏1", "二"]


def test_a_box_over_two_pages_has_its_title_on_both() -> None:
    """The second title begins no other box."""
    text = "一、任务\n做好治理。\n专栏1 治理工程\n建设一期、\n专栏1 治理工程\n二期。\n专栏2 其他工程\n建设三期。"

    clauses = split_clauses(document_of(text))[1]

    assert [clause.path.label for clause in clauses] == ["一", "一专栏1", "一专栏2"]


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

    heads, clauses = split_clauses(document_of(text))

    paths = [one.path.numbers for one in (*heads, *clauses) if one.path.numbers[-1:] != ("导语",)]
    assert ("附件1", "《修窖办法》", "附件1", "一") in paths
    assert ("附件1", "《修窖办法》", "一", "（一）", "1", "（1）") in paths
    assert ("附件2", "《护窖细则》", "第一条") in paths
    assert ("附件3", "一") in paths


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

    labels = [clause.path.label for clause in split_clauses(document_of(text))[1]]

    assert labels == ["一", "附件1", "附件2一"]


def test_an_annex_of_an_annex_has_two_numbers() -> None:
    """附件2-1 stands beside 附件2."""
    text = "一、任务\n做好。\n附件2\n建设方案\n一、甲\n做甲。\n附件2-1\n编制指南\n一、乙\n做乙。"

    labels = [clause.path.label for clause in split_clauses(document_of(text))[1]]

    assert labels == ["一", "附件2一", "附件2-1一"]


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

    assert line_labels(*lines) == ["一、申报条件", "二、材料"]
    holds = (*lines[:5], "1.支持建设园区。", "2.支持改造设备。")
    assert line_labels(*holds)[-2:] == ["1.支持建设园区", "2.支持改造设备"]


def test_an_annex_whose_title_shares_its_line_stands_above_a_table() -> None:
    """附件：任务分工表 above rows begins an annex; above the signature it lists one."""
    table = ("附件：重点任务分工表", "序号\t任务\t责任单位", "1\t建设管网\t市住建局")
    notice = ("一、目标", "全部达标。", "附件：重点任务分工表", "某市人民政府", "2024年5月6日")

    heads = split_clauses(document_of("\n".join((*notice, *table))))[0]

    assert [one.title for one in heads if one.level] == ["目标", "重点任务分工表"]
    assert line_labels(*notice) == ["一、目标", "落款"]


def test_pages_of_pictures_behind_the_signature_stand_for_themselves() -> None:
    """Their recognised words are annexes, a clause for each page; those of a scan are the text itself."""
    first = "一、任务\n做好统计。\n某市人民政府\n2024年5月6日\n抄送：市委办公室。\n"
    second, third = "行业分类表\n电力行业\n", "企业名单\n某电厂\n"
    document = replace(
        document_of(first + second + third),
        pages=(0, len(first), len(first) + len(second)),
        ocr_pages=(2, 3),
    )

    clauses = split_clauses(document)[1]

    assert [one.path.label for one in clauses] == ["一", "落款", "附件（第2页）", "附件（第3页）"]
    assert clauses[2].span.of(document.text) == second.strip()
    scan = split_clauses(replace(document, ocr_pages=(1, 2, 3)))[1]
    assert [one.path.label for one in scan] == ["一", "落款"]


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
    document = document_of(text)
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
    clauses = split_clauses(document_of("\n".join(lines)))[1]

    assert [one.path.label for one in clauses] == ["一（一）", "一（二）", "一（三）", "结语"]


def test_the_text_below_a_title_with_a_full_stop_is_no_closing() -> None:
    """Where all titles end in 。 and have text below, the last one keeps its own."""
    lines = ("一、保障", "（一）领导。", "成立专班。", "（二）宣传。", "各地要做好宣传，营造氛围。")
    clauses = split_clauses(document_of("\n".join(lines)))[1]

    assert [one.path.label for one in clauses] == ["一（一）", "一（二）"]
