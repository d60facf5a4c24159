"""What `/v1/chat/completions` takes: OpenAI's form, read for what PolicyDesk can do, with the rest passed over or refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from desk.api_bodies import Limited
from policy.answers import Turn
from policy.errors import BadArgument

MODEL = "policydesk"
HISTORY = 50
_CONTENT_CHARS = 20_000


class Unsupported(BadArgument):
    """Something that OpenAI's form offers and PolicyDesk does not; `param` names it."""

    code = "unsupported_value"
    http_status = 400

    def __init__(self, param: str, message: str) -> None:
        super().__init__(f"{param}: {message}")
        self.param = param


class Part(BaseModel):
    """A part of a message's content; only `text` parts can be read."""

    model_config = ConfigDict(extra="allow")
    type: str
    text: str = ""


class ChatMessage(BaseModel):
    """A message. Those of other roles than `user` and `assistant` are passed over: they instruct nothing."""

    model_config = ConfigDict(extra="allow")
    role: str
    content: str | list[Part] | None = None

    @property
    def words(self) -> str:
        """The text of the message; its parts, a line each."""
        if isinstance(self.content, list):
            return "\n".join(p.text for p in self.content if p.type == "text" and p.text)
        return self.content or ""


class StreamOptions(BaseModel):
    """`include_usage`: one more chunk at the end, with the usage."""

    model_config = ConfigDict(extra="allow")
    include_usage: bool = False


class ChatBody(BaseModel):
    """A conversation in OpenAI's form. The last user message is the question, the messages before it are history.

    Temperature, seed, token limits and the like are passed over: the answer does not depend on them.
    """

    model_config = ConfigDict(extra="allow")
    model: str = Field(default=MODEL, max_length=200, description="any name; the answer names its own")
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=1000)]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = 1
    tools: list[Any] | None = Field(default=None, description="accepted, never called")
    tool_choice: Any = None
    response_format: dict[str, Any] | None = None
    modalities: list[str] | None = None
    policydesk: Limited | None = Field(default=None, description="limits on what may answer: `document`, `region`, `on`")

    def check(self) -> None:
        """Refuse what can't be done. Raises Unsupported, naming the parameter."""
        if self.n not in (None, 1):
            raise Unsupported("n", "there is one answer to a question; leave it out or set it to 1")
        if self.tool_choice not in (None, "auto", "none"):
            raise Unsupported("tool_choice", "no tool is ever called; leave it out or set it to auto")
        kind = (self.response_format or {}).get("type", "text")
        if kind != "text":
            raise Unsupported("response_format", f"{kind!r} is not offered; the answer as data is in message.policydesk")
        if set(self.modalities or ["text"]) != {"text"}:
            raise Unsupported("modalities", "answers are text; leave it out")

    def asked(self) -> tuple[str, list[Turn]]:
        """The question, and the turns before it, at most 50. Raises BadArgument where nobody asks."""
        at = max((i for i, m in enumerate(self.messages) if m.role == "user"), default=None)
        if at is None:
            raise Unsupported("messages", "no message of role user; the last of them is the question")
        last = self.messages[at]
        _readable(last, at)
        return last.words, _turns(self.messages[:at])

    @property
    def usage_wanted(self) -> bool:
        """Whether a stream is to end with the usage."""
        return self.stream_options is not None and self.stream_options.include_usage


def _readable(message: ChatMessage, at: int) -> None:
    if isinstance(message.content, list):
        other = next((p.type for p in message.content if p.type != "text"), None)
        if other is not None:
            raise Unsupported(f"messages.{at}.content", f"parts of type {other!r} can't be read; send text")


def _turns(messages: Sequence[ChatMessage]) -> list[Turn]:
    spoken = [m for m in messages if m.role in ("user", "assistant") and m.words.strip()]
    return [Turn(m.role, m.words[:_CONTENT_CHARS]) for m in spoken[-HISTORY:]]


class Usage(BaseModel):
    """Estimates: a Chinese character, or four of another script, count as one token."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class CompletionMessage(BaseModel):
    """The answer: its text with the list of sources, and the answer as data in `policydesk`, as `/v1/ask` gives it."""

    role: Literal["assistant"]
    content: str
    refusal: str | None = None
    policydesk: dict[str, Any]


class Choice(BaseModel):
    """The only choice."""

    index: int
    message: CompletionMessage
    logprobs: None = None
    finish_reason: Literal["stop"]


class Completion(BaseModel):
    """An answer in OpenAI's form."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
