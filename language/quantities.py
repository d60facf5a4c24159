"""Figures in Chinese text: amounts, shares, counts, durations, dates, technical measures.

One grammar reads clauses and callers' questions alike, so that what is compared was read the same way. A figure keeps
its span and its exact words; its value is an exact decimal in the base unit (元, %, the counter as written).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from language.numerals import CHINESE, multiplier, read_arabic, read_chinese
from language.text import narrow
from policy.provisions import Comparator, Figure, FigureKind

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = rf"[一二两三四五六七八九十百千][{CHINESE}]*(?:点[零〇一二三四五六七八九]+)?"
_MULT = r"[多来几余]?[十百千]?万亿|[多来几余]?[十百千]?[万亿]|个亿|[百千](?!分)"
_DURATION = r"个工作日|工作日|个自然日|个月|个年度|周年|年期|年|天|个星期|个小时|小时|分钟"
_TECH = r"[EPTeptGgMm][Ff][Ll][Oo][Pp][Ss]|千瓦时|兆瓦|千瓦|平方米|亩|公里|吨|分(?![为之档别布成公类级析配子支项担开期散])"
_COUNTER = (
    r"个|家|名|项|件|条|次|人|套|类|台|批(?!次)|种|位|户|辆|场|所|部(?!门|署|委|分)|款|篇|份|处|座|门(?!槛)|张|枚|期|门类|"
    r"大(?=[重领行支方产板工科攻任])"
)
_UNIT = rf"{_DURATION}|{_TECH}|{_COUNTER}"
_MONEY = r"美元|欧元|港元|元|块钱|块|人民币|RMB|rmb|圆"

_DATE = re.compile(
    r"(?P<y>(?:19|20)\d{2})\s*(?:年|[-./](?=\d{1,2}[-./]))\s*(?:(?P<m>\d{1,2})\s*(?:月|[-./])\s*(?:(?P<d>\d{1,2})\s*[日号]?)?)?"
    r"|(?<![\d.])(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})[日号])"
    r"|(?P<cy>二[〇零][一二三][〇零一二三四五六七八九])年(?:(?P<cm>[一二三四五六七八九十]{1,2})月(?:(?P<cd>[一二三四五六七八九十]{1,3})[日号])?)?"
    r"|(?<![\d])(?P<sy>2[2-9])年(?P<sm>\d{1,2})月(?:(?P<sd>\d{1,2})[日号]?)?"
)
_FIGURE = re.compile(
    rf"百分之(?P<pcn>[{CHINESE}]+(?:点[零〇一二三四五六七八九]+)?|(?:{_ARABIC}))"
    rf"|(?P<num>{_ARABIC})\s*(?:(?P<pct>%|个百分点|个点(?!位))|(?P<mult>{_MULT})?余?\s*(?P<unit>(?:{_MONEY})|(?:{_UNIT})))"
    rf"|(?P<bare>{_ARABIC})(?P<bmult>{_MULT})(?![卡物])"
    rf"|(?P<cnum>{_CHINESE})(?P<cpct>成(?:半)?(?![为立果本就功员品交长都年效熟型])|个百分点|个点(?!位))"
    rf"|(?P<cnum2>{_CHINESE})(?P<cunit>(?:{_MONEY})|(?:{_UNIT}))"
    rf"|(?P<level>[十百千]?[万亿]|[十百千]万|[十百千]亿)级"
    rf"|(?P<cbare>{_CHINESE})(?=(?P<ctail>.))?"
)
_COLLOQUIAL = re.compile(
    rf"(?P<slang>{_ARABIC})\s*(?P<smult>[wWkK])(?![a-zA-Z])(?:块钱|块|元)?"
    rf"|(?P<half>一半|半数)"
    rf"|(?P<halfyear>半年)"
    rf"|(?P<vague>[{CHINESE[:13]}十百千]+)[多来几](?P<vmult>[十百千]?[万亿])(?:块钱|块|元)?"
    rf"|(?P<yi>{_CHINESE})个亿(?:元)?"
    rf"|(?P<andhalf>{_ARABIC}|{_CHINESE})(?:(?P<hmult>[万亿])|个(?=半)|(?=年半))(?:半(?P<hunit>月)?|年半)"
    r"|(?<![\d.,A-Za-z-])(?P<plain>\d{1,3}(?:,\d{3})+|\d{4,10})(?![\d%.,A-Za-z年月号/-])"
)
_PREFIXES: tuple[tuple[str, Comparator], ...] = (
    *((w, Comparator.LE) for w in ("不超过", "不得超过", "不高于", "不多于", "不超", "至多", "最高", "最多", "上限为", "上限",
                                   "限额为", "限额", "封顶", "≤", "最高为", "最高不超过")),
    *((w, Comparator.GE) for w in ("不低于", "不少于", "不小于", "不得低于", "至少", "须满", "≥", "最低")),
    *((w, Comparator.LT) for w in ("不满", "不足", "不到", "低于", "少于", "小于", "未达", "没到", "没满", "<")),
    *((w, Comparator.GT) for w in ("超过", "突破", "高于", "大于", "多于", "超", "破", ">")),
    *((w, Comparator.GE) for w in ("满", "达到", "达")),
    *((w, Comparator.ABOUT) for w in ("大约", "大概", "差不多", "将近", "约", "近", "快")),
)  # fmt: skip
_SUFFIX = re.compile(
    r"^(?:\(含\)|\(含本数\)|及|\(不含\))?(?P<w>以上|以下|以内|之内|起步|左右|上下|出头|多(?![长久少大])|来(?![自源])|封顶|不到)"
)
_SUFFIXES = {
    "以上": Comparator.GE, "以下": Comparator.LE, "以内": Comparator.LE, "之内": Comparator.LE, "起步": Comparator.GE,
    "左右": Comparator.ABOUT, "上下": Comparator.ABOUT, "出头": Comparator.ABOUT, "多": Comparator.ABOUT,
    "来": Comparator.ABOUT, "封顶": Comparator.LE, "不到": Comparator.LT,
}  # fmt: skip
_GIVING = re.compile(r"(?:奖励?|补助?|资助|给予|可达)$")
_PER = re.compile(r"^/\s*(?P<w>[一-鿿]{1,2}?)(?![一-鿿])|^/\s*(?P<v>[项件个家年人次台套条])")
_EACH = re.compile(r"(?:每|单)(?P<w>[家个件项台套人次户名年类])[^,，;；。、\d]{0,8}$")


def read_figures(text: str, *, colloquial: bool = False) -> list[Figure]:
    """All figures of `text`, in order, without overlaps.

    `colloquial` also reads what only people write: `80w`, `一半`, `300000` with no unit, `三百五`, `六十万`.
    Offsets are in `text`. Ordinals (第三条), labels (FP16, “4+1”) and vague words (一批, 一定比例) are no figures.
    """
    flat = narrow(text)
    found: list[Figure] = []
    taken = 0
    for match in _scan(flat, colloquial):
        if match.start() < taken:
            continue
        figure = _date(match, text) if match.re is _DATE else _figure(match, flat, text)
        if figure is None:
            continue
        found.append(_bounded(figure, flat))
        taken = figure.end
    return _share_units(found, flat, text)


def _scan(flat: str, colloquial: bool) -> list[re.Match[str]]:
    patterns = [_DATE, _FIGURE] + ([_COLLOQUIAL] if colloquial else [])
    ranked = [(m.start(), rank, m) for rank, p in enumerate(patterns) for m in p.finditer(flat)]
    return [m for _, _, m in sorted(ranked, key=lambda t: (t[0], -t[2].end() if t[2].re is not _DATE else -10**6))]


def _date(match: re.Match[str], text: str) -> Figure | None:
    g = match.groupdict()
    if match.group().endswith((".", "/", "-")):
        return None
    year = g["y"] or (g["sy"] and f"20{g['sy']}") or (str(read_chinese(g["cy"])) if g["cy"] else "")
    month = g["m"] or g["m2"] or g["sm"] or (str(read_chinese(g["cm"])) if g["cm"] else "")
    day = g["d"] or g["d2"] or g["sd"] or (str(read_chinese(g["cd"])) if g["cd"] else "")
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        return None
    parts = [year or "-", *(f"{int(p):02d}" for p in (month, day) if p)]
    end = match.start() + len(match.group().rstrip())
    return Figure(
        text=text[match.start() : end], value=Decimal(year or 0), unit="date", kind=FigureKind.DATE,
        start=match.start(), end=end, iso="-".join(parts),
    )  # fmt: skip


def _figure(match: re.Match[str], flat: str, text: str) -> Figure | None:
    g = match.groupdict()
    start, end = match.span()
    if _is_label(flat, start):
        return None
    made = _read_colloquial(g) if match.re is _COLLOQUIAL else _read(g)
    if made is None:
        return None
    value, unit, kind = made
    if g.get("cbare"):
        end = start + len(g["cbare"])
    return Figure(text=text[start:end], value=value, unit=unit, kind=kind, start=start, end=end)


def _read(g: dict[str, str | None]) -> tuple[Decimal, str, FigureKind] | None:
    if g["pcn"]:
        return _number(g["pcn"]), "%", FigureKind.PERCENT
    if g["pct"]:
        return _number(g["num"]), "%" if g["pct"] == "%" else "个百分点", FigureKind.PERCENT
    if g["cpct"]:
        return _tenths(g["cnum"] or "", g["cpct"])
    if g["num"]:
        return _with_unit(_number(g["num"]) * _times(g["mult"]), g["unit"] or "")
    if g["bare"]:
        return _number(g["bare"]) * _times(g["bmult"]), "元", FigureKind.MONEY
    if g["cnum2"]:
        return _chinese_count(g["cnum2"], g["cunit"] or "")
    if g["level"]:
        return Decimal(multiplier(g["level"])), "元", FigureKind.MONEY
    return _chinese_bare(g["cbare"] or "", g["ctail"] or "")


def _number(text: str | None) -> Decimal:
    text = text or ""
    return read_chinese(text) if text and text[0] in CHINESE else read_arabic(text)


def _times(mult: str | None) -> int:
    """380多万, 一个亿: what stands between the number and its 万 does not change the size."""
    return multiplier((mult or "").translate({ord(c): None for c in "多来几余个"}))


def _tenths(number: str, unit: str) -> tuple[Decimal, str, FigureKind] | None:
    value = read_chinese(number)
    if unit.startswith("成"):
        return (value * 10 + (5 if "半" in unit else 0), "%", FigureKind.PERCENT) if value < 10 else None
    return value, "个百分点", FigureKind.PERCENT


def _with_unit(value: Decimal, unit: str) -> tuple[Decimal, str, FigureKind]:
    if re.fullmatch(_MONEY, unit):
        return value, unit if unit in ("美元", "欧元", "港元") else "元", FigureKind.MONEY
    if re.fullmatch(_DURATION, unit):
        return value, {"年期": "年", "周年": "年", "工作日": "个工作日"}.get(unit, unit), FigureKind.DURATION
    if re.fullmatch(_TECH, unit):
        return value, unit, FigureKind.QUANTITY
    return value, unit, FigureKind.COUNT


def _chinese_count(number: str, unit: str) -> tuple[Decimal, str, FigureKind] | None:
    """Chinese numerals before a counter. 一个, 一批, 一项 say "a", not how many, so they are left out."""
    value, unit, kind = _with_unit(read_chinese(number), unit)
    if kind is FigureKind.COUNT and value == 1:
        return None
    return value, unit, kind


def _chinese_bare(number: str, tail: str) -> tuple[Decimal, str, FigureKind] | None:
    """六十万, 三百五十万, 两千: money where no unit follows and the number is of an amount's size and form."""
    big = "万" in number or "亿" in number
    # 百万, 千万 name a size ("千万元以上" carries its unit); 千家万户, 万千 are words
    if not big or (number in ("百万", "千万", "十万", "万亿") and tail and tail not in "元块以的,。;，；"):
        return None
    return read_chinese(number), "元", FigureKind.MONEY


def _read_colloquial(g: dict[str, str | None]) -> tuple[Decimal, str, FigureKind] | None:
    if g["slang"]:
        return _number(g["slang"]) * multiplier(g["smult"] or ""), "元", FigureKind.MONEY
    if g["vague"]:
        return read_chinese(g["vague"]) * multiplier(g["vmult"] or ""), "元", FigureKind.MONEY
    if g["yi"]:
        return read_chinese(g["yi"]) * 10**8, "元", FigureKind.MONEY
    if g["andhalf"]:
        return _and_a_half(_number(g["andhalf"]), g["hmult"], g["hunit"])
    if g["half"]:
        return Decimal(50), "%", FigureKind.PERCENT
    if g["halfyear"]:
        return Decimal(6), "个月", FigureKind.DURATION
    value = read_arabic(g["plain"] or "0")
    return None if 1900 <= value <= 2100 else (value, "元", FigureKind.MONEY)


def _and_a_half(value: Decimal, mult: str | None, unit: str | None) -> tuple[Decimal, str, FigureKind]:
    """两万半 is rare, 三个半月 and 两年半 are not."""
    value += Decimal("0.5")
    if mult:
        return value * multiplier(mult), "元", FigureKind.MONEY
    return value, "个月" if unit else "年", FigureKind.DURATION


def _is_label(flat: str, start: int) -> bool:
    """第三条, FP16, 1+4: the digits belong to a name."""
    before = flat[start - 1] if start else ""
    return bool(before) and (before == "第" or (before.isascii() and before.isalnum()) or before in "+.〔[")


def _bounded(figure: Figure, flat: str) -> Figure:
    before, after = _GIVING.sub("", flat[: figure.start]), flat[figure.end :]
    comparator = next((c for w, c in _PREFIXES if before.endswith(w)), Comparator.EQ)
    if figure.kind is FigureKind.DURATION and before.endswith("近"):
        comparator = Comparator.EQ  # 近三年 is "the last three years"
    suffix = _SUFFIX.match(after)
    if suffix and figure.kind is not FigureKind.DATE:
        comparator = _SUFFIXES[suffix["w"]]
    per = _PER.match(after)
    each = _EACH.search(before)
    named = (per["w"] or per["v"]) if per else (each["w"] if each else "")
    return replace(figure, comparator=comparator, per=named)


_JOIN = re.compile(rf"(?P<n>{_ARABIC}|{_CHINESE})(?P<m>{_MULT})?\s*(?:[-—–~/、]|至|到|或)\s*$")
_LISTED = re.compile(r"^(?:/[一-鿿])?[、,或和及]$|^(?:/[一-鿿])?[、,]?(?:或|和|及)$")


def _share_units(figures: list[Figure], flat: str, text: str) -> list[Figure]:
    """3至6个月, 2025—2027年: a number joined to a figure takes its unit. 最高100万元/项、50万元/项: listed ones share 最高."""
    out: list[Figure] = []
    for figure in figures:
        floor = out[-1].end if out else 0
        between = flat[floor : figure.start]
        if out and (between == "且" or (out[-1].kind is figure.kind and _LISTED.match(between))):
            if figure.comparator is Comparator.EQ:
                figure = replace(figure, comparator=out[-1].comparator)
        else:
            out.extend(_joined(figure, flat, text, floor))
        out.append(figure)
    return out


def _joined(figure: Figure, flat: str, text: str, floor: int) -> list[Figure]:
    chain: list[Figure] = []
    start = figure.start
    while match := _JOIN.search(flat, floor, start):
        if _is_label(flat, match.start()) or (match["n"][0] in CHINESE and figure.text[0] not in CHINESE):
            break
        value = _number(match["n"]) * _times(match["m"])
        end = match.end("m") if match["m"] else match.end("n")
        if figure.kind is FigureKind.DATE and not 1900 <= value <= 2100:
            break
        iso = match["n"] if figure.kind is FigureKind.DATE else ""
        made = replace(figure, text=text[match.start() : end], value=value, start=match.start(), end=end, iso=iso)
        chain.insert(0, made)
        start = match.start()
    return chain
