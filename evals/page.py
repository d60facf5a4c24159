"""The report as one HTML page that needs nothing else: no other host, no script. Plots, tables, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from evals import plots
from evals.dataset import KINDS
from evals.failures import shortened
from evals.report import NOTES, flat
from evals.style import STYLE
from evals.tables import COMPARED, NAMES, Systems, Table, heading, in_order, sections, whole

TARGET = 0.95  # of right answers, and of refusals
_LONGEST = 600  # characters of an answer shown among the failures
_READ = f"<p class=note>A line is a 95% interval (Wilson's); dashed is {TARGET:g}; on the curves of latency the marks are p50 and p95.</p>"
_NO_PLOTS = "<p class=note>Plots need matplotlib: pip install -c constraints.txt '.[report]'</p>"


def html(report: Mapping[str, Any]) -> str:
    """The whole page."""
    settings = "".join(f"<dt>{_safe(k)}</dt><dd>{_safe(flat(v))}</dd>" for k, v in report["settings"].items() if v)
    body = "".join(_dataset(d) for d in report["datasets"])
    links = "".join(f'<a href="#{_safe(d["name"])}">{_safe(d["name"])}</a>' for d in report["datasets"])
    notes = "".join(f"<li>{_safe(n)}</li>" for n in " ".join(NOTES.split()).removeprefix("- ").split(" - "))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Evaluation</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<style>{STYLE}</style></head><body><h1>Evaluation</h1><nav>{links}</nav>{body}"
        f"<h2>How to read this</h2><ul>{notes}</ul><h2>Settings</h2><dl>{settings}</dl></body></html>\n"
    )


def _safe(text: object) -> str:
    return escape(str(text))


def _dataset(dataset: Mapping[str, Any]) -> str:
    drawn = "".join(_figure(title, svg) for title, svg in drawings(dataset["systems"])) if plots.available() else ""
    tables = "".join(f"<h3>{_safe(t.title)}</h3>{_table(t)}" for t in sections(dataset))
    return (
        f'<section><h2 id="{_safe(dataset["name"])}">{_safe(heading(dataset))}</h2>{_headline(dataset["systems"])}'
        f"<div class=plots>{drawn or _NO_PLOTS}</div>{_READ if drawn else ''}{_failures(dataset)}"
        f"<details><summary>All figures</summary>{tables}</details></section>"
    )


def _headline(systems: Systems) -> str:
    """The first system's figures at a glance."""
    first = next(iter(systems.values()))
    shares = [("right answers", first["accuracy"]["all"]), *((name, first[part][which]) for name, part, which in COMPARED)]
    cells = [_glance(name, f"{s['share']:.3f}", f"{s['right']} of {s['total']}") for name, s in shares if s["share"] is not None]
    if times := first["latency_ms"]:
        cells.append(_glance("milliseconds, p50", f"{times['p50']:.0f}", f"p95 {times['p95']:.0f}"))
    return f"<div class=glance>{''.join(cells)}</div>"


def _glance(name: str, value: str, beside: str) -> str:
    return f"<div><b>{_safe(value)}</b><span>{_safe(name)}</span><small>{_safe(beside)}</small></div>"


def drawings(systems: Systems) -> list[tuple[str, str]]:
    """The plots, as title and SVG."""
    plain = whole(systems)
    kinds = [k for k in (*KINDS, "all") if k in next(iter(systems.values()))["accuracy"]]
    rates = (*COMPARED[:2], *COMPARED[2:4])
    named: list[tuple[str, plots.Groups]] = [
        ("Right answers by kind", {k: _of(plain, "accuracy", k) for k in kinds}),
        ("Right answers with a part left out", _left_out(systems)),
        ("Refusals and citations", {label: _of(plain, part, which) for label, part, which in rates}),
        ("Right answers by level of the documents", _grouped(plain, "levels")),
        ("Dialogues", _grouped(plain, "dialogues")),
    ]
    out = [(title, plots.shares(groups, NAMES, title, TARGET)) for title, groups in named if groups]
    times = {name: s["latency_quantiles_ms"] for name, s in plain.items() if s["latency_quantiles_ms"]}
    return [*out, ("Latency: share answered within a time", plots.latency(times, NAMES, "Latency"))] if times else out


def _of(systems: Systems, part: str, which: str) -> dict[str, Any]:
    return {name: summary[part][which] for name, summary in systems.items()}


def _grouped(systems: Systems, part: str) -> plots.Groups:
    return {group: _of(systems, part, group) for group in next(iter(systems.values()))[part]}


def _left_out(systems: Systems) -> plots.Groups:
    """One mark a system; {} where nothing is left out in any."""
    if len(whole(systems)) == len(systems):
        return {}
    return {NAMES.get(n, n): {"right answers": systems[n]["accuracy"]["all"]} for n in in_order(systems)}


def _figure(title: str, svg: str) -> str:
    return f"<figure><figcaption>{_safe(title)}</figcaption>{svg}</figure>"


def _table(table: Table) -> str:
    head = "".join(f"<th>{_safe(c)}</th>" for c in table.head)
    rows = "".join("<tr>" + "".join(f"<td>{_safe(c)}</td>" for c in row) + "</tr>" for row in table.rows)
    return f'<div class="wide"><table><tr>{head}</tr>{rows}</table></div>'


def _failures(dataset: Mapping[str, Any]) -> str:
    hidden = dataset["failures_sealed"]
    note = f"<p class=note>{hidden} wrong answers are to questions that are looked at only to report, and are not listed.</p>"
    listed = (_listed(NAMES.get(name, name), found) for name, found in dataset["failures"].items())
    return "".join(listed) + (note if hidden else "")


def _listed(system: str, found: Sequence[Mapping[str, Any]]) -> str:
    rows = "".join(_failure(f) for f in found)
    return f"<details><summary>What {_safe(system)} has wrong: {len(found)}</summary>{rows}</details>" if found else ""


def _failure(failure: Mapping[str, Any]) -> str:
    before = "".join(f"<p class=before>{_safe(q)}</p>" for q in failure["before"])
    lines = [("wrong", "; ".join(failure["wrong"])), ("wanted", failure["wanted"])]
    lines += [("came", f"{failure['status']}: {shortened(failure['came'], _LONGEST)}"), ("cited", ", ".join(failure["cited"]) or "–")]
    items = "".join(f"<dt>{name}</dt><dd>{_safe(value)}</dd>" for name, value in lines)
    return f"<article>{before}<p><b>{_safe(failure['q'])}</b> <small>{_safe(failure['id'])}, {_safe(failure['kind'])}</small></p><dl>{items}</dl></article>"
