"""Plots as SVG, to stand in a page: text stays text in the page's font, colours follow the page's own, light or dark.

Matplotlib draws them and is imported when one is drawn. Without it there are none: `available` tells.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from html import escape
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Share = Mapping[str, Any]
Groups = Mapping[str, Mapping[str, Share]]
"""Group to series to share (`evals.score.share`)."""

INK, FAINT = "#1c1f23", "#c9ced6"
SERIES = ("#0b57d0", "#c2410c", "#4d7c0f", "#7e22ce", "#0e7490", "#a16207", "#be185d", "#57534e")
MARKS = "osD^vPX*"  # told apart without colour too
_WIDTH = 4.7  # inches: narrow enough to be read on a phone
_SIDE, _STEP, _GAP = 0.95, 0.155, 0.14  # inches: above and below the axes, between two series, between two groups
_SHORTEST = 0.1  # ms; a scale of powers has no 0
_VARIABLES = {INK: "--ink", FAINT: "--faint"} | {colour: f"--series-{n}" for n, colour in enumerate(SERIES)}
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none", "svg.hashsalt": "policydesk", "font.size": 10, "axes.spines.top": False,
    "axes.spines.right": False, "axes.spines.left": False, "text.color": INK, "axes.labelcolor": INK,
    "axes.edgecolor": FAINT, "xtick.color": INK, "ytick.color": INK, "grid.color": FAINT, "grid.linewidth": 0.6,
    "ytick.major.size": 0, "legend.frameon": False, "legend.fontsize": 9,
}  # fmt: skip


def available() -> bool:
    """Whether the library that draws is installed."""
    return find_spec("matplotlib") is not None


def shares(groups: Groups, names: Mapping[str, str], label: str, target: float | None = None) -> str:
    """Shares from 0 to 1 with their intervals: a row for each group, in it a mark for each series. `target` is a line."""
    series = list(dict.fromkeys(name for group in groups.values() for name in group))
    heights = [_STEP * len(series) + _GAP] * len(groups)
    with _style():
        figure, axes = _axes(sum(heights) + _SIDE)
        for row, group in enumerate(groups.values()):
            for n, name in enumerate(series):
                if name in group:
                    _mark(axes, group[name], sum(heights[:row]) + _GAP / 2 + (n + 0.5) * _STEP, n)
            if row:
                axes.axhline(sum(heights[:row]), color=FAINT, linewidth=0.6)
        axes.set_yticks([sum(heights[:n]) + heights[n] / 2 for n in range(len(groups))], list(groups))
        axes.set_ylim(sum(heights), 0)
        axes.set_xlim(-0.02, 1.02)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])
        axes.grid(axis="x")
        if target is not None:
            axes.axvline(target, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        if len(series) > 1:
            _legend(figure, axes, [names.get(s, s) for s in series])
        return _svg(figure, label)


def _mark(axes: Axes, share: Share, y: float, n: int) -> None:
    if share["share"] is None:
        return
    colour = SERIES[n % len(SERIES)]
    axes.plot([share["low"], share["high"]], [y, y], color=colour, linewidth=1.6, solid_capstyle="round")
    axes.plot(share["share"], y, MARKS[n % len(MARKS)], color=colour, markersize=5)


def latency(quantiles: Mapping[str, Sequence[float]], names: Mapping[str, str], label: str) -> str:
    """The share of answers given within a time, from the 0th to the 100th percentile in equal steps, in ms."""
    with _style():
        figure, axes = _axes(3.1)
        for n, (_, times) in enumerate(quantiles.items()):
            steps = [i / (len(times) - 1) for i in range(len(times))]
            times = [max(t, _SHORTEST) for t in times]
            axes.plot(times, steps, color=SERIES[n % len(SERIES)], linewidth=1.8)
            for share in (0.5, 0.95):
                place = round(share * (len(times) - 1))
                axes.plot(times[place], share, MARKS[n % len(MARKS)], color=SERIES[n % len(SERIES)], markersize=5)
        axes.set_xscale("log")
        _plain_ticks(axes, wide=_spread(quantiles) > 100)
        axes.set_yticks([0, 0.5, 0.95], ["0", "p50", "p95"])
        axes.set_xlabel("milliseconds")
        axes.grid()
        _legend(figure, axes, [names.get(s, s) for s in quantiles])
        return _svg(figure, label)


def _spread(quantiles: Mapping[str, Sequence[float]]) -> float:
    """How many times the shortest the longest is."""
    return max(max(times) for times in quantiles.values()) / max(_SHORTEST, min(min(t) for t in quantiles.values()))


def _plain_ticks(axes: Axes, wide: bool) -> None:
    """10, 20, 50, not powers of ten; over a wide range fewer, so that they don't run into each other."""
    from matplotlib.ticker import LogLocator, NullFormatter, ScalarFormatter

    axes.xaxis.set_major_locator(LogLocator(subs=(1, 3) if wide else (1, 2, 5)))
    axes.xaxis.set_major_formatter(ScalarFormatter())
    axes.xaxis.set_minor_formatter(NullFormatter())


def _style() -> Any:
    import matplotlib

    return matplotlib.rc_context(_STYLE)


def _axes(height: float) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH, height), layout="constrained")
    return figure, figure.subplots()


def _legend(figure: Figure, axes: Axes, labels: Sequence[str]) -> None:
    from matplotlib.lines import Line2D

    marks = [
        Line2D([], [], color=SERIES[n % len(SERIES)], marker=MARKS[n % len(MARKS)], markersize=5, linewidth=1.6)
        for n in range(len(labels))
    ]
    figure.legend(marks, labels, loc="outside upper left", ncols=2, columnspacing=1.2, handletextpad=0.5)


def _svg(figure: Figure, label: str) -> str:
    """The figure as an element of a page, without what only a file of its own needs."""
    out = io.StringIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # the browser's font has it
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    text = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>", "", out.getvalue(), flags=re.DOTALL)
    size = re.search(r'viewBox="[^"]*"', text)
    inside = text[text.index(">", text.index("<svg")) + 1 :]
    inside = re.sub(r' id="[a-zA-Z.]+\d*d?_\d+"', "", inside)  # the same ones in every figure
    for colour, name in _VARIABLES.items():
        inside = inside.replace(colour, f"var({name})")
    return f'<svg role="img" aria-label="{escape(label)}" {size.group() if size else ""}>{inside.strip()}'
