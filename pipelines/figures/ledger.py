"""The ledger of a text: every token that writes a number, each in exactly one row.

Belongs here: going through the tokens, and rows that meet. Does not belong here: what a token is (`kinds.py`).
"""

from collections.abc import Sequence

from pipelines.figures.dates import Time
from pipelines.figures.kinds import Expression, Page
from pipelines.figures.model import Numeral
from pipelines.figures.numerals import token_pattern

_SCAN = token_pattern("双首")


def expressions(
    text: str, times: Sequence[Time], tables: Sequence[tuple[int, int]] = ()
) -> tuple[list[Numeral], list[Expression]]:
    """The ledger of `text` in order, each token in exactly one row, and the figures."""
    tokens = [match.span() for match in _SCAN.finditer(text)]
    page = Page(text, tokens, times, tables)
    rows: list[Numeral] = []
    figures: list[Expression] = []
    position = 0
    for start, end in tokens:
        if start < position:
            if end > position:  # the row before cut this token: it takes it in, and is no figure
                if figures and figures[-1].row == len(rows) - 1:
                    figures.pop()
                begin, position = rows[-1].char_start, end
                rows[-1] = Numeral(begin, end, text[begin:end], "unknown", "cut_token")
            continue
        found = page.read(start, end)
        if found is None:
            continue
        figure = None
        if isinstance(found, Expression):
            figure, begin, stop, disposition, rule = found, found.start, found.end, "figure", found.rule
        else:
            begin, stop, disposition, rule = found
        if begin < position:
            begin = start
        if stop < end:
            figure, stop, disposition, rule = None, end, "unknown", "cut_token"
        if figure is not None:
            if begin != figure.start:
                figure.start = figure.quantity.start = begin
            figure.row = len(rows)
            figures.append(figure)
        rows.append(Numeral(begin, stop, text[begin:stop], disposition, rule))
        position = stop
    return rows, figures
