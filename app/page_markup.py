"""Answers, errors and clauses as HTML in which nothing from documents or users is markup."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from app.answer import Answer, AnswerCitation, AnswerStatus
from app.answer_lines import (
    CitedLine,
    Piece,
    cited_lines,
    is_row,
    is_rule,
    item_text,
    plain,
    row_cells,
)
from app.present import DECLINED, NEAR_TITLE, premise_line, states_total
from corpus.errors import PolicyQAError
from corpus.model import Clause, Document, Span

SHOWN_CITATIONS = 5  # more of them fold away, so that a long list does not push the answer out
HEADING_LIMIT = 300  # characters; what is longer is no heading
EXCERPT = 90  # characters of a neighbouring clause

EMPTY_PANEL = """<div class="panel-empty"><p class="panel-empty-title">原文</p>
<p>提问后，这里显示答案所依据的条款全文，引用的字句会标出。</p>
<p>点击答案中的编号 <span class="number-sample">1</span> 或“依据”中的一条，即可查看对应条款。</p></div>"""
DECLINED_PANEL = """<div class="panel-empty"><p class="panel-empty-title">没有可引用的条款</p>
<p>现有文件没有回答这个问题，因此不给出依据。</p>
<p>左侧列出了相近条款，点击可查看原文，请自行核对。</p></div>"""


def inert(text: str) -> str:
    """Return `text` as HTML text or attribute value: every character stands for itself."""
    return escape(plain(text), quote=True)


def question_html(question: str) -> str:
    """Return a question as it was typed."""
    return f'<p class="asked">{inert(question)}</p>'


def answer_html(answer: Answer) -> str:
    """Return the reply to one question: the answer, what it rests on, and the remarks."""
    status = "answered" if answer.status is AnswerStatus.ANSWERED else "declined"
    return f'<div class="reply reply-{status}">{_answer_body(answer)}{_elapsed(answer)}</div>'


def _answer_body(answer: Answer) -> str:
    declined = answer.status is not AnswerStatus.ANSWERED
    blocks = [
        _declined(answer) if declined else "",
        _understood(answer),
        _premise(answer),
        "" if declined or answer.parts else _lines(cited_lines(answer), answer),
        f'<p class="total">共 {answer.total} 项</p>' if states_total(answer) else "",
        _citation_list("依据", answer.citations, "basis"),
        _citation_list(NEAR_TITLE, answer.near, "near"),
        *(_part(part) for part in answer.parts),
        *(f'<p class="note">说明：{inert(note.text)}</p>' for note in answer.notes),
        _suggestions(answer),
    ]
    return "".join(blocks)


def _declined(answer: Answer) -> str:
    return (
        f'<p class="declined-title">{DECLINED[answer.status]}</p>'
        f'<p class="reason">{inert(answer.reason or "")}</p>'
    )


def _understood(answer: Answer) -> str:
    if answer.resolved_question.strip() in ("", answer.question.strip()):
        return ""
    return f'<p class="understood">理解为：{inert(answer.resolved_question)}</p>'


def _premise(answer: Answer) -> str:
    line = premise_line(answer)
    return f'<p class="premise">{inert(line)}</p>' if line else ""


def _part(part: Answer) -> str:
    status = "answered" if part.status is AnswerStatus.ANSWERED else "declined"
    heading = f'<h4 class="part-question">{inert(part.question)}</h4>'
    return f'<section class="part part-{status}">{heading}{_answer_body(part)}</section>'


def _suggestions(answer: Answer) -> str:
    if not answer.suggestions:
        return ""
    items = "".join(f"<li>{inert(item)}</li>" for item in answer.suggestions)
    return f'<div class="suggestions"><p>可以这样问：</p><ul>{items}</ul></div>'


def _elapsed(answer: Answer) -> str:
    return f'<p class="elapsed">用时 {max(1, round(answer.elapsed_ms))} 毫秒</p>'


def _lines(lines: tuple[CitedLine, ...], answer: Answer) -> str:
    """Set the answer's lines as paragraphs, lists and tables."""
    places = {citation.number: citation for citation in answer.citations}
    blocks = []
    for kind, group in groupby(lines, key=_line_kind):
        members = list(group)
        if kind == "row":
            blocks.append(_table(members, places))
        elif kind == "item":
            items = (f"<li>{_pieces(_without_bullet(line), places)}</li>" for line in members)
            blocks.append(f"<ul>{''.join(items)}</ul>")
        else:
            blocks.extend(f"<p>{_pieces(line, places)}</p>" for line in members)
    return f'<div class="answer-text">{"".join(blocks)}</div>'


def _line_kind(line: CitedLine) -> str:
    if is_row(line.text):
        return "row"
    return "item" if item_text(line.text) is not None else "paragraph"


def _without_bullet(line: CitedLine) -> CitedLine:
    first, *others = line.pieces
    text = item_text(first.text)
    if text is None:
        return line
    return CitedLine(pieces=(Piece(text=text, numbers=first.numbers), *others))


def _pieces(line: CitedLine, places: dict[int, AnswerCitation]) -> str:
    return "".join(inert(piece.text) + _numbers(piece.numbers, places) for piece in line.pieces)


def _table(lines: list[CitedLine], places: dict[int, AnswerCitation]) -> str:
    ruled = len(lines) > 1 and is_rule(lines[1].text)
    rows = [_row(line, "td", places) for line in (lines[2:] if ruled else lines)]
    head = f"<thead>{_row(lines[0], 'th', places)}</thead>" if ruled else ""
    return f'<div class="table-frame"><table>{head}<tbody>{"".join(rows)}</tbody></table></div>'


def _row(line: CitedLine, tag: str, places: dict[int, AnswerCitation]) -> str:
    *cells, last = (inert(cell) for cell in row_cells(line.text))
    cells.append(last + _numbers(line.numbers, places))
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


def _numbers(numbers: tuple[int, ...], places: dict[int, AnswerCitation]) -> str:
    return "".join(_number(places[number]) for number in numbers if number in places)


def _number(citation: AnswerCitation) -> str:
    label = f"依据 {citation.number}：{citation.name}"
    return (
        f'<button type="button" class="number" {_target(citation)} '
        f'title="{inert(label)}" aria-label="{inert(label)}">{citation.number}</button>'
    )


def _target(citation: AnswerCitation) -> str:
    return (
        f'data-clause="{inert(citation.clause_id)}" '
        f'data-start="{citation.start}" data-end="{citation.end}"'
    )


def _citation_list(title: str, citations: tuple[AnswerCitation, ...], kind: str) -> str:
    if not citations:
        return ""
    rows = [_citation_row(citation) for citation in citations]
    shown = f"<ol>{''.join(rows[:SHOWN_CITATIONS])}</ol>"
    folded = rows[SHOWN_CITATIONS:]
    more = (
        f"<details><summary>其余 {len(folded)} 条</summary><ol>{''.join(folded)}</ol></details>"
        if folded
        else ""
    )
    return f'<section class="citations {kind}"><h4>{title}</h4>{shown}{more}</section>'


def _citation_row(citation: AnswerCitation) -> str:
    return (
        f'<li><button type="button" class="citation" {_target(citation)}>'
        f'<span class="row-number">{citation.number}</span>'
        f'<span class="row-body"><span class="row-label">{inert(citation.name)}'
        f"{_page_words(citation.page)}</span>"
        f'<span class="row-quote">{inert(citation.quote)}</span></span></button></li>'
    )


def error_html(error: PolicyQAError) -> str:
    """Return an error the user can act on: what went wrong and the next step."""
    return _failure(error.message, error.hint)


def fault_html() -> str:
    """Return what is said where the program itself failed; details are in its log."""
    return _failure(
        "程序内部出错，这个问题没有得到处理。",
        "换一种说法再问；若仍然出现，请把问题和服务窗口中的记录交给维护人员。",
    )


def _failure(message: str, hint: str) -> str:
    return (
        '<div class="reply reply-error" role="alert">'
        f'<p class="error-title">{inert(message)}</p>'
        f'<p class="next-step">下一步：{inert(hint)}</p></div>'
    )


def clause_html(
    document: Document,
    clause: Clause,
    *,
    marked: Span | None,
    neighbours: tuple[Clause | None, Clause | None],
    ended: str = "",
) -> str:
    """Return a clause in full with the quoted words marked, between its neighbours.

    `marked` is a span of the document, None to mark nothing; what of it reaches out of the clause is
    left out, but a heading cited for the clause below it is shown above the text. `neighbours` are
    the clauses before and after, None where there is none. `ended` says that the document does not
    hold any more.
    """
    previous, following = neighbours
    span = f'data-start="{marked.start}" data-end="{marked.end}"' if marked else ""
    return (
        f'<article class="clause" data-current="{inert(clause.id)}" {span}>'
        f"<header>{_breadcrumb(document, clause)}"
        f'<h3 class="clause-label">{inert(clause_name(clause) or document.title)}'
        f"{_page(document, marked or clause.span)}</h3>{_ended(ended)}</header>"
        f"{_neighbour(document, previous, '上一条')}"
        f"{_marked_heading(document, clause.span, marked)}"
        f'<div class="clause-text">{_marked_text(document, clause.span, marked)}</div>'
        f"{_neighbour(document, following, '下一条')}"
        f'<footer class="clause-source">文件：{inert(document.source)}</footer></article>'
    )


def _ended(words: str) -> str:
    return f'<p class="clause-ended" role="note">注意：{inert(words)}</p>' if words else ""


def clause_name(clause: Clause) -> str:
    """Return the label of a clause and its title, the number not said twice: 三（一）1　钢铁行业."""
    label = clause.path.label
    number = clause.path.numbers[-1] if clause.path.numbers else ""
    titles = clause.titles or clause.path.headings[-1:]
    bare = [title.removeprefix(number).lstrip("、.．,， \u3000") for title in titles]
    new = [title for title in bare if "".join(title.split()) not in label]
    return "　".join(filter(None, (label, "；".join(new))))


def _breadcrumb(document: Document, clause: Clause) -> str:
    steps = [f"《{document.title}》", *clause.path.headings]
    items = "".join(f"<li>{inert(step)}</li>" for step in steps)
    return f'<nav class="breadcrumb" aria-label="条款位置"><ol>{items}</ol></nav>'


def _page(document: Document, span: Span) -> str:
    return _page_words(document.page_of(span.start))


def _page_words(page: int | None) -> str:
    return "" if page is None else f' <span class="page">第 {page} 页</span>'


def _marked_text(document: Document, span: Span, marked: Span | None) -> str:
    text = document.text
    start = min(max(marked.start, span.start), span.end) if marked else span.end
    end = min(max(marked.end, start), span.end) if marked else span.end
    quote = f"<mark>{inert(text[start:end])}</mark>" if start < end else ""
    return f"{inert(text[span.start : start])}{quote}{inert(text[end : span.end])}"


def _marked_heading(document: Document, span: Span, marked: Span | None) -> str:
    if marked is None or (marked.start < span.end and span.start < marked.end):
        return ""
    words = marked.of(document.text)
    if not words or marked.end - marked.start > HEADING_LIMIT:
        return ""
    return f'<p class="clause-heading"><mark>{inert(words)}</mark></p>'


def _neighbour(document: Document, clause: Clause | None, caption: str) -> str:
    if clause is None:
        return f'<p class="neighbour-none">没有{caption}</p>'
    words = " ".join(clause.span.of(document.text).split())
    excerpt = words if len(words) <= EXCERPT else f"{words[:EXCERPT]}…"
    return (
        f'<button type="button" class="neighbour" data-clause="{inert(clause.id)}">'
        f'<span class="neighbour-caption">{caption}　{inert(clause_name(clause))}</span>'
        f'<span class="neighbour-text">{inert(excerpt)}</span></button>'
    )


def first_citation(answer: Answer) -> AnswerCitation | None:
    """Return the citation shown by itself: the first of the answer or of its first cited part."""
    return next(_citations(answer), None)


def _citations(answer: Answer) -> Iterator[AnswerCitation]:
    yield from answer.citations
    for part in answer.parts:
        yield from _citations(part)
