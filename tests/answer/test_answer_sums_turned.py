"""Sums about a cap, a target, or several grants at once: where it is full, how far it is, what is lost, what all of them cost."""

from __future__ import annotations

import pytest
from answer_fakes import answerer, clause, context_of, digest, draft_of, hit, measures

from answer.calculate import calculate
from answer.requests import Refusal, refused_by
from answer.state import Draft
from policy.answers import Filters, Status

CLOUD = "对企业购买云服务的，按实际支付金额的25%给予补贴，最高不超过60万元。"
LOANS = "鼓励按不高于贷款市场报价利率(LPR)的40%给予贷款贴息支持，企业享受贴息金额每年不超过600万元。"
POINTS = "新建产线的，财政贴息不超过2个百分点，且不超过付给银行利息的50%；单家企业每年至多800万元。"
LAMPS = "购买节能灯具的，按照产品售价的20%，给予最高300元/件补助。"
GRADED = "家电按能效补：2级15%、1级20%，每类1件（空调3件），每件不超2000元。"
MODELS = "每个示范项目按照不超过投资额40%的标准，给予最高400万元补助。"
CASES = "使用甲类设备的，按合同额的30%给予补助；采用非甲类设备的，按合同额的10%给予补助。"
MATCHING = "承担国家级课题的企业按补助资金20%配套，至多300万元；承担行业协会悬赏项目的按实际投资40%、至多200万元。"
AIMS = "建成训练场所不低于80个，服务企业600家以上，设立20亿元以上产业基金。"
POWER = "全市算力达900PFlops，标准厂房15处。"
NODES = "建城北节点（300PFlops）和港区节点（250PFlops）。"
TALENT = "年薪80万元以上且具有6年以上研发经验的，可直接认定为领军人才。"
PLACES = "每年评选不超过12个样板项目，每个项目最高补助200万元。"
CLASSES = "到2028年，打造4家千亿级企业，培育20家百亿级企业。"
STANDARDS = "参与国际、国家、重要地方标准制定，分别给予最高80万元/项、40万元/项、15万元/项的奖励。"
TWO_GRANTS = "组织实施重点攻关专项，单个项目给予最高600万元补助。\n对龙头企业牵头建设的中试平台，给予最高2500万元补助。"
UPKEEP = "年度合同累计40万元以下的中小企业，补贴可到60%以内。"
GENERAL = "采购算力的企业一般按合同实际额25%以内补助。"
TIERED = "近三年研发费用占销售收入：最近一年收入5000万以下为5%，5000万至2亿为4%，2亿以上为3%。"
STAFF = "上年研发人员占比不低于25%，研发费用占营收不低于8%。"
PRICE = "用户购置首批装备，总价须超800万元。"


def ask(text: str, question: str) -> Draft:
    draft = draft_of(question, hit(clause(text)))
    calculate(draft, context_of(measures()))
    return draft


def values(text: str, question: str) -> list[float]:
    return [float(s.value) for s in ask(text, question).sums]


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (CLOUD, "云服务买到多少钱以上，补贴就不再往上涨了？", 2_400_000),
        (CLOUD, "云服务的钱付到多少，补贴就涨不动了？", 2_400_000),
        (CLOUD, "At what contract size does the cloud subsidy stop growing?", 2_400_000),
        (LAMPS, "灯具标价多少钱一件，补贴就封死了？", 1500),
        (LOANS, "LPR按3%算，贷款做到几个亿，一年的贴息就到顶了？", 500_000_000),
        (LOANS, "With the LPR at 3%, what loan amount does it take to reach the cap?", 500_000_000),
        (POINTS, "贷款做到多大，一年八百万就到头了？利率5%", 400_000_000),
    ],
)
def test_where_a_cap_is_reached(text: str, question: str, value: float) -> None:
    total = ask(text, question).sums[0]
    assert total.value == value
    assert "÷" in total.formula


def test_the_grant_and_where_it_is_full_are_both_told_where_both_are_asked() -> None:
    asked = "We paid RMB 1,000,000 for cloud services. What is the most the scheme would give us, and at what contract size does it stop growing?"
    assert values(CLOUD, asked) == [250_000, 2_400_000]


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("云服务付了200万，能补多少？离封顶还差多少？", 100_000),
        ("云服务花了400万，超出上限拿不到的是多少？", 400_000),
        ("云服务花了400万，最多拿多少，到手的占总价百分之几？", 15),
        ("云服务花了400万，最多拿多少，自己掏的占合同的百分之几？", 85),
    ],
)
def test_how_a_result_lies_to_its_cap_and_to_the_whole(question: str, last: float) -> None:
    assert values(CLOUD, question)[-1] == last


def test_nothing_is_said_of_a_cap_that_is_not_asked_about() -> None:
    assert values(CLOUD, "云服务付了200万，能补多少？") == [500_000]


@pytest.mark.parametrize(
    ("text", "question", "total"),
    [
        (GRADED, "一级能效的冰箱6000，二级的洗衣机4000，拢总能省多少？", 1800),
        (LAMPS, "两台灯，一台1200一台1800，补贴加一块是多少？", 540),
        (LAMPS, "落地灯1200、台灯1100，一样来一个，合到一块补多少？", 460),
        (MODELS, "我们有两个项目评上了，一个投了500万，一个1200万，合起来最多补多少？", 6_000_000),
    ],
)
def test_several_things_each_under_a_cap_of_its_own(text: str, question: str, total: float) -> None:
    assert values(text, question)[-1] == total


def test_contracts_of_one_firm_share_its_cap() -> None:
    assert values(CLOUD, "两份云服务合同，一份150万一份250万，加起来最多补多少？") == [600_000]


@pytest.mark.parametrize(
    "question", ["国家级课题上面给补了1000万，行业协会悬赏项目自己投了400万，两笔一共能配多少？", "行业协会悬赏项目投了400万，国家级课题给补了1000万，总共配多少？"]
)
def test_two_grants_of_one_clause_each_on_its_own_amount(question: str) -> None:
    assert sorted(values(MATCHING, question)) == [1_600_000, 2_000_000, 3_600_000]


def test_two_branches_on_one_amount_differ() -> None:
    assert values(CASES, "同样1000万的单子，用甲类的和用不甲类的差多少？")[-1] == 2_000_000


@pytest.mark.parametrize(
    ("text", "question", "gap"),
    [
        (AIMS, "训练场所眼下建了52个，离要的数还缺几个？", 28),
        (AIMS, "基金已经募了13亿，离目标还差多少？", 700_000_000),
        (AIMS, "We have raised 1.3 billion yuan for the fund. How far are we from the target?", 700_000_000),
        (POWER, "算力已经有640P了，还差多少？", 260),
        (PLACES, "今年样板项目已经评了9个，还剩几个名额？", 3),
    ],
)
def test_how_far_a_target_or_a_limit_is(text: str, question: str, gap: float) -> None:
    total = ask(text, question).sums[0]
    assert gap in [total.value, *(value for _, value, _, _ in total.others)]
    assert "−" in " ".join([total.formula, *(formula for *_, formula in total.others)])


def test_a_target_that_is_passed_says_by_how_much() -> None:
    assert "多出10个" in ask(AIMS, "训练场所建了90个，离80个还差多少？够了吗？").sums[0].sentence


def test_no_gap_where_none_is_asked() -> None:
    assert not ask(AIMS, "训练场所已经建了52个，有什么补贴？").sums


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("我一年拿65万，写了七年算法，工资上还差多少？", "还差15万元"),
        ("I earn RMB 650k a year with four years of R&D behind me. How far am I from it?", "2 years short"),
    ],
)
def test_pay_and_years_that_are_short(question: str, said: str) -> None:
    assert said in ask(TALENT, question).sums[0].sentence


@pytest.mark.parametrize(
    ("text", "question", "total"),
    [
        (PLACES, "样板项目评满，个个给到顶，一年得掏多少钱？", 24_000_000),
        (PLACES, "今年有5个样板项目，都按最高给，一共要多少？", 10_000_000),
        (CLASSES, "4家千亿的、20家百亿的都刚好踩线，加一块至少多少亿？", 600_000_000_000),
    ],
)
def test_what_all_of_them_come_to(text: str, question: str, total: float) -> None:
    assert values(text, question)[0] == total


def test_the_figures_of_one_clause_together() -> None:
    assert values(NODES, "那两个节点都建成，合起来多少P？") == [550]


def test_together_against_the_aim_of_a_year() -> None:
    plan = digest("plan", {"算力节点": NODES, "2027年目标": "全市算力500PFlops。"}, title="某市行动方案")
    draft = draft_of("两个节点合起来多少P？比2027年的数多多少？", hit(plan.clauses[0], plan))
    calculate(draft, context_of(plan))
    assert [float(s.value) for s in draft.sums] == [550, 50]


def test_two_years_with_their_growth() -> None:
    plan = digest("plan", {"2027年目标": "核心产业规模800亿元。", "2030年目标": "核心产业规模1000亿元。"}, title="某市行动方案")
    draft = draft_of("核心产业从27年那个数到30年那个数，得涨多少亿，涨幅百分之几？", hit(plan.clauses[0], plan))
    draft.unstated = ["rate"]
    calculate(draft, context_of(plan))
    assert [float(s.value) for s in draft.sums] == [20_000_000_000, 25]
    assert not draft.unstated


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("手里三项地方标准，要是其中两项升级成国家标准，奖励最高多多少？", 500_000),
        ("有四项国家标准，要是有一项变成国际标准，最高能多拿多少？", 400_000),
    ],
)
def test_some_become_of_another_kind(question: str, value: float) -> None:
    assert values(STANDARDS, question) == [value]


def test_two_grants_are_counted_by_their_own_words() -> None:
    assert values(TWO_GRANTS, "龙头企业牵头建了一个中试平台，另外拿了三个重点攻关专项，全按顶格算总共多少？")[0] == 43_000_000


def test_another_clause_where_the_one_meant_keeps_the_amounts_out() -> None:
    doc = digest("plan", {"高补": UPKEEP, "一般补助": GENERAL}, title="某市实施方案")
    draft = draft_of("两张合同，一张24万一张20万，按高补那档行不行？不行的话最多拿多少？", hit(doc.clauses[0], doc))
    draft.hits = [hit(c, doc) for c in doc.clauses]
    calculate(draft, context_of(doc))
    assert [float(s.value) for s in draft.sums] == [440_000, 110_000]
    assert len(draft.chosen) == 2


def test_a_share_of_years_that_are_listed() -> None:
    total = ask(TIERED, "前三年卖了3000万、6000万、7000万（最近那年是7000万），三年研发加起来600万，过没过？差多少？").sums[0]
    assert total.formula == "6000000 ÷ 160000000"
    assert "还差40万元" in total.sentence


def test_persons_and_money_that_it_takes_at_least() -> None:
    assert values(STAFF, "上年60个人，收入3000万，搞研发的至少要几个人、研发费至少得多少？") == [15, 2_400_000]


@pytest.mark.parametrize(("question", "met"), [("买了三套，每套250万，报得上吗？", False), ("三套装备，一套300万，够不够？", True)])
def test_price_times_pieces_against_a_total(question: str, met: bool) -> None:
    total = ask(PRICE, question).sums[0]
    assert total.formula.startswith("3 × ")
    assert ("不符合" not in total.sentence) is met


def test_a_number_that_no_clause_states_is_worked_out() -> None:
    doc = digest("plan", {"贴息": LOANS, "招引": "招引企业60家。"}, title="某市若干措施")
    found = answerer(doc).ask("LPR要是3个点，贷款做到几个亿，贴息一年的数就到顶了？", Filters())
    assert found.status is Status.ANSWERED
    assert "5亿元" in found.answer


def test_how_long_a_document_is_in_force() -> None:
    doc = digest(
        "rules", {"有效期": "2024年3月1日起施行，有效期至2026年8月31日。"}, title="某市培育办法", effective_from="2024-03-01", effective_to="2026-08-31"
    )
    assert "30个月" in answerer(doc).ask("某市培育办法从施行到失效一共多少个月？", Filters()).answer


def test_a_plain_sum_is_not_easily_refused() -> None:
    likely = {"fraud": 0.93, "policy": 0.07}
    assert refused_by(likely) is Refusal.FRAUD
    assert refused_by(likely, plain_sum=True) is None


def test_what_is_demanded_and_repeated_is_not_the_callers_own() -> None:
    total = ask("从事细分领域满12年，上年营收不低于900万元。", "说营收不低于900万，我们去年780万，差多少？").sums[0]
    assert total.value == 7_800_000
    assert "还差120万元" in total.sentence


def test_this_year_against_the_last() -> None:
    growth = "研发费用年增长15%以上的企业，给予补助。"
    assert ask(growth, "研发费去年200万今年250万，够不够？").sums[0].value == 25
