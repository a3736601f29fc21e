"""One run as a report: Markdown, JSON, a workbook, and a page with bars that needs nothing else."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any

from app.spreadsheet import write_row
from eval.bars import Bar, bars_html, rate_bar
from eval.causes import cause_of
from eval.metrics import Scores, summarise
from eval.runner import Record
from eval.runs import Run, make_folder, write_bytes
from eval.statistics import Rate
from eval.tables import (
    ALL,
    KIND_NAMES,
    Table,
    answer_table,
    cause_table,
    escape_markdown,
    explain_miss,
    form_table,
    list_table,
    safety_table,
    scores_by_document,
    scores_by_kind,
    scores_by_style,
    scores_by_turn,
    scores_to_dict,
    search_table,
)

SPLIT_NAMES = {"develop": "开发集", "test": "测试集", "all": "全部"}
LEAST = 5  # cases of a group that is shown of a test half
SEALED_NOTE = "测试集只给合计，不显示题目。"
_HEADLINES = (
    ("答对且条款对", "right_clause"),
    ("首条引用对", "first_citation"),
    ("清单完全一致", "list_exact"),
    ("应拒已拒", "refusal"),
    ("误拒", "false_refusal"),
    ("前提更正", "premise_met"),
    ("首位检中", "hit_at_1"),
)
_STYLE = """
body{font:15px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1f2937;
max-width:1080px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #e5e7eb}
table{border-collapse:collapse;font-size:13px;margin:.5rem 0;display:block;overflow-x:auto}
th,td{border:1px solid #e5e7eb;padding:.25rem .5rem;text-align:left;vertical-align:top}
th{background:#f3f4f6;font-weight:600}td:not(:first-child){font-variant-numeric:tabular-nums}
.misses td{white-space:pre-wrap}dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}
dt{color:#6b7280}dd{margin:0}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its table."""

    title: str
    table: Table


def run_sections(run: Run) -> tuple[Section, ...]:
    """Return the tables of a run; those without a row are left out.

    Of a sealed run, groups of fewer than `LEAST` cases are not shown: their rates are verdicts.
    """
    found = run.judgements
    least = LEAST if run.manifest.sealed else 1
    kinds, turns, styles, documents = (
        {n: one for n, one in group(found).items() if n == ALL or one.cases >= least}
        for group in (scores_by_kind, scores_by_turn, scores_by_style, scores_by_document)
    )
    sections = (
        Section(title="回答与引用", table=answer_table(kinds)),
        Section(title="清单、对比、结构", table=list_table(kinds)),
        Section(title="拒答、前提与编造", table=safety_table(kinds)),
        Section(title="检索", table=search_table(kinds)),
        Section(title="长短与快慢", table=form_table(kinds)),
        Section(title="按轮次", table=answer_table(turns) if len(turns) > 1 else _EMPTY),
        Section(title="按问法", table=answer_table(styles)),
        Section(title="按文件", table=answer_table(documents) if len(documents) > 1 else _EMPTY),
        Section(title="没做对的原因", table=cause_table(found)),
    )
    return tuple(one for one in sections if one.table.rows)


_EMPTY = Table(header=("",), rows=())


def run_facts(run: Run) -> tuple[tuple[str, str], ...]:
    """Return what produced a run, name and value."""
    one = run.manifest
    half = SPLIT_NAMES.get(one.split, one.split)
    return (
        ("评测集", f"{one.set_name}（{half}，{len(run.records)}/{one.cases} 题）"),
        ("系统", one.system),
        ("代码版本", one.code),
        ("文件", f"{one.clauses} 条条款，指纹 {one.corpus_hash[:12]}"),
        ("编码器", f"{one.encoder}，指纹 {one.encoder_hash[:12]}"),
        ("评测集指纹", one.set_hash[:12]),
        ("机器", one.machine),
        ("时间", f"{one.started} 至 {one.finished or '（没有做完）'}"),
    )


def to_markdown(run: Run) -> str:
    """Return the report as Markdown."""
    lines = [
        "# 评测报告",
        *(f"- {name}：{escape_markdown(value)}" for name, value in run_facts(run)),
    ]
    parts = ["\n".join(lines)]
    for section in run_sections(run):
        parts.append(f"## {section.title}\n\n{section.table.to_markdown()}")
    parts.append(f"## 没做对的题\n\n{_misses_markdown(run)}")
    return "\n\n".join(parts) + "\n"


def _misses_markdown(run: Run) -> str:
    if run.manifest.sealed:
        return SEALED_NOTE
    table = Table(header=_MISS_HEADER, rows=tuple(_miss_rows(run.records)))
    return table.to_markdown() if table.rows else "没有。"


def to_json(run: Run) -> str:
    """Return the report as JSON: what produced it, the scores by kind, document and turn, the misses."""
    found = run.judgements
    groups = {
        "kinds": scores_by_kind(found),
        "documents": scores_by_document(found),
        "turns": scores_by_turn(found),
        "styles": scores_by_style(found),
    }
    record: dict[str, Any] = {
        "run": asdict(run.manifest),
        **{
            name: {key: scores_to_dict(one) for key, one in group.items()}
            for name, group in groups.items()
        },
        "causes": {row[0]: int(row[1]) for row in cause_table(found).rows},
        "misses": [
            dict(zip(_MISS_KEYS, row, strict=True))
            for row in ([] if run.manifest.sealed else _miss_rows(run.records))
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


_MISS_HEADER = ("编号", "类别", "问题", "原因", "说明", "答案", "引用条款")
_MISS_KEYS = ("id", "kind", "question", "cause", "detail", "answer", "cited")


def _miss_rows(records: Sequence[Record]) -> Iterator[tuple[str, ...]]:
    for record in records:
        cause = cause_of(record.judgement)
        if cause is not None and record.question is not None:
            yield (
                record.case_id,
                KIND_NAMES[record.judgement.kind],
                _question(record),
                cause.value,
                explain_miss(record.judgement),
                *_reply_cells(record),
            )


def _question(record: Record) -> str:
    return " → ".join((*(record.history or ()), record.question or ""))


def _reply_cells(record: Record) -> tuple[str, str]:
    reply = record.reply or {}
    labels = dict.fromkeys(str(one.get("label", "")) for one in reply.get("citations", []))
    return " ".join(str(reply.get("answer", "")).split()), "；".join(labels)


def to_html(run: Run) -> str:
    """Return the report as one page that fetches nothing: bars with intervals, tables, misses."""
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in run_facts(run)
    )
    kinds = scores_by_kind(run.judgements)
    by_kind = [
        rate_bar(name, one.right_clause)
        for name, one in kinds.items()
        if one.right.n and name != ALL
    ]
    parts = [
        f"<dl>{facts}</dl>",
        f"<h2>总览</h2>{bars_html(_headline_bars(summarise(run.judgements)))}",
        f"<h2>各类问题：答对且条款对</h2>{bars_html(by_kind)}",
    ]
    for section in run_sections(run):
        parts.append(f"<h2>{escape(section.title)}</h2>{_table_html(section.table)}")
    if run.manifest.sealed:
        parts.append(f"<h2>没做对的题</h2><p>{SEALED_NOTE}</p>")
    else:
        misses = Table(header=_MISS_HEADER, rows=tuple(_miss_rows(run.records)))
        parts.append(f'<h2>没做对的题</h2><div class="misses">{_table_html(misses)}</div>')
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>评测报告 {escape(run.manifest.set_name)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>评测报告</h1>{''.join(parts)}</body></html>\n"
    )


def _headline_bars(scores: Scores) -> list[Bar]:
    return [rate_bar(name, getattr(scores, field)) for name, field in _HEADLINES]


def _table_html(table: Table) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.header)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def to_workbook(run: Run) -> bytes:
    """Return the report as an xlsx workbook: 总览, a sheet for each table, 逐题明细, 错题."""
    from openpyxl import Workbook

    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    first = book.create_sheet("总览")
    scores = summarise(run.judgements)
    headlines = [(name, *_rate_cells(getattr(scores, field))) for name, field in _HEADLINES]
    _fill(first, (("项目", "内容"), *run_facts(run)))
    _fill(first, ((), ("指标", "值", "对", "题数", "下限", "上限"), *headlines))
    for section in run_sections(run):
        sheet = book.create_sheet(section.title.replace("、", ""))
        _fill(sheet, (section.table.header, *section.table.rows))
    detail = [] if run.manifest.sealed else list(map(_detail_row, run.records))
    _fill(book.create_sheet("逐题明细"), (_DETAIL_HEADER, *detail))
    misses = [] if run.manifest.sealed else list(_miss_rows(run.records))
    _fill(book.create_sheet("错题"), (_MISS_HEADER, *misses))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_DETAIL_HEADER = (
    "编号", "类别", "轮次", "文件", "问题", "可答", "拒答", "答对", "答对且条款对", "首条引用对",
    "原因", "毫秒", "答案", "引用条款",
)  # fmt: skip


def _detail_row(record: Record) -> tuple[object, ...]:
    one = record.judgement
    cause = cause_of(one)
    return (
        record.case_id,
        KIND_NAMES[one.kind],
        one.turn,
        one.document,
        _question(record),
        *("是" if flag else "否" for flag in (one.answerable, one.declined)),
        *("是" if flag else "否" for flag in (one.right, one.right_clause, one.first_citation)),
        cause.value if cause else "",
        round(one.elapsed_ms, 1),
        *_reply_cells(record),
    )


def _rate_cells(rate: Rate) -> tuple[object, ...]:
    low, high = rate.interval or (None, None)
    return rate.value, rate.hits, rate.n, low, high


def _fill(sheet: Any, rows: Sequence[Sequence[object]]) -> None:  # noqa: ANN401 - openpyxl ships no types
    start = 1 if sheet.max_row == 1 and sheet["A1"].value is None else sheet.max_row + 1
    for at, row in enumerate(rows, start):
        write_row(sheet, at, row)
    sheet.freeze_panes = "A2"


FORMATS: dict[str, tuple[str, Callable[[Run], bytes]]] = {
    "md": ("报告.md", lambda run: to_markdown(run).encode("utf-8")),
    "json": ("报告.json", lambda run: to_json(run).encode("utf-8")),
    "xlsx": ("报告.xlsx", to_workbook),
    "html": ("报告.html", lambda run: to_html(run).encode("utf-8")),
}


def write_report(run: Run, folder: Path, formats: Sequence[str] = tuple(FORMATS)) -> list[Path]:
    """Write the report into `folder` in the formats named; return the files.

    Raises:
        RunError: a file cannot be written.
    """
    make_folder(folder)
    written = []
    for name in formats:
        file, make = FORMATS[name]
        write_bytes(folder / file, make(run))
        written.append(folder / file)
    return written
