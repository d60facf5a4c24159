"""What a caller would have to say as well for a sum: 要算出金额还需要知道合同实际执行金额."""

from __future__ import annotations

import re

from answer import interest
from answer.cases import choose_branch
from answer.fullness import asks_where_full
from answer.given import given_in
from answer.operands import of_other_measure, operands
from answer.phrases import phrase
from answer.ratios import other_for
from answer.reading import Reading
from answer.thresholds import name_of
from policy.documents import Clause
from policy.provisions import FigureKind, FigureRole, Provision

# 大几百万, 上千万, 七八百万: of that size, and no number to work with.
_VAGUE = re.compile(
    r"(?:[大好]?几|数|上|小|近|[一二两三四五六七八九][二两三四五六七八九])[十百千]+[来多]?(?:[万亿]|(?=[块元]))|[大好]?几(?:个)?[万亿]|[百千]把万|个把亿"
    r"|(?<!\d)[一二两三四五六七八九]{2}[十百千]?[万亿]"
)
_WORK_OUT = re.compile(r"算一?[下算笔]|算算|帮.{0,4}算|测算|估算|估一?下|算得出|怎么算出|calculate|work out", re.IGNORECASE)
_OWN = re.compile(r"我[们家司厂公]?|咱|俺|本公司|公司|my |our |we ", re.IGNORECASE)
_SPENT = re.compile(r"[买签花投租贷采][了到过的]|采购了|做了|搞了|付了|spent|signed|bought", re.IGNORECASE)
_GETS = re.compile(r"(?:补|拿|领|奖|贴|给|减|返|省|报)(?:到|助|贴|励|回|下|我们?|个)?(?:得到)?(?:多少|几)|how much", re.IGNORECASE)
_ASKS_SHARE = re.compile(
    r"(?:占比|比例|比重|比率|负债率)[^。；;？?]{0,16}(?:够|达标|达到|合格|过线|过关|过得|符合|满足|行不行|算)|(?:够|达标|符合|满足)[^。；;？?]{0,10}(?:占比|比例|比重|比率|负债率)"
    r"|\bshare\b|\bratio\b", re.IGNORECASE,
)  # fmt: skip
_OPEN = re.compile(r"(?:金额|价格?|合同额?|数|多少钱|费用|款)[^,，。；;]{0,4}(?:还?没[有]?(?:定|出|谈|算)|未定|待定|不清楚|不知道|记不清|忘了|不确定)")


def needed(clause: Clause, reading: Reading) -> list[str]:
    """What is missing for a sum that the question wants; [] where it wants none, or nothing is missing."""
    given = [o for o in operands(reading) if not of_other_measure(o, clause)]
    if asks_where_full(reading) or not _wanted(reading, clause, bool(given)):
        return []
    if interest.is_interest(clause):
        return interest.missing(clause, reading, given)
    shares = [p for p in clause.provisions if p.rate and p.rate.unit == "%" and (p.base or p.cap)]
    if not shares or given:
        return []
    meant = choose_branch(shares, reading.text)
    open_case = "，以及属于哪一种：" + "、".join(p.condition for p in meant) if len(meant) > 1 and all(p.condition for p in meant) else ""
    return [f"{_base(meant[0])}{open_case}"]


def of_share(clause: Clause, reading: Reading) -> str:
    """The line that asks for the other amount of a share that is asked about (占比那条够不够), where the caller gives one of the two."""
    if not _ASKS_SHARE.search(reading.text):
        return ""
    given = list(given_in(reading))
    for figure in (f for p in clause.provisions for f in p.figures if f.kind is FigureKind.PERCENT and f.role is FigureRole.THRESHOLD):
        name = name_of(clause, figure)
        lacking = other_for(name, given)
        if lacking:
            return phrase("lacking_share", reading.english, share=name, what=lacking)
    return ""


def _base(provision: Provision) -> str:
    return provision.base if len(provision.base) > 1 else "金额"


def _wanted(reading: Reading, clause: Clause, brought: bool) -> bool:
    """Whether the caller wants an own amount worked out, and not to be told the rule."""
    if reading.english:
        return False
    loan = interest.is_interest(clause) and brought
    own = bool(_OWN.search(reading.text) and _SPENT.search(reading.text) and _GETS.search(reading.text))
    vague = bool(_VAGUE.search(reading.text) and _GETS.search(reading.text))
    return loan or own or vague or bool(_WORK_OUT.search(reading.text) or _OPEN.search(reading.text))


def vague_words(reading: Reading) -> str:
    """The caller's words for an amount that are no number: 大几百万; "" where there are none."""
    match = _VAGUE.search(reading.text)
    return match.group() if match else ""


def sentence(lacking: list[str], vague: str, english: bool = False) -> str:
    """The line that asks for it."""
    lead = phrase("vague", english, words=vague) if vague else ""
    return f"{lead}{phrase('lacking', english, what=phrase('list', english).join(lacking))}"
