"""Small sources for the reading tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.lines import split_lines
from ingest.parse import parse_document
from policy.documents import Document, Metadata

Parse = Callable[..., Document]


@pytest.fixture
def parse() -> Parse:
    """A text as a document, with what is given of its metadata."""

    def made(text: str, **facts: object) -> Document:
        metadata = Metadata(**({"title": ""} | facts))  # type: ignore[arg-type]
        return parse_document("doc", "doc.txt", text, split_lines(text), metadata)

    return made
