"""The two ways of embedding give equal vectors, and a bad encoder is a clear error."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from index.embed import (
    DEFAULT_ENCODER,
    BuildEmbedder,
    QuestionEmbedder,
    open_build_embedder,
    open_question_embedder,
    save_encoder,
)
from index.errors import EncoderError
from index.tokens import Tokenizer, load_lexicon

WORDS = ("碳达峰", "节能", "改造", "企业", "到", "2025", "年", "15%", "铝", "工", "信", "厅", "的")
LONG_CLAUSE = "推动企业节能改造，到2025年，铝的碳达峰15%以上。" * 110
TEXTS = (
    "推动企业节能改造",
    "到２０２５年碳达峰",
    "龘靐齉爩",
    "省工信厅负责稀土",
    "CCUS 2030?",
    "",
    "。、 \n",
    "节能",
    LONG_CLAUSE,
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(["碳达峰", "省工信厅"])


@pytest.fixture(scope="module")
def encoder(tmp_path_factory) -> Path:
    """A small encoder with random vectors, saved as the trainer saves it."""
    folder = tmp_path_factory.mktemp("encoder")
    rows = np.random.default_rng(7).normal(size=(len(WORDS), 16))
    save_encoder(dict(zip(WORDS, rows, strict=True)), folder)
    return folder


def test_asking_and_building_give_equal_vectors(encoder, tokenizer):
    """Unknown words, empty texts and a clause of over 1,200 words included."""
    assert len(tokenizer.words(LONG_CLAUSE)) > 1200

    asked = QuestionEmbedder(encoder, tokenizer).encode(TEXTS)
    built = BuildEmbedder(str(encoder), tokenizer).encode(TEXTS)

    np.testing.assert_allclose(asked, built, atol=1e-6)
    assert asked.dtype == built.dtype == np.float32
    assert asked.shape == (len(TEXTS), 16)


def test_rows_are_unit_length_or_zero(encoder, tokenizer):
    """A text without known words gets zeros, every other one a unit vector."""
    lengths = np.linalg.norm(QuestionEmbedder(encoder, tokenizer).encode(TEXTS), axis=1)

    assert lengths.round(5).tolist() == [1, 1, 0, 1, 0, 0, 0, 1, 1]


def test_a_vector_is_the_mean_of_its_words(encoder, tokenizer):
    """The long clause is not cut short: adding words at its end changes its vector."""
    embedder = QuestionEmbedder(encoder, tokenizer)
    energy, factory, both, clause, longer = embedder.encode(
        ["节能", "企业", "节能企业", LONG_CLAUSE, LONG_CLAUSE + "厅" * 400]
    )
    stored = QuestionEmbedder(encoder, tokenizer)._model.embedding
    expected = stored[[WORDS.index("节能") + 1, WORDS.index("企业") + 1]].mean(axis=0)

    np.testing.assert_allclose(both, expected / np.linalg.norm(expected), atol=1e-6)
    assert not np.allclose(energy, factory)
    assert not np.allclose(clause, longer, atol=1e-2)


def test_no_texts_give_no_rows(encoder, tokenizer):
    """An empty sequence keeps the shape of a matrix."""
    assert QuestionEmbedder(encoder, tokenizer).encode([]).shape == (0, 16)
    assert BuildEmbedder(str(encoder), tokenizer).encode([]).shape == (0, 16)


def test_the_openers_choose_by_the_folder(encoder, tokenizer):
    """A folder of our trainer is asked through model2vec; each opener names its encoder."""
    question = open_question_embedder(str(encoder), tokenizer)
    build = open_build_embedder(str(encoder), tokenizer)

    assert isinstance(question, QuestionEmbedder)
    assert isinstance(build, BuildEmbedder)
    assert question.name == build.name == str(encoder)
    assert question.dimensions == build.dimensions == 16


def test_a_foreign_model_gets_the_raw_text(encoder, tokenizer, tmp_path):
    """Without our mark the same model reads blank-separated words as they stand."""
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    for path in encoder.rglob("*"):
        if path.is_file():
            (foreign / path.relative_to(encoder)).parent.mkdir(exist_ok=True)
            (foreign / path.relative_to(encoder)).write_bytes(path.read_bytes())
    config = foreign / "config_sentence_transformers.json"
    config.write_text(json.dumps({"model_type": "SentenceTransformer"}), encoding="utf-8")

    embedder = open_question_embedder(str(foreign), tokenizer)
    apart, together = embedder.encode(["节能 改造", "节能改造"])

    assert isinstance(embedder, BuildEmbedder)
    assert np.linalg.norm(apart) == pytest.approx(1)
    assert np.linalg.norm(together) == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [("model.safetensors", b"broken"), ("tokenizer.json", b"{"), ("modules.json", b"[")],
)
def test_a_damaged_encoder_is_a_clear_error(tokenizer, tmp_path, name, content):
    """The user reads which encoder failed and what to do, not a traceback of a library."""
    save_encoder({"节能": np.ones(4)}, tmp_path)
    (tmp_path / name).write_bytes(content)

    with pytest.raises(EncoderError) as caught:
        open_build_embedder(str(tmp_path), tokenizer)

    assert str(tmp_path) in caught.value.message
    assert "WENCE_ENCODER" in caught.value.hint


def test_a_missing_encoder_is_a_clear_error(tokenizer, tmp_path):
    """A folder that is not there is reported as such by both openers."""
    for opener in (open_question_embedder, open_build_embedder):
        with pytest.raises(EncoderError, match="没有这个目录"):
            opener(str(tmp_path / "nowhere"), tokenizer)


def test_the_shipped_encoder_is_small_and_reads_alike_both_ways():
    """Under 16 MB with its card; a long clause and unknown words give equal vectors."""
    tokenizer = Tokenizer(load_lexicon())
    size = sum(path.stat().st_size for path in DEFAULT_ENCODER.rglob("*") if path.is_file())
    asked = open_question_embedder(None, tokenizer).encode(TEXTS)
    built = open_build_embedder(None, tokenizer).encode(TEXTS)

    assert size < 16_000_000
    assert isinstance(open_question_embedder(None, tokenizer), QuestionEmbedder)
    np.testing.assert_allclose(asked, built, atol=1e-6)
    assert np.linalg.norm(asked[TEXTS.index(LONG_CLAUSE)]) == pytest.approx(1, abs=1e-5)
