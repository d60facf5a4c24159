"""The files that are taken away of a self-check, and what their routes refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from check_shelf import HOSTILE, docx_words, shelf
from fastapi import FastAPI
from fastapi.testclient import TestClient

from desk import summary_routes
from desk.api_errors import install_errors
from desk.service import Service
from desk.summary_pdf import cjk_font

CASE = {
    "entered": {"region": "浙江省", "output_yuan": "3000万", "machines_yuan": "60万"},
    "text": "职工120人\x00\ud800", "on": "2025-06-01", "untold": [],
}  # fmt: skip


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = FastAPI()
    summary_routes.install_summary(app, Service(shelf(tmp_path)))
    install_errors(app)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def _sent(client: TestClient, kind: str, case: Any = None, lang: str = "zh") -> Any:
    return client.post(f"/check/summary.{kind}", data={"case": json.dumps(CASE if case is None else case), "lang": lang})


def test_a_word_file_has_facts_verdicts_citations_day_and_the_disclaimer(client: TestClient) -> None:
    got = _sent(client, "docx")
    assert (got.status_code, got.headers["content-disposition"].split(";")[0]) == (200, "attachment")
    told = docx_words(got.content)
    for expected in (
        "按 2025-06-01 有效的规定", "不是审批决定", "年产值：3000万元", "职工人数：120人（从文字读到：“120人”）", "最高 12万元",
        "算法：较小值(60万 × 20%，100万)", "由当地决定", "满足：职工不超过300人 “职工不超过300人”[", "还差：已上市", "某市若干措施", "要点摘编", "最高100万元",
        f"展会支持{HOSTILE}",
    ):  # fmt: skip
        assert expected in told
    assert "town.yaml" not in told
    assert "not a decision" in docx_words(_sent(client, "docx", lang="en").content)


def test_a_pdf_has_the_samedocx_words(client: TestClient) -> None:
    if cjk_font() is None:
        pytest.skip("no Chinese font is installed")
    import pypdfium2

    got = _sent(client, "pdf")
    assert got.headers["content-type"] == "application/pdf"
    told = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(got.content))
    flat = "".join(told.split())
    for expected in ("不是审批决定", "最高12万元", "职工不超过300人", "还差：已上市"):
        assert expected in flat


def test_without_a_chinese_font_it_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary_routes, "cjk_font", lambda: None)
    got = _sent(client, "pdf")
    assert got.status_code == 503
    assert "没有中文字体" in got.text


@pytest.mark.parametrize("case", [[], "x", {"entered": []}, {"on": "gestern"}, {"untold": "x"}, {"text": "长" * 5000}])
def test_what_is_no_case_is_refused(client: TestClient, case: Any) -> None:
    got = _sent(client, "docx", case)
    if isinstance(case, dict) and "text" in case:  # a text too long is left out, and said on the page
        assert got.status_code == 200
        return
    assert got.status_code == 422
    assert got.json()["error"]["code"] == "bad_argument"


def test_other_kinds_and_a_missing_case_are_refused(client: TestClient) -> None:
    assert client.post("/check/summary.docx").status_code == 422
    assert client.post("/check/summary.exe", data={"case": "{}"}).status_code == 422
    assert client.post("/check/summary.docx", data={"case": "[" * 3000}).status_code == 422
    assert client.post("/check/summary.docx", data={"case": "x" * 300_000}).status_code == 422
