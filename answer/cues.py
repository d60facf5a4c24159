"""The words by which a message hangs on what was said before: links, pointing words, corrections, places in a list."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"^(?:(?:好+的?|嗯+|哦+|噢+|行+|对|明白了?|知道了|了解了?|收到|原来如此|谢谢(?:你|您|啦|了)?|多谢|辛苦了?|再见|拜拜|先这样|没事了?|ok(?:ay)?|thanks?(?: you)?|thank you|great|i see)"
    r"(?:[啊呀啦哈吧了]*)(?:[,，。.!！~\s]+|$))+",
    re.IGNORECASE,
)
LINK = re.compile(
    r"^(?:(?:再)?回到|说回|那么|那(?![个种些份条里边儿时家])|然后|还有|另外|再问(?:一下|下)?|再|对了|顺便(?:问(?:一下|下)?)?|所以|and|but|so|then|what about|how about)[,，\s]*",
    re.IGNORECASE,
)
# 手机也是这样吗: what was asked before is asked of this.
SAME = re.compile(
    r"(?:是不是|是否)?(?:也|还|都)?(?:是)?(?:这样|这么(?:算|补|多|规定|办)|一样|同样|适用|如此)(?:的)?(?:吗|么|吧|呢|不|嘛)?(?=[?？。!！]*$)|"
    r"也(?:能|可以|行|算|有)(?:吗|么|吧|嘛)(?=[?？。!！]*$)|\b(?:the same|as well|too)\b",
    re.IGNORECASE,
)
ONLY_TAIL = re.compile(r"(?:[呢捏嘞咧哩涅]|又?(?:怎么样|如何|咋样|怎么说|咋说|怎么算|咋算))[啊呀]?(?=[?？。!！]*$)")
SUPPOSED = re.compile(r"^(?:如果|要是|假如|假设|若是?|换成|改成|变成|换作|换|按|what if|if)(?:说|是)?", re.IGNORECASE)
POINTING = re.compile(
    r"(?:这|那|该|此|上面|上述|刚才|前面|刚刚|[你您]说的?)(?:那|这|的)?(?:一)?(?:个|条|项|种|些|份|款|笔|类|张|里面?|边|方面|事|块)?"
    r"(?:政策|措施|文件|办法|规定|通知|方案|意见|券|补贴|补助|条款|钱|奖励|资金|资格)?(?:里面?|中)?(?:的)?|它们?(?:的)?|其中(?:的)?"
)
ENGLISH_POINTING = re.compile(r"\b(?:it|its|this|that|these|those|they|them)\b", re.IGNORECASE)
POINTS = re.compile(r"这(?![样边里儿次么会时几块])|它|该(?=条|项|办法|文件|政策|措施|通知|券)|上面|上述|刚才|前面|刚刚|[你您]说的|其中|那(?=个|条|项|种|些|份|款|笔)")
_CORRECTED = re.compile(
    r"(?:我|咱|俺)(?:们)?(?:是|想|要|刚才|刚刚)?(?:说|问|指|讲)的?(?:是|就是)[,，:：\s]*(?P<told>.+)$|"
    r"^(?:不是|不对|错了|说错了|搞错了|写错了|打错了|问错了|更正|纠正)[^,，。!！]*[,，。!！\s]\s*(?:应该是|应该|而是|我是|是)?(?P<put>.+)$|"
    r"\bi mean(?:t)?[,\s]+(?P<meant>.+)$",
    re.IGNORECASE,
)
_NOT_THAT = re.compile(r"[,，]?\s*(?:而)?不是[^,，。]*$")
_OTHER = re.compile(
    r"另(?:外)?(?:的|那)?(?:一|两|几)?(?:种|个|类|档|款|边|样|项|半)|(?:其他|其它|别的|剩下|其余)(?:的)?(?:那)?(?:一|两|几)?(?:种|个|类|档|款|样|项|情况|情形)?(?=[呢吗?？。]|$|能|有|怎)|"
    r"\bthe other (?:one|kind|case|type)\b|\bother (?:one|kind)\b"
)
_NUMBERED = re.compile(r"第([一二三四五六1-6])(?:个|种|类|档|项|点|款)|^\D{0,3}([1-6])\s*[.、)）号]?\s*$|\bthe (first|second|third|last)(?: one)?\b")
_POINTED_NOUN = re.compile(
    r"(?:刚才|之前|前面|上面|刚刚|开头|一开始|最开始|最早|回到|那|这)[^,，。]{0,4}?(?:个|条|项|种|份|款|笔)(?!政策|措施|文件|办法|规定|通知|方案|意见|东西|问题|钱)"
    r"(?P<noun>[一-鿿]{1,8}?)(?=$|[,，。?？!！]|的|能|有|是|要|在|到|怎|多|可|还|也|呢|最|会|归|算)"
)
_LAST = re.compile(r"后者|最后(?:那)?(?:一)?(?:个|种|项|类)")
_FIRST = re.compile(r"前者")
_BIG = re.compile(r"(?<=[\d一二两三四五六七八九十百千半])个(?=亿|[百千]?万)")
_ENGLISH_AMOUNT = re.compile(r"(?:RMB|CNY|¥)?\s*(\d[\d,]*(?:\.\d+)?)\s*(million|billion|thousand|k|m|bn)\b\s*(?:yuan|rmb|cny)?", re.IGNORECASE)
_SCALE = {"million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "thousand": 10**3, "k": 10**3}
_ORDER = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "first": 0, "second": 1, "third": 2, "last": -1}
# What only a document has, not a clause of it.
OF_DOCUMENT = re.compile(
    r"文号|发文字号|几号文|文件号|(?:谁|哪个(?:部门|单位|机关)|哪里|哪儿)(?:发布|印发|出台|发的|制定|颁布)|发文(?:机关|单位)|发布单位|"
    r"(?:什么时候|何时|哪天|哪一天|几号|哪年|啥时候)(?:发布|印发|出台|成文|公布|颁布|发的)|(?:发布|印发|成文|出台|公布)(?:日期|时间)|(?:多少|几)条(?:措施|政策|$|[?？])"
)
LEVELS = re.compile(r"省里|省级|全省|我省|本省|国家(?:层面|级|那边)|全国|中央|市里|区里|县里")


def plain_amounts(text: str) -> str:
    """2个亿 as 2亿, 3 million yuan as 3000000元."""
    scaled = lambda m: f" {float(m[1].replace(',', '')) * _SCALE[m[2].lower()]:.0f}元"  # noqa: E731
    return _ENGLISH_AMOUNT.sub(scaled, _BIG.sub("", text))


def stripped(text: str) -> str:
    """A message without the courtesy that it begins with."""
    return _OPENING.sub("", text).strip()


def corrected(text: str) -> str:
    """What a correction puts in the place of what was understood; "" where it is none."""
    match = _CORRECTED.search(text)
    said = next((g for g in match.groups() if g), "") if match else ""
    return _NOT_THAT.sub("", said).strip()


def other_meant(text: str) -> bool:
    """另一种: the case that was not asked about."""
    return bool(_OTHER.search(text))


def place_meant(text: str) -> int | None:
    """The place in a list that a message names (第二个, 2, 后者), counted from 0; -1 is the last."""
    if _LAST.search(text):
        return -1
    if _FIRST.search(text):
        return 0
    match = _NUMBERED.search(text)
    said = next((g for g in match.groups() if g), "") if match else ""
    return _ORDER.get(said.lower(), int(said) - 1 if said.isdecimal() else None) if said else None


def without_place(text: str) -> str:
    """A message without its 第二个."""
    return _FIRST.sub("", _LAST.sub("", _NUMBERED.sub("", LINK.sub("", text)))).strip(" ,，的")


def pointed_noun(text: str) -> str:
    """What a message points back to by name: 券 of 刚才那个券; "" where it names nothing."""
    match = _POINTED_NOUN.search(text)
    return match["noun"] if match else ""


def without_links(text: str) -> str:
    """The words of a fragment: 那模型券呢 is 模型券."""
    text = LINK.sub("", text.strip())
    text = SAME.sub("", SUPPOSED.sub("", text))
    return ONLY_TAIL.sub("", text).strip(" ,，。？?！!、；;")


def without_pointing(text: str) -> str:
    """A question without the words that point back: 这个券有效期多久 is 有效期多久."""
    text = LINK.sub("", text.strip())
    return ENGLISH_POINTING.sub("", POINTING.sub("", text)).strip(" ,，")
