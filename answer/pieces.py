"""How many pieces a price is for, for how many persons, and how many of them a clause pays for."""

from __future__ import annotations

import re
from decimal import Decimal

from answer.operands import Operand
from answer.reading import Reading
from language.numerals import is_vague, read_chinese
from policy.documents import Clause
from policy.provisions import FigureKind

_NUMBER = r"(?P<n>\d+|[一两二三四五六七八九十]+)"
_PIECE = r"(?:台|副|部|件|套|只|支|把|辆|张|款|块(?=手表|表|平板|屏)|个(?![月年人百点小工亿]))"
_COUNT = re.compile(rf"(?<![\d第每一单级\.])(?:{_NUMBER}{_PIECE}|(?P<two>俩)(?=手机|平板|手表|眼镜|机器人|空调))")
_EACH = re.compile(rf"(?:每|一|单|各)(?:{_PIECE})(?:都|都是|的|卖|标价|售价|价格?|是|要|就|大概|差不多|算)*$|(?:单价|各|均价?|都是?|每人|人均)(?:都|是|的|卖|要|标价|售价|花|买的?|付)*$")
_EACH_AFTER = re.compile(rf"^(?:块钱?|元)?(?:/|一|每)(?:{_PIECE})|^(?:的|块钱?的|元的)")
_TOTAL = re.compile(r"(?:一共|总共|合计|总价|共计|拢共|加起来|总计|共)(?:是|花了?|付了?|要|用了?|卖)?$")
_TWO = re.compile(r"夫妻|两口子|小两口|老两口|俩口子|爸妈|父母|爹妈|公婆|岳父母|[我咱你他她]们?俩|兄弟俩|姐妹俩|姐弟俩|母女俩?|父子俩?|母子俩?|双胞胎|老公老婆|男女朋友|couple")
_PERSONS = re.compile(
    r"(?P<n>\d+|[一两二三四五六七八九十]+)(?:个(?:人|员工|同事|同学|孩子|老人|朋友)|口(?:人|子)?|位)"
    r"|(?<![\d一二三四五六七八九十])(?P<few>[两三四五六]|\d+)人(?!工|才|次)|(?P<sum>[俩仨])(?=[人都各每一买换,，]|个人)"
)
_AND = re.compile(r"[和跟与、]|同(?![事学桌乡伴])")
_WE = r"(?:[我咱你他她][们家]?)"
# 我跟对象一人一副, 我、老婆和孩子各一台: those who are named together share out one each.
_COMPANY = re.compile(
    rf"(?:{_WE}|[给帮替]{_WE}?[一-鿿]{{1,3}}?)(?P<others>(?:[和跟与同、]{_WE}?[一-鿿]{{1,4}}?){{1,5}}?)(?:都|也|想|打算|准备|要|这次|今年){{0,2}}(?=[一每]人|各|分别|人手)"
)
_ONE_EACH = re.compile(rf"一人[买换配拿]?(?:了|的)?一(?:{_PIECE})|每人[买换配拿]?(?:了)?一?(?:{_PIECE})?|人手一|各(?:自)?[买换配拿入]?(?:了)?(?:一(?:{_PIECE}))?|一人一|分别[买换](?:了)?一?")
_LIMIT_OF = re.compile(r"([一-鿿]{2,4}?)(?:可|限|最多|至多)?(\d+)(?:件|台|个|部|副)")
_LIMIT_UNITS = ("件", "台", "个", "部", "副", "套", "辆", "只", "张")


def persons(text: str) -> Decimal:
    """For how many persons a question asks, 1 where it does not say."""
    if _TWO.search(text):
        return Decimal(2)
    if match := _PERSONS.search(text):
        number = match["n"] or match["few"]
        return _read(number) if number else Decimal(2 + (match["sum"] == "仨"))
    named = _COMPANY.search(text)
    return Decimal(1 + len(_AND.findall(named["others"]))) if named else Decimal(1)


def _read(number: str) -> Decimal:
    return Decimal(number) if number.isdigit() else read_chinese(number)


def count_of(operand: Operand, given: list[Operand], reading: Reading) -> Decimal | None:
    """How many pieces at this price, 1 where one is meant; None where it can't be told whether it is a price or a total."""
    text, at = reading.text, operand.figure
    before = max((o.figure.end for o in given if o.figure.end <= at.start), default=0)
    after = min((o.figure.start for o in given if o.figure.start >= at.end), default=len(text))
    own = text[before : at.start]
    counted = _counted(own)
    if counted is None and len(given) == 1:
        counted = _counted(text[at.end : after]) if not re.match(r"[^,，。]{0,3}以", text[at.end :]) else None
    each = bool(_EACH.search(own) or _EACH_AFTER.match(text[at.end :]))
    if len(given) > 1 and re.search(r"[一每]人", own) and _ONE_EACH.search(own):
        return persons(own)
    listed = sum(bool(re.search(rf"一{_PIECE}(?:是|标价|售价|卖|要)?$", text[: o.figure.start])) for o in given)
    if listed > 1 and re.search(rf"一{_PIECE}(?:是|标价|售价|卖|要)?$", own):
        return Decimal(1)  # 两副眼镜，一副2999一副5600
    if counted is None or counted == 1:
        return persons(text) if len(given) == 1 and _ONE_EACH.search(text) else Decimal(1)
    if counted == len(given) > 1 and not re.search(r"[各每][^,，]{0,3}$", own) and re.search(r"分别|一[台副部件个]", text[before:]):
        return Decimal(1)  # 两副分别3000元和20000元: the list has a price for each
    if _TOTAL.search(own):
        return None
    near = re.search(rf"{_NUMBER}{_PIECE}(?:标价|售价|单价)?$", own)
    return counted if each or near or len(given) > 1 else None


def _counted(text: str) -> Decimal | None:
    found = [m for m in _COUNT.finditer(text) if m["two"] or not is_vague(m["n"])]
    values = [Decimal(2) if m["two"] else _read(m["n"]) for m in found]
    return max(values) if values else None


def item(text: str) -> str:
    """The first two characters of what the pieces are: 手机 of 一部手机; "" where the question does not say."""
    found = re.search(rf"(?:\d|[每一两二三四五六七八九十几]){_PIECE}(?:[一二三四五\d]级(?:能效)?的?)?(?P<x>[一-鿿]{{2}})", text)
    return found["x"] if found else ""


def piece_word(text: str) -> str:
    """What the question counts its pieces in: 台, 副; 件 where it does not."""
    found = re.search(rf"(?:\d|[每一两二三四五六七八九十])(?P<w>{_PIECE})", text)
    return found["w"] if found else "件"


def limit_for(clause: Clause, label: str, reading: Reading) -> Decimal | None:
    """How many pieces the clause pays for: 每类1件, or the exception that names the thing (空调3件), for each person."""
    quotas = [f for p in clause.provisions for f in p.figures if f.kind is FigureKind.COUNT and f.unit in _LIMIT_UNITS]
    general = [f for f in quotas if f.per in ("类", "人", "户", "位", "种", "品类")]
    if not general:
        return None
    limit = general[0].value
    for inside in re.findall(r"[(（]([^)）]*)[)）]", clause.text[general[0].end : general[0].end + 40]):
        for name, number in _LIMIT_OF.findall(inside):
            if name in label or name in reading.text:
                limit = Decimal(number)
    return limit * persons(reading.text)
