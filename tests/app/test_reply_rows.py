"""Who answers for the row of a table, in files of every format: its units, and no other row's."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as WordDocument

from app.answer import AnswerStatus, Question
from tests.app.small_corpus import assistant_over
from tests.corpus.pdf_files import lines_at, pdf_file, ruled, written

TITLE = "青禾市停车治理方案"
OPENING = ("一、分工", "（一）老旧停车场改造。各单位按下表抓好改造，按月报送进展。")
HEAD = ("序号", "任务", "牵头单位", "配合单位")
ROWS = (
    ("1", "建设停车平台", "市公安局", "市大数据局"),
    ("2", "整治占道停车", "市城管局", "市住建局"),
    ("3", "东湖片区", "市财政局", "市商务局"),
)
CLOSING = "（二）强化宣传。组织志愿活动。"


def markdown(path: Path) -> Path:
    table = "\n".join(f"| {' | '.join(row)} |" for row in (HEAD, ("---",) * 4, *ROWS))
    text = f"# {TITLE}\n\n" + "\n\n".join((*OPENING, table, CLOSING)) + "\n"
    file = path / "方案.md"
    file.write_text(text, encoding="utf-8")
    return file


def web(path: Path) -> Path:
    rows = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in (HEAD, *ROWS))
    text = "".join(f"<p>{one}</p>" for one in OPENING)
    file = path / "方案.html"
    page = f"<h1>{TITLE}</h1>{text}<table>{rows}</table><p>{CLOSING}</p>"
    file.write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    return file


def word(path: Path) -> Path:
    document = WordDocument()
    for line in (TITLE, *OPENING):
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=len(HEAD))
    for row in (HEAD, *ROWS):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.add_paragraph(CLOSING)
    document.save(str(path / "方案.docx"))
    return path / "方案.docx"


def pdf(path: Path) -> Path:
    xs, ys = (60, 100, 240, 340, 440), (700, 680, 660, 640, 620)
    above = lines_at(60, 760, TITLE, *OPENING)
    table = ruled(xs, ys) + written(xs, ys, ["|".join(row) for row in (HEAD, *ROWS)])
    file = path / "方案.pdf"
    file.write_bytes(pdf_file([above + table + lines_at(60, 590, CLOSING)]))
    return file


FORMATS = {"md": markdown, "html": web, "docx": word, "pdf": pdf}


@pytest.fixture(scope="module", params=FORMATS)
def ask(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    tmp_path = tmp_path_factory.mktemp(request.param)
    folder = tmp_path / "documents"
    folder.mkdir()
    FORMATS[request.param](folder)
    assistant = assistant_over(folder)
    return lambda question: assistant.ask(Question(text=question))


@pytest.mark.parametrize(("row", "others"), [(ROWS[0], ROWS[1:]), (ROWS[1], (ROWS[0], ROWS[2]))])
def test_a_row_has_its_own_units(ask, row: tuple[str, ...], others) -> None:
    """Leading and supporting, as the head of the table says, which is cited with the row."""
    answer = ask(f"{row[1]}由谁负责？")

    assert f"（“{row[1]}”）的责任单位：{row[2]}（牵头）、{row[3]}（配合）。" in answer.answer
    assert not any(unit in answer.answer for other in others for unit in other[2:])
    assert row[1] in answer.citations[0].quote
    assert any("牵头单位" in one.quote for one in answer.citations)


def test_the_words_round_the_table_say_what_a_row_is_about(ask) -> None:
    """The row says 东湖片区 alone, that something is rebuilt there stands above it."""
    answer = ask("东湖片区老旧停车场改造由谁负责？").answer

    assert "市财政局（牵头）、市商务局（配合）" in answer
    assert "市公安局" not in answer


def test_all_rows_are_meant_where_no_row_is(ask) -> None:
    """Each with its own units."""
    answer = ask("老旧停车场改造由谁负责？").answer

    assert all(f"（“{name}”）的责任单位：{lead}（牵头）" in answer for _, name, lead, _ in ROWS)


def test_another_place_has_no_units(ask) -> None:
    """The table does not name it."""
    answer = ask("南山片区绿化由谁负责？")

    assert answer.status is not AnswerStatus.ANSWERED


def test_a_unit_of_another_row_is_denied(ask) -> None:
    """The units of the row asked about are given."""
    answer = ask("整治占道停车是不是市公安局牵头？").answer

    assert answer.startswith("否")
    assert "市城管局（牵头）" in answer


def test_what_a_unit_leads_is_listed_by_its_row(ask) -> None:
    """The row names the task."""
    answer = ask("市城管局牵头哪些任务？").answer

    assert "共1项" in answer
    assert "“整治占道停车”" in answer
