"""The same document in every format gives the same clauses."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import SAMPLES, WRITERS, clauses_of, to_markdown, to_txt


@pytest.mark.parametrize("name", SAMPLES)
def test_markdown_reads_as_text_does(tmp_path: Path, name: str) -> None:
    assert clauses_of(to_markdown(SAMPLES[name]), ".md", tmp_path) == clauses_of(to_txt(SAMPLES[name]), ".txt", tmp_path)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_writer_writes_every_sample(name: str) -> None:
    assert all(write(SAMPLES[name]) for write in WRITERS.values())
