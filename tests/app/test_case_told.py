"""What holds in the case that an asker tells of: his act, his amount, his part of a list, two questions in one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.answer import Answer, AnswerStatus, Question
from app.assistant import Assistant
from app.catalogue import Catalogue
from app.chain import build_chain
from index.library import open_library
from tests.app.laws import assert_lawful
from tests.app.small_corpus import EMBEDDERS

_PARKS = """云岭县公园管理办法

第一条 为了管好公园，制定本办法。
第二条 游客在公园里不得有下列行为：
（一）在树干上拴挂吊床；
（二）携带未拴绳的犬只入园；
（三）在湖内放生外来物种。
第三条 树干直径四十厘米以上的柳树，不得移栽。
第四条 旺季可以限定入园人数，公园管理机构应当提前在大门口和售票处张贴告示，说明起止日期和每日的人数；但是，本县居民凭身份证入园的除外。
第五条 公园管理机构应当自收到游客意见之日起七日内答复；七日内不能答复的，经主任批准，可以延长五日，并应当说明理由。
第六条 领取摊位许可的商户发生下列情形之一的，应当在三个工作日内将情况告知公园管理机构：
（一）改换经营品种的；
（二）转让摊位的。
第七条 商户有下列行为之一的，列入诚信约束名单，期限两年。
（一）出售变质食品的；
（二）哄抬价格的。
第八条 重点商户应当公布进货渠道。鼓励其他商户公布进货渠道。
第九条 摊位改造给予补贴。同一摊位只能享受其中一项补贴。
第十条 违反本办法第二条第一项规定的，由公园管理机构责令改正，处五十元罚款。
违反本办法第二条第二项规定的，由公园管理机构责令改正，处一百元罚款。
违反本办法第二条第三项规定的，由公园管理机构责令改正，处三百元罚款。
第十一条 擅自移栽第三条规定的柳树的，处每株五千元罚款；擅自移栽其他树木的，处每株一千元罚款。
第十二条 未在规定期限内交还游船的，由公园管理机构催告其限期交还；期满仍未交还的，处二百元罚款。
第十三条 伪造门票获利的，没收违法所得；违法所得一万元以上的，处违法所得二倍罚款；违法所得不足一万元的，处三千元罚款。
第十四条 本办法自2025年5月1日起施行。
"""

Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("parks")
    (folder / "云岭县公园管理办法.txt").write_text(_PARKS, encoding="utf-8")
    home = tmp_path_factory.mktemp("home")
    library = open_library([folder], home=home, embedders=EMBEDDERS)
    catalogue = Catalogue(library.parsed)
    assistant = Assistant(catalogue, build_chain(library, catalogue).invoke)

    def ask_lawfully(text: str) -> Answer:
        answer = assistant.ask(Question(text=text))
        assert_lawful(answer, assistant)
        return answer

    return ask_lawfully


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("在公园的树干上拴挂吊床罚多少？", "五十元", "一百元"),
        ("带没拴绳的犬只入园罚多少？", "一百元", "三百元"),
        ("在湖内放生外来物种罚多少？", "三百元", "五十元"),
        ("擅自移栽直径五十厘米的柳树，每株罚多少？", "五千元", "不是五十厘米"),
        ("直径五十厘米的柳树可以移栽吗？", "不得移栽", "不是五十厘米"),
        ("伪造门票，违法所得五千元的，罚多少？", "三千元", "不是五千元"),
        ("旺季限定入园人数，本县居民也要限吗？", "除外", "但是。"),
        ("收到意见几天内答复？答复不了能拖多久？", "延长五日", "文件没有"),
        ("我领了摊位许可，上个月转让摊位给亲戚，多长时间内要让公园知道？", "三个工作日", "没有"),
        ("出售变质食品的商户会怎么样？", "诚信约束名单", "没有"),
        ("不在重点商户名单里的，也必须公布进货渠道吗？", "鼓励其他商户", "重点商户应当"),
        ("同一摊位改造的补贴能两样都拿吗？", "只能享受其中一项", "给予补贴"),
        ("没交还游船，期满仍未交还的罚多少？", "二百元", "没有"),
    ],
)
def test_the_rule_for_the_case_is_given(ask: Ask, question: str, said: str, unsaid: str) -> None:
    """The item broken, the range an amount falls in, the sentence for the others, the words that open a case."""
    answer = ask(question)

    assert answer.status is AnswerStatus.ANSWERED
    assert said in answer.answer
    assert unsaid not in answer.answer


@pytest.mark.parametrize(
    "question",
    ["公园里那些商户要是不公布进货渠道，会被罚几百块？", "重点商户最晚几月几号公布进货渠道？"],
)
def test_what_is_not_laid_down_is_not_told(ask: Ask, question: str) -> None:
    """那些 tells whom it is about and asks no list; the day from which a text holds is no deadline of a duty."""
    assert ask(question).status is not AnswerStatus.ANSWERED


def test_a_range_itself_is_put_right(ask: Ask) -> None:
    """Who claims the range, and not a case within it, is told the one that holds."""
    answer = ask("听说直径六十厘米以上的柳树才不得移栽，对吗？")

    assert answer.premise is not None
    assert answer.premise.found.startswith("四十厘米以上")
