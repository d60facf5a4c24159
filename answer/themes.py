"""What questions to a public desk are about when they are not about its documents.

The themes are those by which public-service portals sort what citizens ask for, and the small talk that any chat
gets. A question that lies nearer to one of them than to every clause held is about that. Being relative to the clauses,
the comparison moves with them: where documents on housing are held, questions on housing are nearer to those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Embed = Callable[[str], NDArray[np.float32]]
EmbedAll = Callable[[Sequence[str]], NDArray[np.float32]]

SUBJECTS = (
    "生育登记、产假和生育津贴", "收养登记", "户口迁移、落户和居住证", "身份证、护照和通行证办理", "民族和宗教事务",
    "幼儿园和中小学入学、学区", "高考、研究生考试录取和分数线", "入伍参军和退役安置", "找工作、失业登记和失业金",
    "劳动合同、工资拖欠和辞退赔偿", "工伤认定和赔偿", "结婚登记和离婚手续", "抚恤金、低保和困难救助", "残疾人补贴",
    "高龄老人津贴和养老院", "养老金和退休手续", "住房公积金提取和贷款", "公租房、保障房申请", "购房补贴、房贷和契税",
    "房屋买卖、过户和不动产登记", "农村宅基地和拆迁补偿", "社会保险缴费", "医疗保险报销和看病", "疫苗接种",
    "驾驶证、车辆上牌和违章处理", "新能源汽车购车补贴和充电桩", "公交地铁和高速收费", "旅游景点和门票", "签证和出入境",
    "网购退货和消费投诉", "报警、治安和消防", "打官司、律师和公证", "垃圾分类、噪音和环境投诉", "居民水费、电费、燃气费缴纳",
    "宽带和手机话费", "死亡证明和殡葬", "个人所得税申报和退税", "增值税发票和企业报税", "营业执照办理和公司注销",
    "餐饮店食品经营许可", "农业种粮补贴和养殖", "买彩票、炒股和理财",
)  # fmt: skip
SMALL_TALK = (
    "天气预报", "讲笑话、聊天和娱乐", "菜谱和做饭", "写作文、翻译和编程", "体育比赛比分和明星", "感情和心理问题", "身体不舒服怎么办",
    "你是谁，你会做什么",
)  # fmt: skip


_READ = 1000  # characters: a model reads no more, and takes its time with it


class Themes:
    """The themes as vectors of one embedding model."""

    def __init__(self, embed: Embed, embed_all: EmbedAll | None = None) -> None:
        """`embed` turns a question into a unit vector (d,); `embed_all`, where given, several at once, (n, d)."""
        self._embed = embed
        themes = (*SUBJECTS, *SMALL_TALK)
        self._vectors = embed_all(themes) if embed_all else np.stack([embed(text) for text in themes])

    def cosine(self, one: str, other: str) -> float:
        """The cosine of two texts."""
        return float(self._embed(one[:_READ]) @ self._embed(other[:_READ]))

    def nearest(self, question: str) -> tuple[float, bool]:
        """The cosine of the nearest theme, and whether that is small talk."""
        cosines = self._vectors @ self._embed(question[:_READ])
        best = int(np.argmax(cosines))
        return float(cosines[best]), best >= len(SUBJECTS)
