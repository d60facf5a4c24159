"""Facts read from running text: figures by their words and year, what is so and what is not, and nothing guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eligibility.intervals import Interval
from eligibility.match import match
from eligibility.reading import Telling, read_told
from eligibility.rulebook import RuleBook

DAY = date(2025, 9, 1)


@pytest.fixture(scope="session")
def read(corpus_rules: RuleBook) -> Any:
    return lambda text: read_told(text, corpus_rules, DAY)


def shown(telling: Telling) -> dict[str, Any]:
    return {n: v.shown if isinstance(v, Interval) else v for n, v in telling.values.items()}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("我们在衢州，租自主算力花了45万", {"region": "衢州市", "compute_self_controlled": True, "compute_contract_yuan": 450000}),
        ("厂子在绍兴诸暨，用的不是自主算力，合同执行了一百二十万", {"region": "绍兴市诸暨市", "compute_self_controlled": False, "compute_contract_yuan": 1200000}),
        ("语料合同签了90万，实际执行60万", {"corpus_contract_yuan": 600000}),
        ("算力付了20万；语料付了30万；模型服务付了40万", {"compute_contract_yuan": 200000, "corpus_contract_yuan": 300000, "model_contract_yuan": 400000}),
        ("去年营收9000万元、研发费用400万元，前年研发费用300万元", {"revenue_yuan": 90000000, "rd_expense_yuan": 4000000, "rd_expense_prev_yuan": 3000000}),
        ("2024年研发投入500万，2023年410万", {"rd_expense_yuan": 5000000, "rd_expense_prev_yuan": 4100000}),
        ("研发投入从200万增加到260万", {"rd_expense_prev_yuan": 2000000, "rd_expense_yuan": 2600000}),
        ("参与了2项国际标准、3项国标和1项地方标准", {"standards_international": 2, "standards_national": 3, "standards_local": 1}),
        ("国际标准一项，没有参与地方标准", {"standards_international": 1, "standards_local": 0}),
        ("国家标准和地方标准各两项", {"standards_national": 2, "standards_local": 2}),
        ("这位博士年薪110万，有七年研发经验", {"person_salary_yuan": 1100000, "person_rd_years": 7}),
        ("单个横向课题经费320万，已经通过自主验收", {"horizontal_project_yuan": 3200000, "horizontal_project_accepted": True}),
        ("横向课题280万，还没有验收", {"horizontal_project_yuan": 2800000, "horizontal_project_accepted": False}),
        ("贷了3个亿改造算力中心，LPR 3.6%，符合国家和省级规划", {"loan_principal_yuan": 300000000, "loan_lpr_percent": Decimal("3.6"), "planned_compute_center": True}),
        ("LPR是3.55", {"loan_lpr_percent": Decimal("3.55")}),
        ("自研模型已完成生成式人工智能备案", {"genai_filed": True}),
        ("模型备案还没下来", {"genai_filed": False}),
        ("不是没有通过备案", {"genai_filed": True}),
        ("项目入选省级标杆，总投资1,200万元", {"benchmark_project_selected": True, "benchmark_project_investment_yuan": 12000000}),
        ("想买副智能眼镜。智能眼镜售价3299元", {"device_kind": "智能眼镜", "device_price_yuan": 3299}),
        ("注册在宁波，上海设有办事处", {"region": "宁波市"}),
        ("浙江杭州的公司，在余杭区", {"region": "杭州市余杭区"}),
        ("去年没有营收", {"revenue_yuan": 0}),
        ("语料合同金额400万，已执行250万", {"corpus_contract_yuan": 2500000}),
        ("去年研发投入翻番，达到800万", {"rd_expense_yuan": 8000000}),
        ("研发费用从前年的400万增加到去年的520万，营收1.5亿", {"rd_expense_prev_yuan": 4000000, "rd_expense_yuan": 5200000, "revenue_yuan": 150000000}),
        ("去年研发180万，前一年研发120万", {"rd_expense_yuan": 1800000, "rd_expense_prev_yuan": 1200000}),
        ("廠子在麗水，租了六十萬的自主算力", {"region": "丽水市", "compute_contract_yuan": 600000, "compute_self_controlled": True}),
        ("我们丽水企业租了60万的自主算力能不能补", {"region": "丽水市", "compute_contract_yuan": 600000, "compute_self_controlled": True}),
        ("语料合同执行了90万有什么补贴吗", {"corpus_contract_yuan": 900000}),
        ("国标两项，地方标准没有", {"standards_national": 2, "standards_local": 0}),
        ("去年和前年研发费用分别是500万和400万", {"rd_expense_yuan": 5000000, "rd_expense_prev_yuan": 4000000}),
        ("语料和算力分别付了30万、70万", {"corpus_contract_yuan": 300000, "compute_contract_yuan": 700000}),
        ("李教授承担一个横向课题，经费总额360万", {"horizontal_project_yuan": 3600000}),
        ("做语料采购，合同执行了88万", {"corpus_contract_yuan": 880000}),
        ("公司不在浙江，在江苏苏州", {"region": "苏州市"}),
        ("我们没有承担省重大科技专项", {"provincial_special_project": False}),
        ("去年研发不是500万，是530万", {"rd_expense_yuan": 5300000}),
        ("去年研发八百八十万，哦不对，是八百六十万，前年七百万", {"rd_expense_yuan": 8600000, "rd_expense_prev_yuan": 7000000}),
        ("模型服务合同执行了大约45万，准确说是44.8万", {"model_contract_yuan": 448000}),
        ("去年营收不到八百万，具体七百九十六万", {"revenue_yuan": 7960000}),
        ("横向课题经费本来说200万，后来砍到150万", {"horizontal_project_yuan": 1500000}),
        ("算力合同实付1亿2000万，语料合同执行3万8，模型服务付了二点四亿", {"compute_contract_yuan": 120000000, "corpus_contract_yuan": 38000, "model_contract_yuan": 240000000}),
        ("研发人员三十五个，员工一共一百二十号人", {"rd_staff": 35, "staff": 120}),
        ("买了台洗碗机，标价5299元，一级能效", {"device_kind": "洗碗机", "device_price_yuan": 5299, "appliance_energy_level": 1}),
        ("lpr百分之三点九五", {"loan_lpr_percent": Decimal("3.95")}),
        ("备案还没下来呢，模型备案还没通过", {"genai_filed": False}),
        ("合作伙伴在绍兴，我们自己在金华义乌", {"region": "金华市义乌市"}),
        ("We are in Ningbo. Revenue last year was 88 million yuan, R&D 4.2 million yuan", {"region": "宁波市", "revenue_yuan": 88000000, "rd_expense_yuan": 4200000}),
        ("设备更新贷款1500万", {"equipment_loan_principal_yuan": 15000000}),
    ],
)
def test_what_is_told(read: Any, text: str, facts: dict[str, Any]) -> None:
    told = shown(read(text))
    assert {n: told.get(n) for n in facts} == facts
    assert set(told) <= set(facts) | {"device_kind"}


@pytest.mark.parametrize(
    "text",
    [
        "算力券最高能补多少？",
        "租算力能补贴30万吗",
        "打算明年租500万的算力",
        "如果租500万的自主算力，能补多少",
        "不清楚是不是自主算力",
        "模型通过备案了吗",
        "正在申请备案，争取今年通过备案",
        "总部在北京，工厂在温州",
        "注册资本500万，成立5年",
        "近三年累计研发900万",
        "今年上半年研发100万",
        "年薪60-80万",
        "去年、前年和大前年的研发费用分别是100万、90万",
        "想贷款2亿，还没贷",
        "贷款利率4.2%",
        "获得投资2000万",
        "We plan to buy 2 million yuan of compute",
        "模型训练花了300万",
        "",
        "？！。",
    ],
)
def test_what_is_not_told_is_not_read(read: Any, text: str) -> None:
    assert read(text).values == {}


def test_what_was_not_understood_is_said(read: Any) -> None:
    assert read("注册资本500万").unplaced == ("500万",)
    assert read("总部在北京，工厂在温州").unplaced == ("北京", "温州")


def test_what_is_told_twice_and_differently_is_left_to_be_asked(read: Any) -> None:
    telling = read("去年研发费用300万。去年研发费用350万。")
    assert telling.values == {}
    assert telling.unplaced == ("300万", "350万")


def test_a_year_said_of_something_else_is_not_taken_for_granted(read: Any) -> None:
    telling = read("前年研发九百八十万，营收两个亿")
    assert shown(telling) == {"rd_expense_prev_yuan": 9800000}
    assert telling.unplaced == ("两个亿",)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("三百万出头", 3000000, 4000000),
        ("350多万", 3500000, 3600000),
        ("大概300万", 2700000, 3300000),
        ("300万左右", 2700000, 3300000),
        ("将近300万", 2700000, 3000000),
        ("不到300万", 0, 3000000),
        ("超过300万", 3000000, None),
    ],
)
def test_a_rough_figure_lies_between_bounds_and_asks_to_be_confirmed(read: Any, words: str, low: int, high: int | None) -> None:
    telling = read(f"去年研发费用{words}")
    value = telling.values["rd_expense_yuan"]
    assert (value.low, value.high, value.exact) == (low, high, None)
    assert telling.told[0].vague


def test_a_rough_figure_decides_no_boundary(read: Any, corpus_rules: RuleBook) -> None:
    def status(text: str) -> tuple[str, tuple[str, ...]]:
        results = match(corpus_rules, read(f"公司在台州，去年营收1000万，{text}").values, DAY).results
        verdict = next(r for r in results if r.rule_id == "zj-rd-subsidy")
        return verdict.status.value, verdict.missing

    assert status("去年研发300万出头，前年100万") == ("eligible", ())
    assert status("去年研发350万，前年300万出头") == ("ineligible", ())
    assert status("去年研发30万左右，前年20万") == ("unknown", ("rd_expense_yuan",))


def test_only_what_was_signed_is_no_execution(read: Any, corpus_rules: RuleBook) -> None:
    telling = read("公司在台州，签了500万的语料合同")
    verdict = next(r for r in match(corpus_rules, telling.values, DAY).results if r.rule_id == "zj-corpus-voucher")
    assert (verdict.status, verdict.benefit.amount_yuan, verdict.missing) == ("unknown", None, ("corpus_contract_yuan",))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("我们属于工业，员工350人，去年营收3000万，前年营收2500万", {"industry": "工业", "staff": 350, "revenue_yuan": 30000000, "revenue_prev_yuan": 25000000}),
        ("公司在工业园里，和一所工业大学合作", {}),
        ("入选了省里的揭榜挂帅项目", {}),
        ("承担了市重点科研的揭榜挂帅项目", {"city_project_kind": "揭榜挂帅"}),
        ("研发人员40人，员工80人，是专精特新中小企业", {"rd_staff": 40, "staff": 80, "specialized_sme_title": True}),
        ("我们是省科技型中小企业，不是国家科技型中小企业", {"provincial_tech_sme": True, "tech_sme_title": False}),
        ("我们给中小企业做软件", {}),
        ("我们不是中小企业", {"sme": False}),
        ("资产负债率65%，固定资产投资800万，已经投产", {"debt_ratio_percent": 65, "ai_fixed_investment_yuan": 8000000, "ai_project_in_production": True}),
    ],
)
def test_what_the_notices_ask_for_is_read(read: Any, text: str, facts: dict[str, Any]) -> None:
    assert shown(read(text)) == facts


def test_told_words_stand_where_they_say(read: Any) -> None:
    text = "我们在Ｈ市？不，在丽水，租了６０万的自主算力"
    for told in read(text).told:
        assert text[told.start : told.end] == told.text


@settings(deadline=None)
@given(st.integers(1, 99999), st.sampled_from(["万", "万元", "元"]), st.sampled_from(["算力合同实际执行了{}", "实际执行{}的算力合同", "公司在丽水，算力花了{}，很贵"]))
def test_an_amount_is_read_as_written(corpus_rules: RuleBook, number: int, unit: str, sentence: str) -> None:
    value = number * (10000 if "万" in unit else 1)
    telling = read_told(sentence.format(f"{number}{unit}"), corpus_rules, DAY)
    assert telling.values["compute_contract_yuan"] == Interval.point(Decimal(value))


@settings(deadline=None)
@given(st.text(alphabet="我们在丽水杭州没有不是自主算力研发费用去年前年三百五十万，。、？了出头左右1234.5%贷款项国际标准各一从到涨", max_size=60))
def test_nothing_that_is_said_is_a_fault(corpus_rules: RuleBook, text: str) -> None:
    telling = read_told(text, corpus_rules, DAY)
    match(corpus_rules, telling.values, DAY)
    assert all(text[t.start : t.end] == t.text for t in telling.told)
