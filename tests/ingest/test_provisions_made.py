"""Provisions of sentences that are made up from a grammar of policy and law, so that what they say is known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from ingest.provisions import read_provisions
from language.quantities import read_figures
from policy.provisions import Figure, Modality, Provision


class Made(NamedTuple):
    """A sentence without its stop, and what each of its provisions says, by field."""

    words: str
    says: list[dict[str, Any]]


class Number(NamedTuple):
    """A number as it may be written."""

    words: str
    value: Decimal


_SPELLED = [("二", 2), ("三", 3), ("五", 5), ("十", 10), ("十五", 15), ("三十", 30), ("五十", 50), ("一百", 100), ("五百", 500)]
WHO = st.sampled_from(["首次获评专精特新的企业", "通过备案的企业", "使用自主算力服务的单位", "新引进的高层次人才"])
BASE = st.sampled_from(["合同实际执行金额", "投资额", "上年度研发费用", "设备采购额"])
GRANTING = st.sampled_from(["补助", "奖励", "补贴", "资助"])
OFFENCE = st.sampled_from(["违反本办法规定，擅自占用场地的", "拒不改正的", "骗取补助资金的", "未按照要求备案的"])
GAIN = st.sampled_from(["违法所得", "合同价款", "货值金额", "骗取金额"])
EVENT = st.sampled_from(["收到通知", "变更登记", "合同签订", "受理申请"])
WHOM = st.sampled_from(["市科技局", "登记机关", "所在地主管部门"])
NAMES = (("国际标准", "国家标准", "行业标准"), ("国家级企业技术中心", "省级企业技术中心", "市级企业技术中心"))


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    if draw(st.booleans()):
        words, value = draw(st.sampled_from(_SPELLED))
        return Number(words, Decimal(value))
    value = draw(st.integers(min_value=2, max_value=999))
    return Number(str(value), Decimal(value))


@st.composite
def money(draw: st.DrawFn) -> Number:
    number = draw(numbers())
    size, name = draw(st.sampled_from([(1, ""), (10**4, "万")]))
    return Number(f"{number.words}{name}元", number.value * size)


@st.composite
def shares(draw: st.DrawFn) -> Number:
    number = draw(st.integers(min_value=1, max_value=99))
    part, whole = sorted(draw(st.lists(st.integers(min_value=1, max_value=9), min_size=2, max_size=2, unique=True)))
    digits = " 一二三四五六七八九"
    forms = [
        Number(f"{number}%", Decimal(number)), Number(f"{number}％", Decimal(number)),
        Number(f"{digits[whole]}分之{digits[part]}", Decimal(part * 100) / whole),
    ]  # fmt: skip
    return draw(st.sampled_from(forms))


@st.composite
def rates(draw: st.DrawFn) -> Made:
    who, base, action, share, cap = draw(WHO), draw(BASE), draw(GRANTING), draw(shares()), draw(money())
    words = f"对{who}，按照{base}的{share.words}给予{action}，每家企业每年最高不超过{cap.words}"
    says = {"rate": share.value, "cap": cap.value, "per": "家", "period": "每年", "base": base}
    return Made(words, [says | {"condition": who, "action": action}])


@st.composite
def amounts(draw: st.DrawFn) -> Made:
    who, action, amount = draw(WHO), draw(GRANTING), draw(money())
    tail, per, period = draw(
        st.sampled_from(
            [("给予一次性{}{}", "", "一次性"), ("按每人每月{1}的标准给予{0}", "人", "每月"), ("每家给予{1}{0}", "家", "")]
        )
    )
    words = f"对{who}，{tail.format(action, amount.words)}"
    return Made(words, [{"amount": amount.value, "per": per, "period": period, "condition": who, "action": action}])


@st.composite
def tiers(draw: st.DrawFn) -> Made:
    paid = draw(st.lists(money(), min_size=3, max_size=3, unique_by=lambda n: n.value))
    names = ("一等奖", "二等奖", "三等奖")
    words = "、".join(f"{name}{amount.words}" for name, amount in zip(names, paid, strict=True))
    return Made(words, [{"condition": n, "amount": a.value} for n, a in zip(names, paid, strict=True)])


@st.composite
def dealt(draw: st.DrawFn) -> Made:
    paid = draw(st.lists(money(), min_size=3, max_size=3, unique_by=lambda n: n.value))
    names, action = draw(st.sampled_from(NAMES)), draw(GRANTING)
    words = f"对新认定的{'、'.join(names)}，分别给予{'、'.join(a.words for a in paid)}{action}"
    cases = [f"新认定的{names[0]}", *names[1:]]
    return Made(words, [{"condition": c, "amount": a.value, "action": action} for c, a in zip(cases, paid, strict=True)])


@st.composite
def fines(draw: st.DrawFn) -> Made:
    offence, may = draw(OFFENCE), draw(st.sampled_from(["", "可以"]))
    low, high = draw(numbers()), draw(numbers())
    gain, unit = draw(st.one_of(st.just(("", "元")), st.just(("", "万元")), st.tuples(GAIN, st.just("倍"))))
    words = f"{offence}，{may}处{gain}{low.words}{unit}以上{high.words}{unit}以下罚款"
    size = 10**4 if unit == "万元" else 1
    bounds = [(low.value * size, ">=", "penalty"), (high.value * size, "<=", "penalty")]
    modality = Modality.MAY if may else Modality.STATE
    return Made(words, [{"figures": bounds, "condition": offence, "base": gain, "modality": modality, "action": "罚款"}])


@st.composite
def limits(draw: st.DrawFn) -> Made:
    days, event, whom = draw(numbers()), draw(EVENT), draw(WHOM)
    unit = draw(st.sampled_from(["日", "个工作日"]))
    words = f"申请人应当自{event}之日起{days.words}{unit}内，向{whom}提交材料"
    return Made(words, [{"figures": [(days.value, "<=", "term")], "modality": Modality.MUST, "action": "提交"}])


@st.composite
def bans(draw: st.DrawFn) -> Made:
    lead, what = draw(st.sampled_from(["不得", "禁止", "严禁"])), draw(st.sampled_from(["擅自改变用途", "转让许可证"]))
    saved = draw(st.sampled_from(["", "抢险救灾", "法律、行政法规另有规定"]))
    tail = f"{draw(st.sampled_from(['，但', '；但是，']))}{saved}的除外" if saved else ""
    says = {"modality": Modality.MUST_NOT, "action": lead, "exception": saved}
    return Made(f"{lead}{what}{tail}", [says])


@st.composite
def reductions(draw: st.DrawFn) -> Made:
    who, share = draw(WHO), draw(shares())
    form, rate = draw(st.sampled_from([(f"减按{share.words}征收企业所得税", share.value), ("免征增值税", None), ("减半征收", None)]))
    return Made(f"对{who}，{form}", [{"condition": who, "rate": rate, "action": form[:2]}])


@st.composite
def thresholds(draw: st.DrawFn) -> Made:
    low, action, amount = draw(money()), draw(GRANTING), draw(money())
    form, comparator = draw(
        st.sampled_from(
            [("{}以上", ">="), ("超过{}", ">"), ("不低于{}", ">="), ("不满{}", "<"), ("不足{}", "<"), ("{}以下", "<=")]
        )
    )
    case = f"上年度营业收入{form.format(low.words)}的"
    says = {"condition": case, "amount": amount.value, "action": action}
    figures = [(low.value, comparator, "threshold"), (amount.value, "=", "amount")]
    return Made(f"{case}，给予{amount.words}{action}", [says | {"figures": figures}])


ANY_MADE = st.one_of(rates(), amounts(), tiers(), dealt(), fines(), limits(), bans(), reductions(), thresholds())


def _award(provision: Provision) -> Figure | None:
    return provision.cap or provision.amount


def _value(provision: Provision, name: str) -> Any:
    value = getattr(provision, name)
    return value.value if isinstance(value, Figure) else value


def _said(provision: Provision, says: dict[str, Any]) -> dict[str, Any]:
    """The fields of a provision that a made-up sentence speaks of."""
    out = {name: _value(provision, name) for name in says if name not in ("figures", "per", "condition")}
    if "condition" in says:
        out["condition"] = provision.condition.replace(",", "，")
    if "per" in says:
        award = _award(provision)
        out["per"] = award.per if award else ""
    if "figures" in says:
        out["figures"] = [(f.value, f.comparator.value, f.role.value) for f in provision.figures]
    return out


def _check(text: str, says: list[dict[str, Any]]) -> None:
    found = read_provisions(text)
    assert [_said(p, s) for p, s in zip(found, says, strict=True)] == says
    for figure in (f for p in found for f in p.figures):
        assert figure.text == text[figure.start : figure.end]


@given(st.lists(ANY_MADE, min_size=1, max_size=4))
def test_every_provision_is_read_back(made: list[Made]) -> None:
    _check("".join(f"{m.words}。" for m in made), [s for m in made for s in m.says])


_WIDE = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(ord("!"), ord("~") + 1)})
_TRADITIONAL = OpenCC("s2t")


def _alike(provision: Provision) -> tuple[Any, ...]:
    figures = [(f.value, f.unit, f.comparator, f.role, f.per, f.start, f.end) for f in provision.figures]
    words = (provision.action, provision.base, provision.period, provision.condition, provision.exception)
    return (*words, provision.modality, provision.start, provision.end, figures)


@given(ANY_MADE)
def test_full_width_and_traditional_characters_read_alike(made: Made) -> None:
    text = f"{made.words}。"
    written = "".join(_TRADITIONAL.convert(c) for c in text).translate(_WIDE)
    assert [_alike(p) for p in read_provisions(written)] == [_alike(p) for p in read_provisions(text)]


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    kept = {(f.start, f.end) for p in read_provisions(text) for f in p.figures}
    assert kept == {(f.start, f.end) for f in read_figures(text)}
