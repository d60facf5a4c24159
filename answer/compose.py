"""The extractive composer: the conclusion first, in the clause's own words and the sums made of them."""

from __future__ import annotations

import re

from answer.amounts import plain
from answer.asks import Ask
from answer.fits import unstated_names
from answer.lexicon import Lexicon
from answer.spans import LONGEST, SHORT, sentence_spans, trimmed
from answer.state import Context, Draft, Evidence, Sum
from answer.wording import say
from language.quantities import read_figures
from language.words import words
from policy.answers import AnswerFigure, Hit, Status, cite
from policy.documents import Clause, ClauseKind, Document
from policy.provisions import Figure


def compose(draft: Draft, context: Context) -> None:
    """Lines, citations and figures from the chosen clauses and sums."""
    if draft.status in (Status.NOT_COVERED, Status.CLARIFY, Status.REFUSED) or not draft.chosen:
        return
    question = context.lexicon.words_of(draft.read.text)
    for hit in draft.chosen:
        part = draft.asked_of.get(hit.clause.clause_id, "")
        own = context.lexicon.words_of(part)
        about = own if context.lexicon.shared(own, hit.clause) else question
        draft.evidence.append(_evidence(hit, about, draft, context.lexicon))
    first = len(draft.citations) + 1  # after those of what the document says of itself
    _cite(draft, first)
    marks = {e.clause.clause_id: n for n, e in enumerate(draft.evidence, first)}
    draft.lines += [f"{line}。" if not line.endswith(("。", "；")) else line for line in draft.corrections]
    for total in draft.sums:
        draft.lines.append(f"{total.sentence}[{_mark(marks, total.clause_id)}]{'.' if draft.english else '。'}")
        draft.figures.append(AnswerFigure(total.text, total.value, total.unit, total.clause_id, total.formula))
        draft.figures += _worked_figures(total, draft.evidence[_mark(marks, total.clause_id) - first].clause, draft.english)
    for number, evidence in enumerate(draft.evidence, first):
        draft.lines.append(_statement(evidence, number, draft))
        draft.figures += _figures(evidence)
    draft.lines += [draft.asked_for] if draft.asked_for else []
    seen: dict[tuple[object, ...], AnswerFigure] = {}
    for figure in draft.figures:
        seen.setdefault((figure.value, figure.unit, figure.clause_id), figure)
    draft.figures = list(seen.values())
    if draft.read.wants(Ask.ORGAN):
        draft.lines += [_organs(e, n, draft) for n, e in enumerate(draft.evidence, first) if e.clause.organs]
    if draft.unstated:
        draft.lines.append(say("unstated", draft.english, what="、".join(unstated_names(draft))))
        draft.status = Status.PARTIAL
    if draft.local_rule_missing:
        draft.lines.append(say("local_missing", draft.english, region=draft.local_rule_missing))
        draft.status = Status.PARTIAL
    draft.status = draft.status or Status.ANSWERED


def _worked_figures(total: Sum, clause: Clause, english: bool) -> list[AnswerFigure]:
    """The other figures of a sum's sentence: the clause's own, and with its number as formula what the caller gave."""
    stated = {(f.value, f.unit) for p in clause.provisions for f in p.figures}
    out = [AnswerFigure(text, value, unit, total.clause_id, formula) for text, value, unit, formula in total.others]
    done = {(total.value, total.unit)} | {(f.value, f.unit) for f in out}
    said = [total.text, *(text for text, _, _, _ in total.others)]
    for figure in read_figures(total.sentence, colloquial=english):
        key = (figure.value, figure.unit)
        rounded = any(figure.text in text for text in said)  # 约1666.67万元 is there with its exact value
        if figure.unit != "date" and key not in done and not rounded:
            formula = None if key in stated else plain(figure.value)
            out.append(AnswerFigure(figure.text, figure.value, figure.unit, total.clause_id, formula))
    return out


def _mark(marks: dict[str, int], clause_id: str) -> int:
    return next((n for i, n in marks.items() if i == clause_id or i.startswith(clause_id + "/")), min(marks.values()))


def _evidence(hit: Hit, question: list[str], draft: Draft, lexicon: Lexicon) -> Evidence:
    clause = hit.clause
    if clause.clause_id in draft.quoted:
        return at_part(clause, hit.document, *draft.quoted[clause.clause_id])
    if len(clause.text) <= SHORT:
        return Evidence(clause, hit.document, *trimmed(clause.text, 0, len(clause.text)))
    spans = sentence_spans(clause.text)
    scores = [_relevance(clause, s, question, draft, lexicon) for s in spans]
    best = max(range(len(spans)), key=lambda i: (scores[i], -i))
    start, end = _widen(clause, spans, scores, best)
    return at_part(clause, hit.document, *trimmed(clause.text, start, end))


def _relevance(clause: Clause, span: tuple[int, int], question: list[str], draft: Draft, lexicon: Lexicon) -> float:
    """How much a sentence has of the question's words, and whether it has a figure of the kind that is asked for."""
    text = clause.text[span[0] : span[1]]
    own = set(words(text))
    shared = sum(lexicon.weight(w) + 0.1 for w in set(question) if w in own)
    granted = [
        f for p in clause.provisions for f in p.figures if span[0] <= f.start < span[1] and f.role in ("rate", "cap", "amount")
    ]
    kinds = {(f.kind, f.unit) for f in draft.read.figures}
    held = [f for p in clause.provisions for f in p.figures if span[0] <= f.start < span[1] and (f.kind, f.unit) in kinds]
    shared += 0.6 if held and draft.sums else 0.0
    wanted = draft.read.wants(Ask.AMOUNT, Ask.RATE, Ask.COUNT, Ask.WHEN, Ask.HOW_LONG)
    return shared + ((0.5 if wanted else 0.3) if granted else 0.0)


def _widen(clause: Clause, spans: list[tuple[int, int]], scores: list[float], best: int) -> tuple[int, int]:
    """The best sentence with its neighbours that say as much, up to a length that is still a quote."""
    start, end = spans[best]
    left = right = best
    while True:
        options = []
        if left > 0 and end - spans[left - 1][0] <= LONGEST:
            options.append((scores[left - 1], -1))
        if right + 1 < len(spans) and spans[right + 1][1] - start <= LONGEST:
            options.append((scores[right + 1], 1))
        options = [o for o in options if o[0] >= 0.45 * scores[best] and o[0] > 0]
        if not options:
            return start, end
        if max(options)[1] < 0:
            left -= 1
            start = spans[left][0]
        else:
            right += 1
            end = spans[right][1]


def at_part(clause: Clause, document: Document, start: int, end: int) -> Evidence:
    """The paragraph (款) that holds the quote whole, where there is one: a citation names the smallest piece."""
    for part in document.clauses:
        if part.kind is not ClauseKind.PARAGRAPH or not part.clause_id.startswith(clause.clause_id + "/"):
            continue
        shift = part.start - clause.start
        if shift <= start and end <= shift + len(part.text):
            return Evidence(part, document, start - shift, end - shift)
    return Evidence(clause, document, start, end)


def _cite(draft: Draft, first: int) -> None:
    for number, e in enumerate(draft.evidence, first):
        draft.citations.append(cite(number, e.clause, e.document, e.start, e.end))


def _organs(evidence: Evidence, number: int, draft: Draft) -> str:
    """Who is in charge, the first named leading."""
    first, *rest = evidence.clause.organs
    return say("organs", draft.english, first=first, rest=f"，{'、'.join(rest)}配合" if rest else "", n=number)


def _statement(evidence: Evidence, number: int, draft: Draft) -> str:
    """Whose words, and the words."""
    quote = re.sub(r"\s*\n\s*", "", evidence.quote).rstrip("。；;")
    name = short_title(evidence.document)
    heading = evidence.clause.heading
    head = f"“{heading}”" if heading and heading not in ("前言", "总体目标") else ""
    return f"{name}{head}：{quote}[{number}]。"


def short_title(document: Document) -> str:
    """《标题》 with the notice around it left off."""
    title = document.title
    inner = re.search(r"《([^》]+)》的?通知$", title)
    if inner:
        return f"《{inner[1]}》"
    title = re.sub(r"^.{2,20}?(?:人民政府|办公厅|办公室|厅|局|委)(?:办公厅|办公室)?(?:关于)?印发(?:关于)?", "", title)
    return f"《{re.sub(r'的通知(?:（.*）)?$', '', title)}》"


def _figures(evidence: Evidence) -> list[AnswerFigure]:
    seen: dict[str, AnswerFigure] = {}
    for figure in figures_in(evidence):
        if figure.unit != "date":
            seen.setdefault(figure.text, AnswerFigure(figure.text, figure.value, figure.unit, evidence.clause.clause_id))
    return list(seen.values())


def figures_in(evidence: Evidence) -> list[Figure]:
    """The figures of the quoted words, as the clause's provisions hold them."""
    found = [f for p in evidence.clause.provisions for f in p.figures]
    return sorted({f for f in found if evidence.start <= f.start and f.end <= evidence.end}, key=lambda f: f.start)
