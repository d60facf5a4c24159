"""A digest about a made-up city with facts, rules and cases beside it, as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from eligibility.check import check_file
from eligibility.facts import load_facts
from eligibility.match import match
from eligibility.rulebook import RuleBook, load_rules
from ingest.gather import gather
from policy.verdicts import Verdict, Verdicts

DAY = date(2025, 6, 1)
META = {
    "id": "town", "title": "某市若干措施", "region": "浙江省", "level": "省", "status": "现行",
    "effective_from": "2025-01-01", "effective_to": "2026-12-31",
}  # fmt: skip
CLAUSES = {
    "机床补助": "年产值2000万元以上、职工不超过300人的企业，按机床购置额的20%补助，最高100万元。",
    "展会奖励": "参加境外展会超过2次的，每次奖励3万元，每家企业每年最高10万元。",
}
FACTS = """
facts:
- {name: region, type: region, label: 注册地, question: {zh: 在哪里？, en: Where?}}
- {name: output_yuan, type: number, unit: 元, label: 年产值, question: {zh: 年产值多少？, en: Output?}, reading: {words: [产值]}}
- {name: staff, type: whole, unit: 人, label: 职工人数, question: {zh: 职工多少人？, en: Staff?}, reading: {words: [职工, 员工]}}
- {name: machines_yuan, type: number, unit: 元, label: 机床购置额, question: {zh: 买机床花了多少？, en: Machines?}, reading: {words: [机床]}}
- {name: fairs, type: whole, unit: 次, label: 境外展会次数, question: {zh: 参加了几次境外展会？, en: Fairs?}, reading: {words: [展会]}}
- {name: listed, type: bool, label: 已上市, question: {zh: 上市了吗？, en: Listed?}, reading: {yes: [已上市, 上市了], no: [没上市]}}
- {name: trade, type: text, label: 行业, values: {工业: [制造业], 零售业: []}, question: {zh: 什么行业？, en: Trade?}}
orders:
- {less: machines_yuan, more: output_yuan}
"""
MACHINES: dict[str, Any] = {
    "id": "town-machines", "clause": "机床补助",
    "criteria": [
        {"text": "年产值2000万元以上", "fact": "output_yuan", "at_least": 20000000, "quote": "年产值2000万元以上"},
        {"text": "职工不超过300人", "fact": "staff", "at_most": 300, "quote": "职工不超过300人"},
    ],
    "benefit": {
        "kind": "subsidy", "label": "机床补助",
        "amount": {
            "percent": 20, "of": ["machines_yuan"], "quote": "按机床购置额的20%补助",
            "caps": [{"yuan": 1000000, "quote": "最高100万元"}],
        },
    },
}  # fmt: skip
FAIRS: dict[str, Any] = {
    "id": "town-fairs", "clause": "展会奖励",
    "criteria": [{"text": "超过2次", "fact": "fairs", "more_than": 2, "quote": "参加境外展会超过2次的"}],
    "benefit": {
        "kind": "reward", "label": "展会奖励", "period": "每年",
        "amount": {
            "count": "fairs", "each": {"up_to": 30000, "quote": "每次奖励3万元"},
            "caps": [{"yuan": 100000, "per": "enterprise", "quote": "每家企业每年最高10万元"}],
        },
    },
}  # fmt: skip
EDGES: list[dict[str, Any]] = [
    {"rule": "town-machines", "name": f"外地，{day}", "on": day, "facts": {"region": "上海市"}, "expect": "ineligible"}
    for day in (date(2025, 1, 1), date(2026, 12, 31))
]
"""Cases on the first and the last day, and outside: what the document shares, whatever its rules ask for."""


@dataclass(frozen=True)
class Shelf:
    """A folder as written, and the rules in it."""

    folder: Path

    def book(self) -> RuleBook:
        held = gather([self.folder]).held
        return load_rules([(h.document, Path(h.file)) for h in held], [self.folder / "facts.yaml"])

    def match(self, facts: Mapping[str, Any], on: date = DAY) -> Verdicts:
        book = self.book()
        return match(book, book.facts.check(facts), on)

    def verdict(self, facts: Mapping[str, Any], rule: str = "town-machines", on: date = DAY) -> Verdict:
        return next(v for v in self.match(facts, on).results if v.rule_id == rule)

    def problems(self) -> list[str]:
        facts = load_facts([self.folder / "facts.yaml"])
        return [str(p) for h in gather([self.folder]).held for p in check_file(h.document, Path(h.file), facts)]


def write_shelf(
    folder: Path, meta: Mapping[str, Any] | None = None, clauses: Mapping[str, str] = CLAUSES,
    rules: list[dict[str, Any]] | None = None, cases: list[dict[str, Any]] | None = None, facts: str = FACTS,
) -> Shelf:  # fmt: skip
    """The folder; digests in `seen` are those of the clauses as written."""
    body = [{"heading": h, "text": t} for h, t in clauses.items()]
    _dump(folder / "town.yaml", {**META, **(meta or {}), "facts": body})
    (folder / "facts.yaml").write_text(facts, encoding="utf-8")
    held = gather([folder]).held[0].document
    seen = {c.heading: c.digest for c in held.clauses}
    rules = [MACHINES] if rules is None else rules
    used = {k: v for k, v in seen.items() if any(k in str(r) for r in rules)}
    _dump(folder / "town.rules.yaml", {"document": "town", "seen": used, "rules": rules})
    if cases is not None:
        _dump(folder / "town.cases.yaml", {"on": DAY, "cases": cases})
    return Shelf(folder)


def _dump(path: Path, data: object) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
