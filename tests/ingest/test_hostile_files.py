"""Files that are damaged, mislabelled, locked or made to harm: refused by name with what to do, or read as what they are."""

from __future__ import annotations

import random
import re
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from samples import NOTICE, to_docx, to_html
from word_files import cell, numbering, packed, para, run, table, word_file

from ingest.formats import web_page, word_package
from ingest.formats.web import read_html
from ingest.formats.word import read_word
from ingest.gather import gather
from ingest.lines import Reading
from ingest.readers import read_document
from policy.errors import UnreadableSource

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
LAUGHS = '<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def contents(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(name: str, content: bytes) -> bytes:
    return packed({**contents(word_file(para("甲。"))), name: content})


def with_doctype(doctype: str, encoding: str = "utf-8") -> bytes:
    xml = contents(word_file(para("&a;")))["word/document.xml"].decode()
    declared = xml.replace('encoding="UTF-8"', f'encoding="{encoding}"').replace("?>", f"?>{doctype}", 1)
    return with_part("word/document.xml", declared.encode(encoding))


def lying(raw: bytes, claimed: int) -> bytes:
    """The archive with another unpacked size in its directory for the document's part."""
    at = raw.rindex(b"word/document.xml")
    return raw[: at - 22] + struct.pack("<I", claimed) + raw[at - 18 :]


def deep(levels: int) -> bytes:
    inner = para("甲。")
    for _ in range(levels):
        inner = table(cell(inner) + cell("乙"), cell("丙") + cell("丁"))
    return word_file(inner)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (to_docx(NOTICE)[:5000], "damaged or cut short; open it in Word"),
        (to_docx(NOTICE)[:-40], "damaged or cut short"),
        (packed({"word/other.xml": "<a/>", "word/document.txt": ""}), "holds no Word document"),
        (with_part("word/document.xml", b"<w:document"), "damaged in word/document.xml"),
        (with_part("word/document.xml", b""), "damaged in word/document.xml"),
        (with_part("word/document.xml", b"<a>" + b" " * 100_000_000 + b"</a>"), "unpacks to too much"),
        (lying(with_part("word/document.xml", b"<a>" + b" " * 100_000_000 + b"</a>"), 900), "unpacks to too much|damaged"),
        (with_doctype(LAUGHS), "declares XML entities"),
        (with_doctype(OUTSIDE), "declares XML entities"),
        (with_doctype(OUTSIDE, "utf-16"), "declares XML entities"),
        (with_part("word/_rels/document.xml.rels", f"{LAUGHS}<a/>".encode()), "declares XML entities"),
        (deep(300), "damaged|nested too deep"),
        (packed({f"word/document{i}": "" for i in range(20_001)}), "more than 20000 parts"),
        (word_file(""), "empty"),
        (word_file(para("<w:r><w:drawing><a:blip/></w:drawing></w:r>")), "holds no text, only 1 picture"),
    ],
)  # fmt: skip
def test_a_word_file_that_can_not_be_read_says_why(tmp_path: Path, raw: bytes, words: str) -> None:
    (tmp_path / "a.docx").write_bytes(raw)
    with pytest.raises(UnreadableSource, match=words) as error:
        read_document(tmp_path / "a.docx", "a.docx")
    assert "a.docx" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password; open it, take the password off"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "Word 97-2003; open it in Word or WPS and save it as .docx"),
        ("a.txt", OLE + "WordDocument".encode("utf-16-le"), "Word 97-2003"),
        ("a.wps", OLE, "older Office format"),
        ("a.doc", b"{\\rtf1\\ansi hello}", "RTF document; open it"),
        ("a.odt", packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "OpenDocument|not a text file"),
        ("a.docx", packed({"xl/workbook.xml": "<a/>"}), "spreadsheet; put the table into"),
        ("a.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "web archive; save the page as HTML"),
        ("a.wps", b"\x00\x01\x02", "is a document of WPS"),
    ],
)
def test_other_kinds_are_named_with_the_remedy(tmp_path: Path, name: str, raw: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(UnreadableSource, match=words):
        read_document(tmp_path / name, name)


@pytest.mark.parametrize("name", ["a.doc", "a.txt", "a.wps", "a.html"])
def test_the_content_counts_and_not_the_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(word_file(para("第一条 甲。")))
    document = read_document(tmp_path / name, name)
    assert [c.label for c in document.clauses] == ["第一条"]
    assert document.warnings[0].startswith("the content is of the kind .docx")


def test_a_page_or_a_text_may_be_named_a_word_file(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(to_html(NOTICE))
    (tmp_path / "b.doc").write_bytes("第一条 甲。\n第二条 乙。".encode("gb18030"))
    assert any("of the kind .html" in w for w in read_document(tmp_path / "a.doc", "a.doc").warnings)
    assert len(read_document(tmp_path / "b.doc", "b.doc").clauses) == 2


def test_a_text_that_speaks_of_formats_is_a_text(tmp_path: Path) -> None:
    text = "第一条 文件以 %PDF- 开头的，按 PDF 读取。\n第二条 网页以 <html> 开头。"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    document = read_document(tmp_path / "a.txt", "a.txt")
    assert [c.label for c in document.clauses] == ["第一条", "第二条"]
    assert document.warnings == ()


def test_a_folder_names_the_documents_that_it_could_not_take(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word_file(para("第一条 甲。")))
    (tmp_path / "b.doc").write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    (tmp_path / "c.jpg").write_bytes(b"\xff\xd8")
    found = gather([tmp_path])
    assert [h.document.id for h in found.held] == ["a"]
    assert [Path(source).name for source, _ in found.failures] == ["b.doc"]


@pytest.mark.parametrize(
    "parts",
    [
        {"styles": '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'},
        {"numbering": numbering({}, {1: (5, "")})},
        {"numbering": '<w:num w:numId="1"/><w:abstractNum/><w:num/>'},
        {"numbering": numbering({0: '<w:lvl w:ilvl="-3"/><w:lvl w:ilvl="x"><w:start w:val="9e9"/></w:lvl>'}, {1: (0, "<w:lvlOverride/>")})},
        {"numbering": numbering({0: '<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1%9%1"/></w:lvl>'}, {1: (0, "")})},
        {"footnotes": "<w:footnote/>"},
    ],
)  # fmt: skip
def test_nonsense_in_other_parts_loses_no_text(parts: dict[str, str]) -> None:
    body = para("甲。", "A", (1, 0)) + para(run("乙。") + "<w:r><w:footnoteReference w:id='8'/></w:r>", num=(77, 99))
    words = "".join(line.text for line in read_word(word_file(body, **parts), "a.docx").lines)
    assert "甲。" in words
    assert words.endswith("乙。")


def test_nothing_outside_the_file_is_followed() -> None:
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="a" Type="x/header" Target="file:///etc/passwd" TargetMode="External"/>'
        b'<Relationship Id="b" Type="x/footer" Target="../../../etc/passwd"/><Relationship Id="c" Type="x/styles"/></Relationships>'
    )
    assert [line.text for line in read_word(with_part("word/_rels/document.xml.rels", relation), "a.docx").lines] == ["甲。"]


def test_markup_beyond_any_document_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_page, "_MOST_TAGS", 1000)
    monkeypatch.setattr(word_package, "_MOST_TAGS", 1000)
    with pytest.raises(UnreadableSource, match="larger than any page"):
        read_html(b"<b>" * 1001, "a.html")
    with pytest.raises(UnreadableSource, match="unpacks to too much"):
        read_word(word_file(para("甲。") * 200), "a.docx")


def test_cells_that_claim_to_span_without_end() -> None:
    wide = table(*(cell("甲", "<w:gridSpan w:val='999999999'/>") + cell("乙") for _ in range(20)))
    assert read_word(word_file(wide), "a.docx").lines
    tall = "<table>" + "<tr>" + "<td rowspan=65000 colspan=65000>甲" * 500 + "</tr><tr><td>乙</table>"
    assert read_html(tall.encode(), "a.html").lines


# -- damaged at random -----------------------------------------------------------------------------------------

ROUNDS = 120


def damaged(raw: bytes, rng: random.Random) -> bytes:
    """The bytes with a few changed, left out, doubled or put in."""
    out = bytearray(raw)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(out) or 1)
        kind = rng.randrange(5)
        if kind == 0 and out:
            out[at % len(out)] = rng.randrange(256)
        elif kind == 1:
            del out[at : at + rng.randint(1, 200)]
        elif kind == 2:
            out[at:at] = out[at : at + rng.randint(1, 300)]
        elif kind == 3:
            out[at:at] = rng.choice((b"<", b">", b"&#0;", b"&a;", b"\x00", b"</w:p>", b"<table><tr>", b"<ol start=-9>", "条".encode(), b"]]>"))
        else:
            del out[at:]
    return bytes(out)


def damaged_part(raw: bytes, rng: random.Random) -> bytes:
    """The archive with one of its parts damaged or gone, or one tag of it renamed."""
    files: dict[str, str | bytes] = dict(contents(raw))
    name = rng.choice(["word/document.xml", *sorted(name for name in files if name.startswith("word/") and name.endswith("l"))])
    content = files[name]
    assert isinstance(content, bytes)
    if rng.random() < 0.5:
        tags = re.findall(rb"<(/?w:\w+)", content)
        files[name] = content.replace(*rng.sample(sorted(set(tags)), 2), rng.randint(1, 9)) if len(set(tags)) > 1 else b""
    else:
        files[name] = damaged(content, rng)
    return packed(files)


def survives(read: Callable[[bytes, str], Reading], raw: bytes) -> bool:
    """Whether the bytes could be read. Anything but a Reading or UnreadableSource is a fault and comes out."""
    refused = ""
    try:
        reading = read(raw, "a")
    except UnreadableSource as error:
        refused = str(error)
    if refused:
        assert refused.startswith("a ")
        return False
    assert all(reading.text[line.start : line.end] == line.text for line in reading.lines)
    return True


@pytest.mark.parametrize(
    ("read", "raw", "damage"),
    [(read_word, to_docx(NOTICE), damaged), (read_word, to_docx(NOTICE), damaged_part), (read_html, to_html(NOTICE), damaged)],
    ids=["word-bytes", "word-parts", "page-bytes"],
)  # fmt: skip
def test_damage_at_random_is_read_or_refused(
    read: Callable[[bytes, str], Reading], raw: bytes, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    rng = random.Random(20260210)
    assert {survives(read, damage(raw, rng)) for _ in range(ROUNDS)} <= {True, False}
