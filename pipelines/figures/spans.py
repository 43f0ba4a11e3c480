"""Spans that claim parts of a text, and the one that covers a token.

Belongs here: looking up disjoint spans in text order, passages among them. Does not belong here: what claims them.
"""

import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from pipelines.pages.model import Passage

Span = tuple[int, int, str, str]
"""Start, end, disposition, rule."""


_NEVER = sys.maxsize
_START = attrgetter("char_start")


class Spans:
    """Disjoint spans, asked in text order: each question starts at or behind the one before.

    `begins` is where the span that may come next begins: a token before it lies in none, and need not be asked for.
    """

    __slots__ = ("_at", "_spans", "begins")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._at = 0
        self.begins = spans[0][0] if spans else _NEVER

    def at(self, start: int, end: int) -> Span | None:
        """The span that covers text[start:end]."""
        spans, at = self._spans, self._at
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        self._at = at
        if at == len(spans):
            self.begins = _NEVER
            return None
        found = spans[at]
        self.begins = found[0]
        return found if found[0] <= start and found[1] >= end else None


def disjoint(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, the longer winning where two begin together and the first where they overlap."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def passage_of(passages: Sequence[Passage], start: int, end: int) -> int | None:
    """The index of the passage that holds text[start:end]; None where none does."""
    index = bisect_right(passages, start, key=_START) - 1
    return index if index >= 0 and end <= passages[index].char_end else None
