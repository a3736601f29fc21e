"""Cutting in processes gives what cutting in this one gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.cutting import BATCH, Cut, RememberingTokenizer, cut_passages
from index.postings import Counted
from index.tokens import Tokenizer, joined_units, units
from tests.fakes import passage

PASSAGES = [
    passage(f"甲/{number}", f"推进老旧管网改造，第{number}批。", path="一、节水", title="甲市方案")
    for number in range(BATCH + 3)
]
VOCABULARY = frozenset({"管网", "改造"})


def same(one: Counted, other: Counted) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("words", "counts", "sizes", "lengths")
    )


def test_processes_cut_as_this_one_does(tmp_path: Path) -> None:
    """The same counts and spelling, batch by batch, in order; the user dictionary goes along."""

    def cut(**options: int) -> list[Cut]:
        tokenizer = Tokenizer(["老旧管网"], tmp_dir=tmp_path)
        return list(cut_passages(PASSAGES, tokenizer, VOCABULARY, **options))

    here, there = cut(), cut(shared_out_from=1)

    assert [len(one.counted.words.sizes) for one in there] == [BATCH, 3]
    for one, other in zip(here, there, strict=True):
        assert one.spelt == other.spelt
        assert same(one.counted.words, other.counted.words)
        assert same(one.counted.bigrams, other.counted.bigrams)
    assert "管网 改造" in here[0].spelt[0]


def test_an_encoder_of_raw_text_needs_no_spelling(tmp_path: Path) -> None:
    """Nothing is spelt where there is no vocabulary."""
    cuts = cut_passages(PASSAGES[:2], Tokenizer(tmp_dir=tmp_path), ())

    assert [one.spelt for one in cuts] == [()]


def test_a_run_that_comes_again_is_cut_as_before() -> None:
    """What is remembered is what jieba gave."""
    remembering = RememberingTokenizer(["老旧管网"])
    plain = Tokenizer(["老旧管网"])

    for text in ("推进老旧管网改造", "老旧管网，老旧管网2027年", "推进老旧管网改造"):
        assert remembering.words(text) == plain.words(text)


PLAIN, REMEMBERING = Tokenizer(["碳达峰", "责任单位"]), RememberingTokenizer(["碳达峰", "责任单位"])
PLAIN.cut("先读词典")  # before the property test, whose deadline is for cutting alone
REMEMBERING.cut("先读词典")
_OF_PLANS = "新增高效节能电机占比发展改革委员会责任单位组织实施碳达峰城市的和在了一二三〇鿕鿖龥㐀𠀀"


@given(st.text(alphabet=_OF_PLANS, min_size=1, max_size=30))
def test_a_run_is_cut_as_jieba_cuts_it_without_its_model(run: str) -> None:
    """One pass from the end finds the path that jieba finds in three."""
    assert REMEMBERING.cut_run(run) == PLAIN.cut_run(run)


@given(*[st.text(alphabet="到钢铁工业ΑΣ2５.%， \n\u3000第a", max_size=12)] * 2)
def test_two_texts_are_cut_as_one_with_a_blank_between(first: str, second: str) -> None:
    """The units of both are put together as reading the whole would give them."""
    assert joined_units(first, second) == units(f"{first}\n{second}")
