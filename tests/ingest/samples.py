"""Sample documents as blocks, and writers of them: the same document in every format.

A sample is a tuple of Paragraph and Table, as `ingest.blocks` has them, without discards. A writer takes blocks and gives the
bytes of a file: `to_txt`, `to_markdown`, `to_html`, `to_docx`; WRITERS has them by their ending. `clauses_of` reads such a
file and gives what must be equal whatever the format was. A writer of a further format goes into a module of its own and is
compared with `clauses_of(to_txt(sample), ".txt", tmp_path)`.

In the samples every heading says by its form that it is one, since plain text has no other way to say it; labels are
typed, as most drafters type them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO
from pathlib import Path

import docx

from ingest.blocks import Block, Paragraph, Table
from ingest.readers import read_document
from policy.documents import Document

TITLE = Paragraph("云溪市支持智能制造若干措施", depth=1)

MEASURES: tuple[Block, ...] = (
    TITLE,
    Paragraph("为加快智能制造发展，根据省有关规定，结合本市实际，制定本措施。"),
    Paragraph("一、支持对象", depth=2),
    Paragraph("本措施适用于在本市登记注册、具有独立法人资格的企业。"),
    Paragraph("二、支持内容", depth=2),
    Paragraph("（一）设备更新。对企业购置智能装备，按投资额的15%给予补助，最高500万元。"),
    Paragraph("（二）诊断服务。企业可以申请下列服务："),
    Paragraph("1.现场诊断；"),
    Paragraph("2.线上诊断；"),
    Paragraph("3.人员培训。"),
    Paragraph("（三）贷款贴息。对企业项目贷款，按实际支付利息的50%给予贴息，每年不超过200万元。"),
    Paragraph("三、附则", depth=2),
    Paragraph("本措施自2026年1月1日起施行，有效期至2028年12月31日。"),
)

ARTICLES: tuple[Block, ...] = (
    Paragraph("云溪市公共数据授权运营管理办法", depth=1),
    Paragraph("第一章 总则", depth=2),
    Paragraph("第一条 为规范公共数据授权运营，制定本办法。"),
    Paragraph("第二条 本市行政区域内公共数据的授权运营，适用本办法。"),
    Paragraph("法律、法规另有规定的，从其规定。"),
    Paragraph("第二章 运营管理", depth=2),
    Paragraph("第三条 运营机构应当具备下列条件："),
    Paragraph("（一）依法设立；"),
    Paragraph("（二）有与业务相适应的人员；"),
    Paragraph("（三）近三年无重大违法记录。"),
    Paragraph("第四条 运营机构不得将数据用于授权范围以外的用途。"),
    Paragraph("第三章 附则", depth=2),
    Paragraph("第五条 本办法自2026年3月1日起施行。"),
)

NOTICE: tuple[Block, ...] = (
    Paragraph("云溪市科学技术局关于组织申报2026年度创新券的通知", depth=1),
    Paragraph("云科〔2026〕12号"),
    Paragraph("各区县科技局，各有关单位："),
    Paragraph("现将2026年度创新券申报事项通知如下。"),
    Paragraph("一、申报条件", depth=2),
    Paragraph("申报单位应当为科技型中小企业，且上年度研发投入不低于50万元。"),
    Paragraph("二、补助标准", depth=2),
    Paragraph("各类创新券的补助标准如下："),
    Table(
        (
            ("序号", "类别", "补助比例", "最高金额"),
            ("1", "检测券", "50%", "10万元"),
            ("2", "研发券", "30%", "50万元"),
            ("3", "算力券", "40%", "100万元"),
        ),
        header=1,
    ),
    Paragraph("三、申报时间", depth=2),
    Paragraph("申报时间为2026年3月1日至3月31日，逾期不予受理。"),
    Paragraph("附件：1.创新券申请表"),
    Paragraph("2.承诺书"),
    Paragraph("云溪市科学技术局"),
    Paragraph("2026年2月10日"),
    Paragraph("附件1"),
    Paragraph("创新券申请表"),
    Table((("单位名称", ""), ("联系人", ""), ("申请金额（万元）", ""))),
    Paragraph("附件2"),
    Paragraph("承诺书"),
    Paragraph("本单位承诺所提交的材料真实、有效，并承担相应责任。"),
)

SAMPLES: dict[str, tuple[Block, ...]] = {"measures": MEASURES, "articles": ARTICLES, "notice": NOTICE}

Writer = Callable[[Sequence[Block]], bytes]


def to_txt(blocks: Sequence[Block]) -> bytes:
    """A line a paragraph; a table's cells parted by tabs."""
    lines: list[str] = []
    for block in blocks:
        lines += ["\t".join(row) for row in block.rows] if isinstance(block, Table) else [block.text]
    return "\n".join(lines).encode()


def to_markdown(blocks: Sequence[Block]) -> bytes:
    """Headings with #, pipe tables, paragraphs parted by blank lines."""
    return "\n\n".join(_markdown(block) for block in blocks).encode()


def _markdown(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"{'#' * block.depth} {block.text}" if block.depth else block.text
    rows = [[cell.replace("|", "\\|") for cell in row] for row in block.rows]
    # a pipe table has a header always: where the table has none, an empty one
    head = rows[0] if block.header else [""] * len(rows[0])
    body = rows[1:] if block.header else rows
    table = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(row) + " |" for row in table)


def to_html(blocks: Sequence[Block]) -> bytes:
    """A page of nothing but the document."""
    body = "\n".join(_html(block) for block in blocks)
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>'.encode()


def _html(block: Block) -> str:
    if isinstance(block, Paragraph):
        tag = f"h{min(block.depth, 6)}" if block.depth else "p"
        return f"<{tag}>{escape(block.text)}</{tag}>"
    rows = []
    for number, row in enumerate(block.rows):
        tag = "th" if block.header and number < block.header else "td"
        rows.append("<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>")
    return "<table>" + "\n".join(rows) + "</table>"


def to_docx(blocks: Sequence[Block]) -> bytes:
    """Paragraphs in Word's own styles, tables as grids."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, Paragraph):
            style = f"Heading {block.depth}" if block.depth else "Normal"
            document.add_paragraph(block.text, style=style)
            continue
        table = document.add_table(len(block.rows), max(len(row) for row in block.rows))
        for row, cells in zip(block.rows, table.rows, strict=True):
            for text, cell in zip(row, cells.cells, strict=False):
                cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


WRITERS: dict[str, Writer] = {".txt": to_txt, ".md": to_markdown, ".html": to_html, ".docx": to_docx}

Read = tuple[str, str, tuple[str, ...], str, str]


def read_bytes(raw: bytes, ending: str, folder: Path) -> Document:
    """A file of this content as a Document of the id `sample`."""
    path = folder / f"sample{ending}"
    path.write_bytes(raw)
    return read_document(path, path.name)


def clauses_of(raw: bytes, ending: str, folder: Path) -> list[Read]:
    """Of each clause what no format may change: id, kind, path, heading, and the text without white space."""
    document = read_bytes(raw, ending, folder)
    return [(c.clause_id, c.kind.value, c.path, c.heading, "".join(c.text.split())) for c in document.clauses]
