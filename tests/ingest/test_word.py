"""Word's own features: what the page shows is what is read, in its order, with the numbers that stand in no text."""

from __future__ import annotations

import pytest
from word_files import cell, level, numbering, para, run, table, word_file

from ingest.formats.word import read_word
from ingest.lines import Reading


def read(body: str, **parts: str) -> Reading:
    return read_word(word_file(body, **parts), "a.docx")


def texts(body: str, **parts: str) -> list[str]:
    return [" ".join(line.text.split()) for line in read(body, **parts).lines]


# -- numbering -------------------------------------------------------------------------------------------------

OUTLINE = level(0, "chineseCountingThousand", "第%1章") + level(1, "chineseCounting", "第%2条") + level(2, "decimal", "%3.")


def test_levels_count_and_begin_anew_below_a_higher_one() -> None:
    parts = {"numbering": numbering({1: OUTLINE}, {7: (1, "")})}
    body = "".join(para(t, num=(7, p)) for t, p in [("总则", 0), ("甲", 1), ("子", 2), ("丑", 2), ("乙", 1), ("寅", 2), ("附则", 0), ("丙", 1)])
    assert texts(body, **parts) == [
        "第一章 总则", "第一条 甲", "1. 子", "2. 丑", "第二条 乙", "1. 寅", "第二章 附则", "第一条 丙",
    ]  # fmt: skip


def test_articles_count_through_the_chapters_where_the_level_says_so() -> None:
    never = level(0, "japaneseCounting", "第%1章") + level(1, "japaneseCounting", "第%2条", '<w:lvlRestart w:val="0"/>')
    body = "".join(para(t, num=(1, p)) for t, p in [("总则", 0), ("甲", 1), ("附则", 0), ("乙", 1)])
    assert texts(body, numbering=numbering({0: never}, {1: (0, "")})) == ["第一章 总则", "第一条 甲", "第二章 附则", "第二条 乙"]


@pytest.mark.parametrize(
    ("form", "count", "shown"),
    [
        ("decimal", 12, "12"),
        ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 21, "二十一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("japaneseCounting", 10, "十"),
        ("taiwaneseCounting", 3, "三"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 2, "丑"),
        ("chineseLegalSimplified", 2, "贰"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalFullWidth", 14, "１４"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 3, "C"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 9, "IX"),
        ("decimalZero", 5, "05"),
        ("aNewOne", 5, "5"),
    ],
)
def test_number_formats(form: str, count: int, shown: str) -> None:
    parts = numbering({0: level(0, form, "（%1）", start=count)}, {1: (0, "")})
    assert texts(para("甲", num=(1, 0)), numbering=parts) == [f"（{shown}） 甲"]


def test_two_lists_of_one_kind_count_on_unless_one_begins_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    parts = numbering({0: level(0, "decimal", "%1.")}, {1: (0, ""), 2: (0, ""), 3: (0, anew)})
    body = "".join(para(t, num=(n, 0)) for t, n in [("甲", 1), ("乙", 1), ("丙", 2), ("丁", 3), ("戊", 3)])
    assert texts(body, numbering=parts) == ["1. 甲", "2. 乙", "3. 丙", "1. 丁", "2. 戊"]


def test_an_instance_may_have_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    parts = numbering({0: level(0, "decimal", "%1.")}, {1: (0, own)})
    assert texts(para("甲", num=(1, 0)), numbering=parts) == ["A) 甲"]


def test_numbers_of_several_levels_and_legal_figures() -> None:
    two = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    parts = numbering({0: two}, {1: (0, "")})
    body = para("甲", num=(1, 0)) + para("乙", num=(1, 0)) + para("丙", num=(1, 1)) + para("丁", num=(1, 1))
    assert texts(body, numbering=parts) == ["一、 甲", "二、 乙", "2.1 丙", "2.2 丁"]


def test_bullets_are_no_numbers() -> None:
    parts = numbering({0: level(0, "bullet", "\uf06c")}, {1: (0, "")})
    assert texts(para("甲", num=(1, 0)), numbering=parts) == ["甲"]


def test_numbers_come_from_styles_and_can_be_switched_off() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Tiao"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="TiaoA"><w:name w:val="条A"/><w:basedOn w:val="Tiao"/></w:style>'
    )
    two = level(0, "decimal", "%1.") + level(1, "chineseCounting", "第%2条", '<w:pStyle w:val="Tiao"/>')
    parts = {"styles": styles, "numbering": numbering({0: two}, {4: (0, "")})}
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = para("甲", "Tiao") + para("乙", "TiaoA") + para("款", "Tiao", properties=off) + para("丙", "Tiao")
    assert texts(body, **parts) == ["第一条 甲", "第二条 乙", "款", "第三条 丙"]


def test_a_number_that_is_deleted_is_not_counted() -> None:
    parts = numbering({0: level(0, "decimal", "%1.")}, {1: (0, "")})
    gone = para("<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>", num=(1, 0), properties="<w:rPr><w:del/></w:rPr>")
    assert texts(para("甲", num=(1, 0)) + gone + para("丙", num=(1, 0)), numbering=parts) == ["1. 甲", "2. 丙"]


# -- text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (f"<w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "新"),
        (f"<w:moveTo>{run('来')}</w:moveTo><w:moveFrom>{run('去')}</w:moveFrom>", "来"),
        (f"<w:hyperlink>{run('链接')}</w:hyperlink>", "链接"),
        (f"<w:smartTag><w:smartTagPr/>{run('2026年')}</w:smartTag>", "2026年"),
        (f"<w:sdt><w:sdtPr><w:alias w:val='不显示'/></w:sdtPr><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", "控件"),
        (f"<w:fldSimple w:instr='REF x'>{run('第三条')}</w:fldSimple>", "第三条"),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>"
            f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('第三条')}<w:r><w:fldChar w:fldCharType='end'/></w:r>",
            "第三条",
        ),
        ("<w:r><w:ruby><w:rt><w:r><w:t>zhōng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>中</w:t></w:r></w:rubyBase></w:ruby></w:r>", "中"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲 乙"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/></w:r>", "A-B"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0A8'/><w:t>是</w:t></w:r>", "□是"),
        (run("看得见") + run("看不见", "<w:vanish/>"), "看得见"),
        (run("甲") + "<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>", "甲x+y"),
    ],
)
def test_a_paragraph_reads_as_the_page_shows_it(inside: str, shown: str) -> None:
    assert texts(para(inside)) == [shown]


def test_a_soft_line_break_parts_lines() -> None:
    assert texts(para("<w:r><w:t>第一条 甲。</w:t><w:br/><w:t>第二条 乙。</w:t></w:r>")) == ["第一条 甲。", "第二条 乙。"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert texts(para("支持企业", properties="<w:rPr><w:del/></w:rPr>") + para("发展。")) == ["支持企业发展。"]


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    box = f"<w:txbxContent>{para('云科〔2026〕1号')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(para(run("甲") + both)) == ["甲", "云科〔2026〕1号"]


def test_headings_have_the_depth_of_their_style_or_outline_level() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="一级"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Below"><w:name w:val="某"/><w:basedOn w:val="Own"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    )
    body = (
        para("云溪市人民政府", "T") + para("若干措施", "T") + para("甲", "2") + para("乙", "Own") + para("丙", "Below")
        + para("丁", properties='<w:outlineLvl w:val="3"/>') + para("戊", "Own", properties='<w:outlineLvl w:val="9"/>')
        + para("支持企业更新设备。最高500万元。", "2")
    )  # fmt: skip
    lines = read(body, styles=styles).lines
    assert [(line.text, line.depth) for line in lines] == [
        ("云溪市人民政府若干措施", 1), ("甲", 2), ("乙", 3), ("丙", 3), ("丁", 4), ("戊", 0), ("支持企业更新设备。最高500万元。", 0),
    ]  # fmt: skip


# -- what stands beside the text -------------------------------------------------------------------------------


def test_footnotes_go_behind_the_text_and_leave_no_mark_in_it() -> None:
    body = (
        para(run("甲") + "<w:r><w:endnoteReference w:id='5'/></w:r>" + run("。"))
        + para(run("乙") + "<w:r><w:footnoteReference w:id='3' w:customMarkFollows='1'/><w:t>*</w:t></w:r>" + run("。"))
        + para(run("丙") + "<w:r><w:footnoteReference w:id='2'/></w:r>")
    )
    footnotes = "".join(f'<w:footnote w:id="{i}">{para(f"<w:r><w:footnoteRef/></w:r>{run(t)}")}</w:footnote>' for i, t in [(2, "二"), (3, "三"), (4, "无")])
    endnotes = f'<w:endnote w:id="5">{para("五")}</w:endnote>'
    lines = read(body, footnotes=footnotes, endnotes=endnotes).lines
    assert [(line.text, line.note) for line in lines] == [
        ("甲。", ""), ("乙。", ""), ("丙", ""), ("三", "注1"), ("二", "注2"), ("五", "尾注1"),
    ]  # fmt: skip


def test_headers_footers_and_contents_are_set_apart() -> None:
    toc = (
        para("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>"
             f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('第一章 总则 1')}")
        + para(run("第二章 附则 2") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>")
    )  # fmt: skip
    gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{para('目录')}</w:sdtContent></w:sdt>"
    )
    lines = read(gallery + toc + para("正文"), header1=para("内部资料"), footer1=para("— 1 —")).lines
    assert [(line.text, line.discard) for line in lines] == [
        ("正文", ""), ("目录", "table of contents"), ("第一章 总则 1", "table of contents"), ("第二章 附则 2", "table of contents"),
        ("内部资料", "page furniture"), ("— 1 —", "page furniture"),
    ]  # fmt: skip


def test_a_field_of_contents_that_is_never_closed_swallows_nothing() -> None:
    toc = para("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>")
    assert [(line.text, line.discard) for line in read(toc + para("正文")).lines] == [("正文", "")]


def test_what_can_not_be_read_is_said() -> None:
    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    body = para(run("甲") + picture * 2 + "<w:r><w:object/></w:r>") + para(run("密", "<w:vanish/>") + run("乙"))
    reading = read(body, comments=f'<w:comment w:id="1">{para("批注")}</w:comment>')
    assert [line.text for line in reading.lines] == ["甲", "乙"]
    assert reading.warnings == (
        "1 embedded object, 2 pictures can't be read; see in the file whether they say anything",
        "hidden text of 1 characters is left out",
        "comments in the margin are left out: 1",
    )


# -- tables ----------------------------------------------------------------------------------------------------


def test_merged_cells_stand_wherever_they_cover() -> None:
    rows = (
        cell("类别", "<w:vMerge w:val='restart'/>") + cell("资金（万元）", "<w:gridSpan w:val='2'/>"),
        cell("", "<w:vMerge/>") + cell("2025年") + cell("2026年"),
        cell("设备", "<w:vMerge w:val='restart'/>") + cell("100") + cell("200"),
        cell("", "<w:vMerge/>") + cell("300") + cell("400"),
    )
    assert texts(table(*rows)) == [
        "类别：设备；资金（万元） 2025年：100；资金（万元） 2026年：200",
        "类别：设备；资金（万元） 2025年：300；资金（万元） 2026年：400",
    ]


def test_a_header_that_word_marks_is_one() -> None:
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    body = table(head + cell("甲类") + cell("乙类"), cell("子") + cell("丑"))
    assert texts(body) == ["甲类：子；乙类：丑"]


def test_tables_that_only_lay_out_text_are_paragraphs() -> None:
    parts = numbering({0: level(0, "chineseCounting", "第%1条")}, {1: (0, "")})
    frame = table(cell(para("甲。", num=(1, 0)) + para("乙。", num=(1, 0))))
    assert [(line.text, line.table) for line in read(frame, numbering=parts).lines] == [("第一条 甲。", 0), ("第二条 乙。", 0)]


def test_a_table_in_a_cell_is_part_of_what_the_cell_says() -> None:
    inner = table(cell("类") + cell("50%"), cell("别") + cell("30%"))
    body = table(cell("项目") + cell("标准"), cell("算力券") + cell(f"{inner}{para('以上')}"))
    assert texts(body) == ["项目：算力券；标准：类：50% 别：30% 以上"]


def test_numbers_in_cells_and_deleted_rows() -> None:
    parts = numbering({0: level(0, "decimal", "%1")}, {1: (0, "")})
    row = cell(para("", num=(1, 0)))
    gone = "<w:trPr><w:del/></w:trPr>" + cell("旧") + cell("旧")
    body = table(cell("序号") + cell("名称"), row + cell("甲"), gone, row + cell("乙"))
    assert texts(body, numbering=parts) == ["序号：1；名称：甲", "序号：2；名称：乙"]
