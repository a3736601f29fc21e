"""Finding clauses: tokens, lexical and dense index, fusion, and the library kept on disk."""

from index.library import Library, open_library
from index.model import Hit, IndexManifest, Passage
from index.retriever import HybridRetriever, Retriever

__all__ = [
    "Hit",
    "HybridRetriever",
    "IndexManifest",
    "Library",
    "Passage",
    "Retriever",
    "open_library",
]
