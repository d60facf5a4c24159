"""How the words around a figure bound it: 不超过, 以上, 约; and what it is counted for: 每家, /项."""

from __future__ import annotations

import re
from dataclasses import replace

from policy.provisions import Comparator, Figure, FigureKind

_LOOK = 24  # characters before a figure in which its bounds stand
_PREFIXES: tuple[tuple[re.Pattern[str], Comparator], ...] = tuple(
    (re.compile(rf"(?:{words})$"), comparator)
    for words, comparator in (
        (r"不(?:得|应|能|可|会)?(?:超过?|高于|多于|大于)|≤|<=", Comparator.LE),
        (r"(?:至多|最高|最多|上限|限额|封顶|可达到?|可到)(?:可|一次性|给予|予以|获得?|享受|奖励?|补助?|补贴|资助|支持|兑现|贴息|"
         r"金额|额度|标准|数额|\([十百千万亿美人民币元]{1,4}\)|为|达到?|至|到|:)*", Comparator.LE),
        (r"不(?:得|应|能)?(?:低于|少于|小于)|至少[一-鿿]{0,2}|须满|最低|≥|>=", Comparator.GE),
        (r"不满|不足|不到|低于|少于|小于|未达到?|未满|没到|没满|<", Comparator.LT),
        (r"超过|突破|高于|大于|多于|超|(?<![打])破|(?<![一-鿿])过|(?:要|须|总分|评分)过|>", Comparator.GT),
        (r"(?<![圆美丰饱])满|达到|达", Comparator.GE),
        (r"大约|大概|差不多|将近|(?<![签预节合制履条公违契])约|(?<![最附新])近|(?<![加尽])快", Comparator.ABOUT),
    )
)  # fmt: skip
_SUFFIX = re.compile(
    r"(?:\((?P<not>不)?含(?:本数|本级|\d+)?\)|及)?"
    r"(?P<w>以上|以下|以内|之内|范围之?内|内(?![容部外地资设存涵])|起步|左右|上下|出头|多(?![长久少大])|封顶|不到)(?P<no>\((?:不含|不包括)[^)]{0,6}\))?"
)
_SUFFIXES = {
    "以上": Comparator.GE, "以下": Comparator.LE, "以内": Comparator.LE, "之内": Comparator.LE, "内": Comparator.LE, "范围内": Comparator.LE, "范围之内": Comparator.LE,
    "起步": Comparator.GE, "左右": Comparator.ABOUT, "上下": Comparator.ABOUT, "出头": Comparator.ABOUT,
    "多": Comparator.ABOUT, "封顶": Comparator.LE, "不到": Comparator.LT,
}  # fmt: skip
_STRICT = {Comparator.GE: Comparator.GT, Comparator.LE: Comparator.LT}
_INEXACT = re.compile(r"[多来几余]|级$")  # 千亿级: of that order
_SPANS = re.compile(r"(?:最?近|过去|前|后|未来|连续|每)$")
_PER = re.compile(r"/\s*(?P<w>平方米|千瓦时|工作日|[项件个家年人次台套条月日天吨亩户辆场名款篇])")
_EACH = re.compile(r"(?:每|单)(?P<w>平方米|立方米|千瓦时|亩|吨|[家个件项台套人次户名年月类款篇场])[^,，;；。、\d]{0,8}(?:每[年月日天次][^,，;；。、\d]{0,8})?$")


def bounded(figure: Figure, flat: str) -> Figure:
    """`figure` with its comparator and what it is counted for, as the words beside it in `flat` say."""
    before = flat[max(0, figure.start - _LOOK) : figure.start]
    per = _PER.match(flat, figure.end)
    each = _EACH.search(before)
    named = per["w"] if per else each["w"] if each and figure.kind is not FigureKind.DATE else ""
    return replace(figure, comparator=_comparator(figure, flat, before), per=named)


def _comparator(figure: Figure, flat: str, before: str) -> Comparator:
    comparator = Comparator.ABOUT if _INEXACT.search(flat[figure.start : figure.end]) else Comparator.EQ
    if not (figure.kind is FigureKind.DURATION and _SPANS.search(before)):  # 近三年 is "the last three years"
        comparator = next((c for p, c in _PREFIXES if p.search(before)), comparator)
    suffix = _SUFFIX.match(flat, figure.end)
    if suffix is None or figure.kind is FigureKind.DATE or (suffix["w"] == "内" and figure.kind is not FigureKind.DURATION):
        return comparator
    comparator = _SUFFIXES[suffix["w"]]
    return _STRICT.get(comparator, comparator) if suffix["not"] or suffix["no"] else comparator
