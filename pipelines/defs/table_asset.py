"""How a declared table looks in Dagster: its key, its description, and what is shown of its rows.

Belongs here: plain values in, Dagster's types out, the same few metadata keys on every asset.
Does not belong here: making the rows (`assets`, `dbt`), checking them (`checks`).
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dagster as dg

from pipelines.tables.contract import describe, description_of
from pipelines.tables.schemas import TABLES

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


def asset_key(table: str) -> dg.AssetKey:
    """The key of a table written `layer.name`: the same two words."""
    return dg.AssetKey(table.split("."))


def table_spec(table: str, deps: Iterable[str], code_version: str) -> dg.AssetSpec:
    """The asset of a declared table (`layer.name`), with the declaration's description and columns."""
    layer, _ = table.split(".")
    return dg.AssetSpec(
        key=asset_key(table),
        deps=[asset_key(upstream) for upstream in deps],
        description=description_of(TABLES[table]),
        group_name=layer,
        kinds=LAYER_KINDS[layer],
        owners=OWNERS,
        code_version=code_version,
        metadata={"dagster/column_schema": column_schema(describe(table)), "dagster/table_name": table},
    )


def column_schema(columns: Iterable[tuple[str, str, str]]) -> dg.TableSchema:
    """Dagster's picture of columns given as (name, type, description)."""
    return dg.TableSchema([dg.TableColumn(name, kind, description=text) for name, kind, text in columns])


def lineage(sources: Mapping[str, Sequence[str]]) -> dg.TableColumnLineage:
    """Column lineage from `{column: [layer.table.column, …]}`."""
    return dg.TableColumnLineage({column: [_dep(source) for source in found] for column, found in sources.items()})


def _dep(source: str) -> dg.TableColumnDep:
    table, _, column = source.rpartition(".")
    return dg.TableColumnDep(asset_key(table), column)


def row_metadata(
    row_count: int, columns: Sequence[str], rows: Sequence[Sequence[Any]], headline: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What every materialised table shows: how many rows, the first few, and the numbers of its own (`headline`)."""
    return {
        "dagster/row_count": row_count,
        "preview": dg.MetadataValue.md(preview(columns, rows[:PREVIEW_ROWS])),
        **(headline or {}),
    }


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
