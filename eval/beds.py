"""Ranked lists alone, on several grounds: how far up each search puts what answers a question.

No answer is composed here. A bed is a number of questions, the passages they are searched in, and
for each question its gold entries, each with the passages that answer it. Every system of a bed
ranks the same passages for the same questions; what the lists are worth is told by eval/ranking.py.
"""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from app.answer import Question
from app.catalogue import Catalogue
from corpus.errors import ReadError
from corpus.model import Document
from corpus.reader import json_lines
from corpus.reading_worker import ReadingWorker
from corpus.store import document_paths
from eval.bed_gold import LeftOut, Query, compact, gold_of
from eval.bed_parts import Finder, Gain, gain_of, open_finders
from eval.cases import Case, Split, in_split, load_cases
from eval.corpora import gather, open_sources
from eval.errors import EvaluationError
from eval.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank
from eval.statistics import Mean, Rate, bootstrap_mean
from eval.tables import format_mean, format_rate
from index.cutting import BATCH
from index.dense import DenseIndex
from index.embed import open_build_embedder, open_question_embedder
from index.heldout import title_key
from index.lexical import LexicalIndex
from index.library import Library, open_library
from index.material import Asked
from index.measure import bm25
from index.model import Passage
from index.order import Clauses
from index.pairs import measured_questions
from index.passages import passages_of
from index.retriever import HybridRetriever, Weights
from index.tokens import Tokenizer, bigrams, load_lexicon

logger = logging.getLogger(__name__)

PLANS = "两份方案"
OTHERS = "其他文件"
STATUTES = "法律咨询（STARD）"
READING = "阅读理解（cmrc2018）"
READING_NOTE = (
    "这些问答也用来训练过随程序的编码器（见 index/encoder/README.md），含编码器的成绩偏高。"
)

BIGRAM_BM25 = "二元字 BM25"
WORD_BM25 = "jieba BM25"
ENCODER = "编码器"
SEARCH = "问策检索"
CHAIN = "问策（含条款细读）"

DEPTH = 20
DEEP = 100
READING_QUESTIONS = 1_000
ALL_SPLITS = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the lists of one system are worth; `recall_at_100` is None where lists are shorter."""

    system: str
    hit_at_1: Rate
    hit_at_5: Rate
    recall_at_5: Mean
    recall_at_20: Mean
    recall_at_100: Mean | None
    mrr_at_10: Mean
    ndcg_at_10: Mean

    @property
    def n(self) -> int:
        """How many questions were searched."""
        return self.hit_at_1.n


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """A measured bed.

    `left_out` are the answerable cases of the chosen half that are not among the `queries`; `note`
    is what a reader has to know, empty where there is nothing; `gains` are those of the parts of
    the chain's search, () where no chain was measured.
    """

    name: str
    documents: int
    passages: int
    queries: int
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...] = ()
    note: str = ""
    gains: tuple[Gain, ...] = ()

    @property
    def left_out_share(self) -> float:
        """Cases left out / answerable cases; 0 where there are none."""
        return len(self.left_out) / ((self.queries + len(self.left_out)) or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """A bed before it is measured; `find` is None where there is no chain over the passages.

    `without` are the chain's searches that lack a part, by what is left out.
    """

    name: str
    passages: tuple[Passage, ...]
    queries: tuple[Query, ...]
    retriever: HybridRetriever
    find: Finder | None = None
    without: Mapping[str, Finder] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    depth: int = DEPTH
    note: str = ""


_Rank = Callable[[], Iterator[Sequence[str]]]  # for every query the ids found, best first


def plan_bed(
    cases_path: Path,
    *,
    split: str,
    beside: Path | None = None,
    documents: Sequence[Path] = (),
    progress: bool = False,
) -> Bed:
    """Measure the answerable cases of a set over its documents, alone or beside many others.

    Args:
        cases_path: The set.
        split: `develop`, `test` or `all`.
        beside: A folder, a `.jsonl` or a `.jsonl.zst` of other documents, searched as well; copies
            of the set's own documents in it, by title, content hash or words, are left out.
        documents: The set's own documents; () are those that ship.
        progress: Show progress bars.

    Raises:
        PolicyQAError: documents or gold that are not there.
    """
    cases = chosen_cases(cases_path, split)
    with ExitStack() as stack:
        sources = stack.enter_context(open_sources(cases_path, documents, progress=progress))
        folders, name = [*sources.folders], PLANS
        if beside is not None:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wence-beside-")))
            others = other_documents(beside, sources.folders)
            gather(others, [beside], home, progress=progress)
            folders, name = [*folders, home], f"{PLANS}＋{len(others)} 份"
        return _case_bed(name, cases, folders, sources.names, progress=progress)


def others_bed(
    cases_path: Path, folders: Sequence[Path], *, split: str, progress: bool = False
) -> Bed:
    """Measure the answerable cases of a set over the documents it names, looked for in `folders`.

    Raises:
        PolicyQAError: documents or gold that are not there.
    """
    cases = chosen_cases(cases_path, split)
    with open_sources(cases_path, folders, progress=progress) as sources:
        return _case_bed(OTHERS, cases, sources.folders, sources.names, progress=progress)


def statute_bed(pairs_folder: Path, *, progress: bool = False) -> Bed:
    """Measure the real legal questions that no encoder is trained on, over all their passages.

    Reads `stard_passages` (id, name, text) and `stard_train_queries` (question, passage_ids); the
    questions are those of `index.pairs.measured_questions`.

    Raises:
        PolicyQAError: a file is missing or damaged.
    """
    rows = _rows(pairs_folder, "stard_passages", ("id", "text"))
    # The name is law and article: what the path is to a clause. The encoder reads paths.
    passages = tuple(
        _passage(str(row["id"]), str(row["text"]), path=str(row.get("name") or "")) for row in rows
    )
    known = {passage.clause_id for passage in passages}
    asked = [
        Asked(
            source=STATUTES,
            question=str(row["question"]),
            passages=(),
            names=tuple(name for name in map(str, row["passage_ids"]) if name in known),
        )
        for row in _rows(pairs_folder, "stard_train_queries", ("question", "passage_ids"))
    ]
    queries = tuple(
        _query(number, one.question, tuple(frozenset({name}) for name in dict.fromkeys(one.names)))
        for number, one in enumerate(measured_questions(asked))
    )
    retriever = _open_passages(passages, progress=progress)
    ground = _Ground(
        name=STATUTES, passages=passages, queries=queries, retriever=retriever, depth=DEEP
    )
    return _measure(ground, progress=progress)


def reading_bed(pairs_folder: Path, *, progress: bool = False) -> Bed:
    """Measure encyclopedia questions over the distinct passages that they were asked about.

    Reads `cmrc2018_train` (question, passage). Of the distinct questions the first 1,000 by the
    SHA-256 of their words count; every passage that a question was asked about answers it.

    Raises:
        PolicyQAError: the file is missing or damaged.
    """
    rows = _rows(pairs_folder, "cmrc2018_train", ("question", "passage"))
    names: dict[str, str] = {}
    answers: dict[str, set[str]] = {}
    for row in rows:
        name = names.setdefault(str(row["passage"]), str(len(names)))
        answers.setdefault(str(row["question"]), set()).add(name)
    drawn = sorted(answers, key=lambda text: hashlib.sha256(text.encode()).hexdigest())
    queries = tuple(
        _query(number, text, (frozenset(answers[text]),))
        for number, text in enumerate(drawn[:READING_QUESTIONS])
    )
    passages = tuple(_passage(name, text) for text, name in names.items())
    ground = _Ground(
        name=READING,
        passages=passages,
        queries=queries,
        retriever=_open_passages(passages, progress=progress),
        note=READING_NOTE,
    )
    return _measure(ground, progress=progress)


def bed_table(bed: Bed) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return header and rows of text: shares with their counts and 95 % intervals."""
    deep = any(row.recall_at_100 for row in bed.rows)
    first = ("系统", "题数", "首位检中", "前五检中", "召回@5", "召回@20")
    header = (*first, *(("召回@100",) if deep else ()), "MRR@10", "nDCG@10")
    rows = tuple(
        (
            row.system,
            str(row.n),
            *(format_rate(rate) for rate in (row.hit_at_1, row.hit_at_5)),
            *(format_mean(mean) for mean in _means(row)),
        )
        for row in bed.rows
    )
    return header, rows


def bed_to_dict(bed: Bed) -> dict[str, Any]:
    """Return a bed as a JSON object; rates and means carry their n and interval."""
    return {
        "name": bed.name,
        "documents": bed.documents,
        "passages": bed.passages,
        "queries": bed.queries,
        "left_out": [{"id": one.id, "reason": one.reason} for one in bed.left_out],
        "left_out_share": bed.left_out_share,
        "note": bed.note,
        "parts": [
            {name: _plain(getattr(one, name)) for name in Gain.__slots__} for one in bed.gains
        ],
        "systems": [
            {name: _plain(getattr(row, name)) for name in Row.__slots__} for row in bed.rows
        ],
    }


def chosen_cases(path: Path, split: str) -> tuple[Case, ...]:
    """Return the answerable cases of a half of a set, or of both (`all`).

    Raises:
        EvaluationError: there is no such half.
    """
    known = (*(one.value for one in Split), ALL_SPLITS)
    if split not in known:
        raise EvaluationError(f"没有这一半题：{split}", hint=f"可选：{'、'.join(known)}。")
    half = in_split(load_cases(path), None if split == ALL_SPLITS else Split(split))
    return tuple(case for case in half if case.answerable)


def other_documents(beside: Path, own: Sequence[Path]) -> dict[str, str]:
    """Return the titles, by content hash, of the documents in `beside` that are none of `own`."""
    copied = {mark for document in _read(own) for mark in _marks(document)}
    others = {
        document.content_hash: document.title
        for document in _read([beside])
        if copied.isdisjoint(_marks(document))
    }
    if not others:
        raise EvaluationError(f"{beside} 里没有别的文件。", hint="给出放着其他政策文件的文件夹。")
    return others


def _read(folders: Sequence[Path]) -> Iterator[Document]:
    with ReadingWorker() as worker:
        for path in document_paths(folders):
            try:
                yield from worker.read_documents(path)
            except ReadError as error:
                logger.warning("跳过无法读取的文件：%s", error.message)


def _marks(document: Document) -> tuple[tuple[str, str], ...]:
    """Return what a copy of `document` would share with it: title, content hash or words."""
    words = hashlib.sha256(compact(document.text).encode()).hexdigest()
    title = title_key(document.title)
    return ("title", title), ("hash", document.content_hash), ("words", words)


def _case_bed(
    name: str,
    cases: Sequence[Case],
    folders: Sequence[Path],
    names: Mapping[str, str],
    *,
    progress: bool,
) -> Bed:
    with tempfile.TemporaryDirectory(prefix="wence-beds-") as home:
        library = open_library(folders, home=Path(home), progress=progress)
        catalogue = Catalogue(library.parsed, library.descriptions)
        queries, left_out = gold_of(cases, library.parsed, names)
        ground = _Ground(
            name=name,
            passages=passages_of(library.parsed),
            queries=queries,
            retriever=library.retriever,
            find=_finder(library, catalogue),
            without=open_finders(library, catalogue),
            left_out=left_out,
        )
        return _measure(ground, progress=progress)


def _finder(library: Library, catalogue: Catalogue) -> Finder:
    from app.chain import build_finder

    return build_finder(library, catalogue).invoke


def _rows(folder: Path, stem: str, fields: Sequence[str]) -> list[dict[str, Any]]:
    """Return the objects of `STEM.jsonl` or `STEM.jsonl.zst`, each with these fields."""
    paths = [folder / f"{stem}{suffix}" for suffix in (".jsonl.zst", ".jsonl")]
    path = next((path for path in paths if path.is_file()), paths[0])
    rows: list[dict[str, Any]] = []
    for number, line in json_lines(path):
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or any(field not in row for field in fields):
            raise EvaluationError(
                f"{path} 第 {number} 行：应是含 {'、'.join(fields)} 的 JSON 对象",
                hint="改正这一行，或重新取得这个文件。",
            )
        rows.append(row)
    return rows


def _passage(name: str, text: str, *, path: str = "") -> Passage:
    return Passage(clause_id=name, document_id=name, title="", path=path, body=text)


def _query(number: int, text: str, gold: tuple[frozenset[str], ...]) -> Query:
    return Query(question=Question(id=str(number), text=text), gold=gold, cluster=text)


def _open_passages(passages: Sequence[Passage], *, progress: bool) -> HybridRetriever:
    """Return the retriever over passages that are no clauses, indexed as a library indexes them."""
    tokenizer = Tokenizer(load_lexicon())
    embedder = open_build_embedder(None, tokenizer)
    texts = [f"{passage.path}\n{passage.body}" for passage in passages]
    vectors = np.zeros((len(texts), embedder.dimensions), dtype=np.float32)
    with tqdm(total=len(texts), desc="计算向量", unit="条", disable=not progress) as bar:
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            vectors[start : start + len(batch)] = embedder.encode(batch)
            bar.update(len(batch))
    cut = tqdm(passages, desc="切分词语", unit="条", disable=not progress)
    return HybridRetriever(
        Clauses.of(passages),
        lexical=LexicalIndex.build(cut, tokenizer),
        dense=DenseIndex.build(vectors, np.arange(len(texts), dtype=np.int32), len(texts)),
        embedder=open_question_embedder(None, tokenizer),
        tokenizer=tokenizer,
    )


def _measure(ground: _Ground, *, progress: bool) -> Bed:
    queries = ground.queries
    judged = {
        system: _judge(ground, system, rank, progress=progress)
        for system, rank in _systems(ground, progress=progress).items()
    }
    clusters = [query.cluster for query in queries]
    gains = tuple(
        gain_of(
            part,
            judged[CHAIN],
            _judge(ground, part, partial(_find_all, ground, find), progress=progress),
            clusters,
        )
        for part, find in ground.without.items()
    )
    return Bed(
        name=ground.name,
        documents=len({passage.document_id for passage in ground.passages}),
        passages=len(ground.passages),
        queries=len(queries),
        rows=tuple(
            _row(system, queries, found, deep=ground.depth >= DEEP)
            for system, found in judged.items()
        ),
        left_out=ground.left_out,
        note=ground.note,
        gains=gains,
    )


def _judge(
    ground: _Ground, system: str, rank: _Rank, *, progress: bool
) -> list[list[frozenset[int]]]:
    """Return for every question the gold entries at each rank of its list."""
    bar = tqdm(
        zip(ground.queries, rank(), strict=True),
        desc=f"{ground.name} {system}",
        unit="题",
        total=len(ground.queries),
        disable=not progress,
    )
    return [[_entries_at(query, name) for name in names] for query, names in bar]


def _systems(ground: _Ground, *, progress: bool) -> dict[str, _Rank]:
    retriever = ground.retriever
    systems: dict[str, _Rank] = {
        BIGRAM_BM25: lambda: _rank_words(ground, bigrams, progress=progress),
        WORD_BM25: lambda: _rank_words(ground, retriever.words, progress=progress),
        ENCODER: lambda: _retrieve(ground, retriever.weighed(Weights(lexical=0.0, dense=1.0))),
        SEARCH: lambda: _retrieve(ground, retriever),
    }
    if find := ground.find:
        systems[CHAIN] = partial(_find_all, ground, find)
    return systems


def _find_all(ground: _Ground, find: Finder) -> Iterator[list[str]]:
    for query in ground.queries:
        yield [one.facts.clause.id for one in find(query.question).candidates]


def _retrieve(ground: _Ground, retriever: HybridRetriever) -> Iterator[list[str]]:
    for query in ground.queries:
        hits = retriever.retrieve(query.text, k=ground.depth, documents=query.documents)
        yield [hit.clause_id for hit in hits]


def _rank_words(
    ground: _Ground, cut: Callable[[str], list[str]], *, progress: bool
) -> Iterator[list[str]]:
    """Rank by plain BM25 over title, path and body in one, none of them counted twice.

    A passage that shares no word is not in the list; equal scores rank in passage order.
    """
    passages = ground.passages
    bar = tqdm(passages, desc="切分词语", unit="条", disable=not progress)
    texts = [cut("\n".join((one.title, one.path, one.body))) for one in bar]
    scores = bm25([cut(query.text) for query in ground.queries], texts)
    del texts  # the largest thing here by far
    owners = np.array([passage.document_id for passage in passages])
    for query, row in zip(ground.queries, scores, strict=True):
        allowed = row > 0
        if query.documents is not None:
            allowed &= np.isin(owners, sorted(query.documents))
        numbers = np.flatnonzero(allowed)
        best = numbers[np.argsort(-row[numbers], kind="stable")][: ground.depth]
        yield [passages[number].clause_id for number in best]


def _entries_at(query: Query, name: str) -> frozenset[int]:
    return frozenset(number for number, entry in enumerate(query.gold) if name in entry)


def _row(
    system: str, queries: Sequence[Query], found: Sequence[Sequence[frozenset[int]]], *, deep: bool
) -> Row:
    clusters = [query.cluster for query in queries]
    judged = [(at, len(query.gold)) for query, at in zip(queries, found, strict=True)]

    def rate(k: int) -> Rate:
        return Rate(hits=sum(hit_at(at, k) for at, _ in judged), n=len(judged))

    def recall(k: int) -> Mean:
        return bootstrap_mean([recall_at(at, gold, k) for at, gold in judged], clusters)

    return Row(
        system=system,
        hit_at_1=rate(1),
        hit_at_5=rate(5),
        recall_at_5=recall(5),
        recall_at_20=recall(20),
        recall_at_100=recall(DEEP) if deep else None,
        mrr_at_10=bootstrap_mean([reciprocal_rank(at) for at, _ in judged], clusters),
        ndcg_at_10=bootstrap_mean([ndcg_at(at, gold) for at, gold in judged], clusters),
    )


def _means(row: Row) -> list[Mean]:
    means = (row.recall_at_5, row.recall_at_20, row.recall_at_100, row.mrr_at_10, row.ndcg_at_10)
    return [mean for mean in means if mean is not None]


def _plain(value: object) -> object:
    match value:
        case Rate(hits=hits, n=n):
            interval = None if value.interval is None else list(value.interval)
            return {"hits": hits, "n": n, "value": value.value, "interval": interval}
        case Mean(value=mean, low=low, high=high, n=n):
            return {"n": n, "value": mean, "interval": None if low is None else [low, high]}
    return value
