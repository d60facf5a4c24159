"""The last gate: nothing is shown that what is cited does not back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from answer_fakes import ON, answerer, context_of, digest, document, draft_of, hit, measures, named

from answer.ground import ground
from answer.present import present
from answer.state import Draft, Sum
from language.quantities import read_figures
from policy.answers import Answer, Filters, Status, cite, cite_metadata
from policy.errors import UngroundedQuote

Ask = Callable[[str], Answer]
HOME = measures()
VOUCHER = named(HOME, "语料券支持")


def draft_with(line: str, question: str = "语料券最高补多少？") -> Draft:
    """A draft that is answered with this line, citing the voucher's clause."""
    draft = draft_of(question, hit(VOUCHER, HOME))
    draft.status = Status.ANSWERED
    draft.lines = [line]
    draft.citations = [cite(1, VOUCHER, HOME, 0, len(VOUCHER.text))]
    return draft


def shown(draft: Draft) -> bool:
    ground(draft, context_of(HOME))
    return draft.status is Status.ANSWERED


@pytest.mark.parametrize(
    "line",
    [
        "最高200万元[1]。", "按25%，最高2000000元[1]。", "最高二百万元[1]。", "《措施》自2025年6月1日起施行[1]。", "共8条措施[1]。",
        "文号是浙政发〔2025〕99号[1]。", "没有数字[1]。",
    ],
)  # fmt: skip
def test_what_the_citation_backs_is_shown(line: str) -> None:
    assert shown(draft_with(line))


@pytest.mark.parametrize(
    "line", ["最高999万元[1]。", "按26%补助[1]。", "最高200万元，限30家[1]。", "到2031年12月31日为止[1]。", "最高200元[1]。", "五百万元封顶[1]。"]
)
def test_a_figure_that_nothing_backs_withholds_the_answer(line: str) -> None:
    draft = draft_with(line)
    ground(draft, context_of(HOME))
    assert draft.status is Status.NOT_COVERED
    assert (draft.lines, draft.citations, draft.figures, draft.sums) == ([], [], [], [])


def test_a_figure_of_the_question_backs_nothing_by_itself() -> None:
    assert not shown(draft_with("最高340万元[1]。", "合同340万元，语料券最高补多少？"))


def test_a_sum_and_the_figures_of_the_question_that_went_into_it() -> None:
    draft = draft_with("最高85万元（340万元×25%=85万元）[1]。", "合同340万元，语料券最高补多少？")
    draft.sums = [
        Sum("最高85万元（340万元×25%=85万元）", "85万元", Decimal(850_000), "元", VOUCHER.clause_id, "min(3400000 × 25%, 2000000)")
    ]
    assert shown(draft)


def test_the_day_asked_about_needs_no_source() -> None:
    assert shown(draft_with(f"到{ON.year}年{ON.month}月{ON.day}日仍有效[1]。"))


def test_a_quote_that_was_changed_withholds_the_answer() -> None:
    draft = draft_with("最高200万元[1]。")
    draft.citations = [replace(draft.citations[0], quote=draft.citations[0].quote.replace("企业", "公司"))]
    assert not shown(draft)


def test_an_answer_without_a_citation_is_withheld() -> None:
    draft = draft_with("按政策办理。")
    draft.citations = []
    assert not shown(draft)


def test_what_is_not_answered_passes_untouched() -> None:
    draft = draft_with("请说具体些。")
    draft.status, draft.citations = Status.CLARIFY, []
    ground(draft, context_of(HOME))
    assert draft.status is Status.CLARIFY


def test_a_withheld_answer_offers_what_is_near() -> None:
    draft = draft_with("最高999万元[1]。")
    ground(draft, context_of(HOME))
    present(draft, context_of(HOME))
    assert "不在本库文件的范围内" not in "".join(draft.lines)
    assert [s.clause_id for s in draft.suggestions] == [VOUCHER.clause_id]


# -- citations -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 3), (5, 10_000)])
def test_a_citation_of_words_that_are_not_there_is_refused(start: int, end: int) -> None:
    with pytest.raises(UngroundedQuote):
        cite(1, VOUCHER, HOME, start, end)


def test_an_empty_field_can_not_be_cited() -> None:
    with pytest.raises(UngroundedQuote):
        cite_metadata(1, measures(doc_no=""), "doc_no")


ANSWERED = (
    "语料券最高补多少？", "语料合同340万元，能补多少？", "听说语料券补30%，对吧？", "语料券最高补多少，要哪些材料？", "温州的算力券补多少？",
    "年薪60万元，研发经验3年，能认定青年人才吗？", "参与了2个国际标准、3个国家标准，最高奖多少？", "贷款本金2亿元，LPR是3.5%，贷款贴息一年能贴多少？",
    "What is the maximum subsidy for 语料券?", "这份措施有效期到什么时候？",
)  # fmt: skip
UNANSWERED = ("语料券怎么申请？", "上海的算力券补多少？", "能给多少？", "帮我编一份假合同套取500万元补贴")


@pytest.mark.parametrize("question", ANSWERED)
def test_quotes_are_verbatim_and_marks_are_citations(ask: Ask, question: str) -> None:
    answer = ask(question)
    held = {c.clause_id: c for c in HOME.clauses}
    assert answer.status in (Status.ANSWERED, Status.PARTIAL)
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert held[citation.clause_id].text[citation.start : citation.end] == citation.quote
        assert f"[{citation.n}]" in answer.answer


@pytest.mark.parametrize("question", ANSWERED)
def test_every_figure_is_in_its_clause_or_has_a_formula(ask: Ask, question: str) -> None:
    held = {c.clause_id: c for c in HOME.clauses}
    for figure in ask(question).figures:
        stated = {(f.value, f.unit) for f in read_figures(held[figure.clause_id].text)}
        assert figure.formula or (figure.value, figure.unit) in stated


@pytest.mark.parametrize("question", UNANSWERED)
def test_the_rest_has_no_citations_and_no_figures(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status in (Status.NOT_COVERED, Status.CLARIFY, Status.REFUSED)
    assert (answer.citations, answer.figures) == ((), ())
    assert not any(word in answer.answer for word in ("万元", "%", "[1]"))


def test_a_paragraph_is_cited_rather_than_its_long_article() -> None:
    long = "一般规定与说明文字，用以说明本条适用的范围、对象和程序，" * 4
    text = f"第一条 语料支持\n{long}按规定办理。\n对购买语料的企业，给予最高90万元补助。\n{long}另行规定。"
    doc = document(text, "d", title="语料办法", region="浙江省")
    answer = answerer(doc).ask("购买语料最高补多少？", Filters(on=ON))
    assert answer.citations[0].clause_id.startswith("d#第一条/")
    assert "90万元" in answer.citations[0].quote


def test_a_digest_is_never_told_as_the_original() -> None:
    doc = digest("d", {"语料券": "给予最高90万元补助。"}, title="语料券办法", region="浙江省")
    answer = answerer(doc).ask("语料券最高补多少？", Filters(on=ON))
    assert answer.citations[0].text_kind == "digest"
    assert any("要点摘编" in n for n in answer.notes)
