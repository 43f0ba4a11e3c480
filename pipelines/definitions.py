"""Assembles what Dagster runs; defines nothing."""

import dagster as dg

from pipelines.defs import assets, automation
from pipelines.defs.dbt import dbt_models
from pipelines.defs.resources import BuildResource

defs = dg.Definitions(
    assets=[
        assets.archive,
        assets.raw_tables,
        assets.vocabulary_tables,
        assets.parsed_tables,
        assets.extracted_tables,
        dbt_models,
        assets.warehouse,
    ],
    jobs=[automation.build_job, automation.reread_job],
    schedules=[automation.daily],
    sensors=[automation.new_pages, automation.run_failed],
    resources={"build": BuildResource()},
    executor=dg.in_process_executor,
)
