"""Documents as HTML: the list, one document with its check and outline; all words inert."""

from __future__ import annotations

from collections.abc import Sequence

from app.page_documents_desk import DocumentDetail
from app.page_documents_outline import outline_html
from app.page_markup import inert
from app.shelf_reading import DescribedDocument
from app.uploads import KnownDocument
from app.uploads_listing import metadata_words, remarks, size_words, value_words
from corpus.check_listing import check_lines
from corpus.errors import PolicyQAError

FILTERED_FROM = 8  # documents; fewer are seen at a glance
_COLUMNS = ("标题", "文号", "发文机关", "日期", "有效性", "页", "条款", "位置")
_NOTHING = '<span class="documents-none" aria-label="没有写明">—</span>'

EMPTY_DETAIL = '<p class="documents-note">点列表里的标题，这里显示元数据、检查结果和条款结构。</p>'


def closed_html(error: PolicyQAError) -> str:
    """Return what stands in the tab where documents are shown and cannot be changed."""
    return (
        f'<div class="documents-closed" role="note"><p>只能查看：{inert(error.message)}</p>'
        f"<p>下一步：{inert(error.hint)}</p></div>"
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


def listing_html(described: Sequence[DescribedDocument]) -> str:
    """Return the documents as a table, with a box to filter it where there are many."""
    box = (
        '<input type="search" class="documents-filter" aria-label="筛选文件"'
        ' placeholder="筛选：标题、文号、机关、年份…">'
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = "".join(_row(one) for one in described)
    return (
        f"{box if len(described) >= FILTERED_FROM else ''}"
        f'<div class="documents-table"><table><thead><tr>{heads}</tr></thead><tbody>{rows}'
        f'</tbody></table></div><p class="documents-note">共 {len(described)} 份'
        '<span class="documents-shown"></span></p>'
    )


def _row(one: DescribedDocument) -> str:
    known, said = one.known, one.metadata
    notes = "".join(
        f'<small class="documents-remark">{inert(text)}</small>' for text in _remarks(one)
    )
    title = (
        f'<button type="button" data-document="{inert(known.id)}">{inert(said.title.value)}</button>'
        f"<small>{inert(known.source)}</small>{notes}"
    )
    made = said.amended or said.signed or said.published
    force = one.standing.force
    ended = "documents-ended" if one.standing.reason else ""
    status = f'<span class="{ended}">{inert(force.value)}</span>'
    cells = (
        title,
        inert(said.number.value) if said.number else "",
        inert("、".join(said.issuer.value)) if said.issuer else "",
        value_words(made.value) if made else "",
        status,
        str(known.pages or ""),
        str(known.clauses),
        inert(known.place.value),
    )
    return (
        "<tr>"
        + "".join(
            f'<td data-name="{name}">{cell or _NOTHING}</td>'
            for name, cell in zip(_COLUMNS, cells, strict=True)
        )
        + "</tr>"
    )


def _remarks(one: DescribedDocument) -> list[str]:
    """Return what to look at, the document's own title left out, for it stands above."""
    return [text.removeprefix(f"《{one.metadata.title.value}》") for text in remarks(one)]


def detail_html(detail: DocumentDetail) -> str:
    """Return one document: what is known of it, where it lies, its check, its outline."""
    one, known = detail.described, detail.described.known
    pairs = [
        *metadata_words(one),
        ("文件", f"{known.source}（{known.place.value}，{size_words(known.size)}）"),
        ("编号", known.id),
    ]
    facts = "".join(f"<dt>{inert(name)}</dt><dd>{inert(words)}</dd>" for name, words in pairs)
    noted = "".join(f'<p class="documents-remark">{inert(text)}</p>' for text in _remarks(one))
    checked = "".join(f"<li>{inert(line.strip())}</li>" for line in _check_lines(detail))
    return (
        f'<article class="documents-detail"><h3>{inert(one.metadata.title.value)}</h3>{noted}'
        f"<dl>{facts}</dl><details open><summary>检查</summary><ul>{checked}</ul></details>"
        "<details open><summary>条款结构（点条款看原文）</summary>"
        f"{outline_html(detail.parsed, known.id)}</details></article>"
    )


def _check_lines(detail: DocumentDetail) -> list[str]:
    return list(check_lines(detail.check))[1:]


def confirm_html(known: KnownDocument) -> str:
    """Return the question before a document is removed."""
    return (
        f'<p class="documents-confirm">删去《{inert(known.title)}》（{inert(known.source)}）？'
        "数据目录里的这份文件会被删除，不能恢复。</p>"
    )
