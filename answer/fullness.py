"""The reverse of a cap: from which amount on it is reached. 合同要签到多大，上限才顶得满."""

from __future__ import annotations

import re
from decimal import Decimal

from answer.amounts import HUNDRED, both, money, plain
from answer.cases import cap_of, choose_branch, rate_meant
from answer.interest import interest_full
from answer.operands import Operand, operands
from answer.phrases import phrase
from answer.reading import Reading
from answer.state import Sum
from policy.documents import Clause
from policy.provisions import Figure, Provision

# What is said of a cap that is reached: 顶满, 摸得到顶, 一分不少, 只补2000.
_FULL = re.compile(
    r"[拿补用吃领顶报享兑贴拉花][得到]?(?:满|足|到?顶|尽)|(?:摸|碰|够|触|达|顶|到|撞)[得不]?(?:到|着|上)?(?:了)?(?:那个?|这个?|它的?)?(?:[\d.,]+[万亿]?元?的?)?[一-鿿]{0,6}(?:顶|上限|限额|天花板|封顶|满额|最高[额数]?|红线)"
    r"|满额|足额|全额(?:拿|补|领|到手)|一分不[少落]|一个子儿不少|到顶|见顶|封(?:了|住)?顶|封死|顶格|天花板|(?:上限|限额|封顶|那条线)[一-鿿]{0,3}(?:碰|顶|满|用|吃|拿|够|到)|封住|就(?:只|不|拿)[一-鿿]{0,3}(?:补|给|贴|奖|多)"
    r"|再[贵多大高涨投买签加往][一-鿿]{0,4}也|不会?(?:再)?[多涨加]补?|(?<!差)不(?:会|能|再|可能|往上|继续|跟着)+(?:涨|增|加|升|提高|多)|[涨加多增升]不(?:动|上去|了)|到头(?!来)|白[签花投买贷费做]"
    r"|(?:stop|cease|quit)(?:s|ped)? (?:growing|increasing|rising|going up)|no longer (?:grow|increase|rise|go)|level(?:s|led)? (?:off|out)|plateau|(?:max|top)(?:es|s|ed|ped)? out|beyond which"
    r"|(?:reach|hit|get|full|max)[a-z]* [^.?]{0,20}(?:cap|ceiling|maximum|full)|in full|reach[a-z]* [^.?]{0,20}amount"
)
# How large something would have to be: 签到多大, 投多少钱, 标价多少, 要买几多.
_HOW_LARGE = re.compile(
    r"多少|多大|几多|多高|几个?[十百千]?[万亿块]|什么(?:规模|数|程度|价)|how (?:much|large|big)"
    r"|what (?:[a-z]+ )?(?:amount|value|size|sum|price|spending|investment|loan)", re.IGNORECASE,
)  # fmt: skip
_BASE = re.compile(
    r"签|投|花|付|合同|采购|做到|做|跑|执行|卖|标价|售价|定价|价格|买|费用|支出|投入|用(?!满)|贷|借|经费|拨款|到账|到位|收益|流水|盘子|规模|金额|消费|订单|spend|contract|invest|buy|cost|loan|borrow|price|pay|purchase",
    re.IGNORECASE,
)
_GRANT_BEFORE = re.compile(r"(?:补|拿|领|奖|贴|给|减|省|资助|配套|退|返|报销|兑现|券|额度)(?:到|了|个|回|出|助|贴|励|给)*(?:我们?|咱们?|你们?)?(?:最多|最高|顶多|共|总共)?(?:是|能|有|为)?$")
_GRANT_TOO = re.compile(
    r"(?:补|拿|领|奖|贴|给|退|返|兑)(?:到|了|个|回|出|助|贴|励|给)*(?:我们?|咱们?)?(?:最多|最高|顶多|共|总共)?(?:是|能|有|为)?(?:多少|几[十百千万])"
    r"|(?:how much|most|what)\b[^.?]{0,50}\b(?:gives?|gets?|receives?|claims?|pays?|grants?|grant us|subsidy)\b", re.IGNORECASE,
)  # fmt: skip
_GOT = re.compile(r"才[^,，。；;]{0,6}(?:到手|拿到|拿得到|给|有|补|领|落袋)")
_THEN = re.compile(r"才|就|刚好|正好|恰好|以[上后]|起|开始|要|得|需|须|该|至少|起码|最少|最低|不能少于|多少钱一"
    r"|need|must|have to|does it|takes?|at (?:least|what|which)|from what|minimum|require", re.IGNORECASE)


def speaks_of_full(reading: Reading) -> bool:
    """Whether the question speaks of a cap as reached."""
    return bool(_FULL.search(reading.text))


def asks_where_full(reading: Reading, clause: Clause | None = None) -> bool:
    """Whether it is asked how large an amount must be for the cap to be reached, and not how large the cap is.

    A question that names the cap of the clause and asks when that is paid (这80万才能到手) asks the same.
    """
    text = reading.text
    names_cap = bool(clause and _GOT.search(text) and {f.value for f in reading.figures} & {p.cap.value for p in clause.provisions if p.cap})
    if not (speaks_of_full(reading) or names_cap):
        return False
    for match in _HOW_LARGE.finditer(text):
        parts = re.split(r"[。；;？?！!]", text[: match.start()])[-1]
        near = re.split(r"[,，、]", parts)[-1]
        named = near if _BASE.search(near) or len(near) > 3 else parts
        if _GRANT_BEFORE.search(near) or not _BASE.search(f"{named}{match.group()}{text[match.end() : match.end() + (40 if reading.english else 6)]}"):
            continue
        around = f"{parts}{match.group()}{re.split(r'[。；;？?！!]', text[match.end() :])[0]}"
        if _THEN.search(around) and (_FULL.search(around) or names_cap):
            return True
    return False


def grant_asked_too(reading: Reading) -> bool:
    """Whether what is granted on the caller's own amount is asked beside: on that, and from which size on no more."""
    return bool(_GRANT_TOO.search(reading.text))


def without_cap(clause: Clause, reading: Reading, given: list[Operand]) -> list[Operand]:
    """The amounts of a question that name no cap of the clause: 那200万 in a question about reaching it."""
    if not (speaks_of_full(reading) or asks_where_full(reading, clause)):
        return given
    caps = {p.cap.value for p in clause.provisions if p.cap}
    return [o for o in given if o.figure.value not in caps or _BASE.search(o.label[:-6] if len(o.label) > 6 else "")]


def even(clause: Clause, reading: Reading) -> list[Sum]:
    """Where the cap begins to bind: cap ÷ rate; and how far the caller's own amount is from there."""
    own = without_cap(clause, reading, operands(reading))
    out = interest_full(clause, reading)
    for p in _capped(clause, reading):
        rate, cap = rate_meant(clause, p, reading), cap_of(clause, p)
        if rate is None or cap is None or rate.unit != "%" or re.search(r"利率|LPR|利息", p.base):
            continue
        value = cap.value / rate.value * HUNDRED
        out.append(_said(p, rate, cap, value, own, clause, reading.english))
    return out


def _capped(clause: Clause, reading: Reading) -> list[Provision]:
    """The provisions meant, of those that have a share and a cap."""
    capped = [p for p in clause.provisions if p.rate and cap_of(clause, p)]
    return choose_branch(capped, reading.text)


def _said(p: Provision, rate: Figure, cap: Figure, value: Decimal, own: list[Operand], clause: Clause, english: bool) -> Sum:
    lead = phrase("lead", english, words=p.condition) if p.condition and len(p.condition) < 20 else ""
    limit = money(cap.value, english)
    said = phrase("full", english, lead=lead, base=p.base or "金额", value=both(value, english), cap=limit, rate=plain(rate.value))
    formula = f"{plain(cap.value)} ÷ {plain(rate.value)}%"
    others: tuple[tuple[str, Decimal, str, str], ...] = ()
    if len(own) == 1 and own[0].figure.value < value:
        gap = value - own[0].figure.value
        said += phrase("short_of_full", english, own=money(own[0].figure.value, english), gap=money(gap, english))
        others = ((money(gap, english), gap, "元", f"{formula} − {plain(own[0].figure.value)}"),)
    return Sum(said, money(value, english), value, "元", clause.clause_id, formula, others, "check")
