"""What becomes of an answer: a vote, a permanent address, a handover, the conversation after a refresh. In a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import httpx
import pytest
from desk_fakes import HOSTILE, FakeKb
from desk_serving import serving

from desk.formula import steps
from desk.kept import answer_of


@pytest.fixture
def kb() -> FakeKb:
    return FakeKb()


@pytest.fixture
def url(kb: FakeKb) -> Iterator[str]:
    with serving(kb) as url:
        yield url


def _kept(kb: FakeKb, page: Any) -> Any:
    href = page.locator("[data-own=share]").last.get_attribute("href")
    return kb.office.answer(href.rsplit("/", 1)[-1])


def test_a_vote_and_why(kb: FakeKb, url: str, open_page: Any) -> None:
    watched = open_page(url)
    page = watched.page
    watched.ask("算力券最高补多少?")
    page.get_by_role("button", name="有用").click()
    page.get_by_text("谢谢").wait_for()
    assert _kept(kb, page).vote.useful
    page.get_by_role("button", name="没用").click()
    page.get_by_label("数字不对").check()
    assert page.get_by_role("button", name="没用").get_attribute("aria-pressed") == "true"
    page.get_by_label("还想说明的").fill(HOSTILE)
    page.get_by_role("button", name="提交").click()
    page.get_by_text("谢谢").wait_for()
    vote = _kept(kb, page).vote
    assert (vote.useful, list(vote.reasons), vote.comment) == (False, ["wrong_figure"], HOSTILE)
    assert (watched.foreign, watched.errors) == ([], [])


def test_an_answer_is_copied_with_its_sources_and_shared_by_its_address(kb: FakeKb, url: str, open_page: Any) -> None:
    watched = open_page(url, permissions=["clipboard-read", "clipboard-write"])
    page = watched.page
    watched.ask("算力券最高补多少?")
    page.get_by_role("button", name="复制").click()
    page.get_by_text("已复制答复和出处").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "按不高于合同实际执行金额的30%补助[1]" in copied
    assert "[3] 算力补贴" in copied
    page.get_by_role("link", name="分享链接").click()
    page.get_by_text("链接已复制").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(rf"{url}/a/[\w-]{{16,}}", link)
    other = open_page(url, link.removeprefix(url), until=".pd-kept")
    assert "800万元" in other.page.locator(".pd-answer").inner_text()
    assert other.page.locator("mark").first.inner_text().startswith("支持有条件的地方")
    assert other.page.locator(".pd-notice").count() == 0
    other.page.locator(".pd-now a").nth(2).click()
    other.page.locator("#pd-library .pd-open", has_text="单家企业最高补贴1000万元").wait_for()
    assert (other.foreign, other.errors) == ([], [])


def test_a_shared_answer_keeps_the_words_of_its_time(kb: FakeKb, url: str, open_page: Any) -> None:
    watched = open_page(url)
    watched.ask("算力券最高补多少?")
    link = f"{url}/a/{_kept(kb, watched.page).id}"
    measures, digest, draft = kb.held
    changed = tuple(replace(c, text=c.text.replace("30%", "40%")) for c in measures.clauses)
    kb.held = [replace(measures, clauses=changed), draft]
    page = httpx.get(link).text
    assert "不高于合同实际执行金额的30%给予补助" in page
    assert "40%" not in page
    assert page.count("这一条的文字在答复之后有变动") == 2
    assert page.count("现在已不再收录") == 1
    kb.held = [digest, draft]
    assert httpx.get(link).text.count("现在已不再收录") == 3
    assert "Answered 2" in httpx.get(f"{link}?lang=en").text


def test_an_unknown_answer_is_not_found(url: str) -> None:
    gone = httpx.get(f"{url}/a/nothing")
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "not_found")
    shown = httpx.get(f"{url}/a/%3Cimg%20src=x%3E", headers={"accept": "text/html,*/*"})
    assert (shown.status_code, "没有找到这条答复" in shown.text, "<img" in shown.text) == (404, True, False)


def test_hostile_words_are_text_on_a_shared_page_too(kb: FakeKb, url: str, open_page: Any) -> None:
    watched = open_page(url)
    watched.ask(f"<终端> {HOSTILE}")
    other = open_page(url, f"/a/{_kept(kb, watched.page).id}", until=".pd-kept")
    assert other.page.locator("main img, main strong, main script").count() == 0
    assert HOSTILE in other.page.locator("h1").inner_text()
    assert other.page.evaluate("window.hacked") is None


def test_a_conversation_is_handed_over_and_goes_on(kb: FakeKb, url: str, open_page: Any) -> None:
    watched = open_page(url)
    page = watched.page
    page.get_by_role("button", name="转人工").click()
    page.get_by_role("button", name="转给工作人员").click()
    page.get_by_text("请先提一个问题").wait_for()
    watched.ask("模型券能在网上办吗?")
    told = page.locator(".pd-turn-to").inner_text()
    assert "浙江省人民政府" in told
    assert "12345" in told
    page.get_by_role("button", name="转人工，由工作人员答复").click()
    page.get_by_label("还想说明的").fill(HOSTILE)
    page.get_by_label("怎么联系您").fill("王女士 13800012345")
    assert "办结后随即隐去" in page.locator("form.pd-handing").inner_text()
    page.get_by_role("button", name="转给工作人员").click()
    number = re.search(r"转接号 (\w+)", page.locator(".pd-done").inner_text())
    (handed,) = kb.office.handovers()
    assert number
    assert (handed.id, handed.note, handed.contact) == (number[1], HOSTILE, "王女士 13800012345")
    assert [k.question for k in kb.office.conversation(handed.conversation_id)] == ["模型券能在网上办吗?"]
    watched.ask("算力券")
    assert len(kb.office.conversation(handed.conversation_id)) == 2
    assert page.locator(".pd-done").count() == 1
    assert (watched.foreign, watched.errors) == ([], [])


def test_a_refresh_keeps_the_conversation_and_another_tab_has_its_own(kb: FakeKb, url: str, open_page: Any) -> None:
    watched = open_page(url)
    page = watched.page
    watched.ask("算力券最高补多少?")
    watched.ask("模型券能在网上办吗?")
    page.get_by_role("button", name="有用").first.click()
    page.get_by_text("谢谢").wait_for()
    page.reload()
    page.locator(".pd-turn").nth(1).wait_for()
    assert page.locator(".pd-thanks").count() == 1
    conversation = page.evaluate("sessionStorage.getItem('policydesk.conversation')")
    assert conversation not in page.url
    assert open_page(url).page.locator(".pd-turn").count() == 0
    with serving(kb) as later:  # a new process: what was kept is shown
        page.goto(later)
        page.evaluate(f"sessionStorage.setItem('policydesk.conversation', '{conversation}')")
        page.reload()
        page.locator(".pd-turn").nth(1).wait_for()
        assert "800万元" in page.locator(".pd-answer").first.inner_text()
        assert page.locator("[data-kind=useful]").first.get_attribute("aria-pressed") == "true"
        page.get_by_role("button", name="新对话").click()
        page.locator(".pd-welcome").wait_for()
        page.reload()
        page.locator(".pd-welcome").wait_for()


def test_a_call_of_the_hotline_is_nobodys_conversation(kb: FakeKb, url: str, open_page: Any) -> None:
    from policy.kept import Asked

    kb.office.keep_answer(Asked("电话里的问题", kb.ask("算力券"), "hotline", "call:1"))
    kb.office.keep_answer(Asked("别处的问题", kb.ask("算力券"), "api", "a" * 22))
    page = open_page(url).page
    for stolen in ("call:1", "a" * 22, "x", "<img>"):
        page.evaluate("id => sessionStorage.setItem('policydesk.conversation', id)", stolen)
        page.reload()
        page.locator(".pd-welcome").wait_for()
        assert page.locator(".pd-turn").count() == 0


def test_the_answer_is_read_aloud_once(url: str, open_page: Any) -> None:
    watched = open_page(url)
    watched.ask("模型券能在网上办吗?")
    live = watched.page.locator("#pd-live")
    assert live.get_attribute("aria-live") == "polite"
    assert "文件没有规定办理渠道" in live.inner_text()


def test_print_shows_the_one_answer(url: str, open_page: Any) -> None:
    watched = open_page(url, color_scheme="dark")
    page = watched.page
    watched.ask("算力券")
    watched.ask("模型券能在网上办吗?")
    page.evaluate("() => { window.print = () => { window.printed = document.querySelector('.pd-printed').id } }")
    page.get_by_role("button", name="打印").last.click()
    assert page.evaluate("window.printed") == "turn-1"
    page.emulate_media(media="print")
    assert [page.locator(f"#turn-{n}").is_visible() for n in (0, 1)] == [False, True]
    assert not page.locator("#pd-composer").is_visible()
    assert not page.locator("#pd-bar").is_visible()


def test_a_kept_answer_comes_back_as_it_was() -> None:
    kb = FakeKb()
    for question in ("算力券", "模型券能在网上办吗?", "<终端>"):
        answer = kb.ask(question)
        assert answer_of(answer.to_dict()) == answer


def test_an_office_that_fails_takes_no_answer_away(open_page: Any) -> None:
    kb = FakeKb()
    kb.office.keep_answer = lambda asked: 1 / 0  # type: ignore[method-assign]
    with serving(kb) as url:
        watched = open_page(url)
        watched.ask("算力券")
        assert watched.page.get_by_role("link", name="分享链接").count() == 0
        assert "已答复" in watched.page.locator(".pd-status").inner_text()


@pytest.mark.parametrize(
    ("formula", "value", "shown"),
    [
        ("min(3400000 × 15%, 2000000)", "510000", ["min(3400000 × 15%, 2000000)", "min(510000, 2000000)"]),
        ("2000000 × 30%", "600000", ["2000000 × 30%"]),
        ("min(3000 × 15%, 2000) + 4 × 500", "2450", ["min(3000 × 15%, 2000) + 4 × 500", "min(450, 2000) + 2000", "450 + 2000"]),
        ("(3000 − 2000) ÷ 2000", "50", ["(3000 − 2000) ÷ 2000", "1000 ÷ 2000"]),
        ("8 ÷ 2 × 3 + 1", "13", ["8 ÷ 2 × 3 + 1", "12 + 1"]),
        ("1 + 1", "3", ["1 + 1"]),
        ("5 ÷ 0", "1", ["5 ÷ 0"]),
        ("revenue_yuan × 3%", "9", ["revenue_yuan × 3%"]),
    ],
)
def test_a_formula_unfolds_and_never_to_another_value(formula: str, value: str, shown: list[str]) -> None:
    assert steps(formula, Decimal(value)) == shown
