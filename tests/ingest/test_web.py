"""Web pages: the document whole, with its numbers and tables; the site around it set apart; no visible word lost."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest

from ingest.formats.web import read_html
from ingest.lines import Reading
from policy.errors import UnreadableSource

ARTICLE = "<p>　　一、支持对象</p><p>　　本措施适用于在本市登记的企业。</p><p>　　二、支持内容</p><p>　　按投资额的15%给予补助，最高500万元。</p>"
CLAUSES = ["一、支持对象", "本措施适用于在本市登记的企业。", "二、支持内容", "按投资额的15%给予补助，最高500万元。"]
AROUND = """<html><head><meta charset="{charset}"><title>若干措施_云溪市人民政府</title>
<meta name="ArticleTitle" content="若干措施"><meta name="PubDate" content="2026-02-10 09:30"><meta name="ContentSource" content="市政府办公室">
<style>p {{}}</style><script>"第九条 不是正文。"</script></head><body>
<div class="top"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="weizhi">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政策文件</a></div>
<table><tr><td>索 引 号：</td><td>A-1</td><td>有 效 性：</td><td>有效</td></tr>
<tr><td>发文机关：</td><td>云溪市人民政府</td><td>成文日期：</td><td>2026年2月8日</td></tr>
<tr><td>发文字号：</td><td>云政发〔2026〕3号</td><td>主题分类：</td><td>工业</td></tr></table>
<h1>若干措施</h1><div class="info"><span>发布日期：2026-02-10</span> <span>字体：[大 中 小]</span></div>
<div class="main"><div><div style="text-align:justify">{article}</div></div></div>
<div class="xglj"><h3>相关链接</h3><ul><li><a href="1">一图读懂：支持智能制造若干措施，看这里。</a></li></ul></div>
<div class="footer"><p>主办：云溪市人民政府办公室</p><p>浙ICP备00000000号</p></div></body></html>"""


def read(html: str, encoding: str = "utf-8") -> Reading:
    return read_html(html.encode(encoding), "a.html")


def kept(html: str, encoding: str = "utf-8") -> list[str]:
    return [" ".join(line.text.split()) for line in read(html, encoding).lines if not line.discard]


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("GBK", "gbk"), ("big5", "big5")])
def test_the_document_comes_out_of_the_page_of_a_site(charset: str, encoding: str) -> None:
    article = ARTICLE if encoding != "big5" else "<p>第一條 為規範管理，制定本辦法。</p><p>第二條 本辦法自公布日施行。</p>"
    page = AROUND.format(charset=charset, article=article)
    if encoding == "big5":
        page = re.sub("[^\x00-\x7f一-鿿　。，]", "", page.replace("云", "雲"))
        page = "".join(c for c in page if c.encode("big5", "ignore"))
        assert kept(page, "big5")[-2:] == ["第一條 為規範管理，制定本辦法。", "第二條 本辦法自公布日施行。"]
    else:
        assert kept(page, encoding) == ["若干措施", *CLAUSES]


def test_what_the_page_says_of_the_document() -> None:
    found = read(AROUND.format(charset="utf-8", article=ARTICLE)).found
    assert found == {
        "title": ("若干措施", "<meta name=ArticleTitle>"),
        "published": ("2026-02-10", "<meta name=PubDate>"),
        "source_note": ("市政府办公室", "<meta name=ContentSource>"),
        "issuer": ("云溪市人民政府", "发文机关 on the page"),
        "doc_no": ("云政发〔2026〕3号", "发文字号 on the page"),
        "issued": ("2026-02-08", "成文日期 on the page"),
        "status": ("现行", "有效性 on the page"),
    }


def test_no_visible_word_is_lost() -> None:
    page = AROUND.format(charset="utf-8", article=ARTICLE)
    body = re.sub(r"(?s)<head.*</head>|<[^>]*>", "", page).replace("&gt;", ">")
    read_words = "".join(line.text for line in read(page).lines)
    assert set("".join(body.split())) <= set(read_words)
    for word in ("政务公开", "当前位置", "索引号", "相关链接", "主办", "浙ICP备00000000号", "字体"):
        assert word in read_words


@pytest.mark.parametrize(
    "html",
    [
        "".join(f"<p>{text}</p>" for text in CLAUSES),
        "<body>" + "<br>　　".join(CLAUSES) + "</body>",
        f"<html><body><div>{'</div><div>'.join(CLAUSES)}</div></body></html>",
        f"<html><body><center><table><tr><td>{'<br/>'.join(CLAUSES)}</td></tr></table></center></body></html>",
        f"<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{'</p><p>'.join(CLAUSES)}</p></body></html>",
        f"<body><p>{'<p>'.join(CLAUSES)}",
        f"<body><pre>{chr(10).join(CLAUSES)}</pre></body>",
    ],
)
def test_a_page_of_nothing_but_the_document_comes_out_whole(html: str) -> None:
    assert kept(html) == CLAUSES


def test_a_clause_outside_the_main_text_is_not_lost() -> None:
    page = AROUND.format(charset="utf-8", article=ARTICLE).replace(
        '<div class="xglj">', "<div class='other'><p>三、附则</p><p>本措施自2026年3月1日起施行。</p></div><div class='xglj'>"
    )
    assert kept(page)[1:] == [*CLAUSES, "三、附则", "本措施自2026年3月1日起施行。"]


MENU = "<ul><li><a href=1>首页</a></li><li><a href=2>政务公开</a></li></ul>"
NEWS = "<h4>热门文章</h4><ul><li><a href=9>关于开展申报工作的通知，请各单位抓紧申报。</a></li></ul>"
FOOT = "<p>本网站由云溪市人民政府办公室主办。建议使用1024×768分辨率浏览。</p><p>地址：云溪市人民路1号</p>"
TITLE = "关于印发若干措施的通知"


@pytest.mark.parametrize(
    "page",
    [
        f"<div>{MENU}</div><div><div>{TITLE}</div><div id=t>{ARTICLE}</div></div><div>{NEWS}</div><div>{FOOT}</div>",
        f"<table><tr><td>{MENU}</td></tr><tr><td><table><tr><td>{NEWS}</td><td><table><tr><td>{TITLE}</td></tr>"
        f"<tr><td>发布时间：2026-2-10 【字体：大 中 小】</td></tr><tr><td>{ARTICLE}</td></tr></table></td></tr></table></td></tr>"
        f"<tr><td>{FOOT}</td></tr></table>",
        f"<nav>{MENU}</nav><main><article><header><h1>{TITLE}</h1></header>{ARTICLE}</article><aside>{NEWS}</aside></main><footer>{FOOT}</footer>",
        f"<div class='nav'>{MENU}</div><h2>{TITLE}</h2><div class='print share' id='print_area'>{ARTICLE}</div><div class='footer'>{FOOT}</div>",
    ],
    ids=["without names", "tables", "semantic", "misleading names"],
)
def test_sites_of_every_make(page: str) -> None:
    assert kept(f"<html><body>{page}</body></html>") == [TITLE, *CLAUSES]


def test_a_page_of_links_is_not_emptied() -> None:
    links = "".join(f"<li><a href={n}>关于第{n}号事项的通知</a> 2026-01-0{n}</li>" for n in range(1, 4))
    assert len(kept(f"<body><ul>{links}</ul></body>")) == 3


def test_what_is_not_seen_is_no_text() -> None:
    html = (
        "<body><p>甲。<span style='display: none'>乙</span><!-- 丙 --></p><div hidden>丁</div><template>戊</template>"
        "<noscript>己</noscript><p>庚\u200b辛。</p></body>"
    )
    assert kept(html) == ["甲。", "庚辛。"]


def test_headings_have_their_depth_and_sentences_are_none() -> None:
    lines = read("<body><h1>某办法</h1><h3>总则</h3><p>甲。</p><h2>支持企业。给予补助。</h2></body>").lines
    assert [(line.text, line.depth) for line in lines] == [("某办法", 1), ("总则", 3), ("甲。", 0), ("支持企业。给予补助。", 0)]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=3 type=a><li>甲</li><li value=7>乙</li><li>丙</li></ol>", ["c. 甲", "g. 乙", "h. 丙"]),
        ("<ol reversed><li>甲</li><li>乙</li></ol>", ["2. 甲", "1. 乙"]),
        ("<ol type=I><li>甲<ol><li>子</li></ol></li><li>乙</li></ol>", ["I. 甲", "1. 子", "II. 乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲</li><li>乙</li></ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style:none'><li>甲</li></ol>", ["甲"]),
        ("<ol><li><p>甲。</p><p>又。</p></li></ol><p>后。</p>", ["1. 甲。", "又。", "后。"]),
        ("<ol><li>1.甲</li><li>2.乙</li></ol>", ["1.甲", "2.乙"]),
        ("<ul><li>甲</li></ul>", ["甲"]),
        ("<ol start=x><li value='-1e9'>甲</li></ol>", ["1. 甲"]),
    ],
)
def test_the_numbers_of_lists(html: str, shown: list[str]) -> None:
    assert kept(f"<body>{html}</body>") == shown


def test_cells_that_span_rows_and_columns() -> None:
    html = """<table><caption>表1 补助标准</caption><tr><th rowspan=2>类别<th colspan=2>最高（万元）<tr><th>制造业<th>服务业
    <tr><td rowspan=2>设备<td>500<td>300<tr><td colspan=2>不超过总投资</table>"""
    lines = read(f"<body>{html}</body>").lines
    assert [(line.text, line.caption) for line in lines] == [
        ("表1 补助标准", ""),
        ("类别：设备；最高（万元） 制造业：500；最高（万元） 服务业：300", "表1 补助标准"),
        ("类别：设备；最高（万元） 制造业、最高（万元） 服务业：不超过总投资", "表1 补助标准"),
    ]


def test_tables_that_lay_out_the_page_are_read_through() -> None:
    data = "<table><tr><th>类别</th><th>比例</th></tr><tr><td>设备</td><td>15%</td></tr></table>"
    cell = "<p>一、支持对象</p><p>企业。</p><p>二、标准</p><p>如下。</p>" + data + "<p>三、附则</p>"
    html = f"<body><table><tr><td><a href=/>首页</a></td></tr><tr><td>左</td><td>{cell}</td></tr></table></body>"
    assert kept(html)[-6:] == ["一、支持对象", "企业。", "二、标准", "如下。", "类别：设备；比例：15%", "三、附则"]


def test_footnotes_of_pages_that_word_wrote() -> None:
    html = (
        "<body><p>第一条 甲<a href='#_ftn1' name='_ftnref1'>[1]</a>。</p><div id='ftn1'><p><a href='#_ftnref1'>[1]</a>注文。</p></div></body>"
    )
    assert [(line.text, line.note) for line in read(html).lines] == [("第一条 甲。", ""), ("注文。", "注1")]


def test_names_of_attached_files_stay_with_the_document() -> None:
    page = AROUND.format(charset="utf-8", article=ARTICLE).replace(
        '<div class="xglj">', "<div class='fj'><p>附件：<a href='a.docx'>1.申报表.docx</a></p></div><div class='xglj'>"
    )
    assert kept(page)[-1] == "附件：1.申报表.docx"


def test_pictures_in_the_document_are_said() -> None:
    page = AROUND.format(charset="utf-8", article=ARTICLE.replace("</p>", "<img src=1></p>", 1)).replace(
        "政务公开", "<img src=2>政务公开"
    )
    assert read(page).warnings == ("1 picture can't be read; see on the page whether they say anything",)


@pytest.mark.parametrize("html", ["", "<", "<html>", "<!DOCTYPE html>", "<body></body>", "<script>x", "<table><tr><td>", "<frameset><frame src=a></frameset>"])
def test_pages_of_nothing(html: str) -> None:
    with suppress(UnreadableSource):
        assert all(line.text for line in read(html).lines)


def test_nesting_deeper_than_any_page_is_refused_and_not_cut() -> None:
    with pytest.raises(UnreadableSource, match="nested too deep"):
        read("<body>" + "<div>" * 10_000 + "<p>甲。</p>")
    assert kept("<body>" + "<div>" * 1_000 + "<p>甲。</p>" + "</div>" * 1_000 + "<p>乙。</p>") == ["甲。", "乙。"]


def test_tables_in_tables_without_end() -> None:
    assert kept("<body>" + "<table><tr><td>甲</td><td>" * 200 + "乙。")[-1].endswith("乙。")
