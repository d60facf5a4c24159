"""`python -m benchmarks.formats`: files to clauses beside a plain LlamaIndex reader and splitter, format by format.

The same generated laws are read by both sides in turn, each in a process of its own, so that the peak of memory is its own.
What the plain side makes of a file is smaller work: text without structure, cut by length.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from evals.report import markdown_table

_WORDS = "市人民政府应当对符合条件的企业按照实际投入给予一定比例的补助具体办法由主管部门会同财政制定并向社会公布"
_FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
_SIMPLIFIED = 2  # in Noto's collections

Paragraphs = Sequence[str]


def law(articles: int, seed: int) -> list[str]:
    """The title and the articles of a law that nobody passed."""
    rng = random.Random(seed)
    lengths = [rng.randrange(20, 160) for _ in range(articles)]
    texts = ["".join(rng.choice(_WORDS) for _ in range(length)) for length in lengths]
    return [f"第{seed}号测试条例", *(f"第{number}条 {text}。" for number, text in enumerate(texts, 1))]


def as_txt(law: Paragraphs) -> bytes:
    """A line a paragraph."""
    return "\n".join(law).encode()


def as_html(law: Paragraphs) -> bytes:
    """A page of nothing but the law."""
    body = "".join(f"<p>{escape(text)}</p>\n" for text in law[1:])
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><h1>{law[0]}</h1>\n{body}</body></html>'.encode()


def as_docx(law: Paragraphs) -> bytes:
    """A Word file in Word's own styles."""
    import docx

    document = docx.Document()
    document.add_heading(law[0], 1)
    for text in law[1:]:
        document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(law: Paragraphs) -> bytes:
    """Pages of A4 with first lines set in and a number at the foot."""
    from fpdf import FPDF

    class Paper(FPDF):  # type: ignore[misc]
        def footer(self) -> None:
            self.set_y(-12)
            self.cell(0, 5, f"— {self.page_no()} —", align="C")

    paper = Paper()
    paper.add_font("cjk", "", _FONT, collection_font_number=_SIMPLIFIED)
    paper.set_font("cjk", size=12)
    paper.add_page()
    for place, text in enumerate(law):
        paper.multi_cell(
            0, 7, f"　　{text}" if place else text, align="L" if place else "C", wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT"
        )  # fmt: skip
    return bytes(paper.output())


WRITERS: dict[str, Callable[[Paragraphs], bytes]] = {"txt": as_txt, "html": as_html, "docx": as_docx, "pdf": as_pdf}


# -- the two sides, each in a process of its own ---------------------------------------------------------------


def ours(files: Sequence[Path]) -> int:
    """How many clauses the files have."""
    from ingest.readers import read_document

    return sum(len(read_document(file, file.name).clauses) for file in files)


def plain(files: Sequence[Path]) -> int:
    """How many pieces LlamaIndex's splitter makes of the files, read by pypdf and docx2txt as its own readers read them."""
    from llama_index.core import SimpleDirectoryReader
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.readers.base import BaseReader
    from llama_index.core.schema import Document

    class Pages(BaseReader):  # type: ignore[misc]
        def load_data(self, file: Path, extra_info: dict[str, Any] | None = None, **_: object) -> list[Document]:
            from pypdf import PdfReader

            return [Document(text=page.extract_text()) for page in PdfReader(file).pages]

    class Word(BaseReader):  # type: ignore[misc]
        def load_data(self, file: Path, extra_info: dict[str, Any] | None = None, **_: object) -> list[Document]:
            import docx2txt

            return [Document(text=docx2txt.process(str(file)))]

    reader = SimpleDirectoryReader(input_files=list(files), file_extractor={".pdf": Pages(), ".docx": Word()})
    return len(SentenceSplitter().get_nodes_from_documents(reader.load_data()))


SIDES = {"PolicyDesk": ours, "plain": plain}


def measure(side: str, folder: Path) -> dict[str, float]:
    """Seconds for the folder's files after one of them was read to warm up, the pieces made, and the peak of memory.

    The peak, in MiB, is that of this process and of the largest it started.
    """
    import resource

    files = sorted(folder.iterdir())
    SIDES[side](files[:1])
    start = time.perf_counter()
    pieces = SIDES[side](files)
    seconds = time.perf_counter() - start
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    return {"seconds": seconds, "pieces": pieces, "peak": peak}


def pages_in(folder: Path) -> int:
    """How many pages the PDF files of a folder have."""
    import pypdfium2

    return sum(len(pypdfium2.PdfDocument(file)) for file in folder.glob("*.pdf"))


def main(argv: Sequence[str] | None = None) -> int:
    """Write the files, measure both sides on them in turn, print a Markdown table. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formats", description=__doc__)
    parser.add_argument("--files", type=int, default=20, metavar="N", help="how many of each format")
    parser.add_argument("--articles", type=int, default=60, metavar="N", help="in each file")
    parser.add_argument("--repeat", type=int, default=2, metavar="N", help="turns; the fastest of each side counts")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.side:
        print(json.dumps(measure(args.side, args.folder)))
        return 0
    with tempfile.TemporaryDirectory(prefix="policydesk-bench-") as folder:
        rows = [row for name in WRITERS for row in compare(Path(folder) / name, name, args)]
    print(markdown_table(["format", "side", "files/s", "pages/s", "clauses or pieces/s", "pieces", "peak MiB"], rows))
    return 0


def compare(folder: Path, name: str, args: argparse.Namespace) -> list[list[str]]:
    """The rows of one format, both sides measured in turn."""
    folder.mkdir()
    for number in range(1, args.files + 1):
        (folder / f"law{number}.{name}").write_bytes(WRITERS[name](law(args.articles, number)))
    runs: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for _ in range(args.repeat):
        for side, done in runs.items():
            done.append(_in_own_process(side, folder))
    pages = pages_in(folder)
    return [_row(name, side, min(done, key=lambda run: run["seconds"]), args.files, pages) for side, done in runs.items()]


def _in_own_process(side: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.formats", "--side", side, "--folder", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _row(name: str, side: str, run: dict[str, float], files: int, pages: int) -> list[str]:
    seconds = run["seconds"]
    speeds = [files / seconds, pages / seconds, run["pieces"] / seconds]
    return [name, side, *(f"{speed:.1f}" if speed else "–" for speed in speeds), f"{run['pieces']:.0f}", f"{run['peak']:.0f}"]


if __name__ == "__main__":
    sys.exit(main())
