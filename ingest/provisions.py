"""What a clause grants or demands, read from its words.

A sentence is read as groups of segments (ingest.groups): a condition and what it brings. A lead that leaves it to the
locality (支持有条件的地方 …) holds for the rest of its sentence, and so does the word of granting, where a later part only
names figures (给予贴息;单家企业每年至多1000万元). A sentence that only takes something out (但是,…的除外) belongs to the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.actions import ACTION, AWARDS, action_of
from ingest.awards import aligned
from ingest.bases import base_of, unnamed_share
from ingest.groups import Group, groups, within
from ingest.modality import LOCAL, modality
from ingest.roles import roles
from ingest.segments import GRANT, sentences
from language.quantities import read_figures
from language.text import plain
from policy.provisions import Figure, FigureRole, Modality, Provision

_PERIOD = re.compile(
    r"每年度?|每季度|每月|每学[年期]|(?<![一-鿿])年(?=至多|支持|申领)|全年(?=[最至不累])|分年度|(?<![上本当该查一二三四五个])年度(?=[最至不])|一次性"
)

_LIST = re.compile(r"(?:下列|以下)[^,;情]{0,8}(?:条件|要求|行为|规定|义务|职责|材料|措施|活动)")
_ITEM = re.compile(r"\s*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]|[①-⑳])")


def read_provisions(text: str, *, heading: str = "") -> list[Provision]:
    """The provisions of a clause's text, in order; `heading` helps where a text is terse. Spans are in `text`."""
    figures = read_figures(text)
    flat = plain(text)
    out: list[Provision] = []
    listed = Modality.STATE
    for start, end in sentences(flat):
        local, lead, granting = False, "", ""
        listed = listed if _ITEM.match(flat[start:end]) else Modality.STATE
        for group in groups(flat, start, end, within(figures, start, end)):
            local = local or bool(LOCAL.search(group.words))
            if out and group.exceptions and not group.conditions and not group.body:
                out[-1] = _excepting(out[-1], group)
                continue
            provision = _provision(group, heading, local, lead, granting)
            if provision is not None:
                provision = _as_listed(provision, group, listed)
                listed = provision.modality if _LIST.search(group.words) else listed
                out.extend(aligned(provision, group))
                granting = provision.action if GRANT.search(group.words) else granting
            lead = group.words
    return out


def _as_listed(provision: Provision, group: Group, listed: Modality) -> Provision:
    """应当符合下列条件:(一)…;(二)…: what stands in the list binds as its lead does, where it does not say otherwise."""
    if provision.modality is Modality.STATE and listed is not Modality.STATE and _ITEM.match(group.words):
        return replace(provision, modality=listed)
    return provision


def _excepting(before: Provision, group: Group) -> Provision:
    """The provision before, with what a sentence of its own takes out of it."""
    said = ",".join(filter(None, (before.exception, group.exception)))
    figures = tuple(roles(group, "", "", granting=False))
    return replace(before, exception=said, end=group.end, figures=before.figures + figures)


def _provision(group: Group, heading: str, local: bool, lead: str, granting: str) -> Provision | None:
    """What a group grants or demands, None where it does neither and names no figure."""
    words = group.words
    carried = granting if not GRANT.search(words) and not ACTION.search(words) else ""
    figures = tuple(sorted(roles(group, heading, lead, granting=bool(carried)), key=lambda f: f.start))
    strength = modality(group.promise)
    action = action_of(group, strength, figures)
    if carried and any(f.role in AWARDS for f in figures):
        action = carried
    if not (action or figures or strength is not Modality.STATE or LOCAL.search(words)):
        return None
    rate = _first(figures, FigureRole.RATE)
    return Provision(
        action=action,
        object=heading,
        start=group.start,
        end=group.end,
        rate=rate,
        cap=_first(figures, FigureRole.CAP),
        amount=_first(figures, FigureRole.AMOUNT),
        base=base_of(figures, group) or ("" if rate else unnamed_share(words)),
        period=_match(_PERIOD, words),
        condition=group.condition,
        exception=group.exception,
        modality=strength,
        local_discretion=local,
        figures=figures,
    )


def _first(figures: Sequence[Figure], role: FigureRole) -> Figure | None:
    return next((f for f in figures if f.role is role), None)


def _match(pattern: re.Pattern[str], words: str) -> str:
    match = pattern.search(words)
    return match.group() if match else ""
