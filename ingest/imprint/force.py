"""From when, and until when, a document is in force: 自2025年5月31日起施行, 自公布之日起30日后施行, 有效期3年, 执行至2027年底.

Only sentences whose subject is the document itself count: 本办法自…, 自…, 《its title》自…; not 第十条自…, not a certificate's 有效期.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.imprint.adoption import Act, Event
from ingest.imprint.days import read_day
from ingest.imprint.page import Page, Said, Sentence, same_name
from ingest.labels import read_label
from language.numerals import read_chinese
from language.text import narrow
from policy.documents import first_day

_Y = r"(?:(?:19|20)\d{2}|[一二][九〇○零]\S{2})\s*年"
_M = r"\s*[\d一二三四五六七八九十]{1,2}\s*月"
_D = r"\s*[\d一二三四五六七八九十]{1,3}\s*[日号]"
_DAY = rf"{_Y}{_M}{_D}"
_UNTIL = rf"{_Y}(?:{_M}(?:{_D}|\s*底)?|\s*底|\s*年底|\s*末)?"
_DO = r"(?:正式|开始|起)?(?:施行|实施|执行|生效|试行|实行|有效)"
_EVENT = r"(?:印发|公布|发布|颁布|下发|签发|发文|修订发布|修订公布|颁发)"
_N = r"[\d一二三四五六七八九十两]{1,3}"
_FROM = re.compile(
    rf"自\s*(?P<day>{_DAY})\s*起?(?:至\s*(?P<until>{_UNTIL})\s*(?:止|期间)?)?[,，]?{_DO}"
    rf"|自\s*(?P<event>{_EVENT})之日\s*起?(?:[,，]?(?P<wait>{_N})\s*(?P<unit>个工作日|工作日|个月|日|天)(?:之后|以后|后)|第(?P<nth>{_N})日起?)?[,，]?{_DO}"
    rf"|自\s*(?P<event2>{_EVENT})(?:满)?(?P<wait2>{_N})(?P<unit2>日|天)(?:之?后|起)起?{_DO}"
    rf"|(?:从|于)\s*(?P<day2>{_DAY})\s*起?(?:正式)?(?:施行|实施|执行|生效)"
)
_TERM = (
    r"(?:有效期(?:限)?|(?:试|施|执|实)行期(?:限)?|实施期(?:限)?|政策期限|执行时间|实施时间|政策有效期|暂定有效期)"
)
_SPAN = re.compile(rf"{_TERM}\s*(?:暂定)?(?:为|自|从|：|:|是)*\s*(?P<from>{_DAY})\s*起?\s*(?:至|到|—|-|－|～|~)+\s*(?P<to>{_UNTIL})")
_TO = re.compile(
    rf"{_TERM}\s*(?:暂定|截至|截止|延长|为|至|到|是|：|:)*\s*(?:(?P<to>{_UNTIL})|(?P<n>{_N})\s*(?P<u>年|个月))"
    rf"|(?:试行|暂行|暂定|施行|执行|实施)\s*(?:(?:期限)?为)?(?P<n2>{_N})\s*(?P<u2>年|个月)"
    rf"|(?:执行|施行|实施|有效|试行)?(?:期)?(?:至|到)\s*(?P<to2>{_UNTIL})\s*(?:止|终止|截止|失效|废止|$|[,，。]|有效)"
)
_ALONE = re.compile(r"[有试执实施政]\S{0,3}(?:期|至|到)|暂定有效期")
_ANY = re.compile(rf"{_DO}|{_TERM}|暂定|之日起")
_SELF = re.compile(r"(?:本(?!市|省|区|县|级|部门|单位|企业|市场|次|年|批|轮|期|人|条(?!例)|款|章(?!程)|节|项)|以上|此)[^，,。；;的]{1,24}")
_OTHERS = re.compile(r"第[一二三四五六七八九十百\d]+[条款项章]|其中|前款|上述|除外|证书|许可证?|资格|称号|资质|牌照|合同|协议")
_LEADS = re.compile(r"(?:本(?!市|省|区|县|级)|现|《|经|请|以上|此前|除|为|凡)")
_NAMED = re.compile(r"《((?:[^《》]|《[^》]*》)+)》[^《》]{0,12}$")


@dataclass(frozen=True, slots=True)
class Days:
    """The days from which relative dates count. `own`: the document itself says when it was published."""

    issued: Said | None
    published: Said | None
    own: bool
    revised: bool


@dataclass(frozen=True, slots=True)
class Force:
    """When a document is in force, as far as it can be read."""

    start: Said | None
    end: Said | None
    warnings: tuple[str, ...]


def read_force(
    page: Page, days: Days, names: Sequence[str], table: Mapping[str, Said], events: Sequence[Event]
) -> Force:
    """The dates in force. `names` are the document's own titles."""
    starts: list[Said] = [e.reading() for e in events if e.act is Act.IN_FORCE]
    ends: list[Said] = []
    warnings: list[str] = []
    titles = [same_name(n) for n in names if n]
    for sentence in page.sentences(_ANY):
        _read_sentence(sentence, days, titles, starts, ends, warnings)
    starts = starts or _row(table, "effective_from")
    ends = ends or _row(table, "effective_to")
    start = _only(starts, "effective_from", warnings)
    whole = [_settled(e, start, warnings) for e in ends]
    end = _only(whole, "effective_to", warnings)
    if start and end and end.value < start.value:
        warnings.append(f"effective_to: {end.value} is before {start.value}")
        end = None
    return Force(start, end, tuple(dict.fromkeys(warnings)))


def _read_sentence(
    sentence: Sentence, days: Days, titles: Sequence[str], starts: list[Said], ends: list[Said], warnings: list[str]
) -> None:
    """What one sentence says of the document's own dates, put to the lists."""
    flat = narrow(sentence.text)
    label = read_label(flat)
    at = label.end if label else 0
    begun = next((m for m in _FROM.finditer(flat, at) if _is_own(flat[at : m.start()], titles)), None)
    span = next((m for m in _SPAN.finditer(flat, at) if _is_own(flat[at : m.start()], titles, term=True)), None)
    if begun:
        start = _start(begun, sentence, days, warnings)
        starts += [start] if start else []
    elif span:
        starts.append(Said(read_day(span["from"]), sentence.start, sentence.end))
    if begun and begun["until"]:
        ends.append(Said(_until(begun["until"]), sentence.start, sentence.end))
    elif span:
        ends.append(Said(_until(span["to"]), sentence.start, sentence.end))
    else:
        ends += _end(flat, begun.end() if begun else at, bool(begun), sentence, titles)


def _end(flat: str, at: int, begun: bool, sentence: Sentence, titles: Sequence[str]) -> list[Said]:
    """The end that follows the beginning in its sentence, or that a sentence on the document itself gives."""
    match = _TO.search(flat, at)
    if not match or _OTHERS.search(flat[at : match.start()]):
        return []
    if not begun and not (_ALONE.match(match.group()) and _is_own(flat[at : match.start()], titles, term=True)):
        return []
    to = match["to"] or match["to2"]
    value = _until(to) if to else f"+{_count(match['n'] or match['n2'])}{match['u'] or match['u2']}"
    return [Said(value, sentence.start, sentence.end)]


def _is_own(before: str, titles: Sequence[str], *, term: bool = False) -> bool:
    """Whether what stands before a date in force says that it is the document's own."""
    before = before.strip(" 　")
    if not before:
        return not term  # a bare 有效期3年 may be anything's
    if _FROM.search(before) or _OTHERS.search(re.sub(r"《[^》]*》", "", before)):
        return False
    *earlier, last = re.split(r"[,，:：]", before)
    named = _NAMED.search(before)
    if named and any(t == same_name(named[1]) for t in titles):
        return True
    if last:
        return bool(_SELF.fullmatch(last.strip())) and (not earlier or bool(_LEADS.match(before)))
    return bool(_LEADS.match(before)) and not named


def _start(match: re.Match[str], sentence: Sentence, days: Days, warnings: list[str]) -> Said | None:
    day = match["day"] or match["day2"]
    if day:
        iso = read_day(day)
        return Said(iso, sentence.start, sentence.end) if iso else None
    event = match["event"] or match["event2"]
    base, via = _base(event, days)
    if base is None:
        why = via or "its date is not known"
        warnings.append(f"effective_from: from the day of {event} on, but {why}: “{sentence.text.strip()}”")
        return None
    wait = _wait(match)
    if wait is None:
        warnings.append(f"effective_from: working days are not counted: “{sentence.text.strip()}”")
        return None
    begins = first_day(base.value) + timedelta(days=wait) if isinstance(wait, int) else _add_months(base.value, wait[0])
    return Said(begins.isoformat(), sentence.start, sentence.end, via=via)


def _wait(match: re.Match[str]) -> int | tuple[int] | None:
    """How many days, or (months,), after the event; None for working days."""
    if match["nth"]:
        return _count(match["nth"]) - 1
    count, unit = match["wait"] or match["wait2"], match["unit"] or match["unit2"]
    if not count:
        return 0
    return None if "工作" in unit else (_count(count),) if unit == "个月" else _count(count)


def _base(event: str, days: Days) -> tuple[Said | None, str]:
    """The day that 自公布之日 counts from, and the field it is; or why there is none."""
    if event in ("印发", "下发", "签发", "发文", "颁发"):
        return days.issued, "issued" if days.issued else ""
    if days.revised or event.startswith("修订"):
        return None, "the document was revised since"
    if days.published and days.own:
        return days.published, "published"
    if days.issued and days.published and days.issued.value != days.published.value:
        return None, f"it was signed on {days.issued.value} and put on its page on {days.published.value}"
    known = days.issued or days.published
    return known, "" if known is None else "issued" if known is days.issued else "published"


def _settled(end: Said, start: Said | None, warnings: list[str]) -> Said | None:
    """`+3年` as the last day of three years from the start."""
    if not end.value.startswith("+"):
        return end if end.value else None
    if start is None:
        warnings.append(f"effective_to: {end.value[1:]} from a day that is not known")
        return None
    months = int(re.sub(r"\D", "", end.value)) * (12 if end.value.endswith("年") else 1)
    last = _add_months(start.value, months) - timedelta(days=1)
    return replace(end, value=last.isoformat(), via="effective_from")


def _only(found: Sequence[Said | None], name: str, warnings: list[str]) -> Said | None:
    """The one date found; where there are two, none and a warning."""
    held = [r for r in found if r and r.value]
    values = list(dict.fromkeys(r.value for r in held))
    if len(values) > 1:
        warnings.append(f"{name}: two dates found, " + " and ".join(values))
        return None
    return held[-1] if held else None


def _row(table: Mapping[str, Said], name: str) -> list[Said]:
    row = table.get(name)
    return [Said(read_day(row.value), row.start, row.end)] if row else []


def _until(text: str) -> str:
    """A day, or as much of one as is given: 2027年底 is 2027, whose last day is meant."""
    flat = "".join(text.split())
    if day := read_day(flat):
        return day
    year, _, rest = flat.partition("年")
    month = rest.partition("月")[0] if "月" in rest else ""
    parts = [f"{_count(year):04d}"] + ([f"{_count(month):02d}"] if month else [])
    return "-".join(parts)


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else int(read_chinese(text))


def _add_months(iso: str, months: int) -> date:
    day = first_day(iso)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:  # 31 January and one month
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
