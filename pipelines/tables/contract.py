"""Everything that is generated from the declarations: DDL with comments and keys, dbt's properties, column lists.

Belongs here: pure functions from a model to text or plain values. Does not belong here: checking rows
(`validate`), connections (`store`), Dagster (`defs/` turns `describe` into its own types).
Run as `python -m pipelines.tables.contract` it rewrites the committed files (see `generated_files`).
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
import yaml
from pandera.polars import DataFrameModel

from pipelines.tables.schemas import LAYERS, TABLES

STAGING = Path(__file__).parents[2] / "dbt_project" / "models" / "staging"
NOTE = "Generated from pipelines/tables/schemas by `python -m pipelines.tables.contract`: edit there, not here."
# Two layers have a quarantine; staging names are single words.
STAGED_NAMES = {"parsed.quarantine": "page_quarantine", "extracted.quarantine": "reading_quarantine"}
DATABASE_TYPES: dict[str, str] = {
    "String": "varchar",
    "Int32": "integer",
    "Int64": "bigint",
    "Boolean": "boolean",
    "Date": "date",
    "Datetime(time_unit='us', time_zone=None)": "timestamp",
    "Decimal(precision=38, scale=10)": "decimal(38, 10)",
    "List(String)": "varchar[]",
    "List(UInt64)": "ubigint[]",
}
LAYER_DESCRIPTIONS = {
    "raw": "What the archive holds, and the build",
    "parsed": "Articles and their parts, as pages give them",
    "extracted": "Figures and what else was read in the articles",
    "vocabulary": "The catalogues by which figures are read",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column as declared: `type` is DuckDB's, `references` is `schema.table.column`, `unit` of its values."""

    name: str
    type: str
    description: str
    nullable: bool
    key: bool
    references: str | None
    unit: str | None


@cache
def frame_schema(table: str) -> dict[str, pl.DataType]:
    """The polars type of each column of `table` (`schema.name`), keys first."""
    columns = TABLES[table].to_schema().columns
    types = {name: column.dtype.type for name, column in columns.items()}
    return {column.name: types[column.name] for column in columns_of(TABLES[table])}


def columns_of(model: type[DataFrameModel]) -> list[Column]:
    """The declared columns, keys first, otherwise in the order of the declaration."""
    columns = [
        Column(
            name=name,
            type=DATABASE_TYPES[str(declared.dtype.type)],
            description=declared.description or "",
            nullable=declared.nullable,
            key=(declared.metadata or {}).get("key", False),
            references=(declared.metadata or {}).get("references"),
            unit=(declared.metadata or {}).get("unit"),
        )
        for name, declared in model.to_schema().columns.items()
    ]
    return sorted(columns, key=lambda column: not column.key)


def describe(table: str) -> list[tuple[str, str, str]]:
    """Name, type and description of each column of `table` (`schema.name`), for whoever shows them."""
    return [(column.name, column.type, sentence(column)) for column in columns_of(TABLES[table])]


def sentence(column: Column) -> str:
    """The column's description with its unit and what it refers to."""
    unit = f" ({column.unit})" if column.unit else ""
    target = f"; refers to {column.references}" if column.references else ""
    return f"{column.description}{unit}{target}"


def description_of(model: type[DataFrameModel]) -> str:
    """The table's description with its grain, on one line."""
    return " ".join((model.__doc__ or "").split())


def grain_of(model: type[DataFrameModel]) -> str:
    """What one row is, from the end of the docstring. Raises ValueError where the docstring does not say it."""
    _, found, grain = description_of(model).rpartition("Grain: ")
    if not found:
        raise ValueError(f"{model.__name__}: the docstring must end with `Grain: one row per …`")
    return grain


def ddl(table: str) -> str:
    """Statements that create `table` (`schema.name`) with its key and the comments on it and on its columns."""
    model = TABLES[table]
    columns = columns_of(model)
    lines = [f"    {column.name} {column.type}{'' if column.nullable else ' not null'}" for column in columns]
    keys = ", ".join(column.name for column in columns if column.key)
    if keys:
        lines.append(f"    primary key ({keys})")
    statements = [f"create table {table} (\n" + ",\n".join(lines) + "\n)"]
    statements.append(f"comment on table {table} is {quoted(description_of(model))}")
    statements += [f"comment on column {table}.{c.name} is {quoted(sentence(c))}" for c in columns]
    return ";\n".join(statements) + ";\n"


def quoted(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def sources_yml() -> str:
    """The dbt sources, one per layer, as the text of `_sources.yml`."""
    sources = [
        {
            "name": layer,
            "schema": layer,
            "description": LAYER_DESCRIPTIONS[layer],
            "tables": [
                {"name": name, "description": description_of(model), "columns": yaml_columns(model)}
                for name, model in models.items()
            ],
        }
        for layer, models in LAYERS.items()
    ]
    return yaml_text({"version": 2, "sources": sources})


def staging_yml() -> str:
    """The properties of the staging views, one per source, as the text of `_staging.yml`."""
    models = [
        {
            "name": staged_name(table),
            "description": f"`{table}` as it is. {description_of(model)}",
            "columns": yaml_columns(model),
        }
        for table, model in TABLES.items()
    ]
    return yaml_text({"version": 2, "models": models})


def docs_md() -> str:
    """The declared descriptions as dbt doc blocks, `table__column`, so that marts quote them and copy nothing."""
    blocks = [
        f"{{% docs {staged_name(table).removeprefix('stg_')}__{column.name} %}}{sentence(column)}{{% enddocs %}}"
        for table, model in TABLES.items()
        for column in columns_of(model)
    ]
    return f"{{# {NOTE} #}}\n\n" + "\n".join(blocks) + "\n"


def staged_name(table: str) -> str:
    """The name of the staging view of `table` (`schema.name`)."""
    return f"stg_{STAGED_NAMES.get(table, table.partition('.')[2])}"


def yaml_columns(model: type[DataFrameModel]) -> list[dict[str, str]]:
    """The columns as dbt's property files write them."""
    return [{"name": c.name, "data_type": c.type, "description": sentence(c)} for c in columns_of(model)]


def yaml_text(content: object) -> str:
    """The content as YAML, with the note that it is generated."""
    return f"# {NOTE}\n" + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=4096)


def generated_files() -> dict[Path, str]:
    """Every committed file that is generated from the declarations, with the text it must have."""
    return {
        STAGING / "_sources.yml": sources_yml(),
        STAGING / "_staging.yml": staging_yml(),
        STAGING / "_declared.md": docs_md(),
    }


def schema_version() -> str:
    """A hash of every declaration: changes when a table, column, type, key or description changes."""
    text = "".join(ddl(table) for table in TABLES)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main() -> None:
    """Rewrites the generated files."""
    for file, text in generated_files().items():
        file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
