"""The files of folders; parsed documents to JSON lines and back."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError, DocumentsError
from corpus.facts import (
    Facts,
    Modality,
    Obligation,
    ParsedDocument,
    Penalty,
    Responsibility,
    SharedDuty,
    Target,
    Task,
    Threshold,
)
from corpus.model import Citation, Clause, ClausePath, ClauseRole, Document, Head, Heading, Span

DEFAULT_DOCUMENTS = Path(__file__).parent / "documents"
UPLOADS = "uploads"  # the folder of the data home with the documents a user added

_OF_SYSTEMS = {"thumbs.db", "desktop.ini", "icon\r"}

Row = dict[str, Any]  # one JSON object
Fact = Responsibility | Task | Target | Obligation | Penalty | Threshold


def document_paths(folders: Sequence[Path]) -> tuple[Path, ...]:
    """List the files to be read, sorted: folders recursively, files as they are.

    Hidden files, the lock files of office programs and unknown formats are left out.

    Raises:
        DocumentsError: one of `folders` is missing or holds nothing of a known format.
    """
    return tuple(sorted({path for folder in folders for path in _paths_of(folder)}))


def has_documents(folder: Path) -> bool:
    """Tell whether there is a file in `folder` that `document_paths` would list."""
    return folder.is_dir() and any(
        path.is_file() and _is_readable(path, folder) for path in folder.rglob("*")
    )


def unread_files(folders: Sequence[Path]) -> tuple[Path, ...]:
    """List the files in folders that `document_paths` leaves out because nobody knows their format.

    What systems and office programs put there of themselves is not told of, nor are the sidecars of
    documents. A file that is named itself is no file of a folder.
    """
    found = {
        path
        for folder in folders
        if is_there(folder) and folder.is_dir()
        for path in folder.rglob("*")
        if path.is_file() and not _is_hidden(path, folder) and _is_unknown(path)
    }
    return tuple(sorted(found))


def _is_unknown(path: Path) -> bool:
    if path.name.lower().endswith(_suffixes()) or path.name.lower() in _OF_SYSTEMS:
        return False
    from corpus.sidecar import SUFFIX

    named = path.name.removesuffix(SUFFIX)
    is_beside = any(
        one.name.lower().endswith(_suffixes()) and named in {one.name, one.stem}
        for one in (path.parent.iterdir() if named != path.name else ())
    )
    return not is_beside


def is_there(path: Path) -> bool:
    """Tell whether there is something at `path`, which may be one that no system has."""
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False


def _paths_of(folder: Path) -> tuple[Path, ...]:
    if not is_there(folder):
        raise DocumentsError(
            folder,
            f"{'文件' if folder.suffix else '文件夹'}不存在：{folder}",
            hint="检查路径是否写对，或用 --corpus 文件夹 指定政策文件的位置。",
        )
    files = [folder] if folder.is_file() else [path for path in folder.rglob("*") if path.is_file()]
    if readable := tuple(path.resolve() for path in files if _is_readable(path, folder)):
        return readable
    raise DocumentsError(
        folder,
        f"没有可读的政策文件：{folder}",
        hint=f"放入 {'、'.join(_suffixes())} 格式的文件，或用 --corpus 指定别的文件夹。",
    )


def _is_readable(path: Path, folder: Path) -> bool:
    return not _is_hidden(path, folder) and path.name.lower().endswith(_suffixes())


def _is_hidden(path: Path, folder: Path) -> bool:
    inner = path.relative_to(folder).parts or (path.name,)
    return any(part.startswith((".", "~$")) for part in inner)


def _suffixes() -> tuple[str, ...]:
    from corpus.reader import SUFFIXES

    return SUFFIXES


def save_parsed(parsed: Sequence[ParsedDocument], path: Path) -> None:
    """Write parsed documents to `path`, one JSON object per line and document.

    A quote is stored as its span alone: read back, it is what the text says there.

    Raises:
        ValueError: a citation that does not quote its document, or quotes another document.
    """
    with path.open("wb") as file:
        for item in parsed:
            line = json.dumps(row_of(item), ensure_ascii=False, separators=(",", ":"))
            file.write(line.encode("utf-8", "surrogatepass") + b"\n")


def load_parsed(path: Path, only: Collection[int] | None = None) -> tuple[ParsedDocument, ...]:
    """Read what `save_parsed` wrote; `only` the documents with these numbers (from 0).

    Raises:
        CorpusError: the file cannot be read, or a line is damaged; the message names the line.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise CorpusError(
            f"解析结果无法读取：{path}（{error.strerror}）",
            hint="运行 python -m index build 重建。",
        ) from error
    if lines.pop() != b"":
        raise _damaged(path, len(lines) + 1, "行不完整")
    return tuple(
        _parse_line(line, path, number)
        for number, line in enumerate(lines, start=1)
        if only is None or number - 1 in only
    )


def _parse_line(line: bytes, path: Path, number: int) -> ParsedDocument:
    try:
        return parsed_of(json.loads(line))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise _damaged(path, number, str(error)) from error


def _damaged(path: Path, number: int, detail: str) -> CorpusError:
    return CorpusError(
        f"解析结果损坏：{path} 第 {number} 行（{detail}）", hint="运行 python -m index build 重建。"
    )


def row_of(parsed: ParsedDocument) -> Row:
    """Return a parsed document as one JSON object; a quote is its span alone.

    Raises:
        ValueError: a citation that does not quote its document, or quotes another document.
    """
    return _Writer(parsed).row()


class _Writer:
    """One parsed document as a JSON object; citations become [clause number, start, end]."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed
        self._numbers = {clause.id: number for number, clause in enumerate(parsed.clauses)}

    def row(self) -> Row:
        document, facts = self._parsed.document, self._parsed.facts
        return {
            "document": document_row(document),
            "heads": [self._head(head) for head in self._parsed.heads],
            "clauses": [self._clause(clause) for clause in self._parsed.clauses],
            "responsibilities": [self._responsibility(fact) for fact in facts.responsibilities],
            "tasks": [self._task(fact) for fact in facts.tasks],
            "targets": [self._target(fact) for fact in facts.targets],
            "obligations": [
                self._fact(fact) | {"modality": fact.modality.value} for fact in facts.obligations
            ],
            "penalties": [self._penalty(fact) for fact in facts.penalties],
            "thresholds": [self._fact(fact) for fact in facts.thresholds],
        }

    def _head(self, head: Head) -> Row:
        return {
            "path": _path_row(head.path),
            "title": head.title,
            "span": (head.span.start, head.span.end),
            "level": head.level,
        }

    def _clause(self, clause: Clause) -> Row:
        return {
            "id": clause.id,
            "path": _path_row(clause.path),
            "titles": clause.titles,
            "span": (clause.span.start, clause.span.end),
            "role": clause.role.value,
            "host_id": clause.host_id,
        }

    def _fact(self, fact: Fact) -> Row:
        source = self._citation(fact.source)
        return {name: getattr(fact, name) for name in fact.__slots__} | {"source": source}

    def _responsibility(self, fact: Responsibility) -> Row:
        quoted = {
            name: citation and self._citation(citation)
            for name in ("covers", "lead_source")
            for citation in (getattr(fact, name),)
        }
        shared = fact.shared and {
            "agencies": fact.shared.agencies,
            "source": self._citation(fact.shared.source),
        }
        return self._fact(fact) | quoted | {"shared": shared}

    def _task(self, task: Task) -> Row:
        return self._fact(task) | {"measures": [self._citation(one) for one in task.measures]}

    def _target(self, target: Target) -> Row:
        period = self._citation(target.period) if target.period else None
        return self._fact(target) | {"period": period}

    def _penalty(self, penalty: Penalty) -> Row:
        act = self._citation(penalty.act) if penalty.act else None
        items = [self._citation(one) for one in penalty.items]
        return self._fact(penalty) | {"act": act, "items": items}

    def _citation(self, citation: Citation) -> tuple[int, int, int]:
        document = self._parsed.document
        if citation.document_id != document.id or citation.clause_id not in self._numbers:
            raise ValueError(f"a citation of something else than {document.id}: {citation}")
        if citation.span.of(document.text) != citation.quote:
            raise ValueError(f"a citation that does not quote the text: {citation}")
        return self._numbers[citation.clause_id], citation.span.start, citation.span.end


def _path_row(path: ClausePath) -> Row:
    return {"headings": path.headings, "numbers": path.numbers}


@dataclass(frozen=True, slots=True)
class _Citations:
    """Makes citations of one document of [clause number, start, end]."""

    document: Document
    clauses: tuple[Clause, ...]

    def __call__(self, number: int, start: int, end: int) -> Citation:
        if end > len(self.document.text):
            raise ValueError(f"{end} lies behind the end of the text")
        return Citation(
            document_id=self.document.id,
            clause_id=self.clauses[number].id,
            span=Span(start=start, end=end),
            quote=self.document.text[start:end],
        )


def parsed_of(row: Row, document: Document | None = None) -> ParsedDocument:
    """Return the parsed document of which `row_of` made `row`, which is used up.

    Where the row is kept without its `document`, that is given beside it.

    Raises:
        KeyError, TypeError, ValueError, IndexError: no such row.
    """
    document = document or document_of(row["document"])
    clauses = tuple(_read_clause(item, document.id) for item in row["clauses"])
    cite = _Citations(document, clauses)
    facts = Facts(
        responsibilities=tuple(
            _read_responsibility(item, cite) for item in row["responsibilities"]
        ),
        tasks=tuple(_read_task(item, cite) for item in row["tasks"]),
        targets=tuple(_read_target(item, cite) for item in row["targets"]),
        obligations=tuple(_read_obligation(item, cite) for item in row["obligations"]),
        penalties=tuple(_read_penalty(item, cite) for item in row["penalties"]),
        thresholds=tuple(
            Threshold(**item | {"source": cite(*item["source"])}) for item in row["thresholds"]
        ),
    )
    heads = tuple(_read_head(item) for item in row["heads"])
    return ParsedDocument(document=document, heads=heads, clauses=clauses, facts=facts)


def document_of(row: Row) -> Document:
    """Return the document that stands as a JSON object in a row."""
    pages = {name: tuple(row[name]) for name in ("pages", "ocr_pages")}
    headings = tuple(Heading(start, level) for start, level in row["headings"])
    said = tuple((field, words) for field, words in row["particulars"])
    return Document(**row | pages | {"headings": headings, "particulars": said})


def document_row(document: Document) -> Row:
    """Return a document as one JSON object."""
    return {name: getattr(document, name) for name in Document.__slots__}


def _read_path(row: Row) -> ClausePath:
    return ClausePath(headings=tuple(row["headings"]), numbers=tuple(row["numbers"]))


def _read_head(row: Row) -> Head:
    start, end = row.pop("span")
    return Head(path=_read_path(row.pop("path")), span=Span(start=start, end=end), **row)


def _read_clause(row: Row, document_id: str) -> Clause:
    start, end = row.pop("span")
    return Clause(
        document_id=document_id,
        path=_read_path(row.pop("path")),
        titles=tuple(row.pop("titles")),
        span=Span(start=start, end=end),
        role=ClauseRole(row.pop("role")),
        **row,
    )


def _read_responsibility(row: Row, cite: _Citations) -> Responsibility:
    return Responsibility(
        agencies=tuple(row["agencies"]),
        leads=tuple(row["leads"]),
        manner=row["manner"],
        others=row["others"],
        source=cite(*row["source"]),
        covers=cite(*row["covers"]) if row["covers"] else None,
        lead_source=cite(*row["lead_source"]) if row["lead_source"] else None,
        shared=SharedDuty(
            agencies=tuple(row["shared"]["agencies"]), source=cite(*row["shared"]["source"])
        )
        if row["shared"]
        else None,
        supports=tuple(row["supports"]),
    )


def _read_task(row: Row, cite: _Citations) -> Task:
    measures = tuple(cite(*one) for one in row["measures"])
    return Task(title=row["title"], measures=measures, source=cite(*row["source"]))


def _read_target(row: Row, cite: _Citations) -> Target:
    period, source = row.pop("period"), row.pop("source")
    return Target(period=cite(*period) if period else None, source=cite(*source), **row)


def _read_obligation(row: Row, cite: _Citations) -> Obligation:
    source = cite(*row["source"])
    return Obligation(modality=Modality(row["modality"]), subject=row["subject"], source=source)


def _read_penalty(row: Row, cite: _Citations) -> Penalty:
    return Penalty(
        act=cite(*row["act"]) if row["act"] else None,
        items=tuple(cite(*one) for one in row["items"]),
        condition=row["condition"],
        fines=tuple(row["fines"]),
        measures=tuple(row["measures"]),
        imposed_by=row["imposed_by"],
        source=cite(*row["source"]),
    )
