"""What a question asks of its topic, and what a clause must hold to answer that.

The kinds are the elements of a public-service guide (who, conditions, amount, papers, procedure, place, times, fee,
organ, contact ...) and the plain wh-words. Each has the ways in which people ask for it, and a test of whether a
clause states it. The test is what keeps the right topic from passing for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from policy.documents import Clause
from policy.provisions import FigureKind, FigureRole


class Ask(StrEnum):
    """One thing that may be asked."""

    AMOUNT = "amount"
    RATE = "rate"
    COUNT = "count"
    WHEN = "when"
    HOW_LONG = "how_long"
    DEADLINE = "deadline"
    VALIDITY = "validity"
    MATERIALS = "materials"
    PROCEDURE = "procedure"
    PLACE = "place"
    PAYOUT = "payout"
    CONTACT = "contact"
    ORGAN = "organ"
    FEE = "fee"
    STACKING = "stacking"
    PARTY = "party"
    PURPOSE = "purpose"
    RETROACTIVE = "retroactive"
    QUOTA = "quota"
    REVIEW = "review"
    TAX = "tax"
    REPAYMENT = "repayment"
    AGENT = "agent"
    PERSON = "person"
    OBLIGATION = "obligation"
    DEFINITION = "definition"
    REASON = "reason"
    CONDITION = "condition"
    INSTALMENT = "instalment"
    BRAND = "brand"
    RESULT = "result"
    STATUS = "status_of_mine"
    EXAMPLE = "example"
    PRICE = "price"
    THRESHOLD = "threshold"
    LEGAL = "legal"
    WHO = "who"
    LIST = "list"
    ITEMS = "items"
    WHETHER = "whether"
    WHAT = "what"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing asked, and the words that ask it: of two amounts each is asked in its own."""

    ask: Ask
    said: str


@dataclass(frozen=True, slots=True)
class Kind:
    """How an ask is said (`cue`), and whether a clause states it. `firm`: without that there is no answer."""

    cue: re.Pattern[str]
    stated: Callable[[Clause], bool]
    firm: bool = True


def _has(*roles: FigureRole, kinds: tuple[FigureKind, ...] = ()) -> Callable[[Clause], bool]:
    def stated(clause: Clause) -> bool:
        figures = [f for p in clause.provisions for f in p.figures]
        return any((not roles or f.role in roles) and (not kinds or f.kind in kinds) for f in figures)

    return stated


def _says(pattern: str) -> Callable[[Clause], bool]:
    compiled = re.compile(pattern)

    def stated(clause: Clause) -> bool:
        return bool(compiled.search(f"{clause.heading}\n{clause.text}"))

    return stated


_APPLIED_TO = r"向[^,，。]{2,20}[厅局委办科处部府](?:申请|申报|备案|提交|报送|登记)"
_ORGAN_SAID = re.compile(
    rf"[厅局委办科处院部府](?:负责|牵头|主管|认定|受理|会同)|由[^,，。]{{2,20}}[厅局委办科处部府]|{_APPLIED_TO}"
)


def _organ(clause: Clause) -> bool:
    return bool(clause.organs) or bool(_ORGAN_SAID.search(clause.text))


def funded(clause: Clause) -> bool:
    """Whether it says how much money there is in all: an amount that is neither a share's cap nor a condition."""
    roles = (FigureRole.QUOTA, FigureRole.TARGET, FigureRole.AMOUNT, FigureRole.OTHER)
    return _has(*roles, kinds=(FigureKind.MONEY,))(clause) and bool(re.search(r"安排|盘子|基金|总额|合计|预算|资金池", clause.text))


def _lasting(clause: Clause) -> bool:
    """Whether it gives a time: a duration that is only part of a name (5年期以上LPR) or a condition on the applicant is none."""
    figures = [f for p in clause.provisions for f in p.figures if f.kind in _TIMES]
    return any(f.role is not FigureRole.OTHER or not re.match(r"期|以上|级", clause.text[f.end : f.end + 2]) for f in figures)


def _any(_: Clause) -> bool:
    return True


_TIMES = (FigureKind.DATE, FigureKind.DURATION)

# Who may ask for themselves: the forms that applicants come in.
_PARTIES = (
    "(?<!一)个人(?!名下|工)|个体户|个体工商户|自然人|自由职业者|事业单位|高校|大学|学校|医院|科研院所|研究院|研究所|外资|外企|港资|台资|合资|国企|央企|分公司|子公司|"
    "母公司|社会组织|协会|民办非|合作社|工作室|学生|外地(?:企业|公司)|省外(?:企业|公司)|外省(?:企业|公司)?|没注册"
)
_NEVER = re.compile(r"(?!)")
# Who asks why he was turned down asks which condition is not met.
_TURNED_DOWN = r"[^,，。；;？?]{0,8}(?:不行|不够格|不够|不符合|不合格|不达标|没过|没通过|过不了|没评上|评不上|被刷|刷下来|驳回|打回)"
# 谁的盘子大 compares what else was asked; it asks for nothing more.
_COMPARING = re.compile(r"(?:谁|哪一?[个家边头份])的?[^,，。？?]{0,6}(?:大|多|高|长|早|狠)(?:一?[点些])?[?？]?$")
KINDS: dict[Ask, Kind] = {
    Ask.MATERIALS: Kind(
        re.compile(r"材料|资料|证件|执照|复印件|(?:带|备|交|提交|准备)(?:齐|好|些|点)?(?:什么|啥|哪些)|什么证明|哪些证明|填(?:什么|哪张)表|"
                   r"documents? (?:do|are|needed|required)|paperwork"),
        _says(r"凭证|证明材料|材料|提交.{0,12}(?:合同|发票|报告)|附件为"),
    ),
    Ask.PAYOUT: Kind(
        re.compile(r"(?:什么时候|啥时候|多久|多长时间|几天|几时|何时|几个月|几个?工作日|多少天).{0,12}(?:给钱|发钱|拿到钱?|到手|发放|到账|打款|打到|打进|拨付|拨款|发下来|兑现)|"
                   r"(?:到账|拨付|打款|发放)(?:要|得|需要)?(?:的?时间|多久|几天)|(?:钱|款|资金|补贴).{0,6}(?:什么时候|啥时候|多久|几时).{0,6}(?:到|发|给|下来)|when .{0,20}paid"),
        _says(r"拨付|到账之日|发放时间|兑付|个工作日内(?:拨|发)"),
    ),
    Ask.STACKING: Kind(
        re.compile(r"叠加|叠着|同时(?:享受|申请|申报|拿|领)|重复(?:享受|申报|领|拿|补)|(?:能不能|可以|能|还)再(?:拿|领|申请|申报|报)(?!多)|兼得|(?:都|两头|两样|两边)(?:都)?(?:能|可以)?(?:拿|领|申请|享受|要)[吗么?？]|一起(?:拿|领|申请|享受)|再(?:拿|领|申请?)(?:一份|一次)|combine"),
        _says(r"叠加|重复|同时享受|不得兼|就高|配套"),
    ),
    Ask.CONTACT: Kind(
        re.compile(r"电话|联系方式|联系人|打给谁|打哪个|热线|座机|号码|手机号|邮箱|微信|传真|咨询谁|phone|contact|e-?mail"),
        _says(r"电话|热线|\d{3,4}-\d{7,8}|(?:联系|咨询|反馈)[^。]{0,20}(?:科|处|室|局)|邮箱|邮编|地址"),
    ),
    Ask.FEE: Kind(
        re.compile(r"手续费|收费|服务费|工本费|要(?:不要)?(?:交|收)(?:多少|几|什么(?!材料|资料|证|表)|费|钱)|(?<!营)(?<!年)收(?:多少|几)|要钱[吗么]|免费[吗么]|统一价|代办费"),
        _says(r"收费|免费|手续费|工本费"),
    ),
    Ask.DEADLINE: Kind(
        re.compile(r"截止|截至哪|最晚|最迟|什么时候(?:开始)?(?:申报|申请|报名|报|填)|(?:几号|几月|何时|哪天|啥时候|多会儿).{0,8}(?:报|申|填|交|开放|截止)|"
                   r"来得及|赶得上|还能(?:报|申|填)|(?:报|填|申报|申请)(?:的)?(?:时间|日期|期限)|窗口期|deadline"),
        lambda c: _has(kinds=(FigureKind.DATE,))(c) and bool(re.search(r"申报|填报|报送|反馈|截止|日前|窗口|期限|时间|提交|申请", c.heading + c.text)),
    ),
    Ask.PROCEDURE: Kind(
        re.compile(r"(?:怎么|怎样|如何|咋|咋么|在哪|去哪|到哪|哪里|上哪|哪儿).{0,6}(?:申请|申报|办理|办|报名|领取?|兑现|兑换|提交|填报|申领|弄|搞定|报)|"
                   r"(?:申请|申报|办理|认定|备案)(?:的)?(?:流程|步骤|程序|手续|入口|方式|渠道)|流程|手续(?!费)|走什么程序|哪几步|how (?:do|can|to) .{0,20}apply|apply for"),
        _says(r"申报|填报|平台|系统|渠道|受理|推荐|评审|报送|(?:履行|做|办)(?:备案|登记)|程序|登记走|先做"),
    ),
    Ask.PLACE: Kind(
        re.compile(r"哪个(?:网(?!红|络)|平台|系统|窗口|地方)|什么(?:网站|平台|系统|地址)|网址|地址|窗口|线上还是线下|网上(?:还是|能不能|可以|可不可以|能|下单|买|办)|实体店|旗舰店|在线办|(?:在|去|到|上|往)(?:哪里|哪儿|哪)(?:办|申|报|买|领|交|弄|填|找|登)|where"),
        _says(rf"{_APPLIED_TO}|平台|系统|网址|地址|官网|[a-z]+\.[a-z]+|\d+号|线上|线下|寄"),
    ),
    Ask.HOW_LONG: Kind(
        re.compile(r"多久|多长时间|几天|几个月|(?<![这那近前好])几年|多少天|多少年|多少个?工作日|周期|时限|how long|how many (?:\w+ )?(?:years|months|weeks|days)"),
        _lasting,
    ),
    Ask.VALIDITY: Kind(
        re.compile(r"有效期|失效|作废|(?<![没未])(?:过期|到期)|还有效|还管用|还算数|(?:施行|实施|生效|执行)(?:的)?(?:日期|时间|之日|期限|到(?=什么|何|哪|几[号月年]|多久|20|期)|了[吗没])|(?:什么时候|何时|哪天|哪一天|几号|啥时候).{0,6}(?:实施|施行|生效|执行|开始)|"
                   r"自?(?:哪|什么时候|何时).{0,8}(?:施行|实施|生效)|(?:从|自)(?:哪|什么|几).{0,6}起|管到|用到(?:什么时候|哪)|(?:effective|in force|valid|expire)"),
        lambda c: _has(kinds=_TIMES)(c) and bool(re.search(r"施行|实施|有效|起|止|到期", c.heading + c.text)),
    ),
    Ask.RATE: Kind(
        re.compile(r"比例|百分之[几多]|百分比|几成|(?:块|元)钱?[^,，。]{0,6}几[毛角]|(?<![这那好])几个(?:百分)?点|多大比例|几折|占比|比重|多少个点|what (?:percentage|share|rate)|percent"),
        _has(kinds=(FigureKind.PERCENT,)),
    ),
    Ask.COUNT: Kind(
        re.compile(r"(?<![这那好哪的头])(?:多少|几)(?:个(?!百分|点|[^,，。？?]{0,4}(?:人|员|友|伙|学|工|生))|处|位|户|家|名|项|件|条(?!路|道|线|途径|渠道|门路|杠)|人|台|副|部|款|次(?![一-鿿]{1,3}的[一-鿿])|[回趟](?![一-鿿]{1,3}的[一-鿿])|场|篇|EFLOPS|PFLOPS|eflops|pflops)(?!工作日|月|点|钱|百分)|名额|数量|"
                   r"多少(?:算力|EF|PF)|how many (?!(?:\w+ )?(?:years|months|weeks|days)|[^?]*percent)"),
        _has(kinds=(FigureKind.COUNT, FigureKind.QUANTITY)),
    ),
    Ask.AMOUNT: Kind(
        re.compile(r"多少(?!个|处|位|户|家|名|项|件|条|人|天|年|月|台|款|次|场)|(?<![好这那])几(?:万|块|百|千|十万|多)|金额|额度|(?<!年龄)上限|封顶|最高|最多|顶格|顶天|顶多|力度|标准是|"
                   r"补(?:贴|助)?标准|奖励标准|能(?:拿|领|补|奖|报|省|减)|减多少|规模|how much|maximum|cap\b|ceiling|subsid"),
        _has(),
    ),
    Ask.WHEN: Kind(
        re.compile(r"什么时候|啥时候|何时|哪天|哪一天|哪年|哪一年|(?<!十)(?<![路街弄楼栋巷编牌])(?<!编码)(?<![编码]是)几号(?!人|楼|门|线|窗)|几月|几时|多会儿|when|what date"),
        _has(kinds=_TIMES),
    ),
    Ask.ORGAN: Kind(
        re.compile(r"(?:哪一?个|哪些|什么|啥)(?:[省市区县]里?的?)?(?:部门|单位|机构|机关|衙门|处室|科室|口子|厅局|厅|局|委|办(?!法|理|公))|谁(?:负责|管|牵头|主管|认定|审批|发|出台)|归(?:谁|哪)(?:管|负责|审|批|个?部门)|找谁|(?:谁|哪.{0,4})(?:牵头|主管)|责任单位|"
                   r"which (?:department|agency|body)"),
        _organ,
    ),
    Ask.PARTY: Kind(
        re.compile(rf"给不给[^。？?；;，,]{{0,6}}(?:{_PARTIES})|(?:{_PARTIES})[^。？?；;，,]{{0,6}}(?:给不给|有没有份|轮得到|沾得上|领得到)|(?:{_PARTIES})(?!老师|教师|教授|导师|生|的?人才)[^。？?；;，,]{{0,6}}(?:能|可以|可否|行不行|行吗|认不认|算不算|有(?:没有)?资格|享受)|"
            rf"(?:认不认|认(?=个)|包括|包不包括|限不限|算不算)[^。？?；;]{{0,8}}(?:{_PARTIES})"),
        _any,
    ),
    Ask.PURPOSE: Kind(
        re.compile(r"(?:券|补贴|补助|资金|奖励|钱)[^。？?；;]{0,8}(?:能|可以|可不可以|能不能)[^。？?；;]{0,6}(?:用来|用于|拿来|买|抵|报销|付|交)(?!一?抵?[^。？?；;，,]{0,4}(?:多少|几))(?!一抵)|(?:用来|拿来|用于)(?:买|付|交|发)[^。？?；;]{1,12}(?:吗|行|可以|算)"),
        _says(r"用于|用来|可用|购买|采购"),
    ),
    Ask.RETROACTIVE: Kind(
        re.compile(r"追溯|倒查|(?:以前|之前|去年|前年|早先|文件出来前|出台前|施行前|实施前)(?:就)?(?:已经)?(?:签|买|做|交|付|花|发生|认定|备案)[^。？?]{0,16}(?:算|能|可以|行|补|认)"),
        _says(r"追溯|之日起|此前|以前|之后签订"),
    ),
    Ask.QUOTA: Kind(
        re.compile(r"先到先得|名额|限额|总额|(?<![亿万元]的)(?<![亿万元]的大)盘子|(?:钱|额度|资金|预算)[^。？?]{0,4}(?:用完|发完|有限|还有|够)|抢不抢|僧多粥少"),
        lambda c: _has(FigureRole.QUOTA)(c) or funded(c) or bool(re.search(r"名额|限额|总额|盘子|规模|择优|不限", c.text)),
    ),
    Ask.REVIEW: Kind(
        re.compile(r"(?:怎么|如何|谁来?|要不要|需不需要|需要|会不会|标准)[^。？?；;]{0,6}(?:评审|审核|审批|评分|打分|答辩|公示|抽查|验收|核查|尽调)|(?:评审|审核|打分|评分)(?:标准|细则|流程|要多久|严不严)"),
        _says(r"评审|审核|核查|评分|评价|验收|抽查|择优|论证|复核"),
    ),
    Ask.TAX: Kind(re.compile(r"交税|缴税|纳税|税前|税后|个税|所得税|增值税|扣税|免税|上税"), _says(r"税")),
    Ask.REPAYMENT: Kind(
        re.compile(r"退回|退还|追回|收回|要还|吐出来|倒扣|违约|没做成|做砸|失败了|半途|取消资格|中途"), _says(r"退回|追回|收回|取消|撤销|失效")
    ),
    Ask.AGENT: Kind(
        re.compile(r"转让|转给|转卖|倒卖|送给别|代(?:办|申请|申报|领|理)|中介|委托(?:别人|他人|第三方)|挂靠|替别人"), _says(r"转让|代办|代理|委托|中介")
    ),
    Ask.PERSON: Kind(
        re.compile(r"年龄|多大岁数|几岁|周岁|户口|户籍|国籍|外籍|外国人|绿卡|社保[^。？?]{0,6}(?:交|缴|要|满)|学历(?:要求|限制|门槛)|要不要[^。？?]{0,4}学历"),
        _says(r"年龄|周岁|户籍|国籍|外籍|社保|学历"),
    ),
    Ask.OBLIGATION: Kind(
        re.compile(r"(?:必须|非得|非要|需不需要|要不要|用不用|一定(?:得|要))[^,，。？?]{1,16}(?:[?？]|吗|嘛|才)"),
        _says(r"须|应当|必须|不得|不交|不用|不再|要|需|鼓励|自愿"),
    ),
    Ask.DEFINITION: Kind(
        re.compile(r"(?:什么|啥)(?:叫|意思)|(?:^|[,，。])(?:什么|啥)是|是(?:什么|啥)(?:意思|东西|概念)|怎么(?:认定|界定|定义|算是?|判断|区分)?认|怎么(?:界定|定义|判断|区分)|归哪一?类|定义|指的是|算[^,，。？?]{0,10}还是|"
                   r"(?:算不算|属不属于|是不是属于)[一-鿿“”\"]{1,6}(?:算力|企业|项目|产品|人才|模型|机构|范围|标准|平台)|"
                   r"算不算是?哪|(?:什么|哪些)(?:头衔|水平|级别|标准)[^,，。]{0,6}才算|meaning of|what does .{2,40} mean"),
        _says(r"是指|指的是|即为?|定义|包括|指用户|称为|[一-鿿]指|认定|为中小微|重要评价依据"),
    ),
    # What hardly any pattern tells from other questions: known by their meaning only (answer/asking.py).
    Ask.INSTALMENT: Kind(_NEVER, _says(r"分期|分年度|分批|按进度|逐年|首期|尾款|分\w次")),
    Ask.BRAND: Kind(_NEVER, _says(r"品牌|型号|目录|名录|二手|翻新|租赁|进口|国产")),
    Ask.RESULT: Kind(_NEVER, _says(r"名单|公示|公布|入选")),
    Ask.STATUS: Kind(_NEVER, _says(r"查询|进度")),
    Ask.EXAMPLE: Kind(_NEVER, _says(r"案例|例如|已有")),
    Ask.THRESHOLD: Kind(_NEVER, _has()),
    Ask.PRICE: Kind(_NEVER, _says(r"售价为|单价为|价格为|元/(?:台|部|度|小时)")),
    Ask.LEGAL: Kind(_NEVER, _says(r"申诉|复议|诉讼|举报|投诉|责任|处罚|罚款|违法")),
    Ask.REASON: Kind(re.compile(rf"(?:为什么|为啥|为何|凭什么)(?!{_TURNED_DOWN})|依据(?:是|什么|哪)|why"), _says(r"依据|根据|落实|为[^,，。]{4,}")),
    Ask.CONDITION: Kind(
        re.compile(r"(?:什么|哪些|啥|有何|怎样的?|几个|多高)[^,，。]{0,5}(?:条件|门槛|要求|资格)|(?:条件|门槛|要求|资格)[^,，。；]{0,8}(?:什么|哪些|啥|多少|吗|呢|够|怎么|几|有吧|有没有)|"
                   r"达到什么|满足什么|符合什么|什么样的|够格|够不够|够得?着|起码|requirement|eligib|qualif"), _any, firm=False
    ),
    Ask.WHO: Kind(re.compile(r"谁|哪些(?:企业|人|单位|公司)|什么(?:企业|人|公司)|对象|who\b"), _any, firm=False),
    Ask.LIST: Kind(re.compile(r"哪些|哪几|有什么|都有啥|有啥|列(?:全|出|一下)|几种|几类|几条|几样|哪两|哪三|哪四|分别|list|which"), _any, firm=False),
    Ask.ITEMS: Kind(
        re.compile(r"(?:具体|分别)?(?:是|有|包括)?哪(?:[两三四五六七八九十]|几)(?:个|项|类|种|条|大)(?!券|级)[^,，。？?]{0,4}[?？]?$|一个个列|逐[个一]列"),
        lambda c: c.text.count("、") + c.text.count("；") + c.text.count(";") >= 2 or len(c.provisions) > 2,
    ),
    Ask.WHETHER: Kind(
        re.compile(r"[吗么]\s*[?？。]?|是不是|能不能|可不可以|可否|能否|是否|有没有|算不算|行不行|要不要|需不需要|让不让|会不会|对不对|对[吧不伐]|[吧伐嘛]\s*[?？]|真的假的|\b(?:can|does|is|are|do) "),
        _any, firm=False,
    ),
    Ask.WHAT: Kind(re.compile(r"什么|啥|怎么|咋|如何|哪|呢|what|how"), _any, firm=False),
}  # fmt: skip
"""In order: of two that both fit, the narrower stands first."""

# What is said for its own document only: how, where and by when one applies.
FORMAL = frozenset({
    Ask.DEADLINE, Ask.PROCEDURE, Ask.PLACE, Ask.MATERIALS, Ask.CONTACT, Ask.PAYOUT, Ask.FEE, Ask.REVIEW, Ask.RESULT, Ask.STATUS,
})  # fmt: skip

# A narrow ask is often said with words of a broader one: 怎么领 is no 怎么, 什么时候截止 no 什么时候.
_IMPLIES: dict[Ask, frozenset[Ask]] = {
    Ask.MATERIALS: frozenset({Ask.LIST, Ask.WHAT, Ask.PLACE}),
    Ask.PAYOUT: frozenset({Ask.WHEN, Ask.HOW_LONG, Ask.WHAT}),
    Ask.DEADLINE: frozenset({Ask.WHEN, Ask.VALIDITY, Ask.WHAT, Ask.PROCEDURE}),
    Ask.VALIDITY: frozenset({Ask.WHEN, Ask.HOW_LONG, Ask.WHAT}),
    Ask.PROCEDURE: frozenset({Ask.WHAT, Ask.PLACE}),
    Ask.FEE: frozenset({Ask.AMOUNT, Ask.WHAT}),
    Ask.CONTACT: frozenset({Ask.WHAT, Ask.AMOUNT}),
    Ask.ORGAN: frozenset({Ask.WHO, Ask.LIST, Ask.WHAT, Ask.PLACE, Ask.PROCEDURE}),
    Ask.STACKING: frozenset({Ask.WHETHER, Ask.AMOUNT, Ask.QUOTA}),
    Ask.PURPOSE: frozenset({Ask.WHETHER}),
    Ask.HOW_LONG: frozenset({Ask.COUNT}),
}


def asked(text: str) -> tuple[Ask, ...]:
    """What a text asks, narrow before broad; (WHAT,) where nothing tells."""
    forms = {text, text.lower()}  # How many, at the beginning of a sentence
    found = [ask for ask, kind in KINDS.items() if any(kind.cue.search(form) for form in forms)]
    if _COMPARING.search(text):
        found = [ask for ask in found if ask is not Ask.QUOTA]
    implied = {broad for ask in found for broad in _IMPLIES.get(ask, ())}
    kept = tuple(ask for ask in found if ask not in implied)
    return kept or (Ask.WHAT,)


def implied_by(ask: Ask) -> frozenset[Ask]:
    """The broader asks whose words an ask is said with."""
    return _IMPLIES.get(ask, frozenset())


def states(clause: Clause, ask: Ask) -> bool:
    """Whether the clause holds what the ask needs."""
    return KINDS[ask].stated(clause)


def parties(text: str) -> set[str]:
    """The kinds of applicant that a text names."""
    return set(re.findall(_PARTIES, text))
