"""The amounts of a question that a sum can be worked with, each with the words that say what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from answer.reading import Reading
from policy.documents import Clause
from policy.provisions import Comparator, Figure, FigureKind, FigureRole

# An amount said to be granted (封顶500万, 能拿240万) is a claim to check, not a sum to work with.
_CLAIM_BEFORE = re.compile(
    r"(?:封顶|上限|最高|顶格|最多|至多|能?(?:拿|领|补|奖|贴|给|报)(?:到|个|我们?|贴|助|励)?|补助|补贴|奖励|额度写|额度|盘子|资金池|总预算)"
    r"(?:是|为|有|的|就是)?[^\d,，。；;:：]{0,3}$"
)
_CLAIM_AFTER = re.compile(
    r"^(?:的|这个|那个)?(?:补贴|补助|奖励|奖金|封顶|上限|顶|额度|满额)|^(?:的|这个|那个)?总?(?:盘子|资金池|预算|资金规模)"
    r"|^(?:以内|以下|以上)的?(?:都|也|才|就|全)|^(?:是|就)?(?:稳|肯定|应该|可以)(?:能)?(?:拿|领|到手)"
)
# 几家百亿的, 冒出多少个千亿级: a class of companies by their size, and no amount of the caller's.
_CLASS_BEFORE = re.compile(r"(?:多少|几|\d|[一二两三四五六七八九十])[家个户](?:上|过|超|破)?$")
_CLASS = re.compile(r"[十百千]?[万亿]元?级?")
_CLASS_AFTER = re.compile(r"级|的?(?:企业|龙头|链主|公司|集群|产业)")
_OF_GRANT = re.compile(r"补助|资助|奖补|补贴|到账|拨付|经费|资金")
_DONE = re.compile(r"[了到过]")
# What is no amount that a grant for a contract or a purchase is taken of, unless the clause says it is.
_OTHER_MEASURES = ("营收", "营业收入", "销售收入", "年收入", "利润", "注册资本", "总资产", "资产总额", "产值", "融资", "估值", "年薪", "工资")


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure of the question with the words before it, which say what it is."""

    figure: Figure
    label: str


def operands(reading: Reading, clause: Clause | None = None) -> list[Operand]:
    """The amounts of the question that are not claims, with their labels.

    What was granted elsewhere already (上面给补了1600万) is one where the clause takes its share of that.
    """
    out = []
    matched = clause is not None and any(p.rate and _OF_GRANT.search(p.base) for p in clause.provisions)
    for figure in reading.figures:
        before, after = reading.text[: figure.start], reading.text[figure.end :]
        claimed = _CLAIM_BEFORE.search(before)
        granted = matched and claimed and _DONE.search(claimed.group())
        if figure.kind is not FigureKind.MONEY or (claimed and not granted) or _CLAIM_AFTER.search(after):
            continue
        if _CLASS.fullmatch(figure.text) and (_CLASS_BEFORE.search(before) or _CLASS_AFTER.match(after)):
            continue
        label = re.split(r"[,，。；;？?！!]", before)[-1]
        out.append(Operand(figure, f"{label}{re.split(r'[,，。；;？?！!]', after)[0][:6]}"))
    return out


def quotes_threshold(operand: Operand, clause: Clause) -> bool:
    """Whether an amount only repeats a bound of the clause: 累计50万元以下的, in a question about that clause."""
    bounds = {(f.value, f.comparator) for p in clause.provisions for f in p.figures if f.role is FigureRole.THRESHOLD}
    bounded = operand.figure.comparator not in (Comparator.EQ, Comparator.ABOUT)
    return bounded and (operand.figure.value, operand.figure.comparator) in bounds


def of_other_measure(operand: Operand, clause: Clause) -> bool:
    """Whether an amount is of something that the clause takes no share of: 年营收5000万 in a question about a contract."""
    named = [m for m in _OTHER_MEASURES if m in operand.label]
    said = clause.text.replace("营业收入", "营业收入营收").replace("销售收入", "销售收入营收")
    return bool(named) and not any(m in said for m in named)
