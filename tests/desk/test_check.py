"""测资格 in a real browser: filled in, told, corrected, completed, opened at the clause, taken away."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from check_shelf import HOSTILE, shelf
from desk_serving import serving

RESULTS = "#pd-check .pd-results"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(shelf(tmp_path_factory.mktemp("shelf"))) as url:
        yield url


def _open(open_page: Any, url: str, path: str = "/?tab=check", **more: Any) -> Any:
    return open_page(url, path, until="#pd-check-fields", **more)


def _check(page: Any, counts: str) -> None:
    page.locator("#pd-check-fields [data-act=check]").click()
    _counted(page, counts)


def _counted(page: Any, counts: str) -> None:
    page.locator(".pd-counts", has_text=counts).wait_for()


def _field(page: Any, label: str) -> Any:
    return page.locator("#pd-check-fields").get_by_label(label)


def test_a_case_from_form_and_text_to_a_verdict_completed(url: str, open_page: Any) -> None:
    watched = _open(open_page, url)
    page = watched.page
    assert page.get_by_text("没有规则问的").count() == 0
    _field(page, "注册地").fill("浙江省杭州市")
    _field(page, "年产值").fill("1.2亿")
    page.locator("#pd-told").fill("职工120人。")
    _check(page, "符合 1 项 · 还需要知道 1 项")
    page.locator(".pd-read", has_text="原话：“120人”").wait_for()
    assert page.evaluate("document.activeElement.id") == "pd-results-h"
    need = page.locator("#verdict-town-fairs .pd-lacks")
    need.locator("summary").click()
    need.get_by_role("button", name="是", exact=True).click()
    _counted(page, "符合 2 项")
    field = page.locator(".pd-next").get_by_label("买机床花了多少？")
    field.fill("60万")
    field.press("Enter")
    card = page.locator("#verdict-town-machines.pd-eligible")
    card.get_by_text("最高 12万元").wait_for()
    assert "较小值(60万 × 20%，100万)" in card.inner_text()
    assert "由当地决定" in card.inner_text()
    assert "要点摘编" in card.inner_text()
    assert _field(page, "机床购置额").input_value() == "60万"
    page.locator("#verdict-town-fairs .pd-why-so > summary").click()
    _check(page, "符合 2 项")
    page.locator("#pd-check:not([aria-busy])").wait_for()
    assert page.locator("#verdict-town-fairs .pd-why-so").get_attribute("open") is None
    card.get_by_role("link", name="职工不超过300人").click()
    page.locator("#pd-library mark", has_text="职工不超过300人").wait_for()
    assert (watched.foreign, watched.errors) == ([], [])


def test_what_was_read_can_be_put_right_and_dropped(url: str, open_page: Any) -> None:
    page = _open(open_page, url).page
    _field(page, "注册地").fill("浙江省")
    _field(page, "年产值").fill("3000万")
    page.locator("#pd-told").fill("职工500人，机床花了100万元。")
    _check(page, "不符合 1 项")
    page.locator("#pd-t-staff").fill("50")
    page.get_by_role("button", name="按更正后的重新测").click()
    _counted(page, "不符合 0 项")
    page.locator("#verdict-town-machines.pd-eligible", has_text="最高 20万元").wait_for()
    page.get_by_role("button", name="不采用：机床购置额").click()
    page.get_by_role("button", name="恢复“机床购置额”").wait_for()
    assert page.locator("#verdict-town-machines").get_by_text("最高 20万元").count() == 0
    page.get_by_role("button", name="恢复“机床购置额”").click()
    page.locator("#verdict-town-machines", has_text="最高 20万元").wait_for()


def test_all_is_cleared_at_once(url: str, open_page: Any) -> None:
    page = _open(open_page, url).page
    _field(page, "注册地").fill("上海市")
    page.locator("#pd-told").fill("职工5人")
    _check(page, "不符合 2 项")
    page.get_by_role("button", name="全部清空").click()
    page.locator(RESULTS).wait_for(state="detached")
    page.wait_for_function("document.activeElement.id === 'pd-f-region'")
    assert (_field(page, "注册地").input_value(), page.locator("#pd-told").input_value()) == ("", "")


def test_bad_input_is_said_at_its_field_and_the_rest_counts(url: str, open_page: Any) -> None:
    page = _open(open_page, url).page
    _field(page, "注册地").fill(HOSTILE)
    _field(page, "年产值").fill("很多")
    _field(page, "职工人数").fill("3.5")
    _field(page, "机床购置额").fill("约60万")
    page.locator("#pd-told").fill(f"{HOSTILE} **粗**")
    page.locator("#pd-check-fields [data-act=check]").click()
    page.locator("#pd-f-output_yuan-note", has_text="请写金额").wait_for()
    assert "整数" in page.locator("#pd-f-staff-note").inner_text()
    assert "准确数" in page.locator("#pd-f-machines_yuan-note").inner_text()
    assert page.evaluate("document.activeElement.id") == "pd-f-output_yuan"
    assert page.locator(RESULTS).count() == 1
    _field(page, "年产值").fill("100万")
    _field(page, "职工人数").fill("5")
    _field(page, "机床购置额").fill("200万")
    page.locator("#pd-check-fields [data-act=check]").click()
    page.locator("#pd-f-machines_yuan-note", has_text="不能大于“年产值”").wait_for()
    _field(page, "机床购置额").fill("")
    page.locator("#pd-told").fill("机床花了900万元")
    page.locator("#pd-check-fields [data-act=check]").click()
    page.locator("#pd-told-fault", has_text="没有采用").wait_for()
    assert page.evaluate("window.hacked") is None
    assert page.locator("#pd-check img").count() == 0


def test_it_is_there_in_english_and_keeps_what_was_typed(url: str, open_page: Any) -> None:
    page = _open(open_page, url, "/?tab=check&lang=en").page
    _field(page, "yearly output").fill("30000000")
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="测一测").wait_for()
    assert _field(page, "年产值").input_value() == "30000000"
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Check", exact=True).wait_for()
    _check(page, "2 need more")
    assert page.locator(RESULTS).get_by_text("测算").count() == 0


def test_a_phone_shows_it_whole_and_a_print_unfolds_it(url: str, open_page: Any) -> None:
    page = _open(open_page, url, width=390, height=844, color_scheme="dark").page
    _field(page, "注册地").fill("上海市")
    _check(page, "不符合 2 项")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.locator("#verdict-town-fairs").is_visible()
    assert not page.locator(".pd-paper").first.is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".pd-paper-first").get_by_text("不符合（2 项）").is_visible()
    assert page.locator(".pd-paper td", has_text="展会支持").is_visible()
    assert not page.locator("#pd-check-fields").is_visible()
    assert page.locator(".pd-disclaimer").is_visible()


def test_the_summary_is_a_file(url: str, open_page: Any) -> None:
    page = _open(open_page, url).page
    _field(page, "注册地").fill("浙江省")
    _check(page, "还需要知道 2 项")
    with page.expect_download() as got:
        page.get_by_role("button", name="下载 Word").click()
    assert got.value.suggested_filename.startswith("资格自测摘要-")
    from docx import Document

    told = "\n".join(p.text for p in Document(io.BytesIO(Path(got.value.path()).read_bytes())).paragraphs)
    assert "注册地：浙江省" in told
