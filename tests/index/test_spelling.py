"""Typing errors put right by the words of the documents."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import spell_question
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


def test_what_asks_for_a_meaning_is_left():
    """管道输水指的是什么 is no question about 水闸 or anything else that sounds like 水指."""
    words = speller()
    for text in ("输水指的是什么", "量水闸门指什么"):
        assert spell_question(text, words) == text


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


PHRASES = "固定资产投资项目节能审查，装备制造业，建设局局长，信息公示制度，绿色建筑，华工工业园"
_WORDS = "固定 资产 投资 项目 节能 审查 审察 装备 制造 制造业 建设 局长 信息 公示 公事 攻势 制度 绿色 建筑 工业 化工"
PHRASE_WORDS = frozenset(_WORDS.split())


def phrase_speller(*, keep: frozenset[str] = frozenset()) -> Speller:
    """A speller over `PHRASES` that cuts a run into the longest known words from the left."""

    def cut(run: str) -> list[str]:
        words: list[str] = []
        while run:
            lengths = (n for n in (3, 2) if run[:n] in PHRASE_WORDS)
            words.append(run[: next(lengths, 1)])
            run = run[len(words[-1]) :]
        return words

    return Speller(
        characters=lambda: frozenset(PHRASES),
        stands=PHRASES.__contains__,
        is_term=lambda run: run in PHRASE_WORDS and run in PHRASES,
        is_word=PHRASE_WORDS.__contains__,
        keep=keep,
        cut=cut,
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("项目节能审察怎么办", "项目节能审查怎么办"),  # one character of a word
        ("信息公事制度", "信息公示制度"),
        ("信息攻势制度", "信息公示制度"),  # both
    ],
)
def test_a_word_in_the_place_of_another_is_told_by_four_characters(typed, meant):
    """审察 and 攻势 are words; that they were mistyped is told by the phrase they stand in."""
    assert phrase_speller().correct(typed) == meant


def test_a_word_that_sounds_like_one_of_the_documents_is_left_without_its_phrase():
    """公事 may be meant where 公示 makes no phrase of the documents."""
    assert phrase_speller().correct("办公事情") == "办公事情"
    assert phrase_speller().correct("领导的公事") == "领导的公事"


def test_a_character_that_looks_the_same_is_put_right():
    """末 and 未, 杨 and 场 are mixed up by who writes by hand."""
    text = "年末未完成的投资，市场准入"
    seen = replace(
        phrase_speller(),
        characters=lambda: frozenset(text),
        stands=text.__contains__,
        is_term="市场".__eq__,
    )
    assert seen.correct("市杨准入") == "市场准入"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("装备备制造业", "装备制造业"),
        ("绿色建建筑", "绿色建筑"),
        ("绿色筑建", "绿色建筑"),
        ("项目能节审查", "项目节能审查"),
        ("建设局局长", "建设局局长"),  # stands so
        ("环保局局长", "环保局局长"),  # a name's end and a post
        ("化工工业园", "化工工业园"),  # 化工 and 工业
        ("看看绿色建筑", "看看绿色建筑"),
    ],
)
def test_characters_twice_or_the_wrong_way_round(typed, meant):
    """What belongs together nowhere is put in order where that makes three characters of theirs."""
    assert phrase_speller().correct(typed) == meant


def test_a_place_the_documents_lack_is_none_of_theirs_mistyped():
    """青何市 may be a place; 抚州, kept, is one."""
    text = "青禾市人民政府，福州工业领域"
    base = replace(
        phrase_speller(keep=frozenset({"抚州"})),
        characters=lambda: frozenset(text),
        stands=text.__contains__,
        is_term=frozenset({"青禾", "福州", "人民"}).__contains__,
        is_word=frozenset({"抚州", "福州", "工业", "领域", "人民", "政府", "青何"}).__contains__,
        cut=lambda run: [run[at : at + 2] for at in range(0, len(run), 2)],
    )
    assert base.correct("抚州工业领域") == "抚州工业领域"
    assert base.correct("青何市人民政府") == "青何市人民政府"


@given(st.text(max_size=30))
def test_other_scripts_stay(text):
    """A correction changes Chinese characters, drops what was typed twice, and nothing else."""
    corrected = speller().correct(text)
    assert len(corrected) <= len(text)
    assert _without_han(corrected) == _without_han(text)
    assert set(corrected) <= set(text) | set(CORPUS)


@given(st.text(alphabet=CORPUS + "取店扎到", max_size=12))
def test_only_what_was_typed_twice_is_dropped(text):
    """Of the characters of the documents, at most one of each two equal neighbours goes."""
    dropped = len(text) - len(speller().correct(text))
    assert 0 <= dropped <= sum(one == other for one, other in pairwise(text))


def _without_han(text: str) -> str:
    return re.sub("[\u4e00-\u9fff]", "", text)
