"""From the values of `pages/` and `figures/` to rows with ids, and from rows back to those values.

Belongs here: pure functions, one per table. Does not belong here: checking rows (`validate`, `laws`), files.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal
from hashlib import sha256
from typing import Any

from pipelines.figures.model import Enumeration, Figure, Mention, Numeral, Reading
from pipelines.figures.tables import TableFigure
from pipelines.pages.archive import ArchivedPage
from pipelines.pages.model import Article, Cell, Passage, Table
from pipelines.tables.evidence import evidence_url
from pipelines.tables.ids import article_id, digest, occurrences, version_id
from pipelines.tables.shingles import sketch

Row = dict[str, Any]
Rows = dict[str, list[Row]]

TEN_PLACES = Decimal("1E-10")
WIDE = Context(prec=80, rounding=ROUND_HALF_EVEN)
AMOUNTS = ("value", "value_low", "value_high", "value_base")
FIGURE_FIELDS = tuple(
    field.name
    for field in fields(Figure)
    if field.name not in ("passage_index", "series_index", "pair_index", "steps", *AMOUNTS)
)


def amount(value: Decimal | None) -> Decimal | None:
    """The value with ten places, as DECIMAL(38,10) holds it."""
    return None if value is None else value.quantize(TEN_PLACES, context=WIDE)


def moment(value: datetime | None) -> datetime | None:
    """A moment as UTC without a zone; a moment without a zone is taken for UTC."""
    return value.astimezone(UTC).replace(tzinfo=None) if value and value.tzinfo else value


def page_row(page: ArchivedPage) -> Row:
    """The row of `raw.pages`."""
    return {
        "version_id": version_id(page),
        "raw_path": page.raw_path,
        "page_sha256": page.sha256,
        "size": page.size,
        "source_url": page.source_url,
        "fetched_at": moment(page.fetched_at),
        "publisher": page.publisher,
        "licence": page.licence,
        "published_on": page.published_on,
    }


def parsed_rows(page: ArchivedPage, article: Article) -> Rows:
    """The rows of the parsed layer that one page gives."""
    manifest = page_row(page)
    source_url = article.source_url or manifest["source_url"]
    head = {
        "version_id": manifest["version_id"],
        "article_id": article_id(source_url, page),
    }
    passages = passage_rows(head, article.passages)
    tables, cells = table_rows(head, article)
    said = {
        "title": article.title,
        "authors": article.authors,
        "publisher": article.publisher or manifest["publisher"],
        "source_name": article.source_name,
        "published_on": article.published_on or manifest["published_on"],
        "column_path": article.column_path,
        "source_url": source_url,
        "raw_path": page.raw_path,
        "page_sha256": page.sha256,
        "encoding": article.encoding,
        "template": article.template,
        "body_text": article.body_text,
    }
    row = head | said | {
        "characters": len(article.body_text),
        "first_seen_at": manifest["fetched_at"],
        "findings": [*page.findings, *article.findings],
        "shingles": sketch(article.body_text),
        "text_sha256": sha256(repr((head, said, passages, tables, cells)).encode()).hexdigest(),
    }  # fmt: skip
    return {"articles": [row], "passages": passages, "tables": tables, "table_cells": cells}


def passage_rows(head: Row, passages: Sequence[Passage]) -> list[Row]:
    """The rows of `parsed.passages`; `head` holds version_id and article_id."""
    numbers = occurrences(passage.text for passage in passages)
    return [
        head
        | {"passage_id": digest(head["article_id"], passage.text, number), "passage_no": position}
        | asdict(passage)
        for position, (passage, number) in enumerate(zip(passages, numbers, strict=True))
    ]


def table_rows(head: Row, article: Article) -> tuple[list[Row], list[Row]]:
    """The rows of `parsed.tables` and `parsed.table_cells`."""
    tables, cells = [], []
    texts = [article.body_text[table.char_start : table.char_end] for table in article.tables]
    for table, text, number in zip(article.tables, texts, occurrences(texts), strict=True):
        own = head | {"table_id": digest(head["article_id"], "table", text, number)}
        plain = {field.name: getattr(table, field.name) for field in fields(Table) if field.name != "cells"}
        row_count = max((cell.row + cell.row_span for cell in table.cells), default=0)
        column_count = max((cell.column + cell.column_span for cell in table.cells), default=0)
        tables.append(own | plain | {"row_count": row_count, "column_count": column_count})
        for cell in table.cells:
            values = asdict(cell)
            place = {"row_no": values.pop("row"), "column_no": values.pop("column")}
            cells.append({"version_id": own["version_id"], "table_id": own["table_id"]} | place | values)
    return tables, cells


def passages_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Passage, ...]:
    """The passages that rows of `parsed.passages` came from, in their order."""
    names = [field.name for field in fields(Passage)]
    ordered = sorted(rows, key=lambda row: row["passage_no"])
    return tuple(Passage(**{name: row[name] for name in names}) for row in ordered)


def tables_of(tables: Iterable[Mapping[str, Any]], cells: Iterable[Mapping[str, Any]]) -> tuple[Table, ...]:
    """The tables that rows of `parsed.tables` and `parsed.table_cells` came from, in their order."""
    cell_names = [field.name for field in fields(Cell) if field.name not in ("row", "column")]
    cells_of: dict[str, list[Cell]] = {}
    for row in sorted(cells, key=lambda cell: (cell["row_no"], cell["column_no"])):
        cell = Cell(row=row["row_no"], column=row["column_no"], **{name: row[name] for name in cell_names})
        cells_of.setdefault(row["table_id"], []).append(cell)
    names = [field.name for field in fields(Table) if field.name != "cells"]
    return tuple(
        Table(**{name: row[name] for name in names}, cells=tuple(cells_of.get(row["table_id"], ())))
        for row in sorted(tables, key=lambda table: table["table_no"])
    )


def extracted_rows(article: Mapping[str, Any], passages: Sequence[Mapping[str, Any]], reading: Reading) -> Rows:
    """The rows of the extracted layer that one article's reading gives; `passages` in the article's order."""
    head = {"version_id": article["version_id"], "article_id": article["article_id"]}
    figures = figure_rows(head, article["source_url"], passages, reading.figures)
    ids = [row["figure_id"] for row in figures]
    return {
        "figures": figures,
        "numerals": numeral_rows(head, article["body_text"], reading.numerals, ids),
        "enumerations": enumeration_rows(head, passages, reading.enumerations, ids),
        "mentions": mention_rows(head, passages, reading.mentions),
    }


def figure_rows(
    head: Row, source_url: str | None, passages: Sequence[Mapping[str, Any]], figures: Sequence[Figure]
) -> list[Row]:
    """The rows of `extracted.figures`."""
    rows = []
    for figure in figures:
        passage = passages[figure.passage_index]
        start = figure.char_start - passage["char_start"]
        end = figure.char_end - passage["char_start"]
        rows.append(
            head
            | {name: getattr(figure, name) for name in FIGURE_FIELDS}
            | {name: amount(getattr(figure, name)) for name in AMOUNTS}
            | {
                "figure_id": digest(passage["passage_id"], "figure", start),
                "passage_id": passage["passage_id"],
                "steps": list(figure.steps),
                "evidence_url": evidence_url(source_url, passage["text"], start, end),
            }
        )
    first_of_series = first_ids(rows, [figure.series_index for figure in figures])
    first_of_pair = first_ids(rows, [figure.pair_index for figure in figures])
    for row, figure in zip(rows, figures, strict=True):
        row["series_id"] = group_id("series", first_of_series, figure.series_index)
        row["pair_id"] = group_id("pair", first_of_pair, figure.pair_index)
    return rows


def table_figure_rows(
    article: Mapping[str, Any], tables: Iterable[Mapping[str, Any]], figures: Sequence[TableFigure]
) -> list[Row]:
    """The rows of `extracted.table_figures`; a figure is known by its cell's place in its table."""
    table_ids = {table["table_no"]: table["table_id"] for table in tables}
    rows = []
    for figure in figures:
        table_id = table_ids[figure.table_no]
        values = asdict(figure)
        del values["table_no"]
        rows.append(
            values
            | {name: amount(values[name]) for name in AMOUNTS}
            | {
                "version_id": article["version_id"],
                "article_id": article["article_id"],
                "table_figure_id": digest(table_id, "cell", figure.row_no, figure.column_no),
                "table_id": table_id,
                "row_path": list(figure.row_path),
                "column_path": list(figure.column_path),
                "indicator_id": values.get("indicator_id"),
                "evidence_url": evidence_url(article["source_url"], figure.figure_text, 0, len(figure.figure_text)),
            }
        )
    return rows


def first_ids(rows: Sequence[Row], groups: Sequence[int | None]) -> dict[int, str]:
    """For each group, the id of the figure in it that stands first in the text."""
    first: dict[int, Row] = {}
    for row, group in zip(rows, groups, strict=True):
        if group is not None and (group not in first or row["char_start"] < first[group]["char_start"]):
            first[group] = row
    return {group: row["figure_id"] for group, row in first.items()}


def group_id(kind: str, first: Mapping[int, str], group: int | None) -> str | None:
    """The id of a series or a pair: as stable as the figure it begins with."""
    return None if group is None else digest(kind, first[group])


def numeral_rows(head: Row, body_text: str, numerals: Sequence[Numeral], figure_ids: Sequence[str]) -> list[Row]:
    """The rows of `extracted.numerals`. A numeral is known by its line, since tables and headings hold some too."""
    lines = body_text.split("\n")
    numbers = occurrences(lines)
    rows = []
    line, line_start = 0, 0
    for numeral in sorted(numerals, key=lambda one: (one.char_start, one.char_end)):
        while line + 1 < len(lines) and numeral.char_start > line_start + len(lines[line]):
            line_start += len(lines[line]) + 1
            line += 1
        offset = numeral.char_start - line_start
        rows.append(
            head
            | {
                "numeral_id": digest(head["article_id"], "numeral", lines[line], numbers[line], offset),
                "char_start": numeral.char_start,
                "char_end": numeral.char_end,
                "text": numeral.text,
                "disposition": numeral.disposition,
                "figure_id": None if numeral.figure_index is None else figure_ids[numeral.figure_index],
                "rule": numeral.rule,
            }
        )
    return rows


def enumeration_rows(
    head: Row, passages: Sequence[Mapping[str, Any]], lists: Sequence[Enumeration], figure_ids: Sequence[str]
) -> list[Row]:
    """The rows of `extracted.enumerations`."""
    rows = []
    for one in lists:
        passage = passages[one.passage_index]
        offset = one.char_start - passage["char_start"]
        rows.append(
            head
            | {
                "enumeration_id": digest(passage["passage_id"], "enumeration", offset, one.char_end - one.char_start),
                "passage_id": passage["passage_id"],
                "char_start": one.char_start,
                "char_end": one.char_end,
                "head": one.head,
                "stated_count": one.stated_count,
                "members": list(one.members),
                "is_open": one.is_open,
                "figure_id": None if one.figure_index is None else figure_ids[one.figure_index],
            }
        )
    return rows


def mention_rows(head: Row, passages: Sequence[Mapping[str, Any]], mentions: Sequence[Mention]) -> list[Row]:
    """The rows of `extracted.mentions`."""
    rows = []
    for mention in mentions:
        passage = passages[mention.passage_index]
        offset = mention.char_start - passage["char_start"]
        rows.append(
            head
            | {
                "mention_id": digest(passage["passage_id"], "mention", offset, mention.text, mention.initiative_id),
                "passage_id": passage["passage_id"],
                "char_start": mention.char_start,
                "char_end": mention.char_end,
                "text": mention.text,
                "initiative_id": mention.initiative_id,
            }
        )
    return rows
