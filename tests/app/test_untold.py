"""What is declined because the text does not tell it, and what is no reason to decline."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.answer import Answer, AnswerStatus, Question
from app.names_asked import lacks_names
from app.stated_value import holds_day, holds_time
from app.value_fits import years_of_title
from corpus.model import Document
from tests.app.small_corpus import assistant_over

PLAN = """关于印发《海藻养殖业发展方案》的通知
各市海洋局：
现将方案印发给你们。
云南省海洋局云南省财政厅
2023年5月6日
一、主要目标
到2027年，我省海藻养殖产量达到12万吨，建成省级示范基地30个。
二、重点任务
（一）推进试点。选择条件较好的县开展海藻碳汇试点，建设海藻精品观光线路。（责任单位：省海洋局、省财政厅）
（二）加工转化。支持昆明、大理建设海藻加工园，提升全省加工能力。从缅甸进口的苗种应当检疫。
（三）人才培训。组织全省养殖大户轮训，云南海洋学院开设课程，对养殖户上岗前培训不少于20学时。
（四）保险补偿。对首次投产的海藻烘干设备，省级落实保险补偿机制。全面推行海藻林长制。
（五）苗种分级。到2027年，己类苗种合格率达到80%。
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    folder = tmp_path_factory.mktemp("untold") / "documents"
    folder.mkdir()
    (folder / "海藻养殖业发展方案.txt").write_text(PLAN, encoding="utf-8")
    assistant = assistant_over(folder)
    return lambda text: assistant.ask(Question(text=text))


@pytest.mark.parametrize(
    "question",
    [
        "海藻碳汇试点有哪些县？",
        "海藻精品观光线路都有哪几条？",
        "海藻碳汇试点县名单",
        "养殖大户的林长是谁？",
        "海藻加工园2019年怎么建？",
        "明天海藻试点那边会不会下雨？",
        "海藻股票现在能买吗？",
        "养老院搞海藻培训归谁管？",
        "紫菜养殖产量2027年要达到多少万吨？",
        "方案对养老院有什么规定？",
        "方案里有没有提到紫菜？",
        "方案提没提到缅甸语吗",
        "养老企业怎么加工海藻？",
        "苗种检疫几月几号截止？",
        "海藻加工园拢共要砸进去多少个亿？",
        "养殖户培训一年收几百块？",
        "云南海藻哪家最实惠",
        "海藻示范基地这边适合去玩吗？",
        "酿酒行业怎么加工海藻？",
        "云南2035年的海藻养殖产量该是个什么数？",
        "到2029年累计建成几个海藻示范基地？",
        "丁类苗种合格率2027年要达到多少？",
    ],
)
def test_what_the_text_does_not_tell_is_declined(
    asked: Callable[[str], Answer], question: str
) -> None:
    assert asked(question).status is not AnswerStatus.ANSWERED


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("海藻加工园建在哪几个城市？", "昆明、大理"),
        ("云南海藻养殖产量到2027年要多少？", "12万吨"),
        ("从缅甸运来的海藻苗种要检疫吗？", "检疫"),
        ("己类苗种合格率2027年要达到多少？", "80%"),
        ("2023年那份海藻方案对加工转化怎么说？", "加工园"),
        ("首次投产的烘干设备有保险分担风险吗？", "保险补偿"),
        ("我们公司注册在广东，云南的海藻苗种从缅甸进口要检疫吗？", "检疫"),
    ],
)
def test_what_it_tells_in_other_words_is_answered(
    asked: Callable[[str], Answer], question: str, said: str
) -> None:
    answer = asked(question)
    assert answer.status is AnswerStatus.ANSWERED
    assert said in answer.answer


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("资源池里有哪些公司？", "建立服务商资源池。", True),
        ("资源池里有哪些公司？", "北岭矿业进入资源池。", False),
        ("定点机构的名单", "由定点机构派人上门。", True),
        ("定点医院名单", "定点医院为长河第一医院。", False),
        ("入库的是哪些项目？名单有哪些？", "支持节能改造项目、清洁生产项目。", False),
        ("这事归哪几个部门管？", "由有关部门负责。", False),
        ("上了黑名单怎么移出？", "列入名单的企业可以申请移出。", False),
        ("哪些企业可以申请补贴？", "规模以上企业可以申请。", False),
    ],
)
def test_names_asked_for(question: str, sentence: str, lacks: bool) -> None:
    assert bool(lacks_names(question, [sentence])) is lacks


def test_a_year_of_the_title_is_that_of_what_is_said_without_one() -> None:
    """A notice of one year or two is of them throughout; a plan of many years is of none alone."""
    years = {
        "2022年海藻项目申报通知": {2022},
        "2019-2020年海藻配额分配方案": {2019, 2020},
        "海藻行动计划（2021—2030年）": set(),
        "2030年前海藻达峰方案": set(),
    }
    for title, of in years.items():
        document = Document(id="a", title=title, text="", source="", content_hash="a")
        assert years_of_title(document) == of


def test_a_day_left_blank_is_no_day() -> None:
    """A form that leaves the day open says nothing; what counts days from an event does."""
    assert not holds_time("系统于  年  月  日关闭")
    assert holds_time("系统于2022年7月1日关闭")
    assert not holds_day("离校2年内未就业的毕业生", "最晚几号申请？")
    assert holds_day("自公布之日起15日内提出", "最晚几号申请？")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("专门养海藻的这个行当，2027年海藻养殖产量达到多少？", "12万吨"),
        ("挑大梁的海藻省级示范基地，到2027年建成几个？", "30"),
        ("按此类情形，海藻碳汇试点由谁负责？", "省海洋局"),
        ("海藻养殖业发展方案的全文框架，由哪几个部分撑起来？", "主要目标"),
    ],
)
def test_a_word_that_names_no_matter_is_no_reason_to_decline(
    asked: Callable[[str], Answer], question: str, told: str
) -> None:
    """What only marks out, a case, a set phrase, a word for a text: no text need have them."""
    assert told in asked(question).answer
