"""What a language model is to the rest: messages in, pieces of text out, or one reason why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a model."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may cost: seconds in all, estimated tokens in, tokens out."""

    seconds: float = 20.0
    tokens_in: int = 6000
    tokens_out: int = 800


class Model(Protocol):
    """A language model. The real one is `answer.llm.client.OpenAICompatible`; tests hand in one of their own."""

    @property
    def name(self) -> str:
        """What tells this model from another, for the cache: the address and the model's name, no secret."""
        ...

    def stream(self, messages: Sequence[Message], seconds: float, tokens: int) -> Iterator[str]:
        """The reply in pieces. Raises ModelFailed when it does not arrive whole within `seconds`.

        Closing the iterator stops the model.
        """
        ...


class ModelFailed(Exception):
    """The model gave no whole reply. The message is one line for the operator, without secrets or the model's words.

    `pause` is for how many seconds asking again is pointless; `asked_for` where the server itself said so.
    """

    def __init__(self, reason: str, pause: float = 0.0, asked_for: bool = False) -> None:
        super().__init__(reason)
        self.pause = pause
        self.asked_for = asked_for


def estimated_tokens(text: str) -> int:
    """About how many tokens a text is, rather too many: a Chinese character or a sign one, three letters one."""
    plain = sum(c.isascii() and (c.isalnum() or c.isspace()) for c in text)
    return len(text) - plain + (plain + 2) // 3
