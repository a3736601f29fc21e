"""Typing errors put right by the words of the documents."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.spelling import Speller

CORPUS = "更新老化渠道，推广管道输水，安装量水闸门，新增高效节能电机占比"
TERMS = frozenset({"渠道", "管道", "闸门", "电机", "节能", "老化", "占比"})
WORDS = frozenset({"占比", "渠道", "电影", "店家"})


def speller(*, keep: str = "") -> Speller:
    return Speller(
        characters=lambda: frozenset(CORPUS),
        stands=CORPUS.__contains__,
        is_term=TERMS.__contains__,
        is_word=WORDS.__contains__,
        keep=keep,
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("更新老化取道", "更新老化渠道"),
        ("节能店机占比", "节能电机占比"),
        ("量水扎门", "量水闸门"),
        ("推广管到输水", "推广管道输水"),
    ],
)
def test_a_character_of_the_same_sound_is_put_right(typed, meant):
    """What makes no word of the documents is replaced by what sounds the same and does."""
    assert speller().correct(typed) == meant


@pytest.mark.parametrize(
    "text", ["更新老化渠道", "安装闸门", "", "abc 123", "电", "？", "魑魅魍魉"]
)
def test_what_needs_nothing_is_left_alone(text):
    """Words of the documents, single characters, other scripts and unknown sounds stay."""
    assert speller().correct(text) == text


def test_a_word_of_chinese_is_not_rewritten():
    """店家 is a word though the documents lack it: nothing around it fits, so it stays."""
    assert speller().correct("店家") == "店家"


def test_a_verb_of_one_syllable_is_no_part_of_a_mistyped_word():
    """扎 may be a word of its own: without three characters of the documents it stays."""
    lone = replace(speller(), alone="扎")
    assert speller().correct("扎门") == "闸门"
    assert lone.correct("扎门") == "扎门"
    assert lone.correct("量水扎门") == "量水闸门"


def test_function_words_are_kept():
    """A character named in `keep` is never suspected."""
    assert speller(keep="取").correct("更新老化取道") == "更新老化取道"


def test_only_han_runs_are_looked_at():
    """Digits, Latin and punctuation between stay where they are."""
    assert speller().correct("2025年，老化取道400公里(CCUS)") == "2025年，老化渠道400公里(CCUS)"


@given(st.text(max_size=30))
def test_length_and_other_scripts_stay(text):
    """A correction changes Chinese characters one for one and nothing else."""
    corrected = speller().correct(text)
    assert len(corrected) == len(text)
    changed = [(old, new) for old, new in zip(text, corrected, strict=True) if old != new]
    assert all("\u4e00" <= old <= "\u9fff" and new in CORPUS for old, new in changed)
