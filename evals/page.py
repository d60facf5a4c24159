"""The report as one HTML page that needs nothing else: tables, and shares by kind with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from evals.dataset import KINDS
from evals.report import NOTES, flat
from evals.tables import NAMES, Systems, Table, heading, sections

_COLOURS = ("#0b57d0", "#b3261e", "#6a7a00", "#7b4bb3", "#00838f", "#8d5a00")
_LEFT, _WIDE, _LINE = 130, 640, 14  # pixels: names, the scale from 0 to 1, one system
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid #ccc; padding: .2rem .7rem; text-align: right; }
th:first-child, td:first-child { text-align: left; }
svg { max-width: 100%; height: auto; } text { font-size: 12px; } .wide { overflow-x: auto; }
"""


def html(report: Mapping[str, Any]) -> str:
    """The whole page."""
    settings = "".join(f"<li>{_safe(k)}: {_safe(flat(v))}</li>" for k, v in report["settings"].items() if v)
    body = "".join(_dataset(d) for d in report["datasets"])
    notes = "".join(f"<li>{_safe(n)}</li>" for n in " ".join(NOTES.split()).removeprefix("- ").split(" - "))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Evaluation</title>'
        f"<style>{_STYLE}</style></head><body><h1>Evaluation</h1><ul>{settings}</ul>{body}"
        f"<h2>How to read this</h2><ul>{notes}</ul></body></html>\n"
    )


def _safe(text: str) -> str:
    return escape(str(text))


def _dataset(dataset: Mapping[str, Any]) -> str:
    tables = "".join(f"<h3>{_safe(t.title)}</h3>{_table(t)}" for t in sections(dataset))
    return f"<h2>{_safe(heading(dataset))}</h2>{plot(dataset['systems'])}{tables}"


def _table(table: Table) -> str:
    head = "".join(f"<th>{_safe(c)}</th>" for c in table.head)
    rows = "".join("<tr>" + "".join(f"<td>{_safe(c)}</td>" for c in row) + "</tr>" for row in table.rows)
    return f'<div class="wide"><table><tr>{head}</tr>{rows}</table></div>'


def plot(systems: Systems) -> str:
    """Right answers by kind: a dot for the share and a line for its interval, one line for each system."""
    held = next(iter(systems.values()))["accuracy"]
    kinds = [k for k in (*KINDS, "all") if k in held]
    block = _LINE * len(systems) + 10
    parts = [_legend(list(systems))]
    for n, kind in enumerate(kinds):
        top = 30 + n * block
        parts.append(f'<text x="{_LEFT - 8}" y="{top + block / 2}" text-anchor="end">{_safe(kind)}</text>')
        for i, summary in enumerate(systems.values()):
            parts.append(_mark(summary["accuracy"][kind], top + 8 + i * _LINE, _COLOURS[i % len(_COLOURS)]))
    bottom = 30 + len(kinds) * block
    parts += [_tick(share / 10, bottom) for share in range(0, 11, 2)]
    size = f'viewBox="0 0 {_LEFT + _WIDE + 40} {bottom + 24}" width="{_LEFT + _WIDE + 40}"'
    return f'<svg {size} role="img" aria-label="Right answers by kind">{"".join(parts)}</svg>'


def _x(share: float) -> float:
    return round(_LEFT + share * _WIDE, 1)


def _mark(share: Mapping[str, Any], y: float, colour: str) -> str:
    title = f"{share['right']} of {share['total']}"
    return (
        f'<g stroke="{colour}" fill="{colour}"><title>{title}</title>'
        f'<line x1="{_x(share["low"])}" x2="{_x(share["high"])}" y1="{y}" y2="{y}" stroke-width="2"/>'
        f'<circle cx="{_x(share["share"])}" cy="{y}" r="4"/></g>'
    )


def _tick(share: float, bottom: float) -> str:
    return (
        f'<line x1="{_x(share)}" x2="{_x(share)}" y1="24" y2="{bottom}" stroke="#ddd" stroke-width="1"/>'
        f'<text x="{_x(share)}" y="{bottom + 16}" text-anchor="middle">{share:.1f}</text>'
    )


def _legend(names: Sequence[str]) -> str:
    step = _WIDE / len(names)
    return "".join(
        f'<circle cx="{_LEFT + i * step + 4}" cy="10" r="4" fill="{_COLOURS[i % len(_COLOURS)]}"/>'
        f'<text x="{_LEFT + i * step + 12}" y="14">{_safe(NAMES.get(name, name))}</text>'
        for i, name in enumerate(names)
    )
