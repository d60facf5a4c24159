"""A model may put a question into other words; which clause answers is for code to say. And what is kept between questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from answer_fakes import ON, document, named
from llm_fakes import Scripted, worded

from answer.llm.model import Limits, ModelFailed
from answer.llm.store import Pauses, Store
from answer.pipeline import Answerer
from policy.answers import Answer, Filters, Hit, Status, Turn

DOC = document(
    "模型券管理办法\n第一条 模型券发放\n对采购模型服务的企业发放模型券，最高补助50万元。\n第二条 模型券受理\n模型券由企业通过政策直达平台在线申请，受理电话0571-87054321。\n"
    "第三条 食堂管理\n食堂意见由职工通过网上平台在线申请，咨询电话0571-11112222。\n",
    "vouchers",
)  # fmt: skip
GRANT, DESK, CANTEEN = (named(DOC, h) for h in ("模型券发放", "模型券受理", "食堂管理"))
TERMS = ("模型券", "食堂")
QUESTION = "模型券的咨询电话是多少？"


def searching(also: object, own: tuple[object, ...] = (DESK, CANTEEN)) -> Answerer:
    """The question finds the grant first and the others far behind; any other query finds `also`."""

    def search(query: str, k: int, filters: Filters) -> list[Hit]:
        if query.startswith("模型券的"):
            return [Hit(GRANT, DOC, 5.0, {"dense": 1}), *(Hit(c, DOC, 1.0, {"dense": 2}) for c in own)]  # type: ignore[arg-type]
        return [Hit(also, DOC, 5.0, {"dense": 1})]  # type: ignore[arg-type]

    return Answerer(search, [DOC], terms=TERMS)


def test_a_clause_brought_forward_answers_where_it_states_what_is_asked() -> None:
    assert searching(DESK).ask(QUESTION, Filters(on=ON)).status is Status.NOT_COVERED
    model = Scripted("模型券 受理电话", "受理电话是[T1][A1]。")
    answer = worded(searching(DESK), model).ask(QUESTION, Filters(on=ON))
    assert (answer.status, answer.mode) == (Status.ANSWERED, "llm"), model.outgoing
    assert "0571-87054321" in answer.answer
    assert answer.citations[0].clause_id == DESK.clause_id


def test_where_the_wording_fails_the_clause_found_still_answers() -> None:
    answer = worded(searching(DESK), Scripted("模型券 受理电话", "打96871[A1]。", "打96871[A1]。")).ask(QUESTION, Filters(on=ON))
    assert (answer.status, answer.mode) == (Status.ANSWERED, "extractive")
    assert "0571-87054321" in answer.answer


@pytest.mark.parametrize("also", [GRANT, CANTEEN], ids=["does not state it", "is of another topic"])
def test_a_clause_that_does_not_pass_codes_own_tests_stays_where_it_was(also: object) -> None:
    answer = worded(searching(also), Scripted("食堂 咨询电话", "电话是[T1][A1]。")).ask(QUESTION, Filters(on=ON))
    assert (answer.status, answer.citations) == (Status.NOT_COVERED, ())


def test_a_clause_that_the_question_did_not_find_is_not_taken() -> None:
    answer = worded(searching(DESK, own=()), Scripted("模型券 受理电话", "电话是[T1][A1]。")).ask(QUESTION, Filters(on=ON))
    assert answer.status is Status.NOT_COVERED


def test_a_model_that_fails_there_leaves_a_note() -> None:
    answer = worded(searching(DESK), Scripted(ModelFailed("down"))).ask(QUESTION, Filters(on=ON))
    assert (answer.status, answer.mode) == (Status.NOT_COVERED, "extractive")
    assert answer.notes[0].startswith("语言模型暂时不可用")


# -- kept ------------------------------------------------------------------------------------------------------------

ASKED = "模型券最高补多少？"
SAID = "最高补50万元[A1]。"


def plain() -> Answerer:
    return Answerer(lambda q, k, f: [Hit(GRANT, DOC, 5.0, {"dense": 1})], [DOC], terms=TERMS)


def test_an_equal_question_is_answered_from_what_is_kept() -> None:
    model, store = Scripted(SAID, SAID), Store()
    first = worded(plain(), model, store=store).ask(ASKED, Filters(on=ON))
    again = worded(plain(), model, store=store).ask(f" {ASKED.replace('？', '?')}\n", Filters(on=ON))
    assert len(model.sent) == 1
    assert again.question == f" {ASKED.replace('？', '?')}\n"
    assert replace(again, question="", timings_ms={}) == replace(first, question="", timings_ms={})
    assert "kept" in again.timings_ms


@pytest.mark.parametrize(
    "other",
    [
        {"edition": "2"}, {"limits": Limits(tokens_out=700)}, {"question": "模型券最多补多少？"}, {"filters": Filters(("vouchers",), on=ON)},
        {"filters": Filters(on=date(2026, 4, 1))}, {"history": (Turn("user", "你好"),)}, {"name": "another"},
    ],
    ids=lambda o: next(iter(o)),
)  # fmt: skip
def test_what_an_answer_depends_on_keeps_it_apart(other: dict[str, object]) -> None:
    model, store = Scripted(SAID, SAID), Store()
    worded(plain(), model, store=store).ask(ASKED, Filters(on=ON))
    model.name = str(other.get("name", model.name))
    desk = worded(plain(), model, other.get("limits"), store, str(other.get("edition", "1")))  # type: ignore[arg-type]
    desk.ask(str(other.get("question", ASKED)), other.get("filters", Filters(on=ON)), other.get("history", ()))  # type: ignore[arg-type]
    assert len(model.sent) == 2


@pytest.mark.parametrize("replies", [(ModelFailed("down"),), ("最高补90万元[A1]。", "最高补90万元[A1]。")], ids=["down", "unfit"])
def test_an_answer_without_the_model_is_not_kept(replies: tuple[str | Exception, ...]) -> None:
    model = Scripted(*replies, SAID)
    desk = worded(plain(), model)
    assert desk.ask(ASKED, Filters(on=ON)).mode == "extractive"
    assert desk.ask(ASKED, Filters(on=ON)).mode == "llm"


def test_what_is_kept_is_bounded() -> None:
    model, store = Scripted(*[SAID] * 4), Store(size=2)
    desk = worded(plain(), model, store=store)
    for day in (1, 2, 3, 1):
        desk.ask(ASKED, Filters(on=date(2026, 3, day)))
    assert len(model.sent) == 4
    none = worded(plain(), Scripted(SAID, SAID), store=Store(size=0))
    assert [none.ask(ASKED, Filters(on=ON)).mode for _ in range(2)] == ["llm", "llm"]


def test_a_fault_of_a_models_client_is_no_fault_of_the_answer() -> None:
    answer = worded(plain(), Scripted(RuntimeError("sk-secret"))).ask(ASKED, Filters(on=ON))
    assert (answer.status, answer.mode) == (Status.ANSWERED, "extractive")
    assert isinstance(answer, Answer)


# -- left alone ------------------------------------------------------------------------------------------------------


def test_pauses() -> None:
    now = [0.0]
    pauses = Pauses(lambda: now[0])
    pauses.failed(10)
    pauses.failed(10)
    pauses.check()
    pauses.failed(10)
    with pytest.raises(ModelFailed, match="10 s"):
        pauses.check()
    now[0] = 10.1
    pauses.check()
    pauses.worked()
    pauses.failed(10)
    pauses.check()
    pauses.failed(30, asked_for=True)
    with pytest.raises(ModelFailed):
        pauses.check()


def test_a_failure_that_does_not_last_asks_for_no_pause() -> None:
    pauses = Pauses()
    for _ in range(9):
        pauses.failed(0)
    pauses.failed(60)
    pauses.check()
