"""What stands in a text and says nothing in its sentence: spaces that only set digits apart (2024 年 5 月), and the
marks of footnotes (在园幼儿[3]4656万人).

Many sites and word processors put them there. Such a text is read without them, and what was read is laid back on the
text as published, where each mark has its row of the ledger. Does not belong here: how anything is read.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.figures.model import Numeral, Reading
from pipelines.pages.model import Passage, Table

_SPACES = "[ \u00a0\u2009]+"
_SET_APART = re.compile(f"[一-鿿，、（“]{_SPACES}?[0-9０-９.]*[0-9０-９]{_SPACES}[一-鿿]")
_BEFORE_SPACE = re.compile(f"[0-9０-９]{_SPACES}[一-鿿]")  # by far the quicker to look for
_GAP = re.compile(
    # 2 总体要求: the number of a heading stands by itself.
    f"(?m:^)[0-9]{{1,2}}(?:\\.[0-9]{{1,2}})*{_SPACES}(?![年月日万亿个家])"
    f"|(?P<gap>(?<=[一-鿿，、；：（(“]){_SPACES}(?=[0-9０-９])|(?<=[0-9０-９%％]){_SPACES}(?=[一-鿿，、；。）)]))"
)
_NOTE = re.compile(r"(?<=[一-鿿）”》%％])[\[［〔][0-9]{1,2}[\]］〕]")
_BRACKETS = frozenset("[［〔")
_SEVERAL = 2
"""So many of them are a habit of the text; one may part two headings."""


@dataclass(frozen=True, slots=True)
class ClosedUp:
    """A text without them, its parts, and for each of its characters where it stands in the text published.

    `notes` are the marks of footnotes in the text published.
    """

    text: str
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    origin: tuple[int, ...]
    published: str
    notes: tuple[tuple[int, int], ...] = ()

    def laid_back(self, reading: Reading) -> Reading:
        """`reading` of the closed-up text with offsets and words of the text published."""
        for figure in reading.figures:
            figure.char_start, figure.char_end = self._span(figure.char_start, figure.char_end)
            figure.figure_text = self.published[figure.char_start : figure.char_end]
        for row in reading.numerals:
            row.char_start, row.char_end = self._span(row.char_start, row.char_end)
            row.text = self.published[row.char_start : row.char_end]
        lists = []
        for listed in reading.enumerations:
            start, end = self._span(listed.char_start, listed.char_end)
            lists.append(replace(listed, char_start=start, char_end=end))
        mentions = []
        for mention in reading.mentions:
            start, end = self._span(mention.char_start, mention.char_end)
            mentions.append(replace(mention, char_start=start, char_end=end, text=self.published[start:end]))
        rows = [Numeral(start, end, self.published[start:end], "list_marker", "footnote") for start, end in self.notes]
        numerals = sorted((*reading.numerals, *rows), key=lambda row: row.char_start) if rows else reading.numerals
        return Reading(reading.figures, tuple(numerals), tuple(lists), tuple(mentions))

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return self.origin[start], self.origin[end - 1] + 1


def closed_up(text: str, passages: Sequence[Passage], tables: Sequence[Table]) -> ClosedUp | None:
    """`text` with its digits closed up and without marks of footnotes, or None where it has neither."""
    gaps = [gap.span() for gap in _GAP.finditer(text) if gap["gap"] is not None] if _sets_apart(text) else []
    notes = [note.span() for note in _NOTE.finditer(text)] if not _BRACKETS.isdisjoint(text) else []
    if not gaps and not notes:
        return None
    origin: list[int] = []
    at = 0
    for start, end in sorted((*gaps, *notes)):
        origin.extend(range(at, start))
        at = end
    origin.extend(range(at, len(text)))
    closed = "".join([text[offset] for offset in origin])

    def moved(start: int, end: int) -> tuple[int, int]:
        return bisect_left(origin, start), bisect_left(origin, end)

    parts = []
    for passage in passages:
        start, end = moved(passage.char_start, passage.char_end)
        parts.append(replace(passage, char_start=start, char_end=end, text=closed[start:end]))
    grids = []
    for table in tables:
        start, end = moved(table.char_start, table.char_end)
        grids.append(replace(table, char_start=start, char_end=end))
    return ClosedUp(closed, tuple(parts), tuple(grids), tuple(origin), text, tuple(notes))


def _sets_apart(text: str) -> bool:
    """Whether the text sets its digits apart by spaces, as a habit."""
    if " " not in text and "\u00a0" not in text and "\u2009" not in text:
        return False
    return _BEFORE_SPACE.search(text) is not None and sum(1 for _ in _SET_APART.finditer(text)) >= _SEVERAL
