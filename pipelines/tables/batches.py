"""One batch of work: pages to the frames of the parsed layer, articles to the frames of the extracted layer.

Belongs here: joining the pure parts (parse or read, rows, laws, validation) so that nothing is lost: what fails goes
to quarantine with its reason and the rest goes on. The functions can be pickled and run in any process. Does not
belong here: which pages are due and where frames are kept (`parts`), orchestration.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.figures.model import Reading
from pipelines.figures.tables import table_figures
from pipelines.pages.archive import ArchivedPage, PageError, page_bytes
from pipelines.pages.model import Article
from pipelines.tables.laws import Broken, broken_conservation, broken_quotes
from pipelines.tables.rows import (
    Row,
    Rows,
    extracted_rows,
    page_row,
    parsed_rows,
    passages_of,
    table_figure_rows,
    tables_of,
)
from pipelines.tables.schemas import LAYERS
from pipelines.tables.validate import Refused, frame, quarantine_row, split

Frames = dict[str, pl.DataFrame]
Parse = Callable[[bytes, ArchivedPage], Article]
Read = Callable[..., Reading]

# The words that the quote law compares, by table.
QUOTED = {
    "passages": "text",
    "figures": "figure_text",
    "numerals": "text",
    "mentions": "text",
    "table_figures": "figure_text",
}


def parse_pages(raw_dir: Path, pages: Sequence[ArchivedPage], parse: Parse) -> Frames:
    """The parsed layer of these pages. A page that cannot be read is one row of quarantine, rule `page`."""
    kept: Rows = {name: [] for name in LAYERS["parsed"]}
    refused: list[Refused] = []
    for page in pages:
        try:
            rows = parsed_rows(page, parse(page_bytes(raw_dir, page), page))
        except Exception as error:
            # `page` is a page that holds no article; anything else is a fault of ours, which the gate counts
            rule = "page" if isinstance(error, PageError) else "fault"
            kept["quarantine"].append(unread(page_row(page), "raw.pages", rule, error))
            continue
        body_text = rows["articles"][0]["body_text"]
        refused += refusals(
            "parsed.passages", broken_quotes(body_text, rows["passages"], QUOTED["passages"]), rows["articles"][0]
        )
        for name, some in rows.items():
            kept[name] += some
    refused += invalid("parsed", kept)
    kept["quarantine"] += quarantined(kept["articles"], kept["passages"], refused, whole_article=True)
    bad = {one.row["version_id"] for one in refused}
    good = {name: [row for row in some if row["version_id"] not in bad] for name, some in kept.items()}
    return frames("parsed", good | {"quarantine": kept["quarantine"]})


def read_articles(parsed: Mapping[str, pl.DataFrame], read: Read) -> Frames:
    """The extracted layer of the articles in the frames of a parsed batch, one row of `readings` for each of them.

    An article that breaks a law is in quarantine whole. A single row that breaks a rule of its declaration is there
    alone, and its numeral stays in the ledger as unknown.
    """
    kept: Rows = {name: [] for name in LAYERS["extracted"]}
    of_version = {name: grouped(parsed[name]) for name in ("passages", "tables", "table_cells")}
    articles = list(parsed["articles"].iter_rows(named=True))
    failed = set()
    for article in articles:
        passages, tables, cells = (of_version[name].get(article["version_id"], []) for name in of_version)
        try:
            reading = read(
                article["body_text"],
                passages_of(passages),
                article["published_on"],
                title=article["title"],
                tables=tables_of(tables, cells),
                publisher=article["publisher"],
            )
            rows = extracted_rows(article, sorted(passages, key=lambda row: row["passage_no"]), reading)
            found = table_figures(tables_of(tables, cells), article["published_on"], article["title"])
            rows["table_figures"] = table_figure_rows(article, tables, found)
        except Exception as error:
            kept["quarantine"].append(unread(article, "parsed.articles", "reading", error))
            failed.add(article["version_id"])
            continue
        broken = broken_laws(article, rows)
        if broken:
            kept["quarantine"] += quarantined([article], passages, broken, whole_article=True)
            failed.add(article["version_id"])
            continue
        for name, some in rows.items():
            kept[name] += some
    refused = invalid("extracted", kept)
    passages = [row for rows in of_version["passages"].values() for row in rows] if refused else []
    kept["quarantine"] += quarantined(articles, passages, refused, whole_article=False)
    kept = without(kept, refused)
    kept["readings"] = reading_rows(articles, kept, failed)
    return frames("extracted", kept)


def frames(layer: str, rows: Rows) -> Frames:
    """The frames of every table of the layer, empty ones too, with the declared columns."""
    return {name: frame(f"{layer}.{name}", rows[name]) for name in LAYERS[layer]}


def grouped(rows: pl.DataFrame) -> dict[str, list[Row]]:
    """The rows of each article's version."""
    groups: dict[str, list[Row]] = {}
    for row in rows.iter_rows(named=True):
        groups.setdefault(row["version_id"], []).append(row)
    return groups


def broken_laws(article: Row, rows: Rows) -> list[Refused]:
    """Every breach of the two laws in one article's extracted rows."""
    body_text = article["body_text"]
    refused = []
    for name, words in QUOTED.items():
        if name in rows:
            refused += refusals(f"extracted.{name}", broken_quotes(body_text, rows[name], words), article)
    broken = broken_conservation(body_text, rows["figures"], rows["numerals"])
    return refused + refusals("extracted.numerals", broken, article)


def refusals(table: str, broken: Iterable[Broken], article: Row) -> list[Refused]:
    """Broken laws as refusals; where a row is missing, its place stands for it."""
    return [
        Refused(
            table, one.row or {"version_id": article["version_id"], "char_start": one.char_start}, one.rule, one.message
        )
        for one in broken
    ]


def invalid(layer: str, rows: Rows) -> list[Refused]:
    """Every breach of the declarations in the rows of a batch."""
    refused: list[Refused] = []
    for name, some in rows.items():
        if some:
            refused += split(f"{layer}.{name}", frame(f"{layer}.{name}", some))[1]
    return refused


def without(rows: Rows, refused: Sequence[Refused]) -> Rows:
    """The rows that were not refused. The numeral of a refused figure stays in the ledger, unread."""
    if not refused:
        return rows
    gone = {(one.table, one.row["version_id"], one.key) for one in refused}
    kept = {
        name: [
            row
            for row in some
            if (f"extracted.{name}", row["version_id"], Refused(f"extracted.{name}", row, "", "").key) not in gone
        ]
        for name, some in rows.items()
    }
    figures = {(row["version_id"], row["figure_id"]) for row in kept["figures"]}
    for name in ("numerals", "enumerations"):
        for row in kept[name]:
            if row["figure_id"] is not None and (row["version_id"], row["figure_id"]) not in figures:
                row["figure_id"] = None
                if name == "numerals":
                    row |= {"disposition": "unknown", "rule": f"quarantined: {row['rule']}"}
    return kept


def quarantined(
    articles: Sequence[Row], passages: Sequence[Row], refused: Sequence[Refused], *, whole_article: bool
) -> list[Row]:
    """The refusals as rows of quarantine, each with the sentence it stands in."""
    if not refused:
        return []
    heads = {article["version_id"]: article for article in articles}
    return [
        quarantine_row(heads[one.row["version_id"]], one, sentence_at(passages, one.row), whole_article=whole_article)
        for one in refused
    ]


def sentence_at(passages: Sequence[Row], row: Mapping[str, Any]) -> str | None:
    """The sentence around a row's place in the text."""
    position = row.get("char_start")
    around = (
        passage["text"]
        for passage in passages
        if position is not None
        and passage["version_id"] == row["version_id"]
        and passage["char_start"] <= position < passage["char_end"]
    )
    return next(around, None)


def unread(head: Mapping[str, Any], table: str, rule: str, error: Exception) -> Row:
    """The row of quarantine for a page or an article that could not be read at all.

    An error that nobody foresaw is told with its kind, so that it can be found.
    """
    message = str(error) if isinstance(error, PageError) else f"{type(error).__name__}: {error}"
    shown = {name: head[name] for name in ("version_id", "raw_path", "page_sha256", "source_url")}
    return quarantine_row({"article_id": None, **head}, Refused(table, shown, rule, message), None, whole_article=True)


def reading_rows(articles: Sequence[Row], rows: Rows, failed: Container[str]) -> list[Row]:
    """The rows of `extracted.readings`, one for each article whatever became of it."""
    figures = Counter(row["version_id"] for row in rows["figures"])
    numerals = Counter(row["version_id"] for row in rows["numerals"])
    unknown = Counter(row["version_id"] for row in rows["numerals"] if row["disposition"] == "unknown")
    return [
        {
            "version_id": article["version_id"],
            "article_id": article["article_id"],
            "is_good": article["version_id"] not in failed,
            "figures": figures[article["version_id"]],
            "numerals": numerals[article["version_id"]],
            "unread": unknown[article["version_id"]],
        }
        for article in articles
    ]
