"""How well provisions are read: precision and recall against sentences that a person has annotated.

    python -m evals.provisions [--half work|held] [--failures]

The scheme is in docs/provisions.md. Half of the sentences are for working on the grammar, half only for reporting:
`--failures` refuses to show the latter.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from ingest.provisions import read_provisions
from language.text import squeeze
from policy.provisions import Figure, FigureRole, Modality, Provision

ANNOTATED = Path(__file__).parent / "datasets" / "annotated" / "provisions.jsonl"
AWARDS = ("rate", "cap", "amount")
WORDS = ("base", "period", "condition", "exception")
FIELDS = ("provision", "modality", "local", "action", *AWARDS, *WORDS, "figure", "comparator", "role")
_ALIKE = 0.8  # of difflib's ratio: where a condition begins and ends is partly taste
_TRIM = re.compile(r"^对于?|[的,.]+$")
_BINDING = {r for r in FigureRole if r not in (FigureRole.OTHER, FigureRole.DATE)}


@dataclass(frozen=True, slots=True)
class Row:
    """An annotated sentence: its figures and provisions as the JSON holds them."""

    id: str
    half: str
    kind: str
    source: str
    heading: str
    text: str
    figures: Sequence[Mapping[str, Any]]
    provisions: Sequence[Mapping[str, Any]]


@dataclass(slots=True)
class Count:
    """Right ones, those read that are not there, and those there that are not read."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was read that is right; 1 where nothing was."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was read; 1 where nothing is."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass(slots=True)
class Score:
    """Counts by field, and what went wrong in words."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    failures: list[str] = field(default_factory=list)

    def note(self, row: Row, name: str, said: Any, read: Any) -> None:
        """Count a field of one provision or figure. `said` holds the readings that are right; `""` is none."""
        alternatives = [said] if isinstance(said, str) else list(said)
        if not read and "" in alternatives:
            return
        if _agree(name, alternatives, read):
            self.counts[name].right += 1
            return
        self.counts[name].extra += bool(read)
        self.counts[name].missed += "" not in alternatives
        self.failures.append(f"{row.id} {name}: said {'|'.join(alternatives) or '-'}, read {read or '-'}: {row.text}")


def rows(path: Path = ANNOTATED) -> list[Row]:
    """The annotated sentences. Raises OSError, ValueError or TypeError where the file is not as docs/provisions.md says."""
    return [Row(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def score(annotated: Iterable[Row]) -> Score:
    """Read each sentence and compare."""
    out = Score()
    for row in annotated:
        found = read_provisions(row.text, heading=row.heading)
        _score_figures(row, [f for p in found for f in p.figures], out)
        _score_provisions(row, found, out)
    return out


def _score_figures(row: Row, found: Sequence[Figure], out: Score) -> None:
    read = {f.start: f for f in found}
    for said in row.figures:
        figure = read.pop(said["start"], None)
        if figure is not None and not _same_figure(said, figure):
            out.counts["figure"].extra += 1
            figure = None
        out.note(row, "figure", [said["text"]], figure.text if figure else "")
        out.note(row, "comparator", said["comparator"], figure.comparator.value if figure else "")
        out.note(row, "role", said["role"], figure.role.value if figure else "")
    for figure in read.values():
        out.note(row, "figure", "", figure.text)


def _same_figure(said: Mapping[str, Any], figure: Figure) -> bool:
    if said["text"] != figure.text or said["unit"].lower() != figure.unit.lower():
        return False
    return figure.iso == said["value"] if said["unit"] == "date" else abs(figure.value - Decimal(said["value"])) < Decimal("1e-6")


def _score_provisions(row: Row, found: Sequence[Provision], out: Score) -> None:
    left = list(found)
    for said in row.provisions:
        here = [p for p in left if p.start <= said["start"] < p.end and (not _bare(p) or _says(said, "action", p))]
        provision = max(here, key=lambda p: _likeness(said, p), default=None)
        out.note(row, "provision", [said["at"]], said["at"] if provision else "")
        if provision:
            left.remove(provision)
        for name in FIELDS[1:-3]:
            out.note(row, name, _said(said, name), _value(provision, name) if provision else "")
    for provision in left:
        if not _bare(provision):
            out.note(row, "provision", "", row.text[provision.start : provision.end])


def _bare(provision: Provision) -> bool:
    """A plain statement. Whether it provides anything is taste, so it is neither asked for nor held against the reader."""
    binding = any(f.role in _BINDING for f in provision.figures)
    return provision.modality is Modality.STATE and not binding and not provision.local_discretion


def _likeness(said: Mapping[str, Any], provision: Provision) -> int:
    return sum(_says(said, name, provision) for name in FIELDS[1:-3])


def _says(said: Mapping[str, Any], name: str, provision: Provision) -> bool:
    return _agree(name, _said(said, name), _value(provision, name))


def _said(said: Mapping[str, Any], name: str) -> list[str]:
    if name == "local":
        return ["yes" if said.get("local") else ""]
    value = said.get(name, "")
    return [value] if isinstance(value, str) else list(value)


def _value(provision: Provision, name: str) -> str:
    if name == "local":
        return "yes" if provision.local_discretion else ""
    value = getattr(provision, name, "")
    return value.text if isinstance(value, Figure) else str(value or "")


def _agree(name: str, said: Sequence[str], read: str) -> bool:
    if read in said:
        return True
    if name not in WORDS or not read:
        return False
    return any(SequenceMatcher(None, _core(s), _core(read), autojunk=False).ratio() >= _ALIKE for s in said if s)


def _core(words: str) -> str:
    return _TRIM.sub("", squeeze(words))


def overall(result: Score) -> Count:
    """All fields together."""
    out = Count()
    for count in result.counts.values():
        out = Count(out.right + count.right, out.extra + count.extra, out.missed + count.missed)
    return out


def table(result: Score, title: str) -> Iterator[str]:
    """The figures in lines, one a field."""
    yield f"{title:<22}precision  recall  right  extra  missed"
    for name in (*FIELDS, "all"):
        count = overall(result) if name == "all" else result.counts[name]
        shares = f"{count.precision:9.3f}{count.recall:8.3f}"
        yield f"  {name:<20}{shares}{count.right:7}{count.extra:7}{count.missed:8}"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures of both halves, or of one."""
    parser = argparse.ArgumentParser(prog="python -m evals.provisions", description="How well provisions are read.")
    parser.add_argument("--half", choices=("work", "held"), help="only this half")
    parser.add_argument("--failures", action="store_true", help="what went wrong in the half to work on")
    args = parser.parse_args(argv)
    for half in ("work", "held"):
        for kind in ("notice", "law"):
            if args.half in (None, half):
                result = score(r for r in rows() if (r.half, r.kind) == (half, kind))
                print("\n".join(table(result, f"{half}, {kind}s")))
                print("\n".join(result.failures if args.failures and half == "work" else ()), end="\n" if args.failures else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
