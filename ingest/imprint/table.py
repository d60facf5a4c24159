"""The table over a document on the sites of public bodies: 索引号, 发文机关, 成文日期, 发文字号, 有效性."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.imprint.page import LONGEST_LINE, Page, Said
from ingest.lines import Line

_LINES = 40
_FIELDS = {
    "title": ("标题", "名称", "文件名称", "公文名称", "文件标题", "信息名称", "公文标题"),
    "doc_no": ("发文字号", "文号", "文件编号", "公文文号", "发文文号", "文件文号", "公文字号"),
    "issuer": ("发文机关", "发文单位", "制发机关", "制定机关", "发文机构", "印发机关", "成文机关", "公布机关"),
    "publisher": ("发布机构", "发布机关", "发布单位", "公开主体", "公开责任部门"),
    "issued": ("成文日期", "发文日期", "印发日期", "签署日期", "制发日期", "成文时间", "发文时间"),
    "published": ("发布日期", "公布日期", "公开日期", "发布时间", "公布时间", "公开时间"),
    "effective_from": ("施行日期", "实施日期", "生效日期", "生效时间", "施行时间", "实施时间"),
    "effective_to": ("失效日期", "废止日期", "失效时间", "有效期至"),
    "status": ("有效性", "时效性", "文件状态", "效力状态", "文件效力", "是否有效", "时效状态"),
    "": ("索引号", "主题分类", "体裁分类", "信息分类", "组配分类", "主题词", "关键词", "关键字", "公开方式", "公开范围", "服务对象", "信息索引号",
         "统一编号", "规范性文件统一编号", "信息来源", "来源", "发布范围", "分类", "文种", "内容概述", "语种", "公开形式", "公开程序", "备注"),
}  # fmt: skip
_NAMES = {name: field for field, names in _FIELDS.items() for name in names}
_KEY = "|".join(r"[\s　]*".join(name) for name in sorted(_NAMES, key=len, reverse=True))
_BEFORE = r"(?:^|(?<=[\s　|\]】;；，,]))[|\[【]?[\s　]*"
_NAMED = re.compile(rf"{_BEFORE}(?P<k>{_KEY})[\s　]*[\]】]?[\s　]*[:：][\s　]*|{_BEFORE}[\[【](?P<k2>{_KEY})[\]】][\s　]*")
_CELL = re.compile(r"[^|\t；]+")
_WHOLE = re.compile(rf"[\s　\[【]*(?P<k>{_KEY})[\s　\]】:：]*")
_EMPTY = re.compile(r"[-—/\\\s　]*|无|暂无|长期|无文号")


def read_table(page: Page) -> dict[str, Said]:
    """What the table says, by field; a field that it gives twice in different words is left out."""
    found: dict[str, Said] = {}
    twice: set[str] = set()
    for field, reading in _rows(page):
        if not field or _EMPTY.fullmatch(reading.value):
            continue
        if field in found and found[field].value != reading.value:
            twice.add(field)
        found.setdefault(field, reading)
    return {field: reading for field, reading in found.items() if field not in twice}


def is_row(text: str) -> bool:
    """Whether a line is one of the table's."""
    match = _NAMED.match(text)
    return bool(match) or any(_WHOLE.fullmatch(cell) for cell in _CELL.findall(text) if cell.strip())


def _rows(page: Page) -> Iterator[tuple[str, Said]]:
    last = page.lines[page.head].start if page.head < len(page.lines) else len(page.text)
    lines = [line for line in page.all[:_LINES] if line.start < last and _may_be_row(line)]
    for index, line in enumerate(lines):
        named = list(_NAMED.finditer(line.text))
        if named and not named[0].start():
            yield from _named(line, named, lines[index + 1] if index + 1 < len(lines) else None)
        else:
            yield from _cells(line, lines[index + 1] if index + 1 < len(lines) else None)


def _may_be_row(line: Line) -> bool:
    return line.discard != "markup" and len(line.text) <= LONGEST_LINE


def _named(line: Line, named: list[re.Match[str]], after: Line | None) -> Iterator[tuple[str, Said]]:
    """发文机关：浙江省人民政府　成文日期：2025-04-17; a name at the line's end has its value on the next."""
    ends = [m.start() for m in named[1:]] + [len(line.text)]
    for match, end in zip(named, ends, strict=True):
        field = _field(match["k"] or match["k2"])
        value = line.text[match.end() : end].strip(" 　|\t[]【】")
        if value:
            yield field, Said(value, line.start + match.start("k" if match["k"] else "k2"), line.start + end)
        elif after is not None and end == len(line.text) and not is_row(after.text):
            yield field, Said(after.text, line.start, after.end)


def _cells(line: Line, after: Line | None) -> Iterator[tuple[str, Said]]:
    """| 发文机关 | 浙江省人民政府 |: cells of a row, or a name on a line of its own over its value."""
    cells = [m for m in _CELL.finditer(line.text) if m.group().strip()]
    whole = [_WHOLE.fullmatch(m.group()) for m in cells]
    if len(cells) == 1 and whole[0] and after is not None and not is_row(after.text):
        yield _field(whole[0]["k"]), Said(after.text, line.start, after.end)
    for key, name, value, follows in zip(whole, cells, cells[1:], whole[1:], strict=False):
        if key and not follows:
            yield _field(key["k"]), Said(value.group().strip(), line.start + name.start(), line.start + value.end())


def _field(name: str) -> str:
    return _NAMES["".join(name.split())]
