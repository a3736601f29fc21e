"""The check of a document as lines to read and as a JSON row; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.check import DocumentCheck, Lines, named_by_file
from corpus.check_numbers import NumberLine, Reason
from corpus.model import name_pages

Row = dict[str, Any]  # one JSON object

MOST_WARNINGS = 20  # shown of one document; --json gives all
_LEVELS = "一二三四五六七八九十"


def check_lines(check: DocumentCheck) -> Iterator[str]:
    """Yield what was recognised in a document, a line for each matter, then the warnings."""
    document = check.document
    yield f"《{document.title}》（{document.source}）"
    if named_by_file(document):
        yield "  没有找到标题，用了文件名"
    lost = check.characters - check.inside
    share = "全部" if not lost else f"缺 {lost:,} 字"
    yield f"  正文 {check.characters:,} 字，在条款或标题里的 {check.inside:,} 字（{share}）"
    yield f"  编号 {_levels(check)}；单独成行的标题 {check.heads} 个"
    yield f"  条款 {check.clauses} 条{_longest(check)}"
    brackets = check.brackets
    other = f"，另从行文和表格读出 {brackets.other} 处" if brackets.other else ""
    yield f"  责任括注 另行计数 {brackets.counted} 处，读出 {brackets.parsed} 处{other}"
    yield f"  任务 {check.tasks} 项、目标 {check.targets} 个、约束与鼓励 {check.obligations} 句"
    yield f"  罚则 {check.penalties} 处、门槛与限值 {check.thresholds} 个"
    if document.pages:
        yield f"  {'，'.join(_page_words(check))}"
    for what, lines in (
        ("以编号开头、不是标题", check.refused),
        ("以短句开头、没有单独成条", check.leads),
    ):
        if lines:
            counts = "、".join(f"{name} {count}" for name, count in reason_counts(lines).items())
            yield f"  {what}的行 {len(lines)} 行：{counts}"
    yield from _warning_lines(check)


def _page_words(check: DocumentCheck) -> Iterator[str]:
    yield f"共 {len(check.document.pages)} 页"
    if check.blank_pages:
        yield f"没有文字的：{name_pages(check.blank_pages)}"
    if check.ocr_pages:
        yield f"文字识别（OCR）的：{name_pages(check.ocr_pages)}"


def _warning_lines(check: DocumentCheck) -> Iterator[str]:
    if not check.warnings:
        yield "  没有要留意的地方"
        return
    yield f"  要留意 {len(check.warnings)} 处："
    for warning in check.warnings[:MOST_WARNINGS]:
        place = f"第 {warning.line} 行：" if warning.line else ""
        yield f"    {place}{warning.text}"
    if (more := len(check.warnings) - MOST_WARNINGS) > 0:
        yield f"    另有 {more} 处，用 --json 查看"


def _levels(check: DocumentCheck) -> str:
    if not check.levels:
        return "没有"
    return "、".join(f"{_level_name(level)} {count}" for level, count in check.levels.items())


def _level_name(level: int) -> str:
    return f"{_LEVELS[level - 1] if 1 <= level <= len(_LEVELS) else level}级"


def _longest(check: DocumentCheck) -> str:
    if check.longest is None:
        return ""
    line = Lines(check.document.text).of(check.longest.span.start)
    return f"，最长 {check.lengths[-1]:,} 字（第 {line} 行，{check.longest.id}）"


def reason_counts(lines: Sequence[NumberLine]) -> dict[str, int]:
    """Return how many lines were refused for each reason, the most frequent first."""
    return dict(Counter(one.reason.value for one in lines).most_common())


def check_row(check: DocumentCheck) -> Row:
    """Return the check of a document as one JSON object."""
    document, longest = check.document, check.longest
    return {
        "document_id": document.id,
        "title": document.title,
        "source": document.source,
        "content_hash": document.content_hash,
        "characters": check.characters,
        "inside": check.inside,
        "levels": {str(level): count for level, count in check.levels.items()},
        "heads": check.heads,
        "clauses": check.clauses,
        "lengths": _percentiles(check.lengths),
        "longest": longest and {"id": longest.id, "characters": check.lengths[-1]},
        "brackets": {
            "counted": check.brackets.counted,
            "parsed": check.brackets.parsed,
            "other": check.brackets.other,
        },
        "tasks": check.tasks,
        "targets": check.targets,
        "obligations": check.obligations,
        "penalties": check.penalties,
        "thresholds": check.thresholds,
        "pages": len(document.pages) or None,
        "blank_pages": list(check.blank_pages),
        "ocr_pages": list(check.ocr_pages),
        "fallback": check.is_fallback,
        "sequence_faults": check.sequence_faults,
        "refused": _line_rows(check.refused),
        "leads": _line_rows(check.leads),
        "unexplained": sum(one.reason is Reason.UNKNOWN for one in (*check.refused, *check.leads)),
        "warnings": [{"line": one.line, "text": one.text} for one in check.warnings],
    }


def _line_rows(lines: Sequence[NumberLine]) -> list[Row]:
    return [{"line": one.line, "text": one.text, "reason": one.reason.value} for one in lines]


def _percentiles(lengths: Sequence[int]) -> Row:
    if not lengths:
        return {"p50": 0, "p95": 0, "max": 0}
    last = len(lengths) - 1
    return {"p50": lengths[last // 2], "p95": lengths[last * 19 // 20], "max": lengths[last]}
