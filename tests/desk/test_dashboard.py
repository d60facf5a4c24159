"""The dashboard: what is drawn of kept answers, and what is taken away."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from desk_fakes import HOSTILE, FakeKb
from desk_serving import serving

from desk.charts import Series, columns, lines
from desk.dashboard_eval import evaluation_html, last_evaluation
from desk.dashboard_html import Board, board_html
from policy.office import Asked, Reason

PASSWORD = "correct horse"


def _asked(kb: FakeKb, question: str) -> str:
    return kb.office.keep_answer(Asked(question, kb.ask(question), milliseconds=120))


def test_figures_are_drawn_with_the_words_of_users_as_text() -> None:
    kb = FakeKb()
    _asked(kb, "算力券最高补多少?")
    kb.office.vote(_asked(kb, f"能网上办吗 {HOSTILE}"), False, (Reason.UNCLEAR,), "")
    today = date.today()
    shown = board_html(Board(7, kb.office.figures(today, today), kb.office.unanswered(), []), "zh")
    assert "50%" in shown
    assert "看不明白" in shown
    assert "加强算力券支持" in shown
    assert "<img" not in shown
    empty = board_html(Board(7, FakeKb().office.figures(today, today), [], []), "zh")
    assert "还没有人提问" in empty
    assert "还没有评测报告" in empty


def test_charts_stay_within_their_frame_and_break_where_there_is_nothing() -> None:
    days = ["2026-01-01", "2026-01-02", "2026-01-03"]
    drawn = lines(days, [Series("p50", [10, None, 1e9], "s1")], "用时", "ms")
    assert drawn.count("<circle") == 2
    assert "L" not in drawn.split('d="')[1].split('"')[0]
    assert columns(days, [Series("答出", [0, 0, 0], "s1")], "提问").count('class="pd-s1"') == 0
    assert 'y="-' not in columns(days, [Series("a", [999, 1, 0], "s1")], "提问")


def test_the_newest_readable_report_is_the_last_evaluation(tmp_path: Path) -> None:
    share = {"right": 8, "total": 10, "low": 0.5, "high": 0.9}
    first = {"accuracy": {"all": share}, "citations": {"precision": share, "recall": share}, "refusals": {"recall": share | {"total": 0}}}
    good = {"settings": {"time": "2026-01-02T00:00:00"}, "datasets": [{"name": "<i>a", "rows": 10, "systems": {"policydesk": first}}]}
    for name, words in (("20260102T000000Z", json.dumps(good)), ("20260103T000000Z", "{broken")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.json").write_text(words)
    (found,) = last_evaluation(tmp_path)
    assert [(s.name, s.right) for s in found.shares] == [("right", 8), ("precision", 8), ("recall", 8)]
    assert "80% (8/10)" in evaluation_html([found], "zh")
    assert "<i>a" not in evaluation_html([found], "zh")
    assert last_evaluation(tmp_path / "none") == []


def test_staff_see_it_choose_a_period_and_take_it_away_and_others_nothing(open_page: Any) -> None:
    kb = FakeKb()
    kb.office.add_account("王芳", PASSWORD)
    _asked(kb, "算力券最高补多少?")
    with serving(kb) as url:
        assert httpx.get(f"{url}/staff/export/answers.csv").status_code == 401
        watched = open_page(url, "/staff?tab=dashboard", until=".pd-sign-in")
        page = watched.page
        page.get_by_label("账号").fill("王芳")
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.locator("#pd-dashboard .pd-chart").first.wait_for()
        page.get_by_role("button", name="近 7 天").click()
        page.locator("[data-days='7'][aria-pressed=true]").wait_for()
        rows = page.request.get(f"{url}/staff/export/figures.csv?days=7").text().splitlines()
        assert len(rows) == 8
        assert rows[-1].startswith(f"{date.today().isoformat()},1,1")
        assert "算力券最高补多少" in page.request.get(f"{url}/staff/export/answers.csv").text()
        assert page.request.get(f"{url}/staff/export/accounts.csv").status == 404
        assert (watched.foreign, watched.errors) == ([], [])
