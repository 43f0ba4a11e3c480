"""What is read in the source article against answers checked by hand, line by line; no warehouse, so it is quick."""

from collections import Counter

import pytest
from source_article import FIGURE_COLUMNS, LEDGER_COLUMNS, article_and_reading, expected, figure_rows, ledger_rows

FIGURES = expected("source_article_figures.tsv")
LEDGER = expected("source_article_ledger.tsv")
# How the ledger of the article must add up; written by hand, so that neither file can lose rows unseen.
DISPOSITIONS = {"figure": 81, "name": 74, "word": 36, "ordinal": 22, "date": 8, "code": 7, "level_class": 3}


def differences(read: dict[str, str], right: dict[str, str], columns: tuple[str, ...]) -> list[str]:
    """Columns that are wrong, and columns that are listed as wrong and are right now."""
    known = set(filter(None, right["known"].split(",")))
    assert known <= set(columns), f"no such column: {known - set(columns)}"
    assert bool(known) == bool(right["because"]), "a known difference says why, and nothing else does"
    wrong = [f"{name}: {read[name]!r}, not {right[name]!r}" for name in columns if read[name] != right[name]]
    healed = [f"{name} is right now: take it out of `known`" for name in sorted(known) if read[name] == right[name]]
    return [line for line in wrong if line.partition(":")[0] not in known] + healed


def test_every_figure_is_listed_and_none_else():
    assert [row["figure_text"] for row in figure_rows()] == [row["figure_text"] for row in FIGURES]


@pytest.mark.parametrize("number", range(len(FIGURES)), ids=lambda n: f"{n + 1}-{FIGURES[n]['figure_text']}")
def test_figure(number):
    assert not differences(figure_rows()[number], FIGURES[number], FIGURE_COLUMNS)


def test_every_other_numeral_is_listed_and_none_else():
    assert [row["text"] for row in ledger_rows()] == [row["text"] for row in LEDGER]


def test_what_every_other_numeral_is():
    wrong = [
        (number, read["text"], *found)
        for number, (read, right) in enumerate(zip(ledger_rows(), LEDGER, strict=True), 1)
        if (found := differences(read, right, LEDGER_COLUMNS))
    ]
    assert not wrong


def test_the_files_add_up():
    counted = Counter(row["disposition"] for row in LEDGER) + Counter({"figure": len(FIGURES)})
    assert counted == DISPOSITIONS
    _, reading = article_and_reading()
    assert len(reading.numerals) == sum(DISPOSITIONS.values())


def test_each_row_stands_where_it_says():
    article, reading = article_and_reading()
    for row in (*reading.figures, *reading.numerals):
        words = row.text if hasattr(row, "text") else row.figure_text
        assert article.body_text[row.char_start : row.char_end] == words


def test_few_differences_are_known():
    """A file full of excuses proves nothing: fields known to be wrong stay under 2 % of all."""
    known = sum(len(row["known"].split(",")) for row in FIGURES if row["known"])
    assert known <= 0.02 * len(FIGURES) * len(FIGURE_COLUMNS)
