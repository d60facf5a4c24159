"""The dashboard: figures of a period, drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.charts import Series, bars, columns, legend, lines, table
from desk.dashboard_eval import Evaluated, evaluation_html
from desk.markup import chip, document_href, esc
from desk.texts import TEXTS, Language, text
from policy.figures import DayFigures, Figures, Topic, Unanswered, Votes

PERIODS = (7, 30, 90)
EXPORTS = ("answers", "votes", "checks", "handovers", "calls", "replies")
_STATUSES = (("answered", "s1"), ("partial", "s2"), ("clarify", "s3"), ("not_covered", "s4"), ("refused", "s5"))
_TOPICS = 10


@dataclass(frozen=True, slots=True)
class Board:
    """All that is drawn."""

    days: int
    figures: Figures
    unanswered: Sequence[Unanswered]
    evaluated: list[Evaluated]


def board_html(board: Board, language: Language) -> str:
    """The whole of it."""
    figures = board.figures
    cards = _cards(figures, board.unanswered, language) if figures.asked else _check_votes(figures, language) if figures.check_votes.cast else ""
    evaluated = _card("board_eval", evaluation_html(board.evaluated, language), language)
    return (
        f'<div class="pd-board">{_head(board, language)}{_drawn(figures, language)}'
        f'<div class="pd-board-grid">{cards}{evaluated}{_exports(board.days, language)}</div></div>'
    )


def problem_html(days: int, words: str, language: Language) -> str:
    """That there are no figures now, and why."""
    return f'<div class="pd-board"><h2>{text("tab_dashboard", language)}</h2><p class="pd-alert" role="alert">{esc(words)}</p></div>'


def _head(board: Board, language: Language) -> str:
    buttons = "".join(
        f'<button type="button" data-act="period" data-days="{n}" aria-pressed="{str(n == board.days).lower()}">{text("board_days", language, days=n)}</button>'
        for n in PERIODS
    )
    dates = text("board_from_to", language, since=board.figures.since.isoformat(), until=board.figures.until.isoformat())
    return (
        f'<header class="pd-board-head"><h2>{text("tab_dashboard", language)}</h2><span class="pd-hint" role="status">{dates}</span>'
        f'<div class="pd-period" role="group" aria-label="{text("board_period", language)}">{buttons}</div></header>'
    )


def _drawn(figures: Figures, language: Language) -> str:
    """The days; that nobody has asked anything where nobody has."""
    if not figures.asked:
        return f'<p class="pd-board-none">{text("board_none", language)}</p>'
    return f"{_tiles(figures, language)}{_per_day(figures, language)}{_share(figures, language)}{_latency(figures, language)}"


def _cards(figures: Figures, unanswered: Sequence[Unanswered], language: Language) -> str:
    topics = [(_topic(t), t.count, str(t.count)) for t in figures.topics[:_TOPICS]]
    cards = (
        _card("board_unanswered", _unanswered(unanswered, language), language),
        _card("board_topics", bars(topics) if topics else _none("board_topics", language), language),
        _votes("board_reasons", figures.votes, "reason", language),
        _check_votes(figures, language),
        _card("board_channels", _counted(figures.by_channel, "channel", language), language),
    )
    return "".join(cards)


def _check_votes(figures: Figures, language: Language) -> str:
    return _votes("board_check_reasons", figures.check_votes, "check_reason", language)


def _votes(key: str, votes: Votes, names: str, language: Language) -> str:
    """How many votes there are of each kind, and why some were no use; `names` begins the keys of the reasons' words."""
    said = f'<p class="pd-hint">{text("board_votes_both", language, useful=votes.useful, useless=votes.not_useful)}</p>' if votes.cast else ""
    return _card(key, said + (_counted(votes.reasons, names, language) or _none("board_reasons", language)), language)


def _tiles(f: Figures, language: Language) -> str:
    votes = f.votes
    said = text("board_votes_of", language, useful=votes.useful, total=votes.cast) if votes.cast else text("board_votes_none", language)
    answered = sum(f.by_status.get(s, 0) for s in ("answered", "partial"))
    tiles = (
        ("board_asked", f"{f.asked:,}", ""),
        ("board_answered", f"{f.answered_share or 0:.0%}", text("board_share_day", language, answered=answered, asked=f.asked)),
        ("board_useful", f"{votes.useful / votes.cast:.0%}" if votes.cast else "–", said),
        ("board_typical", milliseconds(f.p50), text("board_slow", language, ms=milliseconds(f.p95))),
    )
    cells = "".join(f"<div><dt>{text(k, language)}</dt><dd>{esc(v)}<small>{esc(hint)}</small></dd></div>" for k, v, hint in tiles)
    return f'<dl class="pd-tiles">{cells}</dl>'


def milliseconds(value: float) -> str:
    """A time as people read it."""
    return f"{value / 1000:.1f} s" if value >= 1000 else f"{value:.0f} ms"


def _per_day(f: Figures, language: Language) -> str:
    days = [d.day.isoformat() for d in f.days]
    series = [Series(name(s, "outcome", language), [d.by_status.get(s, 0) for d in f.days], style) for s, style in _STATUSES]
    series = [s for s in series if any(s.values)]
    head = [text("board_day", language), text("board_asked", language), *(s.name for s in series)]
    rows = [[d.day.isoformat(), str(d.asked), *(f"{s.values[n]:g}" for s in series)] for n, d in enumerate(f.days) if d.asked]
    label = f"{text('board_per_day', language)}：{f.asked}"
    return _card("board_per_day", legend(series) + columns(days, series, label) + table(text("board_table", language), head, rows), language, wide=True)


def _share(f: Figures, language: Language) -> str:
    """The share answered day by day: that there is more to answer is no reason for it to sink."""
    days = [d.day.isoformat() for d in f.days]
    shares = [d.answered_share for d in f.days]
    if sum(s is not None for s in shares) < 2:
        return ""
    series = [Series(text("board_share", language), [None if s is None else 100 * s for s in shares], "s1")]
    head = [text("board_day", language), text("board_share", language)]
    rows = [[d, f"{s:.0%}"] for d, s in zip(days, shares, strict=True) if s is not None]
    label = f"{text('board_share', language)}：{f.answered_share or 0:.0%}"
    drawn = lines(days, series, label, "%", top=100) + table(text("board_table", language), head, rows)
    return _card("board_share", drawn, language, wide=True)


def _latency(f: Figures, language: Language) -> str:
    days = [d.day.isoformat() for d in f.days]
    series = [
        Series(text("board_p50", language), [_taken(d, d.p50) for d in f.days], "s1"),
        Series(text("board_p95", language), [_taken(d, d.p95) for d in f.days], "s4"),
    ]
    head = [text("board_day", language), *(s.name for s in series)]
    rows = [[d.day.isoformat(), milliseconds(d.p50), milliseconds(d.p95)] for d in f.days if d.asked]
    label = f"{text('board_latency', language)}：p50 {milliseconds(f.p50)}, p95 {milliseconds(f.p95)}"
    drawn = legend(series) + lines(days, series, label, "ms") + table(text("board_table", language), head, rows)
    return _card("board_latency", drawn, language, wide=True)


def _taken(day: DayFigures, value: float) -> float | None:
    return value if day.asked else None


def _topic(topic: Topic) -> str:
    link = f'<a class="pd-link" target="_blank" href="../{esc(document_href(topic.document_id))}">{esc(topic.heading or topic.document)}</a>' if topic.document_id else esc(topic.heading)
    return f"{link} <small>{esc(topic.document)}</small>"


def _unanswered(groups: Sequence[Unanswered], language: Language) -> str:
    if not groups:
        return _none("board_unanswered", language)
    return bars([(_group(g, language), g.count, str(g.count)) for g in groups], "s4")


def _group(group: Unanswered, language: Language) -> str:
    seen = f'<a class="pd-link" target="_blank" href="../a/{esc(group.answer_ids[0])}">{text("board_see", language)}</a>' if group.answer_ids else ""
    others = [w for w in group.wordings if w != group.question]
    more = "".join(f"<li>{esc(w)}</li>" for w in others[:10])
    fold = f"<details><summary>{text('board_wordings', language, count=len(group.wordings))}</summary><ul>{more}</ul></details>" if more else ""
    drafting = chip(text("rp_being_drafted", language), "info") if group.draft else ""
    return f"{esc(group.question)} {seen}{drafting}{fold}"


def _counted(counts: Mapping[str, int], table_: str, language: Language) -> str:
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    return bars([(esc(name(key, table_, language)), n, str(n)) for key, n in ordered]) if ordered else ""


def name(key: str, kind: str, language: Language) -> str:
    """What a status, a channel or a reason is called."""
    return text(f"{kind}_{key}", language) if f"{kind}_{key}" in TEXTS else key


def _none(key: str, language: Language) -> str:
    return f'<p class="pd-hint">{text(f"{key}_none", language)}</p>'


def _card(key: str, inside: str, language: Language, wide: bool = False) -> str:
    return f'<section class="pd-board-card{" pd-broad" if wide else ""}"><h3>{text(key, language)}</h3>{inside}</section>'


def _exports(days: int, language: Language) -> str:
    links = [("figures", f"./export/figures.csv?days={days}"), *((n, f"./export/{n}.csv") for n in EXPORTS)]
    items = "".join(f'<li><a class="pd-link" download href="{href}">{text(f"board_export_{n}", language)}</a></li>' for n, href in links)
    return _card("board_export", f"<ul>{items}</ul>", language, wide=True)
