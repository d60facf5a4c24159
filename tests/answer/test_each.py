"""Several things asked in one breath: each finds the clause that most likely states it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from answer_fakes import ON, document, search_over

from answer.each import things_asked
from answer.pipeline import Answerer
from answer.ranked import ranked
from policy.answers import Answer, Filters, Hit, Status

CLAUSES = {
    "场地租金": "对租用办公场地的企业，按实际租金的40%给予补贴，最多补贴3年。",
    "设备购置": "对购置检测设备的企业，按购置费用的15%给予补助，最高60万元。",
    "人员培训": "支持企业与职业院校合作开展员工培训。",
}
DOCUMENT = document(
    "某市小微企业扶持办法\n" + "\n".join(f"第{n}条 {head}\n{body}" for n, (head, body) in zip("一二三", CLAUSES.items(), strict=True)) + "\n", "small"
)
QUESTION = "我们刚起步，租办公室能补多少，买检测设备最高给几万，培训员工给不给钱？"


def _of(word: str) -> str:
    return {"租": "场地租金", "设备": "设备购置", "培训": "人员培训"}[word]


def _ask(question: str, likely: dict[str, tuple[str, float]]) -> Answer:
    """Ask where a thing with a word is stated by the clause of that heading as likely as said, and by no other."""

    def stated(text: str, hits: Sequence[Hit], closely: bool = False) -> list[float]:
        said = [found for word, found in likely.items() if word in text]
        return [next((chance for heading, chance in said if h.clause.heading == heading), 0.01) for h in hits]

    return Answerer(search_over((DOCUMENT,)), (DOCUMENT,), stated=stated).ask(question, Filters(on=ON))


def test_each_thing_is_answered_by_its_own_clause() -> None:
    answer = _ask(QUESTION, {word: (_of(word), 0.9) for word in ("租", "设备", "培训")})
    assert answer.status is Status.ANSWERED
    assert [c.heading for c in answer.citations] == ["场地租金", "设备购置", "人员培训"]


def test_a_thing_that_no_clause_states_is_said_and_not_covered_up() -> None:
    answer = _ask("我们刚起步，租办公室能补多少，买检测设备最高给几万，要交哪些材料？", {word: (_of(word), 0.9) for word in ("租", "设备")})
    assert answer.status is Status.PARTIAL
    assert "申请材料" in answer.answer
    assert {c.heading for c in answer.citations} == {"场地租金", "设备购置"}


def test_a_thing_without_a_name_that_no_clause_states_is_said_in_the_caller_s_words() -> None:
    answer = _ask("租办公室能补多少？办公室墙上挂什么颜色的牌子有讲究吗？", {"租办公室能补多少？": ("场地租金", 0.0), "能补多少": ("场地租金", 0.9)})
    assert answer.status is Status.PARTIAL
    assert "没有写明“办公室墙上挂什么颜色的牌子有讲究吗”" in answer.answer
    assert [c.heading for c in answer.citations] == ["场地租金"]


def test_the_same_asked_of_each_of_several_names_is_answered_for_each() -> None:
    likely = {"场地租金": ("场地租金", 0.9), "设备购置": ("设备购置", 0.9)}
    for question in ("场地租金和设备购置，各补几成？", "场地租金、设备购置分别补几成？"):
        answer = _ask(question, likely)
        assert answer.status is Status.ANSWERED
        assert [c.heading for c in answer.citations] == ["场地租金", "设备购置"]


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("我们刚起步，租办公室能补多少，最多几年？", ["我们刚起步，租办公室能补多少", "我们刚起步，最多几年"]),
        ("租办公室能补多少？最多几年？", ["租办公室能补多少", "租办公室能补，最多几年"]),
        ("租办公室能补多少？设备要不要发票？", ["租办公室能补多少", "设备要不要发票"]),
        ("租办公室能补多少", ["租办公室能补多少"]),
    ],
)
def test_what_leads_to_the_first_thing_leads_to_all(question: str, things: list[str]) -> None:
    answerer = Answerer(search_over((DOCUMENT,)), (DOCUMENT,))
    draft = answerer.draft(question, Filters(on=ON), (), {})
    assert [t.part.whole for t in things_asked(draft, answerer.context)] == things


def test_reading_together_decides_between_clauses_that_a_search_finds_alike() -> None:
    answerer = Answerer(search_over((DOCUMENT,)), (DOCUMENT,), stated=lambda text, hits, closely=False: [0.1, 0.9][: len(hits)])
    hits = [Hit(clause, DOCUMENT, score) for clause, score in zip(DOCUMENT.clauses[:2], (2.0, 1.9), strict=True)]
    assert [r.hit.clause.heading for r in ranked("最高给几万", hits, answerer.context, 1.0)] == ["设备购置", "场地租金"]
    assert [r.hit.clause.heading for r in ranked("最高给几万", hits, answerer.context, 0.0)] == ["场地租金", "设备购置"]
    alone = Answerer(search_over((DOCUMENT,)), (DOCUMENT,)).context
    assert [r.hit.clause.heading for r in ranked("最高给几万", hits, alone, 1.0)] == ["场地租金", "设备购置"]
