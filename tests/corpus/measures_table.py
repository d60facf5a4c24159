"""What the 27 measures, their preamble and their goals say, written down by a reader of source.txt and not by the code.

A figure is (text, value, unit, comparator, role, per). A provision is a `Said`: what is not named is empty.
"""

from __future__ import annotations

from typing import NamedTuple

Row = tuple[str, str, str, str, str, str]


class Said(NamedTuple):
    """One provision as a reader would note it; rate, cap and amount by their words."""

    action: str
    modality: str
    rate: str = ""
    cap: str = ""
    amount: str = ""
    base: str = ""
    condition: str = ""
    period: str = ""
    local: bool = False


HEADINGS = (
    "打造产业集群高地", "加强优质企业引育", "加大金融资本支持", "加大开源生态建设", "加强知识产权保护",
    "加大顶尖人才引进力度", "探索人工智能人才评价新标准", "推动人工智能人才流动共享", "建设人工智能学院",
    "强化“芯模联动”发展", "培育发展公共云服务", "加强算力统筹布局", "加强电力配套保障", "加强信贷贴息支持",
    "加强算力券支持", "支持建设可信数据空间", "支持高端数据标注平台", "加强语料券支持",
    "加强基础模型和垂直模型攻关", "鼓励模型合规备案", "加强模型券支持", "加大“人工智能+”应用",
    "建设行业应用基地", "支持具身智能应用", "支持智能终端消费", "举办赛事会议活动", "提升全社会人工智能素养",
)  # fmt: skip

PARAGRAPHS = {
    "打造产业集群高地": 2, "加强优质企业引育": 2, "加大开源生态建设": 2, "加强知识产权保护": 3, "加大顶尖人才引进力度": 3,
    "探索人工智能人才评价新标准": 4, "推动人工智能人才流动共享": 2, "培育发展公共云服务": 2, "加强信贷贴息支持": 2,
    "支持建设可信数据空间": 3, "支持高端数据标注平台": 2, "加强基础模型和垂直模型攻关": 2, "建设行业应用基地": 2,
    "支持具身智能应用": 2, "举办赛事会议活动": 2, "提升全社会人工智能素养": 2,
}  # fmt: skip
"""How many 款 a measure has; the others are one paragraph."""

FIGURES: dict[str, list[Row]] = {heading: [] for heading in HEADINGS} | {
    "前言": [
        ("2025年5月31日", "2025-05-31", "date", "=", "date", ""),
        ("2027年12月31日", "2027-12-31", "date", "=", "date", ""),
    ],
    "总体目标": [
        ("2027年", "2027", "date", "=", "date", ""),
        ("1万亿元", "1000000000000", "元", ">", "target", ""),
        ("2030年", "2030", "date", "=", "date", ""),
        ("1.2万亿元", "1200000000000", "元", ">", "target", ""),
    ],
    "打造产业集群高地": [
        ("2027年", "2027", "date", "=", "date", ""),
        ("3家", "3", "家", "=", "target", ""),
        ("千亿级", "100000000000", "元", "~", "target", ""),
        ("30家", "30", "家", "=", "target", ""),
        ("百亿级", "10000000000", "元", "~", "target", ""),
    ],
    "加强优质企业引育": [
        ("3%", "3", "%", ">=", "threshold", ""),
        ("20%", "20", "%", ">=", "threshold", ""),
    ],
    "加大金融资本支持": [("100亿元", "10000000000", "元", ">=", "target", "")],
    "加大顶尖人才引进力度": [
        ("10名", "10", "名", ">=", "quota", "年"),
        ("300名", "300", "名", ">=", "quota", "年"),
    ],
    "探索人工智能人才评价新标准": [
        ("100万元", "1000000", "元", ">=", "threshold", ""),
        ("5年", "5", "年", ">=", "threshold", ""),
        ("50万元", "500000", "元", ">=", "threshold", ""),
        ("3年", "3", "年", ">=", "threshold", ""),
        ("300万元", "3000000", "元", ">", "threshold", "个"),
    ],
    "培育发展公共云服务": [
        ("2027年", "2027", "date", "=", "date", ""),
        ("100个", "100", "个", "=", "target", ""),
        ("1000个", "1000", "个", "=", "target", ""),
    ],
    "加强信贷贴息支持": [
        ("5年期", "5", "年", ">=", "other", ""),
        ("50%", "50", "%", "<=", "rate", ""),
        ("1000万元", "10000000", "元", "<=", "cap", "年"),
    ],
    "加强算力券支持": [
        ("30%", "30", "%", "<=", "rate", ""),
        ("10%", "10", "%", "<=", "rate", ""),
        ("800万元", "8000000", "元", "<=", "cap", ""),
    ],
    "支持高端数据标注平台": [
        ("100万元", "1000000", "元", "<=", "cap", "项"),
        ("50万元", "500000", "元", "<=", "cap", "项"),
        ("10万元", "100000", "元", "<=", "cap", "项"),
    ],
    "加强语料券支持": [
        ("30%", "30", "%", "<=", "rate", ""),
        ("200万元", "2000000", "元", "<=", "cap", ""),
    ],
    "加强基础模型和垂直模型攻关": [
        ("1000万元", "10000000", "元", "<=", "cap", "个"),
        ("3000万元", "30000000", "元", "<=", "cap", ""),
    ],
    "加强模型券支持": [
        ("30%", "30", "%", "<=", "rate", ""),
        ("500万元", "5000000", "元", "<=", "cap", ""),
    ],
    "加大“人工智能+”应用": [
        ("10个", "10", "个", "<=", "quota", "年"),
        ("30%", "30", "%", "<=", "rate", ""),
        ("500万元", "5000000", "元", "<=", "cap", "个"),
    ],
    "支持具身智能应用": [("50个", "50", "个", ">=", "target", "")],
    "支持智能终端消费": [
        ("15%", "15", "%", "=", "rate", ""),
        ("2000元", "2000", "元", "<=", "cap", "件"),
    ],
}

PROVISIONS: dict[str, list[Said]] = {
    "加强优质企业引育": [
        Said("培育", "state"),
        Said(
            "补助", "encourage", base="上年度研发费用", local=True,
            condition="研发费用占营业收入比重3%以上且研发费用年增长20%以上的企业",
        ),
    ],
    "加大顶尖人才引进力度": [
        Said("简化", "may", condition="人工智能顶尖人才"),
        Said("补助", "may", condition="特殊人才", period="每年"),
        Said("放宽", "state", period="每年"),
    ],
    "探索人工智能人才评价新标准": [
        Said("破除", "state"),
        Said("直接认定", "may", condition="年薪100万元以上且具有5年以上研发经验的"),
        Said("直接认定", "may", condition="年薪50万元以上且具有3年以上研发经验的"),
        Said("直接认定", "may", condition="承担单个横向课题经费超过300万元且通过自主验收的"),
    ],
    "推动人工智能人才流动共享": [
        Said("享受", "may", condition="高校、科研院所人工智能人才到企业全职双聘,或者自主创办企业的"),
        Said("担任", "may", condition="企业人才到高校担任产业教授的"),
    ],
    "加强算力统筹布局": [Said("落实", "must"), Said("不得", "must_not")],
    "加强信贷贴息支持": [
        Said("鼓励", "encourage", condition="符合国家和省级规划的算力中心新建或改造项目", local=True),
        Said(
            "贴息", "encourage", rate="50%", cap="1000万元", period="每年", local=True,
            base="中国人民银行同期5年期以上贷款市场报价利率(LPR)",
        ),
    ],
    "加强算力券支持": [
        Said("发放", "encourage", local=True),
        Said("补助", "may", rate="30%", base="合同实际执行金额", condition="使用自主算力服务的", local=True),
        Said(
            "补助", "may", rate="10%", cap="800万元", base="合同实际执行金额",
            condition="采用非自主算力服务的", local=True,
        ),
    ],
    "支持高端数据标注平台": [
        Said("鼓励", "encourage", local=True),
        Said("奖励", "encourage", cap="100万元", condition="国际标准制定"),
        Said("奖励", "encourage", cap="50万元", condition="国家标准制定"),
        Said("奖励", "encourage", cap="10万元", condition="重要地方标准制定"),
    ],
    "加强语料券支持": [Said("补助", "may", rate="30%", cap="200万元", base="合同实际执行金额", local=True)],
    "加强基础模型和垂直模型攻关": [
        Said("补助", "may", cap="1000万元"),
        Said("建立", "state"),
        Said("补助", "may", cap="3000万元", condition="省级创新联合体牵头实施的重大项目"),
    ],
    "鼓励模型合规备案": [
        Said("鼓励", "encourage"),
        Said("支持", "encourage", condition="通过备案的企业", local=True),
    ],
    "加强模型券支持": [Said("补助", "may", rate="30%", cap="500万元", base="合同实际执行金额", local=True)],
    "加大“人工智能+”应用": [Said("补助", "state", rate="30%", cap="500万元", base="投资额", period="每年")],
    "建设行业应用基地": [
        Said("鼓励", "encourage", local=True),
        Said("支持", "state", condition="认定为国家行业应用基地、市场化运营且具有良好成效的项目"),
    ],
    "支持智能终端消费": [Said("补助", "state", rate="15%", cap="2000元", base="产品售价")],
}  # fmt: skip
"""The measures that grant, recognise or forbid, with every provision of theirs in order."""
