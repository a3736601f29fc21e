"""Lead phrases: the short first sentence that names an unnumbered paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.reader import from_text
from corpus.structure import split_clauses

BODY = "各地要结合实际抓好落实，及时总结经验做法，做到有部署有检查。"


def titles_of(*lines: str) -> list[str]:
    """Return the titles of all clauses below one numbered heading."""
    text = "\n".join(("一、任务", *lines))
    document = from_text(text, path=Path("样本.txt"), content_hash="")
    return [title for clause in split_clauses(document)[1] for title in clause.titles]


@pytest.mark.parametrize(
    "phrases",
    [
        ("坚持重点突破，分步实施", "坚持对标标杆，分类指导"),
        ("以人为本，人水和谐", "实事求是，因地制宜"),
        ("强化“三水”统筹管理", "建设“幸福河湖”"),
        ("分类、分批推进海湾保护", "推进园区、企业等试点建设"),
        ("控制PM2.5和臭氧", "加强船舶（渔船）污染防治", "推进扬尘精细化管控"),
        ("贯彻新发展理念，对我省环境保护提出新要求", "进入新发展阶段，我省环境保护面临新形势"),
        ("新基建——充电设施助推发展", "新目标——碳达峰带来机遇"),
    ],
    ids=lambda phrases: phrases[0],
)
def test_paragraphs_written_alike_open_with_their_names(phrases: tuple[str, ...]) -> None:
    """Clauses in parallel, quotes, letters and brackets may stand in a lead phrase."""
    assert titles_of(*(f"{phrase}。{BODY}" for phrase in phrases)) == list(phrases)


@pytest.mark.parametrize(
    "lines",
    [
        (f"开展绿色商场创建行动。{BODY}",),
        (f"气候变化是人类共同的挑战。{BODY}", f"到2030年达到峰值。{BODY}"),
        (f"市水利局会同有关单位制定办法。{BODY}", f"各县区应当报送材料。{BODY}"),
        (f"加快建设水库，坚持优水优用，优\n先使用再生水。{BODY}", BODY),
    ],
    ids=["one paragraph alone", "statements", "orders", "the rest of a wrapped line"],
)
def test_an_ordinary_sentence_names_nothing(lines: tuple[str, ...]) -> None:
    """A first sentence that asserts or orders, or that is the only one, is no title."""
    document = from_text("\n".join(("一、任务", *lines)), path=Path("样本.txt"), content_hash="")

    assert len(split_clauses(document)[1]) == 1


def test_one_paragraph_has_a_name_where_the_units_beside_it_have_theirs() -> None:
    """Uniformity counts over the units of one heading."""
    alone = f"开展岸线整治。{BODY}"
    beside = ("（二）质量", f"治理海洋垃圾。{BODY}", f"改善浴场环境。{BODY}")

    assert titles_of("（一）空间", alone, *beside) == [
        "开展岸线整治",
        "治理海洋垃圾",
        "改善浴场环境",
    ]
    assert titles_of("（一）空间", alone, "（二）质量", BODY) == ["空间", "质量"]


def test_rows_and_page_numbers_between_paragraphs_count_for_nothing() -> None:
    """Only running text is compared."""
    lines = (
        f"治理入河排口。{BODY}",
        "— 12 —",
        "断面 水质 目标",
        "甲桥 2 3",
        "乙桥 3 3",
        f"整治河道岸线。{BODY}",
    )

    assert titles_of(*lines) == ["治理入河排口", "整治河道岸线"]


LONG = BODY + "要明确分工、压实责任，定期调度进展情况，及时研究解决工作中遇到的困难和问题。"


def test_a_second_name_begins_a_topic_of_its_own() -> None:
    """Set in parallel, its words come again behind it; else it is a sentence like others."""
    first, second = "加快发展陆上风电", "大力建设光伏电站"
    text = f"{first}。优化风电布局。{LONG}{second}。光伏电站优先建在屋顶。{LONG}"

    assert titles_of(text, f"健全市场机制。{BODY}") == [first, second, "健全市场机制"]
    plain = f"{first}。风电和光伏电站同步推进。{LONG}{second}。{LONG}"
    assert titles_of(plain, f"健全市场机制。{BODY}") == [first, "健全市场机制"]
    short = f"{first}。优化风电布局。{LONG}{second}。光伏电站优先建在屋顶。"
    assert titles_of(short, f"健全市场机制。{BODY}") == [first, "健全市场机制"]


def test_several_names_of_one_length_in_a_paragraph_are_a_row() -> None:
    """Three tasks that lost their line breaks are all named, whatever words follow."""
    names = ("推进工业节水", "强化农业节水", "加强城镇节水")

    assert titles_of("".join(f"{name}。{LONG}" for name in names), f"健全机制。{BODY}") == [
        *names,
        "健全机制",
    ]


def test_what_stands_before_the_first_name_introduces_all() -> None:
    """A sentence of several clauses above a row of names is no name itself."""
    text = f"深化改革创新，完善治理体系，进一步提升各级各部门的综合治理能力。{BODY}"

    assert titles_of(
        text, *(f"{name}。{BODY}" for name in ("压实责任", "健全机制", "强化监管"))
    ) == [
        "压实责任",
        "健全机制",
        "强化监管",
    ]


def test_dashes_open_an_item_also_where_its_line_break_was_lost() -> None:
    """——甲。…。——乙。… are two items."""
    assert titles_of(f"——坚持政府引导。{BODY}——运用市场化方式。{BODY}", f"——坚持协同。{BODY}") == [
        "坚持政府引导",
        "运用市场化方式",
        "坚持协同",
    ]


def test_a_mark_of_a_footnote_is_no_part_of_a_title() -> None:
    """The phrase is shown without it."""
    assert titles_of(f"推动蓝碳[6]资源利用。{BODY}", f"加强湿地保护。{BODY}") == [
        "推动蓝碳资源利用",
        "加强湿地保护",
    ]


def test_a_run_in_title_ends_at_its_colon() -> None:
    """1.基础研究：主要面向…; a line of its own keeps all its words."""
    assert titles_of("1.基础研究：主要面向前沿。", "2.难点：潜力不足", BODY) == [
        "基础研究",
        "难点：潜力不足",
    ]


def test_a_number_to_call_is_no_part_of_a_run_in_title() -> None:
    """3.咨询电话：0755-…: the line below goes on with it; hours and ratios have a colon of their own."""
    lines = ("1.咨询电话：0755-1234567、1234568", "技术支持：0755-1234569", "2.时间：8:30至17:00")

    assert titles_of(*lines, BODY) == ["咨询电话", "时间：8:30至17:00"]


def test_paragraphs_that_open_alike_are_named_by_their_openings() -> None:
    """按照…划定…。 names what is below it where all paragraphs open so, and nothing elsewhere."""
    lines = [f"按照{way}要求划定{what}。{BODY}{BODY}" for way, what in ALIKE]

    assert titles_of(*lines) == [line.partition("。")[0] for line in lines]
    assert titles_of(*lines, f"各县，{BODY}") == ["任务"]


ALIKE = (("生态功能", "保护红线"), ("保质保量的", "基本农田"), ("集约适度、绿色发展", "城镇边界"))


def test_a_row_of_names_takes_in_its_odd_member() -> None:
    """One that opens like a sentence is a name among three others, and a sentence among none."""
    names = ("发展优势更加明显", "对口支援提升造血功能", "发展环境持续改善", "稳定红利不断释放")

    assert titles_of(*(f"{name}。{LONG}" for name in names)) == list(names)
    assert titles_of(f"对口支援提升造血功能。{LONG}", f"发展环境持续改善。{LONG}") == ["任务"]


@pytest.mark.parametrize(
    "phrases",
    [
        ("研究目标：", "研究内容："),
        (
            "产业基础为转型升级提供了支撑。",
            "人才集聚为科技创新提供了动力。",
            "群众期盼为节能工作提供了动能。",
        ),
    ],
    ids=["labels", "clauses"],
)
def test_what_opens_all_paragraphs_of_a_unit_names_them(phrases: tuple[str, ...]) -> None:
    """Labels, and clauses that assert, are names only where no paragraph opens otherwise."""
    lines = [phrase + BODY for phrase in phrases]
    assert titles_of(*lines) == [phrase[:-1] for phrase in phrases]
    assert titles_of(*lines, f"各县，{BODY}") == ["任务"]


@pytest.mark.parametrize("label", ["联系人", "责任单位", "具体如下", "会议指出", "其中"])
def test_who_is_asked_and_what_follows_is_no_name(label: str) -> None:
    """Such words before a colon open no topic."""
    assert titles_of(*[f"{label}：{BODY}"] * 2) == ["任务"]


DETAIL = "各区要统筹安排资金和项目，结合实际明确责任、抓好落实，及时总结经验做法，做到有部署有检查，推动工作落地。"
PLACES = ("河湖岸线", "城市公园", "农田林网", "乡村道路")


def test_phrases_inside_paragraphs_are_names_where_line_breaks_were_lost() -> None:
    """No line of such a text opens with its only phrase: 整治岸线。…建设步道。… in every paragraph."""
    lines = [f"整治{one}环境。{DETAIL}培育绿色文旅产业。绿色文旅产业{DETAIL}" for one in PLACES]
    more = f"{DETAIL}中心城区。城区{DETAIL}沿海片区。沿海{DETAIL}山区发展片。山区{DETAIL}"

    titles = titles_of(*lines, "（一）布局", more)

    expected = [name for one in PLACES for name in (f"整治{one}环境", "培育绿色文旅产业")]
    assert titles[: len(expected)] == expected
    assert titles[-2:] == ["沿海片区", "山区发展片"]


def test_a_short_sentence_inside_is_no_name_where_lines_open_with_names() -> None:
    """Most paragraphs have one name, at their start."""
    plain = [f"整治{one}环境。{DETAIL}" for one in PLACES]
    odd = f"建设生态步道。{DETAIL}鼓励群众参与建设。{DETAIL}"

    assert "鼓励群众参与建设" not in titles_of(*plain, odd)


def test_paragraphs_that_close_with_their_units_stay_whole() -> None:
    """The bracket answers for every phrase of its paragraph."""
    lines = [f"整治{one}。{DETAIL}改善{one}的面貌。{DETAIL}（市甲局、乙局负责）" for one in PLACES]
    text = "\n".join(("一、任务", *lines))

    clauses = split_clauses(from_text(text, path=Path("样本.txt"), content_hash=""))[1]

    assert len([one for one in clauses if one.titles]) == len(PLACES)


def test_sentences_that_nothing_takes_up_are_no_names() -> None:
    """A report tells its results in short sentences: the words of a name come again behind it."""
    lines = [f"整治{one}环境。{DETAIL}游客人数明显回升。{DETAIL}" for one in PLACES]

    assert "游客人数明显回升" not in titles_of(*lines)


def test_names_behind_a_run_in_title_cut_its_unit_though_one_paragraph_is_odd() -> None:
    """A report closes a section with an address; a line may be broken inside a paragraph."""
    names = ("建设一流园区", "培育骨干企业", "扩大有效投资")
    opening = (
        f"（一）做强产业。坚持实体经济为本。\n{names[0]}。推进园区建设，完善\n配套设施，{BODY}"
    )
    lines = (
        opening,
        *(f"{name}。{BODY}" for name in names[1:]),
        f"各位代表，让我们继续努力。{BODY}",
    )

    assert titles_of(*lines) == list(names)
    assert titles_of(opening, BODY, f"{names[1]}。{BODY}") == ["做强产业"]
