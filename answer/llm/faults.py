"""What is wrong with a sentence of a model, in words that the model can act on."""

from __future__ import annotations


class Fault(Exception):
    """A sentence that may not be shown. The message says why, for the retry; `kind` is a word for the log."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
