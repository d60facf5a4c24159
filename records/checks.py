"""Self-checks: what somebody entered, so that a refresh does not lose it, and results that were given an address or a vote.

Verdicts are not kept with what was entered: they are made anew from it. A result that is kept is kept whole, compressed,
for it holds every rule with its quotes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from language.masking import mask_as_written
from policy.errors import BadArgument, UnknownRecord
from policy.kept import KeptCheck, KeptMessage, Reason, Vote
from records.answers import checked_conversation, checked_reason
from records.base import Records, bounded, new_id
from records.schema import cases, checks, messages

_LONGEST_CASE = 200_000  # characters


class Checks(Records):
    """Self-checks, and the messages of the dialogue that does the same in the chat."""

    def keep_case(self, case_id: str, body: Mapping[str, Any], figures: Collection[str] = ()) -> None:
        """Keep what was entered, in place of what was there. Raises BadArgument.

        `body` is a JSON object; of its `entered`, by fact, those that `figures` names are figures and kept as they are.
        Personal numbers are covered in all other texts of it.
        """
        covered = _covered(body, figures)
        if not case_id or len(json.dumps(covered)) > _LONGEST_CASE:
            raise BadArgument("a case without an id, or one too long, can't be kept; enter less")
        values = {"body": covered, "changed": self._now()}
        put = insert_or(cases).values(id=checked_conversation(case_id), **values)
        with self._db.writing() as db:
            db.execute(put.on_conflict_do_update(index_elements=["id"], set_=values))

    def case(self, case_id: str) -> Mapping[str, Any] | None:
        """What was entered; None where nothing is kept under this id."""
        with self._db.reading() as db:
            row = db.execute(select(cases.c.body).where(cases.c.id == case_id)).first()
            return dict(row.body) if row else None

    def drop_case(self, case_id: str) -> None:
        """Let go of what was entered; nothing where there is nothing."""
        with self._db.writing() as db:
            db.execute(delete(cases).where(cases.c.id == case_id))

    def keep_message(
        self, conversation_id: str, said: str, region: str = "", document: str = "", on: date | None = None, check_id: str = ""
    ) -> None:
        """Keep a message of the dialogue, which with the ones before it makes its verdicts anew. Raises BadArgument.

        `check_id` is that of the result that it had.
        """
        values = {
            "conversation": checked_conversation(conversation_id), "said": mask_as_written(said), "region": mask_as_written(region),
            "document": document, "on_day": on, "at": self._now(), "check_id": check_id or None,
        }  # fmt: skip
        with self._db.writing() as db:
            db.execute(insert(messages).values(**values))

    def messages(self, conversation_id: str) -> list[KeptMessage]:
        """The messages of a conversation that belonged to the dialogue, the first one first."""
        if not conversation_id:
            return []
        chosen = select(messages).where(messages.c.conversation == conversation_id).order_by(messages.c.at, messages.c.id)
        with self._db.reading() as db:
            return [KeptMessage(r.said, r.region, r.document, r.on_day, r.at, r.check_id or "") for r in db.execute(chosen)]

    def keep_check(self, body: Mapping[str, Any], counts: Mapping[str, int]) -> str:
        """Keep a result with its quotes of now; the id of its permanent address, which nobody guesses.

        `body` has `verdicts`, the JSON form of all verdicts; personal numbers are covered in what the applicant told.
        `counts` is how many verdicts there are of each status.
        """
        made, now = new_id(), self._now()
        verdicts = _told_covered(body["verdicts"])
        packed = zlib.compress(json.dumps({**body, "verdicts": verdicts}, ensure_ascii=False).encode())
        values = {s: counts.get(s, 0) for s in ("eligible", "unknown", "ineligible")}
        with self._db.writing() as db:
            db.execute(insert(checks).values(id=made, made=now, day=self._today(), body=packed, reasons=[], comment="", **values))
        return made

    def check(self, check_id: str) -> KeptCheck | None:
        """A result as it was; None where there is none of that id, or no longer."""
        with self._db.reading() as db:
            row = db.execute(select(checks).where(checks.c.id == check_id)).first()
        if row is None:
            return None
        vote = Vote(bool(row.useful), tuple(Reason(r) for r in row.reasons), row.comment, row.cast) if row.cast else None
        return KeptCheck(row.id, json.loads(zlib.decompress(row.body)), row.made, vote)

    def vote_check(self, check_id: str, useful: bool, reasons: Iterable[Reason | str] = (), comment: str = "") -> None:
        """Note what somebody thought of a result, in place of an earlier vote. Raises UnknownRecord, BadArgument."""
        values = {
            "useful": useful, "reasons": sorted({checked_reason(r) for r in reasons}),
            "comment": mask_as_written(bounded(comment, "comment")), "cast": self._now(),
        }  # fmt: skip
        with self._db.writing() as db:
            if not db.execute(update(checks).where(checks.c.id == check_id).values(**values)).rowcount:
                raise UnknownRecord(f"no result {check_id!r} is kept; it may have been too long ago")


def _covered(body: Mapping[str, Any], figures: Collection[str]) -> dict[str, Any]:
    entered = body.get("entered") or {}
    kept = {str(n): str(v) if n in figures else mask_as_written(str(v)) for n, v in entered.items()}
    rest = {n: mask_as_written(v) if isinstance(v, str) else v for n, v in body.items() if n != "entered"}
    return rest | {"entered": kept}


def _told_covered(verdicts: Mapping[str, Any]) -> dict[str, Any]:
    """The verdicts' JSON form with personal numbers covered in what the applicant told; quotes are the documents'."""
    return {
        **verdicts,
        "facts": {n: _text_covered(v) for n, v in verdicts["facts"].items()},
        "told": [{**t, "value": _text_covered(t["value"]), "text": mask_as_written(t["text"])} for t in verdicts["told"]],
        "unplaced": [mask_as_written(words) for words in verdicts["unplaced"]],
    }


def _text_covered(value: Any) -> Any:
    return mask_as_written(value) if isinstance(value, str) else value
