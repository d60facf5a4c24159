"""The word for what a provision does: the granting word nearest to the award, the verb behind 应当 or 可以, or 不得."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ingest.groups import Group
from ingest.modality import FORBIDDEN, modal_end
from ingest.segments import GRANT, GRANT_WORDS
from policy.provisions import Figure, FigureRole, Modality

AWARDS = (FigureRole.RATE, FigureRole.CAP, FigureRole.AMOUNT)
PAYING = re.compile(GRANT_WORDS)
_FULL_WORD = {"补": "补助", "奖": "奖励", "处": "罚款"}
_VERBS = (
    r"直接认定|认定|直接纳入|纳入|直接确认|发放|建设|打造|培育|引进|支持|构建|开展|推动|鼓励|"
    r"组织实施|评选|登记|申报|备案|填报|开放|承接|举办|参加|落实|简化|放宽|加大|引导|不得|禁止|享受|担任|申请|"
    r"实施|建立|提供|破除|依据|施行|覆盖|推进|新增|安排|责令|罚款|没收|吊销|处分|追究"
)
ACTION = re.compile(_VERBS)
_LEGAL = re.compile(
    rf"{_VERBS}|报告|报送|报请|提交|提出|提起|办理|告知|通知|公布|公告|公示|公开|征求|征得|出示|说明|标明|写明|注明|载明|记录|保存|"
    r"保持|保证|保障|保护|采取|制定|编制|设置|设立|配备|加强|健全|完善|组织|协助|配合|接受|缴纳|支付|退还|补缴|赔偿|承担|"
    r"履行|遵守|符合|具备|包括|进行|作出|给予|使用|取得|委托|立案|审查|审核|审批|批准|核实|检查|处理|处罚(?![金款])|罚金|有期徒刑|拘役|移送|移交|送达|"
    r"受理|决定|确定|选择|转让|流转|出让|签订|变更|撤销|注销|停止|恢复|续期|连任|参照适用|参照执行|适用|反馈|计入|追缴|收取|约定|用于|换发|补发|"
    r"授予|增设|实行|改正|回避|公证|减缴|免缴|减免|提高|监督|管理|负责|暂扣|警告|拘留|取消|终止|退回|整改|落户|入住|抵扣|延长"
)
_PHRASE = re.compile(
    r"以(?=[一-鿿])(?!下|上|内|及|[^,;]{1,8}方式)|,|依法|及时|直接|优先|继续|只|定期|一并|严格|同时|立即|主动|积极|如实|统一|逐步|共同|分别|合理|适当|酌情|先行|"
    r"[\d一二三四五六七八九十]+个?(?:工作)?(?:日|天|月|年|小时)[以之]?[内前]|书面|"
    r"予以|给予(?=表|处)|并|先|还|也|再|原则上|按期|按时|事先|提前|"
    r"自[^,;]{1,40}?之日起|在?[^,;]{1,20}?[内前](?=[,以予向由作完提办申报通告将]|$)|"
    r"(?:按照?|依照?|依据|根据|参照|遵照)[^,;]{1,40}?(?:规定|要求|标准|程序|权限|条件|情况|程度|办法|比例|原则|条例|职责|分工|约定)(?:和[一-鿿]{2,6}?(?=进行|办理|申请|提出|提交|予以))?|"
    r"结合[^,;]{1,10}?(?:实际|情况)|"
    r"(?:向|由|经|报)[^,;]{1,40}?(?:部门|机关|机构|政府|单位|社会|委员会|组织|法院|院|局|厅|会|方|人)(?=[一-鿿]{2})"
)
_PREPOSITION = re.compile(r"[在于自向对由按依根通经与同为以就从参结会遵把将凭]|不[低少超高]")
_ONE = re.compile(r"[做有问用交报缴付设定]")
_FINE = re.compile(r"^以?(?=[\d一二三四五六七八九十百千万][^,;]*(?:罚|元|倍))")
_GIVING = re.compile(rf"(?:给予|予以|享受|发放)[^,;]{{0,14}}(?:{GRANT_WORDS})")
_EMPTY = ("", "给予", "进行")
_MET = (FigureRole.THRESHOLD, FigureRole.TARGET)
_VOUCHER = re.compile(r"发放")
_HAN = re.compile(r"[一-鿿]{2}")


def action_of(group: Group, strength: Modality, figures: Sequence[Figure]) -> str:
    """The word for what a group brings, "" where it only states."""
    words, awards = group.promise, [f.start for f in figures if f.role in AWARDS]
    if not words:
        return ""
    paid = [s.words for s in group.body if bisect_left(awards, s.start) < bisect_left(awards, s.end)]
    if strength is Modality.MUST_NOT:
        return _granted(paid) or _first(FORBIDDEN, words)
    if strength in (Modality.MUST, Modality.MAY) and not awards and not _GIVING.search(words):
        verb = _behind(words, strength)
        return verb if verb not in _EMPTY else _granted([words]) or verb
    return _granted([*reversed(paid), words]) or _first(_VOUCHER, words) or _first(ACTION, words) or _stated(group, figures)


def _granted(parts: Sequence[str]) -> str:
    """The last word of granting in the first part that has one; 给予政策支持 is 支持."""
    for words in parts:
        found = [m.group() for m in PAYING.finditer(words)]
        if found:
            return _FULL_WORD.get(found[-1], found[-1])
    return "支持" if any(GRANT.search(words) for words in parts) else ""


def _stated(group: Group, figures: Sequence[Figure]) -> str:
    """What a plain statement does; one that only names figures to be met or reached does nothing."""
    if any(f.role in _MET for f in figures):
        return ""
    for segment in reversed(group.body):
        if verb := _first(_LEGAL, segment.words):
            return verb
    return "" if group.body else _first(ACTION, group.words)


def _behind(words: str, strength: Modality) -> str:
    """The verb behind the modal word: 应当〔自…之日起20日内，向…〕办理."""
    rest = _bare_verb(words[modal_end(words, strength) :])
    if rest.startswith("处") and _FINE.match(rest[1:]):
        return "罚款"
    verb = _LEGAL.match(rest) or (_LEGAL if _PREPOSITION.match(rest) else ACTION).search(rest)
    if verb or _PREPOSITION.match(rest):
        return verb.group() if verb else ""
    return _first(ACTION, words) or _first(_ONE, rest[:1]) or _first(_HAN, rest[:2])


def _bare_verb(rest: str) -> str:
    """The words from the verb on, without the adverbs and the phrases of time, place and manner before it."""
    while not _LEGAL.match(rest):
        match = _PHRASE.match(rest)
        if not match:
            break
        rest = rest[match.end() :]
    return rest


def _first(pattern: re.Pattern[str], words: str) -> str:
    match = pattern.search(words)
    return match.group() if match else ""
