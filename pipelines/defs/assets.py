"""The Python assets: raw, vocabulary, parsed, extracted, and the published warehouse.

Belongs here: which tables a step makes, and what is shown of them. Does not belong here: the work (`build_session`),
the checks' rules (`checks`). Who is made from whom follows from the declarations' references.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.defs import checks
from pipelines.defs.dbt import mart_keys
from pipelines.defs.intake import fetch_all
from pipelines.defs.resources import BuildResource
from pipelines.defs.table_asset import (
    LAYER_KINDS,
    OWNERS,
    asset_key,
    declared_lineage,
    in_order,
    row_metadata,
    table_specs,
)
from pipelines.settings import settings
from pipelines.tables import store
from pipelines.tables.publish import publish, published_build
from pipelines.tables.versions import versions

log = logging.getLogger("chengyu")

ARCHIVE = dg.AssetKey(["raw", "archive"])
WAREHOUSE = dg.AssetKey(["published", "warehouse"])
# The one number of each table that a person looks at first, as SQL over the table.
HEADLINES: dict[str, dict[str, str]] = {
    "raw.pages": {"bytes": "sum(size)"},
    "parsed.articles": {"characters": "sum(characters)"},
    "parsed.quarantine": {"failed pages": "count(distinct version_id) filter (where whole_article)"},
    "extracted.readings": {"articles kept out": "count(*) filter (where not is_good)"},
    "extracted.figures": {"articles": "count(distinct version_id)"},
    "extracted.numerals": {"unread numerals": "count(*) filter (where disposition = 'unknown')"},
    "extracted.quarantine": {"quarantined articles": "count(distinct version_id) filter (where whole_article)"},
}
VERSIONS = {
    "raw": versions().schema,
    "vocabulary": versions().vocabulary,
    "parsed": versions().parsed,
    "extracted": versions().extracted,
}

archive = dg.AssetSpec(
    ARCHIVE,
    group_name="raw",
    kinds={"html", "csv"},
    owners=OWNERS,
    description="The archive: pages as fetched, never edited, and `manifest.csv`. "
    "Its data version is the hash of its pages, as the last build found them.",
)


def layer_specs(layer: str) -> list[dg.AssetSpec]:
    """The assets of a declared layer."""
    roots = {"raw": [ARCHIVE]}.get(layer, [])
    return table_specs(layer, VERSIONS[layer], roots)


@dg.multi_asset(specs=layer_specs("raw"), check_specs=checks.specs("raw"), name="list_archive")
def raw_tables(context: dg.AssetExecutionContext, build: BuildResource) -> Iterator[Any]:
    """Fetches where asked to, lists the archive, and says what this build is made with."""
    session = build.session
    if build.fetch:
        outcomes = Counter(taken.outcome for taken in fetch_all(session.settings.raw_dir))
        log.info("fetched: %s", dict(outcomes) or "no source is switched on")
    if build.reread:
        session.forget()
    version = {"dagster/data_version": session.archive_version}
    context.log_event(dg.AssetObservation(ARCHIVE, metadata={"pages": len(session.pages)}, tags=version))
    yield from layer_results(context, build, "raw")


@dg.multi_asset(specs=layer_specs("vocabulary"), check_specs=checks.specs("vocabulary"), name="load_vocabulary")
def vocabulary_tables(context: dg.AssetExecutionContext, build: BuildResource) -> Iterator[Any]:
    """Loads the catalogues of units, places, indicators and initiatives."""
    yield from layer_results(context, build, "vocabulary")


@dg.multi_asset(specs=layer_specs("parsed"), check_specs=checks.specs("parsed"), name="parse_pages")
def parsed_tables(context: dg.AssetExecutionContext, build: BuildResource) -> Iterator[Any]:
    """Parses the pages that are new or changed, or all of them when the parser has changed."""
    due = build.session.parse_due()
    yield from layer_results(context, build, "parsed", {"pages parsed now": due})


@dg.multi_asset(specs=layer_specs("extracted"), check_specs=checks.specs("extracted"), name="read_articles")
def extracted_tables(context: dg.AssetExecutionContext, build: BuildResource) -> Iterator[Any]:
    """Reads the articles that are new or changed, or all of them when the rules or the vocabulary have changed."""
    due = build.session.read_due()
    yield from layer_results(context, build, "extracted", {"articles read now": due})


def layer_results(
    context: dg.AssetExecutionContext, build: BuildResource, layer: str, more: dict[str, Any] | None = None
) -> Iterator[dg.MaterializeResult[Any] | dg.AssetCheckResult]:
    """Load the layer into the private file; show and check each of its tables."""
    session = build.session
    session.load(layer)
    with store.reading(session.private) as connection:
        for table in in_order(layer):
            numbers = {
                label: connection.execute(f"select {sql} from {table}").fetchall()[0][0] or 0
                for label, sql in HEADLINES.get(table, {}).items()
            }
            yield dg.MaterializeResult(
                asset_key=asset_key(table),
                metadata=row_metadata(connection, table)
                | numbers
                | (more or {})
                | {"dagster/column_lineage": declared_lineage(table)},
            )
    yield from checks.results(layer, session)


@dg.asset(
    key=WAREHOUSE,
    deps=mart_keys(),
    group_name="published",
    kinds=LAYER_KINDS["published"],
    owners=OWNERS,
    code_version=versions().models,
    freshness_policy=dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=48), warn_window=timedelta(hours=26)),
    check_specs=[dg.AssetCheckSpec("readable", asset=WAREHOUSE, description="Readers find this build in its place.")],
)
def warehouse(build: BuildResource) -> Iterator[Any]:
    """The finished DuckDB file, swapped in by rename when every check before it has passed; the last builds are kept.

    Readers who hold the old file open go on with it.
    """
    session = build.session
    if "marts" not in session.loaded:
        raise dg.Failure("Only a whole build can be published: run the job `build`.", allow_retries=False)
    kept = publish(session.private, settings().warehouse, session.build_id, settings().kept_builds)
    found = published_build(settings().warehouse)
    yield dg.MaterializeResult(
        metadata={
            "build": session.build_id,
            "bytes": kept.stat().st_size,
            "path": dg.MetadataValue.path(str(settings().warehouse)),
            **public_rows(settings().warehouse),
        },
        data_version=dg.DataVersion(session.build_id),
    )
    yield dg.AssetCheckResult(check_name="readable", passed=found == session.build_id, metadata={"build": str(found)})


def public_rows(path: Path) -> dict[str, int]:
    """The rows of each public table."""
    sql = "select table_name, estimated_size from duckdb_tables() where schema_name = 'marts' order by all"
    return dict(store.query(path, sql).rows)
