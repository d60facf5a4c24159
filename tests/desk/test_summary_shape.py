"""The shape of a summary: one page of overview whatever there is to tell, then what is granted and open, then what is not."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from check_shelf import shelf

from desk.check_case import Outcome, case_of, outcome
from desk.check_results import results_html
from desk.service import Service
from desk.summary import Block, summary
from desk.summary_pdf import cjk_font, pdf_bytes
from policy.verdicts import Eligibility, Verdict

MADE = datetime(2025, 6, 1, 9, 30)
FACTS = {"region": "浙江省", "output_yuan": "3000万", "machines_yuan": "60万", "staff": "120", "listed": "no"}


@pytest.fixture
def out(tmp_path: Path) -> Outcome:
    return outcome(Service(shelf(tmp_path)), case_of({"entered": FACTS, "on": "2025-06-01"}), "zh")


def _with(out: Outcome, *results: Verdict) -> Outcome:
    assert out.verdicts is not None
    return dataclasses.replace(out, verdicts=dataclasses.replace(out.verdicts, results=results))


def _of(out: Outcome, status: Eligibility) -> Verdict:
    assert out.verdicts is not None
    return next(v for v in out.verdicts.results if v.status is status)


def _called(verdict: Verdict, label: str, **more: Any) -> Verdict:
    return dataclasses.replace(verdict, rule_id=label, benefit=dataclasses.replace(verdict.benefit, label=label), **more)


def _many(out: Outcome, count: int) -> Outcome:
    granted = _of(out, Eligibility.ELIGIBLE)
    long = "支持企业购置先进机床设备并开展数字化改造的一次性财政补助资金项目" * 3
    open_ = [_called(granted, f"{n}号{long}", status=Eligibility.UNKNOWN, document=long, heading=long) for n in range(count)]
    return _with(out, granted, *open_, _of(out, Eligibility.INELIGIBLE))


def _tables(blocks: list[Block]) -> list[Block]:
    return [b for b in blocks if b.style == "table"]


def test_the_overview_has_counts_and_each_with_its_amount_and_source(out: Outcome) -> None:
    blocks = summary(out, MADE, "zh")
    assert next(b.text for b in blocks if b.style == "counts") == "符合 1 项 · 还需要知道 0 项 · 不符合 1 项"
    table = _tables(blocks)[0]
    assert table.rows[0] == ("序号", "项目", "金额至多", "出处")
    assert ("1", "机床补助", "最高 12万元", "某市若干措施 · 机床补助") in table.rows
    assert blocks.index(table) < next(n for n, b in enumerate(blocks) if b.style == "part")


def test_what_is_not_granted_is_one_line_with_the_criterion_that_fails_and_its_words(out: Outcome) -> None:
    refused = _tables(summary(out, MADE, "zh"))[1]
    assert refused.rows[0] == ("项目", "不满足的条件", "条款原文")
    (name, criterion, quote), *rest = refused.rows[1:]
    assert rest == []
    assert name.endswith("（某市若干措施 · 展会奖励）")
    assert criterion == "已上市"
    assert quote.startswith("“已上市的企业”[")


def test_entries_are_numbered_as_in_the_overview_and_cite_clauses_listed_once_by_document(out: Outcome) -> None:
    blocks = summary(out, MADE, "zh")
    entry = next(b for b in blocks if b.style == "entry")
    assert (entry.text, entry.aside) == ("1. 机床补助", "最高 12万元")
    sources = [b.text for b in blocks if b.style == "source"]
    assert [s.split(" · ")[0] for s in sources] == ["某市若干措施"]
    listed = blocks[next(n for n, b in enumerate(blocks) if b.style == "source") + 1].text
    assert listed.count("机床补助") == 1
    numbers = {part.split("]")[0] for b in blocks if b.style == "bullet" for part in b.text.split("[")[1:]}
    assert numbers <= {part.split("]")[0] for part in listed.split("[")[1:]}


@pytest.mark.parametrize("count", [0, 60])
def test_the_overview_is_one_page_however_much_there_is(out: Outcome, count: int) -> None:
    font = cjk_font()
    if font is None:
        pytest.skip("no Chinese font is installed")
    import pypdfium2

    pdf = pypdfium2.PdfDocument(pdf_bytes(summary(_many(out, count), MADE, "zh"), font))
    first, second = ("".join(pdf[n].get_textpage().get_text_range().split()) for n in (0, 1))
    assert "符合1项" in first
    assert "不是审批决定" in first
    assert second.startswith("符合（1项）")


def test_what_has_no_room_in_the_overview_is_counted_and_told_in_full(out: Outcome) -> None:
    blocks = summary(_many(out, 60), MADE, "zh")
    rows = _tables(blocks)[0].rows
    shown = sum(row[0].isdigit() for row in rows)
    assert (f"另有 {61 - shown} 项还需要知道，见后文。",) in rows
    assert sum(b.style == "entry" for b in blocks) == 61


def test_the_print_has_the_same_overview_and_the_same_list(out: Outcome) -> None:
    html = results_html(out, "zh")
    first = html.index('class="pd-on-paper pd-paper-first"')
    assert first < html.index('id="verdict-town-machines"')
    assert "<td>最高 12万元</td><td>某市若干措施 · 机床补助</td>" in html
    assert "<td>已上市</td><td>“已上市的企业”</td>" in html
    assert "<img" not in html
