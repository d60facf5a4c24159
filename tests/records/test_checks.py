"""Self-checks kept: what was entered, the dialogue's messages, results with an address; personal numbers covered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from records_fakes import Clock

from policy.errors import BadArgument, UnknownRecord
from policy.figures import Purged
from policy.kept import Reason
from records.base import Terms
from records.checks import Checks
from records.database import Database
from records.upkeep import Upkeep

CASE: dict[str, Any] = {
    "entered": {"output_yuan": "13800138000", "region": "浙江省 13800138000"}, "text": "职工50人，电话13800138000", "on": "",
    "untold": ["staff"], "skipped": [],
}  # fmt: skip
VERDICTS: dict[str, Any] = {
    "facts": {"output_yuan": 13800138000, "region": "浙江省 13800138000", "listed": True},
    "told": [{"fact": "region", "value": "浙江省", "text": "浙江 13800138000"}],
    "unplaced": ["13900139000"],
    "results": [{"citations": [{"quote": "咨询电话0571-88001234"}]}],
}
COUNTS = {"eligible": 1, "unknown": 2, "ineligible": 3}


@pytest.fixture
def checks(database: Database, clock: Clock) -> Checks:
    return Checks(database, Terms(), clock)


def test_a_case_comes_back_with_its_figures_and_without_personal_numbers(checks: Checks) -> None:
    checks.keep_case("case-1", CASE, figures=["output_yuan"])
    kept = checks.case("case-1")
    assert kept is not None
    assert kept["entered"] == {"output_yuan": "13800138000", "region": "浙江省 （电话已隐去）"}
    assert (kept["text"], kept["untold"]) == ("职工50人，电话（电话已隐去）", ["staff"])
    checks.keep_case("case-1", {**CASE, "text": "新"})
    assert (checks.case("case-1") or {})["text"] == "新"
    checks.drop_case("case-1")
    assert checks.case("case-1") is None


def test_a_case_without_an_id_or_without_end_is_refused(checks: Checks) -> None:
    for case_id, body in (("", CASE), ("<img>", CASE), ("case-1", {"text": "长" * 300_000})):
        with pytest.raises(BadArgument):
            checks.keep_case(case_id, body)


def test_messages_come_in_their_order_and_of_one_conversation(checks: Checks, clock: Clock) -> None:
    checks.keep_message("c-1", "我们能享受什么？电话13800138000", "浙江省")
    clock.on(minutes=1)
    checks.keep_message("c-1", "50人", check_id="x")
    checks.keep_message("c-2", "别的")
    assert [m.check_id for m in checks.messages("c-1")] == ["", "x"]
    assert [(m.said, m.region) for m in checks.messages("c-1")] == [("我们能享受什么？电话（电话已隐去）", "浙江省"), ("50人", "")]
    assert checks.messages("") == []


def test_a_result_is_kept_as_it_was_with_the_documents_own_numbers(checks: Checks, clock: Clock) -> None:
    made = checks.keep_check({"verdicts": VERDICTS, "names": {}}, COUNTS)
    kept = checks.check(made)
    assert kept is not None
    assert (kept.made, kept.vote) == (clock.at, None)
    told = kept.body["verdicts"]
    assert told["facts"] == {"output_yuan": 13800138000, "region": "浙江省 （电话已隐去）", "listed": True}
    assert (told["told"][0]["text"], told["unplaced"]) == ("浙江 （电话已隐去）", ["（电话已隐去）"])
    assert told["results"] == VERDICTS["results"]
    assert checks.check("nothing") is None


def test_a_vote_on_a_result_takes_the_place_of_an_earlier_one(checks: Checks) -> None:
    made = checks.keep_check({"verdicts": VERDICTS}, COUNTS)
    checks.vote_check(made, True)
    checks.vote_check(made, False, ["wrong_figure"], "请打13800138000")
    vote = getattr(checks.check(made), "vote", None)
    assert vote is not None
    assert (vote.useful, vote.reasons, vote.comment) == (False, (Reason.WRONG_FIGURE,), "请打（电话已隐去）")
    with pytest.raises(BadArgument):
        checks.vote_check(made, False, ["too_long"])
    with pytest.raises(UnknownRecord):
        checks.vote_check("nothing", True)


def test_what_is_older_than_the_retention_goes(checks: Checks, database: Database, clock: Clock) -> None:
    def fill(name: str) -> str:
        checks.keep_case(name, CASE)
        checks.keep_message(name, "50人")
        return checks.keep_check({"verdicts": VERDICTS}, COUNTS)

    old = fill("old")
    clock.on(days=300)
    new = fill("new")
    today = (clock.at + timedelta(days=100)).date()
    assert Upkeep(database, Terms(), clock).purge(today) == Purged(checks=1)
    assert (checks.check(old), checks.case("old"), checks.messages("old")) == (None, None, [])
    assert None not in (checks.check(new), checks.case("new"))
    assert len(checks.messages("new")) == 1
