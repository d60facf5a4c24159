"""Sums in the ways in which callers put them: reversed, by the piece, per person, as a share of two figures, with something missing."""

from __future__ import annotations

import pytest
from answer_fakes import answerer, clause, context_of, digest, draft_of, hit, measures

from answer.calculate import calculate
from answer.state import Draft, Sum
from policy.answers import Filters

SERVICES = "对企业购买数据服务的，按实际支付金额的20%给予补贴，单个企业每年最高不超过50万元。"
PLAIN = "按合同额的15%补助，最高80万元。"
MACHINES = "对设备投资额达到300万元以上的技改项目，按设备投资额的12%给予补助，最高不超过600万元。"
ROBOTS = "个人购买机器人，按售价的15%补贴，每台最高2000元，每人限购3台。"
CARS = "对购买新能源汽车的个人，按车价的5%给予补贴，每辆最高8000元，每人限1辆。"
APPLIANCES = "家电按能效补：2级15%、1级20%，每类1件（空调3件），每件不超2000元。"
PHONES = "手机、平板两类，单件售价不超6000元的按售价15%补，每类限1件，每件不超500元。"
DOCTORS = "每引进1名博士，给予用人单位5万元奖励，每家单位每年最高50万元。"
CENTRES = "对新认定的国家级、省级、市级企业技术中心，分别给予每个100万元、50万元、20万元奖励。"
STANDARDS = "鼓励企业参与国际、国家、地方标准制定，分别给予最高100万元/项、50万元/项、10万元/项的奖励。"
TWO_LIMITS = "总投资不少于5000万元的项目，财政贴息不超过1.5个百分点，且不超过付给银行利息的50%；单家企业每年至多1000万元。"
PAID = "对企业贷款，按实际支付利息的40%给予贴息，单户每年最高100万元。"
LPR = "按不高于LPR的50%给予贷款贴息，每年不超过1000万元。"
TIERED = "近三年研发费用占销售收入：最近一年收入5000万以下为5%，5000万至2亿为4%，2亿以上为3%。"
STEPS = "对年营业收入首次突破1亿元、5亿元、10亿元的企业，分别奖励50万元、100万元、200万元。"
GOALS = "到2027年，建成智算中心5个，算力规模达到3000PFlops。到2030年，建成智算中心12个，算力规模达到8000PFlops。"
BUDGET = "省级财政资金1042.8亿元（上年1023亿元左右）。"


def ask(text: str, question: str) -> Draft:
    draft = draft_of(question, hit(clause(text)))
    calculate(draft, context_of(measures()))
    return draft


def first(text: str, question: str) -> Sum:
    return ask(text, question).sums[0]


def granted(text: str, question: str) -> list[Sum]:
    return [s for s in ask(text, question).sums if s.role != "check"]


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (SERVICES, "数据服务要买到多少才能把补贴拿满？", 2_500_000),
        (SERVICES, "想摸到50万的顶，数据服务得花多少钱？", 2_500_000),
        (SERVICES, "采购额得做到多大，那个上限才顶得满？", 2_500_000),
        (SERVICES, "那50万一分不少拿到手，我得付多少钱？", 2_500_000),
        (MACHINES, "设备投入要多大才顶格？", 50_000_000),
        (PLAIN, "合同额要做到多少，这80万才能到手？", 5_333_333),
        (ROBOTS, "标价多少以上就只补2000了？", 13_333),
        (APPLIANCES, "一级能效的冰箱卖多少钱一台就到顶了？", 10_000),
    ],
)
def test_from_where_on_a_cap_is_reached(text: str, question: str, value: int) -> None:
    """The cap that a question names is not what the share is taken of."""
    assert int(first(text, question).value) == value


def test_how_far_an_amount_is_from_the_cap() -> None:
    made = first(PLAIN, "合同额400万的话，要做到多少才能吃到封顶？")
    assert "还差约133.33万元" in made.sentence
    assert any(f.endswith("− 4000000") for _, _, _, f in made.others)


@pytest.mark.parametrize("question", ["封顶是多少？", "上限多少钱？", "最多给补多少？"])
def test_asked_for_the_cap_itself_nothing_is_worked_out(question: str) -> None:
    assert ask(PLAIN, question).sums == []


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("国际的一个、国家的两个、地方的三个，合计奖多少？", 2_300_000),
        ("两项国际标准、一项国家标准，能奖多少？", 2_500_000),
        ("国际标准和国家标准各两个，奖多少？", 3_000_000),
        ("国际、国家、地方标准分别参与了1个、2个、3个，奖多少？", 2_300_000),
        ("国际标准搞了俩，国标一个，奖多少？", 2_500_000),
        ("我们是一家国家高新企业，参与了两个国际标准，奖多少？", 2_000_000),
    ],
)
def test_counts_before_and_behind_what_they_count(question: str, value: int) -> None:
    assert first(STANDARDS, question).value == value


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (CENTRES, "一个国家级的、三个省级的技术中心，合计奖多少？", 2_500_000),
        (DOCTORS, "今年引进了3名博士，奖多少？", 150_000),
        (DOCTORS, "招了12名博士，能拿多少？", 500_000),
    ],
)
def test_so_much_for_each(text: str, question: str, value: int) -> None:
    assert first(text, question).value == value


@pytest.mark.parametrize(
    ("text", "question", "formula"),
    [
        (ROBOTS, "两台机器人，每台9000元，补多少？", "min(9000 × 15%, 2000) × 2"),
        (ROBOTS, "买了4台，每台9000元，最多补多少？", "min(9000 × 15%, 2000) × 3"),
        (CARS, "老两口一人一辆，每辆20万，一共补多少？", "min(200000 × 5%, 8000) × 2"),
        (CARS, "我买了两辆，都是15万的，补多少？", "min(150000 × 5%, 8000)"),
        (APPLIANCES, "三台空调，都是一级能效，每台六千五，补多少？", "min(6500 × 20%, 2000) × 3"),
        (APPLIANCES, "三台二级能效的冰箱，每台6000元，补多少？", "min(6000 × 15%, 2000)"),
        (PHONES, "夫妻俩一人一部手机，各4800元，合起来多少？", "min(4800 × 15%, 500) × 2"),
    ],
)
def test_pieces_persons_and_how_many_are_paid_for(text: str, question: str, formula: str) -> None:
    assert first(text, question).formula == formula


def test_a_total_for_several_pieces_is_not_taken_for_a_price() -> None:
    assert granted(CARS, "三辆车一共45万，补多少？") == []


def test_a_price_on_the_wrong_side_of_a_threshold_is_the_answer() -> None:
    draft = ask(PHONES, "一部5999元一部6299元，分别能减多少？")
    assert [int(s.value) for s in draft.sums if s.role == "grant"] == [500]
    assert any("超过6000元" in s.sentence and "不符合" in s.sentence for s in draft.sums)


def test_below_the_entry_nothing_is_granted() -> None:
    draft = ask(MACHINES, "设备投了299万，能补多少？")
    assert "未达到300万元，不符合“对设备投资额达到300万元以上”" in draft.sums[0].sentence
    assert [s for s in draft.sums if s.role != "check"] == []


def test_what_is_excluded_by_its_price() -> None:
    made = first("手机补贴10%，每件最高500元，单价超过8000元的不予补贴。", "手机8800能补吗？")
    assert "单价超过8000元的不予补贴" in made.sentence
    assert made.role == "check"


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("总投资3亿，贷款2亿、年利率4%，一年贴多少？", 3_000_000, "min(200000000 × 1.5%, 200000000 × 4% × 50%, 10000000)"),
        ("总投资3亿，贷款2亿、利率2.8%，一年贴多少？", 2_800_000, "min(200000000 × 1.5%, 200000000 × 2.8% × 50%, 10000000)"),
        ("总投资15亿，贷了9亿，年化百分之四，一年贴多少？", 10_000_000, "min(900000000 × 1.5%, 900000000 × 4% × 50%, 10000000)"),
    ],
)
def test_the_lowest_of_the_limits_on_a_subsidy(question: str, value: int, formula: str) -> None:
    made = first(TWO_LIMITS, question)
    assert (made.value, made.formula) == (value, formula)


def test_the_limit_that_can_not_be_worked_out_is_named() -> None:
    made = first(TWO_LIMITS, "总投资3亿，贷款2亿，一年贴多少？")
    assert made.value == 3_000_000
    assert "贷款利率" in made.sentence


def test_interest_that_was_paid_needs_no_loan() -> None:
    assert first(PAID, "一年付了利息86万，能贴多少？").value == 344_000


@pytest.mark.parametrize(
    ("text", "question", "wanted"),
    [
        (LPR, "贷款2亿元，一年能贴多少？", "LPR"),
        (PAID, "贷款3000万，一年贴多少？", "贷款利率"),
        (SERVICES, "帮我算算数据服务能补多少，金额还没定", "实际支付金额"),
        (SERVICES, "数据服务付了大几百万，能补多少？", "“大几百万”不是确切的数"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_made_up(text: str, question: str, wanted: str) -> None:
    draft = ask(text, question)
    assert draft.sums == []
    assert wanted in draft.asked_for
    assert "还需要知道" in draft.asked_for


def test_who_asks_for_the_rule_is_not_asked_for_figures() -> None:
    assert ask(SERVICES, "数据服务最高补多少？").asked_for == ""


def test_an_amount_of_something_else_is_not_worked_with() -> None:
    assert ask(SERVICES, "我们年营收3000万，能补多少？").sums == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("最近一年收入8000万，三年收入一共2亿，三年研发一共780万，过线没有？", "占比3.9%"),
        ("去年营收4200万，三年总共1.1亿，研发三年花了500万，够吗？", "还差50万元"),
        ("去年收入3亿，近三年收入6亿，研发三年合计1800万，够吗？", "已达到3%"),
        ("最近一年收入3亿，近三年收入加起来6亿，近三年研发费用至少得有多少？", "至少1800万元"),
        ("去年销售收入1.2亿，近三年研发占比算下来3.6%，过得了吗？", "未达到4%"),
    ],
)
def test_a_share_of_two_figures_against_the_tier_of_a_third(question: str, said: str) -> None:
    assert said in first(TIERED, question).sentence


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        ("科技人员占当年职工总数不低于10%。", "科技人员18个，全公司210人，够吗？", "须至少21人"),
        ("资产负债率不高于70%。", "资产总额3.2亿，负债2.3亿，过不过线？", "不符合"),
        ("近两年营业收入平均增长率不低于10%。", "营收从前年的1亿涨到去年的1.1亿，达到没？", "达到“10%以上”"),
        ("研发投入占比每年不低于4%。", "营收2亿，研发投入790万，够吗？", "还差10万元"),
        ("职工人数不超过300人且营业收入不超过1亿元的，为小微企业。", "我们310个人，营收9000万，算吗？", "超出10人"),
    ],
)
def test_shares_growth_and_what_they_fall_short_by(text: str, question: str, said: str) -> None:
    assert said in first(text, question).sentence


def test_a_share_just_below_its_bound_is_not_rounded_up_to_it() -> None:
    assert "未达到" in first("研发费用占营业收入比重3%以上的，给予补助。", "营收100000万，研发费用2999.9万，够吗？").sentence


@pytest.mark.parametrize("question", ["营收1亿，研发费用300万，够吗？", "研发费用90万，营收3200万，够吗？"])
def test_no_share_is_made_of_other_things(question: str) -> None:
    """Staff are no money, and spending in all is not spending at home."""
    assert ask("研发人员占比不低于20%。", question).sums == []
    assert ask("境内研发费用占比不低于60%。", question).sums == []


def test_how_far_it_is_to_the_next_step() -> None:
    made = first(STEPS, "营收7.2亿，离下一档还差多少？")
    assert (made.value, made.formula) == (280_000_000, "1000000000 − 720000000")
    assert "200万元" in made.sentence


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (GOALS, "2030年的智算中心比2027年多几个？", 7),
        (GOALS, "从2027到2030，算力要增加多少P？", 5000),
        (BUDGET, "财政资金比上年多多少？", 1_980_000_000),
    ],
)
def test_how_far_two_targets_lie_apart(text: str, question: str, value: int) -> None:
    assert first(text, question).value == value


def test_one_amount_in_two_cases_is_not_added_up() -> None:
    cases = "使用自主算力服务的，按合同额的30%给予补助；采用非自主算力服务的，按合同额的10%给予补助。"
    sums = ask(cases, "合同300万元，一共能拿多少？").sums
    assert [s.value for s in sums] == [900_000, 300_000]


def test_the_cap_of_a_clause_of_its_own_binds_and_is_cited() -> None:
    of_city = digest(
        "city", {"算力券比例": "按算力合同费用的30%以内补。", "算力券上限": "单家企业每年申领不超过800万元。"}, title="某市措施", region="某市",
    )  # fmt: skip
    answer = answerer(of_city, exact=("算力券比例",)).ask("算力合同5000万元，算力券比例补多少？", Filters())
    assert "最高800万元" in answer.answer
    assert {c.clause_id for c in answer.citations} >= {"city#算力券比例", "city#算力券上限"}
    assert all(f.formula or f.clause_id for f in answer.figures)
