"""A question in nobody's official words finds the clause by its gloss; clauses without one are not held back."""

from __future__ import annotations

import numpy as np
import pytest

from index.fusion import Weights, fuse
from index.glossary import Glossary
from index.units import units_of
from policy.documents import Clause, ClauseKind, Document, Metadata


def document(*glosses: tuple[str, ...]) -> Document:
    clauses = tuple(
        Clause(f"d#{n}", "d", ClauseKind.FACT, f"事项{n}", (), f"第{n}项。", 0, 4, 0, n, glosses=told)
        for n, told in enumerate(glosses, 1)
    )
    return Document("d", "d.yaml", "", Metadata(title="办法"), clauses)


def axes(texts: list[str] | tuple[str, ...]) -> np.ndarray:
    """Each text as the axis that its first character names."""
    out = np.zeros((len(texts), 4), dtype=np.float32)
    for row, text in enumerate(texts):
        out[row, int(text[0])] = 1
    return out


def test_the_nearest_gloss_speaks_for_its_unit() -> None:
    units = units_of(document(("0 a", "1 b"), ("2 c",), ()))
    glossary = Glossary.of(units, lambda texts: axes(list(texts)))
    assert glossary is not None
    meant = glossary.meant(axes(["1 x"])[0], 10)
    assert set(meant) == {0, 1}
    assert meant[0] > 0 > meant[1]


def test_without_glosses_there_is_no_glossary() -> None:
    assert Glossary.of(units_of(document((), ())), lambda texts: axes(list(texts))) is None


def test_glosses_are_among_the_words_of_a_unit_and_not_among_its_passages() -> None:
    unit = units_of(document(("0 票子",)))[0]
    assert "票子" in unit.lexical_text
    assert all("票子" not in p.text for p in unit.passages)


@pytest.mark.parametrize(("gloss", "first"), [(3.0, 1), (-3.0, 0)])
def test_a_gloss_moves_a_unit_up_or_down_beside_one_without(gloss: float, first: int) -> None:
    dense = {0: 0.5, 1: 0.5}
    fused = fuse(dense, (0.4, 0.1), np.zeros(2, dtype=np.float32), None, Weights(1, 0.2), 10, meant={1: gloss})
    assert fused[0].row == first
