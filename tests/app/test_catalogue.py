"""The documents as answers need them: clauses, headings and facts by id."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from app.catalogue import Catalogue
from app.evidence import fold
from tests.app.small_corpus import DOGS, GRAIN, WATER, cited, small_catalogue
from tests.fakes import parsed_document


def test_facts_stand_with_their_clause():
    """Units, measures and goals of a clause are found under its id."""
    facts = small_catalogue()[f"{WATER}/二/（一）/1"]
    assert facts.responsibilities[0].agencies[0] == "市水利局"
    assert [target.value for target in facts.targets] == ["400"]
    assert facts.task.title == "更新老化渠道"
    assert facts.text == facts.clause.span.of(facts.document.text)
    assert facts.heading.split() == [
        WATER,
        "二、重点任务",
        "（一）改造灌区设施",
        "1.更新老化渠道",
    ]


def test_sentences_are_quotations_in_order():
    """The sentences of a clause are verbatim and do not overlap."""
    for facts in small_catalogue().clauses():
        spans = [one.span for one in facts.sentences]
        assert [one.quote for one in facts.sentences] == [
            span.of(facts.document.text) for span in spans
        ]
        assert all(facts.clause.span.contains(span) for span in spans)
        assert all(one.end <= two.start for one, two in pairwise(spans))


def test_clauses_and_headings_can_be_limited_to_documents():
    """Named documents only; all of them without names; headings below the title only."""
    catalogue = small_catalogue()
    assert {one.document.id for one in catalogue.clauses((DOGS,))} == {DOGS}
    assert {one.document.id for one in catalogue.clauses()} == {WATER, GRAIN, DOGS}
    heads = catalogue.heads((DOGS,))
    assert [head.title for _, head in heads] == ["总则", "养犬登记", "养犬行为"]


def test_words_of_the_documents():
    """A run of characters stands in the documents in any width, and a rarer one tells more."""
    catalogue = small_catalogue()
    assert catalogue.has("400公里")
    assert not catalogue.has("500公里")
    assert catalogue.idf("高铁") == 0
    assert catalogue.idf("土工膜") > catalogue.idf("节水") > 0


def test_a_place_is_a_clause_or_the_first_below_a_heading():
    """An id of a heading leads to its first clause; an unknown one is a KeyError."""
    catalogue = small_catalogue()
    assert catalogue.at(f"{WATER}/二/（一）/1").clause.titles == ("更新老化渠道",)
    assert catalogue.at(f"{WATER}/二").clause.id == f"{WATER}/二/（一）/1"
    with pytest.raises(KeyError):
        catalogue.at(f"{WATER}/九")


def test_neighbours_stay_inside_the_document():
    """The clauses before and after, none at the ends."""
    catalogue = small_catalogue()
    ids = [one.clause.id for one in catalogue.clauses((DOGS,))]
    assert catalogue.neighbours(ids[0])[0] is None
    assert catalogue.neighbours(ids[0])[1].id == ids[1]
    assert catalogue.neighbours(ids[-1])[1] is None


def test_a_citation_is_held_by_its_own_clause_only():
    """The clause has to cover the span."""
    catalogue = small_catalogue()
    citation = cited("推广管道输水")
    assert catalogue.holds(citation)
    assert not catalogue.holds(replace(citation, clause_id=f"{WATER}/二/（一）/2"))


def test_two_documents_may_have_clauses_of_one_number():
    """Ids carry the document, so equal numbers do not collide."""
    catalogue = Catalogue(
        [
            parsed_document("甲办法", [("一、灌区", "修渠。")]),
            parsed_document("乙办法", [("一、灌区", "护渠。")]),
        ]
    )
    assert [one.text for one in catalogue.clauses()] == ["修渠。", "护渠。"]
    assert catalogue.document("乙办法").title == "乙办法"


@pytest.mark.parametrize("words", ["推进", "渠道", "农业", "的", "。", "到20"])
def test_a_clause_counts_once_however_often_it_has_the_words(words):
    """ln(1 + (N - n + 0.5) / (n + 0.5)), n the clauses that have them."""
    catalogue = small_catalogue()
    texts = [fold(one.text) for one in catalogue.clauses()]
    holding = sum(words in text for text in texts)
    expected = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5)) if holding else 0.0
    assert catalogue.idf(words) == pytest.approx(expected)
