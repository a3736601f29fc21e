"""Lists asked for in other words: by kind, by number, each part of a heading, all but one, several sides."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question, QuestionKind
from app.excepted import part_excepted
from app.members import lists_of, names_of_parts, runs_of
from app.sides import read_sides
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over

PLAN = """临江市水产业提升实施方案

为提升水产业，制定本实施方案。

一、主要任务

（一）重点行业提升行动

1.养殖行业。推广循环水养殖。到2027年，循环水养殖面积达到800亩。到2030年，全部养殖尾水达标排放。（责任单位：市农业农村局、市财政局）

2.加工行业。建设中央厨房。到2027年，水产加工率达到45%。到2030年，加工副产物得到全部利用。（责任单位：市商务局、市财政局）

3.捕捞行业。更新渔船。到2030年，老旧渔船全部退出。（责任单位：市海洋局、市财政局）

（二）统筹推进水产重点领域合作

1.加强水产科技合作。建设联合实验室。

2.加强水产贸易合作。组织渔货展销。

（三）丰富水产品种。石斑鱼：发展深水网箱。海蛎：推广单体养殖。龙须菜：扩大轮养面积。

	专栏1 水产新业态发展方向

——休闲渔业：建设垂钓基地。

——海洋药物：提取海藻多糖。在鱼油精制方面，推广分子蒸馏、低温结晶等工艺。

——观赏水产：培育锦鲤。

（四）规范养殖投入品。水产养殖禁用药物包括：孔雀石绿、硝基呋喃、氯霉素。优先采用水质监测法、镜检法、快速检测法等检验病害。

（五）分类管理养殖场。建立覆盖全市养殖场的场区、池塘、网箱三级台账，将苗种采购、饲料投喂、用药记录、尾水检测、病害报告、成品出塘和台风避险等事项一并纳入台账管理，由养殖场逐日填报、镇街逐周核对、渔业部门逐月抽查，推动跨部门共享数据。对新建养殖场，要严格环评。对在建养殖场，要加装尾水设施。对已建成的养殖场，要限期改造。

二、保障措施

（一）加强组织领导。成立专班。

（二）加大资金投入。安排专项资金。

三、附则

（一）备案。备案时应写明以下内容：
1.养殖场名称；
2.养殖面积；
3.负责人姓名。
"""

RULES = """临江市渔船管理办法

第一条 为管理渔船，制定本办法。

第二条 交通部门应当公示下列渔船信息：
（一）航线；
（二）停泊位置。

第三条 渔业部门应当公示下列渔船信息：
（一）船主；
（二）捕捞许可证；
（三）休渔期限。

第四条 对国家级、省级、市级示范渔船，分别给予9万元、6万元、3万元奖励。

第五条 禁止下列行为：
（一）在航道内撒网；
（二）在港池内倾倒残油。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    """A plan and rules made for the purpose."""
    folder = tmp_path_factory.mktemp("asked") / "documents"
    folder.mkdir()
    (folder / "临江市水产业提升实施方案.txt").write_text(PLAN, encoding="utf-8")
    (folder / "临江市渔船管理办法.txt").write_text(RULES, encoding="utf-8")
    return assistant_over(folder)


def _ask(assistant, question):
    answer = assistant.ask(Question(text=question))
    assert_lawful(answer, assistant)
    assert answer.status is AnswerStatus.ANSWERED
    return answer


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        (
            "水产业方案里每个行业到2030年各做到哪一步？",
            ["养殖行业：到2030年，全部养殖尾水", "加工副产物", "老旧渔船"],
            ["800亩", "45%"],
        ),
        ("水产业各行业2027年的目标分别是什么", ["800亩", "45%", "没有写明捕捞行业"], ["尾水达标"]),
        (
            "水产业养殖和捕捞两个行业，到2030年分别要达到什么水平？",
            ["尾水", "老旧渔船"],
            ["副产物"],
        ),
    ],
)
def test_each_part_of_a_heading_has_a_row(assistant, question, said, not_said):
    """Of the year asked about, for all parts or those named; a silent one is said to be silent."""
    text = _ask(assistant, question).answer
    assert all(one in text for one in said)
    assert not any(one in text for one in not_said)


@pytest.mark.parametrize(
    ("question", "total", "said"),
    [
        ("水产业要在哪些领域开展合作？列全", 2, ["水产科技合作", "水产贸易合作"]),
        ("水产新业态的三个方向是哪三个？", 3, ["休闲渔业", "海洋药物", "观赏水产"]),
        ("水产养殖禁用药物一共几种，都是哪些？", 3, ["孔雀石绿", "硝基呋喃", "氯霉素"]),
        ("水产业方案备案要写明多少项内容？", 3, ["养殖场名称", "养殖面积", "负责人姓名"]),
        ("渔船在港池里禁止干哪些事？", 2, ["航道内撒网", "倾倒残油"]),
        ("水产业方案主要任务和保障措施各有几条？", 7, ["丰富水产品种", "加大资金投入"]),
        ("临江市水产业方案保障措施共几条？", 2, ["加强组织领导", "加大资金投入"]),
    ],
)
def test_members_are_counted_and_named(assistant, question, total, said):
    """Wherever they stand: parts of a heading, a box, behind a colon, items on lines of their own."""
    answer = _ask(assistant, question)
    assert answer.total == total
    assert all(one in answer.answer for one in said)


@pytest.mark.parametrize(
    "question",
    ["临江市水产业方案的保障措施", "水产业方案保障措施列一下", "水产业方案的保障措施是什么？"],
)
def test_a_question_that_only_names_a_part_asks_for_its_headings(assistant, question):
    answer = _ask(assistant, question)
    assert (answer.kind, answer.total) == (QuestionKind.OUTLINE, 2)
    assert "加强组织领导" in answer.answer


def test_a_matter_that_a_part_also_speaks_of_is_no_name_of_it(assistant):
    answer = _ask(assistant, "水产贸易")
    assert answer.kind is QuestionKind.TASK
    assert "渔货展销" in answer.answer


def test_who_asks_how_asks_for_more_than_headings(assistant):
    answer = _ask(assistant, "水产业重点领域合作怎么推进？")
    assert "建设联合实验室" in answer.answer


def test_things_that_end_like_the_noun_are_members(assistant):
    """监测法、镜检法 are 方法."""
    answer = _ask(assistant, "养殖病害检验采用哪几种方法？")
    assert "水质监测法、镜检法、快速检测法" in answer.answer


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("除了养殖以外，水产业重点行业提升行动还点了哪些行业？", ["加工", "捕捞"], ["1.养殖行业"]),
        ("除市财政局外，水产业加工行业还有谁负责？", ["市商务局"], []),
        ("市财政局负责哪些任务，除了捕捞那项", ["养殖行业", "加工行业"], ["捕捞行业"]),
    ],
)
def test_what_is_left_out_is_not_in_the_answer(assistant, question, said, not_said):
    """除了甲以外 leaves the row of 甲 out; the rest is given whole."""
    text = _ask(assistant, question).answer
    assert all(one in text for one in said)
    assert not any(one in text for one in not_said)


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        (
            "水产业方案对新建、在建、已建成的养殖场各怎么要求？",
            ["严格环评", "加装尾水设施", "限期改造"],
            [],
        ),
        ("交通部门和渔业部门要公示的渔船信息各有哪些？", ["停泊位置", "捕捞许可证"], []),
        ("国家级、省级、市级示范渔船各奖励多少？", ["9万元", "6万元", "3万元"], []),
        ("水产业里石斑鱼、海蛎分别怎么发展？", ["深水网箱", "单体养殖"], ["轮养"]),
    ],
)
def test_every_side_is_told(assistant, question, said, not_said):
    """Three sides as well as two, lists, values bound by 分别, items of one clause."""
    text = _ask(assistant, question).answer
    assert all(one in text for one in said)
    assert not any(one in text for one in not_said)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("除了竹材以外,园区还扶持哪些产业?", ("园区扶持哪些产业?", ("竹材",))),
        ("园区扶持哪些产业,除了竹材那项", ("园区扶持哪些产业", ("竹材",))),
        ("除法律另有规定外,由谁审批?", ("除法律另有规定外,由谁审批?", ())),
        ("除此之外呢", ("除此之外呢", ())),
    ],
)
def test_an_exception_is_read(text, rest):
    """Only with 还, 其他 behind it or at the end."""
    assert part_excepted(text) == rest


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (
            "对新建、在建和停建的项目各怎么要求?",
            ["对新建的项目怎么要求?", "对在建的项目怎么要求?", "对停建的项目怎么要求?"],
        ),
        ("省级、市级基地各奖多少?", []),
        (
            "竹材和木材两个行业,2027年的目标各是多少?",
            ["竹材行业,2027年的目标是多少?", "木材行业,2027年的目标是多少?"],
        ),
        (
            "渔港2025年、2027年、2030年各要建几座?",
            ["渔港2025年要建几座?", "渔港2027年要建几座?", "渔港2030年要建几座?"],
        ),
    ],
)
def test_sides_are_parted(text, questions):
    """What counts them, or stands behind the last, is said of all."""
    assert [one.question for one in read_sides(text)] == questions


def test_hostile_text_takes_no_time():
    """Marks without end are read once."""
    assert read_sides("甲、" * 3000 + "各多少?") == ()
    assert part_excepted("除了" * 5000)[1] == ()
    assert len(list(runs_of("包括：" * 3000))) == 0


def test_the_names_of_parts_are_read(assistant):
    """铜：…铝：… of a clause; a list on lines of its own is none."""
    clauses = {one.clause.titles: one for one in assistant.catalogue.clauses()}
    fish = next(one for titles, one in clauses.items() if "丰富水产品种" in "".join(titles))
    named = names_of_parts(fish)
    assert named is not None
    assert [one.quote for one in named.items] == ["石斑鱼：", "海蛎：", "龙须菜："]
    assert not lists_of(fish)


@pytest.mark.parametrize(
    "question",
    [
        "水产业方案里养殖场的三级台账是哪三级？",
        "养殖场三级台账，一级一级分别叫什么",
        "水产业方案的养殖场台账具体指的是哪三个层级？",
        "水产业方案提到养殖场三级台账，这三级分别是什么？",
    ],
)
def test_members_that_the_text_counts_are_given_alone(assistant, question):
    """However the members of a counted row are asked for, the part with the row is the answer."""
    answer = _ask(assistant, question).answer
    assert "场区、池塘、网箱三级台账" in answer
    assert "尾水检测" not in answer


def test_what_is_told_inside_one_part_of_a_box_is_asked_for_and_no_part(assistant):
    """给鱼油精制推荐了哪几种工艺 is answered by the sentence that has it, not by the names of the parts."""
    answer = _ask(assistant, "水产业方案专栏1给鱼油精制推荐了哪几种工艺？").answer
    assert "分子蒸馏" in answer
    assert "观赏水产" not in answer
