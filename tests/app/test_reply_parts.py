"""Parts that a question describes: below a heading, of one kind, of the whole; lists that go on below their opening words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.answer import Answer, AnswerStatus, Question
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over

_PLAN = """青禾市河湖整治行动方案

为整治河湖，制定本方案。

一、总体要求

（一）工作原则

1.水岸同治。统筹水域和岸线。

2.量水而行。以水定需。

二、实施河湖整治重点工程

（一）清淤疏浚工程。清理淤积河段。

（二）岸线修复工程。拆除违建码头。

（三）引水补源工程。新建引水涵闸。

三、深入打好碧波保卫战

（一）整治排口。封堵入河排口。

（二）治理养殖尾水。建设尾水池。

四、健全河湖管护政策机制

（一）完善河长制度。落实巡河责任。

（二）建立生态补偿。兑付补偿资金。

（三）培育巡护队伍。聘用巡河员。

五、强化河湖整治科技支撑

（一）推广无人机巡河。配备无人机。

（二）建设智慧水务。汇集监测数据。
"""

_GRANTS = """青禾市巡河员补贴办法

一、一次性装备补贴

在本市巡河满一年的巡河员，符合以下三个条件之一，可申请一次性装备补贴，每人两百元。

（1）持有残疾人证；

（2）家庭纳入最低生活保障；

（3）巡河路段超过二十公里。

二、不予发放的情形

巡河员有下列情形之一的，不予发放补贴，已经发放的予以收回。

（1）伪造巡河记录；

（2）一年内三次缺勤。

三、补贴支付

（一）补贴资金支付下列费用：1.装备费；2.保险费。

（二）补贴资金不支付下列费用：1.交通费；2.误餐费。
"""

Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("rivers")
    (folder / "青禾市河湖整治行动方案.txt").write_text(_PLAN, encoding="utf-8")
    (folder / "青禾市巡河员补贴办法.txt").write_text(_GRANTS, encoding="utf-8")
    assistant = assistant_over(folder)

    def ask_lawfully(text: str) -> Answer:
        answer = assistant.ask(Question(text=text))
        assert_lawful(answer, assistant)
        return answer

    return ask_lawfully


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("河湖整治方案部署的重点工程一共有哪些？请逐项列出。", ["清淤", "岸线", "引水"]),
        ("河湖整治方案安排了多少项工程，都叫什么？", ["清淤", "岸线", "引水"]),
        ("碧波保卫战部署了哪些任务？", ["排口", "尾水"]),
        ("青禾河湖方案要健全哪些政策机制？", ["河长", "补偿", "队伍"]),
        ("河湖整治方案科技支撑写了几点", ["无人机", "智慧"]),
        ("青禾市河湖方案的工作原则有几条？", ["水岸", "量水"]),
        ("河湖整治方案的三大工程是什么，分别说出来", ["清淤", "岸线", "引水"]),
    ],
)
def test_the_parts_a_question_describes_are_listed(
    ask: Ask, question: str, parts: list[str]
) -> None:
    """By the heading, by their common noun, whatever the verb that asks; all of them and no others."""
    answer = ask(question)
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.total == len(parts)
    rows = [one.text for one in answer.statements]
    assert all(part in row for part, row in zip(parts, rows, strict=True))


@pytest.mark.parametrize(
    "question",
    [
        "河湖整治重点工程里清淤疏浚有哪些要求？",
        "河湖整治方案的五大工程有哪些？",
        "到2030年河湖整治重点工程有哪些？",
    ],
)
def test_a_word_that_no_heading_has_asks_for_something_else(ask: Ask, question: str) -> None:
    """One of the parts, another number of them or a year is no question for the parts."""
    assert ask(question).total != len(["清淤", "岸线", "引水"])


def test_the_parts_of_the_whole_are_counted(ask: Ask) -> None:
    """分几个部分 behind the name of a document is of the document, whatever words the name shares with a heading."""
    assert ask("青禾市河湖整治行动方案分几个部分？").total == len("一二三四五")


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("巡河员那笔一次性装备补贴，哪些人够条件？", ["残疾人证", "最低生活", "二十公里"], "伪造"),
        ("哪些情形不予发放巡河员补贴？", ["伪造", "缺勤"], "残疾人证"),
        ("巡河员补贴资金不支付哪些费用？", ["交通费", "误餐费"], "装备费；"),
        ("巡河员补贴资金支付哪些费用？", ["装备费", "保险费"], "误餐费"),
    ],
)
def test_a_list_goes_on_below_its_opening_words(
    ask: Ask, question: str, said: list[str], unsaid: str
) -> None:
    """Items on places of their own belong to 以下…之一, wherever it stands in the sentence; 不 makes another list."""
    text = ask(question).answer
    assert all(one in text for one in said)
    assert unsaid not in text
