"""How a declared table looks in Dagster: its key, its description, and what is shown of its rows.

Belongs here: plain values in, Dagster's types out, the same few metadata keys on every asset.
Does not belong here: making the rows (`assets`, `dbt`), checking them (`checks`).
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Any

import dagster as dg

from pipelines.tables.contract import columns_of, describe, description_of
from pipelines.tables.schemas import LAYERS, TABLES

OWNERS = ["team:data-platform"]
PREVIEW_ROWS = 5
PREVIEW_CHARACTERS = 60
LAYER_KINDS: dict[str, set[str]] = {
    "raw": {"python", "csv"},
    "vocabulary": {"python", "csv", "yaml"},
    "parsed": {"python", "parquet"},
    "extracted": {"python", "parquet"},
    "published": {"duckdb"},
}
# What the reading looks into beside the tables that a column refers to.
READ_WITH: dict[str, set[str]] = {
    "extracted.figures": {"vocabulary.units"},
    "extracted.table_figures": {"vocabulary.units"},
    "extracted.quarantine": {"parsed.articles"},
}
# Where the columns of a layer come from when they come from no column of the same name.
ORIGINS: dict[str, str] = {
    "parsed.articles": "raw.pages.raw_path",
    "parsed": "parsed.articles.body_text",
    "extracted": "parsed.articles.body_text",
}


def asset_key(table: str) -> dg.AssetKey:
    """The key of a table written `layer.name`: the same two words."""
    return dg.AssetKey(table.split("."))


def table_specs(layer: str, code_version: str, roots: Sequence[dg.AssetKey]) -> list[dg.AssetSpec]:
    """The assets of a declared layer; `roots` are what a table that refers to no other is made from."""
    return [
        dg.AssetSpec(
            key=dg.AssetKey([layer, name]),
            deps=[asset_key(upstream) for upstream in upstream_tables(f"{layer}.{name}")] or roots,
            description=description_of(model),
            group_name=layer,
            kinds=LAYER_KINDS[layer],
            owners=OWNERS,
            code_version=code_version,
            metadata={
                "dagster/column_schema": column_schema(describe(f"{layer}.{name}")),
                "dagster/table_name": f"{layer}.{name}",
            },
        )
        for name, model in LAYERS[layer].items()
    ]


def upstream_tables(table: str) -> list[str]:
    """The tables that `table` is made from: those its columns refer to, and the vocabulary that it is read with."""
    referred = {reference.rpartition(".")[0] for reference in references(table).values()}
    found = (referred | READ_WITH.get(table, set())) - {table}
    # What refers to a page is made from it only where nothing lies between.
    nearer = {other for other in found if not other.startswith("raw.")}
    return sorted(nearer or found)


def in_order(layer: str) -> list[str]:
    """The layer's tables, each after those it is made from, which is how Dagster wants to hear of them."""
    tables = [f"{layer}.{name}" for name in LAYERS[layer]]
    return [t for t in TopologicalSorter({t: upstream_tables(t) for t in tables}).static_order() if t in tables]


def references(table: str) -> dict[str, str]:
    """For each column that refers to another table's, that column as `layer.table.column`."""
    return {column.name: column.references for column in columns_of(TABLES[table]) if column.references}


def declared_lineage(table: str) -> dg.TableColumnLineage:
    """Where each column of a Python table comes from.

    A reference, or a column of the same name in a table it is made from; otherwise the page (parsed) or the
    article's text (all that is cut from it).
    """
    upstream = upstream_tables(table)
    names = {other: {column.name for column in columns_of(TABLES[other])} for other in upstream}
    referred = references(table)
    origin = ORIGINS.get(table, ORIGINS.get(table.split(".")[0]))
    found = {}
    for column in columns_of(TABLES[table]):
        same = [f"{other}.{column.name}" for other in upstream if column.name in names[other]]
        source = referred.get(column.name) or next(iter(same), origin)
        found[column.name] = [source] if source else []
    return lineage(found)


def column_schema(columns: Iterable[tuple[str, str, str]]) -> dg.TableSchema:
    """Dagster's picture of columns given as (name, type, description)."""
    return dg.TableSchema([dg.TableColumn(name, kind, description=text) for name, kind, text in columns])


def lineage(sources: Mapping[str, Sequence[str]]) -> dg.TableColumnLineage:
    """Column lineage from `{column: [layer.table.column, …]}`."""
    return dg.TableColumnLineage({column: [_dep(source) for source in found] for column, found in sources.items()})


def _dep(source: str) -> dg.TableColumnDep:
    table, _, column = source.rpartition(".")
    return dg.TableColumnDep(asset_key(table), column)


def row_metadata(connection: Any, relation: str) -> dict[str, Any]:
    """What every materialised table shows: how many rows, and the first few. `connection` is DuckDB's."""
    count = connection.execute(f"select count(*) from {relation}").fetchone()[0]
    sample = connection.execute(f"select * from {relation} limit {PREVIEW_ROWS}")
    columns = [column[0] for column in sample.description]
    return {"dagster/row_count": count, "preview": dg.MetadataValue.md(preview(columns, sample.fetchall()))}


def preview(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """The rows as a Markdown table; what pages say is escaped and cut, so that it can neither break nor flood it."""
    if not rows:
        return "*no rows*"
    lines = [" | ".join(columns), " | ".join("---" for _ in columns)]
    lines += [" | ".join(_cell(value) for value in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = " ".join(str(value).split())
    cut = text if len(text) <= PREVIEW_CHARACTERS else text[: PREVIEW_CHARACTERS - 1] + "…"
    escaped = html.escape(cut, quote=False)
    return "".join("\\" + character if character in "\\`*_[]|~#!" else character for character in escaped)
