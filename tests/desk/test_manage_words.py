"""What readers say of a file is said in Chinese on the Chinese page: the readers' own words are held against the table."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.report_words import failure_text, problem_text, warning_text
from ingest.sniff import REFUSED
from policy.errors import BadArgument

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "ingest").rglob("*.py"), *(ROOT / "kb" / f"{n}.py" for n in ("uploads", "identity", "changes"))])
# Words that are put together from parts.
PARTS = {
    "X X; X": ["has no text layer; run OCR over it first, or get its text version", "is a scan without a text layer; run OCR over it first"],
    "X X; open it in a viewer and print it to a new PDF": [
        f"{what}; open it in a viewer and print it to a new PDF"
        for what in ("takes too long to read", "is damaged, or takes more memory than a document should", "has a page that takes more than 9 seconds to read")
    ],
    "X X; open it in Word and save it anew as .docx": [
        f"{what}; open it in Word and save it anew as .docx"
        for what in ("is damaged or cut short", "is damaged or cut short in X", "is damaged in X", "holds no Word document", "holds more than 9 parts, which no document needs")
    ],
    "X X": sorted(set(REFUSED.values())),
}
INNER = re.compile(r"[A-Za-z]{3,}")
KEPT = {"Word", "WPS", "docx", "HTML", "PDF", "OFD", "ZIP", "RTF", "OpenDocument", "XML", "OCR", "UTF", "YAML", "Office", "document", "name", "doc"}


def _words(node: ast.AST) -> str:
    """A text as it would read with X for each variable; "" where it is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "X" for v in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return f"{_words(node.left)}X"
    return ""


def _of(module: ast.AST, kind: str) -> Iterator[str]:
    for node in ast.walk(module):
        if kind == "failures" and isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UnreadableSource":
            yield _words(node.args[0]) if node.args else ""
        if kind == "warnings" and isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "append":
            of = node.func.value  # type: ignore[attr-defined]
            if (getattr(of, "attr", "") or getattr(of, "id", "")) in ("warnings", "notes"):
                yield _words(node.args[0])
        if kind == "warnings" and isinstance(node, ast.FunctionDef) and node.name in ("_warnings", "_versions"):
            yield from (_words(y.value) for y in ast.walk(node) if isinstance(y, ast.Yield) and y.value)


def _said(kind: str) -> list[tuple[str, str]]:
    found = [(p.name, w) for p in FILES for w in _of(ast.parse(p.read_text(encoding="utf-8")), kind) if w]
    return [(name, part) for name, words in found for part in PARTS.get(words, [words])]


@pytest.mark.parametrize(("file", "reason"), _said("failures"), ids=lambda v: v[:40])
def test_every_reason_of_a_reader_is_said_in_chinese(file: str, reason: str) -> None:
    said = failure_text("X", reason, "zh")
    assert "没能读取" not in said, f"{file}: {reason}: not in desk/texts_reports.py"
    assert set(INNER.findall(said)) <= KEPT | {"id", "title", "facts", "heading", "text", "clause", "count", "organs", "sources", "kind"}, said


@pytest.mark.parametrize(("file", "warning"), _said("warnings"), ids=lambda v: v[:40])
def test_every_warning_of_a_reader_is_said_in_chinese(file: str, warning: str) -> None:
    said = warning_text(warning, "zh")
    assert "拿不准" not in said, f"{file}: {warning}: not in desk/texts_reports.py"
    assert set(INNER.findall(said)) <= KEPT, said


def test_the_table_reaches_what_it_is_for() -> None:
    assert len(_said("failures")) > 60
    assert len(_said("warnings")) > 15


def test_what_a_clerk_reads() -> None:
    old = failure_text("uploads/通知.doc", f"uploads/通知.doc {REFUSED['.doc']}", "zh")
    assert old == "是旧版 Word（.doc）文件，请用 Word 或 WPS 打开，另存为 .docx 再上传"
    member = failure_text("包.zip/a.pdf", "包.zip/a.pdf is protected by a password; pack it without", "zh")
    assert member == "有密码保护，请去掉密码再上传"
    assert warning_text("2 pictures, 1 formula can't be read; see in the file whether they say anything", "zh").startswith("有 2 个图片、 1 个公式读不了")
    assert warning_text("no text layer, perhaps scanned, not read: pages 2, 3 and more", "zh").startswith("第 2、3 等 页没有文字")
    assert warning_text("办法: effective_to: two dates found, 2026-01-01 and 2027-01-01", "zh").startswith("“有效期至”读到两个不同的日期")
    assert problem_text(BadArgument("another ingest into this knowledge base is running; try again when it is done"), "zh").startswith("另一项收录")
    assert failure_text("a.bin", "a.bin does what nobody foresaw", "zh").endswith("does what nobody foresaw")
    assert failure_text("a.doc", f"a.doc {REFUSED['.doc']}", "en") == REFUSED[".doc"]
