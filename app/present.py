"""An answer as JSON, as terminal text and as Markdown: pure functions of `Answer`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from app.answer import Answer, AnswerCitation, AnswerStatus
from app.answer_lines import CitedLine, cited_lines, is_row, is_rule, item_text, plain, row_cells

DECLINED = {
    AnswerStatus.NOT_FOUND: "原文中没有找到答案",
    AnswerStatus.OUT_OF_SCOPE: "超出现有文件的范围",
}
NEAR_TITLE = "相近条款（供参考，不是答案）"

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&:/@])")


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """Return `answer` as the public JSON object, its keys in the order of the contract."""
    premise = answer.premise
    return {
        "id": answer.id,
        "question": answer.question,
        "resolved_question": answer.resolved_question,
        "kind": answer.kind.value,
        "status": answer.status.value,
        "answer": answer.answer,
        "statements": [
            {"text": item.text, "citations": list(item.citations)} for item in answer.statements
        ],
        "citations": [_citation_to_dict(citation) for citation in answer.citations],
        "near": [_citation_to_dict(citation) for citation in answer.near],
        "total": answer.total,
        "notes": [{"code": note.code, "text": note.text} for note in answer.notes],
        "premise": {"asked": premise.asked, "found": premise.found} if premise else None,
        "parts": [answer_to_dict(part) for part in answer.parts],
        "reason": answer.reason,
        "suggestions": list(answer.suggestions),
        "elapsed_ms": answer.elapsed_ms,
    }


def _citation_to_dict(citation: AnswerCitation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "document_id": citation.document_id,
        "document_title": citation.document_title,
        "clause_id": citation.clause_id,
        "path": list(citation.path),
        "label": citation.label,
        "place": citation.place,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "source": citation.source,
    }


def source_line(citation: AnswerCitation) -> str:
    """Return the file a citation stands in, and the page where there are pages."""
    page = "" if citation.page is None else f" 第{citation.page}页"
    return plain(f"{citation.source}{page}")


def premise_line(answer: Answer) -> str | None:
    """Say what the question assumed and what the text says; None where it assumed nothing wrong."""
    if answer.premise is None:
        return None
    return plain(f"更正：问题中说的是“{answer.premise.asked}”，原文是“{answer.premise.found}”。")


def states_total(answer: Answer) -> bool:
    """Tell whether a total is still to be stated: there is one, and the answer does not say it."""
    return answer.total is not None and f"共{answer.total}" not in answer.answer


def to_text(answer: Answer) -> str:
    """Return `answer` for a terminal: the answer, then what it rests on (依据), clause by clause."""
    return "\n".join(_text_lines(answer))


def _text_lines(answer: Answer) -> Iterator[str]:
    if answer.status is not AnswerStatus.ANSWERED:
        yield f"{DECLINED[answer.status]}：{plain(answer.reason or '')}"
    if line := premise_line(answer):
        yield line
    if answer.status is AnswerStatus.ANSWERED and not answer.parts:
        yield from (_text_line(line) for line in cited_lines(answer))
    if states_total(answer):
        yield f"共 {answer.total} 项。"
    if answer.citations:
        yield from ("", "依据：", *_text_citations(answer.citations))
    if answer.near:
        yield from ("", f"{NEAR_TITLE}：", *_text_citations(answer.near))
    for part in answer.parts:
        yield from ("", f"◆ {plain(part.question)}", *_text_lines(part))
    if answer.notes:
        yield from ("", *(f"说明：{plain(note.text)}" for note in answer.notes))
    if answer.suggestions:
        yield from ("", "可以这样问：", *(f"- {plain(item)}" for item in answer.suggestions))


def _text_line(line: CitedLine) -> str:
    return "".join(piece.text + _brackets(piece.numbers) for piece in line.pieces)


def _brackets(numbers: tuple[int, ...]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _text_citations(citations: Iterable[AnswerCitation]) -> Iterator[str]:
    for citation in citations:
        quote = " ".join(plain(citation.quote).split("\n"))
        yield f"[{citation.number}] {plain(citation.name)}"
        yield f"    “{quote}”"
        yield f"    （{source_line(citation)}）"


def escape_markdown(text: str) -> str:
    """Return `text` as Markdown that shows exactly these characters on one line."""
    joined = " ".join(plain(text).split("\n"))
    return _MARKDOWN.sub(r"\\\1", joined).replace("\\<", "&lt;").replace("\\&", "&amp;")


def to_markdown(answer: Answer) -> str:
    """Return `answer` as Markdown in which nothing from documents or questions is markup.

    Only what is ours is markup: tables and lists of the answer, headings and citation numbers.
    """
    return "\n".join(_markdown_lines(answer))


def _markdown_lines(answer: Answer) -> Iterator[str]:
    if answer.status is not AnswerStatus.ANSWERED:
        yield from (f"**{DECLINED[answer.status]}**：{escape_markdown(answer.reason or '')}", "")
    if line := premise_line(answer):
        yield from (f"**{escape_markdown(line)}**", "")
    if answer.status is AnswerStatus.ANSWERED and not answer.parts:
        yield from _markdown_body(cited_lines(answer))
    if states_total(answer):
        yield from ("", f"共 {answer.total} 项。")
    if answer.citations:
        yield from ("", "**依据**", "", *_markdown_citations(answer.citations))
    if answer.near:
        yield from ("", f"**{NEAR_TITLE}**", "", *_markdown_citations(answer.near))
    for part in answer.parts:
        yield from ("", f"### {escape_markdown(part.question)}", "", *_markdown_lines(part))
    for note in answer.notes:
        yield from ("", f"> {escape_markdown(note.text)}")
    if answer.suggestions:
        yield from (
            "",
            "可以这样问：",
            "",
            *(f"- {escape_markdown(s)}" for s in answer.suggestions),
        )


def _markdown_body(lines: tuple[CitedLine, ...]) -> Iterator[str]:
    previous = ""
    for line in lines:
        kind = "row" if is_row(line.text) else "item" if item_text(line.text) else "paragraph"
        if previous and (kind != previous or kind == "paragraph"):
            yield ""
        previous = kind
        yield _markdown_line(line, kind)


def _markdown_line(line: CitedLine, kind: str) -> str:
    numbers = escape_markdown(_brackets(line.numbers))
    if kind == "row":
        if is_rule(line.text):
            return line.text
        cells = [escape_markdown(cell) for cell in row_cells(line.text)]
        return f"| {' | '.join([*cells[:-1], f'{cells[-1]}{numbers}'])} |"
    if kind == "item":
        return f"- {escape_markdown(item_text(line.text) or '')}{numbers}"
    return "".join(
        escape_markdown(piece.text) + escape_markdown(_brackets(piece.numbers))
        for piece in line.pieces
    )


def _markdown_citations(citations: Iterable[AnswerCitation]) -> Iterator[str]:
    for citation in citations:
        yield (
            f"- \\[{citation.number}\\] {escape_markdown(citation.name)}："
            f"“{escape_markdown(citation.quote)}”（{escape_markdown(source_line(citation))}）"
        )
