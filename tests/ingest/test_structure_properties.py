"""The structure of documents whose numbering is made up: each text must stand under the labels it was put under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.lines import split_lines
from ingest.parse import parse_document
from policy.documents import Clause, Document, Metadata

CN = ["零", *"一二三四五六七八九", "十"]
STYLES = {
    "一、": lambda n: f"{CN[n]}、",
    "（一）": lambda n: f"（{CN[n]}）",
    "1.": lambda n: f"{n}.",
    "（1）": lambda n: f"（{n}）",
    "①": lambda n: chr(0x2460 + n - 1),
}
WORDS = st.text(alphabet="支持企业平台项目资金创新人才数据应用场景示范改造研发补助评审服务标准建设园区", min_size=6, max_size=14)


@dataclass
class Made:
    """A text in the making, the texts put into it with the labels above each, and the numbering so far."""

    lines: list[str] = field(default_factory=list)
    placed: list[tuple[tuple[str, ...], str]] = field(default_factory=list)

    def place(self, path: tuple[str, ...], text: str, before: str = "") -> None:
        self.lines.append(before + text)
        self.placed.append((path, text))


@st.composite
def documents(draw: st.DrawFn, orders: st.SearchStrategy[list[str]], *, prose: bool) -> Made:
    """A document numbered in the styles of one of `orders`, the outermost first.

    `prose`: a heading may be followed by a paragraph before its items, and an item by a second paragraph.
    """
    made = Made(["关于支持某产业发展的若干意见"])
    count = iter(range(10**6))

    def sentence() -> str:
        return f"{draw(WORDS)}，第{next(count)}号{draw(WORDS)}。"

    def build(styles: Sequence[str], path: tuple[str, ...], *, headed: bool) -> None:
        for number in range(1, draw(st.integers(2, 4)) + 1):
            label = STYLES[styles[0]](number)
            below = (*path, label)
            # the first has what stands below it, so that the order of the styles can be told
            if len(styles) == 1 or (number > 1 and draw(st.booleans())):
                made.place(below, sentence(), label)
                if prose and headed and draw(st.booleans()):
                    made.place(below, sentence())
            elif headed:
                made.lines.append(label + draw(WORDS))
                if prose and draw(st.booleans()):
                    made.place(below, sentence())
                build(styles[1:], below, headed=draw(st.booleans()))
            else:
                made.place(below, f"{draw(WORDS)}，第{next(count)}号{draw(WORDS)}：", label)
                build(styles[1:], below, headed=False)

    build(draw(orders), (), headed=draw(st.booleans()))
    return made


def parsed(made: Made) -> Document:
    text = "\n".join(made.lines)
    return parse_document("doc", "doc.txt", text, split_lines(text), Metadata(title=""))


def labels_of(document: Document, text: str) -> tuple[str, ...]:
    """The labels above the innermost clause that holds `text`."""
    by_id = {c.clause_id: c for c in document.clauses}

    def above(clause: Clause | None) -> tuple[str, ...]:
        if clause is None:
            return ()
        return above(by_id.get(clause.parent_id)) + ((clause.label,) if clause.label else ())

    holders = [c for c in document.clauses if text in c.text]
    shortest = min(len(c.text) for c in holders)
    return max((above(c) for c in holders if len(c.text) == shortest), key=len)


def bare(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(label.rstrip("、.") for label in path)


def in_order() -> st.SearchStrategy[list[str]]:
    """Some of the styles, from the highest to the deepest by custom."""
    names = list(STYLES)
    return st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True).map(lambda s: sorted(s, key=names.index))


def in_any_order() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(list(STYLES)), min_size=2, max_size=3, unique=True)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents(in_order(), prose=True))
def test_numbering_in_the_customary_order(made: Made) -> None:
    document = parsed(made)
    for path, text in made.placed:
        assert labels_of(document, text) == bare(path), made.lines


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents(in_any_order(), prose=False))
def test_numbering_in_any_order(made: Made) -> None:
    document = parsed(made)
    for path, text in made.placed:
        assert labels_of(document, text) == bare(path), made.lines


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("第一二三条章节之附件1２（）()、.．。：；“”① \n　的补助万元年月日为#|\t"), max_size=400))
def test_any_text_is_read_without_a_fault_and_without_loss(text: str) -> None:
    document = parse_document("doc", "doc.txt", text, split_lines(text), Metadata(title=""))
    covered = bytearray(len(text))
    for start, end in [(c.head_start, c.end) for c in document.clauses] + [(d.start, d.end) for d in document.discards]:
        covered[start:end] = b"\x01" * (end - start)
    assert not [c for c, held in zip(text, covered, strict=True) if not held and not c.isspace()]
    assert not [d for d in document.discards if d.reason == "not placed"]
    assert all(c.text == text[c.start : c.end] for c in document.clauses)
    assert len({c.clause_id for c in document.clauses}) == len(document.clauses)
