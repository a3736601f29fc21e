"""A second question is completed by the one before it: year, place, thing, the rest."""

from __future__ import annotations

import pytest

from app.follow_up import complete

_WORDS = (
    "喷灌",
    "滴灌",
    "渠道",
    "面积",
    "职工医保",
    "比例",
    "多少",
    "泉州",
    "由",
    "谁",
    "负责",
    "目标",
)


def cut(run: str) -> list[str]:
    """Cut by a short list of words, the rest into characters."""
    found: list[str] = []
    while run:
        word = next((one for one in _WORDS if run.startswith(one)), run[0])
        found.append(word)
        run = run[len(word) :]
    return found


@pytest.mark.parametrize(
    ("before", "text", "completed"),
    [
        ("泉州2027年喷灌面积要到多少？", "那2030年呢？", "泉州2030年喷灌面积要到多少?"),
        ("泉州喷灌面积要到多少？", "到2030年呢？", "2030年,泉州喷灌面积要到多少?"),
        ("泉州喷灌面积要到多少？", "厦门呢？", "厦门喷灌面积要到多少?"),
        ("职工医保的比例是多少？", "居民医保呢？", "居民医保的比例是多少?"),
        ("喷灌由谁负责？是不是市水利局？", "还有吗？", "喷灌由谁负责"),
    ],
)
def test_what_is_named_takes_the_place_of_what_was_asked(before, text, completed):
    """A year, a place or a thing like the one before it is put in its place."""
    assert complete(text, [before], cut=cut) == completed


def test_a_thing_takes_the_place_of_what_the_documents_name_in_turn():
    """Without a shared ending, what stands in the same places of the documents is meant."""
    likeness = {"喷灌": 0.4, "面积": 0.1}
    found = complete(
        "管灌呢？",
        ["泉州喷灌面积要到多少？"],
        cut=cut,
        alike=lambda one, other: likeness.get(one, 0.0) if other == "管灌" else 0.0,
    )
    assert found == "泉州管灌面积要到多少?"


def test_a_chain_of_follow_ups_is_read_from_its_beginning():
    """The question before may itself be a follow-up."""
    history = ["泉州2027年喷灌面积要到多少？", "那2030年呢？"]
    assert complete("厦门呢？", history, cut=cut) == "厦门2030年喷灌面积要到多少?"


@pytest.mark.parametrize("text", ["滴灌由谁负责？", "滴灌由谁负责呢？", "渠道面积多少？"])
def test_a_question_of_its_own_stays_as_it_is(text):
    """It names what it is about and asks by itself."""
    assert complete(text, ["喷灌的比例是多少？"], cut=cut) == text
