"""How strongly words bind, and whether they leave it to the locality."""

from __future__ import annotations

import re
from functools import lru_cache

from policy.provisions import Modality

FORBIDDEN = re.compile(
    r"不得(?!不)|(?<!不)禁止(?![、类性])|严禁|不予|不受理|不新建|不准(?![确时])|不许(?!可)|不可以|不应当?(?=[一-鿿])|"
    r"不再(?=享受|给予|重复|支持|奖励|补助|受理)|不(?:叠加|重复|同时|兼)(?=享受|支持|奖励|补助|资助|申报|兑现)"
)
_MUST = re.compile(
    r"(?<!不)应当|(?<![对供适响相反感效呼照理报答])应(?=[按在于由向依自为经予与从将以]|及时|严格|具备|符合|满足|提交|包括|明确|"
    r"优先|同时|立即|不[低少超高]|根据|通过|保证|确保|达到|坚持|遵守|建立|年满|满足|是(?!否)|有(?!尽)|无|已|先|持|配|注|说明|如实|参加|接受|承担|履行)|必须|严格(?=落实)|(?<![无必莫])须(?!知)|方可|"
    r"(?<![必所急供内无刚军])需(?:要)?(?=满足|提供|提交|具备|符合|达到|经(?!济))|"
    r"(?<![需重主首必简摘概次纪紧险扼切机只若如想不的])要(?=[一-鿿])(?![求素件点么闻害道约是塞冲旨义领目]|不(?!得))"
)
# 许可, 可信, 可复制 permit nothing.
_MAY = re.compile(
    r"(?<![不认许宁尽方即])可(?!持|能|查|复用|行|靠|控|信|观|视|见|燃|再生|复制|推广|追|溯|比|移|读|穿|编|爱|降解|回收|解释|"
    r"开放|交易|扩展|量化|操作|感|调|循环|支配|用(?!于))|有权(?![益限利威属重])"
)
_ENCOURAGE = re.compile(
    r"鼓励|(?:^|[,;:])(?:大力|积极|重点|优先|加快|进一步|继续|着力|并|同时|也|还)*支持(?!政策|力度|范围|措施|体系)|[,、]?引导和?支持|扶持(?=[一-鿿]{2,}建设)"
)
_IN_ORDER = (
    (Modality.MUST_NOT, FORBIDDEN),
    (Modality.MUST, _MUST),
    (Modality.MAY, _MAY),
    (Modality.ENCOURAGE, _ENCOURAGE),
)
LOCAL = re.compile(
    r"有条件的?(?:地方|市县|市、县|地区|设区市)|(?:由|以)(?:各?地方|属地|各地|市县)|(?:各地|市县|地方)(?:可|自行)|"
    r"鼓励(?:各?地方?|各?[市区]、?县|县[(]?市|各区)|(?:各地|各市|各县|市县|地方|当地|[市县区]级财政可?)[^,;]{0,12}(?:结合实际|自行|自主)(?=制定|确定|安排|出台|决定)?"
)


@lru_cache(maxsize=4096)
def modality(words: str) -> Modality:
    """The strongest of what the words say; 应当…不得… forbids."""
    return next((m for m, pattern in _IN_ORDER if pattern.search(words)), Modality.STATE)


def modal_end(words: str, strength: Modality) -> int:
    """Where the first word that binds with `strength` ends, -1 where there is none."""
    match = dict(_IN_ORDER)[strength].search(words) if strength is not Modality.STATE else None
    return match.end() if match else -1


def parts_from(before: Modality, after: Modality) -> bool:
    """Whether a segment that binds as `after` begins a provision of its own behind one that binds as `before`."""
    if Modality.STATE in (before, after) or before is after:
        return False
    return (before, after) != (Modality.ENCOURAGE, Modality.MAY)
