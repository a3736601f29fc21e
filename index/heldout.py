"""What the encoder must not see: held-out documents, and whatever shares their words.

Three rules, in this order:

1. A training document whose title stands in HELDOUT.txt is dropped.
2. A training document is dropped when more than a fifth of its 13-character runs (Chinese
   characters, letters and digits only) occur in held-out documents: it is a copy, an edition or a
   local version of one of them.
3. A training text (a clause, question or passage) is dropped when more than a tenth of its runs do.
   The stock phrases of official language, 20 to 40 characters in a clause of several hundred, stay
   below that; a quoted sentence does not.

Texts shorter than 13 characters (headings, most questions) have no runs of their own and stand or
fall with the clause they belong to.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from index.tokens import HAN, fold

RUN = 13
DOCUMENT_SHARE = 0.20
TEXT_SHARE = 0.10

_IGNORED = re.compile(rf"[^{HAN}a-z0-9]+")
# The number that the reader of JSON lines gives a second document of the same title.
_REPEATED = re.compile(r"（\d+）$")
_TITLE_NOISE = re.compile(r"[\W_]+")


def choose_titles(titles: Iterable[str], count: int) -> tuple[str, ...]:
    """Choose `count` titles by the SHA-256 of their UTF-8 bytes: anyone gets the same ones."""
    return tuple(sorted(set(titles), key=lambda t: hashlib.sha256(t.encode()).hexdigest())[:count])


def load_heldout_titles(path: Path) -> dict[str, tuple[str, ...]]:
    """Read HELDOUT.txt: group (plan, statute, sample, shipped) to titles."""
    groups: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            group, title = line.split("\t")
            groups[group] = (*groups.get(group, ()), title)
    return groups


def title_key(title: str) -> str:
    """Return what two spellings of one title have in common."""
    return _TITLE_NOISE.sub("", fold(_REPEATED.sub("", title)))


def runs(text: str) -> set[int]:
    """Return the hashes of all 13-character runs of `text`, blanks and punctuation left out."""
    plain = _IGNORED.sub("", fold(text))
    return {hash(plain[start : start + RUN]) for start in range(len(plain) - RUN + 1)}


class HeldOut:
    """Tells what shares too much with the held-out documents.

    Args:
        titles: Titles of held-out documents.
        texts: Their texts.
    """

    def __init__(self, titles: Iterable[str], texts: Iterable[str]) -> None:
        self._titles = frozenset(map(title_key, titles))
        self._runs = frozenset(run for text in texts for run in runs(text))

    def share(self, text: str) -> float:
        """Return the share of the runs of `text` that occur in held-out documents, 0 to 1."""
        own = runs(text)
        return sum(run in self._runs for run in own) / len(own) if own else 0.0

    def has_title(self, title: str) -> bool:
        """Tell whether `title` is that of a held-out document."""
        return title_key(title) in self._titles

    def bars_document(self, title: str, text: str) -> bool:
        """Tell whether a document is held out or a version of one that is."""
        return self.has_title(title) or self.share(text) > DOCUMENT_SHARE

    def bars_text(self, text: str) -> bool:
        """Tell whether a clause, question or passage repeats held-out text."""
        return self.share(text) > TEXT_SHARE
