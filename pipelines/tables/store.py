"""The DuckDB file: made from parts, and read by queries that can do nothing else.

Belongs here: the only SQL that Python runs, and the only connections beside `publish`. Does not belong here: what
tables hold (`schemas`), marts (dbt), when a file is published (`publish`).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.tables.contract import ddl, quoted
from pipelines.tables.parts import Part
from pipelines.tables.schemas import LAYERS

READING_STATEMENTS = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
DATABASE_NAME = "chengyu.duckdb"


class QueryError(ValueError):
    """The query was refused or failed; the message is DuckDB's, in one sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: column names and rows as Python values, exact."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def create(path: Path) -> None:
    """Makes a new file with every declared table, empty, with keys and comments. An old file there is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    Path(f"{path}.wal").unlink(missing_ok=True)
    with writing(path) as connection:
        for layer, models in LAYERS.items():
            connection.execute(f"create schema {layer}")
            for name in models:
                connection.execute(ddl(f"{layer}.{name}"))


def load_parts(path: Path, layer: str, parts: Sequence[Part]) -> dict[str, int]:
    """Fills the layer's tables with the wanted rows of the parts. Returns the rows of each table."""
    with writing(path) as connection:
        for name in LAYERS[layer]:
            whole = [part.file(name) for part in parts if part.whole]
            if whole:
                connection.execute(f"insert into {layer}.{name} by name select * from {parquet(whole)}")
            for part in parts:
                if not part.whole:
                    connection.execute(
                        f"insert into {layer}.{name} by name select * from {parquet([part.file(name)])} "
                        "where list_contains(?, version_id)",
                        [list(part.version_ids)],
                    )
        return row_counts(connection, layer)


def load_frames(path: Path, layer: str, frames: Mapping[str, pl.DataFrame]) -> dict[str, int]:
    """Fills the layer's tables with frames. Returns the rows of each table."""
    with writing(path) as connection:
        for name, rows in frames.items():
            connection.register("incoming", rows.to_arrow())
            connection.execute(f"insert into {layer}.{name} by name select * from incoming")
            connection.unregister("incoming")
        return row_counts(connection, layer)


def row_counts(connection: duckdb.DuckDBPyConnection, layer: str) -> dict[str, int]:
    """The rows of each declared table of a layer."""
    counts = {}
    for name in LAYERS[layer]:
        found = connection.execute(f"select count(*) from {layer}.{name}").fetchone()
        counts[name] = found[0] if found else 0
    return counts


def parquet(files: Sequence[Path]) -> str:
    """DuckDB's reader of these files, as SQL."""
    return f"read_parquet([{', '.join(quoted(str(file)) for file in files)}])"


def query(path: Path, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Answer:
    """The rows that one SQL statement gives on a file that it cannot change.

    The connection is read-only, reaches no other file, no network and no extension, and its settings are locked.
    Raises QueryError with a sentence where the statement is refused or fails.
    """
    with reading(path) as connection:
        try:
            statements = connection.extract_statements(sql)
            if len(statements) != 1 or statements[0].type not in READING_STATEMENTS:
                raise QueryError("only one statement that reads is allowed: select, from, with, describe, explain")
            cursor = connection.execute(statements[0], parameters)
            return Answer(tuple(column[0] for column in cursor.description), cursor.fetchall())
        except duckdb.Error as error:
            raise QueryError(str(error)) from error


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection that is locked in. Raises QueryError where the file cannot be opened."""
    if not path.is_file():
        raise QueryError(f"there is no warehouse {path}; make one with `chengyu build`")
    try:
        connection = duckdb.connect(
            str(path),
            read_only=True,
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "allow_community_extensions": "false",
            },
        )
    except duckdb.Error as error:
        raise QueryError(f"the warehouse {path} cannot be opened: {error}") from error
    try:
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection
    finally:
        connection.close()


@contextmanager
def writing(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a private file that a build is making, in one transaction: all of it is there or nothing."""
    connection = duckdb.connect(str(path))
    try:
        connection.execute("begin")
        yield connection
        connection.execute("commit")
    finally:
        connection.close()
