"""The source article, read through pages and figures without a warehouse, as rows of text like the files beside it."""

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from pipelines.figures.model import Figure, Reading
from pipelines.figures.read import read
from pipelines.pages.archive import page_bytes, pages_in
from pipelines.pages.article import parse
from pipelines.pages.model import Article

HERE = Path(__file__).parent
RAW = HERE.parents[1] / "raw"
PAGE = "ndrc/2025-12-29-chengyu-economic-circle.html"

# A figure's columns besides those that only place it; series and pair are told by who belongs together.
PLAIN = (
    "figure_text", "value", "value_low", "value_high", "relation", "qualifier_text", "unit", "unit_code", "value_base",
    "dimension", "measure", "is_target", "compared_with", "price_basis", "subject", "indicator_id", "region_name",
    "region_code", "region_basis", "period_start", "period_end", "period_kind", "period_text", "period_basis",
)  # fmt: skip
FIGURE_COLUMNS = ("section", *PLAIN, "series", "pair")
LEDGER_COLUMNS = ("text", "disposition")


@cache
def article_and_reading() -> tuple[Article, Reading]:
    """The page of the archive, parsed and read as a build does it."""
    (page,) = [page for page in pages_in(RAW) if page.raw_path == PAGE]
    article = parse(page_bytes(RAW, page), page)
    published_on = article.published_on or page.published_on
    reading = read(
        article.body_text,
        article.passages,
        published_on,
        title=article.title,
        tables=article.tables,
        publisher=article.publisher or page.publisher,
    )
    return article, reading


def figure_rows() -> list[dict[str, str]]:
    """Every figure in the order of the text, all public fields as text."""
    article, reading = article_and_reading()
    firsts = {"series": _numbered(reading.figures, "series_index"), "pair": _numbered(reading.figures, "pair_index")}
    rows = []
    for figure in reading.figures:
        row = {"section": str(article.passages[figure.passage_index].section_no)}
        row |= {name: plain(getattr(figure, name)) for name in PLAIN}
        row["series"] = f"{firsts['series'][figure.series_index]}.{figure.series_no}" if figure.series_no else ""
        row["pair"] = f"{firsts['pair'][figure.pair_index]}.{figure.pair_role}" if figure.pair_role else ""
        rows.append(row)
    return rows


def _numbered(figures: Sequence[Figure], index: str) -> dict[int | None, int]:
    """The lists or pairs of the article, counted from 1."""
    seen = dict.fromkeys(getattr(figure, index) for figure in figures if getattr(figure, index) is not None)
    return {key: number for number, key in enumerate(seen, 1)}


def ledger_rows() -> list[dict[str, str]]:
    """Every row of the ledger that is not a figure, in the order of the text."""
    _, reading = article_and_reading()
    return [
        {"text": numeral.text, "disposition": numeral.disposition}
        for numeral in reading.numerals
        if numeral.disposition != "figure"
    ]


def plain(value: object) -> str:
    """The value as the files write it: nothing for null, decimals with all their digits and no idle zeros."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else str(value)


def expected(name: str) -> list[dict[str, str]]:
    """The rows of a file of this folder. Lines that begin with # say what it is."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
