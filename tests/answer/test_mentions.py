"""Documents named by what they are: place, year, kind, draft."""

from __future__ import annotations

import pytest
from answer_fakes import context_of, digest, measures

from answer.mentions import named_documents
from answer.reading import read_question

CITY = "杭州市"
DOCUMENTS = (
    measures(),
    digest("hz24", {"贴息": "贴息不超过1.5个百分点。"}, title="杭州市支持智算产业若干措施", region=CITY, level="市", status="未知", issued="2024-07-18"),
    digest("hz25", {"算力券": "按合同额30%补。"}, title="杭州市智算高地实施方案（2025年版）", region=CITY, level="市", status="现行"),
    digest("draft", {"券": "安排5亿元。"}, title="浙江省推动经济高质量发展若干政策（征求意见稿）", region="浙江省", level="省", status="征求意见"),
    digest("nation", {"门槛": "满3年。"}, title="优质企业梯度培育管理办法", region="全国", level="国家", status="现行"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("杭州2024年那版措施，贴息怎么算？", {"hz24"}),
        ("杭州2025年版的方案里算力券补几成？", {"hz25"}),
        ("省里那份征求意见稿安排了多少钱？", {"draft"}),
        ("国家那个梯度培育管理办法要满几年？", {"nation"}),
        ("杭州2024年的措施和2025年的方案分别补多少？", {"hz24", "hz25"}),
        ("杭州2024那份和2025年版方案，算力券变了吗？", {"hz24", "hz25"}),
        ("国家那个“梯度培育”要满几年？", {"nation"}),
        ("省里八条里头算力券补几成？", {"home"}),
        ("省里8条管到哪年？", {"home"}),
        ("第八条写的是什么？", set()),
        ("要满足八条件吗？", set()),
        ("杭州的算力券补几成？", set()),
        ("有什么政策？", set()),
        ("有什么好办法？", set()),
    ],
)
def test_described(question: str, found: set[str]) -> None:
    assert set(named_documents(read_question(question, province="浙江省"), context_of(*DOCUMENTS))) == found
