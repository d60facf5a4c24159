"""Units that a table says once for many figures: in a column's name, （万元）, or above the table, 单位：万元."""

from __future__ import annotations

import re

_ONE = (
    r"(?:[十百千万亿]{0,2}(?:元|美元|欧元|港元|日元)|％|%|‰|[万亿]?(?:个|家|户|人|人次|项|台|套|件|批|名|张|份|次|亩|间|辆|吨|度|座|条|宗|只)"
    r"|[万亿]?(?:千瓦时?|兆瓦时?|平方米|平方公里|立方米|标准煤|吨标准煤)|公顷|公里|千米|米|小时|分钟|天|日|个月|月|年|分|岁|"
    r"[MGTPE]?(?:FLOPS|Flops|flops|bps|[WwBP])|k[mgW]|kWh|㎡|m²)"
)
_UNIT = rf"(?:人民币\s*)?(?P<unit>{_ONE}(?:\s*[/每]\s*[^\s（()）/、，,]{{1,6}})?)"
_IN_NAME = re.compile(rf"[（(]\s*(?:单位\s*[:：])?\s*{_UNIT}\s*[)）]\s*$")
_LINE = re.compile(
    rf"^[（(]?\s*(?:金额|计量|货币|计价)?\s*单\s*位\s*[:：]\s*{_UNIT}(?:\s*[、，,/;；]\s*(?:{_ONE}))*\s*[)）]?$"
)
_SEVERAL = re.compile(r"[、，,;；]")
_NUMBER = r"\d[\d,，]*(?:\.\d+)?"
_BARE = re.compile(
    rf"^(?:[≤≥<>＜＞±+-]|不超过|不低于|不高于|不少于|最高|最低|上限|约|至多|至少)?\s*{_NUMBER}(?:\s*[-~～—–－至]\s*{_NUMBER})?$"
)
_MONEY = re.compile(
    r"额|资金|补助|补贴|奖励|奖补|资助|投资|收入|预算|经费|费|价|产值|营收|利润|贷款|支出|成本|资产|税|款|标准|上限|限额|合计|小计|总计|决算|拨付"
)
_COUNTED = re.compile(r"序号|编号|年份|年度$|数量|个数|户数|家数|人数|台数|项数|比例|占比|比重|比率|增[长速幅]|率$|期限|电话|邮编|代码|排名|名次|得分|分值")


def unit_line(text: str) -> str:
    """The unit of a line that says nothing else: 万元 of `（单位：万元）`; "" of any other line."""
    match = _LINE.match(text.strip())
    if not match:
        return ""
    said = re.split(r"[:：]", text, maxsplit=1)[1].strip("）) 　")
    return said if _SEVERAL.search(said) else match["unit"].strip()


def with_unit(name: str, cell: str, table_unit: str = "") -> str:
    """A cell that is a bare figure, with the unit that its column's name or the table gives it; else the cell.

    A table's unit counts for the columns that name money where it is one of money, and for none that counts something.
    """
    if not _BARE.match(cell):
        return cell
    own = _IN_NAME.search(name)
    if own:
        return cell + own["unit"].strip()
    if not table_unit or _SEVERAL.search(table_unit) or _COUNTED.search(name):
        return cell
    return cell + table_unit if "元" in table_unit and _MONEY.search(name) else cell


def is_bare(cell: str) -> bool:
    """Whether a cell holds a figure and nothing else."""
    return bool(_BARE.match(cell))


def needs_unit(name: str, cell: str) -> bool:
    """Whether a bare figure is left whose unit only the table can say."""
    return is_bare(cell) and not _COUNTED.search(name) and not _IN_NAME.search(name)
