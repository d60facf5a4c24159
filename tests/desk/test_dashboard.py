"""The dashboard: what is drawn of kept answers, and what is taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from desk_fakes import HOSTILE, FakeKb
from desk_serving import serving

from desk.charts import Series, columns, lines
from desk.dashboard_eval import evaluated, evaluation_html
from desk.dashboard_html import Board, board_html
from kb import Settings
from kb.evaluation import keep_evaluation
from kb.office import Office
from policy.figures import DayFigures, Figures, Votes
from policy.kept import Asked, Reason

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


def test_votes_on_self_checks_stand_beside_those_on_answers() -> None:
    kb, today = FakeKb(), date.today()
    made = kb.office.keep_check({"verdicts": {"facts": {}, "told": [], "unplaced": []}}, {})
    kb.office.vote_check(made, False, (Reason.SHOULD_HAVE_ANSWERED,))
    alone = board_html(Board(7, kb.office.figures(today, today), [], []), "zh")
    assert "还没有人提问" in alone
    assert "应当符合，却没有算上" in alone
    kb.office.vote(_asked(kb, "能网上办吗"), False, (Reason.SHOULD_HAVE_ANSWERED,), "")
    both = board_html(Board(7, kb.office.figures(today, today), [], []), "zh")
    assert both.index("文件有规定，却没有答") < both.index("应当符合，却没有算上")
    assert both.count("有用 0 · 没用 1") == 2


def test_the_share_answered_is_drawn_over_the_days_that_had_questions() -> None:
    days = [DayFigures(date(2026, 1, n), by, 90.0, 200.0) for n, by in ((1, {"answered": 3, "clarify": 1}), (2, {}), (3, {"partial": 1, "refused": 1}))]
    figures = Figures(date(2026, 1, 1), date(2026, 1, 3), tuple(days), {"answered": 3, "partial": 1, "clarify": 1, "refused": 1}, {"chat": 6}, (), Votes(), Votes(), 90, 200)
    shown = board_html(Board(7, figures, [], []), "zh")
    card = shown[shown.index("每天答出的比例") :].split("</section>")[0]
    assert [f">{s}%<" in card for s in (75, 0, 50)] == [True, False, True]
    assert card.count("<circle") == 2
    assert "每天答出的比例" not in board_html(Board(7, replace(figures, days=tuple(days[:2])), [], []), "zh")  # one day is no course


def test_charts_stay_within_their_frame_and_break_where_there_is_nothing() -> None:
    days = ["2026-01-01", "2026-01-02", "2026-01-03"]
    drawn = lines(days, [Series("p50", [10, None, 1e9], "s1")], "用时", "ms")
    assert drawn.count("<circle") == 2
    assert "L" not in drawn.split('d="')[1].split('"')[0]
    assert columns(days, [Series("答出", [0, 0, 0], "s1")], "提问").count('class="pd-s1"') == 0
    assert 'y="-' not in columns(days, [Series("a", [999, 1, 0], "s1")], "提问")


def test_the_report_kept_in_the_data_folder_is_the_last_evaluation(tmp_path: Path, monkeypatch: Any) -> None:
    share = {"right": 8, "total": 10, "low": 0.5, "high": 0.9}
    first = {"accuracy": {"all": share}, "citations": {"precision": share, "recall": share}, "refusals": {"recall": share | {"total": 0}}}
    good = {"settings": {"time": "2026-01-02T00:00:00"}, "datasets": [{"name": "<i>a", "rows": 10, "systems": {"policydesk": first}}]}
    office = Office(Settings.load(data=tmp_path / "data"), lambda i: FakeKb().document(i))
    assert office.evaluation() is None
    assert keep_evaluation(tmp_path / "data", good) is None  # no knowledge base there
    (tmp_path / "data").mkdir()
    keep_evaluation(tmp_path / "data", {"datasets": []})
    keep_evaluation(tmp_path / "data", good)
    monkeypatch.chdir(tmp_path)  # wherever the service is started
    (found,) = evaluated(office.evaluation())
    assert [(s.name, s.right) for s in found.shares] == [("right", 8), ("precision", 8), ("recall", 8)]
    assert "80% (8/10)" in evaluation_html([found], "zh")
    assert "<i>a" not in evaluation_html([found], "zh")
    (tmp_path / "data" / "evaluation.json").write_text("{broken")
    assert evaluated(office.evaluation()) == evaluated({"datasets": [{}]}) == evaluated(None) == []


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
        page.locator("a[href='./export/checks.csv']").wait_for()
        assert page.request.get(f"{url}/staff/export/checks.csv").text().startswith("\ufeffid,made,day,eligible")
        assert page.request.get(f"{url}/staff/export/accounts.csv").status == 404
        assert (watched.foreign, watched.errors) == ([], [])
