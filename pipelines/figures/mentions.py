"""Where a text names an initiative of the catalogue, and which figures it tells of there.

Belongs here: finding names and tying figures to them. Does not belong here: the catalogue, see
`vocabulary.initiatives`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from pipelines.figures.model import Figure, Mention
from pipelines.pages.model import Passage
from pipelines.vocabulary.indicators import catalogue as indicator_catalogue
from pipelines.vocabulary.initiatives import catalogue

_CLAUSE_MARKS = "，。；！？：,;!?:\n"


class Tie(NamedTuple):
    """A figure tied to an initiative: which of the reading's figures, and how the tie was made."""

    initiative_id: str
    figure_index: int
    rule: str


@cache
def _automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    """The names, and for each its initiative."""
    names = {name: item.initiative_id for item in catalogue().initiatives.values() for name in item.names}
    return AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest), tuple(names.values())


def mentions_of(text: str, passages: Sequence[Passage]) -> tuple[Mention, ...]:
    """All places of `text` that name an initiative, in order and apart, each in its passage.

    None where the text has no word of the circle: its own names hold one, and another name (中欧班列) counts only in a
    text that speaks of the circle.
    """
    if not any(word in text for word in catalogue().circle):
        return ()
    automaton, initiatives = _automaton()
    starts = [passage.char_start for passage in passages]
    found = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        number = bisect_right(starts, start) - 1
        if number >= 0 and end <= passages[number].char_end:
            found.append(Mention(start, end, text[start:end], number, initiatives[index]))
    return tuple(found)


def ties_of(text: str, mentions: Sequence[Mention], figures: Sequence[Figure]) -> tuple[Tie, ...]:
    """Figures tied to the initiatives that the text names.

    A figure belongs to the initiative of its indicator where the same text names that initiative; else to the last
    initiative named before it in its clause, else to the first named after it there, else to the last of its sentence.
    """
    by_passage: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_passage.setdefault(mention.passage_index, []).append(mention)
    named = {mention.initiative_id for mention in mentions}
    known = indicator_catalogue().indicators
    ties = []
    for index, figure in enumerate(figures):
        indicator = known.get(figure.indicator_id or "")
        if indicator is not None and indicator.initiative_id is not None and indicator.initiative_id in named:
            ties.append(Tie(indicator.initiative_id, index, "indicator"))
            continue
        nearest = _nearest(text, by_passage.get(figure.passage_index, []), figure)
        if nearest is not None:
            ties.append(Tie(nearest[0].initiative_id, index, nearest[1]))
    return tuple(ties)


def _nearest(text: str, mentions: Sequence[Mention], figure: Figure) -> tuple[Mention, str] | None:
    """The mention of the figure's sentence that it belongs to, and the rule that says so."""
    before = [mention for mention in mentions if mention.char_start < figure.char_start]
    after = [mention for mention in mentions if mention.char_start >= figure.char_start]
    if before and not any(mark in text[before[-1].char_end : figure.char_start] for mark in _CLAUSE_MARKS):
        return before[-1], "clause"
    if after and not any(mark in text[figure.char_end : after[0].char_start] for mark in _CLAUSE_MARKS):
        return after[0], "clause"
    if before:
        return before[-1], "sentence"
    return None
