"""May this sentence of a model be shown? Checked by code against the clauses that the sentence itself names.

A sentence passes if all that can be checked is in its clauses: figures with their direction, quotes, contacts, names of
offices, foreign words, what is forbidden, and most of the words that say something. What fails is not mended but refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from answer.lexicon import Lexicon, everydayness
from answer.llm.faults import Fault
from answer.state import Sum
from language.masking import personal_numbers
from language.quantities import read_figures
from language.text import fold, simplify, squeeze
from language.words import is_word, words
from policy.provisions import Comparator, Figure, FigureKind, FigureRole

_LINK = re.compile(r"https?:|www\.|://|@|<[a-z/!]|\]\(|```|[A-Za-z0-9-]{2,}\.(?:com|cn|net|org|gov|top|xyz|info|io)\b", re.IGNORECASE)
_DOC_NO = re.compile(r"[一-鿿]{1,10}\s?[〔\[(（【]\s?(?:19|20)\d{2}\s?[〕\])）】]\s?第?\s?\d+\s?号")
_QUOTE = re.compile(r"“([^“”]*)”|「([^「」]*)」|『([^『』]*)』|\"([^\"]*)\"")
_TITLE = re.compile(r"《([^《》]*)》")
_OFFICE = re.compile(
    r"[一-鿿]{1,10}?(?:人民政府|办公厅|办公室|委员会|管理局|发改委|经信[厅局委]|科技[厅局]|财政[厅局]|数据局|税务局|人社[厅局]|公司|银行|大学|研究院|服务中心|热线|"
    r"公众号|小程序|服务网|门户网|平台|窗口|APP|app)"
)
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
_NOT = re.compile(r"不|非|无|未|没|禁|勿|否|除外|\b(?:no|not|cannot|never|without)\b|n't", re.IGNORECASE)
_DENIED = re.compile(
    r"不得|不能|不可|不予|不行|不允许|不支持|不享受|不给|不补|不包括|不适用|不再|不属于|无法|无权|没有资格|禁止|严禁|拒绝|取消|作废|失效|"
    r"\b(?:cannot|may not|must not|not (?:allowed|eligible|apply|include|available)|excluded|prohibited|forbidden)\b",
    re.IGNORECASE,
)
_PAID = re.compile(r"(?:最高|最多|至多|拿|领|补|给|奖|得|报销|享受|到手)[^，。；,;]{0,4}$")
_RATHER = re.compile(r"(?:不是|并非|而非|并不是)(?:按|每家|最高|补)?$")  # puts right what the question took for granted
_FORBIDDEN = re.compile(r"(?:不得|不能|不可|不予|不行|不再|不享受|不纳入|不列入|禁止|严禁|不适用)([一-鿿]{2,8})")
_SAID = 0.42  # share of what a sentence says, by weight, that may lie outside of its clauses
_NO_WORD = 0.3  # what the cutter left over between words (由有, 请以), and names
_LIFTED = 0.85  # a term of art of another clause
# What is said of any policy: it adds nothing that a clause would have to back.
_TALK = frozenset(
    re.findall(
        r"\S+",
        "补贴 补助 奖励 资助 支持 扶持 资金 上限 封顶 最高 最多 至多 申请 申报 享受 拿到 领取 获得 条件 符合 满足 要求 "
        "按照 比例 金额 标准 政策 文件 措施 规定 条款 当地 地方 具体 为准 细则 企业 公司 单位 个人 情况 可以 能够 对应 "
        "结果 计算 上述 其中 以及 包括 需要 属于 适用 明确 写明 另外 此外 同时 分别 如果 只要 使用 采用 有关 相关 方面 "
        "部分 部门 超过 不超过 以上 以下 达到 每年 每家 单个 因此 所以 一条 这笔 目前 原文 咨询 您好 不过 是否 实施 细则",
    )
)


@dataclass(frozen=True, slots=True)
class Backing:
    """What may stand behind a sentence: all text of the clauses it cites, their figures, and the question."""

    source: str
    figures: tuple[Figure, ...]
    question: str
    wrong: tuple[Figure, ...]  # figures of the question, where it takes something for granted that is not so
    sums: tuple[Sum, ...]
    english: bool
    lexicon: Lexicon


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
    given = {_key(f) for f in backing.wrong}
    return _key(figure) in given and bool(_RATHER.search(said[: figure.start]))


def _worked_out(figure: Figure, said: str, backing: Backing) -> bool:
    """Whether a figure is the result of a sum, said as the most there is, or one that went into it and is said before it."""
    for total in backing.sums:
        if _key(figure) == (total.value.normalize(), total.unit):
            return bool(_BOUND.search(said)) or not _BOUND.search(total.sentence)
        if _key(figure) in {_key(f) for f in read_figures(total.sentence)}:
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
        if not any(name[i:] in known for i in range(max(1, len(name) - 3))):
            raise Fault("name", f"“{match.group()}”不在所引条款里")


def _forbidden(said: str, backing: Backing) -> None:
    """What a clause forbids is not said without a word of denial, and no denial is said that no clause has."""
    flat = squeeze(simplify(said))
    denied = bool(_NOT.search(said))
    for match in _FORBIDDEN.finditer(backing.source):
        if not denied and match[1][:4] in flat:
            raise Fault("denial", f"条款写的是“{match.group()}”，不要反过来说")
    if _DENIED.search(said) and not _NOT.search(_BOUND.sub("", backing.source)):
        raise Fault("denial", "条款没有否定或禁止的意思，不要加上")


def _words(said: str, backing: Backing) -> None:
    """Most of what the sentence says, by weight of its words, is said by its clauses or by the question."""
    known = squeeze(simplify(f"{backing.source}\n{backing.question}"))
    all_, outside = 0.0, 0.0
    for word in dict.fromkeys(words(said)):
        if word.isascii() or any(c.isdigit() for c in word) or word in _TALK:
            continue
        weight = 1 - everydayness(word) if is_word(word) else _NO_WORD
        backed = word in known or (len(word) > 2 and all(word[i : i + 2] in known for i in range(len(word) - 1)))
        all_ += weight
        if not backed:
            outside += weight
            if backing.lexicon.known(word) and len(word) > 2 and backing.lexicon.weight(word) >= _LIFTED:
                raise Fault("words", f"所引条款没有提到“{word}”")
    if all_ and outside / (all_ + 1) > _SAID:
        raise Fault("words", "这一句的内容大多不在所引条款里")


CHECKS: tuple[Check, ...] = (_contacts, _quotes, _figures, _scripts, _offices, _forbidden, _words)


def _key(figure: Figure) -> tuple[Decimal, str] | tuple[str, str]:
    return (figure.iso, "date") if figure.kind is FigureKind.DATE else (figure.value.normalize(), figure.unit)
