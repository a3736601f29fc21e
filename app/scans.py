"""What an answer says of pages whose text was read from their picture (OCR)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.answer import Note
from app.catalogue import Catalogue
from corpus.model import Citation, name_pages


def scan_notes(citations: Iterable[Citation], catalogue: Catalogue) -> Iterator[Note]:
    """Yield a remark for each document that is quoted from pages read by recognition (OCR)."""
    pages: dict[str, set[int]] = {}
    for citation in citations:
        document = catalogue.document(citation.document_id)
        first = document.page_of(citation.span.start) or 0
        last = document.page_of(citation.span.end - 1) or 0
        on_scans = set(range(first, last + 1)) & set(document.ocr_pages)
        if on_scans:
            pages.setdefault(document.id, set()).update(on_scans)
    for document_id, found in pages.items():
        title = catalogue.document(document_id).title
        text = f"《{title}》{name_pages(sorted(found))}为扫描件，文字由识别得来，请核对原件。"
        yield Note(code="ocr", text=text)
