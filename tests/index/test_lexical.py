"""The lexical index against a naive BM25F."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.lexical import RELATED_WEIGHT, SUBJECT_WEIGHT, LexicalIndex
from index.model import Query
from index.postings import FIELD_WEIGHTS, LENGTH_WEIGHTS, SATURATION
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


def naive_bm25f(texts: list[tuple[list[str], ...]], query: list[tuple[str, float]]) -> list[float]:
    """BM25F straight from the formula: fields weighted, each held against its own mean length."""
    means = [
        sum(len(text[field]) for text in texts) / max(sum(bool(text[field]) for text in texts), 1)
        for field in range(3)
    ]
    scores = []
    for text in texts:
        score = 0.0
        for word, weight in query:
            holding = sum(any(word in field for field in other) for other in texts)
            idf = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
            count = sum(
                own * Counter(field)[word] / (1 - share + share * len(field) / mean)
                for field, own, share, mean in zip(
                    text, FIELD_WEIGHTS, LENGTH_WEIGHTS, means, strict=True
                )
            )
            score += weight * idf * count * (SATURATION + 1) / (count + SATURATION)
        scores.append(score)
    return scores


@pytest.mark.parametrize("text", QUERIES)
def test_scores_equal_the_naive_formula(
    text: str, index: LexicalIndex, tokenizer: Tokenizer
) -> None:
    """Two readings, words and bigrams; the subject counts again, what is related by its bigrams."""
    query = Query(text=text, subject=text[:4], related=("漏损率", "供热单位", "漏损"))
    asked = ((text, 1.0), (text[:4], SUBJECT_WEIGHT))
    related = {gram for one in query.related for gram in bigrams(one)} - {*bigrams(text)}
    expected = np.zeros(len(PASSAGES))
    for cut in (tokenizer.words, bigrams):
        texts = [(cut(p.title), cut(p.path), cut(p.body)) for p in PASSAGES]
        words = [(word, weight) for piece, weight in asked for word in cut(piece)]
        words += [(gram, RELATED_WEIGHT) for gram in related if cut is bigrams]
        expected += np.array(naive_bm25f(texts, words))

    scores = index.scores(query)

    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, expected, rtol=1e-5, atol=1e-6)


def test_idf_is_that_of_the_words(index: LexicalIndex) -> None:
    """ln(1 + (N - n + 0.5) / (n + 0.5)) over clauses; a word in two fields does not count twice."""
    assert index.idf("再生水") == pytest.approx(math.log(1 + 3.5 / 1.5))
    assert index.idf("管网") == pytest.approx(math.log(1 + 2.5 / 2.5))
    assert index.idf("量子") == 0.0


def test_the_clauses_that_have_a_word_are_told(index: LexicalIndex) -> None:
    """In whatever field it stands."""
    assert index.holding("管网").tolist() == [0, 2]
    assert index.holding("节水").tolist() == [0, 1]
    assert index.holding("量子").tolist() == []


def test_a_saved_index_opens_with_the_same_scores(
    index: LexicalIndex, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    """Memory-mapped, it scores to the last bit as it did when it was built."""
    index.save(tmp_path / "lexical")
    opened = LexicalIndex.load(tmp_path / "lexical", tokenizer)

    for query in QUERIES:
        asked = Query(text=query)
        np.testing.assert_array_equal(opened.scores(asked), index.scores(asked))
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


@pytest.mark.parametrize("name", ["terms.npy", "starts.npy", "impacts.npy", "count.npy"])
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
