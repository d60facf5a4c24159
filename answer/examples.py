"""Questions for a first visitor, made of what the documents grant."""

from __future__ import annotations

from collections.abc import Sequence

from policy.documents import ClauseKind, Document

_MOST = 5


def example_questions(documents: Sequence[Document]) -> list[str]:
    """A few questions that these documents answer: of the home document's measures, those with a share and a cap."""
    main = max(documents, key=lambda d: len(d.clauses), default=None)
    if main is None:
        return []
    granting = [
        c for c in main.clauses if c.kind in (ClauseKind.ARTICLE, ClauseKind.FACT) and any(p.cap for p in c.provisions)
    ]
    asked = [f"“{c.heading.removeprefix('加强').removesuffix('支持')}”最高能补多少？" for c in granting[: _MOST - 1]]
    return [*asked, f"《{main.title}》的有效期到什么时候？"]
