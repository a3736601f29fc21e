"""The committed sets: large enough, of every kind, halves apart, frozen, and provable in what ships."""

from __future__ import annotations

from collections import Counter

import pytest

from app.answer import QuestionKind
from corpus.model import Span
from eval.cases import Case, Split, in_split, load_cases
from eval.corpora import read_names
from eval.frozen import digest_of, read_seals, require_frozen
from eval.gold import GoldPlace, Shelf
from eval.runner import SETS, read_documents

PLANS, OTHERS = SETS / "plans.jsonl", SETS / "others.jsonl"
PRACTICE, CI = SETS / "practice.jsonl", SETS / "ci.jsonl"
REWORDED = SETS / "reworded.jsonl"
SHIPPED = (PLANS, PRACTICE, CI, REWORDED)
FROZEN = (PLANS, OTHERS, REWORDED)
LONGEST_QUOTE = 60  # characters of a document that does not ship


@pytest.fixture(scope="module")
def sets() -> dict[str, tuple[Case, ...]]:
    return {path.name: load_cases(path) for path in sorted(SETS.glob("*.jsonl"))}


@pytest.fixture(scope="module")
def measured_on(sets) -> tuple[Case, ...]:
    """The cases that results are stated over: both sets, both halves, without practice."""
    return (*sets[PLANS.name], *sets[OTHERS.name])


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf(read_documents(()))


@pytest.fixture(scope="module")
def placed(sets, shelf) -> list[tuple[Case, tuple[GoldPlace, ...]]]:
    """The cases over the two plans with the places of their gold."""
    return [(case, shelf.locate(case)) for case in sets[PLANS.name]]


def share(cases: tuple[Case, ...], chosen: list[Case]) -> float:
    return len(chosen) / len(cases)


def documents_of(case: Case) -> set[str]:
    return {gold.document for gold in case.gold} | set(case.documents)


def test_these_are_the_sets(sets):
    """One more has to be written into these tests first."""
    assert set(sets) == {path.name for path in (PLANS, OTHERS, PRACTICE, CI, REWORDED)}


def test_there_are_enough_cases(sets):
    """500 in all, 250 over the two plans without the practice, 250 over other documents."""
    assert sum(map(len, sets.values())) >= 500
    assert len(sets[PLANS.name]) >= 250
    assert len(sets[OTHERS.name]) >= 250


def test_the_other_documents_are_many_and_all_named(sets):
    """Twelve at least, and the set names each of them by its content."""
    used = set().union(*map(documents_of, sets[OTHERS.name]))
    names = read_names(OTHERS)
    assert len(used) >= 12
    assert used == set(names.values())
    assert len(set(names.values())) == len(names)


def test_sets_over_what_ships_name_no_documents():
    """They run without --corpus."""
    assert [read_names(path) for path in SHIPPED] == [{}] * len(SHIPPED)


def test_every_id_is_used_once_over_all_sets(sets):
    """A miss is found by its id alone."""
    ids = Counter(case.id for cases in sets.values() for case in cases)
    assert [name for name, times in ids.items() if times > 1] == []


def test_enough_questions_cannot_be_answered_or_rest_on_something_false(measured_on):
    """100 at least, and a sixth of all."""
    chosen = [one for one in measured_on if not one.answerable or one.premise]
    assert len(chosen) >= 100
    assert share(measured_on, chosen) >= 1 / 6


def test_enough_questions_take_more_than_one_clause_or_turn(measured_on):
    """Lists, comparisons and follow-ups: a fifth."""
    wide = {QuestionKind.LIST, QuestionKind.COMPARE}
    chosen = [one for one in measured_on if one.history or (one.answerable and one.kind in wide)]
    assert share(measured_on, chosen) >= 1 / 5


def test_every_kind_of_question_is_asked_in_both_halves(measured_on):
    """So that a score by kind is of something."""
    for split in Split:
        kinds = {case.kind for case in in_split(measured_on, split) if case.answerable}
        assert kinds == set(QuestionKind), split


def test_quotations_of_documents_that_do_not_ship_are_short(sets):
    """Sixty characters prove a place without giving the document away."""
    long = [
        case.id
        for case in sets[OTHERS.name]
        for gold in case.gold
        if not gold.quote or len(gold.quote) > LONGEST_QUOTE
    ]
    assert long == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_all_gold_stands_in_the_documents_that_ship_exactly_once(path, sets, shelf):
    """`locate` refuses anything else; scopes are documents that are there."""
    for case in sets[path.name]:
        places = shelf.locate(case)
        assert len(places) == len(case.gold)
        assert len(shelf.question(case).documents) == len(case.documents)


def test_no_question_is_asked_twice_over_all_sets(sets):
    """With the same history and scope it is the same question: none is practised and measured on."""
    every = [case for cases in sets.values() for case in cases]
    asked = Counter((case.question, case.history, case.documents) for case in every)
    assert [question for question, times in asked.items() if times > 1] == []


def test_no_clause_of_the_plans_answers_in_both_halves(placed):
    """Where a question has one or two gold entries; a list may name what another half asks for.

    The clause that a box hangs on counts with it.
    """
    owners: dict[tuple[str, Span], set[Split]] = {}
    for case, places in placed:
        if len(case.gold) <= 2:
            for place in places:
                for span in place.spans:
                    owners.setdefault((place.document, span), set()).add(case.split)
    assert [name for name, halves in owners.items() if len(halves) > 1] == []
    assert {len(halves) for halves in owners.values()} == {1}


def test_no_other_document_is_asked_about_in_both_halves(sets):
    """What was learnt on one half says nothing about the documents of the other."""
    halves = {
        split: set().union(*map(documents_of, in_split(sets[OTHERS.name], split)))
        for split in Split
    }
    assert halves[Split.DEVELOP] & halves[Split.TEST] == set()
    assert all(halves.values())


def test_the_test_halves_are_the_frozen_ones():
    """All of them, with the versions that the list of changes tells of."""
    seals = read_seals()
    assert set(seals) == {path.name for path in FROZEN}
    changes = (SETS.parent / "CHANGES.md").read_text(encoding="utf-8")
    for path in FROZEN:
        require_frozen(path)
        now, seal = digest_of(path), seals[path.name]
        assert (now.cases, now.digest) == (seal.cases, seal.digest)
        for version in range(1, seal.version + 1):
            assert f"{path.name} 第 {version} 版" in changes


def test_the_fixed_set_of_the_gate_is_of_the_develop_half(sets):
    """60 cases; practice too is there to look at."""
    assert len(sets[CI.name]) == 60
    for path in (CI, PRACTICE):
        assert digest_of(path) is None
        assert {case.split for case in sets[path.name]} == {Split.DEVELOP}


def test_the_rewordings_of_one_question_are_in_one_half(sets):
    """Its name is theirs but for the last number; what one wording taught is not measured by another."""
    halves: dict[str, set[Split]] = {}
    for case in sets[REWORDED.name]:
        halves.setdefault(case.id.rpartition("-")[0], set()).add(case.split)
    assert {len(splits) for splits in halves.values()} == {1}
    assert set().union(*halves.values()) == set(Split)
