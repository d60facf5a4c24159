"""What documents say of themselves: number, issuer, dates in force, how many measures. Answered from the metadata."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from answer.asks import KINDS, Ask
from answer.by_figure import figures_looked_for
from answer.compose import short_title
from answer.mentions import named_documents
from answer.parts import asks_something, segments
from answer.span import in_force
from answer.state import Context, Draft, Evidence
from answer.wording import chinese_date, say
from language.quantities import read_figures
from language.words import words
from policy.answers import AnswerFigure, Status, cite, cite_metadata
from policy.documents import Clause, ClauseKind, Document
from policy.provisions import FigureKind

_NUMBER = re.compile(r"文号|发文字号|第几号|几号文|哪个文|文件号")
_ISSUER = re.compile(r"(?:谁|哪个(?:部门|单位|机关)|哪家(?:单位)?|哪里|哪儿)(?:发布|印发|出台|发|制定|颁布)|发文机关|发布单位|发文单位|印发单位|谁出的")
_ISSUED = re.compile(
    r"(?:什么时候|何时|哪天|哪一天|几号|哪年|啥时候)(?:发布|印发|出台|成文|公布|颁布|发|定的?文|定稿|签发|落款)|"
    r"(?:落款|成文)[^,，。]{0,6}(?:哪天|几号|什么时候|何时|日期)|(?:发布|印发|成文|出台|公布)(?:日期|时间|之日)"
)
_COUNT = re.compile(r"(?:一共|总共|共)(?:有|包括|提了?|是)?(?:多少|几)条|(?<!哪)(?:多少|几)条(?:措施|政策|举措|规定|内容)")
_WHOLE = re.compile(
    r"(?:这|那|该|本)(?:份|个|项|些|套)?(?:文件|政策|措施|办法|通知|规定|意见|方案|东西|新规|政策文件)|若干措施|[\d一二三四五六七八九十百]+\s*条(?!件)|政策|措施|文件|办法|通知|方案|意见|规定|新规|policy|measures"
)
_EACH = re.compile(r"分别|各|都|[两三]个?[份个]?文|和|跟|与|还有|以及")
_MOST = 3  # documents that one question asks the same facts of
_ENDS = re.compile(r"失效|作废|管到|到期|有效期|有效到")
_OF_WHOLE = re.compile("|".join(p.pattern for p in (_NUMBER, _ISSUER, _ISSUED, _COUNT, _ENDS, KINDS[Ask.VALIDITY].cue)))
_IN_FORCE = re.compile(r"施行|实施|有效|起|止")


def answer_from_metadata(draft: Draft, context: Context) -> None:
    """Settle questions about a document as a whole; leave all others alone."""
    reading = draft.read
    if figures_looked_for(reading):
        return
    asking = " ".join(reading.asking)
    makers: list[tuple[bool, Callable[[Draft, Document], bool]]] = [
        (bool(_NUMBER.search(asking)), _number),
        (bool(_ISSUER.search(asking)), _issuer),
        (bool(_ISSUED.search(asking)), _issued),
        (bool(_COUNT.search(asking)) and not re.search(r"第[\d一二三四五六七八九十]+条", asking), _count),
        ((reading.wants(Ask.VALIDITY) or bool(_ENDS.search(asking))) and bool(_WHOLE.search(reading.text) or named_documents(reading, context)), _validity),
    ]
    wanted = [make for ask, make in makers if ask]
    documents = _documents_meant(draft, context) if wanted else []
    done = [make(draft, document) for document in documents for make in wanted]
    if any(done):
        _go_on(draft, documents[0], context)
        _how_long(draft, documents[0])
    elif documents and wanted == [_number]:
        draft.status = Status.NOT_COVERED
        draft.lines = [say("no_number", draft.english, title=short_title(documents[0]))]


def _go_on(draft: Draft, document: Document, context: Context) -> None:
    """What is asked beside, of what the document lays down, goes on to its clauses; without that the matter is settled."""
    beside = [s for s in segments(draft.read.text) if asks_something(s) and not _OF_WHOLE.search(s)]
    if beside and context.replay is not None:
        question = f"《{document.metadata.title}》{'，'.join(beside)}"
        found = context.replay(question, draft.filters, draft.on, draft.leaning)
        if found.chosen or found.unstated:
            draft.hits, draft.chosen, draft.unstated = list(found.hits), list(found.chosen), list(found.unstated)
            draft.asked_of = dict(found.asked_of)
            draft.status = Status.PARTIAL if found.unstated else None
            return
    draft.status = Status.ANSWERED


def _how_long(draft: Draft, document: Document) -> None:
    """How long it is in force, where that is asked; the composer words it where there is more to say."""
    spans = in_force(document, draft.read) if draft.citations else []
    draft.sums += [replace(s, clause_id=draft.citations[0].clause_id) for s in spans]
    if not draft.chosen:
        draft.lines = [*(f"{s.sentence}[1]{'.' if draft.english else '。'}" for s in draft.sums), *draft.lines]
        draft.figures += [AnswerFigure(s.text, s.value, s.unit, s.clause_id, s.formula) for s in draft.sums]


def _documents_meant(draft: Draft, context: Context) -> list[Document]:
    """The documents that a question is about as a whole: those named or limited to, or the one whose title fits best."""
    named = draft.filters.documents[:1] or named_documents(draft.read, context)
    if named:
        return [d for i in named[: _MOST if _EACH.search(draft.read.text) else 1] if (d := context.document(i))]
    best = _best_titled(draft, context)
    return [best] if best else []


def _best_titled(draft: Draft, context: Context) -> Document | None:
    question = set(words(draft.read.text))
    scored = [(_title_fit(question, d, context), d) for d in context.documents]
    best, document = max(scored, key=lambda s: s[0], default=(0.0, None))
    if document is not None and best >= 1.2:
        return document
    home = [d for d in context.documents if d.metadata.clause_count]
    generic = re.search(r"(?:这|那|该)(?:份|个|项|套)?(?:政策|措施|文件|新规)|若干措施|省里|浙江", draft.read.text)
    return home[0] if home and generic and best < 2.5 else document if best >= 1.2 else None


def _title_fit(question: set[str], document: Document, context: Context) -> float:
    title = set(words(document.title))
    shared = sum(context.lexicon.weight(w) + 0.15 for w in question & title)
    named = document.metadata.region[:2] in "".join(question)
    own_words = 0.3 if document.metadata.clause_count else 0.0
    return shared + (0.4 if named else 0.0) + own_words


def _add(draft: Draft, document: Document, line: str, *fields: str) -> bool:
    """A line that cites what the document says of `fields`, and of those that they are counted from; each line of it once."""
    read_from = document.metadata.read_from
    counted = [o.via for f in fields if (o := read_from.get(f)) and o.via and getattr(document.metadata, o.via)]
    marks = ""
    for field in dict.fromkeys((*fields, *counted)):
        cited = cite_metadata(len(draft.citations) + 1, document, field)
        if all((c.clause_id, c.quote) != (cited.clause_id, cited.quote) for c in draft.citations):
            draft.citations.append(cited)
            marks += f"[{cited.n}]"
    draft.lines.append(f"{short_title(document)}{line}{marks}。")
    return True


def _number(draft: Draft, document: Document) -> bool:
    number = document.metadata.doc_no
    return bool(number) and _add(draft, document, f"的文号是{number}", "doc_no")


def _issuer(draft: Draft, document: Document) -> bool:
    issuer = document.metadata.issuer
    return bool(issuer) and _add(draft, document, f"由{issuer}发布", "issuer")


def _issued(draft: Draft, document: Document) -> bool:
    meta = document.metadata
    done = False
    for value, name, word in ((meta.issued, "issued", "成文日期为"), (meta.published, "published", "公布日期为")):
        if len(value) == 10:
            done = _add(draft, document, f"{word}{chinese_date(value)}", name)
    return done


def _count(draft: Draft, document: Document) -> bool:
    count = document.metadata.clause_count
    return bool(count) and _add(draft, document, f"共{count}条措施", "clause_count")


def _validity(draft: Draft, document: Document) -> bool:
    """Dates in force: in the words of the clause that states them, else from the metadata; and what that means today."""
    meta = document.metadata
    evidence = _clause_on_validity(document)
    if evidence is None and not (meta.starts or meta.ends):
        return False
    said = _period(meta.effective_from, meta.effective_to)
    if evidence is not None:
        number = len(draft.citations) + 1
        draft.citations.append(cite(number, evidence.clause, document, evidence.start, evidence.end))
        text = f"{said}。原文：{evidence.quote.rstrip('。')}" if said else f"：{evidence.quote.rstrip('。')}"
        draft.lines.append(f"{short_title(document)}{text}[{number}]。")
    else:
        _add(draft, document, said, *(f for f in ("effective_to", "effective_from") if getattr(meta, f)))
    draft.lines.append(_today(document, draft.on))
    return True


def _period(start: str, end: str) -> str:
    parts = []
    if start:
        parts.append(f"自{_day(start)}起施行")
    if end:
        parts.append(f"有效期至{_day(end)}")
    return "，".join(parts)


def _day(value: str) -> str:
    return chinese_date(value) if len(value) == 10 else f"{value}年"


def _today(document: Document, on: date) -> str:
    meta = document.metadata
    if meta.starts and on < meta.starts:
        return f"到{chinese_date(on.isoformat())}尚未施行。"
    if meta.ends and on > meta.ends:
        return f"到{chinese_date(on.isoformat())}已经失效。"
    return "目前仍在有效期内。" if meta.ends else ""


def _clause_on_validity(document: Document) -> Evidence | None:
    """The sentence that gives the dates in force: it has a full date and a word of being in force."""
    meta = document.metadata
    for clause in document.clauses:
        if clause.kind in (ClauseKind.PARAGRAPH, ClauseKind.ITEM):
            continue
        evidence = _sentence_on_validity(clause, document)
        if evidence and any(d and d in _isos(evidence) for d in (meta.effective_from, meta.effective_to)):
            return evidence
    return None


def _isos(evidence: Evidence) -> set[str]:
    return {f.iso for f in read_figures(evidence.quote) if f.kind is FigureKind.DATE}


def _sentence_on_validity(clause: Clause, document: Document) -> Evidence | None:
    for match in re.finditer(r"[^。；;\n]+[。；;]?", clause.text):
        days = [f for f in read_figures(match.group()) if len(f.iso) == 10]
        if _IN_FORCE.search(match.group()) and days:
            lead = re.split(r"[,，]", match.group()[: days[0].start])
            return Evidence(clause, document, match.end() - len(match.group()) + days[0].start - len(lead[-1]), match.end())
    return None
