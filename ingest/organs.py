"""Who is in charge of a clause, where it says so at its end: （责任单位：省科技厅、省财政厅）."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.imprint.bodies import split_bodies
from policy.documents import Clause

_WHO = r"(?:单位|部门|机关|处室|科室|主体)"
_KEY = re.compile(
    rf"(?:(?P<lead>牵头(?:责任)?{_WHO}|主办{_WHO}|第一责任{_WHO})|(?P<help>(?:配合|协办|协同|参与|参加){_WHO})|责任(?:{_WHO}|分工)|落实{_WHO}|实施{_WHO}|承办{_WHO})\s*[:：]"
)
_NOTE = re.compile(r"[（(\[【〔](?P<in>(?:[^（()）\[\]【】〔〕]|[（(][^（()）]*[)）])+)[)）\]】〕][ 　]?[。；;]?$")
_LINE = re.compile(r"(?:^|\n)[ 　]{0,8}(?P<in>(?:责任|牵头|主办)(?:责任)?(?:单位|部门)\s*[:：][^\n]+)$")
_DOES = re.compile(r"(?:等)?(?:按(?:照)?(?:各自)?职[责能](?:分工)?)?(?:分工)?(?:负责(?:落实|实施|组织实施)?|牵头(?:负责|落实|实施)?|配合|参与|参加|组织实施|落实)$")
_BY = re.compile(r"^(?:由|以上(?:各?条|措施)?由?)")
_LEADS, _HELPS = re.compile(r"牵头"), re.compile(r"配合|参与|参加|协同|按(?:照)?(?:各自)?职[责能]分工")
_BODY_LIKE = re.compile(r"^(?!下同|排|列|以下|其中)[一-鿿A-Za-z0-9（()）、“”·]{2,40}$")
# （由企业负责） says who pays, not which organ is in charge.
_NO_ORGAN = re.compile(r"(?:企业|公司|个人|申请人|申报单位|项目单位|用人单位|建设单位|机构|学校|医院|业主|平台|园区)$")
_LONGEST = 600  # characters that a note has at most
_NONE = re.compile(r"[。？！]|\d{2,}|以下简称|见附件|不含|包括|是指|详见|试行|解释")


def with_organs(clauses: Sequence[Clause], given: Mapping[str, tuple[str, ...]]) -> list[Clause]:
    """The clauses with their organs in charge: those given for their heading, else those that their text ends with."""
    out = []
    for clause in clauses:
        organs = given.get(clause.heading) or read_organs(clause.text)
        out.append(replace(clause, organs=organs) if organs else clause)
    return out


def read_organs(text: str) -> tuple[str, ...]:
    """The organs that a clause's text ends with, the leading one first; () where it ends with none, or with several notes."""
    text = text.rstrip()
    tail = text[-_LONGEST:]
    note = _NOTE.search(tail) or _LINE.search(tail)
    if not note:
        return ()
    inside = "".join(note["in"].split())
    if not (_KEY.match(inside) or _DOES.search(inside)) or _NONE.search(inside):
        return ()
    if _several(text[: len(text) - len(tail) + note.start()]):
        return ()
    found = _by_key(inside) if _KEY.match(inside) else _by_verb(inside)
    return tuple(dict.fromkeys(found))


def _several(before: str) -> bool:
    """Whether the text above the last note has notes of its own: they are its parts', and none is the whole's."""
    notes = re.finditer(r"[（(\[【〔](?P<in>[^（()）\[\]【】〔〕]{4,200})[)）\]】〕][ 　]?[。；;]?[ 　]{0,8}(?:\n|$)", before)
    return any(_KEY.match(m["in"]) or (_DOES.search(m["in"]) and not _NONE.search(m["in"])) for m in notes)


def _by_key(inside: str) -> list[str]:
    """牵头单位：…；配合单位：…"""
    marks = list(_KEY.finditer(inside))
    ends = [m.start() for m in marks[1:]] + [len(inside)]
    parts = [(m, inside[m.end() : end]) for m, end in zip(marks, ends, strict=True)]
    parts.sort(key=lambda p: (0 if p[0]["lead"] else 2 if p[0]["help"] else 1))
    return [name for _, part in parts for name in _names(part)]


def _by_verb(inside: str) -> list[str]:
    """省科技厅牵头，省财政厅配合; 省科技厅、省财政厅按职责分工负责."""
    parts = re.split(r"(?<=牵头)[,，；;]|(?<=负责)[,，；;]|[；;]", inside)
    parts.sort(key=lambda p: 0 if _LEADS.search(p) else 1 if not _HELPS.search(p) else 2)
    names = [name for part in parts for name in _names(part)]
    return names if names and not _NO_ORGAN.search(names[0]) else []


def _names(part: str) -> list[str]:
    bare = _DOES.sub("", _BY.sub("", part.strip("；;，,。")))
    bare = re.sub(r"(?:牵头|负责)[、,，]|会同", "、", bare)
    names = [re.sub(r"(?:等(?:相关|有关)?(?:部门|单位)?|牵头)$", "", n) for n in split_bodies(bare)]
    return [n for n in names if _BODY_LIKE.match(n)]
