"""A made-up city's digest with two rules, one of whose names is hostile, and a desk's knowledge base over it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import yaml
from desk_fakes import FakeKb

from ingest.gather import gather
from kb import KnowledgeBase, Settings

HOSTILE = '<img src=x onerror="window.hacked=1">'
CLAUSES = {
    "机床补助": "年产值2000万元以上、职工不超过300人的企业，按机床购置额的20%补助，最高100万元。",
    "展会奖励": "已上市的企业参加境外展会，给予支持。",
}
FACTS = """
facts:
- {name: region, type: region, label: 注册地, question: {zh: 在哪里？, en: Where is it?}}
- {name: output_yuan, type: number, unit: 元, label: 年产值, label_en: yearly output, question: {zh: 年产值多少？, en: Output?}, reading: {words: [产值]}}
- {name: staff, type: whole, unit: 人, label: 职工人数, question: {zh: 职工多少人？, en: Staff?}, reading: {words: [职工]}}
- {name: machines_yuan, type: number, unit: 元, label: 机床购置额, question: {zh: 买机床花了多少？, en: Machines?}, reading: {words: [机床]}}
- {name: listed, type: bool, label: 已上市, question: {zh: 上市了吗？, en: Listed?}, reading: {yes: [已上市]}}
- {name: unused, type: bool, label: 没有规则问的, question: {zh: 没有规则问的？, en: Unused?}}
orders:
- {less: machines_yuan, more: output_yuan}
subjects:
- {label: 企业, label_en: The firm, facts: [region, staff, output_yuan, machines_yuan]}
"""
RULES: list[dict[str, Any]] = [
    {
        "id": "town-machines", "clause": "机床补助", "discretion": "补助",
        "criteria": [
            {"text": "年产值2000万元以上", "fact": "output_yuan", "at_least": 20000000, "quote": "年产值2000万元以上"},
            {"text": "职工不超过300人", "fact": "staff", "at_most": 300, "quote": "职工不超过300人"},
        ],
        "benefit": {
            "kind": "subsidy", "label": "机床补助",
            "amount": {
                "percent": 20, "of": ["machines_yuan"], "quote": "按机床购置额的20%补助",
                "caps": [{"yuan": 1000000, "quote": "最高100万元"}],
            },
        },
    },
    {
        "id": "town-fairs", "clause": "展会奖励",
        "criteria": [{"text": "已上市", "fact": "listed", "is": True, "quote": "已上市的企业"}],
        "benefit": {"kind": "service", "label": f"展会支持{HOSTILE}"},
    },
]  # fmt: skip


class ShelfKb(FakeKb):
    """A knowledge base whose documents and rules are those of a folder; it holds them, and no model."""

    def __init__(self, folder: Path) -> None:
        super().__init__([held.document for held in gather([folder]).held])
        self._real = KnowledgeBase(Settings.load(corpus=folder, data=folder / "data"))

    def form(self, *given: Any, **named: Any) -> Any:
        return self._real.form(*given, **named)

    def match(self, *given: Any, **named: Any) -> Any:
        return self._real.match(*given, **named)


def shelf(folder: Path) -> ShelfKb:
    """The folder written, and its knowledge base."""
    body = [{"heading": heading, "text": words} for heading, words in CLAUSES.items()]
    meta = {"id": "town", "title": "某市若干措施", "region": "浙江省", "level": "省", "status": "现行", "effective_from": "2025-01-01", "text_kind": "digest"}
    _dump(folder / "town.yaml", {**meta, "facts": body})
    (folder / "facts.yaml").write_text(FACTS, encoding="utf-8")
    seen = {c.heading: c.digest for c in gather([folder]).held[0].document.clauses}
    _dump(folder / "town.rules.yaml", {"document": "town", "seen": seen, "rules": RULES})
    return ShelfKb(folder)


def _dump(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def docx_words(content: bytes) -> str:
    """The text of a Word file, its paragraphs in their order, those of tables' cells too."""
    from docx import Document

    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    paragraphs = Document(io.BytesIO(content)).element.body.iter(f"{tag}p")
    return "\n".join("".join(t.text or "" for t in p.iter(f"{tag}t")) for p in paragraphs)
