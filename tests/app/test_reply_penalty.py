"""罚多少, 由谁处罚, 保存几年, 什么时候施行: read from the penalties and thresholds of a statute."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.answer import Answer, AnswerStatus, Premise, Question
from app.assistant import Assistant
from app.catalogue import Catalogue
from app.chain import build_chain
from index.library import open_library
from tests.app.laws import assert_lawful
from tests.app.small_corpus import EMBEDDERS, assistant_over

_RIVERS = """青禾市河道保护条例

第一章 总则

第一条 为了保护河道，保障防洪安全，制定本条例。

第二章 保护

第二条 禁止在河道内擅自采砂。
第三条 沿河餐馆不得向河道排放油污。
第四条 年取水量超过十万立方米的企业应当安装在线监测设备，原始监测记录保存期限不得少于三年。

第三章 法律责任

第五条 违反本条例第三条规定的，由生态环境主管部门责令限期改正；逾期不改正的，处五千元以上二万元以下罚款。
第六条 违反本条例规定，在河道内擅自采砂的，由水行政主管部门责令停止违法行为，处一万元以上五万元以下罚款；情节严重的，处五万元以上十万元以下罚款。
第七条 河道划界成果确需变更的，经论证后由市水利局按程序修订并公布。
第八条 本条例自2024年3月1日起施行。
第九条 农家乐应当做到下列事项：
（一）建设化粪池；
（二）公示收费标准。
农家乐不得占用堤顶道路。
第十条 违反本条例第九条第二款规定的，由水行政主管部门责令改正，处三百元以上五百元以下罚款；拒不改正的，处一千元罚款。违反第九条第一款第（一）项规定的，由生态环境主管部门处二千元罚款。
"""


Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("rivers")
    (folder / "青禾市河道保护条例.txt").write_text(_RIVERS, encoding="utf-8")
    home = tmp_path_factory.mktemp("home")
    library = open_library([folder], home=home, embedders=EMBEDDERS)
    catalogue = Catalogue(library.parsed)
    assistant = Assistant(catalogue, build_chain(library, catalogue).invoke)

    def ask_lawfully(text: str) -> Answer:
        answer = assistant.ask(Question(text=text))
        assert_lawful(answer, assistant)
        return answer

    return ask_lawfully


def test_a_fine_is_answered_with_its_conditions(ask: Ask) -> None:
    """What an act costs, plain and in grave cases, in the words of the article."""
    answer = ask("在河道里擅自采砂要罚多少？")

    assert "处一万元以上五万元以下罚款；情节严重的，处五万元以上十万元以下罚款" in answer.answer
    assert answer.citations[0].label.endswith("第六条")


def test_the_condition_asked_about_is_answered_alone(ask: Ask) -> None:
    """情节严重的 asks for that consequence."""
    answer = ask("在河道里擅自采砂情节严重的罚多少？")

    assert answer.answer == "情节严重的，处五万元以上十万元以下罚款。"


def test_an_act_is_found_by_the_article_it_breaks(ask: Ask) -> None:
    """The penalty names an article; what that article forbids tells the act."""
    answer = ask("沿河餐馆排放油污罚多少？")

    assert answer.answer.endswith(
        "由生态环境主管部门责令限期改正；逾期不改正的，处五千元以上二万元以下罚款。"
    )
    assert {one.label[-3:] for one in answer.citations} == {"第五条", "第三条"}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("农家乐占用堤顶道路罚多少？", "处三百元以上五百元以下罚款；拒不改正的，处一千元罚款"),
        ("农家乐没建设化粪池罚多少？", "处二千元罚款"),
    ],
)
def test_the_paragraph_that_is_broken_tells_the_fine(ask: Ask, question: str, words: str) -> None:
    """第二款 and 第一款第（一）项 of one article have fines of their own."""
    answer = ask(question).answer

    assert words in answer
    assert ("二千元" in answer) == ("二千元" in words)


def test_who_imposes_a_penalty_is_answered_from_it(ask: Ask) -> None:
    """The unit that imposes it stands in the article of the act."""
    assert "水行政主管部门" in ask("擅自在河道采砂由哪个部门处罚？").answer


def test_a_wrong_sum_is_put_right(ask: Ask) -> None:
    """A fine taken for granted and denied by the text is corrected."""
    answer = ask("在河道里擅自采砂要罚三千元对吗？")

    assert answer.premise == Premise(asked="三千元", found="一万元以上五万元以下")


def test_a_condition_left_aside_is_not_the_one_asked_for(ask: Ask) -> None:
    """没到情节严重: the fine of the plain case, not of the grave one."""
    answer = ask("在河道内擅自采砂，没到情节严重的程度，罚多少？").answer
    assert "一万元以上五万元以下" in answer
    assert "十万元" not in answer


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("沿河餐馆向河道排放油污，条例规定由水行政主管部门罚款，罚多少？", "生态环境主管部门"),
        ("在河道里擅自采砂由市水利局罚款多少？", None),
        ("在河道里擅自采砂是由生态环境局罚款吗，罚多少钱？", "水行政主管部门"),
    ],
)
def test_who_is_wrongly_taken_to_impose_it_is_put_right(
    ask: Ask, question: str, found: str | None
) -> None:
    """The act decides the article, not who is said to punish; an office of the same matter is no other."""
    answer = ask(question)
    assert (answer.premise.found if answer.premise else None) == found, answer.answer
    assert answer.status is AnswerStatus.ANSWERED


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("原始监测记录要保存几年？", "保存期限不得少于三年"),
        ("年取水量超过多少立方米的企业要安装在线监测设备？", "年取水量超过十万立方米的企业"),
        ("河道保护条例什么时候施行？", "2024年3月1日"),
    ],
)
def test_limits_thresholds_and_the_day_of_effect_are_answered(
    ask: Ask, question: str, words: str
) -> None:
    """Each in one sentence of the text."""
    answer = ask(question)

    assert words in answer.answer
    assert len(answer.statements) == 1


def test_who_acts_is_quoted_where_no_duty_is_named(ask: Ask) -> None:
    """No 负责 stands in the article, but who revises does."""
    answer = ask("河道划界成果要变更，归哪个部门修订？")

    assert answer.status is AnswerStatus.ANSWERED
    assert "由市水利局按程序修订并公布" in answer.answer


def test_a_fine_that_is_nowhere_is_declined(ask: Ask) -> None:
    """An act without a penalty has none, however near another one stands."""
    assert ask("钓鱼电鱼罚多少？").status is not AnswerStatus.ANSWERED


_SIGNS = """青禾市户外招牌条例

第一条 为了规范户外招牌，制定本条例。
第二条 招牌设置人不得遮挡路灯。
第二条之一 广告平台应当公示招牌图样，并按季上报图样清单。
第三条 临街商铺不得设置闪烁招牌，不得设置悬空招牌。
第四条 违反本条例第二条规定，遮挡路灯的，处三百元罚款。
第五条 违反本条例第二条之一规定，未公示招牌图样的，处八千元罚款；未按季上报的，处九百元罚款。
第六条 违反本条例第三条规定，设置闪烁招牌的，处六百元罚款；设置悬空招牌的，处七千元罚款。
"""


@pytest.fixture(scope="module")
def over_signs(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("signs") / "documents"
    folder.mkdir()
    (folder / "青禾市户外招牌条例.txt").write_text(_SIGNS, encoding="utf-8")
    assistant = assistant_over(folder)

    def ask_lawfully(text: str) -> Answer:
        answer = assistant.ask(Question(text=text))
        assert_lawful(answer, assistant)
        return answer

    return ask_lawfully


@pytest.mark.parametrize(
    ("question", "sums"),
    [
        ("违反第二条罚多少？", {"三百元"}),
        ("违反第二条之一怎么处罚", {"八千元", "九百元"}),
        ("违反户外招牌条例第三条会怎么罚", {"六百元", "七千元"}),
        ("广告平台不按季上报罚多少？", {"九百元"}),
        ("广告平台没有公示招牌图样罚多少？", {"八千元"}),
        ("临街商铺设置悬空招牌罚多少？", {"七千元"}),
        ("临街商铺设置招牌会罚多少？", {"六百元", "七千元"}),
    ],
)
def test_each_act_has_its_own_fine(over_signs: Ask, question: str, sums: set[str]) -> None:
    """The article that was broken and the act tell the fine; where two acts fit, both are given."""
    found = over_signs(question)
    assert {
        one for one in ("三百元", "六百元", "七千元", "八千元", "九百元") if one in found.answer
    } == sums
    acts = sum(statement.text.count("的，处") for statement in found.statements)
    assert acts == len(sums)


def test_an_article_without_a_penalty_has_none(over_signs: Ask) -> None:
    """第四条 imposes a fine, and nobody is fined for breaking it."""
    found = over_signs("违反第四条罚多少？")
    assert found.status is AnswerStatus.NOT_FOUND
    assert "违反第四条" in (found.reason or "")


def test_alike_acts_are_said_to_be_alike(over_signs: Ask) -> None:
    """Who reads two fines is told why there are two."""
    assert [one.code for one in over_signs("临街商铺设置招牌会罚多少？").notes] == ["ambiguous"]


@pytest.mark.parametrize(
    "question",
    [
        "在河道内擅自采砂罚多少，情节严重的呢？",
        "擅自采砂怎么罚？要是情节严重又怎么罚？",
    ],
)
def test_the_penalty_and_what_follows_it_are_both_given(ask, question):
    """Who asks for the penalty and then for the graver case is told both."""
    answer = ask(question).answer
    assert "处一万元以上五万元以下罚款" in answer
    assert "处五万元以上十万元以下罚款" in answer


_QUOTA = """青禾市取水管理办法

第一条 为了加强取水管理，制定本办法。
第二条 取水单位未按时报送取水量的，由水行政主管部门责令限期改正，处二千元以上五千元以下的罚款；逾期未改正的，等量核减其下一年度取水指标。
第三条 取水单位瞒报取水量的，由水行政主管部门处六千元罚款。
逾期未改正的，由水行政主管部门测算其取水量。
"""


@pytest.fixture(scope="module")
def ask_of_quota(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("quota")
    (folder / "青禾市取水管理办法.txt").write_text(_QUOTA, encoding="utf-8")
    library = open_library([folder], home=tmp_path_factory.mktemp("home"), embedders=EMBEDDERS)
    catalogue = Catalogue(library.parsed)
    assistant = Assistant(catalogue, build_chain(library, catalogue).invoke)
    return lambda text: assistant.ask(Question(text=text))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("未按时报送取水量罚款多少，到期还不改会怎样？", "等量核减其下一年度取水指标"),
        ("瞒报取水量罚多少，逾期不改正呢？", "由水行政主管部门测算其取水量"),
    ],
)
def test_what_befalls_whoever_goes_on_need_be_no_penalty(ask_of_quota, question, words):
    """It stands behind a semicolon or in the next sentence, and is given where it is asked for."""
    answer = ask_of_quota(question).answer
    assert "罚款" in answer
    assert words in answer


def test_what_befalls_whoever_goes_on_is_not_given_unasked(ask_of_quota):
    """A question for the fine alone gets the fine."""
    assert "核减" not in ask_of_quota("未按时报送取水量罚款多少？").answer
