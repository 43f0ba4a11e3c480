"""Spans that claim parts of a text, and the one that covers a token.

Belongs here: looking up disjoint spans in text order. Does not belong here: what claims them.
"""

from collections.abc import Iterable

Span = tuple[int, int, str, str]
"""Start, end, disposition, rule."""


class Spans:
    """Disjoint spans, asked in text order: each question starts at or behind the one before."""

    __slots__ = ("_at", "_spans")

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = list(spans)
        self._at = 0

    def at(self, start: int, end: int) -> Span | None:
        """The span that covers text[start:end]."""
        spans, at = self._spans, self._at
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        self._at = at
        if at < len(spans) and spans[at][0] <= start and spans[at][1] >= end:
            return spans[at]
        return None


def disjoint(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, the longer winning where two begin together and the first where they overlap."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
