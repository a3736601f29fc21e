"""Documents as HTML: the list, one document with its check and outline; all words inert."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from app.page_documents_desk import DocumentDetail
from app.page_markup import inert
from app.uploads import KnownDocument
from app.uploads_listing import HASH_SHOWN, size_words
from corpus.check_listing import check_lines
from corpus.errors import PolicyQAError
from corpus.listing import outline_lines

SHOWN_LINES = 2000  # of an outline; more would make the page heavy

EMPTY_DETAIL = '<p class="documents-note">在“查看”里选一份文件，这里显示检查结果和条款结构。</p>'


def closed_html(error: PolicyQAError) -> str:
    """Return what stands in the tab where documents cannot be changed."""
    return (
        '<div class="documents-note"><p>文件只在本机地址上管理</p>'
        f"<p>{inert(error.message)}</p><p>下一步：{inert(error.hint)}</p></div>"
    )


def status_html(words: str) -> str:
    """Return what is being done."""
    return f'<p class="documents-note" role="status">{inert(words)}</p>'


def results_html(done: Sequence[str], faults: Sequence[PolicyQAError]) -> str:
    """Return what became of files: what was done, then what was not, and the next step of each."""
    items = "".join(f"<li>{inert(line)}</li>" for line in done)
    failed = "".join(
        f'<li class="documents-fault">{inert(fault.message)}<br>下一步：{inert(fault.hint)}</li>'
        for fault in faults
    )
    role = "alert" if faults else "status"
    return f'<ul class="documents-results" role="{role}">{items}{failed}</ul>'


def listing_html(known: Sequence[KnownDocument]) -> str:
    """Return the documents as a table."""
    rows = "".join(
        f"<tr><td>{inert(one.title)}</td><td>{inert(one.source)}</td>"
        f"<td>{inert(one.place.value)}</td><td>{one.pages or '—'}</td><td>{one.clauses}</td>"
        f"<td>{inert(size_words(one.size))}</td></tr>"
        for one in known
    )
    return (
        '<div class="documents-table"><table><thead><tr><th>标题</th><th>文件</th><th>位置</th>'
        f"<th>页</th><th>条款</th><th>大小</th></tr></thead><tbody>{rows}</tbody></table></div>"
        f'<p class="documents-note">共 {len(known)} 份</p>'
    )


def detail_html(detail: DocumentDetail) -> str:
    """Return one document: where it lies, its check, its outline."""
    known = detail.known
    checked = "".join(f"<li>{inert(line.strip())}</li>" for line in _check_lines(detail))
    lines = list(islice(outline_lines(detail.parsed), SHOWN_LINES))
    outline = "\n".join(inert(_indented(line)) for line in lines[1:])
    return (
        f'<article class="documents-detail"><h3>{inert(known.title)}</h3>'
        f"<p>编号 {inert(known.id)}，{inert(known.place.value)}：{inert(known.source)}，"
        f"内容哈希 {inert(known.content_hash[:HASH_SHOWN])}</p>"
        f"<h4>检查</h4><ul>{checked}</ul><h4>条款结构</h4><pre>{outline}</pre></article>"
    )


def _indented(line: str) -> str:
    """Indent by full-width blanks, which are seen between characters of that width."""
    words = line.lstrip(" ")
    return "\u3000" * ((len(line) - len(words)) // 2) + words


def _check_lines(detail: DocumentDetail) -> list[str]:
    return list(check_lines(detail.check))[1:]


def confirm_html(known: KnownDocument) -> str:
    """Return the question before a document is removed."""
    return (
        f'<p class="documents-confirm">删去《{inert(known.title)}》（{inert(known.source)}）？'
        "数据目录里的这份文件会被删除，不能恢复。</p>"
    )
