"""The lexical index against a naive BM25."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.lexical import (
    BIGRAMS_WEIGHT,
    LENGTH_WEIGHT,
    PATH_REPEATS,
    SATURATION,
    TITLE_REPEATS,
    WORDS_WEIGHT,
    LexicalIndex,
)
from index.tokens import Tokenizer, bigrams
from tests.fakes import passage

PASSAGES = (
    passage(
        "甲/1",
        "推进老旧管网改造，到2027年漏损率降至9%以下。",
        path="一、管网改造",
        title="甲市节水方案",
    ),
    passage(
        "甲/2", "再生水利用率达到25%以上，建设再生水厂。", path="二、再生水", title="甲市节水方案"
    ),
    passage("乙/1", "供热单位应当改造老旧管网。", path="第三条", title="乙市供热办法"),
    passage("乙/2", "……", path="", title=""),
)
QUERIES = (
    "老旧管网改造",
    "再生水利用率是多少？",
    "管网管网",
    "供热单位2027年",
    "量子计算",
    "",
    "……",
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(["再生水"])


@pytest.fixture(scope="module")
def index(tokenizer: Tokenizer) -> LexicalIndex:
    return LexicalIndex.build(PASSAGES, tokenizer)


def naive_bm25(texts: list[list[str]], query: list[str]) -> list[float]:
    """BM25 as Lucene writes it, straight from the formula."""
    average = sum(map(len, texts)) / len(texts)
    scores = []
    for words in texts:
        counts, score = Counter(words), 0.0
        for word in query:
            holding = sum(word in text for text in texts)
            idf = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
            norm = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * len(words) / average)
            score += idf * counts[word] / (counts[word] + norm)
        scores.append(score)
    return scores


@pytest.mark.parametrize("query", QUERIES)
def test_scores_equal_the_naive_formula(
    query: str, index: LexicalIndex, tokenizer: Tokenizer
) -> None:
    """Two readings, words and bigrams; the words of a heading count as often as set."""
    expected = np.zeros(len(PASSAGES))
    for cut, weight in ((tokenizer.words, WORDS_WEIGHT), (bigrams, BIGRAMS_WEIGHT)):
        texts = [
            cut(p.title) * TITLE_REPEATS + cut(p.path) * PATH_REPEATS + cut(p.body) or [""]
            for p in PASSAGES
        ]
        expected += weight * np.array(naive_bm25(texts, cut(query)))

    scores = index.scores(query)

    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, expected, rtol=1e-5, atol=1e-6)


def test_idf_is_that_of_the_words(index: LexicalIndex) -> None:
    """ln(1 + (N - n + 0.5) / (n + 0.5)) over clauses; a repeated field does not count twice."""
    assert index.idf("再生水") == pytest.approx(math.log(1 + 3.5 / 1.5))
    assert index.idf("管网") == pytest.approx(math.log(1 + 2.5 / 2.5))
    assert index.idf("量子") == 0.0


def test_a_saved_index_opens_with_the_same_scores(
    index: LexicalIndex, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    """Memory-mapped, it scores to the last bit as it did when it was built."""
    index.save(tmp_path / "lexical")
    opened = LexicalIndex.load(tmp_path / "lexical", tokenizer)

    for query in QUERIES:
        np.testing.assert_array_equal(opened.scores(query), index.scores(query))
    assert opened.idf("再生水") == index.idf("再生水")


def test_the_same_clauses_give_the_same_files(
    index: LexicalIndex, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    """Nothing in the files depends on the order of a set or on time."""
    index.save(tmp_path / "one")
    LexicalIndex.build(PASSAGES, tokenizer).save(tmp_path / "two")

    for path in sorted((tmp_path / "one").rglob("*.*")):
        other = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert path.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("name", ["data.csc.index.npy", "vocab.index.json", "params.index.json"])
@pytest.mark.parametrize("damage", ["missing", "truncated"])
def test_a_damaged_file_is_told_as_such(
    name: str, damage: str, index: LexicalIndex, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    """Errors of the library reach nobody."""
    index.save(tmp_path / "lexical")
    path = tmp_path / "lexical" / "words" / name
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:7])

    with pytest.raises(IndexDamagedError):
        LexicalIndex.load(tmp_path / "lexical", tokenizer)
