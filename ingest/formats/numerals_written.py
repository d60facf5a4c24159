"""Numbers as an automatic numbering shows them: 一, 甲, ①, iv, aa. Names of the formats are those of OOXML's ST_NumberFormat."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_MOST = 9_999


def written(value: int, form: str) -> str:
    """`value` in a number format; plain figures where the format has no sign for it or is not known."""
    write = _FORMS.get(form)
    return write(value) if write and 0 <= value <= _MOST else str(value)


def counting(value: int, digits: str = _DIGITS, places: str = "十百千") -> str:
    """二十一, 一百零五: as it is said. Formats that write 百五 for 105 are given the same form, which no one misreads."""
    out = ""
    for place, figure in enumerate(reversed(str(value))):
        if figure != "0":
            out = digits[int(figure)] + (places[place - 1] if place else "") + out
        elif out and out[0] != digits[0]:
            out = digits[0] + out
    out = out or digits[0]
    return out[1:] if out.startswith("一十") else out


def letters(value: int) -> str:
    """a … z, aa, bb: the same letter again, as Word counts on."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 26 * 20 else str(value)


def roman(value: int) -> str:
    """iv, xii."""
    out = ""
    for worth, sign in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
        (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        out += sign * (value // worth)
        value %= worth
    return out or "0"


def _digit_by_digit(value: int) -> str:
    return "".join("〇一二三四五六七八九"[int(figure)] for figure in str(value))


def _circled(value: int) -> str:
    ranges = ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱"))
    return next((chr(ord(sign) + value - low) for low, high, sign in ranges if low <= value <= high), str(value))


def _from(first: str, count: int) -> Callable[[int], str]:
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= count else str(value)


def _of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if 1 <= value <= len(signs) else str(value)


def _wide(value: int) -> str:
    return "".join(chr(ord(figure) + 0xFEE0) for figure in str(value))


def _legal(value: int) -> str:
    return counting(value, _LEGAL, "拾佰仟")


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02}",
    "chineseCounting": counting,
    "chineseCountingThousand": counting,
    "japaneseCounting": counting,
    "taiwaneseCounting": counting,
    "taiwaneseCountingThousand": counting,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": _legal,
    "japaneseLegal": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographEnclosedCircle": _from("㈠", 10),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "upperLetter": lambda value: letters(value).upper(),
    "lowerLetter": letters,
    "upperRoman": lambda value: roman(value).upper(),
    "lowerRoman": roman,
    "numberInDash": lambda value: f"- {value} -",
}
