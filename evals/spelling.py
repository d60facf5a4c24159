"""`python -m evals.spelling`: count the words of the phrases written for the classifiers, and which follows which.

Pinyin is read by them (language/pinyin.py): the documents do not say 奖多少, those who ask do.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from evals.classifiers import PHRASES
from language.pinyin import ASKING, words_in_order

_OFTEN = 2  # pairs and words that were met less often tell nothing


def main() -> None:
    """Write the counts, words first, then pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ASKING)
    options = parser.parse_args()
    words, pairs = _counted()
    lines = [f"{w}\t{n}" for w, n in sorted(words.items()) if n >= _OFTEN]
    lines += [f"{a}\t{b}\t{n}" for (a, b), n in sorted(pairs.items()) if n >= _OFTEN]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _counted() -> tuple[Counter[str], Counter[tuple[str, str]]]:
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in sorted(set(_texts())):
        for stretch in words_in_order(text):
            said = ["", *stretch]
            words.update(said)
            pairs.update(pairwise(said))
    return words, pairs


def _texts() -> Iterator[str]:
    for path in sorted(PHRASES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row.get("text") or row.get("q") or ""


if __name__ == "__main__":
    main()
