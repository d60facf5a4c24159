"""The state of one chat."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desk.actions import Handing
from desk.conversation import Exchange
from desk.texts import Language
from policy.consultations import Consultation


@dataclass(frozen=True, slots=True)
class Opened:
    """What the pane shows: a clause and the quote's span in it, or a document and a field of its metadata."""

    clause_id: str = ""
    start: int = 0
    end: int = 0
    document_id: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """The state of one page; `conversation` is its id, under which its answers are kept."""

    language: Language = "zh"
    exchanges: tuple[Exchange, ...] = ()
    opened: Opened | None = None
    consultation: Consultation = field(default_factory=Consultation)
    conversation: str = ""
    handing: Handing | None = None

    @property
    def answered(self) -> bool:
        """Whether the last question has its answer, or the last message its reply."""
        last = self.exchanges[-1] if self.exchanges else None
        return last is not None and (last.answer is not None or last.consulted is not None)

    def spoken(self, language: Language) -> Session:
        """The same in `language`."""
        return replace(self, language=language)

    def with_last(self, exchange: Exchange) -> Session:
        """The same with the last exchange replaced."""
        return replace(self, exchanges=(*self.exchanges[:-1], exchange))
