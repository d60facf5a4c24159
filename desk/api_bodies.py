"""What the API takes, with limits on every part of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from policy.answers import Filters, Turn

Name = Annotated[str, StringConstraints(max_length=200)]


class Strict(BaseModel):
    """An object that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid")


class Message(Strict):
    """An earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: Annotated[str, StringConstraints(max_length=20000)]


class Limited(Strict):
    """Limits on what may answer."""

    document: Name | Annotated[list[Name], Field(max_length=50)] | None = Field(
        default=None, description="id of a document, or several: nothing else is cited"
    )
    region: Name | None = Field(default=None, examples=["浙江省"])
    on: date | None = Field(default=None, description="the day asked about; today unless told", examples=["2025-09-01"])

    def filters(self) -> Filters:
        """The limits as the knowledge base takes them."""
        named = [self.document] if isinstance(self.document, str) else self.document or []
        return Filters(tuple(named), (self.region or "").strip(), self.on)


class AskBody(Limited):
    """A question, with limits on what may answer it."""

    question: str = Field(examples=["算力券最高补多少?"])
    history: Annotated[list[Message], Field(max_length=50)] = []

    def turns(self) -> list[Turn]:
        """The history as the knowledge base takes it."""
        return [Turn(m.role, m.content) for m in self.history]


class MatchBody(Strict):
    """What is known of an applicant: facts by name, or what a text tells of them, or both."""

    facts: dict[str, Any] | None = Field(default=None, examples=[{"region": "丽水市", "compute_contract_yuan": 600000}])
    text: str | None = None
    region: Name | None = None
    on: date | None = None


class FeedbackBody(Strict):
    """What somebody thinks of an answer."""

    answer_id: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    useful: bool
    reasons: Annotated[
        list[Literal["wrong_clause", "wrong_figure", "should_have_refused", "should_have_answered", "unclear"]],
        Field(max_length=5),
    ] = []
    comment: Annotated[str, StringConstraints(max_length=2000)] = ""
