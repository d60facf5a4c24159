"""Tiny corpora in temporary folders."""

from __future__ import annotations

from pathlib import Path

from kb import KnowledgeBase, Settings

VOUCHERS = "算力券办法\n第一条 算力券\n给予最高300万元补助。\n第二条 语料券\n给予最高200万元补助。\n"
TALENT = "人才办法\n第一条 青年人才\n年薪60万元以上的，可直接认定为青年人才。\n"
LOANS = "贴息办法\n第一条 贷款贴息\n按贷款利率的50%给予贴息，每年最高1000万元。\n"


def write(folder: Path, **texts: str) -> Path:
    """A folder of text documents by name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def open_kb(data: Path) -> KnowledgeBase:
    """A knowledge base in this folder."""
    return KnowledgeBase(Settings.load(data=data))


def counts(report: object) -> tuple[int, int, int, int]:
    """Created, updated, unchanged, removed."""
    return tuple(getattr(report, n) for n in ("created", "updated", "unchanged", "removed"))  # type: ignore[return-value]


def ids(kb: KnowledgeBase) -> set[str]:
    """The documents held."""
    return {d.id for d in kb.documents()}
