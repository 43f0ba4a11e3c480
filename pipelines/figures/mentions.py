"""Where a text names an initiative of the catalogue.

Belongs here: finding names. Does not belong here: the catalogue (`vocabulary.initiatives`), and which figures belong
to an initiative (the model `fct_initiative_figures`).
"""

from collections.abc import Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipelines.figures.model import Mention
from pipelines.figures.spans import passage_of
from pipelines.pages.model import Passage
from pipelines.vocabulary.initiatives import catalogue


@cache
def _circle() -> AhoCorasick:
    """The words of the circle, all sought in one pass."""
    return AhoCorasick(catalogue().circle, implementation=Implementation.DFA)


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
    if not _circle().find_matches_as_strings(text):
        return ()
    automaton, initiatives = _automaton()
    found = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        number = passage_of(passages, start, end)
        if number is not None:
            found.append(Mention(start, end, text[start:end], number, initiatives[index]))
    return tuple(found)
