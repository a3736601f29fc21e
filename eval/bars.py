"""Bars with intervals, as HTML for a report and as SVG for a results page, and lines; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from eval.statistics import Rate

_FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
_ROW, _NAME, _WIDTH, _RIGHT = 26, 330, 420, 150  # of the SVG, in pixels
_BLUE, _ORANGE, _INK, _GREY = "#2563eb", "#c2410c", "#1f2937", "#e5e7eb"
_LEFT, _TOP, _TALL = 70, 34, 220  # of a picture of lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A value from 0 to 1 with its interval; None where there was nothing to count."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Measurements of one system by size: pairs of size and value, both above 0."""

    name: str
    points: tuple[tuple[float, float], ...]


def rate_bar(name: str, rate: Rate) -> Bar:
    """Return a rate as a bar with its interval."""
    low, high = rate.interval or (None, None)
    return Bar(name=name, value=rate.value, low=low, high=high, n=rate.n)


def lines_svg(lines: Sequence[Line], title: str) -> str:
    """Return lines as a picture of its own, both axes logarithmic."""
    xs = [log10(x) for line in lines for x, _ in line.points]
    ys = [log10(y) for line in lines for _, y in line.points]
    left, right = min(xs, default=0.0), max(xs, default=1.0)
    low, high = floor(min(ys, default=0.0)), ceil(max(ys, default=1.0))

    def at(x: float, y: float) -> tuple[float, float]:
        across = (log10(x) - left) / max(right - left, 1e-9)
        up = (log10(y) - low) / max(high - low, 1)
        return _LEFT + across * _WIDTH, _TOP + (1 - up) * _TALL

    grid = "".join(_grid_svg(power, at(10**left, 10.0**power)[1]) for power in range(low, high + 1))
    drawn = "".join(
        _line_svg(line, [at(x, y) for x, y in line.points], colour, row)
        for row, (line, colour) in enumerate(zip(lines, (_BLUE, _ORANGE), strict=False))
    )
    sizes = sorted({x for line in lines for x, _ in line.points})
    ticks = "".join(
        f'<text x="{at(x, 10.0**low)[0]:.1f}" y="{_TOP + _TALL + 18}" text-anchor="middle" '
        f'font-size="11">{x:,.0f} 条</text>'
        for x in sizes
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _WIDTH + _RIGHT}" '
        f'height="{_TOP + _TALL + 30}" font-family="{_FONT}" font-size="13" fill="{_INK}">'
        f'<rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="8" y="17" font-weight="600">{escape(title)}</text>{grid}{ticks}{drawn}</svg>\n'
    )


def _grid_svg(power: int, y: float) -> str:
    return (
        f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_LEFT + _WIDTH}" y2="{y:.1f}" stroke="{_GREY}"/>'
        f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" font-size="11">{10.0**power:g}</text>'
    )


def _line_svg(line: Line, places: Sequence[tuple[float, float]], colour: str, row: int) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
        f'<text x="{x + 5:.1f}" y="{y - 7:.1f}" font-size="11" fill="{colour}">{value:,.3g}</text>'
        for (x, y), (_, value) in zip(places, line.points, strict=True)
    )
    name = f'<text x="{_LEFT + 12}" y="{_TOP + 16 + 18 * row}" fill="{colour}">{escape(line.name)}</text>'
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}{name}'


def label_of(bar: Bar) -> str:
    """Return the value, its interval and n, as text."""
    if bar.value is None:
        return "—"
    interval = "" if bar.low is None or bar.high is None else f"（{bar.low:.2f}–{bar.high:.2f}）"
    return f"{bar.value:.2f}{interval} n={bar.n}"


def bars_svg(bars: Sequence[Bar], title: str) -> str:
    """Return the bars as a picture of its own."""
    height = _ROW * (len(bars) + 2) + 6
    rows = "".join(_row_svg(bar, _ROW * (at + 1) + 10) for at, bar in enumerate(bars))
    ticks = "".join(
        f'<line x1="{x}" y1="{_ROW}" x2="{x}" y2="{height - _ROW}" stroke="{_GREY}"/>'
        f'<text x="{x}" y="{height - 8}" text-anchor="middle" font-size="11">{share:g}</text>'
        for share in (0, 0.25, 0.5, 0.75, 1)
        for x in (_NAME + share * _WIDTH,)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_NAME + _WIDTH + _RIGHT}" '
        f'height="{height}" font-family="{_FONT}" font-size="13" fill="{_INK}">'
        f'<rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="8" y="17" font-weight="600">{escape(title)}</text>{ticks}{rows}</svg>\n'
    )


def _row_svg(bar: Bar, top: int) -> str:
    middle = top + _ROW // 2
    name = f'<text x="{_NAME - 8}" y="{middle + 4}" text-anchor="end">{escape(bar.name)}</text>'
    width = (bar.value or 0) * _WIDTH
    body = (
        f'<rect x="{_NAME}" y="{top + 5}" width="{width:.1f}" height="{_ROW - 10}" fill="{_BLUE}"/>'
    )
    whisker, end = "", bar.value or 0.0
    if bar.low is not None and bar.high is not None:
        x1, x2 = _NAME + bar.low * _WIDTH, _NAME + bar.high * _WIDTH
        whisker = f'<path d="M{x1:.1f} {middle}H{x2:.1f}" stroke="{_INK}" stroke-width="2"/>'
        end = max(end, bar.high)
    x = _NAME + end * _WIDTH + 6
    text = "—" if bar.value is None else f"{bar.value:.2f}  n={bar.n}"
    return f'{name}{body}{whisker}<text x="{x:.1f}" y="{middle + 4}" font-size="12">{text}</text>'


def bars_html(bars: Sequence[Bar]) -> str:
    """Return the bars as HTML that needs no style sheet."""
    return "".join(_row_html(bar) for bar in bars)


def _row_html(bar: Bar) -> str:
    fill = f"width:{(bar.value or 0) * 100:.1f}%"
    whisker = ""
    if bar.low is not None and bar.high is not None:
        span = f"left:{bar.low * 100:.1f}%;width:{(bar.high - bar.low) * 100:.1f}%"
        whisker = f'<i style="position:absolute;top:8px;height:2px;background:{_INK};{span}"></i>'
    track = (
        f'<div style="position:relative;height:18px;background:{_GREY};flex:1 1 160px">'
        f'<b style="display:block;height:18px;background:{_BLUE};{fill}"></b>{whisker}</div>'
    )
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:2px 12px;align-items:center;margin:4px 0">'
        f'<span style="width:11em;text-align:right">{escape(bar.name)}</span>{track}'
        f'<span style="width:15em">{escape(label_of(bar))}</span></div>'
    )
