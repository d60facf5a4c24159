"""Labels and the tree they make: mixtures, restarts, gaps, references, quotations, attachments, contents."""

from __future__ import annotations

from collections.abc import Callable

from policy.documents import ClauseKind, Document

Parse = Callable[..., Document]


def ids(document: Document) -> list[str]:
    return [c.clause_id.split("#")[1] for c in document.clauses]


def by_id(document: Document) -> dict[str, str]:
    return {c.clause_id.split("#")[1]: c.text for c in document.clauses}


# -- articles --------------------------------------------------------------------------------------------------


def test_a_reference_at_the_start_of_a_line_is_text(parse: Parse) -> None:
    document = parse("第一条 甲。\n第二条 乙。\n第一条规定的企业除外。\n第三条 丙。\n第三条规定的期限自受理之日起算。\n")
    assert ids(document) == ["第一条", "第二条", "第二条/1", "第二条/2", "第三条", "第三条/1", "第三条/2"]


def test_articles_whose_text_follows_at_once(parse: Parse) -> None:
    document = parse("第一条为了发展，制定本办法。\n第二条本办法适用于本市。\n第三条规定期限为三年。\n第四条本办法自公布之日起施行。\n")
    assert ids(document) == ["第一条", "第二条", "第三条", "第四条"]
    assert by_id(document)["第三条"] == "规定期限为三年。"


def test_an_article_that_begins_with_words_of_reference(parse: Parse) -> None:
    document = parse("第一条 甲。\n第二条 中国公民乙。\n第三条 中方丙。\n第四条 的确丁。\n第五条 规定戊。\n")
    assert ids(document) == ["第一条", "第二条", "第三条", "第四条", "第五条"]


def test_gaps_and_articles_put_in_later(parse: Parse) -> None:
    document = parse("第一条 甲。\n第二条 乙。\n第二条之一 丙。\n第二条之二 丁。\n第五条 戊。\n第九条 己。\n")
    assert ids(document) == ["第一条", "第二条", "第二条之一", "第二条之二", "第五条", "第九条"]
    assert list(document.warnings) == [
        "line 5, “第五条 戊。”: article 5 follows 2; check the numbering there",
        "line 6, “第九条 己。”: article 9 follows 5; check the numbering there",
    ]


def test_books_chapters_and_sections(parse: Parse) -> None:
    document = parse(
        "第一编 总则\n第一章 一般规定\n第一条 甲。\n第二章 主体\n第一节 企业\n第二条 乙。\n第二节 个人\n第三条 丙。\n"
        "第二编 分则\n第一章 支持\n第一节 企业\n第四条 丁。\n"
    )
    paths = {c.label: c.path for c in document.clauses if c.kind is ClauseKind.ARTICLE}
    assert paths["第三条"] == ("第一编 总则", "第二章 主体", "第二节 个人", "第三条")
    assert paths["第四条"] == ("第二编 分则", "第一章 支持", "第一节 企业", "第四条")
    assert "第一编/第二章/第一节" in ids(document)
    assert "第二编/第一章/第一节" in ids(document)


def test_headings_over_articles_without_the_word_chapter(parse: Parse) -> None:
    document = parse("总则\n第一条 甲。\n一、支持范围\n第二条 乙。\n第三条 丙。\n二、支持方式\n（一）补助\n第四条 丁。\n附则\n第五条 戊。\n")
    paths = {c.label: c.path for c in document.clauses if c.kind is ClauseKind.ARTICLE}
    assert list(paths.values()) == [
        ("总则", "第一条"),
        ("一、支持范围", "第二条"),
        ("一、支持范围", "第三条"),
        ("二、支持方式", "（一）补助", "第四条"),
        ("附则", "第五条"),
    ]


def test_an_articles_heading_in_brackets_or_on_its_own_line(parse: Parse) -> None:
    bracketed = parse("第一条（目的）为了发展。\n第二条【范围】本市企业。\n第三条（期限）三年。\n")
    assert [(c.heading, c.text) for c in bracketed.clauses] == [
        ("目的", "为了发展。"), ("范围", "本市企业。"), ("期限", "三年。"),
    ]  # fmt: skip
    alone = parse("第一条 支持算力\n对企业给予补助。\n第二条 支持模型\n对模型给予奖励。\n")
    assert [(c.heading, c.text) for c in alone.clauses] == [
        ("支持算力", "对企业给予补助。"), ("支持模型", "对模型给予奖励。"),
    ]  # fmt: skip
    other = parse("第一条 （市）区政府负责。\n第二条 企业应当报告。\n第三条 本办法施行。\n")
    assert other.clauses[0].text == "（市）区政府负责。"


# -- 款 and 项 --------------------------------------------------------------------------------------------------


def test_the_paragraph_after_a_list_is_the_articles(parse: Parse) -> None:
    document = parse(
        "第三条 符合下列条件的，给予补助：\n（一）有研发；\n（二）有专利：\n1.发明；\n2.实用新型。\n（三）有人才。\n同一企业只补一次。\n第四条 乙。\n"
    )
    assert ids(document) == [
        "第三条", "第三条/1", "第三条/1/（一）", "第三条/1/（二）", "第三条/1/（二）/1", "第三条/1/（二）/2",
        "第三条/1/（三）", "第三条/2", "第四条",
    ]  # fmt: skip
    assert by_id(document)["第三条/2"] == "同一企业只补一次。"
    assert by_id(document)["第三条/1"].endswith("（三）有人才。")


def test_a_paragraph_between_items_is_the_items(parse: Parse) -> None:
    document = parse("第三条 下列情形：\n（一）甲。\n甲包括子。\n（二）乙。\n第四条 丙。\n")
    assert by_id(document)["第三条/（一）"] == "甲。\n甲包括子。"
    assert by_id(document)["第三条/（二）"] == "乙。"


def test_paragraphs_of_a_headed_part_stay_in_it(parse: Parse) -> None:
    document = parse("一、支持\n（一）算力。给予补助。\n对算力给予奖励。\n（二）模型。给予补助。\n对模型给予奖励。\n二、其他\n丙。\n")
    assert by_id(document)["算力"] == "给予补助。\n对算力给予奖励。"
    assert by_id(document)["模型"] == "给予补助。\n对模型给予奖励。"


# -- sequences -------------------------------------------------------------------------------------------------


def test_a_mixture_nests_as_it_is_numbered(parse: Parse) -> None:
    document = parse(
        "一、重点任务\n（一）加强算力。支持建设。\n1.平台。给予补助。\n（1）首次的，给20万元；\n（2）再次的，给10万元。\n①国家级；\n②省级。\n2.中心。\n（二）加强数据\n鼓励开放。\n"
    )
    paths = {c.clause_id.split("#")[1]: c.path for c in document.clauses}
    assert paths["加强算力/1/（2）/②"] == ("一、重点任务", "（一）加强算力", "1", "（2）", "②")
    assert paths["加强算力/2"] == ("一、重点任务", "（一）加强算力", "2")
    assert paths["加强数据"] == ("一、重点任务", "（二）加强数据")


def test_numbering_that_begins_again(parse: Parse) -> None:
    document = parse("一、条件\n企业应当：\n1.注册；\n2.研发。\n材料包括：\n1.申请表；\n2.合同。\n二、流程\n1.申报\n线上申报。\n2.审核\n区县审核。\n")
    assert by_id(document)["条件/2"].startswith("材料包括")
    assert by_id(document)["条件/2/2"] == "合同。"
    assert by_id(document)["申报"] == "线上申报。"
    assert document.warnings == ()


def test_an_order_of_numbering_that_is_upside_down(parse: Parse) -> None:
    document = parse("1.目标\n（一）到2027年，达100亿元。\n（二）到2030年，达200亿元。\n2.任务\n（一）支持算力。补助30%。\n（二）支持模型。补助20%。\n")
    paths = {c.clause_id.split("#")[1]: c.path for c in document.clauses}
    assert paths["目标/（二）"] == ("1.目标", "（二）")
    assert paths["支持模型"] == ("2.任务", "（二）支持模型")


def test_a_list_before_the_first_part_does_not_swallow_it(parse: Parse) -> None:
    document = parse("现通知如下：\n1.甲；\n2.乙。\n一、条件\n丙。\n二、材料\n丁。\n")
    assert {"条件", "材料"} <= set(ids(document))
    assert next(c for c in document.clauses if c.heading == "条件").path == ("一、条件",)


def test_a_gap_is_taken_and_said(parse: Parse) -> None:
    document = parse("一、甲\n子。\n二、乙\n丑。\n四、丁\n卯。\n")
    assert ids(document) == ["甲", "乙", "丁"]
    assert "number 4 follows 2" in document.warnings[0]


def test_a_number_at_the_start_of_a_line_is_not_always_a_label(parse: Parse) -> None:
    document = parse("支持算力\n对企业给予补助。\n30、40两档。\n支持模型\n给予奖励。\n")
    assert ids(document) == ["支持算力", "支持算力/1", "支持算力/2", "支持模型"]


# -- unnumbered headings ---------------------------------------------------------------------------------------


def test_unnumbered_headings_with_lists_below(parse: Parse) -> None:
    document = parse("某市若干政策\n支持算力\n对企业补助：\n1.自主的30%；\n2.其他的10%。\n只补一次。\n支持模型\n给予奖励。\n本政策自2025年1月1日起施行。\n")
    assert ids(document) == ["支持算力", "支持算力/1", "支持算力/1/1", "支持算力/1/2", "支持算力/2", "支持模型", "结语"]
    assert document.title == "某市若干政策"


def test_the_closing_line_is_not_the_last_measures(parse: Parse) -> None:
    document = parse("一、甲\n子。\n二、乙\n丑。\n本措施自2025年1月1日起施行，有效期三年。\n附件1\n申报表\n请填写。\n")
    assert by_id(document)["乙"] == "丑。"
    assert by_id(document)["结语"] == "本措施自2025年1月1日起施行，有效期三年。"
    assert document.clauses[-1].kind is ClauseKind.ATTACHMENT


# -- what is not the document's own ----------------------------------------------------------------------------


def test_an_open_quotation_does_not_swallow_the_articles(parse: Parse) -> None:
    document = parse("第一条 称为“算力券的补助。\n第二条 乙。\n第三条 丙“丁”。\n")
    assert ids(document) == ["第一条", "第二条", "第三条"]


def test_each_paragraph_of_a_quotation_may_open_it_anew(parse: Parse) -> None:
    document = parse("一、第三条修改为：“第三条 甲。\n“第四条 乙。\n“下列除外：\n（一）丙。”\n二、删去第五条。\n")
    assert [c.label for c in document.clauses if c.kind is ClauseKind.ARTICLE] == ["一", "二"]


def test_a_table_of_contents_is_set_apart(parse: Parse) -> None:
    for leader in ("", "……1", "........ 3"):
        document = parse(f"目　录\n第一章 总则{leader}\n第二章 支持{leader}\n第一章 总则\n第一条 甲。\n第二章 支持\n第二条 乙。\n", title="某办法")
        assert ids(document) == ["第一章", "第一条", "第二章", "第二条"]
        assert {d.reason for d in document.discards} == {"table of contents"}


def test_form_is_set_apart_and_named(parse: Parse) -> None:
    document = parse(
        "某市人民政府关于支持人工智能的若干意见\n某政发〔2025〕8号\n各县（市、区）人民政府，市直各单位：\n为加快发展，提出如下意见：\n一、甲\n子。\n"
        "附件：1.分工表\n2.申报表\n某市人民政府\n2025年5月20日\n（此件公开发布）\n附件1\n分工表\n市经信局负责。\n"
    )
    assert [d.reason for d in document.discards] == [
        "title", "document number", "addressees", "signature", "signature", "publication note",
    ]  # fmt: skip
    assert ids(document) == ["前言", "甲", "附件", "附件/1", "附件/2", "分工表"]


def test_a_title_spread_over_lines(parse: Parse) -> None:
    document = parse("某市人民政府办公厅\n关于印发某市人工智能发展\n若干措施的通知\n支持算力\n给予补助。\n")
    assert document.title == "某市人民政府办公厅关于印发某市人工智能发展若干措施的通知"
    assert ids(document) == ["支持算力"]


# -- attachments -----------------------------------------------------------------------------------------------


def test_attachments_number_anew(parse: Parse) -> None:
    document = parse("第一条 甲。\n第二条 乙。\n附件1\n实施细则\n第一条 丙。\n第二条 丁。\n附件2：申报表\n姓名。\n")
    assert ids(document) == ["第一条", "第二条", "实施细则", "实施细则/第一条", "实施细则/第二条", "申报表"]
    assert document.warnings == ()
    assert document.clauses[3].path == ("附件1 实施细则", "第一条")


def test_a_sentence_about_an_attachment_is_text(parse: Parse) -> None:
    document = parse("第一条 甲。\n附件 所列产品除外。\n第二条 乙。\n")
    assert ids(document) == ["第一条", "第一条/1", "第一条/2", "第二条"]
