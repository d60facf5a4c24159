"""The notes under a law's title: by whom and when it was passed, published and amended, and when it came into force."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.frontmatter import is_adoption
from ingest.imprint.bodies import is_body, short_name, split_bodies
from ingest.imprint.page import LONGEST_LINE, Page, Said
from language.quantities import read_figures
from policy.provisions import FigureKind


class Act(StrEnum):
    """What was done on a day."""

    PASSED = "通过"
    APPROVED = "批准"
    PUBLISHED = "公布"
    AMENDED = "修正"
    REVISED = "修订"
    IN_FORCE = "施行"


@dataclass(frozen=True, slots=True)
class Event:
    """What was done on a day, and the bodies that did it as far as they are named."""

    act: Act
    day: str
    bodies: tuple[str, ...]
    start: int
    end: int

    def reading(self) -> Said:
        """The day, with the words that say it."""
        return Said(self.day, self.start, self.end)


_QUOTED = re.compile(r"《[^《》]*(?:《[^》]*》[^《》]*)*》")
# The last word decides: 批准的《…》修正, 令第731号第三次修订.
_ACTS = (
    (Act.AMENDED, re.compile(r"修正|修改|第[一二三四五六七八九十]+次修订")),
    (Act.REVISED, re.compile(r"修订")),
    (Act.PUBLISHED, re.compile(r"公布|发布|颁布")),
    (Act.APPROVED, re.compile(r"批准")),
    (Act.IN_FORCE, re.compile(r"施行|生效|实施")),
    (Act.PASSED, re.compile(r"通过")),
)
_SESSION = re.compile(
    r"(?:第?[一二三四五六七八九十百\d]+届)|(?:党组)?(?:第?[一二三四五六七八九十百\d]+次)?(?:常务|全体|部务|局务|室务|委务|署务|主席团)?会议.*$"
    r"|第[一二三四五六七八九十百\d]+次.*$|审判委员会.*$|检察委员会.*$|(?:令|公告)?第?[一二三四五六七八九十百\d]*号?(?:公布|发布|颁布).*$|令.*$|公告.*$|审议.*$|通过.*$|批准.*$"
)
_NOTE_LINES = 12
_NOTE_CHARS = 1000
_PASSED_BY = re.compile(r"》已?由(?P<who>[^》。]{4,60}?会议)(?:于[^。]{6,14})?(?:审议)?通过")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]+届")


def read_events(page: Page, text: int | None) -> list[Event]:
    """The events that the notes in the head tell, in order, or those under the title of the text that an order puts in force.

    `text` is the index of that title's line.
    """
    places = range(page.head) if text is None else range(text + 1, min(text + 1 + _NOTE_LINES, len(page.lines)))
    noted = [page.lines[i] for i in places if len(page.lines[i].text) <= _NOTE_CHARS and is_adoption(page.lines[i].text)]
    return [event for line in noted for event in _events(line.text, line.start)]


def adopted_by(events: Sequence[Event], page: Page, body: int) -> Said | None:
    """Who made it: who published it first, where that is named and is not the head of state; else who passed it.

    An order's first sentence, after line `body`, says the latter too.
    """
    for act in (Act.PUBLISHED, Act.PASSED):
        event = next((e for e in events if e.act is act), None)
        if event and event.bodies:
            return Said("、".join(event.bodies), event.start, event.end)
    for line in page.lines[body : page.head + 1]:
        match = _PASSED_BY.search(line.text[:LONGEST_LINE])
        names = _bodies(match["who"].removeprefix("中华人民共和国")) if match else ()
        if match and names:
            return Said("、".join(names), line.start + match.start("who"), line.start + match.end())
    return None


def _events(text: str, offset: int) -> list[Event]:
    blank = _QUOTED.sub(lambda m: "＿" * len(m.group()), text)
    days = [f for f in read_figures(blank) if f.kind is FigureKind.DATE and len(f.iso) == 10]
    ends = [f.start for f in days[1:]] + [len(text)]
    out: list[Event] = []
    for day, end in zip(days, ends, strict=True):
        said = re.split(r"[＿]|根据", blank[day.end : end], maxsplit=1)[0].strip(" 　,，")
        act = next((a for a, pattern in _ACTS if pattern.search(blank[day.end : end])), None)
        if act is not None:
            stop = offset + day.start + len(text[day.start : end].rstrip(" 　，,、）)"))
            out.append(Event(act, day.iso, _bodies(said), offset + day.start, stop))
    return out


def _bodies(said: str) -> tuple[str, ...]:
    """The bodies that a note begins with: 第十三届全国人民代表大会常务委员会第二次会议通过."""
    bare = _SESSION.sub("", _ORDINAL.sub("", said.removeprefix("经"))).strip(" 　")
    if "主席" in bare:
        return ()
    names = [short_name(name) for name in split_bodies(bare)]
    return tuple(names) if all(map(is_body, names)) else ()
