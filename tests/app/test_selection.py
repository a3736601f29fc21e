"""Which clause answers: the question's terms, and the order of the clauses found."""

from __future__ import annotations

import pytest

from app.draft import Findings
from app.question import analyse
from app.selection import Search, plan_search, regions_not_covered, select
from index.model import Hit
from tests.app.small_corpus import DOGS, GRAIN, WATER, small_catalogue, small_library

ARTICLE = f"{DOGS}/第三章/第五条"
CANALS = f"{WATER}/二/（一）/1"
VARIETIES = f"{WATER}/二/（二）/2"
TRAINING = f"{WATER}/三/（二）"
GRAIN_TRAINING = f"{GRAIN}/第3章/（二）"


def plan(text: str) -> Search:
    catalogue, retriever = small_catalogue(), small_library().retriever
    analysis = analyse(text, catalogue.documents, cut=retriever.cut, has=catalogue.has)
    return plan_search(analysis, catalogue, cut=retriever.cut, idf=retriever.idf)


def choose(text: str, *clause_ids: str) -> Findings:
    """Select among clauses that the search found equally near."""
    hits = [Hit(clause_id=one, score=1.0, lexical=1.0, dense=0.0) for one in clause_ids]
    return select(plan(text), hits, small_catalogue())


def order(findings: Findings) -> list[str]:
    return [one.facts.clause.id for one in findings.candidates]


def test_years_and_synonyms_are_searched_for():
    """The query holds the subject, the years, and other words for it."""
    query = plan("到2027年充电站要建多少？").query
    assert query.years == (2027,)
    assert {"2027年", "充电桩"} <= {*query.related}


def test_amounts_are_searched_for_in_every_spelling():
    """As plans write them in digits and statutes in characters."""
    assert {"30%", "百分之三十"} <= {*plan("充电站要增加三成吗？").query.related}


def test_names_of_documents_are_no_terms():
    """泉州市 says where, not what."""
    words = [one.word for one in plan("泉州市的渠道怎么更新？").terms]
    assert "渠道" in "".join(words)
    assert [one for one in words if "泉州" in one] == []


def test_what_only_other_documents_have_is_unknown_to_the_one_named():
    """滴灌 stands in the city's plan; to the province's it is as unknown as what nobody has."""
    for region, is_known in (("泉州市", True), ("江西省", False)):
        terms = {one.word: one.known for one in plan(f"{region}对滴灌有什么要求？").terms}
        assert terms["滴灌"] is is_known


def test_words_that_only_ask_are_no_terms_though_others_use_them():
    """有哪些具体措施 asks for measures, whether or not the document has these two words in a row."""
    words = {one.word for one in plan("泉州市更新老化渠道有哪些具体措施？").terms}
    assert not words & {"具体措施", "具体", "措施"}


def test_a_unit_whose_part_is_asked_about_says_nothing_of_the_matter():
    """Whether it takes part is asked of the clause of the task, not of any clause that names it."""
    words = [one.word for one in plan("更新老化渠道由市水利局负责吗？").terms]
    assert "渠道" in "".join(words)
    assert [one for one in words if "水利" in one] == []


def test_the_clause_that_speaks_of_it_is_first():
    """Equally near in the search, the clause with the question's words leads."""
    assert order(choose("渠道渗漏怎么办？", ARTICLE, VARIETIES, CANALS))[0] == CANALS


def test_the_document_named_is_preferred():
    """Of two clauses alike, that of the document named leads."""
    for title, expected in (("江西省", GRAIN_TRAINING), ("泉州市", TRAINING)):
        found = order(choose(f"{title}的宣传培训怎么做？", TRAINING, GRAIN_TRAINING))
        assert found[0] == expected


def test_a_clause_with_units_is_preferred_for_who():
    """Asked who, a clause that names nobody comes behind one that does."""
    assert order(choose("推广由谁负责？", VARIETIES, f"{WATER}/二/（二）/1"))[-1] == VARIETIES


def test_equal_candidates_stay_in_the_order_of_the_search():
    """Nothing but the question decides; a tie leaves the search's order."""
    for ids in ((ARTICLE, VARIETIES), (VARIETIES, ARTICLE)):
        findings = choose("哈哈哈怎么办？", *ids)
        assert findings.candidates[0].score == findings.candidates[1].score
        assert order(findings) == list(ids)


def test_how_near_the_search_found_a_clause_counts_as_it_is():
    """Alike in all else, half as near is half of what the search adds."""
    hits = [
        Hit(clause_id=CANALS, score=score, lexical=score, dense=0.0) for score in (2.0, 1.0, -1.0)
    ]
    near, half, behind = (
        one.score for one in select(plan("量子计算"), hits, small_catalogue()).candidates
    )
    assert near - half == pytest.approx(half - behind) == pytest.approx(0.5)


def test_no_hits_are_no_candidates():
    """Where the search finds nothing, there is nothing to select."""
    assert choose("渠道渗漏怎么办？").candidates == ()


@pytest.mark.parametrize(
    ("text", "clause_id", "regions"),
    [
        ("厦门的渠道谁更新？", CANALS, ["厦门"]),
        ("泉州的渠道谁更新？", CANALS, []),
        ("泉州和厦门的渠道谁更新？", CANALS, ["厦门"]),
        ("安溪茶园谁负责？", CANALS, []),
        ("我们公司在赣州开粮站，省里对培训有什么要求？", GRAIN_TRAINING, []),
        ("我在赣州，咱们市里对培训有什么要求？", GRAIN_TRAINING, ["赣州"]),
        ("赣州对培训有什么要求？", GRAIN_TRAINING, ["赣州"]),
        ("我跟同学在赣州开了粮站，县里通知要整改，对培训有什么要求？", GRAIN_TRAINING, []),
        ("江西的方案对赣州的粮站培训有什么要求？", GRAIN_TRAINING, []),
        ("江苏对培训有什么要求？", GRAIN_TRAINING, ["江苏"]),
        ("我想问的是赣州对培训有什么要求？", GRAIN_TRAINING, ["赣州"]),
        ("我在厦门，省里对培训有什么要求？", GRAIN_TRAINING, ["厦门"]),
    ],
)
def test_regions_a_clause_does_not_speak_of(text, clause_id, regions):
    """Regions named in the question and neither in title nor text."""
    assert regions_not_covered(plan(text).analysis, small_catalogue()[clause_id]) == regions


def test_support_of_a_candidate():
    """Shares of the terms in clause, headings and sentences; the best sentence says most."""
    best = choose("渠道渗漏严重的怎么办？", CANALS).candidates[0]
    assert best.best_sentence.quote.startswith("全面排查渠道渗漏情况")
    assert best.support >= best.best_support >= best.heading_support >= 0
    assert len(best.sentence_support) == len(best.facts.sentences)


def test_a_verb_of_statistics_is_no_part_of_a_name():
    """装配式建筑占 is what often stands together, 装配式建筑 what is meant."""
    words = {one.word for one in plan("装配式建筑占多少？").terms}
    assert "装配式建筑占" not in words
    assert any(one.startswith("装配式") for one in words)
