"""When a document was signed and published."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.frontmatter import is_date_line
from ingest.imprint.adoption import Act, Event
from ingest.imprint.bodies import is_body, read_issuers
from ingest.imprint.page import LONGEST_LINE, Page, Said
from ingest.imprint.titles import Titles
from ingest.lines import Line
from language.quantities import read_figures
from policy.provisions import Figure, FigureKind

_SIGNERS = 20
_SIGNED_ON_ONE = re.compile(r"^(?P<who>[一-鿿、\s　（）()]{3,80}?)[\s　]*(?P<day>[\d〇○零一二三四五六七八九]{4}\s*年.{3,8}日)$")
_IN_BRACKETS = re.compile(r"^[（(]\s*(?P<day>[^()（）]{6,14})\s*[)）]$")
_PUBLISHES = re.compile(r"(?:现予(?:以)?|现|予以)(?:公布|发布|公告)")


@dataclass(frozen=True, slots=True)
class Signature:
    """The names of bodies over a date, and the date."""

    bodies: tuple[str, ...]
    day: str
    names_start: int
    start: int
    end: int


def full_days(text: str) -> list[Figure]:
    """The dates of a text that name a day and a year."""
    return [f for f in read_figures(text) if f.kind is FigureKind.DATE and len(f.iso) == 10 and f.iso[0] != "-"]


def read_day(text: str) -> str:
    """A text that is a date as ISO 8601, "" where it is none. Accepts `2025-04-17 14:39` too."""
    days = full_days("".join(text.split()) if is_date_line(text) else text.strip()[:11])
    return days[0].iso if days and days[0].start == 0 else ""


def read_signature(page: Page, titles: Titles) -> Signature | None:
    """The signature of the document, or of the notice where one forwards it: the first after the title, before the text."""
    limit = len(page.lines) if titles.text is None else titles.text
    found = [s for i in range(titles.body, limit) if (s := _signature(page.lines, i, limit))]
    if not found and titles.text is not None:
        found = [s for i in range(titles.text, len(page.lines)) if (s := _signature(page.lines, i, len(page.lines)))]
    return next((s for s in found if s.bodies), found[-1] if found else None)


def read_issued(
    signature: Signature | None, table: Mapping[str, Said], events: Sequence[Event], page: Page, titles: Titles
) -> tuple[Said | None, list[str]]:
    """成文日期: the date of the signature, or what the table or the notes of a law say."""
    found = [Said(day, r.start, r.end) for r in [table.get("issued")] if r and (day := read_day(r.value))]
    if signature:
        found.append(Said(signature.day, signature.start, signature.end))
    found += [e.reading() for e in events if e.act is Act.PASSED][:1]
    if not found:
        found = _under_title(page, titles)
    if len({r.value for r in found}) > 1:
        return None, ["issued: two dates found, " + " and ".join(dict.fromkeys(r.value for r in found))]
    return (found[0] if found else None), []


def read_published(
    signature: Signature | None, table: Mapping[str, Said], events: Sequence[Event], page: Page, titles: Titles
) -> tuple[Said | None, bool]:
    """公布日期, and whether the document says so itself and not the page that it stands on."""
    event = next((e for e in events if e.act is Act.PUBLISHED), None)
    if event:
        return event.reading(), True
    if signature and any(_PUBLISHES.search(line.text) for line in page.lines[titles.body : titles.text or page.head + 4]):
        return Said(signature.day, signature.start, signature.end, via="issued"), True
    row = table.get("published")
    day = read_day(row.value) if row else ""
    return (Said(day, row.start, row.end) if row and day else None), False


def _signature(lines: Sequence[Line], index: int, limit: int) -> Signature | None:
    line = lines[index]
    if len(line.text) > LONGEST_LINE:
        return None
    if both := _SIGNED_ON_ONE.match(line.text):
        names = read_issuers(both["who"].strip())
        day = read_day(both["day"])
        return Signature(tuple(names), day, line.start, line.start, line.end) if names and day else None
    day = read_day(line.text) if is_date_line(line.text) else ""
    if not day:
        return None
    above = _names_above(lines, index)
    bodies = tuple(n for i in above for n in read_issuers(lines[i].text))
    if not bodies and not (index >= limit - 1 or limit < len(lines)):
        return None
    return Signature(bodies, day, lines[above[0]].start if above else line.start, line.start, line.end)


def _names_above(lines: Sequence[Line], index: int) -> list[int]:
    names: list[int] = []
    while index - 1 - len(names) >= 0 and len(names) < _SIGNERS:
        text = lines[index - 1 - len(names)].text
        if len(text) > LONGEST_LINE or not (read_issuers(text) or is_body("".join(text.split()))):
            break
        names.insert(0, index - 1 - len(names))
    return names


def _under_title(page: Page, titles: Titles) -> list[Said]:
    """（2023年7月10日）, alone in brackets under the title."""
    for line in page.lines[titles.body : titles.body + 3]:
        match = _IN_BRACKETS.match(line.text)
        if match and (day := read_day(match["day"])):
            return [Said(day, line.start, line.end)]
    return []
