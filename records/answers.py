"""Answers that were given, with the clauses of that moment, and what people thought of them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from language.masking import mask_as_written
from policy.errors import BadArgument, UnknownRecord
from policy.kept import Asked, Channel, KeptAnswer, KeptClause, Reason, Vote
from records.base import Records, bounded, new_id
from records.schema import answers, cited, clauses, votes

_CONVERSATION = re.compile(r"[A-Za-z0-9:._\-]{0,100}")


class Answers(Records):
    """Answers kept, and votes on them."""

    def keep(self, asked: Asked, cites: Sequence[KeptClause]) -> str:
        """Keep an answer with the clauses that it cites; its id, which nobody guesses. Raises BadArgument."""
        channel, conversation = _channel(asked.channel), checked_conversation(asked.conversation_id)
        answer, now, made = asked.answer, self._now(), new_id()
        own = "\n".join((*(c.text for c in cites), *(c.quote for c in answer.citations)))
        row = {
            "id": made, "asked": now, "day": self._today(), "question": mask_as_written(asked.question),
            "channel": channel, "conversation": conversation, "region": mask_as_written(asked.region),
            "on_day": asked.on, "status": answer.status.value, "mode": answer.mode,
            "milliseconds": asked.milliseconds, "request_id": asked.request_id, "body": _covered(answer.to_dict(), own),
        }  # fmt: skip
        bodies = [asdict(c) for c in cites]
        with self._db.writing() as db:
            db.execute(insert(answers).values(**row))
            for position, body in enumerate(bodies):
                _keep_clause(db, made, position, body)
        return made

    def answer(self, answer_id: str) -> KeptAnswer | None:
        """An answer as it was given; None where there is none of that id, or no longer."""
        with self._db.reading() as db:
            row = db.execute(select(answers).where(answers.c.id == answer_id)).first()
            return _kept(db, [row])[0] if row is not None else None

    def conversation(self, conversation_id: str) -> list[KeptAnswer]:
        """The answers of a conversation, the first one first."""
        if not conversation_id:
            return []
        with self._db.reading() as db:
            rows = db.execute(select(answers).where(answers.c.conversation == conversation_id).order_by(answers.c.asked)).all()
            return _kept(db, rows)

    def vote(self, answer_id: str, useful: bool, reasons: Iterable[Reason | str] = (), comment: str = "") -> None:
        """Note what somebody thought of an answer, in place of an earlier vote. Raises UnknownRecord, BadArgument."""
        why = sorted({checked_reason(r) for r in reasons})
        values = {
            "useful": useful, "reasons": why, "comment": mask_as_written(bounded(comment, "comment")), "cast": self._now(),
        }  # fmt: skip
        with self._db.writing() as db:
            if db.execute(select(answers.c.id).where(answers.c.id == answer_id)).first() is None:
                raise UnknownRecord(f"no answer {answer_id!r} is kept; it may have been too long ago")
            put = insert_or(votes).values(answer=answer_id, **values)
            db.execute(put.on_conflict_do_update(index_elements=["answer"], set_=values))


def checked_conversation(conversation_id: str) -> str:
    """The id itself. Raises BadArgument where it is none."""
    if not _CONVERSATION.fullmatch(conversation_id):
        raise BadArgument("a conversation's id has at most 100 letters of A to Z, digits and : . _ -; give such a one")
    return conversation_id


def _keep_clause(db: Connection, answer_id: str, position: int, body: dict[str, Any]) -> None:
    digest = hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()
    db.execute(insert_or(clauses).values(digest=digest, body=body).on_conflict_do_nothing())
    named = {name: body[name] for name in ("clause_id", "document_id", "document", "heading")}
    db.execute(insert(cited).values(answer=answer_id, position=position, clause=digest, **named))


def _kept(db: Connection, rows: Sequence[Any]) -> list[KeptAnswer]:
    return [
        KeptAnswer(
            id=r.id, question=r.question, answer=r.body, clauses=_clauses(db, r.id), channel=r.channel,
            conversation_id=r.conversation, region=r.region, on=r.on_day, status=r.status, mode=r.mode,
            milliseconds=r.milliseconds, asked=r.asked, vote=_vote(db, r.id), request_id=r.request_id or "",
        ) for r in rows
    ]  # fmt: skip


def _clauses(db: Connection, answer_id: str) -> tuple[KeptClause, ...]:
    found = select(clauses.c.body).join(cited).where(cited.c.answer == answer_id).order_by(cited.c.position)
    return tuple(KeptClause(**body | {"path": tuple(body["path"])}) for body in db.execute(found).scalars())


def _vote(db: Connection, answer_id: str) -> Vote | None:
    row = db.execute(select(votes).where(votes.c.answer == answer_id)).first()
    return Vote(bool(row.useful), tuple(Reason(r) for r in row.reasons), row.comment, row.cast) if row else None


def _channel(channel: str) -> str:
    try:
        return Channel(channel).value
    except ValueError:
        raise BadArgument(f"there is no channel {channel!r}; it is one of {', '.join(Channel)}") from None


def checked_reason(reason: str) -> Reason:
    """The reason of this name. Raises BadArgument where there is none."""
    try:
        return Reason(reason)
    except ValueError:
        raise BadArgument(f"there is no reason {reason!r}; it is one of {', '.join(Reason)}") from None


def _covered(answer: Mapping[str, Any], own: str) -> dict[str, Any]:
    """The JSON form with personal numbers covered, other than those that the documents name themselves.

    Citations are the documents' words and stay. A number that the caller gave is covered wherever else it stands.
    """
    out = dict(answer)
    out["question"] = mask_as_written(answer["question"])
    out["understood"] = mask_as_written(answer["understood"]) if answer["understood"] else None
    out["answer"] = mask_as_written(answer["answer"], own)
    out["notes"] = [mask_as_written(n, own) for n in answer["notes"]]
    out["suggestions"] = [s | {"text": mask_as_written(s["text"], own)} for s in answer["suggestions"]]
    return out
