"""What a clause grants or demands: figures, and the provisions that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class FigureKind(StrEnum):
    """What a figure measures. Values are in the base unit named here."""

    MONEY = "money"  # 元
    PERCENT = "percent"  # %
    COUNT = "count"  # in `unit`: 家, 个, 名, 项, 条, 人 ...
    DURATION = "duration"  # in `unit`: 年, 个月, 日, 天 ...
    DATE = "date"  # value is the year; `iso` holds the date as far as it is given
    QUANTITY = "quantity"  # a technical measure, in `unit`: PFlops, 千瓦时, 分 ...


class Comparator(StrEnum):
    """How the words bound a figure. 以上, 以下 and 不少于 include the figure; 超过 and 不满 do not."""

    EQ = "="
    LE = "<="
    LT = "<"
    GE = ">="
    GT = ">"
    ABOUT = "~"


class FigureRole(StrEnum):
    """What a figure does in its clause."""

    RATE = "rate"  # the share that is paid: 30% of the contract
    CAP = "cap"  # the most that is paid
    AMOUNT = "amount"  # an amount paid as such
    THRESHOLD = "threshold"  # a condition on the applicant
    TARGET = "target"  # what the issuer means to reach
    QUOTA = "quota"  # how many are chosen or supported
    PENALTY = "penalty"  # what who breaks it pays or suffers: a fine, a multiple of the gain, a detention
    TERM = "term"  # by when or for how long: a time limit, a validity, a term of office
    DATE = "date"  # when
    OTHER = "other"


class Modality(StrEnum):
    """How strongly the words bind."""

    MUST = "must"  # 应当, 须, 严格落实
    MUST_NOT = "must_not"  # 不得, 禁止
    MAY = "may"  # 可
    ENCOURAGE = "encourage"  # 鼓励, 支持
    STATE = "state"  # says what is or will be done


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands in a text.

    `start` and `end` are character offsets in the text that was read; `text` is exactly that slice, unit included.
    `per` is what one figure is paid or counted for ("项", "件", "年"), "" where the words name nothing.
    """

    text: str
    value: Decimal
    unit: str
    kind: FigureKind
    start: int
    end: int
    comparator: Comparator = Comparator.EQ
    per: str = ""
    role: FigureRole = FigureRole.OTHER
    iso: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; `value` is a number."""
        value = int(self.value) if self.value == self.value.to_integral_value() else float(self.value)
        return {
            "text": self.text,
            "value": value,
            "unit": self.unit,
            "kind": self.kind.value,
            "comparator": self.comparator.value,
            "per": self.per,
            "role": self.role.value,
            "start": self.start,
            "end": self.end,
        } | ({"iso": self.iso} if self.iso else {})


@dataclass(frozen=True, slots=True)
class Provision:
    """One thing that a clause grants, demands or aims at.

    `start`/`end` delimit the sentence part that says it, in the clause's text. `rate` and `cap` are the figures that
    bind this provision; `base` is what the rate is taken of, `period` the span that a cap or quota holds for,
    `condition` the words that say to whom or when it applies, `exception` those that take something out again
    (…的除外). `figures` are all figures of the part, in order.
    """

    action: str
    start: int
    end: int
    object: str = ""
    rate: Figure | None = None
    cap: Figure | None = None
    amount: Figure | None = None
    base: str = ""
    period: str = ""
    condition: str = ""
    exception: str = ""
    modality: Modality = Modality.STATE
    local_discretion: bool = False
    figures: tuple[Figure, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""

        def figure(f: Figure | None) -> dict[str, Any] | None:
            return f.to_dict() if f else None

        return {
            "action": self.action,
            "object": self.object,
            "rate": figure(self.rate),
            "cap": figure(self.cap),
            "amount": figure(self.amount),
            "base": self.base,
            "period": self.period,
            "condition": self.condition,
            "exception": self.exception,
            "modality": self.modality.value,
            "local_discretion": self.local_discretion,
            "figures": [f.to_dict() for f in self.figures],
            "start": self.start,
            "end": self.end,
        }
