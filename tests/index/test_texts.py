"""What stands in documents, looked for in their folded texts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.facts import ParsedDocument
from index.errors import IndexDamagedError
from index.texts import TEXT_NAME, FoldedTexts, Texts, fold
from tests.fakes import parsed_document

DOCUMENTS = [
    parsed_document("甲", [("一、管网", "推进老旧管网改 造。"), ("二、水厂", "建设ＡＢ水厂。")]),
    parsed_document("乙", [("一、管网", "巡查管网。"), ("二、照明", "更换灯具。")]),
    parsed_document("丙", [("一、𠮷市", "铝及铝材。")]),
]
WORDS = ("管网", "改造", "ab水厂", "灯具", "灯厂", "网改", "𠮷市", "铝", "造。", "甲乙", "巡查灯具")


def texts_of(documents: list[ParsedDocument]) -> Texts:
    return Texts([(FoldedTexts.of(documents), range(len(documents)))])


def naive_count(words: str, documents: list[ParsedDocument]) -> int:
    return sum(
        words in fold(one.span.of(item.document.text)) for item in documents for one in item.clauses
    )


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("kept", [(0, 1, 2), (0, 2), (1,), (2,)])
def test_what_stands_is_found_in_the_documents_meant_and_counted_by_clause(
    words: str, kept: tuple[int, ...]
) -> None:
    """As a search of the plain text tells it; what is removed stands nowhere."""
    chosen = [DOCUMENTS[at] for at in kept]

    texts = Texts([(FoldedTexts.of(DOCUMENTS), kept)])

    assert texts.has(words) == any(words in fold(one.document.text) for one in chosen)
    assert texts.count(words) == naive_count(words, chosen)
    assert texts.clauses == sum(len(one.clauses) for one in chosen)


def test_segments_are_searched_as_one() -> None:
    """Documents that came later lie in a segment of their own."""
    parts = [(FoldedTexts.of(DOCUMENTS[:1]), [0]), (FoldedTexts.of(DOCUMENTS[1:]), [0, 1])]

    texts = Texts(parts)

    assert [texts.count(one) for one in WORDS] == [naive_count(one, DOCUMENTS) for one in WORDS]
    assert list(texts) == [fold(one.document.text) for one in DOCUMENTS]
    assert {"管", "铝", "a"} <= texts.characters
    assert "Ａ" not in texts.characters


def test_a_pair_that_no_text_has_is_known_without_a_look() -> None:
    """So most words that are nowhere cost no search."""
    texts = FoldedTexts.of(DOCUMENTS)

    assert not texts.may_have("灯厂")
    assert texts.may_have("管网")


def test_what_is_saved_is_opened_and_outlives_its_file(tmp_path: Path) -> None:
    """The generation it lies in may be taken away while an older assistant still answers."""
    FoldedTexts.of(DOCUMENTS).save(tmp_path)

    opened = FoldedTexts.load(tmp_path)
    (tmp_path / TEXT_NAME).unlink()

    made = FoldedTexts.of(DOCUMENTS)
    assert opened.text == made.text
    assert np.array_equal(opened.clauses, made.clauses)
    assert np.array_equal(opened.pairs, made.pairs)
    with pytest.raises(IndexDamagedError, match="文件文字"):
        FoldedTexts.load(tmp_path)
