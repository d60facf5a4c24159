"""A message of a conversation made whole by what was asked before it, in the caller's own words."""

from __future__ import annotations

import re
from dataclasses import replace

from answer import substitute
from answer.choices import picked
from answer.compose import short_title
from answer.cues import OF_DOCUMENT, corrected, plain_amounts, pointed_noun, stripped, without_links, without_pointing
from answer.focus import Completed, Focus, name_of
from answer.followup import Message, take_apart
from answer.reading import Reading, read_question
from answer.state import Context
from answer.topic import figure_parts, region_words, topic_phrase, without_region
from answer.turning import elsewhere, of_another_kind, of_fact, of_same_clause, of_same_document, sufficient, turned_to
from policy.documents import ClauseKind

_UNTIL = re.compile(r"(?:能|可以|执行|持续|办|管|用|实施)?到(?:什么时候|啥时候|何时|哪天|哪一天|哪年|几号|几时)(?:为止|结束|截止)?")
_SCOPE = re.compile(r"全[市省区县国]|整个|这边|那边|本地|当地")
_LASTS = re.compile(r"有效期?|失效|作废|过期|到期|施行|实施|生效|管到|valid|in force|expire", re.IGNORECASE)
_ONE_HOLDS = re.compile(r"资格|证书?(?!明)|称号|合同|券")  # what lasts is the caller's title, not the document
_HOW_MUCH = re.compile(r"(?:拿|领|补|奖|贴|给|报|省)(?:到|助|励|贴)?(?:多少|几)|多少钱|how much", re.IGNORECASE)


def complete(reading: Reading, focus: Focus, context: Context) -> Completed | None:
    """A message made whole by what was asked before; None for a courtesy. The same text where it stands alone."""
    text = plain_amounts(stripped(reading.text))
    put = corrected(corrected(text)) or corrected(text)
    whole = _read(put or text, reading, context)
    if focus.reading.english and not re.search(r"[一-鿿]", text):
        whole = replace(whole, english=True)  # And R&D spending? has no word that tells
    message = take_apart(whole, context.lexicon, corrects=bool(put))
    if message.empty:
        return None
    if elsewhere(message, context):
        return Completed(message.text)
    if message.whole and not of_same_clause(message, focus):
        return of_same_document(message, focus, context) or Completed(message.text)
    focus = _pointed_to(message, focus)
    return (
        picked(message, focus, context)
        or _of_document(message, focus)
        or (_asked_of_topic(message, focus, context) if message.asks else _changed(message, focus, context))
    )


def _read(text: str, reading: Reading, context: Context) -> Reading:
    return reading if text == reading.text else read_question(text, province=context.province, repair=context.mended)


def _pointed_to(message: Message, focus: Focus) -> Focus:
    """The question that a message goes back to: 回到刚才那个券 is about the last one that spoke of a 券."""
    noun = pointed_noun(message.text)
    if not noun:
        return focus
    return next((f for f in focus.back() if noun in f.reading.text or (f.hit and noun in f.hit.clause.heading)), focus)


def _of_document(message: Message, focus: Focus) -> Completed | None:
    """文号呢, 到什么时候: asked of the document that the last answer came from."""
    if focus.hit is None or message.reading.regions:
        return None
    lasts = bool(_LASTS.search(message.text)) and not _ONE_HOLDS.search(without_pointing(message.text))
    until = _UNTIL.search(message.text)
    bare = not [w for w in message.content if not _LASTS.search(w)] or message.points
    if not bare or not (OF_DOCUMENT.search(message.text) or lasts or until):
        return None
    document = focus.hit.document
    english = message.reading.english
    rest = "valid until when" if english and lasts else "有效期到什么时候" if until and not english else without_pointing(message.text)
    return Completed(f"{short_title(document)}{rest}", (document.id,))


def _asked_of_topic(message: Message, focus: Focus, context: Context) -> Completed:
    """怎么申请, 有上限吗: asked of what the last question was about, or of another fact of the same document."""
    rest = without_pointing(message.text)
    place = region_words(message.reading)
    last = focus.reading
    if focus.vague:
        return Completed(f"{rest}，{last.text}")
    if sufficient(message, focus, context):
        return Completed(message.text, leaning=focus.leaning)
    turned = None if message.reading.regions else turned_to(message, focus, context)
    if turned is not None and focus.hit is not None and focus.hit.clause.kind is not ClauseKind.FACT:
        return Completed(message.text)
    if turned is not None:
        return of_fact(rest, turned)
    about = topic_phrase(last, context.lexicon) or (name_of(focus.hit.clause) if focus.hit else last.text)
    about = without_region(about, last) if place else _with_place(about, last)
    figures = figure_parts(last) if _HOW_MUCH.search(rest) and not message.reading.figures else ""
    parts = (f"{about} {rest}",) if last.english else (figures, about, rest)
    return Completed("，".join(p for p in parts if p), leaning=_of_place(message.reading, context) if place else focus.leaning)


def _with_place(about: str, last: Reading) -> str:
    place = region_words(last)
    return about if not place or place in about else f"{place}{about}"


def _of_place(reading: Reading, context: Context) -> tuple[str, ...]:
    """The documents of the place that a message names: its own rules are meant, where it has some."""
    names = {m.region.name for m in reading.regions}
    return tuple(d.id for d in context.documents if d.metadata.region in names)


def _changed(message: Message, focus: Focus, context: Context) -> Completed:
    """那模型券呢, 如果是900万呢, 2030年呢, 杭州呢: the last question with that in it changed."""
    last = focus.reading
    rest = without_links(message.text)
    if focus.vague:
        return Completed(f"{rest}{last.text}")
    text, changed, leaning = last.text, False, focus.leaning
    place = region_words(message.reading)
    subject = _subject(rest, message, place)
    if place and subject and message.reading.regions:
        return Completed(substitute.asked_likewise(last, rest, context.lexicon), leaning=_of_place(message.reading, context))
    if place:
        text, changed, leaning = substitute.with_region(_untitled(focus, context), place), True, _of_place(message.reading, context)
    years = substitute.with_years(_again(text, last, context), message.reading)
    if years:
        text, changed = years, True
    if any(f.kind != "date" for f in message.reading.figures):
        return Completed(substitute.with_figures(_again(text, last, context), message.reading), leaning=leaning)
    if subject and of_another_kind(subject, focus, context):
        return Completed(f"{subject}怎么规定", leaning=leaning)
    if subject:
        heading = focus.hit.clause.heading if focus.hit else ""
        text, changed = substitute.with_topic(_again(text, last, context), subject, context.lexicon, heading), True
        leaning = leaning[:1]  # the document still, the clause no more
    return Completed(text if changed else message.text, leaning=leaning)


def _untitled(focus: Focus, context: Context) -> Reading:
    """The last question without the document that it was put to: what the clause is about stands for that."""
    text = re.sub(r"^《[^》]*》+", "", focus.reading.text)
    if text == focus.reading.text or focus.hit is None:
        return focus.reading
    return read_question(f"{name_of(focus.hit.clause)}，{text}", province=context.province)


def _again(text: str, last: Reading, context: Context) -> Reading:
    return last if text == last.text else read_question(text, province=context.province)


def _subject(rest: str, message: Message, place: str) -> str:
    """The words of a fragment that are a subject: without places, years and 的."""
    rest = rest.replace(place, "") if place else rest
    for figure in message.reading.figures:
        rest = rest.replace(figure.text, "")
    rest = _SCOPE.sub("", rest).strip(" ,，的在是")
    return rest if message.content or message.foreign else ""
