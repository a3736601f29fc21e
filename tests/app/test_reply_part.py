"""An answer is the part that was asked for: of rules parted by semicolons, graded by an amount, or of a list; the unit of one act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.answer import Answer, AnswerStatus, Question, QuestionKind
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over

_SLUICES = """青禾市水闸管理办法

第一条 市水务主管部门主管本市水闸管理工作。
第二条 新建水闸的闸门开启高度应当达到一百二十厘米以上；改建水闸的闸门开启高度应当达到八十厘米以上。
第三条 水闸按照下列规定巡查：
（一）设计流量大于五百立方米的水闸，每日巡查不少于三次；
（二）设计流量在一百立方米以上五百立方米以下的水闸，每日巡查不少于两次；
（三）设计流量小于一百立方米的水闸，每日巡查不少于一次。
第四条 闸门看护补贴标准如下：
（一）汛期看护：
1.专职看护人员每人每天九十元；
2.兼职看护人员每人每天四十元；
（二）非汛期看护：
1.专职看护人员每人每天六十元；
2.兼职看护人员每人每天二十元。
第五条 水闸的看护由闸址所在地管理单位承担，看护经费出现缺口的，由市、县（区）政府予以补足。（责任单位：市水务局、市财政局）
第六条 水闸管理按照以下分工监督：
（一）市水务局负责对防洪闸的监督管理；
（二）市农业农村局负责对灌溉闸的监督管理；
（三）市港航管理局负责对船闸的监督管理。
第七条 管理单位以虚假资料骗取看护补贴的，由市财政局责令退回。
第八条 水闸的等级，由县（市）、区人民政府确定。
第九条 未按规定启闭闸门的，由市水务局责令改正；逾期不改正的，处二千元以上五千元以下罚款；情节严重的，处五千元以上三万元以下罚款；构成犯罪的，依法追究刑事责任。
第十条 对未完成清淤任务的管理单位依规实行通报批评和约谈问责，清淤情况纳入年度考核。
第十一条 到2027年，水闸清淤体系初步建立；到2032年，水闸清淤体系基本完善。
第十二条 严格审批新建、改建、扩建“两高”水闸项目。
"""

Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("sluices")
    (folder / "青禾市水闸管理办法.txt").write_text(_SLUICES, encoding="utf-8")
    assistant = assistant_over(folder)

    def ask_lawfully(text: str) -> Answer:
        answer = assistant.ask(Question(text=text))
        assert_lawful(answer, assistant)
        return answer

    return ask_lawfully


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("改建水闸的闸门开启高度要达到多少厘米？", "八十厘米以上", "一百二十"),
        ("新建水闸的闸门开启高度要达到多少厘米？", "一百二十厘米以上", "八十厘米"),
        ("设计流量300立方米的水闸每日巡查多少次？", "不少于两次", "三次"),
        ("设计流量80立方米的水闸，每日巡查几次？", "不少于一次", "两次"),
        ("设计流量800立方米的水闸每日巡查多少次？", "不少于三次", "两次"),
        ("汛期专职看护人员每天补贴多少钱？", "九十元", "四十元"),
        ("非汛期兼职看护人员每天补贴多少钱？", "二十元", "六十元"),
    ],
)
def test_a_condition_selects_the_rule(ask: Ask, question: str, said: str, unsaid: str) -> None:
    """The rule whose range has the amount given, or whose words and opening have what is asked, stands alone."""
    answer = ask(question).answer
    assert said in answer
    assert unsaid not in answer


@pytest.mark.parametrize(
    ("question", "unit", "other"),
    [
        ("看护经费有缺口谁来补足？", "市、县（区）政府予以补足", "市财政局"),
        ("骗取看护补贴的，由哪个部门责令退回？", "市财政局责令退回", "市水务局"),
        ("水闸的等级由谁确定？", "县（市）、区人民政府确定", "市水务局"),
        ("灌溉闸由哪个部门监督？", "市农业农村局", "市港航管理局"),
        ("船闸归哪个局监督管理？", "市港航管理局", "市农业农村局"),
    ],
)
def test_who_does_one_act_is_told_by_its_sentence(
    ask: Ask, question: str, unit: str, other: str
) -> None:
    """Neither the bracket of the whole clause nor the units of another duty answer for one act."""
    answer = ask(question)
    assert answer.kind is QuestionKind.AGENCY
    assert unit in answer.answer
    assert other not in answer.answer


def test_the_bracket_answers_for_the_clause(ask: Ask) -> None:
    """Who is responsible for the clause is still told by its list."""
    answer = ask("第五条的责任单位有哪些？").answer
    assert "市水务局（首列单位，文件未明确牵头）、市财政局" in answer


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("未按规定启闭闸门，责令改正到期还不改的罚多少？", "二千元以上五千元以下", "三万元"),
        ("未按规定启闭闸门，情节严重的罚多少？", "五千元以上三万元以下", "二千元"),
        (
            "未按规定启闭闸门，到期仍不改的罚多少？情节严重的又罚多少？",
            "二千元以上五千元以下罚款；情节严重的，处五千元以上三万元以下",
            "犯罪",
        ),
        ("未按规定启闭闸门由谁责令改正？", "市水务局责令改正", "犯罪"),
    ],
)
def test_a_penalty_for_the_case_asked(ask: Ask, question: str, said: str, unsaid: str) -> None:
    """A condition in other words selects its consequence, two of them both."""
    answer = ask(question).answer
    assert said in answer
    assert unsaid not in answer


def test_a_length_of_one_is_no_claim(ask: Ask) -> None:
    """一天 in 一天补多少 is what the sum is for, and nothing is corrected."""
    answer = ask("兼职看护人员汛期一天补贴多少钱？")
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.premise is None


def test_a_consequence_is_told_to_its_end(ask: Ask) -> None:
    """通报批评和约谈问责 is not cut behind the first of the two."""
    assert "通报批评和约谈问责" in ask("管理单位没完成清淤任务会有什么后果？").answer


def test_two_acts_get_their_two_units(ask: Ask) -> None:
    """A second question with 又 that names its own matter is answered as well."""
    answer = ask("骗取看护补贴由哪个部门责令退回？水闸的等级又由谁确定？").answer
    assert "市财政局责令退回" in answer
    assert "县（市）、区人民政府确定" in answer


def test_each_of_two_years_is_answered(ask: Ask) -> None:
    """What is to be reached in each of two years is told for both."""
    answer = ask("水闸清淤体系2027年、2032年各要建到什么程度？").answer
    assert "初步建立" in answer
    assert "基本完善" in answer


def test_a_row_of_another_length_is_no_meaning(ask: Ask) -> None:
    """新建、改建、扩建“两高” names three things and does not say which two 两高 are."""
    assert "新建、改建、扩建" not in ask("“两高”水闸是哪几类？").answer.split("：")[0]


@pytest.mark.parametrize(
    ("question", "is_agency"),
    [
        ("通过认定的企业能被列进什么示范单位？", False),
        ("清淤体系建设涉及哪些省级部门和哪几个海关？", True),
        ("市水务局要拉上哪些部委一起建机制？", True),
    ],
)
def test_a_unit_that_is_an_honour_is_no_office(ask: Ask, question: str, *, is_agency: bool) -> None:
    """示范单位 is what a firm is called, 部委 and 部门 are who acts."""
    assert (ask(question).kind is QuestionKind.AGENCY) == is_agency
