"""文号, in every form of its brackets: 浙政发〔2025〕10号, [2025], 【2025】, (2025); 国务院令第743号; 公告2025年第3号."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.imprint.page import Page, Said
from language.text import narrow

_YEAR = r"[〔\[【(（﹝［]\s*(?P<y>(?:19|20)\d{2})\s*(?:年)?\s*[〕\]】)）﹞］]"
_NUMBER = rf"(?P<code>[一-鿿][一-鿿()（）A-Za-z\s]{{0,18}}?)\s*{_YEAR}\s*(?P<n>(?:第\s*)?\d{{1,5}}\s*号)"
_ORDER = (
    r"(?P<body>[一-鿿、\s　]{2,60}?)\s*(?P<act>令|公告|通告)\s*[(（〔]?\s*(?:(?P<oy>(?:19|20)\d{2})\s*年?\s*[)）〕]?\s*)?"
    r"(?P<on>第\s*[\d一二三四五六七八九十百零〇]{1,6}\s*号)"
)
_ALONE = re.compile(rf"[(（]?\s*{_NUMBER}\s*[)）]?(?:\s*签发人.{{0,20}})?")
_ALONE_ORDER = re.compile(rf"[(（]?\s*{_ORDER}\s*[)）]?")
_PUBLISHED = re.compile(rf"(?:^|日\s*)(?P<all>{_ORDER})\s*(?:公布|发布)")
_AFTER_ACT = re.compile(r"[(（]?(?:(?:19|20)\d{2}\s*年?\s*)?第\s*[\d一二三四五六七八九十百零〇]{1,6}\s*号[)）]?")
_ACT_LINE = re.compile(r"[一-鿿、\s　]{2,60}(?:令|公告|通告)")
_IN_TITLE = re.compile(rf"[(（]\s*(?P<all>{_NUMBER})\s*[)）]\s*$")


def read_number(page: Page, table: Mapping[str, Said]) -> tuple[Said | None, list[str]]:
    """The document's number with 〔〕 around its year, and a warning where the head names two."""
    found = [r for r in [_in_table(table), *_in_head(page)] if r is not None]
    if len({_key(r.value) for r in found}) > 1:
        return None, ["doc_no: two numbers found, " + " and ".join(dict.fromkeys(r.value for r in found))]
    return (found[0] if found else None), []


def find_numbers(text: str) -> list[tuple[str, int, int]]:
    """The numbers in a text, in their one form, with their spans."""
    return [(_form(m), m.start(), m.end()) for m in re.finditer(_NUMBER, narrow(text))]


def number_at(text: str) -> str:
    """The number that a text begins with, "" where it begins with none."""
    match = re.match(rf"\s*{_NUMBER}", narrow(text))
    return _form(match) if match else ""


def is_number(text: str) -> bool:
    """Whether a line is a number and nothing else."""
    flat = narrow(text).strip()
    return bool(_ALONE.fullmatch(flat) or _ALONE_ORDER.fullmatch(flat) or _AFTER_ACT.fullmatch(flat))


def _in_table(table: Mapping[str, Said]) -> Said | None:
    said = table.get("doc_no")
    match = one_form(said.value) if said else None
    return Said(match, said.start, said.end) if said and match else None


def _in_head(page: Page) -> list[Said]:
    out: list[Said] = []
    before = None
    for line in page.lines[: page.head]:
        flat = narrow(line.text)
        published = _PUBLISHED.search(flat)
        in_title = _IN_TITLE.search(flat) if "关于" in flat else None
        if value := one_form(flat):
            out.append(Said(value, line.start, line.end))
        elif _AFTER_ACT.fullmatch(flat) and before and _ACT_LINE.fullmatch(before.text):
            out.append(Said(_spaceless(before.text) + _spaceless(flat).strip("()"), before.start, line.end))
        elif published and _names_body(published):
            out.append(Said(_order(published), line.start, line.end))
        elif in_title:
            out.append(Said(_form(in_title), line.start, line.end))
        before = line
    return out


def one_form(text: str) -> str:
    """The number that a text is, in its one form; "" where it is none."""
    flat = narrow(text).strip()
    if match := _ALONE.fullmatch(flat):
        return _form(match)
    order = _ALONE_ORDER.fullmatch(flat)
    return _order(order) if order else ""


def _names_body(match: re.Match[str]) -> bool:
    return not re.search(r"\d|会议|通过|批准", match["body"])


def _form(match: re.Match[str]) -> str:
    code = _spaceless(match["code"])
    if code.endswith("文件"):
        code = code[:-2]
    return f"{code}〔{match['y']}〕{_spaceless(match['n'])}"


def _order(match: re.Match[str]) -> str:
    body = "、".join(re.split(r"[\s　、]+", match["body"].strip(" 　、")))
    year = f"{match['oy']}年" if match["oy"] else ""
    return f"{body}{match['act']}{year}{_spaceless(match['on'])}"


def _spaceless(text: str) -> str:
    return "".join(text.split())


def _key(number: str) -> str:
    return re.sub(r"[第〔〕、]|中华人民共和国", "", number)
