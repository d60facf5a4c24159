"""`match` and `rules` on the command line, and POST /v1/match: results, one line for each refusal, the contract's fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from desk.api import create_app
from desk.cli import main
from kb import KnowledgeBase, Settings

FACTS = {"region": "丽水市", "compute_contract_yuan": 600000, "compute_self_controlled": True}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


class Run:
    def __init__(self, capsys: Any, *argv: str) -> None:
        self.code = main(argv)
        self.out, self.err = capsys.readouterr()

    @property
    def json(self) -> Any:
        assert (self.code, self.err) == (0, "")
        return json.loads(self.out)


@pytest.fixture
def where(tmp_path: Path) -> list[str]:
    return ["--data", str(tmp_path / "data"), "--on", "2025-09-01"]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(FACTS), encoding="utf-8")
    return path


def _result(made: Any, rule_id: str) -> Any:
    return next(r for r in made["results"] if r["rule_id"] == rule_id)


def test_a_profile(capsys: Any, where: list[str], profile: Path) -> None:
    made = Run(capsys, "match", "--profile", str(profile), "--json", *where).json
    assert (made["as_of"], made["facts"]) == ("2025-09-01", FACTS)
    voucher = _result(made, "zj-compute-voucher")
    assert (voucher["status"], voucher["benefit"]["amount_yuan"]) == ("eligible", 180000)
    assert voucher["benefit"]["formula"] == "600000 × 30%"
    assert voucher["local_discretion"] is True
    assert made["next_questions"]


def test_a_text_shows_what_was_read(capsys: Any, where: list[str]) -> None:
    text = "厂子在丽水,租了六十万的自主算力,去年研发三百五十万、前年三百万出头"
    made = Run(capsys, "match", "--text", text, "--json", *where).json
    assert made["facts"] == {**FACTS, "rd_expense_yuan": 3500000, "rd_expense_prev_yuan": 3000000}
    assert [t["fact"] for t in made["told"] if t["vague"]] == ["rd_expense_prev_yuan"]
    shown = Run(capsys, "match", "--text", text, *where)
    assert "roughly" in shown.out
    assert "180000" in shown.out


def test_the_day_and_the_region(capsys: Any, profile: Path, tmp_path: Path) -> None:
    early = Run(capsys, "match", "--profile", str(profile), "--json", "--data", str(tmp_path), "--on", "2025-05-30").json
    assert _result(early, "zj-compute-voucher")["status"] == "ineligible"
    profile.write_text(json.dumps({n: v for n, v in FACTS.items() if n != "region"}), encoding="utf-8")
    without = Run(capsys, "match", "--profile", str(profile), "--json", "--data", str(tmp_path), "--on", "2025-09-01").json
    assert _result(without, "zj-compute-voucher")["status"] == "unknown"
    within = ["--data", str(tmp_path), "--on", "2025-09-01", "--region", "绍兴市"]
    assert _result(Run(capsys, "match", "--profile", str(profile), "--json", *within).json, "zj-compute-voucher")["status"] == "eligible"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"regin": "丽水市"}', "did you mean region?"),
        ('{"compute_contract_yuan": "60万"}', "compute_contract_yuan must be a number"),
        ('{"compute_contract_yuan": true}', "compute_contract_yuan must be a number"),
        ('{"compute_contract_yuan": -0.01}', "compute_contract_yuan can't be negative"),
        ('{"compute_contract_yuan": NaN}', "compute_contract_yuan must be a number"),
        ('{"compute_contract_yuan": Infinity}', "compute_contract_yuan must be a number"),
        ('{"compute_contract_yuan": 1e400}', "compute_contract_yuan can't be more than"),
        ('{"compute_contract_yuan": 1e99999999999999999999}', "compute_contract_yuan must be a number"),
        ('{"compute_self_controlled": 1}', "compute_self_controlled must be true or false"),
        ('{"standards_national": 1.5}', "standards_national must be a whole number"),
        ('{"region": "甲", "region": "乙"}', "region stands twice"),
        ("[]", "one JSON object"),
        ("{", "is not JSON"),
        ("[" * 100000, "is not JSON"),
        ("", "is not JSON"),
    ],
)
def test_a_bad_profile_is_one_line_that_names_the_field(
    capsys: Any, where: list[str], profile: Path, body: str, words: str
) -> None:
    profile.write_text(body, encoding="utf-8")
    run = Run(capsys, "match", "--profile", str(profile), "--json", *where)
    assert (run.code, run.out) == (2, "")
    assert run.err.count("\n") == 1
    assert words in run.err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], "--profile --text is required"),
        (["--text", " "], "--text is empty"),
        (["--profile", "nowhere.json"], "nowhere.json can't be read"),
        (["--text", "在丽水", "--document", "nobody"], "nobody"),
        (["--text", "在" * 5000], "at most"),
    ],
)
def test_bad_requests(capsys: Any, where: list[str], argv: list[str], words: str) -> None:
    run = Run(capsys, "match", *argv, *where)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert words in run.err


def test_numbers_of_a_profile_are_exact(capsys: Any, where: list[str], profile: Path) -> None:
    profile.write_text('{"region": "杭州市", "horizontal_project_yuan": 3000000.000000001, "horizontal_project_accepted": true}')
    made = Run(capsys, "match", "--profile", str(profile), "--json", *where).json
    assert _result(made, "zj-leading-talent-by-project")["status"] == "eligible"


def test_rules_are_listed_checked_and_drafted(capsys: Any, where: list[str]) -> None:
    listed = Run(capsys, "rules", "--json", *where).json["rules"]
    assert {"rule_id", "clause_id", "facts", "draft"} <= set(listed[0])
    names = {f["name"] for f in Run(capsys, "rules", "facts", "--json", *where).json["facts"]}
    assert names >= {f for r in listed for f in r["facts"]}
    checked = Run(capsys, "rules", "check", "zj-2025-ai-measures", *where)
    assert (checked.code, checked.err) == (0, "")
    drafted = Run(capsys, "rules", "draft", "zj-2025-ai-measures", *where)
    assert "draft: true" in drafted.out


def test_what_is_wrong_with_rules_is_listed(capsys: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text("id: a\ntitle: 甲\nfacts:\n- {heading: 一, text: 补助3%。}\n", encoding="utf-8")
    (tmp_path / "facts.yaml").write_text(
        "facts:\n- {name: region, type: region, label: 地, question: {zh: 哪, en: where}}\n", encoding="utf-8"
    )
    (tmp_path / "a.rules.yaml").write_text("document: a\nseen: {}\nrulez: []\n", encoding="utf-8")
    monkeypatch.setenv("POLICYDESK_CORPUS", str(tmp_path))
    run = Run(capsys, "rules", "check")
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "line 3: rulez: no such field" in run.out


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(KnowledgeBase(Settings.load(data=tmp_path / "data")), with_desk=False)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_http(client: TestClient) -> None:
    made = client.post("/v1/match", json={"facts": FACTS, "on": "2025-09-01"}).json()
    assert _result(made, "zj-compute-voucher")["benefit"]["amount_yuan"] == 180000
    told = client.post("/v1/match", json={"text": "厂子在丽水，租了六十万的自主算力", "on": "2025-09-01"}).json()
    assert told["facts"] == FACTS


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"facts": {"regin": "丽水市"}}, "did you mean region?"),
        ({"facts": {"compute_contract_yuan": "1"}}, "compute_contract_yuan"),
        ({"facts": {"compute_contract_yuan": -1}}, "compute_contract_yuan"),
        ({"facts": [1]}, "facts"),
        ({}, "facts or text"),
        ({"facts": {}, "more": 1}, "more"),
        ({"facts": {}, "on": "soon"}, "on"),
    ],
)
def test_http_refusals(client: TestClient, body: dict[str, Any], words: str) -> None:
    response = client.post("/v1/match", json=body)
    assert response.status_code == 422
    assert words in response.json()["error"]["message"]


def test_http_numbers_that_are_none(client: TestClient) -> None:
    response = client.post("/v1/match", content=b'{"facts": {"compute_contract_yuan": NaN}}', headers={"Content-Type": "application/json"})
    assert response.status_code in (400, 422)
    assert set(response.json()) == {"error"}


def test_facts_have_their_names_in_english(capsys: Any, where: list[str]) -> None:
    ran = Run(capsys, "match", "--text", "公司在丽水，语料合同实际执行了大概50万", *where)
    assert "region (place of registration) = 丽水市" in ran.out
    assert "corpus contract, as executed × 30%" in ran.out
    told = Run(capsys, "match", "--text", "公司在丽水", "--json", *where).json["told"]
    assert [(t["label"], t["label_en"]) for t in told] == [("注册地", "place of registration")]
