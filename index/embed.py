"""Texts to unit vectors: sentence-transformers when building, model2vec when asking."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError
from index.tokens import Tokenizer, spell

Vectors = NDArray[np.float32]

DEFAULT_ENCODER = Path(__file__).parent / "encoder"
CONFIG_NAME = "config_sentence_transformers.json"
SEGMENTED_KEY = "segmented"
UNKNOWN = "[UNK]"

_MODULES = (
    ("", "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"),
    ("1_Normalize", "sentence_transformers.base.modules.normalize.Normalize"),
)
_NORMALIZE = {
    "module_input_name": "sentence_embedding",
    "module_output_name": "sentence_embedding",
}
_CONFIG = {
    "model_type": "SentenceTransformer",
    "similarity_fn_name": "cosine",
    # The next two are read by model2vec, the last by is_segmented.
    "normalize": True,
    "max_length": None,
    SEGMENTED_KEY: True,
}


class Embedder(Protocol):
    """Turns texts into vectors that compare by inner product."""

    @property
    def name(self) -> str:
        """The encoder's folder or its name on the model hub."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of unit length per text; a row of zeros for a text without words."""


class QuestionEmbedder:
    """Embeds questions from a folder of the project's trainer through model2vec, without torch.

    Its vectors equal those of `BuildEmbedder`. That takes three things: normalising is asked for
    (model2vec does not read the Normalize module), nothing is truncated, and the row of the unknown
    token is zero (model2vec drops unknown words, sentence-transformers averages them in).
    """

    def __init__(self, encoder: Path, tokenizer: Tokenizer) -> None:
        self.name = str(encoder)
        self._tokenizer = tokenizer
        self._model = _load(self.name, partial(_load_static, encoder))
        self._vocabulary = frozenset(self._model.tokens)

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self._model.dim)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text; see `Embedder`."""
        spelt = [spell(self._tokenizer.words(text), self._vocabulary) for text in texts]
        return _encode_filled(spelt, self.dimensions, self._encode_spelt)

    def _encode_spelt(self, spelt: Sequence[str]) -> Vectors:
        vectors = self._model.encode(spelt, normalize=True, max_length=None, batch_size=256)
        return np.asarray(vectors, dtype=np.float32)


class BuildEmbedder:
    """Embeds through `SentenceTransformer.encode`: clauses always, questions for foreign models.

    A model of the project's trainer gets words, any other gets the raw text.
    """

    def __init__(self, encoder: str, tokenizer: Tokenizer) -> None:
        self.name = encoder
        self._tokenizer = tokenizer if is_segmented(encoder) else None
        self._model = _load(encoder, partial(_load_transformer, encoder))
        self._vocabulary: frozenset[str] = frozenset()
        if self._tokenizer:
            numbers = self._model.tokenizer.get_vocab()
            self._vocabulary = frozenset(numbers)
            self._model[0].tokenizer = _WordTable(numbers)

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words with a vector of their own; empty for a model that reads raw text."""
        return self._vocabulary - {UNKNOWN}

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self._model.get_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text; see `Embedder`."""
        return self.encode_inputs(self._inputs(texts))

    def encode_inputs(self, inputs: Sequence[str]) -> Vectors:
        """Return one unit row per text as the model reads it: spelt, where it reads words."""
        return _encode_filled(inputs, self.dimensions, self._encode_inputs)

    def _inputs(self, texts: Sequence[str]) -> Sequence[str]:
        if self._tokenizer is None:
            return [text.strip() for text in texts]
        return [spell(self._tokenizer.words(text), self._vocabulary) for text in texts]

    def _encode_inputs(self, inputs: Sequence[str]) -> Vectors:
        vectors = self._model.encode(
            list(inputs), normalize_embeddings=True, show_progress_bar=False, batch_size=64
        )
        return np.asarray(vectors, dtype=np.float32)


class _WordTable:
    """Gives the words of a text their numbers, as the tokenizer of a folder of the trainer does.

    Those are words between blanks, each looked up; the tokenizer also finds where each stands, which
    takes longer than to embed them.
    """

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self._unknown = numbers[UNKNOWN]

    def encode_batch(self, texts: Sequence[str], **_: object) -> list[_Numbered]:
        """Return the numbers of the words of each text."""
        find, unknown = self._numbers.get, self._unknown
        return [_Numbered([find(word, unknown) for word in text.split()]) for text in texts]


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The numbers of the words of a text."""

    ids: list[int]


def is_segmented(encoder: str | Path) -> bool:
    """Tell whether `encoder` was made by the project's trainer and reads words, not raw text."""
    config = Path(encoder) / CONFIG_NAME
    if not config.is_file():
        return False
    try:
        stored = json.loads(config.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EncoderError(str(encoder), str(error)) from error
    return bool(stored.get(SEGMENTED_KEY, False))


def open_question_embedder(encoder: str | Path | None, tokenizer: Tokenizer) -> Embedder:
    """Open `encoder` for questions; None is the shipped one.

    Raises:
        EncoderError: there is no such encoder, or it is damaged.
    """
    name = str(encoder or DEFAULT_ENCODER)
    if is_segmented(name):
        return QuestionEmbedder(Path(name), tokenizer)
    return BuildEmbedder(name, tokenizer)


def open_build_embedder(encoder: str | Path | None, tokenizer: Tokenizer) -> BuildEmbedder:
    """Open `encoder` for clauses; None is the shipped one.

    Raises:
        EncoderError: there is no such encoder, or it is damaged.
    """
    return BuildEmbedder(str(encoder or DEFAULT_ENCODER), tokenizer)


def save_encoder(vectors: Mapping[str, NDArray[np.floating[Any]]], folder: Path) -> None:
    """Write word vectors as a StaticEmbedding folder (float16) that both libraries read.

    The unknown token comes first and its row is zero.
    """
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer as WordTokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import WhitespaceSplit

    words = (UNKNOWN, *vectors)
    rows = np.stack(list(vectors.values())).astype(np.float16)
    table = np.concatenate((np.zeros_like(rows[:1]), rows))
    reader = WordTokenizer(
        WordLevel({word: row for row, word in enumerate(words)}, unk_token=UNKNOWN)
    )
    reader.pre_tokenizer = WhitespaceSplit()
    (folder / _MODULES[1][0]).mkdir(parents=True, exist_ok=True)
    save_file({"embedding.weight": table}, folder / "model.safetensors")
    reader.save(str(folder / "tokenizer.json"), pretty=False)
    modules = [
        {"idx": index, "name": str(index), "path": path, "type": kind}
        for index, (path, kind) in enumerate(_MODULES)
    ]
    settings = (
        (CONFIG_NAME, _CONFIG),
        ("modules.json", modules),
        (f"{_MODULES[1][0]}/config.json", _NORMALIZE),
    )
    for name, content in settings:
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _load_static(encoder: Path) -> Any:  # noqa: ANN401 -- model2vec is imported on use only
    stamps = [(path, path.stat()) for path in sorted(encoder.iterdir())]
    return _load_stamped(encoder, tuple((p, one.st_mtime_ns, one.st_size) for p, one in stamps))


@lru_cache(maxsize=1)  # an index that is brought up to date keeps its encoder
def _load_stamped(encoder: Path, _: tuple[tuple[Path, int, int], ...]) -> Any:  # noqa: ANN401 -- as above
    from model2vec import StaticModel

    # Stored as float16; averaged as float32 on both ways, or rounding would tell them apart.
    return StaticModel.from_pretrained(
        encoder, normalize=True, max_length=None, quantize_to="float32"
    )


def _load_transformer(encoder: str) -> Any:  # noqa: ANN401 -- sentence-transformers likewise
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(encoder, device="cpu").float()


def _load(name: str, load: Callable[[], Any]) -> Any:  # noqa: ANN401 -- one of the two above
    if Path(name).is_absolute() and not Path(name).is_dir():
        raise EncoderError(name, "没有这个目录")
    try:
        return load()
    # The libraries raise OSError, ValueError, RuntimeError and, from Rust, plain Exception.
    except Exception as error:
        raise EncoderError(
            name, str(error).splitlines()[0] if str(error) else repr(error)
        ) from error


def _encode_filled(
    inputs: Sequence[str], dimensions: int, encode: Callable[[Sequence[str]], Vectors]
) -> Vectors:
    """Encode the texts that are not empty; the others get rows of zeros."""
    vectors: Vectors = np.zeros((len(inputs), dimensions), dtype=np.float32)
    filled = [row for row, text in enumerate(inputs) if text]
    if filled:
        vectors[filled] = encode([inputs[row] for row in filled])
    return vectors
