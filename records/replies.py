"""Standard replies (口径): drafted, approved and withdrawn by staff, each with its source and its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from language.masking import mask_as_written, personal_numbers
from language.text import fold
from policy.errors import BadArgument, Conflict, NotAllowed, UnknownRecord
from policy.office import Account, Reply, ReplyState, Role, may_approve
from records.base import Records, bounded, name_of, short_id
from records.schema import accounts, answers, replies, state

_LONGEST_TEXT = 4_000
_MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
_MARK = re.compile(r"\[(\d+)\]")


class Replies(Records):
    """The standard replies. `clauses` gives, for each clause that a reply names, the digest of its words."""

    def draft(
        self, question: str, text: str, source: str, clauses: Mapping[str, str], until: date, by: Account | str,
        reply_id: str = "", answer_ids: Iterable[str] = (),
    ) -> Reply:  # fmt: skip
        """A new draft, or a draft in the place of `reply_id`, which must be approved anew. Raises BadArgument, UnknownRecord.

        `answer_ids` are the answers given to the questions that it is written to: they wait for it until it is approved.
        """
        values = {
            "question": _filled(question, "question", 2_000), "text": _filled(text, "reply", _LONGEST_TEXT),
            "source": _filled(source, "source", 500), "clauses": dict(clauses), "until": self._checked(until),
            "state": ReplyState.DRAFT.value, "drafted_by": name_of(by), "drafted": self._now(),
            "approved_by": "", "approved": None, "withdrawn_by": "", "withdrawn": None,
        }  # fmt: skip
        with self._db.writing() as db:
            if reply_id:
                _row(db, reply_id)
                db.execute(update(replies).where(replies.c.id == reply_id).values(**values))
            else:
                reply_id = _free_id(db)
                db.execute(insert(replies).values(id=reply_id, **values))
            for answer_id in answer_ids:
                db.execute(update(answers).where(answers.c.id == answer_id).values(reply=reply_id))
            _changed(db)
            return _reply(_row(db, reply_id))

    def approve_reply(self, reply_id: str, by: Account | str, seen: datetime | None = None) -> Reply:
        """Let it be found until its end; `seen` is when the draft that was read had been written.

        Raises Conflict where it is no draft, or no longer that one, NotAllowed where `by` drafted it and is no admin,
        BadArgument where its end is past.
        """
        with self._db.writing() as db:
            row = _row(db, reply_id)
            if row.state != ReplyState.DRAFT:
                raise Conflict(f"reply {reply_id} is {row.state}, not a draft; write it anew to approve it")
            if seen is not None and row.drafted != seen:
                raise Conflict(f"reply {reply_id} has been changed since it was read; read it again before approving it")
            approver = _approver(db, by)
            if approver.disabled or not may_approve(_reply(row), approver):
                raise NotAllowed(f"{name_of(by)} may not approve reply {reply_id}, drafted by {row.drafted_by}; a colleague or an admin does")
            self._checked(row.until)
            values = {"state": ReplyState.APPROVED.value, "approved_by": name_of(by), "approved": self._now()}
            db.execute(update(replies).where(replies.c.id == reply_id).values(**values))
            _changed(db)
            return _reply(_row(db, reply_id))

    def withdraw_reply(self, reply_id: str, by: Account | str) -> Reply:
        """Let it be found no more; one that was withdrawn stays as it is. Raises UnknownRecord."""
        with self._db.writing() as db:
            if _row(db, reply_id).state != ReplyState.WITHDRAWN:
                values = {"state": ReplyState.WITHDRAWN.value, "withdrawn_by": name_of(by), "withdrawn": self._now()}
                db.execute(update(replies).where(replies.c.id == reply_id).values(**values))
                _changed(db)
            return _reply(_row(db, reply_id))

    def reply(self, reply_id: str) -> Reply | None:
        """One reply; None where there is none of that id."""
        with self._db.reading() as db:
            row = db.execute(select(replies).where(replies.c.id == reply_id)).first()
        return _reply(row) if row is not None else None

    def replies(self, state: ReplyState | str = "", on: date | None = None) -> list[Reply]:
        """The replies, latest draft first: of one state, and with `on` only those that are to be found on that day."""
        chosen = select(replies).order_by(replies.c.drafted.desc(), replies.c.id)
        if state:
            chosen = chosen.where(replies.c.state == _state(state).value)
        with self._db.reading() as db:
            found = [_reply(row) for row in db.execute(chosen)]
        return [r for r in found if on is None or r.holds(on)]

    def replies_generation(self) -> int:
        """How many changes of replies there have been."""
        with self._db.reading() as db:
            return int(db.execute(select(state.c.value).where(state.c.name == "replies")).scalar() or 0)

    def _checked(self, until: date) -> date:
        if until < self._today():
            raise BadArgument(f"the reply's end, {until.isoformat()}, is past; give a day to come")
        return until


def _filled(text: str, what: str, longest: int) -> str:
    """The text, with nothing in it that reads as a citation's mark. An office's number stays: it is what a reply gives."""
    stripped = bounded(text, what, longest)
    if not stripped:
        raise BadArgument(f"the {what} is empty; a standard reply needs a question, a text, a source and an end")
    offices = [n for n in personal_numbers(stripped) if _is_office(n)]
    return mask_as_written(_MARK.sub(r"［\1］", stripped), "\n".join(offices))


def _is_office(number: str) -> bool:
    """Whether a number is a fixed line or a service number, and not a person's."""
    digits = re.sub(r"\D", "", number)
    return "@" not in number and digits[:1] in "048" and len(digits) <= 16 and not _MOBILE.fullmatch(digits)


def _approver(db: Connection, by: Account | str) -> Account:
    """The account as it is kept now: what it may do is not for the caller to say. A name that no account has may do least."""
    row = db.execute(select(accounts).where(accounts.c.key == fold(name_of(by)))).first()
    if row is None:
        return Account(name_of(by), Role.STAFF, datetime.now(UTC))
    return Account(row.name, Role(row.role), row.created, row.disabled)


def _changed(db: Connection) -> None:
    put = insert_or(state).values(name="replies", value=1)
    db.execute(put.on_conflict_do_update(index_elements=["name"], set_={"value": state.c.value + 1}))


def _free_id(db: Connection) -> str:
    while db.execute(select(replies.c.id).where(replies.c.id == (made := short_id()))).first():
        pass
    return made


def _row(db: Connection, reply_id: str) -> Any:
    row = db.execute(select(replies).where(replies.c.id == reply_id)).first()
    if row is None:
        raise UnknownRecord(f"no reply {reply_id!r} is kept; look at the list again")
    return row


def _state(name: str) -> ReplyState:
    try:
        return ReplyState(name)
    except ValueError:
        raise BadArgument(f"there is no state {name!r} of a reply; it is one of {', '.join(ReplyState)}") from None


def _reply(r: Any) -> Reply:
    return Reply(
        r.id, r.question, r.text, r.source, r.clauses, r.until, ReplyState(r.state), r.drafted_by, r.drafted,
        r.approved_by, r.approved, r.withdrawn_by, r.withdrawn,
    )  # fmt: skip
