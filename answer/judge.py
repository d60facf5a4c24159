"""Whether the clauses found answer what was asked. The right clause is not an answer."""

from __future__ import annotations

import re
from dataclasses import replace

from answer.asks import KINDS, Ask, parties, states
from answer.lexicon import Lexicon, everydayness
from answer.parts import Part, family, parts_of
from answer.retrieve import named_documents
from answer.state import Context, Draft
from answer.thresholds import findings
from language.regions import parse_region
from language.words import is_word
from policy.answers import Hit, Status
from policy.documents import Clause, ClauseKind, Document
from policy.provisions import FigureRole

# How far below the best hit (in standard deviations of the fused score) a clause may lie and still be of its topic.
_NEAR = 1.1
# A question is about another subject where it lies nearer to that than to every clause by this much (cosine), and
# shares no telling word with the clauses found.
_FOREIGN = 0.005
_FOREIGN_HOME = 0.02  # where the question names a document or the province's rules
_FOREIGN_SURE = 0.05
_TELLING = 0.6
# A clause that states the thing asked is of the topic if it has this share of the telling words that the best has.
_TOPIC = 0.6
_TERM = 0.85
_PART_SHARED = 0.35
_WORDS_AGREE = 0.5
_CLOSE_BEHIND = 0.5
_VERY_CLOSE = 0.15  # two entries of one digest, short and side by side
_RUNNERS_UP = 1
_PART_SURE = 2.4  # standard deviations of the fused score above the mean
_VAGUE = 0.45
_TOLD = 1.2
_PLAIN = 0.9  # so near to a clause that the question is not vague, whatever its words
_VAGUE_LENGTH = 24
_EMPTY = re.compile(r"^[几哪每这那]|^(.)不\1$|^.不.$|[百千万亿]")
_POLICY = re.compile(r"补|奖|贴|政策|申|钱|条件|情况|给|领|多少|几[万百千]|最高")
_BRACKETED = re.compile(r"[《(\[〔【][^》)\]〕】]*[》)\]〕】]")  # a title's or a number's year is not one that is asked about
_COMPARED = re.compile(r"比|各|分别|谁|差|哪个|哪家|哪边|两地|两家|都|不同|区别|还是")
_GREETING = re.compile(
    r"^(?:(?:喂|你好|您好|哈喽|嗨|请问|(?:我)?想?(?:麻烦)?(?:问|咨询|了解)(?:一)?下|我想问|hello|hi)[呀啊哦，,。.!！~ ]*)+", re.IGNORECASE
)

_NAMES: dict[Ask, tuple[str, str]] = {
    Ask.AMOUNT: ("具体金额", "the amount"),
    Ask.RATE: ("具体比例", "the share"),
    Ask.COUNT: ("具体数量", "the number"),
    Ask.WHEN: ("具体时间", "the date"),
    Ask.HOW_LONG: ("期限或所需时间", "how long it takes"),
    Ask.DEADLINE: ("申报起止时间", "the dates for applying"),
    Ask.VALIDITY: ("有效期限", "the period of validity"),
    Ask.MATERIALS: ("申请材料", "the papers to hand in"),
    Ask.PROCEDURE: ("申请或办理流程", "how to apply"),
    Ask.PLACE: ("办理渠道或地点", "where to apply"),
    Ask.PAYOUT: ("资金拨付时间", "when money is paid"),
    Ask.CONTACT: ("联系方式", "contact details"),
    Ask.ORGAN: ("负责部门", "the department in charge"),
    Ask.FEE: ("收费", "fees"),
    Ask.STACKING: ("能否叠加或重复享受", "whether benefits combine"),
    Ask.PARTY: ("这类主体是否适用", "whether this kind of applicant counts"),
    Ask.PURPOSE: ("能否用于这一用途", "whether it may be used for that"),
    Ask.RETROACTIVE: ("此前发生的是否算数", "whether what came before counts"),
    Ask.QUOTA: ("名额或资金总额", "how many places or how much money there is in all"),
    Ask.REVIEW: ("审核或评审办法", "how applications are reviewed"),
    Ask.TAX: ("税务处理", "taxes"),
    Ask.REPAYMENT: ("退回或取消的规定", "repayment or withdrawal"),
    Ask.AGENT: ("能否转让或代办", "transfer or applying through others"),
    Ask.PERSON: ("年龄、户籍等个人条件", "age, residence and the like"),
    Ask.ITEMS: ("具体是哪些", "which they are"),
    Ask.OBLIGATION: ("是否必须这样做", "whether that is required"),
    Ask.DEFINITION: ("认定口径或定义", "the definition"),
    Ask.REASON: ("原因或依据", "the reason"),
}


def judge(draft: Draft, context: Context) -> None:
    """Choose the clauses that answer; refuse where none does, ask back where the question is too vague to tell."""
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
            return
    _choose(draft, question, context)


def on_topic(question: list[str], draft: Draft, context: Context) -> bool:
    """Whether the question is about what the documents are about at all."""
    if context.themes is None:
        return True
    theme, draft.small_talk = context.themes.nearest(draft.read.text)
    dense = max((h.scores.get("dense", 0.0) for h in draft.hits), default=0.0)
    foreign = theme - dense
    home = named_documents(draft.read, context) or "省里" in draft.read.text
    if foreign < (_FOREIGN_HOME if home else _FOREIGN):
        return True
    shared = max(context.lexicon.shared(question, h.clause) for h in draft.hits[:4])
    return foreign < _FOREIGN_SURE and shared >= _TELLING


def _vague(draft: Draft, context: Context) -> bool:
    """A short question without a word that says what it is about."""
    text = _GREETING.sub("", draft.read.text)
    if len(re.sub(r"\W", "", text)) > _VAGUE_LENGTH or draft.filters.documents or draft.history or not text:
        return False
    if context.themes and context.themes.nearest(text)[1] and not _POLICY.search(text):
        return False
    if draft.hits[0].scores.get("dense", 0.0) >= _PLAIN:
        return False
    telling = [_telling(w, context.lexicon) for w in set(context.lexicon.words_of(text))]
    return max(telling, default=0.0) < _VAGUE and sum(telling) < _TOLD


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
    all_of_a_kind = family(draft.read, best.document)
    if all_of_a_kind:
        draft.chosen = all_of_a_kind
        return
    if _choose_by_places(draft, context) or _choose_by_years(draft) or _choose_by_terms(draft, context):
        return
    parts = parts_of(draft.read, context)
    if parts and _choose_by_parts(draft, parts, context):
        return
    asked = parse_region(draft.region, context.province) if draft.region else None
    near = _near(draft.hits, question, context, draft.region if asked and asked.city else "")
    firm = [a for a in draft.read.asks if KINDS[a].firm]
    chosen: list[Hit] = []
    for ask in firm:
        hit = next((h for h in near if _answers(h.clause, ask, draft)), None)
        if hit is None:
            draft.unstated.append(ask.value)
        elif hit not in chosen:
            chosen.append(hit)
    checked = any(not f.met for f in findings(best.clause, draft.read, context.similar))
    if firm and len(draft.unstated) == len(firm) and not checked and not _conditions_stated(draft, best):
        draft.status = Status.NOT_COVERED
        return
    draft.chosen = chosen or [best]
    if not draft.unstated and len(draft.chosen) == 1:
        draft.chosen += _runner_up(draft, question, firm, context)
    draft.status = Status.PARTIAL if draft.unstated else None


def _runner_up(draft: Draft, question: list[str], firm: list[Ask], context: Context) -> list[Hit]:
    """The second clause, where nothing but the vectors speaks for the first and the second is close behind.

    A caller who shares no word with the documents is better served with two clauses than with the wrong one of them.
    """
    best = draft.chosen[0]
    if "exact" in best.ranks:
        return []
    others = [
        h for h in draft.hits
        if h.clause.clause_id != best.clause.clause_id and all(_answers(h.clause, a, draft) for a in firm)
    ]  # fmt: skip
    if context.lexicon.shared(question, best.clause) < _WORDS_AGREE:
        return [h for h in others[:_RUNNERS_UP] if best.score - h.score <= _CLOSE_BEHIND]
    own = [h for h in others[:1] if h.document.id == best.document.id and h.clause.kind is ClauseKind.FACT]
    return [h for h in own if best.score - h.score <= _VERY_CLOSE]


def _choose_by_places(draft: Draft, context: Context) -> bool:
    """A question that names several places or documents: the best clause of each."""
    names = [m.region.name for m in draft.read.regions]
    own = [d.id for d in context.documents if d.metadata.region in names]
    groups = [[d.id for d in context.documents if d.metadata.region == n] for n in dict.fromkeys(names)]
    named = [i for i in named_documents(draft.read, context) if i not in own]
    groups = [g for g in [*groups, named] if g]
    if len(groups) < 2 or draft.filters.documents or not _COMPARED.search(draft.read.text):
        return False
    firm = [a for a in draft.read.asks if KINDS[a].firm]
    chosen = []
    for group in groups[:3]:
        hits = context.search(draft.read.text, 4, replace(draft.filters, region="", documents=tuple(group)))
        fit = [h for h in hits if all(_answers(h.clause, a, draft) for a in firm)]
        chosen += fit[:1] or hits[:1]
    draft.chosen = chosen
    return len(chosen) > 1


def _choose_by_terms(draft: Draft, context: Context) -> bool:
    """A question that names several measures by what they are called (算力券、语料券、模型券): the one of each name."""
    terms = {t for t in context.lexicon.words_of(draft.read.text) if len(t) > 2 and context.lexicon.weight(t) >= _TERM}
    documents = {h.document.id: h.document for h in draft.hits}.values()
    chosen = max((_headed(d, terms) for d in documents), key=len, default=[])
    if len(chosen) < 2:
        return False
    firm = [a for a in draft.read.asks if KINDS[a].firm]
    draft.unstated = [a.value for a in firm if not any(_answers(c.clause, a, draft) for c in chosen)]
    if firm and len(draft.unstated) == len(firm):
        draft.status = Status.NOT_COVERED
        return True
    draft.chosen = sorted(chosen, key=lambda h: h.clause.start)
    draft.status = Status.PARTIAL if draft.unstated else None
    return True


def _headed(document: Document, terms: set[str]) -> list[Hit]:
    """The clauses of a document that are the only ones to have one of the terms in their heading."""
    units = [c for c in document.clauses if not c.parent_id]
    named = [[c for c in units if term in c.heading] for term in terms]
    own = {found[0].clause_id: found[0] for found in named if len(found) == 1}
    return [Hit(c, document, 0.0) for c in own.values()]


def _choose_by_years(draft: Draft) -> bool:
    """A question on several years: of the best document, the best clause on each."""
    text = _BRACKETED.sub("", draft.read.text)
    years = dict.fromkeys(re.findall(r"(?<![\d])20[2-4]\d(?=年|两年|[、和与,]\s*20\d\d)", text))
    if len(years) < 2:
        return False
    own = [h for h in draft.hits if h.document.id == draft.hits[0].document.id]
    chosen: list[Hit] = []
    for year in years:
        hit = next((h for h in own if f"{year}年" in f"{h.clause.heading}{h.clause.text}"), None)
        if hit is None:
            return False
        if hit not in chosen:
            chosen.append(hit)
    draft.chosen = chosen
    return True


def _choose_by_parts(draft: Draft, parts: list[Part], context: Context) -> bool:
    """For each part the clause of the best document that answers it; whether more than one clause came of that."""
    best = draft.hits[0]
    chosen: list[Hit] = []
    unstated: list[str] = []
    for part in parts:
        hits = context.search(part.text, 4, replace(draft.filters, documents=(best.document.id,)))
        words_of = context.lexicon.words_of(part.text)
        hits = [
            h for h in hits if context.lexicon.shared(words_of, h.clause) >= _PART_SHARED or h.score >= _PART_SURE
        ]  # fmt: skip
        firm = [a for a in part.asks if KINDS[a].firm]
        hit = next((h for h in hits[:2] if all(_answers(h.clause, a, draft) for a in firm)), None)
        if hit is not None and hit.clause.clause_id not in {c.clause.clause_id for c in chosen}:
            chosen.append(hit)
        elif hit is None and firm and hits:
            unstated += [a.value for a in firm if a.value not in unstated]
    if best.clause.clause_id not in {c.clause.clause_id for c in chosen} and chosen:
        chosen.insert(0, best)
    if len(chosen) < 2:
        return False
    firm = [a for a in draft.read.asks if KINDS[a].firm]
    unstated += [a.value for a in firm if a.value not in unstated]
    draft.unstated = [u for u in unstated if not any(_answers(c.clause, Ask(u), draft) for c in chosen)]
    if firm and all(a.value in draft.unstated for a in firm):
        draft.status = Status.NOT_COVERED
        return True
    draft.chosen = chosen
    draft.status = Status.PARTIAL if draft.unstated else None
    return True


def _near(hits: list[Hit], question: list[str], context: Context, region: str = "") -> list[Hit]:
    """The hits that are of one topic with the question: little behind the best, and not short of its telling words."""
    best = hits[0]
    near = [h for h in hits if h.score >= best.score - _NEAR or "exact" in h.ranks]
    if region and best.document.metadata.region == region:
        near = [h for h in near if h.document.id == best.document.id]  # the place's own rules were asked for
    shared = {h.clause.clause_id: context.lexicon.shared(question, h.clause) for h in near}
    enough = _TOPIC * shared[best.clause.clause_id]
    return [h for h in near if shared[h.clause.clause_id] >= enough] or [best]


def _conditions_stated(draft: Draft, best: Hit) -> bool:
    """Whether conditions are among what is asked, and the best clause has some: then that much is answered."""
    has = any(p.condition or any(f.role is FigureRole.THRESHOLD for f in p.figures) for p in best.clause.provisions)
    return has and draft.read.wants(Ask.CONDITION)


def _answers(clause: Clause, ask: Ask, draft: Draft) -> bool:
    if not states(clause, ask):
        return False
    if ask is Ask.AMOUNT:
        return _amount_fits(clause, draft)
    if ask is Ask.RATE:
        return _rate_fits(clause, draft)
    if ask is Ask.PARTY:
        return _party_fits(clause, draft)
    if ask in (Ask.CONTACT, Ask.PLACE):
        return _contact_fits(clause, draft)
    return True


def _party_fits(clause: Clause, draft: Draft) -> bool:
    """Whether the clause speaks of the kind of applicant that the question asks about, or of firms where it asks of one."""
    said = f"{clause.text}{clause.applicant}{clause.heading}"
    return any(p in said for p in parties(" ".join(draft.read.asking)))


def _contact_fits(clause: Clause, draft: Draft) -> bool:
    """Asked for a telephone number, an address is no answer; asked for a web address, the name of a site is none."""
    if re.search(r"网址|网站|链接|官网|website|url", draft.read.text, re.IGNORECASE):
        return bool(re.search(r"[a-z0-9-]+\.[a-z]{2,}", clause.text))
    if re.search(r"电话|热线|手机|打给|phone", draft.read.text):
        return bool(re.search(r"\d{3,4}-\d{7,8}|1[3-9]\d{9}|热线", clause.text))
    return True


_GIVEN = re.compile(
    r"(?:补|奖|贴|资助|拿|领|给|报销|(?<!研)发(?!明|展|布)|减|优惠|拨|支持|扶持|到手)[^,，。；]{0,10}(?:多少|几[万百千十成个]?|上限|封顶|最高|最多|顶)|"
    r"(?:多少|几万|几十万|几百万)[^,，。；]{0,4}(?:补|奖|钱|费|贴)|(?:奖|补|贴)[^,，。]{0,6}(?:几|多少)|封顶|顶格|奖金|额度|subsid|reward|grant"
)
_LIMITS = (FigureRole.RATE, FigureRole.CAP)
_GRANTED = (FigureRole.RATE, FigureRole.CAP, FigureRole.AMOUNT)


def _amount_fits(clause: Clause, draft: Draft) -> bool:
    """Asked what is given, a clause answers with what it gives; a threshold or a target is no answer to that."""
    asking = " ".join(draft.read.asking)
    if not _GIVEN.search(asking):
        return True
    roles = _LIMITS if re.search(r"最高|最多|封顶|上限|顶格|maximum|cap\b", asking) else _GRANTED
    return any(f.role in roles for p in clause.provisions for f in p.figures)


def _rate_fits(clause: Clause, draft: Draft) -> bool:
    """A share that is left open (一定比例) is not stated by another share in the same clause."""
    if re.search(r"补|奖|贴|资助|给", " ".join(draft.read.asking)):
        return any(f.role is FigureRole.RATE for p in clause.provisions for f in p.figures)
    return True


def unstated_names(draft: Draft) -> list[str]:
    """What was asked and is not stated, in the answer's language."""
    return [_NAMES[Ask(a)][1 if draft.english else 0] for a in draft.unstated if Ask(a) in _NAMES]
