"""What the declarations share: the column types, the closed lists of values, and `column`.

Belongs here: nothing that names a table.
"""

from typing import Annotated, Any

import pandera.polars as pa
import polars as pl

Amount = Annotated[pl.Decimal, 38, 10]
Words = Annotated[pl.List, pl.String]
Sketch = Annotated[pl.List, pl.UInt64]
Moment = Annotated[pl.Datetime, "us", None]
Count = pl.Int32

ID = r"^[0-9a-f]{16}$"
SHA256 = r"^[0-9a-f]{64}$"

RELATIONS = ("eq", "gt", "ge", "lt", "le", "approx", "range")
DIMENSIONS = (
    "count", "currency", "share", "length", "area", "volume", "mass", "energy", "power", "voltage", "speed",
    "duration", "frequency", "fraction", "other",
)  # fmt: skip
MEASURES = ("level", "cumulative", "growth_rate", "change", "share", "rate", "average")
REGION_BASES = ("stated", "inherited", "topic", "none")
PERIOD_KINDS = ("year", "half", "quarter", "month", "ytd", "span", "as_of", "day", "none")
PERIOD_BASES = ("stated", "inherited", "relative", "none")
PAIR_ROLES = ("from", "to")
DISPOSITIONS = (
    "figure", "date", "ordinal", "level_class", "code", "name", "word", "table", "list_marker", "unknown",
)  # fmt: skip


def column(
    description: str, *, key: bool = False, references: str | None = None, unit: str | None = None, **rules: Any
) -> Any:
    """A pandera field that also says what the value means, in which unit, and which column it points to.

    `key` marks the primary key; `references` is `schema.table.column`; `rules` are pandera's (nullable, isin, ge, …).
    """
    metadata = {"key": key, "references": references, "unit": unit}
    return pa.Field(description=description, metadata=metadata, **rules)


def in_order(low: str, high: str) -> pl.Expr:
    """True where `low` is not above `high`, or either is null."""
    return pl.col(low).is_null() | pl.col(high).is_null() | (pl.col(low) <= pl.col(high))
