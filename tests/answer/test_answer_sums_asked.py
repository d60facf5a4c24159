"""Sums that callers turn round: what is left to pay, what it takes at least, which size class; and sums asked for in English."""

from __future__ import annotations

import pytest
from answer_fakes import answerer, clause, context_of, digest, draft_of, hit, measures

from answer.calculate import calculate
from answer.remaining import asks_remaining
from answer.state import Draft, Sum
from policy.answers import Filters

LAMPS = "购买节能灯的，按售价的20%补贴，每盏最高100元。"
CLOUD = "对企业购买云服务的，按实际支付金额的25%给予补贴，最高不超过60万元。"
CASES = "使用甲类设备的，按合同额的30%给予补助；采用非甲类设备的，按合同额的10%给予补助。"
SPENDING = "近两年每年研发费用不低于80万元且占营收不低于4%。"
PRODUCTS = "主导产品不超过3个且占营收60%以上。"
STAFF = "科技人员占当年职工总数不低于15%。"
TIERED = "近三年研发费用占销售收入：最近一年收入5000万以下为5%，5000万至2亿为4%，2亿以上为3%。"
DEBT = "资产负债率不高于70%。"
RESTAURANTS = "从业500人以下或营收2亿元以下为中小微；中型满80人且2000万元，小型满10人且100万元。"
LEASING = "从业200人以下或资产10亿元以下为中小微；中型满90人且资产7000万元，小型满10人且资产90万元。"
OFFICIAL = (
    "从业人员800人以下或营业收入30000万元以下的为中小微型企业。其中，从业人员200人及以上，且营业收入3000万元及以上的为中型企业；"
    "从业人员20人及以上，且营业收入200万元及以上的为小型企业；从业人员20人以下或营业收入200万元以下的为微型企业。"
)
GRADED = "家电按能效补：2级15%、1级20%，每类1件（空调3件），每件不超2000元。"
BOTH = "按软件和设备采购额至多20%奖，限额500万元。"


def ask(text: str, question: str) -> Draft:
    draft = draft_of(question, hit(clause(text)))
    calculate(draft, context_of(measures()))
    return draft


def first(text: str, question: str) -> Sum:
    return ask(text, question).sums[0]


@pytest.mark.parametrize(
    ("text", "question", "left"),
    [
        (CLOUD, "云服务付了200万，补完我们自己还要掏多少？", 1_500_000),
        (CLOUD, "云服务花了400万，扣掉补贴实付多少？", 3_400_000),
        (CLOUD, "云服务80万，补贴以后公司净支出是多少？", 600_000),
        (CLOUD, "We paid 2 million yuan for cloud services. What do we pay after the subsidy?", 1_500_000),
    ],
)
def test_what_is_left_to_pay_after_the_grant(text: str, question: str, left: int) -> None:
    sums = ask(text, question).sums
    assert sums[-1].value == left
    assert "−" in sums[-1].formula


def test_in_each_of_two_cases_something_else_is_left() -> None:
    assert [s.value for s in ask(CASES, "合同100万，补完自己还要出多少？").sums[2:]] == [700_000, 900_000]


@pytest.mark.parametrize("question", ["我们自己付了200万，能补多少？", "最后能到手多少钱，云服务付了200万？", "那60万一分不少拿到手，我得付多少钱？"])
def test_who_asks_for_the_grant_is_not_told_what_is_left(question: str) -> None:
    assert not asks_remaining(draft_of(question).read)


@pytest.mark.parametrize(
    ("text", "question", "value", "formula"),
    [
        (SPENDING, "去年营收9000万，研发费最少得花多少才够？", 3_600_000, "90000000 × 4%"),
        (STAFF, "全公司130个职工，科技人员起码要几个人？", 20, "ceil(130 × 15%)"),
        (DEBT, "总资产8000万，负债最多不能超过多少？", 56_000_000, "80000000 × 70%"),
        (TIERED, "三年收入合计8亿，其中最近一年3个亿，研发三年总共最少得有多少才够线？", 24_000_000, "800000000 × 3%"),
        (TIERED, "去年卖了1.5亿，三年一共卖了4.2亿，研发费三年不能少于多少？", 16_800_000, "420000000 × 4%"),
        (PRODUCTS, "全年营收2亿，主导产品至少要卖多少？", 120_000_000, "200000000 × 60%"),
    ],
)
def test_what_it_takes_at_least(text: str, question: str, value: int, formula: str) -> None:
    made = first(text, question)
    assert (made.value, made.formula) == (value, formula)


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        (SPENDING, "上一年营收5000万，那年研发花了150万，占比那条够吗？", ("3%", "200万元", "还差50万元")),
        (PRODUCTS, "主导产品卖了1.5亿，全年营收2亿，占比够吗？", ("75%", "达到")),
        (STAFF, "我们180个人里有17个搞技术的，过线吗？", ("9.44%", "27个", "还差10个")),
    ],
)
def test_a_share_of_two_of_the_callers_figures(text: str, question: str, said: tuple[str, ...]) -> None:
    assert all(words in first(text, question).sentence for words in said)


@pytest.mark.parametrize(
    ("text", "question", "what"),
    [
        (SPENDING, "研发花了119万，占比那条够不够？", "营收"),
        (STAFF, "科技人员有17人，占比够吗？", "职工"),
        (DEBT, "总资产8000万，负债率达标吗？", "负债"),
    ],
)
def test_what_a_share_still_needs_is_named(text: str, question: str, what: str) -> None:
    assert what in ask(text, question).asked_for.split("需要知道")[1]


@pytest.mark.parametrize("question", ["研发119万，营收3000万，占比够吗？", "研发花了119万，能拿多少？"])
def test_nothing_is_asked_for_where_nothing_lacks(question: str) -> None:
    assert ask(SPENDING, question).asked_for == ""


@pytest.mark.parametrize(
    ("text", "question", "size"),
    [
        (RESTAURANTS, "员工6人、营收80万，按划型是哪一型？", "微型"),
        (RESTAURANTS, "120个人，去年营收1500万，算中型还是小型？", "小型"),
        (RESTAURANTS, "90人，营收2000万，中型还是小型？", "中型"),
        (RESTAURANTS, "员工600人，营收3亿，还算中小企业吗？", "大型"),
        (RESTAURANTS, "员工600人，营收1.5亿，是大型吗？", "中型"),
        (LEASING, "150人，资产总额3000万，划到哪一档？", "小型"),
        (OFFICIAL, "工人230名，营收2900万，划型算什么企业？", "小型"),
        (OFFICIAL, "从业12人，营收900万，是小型还是微型？", "微型"),
        (RESTAURANTS, "We have 6 employees and revenue of 800,000 yuan. Which size class is that?", "微型"),
    ],
)
def test_the_size_class_that_two_figures_make(text: str, question: str, size: str) -> None:
    sentence = first(text, question).sentence
    assert size in sentence.rsplit("属于", 1)[-1] or f"({size})" in sentence


def test_a_figure_that_lacks_leaves_the_class_open() -> None:
    sentence = first(RESTAURANTS, "员工90人，是中型企业吗？").sentence
    assert "最多算到中型" in sentence
    assert "还需要知道营业收入" in sentence


def test_the_size_is_told_only_where_it_is_asked() -> None:
    assert "属于" not in first(RESTAURANTS, "员工6人，符合吗？").sentence


def test_each_price_by_the_degree_beside_it() -> None:
    made = first(GRADED, "两台1级能效空调各5000元，加一台2级能效冰箱4000元，一共补多少？")
    assert made.formula == "min(5000 × 20%, 2000) × 2 + min(4000 × 15%, 2000)"


def test_amounts_of_what_the_share_is_of_together_are_added() -> None:
    assert first(BOTH, "软件采购600万，设备采购900万，奖励最多多少？").value == 3_000_000


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        (CLOUD, "We paid 2 million yuan for cloud services. How much is the subsidy?", "at most 500,000 yuan (50万元)"),
        (CLOUD, "How much do we need to spend to reach the cap of the subsidy?", "2.4 million yuan"),
        (SPENDING, "Our revenue is 100 million yuan and R&D is 2.5 million yuan. Do we meet the share?", "2.5%"),
        (STAFF, "We have 130 employees in total. How many R&D people do we need at least?", "20 people"),
    ],
)
def test_sums_are_worded_in_the_language_of_the_question(text: str, question: str, said: str) -> None:
    sentence = first(text, question).sentence
    assert said in sentence
    quoted = "".join(part for i, part in enumerate(sentence.replace("”", "“").split("“")) if i % 2 == 0)
    assert not any("一" <= c <= "鿿" and c not in "万亿元" for c in quoted)


def test_an_english_answer_with_a_sum_is_shown_with_its_figures() -> None:
    city = digest("city", {"云服务补贴": CLOUD}, title="某市云服务措施", region="浙江省")
    answer = answerer(city, exact=("云服务补贴",)).ask("How much is the subsidy for 云服务 if we paid 2 million yuan?", Filters())
    assert "500,000 yuan" in answer.answer
    assert answer.answer.split("\n")[0].endswith("[1].")
    assert {(f.value, f.unit) for f in answer.figures} >= {(500_000, "元")}
    assert all(f.text in answer.answer for f in answer.figures)


def test_a_chinese_question_keeps_its_chinese_sum() -> None:
    assert first(CLOUD, "云服务付了200万，补多少？").sentence == "企业购买云服务的，最高50万元（200万元×25%=50万元，未超过上限60万元）"
