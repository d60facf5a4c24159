"""PDF files as they come: scans, locked, damaged, hostile; refused by name with what to do, or read with a warning."""

from __future__ import annotations

import random
import re
import zlib
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from ingest.blocks import Paragraph
from ingest.formats.pdf import isolated
from ingest.formats.pdf.reader import read_text_layer
from ingest.readers import read_document
from policy.errors import UnreadableSource
from tests.ingest.pdf_writers import Geometry, to_pdf
from tests.ingest.samples import SAMPLES

HEAD = b"%PDF-1.5\n"


def plain() -> FPDF:
    paper = FPDF()
    paper.set_font("helvetica", size=12)
    return paper


def add_text(paper: FPDF) -> None:
    paper.add_page()
    paper.multi_cell(0, 8, "Article 1 The office shall publish the list. " * 4)


def add_scan(paper: FPDF) -> None:
    paper.add_page()
    paper.image(Image.new("L", (60, 80), 200), 10, 10, 100)


def objects(*bodies: bytes) -> bytes:
    """A file of these objects, the first of which is its root."""
    out, places = HEAD, []
    for number, content in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(bodies) + 1, table, trailer)


def packed(content: bytes) -> bytes:
    small = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(small), small)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def page(resources: bytes = b"<< >>") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources %s >>" % resources


def refusal(raw: bytes, folder: Path) -> str:
    path = folder / "a.pdf"
    path.write_bytes(raw)
    with pytest.raises(UnreadableSource) as refused:
        read_document(path, "a.pdf")
    message = str(refused.value)
    assert "a.pdf" in message
    assert "\n" not in message
    return message


def test_a_scan_is_refused_with_the_remedy(tmp_path: Path) -> None:
    paper = plain()
    add_scan(paper)
    assert "is a scan without a text layer; run OCR" in refusal(bytes(paper.output()), tmp_path)


def test_a_scan_among_pages_is_named(tmp_path: Path) -> None:
    paper = plain()
    for add in (add_text, add_scan, add_text, add_scan):
        add(paper)
    reading = read_text_layer(bytes(paper.output()), "a.pdf")
    assert reading.warnings == ("no text layer, perhaps scanned, not read: pages 2, 4",)
    assert reading.text.count("Article 1") == 8


def test_blank_pages_have_no_text_layer(tmp_path: Path) -> None:
    paper = plain()
    paper.add_page()
    assert "has no text layer" in refusal(bytes(paper.output()), tmp_path)


@pytest.mark.parametrize(("user", "readable"), [("secret", False), ("", True)])
def test_a_password_to_open_is_asked_for_and_one_to_change_is_not(user: str, readable: bool, tmp_path: Path) -> None:
    paper = plain()
    paper.set_encryption(owner_password="owner", user_password=user or None)
    add_text(paper)
    raw = bytes(paper.output())
    if readable:
        assert "publish the list" in read_text_layer(raw, "a.pdf").text
    else:
        assert "protected by a password; save it without one" in refusal(raw, tmp_path)


def test_text_of_which_the_file_does_not_say_what_it_is_is_refused(tmp_path: Path) -> None:
    raw = to_pdf(SAMPLES["articles"]).replace(b"/ToUnicode", b"/NoUnicode")
    assert "does not say which characters it shows; run OCR" in refusal(raw, tmp_path)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_read_or_refused(part: float, tmp_path: Path) -> None:
    raw = to_pdf(SAMPLES["articles"])
    try:
        assert read_text_layer(raw[: int(len(raw) * part)], "a.pdf").lines
    except UnreadableSource:
        assert refusal(raw[: int(len(raw) * part)], tmp_path).endswith(("save it anew", "text version"))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (HEAD, "is no PDF, or damaged"),
        (objects(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"), "damaged|no pages"),
        (objects(CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"), "has 1000000 pages, more than"),
        (objects(CATALOG, PAGES, page(), packed(b"[" * 5_000_000)), "no text layer"),
    ],
    ids=["head", "no pages", "loop of pages", "deep arrays"],
)
def test_a_file_that_makes_no_sense_is_refused(raw: bytes, words: str, tmp_path: Path) -> None:
    assert re.search(words, refusal(raw, tmp_path))


def test_a_form_in_itself_does_not_hold_the_reader_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "PAGE_SECONDS", 2.0)
    monkeypatch.setattr(isolated, "MOST_SECONDS", 8.0)
    monkeypatch.setattr(isolated, "_workers", [])
    form = b"<< /X 5 0 R >>"
    raw = objects(
        CATALOG, PAGES, page(b"<< /XObject %s >>" % form), packed(b"/X Do " * 100),
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject %s >> /Length 12 >>\n"
        b"stream\n/X Do /X Do \nendstream" % form,
    )  # fmt: skip
    assert re.search("takes|damaged", refusal(raw, tmp_path))


def test_places_beyond_all_paper_are_no_trouble() -> None:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    content = b"BT /F 12 Tf 72 700 Td (Article 1 The list is public.) Tj 1e30 1e30 Td (far) Tj ET 0 0 m 1e38 1e38 l S"
    raw = objects(CATALOG, PAGES, page(b"<< /Font << /F 5 0 R >> >>"), packed(content), font)
    assert "Article 1 The list is public." in read_text_layer(raw, "a.pdf").text


def mutated(raw: bytes, rng: random.Random) -> bytes:
    out = bytearray(raw)
    for _ in range(rng.choice([1, 3, 10, 50])):
        at, size = rng.randrange(len(out)), rng.randrange(1, 40)
        change = rng.random()
        if change < 0.4:
            out[at] = rng.randrange(256)
        elif change < 0.6:
            del out[at : at + size]
        elif change < 0.8:
            out[at:at] = out[at : at + size]
        elif digits := re.search(rb"\d+", out[at : at + 100]):
            out[at + digits.start() : at + digits.end()] = str(rng.choice([0, -1, 2**31, 10**12, 7])).encode()
    return bytes(out)


@pytest.mark.parametrize("seed", range(4))
def test_only_refusals_come_out_of_damaged_bytes(seed: int) -> None:
    rng = random.Random(seed)
    whole = to_pdf(SAMPLES["notice"], Geometry(footer="- {n} -"))
    for _ in range(15):
        try:
            read_text_layer(mutated(whole, rng), "a.pdf")
        except UnreadableSource:
            continue


def test_the_title_is_taken_from_the_file_where_it_is_one() -> None:
    for title, found in (("云溪市城市更新条例", True), ("Microsoft Word - 条例.docx", False), ("无标题", False), ("条例终稿.doc", False)):
        paper = plain()
        paper.set_title(title)
        add_text(paper)
        reading = read_text_layer(bytes(paper.output()), "a.pdf")
        assert reading.found == ({"title": (title, "PDF information")} if found else {})


def test_files_are_read_the_same_in_a_process_of_their_own_also_after_one_that_ended_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workers: list[isolated._Worker] = []
    monkeypatch.setattr(isolated, "_workers", workers)
    raw = to_pdf(SAMPLES["notice"], Geometry(footer="- {n} -"))
    assert isolated.read_pdf(raw, "云.pdf") == read_text_layer(raw, "云.pdf")
    workers[0].process.kill()
    workers[0].process.wait()
    assert isolated.read_pdf(raw, "云.pdf") == read_text_layer(raw, "云.pdf")


def test_a_text_that_says_much_the_same_on_every_page_is_no_header() -> None:
    articles = [
        Paragraph(f"第{n}条 企业应当按照本办法的规定报送第{n}项材料，逾期不报的，由主管部门责令限期改正；拒不改正的，处一万元罚款。")
        for n in range(1, 121)
    ]
    reading = read_text_layer(to_pdf([Paragraph("材料报送办法"), *articles]), "a.pdf")
    kept = [line.text for line in reading.lines if not line.discard]
    assert sum(text.startswith("第") and text.endswith("罚款。") for text in kept) == 120
