"""An answer in OpenAI's form: one text with its sources, and the answer as data in the extra field `policydesk`."""

from __future__ import annotations

import json
import secrets
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from desk.openai_bodies import MODEL
from policy.answers import Answer, Citation, Status, Turn

FIELD = "policydesk"
TAKEN_BACK = "\n\n（以上文字撤回，以下为准。）\n\n"


def content_of(answer: Answer) -> str:
    """The whole text that a chat client shows: the answer, notes, and what is cited or near."""
    return answer.answer + after(answer)


def after(answer: Answer) -> str:
    """What follows the answer's text: notes, the list of sources, what is near where nothing answers."""
    blocks = []
    if answer.notes:
        blocks.append("说明：\n" + "\n".join(f"- {note}" for note in answer.notes))
    if answer.citations:
        blocks.append("出处：\n" + "\n".join(f"- {_source(c)}" for c in answer.citations))
    if answer.suggestions and answer.status is not Status.ANSWERED:
        blocks.append("可以再看：\n" + "\n".join(f"- {s.text}" for s in answer.suggestions))
    return "".join(f"\n\n{block}" for block in blocks)


def _source(citation: Citation) -> str:
    number = f"（{citation.doc_no}）" if citation.doc_no else ""
    return f"[{citation.n}] 《{citation.document}》{number} {citation.heading}：“{citation.quote}”"


def usage_of(question: str, history: Sequence[Turn], text: str) -> dict[str, int]:
    """Estimates of tokens: a wide character, or four narrow ones, count as one."""
    prompt = tokens(question) + sum(tokens(turn.content) for turn in history)
    completion = tokens(text)
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def tokens(text: str) -> int:
    """An estimate of the tokens of a text."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return wide + (len(text) - wide + 3) // 4


class Reply:
    """One reply, whole or in chunks; all of them carry its id and time."""

    def __init__(self) -> None:
        self._head = {"id": f"chatcmpl-{secrets.token_hex(12)}", "created": int(time.time()), "model": MODEL}

    def whole(self, answer: Answer, data: dict[str, Any], usage: dict[str, int]) -> dict[str, Any]:
        """The reply in one object; `data` is the answer in its JSON form."""
        message = {"role": "assistant", "content": content_of(answer), "refusal": None, FIELD: data}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return {**self._head, "object": "chat.completion", "choices": [choice], "usage": usage}

    def chunks(
        self, parts: Iterator[str | Answer], data_of: Callable[[Answer], dict[str, Any]],
        usage_of_text: Callable[[str], dict[str, int]] | None,
    ) -> Iterator[str]:  # fmt: skip
        """The reply as server-sent events. A text shown can't be unsaid here: one taken back is followed by a remark."""
        yield self._chunk({"role": "assistant", "content": ""})
        sent = written = ""  # since the last remark; in all
        for part in parts:
            text = content_of(part) if isinstance(part, Answer) else part
            if not text:
                continue
            fresh = text.removeprefix(sent) if text.startswith(sent) else TAKEN_BACK + text
            sent, written = text, written + fresh
            if fresh:
                yield self._chunk({"content": fresh})
            if isinstance(part, Answer):
                yield self._chunk({FIELD: data_of(part)}, finish="stop")
        if usage_of_text is not None:
            yield _event({**self._head, "object": "chat.completion.chunk", "choices": [], "usage": usage_of_text(written)})
        yield "data: [DONE]\n\n"

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _event({**self._head, "object": "chat.completion.chunk", "choices": [choice]})


def _event(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"
