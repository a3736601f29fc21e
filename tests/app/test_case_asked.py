"""An answer is of the very case asked: its class, its doer, its year, its part of a row; never of the one beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.answer import Answer, AnswerStatus, Question
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over

# Half-width marks, as many files have them.
_ALARMS = """青禾市雪灾应对预案

1 总则
1.1 目的
为应对雪灾,减少损失,制定本预案。

2 组织
2.1 指挥机构
青禾市设立雪灾指挥部,由常务副市长任总指挥,市除雪办承担日常事务。

3 响应
3.1 Ⅲ级响应
出现下列情形之一,由指挥部办公室主任决定启动:
(1)积雪深度达到12厘米;
(2)停课学校达到30所。
3.2 Ⅱ级响应
积雪深度达到25厘米,或者封闭公路超过300公里的,由副总指挥决定启动。
3.3 Ⅰ级响应
积雪深度达到40厘米,或者机场关闭超过24小时的,由总指挥决定启动。
3.4 预警
6小时内降雪量将达4毫米以上且可能持续的,发布蓝色雪情预警;3小时内降雪量将达9毫米以上且可能持续的,发布橙色雪情预警;1小时内降雪量将达9毫米以上且可能持续的,发布红色雪情预警。
"""
_STALLS = """青禾市夜市摊位管理办法

第一条 为规范夜市摊位,制定本办法。
第二条 乡(镇)人民政府对本辖区夜市负属地责任。市商务主管部门是夜市摊位的主管部门,消防、卫生健康、园林绿化等部门按照各自职责做好相关工作。
第三条 市商务局(以下简称商务局)负责摊位评定的组织工作,市财政局负责补贴的拨付,市统计局协助核对客流数据。
第四条 本办法所称露天夜市,是指在室外设摊的夜市;规模以上夜市,是指摊位在200个以上的露天夜市。
第五条 摊主应当自租下摊位之日起十五日内申请备案,备案不得收取费用。
第六条 禁止摊主从事下列行为:
(一)占用盲道摆放桌椅;
(二)使用高音喇叭揽客。
第七条 违反本办法第六条规定,经营公司占道、揽客的,由市商务局责令改正,处三千元以上八千元以下罚款。个人有前述行为的,由街道办事处责令改正,处一百元罚款。
第八条 以假账骗取补贴的,由市财政局追回补贴,处骗取金额一倍的罚款,4年内不得再次申报补贴。
第九条 摊位评定有效期为2年。市与县(区)按照7:3的比例承担补贴。市里对每个夜市的补贴不超过60万元。
第十条 本办法自2023年6月1日起施行,有效期至2028年5月31日。
"""
_PLAN = """云岭县图书馆建设通知

云岭县各单位:
为贯彻落实《云岭县全民阅读促进办法》和《云岭县公共文化服务规划》,现就图书馆建设通知如下。

一、目标
到2024年底,馆藏图书达到40万册以上;到2025年底,达到55万册以上;到2026年底,力争达到70万册。成人馆日均开放时间不少于10小时,儿童馆不少于8小时。

二、任务
1.新增阅览座位2000张,引进外文图书的中小学分馆6所。(县文旅局负责)
2.推行“一证通借”,开通流动书车3辆,实行月调度、季通报。(县文旅局、教育局负责)
3.各牵头单位每月8日前报送上月进度。选派讲解员12名。(县政府办负责)
"""

Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("cases")
    for text in (_ALARMS, _STALLS, _PLAN):
        (folder / f"{text.splitlines()[0]}.txt").write_text(text, encoding="utf-8")
    assistant = assistant_over(folder)

    def ask_lawfully(text: str) -> Answer:
        answer = assistant.ask(Question(text=text))
        assert_lawful(answer, assistant)
        return answer

    return ask_lawfully


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("青禾市Ⅰ级响应由谁决定启动？", "由总指挥决定启动", "办公室主任"),
        ("青禾市二级响应由谁决定启动？", "副总指挥", "办公室主任"),
        ("什么情况下启动Ⅱ级响应？", "25厘米", "12厘米"),
        ("青禾市二级响应的积雪深度是多少厘米？", "25厘米", "12厘米"),
        ("总指挥由谁担任？", "常务副市长任总指挥", "主任"),
        ("红色雪情预警的标准是什么？", "1小时内降雪量将达9毫米", "4毫米以上"),
        ("夜市摊位的主管部门是谁？", "市商务主管部门是", "属地责任"),
        ("摊位评定由谁组织？", "负责摊位评定的组织", "市财政局"),
        ("什么叫规模以上夜市？", "200个以上", "在室外设摊"),
        ("个人占用盲道摆放桌椅罚多少钱？", "一百元", "三千元"),
        ("能不能在盲道上摆桌椅？", "禁止", "喇叭"),
        ("骗取夜市补贴几年内不能再申报？", "4年内", "2年"),
        ("摊位评定有效期几年？", "2年", "2028"),
        ("市与县夜市补贴按什么比例承担？", "7:3", "60万元"),
        ("云岭县各牵头单位什么时候报送上月进度？", "每月8日前", "负责"),
        ("云岭县图书馆建设进度多久通报一次？", "季通报", "8日"),
        ("云岭县选派几名讲解员？", "12名", "2000"),
        ("云岭县引进外文图书的中小学分馆有几个？", "6所", "12名"),
    ],
)
def test_the_case_asked_is_answered(ask: Ask, question: str, said: str, unsaid: str) -> None:
    """Of what stands side by side, the one asked about is told and not its neighbour."""
    answer = ask(question)
    assert said in answer.answer
    assert unsaid not in answer.answer


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("云岭县2025年底馆藏图书要达到60万册，由谁负责？", "55万册"),
        ("云岭县新增阅览座位3000张由谁负责？", "2000张"),
        ("红色雪情预警是1小时内降雪量达5毫米吗？", "9毫米"),
        ("青禾市摊位评定有效期是3年吧？", "2年"),
    ],
)
def test_a_wrong_claim_is_put_right_by_the_same_case(ask: Ask, question: str, found: str) -> None:
    """The correction gives the value of the year, the class or the matter claimed."""
    answer = ask(question)
    assert answer.premise is not None
    assert found in answer.premise.found


@pytest.mark.parametrize(
    "question",
    ["夜市每户补贴多少元？", "夜市摊位租用费多少？", "规模以上夜市考核多少分？"],
)
def test_a_value_of_another_thing_is_none(ask: Ask, question: str) -> None:
    """What is given for the whole, in another unit, or for something else answers nothing."""
    assert ask(question).status is not AnswerStatus.ANSWERED


def test_units_named_by_their_fields_take_part(ask: Ask) -> None:
    """消防、卫生健康…等部门 has the unit asked about; 否 would be wrong."""
    assert ask("青禾市卫生健康部门参与夜市相关工作吗？").answer.startswith("是")


def test_what_a_notice_rests_on_stands_in_its_opening(ask: Ask) -> None:
    """为贯彻落实《甲》和《乙》，现就…通知如下 names its grounds."""
    answer = ask("云岭县图书馆建设通知依据哪些文件？")
    assert "全民阅读促进办法" in answer.answer
    assert "公共文化服务规划" in answer.answer


def test_a_story_ahead_of_the_question_leaves_it_as_it_is(ask: Ask) -> None:
    """Words of the asker's own that no document has weigh nothing where the part that asks says enough."""
    story = (
        "我妹妹上个月在老街口租了个卖糖葫芦的小推车位,房东收据跟钥匙都给了,可她天天忙着"
        "进货腾不出空,想问青禾市摊主自租下摊位之日起几日内要申请备案?"
    )
    assert "十五日内" in ask(story).answer


def test_a_task_without_a_title_is_listed_by_its_first_words(ask: Ask) -> None:
    """A row that only says 二1 tells nobody what is to be done."""
    answer = ask("云岭县文旅局负责哪些任务？").answer
    assert "新增阅览座位" in answer
    assert "一证通借" in answer
