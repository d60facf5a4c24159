"""Provisions: the forms of granting, capping, conditioning and forbidding, singly and in sentences that are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.provisions import read_provisions
from language.quantities import read_figures
from policy.provisions import FigureRole, Modality, Provision


def one(text: str, heading: str = "") -> Provision:
    (provision,) = read_provisions(text, heading=heading)
    return provision


def roles(text: str, heading: str = "") -> dict[str, str]:
    return {f.text: f.role.value for p in read_provisions(text, heading=heading) for f in p.figures}


# -- who, how strongly, by whom --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("企业应当建立台账。", Modality.MUST), ("申报单位须提交合同。", Modality.MUST), ("应按规定备案。", Modality.MUST),
        ("不得重复申报。", Modality.MUST_NOT), ("禁止伪造标识。", Modality.MUST_NOT), ("超额部分不受理。", Modality.MUST_NOT),
        ("可给予补助。", Modality.MAY), ("符合条件的，可以申请认定。", Modality.MAY), ("鼓励企业开放数据。", Modality.ENCOURAGE),
        ("支持企业建设平台。", Modality.ENCOURAGE), ("大力支持企业建设平台。", Modality.ENCOURAGE),
        ("对企业给予一定支持。", Modality.STATE), ("落实有关支持政策。", Modality.STATE), ("建设可信数据空间。", Modality.STATE),
        ("办理行政许可，推动可复制经验落地。", Modality.STATE), ("供应体系，推动应用。", Modality.STATE),
        ("印发《关于支持和鼓励发展的办法》，自2025年起实施。", Modality.STATE),
        ("产品不属禁止、限制类，登记备案。", Modality.STATE),
    ],
)  # fmt: skip
def test_how_strongly_the_words_bind(text: str, modality: Modality) -> None:
    assert [p.modality for p in read_provisions(text)][-1] is modality


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("支持有条件的地方给予补助。", True), ("由各地自行制定标准，给予奖励。", True), ("鼓励地方建设基地。", True),
        ("鼓励企业建设基地。", False), ("省财政给予补助。", False),
    ],
)  # fmt: skip
def test_what_is_left_to_the_locality(text: str, local: bool) -> None:
    assert one(text).local_discretion is local


def test_a_lead_that_leaves_it_to_the_locality_holds_for_its_sentence_only() -> None:
    text = "支持有条件的地方发放算力券，使用国产算力的，补助30%；使用其他算力的，补助10%。对企业给予奖励。"
    assert [p.local_discretion for p in read_provisions(text)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("营收超过1亿元的，给予奖励。", ["营收超过1亿元的"]),
        ("对首次获评的企业，给予奖励。", ["首次获评的企业"]),
        ("对通过备案的企业给予奖励。", ["通过备案的企业"]),
        ("售价不超6000元的按15%补。", ["售价不超6000元的"]),
        ("到企业任职，或者自主创业的，可享受政策。", ["到企业任职,或者自主创业的"]),
        ("有研发的，补助30%，没有研发的，补助10%。", ["有研发的", "没有研发的"]),
        ("鼓励有条件的地方给予奖励。", [""]),
        ("打造有影响力的项目，给予奖励。", [""]),
    ],
)
def test_to_whom_it_applies(text: str, conditions: list[str]) -> None:
    assert [p.condition for p in read_provisions(text)] == conditions


# -- what figures do -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "figure", "role"),
    [
        ("给予最高100万元补助。", "100万元", "cap"), ("一次性奖励50万元。", "50万元", "amount"), ("按投资额的30%给予补助。", "30%", "rate"),
        ("对营收1亿元以上的企业给予奖励。", "1亿元", "threshold"), ("研发费用占比不低于3%。", "3%", "threshold"),
        ("到2027年，培育30家企业。", "30家", "target"), ("力争营收突破1000亿元。", "1000亿元", "target"),
        ("每年评选不超过10个项目，给予奖励。", "10个", "quota"), ("自2025年5月31日起施行。", "2025年5月31日", "date"),
        ("新增企业50家以上，给予奖励。", "50家", "target"), ("基金规模达到100亿元。", "100亿元", "target"),
        ("安排语料券5000万元，给予补助。", "5000万元", "other"), ("处5万元以上罚款。", "5万元", "penalty"),
        ("受理之日起10个工作日内办结。", "10个工作日", "term"), ("企业所得税按15%。", "15%", "rate"),
        ("给予补助（另有20万元之说）。", "20万元", "other"),
    ],
)  # fmt: skip
def test_roles_follow_from_where_a_figure_stands(text: str, figure: str, role: str) -> None:
    assert roles(text)[figure] == role


def test_an_award_is_for_each_also_where_the_word_stands_before() -> None:
    provision = one("每个项目按照不超过投资额30%的标准，给予最高500万元补助。")
    assert provision.cap is not None
    assert (provision.cap.per, provision.base) == ("个", "投资额")


def test_a_later_part_that_names_a_figure_alone_grants_the_same() -> None:
    first, second = read_provisions("按利息的50%给予贴息；单家企业每年至多1000万元。")
    assert (first.action, second.action) == ("贴息", "贴息")
    assert second.cap is not None
    assert (second.cap.per, second.period) == ("家", "每年")


def test_lists_that_answer_each_other() -> None:
    found = read_provisions("营收首次达到2000万元、5000万元、1亿元的，分别奖励20万元、50万元、100万元。")
    assert [(p.condition, p.amount.text if p.amount else "") for p in found] == [
        ("2000万元", "20万元"), ("5000万元", "50万元"), ("1亿元", "100万元"),
    ]  # fmt: skip
    named = read_provisions("主导国际、国家标准制定，分别给予最高100万元、50万元奖励。")
    assert [p.condition for p in named] == ["国际标准制定", "国家标准制定"]


def test_lists_of_unequal_length_stay_together() -> None:
    assert len(read_provisions("主导国际、国家、行业标准制定，分别给予最高100万元、50万元奖励。")) == 1


def test_a_share_whose_size_is_not_said() -> None:
    provision = one("按照上年度研发费用的一定比例给予补助。")
    assert (provision.rate, provision.base, provision.action) == (None, "上年度研发费用", "补助")


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("给予贷款贴息支持50%。", "贴息"), ("纳入补贴范围，给予100元补助。", "补助"), ("按补助资金25%配套。", "配套"), ("给予政策支持。", "支持"),
        ("奖20万元。", "奖励"), ("不得申报。", "不得"), ("获奖选手可申请认定。", "申请"), ("支持地方发放算力券。", "发放"),
    ],
)  # fmt: skip
def test_the_word_for_what_is_done(text: str, action: str) -> None:
    assert one(text).action == action


# -- sentences that are made up --------------------------------------------------------------------------------

WHO = st.sampled_from(["首次获评专精特新的企业", "通过备案的企业", "使用自主算力服务的单位", "省级创新联合体牵头实施的项目"])
BASE = st.sampled_from(["合同实际执行金额", "投资额", "上年度研发费用", "设备采购额"])
LEADS = {"": False, "支持有条件的地方": True, "鼓励有条件的地方": True}


@st.composite
def grants(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    who, base, lead = draw(WHO), draw(BASE), draw(st.sampled_from(sorted(LEADS)))
    rate, cap = draw(st.integers(min_value=1, max_value=99)), draw(st.integers(min_value=1, max_value=9999))
    by = draw(st.sampled_from(["按照", "按照不高于", "按不超过"]))
    can = draw(st.sampled_from(["", "可"]))
    ask = draw(st.sampled_from([f"给予最高{cap}万元{{}}", f"给予{{}}，最高{cap}万元", f"给予{{}}，最高不超过{cap}万元"]))
    action = draw(st.sampled_from(["补助", "奖励", "补贴"]))
    text = f"{lead}对{who}，{can}{by}{base}的{rate}%，{ask.format(action)}"
    modality = Modality.MAY if can else Modality.ENCOURAGE if lead else Modality.STATE
    return text, {
        "condition": who, "base": base, "rate": rate, "cap": cap * 10000, "action": action, "modality": modality,
        "local": LEADS[lead], "at most": by != "按照",
    }  # fmt: skip


@given(st.lists(grants(), min_size=1, max_size=4), st.sampled_from(["。", "；"]))
def test_all_that_made_up_sentences_grant(made: list[tuple[str, dict[str, object]]], stop: str) -> None:
    text = stop.join(t for t, _ in made) + "。"
    found = read_provisions(text)
    local = False
    assert len(found) == len(made)
    for provision, (_, said) in zip(found, made, strict=True):
        local = bool(said["local"]) or (local and stop == "；")  # a lead holds up to the end of its sentence
        assert provision.rate is not None
        assert provision.cap is not None
        assert {
            "condition": provision.condition, "base": provision.base, "rate": provision.rate.value,
            "cap": provision.cap.value, "action": provision.action, "modality": provision.modality,
            "local": provision.local_discretion, "at most": provision.rate.comparator.value == "<=",
        } == said | {"local": local}  # fmt: skip


ANY = st.text(alphabet="对的企业给予补助奖励按照不超过最高每年家可应当得支持鼓励有条件地方，。；：（）《》“”、的30%100万元到2027年分别和", max_size=100)


@given(ANY)
def test_spans_are_true_and_every_figure_is_kept(text: str) -> None:
    kept = set()
    for provision in read_provisions(text):
        assert 0 <= provision.start < provision.end <= len(text)
        for figure in provision.figures:
            assert figure.text == text[figure.start : figure.end]
            kept.add((figure.start, figure.end))
            if figure.role is FigureRole.RATE:
                assert figure.kind.value == "percent"
    assert kept == {(f.start, f.end) for f in read_figures(text)}


def test_it_is_quick_where_nobody_set_a_comma_or_closed_a_bracket() -> None:
    for text in ("支持企业" * 20000, "（" * 40000, "按30%补" * 8000, "对企业的" * 10000):
        assert isinstance(read_provisions(text), list)
