"""The commands `match` and `rules`: profiles in, verdicts out; rules listed, checked and drafted."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli_console import Console
from desk.labels import fact_name
from desk.texts import Language, text
from policy.errors import BadArgument
from policy.verdicts import Criterion, Eligibility, Finding, Told, Verdict, Verdicts

if TYPE_CHECKING:
    from kb import KnowledgeBase, Settings
    from kb.rules import Rules

_MAX_BYTES = 1024 * 1024
_MARKS = {Finding.MET: "✓", Finding.UNMET: "✗", Finding.UNKNOWN: "?"}


def match(args: Namespace, settings: Settings, console: Console, make_kb: Callable[[Settings], KnowledgeBase]) -> int:
    """`policydesk match`."""
    facts = read_profile(args.profile) if args.profile else {}
    told = (args.text or "").strip()
    if args.profile is None and not told:
        raise BadArgument("--text is empty; say what the applicant is and has done, or give --profile FILE")
    verdicts = make_kb(settings).match(facts, told, region=args.region, on=args.on, documents=args.document)
    console.result(verdicts.to_dict() if args.json else verdicts_text(verdicts, console.language))
    return 0


def read_profile(path: Path) -> dict[str, Any]:
    """A profile from a JSON file, numbers exact. Raises BadArgument, naming file, or file and field."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise BadArgument(f"{path} is larger than {_MAX_BYTES >> 20} MiB; a profile is a small JSON object")
        raw = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadArgument(f"{path} can't be read ({error.strerror}); name a JSON file") from error
    except UnicodeDecodeError as error:
        raise BadArgument(f"{path} is not UTF-8; save it as UTF-8") from error
    try:
        given = json.loads(
            raw, parse_float=_exact, parse_int=_exact, parse_constant=_exact, object_pairs_hook=_each_once
        )
    except (ValueError, RecursionError) as error:
        raise BadArgument(f'{path} is not JSON; write an object such as {{"region": "丽水市"}}') from error
    if not isinstance(given, dict):
        raise BadArgument(f"{path} must hold one JSON object of facts and their values")
    return given


def _exact(digits: str) -> Decimal:
    """A JSON number; one with an exponent beyond all bounds is infinite."""
    try:
        return Decimal(digits)
    except ArithmeticError:
        return Decimal("Infinity")


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    twice = next((n for n in names if names.count(n) > 1), None)
    if twice is not None:
        raise BadArgument(f"{twice[:80]} stands twice in the profile; give it once")
    return dict(pairs)


def verdicts_text(verdicts: Verdicts, language: Language) -> str:
    """Verdicts for a terminal: what was read, what is granted, what is open, what is not, and what to tell next."""
    parts = [_told(verdicts, language)] if verdicts.told or verdicts.unplaced else []
    for status in (Eligibility.ELIGIBLE, Eligibility.UNKNOWN, Eligibility.INELIGIBLE):
        own = [v for v in verdicts.results if v.status is status]
        if own:
            shown = [_verdict(v, verdicts, language) for v in own]
            parts.append("\n".join([f"【{text(f'cli_{status.value}', language)}】{len(own)}", *shown]))
    if not verdicts.results:
        parts.append(text("cli_no_rules", language))
    parts += list(verdicts.notes)
    if verdicts.next_questions:
        asked = [q.question if language == "zh" else q.question_en for q in verdicts.next_questions[:3]]
        names = [q.fact for q in verdicts.next_questions[:3]]
        lines = [f"  · {q}  [{n}]" for q, n in zip(asked, names, strict=True)]
        parts.append("\n".join([text("cli_next", language), *lines]))
    return "\n\n".join(parts)


def _told(verdicts: Verdicts, language: Language) -> str:
    vague = text("cli_vague", language)
    lines = [f"  · {_named(t, verdicts, language)} = {_value(t.value, language)}  “{t.text}”{vague if t.vague else ''}" for t in verdicts.told]
    lines += [f"  · ? “{u}” {text('cli_unplaced', language)}" for u in verdicts.unplaced]
    return "\n".join([text("cli_told", language), *lines])


def _named(told: Told, verdicts: Verdicts, language: Language) -> str:
    name = verdicts.names.get(told.fact)
    return f"{told.fact} ({fact_name(name, language)})" if name else told.fact


def _value(value: bool | str | Decimal, language: Language) -> str:
    return text("consult_yes" if value else "consult_no", language) if isinstance(value, bool) else _plain(value)


def _plain(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _verdict(v: Verdict, verdicts: Verdicts, language: Language) -> str:
    benefit, granted = v.benefit, v.status is Eligibility.ELIGIBLE
    amount = benefit.amount_yuan if granted else benefit.if_eligible_yuan
    most = text("cli_most", language, yuan=_plain(amount)) if amount is not None else ""
    lines = [f"  {benefit.label}{most}  [{v.rule_id}]"]
    if not granted:
        return "\n".join([*lines, *(f"    {_criterion(c)}" for c in _shown(v))])
    lines.append(f"    {v.heading} · {v.document}")
    if benefit.formula:
        lines.append(f"    = {_formula(v, verdicts, language)}{' · ' + benefit.period if benefit.period else ''}")
    lines += [f"    {_criterion(c)}" for c in v.criteria]
    lines += [f"    {text('cli_local', language)}"] if v.local_discretion else []
    return "\n".join([*lines, *(f"    {note}" for note in v.notes)])


def _formula(v: Verdict, verdicts: Verdicts, language: Language) -> str:
    """The formula, where facts are missing with their names in the language."""
    formula = v.benefit.formula
    for name in (verdicts.names[f] for f in v.missing if f in verdicts.names):
        formula = formula.replace(name.zh, fact_name(name, language))
    return formula


def _shown(v: Verdict) -> list[Criterion]:
    """Of an applicant who is not eligible what stands against it, else what is open."""
    wanted = Finding.UNMET if v.status is Eligibility.INELIGIBLE else Finding.UNKNOWN
    return [c for c in v.criteria if c.status is wanted]


def _criterion(c: Criterion) -> str:
    quote = f"“{c.quote}”" if c.quote else ""
    return f"{_MARKS[c.status]} {c.text}{'：' + c.why if c.why else ''} {quote}".rstrip()


# -- rules -----------------------------------------------------------------------------------------------------


def rules(args: Namespace, settings: Settings, console: Console, make_kb: Callable[[Settings], KnowledgeBase]) -> int:
    """`policydesk rules`."""
    from kb.rules import Rules

    return _ACTIONS[args.action](args, Rules(settings), console)


def _list(args: Namespace, found: Rules, console: Console) -> int:
    listed = found.all([*args.names, *args.document])
    if args.json:
        console.result({"rules": [r.to_dict() for r in listed]})
        return 0
    mark = text("cli_draft", console.language)
    lines = [f"{r.rule_id}  {r.label}{mark if r.draft else ''}\n    {r.clause_id}\n    {', '.join(r.facts)}" for r in listed]
    console.result("\n".join(lines) or text("cli_no_rules", console.language))
    return 0


def _facts(args: Namespace, found: Rules, console: Console) -> int:
    facts = found.facts().facts.values()
    if args.json:
        shown = [
            {"name": f.name, "type": f.type, "unit": f.unit, "label": f.label, "label_en": f.label_en, "question": f.question.zh}
            for f in facts
        ]
        console.result({"facts": shown})
        return 0
    language = console.language
    lines = [f"{f.name}  {f.unit or f.type}  {f.question.zh if language == 'zh' else f.question.en}" for f in facts]
    console.result("\n".join(lines))
    return 0


def _check(args: Namespace, found: Rules, console: Console) -> int:
    problems = found.check([*args.names, *args.document])
    count = len(found.all([*args.names, *args.document])) if not problems else 0
    if args.json:
        console.result({"problems": problems})
    else:
        console.result("\n".join(problems) or text("cli_rules_good", console.language, count=count))
    if problems:
        what = "1 thing is" if len(problems) == 1 else f"{len(problems)} things are"
        raise BadArgument(f"{what} wrong with the rules; mend what standard output lists")
    return 0


def _seen(args: Namespace, found: Rules, console: Console) -> int:
    if not args.names:
        raise BadArgument("name the rules that you have held against their clauses: `policydesk rules seen ID ...`")
    fresh = found.see(args.names)
    if args.json:
        console.result({"recorded": fresh})
    else:
        console.result("\n".join(fresh) or text("cli_seen_before", console.language))
    return 0


def _draft(args: Namespace, found: Rules, console: Console) -> int:
    if len(args.names) != 1:
        raise BadArgument("name one document: `policydesk rules draft DOCUMENT`")
    console.result(found.draft(args.names[0]))
    return 0


_ACTIONS: Mapping[str, Callable[[Namespace, Rules, Console], int]] = {
    "list": _list, "check": _check, "seen": _seen, "draft": _draft, "facts": _facts,
}  # fmt: skip
