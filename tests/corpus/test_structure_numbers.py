"""Numbers that head clauses and numbers that do not, in small documents."""

from __future__ import annotations

import pytest

from corpus.structure import parse_document, split_clauses
from corpus.view import fold_width
from tests.corpus.factories import document_of, labels_of, line_labels

_LONG = "各有关单位要结合实际抓好落实，完善配套措施，加强沟通协调，定期开展评估，及时总结推广经验做法，不断提升管理和服务水平，确保各项任务落到实处"


def test_an_ordinal_broken_behind_its_first_character_is_no_number() -> None:
    """第 ends a line and 一、第二阶梯 begins the next: no 一、 of the document."""
    assert labels_of(
        "一、位置\n全市地跨三大阶梯中的第\n一、第二阶梯，物种丰富。\n二、任务\n做好保护。"
    ) == ["一", "二"]


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
    heads, clauses = split_clauses(document_of(text))
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

    assert [clause.path.label for clause in split_clauses(document_of(text))[1]] == [
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

    assert [clause.path.label for clause in split_clauses(document_of(text))[1]] == ["一", "二"]


def test_brackets_that_text_recognition_mistook_still_number() -> None:
    """〈五〉 and (五〉 are （五）."""
    text = "\n".join(
        ("一、任务", "（一）改造。改造老旧小区。", "(二〉建设。建设新区。", "〈三〉管理。管理好。")
    )
    _, clauses = split_clauses(document_of(text))
    assert [one.path.label for one in clauses] == ["一（一）", "一（二）", "一（三）"]


def test_a_list_of_two_classes_is_no_number() -> None:
    """一、二级保护区 begins a wrapped line, not a part."""
    text = "一、任务\n做好保护，划定\n一、二级保护区范围。\n二、保障\n做好保障。"

    clauses = split_clauses(document_of(text))[1]

    assert [clause.path.label for clause in clauses] == ["一", "二"]


@pytest.mark.parametrize("form", ["（{}）", "{}）", "{}."])
def test_numbers_go_on_behind_a_hundred(form: str) -> None:
    """A list of a hundred and twenty items is one of as many clauses; a lone （120） opens nothing."""
    items = "\n".join(f"{form.format(at)}修第{at}口窖，不得拖延。" for at in range(1, 121))
    lone = f"一、任务\n修好水窖。\n{form.format(120)}以上的村先修。"

    clauses = split_clauses(document_of(f"一、任务\n{items}\n二、要求\n按时修好。"))[1]

    assert len(clauses) == 121
    assert [clause.path.label for clause in split_clauses(document_of(lone))[1]] == ["一"]


def test_radicals_that_a_font_names_for_characters_number_clauses() -> None:
    """⼀ (Kangxi) and ⻔ (the supplement) are drawn like 一 and 门; quotations keep them."""
    text = "⼀、总体要求\n做好统筹。\n⼆、部⻔任务\n（⼀）第⼀项。做好保障。\n三、实施\n做好实施。"

    heads, clauses = split_clauses(document_of(text))

    assert [head.title for head in heads] == ["总体要求", "部⻔任务", "实施"]
    assert [clause.path.label for clause in clauses] == ["一", "二（一）", "三"]


def test_the_radical_that_the_mainland_draws_otherwise() -> None:
    """⼾ is 户 in a text of the mainland, though Unicode names 戶 for it."""
    _, clauses = split_clauses(document_of("一、农⼾\n登记农⼾。\n二、其他\n做好登记。"))

    assert clauses[0].path.label == "一"
    assert fold_width("农⼾、⻪池") == "农户、黾池"


def test_a_short_numbered_line_is_called_by_what_stands_before_its_colon() -> None:
    """1、工业规划：各行业规划 names the kind, then tells it."""
    text = "一、范围\n1、工业规划：省级以上各行业规划\n2、交通规划：主要港口总体规划\n二、要求\n做好评价。"

    clauses = split_clauses(document_of(text))[1]

    assert [clause.titles for clause in clauses] == [("工业规划",), ("交通规划",), ("要求",)]


def test_a_class_at_the_start_of_a_broken_line_is_no_head() -> None:
    """（一）类标准 behind a line that is not finished names a class; behind a finished one it is a head."""
    broken = "一、目标\n水质稳定达到\n（一）类标准，长期保持。\n二、任务\n（一）建设管网。"
    whole = "一、分类\n标准分两类。\n（一）类标准的适用。\n（二）其他标准。\n二、任务"

    paths = [clause.path.numbers for clause in parse_document(document_of(broken)).clauses]
    assert paths == [("一",), ("二", "（一）")]
    numbers = [clause.path.numbers for clause in parse_document(document_of(whole)).clauses]
    assert ("一", "（一）") in numbers


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

    assert line_labels(*lines) == [
        "1 范围",
        "1.1 对象",
        "1.2 时段",
        "2 要求",
        "2.1 边界",
        "2.2 方法",
    ]


def test_a_number_may_stand_before_a_month() -> None:
    """1.4月底前 is the first point, about April."""
    lines = ("一、安排", "1.4月底前完成摸底。", "2.组织整改。", "3.5月开展验收。")

    assert line_labels(*lines)[1:] == ["1.4月底前完成摸底", "2.组织整改", "3.5月开展验收"]


def test_a_dash_that_text_recognition_read_is_the_number_one() -> None:
    """—、 above 二、 is 一、."""
    assert line_labels("—、加强领导", "各区要落实。", "二、强化考核", "按年考核。") == [
        "—、加强领导",
        "二、强化考核",
    ]


def test_the_number_of_a_formula_is_no_head() -> None:
    """It stands in brackets beside or below the formula (GB/T 1.1)."""
    lines = ("一、方法", "排放量按公式（1）计算。", "E = A × B", "（1）", "式中：A 为活动数据。")

    assert line_labels(*lines) == ["一、方法"]


def test_a_head_of_the_first_level_stands_out_behind_a_paragraph_without_its_full_stop() -> None:
    """The first head may be lost, and the full stop of the paragraph before the second one too."""
    text = f"{_LONG}\n二、培育场景\n（一）开放\n{_LONG}。\n三、攻关\n（二）突破\n{_LONG}。\n"

    heads, clauses = split_clauses(document_of(text))

    assert [head.title for head in heads] == ["培育场景", "开放", "攻关", "突破"]
    assert [clause.path.label for clause in clauses][1:] == ["二（一）", "三（二）"]


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

    assert line_labels(*lines) == [
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

    assert line_labels(*lines) == ["第三章 重点工程", "3.2 护理站建设", "3.3 食堂改造"]


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
    clauses = split_clauses(document_of("\n".join((*lines, *more, *last))))[1]

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


def test_heads_without_a_number_stand_above_numbers_that_run_on() -> None:
    """One or two lines right above （三） are a head of it, though （三） goes on with （二）."""
    lines = (
        "某市节水工作方案",
        "为加强节水，制定本方案。",
        "优化用水结构",
        "（一）压减用水。严控高耗水项目。",
        "（二）节水灌溉。推广滴灌。",
        "完善节水激励机制和市场化",
        "服务体系",
        "（三）水价改革。实行分档水价。",
        "（四）资金支持。安排专项资金。",
    )
    heads, clauses = split_clauses(document_of("\n".join(lines)))

    assert [one.path.headings[-1] for one in heads[1:]] == [
        "优化用水结构",
        "完善节水激励机制和市场化服务体系",
    ]
    assert [one.path.numbers[-1] for one in clauses[-2:]] == ["（三）", "（四）"]


def test_a_short_line_alone_above_a_number_is_no_head() -> None:
    """The rest of an item, or the name of a unit, stands above （二）, too."""
    text = "（一）压减用水。严控项目。\n县水利局\n（二）节水灌溉。推广滴灌。\n（三）水价改革。实行分档。"
    heads, _ = split_clauses(document_of(text))

    assert not heads


def test_articles_of_an_excerpt_begin_below_their_chapter() -> None:
    """A chapter on its own begins with the article that it has in the whole."""
    text = "第四章　监督\n第十八条　市水务局检查用水。\n第十九条　用水户如实报告。\n第二十条　结果公开。"
    clauses = split_clauses(document_of(text))[1]

    assert [one.path.numbers for one in clauses] == [
        ("第四章", "第十八条"),
        ("第四章", "第十九条"),
        ("第四章", "第二十条"),
    ]


def test_several_blanks_part_a_chapter_from_its_number() -> None:
    """1  总则: as many blanks as the typist likes; what stands below counts on in it."""
    lines = [
        "1  总则",
        "1.1  目的",
        "保障供水安全。",
        "2  监测",
        "各站按月监测水质。",
        "3  保障",
        "3.1  队伍",
        "各县建立队伍。",
    ]
    assert line_labels(*lines) == ["1  总则", "1.1  目的", "2  监测", "3  保障", "3.1  队伍"]
