"""Page furniture: what surrounds a document on the page it was saved from, and is no part of it.

A line is furniture only where it stands before the first or after the last line of the document proper: inside, a
document may well speak of copyright or of a hotline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.lines import Line

_ANYWHERE = re.compile(
    r"^\s*(?:\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:阅读|浏览|点击|来源|访问).*"
    r"|(?:阅读|浏览|点击|访问)(?:量|次数|数)\s*[:：].*"
    r"|(?:打印|关闭)(?:本页|窗口).*|分享(?:到|至)\s*[:：]?.*|扫一扫.*|上一[篇页]\s*[:：].*|下一[篇页]\s*[:：].*"
    r"|(?:字体|字号)\s*[:：]?\s*[\[【]?[大中小].*|当前位置\s*[:：].*|首页\s*[>›»].*"
    r"|(?:索\s*引\s*号|发布机构|信息来源|来源|责任编辑|编辑|作者|记者)\s*[:：].{0,40}"
    r"|相关(?:阅读|链接|稿件|推荐|文档)\s*[:：]?.*)$"
)
_FOOT = re.compile(
    r"©|版权所有|备案号|ICP备|公网安备|(?:服务|举报|客服|咨询|联系)(?:热线|电话|邮箱)\s*[:：]|本站[(（]|本站(?:仅|为|只|不)"
    r"|(?:刊|转)载的?文章|(?:侵|著作)权.{0,20}(?:联系|删除)|[\w.]@[\w.]{1,80}\.\w|网站(?:地图|标识码|声明)|主办(?:单位)?\s*[:：]"
    r"|承办(?:单位)?\s*[:：]|技术支持\s*[:：]|免责声明|copyright",
    re.IGNORECASE,
)
# What only a page says. A telephone number, an address for mail or an organiser may well be the document's own last words.
_PAGE_ONLY = re.compile(
    r"©|版权所有|备案号|ICP备|公网安备|本站[(（]|本站(?:仅|为|只|不)|(?:刊|转)载的?文章|(?:侵|著作)权.{0,20}(?:联系|删除)"
    r"|网站(?:地图|标识码|声明)|技术支持\s*[:：]|copyright",
    re.IGNORECASE,
)
# "华人号:浙江资讯" before the first word of a preamble: who posted the page, not who wrote the text.
_BYLINE = re.compile(
    r"^(?:[一-鿿]{1,5}号|来源|作者|编辑|记者|通讯员|发布者)\s*[:：]\s*[一-鿿A-Za-z0-9]{2,10}?(?=为|根据|按照|近日|日前|\s|$)"
)


def byline_end(line: str) -> int:
    """How many characters of `line` say who posted it; 0 where none do."""
    match = _BYLINE.match(line)
    return match.end() if match else 0


def is_page_line(line: str) -> bool:
    """Whether a line is of the page that a document was saved from, wherever it stands."""
    return bool(_ANYWHERE.match(line))


def find_furniture(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines that are page furniture: single lines at the top, and the block at the foot."""
    found = {i for i, line in enumerate(lines[:12]) if _ANYWHERE.match(line.text)}
    foot = _foot_start(lines)
    found |= set(range(foot, len(lines)))
    return found


def _foot_start(lines: Sequence[Line]) -> int:
    """Where the foot begins: walking up from the end, lines of furniture with at most one plain line between two.

    One of them must be what only a page says.
    """
    start, gap = len(lines), 0
    for index in range(len(lines) - 1, max(-1, len(lines) - 60), -1):
        text = lines[index].text
        if _FOOT.search(text) or _ANYWHERE.match(text):
            start, gap = index, 0
        else:
            gap += 1
            if gap > 1 or start == len(lines):
                break
    of_page = any(_PAGE_ONLY.search(line.text) or _ANYWHERE.match(line.text) for line in lines[start:])
    return start if of_page else len(lines)
