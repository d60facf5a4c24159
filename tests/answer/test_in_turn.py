"""Questions put one after another to documents of their own, lists of all of a kind, and questions set off by a word."""

from __future__ import annotations

import pytest
from answer_fakes import ON, answerer, context_of, digest, document, measures

from answer.lists import family
from answer.parts import questions_in
from answer.reading import read_question
from policy.answers import Answer, Filters, Status

EAST = digest(
    "east",
    {
        "2027年目标": "到2027年规上企业30家，产业园区4个。", "2030年目标": "到2030年规上企业50家，产业园区6个。", "产业基金": "产业基金规模超80亿元。",
        "投资奖励": "按设备投资的12%奖励，至多900万元。", "租金补助": "租用园区厂房的按租金50%补助。",
    },
    title="海宁市智能产业行动方案", region="嘉兴市海宁市", level="县", status="现行",
)  # fmt: skip
WEST = digest(
    "west",
    {"2027年目标": "到2027年规上企业20家，产业园区2个。", "2030年目标": "到2030年规上企业35家。", "攻关资助": "按到账经费20%资助，上限600万元。"},
    title="东阳市智能产业行动方案", region="金华市东阳市", level="县", status="现行",
)  # fmt: skip
VOUCHERS = document("第一条 甲类券支持\n给予最高30万元补助。\n第二条 乙类券支持\n给予最高20万元补助。\n第三条 丙类券支持\n给予最高10万元补助。", "v", title="券类办法", region="浙江省")


def ask(question: str) -> Answer:
    return answerer(measures(), EAST, WEST).ask(question, Filters(on=ON))


def cited(answer: Answer) -> list[str]:
    return [c.clause_id for c in answer.citations]


@pytest.mark.parametrize(
    ("question", "clauses"),
    [
        ("海宁的产业基金规模要超多少亿？东阳的攻关资助上限是多少？", ["east#产业基金", "west#攻关资助"]),
        ("海宁27年产业园区要几个，东阳呢？", ["east#2027年目标", "west#2027年目标"]),
        ("第一，东阳攻关资助按几成给；第二，省里的语料券最高多少？", ["west#攻关资助", "home#第二条"]),
        ("海宁对东阳，30年规上企业各要多少家？", ["east#2030年目标", "west#2030年目标"]),
        ("海宁 vs 东阳：2027年产业园区各几个", ["east#2027年目标", "west#2027年目标"]),
        ("海宁东阳两地，到27年规上企业各多少家？", ["east#2027年目标", "west#2027年目标"]),
    ],
)
def test_each_is_answered_from_its_own_documents(question: str, clauses: list[str]) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert cited(answer) == clauses


def test_all_that_a_place_grants_is_listed() -> None:
    assert cited(ask("海宁都有什么奖励可以拿？")) == ["east#投资奖励", "east#租金补助"]
    assert cited(ask("海宁的补贴有哪些，分别补几成？")) == ["east#投资奖励", "east#租金补助"]


def test_what_is_asked_of_one_subject_is_no_list_of_all() -> None:
    assert "east#投资奖励" not in cited(ask("海宁租用厂房的补贴有哪些？"))


@pytest.mark.parametrize("question", ["三张券：甲类 乙类 丙类，各多少？", "发的那几样‘券’都有哪些？", "一共有几张券？", "三种券分别补多少？"])
def test_a_kind_however_it_is_counted(question: str) -> None:
    assert len(family(read_question(question), VOUCHERS)) == 3


@pytest.mark.parametrize("question", ["四种券分别补多少？", "一年要引几个甲类能人？", "有哪些甲类券支持者？"])
def test_no_kind_where_the_number_or_the_word_is_another(question: str) -> None:
    assert family(read_question(question), VOUCHERS) == []


def test_of_more_than_are_counted_those_named() -> None:
    assert [h.clause.heading for h in family(read_question("两种券，甲类和丙类的，各补多少？"), VOUCHERS)] in ([], ["甲类券支持", "丙类券支持"])


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("语料券补几成？还有，终端补贴封顶多少？", 2),
        ("两件事：智能眼镜补不补？服务器能不能抵押？", 2),
        ("语料券最高补多少，还有补几成？", 0),
        ("我手上几个语料合同，语料券最高补多少？", 0),
    ],
)
def test_what_is_set_off_by_a_word_is_a_question_of_its_own(question: str, count: int) -> None:
    assert len(questions_in(read_question(question), context_of(measures()))) == count


def test_how_to_apply_is_taken_from_the_document_asked_about() -> None:
    other = digest("other", {"申报平台": "通过省级系统填报并提交申报材料。"}, title="设备申报通知", region="浙江省", level="省", status="现行")
    answer = answerer(EAST, other).ask("海宁的投资奖励最高多少？申报要交哪些材料？", Filters(on=ON))
    assert answer.status is Status.PARTIAL
    assert cited(answer) == ["east#投资奖励"]
