"""Conversations that were handed over from the chat to the hotline."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update

from language.masking import mask_as_written
from policy.errors import BadArgument, Conflict, UnknownRecord
from policy.office import Account, Handover, HandoverState
from records.answers import checked_conversation
from records.base import Records, bounded, name_of, short_id
from records.schema import handovers

_LATEST = 500


_COVERED = "（联系方式已隐去）"


class Handovers(Records):
    """Handovers: opened by who asks, taken and closed by staff.

    The contact is kept as it was written, for staff are to call back with it, until the handover is closed: then it goes.
    """

    def hand_over(self, conversation_id: str, contact: str = "", note: str = "") -> str:
        """Ask for a person to go on with a conversation; an id short enough to say aloud. Raises BadArgument."""
        if not checked_conversation(conversation_id):
            raise BadArgument("there is no conversation to hand over yet; ask something first")
        values = {
            "id": short_id(), "conversation": conversation_id, "contact": bounded(contact, "contact", 200),
            "note": mask_as_written(bounded(note, "note")), "state": HandoverState.OPEN.value, "opened": self._now(), "by": "",
        }  # fmt: skip
        with self._db.writing() as db:
            while db.execute(select(handovers.c.id).where(handovers.c.id == values["id"])).first():
                values["id"] = short_id()
            db.execute(insert(handovers).values(**values))
        return str(values["id"])

    def handovers(self, open_only: bool = True) -> list[Handover]:
        """What waits (open or taken), the longest first; with `open_only` false the closed ones too, latest first."""
        waiting = select(handovers).where(handovers.c.state != HandoverState.CLOSED).order_by(handovers.c.opened)
        chosen = waiting if open_only else select(handovers).order_by(handovers.c.opened.desc())
        with self._db.reading() as db:
            return [_handover(row) for row in db.execute(chosen.limit(_LATEST))]

    def take_handover(self, handover_id: str, account: Account | str) -> Handover:
        """Make it this account's. Raises Conflict where another has it or it is closed, UnknownRecord."""
        by = name_of(account)
        with self._db.writing() as db:
            row = _row(db, handover_id)
            if row.state != HandoverState.OPEN and (row.by != by or row.state == HandoverState.CLOSED):
                raise Conflict(f"{row.by} has this conversation already; take another")
            if row.state == HandoverState.OPEN:
                values = {"state": HandoverState.TAKEN.value, "by": by, "taken": self._now()}
                db.execute(update(handovers).where(handovers.c.id == row.id).values(**values))
            return _handover(_row(db, row.id))

    def close_handover(self, handover_id: str, account: Account | str) -> Handover:
        """Say that it is done, and let go of the contact; one closed before stays as it is. Raises UnknownRecord."""
        with self._db.writing() as db:
            row = _row(db, handover_id)
            if row.state != HandoverState.CLOSED:
                values = {"state": HandoverState.CLOSED.value, "by": name_of(account), "closed": self._now(), "contact": covered(row.contact)}
                db.execute(update(handovers).where(handovers.c.id == row.id).values(**values))
            return _handover(_row(db, row.id))


def covered(contact: str) -> str:
    """That there was a contact, and nothing of it: names and accounts of messengers have no form to know them by."""
    return _COVERED if contact else ""


def _row(db: Any, handover_id: str) -> Any:
    row = db.execute(select(handovers).where(handovers.c.id == handover_id)).first()
    if row is None:
        raise UnknownRecord(f"no handover {handover_id!r} is kept; look at the list again")
    return row


def _handover(r: Any) -> Handover:
    state = HandoverState(r.state)
    return Handover(r.id, r.conversation, r.contact, r.note, state, r.opened, r.by, r.taken, r.closed)
