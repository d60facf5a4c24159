"""Places and documents compared on several things or in several years: every cell its clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from answer_fakes import ON, answerer, digest

from answer.columns import columns
from answer.reading import read_question
from policy.answers import Answer, Filters, Status

Ask = Callable[[str], Answer]
NORTH = digest(
    "north",
    {
        "2027年目标": "到2027年核心产业营收300亿元，应用场景60个。", "2030年目标": "到2030年核心产业营收500亿元，应用场景90个。",
        "设备贴息": "设备贷款按1.5个百分点贴息，每年至多400万元。", "购置比例": "按购置款的20%补助。",
    },
    title="宁波市智能产业行动方案", region="宁波市", level="市", status="现行",
)  # fmt: skip
SOUTH = digest(
    "south",
    {
        "2027年目标": "到2027年核心产业营收200亿元，应用场景40个。", "2030年目标": "到2030年核心产业营收450亿元，应用场景70个。",
        "贷款贴息": "对设备贷款给予50%的贴息，每年至多700万元。", "购置比例": "按购置款的15%补助。",
    },
    title="温州市智能产业实施方案", region="温州市", level="市", status="现行",
)  # fmt: skip


def cited(answer: Answer) -> list[str]:
    return [c.clause_id for c in answer.citations]


@pytest.fixture(scope="module")
def both() -> Ask:
    desk = answerer(NORTH, SOUTH)
    return lambda question: desk.ask(question, Filters(on=ON))


def test_two_places_in_two_years_make_four_cells(both: Ask) -> None:
    answer = both("宁波和温州，2027年和2030年核心产业营收各定多少？")
    assert answer.status is Status.ANSWERED
    assert cited(answer) == ["north#2027年目标", "north#2030年目标", "south#2027年目标", "south#2030年目标"]


def test_two_places_on_two_things_make_four_cells(both: Ask) -> None:
    answer = both("宁波跟温州比，设备贷款的贴息和购置比例分别怎么定？")
    assert cited(answer) == ["north#设备贴息", "north#购置比例", "south#贷款贴息", "south#购置比例"]


def test_the_thing_named_once_is_looked_for_in_each(both: Ask) -> None:
    answer = both("设备贷款的贴息，宁波的行动方案和温州的实施方案放一起看，比例怎么算、上限各是多少？")
    assert cited(answer) == ["north#设备贴息", "south#贷款贴息"]


def test_a_clause_headed_with_another_year_is_none_of_the_year_asked(both: Ask) -> None:
    assert cited(both("到2030年应用场景，宁波和温州各要多少个？")) == ["north#2030年目标", "south#2030年目标"]


@pytest.mark.parametrize(
    ("question", "things", "years"),
    [
        ("研发占比和负债率这两样各怎么要求？", ["研发占比", "负债率"], []),
        ("去年营收得多少，专注年限又要几年？", ["去年营收得多少", "专注年限又要几年"], []),
        ("经营满几年、营收起码多少、负债率不能过多少？", ["经营满几年", "营收起码多少", "负债率不能过多少"], []),
        ("2027、2030两个年份的营收各定多少？", ["两个年份的营收各定多少?"], ["2027", "2030"]),
        ("27年、30年的普及率分别多少？", ["普及率分别多少?"], ["2027", "2030"]),
        ("贷款的贴息，比例怎么算、上限各是多少？", ["贷款的贴息,比例怎么算、上限各是多少?"], []),
    ],
)
def test_columns_are_the_things_and_years_that_are_asked(question: str, things: list[str], years: list[str]) -> None:
    found, of_years = columns(read_question(question))
    assert [part.text for part in found] == things
    assert of_years == years
