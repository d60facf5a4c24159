"""Tables as text: each row a line that says what its cells are, so that it can be found and cited alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.labels import read_label
from ingest.table_header import Grid, header_rows, is_noun
from ingest.table_units import is_bare, needs_unit, unit_line, with_unit

_CAPTION_CHARS = 50
_NUMBERED = re.compile(r"^(?:续\s*)?表\s*(?:[\dA-Z]+(?:[-－—.．]\d+)*|[一二三四五六七八九十]+)(?=\s|$|[:：.、]|[一-鿿])")
_NAMES_TABLE = re.compile(r"(?:表|清单|目录|名单|标准|明细|一览|汇总|指标|分工|安排|计划|情况|条件|价格|收费)$")
_NOTE = re.compile(r"^(?:\*|※|备?注|说明|填表说明|(?:资料|数据)来源)\s*\d*\s*[:：.、]?")
_COUNTING = ("序号", "编号")
_SUM = re.compile(r"^(?:合|总|小)\s*计")
_WITHIN = re.compile(r"(?<=[一-鿿（）、/])\s+(?=[一-鿿（）、/])")


@dataclass(frozen=True, slots=True)
class TableText:
    """A table's rows, one text each; `caption` is what it is called, `before` what its own first rows say of all of it."""

    rows: tuple[str, ...]
    caption: str = ""
    before: tuple[str, ...] = ()


def read_table(rows: Grid, header: int | None = None, above: Sequence[str] = ()) -> TableText:
    """Each row below the header as “项目：算力券；比例：15%”; where there is no header, “联系人：张三” or cells parted by “；”.

    `header` is how many of the first rows are the header, None where the format does not say; `above` the paragraphs
    before the table, the nearest last. A row that is one cell through all columns is put before the rows it heads.
    A bare figure takes the unit of its column or table. Empty cells are left out; a header over empty columns is kept.
    """
    grid, empty = _clean(rows)
    header = None if header is None else max(0, header - empty)
    before = _own_head(grid)
    if header is not None:
        header = max(0, header - len(before))
    grid = grid[len(before) :]
    told = [*above, *before]
    table = _Rows(grid, header_rows(grid, header), next((u for u in map(unit_line, reversed(told)) if u), ""))
    return TableText(tuple(table.texts()), caption_of(told), before)


def caption_of(above: Sequence[str]) -> str:
    """The caption among the paragraphs before a table, the nearest last; "" where none reads as one."""
    for text in reversed(above[-3:]):
        text = " ".join(text.split())
        if not unit_line(text):
            bare = _outside_brackets(text)
            numbered = _NUMBERED.match(text) and not re.search(r"[。；;，,]|[：:]$", bare)
            named = _NAMES_TABLE.search(bare) and not re.search(r"[。；;，,：:]", bare) and not read_label(text)
            return text if len(text) <= _CAPTION_CHARS and (numbered or named) else ""
    return ""


def caption_label(caption: str) -> str:
    """The number that a caption gives its table: 表2 of `表2 补助标准`; "" where it has none."""
    match = _NUMBERED.match(caption)
    return "".join(match.group().split()).removeprefix("续") if match else ""


def _outside_brackets(text: str) -> str:
    return re.sub(r"[（(][^（）()]*[)）]", "", text).strip()


def _clean(rows: Grid) -> tuple[list[list[str]], int]:
    """The rows that hold anything, of one width, white space made one space; and how many empty ones came first."""
    width = max((len(row) for row in rows), default=0)
    grid = [[" ".join(cell.split()) for cell in row] + [""] * (width - len(row)) for row in rows]
    empty = next((i for i, row in enumerate(grid) if any(row)), 0)
    return [row for row in grid if any(row)], empty


def _own_head(grid: Grid) -> tuple[str, ...]:
    """The table's title and unit, where its first rows are one cell each and others follow."""
    out: list[str] = []
    for row in grid[:3]:
        text = _through(row)
        if not text or len(out) + 1 >= len(grid) or _NOTE.match(text) or read_label(text) or len(text) > _CAPTION_CHARS:
            break
        out.append(text)
    return tuple(out)


def _through(row: Sequence[str]) -> str:
    """The text of a row that is one cell through all columns, else ""."""
    return row[0] if len(row) > 1 and len(set(row)) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one table on their way to text."""

    grid: Grid
    header: int
    unit: str

    def texts(self) -> Iterator[str]:
        names = _names(self.grid[: self.header])
        body = [row for row in self.grid[self.header :] if row not in self.grid[: self.header]]
        named = [row for row in body if not (self._section(row) or _through(row) or self._is_unfilled(names, row))]
        if any(name and not any(row[place] for row in named) for place, name in enumerate(names)):
            yield "；".join(_once(name for name in names if name))
        section, waiting = "", False
        for row in body:
            if head := self._section(row):
                if waiting:
                    yield section
                section, waiting = head, True
            elif text := _through(row):
                yield text
            elif text := self._row(names, row):
                yield f"{section}；{text}" if section else text
                waiting = False
        if waiting:
            yield section

    def _section(self, row: Sequence[str]) -> str:
        """What heads the rows below it: one short text through all columns, or a labelled one and nothing beside it."""
        text = _through(row)
        if text:
            return "" if _NOTE.match(text) or len(text) > _CAPTION_CHARS or text[-1] in "。；;：:" else text
        alone = len(row) > 2 and row[0] and not any(row[1:])
        return row[0] if alone and self.header and read_label(row[0]) and not _SUM.match(row[0]) else ""

    def _is_unfilled(self, names: Sequence[str], row: Sequence[str]) -> bool:
        """Whether a row is a form's line to be filled in: its counting number and nothing else."""
        filled = [place for place, cell in enumerate(row) if cell]
        return bool(self.header) and len(filled) == 1 and names[filled[0]] in _COUNTING and is_bare(row[filled[0]])

    def _row(self, names: Sequence[str], row: Sequence[str]) -> str:
        if self._is_unfilled(names, row):
            return ""
        pairs = list(_named(names, row) if self.header else _paired(row))
        cells = [_cell(name, with_unit(name, cell, self.unit)) for name, cell in pairs]
        if self.unit and any(needs_unit(name, with_unit(name, cell, self.unit)) for name, cell in pairs):
            cells.append(f"单位：{self.unit}")
        return "；".join(cells)


def _names(header: Grid) -> list[str]:
    """The header's words for each column, those of several rows one after the other."""
    width = max((len(row) for row in header), default=0)
    return [" ".join(_once(_WITHIN.sub("", row[place]) for row in header if row[place])) for place in range(width)]


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _named(names: Sequence[str], row: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each cell with its column's name; a text merged over columns once, with the names of them all."""
    at = 0
    for cell, run in groupby(row):
        span = names[at : at + len(list(run))]
        at += len(span)
        if cell and is_bare(cell):
            yield from ((name, cell) for name in span)
        elif cell:
            yield "、".join(_once(name for name in span if name)), cell


def _paired(row: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Cells without a header: a name with the value beside it, anything else alone."""
    cells = [cell for cell, _ in groupby(row)] if len(row) > 2 else list(row)
    at = 0
    while at < len(cells):
        name, value = cells[at], cells[at + 1] if at + 1 < len(cells) else ""
        paired = bool(name and value) and (len(row) == 2 or (is_noun(name) and not is_noun(value)))
        if paired:
            yield _WITHIN.sub("", name), value
        elif name:
            yield "", name
        at += 2 if paired else 1


def _cell(name: str, cell: str) -> str:
    return f"{name.rstrip('：:')}：{cell}" if name else cell
