"""Rows against their declaration: good rows go on, bad ones go to quarantine with the reason.

Belongs here: frames from rows, pandera's lazy validation, and its failures as sentences for people: one per rule
and row, with key, value and sentence. Does not belong here: the laws (`laws`), and where quarantine is stored.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from pandera.errors import SchemaErrors

from pipelines.tables.contract import columns_of, frame_schema
from pipelines.tables.ids import digest
from pipelines.tables.schemas import TABLES


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that broke a rule."""

    table: str
    row: Mapping[str, Any]
    rule: str
    message: str

    @property
    def key(self) -> str:
        """The row's key within its article's version, for people."""
        keys = [column.name for column in columns_of(TABLES[self.table]) if column.key and column.name != "version_id"]
        return " ".join(str(self.row.get(name)) for name in keys) or str(self.row.get("version_id"))

    def line(self, sentence: str | None = None) -> str:
        """The failure on one line: table, key, what is wrong, and the sentence."""
        quote = f" — “{sentence}”" if sentence else ""
        return f"{self.table} {self.key}: {self.message}{quote}"


def frame(table: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """The rows as a frame with the declared columns and types. Raises polars' error where a value does not fit."""
    return pl.DataFrame(rows, schema=frame_schema(table), orient="row")


def split(table: str, rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Refused]]:
    """The rows that keep every rule of the declaration, and those that do not, with each rule they break.

    Raises SchemaErrors where the frame itself is wrong (a column missing, another type): a fault of the code.
    """
    model = TABLES[table]
    try:
        model.validate(rows, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        if cases["index"].null_count():
            raise
        refused = [
            refusal(table, rows, case) for case in cases.sort("index", maintain_order=True).iter_rows(named=True)
        ]
        bad = cases["index"].unique()
        return rows.with_row_index("row").filter(~pl.col("row").is_in(bad.implode())).drop("row"), refused
    return rows, []


def refusal(table: str, rows: pl.DataFrame, case: Mapping[str, Any]) -> Refused:
    """One of pandera's failure cases as a refusal with a sentence."""
    row = rows.row(case["index"], named=True)
    check = str(case["check"])
    if case["schema_context"] == "Column":
        return Refused(
            table, row, f"{case['column']}:{check}", f"{case['column']} is {case['failure_case']!r}: {check}"
        )
    return Refused(table, row, check, f"{check} ({shown(row)})")


def shown(row: Mapping[str, Any], limit: int = 6) -> str:
    """The values of a row that a person needs to see first."""
    names = [name for name in ("figure_text", "text", "char_start", "char_end", "value", "value_low", "value_high",
                               "relation", "disposition", "figure_id") if row.get(name) is not None]  # fmt: skip
    return ", ".join(f"{name} {plain(row[name])}" for name in names[:limit])


def plain(value: Any) -> str:
    """The value as people write it: decimals without trailing zeros."""
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)


def row_json(row: Mapping[str, Any]) -> str:
    """The row as JSON with its keys in order, for quarantine."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, default=plain)


def quarantine_row(
    head: Mapping[str, Any], refused: Refused, sentence: str | None, *, whole_article: bool = False
) -> dict[str, Any]:
    """The row of quarantine for a refusal; `head` holds version_id, article_id and raw_path."""
    return {
        "quarantine_id": digest(head["version_id"], refused.table, refused.key, refused.rule, refused.message),
        "version_id": head["version_id"],
        "article_id": head["article_id"],
        "raw_path": head["raw_path"],
        "table_name": refused.table,
        "row_key": refused.key,
        "rule": refused.rule,
        "message": refused.message,
        "row_json": row_json(refused.row),
        "sentence": sentence,
        "whole_article": whole_article,
    }
