"""Evaluations as HTML: progress, scores as bars with intervals, tables, misses; all words inert."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.evaluation_runs import (
    SPLITS,
    Group,
    KeptRun,
    Miss,
    Progress,
    Report,
    Score,
    short_time,
)
from app.page_markup import inert
from corpus.errors import PolicyQAError

SEALED_NOTE = "测试集只给合计，不显示题目。"
SHOWN_MISSES = 300  # more would make the page heavy; the files hold them all
NOTHING = "—"

# Name, field, and whether less of it is better.
HEADLINES = (
    ("答对且条款对", "right_clause", False),
    ("首条引用对", "first_citation", False),
    ("清单完全一致", "list_exact", False),
    ("应拒已拒", "refusal", False),
    ("前提更正", "premise_met", False),
    ("首位检中", "hit_at_1", False),
    ("误拒", "false_refusal", True),
    ("编造", "fabricated", True),
)

EMPTY_REPORT = """<div class="evaluation-empty"><p>选一个评测集，按“开始评测”：程序会用集里的每道题提问，
对照标准答案和出处评分。</p><p>开发集列出每道没做对的题和原因；测试集只给合计。</p></div>"""
WRITING = '<p class="evaluation-note" role="status">正在整理报告…</p>'
FAULT = PolicyQAError(
    "程序内部出错，这一步没有做成。",
    hint="再试一次；若仍然出现，请把服务窗口中的记录交给维护人员。",
)


def closed_html(error: PolicyQAError) -> str:
    """Return what stands in the tab where evaluations are not open."""
    return (
        '<div class="evaluation-empty"><p class="evaluation-closed">评测只在本机地址上开放</p>'
        f"<p>{inert(error.message)}</p><p>下一步：{inert(error.hint)}</p></div>"
    )


def hint_html(own_sets: Path) -> str:
    """Return what a user should know before a run; `own_sets` is where staff put their own sets."""
    return (
        '<p class="evaluation-hint">评测用单独的进程和全新的索引，不读个人设置；评测中可以照常提问。'
        f"自备的评测集（.jsonl、.xlsx 或 .csv）放在 {inert(str(own_sets))}</p>"
    )


def failure_html(error: PolicyQAError) -> str:
    """Return what went wrong and the next step."""
    return (
        '<div class="evaluation-error" role="alert">'
        f'<p class="error-title">{inert(error.message)}</p>'
        f'<p class="next-step">下一步：{inert(error.hint)}</p></div>'
    )


def progress_html(
    label: str,
    progress: Progress,
    *,
    elapsed: float,
    left: float | None,
    notice: PolicyQAError | None = None,
) -> str:
    """Return how far a run is, as a bar and in words.

    `elapsed` and `left` are seconds, `left` None where that cannot be told; `notice` is what is to
    be said besides.
    """
    done, total = progress.done, progress.total
    share = min(1.0, done / total) if total else 0.0
    return (
        f"{failure_html(notice) if notice else ''}"
        f'<div class="progress"><p class="progress-words">{inert(label)}　{done}/{total} 题，'
        f"{_doing(progress, elapsed, left)}</p>"
        f'<div class="progress-track" role="progressbar" aria-label="评测进度" aria-valuemin="0" '
        f'aria-valuemax="{total}" aria-valuenow="{done}">'
        f'<span class="progress-fill" style="width:{share:.1%}"></span></div></div>'
    )


def _doing(progress: Progress, elapsed: float, left: float | None) -> str:
    if not progress.done:
        return f"正在读文件、建索引…（{elapsed:.0f} 秒）"
    if progress.done >= progress.total:
        return "正在收尾…"
    if left is None:
        return "正在答题…"
    return f"约剩 {max(1, round(left))} 秒" if left < 60 else f"约剩 {round(left / 60)} 分钟"


def done_html(cases: int, *, elapsed: float) -> str:
    """Return that a run is done, after how many seconds."""
    return _note(f"评测完成：{cases} 题，用时 {max(1, round(elapsed))} 秒。")


def stopped_html(run: KeptRun | None) -> str:
    """Return that a run was stopped, and what is kept of it."""
    if run is None or not run.progress.done:
        return _note("已停止，还没有答完一题。")
    one = run.progress
    kept = f"已停止：答完的 {one.done}/{one.total} 题都保存着，再按“开始评测”就从断处接着做。"
    return _note(kept)


def _note(words: str) -> str:
    return f'<p class="evaluation-note" role="status">{inert(words)}</p>'


def report_html(report: Report) -> str:
    """Return a run's report: what was run, scores, scores by kind, causes, misses."""
    misses = _sealed() if report.sealed else _misses(report)
    return (
        f'<article class="report"><header><h3>{_title(report)}</h3>{_facts(report)}</header>'
        f'<div class="report-columns"><section><h4>总成绩</h4>{_headlines(report.total)}'
        '<p class="report-legend">色条是成绩，细线是 95% 区间：题少，线就长。</p></section>'
        f"<section><h4>没做对的原因</h4>{_causes(report)}</section></div>"
        f"<section><h4>各类问题</h4>{_kinds(report)}</section>{misses}</article>"
    )


def _title(report: Report) -> str:
    return inert(f"{report.set_name}　{SPLITS.get(report.split, report.split)}")


def _facts(report: Report) -> str:
    asked = report.total.cases
    facts = [
        f"{asked} 题" if report.finished else f"没有做完，{asked}/{report.cases} 题",
        short_time(report.started),
        f"代码版本 {report.code}",
        f"{report.clauses} 条条款",
    ]
    if report.p50_ms is not None and report.p95_ms is not None:
        facts.append(f"每题 {report.p50_ms:.0f} 毫秒（中位数），95% 在 {report.p95_ms:.0f} 毫秒内")
    items = "".join(f"<li>{inert(fact)}</li>" for fact in facts)
    return f'<ul class="report-facts">{items}</ul>'


def _headlines(total: Group) -> str:
    rows = (_bar(name, total.scores[field], less) for name, field, less in HEADLINES)
    return f'<div class="scores">{"".join(rows)}</div>'


def _bar(name: str, score: Score, less: bool) -> str:
    value = 0.0 if score.value is None else score.value
    if score.low is None or score.high is None:
        line = ""
    else:
        ends = f"left:{_share(score.low)};width:{_share(score.high - score.low)}"
        line = f'<span class="score-range" style="{ends}"></span>'
    kind = "score score-less" if less else "score"
    hint = '<span class="score-hint">（越低越好）</span>' if less else ""
    return (
        f'<div class="{kind}"><span class="score-name">{name}{hint}</span>'
        f'<span class="score-track" aria-hidden="true">'
        f'<span class="score-fill" style="width:{_share(value)}"></span>{line}</span>'
        f'<span class="score-value">{_value(score)}</span></div>'
    )


def _share(value: float) -> str:
    return f"{min(1.0, max(0.0, value)):.1%}"


def _value(score: Score) -> str:
    if score.value is None:
        return f'<span class="score-range-words">{NOTHING}（没有这样的题）</span>'
    return (
        f"<b>{score.value:.0%}</b> "
        f'<span class="score-range-words">{score.hits}/{score.n}{_interval(score)}</span>'
    )


def _interval(score: Score) -> str:
    if score.low is None or score.high is None:
        return ""
    return f"，{score.low:.0%}–{score.high:.0%}"


def _causes(report: Report) -> str:
    if not report.causes:
        return '<p class="evaluation-note">没有：每道题都做对了。</p>'
    most = max(n for _, n in report.causes)
    rows = (
        f'<div class="score score-cause"><span class="score-name">{inert(name)}</span>'
        f'<span class="score-track" aria-hidden="true">'
        f'<span class="score-fill" style="width:{_share(n / most)}"></span></span>'
        f'<span class="score-value"><b>{n}</b> 题</span></div>'
        for name, n in report.causes
    )
    return f'<div class="scores">{"".join(rows)}</div>'


def _kinds(report: Report) -> str:
    head = ("类别", "题数", "答对且条款对（95% 区间）", "首条引用对", "应拒已拒", "误拒")
    heads = "".join(f'<th scope="col">{name}</th>' for name in head)
    rows = "".join(_kind_row(group) for group in (*report.kinds, report.total))
    return (
        f'<div class="table-frame" tabindex="0"><table class="kinds"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _kind_row(group: Group) -> str:
    fields = ("first_citation", "refusal", "false_refusal")
    cells = (
        str(group.cases),
        _cell(group.scores["right_clause"], with_interval=True),
        *(_cell(group.scores[field]) for field in fields),
    )
    columns = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{inert(group.name)}</th>{columns}</tr>'


def _cell(score: Score, *, with_interval: bool = False) -> str:
    if score.value is None:
        return NOTHING
    more = _interval(score) if with_interval else ""
    return f'{score.value:.0%} <span class="score-range-words">{score.hits}/{score.n}{more}</span>'


def _sealed() -> str:
    return f'<section><h4>没做对的题</h4><p class="evaluation-note">{SEALED_NOTE}</p></section>'


def _misses(report: Report) -> str:
    shown = report.misses[:SHOWN_MISSES]
    left = len(report.misses) - len(shown)
    groups = "".join(
        _miss_group(cause, [one for one in shown if one.cause == cause])
        for cause in dict.fromkeys(
            (*(name for name, _ in report.causes), *(m.cause for m in shown))
        )
    )
    more = f"另有 {left} 题没有列出，见下载的报告。" if left else ""
    return (
        f'<section class="misses"><h4>没做对的题（{len(report.misses)}）</h4>{groups}'
        f"{_note(more) if more else ''}</section>"
    )


def _miss_group(cause: str, misses: Iterable[Miss]) -> str:
    rows = [_miss(one) for one in misses]
    if not rows:
        return ""
    return f'<h5 class="miss-cause">{inert(cause)}（{len(rows)}）</h5>{"".join(rows)}'


def _miss(one: Miss) -> str:
    lines = (
        ("说明", one.detail),
        ("答案", one.answer or "（拒答）"),
        ("引用条款", one.cited or "（没有）"),
        ("编号", one.id),
    )
    items = "".join(f"<dt>{name}</dt><dd>{inert(words)}</dd>" for name, words in lines)
    return (
        f'<details class="miss"><summary><span class="miss-kind">{inert(one.kind)}</span>'
        f'<span class="miss-question">{inert(one.question)}</span></summary>'
        f"<dl>{items}</dl></details>"
    )
