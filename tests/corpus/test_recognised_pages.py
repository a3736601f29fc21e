"""A scan is recognised once: pages are kept by content, whole or not at all, and not without end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus import reading_scans, recognised_pages
from corpus.reader import read_document
from corpus.recognised_pages import RecognisedPages
from tests.corpus.test_reader import write
from tests.corpus.test_reading_office import LINES, joined, needs_ocr, scan_of


@needs_ocr
def test_a_scan_is_recognised_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The same file under another name: same text, and no program is started for its pages."""
    caplog.set_level("INFO", logger="corpus")
    data = joined(scan_of(*LINES), scan_of(*LINES[:3]))
    kept = RecognisedPages(tmp_path / "recognised")
    first = read_document(write(tmp_path, "甲.pdf", data), recognised=kept)
    monkeypatch.setattr(reading_scans, "_recognised", None)
    second = read_document(write(tmp_path, "乙.pdf", data), recognised=kept)

    assert (second.text, second.ocr_pages) == (first.text, (1, 2))
    assert len(list((tmp_path / "recognised").iterdir())) == 2
    assert "甲.pdf：文字识别 1/2 页" in caplog.text
    assert "甲.pdf：文字识别 2/2 页（第 2 页没有文字层）" in caplog.text
    assert "乙.pdf" not in caplog.text


@needs_ocr
def test_a_page_that_failed_is_tried_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only what was looked at is kept: a page that recognition gave nothing for, not one it lost."""
    kept = RecognisedPages(tmp_path / "recognised")
    path = write(tmp_path, "甲.pdf", scan_of("方案"))
    for printed in (None, reading_scans.ScannedPage()):
        monkeypatch.setattr(reading_scans, "_recognised", lambda _, told=printed: told)
        with pytest.raises(Exception, match="没有文字层"):
            read_document(path, recognised=kept)

    assert len(list((tmp_path / "recognised").iterdir())) == 1


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    """By PDF, page and what recognised it; "" is a page without text, None one not kept."""
    pages = RecognisedPages(tmp_path / "kept").of(b"a", "tesseract 5")
    pages.put(1, "第一页\n\ud800")
    pages.put(2, "")

    assert [pages.get(number) for number in (1, 2, 3)] == ["第一页\n\ud800", "", None]
    assert RecognisedPages(tmp_path / "kept").of(b"b", "tesseract 5").get(1) is None
    assert RecognisedPages(tmp_path / "kept").of(b"a", "tesseract 6").get(1) is None
    assert RecognisedPages().of(b"a", "tesseract 5").get(1) is None


def test_a_page_that_was_cut_off_counts_as_missing(tmp_path: Path) -> None:
    """Whatever is left of a file, half a page is never read as a whole one."""
    pages = RecognisedPages(tmp_path).of(b"a", "x")
    pages.put(1, "整页文字")
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert pages.get(1) is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    """Reading goes on without it."""
    (tmp_path / "file").write_bytes(b"")
    pages = RecognisedPages(tmp_path / "file" / "recognised").of(b"a", "x")
    pages.put(1, "一")

    assert pages.get(1) is None


def test_pages_unused_for_longest_go_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Above the limit the oldest are deleted, one that was read lately stays."""
    monkeypatch.setattr(recognised_pages, "_MOST_BYTES", 250)
    kept = RecognisedPages(tmp_path)
    pages = kept.of(b"a", "x")
    for number in (1, 2, 3, 4):
        pages.put(number, "页")
        os.utime(tmp_path / f"{pages.name}-{number}.txt", (number, number))
    assert pages.get(1) == "页"  # used just now
    kept.prune()

    assert [number for number in (1, 2, 3, 4) if pages.get(number)] == [1, 3, 4]
