"""What is embedded for a document."""

from __future__ import annotations

from itertools import pairwise

import pytest
from index_fakes import clause, document

from index.units import OVERLAP, WINDOW, Unit, units_of
from policy.documents import Clause, ClauseKind


def unit(*clauses: Clause) -> Unit:
    units = units_of(document("d", clauses, title="措施"))
    assert len(units) == 1
    return units[0]


def part(name: str, text: str, parent: str, kind: ClauseKind = ClauseKind.PARAGRAPH, start: int = 0) -> Clause:
    return clause("d", name, text, kind, parent_id=f"d#{parent}", heading="条", path=("条", name), start=start)


def texts(of: Unit) -> list[str]:
    return [p.text.split(": ", 1)[1] for p in of.passages]


def test_a_short_unit_is_one_passage() -> None:
    assert [p.text for p in unit(clause("d", "条", "一句话")).passages] == ["措施 条: 一句话"]


def test_paragraphs_and_items_are_embedded_beside_their_unit() -> None:
    found = unit(clause("d", "条", "甲\n乙丙"), part("1", "甲", "条"), part("2", "乙丙", "条"), part("（一）", "丙", "2", ClauseKind.ITEM))
    assert texts(found) == ["甲\n乙丙", "甲", "乙丙", "丙"]
    assert found.passages[1].text == "措施 条 1: 甲"


def test_a_part_that_says_all_of_its_parent_is_left_out_and_its_parts_are_not() -> None:
    found = unit(clause("d", "条", "甲：乙"), part("1", "甲：乙", "条"), part("（一）", "乙", "1", ClauseKind.ITEM))
    assert texts(found) == ["甲：乙", "乙"]


def test_the_parts_of_a_long_unit_stand_for_it_and_so_do_the_words_before_them() -> None:
    lead, first, second = "有下列情形之一的：", "甲" * 300, "乙" * 300
    found = unit(
        clause("d", "条", lead + first + second, start=50),
        part("（一）", first, "条", ClauseKind.ITEM, start=50 + len(lead)),
        part("（二）", second, "条", ClauseKind.ITEM, start=50 + len(lead) + 300),
    )
    assert texts(found) == [lead, first, second]


def test_a_long_unit_without_parts_is_embedded_in_windows_that_overlap() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(1500))
    found = unit(clause("d", "条", text))
    windows = texts(found)
    assert len(windows) > 3
    assert all(len(p.text) <= WINDOW for p in found.passages)
    assert all(a[-OVERLAP:] == b[:OVERLAP] for a, b in pairwise(windows))
    assert "".join([windows[0], *(w[OVERLAP:] for w in windows[1:])]) == text
    assert len({p.id for p in found.passages}) == len(windows)


def test_chapters_are_no_units() -> None:
    chapter = clause("d", "第一章", "总则", ClauseKind.PART)
    assert units_of(document("d", [chapter])) == []


@pytest.mark.parametrize("kind", [ClauseKind.PARAGRAPH, ClauseKind.ITEM])
def test_a_part_without_a_unit_above_it_is_one_itself(kind: ClauseKind) -> None:
    chapter = clause("d", "第一章", "", ClauseKind.PART)
    assert unit(chapter, part("1", "甲", "第一章", kind)).clause.clause_id == "d#1"


def test_a_passage_id_names_clause_and_text() -> None:
    one, same, other = (unit(clause("d", "条", text)).passages[0] for text in ("甲", "甲", "乙"))
    assert one.id == same.id != other.id
    assert one.id.startswith("d#条@")


def test_the_same_words_under_another_title_are_another_passage() -> None:
    one, other = (units_of(document("d", [clause("d", "条", "甲")], title=t))[0].passages[0] for t in ("旧名", "新名"))
    assert one.id != other.id
