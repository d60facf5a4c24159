"""Small drawings as SVG: stacked columns, lines, and bars. Each has words that say it and a table of the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk.markup import esc

_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 720, 200, 56, 14, 30
_STEPS = (1, 1.5, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Series:
    """One run of values over the days; None where there is none. `style` names its colour in the style sheet."""

    name: str
    values: Sequence[float | None]
    style: str


def columns(days: Sequence[str], series: Sequence[Series], label: str) -> str:
    """Stacked columns, one a day, the first series at the bottom."""
    top = _ceiling(max((sum(s.values[n] or 0 for s in series) for n in range(len(days))), default=0))
    step = (_WIDTH - _LEFT) / max(1, len(days))
    width = max(1.5, min(28.0, step * 0.72))
    drawn = []
    for n, day in enumerate(days):
        base, told = 0.0, []
        left = _LEFT + step * n + (step - width) / 2
        parts = []
        for one in series:
            value = one.values[n] or 0
            told.append(f"{one.name} {value:g}")
            if value:
                high = _y(base, top) - _y(base + value, top)
                parts.append(f'<rect class="pd-{one.style}" x="{left:.1f}" y="{_y(base + value, top):.1f}" width="{width:.1f}" height="{high:.1f}"/>')
            base += value
        whole = f'<rect class="pd-hover" x="{_LEFT + step * n:.1f}" y="{_TOP}" width="{step:.1f}" height="{_HEIGHT - _TOP - _BOTTOM}"/>'
        drawn.append(f"<g><title>{esc(day)} {esc(' · '.join(told))}</title>{''.join(parts)}{whole}</g>")
    return _chart("".join(drawn), days, top, label, "")


def lines(days: Sequence[str], series: Sequence[Series], label: str, unit: str, top: float = 0) -> str:
    """Lines over the days, broken where there is no value; each value is a dot that tells it. `top` is the scale's, unless
    the values are to say."""
    top = top or _ceiling(max((v for s in series for v in s.values if v is not None), default=0))
    step = (_WIDTH - _LEFT) / max(1, len(days))
    drawn = []
    for one in series:
        dots = [(_LEFT + step * (n + 0.5), _y(v, top), days[n], v) if v is not None else None for n, v in enumerate(one.values)]
        drawn.append(f'<path class="pd-stroke pd-{one.style}" d="{_path(dots)}"/>')
        drawn += [
            f'<circle class="pd-{one.style}" cx="{x:.1f}" cy="{y:.1f}" r="3.2"><title>{esc(day)} {esc(one.name)} {v:.0f} {unit}</title></circle>'
            for x, y, day, v in filter(None, dots)
        ]
    return _chart("".join(drawn), days, top, label, unit)


def bars(rows: Sequence[tuple[str, float, str]], style: str = "bar", most: float = 0) -> str:
    """A list of bars: HTML that names it, value, and the value as it is written. The list itself is the text of it.

    A bar of value `most` is full; unless told, that is the longest.
    """
    most = most or max((value for _, value, _ in rows), default=0) or 1
    items = "".join(
        f'<li><span class="pd-bar-name">{name}</span><b>{esc(shown)}</b>'
        f'<svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="pd-track" width="100" height="6" rx="1"/>'
        f'<rect class="pd-{style}" width="{100 * value / most:.1f}" height="6" rx="1"/></svg></li>'
        for name, value, shown in rows
    )
    return f'<ol class="pd-bars">{items}</ol>'


def legend(series: Sequence[Series]) -> str:
    """Which colour is which."""
    return '<p class="pd-legend" aria-hidden="true">' + "".join(f'<span><i class="pd-{s.style}"></i>{esc(s.name)}</span>' for s in series) + "</p>"


def table(summary: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The figures of a drawing, folded away."""
    top = "".join(f'<th scope="col">{esc(h)}</th>' for h in head)
    body = "".join(f'<tr><th scope="row">{esc(r[0])}</th>{"".join(f"<td>{esc(v)}</td>" for v in r[1:])}</tr>' for r in rows)
    return f'<details class="pd-figures-table"><summary>{esc(summary)}</summary><div><table class="pd-table"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div></details>'


def _chart(drawn: str, days: Sequence[str], top: float, label: str, unit: str) -> str:
    grid = "".join(
        f'<line class="pd-grid" x1="{_LEFT}" x2="{_WIDTH}" y1="{_y(v, top):.1f}" y2="{_y(v, top):.1f}"/>'
        f'<text x="{_LEFT - 6}" y="{_y(v, top) + 4:.1f}" text-anchor="end">{v:g}</text>'
        for v in (0, top / 2, top)
    )
    step = (_WIDTH - _LEFT) / max(1, len(days))
    every = max(1, -(-len(days) // 7))
    names = "".join(
        f'<text x="{_LEFT + step * (n + 0.5):.1f}" y="{_HEIGHT - 6}" text-anchor="middle">{esc(day[5:])}</text>'
        for n, day in enumerate(days)
        if n % every == 0
    )
    sign = f'<text x="{_LEFT + 2}" y="{_TOP + 8}">{esc(unit)}</text>' if unit else ""
    return f'<svg class="pd-chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{esc(label)}">{grid}{names}{drawn}{sign}</svg>'


def _path(dots: Sequence[tuple[float, float, str, float] | None]) -> str:
    out, pen = [], "M"
    for dot in dots:
        if dot is None:
            pen = "M"
            continue
        out.append(f"{pen}{dot[0]:.1f} {dot[1]:.1f}")
        pen = "L"
    return " ".join(out)


def _y(value: float, top: float) -> float:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / top


def _ceiling(most: float) -> float:
    """A round number that is not below the largest value."""
    scale = 1.0
    while True:
        for step in _STEPS:
            if step * scale * 2 >= most:
                return step * scale * 2
        scale *= 10
