"""Documents as HTML: the list, one document with its check and outline; all words inert."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.page_documents_desk import DocumentDetail
from app.page_documents_outline import outline_html
from app.page_documents_record import Sent, SentFile, SentState
from app.page_markup import inert
from app.shelf_reading import DescribedDocument
from app.uploads import Choice, KnownDocument, day_of
from app.uploads_listing import metadata_words, remarks, size_words, value_words
from corpus.check_listing import check_lines
from corpus.errors import PolicyQAError
from corpus.references import Reference, ReferenceKind
from corpus.standing import Force, name_words

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


def intake_html(megabytes: int) -> str:
    """Return the box that files are dropped on or chosen in; each has at most so many megabytes."""
    return (
        f'<div class="documents-drop" data-limit="{megabytes * 1_000_000}">'
        '<input type="file" multiple id="documents-input" class="documents-unseen">'
        '<label for="documents-input"><b>加入文件</b>'
        "<span>把文件拖到这里，或点这里选择，可以一次选多个</span>"
        f"<small>txt、md、html、docx、pdf、doc、rtf、wps，每个不超过 {megabytes} MB；"
        "旁注文件（名称.meta.toml）可以同选</small></label>"
        '<p class="documents-note documents-sending" role="status"></p></div>'
    )


def told_html(markup: str) -> str:
    """Return what is told of adding and removing as a part of the page that is read out."""
    return (
        '<div class="documents-told" role="status" aria-live="polite" aria-atomic="false" tabindex="-1"'
        f' aria-label="加入和删除的结果">{markup}</div>'
    )


def status_html(words: str) -> str:
    """Return what is being done."""
    return f'<p class="documents-note">{inert(words)}</p>'


def results_html(done: Sequence[str], faults: Sequence[PolicyQAError]) -> str:
    """Return what became of something: what was done, then what was not, and the next step."""
    items = "".join(f"<li>{inert(line)}</li>" for line in done)
    failed = "".join(_fault_item(fault.message, fault.hint) for fault in faults)
    return f'<ul class="documents-results">{failed}{items}</ul>'


def _fault_item(message: str, hint: str) -> str:
    step = f"<br>下一步：{inert(hint)}" if hint else ""
    return f'<li class="documents-fault">{inert(message)}{step}</li>'


def sent_html(sent: Sent) -> str:
    """Return what has become of the files that were sent: what goes on, what failed, what is done."""
    if not sent.files and sent.fault is None:
        return ""
    faults = [
        _fault_item(one.words, one.hint) for one in sent.of(SentState.FAILED, SentState.LOCKED)
    ]
    if sent.fault:
        faults.insert(0, _fault_item(sent.fault.message, sent.fault.hint))
    done = [_added_item(one) for one in sent.of(SentState.ADDED)]
    over = not sent.is_busy and not sent.of(SentState.LOCKED, SentState.UNDECIDED)
    dismiss = '<button type="button" data-dismiss="">清除</button>' if over else ""
    return (
        f'<p class="documents-note">{inert(_progress(sent))}{dismiss}</p>'
        f'<ul class="documents-results">{"".join(faults + done)}</ul>'
    )


def _progress(sent: Sent) -> str:
    waiting, reading = sent.of(SentState.WAITING), sent.of(SentState.READING)
    done = len(sent.files) - len(waiting) - len(reading)
    if reading:
        more = f"，还有 {len(waiting)} 个等待" if waiting else ""
        return f"正在读取 {done + 1}/{len(sent.files)}：{reading[0].name}{more}"
    if waiting and sent.is_busy:
        return f"还有 {len(waiting)} 个文件等待读取…"
    if sent.is_updating:
        return f"读完 {len(sent.files)} 个，正在更新索引，其间仍可提问…"
    counts = [
        (name, len(sent.of(state)))
        for name, state in (
            ("成功", SentState.ADDED),
            ("没有加入", SentState.FAILED),
            ("要密码", SentState.LOCKED),
            ("等你决定", SentState.UNDECIDED),
            ("等它的文件", SentState.WAITING),
        )
    ]
    words = "、".join(f"{name} {count}" for name, count in counts if count)
    return f"上次加入的文件 {len(sent.files)} 个：{words}"


def _added_item(one: SentFile) -> str:
    look = (
        f' <button type="button" data-document="{inert(one.document_id)}">查看</button>'
        if one.document_id
        else ""
    )
    return f"<li>{inert(one.words)}{look}</li>"


def questions_html(sent: Sent) -> str:
    """Return the files that are new versions, each with the ways to go on."""
    return "".join(map(_question, sent.of(SentState.UNDECIDED)))


def _question(one: SentFile) -> str:
    def button(choice: str, words: str, about: str = "") -> str:
        label = f' aria-label="{inert(about)}"' if about else ""
        return (
            f'<button type="button" data-number="{one.number}" data-choice="{inert(choice)}"{label}>'
            f"{words}</button>"
        )

    versions = "".join(
        f"<li><span>{inert(words)}</span>"
        f"{button(name, '替换这一份', f'替换{words}') if name else '<small>不能替换</small>'}</li>"
        for name, words in one.versions
    )
    return (
        f'<fieldset class="documents-question"><legend>{inert(one.name)} 是已有文件的新版本，怎么办？'
        f"</legend><ul>{versions}</ul>"
        f"{button(Choice.BESIDE.name, '与旧的并存')}{button('', '不加入')}</fieldset>"
    )


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
    made = day_of(said)
    force = one.standing.force
    ended = "documents-ended" if one.standing.reason else ""
    if force is Force.UNKNOWN:
        ended = "documents-unsaid"
    status = f'<span class="{ended}">{inert(force.value)}</span>'
    cells = (
        title,
        inert(said.number.value) if said.number else "",
        inert("、".join(said.issuer.value)) if said.issuer else "",
        value_words(made) if made else "",
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
    facts += "".join(
        f"<dt>{name}</dt><dd><ul>{''.join(f'<li>{one}</li>' for one in found)}</ul></dd>"
        for name, found in _references(one)
    )
    noted = "".join(f'<p class="documents-remark">{inert(text)}</p>' for text in _remarks(one))
    checked = "".join(f"<li>{inert(line.strip())}</li>" for line in _check_lines(detail))
    return (
        f'<article class="documents-detail"><h3>{inert(one.metadata.title.value)}</h3>{noted}'
        f"<dl>{facts}</dl><details open><summary>检查</summary><ul>{checked}</ul></details>"
        "<details open><summary>条款结构（点条款看原文）</summary>"
        f"{outline_html(detail.parsed, known.id)}</details></article>"
    )


def _references(one: DescribedDocument) -> Iterator[tuple[str, list[str]]]:
    """Yield what a document rests on, ends and changes, and its other versions; each kind by name."""
    for kind in ReferenceKind:
        found = [reference for reference in one.references if reference.kind is kind]
        if found and kind is ReferenceKind.MENTIONS:
            yield "提及", [f"另有 {len(found)} 份"]
        elif found:
            yield kind.value, [_named_document(*_reference_words(item)) for item in found]
    if one.replaces:
        old = [_named_document(name_words(item), item.document_id) for item in one.replaces]
        yield "替代", old
    if newer := one.standing.successor:
        yield "被替代", [_named_document(name_words(newer), newer.document_id)]


def _reference_words(one: Reference) -> tuple[str, str]:
    title = f"《{one.title}》" if one.title else ""
    number = f"（{one.number}）" if one.number and title else one.number
    return title + number, one.target_id or ""


def _named_document(words: str, document_id: str) -> str:
    """Return the name of a document, to be pressed where it is at hand."""
    if not document_id:
        return inert(words)
    return f'<button type="button" data-document="{inert(document_id)}">{inert(words)}</button>'


def _check_lines(detail: DocumentDetail) -> list[str]:
    return list(check_lines(detail.check))[1:]


def confirm_html(known: KnownDocument) -> str:
    """Return the question before a document is removed."""
    return (
        f'<p class="documents-confirm" role="alert">删去《{inert(known.title)}》（{inert(known.source)}）？'
        "数据目录里的这份文件会被删除，不能恢复。</p>"
    )
