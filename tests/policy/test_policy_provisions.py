"""The JSON forms of figures and provisions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policy.provisions import Comparator, Figure, FigureKind, FigureRole, Modality, Provision

CAP = Figure("800万元", Decimal(8000000), "元", FigureKind.MONEY, 10, 15, Comparator.LE, "家", FigureRole.CAP)
RATE = Figure("1.5%", Decimal("1.5"), "%", FigureKind.PERCENT, 2, 6, role=FigureRole.RATE)
DAY = Figure("2025年", Decimal(2025), "date", FigureKind.DATE, 0, 5, iso="2025")


@pytest.mark.parametrize(("figure", "value", "kind"), [(CAP, 8000000, int), (RATE, 1.5, float), (DAY, 2025, int)])
def test_values_are_numbers(figure: Figure, value: float, kind: type) -> None:
    out = figure.to_dict()
    assert out["value"] == value
    assert type(out["value"]) is kind


def test_a_figures_json() -> None:
    assert CAP.to_dict() == {
        "text": "800万元", "value": 8000000, "unit": "元", "kind": "money", "comparator": "<=", "per": "家", "role": "cap",
        "start": 10, "end": 15,
    }  # fmt: skip
    assert DAY.to_dict()["iso"] == "2025"


def test_a_provisions_json() -> None:
    out = Provision("补助", 0, 20, "算力券", RATE, CAP, modality=Modality.MAY, local_discretion=True, figures=(RATE, CAP)).to_dict()
    assert (out["rate"], out["cap"], out["amount"]) == (RATE.to_dict(), CAP.to_dict(), None)
    assert (out["modality"], out["local_discretion"], len(out["figures"])) == ("may", True, 2)
