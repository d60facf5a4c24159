"""Whether the clauses found answer what was asked. The right clause is not an answer."""

from __future__ import annotations

import re

from answer.asks import FORMAL, Ask, Point
from answer.by_figure import choose_by_figure
from answer.each import choose_apiece, choose_each
from answer.fits import answers, conditions_stated, firm_points, kinds_of
from answer.lexicon import Lexicon, everydayness
from answer.lists import choose_by_kind
from answer.mentions import named_documents
from answer.parts import parts_of, questions_in
from answer.ranked import log_odds, ranked
from answer.reconsider import reconsider
from answer.requests import Request, surely
from answer.several import choose_by_list, choose_by_parts, choose_by_terms, choose_by_years
from answer.state import Context, Draft
from answer.table import choose_by_columns, choose_by_table
from answer.thresholds import findings
from language.regions import parse_region
from language.words import is_word
from policy.answers import Hit, Status
from policy.documents import ClauseKind

# How far below the best hit (in standard deviations of the fused score) a clause may lie and still be of its topic.
_NEAR = 1.1
# A question is about another subject where it lies nearer to that than to every clause by this much (cosine), and
# shares no telling word with the clauses found.
_FOREIGN = 0.005
_FOREIGN_HOME = 0.02  # where the question names a document or the province's rules
_FOREIGN_SURE = 0.05
_FOUND = 4.2
_FAR_AHEAD = 1.5
_TELLING = 0.6
# A clause that states the thing asked is of the topic if it has this share of the telling words that the best has.
_TOPIC = 0.6
_WORDS_AGREE = 0.5
_CLOSE_BEHIND = 0.5
_VERY_CLOSE = 0.15  # two entries of one digest, short and side by side
_RUNNERS_UP = 1
_AS_LIKELY = 1.5  # log-odds; one of two clauses that is less likely by more than this is dropped
_VAGUE = 0.45
_ART = 0.7  # the same where the message is of the kind that has no subject
_TOLD = 1.2
_HARDLY = 0.02
_SHORT_TALK = 40  # characters; who tells more has a matter
_PLAIN = 0.9  # so near to a clause that the question is not vague, whatever its words
_VAGUE_LENGTH = 24
_EMPTY = re.compile(r"^[几哪每这那]|^(.)不\1$|^.不.$|[百千万亿]")
_POLICY = re.compile(r"补|奖|贴|政策|申|钱|条件|情况|给|领|多少|几[万百千]|最高|好处|扶持|优惠|福利|行不行|能不能")
_MORE_THAN_ONE = re.compile(r"哪些|[哪这那]几|几[项条样类种]|都[有挑列是]|分别|which ones|list", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?:(?:喂|你好|您好|哈喽|嗨|请问|(?:我)?想?(?:麻烦)?(?:问|咨询|了解)(?:一)?下|我想问|hello|hi)[呀啊哦，,。.!！~ ]*)+", re.IGNORECASE
)


def judge(draft: Draft, context: Context) -> None:
    """Choose the clauses that answer; refuse where none does, ask back where the question is too vague to tell."""
    if choose_by_figure(draft, context):
        return
    if not draft.hits:
        draft.status = Status.NOT_COVERED
        return
    reading = draft.read
    question = context.lexicon.words_of(reading.text)
    best = draft.hits[0]
    if "exact" not in best.ranks:
        if _vague(draft, context):
            draft.status = Status.CLARIFY
            return
        if not on_topic(question, draft, context):
            draft.status = Status.NOT_COVERED
    if draft.status is None:
        _choose(draft, question, context)
    reconsider(draft, context)


def on_topic(question: list[str], draft: Draft, context: Context) -> bool:
    """Whether the question is about what the documents are about at all."""
    if context.themes is None:
        return True
    if len(draft.read.text) <= _SHORT_TALK and surely(context.kinds(draft.read.text), Request.SMALL_TALK):
        draft.small_talk = True
        return False
    theme, draft.small_talk = context.themes.nearest(draft.read.text)
    dense = max((h.scores.get("dense", 0.0) for h in draft.hits), default=0.0)
    foreign = theme - dense
    home = named_documents(draft.read, context) or "省里" in draft.read.text or draft.english  # another language lies far from all clauses
    if foreign < (_FOREIGN_HOME if home else _FOREIGN) or (foreign < _FOREIGN_SURE and _stands_out(draft.hits)):
        return True
    shared = max(context.lexicon.shared(question, h.clause) for h in draft.hits[:4])
    return foreign < _FOREIGN_SURE and shared >= _TELLING


def _stands_out(hits: list[Hit]) -> bool:
    """Whether one clause is found far before all others, as none is for a question on another subject."""
    return hits[0].score >= _FOUND and (len(hits) == 1 or hits[0].score - hits[1].score >= _FAR_AHEAD)


def _vague(draft: Draft, context: Context) -> bool:
    """A short question without a word that says what it is about."""
    text = _GREETING.sub("", draft.read.text)
    if len(re.sub(r"\W", "", text)) > _VAGUE_LENGTH or draft.filters.documents or draft.understood or not text:
        return False
    if context.themes and context.themes.nearest(text)[1] and not _POLICY.search(text):
        return False
    if draft.hits[0].scores.get("dense", 0.0) >= _PLAIN:
        return False
    likely = context.kinds(text)
    if named_documents(draft.read, context) or likely.get(Request.VAGUE.value, 1.0) < _HARDLY:
        return False
    telling = [_telling(w, context.lexicon) for w in set(context.lexicon.words_of(text))]
    surely_vague = surely(likely, Request.VAGUE)
    return max(telling, default=0.0) < (_ART if surely_vague else _VAGUE) and sum(telling) < _TOLD


def _telling(word: str, lexicon: Lexicon) -> float:
    """How much a word says of a subject, of the documents' or of another."""
    if _EMPTY.search(word):
        return 0.0
    if lexicon.known(word) or len(word) < 2 or not word.isalpha():
        return lexicon.weight(word)
    return 1 - everydayness(word) if is_word(word) else 0.0


def _choose(draft: Draft, question: list[str], context: Context) -> None:
    """For each thing asked, the best clause of the topic that states it."""
    best = draft.hits[0]
    if choose_by_kind(draft, context):
        return
    if choose_by_table(draft, context, by_subject=False) or choose_by_years(draft) or choose_by_terms(draft, context):
        return
    if choose_by_table(draft, context, by_subject=True) or choose_by_columns(draft, context):
        return
    if choose_apiece(draft, context) or choose_each(draft, context):
        return
    listed = parts_of(draft.read, context)
    if listed and choose_by_list(draft, listed, context):
        return
    questions = questions_in(draft.read, context)
    if questions and choose_by_parts(draft, questions, context):
        return
    asked = parse_region(draft.region, context.province) if draft.region else None
    near = _near(draft.hits, question, context, draft.region if asked and asked.city else "")
    firm = firm_points(draft)
    chosen: list[Hit] = []
    unstated: list[Point] = []
    for point in firm:
        hit = next((h for h in near if _of_matter(h, best, point.ask) and answers(h.clause, point)), None)
        if hit is None:
            unstated.append(point)
        elif hit not in chosen:
            chosen.append(hit)
    draft.unstated = kinds_of(unstated)
    checked = any(not f.met for f in findings(best.clause, draft.read, context.similar))
    if firm and len(unstated) == len(firm) and not checked and not conditions_stated(draft, best):
        draft.status = Status.NOT_COVERED
        return
    draft.chosen = chosen or [best]
    if not draft.unstated and len(draft.chosen) == 1:
        both = [*draft.chosen, *_runner_up(draft, question, firm, context)]
        draft.chosen = both if draft.read.wants(Ask.LIST) or _MORE_THAN_ONE.search(draft.read.text) else _likely(both, draft.read.text, context)
    draft.status = Status.PARTIAL if draft.unstated else None


def _of_matter(hit: Hit, best: Hit, ask: Ask) -> bool:
    """Whether a hit is of the best one's matter: how, where and by when one applies is said for its own document only."""
    return ask not in FORMAL or hit.document.id == best.document.id


def _runner_up(draft: Draft, question: list[str], firm: list[Point], context: Context) -> list[Hit]:
    """The second clause, where nothing but the vectors speaks for the first and the second is close behind.

    A caller who shares no word with the documents is better served with two clauses than with the wrong one of them.
    """
    best = draft.chosen[0]
    if "exact" in best.ranks:
        return []
    others = [
        h for h in draft.hits
        if h.clause.clause_id != best.clause.clause_id and all(answers(h.clause, p) for p in firm)
    ]  # fmt: skip
    if context.lexicon.shared(question, best.clause) < _WORDS_AGREE:
        return [h for h in others[:_RUNNERS_UP] if best.score - h.score <= _CLOSE_BEHIND]
    own = [h for h in others[:1] if h.document.id == best.document.id and h.clause.kind is ClauseKind.FACT]
    return [h for h in own if best.score - h.score <= _VERY_CLOSE]


def _likely(hits: list[Hit], text: str, context: Context) -> list[Hit]:
    """Those of a few hits that are about as likely to state what is asked as the likeliest."""
    if len(hits) < 2:
        return hits
    read = ranked(text, hits, context, 1.0)
    top = max(log_odds(r.chance) for r in read)
    kept = {r.hit.clause.clause_id for r in read if log_odds(r.chance) >= top - _AS_LIKELY}
    return [h for h in hits if h.clause.clause_id in kept]


def _near(hits: list[Hit], question: list[str], context: Context, region: str = "") -> list[Hit]:
    """The hits that are of one topic with the question: little behind the best, and not short of its telling words."""
    best = hits[0]
    near = [h for h in hits if h.score >= best.score - _NEAR or "exact" in h.ranks]
    if region and best.document.metadata.region == region:
        near = [h for h in near if h.document.id == best.document.id]  # the place's own rules were asked for
    shared = {h.clause.clause_id: context.lexicon.shared(question, h.clause) for h in near}
    enough = _TOPIC * shared[best.clause.clause_id]
    return [h for h in near if shared[h.clause.clause_id] >= enough] or [best]
