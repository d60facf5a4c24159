"""Numbering of policy and law, in mixtures: every piece under its own label, nothing lost, nothing invented."""

from __future__ import annotations

from collections.abc import Callable

from policy.documents import ClauseKind, Document

Parse = Callable[..., Document]

LAW = """某某条例
第一章 总则
第一条 为了规范管理,制定本条例。
第二条 本条例适用于本市。
县级人民政府负责实施。
第二章 责任
第三条 有下列情形之一的,处罚款:
（一）不按第一条规定办理的;
（二）拒不改正的。
前款罚款由市级部门决定。
第三条之一 依照《行政处罚法》第五条的规定执行。
"""


def articles(document: Document) -> dict[str, str]:
    return {c.label: c.text for c in document.clauses if c.kind is ClauseKind.ARTICLE}


def covered(document: Document) -> bool:
    held = bytearray(len(document.text))
    for start, end in [(c.head_start, c.end) for c in document.clauses] + [(d.start, d.end) for d in document.discards]:
        held[start:end] = b"\x01" * (end - start)
    return all(h or ch.isspace() for h, ch in zip(held, document.text, strict=True))


def test_articles_stand_under_their_own_numbers(parse: Parse) -> None:
    found = articles(parse(LAW))
    assert list(found) == ["第一条", "第二条", "第三条", "第三条之一"]
    assert found["第三条之一"] == "依照《行政处罚法》第五条的规定执行。"
    assert found["第三条"].startswith("有下列情形之一的")
    assert found["第三条"].endswith("由市级部门决定。")


def test_paths_go_from_the_chapter_down(parse: Parse) -> None:
    clauses = {c.clause_id: c for c in parse(LAW).clauses}
    assert clauses["doc#第三条"].path == ("第二章 责任", "第三条")
    assert clauses["doc#第二条/2"].text == "县级人民政府负责实施。"
    items = [c for c in clauses.values() if c.kind is ClauseKind.ITEM]
    assert [i.label for i in items] == ["（一）", "（二）"]
    assert items[0].path[-1] == "（一）"


def test_every_character_is_in_a_clause_or_a_discard(parse: Parse) -> None:
    document = parse(LAW)
    assert covered(document)
    assert all(c.text == document.text[c.start : c.end] for c in document.clauses)
    assert [d.reason for d in document.discards] == ["title"]


def test_a_policy_of_one_two_three(parse: Parse) -> None:
    text = (
        "一、总体要求\n坚持创新驱动。\n二、重点任务\n（一）加强算力供给。支持企业建设算力中心，按投资额的10%给予补助。\n"
        "1.建设平台。\n2.开放数据。\n（二）培育企业。对高新技术企业给予奖励。\n"
    )
    found = {c.clause_id.split("#")[1]: c for c in parse(text).clauses}
    assert found["加强算力供给"].path == ("二、重点任务", "（一）加强算力供给")
    assert "1.建设平台。" in found["加强算力供给"].text
    assert found["培育企业"].text == "对高新技术企业给予奖励。"


def test_inserting_a_measure_elsewhere_changes_no_other_id_or_digest(parse: Parse) -> None:
    before = "支持算力建设\n对企业按投资额的10%给予补助。\n支持人才引进\n每年引进10名以上人才。\n"
    after = "支持数据开放\n开放公共数据。\n" + before
    old = {c.clause_id: c.digest for c in parse(before).clauses}
    new = {c.clause_id: c.digest for c in parse(after).clauses}
    assert old.items() <= new.items()
    assert len(new) > len(old)


def test_articles_of_another_document_inside_a_quotation_are_text(parse: Parse) -> None:
    text = "第一条 将第八条修改为：\n“第八条 企业应当登记。\n第九条 企业应当报告。”\n第二条 本决定自公布之日起施行。\n"
    assert list(articles(parse(text))) == ["第一条", "第二条"]


def test_a_count_that_differs_from_the_metadata_is_a_warning(parse: Parse) -> None:
    (warning,) = parse("支持算力建设\n给予补助。\n", clause_count=3).warnings
    assert "1 measures" in warning
    assert "clause_count: 3" in warning
