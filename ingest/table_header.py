"""How many of a table's first rows are its header, where the format does not say or says it of the first row only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from ingest.table_units import is_bare

Grid = Sequence[Sequence[str]]

_HEADER_CHARS = 24
_SENTENCE = re.compile(r"[。；;！？!?]|[，,].*[，,]")
_FIGURE = re.compile(r"^[≤≥<>]?\s*\d(?!\d{3}(?:年|$))|\d\s*(?:%|％|‰|[万亿]?元|个|家|人|项|台)")
# What stands beside a blank in a form, or over a column: the last word of the cell.
_NOUN = re.compile(
    r"(?:名称|名|号码|号|代码|时间|日期|地点|地址|电话|手机|传真|邮箱|邮编|联系人|代表人|负责人|经办人|人|单位|企业|机构|部门|机关|主体|类型|类别|种类|分类|性质|行业"
    r"|领域|金额|总额|额度|资金|投资|收入|利润|税额|比例|占比|标准|条件|对象|范围|方式|方法|内容|依据|情况|意见|说明|简介|目标|指标|任务|措施|政策|事项|项目|期限"
    r"|时限|年限|周期|规模|数量|数|人数|面积|学历|职务|职称|专业|性别|年龄|签字|签章|盖章|公章|材料|流程|环节|步骤|备注|等级|级别|档次|上限|最高|最低|序号|编号|年度"
    r"|地区|区域|层级|来源|用途|要求|成果|进度|得分|分值|权重|结果|程序|条款|条文|文号|文件|环境|品牌|型号|规格|单价)$"
)
_IN_BRACKETS = re.compile(r"\s*[（(][^（）()]*[)）]\s*$")


def header_rows(grid: Grid, told: int | None) -> int:
    """The number of rows of `grid` that are header. `told` is what the format says, None where it says nothing.

    A row under the header belongs to it where it parts a cell of it into columns, or is merged with it.
    """
    count = told if told is not None else int(_heads(grid))
    if not 0 < count < len(grid):
        return 0
    while count < len(grid) - 1 and _goes_on(grid[count - 1], grid[count]):
        count += 1
    return count


def is_noun(cell: str) -> bool:
    """Whether a cell reads as the name of something that stands beside or below it: 单位名称, 金额（万元）."""
    named = "".join(_IN_BRACKETS.sub("", cell).split())
    bare = named.rstrip("：:*＊")
    if not 0 < len(bare) <= _HEADER_CHARS or _SENTENCE.search(bare):
        return False
    return named[-1] in "：:" or (bool(_NOUN.search(bare)) and not any(c.isdecimal() for c in bare))


def _heads(grid: Grid) -> bool:
    """Whether the first row is a header, by what its cells are and how they differ from those below."""
    if len(grid) < 2 or len(grid[0]) < 2:
        return False
    first, body = grid[0], grid[1:]
    names = [cell for place, cell in enumerate(first) if not place or cell != first[place - 1]]
    if len(names) < 2 or len(set(names)) < len(names) or not all(map(_may_head, names[1:])) or _FIGURE.search(names[0]):
        return False
    if _are_pairs(grid):
        return False
    if names[0] in ("序号", "编号"):
        return True
    nouns = sum(1 for name in names if is_noun(name))
    if len(first) == 2:
        return nouns == 2 and sum(is_noun(row[0]) for row in body) * 2 < len(body)
    return nouns * 2 >= len(names) or any(_figures_below(first, body, place) for place in range(len(first)))


def _may_head(cell: str) -> bool:
    return 0 < len(cell) <= _HEADER_CHARS and not _SENTENCE.search(cell) and not _FIGURE.search(cell)


def _are_pairs(grid: Grid) -> bool:
    """Whether names and values stand side by side, as in a form: names in each second column, none between them."""
    if len(grid[0]) % 2 or is_noun(grid[0][1]):
        return False
    parted = [[cell for cell, _ in groupby(row)] if len(row) > 2 else row for row in grid]  # merged cells once
    names = [row[place] for row in parted for place in range(0, len(row), 2) if row[place]]
    return sum(map(is_noun, names)) * 5 >= len(names) * 3


def _figures_below(first: Sequence[str], body: Grid, place: int) -> bool:
    """Whether most cells below a name are figures."""
    cells = [row[place] for row in body if row[place]]
    return bool(cells) and sum(1 for cell in cells if is_bare(cell) or _FIGURE.search(cell)) * 2 > len(cells)


def _goes_on(above: Sequence[str], row: Sequence[str]) -> bool:
    if len(set(row)) < 2 or not all(_may_head(cell) for cell in row if cell):
        return False
    merged = any(one and one == two for one, two in zip(above, row, strict=True))
    parted = any(one and one == two for one, two in pairwise(above))
    return merged or (parted and not all(one == two for one, two in pairwise(above)))
