"""A member of staff's way through a call and a standard reply, in a real browser; and what is asked back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from desk_fakes import HOSTILE, FakeKb
from desk_serving import serving

from desk.asking_back import backs
from desk.chat_session import Desk
from desk.metrics import Metrics
from desk.replies_session import ReplyDesk, Shelf
from desk.service import Service
from desk.work_order import spoken
from policy.answers import Answer, Filters, Status, cite, cite_metadata
from policy.kept import Asked
from policy.office import HandoverState, cite_reply
from policy.provisions import Figure, FigureKind, Provision

PASSWORD = "correct horse"
CONVERSATION = "c" * 22


class AnsweringKb(FakeKb):
    """Answers by an approved standard reply where its wording is the question."""

    def ask(self, question: str, filters: Filters | None = None, history: Any = ()) -> Answer:
        for reply in self.office.replies("approved", date.today()):
            if question in reply.wordings:
                return Answer(question, Status.ANSWERED, f"{reply.text}[1]", (cite_reply(1, reply),))
        return super().ask(question, filters, history)


@pytest.fixture
def kb() -> FakeKb:
    kb = AnsweringKb()
    kb.office.add_account("王芳", PASSWORD)
    kb.office.add_account("主管", PASSWORD, "admin")
    return kb


@pytest.fixture
def url(kb: FakeKb) -> Iterator[str]:
    with serving(kb) as url:
        yield url


def _staff(open_page: Any, url: str, name: str = "王芳", query: str = "", **more: Any) -> Any:
    watched = open_page(url, f"/staff/login{query}", until=".pd-sign-in", **more)
    page = watched.page
    page.locator("#name").fill(name)
    page.locator("#password").fill(PASSWORD)
    page.locator("button[type=submit]").click()
    page.locator("#hl-q").wait_for(state="attached", timeout=60_000)
    return watched


def test_a_call_by_keyboard_alone(kb: FakeKb, url: str, open_page: Any) -> None:
    watched = _staff(open_page, url, permissions=["clipboard-read", "clipboard-write"])
    page, keys = watched.page, watched.page.keyboard
    page.locator("#hl-q:focus").wait_for()
    page.get_by_label("地区").select_option("浙江省")
    page.get_by_label("来电人", exact=True).fill("赵先生 13812345678")
    keys.press("Escape")
    keys.type("算力券最高补多少?")
    keys.press("Enter")
    page.locator("#hl-say:focus").wait_for()
    said = page.locator("#hl-say").inner_text()
    assert "最高800万元" in said
    assert "[2]" not in said
    assert page.locator("#hl-clause mark").first.inner_text().startswith("支持有条件的地方")
    assert "浙政发〔2025〕10号" in page.locator("#hl-clause").inner_text()
    assert kb.asked[-1][1].region == "浙江省"
    keys.press("2")
    page.locator("#hl-clause:focus h3", has_text="加强信贷贴息支持").wait_for()
    keys.press("0")
    page.locator("#hl-clause mark").first.wait_for()
    keys.press("1")  # a question that is near: asked
    page.locator(".hl-asked", has_text="语料券").wait_for()
    keys.press("/")
    keys.type("模型券能在网上办吗?")
    keys.press("Enter")
    page.locator("#hl-say", has_text="没有规定").wait_for()
    keys.press("Escape")
    keys.press("Escape")
    assert page.locator("#hl-q").input_value() == ""
    page.locator("#hl-say").focus()
    keys.press("o")
    order = page.locator("#hl-order:focus").input_value()
    for words in ("赵先生", "坐席：王芳", "1. 问：算力券最高补多少?（浙江省）", "浙政发〔2025〕10号", "- 答复来电人：模型券能在网上办吗?"):
        assert words in order
    page.get_by_role("button", name="复制").click()
    page.get_by_text("工单已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == order
    page.locator("#hl-order").fill(f"{order}\n已约定周三回电 {HOSTILE}")
    page.get_by_role("button", name="保存并结束通话").click()
    page.locator(".hl-summary", has_text="周三回电").wait_for()
    (call,) = kb.office.calls("王芳")
    assert call.closed
    assert "13812345678" not in call.summary + call.caller
    kept = kb.office.conversation(call.conversation_id)
    assert [k.channel for k in kept] == ["hotline"] * 3
    page.wait_for_function("document.querySelector('[name=caller]').value === ''")
    assert page.locator("#pd-hotline img").count() == 0
    assert (watched.foreign, watched.errors) == ([], [])


def test_a_refresh_comes_back_to_the_call(url: str, open_page: Any) -> None:
    page = _staff(open_page, url).page
    page.locator("#hl-q").fill("算力券")
    page.locator("#hl-q").press("Enter")
    page.locator(".hl-live").wait_for()
    page.reload()
    page.locator("#hl-say", has_text="800万元").wait_for()
    assert page.locator("#pd-hotline-rail [data-act=show]").count() == 1
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Look up").wait_for()
    assert "On a call since" in page.locator(".hl-line").inner_text()


def test_a_conversation_from_the_chat_is_taken_seen_and_closed(kb: FakeKb, url: str, open_page: Any) -> None:
    kb.office.keep_answer(Asked(HOSTILE, kb.ask("算力券"), "chat", CONVERSATION))
    number = kb.office.hand_over(CONVERSATION, HOSTILE, "请回电")
    watched = _staff(open_page, url)
    page = watched.page
    page.locator("[data-act=see]").click()
    seen = page.locator(".hl-seen")
    seen.wait_for()
    assert HOSTILE in seen.inner_text()
    assert "加强算力券支持" in seen.inner_text()
    page.get_by_role("button", name="接手", exact=True).click()
    page.get_by_role("button", name="办结", exact=True).click()
    page.get_by_text("没有等待的对话").wait_for()
    (handed,) = kb.office.handovers(open_only=False)
    assert (handed.id, handed.state, handed.by) == (number, HandoverState.CLOSED, "王芳")
    assert page.locator("#pd-hotline img").count() == 0
    assert (watched.foreign, watched.errors) == ([], [])


def test_what_another_has_taken_is_said(kb: FakeKb, url: str, open_page: Any) -> None:
    number = kb.office.hand_over(CONVERSATION)
    page = _staff(open_page, url).page
    page.locator("[data-act=see]").click()
    page.locator("[data-act=take][data-id]").wait_for()
    kb.office.take_handover(number, "主管")
    page.get_by_role("button", name="接手", exact=True).click()
    page.get_by_role("alert").get_by_text("已被他人接手").wait_for()


def test_a_reply_is_drafted_approved_by_another_and_found_in_the_chat(kb: FakeKb, url: str, open_page: Any) -> None:
    question = "模型券能在网上办吗?"
    for _ in range(2):
        kb.office.keep_answer(Asked(question, kb.ask(question), "chat", CONVERSATION))
    watched = _staff(open_page, url, query="?tab=replies")
    page = watched.page
    row = page.locator(".rp-one", has_text=question)
    assert "问过 2 次" in row.inner_text()
    row.get_by_role("button", name="拟口径").click()
    assert page.get_by_label("问题（一行").input_value() == question
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_role("alert").get_by_text("请填写答复").wait_for()
    page.get_by_label("答复").fill(f"可以在浙里办办理。{HOSTILE}")
    assert "加强算力券支持" in page.get_by_label("来源").input_value()
    page.get_by_label("来源").fill("省经信厅电话答复")
    page.locator("[data-act=drop]").click()
    page.locator("[data-act=cite]").first.click()
    page.locator("[data-act=drop]").wait_for()
    assert page.get_by_label("答复").input_value().startswith("可以在浙里办办理")
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_text("草稿已保存").wait_for()
    assert "请由其他同事或管理员批准" in page.locator(".rp-one").inner_text()
    assert page.get_by_role("button", name="批准").count() == 0
    page.get_by_role("button", name="待拟问题").click()
    page.locator(".rp-one", has_text="拟稿中").wait_for()
    assert (watched.foreign, watched.errors) == ([], [])

    admin = _staff(open_page, url, "主管", "?tab=replies").page
    admin.get_by_role("button", name=re.compile("^草稿")).click()
    admin.get_by_role("button", name="批准").click()
    admin.get_by_text("现在起用于答复").wait_for()
    admin.get_by_role("button", name="待拟问题").click()
    admin.get_by_text("没有待拟的问题").wait_for()
    admin.get_by_role("button", name="生效中").click()
    chat = open_page(url)
    chat.ask(question)
    answer = chat.page.locator(".pd-answer").last
    assert "可以在浙里办办理" in answer.inner_text()
    assert "口径" in answer.locator(".pd-card").inner_text()
    assert chat.page.locator("#pd-conversation img").count() == 0
    admin.get_by_role("button", name="撤回", exact=True).click()
    admin.get_by_text("已撤回，不再用于答复").wait_for()
    chat.ask(question)
    assert "文件没有规定" in chat.page.locator(".pd-answer").last.inner_text()


def test_a_question_of_a_call_goes_over_to_its_draft(kb: FakeKb, url: str, open_page: Any) -> None:
    page = _staff(open_page, url).page
    page.get_by_label("地区").select_option("浙江省")
    for question in ("模型券能在网上办吗?", "贷款贴息网上办要哪些手续?"):
        page.locator("#hl-q").fill(question)
        page.locator("#hl-q").press("Enter")
        page.locator(".hl-asked", has_text=question).wait_for()
        page.locator(".hl-row", has_text=question).wait_for()
    page.get_by_role("button", name="去拟口径").click()
    form = page.locator(".rp-form")
    form.wait_for()
    assert page.get_by_label("问题（一行").input_value() == "浙江省，贷款贴息网上办要哪些手续?"
    assert page.get_by_label("来源").input_value().startswith("参考：《关于支持人工智能创新发展的若干措施》（浙政发〔2025〕10号）加强算力券支持")
    assert "地区：浙江省 · 相关内容：加强算力券支持" in form.inner_text()
    page.get_by_label("答复").fill("还没有写完")
    page.get_by_role("tab", name="热线台").click()
    page.locator("[data-act=show][data-n='0']").click()
    page.locator("[aria-current][data-n='0']").wait_for()
    page.get_by_role("button", name="去拟口径").click()
    page.get_by_role("alert").get_by_text("没有保存的草稿").wait_for()
    assert page.get_by_label("答复").input_value() == "还没有写完"
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_text("草稿已保存").wait_for()
    page.get_by_role("button", name="待拟问题").click()
    waiting = page.locator(".rp-one", has_text="贷款贴息")
    assert "拟稿中" in waiting.inner_text()
    waiting.get_by_role("button", name="继续拟稿").click()
    assert page.get_by_label("答复").input_value() == "还没有写完"
    (draft,) = kb.office.replies("draft")
    kb.office.withdraw_reply(draft.id, "主管")
    assert [g.draft for g in kb.office.unanswered()] == ["", ""]


def test_nobody_approves_their_own_draft_nor_one_that_was_changed(kb: FakeKb) -> None:
    staff, admin = (next(a for a in kb.office.accounts() if a.name == n) for n in ("王芳", "主管"))
    replies = ReplyDesk(Desk(Service(kb), Metrics()))  # type: ignore[arg-type]
    until = date.today() + timedelta(days=9)
    own = kb.office.draft_reply("问", "答", "源", [], until, staff)
    seen = own.drafted.isoformat()
    assert "自己起草" in replies.approve(Shelf(), own.id, seen, staff).error
    kb.office.draft_reply("问", "另一个答复", "源", [], until, staff, own.id)
    assert "刚被修改" in replies.approve(Shelf(), own.id, seen, admin).error
    assert not kb.office.replies("approved")
    now = kb.office.reply(own.id)
    assert now
    assert replies.approve(Shelf(), own.id, now.drafted.isoformat(), admin).show == "approved"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone(url: str, open_page: Any, scheme: str) -> None:
    page = _staff(open_page, url, width=390, height=844, color_scheme=scheme).page
    page.locator("#hl-q").fill("算力券")
    page.locator("#hl-q").press("Enter")
    page.locator("#hl-say").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("tab", name="口径").click()
    page.get_by_role("button", name="新建口径").click()
    page.locator(".rp-form").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def _rated(text: str, condition: str, at: int) -> Provision:
    rate = Figure(text, Decimal(text.rstrip("%")), "%", FigureKind.PERCENT, at, at + 3)
    return Provision("补助", at, at + 20, rate=rate, base="合同实际执行金额", condition=condition)


def test_the_case_and_the_figure_that_a_sum_needs_are_asked_back() -> None:
    kb = FakeKb()
    clause, document = kb.clause("zj-2025-ai-measures#加强算力券支持")
    clause = replace(clause, provisions=(_rated("30%", "使用自主算力服务的", 13), _rated("10%", "采用非自主算力服务的", 50)))
    answer = Answer("算力券补多少?", Status.ANSWERED, "按比例补[1]。", (cite(1, clause, document, 0, len(clause.text)),))
    case, amount = backs(answer, [clause])
    assert [c.question for c in case.choices] == ["使用自主算力服务的，算力券补多少?", "采用非自主算力服务的，算力券补多少?"]
    assert (amount.kind, amount.base) == ("amount", "合同实际执行金额")
    told = replace(answer, question="使用自主算力服务的，算力券补多少?")
    assert [b.chosen for b in backs(told, [clause])] == ["使用自主算力服务的", ""]  # told, so it is not asked, but may be changed
    half = replace(answer, citations=(cite(1, clause, document, 40, len(clause.text)),))
    assert [b.kind for b in backs(half, [clause])] == ["amount"]  # the other case is not in the quote
    assert backs(replace(answer, citations=(cite_metadata(1, document, "doc_no"),)), [clause]) == []
    vague = Answer("补多少?", Status.CLARIFY, "哪一项？")
    assert [c.question for c in backs(vague, [clause])[0].choices] == ["加强算力券支持，补多少?"]


def test_marks_are_not_said_aloud() -> None:
    assert spoken("补30%[1]，最高800万元[12]。[3]") == "补30%，最高800万元。"
