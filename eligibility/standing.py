"""Whether a rule holds at all on the day asked about, in the place asked about: criteria that every rule has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from eligibility.facts import Value
from eligibility.logic import Decision, Truth, in_region
from eligibility.schema import Rule
from language.regions import NATION
from policy.documents import Metadata, first_day

DRAFT = "征求意见"
UNKNOWN = "未知"
_OVER = ("废止", "失效", "替代")


@dataclass(frozen=True, slots=True)
class Standing:
    """A criterion of every rule: its decision, and the field of the document's metadata that says it ("" where none does)."""

    text: str
    decision: Decision
    fact: str = ""
    field: str = ""


def standing(rule: Rule, meta: Metadata, on: date, known: Mapping[str, Value]) -> list[Standing]:
    """In force on the day, and in a region that covers the applicant's."""
    return [_force(rule, meta, on), *_region(rule, meta, known)]


def _force(rule: Rule, meta: Metadata, on: date) -> Standing:
    begins, ends = (rule.in_force.from_, rule.in_force.to) if rule.in_force else (meta.starts, meta.ends)
    begins = begins or (first_day(meta.issued) if meta.issued else None)
    span = (f"{begins}起" if begins else "") + (f"至{ends}" if ends else "")
    text = f"{on}在有效期内（{span}）" if span else f"{on}有效（文件未注明日期）"
    said = [n for n in ("effective_to", "effective_from", "issued") if getattr(meta, n)]
    own = bool(rule.in_force)
    if begins and on < begins:
        field = "effective_from" if meta.effective_from else "issued"
        return Standing(text, Decision(False, (), f"{begins}才开始施行"), "", "" if own else field)
    if ends and on > ends:
        return Standing(text, Decision(False, (), f"{ends}已到期"), "", "" if own else "effective_to")
    decision = _status(meta, bool(begins))
    field = "status" if decision.truth is not True and meta.status else "" if own else (said or [""])[0]
    return Standing(text, decision, "", field)


def _status(meta: Metadata, dated: bool) -> Decision:
    truth: Truth = True
    why = ""
    if any(word in meta.status for word in _OVER):
        truth, why = False, f"文件{meta.status}"
    elif DRAFT in meta.status:
        truth, why = None, "文件还在征求意见，正式文件印发后才能确定"
    elif meta.status == UNKNOWN or not (meta.status or dated):
        truth, why = None, "文件是否现行有效还没有查明"
    return Decision(truth, (), why)


def _region(rule: Rule, meta: Metadata, known: Mapping[str, Value]) -> list[Standing]:
    region = rule.region or meta.region
    if region in ("", NATION):
        return []
    given = known.get("region")
    decision = in_region(region, given) if isinstance(given, str) else Decision(None, ("region",))
    if decision.truth is False:
        decision = Decision(False, (), f"只适用于{region}")
    return [Standing(f"在{region}", decision, "region", "" if rule.region else "region")]
