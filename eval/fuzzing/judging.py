"""What became of a hostile file: a document that keeps the laws, an error that says what to do, or a fault."""

from __future__ import annotations

import re
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import FrameType

from corpus.check import check_document
from corpus.errors import ReadError
from corpus.facts import ParsedDocument
from corpus.model import Citation, Document
from corpus.particulars import read_metadata
from corpus.reading_worker import ReadingWorker
from corpus.references import extract_references
from corpus.structure import parse_document

# How `ReadingWorker` says that it gave a file up, and that its process died of one.
LATE, DIED = "读取超过", "读取时出错"
PARSING_SECONDS = 60.0
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_QUOTED = 40  # characters of a text in a fault


class Result(Enum):
    """What a hostile file gave."""

    DOCUMENT = "文件"
    ERROR = "报错"
    LIMIT = "超时中止"
    FAULT = "违反"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The result of one file: how many documents it gave, and what was said or broken."""

    result: Result
    documents: int
    detail: str
    seconds: float


class _TooSlowError(Exception):
    """Parsing takes longer than any document may."""


def judge(path: Path, worker: ReadingWorker, seconds: float = PARSING_SECONDS) -> Verdict:
    """Read a file in `worker`, parse and check what it gives, and hold it against the laws."""
    began = time.perf_counter()
    count = 0
    result, detail = Result.DOCUMENT, ""
    try:
        for document in worker.read_documents(path):
            count += 1
            with _deadline(seconds):
                faults = list(broken_laws(document))
            if faults:
                result, detail = Result.FAULT, "；".join(faults)
                break
    except ReadError as error:
        result, detail = _of_error(error, path)
    except _TooSlowError:
        result, detail = Result.FAULT, f"解析超过 {seconds:g} 秒"
    except Exception as error:  # noqa: BLE001 - that nothing else is raised is what is tested
        result, detail = Result.FAULT, _described(error)
    taken = time.perf_counter() - began
    return Verdict(result=result, documents=count, detail=detail, seconds=taken)


def _of_error(error: ReadError, path: Path) -> tuple[Result, str]:
    kind = error.message.replace(path.name, "").replace(str(path.parent), "")
    kind = re.sub(r"\d+(?:\.\d+)?", "…", kind).strip("：/ ")
    if DIED in error.message:
        return Result.FAULT, kind
    if LATE in error.message:
        return Result.LIMIT, kind
    if not (_CHINESE.search(error.message) and _CHINESE.search(error.hint)):
        return Result.FAULT, f"报错没有中文或下一步：{error.message!r}"
    return Result.ERROR, kind


def _described(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}（{Path(place.filename).name}:{place.lineno}）：{error}"[:300]


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Raise in the block when it takes too long, as this process works, where there are timers."""
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def broken_laws(document: Document) -> Iterator[str]:
    """Parse a document in every way the program does; say which laws do not hold, if any.

    Every character that is not blank lies in exactly one head or leaf clause; clauses have ids of
    their own; a citation quotes the text, inside its clause; the text can be written as UTF-8; its
    pages lie in it, in order.
    """
    parsed = parse_document(document)
    check_document(parsed)
    metadata = read_metadata(parsed)
    text = document.text
    yield from _uncovered(parsed)
    if "".join((text, document.title, document.id)).encode("utf-8", "replace").decode() != "".join(
        (text, document.title, document.id)
    ):
        yield "正文或标题不能写成 UTF-8"
    if not document.id.strip() or not document.title.strip() or "\n" in document.title:
        yield f"标题不成一行：{document.title[:_QUOTED]!r}"
    if list(document.pages) != sorted(document.pages) or any(
        not 0 <= page <= len(text) for page in document.pages
    ):
        yield "页码的位置不在正文里"
    if len({clause.id for clause in parsed.clauses}) < len(parsed.clauses):
        yield "条款编号重复"
    readings = (
        getattr(metadata, name) for name in ("title", "number", "issuer", "signed", "expires")
    )
    named = [one.citation for one in readings if one is not None and one.citation is not None]
    named += [one.source for one in extract_references(parsed)]
    wrong = [one for one in (*_citations(parsed), *named) if one.span.of(text) != one.quote]
    yield from (f"引文与正文不符：{one.quote[:_QUOTED]!r}" for one in wrong[:1])
    spans = {clause.id: clause.span for clause in parsed.clauses}
    outside = [
        one
        for one in _citations(parsed)
        if not spans[one.clause_id].contains(one.span) or not one.quote
    ]
    yield from (f"引文不在条款里：{one.quote[:_QUOTED]!r}" for one in outside[:1])


def _citations(parsed: ParsedDocument) -> Iterator[Citation]:
    facts = parsed.facts
    for kind in (facts.responsibilities, facts.tasks, facts.targets, facts.obligations):
        yield from (fact.source for fact in kind)
    for task in facts.tasks:
        yield from task.measures
    yield from (target.period for target in facts.targets if target.period)


def _uncovered(parsed: ParsedDocument) -> Iterator[str]:
    text, end = parsed.document.text, 0
    units = sorted(
        [*(head.span for head in parsed.heads), *(clause.span for clause in parsed.clauses)]
    )
    for span in units:
        if gap := text[end : span.start].strip():
            yield f"文字不在任何条款里：{gap[:_QUOTED]!r}"
            return
        if span.start < end or span.start == span.end:
            yield f"文字重复归入：{text[span.start : end][:_QUOTED]!r}"
            return
        end = span.end
    if rest := text[end:].strip():
        yield f"文字不在任何条款里：{rest[:_QUOTED]!r}"
