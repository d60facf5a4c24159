"""What a question takes for granted and the clause contradicts is put right first."""

from __future__ import annotations

import re

from answer.amounts import amount
from answer.state import Context, Draft
from answer.wording import say
from policy.documents import Clause
from policy.provisions import Figure, FigureKind, FigureRole

# Words that make a figure a claim about what is granted.
_CLAIM = re.compile(
    r"(?:封顶|上限|最高|顶格|最多|至多|补(?:贴|助)?|奖励?|贴|报销|比例|给|领到?|拿到?|额度|是|按|对)(?:能|可以?|是|为|到|有|的|就是|按|写|给|投资额)*[^\d,，。；;？?]{0,5}$"
)
_SURE = re.compile(r"对[吧不伐嘛]|是[吧不伐]|没错|没记错|吧[?？。]?$|是这么回事|听说|据说|说(?:是|的)|不是.{1,30}(?:吗|嘛)|既然|都在传|反正|肯定|应该")


def check_premises(draft: Draft, context: Context) -> None:
    """Compare the shares and caps that a question asserts with those of the clause chosen."""
    reading = draft.read
    if not draft.chosen or not _SURE.search(reading.text):
        return
    clause = draft.chosen[0].clause
    for figure in reading.figures:
        if not _CLAIM.search(reading.text[: figure.start]):
            continue
        true = _contradicting(figure, clause, reading.figures)
        if true is not None:
            line = say("not_premise", draft.english, claimed=amount(figure.value, figure.unit), true=_said(true))
            if line not in draft.corrections:
                draft.corrections.append(line)


def _said(figure: Figure) -> str:
    lead = {"<=": "最高", ">=": "至少", "<": "不到", ">": "超过"}.get(figure.comparator.value, "")
    return f"{lead}{figure.text}"


def _contradicting(figure: Figure, clause: Clause, given: tuple[Figure, ...]) -> Figure | None:
    """The clause's figure of the same kind and role that differs; None where any agrees, or several could be meant."""
    roles = {FigureKind.PERCENT: (FigureRole.RATE,), FigureKind.MONEY: (FigureRole.CAP, FigureRole.AMOUNT)}.get(figure.kind)
    if roles is None:
        return None
    stated = [f for p in clause.provisions for f in p.figures if f.kind is figure.kind]
    if any(f.value == figure.value for f in stated):
        return None
    same = {f.value: f for f in stated if f.role in roles and f.unit == figure.unit}
    return next(iter(same.values())) if len(same) == 1 else None
