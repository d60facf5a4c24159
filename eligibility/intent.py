"""Whether a message asks what the asker qualifies for; a question about one measure is not of that kind."""

from __future__ import annotations

import re

from language.text import caseless

_GOOD = r"(?:扶持|支持|优惠|惠企|奖补|补贴|补助|补|奖励|奖|资助|政策|措施|资金|待遇|福利|红利|好处|条件|项目|资质|券|钱|的|类|性|方面|和|与|或者?|、|/)"
_CAN = r"(?:能不能|能否|是否|可不可以|可以|能够?|可|够格|有资格|够条件|有权|适合|应该)"
_GET = r"(?:享受|享有|申请|申报|报|领取|领|拿|获得|得到|得|争取|符合|满足|适用|用)(?:到|上|得到|得)?"
_WHICH = r"(?:(?:哪些|[点些]?(?:什么样?|啥样?)|哪几[种项个条]|几[种项个]|多少)(?:样的?|种的?|的)?)"
_ADVERB = r"(?:都|还|一共|总共|到底|究竟|大概|具体|同时|目前|现在|今年|又|也|就)*"
_PHRASE = re.compile(
    rf"(?:{_CAN}{_ADVERB}{_GET}?|(?:符合|满足|适用|够)){_WHICH}{_GOOD}*"
    rf"|(?:有|符合|适合){_ADVERB}{_WHICH}{_GOOD}*(?:是|可以|能够?|适合|给)?(?:我们?|咱们?)?{_CAN}?(?:{_GET}|用)的?{_GOOD}*"
    rf"|有{_ADVERB}{_WHICH}{_GOOD}*(?:适合|适用于?|针对|给)(?:我们?|咱们?)(?:公司|企业|单位)?的?{_GOOD}*"
    rf"|(?:看看?|查查?|算算?)?有没有(?:什么|哪些|啥)?(?:适合)?(?:我们?|咱们?)(?:{_CAN}{_GET}|{_GET})?的?{_GOOD}+"
    rf"|有没有(?:什么|哪些|啥)?{_GOOD}+(?:是)?(?:我们?|咱们?)?{_CAN}{_GET}的?"
    rf"|(?:匹配|评估|测算|自测)(?:一?下)?(?:我们?的?|我们公司的?|我们企业的?|申报|申请)?(?:资格|{_GOOD}+)|(?:政策|资格)(?:匹配|自测|评估)"
    r"|\b(?:what|which)(?: (?:kinds? of|sorts? of|other|public|local|of the))?(?: (?:subsid(?:y|ies)|support|measures?|polic(?:y|ies)|benefits?|grants?|funding|"
    r"money|vouchers?|incentives?|programmes?|programs?|schemes?|else))* (?:can|could|do|may|might|are|am|is|would|does) (?:i|we|my \w+|our \w+)"
    r"(?: be)?(?: (?:qualify|apply|eligible|entitled|get|claim|receive|obtain|benefit))(?: (?:for|to|from))?"
)
_LEAD = re.compile(
    r"(?:您?你?好|请问一?下?|请|麻烦(?:您|你)?|劳驾|(?:就|是|我|来)?想(?:要|来)?(?:知道|了解|问问|问|咨询|查查|查|打听打听|打听)一?下?(?:看看?)?|问问|问一?下|咨询一?下|打听一?下|(?:帮|给|替)(?:忙|(?:我们?|咱们?)(?:公司|企业|厂)?)?(?:看看|看|查查|查|算算|算|测一测|测测|测算|评估|判断|分析|了解)?(?:一?下)?"
    r"|[你您]看看?|看看|看一?下|查一?下|那么?|这样|这种情况|这个情况|按这个|根据(?:以上|上面|这些)?(?:情况)?|所以|因此|另外|目前|现在|今年|如今|一共|总共|到底|究竟|大概|都|还|应该"
    r"|well|so|please|hello|hi|then|and|now|tell me|could you tell me)"
)
_SELF = re.compile(
    r"(?:像)?(?:我们?|咱们?|俺们?|本(?=[公企单人])|贵(?=[公企单]))(?:这[种样家类个](?:的)?)?(?:[^，。]{0,8}?(?:公司|企业|工厂|厂子?|单位|团队|机构|店铺?|人|司))?|(?:本公司|我司|我厂)"
)
_SELF_IS = re.compile(r"(?:我们?|咱们?|本公司|我司|本企业|本单位|我厂)[^，。]{0,6}?(?:是|在|属于?|做|搞|从事|位于|注册|[\d一二三四五六七八九十百千两]+[万亿])")
_TAIL = re.compile(rf"(?:{_GOOD}|吗|呢|啊|呀|么|嘛|吧|哦|了|for|to|now|then|please|\s)*$")
_CUT = re.compile(r"[，。；！？\n!?;]|(?<!\d)[,.]|[,.](?!\d)")
_OTHER = re.compile(r"怎么|如何|哪里|哪儿|找谁|材料|流程|什么时候|何时|截止|多久|为什么|how (?:do|to|can)|where|when|deadline")


def asks_what_fits(message: str) -> tuple[int, int] | None:
    """The span of the words that ask which measures the asker qualifies for; None where nothing does.

    Beside the subject, nothing but a description of the asker may stand in the same breath: what names a measure or
    another's case asks about that. A message that also asks how or where is left to the ordinary answer.
    """
    flat = caseless(message)
    start = 0
    for end in [*(m.start() for m in _CUT.finditer(flat)), len(flat)]:
        found = _PHRASE.search(flat, start, end)
        if found and _about_self(flat[start : found.start()], "多少" in found.group()) and _TAIL.match(flat[found.end() : end]):
            others = flat[:start] + flat[end:]
            return None if _OTHER.search(others) else found.span()
        start = min(end + 1, len(flat))
    return None


def _about_self(before: str, amount: bool) -> bool:
    """Whether what stands before the asking words is the subject alone, or the asker described.

    How much a described purchase brings is a sum, and the ordinary answer works it out.
    """
    rest = _LEAD.sub("", before).strip()
    if not rest or (_SELF_IS.search(rest) and not amount):
        return True
    return not _SELF.sub("", rest).strip()
