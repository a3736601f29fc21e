"""Plain retrieval pipelines, fixed, for comparison; the best chunk is the answer, nothing is declined.

This module may import LangChain's splitters, stores and retrievers, because they are what is
compared with. langchain_community announces its sunset whenever it is imported; that one warning
is silenced here.
"""

from __future__ import annotations

import json
import pickle
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.answer import Answer, AnswerCitation, AnswerStatus, Question, QuestionKind, Statement
from corpus.facts import ParsedDocument
from corpus.model import Document, Span
from eval.errors import EvaluationError
from eval.judgement import Place
from eval.runner import Search, no_answer
from index.embed import DEFAULT_ENCODER, is_segmented
from index.errors import EncoderError
from index.tokens import Tokenizer, bigrams, load_lexicon, spell

if TYPE_CHECKING:
    from langchain_core.documents import Document as Chunk
    from langchain_core.embeddings import Embeddings
    from langchain_core.retrievers import BaseRetriever

NEAREST = 100  # chunks each retriever brings, so that a scope leaves some; the first is the answer
CHINESE_SEPARATORS = ("\n\n", "\n", "。", "；", "，", "")
VECTORS_FOLDER = "faiss"
LEXICAL_FILE = "bm25.pickle"
MODULES_FILE = "modules.json"  # every sentence-transformers folder has one


class Words(Enum):
    """How BM25 cuts texts."""

    JIEBA = "jieba"
    BIGRAMS = "bigrams"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """How a baseline is put together.

    `size` is the chunk size in characters, None for our clauses; `separators` None are LangChain's
    own. `words` None leaves BM25 out, `dense` False leaves the vectors out; with both, they are
    fused half and half by EnsembleRetriever.
    """

    name: str
    size: int | None
    overlap: int = 0
    separators: tuple[str, ...] | None = None
    words: Words | None = Words.JIEBA
    dense: bool = True


REFERENCE = Pipeline(name="LangChain 500/50（BM25＋FAISS）", size=500, overlap=50)
PIPELINES = (
    REFERENCE,
    Pipeline(name="LangChain 1000/200（BM25＋FAISS）", size=1000, overlap=200),
    Pipeline(
        name="LangChain 中文分隔符 250/50（BM25＋FAISS）",
        size=250,
        overlap=50,
        separators=CHINESE_SEPARATORS,
    ),
    Pipeline(name="条款＋jieba BM25", size=None, dense=False),
    Pipeline(name="条款＋二元字 BM25", size=None, words=Words.BIGRAMS, dense=False),
    Pipeline(name="条款＋编码器", size=None, words=None),
)


class OpenPipeline:
    """A pipeline over documents: the text of the chunk found first is the answer."""

    def __init__(self, retriever: BaseRetriever, documents: Sequence[Document]) -> None:
        self._retriever = retriever
        self._documents = {document.id: document for document in documents}

    def ask(self, question: Question) -> Answer:
        """Answer with the first chunk in scope, cited as a whole."""
        found = self._places(question)
        if not found:  # nothing of the documents asked for is among the chunks found
            return no_answer(question, "没有找到")
        return chunk_answer(question, self._documents[found[0].document_id], found[0].span)

    def find(self, question: Question) -> Search:
        """Return the chunks, best first; the pipelines do not say how sure they are."""
        return Search(found=tuple(self._places(question)), confidence=None)

    def _places(self, question: Question) -> list[Place]:
        return [
            _place_of(chunk)
            for chunk in self._retriever.invoke(question.text)
            if not question.documents or chunk.metadata["document"] in question.documents
        ]


def _place_of(chunk: Chunk) -> Place:
    start = chunk.metadata["start_index"]
    span = Span(start=start, end=start + len(chunk.page_content))
    return Place(document_id=chunk.metadata["document"], span=span)


def chunk_answer(question: Question, document: Document, span: Span) -> Answer:
    """Return the answer that is one piece of a document, word for word."""
    quote = span.of(document.text)
    citation = AnswerCitation(
        number=1,
        document_id=document.id,
        document_title=document.title,
        clause_id="",
        path=(),
        label="",
        quote=quote,
        start=span.start,
        end=span.end,
        page=document.page_of(span.start),
        source=document.source,
    )
    return Answer(
        id=question.id,
        question=question.text,
        resolved_question=question.text,
        kind=QuestionKind.OTHER,
        status=AnswerStatus.ANSWERED,
        answer=quote,
        statements=(Statement(text=quote, citations=(1,)),),
        citations=(citation,),
    )


def build_pipeline(
    pipeline: Pipeline, parsed: Sequence[ParsedDocument], embeddings: Embeddings, folder: Path
) -> None:
    """Cut the documents, index the chunks, and save both indexes under `folder`."""
    chunks = cut_chunks(pipeline, parsed)
    with _development_imports():
        from langchain_community.retrievers import BM25Retriever
        from langchain_community.vectorstores import FAISS
    folder.mkdir(parents=True, exist_ok=True)
    if pipeline.dense:
        FAISS.from_documents(chunks, embeddings).save_local(str(folder / VECTORS_FOLDER))
    if pipeline.words:
        cut = word_cutter(pipeline.words, folder)
        lexical = BM25Retriever.from_documents(chunks, preprocess_func=cut)
        (folder / LEXICAL_FILE).write_bytes(pickle.dumps((lexical.vectorizer, chunks)))


def open_pipeline(
    pipeline: Pipeline, documents: Sequence[Document], embeddings: Embeddings | None, folder: Path
) -> OpenPipeline:
    """Open what `build_pipeline` saved; `embeddings` may be None where there are no vectors."""
    with _development_imports():
        from langchain_classic.retrievers import EnsembleRetriever
        from langchain_community.retrievers import BM25Retriever
        from langchain_community.vectorstores import FAISS
    retrievers: list[Any] = []
    if pipeline.words:
        vectorizer, chunks = pickle.loads((folder / LEXICAL_FILE).read_bytes())
        cut = word_cutter(pipeline.words, folder)
        retrievers.append(
            BM25Retriever(vectorizer=vectorizer, docs=chunks, k=NEAREST, preprocess_func=cut)
        )
    if pipeline.dense and embeddings is not None:
        store = FAISS.load_local(
            str(folder / VECTORS_FOLDER),
            embeddings,
            allow_dangerous_deserialization=True,  # our own file, written a moment ago
        )
        retrievers.append(store.as_retriever(search_kwargs={"k": NEAREST}))
    if len(retrievers) == 1:
        return OpenPipeline(retrievers[0], documents)
    weights = [1 / len(retrievers)] * len(retrievers)
    return OpenPipeline(EnsembleRetriever(retrievers=retrievers, weights=weights), documents)


def cut_chunks(pipeline: Pipeline, parsed: Sequence[ParsedDocument]) -> list[Chunk]:
    """Cut documents into chunks that know their document and the offset they begin at."""
    from langchain_core.documents import Document as Chunk

    if pipeline.size is None:
        return [
            Chunk(
                page_content=clause.span.of(item.document.text),
                metadata={"document": item.document.id, "start_index": clause.span.start},
            )
            for item in parsed
            for clause in item.clauses
        ]
    with _development_imports():
        from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=pipeline.size,
        chunk_overlap=pipeline.overlap,
        separators=list(pipeline.separators) if pipeline.separators else None,
        add_start_index=True,
    )
    return splitter.create_documents(
        [item.document.text for item in parsed],
        metadatas=[{"document": item.document.id} for item in parsed],
    )


def word_cutter(words: Words, cache: Path) -> Callable[[str], list[str]]:
    """Return what cuts texts for BM25: our jieba words, its dictionary cached, or our bigrams."""
    return bigrams if words is Words.BIGRAMS else open_tokenizer(cache).words


def open_tokenizer(cache: Path) -> Tokenizer:
    """Return our tokenizer with the general lexicon."""
    return Tokenizer(load_lexicon(), tmp_dir=cache)


def open_embeddings(cache: Path, encoder: Path = DEFAULT_ENCODER) -> Embeddings:
    """Open our encoder through HuggingFaceEmbeddings; texts are spelt for it as it expects.

    Raises:
        EncoderError: the encoder is missing or damaged.
    """
    if not (encoder / MODULES_FILE).is_file():
        raise EncoderError(str(encoder), f"没有 {MODULES_FILE}")
    from langchain_core.embeddings import Embeddings as EmbeddingsInterface

    with _development_imports():
        from langchain_huggingface import HuggingFaceEmbeddings
    try:
        plain = HuggingFaceEmbeddings(
            model_name=str(encoder), encode_kwargs={"normalize_embeddings": True}
        )
    except (OSError, ValueError) as error:
        raise EncoderError(str(encoder), str(error).splitlines()[0]) from error
    if not is_segmented(encoder):
        return plain
    tokenizer, vocabulary = open_tokenizer(cache), _vocabulary(encoder)

    class SpeltEmbeddings(EmbeddingsInterface):
        """The encoder behind our spelling: a WordLevel vocabulary knows no unsegmented Chinese."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return plain.embed_documents(
                [spell(tokenizer.words(text), vocabulary) for text in texts]
            )

        def embed_query(self, text: str) -> list[float]:
            return plain.embed_query(spell(tokenizer.words(text), vocabulary))

    return SpeltEmbeddings()


def _vocabulary(encoder: Path) -> frozenset[str]:
    stored = [json.loads(path.read_bytes()) for path in sorted(encoder.rglob("tokenizer.json"))]
    return frozenset(chain.from_iterable(one["model"]["vocab"] for one in stored))


@contextmanager
def _development_imports() -> Iterator[None]:
    """Import what only requirements-dev.txt installs, without langchain_community's farewell.

    Raises:
        EvaluationError: it is not installed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except ModuleNotFoundError as error:
            raise EvaluationError(
                f"对照流程需要的库没有安装：{error.name}",
                hint="运行 pip install -r requirements-dev.txt 后重试。",
            ) from error
