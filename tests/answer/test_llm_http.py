"""Against a real HTTP server: an honest one words the answer; whatever else it does, the extractive answer comes in time."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import llm_fakes as net
import pytest
from answer_fakes import ON, answerer, measures
from llm_fakes import Server, says, serving, worded

from answer.llm.client import OpenAICompatible
from answer.llm.model import Limits, Message, ModelFailed
from policy.answers import Answer, Filters, Status, Turn

QUESTION = "语料券最高补多少？"
HONEST = "对购买语料的企业，最高补200万元[A1]。"
KEY = "sk-very-secret"
SECONDS = 1.5
PLAIN = answerer(measures())
EXTRACTIVE = PLAIN.ask(QUESTION, Filters(on=ON))


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that says nothing yet."""
    with serving() as made:
        yield made


@pytest.fixture
def client(server: Server) -> Iterator[OpenAICompatible]:
    """A client of it."""
    with closing(OpenAICompatible(server.url, "some-model", KEY)) as made:
        yield made


def ask(client: OpenAICompatible, question: str = QUESTION, history: tuple[Turn, ...] = (), seconds: float = 20) -> Answer:
    return worded(PLAIN, client, Limits(seconds=seconds)).ask(question, Filters(on=ON), history)


def test_an_honest_model_words_the_answer(server: Server, client: OpenAICompatible) -> None:
    server.behaviour = says(HONEST)
    answer = ask(client)
    assert (answer.mode, answer.label, answer.status) == ("llm", "AI 生成", Status.ANSWERED)
    assert answer.answer.startswith("对购买语料的企业，最高补200万元[1]。")
    assert [c.clause_id for c in answer.citations] == ["home#第二条"]
    assert answer.timings_ms["llm"] > 0


def test_what_is_sent(server: Server, client: OpenAICompatible) -> None:
    server.behaviour = says(HONEST)
    ask(client)
    path, headers, body = server.requests[0]
    assert path == "/v1/chat/completions"
    assert {k.lower(): v for k, v in headers.items()}["authorization"] == f"Bearer {KEY}"
    assert (body["model"], body["max_tokens"], body["stream"], body["temperature"]) == ("some-model", 800, True, 0.0)
    sent = json.dumps(body["messages"], ensure_ascii=False)
    assert "home#" not in sent
    assert "语料券支持" in sent


def test_no_personal_number_leaves(server: Server, client: OpenAICompatible) -> None:
    server.behaviour = says(HONEST)
    history = (Turn("user", "我的身份证是330106199003077715"), Turn("assistant", "好的，会打 138 0013 8000 找您"))
    ask(client, f"{QUESTION}我的电话13912345678，邮箱a.b@example.com，卡号6222 0212 0200 1234 567。", history)
    sent = json.dumps(server.requests, ensure_ascii=False)
    for number in ("330106199003077715", "0013 8000", "13912345678", "a.b@example", "6222"):
        assert number not in sent
    assert QUESTION[:-1] in sent


MISBEHAVIOURS = {
    "silent": net.silent,
    "drips headers": net.drips_headers,
    "drips bytes": net.drips_body,
    "drips words": net.drips_words,
    "never ends": net.never_ends,
    "one endless line": net.one_endless_line,
    "hangs up": net.hangs_up,
    "cut short": net.cut_short,
    "cut by the limit": says(HONEST, finish="length"),
    "no end told": says(HONEST, finish=None),
    "429": net.fails(429, retry_after="30"),
    "429 with a date": net.fails(429, retry_after="Wed, 21 Oct 2026 07:28:00 GMT"),
    "401": net.fails(401),
    "403": net.fails(403),
    "404, no such model": net.fails(404),
    "400": net.fails(400),
    "500": net.fails(500),
    "503": net.fails(503, "down"),
    "moved": net.fails(307, "", location="http://127.0.0.1:9/v1"),
    "garbage": net.sends(b"\x00\xff\xfe\x80 not json at all"),
    "garbage events": net.sends("data: {not json\n\ndata: [DONE]\n\n"),
    "events of another kind": net.sends('data: [1, 2]\n\ndata: "x"\n\ndata: {"choices": "none"}\n\n'),
    "an error event": net.sends('data: {"error": {"message": "overloaded"}}\n\n'),
    "a page": net.sends("<html><body><h1>Sign in</h1></body></html>", "text/html"),
    "json, not streamed": net.sends('{"choices": [{"message": {"content": "最高900万元[A1]。"}}]}', "application/json"),
    "nothing": net.sends(""),
    "an empty reply": says(""),
    "blanks": says(" \n "),
    "a huge answer": says("对购买语料的企业，最高补200万元[A1]。" * 2000),
    "thoughts only": says("<think>" + "想" * 200),
}


@pytest.mark.parametrize("behaviour", MISBEHAVIOURS.values(), ids=MISBEHAVIOURS)
def test_a_server_that_misbehaves(
    behaviour: net.Behaviour, server: Server, client: OpenAICompatible, caplog: pytest.LogCaptureFixture
) -> None:
    server.behaviour = behaviour
    begin = time.monotonic()
    with caplog.at_level(logging.WARNING):
        answer = ask(client, seconds=SECONDS)
    assert time.monotonic() - begin < SECONDS + 2
    assert (answer.mode, answer.label) == ("extractive", "")
    assert (answer.answer, answer.citations, answer.figures) == (EXTRACTIVE.answer, EXTRACTIVE.citations, EXTRACTIVE.figures)
    assert answer.notes[0].startswith("语言模型")
    assert len(caplog.records) == 1
    assert KEY not in caplog.text
    assert "\n" not in caplog.records[0].getMessage()


def test_nobody_listens(caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with closing(OpenAICompatible(f"http://127.0.0.1:{port}/v1", "m")) as client:
        answer = ask(client)
    assert answer.mode == "extractive"
    assert "POLICYDESK_LLM_BASE_URL" in caplog.text


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [(net.fails(401), "POLICYDESK_LLM_API_KEY"), (net.fails(404), "POLICYDESK_LLM_MODEL"), (net.fails(429), "429"), (net.silent, "POLICYDESK_LLM_TIMEOUT_SECONDS")],
)
def test_the_log_says_what_to_do(
    behaviour: net.Behaviour, words: str, server: Server, client: OpenAICompatible, caplog: pytest.LogCaptureFixture
) -> None:
    server.behaviour = behaviour
    ask(client, seconds=SECONDS)
    assert words in caplog.text


def test_a_server_that_asks_to_be_left_alone_is(server: Server, client: OpenAICompatible) -> None:
    server.behaviour = net.fails(429, retry_after="60")
    desk = worded(PLAIN, client, Limits(seconds=SECONDS))
    answers = [desk.ask(q, Filters(on=ON)) for q in (QUESTION, "语料券的补助比例是多少？", QUESTION)]
    assert [a.mode for a in answers] == ["extractive"] * 3
    assert len(server.requests) == 1


def test_a_server_that_keeps_failing_is_left_alone_for_a_while(server: Server, client: OpenAICompatible) -> None:
    server.behaviour = net.fails(500)
    desk = worded(PLAIN, client, Limits(seconds=SECONDS))
    for _ in range(6):
        desk.ask(QUESTION, Filters(on=ON))
    assert len(server.requests) == 3


def test_a_failure_is_not_kept(server: Server, client: OpenAICompatible) -> None:
    desk = worded(PLAIN, client)
    server.behaviour = net.fails(500)
    assert desk.ask(QUESTION, Filters(on=ON)).mode == "extractive"
    server.behaviour = says(HONEST)
    assert desk.ask(QUESTION, Filters(on=ON)).mode == "llm"


def test_the_time_is_for_both_attempts(server: Server, client: OpenAICompatible) -> None:
    def lies_slowly(handler: net.Handler) -> None:
        handler.head()
        time.sleep(1)
        handler.chunk("最高900万元[A1]。", "stop")
        handler.put("data: [DONE]\n\n")

    server.behaviour = lies_slowly
    begin = time.monotonic()
    assert ask(client, seconds=SECONDS).mode == "extractive"
    assert time.monotonic() - begin < SECONDS + 2
    assert len(server.requests) <= 2


def test_a_sentence_is_shown_before_the_reply_has_ended(server: Server, client: OpenAICompatible) -> None:
    seen = threading.Event()

    def waits(handler: net.Handler) -> None:
        handler.head()
        handler.chunk(HONEST)
        handler.chunk("按合同")
        waited.append(seen.wait(5))
        handler.chunk("实际执行金额的25%[A1]。", "stop")
        handler.put("data: [DONE]\n\n")

    waited: list[bool] = []
    server.behaviour = waits
    stream = worded(PLAIN, client, Limits(seconds=10)).stream(QUESTION, Filters(on=ON))
    assert next(stream) == "对购买语料的企业，最高补200万元[1]。"
    seen.set()
    *_, last = stream
    assert waited == [True]
    assert isinstance(last, Answer)
    assert last.mode == "llm"


def test_who_stops_reading_stops_the_model(server: Server, client: OpenAICompatible) -> None:
    gone = threading.Event()

    def talks_on(handler: net.Handler) -> None:
        handler.head()
        try:
            for _ in range(400):
                handler.chunk("补助")
                time.sleep(0.01)
        except OSError:
            gone.set()

    server.behaviour = talks_on
    pieces = client.stream([Message("user", "?")], 10, 800)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert gone.wait(3)


def test_too_many_at_once_are_turned_away(server: Server, client: OpenAICompatible) -> None:
    server.behaviour = net.drips_words
    held = [client.stream([Message("user", "?")], 5, 800) for _ in range(8)]
    for pieces in held:
        next(pieces)
    with pytest.raises(ModelFailed, match="already"):
        next(client.stream([Message("user", "?")], 5, 800))
    for pieces in held:
        pieces.close()  # type: ignore[attr-defined]


def test_thoughts_are_left_out(server: Server, client: OpenAICompatible) -> None:
    server.behaviour = says(f"<think>用户问的是语料券。最高900万元？</think>\n\n{HONEST}")
    answer = ask(client)
    assert answer.mode == "llm"
    assert "900" not in answer.answer
