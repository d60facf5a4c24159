"""Personal numbers in a text: mobile and landline phones, identity cards, bank cards, e-mail addresses.

They are covered before a text leaves this machine or is stored, and no sum is made of them. Where a number could be a
person's, it is covered: a figure too few costs some context, a number too many costs somebody his privacy.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from language.text import narrow

_GAP = r"[\s\-–—.·]?"  # people group digits: 138 0013 8000, 6222-0212-...
_DIGITS = "0-9〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_EDGE = r"(?<![0-9])", r"(?![0-9]|\s?元(?!旦))"


def _grouped(count: str) -> str:
    return rf"(?:[0-9]{_GAP}){{{count}}}"


# The order tells: an identity number holds what looks like a phone's, and both may stand inside a card's length.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("email", r"[A-Za-z0-9._%+\-]{1,64}\s?@\s?[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,8}"),
    ("id", rf"{_EDGE[0]}[1-9]{_GAP}{_grouped('16')}[0-9Xx](?![0-9A-Za-z])"),
    ("card", rf"{_EDGE[0]}{_grouped('15,18')}[0-9]{_EDGE[1]}"),
    ("id", rf"{_EDGE[0]}[1-9][0-9]{{5}}[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{{3}}{_EDGE[1]}"),
    ("phone", rf"{_EDGE[0]}(?:\(?\+?\s?86\)?{_GAP})?1[3-9]{_GAP}{_grouped('8')}[0-9]{_EDGE[1]}"),
    ("phone", rf"{_EDGE[0]}(?:\+?86{_GAP})?\(?0[0-9]{{2,3}}\)?[\s\-–—]?[2-9][0-9]{{2,3}}{_GAP}[0-9]{{4}}(?:{_GAP}转?[0-9]{{1,5}})?{_EDGE[1]}"),
    ("phone", rf"{_EDGE[0]}[48]00{_GAP}[0-9]{{3,4}}{_GAP}[0-9]{{3,4}}{_EDGE[1]}"),
    ("phone", r"[一幺][三四五六七八九][〇零一二三四五六七八九幺]{9}"),
    ("phone", rf"(?<=电话)(?:是|为|号码|[:：\s])*[0-9]{{7,8}}{_EDGE[1]}|(?<=手机)(?:是|为|号码?|[:：\s])*[0-9]{{7,13}}{_EDGE[1]}"),
    ("id", r"(?<=护照)(?:是|为|号码?|[:：\s])*[A-Za-z][A-Za-z0-9]?[0-9]{7,8}(?![0-9])"),
)
_ANY = re.compile("|".join(f"(?P<{kind}{n}>{pattern})" for n, (kind, pattern) in enumerate(_PATTERNS)))
_NAMES = {"email": "（邮箱已隐去）", "id": "（证件号已隐去）", "card": "（卡号已隐去）", "phone": "（电话已隐去）"}


def mask(text: str, cover: Callable[[str, str], str] | None = None) -> str:
    """`text` in half-width form with every personal number covered.

    `cover` takes the kind (`phone`, `id`, `card`, `email`) and the words, and gives what stands in their place; unless
    given, a remark in brackets does.
    """
    put = cover or (lambda kind, _: _NAMES[kind])
    return _ANY.sub(lambda m: put(str(m.lastgroup).rstrip("0123456789"), m.group()), unicodedata.normalize("NFKC", text))


def mask_as_written(text: str, own: str = "") -> str:
    """`text` with every personal number covered and all else as it stands, full-width signs too.

    A number that stands in `own` as well is no person's: give the words of documents there, which name offices.
    """
    plain, given = narrow(text), narrow(own)
    out, end = [], 0
    for m in _ANY.finditer(plain):
        if m.group() not in given:
            out += [text[end : m.start()], _NAMES[str(m.lastgroup).rstrip("0123456789")]]
            end = m.end()
    made = "".join(out) + text[end:]
    disguised = [n for n in personal_numbers(made) if n not in given]  # ①③⑧…, which only the full NFKC undoes
    return mask(made) if disguised else made


def personal_numbers(text: str) -> list[str]:
    """The personal numbers and contacts of a text, as written (in half-width form)."""
    return [m.group() for m in _ANY.finditer(unicodedata.normalize("NFKC", text))]
