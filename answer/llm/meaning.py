"""Does a sentence of a model say what its clauses say? As far as words tell: what is denied, for whom, for which case."""

from __future__ import annotations

import re

from answer.asks import parties
from answer.lexicon import everydayness
from answer.llm.backing import Backing
from answer.llm.faults import Fault
from language.quantities import read_figures
from language.text import simplify, squeeze
from language.words import is_word, words

_NOT = re.compile(r"不|非|无|未|没|禁|勿|否|除外|\b(?:no|not|cannot|never|without)\b|n't", re.IGNORECASE)
_DENIED = re.compile(
    r"不得|不能|不可|不予|不行|不允许|不支持|不享受|不给|不补|不包括|不适用|不再|不属于|无法|无权|没有资格|禁止|严禁|拒绝|取消|作废|失效|"
    r"\b(?:cannot|may not|must not|not (?:allowed|eligible|apply|include|available)|excluded|prohibited|forbidden)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"不超|不高于|不多于|不低于|不少于")  # denies nothing
_FORBIDDEN = re.compile(r"(?:不得|不能|不可|不予|不行|不再|不享受|不纳入|不列入|禁止|严禁|不适用)([一-鿿]{2,8})")
# How much, for whom, how surely: words that make an offer of a condition, and that a clause has to have itself.
_STRONG = re.compile(
    r"全额|全部|全免|免费|免缴|免交|不限|无上限|不设上限|不封顶|翻倍|翻番|加倍|双倍|数倍|一律|所有|任何|无条件|无需|不需要|不用|不必|自动|保证|一定能|必定|肯定|百分百|"
    r"永久|长期有效|立即|马上|当天|先到先得|随时|\b(?:free|unlimited|all|any|always|guaranteed?|automatically|unconditional(?:ly)?|double)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[。；;!！?？]")
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


def check_denials(said: str, backing: Backing) -> None:
    """What a clause forbids is not said without a word of denial, and no denial is said that no clause has."""
    flat = squeeze(simplify(said))
    denied = bool(_NOT.search(said))
    for match in _FORBIDDEN.finditer(backing.source):
        if not denied and match[1][:4] in flat:
            raise Fault("denial", f"条款写的是“{match.group()}”，不要反过来说")
    if _DENIED.search(said) and not _NOT.search(_LIMIT.sub("", backing.source)):
        raise Fault("denial", "条款没有否定或禁止的意思，不要加上")


def check_strength(said: str, backing: Backing) -> None:
    """Words of strength, and kinds of applicant, are the clause's own."""
    source = squeeze(simplify(backing.source))
    for match in _STRONG.finditer(simplify(said)):
        if squeeze(match.group()) not in source and not (backing.english and match.group().isascii()):
            raise Fault("strength", f"“{match.group()}”不在所引条款里")
    for party in parties(said):
        if squeeze(party) not in source and squeeze(party) not in squeeze(backing.question):
            raise Fault("strength", f"“{party}”不在所引条款里")


def check_cases(said: str, backing: Backing) -> None:
    """A figure of one case (非自主) is not said of its opposite (自主) alone."""
    for provision in backing.provisions:
        match = re.search(r"非([一-鿿]{2})", provision.condition)
        if not match:
            continue
        word, case = match[1], {(f.value, f.unit) for f in provision.figures}
        opposite = [p for p in backing.provisions if p is not provision and word in p.condition and match.group() not in p.condition]
        other = {(f.value, f.unit) for p in opposite for f in p.figures}
        for part in _PARTS.split(said):
            named = {(f.value, f.unit) for f in read_figures(part)}
            of_case = bool(re.search(rf"(?:非|不是|不属于|不算|没有?){word}", part))
            of_other = bool(re.search(rf"(?<!非)(?<!不是)(?<!不属于)(?<!不算){word}", part))
            wrong = (case - other) & named if of_other and not of_case else (other - case) & named if of_case and not of_other else set()
            if wrong and opposite:
                raise Fault("case", f"“{part.strip()[:30]}”里的数字是另一种情形的")


def check_words(said: str, backing: Backing) -> None:
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


