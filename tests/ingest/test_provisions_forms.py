"""Forms of policy and law one by one: awards, tiers, terms, penalties, exceptions, lists."""

from __future__ import annotations

import time

import pytest

from ingest.provisions import read_provisions
from policy.provisions import Figure, Modality, Provision


def _text(figure: Figure | None) -> str:
    return figure.text if figure else ""


def awards(text: str) -> list[tuple[str, str, str, str]]:
    """Condition, rate, cap and amount of each provision."""
    return [(p.condition, _text(p.rate), _text(p.cap), _text(p.amount)) for p in read_provisions(text)]


def roles(text: str) -> list[tuple[str, str, str]]:
    return [(f.text, f.comparator.value, f.role.value) for p in read_provisions(text) for f in p.figures]


def only(text: str) -> Provision:
    (provision,) = read_provisions(text)
    return provision


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新认定为国家级孵化器的奖励100万元，省级的奖励50万元。", [("新认定为国家级孵化器的", "", "", "100万元"), ("省级的", "", "", "50万元")]),
        ("给予最高不超过500万元的资助。", [("", "", "500万元", "")]),
        ("对上规企业给予不超过20万元的一次性奖励，次年继续在库的再奖励10万元。",
         [("上规企业", "", "20万元", ""), ("次年继续在库的", "", "", "10万元")]),
        ("对投资1亿元（含）以上的项目，按固定资产投资额的5%、最高2000万元给予奖励。", [("投资1亿元(含)以上的项目", "5%", "2000万元", "")]),
        ("研发费用500万元以下的部分，按5%给予补助；超过1000万元的部分，按10%给予补助。",
         [("研发费用500万元以下的部分", "5%", "", ""), ("超过1000万元的部分", "10%", "", "")]),
        ("补助标准为：A类人才每人60万元，B类人才每人40万元。", [("A类人才", "", "", "60万元"), ("B类人才", "", "", "40万元")]),
        ("对制定国家标准、行业标准的，每项分别给予30万元、10万元奖励，单个企业每年不超过100万元。",
         [("国家标准的", "", "", "30万元"), ("行业标准的", "", "", "10万元"), ("制定国家标准、行业标准的", "", "100万元", "")]),
        ("对年营业收入首次突破1亿元、5亿元的企业，分别给予50万元、100万元的一次性奖励。",
         [("1亿元", "", "", "50万元"), ("5亿元", "", "", "100万元")]),
        ("每个国家级平台每年支持300万元，连续支持3年。", [("", "", "", "300万元")]),
        ("耕地占用税减按二分之一征收。", [("", "二分之一", "", "")]),
        ("给予超出部分20%的奖励，每增加5000万元再奖励10万元。", [("", "20%", "", "10万元")]),
        ("补助资金分两年拨付，第一年拨付60%。", [("", "", "", "")]),
    ],
)  # fmt: skip
def test_awards(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert awards(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("补贴期限最长不超过3年。", [("3年", "<=", "term")]),
        ("连续补助不超过3年。", [("3年", "<=", "term")]),
        ("情况复杂的，可以延长10个工作日。", [("10个工作日", "=", "term")]),
        ("申请人应年满18周岁。", [("18周岁", ">=", "threshold")]),
        ("成立5年以内的企业。", [("5年", "<=", "threshold")]),
        ("提供虚假材料的，三年内不得再次申请。", [("三年", "<=", "term")]),
        ("每日按罚款数额的百分之三加处罚款。", [("百分之三", "=", "penalty")]),
        ("数额在五万元以上的，处三年以上十年以下有期徒刑。",
         [("五万元", ">=", "threshold"), ("三年", ">=", "penalty"), ("十年", "<=", "penalty")]),
        ("行政办公支出不得超过当年总支出的10%。", [("10%", "<=", "threshold")]),
        ("独立董事不得少于三分之一。", [("三分之一", ">=", "threshold")]),
        ("校园周边二百米范围内不得设置网吧。", [("二百米", "<=", "threshold")]),
        ("每个普查区至少配备一名指导员。", [("一名", ">=", "quota")]),
        ("对获奖团队给予奖励，其中一等奖1名，奖励20万元。", [("1名", "=", "quota"), ("20万元", "=", "amount")]),
        ("每招用1人补贴1500元。", [("1人", "=", "other"), ("1500元", "=", "amount")]),
        ("到2027年，新增技术中心10家，攻关项目150个以上。",
         [("2027年", "=", "date"), ("10家", "=", "target"), ("150个", ">=", "target")]),
        ("前三年全额奖励，第4至5年减半奖励。", [("三年", "=", "other")]),
        ("贷款利率减50个基点给予贴息。", [("50个基点", "=", "rate")]),
    ],
)  # fmt: skip
def test_what_figures_do(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("记录员应当保持中立，不得泄露秘密。", [(Modality.MUST, "保持"), (Modality.MUST_NOT, "不得")]),
        ("各级政府要加强领导。", [(Modality.MUST, "加强")]),
        ("这是需要重点关注的主要指标，必要时调整。", []),
        ("企业需提供审计报告。", [(Modality.MUST, "提供")]),
        ("公民有权举报。", [(Modality.MAY, "举报")]),
        ("经批准可以延长。", [(Modality.MAY, "延长")]),
        ("比例应当不低于百分之八。", [(Modality.MUST, "")]),
        ("不再享受税收优惠。", [(Modality.MUST_NOT, "不再")]),
        ("拒不改正的，处五千元以上二万元以下罚款。", [(Modality.STATE, "罚款")]),
        ("情节严重的，可以吊销许可证。", [(Modality.MAY, "吊销")]),
        ("造成损失的，应当予以赔偿。", [(Modality.MUST, "赔偿")]),
        ("应当自变更登记之日起20日内，向原发证机关申请变更。", [(Modality.MUST, "申请")]),
        ("应当按照国家有关规定进行环境影响评价。", [(Modality.MUST, "进行")]),
        ("应当建立举报奖励制度。", [(Modality.MUST, "建立")]),
    ],
)
def test_how_it_binds_and_what_is_done(text: str, expected: list[tuple[Modality, str]]) -> None:
    assert [(p.modality, p.action) for p in read_provisions(text)] == expected


@pytest.mark.parametrize(
    ("text", "exception"),
    [
        ("不得占用道路；但是，抢险救灾的除外。", "抢险救灾"), ("不得占用道路，但抢险救灾除外。", "抢险救灾"),
        ("不得占用道路。但是，抢险救灾的除外。", "抢险救灾"), ("除法律另有规定外，禁止排污。", "法律另有规定"),
        ("应当公开，法律规定可以不公开的除外。", "法律规定可以不公开"), ("例外情形不得占用道路。", ""),
    ],
)  # fmt: skip
def test_what_is_taken_out_again(text: str, exception: str) -> None:
    assert only(text).exception == exception


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("违反本办法规定，骗取补助资金的，责令退回。", "违反本办法规定,骗取补助资金的"),
        ("户籍不在本村，但已居住一年以上，本人申请的，可以参加选举。", "户籍不在本村,但已居住一年以上,本人申请的"),
        ("进行贮存时，应当登记。", "进行贮存时"), ("已享补偿的不得申报。", "已享补偿的"),
        ("国家对作出重大贡献的个人和组织给予奖励。", "作出重大贡献的个人和组织"), ("委员会应当对申请进行审查。", ""),
        ("对违法行为人处五百元罚款。", "违法行为人"), ("自2027年12月31日前，应当完成。", ""),
        ("本办法所称中小企业，是指1000人以下的企业。", ""),
    ],
)  # fmt: skip
def test_to_whom_or_when(text: str, condition: str) -> None:
    assert only(text).condition == condition


def test_a_list_binds_as_its_lead_does() -> None:
    text = "申报单位应当符合下列条件：\n（一）注册满1年；\n（二）研发费用不低于100万元。\n企业规模1000人以下。"
    assert [p.modality for p in read_provisions(text)] == [Modality.MUST] * 3 + [Modality.STATE]


def test_cases_of_a_list_provide_nothing_themselves() -> None:
    assert [p.action for p in read_provisions("有下列情形之一的，不予补助：\n（一）弄虚作假的；\n（二）应当备案而未备案的。")] == ["不予"]


def test_a_fine_in_multiples_names_what_is_multiplied() -> None:
    assert only("并处违法所得一倍以上五倍以下的罚款。").base == "违法所得"


_PAGE = "对符合条件的企业，按照不高于投资额的30%，给予最高100万元补助；应当自收到通知之日起15日内提交材料，不得重复申报。"


@pytest.mark.parametrize(
    "text",
    [
        _PAGE * 1800, _PAGE.replace("。", "；") * 1800, "".join(c for c in _PAGE if c not in "，；。") * 2000, "壹" * 100_000,
        "三分之二" * 25_000, f"{'国家、' * 20_000}，分别给予{'1万元、' * 20_000}奖励", "处一万元以上的" * 14_000, "的除外，" * 25_000,
    ],
)  # fmt: skip
def test_a_hundred_thousand_characters_take_seconds(text: str) -> None:
    begun = time.process_time()
    read_provisions(text)
    assert time.process_time() - begun < 12
