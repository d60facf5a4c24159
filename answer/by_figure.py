"""A question that starts from a figure and asks for its clauses: 哪几条的上限是1000万, 最高500万的补助有哪些."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from answer.mentions import named_documents
from answer.reading import Reading, sentences
from answer.retrieve import weighed
from answer.spans import sentence_spans, trimmed
from answer.state import Context, Draft
from answer.wording import say
from language.regions import NATION
from policy.answers import Hit, Status
from policy.documents import Clause, Document
from policy.provisions import Comparator, Figure, FigureKind, FigureRole

# What is asked for is a clause or a text (哪几条, 哪份文件, 谁说的), or things of a kind (哪些补助).
_CLAUSE = re.compile(
    r"哪(?:[一几些两三四五]个?|个)?(?:条|款|份|处|篇|文件|政策|通知|办法|规定|意见|方案|地方|地儿)|(?:出自|写在|在)哪|(?:谁|哪里|哪儿)(?:说|提|写|定|讲|规定)的|"
    r"(?:管|讲|说|补|奖|给)(?:的是?)?(?:什么|啥)(?:事儿?|东西)?的?(?=[?？。]|$)|which (?:clause|document|measure)"
)
_THINGS = re.compile(r"哪(?:些|几|[一两三四五六](?![年天月日季里儿边位人名家])|[项种类张样处件](?=的|是|补|奖|券|[?？。]|$))|(?:有|是)(?:什么|啥|几[处样项条件])|which|what .{0,20}(?:are|have)")
# What makes a figure one that a text states: what binds it, or a word of stating. A caller's own figure has none.
_BEFORE = re.compile(
    r"(?:最高|最多|至多|顶格|封顶|上限|限额|不超过?|不高于|不得超|不能超|以内|至少|不低于|不少于|起码|超(?!额)|破|达到|给到|补到|写|提到|提及|说|讲|规定|开到|用到|定[到为在成]|奖励?|补助?|补贴|资助)"
    r"(?:[^\d,，。；;？?]{0,7})$"
)
_AFTER = re.compile(
    r"^[”\"'》]?(?:(?:/|一|每)[一-鿿])?(?:以内|以上|以下|封顶|顶格|上限|限额|配套|(?:元)?(?:的|这个?|那个?)[^,，。？?]{0,4}(?:补助|补贴|奖|资助|资金|上限|限额|比例|标准|额度|目标|门槛|数|金额|线|券))"
)
# What comes to a figure is asked after it: 500万的是哪两项, 60%的有几处, 15%说的是哪些.
_ASKED_AFTER = re.compile(
    r"^[”\"'》』」]?(?:这个?数字?|[这那]?[俩两]个?数字?)?的?(?:[,，、]?(?:到底|究竟|都|分别|各|一共|总共))?(?:(?:说|指|讲|管|给)的?)?(?:是|有)?(?:说|给|管|讲)?(?:哪(?![里儿])|什么|啥|几[处条样项件])"
)
_STATING = re.compile(r"(?:[这那]?[个俩两几]|[俩两])数(?!量|据|额)|数字|带(?:有|着)?(?=\d)|写|提到|提及|提过|说|讲|规定|来着|出自|定[的到为成]|用[到了]|是(?:在|属于)?[^,，。；;？?]{0,8}哪|有[“\"'\d]")
_OWN = re.compile(r"(?:我们?|咱们?|俺|公司|厂子?|单位|手[里上]|账上|投了?|花了?|签了?|买了?|合同|营收|收入)[^\d,，。；;？?]{0,4}$")
_MOST = re.compile(r"最高|最多|至多|顶格|封顶|上限|限额|不超|不高于|不得超|不能超|以内|maximum|at most|up to")
_ONE = re.compile(r"^[每一1]个?(?:年|月|天|季度)")  # 一年最多4000万: a year is what it is for
_LEAST = re.compile(r"至少|不低于|不少于|起码|以上|at least")
_GRANT = re.compile(r"补|奖|贴|资助|券|给|扶持|报(?![备告名到送])|grant|subsid|reward")
_SURE = (FigureKind.MONEY, FigureKind.PERCENT)  # 两个, 三家 may be no more than words
_NATIONAL = re.compile(r"国家|全国|国务院|中央")
# What says how a figure binds or what is asked for is no subject of its own.
_NO_SUBJECT = re.compile(r"补[助贴]|不超过?|不高于|不低于|不少于|每年|全年|年度|奖[励补]?|资助|资金|比例|上限|封顶|最[高多]|限额|额度|标准|政策|文件|措施|方案|办法|规定|地方|目标|金额|指标")
_GRANTED = frozenset({FigureRole.RATE, FigureRole.CAP, FigureRole.AMOUNT})
_OF_TEXTS = frozenset({"条", "份", "款", "号", "大"})  # 27条 is a name
_PART = re.compile(r"[^,，。；;\n]+")
_NEAR = 8  # characters around a figure that say how it binds
_SUBJECT = 0.2
_AS_MUCH = 0.15  # of the question's words that the best has, to be of its subject
_MOST_SHOWN = 6


def figures_looked_for(reading: Reading) -> list[Figure]:
    """The figures whose clauses a question asks for; [] where it asks something else, or brings figures of its own."""
    asking = "".join(reading.asking)
    clause = _CLAUSE.search(asking)
    if not clause and not _THINGS.search(asking):
        return []
    stated = [
        f for f in reading.figures
        if f.kind is not FigureKind.DATE and f.unit not in _OF_TEXTS and not _ONE.match(f.text) and not _is_own(f, reading.text)
    ]  # fmt: skip
    named = bool(clause and _STATING.search(reading.text))
    found = [f for f in stated if _is_tied(f, reading.text) or (named and (f.text[0].isdigit() or f.kind in _SURE))]
    return [f for f in found if f.kind is not FigureKind.DURATION] or found


def _is_own(figure: Figure, text: str) -> bool:
    before = text[: figure.start]
    return before.endswith("哪") or (bool(_OWN.search(before)) and not _is_tied(figure, text))


def _is_tied(figure: Figure, text: str) -> bool:
    before, after = text[: figure.start], text[figure.end :]
    return bool(_BEFORE.search(before) or _AFTER.search(after) or (figure.kind in _SURE and _ASKED_AFTER.search(after)))


def choose_by_figure(draft: Draft, context: Context) -> bool:
    """The clauses that state the figure in the role asked for, best first; whether the question was one for them."""
    wanted = figures_looked_for(draft.read)
    if not wanted:
        return False
    held = _all_held(_scope(draft, context), wanted, draft.read.text)
    if not held:
        return _none_states(draft, wanted)
    found = _of_subject(held, wanted, draft, context)
    chosen = found[:_MOST_SHOWN]
    if len(found) > len(chosen):
        draft.notes.append(say("more_state", draft.english, n=len(found) - len(chosen)))
    draft.chosen = [h for h, _ in chosen]
    draft.quoted = {h.clause.clause_id: _sentences(h.clause, figures) for h, figures in chosen}
    draft.reading = replace(draft.read, figures=())  # the documents' figures, not the caller's: no sum is made of them
    return True


def _none_states(draft: Draft, wanted: Sequence[Figure]) -> bool:
    """That no clause states it is the answer where a clause was asked for by what it states."""
    if not _CLAUSE.search("".join(draft.read.asking)) or not all(_is_tied(f, draft.read.text) for f in wanted):
        return False
    draft.status = Status.NOT_COVERED
    draft.lines = [say("no_clause_states", draft.english, figure="、".join(f.text for f in wanted))]
    return True


def _scope(draft: Draft, context: Context) -> list[Document]:
    """The documents that are asked about: those named, else those of the place, else all."""
    named = draft.filters.documents or named_documents(draft.read, context)
    places = {m.region.name for m in draft.read.regions} | ({draft.region} if draft.region else set())
    places |= {NATION} if _NATIONAL.search(draft.read.text) else set()
    of_name = [d for d in context.documents if d.id in named]
    return of_name or [d for d in context.documents if d.metadata.region in places] or list(context.documents)


def _all_held(documents: Sequence[Document], wanted: Sequence[Figure], text: str) -> list[tuple[Hit, list[Figure]]]:
    """The clauses that state any of the figures, each with where: in the role asked for, else in whatever role."""
    found: dict[str, tuple[Hit, list[Figure]]] = {}
    for one in wanted:
        for fits in (_role_asked(text), None):
            held = [(Hit(c, d, 0.0), own) for d in documents for c in d.clauses if not c.parent_id and (own := _stated(c, one, fits))]
            for hit, own in held:
                found.setdefault(hit.clause.clause_id, (hit, []))[1].extend(own)
            if held:
                break
    return list(found.values())


def _stated(clause: Clause, wanted: Figure, fits: Callable[[Figure, Figure], bool] | None) -> list[Figure]:
    return [f for p in clause.provisions for f in p.figures if _same(f, wanted) and (fits is None or fits(f, wanted))]


def _role_asked(text: str) -> Callable[[Figure, Figure], bool]:
    """Whether a clause's figure binds as the words around the one looked for say: as a maximum, a minimum, a grant."""

    def fits(own: Figure, wanted: Figure) -> bool:
        around = text[max(0, wanted.start - _NEAR) : wanted.end + _NEAR]
        if _GRANT.search(around) and own.role not in _GRANTED:
            return False
        if _MOST.search(around):
            return own.role in _GRANTED or own.comparator in (Comparator.LE, Comparator.LT)
        return not _LEAST.search(around) or own.comparator in (Comparator.GE, Comparator.GT)

    return fits


def _same(one: Figure, other: Figure) -> bool:
    units = {one.unit.lower(), other.unit.lower()}
    return one.kind is other.kind and one.value == other.value and (len(units) == 1 or (one.kind is FigureKind.COUNT and "个" in units))


def _of_subject(held: Sequence[tuple[Hit, list[Figure]]], wanted: Sequence[Figure], draft: Draft, context: Context) -> list[tuple[Hit, list[Figure]]]:
    """Those whose figure is of what the question says beside it (合同金额, 场景), in the order of what speaks for them."""
    sentences_of = [s for s in sentences(draft.read.text) if any(f.text in s for f in wanted)]
    said = _NO_SUBJECT.sub(" ", " ".join(sentences_of) or draft.read.text)
    titles = " ".join(h.document.title for h, _ in held)
    known = [w for w in context.lexicon.words_of(said) if context.lexicon.known(w) and w not in titles]
    words = {w: weight for w in known if (weight := context.lexicon.weight(w)) >= _SUBJECT}
    shared = [sum(weight for w, weight in words.items() if w in _beside(h.clause, figures)) for h, figures in held]
    kept = {h.clause.clause_id: (replace(h, score=own), figures) for (h, figures), own in zip(held, shared, strict=True) if own >= _AS_MUCH * max(shared)}
    hits = [h for h, _ in kept.values()]
    alone = len({h.document.id for h in hits}) == 1
    ranked = sorted(hits, key=lambda h: h.clause.start) if alone else weighed(hits, draft.read, draft, context)
    return [(h, kept[h.clause.clause_id][1]) for h in ranked]


def _beside(clause: Clause, figures: Sequence[Figure]) -> str:
    """The heading, and the parts between commas that hold the figures."""
    return " ".join([clause.heading, *(m.group() for m in _PART.finditer(clause.text) if any(m.start() <= f.start < m.end() for f in figures))])


def _sentences(clause: Clause, figures: Sequence[Figure]) -> tuple[int, int]:
    """The sentences of a clause that state the figures, first to last."""
    spans = [(start, end) for start, end in sentence_spans(clause.text) if any(start <= f.start < end for f in figures)]
    return trimmed(clause.text, spans[0][0], spans[-1][1]) if spans else (0, len(clause.text))
