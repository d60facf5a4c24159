"""The report as a page: nothing from elsewhere, text that stays text, colours of the page, sealed questions unread."""

from __future__ import annotations

import re
from typing import Any

import pytest

from evals import page, plots, report
from evals.dataset import Dataset, Row, parse_row
from evals.dialogues import turn_rows
from evals.levels import by_level, level_of
from evals.results import Cited, Place, Result
from evals.score import judge, quantiles, share

TURN = {"kind": "direct", "status": ["answered"], "gold": ["doc-a#甲"], "gold_need": "all", "must": [["30%"]]}


def rows() -> list[Row]:
    made = []
    for part in ("work", "fresh"):
        turns = [TURN | {"q": f"{part}的第一问"}, TURN | {"q": f"{part}的<追问>", "gold": ["doc-b#"]}]
        made += turn_rows({"id": f"d-{part}", "part": part, "turns": turns})
    return [parse_row(row) for row in made]


def result(row: Row, right: bool, ms: float = 20.0) -> Result:
    cited = tuple(Cited((Place(g.document_id, g.ref, g.heading),)) for g in row.gold)
    return Result(row.id, "policydesk", "answered", "给予30%补助" if right else "没有<数字>", cited, cited, latency_ms=ms)


def built(unseal: bool = False) -> dict[str, Any]:
    asked = rows()
    results = {r.id: result(r, right=not r.history) for r in asked}
    dataset = Dataset("dialogues", __file__, "0" * 16, tuple(asked))  # type: ignore[arg-type]
    levels = {"doc-a": "省", "doc-b": "区县"}
    return report.build([report.Scored(dataset, {"policydesk": results})], {"time": "now"}, levels, unseal)


def test_what_is_wrong_is_listed_with_what_was_asked_before_and_sealed_turns_are_counted() -> None:
    made = page.html(built())
    assert "<b>work的&lt;追问&gt;</b>" in made
    assert "<p class=before>work的第一问</p>" in made
    assert "lacks 30%" in made
    assert "answered: 没有&lt;数字&gt;" in made
    assert "fresh的" not in made
    assert "1 wrong answers are to questions that are looked at only to report" in made
    assert "2 of 4 wrong, 1 of them sealed" in report.failures_text(built()["datasets"][0])
    assert "fresh的" in page.html(built(unseal=True))


def test_the_page_asks_for_nothing_and_its_text_stays_text() -> None:
    made = page.html(built())
    assert not re.search(r"<script|https?:|@import|url\((?!#)|<img|<link", made)
    titles = re.findall(r"<figcaption>([^<]+)</figcaption>", made)
    assert titles[0] == "Right answers by kind"
    assert {"Right answers by level of the documents", "Dialogues", "Latency: share answered within a time"} <= set(titles)
    for word in ("province", "district", "work follow-ups", "fresh whole dialogues", "p95"):
        assert re.search(rf"<text[^>]*>{word}</text>", made), word
    assert not set(plots.SERIES) & set(re.findall(r"#[0-9a-f]{6}", "".join(re.findall(r"<svg.*?</svg>", made, re.DOTALL))))
    assert all(name in made for name in ("var(--ink)", "var(--series-0)", "prefers-color-scheme: dark"))


def test_a_plot_has_a_mark_where_the_share_is() -> None:
    groups = {"甲": {"one": share(1, 4), "other": share(3, 4)}, "乙": {"one": share(0, 0)}}
    svg = plots.shares(groups, {"one": "First"}, "a <label>", 0.95)
    assert 'aria-label="a &lt;label&gt;"' in svg
    assert all(f">{text}</text>" in svg for text in ("甲", "乙", "First", "other"))
    marks = re.findall(r'<use xlink:href="[^"]+" x="([\d.]+)" y="[\d.]+" style="fill: var\(--series-(\d)\)', svg)
    places = {series: float(x) for x, series in reversed(marks)}  # the legend's marks come last
    ticks = {label: float(x) for x, label in re.findall(r'x="([\d.]+)"[^>]*>(0\.25|0\.75)</text>', svg)}
    assert places["0"] == pytest.approx(ticks["0.25"], abs=0.5)
    assert places["1"] == pytest.approx(ticks["0.75"], abs=0.5)


def test_without_the_library_the_tables_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "available", lambda: False)
    made = page.html(built())
    assert "<svg" not in made
    assert "Plots need matplotlib" in made
    assert "<h3>Right answers by kind</h3>" in made


def test_the_level_of_a_question_is_that_of_its_documents() -> None:
    levels = {"doc-a": "省", "doc-b": "区县", "doc-c": "镇"}
    first, second, *_ = rows()
    assert (level_of(first, levels), level_of(second, levels)) == ("province", "district")
    both = parse_row(TURN | {"id": "x", "q": "?", "gold": ["doc-a#甲", "doc-b#乙"]})
    none = parse_row(TURN | {"id": "y", "q": "?", "gold": [], "status": ["not_covered"]})
    other = parse_row(TURN | {"id": "z", "q": "?", "gold": ["doc-c#丙"]})
    assert [level_of(r, levels) for r in (both, none, other)] == ["several levels", "no document", "镇"]
    judged = [judge(r, result(r, right=True)) for r in (none, other, both, second, first)]
    assert list(by_level(judged, levels)) == ["province", "district", "several levels", "镇", "no document"]
    assert by_level(judged, {"doc-a": ""}) == {}


def test_quantiles() -> None:
    found = quantiles([result(row, True, ms) for row, ms in zip(rows(), (10, 20, 30, 40), strict=True)])
    assert (len(found), found[0], found[50], found[100]) == (101, 10.0, 25.0, 40.0)
    assert quantiles([]) == []
