"""Who issued a document, to whom, and for which division."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.imprint.bodies import (
    homes,
    is_body,
    is_national,
    level_of,
    own_level,
    read_issuers,
    region_name,
    short_name,
    split_addressees,
    split_bodies,
)
from ingest.imprint.days import Signature
from ingest.imprint.page import LONGEST_LINE, Page, Said
from ingest.imprint.titles import Titles
from ingest.labels import read_label
from language.regions import Region, home_of

_ORDER = re.compile(r"^(?P<who>[一-鿿、\s　]{2,80}?)(?:令|公告|通告|文件)$")
_ADDRESSED = re.compile(r"[一-鿿）)][:：]$")
_NO_ADDRESSEE = re.compile(r"如下|(?:为|是|包括|下列|以下|附件?|附|公告|通告|通知|决定)[:：]$|^(?:根据|为|按照|经)")


def read_issuer(
    titles: Titles, signature: Signature | None, table: Mapping[str, Said], adopted: Said | None, page: Page
) -> Said | None:
    """The issuers, joined by 、. The title names them, or the signature in full, the paper's head, the table, a law's notes."""
    notice = titles.notice or titles.title
    named = _in_title(notice)
    signed = None
    if signature and signature.bodies:
        signed = Said("、".join(map(short_name, signature.bodies)), signature.names_start, signature.end)
    row = _in_row(table.get("issuer"))
    in_head = _in_head(page)
    full = [r for r in (named, signed, in_head, row, adopted) if r and _says_where(r.value)]
    if named and signed and "等" in named.value and signed in full:
        return signed
    best = next(iter(full or [r for r in (named, signed, in_head, row, adopted) if r]), None)
    return next((r for r in full if best and _is_fuller(r.value, best.value)), best)


def read_addressees(page: Page, titles: Titles) -> Said | None:
    """To whom a notice goes: the line that ends with a colon before its first sentence."""
    for index in range(titles.body, min(titles.body + 8, len(page.lines))):
        text = page.lines[index].text
        if len(text) > LONGEST_LINE or "。" in text or read_label(text):
            return None
        if not _ADDRESSED.search(text) or _NO_ADDRESSEE.search(text):
            continue
        first = index
        while first > titles.body and page.lines[first - 1].text.endswith(("、", "，", ",")):
            first -= 1
        lines = page.lines[first : index + 1]
        names = split_addressees("".join(line.text for line in lines)[:-1])
        if names and any(is_body(n) or re.search(r"[各有]|[厅局委部]", n) for n in names):
            return Said(names, lines[0].start, lines[-1].end)
    return None


def read_place(issuer: str, title: str, notice: str) -> tuple[str, str, str]:
    """Level, region and the field that they follow from. Where a name leaves two divisions open, nothing is said."""
    names = split_bodies(issuer)
    known = [r for r in map(homes, names) if r]
    titled = home_of(notice or title)[0]
    if known:
        sure = {r[0] for r in known if len(r) == 1}
        regions = sure or (set(known[0]) & set(titled))
        if len(regions) == 1:
            region = regions.pop()
            return level_of(region), region_name(region), "issuer"
        return "", "", ""
    level = own_level(names)
    if len(titled) == 1 and (level_of(titled[0]) == level or not names):
        return level_of(titled[0]), region_name(titled[0]), "title"
    if not names and title.startswith("中华人民共和国"):
        return "国家", region_name(Region("")), "title"
    return level, "", "issuer"


def _says_where(issuer: str) -> bool:
    """Whether the name says whose the body is: 浙江省科学技术厅 does, 省科技厅 does not."""
    return all(is_national(n) or bool(homes(n)) for n in split_bodies(issuer))


def _is_fuller(name: str, short: str) -> bool:
    """江苏省人民政府办公厅 is 江苏省政府办公厅 in full: the same characters in the same order, and more."""
    rest = iter(name)
    return len(name) > len(short) and name.count("、") == short.count("、") and all(c in rest for c in short)


def _in_title(title: Said | None) -> Said | None:
    """What stands before 关于, 印发 or 转发 in a title, where that is names of bodies."""
    if title is None:
        return None
    match = re.match(r"(?P<who>[^《]+?)(?=关于|印发|转发|批转)", title.value)
    names = read_issuers(match["who"].strip()) if match else []
    return Said("、".join(map(short_name, names)), title.start, title.end) if names else None


def _in_row(row: Said | None) -> Said | None:
    names = read_issuers(row.value) if row else []
    return Said("、".join(map(short_name, names)), row.start, row.end) if row and names else None


def _in_head(page: Page) -> Said | None:
    """浙江省人民政府文件; 国家税务总局公告 over its number."""
    for line in page.lines[: page.head]:
        match = _ORDER.match(line.text)
        names = read_issuers(match["who"].strip()) if match and "关于" not in line.text else []
        if names and not any("主席" in n for n in names):
            return Said("、".join(map(short_name, names)), line.start, line.end)
    return None
