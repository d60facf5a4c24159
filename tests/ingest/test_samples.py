"""The same document in every format gives the same clauses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from samples import SAMPLES, WRITERS, clauses_of, to_txt
from word_files import level, numbering, para, word_file

from ingest.blocks import Paragraph

FORMATS = [ending for ending in WRITERS if ending != ".txt"]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_reads_as_text_does(tmp_path: Path, name: str, ending: str) -> None:
    sample = SAMPLES[name]
    assert clauses_of(WRITERS[ending](sample), ending, tmp_path) == clauses_of(to_txt(sample), ".txt", tmp_path)


LISTS = {
    "measures": [("chineseCounting", "%1、", r"[一二三]、"), ("chineseCounting", "（%2）", r"（[一二三]）"), ("decimal", "%3.", r"\d\.")],
    "articles": [
        ("chineseCountingThousand", "第%1章", r"第.章 "), ("japaneseCounting", "第%2条", r"第.条 "), ("chineseCounting", "（%3）", r"（.）"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_word_counting_the_numbers_reads_as_typing_them(tmp_path: Path, name: str) -> None:
    never = '<w:lvlRestart w:val="0"/>'
    levels = "".join(
        level(place, form, text, never if "条" in text else "") for place, (form, text, _) in enumerate(LISTS[name])
    )
    body = "".join(_numbered(block, name) for block in SAMPLES[name] if isinstance(block, Paragraph))
    raw = word_file(body, numbering=numbering({0: levels}, {1: (0, "")}))
    assert clauses_of(raw, ".docx", tmp_path) == clauses_of(to_txt(SAMPLES[name]), ".txt", tmp_path)


def _numbered(block: Paragraph, name: str) -> str:
    outline = f'<w:outlineLvl w:val="{block.depth - 1}"/>' if block.depth else ""
    for place, (_, _, label) in enumerate(LISTS[name]):
        if found := re.match(label, block.text):
            return para(block.text[found.end() :], num=(1, place), properties=outline)
    return para(block.text, properties=outline)
