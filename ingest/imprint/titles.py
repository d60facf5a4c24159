"""The title, spread over lines as it may be, and the text that a notice forwards under a title of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.frontmatter import is_adoption, is_date_line
from ingest.furniture import is_page_line
from ingest.imprint.bodies import read_issuers
from ingest.imprint.numbers import is_number
from ingest.imprint.page import Page, Said, same_name
from ingest.imprint.table import is_row
from ingest.labels import Level, read_label
from ingest.lines import Line

_MOST_LINES = 6
_LONGEST = 160
_GENRES = (
    "实施方案|行动方案|工作方案|总体方案|方案|行动计划|三年计划|计划|发展规划|规划|实施细则|细则|措施|举措|意见|办法|规定|条例|通知|通告|公告|公报|"
    "决定|决议|命令|令|函|批复|规则|规程|章程|解释|标准|指南|指引|目录|清单|政策|纲要|要点|安排|报告|复函|法"
)
_NOTICE = "通知|通告|公告|函|复函|批复|决定|命令|令|意见|报告"
_VARIANT = r"(?:[（(〔\[][^（）()]{1,24}[)）〕\]])*"
_END = re.compile(rf"(?P<genre>{_GENRES})[”’』」》]?{_VARIANT}$")
_VARIANT_LINE = re.compile(r"[（(〔\[](?:试行|暂行|征求意见稿|草案|送审稿|修订|(?:19|20)\d{2}年?[一-鿿]{0,6})[^（）()]{0,10}[)）〕\]]")
_STOPS = re.compile(r"[。；;！？!?：:]|，$|、$")
_FORWARDS = re.compile(r"(?:印发|发布|公布|转发|批转|下发|颁布|征求)")
_QUOTED = re.compile(r"《((?:[^《》]|《[^》]*》)+)》")
_PLAIN = re.compile(r"(?:印发|发布|公布|转发|批转|下发|颁布)(.+?)的?(?:通知|公告|决定|函|令)(?:[（(].*)?$")
_OPENING = re.compile(r"(?:现予(?:以)?|现|予以|审议|审核|会议|同意|批准)[^。]{0,40}(?:公布|发布|印发|通过|施行|实施|执行)")
_MASTHEAD = re.compile(r"(?:文件|(?:[^一-鿿]|^)令|人民政府令|委员会令|[部局署厅]令|国务院令|主席令|公告|通告)$")
_NUMBERED = re.compile(r"[（(]?(?:(?:19|20)\d{2}年?)?第[\d一二三四五六七八九十百]+号[)）]?$")
_KIND_OF = {"行动方案": "方案", "工作方案": "方案", "总体方案": "方案", "三年计划": "计划", "发展规划": "规划", "实施细则": "细则", "举措": "措施", "复函": "函"}


@dataclass(frozen=True, slots=True)
class Titles:
    """The title that people know the text by, its notice's where that is another, and where the forwarded text begins.

    `body` is the index of the first line after the title of the notice, `text` that of the forwarded text's title.
    """

    title: Said | None = None
    notice: Said | None = None
    body: int = 0
    text: int | None = None


def read_titles(page: Page, table: Mapping[str, Said]) -> Titles:
    """The titles of a document."""
    first, after = _first_title(page)
    if "title" in table and (first is None or same_name(first.value) != same_name(table["title"].value)):
        said = table["title"]
        first = said if _END.search(said.value) and len(said.value) >= 4 else first
    inner = _forwarded(page, first, after)
    if inner is None:
        return Titles(first or _masthead_title(page), None, after)
    start, end, name = inner
    reading = Said(name, page.lines[start].start, page.lines[end - 1].end)
    # an order is known by the text that it puts in force, and has no title of its own
    return Titles(reading, first, after, start)


def kind_of(title: str) -> str:
    """条例, 办法, 通知, 措施, 意见, …: the word that a title ends with; "" where it ends with none."""
    match = _END.search(_NUMBERED.sub("", re.sub(r"\s", "", title)))
    if not match or len(title) < 4:
        return ""
    return _KIND_OF.get(match["genre"], match["genre"])


def trial_of(title: str) -> str:
    """试行 or 暂行, where the title says so."""
    match = re.search(r"[（(〔\[](试行|暂行)|(暂行|试行)(?:办法|规定|条例|细则|措施|意见|方案|规则|政策|标准)", title)
    return (match[1] or match[2]) if match else ""


def is_draft(title: str) -> bool:
    """Whether a title says that the text is out for comments."""
    return bool(re.search(r"征求意见稿|(?:公开)?征(?:求|集)[^》]{0,60}意见(?:建议)?的(?:公告|通知|函|通告|公示|启事)|[（(]草案[^）)]{0,8}[)）]|意见征集", title))


def _first_title(page: Page) -> tuple[Said | None, int]:
    """The first lines of the head that make a title, and the index after them. A heading so marked comes before plain lines
    below it, and before those above it where they make none."""
    lines = page.lines[: page.head]
    marked = next((i for i, li in enumerate(lines) if li.depth == 1 and not (_is_other(li) or _is_masthead(lines, i))), None)
    plain, count = next(((i, n) for i in range(len(lines)) if (n := _title_at(lines, i))), (None, 0))
    if marked is not None and (plain is None or marked <= plain):
        same = next((i for i in range(marked, len(lines)) if lines[i].depth != 1), len(lines))
        plain, count = marked, _run(lines[marked : min(same, marked + _MOST_LINES)]) or 1
    if plain is None:
        return None, 0
    run = lines[plain : plain + count]
    return Said(_joined(run), run[0].start, run[-1].end), plain + count


def _title_at(lines: Sequence[Line], index: int) -> int:
    """How many lines from `index` make up a title, 0 where they make none."""
    if _is_other(lines[index]) or _is_masthead(lines, index):
        return 0
    return _run(lines[index : index + _MOST_LINES])


def _masthead_title(page: Page) -> Said | None:
    """工业和信息化部公告 over 2024年第12号: what an announcement without a title of its own is called."""
    lines = page.lines[: page.head]
    for line, number in pairwise(lines):
        if _MASTHEAD.search(line.text) and not line.text.endswith("文件") and is_number(number.text) and "〔" not in number.text:
            return Said(_joined([line]) + number.text.strip("（()） "), line.start, number.end)
    return None


def _is_other(line: Line) -> bool:
    text = line.text
    return is_row(text) or is_number(text) or is_date_line(text) or is_adoption(text) or is_page_line(text)


def _is_masthead(lines: Sequence[Line], index: int) -> bool:
    """浙江省人民政府文件, 国家税务总局公告: the kind of paper, whose number is on the next line."""
    if not _MASTHEAD.search(lines[index].text) or "关于" in lines[index].text:
        return False
    return lines[index].text.endswith("文件") or (index + 1 < len(lines) and is_number(lines[index + 1].text))


def _run(lines: Sequence[Line]) -> int:
    """How many lines, from the first, make up one title; 0 where they make none."""
    best = 0
    for count in range(1, len(lines) + 1):
        text = lines[count - 1].text
        if _STOPS.search(re.sub(r"《[^》]*》", "", text)) or _is_other(lines[count - 1]):
            break
        if count > 1 and ((lines[count - 1].depth and not lines[0].depth) or read_label(text)):
            break
        joined = _joined(lines[:count])
        if len(joined) > _LONGEST:
            break
        if best and _VARIANT_LINE.fullmatch(text):
            best = count
        elif best and not _goes_on(_joined(lines[:best]), text):
            break
        elif len(joined) >= 4 and _is_whole(joined):
            best = count
    return best


def _is_whole(title: str) -> bool:
    """Whether a title has come to its end: brackets closed, and after 印发 the word for the notice itself."""
    if not _END.search(title) or any(title.count(a) != title.count(b) for a, b in ("《》", "（）", "“”")):
        return False
    forwards = re.search(r"(?:关于|^[^《]*?(?:厅|府|委|局|部|院|室))(?:印发|转发|批转|公布|发布)", title)
    return not forwards or bool(re.search(rf"的?(?:{_NOTICE}){_VARIANT}$", title[forwards.end() :]))


def _goes_on(title: str, text: str) -> bool:
    """Whether the next line belongs to a title that could end here: 的通知; or 措施的通知 after …发展政策."""
    if re.match(r"[的和及与、（(]", text) and not text.startswith("（以下"):
        return True
    settled = re.search(rf"的(?:若干|实施|指导|补充|通知|公告|{_NOTICE})", title) or "关于" not in title
    return not settled and "关于" not in text and bool(re.search(rf"的(?:{_NOTICE}){_VARIANT}$", text))


def _joined(lines: Sequence[Line]) -> str:
    """The lines as one: names of issuers keep the space between them, all other white space goes."""
    out = ""
    for part in re.split(r"[\s　]+", " ".join(line.text for line in lines).strip()):
        apart = bool(out) and not part.startswith(("关于", "印发", "转发")) and bool(read_issuers(out))
        out += f" {part}" if apart and _begins_with_body(part) else part
    return out


def _begins_with_body(part: str) -> bool:
    return bool(read_issuers(re.split("关于|印发|转发|公告|令", part, maxsplit=1)[0]))


def _forwarded(page: Page, notice: Said | None, after: int) -> tuple[int, int, str] | None:
    """The lines that are the title of the text which a notice, or an order, puts in force."""
    names = _announced(page, notice, after)
    if len(names) != 1 or len(names[0]) < 4:
        return None
    wanted = names[0]
    for index in range(after, len(page.lines)):
        joined = ""
        if len(page.lines[index].text) > _LONGEST:
            continue
        if (label := read_label(page.lines[index].text)) and label.level is not Level.ATTACHMENT:
            continue
        for end in range(index + 1, min(index + _MOST_LINES, len(page.lines)) + 1):
            joined += page.lines[end - 1].text
            if len(joined) > _LONGEST or _STOPS.search(page.lines[end - 1].text):
                break
            if _is_named(same_name(joined), wanted):
                end += end < len(page.lines) and bool(_VARIANT_LINE.fullmatch(page.lines[end].text))
                return index, end, _joined(page.lines[index:end])
    return None


def _is_named(key: str, wanted: str) -> bool:
    """The whole name, or the name without the issuer's before it."""
    return key == wanted or (len(key) >= 8 and wanted.endswith(key) and bool(_END.search(key)))


def _announced(page: Page, notice: Said | None, after: int) -> list[str]:
    """The texts that a notice's title says it forwards; an order's first sentence says so where it has no title."""
    if notice is not None:
        if not _FORWARDS.search(notice.value):
            return []
        quoted = [same_name(q) for q in _QUOTED.findall(notice.value)]
        plain = _PLAIN.search(notice.value)
        return quoted or ([same_name(plain[1])] if plain else [])
    opening = next((line.text for line in page.lines[after : page.head + 3] if _OPENING.search(line.text)), "")
    return [same_name(q) for q in _QUOTED.findall(opening.partition("。")[0])[:1]]
