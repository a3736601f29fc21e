"""What the index holds and gives back: frozen values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One clause as it is searched: its words are those of title, path and body together."""

    clause_id: str
    document_id: str
    title: str
    path: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is searched for, as far as the question was understood.

    Attributes:
        text: The question, its spelling put right.
        subject: What it asks about, without the words that only ask.
        related: What the documents may say in place of its words.
        years: Years asked about; a clause that names one is likelier the answer.
        preferred: Ids of documents that it seems to mean; they come first, the others behind.
        by_title: It calls those by title or number, so that no other document can answer.
        called: It calls the one of them by a shortened title.
        asked: The question as it was typed, before its spelling was put right.
        synonyms: The words of it that have synonyms, each with them.
        regions: Regions and places it names.
        agencies: Agencies it names.
    """

    text: str
    subject: str = ""
    related: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    preferred: frozenset[str] = frozenset()
    by_title: bool = False
    called: bool = False
    asked: str = ""
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    regions: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A clause found, with the scores it was found by (higher is better, comparable in one list).

    `lexical` and `dense` are the component scores before fusion.
    """

    clause_id: str
    score: float
    lexical: float
    dense: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What an index is built from; what it would be built from today is compared with its manifest."""

    version: str
    corpus_hash: str
    code_hash: str
    encoder: str
    encoder_hash: str
    segmented: bool

    def has_read(self, manifest: IndexManifest) -> bool:
        """Tell whether this program has read the documents of an index."""
        return (manifest.version, manifest.code_hash) == (self.version, self.code_hash)

    def has_embedded(self, manifest: IndexManifest) -> bool:
        """Tell whether this encoder has made the vectors of an index."""
        own = self.encoder, self.encoder_hash, self.segmented
        return own == (manifest.encoder, manifest.encoder_hash, manifest.segmented)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexManifest(Recipe):
    """What built an index, and what came of it: an index whose manifest differs from today's is rebuilt.

    `files` maps each file of the index to its CRC-32, so that damage is noticed.
    """

    clauses: int
    dimensions: int
    files: tuple[tuple[str, str], ...]
