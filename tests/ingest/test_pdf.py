"""PDF: the same clauses as the text version, whatever the page looks like; what is no part of the text set apart."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from ingest.blocks import Block, Paragraph, Table, as_text
from ingest.formats.pdf.reader import read_text_layer
from ingest.lines import Reading
from ingest.parse import parse_document
from policy.documents import ClauseKind, Metadata
from tests.ingest.pdf_writers import Geometry, by_chromium, needs_chromium, to_pdf
from tests.ingest.samples import SAMPLES, clauses_of, to_txt

GEOMETRIES = (
    Geometry(),
    Geometry(paper="A5", indent=False, gap=0.6, footer="— {n} —"),
    Geometry(paper="A5", size=16, serif=True, justified=True, header="云溪市文件汇编", footer="第{n}页 共{nb}页"),
    Geometry(paper="Letter", size=10.5, margin=35, pitch=1.3, footer="{n}/{nb}", watermark="内部资料"),
    Geometry(paper="A5", margin=18, indent=False, footer="- {n} -"),
)
WORDS = "市人民政府应当对符合条件的企业按照实际投入给予一定比例的补助具体办法由主管部门会同财政制定并向社会公布"


def sentence(rng: random.Random, length: int) -> str:
    """Words of this length that end as a sentence does."""
    return "".join(rng.choice(WORDS) for _ in range(length)) + "。"


def law(articles: int, seed: int = 1) -> tuple[Block, ...]:
    """A law of this many articles, some with a second paragraph, in chapters."""
    rng = random.Random(seed)
    blocks: list[Block] = [Paragraph("云溪市城市更新条例", depth=1)]
    for number in range(1, articles + 1):
        if number % 10 == 1:
            blocks.append(Paragraph(f"第{number // 10 + 1}章 {sentence(rng, 5)[:-1]}", depth=2))
        blocks.append(Paragraph(f"第{number}条 {sentence(rng, rng.randrange(10, 120))}"))
        if rng.random() < 0.3:
            blocks.append(Paragraph(sentence(rng, rng.randrange(10, 120))))
    return tuple(blocks)


def read(raw: bytes) -> Reading:
    return read_text_layer(raw, "a.pdf")


def set_apart(reading: Reading) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for line in reading.lines:
        if line.discard:
            out.setdefault(line.discard, []).append(line.text)
    return out


def body(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines if not line.discard and not line.note]


# -- the same document as text and as PDF ----------------------------------------------------------------------


@pytest.mark.parametrize("geometry", GEOMETRIES, ids=range(len(GEOMETRIES)))
@pytest.mark.parametrize("name", SAMPLES)
def test_a_document_has_the_clauses_of_its_text_version(name: str, geometry: Geometry, tmp_path: Path) -> None:
    sample = SAMPLES[name]
    assert clauses_of(to_pdf(sample, geometry), ".pdf", tmp_path) == clauses_of(to_txt(sample), ".txt", tmp_path)


@pytest.mark.parametrize("geometry", GEOMETRIES[:4], ids=range(4))
def test_articles_over_many_pages_are_whole(geometry: Geometry, tmp_path: Path) -> None:
    document = law(60)
    assert clauses_of(to_pdf(document, geometry), ".pdf", tmp_path) == clauses_of(to_txt(document), ".txt", tmp_path)


@needs_chromium
@pytest.mark.parametrize(
    "style",
    [
        "p{text-indent:2em;margin:0;text-align:justify} h1{text-align:center}",
        "@page{size:A5;margin:15mm}",
        "@page{margin:18mm} body{columns:2;font-size:11pt} h1{column-span:all} p{margin:0;text-indent:2em}",
    ],
)
def test_what_a_browser_prints_has_the_clauses_of_the_text(style: str, tmp_path: Path) -> None:
    document = law(40, seed=3)
    raw = by_chromium(document, tmp_path, f"body{{font-family:'Noto Serif CJK SC'}} {style}")
    assert clauses_of(raw, ".pdf", tmp_path) == clauses_of(to_txt(document), ".txt", tmp_path)


@st.composite
def documents(draw: st.DrawFn) -> tuple[tuple[Block, ...], Geometry]:
    """A law, and any page that it could stand on: paragraphs are told apart by an indent or by space."""
    indent = draw(st.booleans())
    geometry = Geometry(
        paper=draw(st.sampled_from(["A4", "A5", "Letter"])),
        margin=draw(st.floats(15, 30)),
        size=draw(st.sampled_from([9.0, 10.5, 12.0, 14.0, 16.0])),
        pitch=draw(st.floats(1.3, 2.0)),
        indent=indent,
        gap=draw(st.floats(0.5, 1.0)) if not indent else 0.0,
        justified=draw(st.booleans()),
        footer=draw(st.sampled_from(["", "{n}", "— {n} —", "第{n}页"])),
        header=draw(st.sampled_from(["", "云溪市地方性法规汇编"])),
    )
    return law(draw(st.integers(8, 30)), draw(st.integers(0, 10**6))), geometry


@given(documents())
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_any_page_geometry_gives_the_paragraphs_that_were_written(drawn: tuple[tuple[Block, ...], Geometry]) -> None:
    blocks, geometry = drawn
    written = to_pdf(blocks, geometry)
    assume(not geometry.header or len(PdfDocument(written)) > 1)  # on a single page nothing tells a header from a title
    assert body(read(written)) == [line.text for line in as_text(blocks)[1]]


# -- furniture -------------------------------------------------------------------------------------------------


def test_headers_page_numbers_and_watermarks_are_set_apart_by_name() -> None:
    geometry = Geometry(paper="A5", header="云溪市文件汇编", footer="— {n} —", watermark="内部资料")
    found = set_apart(read(to_pdf(law(30), geometry)))
    pages = len(found["page number"])
    assert pages > 2
    assert found["page number"] == [f"— {n} —" for n in range(1, pages + 1)]
    assert found["running header"] == ["云溪市文件汇编"] * pages
    assert found["watermark"] == ["内部资料"] * pages


def test_nothing_of_the_text_layer_is_lost() -> None:
    blocks = (*law(20), *SAMPLES["notice"])
    geometry = Geometry(paper="A5", header="汇编", footer="第{n}页", watermark="草稿")
    reading = read(to_pdf(blocks, geometry))
    document = parse_document("a", "a.pdf", reading.text, reading.lines, Metadata(title=""))
    covered = bytearray(len(reading.text))
    for start, end in [(c.head_start, c.end) for c in document.clauses] + [(d.start, d.end) for d in document.discards]:
        covered[start:end] = b"\x01" * (end - start)
    assert [c for c, kept in zip(reading.text, covered, strict=True) if not kept and not c.isspace()] == []
    assert not [d for d in document.discards if d.reason == "not placed"]


def test_a_line_that_begins_with_an_article_that_it_refers_to_is_no_article() -> None:
    rng = random.Random(5)
    texts = [f"第{n}条 {sentence(rng, 20 + n)[:-1]}依照本条例第三条规定处理；违反第二条规定的，由主管部门责令改正。" for n in range(1, 40)]
    reading = read(to_pdf([Paragraph(t) for t in texts], Geometry(paper="A5", indent=False)))
    assert body(reading) == texts


# -- tables ----------------------------------------------------------------------------------------------------


def long_table(rows: int) -> tuple[Block, ...]:
    header = ("类别", "标准", "说明")
    table = Table((header, *((f"类别{n}", f"最高{n}0万元", sentence(random.Random(n), 30)) for n in range(1, rows + 1))), header=1)
    return Paragraph("一、补助标准", depth=2), Paragraph("按下表执行："), table, Paragraph("本办法自2026年1月1日起施行。")


def test_a_table_over_pages_is_one_and_its_repeated_header_stands_once() -> None:
    blocks = long_table(40)
    reading = read(to_pdf(blocks, Geometry(paper="A5", footer="- {n} -")))
    rows = [line for line in reading.lines if line.table]
    assert {line.table for line in rows} == {1}
    assert [line.text for line in rows] == [line.text for line in as_text(blocks)[1] if line.table]
    assert body(reading)[-1] == "本办法自2026年1月1日起施行。"


# -- footnotes -------------------------------------------------------------------------------------------------


def test_a_footnote_is_one_and_its_mark_is_not_in_the_word() -> None:
    blocks = (
        *law(3),
        Paragraph("第4条 本条例所称更新单元^1，是指划定的区域。"),
        Paragraph("更新单元由主管部门另行划定。", note="注1"),
    )
    reading = read(to_pdf(blocks))
    assert [(line.note, line.text) for line in reading.lines if line.note] == [("注1", "更新单元由主管部门另行划定。")]
    assert body(reading)[-1] == "第4条 本条例所称更新单元，是指划定的区域。"
    assert set_apart(reading) == {"footnote mark": ["1"]}
    document = parse_document("a", "a.pdf", reading.text, reading.lines, Metadata(title=""))
    assert [c.text for c in document.clauses if c.kind is ClauseKind.NOTE] == ["更新单元由主管部门另行划定。"]


def test_a_raised_figure_that_is_no_mark_stays() -> None:
    reading = read(to_pdf([*law(3), Paragraph("第4条 建筑面积不少于500m^2的，适用本条例。")]))
    assert body(reading)[-1] == "第4条 建筑面积不少于500m2的，适用本条例。"


# -- words -----------------------------------------------------------------------------------------------------


def test_words_are_parted_and_ideographs_are_not() -> None:
    text = "本市支持 artificial intelligence 企业与 large language model 研发机构合作，" * 6 + "具体办法另行制定。"
    lines = body(read(to_pdf([*law(8), Paragraph(text)], replace(GEOMETRIES[0], margin=40))))
    assert lines[-1].replace(" ", "") == text.replace(" ", "")
    assert " ，" not in lines[-1]


def test_radicals_that_fonts_give_become_ideographs() -> None:
    (text,) = body(read(to_pdf([Paragraph("企业⾏为应当符合⻓期规划。")])))
    assert text == "企业行为应当符合长期规划。"
