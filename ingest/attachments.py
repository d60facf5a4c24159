"""The title of an attachment, on the line after 附件1 or spread over several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.headings import is_title_like
from ingest.labels import Label
from ingest.lines import Line

_MOST_LINES = 4
_ENDS = re.compile(
    r"(?:表|书|单|录|函|图|方案|办法|细则|规定|措施|指南|指引|要求|说明|标准|条件|计划|安排|目标|任务|流程|程序|材料|格式|模板|样式|提纲|范围|明细|汇总|名称|要点|规范|制度|章程|协议|合同|报告|通知|意见|清册|情况)$"
)
_ADDED = re.compile(r"^[（(〔\[][^（）()]{1,20}[）)〕\]]$")


def title_end(lines: Sequence[Line], labels: Sequence[Label | None], first: int) -> int:
    """The index after the last line of the title that begins at `first`.

    It runs on to the line at which it ends as titles do, and takes （试行） below it along; where no line ends so, it is
    one line.
    """
    words, end = "", first + 1
    for index in range(first, min(len(lines), first + _MOST_LINES)):
        line = lines[index]
        if labels[index] is not None or line.table or line.note or not is_title_like(line.text):
            break
        words += line.text
        if _ADDED.match(line.text) and index > first:
            return index + 1
        if _ENDS.search(words):
            end = index + 1
            break
    following = lines[end] if end < len(lines) else None
    return end + 1 if following and not following.table and _ADDED.match(following.text) and labels[end] is None else end
