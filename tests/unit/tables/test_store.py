import shutil
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.tables import store
from pipelines.tables.parts import Parts
from pipelines.tables.rows import extracted_rows, parsed_rows
from pipelines.tables.schemas import LAYERS, TABLES
from pipelines.tables.validate import frame


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    file = tmp_path_factory.mktemp("empty") / "chengyu.duckdb"
    store.create(file)
    return file


@pytest.fixture
def warehouse(empty, tmp_path):
    return Path(shutil.copy(empty, tmp_path))


@pytest.fixture
def extracted(page, article, reading):
    parsed = parsed_rows(page, article)
    rows = extracted_rows(parsed["articles"][0], parsed["passages"], reading)
    return {name: frame(f"extracted.{name}", rows.get(name, [])) for name in LAYERS["extracted"]}


def test_every_declared_table_is_there_and_empty(warehouse):
    found = store.query(warehouse, "select schema_name || '.' || table_name, estimated_size from duckdb_tables()").rows
    assert dict(found) == dict.fromkeys(TABLES, 0)


def test_parts_are_loaded_exactly(warehouse, extracted, tmp_path):
    exact = Decimal("12345678901234567.1234567891")
    extracted["figures"] = extracted["figures"].with_columns(value=pl.lit(exact, pl.Decimal(38, 10)))
    parts = Parts(tmp_path / "parts", "extracted", "v")
    parts.write({"k": extracted["figures"]["version_id"][0]}, extracted)
    assert store.load_parts(warehouse, "extracted", parts.select(["k"]))["figures"] == 4
    answer = store.query(warehouse, "select distinct value from extracted.figures")
    assert answer.columns == ("value",)
    assert answer.rows == [(exact,)]


def test_of_a_part_only_the_wanted_versions_are_loaded(warehouse, extracted, tmp_path):
    mine = extracted["numerals"]
    theirs = mine.with_columns(version_id=pl.lit("f" * 16))
    parts = Parts(tmp_path / "parts", "extracted", "v")
    both = {name: pl.concat([mine, theirs]) if name == "numerals" else rows for name, rows in extracted.items()}
    parts.write({"mine": mine["version_id"][0], "theirs": "f" * 16}, both)
    assert store.load_parts(warehouse, "extracted", parts.select(["theirs"]))["numerals"] == 7
    assert store.query(warehouse, "select distinct version_id from extracted.numerals").rows == [("f" * 16,)]


@pytest.mark.parametrize(
    "sql",
    [
        "create table t (a integer)",
        "drop table raw.pages",
        "insert into raw.pages select * from raw.pages",
        "create temp table t as select 1",
        "attach ':memory:' as other",
        "attach '{outside}.duckdb' as other",
        "copy (select 1) to '{outside}'",
        "copy raw.pages to '{outside}'",
        "export database '{outside}'",
        "select * from read_text('{secret}')",
        "from '{secret}'",
        "select * from read_csv('{secret}')",
        "select * from glob('/*')",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "reset enable_external_access",
        "pragma enable_external_access",
        "select 1; drop table raw.pages",
        "call pragma_version()",
        "checkpoint",
        "",
    ],
)
def test_a_query_can_only_read_the_warehouse(warehouse, tmp_path, sql):
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    before = warehouse.read_bytes()
    with pytest.raises(store.QueryError):
        store.query(warehouse, sql.format(outside=tmp_path / "outside", secret=secret))
    assert warehouse.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"chengyu.duckdb", "secret.csv"}


READING = ("select 1", "from raw.pages", "with a as (select 1) from a", "describe raw.pages", "show all tables",
           "explain select 1", "summarize raw.pages", "values (1)")  # fmt: skip


@pytest.mark.parametrize("sql", READING)
def test_whatever_reads_is_allowed(warehouse, sql):
    assert store.query(warehouse, sql).columns


def test_parameters_are_bound(warehouse):
    assert store.query(warehouse, "select ? || 'x'", ["a'b"]).rows == [("a'bx",)]


def test_no_warehouse_is_a_sentence(tmp_path):
    with pytest.raises(store.QueryError, match=r"there is no warehouse .*chengyu build"):
        store.query(tmp_path / "none.duckdb", "select 1")
    broken = tmp_path / "broken.duckdb"
    broken.write_text("this is no database")
    with pytest.raises(store.QueryError, match="cannot be opened"):
        store.query(broken, "select 1")
