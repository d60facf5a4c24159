"""One of several: 第二个, 2, 最后那个 of what was shown; 另一种, the case of a clause that was not asked about."""

from __future__ import annotations

from answer import substitute
from answer.cases import choose_branch
from answer.cues import other_meant, place_meant, without_place
from answer.focus import Completed, Focus, name_of, preferring
from answer.followup import Message
from answer.state import Context


def picked(message: Message, focus: Focus, context: Context) -> Completed | None:
    """The question on what a message picks; None where it picks nothing."""
    place = place_meant(message.text)
    if place is not None and len(focus.choices) > 1 and -1 <= place < len(focus.choices):
        return _chosen(message, focus, place, context)
    if not other_meant(message.text) and place is None:
        return None
    case = _other_case(focus, place)
    return Completed(substitute.with_topic(focus.reading, case, context.lexicon), leaning=focus.leaning) if case else None


def _chosen(message: Message, focus: Focus, place: int, context: Context) -> Completed:
    """What is asked of a choice: what the message asks, else what was asked last."""
    clause = focus.choices[place]
    name = name_of(clause)
    if focus.vague:
        text = f"{name}，{focus.reading.text}"
    elif message.asks:
        text = f"{name}，{without_place(message.text)}"
    elif focus.hits[1:]:  # the last question was the one that led to the choices
        text = f"{name}怎么规定"
    else:
        text = substitute.with_topic(focus.reading, name, context.lexicon, name_of(focus.hit.clause) if focus.hit else "")
    return Completed(text, leaning=preferring(clause))


def _other_case(focus: Focus, place: int | None) -> str:
    """Of the cases that the clause distinguishes, the one that is meant: by its place, or the one not asked about."""
    clause = focus.hit.clause if focus.hit else None
    cases = [p for p in clause.provisions if p.condition] if clause else []
    if len(cases) < 2:
        return ""
    if place is not None:
        return cases[place].condition if -1 <= place < len(cases) else ""
    meant = choose_branch(cases, focus.reading.text)
    others = [p for p in cases if p not in meant] or cases[1:]
    return others[0].condition
