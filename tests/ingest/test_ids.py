"""Ids name a piece and not its place: they survive reading again, and changes elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.lines import split_lines
from ingest.parse import parse_document
from policy.documents import Clause, ClauseKind, Document, Metadata

Parse = Callable[..., Document]

HEADINGS = ("支持算力建设", "加强语料供给", "鼓励模型备案", "引进顶尖人才", "开放应用场景", "举办赛事活动", "加大金融支持")
BODIES = (
    "对企业按投资额的10%给予补助。",
    "支持建设平台。\n鼓励开放数据。",
    "符合下列条件的，给予奖励：\n（一）有研发；\n（二）有专利。\n同一企业只奖一次。",
)


def read(text: str) -> Document:
    return parse_document("doc", "doc.txt", text, split_lines(text), Metadata(title="某措施"))


def headed(measures: list[tuple[str, str]]) -> str:
    return "".join(f"{heading}\n{body}\n" for heading, body in measures)


def numbered(measures: list[tuple[str, str]]) -> str:
    return "".join(f"第{i}条 {body}\n" for i, (_, body) in enumerate(measures, 1))


MEASURES = st.lists(
    st.tuples(st.sampled_from(HEADINGS), st.sampled_from(BODIES)), min_size=2, max_size=6, unique_by=lambda m: m[0]
)


@given(MEASURES)
def test_reading_again_gives_the_same(measures: list[tuple[str, str]]) -> None:
    assert read(headed(measures)) == read(headed(measures))
    assert read(numbered(measures)) == read(numbered(measures))


@settings(deadline=None)
@given(MEASURES, st.integers(min_value=0, max_value=6))
def test_inserting_a_measure_changes_no_other(measures: list[tuple[str, str]], place: int) -> None:
    new, rest = measures[0], measures[1:]
    before = {c.clause_id: c.digest for c in read(headed(rest)).clauses}
    after = {c.clause_id: c.digest for c in read(headed([*rest[:place], new, *rest[place:]])).clauses}
    assert before.items() <= after.items()
    assert all(new[0] in i for i in after.keys() - before.keys())


def test_an_article_put_in_later_changes_no_other(parse: Parse) -> None:
    before = {c.clause_id: c.digest for c in parse("第一条 甲。\n第二条 乙。\n丙。\n第三条 丁。\n").clauses}
    after = {c.clause_id: c.digest for c in parse("第一条 甲。\n第一条之一 戊。\n第二条 乙。\n丙。\n第三条 丁。\n").clauses}
    assert after.keys() - before.keys() == {"doc#第一条之一"}
    assert before.items() <= after.items()


def test_two_of_one_name_are_told_apart(parse: Parse) -> None:
    document = parse("一、市级\n（一）补助标准\n甲。\n（二）期限\n乙。\n二、区级\n（一）补助标准\n丙。\n（二）期限\n丁。\n")
    found = [c.clause_id for c in document.clauses]
    assert found == ["doc#市级", "doc#补助标准", "doc#期限", "doc#区级", "doc#区级/补助标准", "doc#区级/期限"]


def test_two_of_one_name_and_place_are_counted(parse: Parse) -> None:
    found = [c.clause_id for c in parse("支持算力\n甲。\n支持模型\n乙。\n支持算力\n丙。\n支持算力\n丁。\n").clauses]
    assert found == ["doc#支持算力", "doc#支持模型", "doc#支持算力~2", "doc#支持算力~3"]


def test_ids_are_in_half_width_digits_and_hold_no_hash(parse: Parse) -> None:
    document = parse("第１条 甲。\n第２条 乙。\n")
    assert [c.clause_id for c in document.clauses] == ["doc#第1条", "doc#第2条"]
    assert [c.label for c in document.clauses] == ["第１条", "第２条"]
    assert parse("支持C#开发\n甲。\n支持其他\n乙。\n").clauses[0].clause_id == "doc#支持C＃开发"


def test_a_digest_follows_the_words_and_the_path(parse: Parse) -> None:
    one, same, words, path = (
        parse(t).clauses[-1].digest
        for t in ("一、甲\n（一）乙\n丙。\n（二）丁\n戊。\n", "一、甲\n（一）乙\n丙。\n（二）丁\n戊。\n", "一、甲\n（一）乙\n丙。\n（二）丁\n己。\n", "一、庚\n（一）乙\n丙。\n（二）丁\n戊。\n")
    )
    assert one == same
    assert len({one, words, path}) == 3


# -- any text at all -------------------------------------------------------------------------------------------

LINES = st.lists(
    st.sampled_from(
        [
            "第一条 甲。", "第二条规定的乙。", "第三条", "第二章 支持", "一、总体要求", "（一）加强供给。支持建设。", "1.甲；", "（1）乙。", "①丙",
            "附件1", "附件：申报表", "目录", "支持算力建设", "对企业给予最高100万元补助。", "下列情形：", "“第九条 甲", "乙。”", "2025年5月20日",
            "某市人民政府", "（此件公开发布）", "到2027年，培育3家。", "来源：某网", "© 2025 某网", "", "　　", "   第五条　丁。",
            "本措施自2025年起施行。", "某某办法", "各市人民政府：", "12、甲", "3)乙", "-- 3 --",
        ]
    ),
    max_size=25,
)  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(LINES)
def test_nothing_is_lost_or_said_twice_whatever_the_lines(lines: list[str]) -> None:
    _check("\n".join(lines))


@settings(deadline=None)
@given(st.text(alphabet="第一二三条章节款项、（）()1.①附件目录：。；“”\n 　甲乙规定的2025年月日", max_size=120))
def test_nothing_is_lost_whatever_the_characters(text: str) -> None:
    _check(text)


def _check(text: str) -> None:
    document = parse_document("doc", "doc.txt", text, split_lines(text), Metadata(title=""))
    held = bytearray(len(text))
    for start, end in [(c.head_start, c.end) for c in document.clauses] + [(d.start, d.end) for d in document.discards]:
        held[start:end] = b"\x01" * (end - start)
    assert all(h or ch.isspace() for h, ch in zip(held, text, strict=True))
    assert not [d for d in document.discards if d.reason == "not placed"]
    assert len({c.clause_id for c in document.clauses}) == len(document.clauses)
    seen: dict[str, Clause] = {}
    for clause in document.clauses:
        assert clause.text == text[clause.start : clause.end]
        parent = seen[clause.parent_id] if clause.parent_id else None
        if parent is not None and parent.kind is not ClauseKind.PART:
            assert parent.start <= clause.head_start <= clause.end <= parent.end
        seen[clause.clause_id] = clause
