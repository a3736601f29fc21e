"""A long sentence is quoted in part, verbatim, with what governs the part."""

from __future__ import annotations

import re

import pytest

from app.evidence import Term
from app.excerpt import LONGEST, excerpt, in_words
from corpus.model import Citation, Span

FIGURE = re.compile(r"\d")
GOALS = (
    "到2027年，新建改造供热管网300公里，新增雨水调蓄能力60万立方米，县城生活垃圾分类覆盖率达到92%以上，"
    "建成口袋公园40个，老旧小区加装电梯500部以上，社区养老服务设施配套率达到100%，"
    "城市道路照明节能灯具占比超过85%，公共停车泊位新增2万个，农村公路优良路率保持稳定"
)
DUTY = (
    "鼓励各类科研院所、高等学校和行业协会牵头组建产业创新联合体，围绕储能、氢能、智能电网等重点领域凝练技术攻关清单，"
    "定期发布共性技术需求，推动大型科学仪器面向中小企业开放共享，培育一批专业化的技术转移机构和技术经理人队伍"
)
CONDITION = (
    "经营者未按照规定如实公示服务项目和收费标准，或者以虚假折扣、模糊标价等手段误导消费者并造成较大社会影响的，"
    "由市场监督管理部门责令限期改正，拒不改正的，处一千元以上五千元以下罚款，并记入信用记录，向社会公布"
)


def _sentence(text: str) -> Citation:
    return Citation(
        document_id="d", clause_id="d/一", span=Span(start=7, end=7 + len(text)), quote=text
    )


def _terms(*words: str) -> tuple[Term, ...]:
    return tuple(
        Term(word=one, weight=1.0, alternatives=(), known=True, subject=True, own=False)
        for one in words
    )


@pytest.mark.parametrize("text", [GOALS, DUTY, CONDITION])
def test_the_sentences_are_long(text: str) -> None:
    assert len(text) > LONGEST


def test_one_goal_of_many_is_quoted_with_its_year() -> None:
    pieces = excerpt(_sentence(GOALS), _terms("垃圾分类", "覆盖率"), FIGURE)
    assert in_words(pieces) == "到2027年……县城生活垃圾分类覆盖率达到92%以上。"


def test_every_piece_is_verbatim_at_its_place() -> None:
    for piece in excerpt(_sentence(GOALS), _terms("加装电梯"), FIGURE):
        assert GOALS[piece.span.start - 7 : piece.span.end - 7] == piece.quote


def test_what_encourages_stays_with_what_it_encourages() -> None:
    pieces = excerpt(_sentence(DUTY), _terms("仪器", "开放"))
    assert in_words(pieces).startswith("鼓励")
    assert "开放共享" in in_words(pieces)
    assert "技术经理人" not in in_words(pieces)


def test_a_penalty_keeps_its_condition() -> None:
    said = in_words(excerpt(_sentence(CONDITION), _terms("罚款"), FIGURE))
    assert "拒不改正的，处一千元以上五千元以下罚款" in said
    assert "造成较大社会影响的" in said


def test_a_short_sentence_stays_whole() -> None:
    short = _sentence("到2027年，供热管网达到300公里，口袋公园达到40个")
    assert excerpt(short, _terms("口袋公园"), FIGURE) == (short,)


def test_what_is_asked_all_over_the_sentence_leaves_it_whole() -> None:
    whole = _sentence(GOALS)
    assert excerpt(whole, _terms("供热管网", "优良路率"), FIGURE) == (whole,)


def test_a_part_needs_what_the_answer_has_to_hold() -> None:
    said = in_words(excerpt(_sentence(GOALS), _terms("停车泊位"), re.compile("万个")))
    assert "2万个" in said


def test_one_of_the_rules_behind_a_colon_is_given_with_what_opens_them() -> None:
    rules = _sentence(
        "支持风筝企业做大做强，在享受市级政策的基础上，按以下标准另行奖励：对首次参展的企业给予2万元一次性奖励；"
        "对获得省级金筝奖的企业给予5万元一次性奖励；对承办全国赛事的企业给予9万元一次性奖励"
    )
    said = in_words(excerpt(rules, _terms("企业", "金筝奖"), FIGURE))
    assert "按以下标准另行奖励……对获得省级金筝奖的企业给予5万元一次性奖励。" in said
    assert "2万元" not in said
    assert "9万元" not in said


def test_a_part_that_makes_a_long_sentence_short_is_cut_out() -> None:
    rules = _sentence(
        "违反规定放飞孔明灯的，由城市管理部门责令改正，可以处二百元以上五百元以下罚款；"
        "在候鸟保护区、湿地公园、通航河道两侧和高压走廊下放飞风筝、无人机、气球等升空物体并且影响鸟类迁徙、航行安全或者供电安全的，"
        "由区人民政府确定的主管部门责令改正，可以处三百元以上六百元以下罚款"
    )
    said = in_words(excerpt(rules, _terms("风筝", "主管部门"), re.compile("主管部门")))
    assert "孔明灯" not in said
    assert "由区人民政府确定的主管部门责令改正" in said
