"""The only file that talks to a language model: any OpenAI-compatible endpoint, through LlamaIndex's client.

Calls run on an event loop of their own, because only there can a call be given up as a whole: a server that sends a byte a
second keeps every timeout on a read from firing. Imports LlamaIndex, which takes seconds: import this file late.
"""

from __future__ import annotations

import asyncio
import json
import queue
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from typing import Any

import httpx
import openai
from llama_index.core.llms import ChatMessage
from llama_index.llms.openai_like import OpenAILike

from answer.llm.model import Message, ModelFailed

_CONNECT_SECONDS = 5.0
_MAX_PAUSE = 300.0
_PAUSE_WRONG = 60.0  # a wrong key or name stays wrong until somebody mends it
_PAUSE_DOWN = 15.0
_CALLS = 8
_GRACE_SECONDS = 0.5  # for a call that has been given up to end
_MAX_BYTES = 8_000_000
_CHARS_PER_TOKEN = 8  # no language has so many: more is a server that ignores the limit


class _Bounded(httpx.AsyncHTTPTransport):
    """Gives up a reply of too many bytes: a line without an end would be read into memory until the time is up."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """As the transport does it, with a counted body."""
        response = await super().handle_async_request(request)
        if isinstance(response.stream, httpx.AsyncByteStream):
            response.stream = _Counted(response.stream)
        return response


class _Counted(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = 0
        async for part in self._stream:
            read += len(part)
            if read > _MAX_BYTES:
                raise ModelFailed("the reply does not end")
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


class OpenAICompatible:
    """A model behind an OpenAI-compatible address. Safe to share between threads."""

    def __init__(self, base_url: str, model: str, api_key: str = "") -> None:
        """Connects to nothing yet. `api_key` may be empty, as local servers have none."""
        self.name = f"{base_url} {model}"
        self._loop = asyncio.new_event_loop()
        self._http = httpx.AsyncClient(transport=_Bounded(), headers={"accept-encoding": "identity"})
        self._llm = OpenAILike(
            model=model, api_base=base_url, api_key=api_key or "none", is_chat_model=True, max_retries=0, temperature=0.0,
            async_http_client=self._http, additional_kwargs={"timeout": httpx.Timeout(None, connect=_CONNECT_SECONDS)},
        )  # fmt: skip
        self._free = threading.BoundedSemaphore(_CALLS)
        threading.Thread(target=self._loop.run_forever, name="llm", daemon=True).start()

    def stream(self, messages: Sequence[Message], seconds: float, tokens: int) -> Iterator[str]:
        """The reply in pieces. Raises ModelFailed when it does not arrive whole within `seconds`."""
        if not self._free.acquire(blocking=False):
            raise ModelFailed(f"{_CALLS} questions are with the model already")
        pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        call = asyncio.run_coroutine_threadsafe(self._read(messages, seconds, tokens, pieces), self._loop)
        call.add_done_callback(lambda _: self._free.release())
        end = time.monotonic() + seconds + _GRACE_SECONDS
        try:
            while (piece := pieces.get(timeout=max(0.0, end - time.monotonic()))) is not None:
                yield piece
            call.result()
        except ModelFailed:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a server sends, the caller has an answer already
            raise _failure(error, seconds) from None  # the server's own words may hold the key
        finally:
            call.cancel()  # also where nobody reads on

    async def _read(
        self, messages: Sequence[Message], seconds: float, tokens: int, pieces: queue.SimpleQueue[str | None]
    ) -> None:
        try:
            async with asyncio.timeout(seconds):
                chat = [ChatMessage(role=m.role, content=m.content) for m in messages]
                chunks = await self._llm.astream_chat(chat, max_tokens=tokens)
                await _pass_on(chunks, tokens * _CHARS_PER_TOKEN, pieces)
        finally:
            pieces.put(None)

    def close(self) -> None:
        """Give up what is under way, let go of connections and of the loop."""

        async def end() -> None:
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            await self._http.aclose()
            await asyncio.get_running_loop().shutdown_asyncgens()

        with suppress(Exception):
            asyncio.run_coroutine_threadsafe(end(), self._loop).result(timeout=2)
        self._loop.call_soon_threadsafe(self._loop.stop)


async def _pass_on(chunks: AsyncIterator[Any], most: int, pieces: queue.SimpleQueue[str | None]) -> None:
    """Pass a reply on, piece by piece. Raises ModelFailed where it is empty, endless or cut short."""
    sent, ended = 0, ""
    async for chunk in chunks:
        choices = getattr(chunk.raw, "choices", None)
        ended = (choices[0].finish_reason if choices else "") or ended
        piece = chunk.delta or ""
        sent += len(piece)
        if sent > most:
            raise ModelFailed("the reply does not end")
        if piece:
            pieces.put(piece)
    if not sent:
        raise ModelFailed("the reply is empty", _PAUSE_DOWN)
    if ended != "stop":
        raise ModelFailed("the reply was cut short" + (" by the limit on tokens" if ended == "length" else ""))


def _failure(error: Exception, seconds: float) -> ModelFailed:
    """One line on what went wrong, made of our own words only."""
    if isinstance(error, TimeoutError | queue.Empty | openai.APITimeoutError):
        return ModelFailed(f"no whole reply within {seconds:.1f} s (POLICYDESK_LLM_TIMEOUT_SECONDS)", _PAUSE_DOWN)
    if isinstance(error, openai.APIConnectionError | httpx.TransportError):
        return ModelFailed("no connection, or it broke; check POLICYDESK_LLM_BASE_URL", _PAUSE_DOWN)
    if isinstance(error, openai.APIStatusError):
        return _refusal(error)
    if isinstance(error, openai.APIError | json.JSONDecodeError | ValueError | AttributeError | TypeError | LookupError):
        return ModelFailed(f"the reply is not in OpenAI's form ({type(error).__name__})", _PAUSE_DOWN)
    return ModelFailed(f"the call failed ({type(error).__name__})", _PAUSE_DOWN)


def _refusal(error: openai.APIStatusError) -> ModelFailed:
    status = error.status_code
    if status in (401, 403):
        return ModelFailed(f"HTTP {status}: the key is refused; check POLICYDESK_LLM_API_KEY", _PAUSE_WRONG)
    if status in (404, 405):
        return ModelFailed(
            f"HTTP {status}: no such model or address; check POLICYDESK_LLM_MODEL and POLICYDESK_LLM_BASE_URL", _PAUSE_WRONG
        )
    if status == 429:
        wait = _retry_after(error.response.headers)
        return ModelFailed("HTTP 429: too many questions for this key", wait or _PAUSE_DOWN, asked_for=wait > 0)
    return ModelFailed(f"HTTP {status}", _PAUSE_DOWN if status >= 500 else 0.0)


def _retry_after(headers: httpx.Headers) -> float:
    """Seconds to wait, as the server asks; 0 where it names none, or names a date."""
    with suppress(ValueError):
        return min(max(float(headers.get("retry-after", "")), 0.0), _MAX_PAUSE)
    return 0.0
