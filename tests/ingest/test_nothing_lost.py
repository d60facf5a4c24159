"""Every word that a file shows comes out of it, in a line of the text, however odd its markup is."""

from __future__ import annotations

import random
import re

import pytest
from word_files import cell, level, numbering, para, run, table, word_file

from ingest.formats.web import read_html
from ingest.formats.word import read_word
from ingest.lines import Reading
from ingest.tables import read_table

ROUNDS = 60
WORD = re.compile(r"词\d+号")
CELLS = ("", "", "类别", "金额（万元）", "50%", "12", "序号", "一、甲", "注：乙", "合计", "单位：万元", "检测券", "某长句。", "单位名称", "表1 标准", "1")
TAGS = (
    "div", "p", "span", "section", "article", "ul", "ol", "li", "table", "tr", "td", "th", "tbody", "thead", "h1",
    "h2", "a", "b", "br", "center", "font", "dl", "dt", "dd", "pre", "blockquote", "nav", "footer", "aside",
    "header", "form", "label", "caption", "sup", "u", "o:p", "zoom",
)  # fmt: skip
ATTRIBUTES = ("", " class=nav", " style='color:red'", " colspan=2", " rowspan=3", " href=x", " id=content", " start=4", " class=share")
STOPS = ("", "。", "，", "：", "；", "%", " ")


class Words:
    """Words that occur once each."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.count = 0

    def one(self) -> str:
        self.count += 1
        return f"词{self.count}号{self.rng.choice(STOPS)}"


def lost(made: str, reading: Reading) -> list[str]:
    held = "".join("".join(line.text.split()) for line in reading.lines)
    return [word for word in WORD.findall(made) if word not in held]


# -- pages -----------------------------------------------------------------------------------------------------


def markup(words: Words, depth: int = 0) -> str:
    """Elements in each other, many where they may not stand, some never closed."""
    rng, out = words.rng, ""
    for _ in range(rng.randint(1, 4)):
        if rng.random() < 0.45 or depth > 6:
            out += words.one()
        else:
            tag = rng.choice(TAGS)
            end = f"</{tag}>" if rng.random() < 0.9 else ""
            out += f"<{tag}{rng.choice(ATTRIBUTES)}>{markup(words, depth + 1)}{end}"
    return out


@pytest.mark.parametrize("seed", range(3))
def test_no_word_of_a_page_is_lost(seed: int) -> None:
    for number in range(ROUNDS):
        page = f"<html><body>{markup(Words(seed * 1000 + number))}</body></html>"
        assert lost(page, read_html(page.encode(), "a.html")) == [], page


# -- Word documents --------------------------------------------------------------------------------------------

WRAPPED = (
    "{0}", "<w:ins>{0}</w:ins>", "<w:hyperlink>{0}</w:hyperlink>", "<w:smartTag>{0}</w:smartTag>", "<w:moveTo>{0}</w:moveTo>",
    "<w:sdt><w:sdtPr/><w:sdtContent>{0}</w:sdtContent></w:sdt>", "<w:fldSimple w:instr='REF'>{0}</w:fldSimple>",
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>{0}",
    "{0}<w:r><w:fldChar w:fldCharType='end'/></w:r>", "<w:bdo><w:customXml>{0}</w:customXml></w:bdo>", "<w:r><w:footnoteReference w:id='2'/></w:r>{0}",
)  # fmt: skip
AROUND = (
    "{0}", "<w:sdt><w:sdtContent>{0}</w:sdtContent></w:sdt>", "<w:customXml>{0}</w:customXml>", "<w:ins>{0}</w:ins>",
    "<w:p><w:r><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
)  # fmt: skip
SPANS = ("", "", "<w:gridSpan w:val='2'/>", "<w:vMerge w:val='restart'/>")


def word_blocks(words: Words, depth: int = 0) -> str:
    """Paragraphs and tables, wrapped, numbered and nested at random."""
    rng, out = words.rng, ""
    for _ in range(rng.randint(1, 4)):
        if rng.random() < 0.7 or depth > 2:
            inside = "".join(rng.choice(WRAPPED).format(run(words.one())) for _ in range(rng.randint(1, 3)))
            block = para(inside, num=(1, rng.randrange(3)) if rng.random() < 0.3 else None)
        else:
            width = rng.randint(1, 3)
            block = table(*("".join(_cell(words, depth) for _ in range(width)) for _ in range(rng.randint(1, 4))))
        out += rng.choice(AROUND).format(block)
    return out


def _cell(words: Words, depth: int) -> str:
    return cell(word_blocks(words, depth + 1) if words.rng.random() < 0.3 else words.one(), words.rng.choice(SPANS))


@pytest.mark.parametrize("seed", range(3))
def test_no_word_of_a_word_document_is_lost(seed: int) -> None:
    levels = level(0, "chineseCounting", "第%1条") + level(1, "decimal", "%2.")
    for number in range(ROUNDS):
        words = Words(seed * 1000 + number)
        body, note = word_blocks(words), words.one()
        parts = {"footnotes": f'<w:footnote w:id="2">{para(note)}</w:footnote>', "header1": para(words.one())}
        reading = read_word(word_file(body, numbering=numbering({0: levels}, {1: (0, "")}), **parts), "a.docx")
        assert lost(body + (note if "footnoteReference" in body else ""), reading) == [], body


# -- tables ----------------------------------------------------------------------------------------------------


def test_no_cell_of_a_table_is_lost() -> None:
    for seed in range(1500):
        rng = random.Random(seed)
        width = rng.randint(1, 5)
        rows = [_row(rng, width, f"词{seed}{place}号") for place in range(rng.randint(1, 6))]
        told = read_table(rows, rng.choice((None, None, 0, 1, 2)))
        held = "".join("".join((*told.before, *told.rows)).split())
        # a counting number on a form's empty line is the only thing left out
        assert [c for row in rows for c in row if c and not c.isdecimal() and "".join(c.split()) not in held] == [], rows


def _row(rng: random.Random, width: int, mark: str) -> tuple[str, ...]:
    if rng.random() < 0.15:
        return (rng.choice(CELLS) + mark,) * width
    cells = [rng.choice(CELLS) for _ in range(width if rng.random() < 0.9 else rng.randint(1, width))]
    return tuple(f"{c}{mark}{place}" if c and rng.random() < 0.6 else c for place, c in enumerate(cells))
