"""The dbt models as assets: staging views and marts, their tests as checks, their columns traced to the Python tables.

Belongs here: Dagster's view of the dbt project. Does not belong here: running dbt (`dbt_run`), SQL lineage (`lineage`).
"""

import json
import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets

from pipelines.defs.dbt_run import NodeResult, manifest_path, run
from pipelines.defs.lineage import Parent, column_lineage
from pipelines.defs.resources import BuildResource
from pipelines.defs.table_asset import OWNERS, row_metadata
from pipelines.tables import store
from pipelines.tables.contract import quoted

log = logging.getLogger("chengyu")

SOURCES = ("raw", "vocabulary", "parsed", "extracted")
SHOWN_FAILURES = 5
COLUMNS = "select schema_name, table_name, column_name, data_type from duckdb_columns() where not internal"


class Translator(DagsterDbtTranslator):
    """Keys and groups as everywhere: the layer, then the table."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """`layer/table`, for models as for sources; the layer is the schema."""
        return dg.AssetKey([dbt_resource_props["schema"], dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """One group a layer; what lies between two marts is shown with them, so that the graph reads to the right."""
        return "staging" if "staging" in dbt_resource_props["fqn"] else "marts"

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The description alone; the SQL is one click away."""
        return dbt_resource_props.get("description") or ""

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> Sequence[str] | None:
        """The team's."""
        return OWNERS


MANIFEST: dict[str, Any] = json.loads(manifest_path().read_text(encoding="utf-8"))
NODES: dict[str, Any] = MANIFEST["nodes"] | MANIFEST["sources"]
TRANSLATOR = Translator(DagsterDbtTranslatorSettings(enable_source_tests_as_checks=True))


@dbt_assets(manifest=MANIFEST, dagster_dbt_translator=TRANSLATOR, name="dbt_models")
def dbt_models(context: dg.AssetExecutionContext, build: BuildResource) -> Iterator[Any]:
    """Build the models and test them in the private file. A failed test fails the step and shows its rows."""
    session = build.session
    session.ensure(SOURCES)
    chosen = context.selected_asset_keys
    # What a chosen model is made from must be there too, in this run's private file.
    select = [f"+{key.path[-1]}" for key in sorted(chosen)] if context.is_subset else []
    log.info("dbt: building %d models", len(chosen))
    results = run(session.private, session.dbt_target, select, partial(log.info, "dbt: %s %s"))
    built = {result.unique_id: result for result in results if result.status == "success"}
    metadata = model_metadata(session.private, built)
    for unique_id in built:
        key = spec_of(unique_id).key
        if key in chosen:
            yield dg.MaterializeResult(asset_key=key, metadata=metadata[unique_id])
    yield from checks(results, context.selected_asset_check_keys)
    failures = [describe(session.private, one) for one in results if one.status in ("error", "fail", "runtime error")]
    if failures:
        raise dg.Failure("\n".join(failures), allow_retries=False)
    if not context.is_subset:
        session.loaded.add("marts")


def spec_of(unique_id: str) -> dg.AssetSpec:
    """The asset of a dbt model or source."""
    return TRANSLATOR.get_asset_spec(MANIFEST, unique_id, None)


def mart_keys() -> list[dg.AssetKey]:
    """The public tables."""
    models = (unique_id for unique_id, node in MANIFEST["nodes"].items() if node["resource_type"] == "model")
    return sorted(key for key in (spec_of(unique_id).key for unique_id in models) if key.path[0] == "marts")


def checks(results: Sequence[NodeResult], wanted: set[dg.AssetCheckKey]) -> Iterator[dg.AssetCheckResult]:
    """The tests' results as check results."""
    from dagster_dbt.asset_utils import get_asset_check_key_for_test

    for result in results:
        key = get_asset_check_key_for_test(MANIFEST, TRANSLATOR, result.unique_id, None)
        if key in wanted and result.status != "skipped":
            yield dg.AssetCheckResult(
                asset_key=key.asset_key,
                check_name=key.name,
                passed=result.status == "pass",
                severity=dg.AssetCheckSeverity.WARN if result.status == "warn" else dg.AssetCheckSeverity.ERROR,
                metadata={"failing rows": result.failures, "seconds": result.seconds, "status": result.status},
            )


def model_metadata(database: Path, built: Mapping[str, NodeResult]) -> dict[str, dict[str, Any]]:
    """What each built model shows: rows, preview, columns and where they come from."""
    shown = {}
    with store.reading(database) as connection:
        columns: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for schema, table, column, kind in connection.execute(COLUMNS).fetchall():
            columns[schema, table][column] = kind
        for unique_id, result in built.items():
            node = NODES[unique_id]
            parents = {
                one["relation_name"]: Parent(spec_of(one["unique_id"]).key, columns[one["schema"], one["name"]])
                for one in relations_read(node)
            }
            lineage = column_lineage(result.sql, parents)
            shown[unique_id] = row_metadata(connection, node["relation_name"]) | {
                "seconds": round(result.seconds, 3),
                **({"dagster/column_lineage": lineage} if lineage else {}),
            }
    return shown


def relations_read(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The tables and views whose names stand in a model's SQL; an ephemeral model is written out in its readers."""
    for unique_id in node["depends_on"]["nodes"]:
        upstream = NODES.get(unique_id)
        if upstream and upstream["relation_name"]:
            yield upstream
        elif upstream:
            yield from relations_read(upstream)


def describe(database: Path, result: NodeResult) -> str:
    """A failure for people: the model or test, what dbt says, and the first failing rows."""
    name = NODES.get(result.unique_id, {}).get("name", result.unique_id)
    if result.status != "fail":
        return f"{name}: {result.message}"
    try:
        rows = store.query(database, f"select * from ({result.sql}) limit {SHOWN_FAILURES}")
    except store.QueryError as error:
        return f"{name}: {result.message} (its rows cannot be shown: {error})"
    lines = [
        "  " + ", ".join(f"{c} {quoted(str(v))}" for c, v in zip(rows.columns, row, strict=True)) for row in rows.rows
    ]
    return "\n".join([f"the check {name} failed for {result.failures} rows:", *lines])
