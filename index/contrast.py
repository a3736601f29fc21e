"""The training loop: questions pulled to their passages, away from the other passages of a batch.

The model is a bag of words, so a batch is a sparse matrix of word counts times the table of
vectors; only `index.train` imports this module, which imports torch.
"""

from __future__ import annotations

import math
import random
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy, normalize
from tqdm import tqdm

from index.reading import Ids

Table = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How an encoder is trained.

    Attributes:
        words: Size of the vocabulary.
        dimensions: Length of a vector.
        epochs: How often the pairs are drawn.
        batch: Pairs per step; the other passages of a batch are the wrong answers.
        siblings: Pairs of one document that go into a batch together: hard wrong answers.
        rate: Largest learning rate of Adam; it warms up over 3 % of the steps, then falls.
        scale: What cosines are multiplied by before the softmax.
        dropout: Share of the words left out of a question and of a passage, drawn each time.
        smoothing: `a` of the first length a / (a + p) of the vector of a word of probability p
            (smooth inverse frequency, Arora et al. 2017); training moves on from there.
        shares: Share of the pairs of a kind drawn in an epoch; 1 where not named.
        seed: Of everything drawn.
    """

    words: int = 29_000
    dimensions: int = 256
    epochs: int = 3
    batch: int = 1024
    siblings: int = 8
    rate: float = 0.01
    scale: float = 20.0
    dropout: float = 0.3
    smoothing: float = 1e-3
    shares: tuple[tuple[str, float], ...] = (
        ("halves", 0.4), ("lead", 0.6), ("sentence", 0.6), ("cmrc2018_train", 0.3),
    )  # fmt: skip
    seed: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A pair as rows of the table."""

    kind: str
    question: Ids
    passage: Ids
    document: str
    clause: str


def first_vectors(frequencies: NDArray[np.float64], recipe: Recipe) -> Table:
    """Draw the vectors training begins with: random, frequent words short; row 0 is zero."""
    generator = np.random.default_rng(recipe.seed)
    drawn = generator.normal(size=(len(frequencies), recipe.dimensions))
    shares = frequencies / frequencies.sum()
    lengths = recipe.smoothing / (recipe.smoothing + shares) / math.sqrt(recipe.dimensions)
    table: Table = (drawn * lengths[:, np.newaxis]).astype(np.float32)
    table[0] = 0
    return table


def fit(examples: Sequence[Example], table: Table, recipe: Recipe) -> Table:
    """Train `table` on `examples`; row 0, the unknown token, stays zero.

    The same number of threads gives the same result; another number adds in another order and
    differs in the last digits.
    """
    generator = np.random.default_rng(recipe.seed)
    weights = torch.nn.Parameter(torch.from_numpy(table.copy()))
    optimiser = torch.optim.Adam([weights], lr=recipe.rate, fused=True)
    batches = list(_batches(examples, recipe))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sparse CSR tensor support is in beta")
        for step, batch in enumerate(tqdm(batches, desc="训练", unit="步", mininterval=5)):
            optimiser.param_groups[0]["lr"] = recipe.rate * _warmth(step, len(batches))
            loss = _loss(batch, weights, recipe, generator)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call] # torch leaves it untyped
            optimiser.step()
    trained: Table = weights.detach().numpy()
    trained[0] = 0
    return trained


def _loss(
    batch: Sequence[Example], weights: torch.Tensor, recipe: Recipe, generator: np.random.Generator
) -> torch.Tensor:
    questions = _drop([example.question for example in batch], recipe.dropout, generator)
    passages = _drop([example.passage for example in batch], recipe.dropout, generator)
    cosines = _vectors(questions, weights) @ _vectors(passages, weights).T
    return _contrast(cosines * recipe.scale, [example.clause for example in batch])


def _warmth(step: int, steps: int) -> float:
    return min((step + 1) / (0.03 * steps + 1), max(0.02, 1 - step / steps))


def _batches(examples: Sequence[Example], recipe: Recipe) -> Iterator[list[Example]]:
    """Yield the batches of all epochs; small groups of a batch are of one document."""
    chance = random.Random(recipe.seed)
    shares = dict(recipe.shares)
    for _ in range(recipe.epochs):
        by_document: dict[str, list[Example]] = {}
        for example in examples:
            if chance.random() < shares.get(example.kind, 1.0):
                by_document.setdefault(example.document, []).append(example)
        groups: list[list[Example]] = []
        for own in by_document.values():
            chance.shuffle(own)
            groups += [own[at : at + recipe.siblings] for at in range(0, len(own), recipe.siblings)]
        chance.shuffle(groups)
        drawn = [example for group in groups for example in group]
        yield from (drawn[at : at + recipe.batch] for at in range(0, len(drawn), recipe.batch))


def _drop(bags: Sequence[Ids], share: float, generator: np.random.Generator) -> list[Ids]:
    """Leave out each word with probability `share`; a bag that would be empty stays whole."""
    kept = [bag[generator.random(len(bag)) >= share] for bag in bags]
    return [few if len(few) else bag for few, bag in zip(kept, bags, strict=True)]


def _vectors(bags: Sequence[Ids], weights: torch.Tensor) -> torch.Tensor:
    """Return the sum of each bag's vectors at unit length, which is also that of their mean."""
    columns = torch.from_numpy(np.concatenate(bags).astype(np.int64))
    counts = torch.sparse_csr_tensor(
        torch.from_numpy(np.cumsum([0, *map(len, bags)])),
        columns,
        torch.ones(len(columns)),
        size=(len(bags), len(weights)),
        check_invariants=False,
    )
    return normalize(torch.sparse.mm(counts, weights), dim=1)


def _contrast(scores: torch.Tensor, clauses: Sequence[str]) -> torch.Tensor:
    """Return the symmetric cross-entropy; other pairs of the same clause are no contrast."""
    numbers: dict[str, int] = {}
    clause = torch.tensor([numbers.setdefault(name, len(numbers)) for name in clauses])
    same = clause[:, None] == clause[None, :]
    same.fill_diagonal_(fill_value=False)
    scores = scores.masked_fill(same, -1e4)
    right = torch.arange(len(clauses))
    return (cross_entropy(scores, right) + cross_entropy(scores.T, right)) / 2
