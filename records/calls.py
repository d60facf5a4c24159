"""Telephone calls at the hotline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update

from language.masking import mask_as_written
from policy.errors import UnknownRecord
from policy.office import Account, Call
from records.base import Records, bounded, name_of, short_id
from records.schema import calls

_LONGEST_SUMMARY = 20_000


class Calls(Records):
    """Calls opened and closed by staff; what was asked in them is among the answers."""

    def open_call(self, account: Account | str, caller: str = "") -> str:
        """Begin a call; its id. `caller` is what the caller goes by. Raises BadArgument."""
        values = {
            "id": short_id(), "account": name_of(account), "caller": mask_as_written(bounded(caller, "caller", 200)),
            "opened": self._now(), "summary": "",
        }  # fmt: skip
        with self._db.writing() as db:
            while db.execute(select(calls.c.id).where(calls.c.id == values["id"])).first():
                values["id"] = short_id()
            db.execute(insert(calls).values(**values))
        return str(values["id"])

    def call(self, call_id: str) -> Call | None:
        """One call; None where there is none of that id."""
        with self._db.reading() as db:
            row = db.execute(select(calls).where(calls.c.id == call_id)).first()
        return _call(row) if row is not None else None

    def calls(self, account: Account | str = "", open_only: bool = False, limit: int = 100) -> list[Call]:
        """The latest calls, of one account where that is given."""
        chosen = select(calls).order_by(calls.c.opened.desc()).limit(limit)
        if name := name_of(account):
            chosen = chosen.where(calls.c.account == name)
        if open_only:
            chosen = chosen.where(calls.c.closed.is_(None))
        with self._db.reading() as db:
            return [_call(row) for row in db.execute(chosen)]

    def keep_told(self, call_id: str, told: Mapping[str, Any]) -> None:
        """What the caller has told of himself by now, in the place of what was kept before; personal numbers are covered."""
        with self._db.writing() as db:
            db.execute(update(calls).where(calls.c.id == call_id).values(told=_covered(told)))

    def close_call(self, call_id: str, summary: str = "") -> Call:
        """End a call with its work order; closed again, the later summary counts. Raises UnknownRecord, BadArgument."""
        covered = mask_as_written(bounded(summary, "summary", _LONGEST_SUMMARY))
        with self._db.writing() as db:
            row = db.execute(select(calls).where(calls.c.id == call_id)).first()
            if row is None:
                raise UnknownRecord(f"no call {call_id!r} is kept; look at the list again")
            values = {"closed": row.closed or self._now(), "summary": covered}
            db.execute(update(calls).where(calls.c.id == call_id).values(**values))
            return _call(db.execute(select(calls).where(calls.c.id == call_id)).one())


def _call(r: Any) -> Call:
    return Call(r.id, r.account, r.caller, r.opened, r.closed, r.summary, r.told or {})


def _covered(value: Any) -> Any:
    """The value with every text in it masked."""
    if isinstance(value, str):
        return mask_as_written(value)
    if isinstance(value, Mapping):
        return {k: _covered(v) for k, v in value.items()}
    return [_covered(v) for v in value] if isinstance(value, list | tuple) else value
