"""The last question with one thing in it changed: a figure, a region, a year, the subject.

All work on the words that the caller used, so that the completed question can be shown and checked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.cues import LEVELS, without_links
from answer.followup import english_words
from answer.lexicon import Lexicon
from answer.likeness import alike
from answer.reading import Reading
from answer.topic import TITLE, TOPIC, asked_of, spans_of
from policy.provisions import Figure, FigureKind

_STOP = re.compile(r"[,，。；;：:？?！!、]")
_ALIKE = 0.34
_RESEMBLES = 0.6
_SHARED_RUN = 3
_USING = re.compile(r"(?:使用|采用|属于|对于?|按|用|是)$")
# 由联合体牵头的, 没评上的话: a case of what was asked, not another thing.
_SUCH = re.compile(r"的?[那这](?:类|种|个|些|块|边|样)(?:情况|情形|项目|企业)?$")
_CASE = re.compile(r"(?:的话|的时候|情况下?|之后|以后|[的了时])$|^(?:由|不|没|未|已经?|只|都|非|有|在|当|对|用|超过|低于)")


def with_figures(last: Reading, message: Reading) -> str:
    """The last question with the message's figures in the place of those of the same kind and name.

    What has no counterpart is something new, and is said before the question in the words of the message.
    """
    free = [f for f in last.figures if not _in_title(f, last.text)]
    changes: list[tuple[int, int, str]] = []
    new: list[str] = []
    for figure in message.figures:
        if figure.kind is FigureKind.DATE:
            continue
        same = [f for f in free if (f.kind, f.unit) == (figure.kind, figure.unit)]
        named = next((f for f in same if _named_alike(_label(f, last), _label(figure, message))), None)
        one = None if named else _one_of(figure, last.text)
        if named:
            free.remove(named)
            changes.append((named.start, named.end, figure.text))
        elif one:
            changes.append((*one.span(), figure.text))
        else:
            new.append(_part_of(figure, message.text))
    return "，".join([*dict.fromkeys(new), _changed(last.text, changes)])


def _part_of(figure: Figure, text: str) -> str:
    """The part of a message that a figure stands in, without the words that link it."""
    start = max((m.end() for m in _STOP.finditer(text, 0, figure.start)), default=0)
    after = _STOP.search(text, figure.end)
    return without_links(text[start : after.start() if after else len(text)])


def _one_of(figure: Figure, text: str) -> re.Match[str] | None:
    """一项 in the question, which is no figure, where the message says how many (3项)."""
    return re.search(rf"[一1每]{re.escape(figure.unit)}", text) if figure.kind is FigureKind.COUNT and figure.unit else None


def _named_alike(one: str, other: str) -> bool:
    return not one or not other or alike(one, other) >= _ALIKE or alike(other, one) >= _ALIKE


def _label(figure: Figure, reading: Reading) -> str:
    """The noun right before a figure: 年薪 of 年薪60万; "" where no name stands there."""
    start = max((f.end for f in reading.figures if f.end <= figure.start), default=0)
    before = _STOP.split(reading.text[start : figure.start])[-1]
    name = re.sub(r"[^一-鿿]|如果|要是|换成|改成|金额|实际|执行|我们?|公司|大概|一共|是|有|了|的|到|首次|投|签|花|给|卖|做|超过|那么?|这|就|要|按|只|才|能|会|也|还|改|变成|达到|算", "", before)
    return name[-4:]


def _changed(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(changes, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def _in_title(figure: Figure, text: str) -> bool:
    return any(m.start() <= figure.start < m.end() for m in TITLE.finditer(text))


def with_years(last: Reading, message: Reading) -> str | None:
    """The last question put on the year or day of the message; None where the message has none."""
    dates = [f for f in message.figures if f.kind is FigureKind.DATE]
    if not dates:
        return None
    own = [f for f in last.figures if f.kind is FigureKind.DATE and not _in_title(f, last.text)]
    same = [f for f in own if len(f.iso) == len(dates[-1].iso)] or own
    if same:
        return _changed(last.text, [(same[-1].start, same[-1].end, dates[-1].text)])
    return f"到了{dates[-1].text}，{last.text}" if re.match(r"20\d\d", dates[-1].iso) else None


def with_region(last: Reading, place: str) -> str:
    """The last question asked of another place. A document named in it is of the old one, and is left out."""
    spans = [(m.start, m.end) for m in last.regions if not any(t.start() <= m.start < t.end() for t in TITLE.finditer(last.text))]
    spans = spans or [m.span() for m in LEVELS.finditer(last.text)]
    if not spans:
        return f"{place}，{last.text}"
    start, end = spans[-1]
    return f"{last.text[:start]}{place}{last.text[end:]}"


def with_topic(last: Reading, subject: str, lexicon: Lexicon, heading: str = "") -> str:
    """The last question asked of another subject: in the place of what resembles it, else of what is asked of.

    `heading` is that of the clause that answered; where the question names it, that is the place.
    """
    if last.english:
        return _with_english_topic(last.text, subject)
    subject = _SUCH.sub("", subject) or subject
    if _CASE.search(subject):
        return _with_case(last, subject)
    span = _named(last.text, heading) or _resembling(last, subject, lexicon) or asked_of(last, lexicon)
    if span is None:
        return f"{subject}，{last.text}"
    old = last.text[span[0] : span[1]]
    text = f"{last.text[: span[0]]}{subject}{last.text[span[1] :]}"
    return _without_leftovers(text, old, subject, last)


def _with_case(last: Reading, case: str) -> str:
    """A case put before what is asked; one that resembles words of the question takes their place."""
    span = _common_run(last.text, case)
    if not span or span[1] - span[0] < _SHARED_RUN:
        return f"{case}，{last.text}"
    before = _USING.sub("", last.text[: span[0]]) if _USING.search(case[:2]) else last.text[: span[0]]
    return f"{before}{case}{last.text[span[1] :]}"


def _named(text: str, heading: str) -> tuple[int, int] | None:
    at = text.find(heading) if len(heading) > 1 else -1
    return (at, at + len(heading)) if at >= 0 else None


def _common_run(text: str, other: str) -> tuple[int, int] | None:
    """The longest run of characters that a text shares with another, of two or more."""
    for size in range(min(len(other), 12), 1, -1):
        for start in range(len(other) - size + 1):
            at = text.rfind(other[start : start + size])
            if at >= 0 and re.fullmatch(r"[一-鿿A-Za-z+“”]+", other[start : start + size]):
                return at, at + size
    return None


def _resembling(last: Reading, subject: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """The words of the question that the subject resembles: that end alike (算力券, 模型券) or share most characters.

    What stands before them within the same run goes with them: a Chinese noun's attributes precede it.
    """
    best: tuple[float, tuple[int, int]] | None = None
    for start, end in spans_of(last, lexicon, TOPIC):
        for stop in range(start + 2, end + 1):
            words = last.text[start:stop]
            tail = words[-len(subject) :]
            shared = len(set(tail) & set(subject)) / max(len(set(tail)), len(set(subject)))
            score = shared + (0.5 if words[-1] == subject[-1] else 0.0)
            if score >= _RESEMBLES and (best is None or score >= best[0]):
                best = score, (start, stop)
    return best[1] if best else None


def asked_likewise(last: Reading, subject: str, lexicon: Lexicon) -> str:
    """What was asked last, and nothing else of the last question, asked of a subject that says all by itself."""
    span = asked_of(last, lexicon)
    said = last.text[span[1] :] if span and re.search(r"\w", last.text[span[1] :]) else f"，{last.text}"
    return f"{subject}{said}"


def _without_leftovers(text: str, old: str, subject: str, last: Reading) -> str:
    """A substituted question without parts that still speak of the old subject: 买了一批语料, once it is of 模型券."""
    figures = [f.text for f in last.figures]
    heads = {old[i : i + 2] for i in range(len(old) - 1)} - {subject[i : i + 2] for i in range(len(subject) - 1)}
    parts = [p for p in re.split(r"(?<=[,，。；;])", text) if p.strip()]
    kept = [p for p in parts if subject in p or any(f in p for f in figures) or not any(h in p for h in heads)]
    return "".join(kept) or text


def _with_english_topic(text: str, subject: str) -> str:
    """English: the phrase that ends in the same noun gives way; else the subject is said after the question."""
    words = re.findall(r"[A-Za-z-]+", subject)
    if not words:
        return f"{text} {subject}"
    head = re.escape(words[-1].rstrip("s"))
    found = re.search(rf"((?:[A-Za-z-]+\s+)?){head}s?\b", text, re.IGNORECASE)
    if not found:
        return f"{subject}: {text}"
    before = found[1] if english_words(found[1]) else ""
    start = found.start() + (0 if before else len(found[1]))
    return f"{text[:start]}{re.sub(r'^(?:the|a|an) ', '', subject, flags=re.IGNORECASE)}{text[found.end() :]}"
