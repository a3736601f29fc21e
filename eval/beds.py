"""The beds that ranked lists are measured on: sets over their documents, statutes, encyclopedia texts.

Here it is said where the questions and passages of each come from and which passages answer what;
eval/bed_lists.py ranks and judges.
"""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from app.answer import Question
from app.assistant import Explain
from app.catalogue import Catalogue
from corpus.errors import ReadError
from corpus.model import Document
from corpus.reader import json_lines
from corpus.reading_worker import ReadingWorker
from corpus.store import document_paths
from eval.bed_gold import Query, compact, gold_of
from eval.bed_lists import DEEP, Bed, Ground, measure
from eval.bed_parts import Finder, open_finders
from eval.bed_told import says_where
from eval.cases import ALL_SPLITS, Case, Split, in_split, load_cases
from eval.corpora import gather, open_sources
from eval.errors import EvaluationError
from index.cutting import BATCH
from index.dense import DenseIndex
from index.embed import open_build_embedder, open_question_embedder
from index.heldout import title_key
from index.lexical import LexicalIndex
from index.library import Library, open_library
from index.material import Asked
from index.model import Passage
from index.order import Clauses
from index.pairs import measured_questions
from index.passages import passages_of
from index.retriever import HybridRetriever
from index.tokens import Tokenizer, load_lexicon

logger = logging.getLogger(__name__)

PLANS = "两份方案"
OTHERS = "其他文件"
STATUTES = "法律咨询（STARD）"
READING = "阅读理解（cmrc2018）"
READING_NOTE = (
    "这些问答也用来训练过随程序的编码器（见 index/encoder/README.md），含编码器的成绩偏高。"
)

READING_QUESTIONS = 1_000


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
    ground = Ground(
        name=STATUTES, passages=passages, queries=queries, retriever=retriever, depth=DEEP
    )
    return measure(ground, progress=progress)


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
    ground = Ground(
        name=READING,
        passages=passages,
        queries=queries,
        retriever=_open_passages(passages, progress=progress),
        note=READING_NOTE,
    )
    return measure(ground, progress=progress)


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
        passages = passages_of(library.parsed)
        ground = Ground(
            name=name,
            passages=passages,
            queries=queries,
            retriever=library.retriever,
            find=_finder(library, catalogue),
            without=open_finders(library, catalogue),
            left_out=left_out,
            told=says_where(queries, passages, library.retriever.cut),
            explain=_explainer(library, catalogue),
        )
        return measure(ground, progress=progress)


def _explainer(library: Library, catalogue: Catalogue) -> Explain:
    from app.chain import build_explainer

    return build_explainer(library, catalogue)


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
