"""The box on a government page that states the document's particulars: 索引号, 发文机关, 发文字号, 成文日期."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.formats.web_blocks import Item

_LABELS = {
    "发文机关": "issuer", "制发机关": "issuer", "发布机构": "issuer", "发布机关": "issuer", "发文单位": "issuer", "制定机关": "issuer",
    "发文字号": "doc_no", "文号": "doc_no", "文件编号": "doc_no",
    "成文日期": "issued", "发文日期": "issued", "生成日期": "issued", "成文时间": "issued", "制定日期": "issued",
    "发布日期": "published", "公开日期": "published", "公布日期": "published", "发布时间": "published",
    "生效日期": "effective_from", "实施日期": "effective_from", "施行日期": "effective_from", "失效日期": "effective_to", "废止日期": "effective_to",
    "标题": "title", "名称": "title", "文件名称": "title", "信息名称": "title",
    "有效性": "status", "时效性": "status", "效力状态": "status", "是否有效": "status",
    "索引号": "", "主题分类": "", "主题词": "", "组配分类": "", "公开方式": "", "公开范围": "", "公开时限": "", "公开主体": "", "关键词": "",
    "信息分类": "", "体裁分类": "", "服务对象": "", "信息索取号": "", "统一编号": "", "登记号": "", "公文种类": "", "内容分类": "",
}  # fmt: skip
_SPACED = "|".join("\\s*".join(label) for label in sorted(_LABELS, key=len, reverse=True))
_PAIR = re.compile(
    rf"(?:^|(?<=[；\s|]))[【\[]?\s*(?P<label>{_SPACED})"
    r"\s*[】\]]?\s*[:：]\s*[:：]?\s*(?P<value>[^；\n|]*)"
)
_STATUS = {"有效": "现行", "现行有效": "现行", "是": "现行", "失效": "失效", "已失效": "失效", "废止": "废止", "已废止": "废止"}
_DATE = re.compile(r"(\d{4})\s*[-/年.]\s*(\d{1,2})\s*[-/月.]\s*(\d{1,2})")
_LEAST = 3  # labels that make a box of particulars
_LONGEST = 600


def imprint_items(items: Sequence[Item]) -> list[Item]:
    """The items that make up the box: one with several of its labels, or several with one each, one after the other."""
    out: list[Item] = []
    run: list[Item] = []
    for item in items:
        labels = len(_PAIR.findall(item.text)) if len(item.text) <= _LONGEST else 0
        if labels >= _LEAST:
            out.append(item)
        elif labels:
            run.append(item)
            continue
        out += run if len(run) >= _LEAST else []
        run = []
    return out + (run if len(run) >= _LEAST else [])


def imprint_facts(items: Sequence[Item]) -> dict[str, tuple[str, str]]:
    """What the box states: field to the value and the label it stands beside."""
    found: dict[str, tuple[str, str]] = {}
    for match in (match for item in items for match in _PAIR.finditer(item.text)):
        label = "".join(match["label"].split())
        field, said = _LABELS[label], match["value"].strip()
        if field in ("issued", "published", "effective_from", "effective_to"):
            day = _DATE.search(said)
            said = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else ""
        elif field == "status":
            said = _STATUS.get(said, "")
        if field and said and not _PAIR.match(said):
            found.setdefault(field, (said, f"{label} on the page"))
    return found
