"""What policy texts in general talk about: content words with the number of texts they stand in.

A question's word that no clause has may be small talk or the very thing that is asked about. It is
the latter where policy texts use it as a noun; this table tells the two apart. Counted by command
(`python -m index background FOLDER…`), from documents that are not shipped.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.tokens import Tokenizer

PATH = Path(__file__).parent / "background.tsv"
FEWEST_TEXTS = 3
_HEAD = "# 政策用词：词<制表符>出现的文档数；第一行为文档总数（由命令统计）\n"


@dataclass(frozen=True, slots=True)
class Background:
    """Content words of policy texts and how many of `texts` texts each stands in."""

    texts: int
    counts: dict[str, int]

    def weight(self, word: str) -> float:
        """Return how telling `word` is, ln(texts / count); 0 for a word that is no policy term."""
        count = self.counts.get(word, 0)
        return math.log(self.texts / count) if count else 0.0


def count_background(
    texts: Iterable[str], nouns: frozenset[str], tokenizer: Tokenizer
) -> Background:
    """Count in how many texts each of `nouns` stands as a word."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        counts.update(nouns.intersection(tokenizer.cut(text)))
    kept = {word: count for word, count in counts.items() if count >= FEWEST_TEXTS}
    return Background(texts=total, counts=kept)


def save_background(background: Background, path: Path = PATH) -> None:
    """Write the table, most frequent word first."""
    ranked = sorted(background.counts.items(), key=lambda item: (-item[1], item[0]))
    lines = "".join(f"{word}\t{count}\n" for word, count in ranked)
    path.write_text(f"{_HEAD}\t{background.texts}\n{lines}", encoding="utf-8")


@cache
def load_background(path: Path = PATH) -> Background:
    """Read the table that `save_background` wrote."""
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    counts = {word: int(count) for word, _, count in (row.partition("\t") for row in rows)}
    return Background(texts=counts.pop(""), counts=counts)
