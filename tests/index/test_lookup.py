"""What a question names outright."""

from __future__ import annotations

import pytest
from index_fakes import clause, document, measures, notice

from index.lookup import MOST_DOCUMENTS, Lookup, Named
from policy.documents import Clause, ClauseKind, Document


def ids(named: Named) -> list[str]:
    return [c.clause_id for c in named.clauses]


def law(name: str = "law", title: str = "浙江省数字经济促进条例") -> Document:
    """Three labelled articles: the second with two paragraphs, the second of those with two items."""
    second = f"{name}#第二条"
    clauses: list[Clause] = [
        clause(name, "第一条", "为了促进", label="第一条"),
        clause(name, "第二条", "甲\n乙：（一）丙；（二）丁", label="第二条"),
        clause(name, "第二条/1", "甲", ClauseKind.PARAGRAPH, parent_id=second, number=1),
        clause(name, "第二条/2", "乙：（一）丙；（二）丁", ClauseKind.PARAGRAPH, parent_id=second, number=2),
        clause(name, "第二条/2/（一）", "丙", ClauseKind.ITEM, parent_id=f"{second}/2", number=1, label="（一）"),
        clause(name, "第二条/2/（二）", "丁", ClauseKind.ITEM, parent_id=f"{second}/2", number=2, label="（二）"),
        clause(name, "第二条之一", "戊", label="第二条之一"),
        clause(name, "第十二条", "己", label="第十二条"),
    ]
    return document(name, clauses, title=title)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("第一条是什么", ["law#第一条"]),
        ("第 12 条", ["law#第十二条"]),
        ("第十二条和第一条", ["law#第十二条", "law#第一条"]),
        ("第二条第一款", ["law#第二条/1", "law#第二条"]),
        ("第二条第二款第（二）项", ["law#第二条/2/（二）", "law#第二条"]),
        ("第二条第1项", ["law#第二条/2/（一）", "law#第二条"]),
        ("第二条第九款", ["law#第二条"]),
        ("第一条第一款", ["law#第一条"]),
        ("第二条之一", ["law#第二条之一"]),
        ("第三条", []),
        ("有三条措施", []),
    ],
)
def test_a_labelled_article_is_found_by_its_label(question: str, wanted: list[str]) -> None:
    assert ids(Lookup([law()]).find(question)) == wanted


def test_where_there_are_no_labels_the_position_counts() -> None:
    assert ids(Lookup([measures()]).find("第三条")) == ["zj-2025-ai-measures#加大金融资本支持"]
    assert ids(Lookup([measures()]).find("第二十七条")) == ["zj-2025-ai-measures#提升全社会人工智能素养"]
    assert ids(Lookup([measures()]).find("第二十八条")) == []


def test_other_labels_count_where_each_number_stands_once() -> None:
    through = [clause("a", f"{n}项", "字", label=label) for n, label in enumerate(("一、", "二、", "三、"))]
    again = [clause("b", f"{n}项", "字", label=label) for n, label in enumerate(("（一）", "（二）", "（一）"))]
    assert ids(Lookup([document("a", through)]).find("第三条")) == ["a#2项"]
    assert ids(Lookup([document("b", again)]).find("第三条")) == ["b#2项"]  # the third, by position


def test_an_entry_of_a_digest_goes_by_the_article_that_it_restates() -> None:
    found = ids(Lookup([notice("genai-interim-measures-2023"), law()]).find("第十七条"))
    assert found
    assert all(i.startswith("genai-interim-measures-2023#") for i in found)


@pytest.mark.parametrize(
    "form",
    ["浙政发〔2025〕10号", "浙政发[2025]10号", "浙政发(2025)10号", "浙政发（２０２５）10号", "浙政发【2025】第10号", "浙政发 2025 10 号", "浙政发2025年10号"],
)
def test_a_document_number_is_found_in_any_form(form: str) -> None:
    named = Lookup([measures(), law()]).find(f"请问{form}第三条说什么")
    assert named.documents == {"zj-2025-ai-measures"}
    assert ids(named) == ["zj-2025-ai-measures#加大金融资本支持"]


@pytest.mark.parametrize("other", ["浙政发〔2025〕100号", "浙政发〔2024〕10号", "浙政办发〔2025〕10号"])
def test_another_document_number_is_not_taken_for_it(other: str) -> None:
    assert Lookup([measures()]).find(other).documents == frozenset()


def test_of_two_numbers_of_which_one_holds_the_other_the_longer_is_meant() -> None:
    short = document("short", [], doc_no="杭政发〔2025〕1号")
    long = document("long", [], doc_no="余杭政发〔2025〕1号")
    assert Lookup([short, long]).find("余杭政发〔2025〕1号").documents == {"long"}
    assert Lookup([short, long]).find("杭政发〔2025〕1号").documents == {"short"}


@pytest.mark.parametrize(
    "question",
    [
        "《关于支持人工智能创新发展的若干措施》何时实施",
        "《支持人工智能创新发展的若干措施》何时实施",
        "《浙江省人民政府印发关于支持人工智能创新发展若干措施的通知》",
        "浙江这份支持人工智能创新发展的若干措施自哪天起实施",
    ],
)
def test_a_document_is_found_by_its_title(question: str) -> None:
    assert Lookup([measures(), law()]).find(question).documents == {"zj-2025-ai-measures"}


def test_a_shortened_title_counts_in_marks_only() -> None:
    lookup = Lookup([law(), measures()])
    assert lookup.find("《数字经济促进条例》第一条").documents == {"law"}
    assert lookup.find("促进条例").documents == frozenset()
    assert lookup.find("《数据安全法》").documents == frozenset()


def test_a_name_that_fits_too_many_documents_names_none() -> None:
    laws = [law(f"law{n}", f"某市第{n}号数字经济条例") for n in range(MOST_DOCUMENTS + 1)]
    assert Lookup(laws).find("第一条") == Named()
    assert Lookup(laws).find("《数字经济条例》") == Named()
    assert len(ids(Lookup(laws[:-1]).find("第一条"))) == MOST_DOCUMENTS


def test_only_allowed_documents_are_named() -> None:
    named = Lookup([law(), measures()]).find("浙政发〔2025〕10号第一条", allowed={"law"})
    assert named.documents == frozenset()
    assert ids(named) == ["law#第一条"]
