"""The two laws, checked on the rows of one article, without any of the code that made them.

Belongs here: the quote law (offsets reproduce the words) and the conservation law (every numeral of the text
lies in exactly one row of the ledger, every figure has exactly one row). The scanner is dumb on purpose: it knows
the contract's definition of a numeral token and nothing of the engine. Does not belong here: judging values.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Row = Mapping[str, Any]

DIGIT = "[0-9０-９]"
# A comma parts thousands only where at most three digits lead and exactly three follow each comma.
NUMERAL_TOKEN = re.compile(
    rf"{DIGIT}+(?:(?<!{DIGIT}{{4}})(?:[,，]{DIGIT}{{3}}(?!{DIGIT}))+)?(?:[./．／]{DIGIT}+)*"
    r"|[〇零一二三四五六七八九十百千万亿兆两壹贰叁肆伍陆柒捌玖拾佰仟廿卅半]+"
    r"|[\u2160-\u2188]+|[\u2460-\u24ff\u3220-\u3229]"
)
WORDS_AROUND = 12


@dataclass(frozen=True, slots=True)
class Broken:
    """A law that a row, or the lack of one, breaks. `row` is None where a row is missing."""

    rule: str
    message: str
    row: Row | None
    char_start: int


def broken_quotes(body_text: str, rows: Sequence[Row], words: str) -> list[Broken]:
    """Rows whose offsets do not reproduce the words in the column `words`."""
    return [
        Broken(
            "quote_law",
            f"at {row['char_start']}–{row['char_end']} the text reads "
            f"{body_text[row['char_start'] : row['char_end']]!r}, the row says {row[words]!r}",
            row,
            row["char_start"],
        )
        for row in rows
        if body_text[row["char_start"] : row["char_end"]] != row[words]
    ]


def broken_conservation(body_text: str, figures: Sequence[Row], numerals: Sequence[Row]) -> list[Broken]:
    """Numerals of the text outside the ledger, rows of the ledger that overlap, figures without exactly one row."""
    ledger = sorted(numerals, key=lambda row: (row["char_start"], row["char_end"]))
    return [
        *overlapping_rows(ledger),
        *lost_tokens(body_text, ledger),
        *figures_out_of_step(figures, ledger),
    ]


def overlapping_rows(ledger: Sequence[Row]) -> list[Broken]:
    """Rows of the ledger (in text order) that begin before the row before them ends."""
    return [
        Broken(
            "conservation_law",
            f"two rows of the ledger overlap: {before['text']!r} and {row['text']!r}",
            row,
            row["char_start"],
        )
        for before, row in pairwise(ledger)
        if row["char_start"] < before["char_end"]
    ]


def lost_tokens(body_text: str, ledger: Sequence[Row]) -> list[Broken]:
    """Numeral tokens of the text that do not lie inside one row of the ledger (in text order)."""
    lost = []
    position = 0
    for token in NUMERAL_TOKEN.finditer(body_text):
        while position < len(ledger) and ledger[position]["char_end"] <= token.start():
            position += 1
        row = ledger[position] if position < len(ledger) else None
        if row is None or not row["char_start"] <= token.start() < token.end() <= row["char_end"]:
            around = body_text[max(0, token.start() - WORDS_AROUND) : token.end() + WORDS_AROUND]
            message = f"the numeral {token[0]!r} in {around!r} lies in no row of the ledger"
            lost.append(Broken("conservation_law", message, None, token.start()))
    return lost


def figures_out_of_step(figures: Sequence[Row], ledger: Sequence[Row]) -> list[Broken]:
    """Figures that do not have exactly one row of the ledger, at their place, and rows that name no figure."""
    rows_of = Counter(row["figure_id"] for row in ledger if row["figure_id"] is not None)
    place_of = {row["figure_id"]: (row["char_start"], row["char_end"]) for row in ledger}
    broken = []
    for figure in figures:
        count = rows_of.pop(figure["figure_id"], 0)
        start, end = place_of.get(figure["figure_id"], (-1, -1))
        if count != 1:
            problem = f"has {count} rows of the ledger, not one"
        elif end <= figure["char_start"] or figure["char_end"] <= start:
            problem = "stands elsewhere in the ledger"
        else:
            continue
        message = f"the figure {figure['figure_text']!r} {problem}"
        broken.append(Broken("conservation_law", message, figure, figure["char_start"]))
    for row in ledger:
        if row["figure_id"] in rows_of:
            message = f"the ledger's row {row['text']!r} names a figure that is not there"
            broken.append(Broken("conservation_law", message, row, row["char_start"]))
    return broken
