"""On a Chinese page an error speaks Chinese, whatever its kind; on an English one it keeps its own words."""

from __future__ import annotations

import re

import pytest

from desk.error_words import error_text, unanswered_text
from desk.service import EMPTY
from policy import errors
from policy.errors import PolicyDeskError

KINDS = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, PolicyDeskError)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
def test_each_kind_is_said_in_chinese(kind: type[PolicyDeskError]) -> None:
    error = kind.__new__(kind)
    Exception.__init__(error, "the field region has no such place; name another.")
    said = error_text(error, "zh")
    assert re.search(r"[一-鿿]", said)
    assert not re.search(r"[A-Za-z]", said)
    assert not said.endswith(("。", "."))


def test_in_english_it_keeps_its_words() -> None:
    assert error_text(errors.BadArgument("no such place."), "en") == "no such place"


def test_what_changed_meanwhile_is_told_from_what_is_gone() -> None:
    assert error_text(errors.Conflict("x"), "zh") != error_text(errors.UnknownRecord("x"), "zh")
    assert error_text(PolicyDeskError("disk"), "zh") != error_text(errors.BadArgument("x"), "zh")


def test_why_a_question_is_not_answered_says_what_to_do() -> None:
    def why(error: Exception, question: str = "q") -> str:
        return unanswered_text(error, question, 5, "en")

    assert "empty" in why(errors.NotReady(EMPTY))
    assert "few seconds" in why(errors.NotReady("loading"))
    assert "date" in why(ValueError("2025-13-01")).lower()
    assert "5" in why(errors.BadArgument("x"), "far too long")
    assert "no such place" in why(errors.BadArgument("no such place."))
