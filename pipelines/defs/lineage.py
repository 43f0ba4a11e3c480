"""Which columns a column is made from, read off the SQL that dbt compiled.

Belongs here: SQL in, column lineage out. Does not belong here: running dbt, and the lineage of Python tables
(see `table_asset`). dagster-dbt qualifies the query anew for each column, which takes longer than the build itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dagster import AssetKey, TableColumnDep, TableColumnLineage
from sqlglot import MappingSchema, exp, parse_one, to_table
from sqlglot.errors import SqlglotError
from sqlglot.expressions import normalize_table_name
from sqlglot.lineage import lineage

DIALECT = "duckdb"


@dataclass(frozen=True, slots=True)
class Parent:
    """A relation that the query reads: its asset, and its columns with their types."""

    asset_key: AssetKey
    columns: Mapping[str, str]


def column_lineage(sql: str, parents: Mapping[str, Parent]) -> TableColumnLineage | None:
    """The parents' columns behind each output column of `sql`; `parents` is by relation name as in the SQL.

    None where sqlglot cannot follow the query: a missing picture is better than a wrong one.
    """
    schema = MappingSchema(dialect=DIALECT)
    asset_keys = {}
    for relation, parent in parents.items():
        named = to_table(relation, dialect=DIALECT)
        named.set("catalog", None)  # a published file may have any name
        schema.add_table(named, dict(parent.columns), dialect=DIALECT)
        asset_keys[normalize_table_name(named, dialect=DIALECT)] = parent.asset_key
    try:
        query = parse_one(sql, dialect=DIALECT)
        for named in query.find_all(exp.Table):
            named.set("catalog", None)
        nodes = lineage(None, query, schema, dialect=DIALECT, trim_selects=False, copy=False)
    except SqlglotError:
        return None
    deps_by_column = {}
    for column, node in nodes.items():
        found = set()
        for leaf in node.walk():
            # A leaf can also be a literal, or a function in place of a table, which has no name.
            table = leaf.expression if isinstance(leaf.expression, exp.Table) else None
            asset_key = asset_keys.get(normalize_table_name(table, dialect=DIALECT)) if table and table.name else None
            # Where the query's own stars could not be resolved, the leaf is one: it says nothing of this column.
            if asset_key and leaf.name != "*":
                found.add((asset_key, exp.to_column(leaf.name).name.lower()))
        deps_by_column[column.lower()] = [TableColumnDep(key, name) for key, name in sorted(found)]
    return TableColumnLineage(deps_by_column)
