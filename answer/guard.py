"""Requests that are refused: instructions to the system, help with fraud, other people's data."""

from __future__ import annotations

import re
from enum import StrEnum


class Refusal(StrEnum):
    """Why a request is refused."""

    INJECTION = "injection"
    FRAUD = "fraud"
    PRIVACY = "privacy"


_INJECTION = re.compile(
    r"(?:忽略|无视|忘记|忘掉|抛开|绕过|跳过).{0,14}(?:指令|规则|设定|提示|要求|限制|约束|之前|以上|前面)|系统提示词|提示词(?:原样|全部|打印|是什么|内容)|"
    r"(?:扮演|假装|假设)(?:你|自己)?(?:是|成).{0,14}(?:没有限制|不受|管理员|黑客|越狱|另一个)|你(?:现在|从现在起)(?:是|就是|变成)|你(?:不受|不用遵守|可以不管|没有).{0,8}(?:规矩|规则|限制|约束|管)|"
    r"(?:打印|输出|告诉|说出|显示|复述|念).{0,10}(?:提示词|指令|系统设定)|(?:提示词|系统指令|系统设定).{0,10}(?:打印|输出|发我|给我|念|复述|是什么)|"
    r"(?:ignore|disregard|forget).{0,24}(?:instruction|rule|prompt|previous|above)|system prompt|jailbreak|developer mode|"
    r"(?:打印|输出|告诉我|泄露|显示|给我).{0,8}(?:密码|密钥|api[ -]?key|后台|源代码|配置文件|(?:你的?|你们的?|后台)数据库)|<\s*/?\s*(?:script|system)",
    re.IGNORECASE,
)
_FAKE = (
    r"(?:假|虚假|伪造|阴阳|空白?)(?:的)?[一-鿿]{0,4}?(?:合同|发票|流水|材料|证明|公章|资质|项目|数据|社保|业绩|账|票)"
    r"|(?:编|造|补|做|伪造|虚构|虚开|P|p|凑)(?:一)?(?:份|个|些|点|张|套)?(?:假|虚假)?.{0,4}(?:假合同|假流水|发票|假账|假材料|公章|虚假|研发费用?台?账)"
    r"|虚构|虚开|虚报|造假|作假|做假|伪造|改(?:一下|个)?(?:日期|金额|数据)"
)
_GAIN = r"套(?:取|出来|出|点|现|一笔|补贴|补助|资金)|骗(?:取|补|到|过)|蒙混|糊弄过|瞒过|不被(?:发现|查)|查不(?:到|出)|逃过|钻空子|怎么(?:编|造|做得像)|教(?:教)?我|帮我|怎么弄|有什么办法"
_FRAUD = re.compile(rf"(?:(?:{_FAKE}).*(?:{_GAIN}))|(?:(?:{_GAIN}).*(?:{_FAKE}))|套取|骗补|骗取|洗钱|行贿|送(?:点)?(?:礼|红包|好处).{{0,12}}(?:审|批|过|领导|专家)")
_MAKE = re.compile(rf"(?:帮|替|给|教|麻烦|能不能|怎么|如何|拟|编|做|弄|搞|写|配).{{0,20}}(?:{_FAKE})|(?:根本|压根|其实)?(?:没有?|未)(?:履行|发生|跑|做|买).{{0,10}}(?:合同|发票|流水)")
_DISGUISE = re.compile(
    r"(?:改|写|改写|填|包装|伪装|说|弄|报)成.{0,16}(?:好|来|去|再|就能|才能).{0,8}(?:领|拿|报|申|补|套)|冒充|(?:互相|自己|关联).{0,6}开票|刷(?:高|流水|单)|"
    r"(?:怎么|如何|才能?|办法).{0,16}(?:查不出|查不到|不被(?:查|发现)|不露馅|躲过|应付检查)"
)
_HARM_ASKED = re.compile(r"会不会|什么后果|怎么处理|如何处理|责任|追究|怎么处罚|处罚|举报|被骗|算不算|是不是违法|违法吗|不得")
_PRIVACY = re.compile(
    r"(?:身份证号?|手机号|住址|家庭住址|银行卡|账号|密码|私人电话|个人信息|病历|征信)(?!.{0,6}(?:要|需|带|填|交)).{0,12}(?:给我|告诉|查|是多少|发我|查一下|列)"
    r"|(?:查|告诉我|给我|列出|发我|打听|看看).{0,16}(?:别人|他人|某某|人家|老板|领导|处长|局长|同行|竞争对手|隔壁|其他(?:企业|公司)|那家(?:企业|公司)).{0,14}"
    r"(?:身份证|手机号?|电话|住址|银行|账号|拿了多少|领了多少|申报(?:材料|资料)|名单|信息|底细|流水)"
)


def refusal_of(text: str) -> Refusal | None:
    """Why `text` is refused, None where it is not. Asking what follows from a fraud is no fraud."""
    if _INJECTION.search(text):
        return Refusal.INJECTION
    if any(p.search(text) for p in (_FRAUD, _MAKE, _DISGUISE)) and not _HARM_ASKED.search(text):
        return Refusal.FRAUD
    if _PRIVACY.search(text):
        return Refusal.PRIVACY
    return None
