"""Which documents a question names: by title, by 文号, by what people call them, or by where and when they are from."""

from __future__ import annotations

import re
from collections.abc import Mapping

from answer.reading import Reading
from answer.state import Context
from language.numerals import read_chinese
from language.regions import NATION
from language.text import squeeze
from policy.documents import Document

# What people call a document when they mean one: 2024年那版措施, 省里那份草稿. A plan or a measure in general is none.
_KIND = r"(?:实施)?方案|行动(?:方案|计划)|计划|(?:实施|指导)?意见|办法|措施|通知|规定|指南|政策|文件|(?:征求意见)?稿|草稿|草案"
_QUOTED = r"[“‘「『][^”’」』]{2,20}[”’」』]"
_NAMED = re.compile(rf"(?P<before>[^,，。；;？?！!：:、]{{0,24}}?)(?P<kind>{_KIND}|(?<=年)版|(?<=年)那?(?:版|份|个)|(?<=20\d\d)那?(?:版|份)|{_QUOTED}(?:那[份个]|{_KIND})?)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|版|那)")
_DRAFT = re.compile(r"征求意见|草稿|草案|意见稿")
_CENTRAL = re.compile(r"国务院|国家|全国|中央|部里|工信部|发改委|发展改革委|网信办")
_HOME = re.compile(r"省(?:发展改革委|发改委|[一-鿿]{1,6}[厅局委办])|省里|省级|全省|我省|本省|(?:^|[^一-鿿]|按|照|跟|和|看|据)省(?:政府)?(?=[的那这\d“《])|浙江")
_TELLING = 0.35
_ENOUGH = 1.6
_AHEAD = 0.45
_IN_TITLE = 0.5
_SAME_YEAR = 1.5
_FEW = 8  # one title of so many
_MISSING = 0.3  # what a word that the title has not takes away
_SO_MANY_MEASURES = re.compile(r"(?<![第\d一二三四五六七八九十百])(?P<n>\d+|[一二三四五六七八九十百]+)\s*条(?!件)")


def named_documents(reading: Reading, context: Context) -> tuple[str, ...]:
    """The documents that a question limits itself to: by title in 《》, by 文号, or by how people call them (27条)."""
    quoted = [squeeze(t) for t in re.findall(r"《([^》]{3,60})》", reading.text)]
    found = [d.id for d in context.documents if any(_titled(d, t) for t in quoted)]
    numbers = re.findall(r"[一-鿿]{1,10}[\[(〔【]\d{4}[\])〕】]第?\d+号", reading.text)
    wanted = {_number_key(n) for n in numbers}
    found += [d.id for d in context.documents if d.metadata.doc_no and _ends_with_number(wanted, d.metadata.doc_no)]
    if not found:
        found = [d.id for d in context.documents if _nicknamed(d, reading.text)]
        found += described_documents(reading, context)
    return tuple(dict.fromkeys(found))


def described_documents(reading: Reading, context: Context) -> list[str]:
    """The documents that a question describes by place, year, kind and subject, each told clearly from all others."""
    out = []
    for match in _NAMED.finditer(reading.text):
        telling = _telling(match.group(), context)
        scored = sorted(((_likeness(match, telling, d, reading), d.id) for d in context.documents), reverse=True)
        if scored and scored[0][0] >= _ENOUGH and (len(scored) == 1 or scored[0][0] - scored[1][0] >= _AHEAD):
            out.append(scored[0][1])
    return out


def _telling(said: str, context: Context) -> dict[str, float]:
    """The words of a description that tell its document, by weight: those of art, and those that few titles have (换新)."""
    words = {w: context.lexicon.weight(w) for w in context.lexicon.words_of(_YEAR.sub("", said)) if len(w) > 1}  # a year counts as such
    titles = [d.title for d in context.documents]
    few = max(1, len(titles) // _FEW)
    return {
        w: max(weight, _IN_TITLE) if 0 < sum(w in t for t in titles) <= few else weight
        for w, weight in words.items() if weight >= _TELLING or 0 < sum(w in t for t in titles) <= few
    }  # fmt: skip


def _likeness(match: re.Match[str], telling: Mapping[str, float], document: Document, reading: Reading) -> float:
    """How well a description, with its telling words by weight, fits a document; place and year count only where it says them."""
    said, kind = match.group(), match["kind"]
    meta = document.metadata
    title = f"{meta.title}{meta.notice_title}"
    score = 0.5 if _bare(kind) in _bare(title) or (kind in meta.kind and len(kind) > 1) else 0.0
    score += _of_place(match, document, reading)
    years = set(_YEAR.findall(said))
    if years:
        own = {y for y in (meta.issued[:4], meta.effective_from[:4], *_YEAR.findall(title)) if y}
        score += _SAME_YEAR if years & own else -1.0 if own else 0.0
    if _DRAFT.search(said):
        score += 1.2 if meta.status == "征求意见" else -1.0
    score += sum(weight for word, weight in telling.items() if word in title)
    return score - _MISSING * sum(weight for word, weight in telling.items() if word not in title)


def _bare(text: str) -> str:
    """A kind or a title without quotation marks and what people leave off."""
    return re.sub(r"[“”‘’「」『』]|(?<=[”’」』])(?:那[份个]|草稿|草案|(?:征求意见)?稿|文件|政策)$|^实施", "", text)


def _of_place(match: re.Match[str], document: Document, reading: Reading) -> float:
    own = document.metadata.region
    places = [m.region.name for m in reading.regions if match.start() <= m.start < match.end()]
    spoken_of = {m.region.name for m in reading.regions}
    if not places and len(spoken_of) == 1 and not (_HOME.search(match.group()) or _CENTRAL.search(match.group())):
        places = list(spoken_of)  # 嘉兴2024年的方案和2025年的计划: both of the one place
    if places:
        return 1.0 if own == places[-1] else -1.0
    if _HOME.search(match.group()):
        return 0.6 if document.metadata.level == "省" else -1.0
    if _CENTRAL.search(match.group()):
        return 0.8 if own == NATION else -1.0
    return 0.0


def _titled(document: Document, name: str) -> bool:
    titles = (squeeze(document.title), squeeze(document.metadata.notice_title))
    return any(t and (name in t or t in name) for t in titles)


def _number_key(text: str) -> str:
    return re.sub(r"[\[\](){}〔〕【】第\s]", "", text)


def _ends_with_number(wanted: set[str], doc_no: str) -> bool:
    key = _number_key(doc_no)
    return any(w.endswith(key) or key.endswith(w) for w in wanted)


def _nicknamed(document: Document, text: str) -> bool:
    """27条, 二十七条 is what people call a text of 27 measures."""
    count = document.metadata.clause_count
    said = (m["n"] for m in _SO_MANY_MEASURES.finditer(text))
    return bool(count) and any((int(n) if n.isdecimal() else read_chinese(n)) == count for n in said)
