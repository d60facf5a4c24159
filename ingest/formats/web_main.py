"""Which part of a page is the document, and which is the site around it.

trafilatura points at the main text. Its result is never taken as the text: the smallest element that holds all it found,
and all else that reads like a clause, is taken whole, because a page that is not quite clean is better than a clause lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ingest.blocks import Table
from ingest.formats.web_blocks import Item
from ingest.formats.web_page import Element
from ingest.labels import Level, read_label
from language.text import squeeze

_AROUND = frozenset(("nav", "footer", "aside"))
_ROLES = frozenset(("navigation", "contentinfo", "search", "complementary"))
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|crumbs?|breadcrumbs?|foot(?:er)?|copyright|sidebar|share\w*|bdshare\w*|toolbar|related|recommend|menu|"
    r"weizhi|dangqian|qrcode|ewm|login|search|dayin|fontsize|xgwd|xglj|pagination)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"版权所有|备案号|ICP备|公网安备|网站(?:地图|标识码|声明|管理员)|^(?:主办|承办|技术支持|运行维护)(?:单位)?\s*[:：]|copyright|©|"
    r"^(?:关于|联系)我们|^建议您?使用|最佳(?:浏览|分辨率)|浏览器(?:访问|浏览|打开)|本网?站(?:由|所有|内容)|您是第.{0,12}(?:位|个)|未经.{0,20}不得(?:转载|复制)",
    re.IGNORECASE,
)
_TOOLS = re.compile(
    r"^[\s【\[（(]*(?:(?:当前|您(?:现在)?(?:所在)?的?|所在)位置|首\s*页\s*[>›»/-]|字体|字号|打印|关闭|收藏|分享|扫一扫|视力保护|大\s*中\s*小|来源\s*[:：]|信息来源|"
    r"(?:发布|发表|更新|公开)(?:日期|时间)\s*[:：]|(?:浏览|访问|点击|阅读)(?:次数|量|数)?\s*[:：]|责任编辑|编辑\s*[:：]|作者\s*[:：]|上一[篇页条]|下一[篇页条]|返回(?:顶部|首页|列表)|"
    r"相关(?:链接|阅读|文章|文档|附件下载|稿件)|我要纠错|无障碍|加入收藏|设为首页)"
)
_TOOL_CHARS = 80
_ATTACHED = re.compile(r"^附\s*[件表录]|\.(?:docx?|pdf|xlsx?|wps|zip|rar|ofd)(?:\s*[（(][^（()）]*[)）])?$", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；]")
_SHORT = 12
_LINKED = 0.6
_ALL_LINK = 0.9
_NEAR = 2  # elements up from a block, within which a link counts as beside it
_DEEPEST = 400


class MainText:
    """The items of a page told apart. `content` is the element that the document stands in."""

    def __init__(self, root: Element, items: Sequence[Item], found: str | None, imprint: Sequence[Item] = ()) -> None:
        self.items = items
        apart = {id(item) for item in imprint}
        self._around = {id(item): id(item) in apart or _is_around(item) for item in items}
        told = squeeze(found or "")
        wanted = [item for item in items if not self._around[id(item)] and (_reads_as_clause(item) or _is_in(item, told))]
        self.content = _common(wanted, root) if wanted else root

        self._whole = self.content is root
        near = (element for item in wanted for element in islice(_chain(item.place), _NEAR))
        self._near = {id(element) for element in near}

    def kept(self, item: Item) -> bool:
        """Whether an item is of the document: inside its element, and no tool or part of the site's frame there."""
        if not self.inside(item.place):
            return bool(_ATTACHED.search(item.text)) and not self._around[id(item)] and not _SITE.search(item.text)
        return not self._around[id(item)] and not _is_tool(item) and not self._is_menu(item)

    def _is_menu(self, item: Item) -> bool:
        """Whether an item is nothing but a link, with no text of the document beside it."""
        if item.links <= _ALL_LINK or _ATTACHED.search(item.text):
            return False
        return bool(self._near) and not any(id(element) in self._near for element in islice(_chain(item.place), _NEAR))

    def inside(self, place: Element) -> bool:
        """Whether an element stands in the document's."""
        return self._whole or any(element is self.content for element in _chain(place))


def has_surroundings(items: Sequence[Item]) -> bool:
    """Whether anything on the page is not plainly document, so that it is worth asking what the main text is."""
    return any(item.links > _LINKED or _is_around(item) or _SITE.search(item.text) or _is_tool(item) for item in items)


def _is_around(item: Item) -> bool:
    """Whether an item stands in a part of the page that by its tag, role or name is the site's frame."""
    for element in _chain(item.place):
        if element.tag in _AROUND or (element.get("role") or "").lower() in _ROLES:
            return True
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _NAMED.search(named) and not _reads_as_clause(item):
            return True
    return False


def _reads_as_clause(item: Item) -> bool:
    """Whether an item is a sentence or begins with a label of policy, and is neither link nor imprint."""
    text = item.text
    if item.links > _LINKED or _SITE.search(text) or (_TOOLS.match(text) and len(text) <= _TOOL_CHARS):
        return False
    if isinstance(item.block, Table):
        return len(text) >= _SHORT
    if _SENTENCE.search(text):
        return True
    label = read_label(text)
    return label is not None and label.level <= Level.TWO and len(text) > label.end


def _is_in(item: Item, told: str) -> bool:
    text = squeeze(item.text)
    plain = item.links <= _LINKED and not _SITE.search(item.text) and not _is_tool(item)
    return plain and len(text) >= _SHORT and text in told


def _is_tool(item: Item) -> bool:
    return len(item.text) <= _TOOL_CHARS and bool(_TOOLS.match(item.text)) and not _SENTENCE.search(item.text)


def _chain(element: Element | None) -> Iterator[Element]:
    """The element and those around it, the innermost first."""
    for _ in range(_DEEPEST):
        if element is None:
            return
        yield element
        element = element.getparent()


def _common(items: Sequence[Item], root: Element) -> Element:
    """The smallest element that all items stand in; the root where one is nested too deep to be worth following."""
    shared = list(_chain(items[0].place))
    for item in items:
        chain = {id(element) for element in _chain(item.place)}
        if len(chain) == _DEEPEST:
            return root
        while len(shared) > 1 and id(shared[0]) not in chain:
            shared.pop(0)
    return shared[0]
