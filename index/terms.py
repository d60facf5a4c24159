"""The terms of a corpus: what its documents call things and no dictionary holds (算力券, 芯模联动).

They are what stands in quotation marks, and the runs of characters that the corpus repeats, that hang together and that
stand in changing company. Hanging together is the pointwise mutual information over the weakest cut of the run in two
(Church and Hanks 1990), changing company the entropy of the characters before and after it (branching entropy, Jin and
Tanaka-Ishii 2006). Both are read off the texts at hand: there is no list of terms to keep up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language.text import fold, simplify
from language.words import is_word

LONGEST = 6  # characters
MIN_COUNT = 3  # and one more for every so many characters, since chance repeats more in a longer text:
CHARACTERS_PER_COUNT = 500_000
MIN_COHESION = 3.0  # nats: e³, 20 times as often as the two parts would meet by chance
MIN_ENTROPY = 0.8  # nats: more than two neighbours, evenly met

_HAN = re.compile(r"[一-鿿]+")
_QUOTED = re.compile(r"[“《「『]([^“”《》「」『』\n]{2,12})[”》」』]")
# At whose edge a run is part of a phrase and no name: particles, prepositions, numerals and their measures.
_LOOSE = frozenset("的地得了和与及或在对为将可不按给并以由于是有个年月日等其各该每之从到所使被把向至此条项家名元万亿")

_CODE = 1 << 16  # above every Han character in use here, so that (id, character) packs into one integer

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def discover(texts: Sequence[str]) -> frozenset[str]:
    """The terms of `texts`, folded and simplified. The same texts give the same terms, in whatever order."""
    plain = [simplify(text) for text in texts]
    quoted = {fold(name).strip() for text in plain for name in _QUOTED.findall(text)}
    found = quoted.union(_repeated([fold(text) for text in plain]))
    return frozenset(term for term in found if len(term) > 1 and not is_word(term))


@dataclass(frozen=True, slots=True)
class _Runs:
    """All runs of one size that occur often enough. `at` holds where they begin, `ids` which run that is, and
    `counts` how often each occurs, by id; `log_p` is the log probability of the run that begins at a place."""

    size: int
    at: Ints
    ids: Ints
    counts: Ints
    log_p: NDArray[np.float32]


def _repeated(texts: Sequence[str]) -> Iterator[str]:
    joined = "\0" + "\0".join(run for text in texts for run in _HAN.findall(text)) + "\0"
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    at = np.flatnonzero(codes)
    enough = MIN_COUNT + at.size // CHARACTERS_PER_COUNT
    smaller = [_count(codes, at, codes[at], 1)]
    while len(smaller) < LONGEST:
        runs = _longer(codes, smaller[-1], enough)
        if not runs.at.size:
            return
        for place in _fit(codes, runs, smaller, enough):
            term = joined[place : place + runs.size]
            if term[0] not in _LOOSE and term[-1] not in _LOOSE:
                yield term
        smaller.append(runs)


def _fit(codes: Ints, runs: _Runs, smaller: Sequence[_Runs], enough: int) -> Ints:
    """One place of each run that is frequent, hangs together and stands in changing company."""
    first = np.unique(runs.ids, return_index=True)[1]
    fit = (runs.counts >= enough) & (_cohesion(runs, smaller, first) >= MIN_COHESION)
    held = fit[runs.ids]
    at, ids = runs.at[held], runs.ids[held]
    for offset in (-1, runs.size):
        fit &= _entropy(codes[at + offset], ids, runs.counts) >= MIN_ENTROPY
    return runs.at[first[fit]]


def _longer(codes: Ints, runs: _Runs, enough: int) -> _Runs:
    """The runs one character longer. Of a frequent run both the beginning and the rest are frequent too, and no run goes over the end of a text."""
    frequent = np.zeros(codes.size, dtype=np.bool_)
    frequent[runs.at] = runs.counts[runs.ids] >= enough
    both = frequent[runs.at] & frequent[runs.at + 1]
    at, ids = runs.at[both], runs.ids[both]
    return _count(codes, at, ids * _CODE + codes[at + runs.size], runs.size + 1)


def _count(codes: Ints, at: Ints, keys: Ints, size: int) -> _Runs:
    _, ids, counts = np.unique(keys, return_inverse=True, return_counts=True)
    log_p = np.zeros(codes.size, dtype=np.float32)
    log_p[at] = np.log(counts[ids] / codes.size)
    return _Runs(size, at, ids, counts, log_p)


def _cohesion(runs: _Runs, smaller: Sequence[_Runs], first: Ints) -> Floats:
    """By run: the mutual information, in nats, of its two parts at the cut where that is least."""
    place = runs.at[first]
    parts = [
        smaller[cut - 1].log_p[place] + smaller[runs.size - cut - 1].log_p[place + cut] for cut in range(1, runs.size)
    ]
    least: Floats = runs.log_p[place] - np.max(parts, axis=0)
    return least


def _entropy(beside: Ints, ids: Ints, counts: Ints) -> Floats:
    """By run: the entropy, in nats, of the characters beside it; the end of a text is another each time. 0 for a run
    that `ids` leaves out."""
    beside = np.where(beside > 0, beside, _CODE + np.arange(beside.size))
    width = _CODE + beside.size
    pairs, met = np.unique(ids * width + beside, return_counts=True)
    run = pairs // width
    share = met / counts[run]
    return np.bincount(run, weights=-share * np.log(share), minlength=counts.size).astype(np.float64)
