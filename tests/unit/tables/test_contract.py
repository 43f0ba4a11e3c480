import duckdb
import pytest

from pipelines.tables import contract
from pipelines.tables.schemas import LAYERS, TABLES


@pytest.mark.parametrize("file", contract.generated_files(), ids=lambda file: file.name)
def test_the_committed_file_is_current(file):
    expected = contract.generated_files()[file]
    assert file.read_text(encoding="utf-8") == expected, "run: python -m pipelines.tables.contract"


@pytest.mark.parametrize("table", TABLES)
def test_every_table_says_its_grain_has_a_key_and_describes_each_column(table):
    columns = contract.columns_of(TABLES[table])
    assert contract.grain_of(TABLES[table]).startswith("one row")
    assert any(column.key for column in columns)
    assert all(column.description for column in columns)


@pytest.mark.parametrize("table", TABLES)
def test_references_point_to_declared_columns_of_the_same_type(table):
    types = {f"{t}.{c.name}": c.type for t, model in TABLES.items() for c in contract.columns_of(model)}
    for column in contract.columns_of(TABLES[table]):
        if column.references:
            assert types[column.references] == column.type


def test_the_ddl_makes_tables_with_types_keys_and_comments():
    with duckdb.connect() as connection:
        for layer in LAYERS:
            connection.execute(f"create schema {layer}")
        for table in TABLES:
            connection.execute(contract.ddl(table))
        made = connection.execute(
            "select data_type, comment from duckdb_columns() where table_name = 'figures' and column_name = 'value'"
        ).fetchone()
        assert made == (
            "DECIMAL(38,10)",
            "The value, signed, 万 and 亿 applied, per cent as per cent; null for a range",
        )
        keys = connection.execute(
            "select constraint_column_names from duckdb_constraints() "
            "where table_name = 'figures' and constraint_type = 'PRIMARY KEY'"
        ).fetchone()
        assert keys == (["version_id", "figure_id"],)


def test_quotes_in_comments_do_not_break_the_ddl():
    assert contract.quoted("a 'b'") == "'a ''b'''"
