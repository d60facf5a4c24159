"""May this sentence of a model be shown? Checked by code against the clauses that the sentence itself names.

A sentence passes if all that can be checked is in its clauses: figures with their direction, quotes, contacts, names of
offices, foreign words, what is forbidden, and most of the words that say something. What fails is not mended but refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from answer.llm.backing import Backing
from answer.llm.faults import Fault
from answer.llm.meaning import check_cases, check_denials, check_strength, check_words
from language.masking import personal_numbers
from language.quantities import read_figures
from language.text import fold, squeeze
from policy.provisions import Comparator, Figure, FigureKind, FigureRole

_LINK = re.compile(r"https?:|www\.|://|@|<[a-z/!]|\]\(|```|[A-Za-z0-9-]{2,}\.(?:com|cn|net|org|gov|top|xyz|info|io)\b", re.IGNORECASE)
_DOC_NO = re.compile(r"[一-鿿]{1,10}\s?[〔\[(（【]\s?(?:19|20)\d{2}\s?[〕\])）】]\s?第?\s?\d+\s?号")
_QUOTE = re.compile(r"“([^“”]*)”|「([^「」]*)」|『([^『』]*)』|\"([^\"]*)\"")
_TITLE = re.compile(r"《([^《》]*)》")
_OFFICE = re.compile(
    r"[一-鿿]{1,10}?(?:人民政府|办公厅|办公室|委员会|管理局|发改委|经信[厅局委]|科技[厅局]|财政[厅局]|数据局|税务局|人社[厅局]|公司|银行|大学|研究院|服务中心|热线|"
    r"公众号|小程序|服务网|门户网|平台|窗口|APP|app)"
)
# 您的公司, 该平台: nobody's name.
_ANYBODY = re.compile(r"(?:[您你我贵本该家这每各们个]|的)(?:公司|银行|大学|研究院|平台|窗口)$")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|"
    r"hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|thirds?|quarters?|doubled?|tripled?|twice|percent|one (?:year|month|day|week|time)s?)\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-z]{2,}")
_FOREIGN = re.compile(r"[^\W\d_A-Za-zµΩ一-鿿㐀-䶿々〇]")  # letters of any other script
_BOUND = re.compile(
    r"最高|最多|至多|上限|封顶|顶格|不超|不高于|不多于|以内|以下|限额|限于|未到|不到|未达|不足|低于|少于|"
    r"\b(?:up to|at most|maximum|cap(?:ped)?|no more than|not exceed)",
    re.IGNORECASE,
)
_PAID = re.compile(r"(?:最高|最多|至多|拿|领|补|给|奖|得|报销|享受|到手)[^，。；,;]{0,4}$")
_RATHER = re.compile(r"(?:不是|并非|而非|并不是)(?:按|每家|最高|补)?$")  # puts right what the question took for granted
Check = Callable[[str, Backing], None]


def check_sentence(said: str, backing: Backing) -> None:
    """Raise Fault where a sentence, its tokens taken out, says what its clauses do not back."""
    for check in CHECKS:
        check(said, backing)


def _contacts(said: str, backing: Backing) -> None:
    if _LINK.search(said):
        raise Fault("link", "不要写链接、网址、邮箱或代码")
    source = squeeze(backing.source)
    for found in (*personal_numbers(said), *(m.group() for m in _DOC_NO.finditer(said))):
        if squeeze(found) not in source:
            raise Fault("contact", f"“{found}”不在所引条款里")


def _quotes(said: str, backing: Backing) -> None:
    source = squeeze(backing.source)
    for match in (*_QUOTE.finditer(said), *_TITLE.finditer(said)):
        quote = next(g for g in match.groups() if g is not None)
        if squeeze(quote).strip(".,;:") not in source:
            raise Fault("quote", f"引文“{quote[:40]}”与所引条款的原文不一致，请逐字引用或不加引号")


def _figures(said: str, backing: Backing) -> None:
    """Each figure with its value, unit and direction; and no number that was not read as one."""
    rest = said
    for figure in reversed(read_figures(said, colloquial=True)):
        same = [f for f in backing.figures if _key(f) == _key(figure)]
        if same:
            _direction(figure, same, said)
        elif not _put_right(figure, said, backing) and not _worked_out(figure, said, backing):
            raise Fault("figure", f"数字“{figure.text}”不在所引条款里")
        rest = f"{rest[: figure.start]} {rest[figure.end :]}"
    held = set(_NUMBER.findall(fold(backing.source)))
    for number in _NUMBER.findall(fold(rest)):
        if number not in held:
            raise Fault("figure", f"数字“{number}”不在所引条款里")
    if word := _NUMBER_WORDS.search(_QUOTE.sub("", rest)):
        raise Fault("figure", f"“{word.group()}”：数字照条款的写法写，如 800万元、30%")


def _put_right(figure: Figure, said: str, backing: Backing) -> bool:
    """Whether a figure is the question's, said to be wrong: 不是500万元."""
    return backing.corrected and _key(figure) in {_key(f) for f in backing.given} and bool(_RATHER.search(said[: figure.start]))


def _worked_out(figure: Figure, said: str, backing: Backing) -> bool:
    """Whether a figure is the result of a sum, said as the most there is, or one that went into it and is said before it."""
    for total in backing.sums:
        if _key(figure) == (total.value.normalize(), total.unit):
            return bool(_BOUND.search(said)) or not _BOUND.search(total.sentence)
        if _key(figure) in {_key(f) for f in backing.given} & {_key(f) for f in read_figures(total.sentence)}:
            results = {_key(f) for f in read_figures(said[figure.end :])}
            return (total.value.normalize(), total.unit) in results and not _PAID.search(said[: figure.start])
    return False


def _direction(figure: Figure, same: Sequence[Figure], said: str) -> None:
    """A cap stays a cap and a threshold a threshold."""
    capped = [f.role is FigureRole.CAP or f.comparator in (Comparator.LE, Comparator.LT) for f in same]
    floored = [f.role is FigureRole.THRESHOLD and f.comparator in (Comparator.GE, Comparator.GT) for f in same]
    paid = [c or f.role in (FigureRole.RATE, FigureRole.AMOUNT) for c, f in zip(capped, same, strict=True)]
    if figure.comparator in (Comparator.GE, Comparator.GT) and all(paid):
        raise Fault("direction", f"“{figure.text}”在条款里不是下限")
    if figure.comparator in (Comparator.LE, Comparator.LT) and all(floored):
        raise Fault("direction", f"“{figure.text}”在条款里不是上限")
    if figure.kind is FigureKind.MONEY and all(capped) and not _BOUND.search(said):
        raise Fault("direction", f"“{figure.text}”在条款里是上限，请写明“最高”")


def _scripts(said: str, backing: Backing) -> None:
    """No word of another script than the answer's that is in neither the clauses nor the question."""
    known = fold(f"{backing.source}\n{backing.question}")
    if match := _FOREIGN.search(said):
        raise Fault("language", f"“{match.group()}”：请用{'英文' if backing.english else '中文'}回答")
    for word in [] if backing.english else _LATIN.findall(said):
        if fold(word) not in known:
            raise Fault("language", f"“{word}”：请用中文回答")
    if backing.english and not any(len(squeeze("".join(filter(None, m.groups())))) >= 4 for m in _QUOTE.finditer(said)):
        raise Fault("language", "each sentence needs the clause's own words in “ ” beside its English")


def _offices(said: str, backing: Backing) -> None:
    """An office, site or hotline that is named is in the clause or in the question."""
    known = squeeze(f"{backing.source}\n{backing.question}")
    for match in _OFFICE.finditer(said):
        name = squeeze(match.group())
        if not _ANYBODY.search(name) and not any(name[i:] in known for i in range(max(1, len(name) - 3))):
            raise Fault("name", f"“{match.group()}”不在所引条款里")


CHECKS: tuple[Check, ...] = (_contacts, _quotes, _figures, _scripts, _offices, check_denials, check_strength, check_cases, check_words)


def _key(figure: Figure) -> tuple[Decimal, str] | tuple[str, str]:
    return (figure.iso, "date") if figure.kind is FigureKind.DATE else (figure.value.normalize(), figure.unit)
