"""Questions with what a right answer must hold: typed rows, read and checked line by line.

A dataset is a file of JSON lines. `gold` names clauses as `document_id#heading`; `document_id#` is what the
metadata of the document says. A line with `turns` is a dialogue (evals/dialogues.py). `must` is a list of groups of equivalent spellings, one of each to be held.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evals.dialogues import turn_rows
from language.text import squeeze
from policy.answers import Filters, Status, Turn
from policy.documents import Clause
from policy.errors import BadArgument

FOLDER = Path(__file__).resolve().parent / "datasets"
SEALED = "fresh"  # the half written apart from the code, looked at only to report
KINDS = ("direct", "colloquial", "calculation", "multi", "not_covered", "false_premise", "mistyped")
NO_LIMIT = Filters()
CITING = frozenset({Status.ANSWERED.value, Status.PARTIAL.value})

_REQUIRED = {"id": str, "q": str, "kind": str, "status": list, "gold": list, "gold_need": str, "must": list}
_TEXTS = ("why", "voice", "document", "region", "on", "dialogue", "part")
_OPTIONAL = {"must_not": list, "history": list} | dict.fromkeys(_TEXTS, str)


@dataclass(frozen=True, slots=True)
class Gold:
    """A clause that the answer should cite. An empty heading stands for the document's metadata."""

    document_id: str
    heading: str

    @property
    def ref(self) -> str:
        """As written in the dataset."""
        return f"{self.document_id}#{self.heading}"


@dataclass(frozen=True, slots=True)
class Row:
    """One question and what is right for it."""

    id: str
    q: str
    kind: str
    status: tuple[str, ...]
    gold: tuple[Gold, ...]
    gold_need: str
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...] = ()
    why: str = ""
    voice: str = ""
    document: str = ""
    region: str = ""
    on: date | None = None
    history: tuple[Turn, ...] = ()
    dialogue: str = ""
    part: str = ""

    @property
    def sealed(self) -> bool:
        """Whether it is of a part that must stay unread, though its dataset need not."""
        return self.part.lower().startswith(SEALED)

    def filters(self, default: Filters = NO_LIMIT) -> Filters:
        """What the search is limited to; `default` fills in what the row leaves open."""
        documents = (self.document,) if self.document else default.documents
        return Filters(documents, self.region or default.region, self.on or default.on)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The rows of one file, with its name and a digest (16 hex digits) of its bytes."""

    name: str
    path: Path
    digest: str
    rows: tuple[Row, ...]

    @property
    def sealed(self) -> bool:
        """Whether its questions must stay unread, so that it keeps measuring what nobody has tuned to."""
        return self.name.lower().startswith(SEALED)

    def limited(self, count: int | None) -> Dataset:
        """`count` rows spread evenly over the file, which is sorted by kind."""
        total = len(self.rows)
        if count is None or count >= total:
            return self
        rows = tuple(self.rows[i * total // count] for i in range(count))
        return Dataset(self.name, self.path, self.digest, rows)


def load(name_or_path: str) -> Dataset:
    """A dataset by name (`work`, `fresh`) or path. Raises BadArgument naming file, line and what is wrong."""
    named = FOLDER / f"{name_or_path}.jsonl"
    path = named if named.is_file() else Path(name_or_path)
    try:
        data = path.read_bytes()
        lines = data.decode("utf-8").splitlines()
    except OSError as error:
        known = ", ".join(sorted(p.stem for p in FOLDER.glob("*.jsonl")))
        message = f"dataset {name_or_path} can't be read ({error.strerror})"
        raise BadArgument(f"{message}; name a JSONL file or one of: {known}") from error
    except UnicodeDecodeError as error:
        raise BadArgument(f"dataset {path} is not UTF-8; save it as UTF-8") from error
    return Dataset(path.stem, path, hashlib.sha256(data).hexdigest()[:16], tuple(_rows(path, lines)))


def _rows(path: Path, lines: list[str]) -> Iterable[Row]:
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            rows = [parse_row(data) for data in _rows_of(json.loads(line))]
        except json.JSONDecodeError as error:
            raise BadArgument(f"{path}:{number}: not a JSON object ({error.msg})") from error
        except ValueError as error:
            raise BadArgument(f"{path}:{number}: {error}") from error
        for row in rows:
            if row.id in seen:
                raise BadArgument(f"{path}:{number}: id {row.id} is on line {seen[row.id]} too; give it another")
            seen[row.id] = number
            yield row


def _rows_of(data: Any) -> list[Any]:
    return list(turn_rows(data)) if isinstance(data, dict) and "turns" in data else [data]


def parse_row(data: Any) -> Row:
    """A row from its JSON object. Raises ValueError saying which field is wrong and how."""
    if not isinstance(data, dict):
        raise ValueError("a row must be a JSON object")
    _check_fields(data)
    row = Row(
        id=data["id"],
        q=data["q"],
        kind=data["kind"],
        status=tuple(data["status"]),
        gold=tuple(_gold(ref) for ref in data["gold"]),
        gold_need=data["gold_need"],
        must=tuple(_spellings(group) for group in data["must"]),
        must_not=_spellings(data["must_not"]) if data.get("must_not") else (),
        why=data.get("why", ""),
        voice=data.get("voice", ""),
        document=data.get("document", ""),
        region=data.get("region", ""),
        on=_day(data.get("on", "")),
        history=tuple(_turn(t) for t in data.get("history", [])),
        dialogue=data.get("dialogue", ""),
        part=data.get("part", ""),
    )
    _check_sense(row)
    return row


def _check_fields(data: dict[str, Any]) -> None:
    if missing := _REQUIRED.keys() - data.keys():
        raise ValueError(f"field {min(missing)} is missing")
    if unknown := data.keys() - _REQUIRED.keys() - _OPTIONAL.keys():
        raise ValueError(f"field {min(unknown)} is not known")
    for name, kind in (_REQUIRED | _OPTIONAL).items():
        if name in data and not isinstance(data[name], kind):
            raise ValueError(f"field {name} must be a {'text' if kind is str else 'list'}")


def _check_sense(row: Row) -> None:
    if not row.id.strip() or not row.q.strip():
        raise ValueError("fields id and q must not be empty")
    if row.kind not in KINDS:
        raise ValueError(f"kind {row.kind} is not one of {', '.join(KINDS)}")
    if not row.status or (bad := [s for s in row.status if s not in list(Status)]):
        raise ValueError(f"status {bad if row.status else '[]'} must name some of {', '.join(Status)}")
    if row.gold_need not in ("all", "any"):
        raise ValueError(f"gold_need {row.gold_need} must be all or any")
    if row.gold and not CITING & set(row.status):
        raise ValueError("gold is given, but no acceptable status carries citations")
    if not row.gold and CITING.issuperset(row.status):
        raise ValueError("gold is empty, but every acceptable status must be cited")
    if both := {squeeze(s) for group in row.must for s in group} & {squeeze(s) for s in row.must_not}:
        raise ValueError(f"{min(both)} is both in must and in must_not")


def _gold(ref: Any) -> Gold:
    document_id, mark, heading = ref.partition("#") if isinstance(ref, str) else ("", "", "")
    if not document_id or not mark:
        raise ValueError(f"gold {ref!r} must be document_id#heading")
    return Gold(document_id, heading)


def _spellings(group: Any) -> tuple[str, ...]:
    if not isinstance(group, list) or not group or not all(isinstance(s, str) and s.strip() for s in group):
        raise ValueError(f"{group!r} must be a list of one or more spellings")
    return tuple(group)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ValueError(f"on {value} must be a date as YYYY-MM-DD") from None


def _turn(value: Any) -> Turn:
    if not isinstance(value, dict) or set(value) != {"role", "content"}:
        raise ValueError("history must be a list of {role, content}")
    return Turn(role=str(value["role"]), content=str(value["content"]))


def is_at(gold: Gold, document_id: str, clause_id: str, heading: str) -> bool:
    """Whether a clause (or a citation of metadata) is the one that `gold` names, or a part of it."""
    if document_id != gold.document_id:
        return False
    if not gold.heading or clause_id == gold.ref or clause_id.startswith(gold.ref + "/"):
        return True
    return squeeze(heading) == squeeze(gold.heading)


def unknown_gold(rows: Iterable[Row], clauses: Collection[Clause]) -> list[str]:
    """`row id: reference` for every gold clause and every document searched that is not among these."""
    documents = {c.document_id for c in clauses}
    missing = [f"{row.id}: {row.document}" for row in rows if row.document and row.document not in documents]
    for row in rows:
        for gold in row.gold:
            if not any(is_at(gold, c.document_id, c.clause_id, c.heading) for c in clauses):
                missing.append(f"{row.id}: {gold.ref}")
    return missing
