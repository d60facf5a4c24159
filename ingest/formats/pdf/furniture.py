"""What stands on the pages and is no part of the text: running headers, page numbers, watermarks, line numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.formats.pdf.model import Page, Run
from ingest.labels import read_label

HEADER, NUMBER, WATERMARK, LINE_NUMBER, OUTSIDE = (
    "running header", "page number", "watermark", "line number", "outside the page",
)  # fmt: skip
_ROWS = 4  # from the top and from the bottom may be furniture
_ROMAN = r"(?=[ivxlcIVXLC])[xX]{0,4}(?:i[xv]|I[XV]|[vV]?[iI]{0,3}|[lL])"
_PAGE_NUMBER = re.compile(
    rf"^[\s—–―－\-~·.•|/]*(?:第|共|[Pp]age|[Pp]\.?)?\s*(?P<n>\d{{1,4}}|{_ROMAN}|[一二三四五六七八九十百]{{1,5}})\s*页?"
    r"\s*(?:[,，/／|of\s]*(?:共|总|第)?\s*(?P<m>\d{1,4})?\s*页?)?[\s—–―－\-~·.•|/]*$"
)
_MARKED = re.compile(r"^[\s]*[—–―－\-~·•第|]|页|[/／]|[Pp]age")
_FIGURES = re.compile(r"\d+")
_PLACE = 3.0  # points within which two places are one


def set_apart(pages: Sequence[Page], body: float) -> None:
    """Move the furniture of all pages from their runs to what is set apart. `body` is the size of most characters."""
    for page in pages:
        _take(page, [r for r in page.runs if _is_outside(r, page)], OUTSIDE)
        _take(page, [r for r in page.runs if r.tilted], WATERMARK)
    _repeated_anywhere(pages, body)
    for page in pages:
        _take(page, _line_numbers(page), LINE_NUMBER)
    rows = {page.number: _edge_rows(page) for page in pages}
    _repeated_rows(pages, rows, body)
    _titles_again(pages, rows, body)
    _varying_headers(pages, rows)
    _page_numbers(pages, body)


def _is_outside(run: Run, page: Page) -> bool:
    return run.x1 < 0 or run.x0 > page.width or run.y < 0 or run.y - run.size > page.height


def _take(page: Page, runs: Sequence[Run], reason: str) -> None:
    if not runs:
        return
    gone = {id(run) for run in runs}
    page.runs = [run for run in page.runs if id(run) not in gone]
    slanted = all(run.tilted for run in runs)  # there the file's order is better than the places
    ordered = runs if slanted else sorted(runs, key=lambda r: (round(r.y), r.x0))
    page.apart.append((reason, ("" if slanted else " ").join(run.text for run in ordered)))


# -- what stands on many pages in one place --------------------------------------------------------------------


def _repeated_anywhere(pages: Sequence[Page], body: float) -> None:
    """Watermarks: larger than the text, or across it, in one place of most pages."""
    places: dict[tuple[str, int, int], list[tuple[Page, Run]]] = defaultdict(list)
    for page in pages:
        for run in page.runs:
            if not run.rows:
                places[run.text, round(run.x0 / _PLACE), round(run.y / _PLACE)].append((page, run))
    gone: dict[int, list[Run]] = defaultdict(list)
    for found in places.values():
        on = {page.number for page, _ in found}
        if len(on) < 2 or len(on) * 2 < len(pages):
            continue
        for page, run in found:
            if (len(on) > 2 and run.size > 1.5 * body) or _is_across(run, page):
                gone[page.number].append(run)
    for page in pages:
        _take(page, gone.get(page.number, []), WATERMARK)


def _is_across(run: Run, page: Page) -> bool:
    """Whether other text is printed over it."""
    middle = run.y - 0.35 * run.size
    over = (
        o for o in page.runs
        if o is not run and not o.rows and o.x0 < run.x1 and o.x1 > run.x0
        and abs(o.y - 0.35 * o.size - middle) < 0.3 * (o.size + run.size) and o.text != run.text
    )  # fmt: skip
    return sum(1 for _ in over) >= 1


# -- rows at the edges of pages --------------------------------------------------------------------------------


def _edge_rows(page: Page) -> list[list[Run]]:
    """The page's runs by their baselines, from above."""
    rows: list[list[Run]] = []
    for run in sorted(page.runs, key=lambda r: (r.y, r.x0)):
        if rows and not run.rows and not rows[-1][0].rows and run.y - rows[-1][0].y <= 0.3 * run.size:
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=lambda r: r.x0)
    return rows


def _text(row: Sequence[Run]) -> str:
    return " ".join(run.text for run in row)


def _edges(rows: Sequence[list[Run]]) -> list[list[Run]]:
    """The first rows and the last, without what stands in tables."""
    near = list(rows[:_ROWS]) + list(rows[max(_ROWS, len(rows) - _ROWS) :])
    return [row for row in near if not row[0].rows]


_OF_SENTENCE = re.compile(r"[，。；！？]")  # a text that says much the same on every page is no header


def _repeated_rows(pages: Sequence[Page], rows: dict[int, list[list[Run]]], body: float) -> None:
    """Rows of the same words, figures that count the pages apart, in one place on several pages."""
    same: dict[tuple[str, float, int], list[tuple[Page, list[Run]]]] = defaultdict(list)
    for page in pages:
        for row in _edges(rows[page.number]):
            same[_FIGURES.sub("#", _text(row)), round(row[0].size, 1), round(row[0].y / _PLACE)].append((page, row))
    for (key, size, place), here in same.items():
        found = here + same.get((key, size, place + 1), []) + same.get((key, size, place - 1), [])
        numbers = {page.number for page, _ in found}
        on, usual = len(numbers), len(numbers) > 2 and len(numbers) * 10 >= 6 * _as_many(numbers, pages)
        set_off = all(_is_set_off(row, rows[page.number], body) for page, row in found)
        if on < 2 or not _counts(found) or not (set_off or (usual and not _OF_SENTENCE.search(key))):
            continue
        if "#" not in key or _is_furniture_text(key) or _first_or_last(found, rows):
            for page, row in here:
                reason = NUMBER if _PAGE_NUMBER.match(_text(row)) else HEADER
                _take(page, [run for run in row if run in page.runs], reason)


def _titles_again(pages: Sequence[Page], rows: dict[int, list[list[Run]]], body: float) -> None:
    """The title in the text's own size or a smaller one over a later page, also where there is but one such page."""
    titles = {_text(row) for row in rows[pages[0].number] if row[0].size > 1.08 * body} if pages else set()
    for page in pages[1:]:
        for row in rows[page.number][:1]:
            if row[0] in page.runs and row[0].size <= 1.05 * body and _text(row) in titles:
                _take(page, row, HEADER)


def _as_many(numbers: set[int], pages: Sequence[Page]) -> int:
    """How many pages there are of the kind that these are: all, or, where they are so, the odd or the even ones."""
    sides = {number % 2 for number in numbers}
    return sum(1 for page in pages if page.number % 2 in sides)


def _is_set_off(row: list[Run], rows: Sequence[list[Run]], body: float) -> bool:
    """Whether a row at a page's edge is told from the text by its size, or by the space between."""
    if abs(row[0].size - body) > 0.08 * body:
        return True
    place = next(i for i, other in enumerate(rows) if other is row)
    steps = [b[0].y - a[0].y for a, b in pairwise(rows)]
    inward = steps[place : place + 1] if place < len(rows) / 2 else steps[place - 1 : place]
    return bool(inward) and inward[0] > 1.4 * sorted(steps)[len(steps) // 4]


def _first_or_last(found: Sequence[tuple[Page, list[Run]]], rows: dict[int, list[list[Run]]]) -> bool:
    """Whether the rows are the very first or last of their pages."""
    return all(rows[page.number][0] is row or rows[page.number][-1] is row for page, row in found)


def _is_furniture_text(key: str) -> bool:
    return not re.sub(r"[\W_#第共页]", "", key)


def _counts(found: Sequence[tuple[Page, list[Run]]]) -> bool:
    """Whether the figures in the rows are the same on every page, or count the pages."""
    values = [[int(n[:9]) for n in _FIGURES.findall(_text(row))] for _, row in found]
    for column in range(min(map(len, values), default=0)):
        fixed = Counter(v[column] for v in values).most_common(1)[0][1]
        counted = Counter(v[column] - page.number for v, (page, _) in zip(values, found, strict=True)).most_common(1)[0][1]
        if max(fixed, counted) * 5 < len(found) * 4:
            return False
    return True


def _varying_headers(pages: Sequence[Page], rows: dict[int, list[list[Run]]]) -> None:
    """The first row of each page, where it stands apart in one place and its words stand on several pages."""
    if len(pages) < 4:
        return
    tops: dict[int, list[tuple[Page, list[Run]]]] = defaultdict(list)
    for page in pages:
        left = [row for row in rows[page.number] if row[0] in page.runs]
        if len(left) > 3 and not left[0][0].rows and not left[1][0].rows:
            pitch = median(b[0].y - a[0].y for a, b in pairwise(left[1:]))
            if left[1][0].y - left[0][0].y > 1.4 * pitch:
                tops[round(left[0][0].y / _PLACE)].append((page, left[0]))
    for found in tops.values():
        words = Counter(_FIGURES.sub("#", _text(row)) for _, row in found)
        if len(found) * 10 >= len(pages) * 6 and len(words) * 2 <= len(found):
            for page, row in found:
                _take(page, row, HEADER)


def _page_numbers(pages: Sequence[Page], body: float) -> None:
    """What stands at the very foot or head of a page, also where there are too few pages to see it repeated."""
    for page in pages:
        rows = _edge_rows(page)
        for row, inner in ((rows[-1:], rows[-2:-1]), (rows[:1], rows[1:2])):
            if not row or row[0][0].rows:
                continue
            text = _text(row[0])
            apart = not inner or abs(row[0][0].y - inner[0][0].y) > 1.5 * row[0][0].size
            if apart and _in_margin(row[0][0].y, page, 0.13) and _is_number(row[0], page, len(pages)):
                _take(page, row[0], NUMBER if _PAGE_NUMBER.match(text) else HEADER)
            elif apart and len(rows) > 2 and _in_margin(row[0][0].y, page, 0.07) and _is_small(row[0], body):
                _take(page, row[0], HEADER)


def _in_margin(y: float, page: Page, part: float) -> bool:
    return y < part * page.height or y > (1 - part) * page.height


def _is_number(row: Sequence[Run], page: Page, count: int) -> bool:
    """Whether a row is a page's number: with signs around it or the right figure; or ends or begins with “3/7”."""
    match = _PAGE_NUMBER.match(_text(row))
    if match:
        signed = bool(_MARKED.search(_text(row)))
        return signed or match["n"] == str(page.number) or not match["n"].isdigit()
    return any(re.sub(r"\s", "", run.text) == f"{page.number}/{count}" for run in (row[0], row[-1]))


def _is_small(row: Sequence[Run], body: float) -> bool:
    return all(run.size <= 0.9 * body for run in row) and read_label(_text(row)) is None


def _line_numbers(page: Page) -> list[Run]:
    """Figures that count up to the left of the text."""
    numbers = [r for r in page.runs if r.text.isdecimal() and len(r.text) < 5]
    if len(numbers) < 5:
        return []
    texts = [r for r in page.runs if not r.text.isdecimal()]
    left = sorted(r.x0 for r in texts)[len(texts) // 20] if texts else 0.0
    beside = sorted((r for r in numbers if r.x1 < left), key=lambda r: r.y)
    values = [int(r.text) for r in beside]
    steps = Counter(b - a for a, b in pairwise(values))
    if len(beside) >= 5 and steps and (top := steps.most_common(1)[0])[0] > 0 and top[1] * 5 >= (len(values) - 1) * 4:
        return beside
    return []
