"""What stands around the clauses of a document and is part of its form: title, adoption note, contents, addressees,
signature. Each becomes a named discard; what it says goes into the metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.labels import read_label
from ingest.lines import Line
from language.text import squeeze

_TITLE_END = re.compile(
    r"(?:通知|意见|办法|措施|方案|规定|条例|法|决定|细则|计划|公告|通告|规划|指南|标准|纲要|政策|安排|解释|批复|函|目录|若干举措|章程|规则|规程|要点)"
    r"(?:[（(〔\[].{1,20}[）)〕\]])*$"
)
_ADOPTION = re.compile(
    r"^[（(]?\s*(?:\d{4}年\d{1,2}月(?:\d{1,2}日)?|[一二][九〇○0]\S{2}年).{0,400}?"
    r"(?:通过|修订|修正|公布|发布|施行|批准|令|决定|印发|起生效)[^。]{0,120}[)）]?$"
)
_DOC_NO = re.compile(r"^[（(]?[一-鿿]{1,14}\s*[〔\[【(（]\s*(?:19|20)\d{2}\s*[〕\]】)）]\s*(?:第\s*)?\d+\s*号[)）]?$")
_ADDRESSEE = re.compile(r"(?:人民政府|委员会|单位|部门|公司|[厅局委办院会])[)）]?[,，、]?.{0,60}[:：]$")
_DATE_LINE = re.compile(r"^(?:\d{4}|[二〇○零一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日$")
_PUBLICITY = re.compile(r"^[（(]\s*此件.{0,12}(?:公开|发布).{0,6}[)）]$")
_COMMENT = re.compile(r"^<!--.*-->$")
_CONTENTS = re.compile(r"^目\s*[录次]$")
_PAGE = re.compile(r"[\s.…·•．]*\(?\d*\)?\s*$")
_BODIES = re.compile(r"^[一-鿿\s]{1,60}(?:政府|委员会|办公厅|办公室|[厅局部院会署委办处室行]|中心|公司|小组|银行)$")
_MOST_NAMES = 20


def name_discards(lines: Sequence[Line], titles: Sequence[str]) -> dict[int, str]:
    """Index of each line that is form, with what it is. `titles` are the document's known titles.

    A table's rows and the footnotes are never form, whatever they look like.
    """
    plain = [index for index, line in enumerate(lines) if not line.table and not line.note]
    return {plain[index]: reason for index, reason in _named([lines[index] for index in plain], titles).items()}


def _named(lines: Sequence[Line], titles: Sequence[str]) -> dict[int, str]:
    found = {i: "markup" for i, line in enumerate(lines) if _COMMENT.match(line.text)}
    found |= _contents(lines)
    opening = _opening_length(lines, found)
    found |= _title(lines[:opening], found, {squeeze(t) for t in titles if t})
    for index in range(opening):
        text = lines[index].text
        if index in found:
            continue
        if _DOC_NO.match(text):
            found[index] = "document number"
        elif _ADOPTION.match(text) and index < 40:
            found[index] = "adoption note"
        elif _ADDRESSEE.search(text) and len(text) < 400:
            found[index] = "addressees"
    return found | _signature(lines, found)


def ends_as_title(text: str) -> bool:
    """Whether a text ends as the titles of documents do: …的通知, …若干措施（试行）."""
    return bool(_TITLE_END.search(text))


def is_date_line(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    return bool(_DATE_LINE.match("".join(text.split())))


def is_adoption(text: str) -> bool:
    """Whether a line says when and by whom a law was made, published or amended."""
    return bool(_ADOPTION.match(text))


def _opening_length(lines: Sequence[Line], found: dict[int, str]) -> int:
    """How many lines stand before the first label."""
    for index, line in enumerate(lines):
        if index not in found and read_label(line.text):
            return index
    return min(len(lines), 12)


def _contents(lines: Sequence[Line]) -> dict[int, str]:
    """The table of contents: from 目录 to where its first entry stands again."""
    for index, line in enumerate(lines[:60]):
        if not _CONTENTS.match(line.text) or index + 1 >= len(lines):
            continue
        first = _entry(lines[index + 1].text)
        for later in range(index + 2, min(len(lines), index + 300)):
            if _entry(lines[later].text) == first:
                return dict.fromkeys(range(index, later), "table of contents")
    return {}


def _entry(text: str) -> str:
    """An entry of a table of contents without its leaders and page number."""
    return squeeze(_PAGE.sub("", text))


def _title(lines: Sequence[Line], found: dict[int, str], titles: set[str]) -> dict[int, str]:
    """A known title, a first heading, or up to four short lines that end as titles do; as often as it is repeated."""
    out: dict[int, str] = {}
    known = set(titles)
    for index, line in enumerate(lines):
        if index in found:
            continue
        if squeeze(line.text) in known or (line.depth == 1 and not out):
            out[index] = "title"
            known.add(squeeze(line.text))
            continue
        if index > 20 or (out and not known):
            continue
        span = _spread_title(lines, index, known, fresh=not out)
        out |= dict.fromkeys(range(index, index + span), "title")
        if span:
            known.add(squeeze("".join(li.text for li in lines[index : index + span])))
    return out


def _spread_title(lines: Sequence[Line], index: int, known: set[str], *, fresh: bool) -> int:
    """How many lines from `index` make up a title: one that is known, or, where none is yet, one by its form."""
    joined = ""
    for count, line in enumerate(lines[index : index + 4], 1):
        joined += line.text
        if len(joined) > 120 or re.search(r"[。；;：:]", line.text):
            return 0
        if squeeze(joined) in known or (fresh and _TITLE_END.search(joined) and len(joined) >= 4):
            return count
    return 0


def _signature(lines: Sequence[Line], found: dict[int, str]) -> dict[int, str]:
    """The issuer's name and the date under it, and （此件公开发布）: at the end, or before the attachments."""
    out: dict[int, str] = {}
    last = max((i for i in range(len(lines)) if i not in found and not _PUBLICITY.match(lines[i].text)), default=-1)
    for index, line in enumerate(lines):
        if index in found or index == 0:
            continue
        if _PUBLICITY.match(line.text):
            out[index] = "publication note"
        elif is_date_line(line.text):
            names = _names_above(lines, index)
            if names or index == last:
                out |= dict.fromkeys([*names, index], "signature")
    return out


def _names_above(lines: Sequence[Line], index: int) -> list[int]:
    """The lines right above a date that are names of public bodies."""
    names: list[int] = []
    while index - 1 - len(names) > 0 and len(names) < _MOST_NAMES:
        text = lines[index - 1 - len(names)].text
        if len(text) > 60 or not _BODIES.match(text):
            break
        names.append(index - 1 - len(names))
    return names


def unread_title(lines: Sequence[Line], found: dict[int, str]) -> tuple[str, int, int] | None:
    """The title as read from the lines named so, joined, and its span; None where there is none."""
    first = next((i for i in range(len(lines)) if found.get(i) == "title"), None)
    if first is None:
        return None
    last = next((i for i in range(first, len(lines)) if found.get(i) != "title"), len(lines)) - 1
    title = "".join("".join(line.text.split()) for line in lines[first : last + 1])
    return title, lines[first].start, lines[last].end
