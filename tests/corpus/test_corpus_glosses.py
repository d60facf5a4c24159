"""The corpus' glosses: each clause that can be found has some, and all were written for the words as they are."""

from __future__ import annotations

import re

from index.units import units_of
from policy.documents import Document


def test_every_unit_is_glossed_and_no_gloss_is_out_of_date(corpus: list[Document]) -> None:
    assert [w for d in corpus for w in d.warnings if "gloss" in w] == []
    assert [u.clause.clause_id for d in corpus for u in units_of(d) if len(u.glosses) < 2] == []


def test_glosses_promise_no_figures(corpus: list[Document]) -> None:
    """A gloss tells what a clause is about. An amount or a share in it would be a second text beside the clause."""
    for document in corpus:
        for clause in document.clauses:
            for gloss in clause.glosses:
                assert not re.search(r"\d万元|\d%", gloss), f"{clause.clause_id}: {gloss}"
