"""Which documents a question names: by title, by 文号, by what people call them, or by where and when they are from."""

from __future__ import annotations

import re

from answer.reading import Reading
from answer.state import Context
from language.text import squeeze
from policy.documents import Document


def named_documents(reading: Reading, context: Context) -> tuple[str, ...]:
    """The documents that a question limits itself to: by title in 《》, by 文号, or by how people call them (27条)."""
    quoted = [squeeze(t) for t in re.findall(r"《([^》]{3,60})》", reading.text)]
    found = [d.id for d in context.documents if any(_titled(d, t) for t in quoted)]
    numbers = re.findall(r"[一-鿿]{1,10}[\[(〔【]\d{4}[\])〕】]第?\d+号", reading.text)
    wanted = {_number_key(n) for n in numbers}
    found += [d.id for d in context.documents if d.metadata.doc_no and _ends_with_number(wanted, d.metadata.doc_no)]
    if not found:
        found = [d.id for d in context.documents if _nicknamed(d, reading.text)]
    return tuple(dict.fromkeys(found))


def _titled(document: Document, name: str) -> bool:
    titles = (squeeze(document.title), squeeze(document.metadata.notice_title))
    return any(t and (name in t or t in name) for t in titles)


def _number_key(text: str) -> str:
    return re.sub(r"[\[\](){}〔〕【】第\s]", "", text)


def _ends_with_number(wanted: set[str], doc_no: str) -> bool:
    key = _number_key(doc_no)
    return any(w.endswith(key) or key.endswith(w) for w in wanted)


def _nicknamed(document: Document, text: str) -> bool:
    """27条 is what people call a text of 27 measures."""
    count = document.metadata.clause_count
    return bool(count) and bool(re.search(rf"(?<!\d){count}\s*条", text))
