"""Of what a number is asked: 建几所 wants a number of schools, and a clause that counts firms does not give it.

Chinese counts with a measure word, and the measure word tells the sort of thing. Where a question names one, a figure of
the clause must be counted with it, with one of its sort, or with 个, which counts any thing but
measures nothing.
"""

from __future__ import annotations

import re

from policy.documents import Clause
from policy.provisions import FigureKind

_ANY = "个"
_THINGS = (
    frozenset({"人", "名", "位", "号人"}),
    frozenset({"家", "户"}),
    frozenset({"件", "台", "款", "部", "套", "副", "辆", "张", "枚", "只", "颗"}),
    frozenset({"所", "座", "栋", "处", "间"}),
    frozenset({"项", "门", "场", "次", "回", "趟", "期", "批", "届"}),
)
_MEASURES = (
    frozenset({"平方米", "平米", "平", "亩", "公里"}),
    frozenset({"岁", "周岁"}),
    frozenset({"分"}),
    frozenset({"吨", "度", "千瓦时", "兆瓦"}),
)
_SORTS = (*_THINGS, *_MEASURES)
_NOT_MONEY = "[" + "".join(sorted({u[0] for sort in _SORTS for u in sort})) + "天年月次]"
_PAID = frozenset({FigureKind.MONEY, FigureKind.PERCENT})
_ASKED = re.compile(
    r"(?<![这那好前后近过上哪])(?:多少|几)[十百千万亿]?(?P<unit>"
    + "|".join(sorted((re.escape(u) for sort in _SORTS for u in sort), key=len, reverse=True))
    + r")(?![一-鿿]?(?:之|以)[内上下]|条件|钱|数|才)"
)
# 多少P, how many PFLOPS: a measure of computing power, whatever it is spelled like.
_POWER = re.compile(r"(?:多少|几)[十百千万]?\s*(?:[PE](?![A-Za-z]*[a-km-z]{4})|[PE]FLOPS)", re.IGNORECASE)
# 安家费一个人多少, 打多少现金: money, which no count of persons or firms gives.
_MONEY = r"(?:(?<![小公免付缴])费(?!率)|钱|现金|奖金|资金|经费|津贴|补贴|补助|款(?!式))"
_OF_MONEY = re.compile(rf"{_MONEY}[^,，。;；？?]{{0,4}}(?:多少(?!{_NOT_MONEY})|几[十百千]?[万块])|多少{_MONEY}")


def counts_the_thing(clause: Clause, said: str) -> bool:
    """Whether the clause has a number of the sort that is asked for; true where the words name no sort."""
    asked = {m["unit"] for m in _ASKED.finditer(said)}
    figures = [f for p in clause.provisions for f in p.figures]
    if not asked:
        if _OF_MONEY.search(said) and not any(f.kind in _PAID for f in figures):
            return False
        return not _POWER.search(said) or any(f.kind is FigureKind.QUANTITY for f in figures)
    return any(_of_sort(unit, f.unit, clause.text[f.end : f.end + 2]) for unit in asked for f in figures) or any(
        re.search(rf"[\d一二两三四五六七八九十百千万亿]{re.escape(unit)}", clause.text) for unit in asked
    )


def _of_sort(asked: str, unit: str, after: str) -> bool:
    sort = next(s for s in _SORTS if asked in s)
    return (unit == _ANY and sort in _THINGS) or unit in sort or unit[-1:] in sort or after[:1] in sort
