"""Words that hold a numeral and count nothing (进一步, 四川, 一带一路), found in a text.

Belongs here: the list of `vocabulary/number_words.csv` and segmentation for the words it lacks. Does not belong
here: numerals that stand in a pattern (第三, 5G), see `kinds.py`.
"""

import re

import rjieba
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipelines.figures.numerals import HANZI_NUMERALS
from pipelines.figures.spans import Span
from pipelines.figures.units import simple_unit
from pipelines.vocabulary import VocabularyError, read_rows

_NUMERAL_CHARACTERS = frozenset(HANZI_NUMERALS)
_WINDOW = 24
_TO_LAST_BREAK = re.compile(r"(?s:.*)[，。；、！？,;\n：:“”《》（）()]")


def _load() -> tuple[list[str], list[str]]:
    words, dispositions = [], []
    for row in read_rows("number_words.csv", ("word", "disposition")):
        if row["disposition"] not in ("name", "word", "ordinal"):
            raise VocabularyError(f"number_words.csv: {row['word']}: disposition must be name, word or ordinal")
        words.append(row["word"])
        dispositions.append(row["disposition"])
    return words, dispositions


_WORDS, _DISPOSITIONS = _load()
_FINDER = AhoCorasick(_WORDS, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)


def known_words(text: str) -> list[Span]:
    """The listed words in `text`, in order, without overlap."""
    return [(start, end, _DISPOSITIONS[i], "listed_word") for i, start, end in _FINDER.find_matches_as_indexes(text)]


def word_around(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The dictionary word that holds the numeral text[start:end] and more than a numeral with its measure word."""
    floor = max(0, start - _WINDOW)
    before = _TO_LAST_BREAK.match(text, floor, start)
    at = before.end() if before else floor
    for word in rjieba.cut(text[at : end + 8]):
        stop = at + len(word)
        if stop >= end:
            if at > start or _NUMERAL_CHARACTERS.issuperset(word) or (len(word) > 4 and at < start):
                return None
            if at == start and (unit := simple_unit(text, end)) and unit[0] >= stop and unit[1].counts_hanzi:
                return None
            return at, stop
        if stop > start:
            return None
        at = stop
    return None
