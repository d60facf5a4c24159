"""Whether a message stays with what was spoken of, turns to another clause of it, or begins something new."""

from __future__ import annotations

from answer.asks import KINDS, states
from answer.compose import short_title
from answer.focus import Completed, Focus, preferring
from answer.followup import Message, content_words, telling
from answer.state import Context
from policy.answers import Filters, Hit
from policy.documents import ClauseKind

# In standard deviations of the fused score: how well another clause must fit, and by how much better, to be turned to.
_FITS = 1.5
_AHEAD = 0.5
_FAR_AHEAD = 1.5
_OWN_WORDS = 0.5
_SOME_WORDS = 0.3
_LOOK = 8
_SURE = 2.5
_SHARED = 0.2
_NEARLY = 0.7


def elsewhere(message: Message, context: Context) -> bool:
    """Whether a message is about another subject than the documents: it lies far nearer to that than to any clause."""
    if context.themes is None or message.points or message.linked or message.same or message.content:
        return False
    if not message.foreign or message.reading.figures or message.reading.regions:
        return False
    return context.themes.nearest(message.text)[1] or not message.asks


def of_same_clause(message: Message, focus: Focus) -> bool:
    """Whether a question that could stand alone asks for another thing that the clause last answered from states.

    规上企业要多少家, after a question on the year's aims of a place: the words are new, and the clause has them.
    """
    firm = [a for a in message.reading.asks if KINDS[a].firm]
    if focus.hit is None or message.reading.regions or not firm:
        return False
    clause = focus.hit.clause
    said = f"{clause.heading}{clause.text}"
    own = [w for w in message.strong if w not in focus.reading.text]
    return bool(own) and len(own) == len(message.strong) and all(w in said for w in own) and all(states(clause, a) for a in firm)


def of_same_document(message: Message, focus: Focus, context: Context) -> Completed | None:
    """A question that could stand alone, asked of the digest last answered from where it answers nearly as well as any.

    None where the question names a place, or where another document answers clearly better: then it is a new topic.
    """
    if focus.hit is None or focus.hit.clause.kind is not ClauseKind.FACT or message.reading.regions:
        return None
    best = context.search(message.text, 1, Filters())
    own = _stating(message, focus.hit.document.id, context)
    if not best or not own or own[0].score < _SURE or best[0].score - own[0].score > _NEARLY:
        return None
    return of_fact(message.text, own[0])


def sufficient(message: Message, focus: Focus, context: Context) -> bool:
    """Whether the message leads by itself to the clause last answered from: then nothing is missing."""
    if not message.content or message.points or message.reading.regions or focus.hit is None:
        return False
    best = context.search(message.text, 1, Filters())
    return bool(best) and best[0].clause.clause_id == focus.hit.clause.clause_id and best[0].score >= _SURE


def turned_to(message: Message, focus: Focus, context: Context) -> Hit | None:
    """Another clause than the one last answered that a message with words of its own is about, None where there is none.

    The facts of a digest are about one thing, so a question easily turns from one to the other: it is sought among
    them alone, and must state what is asked. The measures of a text are about a thing each: a question that leaves
    one for another has telling words, and lies far nearer to it.
    """
    hit = focus.hit
    if hit is None:
        return None
    fact = hit.clause.kind is ClauseKind.FACT
    weight = sum(telling(w, context.lexicon) for w in message.content)
    if not fact and weight < _SOME_WORDS:
        return None
    found = _stating(message, hit.document.id if fact else "", context)
    fits = (_FITS if message.content or message.foreign else _SURE) if fact else 0.0
    if not found or found[0].score < fits:
        return None
    own = next((h.score for h in found if h.clause.clause_id == hit.clause.clause_id), 0.0)
    return found[0] if found[0].score - own >= (_AHEAD if fact or weight >= _OWN_WORDS else _FAR_AHEAD) else None


def of_another_kind(subject: str, focus: Focus, context: Context) -> bool:
    """Whether a subject is a measure of which what was asked last can't be asked: 智能眼镜, after 能认定什么人才."""
    last, hit = focus.reading, focus.hit
    if hit is None or last.english or hit.clause.kind is ClauseKind.FACT or any(KINDS[a].firm for a in last.asks):
        return False
    found = context.search(subject, 1, Filters(documents=(hit.document.id,)))
    if not found or found[0].clause.clause_id == hit.clause.clause_id:
        return False
    return context.lexicon.shared(content_words(last.text, context.lexicon, last), found[0].clause) < _SHARED


def of_fact(rest: str, hit: Hit) -> Completed:
    return Completed(f"{short_title(hit.document)}{rest}", (hit.document.id,), preferring(hit.clause))


def _stating(message: Message, document_id: str, context: Context) -> list[Hit]:
    """The clauses nearest to a message that state what it asks, of one document or of all."""
    firm = [a for a in message.reading.asks if KINDS[a].firm]
    found = context.search(message.text, _LOOK, Filters(documents=(document_id,) if document_id else ()))
    return [h for h in found if all(states(h.clause, a) for a in firm)]
